//! Where everything stands that can be clicked, as it was drawn last.

use std::cell::RefCell;

use ratatui::layout::{Position, Rect};

use super::key::Key;

/// What stands at a place of the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ClickTarget {
    /// A tab, by its place.
    Tab(usize),
    /// A view of the tab, by its place.
    View(usize),
    /// A line of a list, a form or a choice, by its place among them.
    Row(usize),
    /// What stands beside a list: the first or the second pane.
    Pane(usize),
    /// A button of a question, by its place.
    Button(usize),
    /// A key that the bottom line names.
    Key(Key),
}

/// Where everything stands that can be clicked, of the uppermost layer.
#[derive(Debug, Default)]
pub(crate) struct ClickMap {
    places: RefCell<Vec<(Rect, ClickTarget)>>,
}

impl ClickMap {
    /// Forgets all places: something is drawn over them.
    pub(crate) fn clear(&self) {
        self.places.borrow_mut().clear();
    }

    /// Notes what stands in an area.
    pub(crate) fn put(&self, area: Rect, target: ClickTarget) {
        self.places.borrow_mut().push((area, target));
    }

    /// What stands at a place: what was drawn last there.
    pub(super) fn at(&self, column: u16, row: u16) -> Option<ClickTarget> {
        let place = Position::new(column, row);
        let places = self.places.borrow();
        let found = places.iter().rev().find(|(area, _)| area.contains(place));
        found.map(|(_, target)| target.clone())
    }
}
