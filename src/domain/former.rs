//! What a retention rule counted by at an earlier change set: the proof of what was done under it does not change with it.

use serde_json::Value as Json;

use super::changed::{ChangeIndex, HeldValue, KEPT};
use super::codec::{from_json, is_redacted, none_reason};
use super::counting::fill_in;
use super::field::Record;
use super::records::{Holding, Retention, Schedule};
use super::register::Register;
use super::value::{Id, Value};

impl Register {
    /// The rule by which a holding was disposed of, as it counted when that was recorded; nothing where it counts so still,
    /// or where the journal does not tell.
    #[must_use]
    pub(crate) fn rule_at_disposal(
        &self,
        rule: &Retention,
        holding: &Holding,
    ) -> Option<Retention> {
        holding.disposed_on?;
        let index = self.changes.as_deref()?;
        self.rule_after(rule, index.last_set(holding.head.id, "disposed_on"))
    }

    /// A retention rule as it counted after a change set, with its schedule's answers of then filled in and no schedule
    /// behind it any more; nothing where it counts so still, or where the journal does not tell.
    #[must_use]
    fn rule_after(&self, rule: &Retention, set: i64) -> Option<Retention> {
        let index = self.changes.as_deref()?;
        let changed = |id: Id| {
            let mut keys = KEPT.iter();
            keys.any(|key| index.changed_after(id, key, set).is_some())
        };
        if !changed(rule.head.id) && !rule.schedule.is_some_and(changed) {
            return None;
        }
        // Its batches are no part of what it counts by.
        let mut then = Retention {
            holdings: Vec::new(),
            ..rule.clone()
        };
        self.bring_back(&mut then, index, set)?;
        if let Some(id) = then.schedule.take() {
            let mut schedule = self.typed::<Schedule>(id)?.clone();
            self.bring_back(&mut schedule, index, set)?;
            fill_in(&mut then, &schedule);
        }
        Some(then)
    }

    /// Gives a record back what its fields held after a change set; nothing where that cannot be read any more.
    fn bring_back(&self, record: &mut dyn Record, index: &ChangeIndex, set: i64) -> Option<()> {
        let id = record.id();
        for key in KEPT {
            let Some(at) = record.declaration().field(key) else {
                continue;
            };
            let Some(held) = index.held_after(id, key, set) else {
                continue;
            };
            let held: Json = match held {
                HeldValue::Nothing => Json::Null,
                HeldValue::Stored(text) => serde_json::from_str(text).ok()?,
            };
            let none = none_reason(&held).map(str::to_owned);
            let value = if none.is_some() || is_redacted(&held) {
                Value::Empty
            } else {
                let kind = &record.declaration().fields[at].kind;
                let owner = self.place(id)?.owner;
                let named = |name: &str| self.resolve(owner, kind.target()?, name);
                from_json(kind, &held, &named).ok()?
            };
            record.put(at, value);
            let answers = &mut record.head_mut().none;
            answers.remove(key);
            answers.extend(none.map(|reason| (key.to_owned(), reason)));
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::domain::changed::{IndexedChange, SetHead};
    use crate::domain::codes::Disposition;
    use crate::domain::field::Section;
    use crate::domain::kind::RecordKind;
    use crate::domain::period::Period;
    use crate::domain::records::Activity;

    #[test]
    fn every_field_by_which_a_rule_counts_is_kept() {
        let rule = RecordKind::Retention.declaration();
        let fields = rule.fields.iter();
        for field in fields.filter(|field| field.section == Section::Rule) {
            assert!(KEPT.contains(&field.key), "{}", field.key);
        }
        for key in KEPT {
            assert!(rule.field(key).is_some(), "{key}");
        }
    }

    fn head(number: i64) -> SetHead {
        SetHead {
            number,
            at: format!("2026-01-0{number}T12:00:00+00:00"),
            author: "DPO".to_owned(),
            undoes: None,
            hash: String::new(),
        }
    }

    fn changed(id: Id, key: &str, before: Option<&str>, after: Option<&str>) -> IndexedChange {
        IndexedChange::Field {
            id,
            key: key.to_owned(),
            before: before.map(str::to_owned),
            after: after.map(str::to_owned),
        }
    }

    #[test]
    fn a_rule_counts_at_a_change_set_as_it_did_then_by_its_schedule_too() {
        let mut register = Register::empty();
        let mut schedule = Schedule {
            period: Period::from_iso("P5Y"),
            ..Schedule::default()
        };
        register.settle(&mut schedule);
        let of_schedule = schedule.head.id;
        register.replace(Box::new(schedule));
        let mut activity = Activity {
            retention: vec![Retention {
                schedule: Some(of_schedule),
                disposition: Some(Disposition::Archive),
                ..Retention::default()
            }],
            ..Activity::default()
        };
        register.settle(&mut activity);
        register.replace(Box::new(activity));
        let rule = register.activities[0].retention[0].clone();
        let mut index = ChangeIndex::default();
        index.take(&head(1), Vec::new());
        let archived = changed(rule.head.id, "disposition", None, Some("\"archive\""));
        index.take(&head(2), vec![archived]);
        let longer = changed(of_schedule, "period", Some("\"P1Y\""), Some("\"P5Y\""));
        index.take(&head(3), vec![longer]);
        register.changes = Some(Arc::new(index));
        let then = |set| {
            let then = register.rule_after(&rule, set)?;
            let counting = register.counting(&then);
            Some((counting.disposition, counting.period))
        };
        assert_eq!(then(1), Some((None, Period::from_iso("P1Y"))));
        assert_eq!(
            then(2),
            Some((Some(Disposition::Archive), Period::from_iso("P1Y")))
        );
        assert_eq!(then(3), None, "it counts so still");
    }
}
