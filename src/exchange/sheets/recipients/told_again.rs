//! What is told of a recipient in several cells of its activity: by its name for short, in what is said of transfers, in a
//! list of processors.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::{Value as Json, json};

use super::names::{are_same_vendor, is_short_for, placed, without_form};
use crate::domain::codec::clean;
use crate::exchange::sheets::answers::with_brackets;
use crate::exchange::sheets::cell::{Entry, Reading, extend};
use crate::exchange::sheets::folding::{find_whole, plain};
use crate::exchange::sheets::organisations::contracts::{
    contract_in, lacks_contract, names_contract,
};
use crate::exchange::sheets::organisations::party::{Parties, is_company};
use crate::exchange::sheets::record::ActivityDraft;
use crate::exchange::sheets::transfers::destination::places;
use crate::rules::wording::vendors::{KnownVendor, Vendors};

/// Where an activity keeps, until it is whole, of which recipients a list says that nothing goes out of the Union.
const INSIDE: &str = "kept inside";

/// What the Union is called as a place.
const UNION: &str = "EU";

/// The places of several countries.
const WIDE: [&str; 2] = [UNION, "EEA"];

/// What a row holds in words.
fn told<'r>(row: &'r Entry, key: &str) -> Option<&'r str> {
    row.get(key).and_then(Json::as_str)
}

/// Brings together what activities tell of the same recipients by several names.
pub(in crate::exchange::sheets) fn join(
    reading: &Reading<'_>,
    drafts: &mut [ActivityDraft],
    parties: &mut Parties,
) {
    join_short_names(drafts, parties);
    join_known(reading, drafts, parties);
    give_countries(drafts, parties);
}

/// Where whoever a row names is: the countries that are told of it.
type PlacesByName = BTreeMap<String, BTreeSet<String>>;

/// Tells the country of whoever several activities name and only some of them place, where they all agree on it: of an
/// organisation once, of a vendor or company that is only called so in every row.
fn give_countries(drafts: &mut [ActivityDraft], parties: &mut Parties) {
    let called = |row: &Entry| {
        let name = told(row, "organisation").or_else(|| {
            let category = told(row, "category")?;
            let is_name = is_company(category) || Vendors::shipped().named(category).is_some();
            is_name.then_some(category)
        });
        name.map(str::to_owned)
    };
    let mut told_of = PlacesByName::new();
    for row in drafts.iter().flat_map(|draft| draft.rows_of("recipients")) {
        let countries = row.get("countries").and_then(Json::as_array);
        let countries = countries.into_iter().flatten().filter_map(Json::as_str);
        if let Some(name) = called(row) {
            let known = told_of.entry(name).or_default();
            known.extend(countries.map(str::to_owned));
        }
    }
    let only = |name: &str| {
        let mut countries = told_of.get(name).into_iter().flatten();
        countries.next().filter(|_| countries.next().is_none())
    };
    for draft in drafts.iter_mut() {
        for row in draft.some_rows_of("recipients") {
            let Some(name) = called(row).filter(|_| !row.contains_key("countries")) else {
                continue;
            };
            // The Union is no country that somebody is in.
            let Some(country) = only(&name).filter(|it| !WIDE.contains(&it.as_str())) else {
                continue;
            };
            match parties.called(&name) {
                Some(at) => {
                    let known = parties.all[at].fields.entry("country");
                    known.or_insert_with(|| json!(country));
                }
                None => extend(row, "countries", vec![json!(country)]),
            }
        }
    }
}

