//! No word is missing and none is left over: keys in the sources against keys in the locale files.

use std::collections::BTreeSet;

use ropa::domain::language::Language;
use ropa::domain::problem::Problem;
use ropa::words::Words;

use super::files;

/// Every text between quotation marks in the sources and their tables.
fn literals() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    // The manual's tables and the manual pages are made by the tests.
    for (_, text) in ["src", "tests/manual", "tests/package"]
        .into_iter()
        .flat_map(|below| files(below, &["rs"]))
    {
        found.extend(text.split('"').map(str::to_owned));
    }
    found
}

/// A key with its varying parts as `*`, as the sources build it by `format!`.
fn shape(literal: &str) -> Option<String> {
    let mut out = String::new();
    let mut depth = 0;
    for letter in literal.chars() {
        match letter {
            '{' => {
                depth += 1;
                out.push('*');
            }
            '}' => depth -= 1,
            _ if depth > 0 => {}
            'a'..='z' | 'A'..='Z' | '0'..='9' | '_' | '-' | '.' => out.push(letter),
            _ => return None,
        }
    }
    // A shape says something only where it begins with a key's own words.
    let begins = out.split('*').next().is_some_and(|first| first.len() >= 3);
    (out.contains('.') && begins).then_some(out)
}

fn fits(key: &str, shape: &str) -> bool {
    let mut rest = key;
    let parts: Vec<&str> = shape.split('*').collect();
    for (index, part) in parts.iter().enumerate() {
        if index == 0 {
            let Some(after) = rest.strip_prefix(part) else {
                return false;
            };
            rest = after;
        } else if index + 1 == parts.len() {
            return rest.len() >= part.len() && rest.ends_with(part);
        } else {
            let Some(at) = rest.find(part) else {
                return false;
            };
            rest = &rest[at + part.len()..];
        }
    }
    rest.is_empty()
}

#[test]
fn every_key_in_the_sources_has_its_words() {
    let words = Words::load(Language::SWEDISH).unwrap();
    let roots: BTreeSet<String> = words
        .keys()
        .filter_map(|(key, _)| key.split('.').next().map(str::to_owned))
        .collect();
    let mut missing = Vec::new();
    for literal in literals() {
        let plain = literal.bytes().all(|byte| {
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'.' | b'-')
        });
        let dotted = literal.contains('.') && !literal.starts_with('.') && !literal.ends_with('.');
        let file = [
            ".toml", ".md", ".json", ".sqlite", ".rs", ".txt", ".sql", ".ics",
        ]
        .iter()
        .any(|ending| literal.ends_with(ending));
        if plain
            && dotted
            && !file
            && literal
                .split('.')
                .next()
                .is_some_and(|root| roots.contains(root))
            && words.find(&literal).is_none()
            && words.list(&literal).is_empty()
        {
            // `contacts.dpo` is a key of the register, and `count.x` one that is completed.
            let begins = words
                .keys()
                .any(|(key, _)| key.starts_with(&format!("{literal}.")));
            if !begins {
                missing.push(literal);
            }
        }
    }
    assert!(missing.is_empty(), "keys without words: {missing:?}");
}

#[test]
fn every_problem_has_its_sentence() {
    let words = Words::load(Language::ENGLISH).unwrap();
    for (file, text) in files("src", &["rs"])
        .into_iter()
        .filter(|(file, _)| !file.contains("/tests"))
    {
        for made in [
            "Problem::usage(\"",
            "Problem::refused(\"",
            "Problem::cannot(\"",
        ] {
            // Tests at the end of a file may make a problem of any name.
            let text = text.split("#[cfg(test)]").next().unwrap_or_default();
            for piece in text.split(made).skip(1) {
                let key = piece.split('"').next().unwrap_or_default();
                assert!(
                    words.find(&format!("error.{key}.text")).is_some(),
                    "{file}: the problem {key} has no sentence"
                );
            }
        }
    }
}

