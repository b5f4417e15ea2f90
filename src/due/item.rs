//! An item of the agenda: its day, what is to be done, of which record, and why, as data and in words.

use chrono::NaiveDate;
use smol_str::SmolStr;

use super::deadline_kind::DueKind;
use super::ending::Ending;
use super::explain::{uncounted, with_standing};
use super::standing::HoldingStanding;
use crate::domain::codes;
use crate::domain::counting::Uncounted;
use crate::domain::date::PartialDate;
use crate::domain::kind::RecordKind;
use crate::domain::period::Period;
use crate::domain::records::{Retention, Waiver};
use crate::domain::register::Register;
use crate::domain::stale::StaleKind;
use crate::domain::value::Id;
use crate::labels::Lexicon;

impl DueKind {
    /// The kind in words, of these items: public bodies have a word of their own for destroying records.
    #[must_use]
    pub fn label(self, lexicon: &Lexicon, items: &[DueItem]) -> String {
        let mut labels: Vec<String> = Vec::new();
        for public in [false, true] {
            let here = |item: &DueItem| item.kind == self && item.public == public;
            if items.iter().any(here) {
                let label = self.label_of(lexicon, public);
                if !labels.contains(&label) {
                    labels.push(label);
                }
            }
        }
        if labels.is_empty() {
            return lexicon.words.get(self.key()).to_owned();
        }
        labels.join(" / ")
    }

    fn label_of(self, lexicon: &Lexicon, public: bool) -> String {
        match self.disposition() {
            Some(disposition) => Ending {
                disposition,
                public,
            }
            .label(lexicon),
            None => lexicon.words.get(self.key()).to_owned(),
        }
    }
}

/// From when a check or decision counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// From the last one.
    Last(PartialDate),
    /// From the start of the processing: there was none yet.
    Started(PartialDate),
    /// From the approval of the record: there was none yet, and the start is not known.
    Approved(PartialDate),
    /// From no day: there was none yet, and nothing to count from.
    Never,
}

/// What a transfer rests on, and ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ground {
    /// As the record itself says.
    Stated,
    /// A clause set or adequacy decision, by its id in the law data.
    Instrument(String),
}

/// Why an item is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DueReason {
    /// A holding's last day, as its record explains it.
    Keeping,
    /// The last day up to which a holding must be kept, where nothing says how long at most.
    AtLeast,
    /// A holding that gives no day by itself.
    NoDay(Uncounted),
    /// A rule that gives no day.
    Decision {
        /// Why not.
        why: Uncounted,
        /// How many holdings wait for it.
        holdings: usize,
        /// The interval, and from when it counts; none where only holdings wait.
        counted: Option<(Period, Since)>,
    },
    /// A routine.
    Routine(Period, Since),
    /// The first of two phases, and how many holdings have come to its end.
    ActiveUse(Period, usize),
    /// A hold with its review day.
    Hold(PartialDate),
    /// A hold that lacks one.
    HoldWithoutReview,
    /// The day that was planned.
    Planned(PartialDate),
    /// The last time, and the interval.
    Interval(PartialDate, Period),
    /// The day on which questions went out.
    Asked(Option<PartialDate>),
    /// The last day of an agreement.
    Ends(PartialDate),
    /// The last day of what a transfer rests on.
    Safeguard(Ground, NaiveDate),
    /// What was changed since a decision.
    Changed(StaleKind, Vec<(RecordKind, &'static str)>),
    /// The last day that the law is known to.
    LawKnownTo(NaiveDate),
}

/// Something that is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueItem {
    /// The day.
    pub date: NaiveDate,
    /// Days left; negative where it is overdue.
    pub days: i64,
    /// The day from which it wants attention: the day itself, or so much earlier as takes to prepare it.
    pub begin: NaiveDate,
    /// What is due.
    pub kind: DueKind,
    /// The record or row that it is about.
    pub id: Id,
    /// The record that holds it.
    pub owner: Id,
    /// The activity that it belongs to.
    pub activity: Option<Id>,
    /// The organisation of ours that it belongs to.
    pub organisation: Option<Id>,
    /// Whether it belongs to a public body.
    pub public: bool,
    /// The reference of what it is about, as written outside any record.
    pub reference: SmolStr,
    /// Why.
    pub reason: DueReason,
}

impl DueItem {
    /// Whether its day has passed and something was to be done by then.
    #[must_use]
    pub const fn is_overdue(&self) -> bool {
        self.days < 0 && !self.waits_for_confirmation()
    }

