//! What a retention rule counts by, once its schedule is taken into account, and the last day that follows from it.
//!
//! This is the one place that says whether a rule gives a day at all. A rule that does not never gets an invented one.

use std::collections::HashSet;
use std::sync::LazyLock;

use chrono::NaiveDate;

use super::codes::{Direction, Disposition, EndsWhen, LawSets, RetentionKind, Rounding};
use super::field::{Answer, Record};
use super::kind::RecordKind;
use super::period::Period;
use super::records::{Holding, Retention, Schedule};
use super::register::Register;
use super::value::Id;

/// What a retention rule counts by: its own answers, and its schedule's where it has none.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counting<'a> {
    /// What kind of time limit it is.
    pub kind: Option<RetentionKind>,
    /// How long.
    pub period: Option<Period>,
    /// How long at most, where a span is given.
    pub period_max: Option<Period>,
    /// How long the data are in active use, where that is the first of two phases.
    pub active_period: Option<Period>,
    /// Whether it runs after its start or before it.
    pub direction: Option<Direction>,
    /// What is done with the start before the period is added.
    pub rounding: Option<Rounding>,
    /// The rule after whose end this one begins.
    pub follows: Option<Id>,
    /// What it runs from.
    pub start: &'a [String],
    /// The events that end it.
    pub ends_on: &'a [String],
    /// Whether the first or the last end counts.
    pub ends_when: Option<EndsWhen>,
    /// What decides where no figure does.
    pub criterion: Option<&'a str>,
    /// The laws behind it.
    pub law: &'a [String],
    /// What they set.
    pub law_sets: Option<LawSets>,
    /// What is done at the end.
    pub disposition: Option<Disposition>,
    /// Who sees to it.
    pub responsible: Option<&'a str>,
}

/// Why a rule gives no last day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Uncounted {
    /// Its kind is not recorded.
    NoKind,
    /// It ends with an event.
    Event,
    /// It has a criterion in words.
    Criterion,
    /// The data are kept for good.
    Permanent,
    /// Nothing is stored.
    NotStored,
    /// It has no period.
    NoPeriod,
    /// It ends with the browser session.
    Session,
    /// It runs before an event that is still to come.
    Before,
    /// It begins when another rule ends.
    Follows,
    /// The last of several ends counts, and an event can come later than the period's end.
    LastEnd,
    /// The start day is not recorded.
    NoStart,
    /// The day lies beyond the range of dates.
    Beyond,
}

