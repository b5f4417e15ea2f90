//! Whole-layer checks: that every file reads, is sourced and speaks both languages, and the answers for destinations.

use std::sync::LazyLock;

use super::entry::Keyed;
use super::*;
use crate::domain::language::Language;

/// A day of the calendar.
pub(super) fn on(day: &str) -> NaiveDate {
    day.parse().unwrap_or_else(|error| panic!("{day}: {error}"))
}

/// The shipped data, read once for all tests.
pub(super) fn shipped() -> &'static Law {
    static LAW: LazyLock<Law> = LazyLock::new(fresh);
    &LAW
}

/// The shipped data, to be changed.
pub(super) fn fresh() -> Law {
    Law::shipped().unwrap_or_else(|error| panic!("{error}"))
}

/// What is read later is found broken by nobody else.
#[test]
fn every_part_can_be_read() {
    fn reads<T: LawPart>() {
        if let Err(error) = T::shipped() {
            panic!("{error}");
        }
    }
    reads::<country::Countries>();
    reads::<adequacy::Adequacy>();
    reads::<mechanism::Safeguards>();
    reads::<basis::LegalBases>();
    reads::<authority::Authorities>();
    reads::<retention::Retentions>();
    reads::<period::Periods>();
    reads::<legal_act::Acts>();
    reads::<evidence::Sources>();
    reads::<watch::WatchList>();
}

/// The name and text of every shipped file.
pub(super) fn shipped_files() -> Vec<(&'static str, &'static str)> {
    let mut files = vec![
        (country::Countries::FILE, country::Countries::SHIPPED),
        (adequacy::Adequacy::FILE, adequacy::Adequacy::SHIPPED),
        (mechanism::Safeguards::FILE, mechanism::Safeguards::SHIPPED),
        (basis::LegalBases::FILE, basis::LegalBases::SHIPPED),
        (
            authority::Authorities::FILE,
            authority::Authorities::SHIPPED,
        ),
        (retention::Retentions::FILE, retention::Retentions::SHIPPED),
        (period::Periods::FILE, period::Periods::SHIPPED),
        (legal_act::Acts::FILE, legal_act::Acts::SHIPPED),
        (evidence::Sources::FILE, evidence::Sources::SHIPPED),
        (watch::WatchList::FILE, watch::WatchList::SHIPPED),
    ];
    files.extend(retention::BY_COUNTRY);
    files
}

fn answers(given: &[(&str, bool)]) -> Answers {
    given
        .iter()
        .map(|(id, answer)| ((*id).to_owned(), *answer))
        .collect()
}

fn ask<'a>(code: &str, day: &str, given: &[(&str, bool)]) -> DestinationStanding<'a> {
    shipped()
        .standing(code, on(day), &answers(given))
        .unwrap_or_else(|| panic!("{code} is unknown"))
}

/// Status, reason and decision.
fn told(code: &str, day: &str) -> (&'static str, &'static str, Option<&'static str>) {
    let standing: DestinationStanding<'static> = ask(code, day, &[]);
    (
        standing.status.code(),
        standing.reason.code(),
        standing.decision.map(|it| it.id.as_str()),
    )
}

fn condition_ids<'a>(conditions: &[&'a AdequacyCondition]) -> Vec<&'a str> {
    conditions
        .iter()
        .map(|condition| condition.id.as_str())
        .collect()
}

type Entries = Vec<(&'static str, &'static dyn Sourced)>;

