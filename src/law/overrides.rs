//! Law data of the user's own, laid over the shipped data.
//!
//! An override has the shape of the shipped file of the same name. Entries replace those of the same key whole, or are
//! added. A broken file is left out as a whole: half of an override would be a law that nobody wrote.

use std::collections::BTreeSet;

use super::Law;
use super::adequacy::Adequacy;
use super::authority::Authorities;
use super::basis::LegalBases;
use super::country::Countries;
use super::data_file::{ContentFault, LawPart, LawProblem, LawProblemKind, LazyPart, read};
use super::evidence::Sources;
use super::legal_act::Acts;
use super::mechanism::Safeguards;
use super::period::Periods;
use super::retention::{BY_COUNTRY, Retentions};
use super::watch::WatchList;

/// The shape of the files that this version reads.
const SCHEMA: u32 = 1;

/// The name of a file, without the folders that it is in.
fn name_of(file: &str) -> &str {
    file.rsplit(['/', '\\']).next().unwrap_or(file)
}

/// Puts an override over a part. A broken one changes nothing.
fn lay_over<T: LawPart>(
    part: &mut LazyPart<T>,
    file: &str,
    text: &str,
    countries: &BTreeSet<String>,
) -> Vec<LawProblem> {
    let over: T = match read(file, text) {
        Ok(over) => over,
        Err(problem) => return vec![problem],
    };
    if over.meta().schema.is_some_and(|schema| schema != SCHEMA) {
        return vec![
            ContentFault::table("meta", "schema", LawProblemKind::UnsupportedSchema)
                .in_file(file, text),
        ];
    }
    let own: BTreeSet<&str> = over.codes().into_iter().collect();
    let faults = over.faults(&|code| countries.contains(code) || own.contains(code));
    if faults.is_empty() {
        part.merge(over.of_file(name_of(file)));
    }
    faults
        .into_iter()
        .map(|fault| fault.in_file(file, text))
        .collect()
}

/// Puts those files over a part that are called as its own, and takes them out of those that are left.
fn lay_all<T: LawPart>(
    part: &mut LazyPart<T>,
    left: &mut Vec<(&str, &str)>,
    countries: &BTreeSet<String>,
) -> Vec<LawProblem> {
    let own = left.extract_if(.., |(file, _)| T::is_called(name_of(file)));
    own.flat_map(|(file, text)| lay_over(part, file, text, countries))
        .collect()
}

