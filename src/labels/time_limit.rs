//! How long a rule or a schedule keeps, in one phrase: lists and the register at a glance say it alike.

use super::Lexicon;
use crate::domain::field::{Answer, Record};
use crate::domain::records::Retention;
use crate::domain::register::Register;

/// What tells how long, in the order in which it counts: a figure first, then what decides where there is none.
const TOLD_BY: [&str; 5] = ["period_max", "period", "criterion", "ends_on", "kind"];

impl Lexicon {
    /// How long a retention rule, or a schedule, keeps: its longest period, else its criterion, its event or its kind.
    ///
    /// What a rule leaves open, its schedule says. Empty where nothing is recorded.
    #[must_use]
    pub(crate) fn time_limit(&self, register: &Register, record: &dyn Record) -> String {
        let declaration = record.declaration();
        let told = |key: &str| {
            let kind = &declaration.fields[declaration.field(key)?].kind;
            let answer = match record.downcast::<Retention>() {
                Some(rule) => register.effective(rule, key).0,
                None => record.answer(key),
            };
            matches!(answer, Answer::Recorded(_))
                .then(|| self.answer(register, record.id(), kind, &answer))
        };
        TOLD_BY.into_iter().find_map(told).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::domain::language::Language;
    use crate::domain::value::Value;
    use crate::law::Law;
    use crate::words::Words;

    #[test]
    fn a_rule_without_a_figure_says_what_decides() {
        let lexicon = Lexicon::new(
            Arc::new(Words::load(Language::ENGLISH).unwrap()),
            Arc::new(Law::shipped().unwrap()),
            "2026-11-21".parse().unwrap(),
        );
        let register = Register::empty();
        let mut rule = Retention::default();
        let mut said = |key: &str, value: Value| {
            (&mut rule as &mut dyn Record).record_value(key, value);
            lexicon.time_limit(&register, &rule)
        };
        let text = |text: &str| Value::Text(text.to_owned());
        assert_eq!(said("notes", text("Ask the archive")), "");
        assert_eq!(said("kind", text("permanent")), "Kept permanently");
        assert_eq!(
            said("criterion", text("Until the building is gone")),
            "Until the building is gone"
        );
    }
}
