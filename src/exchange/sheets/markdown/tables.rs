//! Tables in Markdown: their rows and cells, and those of more than two columns as sheets.

use std::borrow::Cow;

use crate::exchange::sheets::file::grid::{CellContent, GridCell, Line, SheetGrid};

/// A row of a table in a line: what it begins with, and the rest behind a colon or in brackets.
pub(in crate::exchange::sheets) fn in_a_line(list: &str, row: &[String]) -> Option<String> {
    let mut cells = row.iter().map(|it| it.trim()).filter(|it| !it.is_empty());
    let first = cells.next()?;
    let rest: Vec<String> = cells
        .map(|it| it.replace(['(', ')'], "").replace('\n', ", "))
        .collect();
    let (told, more) = match rest.as_slice() {
        [] => return Some(first.to_owned()),
        [told, more @ ..] if matches!(list, "retention[" | "transfers[") => {
            (format!("{first}: {told}"), more)
        }
        all => (first.to_owned(), all),
    };
    Some(if more.is_empty() {
        told
    } else {
        format!("{told} ({})", more.join(", "))
    })
}

/// A text whose links to an address of mail are what they show, with the address where they show another text:
/// `[a@acme.example](mailto:a@acme.example)`, `[Anna](mailto:a@acme.example)`. Each ends in its line.
#[must_use]
pub(super) fn without_mail_links(text: &str) -> Cow<'_, str> {
    const BETWEEN: &str = "](mailto:";
    let small = text.to_ascii_lowercase();
    if !small.contains(BETWEEN) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (at, _) in small.match_indices(BETWEEN) {
        let before = &text[done.min(at)..at];
        let target = &text[at + BETWEEN.len()..];
        let open = before
            .rfind(['[', ']', '\n'])
            .filter(|open| before[*open..].starts_with('['));
        let Some((open, end)) = open.zip(open.and_then(|_| closing(target))) else {
            continue;
        };
        let shown = before[open + 1..].trim();
        let address = target[..end].split('?').next().unwrap_or_default().trim();
        let told = shown.to_ascii_lowercase();
        out.push_str(&before[..open]);
        out.push_str(shown);
        if !told.contains(&address.to_ascii_lowercase()) {
            out.push_str(if shown.is_empty() { "" } else { ", " });
            out.push_str(address);
        }
        done = at + BETWEEN.len() + end + 1;
    }
    out.push_str(&text[done..]);
    out.into()
}

/// Where the bracket closes that the target of a link stands in, in the same line and before another link.
fn closing(text: &str) -> Option<usize> {
    let mut open = 0_usize;
    let letters = text
        .char_indices()
        .take_while(|(_, it)| !matches!(it, '\n' | '['));
    for (at, letter) in letters {
        match letter {
            '(' => open += 1,
            ')' if open == 0 => return Some(at),
            ')' => open -= 1,
            _ => {}
        }
    }
    None
}

/// A text without what is commented out in it, on one line or on several; each line stays where it is. Blocks of code keep
/// theirs, and what nothing closes is no comment.
#[must_use]
pub(super) fn without_comments(text: &str) -> Cow<'_, str> {
    const OPEN: &str = "<!--";
    const CLOSE: &str = "-->";
    if !text.contains(OPEN) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    let mut fenced = false;
    let mut at = 0;
    while let Some(line) = text[at..].split_inclusive('\n').next() {
        let bare = line.trim_start();
        let is_fence = bare.starts_with("```") || bare.starts_with("~~~");
        fenced ^= is_fence;
        let open = line.find(OPEN).filter(|_| !fenced && !is_fence);
        // In code a comment is spoken of.
        let open = open.filter(|open| line[..*open].matches('`').count().is_multiple_of(2));
        let comment = open.and_then(|open| {
            let from = at + open;
            let end = text[from..].find(CLOSE)?;
            Some((from, from + end + CLOSE.len()))
        });
        let Some((from, to)) = comment else {
            out.push_str(line);
            at += line.len();
            continue;
        };
        out.push_str(&text[at..from]);
        out.extend(text[from..to].chars().filter(|letter| *letter == '\n'));
        at = to;
    }
    out.into()
}

