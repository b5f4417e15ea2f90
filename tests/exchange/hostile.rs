//! Files that mean harm, or were made in a hurry: each is refused with one problem that names path or line.

use super::{export, import, imported, notice};
use ropa::domain::language::Language;
use ropa::domain::problem::Problem;
use ropa::domain::register::Register;
use ropa::exchange::import::{decode, read};
use ropa::words::Words;

/// A file with these top-level keys.
fn file(members: &str) -> String {
    format!("{{\"format\": \"ropa-register\", \"version\": 1,\n{members}}}")
}

/// A file with one activity of these keys, on the second line.
fn activity(members: &str) -> String {
    file(&format!("\"activities\": [{{\"ref\": \"A1\", {members}}}]"))
}

fn refusal(text: &str) -> Problem {
    let mut register = imported(&file(
        "\"organisations\": [{\"ref\": \"O1\"}, {\"ref\": \"O2\"}]",
    ));
    register.mark.number = 2;
    let before = export(&register);
    let problem = import(text, &mut register).expect_err(text);
    assert_eq!(export(&register), before);
    problem
}

/// The text of a file, and the key and the path that it is refused with.
type Refused = (String, &'static str, &'static str);

/// Every file is refused so, in a sentence of each language.
#[track_caller]
fn assert_refused(cases: &[Refused]) {
    let words = Language::ALL.map(|language| Words::load(language).unwrap());
    for (text, key, path) in cases {
        let problem = refusal(text);
        assert_eq!(
            (problem.key, problem.detail("path").unwrap_or("")),
            (*key, *path),
            "{text}"
        );
        for words in &words {
            let message = words.message(&problem);
            let said = format!("{} {}", message.text, message.hint.unwrap_or_default());
            assert!(message.text.ends_with('.'), "{key}: {said}");
            assert!(!said.contains(['{', '\u{1b}']), "{key}: {said}");
        }
    }
}

/// A file with a holding of these keys.
fn holding(members: &str) -> String {
    activity(&format!(
        "\"retention\": [{{\"ref\": \"R1\", \"holdings\": [{{{members}}}]}}]"
    ))
}

/// A file with a second recipient of these keys.
fn recipient(members: &str) -> String {
    activity(&format!(
        "\"recipients\": [{{\"ref\": \"C1\"}}, {{{members}}}]"
    ))
}

#[test]
fn a_text_that_is_no_json_is_refused_where_it_breaks() {
    assert_refused(&[
        (String::new(), "import_truncated", "$"),
        ("{".into(), "import_truncated", "$"),
        ("not json".into(), "import_syntax", "$"),
        (
            activity("\"name\": \"Pay").trim_end_matches("\"}]}").into(),
            "import_truncated",
            "activities[0].name",
        ),
        (
            activity("\"name\": Pay"),
            "import_syntax",
            "activities[0].name",
        ),
        (
            activity("\"name\": \"\\ud800\""),
            "import_half_character",
            "activities[0].name",
        ),
        (
            activity("\"name\": \"\\ud800\\u0041\""),
            "import_half_character",
            "activities[0].name",
        ),
        (
            activity("\"name\": \"\\udc00\""),
            "import_half_character",
            "activities[0].name",
        ),
        (
            activity("\"name\": \"a\u{0}b\""),
            "import_syntax",
            "activities[0].name",
        ),
        (
            activity("\"age_limit\": 1e999"),
            "import_syntax",
            "activities[0].age_limit",
        ),
        (file("\"activities\": []") + "}", "import_syntax", "$"),
        (
            activity("\"name\": \"a\", \"name\": \"b\""),
            "import_duplicate_key",
            "activities[0].name",
        ),
        (
            file("\"measures\": [], \"measures\": []"),
            "import_duplicate_key",
            "measures",
        ),
        (
            activity("\"none\": {\"transfers\": \"\", \"transfers\": \"\"}"),
            "import_duplicate_key",
            "activities[0].none.transfers",
        ),
        (
            activity("\"name\": 1, \"na\\u006de\": 2"),
            "import_duplicate_key",
            "activities[0].name",
        ),
    ]);
}

