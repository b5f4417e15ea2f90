//! What an activity and its retention rules amount to, for the rules about them.

use std::borrow::Cow;

use super::completeness::is_governed;
use super::context::{Context, none_with_reason};
use super::in_common::{Likeness, Likenesses, likenesses};
use super::scan::Scan;
use super::wording::clauses::names_a_law;
use super::wording::lists::WordList;
use super::wording::places::country_at_the_end;
use super::wording::plain_answers::says_we_are_a_processor;
use super::wording::plain_words::is_of_british_law;
use crate::domain::codes::{ActivityRole, DataKind, ProcessingState, RetentionScope};
use crate::domain::kind::RecordKind;
use crate::domain::records::{
    Activity, DataCategory, Organisation, Recipient, Retention, Schedule, Transfer,
};
use crate::domain::value::Id;

/// A retention rule with what its schedule answers filled in; or a schedule, as the rule that it is.
#[derive(Clone, Debug)]
pub struct KeptRule<'a> {
    /// The row or the schedule.
    pub id: Id,
    /// The row; nothing for a schedule.
    pub row: Option<&'a Retention>,
    /// The rule as it is in effect.
    pub rule: Cow<'a, Retention>,
    /// Whether all data that it covers are anonymous.
    pub is_anonymous: bool,
    /// Whether another rule of the activity begins where it ends.
    pub is_followed: bool,
    /// Whether it says of all data alike how they are kept, and another rule of the activity says how long.
    pub is_beside_a_limit: bool,
}

impl<'a> KeptRule<'a> {
    /// A schedule as the rule that it is.
    #[must_use]
    pub fn of_schedule(context: &Context<'a>, schedule: &'a Schedule) -> Self {
        let row = Retention {
            schedule: Some(schedule.head.id),
            ..Retention::default()
        };
        Self {
            id: schedule.head.id,
            row: None,
            rule: Cow::Owned(context.register.effective_rule(&row)),
            is_anonymous: false,
            is_followed: false,
            is_beside_a_limit: false,
        }
    }

    /// Whether a row records any part of its rule, and does not leave all to its schedule, where that is judged.
    #[must_use]
    pub fn says_something_itself(&self) -> bool {
        self.row.is_none_or(|row| {
            row.schedule.is_none()
                || row.kind.is_some()
                || row.period.is_some()
                || row.criterion.is_some()
                || !row.start.is_empty()
                || !row.ends_on.is_empty()
        })
    }

    /// Whether it is about the data themselves, and not about cookies, logs or backups of them.
    #[must_use]
    pub fn is_about_data(&self) -> bool {
        self.rule
            .scope
            .is_none_or(|scope| scope == RetentionScope::Data)
    }

    /// Whether an event is named that the period runs from.
    #[must_use]
    pub fn has_start(&self) -> bool {
        self.rule.start.iter().any(|start| start != "not_stated") || self.rule.follows.is_some()
    }

    /// The first words of a list in a field of it.
    ///
    /// What a row or schedule says itself was searched with the record; what a row takes from its schedule is searched
    /// here.
    #[must_use]
    pub fn words_of<'s>(
        &'s self,
        context: &Context<'_>,
        scan: &Scan<'s>,
        list: WordList,
        key: &str,
        field: fn(&Retention) -> Option<&String>,
    ) -> Option<&'s str> {
        let text = field(&self.rule)?;
        if self.row.is_none_or(|row| field(row).is_some()) {
            scan.first(list, self.id, key).map(|hit| hit.words)
        } else {
            context.lists.first(list, text)
        }
    }

    /// Whether a field of it is *none*, with a reason.
    #[must_use]
    pub fn says_none(&self, key: &str) -> bool {
        none_with_reason(&*self.rule, key)
    }
}

