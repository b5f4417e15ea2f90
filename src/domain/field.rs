//! What a declaration is: a field declared once, with its provision, and how to reach it on a typed struct.
//!
//! Form, inline check, detail, search, Markdown, JSON, schema, import, diff, history and SQL read these
//! declarations through [`Record`] and know no field by name. The declarations stand in [`super::records`].

use std::any::Any;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::codec::{clean, cleaned};
use super::codes::ActivityRole;
use super::contacts::asked_contact;
use super::kind::{FieldKind, RecordKind};
use super::value::{Id, Value, ValueView};

/// Which record is asked for a field or a list of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Every record.
    Both,
    /// Records under Art. 30(1) and those whose role is not settled.
    Controller,
    /// Records under Art. 30(2) and those whose role is not settled.
    Processor,
}

impl Asked {
    /// Whether a record of that role is asked.
    #[must_use]
    pub fn of(self, role: Option<ActivityRole>) -> bool {
        match self {
            Self::Both => true,
            Self::Controller => role != Some(ActivityRole::Processor),
            Self::Processor => role != Some(ActivityRole::Controller),
        }
    }
}

/// How much a field is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// The provision demands it.
    Must,
    /// Expected of a good record.
    Should,
    /// Where it applies.
    May,
}

/// Declares [`Section`]: the parts of a form and of a document.
macro_rules! sections {
    ($($name:ident $key:literal),+) => {
        /// The parts of a form and of a document.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Section { $( #[doc = concat!("`", $key, "`")] $name ),+ }
        impl Section {
            /// Every section.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];
            /// The section's locale key below `section`.
            #[must_use]
            pub const fn key(self) -> &'static str { match self { $(Self::$name => $key),+ } }
        }
    };
}
sections!(
    Identity "identity", Parties "parties", Terms "terms", Contacts "contacts", Clients "clients",
    Purposes "purposes", Data "subjects_and_data", Recipients "recipients", Transfers "transfers",
    Safeguard "safeguard", Retention "retention", Rule "rule", Disposal "disposal", Hold "hold",
    Security "security", Processing "processing", Lawfulness "lawfulness", Risk "risk", Transparency "transparency",
    Review "review", General "general", Provenance "provenance"
);

/// What is declared of a field.
#[derive(Debug)]
pub struct Meta {
    /// JSON name, column and journal name; never renamed once released.
    pub key: &'static str,
    /// What it holds.
    pub kind: FieldKind,
    /// The provision that asks for it, as `30(1)(a)`; several are parted by `; `. Empty where none does.
    pub provision: &'static str,
    /// How much it is needed.
    pub need: Need,
    /// Where it stands.
    pub section: Section,
    /// Which record is asked for it.
    pub asked: Asked,
}

/// What is declared of a list of rows.
#[derive(Debug)]
pub struct ListMeta {
    /// The JSON key.
    pub key: &'static str,
    /// The rows' kind.
    pub kind: RecordKind,
    /// The provision that asks for it.
    pub provision: &'static str,
    /// How much it is needed.
    pub need: Need,
    /// Where it stands.
    pub section: Section,
    /// Which record is asked for it.
    pub asked: Asked,
}

impl Meta {
    /// Whether it cites laws, in words.
    #[must_use]
    pub fn cites_laws(&self) -> bool {
        let is_law = self.key.ends_with("law") || self.key.ends_with("laws");
        is_law && matches!(self.kind, FieldKind::Texts)
    }
}

/// What is declared of a kind of record or row.
#[derive(Debug)]
pub struct Declaration {
    /// The kind.
    pub kind: RecordKind,
    /// Its fields, in the order of the export.
    pub fields: &'static [Meta],
    /// Its lists of rows, in the order of the export.
    pub lists: &'static [ListMeta],
}

/// The keys of a kind, each with its place among the fields or the lists.
#[derive(Debug)]
struct KeyPlaces {
    fields: FxHashMap<&'static str, usize>,
    lists: FxHashMap<&'static str, usize>,
}

