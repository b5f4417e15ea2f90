//! Countries and what transfers rest on, as cells give them: names in ten languages, codes, mechanisms in words.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use crate::exchange::sheets::answers::entries::entries;
use crate::exchange::sheets::answers::{YesNo, denies, yes_or_no};
use crate::exchange::sheets::folding::{find_whole, plain};
use crate::exchange::sheets::grounds::basis::{is_between_numbers, numbers_of_articles};
use crate::exchange::sheets::lists;
use crate::exchange::sheets::vocabulary::SheetVocabulary;
use crate::law::{Destination, Law};

/// What a part of a cell says of a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatedPlaces {
    /// Codes of countries, or of the Union.
    pub countries: Vec<String>,
    /// International organisations, in the cell's words.
    pub organisations: Vec<String>,
    /// What the transfer rests on.
    pub mechanisms: Vec<&'static str>,
    /// Whether it says yes.
    pub yes: bool,
    /// Whether something stands beside what was understood.
    pub beside: bool,
}

impl StatedPlaces {
    fn names_a_place(&self) -> bool {
        !self.countries.is_empty() || !self.organisations.is_empty()
    }
}

/// From how many words on a phrase for a mechanism means nothing else; `explicit consent` may be a legal basis.
const BRIEF: usize = 2;

/// The mechanisms that a text names: by article, else by words.
#[must_use]
pub fn mechanisms(words: &SheetVocabulary, text: &str) -> Vec<&'static str> {
    let mut found: Vec<&'static str> = Vec::new();
    let mut add = |code: &'static str| {
        if !found.contains(&code) {
            found.push(code);
        }
    };
    let plain = plain(text);
    // What says it in full says nothing else: `Derogation: explicit consent after information on the risks`.
    let is_full = plain.split(' ').count() > BRIEF;
    if let Some(code) = words.mechanism.exact(&plain).filter(|_| is_full) {
        return vec![code];
    }
    articles_of_transfers(text).into_iter().for_each(&mut add);
    let compact: String = plain.chars().filter(|letter| *letter != ' ').collect();
    for code in crate::domain::codes::MECHANISM.codes {
        let sought: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
        if compact.contains(&sought) && sought.len() > 5 {
            add(code);
        }
    }
    for (code, _) in words.mechanism.each(&plain) {
        // A consent is one of Art. 49 only where nothing else is named.
        if code != "art49-1-a" || found_none(&plain) {
            add(code);
        }
    }
    found
}

/// The mechanisms that a text names by their articles.
fn articles_of_transfers(text: &str) -> Vec<&'static str> {
    let numbers = numbers_of_articles(text);
    let named = ARTICLES
        .into_iter()
        .filter(|(digits, _)| find_whole(&numbers, digits).is_some());
    named.map(|(_, code)| code).collect()
}

fn found_none(plain: &str) -> bool {
    plain.contains("49")
}

/// Articles of Chapter V as words of a plain text.
const ARTICLES: [(&str, &str); 9] = [
    ("45", "art45"),
    ("46 2 a", "art46-2-a"),
    ("46 2 b", "art46-2-b"),
    ("46 2 c", "art46-2-c"),
    ("46 2 d", "art46-2-d"),
    ("46 2 e", "art46-2-e"),
    ("46 2 f", "art46-2-f"),
    ("49 1 a", "art49-1-a"),
    ("49 1 b", "art49-1-b"),
];

/// What each entry of a cell says of places.
#[must_use]
pub fn places(words: &SheetVocabulary, law: &Law, text: &str) -> Vec<StatedPlaces> {
    let whole = one(words, law, text);
    let entries = entries(text);
    let is_state = |first: &str| {
        let georgia = exact_country(words, law, first).as_deref() == Some(GEORGIA);
        let behind = text.trim_start().strip_prefix(first);
        georgia && behind.is_some_and(|it| is_of_the_states(words, law, it))
    };
    if entries.len() < 2 || (entries.len() == 2 && is_state(entries[0])) {
        return vec![whole];
    }
    let mut found: Vec<StatedPlaces> = Vec::new();
    let last = entries.len() - 1;
    let joined = !text.contains([';', '\n', '|']);
    for (at, entry) in entries.into_iter().enumerate() {
        let place = one(words, law, entry);
        // `Switzerland, UK and Japan (adequacy)`: what stands behind the last of them is said of all.
        if at == last && joined && place.countries.len() > 1 && entry.ends_with(')') {
            for before in found.iter_mut().filter(|it| it.mechanisms.is_empty()) {
                before.mechanisms.clone_from(&place.mechanisms);
            }
        }
        // What transfers rest on, alone between commas, is of the places before that have nothing: `USA, SCC`.
        let is_known = |code: &String| found.iter().any(|it| it.countries.contains(code));
        let again = place.countries.iter().all(is_known) && place.organisations.is_empty();
        let rests = again && !place.mechanisms.is_empty();
        let one_before = found.iter().filter(|it| it.names_a_place()).count() == 1;
        if rests && (!place.beside || one_before) && found.iter().any(StatedPlaces::names_a_place) {
            let beside = place.beside;
            let places = found.iter_mut().filter(|it| it.names_a_place());
            for before in places.filter(|it| it.mechanisms.is_empty()) {
                before.mechanisms.clone_from(&place.mechanisms);
                before.beside |= beside;
            }
        } else {
            found.push(place);
        }
    }
    found
}