#[test]
fn a_file_that_is_something_else_is_refused() {
    assert_refused(&[
        ("[]".into(), "import_other_format", ""),
        ("{}".into(), "import_no_format", ""),
        (
            "{\"format\": \"other\", \"version\": 1}".into(),
            "import_other_format",
            "",
        ),
        (
            "{\"format\": \"ropa-register\"}".into(),
            "import_version_unreadable",
            "version",
        ),
        (
            "{\"format\": \"ropa-register\", \"version\": \"1\"}".into(),
            "import_version_unreadable",
            "version",
        ),
        (
            "{\"format\": \"ropa-register\", \"version\": 0}".into(),
            "import_version_unreadable",
            "version",
        ),
        (
            "{\"format\": \"ropa-register\", \"version\": 1.5}".into(),
            "import_version_unreadable",
            "version",
        ),
        (
            "{\"format\": \"ropa-register\", \"version\": 2, \"news\": 1}".into(),
            "import_newer_version",
            "",
        ),
        (file("\"selection\": {}"), "import_selection", "selection"),
        (file("\"activitys\": []"), "import_unknown_key", "activitys"),
        (
            file("\"as_of\": \"2026-11\""),
            "import_day_unreadable",
            "as_of",
        ),
        (
            file("\"change\": {\"hsah\": \"\"}"),
            "import_unknown_key",
            "change.hsah",
        ),
        (file("\"register\": []"), "import_not_object", "register"),
        (
            file("\"register\": {\"ref\": \"x\"}"),
            "import_unknown_key",
            "register.ref",
        ),
        (file("\"activities\": {}"), "import_not_list", "activities"),
        (
            file("\"activities\": [null]"),
            "import_not_object",
            "activities[0]",
        ),
    ]);
}

#[test]
fn what_is_wrong_in_shape_hides_nothing_that_is_wrong_in_a_value() {
    let text = file(
        "\"news\": 1, \"measures\": {}, \"activities\": [7, {\"ref\": \"A1\", \"name\": 5, \"purposes\": \"p\", \"role\": \"x\",
        \"started_on\": \"2026-02-30\", \"none\": [], \"redacted\": 1}, {\"ref\": \"A1\", \"organisation\": \"O99\"}]",
    );
    let problem = refusal(&text);
    let told: Vec<(&str, &str)> = std::iter::once(&problem)
        .chain(&problem.others)
        .map(|it| (it.key, it.detail("path").unwrap_or_default()))
        .collect();
    for wanted in [
        ("import_unknown_key", "news"),
        ("import_not_list", "measures"),
        ("import_not_object", "activities[0]"),
        ("import_not_text", "activities[1].name"),
        ("import_not_list", "activities[1].purposes"),
        ("import_unknown_code", "activities[1].role"),
        ("import_date_unreadable", "activities[1].started_on"),
        ("import_not_object", "activities[1].none"),
        ("import_not_list", "activities[1].redacted"),
        ("import_duplicate_ref", "activities[2].ref"),
        ("import_reference_not_found", "activities[2].organisation"),
    ] {
        assert_eq!(
            told.iter().filter(|it| **it == wanted).count(),
            1,
            "{wanted:?}: {told:?}"
        );
    }
    assert_eq!(told.len(), 11, "{told:?}");
}

#[test]
fn keys_and_types_that_cannot_be_are_refused_with_their_path() {
    assert_refused(&[
        (
            activity("\"nmae\": \"x\""),
            "import_unknown_key",
            "activities[0].nmae",
        ),
        (
            activity("\"a b\\u001b[0m\": \"x\""),
            "import_unknown_key",
            "activities[0][\"a b[0m\"]",
        ),
        (
            activity("\"name\": 1"),
            "import_not_text",
            "activities[0].name",
        ),
        (
            activity("\"name\": [\"x\"]"),
            "import_not_text",
            "activities[0].name",
        ),
        (
            activity("\"systems\": 1"),
            "import_not_list",
            "activities[0].systems",
        ),
        (
            activity("\"systems\": [\"x\", 1]"),
            "import_not_text",
            "activities[0].systems[1]",
        ),
        (
            activity("\"profiling\": \"at night\""),
            "import_not_flag",
            "activities[0].profiling",
        ),
        (
            activity("\"age_limit\": -1"),
            "import_not_number",
            "activities[0].age_limit",
        ),
        (
            activity("\"age_limit\": 13.5"),
            "import_not_number",
            "activities[0].age_limit",
        ),
        (
            activity("\"age_limit\": 99999999999999999999"),
            "import_not_number",
            "activities[0].age_limit",
        ),
    ]);
}

