//! What words say, in plain speech, of what a code or a day would tell elsewhere: that a reason is an excuse, that a
//! contract is over, which module the clauses are. The words are data, `assets/rules/plain_words.toml` and `reasons.toml`.

use std::ops::Range;

use super::lengths::lengths_in;
use super::lists::Lists;
use super::nearness::Nearness;
use super::plain_lists::{PlainList, PlainText};
use super::tokens::Tokens;
use super::word_list::WordList;
use super::word_matcher::Match;

/// Whether a text only says that something is still to be done.
pub(in crate::rules) fn is_for_later(text: &str) -> bool {
    const LONGEST: usize = 10;
    Tokens::of(text).count() <= LONGEST
        && !text.bytes().any(|byte| byte.is_ascii_digit())
        && PlainText::of(text).holds(PlainList::Later)
}

/// Whether words name a contract of Art. 28: `Data processing agreement of 2023`.
pub(in crate::rules) fn names_a_processing_contract(text: &str) -> bool {
    PlainText::of(text).holds(PlainList::ProcessingContract)
}

/// Whether words say that somebody works under a contract that there is: `processor under the supplier's DPA`.
pub(in crate::rules) fn works_under_a_contract(text: &str) -> bool {
    /// So many words stand between both at the most.
    const BETWEEN: usize = 4;
    let plain = PlainText::of(text);
    let undone = [PlainList::Unsigned, PlainList::Later, PlainList::No];
    let mut contracts = plain.of_list(PlainList::Contract);
    contracts.any(|contract| {
        let mut under = plain.of_list(PlainList::Under);
        under.any(|it| contract.words.follows(&it.words, BETWEEN))
    }) && !undone.into_iter().any(|list| plain.holds(list))
        && Lists::shipped().first(WordList::Missing, text).is_none()
}

/// Whether words call somebody a processor under a contract that there is.
pub(in crate::rules) fn is_processor_under_contract(text: &str) -> bool {
    PlainText::of(text).holds(PlainList::Processor) && works_under_a_contract(text)
}

/// The words by which a contract is said not to be signed.
pub(in crate::rules) fn says_unsigned(text: &str) -> Option<&str> {
    PlainText::of(text).first(PlainList::Unsigned)
}

/// The year that a figure stands for; nothing where it stands for none of this century.
fn year_of(figure: &str) -> Option<i32> {
    let year = figure.len() == 4 && figure.starts_with("20");
    figure.parse().ok().filter(|_| year)
}

/// The years that a text names.
fn years_in(text: &str) -> impl Iterator<Item = i32> {
    text.split(|letter: char| !letter.is_ascii_digit())
        .filter_map(year_of)
}

/// Whether a text says that something was signed, and in which year.
pub(in crate::rules) fn says_signed(text: &str) -> bool {
    let plain = PlainText::of(text);
    years_in(text).next().is_some()
        && plain.holds(PlainList::Signed)
        && !plain.holds(PlainList::Unsigned)
}

/// Whether a text says that consent was signed, or that the form of it is kept.
pub(in crate::rules) fn says_consent_signed(text: &str) -> bool {
    /// So many words stand between a form and that it is kept at the most.
    const KEPT: usize = 5;
    /// The same between what is signed or written and that it is.
    const SIGNED: usize = 2;
    // Another basis begins behind a semicolon, a plus sign or in a line of its own.
    text.split([';', '+', '\n']).any(|part| {
        let plain = PlainText::of(part);
        let signed = plain.holds(PlainList::Signed) && !plain.holds(PlainList::SignedOff);
        let near = |one, other, most| plain.near(one, other, most).is_some();
        // A form that is signed is one of consent where consent is what is spoken of.
        let form_signed = || signed && near(PlainList::Form, PlainList::Signed, SIGNED);
        let of_consent = || {
            plain.holds(PlainList::Consent)
                && (signed
                    || near(PlainList::Consent, PlainList::Written, SIGNED)
                    || near(PlainList::Form, PlainList::KeptForm, KEPT))
        };
        (of_consent() || form_signed() || plain.holds(PlainList::ConsentForm))
            && !plain.holds(PlainList::Unsigned)
            && !plain.holds(PlainList::Later)
    })
}

/// Whether a text names the form on which somebody consents.
pub(in crate::rules) fn names_a_consent_form(text: &str) -> bool {
    PlainText::of(text).holds(PlainList::ConsentForm)
}

