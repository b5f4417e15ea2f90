//! Which part of a register an export holds: the filter by role, organisation and activity, and the profiles.
//!
//! Markdown and JSON both write what [`select`] gives, so both leave out the same, and neither can point at a
//! record that it does not hold.

use std::borrow::Cow;
use std::collections::HashSet;
use std::path::Path;

use chrono::NaiveDate;

use crate::domain::codes::{ActivityRole, Choice as _};
use crate::domain::excuse::is_excused;
use crate::domain::field::{Need, Record};
use crate::domain::kind::{FieldKind, RecordKind};
use crate::domain::records::{Activity, Agreement, Measure};
use crate::domain::register::Register;
use crate::domain::retired::HOLDS;
use crate::domain::value::{Id, Value};
use crate::words::Words;

/// For whom an export is made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Profile {
    /// Ourselves, and programs: everything, with working notes and original wording.
    #[default]
    Full,
    /// The supervisory authority, Art. 30(4): the record without working notes, and without original wording where the
    /// record itself says as much.
    Authority,
    /// Everybody: without security measures, notes, holdings and names of persons.
    Public,
}

impl Profile {
    /// The profiles, from the one that holds most.
    pub const ALL: [Self; 3] = [Self::Full, Self::Authority, Self::Public];

    /// The word for it on the command line and in the JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Authority => "authority",
            Self::Public => "public",
        }
    }

    /// The profile of a word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|profile| profile.code() == code)
    }
}

/// What of a document is printed, and how, beside what it holds: nothing that data know of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Arrangement {
    /// Only the front and the register at a glance.
    pub only_glance: bool,
    /// What is open too, in a document for the authority.
    pub open_points: bool,
    /// Each activity begins a page of paper.
    pub page_each: bool,
}

/// What is asked of an export; the default is the whole register.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Only records that are kept in this role.
    pub role: Option<ActivityRole>,
    /// Only records of this organisation of ours.
    pub organisation: Option<Id>,
    /// Only these activities; empty for all.
    pub activities: Vec<Id>,
    /// For whom.
    pub profile: Profile,
    /// How a document is printed.
    pub arrangement: Arrangement,
}

/// Fields that hold the name of a person.
const PERSONS: &[(RecordKind, &str)] = &[
    (RecordKind::Contact, "name"),
    (RecordKind::Schedule, "responsible"),
    (RecordKind::Activity, "owner"),
    (RecordKind::Activity, "approved_by"),
    (RecordKind::Retention, "responsible"),
];

/// What only the organisation itself and the authority are told, of whatever record: security, notes, what a record was made
/// from and what it is called elsewhere, that and why somebody's data are held back, and with which findings it was decided to
/// live.
const INTERNAL: [&str; 11] = [
    "measures",
    "measures_text",
    "notes",
    "as_stated",
    "documents",
    "provenance",
    "external_ids",
    "check_results",
    "holdings",
    HOLDS,
    "waivers",
];

/// How the office that keeps the register works: whom it asked, what it calls its states, in which state of one record
/// another was copied from it.
const OFFICE: [RecordKind; 2] = [RecordKind::Request, RecordKind::Edition];
/// The keys of these.
const OF_THE_OFFICE: [&str; 3] = ["requests", "editions", "origin_state"];

