//! Countries, territories, the Union as a whole, and international organisations: their codes and names,
//! and on which days each is inside the EU or the EEA (GDPR Art. 44; EEA Joint Committee Decision 154/2018).

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use serde::Deserialize;

use super::adequacy::AdequacyCondition;
use super::data_file::{ContentFault, LawPart, LawProblemKind};
use super::entry::{
    Confidence, DataMeta, Keyed as _, Provenance, Sourced, day, entry, keyed, merge,
};
use super::matching::folded;
use super::translated::Label;
use crate::domain::language::Language;

/// What kind of destination a code is. Dates decide the answer; the group says why.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DestinationGroup {
    /// A Member State.
    Eu,
    /// Iceland, Liechtenstein, Norway.
    EeaEfta,
    /// Inside once: the United Kingdom, and Gibraltar through it.
    FormerEu,
    /// In the Union through another state, under an ISO code of its own (Åland, Réunion, ...).
    EuTerritory,
    /// Overseas country or territory (TFEU Annex II): linked to a Member State, yet outside.
    Oct,
    /// Neither wholly inside nor an ordinary third country.
    Special,
    /// A third country that an adequacy decision names.
    ThirdAdequate,
    /// A third country.
    #[default]
    Third,
}

/// A country or territory with an ISO 3166-1 code (and XK).
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Country {
    /// The alpha-2 code; the file has it as the name of the table.
    #[serde(skip)]
    pub code: String,
    /// The name.
    #[serde(default)]
    pub name: Label,
    /// The alpha-3 code.
    #[serde(default)]
    pub alpha3: String,
    /// Other codes that mean the same: EL for GR, UK for GB.
    #[serde(default)]
    pub codes: Vec<String>,
    /// Other names that people type.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// What kind of destination it is.
    #[serde(default)]
    pub group: DestinationGroup,
    /// The state through which it is linked to the Union.
    #[serde(default)]
    pub via: Option<String>,
    /// First day as a part of the Union.
    #[serde(default, deserialize_with = "day::option")]
    pub eu_from: Option<NaiveDate>,
    /// Last day as a part of the Union.
    #[serde(default, deserialize_with = "day::option")]
    pub eu_until: Option<NaiveDate>,
    /// First day in the EEA, for a state outside the Union.
    #[serde(default, deserialize_with = "day::option")]
    pub eea_from: Option<NaiveDate>,
    /// First day on which the GDPR applied there.
    #[serde(default, deserialize_with = "day::option")]
    pub gdpr_from: Option<NaiveDate>,
    /// Last day on which the GDPR applied there as Union law.
    #[serde(default, deserialize_with = "day::option")]
    pub gdpr_until: Option<NaiveDate>,
    /// First day of a treaty that kept sending there from counting as a transfer.
    #[serde(default, deserialize_with = "day::option")]
    pub bridge_from: Option<NaiveDate>,
    /// Last day of that treaty's rule.
    #[serde(default, deserialize_with = "day::option")]
    pub bridge_until: Option<NaiveDate>,
    /// One code, two regimes: all answered yes means inside, one answered no means outside.
    #[serde(default)]
    pub ask: Vec<AdequacyCondition>,
    /// The country under whose decision a recipient here may come.
    #[serde(default)]
    pub decision_of: Option<String>,
    /// What a reader should know.
    #[serde(default)]
    pub note: Label,
    /// Where it was taken from; without one, the entry stands on what every ordinary third country does.
    #[serde(default)]
    pub source: Label,
    /// Ids of what was read for it.
    #[serde(default)]
    pub evidence: Vec<String>,
    /// How sure it is.
    #[serde(default)]
    pub confidence: Option<Confidence>,
    /// What of it was not met in any source.
    #[serde(default)]
    pub unconfirmed_fields: Vec<String>,
}

keyed!(Country: code, name);

impl Sourced for Country {
    fn provenance(&self) -> Provenance<'_> {
        Provenance {
            source: &self.source,
            evidence: &self.evidence,
            confidence: self.confidence.unwrap_or(Confidence::Unconfirmed),
            unconfirmed_fields: &self.unconfirmed_fields,
        }
    }
}

entry! {
    /// What every code without a source of its own stands on.
    pub(crate) struct Ordinary {
    }
}

