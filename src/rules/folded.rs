//! Told once: which findings another one explains, and which have one cause through the whole register. Nothing is lost by
//! it; whoever writes findings decides whether those that are folded are shown.

use std::collections::{BTreeSet, HashMap};

use super::finding::{Finding, FindingDetail, Severity};
use crate::domain::records::Activity;
use crate::domain::register::Register;
use crate::domain::text::fold as fold_text;
use crate::domain::value::Id;

/// Rules that can have one cause for most of the activities.
const WIDE: [&str; 14] = [
    "R05", "R07", "R08", "R09", "R10", "R12", "R39", "R42", "R60", "R63", "R64", "R70", "R73",
    "R75",
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
    by_agreement(register, found, &mut into);
    twins(register, found, &mut into);
    without_organisation(found, &mut into);
    register_wide(register, found, &mut into);
    of_one_recipient(register, found, &mut into);
    of_one_activity(found, &mut into);
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
    if found.len() < 2 {
        return;
    }
    for (at, finding) in found.iter().enumerate() {
        if !may_be_explained(finding) {
            continue;
        }
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

/// Whether anything explains findings of that sort.
fn may_be_explained(finding: &Finding) -> bool {
    let id = finding.rule.id;
    EXPLAINS
        .iter()
        .any(|(_, explained, _)| explained.holds(finding))
        || TOGETHER.iter().any(|rules| rules.contains(&id))
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

/// Where the other finding stands, as seen from the one that explains it.
#[derive(Clone, Copy)]
enum Reach {
    /// In the same row, wherever.
    Row,
    /// In the same field.
    Field,
    /// Wherever in the record, about the same words.
    Record,
    /// In the same row, about the same words.
    Words,
    /// At the same record, about the same other one.
    Pair,
    /// At a recipient of the transfer.
    SentBy,
}

/// The case by which a rule's own sentence goes in the lists below.
const PLAIN: &str = "";

/// Findings of a rule: with any of the cases; with every case where none is named.
struct FindingsOf(&'static str, &'static [&'static str]);

impl FindingsOf {
    fn holds(&self, finding: &Finding) -> bool {
        let case = finding.case.map_or(PLAIN, |case| case.key);
        finding.rule.id == self.0 && (self.1.is_empty() || self.1.contains(&case))
    }
}

const fn all(rule: &'static str) -> FindingsOf {
    FindingsOf(rule, &[])
}

/// What explains what, and where it then stands.
const EXPLAINS: &[(FindingsOf, FindingsOf, Reach)] = &[
    // That nothing is decided yet, or that the field holds a link, says why the words are poor.
    (all("R18"), all("R06"), Reach::Field),
    (all("R18"), FindingsOf("R07", &["generic"]), Reach::Field),
    (all("R18"), FindingsOf("R08", &["generic"]), Reach::Field),
    (all("R18"), all("R11"), Reach::Field),
    (all("R18"), all("R14"), Reach::Field),
    (all("R18"), all("R17"), Reach::Field),
    (all("R18"), all("R19"), Reach::Field),
    (all("R18"), all("R12"), Reach::Row),
    (all("R19"), all("R06"), Reach::Field),
    (all("R19"), FindingsOf("R08", &["generic"]), Reach::Field),
    (all("R19"), all("R11"), Reach::Field),
    (all("R19"), all("R17"), Reach::Field),
    // A row of which nothing but a placeholder or a pointer was recorded has no time limit, purpose or ground either.
    (all("R18"), FindingsOf("R10", &["rule"]), Reach::Row),
    (all("R19"), FindingsOf("R10", &["rule"]), Reach::Row),
    // Words of which no field holds the meaning are judged themselves.
    (all("R11"), FindingsOf("R10", &["rule"]), Reach::Row),
    (all("R14"), FindingsOf("R10", &["rule"]), Reach::Row),
    (all("R12"), FindingsOf("R10", &["rule"]), Reach::Row),
    (all("R19"), all("R05"), Reach::Row),
    (all("R19"), all("R31"), Reach::Row),
    // Who says nothing of a recipient says nothing of its role.
    (FindingsOf("R09", &["unnamed"]), all("R63"), Reach::Row),
    // Whoever is a joint controller by the words, or a processor without any contract, is asked once.
    (all("R04"), all("R63"), Reach::Row),
    (
        FindingsOf("R39", &[PLAIN]),
        FindingsOf("R63", &["category"]),
        Reach::Row,
    ),
    // Who stands behind the contract of somebody else does not get the data.
    (
        FindingsOf("R39", &["party"]),
        FindingsOf("R32", &["chain"]),
        Reach::Field,
    ),
    // An empty record is told by the items that it lacks.
    (FindingsOf("R01", &["activity"]), all("R70"), Reach::Row),
    (all("R05"), FindingsOf("R45", &["empty"]), Reach::Row),
    (all("R46"), FindingsOf("R45", &["empty"]), Reach::Row),
    // Two records of one processing with two periods are two records of one processing.
    (all("R57"), FindingsOf("R45", &["content"]), Reach::Pair),
    // A transfer without a country leaves its recipients without one; the ground depends on it.
    (all("R30"), all("R31"), Reach::Row),
    (all("R30"), all("R58"), Reach::SentBy),
    (all("R32"), all("R58"), Reach::Row),
    // One place outside the EEA, told at who receives the data there, and once more at the activity.
    (
        FindingsOf("R32", &[PLAIN, "denied"]),
        FindingsOf("R32", &["place"]),
        Reach::Record,
    ),
    // Where a transfer is known to be missing, it is no longer open whether there is one.
    (all("R32"), all("R60"), Reach::Record),
    // What fell says more than that it is no longer in force, or what would have to stand beside it.
    (all("R33"), FindingsOf("R34", &["instrument"]), Reach::Field),
    (all("R33"), all("R52"), Reach::Row),
    (
        FindingsOf("R36", &[PLAIN, "unknown", "unusable", "signing"]),
        all("R52"),
        Reach::Row,
    ),
    (FindingsOf("R34", &["instrument"]), all("R52"), Reach::Field),
    (
        FindingsOf("R36", &[PLAIN, "unknown", "unusable", "signing", "module"]),
        FindingsOf("R62", &["signed"]),
        Reach::Row,
    ),
    // Who weighs compelling interests looks at the destination, too.
    (all("R37"), FindingsOf("R62", &[PLAIN]), Reach::Row),
    (
        FindingsOf("R36", &["unusable"]),
        FindingsOf("R62", &["old"]),
        Reach::Row,
    ),
    (
        FindingsOf("R36", &["assessment"]),
        FindingsOf("R62", &[PLAIN]),
        Reach::Row,
    ),
    // A tool of another country's law is no clause of a version; a ground that is not open needs nothing beside it.
    (
        FindingsOf("R61", &["foreign"]),
        FindingsOf("R36", &[PLAIN, "unknown"]),
        Reach::Field,
    ),
    (
        all("R61"),
        FindingsOf("R62", &["approval", "authorisation", "document"]),
        Reach::Words,
    ),
    (
        FindingsOf("R35", &[PLAIN]),
        FindingsOf("R67", &[PLAIN, "unasked"]),
        Reach::Field,
    ),
    // Whether an assessment is needed is answered by the one that is missing.
    (FindingsOf("R40", &[PLAIN]), all("R65"), Reach::Row),
    (FindingsOf("R40", &[PLAIN]), all("R41"), Reach::Row),
    (all("R65"), all("R41"), Reach::Row),
    (all("R59"), all("R71"), Reach::Row),
    // What else is wrong with a date that cannot be right, or with a transfer that is none, need not be looked at.
    (all("R77"), FindingsOf("R39", &["expired"]), Reach::Field),
    (all("R77"), all("R42"), Reach::Field),
    (all("R77"), all("R43"), Reach::Field),
    (all("R77"), all("R44"), Reach::Field),
    (all("R77"), all("R67"), Reach::Field),
    (FindingsOf("R77", &["inside"]), all("R34"), Reach::Row),
    (FindingsOf("R77", &["inside"]), all("R35"), Reach::Row),
    (FindingsOf("R77", &["inside"]), all("R61"), Reach::Row),
    (FindingsOf("R77", &["inside"]), all("R62"), Reach::Row),
    (FindingsOf("R77", &["inside"]), all("R67"), Reach::Row),
    (FindingsOf("R77", &["inside"]), all("R68"), Reach::Row),
];

/// What is part of one thing in one row, whichever is told.
const TOGETHER: &[&[&str]] = &[&["R22", "R23", "R27"], &["R41"]];

/// What is told of an activity for the agreement that it rests on, with the field of the agreement where it is at fault:
/// what explains, what is explained, and which of the two is the agreement's own.
const BY_AGREEMENT: &[(FindingsOf, FindingsOf, AgreementSide)] = &[
    (
        all("R33"),
        all("R52"),
        AgreementSide::Explained("instrument"),
    ),
    (
        FindingsOf("R36", &["unusable", "signing"]),
        all("R52"),
        AgreementSide::Explained("instrument"),
    ),
    (
        FindingsOf("R39", &["expired"]),
        FindingsOf("R67", &["ended"]),
        AgreementSide::Explains("valid_until"),
    ),
    (
        FindingsOf("R39", &["unsigned"]),
        FindingsOf("R62", &["signed"]),
        AgreementSide::Explains("status"),
    ),
];

/// Which of two findings stands at the agreement, and in which field.
#[derive(Clone, Copy)]
enum AgreementSide {
    Explains(&'static str),
    Explained(&'static str),
}

fn explanation(register: &Register, head: &Finding, other: &Finding) -> Explanation {
    let same_row = head.record == other.record;
    let of = EXPLAINS.iter().any(|(explains, explained, near)| {
        explains.holds(head)
            && explained.holds(other)
            && match near {
                Reach::Row => same_row,
                Reach::Field => same_row && head.key == other.key,
                Reach::Words => same_row && head.words == other.words,
                Reach::Pair => same_row && others(register, head).eq(others(register, other)),
                Reach::Record => other.words.is_none() || head.words == other.words,
                Reach::SentBy => is_sent_by(register, head.record, other.record),
            }
    });
    if of {
        return Explanation::Of;
    }
    let together = same_row
        && TOGETHER
            .iter()
            .any(|rules| rules.contains(&head.rule.id) && rules.contains(&other.rule.id));
    if together {
        Explanation::Together
    } else {
        Explanation::None
    }
}

/// What is told at an activity and at the agreement that it rests on, for one cause.
fn by_agreement(register: &Register, found: &[&Finding], into: &mut Folds) {
    let of = |finding: &Finding| agreement_of(register, finding.record);
    for (explains, explained, own) in BY_AGREEMENT {
        let mut first: HashMap<Id, usize> = HashMap::new();
        for (at, finding) in found.iter().enumerate() {
            if !explains.holds(finding) || into[at].is_some() {
                continue;
            }
            let agreement = match own {
                AgreementSide::Explains(key) => {
                    Some(finding.record).filter(|_| finding.key == Some(*key))
                }
                AgreementSide::Explained(_) => of(finding),
            };
            if let Some(agreement) = agreement {
                first.entry(agreement).or_insert(at);
            }
        }
        if first.is_empty() {
            continue;
        }
        for (at, finding) in found.iter().enumerate() {
            if !explained.holds(finding) || into[at].is_some() {
                continue;
            }
            let agreement = match own {
                AgreementSide::Explains(_) => of(finding),
                AgreementSide::Explained(key) => {
                    Some(finding.record).filter(|_| finding.key == Some(*key))
                }
            };
            let Some(head) = agreement.and_then(|agreement| first.get(&agreement)) else {
                continue;
            };
            // A day of the transfer's own has passed by itself; and what stands is not hidden behind what is waived.
            let same = found[*head].words == finding.words || finding.rule.id != "R67";
            if same && found[*head].is_waived() == finding.is_waived() {
                into[at] = Some(*head);
            }
        }
    }
}

/// The agreement that a row of an activity rests on.
fn agreement_of(register: &Register, row: Id) -> Option<Id> {
    let activity = register.owner(row)?.downcast::<Activity>()?;
    let transfers = activity.transfers.iter();
    transfers
        .filter(|transfer| transfer.head.id == row)
        .find_map(|transfer| transfer.agreement)
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

/// The records that a finding names beside its own.
fn others<'a>(register: &'a Register, finding: &'a Finding) -> impl Iterator<Item = Id> + 'a {
    let named = finding.details.iter().flat_map(|(_, detail)| match detail {
        FindingDetail::Record(id) => std::slice::from_ref(id),
        FindingDetail::Records(ids) => ids.as_slice(),
        _ => &[],
    });
    named
        .filter_map(|id| register.place(*id))
        .map(|place| place.owner)
}

/// What is told of one recipient at each activity that has it: a contract that is missing with one processor is one
/// contract, and an organisation without a country has none anywhere.
fn of_one_recipient(register: &Register, found: &[&Finding], into: &mut Folds) {
    const OF_RECIPIENTS: [FindingsOf; 4] = [
        FindingsOf("R32", &["known", "vendor"]),
        FindingsOf("R39", &[PLAIN]),
        all("R58"),
        FindingsOf("R63", &[PLAIN, "described"]),
    ];
    let mut first: HashMap<(&str, Severity, bool, String), usize> = HashMap::new();
    for (at, finding) in found.iter().enumerate() {
        let told = into[at].is_none() && OF_RECIPIENTS.iter().any(|of| of.holds(finding));
        let Some(name) = told
            .then(|| recipient_called(register, finding.record))
            .flatten()
        else {
            continue;
        };
        let key = (finding.rule.id, finding.severity, finding.is_waived(), name);
        match first.get(&key) {
            Some(head) if found[*head].owner != finding.owner => into[at] = Some(*head),
            Some(_) => {}
            None => {
                first.insert(key, at);
            }
        }
    }
}

/// That recipients of an activity are only described is one thing to look at, however many they are.
fn of_one_activity(found: &[&Finding], into: &mut Folds) {
    let described = FindingsOf("R63", &["described"]);
    let mut first: HashMap<(Id, bool), usize> = HashMap::new();
    for (at, finding) in found.iter().enumerate() {
        if into[at].is_some() || !described.holds(finding) {
            continue;
        }
        let key = (finding.owner, finding.is_waived());
        match first.get(&key) {
            Some(head) => into[at] = Some(*head),
            None => {
                first.insert(key, at);
            }
        }
    }
}

/// Who a recipient is: its organisation, or what it is called.
fn recipient_called(register: &Register, row: Id) -> Option<String> {
    let activity = register.owner(row)?.downcast::<Activity>()?;
    let recipient = activity.recipients.iter().find(|it| it.head.id == row)?;
    if let Some(id) = recipient.organisation {
        return Some(format!("#{id:?}"));
    }
    // What stands in brackets says only what it does there.
    let category = recipient.category.as_deref()?;
    let name = category.split('(').next().unwrap_or_default().trim();
    Some(fold_text(if name.is_empty() { category } else { name }))
}

/// Two records that are told to be alike: the later one is folded into the first.
fn twins(register: &Register, found: &[&Finding], into: &mut Folds) {
    let pairs = |finding: &Finding| matches!(finding.rule.id, "R45" | "R57");
    let mut first: HashMap<(&str, Id), usize> = HashMap::new();
    for (at, finding) in found.iter().enumerate().filter(|(_, it)| pairs(it)) {
        let rule = finding.rule.id;
        let head = others(register, finding)
            .filter(|other| *other != finding.owner)
            .find_map(|other| {
                let head = *first.get(&(rule, other))?;
                others(register, found[head])
                    .any(|other| other == finding.owner)
                    .then_some(head)
            });
        match head {
            Some(head) => into[at] = into[at].or(Some(head)),
            None => {
                first.entry((rule, finding.owner)).or_insert(at);
            }
        }
    }
}

/// That no activity says who is responsible is told once for all of them.
fn without_organisation(found: &[&Finding], into: &mut Folds) {
    let unowned = FindingsOf("R01", &["activity"]);
    let mut head: Option<usize> = None;
    for (at, finding) in found.iter().enumerate() {
        if !unowned.holds(finding) || into[at].is_some() || finding.is_waived() {
            continue;
        }
        match head {
            Some(head) => into[at] = Some(head),
            None => head = Some(at),
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
