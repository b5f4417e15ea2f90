//! To which day each part of the law is known, what is watched, and the exemption of Art. 30(5) as a test.

use chrono::{Days, NaiveDate};

use super::Law;
use super::basis::ExemptionTest;
use super::data_file::LawPart;
use super::entry::DataMeta;
use super::watch::{Known, PendingAct, WatchedLaw};

/// After so many days without a new look the law may have changed unseen.
const FRESH: Days = Days::new(90);

/// To which day a file is known by what it says of itself.
const fn known<'f>(file: &'f str, meta: &DataMeta) -> Known<'f> {
    Known {
        file,
        known_to: meta.known_to,
        as_of: meta.as_of,
    }
}

impl Law {
    /// What is watched.
    #[must_use]
    pub fn watched(&self) -> &[WatchedLaw] {
        &self.watch.watch
    }

    /// Acts on their way.
    #[must_use]
    pub fn pending_acts(&self) -> &[PendingAct] {
        &self.watch.pending
    }

    /// To which day each part is known, in the order in which the files build on each other.
    #[must_use]
    pub fn known(&self) -> Vec<Known<'_>> {
        use super::{
            adequacy::Adequacy, authority::Authorities, basis::LegalBases, country::Countries,
            legal_act::Acts, mechanism::Safeguards, period::Periods,
        };
        let mut all = vec![
            known(Adequacy::FILE, &self.adequacy.meta),
            known(Safeguards::FILE, &self.safeguards.meta),
            known(LegalBases::FILE, &self.bases.meta),
            known(Authorities::FILE, &self.authorities.meta),
            known(Countries::FILE, &self.countries.meta),
            known(Acts::FILE, &self.acts.meta),
            known(Periods::FILE, &self.periods.meta),
        ];
        all.extend((self.retentions.by_file()).map(|(file, meta)| known(file, meta)));
        all
    }

    /// The day from which what is known of transfers is to be looked at anew.
    #[must_use]
    pub fn look_again_from(&self) -> NaiveDate {
        let known_to = self.known_to();
        known_to.checked_add_days(FRESH).unwrap_or(known_to)
    }

    /// Whether something that was known to a day is older than what can be trusted on another.
    #[must_use]
    pub fn has_grown_old(known_to: NaiveDate, on: NaiveDate) -> bool {
        known_to
            .checked_add_days(FRESH)
            .is_some_and(|last| last < on)
    }

    /// The tests of Art. 30(5), those on their way too.
    #[must_use]
    pub fn exemption_tests(&self) -> &[ExemptionTest] {
        &self.bases.exemption_test
    }

    /// The test of Art. 30(5) that applies on a day; of two the one that began later.
    #[must_use]
    pub fn exemption_test(&self, on: NaiveDate) -> Option<&ExemptionTest> {
        let tests = self.bases.exemption_test.iter();
        tests
            .filter(|test| test.applies_on(on))
            .max_by_key(|test| test.valid_from)
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::language::Language;
    use crate::law::basis::Defeater;
    use crate::law::tests::{fresh, on, shipped};

    #[test]
    fn what_is_watched_is_said_in_both_languages_and_is_about_a_file_of_the_law() {
        let law = fresh();
        let files = law.known();
        assert_eq!(shipped().watched().len(), 20);
        for watched in shipped().watched() {
            for language in [Language::ENGLISH, Language::SWEDISH] {
                for text in [
                    &watched.what,
                    &watched.why,
                    &watched.state,
                    &watched.would_change,
                ] {
                    assert!(text.own(language).is_some(), "{}", watched.id);
                }
            }
            assert!(!watched.about.is_empty(), "{}", watched.id);
            for file in &watched.about {
                assert!(files.iter().any(|known| known.file == file), "{file}");
            }
        }
    }

    #[test]
    fn each_part_says_to_which_day_it_is_known_and_none_to_a_day_after_it_was_written() {
        let known = shipped().known();
        for part in &known {
            let as_of = part.as_of.unwrap();
            assert!(part.known_to.is_none_or(|day| day <= as_of), "{part:?}");
        }
        assert_eq!(known[0].known_to, Some(shipped().known_to()));
        assert_eq!(shipped().look_again_from(), on("2027-01-06"));
    }

    #[test]
    fn the_exemption_is_a_test_with_days_and_what_is_coming_answers_nothing() {
        let today = shipped().exemption_test(on("2028-06-01")).unwrap();
        assert_eq!((today.persons_below, today.defeated_by.len()), (250, 4));
        assert!(shipped().exemption_test(on("2018-05-24")).is_none());
        let coming = "[[exemption_test]]\nid = \"art30-5-2026\"\nvalid_from = 2027-03-01\npersons_below = 1000\n\
                      defeated_by = [\"high_risk_likely\"]\nsource = \"x\"\nconfidence = \"confirmed\"\n";
        let (law, problems) = fresh().with_overrides(&[("legal_bases.toml", coming)]);
        assert_eq!(problems, []);
        let then = law.exemption_test(on("2027-03-01")).unwrap();
        assert_eq!(then.defeated_by, [Defeater::HighRiskLikely]);
        let before = law.exemption_test(on("2027-02-28")).unwrap();
        assert_eq!(before.persons_below, 250);
    }
}
