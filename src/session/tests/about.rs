//! A session that is asked about one record says what a session that knows everything says, and reads no more than that
//! takes.

use std::sync::Arc;

use super::*;
use crate::exchange::json::{self, Exported, Listed};
use crate::exchange::markdown;
use crate::labels::Lexicon;
use crate::law::Law;
use crate::words::Words;

fn sample(directory: &tempfile::TempDir, activities: usize) -> (PathBuf, Session) {
    let path = directory.path().join(format!("{activities}.sqlite"));
    let sample = crate::sample::register(1, activities, Language::ENGLISH).unwrap();
    let (office, _session) = Office::new();
    let session = Session::create_sample(&path, sample, office.surroundings("ann")).unwrap();
    (path, session)
}

fn lexicon() -> Lexicon {
    let words = Arc::new(Words::load(Language::ENGLISH).unwrap());
    let law = Arc::new(Law::shipped().unwrap());
    Lexicon::new(words, law, "2026-11-21".parse().unwrap())
}

#[test]
fn a_record_is_shown_as_it_is_shown_of_the_whole_register() {
    let directory = tempfile::tempdir().unwrap();
    let (path, mut whole) = sample(&directory, 24);
    let (office, _session) = Office::new();
    let related = whole.register().activities[0].head.id;
    let last = whole.register().activities[23].head.id;
    let edit = edit(&whole, last, |record| {
        assert!(record.record_value("related", Value::Refs(vec![related])));
        assert!(record.record_value("name", text("Renamed since")));
    });
    whole.save(vec![edit], "change").unwrap();
    whole.learn_changes();
    let lexicon = lexicon();
    let said = |session: &Session, typed: &str| {
        let register = session.register();
        let record = register.get(register.find_typed(typed).unwrap()).unwrap();
        let json = json::text(&Listed(Exported::new(register, record)));
        (json, markdown::record(&lexicon, register, record))
    };
    let mut ids: Vec<Id> = whole.register().ids().filter(|id| id.0 > 0).collect();
    ids.sort_unstable();
    for id in ids {
        let typed = whole.register().typed_reference(id);
        let names = [typed.clone()];
        let mut part =
            Session::open_about(&path, &names, false, office.surroundings("ann")).unwrap();
        part.learn_changes_of(&typed);
        assert_eq!(said(&part, &typed), said(&whole, &typed), "{typed}");
        let owner = whole.register().owner(id).unwrap();
        if let Some(activity) = owner.downcast::<Activity>() {
            let since = |session: &Session| session.register().changed_since_approval(activity);
            assert_eq!(since(&part), since(&whole), "{typed}");
        }
    }
}

#[test]
fn a_record_costs_the_same_in_a_large_register() {
    let directory = tempfile::tempdir().unwrap();
    let read = |activities| {
        let (path, _whole) = sample(&directory, activities);
        let (office, _session) = Office::new();
        let names = ["A1".to_owned()];
        let part = Session::open_about(&path, &names, false, office.surroundings("ann")).unwrap();
        part.register().activities.len()
    };
    let (small, large) = (read(24), read(240));
    assert!(small < 4 && large < 4, "{small} {large}");
}

#[test]
fn what_is_gone_is_found_by_the_reference_that_it_had() {
    let (_office, mut session) = Office::new();
    let pay = create(&mut session, activity("Pay"));
    let reference = session.register().reference(pay);
    let edit = Edit::remove(session.register().get(pay).unwrap().boxed());
    session.save(vec![edit], "remove").unwrap();
    assert_eq!(session.register().find_typed(&reference), None);
    let journal = session.journal();
    assert_eq!(journal.had_reference(&reference), Ok(Some(pay)));
    assert_eq!(journal.had_reference("A99"), Ok(None));
}
