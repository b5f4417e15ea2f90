//! Texts as they are compared here: small letters and digits alone, a blank between words; and phrases found in them.

use std::borrow::Cow;
use std::ops::Range;

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

/// The same of a name, whose legal form may be written with full stops or without: `Alder Oy.`, `Alder S.A.S.`.
#[must_use]
pub fn name_key(name: &str) -> String {
    plain(&name.replace('.', ""))
}

/// How a word may be written: as it is, and spelled out where a keyboard or a file had no such letters, as `Empfaenger`
/// for `Empfänger`. The words that texts are held against are kept in each of these ways.
pub fn spellings(word: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let mut out = String::with_capacity(word.len() + 2);
    for letter in word.chars() {
        match letter {
            'ä' | 'æ' => out.push_str("ae"),
            'ö' | 'ø' => out.push_str("oe"),
            'ü' => out.push_str("ue"),
            'å' => out.push_str("aa"),
            'Ä' | 'Æ' => out.push_str("Ae"),
            'Ö' | 'Ø' => out.push_str("Oe"),
            'Ü' => out.push_str("Ue"),
            'Å' => out.push_str("Aa"),
            letter => out.push(letter),
        }
    }
    let spelled = (out != word).then_some(Cow::Owned(out));
    std::iter::once(Cow::Borrowed(word)).chain(spelled)
}

/// The shortest phrase whose last word may go on: `suostumuks` in `suostumukseen`.
const MAY_GO_ON: usize = 5;

/// Where a phrase stands in a text, both plain, from the beginning of a word; its end is that of the word it ends in.
#[must_use]
pub fn find(text: &str, phrase: &str) -> Option<Range<usize>> {
    let goes_on = phrase.chars().count() >= MAY_GO_ON;
    places(text, phrase).find_map(|place| {
        let rest = text.get(place.end..)?;
        let word_end = place.end + rest.find(' ').unwrap_or(rest.len());
        (word_end == place.end || goes_on).then_some(place.start..word_end)
    })
}

/// Where a phrase stands in a text as whole words.
#[must_use]
pub fn find_whole(text: &str, phrase: &str) -> Option<Range<usize>> {
    places(text, phrase).find(|place| {
        text.get(place.end..)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    })
}

/// Every place where a phrase stands in a text and a word begins; they may overlap.
fn places<'t>(text: &'t str, phrase: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
    let mut from = (!phrase.is_empty()).then_some(0);
    std::iter::from_fn(move || {
        loop {
            let start = from? + text.get(from?..)?.find(phrase)?;
            let letter = text.get(start..)?.chars().next().map_or(1, char::len_utf8);
            from = Some(start + letter);
            if start == 0 || text.as_bytes().get(start - 1) == Some(&b' ') {
                return Some(start..start + phrase.len());
            }
        }
    })
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
        let spelled: Vec<String> = spellings("Größe").map(|it| plain(&it)).collect();
        assert_eq!(spelled, ["grosse", "groesse"]);
        assert_eq!(spellings("Purpose").count(), 1);
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
