//! Family C, places in words: where data go by what the words of a record say, where no country tells it (Art. 44).

use std::ops::Range;

use super::activity_facts::ActivityFacts;
use super::finding::{FindingDetail, Found};
use super::wording::lists::{Lists, WordList};
use super::wording::nations::{BY, CUSTOMER, FIRM, NOT as OTHERWISE, Nations, PROVIDER, WARES};
use super::wording::places::{
    BUT, KEPT, KnownPlaces, NOT, OF, PlaceTelling, WHERE, country_at_the_end,
};
use super::wording::sentence::SentenceAround;
use super::wording::tokens::Tokens;
use super::wording::told_nations::{country_of_nation, nation_in};
use crate::domain::codes::{RecipientRole, TransferState};
use crate::domain::kind::RecordKind;
use crate::domain::records::{Agreement, Recipient, SubProcessor};
use crate::domain::value::Id;

/// How many words stand at most between what denies a place, or is about something else, and the place.
const DENIED_WITHIN: usize = 6;

impl Lists {
    /// The country of the place that words of a text name by their number, where the text says that data go there.
    pub(super) fn country_of_place(
        &self,
        owner: u32,
        words: &str,
        text: &str,
        telling: PlaceTelling,
    ) -> Option<&'static str> {
        let places = KnownPlaces::shipped();
        let (country, only_behind) = places.country(owner)?;
        // A code of a region is written small.
        if !words.contains(char::is_uppercase) && !words.contains('-') {
            return None;
        }
        let around = SentenceAround::of(text, words)?;
        let (sentence, from, to) = (around.text, around.words.start, around.words.end);
        let tokens = Tokens::of(sentence);
        let named = tokens.within(&sentence[from..to], sentence);
        let own = tokens.spans().position(|span| span.start >= from)?;
        let mut hits = Vec::new();
        places
            .beside
            .find(sentence, &tokens, &mut |hit| hits.push(hit));
        let held = |owner: u32| {
            hits.iter()
                .any(|hit| hit.owner == owner && (hit.span.end <= from || hit.span.start >= to))
        };
        let denied = hits.iter().any(|hit| {
            hit.owner == NOT && hit.words.end <= own && own - hit.words.end <= DENIED_WITHIN
        });
        let street = KnownPlaces::is_a_street(&hits, &named, &sentence[to..]);
        if denied || street || self.are_denied(words, text) {
            return None;
        }
        let in_brackets = sentence[..from]
            .trim_end()
            .ends_with(['(', '[', ',', ':', '–', '—', '/']);
        // A name that another one goes on from is a part of it: `Manchester Street`.
        let behind = sentence[to..].strip_prefix(' ');
        let goes_on = behind.is_some_and(|behind| behind.starts_with(char::is_uppercase));
        let is_behind = |owner: u32| {
            hits.iter()
                .any(|hit| hit.owner == owner && hit.words.end == own)
        };
        let told = !goes_on && (in_brackets || is_behind(WHERE)) || places.is_inflected(words);
        let of_kept = || held(KEPT) && !goes_on && (!only_behind || is_behind(OF));
        let enough = match telling {
            PlaceTelling::Recipient => told || of_kept(),
            PlaceTelling::System => told,
            PlaceTelling::Text => {
                let located = told || is_behind(OF) && !goes_on;
                let provider = || located && is_of_a_provider(sentence, &tokens, own);
                told && held(KEPT) || of_kept() || provider()
            }
        };
        enough.then_some(country)
    }
}

/// Whether a place of a sentence is where somebody is who works for others: `by a company in Manila`.
///
/// A company alone may be anybody; what is done by it is told by the word before.
fn is_of_a_provider(sentence: &str, tokens: &Tokens, own: usize) -> bool {
    /// How many words stand between a company and its place, and between it and the word before it, at the most.
    const BETWEEN: usize = 2;
    let nations = Nations::shipped();
    let mut hits = Vec::new();
    (nations.beside).find(sentence, tokens, &mut |hit| hits.push(hit));
    let near = |at: usize, words: &Range<usize>| {
        at.checked_sub(words.end).is_some_and(|gap| gap <= BETWEEN)
    };
    let by = |at: usize| {
        hits.iter()
            .any(|hit| hit.owner == BY && near(at, &hit.words))
    };
    !hits
        .iter()
        .any(|hit| matches!(hit.owner, CUSTOMER | OTHERWISE | WARES))
        && hits.iter().any(|hit| {
            let works = hit.owner == PROVIDER || hit.owner == FIRM && by(hit.words.start);
            works && near(own, &hit.words)
        })
}

