//! The rules by which periods are counted (Regulation 1182/71; lag (1930:173)), and worked examples for whoever counts.

use chrono::NaiveDate;
use serde::Deserialize;

use super::data_file::{ContentFault, LawPart, LawProblemKind};
use super::entry::{DataMeta, day, entry, keyed, merge};
use super::retention::{AnchorRounding, is_duration};
use super::translated::Label;

entry! {
    /// A rule of counting.
    pub struct CountingRule {
        /// Its id.
        pub id: String,
        /// The law, where the source does not say it.
        #[serde(default)]
        pub law: Label,
        /// The rule.
        pub text: Label,
    }
}
keyed!(CountingRule: id);

/// A worked example.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PeriodVector {
    /// The day the period runs from.
    #[serde(deserialize_with = "day::one")]
    pub anchor: NaiveDate,
    /// How the anchor is rounded.
    pub rounding: AnchorRounding,
    /// The period, as an ISO 8601 duration.
    pub period: String,
    /// The last day of keeping.
    #[serde(deserialize_with = "day::one")]
    pub keep_through: NaiveDate,
}

/// The file `periods.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Periods {
    pub(super) meta: DataMeta,
    pub(super) rule: Vec<CountingRule>,
    pub(super) vector: Vec<PeriodVector>,
}

impl LawPart for Periods {
    const FILE: &'static str = "periods.toml";
    const SHIPPED: &'static str = include_str!("../../assets/law/periods.toml");

    fn meta(&self) -> &DataMeta {
        &self.meta
    }

    fn merge(&mut self, over: Self) {
        self.meta.merge(&over.meta);
        merge(&mut self.rule, over.rule);
        self.vector.extend(over.vector);
    }

    fn faults(&self, _: &dyn Fn(&str) -> bool) -> Vec<ContentFault> {
        let mut faults = ContentFault::duplicates("rule", &self.rule);
        for (index, vector) in self.vector.iter().enumerate() {
            let unreadable = !is_duration(&vector.period);
            faults.extend(unreadable.then(|| {
                ContentFault::item("vector", index, "period", LawProblemKind::WrongValue)
            }));
        }
        faults
    }
}
