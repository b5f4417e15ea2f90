//! What activities have in common: which describe the same, and what their organisations have for all of them.

use std::collections::hash_map::DefaultHasher;
use std::collections::{HashMap, HashSet};
use std::hash::{Hash, Hasher};
use std::sync::OnceLock;

use chrono::NaiveDate;
use rustc_hash::{FxHashMap, FxHashSet};

use super::wording::tokens::Plain;
use crate::domain::codes::{
    AgreementKind, AgreementRole, Authorisation, DataKind, DpiaRequired, ProcessingState, Risk,
};
use crate::domain::halves::in_two;
use crate::domain::records::{Activity, Agreement, DataCategory, Measure};
use crate::domain::register::Register;
use crate::domain::shelf::Shelf;
use crate::domain::text::fold;
use crate::domain::value::Id;

/// In what activities can be alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Likeness {
    /// The same name, in one organisation and role.
    Name,
    /// The same purposes and recipients.
    Content,
    /// The same purposes and systems.
    Processing,
}

/// What an activity is compared by, for each likeness; nothing where it cannot be compared.
pub(crate) type Likenesses = [Option<u64>; Likeness::ALL.len()];

/// What an activity is compared by, and what it adds to its organisation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own, counted by itself"
)]
struct Keys {
    alike: Likenesses,
    organisation: Option<Id>,
    is_measured: bool,
    is_regular: bool,
    is_sensitive: bool,
    is_risky: bool,
    /// The organisations that take part.
    parties: Vec<Id>,
}

/// What the activities of an organisation of ours amount to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Activities.
    pub activities: usize,
    /// Those with a security measure of their own.
    pub measured: usize,
    /// Those that go on, and so are not occasional.
    pub regular: usize,
    /// Those with data of Art. 9(1) or Art. 10.
    pub sensitive: usize,
    /// Those that are likely to result in a high risk.
    pub risky: usize,
}

/// What activities have in common.
#[derive(Clone, Debug, Default)]
pub struct OverviewFacts {
    /// How many criteria for an impact assessment usually mean one.
    dpia_threshold: usize,
    keys: FxHashMap<Id, Keys>,
    alike: [HashMap<u64, Vec<Id>, Plain>; Likeness::ALL.len()],
    tallies: FxHashMap<Id, Tally>,
    in_place: HashSet<Id>,
    whole: HashSet<Id>,
    contracts: FxHashMap<Id, Vec<Id>>,
    /// Processor contracts with somebody who is only described, by what they are called.
    of_category: FxHashMap<String, Vec<Id>>,
    /// The organisations that stand behind a party of an agreement.
    behind: FxHashSet<Id>,
    /// Those of them that we authorised one by one.
    authorised: FxHashSet<Id>,
    /// Whether each agreement names places, once anybody asked.
    placed: FxHashMap<Id, OnceLock<bool>>,
    /// In how many activities each organisation takes part.
    parts: FxHashMap<Id, usize>,
}

impl Likeness {
    const ALL: [Self; 3] = [Self::Name, Self::Content, Self::Processing];
}

impl OverviewFacts {
    /// The overview of a register, where so many criteria usually mean an impact assessment.
    #[must_use]
    pub fn of(register: &Register, dpia_threshold: usize, day: NaiveDate) -> Self {
        let mut overview = Self {
            dpia_threshold,
            ..Self::default()
        };
        overview.take_measures(&register.measures, day);
        overview.take_agreements(&register.agreements);
        overview.keys.reserve(register.activities.len());
        let keys = in_two(register.activities.shared(), |activities| {
            let keys = activities.iter().map(|activity| overview.keys_of(activity));
            keys.collect()
        });
        for (activity, keys) in register.activities.iter().zip(keys) {
            overview.add(activity.head.id, keys);
        }
        overview
    }

    /// How many criteria for an impact assessment usually mean one.
    #[must_use]
    pub const fn dpia_threshold(&self) -> usize {
        self.dpia_threshold
    }

