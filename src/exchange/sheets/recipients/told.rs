//! What is said beside the name of a company that gets data: where it is, what it does, the contract with it; and before
//! the name, what it is.

use std::collections::HashSet;

use serde_json::{Value as Json, json};

use super::names::placed;
use crate::domain::codec::clean;
use crate::exchange::sheets::answers::{YesNo, yes_or_no};
use crate::exchange::sheets::cell::{Entry, ReadCell, Reading};
use crate::exchange::sheets::folding::plain;
use crate::exchange::sheets::lists;
use crate::exchange::sheets::organisations::contracts::{
    asks_for_contract, contract_behind, is_dated, lacks_contract, names_contract,
};
use crate::exchange::sheets::organisations::party::Parties;
use crate::exchange::sheets::record::ActivityDraft;

/// Beside whose name something is told.
pub(in crate::exchange::sheets) struct ToldBeside<'t> {
    /// Its place among the parties.
    pub party: usize,
    /// All that is told of it.
    pub part: &'t str,
    pub role: Option<&'t str>,
    /// What stands in brackets.
    pub inside: Option<&'t str>,
    pub lists_contracts: bool,
}

/// The role of a processor, where that is what stands before a name: `Payment processor: Northwind`.
pub(super) fn processor_label(reading: &Reading<'_>, label: &str) -> Option<&'static str> {
    let spoken = plain(label);
    // `not a processor`
    if spoken
        .split(' ')
        .any(|word| lists::shipped().denying.is(word))
    {
        return None;
    }
    let last = spoken.rsplit(' ').next().unwrap_or(&spoken);
    let roles = &reading.words.role;
    let code = roles.exact(&spoken).or_else(|| roles.exact(last));
    (code? == "processor").then_some("processor")
}

/// Whether words behind a processor say that there is a contract with it, and whether that is concluded: a yes does where
/// the header asks for it.
pub(super) fn signed_in(reading: &Reading<'_>, cell: &ReadCell<'_>, text: &str) -> Option<bool> {
    // So does a year alone: `Acme Ltd (2021)`.
    let spoken = plain(text);
    let is_year = spoken.len() == 4 && is_dated(&spoken);
    let answers = asks_for_contract(&cell.column.header)
        && (is_year || yes_or_no(reading.words, text).is_some_and(|(it, _)| it == YesNo::Yes));
    // `yes, 2018`: it is of that year.
    answers
        .then(|| is_dated(&spoken))
        .or_else(|| contract_behind(reading, text))
}

/// Whether a row says every word of what is told of a recipient: in its texts, as its role, or as its countries.
pub(super) fn tells_all(reading: &Reading<'_>, parties: &Parties, row: &Entry, part: &str) -> bool {
    let organisation = row.get("organisation").and_then(Json::as_str);
    let party = organisation.and_then(|it| parties.called(it));
    let texts = row.values().chain(
        party
            .into_iter()
            .flat_map(|at| parties.all[at].fields.values()),
    );
    let told: HashSet<String> = texts
        .filter_map(Json::as_str)
        .flat_map(|text| {
            plain(text)
                .split(' ')
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .collect();
    let pieces = part
        .split(['(', ')', ',', ';', ':', '/', '–', '—'])
        .flat_map(|it| it.split(" - "));
    pieces.map(str::trim).all(|piece| {
        let spoken = plain(piece);
        let left: Vec<&str> = spoken.split(' ').filter(|it| !told.contains(*it)).collect();
        let left = left.join(" ");
        let is_place = || row.contains_key("countries") && placed(reading, piece).is_some();
        let is_role = || {
            let role = row.get("role").and_then(Json::as_str);
            role.is_some() && reading.words.role.exact(&left) == role
        };
        left.is_empty() || is_role() || is_place()
    })
}

/// Words behind a name, and what they say between commas of the contract apart from the rest: `meters, contract of 2022`.
fn contract_apart(told: String, is_contract: impl Fn(&String) -> bool) -> Vec<String> {
    if is_contract(&told) {
        return vec![told];
    }
    let pieces = told.split(',').map(|it| it.trim().to_owned());
    let (contracts, rest): (Vec<String>, Vec<String>) = pieces.partition(&is_contract);
    if contracts.is_empty() {
        return vec![told];
    }
    let rest = Some(rest.join(", ")).filter(|it| !it.is_empty());
    rest.into_iter().chain(contracts).collect()
}

impl ActivityDraft {
    /// Takes in what is said beside the name of a company that gets data: where it is, what it does, its contract.
    pub(super) fn put_told<'t>(
        &mut self,
        reading: &Reading<'_>,
        cell: &ReadCell<'_>,
        row: &mut Entry,
        said: impl Iterator<Item = &'t str>,
        of: &ToldBeside<'_>,
    ) {
        let mut countries: Vec<String> = Vec::new();
        let mut told: Vec<String> = Vec::new();
        for part in said {
            match placed(reading, part) {
                Some((places, rest)) => {
                    // `Ireland, eu-west-1` is one place.
                    for place in places {
                        if !countries.contains(&place) {
                            countries.push(place);
                        }
                    }
                    told.extend(rest);
                }
                None => told.push(part.to_owned()),
            }
        }
        if !countries.is_empty() {
            let reference = Parties::reference(of.party);
            self.tell_transfers(reading, (&reference, &countries), of.part);
            row.insert("countries".to_owned(), json!(countries));
        }
        let processor = matches!(of.role, Some("processor" | "sub_processor"));
        let is_contract = |it: &String| processor && signed_in(reading, cell, it).is_some();
        let (mut contracts, told): (Vec<String>, Vec<String>) = told
            .into_iter()
            .flat_map(|it| contract_apart(it, is_contract))
            .partition(is_contract);
        // The word for the contract may have told the role.
        let of_role = of
            .inside
            .into_iter()
            .flat_map(|it| it.split([',', ';']))
            .map(str::trim);
        let of_role = of_role
            .filter(|it| names_contract(&plain(it)))
            .map(str::to_owned);
        contracts.extend(of_role.filter(is_contract));
        if !told.is_empty() {
            row.insert("service".to_owned(), json!(clean(&told.join("; "), false)));
        }
        let behind = contracts
            .first()
            .and_then(|it| signed_in(reading, cell, it));
        let lacks = told.iter().any(|it| lacks_contract(it));
        if let Some(signed) = behind.or((of.lists_contracts && !lacks).then_some(false)) {
            let words = clean(&cell.noted_of(of.part), true);
            self.contracts.push((words, signed, Some(of.party)));
        }
    }
}
