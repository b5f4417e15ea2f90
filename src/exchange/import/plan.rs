//! What an import does: records matched by reference, missing references numbered, values resolved, edits made.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{HashMap, HashSet};

use serde_json::Value as Json;

use super::compare::changed_keys;
use super::tree::{Node, Object, Path, Taking, member, shown};
use super::{ChangedRecord, Conflict, ImportDocument, ImportPlan, ImportSpot, Matching, Merging};
use crate::domain::change::Edit;
use crate::domain::codec::clean;
use crate::domain::field::{Declaration, Record};
use crate::domain::frozen::freeze;
use crate::domain::kind::RecordKind;
use crate::domain::origin::drop_dangling;
use crate::domain::problem::Problem;
use crate::domain::reference::is_reference;
use crate::domain::register::{Register, made_number};
use crate::domain::value::{Id, Value};

/// Plans as [`super::plan()`] does, but for the changes that the edits make and for what is doubtful about them.
///
/// # Errors
/// As [`super::plan()`].
pub(crate) fn plan_edits<'d>(
    document: &'d ImportDocument<'_>,
    register: &'d Register,
    choice: &Merging<'d>,
) -> Result<ImportPlan, Problem> {
    let brings = !document.list(RecordKind::Organisation).is_empty();
    // A sheet brings records, and no register.
    let founds = is_new(register) && document.origin.is_none();
    let founding = founds.then(|| register.organisations.first());
    let mut planner = Planner {
        document,
        register,
        replaced: (founding.flatten())
            .filter(|_| brings)
            .map(|founding| founding.head.id),
        next_id: register.next_id.max(1),
        records: HashMap::new(),
        entries: Vec::new(),
        matched: HashSet::new(),
        same_register: is_new(register)
            || (document.register_id())
                .is_some_and(|id| register.was_at(id, document.change_number())),
        taking: Taking::new(is_own(document, register)),
        // What a sheet was made of is not known: it knows of no redaction.
        made_at: (choice.made_at.filter(|_| document.origin.is_none())).unwrap_or(0),
        kept_out: RefCell::default(),
        redacted_there: RefCell::default(),
        proof_stays: RefCell::default(),
        conflicts: RefCell::default(),
        written_by_hand: document.made_at().is_none() && document.origin.is_none(),
        foreign: (document.register_id())
            .is_some_and(|id| !is_new(register) && !register.was_at(id, document.change_number())),
        gone: HashMap::new(),
        doubted: Vec::new(),
        called: HashMap::new(),
        faults: (RefCell::new(document.faults.clone()), Cell::default()),
        taken_for: None,
        readings: Vec::new(),
        renamed: RefCell::default(),
        choice: *choice,
    };
    if document.origin.is_some() {
        planner.collect_of_source();
    } else {
        planner.collect();
    }
    planner.look_for_owners();
    planner.build();
    planner.check_outside_names();
    let mut plan = ImportPlan::default();
    planner.own_data(&mut plan);
    planner.fill_all()?;
    planner.tell_taken_for(&mut plan.report);
    planner.edits(&mut plan);
    planner.removals(&mut plan);
    // A file of this very register brings nothing of another's.
    plan.report.replaces_founding = founding.is_some()
        && document.register_id() != register.about.id.as_deref()
        && (brings || document.own_data().is_some());
    plan.readings = std::mem::take(&mut planner.readings);
    plan.report.cleaned = planner.taking.removed();
    plan.report.kept_out = planner.kept_out.take();
    plan.report.redacted_there = planner.redacted_there.take();
    plan.report.proof_stays = planner.proof_stays.take();
    plan.report.may_bring_back = planner.may_bring_back(&plan.edits);
    plan.report.conflicts = planner.conflicts.take();
    plan.report.renumbered = planner.renumbered();
    plan.report.alike = planner.alike();
    plan.report.followed = planner.followed();
    plan.report.left_apart = planner.left_apart();
    Ok(plan)
}