/// Whether a row is about all data alike, and another rule for as many gives a length of time.
fn is_beside_a_limit(activity: &Activity, row: &Retention) -> bool {
    let about_data = |row: &Retention| row.scope.is_none_or(|scope| scope == RetentionScope::Data);
    let is_of_all = |row: &Retention| {
        row.data_categories.is_empty() && row.subjects.is_empty() && row.only_if.is_none()
    };
    let limits = |other: &Retention| {
        let measured = other.period.is_some()
            || other.period_max.is_some()
            || row.criterion.is_some() && other.criterion.as_deref().is_some_and(names_a_law);
        (measured || other.schedule.is_some())
            && row.name == other.name
            && is_of_all(other)
            && other.planned != Some(true)
            && about_data(other)
            && other.head.id != row.head.id
    };
    is_of_all(row) && about_data(row) && activity.retention.iter().any(limits)
}

/// Whether the words of a record say that its data are not personal: there are none but anonymous ones, or what they are is
/// said not to be personal data.
fn says_anonymous(context: &Context<'_>, activity: &Activity, scan: &Scan<'_>) -> bool {
    let lists = context.lists;
    let mut hits = scan.of(WordList::AnonymousWords);
    if !hits.any(|hit| hit.text.kind == RecordKind::DataCategory) {
        return false;
    }
    let none = |text: &String| {
        lists.says_nobody(text) && lists.first(WordList::AnonymousWords, text).is_some()
    };
    let called = |row: &DataCategory| {
        let mut words = row.category.iter().chain(&row.items);
        row.kind.is_none_or(|kind| kind == DataKind::Ordinary) && words.any(none)
    };
    let texts = [&activity.notes, &activity.description];
    let mut texts = texts.into_iter().flatten();
    activity.data_categories.iter().all(called)
        || texts.any(|text| lists.first(WordList::NotPersonal, text).is_some())
}

/// What an activity amounts to, for the rules about it.
#[derive(Debug)]
pub struct ActivityFacts<'a> {
    /// What every rule is given.
    pub context: &'a Context<'a>,
    /// The activity.
    pub activity: &'a Activity,
    /// Its texts.
    pub scan: &'a Scan<'a>,
    /// The organisation of ours whose record it is.
    pub organisation: Option<&'a Organisation>,
    /// Its retention rules in effect; planned ones are left out.
    pub kept: Vec<KeptRule<'a>>,
    /// Its role: as recorded, or a processor's where only words say so.
    role: Option<ActivityRole>,
    /// What it is compared by.
    likenesses: Likenesses,
    /// Whether its words say that its data are not personal.
    pub(super) is_said_anonymous: bool,
}

impl<'a> ActivityFacts<'a> {
    /// Takes up an activity.
    #[must_use]
    pub fn new(context: &'a Context<'a>, activity: &'a Activity, scan: &'a Scan<'a>) -> Self {
        let anonymous = |id: &Id| {
            let category = activity
                .data_categories
                .iter()
                .find(|category| category.head.id == *id);
            category.is_some_and(|category| category.kind == Some(DataKind::Anonymous))
        };
        let all: Vec<Id> = activity
            .data_categories
            .iter()
            .map(|category| category.head.id)
            .collect();
        let in_force = activity
            .retention
            .iter()
            .filter(|row| row.planned != Some(true));
        let kept = in_force.map(|row| {
            let covered = if row.data_categories.is_empty() {
                &all
            } else {
                &row.data_categories
            };
            KeptRule {
                id: row.head.id,
                row: Some(row),
                rule: if row.schedule.is_none() {
                    Cow::Borrowed(row)
                } else {
                    Cow::Owned(context.register.effective_rule(row))
                },
                is_followed: activity
                    .retention
                    .iter()
                    .any(|other| other.follows == Some(row.head.id)),
                is_beside_a_limit: is_beside_a_limit(activity, row),
                is_anonymous: !covered.is_empty() && covered.iter().all(anonymous),
            }
        });
        let organisation = context.organisation(activity.organisation);
        let name = organisation.and_then(|own| own.name.as_deref());
        let told = || {
            let texts = [&activity.description, &activity.notes, &activity.as_stated];
            let mut texts = texts.into_iter().flatten();
            texts
                .any(|text| says_we_are_a_processor(text, name))
                .then_some(ActivityRole::Processor)
        };
        Self {
            context,
            activity,
            scan,
            organisation,
            role: activity.role.or_else(told),
            kept: kept.collect(),
            likenesses: Self::likenesses(context, activity),
            is_said_anonymous: says_anonymous(context, activity, scan),
        }
    }