impl Selection {
    /// Whether nothing is filtered or left out.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        !self.filters() && self.profile == Profile::Full
    }

    /// Whether only some of the activities are asked for.
    #[must_use]
    pub fn filters(&self) -> bool {
        self.role.is_some() || self.organisation.is_some() || !self.activities.is_empty()
    }

    /// Whether a document says what is open: nobody tells his own faults unasked, and never to everybody.
    #[must_use]
    pub fn shows_open_points(&self) -> bool {
        match self.profile {
            Profile::Full => true,
            Profile::Authority => self.arrangement.open_points,
            Profile::Public => false,
        }
    }

    /// Whether an activity is asked for.
    #[must_use]
    pub fn keeps(&self, activity: &Activity) -> bool {
        self.role.is_none_or(|role| activity.role == Some(role))
            && self
                .organisation
                .is_none_or(|organisation| activity.organisation == Some(organisation))
            && (self.activities.is_empty() || self.activities.contains(&activity.head.id))
    }

    /// An activity that is asked for by name, and not by the role or organisation that is asked for beside it.
    #[must_use]
    pub fn excluded<'a>(&self, register: &'a Register) -> Option<&'a Activity> {
        let named = self.activities.iter();
        let mut named = named.filter_map(|id| register.typed::<Activity>(*id));
        named.find(|activity| !self.keeps(activity))
    }

    /// Whether the profile leaves out a field or list of a kind, or the whole kind where `key` is its plural's.
    ///
    /// Beside what the profile's name promises, the words that something was recorded from and the results of checks
    /// are left out: they are notes, and may name persons.
    #[must_use]
    pub fn leaves_out(&self, kind: RecordKind, key: &str) -> bool {
        self.leaves_out_kind(kind)
            || (self.profile == Profile::Public
                && (INTERNAL.contains(&key)
                    || OF_THE_OFFICE.contains(&key)
                    || PERSONS.contains(&(kind, key))))
    }

    /// Whether the profile leaves out all records or rows of a kind.
    #[must_use]
    pub fn leaves_out_kind(&self, kind: RecordKind) -> bool {
        match self.profile {
            Profile::Full => false,
            Profile::Authority => match kind {
                RecordKind::Waiver => !self.arrangement.open_points,
                kind => OFFICE.contains(&kind),
            },
            Profile::Public => {
                let internal = [RecordKind::Measure, RecordKind::Holding, RecordKind::Waiver];
                internal.contains(&kind) || OFFICE.contains(&kind)
            }
        }
    }

    /// Whether the profile leaves out a field of one record or row: by its key, or because the rest says as much.
    ///
    /// Words that are the only answer to something that is asked for are never left out for the authority.
    #[must_use]
    pub fn withholds(&self, register: &Register, record: &dyn Record, key: &str) -> bool {
        match (self.profile, key) {
            (Profile::Full, _) => false,
            (Profile::Public, _) => self.leaves_out(record.kind(), key),
            (Profile::Authority, "notes") => says_more_than_notes(record),
            (Profile::Authority, "as_stated") => is_answered(register, record),
            (Profile::Authority, key) => {
                OF_THE_OFFICE.contains(&key) || self.leaves_out_kind(record.kind())
            }
        }
    }

    /// The keys that the profile leaves out, as the JSON names them: `notes` everywhere, `contacts.name` there.
    #[must_use]
    pub fn left_out(&self) -> Vec<String> {
        match self.profile {
            Profile::Full => return Vec::new(),
            Profile::Authority => {
                let working = ["notes", "as_stated", "waivers"];
                return working
                    .into_iter()
                    .chain(OF_THE_OFFICE)
                    .map(str::to_owned)
                    .collect();
            }
            Profile::Public => {}
        }
        let persons = PERSONS
            .iter()
            .map(|(kind, key)| format!("{}.{key}", kind.plural()));
        INTERNAL
            .iter()
            .chain(&OF_THE_OFFICE)
            .map(|key| (*key).to_owned())
            .chain(persons)
            .collect()
    }
}

/// Whether a record or row says anything beside its notes.
fn says_more_than_notes(record: &dyn Record) -> bool {
    let declaration = record.declaration();
    let mut fields = declaration.fields.iter().enumerate();
    fields.any(|(index, field)| field.key != "notes" && record.has(index))
        || !record.head().none.is_empty()
        || (0..declaration.lists.len()).any(|list| record.row_count(list) > 0)
}

/// Whether everything that is asked for of a record or row is answered in its own place, so that the words it was
/// recorded from add nothing that an item of Art. 30 waits for.
fn is_answered(register: &Register, record: &dyn Record) -> bool {
    let owner = register.owner(record.id()).unwrap_or(record);
    let role = owner
        .downcast::<Activity>()
        .and_then(|activity| activity.role);
    let asked = |need: Need| matches!(need, Need::Must | Need::Should);
    let declaration = record.declaration();
    let none = &record.head().none;
    let mut open = (declaration.fields.iter().enumerate()).filter(|(index, field)| {
        asked(field.need)
            && field.asked.of(role)
            && !matches!(field.kind, FieldKind::Computed)
            && !record.has(*index)
            && !none.contains_key(field.key)
            && !is_excused(register, record, field.key, field.need)
    });
    let mut empty = (declaration.lists.iter().enumerate()).filter(|(list, meta)| {
        asked(meta.need)
            && meta.asked.of(role)
            && record.row_count(*list) == 0
            && !none.contains_key(meta.key)
    });
    open.next().is_none() && empty.next().is_none()
}