/// The last day that can be written: what is kept longer than the calendar reaches is kept through it.
pub(crate) const LAST_DAY: NaiveDate = match NaiveDate::from_ymd_opt(9999, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

/// The day through which is kept what counts so: a day beyond the calendar is later than any that can be written, and no
/// lack of one.
#[must_use]
pub(crate) fn kept(through: Result<NaiveDate, Uncounted>) -> Option<NaiveDate> {
    match through {
        Err(Uncounted::Beyond) => Some(LAST_DAY),
        through => through.ok(),
    }
}

impl Counting<'_> {
    /// The shortest that it lets be kept, where it says one: the least of a span, or what the law behind a fixed time
    /// demands.
    #[must_use]
    pub fn least(&self) -> Option<Period> {
        match self.kind? {
            RetentionKind::Range | RetentionKind::AtLeast => self.period,
            RetentionKind::Fixed | RetentionKind::AtMost => {
                let demanded = matches!(self.law_sets, Some(LawSets::Minimum | LawSets::Exact));
                self.period.filter(|_| demanded)
            }
            _ => None,
        }
    }

    /// The longest that it lets be kept, where it says one: none of a rule that only says the least.
    #[must_use]
    pub fn most(&self) -> Option<Period> {
        match self.kind? {
            RetentionKind::Range | RetentionKind::AtLeast => self.period_max,
            RetentionKind::Fixed | RetentionKind::AtMost => self.period.or(self.period_max),
            _ => None,
        }
    }

    /// The period to count with: the longest that it lets be kept, or the shortest where it says no longest.
    ///
    /// # Errors
    /// Why there is none.
    pub fn limit(&self) -> Result<Period, Uncounted> {
        match self.kind {
            None => return Err(Uncounted::NoKind),
            Some(RetentionKind::Event) => return Err(Uncounted::Event),
            Some(RetentionKind::Criterion) => return Err(Uncounted::Criterion),
            Some(RetentionKind::Permanent) => return Err(Uncounted::Permanent),
            Some(RetentionKind::NotStored) => return Err(Uncounted::NotStored),
            Some(
                RetentionKind::Fixed
                | RetentionKind::AtMost
                | RetentionKind::AtLeast
                | RetentionKind::Range,
            ) => {}
        }
        if self.direction == Some(Direction::Before) {
            return Err(Uncounted::Before);
        }
        if self.follows.is_some() {
            return Err(Uncounted::Follows);
        }
        if self.ends_when == Some(EndsWhen::Last) && !self.ends_on.is_empty() {
            return Err(Uncounted::LastEnd);
        }
        match self.most().or(self.least()) {
            None => Err(Uncounted::NoPeriod),
            Some(Period::Session) => Err(Uncounted::Session),
            Some(period) => Ok(period),
        }
    }

    /// The last day of keeping of what starts on a day: the start, rounded, plus the period.
    ///
    /// # Errors
    /// Why there is none.
    pub fn keep_through(&self, start: NaiveDate) -> Result<NaiveDate, Uncounted> {
        self.after(start, self.limit()?)
    }

    /// The last day of a period from a start: the start, rounded, plus the period.
    fn after(&self, start: NaiveDate, period: Period) -> Result<NaiveDate, Uncounted> {
        let rounding = self.rounding.unwrap_or(Rounding::None);
        period
            .keep_through(start, rounding)
            .ok_or(Uncounted::Beyond)
    }

    /// Whether the data are still there once what is done at the end is done: preserved, reviewed, or with access to them
    /// restricted.
    #[must_use]
    pub const fn leaves_data(&self) -> bool {
        matches!(
            self.disposition,
            Some(Disposition::Restrict | Disposition::Preserve | Disposition::Review)
        )
    }

    /// Whether the data are kept for good, so that no day comes on which they may be lost: handing them over to an archive
    /// loses nothing.
    #[must_use]
    pub fn is_for_good(&self) -> bool {
        self.kind == Some(RetentionKind::Permanent)
            && !self.leaves_data()
            && self.disposition != Some(Disposition::Archive)
    }

    /// Whether it only says how long at most: nothing asks for the data until then.
    #[must_use]
    pub fn is_only_a_most(&self) -> bool {
        self.kind == Some(RetentionKind::AtMost) && self.least().is_none()
    }

    /// The last day on which a holding must be kept, where the rule or the law behind it says how long at least.
    #[must_use]
    pub fn floor(&self, holding: &Holding) -> Option<NaiveDate> {
        let least = self.least()?;
        match self.limit() {
            // The least binds, too, where an event may let the end come later.
            Ok(_) | Err(Uncounted::LastEnd) => {}
            // What begins on no known day has no first one either.
            Err(_) => return None,
        }
        kept(self.after(holding.started_on?.last_day(), least))
    }

    /// Whether it only says how long at least: no day comes on which the data must be gone.
    #[must_use]
    pub fn is_open_ended(&self) -> bool {
        self.most().is_none() && self.least().is_some()
    }

    /// The last day of keeping of a holding.
    ///
    /// # Errors
    /// Why there is none.
    pub fn through(&self, holding: &Holding) -> Result<NaiveDate, Uncounted> {
        self.limit()?;
        let start = holding.started_on.ok_or(Uncounted::NoStart)?;
        self.keep_through(start.last_day())
    }

    /// The longest that it lets be kept, where a figure says so: not where it only sets a floor, where an event or a
    /// criterion decides, or where it runs from or to something else than its start.
    #[must_use]
    pub fn ceiling(&self) -> Option<Period> {
        let figure = match self.kind {
            None => self.period_max.or(self.period)?,
            Some(_) => self.most()?,
        };
        let later = self.ends_when == Some(EndsWhen::Last) && !self.ends_on.is_empty();
        let elsewhere = self.direction == Some(Direction::Before) || self.follows.is_some();
        (!later && !elsewhere).then_some(figure)
    }
}

/// The day up to which it was decided to keep a holding longer, where that is later than the rule's last day.
#[must_use]
pub(crate) fn extended(holding: &Holding, through: Option<NaiveDate>) -> Option<NaiveDate> {
    let extended = holding.extended_until?.last_day();
    through
        .is_none_or(|through| extended > through)
        .then_some(extended)
}

impl Register {
    /// What a retention rule counts by: a field of its own that is answered wins over its schedule's.
    #[must_use]
    pub fn counting<'a>(&'a self, rule: &'a Retention) -> Counting<'a> {
        let schedule = rule.schedule.and_then(|id| self.typed::<Schedule>(id));
        let none = &rule.head.none;
        let behind = |key: &str| schedule.filter(|_| none.is_empty() || !none.contains_key(key));
        macro_rules! own_or_schedule {
            ($($field:ident)+) => { Counting {
                $($field: rule.$field.or_else(|| behind(stringify!($field))?.$field),)+
                follows: rule.follows,
                start: lines(&rule.start, || Some(&behind("start")?.start)),
                ends_on: lines(&rule.ends_on, || Some(&behind("ends_on")?.ends_on)),
                law: lines(&rule.law, || Some(&behind("law")?.law)),
                criterion: rule.criterion.as_deref().or_else(|| behind("criterion")?.criterion.as_deref()),
                responsible: rule.responsible.as_deref().or_else(|| behind("responsible")?.responsible.as_deref()),
            } };
        }
        own_or_schedule!(kind period period_max active_period direction rounding ends_when law_sets disposition)
    }