/// Takes recipients that are told in words, beside nothing but the short name of an organisation that other activities
/// name in one role, for that one: `Northwind (mail)` where Northwind Ltd is a processor elsewhere.
fn join_known(reading: &Reading<'_>, drafts: &mut [ActivityDraft], parties: &Parties) {
    let only_role = only_roles(drafts, parties);
    let mut roles: Vec<Option<Option<String>>> = vec![None; parties.all.len()];
    for row in drafts.iter().flat_map(|draft| draft.rows_of("recipients")) {
        let Some(at) = told(row, "organisation").and_then(|it| parties.called(it)) else {
            continue;
        };
        let role = told(row, "role").map(str::to_owned);
        let known = roles[at].get_or_insert_with(|| role.clone());
        if *known != role {
            *known = None;
        }
    }
    let known = parties.all.iter().zip(&roles);
    let names: Vec<Option<String>> = known
        .map(|(party, role)| {
            let is_ours = party.fields.contains_key("ours");
            let named = role.iter().flatten().next().is_some() && !is_ours;
            named.then(|| party.name().to_owned())
        })
        .collect();
    let of_name = NamesByWord::of(&names);
    for draft in drafts.iter_mut() {
        // What the activity itself names is brought together there.
        let own = draft.rows_of("recipients").iter();
        let own = own.filter_map(|row| told(row, "organisation").map(str::to_owned));
        let own: Vec<String> = own.collect();
        for row in draft.some_rows_of("recipients") {
            let organisation = told(row, "organisation").and_then(|it| parties.called(it));
            if let Some(role) = organisation.and_then(|at| only_role[at].clone()) {
                row.entry("role").or_insert_with(|| json!(role));
            }
            if !names_only(row) {
                continue;
            }
            let text = told(row, "category").unwrap_or_default().to_owned();
            let (bare, behind) = match text.split_once(" (") {
                Some((bare, behind)) if behind.contains(')') => (bare, Some(behind)),
                _ => (text.as_str(), None),
            };
            let Some(at) = of_name.same(bare, &names) else {
                continue;
            };
            if own.contains(&Parties::reference(at)) {
                continue;
            }
            let role = roles[at].clone().flatten();
            if row
                .get("role")
                .and_then(Json::as_str)
                .is_some_and(|it| Some(it) != role.as_deref())
            {
                continue;
            }
            row.remove("category");
            row.insert("organisation".to_owned(), json!(Parties::reference(at)));
            row.insert("role".to_owned(), json!(role));
            let Some(behind) = behind else { continue };
            if let Some((countries, _)) = placed(reading, behind.trim_end_matches(')')) {
                extend(row, "countries", countries.iter().map(|it| json!(it)));
            } else {
                let service = clean(&behind.replacen(')', "", 1), false);
                row.insert("service".to_owned(), json!(service));
            }
        }
    }
}

/// Takes an organisation that an activity names for short beside its whole name for that one, wherever it is named:
/// `Northwind` in a column of recipients, `Northwind Hosting, Inc.` in that of processors.
fn join_short_names(drafts: &mut [ActivityDraft], parties: &mut Parties) {
    let mut joined: BTreeMap<usize, usize> = BTreeMap::new();
    for draft in drafts.iter() {
        let rows = draft.rows_of("recipients").iter();
        let recipients = rows.filter_map(|row| {
            let at = parties.called(told(row, "organisation")?)?;
            Some((at, told(row, "role")))
        });
        let recipients: Vec<(usize, Option<&str>)> = recipients.collect();
        for (old, role) in &recipients {
            let short = &parties.all[*old];
            if is_company(short.name()) || short.fields.contains_key("ours") {
                continue;
            }
            let other = |(at, other): &(usize, Option<&str>)| {
                let alike = other.is_none() || role.is_none() || other == role;
                (at != old && alike).then(|| parties.all[*at].name().to_owned())
            };
            let others: Vec<Option<String>> = recipients.iter().map(other).collect();
            if let Some(place) = same_name(short.name(), &others) {
                joined.insert(*old, recipients[place].0);
            }
        }
    }
    for (old, new) in joined {
        parties.all[old].is_other = true;
        for draft in drafts.iter_mut() {
            draft.is_told_of(old, new);
            draft.tell_once(&Parties::reference(new));
        }
    }
}

/// Names by their first words, and those of known vendors: only these can be what a shorter one is meant for.
struct NamesByWord {
    by_word: HashMap<String, Vec<usize>>,
    vendors: Vec<usize>,
}

