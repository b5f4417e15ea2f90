//! What the overview counts of the activities: each is counted once, and again where it was changed.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rustc_hash::{FxHashMap, FxHashSet};

use super::countries::{CountryCode, TransferGround, TransferGrounds};
use super::list::LISTS;
use crate::domain::codes::ActivityRole;
use crate::domain::field::Record;
use crate::domain::halves::in_two;
use crate::domain::kind::RecordKind;
use crate::domain::records::{Activity, Measure, Organisation};
use crate::domain::register::Register;
use crate::domain::shelf::Shelf;
use crate::domain::value::Id;
use crate::law::Law;
use crate::rules::completeness::{ActivityAnswers, AnswerCounts, Questions, is_governed};
use crate::tui::scene::Scene;

/// What is counted of the activities of the organisation shown, with what each of them adds to it.
#[derive(Debug, Default)]
pub(crate) struct ActivityCounts {
    made_for: Option<CountedFor>,
    /// The organisations and the measures as they were: what they say is said of many activities.
    organisations: Shelf<Organisation>,
    measures: Shelf<Measure>,
    of: FxHashMap<Id, OneActivity>,
    total: TotalCounts,
}

/// The version, the organisation and the day that is counted for.
type CountedFor = (u64, Option<Id>, NaiveDate);

/// The counts.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct TotalCounts {
    /// What of Art. 30 is answered.
    pub answers: AnswerCounts,
    /// How many there are as processor, and how many whose role is open.
    pub processors: usize,
    pub without_role: usize,
    /// How many are under another law than the GDPR, which asks them nothing of Art. 30.
    pub under_other_law: usize,
    /// How many activities, or rows of theirs, there are for each list of such.
    pub rows: [usize; LISTS.len()],
    /// How many transfers go where on which ground.
    pub transfers: BTreeMap<(CountryCode, TransferGround), usize>,
}

/// What one activity adds.
#[derive(Debug, PartialEq, Eq)]
struct OneActivity {
    role: Option<ActivityRole>,
    is_under_other_law: bool,
    answers: Option<ActivityAnswers>,
    rows: [usize; LISTS.len()],
    transfers: Box<[(CountryCode, TransferGround)]>,
}

impl ActivityCounts {
    /// The counts of all activities of a register that was opened; that takes longer than a key may. They are of no
    /// version of it until that is known.
    pub(crate) fn of_register(register: &Register, law: &Law, today: NaiveDate) -> Self {
        Self::anew(&ShownActivities::of(register, law, today, None))
    }

    /// Notes which version of the register they are of, and on which day.
    pub(crate) fn are_of(&mut self, version: u64, today: NaiveDate) {
        self.made_for = Some((version, None, today));
    }

    /// The counts as they were made last.
    pub(super) const fn total(&self) -> &TotalCounts {
        &self.total
    }

    /// Counts as they are now what was changed since.
    pub(super) fn follow(&mut self, scene: &Scene<'_>) {
        let made_for = (scene.version, scene.organisation, scene.today);
        if self.made_for == Some(made_for) {
            return;
        }
        let before = self.made_for.replace(made_for);
        let before = before.filter(|(_, organisation, today)| {
            (*organisation, *today) == (scene.organisation, scene.today)
        });
        let changed = before.and_then(|(version, ..)| scene.touched.since(version));
        let register = scene.register;
        let (law, today) = (&scene.lexicon.law, scene.today);
        let shown = ShownActivities::of(register, law, today, scene.organisation);
        let alone = self.organisations.shares_all(&register.organisations)
            && self.measures.shares_all(&register.measures);
        let alone = |ids: &FxHashSet<Id>| alone && !ids.contains(&register.about.head.id);
        if let Some(changed) = changed.filter(alone) {
            self.count_again(&changed, &shown);
            debug_assert_eq!(self.total, Self::anew(&shown).total);
        } else {
            let made_for = self.made_for;
            *self = Self {
                made_for,
                ..Self::anew(&shown)
            };
        }
    }

