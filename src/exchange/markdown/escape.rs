//! Text of the register as Markdown that shows as typed, whatever it holds.
//!
//! Written for `CommonMark` and the tables of GFM. Only what could mean something is escaped, so that the source
//! can be read too. Three things are not literal: a pipe is an entity, since a table splits its rows before it looks
//! at backslashes; a blank at the start of a line is `&nbsp;`, since renderers drop it; control characters and
//! what is not seen or turns the direction are written out as their number, so that they are seen and not obeyed.

use std::fmt::Write as _;

use crate::domain::text::hidden::each;
use crate::domain::text::{is_hidden, sign};
use crate::exchange::document::lines_of;
use crate::exchange::letters::has_only;

/// Where text stands, which decides what its line breaks become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TextPlace {
    /// On one line: a heading.
    Line,
    /// In a cell of a table.
    Cell,
    /// In a paragraph or list item whose lines are indented by so many blanks.
    Block(usize),
}

/// Appends text as typed. `first` says whether it starts a paragraph or a point, where more signs mean something.
pub(crate) fn write_text(out: &mut String, typed: &str, place: TextPlace, first: bool) {
    let begins_blank = typed.as_bytes().first() == Some(&b' ');
    let drops_blank = begins_blank && out.ends_with([' ', '\n']);
    if is_plain(typed) && !drops_blank && !(first && starts_block(typed)) {
        out.push_str(typed);
        return;
    }
    let mut lines = lines_of(typed).enumerate().peekable();
    while let Some((index, line)) = lines.next() {
        if index > 0 {
            match place {
                TextPlace::Line => out.push(' '),
                TextPlace::Cell => out.push_str("<br>"),
                TextPlace::Block(indent) => {
                    // A backslash before a line break is a hard one, also on a line of its own.
                    out.push_str("\\\n");
                    out.extend(std::iter::repeat_n(' ', indent));
                }
            }
        }
        let shown = line.trim_end_matches([' ', '\t']);
        let starts_line =
            (index == 0 && first) || (index > 0 && matches!(place, TextPlace::Block(_)));
        write_line(out, shown, starts_line, index > 0);
        // What follows on the same line may need the blank that parts it from this.
        if lines.peek().is_none() && line.len() > shown.len() {
            out.push(' ');
        }
    }
}

/// Appends a line with what is hidden written out, as it stands otherwise: inside a block of code.
pub(crate) fn write_hidden(out: &mut String, line: &str) {
    each(line, |letter, hidden| {
        if hidden && letter != '\t' {
            out.push_str(&sign(letter));
        } else {
            out.push(letter);
        }
    });
}

/// Whether a text may start a block of its own.
fn starts_block(typed: &str) -> bool {
    typed.starts_with(['-', '+', '=', '>', ':', ' '])
        || typed.starts_with(|it: char| it.is_ascii_digit())
}

/// The letters of ASCII that mean nothing anywhere.
const HARMLESS: [bool; 128] = {
    let mut harmless = [false; 128];
    let mut byte: u8 = 0;
    while byte < 128 {
        let plain = matches!(
            byte,
            b' ' | b','
                | b';'
                | b':'
                | b'.'
                | b'-'
                | b'+'
                | b'='
                | b'@'
                | b'!'
                | b'/'
                | b'%'
                | b'"'
                | b'\''
                | b'?'
                | b'('
                | b')'
        );
        harmless[byte as usize] = plain || byte.is_ascii_alphanumeric();
        byte += 1;
    }
    harmless
};

/// Whether every letter is one that means nothing anywhere: most texts, so they are copied at once.
fn is_plain(typed: &str) -> bool {
    let blanks = matches!(typed.as_bytes(), [b' ', b' ', ..] | [.., b' ', b' ']);
    !blanks && is_harmless(typed)
}

/// Whether a text has only letters that mean nothing anywhere, whatever stands beside them.
fn is_harmless(typed: &str) -> bool {
    has_only(typed, &HARMLESS)
}

fn write_line(out: &mut String, line: &str, starts_line: bool, broken: bool) {
    let body = line.trim_start_matches([' ', '\t']);
    let blanks = &line[..line.len() - body.len()];
    for (index, blank) in blanks.chars().enumerate() {
        // A single blank after something else is one; others would be dropped.
        let kept = index == 0 && !starts_line && !broken && !out.ends_with([' ', '\n']);
        out.push_str(match blank {
            ' ' if kept => " ",
            ' ' => "&nbsp;",
            _ => "&nbsp;&nbsp;&nbsp;&nbsp;",
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
        if is_harmless(word) {
            out.push_str(word);
        } else {
            write_word(out, word);
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn text(typed: &str, place: TextPlace) -> String {
        let mut out = String::new();
        write_text(&mut out, typed, place, false);
        out
    }

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
            assert_eq!(text(typed, TextPlace::Cell), typed);
        }
    }

    #[test]
    fn letters_that_are_copied_at_once_are_those_that_nothing_is_written_before() {
        for letter in '\0'..'\u{3000}' {
            for typed in [
                format!("{letter}"),
                format!("a{letter}"),
                format!("{letter}1"),
            ] {
                let mut one_by_one = String::new();
                write_word(&mut one_by_one, &typed);
                assert!(!is_harmless(&typed) || one_by_one == typed, "{letter:?}");
            }
        }
        for typed in ["Löner – “förmåner”", "10–20 %, … och ’så’"] {
            assert!(is_harmless(typed), "{typed}");
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
            ("    code", " &nbsp;&nbsp;&nbsp;code"),
            ("https://x.se/*", "https\\://x.se/\\*"),
            ("a\u{202E}b", "a‹U+202E›b"),
            ("bell\u{7}", "bell‹U+0007›"),
        ];
        for (typed, written) in cases {
            assert_eq!(text(typed, TextPlace::Line), written, "{typed}");
        }
        assert_eq!(
            text("a\n1. b\n\n- c\n===", TextPlace::Block(2)),
            "a\\\n  1\\. b\\\n  \\\n  \\- c\\\n  \\==="
        );
        assert_eq!(text("a\nb", TextPlace::Cell), "a<br>b");
        assert_eq!(text("a\nb", TextPlace::Line), "a b");
    }
}
