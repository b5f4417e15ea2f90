//! Chapter V mechanisms, the Commission's clause sets with both of their end dates, and tools of other countries
//! that are no ground under the GDPR.

use chrono::NaiveDate;
use serde::Deserialize;

use super::adequacy::Decision;
use super::citation::numbers_in;
use super::data_file::{ContentFault, LawPart, LawProblemKind};
use super::entry::{DataMeta, Keyed as _, day, entry, keyed, merge};
use super::translated::Label;
use crate::domain::language::Language;

/// What Art. 30 makes the record contain for a mechanism.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
pub enum RecordDuty {
    /// Nothing: there is no transfer.
    #[serde(rename = "none")]
    None,
    /// The third country or international organisation (Art. 30(1)(e), 30(2)(c)).
    #[serde(rename = "country")]
    Country,
    /// Also the assessment and the suitable safeguards (Art. 49(6)).
    #[serde(rename = "country+safeguards")]
    CountryAndSafeguards,
}

/// What else holds for a mechanism.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MechanismFlag {
    /// The destination's law and practice are to be assessed (C-311/18).
    Tia,
    /// The supervisory authority has to authorise the tool itself (Art. 46(3)).
    SaAuthorisation,
    /// The tool must have been approved once, each transfer not (Arts. 40, 42, 47).
    ApprovalRequired,
    /// Between public authorities only.
    PublicBodiesOnly,
    /// Inside a group of undertakings only.
    IntraGroupOnly,
    /// Not for public authorities in the exercise of their public powers (Art. 49(3)).
    NotForPublicPowers,
    /// Only for occasional transfers (recital 111).
    OccasionalOnly,
    /// The supervisory authority is to be informed.
    NotifySa,
    /// The data subject is to be informed.
    InformDataSubject,
    /// No ground for a transfer of its own (Arts. 44, 48).
    NotAGround,
}

entry! {
    /// A mechanism of Chapter V.
    pub struct Mechanism {
        /// Its code, such as `art46-2-c`.
        pub id: String,
        /// The article, as the language cites it.
        #[serde(default)]
        pub article: Label,
        /// The label.
        #[serde(default)]
        pub label: Label,
        /// The heading of the article in the official text, where the label says something else.
        #[serde(default)]
        pub official_title: Label,
        /// What the record must contain.
        pub record_duty: RecordDuty,
        /// What else holds.
        #[serde(default)]
        pub flags: Vec<MechanismFlag>,
        /// What it needs.
        #[serde(default)]
        pub needs: Label,
        /// What a reader should know.
        #[serde(default)]
        pub note: Label,
    }
}
keyed!(Mechanism: id, label);

impl Mechanism {
    /// Whether something holds for it.
    #[must_use]
    pub fn has(&self, flag: MechanismFlag) -> bool {
        self.flags.contains(&flag)
    }

    /// Whether it can carry a transfer by itself. Art. 48 cannot.
    #[must_use]
    pub fn is_ground(&self) -> bool {
        !self.has(MechanismFlag::NotAGround)
    }

    /// Whether the assessment and safeguards must be written into the record itself (Art. 49(6)).
    #[must_use]
    pub fn safeguards_in_record(&self) -> bool {
        self.record_duty == RecordDuty::CountryAndSafeguards
    }

    /// Whether it is a derogation of Art. 49.
    #[must_use]
    pub fn is_derogation(&self) -> bool {
        self.id.starts_with("art49-")
    }
}

/// A module of a clause set.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Module {
    /// Its number.
    pub id: String,
    /// The label.
    #[serde(default)]
    pub label: Label,
    /// The role of who sends.
    pub exporter: String,
    /// The role of who receives.
    pub importer: String,
    /// Whether it also is the contract that Art. 28(3) asks for.
    pub covers_art28: bool,
}
keyed!(Module: id, label);