    /// What an activity is compared by: known where it stands in the register, and not while it is being edited.
    fn likenesses(context: &Context<'_>, activity: &Activity) -> Likenesses {
        let id = activity.head.id;
        let stands = context.register.typed::<Activity>(id);
        if stands.is_some_and(|stands| std::ptr::eq(stands, activity)) {
            context.overview.likenesses(id)
        } else {
            likenesses(activity)
        }
    }

    /// The other activities that are alike in one way.
    pub fn alike(&self, likeness: Likeness) -> impl Iterator<Item = Id> {
        let overview = self.context.overview;
        overview.alike(self.id(), self.likenesses, likeness)
    }

    /// The activity's number.
    #[must_use]
    pub fn id(&self) -> Id {
        self.activity.head.id
    }

    /// Whether it is a record under Art. 30(1).
    #[must_use]
    pub fn is_controller(&self) -> bool {
        self.role == Some(ActivityRole::Controller)
    }

    /// Whether it is a record under Art. 30(2).
    #[must_use]
    pub fn is_processor(&self) -> bool {
        self.role == Some(ActivityRole::Processor)
    }

    /// Whether it is settled whose record it is, by its code or in words.
    #[must_use]
    pub fn has_role(&self) -> bool {
        self.role.is_some()
    }

    /// Whether the GDPR governs it.
    #[must_use]
    pub fn is_gdpr(&self) -> bool {
        is_governed(self.activity)
    }

    /// What the notes of the activity say, and those of its purposes, people, data and rules, each with whose they are.
    pub(super) fn notes(&self) -> impl Iterator<Item = (Id, &'a str)> {
        let activity = self.activity;
        let own = std::iter::once((activity.head.id, &activity.notes));
        let purposes = activity.purposes.iter();
        let subjects = activity.data_subjects.iter();
        let categories = activity.data_categories.iter();
        let rules = activity.retention.iter();
        own.chain(purposes.map(|row| (row.head.id, &row.notes)))
            .chain(subjects.map(|row| (row.head.id, &row.notes)))
            .chain(categories.map(|row| (row.head.id, &row.notes)))
            .chain(rules.map(|row| (row.head.id, &row.notes)))
            .filter_map(|(id, notes)| Some((id, notes.as_deref()?)))
    }

