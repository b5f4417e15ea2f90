//! The entries of a list in a cell: what parts them, and what only looks so.

use super::without_mark;
use crate::exchange::sheets::folding::plain;
use crate::exchange::sheets::lists;
use crate::exchange::sheets::vocabulary::Set;

/// Points and strokes that stand between what a line tells one beside the other.
pub(in crate::exchange::sheets) const POINTS: [&str; 3] = [" · ", " | ", " • "];
/// Dashes that stand before what is told of the words in front of them.
pub(in crate::exchange::sheets) const LONG_DASHES: [&str; 2] = [" — ", " – "];
/// The same, and the hyphen that many write for them.
pub(in crate::exchange::sheets) const DASHES: [&str; 3] = [" — ", " – ", " - "];

/// The entries of a list: lines, bullets, numbers in front, semicolons and bars; else commas outside brackets.
#[must_use]
pub fn entries(text: &str) -> Vec<&str> {
    let mut parts = lines(text);
    if parts.len() == 1 && parts[0].matches(" - ").count() > 1 && !parts[0].contains(',') {
        parts = parts[0]
            .split(" - ")
            .map(str::trim)
            .filter(|it| !it.is_empty())
            .collect();
    }
    // Commas are separators where nothing else is.
    if parts.len() == 1 {
        return at_commas(parts[0]);
    }
    if let Some(last) = parts.last_mut() {
        *last = without_stop(last);
    }
    parts
}

/// The lines of a text and its parts between semicolons and bars, without bullets and numbers; commas stand in them.
#[must_use]
pub fn lines(text: &str) -> Vec<&str> {
    let parts = rows(text).into_iter();
    let parts = parts.flat_map(outside_brackets).map(without_mark);
    parts.filter(|part| !part.is_empty()).collect()
}

/// The rows of a text, between its breaks and bullets; one that ends with a comma goes on in the next.
fn rows(text: &str) -> Vec<&str> {
    let is_break = |letter: char| matches!(letter, '\n' | '\r');
    let mut rows = Vec::new();
    let mut start = 0;
    for (at, mark) in text.match_indices(['\n', '\r', '•', '·', '▪', '●', '‣']) {
        let broken = mark.starts_with(is_break) && text[start..at].trim_end().ends_with(',');
        if !broken {
            rows.push(&text[start..at]);
            start = at + mark.len();
        }
    }
    rows.push(&text[start..]);
    rows
}

