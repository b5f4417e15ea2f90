//! Transfers that a cell tells of by whom data go to, each with its place behind it: `Northwind (US, SCC), Postbird (US, DPF)`.

use serde_json::json;

use super::destination::{exact_country, mechanisms, places};
use crate::domain::codec::clean;
use crate::exchange::sheets::answers::entries::entries;
use crate::exchange::sheets::answers::{none_explained, with_brackets};
use crate::exchange::sheets::cell::{Became, Entry, ReadCell, Reading, append};
use crate::exchange::sheets::folding::plain;
use crate::exchange::sheets::lists;
use crate::exchange::sheets::organisations::party::{Parties, is_company, may_be_name};
use crate::exchange::sheets::record::ActivityDraft;
use crate::rules::wording::vendors::Vendors;

/// Whom a part of a cell names, and the third countries and grounds that brackets behind tell.
struct NamedTransfer<'t> {
    name: &'t str,
    countries: Vec<String>,
    mechanisms: Vec<&'static str>,
}

/// The most words of a name before its place.
const NAME: usize = 6;

/// Whoever a part begins with, and the third countries and grounds behind a comma or a colon: `Northwind Inc., USA, SCC`,
/// `Northwind Inc.: USA (SCC)`.
fn listed<'t>(reading: &Reading<'_>, part: &'t str) -> Option<NamedTransfer<'t>> {
    let (begins, behind) = part.split_once(": ").unwrap_or((part, ""));
    let behind = behind.split(['(', ')', ',']).map(str::trim);
    let mut parts = entries(begins)
        .into_iter()
        .chain(behind.filter(|it| !it.is_empty()));
    let name = parts
        .next()
        .filter(|it| is_known(it) && with_brackets(it).1.is_none())?;
    let mut told = NamedTransfer {
        name,
        countries: Vec::new(),
        mechanisms: Vec::new(),
    };
    for part in parts {
        let grounds = mechanisms(reading.words, part);
        match exact_country(reading.words, reading.law, part) {
            Some(code) => told
                .countries
                .extend(Some(code).filter(|it| is_third(reading, it))),
            None if grounds.is_empty() => return None,
            None => told.mechanisms.extend(grounds),
        }
    }
    (!told.countries.is_empty()).then_some(told)
}

/// Whoever has data in a place that stands before: `USA via Northwind Inc, SCC`.
fn through<'t>(reading: &Reading<'_>, part: &'t str) -> Option<NamedTransfer<'t>> {
    let mut cuts = part.match_indices(' ').map(|(at, _)| at);
    let (place, name) = cuts.find_map(|at| {
        let (word, name) = part[at + 1..].split_once(' ')?;
        let is_small = word.starts_with(char::is_lowercase);
        (is_small && lists::shipped().through_whom.is(&plain(word))).then_some((&part[..at], name))
    })?;
    let code = exact_country(reading.words, reading.law, place.trim())?;
    let (name, ground) = name.split_once(", ").unwrap_or((name, ""));
    let (bare, inside) = with_brackets(name);
    let grounds = mechanisms(reading.words, inside.unwrap_or(ground));
    is_known(bare).then(|| NamedTransfer {
        name: bare,
        countries: Some(code)
            .filter(|it| is_third(reading, it))
            .into_iter()
            .collect(),
        mechanisms: grounds,
    })
}

/// Whether a name is of a company, or of a vendor that is known.
fn is_known(name: &str) -> bool {
    let first = name.split(' ').next().unwrap_or(name);
    is_company(name) || Vendors::knows(name) || Vendors::knows(first)
}

/// Whether a country is none of the Union's area.
fn is_third(reading: &Reading<'_>, code: &str) -> bool {
    let country = reading.law.country(code);
    country.is_some_and(|it| reading.law.inside(it, reading.today).is_none())
}

