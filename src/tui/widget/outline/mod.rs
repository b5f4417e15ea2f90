//! Entries in groups: selection, marks, a filter that misses none, and scrolling. Lists and agendas stand on it.
//!
//! It knows its entries by their keys alone; how one is drawn, and what it is found by, is its owner's to say.

mod draw;
mod shown;
mod texts;

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use ratatui::crossterm::event::KeyCode;

use super::frame::scrolled;
use super::line_input::LineInput;
use crate::search::Query;
use crate::tui::command::Command;
use crate::tui::request::Input;
use shown::{OutlineLine, ShownEntries};
use texts::EntryTexts;

/// A group of entries.
#[derive(Clone, Debug)]
pub(crate) struct OutlineGroup<K> {
    /// What stands above it, with the number of its entries; nothing where it is empty.
    pub heading: String,
    /// The entries, in their order.
    pub keys: Vec<K>,
}

/// Entries in groups.
#[derive(Debug)]
pub(crate) struct Outline<K> {
    keys: Vec<K>,
    /// The headings, each with the place of its first entry.
    headings: Vec<(usize, String)>,
    /// What they are found by.
    texts: EntryTexts<K>,
    /// Those that the filter lets pass.
    shown: ShownEntries,
    /// The words that they were let pass by, while nothing else was asked and the entries are the same.
    passed: Option<Query>,
    /// The selected one, among those shown.
    cursor: usize,
    /// The first line that is drawn.
    offset: usize,
    filter: LineInput,
    filtering: bool,
    /// The words of the filter and the entries that have what else it asks, where it asks more than words.
    narrowed: Option<(String, HashSet<K>)>,
    marked: HashSet<K>,
    /// The one that was marked last, from which a range is marked.
    anchor: Option<K>,
    /// The selected one that went, and the one that was selected in its place.
    gone: Option<(K, Option<K>)>,
    page: usize,
}

impl<K> Default for Outline<K> {
    fn default() -> Self {
        Self {
            keys: Vec::new(),
            headings: Vec::new(),
            texts: EntryTexts::default(),
            shown: ShownEntries::default(),
            passed: None,
            cursor: 0,
            offset: 0,
            filter: LineInput::default(),
            filtering: false,
            narrowed: None,
            marked: HashSet::new(),
            anchor: None,
            gone: None,
            page: 10,
        }
    }
}

impl<K: Copy + Eq + Hash> Outline<K> {
    /// An outline that keeps what entries are found by while they are not among its entries: they may be back soon, and
    /// nothing but what changes them changes that text.
    #[must_use]
    pub(crate) fn keeping() -> Self {
        Self {
            texts: EntryTexts::keeping(),
            ..Self::default()
        }
    }

    /// Takes other entries.
    ///
    /// The selection stays with its entry; where that is gone it goes to the next that is left of those below it, or
    /// stays at its place. `same` says of which entries the text that they are found by is still the same.
    pub(crate) fn set(
        &mut self,
        groups: Vec<OutlineGroup<K>>,
        same: impl Fn(&K) -> bool,
        text: Text<'_, K>,
    ) {
        let below: Vec<K> = self.entries_from(self.cursor).collect();
        self.keys.clear();
        self.headings.clear();
        for group in groups {
            self.headings.push((self.keys.len(), group.heading));
            self.keys.extend(group.keys);
        }
        self.texts.take(&self.keys, same);
        self.passed = None;
        if !self.marked.is_empty() {
            let here: HashSet<K> = self.keys.iter().copied().collect();
            self.marked.retain(|key| here.contains(key));
        }
        if !self.filter.text().is_empty() {
            self.prepare(usize::MAX, text);
        }
        self.refilter();
        if below.first().is_some_and(|selected| !self.select(selected)) {
            let shown = self.entries().enumerate();
            let places: HashMap<K, usize> = shown.map(|(place, key)| (key, place)).collect();
            let next = below.iter().find_map(|key| places.get(key));
            self.cursor = next.copied().unwrap_or(self.cursor);
            self.gone = below.first().map(|gone| (*gone, self.selected()));
        }
        self.come_back();
    }

