//! The disposal log: what was disposed of in a stretch of time, under which rule and law, when, by whom, how, with
//! what proof, and how late. It is what Art. 5(2) asks to be shown of Art. 5(1)(e).

use std::cmp::Ordering;
use std::sync::Arc;

use chrono::NaiveDate;
use serde_json::{Map, Value as Json, json};

use super::agenda::made_from;
use super::document::{Block, BlockTable};
use super::json;
use super::shape::{Cell, Grid, Source};
use crate::domain::codes::Choice;
use crate::domain::date::PartialDate;
use crate::domain::field::{Answer, Declared, Head, Record};
use crate::domain::halves::in_two;
use crate::domain::records::{Activity, Holding, Retention};
use crate::domain::register::{Register, natural_order};
use crate::domain::value::Id;
use crate::due::ending::{Ending, log_title};
use crate::due::explain::{act_in_words, held_in_words, kept_in_words};
use crate::due::standing::{HoldingStanding, disposed_by};
use crate::labels::Lexicon;
use crate::words::Words;

/// Which disposals are wanted; a part that says nothing lets all pass.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stretch {
    /// The first day.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub to: Option<NaiveDate>,
    /// Only what belongs to this organisation of ours.
    pub organisation: Option<Id>,
}

/// The disposal log of a register, to be written.
#[derive(Clone, Copy, Debug)]
pub struct Log<'a> {
    /// The register.
    pub register: &'a Register,
    /// Which disposals.
    pub stretch: Stretch,
}

impl Source for Log<'_> {
    fn blocks(&self, lexicon: &Lexicon) -> Vec<Block> {
        document(self.register, lexicon, &self.stretch)
    }

    fn json(&self, lexicon: &Lexicon) -> String {
        json::text(&json(self.register, lexicon, &self.stretch))
    }

    fn grids(&self, lexicon: &Lexicon) -> Vec<Grid> {
        let entries = entries(self.register, &self.stretch, lexicon.today);
        let keys = COLUMNS.iter().chain(&COUNTED);
        let heads: Vec<String> = keys.map(|key| lexicon.words.get(key).to_owned()).collect();
        let rows = entries.iter().map(|entry| {
            let texts = cells(self.register, lexicon, entry).into_iter();
            let mut cells: Vec<Cell> = texts.map(Cell::Text).collect();
            cells[0] = Cell::Day(entry.on);
            let nothing = || Cell::Text(String::new());
            let kept = entry.standing().through.ok();
            cells.push(kept.map_or_else(nothing, Cell::Day));
            cells.push(entry.days_late().map_or_else(nothing, Cell::Number));
            cells
        });
        let title = title(self.register, lexicon, &self.stretch);
        vec![Grid {
            title,
            heads,
            rows: rows.collect(),
        }]
    }
}

/// A disposal, counted by the rule as it was when it was recorded: a proof does not change with the rule.
#[derive(Clone, Debug)]
pub struct DisposalEntry<'a> {
    /// The day.
    pub on: NaiveDate,
    /// The activity.
    pub activity: &'a Activity,
    /// The rule as it is now.
    pub rule: &'a Retention,
    /// The holding.
    pub holding: &'a Holding,
    register: &'a Register,
    /// The rule as it was then, where it counts otherwise now.
    then: Option<Box<Retention>>,
}

impl<'a> DisposalEntry<'a> {
    /// The disposal of a holding; none where it stands undisposed.
    #[must_use]
    pub fn find(register: &'a Register, holding: Id) -> Option<Self> {
        let place = register.place(holding)?;
        let activity = register.typed::<Activity>(place.owner)?;
        let rule = register.typed::<Retention>(place.parent?)?;
        Self::of(
            register,
            activity,
            rule,
            register.typed::<Holding>(holding)?,
        )
    }

    /// The same, where its rule and activity are known.
    #[must_use]
    pub fn of(
        register: &'a Register,
        activity: &'a Activity,
        rule: &'a Retention,
        holding: &'a Holding,
    ) -> Option<Self> {
        let on = holding.disposed_on?.last_day();
        let then = register.rule_at_disposal(rule, holding);
        Some(Self {
            on,
            activity,
            rule,
            holding,
            register,
            then: then.map(Box::new),
        })
    }

