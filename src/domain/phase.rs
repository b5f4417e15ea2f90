//! Where the processing of an activity stands on a day: what its state and its dates say together.

use chrono::NaiveDate;

use super::codes::ProcessingState;
use super::date::PartialDate;
use super::records::Activity;

/// Where the processing of an activity stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ProcessingPhase {
    /// It is still to begin, on a day where that is known.
    Planned(Option<PartialDate>),
    /// It goes on.
    Running,
    /// It goes on, and is to end.
    Ending(PartialDate),
    /// It stands still.
    Paused,
    /// It takes place no more, since a day where that is known.
    Ended(Option<PartialDate>),
}

impl ProcessingPhase {
    /// The state that a form calls so; none of what simply goes on.
    #[must_use]
    pub(crate) const fn state(self) -> Option<ProcessingState> {
        match self {
            Self::Planned(_) => Some(ProcessingState::Planned),
            Self::Running | Self::Ending(_) => None,
            Self::Paused => Some(ProcessingState::Paused),
            Self::Ended(_) => Some(ProcessingState::Ended),
        }
    }
}

impl Activity {
    /// Where its processing stands on a day. A date that is past counts before a state that nobody brought up to date.
    #[must_use]
    pub(crate) fn phase(&self, day: NaiveDate) -> ProcessingPhase {
        let is_to_come = |date: &PartialDate| date.first_day() > day;
        let begins = self.started_on.filter(is_to_come);
        let ended = self.ended_on.filter(|date| date.last_day() <= day);
        match self.state {
            Some(ProcessingState::Ended) => match self.ended_on.filter(is_to_come) {
                Some(end) => ProcessingPhase::Ending(end),
                None => ProcessingPhase::Ended(self.ended_on),
            },
            _ if ended.is_some() => ProcessingPhase::Ended(ended),
            Some(ProcessingState::Planned) => ProcessingPhase::Planned(begins),
            _ if begins.is_some() => ProcessingPhase::Planned(begins),
            Some(ProcessingState::Paused) => ProcessingPhase::Paused,
            Some(ProcessingState::Running) | None => self
                .ended_on
                .map_or(ProcessingPhase::Running, ProcessingPhase::Ending),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_past_counts_before_a_state_that_nobody_brought_up_to_date() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap_or_default();
        let phase = |state, started: &str, ended: &str| {
            let activity = Activity {
                state,
                started_on: PartialDate::from_iso(started),
                ended_on: PartialDate::from_iso(ended),
                ..Activity::default()
            };
            activity.phase(day)
        };
        let date = |text: &str| PartialDate::from_iso(text).unwrap();
        let (planned, running) = (ProcessingState::Planned, ProcessingState::Running);
        let (paused, ended) = (ProcessingState::Paused, ProcessingState::Ended);
        for (state, started, stops, expected) in [
            (None, "", "", ProcessingPhase::Running),
            (Some(running), "2020", "", ProcessingPhase::Running),
            (
                Some(running),
                "2027-01",
                "",
                ProcessingPhase::Planned(Some(date("2027-01"))),
            ),
            (Some(planned), "2020", "", ProcessingPhase::Planned(None)),
            (
                Some(planned),
                "",
                "2024",
                ProcessingPhase::Ended(Some(date("2024"))),
            ),
            (
                Some(running),
                "",
                "2026-11-21",
                ProcessingPhase::Ended(Some(date("2026-11-21"))),
            ),
            (None, "", "2026", ProcessingPhase::Ending(date("2026"))),
            (
                Some(ended),
                "",
                "2026",
                ProcessingPhase::Ended(Some(date("2026"))),
            ),
            (Some(ended), "", "", ProcessingPhase::Ended(None)),
            (
                Some(ended),
                "",
                "2027-03-31",
                ProcessingPhase::Ending(date("2027-03-31")),
            ),
            (Some(paused), "2020", "", ProcessingPhase::Paused),
        ] {
            assert_eq!(
                phase(state, started, stops),
                expected,
                "{state:?} {started} {stops}"
            );
        }
    }
}
