//! The register as JSON: every value by one encoder, record after record into the output, in the order of the
//! declarations.
//!
//! Nothing is built first: a register of a hundred thousand activities needs no second copy of itself in memory.

use std::collections::BTreeMap;
use std::io::{self, Write};

use chrono::NaiveDate;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::ser::{Formatter, PrettyFormatter};

use super::parts::{in_order, threads};
use super::selection::{Profile, Selection, select};
use super::{FORMAT, VERSION};
use crate::domain::codes::Choice;
use crate::domain::contacts::{ASKED_CONTACTS, asked_contact};
use crate::domain::field::{Answer, Record};
use crate::domain::kind::{FieldKind, ItemPart, RecordKind};
use crate::domain::records::{Contact, Holding, Retention};
use crate::domain::register::Register;
use crate::domain::text::is_steering;
use crate::domain::value::{Id, Value, ValueView};

/// Writes the register as JSON: two-space indented, records in natural order of their references, with a line break at
/// the end.
///
/// What is not recorded is left out.
///
/// # Errors
/// What the output says.
pub fn write(
    out: impl Write,
    register: &Register,
    as_of: NaiveDate,
    options: &Selection,
) -> io::Result<()> {
    write_seen(out, register, as_of, options, &|| {})
}

/// Writes the register as [`write()`]; `seen` is called before each record.
///
/// # Errors
/// What the output says.
pub(crate) fn write_seen(
    out: impl Write,
    register: &Register,
    as_of: NaiveDate,
    options: &Selection,
    seen: &dyn Fn(),
) -> io::Result<()> {
    let register = &*select(register, options);
    let mut out = io::BufWriter::with_capacity(1 << 16, out);
    let mut whole = WholeObject::begin(&mut out)?;
    whole.entry("format", FORMAT)?;
    whole.entry("version", &VERSION)?;
    whole.entry("as_of", &ShownText(&as_of))?;
    whole.entry("change", &ExportChange(register))?;
    if !options.is_whole() {
        whole.entry("selection", &Selected(register, options))?;
    }
    whole.entry("register", &Exported::of(register, &register.about))?;
    for kind in RecordKind::records().filter(|kind| register.count(*kind) > 0) {
        whole.records(register, kind, seen)?;
    }
    whole.end()?;
    out.write_all(b"\n")?;
    out.flush()
}

/// The register as JSON in a text: see [`write()`].
#[must_use]
pub fn export(register: &Register, as_of: NaiveDate, options: &Selection) -> String {
    in_text(|out| write(out, register, as_of, options))
}

/// Anything as JSON, two-space indented, with a line break at the end.
#[must_use]
pub fn text(json: &impl Serialize) -> String {
    in_text(|out| print(out, json)?.write_all(b"\n"))
}

/// One record with its rows as the export has it, without the line break at the end.
#[must_use]
pub fn record(register: &Register, record: &dyn Record) -> String {
    in_text(|out| print(out, &Exported::new(register, record)).map(drop))
}

/// What is written into memory, as a text.
fn in_text(write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> String {
    let mut out = Vec::new();
    // Memory takes everything, and the encoder writes UTF-8.
    let written = write(&mut out).map(|()| String::from_utf8(out).unwrap_or_default());
    written.unwrap_or_default()
}

/// Writes JSON and gives the output back.
fn print<W: Write>(out: W, json: &impl Serialize) -> io::Result<W> {
    print_within(out, json, 0)
}

/// Writes JSON that stands within so many objects and arrays, and gives the output back.
fn print_within<W: Write>(out: W, json: &(impl Serialize + ?Sized), depth: usize) -> io::Result<W> {
    let mut layout = JsonLayout::default();
    for _ in 0..depth {
        layout.begin_object(&mut io::sink())?;
    }
    let mut serializer = serde_json::Serializer::with_formatter(out, layout);
    json.serialize(&mut serializer)?;
    Ok(serializer.into_inner())
}

/// The layout of JSON: indented, and what steers a terminal or the direction of the text as its escape.
#[derive(Default)]
struct JsonLayout(PrettyFormatter<'static>);

impl JsonLayout {
    /// Whether a character is written as its escape.
    fn is_escaped(letter: char) -> bool {
        letter >= '\u{7f}' && is_steering(letter)
    }
}

/// Leaves what a formatter does to the one within.
macro_rules! as_within {
    ($($name:ident $(, $first:ident)?;)+) => { $(
        fn $name<W: ?Sized + Write>(&mut self, out: &mut W $(, $first: bool)?) -> io::Result<()> {
            self.0.$name(out $(, $first)?)
        }
    )+ };
}

impl Formatter for JsonLayout {
    as_within! {
        begin_array; end_array; begin_array_value, first; end_array_value;
        begin_object; end_object; begin_object_key, first; begin_object_value; end_object_value;
    }

    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        // Most text is plain, and is seen to be so byte by byte.
        while !rest.bytes().all(|byte| byte < 0x7f) {
            let Some((at, letter)) = rest.char_indices().find(|(_, it)| Self::is_escaped(*it))
            else {
                break;
            };
            out.write_all(&rest.as_bytes()[..at])?;
            for unit in letter.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
            rest = &rest[at + letter.len_utf8()..];
        }
        out.write_all(rest.as_bytes())
    }
}

/// How many records are made as one part, where several threads make them.
const RECORDS: usize = 16;

/// The object that an export is, entry after entry.
struct WholeObject<'o, W: Write> {
    out: &'o mut W,
    layout: JsonLayout,
    is_first: bool,
}

