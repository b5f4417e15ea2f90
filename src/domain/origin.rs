//! Activities that are copies of another: made for more of our organisations, and held against what they were made from.

use std::collections::{HashMap, HashSet};

use serde_json::Value as Json;

use super::anew::follow;
use super::approval::is_content;
use super::change::{Change, Edit, difference};
use super::codec::is_redacted;
use super::codes::{Choice as _, RecordStatus};
use super::facts::facts;
use super::field::{Record, Section};
use super::kind::{RecordKind, Target};
use super::problem::Problem;
use super::records::{Activity, Organisation};
use super::register::{Mark, Register};
use super::value::{Id, Value};

/// Copies of activities for each of these organisations, each with what it was made from and when; what was done at the
/// desk, reviewed or approved there is not copied.
///
/// # Errors
/// `copy_no_activity`, `copy_not_ours`, `copy_same` where it is that organisation's own, `copy_there` where that has a copy.
pub(crate) fn copies(
    register: &Register,
    ids: &[Id],
    organisations: &[Id],
) -> Result<Vec<Edit>, Problem> {
    let mut next = 0;
    let mut edits = Vec::new();
    for id in ids {
        let Some(origin) = register.typed::<Activity>(*id) else {
            return Err(Problem::usage("copy_no_activity").with("ref", register.reference(*id)));
        };
        for organisation in organisations {
            check(register, origin, *organisation)?;
            let mut copy = origin.boxed();
            strip(&mut *copy);
            let mut numbers: HashMap<Id, Id> = HashMap::new();
            copy.walk_mut(&mut |row| {
                let number = Id::provisional(next);
                next += 1;
                numbers.insert(row.id(), number);
                row.head_mut().id = number;
            });
            copy.walk_mut(&mut |row| follow(row, &|id| numbers.get(&id).copied()));
            copy.record_value("organisation", Value::Ref(*organisation));
            copy.record_value("origin", Value::Ref(*id));
            copy.record_value("origin_state", Value::Text(state_of(&register.mark)));
            // The rows keep what they are called there: by that they are known when both are compared.
            copy.head_mut().reference.clear();
            edits.push(Edit::create(copy));
        }
    }
    Ok(edits)
}

fn check(register: &Register, origin: &Activity, organisation: Id) -> Result<(), Problem> {
    let reference = register.reference(organisation);
    let ours = register.typed::<Organisation>(organisation);
    if ours.is_none_or(|it| it.ours != Some(true)) {
        return Err(Problem::usage("copy_not_ours").with("ref", reference));
    }
    let problem = |key| {
        Problem::refused(key)
            .with("ref", &origin.head.reference)
            .with("organisation", &reference)
    };
    if origin.organisation == Some(organisation) {
        return Err(problem("copy_same"));
    }
    let mut activities = register.activities.iter();
    let there = activities
        .find(|it| it.organisation == Some(organisation) && it.origin == Some(origin.head.id));
    match there {
        Some(there) => Err(problem("copy_there").with("there", &there.head.reference)),
        None => Ok(()),
    }
}

/// Takes out of a copy what is of its original alone: what was done at the desk, reviewed, approved, and its names elsewhere.
pub(crate) fn strip(record: &mut dyn Record) {
    record.walk_mut(&mut |row| {
        for list in 0..row.declaration().lists.len() {
            while is_desk(row.declaration().lists[list].kind) && row.row_count(list) > 0 {
                row.remove_row(list, 0);
            }
        }
        let kind = row.kind();
        for (index, field) in row.declaration().fields.iter().enumerate() {
            let of_review = field.section == Section::Review && field.key != "review_interval";
            let of_desk = matches!(field.key, "last_checked_on" | "check_results");
            // When it begins and ends is each organisation's own; what was begun long ago there is not late here.
            let of_life =
                kind == RecordKind::Activity && matches!(field.key, "started_on" | "ended_on");
            if of_review || of_desk || of_life || field.key == "external_ids" {
                row.put(index, Value::Empty);
                row.head_mut().none.remove(field.key);
                row.head_mut().redacted.remove(field.key);
            }
        }
        if kind == RecordKind::Activity {
            let draft = Value::Text(RecordStatus::Draft.code().to_owned());
            row.record_value("record_status", draft);
        }
    });
}

const fn is_desk(kind: RecordKind) -> bool {
    matches!(
        kind,
        RecordKind::Holding | RecordKind::RetentionHold | RecordKind::HoldingHold
    )
}

/// A state of the register as `origin_state` has it.
fn state_of(mark: &Mark) -> String {
    format!("{}:{}", mark.number, mark.hash)
}

