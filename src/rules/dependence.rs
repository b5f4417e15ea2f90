//! What rules see of a record when they judge another: as long as that stays as it was, a save of it changes no
//! findings but its own.
//!
//! Whoever lets a rule on one record read something more of another adds it here; a test changes every field of every
//! record and finds what was forgotten.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::context::{can_be_reached, has_channel, searched, tells_of_notices};
use super::parties::texts_of_parties;
use super::told_places::{names_a_place, texts_of};
use super::wording::plain_words::is_of_british_law;
use crate::domain::codes::{AgreementKind, AgreementRole, AgreementStatus, Authorisation};
use crate::domain::date::PartialDate;
use crate::domain::kind::RecordKind;
use crate::domain::period::Period;
use crate::domain::records::{Agreement, Organisation, Schedule};
use crate::domain::register::Register;
use crate::domain::value::Id;

/// What rules see of an organisation, besides its names.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one thing that rules ask of an organisation"
)]
struct SeenParty {
    ours: Option<bool>,
    parent: Option<Id>,
    public_authority: Option<bool>,
    country: Option<String>,
    /// Where no country is recorded, what may name it.
    addresses: Vec<String>,
    has_channel: bool,
    can_be_reached: bool,
    tells_of_notices: bool,
    is_watched: bool,
    keeps_to_british_law: bool,
    contacts: Vec<Id>,
}

/// What rules see of an agreement.
#[derive(Clone, Debug, PartialEq)]
struct Terms {
    kind: Option<AgreementKind>,
    organisation: Option<Id>,
    /// Whom it is concluded with, where no organisation is named.
    category: Option<String>,
    our_party: Option<Id>,
    covers: Vec<Id>,
    covers_all: bool,
    instrument: Option<String>,
    version: Option<String>,
    has_modules: bool,
    signed_on: Option<PartialDate>,
    valid_until: Option<PartialDate>,
    status: Option<AgreementStatus>,
    our_role: Option<AgreementRole>,
    documents: bool,
    modules: Vec<String>,
    /// Who is behind the other party, and where.
    behind: Vec<(Option<Id>, Vec<String>, Option<Authorisation>)>,
    /// What words say of where, and of whom.
    words: Vec<String>,
}

/// What rules see of all records, when they judge others.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seen {
    parties: BTreeMap<Id, (SeenParty, Vec<String>)>,
    terms: BTreeMap<Id, Terms>,
    schedules: BTreeMap<Id, Schedule>,
    interval: Option<Period>,
}

/// What is seen otherwise than before.
#[derive(Debug, Default)]
pub(crate) struct SeenDifference {
    /// Records of which those that point to them see something else.
    pub records: BTreeSet<Id>,
    /// Organisations that have other names.
    pub renamed: BTreeSet<Id>,
    /// Names that texts are searched for, and were not, or were and are not; or whose owner is seen otherwise.
    pub names: BTreeSet<String>,
    /// The organisations with which a changed agreement is or was concluded.
    pub partners: BTreeSet<Id>,
    /// Whether other organisations are contacts of one than before.
    pub contacts: bool,
    /// Whether every activity is judged anew.
    pub all: bool,
}

/// The numbers at which two maps differ.
fn differing<T: PartialEq>(before: &BTreeMap<Id, T>, now: &BTreeMap<Id, T>) -> BTreeSet<Id> {
    let all = before.keys().chain(now.keys());
    all.filter(|id| before.get(id) != now.get(id))
        .copied()
        .collect()
}

impl Seen {
    /// What is seen in a register.
    #[must_use]
    pub(crate) fn of(register: &Register) -> Self {
        let mut seen = Self::default();
        for kind in [
            RecordKind::Organisation,
            RecordKind::Agreement,
            RecordKind::Schedule,
            RecordKind::RegisterData,
        ] {
            seen.look(register, kind);
        }
        seen
    }

    /// Looks anew at the records of a kind.
    pub(crate) fn look(&mut self, register: &Register, kind: RecordKind) -> SeenDifference {
        let mut changed = SeenDifference::default();
        match kind {
            RecordKind::Organisation => self.look_at_parties(register, &mut changed),
            RecordKind::Agreement => {
                let agreements = register.agreements.iter();
                let terms = agreements.map(|agreement| (agreement.head.id, terms(agreement)));
                let before = std::mem::replace(&mut self.terms, terms.collect());
                changed.records = differing(&before, &self.terms);
                for id in &changed.records {
                    let both = [before.get(id), self.terms.get(id)].into_iter().flatten();
                    // Whoever is called so may stand in any activity.
                    changed.all |= both.clone().any(|terms| terms.category.is_some());
                    for terms in both {
                        let behind = terms.behind.iter().filter_map(|(behind, ..)| *behind);
                        changed.partners.extend(terms.organisation);
                        changed.partners.extend(behind);
                    }
                }
            }
            RecordKind::Schedule => {
                let schedules = register.schedules.iter();
                let kept = schedules.map(|schedule| (schedule.head.id, rule_of(schedule)));
                let before = std::mem::replace(&mut self.schedules, kept.collect());
                changed.records = differing(&before, &self.schedules);
            }
            RecordKind::RegisterData => {
                let interval = register.about.default_review_interval;
                changed.all = self.interval != interval;
                self.interval = interval;
            }
            _ => {}
        }
        changed
    }