fn one(words: &SheetVocabulary, law: &Law, text: &str) -> StatedPlaces {
    let mut found = StatedPlaces::default();
    let mut rest = text.trim();
    if let Some((YesNo::Yes, behind)) = yes_or_no(words, rest) {
        found.yes = true;
        rest = behind;
    }
    if rest.is_empty() {
        return found;
    }
    if let Some(destination) = exact(words, law, rest) {
        take(&mut found, destination, rest);
        return found;
    }
    found.mechanisms = mechanisms(words, rest);
    let without_names = without_instruments(rest);
    let rest = &*without_names;
    let of_mechanisms = words_of_mechanisms(words, rest);
    let spelled = spelled(rest);
    let mut at = 0;
    let mut others = 0;
    while at < spelled.len() {
        let longest = words.longest_country.min(spelled.len() - at);
        let named = (1..=longest).rev().find_map(|count| {
            let parts = spelled[at..at + count]
                .iter()
                .map(|place| &rest[place.clone()]);
            let name = parts.collect::<Vec<_>>().join(" ");
            let place = named(words, &name).map(|code| (count, code));
            place.or_else(|| {
                let stands_alone = count == 1 && is_entry(rest, &spelled[at]);
                stands_alone
                    .then(|| coded(law, &name))
                    .flatten()
                    .map(|code| (1, code))
            })
        });
        if let Some((count, code)) = named {
            let behind = spelled[at + count - 1].end;
            let is_left_out = is_outside(rest, spelled[at].start)
                || was_only(&rest[..spelled[at].start], &rest[behind..])
                || is_origin(words, law, &rest[behind..])
                || (code == GEORGIA && is_of_the_states(words, law, &rest[behind..]));
            if is_left_out {
                others += 1;
            } else if !found.countries.contains(&code) {
                found.countries.push(code);
            }
            at += count;
        } else {
            let words = plain(&rest[spelled[at].clone()]);
            let told = words.split(' ').all(|word| of_mechanisms.contains(word));
            others += usize::from(!told);
            at += 1;
        }
    }
    // The framework of the Union with the United States is of no other country.
    if found.countries.is_empty() && is_with_us(text) {
        found.countries.push("US".to_owned());
    }
    found.beside = others > 0;
    found
}

/// Whether a text names what is between the Union and the United States.
fn is_with_us(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let plain = plain(text);
    let lists = lists::shipped();
    let mut names = lists.written.with_us.iter();
    names.any(|name| lower.contains(name)) || lists.framework.within(&plain).is_some()
}

/// A text with blanks where instruments are called after places, and where the framework with the United States is named.
pub(super) fn without_framework(text: &str) -> String {
    let mut out = without_instruments(text).into_owned();
    for name in lists::shipped().framework.all() {
        while let Some(at) = out.to_ascii_lowercase().find(name) {
            out.replace_range(at..at + name.len(), &" ".repeat(name.len()));
        }
    }
    out
}

/// A text with blanks where instruments are called after places.
fn without_instruments(text: &str) -> Cow<'_, str> {
    let lower = text.to_ascii_lowercase();
    let mut out = Cow::Borrowed(text);
    let written = &lists::shipped().written;
    for name in written.with_us.iter().chain(&written.other_instruments) {
        for (at, _) in lower.match_indices(name) {
            let is_letter = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
            let inside = is_letter(text[..at].chars().next_back())
                || is_letter(text[at + name.len()..].chars().next());
            if !inside {
                let blank = " ".repeat(name.len());
                out.to_mut().replace_range(at..at + name.len(), &blank);
            }
        }
    }
    out
}

