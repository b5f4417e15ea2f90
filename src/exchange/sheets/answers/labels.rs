//! Codes by what they are called: their labels in every language of the program, and the words of registers.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::own_labels::own_labels;
use crate::domain::codes::{CodeSet, VOCABULARIES};
use crate::exchange::sheets::folding::plain;
use crate::exchange::sheets::vocabulary::SheetVocabulary;

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
            let mut sets = HashMap::new();
            for set in VOCABULARIES {
                let labels = own_labels(set).into_iter();
                let mut known: HashMap<String, &str> = HashMap::new();
                for (label, code) in labels {
                    known.insert(plain(&label), code);
                    known.insert(plain(code), code);
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

#[cfg(test)]
mod tests {
    use super::super::own_labels::own_none;
    use super::super::{Stance, stance};
    use super::*;
    use crate::domain::codes::{self, Choice};
    use crate::exchange::sheets::grounds::basis::bases;
    use crate::exchange::sheets::transfers::destination::mechanisms;

    #[test]
    fn what_this_program_calls_codes_is_read_as_them() {
        let words = SheetVocabulary::shipped();
        for (set, table) in [
            (codes::ProcessingState::SET, &words.processing_state),
            (codes::RecordStatus::SET, &words.record_status),
            (codes::DpiaStatus::SET, &words.dpia_status),
            (codes::RecipientRole::SET, &words.role),
            (codes::ActivityRole::SET, &words.activity_role),
            (codes::Disposition::SET, &words.disposition),
        ] {
            for (label, code) in own_labels(&set) {
                assert_eq!(
                    table.exact(&plain(&label)),
                    Some(code),
                    "{}: {label}",
                    set.name
                );
            }
        }
        for (label, code) in own_labels(&codes::LEGAL_BASIS) {
            assert_eq!(bases(words, &label).bases, [code], "{label}");
        }
        for (label, code) in own_labels(&codes::MECHANISM) {
            assert_eq!(mechanisms(words, &label), [code], "{label}");
        }
        for set in VOCABULARIES {
            for (label, code) in own_labels(set) {
                let read = CodesByLabel::shipped().code(words, set, &label);
                assert_eq!(read.as_deref(), Some(code), "{}: {label}", set.name);
            }
        }
        for none in own_none() {
            assert_eq!(stance(words, &none), Stance::None, "{none}");
        }
    }
}
