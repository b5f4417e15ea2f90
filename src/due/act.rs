//! The acts as people give them: what each asks for and on what it can be done, in one table that the command line
//! and the screen share; how typed text becomes an act; and what it is called in the journal.

use chrono::{Months, NaiveDate};

use super::effects::{self, Disposal, NewHold};
use super::ending::Ending;
use super::standing::{Hold, HoldingStanding};
use crate::domain::change::Edit;
use crate::domain::date::PartialDate;
use crate::domain::kind::RecordKind;
use crate::domain::problem::Problem;
use crate::domain::register::Register;
use crate::domain::value::Id;
use crate::labels::{Lexicon, called_by};

/// What an entry of an act takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    /// A day, as it is typed.
    Day,
    /// A day, a month or a year.
    Date,
    /// A line.
    Text,
    /// Lines.
    Prose,
}

/// Something that an act asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActEntry {
    /// Its name: an option of the command, and the locale key below `act.ACT`.
    pub name: &'static str,
    /// What it takes.
    pub asks: Asks,
    /// Whether the act cannot do without it.
    pub needed: bool,
    /// What stands there unless something else is said.
    pub first: &'static str,
}

/// After how long a legal hold is proposed to be reviewed.
const HOLD_REVIEW: Months = Months::new(6);

const fn needed(name: &'static str, asks: Asks) -> ActEntry {
    ActEntry {
        name,
        asks,
        needed: true,
        first: "",
    }
}

const fn may(name: &'static str, asks: Asks) -> ActEntry {
    ActEntry {
        needed: false,
        ..needed(name, asks)
    }
}

const fn today(name: &'static str, asks: Asks) -> ActEntry {
    ActEntry {
        first: "today",
        ..may(name, asks)
    }
}

/// An act on holdings, rules or activities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ActKind {
    /// Recording that holdings were disposed of.
    Dispose,
    /// Keeping holdings longer.
    Extend,
    /// Putting on a legal hold, or keeping it at its review.
    Hold,
    /// Lifting a legal hold.
    Lift,
    /// Recording that a routine was checked or a decision on a rule was made.
    Checked,
    /// Recording that an activity was reviewed.
    Reviewed,
}

