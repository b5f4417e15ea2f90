//! How much of Art. 30 is answered: of each item of Art. 30(1) and 30(2), how many records answer it, with a value or
//! with *none*.

use chrono::NaiveDate;

use super::context::{can_be_reached, is_answered, none_with_reason};
use super::in_common::OverviewFacts;
use crate::domain::codes::{ActivityRole, Regime};
use crate::domain::contacts::OFFICER;
use crate::domain::excuse::is_excused;
use crate::domain::field::Need;
use crate::domain::records::{Activity, Organisation};
use crate::domain::register::Register;
use crate::domain::value::Id;

/// An item of Art. 30(1) or 30(2) over the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleItem {
    /// The provision, as `30(1)(a)`.
    pub provision: &'static str,
    /// How many records answer it.
    pub answered: usize,
    /// How many are asked.
    pub asked: usize,
    /// What does not answer it: the record, and the field or list to go to.
    pub open: Vec<(Id, &'static str)>,
}

/// What of a record is still to be answered for an item; nothing where it is.
type Question = fn(&Register, &OverviewFacts, &Activity) -> Option<(Id, &'static str)>;

const CONTROLLER: [(&str, Question); 7] = [
    ("30(1)(a)", responsible),
    ("30(1)(b)", |_, _, activity| listed(activity, &["purposes"])),
    ("30(1)(c)", |_, _, activity| {
        listed(activity, &["data_subjects", "data_categories"])
    }),
    ("30(1)(d)", |_, _, activity| {
        listed(activity, &["recipients"])
    }),
    ("30(1)(e)", |_, _, activity| {
        listed(activity, &["transfers"])
    }),
    ("30(1)(f)", |_, _, activity| {
        listed(activity, &["retention"])
    }),
    ("30(1)(g)", secured),
];

const PROCESSOR: [(&str, Question); 4] = [
    ("30(2)(a)", |register, overview, activity| {
        responsible(register, overview, activity)
            .or_else(|| listed(activity, &["clients"]))
            .or_else(|| {
                let unnamed = activity.clients.iter().find(|client| {
                    let by_kind = is_excused(register, *client, "organisation", Need::Must)
                        && client.list_held_at.is_some();
                    !(by_kind || is_answered(*client, "organisation"))
                });
                unnamed.map(|client| (client.head.id, "organisation"))
            })
    }),
    ("30(2)(b)", |_, _, activity| {
        listed(activity, &["clients"]).or_else(|| {
            let silent = activity
                .clients
                .iter()
                .find(|client| !is_answered(*client, "processing_categories"));
            silent.map(|client| (client.head.id, "processing_categories"))
        })
    }),
    ("30(2)(c)", |_, _, activity| {
        listed(activity, &["transfers"])
    }),
    ("30(2)(d)", secured),
];

/// The first of the lists that is not answered.
fn listed(activity: &Activity, keys: &[&'static str]) -> Option<(Id, &'static str)> {
    let open = keys.iter().find(|key| !is_answered(activity, key));
    open.map(|key| (activity.head.id, *key))
}

/// Name and contact of the organisation, and its data protection officer or that there is none.
fn responsible(
    register: &Register,
    _: &OverviewFacts,
    activity: &Activity,
) -> Option<(Id, &'static str)> {
    let Some(organisation) = register.organisation(activity.organisation) else {
        return Some((activity.head.id, "organisation"));
    };
    let id = organisation.head.id;
    if organisation.name.is_none() {
        Some((id, "name"))
    } else if !can_be_reached(register, organisation) {
        Some((id, "email"))
    } else if says_officer(organisation) {
        None
    } else {
        Some((id, "contacts"))
    }
}

/// Whether an organisation names its data protection officer, or says that there is none.
fn says_officer(organisation: &Organisation) -> bool {
    let mut contacts = organisation.contacts.iter();
    contacts.any(|contact| contact.role == Some(OFFICER.role))
        || none_with_reason(organisation, OFFICER.key)
        || none_with_reason(organisation, "contacts")
}

/// A step with which a register begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FirstStep {
    /// How the organisation can be reached.
    Reach(Id),
    /// Who the data protection officer is, or why there is none.
    Officer(Id),
    /// The first activity.
    Activity,
    /// The security measures that apply to everything.
    Measures,
}

/// The steps with which a register begins, each with whether it is taken; of one organisation of ours, or of the first.
///
/// Nothing where all are taken, or where there are activities enough to be past the beginning.
#[must_use]
pub fn first_steps(register: &Register, organisation: Option<Id>) -> Vec<(FirstStep, bool)> {
    /// With so many activities a register is past its beginning.
    const BEGUN: usize = 3;
    let shown = register.organisation(organisation);
    let Some(ours) = shown.or_else(|| register.ours().next()) else {
        return Vec::new();
    };
    let activities = register.activities.len();
    let steps = [
        (
            FirstStep::Reach(ours.head.id),
            can_be_reached(register, ours),
        ),
        (FirstStep::Officer(ours.head.id), says_officer(ours)),
        (FirstStep::Activity, activities > 0),
        (
            FirstStep::Measures,
            register.measures.iter().next().is_some(),
        ),
    ];
    if activities >= BEGUN || steps.iter().all(|(_, taken)| *taken) {
        return Vec::new();
    }
    steps.to_vec()
}

/// A security measure that is in place, the activity's own or its organisation's: what is only planned protects nothing.
fn secured(
    register: &Register,
    overview: &OverviewFacts,
    activity: &Activity,
) -> Option<(Id, &'static str)> {
    let own =
        is_answered(activity, "measures") || is_excused(register, activity, "measures", Need::Must);
    let planned = !activity.measures.is_empty()
        && activity.measures_text.is_none()
        && !activity.measures.iter().any(|id| overview.is_in_place(*id));
    let own = own && !planned;
    let whole = activity
        .organisation
        .is_some_and(|organisation| overview.is_measured_as_a_whole(organisation));
    (!own && !whole).then_some((activity.head.id, "measures"))
}

/// What one activity answers of the items that it is asked, in their order: the provision, and what is still to be
/// answered for it.
///
/// Nothing is asked of one whose role is not recorded.
pub(super) fn of_activity(
    register: &Register,
    overview: &OverviewFacts,
    activity: &Activity,
) -> Vec<(&'static str, Option<(Id, &'static str)>)> {
    let Some(role) = activity.role else {
        return Vec::new();
    };
    let asked = |(provision, question): &(&'static str, Question)| {
        (*provision, question(register, overview, activity))
    };
    questions(role).iter().map(asked).collect()
}

