//! What activities have in common: which describe the same, and what their organisations have for all of them.

use std::collections::hash_map::DefaultHasher;
use std::collections::{HashMap, HashSet};
use std::hash::{Hash, Hasher};

use crate::domain::codes::{AgreementKind, DataKind, ProcessingState};
use crate::domain::records::{Activity, Agreement, Measure};
use crate::domain::register::Register;
use crate::domain::value::Id;
use crate::search::fold;

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

/// What an activity is compared by, and what it adds to its organisation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Keys {
    alike: Vec<(Likeness, u64)>,
    organisation: Option<Id>,
    is_measured: bool,
    is_regular: bool,
    is_sensitive: bool,
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
}

/// What activities have in common.
#[derive(Clone, Debug, Default)]
pub struct Overview {
    keys: HashMap<Id, Keys>,
    alike: HashMap<(Likeness, u64), Vec<Id>>,
    tallies: HashMap<Id, Tally>,
    in_place: HashSet<Id>,
    whole: HashSet<Id>,
    contracts: HashMap<Id, Vec<Id>>,
}

impl Likeness {
    const ALL: [Self; 3] = [Self::Name, Self::Content, Self::Processing];
}

impl Overview {
    /// The overview of a register.
    #[must_use]
    pub fn of(register: &Register) -> Self {
        let mut overview = Self::default();
        overview.take_measures(&register.measures);
        overview.take_agreements(&register.agreements);
        for activity in &register.activities {
            overview.put(activity);
        }
        overview
    }

    /// Takes up the measures anew.
    pub fn take_measures(&mut self, measures: &[Measure]) {
        let in_place = measures
            .iter()
            .filter(|measure| measure.planned != Some(true));
        (self.in_place, self.whole) = Default::default();
        for measure in in_place {
            self.in_place.insert(measure.head.id);
            self.whole.extend(&measure.organisations);
        }
    }

    /// Takes up the agreements anew.
    pub fn take_agreements(&mut self, agreements: &[Agreement]) {
        self.contracts.clear();
        for agreement in agreements {
            if agreement.kind == Some(AgreementKind::ProcessorContract)
                && let Some(with) = agreement.organisation
            {
                self.contracts
                    .entry(with)
                    .or_default()
                    .push(agreement.head.id);
            }
        }
    }

    /// The processor contracts with an organisation.
    pub fn contracts_with(&self, organisation: Option<Id>) -> impl Iterator<Item = Id> {
        let with = organisation.and_then(|organisation| self.contracts.get(&organisation));
        with.into_iter().flatten().copied()
    }

    /// Takes an activity up, or up anew. Returns the activities and organisations that are seen otherwise now.
    pub fn put(&mut self, activity: &Activity) -> Vec<Id> {
        let keys = self.keys_of(activity);
        let id = activity.head.id;
        if self.keys.get(&id) == Some(&keys) {
            return Vec::new();
        }
        let mut touched = self.forget(id);
        for key in &keys.alike {
            let alike = self.alike.entry(*key).or_default();
            touched.extend(alike.iter());
            let at = alike.partition_point(|other| *other < id);
            alike.insert(at, id);
        }
        if let Some(organisation) = keys.organisation {
            let tally = self.tallies.entry(organisation).or_default();
            tally.activities += 1;
            tally.measured += usize::from(keys.is_measured);
            tally.regular += usize::from(keys.is_regular);
            tally.sensitive += usize::from(keys.is_sensitive);
            touched.push(organisation);
        }
        self.keys.insert(id, keys);
        touched
    }

    /// Forgets an activity. Returns the activities and organisations that are seen otherwise now.
    pub fn forget(&mut self, id: Id) -> Vec<Id> {
        let mut touched = Vec::new();
        let Some(keys) = self.keys.remove(&id) else {
            return touched;
        };
        for key in keys.alike {
            if let Some(alike) = self.alike.get_mut(&key) {
                alike.retain(|other| *other != id);
                touched.extend(alike.iter());
            }
        }
        if let Some(tally) = keys
            .organisation
            .and_then(|organisation| self.tallies.get_mut(&organisation))
        {
            tally.activities -= 1;
            tally.measured -= usize::from(keys.is_measured);
            tally.regular -= usize::from(keys.is_regular);
            tally.sensitive -= usize::from(keys.is_sensitive);
            touched.extend(keys.organisation);
        }
        touched
    }

    fn keys_of(&self, activity: &Activity) -> Keys {
        let sensitive = |kind| matches!(kind, Some(DataKind::Special | DataKind::Criminal));
        Keys {
            alike: likenesses(activity),
            organisation: activity.organisation,
            is_measured: activity.measures_text.is_some()
                || activity
                    .measures
                    .iter()
                    .any(|measure| self.in_place.contains(measure)),
            is_regular: activity.state == Some(ProcessingState::Running),
            is_sensitive: activity
                .data_categories
                .iter()
                .any(|category| sensitive(category.kind)),
        }
    }

    /// The other activities that are alike.
    pub fn alike<'a>(
        &'a self,
        activity: &Activity,
        likeness: Likeness,
    ) -> impl Iterator<Item = Id> + use<'a> {
        let id = activity.head.id;
        let key = likenesses(activity)
            .into_iter()
            .find(|(kind, _)| *kind == likeness);
        let found = key
            .and_then(|key| self.alike.get(&key))
            .map_or(&[][..], Vec::as_slice);
        found.iter().copied().filter(move |other| *other != id)
    }

    /// What the activities of an organisation amount to.
    #[must_use]
    pub fn tally(&self, organisation: Id) -> Tally {
        self.tallies.get(&organisation).copied().unwrap_or_default()
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

/// What an activity is compared by.
fn likenesses(activity: &Activity) -> Vec<(Likeness, u64)> {
    let sorted = |mut texts: Vec<String>| {
        texts.sort_unstable();
        texts
    };
    let normal = |text: &String| fold(&text.split_whitespace().collect::<Vec<_>>().join(" "));
    let purposes = activity
        .purposes
        .iter()
        .filter_map(|purpose| purpose.text.as_ref());
    let purposes = sorted(purposes.map(normal).collect());
    let mut found = Vec::new();
    for likeness in Likeness::ALL {
        let mut hasher = DefaultHasher::new();
        activity.organisation.hash(&mut hasher);
        let comparable = match likeness {
            Likeness::Name => {
                activity.role.hash(&mut hasher);
                activity.name.as_ref().map(normal).hash(&mut hasher);
                activity.name.is_some()
            }
            Likeness::Content => {
                let mut recipients: Vec<(Option<Id>, Option<String>)> = activity
                    .recipients
                    .iter()
                    .map(|recipient| {
                        (
                            recipient.organisation,
                            recipient.category.as_ref().map(normal),
                        )
                    })
                    .collect();
                recipients.sort_unstable();
                (activity.role, &purposes, &recipients).hash(&mut hasher);
                !purposes.is_empty() && !recipients.is_empty()
            }
            Likeness::Processing => {
                let systems = sorted(activity.systems.iter().map(normal).collect());
                (&purposes, &systems).hash(&mut hasher);
                !purposes.is_empty() && !systems.is_empty()
            }
        };
        if comparable {
            found.push((likeness, hasher.finish()));
        }
    }
    found
}
