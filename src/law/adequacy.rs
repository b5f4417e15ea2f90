//! Adequacy decisions of the Commission (GDPR Art. 45; Directive 95/46/EC Art. 25(6), kept by Art. 45(9)):
//! their days, scope and conditions, and the cases that put them at risk.

use chrono::NaiveDate;
use serde::Deserialize;

use super::data_file::{ContentFault, LawPart, LawProblemKind};
use super::entry::{DataMeta, day, entry, keyed, merge, within};
use super::translated::Label;
use crate::domain::language::Language;

/// Whether a decision covers every recipient or only those that meet its conditions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Coverage {
    /// Every recipient in the destination.
    All,
    /// Only under the conditions.
    Limited,
}

/// The law a decision was taken under.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
pub enum Basis {
    /// Directive 95/46/EC Art. 25(6); kept in force by GDPR Art. 45(9).
    #[serde(rename = "95/46")]
    Directive,
    /// GDPR Art. 45(3).
    #[serde(rename = "GDPR")]
    Gdpr,
}

/// A question whose answer decides; only the user can know it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AdequacyCondition {
    /// The id under which a transfer stores its answer.
    pub id: String,
    /// The question.
    #[serde(default)]
    pub ask: Label,
    /// First day on which it is asked.
    #[serde(default, deserialize_with = "day::option")]
    pub valid_from: Option<NaiveDate>,
    /// Last day on which it is asked.
    #[serde(default, deserialize_with = "day::option")]
    pub valid_until: Option<NaiveDate>,
    /// The answer holds for the day on which it was checked: listings lapse.
    #[serde(default)]
    pub dated: bool,
    /// The case in which it matters at all.
    #[serde(default)]
    pub only_if: Label,
}
keyed!(AdequacyCondition: id, ask);

impl AdequacyCondition {
    /// Whether it is asked of a transfer on a day.
    #[must_use]
    pub fn asked_on(&self, day: NaiveDate) -> bool {
        within(day, self.valid_from, self.valid_until)
    }

    /// Whether it matters only in some cases.
    #[must_use]
    pub fn is_contingent(&self) -> bool {
        !self.only_if.is_empty()
    }
}

/// An act that set or moved the end of a decision.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sunset {
    /// The act.
    pub set_by: String,
    /// Its number in EUR-Lex.
    #[serde(default)]
    pub celex: Option<String>,
    /// The day it was adopted.
    #[serde(deserialize_with = "day::one")]
    pub adopted: NaiveDate,
    /// The last day of the decision that it set.
    #[serde(deserialize_with = "day::one")]
    pub expires: NaiveDate,
    /// Its place in the Official Journal.
    #[serde(default)]
    pub oj: Option<String>,
    /// The number under which it was notified.
    #[serde(default)]
    pub notified_as: Option<String>,
    /// What of it was not met in any source.
    #[serde(default)]
    pub unconfirmed_fields: Vec<String>,
}

entry! {
    /// An adequacy decision.
    pub struct Decision {
        /// Its id, which a transfer stores as its instrument.
        pub id: String,
        /// The ISO codes it names; none for an organisation.
        pub applies_to: Vec<String>,
        /// The international organisation it names.
        #[serde(default)]
        pub organisation: Option<String>,
        /// The name.
        #[serde(default)]
        pub name: Label,
        /// Its number, such as `(EU) 2021/1772`, as a language cites it. The year in it can differ from the year of adoption.
        pub decision: Label,
        /// Its number in EUR-Lex.
        #[serde(default)]
        pub celex: Option<String>,
        /// Its place in the Official Journal.
        #[serde(default)]
        pub oj: Option<String>,
        /// The law it was taken under.
        pub basis: Basis,
        /// The day it was adopted.
        #[serde(deserialize_with = "day::one")]
        pub adopted: NaiveDate,
        /// The first day on which it could carry a transfer.
        #[serde(deserialize_with = "day::one")]
        pub valid_from: NaiveDate,
        /// The last day on which it could carry a transfer; open if absent.
        #[serde(default, deserialize_with = "day::option")]
        pub valid_until: Option<NaiveDate>,
        /// The day of the judgment that declared it invalid.
        ///
        /// Invalidity reaches back (ex tunc), so of the days before it can only be said that it was in force then.
        #[serde(default, deserialize_with = "day::option")]
        pub invalidated_on: Option<NaiveDate>,
        /// What ended it.
        #[serde(default)]
        pub ended_by: Option<Label>,
        /// Whether conditions decide.
        pub coverage: Coverage,
        /// Acts that amended it.
        #[serde(default)]
        pub amended_by: Vec<String>,
        /// Days of its reviews.
        #[serde(default, deserialize_with = "day::list")]
        pub reviews: Vec<NaiveDate>,
        /// The number under which it was notified.
        #[serde(default)]
        pub notified_as: Option<String>,
        /// Cases or events put it at risk: watch it. Never changes an answer.
        #[serde(default)]
        pub at_risk: bool,
        /// What a reader should know.
        #[serde(default)]
        pub note: Label,
        /// The questions that decide.
        #[serde(default)]
        pub condition: Vec<AdequacyCondition>,
        /// The acts that set and moved its end.
        #[serde(default)]
        pub sunset: Vec<Sunset>,
    }
}
keyed!(Decision: id, name);

