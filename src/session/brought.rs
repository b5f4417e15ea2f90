//! What a file that comes in was read as, and what importing it does: in words, and as JSON for other programs.

use serde_json::{Value as Json, json};

use super::journal_documents::exported;
use crate::domain::kind::{FieldKind, RecordKind};
use crate::domain::period::Period;
use crate::exchange::import::{Conflict, ImportReport};
use crate::exchange::layout::{CONTACT_DETAILS, ColumnField, LEFT_OUT};
use crate::exchange::sheets::cell::Fate;
use crate::exchange::sheets::file::bytes::Encoding;
use crate::exchange::sheets::report::{
    Account, ColumnReport, SheetReport, TableReport, UnreadCell,
};
use crate::labels::Lexicon;
use crate::words::Words;

/// How many activities without a name are named after their purposes.
const NAMED: usize = 5;
/// The longest piece of a cell that is shown.
const SHOWN: usize = 60;

/// What the path of a field is called: `Purpose · Legal bases`.
#[must_use]
pub fn field_words(words: &Words, path: &str) -> String {
    let of = |kind: RecordKind, key: &str| {
        let label = match key {
            CONTACT_DETAILS => words.get("sheets.contact_details"),
            key => words.label(kind, key),
        };
        format!("{} · {label}", words.one(kind))
    };
    let rows = |record: RecordKind, rows: &crate::exchange::layout::ListRows| {
        let declaration = record.declaration();
        let kind = declaration
            .list(rows.list)
            .map_or(record, |at| declaration.lists[at].kind);
        let told = rows
            .key
            .map_or_else(|| words.one(kind).to_owned(), |key| of(kind, key));
        match &rows.only {
            Some((field, code)) => {
                let fields = kind.declaration();
                let set = fields
                    .field(field)
                    .and_then(|at| fields.fields[at].kind.codes());
                let role = set.map_or(code.as_str(), |set| words.code(set, code));
                format!("{told} ({role})")
            }
            None => told,
        }
    };
    if path == ColumnReport::CONTRACT {
        return words.one(RecordKind::Agreement).to_owned();
    }
    if path == LEFT_OUT {
        return words.get("sheets.leave").to_owned();
    }
    match ColumnField::read(path) {
        None | Some(ColumnField::Notes) => words.get("sheets.notes").to_owned(),
        Some(ColumnField::Reference) => words.get("sheets.reference").to_owned(),
        Some(ColumnField::Own(key)) => of(RecordKind::Activity, key),
        Some(ColumnField::Organisation(key)) => of(RecordKind::Organisation, key),
        Some(ColumnField::Rows(of_list)) => rows(RecordKind::Activity, &of_list),
        Some(ColumnField::Contacts(of_list)) => rows(RecordKind::Organisation, &of_list),
    }
}

/// The sets whose codes are told by their articles.
const BY_ARTICLE: [&str; 2] = ["legal_basis", "art9_condition"];

