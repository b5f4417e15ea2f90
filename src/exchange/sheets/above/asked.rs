//! What labels above a table ask, and of whom they speak: the controller, its officer or representative.

use crate::exchange::sheets::answers::entries::LONG_DASHES;
use crate::exchange::sheets::answers::with_brackets;
use crate::exchange::sheets::folding::{plain, plain_name};
use crate::exchange::sheets::lists;
use crate::exchange::sheets::organisations::party::{
    contact_key, is_address, is_company, reached_in,
};
use crate::exchange::sheets::recipients::bracketed_roles::called_in_role;
use crate::exchange::sheets::table::header::KnownHeaders;
use crate::exchange::sheets::vocabulary::{Set, SheetVocabulary};

/// Of whom a label speaks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::exchange::sheets) enum Who {
    Controller,
    /// Who is responsible together with it.
    Joint,
    Contact(&'static str),
}

/// What a label asks of them.
#[derive(Clone, Copy)]
pub(in crate::exchange::sheets) enum What {
    Name,
    Address,
    Email,
    Phone,
    /// How to reach them, whichever way.
    Contact,
    Country,
    Number,
}

impl What {
    /// The header that asks it of the controller in a table, where there is one.
    pub(in crate::exchange::sheets) fn of_controller(self) -> Option<&'static str> {
        match self {
            Self::Name => Some("Controller name"),
            Self::Address => Some("Controller address"),
            Self::Email => Some("Controller email"),
            Self::Phone => Some("Controller phone"),
            Self::Contact | Self::Country | Self::Number => None,
        }
    }
}

/// A pair of a label and what stands beside it.
pub(in crate::exchange::sheets) struct Pair {
    pub whose: Option<Who>,
    pub what: What,
    pub label: String,
    pub value: String,
    /// How many cells it takes.
    pub cells: usize,
    /// Whether its words are kept with another pair or in a line of their own.
    pub kept: bool,
}

/// How the fields of those begin who are responsible together with the controller.
const JOINT: &str = "recipients[role=joint_controller]";

/// Of whom a label speaks that stands over others.
pub(in crate::exchange::sheets) fn who(label: &str) -> Option<Who> {
    // Polish calls the controller so.
    if plain_name(label) == "administrator" {
        return Some(Who::Controller);
    }
    let known = KnownHeaders::shipped();
    let told = known.guess(label).filter(|it| it.field != "notes");
    // `Controller/processor` asks for who is both.
    let first = || known.guess(label.split_once('/')?.0.trim());
    let of_us = |guess: &crate::exchange::sheets::table::header::Guess| {
        guess.field.starts_with("organisation.") || guess.field.starts_with(JOINT)
    };
    let guess = told.filter(of_us).or_else(first)?;
    match guess.field.as_str() {
        "organisation.name" => Some(Who::Controller),
        field if field.starts_with(JOINT) => Some(Who::Joint),
        field if field.starts_with("organisation.contacts[role=dpo]") => Some(Who::Contact("dpo")),
        field if field.starts_with("organisation.contacts[role=representative]") => {
            Some(Who::Contact("representative"))
        }
        _ => None,
    }
}

/// What a label asks, and of whom where it says so itself.
pub(in crate::exchange::sheets) fn about(label: &str) -> Option<(Option<Who>, What)> {
    if label.chars().count() > 80 {
        return None;
    }
    let plain = plain_name(label);
    // `KvK` is one word, whatever its capitals.
    let written = self::plain(label);
    let own = who(label);
    let has = |words: &Set| {
        words.all().any(|word| {
            let mut all = plain.split(' ').chain(written.split(' '));
            all.any(|it| it == word) || (word.len() > 5 && plain.contains(word))
        })
    };
    let short = plain.split(' ').count() <= 4;
    let lists = lists::shipped();
    if own.is_none() && (lists.streets.is(&plain) || lists.parts_of_address.is(&plain)) {
        return Some((None, What::Address));
    }
    // `Postal address` asks for no mail, and `E-mail address` for that alone.
    let by_post = || has(&lists.by_post) && !has(&lists.by_mail);
    let asked = asked_by().into_iter().find(|(what, words)| {
        let long = matches!(what, What::Email | What::Phone | What::Address);
        (long || short) && has(words) && !(matches!(what, What::Email) && by_post())
    });
    // `Name and address of the company`: the name stands first.
    let named = || has(&lists::shipped().asks_name);
    if let Some((What::Address, _)) = asked
        && own.is_none()
        && is_of_a_body(label)
        && named()
    {
        return Some((own, What::Name));
    }
    if let Some((what, _)) = asked {
        return Some((own, what));
    }
    if own.is_none() && lists::shipped().bodies.is(&plain) {
        return Some((None, What::Name));
    }
    own.map(|who| (Some(who), What::Name))
}

