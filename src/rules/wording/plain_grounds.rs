//! What plain words say of a transfer's ground: the framework that fell, the modules of clauses, that a place is adequate,
//! that its law was looked into, that data go on and on. The words are data, `assets/rules/plain_words.toml`.

use super::lists::{Lists, Match, WordList};
use super::plain_lists::{PlainList, PlainText};
use super::tokens::Tokens;

/// The words for the framework that fell in 2020, other than its name.
pub(in crate::rules) fn names_a_shield(text: &str) -> Option<&str> {
    let plain = PlainText::of(text);
    let told = plain.near(PlainList::Shield, PlainList::Parties, 4)?;
    (!plain.holds(PlainList::ValidNoMore) && !is_told_as_history(text)).then_some(told)
}

/// Whether a text says of a framework that it fell, beside clauses that are there now.
pub(in crate::rules) fn is_told_as_history(text: &str) -> bool {
    let clauses = || {
        let mut named = false;
        let mut of_clauses = |hit: Match| named |= hit.list == WordList::ClauseWords;
        Lists::shipped().find_parts(text, &Tokens::of(text), &mut of_clauses);
        named
    };
    has_fallen(text) && clauses()
}

/// Whether a text says of a framework that it was declared invalid.
pub(in crate::rules) fn has_fallen(text: &str) -> bool {
    PlainText::of(text).holds(PlainList::Fallen)
}

/// The modules of the clauses that a text names, by number or by who sends and who gets.
pub(in crate::rules) fn modules_in(text: &str) -> Vec<&'static str> {
    let plain = PlainText::of(text);
    let numbered = [
        (PlainList::Module1, "1"),
        (PlainList::Module2, "2"),
        (PlainList::Module3, "3"),
        (PlainList::Module4, "4"),
    ];
    let mut modules: Vec<&str> = numbered
        .into_iter()
        .filter_map(|(list, module)| plain.holds(list).then_some(module))
        .collect();
    for (from, to, module) in [
        (PlainList::Controller, PlainList::Controller, "1"),
        (PlainList::Controller, PlainList::Processor, "2"),
        (PlainList::Processor, PlainList::Processor, "3"),
        (PlainList::Processor, PlainList::Controller, "4"),
    ] {
        let joined = plain.of_list(from).any(|sender| {
            plain.of_list(to).any(|getter| {
                let between = sender.words.end..getter.words.start;
                let gap = text.get(sender.span.end..getter.span.start);
                let arrow = || gap.is_some_and(|gap| gap.contains(['→', '>', '–', '-']));
                match between.len() {
                    0 if between.start == between.end => arrow(),
                    1 => plain.of_list(PlainList::To).any(|to| to.words == between),
                    _ => false,
                }
            })
        });
        if joined && !modules.contains(&module) {
            modules.push(module);
        }
    }
    modules
}

/// Whether a text says that the law of a destination was looked into.
pub(in crate::rules) fn says_its_law_was_examined(text: &str) -> bool {
    let plain = PlainText::of(text);
    plain
        .near(PlainList::ItsLaw, PlainList::Examined, 5)
        .is_some()
        && !plain.holds(PlainList::No)
        && !plain.holds(PlainList::Later)
}

/// Whether a text says that something goes on and on.
pub(in crate::rules) fn goes_on(text: &str) -> bool {
    let plain = PlainText::of(text);
    plain.holds(PlainList::Standing) && !plain.holds(PlainList::Once)
}

/// Whether a text says in which year it was checked that a recipient takes part in a framework.
pub(in crate::rules) fn says_checked(text: &str) -> bool {
    let mut figures = text.split(|letter: char| !letter.is_ascii_digit());
    figures.any(|figure| figure.len() == 4 && figure.starts_with("20"))
        && PlainText::of(text).holds(PlainList::Looked)
}

/// Whether a text cites the second subparagraph of Article 49(1), or calls its interests compelling.
pub(in crate::rules) fn cites_compelling_interests(text: &str) -> bool {
    text.contains("49") && PlainText::of(text).holds(PlainList::Compelling)
}

/// Whether the Commission is said to have found a place adequate.
pub(in crate::rules) fn is_found_adequate(text: &str) -> bool {
    PlainText::of(text)
        .near(PlainList::Who, PlainList::Adequate, 5)
        .is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::pairs;

    #[test]
    fn grounds_of_transfers_are_told_in_words() {
        pairs(
            |text| names_a_shield(text).is_some(),
            &[
                (
                    "Certified under the shield of the EU and US",
                    "Certified under the framework of the EU and US",
                ),
                (
                    "Still rests on the EU-US shield that was struck down",
                    "The EU-US shield was struck down; SCC since",
                ),
                (
                    "Vilar på skölden mellan EU och USA som ogiltigförklarades",
                    "Skölden mellan EU och USA ogiltigförklarades; standardavtalsklausuler sedan dess",
                ),
                (
                    "Anslutet till skölden mellan EU och USA",
                    "Anslutet till ramen mellan EU och USA",
                ),
                (
                    "Unter dem Schutzschild EU-USA",
                    "Schild am Eingang mit Hinweis",
                ),
                (
                    "Adhérent au bouclier UE-États-Unis",
                    "Adhérent au cadre UE-États-Unis",
                ),
                ("Adherido al escudo UE-EE. UU.", "El escudo de la ciudad"),
                (
                    "The US shield, a valid basis",
                    "The US shield is no longer a basis",
                ),
            ],
        );
        for (text, modules) in [
            ("SCC, controller to processor", vec!["2"]),
            ("SCC (C2C)", vec!["1"]),
            ("Modul drei", vec!["3"]),
            ("Ansvarig till biträde", vec!["2"]),
            ("Verantwortlicher an Verantwortlichen", vec!["1"]),
            ("Responsable à sous-traitant", vec!["2"]),
            ("The processor helps the controller", vec![]),
        ] {
            assert_eq!(modules_in(text), modules, "{text}");
        }
        pairs(
            is_found_adequate,
            &[
                (
                    "The Commission holds Japan adequate",
                    "Adequate measures are in place",
                ),
                (
                    "Kommissionen har funnit landet adekvat",
                    "Adekvata åtgärder",
                ),
            ],
        );
        pairs(
            goes_on,
            &[
                ("Every Friday and every week", "Once, in March"),
                ("Skickas löpande", "Enstaka fall, inte löpande"),
                ("Jeden Monat eine Liste", "Im Einzelfall"),
                ("Vid månadsskiftet, i klump", "En resa i mars"),
                ("Tous les jeudis", "Jeudi 5 mars 2026"),
                ("A fine mese", "A maggio 2026"),
                ("Maanantaisin", "Maaliskuussa 2026"),
                ("Na koniec miesiąca", "W marcu 2026"),
            ],
        );
        pairs(
            says_its_law_was_examined,
            &[
                (
                    "We looked into the law of India in 2026",
                    "We have not looked into the law of India",
                ),
                (
                    "Gick igenom landets lagar i april",
                    "Landets lagar gås igenom senare",
                ),
                (
                    "Wir haben das türkische Recht geprüft",
                    "Das türkische Recht hat niemand geprüft",
                ),
                ("Estudiamos las leyes de allí", "Nadie estudió las leyes"),
                (
                    "Tutkimme maan lainsäädännön",
                    "Maan lainsäädäntö on tutkimatta",
                ),
            ],
        );
    }
}
