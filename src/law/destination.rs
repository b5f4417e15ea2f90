//! Where sending to a destination stands on a day: whether it is a transfer, and under which decision and conditions
//! it is adequate (GDPR Arts. 44-45).

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Law;
use super::adequacy::{AdequacyCondition, Decision};
use super::country::{Country, CountryPlace, Destination, DestinationGroup, Inside};
use super::entry::{Confidence, Provenance, Sourced as _};
use super::translated::Label;
use crate::domain::language::Language;

/// Answers to conditions, by their ids. What is absent has not been answered.
pub type Answers = BTreeMap<String, bool>;

/// Where a destination stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// Inside the EU or the EEA: no transfer.
    NoTransfer,
    /// A third country that a treaty keeps from counting as one: no transfer.
    Bridge,
    /// A decision in force covers it.
    Adequate,
    /// A decision in force covers it if the open conditions are met.
    AdequateIf,
    /// No decision covers it.
    NotAdequate,
    /// The code alone does not decide: ask.
    Ask,
}

impl Status {
    /// Every status.
    pub const ALL: [Self; 6] = [
        Self::NoTransfer,
        Self::Bridge,
        Self::Adequate,
        Self::AdequateIf,
        Self::NotAdequate,
        Self::Ask,
    ];

    /// The code, as JSON writes it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoTransfer => "no_transfer",
            Self::Bridge => "bridge",
            Self::Adequate => "adequate",
            Self::AdequateIf => "adequate_if",
            Self::NotAdequate => "not_adequate",
            Self::Ask => "ask",
        }
    }

    /// Whether sending there is a transfer under Chapter V; not known while it has to be asked.
    #[must_use]
    pub const fn is_transfer(self) -> Option<bool> {
        match self {
            Self::NoTransfer | Self::Bridge => Some(false),
            Self::Adequate | Self::AdequateIf | Self::NotAdequate => Some(true),
            Self::Ask => None,
        }
    }
}

/// Why a destination stands so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StandingReason {
    /// It is inside.
    Inside(Inside),
    /// By treaty it was not treated as a third country.
    Bridge,
    /// A decision is in force.
    Decision,
    /// A decision was in force then, and was declared invalid later.
    DecisionInvalidatedLater,
    /// A decision is in force, but a condition was answered no.
    ConditionNotMet,
    /// The last decision was declared invalid.
    DecisionInvalidated,
    /// The last decision has ended.
    DecisionEnded,
    /// A decision exists, but not yet on that day.
    DecisionNotYet,
    /// An overseas country or territory: linked to a Member State, yet outside and without a decision.
    Overseas,
    /// The answer put it outside, and there is no decision.
    Outside,
    /// No decision names it.
    NoDecision,
    /// One code or name covers two regimes.
    TwoRegimes,
    /// It depends on the recipient, under another country's decision.
    DependsOnRecipient,
}

impl StandingReason {
    /// Every reason.
    pub const ALL: [Self; 18] = [
        Self::Inside(Inside::Member),
        Self::Inside(Inside::Transition),
        Self::Inside(Inside::EeaState),
        Self::Inside(Inside::EeaUnderDirective),
        Self::Inside(Inside::Territory),
        Self::Inside(Inside::Area),
        Self::Bridge,
        Self::Decision,
        Self::DecisionInvalidatedLater,
        Self::ConditionNotMet,
        Self::DecisionInvalidated,
        Self::DecisionEnded,
        Self::DecisionNotYet,
        Self::Overseas,
        Self::Outside,
        Self::NoDecision,
        Self::TwoRegimes,
        Self::DependsOnRecipient,
    ];

    /// The code that its words are filed under.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Inside(Inside::Member) => "member",
            Self::Inside(Inside::Transition) => "transition",
            Self::Inside(Inside::EeaState) => "eea_state",
            Self::Inside(Inside::EeaUnderDirective) => "eea_under_directive",
            Self::Inside(Inside::Territory) => "territory",
            Self::Inside(Inside::Area) => "area",
            Self::Bridge => "bridge",
            Self::Decision => "decision",
            Self::DecisionInvalidatedLater => "decision_invalidated_later",
            Self::ConditionNotMet => "condition_not_met",
            Self::DecisionInvalidated => "decision_invalidated",
            Self::DecisionEnded => "decision_ended",
            Self::DecisionNotYet => "decision_not_yet",
            Self::Overseas => "overseas",
            Self::Outside => "outside",
            Self::NoDecision => "no_decision",
            Self::TwoRegimes => "two_regimes",
            Self::DependsOnRecipient => "depends_on_recipient",
        }
    }
}

