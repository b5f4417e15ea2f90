//! What keeps a measure, a transfer or a rule from being in force, and on what condition data are held or handed on, said
//! beside the name wherever it is named: the register at a glance, tables and the points of an activity say it alike.

use super::Lexicon;
use crate::domain::codes::{Choice as _, ProcessingState, TransferState};
use crate::domain::field::Record;
use crate::domain::records::{Measure, Retention, Transfer};
use crate::domain::register::Register;

impl Lexicon {
    /// What a record or row is called, and in brackets what keeps it from being in force.
    #[must_use]
    pub(crate) fn title_in_force(&self, register: &Register, record: &dyn Record) -> String {
        self.with_reserve(self.title(register, record), record)
    }

    /// What is said of a record or row, and in brackets what keeps it from being in force.
    #[must_use]
    pub(crate) fn with_reserve(&self, said: String, record: &dyn Record) -> String {
        // What is called by its state says it already.
        let told = |reserve: &String| !said.is_empty() && said.to_lowercase() != *reserve;
        match self.reserve(record).filter(told) {
            Some(reserve) => format!("{said} ({reserve})"),
            None => said,
        }
    }

    /// What keeps a record or row from being in force: that it is only planned, or only possible, or that it holds on a
    /// condition.
    #[must_use]
    pub(crate) fn reserve(&self, record: &dyn Record) -> Option<String> {
        let planned = || {
            let label = (self.words).code(&ProcessingState::SET, ProcessingState::Planned.code());
            label.to_lowercase()
        };
        if let Some(measure) = record.downcast::<Measure>() {
            return (!measure.is_in_place(self.today)).then(planned);
        }
        if let Some(transfer) = record.downcast::<Transfer>() {
            let state = transfer.state.filter(|state| {
                matches!(state, TransferState::Possible | TransferState::Planned)
            })?;
            let label = self.words.code(&TransferState::SET, state.code());
            return Some(label.to_lowercase());
        }
        let condition = record.text("only_if").map(|condition| {
            let label = self.words.label(record.kind(), "only_if");
            format!("{}: {condition}", label.to_lowercase())
        });
        let rule = record.downcast::<Retention>();
        let planned = rule
            .filter(|rule| rule.planned == Some(true))
            .map(|_| planned());
        let told: Vec<String> = planned.into_iter().chain(condition).collect();
        (!told.is_empty()).then(|| told.join("; "))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::domain::date::PartialDate;
    use crate::domain::language::Language;
    use crate::law::Law;
    use crate::words::Words;

    #[test]
    fn what_is_not_in_force_is_named_with_what_keeps_it_from_being_so() {
        let lexicon = Lexicon::new(
            Arc::new(Words::load(Language::ENGLISH).unwrap()),
            Arc::new(Law::shipped().unwrap()),
            "2026-11-21".parse().unwrap(),
        );
        let measure = |planned, on: &str| Measure {
            name: Some("Logging".to_owned()),
            planned,
            implemented_on: PartialDate::from_iso(on),
            ..Measure::default()
        };
        let register = Register::empty();
        let named = |record: &dyn Record| lexicon.title_in_force(&register, record);
        assert_eq!(named(&measure(None, "")), "Logging");
        assert_eq!(named(&measure(Some(false), "2020")), "Logging");
        assert_eq!(named(&measure(Some(true), "")), "Logging (planned)");
        assert_eq!(named(&measure(None, "2031")), "Logging (planned)");
        let rule = |planned, only_if: Option<&str>| Retention {
            name: Some("Claims".to_owned()),
            planned,
            only_if: only_if.map(str::to_owned),
            ..Retention::default()
        };
        assert_eq!(named(&rule(None, None)), "Claims");
        assert_eq!(named(&rule(Some(true), None)), "Claims (planned)");
        let told = "Claims (planned; condition: a dispute)";
        assert_eq!(named(&rule(Some(true), Some("a dispute"))), told);
        let transfer = |state| Transfer {
            country: Some("US".to_owned()),
            state,
            ..Transfer::default()
        };
        assert_eq!(
            named(&transfer(Some(TransferState::Actual))),
            "United States"
        );
        let possible = transfer(Some(TransferState::Possible));
        assert!(named(&possible).starts_with("United States ("));
    }
}