/// Whether a register holds no more than `new` makes: its own data and one organisation, in one change set.
pub(super) fn is_new(register: &Register) -> bool {
    register.mark.number <= 1
        && register.organisations.len() <= 1
        && RecordKind::records()
            .all(|kind| kind == RecordKind::Organisation || register.count(kind) == 0)
}

/// Whether a file is an export of this register: it names it, or it names another that is to be this one.
fn is_own(document: &ImportDocument<'_>, register: &Register) -> bool {
    let id = match document.own_data().map(|object| member(object, "id")) {
        Some(Node::Text(id)) => Some(&**id),
        _ => None,
    };
    let exported = matches!(document.member("change"), Node::Object(_));
    (id.is_some_and(|id| register.was_at(id, document.change_number()))
        || (id.is_none() && register.about.id.is_none() && exported))
        || (is_new(register) && exported)
}

/// A record of the file.
pub(super) struct PlannedRecord<'d, 'a> {
    pub(super) kind: RecordKind,
    pub(super) id: Id,
    /// The record to be: first its head and its rows, then with all values; taken out while it is filled.
    pub(super) record: Option<Box<dyn Record>>,
    /// Its rows, once somebody outside asks for one.
    pub(super) rows: OnceCell<RowNames>,
    pub(super) at: usize,
    pub(super) object: &'d Object<'a>,
    pub(super) reference: String,
    /// What the file calls it, where the register calls it by another reference.
    pub(super) called: String,
    pub(super) existing: Option<&'d dyn Record>,
    /// Whether the source calls it by another key than before.
    pub(super) is_followed: bool,
}

impl<'d, 'a> PlannedRecord<'d, 'a> {
    /// A record of the file before it is matched.
    pub(super) const fn new(kind: RecordKind, at: usize, object: &'d Object<'a>) -> Self {
        Self {
            kind,
            id: Id(0),
            record: None,
            rows: OnceCell::new(),
            at,
            object,
            reference: String::new(),
            called: String::new(),
            existing: None,
            is_followed: false,
        }
    }

    /// Calls `act` with the path of a key of the record.
    fn path_of<T>(&self, key: &str, act: impl FnOnce(&Path<'_>) -> T) -> T {
        let list = Path::Root.key(self.kind.plural());
        act(&list.at(self.at).key(key))
    }
}

/// The rows of a record by their references inside it.
pub(super) type RowNames = HashMap<String, (Id, RecordKind)>;

pub(super) struct Planner<'d, 'a> {
    pub(super) document: &'d ImportDocument<'a>,
    pub(super) register: &'d Register,
    /// The organisation that `new` made and whose place the file's take.
    pub(super) replaced: Option<Id>,
    /// The file's records by reference: the place among the entries.
    pub(super) records: HashMap<String, usize>,
    pub(super) entries: Vec<PlannedRecord<'d, 'a>>,
    /// The records of the register that the file has too.
    pub(super) matched: HashSet<Id>,
    /// Whether the file is one of this register's own, or founds it.
    pub(super) same_register: bool,
    /// How its texts are taken in.
    pub(super) taking: Taking,
    /// The fields that stay as they are, because what the file says there was taken out for good.
    pub(super) kept_out: RefCell<Vec<ImportSpot>>,
    /// The fields that stay as they are, or come with nothing in them, because something was taken out of the file there.
    pub(super) redacted_there: RefCell<Vec<ImportSpot>>,
    /// The fields that stay as they are, because they prove what was done and the file would empty them.
    pub(super) proof_stays: RefCell<Vec<ImportSpot>>,
    /// The change set that the file was made at, 0 where that is not known.
    pub(super) made_at: i64,
    /// What the file and the register both changed.
    pub(super) conflicts: RefCell<Vec<Conflict>>,
    /// Whether the file names no change that it was made at: it is no export, and says what is to be.
    pub(super) written_by_hand: bool,
    /// Whether the file is of another register.
    pub(super) foreign: bool,
    /// The records of such a source that were removed here, by their places among the entries.
    pub(super) gone: HashMap<usize, &'d dyn Record>,
    /// The records that their key does not tell for certain, by their places among the entries: what it named before.
    pub(super) doubted: Vec<(usize, Id)>,
    /// The organisation that the register began with and that was taken for the file's.
    pub(super) taken_for: Option<Id>,
    /// How the file calls records of the register, where it is a source that is no register.
    pub(super) called: HashMap<Id, &'d str>,
    /// What is wrong with values of the file, told at once, and how much more is.
    pub(super) faults: (RefCell<Vec<Problem>>, Cell<usize>),
    /// The rows that come under another reference than the copy's: their owner, the copy's, the new one.
    pub(super) renamed: RefCell<Vec<(Id, String, String)>>,
    /// The records as the source has them, to be kept for its next import.
    pub(super) readings: Vec<(Id, Json)>,
    /// What was asked for.
    pub(super) choice: Merging<'d>,
    next_id: u32,
}

impl<'d, 'a> Planner<'d, 'a> {
    pub(super) fn fresh_id(&mut self) -> Id {
        let id = Id(self.next_id);
        self.next_id += 1;
        id
    }

