//! Acts, instruments and duties that have ended, and where a text still cites them.

use chrono::NaiveDate;
use serde::Deserialize;

use super::data_file::{ContentFault, LawPart, LawProblemKind};
use super::entry::{DataMeta, day, entry, keyed, merge, within};
use super::translated::Label;

/// What kind of act it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LegalActKind {
    /// A directive of the Union.
    Directive,
    /// A regulation of the Union.
    Regulation,
    /// A national act or ordinance.
    Statute,
    /// A decision on adequacy.
    AdequacyDecision,
    /// A set of standard clauses.
    ClauseSet,
    /// A duty to hold a permit.
    Permit,
}

/// Where an act stood on a day. The words for the past are exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ActState {
    /// Not yet in force.
    NotYet,
    /// In force.
    InForce,
    /// In force then, declared invalid on this later day: never call it valid.
    InForceThenInvalidated(NaiveDate),
    /// Declared invalid on this day, which had come.
    DeclaredInvalid(NaiveDate),
    /// No longer in force; this was its last day.
    Ended(NaiveDate),
    /// No longer in force since its last day, but what was concluded under it could still be relied on until the other.
    EndedWithEffects {
        /// The last day in force.
        last: NaiveDate,
        /// The last day on which something concluded under it could be relied on.
        effects_until: NaiveDate,
    },
}

impl ActState {
    /// Whether the act was in force, whatever was said of it later.
    #[must_use]
    pub const fn in_force(self) -> bool {
        matches!(self, Self::InForce | Self::InForceThenInvalidated(_))
    }
}

entry! {
    /// An act, with the words by which texts cite it.
    pub struct LegalAct {
        /// Its id.
        pub id: String,
        /// What kind of act it is.
        pub kind: LegalActKind,
        /// The name.
        #[serde(default)]
        pub name: Label,
        /// The first day in force.
        #[serde(default, deserialize_with = "day::option")]
        pub in_force_from: Option<NaiveDate>,
        /// The last day in force.
        #[serde(default, deserialize_with = "day::option")]
        pub in_force_until: Option<NaiveDate>,
        /// The last day on which something concluded under it could be relied on.
        #[serde(default, deserialize_with = "day::option")]
        pub effects_until: Option<NaiveDate>,
        /// The day of the judgment that declared it invalid.
        #[serde(default, deserialize_with = "day::option")]
        pub invalidated_on: Option<NaiveDate>,
        /// What took its place.
        #[serde(default)]
        pub replaced_by: Option<Label>,
        /// The adequacy decision it is.
        #[serde(default)]
        pub decision: Option<String>,
        /// The clause set it is.
        #[serde(default)]
        pub clause_set: Option<String>,
        /// Words that cite it, in any case.
        #[serde(default)]
        pub cited_as: Vec<String>,
        /// Words that cite it in this case only.
        #[serde(default)]
        pub cited_exactly: Vec<String>,
        /// What contains such words but means something else.
        #[serde(default)]
        pub not_as: Vec<String>,
        /// What a reader should know.
        #[serde(default)]
        pub note: Label,
    }
}
keyed!(LegalAct: id, name);

impl LegalAct {
    /// Where it stood on a day.
    #[must_use]
    pub fn state_on(&self, day: NaiveDate) -> ActState {
        if self.in_force_from.is_some_and(|from| day < from) {
            return ActState::NotYet;
        }
        match (
            self.in_force_until.filter(|last| *last < day),
            self.invalidated_on,
        ) {
            (None, Some(judgment)) => ActState::InForceThenInvalidated(judgment),
            (None, None) => ActState::InForce,
            (Some(_), Some(judgment)) => ActState::DeclaredInvalid(judgment),
            (Some(last), None) => match self.effects_until.filter(|until| day <= *until) {
                Some(effects_until) => ActState::EndedWithEffects {
                    last,
                    effects_until,
                },
                None => ActState::Ended(last),
            },
        }
    }

    /// Whether it was in force on a day.
    #[must_use]
    pub fn in_force_on(&self, day: NaiveDate) -> bool {
        within(day, self.in_force_from, self.in_force_until)
    }
}

/// The file `acts.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Acts {
    pub(super) meta: DataMeta,
    pub(super) act: Vec<LegalAct>,
}

impl LawPart for Acts {
    const FILE: &'static str = "acts.toml";
    const SHIPPED: &'static str = include_str!("../../assets/law/acts.toml");

    fn meta(&self) -> &DataMeta {
        &self.meta
    }

    fn merge(&mut self, over: Self) {
        self.meta.merge(&over.meta);
        merge(&mut self.act, over.act);
    }

