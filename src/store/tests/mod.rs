//! What the store promises: its schema, opening, saving, the journal, and what a tampered file looks like.

mod beside;
mod broken_off;
mod damage;
mod hidden;
mod loading;
mod migrating;
mod opening;
mod saving;
mod schema;
mod tampering;

use std::path::{Path, PathBuf};

use super::*;
use crate::domain::change::{Edit, changes_of};
use crate::domain::kind::RecordKind;
use crate::domain::progress::Monitor;
use crate::domain::value::Value;

/// Checks a file as the command line does.
fn verify_file(path: &Path, purpose: Purpose) -> Result<Verification, Problem> {
    let monitor = Monitor::default();
    let outcome = Checker::of_file(path, purpose, &monitor)?.check(&monitor)?;
    let thorough = Checker::of_file(path, purpose, &monitor)?.thorough();
    assert_eq!(
        thorough.check(&monitor)?,
        outcome,
        "as by comparing everything"
    );
    Ok(outcome)
}

/// A directory for the files of one test.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// A register of two change sets: an organisation, and an activity that refers to it from a row.
    fn register(&self) -> (Store, Register) {
        let mut store = Store::create(&self.file("register.sqlite")).unwrap();
        let mut register = store.load().unwrap();
        save(&mut store, &mut register, &mut |register| {
            let mut supplier = RecordKind::Organisation.blank();
            supplier.record_value("name", text("Supplier"));
            register.settle(&mut *supplier);
            vec![Edit::create(supplier)]
        })
        .unwrap();
        save(&mut store, &mut register, &mut |register| {
            let mut activity = RecordKind::Activity.blank();
            activity.record_value("name", text("Payroll"));
            let mut row = RecordKind::Recipient.blank();
            row.record_value("organisation", Value::Ref(register.find("O1").unwrap()));
            let list = activity.declaration().list("recipients").unwrap();
            activity.insert_row(list, 0, row);
            register.settle(&mut *activity);
            vec![Edit::create(activity)]
        })
        .unwrap();
        (store, register)
    }
}

fn text(value: &str) -> Value {
    Value::Text(value.to_owned())
}

fn stamp() -> Stamp {
    Stamp {
        at: "2026-11-21T10:00:00+01:00".to_owned(),
        author: "ann".to_owned(),
        label: "a change".to_owned(),
        undoes: None,
        draft: None,
        salt: Some("0123456789abcdef".repeat(2)),
        ..Stamp::default()
    }
}

fn save(
    store: &mut Store,
    register: &mut Register,
    edits: &mut dyn FnMut(&mut Register) -> Vec<Edit>,
) -> Result<Option<Mark>, Problem> {
    store.commit(register, &stamp(), &mut |register| {
        let edits = edits(register);
        Ok(changes_of(register, &edits))
    })
}

/// Saves another name of a record.
fn rename(
    store: &mut Store,
    register: &mut Register,
    reference: &str,
    name: &str,
) -> Result<Option<Mark>, Problem> {
    save(store, register, &mut |register| {
        let id = register.find(reference).unwrap();
        let before = register.owner(id).unwrap().boxed();
        let mut after = before.clone();
        after.record_value("name", text(name));
        vec![Edit {
            before: Some(before),
            after: Some(after),
        }]
    })
}

/// Another program's connection to a file.
fn outside(path: &Path) -> Connection {
    let connection = Connection::open(path).unwrap();
    connection
        .execute_batch("PRAGMA synchronous = OFF")
        .unwrap();
    connection
}

fn impatient(path: &Path) -> Store {
    Store::open_patiently(path, Duration::ZERO).unwrap()
}