/// Whether a label asks for a part of an address that goes on from the one before: a postcode, a town.
pub(super) fn is_part_of_address(label: &str) -> bool {
    let label = plain_name(label);
    lists::shipped().parts_of_address.is(&label)
}

/// Whether a label asks for whoever is responsible, which under the heading of the controller is the controller.
pub(in crate::exchange::sheets) fn is_responsible(label: &str) -> bool {
    lists::shipped().responsible.is(&plain_name(label))
}

/// The same, of a label with its answer: where a company is responsible, it is the controller.
pub(super) fn about_of(label: &str, value: &str) -> Option<(Option<Who>, What)> {
    let is_company = || is_company(value.split([',', '(']).next().unwrap_or(value).trim());
    // Behind a name that an address of mail or of a house stands beside, it is the controller.
    let reached = || {
        let mut parts = value.split(" · ").chain(value.split(", ")).skip(1);
        let dashed = LONG_DASHES.iter().filter_map(|sign| value.split_once(sign));
        let mut behind = dashed.map(|(_, behind)| reached_in(behind));
        let inside = with_brackets(value).1.map(contact_key);
        parts.any(|part| contact_key(part) == "email" || is_address(part))
            || behind.any(|it| !it.is_empty())
            || inside == Some("email")
    };
    let responsible = || is_responsible(label) && (is_company() || reached());
    let of_role = || {
        let asks = KnownHeaders::shipped().guess(label);
        asks.is_some_and(|it| it.field == "activity.role")
            && called_in_role(SheetVocabulary::shipped(), value).is_some()
    };
    if of_role() {
        return Some((Some(Who::Controller), What::Name));
    }
    // `Responsible: the secretary, office@acme.example`: there they are reached.
    let by_mail = || {
        let asks = KnownHeaders::shipped().guess(label);
        let mail = value
            .split_whitespace()
            .any(|it| contact_key(it) == "email");
        mail && asks.is_some_and(|it| it.field == "activity.owner")
    };
    about(label)
        .or_else(|| responsible().then_some((Some(Who::Controller), What::Name)))
        .or_else(|| by_mail().then_some((None, What::Contact)))
}

/// Whom a sentence says that there is none of, and why: `No DPO appointed. Not required under Art. 37`.
pub(in crate::exchange::sheets) fn lacking(text: &str) -> Option<&'static str> {
    lacking_in(text).into_iter().next()
}

/// All of those: `No representative, no officer (not required)` denies both.
pub(super) fn lacking_in(text: &str) -> Vec<&'static str> {
    /// The most words of its first sentence.
    const MOST: usize = 7;
    let bare = text.trim_start_matches(['*', '_', '(', ' ']);
    let first = bare
        .split(['.', '(', '—', '–', ';', '*'])
        .next()
        .unwrap_or(bare);
    let first = before_reason(first);
    let goes_on = bare.len() > first.len() + 1;
    let parts = first.split(", ").filter(|part| {
        let brief = part.split_whitespace().count() <= MOST;
        let words = SheetVocabulary::shipped();
        let denies = |word: &str| words.none_begins.is(&plain_name(word));
        let begins = part.trim().split(' ').next().unwrap_or_default();
        // `An officer has not been appointed, as ...`
        let says_so = first.len() < bare.len() && part.split_whitespace().any(denies);
        brief && (denies(begins) || says_so)
    });
    let roles = parts.filter_map(|part| match who(part.trim())? {
        Who::Contact(role) => Some(role),
        Who::Controller | Who::Joint => None,
    });
    if goes_on { roles.collect() } else { Vec::new() }
}

/// A clause up to the word that begins its reason: `No officer has been appointed because we are few`.
fn before_reason(clause: &str) -> &str {
    let mut places = clause.match_indices(' ').map(|(at, _)| at);
    let reasons = &lists::shipped().reasons;
    let end = places.find(|at| reasons.leading(&plain(&clause[at + 1..])).is_some());
    end.map_or(clause, |at| clause[..at].trim_end_matches(','))
}

/// The words by which labels ask for something, the first that fits counts; all but those of addresses in short labels.
fn asked_by() -> [(What, &'static Set); 7] {
    let lists = lists::shipped();
    [
        (What::Email, &lists.asks_email),
        (What::Phone, &lists.asks_phone),
        (What::Address, &lists.asks_address),
        (What::Number, &lists.asks_number),
        (What::Name, &lists.asks_name),
        (What::Contact, &lists.asks_contact),
        (What::Country, &lists.asks_country),
    ]
}

/// Whether a label speaks of what somebody is who keeps a register: `Förening`, `Name des Betriebs`.
pub(super) fn is_of_a_body(label: &str) -> bool {
    let label = plain_name(label);
    let mut words = label.split(' ');
    words.any(|word| lists::shipped().bodies.is(word))
}