#[test]
fn no_word_is_left_over() {
    let words = Words::load(Language::ENGLISH).unwrap();
    let literals = literals();
    let shapes: Vec<String> = literals
        .iter()
        .filter_map(|literal| shape(literal))
        .collect();
    let names: BTreeSet<&str> = literals.iter().map(String::as_str).collect();
    // What is built from declarations and tables is proved whole by tests of their own.
    let built = [
        "field.",
        "list.",
        "record.",
        "section.",
        "code.",
        "command.",
        "context.",
        "manual.column.",
    ];
    let mut left = Vec::new();
    for (key, _) in words.keys() {
        if built.iter().any(|start| key.starts_with(start)) {
            continue;
        }
        let stem = key
            .strip_suffix(".text")
            .or_else(|| key.strip_suffix(".hint"))
            .or_else(|| key.strip_suffix(".screen"))
            .and_then(|key| key.strip_prefix("error."));
        let counted = key
            .strip_suffix(".one")
            .or_else(|| key.strip_suffix(".many"))
            .and_then(|key| key.strip_prefix("count."));
        let used = names.contains(key)
            || stem.is_some_and(|stem| names.contains(stem))
            || counted.is_some_and(|counted| names.contains(counted))
            || shapes.iter().any(|shape| fits(key, shape));
        if !used {
            left.push(key.to_owned());
        }
    }
    left.sort();
    assert!(left.is_empty(), "words that nothing says: {left:?}");
}

/// The details of texts that are numbers of things. What numbers something by order is `{number}`, and no count.
const COUNTS: &[&str] = &[
    "n",
    "count",
    "all",
    "most",
    "limit",
    "digits",
    "rows",
    "lines",
    "columns",
    "employees",
    "regular",
    "sensitive",
    "risky",
];

/// The details that a text is filled with: each its name, how it is written, and the word that follows it.
fn details(text: &str) -> Vec<(&str, &str, &str)> {
    let pieces = text
        .split('{')
        .skip(1)
        .filter_map(|piece| piece.split_once('}'));
    pieces
        .map(|(detail, after)| {
            let (name, written) = detail.split_once(':').unwrap_or((detail, ""));
            let word = after.strip_prefix(' ').unwrap_or_default();
            let end = word
                .find(|letter: char| !letter.is_alphabetic())
                .unwrap_or(word.len());
            (name, written, &word[..end])
        })
        .collect()
}

/// Whether a text is one of the forms that go with a number.
fn is_a_form(key: &str) -> bool {
    matches!(key.rsplit('.').next(), Some("one" | "many"))
}

/// "In 1 places" is what a text says that takes a number and writes its noun itself; "10000" one that takes it bare.
#[test]
fn a_number_of_things_is_written_in_groups_and_its_noun_has_forms() {
    for language in Language::ALL {
        let words = Words::load(language).unwrap();
        let forms = |noun: &str| {
            ["one", "many"].map(|form| words.find(&format!("count.{noun}.{form}")).is_some())
        };
        for (key, text) in words.keys() {
            let in_forms = is_a_form(key);
            for (name, written, _) in details(text) {
                match written {
                    "shell" | "date" | "number" | "key" => {}
                    "" => {
                        let bare = COUNTS.contains(&name) && !in_forms;
                        assert!(!bare, "{key} says {{{name}}} as it is: {text}");
                    }
                    noun => assert_eq!(forms(noun), [true, true], "{key}: count.{noun}"),
                }
            }
            let counted = key
                .strip_prefix("count.")
                .or_else(|| key.strip_prefix("period."));
            let noun = counted
                .and_then(|rest| rest.rsplit_once('.'))
                .map(|(noun, _)| noun);
            if let Some(noun) = noun.filter(|_| in_forms && key.starts_with("count.")) {
                assert_eq!(forms(noun), [true, true], "{key} has no other form");
            }
        }
    }
}