/// The tables of a text with more than two columns, as sheets under the heading over each.
#[must_use]
pub(in crate::exchange::sheets) fn tables(text: &str) -> Vec<SheetGrid> {
    let mut found: Vec<SheetGrid> = Vec::new();
    let (mut heading, mut open, mut fenced) = (String::new(), false, false);
    for (at, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.starts_with("```") || line.starts_with("~~~") {
            fenced = !fenced;
        }
        if fenced {
            continue;
        }
        if line.starts_with('#') {
            heading = inline(line.trim_start_matches('#').trim().trim_end_matches('#'));
        }
        let Some(cells) = row(line) else {
            open &= line.starts_with('|');
            continue;
        };
        let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
        if !open {
            found.push(SheetGrid {
                name: heading.clone(),
                header_row: Some(number),
                ..SheetGrid::default()
            });
            open = true;
        }
        if let Some(table) = found.last_mut() {
            table.lines.push(self::line(number, &cells));
        }
    }
    let is_wide = |grid: &SheetGrid| {
        let wide = |line: &Line| line.cells.iter().any(|cell| cell.column > 1);
        grid.lines.len() > 1 && grid.lines.iter().any(wide)
    };
    found.retain(is_wide);
    found
}

/// A row of a table as a line of a sheet.
pub(in crate::exchange::sheets) fn line(number: u32, cells: &[String]) -> Line {
    let filled = cells
        .iter()
        .enumerate()
        .filter(|(_, text)| !text.is_empty());
    Line {
        number,
        cells: filled
            .map(|(at, text)| GridCell {
                column: u32::try_from(at).unwrap_or(u32::MAX),
                value: CellContent::Text(text.clone()),
            })
            .collect(),
    }
}

/// The cells of a line that is a row of a table; `None` for another line, and for the rule below the head.
#[must_use]
pub(in crate::exchange::sheets) fn row(line: &str) -> Option<Vec<String>> {
    if !line.starts_with('|') {
        return None;
    }
    let cells = cells(line);
    let is_rule = cells
        .iter()
        .all(|cell| !cell.is_empty() && cell.chars().all(|sign| matches!(sign, '-' | ':' | ' ')));
    (!is_rule).then(|| cells.iter().map(|cell| inline(cell)).collect())
}

/// The cells of a row; a bar after a backslash stands in one.
fn cells(line: &str) -> Vec<String> {
    let inside = line.strip_prefix('|').unwrap_or(line);
    let mut cells = vec![String::new()];
    let mut letters = inside.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' if letters.peek() == Some(&'|') => {
                letters.next();
                if let Some(cell) = cells.last_mut() {
                    cell.push('|');
                }
            }
            '|' => cells.push(String::new()),
            letter => {
                if let Some(cell) = cells.last_mut() {
                    cell.push(letter);
                }
            }
        }
    }
    if cells.len() > 1 && cells.last().is_some_and(|last| last.trim().is_empty()) {
        cells.pop();
    }
    cells
        .into_iter()
        .map(|cell| cell.trim().to_owned())
        .collect()
}

/// A text without the signs of bold and code; a break is one of lines.
pub(super) fn inline(text: &str) -> String {
    let mut text = text.replace("**", "").replace("__", "").replace('`', "");
    for sign in ['*', '_'] {
        if text.contains(sign) {
            text = without_emphasis(&text, sign);
        }
    }
    for mark in ["<br>", "<br/>", "<br />"] {
        text = text.replace(mark, "\n");
    }
    without_brackets(text.trim())
}