#[test]
fn codes_dates_and_entries_that_cannot_be_are_refused_with_their_path() {
    assert_refused(&[
        (
            activity("\"role\": \"boss\""),
            "import_unknown_code",
            "activities[0].role",
        ),
        (
            activity("\"dpia_criteria\": [\"wp248-1\", \"x\"]"),
            "import_unknown_code",
            "activities[0].dpia_criteria[1]",
        ),
        (
            activity("\"started_on\": \"soon\""),
            "import_date_unreadable",
            "activities[0].started_on",
        ),
        (
            activity("\"started_on\": \"2026-02-30\""),
            "import_date_unreadable",
            "activities[0].started_on",
        ),
        (
            activity("\"review_interval\": \"5 moons\""),
            "import_period_unreadable",
            "activities[0].review_interval",
        ),
        (
            activity("\"countries\": [\"SE\", \"Atlantis\"]"),
            "import_country_unreadable",
            "activities[0].countries[1]",
        ),
        (
            activity("\"notices\": [{\"title\": \"x\"}, {\"url\": \"x\"}]"),
            "import_unknown_key",
            "activities[0].notices[1].url",
        ),
        (
            activity("\"notices\": [{\"title\": 1}]"),
            "import_not_text",
            "activities[0].notices[0].title",
        ),
        (
            activity("\"notices\": [\"x\"]"),
            "import_not_object",
            "activities[0].notices[0]",
        ),
        (
            activity("\"transfers\": [{\"conditions\": [{\"answer\": \"maybe\"}]}]"),
            "import_unknown_code",
            "activities[0].transfers[0].conditions[0].answer",
        ),
        (
            activity("\"transfers\": [{\"assessment\": \"x\"}]"),
            "import_not_object",
            "activities[0].transfers[0].assessment",
        ),
        (
            holding("\"started_on\": \"2026-01\""),
            "import_day_unreadable",
            "activities[0].retention[0].holdings[0].started_on",
        ),
    ]);
}

#[test]
fn answers_that_contradict_each_other_are_refused() {
    assert_refused(&[
        (
            activity("\"name\": \"x\", \"none\": {\"name\": \"\"}"),
            "import_may_not_be_none",
            "activities[0].none.name",
        ),
        (
            activity("\"none\": {\"profiling\": \"\"}"),
            "import_may_not_be_none",
            "activities[0].none.profiling",
        ),
        (
            activity("\"none\": {\"nmae\": \"\"}"),
            "import_unknown_key",
            "activities[0].none.nmae",
        ),
        (
            activity("\"none\": {\"transfers\": 1}"),
            "import_not_text",
            "activities[0].none.transfers",
        ),
        (
            activity("\"none\": []"),
            "import_not_object",
            "activities[0].none",
        ),
        (
            activity("\"systems\": [\"x\"], \"none\": {\"systems\": \"\"}"),
            "import_recorded_and_none",
            "activities[0].none.systems",
        ),
        (
            activity("\"none\": {\"purposes\": \"\"}, \"purposes\": [{}]"),
            "import_recorded_and_none",
            "activities[0].none.purposes",
        ),
        (
            file(
                "\"organisations\": [{\"contacts\": [{\"role\": \"dpo\"}], \"none\": {\"contacts.dpo\": \"\"}}]",
            ),
            "import_recorded_and_none",
            "organisations[0].none[\"contacts.dpo\"]",
        ),
        (
            file("\"register\": {\"none\": {\"title\": \"\"}}"),
            "import_may_not_be_none",
            "register.none.title",
        ),
    ]);
}

