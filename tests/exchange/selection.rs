//! Filtered exports: what they hold, what they leave out, and that they say so.

use serde_json::{Value as Json, json};

use super::{NOTICES, day, import, imported, notice, schema::validator};
use ropa::domain::codes::ActivityRole;
use ropa::domain::records::{Activity, Purpose};
use ropa::domain::register::Register;
use ropa::exchange::json;
use ropa::exchange::selection::{Profile, Selection, select};

/// A register of a group: two companies of ours, a supplier of each, and what they share.
fn group() -> Register {
    imported(
        &json!({
            "format": "ropa-register", "version": 1,
            "register": { "id": "group", "title": "Group" },
            "organisations": [
                { "ref": "O1", "name": "First", "ours": true, "parent": "O5", "notes": "secret",
                  "contacts": [{ "ref": "K1", "role": "dpo", "name": "Anna Ek", "email": "dpo@example.org" }],
                  "none": { "contacts.representative": "in the EU" } },
                { "ref": "O2", "name": "Second", "ours": true, "none": { "notes": "why" } },
                { "ref": "O3", "name": "Supplier", "parent": "O6" },
                { "ref": "O4", "name": "Other supplier" },
                { "ref": "O5", "name": "Mother" },
                { "ref": "O6", "name": "Supplier's mother" },
                { "ref": "O7", "name": "Stranger" },
            ],
            "agreements": [
                { "ref": "G1", "organisation": "O3", "our_party": "O1", "covers": ["A1", "A2"],
                  "sub_processors": [{ "ref": "Q1", "organisation": "O7" }] },
                { "ref": "G2", "organisation": "O4", "covers_all": true },
                { "ref": "G3", "organisation": "O3", "covers_all": true },
            ],
            "measures": [
                { "ref": "M1", "name": "Locks", "organisations": ["O1", "O2", "O4"] },
                { "ref": "M2", "name": "Alarm", "organisations": ["O2"] },
                { "ref": "M3", "name": "Keys" },
            ],
            "schedules": [
                { "ref": "S1", "name": "Seven years", "kind": "fixed", "period": "P7Y", "responsible": "Bo" },
                { "ref": "S2", "name": "Unused" },
            ],
            "activities": [
                { "ref": "A1", "name": "Payroll", "role": "controller", "organisation": "O1", "owner": "Carl",
                  "measures": ["M3"], "measures_text": "and more", "related": ["A2"], "as_stated": "words",
                  "documents": [{ "title": "interview, our file" }], "provenance": "interview of the clerk",
                  "external_ids": [{ "system": "old list", "id": "list 7" }],
                  "recipients": [{ "ref": "C1", "organisation": "O3", "as_stated": "our supplier" }],
                  "retention": [{ "ref": "R1", "schedule": "S1", "holdings": [
                      { "ref": "H1", "name": "2020", "started_on": "2020-12-31", "disposed_by": "Dan" }] }] },
                { "ref": "A2", "name": "Hosting", "role": "processor", "organisation": "O2",
                  "recipients": [{ "ref": "C1", "organisation": "O4", "agreement": "G2" }] },
                { "ref": "A3", "name": "Undecided" },
            ],
            "waivers": [
                { "ref": "W1", "rule": "x", "record": "A1/R1/H1", "by": "Eva" },
                { "ref": "W2", "rule": "x", "record": "A2" },
                { "ref": "W3", "rule": "x", "record": "A1", "by": "Eva" },
                { "ref": "W4", "rule": "x", "record": "M3" },
            ],
        })
        .to_string(),
    )
}

fn filtered(register: &Register, options: &Selection) -> Json {
    serde_json::from_str(&json::export(register, day(), options)).unwrap()
}

fn refs(json: &Json, list: &str) -> String {
    let records = json[list].as_array().map_or(&[][..], Vec::as_slice);
    let refs: Vec<&str> = records
        .iter()
        .map(|record| record["ref"].as_str().unwrap())
        .collect();
    refs.join(" ")
}

#[test]
fn a_filter_keeps_what_the_activities_need_and_no_dangling_reference() {
    let register = group();
    let options = Selection {
        role: Some(ActivityRole::Controller),
        organisation: register.find("O1"),
        ..Selection::default()
    };
    let json = filtered(&register, &options);
    assert_eq!(refs(&json, "activities"), "A1");
    assert_eq!(refs(&json, "organisations"), "O1 O3 O5 O6 O7");
    assert_eq!(refs(&json, "agreements"), "G1 G3");
    assert_eq!(refs(&json, "measures"), "M1 M3");
    assert_eq!(refs(&json, "schedules"), "S1");
    assert_eq!(refs(&json, "waivers"), "W1 W3 W4");
    assert_eq!(json["agreements"][0]["covers"], json!(["A1"]));
    assert_eq!(json["measures"][0]["organisations"], json!(["O1"]));
    assert!(json["activities"][0].get("related").is_none());
    assert_eq!(
        json["activities"][0]["retention"][0]["holdings"][0]["keep_through"],
        "2027-12-31"
    );
    assert_eq!(
        json["selection"],
        json!({ "role": "controller", "organisation": "O1" })
    );
    let text = json::export(&register, day(), &options);
    assert_eq!(
        import(&text, &mut Register::empty()).unwrap_err().key,
        "import_selection"
    );
}

