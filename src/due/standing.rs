//! Where a holding stands: its last day, its extension, a legal hold on it or on its rule, its disposal.

use chrono::{Days, NaiveDate};

use crate::domain::codes::{Disposition, LawSets, RetentionKind};
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
    /// Why it was lifted.
    pub lifted_because: Option<&'a str>,
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
            lifted_because: $row.lifted_because.as_deref(),
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

    /// The hold that a row is; none where it is something else.
    #[must_use]
    pub fn of_row(row: &'a dyn Record) -> Option<Self> {
        let of_rule = row.downcast::<RetentionHold>();
        let of_holding = || row.downcast::<HoldingHold>().map(|row| hold_of!(row));
        of_rule.map(|row| hold_of!(row)).or_else(of_holding)
    }

    /// The hold of that number; none where it is something else.
    #[must_use]
    pub fn find(register: &'a Register, id: Id) -> Option<Self> {
        Self::of_row(register.get(id)?)
    }

    /// The holds on a rule or holding, or the hold of that number itself, that stand on a day; none where it is
    /// something else.
    #[must_use]
    pub fn all_on(register: &'a Register, id: Id, day: NaiveDate) -> Option<Vec<Self>> {
        let mut holds: Vec<Self> = if let Some(rule) = register.typed::<Retention>(id) {
            Self::of_rule(rule).collect()
        } else if let Some(holding) = register.typed::<Holding>(id) {
            Self::of_holding(holding).collect()
        } else {
            vec![Self::find(register, id)?]
        };
        holds.retain(|hold| hold.stands_on(day));
        Some(holds)
    }

    /// Whether it stands on a day: from its first day, where it has one, until the day before it is lifted.
    #[must_use]
    pub fn stands_on(&self, day: NaiveDate) -> bool {
        self.since.is_none_or(|since| since.first_day() <= day) && self.lifted_by(day).is_none()
    }

    /// The day on which it was lifted, where that had come by a day.
    #[must_use]
    pub fn lifted_by(&self, day: NaiveDate) -> Option<NaiveDate> {
        has_come(self.lifted_on, day)
    }

    /// Whether it is lifted and nobody says why: neither a reason nor that there is none.
    #[must_use]
    pub fn is_lifted_unexplained(&self) -> bool {
        let unexplained = self
            .lifted_because
            .is_none_or(|because| because.trim().is_empty());
        self.lifted_on.is_some() && unexplained && !self.head.none.contains_key("lifted_because")
    }

    /// Why it stands, on one line, or for which case.
    #[must_use]
    pub fn why(&self) -> String {
        let told = self.reason.or(self.case).unwrap_or("–");
        told.replace('\n', "; ")
    }
}

/// The day of something that is recorded as done, where it has come by a day: what lies ahead is not done yet, whatever
/// is recorded.
#[must_use]
fn has_come(done: Option<PartialDate>, day: NaiveDate) -> Option<NaiveDate> {
    done.map(PartialDate::last_day).filter(|done| *done <= day)
}

/// The day on which a holding was disposed of, where that had come by a day.
#[must_use]
pub fn disposed_by(holding: &Holding, day: NaiveDate) -> Option<NaiveDate> {
    has_come(holding.disposed_on, day)
}

/// The day after a day; none after the last that can be written.
fn next(day: NaiveDate) -> Option<NaiveDate> {
    (day < LAST_DAY).then(|| day.checked_add_days(Days::new(1)))?
}

/// What goes with a record or row that is deleted, and is proof: of what must not be disposed of, and of what was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct DeletedProof {
    /// Whether a legal hold stands in it that is not lifted.
    pub(crate) holds: bool,
    /// Whether a disposal is recorded in it.
    pub(crate) disposals: bool,
}

