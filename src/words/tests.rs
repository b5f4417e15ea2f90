//! Laws of the catalogue.

use std::collections::BTreeSet;

use super::Words;
use crate::domain::codes::{LabelPlace, VOCABULARIES};
use crate::domain::contacts::{ASKED_CONTACTS, OFFICER};
use crate::domain::field::Section;
use crate::domain::kind::RecordKind;
use crate::domain::language::Language;
use crate::domain::period::Period;
use crate::domain::problem::Problem;

fn both() -> [Words; 2] {
    [Language::ENGLISH, Language::SWEDISH].map(|language| Words::load(language).unwrap())
}

#[test]
fn both_languages_have_the_same_keys_and_details() {
    let [english, swedish] = both();
    let keys = |words: &Words| {
        words
            .keys()
            .map(|(key, _)| key.to_owned())
            .collect::<BTreeSet<_>>()
    };
    assert_eq!(keys(&english), keys(&swedish));
    let braces = |text: &str| {
        text.match_indices('{')
            .filter_map(|(at, _)| {
                text[at..]
                    .find('}')
                    .map(|end| text[at..=at + end].to_owned())
            })
            .collect::<BTreeSet<_>>()
    };
    for (key, text) in english.keys() {
        assert_eq!(braces(text), braces(swedish.get(key)), "{key}");
        assert!(
            !text.is_empty() && !swedish.get(key).is_empty(),
            "{key} is empty"
        );
    }
}

#[test]
fn every_declared_thing_has_its_words() {
    for words in both() {
        for kind in RecordKind::ALL {
            assert!(
                words.find(&format!("record.{}.one", kind.key())).is_some(),
                "{}",
                kind.key()
            );
            let declaration = kind.declaration();
            let keys = declaration
                .fields
                .iter()
                .map(|field| field.key)
                .chain(declaration.lists.iter().map(|list| list.key));
            for key in keys {
                assert!(
                    !words.label(*kind, key).is_empty(),
                    "{}.{key} has no label",
                    kind.key()
                );
                let help = words.help(*kind, key);
                assert!(
                    help.ends_with('.'),
                    "{}.{key} has no help: {help}",
                    kind.key()
                );
            }
            for field in declaration.fields {
                if let Some(set) = field
                    .kind
                    .codes()
                    .filter(|set| set.labels == LabelPlace::Locale)
                {
                    for code in set.codes {
                        assert!(
                            words.find(&format!("code.{}.{code}", set.name)).is_some(),
                            "{}.{code}",
                            set.name
                        );
                    }
                }
            }
        }
        for section in Section::ALL {
            assert!(
                words
                    .find(&format!("section.{}.title", section.key()))
                    .is_some(),
                "{}",
                section.key()
            );
        }
        for set in VOCABULARIES
            .iter()
            .filter(|set| set.labels == LabelPlace::Locale)
        {
            assert!(
                set.codes
                    .iter()
                    .all(|code| words.find(&format!("code.{}.{code}", set.name)).is_some()),
                "{}",
                set.name
            );
        }
    }
}

#[test]
fn a_contact_that_is_asked_for_is_called_by_its_role_wherever_fields_are_named() {
    for (words, officer) in both()
        .iter()
        .zip(["Data protection officer", "Dataskyddsombud"])
    {
        for contact in &ASKED_CONTACTS {
            assert!(
                !words
                    .label(RecordKind::Organisation, contact.key)
                    .is_empty()
            );
        }
        assert_eq!(words.label(RecordKind::Organisation, OFFICER.key), officer);
        assert_eq!(words.label(RecordKind::Organisation, "nothing"), "");
    }
}

#[test]
fn periods_and_provisions_are_said_as_the_language_says_them() {
    let [english, swedish] = both();
    let period = Period::from_iso("P1Y6M").unwrap();
    assert_eq!(english.period(&period), "1 year and 6 months");
    assert_eq!(swedish.period(&period), "1 år och 6 månader");
    assert_eq!(english.provision("30(1)(a); 27"), "Arts. 30(1)(a), 27");
    assert_eq!(swedish.provision("30(1)(a)"), "artikel 30.1 a");
    assert_eq!(
        swedish.provision("30(1)(e); 44"),
        "artiklarna 30.1 e och 44"
    );
}

#[test]
fn details_are_filled_in_once() {
    let words = Words::load(Language::ENGLISH).unwrap();
    assert_eq!(
        words.filled("{a} and {b} {c}", &[("a", "{b}"), ("b", "x")]),
        "{b} and x {c}"
    );
    assert_eq!(words.get("no.such.key"), "no.such.key");
}