fn every_entry() -> Entries {
    fn add<T: Sourced + Keyed + 'static>(
        all: &mut Entries,
        list: impl IntoIterator<Item = &'static T>,
    ) {
        all.extend(
            list.into_iter()
                .map(|entry| (entry.key(), entry as &dyn Sourced)),
        );
    }
    let law = shipped();
    let mut all = Entries::new();
    add(&mut all, law.countries.country.values());
    add(&mut all, &law.countries.area);
    add(&mut all, &law.countries.organisation);
    add(&mut all, &law.countries.place_without_code);
    add(&mut all, &law.adequacy.decision);
    add(&mut all, &law.adequacy.amending);
    add(&mut all, &law.adequacy.litigation);
    add(&mut all, &law.adequacy.pending);
    add(&mut all, &law.adequacy.eea_note);
    add(&mut all, &law.safeguards.mechanism);
    add(&mut all, &law.safeguards.clause_set);
    add(&mut all, &law.safeguards.clause_set_pending);
    add(&mut all, &law.safeguards.not_eu_mechanism);
    add(&mut all, &law.bases.basis);
    add(&mut all, &law.bases.special);
    add(&mut all, &law.bases.topic);
    add(&mut all, &law.bases.art30);
    add(&mut all, &law.bases.dpia_mandatory);
    add(&mut all, &law.bases.dpia_criterion);
    add(&mut all, &law.bases.term);
    add(&mut all, &law.bases.threshold);
    add(&mut all, &law.authorities.authority);
    add(&mut all, &law.authorities.eu_body);
    add(&mut all, &law.retentions.retention);
    add(&mut all, &law.periods.rule);
    add(&mut all, &law.acts.act);
    all.extend(
        law.adequacy
            .absence
            .iter()
            .map(|it| ("absence", it as &dyn Sourced)),
    );
    all
}

#[test]
fn every_entry_has_a_source_and_known_evidence() {
    let all = every_entry();
    assert!(all.len() > 450, "{}", all.len());
    for (id, entry) in all {
        let provenance = entry.provenance();
        assert!(!provenance.source.is_empty(), "{id} has no source");
        for evidence in provenance.evidence {
            assert!(
                shipped().evidence(evidence).is_some(),
                "{id} stands on {evidence}"
            );
        }
        if provenance.confidence == Confidence::Partly {
            assert!(
                !provenance.unconfirmed_fields.is_empty(),
                "{id} does not say what is unconfirmed"
            );
        }
    }
}

#[test]
fn shipped_files_pass_the_checks_of_overrides() {
    let files = shipped_files();
    let names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, Law::file_names());
    let (law, problems) = fresh().with_overrides(&files);
    assert_eq!(problems, []);
    assert_eq!(law.decisions(), shipped().decisions());
}

#[test]
fn what_the_data_know_is_dated() {
    assert_eq!(shipped().known_to(), on("2026-10-08"));
    assert_eq!(shipped().as_of(), on("2026-11-21"));
    assert!(!ask("CH", "2026-10-08", &[]).beyond_known);
    assert!(ask("CH", "2026-10-09", &[]).beyond_known);
    assert!(!shipped().open_questions().is_empty());
}

/// The texts of a table and of what stands in it that one of the languages lacks, by their keys.
fn untranslated(path: &str, table: &toml::de::DeTable<'_>, found: &mut Vec<String>) {
    use toml::de::DeValue;
    for (key, value) in table {
        let path = format!("{path}.{}", key.get_ref());
        match value.get_ref() {
            DeValue::Table(texts) if texts.values().all(|text| text.get_ref().is_str()) => {
                let has = |language: Language| texts.contains_key(language.code());
                let both = [Language::ENGLISH, Language::SWEDISH].map(has);
                // An authority of another country is called as in English where it has no Swedish name; headings are of
                // the language that has them.
                let key = key.get_ref().as_ref();
                let named = key == "official_title"
                    || key == "name" && path.starts_with("authorities.toml");
                if both != [true, true] && !named {
                    found.push(path);
                }
            }
            DeValue::Table(inner) => untranslated(&path, inner, found),
            DeValue::Array(list) => {
                for (at, item) in list.iter().enumerate() {
                    if let DeValue::Table(inner) = item.get_ref() {
                        untranslated(&format!("{path}[{at}]"), inner, found);
                    }
                }
            }
            _ => {}
        }
    }
}