/// Whether the place that begins at a point of a text is where data are not: `outside Chile`, `fuera de Chile`.
fn is_outside(text: &str, start: usize) -> bool {
    let from = text.ceil_char_boundary(start.saturating_sub(LOOKED_AT));
    let before = text[from..start].split([',', ';', '(', '\n']).next_back();
    let words = before.unwrap_or_default().split_whitespace().rev();
    words
        .take(3)
        .any(|word| lists::shipped().outside.is(&plain(word)))
}

/// Whether words right before a place, or right behind it, say that it was one and is no longer: `Previously USA`.
fn was_only(before: &str, behind: &str) -> bool {
    let lists = lists::shipped();
    let clause = before
        .rsplit([',', ';', '(', '\n'])
        .next()
        .unwrap_or_default();
    let clause = plain(clause);
    let mut all = lists.formerly.all();
    let ends = all.any(|word| {
        let rest = clause.strip_suffix(word);
        rest.is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
    });
    let ends_here = behind.find([',', ';', '\n']).unwrap_or(behind.len());
    ends || lists.formerly.is(&plain(&behind[..ends_here]))
}

/// The country that is called like one of the United States.
const GEORGIA: &str = "GE";

/// Whether the country behind a place are the United States, one of which is called like a country: `Georgia, USA`.
fn is_of_the_states(words: &SheetVocabulary, law: &Law, behind: &str) -> bool {
    let Some(next) = behind.trim_start().strip_prefix([',', '(']) else {
        return false;
    };
    let end = next.find([',', ')', ';', '\n']).unwrap_or(next.len());
    let code = exact_country(words, law, next[..end].trim());
    code.as_deref() == Some("US")
}

/// Whether a way to another place stands behind one, which data come from: `UK → US`, `EEA/UK to Canada`.
fn is_origin(words: &SheetVocabulary, law: &Law, behind: &str) -> bool {
    let mut behind = behind.trim_start();
    while let Some(next) = behind.strip_prefix(['/', '&', '+']) {
        let next = next.trim_start();
        let Some(end) = place_ends(words, law, next) else {
            return false;
        };
        behind = next[end..].trim_start();
    }
    let arrow = ["→", "->", "⇒", "➔"]
        .iter()
        .find_map(|arrow| behind.strip_prefix(arrow));
    let to = arrow.or_else(|| behind_way(behind)).map(str::trim_start);
    to.is_some_and(|to| place_ends(words, law, to).is_some())
}

/// What stands behind words for the way that data go, and behind an article: `to the US`, `in die Schweiz`.
fn behind_way(text: &str) -> Option<&str> {
    /// The most words for a way.
    const MOST: usize = 3;
    let lists = lists::shipped();
    let ends = text.match_indices(' ').map(|(at, _)| at).take(MOST);
    let way = ends
        .filter(|at| lists.ways.is(&plain(&text[..*at])))
        .last()?;
    let rest = text[way..].trim_start();
    let article = rest.split_once(' ').filter(|(it, _)| lists.articles.is(it));
    Some(article.map_or(rest, |(_, rest)| rest))
}

/// Where the place ends that a text begins with.
fn place_ends(words: &SheetVocabulary, law: &Law, text: &str) -> Option<usize> {
    let spelled = spelled(text);
    let first = spelled.first().filter(|it| it.start == 0)?;
    let longest = words.longest_country.min(spelled.len());
    let name = (1..=longest).rev().find_map(|count| {
        let parts = spelled[..count].iter().map(|it| &text[it.clone()]);
        let name = parts.collect::<Vec<_>>().join(" ");
        named(words, &name).map(|_| spelled[count - 1].end)
    });
    name.or_else(|| coded(law, &text[first.clone()]).map(|_| first.end))
}

/// Where the words of a text stand, with the full stops in them.
fn spelled(text: &str) -> Vec<Range<usize>> {
    let is_sign = |letter: char| !letter.is_alphanumeric() && letter != '.';
    let signs = text
        .match_indices(is_sign)
        .map(|(at, sign)| at..at + sign.len());
    let mut from = 0;
    let places = signs
        .chain(std::iter::once(text.len()..text.len()))
        .map(|sign| {
            let place = from..sign.start;
            from = sign.end;
            place
        });
    places.filter(|place| !place.is_empty()).collect()
}