/// The parts of a line between the semicolons and bars that stand outside brackets; in brackets that are not closed, too.
pub(in crate::exchange::sheets) fn outside_brackets(line: &str) -> Vec<&str> {
    let closed = line.matches(['(', '[']).count() == line.matches([')', ']']).count();
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0usize, 0);
    for (at, letter) in line.char_indices() {
        match letter {
            '(' | '[' if closed => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            ';' | '|' if depth == 0 => {
                parts.push(&line[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&line[start..]);
    parts
}

/// A part without the full stop at its end; that of an abbreviation, `S.p.A.`, stays.
pub(in crate::exchange::sheets) fn without_stop(part: &str) -> &str {
    match part.strip_suffix('.') {
        Some(bare) => {
            let last = bare.rsplit(' ').next().unwrap_or_default();
            // `Alder e. K.`: a letter alone is short for a word.
            let is_letter = last.chars().count() == 1 && bare.contains(' ');
            let of_name = is_letter
                || last.contains('.')
                || lists::shipped()
                    .written
                    .short_forms
                    .iter()
                    .any(|it| it == last);
            if of_name { part } else { bare.trim_end() }
        }
        _ => part,
    }
}

/// A word as it is compared, where it stands in small letters: a capital begins a name.
fn in_small_letters(word: &str) -> Option<String> {
    word.starts_with(char::is_lowercase).then(|| plain(word))
}

/// Whether a part behind a comma goes on with what stands before it.
fn goes_on(part: &str) -> bool {
    /// The most letters of a word that stands before one that goes on.
    const SHORT: usize = 4;
    let mut words = part.split_whitespace();
    let Some(first) = words.next() else {
        return false;
    };
    let first = first.trim_end_matches(['.', ':']);
    let compris = first == "y" && words.clone().next() == Some("compris");
    let lists = lists::shipped();
    let first = in_small_letters(first);
    let is_of = |set: &Set| first.as_ref().is_some_and(|first| set.is(first));
    // `the client, from whom it comes`
    let led = first.as_ref().is_some_and(|it| it.chars().count() <= SHORT);
    let next = words.clone().next().and_then(in_small_letters);
    let relative = led && next.is_some_and(|it| lists.goes_on.is(&it));
    compris
        || relative
        || is_of(&lists.goes_on)
        || is_of(&lists.may_go_on) && words.nth(1).is_some()
}

/// Whether a comma only sets words apart: what is behind it says when, or what stands before it ends with *and*.
fn is_inserted(before: &str, behind: &str) -> bool {
    let lists = lists::shipped();
    let is_set = |part: &str| lists.inserted.is(&plain(part));
    let goes_on = |text: &str| {
        let mut words = text.split_whitespace();
        let last = words.next_back();
        let last = last.and_then(in_small_letters);
        last.is_some_and(|it| lists.open_end.is(&it)) && words.next().is_some()
    };
    let next = behind.split(',').next().unwrap_or(behind);
    let open = match before.rsplit_once(',') {
        Some((head, last)) if is_set(last) => goes_on(head),
        _ => goes_on(before),
    };
    open || (next.len() <= 24 && is_set(next))
}

/// Whether a part ends with a word that the next one completes: `Stamm-, Auftrags- und Rechnungsdaten`.
fn is_cut_short(part: &str) -> bool {
    let bare = part.trim_end().strip_suffix('-');
    bare.is_some_and(|word| word.ends_with(char::is_alphabetic))
}

/// The parts of a text between the commas that stand outside brackets and numbers, and before no clause that goes on.
fn at_commas(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0usize, 0);
    for (at, letter) in text.char_indices() {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                let behind = &text[at + 1..];
                let after = behind.chars().next();
                if after.is_some_and(|after| after.is_ascii_digit())
                    || is_cut_short(&text[start..at])
                    || goes_on(behind)
                    || is_inserted(&text[start..at], behind)
                {
                    continue;
                }
                parts.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    let parts = parts.into_iter().map(|part| without_stop(part.trim()));
    parts.filter(|part| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_brackets_is_not_parted() {
        assert_eq!(lines("A (b; c); d | e"), ["A (b; c)", "d", "e"]);
        assert_eq!(lines("A (b; c"), ["A (b", "c"]);
    }

    #[test]
    fn commas_that_set_words_apart_and_lines_that_end_with_one_part_no_entries() {
        assert_eq!(
            entries("Name, bank details,\nsick notes"),
            ["Name", "bank details", "sick notes"]
        );
        assert_eq!(
            entries("Pupils and, where applicable, parents, teachers"),
            ["Pupils and, where applicable, parents", "teachers"]
        );
        assert_eq!(
            entries("conductores y, en su caso, pasajeros"),
            ["conductores y, en su caso, pasajeros"]
        );
        assert_eq!(
            entries("Kunden, ggf., Lieferanten"),
            ["Kunden, ggf", "Lieferanten"]
        );
    }

    #[test]
    fn a_relative_clause_is_no_entry_in_any_language() {
        for one in [
            "od osoby, której dane dotyczą",
            "od subjektu údajů, jehož se týkají",
            "od osoby, ktorej sa týkajú",
            "de la persoana, ale cărei date sunt prelucrate",
            "klientai, kurių duomenys tvarkomi",
            "the client, from whom it comes",
            "od klientów, dla których pracujemy",
        ] {
            assert_eq!(entries(one), [one]);
        }
        assert_eq!(entries("kunder, som är medlemmar, anställda").len(), 2);
        assert_eq!(entries("jméno, adresa, telefon").len(), 3);
    }

    #[test]
    fn lists_are_taken_apart_at_what_stands_between() {
        for (text, parts) in [
            (
                "Namn, adress, personnummer",
                vec!["Namn", "adress", "personnummer"],
            ),
            (
                "Name (first, last), e-mail",
                vec!["Name (first, last)", "e-mail"],
            ),
            ("CV; References, two", vec!["CV", "References, two"]),
            (
                "Users, who asked for it, staff",
                vec!["Users, who asked for it", "staff"],
            ),
            (
                "Nutzer, die aktiv zugestimmt haben",
                vec!["Nutzer, die aktiv zugestimmt haben"],
            ),
            ("Kunden, die Lieferanten", vec!["Kunden", "die Lieferanten"]),
            ("Atleti, compresi minori", vec!["Atleti, compresi minori"]),
            ("• a\n• b", vec!["a", "b"]),
            ("1: a\r\n2: b", vec!["a", "b"]),
            ("a|b", vec!["a", "b"]),
            ("a - b - c", vec!["a", "b", "c"]),
            ("- a\n- b", vec!["a", "b"]),
            ("1,5 Stunden", vec!["1,5 Stunden"]),
            (
                "Stamm-,Auftrags-,Rechnungsdaten, Name",
                vec!["Stamm-,Auftrags-,Rechnungsdaten", "Name"],
            ),
            ("för-, efternamn, adress", vec!["för-, efternamn", "adress"]),
        ] {
            assert_eq!(entries(text), parts, "{text}");
        }
    }
}
