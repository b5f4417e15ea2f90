//! Deciding to live with findings, until a day.

use super::{SaveLabel, Saved, Session};
use crate::domain::change::Edit;
use crate::domain::codec::clean;
use crate::domain::date::PartialDate;
use crate::domain::problem::Problem;
use crate::domain::register::Register;
use crate::domain::value::Id;
use crate::rules::{Finding, waiver};

impl Session {
    /// Keeps findings apart until a day, as one change set: a waiver for each that stands.
    ///
    /// # Errors
    /// `waiver_reason_missing`, `waiver_past`, `waiver_nothing` where there is no finding, `waiver_already` where
    /// all are waived, or as [`Self::save`].
    pub fn waive(
        &mut self,
        findings: &[Finding],
        because: &str,
        until: PartialDate,
        label: impl Into<SaveLabel>,
    ) -> Result<Saved, Problem> {
        let because = clean(because, true);
        if because.trim().is_empty() {
            return Err(Problem::usage("waiver_reason_missing"));
        }
        if until.last_day() < self.today() {
            return Err(Problem::usage("waiver_past").with("day", until.to_string()));
        }
        let by = Some(self.surroundings().author.clone());
        let standing = findings.iter().filter(|finding| !finding.is_waived());
        let waivers = standing.zip(0_u32..).map(|(finding, number)| {
            let mut waiver = waiver::of(finding, because.clone(), until, by.clone());
            waiver.head.id = Id::provisional(number);
            Edit::create(Box::new(waiver))
        });
        let edits: Vec<Edit> = waivers.collect();
        if edits.is_empty() {
            let waiver = findings.iter().find_map(|finding| finding.waived);
            return Err(match waiver {
                Some(id) => waived_already(&self.register, id),
                None => Problem::refused("waiver_nothing"),
            });
        }
        // What is decided is decided for a reason, and the journal says it too.
        self.save(edits, label.into().recorded_because(&because))
    }
}

/// That a waiver keeps a finding apart already.
pub(crate) fn waived_already(register: &Register, waiver: Id) -> Problem {
    Problem::refused("waiver_already")
        .with("waiver", register.name_in(register.about.head.id, waiver))
}
