//! Retention in words: what kind of rule a sentence is, its period, what it runs from. The words always stand beside.
//!
//! | to change | go to |
//! | --- | --- |
//! | how a text is parted into rules | `rule_parts` |
//! | periods, and their figures with signs written out | `durations`, `figures` |
//! | what a period runs from, and within how long something is done | `starts`, `deadlines` |
//! | what is done with the data in the end | `said_acts` |
//! | what cells say of retention; tables of periods beside the activities | `told`; `tables` |

pub(super) mod deadlines;
pub(super) mod durations;
pub(super) mod figures;
pub(super) mod rule_parts;
pub(super) mod said_acts;
pub(super) mod starts;
pub(super) mod tables;
#[cfg(test)]
mod tests;
pub(super) mod told;

use std::ops::Range;

use self::durations::{FoundPeriod, periods, spelled_out};
use self::rule_parts::{at_strokes, ended, of_different_data, only_goes_on};
use self::said_acts::said_acts;
use self::starts::{labelled_start, later_end, start, start_words};
use crate::domain::text::span_in;
use crate::exchange::sheets::answers::entries::outside_brackets;
use crate::exchange::sheets::answers::{
    Stance, begins_open, stance, waits, without_gaps, without_mark,
};
use crate::exchange::sheets::folding::{find, plain};
use crate::exchange::sheets::lists;
use crate::exchange::sheets::vocabulary::{Set, SheetVocabulary};

/// What a sentence says of retention.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatedRule {
    /// The code of the kind of rule.
    pub kind: &'static str,
    /// The period in ISO 8601.
    pub period: Option<String>,
    /// The longest, where it is a range.
    pub period_max: Option<String>,
    /// What it runs from: a code or own words.
    pub start: Option<String>,
    /// What ends it.
    pub ends_on: Option<String>,
    /// The code of which of several ends counts.
    pub ends_when: Option<&'static str>,
    /// The code of the rounding.
    pub rounding: Option<&'static str>,
    /// What is done in the end.
    pub disposition: Option<&'static str>,
    /// The criterion, in the sentence's words.
    pub criterion: Option<String>,
    /// The sentence.
    pub as_stated: String,
}

/// The rules of a cell, one for each sentence that has its own; `None` where it is to be filled in.
#[must_use]
pub fn rules(words: &SheetVocabulary, text: &str) -> Option<Vec<StatedRule>> {
    let mut rules = Vec::new();
    let mut open = false;
    for sentence in sentences(words, text) {
        let said = without_gaps(words, &sentence);
        let is_empty = !said.chars().any(char::is_alphanumeric);
        if stance(words, &said) == Stance::Open
            || is_empty
            || begins_open(words, &sentence)
            || waits(&sentence)
        {
            open = true;
            continue;
        }
        rules.push(rule(words, &sentence));
    }
    (!open).then_some(rules)
}

/// The sentences of a cell: lines, entries with a number in front, parts between semicolons, and parts between commas
/// where each has a period of its own.
fn sentences(words: &SheetVocabulary, text: &str) -> Vec<String> {
    let mut parts: Vec<&str> = Vec::new();
    let lines = text.split(['\n', '\r', '•']);
    let lines = lines.flat_map(outside_brackets);
    let lines = lines.flat_map(at_strokes);
    for line in lines.flat_map(|line| of_different_data(words, line)) {
        let line = without_mark(line);
        let before = parts.last().and_then(|it| span_in(it, text));
        let whole = before
            .zip(span_in(line, text))
            .filter(|_| only_goes_on(words, line));
        match (whole, parts.last_mut()) {
            (Some((from, to)), Some(last)) => *last = &text[from.start..to.end],
            _ if line.chars().any(char::is_alphanumeric) => parts.push(line),
            _ => {}
        }
    }
    let mut sentences: Vec<String> = Vec::new();
    for part in parts {
        let ended = ended(part);
        let capital = |text: &&str| {
            text.chars()
                .next()
                .is_some_and(|it| it.is_uppercase() || it.is_ascii_digit())
        };
        let own = |text: &str| !periods(words, &plain(&spelled_out(words, text))).is_empty();
        if ended.len() > 1
            && ended.iter().skip(1).all(capital)
            && ended.iter().filter(|it| own(it)).count() > 1
        {
            // What says no time of its own explains what stands before it.
            let says = |text: &str| own(text) || says_when(words, &plain(text));
            let first = sentences.len();
            for sentence in ended {
                match sentences.get_mut(first..).and_then(<[String]>::last_mut) {
                    Some(before) if !says(sentence) => *before = format!("{before}. {sentence}"),
                    _ => sentences.push(sentence.to_owned()),
                }
            }
            continue;
        }
        let commas: Vec<&str> = part.split(", ").collect();
        let both = |part: &str| {
            let text = plain(&spelled_out(words, part));
            bounds(words, &text, &periods(words, &text)).is_some()
        };
        if commas.len() > 1 && commas.iter().all(|part| own(part)) && !both(part) {
            sentences.extend(commas.into_iter().map(str::to_owned));
            continue;
        }
        sentences.push(part.to_owned());
    }
    sentences
}

