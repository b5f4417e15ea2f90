//! Laws that every declaration keeps.

use std::collections::{HashMap, HashSet};

use crate::domain::kind::{FieldKind, RecordKind};
use crate::domain::value::Value;

#[test]
fn keys_are_unique_in_their_record_and_written_in_snake_case() {
    for kind in RecordKind::ALL {
        let declaration = kind.declaration();
        let keys = declaration
            .fields
            .iter()
            .map(|field| field.key)
            .chain(declaration.lists.iter().map(|list| list.key));
        let mut seen = HashSet::from(["ref", "none"]);
        if kind.parent().is_some() {
            seen.extend(["position", "parent"]);
        }
        for key in keys {
            assert!(seen.insert(key), "{} twice in {}", key, kind.key());
            assert!(
                key.bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_'),
                "{key}"
            );
        }
        assert!(
            declaration.fields.iter().any(|field| field.key == "notes"),
            "{} has no notes",
            kind.key()
        );
        assert!(
            kind.parent().is_none() || declaration.field("as_stated").is_some(),
            "{} has no as_stated",
            kind.key()
        );
        for list in declaration.lists {
            assert_eq!(list.kind.parent(), Some(*kind));
        }
    }
}

#[test]
fn plural_keys_and_prefixes_are_unique() {
    // Rows of two kinds may share both: they stand in parents of different kinds.
    let (mut plurals, mut prefixes) = (HashMap::new(), HashMap::new());
    for kind in RecordKind::ALL {
        let apart = |other: &RecordKind| {
            kind.parent().is_some() && other.parent().is_some() && kind.parent() != other.parent()
        };
        let others = [
            plurals.insert(kind.plural(), *kind),
            prefixes.insert(kind.prefix(), *kind),
        ];
        assert!(others.iter().flatten().all(apart), "{}", kind.key());
    }
}

#[test]
fn every_member_refuses_a_value_of_another_kind_and_takes_nothing() {
    for kind in RecordKind::ALL {
        let mut record = kind.blank();
        for (index, field) in kind.declaration().fields.iter().enumerate() {
            assert!(record.get(index).is_empty(), "{}", field.key);
            assert!(record.put(index, Value::Empty), "{}", field.key);
            let wrong = if matches!(field.kind, FieldKind::Number) {
                Value::Flag(true)
            } else {
                Value::Number(1)
            };
            assert!(!record.put(index, wrong), "{}.{}", kind.key(), field.key);
        }
    }
}

#[test]
fn provisions_can_be_parsed() {
    for kind in RecordKind::ALL {
        let declaration = kind.declaration();
        let provisions = declaration
            .fields
            .iter()
            .map(|field| field.provision)
            .chain(declaration.lists.iter().map(|list| list.provision));
        for provision in provisions.filter(|provision| !provision.is_empty()) {
            for part in provision.split("; ") {
                let digits: String = part.chars().take_while(char::is_ascii_digit).collect();
                let article: u32 = digits.parse().expect(provision);
                assert!((1..=99).contains(&article), "{provision}");
                let rest = &part[digits.len()..];
                let balanced = rest.matches('(').count() == rest.matches(')').count();
                assert!(
                    balanced && (rest.is_empty() || (rest.starts_with('(') && rest.ends_with(')'))),
                    "{provision}"
                );
            }
        }
    }
}
