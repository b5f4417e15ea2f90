//! Lookup and numbering of a register.

use super::*;

#[test]
fn references_stand_in_natural_order() {
    let mut references = [
        "A12", "A2", "HR-01", "A1", "HR-1", "A", "B1", "A12/C2", "A12/C10",
    ];
    references.sort_by(|left, right| natural_order(left, right));
    assert_eq!(
        references,
        [
            "A", "A1", "A2", "A12", "A12/C2", "A12/C10", "B1", "HR-01", "HR-1"
        ]
    );
}

#[test]
fn numbers_of_retired_references_are_not_given_again() {
    let mut register = Register::empty();
    let mut organisation = RecordKind::Organisation.blank();
    register.settle(&mut *organisation);
    assert_eq!(organisation.head().reference, "O1");
    register.replace(organisation);
    let id = register.find("O1").unwrap();
    register.retire(RecordKind::Organisation, None, "O1");
    assert!(register.forget(id));
    assert_eq!(
        register.next_reference(RecordKind::Organisation, None),
        "O2"
    );
    assert_eq!(register.find("O1"), None);
    assert!(register.place(id).is_none() && register.owner(id).is_none());
}

/// A record that was made before the rule of references may have the word of the register's own record for its reference:
/// both are reached.
#[test]
fn a_record_that_is_called_as_the_registers_own_is_reached() {
    let mut register = Register::empty();
    let mut about = RegisterData::default();
    about.head.id = Id(1);
    register.replace(Box::new(about));
    let mut activity = Activity::default();
    activity.head.id = Id(2);
    activity.head.reference = "A1".to_owned();
    register.replace(Box::new(activity.clone()));
    register.reindex();
    assert_eq!(register.find_typed("register"), Some(Id(1)));
    assert_eq!(register.typed_reference(Id(1)), "register");
    activity.head.reference = "register".to_owned();
    register.replace(Box::new(activity));
    register.reindex();
    assert_eq!(register.find_typed("register"), Some(Id(2)));
    assert_eq!(register.find_typed("@register"), Some(Id(1)));
    for id in [Id(1), Id(2)] {
        assert_eq!(register.find_typed(&register.typed_reference(id)), Some(id));
    }
}
