//! Text of the register as Markdown that shows as typed, whatever it holds.
//!
//! Written for `CommonMark` and the tables of GFM. Only what could mean something is escaped, so that the source
//! can be read too. Three things are not literal: a pipe is an entity, since a table splits its rows before it looks
//! at backslashes; a blank at the start of a line is `&nbsp;`, since renderers drop it; control characters and
//! what is not seen or turns the direction are written out as their number, so that they are seen and not obeyed.

use std::fmt::Write as _;

use crate::domain::text::{is_hidden, sign};

/// Where text stands, which decides what its line breaks become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// On one line: a heading.
    Line,
    /// In a cell of a table.
    Cell,
    /// In a paragraph or list item whose lines are indented by so many blanks.
    Block(usize),
}

/// Text after something else on the line: a label, a bullet with a reference, the bar of a table.
#[must_use]
pub fn text(typed: &str, place: Place) -> String {
    let mut out = String::with_capacity(typed.len() + typed.len() / 8);
    write_text(&mut out, typed, place);
    out
}

/// The same, appended.
pub fn write_text(out: &mut String, typed: &str, place: Place) {
    if is_plain(typed) {
        out.push_str(typed);
        return;
    }
    for (index, line) in typed.split(is_break).enumerate() {
        if index > 0 {
            match place {
                Place::Line => out.push(' '),
                Place::Cell => out.push_str("<br>"),
                Place::Block(indent) => {
                    // A backslash before a line break is a hard one, also on a line of its own.
                    out.push_str("\\\n");
                    out.extend(std::iter::repeat_n(' ', indent));
                }
            }
        }
        let line = line.strip_suffix('\r').unwrap_or(line);
        let starts_line = index > 0 && matches!(place, Place::Block(_));
        write_line(out, line.trim_end_matches([' ', '\t']), starts_line);
    }
}

/// A web address as a link that shows it, where it is nothing but one; else as text.
pub fn write_address(out: &mut String, typed: &str, place: Place) {
    let web = typed.starts_with("https://") || typed.starts_with("http://");
    let safe = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?#@!$'()+,;=%&".contains(&byte);
    if web && typed.bytes().all(safe) && !typed.contains("&#") {
        let _ = write!(out, "<{typed}>");
    } else {
        write_text(out, typed, place);
    }
}

/// Whether every letter is one that means nothing anywhere: most texts, so they are copied at once.
fn is_plain(typed: &str) -> bool {
    let harmless = |byte: u8| {
        byte.is_ascii_alphanumeric()
            || b" ,;:.-+=@!/%\"'?()".contains(&byte)
            || (0xC3..0xCC).contains(&byte)
    };
    let mut bytes = typed.bytes();
    let mut continued = false;
    // Two-byte letters of the Latin alphabet: their second byte is no letter of its own.
    let letters = bytes.all(|byte| {
        let fine = if continued {
            (0x80..0xC0).contains(&byte)
        } else {
            harmless(byte)
        };
        continued = !continued && byte >= 0xC3;
        fine
    });
    letters && !typed.starts_with(' ') && !typed.ends_with(' ')
}

const fn is_break(letter: char) -> bool {
    matches!(letter, '\n' | '\u{2028}' | '\u{2029}' | '\u{0B}' | '\u{0C}')
}

fn write_line(out: &mut String, line: &str, starts_line: bool) {
    let body = line.trim_start_matches([' ', '\t']);
    for blank in line[..line.len() - body.len()].chars() {
        out.push_str(if blank == '\t' {
            "&nbsp;&nbsp;&nbsp;&nbsp;"
        } else {
            "&nbsp;"
        });
    }
    let body = if starts_line && body.len() == line.len() {
        escape_line_start(out, body)
    } else {
        body
    };
    for (index, word) in body.split(' ').enumerate() {
        if index > 0 {
            out.push(' ');
        }
        write_word(out, word);
    }
}

/// Escapes what would start a block at the start of a line, and gives what is left of the line.
fn escape_line_start<'a>(out: &mut String, line: &'a str) -> &'a str {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 && line[digits..].starts_with(['.', ')']) {
        let _ = write!(out, "{}\\{}", &line[..digits], &line[digits..=digits]);
        return &line[digits + 1..];
    }
    if line.starts_with(['-', '+', '=', '>', ':']) {
        let _ = write!(out, "\\{}", &line[..1]);
        return &line[1..];
    }
    line
}