/// The number and hash of the state that a copy and its original were last the same in.
pub(crate) fn state_named(text: &str) -> Option<(i64, &str)> {
    let (number, hash) = text.split_once(':')?;
    Some((number.parse().ok()?, hash))
}

/// Whether a record is an activity that was made from another.
#[must_use]
pub(crate) fn is_copy(register: &Register, id: Id) -> bool {
    register
        .typed::<Activity>(id)
        .is_some_and(|activity| activity.origin.is_some())
}

/// The activities that are copies of another.
pub(crate) fn all_copies(register: &Register) -> Vec<Id> {
    let copies = register.activities.iter().filter(|it| it.origin.is_some());
    copies.map(|it| it.head.id).collect()
}

/// On which side something was changed since both were one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangedSide {
    /// In what is compared: the register, or the copy.
    Here,
    /// In what it is compared with: the file, or the original.
    There,
    /// In both, in different ways; or it is not known.
    Both,
}

impl ChangedSide {
    /// Its code in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Here => "here",
            Self::There => "there",
            Self::Both => "both",
        }
    }

    /// Where a difference was made, by whether both once had the record or row, and what its field said then.
    pub(crate) fn of(change: &Change, was_there: bool, then: Option<&Json>) -> Self {
        if change.field.is_none() {
            // What one side lacks was taken out there, or made on the other.
            return if change.after.is_null() == was_there {
                Self::There
            } else {
                Self::Here
            };
        }
        if then == Some(&change.before) {
            Self::There
        } else if then == Some(&change.after) {
            Self::Here
        } else {
            Self::Both
        }
    }
}

/// Copies beside what their originals are now, and were when both were last the same.
#[derive(Debug, Default)]
pub(crate) struct BesideOrigins {
    /// What is different: the copy's value, then the original's.
    changes: Vec<Change>,
    /// Where each was made.
    sides: Vec<ChangedSide>,
    /// Each original as it is, in the place of its copy.
    now: HashMap<Id, Box<dyn Record>>,
    /// The next provisional number.
    next: u32,
}

impl BesideOrigins {
    /// What is different: the copy's value, then the original's.
    pub(crate) fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// Where each was made.
    pub(crate) fn sides(&self) -> &[ChangedSide] {
        &self.sides
    }

