//! Family D, decisions and what they rest on: what the journal says was changed after a decision was recorded
//! (Arts. 5(2), 24(1), 35(11), 46(1)).

use super::activity_facts::ActivityFacts;
use super::finding::{FindingDetail, Found};
use crate::domain::stale::{StaleKind, stale_decisions};

/// R76: a decision is as old as what it rests on.
pub(super) fn decisions_fit_their_facts(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    for stale in stale_decisions(facts.context.register, facts.activity) {
        let keys: Vec<&str> = stale.fields.iter().map(|(_, key)| *key).collect();
        let finding = found.at(stale.record, stale.key);
        if stale.decision != StaleKind::Approval {
            finding.case(stale.decision.code());
        }
        finding
            .quoting(&keys.join(", "))
            .with("fields", FindingDetail::Fields(stale.fields));
        if let Some(day) = stale.day {
            finding.with("day", FindingDetail::Day(day));
        }
    }
}