#[test]
fn every_text_is_there_in_english_and_swedish() {
    let mut found = Vec::new();
    for (file, text) in shipped_files() {
        let mut table = toml::de::DeTable::parse(text).unwrap();
        translated::gather(table.get_mut()).unwrap();
        untranslated(file, table.get_ref(), &mut found);
    }
    assert_eq!(found, Vec::<String>::new());
    for country in shipped().countries() {
        assert!(!country.name.is_empty(), "{}", country.code);
        assert_eq!(country.alpha3.len(), 3, "{}", country.code);
    }
}

/// What stands for Swedish in a table and in what stands in it, by its keys: its own texts, and texts without any other.
fn in_swedish(path: &str, table: &toml::de::DeTable<'_>, found: &mut Vec<(String, String)>) {
    use toml::de::DeValue;
    for (key, value) in table {
        let key = key.get_ref().as_ref();
        let path = format!("{path}.{key}");
        match value.get_ref() {
            DeValue::Table(inner) => in_swedish(&path, inner, found),
            DeValue::Array(list) => {
                for (at, item) in list.iter().enumerate() {
                    if let DeValue::Table(inner) = item.get_ref() {
                        in_swedish(&format!("{path}[{at}]"), inner, found);
                    }
                }
            }
            DeValue::String(text) if ["sv", "source", "law"].contains(&key) => {
                found.push((path, text.to_string()));
            }
            _ => {}
        }
    }
}

#[test]
fn no_english_is_left_in_swedish() {
    const ENGLISH: [&str; 14] = [
        "the",
        "of",
        "and",
        "Art.",
        "Arts.",
        "Commission",
        "Decision",
        "Regulation",
        "Regulations",
        "Directive",
        "regulations",
        "referring",
        "its",
        "adequacy",
    ];
    let mut left = Vec::new();
    for (file, text) in shipped_files() {
        // What acts are called in English is their own name there.
        let in_english = ["_gb.toml", "_ie.toml"]
            .iter()
            .any(|country| file.ends_with(country));
        let mut table = toml::de::DeTable::parse(text).unwrap();
        translated::gather(table.get_mut()).unwrap();
        let mut texts = Vec::new();
        in_swedish(file, table.get_ref(), &mut texts);
        left.extend(texts.into_iter().filter(|(path, text)| {
            let mut words = text.split([' ', ',', ';', '(', ')']);
            let is_name = path.contains(".meta.") || in_english && path.contains(".law");
            !is_name && text != "Isle of Man" && words.any(|word| ENGLISH.contains(&word))
        }));
    }
    assert_eq!(left, []);
}

#[test]
fn labels_fall_back_to_english_then_to_the_code() {
    let named = |name: &str| {
        let text = format!("[country.SE]\n{name}");
        let (law, problems) = fresh().with_overrides(&[("countries.toml", text)]);
        assert_eq!(problems, []);
        law.country_label("SE", Language::SWEDISH).to_owned()
    };
    assert_eq!(named("name_en = \"Sweden\"\n"), "Sweden");
    assert_eq!(named(""), "SE");
    assert_eq!(shipped().country_label("QQ", Language::SWEDISH), "QQ");
    assert_eq!(
        shipped().country_label("EU", Language::SWEDISH),
        "Europeiska unionen"
    );
}

#[test]
fn codes_are_understood_as_people_write_them() {
    let code = |typed: &str| shipped().destination(typed).map(Destination::code);
    assert_eq!(code("el"), Some("GR"));
    assert_eq!(code("GR"), Some("GR"));
    assert_eq!(code("UK"), Some("GB"));
    assert_eq!(code(" gb "), Some("GB"));
    assert_eq!(code("swe"), Some("SE"));
    assert_eq!(code("Sverige"), Some("SE"));
    assert_eq!(code("REUNION"), Some("RE"));
    assert_eq!(code("Turkey"), Some("TR"));
    assert_eq!(code("eu"), Some("EU"));
    assert_eq!(code("EES"), Some("EEA"));
    assert_eq!(code("EWR"), Some("EEA"));
    assert_eq!(code("UE"), Some("EU"));
    assert_eq!(code("European Patent Office"), Some("EPO"));
    assert_eq!(code("Skottland"), Some("GB"));
    assert_eq!(code("Madeira"), Some("PT"));
    assert_eq!(code("XX"), None);
    assert_eq!(code(""), None);
    assert_eq!(shipped().codes_countries().len(), 252);
    assert_eq!(&shipped().codes_countries()[..3], ["EU", "EEA", "AD"]);
}

