//! The journal in words: change sets, and what each change did.

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;
use serde_json::Value as Json;

use super::called_then::NamesThen;
use super::{Journal, Session};
use crate::domain::author::is_unnamed;
use crate::domain::change::{Change, difference};
use crate::domain::codec::{from_json, is_redacted};
use crate::domain::facts::{RecordFacts, facts};
use crate::domain::field::Record;
use crate::domain::kind::RecordKind;
use crate::domain::problem::Problem;
use crate::domain::progress::long_work;
use crate::domain::register::Register;
use crate::domain::retired::{hold_field, hold_kind};
use crate::domain::value::Id;
use crate::labels::Lexicon;
use crate::store::{ChangeSet, StoredChange};

impl Session {
    /// What is different between the end of one day and the end of another, or now where none is given.
    ///
    /// # Errors
    /// As [`Self::as_of`].
    pub fn difference(
        &self,
        from: NaiveDate,
        to: Option<NaiveDate>,
    ) -> Result<Difference, Problem> {
        let number = |day| self.store.mark_at(day).map(|mark| mark.number);
        self.difference_since(number(from)?, to.map(number).transpose()?)
    }

    /// What is different between the states that two change sets left.
    ///
    /// # Errors
    /// As [`Self::as_of`].
    pub fn difference_of_sets(&self, from: i64, to: i64) -> Result<Difference, Problem> {
        self.difference_since(from, Some(to))
    }

    /// What is different between the state that a change set left and that of another, or now.
    pub(super) fn difference_since(
        &self,
        from: i64,
        to: Option<i64>,
    ) -> Result<Difference, Problem> {
        if !self.register.is_part {
            return self.difference_in(&self.register, from, to);
        }
        match self.difference_of_parts(from, to)? {
            Some(difference) => Ok(difference),
            None => self.difference_in(&self.store.load()?, from, to),
        }
    }

    fn difference_in(
        &self,
        register: &Register,
        from: i64,
        to: Option<i64>,
    ) -> Result<Difference, Problem> {
        let (before, since) = self.state_in(register, from)?;
        let (after, later) = match to {
            Some(to) => self.state_in(register, to)?,
            None => (register.clone(), Some(Vec::new())),
        };
        let touched = since.zip(later);
        let touched = touched.map(|(since, later)| since.into_iter().chain(later).collect());
        Ok(Difference::between(before, after, touched.as_ref()))
    }

    /// The same, with no more read of the register than what was changed since; nothing where that does not tell it.
    pub(super) fn difference_of_parts(
        &self,
        from: i64,
        to: Option<i64>,
    ) -> Result<Option<Difference>, Problem> {
        let Some(part) = self.store.load_changed_since(from)? else {
            return Ok(None);
        };
        let Some(before) = self.store.gone_back_with_part(&part, from)? else {
            return Ok(None);
        };
        let after = match to {
            Some(to) => match self.store.gone_back_with_part(&part, to)? {
                Some(after) => after.register,
                None => return Ok(None),
            },
            None => part,
        };
        let touched = before.records.into_iter().collect();
        Ok(Some(Difference::between(
            before.register,
            after,
            Some(&touched),
        )))
    }
}

/// Two states of a register, and what is different in them.
#[derive(Debug)]
pub struct Difference {
    /// The register as it was.
    pub before: Register,
    /// The register as it is.
    pub after: Register,
    /// What is different: removals, creations, fields.
    pub changes: Vec<Change>,
}

impl Difference {
    /// The difference of two states; where it is known which records were changed in between, of no others.
    pub(super) fn between(
        before: Register,
        after: Register,
        touched: Option<&HashSet<Id>>,
    ) -> Self {
        long_work("comparing two states");
        let changes = difference(&all_facts(&before, touched), &all_facts(&after, touched));
        Self {
            before,
            after,
            changes,
        }
    }

    /// Both states.
    #[must_use]
    pub(crate) const fn states(&self) -> (&Register, &Register) {
        (&self.before, &self.after)
    }

    /// Each difference in words; what is gone is told by what was there.
    #[must_use]
    pub(crate) fn lines(&self, lexicon: &Lexicon) -> Vec<String> {
        let states = self.states();
        let line = |change: StoredChange| line_between(lexicon, states, &change, CAME_OR_WENT);
        let changes = self.changes.iter().map(stored);
        changes.filter(is_told).map(line).collect()
    }
}

fn all_facts(register: &Register, touched: Option<&HashSet<Id>>) -> Vec<RecordFacts> {
    let names = |owner: Id, id: Id| register.name_in(owner, id);
    let is_touched = |record: &&dyn Record| touched.is_none_or(|ids| ids.contains(&record.id()));
    let records = register.all_records().filter(is_touched);
    records.flat_map(|record| facts(record, &names)).collect()
}

