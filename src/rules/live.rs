//! The findings of a register that is being worked on: after a save, only the records are checked again whose findings
//! it can have changed.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;

use super::context::{Context, Prepared};
use super::finding::{Finding, Severity};
use super::overview::Likeness;
use super::{check_with, waiver};
use crate::domain::field::{Record, RecordKind};
use crate::domain::records::{Activity, Organisation};
use crate::domain::register::Register;
use crate::domain::value::Id;
use crate::law::Law;

/// What decides whether a text names an organisation that should be a recipient: whether it is ours, its parent, its
/// names.
type Naming = (bool, Option<Id>, Vec<String>);

/// The findings of a register on a day, kept up to date.
#[derive(Debug)]
pub struct Findings {
    prepared: Prepared,
    of: HashMap<Id, Vec<Finding>>,
    /// The records that each record points to: whose change may change its findings.
    points_to: HashMap<Id, Vec<Id>>,
    pointed_at: HashMap<Id, BTreeSet<Id>>,
    /// The names that each organisation had when the texts were last searched for them.
    names: BTreeMap<Id, Naming>,
    /// The records that are still to be checked, the last one first.
    pending: Vec<Id>,
}

impl Findings {
    /// The findings of a register on a day.
    #[must_use]
    pub fn new(register: &Register, law: &Law, day: NaiveDate) -> Self {
        let mut findings = Self::begin(register, law, day);
        findings.go_on(register, law, usize::MAX);
        findings
    }

    /// The same with nothing checked yet: [`Self::go_on`] does it a little at a time, while nothing else is asked.
    #[must_use]
    pub fn begin(register: &Register, law: &Law, day: NaiveDate) -> Self {
        let mut pending: Vec<Id> = register.all_records().map(|record| record.id()).collect();
        pending.reverse();
        Self {
            prepared: Prepared::new(register, law, day),
            of: HashMap::with_capacity(register.activities.len() * 2),
            points_to: HashMap::new(),
            pointed_at: HashMap::new(),
            names: names(register),
            pending,
        }
    }

    /// Checks up to `most` of the records that are still to be checked; `false` where none is left.
    pub fn go_on(&mut self, register: &Register, law: &Law, most: usize) -> bool {
        let left = self.pending.len().saturating_sub(most);
        let records: Vec<Id> = self.pending.drain(left..).rev().collect();
        self.check(register, law, records);
        left > 0
    }

    /// How many records are still to be checked.
    #[must_use]
    pub fn left(&self) -> usize {
        self.pending.len()
    }

    /// The day that they are for.
    #[must_use]
    pub fn day(&self) -> NaiveDate {
        self.prepared.day
    }

    /// Brings them up to date after records were saved, made or removed; `changed` are the records, or rows of them.
    /// Returns how many records were checked again.
    pub fn update(&mut self, register: &Register, law: &Law, changed: &[Id]) -> usize {
        let mut again: BTreeSet<Id> = BTreeSet::new();
        let mut everything = false;
        for id in changed {
            let owner = register.place(*id).map_or(*id, |place| place.owner);
            again.insert(owner);
            again.extend(self.pointed_at.get(&owner).into_iter().flatten());
            let Some(record) = register.owner(owner) else {
                again.extend(self.prepared.overview.forget(owner));
                continue;
            };
            everything |= record.kind() == RecordKind::RegisterData;
        }
        let before = self.measured(register);
        let of_kind = |kind: RecordKind| {
            changed.iter().any(|id| {
                register
                    .place(*id)
                    .is_none_or(|place| place.kind.top() == kind)
            })
        };
        if of_kind(RecordKind::Measure) {
            self.prepared.overview.take_measures(&register.measures);
            // Whether a measure counts is part of what an activity adds to its organisation.
            for activity in &register.activities {
                if !activity.measures.is_empty() {
                    again.extend(self.prepared.overview.put(activity));
                }
            }
        }
        if of_kind(RecordKind::Agreement) {
            let held: BTreeSet<Id> = self.users_of_agreements(register, changed);
            self.prepared.overview.take_agreements(&register.agreements);
            again.extend(held);
            again.extend(self.users_of_agreements(register, changed));
        }
        for id in changed {
            if let Some(activity) = register
                .owner(*id)
                .and_then(|record| record.downcast::<Activity>())
            {
                again.extend(self.prepared.overview.put(activity));
            }
        }
        self.measured_otherwise(register, &before, &mut again);
        if of_kind(RecordKind::Organisation) {
            let named = names(register);
            if named != self.names {
                self.names = named;
                self.prepared.name_organisations(register);
                everything = true;
            }
        }
        // The same processing is compared by its periods, which lie in the rows and their schedules.
        let alike: Vec<Id> = again
            .iter()
            .filter_map(|id| register.typed::<Activity>(*id))
            .flat_map(|activity| self.prepared.overview.alike(activity, Likeness::Processing))
            .collect();
        again.extend(alike);
        let again: Vec<Id> = if everything {
            self.of.clear();
            register.all_records().map(|record| record.id()).collect()
        } else {
            again.into_iter().collect()
        };
        let checked = again.len();
        self.check(register, law, again);
        checked
    }