    /// Whether the file is an export that comes back into a register that holds nothing else.
    fn comes_back(&self) -> bool {
        self.taking.own && is_new(self.register)
    }

    /// The file's records with their references, each matched with the register's.
    fn collect(&mut self) {
        for kind in RecordKind::records() {
            let above = Path::Root.key(kind.plural());
            let first = self.entries.len();
            for (at, node) in self.document.list(kind).iter().enumerate() {
                let path = above.at(at);
                let object = self.object(node, &path);
                let recorded = |reference: &str| {
                    let found = self.register.find(reference);
                    let place = found.and_then(|id| self.register.place(id));
                    self.comes_back() || place.is_some_and(|place| place.kind == kind)
                };
                let mut reference = self.reference_of(object, &path, &recorded);
                let twice = !reference.is_empty()
                    && (self.records)
                        .insert(reference.clone(), self.entries.len())
                        .is_some();
                if twice {
                    self.stands_twice(&reference, &path.key("ref"));
                    reference.clear();
                }
                self.entries.push(PlannedRecord {
                    reference,
                    ..PlannedRecord::new(kind, at, object)
                });
            }
            self.number(kind, first);
        }
        if self.comes_as_new() {
            self.match_by_name_elsewhere();
            self.renumber();
            return;
        }
        let mut apart = Vec::new();
        for index in 0..self.entries.len() {
            let entry = &self.entries[index];
            let here = self.register.find(&entry.reference);
            let here = here.and_then(|id| self.register.get(id));
            let here = here.filter(|it| it.kind() == entry.kind);
            if let Some(made) = self.made_before(entry.kind, &entry.reference) {
                self.matched.insert(made.id());
                let entry = &mut self.entries[index];
                let own = made.head().reference.clone();
                entry.called = std::mem::replace(&mut entry.reference, own);
                entry.existing = Some(made);
            } else if here.is_some_and(|here| self.is_another(here, entry.object)) {
                apart.push(index);
            } else {
                self.match_existing(index);
            }
        }
        self.number_apart(&apart);
    }

    /// Rows whose record does not stand in the file are those of the register's; where that has none either, each is a
    /// fault.
    fn look_for_owners(&self) {
        for owner in &self.document.absent {
            let known = self.register.find(&owner.reference).is_some() && !self.foreign;
            if owner.is_fault || !known {
                self.fault(|| owner.problem.clone());
            }
        }
    }

    /// A reference that something else in the file has already is a fault.
    fn stands_twice(&self, reference: &str, path: &Path<'_>) {
        self.fault(|| {
            let problem = self.document.refuse("import_duplicate_ref", path);
            problem.with("text", reference)
        });
    }

