//! What words say, in plain speech, of what a code or a day would tell elsewhere: that a reason is an excuse, that a
//! contract is over, which module the clauses are. The words are data, `assets/rules/plain_words.toml` and `reasons.toml`.

use std::sync::OnceLock;

use super::tokens::Tokens;
use super::word_list::WordList;
use super::word_matcher::{Match, WordMatcher};
use crate::domain::text::fold;

const SHIPPED: [&str; 2] = [
    include_str!("../../assets/rules/plain_words.toml"),
    include_str!("../../assets/rules/reasons.toml"),
];

/// The lists of the file, by what they are called there.
#[derive(Debug, Default)]
struct PlainLists {
    matcher: WordMatcher,
    keys: Vec<String>,
}

impl PlainLists {
    /// The shipped lists. A file that is no TOML would leave none; a test keeps that from happening.
    fn shipped() -> &'static Self {
        static LISTS: OnceLock<PlainLists> = OnceLock::new();
        LISTS.get_or_init(|| {
            let files = SHIPPED.map(|text| text.parse::<toml::Table>().unwrap_or_default());
            let mut lists = Self::default();
            for (owner, (key, words)) in (0..).zip(files.iter().flatten()) {
                for word in words.as_array().into_iter().flatten() {
                    if let Some(word) = word.as_str() {
                        lists.matcher.add(word, WordList::Phrase, Some(owner));
                    }
                }
                lists.keys.push(key.clone());
            }
            lists
        })
    }
}

/// A text with the words of the lists that stand in it.
pub(super) struct PlainText<'t> {
    text: &'t str,
    hits: Vec<Match>,
}

impl<'t> PlainText<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let mut hits = Vec::new();
        let lists = PlainLists::shipped();
        (lists.matcher).find(text, &Tokens::of(text), &mut |hit| hits.push(hit));
        Self { text, hits }
    }

    pub(super) fn of_list(&self, key: &'static str) -> impl Iterator<Item = &Match> {
        let keys = &PlainLists::shipped().keys;
        let owner = keys.iter().position(|own| own == key);
        self.hits
            .iter()
            .filter(move |hit| Some(hit.owner as usize) == owner)
    }

    /// The first words of a list.
    pub(super) fn first(&self, key: &'static str) -> Option<&'t str> {
        let hit = self.of_list(key).next()?;
        Some(&self.text[hit.span.clone()])
    }

    pub(super) fn holds(&self, key: &'static str) -> bool {
        self.of_list(key).next().is_some()
    }

    /// Whether a word of a list stands there that none of another takes back, with so many words between at the most.
    pub(super) fn holds_without(
        &self,
        key: &'static str,
        taken_back: &'static str,
        most: usize,
    ) -> bool {
        self.of_list(key).any(|hit| {
            !self.of_list(taken_back).any(|no| {
                let apart = self.text.get(no.span.end..hit.span.start);
                no.words.end <= hit.words.start
                    && hit.words.start - no.words.end <= most
                    && !apart.is_some_and(|apart| apart.contains([',', ';', ':', '.', '(', '–']))
            })
        })
    }

    /// The words from one list to another, in either order, with at most so many words between them.
    pub(super) fn near(
        &self,
        one: &'static str,
        other: &'static str,
        most: usize,
    ) -> Option<&'t str> {
        self.of_list(one).find_map(|one| {
            let mut others = self.of_list(other);
            let other = others.find(|other| {
                one.words.end <= other.words.start && other.words.start - one.words.end <= most
                    || other.words.end <= one.words.start
                        && one.words.start - other.words.end <= most
            })?;
            let start = one.span.start.min(other.span.start);
            Some(&self.text[start..one.span.end.max(other.span.end)])
        })
    }
}

/// Whether a text only says that something is still to be done.
pub(super) fn is_for_later(text: &str) -> bool {
    const LONGEST: usize = 10;
    Tokens::of(text).count() <= LONGEST
        && !text.bytes().any(|byte| byte.is_ascii_digit())
        && PlainText::of(text).holds("later")
}

/// The words by which a contract is said to be over, with nothing that went on from it.
pub(super) fn says_over(text: &str, this_year: i32) -> Option<&str> {
    let plain = PlainText::of(text);
    let past = || dated_sentences(text).any(|(_, year)| year < this_year);
    let taken_back = || plain.holds("renewed") || plain.holds("when_over") && !past();
    let over = || plain.first("over").filter(|_| !taken_back());
    let no_more = || plain.near("runs", "no_more", 5);
    plain.first("lapsed").or_else(over).or_else(no_more)
}

/// The words by which a contract is said not to be signed.
pub(super) fn says_unsigned(text: &str) -> Option<&str> {
    PlainText::of(text).first("unsigned")
}

