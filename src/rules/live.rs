//! The findings of a register that is being worked on: after a save, only the records are checked again whose findings
//! it can have changed.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::completeness;
use super::consistency::is_cookie;
use super::context::{Context, Prepared};
use super::dependence::{Seen, SeenDifference};
use super::finding::{Finding, Severity};
use super::in_common::Likeness;
use super::scan::ScanRoom;
use super::wording::word_index::{FirstWord, WordIndex};
use crate::domain::field::Record;
use crate::domain::halves::in_two;
use crate::domain::kind::RecordKind;
use crate::domain::records::{Activity, Agreement};
use crate::domain::register::{Register, reference_fields};
use crate::domain::value::Id;
use crate::law::Law;
use crate::rules::{check_with, waiver};

/// How many records are checked again before somebody who waits sees anything.
const AT_ONCE: usize = 100;

/// The findings of a register on a day, kept up to date.
#[derive(Debug)]
pub struct Findings {
    prepared: Prepared,
    seen: Seen,
    of: FxHashMap<Id, RecordFindings>,
    /// The records that have any: most have none.
    having: FxHashSet<Id>,
    /// The words of the activities' texts.
    words: WordIndex,
    /// The activities that set cookies.
    with_cookies: FxHashSet<Id>,
    /// Which records point to each.
    pointed_at: HashMap<Id, BTreeSet<Id>>,
    /// The records that are still to be checked, the last one first.
    pending: Vec<Id>,
    /// The records with findings that are waived.
    waived: BTreeSet<Id>,
    /// How many findings there are.
    tally: FindingTally,
}

/// How many findings there are: those of each severity that are not waived, in the order of [`Severity::ALL`], and those
/// that are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FindingTally {
    /// Those that are not waived, by severity.
    pub open: [usize; Severity::ALL.len()],
    /// Those that are waived.
    pub waived: usize,
}

impl FindingTally {
    /// Counts findings.
    pub fn add(&mut self, findings: &[Finding]) {
        for finding in findings {
            *self.of(finding) += 1;
        }
    }

    /// How many of a severity are not waived.
    #[must_use]
    pub const fn open_of(&self, severity: Severity) -> usize {
        self.open[severity as usize]
    }

    fn take_away(&mut self, findings: &[Finding]) {
        for finding in findings {
            *self.of(finding) -= 1;
        }
    }

    fn of(&mut self, finding: &Finding) -> &mut usize {
        if finding.is_waived() {
            &mut self.waived
        } else {
            &mut self.open[finding.severity as usize]
        }
    }
}

