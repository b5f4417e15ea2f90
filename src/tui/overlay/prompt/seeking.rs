//! A choice found by typing: the letters so far, what they find, and the arrows among that.

use super::PromptEntry;
use crate::domain::text::fold;
use crate::tui::widget::text::{cut, wrap};

/// From how many choices on they are found by typing, which the bottom line says.
const MANY: usize = 6;

impl PromptEntry {
    /// The same, in which each choice is found by more than its label: the names for each, one a line.
    #[must_use]
    pub(crate) fn known_by(self, known: Vec<String>) -> Self {
        Self { known, ..self }
    }

    /// The same, in which what is typed can stand that is none of the choices; `text` stands there at first where it is
    /// none.
    #[must_use]
    pub(crate) fn or_own(self, text: &str) -> Self {
        let known = self.choices.iter().any(|(code, _)| code == text);
        Self {
            own: Some(if known {
                String::new()
            } else {
                text.to_owned()
            }),
            ..self
        }
    }

    /// The choices that are what is sought, then those that begin with it, then those of which another word or another
    /// name does, in their order.
    pub(super) fn found(&self, sought: &str) -> Vec<usize> {
        let sought = fold(sought);
        let rank = |at: &usize| {
            let (code, label) = &self.choices[*at];
            let label = fold(label);
            let known = self.known.get(*at).map_or("", String::as_str);
            let mut known = known.lines().map(fold);
            if label == sought || (!self.known.is_empty() && fold(code) == sought) {
                return Some(0);
            }
            if label.starts_with(&sought) {
                return Some(1);
            }
            let begins = |(at, _): (usize, &str)| {
                let before = label[..at].chars().next_back();
                before.is_none_or(|before| !before.is_alphanumeric())
            };
            if label.match_indices(&sought).any(begins) {
                return Some(2);
            }
            known.any(|name| name.starts_with(&sought)).then_some(3)
        };
        let ranked = (0..self.choices.len()).filter_map(|at| Some((rank(&at)?, at)));
        let mut ranked: Vec<(u8, usize)> = ranked.collect();
        ranked.sort_unstable();
        ranked.into_iter().map(|(_, at)| at).collect()
    }

    /// Chooses the first of those that are found by what is typed; what fits nothing is one's own where that can be, and
    /// begins anew where it cannot.
    pub(super) fn seek(&mut self, letter: char) {
        let typed = format!("{}{letter}", self.sought);
        if self.own.is_some() {
            let first = self.found(&typed).first().copied();
            self.chosen = first.unwrap_or(self.chosen);
            self.own = Some(first.map_or_else(|| typed.clone(), |_| String::new()));
            self.sought = typed;
            return;
        }
        let tries = [typed, letter.to_string()];
        let hit = tries
            .into_iter()
            .find_map(|it| Some((*self.found(&it).first()?, it)));
        let (at, sought) = hit.unwrap_or_else(|| (self.chosen, String::new()));
        (self.chosen, self.sought) = (at, sought);
    }

    /// Whether anything was typed here that can be taken back.
    pub(super) fn is_sought(&self) -> bool {
        !self.sought.is_empty() || self.own.as_ref().is_some_and(|own| !own.is_empty())
    }

    /// What is one's own here, and none of the choices.
    pub(super) fn own_words(&self) -> Option<&str> {
        self.own.as_deref().filter(|own| !own.is_empty())
    }

    /// Takes the last letter back of what is sought.
    pub(super) fn seek_less(&mut self) {
        if self.sought.is_empty() {
            self.sought = self.own.clone().unwrap_or_default();
        }
        self.sought.pop();
        let found = self.found(&self.sought).first().copied();
        let first = found.filter(|_| !self.sought.is_empty());
        self.chosen = first.unwrap_or(self.chosen);
        if let Some(own) = &mut self.own {
            *own = if found.is_some() {
                String::new()
            } else {
                self.sought.clone()
            };
        }
    }

    /// Chooses the next or the one before, of those that are found by what is sought.
    pub(super) fn step(&mut self, onward: bool) {
        if let Some(own) = self.own.as_mut().filter(|own| !own.is_empty()) {
            own.clear();
            self.sought.clear();
            return;
        }
        let among = self.found(&self.sought);
        let Some(last) = among.len().checked_sub(1) else {
            return;
        };
        let here = among.iter().position(|at| *at == self.chosen).unwrap_or(0);
        let to = match (here, onward) {
            (here, true) if here == last => 0,
            (here, true) => here + 1,
            (0, false) => last,
            (here, false) => here - 1,
        };
        self.chosen = among[to];
    }

    /// Whether there are more choices than are soon gone through.
    pub(super) const fn has_many(&self) -> bool {
        self.choices.len() >= MANY
    }

    /// What else is found by what is sought, in at most two rows.
    pub(super) fn sought_rows(&self, room: usize) -> Vec<String> {
        /// The most rows.
        const ROWS: usize = 2;
        if self.sought.is_empty() || !self.has_many() {
            return Vec::new();
        }
        let others = self.found(&self.sought).into_iter();
        let others = others.filter(|at| *at != self.chosen);
        let others: Vec<&str> = others.map(|at| self.choices[at].1.as_str()).collect();
        let mut rows = wrap(&others.join(" · "), room);
        rows.retain(|row| !row.is_empty());
        if rows.len() > ROWS {
            rows.truncate(ROWS);
            rows[ROWS - 1] = cut(&format!("{}…", rows[ROWS - 1]), room);
        }
        rows
    }
}
