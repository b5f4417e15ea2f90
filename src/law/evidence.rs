//! What the entries of the other files stand on, and what is still open.

use serde::Deserialize;

use super::data_file::{ContentFault, LawPart};
use super::entry::{DataMeta, keyed, merge};
use super::translated::Label;

/// Something that was read.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// Its id, such as `E05`.
    pub id: String,
    /// Whether the official text itself was read.
    #[serde(default)]
    pub primary: bool,
    /// What it was, and what it said.
    pub text: String,
}
keyed!(Evidence: id);

/// Something that could not be confirmed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenQuestion {
    /// Its id.
    pub id: String,
    /// The question.
    #[serde(default)]
    pub text: Label,
}
keyed!(OpenQuestion: id, text);

/// The file `sources.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Sources {
    pub(super) meta: DataMeta,
    pub(super) evidence: Vec<Evidence>,
    pub(super) open: Vec<OpenQuestion>,
}

impl LawPart for Sources {
    const FILE: &'static str = "sources.toml";
    const SHIPPED: &'static str = include_str!("../../assets/law/sources.toml");

    fn meta(&self) -> &DataMeta {
        &self.meta
    }

    fn merge(&mut self, over: Self) {
        self.meta.merge(&over.meta);
        merge(&mut self.evidence, over.evidence);
        merge(&mut self.open, over.open);
    }

    fn faults(&self, _: &dyn Fn(&str) -> bool) -> Vec<ContentFault> {
        let mut faults = ContentFault::duplicates("evidence", &self.evidence);
        faults.extend(ContentFault::duplicates("open", &self.open));
        faults
    }
}