    /// Selects the entry that was selected when it went and is back now, where nobody has gone elsewhere since.
    fn come_back(&mut self) {
        if let Some((gone, instead)) = self.gone {
            let stayed = self.selected() == instead;
            if !stayed || self.select(&gone) {
                self.gone = None;
            }
        }
    }

    /// Whether the filter is being typed.
    #[must_use]
    pub(crate) const fn is_filtering(&self) -> bool {
        self.filtering
    }

    /// The selected entry.
    #[must_use]
    pub(crate) fn selected(&self) -> Option<K> {
        self.entry(self.cursor)
    }

    /// What a command is about: the marked ones, else the selected one.
    #[must_use]
    pub(crate) fn chosen(&self) -> Vec<K> {
        if self.marked.is_empty() {
            return self.selected().into_iter().collect();
        }
        let marked = |key: &K| self.marked.contains(key);
        self.entries().filter(marked).collect()
    }

    /// The marked ones among those shown, and all that are shown.
    #[must_use]
    pub(crate) fn marked_and_shown(&self) -> (Vec<K>, Vec<K>) {
        let shown: Vec<K> = self.entries().collect();
        let marked = shown.iter().filter(|key| self.marked.contains(key));
        (marked.copied().collect(), shown)
    }

    /// How many are marked.
    #[must_use]
    pub(crate) fn marked(&self) -> usize {
        self.marked.len()
    }

    /// How many are shown, and of how many.
    #[must_use]
    pub(crate) fn counts(&self) -> (usize, usize) {
        (self.shown.len(), self.keys.len())
    }

    /// Every entry that is shown, in its order.
    pub(crate) fn entries(&self) -> impl Iterator<Item = K> {
        self.entries_from(0)
    }

    /// Those from a number on.
    fn entries_from(&self, number: usize) -> impl Iterator<Item = K> {
        self.shown.places_from(number).map(|place| self.keys[place])
    }

    /// The entry of a number among those shown.
    fn entry(&self, number: usize) -> Option<K> {
        self.shown.place(number).map(|place| self.keys[place])
    }

    /// The entries that are seen in so many lines.
    pub(crate) fn seen(&mut self, height: usize) -> Vec<K> {
        self.scroll(height);
        let lines = self.shown.lines_from(self.offset, height);
        let entries = lines.filter_map(|line| match line {
            OutlineLine::Entry(number) => self.entry(number),
            OutlineLine::Heading(..) => None,
        });
        entries.collect()
    }

    /// Moves the lines as little as can be, so that the selected one is among so many.
    fn scroll(&mut self, height: usize) {
        let line = self.shown.line_of(self.cursor);
        let last = self.shown.lines().saturating_sub(height);
        self.offset = scrolled(self.offset.min(last), line, height);
        if self.offset == line
            && line > 0
            && matches!(self.shown.line(line - 1), Some(OutlineLine::Heading(..)))
        {
            self.offset -= usize::from(height > 1);
        }
    }

    /// Selects the entry at a place among those shown; `true` where it was selected already.
    pub(crate) fn point(&mut self, place: usize) -> bool {
        let again = self.cursor == place;
        self.cursor = place.min(self.shown.len().saturating_sub(1));
        again
    }

    /// Selects an entry; `false` where it is not shown.
    pub(crate) fn select(&mut self, key: &K) -> bool {
        let at = self.entries().position(|shown| shown == *key);
        self.cursor = at.unwrap_or(self.cursor);
        at.is_some()
    }

    /// Takes all marks away; `false` where there were none.
    pub(crate) fn unmark(&mut self) -> bool {
        let any = !self.marked.is_empty();
        self.marked.clear();
        any
    }

    /// Takes the filter away; `false` where there was none.
    pub(crate) fn unfilter(&mut self) -> bool {
        let any = !self.filter.text().is_empty();
        let selected = self.selected();
        self.filter = LineInput::default();
        self.filtering = false;
        self.narrowed = None;
        if any {
            self.refilter();
            if let Some(key) = selected {
                self.select(&key);
            }
        }
        any
    }

    /// Moves the selection.
    pub(crate) fn go(&mut self, by: isize) {
        let last = self.shown.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
    }

