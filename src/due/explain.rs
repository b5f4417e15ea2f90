//! The day of a holding in words: from what it runs, how it is rounded, what is added, and what follows.

use chrono::{Datelike, NaiveDate};

use super::ending::Ending;
use super::standing::{Hold, HoldingStanding};
use crate::domain::codes::{RetentionKind, Rounding};
use crate::domain::counting::{Counting, LAST_DAY, Uncounted};
use crate::domain::period::Period;
use crate::domain::records::{Holding, Retention};
use crate::domain::register::Register;
use crate::domain::value::Id;
use crate::labels::Lexicon;

/// How a holding's day is worked out: `runs from 30 April 2024, rounded to the end of 2024, plus 7 years: keep through
/// 31 December 2031, erase from 1 January 2032`.
///
/// Where the rule gives no day, why not.
#[must_use]
pub fn explain(lexicon: &Lexicon, register: &Register, holding: &Holding) -> String {
    let id = holding.head.id;
    let Some(rule) = register
        .place(id)
        .and_then(|place| register.typed::<Retention>(place.parent?))
    else {
        return String::new();
    };
    let owner = register.place(id).map(|place| place.owner);
    let standing = HoldingStanding::new(register, rule, holding);
    with_standing(register, lexicon, &standing, owner)
}

/// The same for a rule whose holding may not be recorded yet: what a form shows while a start day is typed.
#[must_use]
pub(crate) fn preview(
    lexicon: &Lexicon,
    register: &Register,
    owner: Id,
    rule: &Retention,
    holding: &Holding,
) -> String {
    with_standing(
        register,
        lexicon,
        &HoldingStanding::new(register, rule, holding),
        Some(owner),
    )
}

pub(super) fn with_standing(
    register: &Register,
    lexicon: &Lexicon,
    standing: &HoldingStanding<'_>,
    owner: Option<Id>,
) -> String {
    let words = &lexicon.words;
    let ending = Ending::of(register, owner, standing.counting.disposition);
    let mut text = match (standing.through, standing.counting.limit()) {
        (Ok(_), Ok(period)) => counted(lexicon, standing, ending, period),
        (Err(Uncounted::Beyond), _) => words.get("due.explain.beyond").to_owned(),
        (through, _) => {
            let why = through.err().unwrap_or(Uncounted::NoPeriod);
            let owner = owner.unwrap_or_default();
            let why = uncounted(register, lexicon, owner, Some(standing.rule), why);
            match standing.extended() {
                Some(_) => format!("{why}; {}", outcome(lexicon, standing, ending)),
                // Nothing is left to decide where it is decided that they stay.
                None if standing.through == Err(Uncounted::Permanent) => why,
                None => words.fill("due.reason.decide", &[("why", &why)]),
            }
        }
    };
    let mut add = |more: String| {
        text.push_str("; ");
        text.push_str(&more);
    };
    if let Some(disposed) = standing.disposed_by(lexicon.today) {
        add(ending.say(lexicon, "done", &[("day", &words.day(disposed))]));
    }
    let as_of = as_of(lexicon, standing);
    if let Some((lifted, hold)) = standing.held_past(as_of) {
        add(held_in_words(lexicon, lifted, &hold));
    }
    // Of each hold that stands: what is gone is none of their business any more.
    let holds = standing.holds_on(lexicon.today);
    for hold in holds.filter(|_| standing.gone_by(lexicon.today).is_none()) {
        add(match hold.review_on {
            Some(review) => words.fill("due.explain.held", &[("day", &words.date(review))]),
            None => words.get("due.explain.held_without_review").to_owned(),
        });
    }
    text
}

fn counted(
    lexicon: &Lexicon,
    standing: &HoldingStanding<'_>,
    ending: Ending,
    period: Period,
) -> String {
    let words = &lexicon.words;
    let Some(start) = standing.holding.started_on.map(|start| start.last_day()) else {
        return String::new();
    };
    let (key, rounded) = match standing.counting.rounding {
        None | Some(Rounding::None) => ("due.explain.plain", String::new()),
        Some(Rounding::EndOfCalendarMonth) => (
            "due.explain.rounded",
            format!("{} {}", words.month(start.month()), start.year()),
        ),
        Some(Rounding::EndOfCalendarYear) => ("due.explain.rounded", start.year().to_string()),
    };
    words.fill(
        key,
        &[
            ("start", &words.day(start)),
            ("rounded", &rounded),
            ("period", &of_span(lexicon, &standing.counting, period)),
            ("outcome", &outcome(lexicon, standing, ending)),
        ],
    )
}

/// What is done at the end of a holding's time and from which day, or what may be done then where nothing says by when.
#[must_use]
pub(crate) fn act_in_words(
    lexicon: &Lexicon,
    ending: Ending,
    standing: &HoldingStanding<'_>,
    day: &str,
) -> String {
    let what = if standing.is_open_ended() {
        "may"
    } else {
        "from"
    };
    ending.say(lexicon, what, &[("day", day)])
}

