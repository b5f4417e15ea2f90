//! What every sample keeps: determinism, completeness, references, and no fault but those put into it.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde_json::{Map, Value as Json};

use super::*;
use crate::domain::change::{Change, Facts, changes_of};
use crate::domain::codes::{ActivityRole, Choice, CodeSet, LANGUAGE, RetentionScope, SaveReasons};
use crate::domain::field::Answer;
use crate::domain::kind::{FieldKind, Target};
use crate::domain::records::{Retention, Transfer};

fn sample(seed: u64, activities: usize, language: Language) -> SampleRegister {
    register(seed, activities, language).unwrap_or_else(|problem| panic!("{problem}"))
}

fn written() -> Register {
    sample(1, WRITTEN_ACTIVITIES, Language::ENGLISH).register()
}

/// Every record and row.
fn everything(register: &Register) -> Vec<&dyn Record> {
    let mut all = Vec::new();
    for record in register.all_records() {
        record.walk(None, &mut |row, _| all.push(row));
    }
    all
}

#[test]
fn the_same_seed_gives_the_same_change_sets_and_another_seed_others() {
    for language in Language::ALL {
        let facts = |seed| {
            let sample = sample(seed, 60, language);
            let instants: Vec<String> = sample
                .change_sets
                .iter()
                .map(|set| set.at.clone())
                .collect();
            (sample.id.clone(), instants, Facts::of(&sample.register()))
        };
        let (first, second, other) = (facts(7), facts(7), facts(8));
        assert_eq!(first, second);
        assert_ne!(first.0, other.0);
        assert_ne!(first.1, other.1);
        assert_ne!(first.2, other.2);
    }
}

#[test]
fn the_id_is_a_random_uuid_and_the_size_is_exact() {
    for activities in [0, 1, 5, 24, 25, 100, 1000] {
        let sample = sample(3, activities, Language::SWEDISH);
        let register = sample.register();
        assert_eq!(register.activities.len(), activities);
        assert_eq!(register.about.id.as_deref(), Some(sample.id.as_str()));
        let id: uuid::Uuid = sample.id.parse().unwrap();
        assert_eq!(id.get_version(), Some(uuid::Version::Random));
        assert!(register.ours().count() == 9 && register.count(RecordKind::Agreement) > 10);
    }
}

#[test]
fn every_field_and_list_is_filled_and_every_kind_has_all_three_answers() {
    for language in Language::ALL {
        let register = sample(1, WRITTEN_ACTIVITIES, language).register();
        let all = everything(&register);
        let mut missing = Vec::new();
        for kind in RecordKind::ALL {
            // Nothing was taken out of a sample, nobody was asked, and no state of it has a name.
            if kind.parent() == Some(RecordKind::RegisterData) {
                continue;
            }
            let declaration = kind.declaration();
            let rows: Vec<_> = all.iter().filter(|record| record.kind() == *kind).collect();
            let (mut reasons, mut gaps) = (0, 0);
            let fields = declaration
                .fields
                .iter()
                .filter(|field| !matches!(field.kind, FieldKind::Computed));
            for key in fields
                .map(|field| field.key)
                .chain(declaration.lists.iter().map(|list| list.key))
            {
                let mut recorded = false;
                for row in &rows {
                    match row.answer(key) {
                        Answer::Recorded(_) => recorded = true,
                        Answer::None(reason) => reasons += usize::from(!reason.is_empty()),
                        Answer::NotRecorded => gaps += 1,
                    }
                }
                // What a register asks of its users, and what was done to it, is its own.
                let own = *kind == RecordKind::RegisterData
                    && matches!(key, "reasons" | "redactions" | "requests" | "editions")
                    || matches!(key, "origin" | "origin_state");
                if !recorded && !own && key != "early_because" {
                    missing.push(format!("{}.{key}", kind.key()));
                }
            }
            // The register's own data is one record that is full, and whose fields have no none.
            if *kind != RecordKind::RegisterData {
                assert!(reasons > 0, "{}: no none with a reason", kind.key());
                assert!(gaps > 0, "{}: nothing is left unrecorded", kind.key());
            }
        }
        assert!(missing.is_empty(), "never filled: {missing:?}");
    }
}