#[test]
fn what_public_bodies_call_otherwise_is_called_so_of_them() {
    let [english, swedish] = &*BOTH;
    let public = Words::load(Language::SWEDISH).unwrap();
    public.say_of(true);
    let mut said = 0;
    for (key, _) in swedish.keys() {
        let (usual, text) = (swedish.get(key), public.get(key));
        let lower = text.to_lowercase();
        assert!(!lower.contains("raderingsstopp"), "{key}: {text}");
        said += usize::from(usual != text);
    }
    assert!(said > 30, "{said}");
    assert_eq!(
        public.get("act.hold.title"),
        "Inför eller behåll gallringsstopp"
    );
    assert_eq!(
        public.get("due.explain.held_without_review"),
        "gallringsstopp, inget gallras så länge det gäller"
    );
    public.say_of(false);
    assert_eq!(public.get("act.hold.title"), swedish.get("act.hold.title"));
    let same = Words::load(Language::ENGLISH).unwrap();
    same.say_of(true);
    assert!(english.keys().all(|(key, text)| same.get(key) == text));
}

#[test]
fn a_number_in_a_text_has_its_noun_and_its_figures_in_groups() {
    let [english, swedish] = &*BOTH;
    let broken = |n: usize| {
        Problem::refused("store_contradicts")
            .with("file", "f")
            .with("n", n)
    };
    for (words, n, said) in [
        (english, 1, "in 1 place,"),
        (english, 10_000, "in 10,000 places,"),
        (swedish, 1, "på 1 plats,"),
        (swedish, 10_000, "på 10\u{a0}000 platser,"),
    ] {
        let text = words.message(&broken(n)).text;
        assert!(text.contains(said), "{text}");
    }
    let of = [("n", "12"), ("all", "12345")];
    assert_eq!(english.fill("list.of", &of), "12 of 12,345");
    // A name in the place of a number stays as it is.
    assert_eq!(english.filled("{n:places}", &[("n", "x")]), "x");
}

static BOTH: std::sync::LazyLock<[Words; 2]> = std::sync::LazyLock::new(both);

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() })]

    #[test]
    fn every_day_and_period_is_read_back_as_it_is_shown(
        days in 0_u64..3_650_000,
        precise in 0_u8..3,
        figures in proptest::array::uniform7(proptest::option::weighted(0.4, 1_u32..99_999)),
    ) {
        use chrono::Datelike as _;
        use crate::domain::date::PartialDate;
        use crate::domain::period::{Period, Span};

        let first = chrono::NaiveDate::from_ymd_opt(1, 1, 1).unwrap();
        let day = first.checked_add_days(chrono::Days::new(days)).unwrap();
        let date = match precise {
            0 => PartialDate::Year(day.year()),
            1 => PartialDate::Month(day.year(), day.month()),
            _ => PartialDate::Day(day),
        };
        let [years, months, weeks, days, hours, minutes, seconds] = figures.map(Option::unwrap_or_default);
        let span = Span { years, months, weeks, days, hours, minutes, seconds };
        let period = if span == Span::default() { Period::Session } else { Period::Span(span) };
        for words in &*BOTH {
            let shown = words.date(date);
            for typed in [shown.clone(), shown.to_uppercase(), shown.replace(' ', "\u{a0}")] {
                proptest::prop_assert_eq!(PartialDate::from_typed(&typed, first).ok(), Some(date), "{}", typed);
            }
            let shown = words.period(&period);
            proptest::prop_assert_eq!(Period::from_typed(&shown).ok(), Some(period), "{}", shown);
        }
    }
}

#[test]
fn a_message_is_short_whatever_it_tells_of() {
    let problem = Problem::usage("date_unreadable").with("text", "å".repeat(1_000_000));
    let message = BOTH[0].message(&problem);
    assert!(message.text.len() < 3000 && message.text.contains('…'));
    assert!(message.hint.is_some());
}

#[test]
fn a_redaction_that_could_not_begin_hands_on_what_helps_against_the_cause() {
    for words in both() {
        for key in ["store_disk_full", "store_io", "store_locked"] {
            let cause = Problem::cannot(key).with("file", "r.sqlite");
            let remedy = words.message(&cause).hint.unwrap();
            let problem = Problem::cannot("redact_not_begun").because_of(cause);
            let hint = words.message(&problem).hint.unwrap();
            assert!(hint.starts_with(&remedy), "{hint}");
        }
    }
}

#[test]
fn a_date_in_a_sentence_is_said_in_words_and_what_is_none_stays() {
    let english = Words::load(Language::ENGLISH).unwrap();
    let swedish = Words::load(Language::SWEDISH).unwrap();
    let problem = |day: &str| Problem::usage("due_start_in_future").with("day", day);
    let told = |words: &Words, day| words.message(&problem(day)).text;
    assert_eq!(
        told(&english, "2027-03-01"),
        "The start date 1 March 2027 is in the future."
    );
    assert!(told(&swedish, "2027-03-01").contains("1 mars 2027"));
    assert!(told(&english, "2027").contains("date 2027 is"));
    assert!(told(&english, "next year").contains("next year"));
}
