//! The one folding by which texts are compared, in search, rules and pickers: what reads alike is alike.
//!
//! Compatible forms are one (NFKC), and so are capital and small letters, all dashes, all quotation marks and apostrophes,
//! all blanks, all digits; what nobody sees counts for nothing. [`exact`] keeps accents, [`fold`] leaves them out.

use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::{decompose_canonical, decompose_compatible, is_combining_mark};

use super::hidden::is_ignorable;

/// The sign that stands for every quotation mark and apostrophe.
const QUOTE: char = '\'';

/// What a sign stands for whatever its decomposition says: dashes, quotation marks, blanks; nothing for letters.
const fn sign(letter: char) -> Option<char> {
    Some(match letter {
        '\u{58a}'
        | '\u{5be}'
        | '\u{1400}'
        | '\u{1806}'
        | '\u{2010}'..='\u{2015}'
        | '\u{2043}'
        | '\u{207b}'
        | '\u{208b}'
        | '\u{2212}'
        | '\u{2e17}'
        | '\u{2e1a}'
        | '\u{2e3a}'
        | '\u{2e3b}'
        | '\u{2e40}'
        | '\u{2e5d}'
        | '\u{301c}'
        | '\u{3030}'
        | '\u{30a0}'
        | '\u{fe31}'
        | '\u{fe32}'
        | '\u{fe58}'
        | '\u{fe63}'
        | '\u{ff0d}'
        | '\u{10d6e}'
        | '\u{10ead}' => '-',
        '"'
        | '`'
        | '\u{ab}'
        | '\u{b4}'
        | '\u{bb}'
        | '\u{2b9}'..='\u{2bd}'
        | '\u{2c8}'
        | '\u{2ca}'
        | '\u{2cb}'
        | '\u{2ee}'
        | '\u{374}'
        | '\u{5f3}'
        | '\u{5f4}'
        | '\u{1fef}'
        | '\u{1ffd}'
        | '\u{2018}'..='\u{201f}'
        | '\u{2032}'
        | '\u{2033}'
        | '\u{2035}'
        | '\u{2036}'
        | '\u{2039}'
        | '\u{203a}'
        | '\u{275b}'..='\u{275e}'
        | '\u{2e42}'
        | '\u{300c}'..='\u{300f}'
        | '\u{301d}'..='\u{301f}'
        | '\u{a78b}'
        | '\u{a78c}'
        | '\u{ff02}'
        | '\u{ff07}'
        | '\u{ff40}' => QUOTE,
        '\t'
        | '\u{b}'
        | '\u{c}'
        | '\r'
        | '\u{85}'
        | '\u{a0}'
        | '\u{1680}'
        | '\u{2000}'..='\u{200a}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{202f}'
        | '\u{205f}'
        | '\u{2800}'
        | '\u{3000}' => ' ',
        '\u{2044}' | '\u{2215}' => '/',
        _ => return None,
    })
}

/// The zeros of the scripts: the nine numbers after each are its other digits (`UnicodeData.txt` 17.0, `Nd`; those
/// that a decomposition makes ours are left out).
const ZEROS: [u32; 70] = [
    0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6,
    0xe50, 0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50,
    0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0x104a0,
    0x10d30, 0x10d40, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0, 0x11450, 0x114d0, 0x11650,
    0x116c0, 0x116d0, 0x116da, 0x11730, 0x118e0, 0x11950, 0x11bf0, 0x11c50, 0x11d50, 0x11da0,
    0x11de0, 0x11f50, 0x16130, 0x16a60, 0x16ac0, 0x16b50, 0x16d70, 0x1ccf0, 0x1e140, 0x1e2f0,
    0x1e4f0, 0x1e5f1, 0x1e950, 0x1fbf0,
];

/// The digit of any script as one of ours.
fn digit(letter: char) -> Option<char> {
    let number = u32::from(letter);
    let after = ZEROS.partition_point(|zero| *zero <= number);
    let zero = ZEROS[..after].last()?;
    char::from_digit(number.checked_sub(*zero).filter(|value| *value < 10)?, 10)
}

/// Letters that read as another one: a comma for a cedilla, the Persian forms of two Arabic letters.
const fn twin(letter: char) -> char {
    match letter {
        '\u{326}' => '\u{327}',
        'ς' => 'σ',
        '\u{6cc}' | '\u{649}' => '\u{64a}',
        '\u{6a9}' => '\u{643}',
        other => other,
    }
}

/// Puts a character that has no decomposition into small letters, by way of the capital: `ß` is `ss`, `ı` is `i`.
fn push_case(letter: char, out: &mut impl FnMut(char)) {
    if letter.is_ascii() {
        return out(letter.to_ascii_lowercase());
    }
    for small in letter.to_lowercase() {
        for capital in small.to_uppercase() {
            for folded in capital.to_lowercase() {
                out(twin(folded));
            }
        }
    }
}