#[test]
fn every_code_of_every_closed_set_occurs() {
    let register = written();
    let mut sets: BTreeMap<&str, (&CodeSet, BTreeSet<String>)> = BTreeMap::new();
    for record in everything(&register) {
        for (index, field) in record.declaration().fields.iter().enumerate() {
            let mut add = |set: &'static CodeSet, value: Value| {
                let (_, codes) = sets.entry(set.name).or_insert((set, BTreeSet::new()));
                match value {
                    Value::Text(code) => codes.extend([code]),
                    Value::Texts(several) => codes.extend(several),
                    _ => {}
                }
            };
            if let Some(set) = field.kind.codes() {
                add(set, record.get(index));
            } else if let (Some(items), Value::Items(values)) =
                (field.kind.items(), record.get(index))
            {
                for (part, place) in items.parts.iter().zip(0..) {
                    if let Some(set) = part.kind.codes() {
                        for item in &values {
                            add(set, item[place].clone());
                        }
                    }
                }
            }
        }
    }
    let mut missing = Vec::new();
    for (name, (set, used)) in &sets {
        // A register has one language; the sample of the other language has the other code.
        if set.closed && *name != LANGUAGE.name && *name != SaveReasons::SET.name {
            missing.extend(
                set.codes
                    .iter()
                    .filter(|code| !used.contains(**code))
                    .map(|code| format!("{name}.{code}"))
                    // The law of others than a Swedish municipality.
                    .filter(|code| !["regime.eudpr", "regime.ukgdpr"].contains(&&**code)),
            );
        }
        assert!(
            !used.is_empty() || *name == SaveReasons::SET.name,
            "{name} is never used"
        );
    }
    assert!(
        sets.len() > 30 && missing.is_empty(),
        "never used: {missing:?}"
    );
}

#[test]
fn every_reference_leads_to_a_record_of_the_kind_that_is_asked_for() {
    for activities in [3, WRITTEN_ACTIVITIES, 400] {
        let register = sample(5, activities, Language::ENGLISH).register();
        for owner in register.all_records() {
            owner.walk(None, &mut |record, _| {
                for (index, field) in record.declaration().fields.iter().enumerate() {
                    for id in record.get(index).refs() {
                        let at = format!("{}.{}", register.reference(record.id()), field.key);
                        let target = register.get(*id).unwrap_or_else(|| panic!("{at}"));
                        match field.kind.target() {
                            Some(Target::Ours) => {
                                assert_eq!(target.value("ours"), Value::Flag(true), "{at}");
                            }
                            Some(Target::Kind(kind)) => {
                                assert_eq!(target.kind(), kind, "{at}");
                                let inside = register.place(*id).map(|place| place.owner)
                                    == Some(owner.id());
                                assert!(
                                    kind.parent().is_none() || inside,
                                    "{at} leaves its record"
                                );
                            }
                            _ => {}
                        }
                    }
                }
            });
        }
    }
}

#[test]
fn facts_give_the_register_back() {
    let register = sample(2, 120, Language::SWEDISH).register();
    let facts = Facts::of(&register);
    let again = facts
        .register()
        .unwrap_or_else(|problem| panic!("{problem}"));
    assert_eq!(Facts::of(&again), facts);
    assert_eq!(again.count(RecordKind::Activity), 120);
}

#[test]
fn the_change_sets_replay_to_the_register_in_order_of_time() {
    let sample = sample(11, 40, Language::ENGLISH);
    let (mut register, mut facts) = (Register::empty(), Facts::default());
    let mut last = String::new();
    for set in &sample.change_sets {
        assert!(
            set.at > last && !set.label.is_empty() && !set.edits.is_empty(),
            "{}",
            set.at
        );
        let read = chrono::DateTime::parse_from_rfc3339(&set.at).unwrap();
        assert!(read.date_naive() <= written_on());
        last.clone_from(&set.at);
        let changes: Vec<Change> = changes_of(&register, &set.edits);
        assert!(
            !changes.is_empty() && register.mismatch(&changes).is_none(),
            "{}",
            set.label
        );
        register
            .apply(&changes)
            .unwrap_or_else(|problem| panic!("{}: {problem}", set.label));
        for change in &changes {
            let (kind, id) = (change.kind.key(), change.id.0);
            assert!(facts.apply(
                kind,
                id,
                change.field.as_deref(),
                &change.before,
                &change.after
            ));
        }
    }
    assert_eq!(Facts::of(&register), Facts::of(&sample.register()));
    assert_eq!(facts, Facts::of(&register));
    assert!(sample.change_sets.len() >= 12);
}

