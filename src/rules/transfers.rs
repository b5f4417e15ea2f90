//! Family C, recipients and transfers: where data go, and what carries them there (Arts. 30(1)(d)-(e), 44-49).

use super::activity_facts::ActivityFacts;
use super::context::none_with_reason;
use super::finding::{Finding, FindingDetail, Found, Severity};
use super::told_grounds::{
    ADEQUACY, CLAUSES, INTERESTS, all_grounds, clause_set_of, grounds, grounds_in_words,
    instruments, is_assessed, names_a_module, words_of,
};
use super::told_places::{
    contracts_of, country_by_address, places_in_words_have_a_transfer, recorded,
};
use super::wording::lists::WordList;
use super::wording::plain_grounds::{has_fallen, is_told_as_history, names_a_shield, says_checked};
use super::wording::plain_words::is_for_later;
use super::wording::vendors::{KnownVendor, Vendors};
use crate::domain::codes::{self, RecipientRole, TransferState};
use crate::domain::date::PartialDate;
use crate::domain::field::Record;
use crate::domain::records::{Organisation, Recipient, Transfer};
use crate::domain::text::span_in;
use crate::domain::value::Id;
use crate::labels::answers_of;
use crate::law::{ClauseSet, Decision, Destination, DestinationStanding, Status, Usability};

/// The framework of 2016, which fell in 2020.
const SHIELD: &str = "US-2016-1250";

/// Transfers of personal data that take place or may; a denied one is said not to.
pub(super) fn live<'a>(facts: &ActivityFacts<'a>) -> impl Iterator<Item = &'a Transfer> {
    let none = facts.has_ended() || facts.is_said_anonymous;
    let transfers = facts.activity.transfers.iter();
    transfers.filter(move |transfer| transfer.state != Some(TransferState::Denied) && !none)
}

/// What is only possible or planned is no breach yet.
fn grade(transfer: &Transfer) -> Severity {
    match transfer.state {
        Some(TransferState::Possible | TransferState::Planned) => Severity::Warning,
        _ => Severity::Error,
    }
}

/// Where the destinations of a transfer stand on the day.
pub(super) fn standings<'a>(
    facts: &ActivityFacts<'a>,
    transfer: &'a Transfer,
) -> Vec<(FindingDetail, DestinationStanding<'a>)> {
    let context = facts.context;
    let answers = answers_of(transfer);
    if let (None, Some(name)) = (&transfer.country, &transfer.international_organisation) {
        let standing = context
            .law
            .organisation_standing(name, context.day, &answers);
        return vec![(FindingDetail::Text(name.clone()), standing)];
    }
    let destinations = facts.destinations_of(transfer);
    let standings = destinations.into_iter().filter_map(|country| {
        let standing = context.law.standing(country, context.day, &answers)?;
        Some((FindingDetail::Country(country.to_owned()), standing))
    });
    standings.collect()
}

