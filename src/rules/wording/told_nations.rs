//! Where data go by the country that a company is of, in words: `an Indian supplier`, `sous-traitant marocain`.

use super::nations::{CUSTOMER, FIRM, NOT, Nations, PROVIDER};
use super::nearness::Nearness;
use super::places::{KEPT, KnownPlaces, PlaceTelling};
use super::sentence::SentenceAround;
use super::tokens::Tokens;
use super::word_matcher::Match;

/// The first words of a text that call a company outside the EEA by its country, with the country.
pub(in crate::rules) fn nation_in(
    text: &str,
    telling: PlaceTelling,
) -> Option<(&str, &'static str)> {
    let nations = Nations::shipped();
    let mut hits: Vec<Match> = Vec::new();
    (nations.names).find(text, &Tokens::of(text), &mut |hit| hits.push(hit));
    hits.into_iter().find_map(|hit| {
        let words = &text[hit.span];
        Some((words, country_of_nation(hit.owner, words, text, telling)?))
    })
}

/// The country that a word of a text calls a company by, told by its number.
pub(in crate::rules) fn country_of_nation(
    word: u32,
    words: &str,
    text: &str,
    telling: PlaceTelling,
) -> Option<&'static str> {
    /// How many words stand between the country and the company at the most.
    const BETWEEN: usize = 1;
    /// And between it and customers who are of it.
    const CUSTOMERS_WITHIN: usize = 2;
    let nations = Nations::shipped();
    let country = nations.country(word)?;
    if nations.is_no_nation(words) {
        return None;
    }
    let around = SentenceAround::of(text, words)?;
    let (sentence, from, to) = (around.text, around.words.start, around.words.end);
    let tokens = Tokens::of(sentence);
    let first = tokens.spans().position(|span| span.start >= from)?;
    let last = first
        + tokens
            .spans()
            .filter(|span| span.start >= from && span.end <= to)
            .count();
    let mut hits = Vec::new();
    (nations.beside).find(sentence, &tokens, &mut |hit| hits.push(hit));
    if hits.iter().any(|hit| hit.owner == NOT) {
        return None;
    }
    let within = |owner: u32, most: usize| {
        hits.iter()
            .any(|hit| hit.owner == owner && hit.words.is_near(&(first..last), most))
    };
    let near = |owner: u32| within(owner, BETWEEN);
    if within(CUSTOMER, CUSTOMERS_WITHIN) {
        return None;
    }
    let mut around_it = Vec::new();
    let places = KnownPlaces::shipped();
    (places.beside).find(sentence, &tokens, &mut |hit| around_it.push(hit));
    if KnownPlaces::is_a_street(&around_it, &(first..last), &sentence[to..]) {
        return None;
    }
    let kept = || around_it.iter().any(|hit| hit.owner == KEPT);
    let enough = match telling {
        PlaceTelling::Recipient => near(PROVIDER) || near(FIRM) || kept(),
        PlaceTelling::System => near(PROVIDER) || near(FIRM),
        PlaceTelling::Text => near(PROVIDER) || near(FIRM) && kept(),
    };
    enough.then_some(country)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_company_is_told_by_the_country_that_it_is_of() {
        use PlaceTelling::{Recipient, System, Text};
        let told = |telling, text: &str| nation_in(text, telling).map(|it| it.1);
        for (telling, text, country) in [
            (Recipient, "Indian typing bureau", "IN"),
            (Recipient, "Brittisk redovisningsbyrå", "GB"),
            (Recipient, "Türkischer Dienstleister für Lohn", "TR"),
            (Recipient, "Prestataire tunisien", "TN"),
            (Recipient, "Empresa colombiana de soporte", "CO"),
            (Recipient, "Società svizzera", "CH"),
            (Recipient, "Amerikaans bedrijf", "US"),
            (Recipient, "Ukraiński podwykonawca", "UA"),
            (Recipient, "Serbisk underleverandør", "RS"),
            (Recipient, "Intialainen alihankkija", "IN"),
            (Recipient, "US-Anbieter", "US"),
            (System, "Fakturor i ett amerikanskt moln", "US"),
            (System, "Lista de clientes en una nube canadiense", "CA"),
            (Text, "The site is kept by a Filipino freelancer", "PH"),
            (Text, "Driften sköts av ett brittiskt bolag", "GB"),
            (Text, "Ingevoerd door een Marokkaanse onderaannemer", "MA"),
        ] {
            assert_eq!(told(telling, text), Some(country), "{text}");
        }
        for (telling, text) in [
            (Recipient, "Danish typing bureau"),
            (Recipient, "Chinese translation agency in Lyon"),
            (Recipient, "Indian restaurant"),
            (Recipient, "Russischsprachiger Kundendienst"),
            (Recipient, "American Bar"),
            (Recipient, "British customers' firms"),
            (Recipient, "No American provider"),
            (Text, "Swiss companies buy our cheese"),
            (Text, "Contact us"),
            (Recipient, "Strežniki na Ruska cesta 3"),
            (Recipient, "Server in der Russische Straße"),
            (Text, "Vi säljer till brittiska bolag"),
        ] {
            assert_eq!(told(telling, text), None, "{text}");
        }
    }
}
