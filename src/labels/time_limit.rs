//! How long a rule or a schedule keeps, in one phrase: lists and the register at a glance say it alike.

use super::Lexicon;
use crate::domain::codes::{Direction, EndsWhen, RetentionKind, Rounding};
use crate::domain::field::{Answer, Record};
use crate::domain::period::Period;
use crate::domain::records::{Retention, Schedule};
use crate::domain::register::Register;

/// What tells how long, where no figure does.
const WITHOUT_FIGURE: [&str; 3] = ["criterion", "ends_on", "kind"];

/// What qualifies a figure.
#[derive(Default)]
struct Limit {
    kind: Option<RetentionKind>,
    direction: Option<Direction>,
    rounding: Option<Rounding>,
    ends_when: Option<EndsWhen>,
    approximate: bool,
    of_session: bool,
}

impl Limit {
    fn of(register: &Register, record: &dyn Record) -> Self {
        if let Some(rule) = record.downcast::<Retention>() {
            let counting = register.counting(rule);
            return Self {
                kind: counting.kind,
                direction: counting.direction,
                rounding: counting.rounding,
                ends_when: counting.ends_when,
                approximate: rule.approximate == Some(true),
                of_session: counting.period == Some(Period::Session),
            };
        }
        let schedule = record.downcast::<Schedule>();
        schedule.map_or_else(Self::default, |schedule| Self {
            kind: schedule.kind,
            direction: schedule.direction,
            rounding: schedule.rounding,
            ends_when: schedule.ends_when,
            approximate: false,
            of_session: schedule.period == Some(Period::Session),
        })
    }
}

impl Limit {
    /// The locale key of what a single figure is: the least, the most, or neither. Where both are the same, it is that.
    fn bound(&self, is_both: bool) -> Option<&'static str> {
        match self.kind {
            _ if self.of_session => None,
            Some(RetentionKind::AtMost) => Some("time_limit.at_most"),
            Some(RetentionKind::AtLeast) => Some("time_limit.at_least"),
            Some(RetentionKind::Range) if !is_both => Some("time_limit.at_least"),
            _ => None,
        }
    }
}

