//! What a rule is given to judge by: the register, the law and the day, the texts of a record with the words that were
//! found in them, and what an activity amounts to.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

use chrono::NaiveDate;

use super::in_common::{Likeness, Likenesses, OverviewFacts, likenesses};
use super::lists::{Lists, WordList, WordMatcher};
use super::readings::{Sought, TextReading, TextReadings};
use super::reasons::is_excuse;
use super::tokens::{Signature, Tokens};
use super::tongue::{TextTongue, TongueGuess};
use super::unsaid::ShortText;
use crate::domain::codes::{ActivityRole, ProcessingState, Regime, RetentionScope};
use crate::domain::field::Record;
use crate::domain::kind::{FieldKind, RecordKind};
use crate::domain::records::{
    Activity, Agreement, Contact, Organisation, Recipient, Retention, Schedule, Transfer,
};
use crate::domain::register::Register;
use crate::domain::value::Id;
use crate::law::{Authority, Law, LegalAct};

/// What is made ready once for a register and a day, and kept as long as neither organisations nor the law change.
#[derive(Debug)]
pub struct Prepared {
    /// The day.
    pub day: NaiveDate,
    /// What the activities have in common.
    pub overview: OverviewFacts,
    /// Words by which texts may cite acts and authorities; the law data decide.
    law_words: WordMatcher,
    /// The same, and the names of organisations that are not ours.
    words: WordMatcher,
    /// Whose the names are.
    named: Vec<Id>,
    /// The language that the register is said to be in.
    tongue: Option<TextTongue>,
    /// Whether sending to a country is a transfer; nothing where it has to be asked.
    transfer_to: HashMap<String, Option<bool>>,
}

impl Prepared {
    /// Makes everything ready.
    #[must_use]
    pub fn new(register: &Register, law: &Law, day: NaiveDate) -> Self {
        let mut law_words = WordMatcher::default();
        for act in law.acts() {
            for word in act.cited_as.iter().chain(&act.cited_exactly) {
                law_words.add(word, WordList::Act, Some(0));
            }
        }
        for authority in law.authorities() {
            for word in &authority.cited_as {
                law_words.add(word, WordList::Authority, Some(0));
            }
        }
        let transfer_to = law
            .codes_countries()
            .into_iter()
            .map(|code| (code.to_owned(), law.is_transfer(code, day)))
            .collect();
        let mut prepared = Self {
            day,
            overview: OverviewFacts::of(register, law.dpia_threshold(day)),
            law_words,
            words: WordMatcher::default(),
            named: Vec::new(),
            tongue: register.about.language.as_deref().and_then(TextTongue::of),
            transfer_to,
        };
        prepared.name_organisations(register);
        prepared
    }

    /// Takes up the names of the organisations anew.
    pub fn name_organisations(&mut self, register: &Register) {
        self.words = self.law_words.clone();
        self.named.clear();
        let others = register
            .organisations
            .iter()
            .filter(|other| other.ours != Some(true));
        for organisation in others {
            let owner = u32::try_from(self.named.len()).unwrap_or(u32::MAX);
            self.named.push(organisation.head.id);
            for name in organisation.name.iter().chain(&organisation.trading_names) {
                for name in searched(name) {
                    self.words.add(&name, WordList::Organisation, Some(owner));
                }
            }
        }
    }
}

/// What texts are searched for of an organisation's name: the name, the name without its legal form, and that one as it
/// is written where something belongs to it.
pub(crate) fn searched(name: &str) -> impl Iterator<Item = Cow<'_, str>> {
    // A name of two letters or fewer is any word, and so is one that only says what a thing is.
    let tells = |name: &Cow<'_, str>| {
        name.chars()
            .filter(|letter| letter.is_alphanumeric())
            .count()
            > 2
    };
    let plain = Lists::shipped().without_form(name).trim_start_matches('=');
    let owns = plain
        .chars()
        .next_back()
        .is_some_and(|last| last.is_alphabetic() && !matches!(last, 's' | 'S'));
    let genitive = owns.then(|| Cow::Owned(format!("{plain}s")));
    [name.trim_start_matches('='), plain]
        .into_iter()
        .map(Cow::Borrowed)
        .filter(tells)
        .chain(genitive.filter(|_| tells(&Cow::Borrowed(plain))))
}