/// The transfers of a text that says of each by whom data are got and where; nothing where a part says anything else.
fn named<'t>(reading: &Reading<'_>, text: &'t str) -> Option<Vec<NamedTransfer<'t>>> {
    let third = |code: &String| is_third(reading, code);
    let apart = text.split([';', '\n']).map(str::trim);
    let apart = apart.map(|it| listed(reading, it).or_else(|| through(reading, it)));
    let apart: Option<Vec<NamedTransfer<'t>>> = apart.collect();
    if apart.is_some() {
        return apart;
    }
    let mut parts = entries(text);
    // What they rest on may stand behind all of them: `Northwind (US), Postbird (US), SCC`.
    let last = parts.last().copied().unwrap_or_default();
    let of_all = mechanisms(reading.words, last);
    let is_ground = parts.len() > 1 && with_brackets(last).1.is_none() && !of_all.is_empty();
    if is_ground {
        parts.pop();
    }
    let told = parts.into_iter().map(|part| {
        let (name, inside) = with_brackets(part);
        let is_place = exact_country(reading.words, reading.law, name).is_some();
        let brief = name.split(' ').count() <= NAME;
        let is_name =
            brief && name.starts_with(char::is_uppercase) && may_be_name(name) && !is_place;
        if !is_name || none_explained(reading.words, part).is_some() {
            return None;
        }
        let inside = inside?;
        let places = places(reading.words, reading.law, inside);
        let all: Vec<String> = places.into_iter().flat_map(|it| it.countries).collect();
        let mut own = mechanisms(reading.words, inside);
        if own.is_empty() && is_ground {
            own.clone_from(&of_all);
        }
        (!all.is_empty()).then(|| NamedTransfer {
            name,
            countries: all.into_iter().filter(third).collect(),
            mechanisms: own,
        })
    });
    let told: Vec<NamedTransfer<'t>> = told.collect::<Option<_>>()?;
    // A name that nobody knows is one beside others that are, or where each has a ground.
    let grounded = || told.len() > 1 && told.iter().all(|it| !it.mechanisms.is_empty());
    // That all of them are inside the Union is said of whoever they are.
    let inside = || told.iter().all(|it| it.countries.is_empty());
    (told.iter().any(|it| is_known(it.name)) || grounded() || inside()).then_some(told)
}

impl ActivityDraft {
    /// Takes in transfers that a cell names each by whom data go to.
    pub(in crate::exchange::sheets) fn named_transfers(
        &mut self,
        reading: &Reading<'_>,
        parties: &mut Parties,
        cell: &ReadCell<'_>,
    ) -> Option<Became> {
        let told = named(reading, cell.text())?;
        let abroad = told.iter().any(|it| !it.countries.is_empty());
        // That there are some, and no more, may be told before.
        let is_open = |row: &Entry| {
            let places = ["country", "international_organisation", "organisation"];
            !places.iter().any(|it| row.contains_key(*it))
        };
        // All of those who are named are inside the Union: `Northwind (France)`.
        let no_ground = told.iter().all(|it| it.mechanisms.is_empty());
        if !abroad && no_ground && self.rows("transfers").is_empty() {
            return Some(self.none(reading, cell));
        }
        if !abroad || !self.rows("transfers").iter().all(is_open) {
            return None;
        }
        let mut said = Vec::new();
        for transfer in told {
            for country in transfer.countries {
                let reference = Parties::reference(parties.named(transfer.name));
                let mut row = Entry::new();
                row.insert("state".to_owned(), json!("actual"));
                row.insert("country".to_owned(), json!(country));
                row.insert("organisation".to_owned(), json!(reference));
                if !transfer.mechanisms.is_empty() {
                    row.insert("mechanisms".to_owned(), json!(transfer.mechanisms));
                }
                let words = clean(&cell.noted(), true);
                let mut known = self.rows("transfers").iter_mut();
                if let Some(known) = known.find(|row| is_open(row)) {
                    append(known, "as_stated", &words);
                    known.extend(row);
                } else {
                    row.insert("as_stated".to_owned(), json!(words));
                    self.add("transfers", row);
                }
                said.push(transfer.name.to_owned());
            }
        }
        Some(Became::field(said.join("; ")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::Law;

    #[test]
    fn whoever_stands_before_its_place_gets_data_there() {
        let law = Law::shipped().unwrap();
        let today = chrono::NaiveDate::from_ymd_opt(2026, 7, 1).unwrap();
        let reading = Reading::of(&[], &law, today);
        let text = "Mistral AI (France/UE), Cloudflare R2 (UE/US sous CCT), Alder Inc. (US, DPF)";
        let told = named(&reading, text).unwrap();
        let told: Vec<(&str, usize, usize)> = told
            .iter()
            .map(|it| (it.name, it.countries.len(), it.mechanisms.len()))
            .collect();
        let wanted = [
            ("Mistral AI", 0, 0),
            ("Cloudflare R2", 1, 1),
            ("Alder Inc.", 1, 1),
        ];
        assert_eq!(told, wanted);
        let told = named(&reading, "Alder Inc., USA, SCC; Stripe: USA (DPF)").unwrap();
        let told: Vec<(&str, &[String], usize)> = told
            .iter()
            .map(|it| (it.name, it.countries.as_slice(), it.mechanisms.len()))
            .collect();
        let us = ["US".to_owned()];
        assert_eq!(told, [("Alder Inc.", &us[..], 1), ("Stripe", &us[..], 1)]);
        let told = named(&reading, "Stripe (US), Alderpost (US), sous CCT").unwrap();
        assert!(told.iter().all(|it| it.mechanisms == ["art46-2-c"]));
        for text in [
            "USA (SCC)",
            "Stripe",
            "Stripe (SCC)",
            "Alder Inc., hosting, USA",
            "USA, SCC",
            "Canada (adequacy), India",
        ] {
            assert!(named(&reading, text).is_none(), "{text}");
        }
    }
}