/// What a cell of a column was read as, in words: codes by their labels, periods and countries as people say them.
#[must_use]
pub fn read_words(lexicon: &Lexicon, path: &str, said: &str) -> String {
    if said == "none" {
        return lexicon.words.get("sheets.none").to_owned();
    }
    let kinds: Vec<&FieldKind> = match ColumnField::read(path) {
        Some(ColumnField::Own(key)) => {
            let activity = RecordKind::Activity.declaration();
            let field = activity.field(key);
            field
                .map(|at| &activity.fields[at].kind)
                .into_iter()
                .collect()
        }
        // Whoever is named is told by that name alone: `AB` is none of its codes.
        Some(ColumnField::Rows(rows))
            if matches!(rows.list, "recipients" | "clients")
                && matches!(rows.key, None | Some("organisation" | "category")) =>
        {
            Vec::new()
        }
        Some(ColumnField::Rows(rows)) => {
            let activity = RecordKind::Activity.declaration();
            let list = activity.list(rows.list);
            let fields = list.map(|at| activity.lists[at].kind.declaration().fields.iter());
            fields
                .into_iter()
                .flatten()
                .map(|field| &field.kind)
                .collect()
        }
        _ => Vec::new(),
    };
    let word = |word: &str| -> Option<String> {
        for kind in &kinds {
            let answer = match (kind, word) {
                (FieldKind::Flag, "yes") => Some("answer.yes"),
                (FieldKind::Flag, "no") => Some("answer.no"),
                _ => None,
            };
            if let Some(answer) = answer {
                return Some(lexicon.words.get(answer).to_owned());
            }
            let is_of = match kind {
                FieldKind::Country | FieldKind::Countries => {
                    word.len() < 4 && word.bytes().all(|byte| byte.is_ascii_uppercase())
                }
                FieldKind::Period => Period::from_iso(word).is_some(),
                kind => kind.codes().is_some_and(|set| set.codes.contains(&word)),
            };
            if is_of {
                // A basis is known by its article, in fewer letters than its label.
                let article = kind.codes().filter(|set| BY_ARTICLE.contains(&set.name));
                let article = article.and_then(|set| lexicon.article(set, word));
                return Some(article.unwrap_or_else(|| lexicon.label(kind, word)));
            }
        }
        None
    };
    let piece = |piece: &str| -> String {
        if let Some(label) = word(piece) {
            return label;
        }
        // That a period is one says the period.
        let piece = piece.strip_prefix("fixed ").unwrap_or(piece);
        let words: Vec<&str> = piece.split(' ').collect();
        let known: Vec<Option<String>> = words.iter().map(|it| word(it)).collect();
        if known.iter().all(Option::is_none) {
            return piece.to_owned();
        }
        // Own words stay together, each code stands for itself.
        let mut parts: Vec<String> = Vec::new();
        let mut own: Vec<&str> = Vec::new();
        for (known, word) in known.into_iter().zip(words) {
            match known {
                Some(label) => {
                    if !own.is_empty() {
                        parts.push(std::mem::take(&mut own).join(" "));
                    }
                    parts.push(label);
                }
                None => own.push(word),
            }
        }
        if !own.is_empty() {
            parts.push(own.join(" "));
        }
        parts.join(" · ")
    };
    let between = if said.contains("; ") { "; " } else { ", " };
    let lines: Vec<String> = said
        .split(between)
        .map(|part| part.split(" · ").map(piece).collect::<Vec<_>>().join(" · "))
        .collect();
    lines.join(between)
}

/// A piece of a cell in one line.
fn piece(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    crate::domain::text::cut(&line, SHOWN)
}

/// Where cells ended, in words.
#[must_use]
pub fn account(words: &Words, account: Account) -> String {
    let number = |n: usize| n.to_string();
    let told = words.fill(
        "sheets.account",
        &[
            ("cells", &number(account.cells())),
            ("fields", &number(account.fields)),
            ("stated", &number(account.stated)),
            ("notes", &number(account.notes)),
            ("blank", &number(account.blank)),
        ],
    );
    if account.left_out == 0 {
        return told;
    }
    let left_out = words.fill("sheets.left_out", &[("n", &number(account.left_out))]);
    format!("{told} {left_out}")
}

/// Which sheets and sections of a file were not read; nothing where all were.
#[must_use]
pub fn passed_over(words: &Words, report: &SheetReport) -> Option<String> {
    let sheets = report.passed_over.join(", ");
    (!sheets.is_empty()).then(|| words.fill("sheets.passed_over", &[("sheets", &sheets)]))
}

/// What a file of sheets was read as, a line each.
#[must_use]
pub fn sheets(lexicon: &Lexicon, report: &SheetReport) -> String {
    let words = &*lexicon.words;
    let mut lines = Vec::new();
    if let Some(encoding) = report.encoding {
        let encoding = encoding_name(encoding);
        lines.push(match report.separator {
            Some(separator) => {
                let separator = match separator {
                    '\t' => words.get("sheets.tab").to_owned(),
                    separator => format!("“{separator}”"),
                };
                let details = [("encoding", encoding), ("separator", &separator)];
                words.fill("sheets.text", &details)
            }
            None => words.fill("sheets.text_alone", &[("encoding", encoding)]),
        });
    }
    for table in report.tables.iter().chain(&report.lists) {
        lines.push(table_line(words, table));
        if let Some(layout) = &table.layout {
            lines.push(words.fill("sheets.layout", &[("layout", layout)]));
        }
        let width = table
            .columns
            .iter()
            .map(|it| it.letters.len())
            .max()
            .unwrap_or(1);
        for column in &table.columns {
            lines.push(format!(
                "  {:width$}  {}",
                column.letters,
                column_line(lexicon, column)
            ));
        }
        for (row, text) in &table.sections {
            lines.push(words.fill(
                "sheets.section",
                &[("row", &row.to_string()), ("text", text)],
            ));
        }
        if table.repeated > 0 {
            lines.push(words.fill("sheets.repeated", &[("n", &table.repeated.to_string())]));
        }
    }
    lines.extend(passed_over(words, report));
    lines.push(account(words, report.account));
    if !report.unread.is_empty() {
        lines.push(words.fill("sheets.unread", &[("n", &report.unread.len().to_string())]));
        lines.extend(
            report
                .unread
                .iter()
                .map(|unread| unread_line(words, unread)),
        );
    }
    if !report.faults.is_empty() {
        lines.push(words.fill("sheets.faults", &[("cells", &report.faults.join(", "))]));
    }
    if !report.unmatched.is_empty() {
        let headers = report.unmatched.join(", ");
        lines.push(words.fill("sheets.unmatched", &[("headers", &headers)]));
    }
    if !report.unnamed.is_empty() {
        let names: Vec<String> = report
            .unnamed
            .iter()
            .take(NAMED)
            .map(|it| piece(it))
            .collect();
        let more = if report.unnamed.len() > NAMED {
            "; …"
        } else {
            ""
        };
        let names = format!("{}{more}", names.join("; "));
        let count = report.unnamed.len().to_string();
        lines.push(words.fill(
            "sheets.unnamed_activities",
            &[("n", &count), ("names", &names)],
        ));
    }
    if !report.guessed.is_empty() {
        let guessed = report.guessed.iter().map(|(name, code)| {
            let country = lexicon.label(&FieldKind::Country, code);
            format!("{name}: {country}")
        });
        let guessed = guessed.collect::<Vec<_>>().join("; ");
        lines.push(words.fill("sheets.guessed", &[("countries", &guessed)]));
    }
    if !report.around.is_empty() {
        lines.push(words.fill("sheets.around", &[("n", &report.around.len().to_string())]));
        lines.extend(
            report
                .around
                .iter()
                .map(|text| format!("  {}", piece(text))),
        );
    }
    lines.join("\n")
}