    /// Takes up the measures anew, as they stand on a day. Returns those that were in place and are not, or are and were not.
    pub fn take_measures(&mut self, measures: &Shelf<Measure>, day: NaiveDate) -> Vec<Id> {
        let before = std::mem::take(&mut self.in_place);
        self.whole.clear();
        let in_place = measures.iter().filter(|measure| measure.is_in_place(day));
        for measure in in_place {
            self.in_place.insert(measure.head.id);
            self.whole.extend(&measure.organisations);
        }
        before
            .symmetric_difference(&self.in_place)
            .copied()
            .collect()
    }

    /// Takes up the agreements anew.
    pub fn take_agreements(&mut self, agreements: &Shelf<Agreement>) {
        self.contracts.clear();
        self.of_category.clear();
        self.behind.clear();
        self.authorised.clear();
        let unread = agreements.iter().map(|it| (it.head.id, OnceLock::new()));
        self.placed = unread.collect();
        for agreement in agreements {
            let behind = agreement.sub_processors.iter();
            for (behind, organisation) in behind.filter_map(|it| Some((it, it.organisation?))) {
                self.behind.insert(organisation);
                if behind.authorisation == Some(Authorisation::Specific)
                    && agreement.our_role != Some(AgreementRole::Processor)
                {
                    self.authorised.insert(organisation);
                }
            }
            if agreement.kind != Some(AgreementKind::ProcessorContract) {
                continue;
            }
            let contracts = match (agreement.organisation, &agreement.category) {
                (Some(with), _) => self.contracts.entry(with).or_default(),
                (None, Some(category)) => {
                    let called = fold(category.trim());
                    self.of_category.entry(called).or_default()
                }
                (None, None) => continue,
            };
            contracts.push(agreement.head.id);
        }
    }

    /// Whether an agreement names places: many activities rest on one, and its words are read once.
    pub fn names_places(&self, agreement: Id, read: impl FnOnce() -> bool) -> bool {
        match self.placed.get(&agreement) {
            Some(known) => *known.get_or_init(read),
            None => read(),
        }
    }

    /// The processor contracts with an organisation.
    pub fn contracts_with(&self, organisation: Option<Id>) -> impl Iterator<Item = Id> {
        let with = organisation.and_then(|organisation| self.contracts.get(&organisation));
        with.into_iter().flatten().copied()
    }

    /// The processor contracts with somebody who is only described, in these words.
    pub fn contracts_of_category(&self, category: &str) -> impl Iterator<Item = Id> {
        let of_it = self.of_category.get(&fold(category.trim()));
        of_it.into_iter().flatten().copied()
    }

    /// Whether an organisation stands behind a party of an agreement.
    pub fn stands_behind(&self, organisation: Id) -> bool {
        self.behind.contains(&organisation)
    }

    /// Whether we authorised an organisation by itself as a processor behind one of ours.
    pub fn is_authorised(&self, organisation: Id) -> bool {
        self.authorised.contains(&organisation)
    }

    /// Takes an activity up, or up anew. Returns the activities and organisations that are seen otherwise now.
    pub fn put(&mut self, activity: &Activity) -> Vec<Id> {
        let keys = self.keys_of(activity);
        let id = activity.head.id;
        if self.keys.get(&id) == Some(&keys) {
            return Vec::new();
        }
        let mut touched = self.forget(id);
        for (all, key) in self.alike.iter().zip(keys.alike) {
            touched.extend(key.and_then(|key| all.get(&key)).into_iter().flatten());
        }
        touched.extend(keys.organisation);
        touched.extend(&keys.parties);
        self.add(id, keys);
        touched
    }

    fn add(&mut self, id: Id, keys: Keys) {
        for (all, key) in self.alike.iter_mut().zip(keys.alike) {
            if let Some(key) = key {
                let alike = all.entry(key).or_default();
                let at = alike.partition_point(|other| *other < id);
                alike.insert(at, id);
            }
        }
        for party in &keys.parties {
            *self.parts.entry(*party).or_default() += 1;
        }
        if let Some(organisation) = keys.organisation {
            let tally = self.tallies.entry(organisation).or_default();
            tally.activities += 1;
            tally.measured += usize::from(keys.is_measured);
            tally.regular += usize::from(keys.is_regular);
            tally.sensitive += usize::from(keys.is_sensitive);
            tally.risky += usize::from(keys.is_risky);
        }
        self.keys.insert(id, keys);
    }

