//! Characters that nobody sees, or that steer what is around them: which they are, and taking them out.
//!
//! The sets are the properties `Default_Ignorable_Code_Point` and `Bidi_Control` of the Unicode Character Database 16.0
//! (`DerivedCoreProperties.txt`, `PropList.txt`), the control characters, the marks of interlinear annotation and the
//! numbers that are no characters. A test holds them against tables that are not ours.

use std::borrow::Cow;

use unicode_normalization::char::{canonical_combining_class, is_combining_mark};

/// Whether a character is never seen, and means nothing where texts are compared.
#[must_use]
pub const fn is_ignorable(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    ) || is_no_character(letter)
}

/// The 66 numbers that Unicode keeps free for ever.
const fn is_no_character(letter: char) -> bool {
    let number = letter as u32;
    number & 0xfffe == 0xfffe || matches!(number, 0xfdd0..=0xfdef)
}

/// Whether a character turns the direction of the text around it, or is obeyed by a terminal.
#[must_use]
pub fn is_steering(letter: char) -> bool {
    (letter.is_control() && letter != '\n')
        || matches!(
            letter,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
                | '\u{2028}' | '\u{2029}'
        )
}

/// Whether a character may have to be hidden; those that join letters or make an emoji are among them.
fn is_suspect(letter: char) -> bool {
    letter != '\n' && (letter.is_control() || (letter >= '\u{ad}' && is_ignorable(letter)))
}

/// Whether a character that is not seen stays where it stands: it joins letters of a script that needs it, or is a part
/// of an emoji.
fn belongs(before: &str, letter: char, after: &str) -> bool {
    let last = before.chars().next_back().unwrap_or(' ');
    let next = after.chars().next().unwrap_or(' ');
    match letter {
        // At the end of a piece of text nobody knows what follows.
        '\u{200c}' => (is_joined(last) && (after.is_empty() || is_joined(next))) || is_virama(last),
        '\u{200d}' => {
            let emoji = is_pictograph(next)
                && (is_pictograph(last) || last == '\u{fe0f}' || is_skin_tone(last));
            emoji || is_virama(last) || is_joined(last) || is_joined(next)
        }
        '\u{fe0e}' | '\u{fe0f}' => {
            is_pictograph(last)
                || (matches!(last, '0'..='9' | '#' | '*') && next == '\u{20e3}')
                || (is_skin_tone(last) && letter == '\u{fe0f}')
        }
        '\u{180b}'..='\u{180d}' | '\u{180f}' => matches!(last, '\u{1820}'..='\u{18aa}'),
        '\u{e0020}'..='\u{e007f}' => is_in_flag(before, letter, after),
        _ => false,
    }
}

/// Whether a tag is one of those after a black flag that name a region, as in the flag of Wales.
fn is_in_flag(before: &str, letter: char, after: &str) -> bool {
    const END: char = '\u{e007f}';
    let names =
        |letter: &char| matches!(letter, '\u{e0030}'..='\u{e0039}' | '\u{e0061}'..='\u{e007a}');
    let back = before.chars().rev().take(7).take_while(names).count();
    let opened = before.chars().rev().nth(back) == Some('\u{1f3f4}');
    let (length, closed) = if letter == END {
        (back, true)
    } else {
        let on = after.chars().take(7).take_while(names).count();
        (back + 1 + on, after.chars().nth(on) == Some(END))
    };
    opened && closed && (3..=6).contains(&length) && (letter == END || names(&letter))
}

/// A sign that makes the one before it bare of its vowel, in the scripts of India and around.
fn is_virama(letter: char) -> bool {
    letter > '\u{900}' && canonical_combining_class(letter) == 9
}

/// A letter of a script whose letters are joined, where a joiner is spelling.
fn is_joined(letter: char) -> bool {
    matches!(
        letter,
        '\u{600}'..='\u{dff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{18aa}' | '\u{1a20}'..='\u{1cff}'
            | '\u{a800}'..='\u{abff}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
            | '\u{10a00}'..='\u{11fff}' | '\u{1e900}'..='\u{1eeff}'
    ) && (letter.is_alphanumeric() || is_combining_mark(letter))
}

/// The five colours of skin.
const fn is_skin_tone(letter: char) -> bool {
    matches!(letter, '\u{1f3fb}'..='\u{1f3ff}')
}

