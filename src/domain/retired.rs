//! Keys that records no longer have. They stay known: old journals, exports and drafts are read with them.
//!
//! A legal hold was three fields of its rule or holding before each was a row of its own.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use super::change::Facts;
use super::codec::none_reason;
use super::kind::RecordKind;

/// The list of rows that legal holds stand in.
pub(crate) const HOLDS: &str = "holds";

/// The fields that were a legal hold, each with the field of the row that it has become.
pub(crate) const HOLD_FIELDS: [(&str, &str); 3] = [
    ("hold_reason", "reason"),
    ("hold_since", "since"),
    ("hold_review_on", "review_on"),
];

/// The reference of the row that such fields become.
pub(crate) const FIRST_HOLD: &str = "X1";

/// The kind of row that a legal hold on a kind of record or row is.
#[must_use]
pub(crate) const fn hold_kind(holder: RecordKind) -> Option<RecordKind> {
    match holder {
        RecordKind::Retention => Some(RecordKind::RetentionHold),
        RecordKind::Holding => Some(RecordKind::HoldingHold),
        _ => None,
    }
}

/// The field of today's row that a retired key of a kind has become.
#[must_use]
pub(crate) fn hold_field(holder: RecordKind, key: &str) -> Option<&'static str> {
    hold_kind(holder)?;
    let found = HOLD_FIELDS.iter().find(|(old, _)| *old == key);
    found.map(|(_, new)| *new)
}

/// What the fields of one rule or holding said of a legal hold.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum FormerHold {
    /// One stood: the fields of its row.
    Stands(Vec<(&'static str, Json)>),
    /// There is none, on purpose: `{"none": reason}`.
    None(Json),
}

/// Takes what was said of a legal hold out of the fields of a rule or holding; nothing where nothing was.
pub(crate) fn take_hold(take: &mut dyn FnMut(&str) -> Option<Json>) -> Option<FormerHold> {
    let taken = HOLD_FIELDS.iter();
    let taken: Vec<(&'static str, Json)> = taken
        .filter_map(|(old, new)| Some((*new, take(old)?)))
        .filter(|(_, json)| !json.is_null())
        .collect();
    if taken.iter().any(|(_, json)| none_reason(json).is_none()) {
        return Some(FormerHold::Stands(taken));
    }
    // Without any of them there is no hold whose first day or review could be none.
    let reason = taken.into_iter().find(|(new, _)| *new == "reason");
    reason.map(|(_, none)| FormerHold::None(none))
}

/// The facts of the row that a hold becomes, but for its number.
#[must_use]
pub(crate) fn hold_row(
    holder: u32,
    reference: &str,
    hold: Vec<(&'static str, Json)>,
) -> Map<String, Json> {
    let mut row = Map::new();
    row.insert("ref".to_owned(), Json::from(reference));
    row.insert("parent".to_owned(), Json::from(holder));
    row.insert("position".to_owned(), json!(1));
    row.extend(hold.into_iter().map(|(key, json)| (key.to_owned(), json)));
    row
}

/// The numbers of the rows that legal holds became, by the rule or holding.
pub(crate) type HoldNumbers = BTreeMap<u32, u32>;

/// Numbers from here on stand for holds that were lifted before holds were rows: they are in no file.
const FORMER: u32 = 1 << 31;

impl Facts {
    /// These facts as today's: a legal hold is a row. `numbers` tells the rows that have one in the file.
    #[must_use]
    pub fn with_holds_as_rows(mut self, numbers: &HoldNumbers) -> Self {
        let mut rows = Vec::new();
        for (id, (kind, fields)) in &mut self.0 {
            let Some(kind) = RecordKind::from_key(kind).and_then(hold_kind) else {
                continue;
            };
            match take_hold(&mut |key| fields.remove(key)) {
                Some(FormerHold::Stands(hold)) => rows.push((*id, kind, hold)),
                Some(FormerHold::None(none)) => {
                    fields.entry(HOLDS.to_owned()).or_insert(none);
                }
                None => {}
            }
        }
        for (holder, kind, hold) in rows {
            let number = numbers.get(&holder).copied();
            let number = number.unwrap_or_else(|| former(holder));
            let fields = hold_row(holder, FIRST_HOLD, hold).into_iter().collect();
            self.0.insert(number, (kind.key().to_owned(), fields));
        }
        self
    }
}

/// The number that stands for the hold on a rule or holding which is a row in no file yet.
#[must_use]
pub(crate) const fn former(holder: u32) -> u32 {
    FORMER.saturating_add(holder)
}

/// Whether a number stands for a hold that is in no file.
#[must_use]
pub(crate) const fn is_former(number: u32) -> bool {
    number >= FORMER
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(fields: &Json) -> Facts {
        let fields = fields.as_object().unwrap().clone().into_iter().collect();
        Facts([(7, ("retention".to_owned(), fields))].into())
    }

    #[test]
    fn a_hold_in_fields_becomes_a_row_and_a_none_the_lists() {
        let numbers: HoldNumbers = [(7, 90)].into();
        let old = facts(&json!({
            "ref": "R1", "hold_since": "2026-01", "hold_reason": {"none": "not told"}
        }));
        let new = old.clone().with_holds_as_rows(&numbers);
        assert_eq!(new.0[&7].1, facts(&json!({"ref": "R1"})).0[&7].1);
        assert_eq!(
            json!(new.0[&90]),
            json!(["retention_hold", {"ref": "X1", "parent": 7, "position": 1,
                "reason": {"none": "not told"}, "since": "2026-01"}])
        );
        // A hold that was lifted before has no number in the file.
        let former = old.with_holds_as_rows(&HoldNumbers::new());
        let number = *former.0.keys().max().unwrap();
        assert!(is_former(number) && !is_former(90));
        let none =
            facts(&json!({"hold_reason": {"none": "no dispute"}, "hold_since": {"none": ""}}));
        let none = none.with_holds_as_rows(&numbers);
        assert_eq!(none, facts(&json!({"holds": {"none": "no dispute"}})));
    }
}
