//! Entries of a list that have keys of their own, told as people write them in a cell: `Acme Ltd (processor; Ireland)`.

use crate::exchange::sheets::folding::plain;
use crate::exchange::sheets::lists;
use crate::exchange::sheets::table::header::KnownHeaders;

/// An entry: its keys and their values as texts.
type Keyed = Vec<(String, String)>;

/// A list of entries as a record has it.
#[derive(Debug, PartialEq)]
pub(super) struct ToldEntries {
    /// The header that it stands under.
    pub head: String,
    /// Its words, an entry in each line.
    pub text: String,
    /// What its entries say that no cell would: their numbers, and what does not hold of them.
    pub rest: Vec<String>,
}

/// A list of entries told so; nothing where nobody knows what the list is of.
pub(super) fn told(key: &str, entries: &[Keyed]) -> Option<ToldEntries> {
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
    let rest = entries.iter().flat_map(|entry| {
        let (name, _) = parted(entry);
        let kept = entry.iter().filter(|(own, text)| is_aside(own, text));
        kept.map(move |(own, text)| {
            let answer = if text == "false" { "no" } else { text };
            format!("{}: {name}: {}: {answer}", spaced(key), spaced(own))
        })
    });
    Some(ToldEntries {
        head,
        text: lines.join("\n"),
        rest: rest.collect(),
    })
}

/// Whether a key of an entry says what no cell would: a number of its own, or that something does not hold.
fn is_aside(key: &str, text: &str) -> bool {
    let spoken = plain(&spaced(key));
    !text.is_empty() && (spoken == "id" || (text == "false" && !is_of_contract(&spoken)))
}

/// Whether a key asks for the contract.
fn is_of_contract(spoken: &str) -> bool {
    let lists = lists::shipped();
    let first = spoken.split(' ').next().unwrap_or_default();
    lists.contracts.within(spoken).is_some() || lists.contract.is(first)
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

/// What a key of an entry says beside its name, where a cell would say it.
fn detail(key: &str, text: &str) -> Option<String> {
    if text.is_empty() || is_aside(key, text) {
        return None;
    }
    let label = spaced(key);
    let text = without_signs(text);
    Some(match (is_of_contract(&plain(&label)), text.as_str()) {
        (true, "true") => format!("{label}: yes"),
        (true, "false") => format!("{label}: no"),
        (true, _) => format!("{label}: {text}"),
        (false, "true") => label,
        (false, _) => text,
    })
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
            let found = told(key, &[told_of]).unwrap();
            assert_eq!((&*found.head, &*found.text), (head, words), "{key}");
        }
        // What no cell would say is told beside it.
        let numbered = entry(&[("id", "R1"), ("name", "Alder"), ("subProcessor", "false")]);
        let found = told("recipients", &[numbered]).unwrap();
        assert_eq!(
            found.rest,
            [
                "recipients: Alder: id: R1",
                "recipients: Alder: sub processor: no"
            ]
        );
        assert_eq!(told("colours", &[entry(&[("name", "red")])]), None);
    }
}
