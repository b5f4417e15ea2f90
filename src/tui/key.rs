//! Keys by name: `ctrl-s`, `D`, `delete`. Configuration, help and tests write them so.

use std::fmt;

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// A key that a command can be bound to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    code: KeyCode,
    control: bool,
    alt: bool,
    /// Of function keys alone: in a letter it is the letter, and `backtab` has a name of its own.
    shift: bool,
}

/// Names of keys that are no characters.
const NAMES: &[(&str, KeyCode)] = &[
    ("enter", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("tab", KeyCode::Tab),
    ("backtab", KeyCode::BackTab),
    ("space", KeyCode::Char(' ')),
    ("backspace", KeyCode::Backspace),
    ("delete", KeyCode::Delete),
    ("insert", KeyCode::Insert),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("pageup", KeyCode::PageUp),
    ("pagedown", KeyCode::PageDown),
];

impl Key {
    /// The key of an event. Shift is kept of function keys alone: else it is in the letter, or in `backtab`.
    #[must_use]
    pub fn of(event: KeyEvent) -> Self {
        let control = event.modifiers.contains(KeyModifiers::CONTROL);
        let alt = event.modifiers.contains(KeyModifiers::ALT);
        let letter = matches!(event.code, KeyCode::Char(_));
        // AltGr arrives as both: that is the letter itself.
        let altgr = letter && control && alt;
        let code = match event.code {
            KeyCode::Char(letter) if control && !altgr => {
                KeyCode::Char(letter.to_ascii_lowercase())
            }
            KeyCode::Tab if event.modifiers.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
            other => other,
        };
        Self {
            code,
            control: control && !altgr,
            alt: alt && !altgr,
            shift: matches!(code, KeyCode::F(_)) && event.modifiers.contains(KeyModifiers::SHIFT),
        }
    }

    /// Whether it types a letter, digit or sign where text is taken, those of the right Alt key too. A blank opens or marks.
    #[must_use]
    pub const fn types(self) -> bool {
        matches!(self.code, KeyCode::Char(letter) if letter != ' ') && !self.control && !self.alt
    }

    /// The key of a name, where there is such a key.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let (mut control, mut alt, mut shift, mut rest) = (false, false, false, name);
        loop {
            if let Some(after) = rest.strip_prefix("ctrl-").filter(|after| !after.is_empty()) {
                (control, rest) = (true, after);
            } else if let Some(after) = rest.strip_prefix("alt-").filter(|after| !after.is_empty())
            {
                (alt, rest) = (true, after);
            } else if let Some(after) = rest.strip_prefix("shift-").filter(|it| it.starts_with('f'))
            {
                (shift, rest) = (true, after);
            } else {
                break;
            }
        }
        let mut letters = rest.chars();
        let code = match (letters.next(), letters.next()) {
            (Some(letter), None) if !letter.is_control() && letter != ' ' => KeyCode::Char(letter),
            _ => match rest
                .strip_prefix('f')
                .and_then(|number| number.parse().ok())
            {
                Some(number @ 1..=24) => KeyCode::F(number),
                _ => NAMES.iter().find(|(known, _)| *known == rest)?.1,
            },
        };
        let shifts = matches!(code, KeyCode::F(_));
        (!shift || shifts).then_some(Self {
            code,
            control,
            alt,
            shift,
        })
    }

    /// The key of a name as it is shown.
    #[must_use]
    pub fn shown(text: &str) -> Option<Self> {
        let named = NAMES.iter().map(|(name, _)| *name);
        let mut named = named.filter_map(Self::parse);
        let is = |key: &Self| key.to_string() == text;
        let of_name = named.find(is);
        let letter = || Self::parse(text).filter(|_| text.chars().count() == 1);
        let combined = || Self::parse(&text.to_lowercase()).filter(is);
        of_name.or_else(letter).or_else(combined)
    }

    /// The event of this key, for tests that press it.
    #[must_use]
    pub fn event(self) -> KeyEvent {
        let mut modifiers = KeyModifiers::NONE;
        modifiers.set(KeyModifiers::CONTROL, self.control);
        modifiers.set(KeyModifiers::ALT, self.alt);
        modifiers.set(KeyModifiers::SHIFT, self.shift);
        KeyEvent::new(self.code, modifiers)
    }
}

impl fmt::Display for Key {
    /// The name as help and the bottom line show it.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.control {
            write!(out, "Ctrl-")?;
        }
        if self.alt {
            write!(out, "Alt-")?;
        }
        if self.shift {
            write!(out, "Shift-")?;
        }
        match self.code {
            KeyCode::Char(' ') => write!(out, "Space"),
            KeyCode::Char(letter) if self.control => write!(out, "{}", letter.to_ascii_uppercase()),
            KeyCode::Char(letter) => write!(out, "{letter}"),
            KeyCode::F(number) => write!(out, "F{number}"),
            KeyCode::Up => write!(out, "↑"),
            KeyCode::Down => write!(out, "↓"),
            KeyCode::Left => write!(out, "←"),
            KeyCode::Right => write!(out, "→"),
            KeyCode::Delete => write!(out, "Del"),
            KeyCode::PageUp => write!(out, "PgUp"),
            KeyCode::PageDown => write!(out, "PgDn"),
            KeyCode::BackTab => write!(out, "Shift-Tab"),
            other => {
                let name = NAMES
                    .iter()
                    .find(|(_, code)| *code == other)
                    .map_or("", |(name, _)| name);
                let mut letters = name.chars();
                letters.next().map_or(Ok(()), |first| {
                    write!(out, "{}{}", first.to_ascii_uppercase(), letters.as_str())
                })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_and_shown() {
        for (name, shown) in [
            ("ctrl-s", "Ctrl-S"),
            ("D", "D"),
            ("delete", "Del"),
            ("?", "?"),
            ("esc", "Esc"),
            ("alt-up", "Alt-↑"),
            ("space", "Space"),
            ("-", "-"),
            ("ctrl--", "Ctrl--"),
            ("f1", "F1"),
            ("shift-f8", "Shift-F8"),
            ("alt-enter", "Alt-Enter"),
            ("å", "å"),
        ] {
            let key = Key::parse(name).unwrap();
            assert_eq!(key.to_string(), shown);
            assert_eq!(Key::of(key.event()), key, "{name}");
            if !shown.contains("Alt-") {
                assert_eq!(Key::shown(shown), Some(key), "{shown}");
            }
        }
        for wrong in ["", "ctrl-", "hyper-x", "f25", "shift-x", "enterr", " "] {
            assert_eq!(Key::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn altgr_gives_the_letter() {
        let event = KeyEvent::new(
            KeyCode::Char('{'),
            KeyModifiers::CONTROL | KeyModifiers::ALT,
        );
        assert_eq!(Key::of(event), Key::parse("{").unwrap());
    }
}
