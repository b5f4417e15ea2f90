//! A table of periods by kinds of data beside the activities: each period is told of the activities that it has words in
//! common with, and of no other.

use std::collections::HashSet;

use serde_json::Value as Json;

use crate::domain::codec::clean;
use crate::exchange::sheets::beside::lines::{labelled, take};
use crate::exchange::sheets::cell::Reading;
use crate::exchange::sheets::file::grid::SheetGrid;
use crate::exchange::sheets::folding::plain;
use crate::exchange::sheets::lists;
use crate::exchange::sheets::organisations::party::Parties;
use crate::exchange::sheets::record::ActivityDraft;
use crate::exchange::sheets::table::header::KnownHeaders;

/// The field of periods.
const PERIODS: &str = "retention[]";
/// The fewest rows of such a table: one period alone is of all.
const FEWEST: usize = 2;

/// What became of tables of periods beside the activities.
#[derive(Debug, Default)]
pub(in crate::exchange::sheets) struct ToldPeriods {
    /// The names of the sheets whose periods were told.
    pub sheets: HashSet<String>,
    /// What else stands in these sheets, which is of no activity.
    pub rest: Vec<String>,
}

/// A row of a table of periods.
#[derive(Clone, Debug, PartialEq, Eq)]
struct PeriodRow {
    /// The data that it is of.
    kind: String,
    /// How long they are kept.
    period: String,
    /// What else is told of them, each with its head.
    beside: Vec<String>,
}

impl PeriodRow {
    fn of(kind: &str, period: &str) -> Self {
        Self {
            kind: clean(kind, false),
            period: clean(period, false),
            beside: Vec::new(),
        }
    }

    /// All of it in words.
    fn line(&self) -> String {
        let said = format!("{}: {}", self.kind, self.period);
        let all = std::iter::once(said).chain(self.beside.iter().cloned());
        all.collect::<Vec<_>>().join("; ")
    }
}

/// Tells the activities of the periods of tables beside them.
pub(in crate::exchange::sheets) fn tell_tables(
    reading: &Reading<'_>,
    passed: &[&SheetGrid],
    drafts: &mut [ActivityDraft],
    parties: &mut Parties,
) -> ToldPeriods {
    let silent = |draft: &ActivityDraft| {
        draft.lists.get("retention").is_none_or(Vec::is_empty) && !draft.none.holds("retention")
    };
    let mut told = ToldPeriods::default();
    for grid in passed {
        let (rows, others) = rows_of(grid);
        if !drafts.iter().all(silent) {
            continue;
        }
        if let Some(of_none) = tell_rows(reading, &rows, drafts, parties) {
            told.sheets.insert(grid.name.clone());
            told.rest.extend(of_none.into_iter().chain(others));
        }
    }
    told
}

/// Tells periods of lines by the data that they are of, `Invoices: 7 years`, `Logs: 90 days`; whether any was told so.
pub(in crate::exchange::sheets) fn tell_by_data(
    reading: &Reading<'_>,
    said: &str,
    drafts: &mut [ActivityDraft],
    parties: &mut Parties,
) -> bool {
    let lines = said.lines().filter(|it| !it.trim().is_empty());
    let rows = lines.map(|line| labelled(line).map(|(of, it)| PeriodRow::of(of, it)));
    let rows: Option<Vec<PeriodRow>> = rows.collect();
    let Some(of_none) = rows.and_then(|rows| tell_rows(reading, &rows, drafts, parties)) else {
        return false;
    };
    drafts[0].notes.extend(of_none);
    true
}

/// Tells the activities of periods, each of those that it is of; those that are of none in words, and nothing where all
/// are.
fn tell_rows(
    reading: &Reading<'_>,
    rows: &[PeriodRow],
    drafts: &mut [ActivityDraft],
    parties: &mut Parties,
) -> Option<Vec<String>> {
    let words: Vec<WordsOfActivity> = drafts.iter().map(WordsOfActivity::of).collect();
    let of: Vec<Vec<usize>> = rows.iter().map(|row| meant(&row.kind, &words)).collect();
    if rows.len() < FEWEST || drafts.len() < 2 || of.iter().all(Vec::is_empty) {
        return None;
    }
    let mut of_none = Vec::new();
    for (row, of) in rows.iter().zip(of) {
        if of.is_empty() {
            of_none.push(row.line());
        }
        for at in of {
            let draft = &mut drafts[at];
            let (kind, notes) = (row.kind.as_str(), draft.notes.len());
            let before = draft.lists.get("retention").map_or(0, Vec::len);
            let line = format!("{kind}: {}", row.period);
            take(reading, draft, parties, (kind, PERIODS), &line);
            if draft.lists.get("retention").map_or(0, Vec::len) == before {
                draft.notes.truncate(notes);
                take(reading, draft, parties, (kind, PERIODS), &row.period);
            }
            draft.end_line("");
            if !row.beside.is_empty() {
                draft.notes.push(row.line());
            }
        }
    }
    Some(of_none)
}

