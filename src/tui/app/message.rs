//! What is told in the bottom line: as many lines as it needs, and a key that reads it whole where those are too many.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Clear;

use super::{App, SMALLEST, Tone};
use crate::domain::problem::Problem;
use crate::tui::clicks::ClickTarget;
use crate::tui::command::{Command, CommandContext};
use crate::tui::key::Key;
use crate::tui::layer::Layer;
use crate::tui::overlay::reader::Reader;
use crate::tui::request::Pending;
use crate::tui::widget::frame::line_of;
use crate::tui::widget::text::{cut, fit, width, wrap};

/// The most lines that a message takes.
const MOST: usize = 3;

/// A message in lines of at most `columns`; where it needs more than it may have, the last one ends with how to read on.
fn laid_out(text: &str, columns: usize, read_on: &str) -> Vec<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut lines = wrap(&text, columns);
    if lines.len() > MOST {
        lines.truncate(MOST);
        if let Some(last) = lines.last_mut() {
            let room = columns.saturating_sub(width(read_on) + 3);
            let head = cut(last.trim_end(), room);
            *last = format!("{}… {read_on}", head.trim_end_matches(['…', ' ']));
        }
    }
    lines
}

impl App {
    /// Says that the window is too small for a screen.
    pub(super) fn draw_too_small(&self, frame: &mut Frame<'_>, area: Rect) {
        frame.render_widget(Clear, area);
        let text = self.fill(
            "app.too_small",
            &[
                ("columns", &SMALLEST.0.to_string()),
                ("lines", &SMALLEST.1.to_string()),
            ],
        );
        for (at, line) in wrap(&text, usize::from(area.width.max(1)))
            .into_iter()
            .enumerate()
        {
            frame.render_widget(
                Line::styled(fit(&line, usize::from(area.width)), Style::new()),
                line_of(area, u16::try_from(at).unwrap_or(u16::MAX)),
            );
        }
    }

    /// Tells something in the bottom line.
    pub fn tell(&mut self, text: String, tone: Tone) {
        self.last_message = Some((text.clone(), tone));
        self.message = Some((text, tone));
    }

    /// Tells something that nobody asked for, beside what went well since the last key: that something was saved stays
    /// to be read.
    pub(super) fn tell_also(&mut self, text: &str, tone: Tone) {
        let text = match &self.message {
            Some((told, Tone::Good)) if told.contains(text) => return,
            Some((told, Tone::Good)) if tone == Tone::Good => format!("{told} {text}"),
            _ => text.to_owned(),
        };
        self.tell(text, tone);
    }

    /// Draws the message: in what is free of the bottom line, or over as many of the lowest lines as it needs; gives what
    /// it leaves of the last one to the keys.
    pub(super) fn draw_message(&self, frame: &mut Frame<'_>, area: Rect, free: Rect) -> Rect {
        let waiting = self
            .is_waiting()
            .then(|| (self.word("app.waiting"), Tone::Bad));
        let Some((text, tone)) = waiting.as_ref().or(self.message.as_ref()) else {
            return free;
        };
        let (sign, style) = match tone {
            Tone::Good => ("✓ ", self.theme.good),
            Tone::Bad => ("! ", self.theme.error),
            Tone::Plain => ("  ", Style::new()),
        };
        let key = self.setting.keymap.shown(Command::InFull);
        let read_on = self.fill("app.read_on", &[("key", &key.unwrap_or_default())]);
        let area = if width(text) + 2 > usize::from(free.width) {
            area
        } else {
            free
        };
        let room = usize::from(area.width).saturating_sub(2);
        let lines = laid_out(text, room, &read_on);
        let height = u16::try_from(lines.len()).unwrap_or(1);
        let place = Rect {
            y: area.bottom().saturating_sub(height),
            height,
            ..area
        };
        frame.render_widget(Clear, place);
        let used = lines.last().map_or(0, |line| width(line) + 4);
        for (at, line) in (0..).zip(lines) {
            let sign = if at == 0 { sign } else { "  " };
            let line = Line::from(vec![Span::styled(sign, style), Span::styled(line, style)]);
            frame.render_widget(line, line_of(place, at));
        }
        let used = u16::try_from(used).unwrap_or(u16::MAX).min(place.width);
        let last = line_of(place, height.saturating_sub(1));
        Rect {
            x: last.x + used,
            width: last.width - used,
            ..last
        }
    }