/// Folds one character into decomposed letters and marks.
fn push_parts(letter: char, out: &mut impl FnMut(char)) {
    if let Some(sign) = sign(letter) {
        return out(sign);
    }
    if is_ignorable(letter) || letter == '\u{640}' {
        return;
    }
    decompose_compatible(letter, |part| {
        if let Some(folded) = sign(part).or_else(|| digit(part)) {
            out(folded);
        } else if !is_ignorable(part) && part != '\u{640}' {
            push_case(part, &mut |folded| decompose_canonical(folded, &mut *out));
        }
    });
}

/// A folded letter without its accent: nothing for a mark, `o` for `ø`.
fn push_plain(letter: char, out: &mut impl FnMut(char)) {
    match letter {
        ascii if ascii.is_ascii() => out(ascii),
        'æ' => ['a', 'e'].into_iter().for_each(out),
        'œ' => ['o', 'e'].into_iter().for_each(out),
        'þ' => ['t', 'h'].into_iter().for_each(out),
        'ø' => out('o'),
        'đ' | 'ð' | 'ȡ' => out('d'),
        'ł' | 'ƚ' => out('l'),
        'ħ' => out('h'),
        'ŧ' => out('t'),
        'ƀ' => out('b'),
        'ȼ' => out('c'),
        'ɇ' => out('e'),
        'ǥ' => out('g'),
        'ɨ' => out('i'),
        'ɉ' => out('j'),
        'ŋ' => out('n'),
        'ɍ' => out('r'),
        'ɏ' => out('y'),
        'ƶ' => out('z'),
        'ĸ' => out('k'),
        mark if is_combining_mark(mark) => {}
        other => out(other),
    }
}

/// Calls `out` with the letters and accents that a character is folded to, decomposed; never called for what counts for
/// nothing.
pub(crate) fn exact_each(letter: char, out: &mut impl FnMut(char)) {
    push_parts(letter, out);
}

/// The Latin letters with accents that most texts have no others beside, and what each is folded to.
const LATIN: std::ops::Range<u32> = 0xc0..0x180;

/// What [`LATIN`] is folded to: worked out once.
fn latin(letter: char) -> Option<&'static [char]> {
    static FOLDED: OnceLock<Vec<Vec<char>>> = OnceLock::new();
    let at = u32::from(letter).checked_sub(LATIN.start)?;
    if u32::from(letter) >= LATIN.end {
        return None;
    }
    let folded = FOLDED.get_or_init(|| {
        let letters = LATIN.filter_map(char::from_u32);
        let folded = letters.map(|letter| {
            let mut folded = Vec::new();
            push_parts(letter, &mut |part| {
                push_plain(part, &mut |plain| folded.push(plain));
            });
            folded
        });
        folded.collect()
    });
    folded.get(at as usize).map(Vec::as_slice)
}

/// A character of ASCII folded.
const fn fold_ascii(letter: u8) -> u8 {
    match letter {
        b'"' | b'`' => b'\'',
        b'\t' | b'\r' | 0xb | 0xc => b' ',
        other => other.to_ascii_lowercase(),
    }
}

/// A text of ASCII folded: the same with and without accents.
fn folded_ascii(text: &str) -> String {
    let folded: Vec<u8> = text.bytes().map(fold_ascii).collect();
    String::from_utf8(folded).unwrap_or_default()
}

/// Calls `out` with the letters that a character is folded to, without accents; never called for what counts for nothing.
pub(crate) fn fold_each(letter: char, out: &mut impl FnMut(char)) {
    if letter.is_ascii() {
        return out(char::from(fold_ascii(letter as u8)));
    }
    match latin(letter) {
        Some(folded) => folded.iter().copied().for_each(out),
        None => push_parts(letter, &mut |part| push_plain(part, out)),
    }
}

/// The text as it is compared: without regard to case, accents, forms of letters, kinds of dash, quote, blank and digit.
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return folded_ascii(text);
    }
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        fold_each(letter, &mut |folded| out.push(folded));
    }
    out
}

/// The same with accents, composed: `ANSTÄLLDA` is `anställda`, however it is written.
#[must_use]
pub fn exact(text: &str) -> String {
    if text.is_ascii() {
        return folded_ascii(text);
    }
    let mut out = String::with_capacity(text.len());
    // Composing is slow and hardly ever needed: only in the words that hold more than common letters.
    for word in text.split_inclusive([' ', '\n']) {
        let start = out.len();
        if word.chars().all(|letter| push_common(letter, &mut out)) {
            continue;
        }
        out.truncate(start);
        let mut parts = String::with_capacity(word.len() + 8);
        // In normal form first: a mark that becomes a letter (the Greek iota below) has one place among the others there.
        word.nfd()
            .for_each(|letter| push_parts(letter, &mut |part| parts.push(part)));
        out.extend(parts.nfc());
    }
    out
}

/// Folds a character whose composed form is its small letter; `false` where that is not so.
fn push_common(letter: char, out: &mut String) -> bool {
    match letter {
        ascii if ascii.is_ascii() => fold_each(ascii, &mut |folded| out.push(folded)),
        'å' | 'ä' | 'ö' | 'é' | 'ü' | 'à'..='ã' | 'æ'..='è' | 'ê'..='ó' | 'ø'..='û' | 'ý'..='þ' =>
        {
            out.push(letter);
        }
        'À'..='Ö' | 'Ø'..='Þ' => out.extend(letter.to_lowercase()),
        '\u{ad}' => {}
        _ => match sign(letter) {
            Some(sign) => out.push(sign),
            None => return false,
        },
    }
    true
}

