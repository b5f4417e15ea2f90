//! Reading the whole register: rows in any order, and two that read together.

use super::*;
use crate::domain::change::Facts;
use crate::domain::value::Id;

/// Saves an activity with one row more at the beginning of a list; a row in it where its kind holds any.
fn add_row(store: &mut Store, register: &mut Register, reference: &str, list: &str) {
    save(store, register, &mut |register| {
        let id = register.find(reference).unwrap();
        let before = register.owner(id).unwrap().boxed();
        let mut after = before.clone();
        let at = after.declaration().list(list).unwrap();
        let mut row = after.declaration().lists[at].kind.blank();
        if !row.declaration().lists.is_empty() {
            let below = row.declaration().lists[0].kind.blank();
            row.insert_row(0, 0, below);
        }
        after.insert_row(at, 0, row);
        // What stands first has the highest number and the lowest position.
        for (position, nth) in (1..).zip(0..after.row_count(at)) {
            after.row_mut(at, nth).head_mut().position = position;
        }
        register.settle(&mut *after);
        vec![Edit {
            before: Some(before),
            after: Some(after),
        }]
    })
    .unwrap();
}

/// A register whose rows were added to several records in turn.
fn interwoven(folder: &Folder) -> (Store, Register) {
    let (mut store, mut register) = folder.register();
    save(&mut store, &mut register, &mut |register| {
        let mut activity = RecordKind::Activity.blank();
        activity.record_value(
            "tags",
            Value::Texts(vec!["a".to_owned(), "\"b\"".to_owned()]),
        );
        register.settle(&mut *activity);
        vec![Edit::create(activity)]
    })
    .unwrap();
    for _ in 0..3 {
        for reference in ["A2", "A1"] {
            for list in ["recipients", "retention", "purposes"] {
                add_row(&mut store, &mut register, reference, list);
            }
        }
    }
    (store, register)
}

/// Everything that a register is, in an order of its own.
fn all(register: &Register) -> (Facts, u32, Mark, Vec<(u32, String)>) {
    let mut ids: Vec<Id> = register.ids().collect();
    ids.sort_unstable();
    let named = ids.iter().map(|id| {
        assert_eq!(register.get(*id).map(|record| record.id()), Some(*id));
        (id.0, register.reference(*id))
    });
    let named = named.collect();
    (
        Facts::of(register),
        register.next_id,
        register.mark.clone(),
        named,
    )
}

#[test]
fn what_is_read_is_what_was_saved_whatever_the_order_of_the_rows() {
    let folder = Folder::new();
    let (store, register) = interwoven(&folder);
    let loaded = store.load().unwrap();
    assert_eq!(all(&loaded), all(&register));
    let activity = register.find("A1").unwrap();
    let order = |register: &Register| -> Vec<u32> {
        let activity = register.get(activity).unwrap();
        let list = activity.declaration().list("recipients").unwrap();
        activity.rows(list).map(|row| row.id().0).collect()
    };
    assert_eq!(order(&loaded).len(), 4);
    assert!(order(&loaded).is_sorted_by(|left, right| left > right));
    assert_eq!(order(&loaded), order(&register));
}

#[test]
fn two_read_what_one_reads() {
    let folder = Folder::new();
    let (store, register) = interwoven(&folder);
    let together = store
        .at_one_moment(|connection| load::load_together(connection, store.path()))
        .unwrap();
    assert_eq!(all(&together), all(&register));
}

#[test]
fn who_helps_reads_every_table_of_the_same_moment_and_none_of_another() {
    let folder = Folder::new();
    let (store, register) = folder.register();
    let count = |mark: &Mark| {
        let next = std::cell::Cell::new(0);
        let take = || {
            let at = next.replace(next.get() + 1);
            (at < tables::tables().len()).then_some(at)
        };
        load::help(store.path(), mark, &take).len()
    };
    assert_eq!(count(&register.mark), tables::tables().len());
    let earlier = store.change_set(1).unwrap().unwrap();
    let earlier = Mark {
        number: earlier.number,
        hash: earlier.hash,
        at: earlier.at,
    };
    assert_eq!(count(&earlier), 0);
    // A file that is being written is left to whom it helps, at once.
    let other = outside(store.path());
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    assert_eq!(count(&register.mark), 0);
}

/// A question about one record costs the same in a large register: no statement goes through the whole journal.
#[test]
fn the_changes_of_a_record_are_looked_up_and_not_gone_through() {
    let folder = Folder::new();
    let (store, register) = folder.register();
    let id = register.activities[0].head.id;
    let query = format!("EXPLAIN QUERY PLAN {}", changes::changes_of_record());
    let mut statement = store.connection.prepare(&query).unwrap();
    let steps = statement.query_map([0, 99, i64::from(id.0)], |row| row.get::<_, String>(3));
    let steps: Vec<String> = steps.unwrap().map(Result::unwrap).collect();
    assert!(
        steps.iter().any(|step| step.contains("change_id")),
        "{steps:#?}"
    );
    for step in &steps {
        let through = step.contains("SCAN change") || step.contains("change_set>");
        assert!(!through, "{steps:#?}");
    }
}