#[test]
fn norway_is_inside_before_the_gdpr_reached_it() {
    assert_eq!(
        told("NO", "2018-05-24"),
        ("no_transfer", "eea_under_directive", None)
    );
    assert_eq!(
        told("NO", "2018-05-30"),
        ("no_transfer", "eea_under_directive", None)
    );
    assert_eq!(told("NO", "2018-07-20"), ("no_transfer", "eea_state", None));
    assert_eq!(told("IS", "2018-06-01").0, "no_transfer");
}

#[test]
fn membership_has_its_days() {
    assert_eq!(told("SE", "2026-11-21"), ("no_transfer", "member", None));
    assert_eq!(told("HR", "2013-06-30").0, "not_adequate");
    assert_eq!(told("HR", "2013-07-01"), ("no_transfer", "member", None));
    assert_eq!(
        told("HU", "2004-04-30"),
        ("adequate", "decision", Some("HU-2000-519"))
    );
    assert_eq!(told("HU", "2004-05-01").1, "member");
    assert_eq!(told("EU", "2026-11-21"), ("no_transfer", "area", None));
    assert!(shipped().is_eea_on("EEA", on("2026-11-21")));
    assert!(!shipped().is_eea_on("CH", on("2026-11-21")));
    // 27 members and three EEA states.
    let today = on("2026-11-21");
    let inside = |wanted| {
        shipped()
            .countries()
            .filter(|it| shipped().inside(it, today) == Some(wanted))
            .count()
    };
    assert_eq!(
        (
            inside(Inside::Member),
            inside(Inside::EeaState),
            inside(Inside::Territory)
        ),
        (27, 3, 7)
    );
}

#[test]
fn an_own_code_does_not_make_a_third_country() {
    for code in ["AX", "GP", "MQ", "GF", "RE", "YT", "MF"] {
        assert_eq!(
            told(code, "2026-11-21"),
            ("no_transfer", "territory", None),
            "{code}"
        );
        assert_eq!(
            told(code, "2017-01-01"),
            ("no_transfer", "territory", None),
            "{code}"
        );
    }
    for code in [
        "GL", "NC", "PF", "AW", "CW", "SX", "BQ", "PM", "WF", "BL", "TF",
    ] {
        assert_eq!(
            told(code, "2026-11-21"),
            ("not_adequate", "overseas", None),
            "{code}"
        );
        assert_eq!(
            shipped().is_transfer(code, on("2026-11-21")),
            Some(true),
            "{code}"
        );
    }
    assert_eq!(
        ask("AX", "2026-11-21", &[]).confidence(),
        Confidence::Unconfirmed
    );
    assert_eq!(told("YT", "2013-12-31").0, "not_adequate");
    assert_eq!(told("BL", "2011-12-31").0, "no_transfer");
}

#[test]
fn greenland_is_out_and_the_faroes_are_adequate() {
    assert_eq!(told("GL", "2026-11-21").0, "not_adequate");
    assert_eq!(
        told("FO", "2026-11-21"),
        ("adequate", "decision", Some("FO-2010-146"))
    );
}

#[test]
fn micro_states_are_not_adequate_but_andorra_is() {
    for code in ["MC", "SM", "VA"] {
        assert_eq!(
            told(code, "2026-11-21"),
            ("not_adequate", "no_decision", None),
            "{code}"
        );
        assert_eq!(
            ask(code, "2026-11-21", &[]).notes(Language::SWEDISH).len(),
            1,
            "{code}"
        );
    }
    assert_eq!(
        told("AD", "2026-11-21"),
        ("adequate", "decision", Some("AD-2010-625"))
    );
    // Not even a Swede's first thought is in the EEA.
    assert_eq!(
        told("CH", "2026-11-21"),
        ("adequate", "decision", Some("CH-2000-518"))
    );
}