impl KeyPlaces {
    fn of(declaration: &Declaration) -> Self {
        let fields = declaration.fields.iter().enumerate();
        let lists = declaration.lists.iter().enumerate();
        Self {
            fields: fields.map(|(at, field)| (field.key, at)).collect(),
            lists: lists.map(|(at, list)| (list.key, at)).collect(),
        }
    }
}

impl Declaration {
    /// The place of a field among the kind's fields.
    #[must_use]
    pub fn field(&self, key: &str) -> Option<usize> {
        self.places().fields.get(key).copied()
    }

    /// The place of a list among the kind's lists.
    #[must_use]
    pub fn list(&self, key: &str) -> Option<usize> {
        self.places().lists.get(key).copied()
    }

    /// Whether a field refers to records.
    #[must_use]
    pub fn refers(&self, key: &str) -> bool {
        let field = self.field(key).map(|at| &self.fields[at]);
        field.is_some_and(|field| field.kind.target().is_some())
    }

    /// Where each key of the kind stands: asked for so often that it is worked out once.
    fn places(&self) -> &'static KeyPlaces {
        static PLACES: OnceLock<Vec<KeyPlaces>> = OnceLock::new();
        let places = PLACES.get_or_init(|| {
            let kinds = RecordKind::ALL.iter();
            kinds
                .map(|kind| KeyPlaces::of(kind.declaration()))
                .collect()
        });
        &places[self.kind as usize]
    }

    /// Whether the key may stand in `none`: a field that can be answered *none*, a list of rows, or one of the
    /// two contacts that Art. 30(1)(a) names.
    #[must_use]
    pub fn may_be_none(&self, key: &str) -> bool {
        let field = self.field(key).map(|index| &self.fields[index]);
        let barred = field.is_some_and(|meta| {
            matches!(meta.kind, FieldKind::Flag | FieldKind::Computed)
                || matches!(key, "name" | "ours")
                || self.kind == RecordKind::RegisterData
        });
        let contact = self.kind == RecordKind::Organisation && asked_contact(key).is_some();
        (field.is_some() && !barred) || self.list(key).is_some() || contact
    }
}

/// What every record and row has.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Head {
    /// The internal number.
    pub id: Id,
    /// The reference: unique in the register, a row's in its record.
    pub reference: String,
    /// The place among the rows of its list; only the order counts.
    pub position: i64,
    /// Fields and lists that are *none* on purpose, each with its reason.
    pub none: BTreeMap<String, String>,
    /// Fields whose value was taken out of the register and its journal for good. They read as not recorded.
    pub redacted: BTreeSet<String>,
}

impl Head {
    /// What rows of a list are sorted by.
    fn place(&self) -> (i64, Id) {
        (self.position, self.id)
    }
}

/// The answer to a question of the register.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// Recorded.
    Recorded(Value),
    /// None, on purpose, with its reason (may be empty).
    None(String),
    /// Not yet recorded.
    NotRecorded,
}

