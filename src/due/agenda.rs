//! The agenda: every deadline of a register as of a day, each with its day, kind, record and reason.
//!
//! Nothing is invented. A rule that gives no day is shown as a decision at its own interval; what was never checked
//! counts from the start of the processing, and is due now where that is not recorded either.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use chrono::{Days, NaiveDate};
use rustc_hash::FxHashSet;
use smol_str::{SmolStr, SmolStrBuilder};

use super::active_use::ActiveUseEnd;
use super::deadline_kind::DueKind;
use super::ending::{Ending, is_public};
use super::item::{DueItem, DueReason, Ground, Since};
use super::standing::{Hold, HoldingStanding};
use crate::domain::changed::ChangeIndex;
use crate::domain::codes::{
    AgreementKind, AgreementStatus, Disposition, ProcessingState, RetentionKind, RetentionMode,
    RetentionScope, TransferState,
};
use crate::domain::counting::{Counting, Uncounted};
use crate::domain::date::PartialDate;
use crate::domain::field::Head;
use crate::domain::period::Period;
use crate::domain::records::{Activity, Agreement, Holding, Retention, Transfer};
use crate::domain::register::{Place, Register, natural_order};
use crate::domain::stale::{StaleKind, stale_by};
use crate::domain::value::Id;
use crate::law::{Answers, Instrument, Law};

/// How long things take, and the interval where the register names none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leads {
    /// Between reviews, where neither the activity nor the register says: the cadence that authorities suppose.
    pub interval: Period,
    /// How many days before an agreement or a safeguard ends it wants attention.
    pub ends: u16,
    /// How many days before a review, check or decision it wants attention.
    pub reviews: u16,
    /// How many days before an erasure it wants attention.
    pub erasure: u16,
}

impl Default for Leads {
    fn default() -> Self {
        Self {
            interval: Period::of(0, 12, 0),
            ends: 90,
            reviews: 0,
            erasure: 0,
        }
    }
}

impl Leads {
    /// How many days before its day an item of a kind wants attention.
    #[must_use]
    pub const fn days(&self, kind: DueKind) -> u16 {
        match kind {
            DueKind::AgreementEnds | DueKind::SafeguardEnds => self.ends,
            kind if kind.disposition().is_some() => self.erasure,
            _ => self.reviews,
        }
    }
}

/// Everything that is due, as of a day: overdue first, then by day, then by reference.
#[must_use]
pub fn agenda(register: &Register, law: &Law, today: NaiveDate, leads: &Leads) -> Vec<DueItem> {
    agenda_by(register, register.changes.as_deref(), law, today, leads)
}

/// The same by an index of changes that the register need not have.
#[must_use]
pub(crate) fn agenda_by(
    register: &Register,
    index: Option<&ChangeIndex>,
    law: &Law,
    today: NaiveDate,
    leads: &Leads,
) -> Vec<DueItem> {
    let mut collecting = Collecting::new(register, index, law, today, leads);
    collecting.all(register.activities.iter());
    in_order(collecting.items).collect()
}

/// The agenda of a register, of which it is known what was due `before` some records were changed, on the same day and
/// with the same index of changes: `changed` are those records, and the records that name one of them.
///
/// Items of other activities are not touched; mostly none is.
#[must_use]
pub(crate) fn agenda_after(
    before: Rc<Vec<DueItem>>,
    changed: &FxHashSet<Id>,
    register: &Register,
    law: &Law,
    today: NaiveDate,
    leads: &Leads,
) -> Rc<Vec<DueItem>> {
    let activities = changed.iter();
    let activities = activities.filter_map(|id| register.typed::<Activity>(*id));
    let mut activities: Vec<&Activity> = activities.collect();
    activities.sort_by_key(|activity| place(register, activity.head.id));
    let index = register.changes.as_deref();
    let mut collecting = Collecting::new(register, index, law, today, leads);
    collecting.all(activities.into_iter());
    let now: Vec<DueItem> = in_order(collecting.items).collect();
    // All but activities was collected anew.
    let is_anew = |item: &DueItem| item.activity.is_none_or(|id| changed.contains(&id));
    if before.iter().filter(|item| is_anew(item)).eq(&now) {
        return before;
    }
    let mut items = Rc::unwrap_or_clone(before);
    items.retain(|item| !is_anew(item));
    put_in_order(&mut items, now, register);
    Rc::new(items)
}

