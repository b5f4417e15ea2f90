//! Legal bases (Art. 6), conditions (Art. 9), topics, the items of Art. 30, DPIA triggers (Art. 35), the words of the
//! Swedish text, and figures that the law may change (Art. 30(5)).

use chrono::NaiveDate;
use serde::Deserialize;

use super::data_file::{ContentFault, LawPart, LawProblemKind};
use super::entry::{DataMeta, day, entry, keyed, merge, within};
use super::translated::Label;

entry! {
    /// A point of Art. 6(1).
    pub struct LegalBasis {
        /// Its code, such as `6-1-f`.
        pub id: String,
        /// The article, as the language cites it.
        #[serde(default)]
        pub article: Label,
        /// The label.
        #[serde(default)]
        pub label: Label,
        /// The law that imposes the duty or the task has to be named (Art. 6(3)).
        #[serde(default)]
        pub needs_law_reference: bool,
        /// Not for public authorities in the performance of their tasks (Art. 6(1) second subparagraph).
        #[serde(default)]
        pub not_for_public_tasks: bool,
        /// What has to be recorded beside it.
        #[serde(default)]
        pub needs: Label,
    }
}
keyed!(LegalBasis: id, label);

entry! {
    /// A point of Art. 9(2): an exception on top of a basis of Art. 6.
    pub struct SpecialCondition {
        /// Its code, such as `9-2-h`.
        pub id: String,
        /// The article, as the language cites it.
        #[serde(default)]
        pub article: Label,
        /// The label.
        #[serde(default)]
        pub label: Label,
        /// The Union or national law it rests on has to be named.
        #[serde(default)]
        pub needs_law_reference: bool,
        /// What has to be recorded beside it.
        #[serde(default)]
        pub needs: Label,
        /// The Swedish provision that fills it in.
        #[serde(default)]
        pub national: Option<Label>,
    }
}
keyed!(SpecialCondition: id, label);

entry! {
    /// Another article that a record must or should flag.
    pub struct BasisTopic {
        /// Its code, such as `art87`.
        pub id: String,
        /// The article, as the language cites it.
        #[serde(default)]
        pub article: Label,
        /// The label.
        #[serde(default)]
        pub label: Label,
        /// The Swedish provision that fills it in.
        #[serde(default)]
        pub national: Option<Label>,
        /// What has to be recorded.
        #[serde(default)]
        pub needs: Label,
        /// What a reader should know.
        #[serde(default)]
        pub note: Label,
    }
}
keyed!(BasisTopic: id, label);

/// Whose record an item of Art. 30 belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordOf {
    /// Art. 30(1).
    Controller,
    /// Art. 30(2).
    Processor,
}

entry! {
    /// An item that Art. 30 asks for.
    pub struct RecordItem {
        /// Its code, such as `30-1-f`.
        pub id: String,
        /// Whose record it belongs to.
        pub who: RecordOf,
        /// The label.
        #[serde(default)]
        pub label: Label,
        /// Asked "where applicable".
        #[serde(default)]
        pub if_applicable: bool,
        /// Asked "where possible".
        #[serde(default)]
        pub where_possible: bool,
    }
}
keyed!(RecordItem: id, label);

entry! {
    /// A case in which Art. 35(3) itself asks for a DPIA, or a criterion of WP 248 rev.01 that points to one.
    pub struct DpiaTrigger {
        /// Its code, such as `35-3-a` or `wp248-5`.
        pub id: String,
        /// The label.
        #[serde(default)]
        pub label: Label,
        /// What a reader should know.
        #[serde(default)]
        pub note: Label,
    }
}
keyed!(DpiaTrigger: id, label);

entry! {
    /// A term of the GDPR in both languages.
    pub struct Term {
        /// Its code, such as `controller`.
        pub id: String,
        /// The term.
        #[serde(default)]
        pub label: Label,
    }
}
keyed!(Term: id, label);

entry! {
    /// A figure that the law sets, for the days on which it does.
    pub struct Threshold {
        /// The id of the entry.
        pub id: String,
        /// What the figure is of; several entries share it when the law changes.
        pub measure: String,
        /// The figure.
        pub value: u32,
        /// The first day on which it holds.
        #[serde(default, deserialize_with = "day::option")]
        pub valid_from: Option<NaiveDate>,
        /// The last day on which it holds.
        #[serde(default, deserialize_with = "day::option")]
        pub valid_until: Option<NaiveDate>,
        /// The label.
        #[serde(default)]
        pub label: Label,
        /// What a reader should know.
        #[serde(default)]
        pub note: Label,
    }
}
keyed!(Threshold: id, label);

