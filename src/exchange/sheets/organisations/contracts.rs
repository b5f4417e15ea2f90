//! Contracts with processors, as headers and cells name them: `DPA: yes`, `AVV unterzeichnet`.

use crate::exchange::sheets::answers::{Stance, YesNo, denies, stance, yes_or_no};
use crate::exchange::sheets::cell::Reading;
use crate::exchange::sheets::folding::{find_whole, plain, plain_name};
use crate::exchange::sheets::lists;
use crate::exchange::sheets::vocabulary::SheetVocabulary;

/// What words behind the name of a processor say of the contract with it: whether it is concluded; nothing where they speak
/// of none, or say that it lacks.
pub(in crate::exchange::sheets) fn contract_behind(
    reading: &Reading<'_>,
    text: &str,
) -> Option<bool> {
    let spoken = plain(text);
    let named = speaks_of_contract(&spoken);
    let lacks = lacks_contract(text);
    let found = contract_in(reading, "", text).filter(|_| named && !lacks);
    found.map(|signed| (signed || is_dated(&spoken)) && !is_later(&spoken))
}

/// Whether plain words date a contract: `AVV vom 01 06 2018`, `contract 2021`.
pub(in crate::exchange::sheets) fn is_dated(spoken: &str) -> bool {
    let year = |word: &str| word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    let is_year = |word: &str| year(word) && word.bytes().all(|it| it.is_ascii_digit());
    spoken.split(' ').any(is_year)
}

/// Whether plain words name a contract with a processor, or speak of a contract and of nothing else: `contract 2019`, and
/// not `contract management`.
pub(in crate::exchange::sheets) fn speaks_of_contract(spoken: &str) -> bool {
    let lists = lists::shipped();
    let is_one = |word: &str| lists.contract.is(word);
    let words = SheetVocabulary::shipped();
    let adds_nothing = |word: &str| {
        is_one(word)
            || lists.of_contract.is(word)
            || lists.signed.begins(word)
            || lists.signed_whole.is(word)
            || words.month.exact(word).is_some()
            || word.bytes().all(|it| it.is_ascii_digit())
    };
    let named = spoken.split(' ').any(is_one);
    names_contract(spoken) || (named && (cites_28(spoken) || spoken.split(' ').all(adds_nothing)))
}

/// Whether plain words cite the article on processors: `contrato del art 28`.
fn cites_28(spoken: &str) -> bool {
    let words: Vec<&str> = spoken.split(' ').collect();
    let is_cited =
        |pair: &[&str]| pair[1] == "28" && lists::shipped().before_provisions.is(pair[0]);
    words.windows(2).any(is_cited)
}

/// Whether a plain text begins with what a contract with a processor is called, or with a word for a contract.
pub(in crate::exchange::sheets) fn begins_with_contract(spoken: &str) -> bool {
    let lists = lists::shipped();
    let first = spoken.split(' ').next().unwrap_or(spoken);
    lists.contract.is(first)
        || lists.contracts.is(spoken)
        || lists.contracts.leading(spoken).is_some()
}

/// Whether a sentence says that all processors have a contract: `All sub-processors are bound by a written agreement`.
pub(super) fn says_all_bound(sentence: &str) -> bool {
    /// How many words such a sentence says who it speaks of in.
    const FEW: usize = 6;
    let lists = lists::shipped();
    let spoken = plain(sentence);
    let words: Vec<&str> = spoken.split(' ').collect();
    let all = words.iter().take(2).any(|word| lists.each.is(word));
    let processors = words
        .iter()
        .take(FEW)
        .any(|word| lists.processor_heads.begins(word));
    let bound = lists.bound.within(&spoken).is_some() || says_signed(&spoken);
    all && processors && bound && names_contract(&spoken) && !is_later(&spoken)
}

/// What words beside a contract say of its conclusion, as its status: that it is still to be signed, that it is signed, that
/// it is part of terms; nothing where they say none of these.
pub(super) fn status_told(is_signed: bool, words: &str) -> Option<&'static str> {
    let lists = lists::shipped();
    let spoken = plain(words);
    let has =
        |set: &crate::exchange::sheets::vocabulary::Set| spoken.split(' ').any(|word| set.is(word));
    if lists.to_sign.within(&spoken).is_some() {
        Some("unsigned")
    } else if is_signed {
        Some("signed")
    } else {
        (lists.in_terms.within(&spoken).is_some() && has(&lists.part_of)).then_some("in_terms")
    }
}

/// Whether words say that a contract lacks.
pub(in crate::exchange::sheets) fn lacks_contract(text: &str) -> bool {
    let spoken = plain(text);
    spoken
        .split(' ')
        .any(|word| lists::shipped().lacking.begins(word))
}

/// Whether a header asks for the contract with a processor.
pub(in crate::exchange::sheets) fn asks_for_contract(header: &str) -> bool {
    // A capital inside a word may begin another one, or none: `PuB-avtal`.
    let spoken = plain(header);
    let lists = lists::shipped();
    // `Processor (contract)` names both.
    let both = || {
        let mut words = spoken.split(' ');
        let processor = spoken
            .split(' ')
            .any(|word| lists.processor_heads.begins(word));
        processor && words.any(|word| lists.contract.is(word))
    };
    names_contract(&plain_name(header)) || names_contract(&spoken) || both()
}

/// Whether a header is nothing but what such contracts are called.
pub(in crate::exchange::sheets) fn is_for_contracts(header: &str) -> bool {
    lists::shipped().contracts.is(&plain(header))
}

/// Whether a plain text names a contract with a processor.
pub(in crate::exchange::sheets) fn names_contract(plain: &str) -> bool {
    lists::shipped().contracts.within(plain).is_some()
}

