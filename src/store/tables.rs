//! How declarations become tables and columns: names, statements, and a value's way into a column and back.
//!
//! A kind of record or row is a table of its name. A field is a column of its key, but a list of references is a
//! link table `KIND_KEY(holder, target, position)`, and items are a table `KIND_KEY(holder, position, parts...)`.

use std::sync::LazyLock;

use rusqlite::types::{Value as Column, ValueRef};

use crate::domain::date::PartialDate;
use crate::domain::kind::{FieldKind, ItemKind, RecordKind};
use crate::domain::period::Period;
use crate::domain::value::{Id, Value};

/// Where a field's values are kept.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Storage {
    /// In a column of the record's table.
    Column,
    /// In a link table.
    Links,
    /// In a table of items.
    Items(&'static ItemKind),
    /// Nowhere: it is computed.
    Nowhere,
}

/// Where values of a kind of field are kept.
pub(crate) fn storage(kind: &FieldKind) -> Storage {
    match kind {
        FieldKind::Computed => Storage::Nowhere,
        FieldKind::Refs(_) => Storage::Links,
        _ => kind.items().map_or(Storage::Column, Storage::Items),
    }
}

/// The column type of a kind of field.
#[cfg(test)]
pub(crate) const fn column_type(kind: &FieldKind) -> &'static str {
    match kind {
        FieldKind::Flag | FieldKind::Number | FieldKind::Ref(_) => "INTEGER",
        _ => "TEXT",
    }
}

/// A link table or a table of items.
#[derive(Debug)]
pub(crate) struct SideTable {
    /// The field's place in the declaration.
    pub field: usize,
    /// The kind of its items; `None` for links.
    pub items: Option<&'static ItemKind>,
    /// The table's name.
    pub name: String,
    /// Reads all of it, in order.
    pub select: String,
    /// Puts one line in.
    pub insert: String,
    /// Takes out what one holder has.
    pub delete: String,
}

/// The table of a kind of record or row, with its statements.
#[derive(Debug)]
pub(crate) struct Table {
    /// The kind.
    pub kind: RecordKind,
    /// Places of the fields that have columns, in the order of the statements.
    pub columns: Vec<usize>,
    /// Its link tables and tables of items.
    pub sides: Vec<SideTable>,
    /// Reads all of it: id, ref, none, redacted, parent and position where it is a row, then the columns.
    pub select: String,
    /// Puts one record in; the same order.
    pub insert: String,
    /// Takes one record out.
    pub delete: String,
}

impl Table {
    /// How many columns stand before the fields'.
    pub(crate) const fn lead(&self) -> usize {
        if self.kind.parent().is_some() { 6 } else { 4 }
    }

    /// The statement that sets one column.
    pub(crate) fn update(&self, column: &str) -> String {
        format!(
            "UPDATE \"{}\" SET \"{column}\" = ?2 WHERE id = ?1",
            self.kind.key()
        )
    }
}

static TABLES: LazyLock<Vec<Table>> =
    LazyLock::new(|| RecordKind::ALL.iter().map(|kind| build(*kind)).collect());

/// The tables of all kinds, parents before their rows.
pub(crate) fn tables() -> &'static [Table] {
    &TABLES
}

/// The table of a kind.
pub(crate) fn table(kind: RecordKind) -> &'static Table {
    // `RecordKind::ALL` stands in the order in which the kinds are declared.
    &TABLES[kind as usize]
}

fn build(kind: RecordKind) -> Table {
    let fields = kind.declaration().fields;
    let columns: Vec<usize> = (0..fields.len())
        .filter(|field| matches!(storage(&fields[*field].kind), Storage::Column))
        .collect();
    let mut names = ["id", "ref", "none", "redacted"]
        .map(str::to_owned)
        .to_vec();
    if kind.parent().is_some() {
        names.extend(["parent".to_owned(), "position".to_owned()]);
    }
    names.extend(
        columns
            .iter()
            .map(|field| format!("\"{}\"", kind.column(fields[*field].key))),
    );
    let sides = fields.iter().enumerate().filter_map(|(index, field)| {
        let name = format!("{}_{}", kind.key(), field.key);
        match storage(&field.kind) {
            Storage::Links => Some(side(index, name, None)),
            Storage::Items(items) => Some(side(index, name, Some(items))),
            Storage::Column | Storage::Nowhere => None,
        }
    });
    Table {
        kind,
        sides: sides.collect(),
        select: format!(
            "SELECT {} FROM \"{}\" ORDER BY id",
            names.join(", "),
            kind.key()
        ),
        insert: format!(
            "INSERT INTO \"{}\" ({}) VALUES ({})",
            kind.key(),
            names.join(", "),
            marks(names.len())
        ),
        delete: format!("DELETE FROM \"{}\" WHERE id = ?1", kind.key()),
        columns,
    }
}

