//! The journal: every change set with its day, author and what it did, the newest first.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Span;

use super::view::TabView;
use crate::domain::date::PartialDate;
use crate::domain::problem::Problem;
use crate::domain::text::fold;
use crate::domain::value::Id;
use crate::exchange::document::{Block, ListPoint};
use crate::search::terms::Filter;
use crate::session::Journal;
use crate::session::called_then::NamesThen;
use crate::session::history::{
    change_line_then, instant, is_told, label, label_and_reason, untold,
};
use crate::store::{ChangeSet, StoredChange};
use crate::tui::command::Command;
use crate::tui::outcome::Outcome;
use crate::tui::overlay::dialog::Dialog;
use crate::tui::overlay::reader::Reader;
use crate::tui::place::ScreenPlace;
use crate::tui::request::{Input, Pending, Request, Then, View};
use crate::tui::scene::Scene;
use crate::tui::widget::detail::{DetailPane, parted_for};
use crate::tui::widget::frame::draw_reason;
use crate::tui::widget::outline::{Outline, OutlineGroup};
use crate::tui::widget::text::{cut, fit, width};

/// The most changes that are shown beside the list; the rest is read with the whole set.
const BESIDE: usize = 200;

/// What a filter of the journal asks besides words.
const NAMES: [&str; 3] = ["author", "record", "day"];

/// The problem of a file that another program holds.
const LOCKED: &str = "store_locked";

/// The journal.
#[derive(Debug, Default)]
pub(crate) struct History {
    outline: Outline<i64>,
    sets: BTreeMap<i64, ChangeSet>,
    made_for: Option<u64>,
    /// Why the journal could not be read.
    problem: Option<String>,
    detail: DetailPane<i64>,
    columns: HistoryColumns,
    /// Who made every change set, where one person did.
    said: Vec<String>,
    /// How many changes of a change set are for the file alone, where some are.
    untold: BTreeMap<i64, usize>,
    /// What each change set changed, on one line.
    changed: BTreeMap<i64, String>,
}

impl History {
    /// A change set: what it was called, when, by whom, its hash, and what it did.
    fn told(&self, number: i64, most: usize, scene: &Scene<'_>) -> Result<Vec<Block>, Problem> {
        let Some(set) = self.sets.get(&number) else {
            return Ok(Vec::new());
        };
        let words = scene.words;
        let details = [
            ("number", number.to_string()),
            ("at", instant(&set.at)),
            ("author", words.author(&set.author).to_owned()),
            ("hash", set.hash.get(..12).unwrap_or_default().to_owned()),
        ];
        let details = details
            .each_ref()
            .map(|(name, text)| (*name, text.as_str()));
        let mut out = vec![
            Block::heading(2, label(scene.lexicon, set)),
            Block::paragraph(words.fill("history.set", &details)),
        ];
        if let Some(because) = set.because() {
            let because = words.fill("history.why", &[("because", because)]);
            out.push(Block::paragraph(because));
        }
        if let Some(store) = scene.journal {
            let changes = store.at_once(|store| store.first_changes(number, most))?;
            out.extend(listed(&changes, set.changes_count, scene));
        }
        Ok(out)
    }

    /// Finds how wide the columns are, and says once who made every change set.
    fn measure(&mut self, scene: &Scene<'_>) {
        let words = scene.words;
        let authors = || self.sets.values().map(|set| words.author(&set.author));
        let first = authors().next().unwrap_or_default();
        let alike = self.sets.len() > 1 && authors().all(|author| author == first);
        let most = self.sets.values().map(|set| self.told_changes(set)).max();
        self.columns = HistoryColumns {
            author: if alike {
                0
            } else {
                authors().map(width).max().unwrap_or(0)
            },
            count: width(&scene.words.count("changes", most.unwrap_or(0))),
        };
        let told = || scene.words.fill("history.all_by", &[("author", first)]);
        self.said = alike.then(told).into_iter().collect();
    }