    /// Whether the rule counts otherwise now than it did then.
    #[must_use]
    pub const fn was_changed(&self) -> bool {
        self.then.is_some()
    }

    /// Where the holding stood: what its rule counted by, and its last day.
    #[must_use]
    pub fn standing(&self) -> HoldingStanding<'_> {
        let rule = self.then.as_deref().unwrap_or(self.rule);
        HoldingStanding::new(self.register, rule, self.holding)
    }

    /// What was done at the end.
    #[must_use]
    pub fn ending(&self) -> Ending {
        let disposition = self.standing().counting.disposition;
        Ending::of(self.register, Some(self.activity.head.id), disposition)
    }

    /// How many days after the first day of erasure it was done; negative where it was done before it might be, none
    /// where the rule gave no day.
    #[must_use]
    pub fn days_late(&self) -> Option<i64> {
        self.standing().days_late(self.on)
    }
}

/// A holding that was disposed of, before anything is counted of it.
#[derive(Clone, Copy, Debug)]
pub struct DisposedHolding<'a> {
    /// The day.
    pub on: NaiveDate,
    /// The activity.
    pub activity: &'a Activity,
    /// The rule.
    pub rule: &'a Retention,
    /// The holding.
    pub holding: &'a Holding,
}

impl<'a> DisposedHolding<'a> {
    /// The disposal, with where the holding stood.
    #[must_use]
    pub fn entry(self, register: &'a Register) -> Option<DisposalEntry<'a>> {
        DisposalEntry::of(register, self.activity, self.rule, self.holding)
    }

    /// Whether its reference comes before another's of the same activity; no text is made for it.
    fn order(&self, other: &Self) -> Ordering {
        let by = |own: &Head, other: &Head| {
            if own.id == other.id {
                Ordering::Equal
            } else {
                natural_order(&own.reference, &other.reference)
            }
        };
        by(&self.rule.head, &other.rule.head)
            .then_with(|| by(&self.holding.head, &other.holding.head))
    }
}

/// What was disposed of in a stretch of time, as of a day, by day, then by reference.
#[must_use]
pub fn disposed<'a>(
    register: &'a Register,
    stretch: &Stretch,
    today: NaiveDate,
) -> Vec<DisposedHolding<'a>> {
    let mut found = found(register, stretch, today);
    // Two runs that are in their order already, which are only brought together.
    found.sort_by_key(|disposed| disposed.on);
    found
}

/// The disposals of a stretch of time, as of a day, by day, then by reference.
#[must_use]
pub fn entries<'a>(
    register: &'a Register,
    stretch: &Stretch,
    today: NaiveDate,
) -> Vec<DisposalEntry<'a>> {
    let disposed = disposed(register, stretch, today).into_iter();
    disposed
        .filter_map(|disposed| disposed.entry(register))
        .collect()
}

/// What was disposed of in a stretch of time, each half of the activities by day, then in the order of the register. A
/// disposal on a day that is still to come is none yet.
fn found<'a>(
    register: &'a Register,
    stretch: &Stretch,
    today: NaiveDate,
) -> Vec<DisposedHolding<'a>> {
    // All that is kept is gone through: of a large register that takes longer than a key may.
    in_two(register.activities.shared(), |activities| {
        found_in(activities, stretch, today)
    })
}

/// The same of some activities, by day.
fn found_in<'a>(
    activities: &'a [Arc<Activity>],
    stretch: &Stretch,
    today: NaiveDate,
) -> Vec<DisposedHolding<'a>> {
    let mut found = Vec::with_capacity(activities.len());
    for activity in activities {
        if stretch.organisation.is_some() && activity.organisation != stretch.organisation {
            continue;
        }
        let first = found.len();
        for rule in &activity.retention {
            for holding in &rule.holdings {
                let Some(on) = disposed_by(holding, today) else {
                    continue;
                };
                let within = stretch.from.is_none_or(|from| from <= on)
                    && stretch.to.is_none_or(|to| on <= to);
                if within {
                    found.push(DisposedHolding {
                        on,
                        activity,
                        rule,
                        holding,
                    });
                }
            }
        }
        // The activities themselves stand in the order of their references.
        found[first..].sort_by(DisposedHolding::order);
    }
    found.sort_by_key(|disposed| disposed.on);
    found
}