/// What of Art. 30 the activities of a register are asked.
#[derive(Debug)]
pub struct Questions<'a> {
    register: &'a Register,
    overview: OverviewFacts,
}

/// What one activity is asked, and which of it is open: by bits in the order of the items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActivityAnswers {
    role: ActivityRole,
    open: u8,
}

impl<'a> Questions<'a> {
    /// The questions to a register, as it stands on a day.
    #[must_use]
    pub fn new(register: &'a Register, day: NaiveDate) -> Self {
        let mut overview = OverviewFacts::default();
        overview.take_measures(&register.measures, day);
        Self { register, overview }
    }

    /// What an activity answers; nothing is asked where its role is not recorded, or where another act governs it.
    #[must_use]
    pub fn answers(&self, activity: &Activity) -> Option<ActivityAnswers> {
        let role = activity.role.filter(|_| is_governed(activity))?;
        let questions = questions(role).iter().enumerate();
        let open = questions.filter(|(_, (_, question))| {
            let open = question(self.register, &self.overview, activity);
            open.is_some()
        });
        let open = open.fold(0, |bits, (at, _)| bits | 1 << at);
        Some(ActivityAnswers { role, open })
    }
}

/// Whether the GDPR governs an activity, so that Art. 30 asks it anything.
pub const fn is_governed(activity: &Activity) -> bool {
    matches!(activity.regime, None | Some(Regime::Gdpr))
}

const fn questions(role: ActivityRole) -> &'static [(&'static str, Question)] {
    match role {
        ActivityRole::Controller => &CONTROLLER,
        ActivityRole::Processor => &PROCESSOR,
    }
}

const ROLES: [ActivityRole; 2] = [ActivityRole::Controller, ActivityRole::Processor];

/// Where a role stands among them.
fn place(role: ActivityRole) -> usize {
    usize::from(role == ActivityRole::Processor)
}

/// How many activities answer each item, kept up as activities come and go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnswerCounts {
    asked: [usize; ROLES.len()],
    open: [[usize; CONTROLLER.len()]; ROLES.len()],
}

impl AnswerCounts {
    /// Counts what an activity answers.
    pub fn add(&mut self, answers: ActivityAnswers) {
        self.change(answers, |count| *count += 1);
    }

    /// Takes what an activity answered out of the counts.
    pub fn take_away(&mut self, answers: ActivityAnswers) {
        self.change(answers, |count| *count -= 1);
    }

    fn change(&mut self, answers: ActivityAnswers, change: impl Fn(&mut usize)) {
        let role = place(answers.role);
        change(&mut self.asked[role]);
        for (at, open) in self.open[role].iter_mut().enumerate() {
            if answers.open & (1 << at) != 0 {
                change(open);
            }
        }
    }

    /// Each item of Art. 30(1), then each of Art. 30(2): the provision, how many answer it, and how many are asked.
    pub fn items(&self) -> impl Iterator<Item = (&'static str, usize, usize)> {
        ROLES.into_iter().flat_map(|role| {
            let (asked, open) = (self.asked[place(role)], &self.open[place(role)]);
            let items = questions(role).iter().zip(open);
            items.map(move |((provision, _), open)| (*provision, asked - open, asked))
        })
    }
}

/// Each item of Art. 30(1) over the records as controller, then each of Art. 30(2) over those as processor.
#[must_use]
pub fn completeness(register: &Register, day: NaiveDate) -> Vec<ArticleItem> {
    let Questions { overview, .. } = Questions::new(register, day);
    let mut items = Vec::new();
    for role in ROLES {
        let asked: Vec<&Activity> = register
            .activities
            .iter()
            .filter(|activity| is_governed(activity) && activity.role == Some(role))
            .collect();
        for (provision, question) in questions(role) {
            let open: Vec<_> = asked
                .iter()
                .filter_map(|activity| question(register, &overview, activity))
                .collect();
            items.push(ArticleItem {
                provision,
                answered: asked.len() - open.len(),
                asked: asked.len(),
                open,
            });
        }
    }
    items
}