    /// Holds copies against their originals; `state` gives the register as it was when both were the same.
    pub(crate) fn new<'r>(
        register: &Register,
        copies: &[Id],
        state: &dyn Fn(&Activity) -> Option<&'r Register>,
    ) -> Self {
        let mut out = Self::default();
        for id in copies {
            let Some(copy) = register.typed::<Activity>(*id) else {
                continue;
            };
            let Some(origin) = copy.origin.and_then(|id| register.get(id)) else {
                continue;
            };
            let then = state(copy).and_then(|then| then.get(origin.id()));
            out.add(register, copy, origin, then);
        }
        out
    }

    fn add(
        &mut self,
        register: &Register,
        copy: &Activity,
        origin: &dyn Record,
        then: Option<&dyn Record>,
    ) {
        let mut numbers = HashMap::from([(origin.id(), copy.head.id)]);
        self.number(copy, origin, then, &mut numbers);
        if let Some(then) = then {
            self.number(copy, then, Some(then), &mut numbers);
        }
        let place = |origin: &dyn Record| {
            let mut placed = origin.boxed();
            placed.walk_mut(&mut |row| {
                for list in 0..row.declaration().lists.len() {
                    while is_desk(row.declaration().lists[list].kind) && row.row_count(list) > 0 {
                        row.remove_row(list, 0);
                    }
                }
                let number = numbers.get(&row.id()).copied().unwrap_or_default();
                row.head_mut().id = number;
                follow(row, &|id| numbers.get(&id).copied());
            });
            placed.head_mut().reference.clone_from(&copy.head.reference);
            placed
        };
        let now = place(origin);
        let names = |record: &dyn Record| {
            let record = record.boxed();
            move |owner: Id, id: Id| {
                if owner == record.id() || record.find(id).is_some() {
                    path_of(&*record, id, owner == Id(0))
                        .unwrap_or_else(|| register.name_in(owner, id))
                } else {
                    register.name_in(owner, id)
                }
            }
        };
        let mut changes = difference(&facts(copy, &names(copy)), &facts(&*now, &names(&*now)));
        changes.retain(is_of_content);
        let whole: HashSet<Id> = changes
            .iter()
            .filter(|change| change.field.is_none())
            .map(|change| change.id)
            .collect();
        // What comes or goes with the row that it stands in is told by that.
        changes.retain(|change| {
            let facts = if change.after.is_null() {
                &change.before
            } else {
                &change.after
            };
            let parent = facts.get("parent").and_then(Json::as_u64);
            let parent = parent.and_then(|it| u32::try_from(it).ok()).map(Id);
            change.field.is_some() || parent.is_none_or(|parent| !whole.contains(&parent))
        });
        // Proof of what was done is never taken out.
        changes.retain(|change| {
            let row = (copy as &dyn Record).find(change.id);
            let goes = change.field.is_none() && change.after.is_null();
            !goes || row.is_none_or(|row| !holds_desk(row))
        });
        let then = then.map(|then| {
            let then = place(then);
            let all = facts(&*then, &names(&*then)).into_iter();
            all.map(|facts| (facts.id, facts.fields))
                .collect::<HashMap<_, _>>()
        });
        for change in changes {
            let side = match &then {
                None => ChangedSide::Both,
                Some(then) => {
                    let was = then.get(&change.id);
                    let key = change.field.as_deref();
                    let said = was
                        .zip(key)
                        .map(|(was, key)| was.get(key).unwrap_or(&Json::Null));
                    ChangedSide::of(&change, was.is_some(), said)
                }
            };
            self.sides.push(side);
            self.changes.push(change);
        }
        self.now.insert(copy.head.id, now);
    }

    /// Gives the rows of an original the numbers of the copy's that were made of them; new ones to the others.
    fn number(
        &mut self,
        copy: &Activity,
        origin: &dyn Record,
        then: Option<&dyn Record>,
        numbers: &mut HashMap<Id, Id>,
    ) {
        let mut of_copy: HashMap<String, &dyn Record> = HashMap::new();
        walk_paths(copy, "", &mut |path, row| {
            of_copy.insert(path.to_owned(), row);
        });
        let mut rows: Vec<(String, Id, bool)> = Vec::new();
        walk_paths(origin, "", &mut |path, row| {
            let here = of_copy.get(path);
            let here = here.filter(|here| here.kind() == row.kind());
            // What was made on both sides since is the same only where it says the same.
            let shared = then.is_none_or(|then| then.find(row.id()).is_some())
                || here.is_some_and(|here| says_the_same(*here, row));
            rows.push((path.to_owned(), row.id(), shared));
        });
        for (path, id, shared) in rows {
            if numbers.contains_key(&id) {
                continue;
            }
            let paired = of_copy.get(&path).map(|row| row.id());
            let paired = paired.filter(|it| shared && !numbers.values().any(|used| used == it));
            let number = paired.unwrap_or_else(|| {
                self.next += 1;
                Id::provisional(self.next)
            });
            numbers.insert(id, number);
        }
    }

    /// The edits that take over some of what is different; a copy that leaves nothing of what was changed in its original
    /// goes back to the present state from now on.
    pub(crate) fn take(&self, register: &Register, chosen: &dyn Fn(&Change) -> bool) -> Vec<Edit> {
        let mut copies: Vec<&Id> = self.now.keys().collect();
        copies.sort();
        let mut edits = Vec::new();
        for id in copies {
            let Some((copy, origin)) = register.get(*id).zip(self.now.get(id)) else {
                continue;
            };
            let mut after = copy.boxed();
            let (mut taken, mut left) = (false, false);
            for (change, side) in self.changes.iter().zip(&self.sides) {
                if copy.find(change.id).is_none() && origin.find(change.id).is_none() {
                    continue;
                }
                if chosen(change) {
                    taken |= apply(&mut *after, &**origin, change);
                } else {
                    left |= *side != ChangedSide::Here;
                }
            }
            if !taken {
                continue;
            }
            drop_dangling(&mut *after);
            if !left {
                let state = Value::Text(state_of(&register.mark));
                after.record_value("origin_state", state);
            }
            edits.push(Edit {
                before: Some(copy.boxed()),
                after: Some(after),
            });
        }
        edits
    }
}

/// Whether a difference is of what the record says, which can be taken over; nothing that was taken out for good is.
fn is_of_content(change: &Change) -> bool {
    if is_redacted(&change.before) || is_redacted(&change.after) {
        return false;
    }
    match change.field.as_deref() {
        None => !is_desk(change.kind),
        Some("organisation") => change.kind != RecordKind::Activity,
        Some("state" | "started_on" | "ended_on") if change.kind == RecordKind::Activity => false,
        Some("notes" | "as_stated") => false,
        Some(key) => is_content(change.kind, key),
    }
}