entry! {
    /// A set of standard clauses adopted by the Commission.
    pub struct ClauseSet {
        /// Its id, which a transfer or agreement stores as its instrument.
        pub id: String,
        /// The mechanism it is for.
        pub mechanism: String,
        /// Whether it can carry a transfer; (EU) 2021/915 cannot, though people take it for one.
        #[serde(default = "yes")]
        pub transfer_tool: bool,
        /// The label.
        #[serde(default)]
        pub label: Label,
        /// The decision's number, as a language cites it.
        pub decision: Label,
        /// Its number in EUR-Lex.
        #[serde(default)]
        pub celex: Option<String>,
        /// The day it was adopted.
        #[serde(deserialize_with = "day::one")]
        pub adopted: NaiveDate,
        /// Its place in the Official Journal.
        #[serde(default)]
        pub oj: Option<String>,
        /// The first day on which a contract could be concluded on it.
        #[serde(deserialize_with = "day::one")]
        pub new_contracts_from: NaiveDate,
        /// The last day on which a contract could be concluded on it; open if absent.
        #[serde(default, deserialize_with = "day::option")]
        pub new_contracts_until: Option<NaiveDate>,
        /// The last day on which a contract concluded in time could carry transfers; open if absent.
        #[serde(default, deserialize_with = "day::option")]
        pub existing_until: Option<NaiveDate>,
        /// On what condition it could after the window closed.
        #[serde(default)]
        pub proviso: Label,
        /// What repealed it.
        #[serde(default)]
        pub repealed_by: Option<Label>,
        /// Its modules.
        #[serde(default)]
        pub modules: Vec<Module>,
        /// The clause that asks for an assessment of the destination.
        #[serde(default)]
        pub tia_clause: Option<String>,
        /// What a reader should know.
        #[serde(default)]
        pub note: Label,
    }
}
keyed!(ClauseSet: id, label);

const fn yes() -> bool {
    true
}

/// Whether a contract on a clause set could carry transfers on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Usability {
    /// It could.
    Usable,
    /// It could while the proviso held: the processing unchanged since it was concluded.
    UsableIfUnchanged,
    /// The day of signing decides, and is not recorded.
    SigningDayNeeded,
    /// The set did not exist yet on that day, or when the contract was signed.
    NotYet,
    /// The contract was signed only after that day.
    SignedLater,
    /// The contract was signed when none could be concluded on this set any more.
    NotConcludable,
    /// The time in which old contracts could still be used is over.
    Expired,
    /// The set is no tool for transfers at all.
    NotATransferTool,
}

impl Usability {
    /// Every answer.
    pub const ALL: [Self; 8] = [
        Self::Usable,
        Self::UsableIfUnchanged,
        Self::SigningDayNeeded,
        Self::NotYet,
        Self::SignedLater,
        Self::NotConcludable,
        Self::Expired,
        Self::NotATransferTool,
    ];

    /// The code that its words are filed under.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Usable => "usable",
            Self::UsableIfUnchanged => "usable_if_unchanged",
            Self::SigningDayNeeded => "signing_day_needed",
            Self::NotYet => "not_yet",
            Self::SignedLater => "signed_later",
            Self::NotConcludable => "not_concludable",
            Self::Expired => "expired",
            Self::NotATransferTool => "not_a_transfer_tool",
        }
    }
}

impl ClauseSet {
    /// Whether a text names the decision that adopted the clauses by its number.
    #[must_use]
    pub fn is_numbered_in(&self, text: &str) -> bool {
        let own = self
            .decision
            .texts()
            .filter_map(|decision| numbers_in(decision).next());
        let cited: Vec<&str> = numbers_in(text).collect();
        own.into_iter().any(|number| cited.contains(&number))
    }

    /// Whether a contract signed on one day could carry transfers on another.
    ///
    /// An old set has two limits, the last day to conclude and the last day to use (Decision (EU) 2021/914 Art. 4):
    /// both days are needed.
    #[must_use]
    pub fn usable(&self, signed_on: Option<NaiveDate>, on: NaiveDate) -> Usability {
        let window_closed = self.new_contracts_until.is_some_and(|until| until < on);
        if !self.transfer_tool {
            return Usability::NotATransferTool;
        }
        if on < self.new_contracts_from
            || signed_on.is_some_and(|signed| signed < self.new_contracts_from)
        {
            return Usability::NotYet;
        }
        if signed_on.is_some_and(|signed| on < signed) {
            return Usability::SignedLater;
        }
        if signed_on
            .is_some_and(|signed| self.new_contracts_until.is_some_and(|until| until < signed))
        {
            return Usability::NotConcludable;
        }
        if self.existing_until.is_some_and(|until| until < on) {
            return Usability::Expired;
        }
        match (window_closed, signed_on) {
            (false, _) => Usability::Usable,
            (true, Some(_)) => Usability::UsableIfUnchanged,
            (true, None) => Usability::SigningDayNeeded,
        }
    }

    /// The module of an id.
    #[must_use]
    pub fn module(&self, id: &str) -> Option<&Module> {
        self.modules.iter().find(|module| module.key() == id)
    }
}

entry! {
    /// A clause set that has been announced, and is not adopted.
    pub struct PendingClauses {
        /// Its id.
        pub id: String,
        /// What it is to be.
        #[serde(default)]
        pub what: Label,
        /// How far it has come.
        #[serde(default)]
        pub state: Label,
    }
}
keyed!(PendingClauses: id, what);

