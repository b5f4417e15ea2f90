//! Periods in the words of a cell, in the languages of the vocabulary: `7 years`, `ett och ett halvt år`, `5 bis 10 Jahre`.

use std::borrow::Cow;
use std::ops::Range;

use super::figures::{DECIMAL, PLUS, YEAR, told_figures, unit_of};
use crate::domain::period::Period;
use crate::exchange::sheets::folding::plain;
use crate::exchange::sheets::lists;
use crate::exchange::sheets::vocabulary::{Set, SheetVocabulary};

/// A text with the units in full that one capital stands for behind a figure, as in German and Dutch: `2 J.`, `6 M`. In small
/// letters some are of other languages: 30 j are days in French.
///
/// In Romanian a word stands between a figure from twenty on and its unit: `30 de zile`. Signs between figures are written
/// out, too.
pub(super) fn spelled_out<'t>(words: &SheetVocabulary, text: &'t str) -> Cow<'t, str> {
    let mut out = Cow::Borrowed(text);
    for unit in &lists::shipped().written.behind_de {
        let between = format!(" de {unit}");
        let mut from = 0;
        while let Some(at) = out[from..].find(&between).map(|at| from + at) {
            from = at + 1;
            if out[..at].ends_with(|it: char| it.is_ascii_digit()) {
                out.to_mut().replace_range(at..at + " de".len(), "");
            }
        }
    }
    for (letter, unit) in CAPITALS {
        let mut from = 0;
        while let Some(at) = out[from..].find(letter).map(|at| from + at) {
            let before = out[..at].trim_end_matches([' ', '\u{a0}']);
            // In `P1Y6M` it is of a word.
            let word = before.trim_end_matches(|it: char| it.is_ascii_digit());
            let of_figure = word.len() < before.len() && !word.ends_with(char::is_alphabetic);
            let behind = out[at + letter.len_utf8()..].chars().next();
            let apart = behind.is_none_or(|it| !it.is_alphanumeric() && it != '-');
            from = at + letter.len_utf8();
            if of_figure && apart {
                out.to_mut().replace_range(at..from, unit);
                from = at + unit.len();
            }
        }
    }
    Cow::Owned(told_figures(words, &out))
}

/// Units by the capital that stands for each.
const CAPITALS: [(char, &str); 2] = [('J', "Jahre"), ('M', "Monate")];

/// A period in a plain text.
pub(in crate::exchange::sheets) struct FoundPeriod {
    /// Where it stands.
    pub place: Range<usize>,
    /// The period, or the least of a range.
    pub least: String,
    /// The most of a range.
    pub most: Option<String>,
}