/// Whether a text says that something was signed, and in which year.
pub(super) fn says_signed(text: &str) -> bool {
    let plain = PlainText::of(text);
    let mut figures = text.split(|letter: char| !letter.is_ascii_digit());
    let year = figures.any(|figure| figure.len() == 4 && figure.starts_with("20"));
    year && plain.holds("signed") && !plain.holds("unsigned")
}

/// The sentences of a text that name a year, each with the latest of them.
fn dated_sentences(text: &str) -> impl Iterator<Item = (&str, i32)> {
    let sentences = text.split(['.', ';', '\n', '!', '?']);
    sentences.filter_map(|sentence| {
        let figures = sentence.split(|letter: char| !letter.is_ascii_digit());
        let years =
            figures.filter(|it| it.len() == 4 && (it.starts_with("19") || it.starts_with("20")));
        let years = years.filter_map(|it| it.parse().ok());
        Some((sentence, years.max()?))
    })
}

/// The words by which what is processed for is said to have come to an end in a year before this one.
///
/// The texts are what an activity is called and done for: what ends may be called so, too.
pub(super) fn says_ceased<'t>(text: &'t str, this_year: i32, of: &[&str]) -> Option<&'t str> {
    /// So many letters of a word tell what it is about, whatever it ends with.
    const STEM: usize = 6;
    let is_subject = |sentence: &str| {
        let mut words = sentence.split(|letter: char| !letter.is_alphanumeric());
        let first = words.find(|word| word.chars().count() > STEM);
        first.is_some_and(|word| {
            let stem: String = fold(word).chars().take(STEM).collect();
            of.iter().any(|own| fold(own).contains(&stem))
        })
    };
    dated_sentences(text)
        .filter(|(_, year)| *year < this_year)
        .find_map(|(sentence, _)| {
            let plain = PlainText::of(sentence);
            let own = || (plain.holds("ceased") && is_subject(sentence)).then(|| sentence.trim());
            let told = plain.near("ceased_what", "ceased", 4).or_else(own)?;
            (!plain.holds("continued")).then_some(told)
        })
}

/// The sentence by which what somebody does is said to be done no longer, from a year before this one on; the texts are
/// what an activity is called and done for.
pub(super) fn says_no_more<'t>(text: &'t str, this_year: i32, of: &[&str]) -> Option<&'t str> {
    /// So many letters of a word tell what it is about, whatever it ends with.
    const STEM: usize = 6;
    const LEAST: usize = 5;
    const SHORT: usize = 8;
    let stems = |text: &str| -> Vec<String> {
        let words = text.split(|letter: char| !letter.is_alphanumeric());
        let words = words.filter(|word| word.chars().count() >= LEAST);
        words
            .map(|word| fold(word).chars().take(STEM).collect())
            .collect()
    };
    dated_sentences(text)
        .filter(|(_, year)| *year < this_year)
        .find_map(|(sentence, _)| {
            let plain = PlainText::of(sentence);
            let no_more = plain.holds("no_more") || plain.near("ne", "plus", 2).is_some();
            if !no_more || !plain.holds("since") {
                return None;
            }
            let doing = plain.of_list("doing");
            let done: Vec<String> = doing
                .flat_map(|hit| stems(&sentence[hit.span.clone()]))
                .collect();
            let of: Vec<String> = of.iter().map(|text| fold(text)).collect();
            let mut own = stems(sentence);
            own.retain(|word| of.iter().any(|text| text.contains(word)));
            let what = plain.holds("ceased_what") || own.iter().any(|word| !done.contains(word));
            // Few words say nothing of a part alone.
            let short = Tokens::of(sentence).count() <= SHORT;
            let whole = what && (plain.holds("doing") || own.len() > 1 || short);
            whole.then(|| sentence.trim())
        })
}

/// The words by which a record is said to have been looked at last, and the latest year of it.
pub(super) fn says_reviewed(text: &str) -> Option<(&str, i32)> {
    let told = dated_sentences(text).filter_map(|(sentence, year)| {
        let plain = PlainText::of(sentence);
        let said = plain.first("reviewed");
        said.or_else(|| plain.near("last", "looked", 2))?;
        Some((sentence.trim(), year))
    });
    told.max_by_key(|(_, year)| *year)
}

/// How much a figure of a text stands for by the word behind it: `60 thousand`; without a figure, what that word alone
/// stands for at the least.
pub(super) fn unit_in(text: &str) -> u64 {
    let plain = PlainText::of(text);
    if plain.holds("millions") {
        1_000_000
    } else if plain.holds("thousands") {
        1_000
    } else {
        1
    }
}

/// Whether everybody in a town or a country is spoken of.
pub(super) fn is_everybody_there(text: &str) -> bool {
    PlainText::of(text).near("all", "area", 3).is_some()
}