/// The plain words of a text that name what transfers rest on: phrases, and articles with their parts.
pub(super) fn words_of_mechanisms(words: &SheetVocabulary, text: &str) -> HashSet<String> {
    let plain = plain(text);
    let phrases = words.mechanism.each(&plain).into_iter();
    let mut own: HashSet<String> = phrases
        .flat_map(|(_, place)| {
            plain[place]
                .split(' ')
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .collect();
    if !articles_of_transfers(text).is_empty() {
        let of_article = |word: &&str| {
            let short = word.chars().count() < 3;
            short || word.starts_with("art") || is_between_numbers(word)
        };
        own.extend(plain.split(' ').filter(of_article).map(str::to_owned));
    }
    own
}

/// The most words between one that denies and what it denies: `werden nicht in ein Land außerhalb der EU übermittelt`.
const DENIED_WITHIN: usize = 8;

/// A text without the sentences that say that nothing is transferred: data go to none of the countries that they name.
#[must_use]
pub fn without_denied<'t>(words: &SheetVocabulary, text: &'t str) -> Cow<'t, str> {
    let parts = text.split_inclusive(['\n', ';', '|']);
    let sentences: Vec<&str> = parts.flat_map(|part| part.split_inclusive(". ")).collect();
    let kept = || {
        sentences
            .iter()
            .copied()
            .filter(|it| !denies_transfer(words, it))
    };
    if kept().count() == sentences.len() {
        return text.into();
    }
    kept().collect::<String>().into()
}

/// Whether a sentence says that nothing is transferred, and makes no exception of it.
fn denies_transfer(words: &SheetVocabulary, sentence: &str) -> bool {
    let text = plain(sentence);
    if words.but.within(&text).is_some() {
        return false;
    }
    // `No adequacy decision for India` denies what a transfer would rest on.
    if denies(words, sentence) && words.mechanism.first(&text).is_none() {
        return true;
    }
    let clauses = sentence.split([',', ':', '(', ')', '–', '—']).map(plain);
    clauses.into_iter().any(|clause| {
        let spoken: Vec<&str> = clause.split(' ').collect();
        let is_no = |word: &&str| words.none_begins.is(word) && !words.without.is(word);
        let denied = |at: usize| {
            let behind = spoken.iter().skip(at + 1).take(DENIED_WITHIN);
            let to = behind.clone().position(|word| words.none_topics.is(word));
            let between = |to: usize| spoken[at + 1..=at + to].join(" ");
            let direct = to.is_some_and(|to| words.mechanism.first(&between(to)).is_none());
            direct || (at > 0 && words.none_topics.is(spoken[at - 1]))
        };
        let places = spoken.iter().enumerate().filter(|(_, word)| is_no(word));
        places.into_iter().any(|(at, _)| denied(at))
    })
}

/// The code of the country that a text is the name of.
#[must_use]
pub fn exact_country(words: &SheetVocabulary, law: &Law, text: &str) -> Option<String> {
    let found = exact(words, law, text)?;
    matches!(found, Destination::Country(_) | Destination::Area(_)).then(|| found.code().to_owned())
}

/// The destination that a text names as a whole.
fn exact<'l>(words: &SheetVocabulary, law: &'l Law, text: &str) -> Option<Destination<'l>> {
    let plain = plain(text);
    if let Some(code) = words.countries.get(&plain) {
        return law.destination(code);
    }
    // A code of two or three letters is one as it is written: `NO` is Norway, `no` is not.
    let coded = text.len() <= 3 && text.chars().any(char::is_lowercase);
    (!coded).then(|| law.destination(text)).flatten()
}

/// The code of a country whose name stands in a text: a long one in any case, a short one in capitals alone.
fn named(words: &SheetVocabulary, name: &str) -> Option<String> {
    let capitals = name.chars().all(|letter| !letter.is_lowercase());
    let letters = name.chars().filter(|letter| letter.is_alphabetic()).count();
    if letters < 4 && !capitals {
        return None;
    }
    words.countries.get(&plain(name)).cloned()
}

/// The country that a code in capitals is of.
fn coded(law: &Law, code: &str) -> Option<String> {
    if !(2..=3).contains(&code.len()) || !code.bytes().all(|letter| letter.is_ascii_uppercase()) {
        return None;
    }
    match law.destination(code)? {
        Destination::Country(country) => Some(country.code.clone()),
        Destination::Area(area) => Some(area.code.clone()),
        Destination::Place(..) | Destination::Organisation(_) => None,
    }
}

/// How many bytes beside a word are looked at: what leads to a place or joins two is short.
const LOOKED_AT: usize = 64;

