//! What is to be done next: the three most urgent things of all that is due or found, each of another record.

use chrono::NaiveDate;

use crate::domain::value::Id;
use crate::due::act::can_be_acted_on;
use crate::due::{DueItem, DueKind};
use crate::rules::{Finding, FindingTally, Severity};
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

    /// Whether one of the chosen tells of the same record, or of the same cause.
    fn is_told_by(self, chosen: &[Self]) -> bool {
        chosen.iter().any(|known| {
            let same_cause = known.cause().is_some() && known.cause() == self.cause();
            known.owner() == self.owner() || same_cause
        })
    }
}

/// How urgent things are that are due.
#[derive(Clone, Copy, PartialEq, Eq)]
enum DueRank {
    /// What should have been done by now.
    Late,
    /// What should have been looked at by now.
    LateLook,
    /// What wants attention.
    Wanted,
}

impl DueRank {
    fn of(item: &DueItem, today: NaiveDate) -> Option<Self> {
        let looked_at = matches!(
            item.kind,
            DueKind::Check
                | DueKind::HoldReview
                | DueKind::Review
                | DueKind::DpiaReview
                | DueKind::AgreementReview
                | DueKind::Assessment
        );
        match item.is_overdue() {
            true if looked_at => Some(Self::LateLook),
            true => Some(Self::Late),
            false => (item.begin <= today && !item.is_to_confirm()).then_some(Self::Wanted),
        }
    }
}

/// The most urgent things, each of another record.
///
/// First comes what should have been done by now, then what is wrong, then what was to be looked at, what wants attention,
/// and what is doubtful; of what is wrong or doubtful what Art. 30 itself asks first. Those that are as urgent stand in
/// the order in which they come: of what is due the oldest first.
///
/// A large register is looked through as far as that takes: `tally` says how much is to be found in it.
pub(crate) fn most_urgent<'a, F: Iterator<Item = &'a [Finding]>>(
    due: &'a [DueItem],
    found: impl Fn() -> F,
    tally: FindingTally,
    scene: &Scene<'_>,
) -> Vec<UrgentThing> {
    let is_due = |rank: DueRank| {
        let due = due.iter();
        let due = due.filter(move |item| DueRank::of(item, scene.today) == Some(rank));
        due.map(Candidate::Due)
    };
    let is_found = |severity: Severity, art30: bool| {
        let open = move |it: &&Finding| it.severity == severity && !it.is_waived();
        let open = found().flatten().filter(open).take(tally.open_of(severity));
        open.filter(move |it| it.is_art30() == art30)
            .map(Candidate::Found)
    };
    let mut chosen: Vec<Candidate<'_>> = Vec::new();
    choose(is_due(DueRank::Late), &mut chosen);
    choose(is_found(Severity::Error, true), &mut chosen);
    choose(is_found(Severity::Error, false), &mut chosen);
    choose(is_due(DueRank::LateLook), &mut chosen);
    choose(is_due(DueRank::Wanted), &mut chosen);
    choose(is_found(Severity::Warning, true), &mut chosen);
    choose(is_found(Severity::Warning, false), &mut chosen);
    chosen.into_iter().map(|it| thing(it, scene)).collect()
}

/// Chooses of what comes until there are enough, each of another record and cause.
fn choose<'a>(those: impl Iterator<Item = Candidate<'a>>, chosen: &mut Vec<Candidate<'a>>) {
    if chosen.len() == MOST {
        return;
    }
    for candidate in those {
        if !candidate.is_told_by(chosen) {
            chosen.push(candidate);
        }
        if chosen.len() == MOST {
            return;
        }
    }
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
