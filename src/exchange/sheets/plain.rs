//! Texts as they are compared here: small letters and digits alone, a blank between words; and phrases found in them.

use crate::domain::text::fold;

/// A text without case, accents and signs: its words with one blank between.
#[must_use]
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in fold(text).chars() {
        if letter.is_alphanumeric() {
            out.push(letter);
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// The same, and what is written together of several words taken apart: `legalBasis`, `ref_id`.
#[must_use]
pub fn plain_name(text: &str) -> String {
    let mut apart = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    for letter in text.chars() {
        if letter.is_uppercase() && before.is_lowercase() {
            apart.push(' ');
        }
        apart.push(letter);
        before = letter;
    }
    plain(&apart)
}

/// The shortest phrase whose last word may go on: `suostumuks` in `suostumukseen`.
const MAY_GO_ON: usize = 5;

/// Where a phrase stands in a text, both plain, from the beginning of a word; its end is that of the word it ends in.
#[must_use]
pub fn find(text: &str, phrase: &str) -> Option<std::ops::Range<usize>> {
    if phrase.is_empty() {
        return None;
    }
    let mut from = 0;
    while let Some(at) = text.get(from..)?.find(phrase) {
        let (start, end) = (from + at, from + at + phrase.len());
        let begins = start == 0 || text.as_bytes().get(start - 1) == Some(&b' ');
        let rest = text.get(end..)?;
        let word_end = end + rest.find(' ').unwrap_or(rest.len());
        if begins && (word_end == end || phrase.chars().count() >= MAY_GO_ON) {
            return Some(start..word_end);
        }
        from = start + text.get(start..)?.chars().next().map_or(1, char::len_utf8);
    }
    None
}

/// Where a phrase stands in a text as whole words.
#[must_use]
pub fn find_whole(text: &str, phrase: &str) -> Option<std::ops::Range<usize>> {
    if phrase.is_empty() {
        return None;
    }
    let mut from = 0;
    while let Some(at) = text.get(from..)?.find(phrase) {
        let (start, end) = (from + at, from + at + phrase.len());
        let begins = start == 0 || text.as_bytes().get(start - 1) == Some(&b' ');
        if begins && (end == text.len() || text.as_bytes().get(end) == Some(&b' ')) {
            return Some(start..end);
        }
        from = start + text.get(start..)?.chars().next().map_or(1, char::len_utf8);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_compared_without_case_accents_and_signs() {
        for (text, expected) in [
            ("  Ändamål (syfte):*", "andamal syfte"),
            ("Löschfrist / -dauer", "loschfrist dauer"),
            ("Straße", "strasse"),
            ("…", ""),
        ] {
            assert_eq!(plain(text), expected);
        }
        assert_eq!(plain_name("legalBasis_ref-id"), "legal basis ref id");
    }

    #[test]
    fn a_phrase_begins_a_word_and_a_long_one_may_go_on() {
        assert_eq!(
            find("rekisteroidyn suostumukseen", "suostumuks"),
            Some(14..27)
        );
        assert_eq!(find("the contract b", "contract"), Some(4..12));
        assert_eq!(find("subcontract", "contract"), None);
        assert_eq!(find("scct", "scc"), None);
        assert_eq!(find_whole("a contractor", "contract"), None);
    }
}
