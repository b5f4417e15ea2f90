//! What the law says by code and day: each kind of data looked up, and found where a text names it.

use std::ops::Range;

use chrono::NaiveDate;

use super::Law;
use super::adequacy::{
    AdequacyCandidate, AdequacyCondition, Amending, Decision, EeaNote, Litigation,
};
use super::authority::{Authority, UnionBody};
use super::basis::{
    BasisTopic, DPIA_CRITERIA, DpiaTrigger, LegalBasis, RecordItem, SpecialCondition, Term,
    Threshold,
};
use super::citation::CitedPeriods;
use super::entry::{Keyed as _, within};
use super::evidence::{Evidence, OpenQuestion};
use super::legal_act::{ActState, LegalAct};
use super::matching::NameMatcher;
use super::mechanism::{
    ClauseSet, ForeignTools, Instrument, Mechanism, Module, PendingClauses, RecordDuty, Usability,
};
use super::period::{CountingRule, PeriodVector};
use super::retention::Retention;

/// Acts, and where texts cite them.
impl Law {
    /// Every act.
    #[must_use]
    pub fn acts(&self) -> &[LegalAct] {
        &self.acts.act
    }

    /// The act of an id.
    #[must_use]
    pub fn act(&self, id: &str) -> Option<&LegalAct> {
        self.acts.act.iter().find(|act| act.key() == id)
    }

    /// Where an act stood on a day; none for an unknown id.
    #[must_use]
    pub fn act_state(&self, id: &str, on: NaiveDate) -> Option<ActState> {
        Some(self.act(id)?.state_on(on))
    }

    /// Where a text cites acts, in force or not: bytes of the text, from left to right.
    #[must_use]
    pub fn cited_acts(&self, text: &str) -> Vec<(Range<usize>, &LegalAct)> {
        let all = &self.acts.act;
        let matcher = self.act_words.get_or_init(|| {
            let mut matcher = NameMatcher::default();
            for (index, act) in all.iter().enumerate() {
                matcher.add(&act.cited_as, index);
                matcher.add_exactly(&act.cited_exactly, index);
                matcher.hide(&act.not_as);
            }
            matcher
        });
        matcher
            .find(text)
            .into_iter()
            .filter_map(|(span, index)| Some((span, all.get(index)?)))
            .collect()
    }

    /// Where a text cites acts that were no longer in force on a day.
    #[must_use]
    pub fn cited_repealed_acts(&self, text: &str, on: NaiveDate) -> Vec<(Range<usize>, &LegalAct)> {
        let mut cited = self.cited_acts(text);
        cited.retain(|(_, act)| act.in_force_until.is_some_and(|last| last < on));
        cited
    }
}

/// Adequacy decisions, and what is known around them.
impl Law {
    /// Every adequacy decision, those that have ended too.
    #[must_use]
    pub fn decisions(&self) -> &[Decision] {
        &self.adequacy.decision
    }

    /// The decision of an id.
    #[must_use]
    pub fn decision(&self, id: &str) -> Option<&Decision> {
        self.adequacy
            .decision
            .iter()
            .find(|decision| decision.key() == id)
    }

    /// The cases about a decision.
    pub fn litigation<'a>(&'a self, decision: &'a str) -> impl Iterator<Item = &'a Litigation> {
        self.adequacy
            .litigation
            .iter()
            .filter(move |case| case.about == decision)
    }

    /// Acts that amended decisions.
    #[must_use]
    pub fn amending_acts(&self) -> &[Amending] {
        &self.adequacy.amending
    }

    /// Countries named in public as candidates for a decision.
    #[must_use]
    pub fn candidates(&self) -> &[AdequacyCandidate] {
        &self.adequacy.pending
    }

    /// How decisions take effect in the EEA states outside the Union.
    #[must_use]
    pub fn eea_notes(&self) -> &[EeaNote] {
        &self.adequacy.eea_note
    }