/// The most activities that a file's name names.
const NAMED: usize = 3;

/// What a file is called that holds a selection of the register at a path: `register-public-O3-2026-11-21`, without an
/// extension.
///
/// The profile that is usual for its format needs no word of it.
#[must_use]
pub fn file_stem(
    path: &Path,
    words: &Words,
    register: &Register,
    selection: &Selection,
    usual: Profile,
    day: NaiveDate,
) -> String {
    let stem = path.file_stem().unwrap_or_else(|| "register".as_ref());
    let mut parts = vec![stem.to_string_lossy().into_owned()];
    let mut name = |reference: &str| {
        let plain = |letter: char| {
            if letter.is_alphanumeric() || "-_.".contains(letter) {
                letter
            } else {
                '_'
            }
        };
        parts.push(reference.chars().map(plain).collect());
    };
    if selection.profile != usual {
        name(words.get(match selection.profile {
            Profile::Full => "path.full",
            Profile::Authority => "path.authority",
            Profile::Public => "path.public",
        }));
    }
    if let Some(role) = selection.role {
        name(&words.code(&ActivityRole::SET, role.code()).to_lowercase());
    }
    if let Some(organisation) = selection.organisation {
        name(&register.reference(organisation));
    }
    match selection.activities.as_slice() {
        few if few.len() <= NAMED => few.iter().for_each(|id| name(&register.reference(*id))),
        many => {
            let (some, whole) = (many.len(), register.activities.len());
            let (some, whole) = (some.to_string(), whole.to_string());
            name(&words.fill("path.some", &[("some", &some), ("whole", &whole)]));
        }
    }
    parts.push(day.to_string());
    parts.join("-")
}

/// The part of the register that a document shows: what the authority is not told, its writer leaves out while it
/// writes, so that the whole register is not copied for that.
#[must_use]
pub(crate) fn shown<'a>(register: &'a Register, selection: &Selection) -> Cow<'a, Register> {
    let mut selection = selection.clone();
    if selection.profile == Profile::Authority {
        selection.profile = Profile::Full;
    }
    select(register, &selection)
}

/// The part of the register that is asked for, as a register of its own in which every reference is good.
///
/// A filtered one holds the activities asked for; our organisations (or the one asked for); what these refer to, and
/// what that refers to; agreements that cover a kept activity, or all of them with a party that it names; measures of
/// its organisation; and the waivers of what is kept. References to anything else are dropped.
#[must_use]
pub fn select<'a>(register: &'a Register, selection: &Selection) -> Cow<'a, Register> {
    if selection.is_whole() {
        return Cow::Borrowed(register);
    }
    let kept = kept(register, selection);
    let mut selected = Register::empty();
    selected.mark = register.mark.clone();
    selected.changes.clone_from(&register.changes);
    for record in register.all_records() {
        let own_data = record.kind() == RecordKind::RegisterData;
        if !own_data && !kept.contains(&record.id()) {
            continue;
        }
        let mut record = record.boxed();
        strip(&mut *record, register, selection);
        record.walk_mut(&mut |row| drop_references(row, register, &kept, selection));
        selected.push(record);
    }
    selected.reindex();
    Cow::Owned(selected)
}