/// A noun that stands in the plural in a text beside a number stands there for one thing too.
#[test]
fn no_text_has_a_number_and_a_noun_in_the_plural() {
    for language in Language::ALL {
        let words = Words::load(language).unwrap();
        let word = |text: &str| details(text).first().map(|it| it.2.to_owned());
        let plural = |(key, text): (&str, &str)| {
            let one = words.find(&format!("{}.one", key.strip_suffix(".many")?))?;
            let (one, many) = (word(one)?, word(text)?);
            (one != many && !many.is_empty()).then_some(many)
        };
        let many: BTreeSet<String> = words.keys().filter_map(plural).collect();
        let kinds: BTreeSet<String> = words
            .keys()
            .filter(|(key, _)| {
                key.starts_with("record.") && key.split('.').next_back() == Some("many")
            })
            .map(|(_, text)| text.to_lowercase())
            .collect();
        for (key, text) in words.keys() {
            if is_a_form(key) {
                continue;
            }
            for (name, written, word) in details(text) {
                let plural = many.contains(word) || kinds.contains(word);
                let bare = matches!(written, "" | "number");
                // The number of a change: it “records” something.
                let order = matches!(name, "number" | "by");
                assert!(
                    order || !(bare && plural),
                    "{key}: {{{name}}} {word}: {text}"
                );
            }
        }
    }
}

/// Where the sources give a text a number of things, they give it by a name that is known for one.
#[test]
fn the_sources_call_a_number_of_things_by_a_name_for_one() {
    let mut wrong = Vec::new();
    for (file, text) in files("src", &["rs"]) {
        if file.contains("/tests") {
            continue;
        }
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        for line in text.lines() {
            for (at, _) in line.match_indices("(\"") {
                let mut parts = line[at + 2..].splitn(2, "\", ");
                let (Some(name), Some(value)) = (parts.next(), parts.next()) else {
                    continue;
                };
                let value = value.split(")),").next().unwrap_or_default();
                let end = value.find("words.").unwrap_or(value.len());
                let number = [".len()", ".count()", "Detail::Number("]
                    .iter()
                    .any(|made| value[..end].contains(made));
                let counted = line[..at].ends_with("count");
                let plain = name
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte == b'_');
                // The version of a file is no number of things.
                let known = COUNTS.contains(&name) || name == "known";
                if number && plain && !counted && !known {
                    wrong.push(format!("{file}: {}", line.trim()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// A file's name may hold blanks: what is suggested to be typed can be typed as it stands.
#[test]
fn what_a_suggested_command_names_is_quoted_for_the_shell() {
    for locale in ropa::words::LOCALES {
        for (name, text) in locale.files {
            for command in text.split(['“', '”', '"']) {
                if !command.starts_with("ropa ") {
                    continue;
                }
                let names = command.split('{').skip(1);
                for named in names.filter_map(|rest| rest.split('}').next()) {
                    assert!(named.ends_with(":shell"), "{name}: {command}");
                }
            }
        }
    }
}

#[test]
fn no_problem_is_told_by_its_key() {
    for (file, text) in files("src", &["rs"]) {
        for piece in text.split(".with(").skip(1) {
            let statement = piece.split([';', '\n']).next().unwrap_or_default();
            for raw in [
                "problem.key)",
                "reason.key)",
                "cause.key)",
                "error.key)",
                ", &problem)",
                ", problem)",
                ", difference)",
            ] {
                assert!(
                    !statement.contains(raw),
                    "{file}: a problem that led to another is told by `because_of`: {statement}"
                );
            }
        }
    }
}

#[test]
fn a_problem_that_led_to_another_is_told_in_its_sentence() {
    for locale in ropa::words::LOCALES {
        for (name, text) in locale.files {
            assert!(
                !text.contains("({cause})"),
                "{name}: a cause is a sentence of its own"
            );
        }
    }
    for language in Language::ALL {
        let words = Words::load(language).unwrap();
        for key in ["redact_not_begun", "redact_not_whole", "redact_drafts_left"] {
            let cause = Problem::cannot("store_disk_full").with("file", "f.sqlite");
            let problem = Problem::cannot(key).with("file", "f.sqlite");
            let told = words.message(&problem.because_of(cause.clone())).text;
            assert!(told.contains(&words.message(&cause).text), "{told}");
            assert!(!told.contains('{'), "{told}");
        }
    }
}