#[test]
fn svalbard_and_jan_mayen_share_a_code() {
    assert_eq!(told("SJ", "2026-11-21"), ("ask", "two_regimes", None));
    assert_eq!(
        condition_ids(&ask("SJ", "2026-11-21", &[]).open),
        ["sj_jan_mayen"]
    );
    assert_eq!(
        ask("SJ", "2026-11-21", &[("sj_jan_mayen", true)]).status,
        Status::NoTransfer
    );
    assert_eq!(
        ask("SJ", "2026-11-21", &[("sj_jan_mayen", false)]).reason,
        StandingReason::Outside
    );
    assert_eq!(
        told("Svalbard", "2026-11-21"),
        ("not_adequate", "outside", None)
    );
    assert_eq!(told("Jan Mayen", "2026-11-21").0, "no_transfer");
    assert_eq!(
        told("Northern Cyprus", "2026-11-21"),
        ("ask", "two_regimes", None)
    );
    assert_eq!(
        told("Azores", "2026-11-21"),
        ("no_transfer", "member", None)
    );
    assert_eq!(shipped().is_transfer("SJ", on("2026-11-21")), None);
}

#[test]
fn great_britain_at_its_days() {
    assert_eq!(told("GB", "2020-01-31"), ("no_transfer", "member", None));
    assert_eq!(
        told("GB", "2020-12-31"),
        ("no_transfer", "transition", None)
    );
    assert_eq!(told("GB", "2021-01-01"), ("bridge", "bridge", None));
    assert_eq!(told("GB", "2021-06-27"), ("bridge", "bridge", None));
    assert_eq!(ask("GB", "2021-03-01", &[]).until, Some(on("2021-06-27")));
    assert!(!shipped().is_eea_on("GB", on("2021-03-01")));
    // The answer changes when its question is no longer asked, not only when the decision ends.
    assert_eq!(ask("GB", "2022-01-01", &[]).until, Some(on("2025-12-18")));
    assert_eq!(ask("GB", "2025-12-19", &[]).until, Some(on("2031-12-27")));
    assert_eq!(
        told("GB", "2021-06-28"),
        ("adequate_if", "decision", Some("GB-2021-1772"))
    );
    assert_eq!(
        condition_ids(&ask("UK", "2025-12-18", &[]).conditions),
        ["gb_not_immigration"]
    );
    // The exclusion of immigration control is gone, and so is the question.
    assert_eq!(
        told("GB", "2025-12-19"),
        ("adequate", "decision", Some("GB-2021-1772"))
    );
    assert_eq!(told("GB", "2031-12-27").0, "adequate");
    assert_eq!(
        told("GB", "2031-12-28"),
        ("not_adequate", "decision_ended", None)
    );
}

#[test]
fn gibraltar_and_the_islands_are_not_great_britain() {
    assert_eq!(
        told("GI", "2020-12-31"),
        ("no_transfer", "transition", None)
    );
    assert_eq!(
        told("GI", "2021-01-01"),
        ("not_adequate", "no_decision", None)
    );
    assert_eq!(
        told("GI", "2026-11-21"),
        ("not_adequate", "no_decision", None)
    );
    assert_eq!(
        ask("GI", "2026-11-21", &[]).confidence(),
        Confidence::Partly
    );
    for (code, decision) in [
        ("JE", "JE-2008-393"),
        ("GG", "GG-2003-821"),
        ("IM", "IM-2004-411"),
    ] {
        assert_eq!(
            told(code, "2026-11-21"),
            ("adequate", "decision", Some(decision))
        );
    }
    assert_eq!(told("BM", "2026-11-21").0, "not_adequate");
}

