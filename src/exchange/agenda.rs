//! The agenda as plain text, Markdown and JSON. The same days and words in each.

use std::fmt::Write as _;

use serde_json::{Value as Json, json};

use super::cells::{columns, line, markdown, markdown_table};
use crate::domain::register::Register;
use crate::due::standing::Standing;
use crate::due::{DueItem, Group, grouped};
use crate::law::Lexicon;

/// The agenda in groups, each a heading with its number and a table, for a terminal or a screen reader, in so many columns.
#[must_use]
pub fn table(
    register: &Register,
    lexicon: &Lexicon,
    items: &[DueItem],
    room: Option<usize>,
) -> String {
    let words = &lexicon.words;
    if items.is_empty() {
        return format!("{}\n", words.get("due.nothing"));
    }
    let mut out = String::new();
    for (group, members) in grouped(items, lexicon.today) {
        if !out.is_empty() {
            out.push('\n');
        }
        let _ = writeln!(out, "{}", heading(lexicon, group, members.len()));
        out.push_str(&columns(
            &heads(lexicon),
            &rows(register, lexicon, &members),
            room,
        ));
    }
    out
}

/// The agenda as a Markdown document: title, day, register and change set, then a table for each group.
#[must_use]
pub fn document(register: &Register, lexicon: &Lexicon, items: &[DueItem]) -> String {
    let words = &lexicon.words;
    let mut out = format!("# {}\n\n", words.get("due.title"));
    out.push_str(&made_from(register, lexicon));
    if items.is_empty() {
        let _ = writeln!(out, "\n{}", words.get("due.nothing"));
    }
    for (group, members) in grouped(items, lexicon.today) {
        let _ = writeln!(out, "\n## {}\n", heading(lexicon, group, members.len()));
        out.push_str(&markdown_table(
            &heads(lexicon),
            &rows(register, lexicon, &members),
        ));
    }
    out
}

/// The agenda as a JSON array; `days` is negative where the day has passed, `activity` is null where there is none.
/// Of what is kept stands the last day of keeping beside it; what is not late but waits for a word says `to_confirm`.
#[must_use]
pub fn json(register: &Register, lexicon: &Lexicon, items: &[DueItem]) -> Json {
    items
        .iter()
        .map(|item| {
            let kept = Standing::find(register, item.id)
                .filter(|_| item.kind.disposition().is_some())
                .and_then(|standing| standing.last_day());
            let mut object = json!({
                "date": item.date.to_string(),
                "days": item.days,
                "kind": item.kind.code(),
                "ref": item.reference,
                "activity": item.activity_reference(register),
                "title": item.title(register, lexicon),
                "reason": item.reason(register, lexicon),
            });
            if let Some(day) = kept {
                object["keep_through"] = json!(day.to_string());
            }
            if item.is_to_confirm() {
                object["to_confirm"] = json!(true);
            }
            object
        })
        .collect()
}

/// The line that says from which state and for which day a document was made.
pub(super) fn made_from(register: &Register, lexicon: &Lexicon) -> String {
    let title = register.about.title.as_deref().unwrap_or("–");
    let hash = if register.mark.hash.is_empty() {
        "–"
    } else {
        &register.mark.hash
    };
    let filled = lexicon.words.fill(
        "due.made_from",
        &[
            ("title", &markdown(title)),
            ("day", &lexicon.words.day(lexicon.today)),
            ("number", &register.mark.number.to_string()),
            ("hash", hash),
        ],
    );
    format!("{filled}\n")
}

fn heading(lexicon: &Lexicon, group: Group, count: usize) -> String {
    let words = &lexicon.words;
    let count = count.to_string();
    words.fill(
        "due.heading",
        &[("group", words.get(group.key())), ("count", &count)],
    )
}

fn heads(lexicon: &Lexicon) -> Vec<String> {
    [
        "due.column.date",
        "due.column.days",
        "due.column.kind",
        "due.column.ref",
        "due.column.title",
        "due.column.reason",
    ]
    .map(|key| lexicon.words.get(key).to_owned())
    .to_vec()
}

fn rows(register: &Register, lexicon: &Lexicon, items: &[&DueItem]) -> Vec<Vec<String>> {
    let cells = |item: &&DueItem| {
        vec![
            item.date.to_string(),
            item.days_in_words(lexicon),
            item.label(lexicon),
            item.reference.clone(),
            line(&item.title(register, lexicon)),
            item.reason(register, lexicon),
        ]
    };
    items.iter().map(cells).collect()
}

#[cfg(test)]
mod tests;
