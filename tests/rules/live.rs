//! After a save only what it can have changed is checked again, and the result is that of checking everything.

use ropa::domain::date::PartialDate;
use ropa::domain::kind::{FieldKind, RecordKind, Target};
use ropa::domain::register::Register;
use ropa::domain::value::{Id, Value};
use ropa::rules::{Finding, Findings, check};
use serde_json::json;

use super::recipients::cookie;
use super::{add, changed, law, today, without};
use crate::exchange::imported;

fn sorted(register: &Register, findings: impl Iterator<Item = Finding>) -> Vec<String> {
    let mut told: Vec<String> = findings
        .map(|finding| {
            format!(
                "{} {} {:?} {:?} {:?}",
                super::named(&finding),
                super::place(register, &finding),
                finding.words,
                finding.severity,
                finding.waived
            )
        })
        .collect();
    told.sort();
    told
}

fn assert_same(live: &Findings, register: &Register, what: &str) {
    let whole = sorted(register, check(register, law(), today()).into_iter());
    let kept = sorted(register, live.all(register).cloned());
    let missing: Vec<_> = whole.iter().filter(|told| !kept.contains(told)).collect();
    let stale: Vec<_> = kept.iter().filter(|told| !whole.contains(told)).collect();
    assert!(
        kept == whole,
        "{what}: missing {missing:?}, stale {stale:?}"
    );
}

#[test]
fn a_change_of_any_field_leaves_no_stale_finding_in_a_good_register() {
    change_everything(&changed(|_| ()), usize::MAX);
}

#[test]
fn a_change_of_any_party_leaves_no_stale_finding_on_a_contract() {
    let register = changed(|r| {
        r["activities"][0]["recipients"][0]["organisation"] = json!("O5");
        add(
            &mut r["organisations"],
            json!({"ref": "O5", "name": "Molnhall Drift Norr AB", "parent": "O4", "country": "SE", "ours": false}),
        );
        r["organisations"][1]["parent"] = json!("O3");
        r["agreements"][0]["version"] = json!("Of 2024, with Torvmoln");
    });
    change_everything(&register, usize::MAX);
    let named = changed(|r| {
        r["activities"][0]["recipients"][0]["organisation"] = json!("O3");
        r["agreements"][0]["version"] = json!("2, with Lindhamra kommun");
    });
    change_everything(&named, usize::MAX);
}

#[test]
fn a_change_of_any_name_leaves_no_stale_finding_on_a_cookie() {
    let register = changed(|r| {
        cookie(r, "_ga, __cfduid, _hjid");
        r["organisations"][1]["parent"] = json!("O4");
        r["organisations"][2]["name"] = json!("Cloudflare");
        r["organisations"][3]["trading_names"] = json!(["Google"]);
        r["agreements"][0]["sub_processors"] =
            json!([{"ref": "Q1", "organisation": "O3", "countries": ["SE"]}]);
    });
    change_everything(&register, usize::MAX);
}

#[test]
fn an_organisation_that_is_called_like_another_body_is_judged_as_that() {
    let names = [
        "Norrby kommun",
        "Norrby AB",
        "Stadt Nordheim",
        "Nordheim GmbH",
        "Region Norrby",
        "Norrby University Hospital",
        "Commune de Norby",
    ];
    let mut register = changed(|r| {
        let own = r["organisations"][0].as_object_mut().unwrap();
        own.remove("public_authority");
        own.insert("name".to_owned(), json!(names[1]));
        r["activities"][0]["purposes"][0]["legal_bases"] = json!(["6-1-f"]);
        r["activities"][0]["purposes"][0]["as_stated"] = json!("Legitimate interest");
        r["activities"][0]["retention"] = json!([{
            "ref": "R1", "scope": "data", "kind": "fixed", "period": "P3Y", "start": ["collection"],
            "law": ["Arkivlagen"], "disposition": "erase",
        }]);
    });
    let mut live = Findings::new(&register, law(), today());
    for name in names.iter().chain(names.iter().rev()) {
        register.organisations[0].name = Some((*name).to_owned());
        let id = register.organisations[0].head.id;
        live.update(&register, law(), &[id]);
        assert_same(&live, &register, name);
    }
}

#[test]
fn a_change_of_any_field_leaves_no_stale_finding_in_a_notice() {
    change_everything(&imported(include_str!("../notices/zesec.json")), 3);
}