    fn look_at_parties(&mut self, register: &Register, changed: &mut SeenDifference) {
        let organisations = register.organisations.iter();
        let parties = organisations.map(|organisation| {
            (
                organisation.head.id,
                (party(register, organisation), names(organisation)),
            )
        });
        let before = std::mem::replace(&mut self.parties, parties.collect());
        // What a schedule serves is judged with it only while all of ours are alike.
        changed.all |= one_body(&before) != one_body(&self.parties);
        for id in differing(&before, &self.parties) {
            let both = [before.get(&id), self.parties.get(&id)];
            let named = |seen: Option<&(SeenParty, Vec<String>)>| {
                seen.map_or_else(Vec::new, |(party, _)| party.contacts.clone())
            };
            changed.contacts |= named(both[0]) != named(both[1]);
            let called = both.into_iter().flatten().flat_map(|(_, names)| names);
            changed
                .names
                .extend(called.flat_map(|name| searched(name)).map(Cow::into_owned));
            if let [Some((was, before)), Some((is, now))] = both
                && was == is
            {
                debug_assert_ne!(before, now);
                changed.renamed.insert(id);
            } else {
                changed.records.insert(id);
            }
        }
        let below = self.below(&changed.records);
        changed.records.extend(below);
    }

    /// The organisations whose parent, or that one's and so on, is one of these: what rules ask of an organisation, some
    /// ask of the group that it belongs to.
    fn below(&self, organisations: &BTreeSet<Id>) -> BTreeSet<Id> {
        let mut below = BTreeSet::new();
        let mut children: BTreeMap<Id, Vec<Id>> = BTreeMap::new();
        if !organisations.is_empty() {
            for (id, (party, _)) in &self.parties {
                if let Some(parent) = party.parent {
                    children.entry(parent).or_default().push(*id);
                }
            }
        }
        let mut above: Vec<Id> = organisations.iter().copied().collect();
        while let Some(parent) = above.pop() {
            let own = children.get(&parent).into_iter().flatten();
            above.extend(own.filter(|child| below.insert(**child)));
        }
        below
    }

    /// Whether an organisation's own country is known.
    #[must_use]
    pub(crate) fn has_country(&self, organisation: Id) -> bool {
        let party = self.parties.get(&organisation);
        party.is_some_and(|(party, _)| party.country.is_some())
    }
}

/// Whether the organisations of ours are of one kind, as far as law goes.
fn one_body(parties: &BTreeMap<Id, (SeenParty, Vec<String>)>) -> bool {
    let mut ours = parties
        .values()
        .filter(|(party, _)| party.ours == Some(true))
        .map(|(party, _)| (&party.country, party.public_authority));
    let first = ours.next();
    ours.all(|other| Some(other) == first)
}

fn names(organisation: &Organisation) -> Vec<String> {
    let names = organisation.name.iter().chain(&organisation.trading_names);
    names.cloned().collect()
}

fn party(register: &Register, organisation: &Organisation) -> SeenParty {
    let mut watchers = organisation.supervisory_authority.iter();
    SeenParty {
        ours: organisation.ours,
        parent: organisation.parent,
        public_authority: organisation.public_authority,
        country: organisation.country.clone(),
        addresses: match organisation.country {
            Some(_) => Vec::new(),
            None => organisation.addresses.clone(),
        },
        has_channel: has_channel(organisation),
        can_be_reached: can_be_reached(register, organisation),
        tells_of_notices: tells_of_notices(organisation),
        is_watched: !organisation.supervisory_authority.is_empty(),
        keeps_to_british_law: watchers.any(|name| is_of_british_law(name)),
        contacts: organisation
            .contacts
            .iter()
            .filter_map(|contact| contact.organisation)
            .collect(),
    }
}

fn terms(agreement: &Agreement) -> Terms {
    let behind = agreement.sub_processors.iter();
    Terms {
        kind: agreement.kind,
        organisation: agreement.organisation,
        category: match agreement.organisation {
            Some(_) => None,
            None => agreement.category.clone(),
        },
        our_party: agreement.our_party,
        covers: agreement.covers.clone(),
        covers_all: agreement.covers_all == Some(true),
        instrument: agreement.instrument.clone(),
        version: agreement.version.clone(),
        has_modules: !agreement.modules.is_empty(),
        signed_on: agreement.signed_on,
        valid_until: agreement.valid_until,
        status: agreement.status,
        our_role: agreement.our_role,
        documents: !agreement.documents.is_empty(),
        modules: agreement.modules.clone(),
        behind: behind
            .map(|behind| {
                let countries = behind.countries.clone();
                (behind.organisation, countries, behind.authorisation)
            })
            .collect(),
        words: texts_of(agreement)
            .filter(|text| names_a_place(text))
            .chain(texts_of_parties(agreement))
            .cloned()
            .collect(),
    }
}

/// What a schedule gives to the rules that rest on it.
fn rule_of(schedule: &Schedule) -> Schedule {
    Schedule {
        head: crate::domain::field::Head::default(),
        name: None,
        notes: None,
        ..schedule.clone()
    }
}
