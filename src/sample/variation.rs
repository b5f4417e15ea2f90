//! Further activities, made after the hand-written ones: the same work in other units and years.

use std::collections::HashMap;

use chrono::{Days, NaiveDate};

use super::day::{day, written_on};
use super::random::Random;
use super::source::SampleSource;
use crate::domain::codes::{Direction, RecordStatus, RetentionKind, RetentionMode, Rounding};
use crate::domain::date::PartialDate;
use crate::domain::field::Record;
use crate::domain::period::Period;
use crate::domain::records::{Activity, Holding, Retention, Schedule};
use crate::domain::value::{Id, Value};

/// The years that units were set up in.
const YEARS: (i32, u32) = (2018, 8);

/// What further activities are made of.
pub(crate) struct Variation<'a> {
    seed: u64,
    templates: Vec<&'a Activity>,
    schedules: HashMap<Id, &'a Schedule>,
    kinds: Vec<String>,
    districts: Vec<String>,
    owner: String,
    disposed_by: String,
    method: String,
    evidence: String,
}

impl<'a> Variation<'a> {
    /// Further activities after these templates.
    pub(crate) fn new(
        seed: u64,
        source: &SampleSource,
        templates: Vec<&'a Activity>,
        schedules: HashMap<Id, &'a Schedule>,
    ) -> Self {
        Self {
            seed,
            templates,
            schedules,
            kinds: source.texts("further", "kinds"),
            districts: source.texts("further", "districts"),
            owner: source.text("further", "owner"),
            disposed_by: source.text("further", "disposed_by"),
            method: source.text("further", "method"),
            evidence: source.text("further", "evidence"),
        }
    }

    /// The n-th further activity, counted from 0; `None` where nothing can be made.
    ///
    /// It depends on the seed and on `n` alone, but for the internal numbers.
    pub(crate) fn activity(&self, n: usize, reference: String, next: &mut u32) -> Option<Activity> {
        let mut random = Random::of(self.seed, n as u64);
        let mut activity = (*self.templates.get(n.checked_rem(self.templates.len())?)?).clone();
        let unit = self.unit(n / self.templates.len())?;
        activity.head.reference = reference;
        append(&mut activity.name, &unit);
        append(&mut activity.description, &unit);
        for purpose in &mut activity.purposes {
            append(&mut purpose.text, &unit);
        }
        activity.owner = Some(self.owner.replace("{}", &unit));
        activity.department = Some(unit.clone());
        activity.related.clear();
        date(&mut activity, &mut random);
        for rule in &mut activity.retention {
            self.hold(rule, &unit, &mut random);
        }
        renumber(&mut activity, next);
        Some(activity)
    }

    /// The n-th unit: every kind of unit in every district, each in every year, and then a second of each.
    fn unit(&self, n: usize) -> Option<String> {
        let district = self.districts.get(n % self.districts.len().max(1))?;
        let n = n / self.districts.len();
        let kind = self.kinds.get(n % self.kinds.len().max(1))?;
        let n = n / self.kinds.len();
        let (first, years) = YEARS;
        let year = i64::from(first) + i64::try_from(n % years as usize).ok()?;
        let unit = kind.replace("{}", district);
        Some(match n / years as usize {
            0 => format!("{unit}, {year}"),
            more => format!("{unit} {}, {year}", more + 1),
        })
    }

    /// The holdings of a batch rule: one to three batches, those whose time is over disposed of.
    fn hold(&self, rule: &mut Retention, unit: &str, random: &mut Random) {
        let schedule = rule.schedule.and_then(|id| self.schedules.get(&id));
        let kind = rule.kind.or(schedule.and_then(|schedule| schedule.kind));
        let period = rule
            .period
            .or(schedule.and_then(|schedule| schedule.period));
        let rounding = rule
            .rounding
            .or(schedule.and_then(|schedule| schedule.rounding))
            .unwrap_or(Rounding::None);
        rule.holdings.clear();
        let counted = matches!(kind, Some(RetentionKind::Fixed | RetentionKind::AtMost))
            && rule.direction != Some(Direction::Before)
            && rule.follows.is_none()
            && rule.mode == Some(RetentionMode::Batch);
        let Some(period) = period.filter(|_| counted) else {
            return;
        };
        let batches = 1 + random.below(3);
        let mut year = 2019 + i32::try_from(random.below(4)).unwrap_or(0);
        for batch in 1..=batches {
            let start = day(year, 1, 1) + Days::new(u64::from(random.below(360)));
            year += 1 + i32::from(random.below(3) == 0);
            let Some(holding) = self.holding(start, period, rounding, unit, random) else {
                continue;
            };
            rule.holdings.push(Holding {
                head: crate::domain::field::Head {
                    reference: format!("H{batch}"),
                    position: i64::from(batch),
                    ..Default::default()
                },
                ..holding
            });
        }
    }

