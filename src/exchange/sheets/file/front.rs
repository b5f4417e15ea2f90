//! Records that are kept as front matter at the head of Markdown files: the flat part of YAML that registers use.

use super::grid::{CellContent, GridCell, Line, SheetGrid};
use crate::exchange::sheets::table::header::KnownHeaders;

/// The keys and values at the head of a text, between two lines of hyphens; `None` where it has none.
#[must_use]
pub fn matter(text: &str) -> Option<Vec<(String, String)>> {
    let text = text.trim_start_matches(['\u{feff}', '\n', '\r', ' ']);
    let mut lines = text.lines();
    if lines.next()?.trim_end() != "---" {
        return None;
    }
    let mut found: Vec<(String, Vec<String>)> = Vec::new();
    let mut closed = false;
    for line in lines.by_ref() {
        if matches!(line.trim_end(), "---" | "...") {
            closed = true;
            break;
        }
        let bare = line.trim();
        if bare.is_empty() || bare.starts_with('#') {
            continue;
        }
        let indented = line.starts_with([' ', '\t']) || bare.starts_with("- ");
        if let (false, Some((key, value))) = (indented, key_of(line)) {
            found.push((key.to_owned(), vec![uncommented(value).to_owned()]));
        } else if found
            .last()
            .is_some_and(|(_, parts)| keeps_its_lines(parts.first()))
        {
            found.last_mut()?.1.push(bare.to_owned());
        } else {
            // What goes on below a key: a folded text, the entries of a list, keys within it.
            let (_, parts) = found.last_mut()?;
            parts.push(uncommented(bare).to_owned());
        }
    }
    let named = found.iter().any(|(_, parts)| !parts.is_empty());
    (closed && named).then(|| {
        let values = found.into_iter().map(|(key, parts)| (key, value(&parts)));
        let mut values: Vec<(String, String)> = values.collect();
        // What stands below belongs to the record too.
        let body: Vec<&str> = lines.collect();
        let body = body.join("\n");
        if body
            .lines()
            .any(|line| !line.trim().is_empty() && !line.starts_with('#'))
        {
            values.push((BODY.to_owned(), body.trim().to_owned()));
        }
        values
    })
}

/// What stands below the head of a record, under this label.
pub(in crate::exchange::sheets) const BODY: &str = "Text";

/// A text without the keys and values at its head.
#[must_use]
pub(in crate::exchange::sheets) fn body(text: &str) -> &str {
    if matter(text).is_none() {
        return text;
    }
    let mut end = 0;
    let is_rule = |line: &str| matches!(line.trim_end(), "---" | "...");
    let lines = text.split_inclusive('\n');
    let mut inside = false;
    for line in lines {
        end += line.len();
        if inside && is_rule(line) {
            return &text[end..];
        }
        inside |= is_rule(line);
    }
    text
}

/// A key with what stands behind its colon.
pub(in crate::exchange::sheets) fn key_of(line: &str) -> Option<(&str, &str)> {
    let (key, rest) = line.split_once(':')?;
    let fit = !key.is_empty()
        && key
            .chars()
            .all(|letter| letter.is_alphanumeric() || "-_ .".contains(letter));
    (fit && (rest.is_empty() || rest.starts_with(' '))).then(|| (key.trim(), rest.trim()))
}

/// A line without the comment behind it: a `#` after a space, outside quotation marks.
pub(super) fn uncommented(line: &str) -> &str {
    let value = line.trim_start_matches("- ").trim_start();
    let value = key_of(value).map_or(value, |(_, value)| value);
    if value.starts_with(['"', '\'']) {
        let quote = &value[..1];
        // Behind the closing mark, a comment is all that may stand.
        return match line.rfind(&format!("{quote} #")) {
            Some(at) => &line[..=at],
            None => line,
        };
    }
    if value.starts_with('#') {
        return line[..line.len() - value.len()].trim_end();
    }
    line.split_once(" #")
        .map_or(line, |(said, _)| said.trim_end())
}

