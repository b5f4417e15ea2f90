//! `country`: where a transfer stands on a day, in words that are exact about the past.

use super::Home;
use super::help::said;

#[test]
fn what_was_struck_down_later_is_never_called_valid() {
    let home = Home::new();
    let text = home.ropa(&["country", "US", "--on", "2017-01-01"]).done();
    assert!(
        text.starts_with("United States (US), 1 January 2017\nCovered on that date by an adequacy decision that was later declared invalid."),
        "{text}"
    );
    assert!(
        text.contains("(EU) 2016/1250") && text.contains("16 July 2020"),
        "{text}"
    );
    let json = home
        .ropa(&["country", "US", "--on", "2017-01-01", "--format", "json"])
        .json();
    assert_eq!(json["status"], "adequate_if");
    assert_eq!(json["reason"], "decision_invalidated_later");
    assert_eq!(json["declared_invalid_later_on"], "2020-07-16");
    let between = home
        .ropa(&["country", "US", "--on", "2021-01-01", "--format", "json"])
        .json();
    assert_eq!(between["status"], "not_adequate");
    assert!(between["decision"].is_null());
    let swedish = home
        .ropa(&["country", "USA", "--on", "2017-01-01", "--lang", "sv"])
        .done();
    assert!(
        swedish.contains("I kraft då, ogiltigförklarat senare"),
        "{swedish}"
    );
}

#[test]
fn cases_that_put_a_decision_at_risk_are_told_with_it() {
    let home = Home::new();
    let json = home.ropa(&["country", "US", "--format", "json"]).json();
    let cases = json["cases"].as_array().unwrap();
    let pending = |case: &serde_json::Value| case["case"] == "C-703/25 P Latombe v Commission";
    assert!(cases.iter().any(pending), "{json}");
    let swedish = home.ropa(&["country", "US", "--lang", "sv"]).done();
    assert!(swedish.contains(
        "C-703/25 P Latombe mot kommissionen (anhängiggjort den 31 oktober 2025): pågår"
    ));
    // Where it was published, as the language cites it, and who moved its end.
    assert!(swedish.contains("EUT L 231, 20.9.2023, s. 118; CELEX 32023D1795"));
    assert!(swedish.contains("Bevaka det."));
    let british = home.ropa(&["country", "GB"]).done();
    assert!(
        british.contains("to 27 December 2031 on 19 December 2025: (EU) 2025/2574"),
        "{british}"
    );
    let old = home
        .ropa(&["country", "HU", "--on", "2003-01-01", "--lang", "sv"])
        .done();
    assert!(old.contains("EGT L 215, 25.8.2000, s. 4"), "{old}");
    // What was not met in any source has a name that a reader understands.
    let told = home.ropa(&["country", "NO"]).done();
    assert!(told.contains("Not confirmed by any source: first date in the EEA."));
    let swedish = home.ropa(&["country", "AR", "--lang", "sv"]).done();
    assert!(swedish.contains("2003/490/EG") && !swedish.contains("Beslut 2003/490/EC"));
}

#[test]
fn the_answer_names_its_source_and_how_sure_it_is() {
    let home = Home::new();
    let json = home.ropa(&["country", "us", "--format", "json"]).json();
    let keys = [
        "code",
        "name",
        "on",
        "status",
        "decision",
        "conditions",
        "source",
        "confidence",
    ];
    for key in keys {
        assert!(json.get(key).is_some(), "{key}");
    }
    assert_eq!(
        (json["code"].as_str(), json["on"].as_str()),
        (Some("US"), Some("2026-11-21"))
    );
    assert!(!json["conditions"].as_array().unwrap().is_empty());
    assert_eq!(json["beyond_known"], true);
    let text = home.ropa(&["country", "US"]).done();
    assert!(
        text.contains("\nSource: ")
            && text.contains("The law data were last checked on 8 October 2026"),
        "{text}"
    );
    let sweden = home.ropa(&["country", "Sverige"]).done();
    assert!(sweden.contains("Not a transfer"), "{sweden}");
}