    /// Does a command that moves, marks or filters; `false` where it is another, or changes nothing.
    pub(crate) fn command(&mut self, command: Command) -> bool {
        let page = isize::try_from(self.page.max(1)).unwrap_or(10);
        match command {
            Command::Up => self.go(-1),
            Command::Down => self.go(1),
            Command::PageUp => self.go(-page),
            Command::PageDown => self.go(page),
            Command::First => self.cursor = 0,
            Command::Last => self.go(isize::MAX),
            Command::Filter => self.filtering = true,
            Command::Select => {
                let Some(key) = self.selected() else {
                    return false;
                };
                if !self.marked.remove(&key) {
                    self.marked.insert(key);
                }
                self.anchor = Some(key);
                self.go(1);
            }
            Command::MarkRange => return self.mark_range(),
            Command::MarkAll => {
                let shown: HashSet<K> = self.entries().collect();
                if shown.is_empty() {
                    return false;
                }
                // Once more takes the marks of all that are shown away.
                if shown.is_subset(&self.marked) {
                    self.marked.retain(|key| !shown.contains(key));
                } else {
                    self.marked.extend(shown);
                }
            }
            Command::Back => return self.unfilter() || self.unmark(),
            _ => return false,
        }
        true
    }

    /// Marks all from the entry that was marked last to the selected one; the selected one where none was.
    fn mark_range(&mut self) -> bool {
        let Some(key) = self.selected() else {
            return false;
        };
        let from = self.anchor.filter(|key| self.marked.contains(key));
        let from = from.and_then(|from| self.entries().position(|it| it == from));
        let from = from.unwrap_or(self.cursor);
        let (first, last) = (from.min(self.cursor), from.max(self.cursor));
        let range: Vec<K> = self.entries().skip(first).take(last + 1 - first).collect();
        self.marked.extend(range);
        self.anchor = Some(key);
        true
    }

    /// Takes an input of the filter; `Enter` and `Esc` end it.
    pub(crate) fn type_filter(&mut self, input: &Input, text: Text<'_, K>) -> bool {
        match input {
            Input::Paste(pasted) => {
                self.filter.insert(pasted);
            }
            Input::Key(key) => match key.code {
                KeyCode::Enter => self.filtering = false,
                KeyCode::Esc => {
                    self.unfilter();
                }
                KeyCode::Up => self.go(-1),
                KeyCode::Down => self.go(1),
                KeyCode::PageUp => {
                    self.command(Command::PageUp);
                }
                KeyCode::PageDown => {
                    self.command(Command::PageDown);
                }
                _ if self.filter.key(*key) => {}
                _ => return false,
            },
        }
        self.prepare(usize::MAX, text);
        self.refilter();
        true
    }

    /// Makes up to `most` more entries ready to be searched; `false` where all are.
    pub(crate) fn prepare(&mut self, most: usize, text: Text<'_, K>) -> bool {
        self.texts.prepare(&self.keys, most, text)
    }

    /// Finds anew which entries are shown.
    fn refilter(&mut self) {
        let query = self.query();
        let all = self.keys.len();
        let narrowed = self.narrowed.as_ref();
        let some = (!query.is_empty() || narrowed.is_some()).then(|| {
            // What a longer word is in, the word that it was is in, too.
            let longer = self.passed.as_ref().filter(|_| narrowed.is_none());
            let longer = longer.is_some_and(|shorter| query.asks_all_of(shorter));
            let places: Vec<u32> = if longer {
                let before = self.shown.places_from(0);
                before.filter_map(|at| u32::try_from(at).ok()).collect()
            } else {
                let lets = |at: &u32| {
                    let key = &self.keys[*at as usize];
                    narrowed.is_none_or(|(_, passes)| passes.contains(key))
                };
                let places = 0..u32::try_from(all).unwrap_or(u32::MAX);
                places.filter(lets).collect()
            };
            if query.is_empty() {
                places
            } else {
                self.texts.holding(&places, &query)
            }
        });
        self.passed = (narrowed.is_none() && some.is_some()).then_some(query);
        self.shown = ShownEntries::new(all, some, &self.headings);
        self.cursor = self.cursor.min(self.shown.len().saturating_sub(1));
    }

