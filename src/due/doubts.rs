//! What is told of disposals and extensions that are recorded, and that stands in the way of nothing: of what is done
//! here, and of what a file brings that no act would have recorded.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::ending::Ending;
use super::standing::{Hold, HoldingStanding};
use crate::domain::codes::Disposition;
use crate::domain::date::PartialDate;
use crate::domain::field::Record;
use crate::domain::problem::Problem;
use crate::domain::records::{Holding, Retention};
use crate::domain::register::Register;
use crate::domain::value::Id;

/// The most holdings that a doubt names; of an import there can be thousands.
const NAMED: usize = 20;

/// What is to be told at once of disposals that are recorded; none of it stands in the way.
///
/// What a public body erased without a decision on record, or before its time without a reason; a review of which nobody
/// says what it came to; and what went under a rule that gives no day while nothing shows that its time had come.
#[must_use]
pub(crate) fn doubts(register: &Register, holdings: &[Id]) -> Vec<Problem> {
    let erased = holdings.iter().filter_map(|id| {
        let ending = Ending::find(register, *id)?;
        Some((
            HoldingStanding::find(register, *id)?,
            ending,
            register.reference(*id),
        ))
    });
    doubts_of(&erased.collect::<Vec<_>>())
}

/// What is to be told at once of extensions that are recorded: those beyond what the law or the rule allows at most.
#[must_use]
pub(crate) fn doubts_of_extensions(register: &Register, holdings: &[Id]) -> Vec<Problem> {
    let told = |key, law: bool| {
        let found = holdings.iter().filter(|id| {
            let standing = HoldingStanding::find(register, **id);
            let beyond = standing.and_then(|standing| standing.extended_beyond());
            beyond.is_some_and(|(_, by_law)| by_law == law)
        });
        let found: Vec<String> = found.map(|id| register.reference(*id)).collect();
        told_of(key, &found.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let told = [
        told("due_extended_beyond_law", true),
        told("due_extended_beyond_rule", false),
    ];
    told.into_iter().flatten().collect()
}

/// What is to be told at once of days that a file brings for holdings and that no act would have recorded.
///
/// A disposal on a day to come, before its data were there, while a legal hold stood or, without a reason, while they were
/// to be kept; an extension that has passed, is
/// none or has no reason. What was so `before` is not told.
#[must_use]
pub(crate) fn brought(
    before: &Register,
    register: &Register,
    holdings: &[Id],
    today: NaiveDate,
) -> Vec<Problem> {
    let standings: Vec<(HoldingStanding<'_>, String)> = holdings
        .iter()
        .filter_map(|id| {
            Some((
                HoldingStanding::find(register, *id)?,
                register.reference(*id),
            ))
        })
        .collect();
    let went = |standing: &HoldingStanding<'_>| {
        let day = standing.holding.disposed_on;
        day.map(|day| (day.first_day(), day.last_day()))
    };
    let until = |standing: &HoldingStanding<'_>| standing.holding.extended_until;
    let ahead = |it: &HoldingStanding<'_>| went(it).is_some_and(|(first, _)| first > today);
    let before_start = |it: &HoldingStanding<'_>| {
        let start = it.holding.started_on.map(|start| start.first_day());
        went(it)
            .zip(start)
            .is_some_and(|((_, day), start)| day < start)
    };
    let held = |it: &HoldingStanding<'_>| {
        went(it).is_some_and(|(_, day)| it.holds_on(day.min(today)).next().is_some())
    };
    let idle = |it: &HoldingStanding<'_>| until(it).is_some() && it.extended().is_none();
    let past = |it: &HoldingStanding<'_>| {
        let passed = until(it).is_some_and(|until| until.last_day() < today);
        passed && it.disposed_by(today).is_none()
    };
    let unexplained =
        |it: &HoldingStanding<'_>| until(it).is_some() && it.holding.extended_because.is_none();
    let early = |it: &HoldingStanding<'_>| {
        let unexplained = it.holding.early_because.is_none();
        unexplained && went(it).is_some_and(|(_, day)| it.kept_against(day).is_some())
    };
    let all: [(&'static str, Wanted<'_>); 7] = [
        ("due_brought_ahead", &ahead),
        ("due_brought_before_start", &before_start),
        ("due_brought_held", &held),
        ("due_brought_early", &early),
        ("due_brought_extended_not_later", &idle),
        ("due_brought_extended_past", &past),
        ("due_brought_extended_unexplained", &unexplained),
    ];
    let told = all.into_iter().filter_map(|(key, wanted)| {
        let stood = |it: &HoldingStanding<'_>| {
            let then = HoldingStanding::find(before, it.holding.head.id);
            then.is_some_and(|then| wanted(&then))
        };
        let new = |it: &HoldingStanding<'_>| wanted(it) && !stood(it);
        let found = standings.iter().filter(|(standing, _)| new(standing));
        let found: Vec<&str> = found.map(|(_, reference)| reference.as_str()).collect();
        told_of(key, &found)
    });
    let beyond = holdings.iter().filter(|id| {
        let until = |register: &Register| Some(register.typed::<Holding>(**id)?.extended_until);
        until(before) != until(register)
    });
    let beyond: Vec<Id> = beyond.copied().collect();
    told.chain(doubts_of_extensions(register, &beyond))
        .collect()
}