/// R32: what words say goes to a place outside the EEA has a transfer, also where no country is recorded.
pub(super) fn places_in_words_have_a_transfer(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    let activity = facts.activity;
    let mut told: Vec<(Id, &str)> = Vec::new();
    let places = facts.scan.of(WordList::Place);
    for hit in places.chain(facts.scan.of(WordList::Nation)) {
        let text = hit.text;
        let telling = match (text.kind, text.key) {
            (RecordKind::Recipient, "category" | "service") | (RecordKind::Retention, "places") => {
                PlaceTelling::Recipient
            }
            (RecordKind::Activity, "systems") => PlaceTelling::System,
            (RecordKind::Activity, "measures_text" | "description")
            | (RecordKind::Purpose, "text") => PlaceTelling::Text,
            _ => continue,
        };
        let lists = facts.context.lists;
        let country = if hit.list == WordList::Place {
            lists.country_of_place(hit.owner, hit.words, text.text, telling)
        } else {
            country_of_nation(hit.owner, hit.words, text.text, telling)
        };
        let Some(country) = country else {
            continue;
        };
        let recipient = (activity.recipients.iter()).find(|it| it.head.id == text.record);
        if recipient.is_some_and(|recipient| is_accounted_for(facts, recipient))
            || !asks_for_a_transfer(facts, country)
        {
            continue;
        }
        let (id, case) = match recipient {
            Some(recipient) => (recipient.head.id, None),
            None => (facts.id(), Some("place")),
        };
        if told.contains(&(id, country)) || recipient.is_none() && !told.is_empty() {
            continue;
        }
        told.push((id, country));
        let finding = found.at(id, "countries").quoting(hit.words);
        finding.with("country", FindingDetail::Country(country.to_owned()));
        if let Some(case) = case {
            finding.case(case);
        }
    }
    let lists = facts.context.lists;
    let mut notes = facts.notes().filter(|_| told.is_empty());
    let in_notes = notes.find_map(|(_, notes)| {
        place_in(lists, notes, PlaceTelling::Text)
            .or_else(|| nation_in(notes, PlaceTelling::Text))
            .filter(|(_, country)| asks_for_a_transfer(facts, country))
    });
    drop(notes);
    let denial = activity.head.none.get("transfers").map(String::as_str);
    let denial = denial.filter(|_| told.is_empty() && in_notes.is_none());
    let in_denial = denial.and_then(|text| place_behind_a_denial(facts, text));
    for (words, country) in in_notes.into_iter().chain(in_denial) {
        told.push((facts.id(), country));
        found
            .at(facts.id(), "countries")
            .case("place")
            .quoting(words)
            .with("country", FindingDetail::Country(country.to_owned()));
    }
    for recipient in &activity.recipients {
        tells_of_its_words(facts, recipient, &mut told, found);
    }
}

/// Whether data that go to a country from here are a transfer, and none of the activity is to it.
fn asks_for_a_transfer(facts: &ActivityFacts<'_>, country: &str) -> bool {
    facts.is_outside(country) && !recorded(facts, country)
}

/// Where data go by the words beside a text that says that there are no transfers: `None, only support from Pune`.
fn place_behind_a_denial<'t>(
    facts: &ActivityFacts<'_>,
    text: &'t str,
) -> Option<(&'t str, &'static str)> {
    let places = KnownPlaces::shipped();
    let mut but = None;
    places.beside.find(text, &Tokens::of(text), &mut |hit| {
        if hit.owner == BUT && but.is_none() {
            but = Some(hit.span.end);
        }
    });
    let behind = text.get(but?..)?;
    place_in(facts.context.lists, behind, PlaceTelling::Recipient)
        .filter(|(_, country)| asks_for_a_transfer(facts, country))
}

/// The country that the address of a recipient ends with, where none is recorded of it.
pub(super) fn country_by_address(
    facts: &ActivityFacts<'_>,
    recipient: &Recipient,
) -> Option<&'static str> {
    let organisation = facts.context.organisation(recipient.organisation)?;
    if !recipient.countries.is_empty() || organisation.country.is_some() {
        return None;
    }
    let mut addresses = organisation.addresses.iter();
    addresses.find_map(|address| country_at_the_end(address))
}