    /// The condition of an id, whichever decision or country asks it.
    #[must_use]
    pub fn condition(&self, id: &str) -> Option<&AdequacyCondition> {
        let of_decisions = self
            .adequacy
            .decision
            .iter()
            .flat_map(|decision| &decision.condition);
        let of_countries = self
            .countries
            .country
            .values()
            .flat_map(|country| &country.ask);
        of_decisions
            .chain(of_countries)
            .find(|condition| condition.key() == id)
    }
}

/// Supervisory authorities.
impl Law {
    /// Every authority, former names too.
    #[must_use]
    pub fn authorities(&self) -> &[Authority] {
        &self.authorities.authority
    }

    /// The authority of an id.
    #[must_use]
    pub fn authority(&self, id: &str) -> Option<&Authority> {
        self.authorities
            .authority
            .iter()
            .find(|authority| authority.id == id)
    }

    /// The authorities of a country, under the names they had on a day.
    pub fn authorities_of<'a>(
        &'a self,
        country: &'a str,
        on: NaiveDate,
    ) -> impl Iterator<Item = &'a Authority> {
        let all = self.authorities.authority.iter();
        all.filter(move |authority| authority.country == country && authority.so_called_on(on))
    }

    /// The ids of the authorities so called on a day.
    #[must_use]
    pub fn codes_authorities(&self, on: NaiveDate) -> Vec<&str> {
        self.authorities
            .authority
            .iter()
            .filter(|authority| authority.so_called_on(on))
            .map(Authority::code)
            .collect()
    }

    /// Bodies of the Union.
    #[must_use]
    pub fn union_bodies(&self) -> &[UnionBody] {
        &self.authorities.eu_body
    }

    /// Where a text names an authority by a name that it no longer had on the day.
    #[must_use]
    pub fn former_authority_names(
        &self,
        text: &str,
        on: NaiveDate,
    ) -> Vec<(Range<usize>, &Authority)> {
        let all = &self.authorities.authority;
        let matcher = self.authority_words.get_or_init(|| {
            let mut matcher = NameMatcher::default();
            for (index, authority) in all.iter().enumerate() {
                matcher.add(&authority.cited_as, index);
                matcher.hide(&authority.not_as);
            }
            matcher
        });
        let found = matcher
            .find(text)
            .into_iter()
            .filter_map(|(span, index)| Some((span, all.get(index)?)));
        found
            .filter(|(_, authority)| authority.valid_until.is_some_and(|until| until < on))
            .collect()
    }
}

/// Legal bases, conditions, criteria, terms and figures.
impl Law {
    /// The points of Art. 6(1).
    #[must_use]
    pub fn legal_bases(&self) -> &[LegalBasis] {
        &self.bases.basis
    }

    /// The point of Art. 6(1) of a code.
    #[must_use]
    pub fn legal_basis(&self, code: &str) -> Option<&LegalBasis> {
        self.bases.basis.iter().find(|basis| basis.id == code)
    }

    /// The codes of the points of Art. 6(1).
    #[must_use]
    pub fn codes_legal_bases(&self) -> Vec<&str> {
        self.bases.basis.iter().map(LegalBasis::code).collect()
    }

    /// The points of Art. 9(2).
    #[must_use]
    pub fn art9_conditions(&self) -> &[SpecialCondition] {
        &self.bases.special
    }

    /// The point of Art. 9(2) of a code.
    #[must_use]
    pub fn art9_condition(&self, code: &str) -> Option<&SpecialCondition> {
        self.bases
            .special
            .iter()
            .find(|condition| condition.id == code)
    }

    /// The codes of the points of Art. 9(2).
    #[must_use]
    pub fn codes_art9_conditions(&self) -> Vec<&str> {
        self.bases
            .special
            .iter()
            .map(SpecialCondition::code)
            .collect()
    }

    /// Other articles that a record must or should flag.
    #[must_use]
    pub fn topics(&self) -> &[BasisTopic] {
        &self.bases.topic
    }

    /// The topic of a code.
    #[must_use]
    pub fn topic(&self, code: &str) -> Option<&BasisTopic> {
        self.bases.topic.iter().find(|topic| topic.id == code)
    }

    /// What Art. 30(1) and (2) ask for.
    #[must_use]
    pub fn record_items(&self) -> &[RecordItem] {
        &self.bases.art30
    }