/// How much a figure of a text stands for by the word behind it: `60 thousand`; without a figure, what that word alone
/// stands for at the least.
pub(in crate::rules) fn unit_in(text: &str) -> u64 {
    let plain = PlainText::of(text);
    if plain.holds(PlainList::Millions) {
        1_000_000
    } else if plain.holds(PlainList::Thousands) {
        1_000
    } else {
        1
    }
}

/// Whether everybody in a town or a country is spoken of.
pub(in crate::rules) fn is_everybody_there(text: &str) -> bool {
    PlainText::of(text)
        .near(PlainList::All, PlainList::Area, 3)
        .is_some()
}

/// Whether people are spoken of on whom a public body decides.
pub(in crate::rules) fn are_decided_on(text: &str) -> bool {
    PlainText::of(text).holds(PlainList::DecidedOn)
}

/// Whether words call somebody a processor.
pub(in crate::rules) fn is_a_processor(text: &str) -> bool {
    PlainText::of(text).holds(PlainList::Processor)
}

/// Whether work on the data of a workforce is spoken of.
pub(in crate::rules) fn is_about_staff(text: &str) -> bool {
    PlainText::of(text).holds(PlainList::StaffWork)
}

/// How many words stand at most between what was done to people and by whom: `som anmäls av grannar`.
const NAMED_WITHIN: usize = 3;

/// Whether people are called by that others tell of them.
pub(in crate::rules) fn are_told_about(people: &str) -> bool {
    let plain = PlainText::of(people);
    let all = 0..Tokens::of(people).count();
    plain.holds(PlainList::ToldAbout)
        || plain.of_list(PlainList::Reported).any(|it| it.words == all)
        || plain
            .near(PlainList::NamedAs, PlainList::ByOthers, NAMED_WITHIN)
            .is_some()
}

/// The words by which data come from somebody who trades in them.
pub(in crate::rules) fn comes_from_trade(text: &str) -> Option<&str> {
    let plain = PlainText::of(text);
    plain
        .first(PlainList::Broker)
        .or_else(|| plain.near(PlainList::Bought, PlainList::BoughtWhat, 1))
}

/// The words by which data are destroyed, with none by which they are handed over, or go by a decision.
pub(in crate::rules) fn says_destroyed(text: &str) -> Option<&str> {
    let plain = PlainText::of(text);
    plain
        .first(PlainList::Destroyed)
        .filter(|_| !plain.holds(PlainList::KeptForGood))
}

/// Whether a text names the plan or the decision by which a public body destroys: by what it is called, or a decision by
/// its day or number.
pub(in crate::rules) fn names_a_disposal_plan(text: &str) -> bool {
    /// So many words stand between a decision and its day or number.
    const BETWEEN: usize = 3;
    let plain = PlainText::of(text);
    let tokens = Tokens::of(text);
    // Figures with a sign between them are a day or a number: `2024-03-01`, `KS 2023:45`.
    let is_figure = |span: &Range<usize>| text[span.clone()].bytes().all(|it| it.is_ascii_digit());
    let are_joined = |pair: &[Range<usize>]| {
        let between = text.get(pair[0].end..pair[1].start);
        pair.iter().all(is_figure)
            && between.is_some_and(|it| it.len() == 1 && !it.starts_with(' '))
    };
    let decided = |hit: &Match| {
        let behind = tokens.spans().skip(hit.words.end).take(BETWEEN);
        let behind: Vec<Range<usize>> = behind.collect();
        let rest = text.get(hit.span.end..).unwrap_or_default();
        behind.windows(2).any(are_joined) || rest.trim_start().starts_with('§')
    };
    // What begins with a decision only has it for its start.
    let starts = |hit: &Match| {
        let mut before = plain.of_list(PlainList::StartingWith);
        before.any(|it| it.words.end == hit.words.start)
    };
    plain.holds(PlainList::DisposalPlan)
        || plain
            .of_list(PlainList::Decision)
            .any(|hit| decided(hit) && !starts(hit))
}

/// Whether a text names the law of the United Kingdom on personal data, or who watches over it.
pub(in crate::rules) fn is_of_british_law(text: &str) -> bool {
    PlainText::of(text).holds(PlainList::BritishLaw)
}

/// Whether all that a text names is what a house works with itself, and nobody who gets data: `Portal, e-mail`.
pub(in crate::rules) fn names_own_tools(text: &str) -> bool {
    let plain = PlainText::of(text);
    let mut tools = plain.of_list(PlainList::OwnTools).peekable();
    tools.peek().is_some()
        && (0..Tokens::of(text).count()).all(|at| {
            let lists = [PlainList::OwnTools, PlainList::AndOur];
            let mut hits = lists.into_iter().flat_map(|list| plain.of_list(list));
            hits.any(|hit| hit.words.contains(&at))
        })
}