entry! {
    /// Tools of the United Kingdom or other countries, never a ground under Chapter V by themselves.
    pub struct ForeignTools {
        /// The id of the group.
        pub id: String,
        /// The tools' names.
        pub names: Vec<String>,
        /// The countries under whose law they are grounds.
        #[serde(default)]
        pub countries: Vec<String>,
        /// What a reader should know.
        #[serde(default)]
        pub note: Label,
    }
}
keyed!(ForeignTools: id);

/// What a transfer or agreement can name as its instrument.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Instrument<'a> {
    /// An adequacy decision.
    Decision(&'a Decision),
    /// A clause set.
    Clauses(&'a ClauseSet),
}

impl<'a> Instrument<'a> {
    /// Its id.
    #[must_use]
    pub fn code(self) -> &'a str {
        match self {
            Self::Decision(decision) => decision.code(),
            Self::Clauses(clauses) => clauses.code(),
        }
    }

    /// Its name in a language.
    #[must_use]
    pub fn label(self, language: Language) -> &'a str {
        match self {
            Self::Decision(decision) => decision.label(language),
            Self::Clauses(clauses) => clauses.label(language),
        }
    }
}

/// The file `safeguards.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Safeguards {
    pub(super) meta: DataMeta,
    pub(super) mechanism: Vec<Mechanism>,
    pub(super) clause_set: Vec<ClauseSet>,
    pub(super) clause_set_pending: Vec<PendingClauses>,
    pub(super) not_eu_mechanism: Vec<ForeignTools>,
}

impl LawPart for Safeguards {
    const FILE: &'static str = "safeguards.toml";
    const SHIPPED: &'static str = include_str!("../../assets/law/safeguards.toml");

    fn meta(&self) -> &DataMeta {
        &self.meta
    }

    fn merge(&mut self, over: Self) {
        self.meta.merge(&over.meta);
        merge(&mut self.mechanism, over.mechanism);
        merge(&mut self.clause_set, over.clause_set);
        merge(&mut self.clause_set_pending, over.clause_set_pending);
        merge(&mut self.not_eu_mechanism, over.not_eu_mechanism);
    }

