//! The words of a workbook: each code with the label that stands in its cells. They travel with it on a hidden sheet, so
//! that it comes back whatever its language, and whatever the labels are called by then.

use std::collections::HashMap;

use crate::domain::codes::{Answered, Choice as _, CodeSet};
use crate::domain::kind::{FieldKind, ItemPart, RecordKind};
use crate::labels::Lexicon;

/// The set of yes and no.
const FLAG: &str = "flag";
/// The set of countries.
const COUNTRY: &str = "country";
/// The set of what stands for an answer that is none, and for one that was taken out for good.
const MARKS: &str = "mark";
/// The codes of [`MARKS`].
const NONE: &str = "none";
const REDACTED: &str = "redacted";

/// What stands before a text that would read as something else.
const ESCAPE: char = '\\';

/// The labels of a set of codes, in the order in which they are offered.
#[derive(Clone, Debug, Default)]
pub struct CodeLabels {
    /// The name of the set.
    pub name: String,
    /// Each label with its code.
    pub entries: Vec<(String, String)>,
    by_code: HashMap<String, usize>,
    by_label: HashMap<String, usize>,
    by_folded: HashMap<String, usize>,
}

/// A text as it is compared.
fn folded(text: &str) -> String {
    text.trim().to_lowercase()
}

impl CodeLabels {
    /// A set of codes, each after its label. A label that two have is told apart by the code.
    #[must_use]
    pub fn new(name: &str, pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut made = Self {
            name: name.to_owned(),
            ..Self::default()
        };
        for (label, code) in pairs {
            let mut label = if label.trim().is_empty() {
                code.clone()
            } else {
                label.replace(['\n', '\r'], " ").trim().to_owned()
            };
            if made.by_folded.contains_key(&folded(&label)) {
                label = format!("{label} ({code})");
            }
            let at = made.entries.len();
            made.by_code.entry(code.clone()).or_insert(at);
            made.by_label.entry(label.clone()).or_insert(at);
            made.by_folded.entry(folded(&label)).or_insert(at);
            made.entries.push((label, code));
        }
        made
    }

    /// The label of a code.
    fn label(&self, code: &str) -> Option<&str> {
        let at = self.by_code.get(code)?;
        Some(&self.entries[*at].0)
    }

    /// The code of a label.
    fn code(&self, label: &str) -> Option<&str> {
        let exact = self.by_label.get(label);
        let at = exact.or_else(|| self.by_folded.get(&folded(label)))?;
        Some(&self.entries[*at].1)
    }
}

/// The words of a workbook.
#[derive(Clone, Debug, Default)]
pub struct Dictionary {
    sets: Vec<CodeLabels>,
    by_name: HashMap<String, usize>,
}

/// What the text of a cell says apart from a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellMark<'t> {
    /// None, with its reason.
    None(&'t str),
    /// Taken out for good.
    Redacted,
}

impl Dictionary {
    /// The words of a language.
    #[must_use]
    pub fn of(lexicon: &Lexicon) -> Self {
        let words = &lexicon.words;
        let said = |key: &str, code: &str| (words.get(key).to_owned(), code.to_owned());
        let marks = [said("answer.none", NONE), said("answer.redacted", REDACTED)];
        let flags = [said("answer.yes", "true"), said("answer.no", "false")];
        let countries = lexicon.countries().into_iter();
        let countries = countries.map(|(code, name, _)| (name, code));
        let mut sets = vec![
            CodeLabels::new(MARKS, marks),
            CodeLabels::new(FLAG, flags),
            CodeLabels::new(COUNTRY, countries),
        ];
        let of_fields = RecordKind::ALL
            .iter()
            .flat_map(|kind| kind.declaration().fields);
        let codes = of_fields.filter_map(|field| field.kind.codes());
        for set in codes.chain([&Answered::SET]) {
            if sets.iter().all(|known| known.name != set.name) {
                let labelled = lexicon.codes(set).into_iter();
                let labelled = labelled.map(|(code, label, _)| (label, code));
                sets.push(CodeLabels::new(set.name, labelled));
            }
        }
        Self::from_sets(sets)
    }

    /// The words that a workbook brings with it.
    #[must_use]
    pub fn from_sets(sets: Vec<CodeLabels>) -> Self {
        let names = sets.iter().enumerate();
        let by_name = names.map(|(at, set)| (set.name.clone(), at)).collect();
        Self { sets, by_name }
    }

    /// Every set.
    #[must_use]
    pub fn sets(&self) -> &[CodeLabels] {
        &self.sets
    }

    fn set(&self, name: &str) -> Option<&CodeLabels> {
        self.by_name.get(name).map(|at| &self.sets[*at])
    }

    /// The place of the set that a field's cells take labels of.
    #[must_use]
    pub fn place_of(&self, kind: &FieldKind) -> Option<usize> {
        self.by_name.get(set_of(kind)?).copied()
    }

    /// Yes or no.
    #[must_use]
    pub fn flag(&self, flag: bool) -> &str {
        let code = if flag { "true" } else { "false" };
        self.set(FLAG)
            .and_then(|set| set.label(code))
            .unwrap_or(code)
    }

    /// What a word for yes or no says.
    #[must_use]
    pub fn read_flag(&self, text: &str) -> Option<bool> {
        let code = self.set(FLAG).and_then(|set| set.code(text));
        match code.unwrap_or(text) {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        }
    }