#[test]
fn the_united_states_depend_on_the_recipient() {
    let today = "2026-11-21";
    assert_eq!(
        told("US", today),
        ("adequate_if", "decision", Some("US-2023-1795"))
    );
    let listed = ask("US", today, &[("us_dpf_listed", true)]);
    assert_eq!(listed.status, Status::Adequate);
    // Employment data are a case of their own: the question stays in sight.
    assert_eq!(condition_ids(&listed.open), ["us_dpf_hr"]);
    assert!(listed.open[0].dated && listed.open[0].only_if.get(Language::SWEDISH).is_some());
    let unlisted = ask("US", today, &[("us_dpf_listed", false)]);
    assert_eq!(
        (unlisted.status, unlisted.reason),
        (Status::NotAdequate, StandingReason::ConditionNotMet)
    );
    assert_eq!(condition_ids(&unlisted.failed), ["us_dpf_listed"]);
    let staff = ask(
        "US",
        today,
        &[("us_dpf_listed", true), ("us_dpf_hr", false)],
    );
    assert_eq!(staff.status, Status::NotAdequate);
    assert!(listed.decision.is_some_and(|decision| decision.at_risk));
    assert_eq!(shipped().litigation("US-2023-1795").count(), 3);
}

#[test]
fn what_fell_was_in_force_then_and_is_never_called_valid() {
    for (day, decision, judgment) in [
        ("2015-10-05", "US-2000-520", "2015-10-06"),
        ("2020-07-15", "US-2016-1250", "2020-07-16"),
    ] {
        assert_eq!(
            told("US", day),
            ("adequate_if", "decision_invalidated_later", Some(decision))
        );
        assert_eq!(ask("US", day, &[]).later_invalidated, Some(on(judgment)));
        // No grace period.
        let next = ask("US", judgment, &[]);
        assert_eq!(
            (next.status, next.reason),
            (Status::NotAdequate, StandingReason::DecisionInvalidated)
        );
        assert_eq!(next.ended.map(|it| it.id.as_str()), Some(decision));
    }
    assert_eq!(told("US", "2016-07-11").0, "not_adequate");
    assert_eq!(told("US", "2023-07-09").0, "not_adequate");
    assert_eq!(
        ask("US", "2023-07-09", &[])
            .upcoming
            .map(|it| it.id.as_str()),
        Some("US-2023-1795")
    );
    assert_eq!(told("US", "2023-07-10").1, "decision");
    assert_eq!(ask("US", "2023-07-10", &[]).later_invalidated, None);
}

#[test]
fn american_territories_ask_for_the_recipient() {
    for code in ["PR", "GU", "VI", "AS", "MP", "UM"] {
        assert_eq!(
            told(code, "2026-11-21"),
            ("ask", "depends_on_recipient", Some("US-2023-1795")),
            "{code}"
        );
        assert_eq!(told(code, "2021-01-01").0, "not_adequate", "{code}");
    }
    assert_eq!(
        ask("PR", "2026-11-21", &[("us_dpf_listed", true)]).status,
        Status::Adequate
    );
    assert_eq!(
        ask("PR", "2026-11-21", &[("us_dpf_listed", true)]).confidence(),
        Confidence::Unconfirmed
    );
}

#[test]
fn limited_decisions_ask_their_conditions() {
    for (code, asked) in [
        ("CA", &["ca_pipeda"][..]),
        ("JP", &["jp_operator", "jp_not_exempt"]),
        ("KR", &["kr_not_excluded_purpose", "kr_not_fsc_credit"]),
        ("BR", &["br_lgpd"]),
        ("IL", &["il_automated"]),
    ] {
        let standing = ask(code, "2026-11-21", &[]);
        assert_eq!(standing.status, Status::AdequateIf, "{code}");
        assert_eq!(condition_ids(&standing.conditions), asked, "{code}");
        let all: Vec<_> = asked.iter().map(|id| (*id, true)).collect();
        assert_eq!(
            ask(code, "2026-11-21", &all).status,
            Status::Adequate,
            "{code}"
        );
        assert_eq!(
            ask(code, "2026-11-21", &[(asked[0], false)]).status,
            Status::NotAdequate,
            "{code}"
        );
        assert!(
            asked.iter().all(|id| shipped().condition(id).is_some()),
            "{code}"
        );
    }
    assert_eq!(
        ask("JP", "2026-11-21", &[("jp_operator", true)]).status,
        Status::AdequateIf
    );
}

