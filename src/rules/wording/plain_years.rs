//! What plain words say of a year: that something came to an end in it, or is done no more since, and that a record was
//! looked at in it; and that a contract is over. The words are data, `assets/rules/plain_words.toml`.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::OnceLock;

use chrono::{Datelike as _, NaiveDate};

use super::lengths::{lengths_in, years_in_words};
use super::plain_lists::{PlainList, PlainText};
use super::sentence::{SentenceAround, sentences};
use super::tokens::Tokens;
use crate::domain::period::Period;
use crate::domain::text::fold;

/// The words by which a contract is said to be over, with nothing that went on from it.
pub(in crate::rules) fn says_over(text: &str, this_year: i32) -> Option<&str> {
    let plain = PlainText::of(text);
    let past = || dated_sentences(text, this_year).any(|(_, year)| year < this_year);
    let taken_back =
        || plain.holds(PlainList::Renewed) || plain.holds(PlainList::WhenOver) && !past();
    let over = || plain.first(PlainList::Over).filter(|_| !taken_back());
    let no_more = || plain.near(PlainList::Runs, PlainList::NoMore, 5);
    plain
        .first(PlainList::Lapsed)
        .or_else(over)
        .or_else(no_more)
}

/// The sentences of a text that name a year, each with the latest of them; or say how long ago it was.
fn dated_sentences(text: &str, this_year: i32) -> impl Iterator<Item = (&str, i32)> {
    let may_tell = may_tell_how_long_ago(text);
    sentences(text).filter_map(move |sentence| {
        let figures = sentence.split(|letter: char| !letter.is_ascii_digit());
        let years =
            figures.filter(|it| it.len() == 4 && (it.starts_with("19") || it.starts_with("20")));
        let years = years.filter_map(|it| it.parse().ok());
        let ago = || may_tell.then(|| year_ago(sentence, this_year)).flatten();
        let year = years.max().or_else(ago)?;
        Some((sentence, year))
    })
}

/// Whether a text holds a word that may say how long ago something was: most hold none, and are not looked at again.
fn may_tell_how_long_ago(text: &str) -> bool {
    static WORDS: OnceLock<HashSet<u64>> = OnceLock::new();
    let words = WORDS.get_or_init(|| {
        let phrases = PlainList::LastYear.words();
        let longest = |phrase: &str| {
            let words = phrase.split([' ', '*']).max_by_key(|word| word.len());
            words.and_then(|word| Tokens::of(word).hashes().next())
        };
        (phrases.iter())
            .filter_map(|phrase| longest(phrase))
            .chain(years_in_words())
            .collect()
    });
    Tokens::of(text).hashes().any(|word| words.contains(&word))
}

/// The year that a sentence speaks of by how long ago it was: `three years ago`, `il y a trois ans`, `i fjol`.
fn year_ago(sentence: &str, this_year: i32) -> Option<i32> {
    let plain = PlainText::of(sentence);
    if plain.holds(PlainList::LastYear) {
        return Some(this_year - 1);
    }
    let mut years = lengths_in(sentence).filter_map(|(words, period)| {
        let since = plain
            .of_list(PlainList::SinceLength)
            .any(|it| it.words.end == words.start);
        let ago = since
            || plain
                .of_list(PlainList::Ago)
                .any(|it| it.words.start == words.end);
        let Period::Span(span) = period else {
            return None;
        };
        let years = i32::try_from(span.years).ok()?;
        (ago && years > 0).then_some(years)
    });
    Some(this_year - years.next()?)
}

/// So many letters of a word tell what it is about, whatever it ends with.
const STEM: usize = 6;

/// Whether the sentence around something in a text speaks of the time in which that was still so: it says that it is over,
/// or names a year of then.
pub(in crate::rules) fn speaks_of_then(text: &str, named: &Range<usize>, last: NaiveDate) -> bool {
    let Some(SentenceAround { text, words: named }) =
        SentenceAround::of(text, &text[named.clone()])
    else {
        return false;
    };
    let rest = [&text[..named.start], &text[named.end..]];
    let figures = rest
        .iter()
        .flat_map(|text| text.split(|letter: char| !letter.is_ascii_digit()));
    let mut years = figures
        .filter(|it| it.len() == 4)
        .filter_map(|it| it.parse().ok());
    years.any(|year: i32| (1950..=last.year()).contains(&year)) || {
        // What is called by a word for then (`BDSG a.F.`) is not told to be over by its name.
        let plain = PlainText::of(text);
        let lists = [PlainList::OfThen, PlainList::ValidNoMore, PlainList::Fallen];
        let mut told = lists.into_iter().flat_map(|list| plain.of_list(list));
        told.any(|hit| hit.span.end <= named.start || hit.span.start >= named.end)
    }
}

