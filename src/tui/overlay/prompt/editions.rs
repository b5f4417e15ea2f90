//! The name of an edition in the place of a day: found by part of it, shown while it is typed, gone on with by `Tab`.

use super::{PromptEntry, TypedInto};
use crate::domain::date::PartialDate;
use crate::domain::text::fold;
use crate::tui::scene::Scene;
use crate::tui::widget::line_input::LineInput;
use crate::tui::widget::text::{cut, width};

impl PromptEntry {
    /// The names that have every word of what is typed in them, those that begin with it first; all where nothing is
    /// typed, and none where a day is.
    fn editions_found(&self, typed: &str) -> Vec<&str> {
        let day = self
            .dated
            .map(|today| PartialDate::from_typed(typed, today));
        if matches!(day, Some(Ok(PartialDate::Day(_)))) && !typed.is_empty() {
            return Vec::new();
        }
        let sought = fold(typed);
        let sought = sought.trim();
        let holds = |name: &&str| {
            let name = fold(name);
            sought.split_whitespace().all(|word| name.contains(word))
        };
        let names = self.editions.iter().map(String::as_str);
        let mut found: Vec<&str> = names.filter(holds).collect();
        found.sort_by_key(|name| !fold(name).starts_with(sought));
        found
    }

    /// The edition that is meant by what is typed: the one of that name, else the only one that has its words.
    pub(super) fn edition_meant(&self) -> Option<&str> {
        let typed = self.line_text()?;
        if typed.is_empty() {
            return None;
        }
        let whole = |name: &&String| fold(name) == fold(&typed);
        if let Some(named) = self.editions.iter().find(whole) {
            return Some(named);
        }
        match self.editions_found(&typed)[..] {
            [only] => Some(only),
            _ => None,
        }
    }

    /// Goes on with the name that is typed as far as one can be meant; `false` where there is nothing to go on with.
    pub(super) fn complete_edition(&mut self) -> bool {
        let Some(typed) = self.line_text().filter(|typed| !typed.is_empty()) else {
            return false;
        };
        let found = self.editions_found(&typed);
        let begun: Vec<&str> = (found.iter().copied())
            .filter(|name| fold(name).starts_with(&fold(&typed)))
            .collect();
        let further = match (&found[..], &begun[..]) {
            ([only], _) => (*only).to_owned(),
            (_, [first, others @ ..]) => {
                let alike = |at: usize, letter: char| {
                    let same = |name: &&str| name[at..].starts_with(letter);
                    others
                        .iter()
                        .all(|name| name.is_char_boundary(at) && same(name))
                };
                let letters = first.char_indices();
                let mut different = letters.skip_while(|(at, letter)| alike(*at, *letter));
                let end = different.next().map_or(first.len(), |(at, _)| at);
                first[..end].to_owned()
            }
            _ => return false,
        };
        let stands = match &self.typed {
            TypedInto::Line(line) => fold(line.text()) == fold(&further),
            TypedInto::Long(_) => true,
        };
        if stands {
            return false;
        }
        let mut line = LineInput::new(&further);
        if further.ends_with(' ') {
            // The next word is typed behind it.
            line.insert(" ");
        }
        self.typed = TypedInto::Line(line);
        self.proposed = false;
        true
    }

    /// The editions that can be meant, one a row and at most so many; the last row says how many more there are.
    pub(super) fn edition_rows(&self, room: usize, most: usize, scene: &Scene<'_>) -> Vec<String> {
        let typed = self.line_text().filter(|_| !self.proposed);
        let found = self.editions_found(typed.as_deref().unwrap_or_default());
        let shown = if found.len() > most {
            most - 1
        } else {
            found.len()
        };
        let mut rows: Vec<String> = found
            .iter()
            .take(shown)
            .map(|name| cut(name, room))
            .collect();
        if shown < found.len() {
            let more = (found.len() - shown).to_string();
            rows.push(scene.words.fill("path.more", &[("n", &more)]));
        }
        // What is said to be read already is not offered once more.
        if self
            .edition_meant()
            .is_some_and(|meant| found == [meant] && width(meant) <= room)
        {
            rows.clear();
        }
        rows
    }

    /// What stands in the line as it is typed.
    fn line_text(&self) -> Option<String> {
        match &self.typed {
            TypedInto::Line(line) => Some(line.text().trim().to_owned()),
            TypedInto::Long(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    fn entry(typed: &str) -> PromptEntry {
        let names = [
            "Board, 3 Dec",
            "Board, 4 Mar",
            "Åarhus audit",
            "Budget 2024",
        ];
        let names = names.map(str::to_owned).to_vec();
        let today = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
        let mut entry = PromptEntry::moment("Day", "", today, names);
        entry.typed = TypedInto::Line(LineInput::new(typed));
        entry
    }

    #[test]
    fn an_edition_is_meant_by_any_part_that_only_it_has() {
        assert_eq!(entry("audit").value(), "Åarhus audit");
        assert_eq!(entry("mar board").value(), "Board, 4 Mar");
        assert_eq!(entry("BOARD, 3 DEC").value(), "Board, 3 Dec");
        // Two can be meant, or none: what was typed stays.
        assert_eq!(entry("board").value(), "board");
        assert_eq!(entry("spring").value(), "spring");
        assert_eq!(entry("").value(), "");
        // A day is a day, also where a name has its figures; a year alone is none.
        assert_eq!(entry("2024-03-01").value(), "2024-03-01");
        assert_eq!(entry("2024").value(), "Budget 2024");
    }

    #[test]
    fn a_name_goes_on_as_far_as_one_can_be_meant() {
        let completed = |typed: &str| {
            let mut entry = entry(typed);
            entry.complete_edition().then(|| entry.line_text().unwrap())
        };
        assert_eq!(completed("bo").as_deref(), Some("Board,"));
        let mut both = entry("bo");
        assert!(both.complete_edition() && !both.complete_edition());
        assert_eq!(completed("board, 3").as_deref(), Some("Board, 3 Dec"));
        assert_eq!(completed("audit").as_deref(), Some("Åarhus audit"));
        assert_eq!(completed(""), None);
        assert_eq!(completed("2026-01-01"), None);
    }
}
