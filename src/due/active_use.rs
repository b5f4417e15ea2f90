//! The first of two phases: data in active use that are to be archived with restricted access when it ends.

use chrono::NaiveDate;

use super::standing::HoldingStanding;
use crate::domain::codes::Rounding;
use crate::domain::counting::Counting;
use crate::domain::period::Period;
use crate::domain::records::Retention;

/// The end of the active use of batches that are still kept, and of which no check since says that access is restricted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ActiveUseEnd {
    /// The first day of the second phase, of the batch that comes to it first.
    pub(super) date: NaiveDate,
    /// How long the first phase is.
    pub(super) period: Period,
    /// How many batches have come to it by then, or by today.
    pub(super) holdings: usize,
}

impl ActiveUseEnd {
    /// That of a rule; none where it has one phase, or where every batch that came to its second was seen there.
    pub(super) fn of(rule: &Retention, counting: Counting<'_>, today: NaiveDate) -> Option<Self> {
        let period = counting.active_period?;
        let rounding = counting.rounding.unwrap_or(Rounding::None);
        let seen = rule.last_checked_on.map(|checked| checked.last_day());
        let ends = rule.holdings.iter().filter_map(|holding| {
            let standing = HoldingStanding::under(counting, rule, holding);
            let start = holding.started_on?.last_day();
            let end = period.keep_through(start, rounding)?.succ_opt()?;
            // What is to go by then, or is gone, has no second phase.
            let goes = standing.due_from(today);
            let stays = goes.is_none_or(|goes| goes > end && goes > today);
            let is_there = standing.disposed_by(today).is_none() && stays;
            (is_there && seen.is_none_or(|seen| seen < end)).then_some(end)
        });
        let ends: Vec<NaiveDate> = ends.collect();
        let date = *ends.iter().min()?;
        let holdings = ends.iter().filter(|end| **end <= date.max(today)).count();
        Some(Self {
            date,
            period,
            holdings,
        })
    }
}
