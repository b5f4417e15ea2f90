//! What is left open beside the fields themselves: in the words that a row was recorded from, and in notes, under labels.

use super::activity_facts::ActivityFacts;
use super::content::{bracketed_sign, is_apart, only_blanks, placeholder_sign};
use super::context::Context;
use super::finding::{Found, Severity};
use super::wording::lists::{Lists, WordList};
use super::wording::tokens::Tokens;
use super::wording::unsaid::LONGEST_POINTER;
use crate::domain::records::Organisation;

/// R18: the words that a transfer, a legal basis or a time limit was recorded from hold no open question.
pub(super) fn words_are_settled(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    let lists = facts.context.lists;
    let transfers = facts.activity.transfers.iter();
    let of_transfers = transfers.map(|row| (row.head.id, row.as_stated.as_deref(), true));
    let purposes = facts.activity.purposes.iter();
    let of_purposes = purposes.map(|row| (row.head.id, row.as_stated.as_deref(), false));
    // A criterion is read by itself.
    let rules = facts.activity.retention.iter();
    let rules = rules.filter(|row| row.criterion.is_none());
    let of_rules = rules.map(|row| (row.head.id, row.as_stated.as_deref(), false));
    for (id, notes) in facts.notes() {
        if let Some(part) = noted_blank(notes) {
            found.at(id, "notes").quoting(part);
        } else if let Some(answer) = open_answer(lists, notes) {
            // A note may be about something that nobody is asked.
            let finding = found.at(id, "notes").quoting(answer);
            finding.graded(Severity::Warning);
        }
    }
    for (id, text, transfer) in of_transfers.chain(of_purposes).chain(of_rules) {
        let Some(text) = text else { continue };
        let open = lists
            .first(WordList::Placeholder, text)
            .filter(|words| is_apart(text, words))
            .or_else(|| bracketed_sign(text))
            .or_else(|| open_answer(lists, text));
        let short = Tokens::of(text).count() <= LONGEST_POINTER;
        let missing = || {
            lists
                .first(WordList::Missing, text)
                .filter(|_| transfer && short)
        };
        if let Some(words) = open.or_else(missing) {
            found.at(id, "as_stated").quoting(words);
        }
    }
}

/// What a list beside the activities leaves open, where it is noted of one of them: `[name]; Service: Backup`.
fn noted_blank(notes: &str) -> Option<&str> {
    let mut parts = notes.split(['\n', ';']).map(str::trim);
    parts.find(|part| {
        let inside = part.strip_prefix('[').and_then(|it| it.strip_suffix(']'));
        inside.is_some_and(|it| it.contains(char::is_alphabetic))
            && placeholder_sign(part).is_some()
    })
}

/// The answer under a label that is still to come: `Email: TBD`, `Rechtsgrundlage: noch zu klären`.
fn open_answer<'t>(lists: &Lists, text: &'t str) -> Option<&'t str> {
    /// A label has no more words; what stands before a colon then is a sentence.
    const LONGEST_LABEL: usize = 6;
    /// An answer of more words says something.
    const LONGEST_ANSWER: usize = 10;
    let parts = text
        .split(['\n', ';'])
        .flat_map(|line| line.split(". "))
        .filter_map(|part| part.split_once(": ").or_else(|| part.split_once(" : ")));
    let mut answers = parts
        .filter(|(label, _)| (1..=LONGEST_LABEL).contains(&label.split_whitespace().count()))
        // What is still to be done is no question of the record: `TODO: ask HR`.
        .filter(|(label, _)| !lists.covers(WordList::Placeholder, label))
        .map(|(_, answer)| answer.trim());
    answers.find(|answer| {
        if answer.split_whitespace().nth(LONGEST_ANSWER).is_some() {
            return false;
        }
        let asks = || only_blanks(answer).is_some_and(|blanks| blanks.contains(['?', '_']));
        asks()
            || placeholder_sign(answer).is_some()
            || lists.covers(WordList::Placeholder, answer.trim_end_matches('.'))
            || lists.short_text(answer, &Tokens::of(answer)).is_open
    })
}

/// R18: what is noted of an organisation under a label is answered.
pub(super) fn notes_are_answered(
    context: &Context<'_>,
    organisation: &Organisation,
    found: &mut Found<'_>,
) {
    let notes = organisation.notes.as_deref().unwrap_or_default();
    if let Some(answer) = open_answer(context.lists, notes) {
        found.at(organisation.head.id, "notes").quoting(answer);
    }
}
