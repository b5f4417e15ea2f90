//! What a waiver says of its finding, in words: the field by its label, and its content as it is shown there.

use super::lexicon::Lexicon;
use crate::domain::field::Record;
use crate::domain::records::Waiver;
use crate::domain::register::Register;

impl Lexicon {
    /// The field of a waived finding, or the words at fault, as people read them; `None` where they are recorded so, and
    /// of every other record.
    #[must_use]
    pub fn waived(&self, register: &Register, record: &dyn Record, key: &str) -> Option<String> {
        let waiver = record.downcast::<Waiver>()?;
        let record = register.get(waiver.record?)?;
        let declaration = record.declaration();
        let about = waiver.key.as_deref()?;
        match key {
            "key" => Some(self.words.label(record.kind(), about).to_owned()),
            "words" => {
                let field = declaration.field(about)?;
                Some(self.label(&declaration.fields[field].kind, waiver.words.as_deref()?))
            }
            _ => None,
        }
        .filter(|said| !said.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::domain::kind::RecordKind;
    use crate::domain::language::Language;
    use crate::domain::records::Schedule;
    use crate::domain::value::Id;
    use crate::law::Law;
    use crate::words::Words;

    #[test]
    fn a_waived_field_is_called_by_its_label_and_its_content_as_it_is_shown() {
        let words = Arc::new(Words::load(Language::ENGLISH).unwrap());
        let law = Arc::new(Law::shipped().unwrap());
        let lexicon = Lexicon::new(words, law, "2026-11-21".parse().unwrap());
        let mut register = Register::empty();
        let mut schedule = RecordKind::Schedule.blank();
        schedule.head_mut().id = Id(2);
        assert!(schedule.downcast::<Schedule>().is_some());
        register.replace(schedule);
        let said = |about: &str, content: &str| {
            let waiver = Waiver {
                record: Some(Id(2)),
                key: Some(about.to_owned()),
                words: Some(content.to_owned()),
                ..Waiver::default()
            };
            let said = |key| lexicon.waived(&register, &waiver, key).unwrap_or_default();
            (said("key"), said("words"))
        };
        assert_eq!(
            said("period", "P10Y").0,
            lexicon.words.label(RecordKind::Schedule, "period")
        );
        assert_eq!(said("period", "P10Y").1, "10 years");
        assert_eq!(said("name", "as needed").1, "as needed");
        assert_eq!(said("no_such_field", "x"), (String::new(), String::new()));
    }
}