    /// Numbers the records of a kind that have no reference, in the file's order.
    fn number(&mut self, kind: RecordKind, first: usize) {
        if (self.entries[first..].iter()).all(|entry| !entry.reference.is_empty()) {
            return;
        }
        let starts_anew = kind == RecordKind::Organisation && self.replaced.is_some();
        let made = |reference: &str| made_number(reference, kind.prefix());
        let next = self.register.next_reference(kind, None);
        let unused = made(&next).filter(|_| !starts_anew).unwrap_or(1);
        let in_file = self.entries[first..].iter();
        let highest = in_file.filter_map(|entry| made(&entry.reference)).max();
        let mut number = unused.max(highest.map_or(1, |highest| highest + 1));
        for index in first..self.entries.len() {
            if !self.entries[index].reference.is_empty() {
                continue;
            }
            let reference = loop {
                let reference = format!("{}{number}", kind.prefix());
                number += 1;
                let holder = self.register.find(&reference);
                let free = holder.is_none() || holder == self.replaced;
                if free && !self.records.contains_key(&reference) {
                    break reference;
                }
            };
            self.records.insert(reference.clone(), index);
            self.entries[index].reference = reference;
        }
    }

    fn match_existing(&mut self, index: usize) {
        let entry = &self.entries[index];
        let holder = self.register.find(&entry.reference).and_then(|id| {
            let place = self.register.place(id)?;
            place.parent.is_none().then_some((id, place.kind))
        });
        match holder {
            Some((id, kind)) if kind == entry.kind => {
                self.entries[index].existing = self.register.get(id);
                self.matched.insert(id);
            }
            Some((id, kind)) if Some(id) != self.replaced => self.fault(|| {
                let problem =
                    entry.path_of("ref", |path| self.document.refuse("import_ref_taken", path));
                problem
                    .with("text", &entry.reference)
                    .with("kind", kind.plural())
            }),
            _ => {}
        }
    }

    pub(super) fn object(&self, node: &'d Node<'a>, path: &Path<'_>) -> &'d Object<'a> {
        // What stands for one that is none, so that the rest of the file is looked through.
        static NOTHING: Object<'static> = Vec::new();
        if let Node::Object(object) = node {
            return object;
        }
        self.fault(|| self.document.refuse("import_not_object", path));
        &NOTHING
    }

    /// The reference that an object gives; empty where it gives none.
    ///
    /// One that the form would refuse is taken only where it is `recorded` already; else it is a fault.
    fn reference_of(
        &self,
        object: &Object<'_>,
        path: &Path<'_>,
        recorded: &dyn Fn(&str) -> bool,
    ) -> String {
        let path = path.key("ref");
        match member(object, "ref") {
            Node::Null => {}
            Node::Text(text) if recorded(&clean(text, false)) => return clean(text, false),
            Node::Text(text) => {
                let reference = clean(&self.taking.text(text), false);
                if reference.is_empty() || is_reference(&reference) || recorded(&reference) {
                    return reference;
                }
                self.fault(|| {
                    let problem = self.document.refuse("import_reference_unusable", &path);
                    problem.with("text", shown(&reference))
                });
            }
            _ => self.fault(|| self.document.refuse("import_not_text", &path)),
        }
        String::new()
    }

