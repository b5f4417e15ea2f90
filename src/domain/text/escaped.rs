//! Text as links, pages and data files write it: what their escapes stand for, each with its place in the text.
//!
//! Percent signs are of links (RFC 3986, and `+` for a blank as forms write it), `&...;` of HTML, `\u...` of JSON, `=` of
//! e-mail (RFC 2045).

use std::ops::Range;

/// A letter, and where in the text it comes from.
pub(crate) type PlacedLetter = (char, Range<usize>);

/// How often what was escaped is escaped again, at the most that is looked for.
const DEPTH: usize = 3;

/// The letters that HTML has a name for and that people's names hold; more are written by their numbers.
const NAMED: &[(&str, char)] = &[
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{a0}'),
    ("shy", '\u{ad}'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("szlig", 'ß'),
    ("aelig", 'æ'),
    ("AElig", 'Æ'),
    ("oslash", 'ø'),
    ("Oslash", 'Ø'),
    ("aring", 'å'),
    ("Aring", 'Å'),
    ("eth", 'ð'),
    ("ETH", 'Ð'),
    ("thorn", 'þ'),
    ("THORN", 'Þ'),
    ("scaron", 'š'),
    ("Scaron", 'Š'),
];

/// What the end of the name of a letter with an accent says, as a letter that combines.
const ACCENTS: &[(&str, char)] = &[
    ("uml", '\u{308}'),
    ("acute", '\u{301}'),
    ("grave", '\u{300}'),
    ("circ", '\u{302}'),
    ("tilde", '\u{303}'),
    ("cedil", '\u{327}'),
    ("caron", '\u{30c}'),
    ("ring", '\u{30a}'),
    ("ogon", '\u{328}'),
];

/// The readings of a text in which something is escaped: what the escapes stand for, and what they stand for in turn;
/// none where nothing is.
#[must_use]
pub(crate) fn unescaped(text: &str) -> Vec<Vec<PlacedLetter>> {
    let mut readings = Vec::new();
    // `=` stands before a value in a link as well: the two are never read together.
    for signs in [&['%', '&', '\\', '+'][..], &['=']] {
        if !text.contains(signs) {
            continue;
        }
        let mut letters: Vec<PlacedLetter> = text
            .char_indices()
            .map(|(at, letter)| (letter, at..at + letter.len_utf8()))
            .collect();
        for _ in 0..DEPTH {
            let (read, changed) = once(&letters, signs);
            if !changed {
                break;
            }
            letters.clone_from(&read);
            readings.push(read);
        }
    }
    readings
}

/// Reads the escapes that begin with one of these signs once; whether there was any.
fn once(letters: &[PlacedLetter], signs: &[char]) -> (Vec<PlacedLetter>, bool) {
    let mut out = Vec::with_capacity(letters.len());
    let (mut at, mut changed) = (0, false);
    while let Some((letter, place)) = letters.get(at) {
        let rest = &letters[at..];
        let read = match letter {
            sign if !signs.contains(sign) => None,
            '%' => bytes_in(rest, '%'),
            // Quoted-printable, as e-mail writes it.
            '=' => bytes_in(rest, '='),
            '&' => entity(rest),
            '\\' => sequence(rest),
            '+' => Some((vec![' '], 1)),
            _ => None,
        };
        let Some((read, length)) = read else {
            out.push((*letter, place.clone()));
            at += 1;
            continue;
        };
        let whole = place.start..letters[at + length - 1].1.end;
        out.extend(read.into_iter().map(|letter| (letter, whole.clone())));
        (at, changed) = (at + length, true);
    }
    (out, changed)
}

/// What escaped letters stand for, and how many letters that takes.
type Read = Option<(Vec<char>, usize)>;

fn hex(letters: &[PlacedLetter]) -> Option<u32> {
    letters.iter().try_fold(0_u32, |number, (letter, _)| {
        number.checked_mul(16)?.checked_add(letter.to_digit(16)?)
    })
}

/// One letter whose bytes stand there each as a sign and two digits: in UTF-8, or else as Latin-1.
fn bytes_in(letters: &[PlacedLetter], sign: char) -> Read {
    let byte = |nth: usize| {
        let part = letters.get(nth * 3..nth * 3 + 3)?;
        let number = (part[0].0 == sign).then(|| hex(&part[1..]))??;
        u8::try_from(number).ok()
    };
    let first = byte(0)?;
    let length = match first {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => 1,
    };
    let bytes: Option<Vec<u8>> = (0..length).map(byte).collect();
    let letter = bytes.and_then(|bytes| std::str::from_utf8(&bytes).ok()?.chars().next());
    match letter {
        Some(letter) => Some((vec![letter], length * 3)),
        None => Some((vec![char::from(first)], 3)),
    }
}

/// A letter as HTML writes it: `&aring;`, `&#229;`, `&#xe5;`.
fn entity(letters: &[PlacedLetter]) -> Read {
    let end = letters.iter().take(12).position(|(it, _)| *it == ';')?;
    let name: String = letters[1..end].iter().map(|(letter, _)| *letter).collect();
    let number = match name.strip_prefix('#') {
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok(),
            None => number.parse().ok(),
        },
        None => None,
    };
    if let Some(letter) = number.and_then(char::from_u32) {
        return Some((vec![letter], end + 1));
    }
    if let Some((_, letter)) = NAMED.iter().find(|(known, _)| *known == name) {
        return Some((vec![*letter], end + 1));
    }
    let base = name.chars().next().filter(char::is_ascii_alphabetic)?;
    let (_, accent) = ACCENTS.iter().find(|(known, _)| *known == &name[1..])?;
    Some((vec![base, *accent], end + 1))
}