impl Decision {
    /// Its number as a language cites it: of the European Community, `EG` in Swedish.
    #[must_use]
    pub fn number(&self, language: Language) -> &str {
        self.decision.get(language).unwrap_or(&self.id)
    }

    /// Whether it could carry a transfer on a day, as the law then stood.
    #[must_use]
    pub fn in_force_on(&self, day: NaiveDate) -> bool {
        within(day, Some(self.valid_from), self.valid_until)
    }

    /// The questions asked of a transfer on a day.
    pub fn conditions_on(&self, day: NaiveDate) -> impl Iterator<Item = &AdequacyCondition> {
        self.condition
            .iter()
            .filter(move |condition| condition.asked_on(day))
    }
}

entry! {
    /// An act that amended decisions without touching their findings.
    pub struct Amending {
        /// Its number.
        pub decision: String,
        /// The day it was adopted.
        #[serde(deserialize_with = "day::one")]
        pub adopted: NaiveDate,
        /// Its place in the Official Journal.
        #[serde(default)]
        pub oj: Option<String>,
        /// What it did.
        #[serde(default)]
        pub what: Label,
    }
}
keyed!(Amending: decision);

entry! {
    /// A case about a decision: to be watched, never to flip an answer.
    pub struct Litigation {
        /// The decision's id.
        pub about: String,
        /// The court's number and the parties.
        pub case: String,
        /// The same in Swedish, where it reads otherwise.
        #[serde(default)]
        pub case_sv: Option<String>,
        /// The day it was brought.
        #[serde(default, deserialize_with = "day::option")]
        pub lodged: Option<NaiveDate>,
        /// The day it was decided.
        #[serde(default, deserialize_with = "day::option")]
        pub decided: Option<NaiveDate>,
        /// How it stands.
        #[serde(default)]
        pub outcome: Label,
    }
}
keyed!(Litigation: case);

impl Litigation {
    /// The court's number and the parties in a language.
    #[must_use]
    pub fn name(&self, language: Language) -> &str {
        let swedish = self.case_sv.as_deref();
        swedish
            .filter(|_| language == Language::SWEDISH)
            .unwrap_or(&self.case)
    }
}

entry! {
    /// A country named in public as a candidate; nothing is adopted.
    pub struct AdequacyCandidate {
        /// Its code.
        pub country: String,
        /// What is known.
        #[serde(default)]
        pub what: Label,
    }
}
keyed!(AdequacyCandidate: country);

entry! {
    /// How decisions take effect in Iceland, Liechtenstein and Norway.
    pub struct EeaNote {
        /// Its id.
        pub id: String,
        /// The note.
        #[serde(default)]
        pub text: Label,
    }
}
keyed!(EeaNote: id, text);

entry! {
    /// What the answer "no decision" stands on.
    pub(crate) struct Absence {
    }
}

/// The file `adequacy.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Adequacy {
    pub(super) meta: DataMeta,
    pub(super) absence: Option<Absence>,
    pub(super) decision: Vec<Decision>,
    pub(super) amending: Vec<Amending>,
    pub(super) litigation: Vec<Litigation>,
    pub(super) pending: Vec<AdequacyCandidate>,
    pub(super) eea_note: Vec<EeaNote>,
}

impl LawPart for Adequacy {
    const FILE: &'static str = "adequacy.toml";
    const SHIPPED: &'static str = include_str!("../../assets/law/adequacy.toml");

    fn meta(&self) -> &DataMeta {
        &self.meta
    }

    fn merge(&mut self, over: Self) {
        self.meta.merge(&over.meta);
        self.absence = over.absence.or(self.absence.take());
        merge(&mut self.decision, over.decision);
        merge(&mut self.amending, over.amending);
        merge(&mut self.litigation, over.litigation);
        merge(&mut self.pending, over.pending);
        merge(&mut self.eea_note, over.eea_note);
    }

    fn faults(&self, known: &dyn Fn(&str) -> bool) -> Vec<ContentFault> {
        let mut faults = ContentFault::duplicates("decision", &self.decision);
        faults.extend(ContentFault::duplicates("litigation", &self.litigation));
        for (index, decision) in self.decision.iter().enumerate() {
            let mut fault = |wrong: bool, key, kind| {
                faults.extend(wrong.then(|| ContentFault::item("decision", index, key, kind)));
            };
            let reversed = ContentFault::reversed(Some(decision.valid_from), decision.valid_until);
            fault(reversed, "valid_until", LawProblemKind::DatesReversed);
            let lost = decision.applies_to.iter().any(|code| !known(code));
            fault(lost, "applies_to", LawProblemKind::UnknownReference);
            let nowhere = decision.applies_to.is_empty() && decision.organisation.is_none();
            fault(nowhere, "applies_to", LawProblemKind::WrongValue);
            let unasked = decision.coverage == Coverage::Limited && decision.condition.is_empty();
            fault(unasked, "coverage", LawProblemKind::WrongValue);
        }
        for (index, candidate) in self.pending.iter().enumerate() {
            let lost = !known(&candidate.country);
            faults.extend(lost.then(|| {
                ContentFault::item(
                    "pending",
                    index,
                    "country",
                    LawProblemKind::UnknownReference,
                )
            }));
        }
        faults
    }
}
