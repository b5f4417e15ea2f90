//! The agenda by nearness, by month, and filtered.

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

    /// The group of an item.
    #[must_use]
    pub fn of_item(item: &DueItem, today: NaiveDate) -> Self {
        if item.is_to_confirm() {
            Self::Confirm
        } else {
            Self::of(item.date, today)
        }
    }

    /// The group of a day.
    #[must_use]
    pub fn of(date: NaiveDate, today: NaiveDate) -> Self {
        let to_sunday = 6 - u64::from(today.weekday().num_days_from_monday());
        let sunday = today.checked_add_days(Days::new(to_sunday));
        let quarter = today.checked_add_months(Months::new(3)).map(end_of_month);
        let by = |end: Option<NaiveDate>| end.is_none_or(|end| date <= end);
        if date < today {
            Self::Overdue
        } else if by(sunday) {
            Self::Week
        } else if date <= end_of_month(today) {
            Self::Month
        } else if by(quarter) {
            Self::Quarter
        } else {
            Self::Later
        }
    }
}

/// The items in their groups, the nearest first; groups that hold nothing are left out.
#[must_use]
pub fn grouped(items: &[DueItem], today: NaiveDate) -> Vec<(Nearness, Vec<&DueItem>)> {
    let mut groups: Vec<(Nearness, Vec<&DueItem>)> = Vec::new();
    for item in items {
        let group = Nearness::of_item(item, today);
        match groups.iter_mut().find(|(known, _)| *known == group) {
            Some((_, members)) => members.push(item),
            None => groups.push((group, vec![item])),
        }
    }
    groups.sort_by_key(|(group, _)| *group);
    groups
}

/// A month of the coming year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month {
    /// The year.
    pub year: i32,
    /// The month, from 1.
    pub month: u32,
    /// How many items fall due in it, from today on.
    pub count: usize,
}

/// This month and the eleven after it, with the number of items in each. What is overdue is not among them.
#[must_use]
pub fn months(items: &[DueItem], today: NaiveDate) -> Vec<Month> {
    let mut year = Vec::with_capacity(12);
    for ahead in 0..12 {
        let Some(day) = today.checked_add_months(Months::new(ahead)) else {
            break;
        };
        year.push(Month {
            year: day.year(),
            month: day.month(),
            count: 0,
        });
    }
    for item in items.iter().filter(|item| item.date >= today) {
        let (of_year, of_month) = (item.date.year(), item.date.month());
        if let Some(month) = year
            .iter_mut()
            .find(|month| (month.year, month.month) == (of_year, of_month))
        {
            month.count += 1;
        }
    }
    year
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
        organisation && activity && until && wanted && kind
    }

    /// The items that are wanted, in their order.
    #[must_use]
    pub fn of(&self, mut items: Vec<DueItem>) -> Vec<DueItem> {
        items.retain(|item| self.lets(item));
        items
    }
}