#[test]
fn a_larger_sample_begins_with_the_smaller_one() {
    let (small, large) = (
        sample(4, 30, Language::ENGLISH).register(),
        sample(4, 90, Language::ENGLISH).register(),
    );
    for (one, other) in small.activities.iter().zip(&large.activities) {
        assert_eq!(one, other);
    }
}

#[test]
fn names_and_purposes_of_many_activities_are_all_different() {
    let register = sample(6, 4_000, Language::SWEDISH).register();
    let names: HashSet<_> = register
        .activities
        .iter()
        .map(|activity| activity.name.clone())
        .collect();
    let purposes: HashSet<_> = register
        .activities
        .iter()
        .flat_map(|activity| activity.purposes.iter().map(|purpose| purpose.text.clone()))
        .collect();
    let count: usize = register
        .activities
        .iter()
        .map(|activity| activity.purposes.len())
        .sum();
    assert_eq!((names.len(), purposes.len()), (4_000, count));
    let holdings: usize = register
        .activities
        .iter()
        .flat_map(|activity| &activity.retention)
        .map(|rule| rule.holdings.len())
        .sum();
    let rules: usize = register
        .activities
        .iter()
        .map(|activity| activity.retention.len())
        .sum();
    let per_activity = |count: usize| (count * 10).div_ceil(4_000);
    assert!((24..=36).contains(&per_activity(rules)), "{rules} rules");
    assert!(
        (20..=40).contains(&per_activity(holdings)),
        "{holdings} batches"
    );
}

#[test]
fn both_languages_have_the_same_texts_and_no_placeholder_is_left() {
    let keys = |text: &str| {
        let table: Map<String, Json> = toml::from_str(text).unwrap();
        let mut keys = BTreeSet::new();
        paths("", &Json::Object(table), &mut keys);
        keys
    };
    let english = keys(include_str!("../../assets/sample/en.toml"));
    let swedish = keys(include_str!("../../assets/sample/sv.toml"));
    assert_eq!(
        english.symmetric_difference(&swedish).collect::<Vec<_>>(),
        Vec::<&String>::new()
    );
    for language in Language::ALL {
        for (_, fields) in Facts::of(&sample(9, 60, language).register()).0.values() {
            for (key, value) in fields {
                let text = value.to_string();
                assert!(
                    !text.contains("{}")
                        && !text.contains("{place")
                        && !text.contains("{domain")
                        && !text.contains("\"@"),
                    "{key}: {text}"
                );
            }
        }
    }
}

fn paths(above: &str, json: &Json, found: &mut BTreeSet<String>) {
    match json {
        Json::Object(table) => {
            for (key, part) in table {
                paths(&format!("{above}.{key}"), part, found);
            }
        }
        Json::Array(list) => {
            for (at, part) in list.iter().enumerate() {
                paths(&format!("{above}.{at}"), part, found);
            }
        }
        _ => found.extend([above.to_owned()]),
    }
}

#[test]
fn deliberate_faults_are_where_they_are_said_to_be() {
    let register = written();
    for fault in DELIBERATE_FAULTS {
        assert!(
            register.find(fault.reference).is_some(),
            "{}",
            fault.reference
        );
        assert!(!fault.rules.is_empty());
    }
    let place = |reference: &str| register.get(register.find(reference).unwrap()).unwrap();
    assert_eq!(place("A10/P2").answer("legal_bases"), Answer::NotRecorded);
    assert_eq!(place("A11/C1").answer("agreement"), Answer::NotRecorded);
    assert_eq!(
        place("A11/D3").value("art9_conditions"),
        Value::Texts(vec!["9-2-d".to_owned()])
    );
    assert_eq!(
        place("A12/T1").text("instrument").as_deref(),
        Some("US-2016-1250")
    );
    assert!(
        place("A14/R3")
            .text("criterion")
            .unwrap()
            .starts_with("As long as necessary")
    );
    assert_eq!(place("A21/R3").text("kind").as_deref(), Some("at_least"));
    let waived: Vec<_> = register
        .waivers
        .iter()
        .filter_map(|waiver| waiver.record)
        .map(|id| register.reference(id))
        .collect();
    assert_eq!(waived, ["A21/R3", "A11/D3"]);
}

