//! What a transfer rests on, by its codes and by its words where it has none, and which clauses and modules its words name.

use chrono::Datelike as _;

use super::activity_facts::ActivityFacts;
use super::context::none_with_reason;
use super::wording::clauses::says_in_words;
use super::wording::lists::{Lists, WordList};
use super::wording::nearness::Nearness;
use super::wording::plain_grounds::{
    cites_compelling_interests, is_found_adequate, modules_in, says_its_law_was_examined,
};
use super::wording::tokens::Tokens;
use crate::domain::records::{Agreement, Transfer};
use crate::law::{ClauseSet, Law};

pub(super) const ADEQUACY: &str = "art45";
pub(super) const CLAUSES: &str = "art46-2-c";
const GROUP_RULES: &str = "art46-2-b";
pub(super) const INTERESTS: &str = "art49-1-subpara2";
/// The derogations of Article 49(1), by their points.
const DEROGATIONS: [&str; 7] = [
    "art49-1-a",
    "art49-1-b",
    "art49-1-c",
    "art49-1-d",
    "art49-1-e",
    "art49-1-f",
    "art49-1-g",
];

/// What a transfer rests on, without the entry for where nothing is needed.
pub(super) fn grounds(transfer: &Transfer) -> Vec<&str> {
    let all = transfer.mechanisms.iter().map(String::as_str);
    all.filter(|code| *code != "none_needed").collect()
}

/// Every ground, those that stand behind the first too; by the words where no code tells.
pub(super) fn all_grounds(transfer: &Transfer) -> Vec<&str> {
    let mut all = grounds(transfer);
    for code in transfer.fallback.iter().map(String::as_str) {
        if code != "none_needed" && !all.contains(&code) {
            all.push(code);
        }
    }
    if all.is_empty() && transfer.mechanisms.is_empty() {
        all = grounds_in_words(transfer);
    }
    all
}

/// The grounds that only the words of a transfer name, and do not call missing.
pub(super) fn grounds_in_words(transfer: &Transfer) -> Vec<&'static str> {
    let found = |text: &str, list: WordList| {
        says_in_words(text, list) || list == WordList::AdequacyWords && is_found_adequate(text)
    };
    let named = |list: WordList| words_of_the_ground(transfer).any(|text| found(text, list));
    [
        (ADEQUACY, WordList::AdequacyWords),
        (CLAUSES, WordList::ClauseWords),
        (GROUP_RULES, WordList::GroupRuleWords),
    ]
    .into_iter()
    .filter_map(|(code, list)| named(list).then_some(code))
    .chain(derogation_cited(transfer))
    .chain(
        words_of_the_ground(transfer)
            .any(|text| cites_compelling_interests(text))
            .then_some(INTERESTS),
    )
    .collect()
}

/// The derogation of Article 49(1) that the words of a transfer cite by its point.
fn derogation_cited(transfer: &Transfer) -> Option<&'static str> {
    let mut points = words_of_the_ground(transfer)
        .flat_map(|text| Lists::shipped().points_cited(text, "49", "1"));
    points.find_map(|point| DEROGATIONS.into_iter().find(|code| code.ends_with(point)))
}

/// Everything that a transfer says in words.
pub(super) fn words_of(transfer: &Transfer) -> impl Iterator<Item = &String> {
    [
        &transfer.safeguards,
        &transfer.supplementary_measures,
        &transfer.art49_assessment,
        &transfer.art49_safeguards,
        &transfer.as_stated,
        &transfer.notes,
    ]
    .into_iter()
    .flatten()
}

/// What a transfer says of the ground itself; notes are remarks about it.
fn words_of_the_ground(transfer: &Transfer) -> impl Iterator<Item = &String> {
    [
        &transfer.safeguards,
        &transfer.supplementary_measures,
        &transfer.as_stated,
    ]
    .into_iter()
    .flatten()
}

/// Whether the destination was assessed, by a day, a document, or in words.
pub(super) fn is_assessed(facts: &ActivityFacts<'_>, transfer: &Transfer) -> bool {
    transfer.assessed_on.is_some()
        || transfer.assessed == Some(true)
        || transfer.assessment.is_some()
        || none_with_reason(transfer, "assessed_on")
        || none_with_reason(transfer, "assessment")
        || words_of(transfer)
            .any(|text| facts.context.lists.says_assessed(text) || says_its_law_was_examined(text))
}

/// What a transfer and the agreement that it rests on name as their instrument.
pub(super) fn instruments<'a>(
    transfer: &'a Transfer,
    agreement: Option<&'a Agreement>,
) -> impl Iterator<Item = &'a str> {
    let of_agreement = agreement.and_then(|agreement| agreement.instrument.as_deref());
    transfer
        .instrument
        .as_deref()
        .into_iter()
        .chain(of_agreement)
}