/// Puts some items where they come among others; both are in order.
fn put_in_order(items: &mut Vec<DueItem>, new: Vec<DueItem>, register: &Register) {
    let mut places = Vec::with_capacity(new.len());
    for item in &new {
        let from = places.last().copied().unwrap_or_default();
        let sooner = |earlier: &DueItem| comes(register, earlier, item).is_lt();
        places.push(from + items[from..].partition_point(sooner));
    }
    let mut end = items.len();
    items.extend(new);
    // From the last on: the others that come behind it go behind all that are still to be put.
    for (before, at) in places.into_iter().enumerate().rev() {
        items[at..=end + before].rotate_right(before + 1);
        end = at;
    }
}

/// Where a record stands among those of its kind.
fn place(register: &Register, id: Id) -> usize {
    register.place(id).map_or(usize::MAX, Place::at)
}

/// Which of two items comes first: by day, then by record, then by reference.
fn comes(register: &Register, left: &DueItem, right: &DueItem) -> Ordering {
    let owners = || match [left, right].map(|item| (item.activity, item.owner)) {
        [(Some(left), _), (Some(right), _)] => place(register, left).cmp(&place(register, right)),
        [(Some(activity), _), (None, other)] => comes_before(register, activity, other),
        [(None, other), (Some(activity), _)] => comes_before(register, activity, other).reverse(),
        [(None, left), (None, right)] => {
            let is_agreement = |id| register.typed::<Agreement>(id).is_some();
            let rank = |id| (!is_agreement(id), place(register, id));
            rank(left).cmp(&rank(right))
        }
    };
    let days = left.date.cmp(&right.date);
    days.then_with(owners).then_with(|| within(left, right))
}

/// How an activity comes to another record: agreements stand among activities in the order of their references, all
/// else behind them.
fn comes_before(register: &Register, activity: Id, other: Id) -> Ordering {
    let agreement = register.typed::<Agreement>(other);
    let activity = register.get(activity).map(|it| &it.head().reference);
    match (agreement, activity) {
        (Some(agreement), Some(activity))
            if natural_order(&agreement.head.reference, activity).is_lt() =>
        {
            Ordering::Greater
        }
        _ => Ordering::Less,
    }
}

/// The items by day, then by record, then by reference. Small keys are sorted, not the items themselves.
fn in_order(items: Vec<(u32, DueItem)>) -> impl Iterator<Item = DueItem> {
    let mut keys: Vec<(NaiveDate, u32, usize)> = items
        .iter()
        .enumerate()
        .map(|(at, (rank, item))| (item.date, *rank, at))
        .collect();
    keys.sort_unstable_by(|left, right| {
        let sooner = (left.0, left.1).cmp(&(right.0, right.1));
        sooner.then_with(|| within(&items[left.2].1, &items[right.2].1))
    });
    let mut items: Vec<Option<(u32, DueItem)>> = items.into_iter().map(Some).collect();
    keys.into_iter()
        .filter_map(move |(_, _, at)| items[at].take())
        .map(|(_, item)| item)
}

/// The order of items of one record that are due on one day.
fn within(left: &DueItem, right: &DueItem) -> Ordering {
    natural_order(&left.reference, &right.reference).then(left.kind.cmp(&right.kind))
}

/// Where an item belongs.
#[derive(Clone, Copy)]
struct Belongs<'a> {
    owner: &'a Head,
    rank: u32,
    activity: Option<Id>,
    organisation: Option<Id>,
    public: bool,
}

struct Collecting<'a> {
    register: &'a Register,
    law: &'a Law,
    today: NaiveDate,
    leads: &'a Leads,
    index: Option<&'a ChangeIndex>,
    /// The items, each with the rank of its record.
    items: Vec<(u32, DueItem)>,
    /// The adequacy decision that a destination rests on today, or rested on last, and its last day.
    decisions: HashMap<&'a str, Option<(&'a str, NaiveDate)>>,
}