/// Whether a text has an accent or a letter that [`fold`] writes without one.
#[must_use]
pub fn is_accented(text: &str) -> bool {
    let mut accented = false;
    for letter in text.chars().filter(|letter| !letter.is_ascii()) {
        push_parts(letter, &mut |part| {
            let mut plain = None;
            push_plain(part, &mut |letter| plain = Some(letter));
            accented |= plain != Some(part);
        });
    }
    accented
}

/// What two texts have in common that are the same to a reader: as [`exact`], with one blank for many and none at the ends.
#[must_use]
pub fn key(text: &str) -> String {
    let folded = exact(text);
    let mut out = String::with_capacity(folded.len());
    for word in folded.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use regex::Regex;

    use super::*;

    #[test]
    fn what_reads_alike_is_alike() {
        for (one, other) in [
            ("Größe", "GROSSE"),
            ("Straße", "strasse"),
            ("ΟΔΟΣ", "οδος"),
            ("Şişli", "Șișli"),
            ("ﬁnans", "finans"),
            ("Ⅻ", "xii"),
            ("e‑post", "e-post"),
            ("2019–2024", "2019-2024"),
            ("Côte d’Ivoire", "cote d'ivoire"),
            ("”Ja”", "\"ja\""),
            ("10\u{a0}år", "10 ar"),
            ("١٢٣", "123"),
            ("１２３", "123"),
            ("reg\u{ad}ister", "register"),
            ("می\u{200c}خواهم", "ميخواهم"),
            ("Łódź Đorđe ĳssel", "lodz dorde ijssel"),
            ("Ørsted Æther Œuvre", "orsted aether oeuvre"),
            ("İstanbul ılık", "istanbul ilik"),
            ("\u{212b}ngström", "angstrom"),
        ] {
            assert_eq!(fold(one), fold(other), "{one}");
        }
        assert_eq!(exact("A\u{30a}NGSTRÖM ẞ"), "ångström ss");
        assert_ne!(exact("ångström"), exact("angstrom"));
        assert_eq!(
            key("  Löne\u{ad}utbetalning \n för  "),
            "löneutbetalning för"
        );
    }

    #[test]
    fn what_is_worked_out_ahead_is_what_each_letter_is_folded_to() {
        let plainly = |letter: char| {
            let mut plain = String::new();
            push_parts(letter, &mut |part| {
                push_plain(part, &mut |it| plain.push(it));
            });
            plain
        };
        for letter in '\0'..='\u{250}' {
            assert_eq!(fold(&letter.to_string()), plainly(letter), "{letter:?}");
        }
    }

    /// The planes in which there are characters.
    fn all() -> impl Iterator<Item = char> {
        ('\0'..='\u{3ffff}').chain('\u{e0000}'..='\u{e1fff}')
    }

    #[test]
    fn every_character_of_unicode_is_folded_alike_in_all_its_forms() {
        let composes = |letter: char| letter.to_string().nfd().collect::<String>();
        for letter in all().filter(|letter| !letter.is_control()) {
            let one = letter.to_string();
            let number = u32::from(letter);
            for other in [
                composes(letter),
                one.nfkc().collect(),
                one.to_uppercase(),
                one.to_lowercase(),
            ] {
                // Spacing accents are quotation marks here; their decomposition is a blank with an accent.
                if sign(letter).is_none() && one.nfkd().next() != Some(' ') {
                    assert_eq!(exact(&one), exact(&other), "U+{number:04X} {other:?}");
                    assert_eq!(fold(&one), fold(&other), "U+{number:04X} {other:?}");
                }
            }
            assert_eq!(fold(&exact(&one)), fold(&one), "U+{number:04X}");
            assert_eq!(fold(&fold(&one)), fold(&one), "U+{number:04X}");
            assert_eq!(exact(&exact(&one)), exact(&one), "U+{number:04X}");
        }
    }

    #[test]
    fn all_dashes_quotes_blanks_and_digits_are_one() {
        let class = |class: &str| Regex::new(&format!("^{class}$")).unwrap();
        let (dash, quote) = (class(r"\p{Pd}"), class(r"\p{Quotation_Mark}"));
        let (blank, number) = (class(r"[\p{White_Space}--\n]"), class(r"\p{Nd}"));
        for letter in all() {
            let text = letter.to_string();
            let folded = fold(&text);
            let is = |class: &Regex| class.is_match(&text);
            if is(&dash) {
                assert_eq!(folded, "-", "U+{:04X}", u32::from(letter));
            } else if is(&blank) {
                assert_eq!(folded, " ", "U+{:04X}", u32::from(letter));
            } else if is(&number) {
                let ours = folded.len() == 1 && folded.as_bytes()[0].is_ascii_digit();
                assert!(ours, "U+{:04X} {folded}", u32::from(letter));
            } else if is(&quote) {
                assert_eq!(folded, "'", "U+{:04X}", u32::from(letter));
            }
        }
    }
}