impl Lexicon {
    /// How long a retention rule, or a schedule, keeps: its period with what makes it more or less than that figure, else
    /// its criterion, its event or its kind.
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
        let limit = Limit::of(register, record);
        // What is said to be no figure is none, whatever stands beside it.
        let first = match limit.kind {
            Some(RetentionKind::Permanent | RetentionKind::NotStored) => told("kind"),
            Some(RetentionKind::Criterion) => told("criterion"),
            // What lasts as long as a session ends with it.
            Some(RetentionKind::Event) if !limit.of_session => told("ends_on"),
            _ => None,
        };
        let after = || self.followed(register, record);
        let figure = || self.figure(&limit, &told, after());
        let without = || WITHOUT_FIGURE.into_iter().find_map(told);
        first.or_else(figure).or_else(without).unwrap_or_default()
    }

    /// The period with what makes it more or less than its figure.
    fn figure(
        &self,
        limit: &Limit,
        told: &dyn Fn(&str) -> Option<String>,
        after: Option<String>,
    ) -> Option<String> {
        let words = &self.words;
        let fill = |key: &str, said: &str| words.fill(key, &[("period", said)]);
        let (mut said, bound) = match (told("period"), told("period_max")) {
            (Some(least), Some(most)) if least != most => (format!("{least} – {most}"), None),
            (Some(figure), most) => (figure, limit.bound(most.is_some())),
            (None, most) => (most?, Some("time_limit.at_most")),
        };
        if limit.approximate {
            said = fill("time_limit.about", &said);
        }
        if let Some(bound) = bound {
            said = fill(bound, &said);
        }
        said = match limit.rounding {
            Some(Rounding::EndOfCalendarMonth) => fill("time_limit.month", &said),
            Some(Rounding::EndOfCalendarYear) => fill("time_limit.year", &said),
            Some(Rounding::None) | None => said,
        };
        if limit.direction == Some(Direction::Before) {
            said = match told("start") {
                Some(start) => {
                    words.fill("time_limit.before", &[("period", &said), ("start", &start)])
                }
                None => fill("time_limit.before_event", &said),
            };
        }
        if limit.ends_when == Some(EndsWhen::Last)
            && let Some(event) = told("ends_on")
        {
            said = words.fill("time_limit.later", &[("period", &said), ("event", &event)]);
        }
        Some(match after {
            Some(rule) => words.fill("time_limit.follows", &[("period", &said), ("rule", &rule)]),
            None => said,
        })
    }

    /// The rule after which a rule begins, by its name, else by its period: a reference says nothing to who has no register.
    fn followed(&self, register: &Register, record: &dyn Record) -> Option<String> {
        let follows = record.downcast::<Retention>()?.follows?;
        let rule = register.typed::<Retention>(follows)?;
        let title = self.title(register, rule);
        let is_named = title != self.cell(register, rule, "kind") && title != rule.head.reference;
        let period = register.counting(rule).period.filter(|_| !is_named);
        Some(period.map_or(title, |period| self.words.period(&period)))
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
        said("kind", text("criterion"));
        assert_eq!(
            said("criterion", text("Until the building is gone")),
            "Until the building is gone"
        );
    }

    #[test]
    fn a_most_alone_is_said_to_be_one() {
        let lexicon = Lexicon::new(
            Arc::new(Words::load(Language::ENGLISH).unwrap()),
            Arc::new(Law::shipped().unwrap()),
            "2026-11-21".parse().unwrap(),
        );
        let rule = Retention {
            period_max: Period::from_iso("P1Y"),
            ..Retention::default()
        };
        let register = Register::empty();
        assert_eq!(lexicon.time_limit(&register, &rule), "at most 1 year");
    }

    #[test]
    fn a_figure_says_what_makes_it_more_or_less() {
        let lexicon = Lexicon::new(
            Arc::new(Words::load(Language::ENGLISH).unwrap()),
            Arc::new(Law::shipped().unwrap()),
            "2026-11-21".parse().unwrap(),
        );
        let register = Register::empty();
        let said = |fields: &[(&str, &str)]| {
            let mut rule = Retention::default();
            let record = &mut rule as &mut dyn Record;
            record.record_value("period", Value::Period(Period::from_iso("P10Y").unwrap()));
            for (key, value) in fields {
                let value = match *key {
                    "start" | "ends_on" => Value::Texts(vec![(*value).to_owned()]),
                    "period_max" => Value::Period(Period::from_iso(value).unwrap()),
                    "approximate" => Value::Flag(true),
                    _ => Value::Text((*value).to_owned()),
                };
                record.record_value(key, value);
            }
            lexicon.time_limit(&register, &rule)
        };
        for (fields, wanted) in [
            (&[("kind", "fixed")][..], "10 years"),
            (&[("kind", "at_most")], "at most 10 years"),
            (&[("kind", "range")], "at least 10 years"),
            (&[("kind", "range"), ("period_max", "P10Y")], "10 years"),
            (
                &[("kind", "at_most"), ("approximate", "true")],
                "at most about 10 years",
            ),
            (
                &[("kind", "at_most"), ("rounding", "end_of_calendar_year")],
                "at most 10 years from year-end",
            ),
            (&[("kind", "at_least")], "at least 10 years"),
            (
                &[("kind", "at_least"), ("period_max", "P12Y")],
                "10 years – 12 years",
            ),
            (
                &[("rounding", "end_of_calendar_year")],
                "10 years from year-end",
            ),
            (&[("approximate", "true")], "about 10 years"),
            (&[("direction", "before")], "10 years before the event"),
            (
                &[("ends_when", "last"), ("ends_on", "withdrawal")],
                "10 years, or until the withdrawal of consent if that is later",
            ),
            (
                &[("kind", "criterion"), ("criterion", "While needed")],
                "While needed",
            ),
            (&[("kind", "permanent")], "Kept permanently"),
        ] {
            assert_eq!(said(fields), wanted, "{fields:?}");
        }
    }
}
