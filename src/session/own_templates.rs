//! Templates of one's own: activities that are kept in files beside the configuration, to begin others with in any register.
//!
//! A file is an export in JSON of the activity and of what it refers to, without what is of the original alone. What is made
//! from it takes the records of this register that are called the same, and makes those that are not there.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::output::{self, Guard};
use crate::config::reason;
use crate::domain::anew::follow;
use crate::domain::change::{Edit, changes_of};
use crate::domain::field::Record;
use crate::domain::kind::RecordKind;
use crate::domain::language::Language;
use crate::domain::origin::strip;
use crate::domain::problem::Problem;
use crate::domain::records::{Activity, Organisation};
use crate::domain::register::{Register, reference_fields};
use crate::domain::text::key as folded;
use crate::domain::value::{Id, Value};
use crate::exchange::import::{self, Merging};
use crate::exchange::json;
use crate::exchange::selection::Selection;
use crate::library;
use crate::words::Words;

/// An activity that is kept to begin others with.
#[derive(Debug)]
pub struct OwnTemplate {
    /// By which it is asked for.
    pub key: String,
    /// What it is called.
    pub name: String,
    /// The department that does it.
    pub department: String,
    /// What is done.
    pub description: String,
    /// The activity and what it refers to.
    register: Register,
}

impl OwnTemplate {
    /// Reads a file of a template.
    ///
    /// # Errors
    /// What is wrong with the file; `template_damaged` where there is no activity in it.
    pub fn read(key: &str, text: &str) -> Result<Self, Problem> {
        let mut register = Register::empty();
        let document = import::read(text)?;
        let plan = import::plan(&document, &register, &Merging::default())?;
        let changes = changes_of(&register, &plan.edits);
        let damaged = || Problem::refused("template_damaged").with("key", key);
        if register.mismatch(&changes).is_some() {
            return Err(damaged());
        }
        register.apply(&changes)?;
        let activity = register.activities.first().ok_or_else(damaged)?;
        let activity: &dyn Record = activity;
        let text = |field: &str| activity.text(field).unwrap_or_default();
        Ok(Self {
            key: key.to_owned(),
            name: text("name"),
            department: text("department"),
            description: text("description"),
            register,
        })
    }

    /// The edits that make an activity of an organisation from it, with what it rests on and is not there yet; `next` gives
    /// provisional numbers.
    fn edits(
        &self,
        register: &Register,
        organisation: Id,
        words: &Words,
        next: &mut impl FnMut() -> Id,
    ) -> Vec<Edit> {
        let Some(activity) = self.register.activities.first() else {
            return Vec::new();
        };
        let mut numbers: HashMap<Id, Id> = HashMap::new();
        if let Some(owner) = activity.organisation {
            numbers.insert(owner, organisation);
        }
        let mut made: Vec<Box<dyn Record>> = Vec::new();
        for id in reached(&self.register, activity.head.id) {
            let Some(record) = self.register.get(id).filter(|_| !numbers.contains_key(&id)) else {
                continue;
            };
            let there = if record.kind() == RecordKind::Activity {
                None
            } else {
                same(register, record)
            };
            if let Some(there) = there {
                numbers.insert(id, there);
                continue;
            }
            let mut copy = record.boxed();
            copy.walk_mut(&mut |row| {
                let number = next();
                numbers.insert(row.id(), number);
                row.head_mut().id = number;
            });
            copy.head_mut().reference.clear();
            made.push(copy);
        }
        let from = words.fill("library.from", &[("key", &self.key)]);
        for record in &mut made {
            record.walk_mut(&mut |row| follow(row, &|id| numbers.get(&id).copied()));
            match record.kind() {
                RecordKind::Activity => {
                    record.record_value("organisation", Value::Ref(organisation));
                    record.record_value("provenance", Value::Text(from.clone()));
                }
                // Whose register this is, is said there and not here.
                RecordKind::Organisation => {
                    record.record_value("ours", Value::Flag(false));
                }
                _ => {}
            }
        }
        made.into_iter().map(Edit::create).collect()
    }
}