    /// Selects a change set; where the filter hides it, the filter is taken away.
    pub(crate) fn select(&mut self, number: i64, scene: &Scene<'_>) {
        self.refresh(scene);
        if !self.outline.select(&number) {
            self.outline.unfilter();
            self.narrow(scene);
            self.outline.select(&number);
        }
    }

    /// Finds what each change set that is shown changed, where that is not known yet: all in one look at the file, so that
    /// one that another program holds is asked once and again at the next look.
    fn read_changed(&mut self, scene: &Scene<'_>) {
        let shown = self.outline.entries();
        let unknown: Vec<i64> = shown.filter(|it| !self.changed.contains_key(it)).collect();
        let Some(journal) = scene.journal.filter(|_| !unknown.is_empty()) else {
            return;
        };
        let read = journal.at_once(|store| {
            let read = unknown.iter().map(|number| {
                let changes = store.first_changes(*number, BESIDE)?;
                Ok((*number, changed_by(&changes, scene)))
            });
            read.collect::<Result<Vec<(i64, String)>, Problem>>()
        });
        self.changed.extend(read.unwrap_or_default());
    }

    /// The change sets that are shown, the newest first.
    pub(crate) fn listed(&mut self, scene: &Scene<'_>) -> Vec<ChangeSet> {
        self.refresh(scene);
        let shown = self.outline.entries();
        let sets = shown.filter_map(|number| self.sets.get(&number));
        let counted = sets.map(|set| ChangeSet {
            changes_count: self.told_changes(set),
            ..set.clone()
        });
        counted.collect()
    }

    /// How many changes a change set tells.
    fn told_changes(&self, set: &ChangeSet) -> usize {
        let untold = self.untold.get(&set.number).copied();
        set.changes_count.saturating_sub(untold.unwrap_or_default())
    }

    /// Reads the change sets that are not known yet; all of them where the journal does not go on from what is known.
    fn read_on(&mut self, store: Journal<'_>) -> Result<(), Problem> {
        let known = self.sets.last_key_value();
        let goes_on = match known {
            Some((number, set)) => store.change_set(*number)?.as_ref() == Some(set),
            None => false,
        };
        let read = match known.filter(|_| goes_on) {
            Some((number, _)) => store.change_sets_after(*number)?,
            None => store.change_sets(None)?,
        };
        if !goes_on {
            self.sets.clear();
        }
        self.sets
            .extend(read.into_iter().map(|set| (set.number, set)));
        Ok(())
    }

    /// Finds the change sets by an author, of a record, or of a day or month, where the filter asks that.
    fn narrow(&mut self, scene: &Scene<'_>) {
        let filter = Filter::among(&NAMES, self.outline.filter_text(), scene.lexicon);
        if !filter.asks_more() {
            return self.outline.narrow(None);
        }
        let mut passes: HashSet<i64> = self.sets.keys().copied().collect();
        for (name, value) in filter.terms() {
            match *name {
                "author" => passes.retain(|number| {
                    let author = scene.words.author(&self.sets[number].author);
                    fold(author).contains(value)
                }),
                "day" => passes.retain(|number| self.sets[number].at.starts_with(value)),
                _ => {
                    let of_record = of_sets(value, scene);
                    passes.retain(|number| of_record.contains(number));
                }
            }
        }
        self.outline.narrow(Some((filter.words, passes)));
    }

    /// That another program keeps the chosen change set from being read; `None` where it can be.
    fn held(&self, scene: &Scene<'_>) -> Option<String> {
        let number = self.outline.selected()?;
        let read = scene.journal?.at_once(|store| store.change_set(number));
        read.err().map(|problem| said(&problem, scene))
    }
}

impl TabView for History {
    fn place(&self) -> ScreenPlace {
        ScreenPlace::View(View::History)
    }

    fn marked(&self) -> usize {
        self.outline.marked()
    }