/// The periods of a plain text. `1 year and 6 months` is one; so is `7 to 10 years`, a range.
pub(in crate::exchange::sheets) fn periods(
    words: &SheetVocabulary,
    text: &str,
) -> Vec<FoundPeriod> {
    let lists = lists::shipped();
    let tokens = tokens(text);
    let mut found: Vec<FoundPeriod> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        // As this program and others write periods for programs: `P5Y`.
        if let Some(period) = as_iso(tokens[at].0) {
            let place = tokens[at].1.clone();
            let (least, most) = (period.to_string(), None);
            found.push(FoundPeriod { place, least, most });
            at += 1;
            continue;
        }
        // `Art. 25d`, `s 164A`: the number is of a law.
        let before = at.checked_sub(1).map(|before| tokens[before].0);
        if before.is_some_and(|word| lists.before_provisions.is(word)) && is_figure(tokens[at].0) {
            at += 1;
            continue;
        }
        let Some((mut first, mut next)) = number(words, &tokens, at) else {
            at += 1;
            continue;
        };
        let mut second = None;
        // In `1y6m` the letter is the unit.
        let apart = |at: usize| tokens[at].1.start > tokens[at - 1].1.end;
        // `5 bis 10 Jahre`, `12–24 mnd`.
        let joins = tokens
            .get(next)
            .is_some_and(|(word, _)| lists.to_of_range.is(word));
        let after = usize::from(joins && apart(next));
        if let Some((number, behind)) = number(words, &tokens, next + after)
            && unit(words, &tokens, behind).is_some()
        {
            // `three (3) years` says one number twice.
            second = Some(number).filter(|number| *number != first || after > 0);
            if after > 0 && second.is_some_and(|number| number < first) {
                // `9-5 years`: no range runs down.
                at = behind + 1;
                continue;
            }
            if second.is_some() && after == 0 {
                // `art. 30) / 4 years`: a number that is joined by nothing is another's; `um 5 Jahre`: it is none.
                at += 1;
                continue;
            }
            next = behind;
        }
        let Some(unit) = unit(words, &tokens, next) else {
            at += 1;
            continue;
        };
        // `1 year and a half`, `un an et demi`.
        if let Some(half) =
            half_behind(words, &tokens, next + 1).filter(|_| second.is_none() && unit == YEAR)
        {
            first += HALF;
            next = half - 1;
        }
        let (Some(least), start) = (iso(first, unit), tokens[at].1.start) else {
            at = next + 1;
            continue;
        };
        let most = second.and_then(|number| iso(number, unit));
        let place = start..tokens[next].1.end;
        let is_other = says_how_often(&tokens, at) || unit == YEAR && is_age(&tokens, at, next);
        at = next + 1;
        if is_other {
            continue;
        }
        // What follows with a smaller unit belongs to it.
        if let (Some(last), None) = (found.last_mut(), &most) {
            let gap = plain(text.get(last.place.end..place.start).unwrap_or("?"));
            let joined = gap.is_empty() || lists.and_of_period.is(&gap);
            if joined && last.most.is_none() {
                // `2 years (730 days)` says one period twice.
                if is_same(&last.least, &least) {
                    last.place.end = place.end;
                    continue;
                }
                if let Some(both) = together(&last.least, &least) {
                    last.least = both;
                    last.place.end = place.end;
                    continue;
                }
            }
        }
        found.push(FoundPeriod { place, least, most });
    }
    found
}

/// Whether what begins at a token is told right behind a word for how often: `every 2 years`.
fn says_how_often(tokens: &[(&str, Range<usize>)], at: usize) -> bool {
    ends_with(&lists::shipped().every, tokens, at)
}

/// Whether years that begin at a token, and whose unit is at another, are an age: `the pupil turns 20 years`, `18 years old`.
fn is_age(tokens: &[(&str, Range<usize>)], at: usize, unit: usize) -> bool {
    let lists = lists::shipped();
    let mut behind = (1..=2).filter_map(|count| Some(joined(tokens.get(unit + 1..=unit + count)?)));
    behind.any(|it| lists.age_behind.is(&it)) || ends_with(&lists.age_before, tokens, at)
}

/// Whether one of some words, of up to three each, stands right before a token.
fn ends_with(set: &Set, tokens: &[(&str, Range<usize>)], at: usize) -> bool {
    let mut before =
        (1..=3).filter_map(|count| Some(joined(tokens.get(at.checked_sub(count)?..at)?)));
    before.any(|it| set.is(&it))
}

fn joined(tokens: &[(&str, Range<usize>)]) -> String {
    let words: Vec<&str> = tokens.iter().map(|(word, _)| *word).collect();
    words.join(" ")
}

/// A period of ISO 8601 in a plain word.
fn as_iso(word: &str) -> Option<Period> {
    let begins = word.strip_prefix('p')?.bytes().next()?;
    (begins.is_ascii_digit() || begins == b't')
        .then(|| Period::from_iso(&word.to_uppercase()))
        .flatten()
}

