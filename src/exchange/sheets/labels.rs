//! Codes by what they are called: their labels in every language of the program, and the words of registers.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::folding::plain;
use super::vocabulary::SheetVocabulary;
use crate::domain::codes::{CodeSet, VOCABULARIES};
use crate::domain::language::Language;
use crate::words::Words;

/// Codes by their labels, for each set.
#[derive(Debug, Default)]
pub struct CodesByLabel {
    sets: HashMap<&'static str, HashMap<String, &'static str>>,
}

impl CodesByLabel {
    /// The labels of the languages that come with the program.
    #[must_use]
    pub fn shipped() -> &'static Self {
        static READ: OnceLock<CodesByLabel> = OnceLock::new();
        READ.get_or_init(|| {
            let words = Language::ALL.iter().filter_map(|it| Words::load(*it).ok());
            let words: Vec<Words> = words.collect();
            let mut sets = HashMap::new();
            for set in VOCABULARIES {
                let mut known = HashMap::new();
                for code in set.codes {
                    for words in &words {
                        known.insert(plain(words.code(set, code)), *code);
                    }
                    known.insert(plain(code), *code);
                }
                sets.insert(set.name, known);
            }
            Self { sets }
        })
    }

    /// The code that a text stands for as a whole.
    #[must_use]
    pub fn code(&self, words: &SheetVocabulary, set: &CodeSet, text: &str) -> Option<String> {
        let text = plain(text);
        let own = match set.name {
            "subject_category" => words.subject.exact(&text),
            "data_category_name" => words.data.exact(&text),
            "data_source" => words.source.exact(&text),
            "legal_basis" => words.basis.exact(&text),
            "art9_condition" => words.art9.exact(&text),
            "recipient_role" => words.role.exact(&text),
            "activity_role" => words.activity_role.exact(&text),
            _ => None,
        };
        let label = self.sets.get(set.name).and_then(|known| known.get(&text));
        let of_set = || set.codes.iter().find(|code| plain(code) == text).copied();
        own.or(label.copied()).or_else(of_set).map(str::to_owned)
    }
}
