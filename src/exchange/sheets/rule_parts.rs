//! How a text on retention is parted into rules: at full stops, at strokes between rules of their own, and not before what
//! only tells what is done next.

use super::durations::periods;
use super::folding::plain;
use super::lists;
use super::vocabulary::SheetVocabulary;

/// The parts of a line between strokes, where each ends with what brackets say of it: `6 years (Act 1) / 4 years (Act 2)`.
pub(super) fn at_strokes(line: &str) -> Vec<&str> {
    let parts: Vec<&str> = line.split(" / ").collect();
    let told = |part: &&str| part.trim_end_matches(['.', ' ']).ends_with(')');
    let open = |part: &&str| part.matches('(').count() != part.matches(')').count();
    let apart = parts.len() > 1 && parts.iter().all(told) && !parts.iter().any(open);
    if apart { parts } else { vec![line] }
}

/// Whether a part only tells what is done after the one before: `at least 2 years; then anonymisation`.
pub(super) fn only_goes_on(words: &SheetVocabulary, part: &str) -> bool {
    let spoken = plain(part);
    let next = lists::shipped().then.leading(&spoken);
    next.is_some() && periods(words, &spoken).is_empty() && words.until.within(&spoken).is_none()
}

/// The sentences of a part: what stands between full stops outside brackets that end no short word before a number, as in
/// `Art. 30` and `min. 6 years`.
pub(super) fn ended(part: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let (mut from, mut depth) = (0, 0usize);
    for (at, letter) in part.char_indices() {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            '.' if depth == 0 && part[at..].starts_with(". ") => {
                let last = part[from..at].rsplit([' ', '(']).next().unwrap_or_default();
                let short = last.chars().count() < 4 && last.chars().all(char::is_alphabetic);
                let behind = part[at + 2..].chars().next();
                if short && behind.is_some_and(|it| it.is_ascii_digit() || it.is_lowercase()) {
                    continue;
                }
                out.push(&part[from..at]);
                from = at + 2;
            }
            _ => {}
        }
    }
    out.push(&part[from..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strokes_part_rules_that_brackets_tell_of_and_what_is_done_next_is_no_rule() {
        let two = "6 años (art. 30 Código) / 4 años (prescripción tributaria).";
        assert_eq!(at_strokes(two).len(), 2);
        for one in [
            "3 / 4 years",
            "6 months / year (rolling)",
            "2 years (staff / guests)",
        ] {
            assert_eq!(at_strokes(one), [one]);
        }
        let words = SheetVocabulary::shipped();
        for part in [
            "después, anonimización",
            "danach Löschung",
            "därefter gallras de",
        ] {
            assert!(only_goes_on(words, part), "{part}");
        }
        for part in ["then 2 years", "Registre", "danach bis Ende 2027"] {
            assert!(!only_goes_on(words, part), "{part}");
        }
    }
}