/// What a cell says of a contract with a processor under a header: whether it is concluded; nothing where there is none,
/// or where that is open. That there is one says not that it is signed: `DPA: yes`.
pub(in crate::exchange::sheets) fn contract_in(
    reading: &Reading<'_>,
    header: &str,
    text: &str,
) -> Option<bool> {
    // `DPA: no` answers what stands before the colon.
    let label = text.split_once(':').map(|(it, told)| (plain(it), told));
    if let Some((_, told)) = label.filter(|(it, _)| lists::shipped().contracts.is(it)) {
        let header = text.split(':').next().unwrap_or_default();
        return contract_in(reading, header, told.trim());
    }
    let spoken = plain(text);
    let said = stance(reading.words, text) == Stance::Said || reading.words.yes.is(&spoken);
    let open = reading.words.placeholder.all();
    let is_open = open
        .into_iter()
        .any(|it| it.len() > 3 && find_whole(&spoken, it).is_some());
    if !said || is_open || denies(reading.words, text) {
        return None;
    }
    // A tick says that it is done: `✅ Standard DPA`.
    let ticked = text.trim_start().starts_with(['✅', '✓', '✔', '☑']);
    let of_contract = names_contract(&spoken) || says_signed(&plain_name(header));
    if ticked && of_contract && !is_later(&spoken) {
        return Some(true);
    }
    match yes_or_no(reading.words, text) {
        // `DPA signed: yes`: the header says what is answered.
        // So does a day: `DPA: yes, 2024-02-01`.
        Some((YesNo::Yes, rest)) => {
            let told = plain(rest);
            let asked = says_signed(&plain_name(header)) || is_dated(&told);
            Some((asked && !is_later(&told)) || says_signed(&spoken))
        }
        Some(_) => None,
        // So does `DPA signed: Standard DPA`.
        None => Some(
            says_signed(&spoken) || (says_signed(&plain_name(header)) && names_contract(&spoken)),
        ),
    }
}

/// Whether a plain text says that a contract is concluded, and not that it is to be.
fn says_signed(plain: &str) -> bool {
    let lists = lists::shipped();
    let begins = |word: &str| lists.signed.begins(word);
    let signed = plain.split(' ').any(begins) || lists.signed_whole.within(plain).is_some();
    signed && !is_later(plain)
}

/// Whether a plain text speaks of what is not done yet.
fn is_later(plain: &str) -> bool {
    plain
        .split(' ')
        .any(|word| lists::shipped().not_yet.is(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_of_a_contract_is_its_status() {
        for (words, status) in [
            ("DPA: Da sottoscrivere", Some("unsigned")),
            ("DPA-status: Att teckna", Some("unsigned")),
            ("AVV noch nicht abgeschlossen", Some("unsigned")),
            ("DPA: part of the terms of service", Some("in_terms")),
            ("PuB-avtal: ingår i villkoren", Some("in_terms")),
            ("DPA: via de voorwaarden", Some("in_terms")),
            ("DPA: standard", None),
            ("Terms: see the site", None),
        ] {
            assert_eq!(status_told(false, words), status, "{words}");
        }
        assert_eq!(status_told(true, "DPA: yes, 2024"), Some("signed"));
    }

    #[test]
    fn a_sentence_may_say_that_all_processors_are_bound() {
        for told in [
            "All sub-processors are bound by a written data processing agreement",
            "Alla personuppgiftsbiträden är bundna av personuppgiftsbiträdesavtal",
            "Alle Auftragsverarbeiter sind durch einen AVV gebunden",
        ] {
            assert!(says_all_bound(told), "{told}");
        }
        for not in [
            "All sub-processors will be bound by a data processing agreement",
            "Acme is bound by a data processing agreement",
            "All staff are bound by secrecy",
        ] {
            assert!(!says_all_bound(not), "{not}");
        }
    }

    #[test]
    fn headers_ask_for_contracts_in_brackets_too() {
        for header in [
            "Personuppgiftsbiträde (avtal)",
            "Databehandler (aftale)",
            "Auftragsverarbeiter (Vertrag)",
            "Processor + DPA",
        ] {
            assert!(asks_for_contract(header), "{header}");
        }
        for header in ["Avtal", "Personuppgiftsbiträde", "Auftragsverarbeiter"] {
            assert!(!asks_for_contract(header), "{header}");
        }
    }

    #[test]
    fn words_of_a_contract_alone_speak_of_one() {
        for text in [
            "contract 2019",
            "avtal finns",
            "nominato resp ex art 28",
            "dba signert",
            "contrato assinado",
            "sopimus 2021",
            "contrato assinado em 2019",
            "avv liegt vor vom 12 01 2022",
        ] {
            assert!(speaks_of_contract(text), "{text}");
        }
        for text in [
            "contract management",
            "avtal och inkop",
            "hosting",
            "signed emails of staff",
        ] {
            assert!(!speaks_of_contract(text), "{text}");
        }
    }

    #[test]
    fn a_contract_is_signed_where_words_say_so_and_not_where_it_is_to_be() {
        for (text, signed) in [
            ("signed 2024", true),
            ("avv unterzeichnet", true),
            ("dpa signe", true),
            ("accepterad i portalen", true),
            ("akceptacja przez uzycie uslugi", true),
            ("in place", true),
            ("ja", false),
            ("yes to be signed", false),
            ("ja noch nicht unterzeichnet", false),
            ("ja wird abgeschlossen", false),
            ("signera i portalen", false),
            ("ja acceptera i dashboard", false),
        ] {
            assert_eq!(says_signed(text), signed, "{text}");
        }
    }
}