impl NamesByWord {
    fn of(names: &[Option<String>]) -> Self {
        let mut found = Self {
            by_word: HashMap::new(),
            vendors: Vec::new(),
        };
        for (at, name) in names.iter().enumerate() {
            let Some(name) = name else { continue };
            found.by_word.entry(first_word(name)).or_default().push(at);
            if Vendors::knows(with_brackets(name).0) {
                found.vendors.push(at);
            }
        }
        found
    }

    /// As [`same_name`], among those that may be.
    fn same(&self, short: &str, names: &[Option<String>]) -> Option<usize> {
        let mut places = self
            .by_word
            .get(&first_word(short))
            .cloned()
            .unwrap_or_default();
        if Vendors::knows(short) {
            places.extend(&self.vendors);
            places.sort_unstable();
            places.dedup();
        }
        let those: Vec<Option<String>> = places.iter().map(|at| names[*at].clone()).collect();
        same_name(short, &those).map(|at| places[at])
    }
}

fn first_word(name: &str) -> String {
    plain(name.split(' ').next().unwrap_or(name))
}

/// In which role each organisation is a recipient wherever one is told, where that is the same.
fn only_roles(drafts: &[ActivityDraft], parties: &Parties) -> Vec<Option<String>> {
    let mut roles: Vec<Vec<String>> = vec![Vec::new(); parties.all.len()];
    for row in drafts.iter().flat_map(|it| it.rows_of("recipients")) {
        let at = told(row, "organisation").and_then(|it| parties.called(it));
        if let (Some(at), Some(role)) = (at, told(row, "role")) {
            roles[at].push(role.to_owned());
        }
    }
    let only = |mut roles: Vec<String>| {
        roles.dedup();
        match roles.as_slice() {
            [one] => Some(one.clone()),
            _ => None,
        }
    };
    roles.into_iter().map(only).collect()
}

impl ActivityDraft {
    /// Brings together what its cells tell of the same recipients, now that all of them are read.
    pub(in crate::exchange::sheets) fn settle(&mut self, reading: &Reading<'_>, parties: &Parties) {
        self.join_recipients(parties);
        self.name_processor();
        self.contracts_of_transfers(reading, parties);
        self.stay_inside();
        self.settle_transfers();
        self.place_transfer(reading);
        self.place_recipients(reading, parties);
        self.place_by_systems(reading, parties);
        if std::mem::take(&mut self.kept_inside) {
            self.place_vendors(parties, UNION, |_| true);
        }
    }

    /// Says where the vendors among its recipients are of which nothing tells that: in the only place that is told of.
    fn place_vendors(
        &mut self,
        parties: &Parties,
        place: &str,
        fits: impl Fn(&KnownVendor) -> bool,
    ) {
        for row in self.some_rows_of("recipients") {
            let at = told(row, "organisation").and_then(|it| parties.called(it));
            let name = at.map(|at| parties.all[at].name());
            let name = name.or_else(|| told(row, "category")).unwrap_or_default();
            let (name, _) = with_brackets(name);
            let first = name.split_whitespace().next().unwrap_or_default();
            let vendors = Vendors::shipped();
            let vendor = [name, first]
                .into_iter()
                .find_map(|it| Vendors::knows(it).then(|| vendors.named(it)).flatten());
            let internal = told(row, "role") == Some("internal");
            if vendor.is_some_and(&fits) && !internal && !row.contains_key("countries") {
                extend(row, "countries", [json!(place)]);
            }
        }
    }