    /// Checks records again, and applies the waivers anew to all: they are few, and findings carry their mark.
    fn check(&mut self, register: &Register, law: &Law, records: Vec<Id>) {
        let context = Context::new(register, law, &self.prepared);
        for id in records {
            for target in self.points_to.remove(&id).into_iter().flatten() {
                if let Some(holders) = self.pointed_at.get_mut(&target) {
                    holders.remove(&id);
                }
            }
            let Some(record) = register.owner(id) else {
                self.of.remove(&id);
                continue;
            };
            let mut findings = Vec::new();
            check_with(&context, record, &mut findings);
            if findings.is_empty() {
                self.of.remove(&id);
            } else {
                self.of.insert(id, findings);
            }
            let targets = targets(register, record);
            for target in &targets {
                self.pointed_at.entry(*target).or_default().insert(id);
            }
            self.points_to.insert(id, targets);
        }
        let day = self.prepared.day;
        let mut marked: BTreeSet<Id> = register
            .waivers
            .iter()
            .filter_map(|waiver| Some(register.place(waiver.record?)?.owner))
            .collect();
        marked.extend(
            self.of
                .iter()
                .filter(|(_, findings)| findings.iter().any(|finding| finding.waived.is_some()))
                .map(|(id, _)| *id),
        );
        for id in marked {
            if let Some(findings) = self.of.get_mut(&id) {
                waiver::apply(register, day, findings);
            }
        }
    }

    /// Whether each organisation of ours has any measure, and one for all its activities.
    fn measured(&self, register: &Register) -> Vec<(Id, (bool, bool))> {
        register
            .ours()
            .map(|own| (own.head.id, self.measures_of(own.head.id)))
            .collect()
    }

    fn measures_of(&self, organisation: Id) -> (bool, bool) {
        let overview = &self.prepared.overview;
        (
            overview.is_measured(organisation),
            overview.is_measured_as_a_whole(organisation),
        )
    }

    /// Where an organisation gains its first measure or loses its last, R16 moves between it and its activities.
    fn measured_otherwise(
        &self,
        register: &Register,
        before: &[(Id, (bool, bool))],
        again: &mut BTreeSet<Id>,
    ) {
        for (id, was) in before {
            if self.measures_of(*id) != *was {
                again.insert(*id);
                again.extend(self.prepared.overview.activities_of(*id));
            }
        }
        for own in register
            .ours()
            .filter(|own| !before.iter().any(|(id, _)| *id == own.head.id))
        {
            again.extend(self.prepared.overview.activities_of(own.head.id));
        }
    }

    /// The activities with a recipient that a changed agreement is concluded with: it may cover them all.
    fn users_of_agreements(&self, register: &Register, changed: &[Id]) -> BTreeSet<Id> {
        let touched = changed
            .iter()
            .map(|id| register.place(*id).map_or(*id, |place| place.owner));
        let with: BTreeSet<Id> = touched
            .flat_map(|id| {
                let now = register.typed::<crate::domain::records::Agreement>(id);
                let now = now.and_then(|agreement| agreement.organisation);
                let before = self.points_to.get(&id).cloned().unwrap_or_default();
                now.into_iter().chain(before).collect::<Vec<_>>()
            })
            .collect();
        with.iter()
            .filter_map(|id| self.pointed_at.get(id))
            .flatten()
            .copied()
            .collect()
    }

    /// The findings of a record with its rows.
    #[must_use]
    pub fn of(&self, record: Id) -> &[Finding] {
        self.of.get(&record).map_or(&[], Vec::as_slice)
    }

    /// Every finding, records in the order of the export.
    pub fn all<'a>(&'a self, register: &'a Register) -> impl Iterator<Item = &'a Finding> {
        register
            .all_records()
            .flat_map(|record| self.of(record.id()))
    }

    /// How many findings of a severity are not waived.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.of
            .values()
            .flatten()
            .filter(|finding| finding.severity == severity && finding.waived.is_none())
            .count()
    }

    /// How many findings are waived.
    #[must_use]
    pub fn waived(&self) -> usize {
        self.of
            .values()
            .flatten()
            .filter(|finding| finding.waived.is_some())
            .count()
    }

    /// What rules are given, to check a record that is being edited.
    #[must_use]
    pub fn context<'a>(&'a self, register: &'a Register, law: &'a Law) -> Context<'a> {
        Context::new(register, law, &self.prepared)
    }
}

/// The names that texts are searched for, and whether they are our own.
fn names(register: &Register) -> BTreeMap<Id, Naming> {
    let named = |organisation: &Organisation| {
        let names = organisation
            .name
            .iter()
            .chain(&organisation.trading_names)
            .cloned();
        (
            organisation.ours == Some(true),
            organisation.parent,
            names.collect(),
        )
    };
    register
        .organisations
        .iter()
        .map(|organisation| (organisation.head.id, named(organisation)))
        .collect()
}

/// The other records that a record or its rows point to.
fn targets(register: &Register, record: &dyn Record) -> Vec<Id> {
    let mut targets = Vec::new();
    record.walk(None, &mut |row, _| {
        for (at, field) in row.declaration().fields.iter().enumerate() {
            if field.kind.target().is_some() {
                let value = row.get(at);
                let owners = value
                    .refs()
                    .iter()
                    .filter_map(|id| register.place(*id))
                    .map(|place| place.owner);
                targets.extend(owners.filter(|owner| *owner != record.id()));
            }
        }
    });
    targets.sort_unstable();
    targets.dedup();
    targets
}