#[test]
fn activities_can_be_named_and_all_of_ours_stay() {
    let register = group();
    let options = Selection {
        activities: vec![register.find("A2").unwrap()],
        ..Selection::default()
    };
    let json = filtered(&register, &options);
    assert_eq!(refs(&json, "activities"), "A2");
    assert_eq!(refs(&json, "organisations"), "O1 O2 O3 O4 O5 O6 O7");
    assert_eq!(refs(&json, "agreements"), "G1 G2");
    assert_eq!(refs(&json, "measures"), "M1 M2");
    assert_eq!(json["selection"], json!({ "activities": ["A2"] }));
}

#[test]
fn the_public_profile_leaves_out_what_it_says() {
    let register = group();
    let options = Selection {
        profile: Profile::Public,
        ..Selection::default()
    };
    let text = json::export(&register, day(), &options);
    for hidden in [
        "secret",
        "Locks",
        "Anna",
        "Bo",
        "Carl",
        "Dan",
        "Eva",
        "and more",
        "words",
        "our supplier",
        "2020-12-31",
        "why",
        "interview",
        "old list",
    ] {
        assert!(!text.contains(&format!("\"{hidden}")), "{hidden} in {text}");
    }
    let json = filtered(&register, &options);
    assert_eq!(refs(&json, "activities"), "A1 A2 A3");
    assert_eq!(refs(&json, "organisations"), "O1 O2 O3 O4 O5 O6 O7");
    assert_eq!(refs(&json, "waivers"), "");
    assert_eq!(
        json["organisations"][0]["contacts"][0]["email"],
        "dpo@example.org"
    );
    assert_eq!(json["selection"]["profile"], "public");
    assert_eq!(
        json["selection"]["left_out"],
        json!([
            "measures",
            "measures_text",
            "notes",
            "as_stated",
            "documents",
            "provenance",
            "external_ids",
            "check_results",
            "holdings",
            "holds",
            "waivers",
            "requests",
            "editions",
            "origin_state",
            "contacts.name",
            "schedules.responsible",
            "activities.owner",
            "activities.approved_by",
            "retention.responsible"
        ])
    );
}

#[test]
fn the_authority_is_told_all_but_working_notes_and_words_that_are_answered() {
    let mut register = group();
    let options = Selection {
        profile: Profile::Authority,
        ..Selection::default()
    };
    let json = filtered(&register, &options);
    assert_eq!(json["selection"]["profile"], "authority");
    assert_eq!(
        json["selection"]["left_out"],
        json!([
            "notes",
            "as_stated",
            "waivers",
            "requests",
            "editions",
            "origin_state"
        ])
    );
    assert_eq!(refs(&json, "measures"), "M1 M2 M3");
    assert_eq!(refs(&json, "waivers"), "");
    let whole = filtered(&register, &Selection::default());
    assert!(whole.get("selection").is_none());
    assert!(!refs(&whole, "waivers").is_empty());
    // Words that are the only answer stay; where everything that is asked for is answered, they go.
    let mut activity = register.activities[0].clone();
    let mut purpose = Purpose {
        text: Some("To pay".to_owned()),
        as_stated: Some("as it was written".to_owned()),
        notes: Some("a working note".to_owned()),
        ..Purpose::default()
    };
    register.settle(&mut purpose);
    activity.purposes.push(purpose);
    let told = |activity: &Activity| {
        let mut register = register.clone();
        register.replace(Box::new(activity.clone()));
        register.reindex();
        json::export(&register, day(), &options)
    };
    let open = told(&activity);
    assert!(open.contains("as it was written") && !open.contains("a working note"));
    activity.purposes[0].legal_bases = vec!["contract".to_owned()];
    let answered = told(&activity);
    assert!(!answered.contains("as it was written"), "{answered}");
}

#[test]
fn every_selection_of_real_registers_satisfies_the_schema_and_is_whole_in_itself() {
    let validator = validator();
    for name in NOTICES {
        let register = imported(&notice(name));
        let first = register.activities[0].head.id;
        for options in [
            Selection {
                role: Some(ActivityRole::Processor),
                ..Selection::default()
            },
            Selection {
                activities: vec![first],
                profile: Profile::Public,
                ..Selection::default()
            },
            Selection {
                profile: Profile::Public,
                ..Selection::default()
            },
            Selection {
                profile: Profile::Authority,
                ..Selection::default()
            },
        ] {
            let mut json = filtered(&register, &options);
            assert!(
                validator.is_valid(&json),
                "{name}: {:?}",
                validator.iter_errors(&json).next()
            );
            assert!(
                select(&register, &options).count(ropa::domain::kind::RecordKind::Measure) == 0
                    || options.profile != Profile::Public
            );
            // Without the mark it can be read: no reference leads out of it.
            json.as_object_mut().unwrap().shift_remove("selection");
            imported(&json.to_string());
        }
    }
}