/// A change as the journal has it.
#[must_use]
pub(crate) fn stored(change: &Change) -> StoredChange {
    StoredChange {
        change_set: 0,
        position: 0,
        kind: change.kind.key().to_owned(),
        id: change.id,
        reference: change.reference.clone(),
        field: change.field.clone(),
        before: change.before.clone(),
        after: change.after.clone(),
    }
}

/// What a change set was called; of an undo or redo also which set it took back.
#[must_use]
pub(crate) fn label(lexicon: &Lexicon, set: &ChangeSet) -> String {
    match set.undoes {
        Some(number) => lexicon.words.fill(
            "cli.log.undoes",
            &[("label", set.title()), ("number", &number.to_string())],
        ),
        None => set.title().to_owned(),
    }
}

/// The same on one line with the reason, where one was given.
#[must_use]
pub(crate) fn label_and_reason(lexicon: &Lexicon, set: &ChangeSet) -> String {
    let label = label(lexicon, set);
    match set.because() {
        Some(because) => lexicon.words.fill(
            "cli.log.because",
            &[("label", &label), ("because", because)],
        ),
        None => label,
    }
}

/// `2026-11-21 14:03`, as the writer's clock showed it.
#[must_use]
pub(crate) fn instant(at: &str) -> String {
    at.get(..16).unwrap_or(at).replace('T', " ")
}

/// Whether a change says anything to a reader: the reference of the register's own data is for the file alone.
#[must_use]
pub(crate) fn is_told(change: &StoredChange) -> bool {
    change.kind != RecordKind::RegisterData.key() || change.field.as_deref() != Some("ref")
}

/// Counts in each change set only the changes that are told.
///
/// # Errors
/// What the file system says.
pub(crate) fn count_told(
    journal: Journal<'_>,
    register: &Register,
    sets: &mut [ChangeSet],
) -> Result<(), Problem> {
    let untold = untold(journal, register)?;
    for set in sets {
        let here = untold.get(&set.number).copied().unwrap_or_default();
        set.changes_count = set.changes_count.saturating_sub(here);
    }
    Ok(())
}

/// How many changes of a change set are not told, where some are not: those are of the register's own data.
///
/// # Errors
/// What the file system says.
pub(crate) fn untold(
    journal: Journal<'_>,
    register: &Register,
) -> Result<BTreeMap<i64, usize>, Problem> {
    let mut untold: BTreeMap<i64, usize> = BTreeMap::new();
    let changes = journal.changes_of_record(register.about.head.id)?;
    for change in changes.iter().filter(|change| !is_told(change)) {
        *untold.entry(change.change_set).or_default() += 1;
    }
    Ok(untold)
}

/// One change in words: the reference, the field, before and after.
#[must_use]
pub(crate) fn change_line(lexicon: &Lexicon, register: &Register, change: &StoredChange) -> String {
    line_between(lexicon, (register, register), change, CAME_OR_WENT)
}

/// The same, with what is named in it called as it was when the change was made.
#[must_use]
pub(crate) fn change_line_then(
    lexicon: &Lexicon,
    names: &NamesThen<'_>,
    change: &StoredChange,
) -> String {
    line_between(lexicon, names.states(change), change, CAME_OR_WENT)
}

/// Who made a change set, for other programs: nothing where nobody signed it.
#[must_use]
pub(super) fn signed_by(set: &ChangeSet) -> Option<&str> {
    Some(set.author.as_str()).filter(|author| !is_unnamed(author))
}

/// The locale keys of what is said of a record that came, and of one that went.
pub(super) const CAME_OR_WENT: [&str; 2] = ["cli.log.created", "cli.log.removed"];