/// The numbers of the records that a selection keeps.
fn kept(register: &Register, selection: &Selection) -> HashSet<Id> {
    let mut kept = KeptRecords {
        register,
        selection,
        ids: HashSet::new(),
        waiting: Vec::new(),
    };
    if selection.filters() {
        let asked = register
            .activities
            .iter()
            .filter(|activity| selection.keeps(activity));
        kept.add_all(asked.map(|activity| activity.head.id));
        let named: HashSet<Id> = kept.ids.iter().flat_map(|id| kept.named(*id)).collect();
        let ours: Vec<Id> = register.ours().map(|own| own.head.id).collect();
        let of_those: Vec<Id> = (ours.iter().copied())
            .filter(|own| named.contains(own))
            .collect();
        match selection.organisation {
            Some(organisation) => kept.add(organisation),
            // Who asks for activities by name is told of their organisations, and of no other's officer.
            None if !selection.activities.is_empty() && !of_those.is_empty() => {
                kept.add_all(of_those.into_iter());
            }
            None => kept.add_all(ours.into_iter()),
        }
        let chosen = |agreement: &&Agreement| {
            agreement.covers.iter().any(|id| kept.ids.contains(id))
                || (agreement.covers_all == Some(true)
                    && agreement.organisation.is_some_and(|id| named.contains(&id)))
        };
        let agreements: Vec<Id> = (register.agreements.iter().filter(chosen))
            .map(|agreement| agreement.head.id)
            .collect();
        let organisations: HashSet<Id> = (register.activities.iter())
            .filter(|activity| kept.ids.contains(&activity.head.id))
            .filter_map(|activity| activity.organisation)
            .collect();
        let shared = |measure: &&Measure| {
            measure
                .organisations
                .iter()
                .any(|id| organisations.contains(id))
        };
        let measures: Vec<Id> = (register.measures.iter().filter(shared))
            .map(|measure| measure.head.id)
            .collect();
        kept.add_all(agreements.into_iter().chain(measures));
        kept.follow();
    } else {
        let records = RecordKind::records().filter(|kind| *kind != RecordKind::Waiver);
        kept.add_all(records.flat_map(|kind| register.records(kind).map(|record| record.id())));
    }
    let waived: Vec<Id> = (register.waivers.iter())
        .filter(|_| !selection.leaves_out_kind(RecordKind::Waiver))
        .filter(|waiver| match waiver.record {
            Some(record) => kept.holds(record),
            None => !selection.filters(),
        })
        .map(|waiver| waiver.head.id)
        .collect();
    kept.ids.extend(waived);
    kept.ids
}

/// The records kept so far, and those whose references are still to be followed.
struct KeptRecords<'a> {
    register: &'a Register,
    selection: &'a Selection,
    ids: HashSet<Id>,
    waiting: Vec<Id>,
}

impl KeptRecords<'_> {
    fn add(&mut self, id: Id) {
        let kind = self.register.place(id).map(|place| place.kind);
        if kind.is_some_and(|kind| !self.selection.leaves_out_kind(kind)) && self.ids.insert(id) {
            self.waiting.push(id);
        }
    }

    fn add_all(&mut self, ids: impl Iterator<Item = Id>) {
        ids.for_each(|id| self.add(id));
    }

    /// The records that a record names, without itself.
    fn named(&self, id: Id) -> Vec<Id> {
        let mut named = Vec::new();
        if let Some(record) = self.register.get(id) {
            record.walk(None, &mut |row, _| {
                for (index, field) in row.declaration().fields.iter().enumerate() {
                    if field.kind.target().is_some() {
                        let value = row.get(index);
                        let owners = value
                            .refs()
                            .iter()
                            .filter_map(|id| self.register.place(*id));
                        named.extend(owners.map(|place| place.owner));
                    }
                }
            });
        }
        named.retain(|other| *other != id);
        named
    }

    /// Adds what the kept records refer to, until nothing new comes.
    ///
    /// Other activities are not drawn in, nor the other organisations that share a measure.
    fn follow(&mut self) {
        while let Some(id) = self.waiting.pop() {
            let is = |id: Id, kind| {
                self.register
                    .place(id)
                    .is_some_and(|place| place.kind == kind)
            };
            if is(id, RecordKind::Measure) {
                continue;
            }
            let mut named = self.named(id);
            named.retain(|other| !is(*other, RecordKind::Activity));
            self.add_all(named.into_iter());
        }
    }

    /// Whether a record or row is kept.
    fn holds(&self, id: Id) -> bool {
        holds(self.register, &self.ids, self.selection, id)
    }
}

fn holds(register: &Register, kept: &HashSet<Id>, selection: &Selection, id: Id) -> bool {
    register
        .place(id)
        .is_some_and(|place| kept.contains(&place.owner) && !selection.leaves_out_kind(place.kind))
}

/// Takes out of a record and its rows what the profile leaves out.
fn strip(record: &mut dyn Record, register: &Register, selection: &Selection) {
    let (kind, declaration) = (record.kind(), record.declaration());
    // Judged before anything is taken out: what is left out may be what answers for the rest.
    let withheld: Vec<usize> = (declaration.fields.iter().enumerate())
        .filter(|(_, field)| selection.withholds(register, record, field.key))
        .map(|(index, _)| index)
        .collect();
    for index in &withheld {
        record.put(*index, Value::Empty);
    }
    for (list, meta) in declaration.lists.iter().enumerate() {
        let left_out = selection.leaves_out(kind, meta.key);
        for at in (0..record.row_count(list)).rev() {
            if left_out {
                record.remove_row(list, at);
            } else {
                strip(record.row_mut(list, at), register, selection);
            }
        }
    }
    // Why there is none of it, and that it was taken out for good, says as much as the answer.
    let goes = |key: &str| {
        let mut keys = withheld.iter().map(|index| declaration.fields[*index].key);
        selection.leaves_out(kind, key) || keys.any(|withheld| withheld == key)
    };
    (record.head_mut().none).retain(|key, _| !goes(key));
    (record.head_mut().redacted).retain(|key| !goes(key));
}