/// Empties each field and takes out the first row of each list, one at a time, of all records but the later activities.
fn change_everything(base: &Register, activities: usize) {
    let mut live = Findings::new(base, law(), today());
    assert_same(&live, base, "at first");
    let mut register = base.clone();
    let later: Vec<Id> = base
        .activities
        .iter()
        .skip(activities)
        .map(|activity| activity.head.id)
        .collect();
    let ids: Vec<Id> = register
        .all_records()
        .map(|record| record.id())
        .filter(|id| !later.contains(id))
        .collect();
    for id in ids {
        let before = register.owner(id).unwrap().boxed();
        if before.kind() == RecordKind::RegisterData {
            continue;
        }
        let declaration = before.declaration();
        for (at, field) in declaration
            .fields
            .iter()
            .enumerate()
            .filter(|(at, _)| !before.get(*at).is_empty())
        {
            let mut after = before.clone();
            after.put(at, Value::Empty);
            register.replace(after);
            live.update(&register, law(), &[id]);
            assert_same(
                &live,
                &register,
                &format!("{before:?} without {}", field.key),
            );
            register.replace(before.clone());
            live.update(&register, law(), &[id]);
        }
        for list in 0..declaration.lists.len() {
            let mut after = before.clone();
            if after.row_count(list) > 0 {
                after.remove_row(list, 0);
                register.replace(after);
                live.update(&register, law(), &[id]);
                assert_same(&live, &register, &format!("{before:?} without a row"));
                register.replace(before.clone());
                live.update(&register, law(), &[id]);
            }
        }
    }
    assert_same(&live, base, "at last");
}

#[test]
fn a_removed_record_takes_its_findings_along() {
    let mut register = changed(|r| r["activities"][0]["description"] = json!("TBD"));
    let mut live = Findings::new(&register, law(), today());
    let id = register.find("A1").unwrap();
    assert_eq!(live.of(id).len(), 1);
    register.forget(id);
    live.update(&register, law(), &[id]);
    assert_same(&live, &register, "removed");
    assert!(live.of(id).is_empty());
}

#[test]
fn a_save_checks_few_records_again() {
    let register = imported(include_str!("../notices/axcrypt.json"));
    let mut live = Findings::new(&register, law(), today());
    let id = register.find("A5").unwrap();
    assert!(live.update(&register, law(), &[id]) <= 2);
    let schedule = changed(|_| ());
    let mut live = Findings::new(&schedule, law(), today());
    let checked = live.update(&schedule, law(), &[schedule.find("S1").unwrap()]);
    assert!(checked <= 3, "{checked}");
}

#[test]
fn who_waits_sees_the_changed_record_at_once_and_all_others_in_the_end() {
    let mut register = changed(|r| {
        let one = r["activities"][0].clone();
        for number in 1001..=1150 {
            let mut other = one.clone();
            other["ref"] = json!(format!("A{number}"));
            r["activities"].as_array_mut().unwrap().push(other);
        }
    });
    let mut live = Findings::new(&register, law(), today());
    let id = register.find("O1").unwrap();
    let mut after = register.owner(id).unwrap().boxed();
    let name = after.declaration().field("name").unwrap();
    after.put(name, Value::Text("Somebody else".to_owned()));
    register.replace(after);
    let again = live.update_soon(&register, law(), &[id]);
    assert_eq!(again, 1);
    assert!(live.left() > 100, "{}", live.left());
    let anew = Findings::new(&register, law(), today());
    assert_eq!(live.of(id), anew.of(id));
    while live.go_on(&register, law(), 50) {}
    assert_same(&live, &register, "in the end");
}