/// The unit that a token is: in one of the languages, or one letter as forms take it, `15 d`. An `m` right behind its
/// number is months.
fn unit(
    words: &SheetVocabulary,
    tokens: &[(&str, Range<usize>)],
    at: usize,
) -> Option<&'static str> {
    let (word, place) = tokens.get(at)?;
    let behind_number = || {
        let before = at.checked_sub(1).and_then(|before| tokens.get(before));
        before.is_some_and(|(_, before)| before.end == place.start)
    };
    // In Italian a `g` is a day.
    let of_one_letter = || match *word {
        "m" => Some("P1M"),
        "g" => Some("P1D"),
        _ => None,
    };
    let of_letter = || of_one_letter().filter(|_| behind_number());
    unit_of(words, word).or_else(of_letter)
}

/// The words and numbers of a plain text; a unit may stand right behind its number.
fn tokens(text: &str) -> Vec<(&str, Range<usize>)> {
    let mut tokens = Vec::new();
    let bytes = text.as_bytes();
    let mut start = 0;
    for word in text.split(' ') {
        if word
            .bytes()
            .next()
            .is_some_and(|first| first.is_ascii_digit())
        {
            // `1y6m`
            let mut at = 0;
            for part in word
                .as_bytes()
                .chunk_by(|one, other| one.is_ascii_digit() == other.is_ascii_digit())
            {
                tokens.push((
                    &word[at..at + part.len()],
                    start + at..start + at + part.len(),
                ));
                at += part.len();
            }
        } else if !word.is_empty() {
            tokens.push((word, start..start + word.len()));
        }
        start += word.len() + usize::from(start + word.len() < bytes.len());
    }
    tokens
}

/// A number in quarters, in digits or in words, and the token behind it.
fn number(
    words: &SheetVocabulary,
    tokens: &[(&str, Range<usize>)],
    at: usize,
) -> Option<(u32, usize)> {
    let (word, _) = tokens.get(at)?;
    if belongs_to_another(words, tokens, at) {
        return None;
    }
    // `a year`, but not in `once a year`.
    if matches!(*word, "a" | "an") {
        let before = at.checked_sub(1).map(|before| tokens[before].0);
        let often = before.is_some_and(|before| lists::shipped().how_often.is(before));
        let one = tokens
            .get(at + 1)
            .is_some_and(|(word, _)| matches!(*word, "year" | "month" | "week" | "day" | "hour"));
        let halved = before.is_some_and(|before| words.half.is(before));
        return (one && !often && !halved).then_some((WHOLE, at + 1));
    }
    if words.one_and_a_half.is(word) {
        return Some((WHOLE + HALF, at + 1));
    }
    // `half a year`, `ein halbes Jahr`: the unit, which an article may stand before, follows.
    if words.half.is(word) {
        let article = tokens
            .get(at + 1)
            .is_some_and(|(word, _)| lists::shipped().one_of.is(word));
        let behind = at + 1 + usize::from(article);
        return (unit(words, tokens, behind)? == YEAR).then_some((HALF, behind));
    }
    let whole: u32 = if is_figure(word) {
        if word.len() > 4 {
            return None;
        }
        word.parse().ok()?
    } else {
        words.number.exact(word)?.parse().ok()?
    };
    // `ett och ett halvt år`, `two and a half years`.
    if let Some(behind) = half_behind(words, tokens, at + 1)
        && unit(words, tokens, behind) == Some(YEAR)
    {
        return Some((whole * WHOLE + HALF, behind));
    }
    // `1,5 år`, with the sign written out; other parts than quarters are no number of quarters.
    if tokens.get(at + 1).is_some_and(|(word, _)| *word == DECIMAL) {
        let (parts, _) = tokens.get(at + 2)?;
        let quarters = match parts.trim_end_matches('0') {
            "" => 0,
            "25" => 1,
            "5" => HALF,
            "75" => HALF + 1,
            _ => return None,
        };
        return Some((whole * WHOLE + quarters, at + 3));
    }
    Some((whole * WHOLE, at + 1))
}