    /// Takes a recipient of which another column tells who it is for that one: `Northwind (backups)` beside `Northwind Ltd`.
    fn join_recipients(&mut self, parties: &Parties) {
        let rows = self.lists.remove("recipients").unwrap_or_default();
        let name_of = |row: &Entry| {
            let at = parties.called(told(row, "organisation")?)?;
            Some(parties.all[at].name().to_owned())
        };
        let names: Vec<Option<String>> = rows.iter().map(name_of).collect();
        let mut kept: Vec<Option<Entry>> = rows.into_iter().map(Some).collect();
        for at in 0..kept.len() {
            let Some(row) = kept[at].as_ref().filter(|row| names_only(row)) else {
                continue;
            };
            let text = told(row, "category").unwrap_or_default().to_owned();
            let role = row.get("role").cloned();
            let (bare, inside) = with_brackets(&text);
            let same = same_name(bare, &names);
            let Some(known) = same.and_then(|it| kept[it].as_mut()) else {
                continue;
            };
            if role.is_some()
                && known
                    .get("role")
                    .is_some_and(|it| Some(it) != role.as_ref())
            {
                continue;
            }
            let service = inside.unwrap_or_default();
            let told = told(known, "service").unwrap_or_default();
            if !service.is_empty() && !plain(told).contains(&plain(service)) {
                let both = [told, service].join("; ");
                let both = clean(both.trim_start_matches("; "), false);
                known.insert("service".to_owned(), json!(both));
            }
            if let Some(role) = role {
                known.entry("role").or_insert(role);
            }
            kept[at] = None;
        }
        let rows: Vec<Entry> = kept.into_iter().flatten().collect();
        if !rows.is_empty() {
            self.lists.insert("recipients", rows);
        }
    }

    /// Keeps of a recipient that a list says that its data stay in the Union, in these words.
    pub(in crate::exchange::sheets) fn keeps_inside(&mut self, reference: &str, words: &str) {
        let mut row = Entry::new();
        row.insert("organisation".to_owned(), json!(reference));
        row.insert("words".to_owned(), json!(words));
        self.lists.entry(INSIDE).or_default().push(row);
    }

    /// Says that nothing is transferred where a list says so of each recipient outside, and nothing else is said of it.
    fn stay_inside(&mut self) {
        let inside = self.lists.remove(INSIDE).unwrap_or_default();
        let open = self.none.holds("transfers") || self.lists.contains_key("transfers");
        let outside = |row: &&Entry| told(row, "role") != Some("internal");
        let recipients = self.lists.get("recipients").into_iter().flatten();
        let words = recipients.filter(outside).map(|row| {
            let of = |it: &&Entry| it.get("organisation") == row.get("organisation");
            let said = row.get("organisation").and(inside.iter().find(of))?;
            told(said, "words").map(str::to_owned)
        });
        let Some(mut words) = words.collect::<Option<Vec<String>>>() else {
            return;
        };
        words.dedup();
        if !open && !words.is_empty() {
            let reason = words.join("; ");
            self.none.say("transfers", reason.clone(), reason, false);
        }
    }

    /// Takes a contract that is named with what transfers rest on for one with whoever it is said of: `SCC in the DPA`.
    fn contracts_of_transfers(&mut self, reading: &Reading<'_>, parties: &Parties) {
        let rows = self.lists.get("transfers").into_iter().flatten();
        let texts = rows.flat_map(|row| [told(row, "as_stated"), told(row, "safeguards")]);
        let mut found = Vec::new();
        for text in texts.flatten() {
            let spoken = plain(text);
            let signed = names_contract(&spoken) && !lacks_contract(text);
            let Some(signed) = signed.then(|| contract_in(reading, "", text)).flatten() else {
                continue;
            };
            let all: Vec<usize> = self.parties_of_recipients(parties, "processor");
            let is_named = |at: &usize| names(&spoken, parties.all[*at].name());
            let mut with: Vec<usize> = all.iter().copied().filter(is_named).collect();
            if let ([], [one]) = (with.as_slice(), all.as_slice()) {
                with.push(*one);
            }
            found.extend(
                with.into_iter()
                    .map(|at| (clean(text, true), signed, Some(at))),
            );
        }
        self.contracts.extend(found);
    }

    /// The organisations among its recipients in a role.
    fn parties_of_recipients(&self, parties: &Parties, role: &str) -> Vec<usize> {
        let rows = self.lists.get("recipients").into_iter().flatten();
        let rows = rows.filter(|row| told(row, "role") == Some(role));
        rows.filter_map(|row| parties.called(told(row, "organisation")?))
            .collect()
    }