/// Whether a text says that whoever has custody of a child consents.
pub(in crate::rules) fn says_guardians_consent(text: &str) -> bool {
    /// So many words stand between the consent and whose it is.
    const BETWEEN: usize = 3;
    let plain = PlainText::of(text);
    plain
        .near(PlainList::Consent, PlainList::Guardian, BETWEEN)
        .is_some()
}

/// The line of a text in which it says that there is no contract with a processor: `DPA: none, the risk is accepted`.
pub(in crate::rules) fn denies_a_contract(text: &str) -> Option<&str> {
    /// So many words stand between a contract and that it is missing.
    const BETWEEN: usize = 1;
    text.lines().map(str::trim).find(|line| {
        let plain = PlainText::of(line);
        let hits = |list| plain.of_list(list);
        let mut missing = Vec::new();
        let mut find = |hit: Match| missing.push(hit.words);
        Lists::shipped().find_of(WordList::Missing, line, &Tokens::of(line), &mut find);
        hits(PlainList::Contract).any(|contract| {
            hits(PlainList::No).any(|no| contract.words.follows(&no.words, BETWEEN))
                || missing
                    .iter()
                    .any(|it| it.follows(&contract.words, BETWEEN))
        })
    })
}

/// Whether a text says that data are kept for good, or handed over.
pub(in crate::rules) fn is_kept_for_good(text: &str) -> bool {
    PlainText::of(text).holds(PlainList::KeptForGood)
}

/// The words by which a length of time is the least one, with nothing that says when it ends.
pub(in crate::rules) fn says_at_least(text: &str) -> Option<&str> {
    /// How many words stand between `at least` and the length at the most.
    const BETWEEN: usize = 2;
    let plain = PlainText::of(text);
    let mut least = plain.of_list(PlainList::AtLeast).peekable();
    least.peek()?;
    if plain.holds(PlainList::ThenEnds) {
        return None;
    }
    let lengths: Vec<Range<usize>> = lengths_in(text).map(|(words, _)| words).collect();
    let beside = |hit: &Match| {
        lengths
            .iter()
            .any(|length| length.is_near(&hit.words, BETWEEN))
    };
    least.any(beside).then(|| text.trim())
}

/// Whether a text speaks of the end of a year.
pub(in crate::rules) fn says_year_s_end(text: &str) -> bool {
    PlainText::of(text).holds(PlainList::YearEnd)
}

/// Whether a text names a contract with the day or the year of it, and nothing by which it is over, or is none yet.
///
/// A contract of Art. 28 is one anywhere in a text; what may be any contract, where a part of the text begins with it.
pub(in crate::rules) fn names_a_dated_contract(text: &str) -> bool {
    /// From what joins a date to the year of it are at most so many words: `of 10 March 2025`.
    const DATE: usize = 4;
    if years_in(text).next().is_none() {
        return false;
    }
    let plain = PlainText::of(text);
    let words: Vec<&str> = Tokens::of(text).spans().map(|span| &text[span]).collect();
    let year_within = |from: usize, most: usize| {
        let mut behind = words.iter().skip(from).take(most);
        behind.any(|word| year_of(word).is_some())
    };
    let figures_to_year = |from: usize| {
        let behind = words.iter().skip(from);
        let mut figures = behind.take_while(|word| word.bytes().all(|it| it.is_ascii_digit()));
        figures.any(|word| year_of(word).is_some())
    };
    let joined = |contract: &Match| {
        let mut joins = plain
            .of_list(PlainList::Dated)
            .chain(plain.of_list(PlainList::Signed));
        joins.any(|it| it.words.start == contract.words.end && year_within(it.words.end, DATE))
    };
    let begins = |contract: &&Match| {
        let before = text[..contract.span.start].trim_end();
        before.is_empty() || before.ends_with([',', ';', ':', '.', '(', '\n', '–'])
    };
    let mut of_processing = plain.of_list(PlainList::ProcessingContract);
    let mut of_any = plain.of_list(PlainList::Contract).filter(begins);
    let dated =
        of_processing.any(|it| joined(it) || figures_to_year(it.words.end)) || of_any.any(joined);
    let undone = [
        PlainList::Unsigned,
        PlainList::Over,
        PlainList::Later,
        PlainList::No,
        PlainList::Unknown,
    ];
    dated
        && !undone.into_iter().any(|key| plain.holds(key))
        && Lists::shipped().first(WordList::Missing, text).is_none()
}