fn table_line(words: &Words, table: &TableReport) -> String {
    let sheet = match table.sheet.as_str() {
        "" => words.get("sheets.unnamed"),
        sheet => sheet,
    };
    let (row, rows) = (table.header_row.to_string(), table.rows.to_string());
    words.fill(
        "sheets.table",
        &[("sheet", sheet), ("row", &row), ("n", &rows)],
    )
}

fn column_line(lexicon: &Lexicon, column: &ColumnReport) -> String {
    let words = &*lexicon.words;
    let mut line = format!(
        "{} → {}",
        piece(&column.header),
        field_words(words, &column.field)
    );
    if !column.others.is_empty() {
        let others: Vec<String> = column
            .others
            .iter()
            .map(|path| field_words(words, path))
            .collect();
        line.push_str(&words.fill("sheets.others", &[("fields", &others.join(", "))]));
    }
    if !column.first.is_empty() {
        line.push_str(": ");
        line.push_str(&piece(&column.first));
        let read = read_words(lexicon, &column.field, &column.read_as);
        // What is read as it is written need not be said twice.
        if !read.is_empty() && read != column.first {
            line.push_str(" = ");
            line.push_str(&piece(&read));
        }
    }
    line
}

fn unread_line(words: &Words, unread: &UnreadCell) -> String {
    let key = match unread.fate {
        Fate::Stated => "sheets.unread_stated",
        _ => "sheets.unread_noted",
    };
    let text = piece(&unread.text);
    let details = [
        ("cell", unread.place.as_str()),
        ("header", &unread.header),
        ("text", &text),
    ];
    format!("  {}", words.fill(key, &details))
}

const fn encoding_name(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Utf8 => "UTF-8",
        Encoding::Utf16 => "UTF-16",
        Encoding::Windows1252 => "Windows-1252",
        Encoding::Named(name) => name,
    }
}

/// What becomes of the columns of sheets, as a file of a mapping: to be mended, and given to an import.
#[must_use]
pub fn mapping(words: &Words, name: &str, report: &SheetReport) -> String {
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let several = report.tables.len() > 1;
    let mut lines: Vec<String> = words
        .get("sheets.mapping_head")
        .lines()
        .map(|line| format!("# {line}"))
        .collect();
    lines.push(format!("id = {}", quoted(name)));
    if let ([table], false) = (report.tables.as_slice(), several) {
        if !table.sheet.is_empty() {
            lines.push(format!("sheet = {}", quoted(&table.sheet)));
        }
        lines.push(format!("header_row = {}", table.header_row));
    }
    lines.push("columns = [".to_owned());
    for table in &report.tables {
        for column in &table.columns {
            let header = if several {
                format!("{}/{}", table.sheet, column.header)
            } else {
                column.header.clone()
            };
            let parse = column
                .parse
                .as_deref()
                .map_or_else(String::new, |parse| format!(", parse = {}", quoted(parse)));
            let mut line = format!(
                "  {{ header = {}, field = {}{parse} }},",
                quoted(&header),
                quoted(&column.field)
            );
            let about = if column.others.is_empty() {
                piece(&column.first)
            } else {
                format!("? {}", column.others.join(", "))
            };
            if !about.is_empty() {
                line.push_str(" # ");
                line.push_str(&about);
            }
            lines.push(line);
        }
    }
    lines.push("]".to_owned());
    // Lists of processors are read as they are: what becomes of them is told, and not to be chosen.
    for list in &report.lists {
        lines.push(format!("# {}", table_line(words, list)));
        for column in &list.columns {
            let (header, field) = (piece(&column.header), field_words(words, &column.field));
            let first = piece(&column.first);
            let told = format!("#   {header} → {field}: {first}");
            lines.push(told.trim_end_matches([':', ' ']).to_owned());
        }
    }
    lines.push(String::new());
    lines.join("\n")
}

