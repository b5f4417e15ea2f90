//! Holdings under a rule, one by one or many at once: one per calendar year, one per month, or one each year or month
//! from a day.

use std::collections::HashSet;

use chrono::{Datelike, Months, NaiveDate};

use super::effects::{check_start, row_edit};
use crate::domain::change::Edit;
use crate::domain::codec::clean;
use crate::domain::codes::{Choice, RetentionMode};
use crate::domain::date::PartialDate;
use crate::domain::field::Record;
use crate::domain::kind::RecordKind;
use crate::domain::problem::Problem;
use crate::domain::records::Retention;
use crate::domain::register::Register;
use crate::domain::value::{Id, Value};
use crate::labels::Lexicon;

/// The most holdings that one series makes.
pub(crate) const MOST: usize = 10_000;

/// How far the holdings of a series lie apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SeriesStep {
    /// A year.
    Yearly,
    /// A month.
    Monthly,
}

/// A series of holdings to make.
///
/// `from` as a year or month gives one holding per calendar year or month, each starting on its last day, when all
/// that belongs to it has begun. `from` as a day gives that day in each year or month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Series {
    /// Where it begins.
    pub from: PartialDate,
    /// Where it ends; the last holding begins no later.
    pub to: PartialDate,
    /// How far the holdings lie apart.
    pub step: SeriesStep,
}

/// The holdings of a series: the name and the start day of each.
///
/// Each day is counted from the first one, so that the 31st does not become the 28th for good once February has passed.
///
/// # Errors
/// `due_series_reversed`, `due_series_too_long`, or `due_start_too_early`.
pub(crate) fn series(series: &Series) -> Result<Vec<(String, NaiveDate)>, Problem> {
    let Series { from, to, step } = *series;
    let stated = |problem: Problem| {
        problem
            .with("from", from.to_string())
            .with("to", to.to_string())
    };
    if to.last_day() < from.first_day() {
        return Err(stated(Problem::usage("due_series_reversed")));
    }
    let months = match step {
        SeriesStep::Yearly => 12,
        SeriesStep::Monthly => 1,
    };
    // A year asked for by the month is its twelve months; a month asked for by the year is that month in each year.
    let first = match (from, step) {
        (PartialDate::Year(year), SeriesStep::Monthly) => PartialDate::Month(year, 1),
        _ => from,
    };
    check_start(first.last_day(), true, first.last_day())?;
    let mut made = Vec::new();
    for count in 0.. {
        let Some(day) = first
            .first_day()
            .checked_add_months(Months::new(count * months))
        else {
            break;
        };
        let at = match first {
            PartialDate::Year(_) => PartialDate::Year(day.year()),
            PartialDate::Month(..) => PartialDate::Month(day.year(), day.month()),
            PartialDate::Day(_) => PartialDate::Day(day),
        };
        if at.last_day() > to.last_day() {
            break;
        }
        if made.len() == MOST {
            let problem = Problem::usage("due_series_too_long").with("most", MOST.to_string());
            return Err(stated(problem));
        }
        made.push((at.to_string(), at.last_day()));
    }
    if made.is_empty() {
        return Err(stated(Problem::usage("due_series_reversed")));
    }
    Ok(made)
}

/// What is to be recorded under a rule: one holding, or a series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WantedHoldings {
    /// The name; of a series it stands before each year, month or day.
    pub name: String,
    /// The days.
    pub series: Series,
    /// One holding alone, by its name as it stands.
    pub single: bool,
    /// Whether the event from which the time runs is known to be still to come.
    pub to_come: bool,
}

impl WantedHoldings {
    /// Reads what people type: the steps (`year`, `month`, or nothing for a single holding), the first and the last
    /// year, month or day, and a name.
    ///
    /// # Errors
    /// The entry that cannot be read (`from`, `to`), and why.
    pub(crate) fn read(
        (every, from, to): (&str, &str, &str),
        name: &str,
        to_come: bool,
        today: NaiveDate,
    ) -> Result<Self, (&'static str, Problem)> {
        let read = |entry, typed: &str, missing| {
            if typed.trim().is_empty() {
                return Err((entry, Problem::usage(missing)));
            }
            PartialDate::from_typed(typed, today).map_err(|problem| (entry, problem))
        };
        let from = read("from", from, "act_day_missing")?;
        let single = every.is_empty();
        let to = match (single, to.trim()) {
            (true, "") => from,
            // What a last day without steps means is not guessed.
            (true, _) => return Err(("to", Problem::usage("due_steps_missing"))),
            (false, to) => read("to", to, "due_last_day_missing")?,
        };
        let step = if every == "month" {
            SeriesStep::Monthly
        } else {
            SeriesStep::Yearly
        };
        Ok(Self {
            name: clean(name, false),
            series: Series { from, to, step },
            single,
            to_come,
        })
    }