/// Whether people are spoken of on whom a public body decides.
pub(super) fn are_decided_on(text: &str) -> bool {
    PlainText::of(text).holds("decided_on")
}

/// Whether work on the data of a workforce is spoken of.
pub(super) fn is_about_staff(text: &str) -> bool {
    PlainText::of(text).holds("staff_work")
}

/// The words by which data come from somebody who trades in them.
pub(super) fn comes_from_trade(text: &str) -> Option<&str> {
    let plain = PlainText::of(text);
    plain
        .first("broker")
        .or_else(|| plain.near("bought", "bought_what", 1))
}

/// The words by which data are destroyed, with none by which they are handed over, or go by a decision.
pub(super) fn says_destroyed(text: &str) -> Option<&str> {
    let plain = PlainText::of(text);
    plain
        .first("destroyed")
        .filter(|_| !plain.holds("kept_for_good"))
}

/// Whether a text says that data are kept for good, or handed over.
pub(super) fn is_kept_for_good(text: &str) -> bool {
    PlainText::of(text).holds("kept_for_good")
}

/// Whether a cookie is said to end with what it was set in.
pub(super) fn ends_with_the_browser(text: &str) -> bool {
    PlainText::of(text).near("browser", "closed", 4).is_some()
}

/// From which age on somebody may join, by words beside the only figure of a text that can be one.
pub(super) fn age_from(text: &str) -> Option<i64> {
    /// Ages that such a text is about.
    const AGES: std::ops::RangeInclusive<i64> = 5..=18;
    let tokens = Tokens::of(text);
    let plain = PlainText::of(text);
    let mut ages = tokens.spans().enumerate().filter_map(|(at, span)| {
        let age = text[span].parse().ok().filter(|age| AGES.contains(age))?;
        let from = plain.of_list("from_age").any(|it| it.words.end == at);
        let unit = plain
            .of_list("age_unit")
            .find(|it| it.words.start == at + 1);
        let behind = unit.map_or(at + 1, |unit| unit.words.end);
        let up = plain.of_list("and_up").any(|it| it.words.start == behind);
        (up || from && (unit.is_some() || behind == tokens.count())).then_some(age)
    });
    let age = ages.next()?;
    ages.next().is_none().then_some(age)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::pairs;

    #[test]
    fn the_file_is_read_and_every_list_that_is_asked_for_is_there() {
        let files = SHIPPED.map(|text| text.parse::<toml::Table>().unwrap());
        let list = |key: &str| files.iter().find_map(|file| file.get(key)?.as_array());
        for key in [
            "excuse",
            "no",
            "law",
            "lawful_agreement",
            "lawful_agreement_made",
            "lawful_notices_made",
            "lawful_dpia_made",
            "lawful_notices",
            "lawful_dpia",
            "small",
            "firm",
            "known",
            "unknown",
            "later",
            "ceased_what",
            "ceased",
            "continued",
            "reviewed",
            "over",
            "lapsed",
            "renewed",
            "runs",
            "when_over",
            "no_more",
            "since",
            "doing",
            "last",
            "looked",
            "used_with",
            "self_hosted",
            "no_longer_used",
            "its_law",
            "examined",
            "unsigned",
            "signed",
            "shield",
            "parties",
            "valid_no_more",
            "controller",
            "processor",
            "to",
            "module_1",
            "module_2",
            "module_3",
            "module_4",
            "staff_work",
            "bought",
            "bought_what",
            "broker",
            "destroyed",
            "kept_for_good",
            "standing",
            "once",
            "browser",
            "closed",
            "from_age",
            "age_unit",
            "and_up",
            "who",
            "adequate",
            "decided_on",
            "thousands",
            "millions",
            "all",
            "area",
        ] {
            assert!(list(key).unwrap().len() > 5, "{key}");
            assert!(PlainLists::shipped().keys.iter().any(|own| own == key));
        }
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
        pairs(
            |text| says_unsigned(text).is_some(),
            &[
                ("Sent for signature in May", "Signed in May"),
                ("Ligger för underskrift", "Underskrivet i maj"),
                (
                    "Noch nicht unterschrieben, zur Unterschrift",
                    "Im Mai unterschrieben",
                ),
            ],
        );
        pairs(
            says_signed,
            &[
                ("Signed on 3 March 2025", "To be signed in 2025"),
                ("Påskrivna i mars 2025", "Påskrivna"),
                (
                    "Unterzeichnet am 3.3.2025",
                    "Nicht unterzeichnet, Stand 2025",
                ),
            ],
        );
    }

    #[test]
    fn what_came_to_an_end_is_told_by_its_words_and_a_year() {
        pairs(
            |text| says_ceased(text, 2026, &[]).is_some(),
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
        assert_eq!(says_ceased("The service was shut down", 2026, &[]), None);
    }

    #[test]
    fn what_is_done_no_more_since_a_year_is_told() {
        let of = ["Orders", "Deliver vegetable boxes to the door"];
        pairs(
            |text| says_no_more(text, 2026, &of).is_some(),
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
            |text| says_ceased(text, 2026, &[]).is_some(),
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
        let of = ["Vinteropplag", "Ta vare på båter"];
        pairs(
            |text| says_ceased(text, 2026, &of).is_some(),
            &[(
                "Opplaget ble lagt ned i 2021",
                "Faksen i opplaget ble lagt bort i 2021",
            )],
        );
    }

    #[test]
    fn an_age_is_told_by_words_beside_its_figure() {
        for (text, age) in [
            ("Youngsters from 12 up", Some(12)),
            ("Young people aged 15 and over", Some(15)),
            ("Barn från 10 år", Some(10)),
            ("Kinder ab 8 Jahren", Some(8)),
            ("Enfants dès 11 ans, inscrits seuls", Some(11)),
            ("Niños desde 12 años", Some(12)),
            ("Ragazzi dai 13 anni", Some(13)),
            ("Kinderen vanaf 12 jaar", Some(12)),
            ("Dzieci od 10 lat", Some(10)),
            ("Børn fra 9 år", Some(9)),
            ("12 vuotta täyttäneet", Some(12)),
            ("Children from 12 schools", None),
            ("Members since 12 May", None),
            ("Children of 5 to 12 years", None),
            ("Från 15 kommuner", None),
            ("Ab 9 Uhr", None),
        ] {
            assert_eq!(age_from(text), age, "{text}");
        }
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
        ] {
            assert_eq!(says_reviewed(text).map(|(_, year)| year), year, "{text}");
        }
    }

    #[test]
    fn what_is_still_to_be_done_is_told() {
        pairs(
            is_for_later,
            &[
                ("We intend to assess it", "Assessed on 3 March 2026"),
                (
                    "Ska tas fram",
                    "Vägt mot deras intressen, som inte väger över",
                ),
                ("Noch nicht erfolgt", "Abgewogen und dokumentiert"),
            ],
        );
    }

    #[test]
    fn everybody_in_a_place_is_many() {
        pairs(
            is_everybody_there,
            &[
                (
                    "All women of the county",
                    "All women of the choir, some from the county",
                ),
                ("Samtliga barn i kommunen", "Samtliga barn på förskolan"),
                ("Alle Einwohner der Stadt", "Alle Teilnehmer des Kurses"),
                ("Tous les habitants", "Tous les stagiaires"),
                ("Toda la población", "Todos los socios"),
                ("Koko väestö", "Kaikki kurssilaiset"),
            ],
        );
    }

    #[test]
    fn sources_ends_and_cookies_are_told_in_words() {
        pairs(
            |text| comes_from_trade(text).is_some(),
            &[
                ("We buy mailing lists", "We buy paper for lists"),
                ("Listor köps av en adressmäklare", "Böcker köps av kunden"),
                ("Zugekaufte Adressen", "Gekaufte Möbel werden geliefert"),
                ("Fichiers loués à un tiers", "Voitures louées à la journée"),
                ("Indirizzi acquistati", "Biglietti acquistati online"),
            ],
        );
        pairs(
            |text| says_destroyed(text).is_some(),
            &[
                (
                    "Strimlas efter två år",
                    "Överlämnas till stadsarkivet efter två år",
                ),
                ("Wird geschreddert", "Wird dem Landesarchiv angeboten"),
                ("Hävitetään vuoden kuluttua", "Siirretään arkistoon"),
                (
                    "Genom dokumentförstöraren efter två år",
                    "Till kommunarkivet efter två år",
                ),
                ("Naar de papierbak na een jaar", "Naar het streekarchief"),
                (
                    "Kastas efter ett år",
                    "Gallras enligt dokumenthanteringsplanen",
                ),
            ],
        );
        pairs(
            ends_with_the_browser,
            &[
                ("until the tab is closed", "for thirteen months"),
                ("tills fönstret stängs", "i tretton månader"),
                (
                    "bis der Browser geschlossen wird",
                    "dreizehn Monate im Browser",
                ),
                ("à la fermeture du navigateur", "treize mois"),
                ("al cerrar el navegador", "trece meses"),
                ("fermé avec la page", "la page d'accueil"),
                ("poistuu, kun sivu suljetaan", "jää sivun muistiin"),
            ],
        );
        pairs(
            is_about_staff,
            &[
                ("Run the payroll", "Run the shop"),
                ("Planera arbetspass", "Planera resor"),
            ],
        );
    }
}