/// The object-safe face of any record or row.
pub trait Record: Any + Send + Sync {
    /// What is declared of it.
    fn declaration(&self) -> &'static Declaration;
    /// What every record has.
    fn head(&self) -> &Head;
    /// The same, to change.
    fn head_mut(&mut self) -> &mut Head;
    /// What the field at that place holds.
    fn get(&self, field: usize) -> Value {
        self.view(field).into_value()
    }
    /// The same to read, without a copy of its texts.
    fn view(&self, field: usize) -> ValueView<'_>;
    /// Whether the field at that place holds anything.
    fn has(&self, field: usize) -> bool;
    /// The texts that the field at that place holds, without a copy: one, several, or none.
    fn texts(&self, field: usize) -> &[String];
    /// Sets the field at that place; `false` where the value is of another kind.
    fn put(&mut self, field: usize, value: Value) -> bool;
    /// The rows of the list at that place.
    fn list(&self, list: usize) -> &dyn Rows;
    /// The same, to change.
    fn list_mut(&mut self, list: usize) -> &mut dyn Rows;
    /// How many rows a list has.
    fn row_count(&self, list: usize) -> usize {
        self.list(list).count()
    }
    /// A row of a list.
    fn row(&self, list: usize, at: usize) -> &dyn Record {
        self.list(list).at(at)
    }
    /// A row of a list, to change.
    fn row_mut(&mut self, list: usize, at: usize) -> &mut dyn Record {
        self.list_mut(list).at_mut(at)
    }
    /// Puts a row into a list; `false` where it is of another kind.
    fn insert_row(&mut self, list: usize, at: usize, row: Box<dyn Record>) -> bool {
        self.list_mut(list).put_in(at, row)
    }
    /// Takes a row out of a list.
    fn remove_row(&mut self, list: usize, at: usize) {
        self.list_mut(list).take_out(at);
    }
    /// Puts a list's rows in the order of their positions; rows that two windows put in one place stand in the
    /// order of their numbers.
    fn sort_rows(&mut self, list: usize) {
        self.list_mut(list)
            .sort(&|left, right| left.place().cmp(&right.place()));
    }
    /// A copy.
    fn boxed(&self) -> Box<dyn Record>;
    /// For the typed record inside.
    fn as_any(&self) -> &dyn Any;
    /// For the typed record inside.
    fn into_any(self: Box<Self>) -> Box<dyn Any>;
}

impl Clone for Box<dyn Record> {
    fn clone(&self) -> Self {
        self.boxed()
    }
}

impl std::fmt::Debug for dyn Record {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{} {}", self.kind().key(), self.head().reference)
    }
}

impl dyn Record {
    /// The kind of record.
    #[must_use]
    pub fn kind(&self) -> RecordKind {
        self.declaration().kind
    }

    /// The internal number.
    #[must_use]
    pub fn id(&self) -> Id {
        self.head().id
    }

    /// The typed record inside.
    #[must_use]
    pub fn downcast<T: Record>(&self) -> Option<&T> {
        self.as_any().downcast_ref()
    }

    /// What a field holds; empty for an unknown key.
    #[must_use]
    pub fn value(&self, key: &str) -> Value {
        self.declaration()
            .field(key)
            .map_or(Value::Empty, |field| self.get(field))
    }