    /// The retention rules that cite a law, themselves or by their schedule, as [`Self::counting`] has it.
    pub fn citing<'a>(&'a self, law: &'a str) -> impl Iterator<Item = &'a Retention> {
        let cites = move |laws: &[String]| laws.iter().any(|cited| cited == law);
        let schedules = self.schedules.iter().filter(|it| cites(&it.law));
        // The same few schedules are behind most rules.
        let schedules: HashSet<Id> = schedules.map(|it| it.head.id).collect();
        let rules = self.activities.iter().flat_map(|it| &it.retention);
        rules.filter(move |rule| {
            if rule.law.is_empty() {
                rule.schedule.is_some_and(|id| schedules.contains(&id))
                    && !rule.head.none.contains_key("law")
            } else {
                cites(&rule.law)
            }
        })
    }

    /// The answer that a retention rule gives to one of its schedule's keys, and whether it comes from the
    /// schedule: a row's own recorded field wins.
    #[must_use]
    pub fn effective(&self, rule: &Retention, key: &str) -> (Answer, bool) {
        let own = (rule as &dyn Record).answer(key);
        if own != Answer::NotRecorded {
            return (own, false);
        }
        match rule.schedule.and_then(|id| self.typed::<Schedule>(id)) {
            Some(schedule) if (schedule as &dyn Record).declaration().field(key).is_some() => {
                ((schedule as &dyn Record).answer(key), true)
            }
            _ => (own, false),
        }
    }

    /// The last day on which a holding may or must be kept, as its rule counts: its start, rounded, plus the period.
    ///
    /// Of a span it is the last day of the longest; of a rule that only says the least, the last day of that. `None` where
    /// the rule gives no day: no period, before an event, or ending with an event, a criterion or another rule.
    #[must_use]
    pub fn keep_through(&self, rule: &Retention, holding: &Holding) -> Option<NaiveDate> {
        self.counting(rule).through(holding).ok()
    }

    /// The last day of keeping with what was decided: the day of an extension where that is later than the rule's. What is
    /// kept for longer than the calendar reaches is kept through its last day.
    #[must_use]
    pub fn last_day(&self, rule: &Retention, holding: &Holding) -> Option<NaiveDate> {
        let through = kept(self.counting(rule).through(holding));
        extended(holding, through).or(through)
    }

    /// A retention rule with its schedule's answers filled in where it has none of its own.
    #[must_use]
    pub fn effective_rule(&self, rule: &Retention) -> Retention {
        let mut filled = rule.clone();
        if let Some(schedule) = rule.schedule.and_then(|id| self.typed::<Schedule>(id)) {
            fill_in(&mut filled, schedule);
        }
        filled
    }
}

/// Fills in a schedule's answers where a retention rule has none of its own.
pub(crate) fn fill_in(rule: &mut Retention, schedule: &Schedule) {
    for (theirs, own, key) in &*OF_SCHEDULE {
        if schedule.has(*theirs) && !rule.has(*own) && !rule.head.none.contains_key(*key) {
            rule.put(*own, schedule.get(*theirs));
        }
    }
}

/// The fields that a retention rule has in common with a schedule, by their places in both; a rule's name and notes
/// are its own.
static OF_SCHEDULE: LazyLock<Vec<(usize, usize, &str)>> = LazyLock::new(|| {
    let rule = RecordKind::Retention.declaration();
    let fields = RecordKind::Schedule.declaration().fields.iter().enumerate();
    fields
        .filter(|(_, field)| !matches!(field.key, "name" | "notes"))
        .filter_map(|(at, field)| Some((at, rule.field(field.key)?, field.key)))
        .collect()
});

/// The rule's own entries, or its schedule's.
fn lines<'a>(own: &'a [String], behind: impl FnOnce() -> Option<&'a Vec<String>>) -> &'a [String] {
    if own.is_empty() {
        behind().map_or(&[], Vec::as_slice)
    } else {
        own
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::records::Activity;

    #[test]
    fn a_rule_cites_its_own_laws_or_those_of_its_schedule_as_it_counts() {
        let mut register = Register::empty();
        let mut schedule = Schedule {
            law: vec!["Act 1".to_owned()],
            ..Schedule::default()
        };
        register.settle(&mut schedule);
        let behind = Some(schedule.head.id);
        register.replace(Box::new(schedule));
        let own = |law: &[&str], schedule| Retention {
            law: law.iter().map(|law| (*law).to_owned()).collect(),
            schedule,
            ..Retention::default()
        };
        let mut none = own(&[], behind);
        (none.head.none).insert("law".to_owned(), "no law asks for it".to_owned());
        let mut activity = Activity {
            retention: vec![
                own(&[], behind),
                own(&["Act 2"], behind),
                own(&["Act 2", "Act 1"], None),
                none,
                own(&[], None),
            ],
            ..Activity::default()
        };
        register.settle(&mut activity);
        register.replace(Box::new(activity));
        for (law, count) in [("Act 1", 2), ("Act 2", 2), ("Act 3", 0)] {
            let rules = register.activities.iter().flat_map(|it| &it.retention);
            let counting = rules.filter(|rule| register.counting(rule).law.contains(&law.into()));
            let counting: Vec<Id> = counting.map(|rule| rule.head.id).collect();
            let citing: Vec<Id> = register.citing(law).map(|rule| rule.head.id).collect();
            assert_eq!(citing.len(), count, "{law}");
            assert_eq!(citing, counting, "{law}");
        }
    }
}