impl ActKind {
    /// Every act, in the order in which they are offered.
    pub const ALL: &'static [Self] = &[
        Self::Dispose,
        Self::Checked,
        Self::Reviewed,
        Self::Extend,
        Self::Hold,
        Self::Lift,
    ];

    /// Its name: the command, and the locale key below `act`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Dispose => "dispose",
            Self::Extend => "extend",
            Self::Hold => "hold",
            Self::Lift => "lift",
            Self::Checked => "checked",
            Self::Reviewed => "reviewed",
        }
    }

    /// The act of that name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.code() == code)
    }

    /// What it asks for, in the order in which it is asked.
    #[must_use]
    pub const fn entries(self) -> &'static [ActEntry] {
        const DISPOSE: &[ActEntry] = &[
            today("on", Asks::Day),
            needed("by", Asks::Text),
            may("method", Asks::Text),
            may("extent", Asks::Text),
            may("evidence", Asks::Prose),
            may("witness", Asks::Text),
            may("decision", Asks::Text),
            may("decision-on", Asks::Date),
            may("early-because", Asks::Prose),
        ];
        const EXTEND: &[ActEntry] = &[
            needed("until", Asks::Date),
            needed("because", Asks::Prose),
            may("law", Asks::Text),
        ];
        const HOLD: &[ActEntry] = &[
            needed("reason", Asks::Prose),
            needed("review", Asks::Date),
            today("since", Asks::Date),
            may("case", Asks::Text),
        ];
        const LIFT: &[ActEntry] = &[today("on", Asks::Day), needed("because", Asks::Prose)];
        const CHECKED: &[ActEntry] = &[today("on", Asks::Date), needed("result", Asks::Prose)];
        const REVIEWED: &[ActEntry] = &[today("on", Asks::Date), may("next", Asks::Date)];
        match self {
            Self::Dispose => DISPOSE,
            Self::Extend => EXTEND,
            Self::Hold => HOLD,
            Self::Lift => LIFT,
            Self::Checked => CHECKED,
            Self::Reviewed => REVIEWED,
        }
    }

    /// What an entry holds before anything is typed: of a legal hold a day of its review, of a disposal the decision that
    /// stands in the rule, where that is one for all.
    #[must_use]
    pub fn first(
        self,
        entry: &ActEntry,
        register: &Register,
        ids: &[Id],
        today: NaiveDate,
    ) -> String {
        if entry.first == "today" {
            return today.to_string();
        }
        if self == Self::Hold && entry.name == "review" {
            let proposed = today.checked_add_months(HOLD_REVIEW);
            return proposed.map_or_else(String::new, |day| day.to_string());
        }
        if self != Self::Dispose || !matches!(entry.name, "decision" | "decision-on") {
            return String::new();
        }
        let mut decisions = ids.iter().map(|id| effects::decision_of(register, *id));
        let first = decisions.next().flatten();
        let Some((title, day)) =
            first.filter(|first| decisions.all(|other| other.as_ref() == Some(first)))
        else {
            return String::new();
        };
        match entry.name {
            "decision" => title,
            _ => day.map(|day| day.to_string()).unwrap_or_default(),
        }
    }

    /// Whether it can be done on what has that number, as it stands on a day.
    #[must_use]
    pub fn fits(self, register: &Register, id: Id, today: NaiveDate) -> bool {
        let kind = register.place(id).map(|place| place.kind);
        let open = || {
            HoldingStanding::find(register, id)
                .is_some_and(|standing| standing.disposed_by(today).is_none())
        };
        match (self, kind) {
            (Self::Dispose, Some(RecordKind::Holding)) => {
                open()
                    && HoldingStanding::find(register, id)
                        .is_some_and(|standing| standing.holds_on(today).next().is_none())
            }
            (Self::Extend, Some(RecordKind::Holding)) => open(),
            (Self::Hold, Some(RecordKind::Holding)) => HoldingStanding::find(register, id)
                .is_some_and(|standing| standing.gone_by(today).is_none()),
            (Self::Lift, Some(_)) => {
                Hold::all_on(register, id, today).is_some_and(|holds| !holds.is_empty())
            }
            // A hold that is named itself is kept at its review.
            (Self::Hold, Some(RecordKind::RetentionHold | RecordKind::HoldingHold)) => {
                Hold::find(register, id).is_some_and(|hold| hold.lifted_by(today).is_none())
            }
            (Self::Hold | Self::Checked, Some(RecordKind::Retention))
            | (Self::Reviewed, Some(RecordKind::Activity)) => true,
            _ => false,
        }
    }

    /// Reads what was given for its entries, by their names.
    ///
    /// # Errors
    /// The entry that cannot be read, and why.
    pub fn read(
        self,
        given: &dyn Fn(&'static str) -> Option<String>,
        today: NaiveDate,
    ) -> Result<Act, ActFault> {
        let text = |name| given(name).unwrap_or_default();
        let date = |name: &'static str| -> Result<Option<PartialDate>, ActFault> {
            let entry = self.entries().iter().find(|entry| entry.name == name);
            let typed = text(name);
            let typed = match typed.trim() {
                "" => entry.map_or("", |entry| entry.first),
                typed => typed,
            };
            if typed.is_empty() {
                return match entry.filter(|entry| entry.needed) {
                    None => Ok(None),
                    Some(_) => Err(ActFault::at(name, Problem::usage("act_day_missing"))),
                };
            }
            let date = PartialDate::from_typed(typed, today)
                .map_err(|problem| ActFault::at(name, problem))?;
            match (entry.map(|entry| entry.asks), date) {
                (Some(Asks::Day), PartialDate::Month(..) | PartialDate::Year(_)) => {
                    let problem = Problem::usage("day_needed").with("text", typed);
                    Err(ActFault::at(name, problem))
                }
                _ => Ok(Some(date)),
            }
        };
        let day_of = |name| date(name).map(|date| date.unwrap_or(PartialDate::Day(today)));
        Ok(match self {
            Self::Dispose => Act::Dispose {
                on: day_of("on")?.last_day(),
                by: text("by"),
                method: text("method"),
                extent: text("extent"),
                evidence: text("evidence"),
                witness: text("witness"),
                decision: given("decision"),
                decision_on: date("decision-on")?,
                early_because: text("early-because"),
            },
            Self::Extend => Act::Extend {
                until: day_of("until")?,
                because: text("because"),
                law: text("law"),
            },
            Self::Hold => Act::Hold {
                reason: text("reason"),
                review: day_of("review")?,
                since: day_of("since")?,
                case: text("case"),
            },
            Self::Lift => Act::Lift {
                on: day_of("on")?.last_day(),
                because: text("because"),
            },
            Self::Checked => Act::Checked {
                on: day_of("on")?,
                result: text("result"),
            },
            Self::Reviewed => Act::Reviewed {
                on: day_of("on")?,
                next: date("next")?,
            },
        })
    }

    /// The entry that a refusal is about, so that it can be told there.
    #[must_use]
    pub fn entry_of(self, problem: &Problem) -> Option<&'static str> {
        let name = match problem.key {
            "due_by_missing" => "by",
            "due_result_missing" => "result",
            "due_decided_later" => "decision-on",
            "due_was_on_hold"
            | "due_disposed_in_future"
            | "due_disposed_before_start"
            | "due_checked_in_future"
            | "due_checked_later"
            | "due_lifted_in_future"
            | "due_lifted_before_start" => "on",
            "due_floor" | "due_for_good" => "early-because",
            "due_extension_past" | "due_extension_not_later" => "until",
            "due_hold_in_future" => "since",
            "due_review_not_later" if self == Self::Hold => "review",
            "due_review_not_later" => "next",
            "due_reason_missing" | "due_hold_stands" if self == Self::Hold => "reason",
            "due_reason_missing" => "because",
            _ => return None,
        };
        self.entries()
            .iter()
            .map(|entry| entry.name)
            .find(|known| *known == name)
    }

    /// What it is called where it is chosen: what is done with data at their end by what is done with these.
    #[must_use]
    pub fn title(self, lexicon: &Lexicon, register: &Register, ids: &[Id]) -> String {
        if self == Self::Dispose
            && let [(ending, _)] = by_ending(register, ids).as_slice()
        {
            return ending.say(lexicon, "title", &[]);
        }
        let key = format!("act.{}.title", self.code());
        lexicon.words.get(&key).to_owned()
    }

    /// What it is called in the journal, with the records that it is done on: `Disposal of 2017 (A1/R1/H1)`.
    ///
    /// What is handed over, preserved or returned is called so, each by its own name.
    #[must_use]
    pub fn label(self, lexicon: &Lexicon, register: &Register, ids: &[Id]) -> String {
        let key = match self {
            Self::Dispose => {
                let parts = by_ending(register, ids).into_iter().map(|(ending, ids)| {
                    let records = named(lexicon, register, &ids);
                    ending.say(lexicon, "label", &[("records", &records)])
                });
                return parts.collect::<Vec<_>>().join("; ");
            }
            Self::Extend => "act.extend.label",
            Self::Hold => "act.hold.label",
            Self::Lift => "act.lift.label",
            Self::Checked => "act.checked.label",
            Self::Reviewed => "act.reviewed.label",
        };
        let records = named(lexicon, register, ids);
        lexicon.words.fill(key, &[("records", &records)])
    }
}

