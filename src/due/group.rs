//! The agenda by nearness, by month, and filtered.

use std::collections::BTreeMap;
use std::rc::Rc;

use chrono::{Datelike, Days, Months, NaiveDate};

use super::deadline_kind::DueKind;
use super::item::DueItem;
use crate::domain::date::end_of_month;
use crate::domain::value::Id;

/// How near an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Nearness {
    /// Its day has passed.
    Overdue,
    /// Its day has passed, and nothing is late for it.
    Confirm,
    /// By Sunday.
    Week,
    /// By the end of the month.
    Month,
    /// In the three months after this one.
    Quarter,
    /// Later.
    Later,
}

impl Nearness {
    /// Every group, the nearest first.
    pub const ALL: &'static [Self] = &[
        Self::Overdue,
        Self::Confirm,
        Self::Week,
        Self::Month,
        Self::Quarter,
        Self::Later,
    ];

    /// The code that its words are filed under.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Confirm => "confirm",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Later => "later",
        }
    }

    /// The locale key of its heading.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Overdue => "due.group.overdue",
            Self::Confirm => "due.group.confirm",
            Self::Week => "due.group.week",
            Self::Month => "due.group.month",
            Self::Quarter => "due.group.quarter",
            Self::Later => "due.group.later",
        }
    }
}

/// The days that part near from far, as of a day.
#[derive(Clone, Copy, Debug)]
pub struct NearDays {
    today: NaiveDate,
    sunday: NaiveDate,
    month: NaiveDate,
    quarter: NaiveDate,
}

impl NearDays {
    /// The days as of a day.
    #[must_use]
    pub fn of(today: NaiveDate) -> Self {
        let to_sunday = 6 - u64::from(today.weekday().num_days_from_monday());
        let sunday = today.checked_add_days(Days::new(to_sunday));
        let quarter = today.checked_add_months(Months::new(3)).map(end_of_month);
        Self {
            today,
            sunday: sunday.unwrap_or(NaiveDate::MAX),
            month: end_of_month(today),
            quarter: quarter.unwrap_or(NaiveDate::MAX),
        }
    }

    /// How near an item is.
    #[must_use]
    pub fn item(&self, item: &DueItem) -> Nearness {
        if item.is_to_confirm() {
            Nearness::Confirm
        } else {
            self.day(item.date)
        }
    }

    /// How near a day is.
    #[must_use]
    pub fn day(&self, date: NaiveDate) -> Nearness {
        if date < self.today {
            Nearness::Overdue
        } else if date <= self.sunday {
            Nearness::Week
        } else if date <= self.month {
            Nearness::Month
        } else if date <= self.quarter {
            Nearness::Quarter
        } else {
            Nearness::Later
        }
    }
}

/// The items in their groups, the nearest first; groups that hold nothing are left out.
#[must_use]
pub fn grouped(items: &[DueItem], today: NaiveDate) -> Vec<(Nearness, Vec<&DueItem>)> {
    let groups = grouped_places(items, today).into_iter();
    let members = |places: Vec<usize>| places.into_iter().map(|at| &items[at]).collect();
    groups.map(|(group, at)| (group, members(at))).collect()
}

/// The places of the items in their groups, the nearest first; groups that hold nothing are left out.
#[must_use]
pub fn grouped_places(items: &[DueItem], today: NaiveDate) -> Vec<(Nearness, Vec<usize>)> {
    let days = NearDays::of(today);
    let mut groups: Vec<(Nearness, Vec<usize>)> = Vec::new();
    // They are in the order of their days: most stand in the group of the one before.
    let mut here = 0;
    for (at, item) in items.iter().enumerate() {
        let group = days.item(item);
        if groups.get(here).is_none_or(|(known, _)| *known != group) {
            let known = groups.iter().position(|(known, _)| *known == group);
            here = known.unwrap_or(groups.len());
            if known.is_none() {
                groups.push((group, Vec::new()));
            }
        }
        groups[here].1.push(at);
    }
    groups.sort_by_key(|(group, _)| *group);
    groups
}