/// The log as a JSON array. What is not recorded is left out; `days_late` is negative for a disposal ahead of its day.
#[must_use]
pub fn json(register: &Register, lexicon: &Lexicon, stretch: &Stretch) -> Json {
    entries(register, stretch, lexicon.today)
        .iter()
        .map(|entry| {
            let (holding, rule) = (entry.holding, entry.rule);
            let standing = entry.standing();
            let counting = &standing.counting;
            let day = |day: Option<NaiveDate>| json!(day.map(|day| day.to_string()));
            let organisation = entry.activity.organisation.map(|id| register.reference(id));
            let held = standing.held_past(entry.on);
            let floor = counting.floor(holding);
            let floor = floor.filter(|floor| Some(*floor) != standing.through.ok());
            let fields = [
                ("date", json!(entry.on.to_string())),
                ("ref", json!(reference(entry))),
                ("activity", json!(entry.activity.head.reference)),
                ("activity_name", json!(entry.activity.name)),
                ("organisation", json!(organisation)),
                ("name", json!(holding.name)),
                ("rule", json!(lexicon.title(register, rule))),
                (
                    "schedule",
                    json!(rule.schedule.map(|id| register.reference(id))),
                ),
                ("law", json!(counting.law)),
                ("law_sets", json!(counting.law_sets.map(Choice::code))),
                ("disposition", json!(counting.disposition.map(Choice::code))),
                (
                    "started_on",
                    day(holding.started_on.map(|it| it.last_day())),
                ),
                ("keep_through", day(standing.through.ok())),
                ("keep_at_least_through", day(floor)),
                ("due_from", day(standing.due_from(entry.on))),
                ("extended_until", day(standing.extended())),
                ("extended_because", json!(holding.extended_because)),
                ("extended_law", json!(holding.extended_law)),
                (
                    "held_from",
                    day(held
                        .and_then(|(_, hold)| hold.since)
                        .map(PartialDate::first_day)),
                ),
                ("held_until", day(held.map(|(lifted, _)| lifted))),
                ("held_because", json!(held.map(|(_, hold)| hold.why()))),
                (
                    "kept_for_good",
                    json!(counting.is_for_good().then_some(true)),
                ),
                ("days_late", json!(entry.days_late())),
                ("disposed_by", json!(holding.disposed_by)),
                ("method", json!(holding.method)),
                ("evidence", json!(holding.evidence)),
                ("witness", json!(holding.witness)),
                ("extent", json!(holding.extent)),
                ("early_because", json!(holding.early_because)),
                ("decision", json!(holding.decision)),
                (
                    "decision_on",
                    json!(holding.decision_on.map(|day| day.to_string())),
                ),
                ("change", change(register, entry)),
            ];
            let recorded = fields.into_iter().filter(|(_, value)| {
                !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty())
            });
            Json::Object(
                recorded
                    .map(|(key, value)| (key.to_owned(), value))
                    .collect::<Map<_, _>>(),
            )
        })
        .collect()
}

/// What the log is called: by what was done in that stretch of time.
#[must_use]
pub fn title(register: &Register, lexicon: &Lexicon, stretch: &Stretch) -> String {
    let endings: Vec<Ending> = found(register, stretch, lexicon.today)
        .into_iter()
        .filter_map(|disposed| Some(disposed.entry(register)?.ending()))
        .collect();
    log_title(lexicon, register, &endings)
}

/// The log as a document.
#[must_use]
pub fn document(register: &Register, lexicon: &Lexicon, stretch: &Stretch) -> Vec<Block> {
    let words = &lexicon.words;
    let mut out = vec![
        Block::heading(1, title(register, lexicon, stretch)),
        made_from(register, lexicon),
    ];
    let day = |day: Option<NaiveDate>| day.map(|day| words.day(day)).unwrap_or_default();
    let key = match (stretch.from, stretch.to) {
        (Some(_), Some(_)) => "disposal.stretch",
        (Some(_), None) => "disposal.since",
        (None, Some(_)) => "disposal.through",
        (None, None) => "disposal.whole",
    };
    let stated = words.fill(
        key,
        &[("from", &day(stretch.from)), ("to", &day(stretch.to))],
    );
    out.push(Block::paragraph(stated));
    if let Some(organisation) = register.organisation(stretch.organisation) {
        let name = lexicon.title(register, organisation);
        let told = words.fill("disposal.organisation", &[("name", &name)]);
        out.push(Block::paragraph(told));
    }
    out.push(section(register, lexicon, stretch));
    out
}