    /// Whether its day has passed and nothing is late for it: it is to be confirmed that the data stay, or decided
    /// what becomes of them, as where they may go and nothing says that they must.
    #[must_use]
    pub const fn is_to_confirm(&self) -> bool {
        self.days < 0 && self.waits_for_confirmation()
    }

    const fn waits_for_confirmation(&self) -> bool {
        matches!(self.reason, DueReason::AtLeast)
            || matches!(
                self.kind,
                DueKind::Preserve
                    | DueKind::HoldingReview
                    | DueKind::Reconsider
                    | DueKind::LawReview
            )
    }

    /// What is due, in words.
    #[must_use]
    pub fn label(&self, lexicon: &Lexicon) -> String {
        self.kind.label_of(lexicon, self.public)
    }

    /// The same as a narrow column says it: what it is about stands beside it.
    #[must_use]
    pub fn label_in_short(&self, lexicon: &Lexicon) -> String {
        let short = lexicon
            .words
            .find(&format!("due.brief.{}", self.kind.code()));
        short.map_or_else(|| self.label(lexicon), str::to_owned)
    }

    /// What people know the record by.
    #[must_use]
    pub fn title(&self, register: &Register, lexicon: &Lexicon) -> String {
        let title = |id| {
            register
                .get(id)
                .map_or_else(String::new, |record| lexicon.title(register, record))
        };
        let own = title(self.id);
        match (self.kind, register.place(self.id)) {
            // A hold is known by what it is on, then by its reason.
            (DueKind::HoldReview, Some(place)) => {
                let reason = own.lines().next().unwrap_or_default();
                format!("{}: {reason}", place.parent.map(title).unwrap_or_default())
            }
            _ => own,
        }
    }

    /// The reference of its activity.
    #[must_use]
    pub fn activity_reference(&self, register: &Register) -> Option<String> {
        Some(register.get(self.activity?)?.head().reference.clone())
    }

    /// The days left in words: `12 days overdue`, `today`, `in 3 days`.
    #[must_use]
    pub fn days_in_words(&self, lexicon: &Lexicon) -> String {
        let number = usize::try_from(self.days.unsigned_abs()).unwrap_or(usize::MAX);
        match self.days {
            0 => lexicon.words.get("due.today").to_owned(),
            ..0 if self.is_to_confirm() => lexicon.words.get("due.to_confirm").to_owned(),
            ..0 => lexicon.words.count("days_overdue", number),
            _ => lexicon.words.count("days_left", number),
        }
    }

    /// The days left as short as can be, for a table: `12 d late`, `today`, `in 3 d`.
    #[must_use]
    pub fn days_in_short(&self, lexicon: &Lexicon) -> String {
        let number = usize::try_from(self.days.unsigned_abs()).unwrap_or(usize::MAX);
        let key = match self.days {
            0 => return lexicon.words.get("due.today").to_owned(),
            ..0 if self.is_to_confirm() => return lexicon.words.get("due.to_confirm").to_owned(),
            ..0 => "due.short.late",
            _ => "due.short.left",
        };
        lexicon.words.fill(key, &[("n", &number.to_string())])
    }

    /// Why it is due, in words, and that its finding is waived, where it is.
    #[must_use]
    pub fn reason(&self, register: &Register, lexicon: &Lexicon) -> String {
        let mut reason = self.reason_alone(register, lexicon);
        if let Some(waiver) = self.waiver(register, lexicon.today) {
            let until = waiver.until.map(|until| lexicon.words.date(until));
            let because = waiver.reason.as_deref().unwrap_or_default();
            let because = because.replace('\n', "; ");
            let until = until.unwrap_or_default();
            let details = [("day", until.as_str()), ("why", because.as_str())];
            reason.push_str("; ");
            reason.push_str(&lexicon.words.fill("due.waived", &details));
        }
        reason
    }