    /// Draws the keys of now, as many as there is room for, and where to find the others; none where there is no room for
    /// the first.
    pub(super) fn draw_hints(&self, frame: &mut Frame<'_>, area: Rect, hints: &[(String, String)]) {
        let room = usize::from(area.width);
        let mut spans = Vec::new();
        let mut used = 0;
        // Where letters are text, help has another key; where it has none, it is not named.
        let context = self.layers.last().and_then(|(layer, _)| match layer {
            Layer::Form(_) => Some(CommandContext::Form),
            layer => layer.context(),
        });
        let help = context.and_then(|it| self.setting.keymap.shown_in(it, Command::Help));
        let more = help.as_ref().map_or_else(String::new, |key| {
            format!("  {key} {}", self.word("hint.more"))
        });
        for (index, (key, what)) in hints.iter().enumerate() {
            let needed = width(key) + width(what) + 3;
            let last = index + 1 == hints.len();
            let reserve = if last { 0 } else { width(&more) };
            if used + needed + reserve > room {
                if index == 0 && area.x > 0 {
                    break;
                }
                // Where the key of help is among those shown, that says enough.
                if hints[..index]
                    .iter()
                    .all(|(key, _)| Some(key) != help.as_ref())
                {
                    spans.push(Span::styled(more.clone(), self.theme.faint));
                }
                break;
            }
            if let Some(pressed) = Key::shown(key) {
                let place = Rect {
                    x: area.x + u16::try_from(used).unwrap_or(0),
                    width: u16::try_from(needed).unwrap_or(0),
                    ..area
                };
                self.clicks.put(place, ClickTarget::Key(pressed));
            }
            spans.push(Span::styled(format!(" {key}"), self.theme.key));
            spans.push(Span::styled(format!(" {what} "), self.theme.faint));
            used += needed;
        }
        frame.render_widget(Line::from(spans), area);
    }

    /// Puts the text of the user's editor into the form that asked for it.
    pub fn edited(&mut self, text: &str) {
        let Some((Layer::Form(form), _)) = self.layers.last_mut() else {
            return;
        };
        let removed = form.set_long_text(text);
        if removed > 0 {
            let words = &self.setting.lexicon.words;
            let told = words.count("hidden_taken_out", removed);
            self.tell(told, Tone::Good);
        }
    }

    /// Tells that nobody would continue the program if it stopped.
    pub fn cannot_stop(&mut self) {
        let text = self.word("app.no_job_control");
        self.tell(text, Tone::Bad);
    }

    /// Tells that something of the terminal did not work.
    pub fn trouble(&mut self, problem: &Problem) {
        self.show_problem(problem);
    }

    /// Shows whole what had to be cut: the message that stood in the bottom line, in a form what is said of the field,
    /// else the message that was told last. What a few lines hold stands in place, the rest on a page.
    pub(super) fn read_in_full(&mut self, told: Option<(String, Tone)>) {
        let of_field = self.on_top(|layer, scene| match layer {
            Layer::Form(form) => form.said_of_field(scene),
            _ => None,
        });
        let of_field = of_field.flatten();
        let (title, text, tone) = match (told, of_field, self.last_message.clone()) {
            (None, Some((title, text)), _) => (title, text, Tone::Plain),
            (Some((text, tone)), ..) | (None, None, Some((text, tone))) => {
                (self.word("command.in-full.title"), text, tone)
            }
            (None, None, None) => {
                let none = self.word("app.nothing_told");
                (self.word("command.in-full.title"), none, Tone::Plain)
            }
        };
        let columns = usize::from(SMALLEST.0).saturating_sub(2);
        if !text.contains('\n') && wrap(&text, columns).len() <= MOST {
            return self.message = Some((text, tone));
        }
        let reader = Reader::plain(&title, text);
        self.push(Layer::Reader(reader), Pending::Nothing);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;
    use crate::words::Words;

    /// Every text that there is, with long details: at every width that is supported it either stands there whole, or its
    /// last line says how to read on.
    #[test]
    fn no_message_is_cut_without_a_sign_and_a_way_to_read_it() {
        for language in Language::ALL {
            let words = Words::load(language).unwrap();
            let read_on = words.fill("app.read_on", &[("key", "Alt-V")]);
            for (key, text) in words.keys() {
                for columns in [58, 78, 118] {
                    let lines = laid_out(text, columns, &read_on);
                    assert!(lines.len() <= MOST, "{key}");
                    assert!(lines.iter().all(|line| width(line) <= columns), "{key}");
                    let whole = text.split_whitespace().collect::<String>();
                    let shown = lines.concat().split_whitespace().collect::<String>();
                    let cut = whole.replace('\u{ad}', "") != shown;
                    let told = lines.last().is_some_and(|line| line.ends_with(&read_on));
                    assert!(!cut || told, "{key}: {lines:?}");
                }
            }
        }
    }
}
