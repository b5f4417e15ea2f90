//! What a save costs, counted: a value is made into JSON where the journal keeps it, not where it stays as it was.

use super::*;
use crate::domain::codec::WRITTEN;

/// How many values are made into JSON while something is done.
fn written(act: impl FnOnce()) -> usize {
    WRITTEN.with(|written| written.set(0));
    act();
    WRITTEN.with(Cell::get)
}

#[test]
fn a_save_writes_what_changed_whatever_else_the_record_holds() {
    let (_office, mut session) = Office::new();
    let mut large = activity("Pay");
    large.data_categories = (0..300)
        .map(|number| DataCategory {
            items: Some(format!("Category {number}")),
            ..DataCategory::default()
        })
        .collect();
    let large = create(&mut session, large);
    let small = create(&mut session, activity("School"));
    let for_small = written(|| {
        rename(&mut session, small, "Schools").unwrap();
    });
    let for_large = written(|| {
        rename(&mut session, large, "Payroll").unwrap();
    });
    assert_eq!(for_large, for_small);
    let for_row = written(|| {
        let edit = edit(&session, large, |record| {
            let list = record.declaration().list("data_categories").unwrap();
            let row = record.row_mut(list, 200);
            row.record_value("items", text("Another"));
        });
        session.save(vec![edit], "row").unwrap();
    });
    // A row that differs is written whole, before and after.
    assert!(for_row < 20, "{for_row}");
    check(&session);
}