    /// Sees anew whether an activity has a security measure of its own.
    ///
    /// Returns its organisation, where that changes what the organisation amounts to.
    pub fn measure(&mut self, activity: &Activity) -> Option<Id> {
        let is_measured = self.is_measured_itself(activity);
        let keys = self.keys.get_mut(&activity.head.id)?;
        if keys.is_measured == is_measured {
            return None;
        }
        keys.is_measured = is_measured;
        let tally = self.tallies.get_mut(&keys.organisation?)?;
        if is_measured {
            tally.measured += 1;
        } else {
            tally.measured -= 1;
        }
        keys.organisation
    }

    /// Forgets an activity. Returns the activities and organisations that are seen otherwise now.
    pub fn forget(&mut self, id: Id) -> Vec<Id> {
        let mut touched = Vec::new();
        let Some(keys) = self.keys.remove(&id) else {
            return touched;
        };
        for (all, key) in self.alike.iter_mut().zip(keys.alike) {
            if let Some(alike) = key.and_then(|key| all.get_mut(&key)) {
                alike.retain(|other| *other != id);
                touched.extend(alike.iter());
            }
        }
        for party in &keys.parties {
            if let Some(parts) = self.parts.get_mut(party) {
                *parts = parts.saturating_sub(1);
            }
            touched.push(*party);
        }
        if let Some(tally) = keys
            .organisation
            .and_then(|organisation| self.tallies.get_mut(&organisation))
        {
            tally.activities -= 1;
            tally.measured -= usize::from(keys.is_measured);
            tally.regular -= usize::from(keys.is_regular);
            tally.sensitive -= usize::from(keys.is_sensitive);
            tally.risky -= usize::from(keys.is_risky);
            touched.extend(keys.organisation);
        }
        touched
    }

    fn keys_of(&self, activity: &Activity) -> Keys {
        let sensitive = |it: &DataCategory| it.is_special() || it.kind == Some(DataKind::Criminal);
        Keys {
            alike: likenesses(activity),
            organisation: activity.organisation,
            is_measured: self.is_measured_itself(activity),
            is_regular: activity.state == Some(ProcessingState::Running),
            is_sensitive: activity.data_categories.iter().any(sensitive),
            // Art. 35(1) asks for an assessment where a high risk is likely, and WP 248 takes some criteria for that.
            is_risky: activity.dpia_required == Some(DpiaRequired::Yes)
                || activity.dpia_residual_risk == Some(Risk::High)
                || activity.dpia_criteria.len() >= self.dpia_threshold,
            parties: parties(activity),
        }
    }

    fn is_measured_itself(&self, activity: &Activity) -> bool {
        activity.measures_text.is_some()
            || activity
                .measures
                .iter()
                .any(|measure| self.in_place.contains(measure))
    }

    /// What an activity of the register is compared by.
    #[must_use]
    pub fn likenesses(&self, activity: Id) -> Likenesses {
        self.keys
            .get(&activity)
            .map_or_else(Likenesses::default, |keys| keys.alike)
    }

    /// The other activities that are alike in one way.
    pub fn alike(
        &self,
        activity: Id,
        compared: Likenesses,
        likeness: Likeness,
    ) -> impl Iterator<Item = Id> {
        let at = likeness as usize;
        let found = compared[at].and_then(|key| self.alike[at].get(&key));
        found
            .into_iter()
            .flatten()
            .copied()
            .filter(move |other| *other != activity)
    }

    /// What the activities of an organisation amount to.
    #[must_use]
    pub fn tally(&self, organisation: Id) -> Tally {
        self.tallies.get(&organisation).copied().unwrap_or_default()
    }

    /// Whether an organisation takes part in any activity.
    #[must_use]
    pub fn takes_part(&self, organisation: Id) -> bool {
        self.parts
            .get(&organisation)
            .is_some_and(|parts| *parts > 0)
    }

    /// The organisations that have or had activities.
    pub fn organisations(&self) -> impl Iterator<Item = Id> {
        self.tallies.keys().copied()
    }

    /// The activities of an organisation.
    pub fn activities_of(&self, organisation: Id) -> impl Iterator<Item = Id> {
        let of = self
            .keys
            .iter()
            .filter(move |(_, keys)| keys.organisation == Some(organisation));
        of.map(|(id, _)| *id)
    }

