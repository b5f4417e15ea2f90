//! The register as JSON: written key by key into one text, in the order of the declarations.
//!
//! Nothing is built first: a register of a hundred thousand activities needs no second copy of itself in memory.

use std::borrow::Cow;
use std::fmt::Write as _;

use chrono::NaiveDate;

use super::selection::{Profile, Selection, select};
use super::{FORMAT, VERSION};
use crate::domain::codes::Choice;
use crate::domain::contacts::{ASKED_CONTACTS, asked_contact};
use crate::domain::field::Record;
use crate::domain::kind::RecordKind;
use crate::domain::kind::{FieldKind, ItemPart};
use crate::domain::records::{Contact, Holding, Retention};
use crate::domain::register::Register;
use crate::domain::text::is_steering;
use crate::domain::value::{Id, Value};

/// The register as JSON: two-space indented, records in natural order of their references, with a line break at the
/// end. What is not recorded is left out.
#[must_use]
pub fn export(register: &Register, as_of: NaiveDate, options: &Selection) -> String {
    let selected = select(register, options);
    let mut writer = Writer {
        out: String::with_capacity(4096 + selected.count(RecordKind::Activity) * 4096),
        depth: 0,
        first: true,
        register: &selected,
    };
    writer.open('{');
    writer.key("format");
    writer.text(FORMAT);
    writer.key("version");
    writer.plain(VERSION);
    writer.key("as_of");
    writer.text(&as_of.to_string());
    writer.key("change");
    writer.open('{');
    writer.key("number");
    writer.plain(selected.mark.number);
    writer.key("hash");
    writer.text(&selected.mark.hash);
    writer.close('}');
    if !options.is_whole() {
        writer.key("selection");
        writer.selection(options);
    }
    writer.key("register");
    writer.record(&selected.about, &selected.about, None);
    for kind in RecordKind::records() {
        if selected.count(kind) == 0 {
            continue;
        }
        writer.key(kind.plural());
        writer.open('[');
        for record in selected.records(kind) {
            writer.item();
            writer.record(record, record, None);
        }
        writer.close(']');
    }
    writer.close('}');
    writer.out.push('\n');
    match escaped(&writer.out) {
        Cow::Owned(text) => text,
        Cow::Borrowed(_) => writer.out,
    }
}

/// JSON in which what steers a terminal or the direction of the text is written as its escape: the same values.
#[must_use]
pub fn escaped(json: &str) -> Cow<'_, str> {
    let steers = |letter: char| letter >= '\u{7f}' && is_steering(letter);
    if !json.contains(steers) {
        return Cow::Borrowed(json);
    }
    let mut out = String::with_capacity(json.len() + 64);
    for letter in json.chars() {
        if steers(letter) {
            let _ = write!(out, "\\u{:04x}", u32::from(letter));
        } else {
            out.push(letter);
        }
    }
    Cow::Owned(out)
}

/// One record with its rows as the export has it, without the line break at the end.
#[must_use]
pub fn record(register: &Register, record: &dyn Record) -> String {
    let mut writer = Writer {
        out: String::new(),
        depth: 0,
        first: true,
        register,
    };
    let owner = register.owner(record.id()).unwrap_or(record);
    let parent = (register.place(record.id()))
        .and_then(|place| place.parent)
        .and_then(|parent| register.get(parent));
    writer.record(record, owner, parent);
    writer.out
}

/// The bytes that JSON text cannot hold as they are.
static ESCAPED: [bool; 256] = {
    let mut escaped = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        escaped[byte] = true;
        byte += 1;
    }
    escaped[b'"' as usize] = true;
    escaped[b'\\' as usize] = true;
    escaped
};

const BLANKS: &str = "                                ";

struct Writer<'a> {
    out: String,
    depth: usize,
    first: bool,
    register: &'a Register,
}

