//! A type has a name of its own.

use std::collections::BTreeMap;

use regex::Regex;

/// No struct, enum, trait or union is called as another of the program: a name leads to one place.
#[test]
fn no_two_types_have_one_name() {
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let declared = Regex::new(
        r"(?m)^\s*(?:pub(?:\([a-z ]+\))? )?(?:struct|enum|trait|union) ([A-Z][A-Za-z0-9]*)",
    )
    .unwrap();
    for (file, text) in super::files("src", &["rs"]) {
        if super::is_test(&file) {
            continue;
        }
        for name in declared.captures_iter(&super::code(&text)) {
            places
                .entry(name[1].to_owned())
                .or_default()
                .push(file.clone());
        }
    }
    assert!(places.len() > 500, "{} types were found", places.len());
    let twice: Vec<_> = places
        .into_iter()
        .filter(|(_, files)| files.len() > 1)
        .collect();
    assert!(twice.is_empty(), "{twice:#?}");
}
