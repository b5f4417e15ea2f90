//! Family A, completeness: purposes, people and data, recipients, security, and fields that answer nothing
//! (Art. 30(1)(b)-(d), (g)).

use super::context::{Context, Facts, Hit, Passage, Scan, none_with_reason};
use super::finding::{Detail, Found};
use super::lists::{List, Tokens};
use crate::domain::codes::MeasureKind;
use crate::domain::field::Record;
use crate::domain::kind::RecordKind;
use crate::domain::records::{Measure, Organisation};

/// A purpose of fewer letters is a heading.
const SHORTEST_PURPOSE: usize = 15;

/// A sentence on security of more words says something, whatever else it says.
const LONGEST_EMPTY_SENTENCE: usize = 25;

/// What only points elsewhere says at most so many words.
const LONGEST_POINTER: usize = 6;

/// R05: there is a purpose.
pub(super) fn has_purpose(facts: &Facts<'_>, found: &mut Found<'_>) {
    if !facts.is_controller() {
        return;
    }
    if facts.activity.purposes.is_empty() {
        found.at(facts.id(), "purposes");
    }
    for purpose in facts
        .activity
        .purposes
        .iter()
        .filter(|purpose| purpose.text.is_none())
    {
        found.at(purpose.head.id, "text");
    }
}

/// R06: a purpose says what for.
pub(super) fn purpose_is_specific(facts: &Facts<'_>, found: &mut Found<'_>) {
    if !facts.is_controller() {
        return;
    }
    for purpose in &facts.activity.purposes {
        let Some(text) = purpose.text.as_deref() else {
            continue;
        };
        // A text consists of generic words only where it holds one.
        let generic = facts.scan.first_in(List::GenericPurpose, text).is_some();
        if generic && facts.context.lists.covers(List::GenericPurpose, text) {
            found.at(purpose.head.id, "text").quoting(text);
        } else if text.chars().count() < SHORTEST_PURPOSE {
            found
                .at(purpose.head.id, "text")
                .case("short")
                .quoting(text);
        }
    }
}

/// R07: there is a category of data subjects.
pub(super) fn has_subjects(facts: &Facts<'_>, found: &mut Found<'_>) {
    if !facts.is_controller() || facts.is_anonymous() {
        return;
    }
    if facts.activity.data_subjects.is_empty() {
        found.at(facts.id(), "data_subjects");
    }
    for subject in facts
        .activity
        .data_subjects
        .iter()
        .filter(|subject| subject.category.is_empty())
    {
        found.at(subject.head.id, "category");
    }
}

/// R08: there is a category of data, and it says which.
pub(super) fn has_data(facts: &Facts<'_>, found: &mut Found<'_>) {
    if !facts.is_controller() {
        return;
    }
    let categories = &facts.activity.data_categories;
    if categories.is_empty() {
        found.at(facts.id(), "data_categories");
    }
    for category in categories {
        let texts = || category.category.iter().chain(&category.items);
        let generic = |text: &String| {
            facts.scan.first_in(List::GenericData, text).is_some()
                && facts.context.lists.covers(List::GenericData, text)
        };
        if texts().next().is_none() {
            found.at(category.head.id, "category");
        } else if texts().all(generic)
            && let Some(text) = texts().next()
        {
            found
                .at(category.head.id, "category")
                .case("generic")
                .quoting(text);
        }
    }
}

/// R09: recipients are recorded, or it is said that there are none.
pub(super) fn has_recipients(facts: &Facts<'_>, found: &mut Found<'_>) {
    let answered = !facts.activity.recipients.is_empty()
        || facts.activity.head.none.contains_key("recipients");
    if facts.is_controller() && !answered {
        found.at(facts.id(), "recipients");
    }
    if facts.is_controller() {
        for recipient in &facts.activity.recipients {
            if recipient.organisation.is_none() && recipient.category.is_none() {
                found.at(recipient.head.id, "organisation").case("unnamed");
            }
        }
    }
}

/// R16: an activity has security measures, where its organisation has some.
pub(super) fn has_measures(facts: &Facts<'_>, found: &mut Found<'_>) {
    let Some(organisation) = facts.activity.organisation else {
        return;
    };
    let answered = ["measures", "measures_text"]
        .iter()
        .any(|key| none_with_reason(facts.activity, key));
    if facts.context.overview.is_measured(organisation) && !facts.has_measures() && !answered {
        found.at(facts.id(), "measures");
    }
}

