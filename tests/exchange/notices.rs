//! The real registers: each comes in, goes out, and comes in again as it was.

use serde_json::Value as Json;

use super::{NOTICES, export, import, import_as, imported, notice};
use ropa::domain::kind::RecordKind;
use ropa::domain::records::{Organisation, RegisterData};
use ropa::domain::register::Register;
use ropa::domain::value::Id;
use ropa::exchange::import::{Matching, Merging};

#[test]
fn a_real_register_comes_in_whole_and_goes_out_the_same() {
    for name in NOTICES {
        let text = notice(name);
        let exported = export(&imported(&text));
        assert_eq!(export(&imported(&exported)), exported, "{name}");
        let (mut source, mut made): (Json, Json) = (
            serde_json::from_str(&text).unwrap(),
            serde_json::from_str(&exported).unwrap(),
        );
        for key in ["as_of", "change"] {
            source.as_object_mut().unwrap().shift_remove(key);
            made.as_object_mut().unwrap().shift_remove(key);
        }
        assert_eq!(source, made, "{name}");
    }
}

#[test]
fn importing_what_is_there_changes_nothing() {
    for name in NOTICES {
        let mut register = imported(&notice(name));
        let exported = export(&register);
        let report = import(&exported, &mut register).unwrap();
        assert!(
            report.changed.is_empty() && report.added.is_empty(),
            "{name}: {report:?}"
        );
        assert_eq!(export(&register), exported);
    }
}

/// A register as `new` makes it.
fn new_register() -> Register {
    let mut register = Register::empty();
    let mut about = RegisterData {
        id: Some("made-here".to_owned()),
        title: Some("New".to_owned()),
        ..RegisterData::default()
    };
    about.head.id = Id(1);
    register.push(Box::new(about));
    let mut ours = Organisation {
        name: Some("New".to_owned()),
        ours: Some(true),
        ..Organisation::default()
    };
    register.settle(&mut ours);
    register.push(Box::new(ours));
    register.reindex();
    register.mark.number = 1;
    register
}

#[test]
fn the_data_of_a_new_register_give_way() {
    for name in NOTICES {
        let exported = export(&imported(&notice(name)));
        let mut register = new_register();
        let report = import(&exported, &mut register).unwrap();
        assert!(report.replaces_founding && !report.keeps_own_data);
        assert!(report.changed.is_empty());
        register.mark.number = 0;
        assert_eq!(export(&register), exported, "{name}");
    }
}

#[test]
fn the_founding_organisation_stays_where_none_comes() {
    let mut register = new_register();
    let text = r#"{"format": "ropa-register", "version": 1, "register": {"title": "Ours"},
        "activities": [{"name": "Payroll", "organisation": "O1", "purposes": [{"text": "Pay"}, {"text": "Tax"}]}]}"#;
    let report = import(text, &mut register).unwrap();
    assert_eq!(report.added[&RecordKind::Activity], ["A1"]);
    assert_eq!(register.about.id.as_deref(), Some("made-here"));
    assert_eq!(register.about.title.as_deref(), Some("Ours"));
    let purposes = &register.activities[0].purposes;
    assert_eq!(
        (
            purposes[0].head.reference.as_str(),
            purposes[1].head.reference.as_str()
        ),
        ("P1", "P2")
    );
    assert_eq!(register.activities[0].organisation, register.find("O1"));
}

#[test]
fn organisations_without_a_reference_take_the_place_of_the_founding_one() {
    let mut register = new_register();
    let text = r#"{"format": "ropa-register", "version": 1, "organisations": [{"name": "First"}, {"name": "Second"}],
        "activities": [{"organisation": "O2"}]}"#;
    import(text, &mut register).unwrap();
    let names: Vec<_> = (register.organisations.iter())
        .map(|organisation| {
            (
                organisation.head.reference.as_str(),
                organisation.name.as_deref().unwrap(),
            )
        })
        .collect();
    assert_eq!(names, [("O1", "First"), ("O2", "Second")]);
}