/// Holdings by what becomes of them, in the order in which they are given.
fn by_ending(register: &Register, ids: &[Id]) -> Vec<(Ending, Vec<Id>)> {
    let mut parts: Vec<(Ending, Vec<Id>)> = Vec::new();
    for id in ids {
        let ending =
            Ending::find(register, *id).unwrap_or_else(|| Ending::of(register, None, None));
        match parts.iter_mut().find(|(known, _)| *known == ending) {
            Some((_, members)) => members.push(*id),
            None => parts.push((ending, vec![*id])),
        }
    }
    parts
}

/// The most records that a label names.
const NAMED: usize = 3;

/// Whether anything can be done about a record or row.
#[must_use]
pub(crate) fn can_be_acted_on(register: &Register, id: Id, today: NaiveDate) -> bool {
    let kind = register.place(id).map(|place| place.kind);
    let rests = matches!(kind, Some(RecordKind::Retention | RecordKind::Schedule));
    rests || ActKind::ALL.iter().any(|act| act.fits(register, id, today))
}

/// Records by title and reference, the first few of many.
#[must_use]
pub(crate) fn named(lexicon: &Lexicon, register: &Register, ids: &[Id]) -> String {
    listed(lexicon, ids, &|id| {
        lexicon.reference(register, Id::default(), id)
    })
}