/// The clauses that a transfer rests on: named by their code, or by the number of the decision that adopted them; where
/// the words name a module, the only ones that have any.
pub(super) fn clause_set_of<'l>(
    law: &'l Law,
    transfer: &Transfer,
    agreement: Option<&Agreement>,
) -> Option<&'l ClauseSet> {
    let version = agreement.and_then(|agreement| agreement.version.as_deref());
    let numbered = |words: &str| {
        law.clause_sets()
            .iter()
            .find(|set| set.is_numbered_in(words))
    };
    let mut named = instruments(transfer, agreement).peekable();
    let silent = named.peek().is_none();
    named
        .find_map(|code| law.clause_set(code).or_else(|| numbered(code)))
        .or_else(|| version.and_then(numbered))
        .or_else(|| {
            let mut words = words_of_the_ground(transfer).filter(|_| silent);
            words.find_map(|text| numbered(text))
        })
        .or_else(|| {
            let mut words = words_of_the_ground(transfer).filter(|_| silent);
            words.find_map(|text| set_of_a_year(law, text))
        })
        .or_else(|| {
            let told = silent && names_a_module(transfer);
            let mut sets = law.clause_sets().iter();
            told.then(|| sets.find(|set| !set.modules.is_empty()))
                .flatten()
        })
}

/// The clauses that a text calls by the year of their adoption: `the 2010 clauses`, `vuoden 2021 mallilausekkeet`.
fn set_of_a_year<'l>(law: &'l Law, text: &str) -> Option<&'l ClauseSet> {
    let tokens = Tokens::of(text);
    let mut clauses = Vec::new();
    Lists::shipped().find_parts(text, &tokens, &mut |hit| {
        if hit.list == WordList::ClauseWords {
            clauses.push(hit.words);
        }
    });
    // A word may stand between, and no more: further off is the day on which they were signed.
    let beside = |at: usize| clauses.iter().any(|words| words.is_near(&(at..at + 1), 1));
    let years = tokens.spans().enumerate().filter(|(at, _)| beside(*at));
    let mut years = years.filter_map(|(_, span)| text[span].parse::<i32>().ok());
    let adopted = |year: i32| {
        let mut sets = law
            .clause_sets()
            .iter()
            .filter(|set| set.transfer_tool && set.adopted.year() == year);
        let set = sets.next();
        set.filter(|_| sets.next().is_none())
    };
    years.find_map(adopted)
}

/// The modules of the clauses that the words of a transfer name.
pub(super) fn told_modules(transfer: &Transfer) -> Vec<&'static str> {
    words_of_the_ground(transfer)
        .flat_map(|text| modules_in(text))
        .collect()
}

/// Whether the words of a transfer name a module of the clauses.
pub(super) fn names_a_module(transfer: &Transfer) -> bool {
    !told_modules(transfer).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::wording::lists::Lists;

    /// That an assessment is only named, is missing or is still to come, says nowhere that it was made.
    #[test]
    fn an_assessment_that_is_missing_was_not_made() {
        let lists = Lists::shipped();
        for text in [
            "SCC + TIA",
            "TIA done 2024",
            "Standardní smluvní doložky, TIA provedena 2023",
            "CCT, evaluare efectuată în 2023",
            "Law of the destination analysed and evaluated",
            "SCC, TIA vom 3. Mai 2024",
            "CPC, avaliação efetuada",
        ] {
            assert!(lists.says_assessed(text), "{text}");
        }
        for text in [
            "SCC; TIA",
            "SCC, TIA mangler",
            "SCC signed. TIA: no",
            "SCC, TIA chybí",
            "CCT, TIA lipsește",
            "SCC, TIA hiányzik",
            "ΤΣΡ, TIA εκκρεμεί",
            "Clauses signed, the destination not evaluated",
            "Clauses signed, not yet analysed",
            "Klausuler, ännu inte bedömd",
        ] {
            assert!(!lists.says_assessed(text), "{text}");
        }
    }

    #[test]
    fn clauses_are_called_by_their_year() {
        let law = Law::shipped().unwrap();
        for (text, id) in [
            (
                "Komission vuoden 2021 mallilausekkeet",
                Some("scc-2021-914"),
            ),
            ("2021 års standardavtalsklausuler", Some("scc-2021-914")),
            ("SCC von 2010", Some("scc-2010-87")),
            ("Clauses contractuelles types de 2004", Some("scc-2004-915")),
            ("The 2010 model clauses", Some("scc-2010-87")),
            ("SCCs signed on 3 May 2021", None),
            ("SCC, 2 modules, since 2021", None),
            ("SCC 2019", None),
        ] {
            let told = set_of_a_year(&law, text).map(|set| set.id.as_str());
            assert_eq!(told, id, "{text}");
        }
    }
}
