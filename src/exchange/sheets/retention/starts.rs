//! What a period runs from, in the words of a sentence: a code where they are known, else the words themselves.

use std::ops::Range;

use super::deadlines::event_before;
use crate::domain::codes;
use crate::exchange::sheets::answers::labels::CodesByLabel;
use crate::exchange::sheets::answers::own_labels;
use crate::exchange::sheets::folding::plain;
use crate::exchange::sheets::lists;
use crate::exchange::sheets::vocabulary::SheetVocabulary;

/// Words for what a rule runs from, without a bracket that is told beside them; nothing where they are broken off at an
/// abbreviation.
pub(super) fn start_words(own: &str) -> Option<String> {
    let head = own.split(" (").next().unwrap_or(own);
    let lists = lists::shipped();
    // `the last entry, in accordance with the law`: what is cited is no part of the event.
    let mut places = head.match_indices(' ').map(|(at, _)| at);
    let cited = |at: &usize| {
        let behind = plain(&head[at + 1..]);
        lists.behind_starts.is(&behind) || lists.behind_starts.leading(&behind).is_some()
    };
    let head = places
        .find(cited)
        .map_or(head, |at| head[..at].trim_end_matches([',', ';', ' ']));
    // `that the membership ended`
    let clause = head
        .split_once(' ')
        .filter(|(first, _)| lists.begins_starts.is(&plain(first)));
    let head = clause.map_or(head, |(_, rest)| rest);
    let closed = head.matches(')').count() > head.matches('(').count();
    let head = if closed {
        head.trim_end_matches([')', ' '])
    } else {
        head
    };
    let last = head.rsplit(' ').next().unwrap_or_default();
    let broken =
        head.contains(' ') && last.chars().count() == 1 && last.chars().all(char::is_lowercase);
    (!broken && !head.is_empty()).then(|| head.to_owned())
}

/// The event that a sentence of a table of this program adds to a period, and the sentence without it: `2 years, or until the
/// end of the contract if that is later`.
pub(super) fn later_end(sentence: &str) -> Option<(String, String)> {
    let (_, languages) = own_labels::shipped();
    languages.iter().find_map(|words| {
        let template = words.fill("time_limit.later", &[("period", ""), ("event", "\n")]);
        let (before, behind) = template.split_once('\n')?;
        let (head, rest) = sentence.split_once(before)?;
        let (event, tail) = rest.split_once(behind)?;
        Some((event.to_owned(), format!("{head}{tail}")))
    })
}

/// The code of what a rule runs from, by its label.
pub(super) fn labelled_start(words: &SheetVocabulary, text: &str) -> Option<String> {
    let labels = CodesByLabel::shipped();
    (!text.is_empty())
        .then(|| labels.code(words, &codes::RETENTION_START, text))
        .flatten()
}

/// What a period runs from: a code where its words are known, else the words themselves.
pub(in crate::exchange::sheets) fn start(
    words: &SheetVocabulary,
    sentence: &str,
    text: &str,
    period: &Range<usize>,
) -> Option<String> {
    let (before, after) = (text[..period.start].trim(), text[period.end..].trim());
    // As this program lists it: `7 years, from the end of the financial year`.
    let listed = after.trim_start_matches([',', ' ']);
    let mut listing = lists::shipped().written.listed_from.iter();
    let said = listing.find_map(|word| {
        let last = listed.rsplit_once(&format!(", {word} "));
        let last = last.map(|(_, last)| last);
        last.or_else(|| listed.strip_prefix(word)?.strip_prefix(' '))
    });
    if let Some(code) = labelled_start(words, said.unwrap_or(after)) {
        return Some(code);
    }
    let own = own_words(words, sentence, &text[period.clone()]);
    // Of two events, and of a day years after one, the words say more than a code.
    let lists = lists::shipped();
    let is_more = |word: &str| lists.or.is(word) || lists.birthdays.begins(word);
    let says_more = after.split(' ').any(is_more) && own.after.is_some();
    if let Some((code, _)) = words.start.first(after).filter(|_| !says_more) {
        return Some(code.to_owned());
    }
    // `10 Jahre nach § 257 HGB`: that is the act, and no event.
    if let Some(own) = own.after.filter(|it| !it.starts_with('§')) {
        return Some(own);
    }
    if let Some(own) = within(words, sentence, before, after) {
        return Some(own);
    }
    if let Some(own) = elative(sentence, after) {
        return Some(own);
    }
    if let Some((code, _)) = words.start.first(before) {
        return Some(code.to_owned());
    }
    own.before.or_else(|| label_of_ended(sentence))
}

/// The label of a rule that says that something is over, which the period runs from: `Closed cases: 5 years`.
fn label_of_ended(sentence: &str) -> Option<String> {
    let ended = &lists::shipped().ended;
    let told = |clause: &str| clause.contains(|it: char| it.is_ascii_digit());
    let mut clauses = sentence.split(". ").filter(|clause| told(clause));
    let (label, _) = clauses.next()?.split_once(": ")?;
    let spoken = plain(label);
    let is_over = ended.is(&spoken) || ended.leading(&spoken).is_some();
    is_over.then(|| label.trim().to_owned())
}

