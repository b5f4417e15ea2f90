//! What transfers go to and rest on; those that are told of a recipient, beside its name or in a list of processors.

use serde_json::{Value as Json, json};

use super::denied::never_happens;
use super::destination::{
    StatedPlaces, mechanisms, places, without_denied, without_framework, words_of_mechanisms,
};
use crate::domain::codec::clean;
use crate::exchange::sheets::answers::{
    Stance, YesNo, denies, none_explained, stance, with_brackets, without_gaps, yes_or_no,
};
use crate::exchange::sheets::cell::{
    Became, Entry, Fate, ReadCell, Reading, append, extend, texts,
};
use crate::exchange::sheets::folding::plain;
use crate::exchange::sheets::lists;
use crate::exchange::sheets::organisations::party::{Parties, is_company, may_be_name};
use crate::exchange::sheets::recipients::names::named_parts;
use crate::exchange::sheets::record::{ActivityDraft, join};
use crate::rules::wording::vendors::Vendors;

/// Whether a text says that nothing is transferred, and explains it by what names no third country: nor a ground, where the
/// denial is no sentence of its own and the explanation names no one. `None. Suppliers with a parent outside are bound by SCCs`.
pub(in crate::exchange::sheets) fn explained_none(reading: &Reading<'_>, text: &str) -> bool {
    let Some(rest) = none_explained(reading.words, text) else {
        return false;
    };
    let is_third = |code: &String| {
        let country = reading.law.country(code);
        country.is_some_and(|it| reading.law.inside(it, reading.today).is_none())
    };
    let mut named = rest.split_whitespace();
    let is_named = |word: &str| Vendors::knows(word.trim_matches(|it: char| !it.is_alphanumeric()));
    let apart = rest.starts_with(". ") && !named.any(is_named) && !is_company(rest);
    let unframed = Some(rest).filter(|_| apart).map(without_framework);
    let places = places(
        reading.words,
        reading.law,
        unframed.as_deref().unwrap_or(rest),
    );
    places.iter().all(|it| {
        let abroad = it.countries.iter().any(is_third) || !it.organisations.is_empty();
        !abroad && (apart || it.mechanisms.is_empty())
    })
}

/// Whether a text that names places inside the Union alone says that all stays there: beside them and what stands in
/// brackets it has words for hosting and *only* and no others.
pub(in crate::exchange::sheets) fn stays_inside(text: &str) -> bool {
    // `EU hosting; Northwind EU regions`: each part says so.
    let parts: Vec<&str> = text.split(';').map(str::trim).collect();
    if parts.len() > 1 {
        return parts
            .into_iter()
            .filter(|it| !it.is_empty())
            .all(stays_inside);
    }
    // `Northwind: EU region` says it of whoever is named before the colon.
    let behind = text.split_once(": ").filter(|(name, _)| {
        name.starts_with(char::is_uppercase) && may_be_name(name) && !name.contains(' ')
    });
    let text = behind.map_or(text, |(_, behind)| behind);
    // What stands between strokes is a name in a program: `eur3`.
    let spoken = text.split('`').step_by(2).collect::<Vec<_>>().join(" ");
    let mut depth = 0;
    let bare: String = spoken
        .chars()
        .filter(|letter| {
            match letter {
                '(' => depth += 1,
                ')' => depth -= 1,
                _ => {}
            }
            depth == 0
        })
        .collect();
    let lists = lists::shipped();
    // `Northwind EU (Frankfurt)`: whose servers they are says nothing else.
    let first = bare.split_whitespace().next().unwrap_or_default();
    let vendor = plain(first);
    let bare = plain(&bare);
    let union = |word: &str| lists.the_union.is(word);
    // Beside words for servers any name is of whose they are.
    let names =
        first.starts_with(char::is_uppercase) && bare.split(' ').any(|word| lists.hosts.is(word));
    let is_vendor = Vendors::knows(first) || names;
    let inside =
        |word: &str| union(word) || lists.stays_inside.is(word) || (is_vendor && word == vendor);
    !text.contains('?') && bare.split(' ').any(union) && bare.split(' ').all(inside)
}