/// Every standing that the data can give has its words, in both languages.
#[test]
fn no_answer_shows_a_key() {
    for code in [
        "SE", "NO", "GB", "US", "JP", "CN", "CH", "GL", "CY", "IL", "EPO", "EU", "AX", "XK", "RU",
        "CA", "BR",
    ] {
        for day in [
            "1999-01-01",
            "2012-06-01",
            "2017-01-01",
            "2020-06-01",
            "2021-03-01",
            "2026-11-21",
            "2040-01-01",
        ] {
            for language in ["en", "sv"] {
                let text = said(&["country", code, "--on", day, "--lang", language]);
                for key in ["standing.", "confidence.", "cli.country", "{"] {
                    assert!(!text.contains(key), "{text}");
                }
            }
        }
    }
}

/// What was gathered around an answer and decides nothing stands with it.
#[test]
fn candidates_announced_clauses_and_the_effect_in_the_eea_are_told() {
    let home = Home::new();
    let kenya = home.ropa(&["country", "KE"]).done();
    assert!(kenya.contains("Adequacy dialogue announced"), "{kenya}");
    assert!(kenya.contains("Further Commission SCC"), "{kenya}");
    let norway = home.ropa(&["country", "NO"]).done();
    assert!(
        norway.contains("Joint Committee Decision 154/2018"),
        "{norway}"
    );
    assert!(!norway.contains("Further Commission SCC"), "{norway}");
    let japan = home.ropa(&["country", "SE"]).done();
    assert!(!japan.contains("Also known"), "{japan}");
    let json = home.ropa(&["country", "KE", "--format", "json"]).json();
    assert_eq!(json["around"].as_array().map(Vec::len), Some(2));
}

#[test]
fn the_law_says_to_which_day_it_is_known_and_what_is_watched() {
    let home = Home::with_register();
    let page = home.ropa(&["law", "--today", "2026-11-21"]).done();
    for told in [
        "8 October 2026",
        "C-703/25 P",
        "Kenya",
        "0130(COD)",
        "curia.europa.eu",
    ] {
        assert!(page.contains(told), "{told}: {page}");
    }
    let json = home.ropa(&["law", "--format", "json"]).json();
    assert_eq!(json["watched"].as_array().unwrap().len(), 20);
    assert_eq!(json["exemption_tests"][0]["persons_below"], 250);
}

#[test]
fn a_law_that_has_grown_old_is_told_everywhere_and_changes_no_answer() {
    let home = Home::with_register();
    let on =
        |day: &str, command: &[&str]| home.on("r.sqlite", &[&["--today", day], command].concat());
    for (day, old) in [("2027-01-06", false), ("2028-06-01", true)] {
        assert!(on(day, &["check"]).out.contains("8 October 2026"));
        assert_eq!(on(day, &["check"]).out.contains("90 days"), old, "{day}");
        let due = on(day, &["due", "--kind", "law"]);
        assert_eq!(due.code, 0, "it is no answer of no");
        assert_eq!(
            due.out.contains("8 October 2026"),
            old,
            "{day}: {}",
            due.out
        );
        let export = on(day, &["export", "--format", "markdown"]).done();
        assert!(export.contains("8 October 2026"), "{export}");
        let country = on(day, &["country", "US"]).done();
        assert!(!country.contains("every day so far"), "{country}");
    }
}

#[test]
fn a_country_is_known_by_its_name_in_another_language() {
    let home = super::Home::new();
    for named in ["Deutschland", "Yhdysvallat", "Allemagne"] {
        let told = home.ropa(&["country", named]);
        assert_eq!(told.code, 0, "{named}: {}", told.err);
    }
    assert_eq!(home.ropa(&["country", "Nowhere"]).code, 2);
}