/// What checking a record gave.
#[derive(Debug)]
struct RecordFindings {
    findings: Vec<Finding>,
    /// The records that it points to.
    targets: Vec<Id>,
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
            seen: Seen::of(register),
            of: FxHashMap::with_capacity_and_hasher(register.activities.len() * 2, FxBuildHasher),
            having: FxHashSet::default(),
            words: WordIndex::default(),
            with_cookies: FxHashSet::default(),
            pointed_at: HashMap::new(),
            pending,
            waived: BTreeSet::new(),
            tally: FindingTally::default(),
        }
    }

    /// Checks up to `most` of the records that are still to be checked; `false` where none is left.
    pub fn go_on(&mut self, register: &Register, law: &Law, most: usize) -> bool {
        let left = self.pending.len().saturating_sub(most);
        let records: Vec<Id> = self.pending.drain(left..).rev().collect();
        self.check(register, law, &records);
        let owners = waiver_owners(register);
        let waived = records.into_iter().filter(|id| owners.contains(id));
        self.waive(register, waived.collect());
        left > 0
    }

    /// How many records are still to be checked.
    #[must_use]
    pub fn left(&self) -> usize {
        self.pending.len()
    }

    /// What an activity answers of the items of Art. 30 that it is asked: the provision, and what is still open of it.
    #[must_use]
    pub fn items(
        &self,
        register: &Register,
        activity: &Activity,
    ) -> Vec<(&'static str, Option<(Id, &'static str)>)> {
        completeness::of_activity(register, &self.prepared.overview, activity)
    }

    /// The day that they are for.
    #[must_use]
    pub fn day(&self) -> NaiveDate {
        self.prepared.day
    }

    /// Brings them up to date after records were saved, made or removed; `changed` are the records, or rows of them.
    ///
    /// Returns how many records were checked again.
    pub fn update(&mut self, register: &Register, law: &Law, changed: &[Id]) -> usize {
        self.update_at_once(register, law, changed, usize::MAX)
    }

    /// The same for somebody who waits: of many records that have to be checked again only the changed ones are at once;
    /// the others keep the findings that they had until [`Self::go_on`] comes to them.
    pub fn update_soon(&mut self, register: &Register, law: &Law, changed: &[Id]) -> usize {
        self.update_at_once(register, law, changed, AT_ONCE)
    }

    /// Checks the changed records again, and up to `most` others that it may have other findings for; puts more off.
    fn update_at_once(
        &mut self,
        register: &Register,
        law: &Law,
        changed: &[Id],
        most: usize,
    ) -> usize {
        let mut again: BTreeSet<Id> = BTreeSet::new();
        let mut kinds: BTreeSet<RecordKind> = BTreeSet::new();
        for id in changed {
            if let Some(place) = register.place(*id) {
                again.insert(place.owner);
                kinds.insert(place.kind.top());
            } else {
                // What is gone may have been anything.
                kinds.extend(RecordKind::records());
                again.insert(*id);
                again.extend(self.pointing_to(*id));
                again.extend(self.prepared.overview.forget(*id));
            }
        }
        let before = self.measured();
        let mut everything = false;
        for kind in &kinds {
            let seen = self.seen.look(register, *kind);
            everything |= seen.all;
            again.extend(seen.records.iter().flat_map(|id| self.pointing_to(*id)));
            match kind {
                RecordKind::Organisation
                    if seen.contacts || !seen.names.is_empty() || !seen.records.is_empty() =>
                {
                    again.extend(register.schedules.iter().map(|schedule| schedule.head.id));
                    self.contracted_otherwise(register, &seen, &mut again);
                    if seen.contacts {
                        again.extend(register.organisations.iter().map(|other| other.head.id));
                    }
                    if !seen.names.is_empty() {
                        self.prepared.name_organisations(register);
                        self.called_otherwise(register, &seen, &mut again);
                    }
                }
                RecordKind::Agreement => {
                    self.prepared.overview.take_agreements(&register.agreements);
                    self.agreed_otherwise(register, &seen, &mut again);
                }
                RecordKind::Measure => {
                    // Whether any is planned is told of the organisations that have none in place.
                    let overview = &self.prepared.overview;
                    let ours = register.ours().map(|own| own.head.id);
                    again.extend(ours.filter(|own| !overview.is_measured(*own)));
                    self.take_measures(register, &mut again);
                }
                _ => {}
            }
        }
        for id in changed {
            if let Some(activity) = register
                .owner(*id)
                .and_then(|record| record.downcast::<Activity>())
            {
                again.extend(self.prepared.overview.put(activity));
            }
        }
        self.measured_otherwise(&before, &mut again);
        // The same processing is compared by its periods, which lie in the rows and their schedules.
        if kinds.contains(&RecordKind::Activity) || kinds.contains(&RecordKind::Schedule) {
            let overview = &self.prepared.overview;
            let alike: Vec<Id> = again
                .iter()
                .flat_map(|id| overview.alike(*id, overview.likenesses(*id), Likeness::Processing))
                .collect();
            again.extend(alike);
        }
        if everything {
            again.extend(register.all_records().map(|record| record.id()));
        }
        let again: Vec<Id> = if again.len() <= most {
            again.into_iter().collect()
        } else {
            let own = changed
                .iter()
                .map(|id| register.place(*id).map_or(*id, |place| place.owner));
            let own: BTreeSet<Id> = own.collect();
            let waiting: BTreeSet<Id> = self.pending.iter().copied().collect();
            let put_off = again.difference(&own).filter(|id| !waiting.contains(id));
            self.pending.extend(put_off);
            own.into_iter().collect()
        };
        self.check(register, law, &again);
        // The waivers may be others, and findings carry their mark.
        let mut waived = waiver_owners(register);
        waived.extend(&self.waived);
        self.waive(register, waived);
        again.len()
    }

    fn pointing_to(&self, record: Id) -> impl Iterator<Item = Id> {
        self.pointed_at.get(&record).into_iter().flatten().copied()
    }

    /// Checks records again.
    fn check(&mut self, register: &Register, law: &Law, records: &[Id]) {
        let context = Context::new(register, law, &self.prepared);
        let checked = in_two(records, |records| {
            let mut room = ScanRoom::keeping_words();
            let check = |id: &Id| {
                let record = register.owner(*id)?;
                let mut findings = Vec::new();
                check_with(&context, record, &mut room, &mut findings);
                let words = room.take_words();
                let checked = RecordFindings {
                    findings,
                    targets: targets(register, record),
                };
                Some((checked, record.downcast::<Activity>(), words))
            };
            records.iter().map(check).collect()
        });
        for (id, checked) in records.iter().zip(checked) {
            if let Some((_, Some(activity), words)) = &checked {
                self.words.put(*id, words);
                set(&mut self.with_cookies, *id, sets_cookies(activity));
            } else {
                self.words.forget(*id);
                self.with_cookies.remove(id);
            }
            self.take(*id, checked.map(|(checked, ..)| checked));
        }
    }

    /// Takes what checking a record gave, in place of what it gave before; nothing where the record is gone.
    fn take(&mut self, id: Id, checked: Option<RecordFindings>) {
        let before = self.of.remove(&id);
        if let Some(before) = &before {
            self.tally.take_away(&before.findings);
        }
        let targets = |checked: &Option<RecordFindings>| {
            let targets = checked.iter().flat_map(|checked| &checked.targets);
            targets.copied().collect::<Vec<Id>>()
        };
        let (before, now) = (targets(&before), targets(&checked));
        if before != now {
            for target in before {
                if let Some(holders) = self.pointed_at.get_mut(&target) {
                    holders.remove(&id);
                }
            }
            for target in now {
                self.pointed_at.entry(target).or_default().insert(id);
            }
        }
        let has_any = checked.as_ref().is_some_and(|it| !it.findings.is_empty());
        set(&mut self.having, id, has_any);
        if let Some(checked) = checked {
            self.tally.add(&checked.findings);
            self.of.insert(id, checked);
        }
    }

    /// Applies the waivers to the findings of these records.
    fn waive(&mut self, register: &Register, records: BTreeSet<Id>) {
        let day = self.prepared.day;
        for id in records {
            let Some(checked) = self.of.get_mut(&id) else {
                self.waived.remove(&id);
                continue;
            };
            self.tally.take_away(&checked.findings);
            waiver::apply(register, day, &mut checked.findings);
            self.tally.add(&checked.findings);
            if checked.findings.iter().any(Finding::is_waived) {
                self.waived.insert(id);
            } else {
                self.waived.remove(&id);
            }
        }
    }

    /// Whether each organisation with activities has any measure, and one for all its activities.
    fn measured(&self) -> Vec<(Id, (bool, bool))> {
        let organisations = self.prepared.overview.organisations();
        organisations.map(|id| (id, self.measures_of(id))).collect()
    }

    fn measures_of(&self, organisation: Id) -> (bool, bool) {
        let overview = &self.prepared.overview;
        (
            overview.is_measured(organisation),
            overview.is_measured_as_a_whole(organisation),
        )
    }

    /// Where an organisation gains its first measure or loses its last, R16 moves between it and its activities.
    fn measured_otherwise(&self, before: &[(Id, (bool, bool))], again: &mut BTreeSet<Id>) {
        for (id, was) in before {
            if self.measures_of(*id) != *was {
                again.insert(*id);
                again.extend(self.prepared.overview.activities_of(*id));
            }
        }
    }

    /// Whether a measure counts is part of what an activity adds to its organisation.
    fn take_measures(&mut self, register: &Register, again: &mut BTreeSet<Id>) {
        let day = self.prepared.day;
        for measure in self
            .prepared
            .overview
            .take_measures(&register.measures, day)
        {
            let holders: Vec<Id> = self.pointing_to(measure).collect();
            for id in holders {
                if let Some(activity) = register.typed::<Activity>(id) {
                    again.insert(id);
                    again.extend(self.prepared.overview.measure(activity));
                }
            }
        }
    }

    /// The activities with a recipient that a changed agreement is or was concluded with: it may cover them all.
    fn agreed_otherwise(
        &self,
        register: &Register,
        seen: &SeenDifference,
        again: &mut BTreeSet<Id>,
    ) {
        for partner in &seen.partners {
            again.insert(*partner);
            let concerned = self.pointing_to(*partner).filter(|id| {
                let activity = register.typed::<Activity>(*id);
                activity.is_some_and(|activity| {
                    let mut recipients = activity.recipients.iter();
                    recipients.any(|recipient| recipient.organisation == Some(*partner))
                })
            });
            again.extend(concerned);
        }
    }

    /// The activities that stand on a contract with an organisation that is called otherwise or belongs to another group,
    /// and those whose recipient it is: whether the one binds the other may have changed.
    fn contracted_otherwise(
        &self,
        register: &Register,
        seen: &SeenDifference,
        again: &mut BTreeSet<Id>,
    ) {
        for party in seen.records.union(&seen.renamed) {
            for id in self.pointing_to(*party) {
                if register.typed::<Agreement>(id).is_some() {
                    again.extend(self.pointing_to(id));
                }
                if register
                    .typed::<Activity>(id)
                    .is_some_and(stands_on_contracts)
                {
                    again.insert(id);
                }
            }
        }
    }

    /// The activities whose texts may hold a name that organisations have or had, and those of the organisations themselves
    /// and of whatever is below them: what an organisation is called tells what it is.
    fn called_otherwise(
        &self,
        register: &Register,
        seen: &SeenDifference,
        again: &mut BTreeSet<Id>,
    ) {
        let sought = seen.names.iter().filter_map(|name| FirstWord::of(name));
        let sought: Vec<FirstWord> = sought.collect();
        again.extend(self.words.may_hold(&sought));
        // Whose a cookie is may be known by the name of any party, and of one behind it.
        again.extend(&self.with_cookies);
        let renamed = |id: Option<Id>| id.is_some_and(|id| seen.renamed.contains(&id));
        let own = self.prepared.overview.organisations().filter(|own| {
            let parent = register.organisation(Some(*own)).and_then(|own| own.parent);
            renamed(Some(*own)) || renamed(parent)
        });
        let own: BTreeSet<Id> = own.collect();
        if !own.is_empty() {
            let activities = register.activities.iter();
            let named = activities
                .filter(|activity| activity.organisation.is_some_and(|of| own.contains(&of)));
            again.extend(named.map(|activity| activity.head.id));
        }
        // The name of a vendor tells where it is, as long as nothing else does.
        for id in &seen.renamed {
            if !self.seen.has_country(*id) {
                again.extend(self.pointing_to(*id));
            }
        }
    }

    /// The findings of a record with its rows.
    #[must_use]
    pub fn of(&self, record: Id) -> &[Finding] {
        let having = self.having.get(&record);
        let checked = having.and_then(|record| self.of.get(record));
        checked.map_or(&[], |checked| &checked.findings)
    }

    /// Every finding, records in the order of the export.
    pub fn all<'a>(&'a self, register: &'a Register) -> impl Iterator<Item = &'a Finding> {
        register
            .all_records()
            .flat_map(|record| self.of(record.id()))
    }

    /// How many there are.
    #[must_use]
    pub fn tally(&self) -> FindingTally {
        self.tally
    }

    /// What rules are given, to check a record that is being edited.
    #[must_use]
    pub fn context<'a>(&'a self, register: &'a Register, law: &'a Law) -> Context<'a> {
        Context::new(register, law, &self.prepared)
    }
}

