//! Supervisory authorities (Art. 51) with their former names, and Union bodies.

use chrono::NaiveDate;
use serde::Deserialize;

use super::data_file::{ContentFault, LawPart, LawProblemKind};
use super::entry::{DataMeta, day, entry, keyed, merge, within};
use super::translated::Label;

entry! {
    /// A supervisory authority under one of its names.
    pub struct Authority {
        /// Its id: the country's code, with a year for a former name.
        pub id: String,
        /// The country's code.
        pub country: String,
        /// The name.
        #[serde(default)]
        pub name: Label,
        /// The names in the country's own languages.
        #[serde(default)]
        pub names_own: Vec<String>,
        /// What it is called for short; several authorities can share one.
        #[serde(default)]
        pub acronym: Option<String>,
        /// Its web address, without `www`.
        #[serde(default)]
        pub domain: Option<String>,
        /// Where letters reach it, on one line.
        #[serde(default)]
        pub postal: Option<String>,
        /// An EEA state outside the Union.
        #[serde(default)]
        pub eea_efta: bool,
        /// The first day under this name, or as an authority under the GDPR.
        #[serde(default, deserialize_with = "day::option")]
        pub valid_from: Option<NaiveDate>,
        /// The last day under this name, or as an authority under the GDPR.
        #[serde(default, deserialize_with = "day::option")]
        pub valid_until: Option<NaiveDate>,
        /// The id under which the same authority goes on.
        #[serde(default)]
        pub successor: Option<String>,
        /// The words by which texts name it.
        #[serde(default)]
        pub cited_as: Vec<String>,
        /// What contains such words but is another body.
        #[serde(default)]
        pub not_as: Vec<String>,
        /// What a reader should know.
        #[serde(default)]
        pub note: Label,
    }
}
keyed!(Authority: id, name);

impl Authority {
    /// Whether it was an authority under this name on a day.
    #[must_use]
    pub fn so_called_on(&self, day: NaiveDate) -> bool {
        within(day, self.valid_from, self.valid_until)
    }
}

entry! {
    /// A body of the Union.
    pub struct UnionBody {
        /// Its id.
        pub id: String,
        /// The name.
        #[serde(default)]
        pub name: Label,
        /// Its web address, without `www`.
        #[serde(default)]
        pub domain: Option<String>,
        /// What a reader should know.
        #[serde(default)]
        pub note: Label,
    }
}
keyed!(UnionBody: id, name);

/// The file `authorities.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Authorities {
    pub(super) meta: DataMeta,
    pub(super) authority: Vec<Authority>,
    pub(super) eu_body: Vec<UnionBody>,
}

impl LawPart for Authorities {
    const FILE: &'static str = "authorities.toml";
    const SHIPPED: &'static str = include_str!("../../assets/law/authorities.toml");

    fn meta(&self) -> &DataMeta {
        &self.meta
    }

    fn merge(&mut self, over: Self) {
        self.meta.merge(&over.meta);
        merge(&mut self.authority, over.authority);
        merge(&mut self.eu_body, over.eu_body);
    }

    fn faults(&self, known: &dyn Fn(&str) -> bool) -> Vec<ContentFault> {
        let mut faults = ContentFault::duplicates("authority", &self.authority);
        faults.extend(ContentFault::duplicates("eu_body", &self.eu_body));
        for (index, authority) in self.authority.iter().enumerate() {
            let mut fault = |wrong: bool, key, kind| {
                faults.extend(wrong.then(|| ContentFault::item("authority", index, key, kind)));
            };
            fault(
                !known(&authority.country),
                "country",
                LawProblemKind::UnknownReference,
            );
            let reversed = ContentFault::reversed(authority.valid_from, authority.valid_until);
            fault(reversed, "valid_until", LawProblemKind::DatesReversed);
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::language::Language;
    use crate::law::tests::{on, shipped};

    #[test]
    fn every_state_of_the_eea_has_one_today() {
        let today = on("2026-11-21");
        assert_eq!(shipped().codes_authorities(today).len(), 30);
        for country in shipped().countries().filter(|country| {
            matches!(
                country.group,
                crate::law::country::DestinationGroup::Eu
                    | crate::law::country::DestinationGroup::EeaEfta
            )
        }) {
            assert_eq!(
                shipped().authorities_of(&country.code, today).count(),
                1,
                "{}",
                country.code
            );
        }
    }

    #[test]
    fn the_swedish_authority_changed_its_name() {
        let name = |day| {
            shipped()
                .authorities_of("SE", on(day))
                .map(|it| it.label(Language::SWEDISH))
                .collect::<Vec<_>>()
        };
        assert_eq!(name("2020-12-31"), ["Datainspektionen"]);
        assert_eq!(name("2021-01-01"), ["Integritetsskyddsmyndigheten"]);
        assert_eq!(
            shipped()
                .authority("SE-2020")
                .and_then(|old| old.successor.as_deref()),
            Some("SE")
        );
    }

    #[test]
    fn a_former_name_is_found_only_after_the_change() {
        let text = "Klagomål: Datainspektionen, www.datainspektionen.se";
        let found = |day| {
            let hits = shipped().former_authority_names(text, on(day));
            hits.into_iter()
                .map(|(span, _)| text[span].to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            found("2021-01-01"),
            ["Datainspektionen", "datainspektionen.se"]
        );
        assert!(found("2020-12-31").is_empty());
    }

    #[test]
    fn the_authority_of_aland_keeps_that_name() {
        let names = |text| {
            shipped()
                .former_authority_names(text, on("2026-11-21"))
                .len()
        };
        assert_eq!(names("Datainspektionen på Åland"), 0);
        assert_eq!(names("anmäls till Integritetsskyddsmyndigheten"), 0);
        assert_eq!(names("the Data Inspection (Datainspektionen)"), 2);
    }

    #[test]
    fn shared_names_and_acronyms_are_told_apart_by_country() {
        let named = |name: &str| {
            shipped()
                .authorities()
                .iter()
                .filter(|it| it.names_own.iter().any(|own| own == name))
                .count()
        };
        assert_eq!(named("Datatilsynet"), 2);
        let called = |acronym| {
            shipped()
                .authorities()
                .iter()
                .filter(|it| it.acronym.as_deref() == Some(acronym))
                .count()
        };
        assert_eq!(called("CNPD"), 2);
        // The British office was an authority only until the end of the transition.
        assert_eq!(shipped().authorities_of("GB", on("2020-12-31")).count(), 1);
        assert_eq!(shipped().authorities_of("GB", on("2021-01-01")).count(), 0);
        assert_eq!(shipped().union_bodies().len(), 2);
    }
}
