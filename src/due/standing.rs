//! Where a holding stands: its last day, its extension, a legal hold on it or on its rule, its disposal.

use chrono::{Days, NaiveDate};

use crate::domain::counting::{Counting, Uncounted, extended};
use crate::domain::date::PartialDate;
use crate::domain::records::{Holding, Retention};
use crate::domain::register::Register;
use crate::domain::value::Id;

/// A legal hold: nothing may be erased while it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hold<'a> {
    /// Why.
    pub reason: Option<&'a str>,
    /// The first day.
    pub since: Option<PartialDate>,
    /// When to ask whether the reason still stands.
    pub review_on: Option<PartialDate>,
}

impl<'a> Hold<'a> {
    /// The hold of three fields, where any of them is recorded: a hold that lacks its reason still is one, since data
    /// erased under it cannot be brought back.
    fn of(
        reason: Option<&'a str>,
        since: Option<PartialDate>,
        review_on: Option<PartialDate>,
    ) -> Option<Self> {
        (reason.is_some() || since.is_some() || review_on.is_some()).then_some(Self {
            reason,
            since,
            review_on,
        })
    }

    /// The hold on a rule, and thereby on all its holdings.
    #[must_use]
    pub fn of_rule(rule: &'a Retention) -> Option<Self> {
        Self::of(
            rule.hold_reason.as_deref(),
            rule.hold_since,
            rule.hold_review_on,
        )
    }

    /// The hold on one holding.
    #[must_use]
    pub fn of_holding(holding: &'a Holding) -> Option<Self> {
        Self::of(
            holding.hold_reason.as_deref(),
            holding.hold_since,
            holding.hold_review_on,
        )
    }

    /// Whether it stands on a day.
    #[must_use]
    pub fn stands_on(&self, day: NaiveDate) -> bool {
        self.since.is_none_or(|since| since.first_day() <= day)
    }
}

/// Where a holding stands.
#[derive(Clone, Copy, Debug)]
pub struct Standing<'a> {
    /// The holding.
    pub holding: &'a Holding,
    /// Its rule.
    pub rule: &'a Retention,
    /// What the rule counts by.
    pub counting: Counting<'a>,
    /// The last day of keeping under the rule, or why there is none.
    pub through: Result<NaiveDate, Uncounted>,
}

impl<'a> Standing<'a> {
    /// Where a holding of a rule stands.
    #[must_use]
    pub fn new(register: &'a Register, rule: &'a Retention, holding: &'a Holding) -> Self {
        Self::under(register.counting(rule), rule, holding)
    }

    /// The same, where it is known what the rule counts by.
    #[must_use]
    pub fn under(counting: Counting<'a>, rule: &'a Retention, holding: &'a Holding) -> Self {
        Self {
            holding,
            rule,
            counting,
            through: counting.through(holding),
        }
    }

    /// Where the holding of that number stands; none where it is no holding.
    #[must_use]
    pub fn find(register: &'a Register, id: Id) -> Option<Self> {
        let holding = register.typed::<Holding>(id)?;
        let rule = register.typed::<Retention>(register.place(id)?.parent?)?;
        Some(Self::new(register, rule, holding))
    }

    /// The day up to which the holding was extended, where that is later than the rule's last day.
    #[must_use]
    pub fn extended(&self) -> Option<NaiveDate> {
        extended(self.holding, self.through.ok())
    }

    /// The last day of keeping, with the extension.
    #[must_use]
    pub fn last_day(&self) -> Option<NaiveDate> {
        self.extended().or(self.through.ok())
    }

    /// The first day of erasure: the day after the last day of keeping.
    #[must_use]
    pub fn erase_from(&self) -> Option<NaiveDate> {
        self.last_day()?.checked_add_days(Days::new(1))
    }

    /// The day of its disposal, where that had come by a day.
    #[must_use]
    pub fn disposed_by(&self, day: NaiveDate) -> Option<NaiveDate> {
        let disposed = self.holding.disposed_on?.last_day();
        (disposed <= day).then_some(disposed)
    }

    /// The legal hold that stands in the way on a day: its own, or its rule's.
    #[must_use]
    pub fn hold_on(&self, day: NaiveDate) -> Option<Hold<'a>> {
        let own = Hold::of_holding(self.holding).filter(|hold| hold.stands_on(day));
        own.or_else(|| Hold::of_rule(self.rule).filter(|hold| hold.stands_on(day)))
    }

    /// The last day on which the data must not go yet: where the rule or the law is a floor, or it was decided to keep
    /// them longer.
    #[must_use]
    pub fn floor(&self) -> Option<NaiveDate> {
        let of_rule = || self.through.ok().filter(|_| self.counting.is_floor());
        self.extended().or_else(of_rule)
    }

    /// The laws, or the decision, for which they are kept that long.
    #[must_use]
    pub fn floor_because(&self) -> String {
        let own = &self.holding.extended_law;
        let because = self.holding.extended_because.as_deref();
        let laws = match (self.extended(), own.as_slice()) {
            (Some(_), []) => return because.unwrap_or("–").replace('\n', "; "),
            (Some(_), own) => own,
            (None, _) => self.counting.law,
        };
        if laws.is_empty() {
            "–".to_owned()
        } else {
            laws.join("; ")
        }
    }
}
