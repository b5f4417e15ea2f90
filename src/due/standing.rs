//! Where a holding stands: its last day, its extension, a legal hold on it or on its rule, its disposal.

use chrono::{Days, NaiveDate};

use crate::domain::counting::{Counting, LAST_DAY, Uncounted, extended, kept};
use crate::domain::date::PartialDate;
use crate::domain::field::{Head, Record};
use crate::domain::records::{Holding, HoldingHold, Retention, RetentionHold};
use crate::domain::register::Register;
use crate::domain::value::Id;

/// A legal hold: nothing may be disposed of while it stands.
///
/// One that lacks its reason or its first day still is one, since data disposed of under it cannot be brought back.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hold<'a> {
    /// Its number, reference and place.
    pub head: &'a Head,
    /// Why.
    pub reason: Option<&'a str>,
    /// The case that it is for.
    pub case: Option<&'a str>,
    /// The first day.
    pub since: Option<PartialDate>,
    /// When to ask whether the reason still stands.
    pub review_on: Option<PartialDate>,
    /// The day on which it was lifted.
    pub lifted_on: Option<PartialDate>,
}

/// Makes a [`Hold`] of a row: those of rules and of holdings are kinds of their own with the same fields.
macro_rules! hold_of {
    ($row:expr) => {
        Hold {
            head: &$row.head,
            reason: $row.reason.as_deref(),
            case: $row.case.as_deref(),
            since: $row.since,
            review_on: $row.review_on,
            lifted_on: $row.lifted_on,
        }
    };
}

impl<'a> Hold<'a> {
    /// The holds on a rule, and thereby on all its holdings; those that were lifted too.
    pub fn of_rule(rule: &'a Retention) -> impl Iterator<Item = Self> {
        rule.holds.iter().map(|row| hold_of!(row))
    }

    /// The holds on one holding; those that were lifted too.
    pub fn of_holding(holding: &'a Holding) -> impl Iterator<Item = Self> {
        holding.holds.iter().map(|row| hold_of!(row))
    }

    /// The hold of that number; none where it is something else.
    #[must_use]
    pub fn find(register: &'a Register, id: Id) -> Option<Self> {
        let of_rule = register.typed::<RetentionHold>(id);
        let of_holding = || register.typed::<HoldingHold>(id).map(|row| hold_of!(row));
        of_rule.map(|row| hold_of!(row)).or_else(of_holding)
    }

    /// The holds on a rule or holding, or the hold of that number itself, that are not lifted; none where it is
    /// something else.
    #[must_use]
    pub fn all_on(register: &'a Register, id: Id) -> Option<Vec<Self>> {
        let mut holds: Vec<Self> = if let Some(rule) = register.typed::<Retention>(id) {
            Self::of_rule(rule).collect()
        } else if let Some(holding) = register.typed::<Holding>(id) {
            Self::of_holding(holding).collect()
        } else {
            vec![Self::find(register, id)?]
        };
        holds.retain(|hold| hold.lifted_on.is_none());
        Some(holds)
    }

    /// Whether it stands on a day: from its first day, where it has one, until the day before it is lifted.
    #[must_use]
    pub fn stands_on(&self, day: NaiveDate) -> bool {
        self.since.is_none_or(|since| since.first_day() <= day)
            && self.lifted_on.is_none_or(|lifted| day < lifted.last_day())
    }

    /// Why it stands, on one line, or for which case.
    #[must_use]
    pub fn why(&self) -> String {
        let told = self.reason.or(self.case).unwrap_or("–");
        told.replace('\n', "; ")
    }
}

/// What goes with a record or row that is deleted, and is proof: of what must not be disposed of, and of what was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct DeletedProof {
    /// Whether a legal hold stands in it that was never lifted.
    pub(crate) holds: bool,
    /// Whether a disposal is recorded in it.
    pub(crate) disposals: bool,
}

impl DeletedProof {
    /// What goes with it.
    #[must_use]
    pub(crate) fn of(record: &dyn Record) -> Self {
        let mut proof = Self::default();
        record.walk(None, &mut |row, _| {
            let of_rule = row.downcast::<RetentionHold>().map(|hold| hold.lifted_on);
            let lifted = of_rule.or_else(|| row.downcast::<HoldingHold>().map(|it| it.lifted_on));
            proof.holds |= lifted.is_some_and(|lifted| lifted.is_none());
            let holding = row.downcast::<Holding>();
            proof.disposals |= holding.is_some_and(|holding| holding.disposed_on.is_some());
        });
        proof
    }

    /// The locale keys of what is said before it goes.
    pub(crate) fn said(self) -> impl Iterator<Item = &'static str> {
        let holds = self.holds.then_some("remove.held");
        holds
            .into_iter()
            .chain(self.disposals.then_some("remove.disposed"))
    }
}

/// Where a holding stands.
#[derive(Clone, Copy, Debug)]
pub struct HoldingStanding<'a> {
    /// The holding.
    pub holding: &'a Holding,
    /// Its rule.
    pub rule: &'a Retention,
    /// What the rule counts by.
    pub counting: Counting<'a>,
    /// The last day of keeping under the rule, or why there is none.
    pub through: Result<NaiveDate, Uncounted>,
}

impl<'a> HoldingStanding<'a> {
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
        extended(self.holding, kept(self.through))
    }

    /// The last day of keeping, with the extension. What is kept for longer than the calendar reaches is kept through its
    /// last day.
    #[must_use]
    pub fn last_day(&self) -> Option<NaiveDate> {
        self.extended().or(kept(self.through))
    }

    /// The first day of erasure: the day after the last day of keeping; none where that is the last of the calendar.
    #[must_use]
    pub fn erase_from(&self) -> Option<NaiveDate> {
        let last = self.last_day().filter(|last| *last < LAST_DAY)?;
        last.checked_add_days(Days::new(1))
    }

    /// The day of its disposal, where that had come by a day.
    #[must_use]
    pub fn disposed_by(&self, day: NaiveDate) -> Option<NaiveDate> {
        let disposed = self.holding.disposed_on?.last_day();
        (disposed <= day).then_some(disposed)
    }

    /// The legal holds that stand in the way on a day: its own, then its rule's.
    pub fn holds_on(&self, day: NaiveDate) -> impl Iterator<Item = Hold<'a>> + use<'a> {
        Hold::of_holding(self.holding)
            .chain(Hold::of_rule(self.rule))
            .filter(move |hold| hold.stands_on(day))
    }

    /// Why it may not be disposed of on a day: the reasons of the legal holds that stand.
    #[must_use]
    pub fn held_because(&self, day: NaiveDate) -> Option<String> {
        let reasons: Vec<String> = self.holds_on(day).map(|hold| hold.why()).collect();
        (!reasons.is_empty()).then(|| reasons.join("; "))
    }

    /// The last day on which the data must not go yet: where the rule or the law is a floor, or it was decided to keep
    /// them longer.
    #[must_use]
    pub fn floor(&self) -> Option<NaiveDate> {
        let of_rule = || kept(self.through).filter(|_| self.counting.is_floor());
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