    fn count_again(&mut self, changed: &FxHashSet<Id>, shown: &ShownActivities<'_>) {
        let questions = Questions::new(shown.register, shown.today);
        let mut grounds = shown.grounds();
        for id in changed {
            if let Some(before) = self.of.remove(id) {
                self.total.take_away(&before);
            }
            let activity = shown.register.typed::<Activity>(*id);
            if let Some(activity) = activity.filter(|activity| shown.has(activity)) {
                let one = OneActivity::of(activity, shown, &questions, &mut grounds);
                self.total.add(&one);
                self.of.insert(*id, one);
            }
        }
    }

    fn anew(shown: &ShownActivities<'_>) -> Self {
        let questions = Questions::new(shown.register, shown.today);
        let counted = in_two(shown.register.activities.shared(), |activities| {
            let mut grounds = shown.grounds();
            let activities = activities.iter().filter(|activity| shown.has(activity));
            let one = |activity: &std::sync::Arc<Activity>| {
                let one = OneActivity::of(activity, shown, &questions, &mut grounds);
                (activity.head.id, one)
            };
            activities.map(one).collect()
        });
        let mut total = TotalCounts::default();
        for (_, one) in &counted {
            total.add(one);
        }
        Self {
            made_for: None,
            organisations: shown.register.organisations.clone(),
            measures: shown.register.measures.clone(),
            of: counted.into_iter().collect(),
            total,
        }
    }
}

/// The activities that are counted, and what they are counted by.
struct ShownActivities<'a> {
    register: &'a Register,
    organisation: Option<Id>,
    law: &'a Law,
    today: NaiveDate,
    /// The way down to what stands in each list, where that is activities or rows of theirs.
    ways: [Option<Vec<RecordKind>>; LISTS.len()],
}

impl<'a> ShownActivities<'a> {
    /// Those of an organisation, or all.
    fn of(
        register: &'a Register,
        law: &'a Law,
        today: NaiveDate,
        organisation: Option<Id>,
    ) -> Self {
        Self {
            ways: LISTS.map(|kind| (kind.top() == RecordKind::Activity).then(|| kind.way_down())),
            register,
            organisation,
            law,
            today,
        }
    }

    fn has(&self, activity: &Activity) -> bool {
        let ours = |organisation| self.register.belongs_to(activity, organisation);
        self.organisation.is_none_or(ours)
    }

    fn rows_of(&self, activity: &Activity) -> [usize; LISTS.len()] {
        let record: &dyn Record = activity;
        let ways = self.ways.each_ref();
        ways.map(|way| way.as_ref().map_or(0, |way| record.count_down(way)))
    }

    const fn grounds(&self) -> TransferGrounds<'a> {
        TransferGrounds::on(self.law, self.today)
    }
}

impl OneActivity {
    fn of(
        activity: &Activity,
        shown: &ShownActivities<'_>,
        questions: &Questions<'_>,
        grounds: &mut TransferGrounds<'_>,
    ) -> Self {
        let transfers = activity.transfers.iter();
        Self {
            role: activity.role,
            is_under_other_law: !is_governed(activity),
            answers: questions.answers(activity),
            rows: shown.rows_of(activity),
            transfers: transfers.map(|transfer| grounds.of(transfer)).collect(),
        }
    }
}

impl TotalCounts {
    fn add(&mut self, one: &OneActivity) {
        if let Some(answers) = one.answers {
            self.answers.add(answers);
        }
        self.change(one, |total, more| *total += more);
    }

    fn take_away(&mut self, one: &OneActivity) {
        if let Some(answers) = one.answers {
            self.answers.take_away(answers);
        }
        self.change(one, |total, fewer| *total -= fewer);
        self.transfers.retain(|_, number| *number > 0);
    }

    fn change(&mut self, one: &OneActivity, change: impl Fn(&mut usize, usize)) {
        match one.role {
            Some(ActivityRole::Processor) => change(&mut self.processors, 1),
            Some(ActivityRole::Controller) => {}
            None => change(&mut self.without_role, 1),
        }
        change(
            &mut self.under_other_law,
            usize::from(one.is_under_other_law),
        );
        for (total, rows) in self.rows.iter_mut().zip(one.rows) {
            change(total, rows);
        }
        for place in &one.transfers {
            change(self.transfers.entry(*place).or_default(), 1);
        }
    }
}