impl<'a> Collecting<'a> {
    /// Nothing yet.
    fn new(
        register: &'a Register,
        index: Option<&'a ChangeIndex>,
        law: &'a Law,
        today: NaiveDate,
        leads: &'a Leads,
    ) -> Self {
        Self {
            register,
            law,
            today,
            leads,
            index,
            items: Vec::new(),
            decisions: HashMap::new(),
        }
    }

    /// What is due of these activities, which come in their order, and of everything else in the register.
    fn all(&mut self, activities: impl Iterator<Item = &'a Activity>) {
        let register = self.register;
        // Activities and agreements stand in natural order each. Taken together in that order, an item's record is told
        // by its rank, and references are compared only inside one record.
        let mut agreements = register.agreements.iter().peekable();
        let (longest, mut used) = (longest(register), None);
        let mut rank = 0;
        for activity in activities {
            let before = |agreement: &&Agreement| {
                natural_order(&agreement.head.reference, &activity.head.reference) == Ordering::Less
            };
            while let Some(agreement) = agreements.next_if(before) {
                self.agreement(agreement, rank, &longest, &mut used);
                rank += 1;
            }
            self.activity(activity, rank);
            rank += 1;
        }
        for agreement in agreements {
            self.agreement(agreement, rank, &longest, &mut used);
            rank += 1;
        }
        self.law_review(rank);
        self.requests(rank);
    }

    fn push(
        &mut self,
        date: NaiveDate,
        kind: DueKind,
        belongs: Belongs<'_>,
        rows: &[&Head],
        reason: DueReason,
    ) {
        let mut reference = SmolStrBuilder::new();
        reference.push_str(&belongs.owner.reference);
        for row in rows {
            reference.push('/');
            reference.push_str(&row.reference);
        }
        let lead = Days::new(u64::from(self.leads.days(kind)));
        let item = DueItem {
            date,
            days: date.signed_duration_since(self.today).num_days(),
            begin: date.checked_sub_days(lead).unwrap_or(date),
            kind,
            id: rows.last().map_or(belongs.owner.id, |row| row.id),
            owner: belongs.owner.id,
            activity: belongs.activity,
            organisation: belongs.organisation,
            public: belongs.public,
            reference: reference.finish(),
            reason,
        };
        self.items.push((belongs.rank, item));
    }

    /// What is known of the law is to be looked at anew when it has grown old.
    fn law_review(&mut self, rank: u32) {
        let from = self.law.look_again_from();
        if self.today <= from {
            return;
        }
        let about = &self.register.about.head;
        let belongs = Belongs {
            owner: about,
            rank,
            activity: None,
            organisation: None,
            public: false,
        };
        let reason = DueReason::LawKnownTo(self.law.known_to());
        self.push(from, DueKind::LawReview, belongs, &[], reason);
        if let Some((_, item)) = self.items.last_mut() {
            item.reference = SmolStr::new(self.register.own_name());
        }
    }

    /// Decisions that are older than what they rest on are to be looked at again.
    fn decisions(&mut self, activity: &'a Activity, belongs: Belongs<'_>) {
        let stale = self.index.map(|index| stale_by(index, activity));
        let waits = |kind: DueKind| {
            let items = self.items.iter().rev().map(|(_, item)| item);
            let mut own = items.take_while(|it| it.owner == belongs.owner.id);
            own.any(|it| it.kind == kind && it.days <= 0)
        };
        // What is to be looked at by now anyway need not be looked at again.
        let (reviewed, assessed) = (waits(DueKind::Review), waits(DueKind::DpiaReview));
        let anyway = |decision| {
            (decision == StaleKind::Review && reviewed)
                || (decision == StaleKind::Impact && assessed)
        };
        let stale = stale.unwrap_or_default().into_iter();
        for stale in stale.filter(|stale| !anyway(stale.decision)) {
            let purposes = activity.purposes.iter().map(|row| &row.head);
            let mut rows = purposes.chain(activity.transfers.iter().map(|row| &row.head));
            let row = rows.find(|row| row.id == stale.record);
            let rows: Vec<&Head> = row.into_iter().collect();
            let date = stale.day.unwrap_or(self.today).min(self.today);
            let reason = DueReason::Changed(stale.decision, stale.fields);
            self.push(date, DueKind::Reconsider, belongs, &rows, reason);
        }
    }