impl<'o, W: Write> WholeObject<'o, W> {
    fn begin(out: &'o mut W) -> io::Result<Self> {
        let mut layout = JsonLayout::default();
        layout.begin_object(out)?;
        Ok(Self {
            out,
            layout,
            is_first: true,
        })
    }

    fn key(&mut self, key: &str) -> io::Result<()> {
        let is_first = std::mem::take(&mut self.is_first);
        self.layout.begin_object_key(self.out, is_first)?;
        print(&mut *self.out, &key)?;
        self.layout.end_object_key(self.out)?;
        self.layout.begin_object_value(self.out)
    }

    fn entry(&mut self, key: &str, value: &(impl Serialize + ?Sized)) -> io::Result<()> {
        self.key(key)?;
        print_within(&mut *self.out, value, 1)?;
        self.layout.end_object_value(self.out)
    }

    /// The records of a kind as a list, made by all cores where there are many; `seen` is called for each.
    fn records(
        &mut self,
        register: &Register,
        kind: RecordKind,
        seen: &dyn Fn(),
    ) -> io::Result<()> {
        self.key(kind.plural())?;
        self.layout.begin_array(self.out)?;
        let records: Vec<&dyn Record> = register.records(kind).collect();
        let mut written = Ok(());
        let mut is_first = true;
        let mut take = |(part, many): (io::Result<Vec<u8>>, usize)| {
            (0..many).for_each(|_| seen());
            written = part.and_then(|part| {
                // The first of all has nothing that parts it from another.
                let from = usize::from(std::mem::take(&mut is_first));
                self.out.write_all(part.get(from..).unwrap_or_default())
            });
            written.is_ok()
        };
        let make = |part: &[&dyn Record]| (listed(register, part), part.len());
        match threads(records.len() / RECORDS) {
            0 | 1 => {
                let mut parts = records.chunks(RECORDS);
                parts.all(|part| take(make(part)));
            }
            several => {
                let worker = |parts: &mut dyn Iterator<Item = &[&dyn Record]>,
                              give: &mut dyn FnMut((io::Result<Vec<u8>>, usize)) -> bool| {
                    for part in parts {
                        if !give(make(part)) {
                            return;
                        }
                    }
                };
                in_order(&records, RECORDS, vec![worker; several], &mut take);
            }
        }
        written?;
        self.layout.end_array_value(self.out)?;
        self.layout.end_array(self.out)?;
        self.layout.end_object_value(self.out)
    }

    fn end(mut self) -> io::Result<()> {
        self.layout.end_object(self.out)
    }
}

/// Records as they stand in a list of the export, each parted from what stands before it.
fn listed(register: &Register, records: &[&dyn Record]) -> io::Result<Vec<u8>> {
    let mut out = Vec::with_capacity(records.len() << 13);
    for record in records {
        out.extend_from_slice(b",\n    ");
        out = print_within(out, &Exported::of(register, *record), 2)?;
    }
    Ok(out)
}

/// The change set that an export was made at.
struct ExportChange<'a>(&'a Register);

impl Serialize for ExportChange<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("number", &self.0.mark.number)?;
        map.serialize_entry("hash", &self.0.mark.hash)?;
        map.end()
    }
}

/// What of the register an export holds.
struct Selected<'a>(&'a Register, &'a Selection);