    /// The item of Art. 30 of a code.
    #[must_use]
    pub fn record_item(&self, code: &str) -> Option<&RecordItem> {
        self.bases.art30.iter().find(|item| item.id == code)
    }

    /// The cases of Art. 35(3).
    #[must_use]
    pub fn dpia_mandatory(&self) -> &[DpiaTrigger] {
        &self.bases.dpia_mandatory
    }

    /// The nine criteria of WP 248 rev.01.
    #[must_use]
    pub fn dpia_criteria(&self) -> &[DpiaTrigger] {
        &self.bases.dpia_criterion
    }

    /// The criterion of a code.
    #[must_use]
    pub fn dpia_criterion(&self, code: &str) -> Option<&DpiaTrigger> {
        self.bases
            .dpia_criterion
            .iter()
            .find(|criterion| criterion.id == code)
    }

    /// The codes of the criteria.
    #[must_use]
    pub fn codes_dpia_criteria(&self) -> Vec<&str> {
        self.bases
            .dpia_criterion
            .iter()
            .map(DpiaTrigger::code)
            .collect()
    }

    /// The terms of the GDPR in both languages.
    #[must_use]
    pub fn terms(&self) -> &[Term] {
        &self.bases.term
    }

    /// The term of a code.
    #[must_use]
    pub fn term(&self, code: &str) -> Option<&Term> {
        self.bases.term.iter().find(|term| term.id == code)
    }

    /// Every figure.
    #[must_use]
    pub fn thresholds(&self) -> &[Threshold] {
        &self.bases.threshold
    }

    /// The figure of a measure (such as the employees) on a day; of two that hold, the one that began later.
    #[must_use]
    pub fn threshold(&self, measure: &str, on: NaiveDate) -> Option<&Threshold> {
        let of_measure = self
            .bases
            .threshold
            .iter()
            .filter(|threshold| threshold.measure == measure);
        of_measure
            .filter(|threshold| within(on, threshold.valid_from, threshold.valid_until))
            .max_by_key(|threshold| threshold.valid_from)
    }

    /// How many criteria of WP 248 usually mean an impact assessment on a day.
    #[must_use]
    pub fn dpia_threshold(&self, on: NaiveDate) -> usize {
        const USUAL: usize = 2;
        let threshold = self.threshold(DPIA_CRITERIA, on);
        threshold.map_or(USUAL, |threshold| threshold.value as usize)
    }
}

/// What the data rest on.
impl Law {
    /// What was read, by its id.
    #[must_use]
    pub fn evidence(&self, id: &str) -> Option<&Evidence> {
        self.sources
            .evidence
            .iter()
            .find(|evidence| evidence.id == id)
    }

    /// Everything that was read.
    #[must_use]
    pub fn all_evidence(&self) -> &[Evidence] {
        &self.sources.evidence
    }

    /// What the list of countries says of the Regulation and of itself.
    #[must_use]
    pub(crate) fn about_gdpr(&self) -> &super::entry::DataMeta {
        &self.countries.meta
    }

    /// What could not be confirmed.
    #[must_use]
    pub fn open_questions(&self) -> &[OpenQuestion] {
        &self.sources.open
    }
}

/// Mechanisms and clause sets of transfers.
impl Law {
    /// Every mechanism, in the order of the articles.
    #[must_use]
    pub fn mechanisms(&self) -> &[Mechanism] {
        &self.safeguards.mechanism
    }

    /// The mechanism of a code.
    #[must_use]
    pub fn mechanism(&self, code: &str) -> Option<&Mechanism> {
        self.safeguards
            .mechanism
            .iter()
            .find(|mechanism| mechanism.id == code)
    }

    /// The codes of the mechanisms that a transfer can name. `none_needed` is no mechanism of a transfer.
    #[must_use]
    pub fn codes_mechanisms(&self) -> Vec<&str> {
        let transfers = self
            .safeguards
            .mechanism
            .iter()
            .filter(|mechanism| mechanism.record_duty != RecordDuty::None);
        transfers.map(Mechanism::code).collect()
    }