    /// What an activity and its rows say in sentences, notes and all.
    pub(super) fn prose(&self) -> impl Iterator<Item = &'a str> {
        let activity = self.activity;
        let own = [
            &activity.description,
            &activity.measures_text,
            &activity.as_stated,
        ];
        let purposes = activity.purposes.iter();
        let categories = activity.data_categories.iter();
        let rules = activity.retention.iter();
        let recipients = activity.recipients.iter();
        own.into_iter()
            .chain(purposes.flat_map(|row| [&row.text, &row.as_stated]))
            .chain(categories.flat_map(|row| [&row.items, &row.as_stated]))
            .chain(rules.flat_map(|row| [&row.criterion, &row.name, &row.as_stated]))
            .chain(recipients.flat_map(|row| [&row.service, &row.notes, &row.as_stated]))
            .filter_map(|text| text.as_deref())
            .chain(self.notes().map(|(_, text)| text))
    }

    /// Whether it is asked what a controller is asked.
    #[must_use]
    pub fn asks_controller(&self) -> bool {
        self.is_controller() && self.is_gdpr()
    }

    /// Whether the processing has ended; what is still kept of it is asked about all the same.
    #[must_use]
    pub fn has_ended(&self) -> bool {
        self.activity.state == Some(ProcessingState::Ended)
    }

    /// Whether its organisation is a public authority or body.
    #[must_use]
    pub fn is_public(&self) -> bool {
        self.organisation
            .is_some_and(|organisation| organisation.public_authority == Some(true))
    }

    /// Whether its data are all anonymous, so that little of the rest is asked.
    #[must_use]
    pub fn is_anonymous(&self) -> bool {
        let categories = &self.activity.data_categories;
        self.is_said_anonymous
            || !categories.is_empty()
                && categories
                    .iter()
                    .all(|category| category.kind == Some(DataKind::Anonymous))
    }

    /// The countries where a recipient is: its own, or its organisation's.
    #[must_use]
    pub fn countries_of(&self, recipient: &'a Recipient) -> &'a [String] {
        if !recipient.countries.is_empty() {
            return &recipient.countries;
        }
        let organisation = self.context.organisation(recipient.organisation);
        organisation
            .or_else(|| self.called_as(recipient))
            .map_or(&[], |organisation| organisation.country.as_slice())
    }

    /// The organisation whose name a recipient that is only described is called by.
    fn called_as(&self, recipient: &Recipient) -> Option<&'a Organisation> {
        let category = recipient.category.as_ref()?;
        let mut names = self.scan.of(WordList::Organisation);
        let hit = names.find(|hit| {
            hit.is_whole && hit.text.record == recipient.head.id && hit.text.text == category
        });
        self.context.organisation(self.context.named(hit?.owner))
    }

    /// The country that the activity is carried out from: what is sent to within it is no transfer. It is as recorded of
    /// the organisation, or as its address or the law that it keeps to says.
    #[must_use]
    pub fn home(&self) -> Option<&'a str> {
        const UNITED_KINGDOM: &str = "GB";
        let own = self.organisation?;
        let addresses = || own.addresses.iter().find_map(|it| country_at_the_end(it));
        let laws = || {
            let purposes = self.activity.purposes.iter();
            let told = purposes.flat_map(|it| it.laws.iter().chain(&it.as_stated));
            let mut told = told.chain(&own.supervisory_authority);
            told.any(|text| is_of_british_law(text))
                .then_some(UNITED_KINGDOM)
        };
        (own.country.as_deref()).or_else(|| addresses().or_else(laws))
    }

    /// Whether data that go to a country from here are transferred.
    #[must_use]
    pub fn is_outside(&self, country: &str) -> bool {
        self.context.is_outside(country) && self.home() != Some(country)
    }

    /// The recipients of a transfer.
    pub fn recipients_of(&self, transfer: &'a Transfer) -> impl Iterator<Item = &'a Recipient> {
        let recipients = self.activity.recipients.iter();
        recipients.filter(|recipient| transfer.recipients.contains(&recipient.head.id))
    }

    /// The countries that a transfer goes to: its own, else that of who really gets the data, else its recipients'.
    #[must_use]
    pub fn destinations_of(&self, transfer: &'a Transfer) -> Vec<&'a str> {
        if let Some(country) = &transfer.country {
            return vec![country];
        }
        if let Some(country) = self
            .context
            .organisation(transfer.organisation)
            .and_then(|organisation| organisation.country.as_deref())
        {
            return vec![country];
        }
        let countries = self
            .recipients_of(transfer)
            .flat_map(|recipient| self.countries_of(recipient));
        let mut countries: Vec<&str> = countries
            .map(String::as_str)
            .filter(|country| self.context.is_outside(country))
            .collect();
        countries.sort_unstable();
        countries.dedup();
        countries
    }

    /// Whether it has a security measure of its own or of its whole organisation, in place and not only planned.
    #[must_use]
    pub fn has_measures(&self) -> bool {
        self.activity.measures_text.is_some()
            || self
                .activity
                .measures
                .iter()
                .any(|id| self.context.overview.is_in_place(*id))
            || self.activity.organisation.is_some_and(|organisation| {
                self.context.overview.is_measured_as_a_whole(organisation)
            })
    }
}