/// Whether what begins a value says that its lines follow as they are, where a `#` is one sign of many.
fn keeps_its_lines(first: Option<&String>) -> bool {
    first.is_some_and(|it| it.starts_with(['|', '>']))
}

/// The lines of a value as one text; the entries of a list each on a line. What YAML calls nothing is nothing.
fn value(parts: &[String]) -> String {
    let listed: Vec<String> = parts
        .iter()
        .filter_map(|part| part.strip_prefix("- ").map(|entry| scalar(entry.trim())))
        .collect();
    if !listed.is_empty() {
        return listed.join("\n");
    }
    let (first, rest) = parts
        .split_first()
        .map_or(("", &[][..]), |(first, rest)| (first.as_str(), rest));
    // A sign of how a block is folded is no text.
    let block = matches!(first, "|" | ">" | "|-" | ">-" | "|+" | ">+");
    let mut words: Vec<&str> = if block { Vec::new() } else { vec![first] };
    words.extend(rest.iter().map(String::as_str));
    let between = if first.starts_with('|') { "\n" } else { " " };
    let whole = words.join(between);
    let whole = whole.trim();
    if let Some(inside) = whole
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
    {
        return entries(inside).join("\n");
    }
    scalar(whole)
}

/// The entries of a list in brackets: a comma inside quotation marks parts none.
pub(in crate::exchange::sheets) fn entries(inside: &str) -> Vec<String> {
    let mut quote: Option<char> = None;
    let parts = inside.split(|letter: char| {
        match quote {
            Some(open) if open == letter => quote = None,
            None if matches!(letter, '"' | '\'') => quote = Some(letter),
            _ => {}
        }
        letter == ',' && quote.is_none()
    });
    let entries: Vec<String> = parts.map(|entry| scalar(entry.trim())).collect();
    // An apostrophe that no other closes is one: then every comma parts.
    let entries = if quote.is_some() {
        inside
            .split(',')
            .map(|entry| scalar(entry.trim()))
            .collect()
    } else {
        entries
    };
    entries.into_iter().filter(|it| !it.is_empty()).collect()
}

/// One value without its quotation marks; nothing for null.
pub(super) fn scalar(text: &str) -> String {
    if matches!(
        text,
        "null" | "~" | "Null" | "NULL" | "[]" | "{}" | "''" | "\"\""
    ) {
        return String::new();
    }
    for quote in ['\'', '"'] {
        if let Some(inside) = text
            .strip_prefix(quote)
            .and_then(|rest| rest.strip_suffix(quote))
        {
            let doubled = format!("{quote}{quote}");
            return inside
                .replace(&doubled, &quote.to_string())
                .replace("\\n", "\n");
        }
    }
    text.to_owned()
}

/// The keys that one column holds each: the same, and those of one field that no record has both of, as where one calls
/// its name a title and another stands under it.
fn columns(records: &[Vec<(String, String)>]) -> Vec<Vec<&str>> {
    let known = KnownHeaders::shipped();
    let mut columns: Vec<(Option<String>, Vec<&str>)> = Vec::new();
    for (key, _) in records.iter().flatten() {
        let key = key.as_str();
        if columns.iter().any(|(_, keys)| keys.contains(&key)) {
            continue;
        }
        let guess = known
            .guess(key)
            .filter(|guess| guess.exact && guess.parse.is_none());
        let field = guess
            .map(|guess| guess.field)
            .filter(|field| field != "notes");
        let has = |record: &[(String, String)], keys: &[&str]| {
            record
                .iter()
                .any(|(known, _)| keys.contains(&known.as_str()))
        };
        let has_both = |keys: &[&str]| {
            let mut records = records.iter();
            records.any(|record| has(record, &[key]) && has(record, keys))
        };
        let same = columns
            .iter_mut()
            .find(|(of, keys)| field.is_some() && *of == field && !has_both(keys));
        match same {
            Some((_, keys)) => keys.push(key),
            None => columns.push((field, vec![key])),
        }
    }
    columns.into_iter().map(|(_, keys)| keys).collect()
}