/// The rows of a table of periods, the kind of data and how long, and what else stands there in words; nothing of another
/// table.
fn rows_of(grid: &SheetGrid) -> (Vec<PeriodRow>, Vec<String>) {
    let known = KnownHeaders::shipped();
    let asks = |text: &str| known.guess(text).is_some_and(|it| it.field == PERIODS);
    let nothing = || (Vec::new(), Vec::new());
    if let Some((head, lines)) = grid.header_row.and_then(|_| grid.lines.split_first()) {
        let period = head.cells.iter().find(|cell| asks(cell.value.text()));
        let (Some(period), Some(kind)) = (period, head.cells.first()) else {
            return nothing();
        };
        if kind.column == period.column || head.cells.len() > WIDEST {
            return nothing();
        }
        let mut rows = Vec::new();
        let mut others = grid.words.clone();
        for line in lines {
            let mut row = PeriodRow::of(line.text(kind.column), line.text(period.column));
            let cells = line
                .cells
                .iter()
                .filter(|cell| cell.column != kind.column && cell.column != period.column);
            let told = cells.map(|cell| (head.text(cell.column), clean(cell.value.text(), false)));
            let told = told.filter(|(_, text)| !text.is_empty());
            row.beside = told.map(|(head, text)| format!("{head}: {text}")).collect();
            if row.kind.is_empty() || row.period.is_empty() {
                others.push(row.line());
            } else {
                rows.push(row);
            }
        }
        return (rows, others);
    }
    if !asks(&grid.name) {
        return nothing();
    }
    // Under such a heading other things may be told: periods have figures.
    let has_figure = |row: &&PeriodRow| row.period.contains(|it: char| it.is_ascii_digit());
    let (mut rows, mut others) = (Vec::new(), Vec::new());
    for line in grid.words.iter().flat_map(|words| words.lines()) {
        match labelled(line) {
            Some((kind, period)) => rows.push(PeriodRow::of(kind, period)),
            None => others.push(clean(line, false)),
        }
    }
    // The heads of the table are no row of it: they alone ask for a period and give none.
    if rows
        .first()
        .is_some_and(|head| asks(&head.period) && !has_figure(&head))
    {
        rows.remove(0);
    }
    if rows.iter().filter(has_figure).count() * 2 < rows.len() {
        return nothing();
    }
    others.retain(|line| !line.is_empty());
    (rows, others)
}

/// The most columns of such a table: a wider one tells of more than periods.
const WIDEST: usize = 4;

/// What an activity is told by, the words that tell most first: its name and purposes, its data, its people.
struct WordsOfActivity([Vec<String>; 3]);

impl WordsOfActivity {
    fn of(draft: &ActivityDraft) -> Self {
        let name = draft.fields.get("name").and_then(Json::as_str);
        let called = name.into_iter().map(str::to_owned);
        let called = called.chain(texts(draft, "purposes", "text"));
        let words = |texts: &mut dyn Iterator<Item = String>| -> Vec<String> {
            texts.flat_map(|it| words_of(&it)).collect()
        };
        Self([
            words(&mut called.into_iter()),
            words(&mut texts(draft, "data_categories", "category").into_iter()),
            words(&mut texts(draft, "data_subjects", "category").into_iter()),
        ])
    }
}

/// What the rows of a list of an activity say.
fn texts(draft: &ActivityDraft, list: &'static str, key: &str) -> Vec<String> {
    let rows = draft.lists.get(list).into_iter().flatten();
    let values = rows
        .filter_map(|row| row.get(key))
        .flat_map(|value| match value {
            Json::Array(list) => list.iter().collect(),
            other => vec![other],
        });
    values.filter_map(Json::as_str).map(str::to_owned).collect()
}

