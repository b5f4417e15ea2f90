//! Waivers: findings that somebody decided to live with, until a day. A waived finding is kept apart; it returns when the
//! day has passed, or when the words at fault are no longer those that were waived.

use chrono::NaiveDate;

use super::finding::Finding;
use super::folded::waive_what_is_explained;
use crate::domain::date::PartialDate;
use crate::domain::records::Waiver;
use crate::domain::register::Register;
use crate::domain::value::Id;

/// Whether a waiver counts on a day: it has a reason, and its day has not passed.
#[must_use]
pub fn is_in_effect(waiver: &Waiver, day: NaiveDate) -> bool {
    waiver.is_in_effect(day)
}

/// Whether a waiver is about a finding. A waiver without a field or words is about any of the rule on its record.
#[must_use]
pub fn is_about(waiver: &Waiver, finding: &Finding) -> bool {
    waiver.record == Some(finding.record)
        && waiver.rule.as_deref() == Some(finding.rule.id)
        && waiver
            .key
            .as_deref()
            .is_none_or(|key| finding.key == Some(key))
        && waiver
            .words
            .as_deref()
            .is_none_or(|words| finding.words.as_deref() == Some(words))
}

/// Marks the findings that are waived on a day, and what those explain; no others.
pub fn apply(register: &Register, day: NaiveDate, findings: &mut [Finding]) {
    let waivers: Vec<&Waiver> = register
        .waivers
        .iter()
        .filter(|waiver| is_in_effect(waiver, day))
        .collect();
    for finding in &mut *findings {
        finding.waived = waivers
            .iter()
            .find(|waiver| is_about(waiver, finding))
            .map(|waiver| waiver.head.id);
    }
    waive_what_is_explained(register, findings);
}

/// The waiver of a finding, to be saved as a new record.
#[must_use]
pub fn of(finding: &Finding, reason: String, until: PartialDate, by: Option<String>) -> Waiver {
    let mut waiver = Waiver {
        rule: Some(finding.rule.id.to_owned()),
        record: Some(finding.record),
        key: finding.key.map(str::to_owned),
        words: finding.words.clone(),
        reason: Some(reason),
        until: Some(until),
        by,
        ..Waiver::default()
    };
    waiver.head.id = Id::provisional(0);
    waiver
}