    /// What a field holds, to read; empty for an unknown key.
    #[must_use]
    pub fn viewed(&self, key: &str) -> ValueView<'_> {
        self.declaration()
            .field(key)
            .map_or(ValueView::Empty, |field| self.view(field))
    }

    /// The text that a field holds.
    #[must_use]
    pub fn text(&self, key: &str) -> Option<String> {
        match self.viewed(key) {
            ValueView::Text(text) => Some(text.to_owned()),
            _ => None,
        }
    }

    /// The answer to a field or a list of rows (whose recorded value is not given here).
    #[must_use]
    pub fn answer(&self, key: &str) -> Answer {
        let value = self.value(key);
        if !value.is_empty() {
            return Answer::Recorded(value);
        }
        if self
            .declaration()
            .list(key)
            .is_some_and(|list| self.row_count(list) > 0)
        {
            return Answer::Recorded(Value::Empty);
        }
        self.head()
            .none
            .get(key)
            .map_or(Answer::NotRecorded, |reason| Answer::None(reason.clone()))
    }

    /// Whether a field or a list of rows is answered: the answer without what it says.
    #[must_use]
    pub fn is_answered(&self, key: &str) -> bool {
        let declaration = self.declaration();
        let field = declaration.field(key);
        let rows = |list| self.row_count(list) > 0;
        field.is_some_and(|field| self.has(field))
            || declaration.list(key).is_some_and(rows)
            || self.head().none.contains_key(key)
    }

    /// Records a value by key, and removes the *none* that it answers; `false` where key or kind do not fit.
    pub fn record_value(&mut self, key: &str, value: Value) -> bool {
        let Some(field) = self.declaration().field(key) else {
            return false;
        };
        if !value.is_empty() {
            self.head_mut().none.remove(key);
            self.head_mut().redacted.remove(key);
        }
        let kind = &self.declaration().fields[field].kind;
        self.put(field, cleaned(kind, value))
    }

    /// Answers a field or list with *none* and a reason; `false` where the key has no *none*, or rows stand there.
    pub fn record_none(&mut self, key: &str, reason: &str) -> bool {
        let declaration = self.declaration();
        let has_rows = declaration
            .list(key)
            .is_some_and(|list| self.row_count(list) > 0);
        if !declaration.may_be_none(key) || has_rows {
            return false;
        }
        if let Some(field) = declaration.field(key) {
            self.put(field, Value::Empty);
        }
        let head = self.head_mut();
        head.redacted.remove(key);
        head.none.insert(key.to_owned(), clean(reason, true));
        true
    }

    /// Whether the value of a field was taken out for good, and nothing is recorded there since.
    #[must_use]
    pub fn is_redacted(&self, key: &str) -> bool {
        self.head().redacted.contains(key) && !self.is_answered(key)
    }

    /// The rows of a list.
    pub fn rows(&self, list: usize) -> impl Iterator<Item = &dyn Record> {
        (0..self.row_count(list)).map(move |at| self.row(list, at))
    }

    /// Calls `visit` with this record and every row in it, parents first, each with its parent.
    pub fn walk<'a>(
        &'a self,
        parent: Option<&'a dyn Record>,
        visit: &mut dyn FnMut(&'a dyn Record, Option<&'a dyn Record>),
    ) {
        visit(self, parent);
        for list in 0..self.declaration().lists.len() {
            for at in 0..self.row_count(list) {
                self.row(list, at).walk(Some(self), visit);
            }
        }
    }

    /// Calls `visit` with every row that a way leads down to, see [`RecordKind::way_down`]; with this record where it is
    /// empty. Lists beside the way are not looked into.
    pub fn walk_down<'a>(&'a self, way: &[RecordKind], visit: &mut dyn FnMut(&'a dyn Record)) {
        let [next, way @ ..] = way else {
            return visit(self);
        };
        for (list, meta) in self.declaration().lists.iter().enumerate() {
            if meta.kind == *next {
                for at in 0..self.row_count(list) {
                    self.row(list, at).walk_down(way, visit);
                }
            }
        }
    }

    /// How many rows a way leads down to, as `walk_down` goes it.
    #[must_use]
    pub fn count_down(&self, way: &[RecordKind]) -> usize {
        let [next, way @ ..] = way else {
            return 1;
        };
        let lists = self.declaration().lists.iter().enumerate();
        let lists = lists.filter(|(_, meta)| meta.kind == *next);
        let count = |(list, _)| match way {
            [] => self.row_count(list),
            _ => self.rows(list).map(|row| row.count_down(way)).sum(),
        };
        lists.map(count).sum()
    }

    /// Calls `visit` with this record and every row in it, to change.
    pub fn walk_mut(&mut self, visit: &mut dyn FnMut(&mut dyn Record)) {
        visit(self);
        for list in 0..self.declaration().lists.len() {
            for at in 0..self.row_count(list) {
                self.row_mut(list, at).walk_mut(visit);
            }
        }
    }

    /// This record or the row in it that has the number.
    #[must_use]
    pub fn find(&self, id: Id) -> Option<&dyn Record> {
        if self.id() == id {
            return Some(self);
        }
        (0..self.declaration().lists.len())
            .find_map(|list| (0..self.row_count(list)).find_map(|at| self.row(list, at).find(id)))
    }

    /// This record or the row in it that has the number, to change.
    pub fn find_mut(&mut self, id: Id) -> Option<&mut dyn Record> {
        if self.id() == id {
            return Some(self);
        }
        let place = (0..self.declaration().lists.len()).find_map(|list| {
            (0..self.row_count(list))
                .find(|at| self.row(list, *at).find(id).is_some())
                .map(|at| (list, at))
        })?;
        self.row_mut(place.0, place.1).find_mut(id)
    }

    /// Where the row with that number stands: the parent's number, the list, the place in it.
    #[must_use]
    pub fn place_of(&self, id: Id) -> Option<(Id, usize, usize)> {
        for list in 0..self.declaration().lists.len() {
            for at in 0..self.row_count(list) {
                let row = self.row(list, at);
                if row.id() == id {
                    return Some((self.id(), list, at));
                }
                if let Some(place) = row.place_of(id) {
                    return Some(place);
                }
            }
        }
        None
    }
}

