//! What cells say of organisations: the one that an activity is of, its contacts, and those that it works for.
//!
//! | to change | go to |
//! | --- | --- |
//! | each organisation of a file once, by its name; names that are one | [`party`]; [`called_alike`] |
//! | the processors of a table or column beside the activities, and what each serves | `listed`, `listed_uses` |
//! | contracts with processors | `contracts` |
//! | records of the register's own organisation as a processor | `own_part` |

pub mod called_alike;
pub(super) mod contracts;
pub(super) mod listed;
pub(super) mod listed_uses;
pub(super) mod own_part;
pub mod party;

use std::collections::HashSet;

use serde_json::json;

use self::own_part::describes_client;
use self::party::{Parties, contact_key, is_of_many, may_be_name, sentence};
use crate::domain::codec::clean;
use crate::exchange::layout::{CONTACT_DETAILS, ListRows};
use crate::exchange::sheets::above::appointed::{is_unknown, says_why};
use crate::exchange::sheets::above::blank_names::is_blank_name;
use crate::exchange::sheets::above::name::apart;
use crate::exchange::sheets::answers::denies;
use crate::exchange::sheets::answers::entries::{DASHES, lines};
use crate::exchange::sheets::cell::{Became, Entry, Fate, ReadCell, Reading};
use crate::exchange::sheets::file::grid::SheetGrid;
use crate::exchange::sheets::folding::plain;
use crate::exchange::sheets::recipients::bracketed_roles::{JOINT, called_in_role};
use crate::exchange::sheets::recipients::names::named_parts;
use crate::exchange::sheets::record::ActivityDraft;
use crate::exchange::sheets::table::SheetTable;
use crate::exchange::sheets::table::mapping::MappedColumn;
use crate::exchange::sheets::transfers::destination::exact_country;
use crate::rules::wording::lists::Lists;

/// The role of whoever is responsible.
const CONTROLLER: &str = "controller";

/// Places each organisation in a country, as far as what is known of it tells one; those of ours for which that is a guess.
pub(super) fn guess_countries(
    reading: &Reading<'_>,
    parties: &mut Parties,
) -> Vec<(String, String)> {
    let law = reading.law;
    let code = |text: &str| exact_country(reading.words, law, text);
    let mut told = Vec::new();
    for party in &mut parties.all {
        let guessed = party.place(|text| code(text).filter(|code| law.country(code).is_some()));
        let guessed = guessed.filter(|_| !party.is_other);
        told.extend(guessed.map(|code| (party.name().to_owned(), code.to_owned())));
    }
    told
}

/// Whether the contacts in the columns of a table are the same in all of its rows, and none of them are done for clients.
pub(super) fn tells_contacts_of_all(table: &SheetTable, grid: &SheetGrid) -> bool {
    let lines = &grid.lines[table.lines.clone()];
    let differs = |column: &MappedColumn| {
        let texts = lines.iter().map(|line| plain(line.text(column.at)));
        let told: HashSet<String> = texts.filter(|it| !it.is_empty()).collect();
        told.len() > 1
    };
    let of_contacts = |it: &&MappedColumn| it.path.starts_with("organisation.contacts");
    let mut columns = table.columns.iter();
    !columns.any(|it| it.path.starts_with("clients"))
        && !table.columns.iter().filter(of_contacts).any(differs)
}

/// The name of an organisation of ours that is known already, without what a dash puts behind it in another place:
/// `Acme Ltd — cards are handled by Northwind`.
fn before_remark<'t>(parties: &Parties, name: &'t str) -> &'t str {
    let parted = DASHES.iter().filter_map(|end| name.split_once(end));
    let is_ours = |bare: &str| {
        let mut all = parties.all.iter();
        all.any(|it| it.fields.contains_key("ours") && plain(it.name()) == plain(bare))
    };
    let mut known = parted.filter(|(bare, _)| is_ours(bare));
    known.next().map_or(name, |(bare, _)| bare)
}

/// The place of an organisation that is named with how to reach it: `Acme Ltd, Road 3, 12345 Ek, office@acme.example`.
pub(in crate::exchange::sheets) fn named_with_details(parties: &mut Parties, text: &str) -> usize {
    let (called, details) = apart(text);
    if details.is_empty() {
        return parties.named(text);
    }
    let at = parties.named(&called);
    for detail in &details {
        parties.all[at].detail(detail);
    }
    at
}

impl ActivityDraft {
    /// Those for whom a processor does the activity.
    pub(in crate::exchange::sheets) fn clients(
        &mut self,
        parties: &mut Parties,
        cell: &ReadCell<'_>,
    ) -> Became {
        for name in named_parts(cell.text()) {
            let mut row = Entry::new();
            let (called, _) = apart(name);
            if may_be_name(&called) && !describes_client(&called) {
                let reference = Parties::reference(named_with_details(parties, name));
                row.insert("organisation".to_owned(), json!(reference));
            } else {
                row.insert("category".to_owned(), json!(clean(name, false)));
            }
            self.add("clients", row);
        }
        Became::field("")
    }