    fn activity(&mut self, activity: &'a Activity, rank: u32) {
        let belongs = Belongs {
            owner: &activity.head,
            rank,
            activity: Some(activity.head.id),
            organisation: activity.organisation,
            public: is_public(self.register, activity.organisation),
        };
        let ended = activity.state == Some(ProcessingState::Ended);
        let interval = activity
            .review_interval
            .or(self.register.about.default_review_interval);
        // What has ended is no longer held against practice; what is left of it to erase is due below.
        if let Some(next) = activity.next_review_on.filter(|_| !ended) {
            let reason = DueReason::Planned(next);
            self.push(next.last_day(), DueKind::Review, belongs, &[], reason);
        } else if let Some(last) = activity.last_reviewed_on.filter(|_| !ended) {
            let interval = interval.unwrap_or(self.leads.interval);
            if let Some(date) = interval.after(last.last_day()) {
                let reason = DueReason::Interval(last, interval);
                self.push(date, DueKind::Review, belongs, &[], reason);
            }
        }
        if let Some(review) = activity.dpia_review_on.filter(|_| !ended) {
            let reason = DueReason::Planned(review);
            self.push(review.last_day(), DueKind::DpiaReview, belongs, &[], reason);
        }
        self.decisions(activity, belongs);
        for rule in &activity.retention {
            self.rule(activity, belongs, interval, rule);
        }
        for transfer in activity.transfers.iter().filter(|_| !ended) {
            self.transfer(activity, belongs, interval, transfer);
        }
    }

    fn rule(
        &mut self,
        activity: &Activity,
        belongs: Belongs<'_>,
        interval: Option<Period>,
        rule: &Retention,
    ) {
        let counting = self.register.counting(rule);
        let today = self.today;
        let mut held = false;
        for hold in Hold::of_rule(rule).filter(|hold| hold.stands_on(today)) {
            held = true;
            self.hold(&hold, belongs, &[&rule.head, hold.head]);
        }
        let mut waiting = 0;
        for holding in &rule.holdings {
            let standing = HoldingStanding::under(counting, rule, holding);
            if standing.gone_by(today).is_some() {
                continue;
            }
            let mut own = false;
            for hold in Hold::of_holding(holding).filter(|hold| hold.stands_on(today)) {
                own = true;
                self.hold(&hold, belongs, &[&rule.head, &holding.head, hold.head]);
            }
            // What is done of data that stay is done once; their holds go on.
            if standing.disposed_by(today).is_some() {
                continue;
            }
            // A rule that is only planned sets no day yet.
            let idle = own || held || rule.planned == Some(true);
            if !idle && !self.holding(&standing, belongs, interval, rule, holding) {
                waiting += 1;
            }
        }
        let phase = ActiveUseEnd::of(rule, counting, today).filter(|_| rule.planned != Some(true));
        if let Some(end) = phase {
            let reason = DueReason::ActiveUse(end.period, end.holdings);
            let rows = [&rule.head];
            self.push(end.date, DueKind::ActiveUseEnds, belongs, &rows, reason);
        }
        if !held {
            self.routine(activity, belongs, interval, rule, &counting, waiting);
        }
    }

    fn hold(&mut self, hold: &Hold<'_>, belongs: Belongs<'_>, rows: &[&Head]) {
        let (date, reason) = match hold.review_on {
            Some(review) => (review.last_day(), DueReason::Hold(review)),
            // A hold without a review day wants one from its first day on.
            None => (
                hold.since
                    .map_or(self.today, |since| since.last_day().min(self.today)),
                DueReason::HoldWithoutReview,
            ),
        };
        self.push(date, DueKind::HoldReview, belongs, rows, reason);
    }