/// What a period runs from that is told as the time within which something is done: `within 30 days of the request`.
fn within(words: &SheetVocabulary, sentence: &str, before: &str, after: &str) -> Option<String> {
    let ends = |set: &crate::exchange::sheets::vocabulary::Set| {
        let mut all = set.all();
        all.any(|word| {
            let rest = before.strip_suffix(word);
            rest.is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
        })
    };
    let lists = lists::shipped();
    if !ends(&lists.within) {
        return None;
    }
    let of = after.split_once(' ').map(|(of, _)| of);
    if !of.is_some_and(|of| lists.of.is(of)) {
        return event_before(words, sentence);
    }
    let spelled: Vec<&str> = sentence.split_whitespace().collect();
    let from = (0..spelled.len()).rev();
    let from = from
        .take_while(|from| after.ends_with(&plain(&spelled[*from..].join(" "))))
        .last()?;
    let own = spelled[from..].join(" ");
    let (said, own) = own.split_once(' ')?;
    let own = event_alone(words, own);
    (lists.of.is(&plain(said)) && own.chars().any(char::is_alphabetic)).then(|| own.to_owned())
}

/// What a Finnish period runs from, which a case says and no word: `5 vuotta hoidon päättymisestä`.
fn elative(sentence: &str, after: &str) -> Option<String> {
    let cased = |word: &str| word.len() > 5 && word.ends_with("sta");
    let count = after.split(' ').count();
    if count > 4 || !after.split(' ').next_back().is_some_and(cased) {
        return None;
    }
    let spelled: Vec<&str> = sentence.split_whitespace().collect();
    let from = spelled.len().checked_sub(count)?;
    let own = spelled[from..].join(" ");
    Some(own.trim_end_matches(['.', ',', ';']).to_owned()).filter(|own| plain(own) == after)
}

/// Words of a sentence around its period.
#[derive(Default)]
struct Around {
    before: Option<String>,
    after: Option<String>,
}

/// The words that say what a period runs from, as they are written: behind a word like *after*, which stands behind the
/// period or before what stands before it; or before a plus.
fn own_words(words: &SheetVocabulary, sentence: &str, period: &str) -> Around {
    let mut around = Around::default();
    let lists = lists::shipped();
    // Where each word begins and ends in the sentence.
    let mut spelled: Vec<Range<usize>> = Vec::new();
    let mut start = None;
    for (at, letter) in sentence.char_indices().chain([(sentence.len(), ' ')]) {
        let inside = letter.is_alphanumeric() || matches!(letter, '’' | '\'' | '-');
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                spelled.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    let word = |range: &Range<usize>| plain(&sentence[range.clone()]);
    let is_unit = |at: &usize| {
        let word = word(&spelled[*at]);
        let letters = word.trim_start_matches(|letter: char| letter.is_ascii_digit());
        words.unit.exact(letters.trim()).is_some()
    };
    // Short for a unit may be any word: the one with a figure is.
    let has_figure = |at: &usize| {
        let digits = |at: usize| word(&spelled[at]).bytes().any(|it| it.is_ascii_digit());
        digits(*at) || (*at > 0 && digits(*at - 1))
    };
    let all = || (0..spelled.len()).filter(is_unit);
    let Some(unit) = all().find(has_figure).or_else(|| all().next()) else {
        return around;
    };
    let tidy = |text: &str| {
        let text = event_alone(words, text);
        (text.chars().any(char::is_alphabetic)).then(|| text.to_owned())
    };
    // Behind the period: `2 years after ...`; at most two words may stand between.
    for at in unit + 1..(unit + 4).min(spelled.len()) {
        for count in (1..=3).rev() {
            let Some(last) = spelled.get(at + count - 1) else {
                continue;
            };
            let phrase = plain(&sentence[spelled[at].start..last.end]);
            if words.after.is(&phrase) {
                around.after = tidy(&sentence[last.end..]);
                // `sedan gallras`: the same word begins what is done next.
                let next = around.after.as_deref().map(plain).unwrap_or_default();
                let mut acts = words.disposition.every(&next).into_iter();
                if lists.then.is(&phrase) && acts.any(|(_, place)| place.start == 0) {
                    around.after = None;
                    continue;
                }
                if around.after.is_some() {
                    return around;
                }
                // `... jälkeen`, at the end: what stands between is it.
                around.after = (at > unit + 1 && lists.after_behind.is(&phrase))
                    .then(|| tidy(&sentence[spelled[unit].end..spelled[at].start]))
                    .flatten();
                return around;
            }
        }
    }
    // `from 3 to 5 years`: the figures are of the period.
    let number = (unit + 1).saturating_sub(period.split(' ').count());
    for at in 0..number {
        for count in (1..=3).rev() {
            if at + count > number {
                continue;
            }
            let phrase = plain(&sentence[spelled[at].start..spelled[at + count - 1].end]);
            if words.after.is(&phrase) {
                around.before = tidy(&sentence[spelled[at + count - 1].end..spelled[number].start]);
                return around;
            }
        }
    }
    let lead = sentence[..spelled[number].start].trim_end();
    around.before = lead.strip_suffix('+').and_then(tidy);
    around
}

/// The event that words around a period name, without what is done after it and without what limits the period:
/// `the event, then erased`, `final answer, at the latest after`.
fn event_alone<'t>(words: &SheetVocabulary, text: &'t str) -> &'t str {
    let mut text = text.trim();
    text = text.split(". ").next().unwrap_or(text);
    let then = text.match_indices(", ").find(|(at, _)| {
        let next = text[at + 2..].split(' ').next().unwrap_or_default();
        lists::shipped().then.is(&plain(next))
    });
    text = then.map_or(text, |(at, _)| &text[..at]);
    let limits = |part: &str| {
        let part = plain(part);
        let is_limit =
            |word: &str| words.at_most.is(word) || words.at_least.is(word) || words.after.is(word);
        words.at_most.is(&part) || words.at_least.is(&part) || part.split(' ').all(is_limit)
    };
    while let Some((before, _)) = text.rsplit_once(", ").filter(|(_, last)| limits(last)) {
        text = before;
    }
    let text = text.trim().trim_end_matches(['.', ',', ';', ':']).trim();
    if limits(text) { "" } else { text }
}