/// Whether a plain sentence without a period says until when or from when data are kept.
fn says_when(words: &SheetVocabulary, text: &str) -> bool {
    words.until.within(text).is_some()
        || words.kind.first(text).is_some()
        || words.disposition.first(text).is_some()
}

fn rule(words: &SheetVocabulary, sentence: &str) -> StatedRule {
    // As this program says that the later of two ends counts.
    let later = later_end(sentence).and_then(|(event, rest)| {
        let ends_on = labelled_start(words, &plain(&event))?;
        let told = rule(words, &rest);
        told.period.is_some().then(|| StatedRule {
            ends_on: Some(ends_on),
            ends_when: Some("last"),
            as_stated: sentence.trim().to_owned(),
            ..told
        })
    });
    if let Some(later) = later {
        return later;
    }
    // `30 days post-deletion`: the event stands behind the stroke.
    let spelled = spelled_out(words, sentence).replace("post-", "post ");
    let said = without_gaps(words, &spelled);
    let text = plain(&said);
    let mut rule = StatedRule {
        as_stated: sentence.trim().to_owned(),
        ..StatedRule::default()
    };
    if lists::shipped().never.is(&text) {
        rule.kind = "permanent";
        return rule;
    }
    let mut found = periods(words, &text);
    if let Some(both) = bounds(words, &text, &found) {
        found = vec![both];
    }
    let [period] = found.as_slice() else {
        let acts = said_acts(words, &said, None);
        rule.disposition = acts.last;
        if found.is_empty() && acts.never_erased {
            rule.kind = "permanent";
            return rule;
        }
        return without_period(words, sentence, &text, rule, found.is_empty());
    };
    rule.disposition = said_acts(words, &said, Some(&text[period.place.clone()])).last;
    let after = &text[period.place.end..];
    let before = in_clause(&said, &text, &period.place);
    let before = before.as_str();
    if has_alternative(words, before, after) {
        rule.kind = "criterion";
        rule.criterion = Some(sentence.trim().to_owned());
        return rule;
    }
    rule.period = Some(period.least.clone());
    rule.period_max.clone_from(&period.most);
    rule.kind = if rule.period_max.is_some() {
        "range"
    } else if words.at_most.within(before.trim()).is_some()
        || words.at_most.is(after.trim())
        || has_sign(&said, ["≤", "<"])
    {
        "at_most"
    } else if words.at_least.within(before.trim()).is_some()
        || words.at_least.is(after.trim())
        || words.at_least.leading(after.trim()).is_some()
        || says_more(words, after)
        || (has_sign(&said, ["≥", ">"]) && rule.disposition != Some("erase"))
    {
        "at_least"
    } else {
        "fixed"
    };
    if words.end_of_year.all().any(|it| ends_a_year(&text, it)) {
        rule.rounding = Some("end_of_calendar_year");
    }
    rule.start = start(words, &spelled, &text, &period.place).and_then(|own| start_words(&own));
    if rule.start.as_deref() == Some("end_of_financial_year") {
        rule.rounding = Some("end_of_calendar_year");
    }
    rule.start.get_or_insert_with(|| "not_stated".to_owned());
    rule
}

/// The range that two periods are, where one is told as the least and the other as the most: `max. 10 years, min. 5 years`.
fn bounds(words: &SheetVocabulary, text: &str, found: &[FoundPeriod]) -> Option<FoundPeriod> {
    let [first, second] = found else {
        return None;
    };
    let before = [
        &text[..first.place.start],
        &text[first.place.end..second.place.start],
    ];
    let is = |set: &Set, at: usize| set.within(before[at].trim()).is_some();
    let (least, most) = if is(&words.at_least, 0) && is(&words.at_most, 1) {
        (first, second)
    } else if is(&words.at_most, 0) && is(&words.at_least, 1) {
        (second, first)
    } else {
        return None;
    };
    let ends = |it: &FoundPeriod| it.most.is_none().then(|| it.least.clone());
    Some(FoundPeriod {
        place: first.place.start..second.place.end,
        least: ends(least)?,
        most: Some(ends(most)?),
    })
}

/// What stands behind *or* at the beginning of a plain text; some words mean that only before a time or a measure.
fn behind_or<'t>(words: &SheetVocabulary, text: &'t str) -> Option<&'t str> {
    let lists = lists::shipped();
    let text = text.trim();
    let before_times = || {
        let behind = lists.or_before_times.leading(text);
        behind.filter(|it| begins(&words.until, it) || begins(&lists.more, it))
    };
    lists.or.leading(text).or_else(before_times)
}

/// Whether a plain text is one of some words, or begins with one.
fn begins(set: &Set, text: &str) -> bool {
    set.is(text) || set.leading(text).is_some()
}

/// Whether words behind a period say that it is the least: `or more`.
fn says_more(words: &SheetVocabulary, after: &str) -> bool {
    behind_or(words, after).is_some_and(|it| begins(&lists::shipped().more, it))
}