/// What every rule is given.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The register.
    pub register: &'a Register,
    /// The law.
    pub law: &'a Law,
    /// The day that is judged for.
    pub day: NaiveDate,
    /// The word lists.
    pub lists: &'static Lists,
    /// What the activities have in common.
    pub overview: &'a OverviewFacts,
    prepared: &'a Prepared,
}

impl<'a> Context<'a> {
    /// What rules are given for the prepared day.
    #[must_use]
    pub fn new(register: &'a Register, law: &'a Law, prepared: &'a Prepared) -> Self {
        Self {
            register,
            law,
            day: prepared.day,
            lists: Lists::shipped(),
            overview: &prepared.overview,
            prepared,
        }
    }

    /// Whether a country is outside the EEA on the day, so that sending there is a transfer.
    #[must_use]
    pub fn is_outside(&self, country: &str) -> bool {
        self.prepared.transfer_to.get(country) == Some(&Some(true))
    }

    /// The first words of a list in a text, where they are of a language that the text may be in; a word of a letter or
    /// two only where no other language is likelier.
    #[must_use]
    pub fn first_of_its_language<'t>(&self, list: WordList, text: &'t str) -> Option<&'t str> {
        let guess = TongueGuess::of(text).expecting(self.prepared.tongue);
        let mut first: Option<&'t str> = None;
        self.lists.find(text, &Tokens::of(text), &mut |hit| {
            let short = hit.span.len() <= 2;
            let may_be = hit.language.is_none_or(|tongue| {
                guess.allows(tongue) && (!short || guess.is_likeliest(tongue))
            });
            if hit.list == list && may_be && first.is_none() {
                first = Some(&text[hit.span]);
            }
        });
        first
    }

    /// Whether words by which acts are cited stand in a text.
    #[must_use]
    pub fn cites_an_act(&self, text: &str) -> bool {
        let mut cites = false;
        self.prepared
            .law_words
            .find(text, &Tokens::of(text), &mut |hit| {
                cites |= hit.list == WordList::Act;
            });
        cites
    }

    /// The organisation of a number.
    #[must_use]
    pub fn organisation(&self, id: Option<Id>) -> Option<&'a Organisation> {
        self.register.organisation(id)
    }

    /// The organisation that a found name belongs to.
    #[must_use]
    pub fn named(&self, hit: &WordHit<'_>) -> Option<Id> {
        self.prepared.named.get(hit.owner as usize).copied()
    }

    /// An agreement.
    #[must_use]
    pub fn agreement(&self, id: Option<Id>) -> Option<&'a Agreement> {
        self.register.typed(id?)
    }
}

/// A text of a record or of one of its rows.
#[derive(Clone, Copy, Debug)]
pub struct Passage<'a> {
    /// The record or row.
    pub record: Id,
    /// Its kind.
    pub kind: RecordKind,
    /// The field.
    pub key: &'static str,
    /// Whether the field takes words of a vocabulary.
    pub is_vocabulary: bool,
    /// The text.
    pub text: &'a str,
    /// Whether any sign in it may show that it is still to be written.
    pub may_be_open: bool,
    /// Whether any sign in it may make it an address.
    pub may_be_address: bool,
    /// What it says of itself alone, where it is short.
    pub short: ShortText,
}

/// Words of a list in a text.
#[derive(Clone, Copy, Debug)]
pub struct WordHit<'a> {
    /// Where.
    pub text: Passage<'a>,
    /// The list.
    pub list: WordList,
    /// What the words stand for, where the list names things.
    pub owner: u32,
    /// The words as written.
    pub words: &'a str,
    /// Whether the text begins with them.
    pub begins: bool,
    /// Whether the text says nothing else.
    pub is_whole: bool,
    /// How many words the text has.
    pub length: usize,
}

/// The texts of a record with its rows, and the words found in them.
///
/// Notes and the words that a row was recorded from are left out: what they quote is not what the record says. Only law and
/// authorities that are no more are looked for in notes, too.
#[derive(Debug)]
pub struct Scan<'a> {
    /// The record.
    pub record: &'a dyn Record,
    /// Its texts.
    pub texts: Vec<Passage<'a>>,
    /// Words of the lists.
    pub hits: Vec<WordHit<'a>>,
    /// Acts that were no longer in force on the day.
    pub repealed: Vec<(Passage<'a>, &'a str, &'a LegalAct)>,
    /// Authorities under a name that they no longer had on the day.
    pub renamed: Vec<(Passage<'a>, &'a str, &'a Authority)>,
    /// The words of all texts.
    pub signature: Signature,
}

/// What is kept from one record to the next while many are read: readings of short texts, and room for texts and words.
#[derive(Debug, Default)]
pub(super) struct ScanRoom<'a> {
    readings: TextReadings<'a>,
    texts: Vec<Passage<'a>>,
    hits: Vec<WordHit<'a>>,
}