    /// What is typed as the filter.
    #[must_use]
    pub(crate) fn filter_text(&self) -> &str {
        self.filter.text()
    }

    /// Puts another filter in the place of the one that is typed.
    pub(crate) fn refill(&mut self, text: &str, found_by: Text<'_, K>) {
        self.filter = LineInput::new(text);
        self.prepare(usize::MAX, found_by);
        self.refilter();
    }

    /// Of what is typed these are the words; the rest asks for something that these entries have.
    ///
    /// Nothing where it is words alone.
    pub(crate) fn narrow(&mut self, narrowed: Option<(String, HashSet<K>)>) {
        if self.narrowed != narrowed {
            let selected = self.selected();
            self.narrowed = narrowed;
            self.refilter();
            if let Some(key) = selected {
                self.select(&key);
            }
        }
    }

    /// All entries, those too that the filter leaves out.
    pub(crate) fn keys(&self) -> &[K] {
        &self.keys
    }

    /// The words that are looked for.
    #[must_use]
    pub(crate) fn query(&self) -> Query {
        let words = self.narrowed.as_ref().map(|(words, _)| words.as_str());
        Query::new(words.unwrap_or(self.filter.text()))
    }
}

/// What an entry is found by.
pub(crate) type Text<'a, K> = &'a dyn Fn(&K) -> String;

#[cfg(test)]
mod tests {
    use super::*;

    fn outline() -> Outline<u32> {
        let mut outline = Outline::default();
        let group = |heading: &str, keys: Vec<u32>| OutlineGroup {
            heading: heading.to_owned(),
            keys,
        };
        outline.set(
            vec![group("odd", vec![1, 3, 5]), group("even", vec![2, 4])],
            |_| true,
            &u32::to_string,
        );
        outline
    }

    #[test]
    fn the_selection_stays_at_its_place_where_its_entry_is_gone() {
        let mut outline = outline();
        outline.go(1);
        assert_eq!(outline.selected(), Some(3));
        let left = OutlineGroup {
            heading: String::new(),
            keys: vec![1, 5, 2, 4],
        };
        outline.set(vec![left], |_| true, &u32::to_string);
        assert_eq!(outline.selected(), Some(5), "the next one");
    }

    #[test]
    fn where_the_selected_entry_goes_the_next_one_is_selected() {
        let mut outline = outline();
        outline.command(Command::Down);
        let selected = outline.selected().unwrap();
        let below: Vec<u32> = outline
            .keys
            .iter()
            .copied()
            .filter(|key| *key > selected)
            .collect();
        let left = OutlineGroup {
            heading: String::new(),
            keys: below.clone(),
        };
        outline.set(vec![left], |_| true, &u32::to_string);
        assert_eq!(outline.selected(), below.first().copied());
    }

    #[test]
    fn the_selected_entry_that_went_is_selected_again_when_it_is_back_and_nobody_has_gone_elsewhere()
     {
        let group = |keys: &[u32]| {
            vec![OutlineGroup {
                heading: String::new(),
                keys: keys.to_vec(),
            }]
        };
        for (moves, selected) in [(0, 2), (1, 4)] {
            let mut outline = Outline::default();
            outline.set(group(&[1, 2, 3, 4]), |_| true, &u32::to_string);
            outline.go(1);
            outline.set(group(&[1, 3, 4]), |_| true, &u32::to_string);
            assert_eq!(outline.selected(), Some(3));
            outline.go(moves);
            outline.set(group(&[1, 2, 3, 4]), |_| true, &u32::to_string);
            assert_eq!(outline.selected(), Some(selected));
        }
    }