/// Whether the word at a place of a text is an entry of its own, between signs or after a word that leads to a place. In
/// running text capitals are short for something else: `our IT department`, `AI providers`.
fn is_entry(text: &str, place: &Range<usize>) -> bool {
    let joins = |word: &str| lists::shipped().and_or.is(&word.to_lowercase());
    let from = text.ceil_char_boundary(place.start.saturating_sub(LOOKED_AT));
    let to = text.floor_char_boundary(place.end.saturating_add(LOOKED_AT).min(text.len()));
    let (before, after) = (
        text[from..place.start].trim_end(),
        text[place.end..to].trim_start(),
    );
    let ends = after
        .chars()
        .next()
        .is_none_or(|next| ",;/|)]–—.+&:\n(".contains(next))
        || after.split_whitespace().next().is_some_and(joins);
    let before = before
        .split([',', ';', '/', '|', '(', '[', '–', '—', ':', '+', '&', '\n'])
        .next_back();
    let before = before.unwrap_or_default().trim();
    let leads = before
        .split_whitespace()
        .next_back()
        .is_none_or(|last| joins(last) || lists::shipped().before_places.is(&plain(last)));
    ends && leads
}

fn take(found: &mut StatedPlaces, destination: Destination<'_>, text: &str) {
    match destination {
        Destination::Organisation(_) => found.organisations.push(text.to_owned()),
        other => found.countries.push(other.code().to_owned()),
    }
}

