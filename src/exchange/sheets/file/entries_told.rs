//! Entries of a list that have keys of their own, told as people write them in a cell: `Acme Ltd (processor; Ireland)`.

use crate::exchange::sheets::folding::plain;
use crate::exchange::sheets::lists;
use crate::exchange::sheets::table::header::KnownHeaders;

/// An entry: its keys and their values as texts.
type Keyed = Vec<(String, String)>;

/// The header that a list of entries stands under, and its words, an entry in each line; nothing where nobody knows what
/// the list is of.
pub(super) fn told(key: &str, entries: &[Keyed]) -> Option<(String, String)> {
    let known = KnownHeaders::shipped();
    let field = known.guess(&spaced(key))?.field;
    let list = field.split(['[', '.']).next().unwrap_or_default();
    let of_basis = |own: &String| {
        let asked = known.guess(&spaced(own));
        asked.is_some_and(|it| it.field == "purposes[].legal_bases")
    };
    let mut head = key.to_owned();
    let lines: Vec<String> = match list {
        "recipients" | "transfers" => entries.iter().map(in_brackets).collect(),
        "retention" => entries.iter().map(behind_colon).collect(),
        "purposes" if entries.iter().flatten().any(|(own, _)| of_basis(own)) => {
            head = format!("{} legal basis", spaced(key));
            entries.iter().map(behind_colon).collect()
        }
        "purposes" | "data_categories" | "data_subjects" => {
            entries.iter().map(in_brackets).collect()
        }
        _ => return None,
    };
    Some((head, lines.join("\n")))
}

/// What an entry is called, and what else it says.
fn parted(entry: &Keyed) -> (&str, Vec<String>) {
    let names = &lists::shipped().entry_names;
    let says_name =
        |(key, text): &(String, String)| !text.is_empty() && names.is(&plain(&spaced(key)));
    let at = entry.iter().position(says_name).unwrap_or(0);
    let name = entry.get(at).map_or("", |(_, text)| text.as_str());
    let rest = entry.iter().enumerate().filter(|(place, _)| *place != at);
    let rest = rest.filter_map(|(_, (key, text))| detail(key, text));
    (name, rest.collect())
}

/// What a key of an entry says beside its name; nothing where it denies what the key asks, or is only a number of it.
fn detail(key: &str, text: &str) -> Option<String> {
    let label = spaced(key);
    let spoken = plain(&label);
    if spoken == "id" || text.is_empty() {
        return None;
    }
    let lists = lists::shipped();
    let first = spoken.split(' ').next().unwrap_or_default();
    let of_contract = lists.contracts.within(&spoken).is_some() || lists.contract.is(first);
    let text = without_signs(text);
    match (of_contract, text.as_str()) {
        (true, "true") => Some(format!("{label}: yes")),
        (true, "false") => Some(format!("{label}: no")),
        (true, _) => Some(format!("{label}: {text}")),
        (false, "true") => Some(label),
        (false, "false") => None,
        (false, _) => Some(text),
    }
}

/// An entry as a name with what else is told of it in brackets.
fn in_brackets(entry: &Keyed) -> String {
    let (name, rest) = parted(entry);
    if rest.is_empty() {
        return name.to_owned();
    }
    format!("{name} ({})", rest.join("; "))
}

/// An entry as a name with what else is told of it behind a colon.
fn behind_colon(entry: &Keyed) -> String {
    let (name, rest) = parted(entry);
    if rest.is_empty() {
        return name.to_owned();
    }
    format!("{name}: {}", rest.join(", "))
}

/// A text without the signs that would part it among others: brackets, semicolons, lines.
fn without_signs(text: &str) -> String {
    let text = text.replace(" (", ", ").replace(['(', ')'], "");
    text.replace(['\n', ';'], ", ").replace(" ,", ",")
}

/// A key as words: `transferMechanism`, `legal_basis`.
fn spaced(key: &str) -> String {
    let mut out = String::with_capacity(key.len() + 4);
    let mut small = false;
    for letter in key.chars() {
        if matches!(letter, '_' | '-') {
            out.push(' ');
        } else if letter.is_uppercase() && small {
            out.push(' ');
            out.extend(letter.to_lowercase());
        } else {
            out.push(letter);
        }
        small = letter.is_lowercase();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(keys: &[(&str, &str)]) -> Keyed {
        let keys = keys.iter();
        keys.map(|(key, text)| ((*key).to_owned(), (*text).to_owned()))
            .collect()
    }

    #[test]
    fn entries_are_told_as_people_write_them() {
        for (key, told_of, head, words) in [
            (
                "recipients",
                entry(&[
                    ("id", "R1"),
                    ("name", "Alder, Inc."),
                    ("role", "processor"),
                    ("location", "Ireland (eu-west-1)"),
                    ("dpaSigned", "true"),
                    ("subProcessor", "false"),
                ]),
                "recipients",
                "Alder, Inc. (processor; Ireland, eu-west-1; dpa signed: yes)",
            ),
            (
                "processors",
                entry(&[("vendor", "Birch"), ("dpa", "false")]),
                "processors",
                "Birch (dpa: no)",
            ),
            (
                "retention_periods",
                entry(&[("category", "Invoices"), ("period", "7 years")]),
                "retention_periods",
                "Invoices: 7 years",
            ),
            (
                "purposes",
                entry(&[("description", "Send news"), ("legalBasis", "Consent")]),
                "purposes legal basis",
                "Send news: Consent",
            ),
            (
                "dataCategories",
                entry(&[("name", "Health"), ("specialCategory", "true")]),
                "dataCategories",
                "Health (special category)",
            ),
        ] {
            let found = told(key, &[told_of]);
            assert_eq!(found, Some((head.to_owned(), words.to_owned())), "{key}");
        }
        assert_eq!(told("colours", &[entry(&[("name", "red")])]), None);
    }
}