/// The first place that a text says that data go to, with its country.
fn place_in<'t>(
    lists: &Lists,
    text: &'t str,
    telling: PlaceTelling,
) -> Option<(&'t str, &'static str)> {
    let mut hits = Vec::new();
    let names = &KnownPlaces::shipped().names;
    names.find(text, &Tokens::of(text), &mut |hit| hits.push(hit));
    hits.into_iter().find_map(|hit| {
        let words = &text[hit.span];
        let country = lists.country_of_place(hit.owner, words, text, telling)?;
        Some((words, country))
    })
}

/// Tells what the notes of a recipient, its contract and those behind it say of a place.
fn tells_of_its_words<'a>(
    facts: &ActivityFacts<'a>,
    recipient: &'a Recipient,
    told: &mut Vec<(Id, &'static str)>,
    found: &mut Found<'_>,
) {
    let id = recipient.head.id;
    let lists = facts.context.lists;
    let said = |text: &'a String, telling| {
        place_in(lists, text, telling)
            .or_else(|| nation_in(text, telling))
            .filter(|(_, country)| asks_for_a_transfer(facts, country))
    };
    if !is_accounted_for(facts, recipient)
        && let Some(notes) = &recipient.notes
        && let Some((words, country)) = said(notes, PlaceTelling::Text)
        && !told.contains(&(id, country))
    {
        told.push((id, country));
        let finding = found.at(id, "countries").quoting(words);
        finding.with("country", FindingDetail::Country(country.to_owned()));
    }
    for agreement in contracts_of(facts, recipient) {
        let read = || {
            let behind = agreement.sub_processors.iter().flat_map(texts_behind);
            let mut texts = texts_of(agreement).chain(behind);
            texts.any(|text| names_a_place(text))
        };
        if !facts.context.overview.names_places(agreement.head.id, read) {
            continue;
        }
        let place = texts_of(agreement).find_map(|text| said(text, PlaceTelling::Text));
        if let Some((words, country)) = place
            && !told.contains(&(id, country))
        {
            told.push((id, country));
            found
                .at(id, "agreement")
                .case("place")
                .quoting(words)
                .with("country", FindingDetail::Country(country.to_owned()));
        }
        for behind in &agreement.sub_processors {
            let own = facts.context.organisation(behind.organisation);
            if !behind.countries.is_empty() || own.is_some_and(|own| own.country.is_some()) {
                continue;
            }
            let place = texts_behind(behind).find_map(|text| said(text, PlaceTelling::Recipient));
            if let Some((words, country)) = place
                && !told.contains(&(id, country))
            {
                told.push((id, country));
                found
                    .at(id, "agreement")
                    .case("chain")
                    .quoting(words)
                    .with("sub_processor", FindingDetail::Record(behind.head.id))
                    .with("country", FindingDetail::Country(country.to_owned()));
            }
        }
    }
}

/// Whether a text names a place outside the EEA, or what is of one.
pub(super) fn names_a_place(text: &str) -> bool {
    KnownPlaces::shipped().are_named_in(text) || Nations::shipped().are_named_in(text)
}

/// Whether a transfer of the activity is to a country: one without a country is asked for it; one that is denied is a
/// decision about its country.
pub(super) fn recorded(facts: &ActivityFacts<'_>, country: &str) -> bool {
    facts.activity.transfers.iter().any(|transfer| {
        let places = facts.destinations_of(transfer);
        places.contains(&country)
            || places.is_empty() && transfer.state != Some(TransferState::Denied)
    })
}

/// The contracts with a recipient that this activity rests on: the one that it names, and those that cover it.
pub(super) fn contracts_of<'a>(
    facts: &ActivityFacts<'a>,
    recipient: &'a Recipient,
) -> impl Iterator<Item = &'a Agreement> {
    let (context, activity) = (facts.context, facts.id());
    let with = context.overview.contracts_with(recipient.organisation);
    let named = recipient.agreement;
    let covering = with.filter(move |id| Some(*id) != named);
    let covering = covering.filter_map(|id| context.agreement(Some(id)));
    let covers = move |agreement: &&Agreement| {
        agreement.covers_all == Some(true) || agreement.covers.contains(&activity)
    };
    let named = context.agreement(named).into_iter();
    named.chain(covering.filter(covers))
}