#[test]
fn references_that_lead_nowhere_are_refused() {
    assert_refused(&[
        (
            file("\"activities\": [{\"ref\": 1}]"),
            "import_not_text",
            "activities[0].ref",
        ),
        (
            recipient("\"organisation\": \"O7\""),
            "import_reference_not_found",
            "activities[0].recipients[1].organisation",
        ),
        (
            recipient("\"organisation\": \"A1\""),
            "import_reference_of_other_kind",
            "activities[0].recipients[1].organisation",
        ),
        (
            recipient("\"organisation\": 7"),
            "import_not_text",
            "activities[0].recipients[1].organisation",
        ),
        (
            recipient("\"data_categories\": [\"C1\"]"),
            "import_reference_of_other_kind",
            "activities[0].recipients[1].data_categories[0]",
        ),
        (
            recipient("\"data_categories\": [\"D1\"]"),
            "import_reference_not_found",
            "activities[0].recipients[1].data_categories[0]",
        ),
        (
            recipient("\"ref\": \"C1\""),
            "import_duplicate_ref",
            "activities[0].recipients[1].ref",
        ),
        (
            activity("\"recipients\": [{\"ref\": \"X\"}], \"purposes\": [{\"ref\": \"X\"}]"),
            "import_duplicate_ref",
            "activities[0].recipients[0].ref",
        ),
        (
            activity("\"organisation\": \"C1\", \"recipients\": [{\"ref\": \"C1\"}]"),
            "import_reference_of_other_kind",
            "activities[0].organisation",
        ),
        (
            file("\"activities\": [{\"ref\": \"X\"}], \"measures\": [{\"ref\": \"X\"}]"),
            "import_duplicate_ref",
            "activities[0].ref",
        ),
        (
            file("\"activities\": [{\"ref\": \"O2\"}]"),
            "import_ref_taken",
            "activities[0].ref",
        ),
        (
            file(
                "\"measures\": [{\"ref\": \"A1/P1\"}], \"activities\": [{\"ref\": \"A1\", \"purposes\": [{}]}]",
            ),
            "import_reference_unusable",
            "measures[0].ref",
        ),
        (
            activity(
                "\"retention\": [{\"ref\": \"R1\", \"holdings\": [{\"ref\": \"H1\"}]}, {\"ref\": \"R1/H1\"}]",
            ),
            "import_reference_unusable",
            "activities[0].retention[1].ref",
        ),
        (
            file(
                "\"agreements\": [{\"ref\": \"G1\", \"covers\": [\"A1\", \"A2\"]}], \"activities\": [{\"ref\": \"A1\"}]",
            ),
            "import_reference_not_found",
            "agreements[0].covers[1]",
        ),
        (
            file(
                "\"waivers\": [{\"record\": \"A1/C2\"}], \"activities\": [{\"ref\": \"A1\", \"recipients\": [{}]}]",
            ),
            "import_reference_not_found",
            "waivers[0].record",
        ),
    ]);
}

#[test]
fn the_line_is_named() {
    let text = notice("zesec");
    let needle = text.match_indices("\"purposes\"").nth(1).unwrap().0;
    let line = text[..needle].split('\n').count();
    let spoilt = format!(
        "{}{}",
        &text[..needle],
        text[needle..].replacen("\"purposes\"", "\"porpoises\"", 1)
    );
    let problem = import(&spoilt, &mut Register::empty()).unwrap_err();
    assert_eq!(problem.detail("path"), Some("activities[1].porpoises"));
    assert_eq!(problem.detail("line"), Some(line.to_string().as_str()));
    let cut = text[..needle].trim_end();
    let problem = read(cut).unwrap_err();
    assert_eq!(
        (problem.key, problem.detail("path")),
        ("import_truncated", Some("activities[1]"))
    );
    assert!(problem.detail("line").unwrap().parse::<usize>().unwrap() >= line - 1);
    let problem = decode(b"{\n\"name\": \"\xff\"}").unwrap_err();
    assert_eq!(
        (problem.key, problem.detail("line")),
        ("import_not_utf8", Some("2"))
    );
}