/// Whether what is recorded as a transfer is none, wherever it goes: the rules on third countries do not apply there.
pub(super) fn stays_inside(standings: &[(FindingDetail, DestinationStanding<'_>)]) -> bool {
    !standings.is_empty()
        && standings
            .iter()
            .all(|(_, standing)| standing.status.is_transfer() == Some(false))
}

/// R30: a transfer names its country or international organisation.
pub(super) fn names_its_destination(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    for transfer in live(facts) {
        if transfer.international_organisation.is_none()
            && facts.destinations_of(transfer).is_empty()
        {
            found
                .at(transfer.head.id, "country")
                .graded(grade(transfer));
        }
    }
}

/// R31: a transfer rests on a ground of Chapter V.
pub(super) fn has_a_ground(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    for transfer in live(facts) {
        let law = facts.context.law;
        let grounded = transfer.mechanisms.iter().any(|code| {
            law.mechanism(code)
                .is_some_and(|mechanism| mechanism.is_ground())
        });
        let in_words = || transfer.mechanisms.is_empty() && !all_grounds(transfer).is_empty();
        if grounded || in_words() || stays_inside(&standings(facts, transfer)) {
            continue;
        }
        let finding = found.at(transfer.head.id, "mechanisms");
        if let Some(code) = transfer.mechanisms.first() {
            finding
                .case("no_ground")
                .with(
                    "mechanism",
                    FindingDetail::Code(&codes::MECHANISM, code.clone()),
                )
                .quoting(code);
        }
        finding.graded(grade(transfer));
    }
}

/// Whether a recipient's data are accounted for by a transfer row.
fn has_row(facts: &ActivityFacts<'_>, recipient: &Recipient, country: Option<&str>) -> bool {
    facts.activity.transfers.iter().any(|transfer| {
        transfer.recipients.contains(&recipient.head.id)
            || (transfer.organisation.is_some() && transfer.organisation == recipient.organisation)
            || (transfer.recipients.is_empty()
                && transfer.country.is_some()
                && transfer.country.as_deref() == country)
    })
}

/// Whether there is an unlinked transfer for each foreign-looking recipient: one of each belong together. One to the
/// country of a vendor is about all vendors there.
fn has_a_row_of_its_own(facts: &ActivityFacts<'_>, foreign: usize, vendor: &str) -> bool {
    let unlinked = || {
        live(facts)
            .filter(|transfer| transfer.recipients.is_empty() && transfer.organisation.is_none())
    };
    let home = Vendors::shipped()
        .named(vendor)
        .map(|it| it.country.as_str());
    let there = |transfer: &Transfer| home.is_some() && transfer.country.as_deref() == home;
    unlinked().count() >= foreign || unlinked().any(there)
}

/// R32: what goes to a recipient outside the EEA has a transfer row, also where only a vendor's name tells.
pub(super) fn foreign_recipients_have_a_transfer(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    if facts.has_ended() {
        return;
    }
    let looks_foreign = facts
        .activity
        .recipients
        .iter()
        .filter(|recipient| {
            facts.countries_of(recipient).is_empty()
                && !has_row(facts, recipient, None)
                && vendor(facts, recipient).is_some()
        })
        .count();
    for recipient in &facts.activity.recipients {
        let id = recipient.head.id;
        let internal = recipient.role.is_some_and(RecipientRole::needs_no_country);
        let outside = || {
            facts
                .countries_of(recipient)
                .iter()
                .filter(|country| facts.is_outside(country))
        };
        if let Some(country) = outside().next() {
            // A denial that names a country is a decision about it; one that names none is about all.
            let denied = facts.activity.transfers.iter().any(|transfer| {
                transfer.state == Some(TransferState::Denied)
                    && transfer.country.is_none()
                    && transfer.recipients.contains(&id)
            });
            let denied = denied && !live(facts).any(|transfer| transfer.recipients.contains(&id));
            let untold =
                outside().find(|country| !internal && !has_row(facts, recipient, Some(country)));
            if let Some(country) = untold.or(Some(country).filter(|_| denied)) {
                let finding = found.at(id, "countries").quoting(country);
                finding.with("country", FindingDetail::Country(country.clone()));
                if denied {
                    finding.case("denied");
                }
            }
        } else if let Some(country) = country_by_address(facts, recipient)
            && !internal
            && facts.is_outside(country)
        {
            if !has_row(facts, recipient, Some(country)) {
                let finding = found.at(id, "countries").quoting(country);
                finding.with("country", FindingDetail::Country(country.to_owned()));
            }
        } else if facts.countries_of(recipient).is_empty()
            && !has_row(facts, recipient, None)
            && let Some(vendor) = vendor(facts, recipient)
            && !has_a_row_of_its_own(facts, looks_foreign, vendor)
        {
            let finding = found.at(id, "countries");
            match Vendors::shipped().named(vendor) {
                Some(known) => tell_known(finding, known, vendor),
                None => {
                    finding.case("vendor").quoting(vendor);
                }
            }
        }
    }
    for recipient in &facts.activity.recipients {
        tells_the_chain(facts, recipient, found);
    }
    places_in_words_have_a_transfer(facts, found);
    // Data at home are sent nowhere, also where home is outside the EEA.
    let countries = facts.activity.countries.iter();
    for country in countries.filter(|country| facts.is_outside(country)) {
        let told =
            live(facts).any(|transfer| facts.destinations_of(transfer).contains(&country.as_str()));
        if !told {
            let finding = found
                .at(facts.id(), "countries")
                .case("place")
                .quoting(country);
            finding.with("country", FindingDetail::Country(country.clone()));
        }
    }
}

/// Tells the processors behind a recipient, by its contract, that are outside the EEA while no transfer says so.
fn tells_the_chain(facts: &ActivityFacts<'_>, recipient: &Recipient, found: &mut Found<'_>) {
    let activity = facts.activity;
    let mut told = Vec::new();
    let behind = contracts_of(facts, recipient).flat_map(|agreement| &agreement.sub_processors);
    for behind in behind {
        let named = behind.organisation.is_some();
        // One that the record names is told for itself.
        let mut recipients = activity.recipients.iter();
        if named && recipients.any(|it| it.organisation == behind.organisation) {
            continue;
        }
        let own = facts.context.organisation(behind.organisation);
        let places = match behind.countries.as_slice() {
            [] => own.map_or(&[][..], |own| own.country.as_slice()),
            places => places,
        };
        let is_told = |country: &String| {
            activity.transfers.iter().any(|transfer| {
                (named && transfer.organisation == behind.organisation)
                    || facts.destinations_of(transfer).contains(&country.as_str())
            })
        };
        let mut outside = places.iter().filter(|it| facts.is_outside(it));
        if let Some(country) = outside.find(|country| !is_told(country))
            && !told.contains(&behind.head.id)
        {
            told.push(behind.head.id);
            found
                .at(recipient.head.id, "agreement")
                .case("chain")
                .quoting(country)
                .with("sub_processor", FindingDetail::Record(behind.head.id))
                .with("country", FindingDetail::Country(country.clone()));
        } else if places.is_empty()
            && !named
            && let Some(words) = behind
                .name
                .as_deref()
                .and_then(|name| vendor_in(facts, name))
            && let Some(known) = Vendors::shipped().named(words)
            && !recorded(facts, &known.country)
            && !told.contains(&behind.head.id)
        {
            told.push(behind.head.id);
            tell_known(found.at(recipient.head.id, "agreement"), known, words);
        }
    }
}

/// Tells of a vendor that everybody knows, with its companies.
fn tell_known(finding: &mut Finding, known: &KnownVendor, words: &str) {
    finding
        .case("known")
        .quoting(words)
        .with("group", FindingDetail::Text(known.belongs_to()))
        .with("country", FindingDetail::Country(known.country.clone()))
        .with("companies", FindingDetail::Text(known.companies()));
}

/// Whether words stand in a path or the name of a file, which name no vendor; two names with a slash between are none.
pub(super) fn is_in_a_path(text: &str, words: &str) -> bool {
    let Some(place) = span_in(words, text) else {
        return false;
    };
    let begin = text[..place.start]
        .rfind(char::is_whitespace)
        .map_or(0, |at| at + 1);
    let stop = text[place.end..]
        .find(char::is_whitespace)
        .map_or(text.len(), |at| place.end + at);
    let Some(whole) = text.get(begin..stop) else {
        return false;
    };
    let slashes = whole.matches(['/', '\\']).count();
    slashes > 1
        || whole.starts_with(['.', '/', '\\', '_'])
        || whole.contains('_')
        || (slashes == 1 && whole.contains('.'))
        || text[..place.start].ends_with('.')
}

/// The vendor outside the EEA that a recipient without a known country names.
fn vendor<'a>(facts: &ActivityFacts<'a>, recipient: &'a Recipient) -> Option<&'a str> {
    let named = |text: &'a String| vendor_in(facts, text);
    match facts.context.organisation(recipient.organisation) {
        Some(organisation) => organisation
            .name
            .iter()
            .chain(&organisation.trading_names)
            .find_map(named),
        None => recipient
            .category
            .iter()
            .chain(&recipient.service)
            .find_map(named),
    }
}

/// The vendor outside the EEA that a text names, with nothing that says that it stays inside.
fn vendor_in<'a>(facts: &ActivityFacts<'_>, text: &'a str) -> Option<&'a str> {
    let lists = facts.context.lists;
    let named = lists
        .first(WordList::Vendor, text)
        .filter(|words| !is_in_a_path(text, words))
        .or_else(|| lists.first(WordList::VendorForm, text).map(|_| text))?;
    let mut inside = [WordList::VendorInside, WordList::VendorRegion].into_iter();
    let stays = inside.any(|list| lists.first(list, text).is_some()) || lists.is_of_the_house(text);
    (!stays).then_some(named)
}

/// R33: nothing rests on a framework that was declared invalid.
pub(super) fn rests_on_no_annulled_framework(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    let (law, day) = (facts.context.law, facts.context.day);
    for transfer in live(facts) {
        let id = transfer.head.id;
        let fell = |decision: &Decision| decision.invalidated_on.filter(|fell| *fell <= day);
        let instrument = transfer.instrument.as_deref().or_else(|| {
            facts
                .context
                .agreement(transfer.agreement)
                .and_then(|agreement| agreement.instrument.as_deref())
        });
        let decided = instrument
            .and_then(|code| law.decision(code))
            .and_then(|decision| Some((decision, fell(decision)?)));
        if let Some((decision, fell)) = decided {
            let finding = found.at(id, "instrument").quoting(&decision.id);
            finding.with(
                "instrument",
                FindingDetail::Code(&codes::INSTRUMENT, decision.id.clone()),
            );
            finding.with("day", FindingDetail::Day(fell));
            continue;
        }
        // What rests on something else may tell what it rested on.
        let rests_apart = transfer.mechanisms.iter().any(|it| it != "art45");
        let history = |text: &str| is_told_as_history(text) || rests_apart && has_fallen(text);
        let cited = facts.scan.repealed.iter().find_map(|(text, words, act)| {
            let fell = act
                .invalidated_on
                .filter(|fell| *fell <= day && act.decision.is_some())?;
            (text.record == id && !history(text.text)).then_some((text.key, *words, fell))
        });
        let cited = cited.or_else(|| {
            let text = transfer.as_stated.as_deref().filter(|it| !history(it))?;
            let acts = law.cited_repealed_acts(text, day).into_iter();
            acts.filter(|(_, act)| act.decision.is_some())
                .find_map(|(span, act)| {
                    let fell = act.invalidated_on.filter(|fell| *fell <= day)?;
                    Some(("as_stated", &text[span], fell))
                })
        });
        let cited = cited.or_else(|| {
            let fell = law.decision(SHIELD).and_then(fell)?;
            let texts = [
                ("as_stated", &transfer.as_stated),
                ("safeguards", &transfer.safeguards),
            ];
            let mut texts = texts.into_iter();
            texts.find_map(|(key, text)| {
                let text = text.as_ref()?;
                let told = names_a_shield(text).filter(|_| !history(text));
                Some((key, told?, fell))
            })
        });
        if let Some((key, words, fell)) = cited {
            let finding = found.at(id, key).quoting(words);
            finding
                .with("instrument", FindingDetail::Text(words.to_owned()))
                .with("day", FindingDetail::Day(fell));
        }
    }
}

/// The decision that a transfer claims.
fn claimed<'a>(facts: &ActivityFacts<'a>, transfer: &'a Transfer) -> Option<&'a Decision> {
    facts.context.law.decision(transfer.instrument.as_deref()?)
}

/// R34: adequacy is claimed only where a decision covers the destination on the day.
pub(super) fn adequacy_is_adequate(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    for transfer in live(facts).filter(|transfer| all_grounds(transfer).contains(&ADEQUACY)) {
        let id = transfer.head.id;
        if let Some(decision) =
            claimed(facts, transfer).filter(|decision| !decision.in_force_on(facts.context.day))
        {
            let finding = found
                .at(id, "instrument")
                .case("instrument")
                .quoting(&decision.id);
            finding.with(
                "instrument",
                FindingDetail::Code(&codes::INSTRUMENT, decision.id.clone()),
            );
            continue;
        }
        let relied = transfer.valid_from.map(PartialDate::last_day);
        let early = claimed(facts, transfer).and_then(|decision| {
            let begins = decision.valid_from;
            (relied? < begins).then_some((decision, begins))
        });
        if let Some((decision, begins)) = early {
            let instrument = FindingDetail::Code(&codes::INSTRUMENT, decision.id.clone());
            found
                .at(id, "valid_from")
                .case("early")
                .quoting(&decision.id)
                .with("instrument", instrument)
                .with("day", FindingDetail::Day(begins));
        }
        for (place, standing) in standings(facts, transfer) {
            match standing.status {
                Status::NotAdequate => {
                    let outside = standing.decision.is_some();
                    let finding = found.at(id, "mechanisms").with("country", place);
                    if outside {
                        finding.graded(Severity::Warning);
                    }
                    if let Some(failed) = standing.failed.first() {
                        finding
                            .case("condition")
                            .quoting(&failed.id)
                            .with("condition", FindingDetail::Condition(failed.id.clone()));
                    }
                }
                // Participation that must be checked on a day is R35's.
                Status::AdequateIf => {
                    if let Some(open) = standing
                        .open
                        .iter()
                        .find(|condition| !condition.is_contingent() && !condition.dated)
                    {
                        found
                            .at(id, "conditions")
                            .case("open")
                            .with("country", place)
                            .quoting(&open.id)
                            .with("condition", FindingDetail::Condition(open.id.clone()));
                    }
                }
                _ => {}
            }
        }
    }
}

/// R35: who relies on a framework has checked that the recipient takes part.
pub(super) fn participation_is_checked(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    for transfer in live(facts).filter(|transfer| all_grounds(transfer).contains(&ADEQUACY)) {
        let id = transfer.head.id;
        let claimed = claimed(facts, transfer);
        // Of a decision that is not in force R34 speaks.
        if claimed.is_some_and(|decision| !decision.in_force_on(facts.context.day)) {
            continue;
        }
        let dated = |decision: &Decision| {
            decision
                .conditions_on(facts.context.day)
                .any(|condition| condition.dated)
        };
        for (place, standing) in standings(facts, transfer) {
            let elsewhere = claimed.filter(|decision| {
                let covers = standing.decision.is_some_and(|it| it.id == decision.id);
                let there = standing.destination;
                !covers
                    && there.is_some_and(|there| {
                        !decision.applies_to.iter().any(|code| code == there.code())
                    })
            });
            if let Some(decision) = elsewhere {
                let instrument = FindingDetail::Code(&codes::INSTRUMENT, decision.id.clone());
                found
                    .at(id, "instrument")
                    .case("elsewhere")
                    .with("country", place)
                    .quoting(&decision.id)
                    .with("instrument", instrument);
                continue;
            }
            let Some(decision) = standing.decision.filter(|decision| dated(decision)) else {
                continue;
            };
            if let Some(country) = who_cannot_take_part(facts, transfer, decision) {
                let instrument = FindingDetail::Code(&codes::INSTRUMENT, decision.id.clone());
                found
                    .at(id, "recipients")
                    .case("elsewhere")
                    .quoting(&decision.id)
                    .with("country", FindingDetail::Country(country.to_owned()))
                    .with("instrument", instrument);
            }
            let unchecked = decision
                .conditions_on(facts.context.day)
                .filter(|condition| condition.dated && !condition.is_contingent())
                .any(|condition| {
                    let checked = transfer
                        .conditions
                        .iter()
                        .find(|answer| answer.condition.as_deref() == Some(condition.id.as_str()));
                    checked
                        .is_none_or(|answer| answer.answer.is_none() || answer.checked_on.is_none())
                });
            let told = || words_of(transfer).any(|text| says_checked(text));
            if unchecked && !told() {
                found.at(id, "conditions").with(
                    "instrument",
                    FindingDetail::Code(&codes::INSTRUMENT, decision.id.clone()),
                );
            }
        }
    }
}

/// The country of a recipient that cannot take part in a framework, by its organisation and by where it gets the data.
fn who_cannot_take_part<'a>(
    facts: &ActivityFacts<'a>,
    transfer: &'a Transfer,
    decision: &Decision,
) -> Option<&'a str> {
    let covered = |country: &String| decision.applies_to.contains(country);
    facts.recipients_of(transfer).find_map(|recipient| {
        let own = facts.context.organisation(recipient.organisation)?;
        let home = own.country.as_ref()?;
        let parent = facts.context.organisation(own.parent);
        let parent = parent.and_then(|parent| parent.country.as_ref());
        let mut all = recipient.countries.iter().chain([home]).chain(parent);
        let outside = facts.context.is_outside(home) && !all.any(covered);
        outside.then_some(home.as_str())
    })
}