/// Other values for a field: what other records have there, flags and references of every kind, and words that stand
/// in the texts of activities.
fn others(register: &Register, kind: RecordKind, field: usize, words: &[String]) -> Vec<Value> {
    let meta = &kind.declaration().fields[field];
    let mut values = vec![Value::Empty];
    values.extend(match (&meta.kind, meta.kind.target()) {
        (FieldKind::Flag, _) => vec![Value::Flag(true), Value::Flag(false)],
        (FieldKind::Text | FieldKind::Prose, _) => words.iter().cloned().map(Value::Text).collect(),
        (FieldKind::Date | FieldKind::Day, _) => {
            vec![Value::Date(PartialDate::from_iso("2019-01-01").unwrap())]
        }
        (FieldKind::Texts, _) => vec![Value::Texts(words.to_vec())],
        (FieldKind::Country, _) => ["US", "NO", "GB"]
            .map(|code| Value::Text(code.to_owned()))
            .to_vec(),
        (FieldKind::Ref(_), Some(Target::Ours | Target::Kind(RecordKind::Organisation))) => {
            let organisations = register.organisations.iter().take(4);
            organisations
                .map(|organisation| Value::Ref(organisation.head.id))
                .collect()
        }
        (FieldKind::Refs(_), Some(Target::Kind(kind))) => {
            let all: Vec<Id> = register.records(kind).map(|record| record.id()).collect();
            vec![Value::Refs(all)]
        }
        _ => Vec::new(),
    });
    for owner in register.records(kind.top()) {
        owner.walk(None, &mut |row, _| {
            let value = row.get(field.min(row.declaration().fields.len() - 1));
            if row.kind() == kind && !value.is_empty() && !values.contains(&value) {
                values.push(value);
            }
        });
    }
    values.truncate(6);
    values
}

/// A register in which what is found in an activity hangs on each thing that rules read of another record.
fn web() -> Register {
    changed(|r| {
        let mut other = r["activities"][0].clone();
        let organisations = &mut r["organisations"];
        organisations[0]["public_authority"] = json!(true);
        organisations[3]["email"] = json!("info@brightpigeon.example");
        let joint = json!({"ref": "O5", "name": "Zesecware", "country": "SE", "ours": false,
            "contacts": [{"ref": "K1", "role": "privacy", "organisation": "O4"}]});
        let vendor = json!({"ref": "O6", "name": "Google LLC", "ours": false, "parent": "O3"});
        let group = json!({"ref": "O7", "name": "Norrvik koncern", "country": "SE",
            "none": {"notices": "Told by the group under Art. 14(5)(b)"}, "parent": "O8"});
        let top = json!({"ref": "O8", "name": "Norrvik Holding", "country": "SE"});
        organisations[0]["parent"] = json!("O7");
        without(&mut organisations[0], &["notices"]);
        for other in [joint, vendor, group, top] {
            add(organisations, other);
        }
        let behind = json!({"ref": "Q1", "organisation": "O5", "authorisation": "general"});
        r["agreements"][0]["sub_processors"] = json!([behind]);
        r["agreements"][0]["covers"] = json!(["A1"]);
        let all = json!({"ref": "G4", "organisation": "O6", "our_party": "O1", "covers_all": true,
            "kind": "processor_contract"});
        let arrangement = json!({"ref": "G5", "organisation": "O5", "kind": "joint_arrangement"});
        let old = json!({"ref": "G6", "organisation": "O4", "kind": "clauses", "version": "2010/87/EU (controller to processor)"});
        for agreement in [all, arrangement, old] {
            add(&mut r["agreements"], agreement);
        }
        let activity = &mut r["activities"][0];
        activity["systems"] = json!(["Zesecware", "Lindhamra kommun"]);
        activity["purposes"][0]["legal_bases"] = json!(["6-1-f"]);
        activity["data_categories"][0]["art9_conditions"] = json!(["9-2-d"]);
        activity["recipients"] = json!([
            {"ref": "C1", "organisation": "O2", "role": "processor"},
            {"ref": "C2", "organisation": "O5", "role": "joint_controller"},
            {"ref": "C3", "organisation": "O4", "role": "controller"},
            {"ref": "C4", "organisation": "O6", "role": "processor"},
            {"ref": "C5", "organisation": "O3", "role": "joint_controller"},
        ]);
        activity["transfers"] = json!([
            {"ref": "T1", "recipients": ["C3"], "agreement": "G3", "mechanisms": ["art46-2-c"]},
            {"ref": "T2", "recipients": ["C3"], "agreement": "G6", "mechanisms": ["art46-2-c"]},
        ]);
        activity["measures"] = json!(["M1"]);
        without(&mut activity["none"], &["transfers"]);
        let stated = json!({"ref": "R2", "scope": "cookies", "provider_stated": "Granforsa"});
        add(&mut activity["retention"], stated);
        // The same processing, with a period of its own.
        other["ref"] = json!("A3");
        other["name"] = json!("Payroll of the parent company");
        other["systems"] = json!(["Zesecware", "Lindhamra kommun"]);
        other["recipients"] = json!([{"ref": "C1", "organisation": "O6", "role": "processor"}]);
        other["transfers"] = json!([
            {"ref": "T1", "recipients": ["C1"], "country": "US", "mechanisms": ["art46-2-b"]},
        ]);
        without(&mut other["none"], &["transfers"]);
        other["retention"] =
            json!([{"ref": "R1", "kind": "fixed", "period": "P7Y", "start": ["collection"]}]);
        add(&mut r["activities"], other);
    })
}

