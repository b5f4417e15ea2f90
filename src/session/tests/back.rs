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
        }
        Ok(())
    });
    if let Err(problem) = outcome {
        panic!("{problem}");
    }
}

#[test]
fn a_difference_reads_the_changes_that_were_made_since_whatever_else_there_is() {
    let (office, _) = Office::new();
    let read = |activities| {
        let path = office.path.with_file_name(format!("{activities}.sqlite"));
        let sample = crate::sample::register(1, activities, Language::ENGLISH).unwrap();
        let mut session =
            Session::create_sample(&path, sample, office.surroundings("ann")).unwrap();
        let number = session.register().mark.number;
        let id = session.register().find("A1").unwrap();
        rename(&mut session, id, "Pay").unwrap();
        let (read, told) = while_doing(|| session.difference_since(number, None).unwrap());
        assert_eq!(told.changes.len(), 1);
        read
    };
    let (small, large) = (read(24), read(60));
    assert_eq!((small.changes, small), (1, large));
}