/// Whether a number belongs to another one before it, so that it alone is none: decimals, `7 + 1`, `3 or 5`.
fn belongs_to_another(words: &SheetVocabulary, tokens: &[(&str, Range<usize>)], at: usize) -> bool {
    let [.., (before, _), (joins, _)] = &tokens[..at] else {
        return false;
    };
    let lists = lists::shipped();
    let is_number = is_figure(before) || words.number.exact(before).is_some();
    let or = lists.or.is(joins) || lists.or_before_times.is(joins);
    is_number && (or || *joins == DECIMAL || *joins == PLUS)
}

/// The token behind `and a half`, where that stands at a token.
fn half_behind(
    words: &SheetVocabulary,
    tokens: &[(&str, Range<usize>)],
    at: usize,
) -> Option<usize> {
    let lists = lists::shipped();
    let is = |at: usize, known: &Set| tokens.get(at).is_some_and(|(word, _)| known.is(word));
    let after_and = at + usize::from(is(at, &lists.and_of_period));
    let after_one = after_and + usize::from(is(after_and, &lists.one_of));
    let half = tokens
        .get(after_one)
        .is_some_and(|(word, _)| words.half.is(word));
    (after_and > at && half).then_some(after_one + 1)
}

fn is_figure(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

/// How many quarters a whole and a half are.
const WHOLE: u32 = 4;
const HALF: u32 = 2;

/// A number of quarters of a unit as a period.
fn iso(quarters: u32, unit: &str) -> Option<String> {
    /// How many months a quarter of a year has.
    const MONTHS: u32 = 3;
    let letter = unit.chars().last()?;
    let number = quarters / WHOLE;
    if quarters == 0 || number > 9999 {
        return None;
    }
    if quarters.is_multiple_of(WHOLE) {
        let time = if unit.starts_with("PT") { "T" } else { "" };
        return Some(format!("P{time}{number}{letter}"));
    }
    (letter == 'Y').then(|| format!("P{}M", quarters * MONTHS))
}

/// Two periods as one, the greater unit first.
fn together(one: &str, other: &str) -> Option<String> {
    let order = |period: &str| "YMWD".find(period.chars().last()?);
    let (first, second) = (order(one)?, order(other)?);
    // What is as long as the unit itself is no part of it: `1 year, 24 months`.
    let unit = format!("P1{}", one.chars().last()?);
    let is_part = rough_days(other)? < rough_days(&unit)?;
    (first < second && is_part && !one.contains('T')).then(|| format!("{one}{}", &other[1..]))
}

/// About how many days a period of ISO 8601 has.
fn rough_days(period: &str) -> Option<u64> {
    Some(Period::from_iso(period)?.rough_days())
}

/// Whether two periods are as long, in different units: a year has 365 days or 52 weeks, a month 30 days.
fn is_same(one: &str, other: &str) -> bool {
    let (Some(one_days), Some(other_days)) = (rough_days(one), rough_days(other)) else {
        return false;
    };
    let apart = one_days.abs_diff(other_days);
    one.chars().last() != other.chars().last() && other_days > 0 && apart * 50 <= one_days
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let words = SheetVocabulary::shipped();
        let found = periods(words, &plain(&spelled_out(words, text))).into_iter();
        let shown = |it: FoundPeriod| {
            it.least + &it.most.map(|most| format!("-{most}")).unwrap_or_default()
        };
        found.map(shown).collect()
    }

    #[test]
    fn a_number_that_is_told_twice_is_one() {
        for text in [
            "Five (5) years",
            "three (3) years",
            "fem (5) år",
            "fünf (5) Jahre",
        ] {
            let years = if text.starts_with("three") {
                "P3Y"
            } else {
                "P5Y"
            };
            assert_eq!(read(text), [years], "{text}");
        }
        for (text, told) in [
            ("2 years (730 days)", &["P2Y"][..]),
            ("24 months (2 years)", &["P24M"]),
            ("10 years, Directive 2011/16/EU Art. 25d", &["P10Y"]),
            ("6 años (Código art. 30) / 4 años", &["P6Y", "P4Y"]),
            ("1 year (12 months)", &["P1Y"]),
            ("4 weeks (28 days)", &["P4W"]),
            ("1 year and 6 months", &["P1Y6M"]),
            ("2 years, 18 months", &["P2Y", "P18M"]),
        ] {
            assert_eq!(read(text), told, "{text}");
        }
        assert_eq!(read("1,5 år"), ["P18M"]);
        for (text, period) in [
            ("¼ year", "P3M"),
            ("1/4 year", "P3M"),
            ("¾ Jahr", "P9M"),
            ("3/4 year", "P9M"),
            ("1¼ år", "P15M"),
            ("90gg dalla raccolta", "P90D"),
            ("365g", "P365D"),
        ] {
            assert_eq!(read(text), [period], "{text}");
        }
        assert_eq!(
            read("um 5 Jahre verlängert"),
            ["P5Y"],
            "a word that is a number elsewhere"
        );
        for range in ["7–10 years", "7-10 år", "7/10 Jahre", "7 to 10 years"] {
            assert_eq!(read(range), ["P7Y-P10Y"], "{range}");
        }
        for range in ["3-5 years", "3–5 år", "4–5 Jahre", "3/5 years"] {
            assert_eq!(
                read(range),
                [range[..1].to_owned() + "5"].map(|it| format!("P{}Y-P5Y", &it[..1])),
                "{range}"
            );
        }
        assert_eq!(read("fem till sju år"), ["P5Y-P7Y"]);
    }

    #[test]
    fn numbers_that_are_joined_how_often_and_ages_are_no_length() {
        for text in [
            "7+1 years",
            "3 or 5 years",
            "9-5 years",
            "6 à 5 ans",
            "tre eller fem år",
            "1,5 månader",
            "review every 2 years",
            "Alle 2 Jahre geprüft",
            "tous les 2 ans",
            "tills eleven fyller 20 år",
            "until the pupil is 20 years old",
            "tidigast vid 20 års ålder",
            "jusqu'à l'âge de 18 ans",
            "hasta los 18 años de edad",
            "bis sie 18 Jahre alt sind",
        ] {
            assert_eq!(read(text), Vec::<String>::new(), "{text}");
        }
        for (text, told) in [
            ("contract + 6 years", "P6Y"),
            ("records older than 5 years", "P5Y"),
            ("2020, 5 years", "P5Y"),
        ] {
            assert_eq!(read(text), [told], "{text}");
        }
    }

    #[test]
    fn halves_are_read_in_words() {
        let half = [
            "half a year",
            "ett halvt år",
            "ein halbes Jahr",
            "een half jaar",
            "et halvt år",
            "puoli vuotta",
            "medio año",
            "mezzo anno",
            "pół roku",
            "meio ano",
            "půl roku",
            "½ year",
            "½ år",
            "0,5 år",
            "1/2 Jahr",
        ];
        for text in half {
            assert_eq!(read(text), ["P6M"], "{text}");
        }
        let more = [
            "one and a half years",
            "1½ år",
            "1 1/2 year",
            "1.5 years",
            "ett och ett halvt år",
            "1 year and a half",
            "un an et demi",
            "anderthalb Jahre",
            "anderhalf jaar",
            "halvannet år",
            "puolitoista vuotta",
            "un año y medio",
            "półtora roku",
        ];
        for text in more {
            assert_eq!(read(text), ["P18M"], "{text}");
        }
        assert_eq!(
            read("half a month"),
            Vec::<String>::new(),
            "no half of a month is a period"
        );
    }

    #[test]
    fn numbers_in_words_are_read_in_portuguese_polish_and_czech() {
        for (text, period) in [
            ("dois anos", "P2Y"),
            ("um ano", "P1Y"),
            ("dziesięć lat", "P10Y"),
            ("pět let", "P5Y"),
        ] {
            assert_eq!(read(text), [period], "{text}");
        }
    }
}