/// What takes the exemption of Art. 30(5) away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Defeater {
    /// The processing is likely to result in a risk.
    RiskLikely,
    /// It is likely to result in a high risk.
    HighRiskLikely,
    /// It is not occasional.
    NotOccasional,
    /// It includes data of Art. 9(1).
    Art9,
    /// It includes data of Art. 10.
    Art10,
    /// It is what the organisation is there for. No field tells.
    CoreActivity,
}

impl Defeater {
    /// Every one.
    pub const ALL: [Self; 6] = [
        Self::RiskLikely,
        Self::HighRiskLikely,
        Self::NotOccasional,
        Self::Art9,
        Self::Art10,
        Self::CoreActivity,
    ];

    /// The code that the data file has.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::RiskLikely => "risk_likely",
            Self::HighRiskLikely => "high_risk_likely",
            Self::NotOccasional => "not_occasional",
            Self::Art9 => "art9",
            Self::Art10 => "art10",
            Self::CoreActivity => "core_activity",
        }
    }
}

entry! {
    /// The exemption of Art. 30(5): for organisations with fewer persons, unless one of several things is so.
    pub struct ExemptionTest {
        /// The id of the entry.
        pub id: String,
        /// The first day on which it applies; nothing where it is on its way.
        #[serde(default, deserialize_with = "day::option")]
        pub valid_from: Option<NaiveDate>,
        /// The last day on which it applies.
        #[serde(default, deserialize_with = "day::option")]
        pub valid_until: Option<NaiveDate>,
        /// The act on its way that brings it.
        #[serde(default)]
        pub pending: Option<String>,
        /// The number of persons from which it never exempts.
        pub persons_below: u32,
        /// What takes it away.
        pub defeated_by: Vec<Defeater>,
        /// What perhaps does.
        #[serde(default)]
        pub perhaps_defeated_by: Vec<Defeater>,
        /// What a reader should know.
        #[serde(default)]
        pub note: Label,
    }
}
keyed!(ExemptionTest: id);

impl ExemptionTest {
    /// Whether it applies on a day. One that is on its way applies on none.
    #[must_use]
    pub fn applies_on(&self, day: NaiveDate) -> bool {
        self.valid_from.is_some() && within(day, self.valid_from, self.valid_until)
    }

    /// Whether something takes it away.
    #[must_use]
    pub fn is_defeated_by(&self, defeater: Defeater) -> bool {
        self.defeated_by.contains(&defeater)
    }
}

/// Employees from which Art. 30(5) can never exempt.
pub const EMPLOYEES: &str = "art30-5-employees";
/// Criteria of WP 248 that usually mean a DPIA.
pub(super) const DPIA_CRITERIA: &str = "dpia-criteria";

/// The file `legal_bases.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct LegalBases {
    pub(super) meta: DataMeta,
    pub(super) term: Vec<Term>,
    pub(super) basis: Vec<LegalBasis>,
    pub(super) special: Vec<SpecialCondition>,
    pub(super) topic: Vec<BasisTopic>,
    pub(super) art30: Vec<RecordItem>,
    pub(super) dpia_mandatory: Vec<DpiaTrigger>,
    pub(super) dpia_criterion: Vec<DpiaTrigger>,
    pub(super) threshold: Vec<Threshold>,
    pub(super) exemption_test: Vec<ExemptionTest>,
}

impl LawPart for LegalBases {
    const FILE: &'static str = "legal_bases.toml";
    const SHIPPED: &'static str = include_str!("../../assets/law/legal_bases.toml");

    fn meta(&self) -> &DataMeta {
        &self.meta
    }

    fn merge(&mut self, over: Self) {
        self.meta.merge(&over.meta);
        merge(&mut self.term, over.term);
        merge(&mut self.basis, over.basis);
        merge(&mut self.special, over.special);
        merge(&mut self.topic, over.topic);
        merge(&mut self.art30, over.art30);
        merge(&mut self.dpia_mandatory, over.dpia_mandatory);
        merge(&mut self.dpia_criterion, over.dpia_criterion);
        merge(&mut self.threshold, over.threshold);
        merge(&mut self.exemption_test, over.exemption_test);
    }

