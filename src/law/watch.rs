//! What may change: what is watched, and acts on their way.

use chrono::NaiveDate;
use serde::Deserialize;

use super::data_file::{ContentFault, LawPart};
use super::entry::{DataMeta, day, entry, keyed, merge};
use super::translated::Label;

/// Something that may change, and where that would be seen first. Shown, never part of an answer.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WatchedLaw {
    /// Its id.
    pub id: String,
    /// The files of law data that it is about.
    #[serde(default)]
    pub about: Vec<String>,
    /// What is watched.
    #[serde(default)]
    pub what: Label,
    /// Why it matters.
    #[serde(default)]
    pub why: Label,
    /// Where to look.
    pub where_to_look: String,
    /// The day on which it was looked for last.
    #[serde(deserialize_with = "day::one")]
    pub last_seen: NaiveDate,
    /// What was seen then.
    #[serde(default)]
    pub state: Label,
    /// Which answers it would change.
    #[serde(default)]
    pub would_change: Label,
}
keyed!(WatchedLaw: id, what);

entry! {
    /// An act on its way: shown, never applied.
    pub struct PendingAct {
        /// Its id.
        pub id: String,
        /// The act, as it is cited.
        pub act: String,
        /// The articles of the GDPR that it touches.
        #[serde(default)]
        pub articles: Vec<String>,
        /// What it brings.
        #[serde(default)]
        pub what: Label,
        /// How far it has come.
        #[serde(default)]
        pub state: Label,
        /// The first day on which it applies, where that is settled.
        #[serde(default, deserialize_with = "day::option")]
        pub applies_from: Option<NaiveDate>,
    }
}
keyed!(PendingAct: id);

/// The file `watch.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct WatchList {
    pub(super) meta: DataMeta,
    pub(super) watch: Vec<WatchedLaw>,
    pub(super) pending: Vec<PendingAct>,
}

impl LawPart for WatchList {
    const FILE: &'static str = "watch.toml";
    const SHIPPED: &'static str = include_str!("../../assets/law/watch.toml");

    fn meta(&self) -> &DataMeta {
        &self.meta
    }

    fn merge(&mut self, over: Self) {
        self.meta.merge(&over.meta);
        merge(&mut self.watch, over.watch);
        merge(&mut self.pending, over.pending);
    }

    fn faults(&self, _: &dyn Fn(&str) -> bool) -> Vec<ContentFault> {
        let mut faults = ContentFault::duplicates("watch", &self.watch);
        faults.extend(ContentFault::duplicates("pending", &self.pending));
        faults
    }
}

/// To which day a file of law data is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known<'a> {
    /// The file.
    pub file: &'a str,
    /// The last day that a source of it covers; nothing where no source says that it is whole.
    pub known_to: Option<NaiveDate>,
    /// The day on which it was written down.
    pub as_of: Option<NaiveDate>,
}