/// A typed record with its declaration.
pub trait Declared: Record + Default {
    /// What is declared of it.
    const DECLARATION: &'static Declaration;
}

/// How to reach one field on a typed record.
pub struct SlotAccess<T: 'static> {
    /// What it holds.
    pub view: fn(&T) -> ValueView<'_>,
    /// Sets it; `false` where the value is of another kind.
    pub put: fn(&mut T, Value) -> bool,
    /// Whether it holds anything.
    pub has: fn(&T) -> bool,
    /// Its texts.
    pub texts: fn(&T) -> &[String],
}

/// How to reach the rows of one list on a typed record.
pub struct RowAccess<T: 'static> {
    /// The rows.
    pub list: fn(&T) -> &dyn Rows,
    /// The rows, to change.
    pub list_mut: fn(&mut T) -> &mut dyn Rows,
}

/// The object-safe face of a list of records or rows of one kind.
pub trait Rows: Any + Send {
    /// How many there are.
    fn count(&self) -> usize;
    /// One of them.
    fn at(&self, at: usize) -> &dyn Record;
    /// One of them, to change.
    fn at_mut(&mut self, at: usize) -> &mut dyn Record;
    /// Makes room for so many more and no others: a list that grows by itself has room for twice what it holds.
    fn make_room(&mut self, more: usize);
    /// Puts one in; `false` where it is of another kind.
    fn put_in(&mut self, at: usize, record: Box<dyn Record>) -> bool;
    /// Takes one out.
    fn take_out(&mut self, at: usize);
    /// Puts one that records nothing yet at the end.
    fn add(&mut self) -> &mut dyn Record;
    /// Puts them in an order; `false` where they stood in it.
    fn sort(&mut self, order: &dyn Fn(&Head, &Head) -> Ordering) -> bool;
    /// All of them as a list of their own, with no room to spare; nothing is left here.
    fn part(&mut self) -> Box<dyn Rows>;
    /// Takes others in at the end; `false` where they are of another kind.
    fn join(&mut self, others: Box<dyn Rows>) -> bool;
    /// For the typed list inside.
    fn into_any(self: Box<Self>) -> Box<dyn Any>;
}

impl<T: Declared> Rows for Vec<T> {
    fn count(&self) -> usize {
        self.len()
    }
    fn at(&self, at: usize) -> &dyn Record {
        &self[at]
    }
    fn at_mut(&mut self, at: usize) -> &mut dyn Record {
        &mut self[at]
    }
    fn make_room(&mut self, more: usize) {
        self.reserve_exact(more);
    }
    fn put_in(&mut self, at: usize, record: Box<dyn Record>) -> bool {
        let record = record.into_any().downcast::<T>();
        record.map(|record| self.insert(at, *record)).is_ok()
    }
    fn take_out(&mut self, at: usize) {
        self.remove(at);
    }
    fn add(&mut self) -> &mut dyn Record {
        let at = self.len();
        self.push(T::default());
        &mut self[at]
    }
    fn sort(&mut self, order: &dyn Fn(&Head, &Head) -> Ordering) -> bool {
        let order = |left: &T, right: &T| order(left.head(), right.head());
        let sorted = self.is_sorted_by(|left, right| order(left, right) != Ordering::Greater);
        if !sorted {
            self.sort_by(order);
        }
        !sorted
    }
    fn part(&mut self) -> Box<dyn Rows> {
        let mut part = Self::with_capacity(self.len());
        part.append(self);
        Box::new(part)
    }
    fn join(&mut self, others: Box<dyn Rows>) -> bool {
        let Ok(mut others) = others.into_any().downcast::<Self>() else {
            return false;
        };
        if self.is_empty() {
            *self = *others;
        } else {
            self.reserve_exact(others.len());
            self.append(&mut others);
        }
        true
    }
    fn into_any(self: Box<Self>) -> Box<dyn Any> {
        self
    }
}