#[test]
fn another_registers_own_data_are_passed_over_and_its_own_taken() {
    let mut register = imported(&notice("zesec"));
    register.mark.number = 2;
    let other = r#"{"format": "ropa-register", "version": 1, "register": {"id": "other", "title": "Other"}}"#;
    assert!(import(other, &mut register).unwrap().keeps_own_data);
    assert_ne!(register.about.title.as_deref(), Some("Other"));
    let id = register.about.id.clone().unwrap();
    let report = import(&other.replace("other", &id), &mut register).unwrap();
    // What the file does not name stays.
    assert_eq!(report.changed[0].fields, ["title"]);
    assert_eq!(register.about.title.as_deref(), Some("Other"));
}

#[test]
fn a_record_is_replaced_whole_where_that_is_asked_for_and_rows_keep_their_identity() {
    let mut register = imported(
        r#"{"format": "ropa-register", "version": 1, "organisations": [{"ref": "O1"}, {"ref": "O9"}],
        "activities": [{"ref": "A1", "name": "Old", "department": "HR", "none": {"transfers": "checked"},
            "recipients": [{"ref": "C1", "service": "Mail"}, {"ref": "C2", "organisation": "O9"}]},
            {"ref": "A2", "name": "Other"}],
        "waivers": [{"ref": "W1", "rule": "x", "record": "A1/C2"}, {"ref": "W2", "record": "A1/C1"}]}"#,
    );
    register.mark.number = 2;
    let kept = register.activities[0].recipients[0].head.id;
    let replacing = Merging {
        matching: Matching::Replacing,
        ..Merging::default()
    };
    let report = import_as(
        r#"{"format": "ropa-register", "version": 1, "activities": [{"ref": "A1", "name": "New",
            "recipients": [{"service": "Print"}, {"ref": "C1", "service": "Post"}]}]}"#,
        &mut register,
        &replacing,
    )
    .unwrap();
    let activity = &register.activities[0];
    let rows: Vec<_> = (activity.recipients.iter())
        .map(|row| (row.head.reference.as_str(), row.service.as_deref().unwrap()))
        .collect();
    // C2 goes, and its number is not given again.
    assert_eq!(rows, [("C3", "Print"), ("C1", "Post")]);
    assert_eq!(activity.recipients[1].head.id, kept);
    assert_eq!(
        (activity.department.as_ref(), activity.head.none.len()),
        (None, 0)
    );
    assert_eq!(
        (register.activities.len(), register.organisations.len()),
        (2, 2)
    );
    let changed: Vec<_> = (report.changed.iter())
        .map(|record| (record.reference.as_str(), record.fields.as_slice()))
        .collect();
    let fields: &[&str] = &["name", "department", "recipients", "transfers"];
    assert_eq!(changed, [("A1", fields), ("W1", &["record"])]);
    assert_eq!(register.waivers[0].record, None);
    assert_eq!(register.waivers[1].record, Some(kept));
}

#[test]
fn missing_references_are_numbered_after_those_in_use_and_in_the_file() {
    let mut register = imported(
        r#"{"format": "ropa-register", "version": 1, "activities": [{"ref": "A7"}, {"ref": "HR-1"}]}"#,
    );
    register.mark.number = 2;
    import(
        r#"{"format": "ropa-register", "version": 1, "activities": [{"name": "a"}, {"ref": "A9"}, {"name": "b"}]}"#,
        &mut register,
    )
    .unwrap();
    let references: Vec<_> = (register.activities.iter())
        .map(|activity| (activity.head.reference.as_str(), activity.name.as_deref()))
        .collect();
    assert_eq!(
        references,
        [
            ("A7", None),
            ("A9", None),
            ("A10", Some("a")),
            ("A11", Some("b")),
            ("HR-1", None)
        ]
    );
}

#[test]
fn a_row_and_a_record_may_share_a_reference() {
    let text = r#"{"format": "ropa-register", "version": 1, "organisations": [{"ref": "C1", "name": "Firm"}],
        "activities": [{"ref": "A1", "recipients": [{"ref": "C1", "organisation": "C1"}],
            "transfers": [{"ref": "T1", "recipients": ["C1"], "organisation": "C1"}]}]}"#;
    let register = imported(text);
    let activity = &register.activities[0];
    assert_eq!(
        activity.recipients[0].organisation,
        Some(register.organisations[0].head.id)
    );
    assert_eq!(
        activity.transfers[0].recipients,
        [activity.recipients[0].head.id]
    );
    assert_eq!(export(&imported(&export(&register))), export(&register));
}