/// The record of a register that is called like another.
fn same(register: &Register, record: &dyn Record) -> Option<Id> {
    let called = folded(&record.text("name")?);
    let mut all = register.all_records();
    let same = all.find(|it| {
        it.kind() == record.kind() && it.text("name").is_some_and(|name| folded(&name) == called)
    });
    same.map(<dyn Record>::id)
}

/// A record and all that it refers to, and that those refer to; activities but the first are left out.
fn reached(register: &Register, first: Id) -> Vec<Id> {
    let mut reached = vec![first];
    let mut known: HashSet<Id> = reached.iter().copied().collect();
    let mut at = 0;
    while let Some(id) = reached.get(at).copied() {
        at += 1;
        let Some(record) = register.get(id) else {
            continue;
        };
        let mut named: Vec<Id> = Vec::new();
        record.walk(None, &mut |row, _| {
            for field in reference_fields(row.kind()) {
                match row.get(*field) {
                    Value::Ref(id) => named.push(id),
                    Value::Refs(ids) => named.extend(ids),
                    _ => {}
                }
            }
        });
        for other in named.into_iter().filter_map(|id| register.owner(id)) {
            let fit = !matches!(
                other.kind(),
                RecordKind::Activity | RecordKind::RegisterData
            );
            if fit && known.insert(other.id()) {
                reached.push(other.id());
            }
        }
    }
    reached
}

/// The file of a template that an activity is kept as: it and what it refers to, without what is of it alone.
///
/// # Errors
/// `template_keep_activity` where the record is none.
pub fn kept(register: &Register, id: Id, today: NaiveDate) -> Result<String, Problem> {
    if register.typed::<Activity>(id).is_none() {
        let reference = register.reference(id);
        return Err(Problem::usage("template_keep_activity").with("ref", reference));
    }
    let ids = reached(register, id);
    let mut kept = Register::empty();
    for id in &ids {
        let Some(record) = register.get(*id) else {
            continue;
        };
        let mut record = record.boxed();
        strip(&mut *record);
        record.walk_mut(&mut |row| {
            for field in reference_fields(row.kind()) {
                leave(row, *field, register, &ids);
            }
        });
        for field in ["origin", "origin_state", "provenance"] {
            if record.declaration().field(field).is_some() {
                record.record_value(field, Value::Empty);
            }
        }
        kept.push(record);
    }
    kept.reindex();
    Ok(json::export(&kept, today, &Selection::default()))
}

/// Takes out of a reference the records that are not kept.
fn leave(row: &mut dyn Record, field: usize, register: &Register, ids: &[Id]) {
    let stays = |id: &Id| {
        let owner = register.owner(*id);
        owner.is_some_and(|it| ids.contains(&it.id()))
    };
    let left = match row.get(field) {
        Value::Ref(id) if !stays(&id) => Value::Empty,
        Value::Refs(mut named) if !named.iter().all(stays) => {
            named.retain(stays);
            Value::Refs(named)
        }
        _ => return,
    };
    row.put(field, left);
}

/// The edits that make activities of an organisation from templates of one's own, after those that are made already.
///
/// # Errors
/// `template_organisation` where the organisation is none of the register's own.
pub fn edits(
    register: &Register,
    templates: &[&OwnTemplate],
    organisation: Id,
    words: &Words,
    mut before: Vec<Edit>,
) -> Result<Vec<Edit>, Problem> {
    let owner = register.typed::<Organisation>(organisation);
    if owner.is_none_or(|it| it.ours != Some(true)) {
        let reference = register.reference(organisation);
        return Err(Problem::usage("template_organisation").with("ref", reference));
    }
    // Each provisional number is of one record or row.
    let mut taken = 0;
    for record in before.iter().filter_map(|edit| edit.after.as_ref()) {
        record.walk(None, &mut |_, _| taken += 1);
    }
    let mut next = || {
        taken += 1;
        Id::provisional(taken)
    };
    for template in templates {
        before.extend(template.edits(register, organisation, words, &mut next));
    }
    Ok(before)
}