/// Whether every part of a text says of what it names that it is still to come: bought, introduced, or planned for a time
/// ahead of this year. What is only planned may be done as planned.
pub(in crate::rules) fn is_still_to_come(text: &str, this_year: i32) -> bool {
    let mut parts = text
        .split([',', ';', '\n'])
        .flat_map(|part| part.split(". "))
        .filter(|part| Tokens::of(part).count() > 0)
        .peekable();
    parts.peek().is_some()
        && parts.all(|part| {
            let plain = PlainText::of(part);
            let ahead =
                || plain.holds(PlainList::Ahead) || years_in(part).any(|year| year > this_year);
            plain.holds(PlainList::ToCome) || plain.holds(PlainList::Planned) && ahead()
        })
}

/// Whether a text says no more than that data are whatever somebody provides: `los que facilite el paciente`.
pub(in crate::rules) fn is_whatever_is_provided(text: &str) -> bool {
    /// A text of more words says which.
    const LONGEST: usize = 8;
    /// So many words stand between what is provided and that it is.
    const BETWEEN: usize = 3;
    if text.contains([',', ';', ':', '(', '/']) || Tokens::of(text).count() > LONGEST {
        return false;
    }
    let plain = PlainText::of(text);
    let begins = plain
        .of_list(PlainList::ThoseThat)
        .filter(|it| it.words.start == 0);
    let behind = begins.map(|it| it.words.end).max();
    behind.is_some_and(|behind| {
        let mut provides = plain.of_list(PlainList::Provides);
        provides.any(|it| (behind..=behind + BETWEEN).contains(&it.words.start))
    })
}

/// Whether a cookie is said to end with what it was set in.
pub(in crate::rules) fn ends_with_the_browser(text: &str) -> bool {
    PlainText::of(text)
        .near(PlainList::Browser, PlainList::Closed, 4)
        .is_some()
}