/// A text without the signs around what is set in italics: `*(to be filled in)*`, `_to do_`. One that nothing closes, and one
/// beside a blank on the inner side or inside a word, stands for itself: `/pro/*`, `user_id`.
fn without_emphasis(text: &str, sign: char) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(sign) {
        let (before, behind) = (&rest[..at], &rest[at + 1..]);
        let opens = !before.ends_with(|it: char| it.is_alphanumeric() || it == '/')
            && behind.starts_with(|it: char| it.is_alphanumeric() || "([".contains(it));
        let close = behind.find(sign).filter(|end| {
            let inside = &behind[..*end];
            let after = &behind[*end + 1..];
            !inside.contains('\n')
                && !inside.ends_with([' ', '/'])
                && !after.starts_with(char::is_alphanumeric)
        });
        out.push_str(before);
        if let Some(end) = close.filter(|_| opens) {
            out.push_str(&behind[..end]);
            rest = &behind[end + 1..];
        } else {
            out.push(sign);
            rest = behind;
        }
    }
    out.push_str(rest);
    out
}

/// A text whose addresses in angle brackets stand without them: `<a@b.example>`.
fn without_brackets(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, (inside, behind))) = rest
        .split_once('<')
        .and_then(|(before, behind)| Some((before, behind.split_once('>')?)))
    {
        let is_address = !inside.contains(char::is_whitespace)
            && (inside.contains('@') || inside.contains("://"));
        out.push_str(before);
        if is_address {
            out.push_str(inside);
            rest = behind;
        } else {
            out.push('<');
            rest = &rest[before.len() + 1..];
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_to_an_address_of_mail_is_that_address() {
        for (text, bare) in [
            (
                "Acme · Contact: [a@acme.example](mailto:a@acme.example), [the page](https://acme.example)",
                "Acme · Contact: a@acme.example, [the page](https://acme.example)",
            ),
            ("](mailto:a@acme.example", "](mailto:a@acme.example"),
            (
                "DPO: [Anna Berg](mailto:anna.berg@acme.example)",
                "DPO: Anna Berg, anna.berg@acme.example",
            ),
            (
                "[A@acme.example](MAILTO:a@acme.example?subject=GDPR%20(Art)), tel 1",
                "A@acme.example, tel 1",
            ),
            ("[](mailto:a@acme.example)", "a@acme.example"),
            (
                "- Pay [salaries](mailto:x\n- Recipients: Bank\n- Contact: [Bo](mailto:bo@acme.example)",
                "- Pay [salaries](mailto:x\n- Recipients: Bank\n- Contact: Bo, bo@acme.example",
            ),
            (
                "Customers [1] and others](mailto:a@acme.example)",
                "Customers [1] and others](mailto:a@acme.example)",
            ),
        ] {
            assert_eq!(without_mail_links(text), bare);
        }
    }

    #[test]
    fn stars_of_italics_are_no_part_of_a_text() {
        for (text, bare) in [
            ("News service *(fill in)*", "News service (fill in)"),
            ("*Version 3*", "Version 3"),
            ("*a* and *b*", "a and b"),
            ("/pro/* and /admin/*", "/pro/* and /admin/*"),
            ("2 * 3 * 4", "2 * 3 * 4"),
            ("rate* without an end", "rate* without an end"),
            ("EXIF _À implémenter_", "EXIF À implémenter"),
            ("_Ska fyllas i_", "Ska fyllas i"),
            ("user_id and _id of a_b", "user_id and _id of a_b"),
        ] {
            assert_eq!(inline(text), bare, "{text}");
        }
    }

    #[test]
    fn wide_tables_are_sheets_whose_first_row_is_their_head() {
        let text = "## Two\n\n| Limb | Entry |\n|---|:--|\n| Pay | a |\n\n```\n| no | table | here |\n| a | b | c |\n```\n\n## Wide\n\n\
                    | Name | Purpose | Owner |\n| --- | --- | --- |\n| A\\|B | **C**<br>`D` |  |\n";
        let grids = tables(text);
        assert_eq!(grids.len(), 1);
        let [grid] = grids.as_slice() else { panic!() };
        assert_eq!((grid.name.as_str(), grid.lines.len()), ("Wide", 2));
        assert_eq!(grid.header_row, Some(14));
        assert_eq!(
            (grid.lines[1].text(0), grid.lines[1].text(1)),
            ("A|B", "C\nD")
        );
        assert!(tables("no | table\n").is_empty());
    }
}
