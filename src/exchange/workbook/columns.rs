//! The columns of the sheets of a workbook: what stands in each, and the key by which it is known wherever it is moved.

use crate::domain::contacts::ASKED_CONTACTS;
use crate::domain::field::{Declaration, Record};
use crate::domain::kind::{FieldKind, RecordKind};
use crate::exchange::selection::Selection;
use crate::labels::Lexicon;

/// A column of a kind's sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetColumn {
    /// The reference of the record or row that holds the row.
    Parent,
    /// The reference, a row's inside its record.
    Reference,
    /// A field, by its place.
    Field(usize),
    /// Whether a list of rows is none, by its place.
    List(usize),
    /// Whether a contact that is asked for is none, by its key.
    Contact(&'static str),
    /// The place of a row among those of its list.
    Position,
}

/// The key of [`SheetColumn::Parent`].
const PARENT: &str = "parent";
/// The key of [`SheetColumn::Reference`].
const REFERENCE: &str = "ref";
/// The key of [`SheetColumn::Position`].
const POSITION: &str = "position";

/// The columns of a kind, but for what a selection leaves out.
#[must_use]
pub fn columns(kind: RecordKind, selection: &Selection) -> Vec<SheetColumn> {
    let declaration = kind.declaration();
    let kept = |key: &str| !selection.leaves_out(kind, key);
    let is_row = kind.parent().is_some();
    let mut columns = Vec::new();
    if is_row && kind.parent() != Some(RecordKind::RegisterData) {
        columns.push(SheetColumn::Parent);
    }
    if kind != RecordKind::RegisterData {
        columns.push(SheetColumn::Reference);
    }
    let fields = declaration.fields.iter().enumerate();
    let fields = fields.filter(|(_, field)| kept(field.key));
    columns.extend(fields.map(|(at, _)| SheetColumn::Field(at)));
    let lists = declaration.lists.iter().enumerate();
    let lists = lists.filter(|(_, list)| kept(list.key) && declaration.may_be_none(list.key));
    columns.extend(lists.map(|(at, _)| SheetColumn::List(at)));
    let contacts = ASKED_CONTACTS.iter().map(|contact| contact.key);
    columns.extend(
        contacts
            .filter(|key| declaration.may_be_none(key) && kept(key))
            .map(SheetColumn::Contact),
    );
    if is_row {
        columns.push(SheetColumn::Position);
    }
    columns
}

impl SheetColumn {
    /// Its key in the record.
    const fn own_key(self, declaration: &'static Declaration) -> &'static str {
        match self {
            Self::Parent => PARENT,
            Self::Reference => REFERENCE,
            Self::Field(at) => declaration.fields[at].key,
            Self::List(at) => declaration.lists[at].key,
            Self::Contact(key) => key,
            Self::Position => POSITION,
        }
    }

    /// The key that stands in the hidden row: it names the kind too, and the part of a text that goes on.
    #[must_use]
    pub fn key(self, kind: RecordKind, part: usize) -> String {
        let key = self.own_key(kind.declaration());
        match part {
            1 => format!("{}.{key}", kind.key()),
            part => format!("{}.{key}+{part}", kind.key()),
        }
    }

    /// The kind, column and part of a key.
    #[must_use]
    pub fn find(key: &str) -> Option<(RecordKind, Self, usize)> {
        let (key, part) = match key.rsplit_once('+') {
            Some((key, part)) => (key, part.parse().ok().filter(|part| *part > 1)?),
            None => (key, 1),
        };
        let (kind, own) = key.split_once('.')?;
        let kind = RecordKind::from_key(kind)?;
        let all = columns(kind, &Selection::default());
        let found = all
            .into_iter()
            .find(|column| column.own_key(kind.declaration()) == own)?;
        Some((kind, found, part))
    }

    /// What it is called: what holds a reason alone, and is blank where there is something, says so.
    #[must_use]
    pub fn head(self, lexicon: &Lexicon, kind: RecordKind) -> String {
        let label = self.label(lexicon, kind);
        match self {
            Self::List(_) | Self::Contact(_) => {
                (lexicon.words).fill("workbook.none_of", &[("what", &label)])
            }
            _ => label,
        }
    }

    /// The label of what it is about.
    #[must_use]
    pub fn label(self, lexicon: &Lexicon, kind: RecordKind) -> String {
        let words = &lexicon.words;
        let declaration = kind.declaration();
        let label = match self {
            Self::Parent => words.one(kind.parent().unwrap_or(kind)),
            Self::Reference => words.get("list.ref"),
            Self::Field(at) => words.label(kind, declaration.fields[at].key),
            Self::List(at) => {
                let list = &declaration.lists[at];
                match words.label(kind, list.key) {
                    "" => words.many(list.kind),
                    label => label,
                }
            }
            Self::Contact(key) => words.find(&format!("form.{key}")).unwrap_or(key),
            Self::Position => words.get("workbook.position"),
        };
        match label {
            "" => self.own_key(declaration).to_owned(),
            label => label.to_owned(),
        }
    }

    /// The kind of field that stands in it.
    #[must_use]
    pub fn field(self, kind: RecordKind) -> FieldKind {
        match self {
            Self::Field(at) => kind.declaration().fields[at].kind,
            Self::Position => FieldKind::Number,
            _ => FieldKind::Text,
        }
    }

    /// Its width in characters.
    #[must_use]
    pub fn width(self, kind: RecordKind) -> f64 {
        match self {
            Self::Parent | Self::Reference | Self::Position => 9.0,
            Self::List(_) | Self::Contact(_) => 16.0,
            Self::Field(_) => match self.field(kind) {
                FieldKind::Prose => 48.0,
                FieldKind::Flag | FieldKind::Number | FieldKind::Ref(_) => 11.0,
                FieldKind::Date | FieldKind::Day | FieldKind::Computed => 12.0,
                FieldKind::Period | FieldKind::Country | FieldKind::Refs(_) => 16.0,
                _ => 28.0,
            },
        }
    }

    /// Whether the row that it belongs to is known by it: such columns stay in view.
    #[must_use]
    pub fn names(self, kind: RecordKind) -> bool {
        match self {
            Self::Parent | Self::Reference => true,
            Self::Field(0) => kind.parent().is_none() && kind != RecordKind::RegisterData,
            _ => false,
        }
    }

    /// Whether a record holds something under its key, beside which *none* says nothing.
    #[must_use]
    pub fn is_answered(self, record: &dyn Record) -> bool {
        let key = self.own_key(record.declaration());
        crate::exchange::json::is_answered(record, key)
    }

    /// The reason why a record has none of it.
    #[must_use]
    pub fn none(self, record: &dyn Record) -> Option<&str> {
        let declaration = record.declaration();
        let key = self.own_key(declaration);
        let reason = record.head().none.get(key)?;
        (declaration.may_be_none(key) && !self.is_answered(record)).then_some(reason)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_is_found_by_its_key() {
        for kind in RecordKind::ALL {
            let all = columns(*kind, &Selection::default());
            for column in &all {
                for part in [1, 2, 13] {
                    let key = column.key(*kind, part);
                    assert_eq!(
                        SheetColumn::find(&key),
                        Some((*kind, *column, part)),
                        "{key}"
                    );
                }
            }
        }
        for key in [
            "",
            "activity",
            "activity.nothing",
            "activity.name+1",
            "x.ref",
        ] {
            assert_eq!(SheetColumn::find(key), None, "{key}");
        }
    }
}
