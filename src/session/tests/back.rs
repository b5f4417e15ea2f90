//! Going back from the present leads where replaying the journal leads, and costs what was saved since.

use proptest::test_runner::{Config, TestRunner};

use super::random::{steps, take};
use super::*;
use crate::domain::change::difference;
use crate::domain::facts::{RecordFacts, facts};
use crate::store::counted::while_doing;

fn all_facts(register: &Register) -> Vec<RecordFacts> {
    let names = |owner: Id, id: Id| register.name_in(owner, id);
    let records = register.all_records();
    records.flat_map(|record| facts(record, &names)).collect()
}

#[test]
fn going_back_leads_to_what_the_journal_leads_to() {
    let mut runner = TestRunner::new(Config {
        cases: 8,
        failure_persistence: None,
        ..Config::default()
    });
    let outcome = runner.run(&steps(), |steps| {
        let (office, mut session) = Office::new();
        for step in &steps {
            take(&mut session, &office, step);
        }
        let last = session.register().mark.number;
        let lexicon = lexicon();
        let about = Session::open_about(&office.path, &[], false, office.surroundings("ann"));
        let about = about.unwrap();
        for number in 1..=last {
            let facts = session.store.facts_until(number).unwrap();
            let replayed = facts.register().unwrap();
            let (back, touched) = session.state_at(number).unwrap();
            assert!(touched.is_some());
            assert_eq!(Facts::of(&back), facts);
            assert_eq!(back.mark.number, number);
            for kind in RecordKind::records() {
                let names = |register: &Register| -> Vec<String> {
                    let records = register.records(kind);
                    records.map(|it| it.head().reference.clone()).collect()
                };
                assert_eq!(names(&back), names(&replayed));
            }
            let told = session.difference_since(number, None).unwrap();
            let now = all_facts(session.register());
            assert_eq!(told.changes, difference(&all_facts(&replayed), &now));
            let to = i64::midpoint(number, last);
            let told = session.difference_of_sets(number, to).unwrap();
            let then = session.store.facts_until(to).unwrap().register().unwrap();
            let then = all_facts(&then);
            assert_eq!(told.changes, difference(&all_facts(&replayed), &then));
            // What was changed is all that is read for it, and is told in the same words.
            for to in [None, Some(to)] {
                let whole = session.difference_since(number, to).unwrap();
                let parts = about.difference_of_parts(number, to).unwrap().unwrap();
                assert_eq!(parts.changes, whole.changes);
                assert_eq!(parts.lines(&lexicon), whole.lines(&lexicon));
                assert_eq!(parts.before.mark, whole.before.mark);
            }
        }
        Ok(())
    });
    if let Err(problem) = outcome {
        panic!("{problem}");
    }
}

/// A register of so many activities of which one was renamed, and the change set before that.
fn renamed(office: &Office, activities: usize) -> (Session, i64) {
    let path = office.path.with_file_name(format!("{activities}.sqlite"));
    let sample = crate::sample::register(1, activities, Language::ENGLISH).unwrap();
    let mut session = Session::create_sample(&path, sample, office.surroundings("ann")).unwrap();
    let number = session.register().mark.number;
    let id = session.register().find("A1").unwrap();
    rename(&mut session, id, "Pay").unwrap();
    (session, number)
}

#[test]
fn a_difference_reads_the_changes_that_were_made_since_whatever_else_there_is() {
    let (office, _) = Office::new();
    let read = |activities| {
        let (session, number) = renamed(&office, activities);
        let (read, told) = while_doing(|| session.difference_since(number, None).unwrap());
        assert_eq!(told.changes.len(), 1);
        read
    };
    let (small, large) = (read(24), read(60));
    assert_eq!((small.changes, small), (1, large));
}

#[test]
fn a_difference_that_is_asked_for_alone_reads_the_activities_that_were_changed() {
    let (office, _) = Office::new();
    let read = |activities| {
        let (session, number) = renamed(&office, activities);
        let (path, ann) = (session.path(), office.surroundings("ann"));
        let about = Session::open_about(path, &[], false, ann).unwrap();
        let (read, told) = while_doing(|| about.difference_since(number, None).unwrap());
        assert_eq!(told.changes.len(), 1);
        read.of_activities
    };
    let (small, large) = (read(24), read(60));
    assert!(small > 0 && small == large, "{small}, {large}");
}

#[test]
fn what_only_the_whole_register_tells_is_told_by_it() {
    let (office, mut session) = Office::new();
    let id = create(&mut session, activity("Newsletter"));
    rename(&mut session, id, "Letters").unwrap();
    let about = Session::open_about(&office.path, &[], false, office.surroundings("ann")).unwrap();
    // Before the first change set there is nothing to go back to.
    assert!(about.difference_of_parts(0, None).unwrap().is_none());
    let (whole, parts) = (
        session.difference_since(0, None).unwrap(),
        about.difference_since(0, None).unwrap(),
    );
    assert!(!whole.changes.is_empty());
    assert_eq!(parts.changes, whole.changes);
}
