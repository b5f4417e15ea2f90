//! Contracts with processors, as headers and cells name them: `DPA: yes`, `AVV unterzeichnet`.

use super::answer::{Stance, YesNo, denies, stance, yes_or_no};
use super::cell::Reading;
use super::folding::{find_whole, plain, plain_name};

/// What contracts with processors are called, in headers and in cells.
const CONTRACTS: [&str; 22] = [
    "dpa",
    "dpas",
    "avv",
    "av vertrag",
    "auftragsverarbeitungsvertrag",
    "auftragsverarbeitung",
    "databehandleravtale",
    "databehandleraftale",
    "databehandlingsavtale",
    "personuppgiftsbitradesavtal",
    "bitradesavtal",
    "pub avtal",
    "verwerkersovereenkomst",
    "contrato de encargo",
    "contrato art 28",
    "contrat art 28",
    "accord de sous traitance",
    "accordo art 28",
    "data processing agreement",
    "data processing addendum",
    "processor contract",
    "umowa powierzenia",
];

/// How words begin that say that a contract is concluded.
const SIGNED: [&str; 20] = [
    "signed",
    "signe",
    "signert",
    "signerad",
    "signeret",
    "undertecknad",
    "underskrevet",
    "unterzeichnet",
    "abgeschlossen",
    "firmad",
    "firmat",
    "getekend",
    "gesloten",
    "podpisan",
    "assinad",
    "allekirjoitet",
    "accepted",
    "akzeptiert",
    "in place",
    "concluded",
];

/// Whether a header asks for the contract with a processor.
pub(super) fn asks_for_contract(header: &str) -> bool {
    names_contract(&plain_name(header))
}

/// Whether a plain text names a contract with a processor.
pub(super) fn names_contract(plain: &str) -> bool {
    CONTRACTS
        .iter()
        .any(|name| find_whole(plain, name).is_some())
}

/// What a cell says of a contract with a processor: whether it is concluded; nothing where there is none, or where that is
/// open.
pub(super) fn contract_in(reading: &Reading<'_>, text: &str) -> Option<bool> {
    let said = stance(reading.words, text) == Stance::Said || reading.words.yes.is(&plain(text));
    let spoken = plain(text);
    let open = reading.words.placeholder.all();
    let is_open = open
        .into_iter()
        .any(|it| it.len() > 3 && find_whole(&spoken, it).is_some());
    if !said || is_open || denies(reading.words, text) {
        return None;
    }
    let signed = spoken
        .split(' ')
        .any(|word| SIGNED.iter().any(|it| word.starts_with(it)))
        || find_whole(&spoken, "in place").is_some();
    match yes_or_no(reading.words, text) {
        Some((YesNo::Yes, _)) => Some(true),
        Some(_) => None,
        None => Some(signed),
    }
}