/// The records of which something is waived.
fn waiver_owners(register: &Register) -> BTreeSet<Id> {
    let waivers = register.waivers.iter();
    let owners = waivers.filter_map(|waiver| Some(register.place(waiver.record?)?.owner));
    owners.collect()
}

/// Whether an activity has rules for cookies.
fn sets_cookies(activity: &Activity) -> bool {
    activity.retention.iter().any(is_cookie)
}

/// Whether an activity names the contract of anybody that takes part.
fn stands_on_contracts(activity: &Activity) -> bool {
    let recipients = activity.recipients.iter().map(|it| it.agreement);
    let clients = activity.clients.iter().map(|it| it.agreement);
    let transfers = activity.transfers.iter().map(|it| it.agreement);
    let mut all = recipients.chain(clients).chain(transfers);
    all.any(|agreement| agreement.is_some())
}

/// Puts a record into a set, or takes it out.
fn set(records: &mut FxHashSet<Id>, record: Id, is_in: bool) {
    if is_in {
        records.insert(record);
    } else {
        records.remove(&record);
    }
}

/// The other records that a record or its rows point to.
fn targets(register: &Register, record: &dyn Record) -> Vec<Id> {
    let mut targets = Vec::new();
    record.walk(None, &mut |row, _| {
        for at in reference_fields(row.kind()) {
            let value = row.get(*at);
            let owners = value
                .refs()
                .iter()
                .filter_map(|id| register.place(*id))
                .map(|place| place.owner);
            targets.extend(owners.filter(|owner| *owner != record.id()));
        }
    });
    targets.sort_unstable();
    targets.dedup();
    targets
}