/// What the deliberate faults name.
fn is_fault(register: &Register, id: Id, rule: &str) -> bool {
    DELIBERATE_FAULTS
        .iter()
        .any(|fault| fault.rules.contains(&rule) && register.find(fault.reference) == Some(id))
}

#[test]
fn nothing_but_the_deliberate_faults_is_due_or_lapsed() {
    let today = written_on();
    for (seed, language) in [(1, Language::ENGLISH), (2, Language::SWEDISH)] {
        let register = sample(seed, 300, language).register();
        let gone = |date: Option<crate::domain::date::PartialDate>| {
            date.is_some_and(|date| date.last_day() < today)
        };
        for activity in &register.activities {
            let id = activity.head.id;
            let at = &activity.head.reference;
            assert_eq!(
                gone(activity.next_review_on),
                is_fault(&register, id, "R42"),
                "{at}"
            );
            assert!(!gone(activity.dpia_review_on), "{at}");
            for rule in &activity.retention {
                for hold in rule.holds.iter().filter(|hold| hold.lifted_on.is_none()) {
                    assert!(hold.review_on.is_some() && !gone(hold.review_on), "{at}");
                }
                for holding in &rule.holdings {
                    let through = holding
                        .extended_until
                        .map(|date| date.last_day())
                        .or(register.keep_through(rule, holding));
                    let due = holding.disposed_on.is_none()
                        && through.is_some_and(|day| day < today + Days::new(90));
                    assert_eq!(
                        due,
                        is_fault(&register, holding.head.id, "R43"),
                        "{at}/{} {through:?}",
                        holding.head.reference
                    );
                    let early = holding
                        .disposed_on
                        .is_some_and(|date| through.is_some_and(|day| date.last_day() <= day));
                    assert!(
                        !early && (holding.disposed_on.is_none() || gone(holding.disposed_on)),
                        "{at}"
                    );
                }
            }
            for transfer in &activity.transfers {
                assert!(!gone(transfer.valid_until), "{at}");
            }
        }
        for agreement in &register.agreements {
            assert!(
                !gone(agreement.valid_until) && !gone(agreement.review_on),
                "{}",
                agreement.head.reference
            );
        }
    }
}

#[test]
fn nothing_but_the_deliberate_faults_is_incomplete() {
    let register = sample(1, 200, Language::ENGLISH).register();
    for activity in &register.activities {
        let at = &activity.head.reference;
        let record: &dyn Record = activity;
        for list in [
            "purposes",
            "data_subjects",
            "data_categories",
            "recipients",
            "transfers",
            "retention",
        ] {
            let asked = record
                .declaration()
                .lists
                .iter()
                .any(|meta| meta.key == list && meta.asked.of(activity.role));
            assert!(
                !asked || record.answer(list) != Answer::NotRecorded,
                "{at}.{list}"
            );
        }
        assert!(
            !activity.measures.is_empty() && activity.description.is_some(),
            "{at}"
        );
        let controller = activity.role == Some(ActivityRole::Controller);
        assert!(!controller || !activity.source.is_empty(), "{at}: R48");
        for rule in &activity.retention {
            let effective = register.effective_rule(rule);
            let started = effective.period.is_none() || !effective.start.is_empty();
            assert!(effective.kind.is_some() && started, "{at}: R10, R12");
        }
        for purpose in &activity.purposes {
            let lawful = !purpose.legal_bases.is_empty();
            assert!(
                lawful != is_fault(&register, purpose.head.id, "R21"),
                "{at}"
            );
            let has = |basis: &str| purpose.legal_bases.iter().any(|code| code == basis);
            assert!(
                !(has("6-1-c") || has("6-1-e")) || !purpose.laws.is_empty(),
                "{at}: R28"
            );
            assert!(
                !has("6-1-f")
                    || (purpose.legitimate_interest.is_some() && purpose.lia_on.is_some()),
                "{at}: R23"
            );
            assert!(
                !has("6-1-a")
                    || (purpose.consent_proof.is_some() && purpose.consent_withdrawal.is_some()),
                "{at}: R27"
            );
        }
        covered(activity);
        third_countries(&register, activity);
        for recipient in &activity.recipients {
            let processor = recipient
                .role
                .is_some_and(|role| role.code().ends_with("processor"));
            let fault = is_fault(&register, recipient.head.id, "R39");
            assert!(
                !processor || recipient.agreement.is_some() != fault,
                "{at}/{}: R39",
                recipient.head.reference
            );
        }
    }
}

