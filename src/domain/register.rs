//! The whole register in memory: records, lookup by number and by reference, numbering, who refers to what.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

use super::by_id::SharedById;
use super::by_reference::ByReference;
use super::changed::ChangeIndex;
use super::field::{Record, Rows};
use super::kind::{RecordKind, Target};
use super::records::{Activity, Agreement, Measure, Organisation, RegisterData, Schedule, Waiver};
use super::redaction::{Struck, TakenOutFields};
use super::reference::{OWN, OWN_OTHERWISE};
use super::referring::Referring;
pub use super::referring::{Referrer, reference_fields};
use super::shelf::Shelf;
use super::value::{Id, Value};

/// The change set that a state of the register was made at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// The number of the latest change set; 0 before the first.
    pub number: i64,
    /// Its hash, in hexadecimal.
    pub hash: String,
    /// When it was made, RFC 3339 with the writer's offset.
    pub at: String,
}

/// Where a record or row stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its kind.
    pub kind: RecordKind,
    /// The record that holds it; a record holds itself.
    pub owner: Id,
    /// The record or row that holds it directly; a record has none.
    pub parent: Option<Id>,
    /// The list that it stands in, of those of its parent; 0 for records.
    list: u8,
    /// Its place in that list.
    pub(super) at: u32,
}

impl Place {
    /// Its place in that list.
    pub(crate) fn at(&self) -> usize {
        self.at as usize
    }
}

/// Where everything stands, by number.
type Places = SharedById<Place>;

/// The register.
#[derive(Clone, Debug, Default)]
pub struct Register {
    /// Its own data.
    pub about: RegisterData,
    /// Organisations, in natural order of their references, as all lists here.
    pub organisations: Shelf<Organisation>,
    /// Agreements.
    pub agreements: Shelf<Agreement>,
    /// Security measures.
    pub measures: Shelf<Measure>,
    /// Retention schedules.
    pub schedules: Shelf<Schedule>,
    /// Processing activities.
    pub activities: Shelf<Activity>,
    /// Waivers of findings.
    pub waivers: Shelf<Waiver>,
    /// The change set that this state was made at.
    pub mark: Mark,
    /// Since when its fields hold what they hold, where the journal was asked.
    pub changes: Option<Arc<ChangeIndex>>,
    /// The next internal number.
    pub next_id: u32,
    /// The highest number that a reference no longer in use had, by parent (0 for records) and prefix.
    pub retired: BTreeMap<(Id, String), u32>,
    /// When and why the values of fields were taken out that are marked so, as the journal says.
    pub taken_out: TakenOutFields,
    /// Where words were taken out, and which redaction was the last.
    pub struck: Struck,
    /// The identities that the register had before, each with the last change set that was made under it.
    pub identities: BTreeMap<String, i64>,
    /// Whether it is only the part of a register that a question about some records needs.
    pub is_part: bool,
    places: Places,
    by_ref: ByReference,
    /// Who refers to what, from the first question on.
    pub(super) referring: OnceLock<Referring>,
}

/// A text of digits and letters in the order that people expect: `A2` before `A12`.
#[must_use]
pub fn natural_order(left: &str, right: &str) -> Ordering {
    let (mut left, mut right) = (left, right);
    loop {
        let (head_l, rest_l) = chunk(left);
        let (head_r, rest_r) = chunk(right);
        let order = match (head_l.parse::<u64>(), head_r.parse::<u64>()) {
            (Ok(number_l), Ok(number_r)) => number_l.cmp(&number_r).then(head_l.cmp(head_r)),
            _ => head_l.cmp(head_r),
        };
        if order != Ordering::Equal || (rest_l.is_empty() && rest_r.is_empty()) {
            return order.then(rest_l.len().cmp(&rest_r.len()));
        }
        (left, right) = (rest_l, rest_r);
    }
}

/// The leading run of digits or of other letters, and the rest.
fn chunk(text: &str) -> (&str, &str) {
    let digits = text.starts_with(|letter: char| letter.is_ascii_digit());
    text.split_at(
        text.find(|letter: char| letter.is_ascii_digit() != digits)
            .unwrap_or(text.len()),
    )
}