    fn name<'a>(&self, scene: &'a Scene<'_>) -> Option<&'a str> {
        Some(scene.words.get("tab.history"))
    }

    fn point(&mut self, place: usize) -> bool {
        self.outline.point(place)
    }

    fn is_filtering(&self) -> bool {
        self.outline.is_filtering()
    }

    fn type_filter(&mut self, input: &Input, scene: &Scene<'_>) -> bool {
        let sets = &self.sets;
        let taken = self
            .outline
            .type_filter(input, &|number| found_by(sets, *number, scene));
        self.narrow(scene);
        taken
    }

    fn said(&self) -> &[String] {
        &self.said
    }

    fn counts(&self) -> Option<(usize, usize)> {
        Some(self.outline.counts())
    }

    fn wanted(&self) -> Option<u16> {
        Some(u16::MAX)
    }

    fn command(&mut self, command: Command, scene: &Scene<'_>) -> Outcome<Dialog> {
        self.refresh(scene);
        if self.outline.command(command) {
            return self.held(scene).map_or(Outcome::Done, Outcome::Warn);
        }
        // Two that are marked are compared.
        let (marked, _) = self.outline.marked_and_shown();
        if let (Command::Open | Command::Read, [one, other]) = (command, marked.as_slice()) {
            return Outcome::Do(Request::Difference(*one.min(other), *one.max(other)));
        }
        match (command, self.outline.selected()) {
            (Command::Open | Command::Read, Some(number)) => {
                let title = scene.words.get("tab.history");
                let told = match self.told(number, usize::MAX, scene) {
                    Ok(told) => told,
                    Err(problem) => return Outcome::Warn(said(&problem, scene)),
                };
                let reader = Reader::new(title, told);
                Outcome::push(reader, Then::App(Pending::Nothing))
            }
            (Command::Open | Command::Read | Command::Back, _) => Outcome::Ignored,
            (other, _) => Outcome::Do(Request::Command(other)),
        }
    }

    fn refresh(&mut self, scene: &Scene<'_>) {
        if self.made_for == Some(scene.version) {
            return;
        }
        let Some(store) = scene.journal else { return };
        let read = |store: Journal<'_>| {
            self.read_on(store)?;
            self.untold = untold(store, scene.register)?;
            Ok(())
        };
        match store.at_once(read) {
            Ok(()) => {}
            Err(problem) => {
                self.problem = Some(said(&problem, scene));
                if problem.key == LOCKED {
                    // What was read before stays, and the next look tries again.
                    return;
                }
                self.sets.clear();
            }
        }
        self.made_for = Some(scene.version);
        self.changed.clear();
        let mut groups: Vec<OutlineGroup<i64>> = Vec::new();
        let mut last = "";
        for set in self.sets.values().rev() {
            let day = set.at.get(..10).unwrap_or(&set.at);
            if let Some(group) = groups.last_mut().filter(|_| day == last) {
                group.keys.push(set.number);
                continue;
            }
            last = day;
            let heading = day.parse().map_or_else(
                |_| day.to_owned(),
                |day| scene.words.date(PartialDate::Day(day)),
            );
            groups.push(OutlineGroup {
                heading,
                keys: vec![set.number],
            });
        }
        self.measure(scene);
        let sets = &self.sets;
        // What is journalled never changes.
        self.outline
            .set(groups, |_| true, &|number| found_by(sets, *number, scene));
        self.narrow(scene);
    }

    fn prepare(&mut self, scene: &Scene<'_>, most: usize) -> bool {
        let sets = &self.sets;
        self.outline
            .prepare(most, &|number| found_by(sets, *number, scene))
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>) {
        self.refresh(scene);
        let (table, beside) = parted_for(area, self.wanted());
        let body = self.outline.draw_filter(frame, table, scene.theme);
        if self.outline.counts().0 == 0 {
            let text = match &self.problem {
                Some(problem) => problem.clone(),
                None => scene.words.get("history.no_match").to_owned(),
            };
            draw_reason(frame, body, 1, &text, scene.theme);
        }
        // What was changed stands below what it was called, where all of it has room.
        if self.outline.counts().0 * 2 <= usize::from(body.height) {
            self.read_changed(scene);
        }
        let (sets, untold, wanted) = (&self.sets, &self.untold, self.columns);
        let line = |number: &i64, columns: usize| {
            sets.get(number).map_or_else(Vec::new, |set| {
                let untold = untold.get(number).copied().unwrap_or_default();
                let changes = set.changes_count.saturating_sub(untold);
                row((set, changes), columns, wanted, scene)
            })
        };
        let text = |number: &i64| found_by(sets, *number, scene);
        let changed = &self.changed;
        let more = |number: &i64, columns: usize| {
            let told = changed.get(number).filter(|told| !told.is_empty())?;
            Some(cut(&format!("       {told}"), columns))
        };
        self.outline
            .draw_all_with(frame, body, scene, &line, &more, &text);
        if let Some(number) = self.outline.selected() {
            let mut detail = std::mem::take(&mut self.detail);
            let mut held = false;
            detail.draw(frame, beside, scene, number, || {
                self.told(number, BESIDE, scene).unwrap_or_else(|problem| {
                    held = problem.key == LOCKED;
                    vec![Block::paragraph(said(&problem, scene))]
                })
            });
            // What could not be read is not kept for what was.
            self.detail = if held { DetailPane::default() } else { detail };
        }
    }
}