/// What an import does, and what its sheets were read as, as JSON.
#[must_use]
pub fn json(report: &ImportReport, sheets: Option<&SheetReport>) -> Json {
    let added: serde_json::Map<String, Json> = (report.added.iter())
        .map(|(kind, references)| (kind.plural().to_owned(), json!(references)))
        .collect();
    let changes = report.changes.iter().map(|change| {
        json!({
            "ref": change.reference, "kind": change.kind.key(), "field": change.field,
            "before": exported(change.kind.key(), &change.before),
            "after": exported(change.kind.key(), &change.after),
        })
    });
    let changes: Vec<Json> = changes.collect();
    let conflicts: Vec<Json> = report.conflicts.iter().map(conflict).collect();
    let alike: Vec<Json> = report
        .alike
        .iter()
        .map(|(one, other)| json!({ "ref": one, "like": other }))
        .collect();
    let left_apart = report.left_apart.iter();
    let left_apart: Vec<Json> = left_apart
        .map(|(one, key, left)| json!({ "ref": one, "key": key, "left": left }))
        .collect();
    let redacted_there = report.redacted_there.iter();
    let redacted_there: Vec<Json> = redacted_there
        .map(|spot| json!({ "ref": spot.reference, "field": spot.key }))
        .collect();
    let taken_for = report
        .taken_for
        .as_ref()
        .map(|it| json!({ "ref": it.reference, "ours": it.ours, "theirs": it.theirs }));
    let mut told = json!({
        "adds": added, "changes": changes, "conflicts": conflicts,
        "unchanged": report.unchanged, "alike": alike, "stay_removed": report.stay_removed,
        "followed": report.followed, "left_apart": left_apart,
        "redacted_there": redacted_there, "taken_for": taken_for,
    });
    if let (Some(sheets), Json::Object(members)) = (sheets, &mut told) {
        members.insert("sheets".to_owned(), sheets_json(sheets));
    }
    told
}

fn conflict(conflict: &Conflict) -> Json {
    json!({
        "ref": conflict.spot.reference, "kind": conflict.spot.kind.key(), "field": conflict.spot.key,
        "ours": conflict.ours, "theirs": conflict.theirs,
    })
}

fn account_json(account: Account) -> Json {
    json!({
        "cells": account.cells(), "fields": account.fields, "as_stated": account.stated,
        "notes": account.notes, "blank": account.blank, "left_out": account.left_out,
    })
}

fn sheets_json(report: &SheetReport) -> Json {
    let table = |table: &TableReport| {
        let columns = table.columns.iter().map(|column| {
            json!({
                "column": column.letters, "header": column.header, "field": column.field, "parse": column.parse,
                "others": column.others, "first": column.first, "read_as": column.read_as,
                "cells": account_json(column.account),
            })
        });
        json!({
            "sheet": table.sheet, "header_row": table.header_row, "rows": table.rows,
            "layout": table.layout, "sections": table.sections, "repeated": table.repeated,
            "columns": columns.collect::<Vec<_>>(),
        })
    };
    let tables = report.tables.iter().map(table);
    let lists = report.lists.iter().map(table);
    let unread = report.unread.iter().map(|unread| {
        let kept = if unread.fate == Fate::Stated {
            "as_stated"
        } else {
            "notes"
        };
        json!({ "cell": unread.place, "header": unread.header, "text": unread.text, "kept": kept })
    });
    json!({
        "source": report.source,
        "encoding": report.encoding.map(encoding_name),
        "separator": report.separator.map(|it| it.to_string()),
        "activities": report.activities,
        "cells": account_json(report.account),
        "beside": account_json(report.beside),
        "tables": tables.collect::<Vec<_>>(),
        "lists": lists.collect::<Vec<_>>(),
        "passed_over": report.passed_over,
        "unread": unread.collect::<Vec<_>>(),
        "faults": report.faults,
        "around": report.around,
    })
}