fn side(field: usize, name: String, items: Option<&'static ItemKind>) -> SideTable {
    let parts: Vec<String> = items.map_or_else(
        || vec!["target".to_owned()],
        |items| {
            let parts = items.parts.iter();
            parts.map(|part| format!("\"{}\"", part.key)).collect()
        },
    );
    let list = parts.join(", ");
    SideTable {
        field,
        items,
        select: format!("SELECT holder, {list} FROM \"{name}\" ORDER BY holder, position"),
        insert: format!(
            "INSERT INTO \"{name}\" (holder, position, {list}) VALUES ({})",
            marks(parts.len() + 2)
        ),
        delete: format!("DELETE FROM \"{name}\" WHERE holder = ?1"),
        name,
    }
}

fn marks(count: usize) -> String {
    let marks: Vec<String> = (1..=count).map(|number| format!("?{number}")).collect();
    marks.join(", ")
}

/// What a column holds for a value.
pub(crate) fn to_column(value: &Value) -> Column {
    match value {
        // Lists of references and items have tables of their own.
        Value::Empty | Value::Refs(_) | Value::Items(_) => Column::Null,
        Value::Text(text) => Column::Text(text.clone()),
        Value::Flag(flag) => Column::Integer(i64::from(*flag)),
        Value::Number(number) => Column::Integer(*number),
        Value::Date(date) => Column::Text(date.to_string()),
        Value::Period(period) => Column::Text(period.to_string()),
        Value::Texts(texts) => Column::Text(serde_json::Value::from(texts.as_slice()).to_string()),
        Value::Ref(id) => Column::Integer(i64::from(id.0)),
    }
}

/// The value of what a column holds; `None` where it cannot be read as that kind of field.
pub(crate) fn from_column(kind: &FieldKind, column: ValueRef<'_>) -> Option<Value> {
    let text = || column.as_str().ok();
    Some(match (kind, column) {
        (_, ValueRef::Null) => Value::Empty,
        (FieldKind::Flag, ValueRef::Integer(flag @ 0..=1)) => Value::Flag(flag == 1),
        (FieldKind::Number, ValueRef::Integer(number)) => Value::Number(number),
        (FieldKind::Ref(_), ValueRef::Integer(id)) => Value::Ref(Id(u32::try_from(id).ok()?)),
        (FieldKind::Flag | FieldKind::Number | FieldKind::Ref(_), _) => return None,
        (FieldKind::Date, _) => Value::Date(PartialDate::from_iso(text()?)?),
        (FieldKind::Day, _) => match PartialDate::from_iso(text()?)? {
            day @ PartialDate::Day(_) => Value::Date(day),
            _ => return None,
        },
        (FieldKind::Period, _) => Value::Period(Period::from_iso(text()?)?),
        (
            FieldKind::Texts | FieldKind::Codes(_) | FieldKind::Words(_) | FieldKind::Countries,
            _,
        ) => Value::Texts(texts_of(text()?)?),
        _ => Value::Text(text()?.to_owned()),
    })
}

/// The texts of a JSON list.
fn texts_of(json: &str) -> Option<Vec<String>> {
    plain_texts(json).or_else(|| serde_json::from_str(json).ok())
}

/// The texts of a JSON list as the program writes it, cut where its quotes stand.
///
/// What holds escapes, or blanks between its texts, is for the parser, which takes several times as long.
fn plain_texts(json: &str) -> Option<Vec<String>> {
    let inside = json.strip_prefix("[\"")?.strip_suffix("\"]")?;
    if inside.bytes().any(|byte| byte == b'\\' || byte < b' ') {
        return None;
    }
    let quotes = inside.bytes().filter(|byte| *byte == b'"').count();
    let mut texts = Vec::with_capacity(quotes / 2 + 1);
    let mut pieces = inside.split('"');
    texts.push(pieces.next()?.to_owned());
    while let Some(between) = pieces.next() {
        if between != "," {
            return None;
        }
        texts.push(pieces.next()?.to_owned());
    }
    Some(texts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_lists_are_read_as_the_parser_reads_them() {
        for json in [
            "[]",
            r#"["6-1-c"]"#,
            r#"["a","b, c",""]"#,
            r#"["a", "b"]"#,
            r#" ["a"] "#,
            r#"["say \"no\"","b"]"#,
            r#"["å","\u00e5\n"]"#,
            r#"["a""b"]"#,
            r#"["a",1]"#,
            r#"["a","b"],"c"]"#,
            "[\"a\nb\"]",
            r#"[""]"#,
            r#"["","",""]"#,
            r#"["a]"#,
            r#"["]"#,
            "x",
        ] {
            assert_eq!(
                texts_of(json),
                serde_json::from_str::<Vec<String>>(json).ok(),
                "{json}"
            );
        }
    }
}