impl Law {
    /// The names of the files of law data.
    #[must_use]
    pub fn file_names() -> Vec<&'static str> {
        let mut names = vec![
            Countries::FILE,
            Adequacy::FILE,
            Safeguards::FILE,
            LegalBases::FILE,
            Authorities::FILE,
            Retentions::FILE,
            Periods::FILE,
            Acts::FILE,
            Sources::FILE,
            WatchList::FILE,
        ];
        names.extend(BY_COUNTRY.iter().map(|(file, _)| file));
        names
    }

    /// The codes of the countries that there are.
    fn known_countries(&self) -> BTreeSet<String> {
        self.countries.country.keys().cloned().collect()
    }

    /// The law with files of the user's own laid over it, and what is wrong with those that were left out.
    ///
    /// Each file is a name or path, whose last part says which file it is, and its text.
    #[must_use]
    pub fn with_overrides<F: AsRef<str>, T: AsRef<str>>(
        mut self,
        files: &[(F, T)],
    ) -> (Self, Vec<LawProblem>) {
        let mut problems = Vec::new();
        if files.is_empty() {
            return (self, problems);
        }
        let mut left: Vec<(&str, &str)> = files
            .iter()
            .map(|(file, text)| (file.as_ref(), text.as_ref()))
            .collect();
        // Countries first, whatever the order of the files, because others refer to them.
        let known = self.known_countries();
        problems.extend(lay_all(&mut self.countries, &mut left, &known));
        let known = self.known_countries();
        problems.extend(lay_all(&mut self.adequacy, &mut left, &known));
        problems.extend(lay_all(&mut self.safeguards, &mut left, &known));
        problems.extend(lay_all(&mut self.bases, &mut left, &known));
        problems.extend(lay_all(&mut self.authorities, &mut left, &known));
        problems.extend(lay_all(&mut self.retentions, &mut left, &known));
        problems.extend(lay_all(&mut self.periods, &mut left, &known));
        problems.extend(lay_all(&mut self.acts, &mut left, &known));
        problems.extend(lay_all(&mut self.sources, &mut left, &known));
        problems.extend(lay_all(&mut self.watch, &mut left, &known));
        let unknown = left.into_iter().map(|(file, _)| LawProblem {
            file: file.to_owned(),
            line: None,
            key: None,
            kind: LawProblemKind::UnknownFile,
        });
        problems.extend(unknown);
        self.forget_words();
        (self, problems)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;
    use crate::law::destination::{Answers, Status};
    use crate::law::tests::{fresh, on};

    fn over(file: &str, text: &str) -> (Law, Vec<LawProblem>) {
        fresh().with_overrides(&[(file, text)])
    }

    fn problem(file: &str, text: &str) -> (Option<usize>, String, LawProblemKind) {
        let (law, problems) = over(file, text);
        assert_eq!(problems.len(), 1, "{problems:?}");
        // The shipped data are used.
        assert_eq!(law.decisions(), fresh().decisions());
        assert_eq!(
            law.countries().collect::<Vec<_>>(),
            fresh().countries().collect::<Vec<_>>()
        );
        assert_eq!(problems[0].file, file);
        (
            problems[0].line,
            problems[0].key.clone().unwrap_or_default(),
            problems[0].kind,
        )
    }

    const KENYA: &str = r#"
[meta]
known_to = 2027-02-01

[[decision]]
id = "KE-2027-1"
applies_to = ["KE"]
name_en = "Kenya"
decision = "(EU) 2027/1"
basis = "GDPR"
adopted = 2027-01-01
valid_from = 2027-01-15
coverage = "all"
source = "Commission Implementing Decision (EU) 2027/1"
confidence = "confirmed"
"#;

    #[test]
    fn a_new_decision_is_added_and_moves_what_is_known() {
        let (law, problems) = over("/home/anna/.config/ropa/law/adequacy.toml", KENYA);
        assert_eq!(problems, []);
        let standing = |day| {
            law.standing("KE", on(day), &Answers::new())
                .map(|standing| standing.status)
        };
        assert_eq!(standing("2027-01-14"), Some(Status::NotAdequate));
        assert_eq!(standing("2027-01-15"), Some(Status::Adequate));
        assert_eq!(law.known_to(), on("2027-02-01"));
        assert_eq!(
            law.decision("KE-2027-1")
                .map(|it| it.label(Language::SWEDISH)),
            Some("Kenya")
        );
        assert_eq!(law.decisions().len(), fresh().decisions().len() + 1);
    }

    #[test]
    fn an_entry_is_replaced_whole() {
        let text = KENYA
            .replace("KE-2027-1", "GB-2021-1772")
            .replace("[\"KE\"]", "[\"GB\"]");
        let (law, problems) = over("adequacy.toml", &text);
        assert_eq!(problems, []);
        assert_eq!(law.decisions().len(), fresh().decisions().len());
        let british = law.decision("GB-2021-1772");
        assert_eq!(
            british.map(|it| (it.condition.len(), it.sunset.len(), it.valid_until)),
            Some((0, 0, None))
        );
    }

    #[test]
    fn a_country_can_be_added_and_changed() {
        let text = "[country.ZZ]\nname_en = \"Newland\"\n[country.RS]\nname_en = \"Serbia\"\nname_sv = \"Serbien\"\nalpha3 = \"SRB\"\n\
                    group = \"eu\"\neu_from = 2030-01-01\ngdpr_from = 2030-01-01\nsource = \"treaty\"\nconfidence = \"confirmed\"\n";
        let (law, problems) = over("countries.toml", text);
        assert_eq!(problems, []);
        assert!(law.is_eea_on("RS", on("2030-01-01")) && !law.is_eea_on("RS", on("2029-12-31")));
        assert_eq!(
            law.country("ZZ")
                .map(|it| (it.code.as_str(), it.label(Language::SWEDISH))),
            Some(("ZZ", "Newland"))
        );
        assert!(law.country("ZZ").is_some_and(|it| !it.source.is_empty()));
        // A file that comes later can refer to the new country, whatever the order they are handed in.
        let kenya = KENYA.replace("[\"KE\"]", "[\"ZZ\"]");
        let (law, problems) =
            fresh().with_overrides(&[("adequacy.toml", kenya.as_str()), ("countries.toml", text)]);
        assert_eq!(problems, []);
        assert_eq!(
            law.standing("ZZ", on("2027-01-15"), &Answers::new())
                .map(|it| it.status),
            Some(Status::Adequate)
        );
    }

    #[test]
    fn words_to_find_follow_the_override() {
        let law = fresh();
        assert!(
            law.cited_repealed_acts("Old Act", on("2026-01-01"))
                .is_empty()
        );
        let text = "[[act]]\nid = \"old\"\nkind = \"statute\"\nname_en = \"Old Act\"\nin_force_until = 2025-01-01\n\
                    cited_as = [\"Old Act\"]\nsource = \"new act\"\nconfidence = \"confirmed\"\n";
        let (law, problems) = law.with_overrides(&[("acts.toml", text)]);
        assert_eq!(problems, []);
        assert_eq!(
            law.cited_repealed_acts("the old act", on("2026-01-01"))
                .len(),
            1
        );
    }

    #[test]
    fn a_broken_file_names_line_and_key() {
        let broken = |from: &str, to: &str| problem("adequacy.toml", &KENYA.replace(from, to));
        assert_eq!(
            broken("coverage = \"all\"", "coverage ="),
            (Some(13), "decision.coverage".into(), LawProblemKind::Syntax)
        );
        assert_eq!(
            broken("name_en", "nam_en"),
            (
                Some(8),
                "decision.nam_en".into(),
                LawProblemKind::UnknownKey
            )
        );
        assert_eq!(
            broken("basis = \"GDPR\"\n", ""),
            (Some(5), "decision.basis".into(), LawProblemKind::MissingKey)
        );
        assert_eq!(
            broken("\"all\"", "\"some\""),
            (
                Some(13),
                "decision.coverage".into(),
                LawProblemKind::WrongValue
            )
        );
        assert_eq!(
            broken("2027-01-15", "\"soon\""),
            (
                Some(12),
                "decision.valid_from".into(),
                LawProblemKind::WrongValue
            )
        );
        assert_eq!(broken("2027-01-15", "2027-02-30").2, LawProblemKind::Syntax);
        assert_eq!(
            broken("2027-01-15", "2027-01-15T10:00:00"),
            (
                Some(12),
                "decision.valid_from".into(),
                LawProblemKind::WrongValue
            )
        );
        assert_eq!(
            broken("confidence = \"confirmed\"\n", "").2,
            LawProblemKind::MissingKey
        );
        assert_eq!(
            broken("coverage = ", "basis = ").2,
            LawProblemKind::DuplicateKey
        );
        assert_eq!(
            broken("[\"KE\"]", "[\"KX\"]"),
            (
                Some(7),
                "decision.applies_to".into(),
                LawProblemKind::UnknownReference
            )
        );
        assert_eq!(
            broken("[\"KE\"]", "[]"),
            (
                Some(7),
                "decision.applies_to".into(),
                LawProblemKind::WrongValue
            )
        );
        let reversed = broken("coverage", "valid_until = 2026-01-01\ncoverage");
        assert_eq!(
            reversed,
            (
                Some(13),
                "decision.valid_until".into(),
                LawProblemKind::DatesReversed
            )
        );
        assert_eq!(
            broken("[meta]", "[meta]\nschema = 2"),
            (
                Some(3),
                "meta.schema".into(),
                LawProblemKind::UnsupportedSchema
            )
        );
        assert_eq!(
            broken("\"all\"", "\"limited\""),
            (
                Some(13),
                "decision.coverage".into(),
                LawProblemKind::WrongValue
            )
        );
    }

    #[test]
    fn two_entries_of_one_key_are_refused() {
        let twice = format!(
            "{KENYA}\n{}",
            KENYA.replace("[meta]\nknown_to = 2027-02-01\n", "")
        );
        assert_eq!(
            problem("adequacy.toml", &twice),
            (Some(19), "decision".into(), LawProblemKind::DuplicateEntry)
        );
    }

    #[test]
    fn countries_that_claim_something_must_say_on_what_it_stands() {
        let text = "[country.RS]\nname_en = \"Serbia\"\ngroup = \"eu\"\neu_from = 2030-01-01\n";
        assert_eq!(
            problem("countries.toml", text),
            (
                Some(1),
                "country.RS.source".into(),
                LawProblemKind::MissingKey
            )
        );
        let text = "[country.AX]\nname_en = \"Åland\"\nvia = \"FX\"\n";
        assert_eq!(
            problem("countries.toml", text),
            (
                Some(3),
                "country.AX.via".into(),
                LawProblemKind::UnknownReference
            )
        );
    }

    #[test]
    fn a_bad_period_is_told() {
        let text = "[[retention]]\nid = \"x\"\nlaw = \"y\"\nkind = \"minimum\"\nperiod = \"7 years\"\nsource = \"z\"\nconfidence = \"confirmed\"\n";
        let (_, problems) = over("statutory_retention_se.toml", text);
        assert_eq!(problems.len(), 1);
        assert_eq!(
            (problems[0].line, problems[0].key.as_deref()),
            (Some(5), Some("retention.period"))
        );
    }

    #[test]
    fn a_list_of_any_country_is_laid_over_its_own() {
        let entry = "[meta]\nknown_to = 2027-02-01\n[[retention]]\nid = \"de-ao-147-3-books\"\njurisdiction = \"DE\"\nlaw = \"AO\"\n\
                     kind = \"minimum\"\nperiod = \"P9Y\"\nsource = \"z\"\nconfidence = \"confirmed\"\n";
        for (country, is_new) in [("de", false), ("gr", true)] {
            let code = country.to_uppercase();
            let text = entry
                .replace("DE", &code)
                .replace("de-", &format!("{country}-"));
            let file = format!("statutory_retention_{country}.toml");
            let (law, problems) = over(&file, &text);
            assert_eq!(problems, []);
            let mut of_country = law.retentions().iter().filter(|it| it.jurisdiction == code);
            assert!(of_country.any(|it| it.period.as_deref() == Some("P9Y")));
            let known = law.retentions.by_file().find(|(name, _)| *name == file);
            let known = known.and_then(|(_, meta)| meta.known_to);
            assert_eq!(known, Some(on("2027-02-01")), "{file}");
            let lists = law.retentions.by_file().count();
            let shipped = fresh().retentions.by_file().count();
            assert_eq!(lists, shipped + usize::from(is_new));
        }
        for file in [
            "statutory_retention_deu.toml",
            "statutory_retention.toml",
            "statutory_retention_DE.toml",
        ] {
            assert_eq!(over(file, "").1[0].kind, LawProblemKind::UnknownFile);
        }
    }

    #[test]
    fn a_file_of_another_name_is_told_and_the_good_ones_are_used() {
        let (law, problems) = fresh().with_overrides(&[
            ("countrys.toml", ""),
            ("adequacy.toml", KENYA),
            ("acts.toml", "[["),
        ]);
        assert!(law.decision("KE-2027-1").is_some());
        let told: Vec<_> = problems
            .iter()
            .map(|it| (it.file.as_str(), it.kind))
            .collect();
        assert_eq!(
            told,
            [
                ("acts.toml", LawProblemKind::Syntax),
                ("countrys.toml", LawProblemKind::UnknownFile)
            ]
        );
        assert!(
            problems[0].to_string().starts_with("acts.toml:1"),
            "{}",
            problems[0]
        );
    }

    #[test]
    fn an_empty_file_and_every_shipped_file_are_good_overrides() {
        for (file, _) in crate::law::tests::shipped_files() {
            assert_eq!(over(file, "").1, [], "{file}");
            assert_eq!(
                over(file, "# nothing yet\n[meta]\nschema = 1\n").1,
                [],
                "{file}"
            );
        }
    }

    #[test]
    fn a_country_code_is_written_in_capitals() {
        let text = "[country.se]\nname_en = \"Sweden\"\n";
        let expected = (Some(1), "country.se".into(), LawProblemKind::WrongValue);
        assert_eq!(problem("countries.toml", text), expected);
    }

    #[test]
    fn a_file_cut_anywhere_is_told_or_used_and_never_breaks_the_rest() {
        let law = fresh();
        for (file, text) in crate::law::tests::shipped_files() {
            for cut in (0..text.len()).step_by(text.len() / 12 + 1) {
                let Some(text) = text.get(..cut) else {
                    continue;
                };
                let (law, problems) = law.clone().with_overrides(&[(file, text)]);
                assert!(problems.len() <= 1, "{file}: {problems:?}");
                assert!(
                    problems.iter().all(|it| it.line.is_some()),
                    "{file}: {problems:?}"
                );
                assert_eq!(law.codes_countries().len(), 252, "{file} at {cut}");
            }
        }
    }
}
