//! What is to be done next: the three most urgent things of all that is due or found, each of another record.

use crate::domain::value::Id;
use crate::due::act::can_be_acted_on;
use crate::due::{DueItem, DueKind};
use crate::rules::{Finding, Severity};
use crate::tui::command::Command;
use crate::tui::scene::Scene;

/// How many things are told.
const MOST: usize = 3;

/// A thing to be done.
#[derive(Clone, Debug)]
pub(crate) struct UrgentThing {
    /// The record or row that it is about.
    pub id: Id,
    /// The field that answers it.
    pub key: Option<&'static str>,
    /// The command that does it, with this line selected.
    pub command: Command,
    /// How grave it is.
    pub severity: Severity,
    /// How late it is, or how grave.
    pub lead: String,
    /// What is to be done, and of which record.
    pub text: String,
}

/// Something that may be among the most urgent.
#[derive(Clone, Copy)]
enum Candidate<'a> {
    Due(&'a DueItem),
    Found(&'a Finding),
}

impl Candidate<'_> {
    /// The record that holds it.
    const fn owner(self) -> Id {
        match self {
            Self::Due(item) => item.owner,
            Self::Found(finding) => finding.owner,
        }
    }

    /// What it is one of, where many are of one cause.
    const fn cause(self) -> Option<&'static str> {
        match self {
            Self::Due(_) => None,
            Self::Found(finding) => Some(finding.rule.id),
        }
    }
}

/// The most urgent things: what should have been done by now, then what is wrong, then what was to be looked at, what
/// wants attention, and what is doubtful.
pub(crate) fn most_urgent<'a>(
    due: &[DueItem],
    found: impl Iterator<Item = &'a [Finding]>,
    scene: &Scene<'_>,
) -> Vec<UrgentThing> {
    let looked_at = |item: &DueItem| {
        matches!(
            item.kind,
            DueKind::Check
                | DueKind::HoldReview
                | DueKind::Review
                | DueKind::DpiaReview
                | DueKind::AgreementReview
                | DueKind::Assessment
        )
    };
    let of_item = |item: &DueItem| {
        if item.is_overdue() {
            Some(if looked_at(item) { 2 } else { 0 })
        } else {
            (item.begin <= scene.today && !item.is_to_confirm()).then_some(3)
        }
    };
    let of_finding = |finding: &Finding| match finding.severity {
        _ if finding.is_waived() => None,
        Severity::Error => Some(1),
        Severity::Warning => Some(4),
        Severity::Information => None,
    };
    let due = due.iter().filter_map(|item| {
        let rank = of_item(item)?;
        Some(((rank, false), Candidate::Due(item)))
    });
    let found = found.flatten().filter_map(|finding| {
        let rank = of_finding(finding)?;
        Some(((rank, !finding.is_art30()), Candidate::Found(finding)))
    });
    // Those of one rank stay in the order in which they come: of what is due the oldest first.
    let mut all: Vec<((u8, bool), Candidate<'_>)> = due.chain(found).collect();
    all.sort_by_key(|(rank, _)| *rank);
    let mut chosen: Vec<Candidate<'_>> = Vec::new();
    for (_, candidate) in all {
        let told = |known: &Candidate<'_>| {
            let same_cause = known.cause().is_some() && known.cause() == candidate.cause();
            known.owner() == candidate.owner() || same_cause
        };
        if chosen.len() == MOST {
            break;
        }
        if !chosen.iter().any(told) {
            chosen.push(candidate);
        }
    }
    chosen.into_iter().map(|it| thing(it, scene)).collect()
}

/// Something that is due, in words.
pub(super) fn of_item(item: &DueItem, scene: &Scene<'_>) -> UrgentThing {
    thing(Candidate::Due(item), scene)
}

/// A thing in words.
fn thing(of: Candidate<'_>, scene: &Scene<'_>) -> UrgentThing {
    match of {
        Candidate::Due(item) => {
            let title = item.title(scene.register, scene.lexicon);
            let owner = scene.register.owner(item.owner);
            let above = owner.filter(|owner| owner.id() != item.id);
            let above = above.map(|owner| scene.lexicon.title(scene.register, owner));
            let above = above.map_or_else(String::new, |name| format!(" · {name}"));
            let label = item.label(scene.lexicon);
            let acts = can_be_acted_on(scene.register, item.id, scene.today)
                && item.kind != DueKind::DpiaReview;
            UrgentThing {
                id: item.id,
                key: Some(super::due::field_of(item)),
                command: if acts { Command::Act } else { Command::Open },
                severity: if item.is_overdue() {
                    Severity::Error
                } else {
                    Severity::Warning
                },
                lead: item.days_in_short(scene.lexicon),
                text: format!("{label}: {} {title}{above}", item.reference),
            }
        }
        Candidate::Found(finding) => {
            let reference = scene.lexicon.called(scene.register, finding.record);
            let message = finding.message(scene.register, scene.lexicon);
            UrgentThing {
                id: finding.record,
                key: finding.key,
                command: Command::Open,
                severity: finding.severity,
                lead: scene.words.get(finding.severity.label()).to_owned(),
                // A reference that the sentence names is not said twice.
                text: if message.contains(&reference) {
                    message
                } else {
                    format!("{reference} {message}")
                },
            }
        }
    }
}