/// The property `Extended_Pictographic` (`emoji-data.txt`).
const fn is_pictograph(letter: char) -> bool {
    matches!(
        letter,
        '\u{a9}' | '\u{ae}' | '\u{203c}' | '\u{2049}' | '\u{2122}' | '\u{2139}' | '\u{2194}'..='\u{2199}'
            | '\u{21a9}'..='\u{21aa}' | '\u{231a}'..='\u{231b}' | '\u{2328}' | '\u{2388}' | '\u{23cf}'
            | '\u{23e9}'..='\u{23f3}' | '\u{23f8}'..='\u{23fa}' | '\u{24c2}' | '\u{25aa}'..='\u{25ab}'
            | '\u{25b6}' | '\u{25c0}' | '\u{25fb}'..='\u{25fe}' | '\u{2600}'..='\u{2605}'
            | '\u{2607}'..='\u{2612}' | '\u{2614}'..='\u{2685}' | '\u{2690}'..='\u{2705}'
            | '\u{2708}'..='\u{2712}' | '\u{2714}' | '\u{2716}' | '\u{271d}' | '\u{2721}' | '\u{2728}'
            | '\u{2733}'..='\u{2734}' | '\u{2744}' | '\u{2747}' | '\u{274c}' | '\u{274e}'
            | '\u{2753}'..='\u{2755}' | '\u{2757}' | '\u{2763}'..='\u{2767}' | '\u{2795}'..='\u{2797}'
            | '\u{27a1}' | '\u{27b0}' | '\u{27bf}' | '\u{2934}'..='\u{2935}' | '\u{2b05}'..='\u{2b07}'
            | '\u{2b1b}'..='\u{2b1c}' | '\u{2b50}' | '\u{2b55}' | '\u{3030}' | '\u{303d}' | '\u{3297}'
            | '\u{3299}' | '\u{1f000}'..='\u{1f0ff}' | '\u{1f10d}'..='\u{1f10f}' | '\u{1f12f}'
            | '\u{1f16c}'..='\u{1f171}' | '\u{1f17e}'..='\u{1f17f}' | '\u{1f18e}'
            | '\u{1f191}'..='\u{1f19a}' | '\u{1f1ad}'..='\u{1f1e5}' | '\u{1f201}'..='\u{1f20f}'
            | '\u{1f21a}' | '\u{1f22f}' | '\u{1f232}'..='\u{1f23a}' | '\u{1f23c}'..='\u{1f23f}'
            | '\u{1f249}'..='\u{1f3fa}' | '\u{1f400}'..='\u{1f53d}' | '\u{1f546}'..='\u{1f64f}'
            | '\u{1f680}'..='\u{1f6ff}' | '\u{1f774}'..='\u{1f77f}' | '\u{1f7d5}'..='\u{1f7ff}'
            | '\u{1f80c}'..='\u{1f80f}' | '\u{1f848}'..='\u{1f84f}' | '\u{1f85a}'..='\u{1f85f}'
            | '\u{1f888}'..='\u{1f88f}' | '\u{1f8ae}'..='\u{1f8ff}' | '\u{1f90c}'..='\u{1f93a}'
            | '\u{1f93c}'..='\u{1f945}' | '\u{1f947}'..='\u{1faff}' | '\u{1fc00}'..='\u{1fffd}'
    )
}

/// Whether the character that stands between two texts is one that nobody sees and that has no business there.
///
/// A line break is none; every other control character is.
#[must_use]
pub fn is_hidden(before: &str, letter: char, after: &str) -> bool {
    is_suspect(letter) && !belongs(before, letter, after)
        || matches!(letter, '\u{2028}' | '\u{2029}')
}

/// Whether a text may hold a hidden character, told at one look.
#[must_use]
pub fn may_hide(text: &str) -> bool {
    text.chars()
        .any(|letter| is_suspect(letter) || matches!(letter, '\u{2028}' | '\u{2029}'))
}

/// A hidden character as it is shown, so that it is seen and not obeyed: `‹U+202E›`.
#[must_use]
pub fn sign(letter: char) -> String {
    format!("‹U+{:04X}›", u32::from(letter))
}

/// Calls `out` with each character of a text, and whether it is hidden.
pub fn each(text: &str, mut out: impl FnMut(char, bool)) {
    for (at, letter) in text.char_indices() {
        let hidden = (letter.is_control() || letter >= '\u{ad}')
            && is_hidden(&text[..at], letter, &text[at + letter.len_utf8()..]);
        out(letter, hidden);
    }
}

/// The line break of mainframes, which some files have between words.
const NEXT_LINE: char = '\u{85}';

/// A text that was taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tidied<'t> {
    /// What is left.
    pub text: Cow<'t, str>,
    /// How many characters were taken out.
    pub removed: usize,
}

/// Takes out what is not seen or steers.
///
/// Line breaks, tabs and what joins letters or makes an emoji stay, and every kind of line break stays one.
#[must_use]
pub fn tidy(text: &str) -> Tidied<'_> {
    let stays = |letter: char| matches!(letter, '\r' | '\t');
    let mut removed = 0;
    if !text
        .chars()
        .any(|letter| is_suspect(letter) && !stays(letter))
    {
        return Tidied {
            text: Cow::Borrowed(text),
            removed,
        };
    }
    let depends = |letter: char| {
        matches!(
            letter,
            '\u{200c}' | '\u{200d}' | '\u{fe0e}' | '\u{fe0f}' | '\u{180b}'..='\u{180d}' | '\u{180f}'
                | '\u{e0020}'..='\u{e007f}'
        )
    };
    // What goes in any case goes first, so that what is left of it stands beside its true neighbours.
    let mut rest = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter == NEXT_LINE {
            rest.push('\n');
        } else if is_suspect(letter) && !depends(letter) && !stays(letter) {
            removed += 1;
        } else {
            rest.push(letter);
        }
    }
    if !rest.contains(depends) {
        return Tidied {
            text: Cow::Owned(rest),
            removed,
        };
    }
    let mut out = String::with_capacity(rest.len());
    for (at, letter) in rest.char_indices() {
        if depends(letter) && !belongs(&out, letter, &rest[at + letter.len_utf8()..]) {
            removed += 1;
        } else {
            out.push(letter);
        }
    }
    Tidied {
        text: Cow::Owned(out),
        removed,
    }
}

