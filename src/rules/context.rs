//! What every rule is given to judge by: the register, the law and the day, and what was made ready for them.

use std::borrow::Cow;
use std::collections::HashMap;

use chrono::NaiveDate;

use super::in_common::OverviewFacts;
use super::wording::lists::{Lists, WordList, WordMatcher};
use super::wording::plain_answers::says_people_are_told;
use super::wording::readings::Sought;
use super::wording::reasons::is_excuse;
use super::wording::tokens::Tokens;
use super::wording::tongue::{TextTongue, TongueGuess};
use crate::domain::field::Record;
use crate::domain::records::{Agreement, Contact, Organisation};
use crate::domain::register::Register;
use crate::domain::value::Id;
use crate::law::Law;

/// How many organisations one above the other a group is followed through, so that one that belongs to itself ends.
const HIGHEST_GROUP: usize = 17;

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
    /// Whether it is said to be in one that no list has words of.
    is_of_an_unknown_tongue: bool,
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
            overview: OverviewFacts::of(register, law.dpia_threshold(day), day),
            law_words,
            words: WordMatcher::default(),
            named: Vec::new(),
            tongue: register.about.language.as_deref().and_then(TextTongue::of),
            is_of_an_unknown_tongue: (register.about.language.as_deref())
                .is_some_and(|code| TextTongue::of(code).is_none()),
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

    /// Whether the register is in a language that no list has words of: that none were found says nothing there.
    #[must_use]
    pub fn is_of_an_unknown_tongue(&self) -> bool {
        self.prepared.is_of_an_unknown_tongue
    }

    /// The words by which texts may cite acts and authorities.
    pub(super) fn law_words(&self) -> &'a WordMatcher {
        &self.prepared.law_words
    }

    /// What texts are searched for beside the shipped lists.
    pub(super) fn sought(&self) -> Sought<'a> {
        Sought {
            words: &self.prepared.words,
            tongue: self.prepared.tongue,
        }
    }

    /// The first words of a list in a text, where they are of a language that the text may be in; a word of a letter or
    /// two only where no other language is likelier.
    #[must_use]
    pub fn first_of_its_language<'t>(&self, list: WordList, text: &'t str) -> Option<&'t str> {
        let tokens = Tokens::of(text);
        let guess = TongueGuess::of(&tokens).expecting(self.prepared.tongue);
        let mut first: Option<&'t str> = None;
        self.lists.find(text, &tokens, &mut |hit| {
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

    /// An organisation and those that it belongs to, upwards.
    pub fn line_of(
        &self,
        organisation: &'a Organisation,
    ) -> impl Iterator<Item = &'a Organisation> {
        let context = *self;
        let line = std::iter::successors(Some(organisation), move |at| {
            context.organisation(at.parent)
        });
        line.take(HIGHEST_GROUP)
    }

    /// The organisation whose name was found, by what the words stand for.
    #[must_use]
    pub fn named(&self, owner: u32) -> Option<Id> {
        self.prepared.named.get(owner as usize).copied()
    }

    /// An agreement.
    #[must_use]
    pub fn agreement(&self, id: Option<Id>) -> Option<&'a Agreement> {
        self.register.typed(id?)
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
    !organisation.notices.is_empty()
        || none_with_reason(organisation, "notices")
        || (organisation.notes.as_deref())
            .is_some_and(|it| says_people_are_told(it) || Lists::shipped().links_a_notice(it))
}

/// Whether an organisation has an address, a number or a mailbox of its own.
#[must_use]
pub(crate) fn has_channel(organisation: &Organisation) -> bool {
    organisation.email.is_some()
        || organisation.phone.is_some()
        || !organisation.addresses.is_empty()
}