/// The answer for a destination on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct DestinationStanding<'a> {
    /// What was asked about; none for an international organisation that no decision names.
    pub destination: Option<Destination<'a>>,
    /// The day it was asked for.
    pub on: NaiveDate,
    /// Where it stands.
    pub status: Status,
    /// Why.
    pub reason: StandingReason,
    /// The decision in force on that day.
    pub decision: Option<&'a Decision>,
    /// The latest decision that had ended by that day, if none is in force.
    pub ended: Option<&'a Decision>,
    /// The next decision that begins after that day, if none is in force.
    pub upcoming: Option<&'a Decision>,
    /// All questions asked on that day.
    pub conditions: Vec<&'a AdequacyCondition>,
    /// Those not yet answered. One that matters only in some cases may stand here beside `adequate`.
    pub open: Vec<&'a AdequacyCondition>,
    /// Those answered no.
    pub failed: Vec<&'a AdequacyCondition>,
    /// The decision was in force then, but was declared invalid on this later day: never call it valid.
    pub later_invalidated: Option<NaiveDate>,
    /// The last day of this answer, where one is known.
    pub until: Option<NaiveDate>,
    /// The day lies after what the data know: the answer supposes that nothing changes.
    pub beyond_known: bool,
    provenance: Provenance<'a>,
    notes: Vec<&'a Label>,
}

impl<'a> DestinationStanding<'a> {
    /// Where the answer comes from and how sure it is.
    #[must_use]
    pub fn provenance(&self) -> Provenance<'a> {
        self.provenance
    }

    /// The act or publication that the answer stands on.
    #[must_use]
    pub fn source(&self, language: Language) -> &'a str {
        self.provenance.source.get(language).unwrap_or_default()
    }

    /// How sure the answer is.
    #[must_use]
    pub fn confidence(&self) -> Confidence {
        self.provenance.confidence
    }

    /// What a reader should know about the place and the decision.
    #[must_use]
    pub fn notes(&self, language: Language) -> Vec<&'a str> {
        let notes = self.notes.iter();
        notes.filter_map(|note| note.get(language)).collect()
    }

    fn new(
        destination: Option<Destination<'a>>,
        on: NaiveDate,
        status: Status,
        reason: StandingReason,
        provenance: Provenance<'a>,
    ) -> Self {
        Self {
            destination,
            on,
            status,
            reason,
            decision: None,
            ended: None,
            upcoming: None,
            conditions: Vec::new(),
            open: Vec::new(),
            failed: Vec::new(),
            later_invalidated: None,
            until: None,
            beyond_known: false,
            provenance,
            notes: Vec::new(),
        }
    }

    fn ask(mut self, conditions: Vec<&'a AdequacyCondition>, answers: &Answers) -> Self {
        self.open = conditions
            .iter()
            .copied()
            .filter(|condition| !answers.contains_key(&condition.id))
            .collect();
        self.failed = conditions
            .iter()
            .copied()
            .filter(|condition| answers.get(&condition.id) == Some(&false))
            .collect();
        self.conditions = conditions;
        self
    }

    /// Where a third country or an organisation stands under the decisions that name it.
    fn under(
        destination: Destination<'a>,
        decisions: &[&'a Decision],
        on: NaiveDate,
        answers: &Answers,
        otherwise: Provenance<'a>,
    ) -> Self {
        let in_force = decisions
            .iter()
            .copied()
            .filter(|decision| decision.in_force_on(on))
            .max_by_key(|decision| decision.valid_from);
        let Some(decision) = in_force else {
            let ended = decisions
                .iter()
                .copied()
                .filter(|decision| decision.valid_until.is_some_and(|until| until < on));
            let ended = ended.max_by_key(|decision| decision.valid_until);
            let upcoming = decisions
                .iter()
                .copied()
                .filter(|decision| on < decision.valid_from);
            let upcoming = upcoming.min_by_key(|decision| decision.valid_from);
            let reason = match (ended, upcoming) {
                (Some(ended), _) if ended.invalidated_on.is_some() => {
                    StandingReason::DecisionInvalidated
                }
                (Some(_), _) => StandingReason::DecisionEnded,
                (None, Some(_)) => StandingReason::DecisionNotYet,
                (None, None) => StandingReason::NoDecision,
            };
            let provenance = ended
                .or(upcoming)
                .map_or(otherwise, |decision| decision.provenance());
            let mut standing = Self::new(
                Some(destination),
                on,
                Status::NotAdequate,
                reason,
                provenance,
            );
            (standing.ended, standing.upcoming) = (ended, upcoming);
            return standing;
        };
        let reason = match decision.invalidated_on {
            Some(_) => StandingReason::DecisionInvalidatedLater,
            None => StandingReason::Decision,
        };
        let mut standing = Self::new(
            Some(destination),
            on,
            Status::Adequate,
            reason,
            decision.provenance(),
        )
        .ask(decision.conditions_on(on).collect(), answers);
        if !standing.failed.is_empty() {
            (standing.status, standing.reason) =
                (Status::NotAdequate, StandingReason::ConditionNotMet);
        } else if standing
            .open
            .iter()
            .any(|condition| !condition.is_contingent())
        {
            standing.status = Status::AdequateIf;
        }
        standing.decision = Some(decision);
        standing.later_invalidated = decision.invalidated_on;
        // An answer that a condition is part of holds no longer than the condition is asked.
        let asked_until = decision
            .conditions_on(on)
            .filter_map(|condition| condition.valid_until);
        standing.until = asked_until.chain(decision.valid_until).min();
        standing.notes.push(&decision.note);
        standing
    }
}