fn holds_desk(row: &dyn Record) -> bool {
    let mut found = false;
    row.walk(None, &mut |row, _| found |= is_desk(row.kind()));
    found
}

/// Every row of a record with its path inside, such as `R2/H1`.
fn walk_paths<'r>(
    record: &'r dyn Record,
    above: &str,
    visit: &mut dyn FnMut(&str, &'r dyn Record),
) {
    for list in 0..record.declaration().lists.len() {
        for row in record.rows(list) {
            let path = match above {
                "" => row.head().reference.clone(),
                above => format!("{above}/{}", row.head().reference),
            };
            visit(&path, row);
            walk_paths(row, &path, visit);
        }
    }
}

/// What a row is called in its record, or outside any.
fn path_of(record: &dyn Record, id: Id, outside: bool) -> Option<String> {
    let mut found = None;
    walk_paths(record, "", &mut |path, row| {
        if row.id() == id {
            found = Some(path.to_owned());
        }
    });
    if outside {
        found.map(|path| format!("{}/{path}", record.head().reference))
    } else {
        found
    }
}

/// Whether two rows say the same, apart from what they are called and where they stand.
fn says_the_same(one: &dyn Record, other: &dyn Record) -> bool {
    one.head().none == other.head().none
        && (0..one.declaration().fields.len()).all(|field| {
            let refers = one.declaration().fields[field].kind.target().is_some();
            refers || one.get(field) == other.get(field)
        })
}

/// Makes one of the differences in a copy; `false` where it has no place there.
fn apply(copy: &mut dyn Record, origin: &dyn Record, change: &Change) -> bool {
    match &change.field {
        Some(key) => match (copy.find_mut(change.id), origin.find(change.id)) {
            (Some(row), Some(from)) => {
                take_answer(row, from, key);
                true
            }
            _ => false,
        },
        None if change.after.is_null() => remove_row(copy, change.id),
        None => {
            let parent = change.after.get("parent").and_then(Json::as_u64);
            let parent = parent.and_then(|it| u32::try_from(it).ok()).map(Id);
            let row = origin.find(change.id);
            let Some((parent, row)) = parent.and_then(|id| copy.find_mut(id)).zip(row) else {
                return false;
            };
            let mut row = row.boxed();
            let taken = {
                let parent = &*parent;
                let lists = 0..parent.declaration().lists.len();
                let mut siblings = lists.flat_map(|list| parent.rows(list));
                siblings.any(|it| it.head().reference == row.head().reference)
            };
            if taken {
                row.head_mut().reference.clear();
            }
            let kind = row.kind();
            let list = parent
                .declaration()
                .lists
                .iter()
                .position(|it| it.kind == kind);
            list.is_some_and(|list| parent.insert_row(list, parent.row_count(list), row))
        }
    }
}

fn take_answer(row: &mut dyn Record, from: &dyn Record, key: &str) {
    if let Some(at) = row.declaration().field(key) {
        row.put(at, from.get(at));
    }
    let head = row.head_mut();
    head.none.remove(key);
    if let Some(reason) = from.head().none.get(key) {
        head.none.insert(key.to_owned(), reason.clone());
    }
}

fn remove_row(record: &mut dyn Record, id: Id) -> bool {
    let Some((parent, list, at)) = record.place_of(id) else {
        return false;
    };
    record.find_mut(parent).is_some_and(|parent| {
        parent.remove_row(list, at);
        true
    })
}

/// Takes out of a record what refers to a row of its own that is not there.
pub(crate) fn drop_dangling(record: &mut dyn Record) {
    let mut rows: HashSet<Id> = HashSet::new();
    record.walk(None, &mut |row, _| {
        rows.insert(row.id());
    });
    record.walk_mut(&mut |row| {
        for (index, field) in row.declaration().fields.iter().enumerate() {
            let to_rows =
                matches!(field.kind.target(), Some(Target::Kind(kind)) if kind.parent().is_some());
            if !to_rows {
                continue;
            }
            let left = match row.get(index) {
                Value::Ref(id) if !rows.contains(&id) => Value::Empty,
                Value::Refs(ids) if ids.iter().any(|id| !rows.contains(id)) => {
                    let left: Vec<Id> = ids.into_iter().filter(|id| rows.contains(id)).collect();
                    if left.is_empty() {
                        Value::Empty
                    } else {
                        Value::Refs(left)
                    }
                }
                _ => continue,
            };
            row.put(index, left);
        }
    });
}