/// The most words of what begins with the ground of a transfer and tells of it.
const LONGEST_GROUND: usize = 14;

/// Whether a text says what transfers rest on, of whom, and nothing else: `SCCs`, `Northwind: DPF`, `SCC via the DPA`.
pub(super) fn is_ground_alone(reading: &Reading<'_>, text: &str) -> bool {
    let words = reading.words;
    let spoken = plain(text);
    if mechanisms(words, text).is_empty()
        || text.contains(['?', '\n'])
        || words.but.within(&spoken).is_some()
        || words.may_be.within(&spoken).is_some()
        || words.unclear.within(&spoken).is_some()
        || denies(words, text)
    {
        return false;
    }
    let of_grounds = words_of_mechanisms(words, text);
    let mut spelled = text.split(|letter: char| !letter.is_alphanumeric());
    // `SCCs in place for the delivery of mail`: the ground is what is told, under no condition.
    let first = plain(text.split_whitespace().next().unwrap_or_default());
    let conditional = (spoken.split(' ')).any(|it| lists::shipped().on_condition.is(it));
    if of_grounds.contains(&first)
        && !conditional
        && text.split_whitespace().count() <= LONGEST_GROUND
    {
        return true;
    }
    spelled.all(|word| {
        let known = plain(word);
        let lists = lists::shipped();
        let is_name = word.starts_with(|it: char| it.is_uppercase() || it.is_ascii_digit());
        let of_contract = lists.contracts.is(&known) || lists.contract.is(&known);
        let adds_nothing = known.len() < 4 || lists.part_of.is(&known);
        !words.none_begins.is(&known)
            && (is_name || adds_nothing || of_contract || of_grounds.contains(&known))
    })
}

/// Whether a text says what transfers rest on and nothing else, or so behind a colon, with what it is told of before that:
/// `Northwind Inc. belongs to an American group: SCCs via the DPA`.
fn ends_in_ground(reading: &Reading<'_>, text: &str) -> bool {
    let words = reading.words;
    let told = |of: &str| {
        let spoken = plain(of);
        words.but.within(&spoken).is_none()
            && words.may_be.within(&spoken).is_none()
            && words.unclear.within(&spoken).is_none()
            && lists::shipped().perhaps.within(&spoken).is_none()
            && !denies(words, of)
    };
    let behind = text.rsplit_once(": ").filter(|(of, _)| told(of));
    is_ground_alone(reading, text) || behind.is_some_and(|(_, it)| is_ground_alone(reading, it))
}

/// What a text says of places: each sentence for itself, where several name places of their own and what goes there.
fn places_of_sentences(reading: &Reading<'_>, text: &str) -> Vec<StatedPlaces> {
    let of = |text: &str| places(reading.words, reading.law, text);
    let each: Vec<Vec<StatedPlaces>> = text.split(". ").map(of).collect();
    let own = |told: &Vec<StatedPlaces>| -> Vec<String> {
        told.iter().flat_map(|it| it.countries.clone()).collect()
    };
    let named: Vec<Vec<String>> = each.iter().map(own).filter(|it| !it.is_empty()).collect();
    let mut all: Vec<&String> = named.iter().flatten().collect();
    let count = all.len();
    all.sort_unstable();
    all.dedup();
    let apart = named.len() > 1 && named.len() == each.len() && all.len() == count;
    if apart { each.concat() } else { of(text) }
}

/// Whether a text says that something is transferred, and leaves to what follows what: `Data are transferred as follows:`.
fn announces(text: &str) -> bool {
    let spoken = plain(text);
    let transfers = |word: &str| lists::shipped().transferring.is(word);
    let ends = text.ends_with(':') && !text.contains('\n');
    ends && spoken.contains(' ') && spoken.split(' ').any(transfers)
}