/// The words of a text that tell what it is about, without what they have in common with all others: `Kontodaten` is `konto`.
fn words_of(text: &str) -> Vec<String> {
    /// The shortest of them, in letters.
    const SHORTEST: usize = 4;
    let lists = lists::shipped();
    let spoken = plain(text);
    let told = spoken.split(' ').map(|word| {
        let mut endings = lists.data_endings.all();
        endings.find_map(|it| word.strip_suffix(it)).unwrap_or(word)
    });
    let told = told.filter(|word| word.chars().count() >= SHORTEST && !lists.their_data.is(word));
    told.map(str::to_owned).collect()
}

/// How much two words have in common: all, a beginning or a part that is most of the shorter one; nothing else.
fn likeness(one: &str, other: &str) -> usize {
    /// The shortest word inside another, and the shortest common beginning, in letters.
    const INSIDE: usize = 5;
    const BEGINNING: usize = 4;
    if one == other {
        return 2;
    }
    let count = |text: &str| text.chars().count();
    let shorter = count(one).min(count(other));
    let inside = shorter >= INSIDE && (one.contains(other) || other.contains(one));
    let pairs = one.chars().zip(other.chars());
    let common = pairs.take_while(|(one, other)| one == other).count();
    usize::from(inside || (common >= BEGINNING && common * 5 >= shorter * 3))
}

/// The activities that a kind of data is of: those whose words are most like its own. Where only their people are, and those
/// of most others as well, it is of none.
fn meant(kind: &str, words: &[WordsOfActivity]) -> Vec<usize> {
    let own = words_of(kind);
    let score = |of: &WordsOfActivity| {
        let tiers = of.0.iter().rev().zip(1_usize..);
        let found = tiers.map(|(told, tier)| {
            let pairs = own
                .iter()
                .flat_map(|it| told.iter().map(move |other| likeness(it, other)));
            let best = pairs.max().unwrap_or(0);
            if best == 0 { 0 } else { tier * 10 + best }
        });
        found.max().unwrap_or(0)
    };
    let scores: Vec<usize> = words.iter().map(score).collect();
    let best = scores.iter().copied().max().filter(|best| *best > 0);
    let best = best.unwrap_or(usize::MAX);
    let of: Vec<usize> = (0..words.len()).filter(|at| scores[*at] == best).collect();
    let by_people = best < 20;
    if by_people && of.len() * 2 > words.len() {
        return Vec::new();
    }
    of
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(names: &[&str]) -> Vec<WordsOfActivity> {
        let one = |name: &&str| WordsOfActivity([words_of(name), Vec::new(), Vec::new()]);
        names.iter().map(one).collect()
    }

    #[test]
    fn lines_under_a_heading_of_periods_have_figures() {
        let under = |heading: &str, lines: &str| {
            let words = vec![lines.to_owned()];
            let grid = SheetGrid::passed_over(heading.to_owned());
            rows_of(&SheetGrid { words, ..grid }).0
        };
        let told = under(
            "Retention periods",
            "Data type: Retention period\nBills: 7 years\nLogs: 90 days",
        );
        assert_eq!(told[0], PeriodRow::of("Bills", "7 years"));
        assert_eq!(told.len(), 2);
        // A period that is called one is one all the same.
        let called = "Datatype: Bewaartermijn\nBetaalgegevens: 7 jaar (fiscale bewaarplicht)\nLogs: 90 dagen";
        assert_eq!(under("Bewaartermijnen", called).len(), 2);
        let bare = "Bills: 7 years retention\nLogs: retention 90 days";
        assert_eq!(under("Retention periods", bare).len(), 2);
        assert!(under("Retention periods", "Owner: the board\nReview: each year").is_empty());
        assert!(under("Rights", "Access: 30 days\nErasure: 30 days").is_empty());
    }

    #[test]
    fn a_kind_of_data_is_of_the_activity_that_it_shares_words_with() {
        for (kind, names, of) in [
            (
                "Rechnungen",
                &["Kundenkonto", "Rechnungsstellung", "Newsletter"][..],
                &[1][..],
            ),
            ("Kontodaten", &["Kundenkonto", "Rechnungsstellung"], &[0]),
            ("Bills", &["Newsletter", "Billing"], &[1]),
            ("Fakturor", &["Fakturering", "Nyhetsbrev"], &[0]),
            ("Lesopnames", &["Live lessen & opnames", "Support"], &[0]),
            ("Betaalgegevens", &["Betalingen", "Account"], &[0]),
            (
                "Accounting records",
                &["Account", "Billing and accounting"],
                &[1],
            ),
            ("Audit logs", &["Support", "Newsletter"], &[]),
            ("Contact form", &["Contracts", "Support"], &[]),
        ] {
            assert_eq!(meant(kind, &named(names)), of, "{kind}");
        }
    }
}