    /// Says of recipients that the words on transfers name where they are, where those name one place alone:
    /// `USA (Northwind, Acme), SCC`.
    fn place_recipients(&mut self, reading: &Reading<'_>, parties: &Parties) {
        let [row] = self.rows_of("transfers") else {
            return;
        };
        let Some(country) = told(row, "country").map(str::to_owned) else {
            return;
        };
        let text = told(row, "as_stated").map(str::to_owned);
        // By whom data get there may be told: that is somebody else.
        if !row.contains_key("organisation") {
            self.place_the_only_one(parties, &country);
        }
        self.place_vendors(parties, &country, |vendor| vendor.country == country);
        let Some(text) = text.as_deref() else {
            return;
        };
        let spoken = plain(text);
        let found = places(reading.words, reading.law, text);
        let mut codes = found.iter().flat_map(|it| &it.countries);
        if !codes.all(|code| *code == country) {
            return;
        }
        for row in self.some_rows_of("recipients") {
            let name = told(row, "organisation").and_then(|it| parties.called(it));
            let is_named = name.is_some_and(|at| names(&spoken, parties.all[at].name()));
            if is_named && !row.contains_key("countries") {
                extend(row, "countries", [json!(country)]);
            }
        }
    }

    /// Says where recipients are that have no place, where a system that is called after them has one: `Acme cloud (Ireland)`.
    fn place_by_systems(&mut self, reading: &Reading<'_>, parties: &Parties) {
        let systems = self.fields.get("systems").and_then(Json::as_array);
        let systems = systems.into_iter().flatten().filter_map(Json::as_str);
        let placed_systems: Vec<(String, Vec<String>)> = systems
            .filter_map(|system| {
                let (name, inside) = with_brackets(system);
                let (countries, _) = placed(reading, inside?)?;
                Some((plain(name), countries))
            })
            .collect();
        for row in self.some_rows_of("recipients") {
            let at = told(row, "organisation").and_then(|it| parties.called(it));
            let name = at.map(|at| first_word(parties.all[at].name()));
            let begins = |system: &str| {
                let first = system.split(' ').next();
                name.as_deref().is_some_and(|it| first == Some(it))
            };
            let found = placed_systems.iter().find(|(system, _)| begins(system));
            if let Some((_, countries)) = found.filter(|_| !row.contains_key("countries")) {
                extend(row, "countries", countries.iter().map(|it| json!(it)));
            }
        }
    }

    /// Tells of one organisation what was told of another that is the same.
    pub(in crate::exchange::sheets) fn is_told_of(&mut self, old: usize, new: usize) {
        let (old_name, new_name) = (Parties::reference(old), Parties::reference(new));
        for row in self.lists.values_mut().flatten() {
            if row.get("organisation").and_then(Json::as_str) == Some(&old_name) {
                row.insert("organisation".to_owned(), json!(new_name));
            }
        }
        for (_, _, with) in &mut self.contracts {
            if *with == Some(old) {
                *with = Some(new);
            }
        }
    }

    /// Takes the only organisation among the recipients for a processor, where a contract with one is told of and none is
    /// named.
    fn name_processor(&mut self) {
        let of_any = self.contracts.iter().any(|(_, _, with)| with.is_none());
        let is_one = |row: &Entry| told(row, "role") == Some("processor");
        if !of_any || self.rows_of("recipients").iter().any(is_one) {
            return;
        }
        let named = |row: &&mut Entry| row.contains_key("organisation");
        let mut named = self.some_rows_of("recipients").filter(named);
        if let (Some(row), None) = (named.next(), named.next()) {
            row.entry("role").or_insert(json!("processor"));
        }
    }

