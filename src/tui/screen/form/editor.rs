//! What is typed in the open field of a form, and what was typed in one that was left.

use ratatui::crossterm::event::KeyEvent;

use super::lines::FormLine;
use crate::domain::value::{Id, Value};
use crate::tui::widget::Inserted;
use crate::tui::widget::line_input::LineInput;
use crate::tui::widget::long_text::LongText;

/// How a line of text is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opening {
    /// With its content selected: the first letter takes its place.
    Selected,
    /// With the cursor behind its content.
    Behind,
}

/// What is being typed, and where.
#[derive(Clone, Debug)]
pub(super) enum Editor {
    /// One line.
    Line { line: FormLine, input: LineInput },
    /// Several lines; `list` where each line is an entry of its own.
    Long {
        field: usize,
        text: Box<LongText>,
        list: bool,
        /// Whether it has a page of its own, as was asked for.
        page: bool,
    },
    /// The reason of a *none*.
    Reason { key: &'static str, input: LineInput },
    /// A reference of the record or row.
    Reference { input: LineInput },
}

impl Editor {
    /// The text as it stands.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Long { text, .. } => text.text(),
            Self::Line { input, .. } | Self::Reason { input, .. } | Self::Reference { input } => {
                input.text().to_owned()
            }
        }
    }

    /// Whether anything was typed, put in or taken out.
    pub(super) fn is_touched(&self) -> bool {
        match self {
            Self::Long { text, .. } => text.is_touched(),
            Self::Line { input, .. } | Self::Reason { input, .. } | Self::Reference { input } => {
                input.is_touched()
            }
        }
    }

    /// Takes a key of typing; `false` where it is none.
    pub(super) fn key(&mut self, key: KeyEvent) -> bool {
        match self {
            Self::Long { text, .. } => text.key(key),
            Self::Line { input, .. } | Self::Reason { input, .. } | Self::Reference { input } => {
                input.key(key)
            }
        }
    }

    /// Puts text in at the cursor.
    pub(super) fn insert(&mut self, pasted: &str) -> Inserted {
        match self {
            Self::Long { text, .. } => text.insert(pasted),
            Self::Line { input, .. } | Self::Reason { input, .. } | Self::Reference { input } => {
                input.insert(pasted)
            }
        }
    }

    /// Takes typing back, or brings it again; `false` where nothing of that is left.
    pub(super) fn turn(&mut self, back: bool) -> bool {
        match self {
            Self::Long { text, .. } => text.turn(back),
            Self::Line { input, .. } | Self::Reason { input, .. } | Self::Reference { input } => {
                input.turn(back)
            }
        }
    }

    /// Whether going up or down leaves the field: from one line always, from several at the first and the last.
    pub(super) fn is_at_edge(&self, down: bool) -> bool {
        match self {
            Self::Long { text, .. } => text.is_at_edge(down),
            _ => true,
        }
    }
}

/// An item that was added, as it was made: left so, it goes without a trace.
#[derive(Clone, Debug)]
pub(super) struct MadeItem {
    pub(super) row: Id,
    pub(super) field: usize,
    pub(super) item: usize,
    pub(super) parts: Vec<Value>,
    /// How many edits there were then.
    pub(super) since: usize,
}

/// A field that was left as it was, with what had been typed in it.
#[derive(Clone, Debug)]
pub(super) struct Left {
    pub(super) row: Id,
    pub(super) line: FormLine,
    pub(super) editor: Editor,
    /// What stood there.
    pub(super) stood: String,
    /// How often the record had been changed then.
    pub(super) changes: u64,
    /// Whether it was told that leaving the form throws it away.
    pub(super) warned: bool,
}

impl Left {
    /// What was typed, without what stood there before and stands there still, at the beginning and at the end.
    pub(super) fn typed(&self) -> String {
        let text = self.editor.text();
        let (old, new) = (self.stood.chars(), text.chars());
        let begin = old.zip(new).take_while(|(one, other)| one == other).count();
        let old: Vec<char> = self.stood.chars().skip(begin).collect();
        let new: Vec<char> = text.chars().skip(begin).collect();
        let back = old.iter().rev().zip(new.iter().rev());
        let end = back.take_while(|(one, other)| one == other).count();
        new[..new.len() - end].iter().collect()
    }

    /// Whether more than a slip of the fingers would be lost.
    pub(super) fn matters(&self) -> bool {
        self.typed().trim().contains(char::is_whitespace)
    }
}