/// The templates of one's own among keys, and the other keys.
#[must_use]
pub fn parted<'k>(
    own: &'k [OwnTemplate],
    keys: &'k [String],
) -> (Vec<&'k OwnTemplate>, Vec<&'k str>) {
    let mut templates = Vec::new();
    let mut others = Vec::new();
    for key in keys {
        match own.iter().find(|it| it.key == *key) {
            Some(template) => templates.push(template),
            None => others.push(key.as_str()),
        }
    }
    (templates, others)
}

/// What making activities from templates is called in the journal.
///
/// # Errors
/// As [`library::label_of`].
pub fn label_of(own: &[&OwnTemplate], keys: &[&str], words: &Words) -> Result<String, Problem> {
    let names: Vec<&str> = own.iter().map(|it| it.name.as_str()).collect();
    let of_own = words.fill("library.label_own", &[("names", &names.join(", "))]);
    Ok(match (own.is_empty(), keys.is_empty()) {
        (true, _) => library::label_of(keys, words)?,
        (false, true) => of_own,
        (false, false) => format!("{of_own}; {}", library::label_of(keys, words)?),
    })
}

/// The templates that are kept in a directory, by their keys, and what is wrong with those that cannot be read.
#[must_use]
pub fn all(directory: Option<&Path>) -> (Vec<OwnTemplate>, Vec<Problem>) {
    let (mut templates, mut unread) = (Vec::new(), Vec::new());
    for file in output::files_ending(directory, "json") {
        let key = file.file_stem().unwrap_or_default().to_string_lossy();
        let read = output::read(&file).and_then(|text| OwnTemplate::read(&key, &text));
        match read {
            Ok(template) => templates.push(template),
            Err(problem) => unread.push(problem.with("file", file.display())),
        }
    }
    (templates, unread)
}

/// The file of a template in a directory.
///
/// # Errors
/// `template_key_unusable`.
pub fn file(directory: Option<&Path>, key: &str) -> Result<PathBuf, Problem> {
    let plain = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_');
    match directory.filter(|_| !key.is_empty() && key.chars().all(plain)) {
        Some(directory) => Ok(directory.join(format!("{key}.json"))),
        None => Err(Problem::usage("template_key_unusable").with("key", key)),
    }
}

/// Keeps an activity as the template of a key in a directory, and gives its file.
///
/// # Errors
/// `template_key_taken` for a key of the library, `template_key_unusable`, `template_keep_activity`, and what the file system
/// says.
pub fn keep(
    register: &Register,
    id: Id,
    (directory, key): (Option<&Path>, &str),
    today: NaiveDate,
    replace: bool,
    guard: &Guard,
) -> Result<PathBuf, Problem> {
    if library::templates(Language::default())?
        .iter()
        .any(|it| it.key == key)
    {
        return Err(Problem::usage("template_key_taken").with("key", key));
    }
    let file = file(directory, key)?;
    let text = kept(register, id, today)?;
    output::make_directory(&file)?;
    output::write(&file, &text, replace, guard)?;
    Ok(file)
}

/// Takes a template out of a directory.
///
/// # Errors
/// `template_unknown` where there is none; `template_not_forgotten` with what the file system says.
pub fn forget(directory: Option<&Path>, key: &str) -> Result<(), Problem> {
    let unknown = || Problem::usage("template_unknown").with("key", key);
    let file = file(directory, key).map_err(|_| unknown())?;
    if !file.is_file() {
        return Err(unknown());
    }
    std::fs::remove_file(&file).map_err(|error| {
        Problem::cannot("template_not_forgotten")
            .with("file", file.display())
            .with("reason", reason(&error))
    })
}

/// The key that a name gives: its letters and digits, small, with hyphens between.
#[must_use]
pub fn key_of(name: &str) -> String {
    let words = name.split(|letter: char| !letter.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty()).take(6);
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_of_the_words_of_a_name() {
        assert_eq!(
            key_of("Löner & arvoden (månadsvis)"),
            "löner-arvoden-månadsvis"
        );
        assert_eq!(key_of("—"), "");
    }
}