/// R36: clauses are named with version and module, could be relied on, and were assessed.
pub(super) fn clauses_are_usable(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    let (law, day) = (facts.context.law, facts.context.day);
    for transfer in live(facts).filter(|transfer| all_grounds(transfer).contains(&CLAUSES)) {
        let id = transfer.head.id;
        if stays_inside(&standings(facts, transfer)) {
            continue;
        }
        let agreement = facts.context.agreement(transfer.agreement);
        let signed = agreement
            .and_then(|agreement| agreement.signed_on)
            .map(|signed| signed.last_day());
        if let Some(set) = clause_set_of(law, transfer, agreement) {
            judge_set(set, set.usable(signed, day), id, found);
            let modules = !transfer.modules.is_empty()
                || agreement.is_some_and(|agreement| !agreement.modules.is_empty())
                || names_a_module(transfer);
            if !set.modules.is_empty() && !modules {
                found.at(id, "modules").case("module");
            }
        } else {
            let mut named = instruments(transfer, agreement).peekable();
            if named.peek().is_none() && !names_own_tools(facts, transfer) {
                found.at(id, "instrument");
            }
            // The instrument of a transfer on two grounds may be the decision that the other rests on.
            if let Some(words) = named.find(|code| law.instrument(code).is_none()) {
                let finding = found.at(id, "instrument").case("unknown").quoting(words);
                finding.with("instrument", FindingDetail::Text(words.to_owned()));
            }
        }
        if !is_assessed(facts, transfer) {
            found.at(id, "assessed_on").case("assessment");
        }
    }
}