/// Declares a record: its struct and everything that is generic over it, each field in one line.
macro_rules! record {
    (@asked) => { Asked::Both };
    (@asked $asked:ident) => { Asked::$asked };
    (
        $(#[$doc:meta])* $name:ident
        $( section $section:ident {
            $( $field:ident : $type:ty => $kind:expr, $provision:literal, $need:ident $(, $asked:ident)? ; )*
        } )*
        rows { $( $list:ident : $row:ident => $rprovision:literal, $rneed:ident, $rsection:ident $(, $rasked:ident)? ; )* }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $name {
            /// What every record has.
            pub head: Head,
            $($( #[doc = concat!("`", stringify!($field), "`; provision: ", $provision)] pub $field: $type, )*)*
            $( #[doc = concat!("rows `", stringify!($list), "`; provision: ", $rprovision)] pub $list: Vec<$row>, )*
        }

        impl $name {
            const SLOTS: &'static [SlotAccess<Self>] = &[$($(SlotAccess {
                view: |record| Slot::view(&record.$field),
                put: |record, value| Slot::from_value(value).map(|value| record.$field = value).is_some(),
                has: |record| !Slot::is_empty(&record.$field),
                texts: |record| Slot::texts(&record.$field),
            },)*)*];
            const ROWS: &'static [RowAccess<Self>] = &[$(RowAccess {
                list: |record| &record.$list,
                list_mut: |record| &mut record.$list,
            },)*];
        }

        impl Declared for $name {
            const DECLARATION: &'static Declaration = &Declaration {
                kind: RecordKind::$name,
                fields: &[$($( Meta {
                    key: stringify!($field), kind: $kind, provision: $provision, need: Need::$need,
                    section: Section::$section, asked: record!(@asked $($asked)?),
                }, )*)*],
                lists: &[$( ListMeta {
                    key: stringify!($list), kind: RecordKind::$row, provision: $rprovision, need: Need::$rneed,
                    section: Section::$rsection, asked: record!(@asked $($rasked)?),
                }, )*],
            };
        }

        impl Record for $name {
            fn declaration(&self) -> &'static Declaration { Self::DECLARATION }
            fn head(&self) -> &Head { &self.head }
            fn head_mut(&mut self) -> &mut Head { &mut self.head }
            fn view(&self, field: usize) -> ValueView<'_> { (Self::SLOTS[field].view)(self) }
            fn has(&self, field: usize) -> bool { (Self::SLOTS[field].has)(self) }
            fn texts(&self, field: usize) -> &[String] { (Self::SLOTS[field].texts)(self) }
            fn put(&mut self, field: usize, value: Value) -> bool { (Self::SLOTS[field].put)(self, value) }
            fn list(&self, list: usize) -> &dyn Rows { (Self::ROWS[list].list)(self) }
            fn list_mut(&mut self, list: usize) -> &mut dyn Rows { (Self::ROWS[list].list_mut)(self) }
            fn boxed(&self) -> Box<dyn Record> { Box::new(self.clone()) }
            fn as_any(&self) -> &dyn Any { self }
            fn into_any(self: Box<Self>) -> Box<dyn Any> { self }
        }
    };
}
pub(crate) use record;