    /// The waiver of the finding that tells it when it is late, where one counts on a day.
    fn waiver<'r>(&self, register: &'r Register, today: NaiveDate) -> Option<&'r Waiver> {
        let (rule, key, words) = match (self.kind, &self.reason) {
            (_, DueReason::Keeping) => ("R43", "disposed_on", self.date.pred_opt()?),
            (_, DueReason::Hold(review)) => ("R55", "review_on", review.last_day()),
            (DueKind::Review, DueReason::Planned(day)) => ("R42", "next_review_on", day.last_day()),
            (DueKind::Review, DueReason::Interval(last, _)) => {
                ("R42", "last_reviewed_on", last.last_day())
            }
            (DueKind::DpiaReview, DueReason::Planned(day)) => {
                ("R42", "dpia_review_on", day.last_day())
            }
            _ => return None,
        };
        register.waivers.iter().find(|waiver| {
            waiver.record == Some(self.id)
                && waiver.rule.as_deref() == Some(rule)
                && waiver.is_in_effect(today)
                && waiver.key.as_deref().is_none_or(|told| told == key)
                && (waiver.words.as_deref()).is_none_or(|told| told == words.to_string())
        })
    }

    fn reason_alone(&self, register: &Register, lexicon: &Lexicon) -> String {
        let words = &lexicon.words;
        match &self.reason {
            DueReason::Keeping | DueReason::AtLeast => HoldingStanding::find(register, self.id)
                .map_or_else(String::new, |it| {
                    with_standing(register, lexicon, &it, self.activity)
                }),
            DueReason::NoDay(why) => self.decide(register, lexicon, *why, Vec::new()),
            DueReason::Decision {
                why,
                holdings,
                counted,
            } => {
                let mut more = Vec::new();
                if *holdings > 0 {
                    more.push(words.count("holdings_waiting", *holdings));
                }
                if let Some((interval, since)) = counted {
                    more.push(since.words(lexicon, interval));
                }
                self.decide(register, lexicon, *why, more)
            }
            DueReason::Routine(interval, since) => {
                let since = since.words(lexicon, interval);
                words.fill("due.reason.routine", &[("since", &since)])
            }
            DueReason::ActiveUse(period, holdings) => {
                let (period, holdings) = (words.period(period), holdings.to_string());
                let details = [("period", period.as_str()), ("n", holdings.as_str())];
                words.fill("due.reason.active_use", &details)
            }
            DueReason::Hold(review) => words.fill("due.reason.hold", &[("on", &words.on(*review))]),
            DueReason::HoldWithoutReview => words.get("due.reason.hold_without_review").to_owned(),
            DueReason::Planned(day) => words.fill("due.reason.planned", &[("on", &words.on(*day))]),
            DueReason::Interval(last, interval) => {
                let (last, interval) = (words.on(*last), words.period(interval));
                words.fill(
                    "due.reason.interval",
                    &[("last", &last), ("interval", &interval)],
                )
            }
            DueReason::Changed(decision, fields) => words.fill(
                &format!("due.reason.changed.{}", decision.code()),
                &[("fields", &words.fields(fields))],
            ),
            DueReason::LawKnownTo(day) => {
                words.fill("due.reason.law_known_to", &[("day", &words.day(*day))])
            }
            DueReason::Asked(sent) => {
                let on = sent.map(|day| words.on(day)).unwrap_or_default();
                words.fill("due.reason.asked", &[("on", &on)])
            }
            DueReason::Ends(day) => words.fill("due.reason.ends", &[("day", &words.date(*day))]),
            DueReason::Safeguard(Ground::Stated, day) => {
                words.fill("due.reason.ground_ends", &[("day", &words.day(*day))])
            }
            DueReason::Safeguard(Ground::Instrument(code), day) => {
                let name = lexicon.code(&codes::INSTRUMENT, code);
                let key = if *day < lexicon.today {
                    "due.reason.instrument_ended"
                } else {
                    "due.reason.instrument_ends"
                };
                words.fill(key, &[("name", &name), ("day", &words.day(*day))])
            }
        }
    }

    fn decide(
        &self,
        register: &Register,
        lexicon: &Lexicon,
        why: Uncounted,
        more: Vec<String>,
    ) -> String {
        let rule = register
            .typed::<Retention>(self.id)
            .or_else(|| register.typed::<Retention>(register.place(self.id)?.parent?));
        let kept_for_good = why == Uncounted::Permanent;
        let why = uncounted(register, lexicon, self.owner, rule, why);
        // That they stay is decided; it is asked whether it still holds.
        let told = if kept_for_good {
            why
        } else {
            lexicon.words.fill("due.reason.decide", &[("why", &why)])
        };
        let mut parts = vec![told];
        parts.extend(more);
        parts.join("; ")
    }
}

impl Since {
    /// From when it counts, in words.
    fn words(self, lexicon: &Lexicon, interval: &Period) -> String {
        let words = &lexicon.words;
        let (key, day) = match self {
            Self::Last(day) => ("due.since.last", Some(day)),
            Self::Started(day) => ("due.since.started", Some(day)),
            Self::Approved(day) => ("due.since.approved", Some(day)),
            Self::Never => ("due.since.never", None),
        };
        let on = day.map(|day| words.on(day)).unwrap_or_default();
        words.fill(key, &[("on", &on), ("interval", &words.period(interval))])
    }
}
