//! The signs that a terminal can show: all of Unicode, or of the one table here those of its own, chosen once from the
//! environment and laid over what was drawn. What the register holds stays as it is.

use ratatui::buffer::Buffer;
use unicode_normalization::UnicodeNormalization as _;

/// The signs that a terminal can show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SignSet {
    /// All.
    #[default]
    Unicode,
    /// The few hundred of a console without windows: plain frames and Western letters.
    Console,
    /// Those of ASCII.
    Ascii,
}

/// The signs that the screen draws, with what stands for each where only ASCII can be shown.
///
/// What stands for a frame looks like one, and no two marks that mean different things look alike.
const TABLE: &[(char, char)] = &[
    ('─', '-'),
    ('│', '|'),
    ('┌', '+'),
    ('┐', '+'),
    ('└', '+'),
    ('┘', '+'),
    ('├', '+'),
    ('┤', '+'),
    ('┬', '+'),
    ('┴', '+'),
    ('┼', '+'),
    ('╭', '+'),
    ('╮', '+'),
    ('╰', '+'),
    ('╯', '+'),
    ('●', '*'),
    ('◐', '%'),
    ('○', 'o'),
    ('◆', '#'),
    ('▲', '^'),
    ('▼', 'v'),
    ('✓', 'x'),
    ('•', '*'),
    ('·', '-'),
    ('…', '~'),
    ('‹', '<'),
    ('›', '>'),
    ('«', '"'),
    ('»', '"'),
    ('←', '<'),
    ('→', '>'),
    ('↑', '^'),
    ('↓', 'v'),
    ('↔', '='),
    ('–', '-'),
    ('—', '-'),
    ('“', '"'),
    ('”', '"'),
    ('„', '"'),
    ('‘', '\''),
    ('’', '\''),
    ('‚', '\''),
    ('§', 'S'),
    ('×', 'x'),
    ('°', 'o'),
    ('▁', '_'),
    ('▂', '_'),
    ('▃', '-'),
    ('▄', '-'),
    ('▅', '='),
    ('▆', '='),
    ('▇', '#'),
    ('█', '#'),
    ('░', '.'),
    ('▒', ':'),
    ('▓', '%'),
    ('\u{a0}', ' '),
    ('\u{202f}', ' '),
    ('ß', 's'),
    ('æ', 'a'),
    ('Æ', 'A'),
    ('ø', 'o'),
    ('Ø', 'O'),
    ('œ', 'o'),
    ('Œ', 'O'),
    ('đ', 'd'),
    ('Đ', 'D'),
    ('ð', 'd'),
    ('Ð', 'D'),
    ('þ', 't'),
    ('Þ', 'T'),
    ('ł', 'l'),
    ('Ł', 'L'),
    ('ı', 'i'),
];

/// What a console without windows can show beside ASCII and the letters of Western Europe (code page 437).
const CONSOLE: &str = "─│┌┐└┘├┤┬┴┼▲▼•←→↑↓↔░▒▓█▄";