#[cfg(test)]
mod tests {
    use regex::Regex;

    use super::*;

    fn all() -> impl Iterator<Item = char> {
        ('\0'..='\u{3ffff}')
            .chain('\u{e0000}'..='\u{e1fff}')
            .chain(['\u{f0000}', '\u{ffffd}', '\u{ffffe}', '\u{10ffff}'])
    }

    /// The characters that a class of another library holds.
    fn of(class: &str) -> impl Fn(char) -> bool {
        let class = Regex::new(&format!("^{class}$")).unwrap();
        move |letter| class.is_match(letter.encode_utf8(&mut [0; 4]))
    }

    #[test]
    fn the_tables_hold_what_unicode_says_of_every_character() {
        let ignorable =
            of(r"[\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u{FFF9}-\u{FFFB}]");
        let steering = of(r"[\p{Bidi_Control}\p{Cc}\u{2028}\u{2029}--\n]");
        for letter in all() {
            let number = u32::from(letter);
            assert_eq!(is_ignorable(letter), ignorable(letter), "U+{number:04X}");
            assert_eq!(is_steering(letter), steering(letter), "U+{number:04X}");
        }
        let pictographs = of(r"\p{Extended_Pictographic}");
        for letter in all().filter(|letter| pictographs(*letter)) {
            assert!(is_pictograph(letter), "U+{:04X}", u32::from(letter));
        }
    }

    #[test]
    fn whatever_is_seen_stays_and_what_is_not_goes() {
        // Breaks of lines are breaks of lines, whichever system wrote them.
        assert_eq!(tidy("a\u{85}b").text, "a\nb");
        for letter in all().filter(|letter| !matches!(letter, '\n' | '\u{85}')) {
            let text = format!("a{letter}b");
            let tidied = tidy(&text);
            let kept =
                !is_ignorable(letter) && (!letter.is_control() || matches!(letter, '\r' | '\t'));
            // A joiner stays beside letters that it joins alone, and these here are none.
            assert_eq!(tidied.text == text, kept, "U+{:04X}", u32::from(letter));
            assert_eq!(tidied.removed, usize::from(!kept));
        }
    }

    #[test]
    fn joiners_in_words_and_emoji_stay() {
        for whole in [
            "می\u{200c}خواهم",
            "क्\u{200d}ष",
            "ශ්\u{200d}රී",
            "ന്\u{200d}",
            "👨\u{200d}👩\u{200d}👧",
            "❤\u{fe0f}",
            "🏳\u{fe0f}\u{200d}🌈",
            "👩🏽\u{200d}⚕\u{fe0f}",
            "1\u{fe0f}\u{20e3}",
            "🏴\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}",
            "é e\u{301} \u{a0}x\n\ty",
        ] {
            let tidied = tidy(whole);
            assert_eq!((&*tidied.text, tidied.removed), (whole, 0));
        }
        for (hidden, left) in [
            ("soft\u{ad}hyphen", "softhyphen"),
            ("A1\u{200b}", "A1"),
            ("a\u{200d}b\u{200c}c", "abc"),
            ("a\u{fe0f}\u{e0101}b", "ab"),
            ("\u{feff}x\u{2060}y\u{202e}z\u{2066}", "xyz"),
            ("\u{e0041}\u{e0042}x", "x"),
            ("🏴\u{e0067}x", "🏴x"),
            ("a\u{1b}[31m\0b", "a[31mb"),
            ("می\u{200b}\u{200c}خواهم", "می\u{200c}خواهم"),
            ("\u{200d}\u{200d}", ""),
        ] {
            assert_eq!(tidy(hidden).text, left);
        }
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() })]

        #[test]
        fn taking_in_twice_takes_nothing_more(
            text in "([a0क्م\u{1f468}\u{1f3fd}\u{1f3f4}\u{e0067}\u{e007f}\u{200c}\u{200d}\u{fe0f}\u{20e3}\u{ad}\n]|\\PC){0,12}"
        ) {
            let once = tidy(&text);
            proptest::prop_assert_eq!(tidy(&once.text).removed, 0);
            proptest::prop_assert_eq!(once.text.chars().count() + once.removed, text.chars().count());
            for (at, letter) in once.text.char_indices() {
                let hidden = is_hidden(&once.text[..at], letter, &once.text[at + letter.len_utf8()..]);
                let breaks = ['\t', '\r', '\u{2028}', '\u{2029}'].contains(&letter);
                proptest::prop_assert!(!hidden || breaks);
            }
        }
    }
}