/// R16: an organisation of ours has any security measure at all; told once and not on each of its activities.
pub(super) fn has_any_measure(
    context: &Context<'_>,
    organisation: &Organisation,
    found: &mut Found<'_>,
) {
    let id = organisation.head.id;
    let tally = context.overview.tally(id);
    if tally.activities > 0 && !context.overview.is_measured(id) {
        let finding = found
            .on(id)
            .case("organisation")
            .with("organisation", Detail::Record(id));
        finding.with("count", Detail::Number(tally.activities));
    }
}

/// The empty sentence on security that a text consists of.
fn empty_sentence<'a>(context: &Context<'_>, text: &'a str) -> Option<&'a str> {
    (Tokens::of(text).count() <= LONGEST_EMPTY_SENTENCE)
        .then(|| context.lists.first(List::GenericMeasure, text))
        .flatten()
}

/// R17: what stands for the measures of an activity describes one.
pub(super) fn measures_are_described(facts: &Facts<'_>, found: &mut Found<'_>) {
    let activity = facts.activity;
    let listed = activity
        .measures
        .iter()
        .any(|id| facts.context.overview.is_in_place(*id));
    let Some(text) = activity.measures_text.as_deref().filter(|_| !listed) else {
        return;
    };
    if let Some(words) = empty_sentence(facts.context, text) {
        found.at(facts.id(), "measures_text").quoting(words);
    }
}

/// R17: a measure describes one.
pub(super) fn measure_is_described(
    context: &Context<'_>,
    measure: &Measure,
    found: &mut Found<'_>,
) {
    if !matches!(measure.kind, None | Some(MeasureKind::Organisational)) {
        return;
    }
    let (key, text) = match (&measure.description, &measure.name) {
        (Some(description), _) => ("description", description),
        (None, Some(name)) => ("name", name),
        (None, None) => return,
    };
    if let Some(words) = empty_sentence(context, text) {
        found.at(measure.head.id, key).quoting(words);
    }
}

/// R18: nothing is left to be filled in.
pub(super) fn nothing_is_left_open(_: &Context<'_>, scan: &Scan<'_>, found: &mut Found<'_>) {
    let told: Vec<&Hit<'_>> = scan.hits.iter().filter(|hit| is_open(hit)).collect();
    for text in &scan.texts {
        let open = || placeholder_sign(text.text);
        let sign = only_blanks(text.text).or_else(|| text.may_be_open.then(open).flatten());
        if let Some(sign) = sign {
            found.at(text.record, text.key).quoting(sign);
            continue;
        }
        let told = told
            .iter()
            .find(|hit| std::ptr::eq(hit.text.text, text.text));
        if let Some(hit) = told {
            let finding = found.at(text.record, text.key).quoting(hit.words);
            if hit.list == List::NotApplicable {
                finding.case("empty");
            }
        }
    }
}

/// Whether words say that something is still to come, or nothing at all.
fn is_open(hit: &Hit<'_>) -> bool {
    hit.list == List::Placeholder
        || (hit.list == List::NotApplicable && hit.is_whole && !hit.text.is_vocabulary)
}

/// Whether a letter stands in the place of words.
fn is_blank(letter: char) -> bool {
    matches!(letter, '.' | '…' | '_' | '?' | '-' | '–') || letter.is_whitespace()
}

/// A text of dots, underscores or question marks alone. A dash by itself stands for nothing, as in a table.
fn only_blanks(text: &str) -> Option<&str> {
    let text = text.trim();
    let blank = text.chars().all(is_blank) && text.contains(['.', '…', '_', '?', '-']);
    blank.then_some(text)
}

/// What shows in any language that a text is still to be written: a text that is one pair of brackets or underscores,
/// empty brackets, runs of underscores or question marks.
fn placeholder_sign(text: &str) -> Option<&str> {
    let text = text.trim();
    for run in ["____", "???", "[?]"] {
        if let Some(at) = text.find(run) {
            return text.get(at..at + run.len());
        }
    }
    for (open, close) in [('[', ']'), ('<', '>')] {
        if let Some(inside) = text
            .strip_prefix(open)
            .and_then(|rest| rest.strip_suffix(close))
            && !inside.contains([open, close])
        {
            return Some(text);
        }
    }
    let marked = text
        .strip_prefix('_')
        .and_then(|rest| rest.strip_suffix('_'));
    if marked.is_some_and(|inside| inside.contains(' ')) {
        return Some(text);
    }
    // `[...]` and `[ ]` inside a sentence.
    text.match_indices('[').find_map(|(at, _)| {
        let close = text[at..].find(']')? + at;
        text[at + 1..close]
            .chars()
            .all(is_blank)
            .then(|| &text[at..=close])
    })
}