impl Serialize for Selected<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(register, options) = self;
        let mut map = serializer.serialize_map(None)?;
        if let Some(role) = options.role {
            map.serialize_entry("role", role.code())?;
        }
        if let Some(organisation) = options.organisation {
            map.serialize_entry("organisation", &register.reference(organisation))?;
        }
        if !options.activities.is_empty() {
            let selected = register
                .activities
                .iter()
                .filter(|activity| options.activities.contains(&activity.head.id))
                .map(|activity| &activity.head.reference);
            map.serialize_entry("activities", &selected.collect::<Vec<_>>())?;
        }
        if options.profile != Profile::Full {
            map.serialize_entry("profile", options.profile.code())?;
            map.serialize_entry("left_out", &options.left_out())?;
        }
        map.end()
    }
}

/// A list that is made while it is written.
struct Each<F>(F);

impl<T: Serialize, I: Iterator<Item = T>, F: Fn() -> I> Serialize for Each<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

/// A text that a value shows itself as.
struct ShownText<'a, T>(&'a T);

impl<T: std::fmt::Display> Serialize for ShownText<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self.0)
    }
}

/// A record or row, with its rows, as the export has it.
#[derive(Clone, Copy)]
pub struct Exported<'a> {
    register: &'a Register,
    record: &'a dyn Record,
    /// The record that holds it.
    owner: &'a dyn Record,
    /// What holds it directly.
    parent: Option<&'a dyn Record>,
}

impl<'a> Exported<'a> {
    /// A record or row of the register.
    #[must_use]
    pub fn new(register: &'a Register, record: &'a dyn Record) -> Self {
        let place = register.place(record.id());
        Self {
            register,
            record,
            owner: register.owner(record.id()).unwrap_or(record),
            parent: place
                .and_then(|place| place.parent)
                .and_then(|parent| register.get(parent)),
        }
    }

    /// A record.
    fn of(register: &'a Register, record: &'a dyn Record) -> Self {
        Self {
            register,
            record,
            owner: record,
            parent: None,
        }
    }

    /// A row that it holds directly.
    fn row(self, row: &'a dyn Record) -> Self {
        Self {
            record: row,
            parent: Some(self.record),
            ..self
        }
    }

    /// Everything but its reference.
    fn fields<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        let (register, owner) = (self.register, self.owner.id());
        let declaration = self.record.declaration();
        for (index, field) in declaration.fields.iter().enumerate() {
            let key = field.key;
            if matches!(field.kind, FieldKind::Computed) {
                if let Some(day) = self.keep_through() {
                    map.serialize_entry(key, &ShownText(&day))?;
                }
                continue;
            }
            let value = &self.record.view(index);
            if !value.is_empty() {
                let kind = &field.kind;
                map.serialize_entry(
                    key,
                    &JsonField {
                        register,
                        owner,
                        kind,
                        value,
                    },
                )?;
            }
        }
        for (list, meta) in declaration.lists.iter().enumerate() {
            if self.record.row_count(list) > 0 {
                let rows = || self.record.rows(list).map(|row| self.row(row));
                map.serialize_entry(meta.key, &Each(rows))?;
            }
        }
        self.none(map)?;
        self.redacted(map)
    }

    /// The last day of keeping of a holding.
    fn keep_through(&self) -> Option<NaiveDate> {
        self.register.keep_through(
            self.parent?.downcast::<Retention>()?,
            self.record.downcast::<Holding>()?,
        )
    }

    /// The keys that are *none*, in the order of the declarations. What is recorded all the same is not none.
    fn none<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        let none = &self.record.head().none;
        if none.is_empty() {
            return Ok(());
        }
        let mut keys = none_keys(self.record);
        keys.retain(|key| none.contains_key(*key) && !is_answered(self.record, key));
        if keys.is_empty() {
            return Ok(());
        }
        map.serialize_entry("none", &Reasons(none, &keys))
    }

    /// The keys whose value was taken out for good, in the order of the declarations.
    fn redacted<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        if self.record.head().redacted.is_empty() {
            return Ok(());
        }
        let fields = self.record.declaration().fields.iter();
        let keys: Vec<&str> = fields
            .map(|field| field.key)
            .filter(|key| self.record.is_redacted(key))
            .collect();
        if keys.is_empty() {
            return Ok(());
        }
        map.serialize_entry("redacted", &keys)
    }
}

impl Serialize for Exported<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if self.record.kind() != RecordKind::RegisterData {
            map.serialize_entry("ref", &self.record.head().reference)?;
        }
        self.fields(&mut map)?;
        map.end()
    }
}

/// A record or row as the export has it, but under the reference that commands take, and with what holds it.
pub struct Listed<'a>(pub Exported<'a>);