#[test]
fn a_number_does_not_give_the_day() {
    // (EU) 2022/254 took effect in 2021, 2013/65 in 2012, 2002/2 in 2001.
    assert_eq!(
        told("KR", "2021-12-16"),
        ("not_adequate", "decision_not_yet", None)
    );
    assert_eq!(told("KR", "2021-12-17").2, Some("KR-2022-254"));
    assert_eq!(told("NZ", "2012-12-19").2, Some("NZ-2013-65"));
    assert_eq!(told("CA", "2001-12-20").2, Some("CA-2002-2"));
    assert_eq!(
        told("BR", "2026-01-27"),
        ("not_adequate", "decision_not_yet", None)
    );
    assert_eq!(
        told("BR", "2026-01-28"),
        ("adequate_if", "decision", Some("BR-2026-179"))
    );
    let numbers: Vec<_> = shipped()
        .decisions()
        .iter()
        .map(|it| it.number(Language::ENGLISH))
        .collect();
    for wrong in [
        "2003/79/EC",
        "(EU) 2021/1289",
        "(EU) 2021/2216",
        "(EU) 2022/2291",
        "(EU) 2025/650",
    ] {
        assert!(!numbers.contains(&wrong), "{wrong}");
    }
}

#[test]
fn the_patent_office_is_no_country() {
    assert_eq!(
        told("EPO", "2025-07-17"),
        ("not_adequate", "decision_not_yet", None)
    );
    assert_eq!(
        told("epo", "2025-07-18"),
        ("adequate", "decision", Some("EPO-2025-1382"))
    );
    assert!(shipped().country("EPO").is_none());
    let standing = shipped().organisation_standing(
        "Europeiska patentverket",
        on("2026-11-21"),
        &Answers::new(),
    );
    assert_eq!(standing.status, Status::Adequate);
    assert_eq!(
        standing.destination.map(|it| it.label(Language::ENGLISH)),
        Some("European Patent Organisation")
    );
    let other = shipped().organisation_standing(
        "World Health Organization",
        on("2026-11-21"),
        &Answers::new(),
    );
    assert_eq!(
        (other.status, other.reason),
        (Status::NotAdequate, StandingReason::NoDecision)
    );
    assert!(!other.source(Language::ENGLISH).is_empty());
    assert_eq!(other.destination, None);
}

#[test]
fn an_ordinary_third_country_says_what_it_stands_on() {
    let standing = ask("KE", "2026-11-21", &[]);
    assert_eq!(
        (standing.status, standing.reason),
        (Status::NotAdequate, StandingReason::NoDecision)
    );
    assert!(!standing.source(Language::ENGLISH).is_empty());
    assert_eq!(standing.confidence(), Confidence::Partly);
    assert!(shipped().candidates().iter().any(|it| it.country == "KE"));
    assert!(
        shipped()
            .standing("Atlantis", on("2026-11-21"), &Answers::new())
            .is_none()
    );
}

#[test]
fn codes_of_answers_are_all_different() {
    let statuses: std::collections::BTreeSet<_> = Status::ALL.iter().map(|it| it.code()).collect();
    let reasons: std::collections::BTreeSet<_> =
        StandingReason::ALL.iter().map(|it| it.code()).collect();
    let usable: std::collections::BTreeSet<_> = Usability::ALL.iter().map(|it| it.code()).collect();
    let problems: std::collections::BTreeSet<_> =
        LawProblemKind::ALL.iter().map(|it| it.code()).collect();
    assert_eq!(
        (statuses.len(), reasons.len(), usable.len(), problems.len()),
        (6, 18, 8, 10)
    );
}
