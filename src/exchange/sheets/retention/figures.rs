//! The figures of a period with the signs between them written out, which are lost where signs are: `3–5 years` as `3 to 5
//! years`, `1,5 år` as `1 decimal 5 år`.

use crate::exchange::sheets::folding::plain;
use crate::exchange::sheets::vocabulary::SheetVocabulary;

/// The unit of which halves are told.
pub(super) const YEAR: &str = "P1Y";
/// What is written between a whole number and its decimals.
pub(super) const DECIMAL: &str = "decimal";
/// What is written between two numbers that are added up.
pub(super) const PLUS: &str = "plus";
/// What is written between the least and the most of a range.
const TO: &str = "to";
/// What is written before a number with a plus behind it.
const AT_LEAST: &str = "minimum";

/// The signs between the least and the most of a range.
const RANGE: [&str; 11] = ["..", "...", "…", "-", "‐", "‑", "–", "—", "−", "~", "/"];

/// A text with the signs between the figures of its periods written out.
pub(super) fn told_figures(words: &SheetVocabulary, text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let apart = |it: char| !it.is_alphanumeric() && !"-./:,+".contains(it);
        let begins = out.chars().next_back().is_none_or(apart) && is_figure(letter);
        if let Some((told, behind)) = begins.then(|| period(words, rest)).flatten() {
            out.push_str(&told);
            rest = behind;
            continue;
        }
        out.push(letter);
        rest = &rest[letter.len_utf8()..];
    }
    out
}

fn is_figure(letter: char) -> bool {
    letter.is_ascii_digit() || fraction(letter).is_some()
}

/// The decimals of a sign for a fraction.
fn fraction(letter: char) -> Option<&'static str> {
    match letter {
        '½' => Some("5"),
        '¼' => Some("25"),
        '¾' => Some("75"),
        _ => None,
    }
}

/// The decimals of a fraction that is written with a stroke. Before the plural of an English year two figures are a range:
/// `3/4 years`.
fn fraction_of(over: &str, under: &str, behind: &str) -> Option<&'static str> {
    let unit = behind.trim_start().split([' ', '.', ',', ';', ')']).next();
    let several = unit.is_some_and(|it| it.ends_with('s'));
    match (over, under) {
        ("1", "2") => Some("5"),
        ("1", "4") => Some("25"),
        ("3", "4") if !several => Some("75"),
        _ => None,
    }
}

/// The numbers that a text begins with, written out, and the text from their unit on; nothing where a number alone stands
/// there, or no unit follows.
fn period<'t>(words: &SheetVocabulary, text: &'t str) -> Option<(String, &'t str)> {
    let (least, behind) = number(text)?;
    let next = behind.trim_start();
    let (mut told, mut rest) = (least, behind);
    if let Some(added) = next.strip_prefix('+') {
        let added = added.trim_start();
        if let Some((more, behind)) = number(added) {
            (told, rest) = (format!("{told} {PLUS} {more}"), behind);
        } else {
            (told, rest) = (format!("{AT_LEAST} {told} "), added);
        }
    } else if let Some((most, behind)) = most(next) {
        // `1/2 year` is half of one, and `1 1/2` one and a half.
        let part = Some(next).filter(|it| it.starts_with('/'));
        let part = part.and_then(|_| fraction_of(&told, &most, behind));
        told = match part {
            Some(part) => format!("0 {DECIMAL} {part}"),
            None => format!("{told} {TO} {most}"),
        };
        rest = behind;
    } else if let Some(behind) = next.strip_prefix("1/2") {
        (told, rest) = (format!("{told} {DECIMAL} 5"), behind);
    }
    let changed = text[..text.len() - rest.len()].trim_end() != told;
    (changed && unit_follows(words, rest)).then_some((told, rest))
}

/// The most of a range, where a sign for one stands first, and the text behind it.
fn most(text: &str) -> Option<(String, &str)> {
    let mut signs = RANGE.iter().rev();
    signs.find_map(|sign| number(text.strip_prefix(sign)?.trim_start()))
}

/// A number that a text begins with, its decimals written out, and the text behind it.
fn number(text: &str) -> Option<(String, &str)> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let count = digits(text);
    let (whole, rest) = text.split_at(count);
    let next = rest.trim_start_matches([' ', '\u{a0}']);
    if let Some(part) = next.chars().next().and_then(fraction) {
        let whole = if whole.is_empty() { "0" } else { whole };
        let behind = next.char_indices().nth(1).map_or("", |(at, _)| &next[at..]);
        return Some((format!("{whole} {DECIMAL} {part}"), behind));
    }
    if count == 0 {
        return None;
    }
    if let Some(parts) = rest.strip_prefix(['.', ',', '·']) {
        let count = digits(parts);
        let (parts, behind) = parts.split_at(count);
        match count {
            0 => {}
            // The sign parts thousands: `1.000 Tage`.
            3 => return Some((format!("{whole}{parts}"), behind)),
            _ => return Some((format!("{whole} {DECIMAL} {parts}"), behind)),
        }
    }
    Some((whole.to_owned(), rest))
}

/// Whether a unit of time stands first in a text, behind blanks or a stroke.
fn unit_follows(words: &SheetVocabulary, text: &str) -> bool {
    let text = text.trim_start_matches([' ', '\u{a0}', '-', '‑']);
    let end = text.find(|it: char| !it.is_alphabetic());
    is_unit(words, &plain(&text[..end.unwrap_or(text.len())]))
}

/// The unit that a plain word is, in full or short.
pub(super) fn unit_of(words: &SheetVocabulary, word: &str) -> Option<&'static str> {
    words.unit.exact(word).or(match word {
        "y" => Some(YEAR),
        "mo" | "mos" | "mth" | "mths" => Some("P1M"),
        "w" | "wk" | "wks" => Some("P1W"),
        "d" | "gg" => Some("P1D"),
        "h" | "hr" | "hrs" => Some("PT1H"),
        _ => None,
    })
}

/// Whether a plain word is a unit of time.
fn is_unit(words: &SheetVocabulary, word: &str) -> bool {
    unit_of(words, word).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_between_figures_are_written_out_before_a_unit_alone() {
        for (text, told) in [
            ("3-5 years", "3 to 5 years"),
            ("3 – 5 år", "3 to 5 år"),
            ("3/5 years", "3 to 5 years"),
            ("1,5 år", "1 decimal 5 år"),
            ("½ år", "0 decimal 5 år"),
            ("1½ year", "1 decimal 5 year"),
            ("1/2 year", "0 decimal 5 year"),
            ("3/4 year", "0 decimal 75 year"),
            ("3/4 years", "3 to 4 years"),
            ("1 1/2 year", "1 decimal 5 year"),
            ("7+1 years", "7 plus 1 years"),
            ("5+ years", "minimum 5 years"),
            ("1.000 Tage", "1000 Tage"),
            ("3-5-year", "3 to 5-year"),
        ] {
            assert_eq!(told_figures(SheetVocabulary::shipped(), text), told);
        }
        for same in [
            "5 years",
            "Case 12-34, 5 years",
            "2024-01-05",
            "Art. 6.1 a",
            "§§ 7-10",
            "contract + 6 years",
            "½ of it",
        ] {
            assert_eq!(told_figures(SheetVocabulary::shipped(), same), same);
        }
    }
}
