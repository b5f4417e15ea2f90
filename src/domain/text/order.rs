//! The order of texts as a reader of a language expects it: letters as the language has them, numbers by their value.
//!
//! Letters of the alphabet come by themselves, with what differs in accents alone side by side; what a language has of
//! its own, its locale says: `å`, `ä`, `ö` after `z` in Swedish, with `æ` and `ø` among them and `ü` as `y` (the tailoring
//! `sv` of the Unicode CLDR, 48). Signs come before digits, digits before letters, other scripts by their blocks.
//!
//! The whole collation data of ICU would order those scripts among themselves better; a register in English or Swedish
//! does not need them.

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use super::fold::{exact, fold};

/// What the alphabet of a language has of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alphabet(Vec<(char, char)>);

impl Alphabet {
    /// The alphabet of letters after `z`, in their order, each with those that share its place, and of letters that are
    /// sorted as another, each before that other.
    #[must_use]
    pub fn new(last: &[String], same: &[String]) -> Self {
        // What follows `z` in ASCII and is no letter: signs are sorted apart.
        let behind = '{'..='\u{ff}';
        let last = last.iter().zip(behind);
        let own = last.flat_map(|(letters, place)| letters.chars().map(move |it| (it, place)));
        let same = same.iter().filter_map(|pair| {
            let mut letters = pair.chars();
            letters.next().zip(letters.next())
        });
        Self(own.chain(same).collect())
    }

    fn place(&self, letter: char) -> Option<char> {
        let found = self.0.iter().find(|(own, _)| *own == letter);
        found.map(|(_, place)| *place)
    }
}

/// What a text is sorted by: made once, and compared by its letters alone.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct SortKey {
    /// The letters of the alphabet and the values of numbers.
    letters: String,
    /// What tells apart texts of the same letters.
    accents: String,
}

impl SortKey {
    /// The key of a text.
    #[must_use]
    pub fn new(text: &str, alphabet: &Alphabet) -> Self {
        let accents = exact(text);
        let mut letters = String::with_capacity(accents.len() + 4);
        let mut rest = accents.as_str();
        while let Some(letter) = rest.chars().next() {
            if letter.is_ascii_digit() {
                let end = rest.find(|letter: char| !letter.is_ascii_digit());
                let (digits, behind) = rest.split_at(end.unwrap_or(rest.len()));
                push_number(digits, &mut letters);
                rest = behind;
                continue;
            }
            rest = &rest[letter.len_utf8()..];
            push_letter(letter, alphabet, &mut letters);
        }
        Self { letters, accents }
    }
}

/// A number by its value: shorter ones are smaller.
fn push_number(digits: &str, out: &mut String) {
    let value = digits.trim_start_matches('0');
    let length = u32::try_from(value.len()).unwrap_or(u32::MAX);
    out.push('\u{3}');
    // As a character below those of other scripts that stands for the length; beyond that, the longest are one.
    out.push(char::from_u32(4 + length.min(0xd000)).unwrap_or('\u{3}'));
    out.push_str(value);
}

fn push_letter(letter: char, alphabet: &Alphabet, out: &mut String) {
    if let Some(place) = alphabet.place(letter) {
        return out.push(place);
    }
    match letter {
        'a'..='z' => out.push(letter),
        ' ' | '\n' => out.push('\u{1}'),
        ascii if ascii.is_ascii() => out.extend(['\u{2}', ascii]),
        other if other.is_alphabetic() => {
            // A letter of two, as a Vietnamese one, gives its base; `æ` gives both of its letters.
            let mut base = String::new();
            decompose_canonical(other, |part| {
                if !is_combining_mark(part) {
                    base.push(part);
                }
            });
            out.push_str(&fold(&base));
        }
        mark if is_combining_mark(mark) => {}
        sign => out.extend(['\u{2}', sign]),
    }
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use super::*;

    fn swedish() -> Alphabet {
        let own = |letters: &[&str]| -> Vec<String> {
            letters.iter().map(|letter| (*letter).to_owned()).collect()
        };
        Alphabet::new(&own(&["å", "äæ", "öøœ"]), &own(&["üy"]))
    }

    fn sorted(alphabet: &Alphabet, texts: &[&str]) -> Vec<String> {
        let mut texts: Vec<String> = texts.iter().rev().map(|text| (*text).to_owned()).collect();
        texts.sort_by_cached_key(|text| SortKey::new(text, alphabet));
        texts
    }

    #[test]
    fn each_language_has_its_alphabet_and_numbers_count_by_value() {
        let swedish = [
            "",
            "- a",
            "2 b",
            "10 a",
            "Alfa",
            "apostrophe",
            "Element 2",
            "Element 10",
            "Elément 11",
            "myller",
            "Müller",
            "W",
            "Z",
            "åtgärd",
            "ÅÄÖ sist",
            "ärende",
            "Æther",
            "öga",
            "Ørsted",
            "Ωμέγα",
            "Ящик",
            "日本",
        ];
        assert_eq!(sorted(&self::swedish(), &swedish), swedish);
        let english = [
            "",
            "2 b",
            "10 a",
            "Älg",
            "Alfa",
            "Åre",
            "Element 2",
            "Element 10",
            "Ørsted",
            "Zoo",
            "Ωμέγα",
        ];
        assert_eq!(
            sorted(&Alphabet::default(), &english),
            [
                "",
                "2 b",
                "10 a",
                "Alfa",
                "Älg",
                "Åre",
                "Element 2",
                "Element 10",
                "Ørsted",
                "Zoo",
                "Ωμέγα"
            ]
        );
        let days = ["2026", "2026-02-03", "2026-11-01", "2027-01"];
        assert_eq!(sorted(&Alphabet::default(), &days), days);
        // However it is written.
        let same = |one: &str, other: &str| {
            SortKey::new(one, &self::swedish()).cmp(&SortKey::new(other, &self::swedish()))
        };
        assert_eq!(same("A\u{30a}re", "åre"), Ordering::Equal);
        assert_eq!(same("reg\u{ad}ister", "Register"), Ordering::Equal);
        assert_eq!(
            same(&"9".repeat(300), &format!("1{}", "0".repeat(300))),
            Ordering::Less
        );
        assert_eq!(same("007", "8"), Ordering::Less);
    }
}