/// What a change set changed, on one line: its only change in words, else the records by their references and names.
fn changed_by(read: &[StoredChange], scene: &Scene<'_>) -> String {
    let told: Vec<&StoredChange> = read.iter().filter(|change| is_told(change)).collect();
    let names = named_then(read, scene);
    if let [only] = told[..] {
        let line = change_line_then(scene.lexicon, &names, only);
        return line.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let mut records: Vec<(&str, String)> = Vec::new();
    for change in told {
        let top = change.reference.split('/').next().unwrap_or_default();
        if records.iter().any(|(known, _)| *known == top) {
            continue;
        }
        // What went is called as it was before.
        let (before, after) = names.states(change);
        let mut titles = [after, before].into_iter().filter_map(|state| {
            let record = state
                .owner(change.id)
                .or_else(|| state.get(state.find(top)?))?;
            Some(scene.lexicon.title(state, record))
        });
        records.push((top, titles.next().unwrap_or_default()));
    }
    let called = records.into_iter();
    let called = called.map(|(top, title)| format!("{top} {title}").trim().to_owned());
    called.collect::<Vec<String>>().join(" · ")
}

/// What the records of changes were called when they were made; as they are called now where the file cannot be read.
fn named_then<'s>(changes: &[StoredChange], scene: &Scene<'s>) -> NamesThen<'s> {
    let read = |store: Journal<'_>| NamesThen::of(store, scene.register, changes);
    let names = scene.journal.map(|journal| journal.at_once(read));
    let names = names.and_then(Result::ok);
    names.unwrap_or_else(|| NamesThen::as_now(scene.register))
}

/// The change sets that changed the record of a reference, or a row of it.
fn of_sets(reference: &str, scene: &Scene<'_>) -> HashSet<i64> {
    // As it is typed, in capitals or not.
    let mut records = scene.register.all_records();
    let id = records
        .find(|record| fold(&record.head().reference) == reference)
        .map(|record| record.id());
    let changes = id
        .zip(scene.journal)
        .map(|(id, journal)| journal.at_once(|store| store.changes_of_record(id)));
    let changes = changes.and_then(Result::ok).unwrap_or_default();
    changes.iter().map(|change| change.change_set).collect()
}

