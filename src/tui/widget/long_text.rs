//! Text over several lines: wrapped, with undo, a selection and the real cursor.

use std::cell::{Cell, RefCell};

use ratatui::Frame;
use ratatui::crossterm::event::KeyEvent;
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;
use unicode_segmentation::UnicodeSegmentation;

use super::frame::scrolled;
use super::text::{fit, visible, width};
use super::typing::{Inserted, Row, Typing, row_of, rows_of, shown};
use crate::domain::text::tidy;

/// Lines of text with a cursor.
#[derive(Clone, Debug)]
pub(crate) struct LongText {
    typing: Typing,
    /// The columns and rows that it was drawn in last.
    size: Cell<(usize, usize)>,
    /// The first row that is drawn.
    offset: Cell<usize>,
    /// The rows, for as long as the text stays as it is.
    rows: RefCell<Option<(usize, Vec<Row>)>>,
}

impl LongText {
    /// An area that holds a text, with the cursor at its end.
    #[must_use]
    pub(crate) fn new(text: &str) -> Self {
        Self {
            typing: Typing::new(text.to_owned(), true),
            size: Cell::new((80, 10)),
            offset: Cell::new(0),
            rows: RefCell::new(None),
        }
    }

    /// The text.
    #[must_use]
    pub(crate) fn text(&self) -> String {
        self.typing.text().to_owned()
    }

    /// The text as it is taken in: what was typed without what is not seen; what stood there and was not touched as it is.
    #[must_use]
    pub(crate) fn taken(&self) -> String {
        if self.typing.is_touched() {
            tidy(self.typing.text()).text.into_owned()
        } else {
            self.text()
        }
    }

    /// Whether anything was typed, put in or taken out.
    #[must_use]
    pub(crate) const fn is_touched(&self) -> bool {
        self.typing.is_touched()
    }

    /// Whether the cursor stands behind the last letter, and nothing is selected.
    #[must_use]
    pub(crate) fn is_at_end(&self) -> bool {
        self.typing.cursor() == self.typing.text().len() && self.typing.selection().is_none()
    }

    /// Takes typing back, or brings it again; `false` where nothing of that is left.
    pub(crate) fn turn(&mut self, back: bool) -> bool {
        self.rows.replace(None);
        if back {
            self.typing.undo()
        } else {
            self.typing.redo()
        }
    }

    /// Whether the cursor stands in the last row as it was drawn, or in the first.
    #[must_use]
    pub(crate) fn is_at_edge(&self, down: bool) -> bool {
        let rows = rows_of(self.typing.text(), self.size.get().0);
        let here = row_of(&rows, self.typing.cursor());
        here == if down { rows.len() - 1 } else { 0 }
    }

    /// The rows that the text takes in so many columns.
    #[must_use]
    pub(crate) fn rows_in(&self, columns: usize) -> usize {
        match &*self.rows.borrow() {
            Some((made_for, rows)) if *made_for == columns => rows.len(),
            _ => rows_of(self.typing.text(), columns).len(),
        }
    }

    /// Puts text in at the cursor, without what is not seen or steers.
    pub(crate) fn insert(&mut self, text: &str) -> Inserted {
        self.rows.replace(None);
        self.typing.insert(text)
    }

    /// Takes another text in the place of this one, as one step that can be taken back. The same text changes nothing.
    pub(crate) fn set(&mut self, text: &str) -> Inserted {
        if text == self.typing.text() {
            return Inserted::default();
        }
        self.rows.replace(None);
        self.typing.select_all();
        self.typing.insert(text)
    }

    /// Takes a key; `false` where the key is none of a text's.
    pub(crate) fn key(&mut self, key: KeyEvent) -> bool {
        let (columns, page) = self.size.get();
        let taken = self.typing.key(key, &|text| rows_of(text, columns), page);
        if taken {
            self.rows.replace(None);
        }
        taken
    }

    /// Draws the text into an area, with the cursor.
    pub(crate) fn draw(&self, frame: &mut Frame<'_>, area: Rect) {
        let (columns, height) = (usize::from(area.width), usize::from(area.height));
        self.size.set((columns, height));
        let mut kept = self.rows.borrow_mut();
        let rows = match kept.take() {
            Some((made_for, rows)) if made_for == columns => rows,
            _ => rows_of(self.typing.text(), columns),
        };
        let text = self.typing.text();
        let cursor = self.typing.cursor();
        let here = row_of(&rows, cursor);
        self.offset.set(scrolled(self.offset.get(), here, height));
        let selection = self.typing.selection().unwrap_or(cursor..cursor);
        let seen = rows.iter().enumerate().skip(self.offset.get()).take(height);
        for (at, row) in seen {
            let y = area.y + u16::try_from(at - self.offset.get()).unwrap_or(0);
            let line = Rect {
                y,
                height: 1,
                ..area
            };
            let drawn = fit(&shown(&text[row.clone()]), columns);
            frame
                .buffer_mut()
                .set_stringn(area.x, y, drawn, columns, ratatui::style::Style::new());
            let column = |to: usize| {
                let part = to.clamp(row.start, row.end);
                let clusters = text[row.start..part].graphemes(true);
                let columns: usize = clusters.map(|cluster| width(&visible(cluster))).sum();
                area.x
                    .saturating_add(u16::try_from(columns).unwrap_or(u16::MAX))
            };
            let (from, to) = (column(selection.start), column(selection.end));
            if from < to {
                let marked = Rect {
                    x: from,
                    width: to - from,
                    ..line
                };
                let marked = marked.intersection(line);
                frame.buffer_mut().set_style(marked, Modifier::REVERSED);
            }
            if at == here {
                let last = area.right().saturating_sub(1);
                frame.set_cursor_position(Position::new(column(cursor).min(last), y));
            }
        }
        *kept = Some((columns, rows));
    }
}