/// Whether words of a transfer name a tool of the country of whoever keeps the record, which says what the clauses are:
/// the Addendum, in the United Kingdom.
fn names_own_tools(facts: &ActivityFacts<'_>, transfer: &Transfer) -> bool {
    let law = facts.context.law;
    let own = facts.organisation.and_then(|it| it.country.as_ref());
    own.is_some_and(|own| {
        words_of(transfer)
            .flat_map(|text| law.named_foreign_tools(text))
            .any(|(_, tools)| tools.countries.contains(own))
    })
}

fn judge_set(set: &ClauseSet, usable: Usability, id: Id, found: &mut Found<'_>) {
    let case = match usable {
        Usability::Usable | Usability::UsableIfUnchanged => return,
        Usability::SigningDayNeeded => "signing",
        _ => "unusable",
    };
    let finding = found.at(id, "instrument").case(case).quoting(&set.id);
    finding.with(
        "instrument",
        FindingDetail::Code(&codes::INSTRUMENT, set.id.clone()),
    );
}

/// Whether a text is not there, or only says that it is still to come.
fn is_open(text: Option<&String>) -> bool {
    text.is_none_or(|text| is_for_later(text))
}

/// R37: compelling interests are assessed, with their safeguards, in the record itself.
pub(super) fn interests_are_documented(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    for transfer in live(facts).filter(|transfer| all_grounds(transfer).contains(&INTERESTS)) {
        if is_open(transfer.art49_assessment.as_ref()) {
            found
                .at(transfer.head.id, "art49_assessment")
                .graded(grade(transfer));
        }
        if is_open(transfer.art49_safeguards.as_ref()) {
            found
                .at(transfer.head.id, "art49_safeguards")
                .case("safeguards")
                .graded(grade(transfer));
        }
    }
}