/// What transfers go to where a text names vendors alone, whose companies outside the Union are known.
fn vendors_alone(text: &str) -> Vec<Entry> {
    let vendors = Vendors::shipped();
    let parts = named_parts(text).into_iter();
    let countries: Option<Vec<&str>> = parts
        .map(|part| {
            let (name, _) = with_brackets(part);
            Some(&*vendors.named(name)?.country)
        })
        .collect();
    let mut rows: Vec<Entry> = Vec::new();
    for country in countries.unwrap_or_default() {
        let mut row = Entry::new();
        row.insert("state".to_owned(), json!("actual"));
        row.insert("country".to_owned(), json!(country));
        if !rows.contains(&row) {
            rows.push(row);
        }
    }
    rows
}

/// Where an activity keeps them until it is whole: no field of its.
pub(in crate::exchange::sheets) const TOLD: &str = "told of recipients";

/// Whether a text says in a clause of its own that nothing is transferred, and names no third country, no ground, and
/// nothing that limits it or leaves it open: `Acme Europe (Ireland) — no transfer outside the EU`.
pub(super) fn denied_beside(reading: &Reading<'_>, text: &str) -> bool {
    let words = reading.words;
    let clauses = text
        .split(['—', '–', ';', '\n'])
        .flat_map(|it| it.split(". "));
    let denies =
        |clause: &str| plain(clause).contains(' ') && stance(words, clause.trim()) == Stance::None;
    let spoken = plain(text);
    let open = words.but.within(&spoken).is_some()
        || words.may_be.within(&spoken).is_some()
        || words.unclear.within(&spoken).is_some()
        || text.contains('?');
    let told = without_denied(words, text);
    let abroad = places(words, reading.law, &told).into_iter().any(|place| {
        let third = |code: &String| {
            let country = reading.law.country(code);
            country.is_some_and(|it| reading.law.inside(it, reading.today).is_none())
        };
        place.countries.iter().any(third) || !place.organisations.is_empty()
    });
    let mut clauses = clauses;
    !open && !abroad && mechanisms(words, text).is_empty() && clauses.any(denies)
}