    /// Every clause set, the repealed ones too.
    #[must_use]
    pub fn clause_sets(&self) -> &[ClauseSet] {
        &self.safeguards.clause_set
    }

    /// The clause set of an id.
    #[must_use]
    pub fn clause_set(&self, id: &str) -> Option<&ClauseSet> {
        self.safeguards.clause_set.iter().find(|set| set.id == id)
    }

    /// Whether a contract on a clause set, signed on one day, could carry transfers on another; none for an unknown id.
    #[must_use]
    pub fn usable(
        &self,
        clause_set: &str,
        signed_on: Option<NaiveDate>,
        on: NaiveDate,
    ) -> Option<Usability> {
        Some(self.clause_set(clause_set)?.usable(signed_on, on))
    }

    /// The ids of the clause sets.
    #[must_use]
    pub fn codes_clause_sets(&self) -> Vec<&str> {
        self.safeguards
            .clause_set
            .iter()
            .map(ClauseSet::code)
            .collect()
    }

    /// The modules of a clause set.
    #[must_use]
    pub fn codes_modules(&self, clause_set: &str) -> Vec<&str> {
        self.clause_set(clause_set).map_or_else(Vec::new, |set| {
            set.modules.iter().map(Module::code).collect()
        })
    }

    /// The instrument of an id: an adequacy decision or a clause set.
    #[must_use]
    pub fn instrument(&self, id: &str) -> Option<Instrument<'_>> {
        let decision = self.decision(id).map(Instrument::Decision);
        decision.or_else(|| self.clause_set(id).map(Instrument::Clauses))
    }

    /// The ids of everything a transfer can name as its instrument: clause sets first, then decisions.
    #[must_use]
    pub fn codes_instruments(&self) -> Vec<&str> {
        let mut codes = self.codes_clause_sets();
        codes.extend(self.decisions().iter().map(Decision::code));
        codes
    }

    /// Clause sets that are announced, and not adopted.
    #[must_use]
    pub fn pending_clauses(&self) -> &[PendingClauses] {
        &self.safeguards.clause_set_pending
    }

    /// Where a text names a tool of another country as if it were a ground, and which group it is of.
    #[must_use]
    pub fn named_foreign_tools(&self, text: &str) -> Vec<(Range<usize>, &ForeignTools)> {
        let groups = &self.safeguards.not_eu_mechanism;
        let matcher = self.foreign_words.get_or_init(|| {
            let mut matcher = NameMatcher::default();
            for (index, group) in groups.iter().enumerate() {
                matcher.add(&group.names, index);
            }
            matcher
        });
        matcher
            .find(text)
            .into_iter()
            .filter_map(|(span, index)| Some((span, groups.get(index)?)))
            .collect()
    }
}

/// How periods are counted.
impl Law {
    /// The rules by which periods are counted.
    #[must_use]
    pub fn counting_rules(&self) -> &[CountingRule] {
        &self.periods.rule
    }

    /// Worked examples of counting.
    #[must_use]
    pub fn period_vectors(&self) -> &[PeriodVector] {
        &self.periods.vector
    }
}

/// Statutory periods.
impl Law {
    /// Every statutory period.
    #[must_use]
    pub fn retentions(&self) -> &[Retention] {
        &self.retentions.retention
    }

    /// The statutory period of an id.
    #[must_use]
    pub fn retention(&self, id: &str) -> Option<&Retention> {
        self.retentions
            .retention
            .iter()
            .find(|retention| retention.id == id)
    }

    /// The statutory periods that a text cites: those of the act and section, or all of the act where none is named.
    #[must_use]
    pub fn cited_retentions(&self, text: &str) -> Vec<&Retention> {
        let periods = self.retentions();
        let known = self.citations.get_or_init(|| CitedPeriods::of(periods));
        let places = known.cited_by(text).into_iter();
        places.map(|place| &periods[place]).collect()
    }

    /// The ids of the periods whose provision was in force on a day.
    #[must_use]
    pub fn codes_retentions(&self, on: NaiveDate) -> Vec<&str> {
        self.retentions
            .retention
            .iter()
            .filter(|retention| retention.in_force_on(on))
            .map(Retention::code)
            .collect()
    }
}