    /// One batch; `None` where it would fall due about the day that the sample is written for, so that what is
    /// due then is what was written by hand.
    fn holding(
        &self,
        start: NaiveDate,
        period: Period,
        rounding: Rounding,
        unit: &str,
        random: &mut Random,
    ) -> Option<Holding> {
        let through = period.keep_through(start, rounding)?;
        let today = written_on();
        let over = through < today - Days::new(60);
        if !over && through < today + Days::new(100) {
            return None;
        }
        let mut holding = Holding {
            name: Some(format!("{unit}: {}", start.format("%Y-%m"))),
            started_on: Some(PartialDate::Day(start)),
            ..Holding::default()
        };
        if over {
            let disposed = through + Days::new(u64::from(1 + random.below(45)));
            holding.disposed_on = Some(PartialDate::Day(disposed));
            holding.disposed_by = Some(self.disposed_by.clone());
            holding.method = Some(self.method.clone());
            holding.evidence = Some(self.evidence.replace("{}", &disposed.to_string()));
        }
        Some(holding)
    }
}

/// Dates and states of its own; reviews lie ahead of the day that the sample is written for.
fn date(activity: &mut Activity, random: &mut Random) {
    let reviewed = day(2025, 12, 8) + Days::new(u64::from(random.below(230)));
    activity.last_reviewed_on = Some(PartialDate::Day(reviewed));
    activity.next_review_on = reviewed
        .checked_add_days(Days::new(365))
        .map(PartialDate::Day);
    activity.record_status = Some(match random.below(10) {
        0 => RecordStatus::Draft,
        1 | 2 => RecordStatus::InReview,
        _ => RecordStatus::Approved,
    });
    if activity.record_status == Some(RecordStatus::Approved) {
        activity.approved_on = Some(PartialDate::Day(reviewed));
    } else {
        activity.approved_on = None;
        activity.approved_by = None;
    }
    let started = day(YEARS.0, 1, 1) + Days::new(u64::from(random.below(365 * YEARS.1)));
    activity.started_on = Some(PartialDate::Day(started));
}

/// Puts the unit behind a text.
fn append(text: &mut Option<String>, unit: &str) {
    if let Some(text) = text {
        let stop = text.ends_with('.');
        text.truncate(text.len() - usize::from(stop));
        text.push_str(" – ");
        text.push_str(unit);
        if stop {
            text.push('.');
        }
    }
}

/// Gives a copied record and its rows numbers of their own; what refers inside the record follows.
///
/// The rows of a hand-written record have the numbers after its own, so that a list does for a map: this runs
/// for every row of a large sample.
fn renumber(record: &mut dyn Record, next: &mut u32) {
    let first = record.id().0;
    let mut moved: Vec<Id> = Vec::new();
    record.walk_mut(&mut |row| {
        let head = row.head_mut();
        if let Some(place) = head.id.0.checked_sub(first).map(|place| place as usize) {
            moved.resize(moved.len().max(place + 1), Id::default());
            moved[place] = Id(*next);
        }
        head.id = Id(*next);
        *next += 1;
    });
    let followed = |id: Id| {
        let place = id.0.checked_sub(first).map(|place| place as usize);
        let to = place.and_then(|place| moved.get(place)).copied();
        to.filter(|to| *to != Id::default()).unwrap_or(id)
    };
    record.walk_mut(&mut |row| {
        for (field, meta) in row.declaration().fields.iter().enumerate() {
            if meta.kind.target().is_none() {
                continue;
            }
            let value = match row.get(field) {
                Value::Ref(id) => Value::Ref(followed(id)),
                Value::Refs(ids) => Value::Refs(ids.into_iter().map(followed).collect()),
                _ => continue,
            };
            row.put(field, value);
        }
    });
}