#[test]
fn another_value_of_what_activities_point_to_leaves_no_stale_finding() {
    give_other_values(&web());
}

fn give_other_values(base: &Register) {
    let name = base.organisations.last().unwrap().name.clone();
    let texts = base.activities.first().unwrap().systems.first().cloned();
    let words: Vec<String> = [name, texts, Some("Annat AB".to_owned())]
        .into_iter()
        .flatten()
        .collect();
    let mut register = base.clone();
    let mut live = Findings::new(&register, law(), today());
    for kind in [
        RecordKind::Organisation,
        RecordKind::Agreement,
        RecordKind::Measure,
        RecordKind::Schedule,
    ] {
        for owner in base.records(kind) {
            let mut rows = Vec::new();
            owner.walk(None, &mut |row, _| rows.push((row.id(), row.kind())));
            for (row, kind) in rows {
                let told = |key: &str| !matches!(key, "notes" | "as_stated");
                let fields = kind.declaration().fields.iter().enumerate();
                for (field, meta) in fields.filter(|(_, meta)| told(meta.key)) {
                    for value in others(base, kind, field, &words) {
                        let mut after = owner.boxed();
                        after.find_mut(row).unwrap().put(field, value.clone());
                        register.replace(after);
                        live.update(&register, law(), &[owner.id()]);
                        let what = format!("{owner:?} {} {value:?}", meta.key);
                        assert_same(&live, &register, &what);
                    }
                }
            }
            register.replace(owner.boxed());
            live.update(&register, law(), &[owner.id()]);
        }
    }
}

/// Gives each field of what activities point to a reason why there is none, and an excuse for one, and takes away those
/// that are given.
#[test]
fn another_reason_why_there_is_none_leaves_no_stale_finding() {
    let base = web();
    let mut register = base.clone();
    let mut live = Findings::new(&base, law(), today());
    for kind in RecordKind::records() {
        for owner in base.records(kind) {
            let mut rows = Vec::new();
            owner.walk(None, &mut |row, _| rows.push((row.id(), row.declaration())));
            for (row, declaration) in rows {
                let fields = declaration.fields.iter().map(|field| field.key);
                let keys = fields.chain(declaration.lists.iter().map(|list| list.key));
                let keys = keys.chain(["contacts.dpo"]);
                for key in keys.filter(|key| declaration.may_be_none(key)) {
                    for reason in [
                        None,
                        Some("N/A"),
                        Some("Told by the parent under Art. 14(5)(b)"),
                    ] {
                        let mut after = owner.boxed();
                        let none = &mut after.find_mut(row).unwrap().head_mut().none;
                        match reason {
                            Some(reason) => none.insert(key.to_owned(), reason.to_owned()),
                            None => none.remove(key),
                        };
                        register.replace(after);
                        live.update(&register, law(), &[owner.id()]);
                        let what = format!("{owner:?} {key} {reason:?}");
                        assert_same(&live, &register, &what);
                    }
                }
            }
            register.replace(owner.boxed());
            live.update(&register, law(), &[owner.id()]);
        }
    }
}

#[test]
fn what_rules_on_others_do_not_read_costs_one_record() {
    let mut register = changed(|_| ());
    let mut live = Findings::new(&register, law(), today());
    for (kind, key) in [
        (RecordKind::Organisation, "notes"),
        (RecordKind::Agreement, "notes"),
        (RecordKind::Measure, "description"),
        (RecordKind::RegisterData, "title"),
    ] {
        let mut after = register.records(kind).next().unwrap().boxed();
        after.record_value(key, Value::Text("Något annat".to_owned()));
        let id = after.id();
        if kind == RecordKind::RegisterData {
            register.push(after);
        } else {
            register.replace(after);
        }
        assert_eq!(live.update(&register, law(), &[id]), 1, "{kind:?}");
        assert_same(&live, &register, key);
    }
}

/// How many findings there are is counted by severity, in the order in which they are told.
#[test]
fn severities_are_counted_in_their_order() {
    for (at, severity) in ropa::rules::Severity::ALL.into_iter().enumerate() {
        assert_eq!(severity as usize, at);
    }
}