    /// The day of a holding; `false` where its rule gives none and it waits for a decision on the rule.
    fn holding(
        &mut self,
        standing: &HoldingStanding<'_>,
        belongs: Belongs<'_>,
        usual: Option<Period>,
        rule: &Retention,
        holding: &Holding,
    ) -> bool {
        let rows = [&rule.head, &holding.head];
        if let Some(date) = standing.due_from(self.today) {
            let ending = Ending {
                disposition: standing.counting.disposition.unwrap_or(Disposition::Erase),
                public: belongs.public,
            };
            let reason = if standing.is_open_ended() {
                DueReason::AtLeast
            } else {
                DueReason::Keeping
            };
            self.push(date, ending.kind(), belongs, &rows, reason);
            return true;
        }
        // Kept for longer than the calendar reaches, it is never due here.
        if standing.last_day().is_some() {
            return true;
        }
        if let Err(why @ Uncounted::NoStart) = standing.through {
            let reason = DueReason::NoDay(why);
            let date = self
                .look_again(rule, usual)
                .map_or(self.today, |(date, _)| date);
            self.push(date, DueKind::Decide, belongs, &rows, reason);
            return true;
        }
        false
    }

    /// When a decision that is recorded on a rule is looked at again, and after what interval: its own, that of its
    /// activity or register, or the usual one. None where nothing was decided yet.
    fn look_again(&self, rule: &Retention, usual: Option<Period>) -> Option<(NaiveDate, Period)> {
        let decided = rule.last_checked_on?;
        let begun = decided.first_day() <= self.today;
        let interval = rule.check_interval.or(usual);
        let interval = interval.unwrap_or(self.leads.interval);
        let next = interval.after(decided.last_day()).filter(|_| begun)?;
        Some((next, interval))
    }

    /// The check of a rule's routine, or the decision that a rule without a day needs.
    fn routine(
        &mut self,
        activity: &Activity,
        belongs: Belongs<'_>,
        usual: Option<Period>,
        rule: &Retention,
        counting: &Counting<'_>,
        waiting: usize,
    ) {
        let limit = counting.limit();
        let rows = [&rule.head];
        // A rule that is only planned, or of a processing that has not begun, has no routine yet. That of a browser is
        // nobody's to check unless somebody says so.
        let idle = rule.planned == Some(true) || activity.state == Some(ProcessingState::Planned);
        let cookies = rule.scope == Some(RetentionScope::Cookies);
        let lasting = matches!(
            counting.kind,
            Some(RetentionKind::Permanent | RetentionKind::NotStored)
        );
        let rolling = rule.mode == Some(RetentionMode::Rolling) || limit.is_err();
        let decided = self.look_again(rule, usual).filter(|_| waiting > 0);
        let usual =
            usual.filter(|_| rule.last_checked_on.is_some() && rolling && !cookies && !lasting);
        let interval = rule.check_interval.or(usual).filter(|_| !idle);
        let since = self.since(activity, rule);
        let counted = interval.and_then(|interval| {
            let date = match since {
                Since::Last(day) | Since::Started(day) | Since::Approved(day) => {
                    interval.after(day.last_day())?
                }
                Since::Never => self.today,
            };
            Some((date, interval))
        });
        let counted = counted.or(decided);
        match (limit, counted) {
            (Ok(_), Some((date, interval))) if !is_over(activity, rule, counting) => {
                let reason = DueReason::Routine(interval, since);
                self.push(date, DueKind::Check, belongs, &rows, reason);
            }
            (Err(Uncounted::Session), Some((date, interval))) if waiting == 0 => {
                let reason = DueReason::Routine(interval, since);
                self.push(date, DueKind::Check, belongs, &rows, reason);
            }
            // That data are kept for good is decided: it is looked at again only where somebody says how often.
            (Err(Uncounted::Permanent), _) if rule.check_interval.is_none() => {}
            (Err(why), counted) if counted.is_some() || waiting > 0 => {
                let date = counted.map_or(self.today, |(date, _)| date);
                let reason = DueReason::Decision {
                    why,
                    holdings: waiting,
                    counted: counted.map(|(_, interval)| (interval, since)),
                };
                self.push(date, DueKind::Decide, belongs, &rows, reason);
            }
            _ => {}
        }
    }

    /// From when the checks of a rule count.
    fn since(&self, activity: &Activity, rule: &Retention) -> Since {
        let begun = |day: &PartialDate| day.last_day() <= self.today;
        let started = || activity.started_on.filter(begun).map(Since::Started);
        let approved = || activity.approved_on.filter(begun).map(Since::Approved);
        let last = rule.last_checked_on.map(Since::Last);
        last.or_else(started)
            .or_else(approved)
            .unwrap_or(Since::Never)
    }