/// From which age on somebody may join, by words beside the only figure of a text that can be one.
pub(in crate::rules) fn age_from(text: &str) -> Option<i64> {
    /// Ages that such a text is about.
    const AGES: std::ops::RangeInclusive<i64> = 5..=18;
    let tokens = Tokens::of(text);
    let plain = PlainText::of(text);
    let mut ages = tokens.spans().enumerate().filter_map(|(at, span)| {
        let age = text[span].parse().ok().filter(|age| AGES.contains(age))?;
        let from = plain
            .of_list(PlainList::FromAge)
            .any(|it| it.words.end == at);
        let unit = plain
            .of_list(PlainList::AgeUnit)
            .find(|it| it.words.start == at + 1);
        let behind = unit.map_or(at + 1, |unit| unit.words.end);
        let up = plain
            .of_list(PlainList::AndUp)
            .any(|it| it.words.start == behind);
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
    fn signatures_are_told_in_words() {
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
    fn contracts_forms_and_what_is_provided_are_told_in_notes() {
        pairs(
            names_a_dated_contract,
            &[
                ("DPA of 10 March 2025", "DPA, not signed, draft of 2025"),
                ("umowa powierzenia z 10.03.2025", "bez umowy powierzenia"),
                ("Pub-avtal från 2024", "Pub-avtalet löpte ut 2024"),
                ("AVV 10.03.2025", "Avtal saknas 2024"),
                ("Contract signed on 3 March 2021", "Contract ends 2021"),
                ("Contract of 2023", "Employment contract of 2023 attached"),
                ("Hosting; contract since 2021", "Contractor since 2021"),
                (
                    "Processor agreement of 2024",
                    "DPA (Data Protection Authority) asked in 2024",
                ),
                (
                    "Contrat du 3 mars 2023",
                    "Contract management tool (2020 edition)",
                ),
                (
                    "Agreement dated 2020-05-01",
                    "In agreement with the board, switched 2020",
                ),
            ],
        );
        pairs(
            is_whatever_is_provided,
            &[
                ("Los que facilite el paciente", "Los pagos del paciente"),
                ("Det som kunden uppger", "Det som kunden uppger: namn, mått"),
                ("Was der Gast angibt", "Angaben zum Zimmer"),
                ("What the member fills in", "What the sensor sends"),
                ("Everything the member gives", "Everything the camera sends"),
                ("Allt som eleven uppger", "Allt material eleven lämnar in"),
                ("Was der Kunde eingibt", "Was das Gerät übermittelt"),
                (
                    "Quello che indica il cliente",
                    "Quello che arriva da clienti",
                ),
            ],
        );
        pairs(
            says_consent_signed,
            &[
                ("Consentimiento firmado en la ficha", "Consentimiento"),
                ("Einwilligung, Formular liegt im Ordner", "Einwilligung"),
                ("Samtycke, blanketten ligger i pärmen", "Samtycke"),
                (
                    "Consent signed by a parent",
                    "Consent; signed off by the board",
                ),
                (
                    "Consent, the form is kept in the office",
                    "The list of members is kept on a card",
                ),
                (
                    "Consent on the signed form",
                    "Consent; the contract was signed in May",
                ),
                ("Souhlas podepsaný rodičem", "Souhlas; smlouva podepsána"),
            ],
        );
    }

    #[test]
    fn measures_are_still_to_come_by_a_time_ahead_or_by_being_bought_or_introduced() {
        pairs(
            |text| is_still_to_come(text, 2026),
            &[
                (
                    "Encryption is planned for next year, second factors will be bought",
                    "Disks are encrypted, second factors will be bought",
                ),
                ("Kryptering planeras till 2027", "Kryptering sedan 2024"),
                (
                    "Verschlüsselung 2027 vorgesehen",
                    "Nur für die vorgesehenen Rollen",
                ),
                (
                    "Encryption will be introduced",
                    "Data will be encrypted at rest and in transit",
                ),
                (
                    "Access by role will come next year",
                    "Access will be restricted to staff",
                ),
                (
                    "Penetration tests are planned for 2028",
                    "Regular planned penetration tests",
                ),
                (
                    "Kryptering ska införas",
                    "Lösenord ska bytas var tredje månad",
                ),
                (
                    "Sauvegardes prévues pour l'année prochaine",
                    "Accès prévu par profil, sauvegardes prévues chaque nuit",
                ),
                (
                    "Accesso per profilo previsto per il 2027",
                    "L'accesso è previsto solo per gli autorizzati",
                ),
                (
                    "Cifrado previsto para el próximo año",
                    "Accesos previstos solo para administradores",
                ),
                (
                    "Planlagt adgangskontrol næste år",
                    "Planlagt adgangskontrol hvert år",
                ),
                (
                    "Szyfrowanie planowane w przyszłym roku",
                    "Przegląd planowany co rok",
                ),
                (
                    "Versleuteling en tweestapsinlog komen volgend jaar",
                    "Versleuteling gepland per kwartaal",
                ),
            ],
        );
    }

    #[test]
    fn people_are_told_about_by_others_and_not_those_who_tell() {
        pairs(
            are_told_about,
            &[
                ("Segnalati", "Segnalatori"),
                ("Personas reclamadas", "Reclamadores"),
                ("Personas denunciadas", "Denunciadores"),
                ("Prijavljene osobe", "Prijavljene osobe na tečaj"),
                ("Anmälda personer", "Anmälda personer till kursen"),
                ("Gemeldete Personen", "In der Gemeinde gemeldete Personen"),
            ],
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
    fn a_length_is_the_least_by_a_word_beside_it() {
        pairs(
            |text| says_at_least(text).is_some(),
            &[
                (
                    "Kept at least three years after the sale",
                    "Kept at least three years and at most five",
                ),
                ("Sparas i minst fem år", "Minst fem personer läser i ett år"),
                (
                    "Wird frühestens nach zwei Jahren gelöscht",
                    "Nach zwei Jahren gelöscht",
                ),
                (
                    "Conservé au moins un an",
                    "Conservé au moins un an, puis effacé",
                ),
                (
                    "Se guarda como mínimo dos años",
                    "Se guarda como máximo dos años",
                ),
                ("Conservato per almeno due anni", "Conservato per due anni"),
                ("Minimaal drie jaar", "Maximaal drie jaar"),
                ("Nie wcześniej niż po dwóch latach", "Po dwóch latach"),
                (
                    "Slettes tidligst etter tre år",
                    "Slettes senest etter tre år",
                ),
                (
                    "Säilytetään vähintään kaksi vuotta",
                    "Säilytetään enintään kaksi vuotta",
                ),
                (
                    "Guardado pelo menos dois anos",
                    "Guardado no máximo dois anos",
                ),
                ("Cel puțin trei ani", "Cel mult trei ani"),
                ("Nejméně tři roky", "Nejvýše tři roky"),
            ],
        );
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