    fn faults(&self, _: &dyn Fn(&str) -> bool) -> Vec<ContentFault> {
        let mut faults = ContentFault::duplicates("mechanism", &self.mechanism);
        faults.extend(ContentFault::duplicates("clause_set", &self.clause_set));
        for (index, set) in self.clause_set.iter().enumerate() {
            let mut fault = |wrong: bool, key| {
                faults.extend(wrong.then(|| {
                    ContentFault::item("clause_set", index, key, LawProblemKind::DatesReversed)
                }));
            };
            fault(
                ContentFault::reversed(Some(set.new_contracts_from), set.new_contracts_until),
                "new_contracts_until",
            );
            fault(
                ContentFault::reversed(set.new_contracts_until, set.existing_until),
                "existing_until",
            );
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::tests::{on, shipped};

    fn usable(set: &str, signed: &str, day: &str) -> Option<Usability> {
        shipped().usable(set, (!signed.is_empty()).then(|| on(signed)), on(day))
    }

    #[test]
    fn an_old_set_has_a_day_to_conclude_and_a_day_to_use() {
        for set in ["scc-2001-497", "scc-2004-915", "scc-2010-87"] {
            assert_eq!(
                usable(set, "2021-09-26", "2021-09-26"),
                Some(Usability::Usable),
                "{set}"
            );
            assert_eq!(
                usable(set, "2021-09-27", "2021-10-01"),
                Some(Usability::NotConcludable),
                "{set}"
            );
            assert_eq!(
                usable(set, "2020-01-01", "2022-12-27"),
                Some(Usability::UsableIfUnchanged),
                "{set}"
            );
            assert_eq!(
                usable(set, "2020-01-01", "2022-12-28"),
                Some(Usability::Expired),
                "{set}"
            );
            assert_eq!(
                usable(set, "", "2022-01-01"),
                Some(Usability::SigningDayNeeded),
                "{set}"
            );
            assert_eq!(
                usable(set, "", "2023-01-01"),
                Some(Usability::Expired),
                "{set}"
            );
            assert!(
                shipped()
                    .clause_set(set)
                    .and_then(|set| set.proviso.get(Language::SWEDISH))
                    .is_some()
            );
        }
    }

    #[test]
    fn the_first_processor_set_ended_before_the_others() {
        assert_eq!(
            usable("scc-2002-16", "2010-05-14", "2010-05-14"),
            Some(Usability::Usable)
        );
        assert_eq!(
            usable("scc-2002-16", "2010-05-15", "2010-05-15"),
            Some(Usability::NotConcludable)
        );
        assert_eq!(
            usable("scc-2002-16", "2009-01-01", "2021-09-26"),
            Some(Usability::UsableIfUnchanged)
        );
        assert_eq!(
            usable("scc-2002-16", "2009-01-01", "2021-09-27"),
            Some(Usability::Expired)
        );
    }

    #[test]
    fn the_set_of_2021_needs_its_own_time() {
        assert_eq!(
            usable("scc-2021-914", "2021-06-26", "2024-01-01"),
            Some(Usability::NotYet)
        );
        assert_eq!(
            usable("scc-2021-914", "2021-06-27", "2024-01-01"),
            Some(Usability::Usable)
        );
        assert_eq!(
            usable("scc-2021-914", "", "2024-01-01"),
            Some(Usability::Usable)
        );
        assert_eq!(
            usable("scc-2021-914", "2025-01-01", "2024-01-01"),
            Some(Usability::SignedLater)
        );
        assert_eq!(
            usable("scc-2021-914", "", "2021-06-26"),
            Some(Usability::NotYet)
        );
        assert_eq!(
            shipped().codes_modules("scc-2021-914"),
            ["1", "2", "3", "4"]
        );
        let set = shipped().clause_set("scc-2021-914");
        assert!(
            set.and_then(|set| set.module("2"))
                .is_some_and(|module| module.covers_art28)
        );
        assert!(
            set.and_then(|set| set.note.get(Language::ENGLISH))
                .is_some_and(|note| note.contains("Art. 3(2)"))
        );
        assert_eq!(usable("no-such-set", "", "2024-01-01"), None);
    }

    #[test]
    fn the_processor_clauses_of_2021_are_no_transfer_tool() {
        assert_eq!(
            usable("scc-2021-915", "2024-01-01", "2024-01-01"),
            Some(Usability::NotATransferTool)
        );
    }

    #[test]
    fn only_compelling_interests_put_safeguards_into_the_record() {
        let in_record: Vec<_> = shipped()
            .mechanisms()
            .iter()
            .filter(|mechanism| mechanism.safeguards_in_record())
            .map(Mechanism::code)
            .collect();
        assert_eq!(in_record, ["art49-1-subpara2"]);
        let last_resort = shipped().mechanism("art49-1-subpara2");
        assert!(last_resort.is_some_and(
            |m| m.has(MechanismFlag::NotifySa) && m.has(MechanismFlag::InformDataSubject)
        ));
        assert_eq!(
            last_resort.and_then(|m| m.article.get(Language::SWEDISH)),
            Some("artikel 49.1 andra stycket")
        );
    }

    #[test]
    fn article_48_is_no_ground_and_derogations_bar_public_powers() {
        let no_ground: Vec<_> = shipped()
            .mechanisms()
            .iter()
            .filter(|mechanism| !mechanism.is_ground())
            .map(Mechanism::code)
            .collect();
        assert_eq!(no_ground, ["none_needed", "art48"]);
        let barred: Vec<_> = shipped()
            .mechanisms()
            .iter()
            .filter(|mechanism| mechanism.has(MechanismFlag::NotForPublicPowers))
            .map(Mechanism::code)
            .collect();
        assert_eq!(
            barred,
            ["art49-1-a", "art49-1-b", "art49-1-c", "art49-1-subpara2"]
        );
    }

    #[test]
    fn binding_rules_need_approval_but_no_authorisation() {
        let bcr = shipped().mechanism("art46-2-b");
        assert!(
            bcr.is_some_and(|m| m.has(MechanismFlag::ApprovalRequired)
                && !m.has(MechanismFlag::SaAuthorisation))
        );
        let ad_hoc = shipped().mechanism("art46-3-a");
        assert!(ad_hoc.is_some_and(|m| m.has(MechanismFlag::SaAuthorisation)));
    }

    #[test]
    fn pickers_list_what_a_transfer_can_name() {
        let codes = shipped().codes_mechanisms();
        assert_eq!(codes.first(), Some(&"art45"));
        assert_eq!(codes.last(), Some(&"art49-1-subpara2"));
        assert_eq!(codes.len(), 19);
        assert!(shipped().codes_instruments().contains(&"US-2023-1795"));
        assert_eq!(
            shipped().instrument("scc-2010-87").map(Instrument::code),
            Some("scc-2010-87")
        );
        let dpf = shipped().instrument("US-2023-1795");
        assert!(dpf.is_some_and(|dpf| dpf.label(Language::SWEDISH).starts_with("USA")));
        assert_eq!(shipped().instrument("nothing"), None);
    }

    #[test]
    fn tools_of_other_countries_are_recognised_as_such() {
        let text = "Signed the UK Addendum and the IDTA; also Global CBPR.";
        let found: Vec<_> = shipped()
            .named_foreign_tools(text)
            .into_iter()
            .map(|(span, _)| &text[span])
            .collect();
        assert_eq!(found, ["UK Addendum", "IDTA", "Global CBPR"]);
    }
}