    /// The rows that an object has in a list.
    fn rows(&self, object: &'d Object<'a>, key: &str, path: &Path<'_>) -> &'d [Node<'a>] {
        match member(object, key) {
            Node::Null => &[],
            Node::List(nodes) => nodes,
            _ => {
                self.fault(|| self.document.refuse("import_not_list", &path.key(key)));
                &[]
            }
        }
    }

    /// Builds the heads and rows of all records, so that every reference has something to point at.
    fn build(&mut self) {
        for index in 0..self.entries.len() {
            let entry = &mut self.entries[index];
            let (kind, object, existing) = (entry.kind, entry.object, entry.existing);
            let (at, reference) = (entry.at, entry.reference.clone());
            let above = Path::Root.key(kind.plural());
            let past = match self.document.origin {
                Some(_) => self.gone.get(&index).copied(),
                None => self.past(kind, &reference),
            };
            let past = past.filter(|_| existing.is_none());
            let mut record = self.build_one(kind, object, existing, past, &above.at(at));
            record.head_mut().reference = reference;
            self.entries[index].id = record.id();
            self.entries[index].record = Some(record);
        }
    }

    pub(super) fn build_one(
        &mut self,
        kind: RecordKind,
        object: &'d Object<'a>,
        existing: Option<&'d dyn Record>,
        past: Option<&'d dyn Record>,
        path: &Path<'_>,
    ) -> Box<dyn Record> {
        let mut record = kind.blank();
        record.head_mut().id = match existing.or(past) {
            Some(known) => known.id(),
            None => self.fresh_id(),
        };
        let declaration = kind.declaration();
        if declaration.lists.is_empty() {
            return record;
        }
        let references = self.row_references(declaration, object, existing, path);
        for ((list, meta), references) in declaration.lists.iter().enumerate().zip(references) {
            let known: HashMap<&str, &'d dyn Record> = existing
                .map(|existing| existing.rows(list))
                .into_iter()
                .flatten()
                .map(|row| (row.head().reference.as_str(), row))
                .collect();
            // What was here when the file was made, and is not any more.
            let gone: HashMap<&str, &'d dyn Record> = past
                .or_else(|| self.choice.base?.get(existing?.id()))
                .filter(|_| self.choice.matching != Matching::Replacing)
                .map(|past| past.rows(list))
                .into_iter()
                .flatten()
                .filter(|row| self.register.place(row.id()).is_none())
                .map(|row| (row.head().reference.as_str(), row))
                .collect();
            let above = path.key(meta.key);
            let nodes = self.rows(object, meta.key, path);
            record.list_mut(list).make_room(nodes.len());
            let mut last = 0;
            for (at, (node, reference)) in nodes.iter().zip(references).enumerate() {
                let path = above.at(at);
                let object = self.object(node, &path);
                let existing = known.get(reference.as_str()).copied();
                let past = gone.get(reference.as_str()).copied();
                let past = past.filter(|_| existing.is_none());
                let mut row = self.build_one(meta.kind, object, existing, past, &path);
                let position = existing.map_or(0, |row| row.head().position);
                last = position.max(last + 1);
                row.head_mut().position = last;
                row.head_mut().reference = reference;
                record.insert_row(list, at, row);
            }
        }
        record
    }

    /// The references of the rows of each list: those given, and numbers for those that have none.
    fn row_references(
        &self,
        declaration: &Declaration,
        object: &'d Object<'a>,
        existing: Option<&dyn Record>,
        path: &Path<'_>,
    ) -> Vec<Vec<String>> {
        let mut given = HashSet::new();
        let mut lists = Vec::new();
        for meta in declaration.lists {
            let above = path.key(meta.key);
            let mut references = Vec::new();
            for (at, node) in self.rows(object, meta.key, path).iter().enumerate() {
                let path = above.at(at);
                let object = self.object(node, &path);
                let recorded = |reference: &str| {
                    let mut lists = existing.iter().flat_map(|record| {
                        let lists = 0..record.declaration().lists.len();
                        lists.flat_map(|list| record.rows(list))
                    });
                    self.comes_back() || lists.any(|row| row.head().reference == reference)
                };
                let mut reference = self.reference_of(object, &path, &recorded);
                if !reference.is_empty() && !given.insert(reference.clone()) {
                    self.stands_twice(&reference, &path.key("ref"));
                    reference.clear();
                }
                references.push(reference);
            }
            lists.push(references);
        }
        let existing = existing.filter(|existing| self.merges(Some(*existing)));
        for (list, (meta, references)) in declaration.lists.iter().zip(&mut lists).enumerate() {
            let apart = match existing {
                Some(existing) => {
                    let nodes = self.rows(object, meta.key, path);
                    self.rows_apart(existing, list, nodes, references, &mut given)
                }
                None => Vec::new(),
            };
            if apart.is_empty() && references.iter().all(|reference| !reference.is_empty()) {
                continue;
            }
            if let Some(existing) = existing {
                let nodes = self.rows(object, meta.key, path);
                self.known_by_content(existing, list, nodes, references, &mut given);
            }
            let made = |reference: &str| made_number(reference, meta.kind.prefix());
            let unused = existing
                .map(|existing| self.register.next_reference(meta.kind, Some(existing)))
                .and_then(|next| made(&next));
            let highest = references.iter().filter_map(|given| made(given)).max();
            let mut number = unused
                .unwrap_or(1)
                .max(highest.map_or(1, |highest| highest + 1));
            for reference in references.iter_mut().filter(|given| given.is_empty()) {
                // An own numbering may have taken the number in another list.
                while reference.is_empty() || given.contains(reference) {
                    *reference = format!("{}{number}", meta.kind.prefix());
                    number += 1;
                }
            }
            if let Some(existing) = existing {
                let renamed = apart.into_iter();
                let renamed = renamed.map(|(at, old)| (existing.id(), old, references[at].clone()));
                self.renamed.borrow_mut().extend(renamed);
            }
        }
        lists
    }

    /// Refuses a record whose own reference is also how a row is called from outside (`A1/C2`).
    fn check_outside_names(&self) {
        let taken = |entry: &PlannedRecord<'_, '_>, text: &str| {
            entry.path_of("ref", |path| self.stands_twice(text, path));
        };
        let slashed = |reference: &str| reference.contains('/');
        for entry in self
            .entries
            .iter()
            .filter(|entry| slashed(&entry.reference))
        {
            if self.row_outside(&entry.reference, None).is_some() {
                taken(entry, &entry.reference);
            }
        }
        let others = self.register.all_records().filter(|record| {
            slashed(&record.head().reference) && !self.matched.contains(&record.id())
        });
        for record in others {
            let reference = &record.head().reference;
            if let Some((index, _)) = self.file_row(reference, None) {
                taken(&self.entries[index], reference);
            }
        }
    }

    /// Fills all records with their values.
    fn fill_all(&mut self) -> Result<(), Problem> {
        for index in 0..self.entries.len() {
            let Some(mut record) = self.entries[index].record.take() else {
                continue;
            };
            let entry = &self.entries[index];
            let above = Path::Root.key(entry.kind.plural());
            let rows = row_names(&*record);
            let path = above.at(entry.at);
            let mut count = 0;
            record.walk(None, &mut |_, parent| {
                count += usize::from(parent.is_some());
            });
            if rows.len() < count {
                // A row numbered `R2/H1` beside the holding of that name.
                self.stands_twice(&entry.reference, &path);
            }
            let merged = entry.existing.filter(|_| self.merges(entry.existing));
            let mut rows = rows;
            if let Some(existing) = merged {
                // A row that the file does not name stays, and may be referred to.
                for (name, row) in row_names(existing) {
                    rows.entry(name).or_insert(row);
                }
                self.follow_apart(existing, &mut rows);
            }
            self.fill(&mut *record, entry.object, &rows, Some(index), &path);
            let read = self.choice.keeps_readings.then(|| record.boxed());
            let made_there = self.is_made_there(&*record);
            let conflicts = self.conflicts.borrow().len();
            if let Some(existing) = merged {
                let base = self.choice.base.and_then(|base| base.get(existing.id()));
                // What was made there since goes back to what the copy said of it last time.
                let read = || self.choice.read_before?.get(existing.id());
                let base = base.or_else(read);
                if self.choice.matching == Matching::Replacing {
                    Self::keep_proof(&mut *record, existing, entry.object);
                } else {
                    self.merge(&mut *record, existing, base, entry.object);
                    drop_dangling(&mut *record);
                }
                let mut count = 0;
                record.walk(None, &mut |_, parent| {
                    count += usize::from(parent.is_some());
                });
                if row_names(&*record).len() < count {
                    self.stands_twice(&entry.reference, &path);
                }
            }
            self.name_elsewhere(&mut *record, entry);
            let asked = self.conflicts.borrow().len() > conflicts;
            if let Some(mut read) = read
                // Of a copy of this register it is known what it was made of; only what was asked is to be kept.
                .filter(|_| asked || made_there || self.foreign || self.document.origin.is_some())
            {
                self.name_elsewhere(&mut *read, entry);
                self.as_called_there(&mut *read, &entry.called);
                self.readings.push((read.id(), freeze(&*read)));
            }
            self.entries[index].record = Some(record);
        }
        self.faulty()
    }

    /// The edits that bring the register's records to what the file says.
    fn edits(&mut self, plan: &mut ImportPlan) {
        let removed: HashSet<Id> = (self.entries.iter())
            .filter(|entry| entry.existing.is_none())
            .filter_map(|entry| {
                let record = entry.record.as_deref()?;
                let past = self.choice.base?.get(record.id())?;
                self.stays_removed(record, past).then(|| record.id())
            })
            .collect();
        for entry in &mut self.entries {
            let Some(after) = entry.record.take() else {
                continue;
            };
            if removed.contains(&after.id()) {
                plan.report.stay_removed.push(entry.reference.clone());
                continue;
            }
            let fields = entry
                .existing
                .map(|existing| changed_keys(existing, &*after));
            let takes_place = entry.existing.map(|existing| existing.id()) == self.replaced;
            match fields {
                Some(fields) if fields.is_empty() => {
                    plan.report.unchanged += 1;
                    continue;
                }
                Some(fields) if !takes_place => plan.report.changed.push(ChangedRecord {
                    kind: entry.kind,
                    reference: entry.reference.clone(),
                    fields,
                }),
                _ => plan
                    .report
                    .added
                    .entry(entry.kind)
                    .or_default()
                    .push(entry.reference.clone()),
            }
            plan.edits.push(Edit {
                before: entry.existing.map(|existing| existing.boxed()),
                after: Some(after),
            });
        }
    }

    /// What goes: the founding organisation, and from the records that the file lacks, references to rows that are no
    /// longer there.
    fn removals(&self, plan: &mut ImportPlan) {
        let mut gone: HashSet<Id> = HashSet::new();
        for edit in &plan.edits {
            if let (Some(before), Some(after)) = (&edit.before, &edit.after) {
                let mut left = HashSet::new();
                after.walk(None, &mut |row, _| {
                    left.insert(row.id());
                });
                before.walk(None, &mut |row, _| {
                    if !left.contains(&row.id()) {
                        gone.insert(row.id());
                    }
                });
            }
        }
        if let Some(founding) = self.replaced.filter(|id| !self.matched.contains(id))
            && let Some(record) = self.register.get(founding)
        {
            plan.edits.push(Edit::remove(record.boxed()));
        }
        if gone.is_empty() {
            return;
        }
        for record in self.register.all_records() {
            if self.matched.contains(&record.id()) || Some(record.id()) == self.replaced {
                continue;
            }
            let mut after = None;
            let mut fields = Vec::new();
            for (index, field) in record.declaration().fields.iter().enumerate() {
                let value = record.get(index);
                if field.kind.target().is_none() || !value.refs().iter().any(|id| gone.contains(id))
                {
                    continue;
                }
                let left = match value {
                    Value::Refs(mut ids) => {
                        ids.retain(|id| !gone.contains(id));
                        if ids.is_empty() {
                            Value::Empty
                        } else {
                            Value::Refs(ids)
                        }
                    }
                    _ => Value::Empty,
                };
                after.get_or_insert_with(|| record.boxed()).put(index, left);
                fields.push(field.key);
            }
            if after.is_some() {
                plan.report.changed.push(ChangedRecord {
                    kind: record.kind(),
                    reference: record.head().reference.clone(),
                    fields,
                });
                plan.edits.push(Edit {
                    before: Some(record.boxed()),
                    after,
                });
            }
        }
    }
}

/// The rows of a record by their references inside it: `C2`, `R2/H1`.
pub(super) fn row_names(record: &dyn Record) -> RowNames {
    fn add(record: &dyn Record, above: &str, names: &mut RowNames) {
        for list in 0..record.declaration().lists.len() {
            for row in record.rows(list) {
                let name = format!("{above}{}", row.head().reference);
                if !row.declaration().lists.is_empty() {
                    add(row, &format!("{name}/"), names);
                }
                names.insert(name, (row.id(), row.kind()));
            }
        }
    }
    let mut names = RowNames::new();
    add(record, "", &mut names);
    names
}