    /// Whether a measure is in place, and not only planned.
    #[must_use]
    pub fn is_in_place(&self, measure: Id) -> bool {
        self.in_place.contains(&measure)
    }

    /// Whether a measure covers a whole organisation.
    #[must_use]
    pub fn is_measured_as_a_whole(&self, organisation: Id) -> bool {
        self.whole.contains(&organisation)
    }

    /// Whether an organisation has any measure at all.
    #[must_use]
    pub fn is_measured(&self, organisation: Id) -> bool {
        self.is_measured_as_a_whole(organisation) || self.tally(organisation).measured > 0
    }
}

/// The organisations that an activity names, each once.
fn parties(activity: &Activity) -> Vec<Id> {
    let recipients = activity.recipients.iter().map(|row| row.organisation);
    let clients = activity.clients.iter();
    let clients = clients.flat_map(|row| [row.organisation, row.via]);
    let transfers = activity.transfers.iter().map(|row| row.organisation);
    let mut parties: Vec<Id> = recipients
        .chain(clients)
        .chain(transfers)
        .flatten()
        .collect();
    parties.sort_unstable();
    parties.dedup();
    parties
}

/// Hashes texts as they are compared: without regard to case, accents and blanks.
#[derive(Debug, Default)]
struct ComparedTexts {
    /// Room for one text.
    folded: String,
}

impl ComparedTexts {
    fn hash(&mut self, text: &str) -> u64 {
        self.folded.clear();
        for word in text.split_whitespace() {
            if !self.folded.is_empty() {
                self.folded.push(' ');
            }
            if word.is_ascii() {
                let small = word.chars().map(|letter| letter.to_ascii_lowercase());
                self.folded.extend(small);
            } else {
                self.folded.push_str(&fold(word));
            }
        }
        let mut hasher = DefaultHasher::new();
        self.folded.hash(&mut hasher);
        hasher.finish()
    }
}

/// What an activity is compared by.
#[must_use]
pub(crate) fn likenesses(activity: &Activity) -> Likenesses {
    let mut texts = ComparedTexts::default();
    let mut purposes: Vec<u64> = activity
        .purposes
        .iter()
        .filter_map(|purpose| Some(texts.hash(purpose.text.as_deref()?)))
        .collect();
    purposes.sort_unstable();
    Likeness::ALL.map(|likeness| {
        let mut hasher = DefaultHasher::new();
        activity.organisation.hash(&mut hasher);
        let comparable = match likeness {
            Likeness::Name => {
                activity.role.hash(&mut hasher);
                let name = activity.name.as_deref();
                name.map(|name| texts.hash(name)).hash(&mut hasher);
                activity.name.is_some()
            }
            Likeness::Content => {
                let mut recipients: Vec<(Option<Id>, Option<u64>)> = activity
                    .recipients
                    .iter()
                    .map(|recipient| {
                        (
                            recipient.organisation,
                            recipient.category.as_deref().map(|it| texts.hash(it)),
                        )
                    })
                    .collect();
                recipients.sort_unstable();
                (activity.role, &purposes, &recipients).hash(&mut hasher);
                !purposes.is_empty() && !recipients.is_empty()
            }
            Likeness::Processing => {
                let systems = activity.systems.iter();
                let mut systems: Vec<u64> = systems.map(|text| texts.hash(text)).collect();
                systems.sort_unstable();
                (&purposes, &systems).hash(&mut hasher);
                !purposes.is_empty() && !systems.is_empty()
            }
        };
        comparable.then(|| hasher.finish())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compared(text: &str) -> u64 {
        ComparedTexts::default().hash(text)
    }

    #[test]
    fn texts_are_compared_without_regard_to_case_accents_and_blanks() {
        for (left, right) in [
            ("Pay  roll\n", "pay ROLL"),
            ("\tLön", "lon"),
            ("a\u{b}b\u{c}c", "A B C"),
            ("", "  "),
        ] {
            assert_eq!(compared(left), compared(right));
        }
        assert_ne!(compared("payroll"), compared("pay roll"));
    }
}