/// The table of the log.
fn section(register: &Register, lexicon: &Lexicon, stretch: &Stretch) -> Block {
    let words = &lexicon.words;
    let entries = entries(register, stretch, lexicon.today);
    if entries.is_empty() {
        return Block::paragraph(words.get("disposal.nothing"));
    }
    let mut heads = COLUMNS.map(|key| words.get(key).to_owned()).to_vec();
    let mut rows: Vec<Vec<String>> = entries
        .iter()
        .map(|entry| cells(register, lexicon, entry))
        .collect();
    // What nothing is said of in any line needs no column; the decision does, and its lack is seen.
    for column in (0..COLUMNS.len()).rev() {
        let spare = SPARE.contains(&COLUMNS[column]);
        if spare && rows.iter().all(|row| row[column].is_empty()) {
            heads.remove(column);
            for row in &mut rows {
                row.remove(column);
            }
        }
    }
    Block::Table(BlockTable::of_texts(&heads, rows))
}

/// The change set that recorded a disposal: its number and hash; null where the journal is not known.
fn change(register: &Register, entry: &DisposalEntry<'_>) -> Json {
    proven_by(register, entry).map_or(
        Json::Null,
        |(number, hash)| json!({ "number": number, "hash": hash }),
    )
}

/// The change set that recorded a disposal, with its hash, where the journal is known.
fn proven_by(register: &Register, entry: &DisposalEntry<'_>) -> Option<(i64, String)> {
    let index = register.changes.as_deref()?;
    let set = index.last_set(entry.holding.head.id, "disposed_on");
    Some((set, index.hash_of(set)?))
}

/// The change set that recorded a disposal, in words; nothing where the journal is not known.
#[must_use]
pub fn proof(
    register: &Register,
    lexicon: &Lexicon,
    entry: &DisposalEntry<'_>,
    digits: usize,
) -> String {
    proven_by(register, entry).map_or_else(String::new, |(number, hash)| {
        let hash: String = hash.chars().take(digits).collect();
        let details = [("number", number.to_string()), ("hash", hash)];
        let details = details
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        lexicon.words.fill("disposal.change", &details)
    })
}

/// The locale keys of the columns.
const COLUMNS: [&str; 14] = [
    "disposal.column.day",
    "disposal.column.what",
    "disposal.column.rule",
    "disposal.column.law",
    "disposal.column.days",
    "disposal.column.late",
    "disposal.column.done",
    "disposal.column.extent",
    "disposal.column.by",
    "disposal.column.witness",
    "disposal.column.evidence",
    "disposal.column.early",
    "disposal.column.decision",
    "disposal.column.change",
];

/// What stands behind them in a workbook or a table of data: a day and a number to be counted with.
const COUNTED: [&str; 2] = ["disposal.column.last_day", "disposal.column.days_late"];

/// Columns that are left out where no line says anything in them.
const SPARE: [&str; 4] = [
    "disposal.column.extent",
    "disposal.column.witness",
    "disposal.column.early",
    "disposal.column.change",
];

/// Whether heads are those of a list of disposals, of which some may be left out.
#[must_use]
pub fn are_heads(words: &Words, heads: &[&str]) -> bool {
    let mut left = COLUMNS.iter().chain(&COUNTED);
    let stands = |head: &&str| left.any(|key| words.get(key) == *head);
    heads.len() + SPARE.len() >= COLUMNS.len() && heads.iter().all(stands)
}

/// Everything that the log says of a disposal, each with what it is called.
#[must_use]
pub fn facts(
    register: &Register,
    lexicon: &Lexicon,
    entry: &DisposalEntry<'_>,
) -> Vec<(String, String)> {
    let labels = COLUMNS.map(|key| lexicon.words.get(key).to_owned());
    labels
        .into_iter()
        .zip(cells(register, lexicon, entry))
        .filter(|(_, text)| !text.is_empty())
        .collect()
}