    /// What it is called in the journal: the rule, and the first and the last name.
    ///
    /// # Errors
    /// As [`Self::holdings`].
    pub(crate) fn label(
        &self,
        lexicon: &Lexicon,
        register: &Register,
        rule: Id,
    ) -> Result<String, Problem> {
        let made = self.holdings()?;
        let names = match made.as_slice() {
            [] => String::new(),
            [(one, _)] => one.clone(),
            [(first, _), .., (last, _)] => format!("{first} – {last}"),
        };
        let rule = lexicon.reference(register, Id::default(), rule);
        Ok(lexicon
            .words
            .fill("holdings.label", &[("rule", &rule), ("names", &names)]))
    }

    /// Name and start day of each holding that it makes.
    ///
    /// # Errors
    /// As [`series`].
    pub(crate) fn holdings(&self) -> Result<Vec<(String, NaiveDate)>, Problem> {
        if self.single {
            let from = self.series.from;
            let name = Some(self.name.clone()).filter(|name| !name.is_empty());
            return Ok(vec![(
                name.unwrap_or_else(|| from.to_string()),
                from.last_day(),
            )]);
        }
        let mut made = series(&self.series)?;
        if !self.name.is_empty() {
            for (label, _) in &mut made {
                label.insert_str(0, &format!("{} ", self.name));
            }
        }
        Ok(made)
    }
}

/// The edit that adds holdings to a rule.
///
/// Holdings of the same name and day that the rule has already are not added again; where no name was given, none is
/// added of a day that the rule has, whatever it is called. A rule whose mode is not recorded becomes a batch rule by
/// it.
///
/// # Errors
/// What [`series`] says; `due_no_such_rule`; `due_rule_rolls` for a rolling rule; `due_start_in_future` for a holding
/// whose year or month has not begun, unless it is known to come; `due_start_too_early`; `due_beyond_dates` where a
/// last day cannot be written; `due_series_nothing_new`.
pub(crate) fn add_holdings(
    register: &Register,
    rule: Id,
    wanted: &WantedHoldings,
    today: NaiveDate,
) -> Result<Edit, Problem> {
    let Some(known) = register.typed::<Retention>(rule) else {
        return Err(match register.place(rule) {
            None => Problem::usage("due_no_such_rule"),
            Some(place) => Problem::usage("due_not_a_rule")
                .with("ref", register.reference(rule))
                .with("record", place.kind.key()),
        });
    };
    if known.mode == Some(RetentionMode::Rolling) {
        return Err(Problem::refused("due_rule_rolls").with("ref", register.reference(rule)));
    }
    let made = wanted.holdings()?;
    // The batch of the year or month that is running starts, as a whole, on its last day.
    let running = match wanted.series.from {
        PartialDate::Day(day) => PartialDate::Day(day.min(today)),
        PartialDate::Month(..) => PartialDate::Month(today.year(), today.month()),
        PartialDate::Year(_) if wanted.series.step == SeriesStep::Monthly => {
            PartialDate::Month(today.year(), today.month())
        }
        PartialDate::Year(_) => PartialDate::Year(today.year()),
    };
    let latest = running.last_day().max(today);
    let counting = register.counting(known);
    let named = !wanted.name.is_empty();
    let there: HashSet<(&str, NaiveDate)> = known
        .holdings
        .iter()
        .filter_map(|holding| {
            let name = holding.name.as_deref().filter(|_| named);
            Some((name.unwrap_or_default(), holding.started_on?.last_day()))
        })
        .collect();
    let mut added: Vec<Box<dyn Record>> = Vec::new();
    for (name, day) in made {
        check_start(day, wanted.to_come, latest)?;
        if let (Ok(period), Err(_)) = (counting.limit(), counting.keep_through(day)) {
            return Err(Problem::usage("due_beyond_dates")
                .with("day", day.to_string())
                .with("period", period.to_string()));
        }
        if there.contains(&(if named { name.as_str() } else { "" }, day)) {
            continue;
        }
        let mut holding = RecordKind::Holding.blank();
        let number = u32::try_from(added.len()).unwrap_or(u32::MAX / 4);
        holding.head_mut().id = Id::provisional(number);
        holding.record_value("name", Value::Text(name));
        holding.record_value("started_on", Value::Date(PartialDate::Day(day)));
        added.push(holding);
    }
    if added.is_empty() {
        return Err(Problem::refused("due_series_nothing_new")
            .with("ref", register.reference(rule))
            .with("from", wanted.series.from.to_string())
            .with("to", wanted.series.to.to_string()));
    }
    row_edit(register, rule, |row| {
        if row.value("mode").is_empty() {
            row.record_value("mode", Value::Text(RetentionMode::Batch.code().to_owned()));
        }
        let list = row.declaration().list("holdings").unwrap_or_default();
        row.head_mut().none.remove("holdings");
        for holding in added {
            let at = row.row_count(list);
            row.insert_row(list, at, holding);
        }
    })
}
