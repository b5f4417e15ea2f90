//! Countries, areas and organisations by what they are called, and which are inside the EEA on a day.

use chrono::NaiveDate;

use super::Law;
use super::country::{
    Country, Destination, DestinationGroup, DestinationNames, Inside, NamedDestination,
    Organisation,
};
use super::matching::folded;
use crate::domain::language::Language;

impl Law {
    /// The country of a code: ISO alpha-2 or alpha-3, and the Union's EL and UK, in any case.
    #[must_use]
    pub fn country(&self, code: &str) -> Option<&Country> {
        let code = code.trim().to_ascii_uppercase();
        let countries = &self.countries.country;
        countries.get(&code).or_else(|| {
            countries.values().find(|country| {
                country.codes.contains(&code) || (code.len() == 3 && country.alpha3 == code)
            })
        })
    }

    /// Every country and territory, by code.
    pub fn countries(&self) -> impl Iterator<Item = &Country> {
        self.countries.country.values()
    }

    /// The international organisations that a decision names.
    #[must_use]
    pub fn organisations(&self) -> &[Organisation] {
        &self.countries.organisation
    }

    /// The codes that a country field takes: the wholes (`EU`, `EEA`) first, then every country by code.
    #[must_use]
    pub fn codes_countries(&self) -> Vec<&str> {
        let areas = self.countries.area.iter().map(|area| area.code.as_str());
        areas
            .chain(self.countries.country.keys().map(String::as_str))
            .collect()
    }

    /// What a typed code or name stands for: codes first, then names in any language, without regard to case or accents.
    #[must_use]
    pub fn destination(&self, typed: &str) -> Option<Destination<'_>> {
        let data = &self.countries;
        let code = typed.trim().to_ascii_uppercase();
        if let Some(area) = data
            .area
            .iter()
            .find(|area| area.code == code || area.codes.contains(&code))
        {
            return Some(Destination::Area(area));
        }
        if let Some(country) = self.country(&code) {
            return Some(Destination::Country(country));
        }
        self.named(typed)
    }

    /// The international organisation of a code or name, if the data know it.
    #[must_use]
    pub fn organisation(&self, typed: &str) -> Option<&Organisation> {
        match self.named(typed)? {
            Destination::Organisation(organisation) => Some(organisation),
            _ => None,
        }
    }

    /// What a name stands for in any language, without regard to case or accents.
    fn named(&self, typed: &str) -> Option<Destination<'_>> {
        let data = &self.countries;
        let names = self
            .destination_names
            .get_or_init(|| DestinationNames::of(data));
        Some(match names.0.get(&folded(typed))? {
            NamedDestination::Organisation(at) => {
                Destination::Organisation(data.organisation.get(*at)?)
            }
            NamedDestination::Area(at) => Destination::Area(data.area.get(*at)?),
            NamedDestination::Country(code) => Destination::Country(data.country.get(code)?),
            NamedDestination::Place(at) => {
                let place = data.place_without_code.get(*at)?;
                Destination::Place(place, data.country.get(&place.treat_as)?)
            }
        })
    }

    /// The name of a code that a country field holds; a code that the data do not know is its own name.
    #[must_use]
    pub fn country_label<'a>(&'a self, code: &'a str, language: Language) -> &'a str {
        let area = self
            .countries
            .area
            .iter()
            .find(|area| area.code == code)
            .map(|area| area.label(language));
        let country = || self.country(code).map(|country| country.label(language));
        area.or_else(country).unwrap_or(code)
    }

    /// The names of a code in every language.
    #[must_use]
    pub fn country_names(&self, code: &str) -> Vec<&str> {
        let mut areas = self.countries.area.iter();
        let area = areas.find(|area| area.code == code).map(|area| &area.name);
        let name = area.or_else(|| self.country(code).map(|country| &country.name));
        name.map_or_else(Vec::new, |name| name.texts().collect())
    }

    /// Whether a code is inside the EU or the EEA on a day, so that sending there is no transfer of its own accord.
    ///
    /// The bridge of 2021 for the United Kingdom does not make it inside: see [`Law::standing`].
    #[must_use]
    pub fn is_eea_on(&self, code: &str, day: NaiveDate) -> bool {
        match self.destination(code) {
            Some(Destination::Area(_)) => true,
            Some(Destination::Country(country)) => self.inside(country, day).is_some(),
            Some(Destination::Place(place, country)) => {
                !place.ask && self.inside(country, day).is_some()
            }
            Some(Destination::Organisation(_)) | None => false,
        }
    }

    /// Whether the law of that jurisdiction is law in a country on a day: its own, and the Union's in the EEA.
    #[must_use]
    pub fn is_law_in(&self, jurisdiction: &str, country: &str, day: NaiveDate) -> bool {
        jurisdiction == country || (jurisdiction == "EU" && self.is_eea_on(country, day))
    }

    /// Why a country is inside on a day, if it is.
    ///
    /// Before the GDPR applied, membership already had that effect under Directive 95/46/EC: hence the earliest of the
    /// starting days counts. A territory shares the days of its state where it has none of its own.
    #[must_use]
    pub fn inside(&self, country: &Country, day: NaiveDate) -> Option<Inside> {
        let shares = matches!(
            country.group,
            DestinationGroup::EuTerritory | DestinationGroup::FormerEu
        );
        let state = country
            .via
            .as_deref()
            .filter(|_| shares)
            .and_then(|via| self.countries.country.get(via));
        let eu_from = country
            .eu_from
            .or_else(|| state.and_then(|state| state.eu_from));
        let eu_until = country
            .eu_until
            .or_else(|| state.and_then(|state| state.eu_until));
        let from = [eu_from, country.eea_from, country.gdpr_from]
            .into_iter()
            .flatten()
            .min()?;
        let until = country.gdpr_until.or(eu_until);
        if day < from || until.is_some_and(|until| until < day) {
            return None;
        }
        Some(if eu_until.is_some_and(|until| until < day) {
            Inside::Transition
        } else if country.via.is_some() {
            Inside::Territory
        } else if eu_from.is_some_and(|from| from <= day) {
            Inside::Member
        } else if country.gdpr_from.is_some_and(|from| from <= day) {
            Inside::EeaState
        } else {
            Inside::EeaUnderDirective
        })
    }
}