/// R49: a transfer rests on one ground, settled for its recipients.
pub(super) fn ground_is_settled(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    for transfer in live(facts) {
        let coded = grounds(transfer);
        // Words may name more grounds than the codes, and leave the choice open.
        let named = match coded.len() {
            0 | 1 if says_or(facts, transfer) => grounds_in_words(transfer),
            0 | 1 => continue,
            _ if is_open_choice(facts, transfer) => coded,
            _ => continue,
        };
        if named.len() < 2 {
            continue;
        }
        let named: Vec<String> = named.into_iter().map(str::to_owned).collect();
        let finding = found
            .at(transfer.head.id, "mechanisms")
            .quoting(&named.join(", "));
        finding.with("count", FindingDetail::Number(named.len()));
    }
}

/// Whether the words of a transfer say *or*.
fn says_or(facts: &ActivityFacts<'_>, transfer: &Transfer) -> bool {
    let words = [
        &transfer.as_stated,
        &transfer.notes,
        &transfer.safeguards,
        &transfer.supplementary_measures,
    ];
    words.into_iter().flatten().any(|text| {
        let context = facts.context;
        context
            .first_of_its_language(WordList::Alternatively, text)
            .is_some()
    })
}

/// Whether several grounds are alternatives that nobody chose between: the words say *or*, or nothing tells what stands
/// behind what.
fn is_open_choice(facts: &ActivityFacts<'_>, transfer: &Transfer) -> bool {
    if says_or(facts, transfer) {
        return true;
    }
    let named = grounds(transfer);
    let fits_all = transfer.recipients.len() <= 1;
    let behind = !transfer.fallback.is_empty() || named.contains(&ADEQUACY);
    !behind && !fits_all
}