#[test]
fn control_characters_are_taken_out_and_counted() {
    let mut register = Register::empty();
    let report = import(
        "\u{feff}{\"format\": \"ropa-register\", \"version\": 1, \"activities\": [{\"name\": \"a\\u001b[31mb\\u0000\",
        \"description\": \"x\\ny\", \"tags\": [\"\\u0007\"], \"none\": {\"transfers\": \"no\\u0008ne\"}}]}",
        &mut register,
    )
    .unwrap();
    let activity = &register.activities[0];
    assert_eq!(activity.name.as_deref(), Some("a[31mb"));
    assert_eq!(activity.description.as_deref(), Some("x\ny"));
    assert_eq!((activity.tags.len(), report.cleaned), (0, 4));
    assert_eq!(activity.head.none["transfers"], "none");
}

#[test]
fn what_is_not_seen_is_taken_out_of_a_foreign_file_and_comes_back_in_an_own_one() {
    let activity = "\"activities\": [{\"ref\": \"A1\", \"name\": \"soft\u{ad}hyphen\u{200b} می\u{200c}خواهم\"}]";
    let head = "\"format\": \"ropa-register\", \"version\": 1";
    let mut register = Register::empty();
    let foreign = format!("{{{head}, {activity}}}");
    let report = import(&foreign, &mut register).unwrap();
    let name = register.activities[0].name.clone().unwrap();
    assert_eq!((&*name, report.cleaned), ("softhyphen می\u{200c}خواهم", 2));

    let own = format!(
        "{{{head}, \"change\": {{\"number\": 3, \"hash\": \"x\"}}, \"register\": {{\"id\": \"r\", \"title\": \"t\"}}, {activity}}}"
    );
    let mut register = imported(&own);
    let name = register.activities[0].name.clone().unwrap();
    assert_eq!(name, "soft\u{ad}hyphen\u{200b} می\u{200c}خواهم");
    register.mark.number = 3;
    let again = export(&register);
    let report = import(&again, &mut register).unwrap();
    assert_eq!((report.changed.len(), report.cleaned), (0, 0));
    assert_eq!(export(&register), again);
}

#[test]
fn references_recorded_before_the_rule_stay_and_come_back() {
    let long = "x".repeat(70_000);
    for old in [
        "a b",
        "--help",
        "A1\u{200b}",
        "../../etc/passwd",
        long.as_str(),
    ] {
        let file = |head: &str, also: &str| {
            format!(
                "{{\"format\": \"ropa-register\", \"version\": 1, {head} \"activities\": [{{\"ref\": {old:?}, \"name\": \"n\",
                \"recipients\": [{{\"ref\": {old:?}}}] }}{also}]}}"
            )
            .replace("\\u{200b}", "\u{200b}")
        };
        let mut register = Register::empty();
        match import(&file("", ""), &mut register) {
            Ok(report) => assert_eq!((report.cleaned, register.find("A1").is_some()), (2, true)),
            Err(problem) => {
                assert_eq!(problem.key, "import_reference_unusable");
                assert!(problem.to_string().len() < 400, "{problem}");
            }
        }

        let head = "\"change\": {\"number\": 3, \"hash\": \"x\"}, \"register\": {\"id\": \"r\"},";
        let mut register = imported(&file(head, ""));
        register.mark.number = 3;
        let again = export(&register);
        let report = import(&again, &mut register).unwrap();
        assert_eq!((report.changed.len(), report.added.len()), (0, 0));
        // A new one is refused in the register's own file too.
        let new = file(head, ", {\"ref\": \"b c\", \"name\": \"m\"}");
        let problem = import(&new, &mut register).unwrap_err();
        assert_eq!(problem.detail("path"), Some("activities[1].ref"));
    }
}