impl Writer<'_> {
    fn open(&mut self, bracket: char) {
        self.out.push(bracket);
        self.depth += 1;
        self.first = true;
    }

    fn close(&mut self, bracket: char) {
        self.depth -= 1;
        if !self.first {
            self.line();
        }
        self.out.push(bracket);
        self.first = false;
    }

    fn line(&mut self) {
        self.out.push('\n');
        let mut blanks = self.depth * 2;
        while blanks > 0 {
            let some = blanks.min(BLANKS.len());
            self.out.push_str(&BLANKS[..some]);
            blanks -= some;
        }
    }

    /// Begins an entry of a list.
    fn item(&mut self) {
        if !self.first {
            self.out.push(',');
        }
        self.first = false;
        self.line();
    }

    /// Begins an entry of an object. Declared keys need no escapes.
    fn key(&mut self, key: &str) {
        self.item();
        self.out.push('"');
        self.out.push_str(key);
        self.out.push_str("\": ");
    }

    fn plain(&mut self, value: impl std::fmt::Display) {
        // Writing to a text cannot fail.
        let _ = write!(self.out, "{value}");
    }

    fn text(&mut self, text: &str) {
        self.out.push('"');
        let mut rest = text;
        while let Some(at) = rest.bytes().position(|byte| ESCAPED[usize::from(byte)]) {
            self.out.push_str(&rest[..at]);
            match rest.as_bytes()[at] {
                b'"' => self.out.push_str("\\\""),
                b'\\' => self.out.push_str("\\\\"),
                b'\n' => self.out.push_str("\\n"),
                b'\r' => self.out.push_str("\\r"),
                b'\t' => self.out.push_str("\\t"),
                control => {
                    let _ = write!(self.out, "\\u{control:04x}");
                }
            }
            rest = &rest[at + 1..];
        }
        self.out.push_str(rest);
        self.out.push('"');
    }

    fn texts<'t>(&mut self, texts: impl Iterator<Item = &'t str>) {
        self.open('[');
        for text in texts {
            self.item();
            self.text(text);
        }
        self.close(']');
    }

    fn selection(&mut self, options: &Selection) {
        self.open('{');
        if let Some(role) = options.role {
            self.key("role");
            self.text(role.code());
        }
        if let Some(organisation) = options.organisation {
            self.key("organisation");
            self.text(&self.register.reference(organisation));
        }
        if !options.activities.is_empty() {
            self.key("activities");
            let names: Vec<String> = (self.register.activities.iter())
                .filter(|activity| options.activities.contains(&activity.head.id))
                .map(|activity| activity.head.reference.clone())
                .collect();
            self.texts(names.iter().map(String::as_str));
        }
        if options.profile != Profile::Authority {
            self.key("profile");
            self.text(options.profile.code());
            self.key("left_out");
            self.texts(options.left_out().iter().map(String::as_str));
        }
        self.close('}');
    }

    fn record(&mut self, record: &dyn Record, owner: &dyn Record, parent: Option<&dyn Record>) {
        let declaration = record.declaration();
        self.open('{');
        if declaration.kind != RecordKind::RegisterData {
            self.key("ref");
            self.text(&record.head().reference);
        }
        for (index, field) in declaration.fields.iter().enumerate() {
            if matches!(field.kind, FieldKind::Computed) {
                if let Some(day) = self.keep_through(record, parent) {
                    self.key(field.key);
                    self.text(&day.to_string());
                }
                continue;
            }
            let value = record.get(index);
            if !value.is_empty() {
                self.key(field.key);
                self.value(&field.kind, &value, owner.id());
            }
        }
        for (list, meta) in declaration.lists.iter().enumerate() {
            if record.row_count(list) == 0 {
                continue;
            }
            self.key(meta.key);
            self.open('[');
            for row in record.rows(list) {
                self.item();
                self.record(row, owner, Some(record));
            }
            self.close(']');
        }
        self.none(record);
        self.redacted(record);
        self.close('}');
    }

    fn keep_through(&self, record: &dyn Record, parent: Option<&dyn Record>) -> Option<NaiveDate> {
        self.register.keep_through(
            parent?.downcast::<Retention>()?,
            record.downcast::<Holding>()?,
        )
    }

    /// The keys that are *none*, in the order of the declarations. What is recorded all the same is not none.
    fn none(&mut self, record: &dyn Record) {
        if record.head().none.is_empty() {
            return;
        }
        let none = &record.head().none;
        let mut keys = none_keys(record);
        keys.retain(|key| none.contains_key(*key) && !is_answered(record, key));
        if keys.is_empty() {
            return;
        }
        self.key("none");
        self.open('{');
        for key in keys {
            self.key(key);
            self.text(&none[key]);
        }
        self.close('}');
    }

    /// The keys whose value was taken out for good, in the order of the declarations.
    fn redacted(&mut self, record: &dyn Record) {
        if record.head().redacted.is_empty() {
            return;
        }
        let fields = record.declaration().fields.iter().map(|field| field.key);
        let keys: Vec<&str> = fields.filter(|key| record.is_redacted(key)).collect();
        if !keys.is_empty() {
            self.key("redacted");
            self.texts(keys.into_iter());
        }
    }

    fn value(&mut self, kind: &FieldKind, value: &Value, owner: Id) {
        match value {
            Value::Empty => self.out.push_str("null"),
            Value::Text(text) => self.text(text),
            Value::Flag(flag) => self.plain(flag),
            Value::Number(number) => self.plain(number),
            Value::Date(date) => self.text(&date.to_string()),
            Value::Period(period) => self.text(&period.to_string()),
            Value::Texts(texts) => self.texts(texts.iter().map(String::as_str)),
            Value::Ref(id) => self.text(&self.register.name_in(owner, *id)),
            Value::Refs(ids) => {
                self.open('[');
                for id in ids {
                    self.item();
                    self.text(&self.register.name_in(owner, *id));
                }
                self.close(']');
            }
            Value::Items(items) => {
                let parts = kind.items().map_or(&[][..], |items| items.parts);
                if matches!(kind, FieldKind::Link) {
                    if let Some(item) = items.first() {
                        self.parts(parts, item, owner);
                    }
                    return;
                }
                self.open('[');
                for item in items {
                    self.item();
                    self.parts(parts, item, owner);
                }
                self.close(']');
            }
        }
    }

    fn parts(&mut self, parts: &[ItemPart], item: &[Value], owner: Id) {
        self.open('{');
        for (part, value) in parts.iter().zip(item) {
            if !value.is_empty() {
                self.key(part.key);
                self.value(&part.kind, value, owner);
            }
        }
        self.close('}');
    }
}

/// The keys that may stand in a record's `none`, in the order of the declarations.
fn none_keys(record: &dyn Record) -> Vec<&'static str> {
    let declaration = record.declaration();
    let fields = declaration.fields.iter().map(|field| field.key);
    let lists = declaration.lists.iter().map(|list| list.key);
    fields
        .chain(lists)
        .chain(ASKED_CONTACTS.iter().map(|contact| contact.key))
        .filter(|key| declaration.may_be_none(key))
        .collect()
}

/// Whether something is recorded under a key of `none`.
pub(super) fn is_answered(record: &dyn Record, key: &str) -> bool {
    if let Some(asked) = asked_contact(key) {
        let declaration = record.declaration();
        return (0..declaration.lists.len()).any(|list| {
            record.rows(list).any(|row| {
                row.downcast::<Contact>()
                    .and_then(|contact| contact.role)
                    .is_some_and(|role| role == asked.role)
            })
        });
    }
    matches!(
        record.answer(key),
        crate::domain::field::Answer::Recorded(_)
    )
}