impl<'a> ScanRoom<'a> {
    /// Takes the room of a record that is done with back; gives the signature of its words.
    pub(super) fn take_back(&mut self, scan: Scan<'a>) -> Signature {
        (self.texts, self.hits) = (scan.texts, scan.hits);
        self.texts.clear();
        self.hits.clear();
        scan.signature
    }
}

/// The place of a kind's notes among its fields.
fn notes_of(kind: RecordKind) -> Option<usize> {
    static NOTES: OnceLock<Vec<Option<usize>>> = OnceLock::new();
    let of_kind = |kind: &RecordKind| {
        let mut fields = kind.declaration().fields.iter();
        fields.position(|field| field.key == "notes")
    };
    let all = NOTES.get_or_init(|| RecordKind::ALL.iter().map(of_kind).collect());
    all.get(kind as usize).copied().flatten()
}

/// The fields of a kind whose texts are read: place, key, and whether it is a vocabulary.
fn scanned_fields(kind: RecordKind) -> &'static [(usize, &'static str, bool)] {
    type Fields = Vec<Vec<(usize, &'static str, bool)>>;
    static FIELDS: OnceLock<Fields> = OnceLock::new();
    let of_kind = |kind: &RecordKind| {
        let fields = kind.declaration().fields.iter().enumerate();
        let texts = fields.filter_map(|(at, field)| {
            let vocabulary = matches!(field.kind, FieldKind::Words(_));
            let text = vocabulary
                || matches!(
                    field.kind,
                    FieldKind::Text | FieldKind::Prose | FieldKind::Texts
                )
                || (field.key == "instrument" && matches!(field.kind, FieldKind::Code(_)));
            let quoted = matches!(field.key, "notes" | "as_stated" | "provenance");
            (text && !quoted).then_some((at, field.key, vocabulary))
        });
        texts.collect()
    };
    let all = FIELDS.get_or_init(|| RecordKind::ALL.iter().map(of_kind).collect());
    all.get(kind as usize).map_or(&[], Vec::as_slice)
}

impl<'a> Scan<'a> {
    /// Reads the texts of a record and looks for all words in one pass.
    #[must_use]
    pub(super) fn new(
        context: &Context<'a>,
        record: &'a dyn Record,
        room: &mut ScanRoom<'a>,
    ) -> Self {
        let mut scan = Self {
            record,
            texts: std::mem::take(&mut room.texts),
            hits: std::mem::take(&mut room.hits),
            repealed: Vec::new(),
            renamed: Vec::new(),
            signature: Signature::default(),
        };
        // What has ended is judged by the law of its last day.
        let activity = record.downcast::<Activity>();
        let ended = activity
            .filter(|activity| activity.state == Some(ProcessingState::Ended))
            .and_then(|activity| activity.ended_on)
            .map_or(context.day, |ended| ended.last_day().min(context.day));
        let sought = Sought {
            words: &context.prepared.words,
            tongue: context.prepared.tongue,
        };
        record.walk(None, &mut |row, _| {
            let (id, kind) = (row.id(), row.kind());
            for (at, key, is_vocabulary) in scanned_fields(kind) {
                for text in row.texts(*at) {
                    let read = room.readings.of(sought, text);
                    scan.signature.add(&read.words);
                    let text = Passage {
                        record: id,
                        kind,
                        key,
                        is_vocabulary: *is_vocabulary,
                        text,
                        may_be_open: read.may_be_open,
                        may_be_address: read.may_be_address,
                        short: read.short,
                    };
                    scan.texts.push(text);
                    scan.take(context, text, &read, ended);
                }
            }
            for text in notes_of(kind).into_iter().flat_map(|at| row.texts(at)) {
                if room.readings.holds(&context.prepared.law_words, text) {
                    scan.take_note(context, id, kind, text, ended);
                }
            }
        });
        scan
    }

    /// Takes in what was read of a text.
    fn take(
        &mut self,
        context: &Context<'a>,
        text: Passage<'a>,
        read: &TextReading,
        day: NaiveDate,
    ) {
        self.hits.extend(read.hits.iter().map(|hit| WordHit {
            text,
            list: hit.list,
            owner: hit.owner,
            words: &text.text[hit.span.clone()],
            begins: hit.begins,
            is_whole: hit.is_whole,
            length: read.words.len(),
        }));
        if read.cites {
            let acts = context.law.cited_repealed_acts(text.text, day);
            self.repealed.extend(
                acts.into_iter()
                    .map(|(span, act)| (text, &text.text[span], act)),
            );
        }
        if read.calls {
            let authorities = context.law.former_authority_names(text.text, day);
            self.renamed.extend(
                authorities
                    .into_iter()
                    .map(|(span, authority)| (text, &text.text[span], authority)),
            );
        }
    }

    /// The hits of a list.
    pub fn of(&self, list: WordList) -> impl Iterator<Item = &WordHit<'a>> {
        self.hits.iter().filter(move |hit| hit.list == list)
    }

    /// The first hit of a list in one of the texts.
    #[must_use]
    pub fn first_in(&self, list: WordList, text: &str) -> Option<&WordHit<'a>> {
        self.of(list).find(|hit| std::ptr::eq(hit.text.text, text))
    }

    /// The first hit of a list in a field of a record or row.
    #[must_use]
    pub fn first(&self, list: WordList, record: Id, key: &str) -> Option<&WordHit<'a>> {
        self.of(list)
            .find(|hit| hit.text.record == record && hit.text.key == key)
    }
}

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
    /// What it is compared by.
    likenesses: Likenesses,
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
            category.is_some_and(|category| {
                category.kind == Some(crate::domain::codes::DataKind::Anonymous)
            })
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
                is_anonymous: !covered.is_empty() && covered.iter().all(anonymous),
            }
        });
        Self {
            context,
            activity,
            scan,
            organisation: context.organisation(activity.organisation),
            kept: kept.collect(),
            likenesses: Self::likenesses(context, activity),
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
        self.activity.role == Some(ActivityRole::Controller)
    }

    /// Whether it is a record under Art. 30(2).
    #[must_use]
    pub fn is_processor(&self) -> bool {
        self.activity.role == Some(ActivityRole::Processor)
    }

    /// Whether the GDPR governs it.
    #[must_use]
    pub fn is_gdpr(&self) -> bool {
        matches!(self.activity.regime, None | Some(Regime::Gdpr))
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
        !categories.is_empty()
            && categories
                .iter()
                .all(|category| category.kind == Some(crate::domain::codes::DataKind::Anonymous))
    }

    /// The countries where a recipient is: its own, or its organisation's.
    #[must_use]
    pub fn countries_of(&self, recipient: &'a Recipient) -> &'a [String] {
        if !recipient.countries.is_empty() {
            return &recipient.countries;
        }
        self.context
            .organisation(recipient.organisation)
            .map_or(&[], |organisation| organisation.country.as_slice())
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

/// Whether a key is *none*, with a reason that is not empty and no excuse.
#[must_use]
pub(crate) fn none_with_reason(record: &dyn Record, key: &str) -> bool {
    record
        .head()
        .none
        .get(key)
        .is_some_and(|reason| !reason.trim().is_empty() && !is_excuse(key, reason))
}

/// Whether a key is recorded or *none*.
#[must_use]
pub(crate) fn is_answered(record: &dyn Record, key: &str) -> bool {
    record.is_answered(key)
}

/// Whether a contact can be reached: by itself, or through the firm that it is.
#[must_use]
pub(crate) fn is_reachable(register: &Register, contact: &Contact) -> bool {
    let own = contact.email.is_some() || contact.phone.is_some() || contact.address.is_some();
    own || register
        .organisation(contact.organisation)
        .is_some_and(has_channel)
}

/// Whether an organisation can be reached: itself, or through a contact.
#[must_use]
pub(crate) fn can_be_reached(register: &Register, organisation: &Organisation) -> bool {
    let mut contacts = organisation.contacts.iter();
    has_channel(organisation) || contacts.any(|contact| is_reachable(register, contact))
}

/// Whether an organisation tells people of its processing, or has a reason why it does not.
#[must_use]
pub(crate) fn tells_of_notices(organisation: &Organisation) -> bool {
    !organisation.notices.is_empty() || none_with_reason(organisation, "notices")
}

/// Whether an organisation has an address, a number or a mailbox of its own.
#[must_use]
pub(crate) fn has_channel(organisation: &Organisation) -> bool {
    organisation.email.is_some()
        || organisation.phone.is_some()
        || !organisation.addresses.is_empty()
}
