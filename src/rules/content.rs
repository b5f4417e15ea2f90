//! Family A, completeness: purposes, people and data, recipients, and fields that answer nothing (Art. 30(1)(b)-(d)).

use super::activity_facts::ActivityFacts;
use super::context::Context;
use super::finding::Found;
use super::scan::{Passage, Scan, WordHit};
use super::wording::lengths::length_in;
use super::wording::lists::{Lists, Match, WordList};
use super::wording::plain_words::is_whatever_is_provided;
use super::wording::saying::Saying;
use super::wording::tokens::Tokens;
use super::wording::unsaid::LONGEST_POINTER;
use crate::domain::codes::DataKind;
use crate::domain::field::Record;
use crate::domain::kind::RecordKind;
use crate::domain::records::DataCategory;
use crate::domain::text::{fold, span_in};

/// How many categories that say what they are make up for a word beside them that does not.
const ENOUGH_SPECIFIC: usize = 3;

/// R05: there is a purpose.
pub(super) fn has_purpose(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
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
pub(super) fn purpose_is_specific(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    if !facts.is_controller() {
        return;
    }
    for purpose in &facts.activity.purposes {
        let Some(text) = purpose.text.as_deref() else {
            continue;
        };
        // A text consists of generic words only where it holds one.
        let generic = facts
            .scan
            .first_in(WordList::GenericPurpose, text)
            .is_some();
        let lists = facts.context.lists;
        if generic && lists.covers(WordList::GenericPurpose, text)
            || lists.says_only(Saying::Purpose, text)
        {
            found.at(purpose.head.id, "text").quoting(text);
        }
    }
}

/// R07: there is a category of data subjects.
pub(super) fn has_subjects(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
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
    // `Various`, `all persons`: whose data they are, it says not.
    let lists = facts.context.lists;
    let covers = |list, text: &str| lists.covers(list, text);
    let generic = |text: &String| {
        let others = covers(WordList::OtherWord, text) || covers(WordList::PersonWord, text);
        let parted = text.split_once(' ').is_some_and(|(first, rest)| {
            covers(WordList::OtherWord, first) && covers(WordList::PersonWord, rest)
        });
        others || parted
    };
    let subjects = &facts.activity.data_subjects;
    let texts = || subjects.iter().flat_map(|subject| &subject.category);
    if texts().all(generic)
        && let Some(subject) = subjects.iter().find(|it| !it.category.is_empty())
    {
        let finding = found.at(subject.head.id, "category").case("generic");
        finding.quoting(&subject.category[0]);
    }
}

/// R08: there is a category of data, and it says which.
pub(super) fn has_data(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    if !facts.is_controller() {
        return;
    }
    let categories = &facts.activity.data_categories;
    if categories.is_empty() {
        found.at(facts.id(), "data_categories");
    }
    let named =
        |category: &DataCategory| category.category.iter().chain(&category.items).count() > 0;
    let others_named = categories.iter().any(named);
    // `No PII` says of the others that they are none, and is none itself.
    let impersonal = |text: &str| {
        let lists = facts.context.lists;
        lists.first(WordList::AnonymousWords, text).is_some() && lists.denies(text)
    };
    let generic = |text: &String| {
        let lists = facts.context.lists;
        !impersonal(text)
            && (facts.scan.first_in(WordList::GenericData, text).is_some()
                && lists.covers(WordList::GenericData, text)
                || lists.covers(WordList::OtherWord, text)
                || lists.says_only(Saying::Data, text)
                || is_whatever_is_provided(text))
    };
    // One word of a list that says what it is of may mean more than it says: Italian `data` is a date.
    let specific = |category: &&DataCategory| {
        let mut texts = category.category.iter().chain(&category.items);
        texts.any(|text| !generic(text))
    };
    let told = || categories.iter().filter(specific).count() >= ENOUGH_SPECIFIC;
    for category in categories {
        let texts = || category.category.iter().chain(&category.items);
        if texts().next().is_none() {
            // A special category is one by its kind: religious beliefs, genetic data. That some of the data named beside
            // it are special is no category without a name.
            let of_others = others_named
                && matches!(
                    category.kind,
                    Some(DataKind::Special | DataKind::MayBeSpecial)
                );
            if category.special_kinds.is_empty() && !of_others {
                found.at(category.head.id, "category");
            }
        } else if texts().all(generic)
            && let Some(text) = texts().next()
            && !(is_one_word(text) && told())
        {
            found
                .at(category.head.id, "category")
                .case("generic")
                .quoting(text);
        }
    }
}

/// Whether a text is one word in small letters.
fn is_one_word(text: &str) -> bool {
    !text.contains(char::is_whitespace) && !text.contains(char::is_uppercase)
}

/// R09: recipients are recorded, or it is said that there are none.
pub(super) fn has_recipients(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
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

/// R18: nothing is left to be filled in.
pub(super) fn nothing_is_left_open(_: &Context<'_>, scan: &Scan<'_>, found: &mut Found<'_>) {
    let told: Vec<&WordHit<'_>> = scan.hits.iter().filter(|hit| is_open(hit)).collect();
    for text in &scan.texts {
        let open = || placeholder_sign(text.text);
        let sign = only_blanks(text.text).or_else(|| text.may_be_open.then(open).flatten());
        let brackets = || text.text.contains('(') && is_content(text);
        let to_fill_in = || Lists::shipped().to_fill_in(text.text);
        let sign = sign.or_else(|| brackets().then(to_fill_in).flatten());
        if let Some(sign) = sign {
            found.at(text.record, text.key).quoting(sign);
            continue;
        }
        let told = told
            .iter()
            .find(|hit| std::ptr::eq(hit.text.text, text.text));
        // Of a purpose that is only general, its own rule says so.
        let general = |hit: &&&WordHit<'_>| {
            hit.list == WordList::NotApplicable
                && (text.kind, text.key) == (RecordKind::Purpose, "text")
                && Lists::shipped().covers(WordList::GenericPurpose, text.text)
                && scan.is_of_a_controller()
        };
        if let Some(hit) = told.filter(|hit| !general(hit)) {
            let finding = found.at(text.record, text.key).quoting(hit.words);
            if hit.list == WordList::NotApplicable {
                finding.case("empty");
            }
        } else if text.short.is_open && is_content(text) && !is_a_draft_kept(scan, text) {
            found.at(text.record, text.key).quoting(text.text);
        }
    }
}

/// Whether a category of data is that of drafts, among others: what a mailbox holds.
fn is_a_draft_kept(scan: &Scan<'_>, text: &Passage<'_>) -> bool {
    let is_category =
        |it: &Passage<'_>| it.kind == RecordKind::DataCategory && it.key == "category";
    is_category(text)
        && Lists::shipped().few.drafts.has(&fold(text.text.trim()))
        && (scan.texts.iter()).any(|other| is_category(other) && other.text != text.text)
}

/// Whether words say that something is still to come, or nothing at all.
fn is_open(hit: &WordHit<'_>) -> bool {
    match hit.list {
        WordList::OpenVerb => true,
        WordList::Placeholder => hit.is_whole || is_apart(hit.text.text, hit.words) || closes(hit),
        // That there is nobody is an answer of who gets data.
        WordList::NotApplicable => {
            let nobody = || {
                hit.text.kind == RecordKind::Recipient
                    && Lists::shipped().says_nobody(hit.text.text)
            };
            hit.is_whole && !hit.text.is_vocabulary && !nobody()
        }
        _ => false,
    }
}

/// Whether words of a text are a mark of their own: in brackets, or behind a colon, a dash or the end of a sentence,
/// and with nothing of their sentence behind them.
///
/// In the middle of a sentence they are part of what it says.
pub(super) fn is_apart(text: &str, words: &str) -> bool {
    if is_in_a_name(text, words) {
        return false;
    }
    // A mark in capitals is one wherever it stands among small letters.
    let letters = || words.chars().filter(|letter| letter.is_alphabetic());
    if letters().count() >= 3
        && letters().all(char::is_uppercase)
        && text.chars().any(char::is_lowercase)
    {
        return true;
    }
    let Some(place) = span_in(words, text) else {
        return false;
    };
    let (before, behind) = (&text[..place.start], &text[place.end..]);
    // The second part of a compound is no mark: `mailbox-entries`.
    let compound = before
        .strip_suffix('-')
        .is_some_and(|it| it.ends_with(char::is_alphanumeric));
    let goes_on = behind
        .strip_prefix('-')
        .is_some_and(|it| it.starts_with(char::is_alphanumeric));
    let (before, behind) = (before.trim_end(), behind.trim_start());
    let begins = before.is_empty()
        || before.ends_with([
            ':', '-', '–', '—', '(', '[', '<', '{', '.', ';', '…', '/', ',', '!',
        ]) && !compound;
    // What stands in square brackets is no part of the sentence, closed or not.
    if before.ends_with(['[', '{']) || is_in_brackets(before) {
        return true;
    }
    let ends = behind.is_empty()
        || behind.starts_with([
            '(', ')', ']', '>', '}', '.', ':', '-', '–', '—', ';', '…', '/', '!', '?',
        ]);
    // `To verify with Acme`: somebody is still to be asked.
    let mut next = behind.split_whitespace();
    let with = next.next().map(fold);
    let asked = with.is_some_and(|word| Lists::shipped().few.asked_with.has(&word));
    let opens = before.is_empty() || before.ends_with('(');
    let told = behind.split(')').next().unwrap_or(behind);
    let asks = asked && opens && told.split_whitespace().count() <= LONGEST_ASKED + 1;
    let knows = || {
        let mut found = false;
        let mut of_inside = |hit: Match| found |= hit.list == WordList::Inside;
        Lists::shipped().find_parts(told, &Tokens::of(told), &mut of_inside);
        found
    };
    let named = next.any(|word| word.starts_with(char::is_uppercase)) || (asks && knows());
    begins && (ends || (asks && named)) && !goes_on
}

/// Whether words are part of the name of a file: `TODO.md`.
fn is_in_a_name(text: &str, words: &str) -> bool {
    let behind = span_in(words, text).map_or("", |place| &text[place.end..]);
    let rest = behind.split_whitespace().next().unwrap_or_default();
    let word = rest
        .split(['\'', '’', ',', ';', ')'])
        .next()
        .unwrap_or_default();
    !rest.is_empty() && Lists::names_a_file(&format!("{words}{word}"))
}

/// How many words name at most whom somebody still has to ask.
const LONGEST_ASKED: usize = 3;

/// Whether words of two or more close a text on when data go: `length of the business need, to be confirmed`; or one by
/// which Finnish says what has to be done.
fn closes(hit: &WordHit<'_>) -> bool {
    let text = hit.text.text;
    let rest = text.rsplit(hit.words).next().unwrap_or_default();
    let word = fold(hit.words);
    // `année scolaire en cours` is the year that is running.
    let few = &Lists::shipped().few;
    let before = text
        .strip_suffix(rest)
        .and_then(|it| it.strip_suffix(hit.words));
    let follows_noun = before.is_some_and(|it| it.trim_end().ends_with(char::is_alphabetic));
    if follows_noun && few.running.has(&word) {
        return false;
    }
    let mut endings = few.has_to_be_ends.iter();
    let mut has_to_be = || endings.any(|ending| word.ends_with(ending));
    hit.text.kind == RecordKind::Retention
        && (hit.words.contains(' ') || has_to_be())
        && !rest.chars().any(char::is_alphanumeric)
        && text.ends_with(rest)
        && rest.len() < text.len()
}

/// Whether a square bracket that stands before is still open.
fn is_in_brackets(before: &str) -> bool {
    BRACKETS.iter().any(|(open, close)| {
        let open = before.rfind(*open);
        open.is_some_and(|open| before.rfind(*close).is_none_or(|closed| closed < open))
    })
}

/// The brackets in which what is still to be put stands, and no part of a sentence.
const BRACKETS: [(char, char); 3] = [('[', ']'), ('【', '】'), ('〔', '〕')];

/// Whether a letter stands in the place of words.
fn is_blank(letter: char) -> bool {
    matches!(letter, '.' | '…' | '_' | '?' | '-' | '–') || letter.is_whitespace()
}

/// A text of dots, underscores or question marks alone. A dash by itself stands for nothing, as in a table.
pub(super) fn only_blanks(text: &str) -> Option<&str> {
    let text = text.trim();
    let blank = text.chars().all(is_blank) && text.contains(['.', '…', '_', '?', '-']);
    blank.then_some(text)
}

/// What shows in any language that a text is still to be written: a text that is one pair of brackets or underscores,
/// empty brackets, runs of underscores or question marks.
pub(super) fn placeholder_sign(text: &str) -> Option<&str> {
    let text = text.trim();
    for run in ["____", "???", "[?]"] {
        if let Some(at) = text.find(run) {
            return text.get(at..at + run.len());
        }
    }
    if is_template(text) {
        return Some(text);
    }
    let marked = text
        .strip_prefix('_')
        .and_then(|rest| rest.strip_suffix('_'));
    if marked.is_some_and(|inside| inside.contains(' ')) {
        return Some(text);
    }
    bracketed_sign(text)
}

/// Whether a text is nothing but one pair of brackets, single or double, with what is to be put there: `<name>`, `{{period}}`,
/// `‹supplier›`. What French puts in marks of quotation is a name, unless it says that one is to be put there.
fn is_template(text: &str) -> bool {
    const AROUND: [(char, char); 5] = [('[', ']'), ('<', '>'), ('{', '}'), ('‹', '›'), ('«', '»')];
    AROUND.iter().any(|(open, close)| {
        let inside = text
            .strip_prefix(*open)
            .and_then(|it| it.strip_suffix(*close));
        let Some(inside) = inside else { return false };
        let doubled = inside
            .strip_prefix(*open)
            .and_then(|it| it.strip_suffix(*close));
        let told = doubled.unwrap_or(inside);
        let single = matches!(open, '[' | '<' | '‹');
        !told.contains([*open, *close])
            && (single
                || doubled.is_some()
                || *open == '«' && Lists::shipped().asks_in_brackets(told))
    })
}

/// A bracket inside a sentence that stands for what is to be put there: `[ ]`, `[X months]`, `[e.g. 5 years]`. `[...]` is an
/// omission there, `[]` is code, and `[x]` a box that is ticked.
pub(super) fn bracketed_sign(text: &str) -> Option<&str> {
    let opened = BRACKETS.iter().flat_map(|(open, close)| {
        let places = text.match_indices(*open);
        places.map(move |(at, open)| (at, open.len(), *close))
    });
    let mut opened = opened;
    opened.find_map(|(at, length, closing)| {
        let close = text[at..].find(closing)? + at;
        let inside = &text[at + length..close];
        // The words of a link.
        if text[close + closing.len_utf8()..].starts_with('(') {
            return None;
        }
        let blank = inside
            .chars()
            .all(|letter| letter.is_whitespace() || matches!(letter, '_' | '?'));
        let asked = || Lists::shipped().asks_in_brackets(inside);
        let open = blank && !inside.is_empty()
            || is_example(inside)
            || is_unknown(inside)
            || is_proposed(text, at, inside)
            // Such brackets stand around nothing but what is to be filled in.
            || closing != ']' && !inside.trim().is_empty()
            || asked();
        open.then(|| &text[at..close + closing.len_utf8()])
    })
}

/// Whether a figure is only proposed: in brackets alone before what it counts, `[90] days`, or with that, `([5 years])`.
/// `[1]` behind a sentence is a note.
fn is_proposed(text: &str, at: usize, inside: &str) -> bool {
    let figure = |word: &str| !word.is_empty() && word.bytes().all(|it| it.is_ascii_digit());
    let mut words = inside.split_whitespace();
    let first = words.next().unwrap_or_default();
    let behind = text[at + inside.len() + 2..].trim_start_matches('`');
    let counted = behind
        .strip_prefix(' ')
        .and_then(|rest| rest.split([' ', ',', '.', ';']).next());
    let counts = |unit: &str| length_in(&format!("{first} {unit}")).is_some();
    figure(first)
        && match words.next() {
            None => counted.is_some_and(counts),
            Some(unit) => words.next().is_none() && counts(unit),
        }
}

/// Whether words only give a figure as an example.
fn is_example(inside: &str) -> bool {
    let inside = fold(inside.trim_start());
    let mut examples = Lists::shipped().few.such_as.iter();
    examples.any(|begin| inside.starts_with(begin))
        && inside.contains(|letter: char| letter.is_ascii_digit())
}

/// Whether a letter stands for a figure before a word for what is counted.
fn is_unknown(inside: &str) -> bool {
    let mut words = inside.split_whitespace();
    let first = words.next().unwrap_or_default();
    matches!(
        first,
        "X" | "XX" | "Y" | "YY" | "N" | "NN" | "xx" | "yy" | "nn"
    ) && words.next().is_some()
}

/// From so many letters on a word in capitals is no abbreviation.
const SHORT: usize = 4;

/// R19: a field holds what it is asked for, and does not only point elsewhere.
pub(super) fn content_stands_there(context: &Context<'_>, scan: &Scan<'_>, found: &mut Found<'_>) {
    let pointers: Vec<&WordHit<'_>> = scan
        .of(WordList::Pointer)
        .filter(|hit| hit.begins && hit.length <= LONGEST_POINTER)
        .filter(|hit| context.lists.points_somewhere(hit.words, hit.text.text))
        .collect();
    for text in scan.texts.iter().filter(|text| is_content(text)) {
        if text.may_be_address && is_address(text.text) {
            found.at(text.record, text.key).quoting(text.text);
            continue;
        }
        let measures = text.key == "measures_text" || text.kind == RecordKind::Measure;
        let points = pointers
            .iter()
            .any(|hit| std::ptr::eq(hit.text.text, text.text))
            && !(measures && names_more(context, text.text));
        // A link is its words: where it leads to is a long path.
        let points = points
            || without_targets(text.text).is_some_and(|it| context.lists.points_elsewhere(&it));
        // An abbreviation in capitals is a name: `CF` is a tax number.
        // So are several beside one another: `CF/P.IVA`.
        let is_short = || {
            let mut parts = text.text.split(['/', '.', '-']).filter(|it| !it.is_empty());
            parts.all(|it| it.chars().count() < SHORT && it.chars().all(char::is_uppercase))
        };
        if (points || text.short.is_pointer) && !is_short() {
            found
                .at(text.record, text.key)
                .case("pointer")
                .quoting(text.text);
        }
    }
}

/// A text with the words of its links alone, without what they lead to; nothing where it has none: `see [the list](a/b.md)`.
fn without_targets(text: &str) -> Option<String> {
    if !text.contains("](") {
        return None;
    }
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("](") {
        out.push_str(&before.replacen('[', "", 1));
        rest = behind.split_once(')')?.1;
    }
    out.push_str(rest);
    (out.len() < text.len()).then_some(out)
}

/// Whether a measure is named behind the first part of a text.
fn names_more(context: &Context<'_>, text: &str) -> bool {
    let mut parts = text.split([',', ';', '\n']).skip(1);
    parts.any(|part| context.lists.names_a_measure(part))
}

/// R19: a retention rule or purpose of which nothing but a link or a pointer was recorded.
pub(super) fn words_stand_there(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    let retention = facts.activity.retention.iter().map(|row| {
        let empty = row.kind.is_none() && row.period.is_none() && row.criterion.is_none();
        let empty = empty && row.schedule.is_none() && row.ends_on.is_empty();
        (row.head.id, empty, row.as_stated.as_deref())
    });
    let purposes = facts.activity.purposes.iter();
    let purposes = purposes.map(|row| (row.head.id, row.text.is_none(), row.as_stated.as_deref()));
    let transfers = facts.activity.transfers.iter().map(|row| {
        let empty = row.mechanisms.is_empty() && row.safeguards.is_none();
        (row.head.id, empty, row.as_stated.as_deref())
    });
    for (id, empty, text) in retention.chain(purposes).chain(transfers) {
        let Some(text) = text.filter(|_| empty) else {
            continue;
        };
        if is_address(text) {
            found.at(id, "as_stated").quoting(text);
        } else if facts.context.lists.points_elsewhere(text) {
            found.at(id, "as_stated").case("pointer").quoting(text);
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
    if !marked {
        return false;
    }
    let lower = text.to_ascii_lowercase();
    let address = ["http://", "https://", "www.", "file:", "\\\\"]
        .iter()
        .any(|start| lower.starts_with(start));
    let ending = lower.rsplit_once('.').map(|(_, ending)| ending);
    let file = ending.is_some_and(|ending| Lists::shipped().few.document_files.has(ending));
    // The name of a document may be of several words.
    if text.contains(char::is_whitespace) {
        return file && Tokens::of(text).count() <= LONGEST_POINTER;
    }
    address || file
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
            "Name: [ ]",
            "Deleted after [X months]",
            "[e.g., 5 years] or so",
            "Hosting [name], in Lund",
            "Lagringstid: [ange antal månader]",
            "Fin de la relación + prescripción ([5 años])",
            "[90] dias",
            "Kept for [2] years after that",
        ] {
            assert!(sign(open).is_some(), "{open}");
        }
        for fine in [
            "__utma",
            "_ga",
            "foo[bar]",
            "foo[] = 1",
            "five years [...] then",
            "a_b_c",
            "Is it kept?",
            "e-mail",
            "See [1] and [2]",
            "As in [2020 report]",
            "[x] TLS",
            "Forms [e.g. of members]",
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
    fn round_brackets_may_say_that_something_is_to_be_filled_in() {
        let lists = Lists::shipped();
        for open in [
            "Nieuwsbriefdienst (invullen)",
            "Mail provider (fill in: which)",
            "Dienst (ausfüllen)",
        ] {
            assert!(lists.to_fill_in(open).is_some(), "{open}");
        }
        for fine in [
            "Forms (filled in at the desk)",
            "Hilfe (Anträge ausfüllen)",
            "Bank (tax)",
        ] {
            assert_eq!(lists.to_fill_in(fine), None, "{fine}");
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
