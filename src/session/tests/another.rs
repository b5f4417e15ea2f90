//! A file that holds another register now is neither shown nor written.

use super::*;
use crate::domain::progress::Monitor;
use crate::store::Draft;

/// A file keeps its name and its place on the disk when another is written over it.
#[test]
fn nothing_is_saved_in_another_register_that_was_written_over_the_open_one() {
    let (office, mut session) = Office::new();
    let id = create(&mut session, activity("Payroll"));
    let edited = |session: &Session| {
        edit(session, id, |record| {
            record.record_value("name", text("Wages"));
        })
    };
    let held = edited(&session);
    let beside = session.beside();

    let (other, _) = Office::new();
    let founding = Founding::default();
    let surroundings = Surroundings {
        new_id: Arc::new(|| "another-register".to_owned()),
        ..other.surroundings("bob")
    };
    std::fs::remove_file(&other.path).unwrap();
    let mut another = Session::create(&other.path, &founding, surroundings).unwrap();
    for name in ["Payroll", "Newsletter"] {
        create(&mut another, activity(name));
    }
    drop(another);
    let written = std::fs::read(&other.path).unwrap();
    std::fs::write(&office.path, &written).unwrap();

    let draft = Draft {
        name: "activity-2".to_owned(),
        at: "2026-11-21T08:00:00+01:00".to_owned(),
        author: "ann".to_owned(),
        kind: "activity".to_owned(),
        record: Some(id),
        content: "{}".to_owned(),
    };
    let refused = [
        session.look().unwrap_err(),
        session.refresh().unwrap_err(),
        session.save(vec![held], "rename").unwrap_err(),
        session.keep_draft(&draft).unwrap_err(),
        beside.reread(&Monitor::default()).unwrap_err(),
    ];
    for problem in refused {
        assert_eq!(problem.key, "store_another");
    }
    let payroll = session.register().typed::<Activity>(id).unwrap();
    assert_eq!(payroll.name.as_deref(), Some("Payroll"));
    assert_eq!(std::fs::read(&office.path).unwrap(), written);
}
