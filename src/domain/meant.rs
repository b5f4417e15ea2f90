//! Which record somebody means who types a reference or a name: a reference in letters of either case, or the name of
//! one record alone.

use super::field::Record;
use super::kind::RecordKind;
use super::problem::Problem;
use super::register::Register;
use super::text::{fold, key};
use super::value::{Id, ValueView};

/// How many records are named where several may be meant.
const NAMED: usize = 5;

/// The fewest letters of a name by which records are proposed.
const SHORTEST: usize = 3;

impl Register {
    /// The record or row that is meant by what somebody typed.
    ///
    /// # Errors
    /// `reference_of_several` where several records have that name; `reference_unknown_but_like` with those whose names hold
    /// what was typed; `reference_unknown`.
    pub fn meant(&self, typed: &str) -> Result<Id, Problem> {
        let typed = typed.trim();
        if let Some(id) = self.find_typed(typed) {
            return Ok(id);
        }
        let told = |found: &[&dyn Record]| {
            let named = found.iter().take(NAMED).map(|record| titled(*record));
            named.collect::<Vec<_>>().join("; ")
        };
        let wanted = key(typed);
        let same: Vec<&dyn Record> = (self.named_records())
            .filter(|record| is_called(&record.head().reference, name_of(*record), &wanted))
            .collect();
        match same.as_slice() {
            [only] => return Ok(only.id()),
            // References are numbered in capitals, and those of rows stand after that of their record.
            [] => {
                if let Some(id) = self.find_typed(&typed.to_uppercase()) {
                    return Ok(id);
                }
            }
            several => {
                return Err(Problem::usage("reference_of_several")
                    .with("ref", typed)
                    .with("records", told(several)));
            }
        }
        let like: Vec<&dyn Record> = (self.named_records())
            .filter(|record| is_like(name_of(*record), typed))
            .take(NAMED)
            .collect();
        let problem = match like.as_slice() {
            [] => Problem::usage("reference_unknown"),
            like => Problem::usage("reference_unknown_but_like").with("records", told(like)),
        };
        Err(problem.with("ref", typed))
    }

    /// The records that can be meant by their names.
    fn named_records(&self) -> impl Iterator<Item = &dyn Record> {
        RecordKind::records().flat_map(|kind| self.records(kind))
    }
}

/// Whether a record of a reference and a name is the one that is typed, as [`key`] has it.
pub(crate) fn is_called(reference: &str, name: Option<&str>, typed: &str) -> bool {
    !typed.is_empty() && (key(reference) == typed || name.is_some_and(|name| key(name) == typed))
}

/// Whether every word that is typed stands in a name.
pub(crate) fn is_like(name: Option<&str>, typed: &str) -> bool {
    let typed = fold(typed);
    let Some(name) = name.map(fold) else {
        return false;
    };
    typed.trim().chars().count() >= SHORTEST
        && typed.split_whitespace().all(|word| name.contains(word))
}

fn name_of(record: &dyn Record) -> Option<&str> {
    match record.viewed("name") {
        ValueView::Text(name) => Some(name),
        _ => None,
    }
}

/// A record by its reference and its name.
fn titled(record: &dyn Record) -> String {
    let reference = &record.head().reference;
    match name_of(record) {
        Some(name) => format!("{reference} {name}"),
        None => reference.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::records::{Activity, Organisation};

    fn register() -> Register {
        let mut register = Register::empty();
        let mut add = |at: u32, reference: &str, name: &str| {
            let mut activity = Activity::default();
            activity.head.id = Id(at);
            reference.clone_into(&mut activity.head.reference);
            activity.name = Some(name.to_owned());
            register.replace(Box::new(activity));
        };
        add(11, "A1", "Löner och frånvaro");
        add(12, "A2", "Web analytics");
        add(13, "A3", "Web shop");
        add(14, "hr-7", "Web shop");
        let mut organisation = Organisation::default();
        organisation.head.id = Id(20);
        organisation.head.reference = "O1".to_owned();
        organisation.name = Some("Kartlod AB".to_owned());
        register.replace(Box::new(organisation));
        register
    }

    #[test]
    fn a_record_is_meant_by_its_reference_in_either_case_or_by_a_name_that_no_other_has() {
        let register = register();
        for (typed, id) in [
            ("A1", 11),
            ("a1", 11),
            (" a2 ", 12),
            ("HR-7", 14),
            ("web  Analytics", 12),
            ("LÖNER OCH FRÅNVARO", 11),
            ("kartlod ab", 20),
        ] {
            assert_eq!(register.meant(typed), Ok(Id(id)), "{typed}");
        }
    }

    #[test]
    fn what_several_are_called_or_nobody_is_told_with_what_may_be_meant() {
        let register = register();
        let told = |typed: &str| {
            let problem = register.meant(typed).unwrap_err();
            let records = problem.detail("records").map(str::to_owned);
            (problem.key, records.unwrap_or_default())
        };
        let several = "A3 Web shop; hr-7 Web shop".to_owned();
        assert_eq!(told("Web shop"), ("reference_of_several", several.clone()));
        assert_eq!(told("shop"), ("reference_unknown_but_like", several));
        let one = "A1 Löner och frånvaro".to_owned();
        assert_eq!(told("franvaro"), ("reference_unknown_but_like", one));
        for typed in ["A99", "payroll", "", "a"] {
            assert_eq!(told(typed), ("reference_unknown", String::new()), "{typed}");
        }
    }
}