    /// A field of the organisation that the activity is of.
    pub(in crate::exchange::sheets) fn organisation(
        &mut self,
        reading: &Reading<'_>,
        parties: &mut Parties,
        cell: &ReadCell<'_>,
        key: &'static str,
    ) -> Became {
        let text = cell.text();
        if key == "name" {
            let mut parts = lines(text).into_iter();
            let Some(name) = parts.next().filter(|_| self.organisation.is_none()) else {
                return self.note(cell);
            };
            if is_blank_name(name) {
                return self.note(cell);
            }
            // `See §0` says where the name stands.
            let first = name.split(". ").next().unwrap_or(name);
            if Lists::shipped().points_elsewhere(first) {
                return self.note(cell);
            }
            // Whoever is only described is somebody whom others work for, and no organisation of ours.
            if is_of_many(first) {
                let described = json!(clean(name, false));
                if parts.next().is_some() {
                    self.notes.push(cell.noted());
                }
                self.add(
                    "clients",
                    Entry::from_iter([("category".to_owned(), described)]),
                );
                return Became::of(Fate::Stated);
            }
            // `Alder Ltd, Road 3. Contact: info@alder.example`: all of it stands in one line.
            let own = before_remark(parties, sentence(name));
            let told = called_in_role(reading.words, own);
            let (called, details) = apart(told.map_or(own, |(name, _)| name));
            let at = match told {
                Some((_, role)) if role != CONTROLLER => {
                    self.organisation_in_role(parties, &called, role)
                }
                _ => {
                    let at = parties.ours(&called);
                    self.organisation = Some(at);
                    at
                }
            };
            let behind = name[own.len()..].split([' ', ',']);
            let behind = behind.map(|it| it.trim_end_matches('.'));
            let addresses = behind.filter(|it| contact_key(it) == "email");
            if own.len() < name.len() {
                self.notes.push(cell.noted());
            }
            let ours = &mut parties.all[at];
            for detail in &details {
                ours.detail(detail);
            }
            for more in addresses.chain(parts) {
                ours.more(more);
            }
            return Became::field("");
        }
        let Some(at) = self.organisation else {
            return self.note(cell);
        };
        if key == CONTACT_DETAILS {
            for part in lines(text) {
                parties.all[at].more(part);
            }
            return Became::field("");
        }
        if key == "parent" {
            if !may_be_name(text) {
                return self.note(cell);
            }
            let parent = parties.named(text);
            parties.all[at]
                .fields
                .insert("parent".to_owned(), json!(Parties::reference(parent)));
            return Became::field("");
        }
        let value = match key {
            "registration_number" | "vat_number" | "phone" | "email" | "website" => {
                json!(clean(text, false))
            }
            "country" => match exact_country(reading.words, reading.law, text) {
                Some(code) => json!(code),
                None => return self.note(cell),
            },
            "addresses" => json!([clean(text, false)]),
            _ => return self.note(cell),
        };
        match parties.all[at].fields.get(key) {
            Some(known) if *known != value => self.note(cell),
            _ => {
                parties.all[at].fields.insert(key.to_owned(), value);
                Became::field("")
            }
        }
    }

    /// Whoever stands in the place of the controller and is said to be something else: beside an organisation of ours who
    /// does that for it or with it, else ours itself, as a processor.
    fn organisation_in_role(&mut self, parties: &mut Parties, called: &str, role: &str) -> usize {
        let at = parties.named(called);
        let mut others = parties.all.iter().enumerate();
        let is_beside = others.any(|(place, it)| place != at && it.fields.contains_key("ours"));
        if is_beside {
            let mut row = Entry::new();
            row.insert("organisation".to_owned(), json!(Parties::reference(at)));
            row.insert("role".to_owned(), json!(role));
            self.add("recipients", row);
            return at;
        }
        let at = parties.ours(called);
        if role == JOINT {
            self.organisation = Some(at);
        } else {
            self.is_done_by(at);
        }
        at
    }

    /// A contact of that organisation.
    pub(in crate::exchange::sheets) fn contact(
        &mut self,
        reading: &Reading<'_>,
        parties: &mut Parties,
        cell: &ReadCell<'_>,
        rows: &ListRows,
    ) -> Became {
        let Some((_, role)) = &rows.only else {
            return self.note(cell);
        };
        // Those of a client, or of one row and not of the others, are not those of whoever keeps the register.
        let keeper = || {
            parties
                .contacts_of_keeper
                .then(|| parties.keeper())
                .flatten()
        };
        let Some(at) = self.organisation.or_else(keeper) else {
            return self.note(cell);
        };
        // That nobody is appointed is no name; the reason for it is the answer.
        if denies(reading.words, cell.text()) {
            let known = parties.all[at].has_contact(role);
            if known || is_unknown(cell.text()) || !says_why(cell.text()) {
                return self.note(cell);
            }
            let reason = clean(cell.text(), true);
            parties.all[at].none(&rows.none_key(), &reason);
            return Became::field("none");
        }
        // `Ann Gran, dso@alder.example` is a name and how to reach it.
        let reached = |part: &&str| contact_key(part) != "name";
        let parts = lines(cell.text()).into_iter().flat_map(|line| {
            let apart: Vec<&str> = line
                .split(',')
                .map(str::trim)
                .filter(|it| !it.is_empty())
                .collect();
            let several = rows.key.is_none() && apart.len() > 1 && apart[1..].iter().any(reached);
            if several { apart } else { vec![line] }
        });
        for part in parts {
            let key = rows.key.unwrap_or_else(|| contact_key(part));
            let key = if key == "email" && !part.contains('@') {
                "name"
            } else {
                key
            };
            parties.all[at].contact(role, key, &clean(part, false));
        }
        Became::field("")
    }
}