/// The same between two states, each of which names what it refers to; in other words for a record that only one has.
#[must_use]
pub(super) fn line_between(
    lexicon: &Lexicon,
    (then, now): (&Register, &Register),
    change: &StoredChange,
    [came, went]: [&'static str; 2],
) -> String {
    let words = &lexicon.words;
    let kind = RecordKind::from_key(&change.kind);
    // The register's own data have no reference that anybody would look for, nor have their rows before their own.
    let at = match kind {
        Some(RecordKind::RegisterData) => words.one(RecordKind::RegisterData),
        Some(kind) if kind.top() == RecordKind::RegisterData => {
            let of_row = change.reference.rsplit('/').next();
            of_row.unwrap_or_default()
        }
        _ => change.reference.as_str(),
    };
    let Some(field) = &change.field else {
        let key = if change.after.is_null() { went } else { came };
        let name = kind.map_or(change.kind.as_str(), |kind| words.one(kind));
        let line = if kind == Some(RecordKind::RegisterData) {
            words.fill(key, &[("ref", ""), ("kind", name)])
        } else {
            words.fill(key, &[("ref", at), ("kind", name)])
        };
        let line = line.trim_start_matches([':', ' ']).to_owned();
        // What came or went is told by its name too, where it has one: a reference alone says little. What a row says is
        // all there is of it.
        let (facts, register) = if change.after.is_null() {
            (&change.before, then)
        } else {
            (&change.after, now)
        };
        let (named, title) = title(facts).unzip();
        // A waiver has no name either: what is accepted, why and until when is all that there is of it.
        let bare = |kind: &RecordKind| kind.parent().is_some() || *kind == RecordKind::Waiver;
        let row = kind.filter(bare);
        let rest = row.map_or_else(Vec::new, |kind| {
            content(lexicon, register, kind, change, facts, named)
        });
        let told: Vec<String> = title.into_iter().chain(rest).collect();
        if told.is_empty() {
            return line;
        }
        return format!("{line}: {}", told.join("; "));
    };
    let label = kind.map_or(String::new(), |kind| match hold_field(kind, field) {
        // A legal hold was fields of what it is on.
        Some(key) => hold_kind(kind).map_or(String::new(), |hold| {
            format!("{} – {}", words.one(hold), words.label(hold, key))
        }),
        None => words.label(kind, field).to_owned(),
    });
    words.fill(
        "cli.log.field",
        &[
            ("ref", at),
            ("field", if label.is_empty() { field } else { &label }),
            (
                "before",
                &value(lexicon, then, kind, change, field, &change.before),
            ),
            (
                "after",
                &value(lexicon, now, kind, change, field, &change.after),
            ),
        ],
    )
}

/// What the fields of a row said when it came or went, but for the one that names it.
fn content(
    lexicon: &Lexicon,
    register: &Register,
    kind: RecordKind,
    change: &StoredChange,
    facts: &Json,
    named: Option<&str>,
) -> Vec<String> {
    let fields = kind.declaration().fields.iter();
    // Where a redaction was made and how it is sealed is for the check of the file, which tells it.
    let sealed = |key: &str| kind == RecordKind::Redaction && matches!(key, "places" | "hash");
    let said = fields
        .filter(|field| Some(field.key) != named && !sealed(field.key))
        .filter_map(|field| {
            let json = facts.get(field.key)?;
            let said = value(lexicon, register, Some(kind), change, field.key, json);
            let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
            let label = lexicon.words.label(kind, field.key);
            Some(format!("{label}: {said}"))
        });
    said.collect()
}

/// The name that a record had when it came or went, on one line and cut short, with the field that holds it.
fn title(facts: &Json) -> Option<(&'static str, String)> {
    let mut keys = ["title", "name", "text"].into_iter();
    let (key, text) = keys.find_map(|key| Some((key, facts.get(key)?.as_str()?)))?;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = match line.char_indices().nth(80) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    };
    Some((key, line))
}

/// A value of the journal in words; as JSON where this version does not know the field.
fn value(
    lexicon: &Lexicon,
    register: &Register,
    kind: Option<RecordKind>,
    change: &StoredChange,
    field: &str,
    json: &Json,
) -> String {
    let words = &lexicon.words;
    if json.is_null() {
        return words.get("answer.not_recorded").to_owned();
    }
    if is_redacted(json) {
        return words.get("answer.redacted").to_owned();
    }
    if let Some(reason) = json.get("none").and_then(Json::as_str) {
        return match reason {
            "" => words.get("answer.none").to_owned(),
            reason => words.fill("answer.none_because", &[("reason", reason)]),
        };
    }
    let declared = kind.and_then(|kind| {
        let (kind, field) = hold_field(kind, field)
            .and_then(|key| Some((hold_kind(kind)?, key)))
            .unwrap_or((kind, field));
        let declaration = kind.declaration();
        declaration
            .field(field)
            .map(|index| &declaration.fields[index].kind)
    });
    let owner = register.place(change.id).map_or(Id(0), |place| place.owner);
    // A reference in the journal may lead nowhere today: then it is shown as it was written.
    let find = |reference: &str| register.find_in(owner, reference);
    let read = declared.and_then(|kind| Some((kind, from_json(kind, json, &find).ok()?)));
    // A waiver names its field as it is declared, and quotes it as it is stored.
    let quoted = register
        .get(change.id)
        .filter(|_| kind == Some(RecordKind::Waiver))
        .filter(|it| it.text(field).as_deref() == json.as_str());
    if let Some(said) = quoted.and_then(|it| lexicon.waived(register, it, field)) {
        return said;
    }
    match (read, json) {
        (Some((kind, read)), _) => lexicon.value(register, owner, kind, &read),
        (None, Json::String(text)) => text.clone(),
        (None, other) => other.to_string(),
    }
}