entry! {
    /// A destination that is a whole: the Union, the EEA. It counts as inside.
    pub struct Area {
        /// `EU` or `EEA`.
        pub code: String,
        /// Other codes that mean the same.
        #[serde(default)]
        pub codes: Vec<String>,
        /// The name.
        #[serde(default)]
        pub name: Label,
    }
}
keyed!(Area: code, name);

entry! {
    /// An international organisation that an adequacy decision names. It is a destination, yet no country (Art. 44).
    pub struct Organisation {
        /// Its code, such as `EPO`.
        pub code: String,
        /// The name.
        #[serde(default)]
        pub name: Label,
        /// Other names that people type.
        #[serde(default)]
        pub aliases: Vec<String>,
        /// What a reader should know.
        #[serde(default)]
        pub note: Label,
    }
}
keyed!(Organisation: code, name);

entry! {
    /// A place without an ISO code of its own that users type: Madeira, Svalbard, Scotland.
    pub struct CountryPlace {
        /// Its names.
        pub names: Vec<String>,
        /// The code it is judged as.
        pub treat_as: String,
        /// What the name itself answers of the code's questions.
        #[serde(default)]
        pub answers: BTreeMap<String, bool>,
        /// The name does not decide, whatever the code says.
        #[serde(default)]
        pub ask: bool,
        /// What a reader should know.
        #[serde(default)]
        pub note: Label,
    }
}

impl super::entry::Keyed for CountryPlace {
    fn key(&self) -> &str {
        self.names.first().map_or("", String::as_str)
    }
}

/// Why a destination is inside on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Inside {
    /// A Member State.
    Member,
    /// No longer a member, while the withdrawal treaty still applied Union law.
    Transition,
    /// An EEA state where the GDPR applies.
    EeaState,
    /// An EEA state where Directive 95/46/EC still applied.
    EeaUnderDirective,
    /// In the Union through another state.
    Territory,
    /// The Union or the EEA as a whole.
    Area,
}

/// What a typed destination names.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Destination<'a> {
    /// The Union or the EEA as a whole.
    Area(&'a Area),
    /// A country or territory.
    Country(&'a Country),
    /// A place without a code of its own, and the country it is judged as.
    Place(&'a CountryPlace, &'a Country),
    /// An international organisation.
    Organisation(&'a Organisation),
}

impl<'a> Destination<'a> {
    /// The code to store: of a place, that of its country.
    #[must_use]
    pub fn code(self) -> &'a str {
        match self {
            Self::Area(area) => &area.code,
            Self::Country(country) | Self::Place(_, country) => &country.code,
            Self::Organisation(organisation) => &organisation.code,
        }
    }

    /// The name in a language.
    #[must_use]
    pub fn label(self, language: Language) -> &'a str {
        match self {
            Self::Area(area) => area.label(language),
            Self::Country(country) => country.label(language),
            Self::Place(place, _) => place.key(),
            Self::Organisation(organisation) => organisation.label(language),
        }
    }
}

/// The file `countries.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Countries {
    pub(super) meta: DataMeta,
    pub(super) ordinary: Option<Ordinary>,
    pub(super) area: Vec<Area>,
    pub(super) organisation: Vec<Organisation>,
    pub(super) country: BTreeMap<String, Country>,
    pub(super) place_without_code: Vec<CountryPlace>,
}

/// What a name of a destination stands for: a place in the lists of [`Countries`], or the code of a country.
#[derive(Clone, Debug)]
pub(super) enum NamedDestination {
    Organisation(usize),
    Area(usize),
    Country(String),
    Place(usize),
}

/// Every destination by its folded names: a file may name a hundred thousand, and each is looked up once.
#[derive(Clone, Debug, Default)]
pub(super) struct DestinationNames(pub(super) HashMap<String, NamedDestination>);

impl DestinationNames {
    /// The names of organisations first, then of areas, countries and places: the first keeps a name that several have.
    pub(super) fn of(data: &Countries) -> Self {
        let mut names = Self::default();
        for (at, organisation) in data.organisation.iter().enumerate() {
            let others = organisation.aliases.iter().map(String::as_str);
            let all = organisation.name.texts().chain(others);
            let all = all.chain([organisation.code.as_str()]);
            names.add(all, &NamedDestination::Organisation(at));
        }
        for (at, area) in data.area.iter().enumerate() {
            names.add(area.name.texts(), &NamedDestination::Area(at));
        }
        for (code, country) in &data.country {
            let others = country.aliases.iter().map(String::as_str);
            let all = country.name.texts().chain(others);
            names.add(all, &NamedDestination::Country(code.clone()));
        }
        for (at, place) in data.place_without_code.iter().enumerate() {
            let all = place.names.iter().map(String::as_str);
            names.add(all, &NamedDestination::Place(at));
        }
        names
    }