fn cells(register: &Register, lexicon: &Lexicon, entry: &DisposalEntry<'_>) -> Vec<String> {
    let words = &lexicon.words;
    let unknown = || words.get("answer.not_recorded").to_owned();
    // None with its reason is an answer too.
    let answered = |key: &str| {
        let declaration = Holding::DECLARATION;
        let holding: &dyn Record = entry.holding;
        declaration.field(key).map_or_else(String::new, |field| {
            let kind = &declaration.fields[field].kind;
            lexicon.answer(register, entry.activity.head.id, kind, &holding.answer(key))
        })
    };
    let text = |key: &str| {
        let holding: &dyn Record = entry.holding;
        match holding.answer(key) {
            Answer::NotRecorded => String::new(),
            _ => answered(key),
        }
    };
    let mut decision = answered("decision");
    if let Some(day) = entry.holding.decision_on {
        decision = format!("{decision}\n{}", words.date(day));
    }
    let holding = entry.holding;
    let standing = entry.standing();
    let counting = &standing.counting;
    let mut name = lexicon.title(register, holding);
    if let Some(activity) = &entry.activity.name {
        name = format!("{name}\n{activity}");
    }
    let law = if counting.law.is_empty() {
        unknown()
    } else {
        counting.law.join("\n")
    };
    let ending = entry.ending();
    let mut days = match kept_in_words(lexicon, &standing) {
        Some(kept) => match standing.due_from(entry.on) {
            Some(next) => {
                let from = act_in_words(lexicon, ending, &standing, &words.day(next));
                format!("{kept}\n{from}")
            }
            None => kept,
        },
        None if counting.is_for_good() => words.get("disposal.for_good").to_owned(),
        None => words.get("disposal.no_day").to_owned(),
    };
    if let Some((lifted, hold)) = standing.held_past(entry.on) {
        days = format!("{days}\n{}", held_in_words(lexicon, lifted, &hold));
    }
    if let (Some(_), Some(because)) = (standing.extended(), &holding.extended_because) {
        days = format!(
            "{days}\n{}",
            words.fill("disposal.extended", &[("because", because)])
        );
        for law in &holding.extended_law {
            days = format!("{days}\n{law}");
        }
    }
    let mut done = match counting.disposition {
        Some(_) => ending.past(lexicon),
        None => String::new(),
    };
    if let Some(method) = &holding.method {
        if !done.is_empty() {
            done.push('\n');
        }
        done.push_str(method);
    }
    vec![
        words.day(entry.on),
        format!("{name}\n{}", reference(entry)),
        rule_of(lexicon, entry),
        law,
        days,
        lateness(lexicon, entry),
        if done.is_empty() { unknown() } else { done },
        text("extent"),
        answered("disposed_by"),
        text("witness"),
        answered("evidence"),
        text("early_because"),
        decision,
        proof(register, lexicon, entry, usize::MAX),
    ]
}

/// The rule of a disposal by its title, and that it counts otherwise now where it does.
#[must_use]
pub fn rule_of(lexicon: &Lexicon, entry: &DisposalEntry<'_>) -> String {
    let title = lexicon.title(entry.register, entry.rule);
    if entry.was_changed() {
        let then = lexicon.words.get("disposal.rule_then");
        return format!("{title}\n{then}");
    }
    title
}

/// How late it was, in words, or that the data were to be kept for good.
#[must_use]
pub fn lateness(lexicon: &Lexicon, entry: &DisposalEntry<'_>) -> String {
    let words = &lexicon.words;
    let number = |days: i64| usize::try_from(days.unsigned_abs()).unwrap_or(usize::MAX);
    if entry.standing().counting.is_for_good() {
        return words.get("disposal.against_rule").to_owned();
    }
    match entry.days_late() {
        None => words.get("disposal.no_day").to_owned(),
        Some(0) => words.get("disposal.in_time").to_owned(),
        Some(days @ 1..) => words.count("days_late", number(days)),
        Some(days) => words.count("days_early", number(days)),
    }
}

fn reference(entry: &DisposalEntry<'_>) -> String {
    format!(
        "{}/{}/{}",
        entry.activity.head.reference, entry.rule.head.reference, entry.holding.head.reference
    )
}

#[cfg(test)]
mod tests;