impl ActivityDraft {
    pub(in crate::exchange::sheets) fn transfers(
        &mut self,
        reading: &Reading<'_>,
        cell: &ReadCell<'_>,
    ) -> Became {
        let text = cell.text();
        if explained_none(reading, text) || never_happens(reading, text) {
            return self.none(reading, cell);
        }
        match yes_or_no(reading.words, text) {
            // A bare no to the question whether there are any says that there are none.
            Some((YesNo::No, "")) => return self.none(reading, cell),
            Some((YesNo::No | YesNo::Unclear | YesNo::MayBe, _)) => return self.note(cell),
            _ => {}
        }
        let (mut rows, mut said) = (Vec::<Entry>::new(), Vec::new());
        let (mut yes, mut beside, mut inside) = (announces(text), false, false);
        let told = without_gaps(reading.words, text);
        let told = without_denied(reading.words, &told);
        beside |= told != text;
        for place in places_of_sentences(reading, &told) {
            yes |= place.yes;
            beside |= place.beside;
            let mut destinations: Vec<(&str, Json)> = Vec::new();
            for code in &place.countries {
                let third = reading
                    .law
                    .country(code)
                    .is_some_and(|it| reading.law.inside(it, reading.today).is_none());
                if third {
                    destinations.push(("country", json!(code)));
                    said.push(code.clone());
                } else {
                    inside = true;
                }
            }
            let named = place.organisations.iter();
            destinations.extend(named.map(|name| ("international_organisation", json!(name))));
            for (key, value) in destinations {
                let mut row = Entry::new();
                row.insert("state".to_owned(), json!("actual"));
                row.insert(key.to_owned(), value);
                if !place.mechanisms.is_empty() {
                    row.insert("mechanisms".to_owned(), json!(place.mechanisms));
                    said.extend(place.mechanisms.iter().map(|it| (*it).to_owned()));
                }
                let is_same = |it: &&mut Entry| it.get(key) == row.get(key);
                match rows.iter_mut().find(is_same) {
                    Some(known) => join(known, row),
                    None => rows.push(row),
                }
            }
            if place.countries.is_empty() && place.organisations.is_empty() {
                beside |= !place.mechanisms.is_empty();
            }
        }
        if rows.is_empty() && !inside && !yes {
            rows = vendors_alone(&told);
            beside |= !rows.is_empty();
        }
        if rows.is_empty() {
            // `EU hosting`, `EU/EEA only`: all of it stays inside.
            let bare = inside && !beside && !yes && mechanisms(reading.words, text).is_empty();
            let inside_alone = bare || stays_inside(text);
            if (inside_alone || denied_beside(reading, text)) && self.rows("transfers").is_empty() {
                self.kept_inside |= inside_alone;
                return self.none(reading, cell);
            }
            // Only where it says yes, or what it rests on alone, there is a transfer: other words may as well say that
            // there is none.
            if !yes && (inside || !ends_in_ground(reading, text)) {
                return self.note(cell);
            }
            let known = mechanisms(reading.words, text);
            // `Yes - EU (France)` is no transfer to a third country.
            let only_inside = inside && known.is_empty();
            if only_inside || !self.rows("transfers").is_empty() {
                return self.note(cell);
            }
            let mut row = Entry::new();
            row.insert("state".to_owned(), json!("actual"));
            if !known.is_empty() {
                row.insert("mechanisms".to_owned(), json!(known));
            }
            row.insert("as_stated".to_owned(), json!(clean(&cell.noted(), true)));
            self.add("transfers", row);
            return Became::of(Fate::Stated);
        }
        if beside || inside {
            rows[0].insert("as_stated".to_owned(), json!(clean(&cell.noted(), true)));
        }
        let before = self.rows("transfers").len();
        for row in rows {
            // A column before may have named the same place, or have said that there is one, without where.
            let places = ["country", "international_organisation"];
            let is_same = |it: &Entry| places.iter().all(|place| it.get(*place) == row.get(*place));
            let is_open = |it: &Entry| !places.iter().any(|place| it.contains_key(*place));
            let known = self.rows("transfers");
            let same = known.iter().take(before).position(is_same);
            match same.or_else(|| known.iter().position(is_open)) {
                Some(at) => join(&mut known[at], row),
                None => self.add("transfers", row),
            }
        }
        Became::field(said.join(" · "))
    }

    pub(in crate::exchange::sheets) fn transfer_to(
        &mut self,
        reading: &Reading<'_>,
        parties: &mut Parties,
        cell: &ReadCell<'_>,
    ) -> Became {
        if yes_or_no(reading.words, cell.text()).is_some() {
            return self.note(cell);
        }
        let mut parts = named_parts(cell.text()).into_iter();
        let count = self.rows("transfers").len();
        if count == 0 && self.denied.contains("transfers") {
            return self.note(cell);
        }
        if let Some(became) = self.named_transfers(reading, parties, cell) {
            return became;
        }
        if !named_parts(cell.text()).into_iter().all(may_be_name) {
            return self.note(cell);
        }
        for at in 0..count.max(1) {
            let Some(name) = parts.next() else { break };
            let reference = json!(Parties::reference(parties.named(name)));
            if let Some(row) = self.some_rows("transfers").get_mut(at) {
                row.insert("organisation".to_owned(), reference);
            }
        }
        if parts.next().is_some() {
            self.notes.push(cell.noted());
        }
        Became::field("")
    }