/// The number of a reference that the program made with that prefix (`12` of `A12`).
#[must_use]
pub fn made_number(reference: &str, prefix: &str) -> Option<u32> {
    let digits = reference.strip_prefix(prefix)?;
    (digits.len() <= 9 && digits.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| digits.parse().ok())
        .flatten()
}

impl Register {
    /// A register that holds nothing.
    #[must_use]
    pub fn empty() -> Self {
        Self {
            next_id: 1,
            ..Self::default()
        }
    }

    /// The language of the register's content, where it is recorded.
    #[must_use]
    pub fn language(&self) -> Option<super::language::Language> {
        let code = self.about.language.as_deref()?;
        super::language::Language::from_code(code)
    }

    /// The records of a kind, in natural order of their references; the register's own data is one record.
    pub fn records(&self, kind: RecordKind) -> Box<dyn Iterator<Item = &dyn Record> + '_> {
        if kind == RecordKind::RegisterData {
            return Box::new(std::iter::once(&self.about as &dyn Record));
        }
        let list = self.list(kind);
        Box::new(
            list.into_iter()
                .flat_map(|list| (0..list.count()).map(move |at| list.at(at))),
        )
    }

    /// The records of a kind, but for the register's own data.
    fn list(&self, kind: RecordKind) -> Option<&dyn Rows> {
        Some(match kind {
            RecordKind::Organisation => &self.organisations,
            RecordKind::Agreement => &self.agreements,
            RecordKind::Measure => &self.measures,
            RecordKind::Schedule => &self.schedules,
            RecordKind::Activity => &self.activities,
            RecordKind::Waiver => &self.waivers,
            _ => return None,
        })
    }

    fn list_mut(&mut self, kind: RecordKind) -> Option<&mut dyn Rows> {
        Some(match kind {
            RecordKind::Organisation => &mut self.organisations,
            RecordKind::Agreement => &mut self.agreements,
            RecordKind::Measure => &mut self.measures,
            RecordKind::Schedule => &mut self.schedules,
            RecordKind::Activity => &mut self.activities,
            RecordKind::Waiver => &mut self.waivers,
            _ => return None,
        })
    }

    /// How many records of a kind there are.
    #[must_use]
    pub fn count(&self, kind: RecordKind) -> usize {
        self.list(kind).map_or_else(
            || usize::from(kind == RecordKind::RegisterData),
            |list| list.count(),
        )
    }

    /// Every record, the register's own data first.
    pub fn all_records(&self) -> impl Iterator<Item = &dyn Record> {
        std::iter::once(RecordKind::RegisterData)
            .chain(RecordKind::records())
            .flat_map(|kind| self.records(kind))
    }

    /// The rows of a kind over all records, each with its record.
    pub fn all_rows(&self, kind: RecordKind) -> Vec<(&dyn Record, &dyn Record)> {
        let (mut rows, way) = (Vec::new(), kind.way_down());
        for owner in self.records(kind.top()) {
            owner.walk_down(&way, &mut |row| rows.push((owner, row)));
        }
        rows
    }

    /// Where a record or row stands.
    #[must_use]
    pub fn place(&self, id: Id) -> Option<&Place> {
        self.places.get(id)
    }

    /// The record that holds a record or row.
    #[must_use]
    pub fn owner(&self, id: Id) -> Option<&dyn Record> {
        let owner = self.places.get(id)?.owner;
        let place = self.places.get(owner)?;
        self.record_at(place.kind, place.at())
    }

    /// The record that stands at a place in the list of its kind.
    pub(super) fn record_at(&self, kind: RecordKind, at: usize) -> Option<&dyn Record> {
        match self.list(kind) {
            Some(list) => (at < list.count()).then(|| list.at(at)),
            None => (kind == RecordKind::RegisterData).then_some(&self.about),
        }
    }

    fn owner_mut(&mut self, id: Id) -> Option<&mut dyn Record> {
        let owner = self.places.get(id)?.owner;
        let place = *self.places.get(owner)?;
        if place.kind == RecordKind::RegisterData {
            return Some(&mut self.about);
        }
        let list = self.list_mut(place.kind)?;
        (place.at() < list.count()).then(|| list.at_mut(place.at()))
    }

    /// A record or row by its number.
    #[must_use]
    pub fn get(&self, id: Id) -> Option<&dyn Record> {
        let place = self.places.get(id)?;
        let Some(parent) = place.parent else {
            let record = self.record_at(place.kind, place.at());
            return record.filter(|record| record.id() == id);
        };
        let rows = self.get(parent)?.list(usize::from(place.list));
        // Where rows have just moved, it is looked for.
        (place.at() < rows.count())
            .then(|| rows.at(place.at()))
            .filter(|row| row.id() == id)
            .or_else(|| self.owner(id)?.find(id))
    }

    /// A record or row by its number, to change. References and positions are changed by [`Self::replace`] only.
    pub(super) fn get_mut(&mut self, id: Id) -> Option<&mut dyn Record> {
        self.owner_mut(id)?.find_mut(id)
    }

    /// A typed record or row by its number.
    #[must_use]
    pub fn typed<T: Record>(&self, id: Id) -> Option<&T> {
        self.get(id)?.downcast()
    }

    /// Whether the register has this identity, or had it: what was made of it then is its own.
    #[must_use]
    pub fn is_known_as(&self, id: &str) -> bool {
        self.about.id.as_deref() == Some(id) || self.identities.contains_key(id)
    }

    /// Whether an export that names this identity and change set was made of this register.
    ///
    /// Under an identity that it left, another file may have gone on from there.
    #[must_use]
    pub fn was_at(&self, id: &str, number: Option<i64>) -> bool {
        let earlier = self.identities.get(id).zip(number);
        self.about.id.as_deref() == Some(id) || earlier.is_some_and(|(last, at)| at <= *last)
    }

    /// The organisation of that number.
    #[must_use]
    pub fn organisation(&self, id: Option<Id>) -> Option<&Organisation> {
        self.typed(id?)
    }

    /// The organisations whose records this register keeps.
    pub fn ours(&self) -> impl Iterator<Item = &Organisation> {
        self.organisations
            .iter()
            .filter(|organisation| organisation.ours == Some(true))
    }

    /// The record or row of a reference as it is written outside any record: `A12`, `A12/C2`, `A12/R2/H1`.
    #[must_use]
    pub fn find(&self, reference: &str) -> Option<Id> {
        if let Some(id) = self.by_ref.get(reference) {
            return Some(id);
        }
        let about = &self.about.head.reference;
        if let Some(path) = reference.strip_prefix(about.as_str())
            && let Some(path) = path.strip_prefix('/')
            && !about.is_empty()
            && self.by_ref.get(about).is_none()
        {
            return row_of(&self.about, path);
        }
        // An own numbering may hold a slash, so the longest record reference that fits is taken.
        reference.match_indices('/').rev().find_map(|(at, _)| {
            let owner = self.by_ref.get(&reference[..at])?;
            row_of(self.owner(owner)?, &reference[at + 1..])
        })
    }

    /// The record or row that somebody names outside any record: as [`Self::find`], but the register's own record is
    /// always [`OWN`], whatever its reference; where a record of before the rule has that word for its own, [`OWN_OTHERWISE`].
    #[must_use]
    pub fn find_typed(&self, typed: &str) -> Option<Id> {
        match typed.strip_prefix(self.own_name()) {
            Some("") => Some(self.about.head.id).filter(|id| *id != Id(0)),
            Some(path) if path.starts_with('/') => row_of(&self.about, &path[1..]),
            _ => self.find(typed),
        }
    }

    /// What the register's own record is called outside any record.
    pub(crate) fn own_name(&self) -> &'static str {
        if self
            .by_ref
            .get(OWN)
            .is_some_and(|id| id != self.about.head.id)
        {
            OWN_OTHERWISE
        } else {
            OWN
        }
    }

    /// Whether it is the register's own record, or a row of that.
    #[must_use]
    pub(crate) fn is_own(&self, id: Id) -> bool {
        let place = self.places.get(id);
        place.is_some_and(|place| place.owner == self.about.head.id)
    }

    /// A reference that [`Self::find_typed`] understands.
    #[must_use]
    pub fn typed_reference(&self, id: Id) -> String {
        let about = self.about.head.id;
        match self.places.get(id) {
            Some(_) if id == about => self.own_name().to_owned(),
            Some(place) if place.owner == about => {
                format!("{}/{}", self.own_name(), self.name_in(about, id))
            }
            _ => self.reference(id),
        }
    }

    /// The record or row of a reference as it is written inside a record: its own rows first.
    #[must_use]
    pub fn find_in(&self, owner: Id, reference: &str) -> Option<Id> {
        self.owner(owner)
            .and_then(|owner| row_of(owner, reference))
            .or_else(|| self.find(reference))
    }

    /// The record or row of a reference as it is written in a field of `owner` that points at `target`.
    ///
    /// What the field points at tells a record that somebody has numbered `C2` from a row of that name.
    #[must_use]
    pub fn resolve(&self, owner: Id, target: Target, reference: &str) -> Option<Id> {
        match target {
            Target::Kind(kind) if kind.parent().is_some() => row_of(self.owner(owner)?, reference),
            Target::Kind(kind) => self.record_of(kind, reference),
            Target::Ours => self.record_of(RecordKind::Organisation, reference),
            Target::Any => self.find(reference),
        }
    }

    /// The record of a kind that has that reference.
    fn record_of(&self, kind: RecordKind, reference: &str) -> Option<Id> {
        let id = self.by_ref.get(reference)?;
        self.place(id)
            .filter(|place| place.kind == kind)
            .map(|_| id)
    }

    /// The reference of a record or row as it is written inside the record `owner`.
    #[must_use]
    pub fn name_in(&self, owner: Id, id: Id) -> String {
        let Some(place) = self.places.get(id) else {
            return String::new();
        };
        let mut name = String::new();
        if place.parent.is_some() && place.owner != owner {
            self.push_path(place.owner, &mut name);
            name.push('/');
        }
        self.push_path(id, &mut name);
        name
    }

    /// Writes a reference as it is inside its record (`C2`, `R2/H1`), or a record's own (`A12`).
    fn push_path(&self, id: Id, path: &mut String) {
        let above = self.places.get(id).and_then(|place| {
            let parent = place.parent?;
            (parent != place.owner).then_some(parent)
        });
        if let Some(above) = above {
            self.push_path(above, path);
            path.push('/');
        }
        if let Some(record) = self.get(id) {
            path.push_str(&record.head().reference);
        }
    }

    /// The reference of a record or row as it is written outside any record.
    #[must_use]
    pub fn reference(&self, id: Id) -> String {
        self.name_in(Id(0), id)
    }

    /// The next reference that the program makes for a record of the kind, or for a row of the parent.
    #[must_use]
    pub fn next_reference(&self, kind: RecordKind, parent: Option<&dyn Record>) -> String {
        let prefix = kind.prefix();
        let live = |record: &dyn Record| made_number(&record.head().reference, prefix);
        let highest = match parent {
            None => self.records(kind).filter_map(live).max(),
            Some(parent) => {
                let list = parent
                    .declaration()
                    .lists
                    .iter()
                    .position(|list| list.kind == kind);
                list.and_then(|list| parent.rows(list).filter_map(live).max())
            }
        };
        let holder = parent.map_or(Id(0), |parent| parent.id());
        let retired = self.retired.get(&(holder, prefix.to_owned())).copied();
        // An own numbering may have given the reference to a record or row of another kind.
        let taken = |reference: &str| match parent {
            None => self.by_ref.get(reference).is_some(),
            Some(parent) => (0..parent.declaration().lists.len()).any(|list| {
                parent
                    .rows(list)
                    .any(|row| row.head().reference == reference)
            }),
        };
        let mut number = highest.max(retired).unwrap_or(0) + 1;
        loop {
            let reference = format!("{prefix}{number}");
            if !taken(&reference) {
                return reference;
            }
            number += 1;
        }
    }

    /// Remembers that a reference was in use and no longer is, so that its number is not given again.
    pub fn retire(
        &mut self,
        kind: RecordKind,
        parent: Option<Id>,
        reference: &str,
    ) -> Option<(Id, String, u32)> {
        let number = made_number(reference, kind.prefix())?;
        let key = (parent.unwrap_or(Id(0)), kind.prefix().to_owned());
        let highest = self.retired.entry(key.clone()).or_insert(0);
        (number > *highest).then(|| {
            *highest = number;
            (key.0, key.1, number)
        })
    }

    /// Gives rows that are not saved yet lasting numbers and references, and settles the order of all rows.
    pub fn settle(&mut self, record: &mut dyn Record) {
        let mut lasting: HashMap<Id, Id> = HashMap::new();
        let next = &mut self.next_id;
        record.walk_mut(&mut |row| {
            if row.id().is_provisional() {
                lasting.insert(row.id(), Id(*next));
                row.head_mut().id = Id(*next);
                *next += 1;
            }
        });
        self.settle_rows(record);
        if record.head().reference.is_empty() {
            record.head_mut().reference = self.next_reference(record.kind(), None);
        }
        record.walk_mut(&mut |row| {
            for (index, field) in row.declaration().fields.iter().enumerate() {
                if field.kind.target().is_none() {
                    continue;
                }
                let moved = |id: Id| lasting.get(&id).copied().unwrap_or(id);
                let settled = match row.get(index) {
                    Value::Ref(id) => Value::Ref(moved(id)),
                    Value::Refs(ids) => Value::Refs(ids.into_iter().map(moved).collect()),
                    _ => continue,
                };
                row.put(index, settled);
            }
        });
    }

    fn settle_rows(&self, record: &mut dyn Record) {
        for list in 0..record.declaration().lists.len() {
            let kind = record.declaration().lists[list].kind;
            let mut last = 0;
            for at in 0..record.row_count(list) {
                if record.row(list, at).head().reference.is_empty() {
                    let reference = self.next_reference(kind, Some(&*record));
                    record.row_mut(list, at).head_mut().reference = reference;
                }
                let head = record.row_mut(list, at).head_mut();
                if head.position <= last {
                    head.position = last + 1;
                }
                last = head.position;
                self.settle_rows(record.row_mut(list, at));
            }
        }
    }

    /// Puts a record in, or in the place of the one with its number, keeping the natural order of references.
    pub fn replace(&mut self, record: Box<dyn Record>) {
        self.forget(record.id());
        let kind = record.kind();
        self.push(record);
        self.sort_kind(kind);
    }

    /// Puts a record at the end of its list; [`Self::reindex`] must follow, once for many.
    pub fn push(&mut self, record: Box<dyn Record>) {
        let kind = record.kind();
        if kind == RecordKind::RegisterData {
            if let Ok(about) = record.into_any().downcast::<RegisterData>() {
                self.about = *about;
            }
        } else if let Some(list) = self.list_mut(kind) {
            list.put_in(list.count(), record);
        }
        self.index_at(kind, self.count(kind).saturating_sub(1));
    }

    /// Takes in all the records of a kind at once, as they were read.
    pub fn take(&mut self, kind: RecordKind, records: Box<dyn Rows>) {
        if let Some(list) = self.list_mut(kind) {
            list.join(records);
        } else if let Ok(mut about) = records.into_any().downcast::<Vec<RegisterData>>()
            && let Some(about) = about.pop()
        {
            self.push(Box::new(about));
            return;
        }
        self.sort_list(kind);
        for at in 0..self.count(kind) {
            self.index_at(kind, at);
        }
    }

    /// Puts the records of a kind in the natural order of their references; `false` where they stood in it.
    fn sort_list(&mut self, kind: RecordKind) -> bool {
        let list = self.list_mut(kind);
        list.is_some_and(|list| {
            list.sort(&|left, right| natural_order(&left.reference, &right.reference))
        })
    }

    /// The same, and follows in the lookup.
    pub(super) fn sort_kind(&mut self, kind: RecordKind) {
        if self.sort_list(kind) {
            self.follow_places(kind, 0);
        }
    }

    /// Brings the lookup up to where the records of a kind stand now, from a place on.
    fn follow_places(&mut self, kind: RecordKind, from: usize) {
        let mut places = std::mem::take(&mut self.places);
        for (at, record) in self.records(kind).enumerate().skip(from) {
            let (id, at) = (record.id(), number(at));
            // Most stand where they stood: what is shared stays shared.
            if places.get(id).is_some_and(|place| place.at != at)
                && let Some(place) = places.get_mut(id)
            {
                place.at = at;
            }
        }
        self.places = places;
    }

    /// Takes a record out; `false` where there is none of that number.
    pub fn forget(&mut self, id: Id) -> bool {
        let Some(place) = self.places.get(id).filter(|place| place.owner == id) else {
            return false;
        };
        let (kind, at) = (place.kind, place.at());
        self.unindex(id);
        self.places.remove(id);
        if let Some(referring) = self.referring.get_mut() {
            referring.forget(id);
        }
        if let Some(list) = self.list_mut(kind) {
            list.take_out(at);
        }
        self.follow_places(kind, at);
        true
    }

    /// Takes a record and its rows out of the lookup, before their references change.
    pub(super) fn unindex(&mut self, owner: Id) {
        let mut gone = Vec::new();
        if let Some(record) = self.owner(owner) {
            record.walk(None, &mut |row, _| gone.push(row.id()));
            let reference = record.head().reference.clone();
            if self.by_ref.get(&reference) == Some(owner) {
                self.by_ref.remove(&reference);
            }
        }
        // The record's own place is kept: it is how the record is reached until it is indexed again.
        let keep = self.places.get(owner).copied();
        for id in gone {
            self.places.remove(id);
        }
        if let Some(place) = keep {
            self.places.insert(owner, place);
        }
    }

    /// Takes a record and its rows into the lookup again.
    pub(super) fn index(&mut self, owner: Id) {
        if let Some(place) = self.places.get(owner) {
            self.index_at(place.kind, place.at());
        }
    }

    fn index_at(&mut self, kind: RecordKind, at: usize) {
        let mut places = std::mem::take(&mut self.places);
        let mut taken = None;
        if let Some(record) = self.record_at(kind, at) {
            let place = Place {
                kind,
                owner: record.id(),
                parent: None,
                list: 0,
                at: number(at),
            };
            let highest = index_rows(record, &place, &mut places);
            taken = Some((record.head().reference.clone(), record.id(), highest));
        }
        self.places = places;
        if let Some((reference, id, highest)) = taken {
            self.next_id = self.next_id.max(highest.saturating_add(1));
            if kind != RecordKind::RegisterData {
                self.by_ref.insert(&reference, id);
            }
            self.follow_references(id);
        }
    }

    /// Puts every list in order and builds the whole lookup anew: after many records were pushed.
    pub fn reindex(&mut self) {
        for kind in RecordKind::records() {
            self.sort_kind(kind);
        }
    }

    /// Every internal number in use.
    pub fn ids(&self) -> impl Iterator<Item = Id> {
        self.places.ids()
    }
}

/// A place in a list as it is kept.
fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Takes in where a record or row stands, and its rows. Returns the highest number.
fn index_rows(record: &dyn Record, place: &Place, places: &mut Places) -> u32 {
    let id = record.id();
    places.insert(id, *place);
    let mut highest = id.0;
    for (list, meta) in record.declaration().lists.iter().enumerate() {
        let rows = record.list(list);
        for at in 0..rows.count() {
            let place = Place {
                kind: meta.kind,
                owner: place.owner,
                parent: Some(id),
                list: u8::try_from(list).unwrap_or(u8::MAX),
                at: number(at),
            };
            highest = highest.max(index_rows(rows.at(at), &place, places));
        }
    }
    highest
}

/// The row of a record that a path of references names: `C2`, `R2/H1`.
fn row_of(record: &dyn Record, path: &str) -> Option<Id> {
    for list in 0..record.declaration().lists.len() {
        for row in record.rows(list) {
            let reference = row.head().reference.as_str();
            if path == reference {
                return Some(row.id());
            }
            if let Some(deeper) = path
                .strip_prefix(reference)
                .and_then(|rest| rest.strip_prefix('/'))
                && let Some(id) = row_of(row, deeper)
            {
                return Some(id);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests;
