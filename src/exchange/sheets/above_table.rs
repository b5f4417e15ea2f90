//! What stands above a table: who is responsible, their contacts, titles.

use std::ops::Range;

use super::answer::{Stance, stance};
use super::folding::plain_name;
use super::grid::SheetGrid;
use super::header::KnownHeaders;
use super::party::Parties;
use super::vocabulary::SheetVocabulary;
use crate::domain::codec::clean;

/// What the lines above a table say.
#[derive(Debug, Default)]
pub struct Preamble {
    /// The organisation of ours, among those of the file.
    pub organisation: Option<usize>,
    /// What was not understood, each cell or pair with its words.
    pub rest: Vec<String>,
}

/// Of whom a label speaks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Who {
    Controller,
    Contact(&'static str),
}

/// What a label asks of them.
#[derive(Clone, Copy)]
enum What {
    Name,
    Address,
    Email,
    Phone,
}

/// A pair of a label and what stands beside it.
struct Pair {
    whose: Option<Who>,
    what: What,
    label: String,
    value: String,
}

/// Reads the lines above a table.
#[must_use]
pub fn read(
    words: &SheetVocabulary,
    grid: &SheetGrid,
    above: Range<usize>,
    parties: &mut Parties,
) -> Preamble {
    let mut block = Preamble::default();
    let mut pairs = Vec::new();
    let mut groups: Vec<(u32, Who)> = Vec::new();
    for line in &grid.lines[above] {
        let cells = &line.cells;
        let mut at = 0;
        while at < cells.len() {
            let text = clean(cells[at].value.text(), true);
            let beside = cells
                .get(at + 1)
                .filter(|next| next.column == cells[at].column + 1);
            let split = text
                .split_once(':')
                .filter(|(_, value)| !value.trim().is_empty());
            let (label, value, used) = match (split, beside) {
                (Some((label, value)), _) if about(label).is_some() => {
                    (label.trim(), value.trim(), 1)
                }
                (_, Some(next)) if about(&text).is_some() => {
                    (text.trim(), next.value.text().trim(), 2)
                }
                _ => {
                    match who(&text) {
                        Some(who) => groups.push((cells[at].column, who)),
                        None => block.rest.push(text.clone()),
                    }
                    at += 1;
                    continue;
                }
            };
            let (own, what) = about(label).unwrap_or((None, What::Name));
            let of_group = groups
                .iter()
                .rev()
                .filter(|(column, _)| *column <= cells[at].column);
            let nearest = of_group
                .max_by_key(|(column, _)| *column)
                .map(|(_, who)| *who);
            pairs.push(Pair {
                whose: own.or(nearest),
                what,
                label: label.to_owned(),
                value: value.to_owned(),
            });
            at += used;
        }
    }
    let name = pairs.iter().find(|pair| {
        pair.whose == Some(Who::Controller)
            && matches!(pair.what, What::Name)
            && stance(words, &pair.value) == Stance::Said
    });
    let organisation = name.map(|pair| parties.ours(&pair.value));
    block.organisation = organisation;
    for pair in pairs {
        if matches!(stance(words, &pair.value), Stance::Blank) {
            continue;
        }
        let (Some(at), Some(who), Stance::Said) =
            (organisation, pair.whose, stance(words, &pair.value))
        else {
            block.rest.push(format!("{}: {}", pair.label, pair.value));
            continue;
        };
        let party = &mut parties.all[at];
        match (who, pair.what) {
            (Who::Controller, What::Name) => {}
            (Who::Controller, _) => party.more(&pair.value),
            (Who::Contact(role), what) => {
                let key = match what {
                    What::Name if pair.value.contains('@') => "email",
                    What::Name => "name",
                    What::Address => "address",
                    What::Email => "email",
                    What::Phone => "phone",
                };
                party.contact(role, key, &clean(&pair.value, false));
            }
        }
    }
    block
}

/// Of whom a label speaks that stands over others.
fn who(label: &str) -> Option<Who> {
    let guess = KnownHeaders::shipped().guess(label)?;
    match guess.field.as_str() {
        "organisation.name" => Some(Who::Controller),
        field if field.starts_with("organisation.contacts[role=dpo]") => Some(Who::Contact("dpo")),
        field if field.starts_with("organisation.contacts[role=representative]") => {
            Some(Who::Contact("representative"))
        }
        _ => None,
    }
}

/// What a label asks, and of whom where it says so itself.
fn about(label: &str) -> Option<(Option<Who>, What)> {
    if label.chars().count() > 80 {
        return None;
    }
    let plain = plain_name(label);
    let own = who(label);
    let has = |words: &[&str]| {
        words.iter().any(|word| {
            plain.split(' ').any(|it| it == *word) || (word.len() > 5 && plain.contains(word))
        })
    };
    if has(&[
        "email",
        "mail",
        "epost",
        "post",
        "courriel",
        "sahkoposti",
        "correo",
    ]) && !has(&["address", "adress", "postadress", "postal"])
    {
        return Some((own, What::Email));
    }
    if has(&[
        "telephone",
        "phone",
        "telefon",
        "telefonnummer",
        "tel",
        "telefoon",
        "puhelin",
        "telefono",
        "tlf",
    ]) {
        return Some((own, What::Phone));
    }
    if has(&[
        "address",
        "adress",
        "adresse",
        "anschrift",
        "postadress",
        "adres",
        "osoite",
        "direccion",
        "indirizzo",
    ]) {
        return Some((own, What::Address));
    }
    if has(&[
        "name", "namn", "nom", "naam", "navn", "nimi", "nombre", "nome",
    ]) && plain.split(' ').count() <= 4
    {
        return Some((own, What::Name));
    }
    own.map(|who| (Some(who), What::Name))
}