/// What is to be told at once of legal holds that a file brings, as no act would have recorded them: begun or lifted on
/// a day to come, or lifted without a reason.
#[must_use]
pub(crate) fn brought_holds(register: &Register, holds: &[Id], today: NaiveDate) -> Vec<Problem> {
    let known = |id: &Id| Some((Hold::find(register, *id)?, register.reference(*id)));
    let known: Vec<(Hold<'_>, String)> = holds.iter().filter_map(known).collect();
    let ahead = |day: Option<PartialDate>| day.is_some_and(|day| day.first_day() > today);
    let told = |key, wanted: &dyn Fn(&Hold<'_>) -> bool| {
        let found = known.iter().filter(|(hold, _)| wanted(hold));
        let found: Vec<&str> = found.map(|(_, reference)| reference.as_str()).collect();
        told_of(key, &found)
    };
    let told = [
        told("due_brought_hold_ahead", &|hold| ahead(hold.since)),
        told("due_brought_lifted_ahead", &|hold| ahead(hold.lifted_on)),
        told("due_brought_lifted_unexplained", &|hold| {
            hold.is_lifted_unexplained()
        }),
    ];
    told.into_iter().flatten().collect()
}

/// Whether something is to be told of a holding.
type Wanted<'w> = &'w dyn Fn(&HoldingStanding<'_>) -> bool;

/// A problem that names the holdings it is about; none where it is about none.
fn told_of(key: &'static str, found: &[&str]) -> Option<Problem> {
    let mut named = found[..found.len().min(NAMED)].join(", ");
    if found.len() > NAMED {
        named = format!("{named}, … ({})", found.len());
    }
    (!found.is_empty()).then(|| Problem::refused(key).with("refs", named))
}

/// The same of holdings as they stand anywhere, each with what becomes of it and what it is called.
#[must_use]
pub(crate) fn doubts_of(holdings: &[(HoldingStanding<'_>, Ending, String)]) -> Vec<Problem> {
    let told =
        |key, of: &dyn Fn(&Ending) -> bool, wanted: &dyn Fn(&HoldingStanding<'_>) -> bool| {
            let found: Vec<&str> = (holdings.iter())
                .filter(|(standing, ending, _)| {
                    of(ending) && standing.holding.disposed_on.is_some() && wanted(standing)
                })
                .map(|(.., reference)| reference.as_str())
                .collect();
            told_of(key, &found)
        };
    let erased = |ending: &Ending| ending.public && ending.disposition == Disposition::Erase;
    let reviewed = |ending: &Ending| ending.disposition == Disposition::Review;
    let undecided = |standing: &HoldingStanding<'_>| standing.holding.decision.is_none();
    let early = |standing: &HoldingStanding<'_>| {
        let holding = standing.holding;
        let went = holding.disposed_on.map(|day| day.last_day());
        holding.early_because.is_none()
            && went
                .zip(standing.asked_through())
                .is_some_and(|(went, last)| went <= last)
    };
    // What shows that the event or criterion of such a rule came about.
    let unshown = |standing: &HoldingStanding<'_>| {
        let holding = standing.holding;
        let shown = [&holding.evidence, &holding.early_because, &holding.decision];
        let keeps = standing.counting.leaves_data() || standing.last_day().is_some();
        !keeps
            && shown.into_iter().all(Option::is_none)
            && !holding.head.none.contains_key("evidence")
    };
    let found = [
        told("due_no_day_unexplained", &|it| !erased(it), &unshown),
        told("due_no_decision", &erased, &undecided),
        told("due_early_unexplained", &erased, &early),
        told("due_review_undecided", &reviewed, &|standing| {
            let method = &standing.holding.method;
            undecided(standing) && method.is_none()
        }),
    ];
    found.into_iter().flatten().collect()
}

/// What decides over a holding and can be brought by a file: the days of its disposal, its extension and its start, and
/// of each legal hold on it or its rule.
pub(crate) type DecidedDays = Vec<Option<PartialDate>>;

/// The holdings of these records that are disposed of, or kept longer by a decision, each with what decides over it.
#[must_use]
pub(crate) fn decided<'a>(
    records: impl Iterator<Item = &'a dyn Record>,
) -> BTreeMap<Id, DecidedDays> {
    let mut found = BTreeMap::new();
    for record in records {
        record.walk(None, &mut |row, _| {
            let Some(rule) = row.downcast::<Retention>() else {
                return;
            };
            for holding in &rule.holdings {
                let mut days = vec![holding.disposed_on, holding.extended_until];
                if days.iter().all(Option::is_none) {
                    continue;
                }
                days.push(holding.started_on);
                let holds = Hold::of_rule(rule).chain(Hold::of_holding(holding));
                days.extend(holds.flat_map(|hold| [hold.since, hold.lifted_on]));
                found.insert(holding.head.id, days);
            }
        });
    }
    found
}

/// The days of the legal holds of these records, and whether it is said why each was lifted.
#[must_use]
pub(crate) fn held<'a>(records: impl Iterator<Item = &'a dyn Record>) -> BTreeMap<Id, HeldDays> {
    let mut found = BTreeMap::new();
    for record in records {
        record.walk(None, &mut |row, _| {
            if let Some(hold) = Hold::of_row(row) {
                let unexplained = hold.is_lifted_unexplained();
                found.insert(row.id(), (hold.since, hold.lifted_on, unexplained));
            }
        });
    }
    found
}

/// The first day of a legal hold, the day on which it was lifted, and whether nobody says why.
pub(crate) type HeldDays = (Option<PartialDate>, Option<PartialDate>, bool);

/// The holdings of these records that are disposed of.
#[must_use]
pub(crate) fn disposed<'a>(records: impl Iterator<Item = &'a dyn Record>) -> BTreeSet<Id> {
    let gone = decided(records).into_iter();
    let gone = gone.filter(|(_, days)| days.first().is_some_and(Option::is_some));
    gone.map(|(id, _)| id).collect()
}