impl Serialize for Listed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Exported {
            register,
            record,
            owner,
            parent,
        } = self.0;
        if record.id() == owner.id() {
            return self.0.serialize(serializer);
        }
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("ref", &register.typed_reference(record.id()))?;
        let parent = parent.filter(|parent| parent.id() != owner.id());
        for holder in std::iter::once(owner).chain(parent) {
            let reference = register.typed_reference(holder.id());
            map.serialize_entry(holder.kind().key(), &reference)?;
        }
        self.0.fields(&mut map)?;
        map.end()
    }
}

/// The reasons of what is *none*, by key.
struct Reasons<'a>(&'a BTreeMap<String, String>, &'a [&'static str]);

impl Serialize for Reasons<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.1.iter().map(|key| (key, &self.0[*key])))
    }
}

/// What a field of a record holds.
struct JsonField<'a> {
    register: &'a Register,
    owner: Id,
    kind: &'a FieldKind,
    value: &'a ValueView<'a>,
}

impl Serialize for JsonField<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let name = |id: &Id| self.register.name_in(self.owner, *id);
        match self.value {
            ValueView::Empty => serializer.serialize_unit(),
            ValueView::Text(text) => serializer.serialize_str(text),
            ValueView::Flag(flag) => serializer.serialize_bool(*flag),
            ValueView::Number(number) => serializer.serialize_i64(*number),
            ValueView::Date(date) => serializer.collect_str(date),
            ValueView::Period(period) => serializer.collect_str(period),
            ValueView::Texts(texts) => serializer.collect_seq(*texts),
            ValueView::Ref(id) => serializer.serialize_str(&name(id)),
            ValueView::Refs(ids) => serializer.collect_seq(ids.iter().map(name)),
            ValueView::Items(items) => {
                let parts = self.kind.items().map_or(&[][..], |items| items.parts);
                let mut items = items.iter().map(|item| Parts(self, parts, item));
                if matches!(self.kind, FieldKind::Link) {
                    return items.next().serialize(serializer);
                }
                serializer.collect_seq(items)
            }
        }
    }
}

/// An item of a field: its parts that hold something.
struct Parts<'a>(&'a JsonField<'a>, &'a [ItemPart], &'a [Value]);

impl Serialize for Parts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(held, parts, item) = self;
        let recorded = (parts.iter().zip(*item)).filter(|(_, value)| !value.is_empty());
        serializer
            .collect_map(recorded.map(|(part, value)| (part.key, PartOf(held, &part.kind, value))))
    }
}

/// A part of an item.
struct PartOf<'a>(&'a JsonField<'a>, &'a FieldKind, &'a Value);

impl Serialize for PartOf<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(held, kind, value) = self;
        let part = JsonField {
            kind,
            value: &value.view(),
            ..**held
        };
        part.serialize(serializer)
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
    matches!(record.answer(key), Answer::Recorded(_))
}

#[cfg(test)]
mod tests {
    use std::io::{self, Write};

    use serde_json::Value as Json;

    use crate::domain::language::Language;
    use crate::domain::register::Register;
    use crate::exchange::selection::Selection;

    /// An output that knows the largest part that it was given, and how much in all.
    #[derive(Default)]
    struct Written(usize, usize);

    impl Write for Written {
        fn write(&mut self, part: &[u8]) -> io::Result<usize> {
            self.0 = self.0.max(part.len());
            self.1 += part.len();
            Ok(part.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// A file of any size is never in memory as a whole.
    #[test]
    fn a_register_is_written_part_after_part() {
        let mut register = Register::empty();
        let sample = crate::sample::register(1, 100, Language::ENGLISH).unwrap();
        let edits = sample.change_sets.into_iter().flat_map(|set| set.edits);
        edits
            .filter_map(|edit| edit.after)
            .for_each(|after| register.replace(after));
        let mut parts = Written::default();
        let day = "2026-11-21".parse().unwrap();
        super::write(&mut parts, &register, day, &Selection::default()).unwrap();
        let Written(largest, whole) = parts;
        assert!(whole > 4 * largest, "{largest} of {whole}");
    }

    #[test]
    fn what_steers_is_written_as_its_escape_and_says_the_same() {
        let texts = [
            "plain \"quoted\" \\ back",
            "ett\nett\tåäö 漢字",
            "a\u{202e}b\u{2066}\u{7f}\u{9b}c",
            "\u{e0001}x\u{1f600}",
            "\u{200f}",
            "",
        ];
        let written = super::text(&texts);
        assert!(written.is_char_boundary(0) && written.ends_with("]\n"));
        for steering in ['\u{202e}', '\u{2066}', '\u{7f}', '\u{9b}', '\u{200f}'] {
            assert!(!written.contains(steering), "{written}");
        }
        let read: Json = serde_json::from_str(&written).unwrap();
        assert_eq!(read, Json::from(texts.to_vec()));
    }
}
