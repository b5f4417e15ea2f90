//! A few lines to fill in: a file's name, the name of a new register, how to export.

use ratatui::Frame;
use ratatui::crossterm::event::KeyCode;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::tui::layer::{Answer, Input, Outcome, Scene};
use crate::tui::widget::frame::{line_of, middle, open_box};
use crate::tui::widget::line_input::LineInput;
use crate::tui::widget::text::{cut, fit, width, wrap};

/// One line of a prompt.
#[derive(Debug)]
pub struct Entry {
    /// What is asked.
    pub label: String,
    /// What can be chosen with left and right, code and label; empty where text is typed.
    pub choices: Vec<(String, String)>,
    input: LineInput,
    chosen: usize,
}

impl Entry {
    /// A line to type in, with what stands in it at first.
    #[must_use]
    pub fn text(label: &str, text: &str) -> Self {
        Self {
            label: label.to_owned(),
            choices: Vec::new(),
            input: LineInput::new(text),
            chosen: 0,
        }
    }

    /// A choice, by code and label, with the one that stands there at first.
    #[must_use]
    pub fn choice(label: &str, choices: Vec<(String, String)>, code: &str) -> Self {
        let chosen = choices
            .iter()
            .position(|(choice, _)| choice == code)
            .unwrap_or(0);
        Self {
            label: label.to_owned(),
            choices,
            input: LineInput::default(),
            chosen,
        }
    }

    fn value(&self) -> String {
        self.choices.get(self.chosen).map_or_else(
            || self.input.text().trim().to_owned(),
            |(code, _)| code.clone(),
        )
    }
}

/// Lines to fill in.
#[derive(Debug)]
pub struct Prompt {
    title: String,
    text: String,
    entries: Vec<Entry>,
    cursor: usize,
    /// What was wrong with the last try.
    pub problem: Option<String>,
}

impl Prompt {
    /// Lines under a title, with a sentence that says what they are for.
    #[must_use]
    pub fn new(title: &str, text: &str, entries: Vec<Entry>) -> Self {
        Self {
            title: title.to_owned(),
            text: text.to_owned(),
            entries,
            cursor: 0,
            problem: None,
        }
    }

    /// The same with what was wrong with the last try.
    #[must_use]
    pub fn with_problem(mut self, problem: String) -> Self {
        self.problem = Some(problem);
        self
    }

    /// Takes an input: `Enter` goes on and answers after the last line, `Esc` gives up.
    pub fn handle(&mut self, input: &Input, _scene: &Scene<'_>) -> Outcome {
        let last = self.entries.len().saturating_sub(1);
        let Some(entry) = self.entries.get_mut(self.cursor) else {
            return Outcome::Close(Answer::Cancelled);
        };
        let key = match input {
            Input::Paste(text) => {
                entry.input.insert(text);
                return Outcome::Done;
            }
            Input::Key(key) => *key,
        };
        let count = entry.choices.len();
        match key.code {
            KeyCode::Esc => return Outcome::Close(Answer::Cancelled),
            KeyCode::Enter if self.cursor == last => {
                return Outcome::Close(Answer::Typed(
                    self.entries.iter().map(Entry::value).collect(),
                ));
            }
            KeyCode::Enter | KeyCode::Down | KeyCode::Tab => {
                self.cursor = (self.cursor + 1).min(last);
            }
            KeyCode::Up | KeyCode::BackTab => self.cursor = self.cursor.saturating_sub(1),
            KeyCode::Right | KeyCode::Char(' ') if count > 0 => {
                entry.chosen = (entry.chosen + 1) % count;
            }
            KeyCode::Left if count > 0 => entry.chosen = (entry.chosen + count - 1) % count,
            _ if count > 0 => return Outcome::Ignored,
            _ => {
                if !entry.input.key(key) {
                    return Outcome::Ignored;
                }
            }
        }
        Outcome::Done
    }

    /// Draws the lines in the middle.
    pub fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>) {
        let columns = 72.min(area.width.saturating_sub(2));
        let room = columns.saturating_sub(4) as usize;
        let text = wrap(&self.text, room);
        let problem = self
            .problem
            .as_ref()
            .map(|problem| wrap(problem, room))
            .unwrap_or_default();
        let height = u16::try_from(text.len() + self.entries.len() * 2 + problem.len() + 3)
            .unwrap_or(u16::MAX);
        let inside = open_box(
            frame,
            middle(area, columns, height),
            &self.title,
            scene.theme,
        );
        let mut at = 0;
        for line in &text {
            frame.render_widget(Line::raw(line.as_str()), line_of(inside, at));
            at += 1;
        }
        let label_width = self
            .entries
            .iter()
            .map(|entry| width(&entry.label))
            .max()
            .unwrap_or(0)
            .min(room / 2);
        let tight =
            usize::from(inside.height) < text.len() + self.entries.len() * 2 + problem.len();
        for (index, entry) in self.entries.iter().enumerate() {
            at += u16::from(!tight);
            let line = line_of(inside, at);
            let focused = index == self.cursor;
            let value_width = room.saturating_sub(label_width + 2);
            let (value, column) = if entry.choices.is_empty() {
                entry.input.view(value_width)
            } else {
                let label = entry
                    .choices
                    .get(entry.chosen)
                    .map_or("", |(_, label)| label.as_str());
                (
                    format!("‹ {} ›", cut(label, value_width.saturating_sub(4))),
                    0,
                )
            };
            let style = if focused {
                scene.theme.focus
            } else {
                scene.theme.chosen
            };
            frame.render_widget(
                Line::from(vec![
                    Span::raw(fit(&entry.label, label_width)),
                    Span::raw("  "),
                    Span::styled(fit(&value, value_width), style),
                ]),
                line,
            );
            if focused && line.height > 0 {
                let x = line.x + u16::try_from(label_width + 2 + column).unwrap_or(0);
                frame.set_cursor_position((x.min(line.x + line.width.saturating_sub(1)), line.y));
            }
            at += 1;
        }
        for line in &problem {
            frame.render_widget(
                Line::styled(line.as_str(), scene.theme.error),
                line_of(inside, at),
            );
            at += 1;
        }
    }

    /// The keys of a prompt.
    #[must_use]
    pub fn hints(&self, scene: &Scene<'_>) -> Vec<(String, String)> {
        let mut hints = vec![
            ("Enter".to_owned(), scene.words.get("hint.next").to_owned()),
            ("Esc".to_owned(), scene.words.get("hint.back").to_owned()),
        ];
        if self.entries.iter().any(|entry| !entry.choices.is_empty()) {
            hints.push(("← →".to_owned(), scene.words.get("hint.change").to_owned()));
        }
        hints
    }
}