/// R19: a field holds what it is asked for, and does not only point elsewhere.
pub(super) fn content_stands_there(_: &Context<'_>, scan: &Scan<'_>, found: &mut Found<'_>) {
    let pointers: Vec<&Hit<'_>> = scan
        .of(List::Pointer)
        .filter(|hit| hit.begins && hit.length <= LONGEST_POINTER)
        .collect();
    for text in scan.texts.iter().filter(|text| is_content(text)) {
        if text.may_be_address && is_address(text.text) {
            found.at(text.record, text.key).quoting(text.text);
            continue;
        }
        let points = pointers
            .iter()
            .any(|hit| std::ptr::eq(hit.text.text, text.text));
        if points {
            found
                .at(text.record, text.key)
                .case("pointer")
                .quoting(text.text);
        }
    }
}

/// Whether Art. 30 or an article beside it asks for the content of a field.
fn is_content(text: &Passage<'_>) -> bool {
    matches!(
        (text.kind, text.key),
        (RecordKind::Purpose, "text" | "legitimate_interest")
            | (RecordKind::DataCategory, "items" | "category")
            | (RecordKind::DataSubject | RecordKind::Recipient, "category")
            | (RecordKind::Client, "category" | "processing_categories")
            | (
                RecordKind::Activity,
                "description"
                    | "measures_text"
                    | "automated_decisions_logic"
                    | "automated_decisions_effects"
            )
            | (RecordKind::Retention | RecordKind::Schedule, "criterion")
            | (RecordKind::Measure, "description")
            | (
                RecordKind::Transfer,
                "art49_assessment" | "art49_safeguards" | "supplementary_measures"
            )
    )
}

/// Whether a text is only an address or the name of a file.
fn is_address(text: &str) -> bool {
    let text = text.trim();
    let marked = text.bytes().any(|byte| matches!(byte, b'.' | b':' | b'\\'));
    if !marked || text.contains(char::is_whitespace) {
        return false;
    }
    let lower = text.to_ascii_lowercase();
    let address = ["http://", "https://", "www.", "file:", "\\\\"]
        .iter()
        .any(|start| lower.starts_with(start));
    let file = [
        ".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".odt", ".ods", ".txt", ".csv",
        ".html",
    ];
    address || file.iter().any(|end| lower.ends_with(end))
}

/// Whether a record has any row or description, so that it describes more than its name. R45.
pub(super) fn describes_something(record: &dyn Record) -> bool {
    let lists = 0..record.declaration().lists.len();
    record.text("description").is_some() || lists.into_iter().any(|list| record.row_count(list) > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sign(text: &str) -> Option<&str> {
        let marked = Tokens::of(text).may_be_open();
        let sign = placeholder_sign(text);
        assert!(marked || sign.is_none(), "{text}");
        only_blanks(text).or(sign)
    }

    #[test]
    fn signs_of_what_is_still_to_be_written() {
        for open in [
            "[...]",
            "[…]",
            "[ ]",
            "[DPO name]",
            "_to be completed_",
            "Name: ______",
            "Who???",
            "...",
            "-",
            "<name>",
            "five years [...] then",
        ] {
            assert!(sign(open).is_some(), "{open}");
        }
        for fine in [
            "__utma",
            "_ga",
            "foo[bar]",
            "a_b_c",
            "Is it kept?",
            "e-mail",
            "See [1] and [2]",
            "3.5 years",
            "x < y",
            "sv-uts",
            "_gat_UA-1",
            "",
        ] {
            assert_eq!(sign(fine), None, "{fine}");
        }
    }

    #[test]
    fn addresses_and_files_are_no_content() {
        for address in [
            "https://example.org/ropa",
            "www.example.org",
            "TOMs_2026.pdf",
            "\\\\server\\share",
        ] {
            let marked = Tokens::of(address).may_be_address();
            assert!(marked && is_address(address), "{address}");
        }
        for fine in [
            "payroll on www.example.org",
            "name",
            "payroll.example.org staff",
            "ASP.NET",
        ] {
            assert!(!is_address(fine), "{fine}");
        }
    }
}