    fn transfer(
        &mut self,
        activity: &Activity,
        belongs: Belongs<'_>,
        interval: Option<Period>,
        transfer: &'a Transfer,
    ) {
        if transfer.state == Some(TransferState::Denied) {
            return;
        }
        let rows = [&transfer.head];
        if let Some((date, ground)) = self.ground_ends(transfer) {
            let reason = DueReason::Safeguard(ground, date);
            self.push(date, DueKind::SafeguardEnds, belongs, &rows, reason);
        }
        let idle = transfer.state == Some(TransferState::Planned)
            || activity.state == Some(ProcessingState::Planned);
        if let Some(assessed) = transfer.assessed_on.filter(|_| !idle) {
            let interval = interval.unwrap_or(self.leads.interval);
            if let Some(date) = interval.after(assessed.last_day()) {
                let reason = DueReason::Interval(assessed, interval);
                self.push(date, DueKind::Assessment, belongs, &rows, reason);
            }
        }
    }

    /// The first end among what a transfer rests on: the day that it states, its clause set, its adequacy decision.
    fn ground_ends(&mut self, transfer: &'a Transfer) -> Option<(NaiveDate, Ground)> {
        let law = self.law;
        let stated = transfer
            .valid_until
            .map(|until| (until.last_day(), Ground::Stated));
        let rests_on = |mechanism: &str| transfer.mechanisms.iter().any(|it| it == mechanism);
        let of_agreement = || {
            let agreement = self.register.typed::<Agreement>(transfer.agreement?)?;
            agreement
                .instrument
                .as_deref()
                .filter(|_| rests_on("art46-2-c"))
        };
        let named = transfer
            .instrument
            .as_deref()
            .or_else(of_agreement)
            .and_then(|code| law.instrument(code))
            .filter(
                |instrument| match (instrument, transfer.country.as_deref()) {
                    // A decision on another country carries nothing here.
                    (Instrument::Decision(decision), Some(country)) => {
                        decision.applies_to.iter().any(|code| code == country)
                    }
                    _ => true,
                },
            );
        let named_end = match named {
            Some(Instrument::Decision(decision)) => decision.valid_until,
            Some(Instrument::Clauses(clauses)) => clauses.existing_until,
            None => None,
        };
        let of_named = named
            .zip(named_end)
            .map(|(named, end)| (end, Ground::Instrument(named.code().to_owned())));
        let decides = matches!(named, Some(Instrument::Decision(_)));
        let of_destination = if rests_on("art45") && !decides {
            self.decision_for(transfer)
                .map(|(id, end)| (end, Ground::Instrument(id.to_owned())))
        } else {
            None
        };
        [stated, of_named, of_destination]
            .into_iter()
            .flatten()
            .min_by_key(|(date, _)| *date)
    }

    /// The adequacy decision for a transfer's destination that is in force today, or was last, and its last day.
    fn decision_for(&mut self, transfer: &'a Transfer) -> Option<(&'a str, NaiveDate)> {
        let (law, today) = (self.law, self.today);
        let country = transfer.country.as_deref();
        let name = country.or(transfer.international_organisation.as_deref())?;
        *self.decisions.entry(name).or_insert_with(|| {
            let answers = Answers::new();
            let standing = match country {
                Some(country) => law.standing(country, today, &answers)?,
                None => law.organisation_standing(name, today, &answers),
            };
            let decision = standing.decision.or(standing.ended)?;
            Some((decision.id.as_str(), decision.valid_until?))
        })
    }

    /// The questions that nobody has answered yet.
    fn requests(&mut self, rank: u32) {
        let register = self.register;
        for request in &register.about.requests {
            let due = request.due_on.or(request.sent_on);
            let answered = request.answered_on.map(PartialDate::last_day);
            let open = answered.is_none_or(|answered| answered > self.today);
            let Some(due) = due.filter(|_| open) else {
                continue;
            };
            let belongs = Belongs {
                owner: &register.about.head,
                rank,
                activity: None,
                organisation: request.organisation,
                public: false,
            };
            let reason = DueReason::Asked(request.sent_on);
            self.push(
                due.last_day(),
                DueKind::Answer,
                belongs,
                &[&request.head],
                reason,
            );
            if let Some((_, item)) = self.items.last_mut() {
                item.reference = register.typed_reference(request.head.id).into();
            }
        }
    }