#[test]
fn a_hold_that_is_told_in_both_ways_is_refused_and_a_fault_in_a_retired_key_is_found_there() {
    let rule = |members: &str| activity(&format!("\"retention\": [{{{members}}}]"));
    let row = "\"holds\": [{\"ref\": \"X1\", \"reason\": \"y\"}]";
    let both = "import_holds_in_both_ways";
    assert_refused(&[
        (
            rule(&format!("\"hold_reason\": \"x\", {row}")),
            both,
            "activities[0].retention[0].hold_reason",
        ),
        (
            rule("\"hold_since\": \"2026-01\", \"holds\": []"),
            both,
            "activities[0].retention[0].hold_since",
        ),
        (
            rule(&format!(
                "\"none\": {{\"hold_reason\": \"no dispute\"}}, {row}"
            )),
            both,
            "activities[0].retention[0].none.hold_reason",
        ),
        (
            rule("\"hold_reason\": \"x\", \"none\": {\"holds\": \"no dispute\"}"),
            both,
            "activities[0].retention[0].hold_reason",
        ),
        (
            rule("\"hold_reason\": \"x\", \"holds\": \"y\""),
            both,
            "activities[0].retention[0].hold_reason",
        ),
        (
            holding(&format!("\"ref\": \"H1\", \"hold_reason\": \"x\", {row}")),
            both,
            "activities[0].retention[0].holdings[0].hold_reason",
        ),
        // A fault in such a key is at the key, and not in a row that the file does not have.
        (
            holding("\"ref\": \"H1\", \"hold_reason\": \"x\", \"hold_since\": \"soon\""),
            "import_date_unreadable",
            "activities[0].retention[0].holdings[0].hold_since",
        ),
        (
            rule("\"hold_reason\": 7"),
            "import_not_text",
            "activities[0].retention[0].hold_reason",
        ),
        (
            rule("\"hold_reason\": \"x\", \"none\": {\"hold_review_on\": 7}"),
            "import_not_text",
            "activities[0].retention[0].none.hold_review_on",
        ),
    ]);
    let problem = refusal(&rule(&format!(
        "\"name\": \"n\",\n\"hold_reason\": \"x\", {row}"
    )));
    assert_eq!(problem.detail("line"), Some("3"));
    assert_eq!(problem.detail("key"), Some("hold_reason"));
    // A null beside it says nothing.
    imported(&rule("\"hold_reason\": \"x\", \"holds\": null"));
}

#[test]
fn deep_nesting_is_refused_before_it_can_hurt() {
    for open in ["[", "{\"a\":"] {
        let text = file(&format!("\"activities\": {}", open.repeat(200_000)));
        let problem = read(&text).unwrap_err();
        assert_eq!(problem.key, "import_too_deep");
        assert!(problem.detail("path").unwrap().len() < 400);
    }
}

#[test]
fn huge_files_are_read_in_one_pass() {
    // This takes minutes if any list is looked through for each entry of another.
    use std::fmt::Write as _;
    let mut rows = String::new();
    let mut covers = String::new();
    for number in 1..=20_000 {
        let comma = if number == 1 { "" } else { "," };
        write!(
            rows,
            "{comma}{{\"ref\": \"A{number}\", \"organisation\": \"O1\", \"recipients\": [{{}}]}}"
        )
        .unwrap();
        write!(covers, "{comma}\"A{number}\"").unwrap();
    }
    let mut keys = String::new();
    for number in 0..100_000 {
        write!(keys, ", \"k{number}\": 1").unwrap();
    }
    let text = file(&format!(
        "\"organisations\": [{{\"ref\": \"O1\"}}], \"agreements\": [{{\"covers\": [{covers}]}}], \"activities\": [{rows}]"
    ));
    let register = imported(&text);
    assert_eq!(register.agreements[0].covers.len(), 20_000);
    assert_eq!(
        refusal(&activity(&format!("\"name\": \"x\"{keys}"))).key,
        "import_unknown_key"
    );
}

#[test]
fn what_is_no_text_of_an_export_is_called_what_it_is() {
    let refused = |bytes: &[u8]| {
        ropa::exchange::import::decode(bytes)
            .map_err(|problem| problem.key)
            .err()
    };
    for nothing in [&b""[..], b" \n\t\r\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"] {
        assert_eq!(refused(nothing), Some("import_empty"), "{nothing:?}");
    }
    assert_eq!(
        refused(b"SQLite format 3\0\xff\x01"),
        Some("import_database")
    );
    assert_eq!(refused(b"{\n\xff"), Some("import_not_utf8"));
    assert_eq!(refused(b"SQLite format 3"), None);
}