/// How many items are in each group, the nearest first.
#[must_use]
pub fn counted(items: &[DueItem], today: NaiveDate) -> Vec<(Nearness, usize)> {
    let days = NearDays::of(today);
    let mut counts: Vec<(Nearness, usize)> = Nearness::ALL.iter().map(|it| (*it, 0)).collect();
    for item in items {
        let group = days.item(item);
        if let Some((_, count)) = counts.iter_mut().find(|(of, _)| *of == group) {
            *count += 1;
        }
    }
    counts
}

/// A stretch of time that the agenda is parted into, to look at one alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DueSpan {
    /// Whose day has passed.
    Late,
    /// Whose day has passed, and nothing is late for it.
    Confirm,
    /// A month, by its year and its number from 1; of the present month what is still to come.
    Month(i32, u32),
    /// After the twelve months that begin with the present one.
    Later,
}

impl DueSpan {
    /// The stretch that an item falls into.
    #[must_use]
    pub fn of(item: &DueItem, today: NaiveDate) -> Self {
        let (year, month) = (item.date.year(), item.date.month());
        let months = |day: NaiveDate| i64::from(day.year()) * 12 + i64::from(day.month());
        if item.is_to_confirm() {
            Self::Confirm
        } else if item.date < today {
            Self::Late
        } else if months(item.date) < months(today) + 12 {
            Self::Month(year, month)
        } else {
            Self::Later
        }
    }
}

/// How many items fall into each stretch, in the order of time; stretches that hold nothing are left out.
#[must_use]
pub fn spans(items: &[DueItem], today: NaiveDate) -> Vec<(DueSpan, usize)> {
    let mut counts: BTreeMap<DueSpan, usize> = BTreeMap::new();
    for item in items {
        *counts.entry(DueSpan::of(item, today)).or_default() += 1;
    }
    counts.into_iter().collect()
}

/// Which items are wanted; a part that says nothing lets all pass.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AgendaFilter {
    /// Only these kinds.
    pub kinds: Vec<DueKind>,
    /// Only what belongs to this organisation of ours.
    pub organisation: Option<Id>,
    /// Only what belongs to this activity.
    pub activity: Option<Id>,
    /// Only up to this day; what is overdue is always within it.
    pub until: Option<NaiveDate>,
    /// Only what wants attention by this day: its day has come, or the time to prepare it has begun.
    pub wanted_by: Option<NaiveDate>,
    /// Only what falls due in this month: its year, and its number from 1.
    pub month: Option<(i32, u32)>,
}

impl AgendaFilter {
    /// Whether an item is wanted.
    #[must_use]
    pub fn lets(&self, item: &DueItem) -> bool {
        let organisation = self.organisation.is_none() || item.organisation == self.organisation;
        let activity = self.activity.is_none() || item.activity == self.activity;
        let until = self.until.is_none_or(|until| item.date <= until);
        let kind = self.kinds.is_empty() || self.kinds.contains(&item.kind);
        let wanted = self.wanted_by.is_none_or(|day| item.begin <= day);
        let of_month = (item.date.year(), item.date.month());
        let month = self.month.is_none_or(|month| month == of_month);
        organisation && activity && until && wanted && kind && month
    }

    /// The items that are wanted, in their order; the same ones where all of them are.
    #[must_use]
    pub fn among(&self, items: &Rc<Vec<DueItem>>) -> Rc<Vec<DueItem>> {
        if *self == Self::default() || items.iter().all(|item| self.lets(item)) {
            return Rc::clone(items);
        }
        let wanted = items.iter().filter(|item| self.lets(item));
        Rc::new(wanted.cloned().collect())
    }

    /// The items that are wanted, in their order.
    #[must_use]
    pub fn of(&self, mut items: Vec<DueItem>) -> Vec<DueItem> {
        items.retain(|item| self.lets(item));
        items
    }
}