    /// A code as it stands in a cell: its label, else the text itself, told apart from labels.
    #[must_use]
    pub fn coded(&self, kind: &FieldKind, code: &str) -> String {
        let set = set_of(kind).and_then(|name| self.set(name));
        if let Some(label) = set.and_then(|set| set.label(code)) {
            return label.to_owned();
        }
        if code.starts_with(ESCAPE) || set.is_some_and(|set| set.code(code).is_some()) {
            return format!("{ESCAPE}{code}");
        }
        code.to_owned()
    }

    /// The code that a cell names: by its label, else as it stands.
    #[must_use]
    pub fn read_coded(&self, kind: &FieldKind, text: &str) -> String {
        if let Some(own) = text.strip_prefix(ESCAPE) {
            return own.to_owned();
        }
        let set = set_of(kind).and_then(|name| self.set(name));
        let code = set.and_then(|set| set.code(text));
        code.unwrap_or(text).to_owned()
    }

    /// *None* with its reason, as it stands in a cell.
    #[must_use]
    pub fn none(&self, reason: &str) -> String {
        let word = self.mark(NONE);
        if reason.is_empty() {
            return word.to_owned();
        }
        format!("{word}: {reason}")
    }

    /// What stands in the cell of a value that was taken out for good.
    #[must_use]
    pub fn redacted(&self) -> String {
        self.mark(REDACTED).to_owned()
    }

    fn mark<'d>(&'d self, code: &'static str) -> &'d str {
        self.set(MARKS)
            .and_then(|set| set.label(code))
            .unwrap_or(code)
    }

    /// What a cell says apart from a value: a word of its own alone, or before a colon.
    #[must_use]
    pub fn read_mark<'t>(&self, text: &'t str) -> Option<CellMark<'t>> {
        let (word, rest) = match text.split_once(':') {
            Some((word, rest)) => (word, rest.strip_prefix(' ').unwrap_or(rest)),
            None => (text, ""),
        };
        // A long text has no mark for its first word.
        if word.len() > 64 {
            return None;
        }
        match self.set(MARKS)?.code(word.trim())? {
            NONE => Some(CellMark::None(rest)),
            REDACTED => Some(CellMark::Redacted),
            _ => None,
        }
    }

    /// A text as it stands in a cell: one that would read as a mark is told apart from it.
    #[must_use]
    pub fn escaped(&self, text: String) -> String {
        if self.is_like_a_mark(&text) {
            return format!("{ESCAPE}{text}");
        }
        text
    }

    /// The text that a cell holds which is no mark.
    #[must_use]
    pub fn unescaped<'t>(&self, text: &'t str) -> &'t str {
        match text.strip_prefix(ESCAPE) {
            Some(rest) if self.is_like_a_mark(rest) => rest,
            _ => text,
        }
    }

    /// Whether a text is a mark, or would be one without what stands before it.
    fn is_like_a_mark(&self, text: &str) -> bool {
        self.read_mark(text.trim_start_matches(ESCAPE)).is_some()
    }
}

/// The name of the set that a field's cells take labels of.
fn set_of(kind: &FieldKind) -> Option<&'static str> {
    match kind {
        FieldKind::Flag => Some(FLAG),
        FieldKind::Country | FieldKind::Countries => Some(COUNTRY),
        _ => kind.codes().map(|set: &CodeSet| set.name),
    }
}

/// Whether a part of an item takes a code.
#[must_use]
pub fn is_coded(part: &ItemPart) -> bool {
    set_of(&part.kind).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dictionary() -> Dictionary {
        let pair = |label: &str, code: &str| (label.to_owned(), code.to_owned());
        let countries = [pair("Sweden", "SE"), pair("sweden", "XX"), pair("", "ZZ")];
        Dictionary::from_sets(vec![
            CodeLabels::new(MARKS, [pair("None", NONE), pair("Taken out", REDACTED)]),
            CodeLabels::new(COUNTRY, countries),
        ])
    }

    #[test]
    fn a_text_that_reads_like_a_mark_comes_back_as_text() {
        let dictionary = dictionary();
        for text in [
            "None: a reason",
            "none",
            "NONE :",
            "\\none: x",
            "\\\\None",
            "taken out",
            "\\",
            "\\server\\share",
            "None of them",
            "a: None",
            "",
            ": x",
        ] {
            let cell = dictionary.escaped(text.to_owned());
            assert_eq!(dictionary.read_mark(&cell), None, "{cell}");
            assert_eq!(dictionary.unescaped(&cell), text);
        }
        for reason in ["", "a: b", " two ", "None: x"] {
            let cell = dictionary.none(reason);
            assert_eq!(dictionary.read_mark(&cell), Some(CellMark::None(reason)));
        }
        assert_eq!(dictionary.read_mark("Taken out"), Some(CellMark::Redacted));
    }

    #[test]
    fn every_code_has_a_label_of_its_own_and_own_words_stay_own() {
        let dictionary = dictionary();
        let kind = FieldKind::Country;
        for code in ["SE", "XX", "ZZ", "Sweden", "SWEDEN", "\\x", "other", ""] {
            let cell = dictionary.coded(&kind, code);
            assert_eq!(dictionary.read_coded(&kind, &cell), code, "{cell}");
        }
        assert_eq!(dictionary.coded(&kind, "XX"), "sweden (XX)");
        assert_eq!(dictionary.read_coded(&kind, "SWEDEN"), "SE");
    }
}
