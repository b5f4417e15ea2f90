//! What a form asks first: the essentials of a record, what an earlier answer makes meaningful, and what comes only on
//! request. Nothing here hides what is recorded.
//!
//! A field that the law or a good record needs is asked for, unless another answer settles it. One that may be there is
//! asked for on request, unless [`TABLE`] says otherwise.

use super::excuse::is_excused;
use super::field::{Answer, Declaration, Need, Record, Section};
use super::kind::RecordKind;
use super::legal_basis::{CONSENT, LEGAL_OBLIGATION, LEGITIMATE_INTERESTS, PUBLIC_TASK};
use super::records::Retention;
use super::register::Register;
use super::value::Value;
use RecordKind as K;

/// When a form asks for a field or list.
enum When {
    /// In every record.
    Always,
    /// Where one of these holds.
    If(&'static [Test]),
}

/// What another answer must be for a question to be meaningful.
enum Test {
    /// The field holds one of these codes; a code that ends in `*` stands for all that begin so.
    Is(&'static str, &'static [&'static str]),
    /// A row of the list holds one of these codes in a field.
    InRows(&'static str, &'static str, &'static [&'static str]),
    /// The field or list is answered.
    Answered(&'static str),
    /// The field or list is not answered.
    Open(&'static str),
    /// The register has records of a kind.
    Has(RecordKind),
}

use Test::{Answered, Has, InRows, Is, Open};
use When::{Always, If};

/// A field that says yes.
const YES: &[&str] = &["true"];
/// A ground of Art. 46.
const SAFEGUARDS: Test = Is("mechanisms", &["art46*"]);
/// A ground of Art. 49.
const DEROGATION: Test = Is("mechanisms", &["art49*"]);
/// Standard contractual clauses.
const CLAUSES: Test = Is("mechanisms", &["art46-2-c", "art46-2-d", "art46-5-legacy"]);
/// A DPIA that is needed, or begun.
const DPIA: &[Test] = &[
    Is("dpia_required", &["yes", "unclear"]),
    Answered("dpia_status"),
    Answered("dpia_done_on"),
];
/// One of our organisations.
const OURS: &[Test] = &[Is("ours", YES)];
/// What was disposed of.
const DISPOSED: &[Test] = &[Answered("disposed_on")];
/// A rule that is about cookies.
const COOKIES: &[Test] = &[Is("scope", &["cookies"])];
/// A rule that has a period.
const TIMED: &[Test] = &[
    Open("kind"),
    Is("kind", &["fixed", "at_most", "at_least", "range"]),
    Answered("period"),
];
/// Consent.
const CONSENTED: &[Test] = &[Is("legal_bases", &[CONSENT])];
/// Legitimate interests.
const INTERESTED: &[Test] = &[Is("legal_bases", &[LEGITIMATE_INTERESTS])];
/// Data that need a condition or a law of their own.
const SPECIAL: &[Test] = &[
    Is("kind", &["special", "may_be_special"]),
    Answered("special_kinds"),
];

/// Where the need of a field does not say when a form asks for it.
const TABLE: &[(&[RecordKind], &str, When)] = &[
    (&[K::Activity], "department", Always),
    (&[K::Activity], "regime", If(&[Answered("regime_note")])),
    (
        &[K::Activity],
        "record_status",
        If(&[Answered("approved_by"), Answered("approved_on")]),
    ),
    (
        &[K::Activity],
        "automated_decisions",
        If(&[Answered("profiling")]),
    ),
    (
        &[K::Activity],
        "profiling",
        If(&[Answered("automated_decisions")]),
    ),
    (&[K::Activity], "dpia_criteria", Always),
    (
        &[K::Activity],
        "regime_note",
        If(&[Is("regime", &["led", "eudpr", "ukgdpr", "other"])]),
    ),
    (&[K::Activity], "ended_on", If(&[Is("state", &["ended"])])),
    (
        &[K::Activity],
        "started_on",
        If(&[Is("state", &["planned"])]),
    ),
    (
        &[K::Activity],
        "approved_by",
        If(&[Is("record_status", &["approved"])]),
    ),
    (
        &[K::Activity],
        "approved_on",
        If(&[Is("record_status", &["approved"])]),
    ),
    (
        &[K::Activity],
        "joint_arrangement",
        If(&[InRows("recipients", "role", &["joint_controller"])]),
    ),
    (
        &[K::Activity],
        "automated_decisions_logic",
        If(&[Is("automated_decisions", YES), Is("profiling", YES)]),
    ),
    (
        &[K::Activity],
        "automated_decisions_effects",
        If(&[Is("automated_decisions", YES), Is("profiling", YES)]),
    ),
    (
        &[K::Activity],
        "online_service",
        If(&[
            InRows("data_subjects", "children", YES),
            InRows("data_subjects", "category", &["children", "pupils"]),
        ]),
    ),
    (
        &[K::Activity],
        "age_limit",
        If(&[
            InRows("data_subjects", "children", YES),
            InRows("data_subjects", "category", &["children", "pupils"]),
        ]),
    ),
    (
        &[K::Activity],
        "art9_conditions",
        If(&[InRows(
            "data_categories",
            "kind",
            &["special", "may_be_special"],
        )]),
    ),
    (
        &[K::Activity],
        "art9_laws",
        If(&[Answered("art9_conditions")]),
    ),
    (&[K::Activity], "dpia_status", If(DPIA)),
    (&[K::Activity], "dpia_done_on", If(DPIA)),
    (&[K::Activity], "dpia_review_on", If(DPIA)),
    (&[K::Activity], "dpia_documents", If(DPIA)),
    (&[K::Activity], "dpia_residual_risk", If(DPIA)),
    (
        &[K::Activity],
        "prior_consultation_on",
        If(&[Is("dpia_residual_risk", &["high"])]),
    ),
    (&[K::Activity], "notices", Always),
    (&[K::Activity], "measures", Always),
    (&[K::Activity], "measures_text", If(&[Open("measures")])),
    (&[K::Activity], "review_interval", Always),
    (&[K::Activity], "next_review_on", Always),
    (
        &[K::Client, K::Recipient, K::Agreement],
        "organisation",
        Always,
    ),
    (
        &[K::Client, K::Recipient, K::Agreement],
        "category",
        If(&[Open("organisation")]),
    ),
    (&[K::Client], "list_held_at", If(&[Answered("category")])),
    (&[K::Client], "number", If(&[Answered("category")])),
    (
        &[K::Purpose],
        "laws",
        If(&[Is("legal_bases", &[LEGAL_OBLIGATION, PUBLIC_TASK])]),
    ),
    (&[K::Purpose], "legitimate_interest", If(INTERESTED)),
    (&[K::Purpose], "lia_reference", If(INTERESTED)),
    (&[K::Purpose], "lia_on", If(INTERESTED)),
    (&[K::Purpose], "consent_proof", If(CONSENTED)),
    (&[K::Purpose], "consent_withdrawal", If(CONSENTED)),
    (&[K::DataCategory], "special_kinds", If(SPECIAL)),
    (&[K::DataCategory], "art9_conditions", If(SPECIAL)),
    (
        &[K::DataCategory],
        "laws",
        If(&[
            Is("kind", &["criminal", "national_id"]),
            Answered("art9_conditions"),
        ]),
    ),
    (&[K::Transfer], "organisation", If(&[Open("recipients")])),
    (&[K::Transfer], "safeguards", If(&[SAFEGUARDS, DEROGATION])),
    (
        &[K::Transfer],
        "instrument",
        If(&[CLAUSES, Is("mechanisms", &["art45*"])]),
    ),
    (
        &[K::Transfer],
        "modules",
        If(&[Is("mechanisms", &["art46-2-c"])]),
    ),
    (&[K::Transfer], "agreement", If(&[SAFEGUARDS])),
    (
        &[K::Transfer],
        "conditions",
        If(&[Is("mechanisms", &["art45*"])]),
    ),
    (&[K::Transfer], "assessed", If(&[SAFEGUARDS])),
    (&[K::Transfer], "assessed_on", If(&[SAFEGUARDS])),
    (&[K::Transfer], "assessment", If(&[SAFEGUARDS])),
    (
        &[K::Transfer],
        "supplementary_measures",
        If(&[Is("assessed", YES), Answered("assessed_on")]),
    ),
    (&[K::Transfer], "art49_assessment", If(&[DEROGATION])),
    (&[K::Transfer], "art49_safeguards", If(&[DEROGATION])),
    (&[K::Organisation], "ours", Always),
    (&[K::Organisation], "supervisory_authority", If(OURS)),
    (&[K::Organisation], "employees", If(OURS)),
    (&[K::Organisation], "notices", If(OURS)),
    (&[K::Organisation], "time_limits", If(OURS)),
    (&[K::Contact], "external", If(&[Answered("organisation")])),
    (
        &[K::Contact],
        "organisation",
        If(&[Is("external", YES), Is("role", &["representative"])]),
    ),
    (
        &[K::Contact],
        "address",
        If(&[Is("role", &["representative"])]),
    ),
    (
        &[K::Contact],
        "country",
        If(&[Is("role", &["representative"])]),
    ),
    (&[K::Contact], "title", If(&[Is("role", &["other"])])),
    (&[K::TimeLimit], "start", Always),
    (&[K::TimeLimit], "provision", Always),
    (
        &[K::Agreement],
        "instrument",
        If(&[Is("kind", &["clauses"])]),
    ),
    (&[K::Agreement], "modules", If(&[Is("kind", &["clauses"])])),
    (&[K::Agreement], "valid_until", Always),
    (&[K::Agreement], "covers", Always),
    (&[K::Agreement], "sub_processors", Always),
    (&[K::SubProcessor], "organisation", Always),
    (&[K::SubProcessor], "name", If(&[Open("organisation")])),
    (
        &[K::SubProcessor],
        "objection_until",
        If(&[Answered("authorised_on")]),
    ),
    (&[K::Measure], "organisations", Always),
    (&[K::Measure], "planned", Always),
    (&[K::Measure], "implemented_on", Always),
    (&[K::Retention], "schedule", If(&[Has(K::Schedule)])),
    (&[K::Retention, K::Schedule], "kind", Always),
    (&[K::Retention, K::Schedule], "period", If(TIMED)),
    (
        &[K::Retention, K::Schedule],
        "period_max",
        If(&[Is("kind", &["range"])]),
    ),
    (&[K::Retention, K::Schedule], "start", If(TIMED)),
    (
        &[K::Retention, K::Schedule],
        "ends_on",
        If(&[Is("kind", &["event"])]),
    ),
    (
        &[K::Retention, K::Schedule],
        "ends_when",
        If(&[Answered("ends_on")]),
    ),
    (
        &[K::Retention, K::Schedule],
        "criterion",
        If(&[Is("kind", &["criterion"])]),
    ),
    (&[K::Retention, K::Schedule], "law", Always),
    (
        &[K::Retention, K::Schedule],
        "law_sets",
        If(&[Answered("law")]),
    ),
    (&[K::Retention, K::Schedule], "disposition", Always),
    (&[K::Retention], "data_categories", Always),
    (&[K::Retention], "purpose", If(COOKIES)),
    (&[K::Retention], "provider", If(COOKIES)),
    (&[K::Retention], "provider_stated", If(COOKIES)),
    (&[K::Retention], "declared_type", If(COOKIES)),
    (
        &[K::Retention],
        "check_interval",
        If(&[Is("mode", &["rolling"])]),
    ),
    (
        &[K::Retention],
        "last_checked_on",
        If(&[Is("mode", &["rolling"])]),
    ),
    (
        &[K::Retention],
        "check_results",
        If(&[Answered("last_checked_on")]),
    ),
    (&[K::Retention], "holdings", If(&[Is("mode", &["batch"])])),
    (&[K::RetentionHold, K::HoldingHold], "case", Always),
    (&[K::RetentionHold, K::HoldingHold], "lifted_on", Always),
    (
        &[K::RetentionHold, K::HoldingHold],
        "lifted_because",
        If(&[Answered("lifted_on")]),
    ),
    (&[K::Holding], "keep_through", Always),
    (
        &[K::Holding],
        "extended_until",
        If(&[Answered("extended_because")]),
    ),
    (
        &[K::Holding],
        "extended_because",
        If(&[Answered("extended_until")]),
    ),
    (
        &[K::Holding],
        "extended_law",
        If(&[Answered("extended_until")]),
    ),
    (&[K::Holding], "decision", Always),
    (&[K::Holding], "decision_on", If(&[Answered("decision")])),
    (&[K::Holding], "disposed_on", Always),
    (&[K::Holding], "disposed_by", If(DISPOSED)),
    (&[K::Holding], "witness", If(DISPOSED)),
    (&[K::Holding], "extent", If(DISPOSED)),
    (&[K::Holding], "method", If(DISPOSED)),
    (&[K::Holding], "evidence", If(DISPOSED)),
    (&[K::RegisterData], "reasons", Always),
    (&[K::RegisterData], "notes", Always),
];

/// What a form asks before the rest of its section, in this order.
const FIRST: &[(RecordKind, &[&str])] = &[
    (K::Organisation, &["name", "country", "ours"]),
    (
        K::Retention,
        &["name", "schedule", "kind", "period", "start", "disposition"],
    ),
    (
        K::Schedule,
        &["name", "kind", "period", "start", "disposition"],
    ),
];

/// What stands in another section of a form than in a document: how long data are kept is said in one place.
const MOVED: &[(&[RecordKind], &[&str], Section)] = &[(
    &[K::Retention, K::Schedule],
    &["name", "schedule"],
    Section::Rule,
)];

/// The section of a form in which a field or list of that key stands.
#[must_use]
pub(crate) fn section_of(declaration: &Declaration, key: &str) -> Option<Section> {
    let moved = MOVED
        .iter()
        .find(|(kinds, keys, _)| kinds.contains(&declaration.kind) && keys.contains(&key));
    if let Some((.., section)) = moved {
        return Some(*section);
    }
    if let Some(field) = declaration.field(key) {
        return Some(declaration.fields[field].section);
    }
    Some(declaration.lists[declaration.list(key)?].section)
}

/// The sections of a form, in order: those in which anything stands.
pub(crate) fn sections(declaration: &Declaration) -> Vec<Section> {
    let stands = |section: &Section| {
        let fields = declaration.fields.iter().map(|field| field.key);
        let lists = declaration.lists.iter().map(|list| list.key);
        let mut keys = fields.chain(lists);
        keys.any(|key| section_of(declaration, key) == Some(*section))
    };
    let mut sections: Vec<Section> = Section::ALL.iter().copied().filter(stands).collect();
    // How long comes before what it is about.
    if MOVED
        .iter()
        .any(|(kinds, ..)| kinds.contains(&declaration.kind))
    {
        sections.sort_by_key(|section| *section != Section::Rule);
    }
    sections
}

/// The fields of a section of a form, by their places: what is asked first, what may be asked, what comes on request.
pub(crate) fn fields(declaration: &Declaration, section: Section) -> Vec<usize> {
    let first = FIRST
        .iter()
        .find(|(kind, _)| *kind == declaration.kind)
        .map_or(&[][..], |(_, keys)| *keys);
    let mut fields: Vec<usize> = (0..declaration.fields.len())
        .filter(|field| section_of(declaration, declaration.fields[*field].key) == Some(section))
        .collect();
    fields.sort_by_key(|field| {
        let meta = &declaration.fields[*field];
        let place = first.iter().position(|key| *key == meta.key);
        (
            place.unwrap_or(first.len()),
            meta.need == Need::May && when(declaration.kind, meta.key).is_none(),
        )
    });
    fields
}

/// Where the table says when a form asks for a field or list.
fn when(kind: RecordKind, key: &str) -> Option<&'static When> {
    TABLE
        .iter()
        .find(|(kinds, of, _)| *of == key && kinds.contains(&kind))
        .map(|(.., when)| when)
}

/// Whether a form asks for a field or list that holds nothing, by what else the record says.
#[must_use]
pub(crate) fn is_asked(register: &Register, record: &dyn Record, key: &str, need: Need) -> bool {
    match when(record.kind(), key) {
        Some(Always) => true,
        Some(If(tests)) => tests.iter().any(|test| holds(register, record, test)),
        None => need != Need::May && !is_excused(register, record, key, need),
    }
}

/// What a record answers to a field, a rule with what its schedule says.
fn says(register: &Register, record: &dyn Record, key: &str) -> Answer {
    match record.downcast::<Retention>() {
        Some(rule) if record.declaration().field(key).is_some() => register.effective(rule, key).0,
        _ => record.answer(key),
    }
}

fn holds(register: &Register, record: &dyn Record, test: &Test) -> bool {
    match test {
        Is(key, codes) => {
            matches!(says(register, record, key), Answer::Recorded(value) if is_one(&value, codes))
        }
        InRows(list, key, codes) => record
            .declaration()
            .list(list)
            .is_some_and(|list| record.rows(list).any(|row| is_one(&row.value(key), codes))),
        Answered(key) => says(register, record, key) != Answer::NotRecorded,
        Open(key) => says(register, record, key) == Answer::NotRecorded,
        Has(kind) => register.records(*kind).next().is_some(),
    }
}

/// Whether a value is one of the codes, or holds one.
fn is_one(value: &Value, codes: &[&str]) -> bool {
    let fits = |text: &str| {
        codes.iter().any(|code| match code.strip_suffix('*') {
            Some(start) => text.starts_with(start),
            None => text == *code,
        })
    };
    match value {
        Value::Text(text) => fits(text),
        Value::Texts(texts) => texts.iter().any(|text| fits(text)),
        Value::Flag(flag) => fits(if *flag { "true" } else { "false" }),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kind::FieldKind;

    fn has(declaration: &Declaration, key: &str) -> bool {
        declaration.field(key).is_some() || declaration.list(key).is_some()
    }

    /// Every code of a test is one that the field can hold.
    fn check_codes(declaration: &Declaration, key: &str, codes: &[&str]) {
        let place = declaration.field(key);
        let field = &declaration.fields[place.unwrap_or_else(|| panic!("{key}"))];
        if matches!(field.kind, FieldKind::Flag) {
            assert!(codes.iter().all(|code| matches!(*code, "true" | "false")));
            return;
        }
        let known = field.kind.codes().unwrap_or_else(|| panic!("{key}")).codes;
        for code in codes {
            let fits = |known: &&str| match code.strip_suffix('*') {
                Some(start) => known.starts_with(start),
                None => *known == *code,
            };
            assert!(
                known.iter().any(fits),
                "{:?} {key} {code}",
                declaration.kind
            );
        }
    }

    #[test]
    fn every_question_and_what_it_depends_on_is_a_field_of_its_kind() {
        for (kinds, key, when) in TABLE {
            for kind in *kinds {
                let declaration = kind.declaration();
                assert!(has(declaration, key), "{kind:?} {key}");
                let If(tests) = when else { continue };
                for test in *tests {
                    match test {
                        Is(of, codes) => check_codes(declaration, of, codes),
                        InRows(list, of, codes) => {
                            let list = declaration.list(list).unwrap();
                            check_codes(declaration.lists[list].kind.declaration(), of, codes);
                        }
                        Answered(of) | Open(of) => assert!(has(declaration, of), "{kind:?} {of}"),
                        Has(_) => {}
                    }
                }
            }
        }
        for (kind, keys) in FIRST {
            assert!(keys.iter().all(|key| has(kind.declaration(), key)));
        }
    }

    #[test]
    fn a_question_stands_behind_the_answer_that_makes_it_meaningful() {
        for (kinds, key, when) in TABLE {
            for kind in *kinds {
                let (declaration, If(tests)) = (kind.declaration(), when) else {
                    continue;
                };
                let section = section_of(declaration, key).unwrap();
                let order = fields(declaration, section);
                let place = |key: &str| {
                    let field = declaration.field(key)?;
                    order.iter().position(|at| *at == field)
                };
                for test in *tests {
                    let (Is(of, _) | Answered(of)) = test else {
                        continue;
                    };
                    // What is asked for because a later field is answered stands where it is declared.
                    let back = TABLE.iter().any(|(of_kinds, of_key, when)| {
                        let asks =
                            |test: &Test| matches!(test, Is(it, _) | Answered(it) if it == key);
                        let If(tests) = when else { return false };
                        of_kinds.contains(kind) && of_key == of && tests.iter().any(asks)
                    });
                    if let (Some(before), Some(here)) = (place(of), place(key)) {
                        assert!(back || before < here, "{kind:?}: {of} stands behind {key}");
                    }
                }
            }
        }
    }

    #[test]
    fn each_field_stands_in_one_section_of_its_form() {
        for kind in RecordKind::ALL {
            let declaration = kind.declaration();
            let mut found: Vec<usize> = sections(declaration)
                .into_iter()
                .flat_map(|section| fields(declaration, section))
                .collect();
            found.sort_unstable();
            let all: Vec<usize> = (0..declaration.fields.len()).collect();
            assert_eq!(found, all, "{kind:?}");
        }
    }

    #[test]
    fn what_the_law_demands_is_asked_of_every_new_record_but_where_another_answer_must_come_first()
    {
        let register = Register::empty();
        for kind in RecordKind::ALL {
            let record = kind.blank();
            for field in kind.declaration().fields {
                if field.need == Need::Must {
                    let asked = is_asked(&register, &*record, field.key, field.need);
                    assert!(asked, "{kind:?} {}", field.key);
                }
            }
        }
    }

    #[test]
    fn consent_is_asked_for_its_proof_and_legitimate_interests_for_their_balance() {
        let register = Register::empty();
        let mut purpose = RecordKind::Purpose.blank();
        let mut asked = |basis: &str| {
            purpose.record_value("legal_bases", Value::Texts(vec![basis.to_owned()]));
            ["consent_proof", "lia_reference", "laws"]
                .map(|key| is_asked(&register, &*purpose, key, Need::May))
        };
        assert_eq!(asked("6-1-a"), [true, false, false]);
        assert_eq!(asked("6-1-f"), [false, true, false]);
        assert_eq!(asked("6-1-c"), [false, false, true]);
        assert_eq!(asked("6-1-b"), [false, false, false]);
    }
}