    fn add<'n>(&mut self, names: impl Iterator<Item = &'n str>, of: &NamedDestination) {
        for name in names.map(folded).filter(|name| !name.is_empty()) {
            self.0.entry(name).or_insert_with(|| of.clone());
        }
    }
}

impl LawPart for Countries {
    const FILE: &'static str = "countries.toml";
    const SHIPPED: &'static str = include_str!("../../assets/law/countries.toml");

    fn meta(&self) -> &DataMeta {
        &self.meta
    }

    fn codes(&self) -> Vec<&str> {
        self.country.keys().map(String::as_str).collect()
    }

    fn merge(&mut self, over: Self) {
        self.meta.merge(&over.meta);
        self.ordinary = over.ordinary.or(self.ordinary.take());
        merge(&mut self.area, over.area);
        merge(&mut self.organisation, over.organisation);
        self.country.extend(over.country);
        merge(&mut self.place_without_code, over.place_without_code);
        self.settle();
    }

    /// Gives each country its code, and an ordinary one the source that all of them share.
    fn settle(&mut self) {
        for (code, country) in &mut self.country {
            country.code.clone_from(code);
            if let (true, Some(ordinary)) = (country.source.is_empty(), &self.ordinary) {
                country.source.clone_from(&ordinary.source);
                country.evidence.clone_from(&ordinary.evidence);
                country.confidence = Some(ordinary.confidence);
                country
                    .unconfirmed_fields
                    .clone_from(&ordinary.unconfirmed_fields);
            }
        }
    }

    fn faults(&self, known: &dyn Fn(&str) -> bool) -> Vec<ContentFault> {
        let mut faults = ContentFault::duplicates("area", &self.area);
        faults.extend(ContentFault::duplicates("organisation", &self.organisation));
        faults.extend(ContentFault::duplicates(
            "place_without_code",
            &self.place_without_code,
        ));
        for (code, country) in &self.country {
            let table = format!("country.{code}");
            // Codes are compared in capitals: another spelling would never be found.
            let misspelt = code.is_empty() || !code.bytes().all(|byte| byte.is_ascii_uppercase());
            faults.extend(
                misspelt.then(|| ContentFault::table(&table, "", LawProblemKind::WrongValue)),
            );
            for (key, from, until) in [
                ("eu_until", country.eu_from, country.eu_until),
                ("gdpr_until", country.gdpr_from, country.gdpr_until),
                ("bridge_until", country.bridge_from, country.bridge_until),
            ] {
                faults.extend(
                    ContentFault::reversed(from, until)
                        .then(|| ContentFault::table(&table, key, LawProblemKind::DatesReversed)),
                );
            }
            for (key, named) in [("via", &country.via), ("decision_of", &country.decision_of)] {
                let lost = named.as_deref().is_some_and(|named| !known(named));
                faults.extend(
                    lost.then(|| {
                        ContentFault::table(&table, key, LawProblemKind::UnknownReference)
                    }),
                );
            }
            // Whoever says that a country is not an ordinary one must say on what that stands.
            let unsourced = country.group != DestinationGroup::Third && country.source.is_empty();
            faults.extend(
                unsourced
                    .then(|| ContentFault::table(&table, "source", LawProblemKind::MissingKey)),
            );
            let unsure = !country.source.is_empty() && country.confidence.is_none();
            faults
                .extend(unsure.then(|| {
                    ContentFault::table(&table, "confidence", LawProblemKind::MissingKey)
                }));
        }
        for (index, place) in self.place_without_code.iter().enumerate() {
            let lost = !known(&place.treat_as);
            faults.extend(lost.then(|| {
                ContentFault::item(
                    "place_without_code",
                    index,
                    "treat_as",
                    LawProblemKind::UnknownReference,
                )
            }));
        }
        faults
    }
}
