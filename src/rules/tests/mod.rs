//! Laws of the table of rules. What the rules find is tested in `tests/rules`, on registers read from JSON.

use std::collections::BTreeSet;

use super::RULES;
use crate::domain::language::Language;
use crate::words::Words;

/// Asks of each pair of texts that the first is told and the second is not.
pub(super) fn pairs(told: impl Fn(&str) -> bool, pairs: &[(&str, &str)]) {
    for (faulty, clean) in pairs {
        assert!(told(faulty), "{faulty}");
        assert!(!told(clean), "{clean}");
    }
}

#[test]
fn numbers_are_unique_and_in_order() {
    assert_eq!(RULES.len(), 75);
    assert!(RULES.is_sorted_by(|left, right| left.id < right.id));
    assert!(super::rule("R20").is_none() && super::rule("R38").is_none());
    for rule in RULES {
        let keys: BTreeSet<&str> = rule.cases.iter().map(|case| case.key).collect();
        assert_eq!(keys.len(), rule.cases.len(), "{}", rule.id);
        assert!(!rule.checks.is_empty());
    }
}

#[test]
fn every_rule_has_its_words_in_each_language_and_no_word_is_left_over() {
    let mut wanted = BTreeSet::new();
    for rule in RULES {
        wanted.insert(format!("rule.{}.title", rule.id));
        for what in ["message", "remedy"] {
            wanted.insert(format!("rule.{}.{what}", rule.id));
            wanted.extend(
                rule.cases
                    .iter()
                    .map(|case| format!("rule.{}.{}.{what}", rule.id, case.key)),
            );
        }
    }
    for language in [Language::ENGLISH, Language::SWEDISH] {
        let words = Words::load(language).unwrap();
        let known: BTreeSet<String> = words
            .keys()
            .map(|(key, _)| key.to_owned())
            .filter(|key| key.starts_with("rule."))
            .collect();
        assert_eq!(known, wanted);
        for (key, text) in words
            .keys()
            .filter(|(key, _)| key.starts_with("rule.") && key.rsplit('.').next() != Some("title"))
        {
            let question = key == "rule.R34.open.message";
            assert!(question || text.ends_with('.'), "{key}: {text}");
        }
    }
}

#[test]
fn the_table_has_a_row_for_each_rule() {
    for language in Language::ALL {
        let (heads, rows) = super::table::table(&Words::load(language).unwrap());
        assert_eq!(rows.len(), RULES.len());
        for row in &rows {
            assert_eq!(row.len(), heads.len());
            assert!(row.iter().all(|cell| !cell.is_empty()), "{row:?}");
        }
    }
}