impl DeletedProof {
    /// What goes with it, as it stands on a day.
    #[must_use]
    pub(crate) fn of(record: &dyn Record, day: NaiveDate) -> Self {
        let mut proof = Self::default();
        record.walk(None, &mut |row, _| {
            proof.holds |= Hold::of_row(row).is_some_and(|hold| hold.lifted_by(day).is_none());
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

/// What stands against losing data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeptAgainst {
    /// The rule keeps them for good.
    ForGood,
    /// They must be kept through a day.
    Through(NaiveDate),
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
    /// The last day of keeping under the rule, or why there is none: the last that it allows, or the last that it demands
    /// where it says no longest.
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

    /// The first day of erasure by rule and extension: the day after the last day of keeping; none where that is the last
    /// of the calendar.
    #[must_use]
    pub fn erase_from(&self) -> Option<NaiveDate> {
        next(self.last_day()?)
    }

    /// The legal hold that kept the data beyond their last day, as of a day, with the day on which it was lifted: of holds
    /// that followed each other without a day between them the last. None where a hold came later, when they should have
    /// been gone.
    #[must_use]
    pub fn held_past(&self, day: NaiveDate) -> Option<(NaiveDate, Hold<'a>)> {
        if self.holding.holds.is_empty() && self.rule.holds.is_empty() {
            return None;
        }
        let (mut from, mut last) = (self.erase_from()?, None);
        loop {
            let standing = self.holds_on(from);
            let lifted = standing.filter_map(|hold| Some((hold.lifted_by(day)?, hold)));
            let Some(later) = lifted.max_by_key(|(lifted, _)| *lifted) else {
                return last;
            };
            from = next(later.0)?;
            last = Some(later);
        }
    }

    /// The last day of keeping as of a day: that on which a hold was lifted that stood when the rule's came, else the
    /// rule's or the extension's.
    #[must_use]
    pub fn last_day_by(&self, day: NaiveDate) -> Option<NaiveDate> {
        let held = self.held_past(day).map(|(lifted, _)| lifted);
        held.or_else(|| self.last_day())
    }

    /// The first day on which the data are late, or where nothing says how long at most may go, as of a day; none where
    /// no day of the calendar is.
    #[must_use]
    pub fn due_from(&self, day: NaiveDate) -> Option<NaiveDate> {
        next(self.last_day_by(day)?)
    }

    /// Whether nothing says by when the data must be gone: the rule says how long at least, and it was not decided to
    /// keep them up to a day.
    #[must_use]
    pub fn is_open_ended(&self) -> bool {
        self.counting.is_open_ended() && self.extended().is_none()
    }

    /// How many days too late they went on a day; negative where that was before they might, none where the rule gives no
    /// day. What stays, or is to be decided on, is never late.
    #[must_use]
    pub fn days_late(&self, on: NaiveDate) -> Option<i64> {
        let days = |from: NaiveDate| on.signed_duration_since(from).num_days();
        let early = self.asked_through().and_then(next).map_or(0, days).min(0);
        if early < 0 {
            return Some(early);
        }
        let late = days(self.due_from(on)?).max(0);
        let waits = matches!(
            self.counting.disposition,
            Some(Disposition::Preserve | Disposition::Review)
        );
        Some(if waits || self.is_open_ended() {
            0
        } else {
            late
        })
    }

    /// The last day for which the data are asked: that on which they must not go yet, or the last of the rule where that is
    /// no mere most.
    #[must_use]
    pub fn asked_through(&self) -> Option<NaiveDate> {
        let last = || self.last_day().filter(|_| !self.counting.is_only_a_most());
        self.floor().or_else(last)
    }

    /// What stands against losing the data on a day; nothing where they may go.
    #[must_use]
    pub fn kept_against(&self, day: NaiveDate) -> Option<KeptAgainst> {
        if self.counting.is_for_good() {
            return Some(KeptAgainst::ForGood);
        }
        let floor = self.floor().filter(|floor| day <= *floor);
        floor.map(KeptAgainst::Through)
    }

    /// The day on which the data went, where that had come by a day: what was reviewed, preserved or only restricted is
    /// still there.
    #[must_use]
    pub fn gone_by(&self, day: NaiveDate) -> Option<NaiveDate> {
        self.disposed_by(day)
            .filter(|_| !self.counting.leaves_data())
    }

    /// The day of its disposal, where that had come by a day.
    #[must_use]
    pub fn disposed_by(&self, day: NaiveDate) -> Option<NaiveDate> {
        disposed_by(self.holding, day)
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

    /// The last day on which the data must not go yet: where the rule or the law says how long at least, or it was decided
    /// to keep them longer.
    #[must_use]
    pub fn floor(&self) -> Option<NaiveDate> {
        self.extended()
            .or_else(|| self.counting.floor(self.holding))
    }

    /// The last day that the law or the rule allows at most, where an extension by no law goes beyond it, and whether that
    /// is the law's: a time that the organisation set itself may be extended for a reason.
    #[must_use]
    pub fn extended_beyond(&self) -> Option<(NaiveDate, bool)> {
        self.extended()
            .filter(|_| self.holding.extended_law.is_empty())?;
        self.counting.most()?;
        let by_law = matches!(
            self.counting.law_sets,
            Some(LawSets::Maximum | LawSets::Exact)
        );
        let own = self.counting.kind != Some(RetentionKind::Fixed);
        kept(self.through)
            .filter(|_| by_law || own)
            .map(|most| (most, by_law))
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