/// The last day of keeping in words, by rule and extension: how long at least and how long at most, where these differ;
/// none where there is no day.
#[must_use]
pub(crate) fn kept_in_words(lexicon: &Lexicon, standing: &HoldingStanding<'_>) -> Option<String> {
    let words = &lexicon.words;
    let last = standing.last_day()?;
    let shown = words.day(last);
    let floor = standing.counting.floor(standing.holding);
    Some(match floor.filter(|floor| *floor != last) {
        _ if last == LAST_DAY => words.get("export.beyond").to_owned(),
        _ if standing.extended().is_some() => shown,
        Some(floor) => {
            let floor = words.day(floor);
            words.fill("due.kept.span", &[("floor", &floor), ("day", &shown)])
        }
        None if standing.is_open_ended() => words.fill("due.kept.at_least", &[("day", &shown)]),
        None if standing.counting.is_only_a_most() => {
            words.fill("due.kept.at_most", &[("day", &shown)])
        }
        None => shown,
    })
}

/// A legal hold that kept data beyond their last day, with the day on which it was lifted.
#[must_use]
pub(crate) fn held_in_words(lexicon: &Lexicon, lifted: NaiveDate, hold: &Hold<'_>) -> String {
    let words = &lexicon.words;
    let details = [("day", words.day(lifted)), ("why", hold.why())];
    let details = details.each_ref().map(|(name, it)| (*name, it.as_str()));
    words.fill("due.explain.was_held", &details)
}

/// The day as of which a holding is explained: that of its disposal, or today.
fn as_of(lexicon: &Lexicon, standing: &HoldingStanding<'_>) -> NaiveDate {
    let today = lexicon.today;
    standing.disposed_by(today).unwrap_or(today)
}

/// The period of a rule in words: of a span its shortest and its longest.
fn of_span(lexicon: &Lexicon, counting: &Counting<'_>, period: Period) -> String {
    let words = &lexicon.words;
    match counting.least().filter(|least| *least != period) {
        Some(least) => {
            let (least, most) = (words.period(&least), words.period(&period));
            words.fill(
                "due.explain.span",
                &[("shortest", &least), ("longest", &most)],
            )
        }
        None => words.period(&period),
    }
}

/// The last day and what is done from the next.
fn outcome(lexicon: &Lexicon, standing: &HoldingStanding<'_>, ending: Ending) -> String {
    let words = &lexicon.words;
    let day = |day: Option<NaiveDate>| day.map(|day| words.day(day)).unwrap_or_default();
    let from = standing.due_from(as_of(lexicon, standing));
    let act = act_in_words(lexicon, ending, standing, &day(from));
    let floor = standing.counting.floor(standing.holding);
    let span = floor.filter(|floor| Some(*floor) != standing.through.ok());
    let at_least = floor.is_some() && standing.counting.kind == Some(RetentionKind::AtLeast);
    let key = match (standing.through, standing.extended()) {
        (Ok(_), Some(_)) => "due.outcome.extended",
        (Err(_), Some(_)) => "due.outcome.only_extended",
        _ if span.is_some() => "due.outcome.span",
        _ if standing.is_open_ended() => "due.outcome.open",
        _ if at_least => "due.outcome.floor",
        _ if standing.counting.is_only_a_most() => "due.outcome.at_most",
        _ => "due.outcome.keep",
    };
    words.fill(
        key,
        &[
            ("floor", &day(floor)),
            ("through", &day(standing.through.ok())),
            ("until", &day(standing.extended())),
            ("act", &act),
        ],
    )
}

/// Why a rule gives no day, in words, with its criterion or the rule it follows.
pub(super) fn uncounted(
    register: &Register,
    lexicon: &Lexicon,
    owner: Id,
    rule: Option<&Retention>,
    why: Uncounted,
) -> String {
    let words = &lexicon.words;
    let counting = rule.map(|rule| register.counting(rule)).unwrap_or_default();
    let follows = counting
        .follows
        .map(|id| lexicon.reference(register, owner, id))
        .unwrap_or_default();
    let mut text = words.fill(uncounted_key(why), &[("rule", &follows)]);
    if let Some(criterion) = counting.criterion {
        let criterion = one_line(criterion);
        text.push_str(": ");
        text.push_str(&words.fill("due.criterion", &[("criterion", &criterion)]));
    }
    text
}

const fn uncounted_key(why: Uncounted) -> &'static str {
    match why {
        Uncounted::NoKind => "due.uncounted.no_kind",
        Uncounted::Event => "due.uncounted.event",
        Uncounted::Criterion => "due.uncounted.criterion",
        Uncounted::Permanent => "due.uncounted.permanent",
        Uncounted::NotStored => "due.uncounted.not_stored",
        Uncounted::NoPeriod => "due.uncounted.no_period",
        Uncounted::Session => "due.uncounted.session",
        Uncounted::Before => "due.uncounted.before",
        Uncounted::Follows => "due.uncounted.follows",
        Uncounted::LastEnd => "due.uncounted.last_end",
        Uncounted::NoStart => "due.uncounted.no_start",
        Uncounted::Beyond => "due.uncounted.beyond",
    }
}

/// The longest that a criterion is quoted; the record has it whole.
const QUOTED: usize = 400;

/// Prose on one line, cut where it is very long.
fn one_line(prose: &str) -> String {
    let line = prose.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(QUOTED) {
        Some((cut, _)) => format!("{}…", line[..cut].trim_end()),
        None => line,
    }
}