impl Law {
    /// Where sending to a destination stands on a day, given what was answered to its conditions.
    ///
    /// The destination is a code or name of a country, a place, `EU`, `EEA`, or an international organisation that the
    /// data know; none is returned for anything else.
    #[must_use]
    pub fn standing(
        &self,
        destination: &str,
        on: NaiveDate,
        answers: &Answers,
    ) -> Option<DestinationStanding<'_>> {
        Some(self.standing_of(self.destination(destination)?, on, answers))
    }

    /// Where sending to an international organisation stands, also to one that no decision names.
    #[must_use]
    pub fn organisation_standing(
        &self,
        name: &str,
        on: NaiveDate,
        answers: &Answers,
    ) -> DestinationStanding<'_> {
        match self.organisation(name) {
            Some(organisation) => {
                self.standing_of(Destination::Organisation(organisation), on, answers)
            }
            None => self.dated(DestinationStanding::new(
                None,
                on,
                Status::NotAdequate,
                StandingReason::NoDecision,
                self.absence(),
            )),
        }
    }

    /// Whether sending to a destination is a transfer under Chapter V; none if unknown or to be asked.
    #[must_use]
    pub fn is_transfer(&self, destination: &str, on: NaiveDate) -> Option<bool> {
        self.standing(destination, on, &Answers::new())?
            .status
            .is_transfer()
    }

    /// Where a destination stands on a day.
    #[must_use]
    pub fn standing_of<'a>(
        &'a self,
        destination: Destination<'a>,
        on: NaiveDate,
        answers: &Answers,
    ) -> DestinationStanding<'a> {
        let standing = match destination {
            Destination::Area(area) => {
                let reason = StandingReason::Inside(Inside::Area);
                DestinationStanding::new(
                    Some(destination),
                    on,
                    Status::NoTransfer,
                    reason,
                    area.provenance(),
                )
            }
            Destination::Country(country) => {
                self.country_standing(destination, country, on, answers)
            }
            Destination::Place(place, country) => self.place_standing(place, country, on, answers),
            Destination::Organisation(organisation) => {
                let decisions = self.adequacy.decision.iter();
                let naming = decisions
                    .filter(|decision| decision.organisation.as_ref() == Some(&organisation.code));
                let mut standing = DestinationStanding::under(
                    destination,
                    &naming.collect::<Vec<_>>(),
                    on,
                    answers,
                    self.absence(),
                );
                standing.notes.insert(0, &organisation.note);
                standing
            }
        };
        self.dated(standing)
    }

    fn dated<'a>(&self, mut standing: DestinationStanding<'a>) -> DestinationStanding<'a> {
        standing.beyond_known = standing.on > self.known_to();
        standing
    }

    fn absence(&self) -> Provenance<'_> {
        const NOTHING: Provenance<'static> = Provenance {
            source: Label::NONE,
            evidence: &[],
            confidence: Confidence::Unconfirmed,
            unconfirmed_fields: &[],
        };
        self.adequacy
            .absence
            .as_ref()
            .map_or(NOTHING, |absence| absence.provenance())
    }

    /// What is known around the answer for a destination and decides nothing: that it is a candidate for a decision,
    /// that clauses are announced, how decisions take effect in the states of the EEA outside the Union.
    ///
    /// Each with how far it has come, where that is told.
    #[must_use]
    pub fn around(&self, standing: &DestinationStanding<'_>) -> Vec<(&Label, Option<&Label>)> {
        let mut found = Vec::new();
        let code = standing.destination.map(Destination::code);
        if let StandingReason::Inside(Inside::EeaState | Inside::EeaUnderDirective) =
            standing.reason
        {
            found.extend(self.eea_notes().iter().map(|note| (&note.text, None)));
        }
        if standing.status.is_transfer() == Some(true) && standing.status != Status::Adequate {
            let candidates = self.candidates().iter();
            let named = candidates.filter(|candidate| Some(candidate.country.as_str()) == code);
            found.extend(named.map(|candidate| (&candidate.what, None)));
            let announced = self.pending_clauses().iter();
            found.extend(announced.map(|clauses| (&clauses.what, Some(&clauses.state))));
        }
        found
    }

    /// A place without a code is judged as its country, with what its name itself answers.
    fn place_standing<'a>(
        &'a self,
        place: &'a CountryPlace,
        country: &'a Country,
        on: NaiveDate,
        answers: &Answers,
    ) -> DestinationStanding<'a> {
        let destination = Destination::Place(place, country);
        let mut standing = if place.ask {
            DestinationStanding::new(
                Some(destination),
                on,
                Status::Ask,
                StandingReason::TwoRegimes,
                place.provenance(),
            )
        } else {
            let mut answers = answers.clone();
            answers.extend(place.answers.clone());
            let mut standing = self.country_standing(destination, country, on, &answers);
            // The answer is no surer than that the place belongs to the country.
            if place.confidence >= standing.provenance.confidence && standing.decision.is_none() {
                standing.provenance = place.provenance();
            }
            standing
        };
        standing.notes.insert(0, &place.note);
        standing
    }

    fn country_standing<'a>(
        &'a self,
        destination: Destination<'a>,
        country: &'a Country,
        on: NaiveDate,
        answers: &Answers,
    ) -> DestinationStanding<'a> {
        let plain = |status, reason| {
            DestinationStanding::new(Some(destination), on, status, reason, country.provenance())
        };
        let bridged = country.bridge_from.is_some_and(|from| from <= on)
            && country.bridge_until.is_some_and(|until| on <= until);
        let mut standing = if let Some(inside) = self.inside(country, on) {
            let mut standing = plain(Status::NoTransfer, StandingReason::Inside(inside));
            standing.until = country.gdpr_until.or(country.eu_until);
            standing
        } else if bridged {
            let mut standing = plain(Status::Bridge, StandingReason::Bridge);
            standing.until = country.bridge_until;
            standing
        } else if !country.ask.is_empty() {
            let mut standing = plain(Status::Ask, StandingReason::TwoRegimes)
                .ask(country.ask.iter().collect(), answers);
            if !standing.failed.is_empty() {
                (standing.status, standing.reason) = (Status::NotAdequate, StandingReason::Outside);
            } else if standing.open.is_empty() {
                (standing.status, standing.reason) = (
                    Status::NoTransfer,
                    StandingReason::Inside(Inside::Territory),
                );
            }
            standing
        } else {
            let code = country.decision_of.as_ref().unwrap_or(&country.code);
            let decisions = self
                .adequacy
                .decision
                .iter()
                .filter(|decision| decision.applies_to.contains(code));
            let mut standing = DestinationStanding::under(
                destination,
                &decisions.collect::<Vec<_>>(),
                on,
                answers,
                country.provenance(),
            );
            if country.decision_of.is_some() {
                // No decision names this code: whatever follows from another country's is no surer than that link.
                standing.provenance = country.provenance();
                if standing.status == Status::AdequateIf {
                    (standing.status, standing.reason) =
                        (Status::Ask, StandingReason::DependsOnRecipient);
                }
            } else if standing.reason == StandingReason::NoDecision
                && country.group == DestinationGroup::Oct
            {
                standing.reason = StandingReason::Overseas;
            }
            standing
        };
        standing.notes.insert(0, &country.note);
        standing
    }
}
