//! A choice found by typing: the letters so far, what they find, and the arrows among that.

use super::PromptEntry;
use crate::domain::text::fold;
use crate::tui::widget::text::{cut, wrap};

/// From how many choices on they are found by typing, which the bottom line says.
const MANY: usize = 6;

impl PromptEntry {
    /// The choices that begin with what is sought, then those of which another word does, in their order.
    pub(super) fn found(&self, sought: &str) -> Vec<usize> {
        let sought = fold(sought);
        let rank = |at: &usize| {
            let label = fold(&self.choices[*at].1);
            if label.starts_with(&sought) {
                return Some(0);
            }
            let begins = |(at, _): (usize, &str)| {
                let before = label[..at].chars().next_back();
                before.is_none_or(|before| !before.is_alphanumeric())
            };
            label.match_indices(&sought).any(begins).then_some(1)
        };
        let ranked = (0..self.choices.len()).filter_map(|at| Some((rank(&at)?, at)));
        let mut ranked: Vec<(u8, usize)> = ranked.collect();
        ranked.sort_unstable();
        ranked.into_iter().map(|(_, at)| at).collect()
    }

    /// Chooses the first of those that are found by what is typed; what fits nothing begins anew.
    pub(super) fn seek(&mut self, letter: char) {
        let tries = [format!("{}{letter}", self.sought), letter.to_string()];
        let hit = tries
            .into_iter()
            .find_map(|it| Some((*self.found(&it).first()?, it)));
        let (at, sought) = hit.unwrap_or_else(|| (self.chosen, String::new()));
        (self.chosen, self.sought) = (at, sought);
    }

    /// Takes the last letter back of what is sought.
    pub(super) fn seek_less(&mut self) {
        self.sought.pop();
        if !self.sought.is_empty()
            && let Some(first) = self.found(&self.sought).first()
        {
            self.chosen = *first;
        }
    }

    /// Chooses the next or the one before, of those that are found by what is sought.
    pub(super) fn step(&mut self, onward: bool) {
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
