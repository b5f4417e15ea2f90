//! What planned edits change, a line for each field: to be seen before they are made.

use crate::domain::bulk::{given_up, kind_of};
use crate::domain::change::Edit;
use crate::domain::field::Record;
use crate::domain::kind::RecordKind;
use crate::domain::register::Register;
use crate::domain::value::{Id, Value};
use crate::due::act::named_but_by;
use crate::labels::Lexicon;

/// The most letters of a value that a label says: more is to be read in the change itself.
const LONGEST_TOLD: usize = 80;

/// What edits change: the record, the field, before and after; a record that comes or goes by its title.
#[must_use]
pub(crate) fn told_changes(lexicon: &Lexicon, register: &Register, edits: &[Edit]) -> Vec<String> {
    let words = &lexicon.words;
    let mut lines = Vec::new();
    for edit in edits {
        let Some(before) = &edit.before else { continue };
        let Some(after) = &edit.after else {
            let title = lexicon.title(register, &**before);
            let details = [("ref", register.reference(before.id())), ("title", title)];
            let details: Vec<(&str, &str)> = details
                .iter()
                .map(|(key, text)| (*key, text.as_str()))
                .collect();
            lines.push(words.fill("bulk.gone", &details));
            continue;
        };
        after.walk(None, &mut |row, _| {
            let was: Option<&dyn Record> = if row.id() == before.id() {
                Some(&**before)
            } else {
                before.find(row.id())
            };
            let at = was.map_or_else(
                || format!("{}/+", register.reference(before.id())),
                |was| register.reference(was.id()),
            );
            for (index, field) in row.declaration().fields.iter().enumerate() {
                if was.map_or(row.get(index).is_empty(), |was| {
                    was.get(index) == row.get(index)
                }) {
                    continue;
                }
                let cell = |record: &dyn Record| lexicon.cell(register, record, field.key);
                let old = was.map(cell).unwrap_or_default();
                let label = words.label(row.kind(), field.key);
                let new = cell(row);
                let arrow = if old.is_empty() {
                    String::new()
                } else {
                    format!("{old} → ")
                };
                lines.push(format!("{at} {label}: {arrow}{new}"));
            }
        });
    }
    lines
}

/// What it is called to set a field on records and rows: what it becomes, unless that is a long text, and where. A row is
/// not named by what was there before.
#[must_use]
pub(crate) fn told_set(
    lexicon: &Lexicon,
    register: &Register,
    ids: &[Id],
    key: &str,
    value: &Value,
) -> String {
    let words = &lexicon.words;
    let first = ids.first().and_then(|id| register.get(*id));
    let kind = first.map_or(RecordKind::Activity, |record| record.kind());
    let records = named_but_by(lexicon, register, ids, key);
    let of = kind_of(kind, key);
    let value = of.map(|of| lexicon.value(register, Id::default(), &of, value));
    let value = value.unwrap_or_default();
    let adds = kind.declaration().list(key).is_some() || of.is_some_and(|of| of.is_list());
    let told = if value.contains('\n') || value.chars().count() > LONGEST_TOLD {
        "bulk.label"
    } else if adds {
        "bulk.added"
    } else {
        "bulk.told"
    };
    let details = [
        ("field", words.label(kind, key)),
        ("value", &value),
        ("records", &records),
    ];
    words.fill(told, &details)
}

/// What a record that is merged into another says and the other does not take over, a line for each field.
#[must_use]
pub(crate) fn told_given_up(
    lexicon: &Lexicon,
    register: &Register,
    from: &dyn Record,
    kept: &dyn Record,
) -> Vec<String> {
    let line = |key: &str| {
        lexicon.words.fill(
            "bulk.given_up",
            &[
                ("ref", &from.head().reference),
                ("field", lexicon.words.label(from.kind(), key)),
                ("value", &lexicon.cell(register, from, key)),
                ("kept", &lexicon.cell(register, kept, key)),
            ],
        )
    };
    given_up(kept, from).into_iter().map(line).collect()
}