    pub(in crate::exchange::sheets) fn mechanisms(
        &mut self,
        reading: &Reading<'_>,
        cell: &ReadCell<'_>,
    ) -> Became {
        let text = cell.text();
        if self.denied.contains("transfers")
            || yes_or_no(reading.words, text).is_some_and(|(_, beside)| beside.is_empty())
        {
            return self.note(cell);
        }
        let codes = mechanisms(reading.words, text);
        if codes.is_empty() && self.rows("transfers").is_empty() {
            return self.note(cell);
        }
        // Which of several is of which country, the cell does not say.
        let clear = codes.len() == 1 || self.rows("transfers").len() < 2;
        let whole = reading.words.mechanism.exact(&plain(text)).is_some();
        for row in self.some_rows("transfers") {
            if clear && !codes.is_empty() {
                extend(row, "mechanisms", texts(&codes));
            }
            if !clear || codes.is_empty() || !whole {
                append(row, "safeguards", &clean(text, true));
            }
        }
        self.place_in_words(reading, text);
        Became::field(codes.join(", "))
    }

    /// Gives a transfer that has no place the one third country that words on what it rests on name.
    fn place_in_words(&mut self, reading: &Reading<'_>, text: &str) {
        let told = without_denied(reading.words, text);
        let named = places(reading.words, reading.law, &told).into_iter();
        let mut third: Vec<String> = named.flat_map(|it| it.countries).collect();
        third.retain(|code| {
            let country = reading.law.country(code);
            country.is_some_and(|it| reading.law.inside(it, reading.today).is_none())
        });
        third.dedup();
        if let ([country], [row]) = (third.as_slice(), self.rows("transfers"))
            && !row.contains_key("country")
            && !row.contains_key("international_organisation")
        {
            row.insert("country".to_owned(), json!(country));
            row.entry("state").or_insert_with(|| json!("actual"));
        }
    }

    /// Keeps what is told of a recipient in third countries, where it says what a transfer rests on: `Acme (USA, SCC)`.
    pub(in crate::exchange::sheets) fn tell_transfers(
        &mut self,
        reading: &Reading<'_>,
        (reference, places): (&str, &[String]),
        words: &str,
    ) {
        let named = mechanisms(reading.words, words);
        if named.is_empty() {
            return;
        }
        for code in places {
            let country = reading.law.country(code);
            if country.is_none_or(|it| reading.law.inside(it, reading.today).is_some()) {
                continue;
            }
            let mut row = Entry::new();
            row.insert("state".to_owned(), json!("actual"));
            row.insert("country".to_owned(), json!(code));
            row.insert("organisation".to_owned(), json!(reference));
            row.insert("mechanisms".to_owned(), json!(named));
            row.insert("as_stated".to_owned(), json!(clean(words, true)));
            self.lists.entry(TOLD).or_default().push(row);
        }
    }

    /// Says of the only transfer, where nothing is told of where it goes, the only country that recipients are in.
    pub(in crate::exchange::sheets) fn place_transfer(&mut self, reading: &Reading<'_>) {
        let third = |code: &str| {
            let country = reading.law.country(code);
            country.is_some_and(|it| reading.law.inside(it, reading.today).is_none())
        };
        let rows = self.lists.get("recipients").into_iter().flatten();
        let countries = rows.filter_map(|row| row.get("countries")?.as_array());
        let countries = countries.flatten().filter_map(Json::as_str);
        let mut countries: Vec<String> = countries
            .filter(|code| third(code))
            .map(str::to_owned)
            .collect();
        countries.sort_unstable();
        countries.dedup();
        let Some([row]) = self.lists.get_mut("transfers").map(Vec::as_mut_slice) else {
            return;
        };
        let placed = row.contains_key("country") || row.contains_key("international_organisation");
        if let ([code], false) = (countries.as_slice(), placed) {
            row.insert("country".to_owned(), json!(code));
        }
    }