/// R13: every category of data has a rule of its own, and no one rule covers all of several.
fn covered(activity: &Activity) {
    let data: Vec<&Retention> = activity
        .retention
        .iter()
        .filter(|rule| rule.scope == Some(RetentionScope::Data))
        .collect();
    for category in &activity.data_categories {
        let named = data
            .iter()
            .any(|rule| rule.data_categories.contains(&category.head.id));
        assert!(
            named,
            "{}/{}: R13",
            activity.head.reference, category.head.reference
        );
        let special = category
            .kind
            .is_some_and(|kind| kind.code().contains("special"));
        assert!(
            !special || !category.art9_conditions.is_empty(),
            "{}: R24",
            activity.head.reference
        );
    }
    assert!(
        activity.data_categories.len() < 2 || data.len() > 1,
        "{}: R13",
        activity.head.reference
    );
}

/// R30 to R32: every recipient outside the EEA has a transfer, and every transfer a country and one mechanism.
fn third_countries(register: &Register, activity: &Activity) {
    let inside = ["SE", "FI", "NO", "DE", "DK", "EEA", "EU"];
    let at = &activity.head.reference;
    for recipient in &activity.recipients {
        let own = register
            .organisation(recipient.organisation)
            .and_then(|organisation| organisation.country.clone());
        for country in recipient
            .countries
            .iter()
            .chain(&own)
            .filter(|country| !inside.contains(&country.as_str()))
        {
            let shown = |transfer: &Transfer| {
                transfer.recipients.contains(&recipient.head.id)
                    && transfer.country.as_ref() == Some(country)
            };
            assert!(
                activity.transfers.iter().any(shown),
                "{at}/{} {country}: R32",
                recipient.head.reference
            );
        }
    }
    for transfer in &activity.transfers {
        assert!(
            transfer.country.is_some() || transfer.international_organisation.is_some(),
            "{at}: R30"
        );
        assert_eq!(transfer.mechanisms.len(), 1, "{at}: R31, R49");
        if transfer.mechanisms[0] == "art46-2-c" {
            let agreement = transfer.agreement.and_then(|id| register.get(id)).unwrap();
            assert!(
                !transfer.modules.is_empty() && transfer.assessed_on.is_some(),
                "{at}: R36"
            );
            assert!(
                !agreement.value("signed_on").is_empty()
                    && agreement.text("instrument") == transfer.instrument,
                "{at}: R36"
            );
        }
    }
}

#[test]
fn no_organisation_is_named_in_an_activity_that_does_not_record_it() {
    for language in Language::ALL {
        let register = sample(1, WRITTEN_ACTIVITIES, language).register();
        for activity in &register.activities {
            let mut texts = String::new();
            let mut known = HashSet::new();
            (activity as &dyn Record).walk(None, &mut |row, _| {
                for (index, field) in row.declaration().fields.iter().enumerate() {
                    let value = row.get(index);
                    if field.kind.target().is_some() {
                        known.extend(value.refs().to_vec());
                    }
                    if field.kind.target().is_none() && field.kind.items().is_none() {
                        texts.push_str(&format!("{value:?} ").to_lowercase());
                    }
                }
            });
            for organisation in register
                .organisations
                .iter()
                .filter(|organisation| organisation.ours != Some(true))
            {
                for name in organisation.name.iter().chain(&organisation.trading_names) {
                    let named = texts.contains(&name.to_lowercase());
                    assert!(
                        !named || known.contains(&organisation.head.id),
                        "{} names {name}: R51",
                        activity.head.reference
                    );
                }
            }
        }
    }
}