    /// Says of the only recipient outside that the only transfer, to a country, goes to it: of several nobody knows which.
    fn place_the_only_one(&mut self, parties: &Parties, country: &str) {
        let outside = |row: &&mut Entry| told(row, "role") != Some("internal");
        let recipients = self.some_rows_of("recipients").filter(outside);
        let mut recipients: Vec<&mut Entry> = recipients.collect();
        let [one] = recipients.as_mut_slice() else {
            return;
        };
        let Some(organisation) = one.get("organisation").cloned() else {
            return;
        };
        let is_placed = one.contains_key("countries");
        if !is_placed {
            extend(one, "countries", [json!(country)]);
        }
        drop(recipients);
        let party = organisation.as_str().and_then(|it| parties.called(it));
        self.placed = party
            .filter(|_| !is_placed)
            .map(|at| (at, country.to_owned()));
        for row in self.some_rows_of("transfers") {
            row.entry("organisation").or_insert(organisation.clone());
        }
    }

    /// Who was placed in a country because the transfer goes there.
    pub(in crate::exchange::sheets) fn placed_as(
        &self,
        parties: &Parties,
    ) -> Option<(String, String)> {
        let (at, country) = self.placed.as_ref()?;
        Some((parties.all[*at].name().to_owned(), country.clone()))
    }

    /// Brings the rows of recipients that are of one organisation together in the first.
    fn tell_once(&mut self, reference: &str) {
        let is_of = |row: &Entry| told(row, "organisation") == Some(reference);
        let Some(rows) = self.lists.get_mut("recipients") else {
            return;
        };
        let mut once: Vec<Entry> = Vec::with_capacity(rows.len());
        for row in rows.drain(..) {
            let known = once.iter_mut().find(|known| is_of(known));
            let Some(known) = known.filter(|_| is_of(&row)) else {
                once.push(row);
                continue;
            };
            for (key, value) in row {
                known.entry(key).or_insert(value);
            }
        }
        *rows = once;
    }

    fn rows_of(&self, list: &str) -> &[Entry] {
        self.lists.get(list).map_or(&[], Vec::as_slice)
    }

    fn some_rows_of(&mut self, list: &str) -> impl Iterator<Item = &mut Entry> {
        self.lists.get_mut(list).into_iter().flatten()
    }
}

/// Whether a row has nothing but words for who it is, and a role.
fn names_only(row: &Entry) -> bool {
    let only = |key: &String| matches!(key.as_str(), "category" | "role");
    row.contains_key("category") && row.keys().all(only)
}

/// Which of some names a shorter one is meant for: one that is known to be called so, else the only one that begins so.
fn same_name(short: &str, names: &[Option<String>]) -> Option<usize> {
    let place = |is_it: &dyn Fn(&str) -> bool| {
        let mut all = names.iter().enumerate();
        let found = all.by_ref().find_map(|(at, name)| {
            let name = name.as_deref()?;
            is_it(name).then_some((at, name))
        })?;
        let again =
            all.any(|(_, name)| name.as_deref().is_some_and(|it| it != found.1 && is_it(it)));
        (!again).then_some(found.0)
    };
    let known = |name: &str| {
        is_short_for(short, name)
            || plain(short) == without_form(name)
            || short == name
            || are_same_vendor(short, name)
    };
    place(&known).or_else(|| place(&|name| is_first_word(short, name)))
}

/// Whether a name of one word is what a longer one begins with: `Northwind` beside `Northwind Ireland Ltd`.
fn is_first_word(short: &str, name: &str) -> bool {
    /// The shortest word that says by itself who is meant.
    const SHORTEST: usize = 6;
    let first = name.split(' ').next().unwrap_or(name);
    let is_name = short.starts_with(char::is_uppercase) && !short.contains(' ');
    is_name && is_company(name) && plain(short) == plain(first) && short.len() >= SHORTEST
}

/// Whether plain words name an organisation, by its whole name or without its form.
pub(in crate::exchange::sheets) fn names(spoken: &str, name: &str) -> bool {
    find_whole(spoken, &plain(name)).is_some() || find_whole(spoken, &without_form(name)).is_some()
}