/// The words by which what is processed for is said to have come to an end in a year before this one, or to be done no
/// longer since then.
///
/// The texts are what an activity is called and done for: what ends may be called so, too.
pub(in crate::rules) fn says_ended<'t>(
    text: &'t str,
    this_year: i32,
    of: &[&str],
) -> Option<&'t str> {
    // Most texts hold no word for an end, and are not cut into sentences.
    let whole = PlainText::of(text);
    let ends = [PlainList::Ceased, PlainList::NoMore, PlainList::Ne];
    if !ends.into_iter().any(|list| whole.holds(list)) {
        return None;
    }
    dated_sentences(text, this_year)
        .filter(|(_, year)| *year < this_year)
        .find_map(|(sentence, _)| {
            let plain = PlainText::of(sentence);
            ceased_in(sentence, &plain, of).or_else(|| done_no_more_in(sentence, &plain, of))
        })
}

/// The words of a sentence by which something has ceased, with nothing that goes on.
fn ceased_in<'t>(sentence: &'t str, plain: &PlainText<'t>, of: &[&str]) -> Option<&'t str> {
    let is_subject = || {
        let mut words = sentence.split(|letter: char| !letter.is_alphanumeric());
        let first = words.find(|word| word.chars().count() > STEM);
        first.is_some_and(|word| {
            let stem: String = fold(word).chars().take(STEM).collect();
            of.iter().any(|own| fold(own).contains(&stem))
        })
    };
    let own = || (plain.holds(PlainList::Ceased) && is_subject()).then(|| sentence.trim());
    let told = plain
        .near(PlainList::CeasedWhat, PlainList::Ceased, 4)
        .or_else(own)?;
    (!plain.holds(PlainList::Continued)).then_some(told)
}

/// Whether a sentence speaks of the processing as *this*, and of no thing of that kind: `stopped doing this in 2023`, and not
/// `stopped using this form`.
fn names_itself(sentence: &str, plain: &PlainText<'_>) -> bool {
    let count = Tokens::of(sentence).count();
    plain.of_list(PlainList::ThisItself).any(|it| {
        let stands = |key| {
            plain
                .of_list(key)
                .any(|hit| hit.words.start == it.words.end)
        };
        it.words.end == count
            || [
                PlainList::Since,
                PlainList::NoMore,
                PlainList::Ne,
                PlainList::Plus,
            ]
            .into_iter()
            .any(stands)
    })
}

/// A sentence by which what somebody does is said to be done no longer.
fn done_no_more_in<'t>(sentence: &'t str, plain: &PlainText<'t>, of: &[&str]) -> Option<&'t str> {
    const LEAST: usize = 5;
    const SHORT: usize = 8;
    let no_more =
        plain.holds(PlainList::NoMore) || plain.near(PlainList::Ne, PlainList::Plus, 2).is_some();
    if !no_more || !plain.holds(PlainList::Since) {
        return None;
    }
    let stems = |text: &str| -> Vec<String> {
        let words = text.split(|letter: char| !letter.is_alphanumeric());
        let words = words.filter(|word| word.chars().count() >= LEAST);
        words
            .map(|word| fold(word).chars().take(STEM).collect())
            .collect()
    };
    let doing = plain.of_list(PlainList::Doing);
    let done: Vec<String> = doing
        .flat_map(|hit| stems(&sentence[hit.span.clone()]))
        .collect();
    let of: Vec<String> = of.iter().map(|text| fold(text)).collect();
    let mut own = stems(sentence);
    own.retain(|word| of.iter().any(|text| text.contains(word)));
    if names_itself(sentence, plain) {
        return Some(sentence.trim());
    }
    let what = plain.holds(PlainList::CeasedWhat) || own.iter().any(|word| !done.contains(word));
    // Few words say nothing of a part alone.
    let short = Tokens::of(sentence).count() <= SHORT;
    let whole = what && (plain.holds(PlainList::Doing) || own.len() > 1 || short);
    whole.then(|| sentence.trim())
}