    /// Takes them for transfers of the activity, where it says nothing else of transfers there: that there are none, or
    /// one to the same country. What the only recipient there rests on is told of that one, where it says nothing itself.
    pub(in crate::exchange::sheets) fn settle_transfers(&mut self) {
        let told = self.lists.remove(TOLD).unwrap_or_default();
        let denied = self.denied.contains("transfers") || self.none.holds("transfers");
        if denied {
            return;
        }
        let known = self.lists.entry("transfers").or_default();
        for row in &told {
            let same = |it: &&mut Entry| it.get("country") == row.get("country");
            let only = told
                .iter()
                .filter(|it| it.get("country") == row.get("country"));
            let mut there = known.iter_mut().filter(same);
            if let (Some(one), None) = (there.next(), there.next())
                && only.count() == 1
                && !one.contains_key("mechanisms")
                && one
                    .get("organisation")
                    .is_none_or(|it| Some(it) == row.get("organisation"))
            {
                for key in ["organisation", "mechanisms"] {
                    if let Some(value) = row.get(key) {
                        one.insert(key.to_owned(), value.clone());
                    }
                }
            }
        }
        let before: Vec<Entry> = known.clone();
        let says_where = |it: &Entry| {
            it.contains_key("country") || it.contains_key("international_organisation")
        };
        for row in told {
            let same = |it: &Entry| it.get("country") == row.get("country");
            let again = known
                .iter()
                .any(|it| same(it) && it.get("organisation") == row.get("organisation"));
            let open = before.iter().any(|it| !says_where(it));
            if !open && !again && !before.iter().any(same) {
                known.push(row);
            }
        }
        if known.is_empty() {
            self.lists.remove("transfers");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_names_the_union_and_hosting_alone_stays_inside() {
        for text in [
            "EU hosting",
            "EU/EEA only",
            "EU-Hosting (Frankfurt)",
            "Hébergement UE",
            "Endast inom EU/EES",
            "Nur Server in der EU",
            "Northwind: regione UE",
            "Acme: EU-Region",
            "GCP EU region (`europe-west1`)",
            "Alder `eur3` multi-region Europe",
            "Alder servers, EU",
        ] {
            assert!(stays_inside(text), "{text}");
        }
        for text in [
            "EU-compliant",
            "EU, support from elsewhere",
            "Outside the EU",
            "EU?",
            "EU and UK",
            "(EU)",
            "Alder EU",
            "Only in the region",
        ] {
            assert!(!stays_inside(text), "{text}");
        }
    }

    fn reading(law: &crate::law::Law) -> Reading<'_> {
        let today = chrono::NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
        Reading::of(&[], law, today)
    }

    #[test]
    fn a_ground_may_stand_behind_what_it_is_told_of() {
        let law = crate::law::Law::shipped().unwrap();
        let reading = reading(&law);
        let text = "Northwind Inc. is een Amerikaans moederbedrijf: SCC's via de DPA";
        assert!(ends_in_ground(&reading, text));
        for text in [
            "Possibly Northwind sends data abroad: SCC",
            "No transfer to Northwind: SCC",
            "Northwind Inc. is een Amerikaans moederbedrijf",
        ] {
            assert!(!ends_in_ground(&reading, text), "{text}");
        }
    }

    #[test]
    fn a_ground_may_be_all_that_is_said_of_transfers() {
        let law = crate::law::Law::shipped().unwrap();
        let reading = reading(&law);
        for text in [
            "SCC",
            "SCC's (Northwind)",
            "Northwind: DPF",
            "SCCs via the DPA",
            "CCT (Acme)",
        ] {
            assert!(is_ground_alone(&reading, text), "{text}");
        }
        for text in [
            "nur mit geeigneten Garantien (z. B. SCC)",
            "Only with SCC",
            "No SCC",
            "SCC?",
            "SCC if anything leaves the region",
            "Acme",
        ] {
            assert!(!is_ground_alone(&reading, text), "{text}");
        }
    }
}