/// Records and rows as [`named`], but what a field gives its name by its reference: there that name changes.
#[must_use]
pub(crate) fn named_but_by(
    lexicon: &Lexicon,
    register: &Register,
    ids: &[Id],
    key: &str,
) -> String {
    listed(lexicon, ids, &|id| {
        let place = register.get(id).zip(register.owner(id));
        match place.filter(|(record, _)| called_by(record.kind(), key)) {
            Some((record, owner)) if record.id() == owner.id() => lexicon.called(register, id),
            Some((_, owner)) => {
                let title = lexicon.title(register, owner);
                format!("{} ({title})", lexicon.called(register, id))
            }
            None => lexicon.reference(register, Id::default(), id),
        }
    })
}

/// The first few of many, each as it is to be named, and how many more there are.
fn listed(lexicon: &Lexicon, ids: &[Id], name: &dyn Fn(Id) -> String) -> String {
    let words = &lexicon.words;
    let mut parts: Vec<String> = ids
        .iter()
        .take(if ids.len() > NAMED + 1 {
            NAMED
        } else {
            ids.len()
        })
        .map(|id| name(*id))
        .collect();
    if ids.len() > parts.len() {
        let more = (ids.len() - parts.len()).to_string();
        parts.push(words.fill("act.more", &[("n", &more)]));
    }
    words.and(&parts)
}

/// What was wrong with what was given: at which entry, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActFault {
    /// The entry, where it is about one.
    pub entry: Option<&'static str>,
    /// Why.
    pub problem: Problem,
}

impl ActFault {
    const fn at(entry: &'static str, problem: Problem) -> Self {
        Self {
            entry: Some(entry),
            problem,
        }
    }
}

/// An act with everything that it asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "what each holds is what its entries ask for")]
pub enum Act {
    /// See [`effects::dispose`].
    Dispose {
        on: NaiveDate,
        by: String,
        method: String,
        extent: String,
        evidence: String,
        witness: String,
        decision: Option<String>,
        decision_on: Option<PartialDate>,
        early_because: String,
    },
    /// See [`effects::extend`].
    Extend {
        until: PartialDate,
        because: String,
        law: String,
    },
    /// See [`effects::hold`].
    Hold {
        reason: String,
        review: PartialDate,
        since: PartialDate,
        case: String,
    },
    /// See [`effects::lift`].
    Lift { on: NaiveDate, because: String },
    /// See [`effects::check`].
    Checked { on: PartialDate, result: String },
    /// See [`effects::review`].
    Reviewed {
        on: PartialDate,
        next: Option<PartialDate>,
    },
}

impl Act {
    /// The edits that do it on some records, all or none.
    ///
    /// # Errors
    /// As the act of [`effects`].
    pub fn edits(
        &self,
        register: &Register,
        ids: &[Id],
        today: NaiveDate,
    ) -> Result<Vec<Edit>, Problem> {
        match self {
            Self::Dispose {
                on,
                by,
                method,
                extent,
                evidence,
                witness,
                decision,
                decision_on,
                early_because,
            } => {
                let disposal = Disposal {
                    by,
                    method,
                    extent,
                    evidence,
                    witness,
                    decision: decision.as_deref(),
                    decision_on: *decision_on,
                    early_because,
                };
                effects::dispose(register, ids, *on, &disposal, today)
            }
            Self::Extend {
                until,
                because,
                law,
            } => effects::extend(register, ids, *until, (because, law), today),
            Self::Hold {
                reason,
                review,
                since,
                case,
            } => {
                let new = NewHold {
                    reason,
                    case,
                    since: *since,
                    review_on: *review,
                };
                effects::hold(register, ids, &new, today)
            }
            Self::Lift { on, because } => effects::lift(register, ids, *on, because, today),
            Self::Checked { on, result } => effects::check(register, ids, *on, result, today),
            Self::Reviewed { on, next } => effects::review(register, ids, *on, *next, today),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_review_of_a_legal_hold_is_proposed_half_a_year_on() {
        let today = NaiveDate::from_ymd_opt(2026, 8, 31).unwrap();
        let entries = ActKind::Hold.entries();
        let review = entries.iter().find(|entry| entry.name == "review");
        let proposed = ActKind::Hold.first(review.unwrap(), &Register::empty(), &[], today);
        assert_eq!(proposed, "2027-02-28");
    }
}