/// Changes as a list: these, of so many.
fn listed(changes: &[StoredChange], of: usize, scene: &Scene<'_>) -> Vec<Block> {
    let told = changes.iter().filter(|change| is_told(change));
    let names = named_then(changes, scene);
    let items = told.map(|change| ListPoint::new(change_line_then(scene.lexicon, &names, change)));
    let mut out = vec![Block::List(items.collect())];
    let more = of.saturating_sub(changes.len());
    if more > 0 {
        let more = scene
            .words
            .fill("history.more", &[("n", &more.to_string())]);
        out.push(Block::paragraph(more));
    }
    out
}

/// Why the journal cannot be read, in one sentence. Nothing was to be saved.
fn said(problem: &Problem, scene: &Scene<'_>) -> String {
    match problem.key {
        LOCKED => scene.words.get("app.busy_idle").to_owned(),
        _ => scene.words.message(problem).text,
    }
}

/// Everything that changed of a record and its rows, the newest first; else why that cannot be read.
pub(crate) fn of_record(id: Id, scene: &Scene<'_>) -> Result<Vec<Block>, String> {
    let Some(store) = scene.journal else {
        return Ok(Vec::new());
    };
    let read = store.at_once(|store| {
        let changes = store.changes_of_record(id)?;
        let numbers: BTreeSet<i64> = changes.iter().map(|change| change.change_set).collect();
        let sets = numbers.into_iter().rev();
        let sets = sets.map(|number| store.change_set(number));
        let sets: Result<Vec<Option<ChangeSet>>, Problem> = sets.collect();
        Ok((changes, sets?))
    });
    let (changes, sets) = read.map_err(|problem| said(&problem, scene))?;
    let mut out = Vec::new();
    for set in sets.iter().flatten() {
        let of_set = changes.iter().filter(|it| it.change_set == set.number);
        let of_set: Vec<StoredChange> = of_set.cloned().collect();
        if !of_set.is_empty() {
            let title = label_and_reason(scene.lexicon, set);
            let author = scene.words.author(&set.author);
            let title = format!("{} · {author} · {title}", instant(&set.at));
            out.push(Block::heading(2, title));
            out.extend(listed(&of_set, of_set.len(), scene));
        }
    }
    Ok(out)
}

/// How wide columns of the history are.
#[derive(Clone, Copy, Debug, Default)]
struct HistoryColumns {
    /// The author; none where it is the same in every line and said once.
    author: usize,
    /// How much was changed.
    count: usize,
}

/// A change set on one line: its time, what it was called, its author, how much it changed.
fn row(
    (set, changes): (&ChangeSet, usize),
    columns: usize,
    wanted: HistoryColumns,
    scene: &Scene<'_>,
) -> Vec<Span<'static>> {
    let time = set.at.get(11..16).unwrap_or_default().to_owned();
    let count = scene.words.count("changes", changes);
    // Whoever saved is called whole where that leaves what was done, and why, room enough.
    let author = wanted.author.min(if columns < 100 { 16 } else { 32 });
    let beside = author + usize::from(author > 0) + wanted.count + 1;
    let room = columns.saturating_sub(7 + beside);
    let mut spans = vec![
        Span::raw(fit(&time, 6)),
        Span::raw(" "),
        Span::raw(fit(&label_and_reason(scene.lexicon, set), room)),
        Span::raw(" "),
    ];
    if author > 0 {
        spans.push(Span::styled(
            fit(scene.words.author(&set.author), author),
            scene.theme.faint,
        ));
        spans.push(Span::raw(" "));
    }
    spans.push(Span::styled(fit(&count, wanted.count), scene.theme.faint));
    spans
}

/// What a change set is found by: its number, day, author, and what it was called.
fn found_by(sets: &BTreeMap<i64, ChangeSet>, number: i64, scene: &Scene<'_>) -> String {
    sets.get(&number).map_or_else(String::new, |set| {
        let label = label_and_reason(scene.lexicon, set);
        let author = scene.words.author(&set.author);
        format!("{number} {} {author} {label}", set.at)
    })
}