    fn agreement(
        &mut self,
        agreement: &'a Agreement,
        rank: u32,
        longest: &HashMap<Bond, NaiveDate>,
        used: &mut Option<HashSet<Id>>,
    ) {
        if agreement.valid_until.is_none() && agreement.review_on.is_none() {
            return;
        }
        // One that ends and has a successor is nobody's worry, unless a record still rests on it.
        let replaced = agreement.organisation.is_some()
            && agreement.valid_until.is_some_and(|until| {
                let longest = longest.get(&bond(agreement));
                longest.is_some_and(|longest| *longest > until.last_day())
            });
        let register = self.register;
        if replaced
            && !used
                .get_or_insert_with(|| agreements_in_use(register))
                .contains(&agreement.head.id)
        {
            return;
        }
        let belongs = Belongs {
            owner: &agreement.head,
            rank,
            activity: None,
            organisation: agreement.our_party,
            public: false,
        };
        if let Some(until) = agreement.valid_until {
            let reason = DueReason::Ends(until);
            self.push(
                until.last_day(),
                DueKind::AgreementEnds,
                belongs,
                &[],
                reason,
            );
        }
        if let Some(review) = agreement.review_on {
            let (date, reason) = (review.last_day(), DueReason::Planned(review));
            self.push(date, DueKind::AgreementReview, belongs, &[], reason);
        }
    }
}

/// Whether the routine of an ended processing has been seen to have taken the last data: checked after the day on
/// which whatever began by its end must be gone.
fn is_over(activity: &Activity, rule: &Retention, counting: &Counting<'_>) -> bool {
    /// Starts that cannot come after the processing has ended.
    const WITHIN: &[&str] = &[
        "collection",
        "last_login",
        "last_activity",
        "last_entry",
        "set_or_update",
        "end_of_session",
        "transaction",
    ];
    let within = !counting.start.is_empty()
        && counting
            .start
            .iter()
            .all(|start| WITHIN.contains(&start.as_str()));
    let (Some(ProcessingState::Ended), Some(ended), Some(checked)) =
        (activity.state, activity.ended_on, rule.last_checked_on)
    else {
        return false;
    };
    let gone = counting.keep_through(ended.last_day());
    within && gone.is_ok_and(|gone| checked.last_day() > gone)
}

/// Parties and kind of an agreement.
type Bond = (Option<Id>, Option<Id>, Option<AgreementKind>);

/// The last day of the agreement that lasts longest, by parties and kind; unsigned ones do not count.
fn longest(register: &Register) -> HashMap<Bond, NaiveDate> {
    let mut longest: HashMap<Bond, NaiveDate> = HashMap::new();
    for agreement in &register.agreements {
        if matches!(agreement.status, None | Some(AgreementStatus::Unsigned)) {
            continue;
        }
        let end = agreement
            .valid_until
            .map_or(NaiveDate::MAX, |until| until.last_day());
        let known = longest.entry(bond(agreement)).or_insert(end);
        *known = end.max(*known);
    }
    longest
}

const fn bond(agreement: &Agreement) -> Bond {
    (agreement.organisation, agreement.our_party, agreement.kind)
}

/// The agreements that cover a processing that has not ended, or that one of its rows names.
fn agreements_in_use(register: &Register) -> HashSet<Id> {
    let running = |activity: &&Activity| activity.state != Some(ProcessingState::Ended);
    let named = register
        .activities
        .iter()
        .filter(running)
        .flat_map(|activity| {
            let clients = activity.clients.iter().map(|row| row.agreement);
            let recipients = activity.recipients.iter().map(|row| row.agreement);
            let transfers = activity.transfers.iter().map(|row| row.agreement);
            clients.chain(recipients).chain(transfers).flatten()
        });
    let covers = |agreement: &&Agreement| {
        let mut covered = agreement.covers.iter().copied();
        covered.any(|id| register.typed::<Activity>(id).as_ref().is_some_and(running))
    };
    let covering = register.agreements.iter().filter(covers);
    named
        .chain(covering.map(|agreement| agreement.head.id))
        .collect()
}