    fn faults(&self, _: &dyn Fn(&str) -> bool) -> Vec<ContentFault> {
        let mut faults = ContentFault::duplicates("act", &self.act);
        for (index, act) in self.act.iter().enumerate() {
            let mut fault =
                |wrong: bool, key| {
                    faults.extend(wrong.then(|| {
                        ContentFault::item("act", index, key, LawProblemKind::DatesReversed)
                    }));
                };
            fault(
                ContentFault::reversed(act.in_force_from, act.in_force_until),
                "in_force_until",
            );
            fault(
                ContentFault::reversed(act.in_force_until, act.effects_until),
                "effects_until",
            );
            fault(
                ContentFault::reversed(act.in_force_until, act.invalidated_on),
                "invalidated_on",
            );
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::tests::{on, shipped};

    fn repealed(text: &str, day: &str) -> Vec<(String, String)> {
        let cited = shipped().cited_repealed_acts(text, on(day));
        cited
            .into_iter()
            .map(|(span, act)| (text[span].to_owned(), act.id.clone()))
            .collect()
    }

    fn ids(text: &str, day: &str) -> Vec<String> {
        repealed(text, day).into_iter().map(|(_, id)| id).collect()
    }

    #[test]
    fn the_directive_and_the_personal_data_act_ended_with_the_gdpr() {
        let text = "enligt personuppgiftslagen (1998:204) och direktiv 95/46/EG";
        assert!(repealed(text, "2018-05-24").is_empty());
        assert_eq!(
            ids(text, "2018-05-25"),
            ["se-pul", "se-pul", "directive-95-46"]
        );
        assert_eq!(ids("behandlas enligt PuL", "2026-11-21"), ["se-pul"]);
        assert_eq!(
            ids("Richtlinie 95/46/EG", "2026-11-21"),
            ["directive-95-46"]
        );
        assert!(ids("page 195/46, pul, personuppgiftslagstiftning", "2026-11-21").is_empty());
    }

    #[test]
    fn the_shield_and_the_harbour_have_their_days() {
        assert!(ids("EU-US Privacy Shield", "2020-07-15").is_empty());
        assert_eq!(
            ids("EU-US Privacy\u{a0}Shield", "2020-07-16"),
            ["privacy-shield"]
        );
        assert!(ids("safe harbor", "2015-10-05").is_empty());
        assert_eq!(ids("safe harbor", "2015-10-06"), ["safe-harbour"]);
    }

    #[test]
    fn what_was_declared_invalid_is_never_called_valid() {
        let state = |id, day| shipped().act_state(id, on(day));
        assert_eq!(
            state("privacy-shield", "2019-01-01"),
            Some(ActState::InForceThenInvalidated(on("2020-07-16")))
        );
        assert_eq!(
            state("privacy-shield", "2020-07-16"),
            Some(ActState::DeclaredInvalid(on("2020-07-16")))
        );
        assert_eq!(
            state("privacy-shield", "2016-07-11"),
            Some(ActState::NotYet)
        );
        assert_eq!(
            state("safe-harbour", "2010-01-01"),
            Some(ActState::InForceThenInvalidated(on("2015-10-06")))
        );
        assert_eq!(
            state("directive-95-46", "2018-05-24"),
            Some(ActState::InForce)
        );
        assert_eq!(
            state("directive-95-46", "2018-05-25"),
            Some(ActState::Ended(on("2018-05-24")))
        );
        assert!(state("privacy-shield", "2019-01-01").is_some_and(ActState::in_force));
        assert_eq!(state("unknown", "2019-01-01"), None);
    }

    #[test]
    fn repealed_clauses_kept_their_effects_for_a_while() {
        let state = |day| shipped().act_state("clauses-2010-87", on(day));
        let effects = ActState::EndedWithEffects {
            last: on("2021-09-26"),
            effects_until: on("2022-12-27"),
        };
        assert_eq!(state("2021-09-26"), Some(ActState::InForce));
        assert_eq!(state("2021-09-27"), Some(effects));
        assert_eq!(state("2022-12-28"), Some(ActState::Ended(on("2021-09-26"))));
        let text = "clauses of 2001/497/EC, 2004/915/EC and 2010/87/EU";
        assert_eq!(
            ids(text, "2021-09-27"),
            ["clauses-2001-497", "clauses-2004-915", "clauses-2010-87"]
        );
        assert!(ids("(EU) 2021/914", "2026-11-21").is_empty());
    }

    #[test]
    fn swedish_duties_and_acts_have_their_days() {
        assert!(ids("tillstånd till kamerabevakning", "2025-03-31").is_empty());
        assert_eq!(
            ids("Tillstånd till kamerabevakning", "2025-04-01"),
            ["se-kameratillstand"]
        );
        assert_eq!(
            ids("socialtjänstlagen (2001:453)", "2025-07-01"),
            ["se-sol-2001"]
        );
        assert!(ids("socialtjänstlag (2025:400)", "2026-11-21").is_empty());
        assert!(
            ids(
                "dataskyddslagen (2018:218), kamerabevakningslagen",
                "2026-11-21"
            )
            .is_empty()
        );
    }

    #[test]
    fn acts_agree_with_the_entries_they_point_to() {
        for act in shipped().acts() {
            if let Some(id) = &act.decision {
                let decision = shipped().decision(id);
                assert_eq!(
                    decision.map(|it| (it.valid_until, it.invalidated_on)),
                    Some((act.in_force_until, act.invalidated_on)),
                    "{id}"
                );
            }
            if let Some(id) = &act.clause_set {
                let set = shipped().clause_set(id);
                assert_eq!(
                    set.map(|it| (it.new_contracts_until, it.existing_until)),
                    Some((act.in_force_until, act.effects_until)),
                    "{id}"
                );
            }
            assert!(!act.cited_as.is_empty(), "{}", act.id);
            let cited = act
                .cited_as
                .iter()
                .flat_map(|words| shipped().cited_acts(words));
            assert!(
                cited.into_iter().all(|(_, found)| found.id == act.id),
                "{}",
                act.id
            );
        }
    }
}