/// Whether a part names servers of the Union: `EU cloud`, `EU region`.
pub(in crate::exchange::sheets) fn is_in_union(part: &str) -> bool {
    let lists = lists::shipped();
    let spoken = plain(part);
    let (first, rest) = spoken.split_once(' ').unwrap_or((&spoken, ""));
    lists.the_union.is(first) && !rest.is_empty() && rest.split(' ').all(|it| lists.hosts.is(it))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_known_in_ten_languages_and_by_code() {
        let (words, law) = (SheetVocabulary::shipped(), Law::shipped().unwrap());
        for (text, countries, mechanisms) in [
            ("India", vec!["IN"], vec![]),
            ("Ja – USA (DPF)", vec!["US"], vec!["art45"]),
            ("USA, Indien", vec!["US", "IN"], vec![]),
            ("Vereinigte Staaten; Schweiz", vec!["US", "CH"], vec![]),
            ("Oui (États-Unis)", vec!["US"], vec![]),
            ("Yhdysvallat", vec!["US"], vec![]),
            ("tiedot siirretään Yhdysvaltoihin", vec!["US"], vec![]),
            ("Isoon-Britanniaan ja Sveitsiin", vec!["GB", "CH"], vec![]),
            ("do Stanów Zjednoczonych", vec!["US"], vec![]),
            ("do Spojených států", vec!["US"], vec![]),
            ("SE", vec!["SE"], vec![]),
            ("EU/EES", vec!["EU", "EEA"], vec![]),
            ("Microsoft, USA – SCC", vec!["US"], vec!["art46-2-c"]),
            ("Regno Unito", vec!["GB"], vec![]),
            ("Yes, United States, SCC", vec!["US"], vec!["art46-2-c"]),
            ("Servers in DE, FR / NL", vec!["DE", "FR", "NL"], vec![]),
            ("SE och NO", vec!["SE", "NO"], vec![]),
            ("UK→US (hosting)", vec!["US"], vec![]),
            ("EU/UK to US, SCCs", vec!["US"], vec!["art46-2-c"]),
            ("EEA/UK to Canada", vec!["CA"], vec![]),
            ("aus der EU in die Schweiz", vec!["CH"], vec![]),
            ("från Norge till Indien", vec!["IN"], vec![]),
            ("UK and US, SCCs", vec!["GB", "US"], vec!["art46-2-c"]),
            ("Northwind: DPF", vec!["US"], vec!["art45"]),
            ("US → SCC", vec!["US"], vec!["art46-2-c"]),
            ("Sí — servidores fuera de Chile", vec![], vec![]),
            (
                "United States (SCCs + UK Addendum)",
                vec!["US"],
                vec!["art46-2-c"],
            ),
            (
                "Northwind LLC — covered by EU–US Data Privacy Framework",
                vec!["US"],
                vec!["art45"],
            ),
            (
                "USA; Region Frankfurt, EU-US Data Privacy Framework",
                vec!["US"],
                vec!["art45"],
            ),
            (
                "only via the AI providers and our IT department",
                vec![],
                vec![],
            ),
        ] {
            let found = places(words, &law, text);
            let codes: Vec<&str> = found
                .iter()
                .flat_map(|it| &it.countries)
                .map(String::as_str)
                .collect();
            assert_eq!(codes, countries, "{text}");
            let named: Vec<&str> = found.iter().flat_map(|it| it.mechanisms.clone()).collect();
            assert_eq!(named, mechanisms, "{text}");
        }
        assert!(
            places(words, &law, "no")
                .iter()
                .all(|it| it.countries.is_empty())
        );
    }

    #[test]
    fn the_name_of_each_country_is_no_other_ones() {
        let (words, law) = (SheetVocabulary::shipped(), Law::shipped().unwrap());
        for (name, code) in &words.countries {
            // In small letters a short one is a word of some language.
            let name = if name.chars().filter(|it| it.is_alphabetic()).count() < 4 {
                name.to_uppercase()
            } else {
                name.clone()
            };
            let told = format!("Servers in {name} (hosting)");
            let found = places(words, &law, &told);
            let codes: Vec<&String> = found.iter().flat_map(|it| &it.countries).collect();
            assert_eq!(codes, [code], "{name}");
        }
    }

    #[test]
    fn parts_of_countries_and_places_that_were_are_no_other_country() {
        let (words, law) = (SheetVocabulary::shipped(), Law::shipped().unwrap());
        let of = |text: &str| -> Vec<String> {
            let found = places(words, &law, text).into_iter();
            found.flat_map(|it| it.countries).collect()
        };
        for (text, codes) in [
            ("New Jersey", &["US"][..]),
            ("New Jersey, USA", &["US", "US"]),
            ("servers in New Mexico", &["US"]),
            ("Noord-Ierland", &["GB"]),
            ("Democratic Republic of the Congo", &["CD"]),
            ("Republic of the Congo", &["CG"]),
            ("Papua New Guinea", &["PG"]),
            ("Niger, Nigeria", &["NE", "NG"]),
            ("Jersey", &["JE"]),
            ("Servers in Atlanta (Georgia, USA)", &["US"]),
            ("Georgia", &["GE"]),
            ("Georgia, USA", &["US"]),
            ("India, Georgia, Armenia", &["IN", "GE", "AM"]),
            ("US Virgin Islands", &["VI"]),
            ("Previously USA, now EU only", &[]),
            ("Tidigare USA; nu Sverige", &["SE"]),
            ("USA (formerly)", &[]),
            ("USA", &["US"]),
        ] {
            assert_eq!(of(text), codes, "{text}");
        }
        let all = places(words, &law, "Switzerland, UK and Japan (adequacy)");
        assert!(all.iter().all(|it| it.mechanisms == ["art45"]), "{all:?}");
        let each = places(words, &law, "India; UK and Japan (adequacy)");
        assert!(each[0].mechanisms.is_empty());
    }

    #[test]
    fn data_go_to_no_country_of_a_sentence_that_denies_it() {
        let words = SheetVocabulary::shipped();
        for denied in [
            "Não há transferência internacional para o operador (no Brasil)",
            "Daten werden nicht in die USA übermittelt.",
            "Uppgifterna överförs inte till Indien",
            "No data leave for India",
            "Servers stand in Frankfurt, no transfer to the USA",
        ] {
            assert_eq!(without_denied(words, denied), "", "{denied}");
        }
        for said in [
            "USA (SCC)",
            "No adequacy decision for India, standard contractual clauses",
            "Transfer to the USA without an adequacy decision",
            "Not transferred, except to the USA",
            "Norway, Denmark",
        ] {
            assert_eq!(without_denied(words, said), said, "{said}");
        }
        let both = "None to Asia. USA (DPF)";
        assert_eq!(without_denied(words, both), "USA (DPF)");
    }

    #[test]
    fn mechanisms_are_known_by_words_and_articles() {
        let words = SheetVocabulary::shipped();
        for (text, codes) in [
            ("SCC", vec!["art46-2-c"]),
            ("Article 45 Adequacy", vec!["art45"]),
            (
                "Standardavtalsklausuler och BCR",
                vec!["art46-2-c", "art46-2-b"],
            ),
            ("Art. 46 Abs. 2 lit. c", vec!["art46-2-c"]),
            ("privacy_standard_contractual_clauses", vec!["art46-2-c"]),
            ("Encryption", vec![]),
        ] {
            let mut found = mechanisms(words, text);
            found.sort_unstable();
            let mut codes = codes;
            codes.sort_unstable();
            assert_eq!(found, codes, "{text}");
        }
    }
}