/// Drops a record's or row's references to what is not kept.
fn drop_references(
    row: &mut dyn Record,
    register: &Register,
    kept: &HashSet<Id>,
    selection: &Selection,
) {
    for (index, field) in row.declaration().fields.iter().enumerate() {
        if field.kind.target().is_none() {
            continue;
        }
        let mut value = row.get(index);
        let gone: Vec<Id> = (value.refs().iter().copied())
            .filter(|id| !holds(register, kept, selection, *id))
            .collect();
        if gone.is_empty() {
            continue;
        }
        value = match value {
            Value::Refs(mut ids) => {
                ids.retain(|id| holds(register, kept, selection, *id));
                if ids.is_empty() {
                    Value::Empty
                } else {
                    Value::Refs(ids)
                }
            }
            _ => Value::Empty,
        };
        row.put(index, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;

    #[test]
    fn why_there_is_none_goes_with_what_the_authority_is_not_told() {
        let mut activity = Activity {
            name: Some("Payroll".to_owned()),
            ..Activity::default()
        };
        activity.head.id = Id(1);
        activity.head.reference = "A1".to_owned();
        for key in ["notes", "owner", "origin_state"] {
            let reason = "because".to_owned();
            activity.head.none.insert(key.to_owned(), reason);
        }
        let mut register = Register::empty();
        register.replace(Box::new(activity));
        let told = |profile| {
            let selection = Selection {
                profile,
                ..Selection::default()
            };
            let selected = select(&register, &selection);
            let none = &selected.activities.iter().next().unwrap().head.none;
            none.keys().cloned().collect::<Vec<_>>()
        };
        assert_eq!(told(Profile::Full), ["notes", "origin_state", "owner"]);
        assert_eq!(told(Profile::Authority), ["owner"]);
        assert!(told(Profile::Public).is_empty());
    }

    #[test]
    fn a_file_is_called_by_what_it_holds() {
        let mut register = Register::empty();
        for (id, reference) in [(1, "A1"), (2, "HR/2 x"), (3, "A3"), (4, "A4")] {
            let mut activity = Activity::default();
            activity.head.id = Id(id);
            activity.head.reference = reference.to_owned();
            register.replace(Box::new(activity));
        }
        let swedish = Words::load(Language::SWEDISH).unwrap();
        let words = Words::load(Language::ENGLISH).unwrap();
        let named_in = |words: &Words, selection: &Selection| {
            let day = "2026-11-21".parse().unwrap();
            file_stem(
                Path::new("a/register.sqlite"),
                words,
                &register,
                selection,
                Profile::Authority,
                day,
            )
        };
        let named = |selection: &Selection| named_in(&words, selection);
        let of = |ids: &[u32]| Selection {
            profile: Profile::Authority,
            activities: ids.iter().map(|id| Id(*id)).collect(),
            ..Selection::default()
        };
        assert_eq!(named(&of(&[])), "register-2026-11-21");
        assert_eq!(named(&Selection::default()), "register-full-2026-11-21");
        assert_eq!(named(&of(&[1, 2])), "register-A1-HR_2_x-2026-11-21");
        assert_eq!(named(&of(&[1, 2, 3, 4])), "register-4-of-4-2026-11-21");
        let role = Selection {
            role: Some(ActivityRole::Processor),
            ..of(&[])
        };
        assert_eq!(named(&role), "register-processor-2026-11-21");
        let public = Selection {
            profile: Profile::Public,
            ..of(&[1])
        };
        assert_eq!(named(&public), "register-public-A1-2026-11-21");
        let all = Selection {
            profile: Profile::Public,
            role: Some(ActivityRole::Processor),
            ..of(&[1, 2, 3, 4])
        };
        assert_eq!(
            named_in(&swedish, &all),
            "register-offentlig-personuppgiftsbiträde-4-av-4-2026-11-21"
        );
    }
}
