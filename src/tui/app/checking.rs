//! The findings of a large register: all of it is checked beside the keys, and what was saved meanwhile is checked again.

use std::sync::Arc;
use std::time::Duration;

use super::App;
use crate::domain::problem::Problem;
use crate::rules::Findings;
use crate::session::Saved;
use crate::session::job::Job;
use crate::tui::job::Checking;

impl App {
    /// Notes what a write did, of which the register stood at change set `before`: it changed these records, or anything
    /// where another window had saved in between; that is met also where the write was refused.
    pub(super) fn wrote(&mut self, before: i64, saved: Option<&Saved>) {
        let written = saved.is_some_and(|saved| saved.mark.is_some());
        if self.register().mark.number != before + i64::from(written) {
            self.changed(None);
        } else if let Some(saved) = saved.filter(|_| written) {
            self.changed(Some(&saved.ids));
        }
    }

    /// Checks up to `most` more records; `false` where all are checked.
    pub(super) fn check_on(&mut self, most: usize) -> bool {
        if self.session.is_none() {
            return false;
        }
        let (law, today) = (&self.setting.lexicon.law, self.setting.lexicon.today);
        let findings = self.findings.take();
        let mut findings = findings.unwrap_or_else(|| Findings::begin(self.register(), law, today));
        let more = findings.go_on(self.register(), law, most);
        self.findings = Some(findings);
        more
    }

    /// Whether all records are checked beside the keys, which begins where nothing is known of them yet; `false` where it
    /// is to be done here, a little at a time.
    pub(super) fn checks_beside(&mut self) -> bool {
        if self.checking.is_none() && self.findings.is_none() {
            self.checking = self.begin_checking();
        }
        self.checking.is_some()
    }

    /// Begins to check all records in a thread of its own; nothing where the system gives none.
    fn begin_checking(&self) -> Option<Checking> {
        let register = self.session.as_ref()?.shared_register();
        let law = Arc::clone(&self.setting.lexicon.law);
        let today = self.setting.lexicon.today;
        let wake = self.work.wake.clone();
        let job = Job::begin(
            move |_| Ok(Findings::new(&register, &law, today)),
            move || wake.call(),
        );
        Some(Checking {
            job: job.ok()?,
            version: self.version,
        })
    }

    /// Takes what a check of all records gave; `true` where something has to be drawn.
    pub fn take_checked(&mut self) -> bool {
        let result = self.checking.as_ref().and_then(|it| it.job.result());
        result.is_some_and(|result| self.came_of_checking(result))
    }

    /// Waits for the check of all records.
    pub(super) fn finish_checking(&mut self) {
        let checking = self.checking.as_ref();
        if let Some(result) = checking.and_then(|it| it.job.wait(Duration::MAX)) {
            self.came_of_checking(result);
        }
    }

    fn came_of_checking(&mut self, result: Result<Findings, Problem>) -> bool {
        let Some(checking) = self.checking.take() else {
            return false;
        };
        let Ok(mut findings) = result else {
            // What came to nothing there is done here, a little at a time.
            let (law, today) = (&self.setting.lexicon.law, self.setting.lexicon.today);
            self.findings = Some(Findings::begin(self.register(), law, today));
            return true;
        };
        let Some(touched) = self.touched.since(checking.version) else {
            // It was of another register: all is checked anew.
            return true;
        };
        if findings.day() != self.setting.lexicon.today {
            return true;
        }
        let touched: Vec<_> = touched.into_iter().collect();
        if !touched.is_empty() {
            findings.update_soon(self.register(), &self.setting.lexicon.law, &touched);
        }
        self.findings = Some(findings);
        true
    }
}