/// A letter as JSON and programming languages write it: `\u00e5`, `\n`, `\"`.
fn sequence(letters: &[PlacedLetter]) -> Read {
    let code = |at: usize| {
        let part = letters.get(at..at + 6)?;
        (part[0].0 == '\\' && part[1].0 == 'u').then(|| hex(&part[2..]))?
    };
    match letters.get(1)?.0 {
        'u' => {
            let first = code(0)?;
            let low = code(6).filter(|low| (0xdc00..0xe000).contains(low));
            let (code, length) = match low {
                Some(low) if (0xd800..0xdc00).contains(&first) => {
                    let high = (first - 0xd800) * 0x400;
                    (0x10000 + high + low - 0xdc00, 12)
                }
                _ => (first, 6),
            };
            Some((vec![char::from_u32(code)?], length))
        }
        'n' | 'r' | 't' => Some((vec![' '], 2)),
        letter @ ('"' | '\\' | '/' | '\'') => Some((vec![letter], 2)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn last(text: &str) -> String {
        let readings = unescaped(text);
        let last = readings.last().map(Vec::as_slice).unwrap_or_default();
        last.iter().map(|(letter, _)| *letter).collect()
    }

    #[test]
    fn what_is_escaped_is_read_with_its_place() {
        for (text, read) in [
            ("https://x.se/?q=%C3%85sa%20Ek", "https://x.se/?q=Åsa Ek"),
            ("q=%C5sa+Ek", "q=Åsa Ek"),
            ("%25C3%2585sa", "Åsa"),
            ("=C3=85sa", "Åsa"),
            ("&Aring;sa &#69;k &#x45;k", "Åsa Ek Ek"),
            ("\\u00c5sa\\nEk \\ud83d\\ude00", "Åsa Ek 😀"),
            ("&amp;Aring;sa", "Åsa"),
        ] {
            assert_eq!(last(text), read, "{text}");
        }
        assert_eq!(last("&Ouml;berg"), "O\u{308}berg");
        for plain in [
            "Åsa Ek",
            "100 % done",
            "a & b",
            "a = b",
            "\\x",
            "%",
            "&;",
            "&#99999999;",
            "%zz",
        ] {
            assert!(unescaped(plain).is_empty(), "{plain}");
        }
        let read = &unescaped("a%20b")[0];
        assert_eq!(read, &[('a', 0..1), (' ', 1..4), ('b', 4..5)]);
    }
}