impl SignSet {
    /// The signs of the terminal that the environment tells of: where a locale is named that is not in UTF-8, those of
    /// ASCII; nothing that is named says nothing.
    #[must_use]
    pub fn of<'v>(variable: impl Fn(&str) -> Option<&'v str>) -> Self {
        let named = ["LC_ALL", "LC_CTYPE", "LANG"];
        let locale = named.into_iter().find_map(&variable);
        let is_utf_8 = |locale: &str| {
            let locale = locale.to_ascii_lowercase();
            locale.contains("utf-8") || locale.contains("utf8")
        };
        if cfg!(unix) && locale.is_some_and(|locale| !is_utf_8(locale)) {
            Self::Ascii
        } else if variable("TERM") == Some("linux") {
            Self::Console
        } else {
            Self::Unicode
        }
    }

    /// Puts in the place of each sign that the terminal cannot show one that it can.
    pub(crate) fn lay_over(self, buffer: &mut Buffer) {
        if self == Self::Unicode {
            return;
        }
        for cell in &mut buffer.content {
            if cell.symbol().is_ascii() {
                continue;
            }
            let mut letters = cell.symbol().nfc();
            let shown = letters.next().map_or(' ', |letter| self.shown(letter));
            cell.set_char(shown);
        }
    }

    /// What is shown for a letter or sign.
    fn shown(self, letter: char) -> char {
        let can = letter.is_ascii()
            || (self == Self::Console
                && (matches!(letter, '\u{a1}'..='\u{ff}') || CONSOLE.contains(letter)));
        if can {
            return letter;
        }
        if self == Self::Console
            && let Some(corner) = corner(letter)
        {
            return corner;
        }
        if let Some((_, plain)) = TABLE.iter().find(|(sign, _)| *sign == letter) {
            return *plain;
        }
        // The dots that maps and the turning sign are drawn with.
        if let dots @ 0x2800..=0x28ff = u32::from(letter) {
            return match (dots & 0xff).count_ones() {
                0 => ' ',
                1..=3 => '.',
                _ => ':',
            };
        }
        let plain = std::iter::once(letter).nfkd().find(char::is_ascii);
        plain.unwrap_or('?')
    }
}

/// The plain corner of a frame for a round one.
const fn corner(letter: char) -> Option<char> {
    Some(match letter {
        '╭' => '┌',
        '╮' => '┐',
        '╰' => '└',
        '╯' => '┘',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signs_are_those_of_the_locale_that_counts() {
        let of = |set: &'static [(&str, &str)]| {
            SignSet::of(|name| {
                set.iter()
                    .find(|(it, _)| *it == name)
                    .map(|(_, value)| *value)
            })
        };
        let ascii = if cfg!(unix) {
            SignSet::Ascii
        } else {
            SignSet::Unicode
        };
        assert_eq!(of(&[]), SignSet::Unicode);
        assert_eq!(of(&[("LANG", "sv_SE.UTF-8")]), SignSet::Unicode);
        assert_eq!(
            of(&[("LC_CTYPE", "UTF-8"), ("LANG", "C")]),
            SignSet::Unicode
        );
        assert_eq!(of(&[("LC_ALL", "C.utf8")]), SignSet::Unicode);
        for locale in ["C", "POSIX", "sv_SE", "sv_SE.ISO-8859-1", "de_DE@euro"] {
            let of = SignSet::of(|name| (name == "LANG").then_some(locale));
            assert_eq!(of, ascii, "{locale}");
        }
        assert_eq!(of(&[("LC_ALL", "C"), ("LANG", "sv_SE.UTF-8")]), ascii);
        let console = &[("TERM", "linux"), ("LANG", "sv_SE.UTF-8")];
        assert_eq!(of(console), SignSet::Console);
        assert_eq!(of(&[("TERM", "linux"), ("LANG", "C")]), ascii);
    }

    #[test]
    fn letters_keep_their_base_and_what_has_none_is_a_question_mark() {
        let shown: String = "Åsa Öberg, Größe, Łódź, naïve, ﬁ, 日本 👍"
            .chars()
            .map(|letter| SignSet::Ascii.shown(letter))
            .collect();
        assert_eq!(shown, "Asa Oberg, Grose, Lodz, naive, f, ?? ?");
        let kept: String = "Åsa ╭─╮ ● Łódź"
            .chars()
            .map(|letter| SignSet::Console.shown(letter))
            .collect();
        assert_eq!(kept, "Åsa ┌─┐ * Lódz");
    }

    #[test]
    fn what_stands_for_a_sign_is_ascii_and_no_sign_stands_twice() {
        for (at, (sign, plain)) in TABLE.iter().enumerate() {
            assert!(plain.is_ascii() && !plain.is_control() && !sign.is_ascii());
            assert!(TABLE[..at].iter().all(|(other, _)| other != sign), "{sign}");
        }
        for sign in CONSOLE.chars() {
            assert_eq!(SignSet::Console.shown(sign), sign);
        }
    }
}