/// What an agreement says in words of where it is carried out.
pub(super) fn texts_of(agreement: &Agreement) -> impl Iterator<Item = &String> {
    let titles = agreement.documents.iter();
    let titles = titles.filter_map(|document| document.title.as_ref());
    agreement
        .notes
        .iter()
        .chain(&agreement.version)
        .chain(titles)
}

/// What is said in words of somebody behind a processor.
pub(super) fn texts_behind(behind: &SubProcessor) -> impl Iterator<Item = &String> {
    let texts = [
        &behind.name,
        &behind.service,
        &behind.notes,
        &behind.as_stated,
    ];
    texts.into_iter().flatten()
}

/// Whether the words of a recipient ask for nothing: it is of the house, or its own country is told already.
fn is_accounted_for(facts: &ActivityFacts<'_>, recipient: &Recipient) -> bool {
    let inside = recipient.role.is_some_and(RecipientRole::needs_no_country);
    let mut countries = facts.countries_of(recipient).iter();
    inside || countries.any(|country| facts.context.is_outside(country))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_tells_where_data_go_by_what_stands_beside_it() {
        use PlaceTelling::{Recipient, System, Text};
        let told = |telling: PlaceTelling, text: &str| {
            let lists = Lists::shipped();
            let mut country = None;
            lists.find(text, &Tokens::of(text), &mut |hit| {
                if hit.list == WordList::Place && country.is_none() {
                    let words = &text[hit.span.clone()];
                    country = lists.country_of_place(hit.owner, words, text, telling);
                }
            });
            country
        };
        for (telling, text, country) in [
            (Recipient, "Typists in Chennai", "IN"),
            (Recipient, "Kundtjänst i Manila", "PH"),
            (Recipient, "Rechenzentrum Belgrad", "RS"),
            (Recipient, "Centre d'appels à Tunis", "TN"),
            (Recipient, "Soporte en Buenos Aires", "AR"),
            (Recipient, "Assistenza da Tirana", "AL"),
            (Recipient, "Helpdesk in Istanbul", "TR"),
            (Recipient, "Biuro w Kijowie", "UA"),
            (Recipient, "Vagtcentral i Singapore", "SG"),
            (Recipient, "Asiakaspalvelu Intiassa", "IN"),
            (System, "Ticketing (Toronto)", "CA"),
            (System, "Arkivet (drift i norra Virginia)", "US"),
            (Text, "Säkerhetskopior speglas till Ohio", "US"),
            (Text, "Le serveur est à Genève", "CH"),
            (Text, "Remote support from Nairobi at night", "KE"),
            (Text, "Calls are answered in Chișinău", "MD"),
            (Text, "Det gjøres av et firma i Manila", "PH"),
            (Text, "Besorgt von einer Firma in Tirana", "AL"),
            (Text, "Fait par une société à Tunis", "TN"),
            (Text, "Lo hace una empresa subcontratista de Lima", "PE"),
            (Text, "Korekty robi podwykonawca w Mińsku", "BY"),
            (Text, "Drží to dodavatel v Bělehradě", "RS"),
        ] {
            assert_eq!(told(telling, text), Some(country), "{text}");
        }
        for (telling, text) in [
            (Recipient, "Typists in Cork"),
            (Recipient, "Zurich insurance"),
            (Recipient, "Boston consultants"),
            (Recipient, "Agent for trips to Japan"),
            (Recipient, "Hotel London, Odense"),
            (Recipient, "Canada Life"),
            (Recipient, "Pharmacie du Canada, Lyon"),
            (Recipient, "Members of the London Road branch"),
            (Text, "Boxes are stored in Manchester Street, Cork"),
            (Recipient, "Servers in Maroka street, Riga"),
            (Recipient, "Support from rue de Chine, Lille"),
            (Text, "Poslužitelji su u ulici Kini, Rijeka"),
            (Text, "Kartoteka je shranjena v Kini 4, Koper"),
            (Text, "Servern står i Kina 12"),
            (Recipient, "No office in India"),
            (System, "Tokyo"),
            (Text, "Restaurants in Tokyo are reviewed"),
            (Text, "A company in Tokyo is our oldest customer"),
            (Text, "Frames are made by a company in Tokyo"),
            (Text, "Ramar köps av ett företag i Tokyo"),
            (Text, "We play against a company side from Tokyo"),
            (Text, "Data are stored in Dublin, never in Ohio"),
            (Text, "Inga servrar i USA"),
            (Text, "chile con carne is stored cold"),
        ] {
            assert_eq!(told(telling, text), None, "{text}");
        }
    }
}