/// Whether something else than the period may end what is kept: `2 years or until consent is withdrawn`, `until the contract
/// ends or 2 years`; what the period runs from may stand behind it: `or 6 months after the end`.
fn has_alternative(words: &SheetVocabulary, before: &str, after: &str) -> bool {
    let lists = lists::shipped();
    let after = after.trim();
    if behind_or(words, after).is_some() {
        return !says_more(words, after);
    }
    let mut ends = after.match_indices(' ').map(|(at, _)| &after[at + 1..]);
    if ends.any(|it| behind_or(words, it).is_some_and(|it| begins(&words.until, it))) {
        return true;
    }
    let mut last = before.trim();
    while let Some(rest) = words.at_most.all().find_map(|it| last.strip_suffix(it)) {
        last = rest.trim();
    }
    let last = last.rsplit(' ').next().unwrap_or_default();
    let or = lists.or.is(last) || lists.or_before_times.is(last);
    or && words.until.within(before.trim()).is_some() && !begins(&words.after, after)
}

/// Whether a sign of comparison stands before a figure of a sentence: `≤ 30 days`.
fn has_sign(sentence: &str, signs: [&str; 2]) -> bool {
    let behind = |sign: &str| {
        let mut places = sentence.match_indices(sign);
        places.any(|(at, _)| {
            let rest = sentence[at + sign.len()..].trim_start_matches(['=', ' ']);
            rest.starts_with(|it: char| it.is_ascii_digit())
        })
    };
    signs.into_iter().any(behind)
}

/// What stands before a period in its own clause: `at least one member, then 36 months` sets no least.
fn in_clause(sentence: &str, text: &str, period: &Range<usize>) -> String {
    let own = &text[period.clone()];
    let clauses = sentence.split([',', ';', '(']).map(plain);
    let mut before = clauses
        .filter_map(|clause| find(&clause, own).map(|place| clause[..place.start].to_owned()));
    before
        .next()
        .unwrap_or_else(|| text[..period.start].to_owned())
}

/// Whether a text has words for the end of a year, and not of another one than the calendar's: a school's, a company's.
fn ends_a_year(text: &str, words: &str) -> bool {
    let Some(place) = find(text, words) else {
        return false;
    };
    let behind = text[place.end..].trim_start();
    // `fin de l'année scolaire`, `fin del año académico`: which year it is stands behind in these languages.
    !lists::shipped().other_years.begins(behind)
}

fn without_period(
    words: &SheetVocabulary,
    sentence: &str,
    text: &str,
    mut rule: StatedRule,
    none: bool,
) -> StatedRule {
    let criterion = || Some(sentence.trim().to_owned());
    if !none {
        rule.kind = "criterion";
        rule.criterion = criterion();
        return rule;
    }
    // `Permanent removal` ends it: what is done for good is not kept so.
    let is_removal = |place: &Range<usize>| {
        let done = words
            .disposition
            .first(text)
            .filter(|(code, _)| *code == "erase");
        let near = |from: usize, to: usize| {
            text.get(from..to)
                .is_some_and(|between| between.split_whitespace().count() < 2)
        };
        done.is_some_and(|(_, done)| near(place.end, done.start) || near(done.end, place.start))
    };
    let named = words.kind.first(text);
    // `Not permanently`: that is no length either.
    let denied = |place: &Range<usize>| {
        let before = text.get(..place.start).unwrap_or_default();
        let mut near = before.split_whitespace().rev().take(2);
        let behind = text.get(place.end..).unwrap_or_default();
        let next = behind.split_whitespace().next();
        let denies = |word: &str| words.none_begins.is(word) && !words.without.is(word);
        near.any(denies) || next.is_some_and(|word| lists::shipped().denying.is(word))
    };
    // `Permanently while the contract lasts`: that is an end.
    let bounded = |place: &Range<usize>| {
        let behind = text.get(place.end..).unwrap_or_default();
        words.until.within(behind).is_some()
    };
    let for_good = |place: &Range<usize>| !is_removal(place) && !denied(place) && !bounded(place);
    let named = named.filter(|(code, place)| *code != "permanent" || for_good(place));
    match words
        .kind
        .exact(text)
        .or_else(|| named.map(|(code, _)| code))
    {
        Some("permanent") => {
            rule.kind = "permanent";
            // What is kept for good is never erased.
            rule.disposition = rule.disposition.filter(|code| *code != "erase");
            return rule;
        }
        Some("not_stored") => {
            rule.kind = "not_stored";
            return rule;
        }
        Some("session") if words.kind.exact(text).is_some() => {
            rule.kind = "fixed";
            rule.period = Some("session".to_owned());
            return rule;
        }
        _ => {}
    }
    let listed = sentence
        .rsplit_once(": ")
        .map_or(sentence, |(_, listed)| listed);
    if let Some(code) = labelled_start(words, &plain(listed)) {
        rule.kind = "event";
        rule.ends_on = Some(code);
        return rule;
    }
    let event = words.start.first(text);
    let says_when = words.after.within(text).is_some() || words.until.within(text).is_some();
    if let Some((code, _)) = event.filter(|_| says_when) {
        rule.kind = "event";
        rule.ends_on = Some(code.to_owned());
        return rule;
    }
    rule.kind = "criterion";
    rule.criterion = criterion();
    rule
}