/// Whether the words of a recipient, or the name of its organisation, say where it is.
fn names_a_place(
    facts: &ActivityFacts<'_>,
    recipient: &Recipient,
    organisation: &Organisation,
) -> bool {
    /// What the Union and the EEA are called for short has at most so many letters, all of them capitals.
    const LONGEST_AREA: usize = 3;
    /// The shortest name of a country that is no other word.
    const SHORTEST: usize = 4;
    let law = facts.context.law;
    let texts = [
        &organisation.name,
        &recipient.category,
        &recipient.service,
        &recipient.as_stated,
    ];
    texts.into_iter().flatten().any(|text| {
        let region = facts.context.lists.first(WordList::VendorRegion, text);
        let mut words = text.split(|letter: char| !letter.is_alphabetic());
        region.is_some()
            || words.any(|word| {
                let named = || {
                    word.chars().count() >= SHORTEST
                        && word.starts_with(char::is_uppercase)
                        && matches!(law.destination(word), Some(Destination::Country(_)))
                };
                let area = || {
                    word.chars().count() <= LONGEST_AREA
                        && word.chars().all(char::is_uppercase)
                        && matches!(law.destination(word), Some(Destination::Area(_)))
                };
                !word.is_empty() && (area() || named())
            })
    })
}

/// Whether a recipient works for us, or is a company by its legal form: of a product, an association or a person that is
/// only named hardly anybody knows a country.
fn is_a_business(
    facts: &ActivityFacts<'_>,
    recipient: &Recipient,
    organisation: &Organisation,
) -> bool {
    let works_for_us = matches!(
        recipient.role,
        Some(RecipientRole::Processor | RecipientRole::SubProcessor)
    );
    let name = organisation.name.as_deref();
    works_for_us || name.is_some_and(|name| facts.context.lists.names_a_supplier(name))
}

/// R58: a recipient with a name has a country.
pub(super) fn recipients_have_a_country(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    if facts.has_ended() {
        return;
    }
    for recipient in &facts.activity.recipients {
        let inside = recipient.role.is_some_and(RecipientRole::needs_no_country);
        let Some(organisation) = facts.context.organisation(recipient.organisation) else {
            continue;
        };
        let answered = none_with_reason(recipient as &dyn Record, "countries");
        if !inside
            && !answered
            && facts.countries_of(recipient).is_empty()
            && organisation.ours != Some(true)
            && country_by_address(facts, recipient).is_none()
            && !names_a_place(facts, recipient, organisation)
        {
            let finding = found.at(recipient.head.id, "countries");
            finding.with("organisation", FindingDetail::Record(organisation.head.id));
            if !is_a_business(facts, recipient, organisation) {
                finding.graded(Severity::Information);
            }
        }
    }
}