    #[test]
    fn what_an_entry_is_found_by_is_made_once_while_it_comes_and_goes() {
        let made = std::cell::RefCell::new(Vec::new());
        let text = |key: &u32| {
            made.borrow_mut().push(*key);
            key.to_string()
        };
        let group = |keys: &[u32]| {
            vec![OutlineGroup {
                heading: String::new(),
                keys: keys.to_vec(),
            }]
        };
        let mut outline = Outline::keeping();
        outline.set(group(&[1, 2, 3]), |_| true, &text);
        outline.prepare(usize::MAX, &text);
        for keys in [&[][..], &[2], &[3, 1, 2]] {
            outline.set(group(keys), |_| true, &text);
            outline.prepare(usize::MAX, &text);
        }
        assert_eq!(*made.borrow(), [1, 2, 3]);
        // What changed while it was away is made again.
        outline.set(group(&[1]), |_| true, &text);
        outline.set(group(&[1]), |key| *key != 2, &text);
        outline.set(group(&[1, 2]), |_| true, &text);
        outline.prepare(usize::MAX, &text);
        assert_eq!(*made.borrow(), [1, 2, 3, 2]);
    }

    #[test]
    fn marks_and_selection_follow_their_entries() {
        let mut outline = outline();
        outline.command(Command::Select);
        outline.command(Command::Last);
        outline.command(Command::Select);
        let turned = OutlineGroup {
            heading: String::new(),
            keys: vec![4, 2, 1],
        };
        outline.set(vec![turned], |_| true, &u32::to_string);
        assert_eq!(outline.chosen(), [4, 1]);
        assert_eq!(outline.selected(), Some(4));
        assert!(outline.command(Command::Back));
        assert_eq!(outline.chosen(), [4]);
    }

    #[test]
    fn a_filter_hides_entries_and_the_headings_of_empty_groups() {
        let mut outline = outline();
        outline.command(Command::Filter);
        outline.type_filter(&Input::Paste("4".to_owned()), &u32::to_string);
        assert_eq!(outline.counts(), (1, 5));
        assert_eq!(outline.selected(), Some(4));
        let lines: Vec<OutlineLine> = outline.shown.lines_from(0, 9).collect();
        assert_eq!(lines, [OutlineLine::Heading(1, 1), OutlineLine::Entry(0)]);
        assert!(outline.command(Command::Back));
        assert_eq!((outline.counts(), outline.selected()), ((5, 5), Some(4)));
    }

    #[test]
    fn letter_by_letter_the_same_is_found_as_at_once() {
        let text = |key: &u32| format!("{key} Löneadministration and pay{}", key % 7);
        let filled = |typed: &str| {
            let mut outline = Outline::default();
            let group = |keys: std::ops::Range<u32>| OutlineGroup {
                heading: format!("{keys:?}"),
                keys: keys.collect(),
            };
            outline.set(vec![group(0..40), group(40..99)], |_| true, &text);
            outline.refill(typed, &text);
            outline
        };
        let mut outline = filled("");
        for typed in [
            "p",
            "pa",
            "pay",
            "pay1",
            "pay12",
            "pay1",
            "pay1 4",
            "pay1 4 lö",
            "pay1 4 lon",
            "4 lon",
            "4",
            "",
            "7 and",
            "77 and",
            "7 and",
        ] {
            outline.refill(typed, &text);
            let at_once: Vec<u32> = filled(typed).entries().collect();
            assert_eq!(outline.entries().collect::<Vec<_>>(), at_once, "{typed}");
            assert_eq!(outline.shown.lines(), filled(typed).shown.lines());
        }
        // What else is asked leaves out more, whatever was typed before.
        outline.refill("lon", &text);
        outline.narrow(Some(("lon p".to_owned(), HashSet::from([7, 50]))));
        assert_eq!(outline.entries().collect::<Vec<_>>(), [7, 50]);
        outline.narrow(None);
        assert_eq!(outline.counts(), (99, 99));
    }

    #[test]
    fn a_mark_moves_on_and_a_range_goes_from_the_last_mark_to_the_selected_one() {
        let mut outline = outline();
        outline.command(Command::First);
        outline.command(Command::Select);
        let all: Vec<u32> = outline.entries().collect();
        assert_eq!(outline.selected(), all.get(1).copied());
        outline.command(Command::Last);
        outline.command(Command::MarkRange);
        assert_eq!(outline.chosen(), all);
        // Upward too, and alone it marks the selected one.
        outline.unmark();
        outline.command(Command::MarkRange);
        assert_eq!(outline.chosen().len(), 1);
        outline.command(Command::First);
        outline.command(Command::MarkRange);
        assert_eq!(outline.chosen(), all);
    }
}
