//! Told once: which findings another one explains, and which have one cause through the whole register. Nothing is lost by
//! it; whoever writes findings decides whether those that are folded are shown.

use std::collections::{BTreeSet, HashMap};

use super::finding::{Finding, FindingDetail, Severity};
use crate::domain::records::Activity;
use crate::domain::register::Register;
use crate::domain::value::Id;

/// Rules that can have one cause for most of the activities.
const WIDE: [&str; 11] = [
    "R07", "R08", "R12", "R39", "R42", "R60", "R63", "R64", "R70", "R73", "R75",
];
/// From so many activities on, three quarters are most of the register.
const MOST_OF: usize = 8;

/// What a finding is folded into, by place in the list; nothing where it is told by itself.
pub type Folds = Vec<Option<usize>>;

/// For each finding the one into which it is folded.
#[must_use]
pub fn fold(register: &Register, found: &[&Finding]) -> Folds {
    let mut into: Folds = vec![None; found.len()];
    for (start, end) in owners(found) {
        within(register, &found[start..end], start, &mut into);
    }
    twins(register, found, &mut into);
    register_wide(register, found, &mut into);
    // What is folded into a folded one is told where that is told.
    for at in 0..into.len() {
        for _ in 0..8 {
            match into[at].and_then(|head| into[head]) {
                Some(further) if further != at => into[at] = Some(further),
                _ => break,
            }
        }
    }
    into
}

/// The places of those that are told, in the order in which they are: Art. 30 itself before the rest, then the gravest, then
/// what is told of most records.
#[must_use]
pub fn by_weight(found: &[&Finding], into: &Folds) -> Vec<usize> {
    let mut records: HashMap<&str, BTreeSet<Id>> = HashMap::new();
    for finding in found {
        records
            .entry(finding.rule.id)
            .or_default()
            .insert(finding.owner);
    }
    let counts: HashMap<&str, usize> = records
        .into_iter()
        .map(|(rule, records)| (rule, records.len()))
        .collect();
    let mut heads: Vec<usize> = (0..found.len()).filter(|at| into[*at].is_none()).collect();
    heads.sort_by_key(|at| {
        let finding = found[*at];
        let count = counts.get(finding.rule.id).copied().unwrap_or_default();
        (
            !finding.is_art30(),
            finding.severity,
            std::cmp::Reverse(count),
            finding.rule.id,
        )
    });
    heads
}

/// Marks as waived what a waived finding of the same record explains.
pub(super) fn waive_what_is_explained(register: &Register, findings: &mut [Finding]) {
    if !findings.iter().any(Finding::is_waived) {
        return;
    }
    let mut into: Folds = vec![None; findings.len()];
    {
        let found: Vec<&Finding> = findings.iter().collect();
        for (start, end) in owners(&found) {
            within(register, &found[start..end], start, &mut into);
        }
    }
    for at in 0..findings.len() {
        if findings[at].waived.is_none()
            && let Some(head) = into[at]
        {
            findings[at].waived = findings[head].waived;
        }
    }
}

/// The stretches of findings of one record.
fn owners(found: &[&Finding]) -> Vec<(usize, usize)> {
    let mut all = Vec::new();
    let mut start = 0;
    for at in 1..=found.len() {
        if at == found.len() || found[at].owner != found[start].owner {
            all.push((start, at));
            start = at;
        }
    }
    all
}

/// Folds the findings of one record, each into the gravest that explains it.
fn within(register: &Register, found: &[&Finding], offset: usize, into: &mut Folds) {
    for (at, finding) in found.iter().enumerate() {
        let explains = |head: &usize| {
            *head != at
                && match explanation(register, found[*head], finding) {
                    Explanation::None => false,
                    Explanation::Of => true,
                    // Of equals the gravest, and of those the first.
                    Explanation::Together => {
                        (found[*head].severity, *head) < (finding.severity, at)
                    }
                }
        };
        let head = (0..found.len())
            .filter(explains)
            .min_by_key(|head| (found[*head].severity, *head));
        into[offset + at] = head.map(|head| offset + head);
    }
}

/// How one finding bears on another of its record.
enum Explanation {
    /// Not at all.
    None,
    /// It explains it.
    Of,
    /// Either is part of one thing.
    Together,
}

fn explanation(register: &Register, head: &Finding, other: &Finding) -> Explanation {
    let same_row = head.record == other.record;
    match (head.rule.id, other.rule.id) {
        ("R22" | "R23" | "R27", "R22" | "R23" | "R27") | ("R41", "R41") if same_row => {
            Explanation::Together
        }
        ("R33" | "R36", "R52")
        | ("R36", "R62")
        | ("R35", "R67")
        | ("R59", "R71")
        | ("R30", "R31")
        | ("R32", "R58")
        | ("R65" | "R40", "R41")
        | ("R40", "R65")
            if same_row =>
        {
            Explanation::Of
        }
        // A transfer without a country leaves its recipients without one.
        ("R30", "R58") if is_sent_by(register, head.record, other.record) => Explanation::Of,
        _ => Explanation::None,
    }
}

fn is_sent_by(register: &Register, transfer: Id, recipient: Id) -> bool {
    register
        .owner(transfer)
        .and_then(|owner| owner.downcast::<Activity>())
        .is_some_and(|activity| {
            activity
                .transfers
                .iter()
                .any(|row| row.head.id == transfer && row.recipients.contains(&recipient))
        })
}

/// Two records that are told to be alike: the later one is folded into the first.
fn twins(register: &Register, found: &[&Finding], into: &mut Folds) {
    let others = |finding: &Finding| -> Vec<Id> {
        let named = finding.details.iter().flat_map(|(_, detail)| match detail {
            FindingDetail::Record(id) => vec![*id],
            FindingDetail::Records(ids) => ids.clone(),
            _ => Vec::new(),
        });
        named
            .filter_map(|id| register.place(id))
            .map(|place| place.owner)
            .collect()
    };
    let pairs = |finding: &Finding| matches!(finding.rule.id, "R45" | "R57");
    let mut first: HashMap<(&str, Id), usize> = HashMap::new();
    for (at, finding) in found.iter().enumerate().filter(|(_, it)| pairs(it)) {
        let rule = finding.rule.id;
        let head = others(finding)
            .into_iter()
            .filter(|other| *other != finding.owner)
            .find_map(|other| {
                let head = *first.get(&(rule, other))?;
                others(found[head]).contains(&finding.owner).then_some(head)
            });
        match head {
            Some(head) => into[at] = into[at].or(Some(head)),
            None => {
                first.entry((rule, finding.owner)).or_insert(at);
            }
        }
    }
}

/// A rule with one cause for three quarters of the activities or more.
fn register_wide(register: &Register, found: &[&Finding], into: &mut Folds) {
    let all = register.activities.len();
    if all < MOST_OF {
        return;
    }
    let mut groups: HashMap<(&str, Option<&str>, Severity), Vec<usize>> = HashMap::new();
    for (at, finding) in found.iter().enumerate() {
        let asked = WIDE.contains(&finding.rule.id)
            && into[at].is_none()
            && !finding.is_waived()
            && finding.activity(register).is_some();
        if asked {
            let cause = (
                finding.rule.id,
                finding.case.map(|case| case.key),
                finding.severity,
            );
            groups.entry(cause).or_default().push(at);
        }
    }
    for group in groups.into_values() {
        let owners: BTreeSet<Id> = group.iter().map(|at| found[*at].owner).collect();
        if owners.len() * 4 < all * 3 {
            continue;
        }
        let Some((head, rest)) = group.split_first() else {
            continue;
        };
        for at in rest {
            into[*at] = Some(*head);
        }
    }
}