/// Records as a sheet: their keys over their values, a line for each.
#[must_use]
pub fn grid(records: &[Vec<(String, String)>]) -> SheetGrid {
    let keys = columns(records);
    let column = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let cells = |texts: Vec<(usize, &str)>| {
        let filled = texts
            .into_iter()
            .filter(|(_, text)| !text.trim().is_empty());
        filled
            .map(|(at, text)| GridCell {
                column: column(at),
                value: CellContent::Text(text.to_owned()),
            })
            .collect()
    };
    let mut lines = vec![Line {
        number: 1,
        cells: cells(keys.iter().map(|keys| keys[0]).enumerate().collect()),
    }];
    for (at, record) in records.iter().enumerate() {
        // What stands under one key twice is one answer.
        let texts = keys.iter().map(|keys| {
            let values = record
                .iter()
                .filter(|(known, _)| keys.contains(&known.as_str()));
            let values: Vec<&str> = values.map(|(_, value)| value.as_str()).collect();
            values.join("\n").trim().to_owned()
        });
        let texts: Vec<String> = texts.collect();
        lines.push(Line {
            number: column(at + 2),
            cells: cells(texts.iter().map(String::as_str).enumerate().collect()),
        });
    }
    SheetGrid {
        lines,
        header_row: Some(1),
        ..SheetGrid::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_is_no_part_of_a_value() {
        let text = "---\ntitle: Loans # the short name\n# all of it\npeople: # who\n  - Readers # grown up\n  - \"Room #4\" # too\n\
                    note: C# and F#\ntext: |\n  As it is # here\n---\n";
        let told = matter(text).unwrap();
        let told: Vec<(&str, &str)> = told
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str()))
            .collect();
        assert_eq!(
            told,
            [
                ("title", "Loans"),
                ("people", "Readers\nRoom #4"),
                ("note", "C# and F#"),
                ("text", "As it is # here"),
            ]
        );
    }

    #[test]
    fn front_matter_is_read_with_folded_texts_and_lists() {
        let text = "---\nid: x-1\ntitel: \"Ein 'Titel'\"\nzweck: Vorbereitung\n  von Ehrungen\ntom: []\nnull_it: null\n\
                    liste:\n  - a\n  - 'b: c'\nreihe: [x, y]\nblock: |\n  eins\n  zwei\n# Bemerkung\ndatum: '2026-07-10'\n---\n# Rest";
        let read = matter(text).unwrap();
        let of = |key: &str| {
            read.iter()
                .find(|(known, _)| known == key)
                .map(|(_, it)| it.as_str())
        };
        assert_eq!(of("titel"), Some("Ein 'Titel'"));
        assert_eq!(of("zweck"), Some("Vorbereitung von Ehrungen"));
        assert_eq!((of("tom"), of("null_it")), (Some(""), Some("")));
        assert_eq!((of("liste"), of("reihe")), (Some("a\nb: c"), Some("x\ny")));
        assert_eq!(
            (of("block"), of("datum")),
            (Some("eins\nzwei"), Some("2026-07-10"))
        );
        assert_eq!(matter("# Titel\n---\n"), None);
        assert_eq!(matter("---\na: b\n"), None);
        let one = |key: &str, value: &str| vec![(key.to_owned(), value.to_owned())];
        let named = [one("Bezeichnung", "A"), one("Name", "B")];
        let merged = super::grid(&named);
        assert_eq!(
            (merged.lines[1].text(0), merged.lines[2].text(0)),
            ("A", "B")
        );
        let both = [
            one("Bezeichnung", "A"),
            [one("Name", "B"), one("Bezeichnung", "C")].concat(),
        ];
        assert_eq!(super::grid(&both).lines[2].text(1), "B");
        let grid = grid(&[read, vec![("id".to_owned(), "x-2".to_owned())]]);
        assert_eq!((grid.lines.len(), grid.lines[2].text(0)), (3, "x-2"));
    }
}