/// The words by which a record is said to have been looked at last, and the latest year of it.
pub(in crate::rules) fn says_reviewed(text: &str, this_year: i32) -> Option<(&str, i32)> {
    /// The most words of a sentence that only says of which day it is.
    const DAY_ALONE: usize = 5;
    let told = dated_sentences(text, this_year).filter_map(|(sentence, year)| {
        let plain = PlainText::of(sentence);
        let said = plain.first(PlainList::Reviewed);
        said.or_else(|| plain.near(PlainList::Last, PlainList::Looked, 2))
            .or_else(|| plain.near(PlainList::Nobody, PlainList::Looked, 6))
            .or_else(|| {
                let short = Tokens::of(sentence).count() <= DAY_ALONE;
                plain.first(PlainList::AsItStood).filter(|_| short)
            })?;
        Some((sentence.trim(), year))
    });
    told.max_by_key(|(_, year)| *year)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::pairs;

    #[test]
    fn a_note_may_speak_of_the_time_of_an_act() {
        let act = |text: &str| {
            let start = text.find("PUL").unwrap();
            let last = NaiveDate::from_ymd_opt(2018, 5, 24).unwrap();
            !speaks_of_then(text, &(start..start + 3), last)
        };
        pairs(
            act,
            &[
                ("Grundas på PUL", "Grundades på PUL, numera upphävd"),
                ("Följer PUL. Startade 2012", "Följde PUL 2012"),
                (
                    "Consent is asked under PUL",
                    "Consent was asked under the former PUL",
                ),
                ("Einwilligung nach PUL", "Einwilligung von 2016 nach PUL"),
                (
                    "Consentement selon la PUL",
                    "Consentement selon l'ancienne PUL",
                ),
                ("Consentimiento según la PUL", "Según la PUL, ya derogada"),
                ("Samtykke etter PUL", "Samtykke etter tidligere PUL"),
                ("Suostumus PUL mukaan", "Suostumus entisen PUL mukaan"),
            ],
        );
    }

    #[test]
    fn states_of_contracts_are_told_in_words() {
        pairs(
            |text| says_over(text, 2026).is_some(),
            &[
                (
                    "Terminated in spring",
                    "Terminated and replaced by a new one in spring",
                ),
                ("Avtalet sades upp i höstas", "Avtalet förlängdes i höstas"),
                ("Vertrag ist ausgelaufen", "Vertrag endet, falls gekündigt"),
                ("Résilié en 2023", "Renouvelé en 2023"),
                ("Caducado en 2022", "Prorrogado en 2022"),
                ("Scaduto nel 2023", "Rinnovato nel 2023"),
                ("Beëindigd in 2022", "Verlengd in 2022"),
                ("Umowa rozwiązana", "Umowa przedłużona"),
                (
                    "Avtalet är inte förnyat sedan 2022",
                    "Avtalet förnyas varje år",
                ),
                ("El contrato terminó en 2023", "El contrato termina en 2029"),
                ("Nicht verlängert", "Verlängert sich jedes Jahr"),
                ("Non renouvelé en 2024", "Renouvelé en 2024"),
                (
                    "Sopimus irtisanottiin",
                    "Irtisanomisaika on kolme kuukautta",
                ),
                ("Opsagt i fjor", "Forlænget i fjor"),
                (
                    "Lapsed when they were sold in 2023",
                    "Lapses when it has ended",
                ),
                ("Vi sa upp det 2024", "Vi säger upp det om de säljs"),
                ("Loopt sinds 2022 niet meer", "Loopt niet af voor 2029"),
                ("Gilt seit 2023 nicht mehr", "Gilt bis 2029"),
                (
                    "Ne court plus depuis 2023, n'est plus, ya no rige",
                    "Court jusqu'en 2029",
                ),
                ("Sopimus päättyi 2023", "Sopimus uusittiin 2023"),
            ],
        );
    }

    #[test]
    fn what_came_to_an_end_is_told_by_its_words_and_a_year() {
        pairs(
            |text| says_ended(text, 2026, &[]).is_some(),
            &[
                (
                    "The service was shut for good in 2021",
                    "The service was shut for a week in 2021",
                ),
                (
                    "Our shop closed for good in March 2020",
                    "The old shop was closed down in 2020",
                ),
                (
                    "Tjänsten lades ner i juni 2022",
                    "Tjänsten lades om i juni 2022",
                ),
                (
                    "Verksamheten upphörde 2019",
                    "Verksamheten upphörde inte 2019",
                ),
                (
                    "Das Angebot wurde 2022 eingestellt",
                    "Für das Angebot wurde 2022 Personal eingestellt",
                ),
                (
                    "Activité cessée en 2020",
                    "Activité transférée à Lyon, cessée ici en 2020",
                ),
                ("Servicio suprimido en 2021", "Servicio ampliado en 2021"),
                (
                    "Servizio cessato nel 2020",
                    "Servizio cessato nel 2020 e riaperto",
                ),
                (
                    "De dienst is in 2021 stopgezet",
                    "De dienst is in 2021 tijdelijk gesloten",
                ),
                ("Usługa zakończona w 2020 r", "Usługa zastąpiona w 2020 r"),
                (
                    "Tjenesten ophørte i 2021",
                    "Tjenesten lukket for nye brugere i 2021",
                ),
                ("Palvelu lopetettiin 2020", "Palvelu siirrettiin 2020"),
                (
                    "Der Laden wurde 2020 für immer geschlossen",
                    "Die Praxis ist im August 2025 geschlossen, sonst offen",
                ),
                (
                    "Sklep został zamknięty w 2020 r",
                    "Sklep jest zamknięty w poniedziałki od 2022 r",
                ),
                (
                    "Butikken blev lukket i 2020",
                    "Butikken er lukket om mandagen siden 2022",
                ),
                (
                    "De winkel is gesloten in 2020",
                    "De winkel is sinds 2022 op maandag gesloten",
                ),
                (
                    "The club was wound up in 2024",
                    "The club will be wound up in 2027",
                ),
            ],
        );
        assert_eq!(says_ended("The service was shut down", 2026, &[]), None);
    }

    #[test]
    fn what_came_to_an_end_years_ago_is_told() {
        pairs(
            |text| says_ended(text, 2026, &[]).is_some(),
            &[
                (
                    "The workshop closed down four years ago",
                    "The workshop opened four years ago",
                ),
                (
                    "Verkstaden lades ner för fyra år sedan",
                    "Verkstaden lades ner för fyra veckor sedan",
                ),
                (
                    "Die Werkstatt wurde vor zwei Jahren geschlossen",
                    "Die Werkstatt wurde vor zwei Jahren umgebaut",
                ),
                (
                    "Le magasin a fermé il y a deux ans",
                    "Le magasin a ouvert il y a deux ans",
                ),
                (
                    "La tienda cerró hace dos años",
                    "La tienda se mudó hace dos años",
                ),
                (
                    "Il negozio ha chiuso tre anni fa",
                    "Il negozio ha aperto tre anni fa",
                ),
                (
                    "De winkel werd drie jaar geleden opgeheven",
                    "De winkel verhuisde drie jaar geleden",
                ),
                (
                    "Sklep został zamknięty w zeszłym roku",
                    "Sklep został zamknięty na remont w zeszłym roku",
                ),
                (
                    "Klinikken blev nedlagt i fjor",
                    "Klinikken blev malet i fjor",
                ),
                (
                    "Palvelu lakkautettiin kaksi vuotta sitten",
                    "Palvelu uudistettiin kaksi vuotta sitten",
                ),
                (
                    "A loja foi encerrada há cinco anos",
                    "A loja abriu há cinco anos",
                ),
                (
                    "Magazinul a fost închis acum doi ani",
                    "Magazinul a fost zugrăvit acum doi ani",
                ),
                (
                    "Obchod byl zrušen před dvěma lety",
                    "Obchod byl otevřen před dvěma lety",
                ),
            ],
        );
    }

    #[test]
    fn what_is_done_no_more_since_a_year_is_told() {
        let of = ["Orders", "Deliver vegetable boxes to the door"];
        pairs(
            |text| says_ended(text, 2026, &of).is_some(),
            &[
                (
                    "Since May 2022 we no longer deliver boxes",
                    "Since May 2022 we no longer deliver in plastic",
                ),
                (
                    "Sedan 2021 säljer vi inte längre i nätbutiken",
                    "Sedan 2021 säljer vi inte längre glögg",
                ),
                (
                    "Wir bieten den Dienst seit 2020 nicht mehr an",
                    "Wir bieten Kaffee seit 2020 nicht mehr an",
                ),
                (
                    "Nous ne vendons plus en boutique depuis 2021",
                    "Nous vendons plus en boutique depuis 2021",
                ),
                (
                    "Non offriamo più il servizio dal 2020",
                    "Offriamo il servizio dal 2020",
                ),
                (
                    "Nie oferujemy już tej usługi od 2021, przestaliśmy",
                    "Oferujemy tę usługę od 2021",
                ),
                (
                    "Vi sælger ikke længere i butikken fra 2020",
                    "Vi sælger i butikken fra 2020",
                ),
            ],
        );
        pairs(
            |text| says_ended(text, 2026, &[]).is_some(),
            &[
                (
                    "Kafét slog igen hösten 2021",
                    "Kafét slog upp portarna hösten 2021",
                ),
                (
                    "De bakkerij is sinds mei 2021 dicht",
                    "De bakkerij is sinds mei 2021 op maandag dicht",
                ),
                (
                    "The workshop went bankrupt in 2020",
                    "The workshop moved in 2020",
                ),
            ],
        );
        pairs(
            |text| says_ended(text, 2026, &[]).is_some(),
            &[
                (
                    "We stopped doing this in June 2023",
                    "We stopped using this form in June 2023",
                ),
                (
                    "Od 2024 my już tego nie robimy",
                    "Od 2024 już nie przyjmujemy tego papieru",
                ),
            ],
        );
        let of = ["Vinteropplag", "Ta vare på båter"];
        pairs(
            |text| says_ended(text, 2026, &of).is_some(),
            &[(
                "Opplaget ble lagt ned i 2021",
                "Faksen i opplaget ble lagt bort i 2021",
            )],
        );
    }

    #[test]
    fn the_year_of_the_last_review_is_told_by_words() {
        for (text, year) in [
            ("Last gone through before the merger in 2020", Some(2020)),
            ("Senast genomgången våren 2021", Some(2021)),
            ("Zuletzt geprüft im Mai 2019, angelegt 2018", Some(2019)),
            ("Fiche revue pour la dernière fois en 2020", Some(2020)),
            ("Última revisión: 2022", Some(2022)),
            ("Ultima verifica 2021", Some(2021)),
            ("Laatst bijgewerkt in 2020", Some(2020)),
            ("Ostatni przegląd w 2019 r", Some(2019)),
            ("Sidst gennemgået i 2020. Senest opdateret 2026", Some(2026)),
            ("Käyty läpi viimeksi 2019", Some(2019)),
            ("Repasado por última vez en 2021", Some(2021)),
            ("Po raz ostatni przejrzeliśmy to w 2020", Some(2020)),
            ("Gicks igenom sista gången 2020", Some(2020)),
            ("Voor het laatst nagelopen in 2019", Some(2019)),
            ("The last bus ran in 2020", None),
            ("Not updated since 2018", Some(2018)),
            (
                "Kukaan ei ole katsonut tätä vuoden 2017 jälkeen",
                Some(2017),
            ),
            ("The meters were read in 2020", None),
            ("Last reviewed in spring", None),
            ("Last reviewed three years ago", Some(2023)),
            ("Ingen har rettet noget her siden 2020", Some(2020)),
            ("Nobody has complained since 2020", None),
            ("Niemand von uns hat das seit 2019 geändert", Some(2019)),
            ("Stand: Mai 2020", Some(2020)),
            ("Ein Stand auf dem Markt", None),
            ("As of 2020 all invoices are sent by e-mail", None),
            ("Senast granskad i fjol", Some(2025)),
            ("Zuletzt geprüft vor drei Jahren", Some(2023)),
            ("Ultima actualizare: 2020", Some(2020)),
            ("Naposledy aktualizováno 2021", Some(2021)),
            ("Children of three years, last reviewed in May", None),
        ] {
            assert_eq!(
                says_reviewed(text, 2026).map(|(_, year)| year),
                year,
                "{text}"
            );
        }
    }
}