fn write_word(out: &mut String, word: &str) {
    let start = out.len();
    let mut before = ' ';
    let mut letters = word.char_indices().peekable();
    let mut escaped = false;
    while let Some((at, letter)) = letters.next() {
        let next = letters.peek().map_or(' ', |(_, next)| *next);
        let special = match letter {
            '\\' | '`' | '*' | '[' | ']' | '<' | '~' | '$' => true,
            // Between letters an underscore is only an underscore.
            '_' => !(before.is_alphanumeric() && next.is_alphanumeric()),
            '#' => before == ' ' || before == '#',
            '&' => is_entity(&word[at + 1..]),
            _ => false,
        };
        if letter == '|' {
            out.push_str("&#124;");
        } else if letter != '\t' && is_hidden(&word[..at], letter, &word[at + letter.len_utf8()..])
        {
            out.push_str(&sign(letter));
        } else {
            if special {
                out.push('\\');
            }
            out.push(letter);
        }
        escaped |= special || letter == '|';
        before = letter;
    }
    if escaped {
        unlink(out, start);
    }
}

/// Keeps renderers that find addresses in text from taking an escape for a part of one.
fn unlink(out: &mut String, start: usize) {
    for (sign, plain) in [("://", "\\://"), ("www.", "www\\.")] {
        if let Some(at) = out[start..].find(sign) {
            out.replace_range(start + at..start + at + sign.len(), plain);
        }
    }
}

/// Whether what follows an ampersand makes it an entity.
fn is_entity(rest: &str) -> bool {
    rest.find(';').is_some_and(|end| {
        let name = rest[..end].strip_prefix('#').unwrap_or(&rest[..end]);
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

/// The name of a heading in addresses, as the common renderers of Markdown make it.
#[must_use]
pub fn slug(heading: &str) -> String {
    let mut slug = String::with_capacity(heading.len());
    for letter in heading.trim().chars() {
        match letter {
            ' ' | '-' => slug.push('-'),
            '_' => slug.push('_'),
            letter if letter.is_alphanumeric() => slug.extend(letter.to_lowercase()),
            _ => {}
        }
    }
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_text_stays_as_it_is() {
        for typed in [
            "Räkenskapsinformation, 7 år",
            "first_last@example.se",
            "R&D - C# and 3 > 2",
            "https://example.se/a_b?c=1&d=2",
            "08-123 45 00",
            "Norrby kommun (Barn- och utbildningsnämnden)",
        ] {
            assert_eq!(text(typed, Place::Cell), typed);
        }
    }

    #[test]
    fn what_would_mean_something_is_escaped() {
        let cases = [
            ("*a*", "\\*a\\*"),
            ("_a_", "\\_a\\_"),
            ("a|b", "a&#124;b"),
            ("a\\", "a\\\\"),
            ("&amp;", "\\&amp;"),
            ("[x](y)", "\\[x\\](y)"),
            ("a #", "a \\#"),
            ("<b>", "\\<b>"),
            ("    code", "&nbsp;&nbsp;&nbsp;&nbsp;code"),
            ("https://x.se/*", "https\\://x.se/\\*"),
            ("a\u{202E}b", "a‹U+202E›b"),
            ("bell\u{7}", "bell‹U+0007›"),
        ];
        for (typed, written) in cases {
            assert_eq!(text(typed, Place::Line), written, "{typed}");
        }
        assert_eq!(
            text("a\n1. b\n\n- c\n===", Place::Block(2)),
            "a\\\n  1\\. b\\\n  \\\n  \\- c\\\n  \\==="
        );
        assert_eq!(text("a\nb", Place::Cell), "a<br>b");
        assert_eq!(text("a\nb", Place::Line), "a b");
    }

    #[test]
    fn only_a_plain_web_address_becomes_a_link() {
        let written = |typed: &str| {
            let mut out = String::new();
            write_address(&mut out, typed, Place::Cell);
            out
        };
        assert_eq!(
            written("https://example.se/a?b=c"),
            "<https://example.se/a?b=c>"
        );
        assert_eq!(written("javascript:alert(1)"), "javascript:alert(1)");
        assert_eq!(written("https://x.se/|"), "https\\://x.se/&#124;");
        assert_eq!(written("Dnr 2025-12"), "Dnr 2025-12");
    }

    #[test]
    fn names_of_headings_are_those_of_the_common_renderers() {
        assert_eq!(
            slug("Part 1. Records (Art. 30(1))"),
            "part-1-records-art-301"
        );
        assert_eq!(slug("A12 Löner & förmåner"), "a12-löner--förmåner");
    }
}