    fn faults(&self, _: &dyn Fn(&str) -> bool) -> Vec<ContentFault> {
        let mut faults = ContentFault::duplicates("term", &self.term);
        faults.extend(ContentFault::duplicates("basis", &self.basis));
        faults.extend(ContentFault::duplicates("special", &self.special));
        faults.extend(ContentFault::duplicates("topic", &self.topic));
        faults.extend(ContentFault::duplicates("art30", &self.art30));
        faults.extend(ContentFault::duplicates(
            "dpia_mandatory",
            &self.dpia_mandatory,
        ));
        faults.extend(ContentFault::duplicates(
            "dpia_criterion",
            &self.dpia_criterion,
        ));
        faults.extend(ContentFault::duplicates("threshold", &self.threshold));
        faults.extend(ContentFault::duplicates(
            "exemption_test",
            &self.exemption_test,
        ));
        for (index, test) in self.exemption_test.iter().enumerate() {
            let reversed = ContentFault::reversed(test.valid_from, test.valid_until);
            faults.extend(reversed.then(|| {
                ContentFault::item(
                    "exemption_test",
                    index,
                    "valid_until",
                    LawProblemKind::DatesReversed,
                )
            }));
        }
        for (index, threshold) in self.threshold.iter().enumerate() {
            let reversed = ContentFault::reversed(threshold.valid_from, threshold.valid_until);
            faults.extend(reversed.then(|| {
                ContentFault::item(
                    "threshold",
                    index,
                    "valid_until",
                    LawProblemKind::DatesReversed,
                )
            }));
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;
    use crate::law::tests::{on, shipped};

    #[test]
    fn bases_and_conditions_are_listed_in_order() {
        assert_eq!(
            shipped().codes_legal_bases(),
            ["6-1-a", "6-1-b", "6-1-c", "6-1-d", "6-1-e", "6-1-f"]
        );
        let conditions = shipped().codes_art9_conditions();
        assert_eq!(
            (conditions.len(), conditions.first(), conditions.last()),
            (10, Some(&"9-2-a"), Some(&"9-2-j"))
        );
        let criteria = shipped().codes_dpia_criteria();
        assert_eq!(
            (criteria.len(), criteria.first(), criteria.last()),
            (9, Some(&"wp248-1"), Some(&"wp248-9"))
        );
        assert_eq!(shipped().dpia_mandatory().len(), 3);
    }

    #[test]
    fn legitimate_interest_is_not_for_public_tasks_and_law_is_asked_for_duties() {
        let barred: Vec<_> = shipped()
            .legal_bases()
            .iter()
            .filter(|basis| basis.not_for_public_tasks)
            .map(LegalBasis::code)
            .collect();
        assert_eq!(barred, ["6-1-f"]);
        let law: Vec<_> = shipped()
            .legal_bases()
            .iter()
            .filter(|basis| basis.needs_law_reference)
            .map(LegalBasis::code)
            .collect();
        assert_eq!(law, ["6-1-c", "6-1-e"]);
    }

    #[test]
    fn each_language_cites_in_its_own_way() {
        let basis = shipped().legal_basis("6-1-f");
        assert_eq!(
            basis.and_then(|basis| basis.article.get(Language::ENGLISH)),
            Some("Art. 6(1)(f)")
        );
        assert_eq!(
            basis.and_then(|basis| basis.article.get(Language::SWEDISH)),
            Some("artikel 6.1 f")
        );
        assert_eq!(
            shipped()
                .term("controller")
                .map(|term| term.label(Language::SWEDISH)),
            Some("personuppgiftsansvarig")
        );
    }

    #[test]
    fn the_items_of_article_30_are_told_apart_by_role() {
        let of = |who| {
            shipped()
                .record_items()
                .iter()
                .filter(|item| item.who == who)
                .count()
        };
        assert_eq!((of(RecordOf::Controller), of(RecordOf::Processor)), (7, 4));
        assert!(
            shipped()
                .record_item("30-1-f")
                .is_some_and(|item| item.where_possible)
        );
        // The legal basis is not an item of Art. 30.
        assert!(
            shipped()
                .record_items()
                .iter()
                .all(|item| !item.label(Language::ENGLISH).contains("basis"))
        );
    }

    #[test]
    fn figures_are_dated() {
        assert_eq!(
            shipped()
                .threshold(EMPLOYEES, on("2026-11-21"))
                .map(|figure| figure.value),
            Some(250)
        );
        assert_eq!(shipped().threshold(EMPLOYEES, on("2018-05-24")), None);
        assert_eq!(
            shipped()
                .threshold(DPIA_CRITERIA, on("2026-11-21"))
                .map(|figure| figure.value),
            Some(2)
        );
        // Sweden chose 13, not 15.
        assert_eq!(
            shipped()
                .threshold("child-age-se", on("2026-11-21"))
                .map(|figure| figure.value),
            Some(13)
        );
    }

    #[test]
    fn the_national_number_is_its_own_topic() {
        let number = shipped().topic("art87");
        assert!(
            number
                .and_then(|topic| topic.note.get(Language::SWEDISH))
                .is_some_and(|note| note.contains("artikel 9"))
        );
        assert!(
            number
                .and_then(|topic| topic.needs.get(Language::ENGLISH))
                .is_some()
        );
    }
}
