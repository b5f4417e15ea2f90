//! What commas part from the name of a recipient in its cell: its town, its number, the contract with it; and whose servers
//! it keeps the data on.

use super::bracketed_roles::role_of;
use super::names::{is_form, placed};
use crate::exchange::sheets::answers::entries::{entries, outside_brackets};
use crate::exchange::sheets::answers::with_brackets;
use crate::exchange::sheets::cell::Reading;
use crate::exchange::sheets::folding::plain;
use crate::exchange::sheets::lists;
use crate::exchange::sheets::organisations::contracts::{contract_behind, speaks_of_contract};
use crate::exchange::sheets::organisations::party::{
    is_address, is_company, may_be_name, numbered,
};
use crate::exchange::sheets::transfers::cities;
use crate::exchange::sheets::transfers::destination::exact_country;
use crate::exchange::sheets::vocabulary::SheetVocabulary;
use crate::rules::wording::lists::Lists;
use crate::rules::wording::vendors::Vendors;

/// The code of the Union.
const UNION: &str = "EU";

/// A name with what commas part from it.
pub(in crate::exchange::sheets) struct DetailedName<'t> {
    /// The name, with what brackets behind it say unless that is a number.
    name: String,
    /// Where it is, as parts of an address.
    pub places: Vec<&'t str>,
    /// The numbers that it is registered under, each with its label.
    pub numbers: Vec<&'t str>,
    /// What is told of its role and its contract.
    told: Vec<&'t str>,
}

impl DetailedName<'_> {
    /// The name with what is told of it in brackets, as most cells have it: `Acme Ltd (contract of 4 January 2024)`.
    pub(super) fn in_brackets(&self) -> String {
        let told = self.told.join(", ");
        match self.name.strip_suffix(')') {
            Some(open) => format!("{open}, {told})"),
            None => format!("{} ({told})", self.name),
        }
    }
}

/// A part of a cell that names a processor and says between commas of its contract or role, and where it is: `Acme Ltd,
/// Town, contract of 4 January 2024`. Nothing where any of it may as well be another name.
pub(super) fn detailed<'t>(reading: &Reading<'_>, part: &'t str) -> Option<DetailedName<'t>> {
    /// The most words that say of a contract only whether there is one.
    const FEW: usize = 4;
    if outside_brackets(part).len() > 1 || part.contains('\n') {
        return None;
    }
    let mut pieces = entries(part).into_iter().peekable();
    let first = pieces.next()?;
    let form = pieces.next_if(|it| is_form(it));
    let whole = form.map_or_else(|| first.to_owned(), |form| format!("{first}, {form}"));
    let (bare, inside) = with_brackets(&whole);
    let begins = bare.starts_with(|it: char| it.is_uppercase() || it.is_ascii_digit());
    if !begins || !(is_company(bare) || may_be_name(bare)) {
        return None;
    }
    let mut found = DetailedName {
        name: whole.clone(),
        places: Vec::new(),
        numbers: Vec::new(),
        told: Vec::new(),
    };
    // `Acme (VAT 123)`: what stands in brackets may be its number.
    if inside.is_some_and(|it| numbered(it).is_some()) {
        bare.clone_into(&mut found.name);
        found.numbers.extend(with_brackets(first).1);
    }
    for piece in pieces {
        // `Northwind AB (contract of 2023)` is another one, with what is told of that.
        let (other, beside) = with_brackets(piece);
        if beside.is_some() && (is_company(other) || Vendors::knows(other)) {
            return None;
        }
        // `processors (see section 2)` are others.
        if beside.is_some_and(|it| Lists::shipped().points_elsewhere(it)) {
            return None;
        }
        let spoken = plain(piece);
        // `Acme Ltd, DPA: none` speaks of it, too.
        let brief = spoken.split(' ').count() <= FEW;
        let of_contract =
            speaks_of_contract(&spoken) && (brief || contract_behind(reading, piece).is_some());
        let role = || role_of(reading.words, piece);
        let country = || exact_country(reading.words, reading.law, piece).is_some();
        if of_contract || role().is_some() || country() {
            found.told.push(piece);
        } else if numbered(piece).is_some() {
            found.numbers.push(piece);
        } else if is_address(piece) || cities::country_of(piece).is_some() || is_town(piece) {
            found.places.push(piece);
        } else {
            return None;
        }
    }
    // A town that is not known may be a name, where nothing says that one name alone is told of.
    let tells = found.told.iter().any(|it| {
        let spoken = plain(it);
        speaks_of_contract(&spoken) || role_of(reading.words, it).is_some()
    });
    tells.then_some(found)
}

/// Whether a part may be the name of a town: few words, each with a capital, that name no company and no vendor.
fn is_town(part: &str) -> bool {
    /// The most words of such a name.
    const MOST: usize = 3;
    let mut words = part.split([' ', '-']);
    let capital = |word: &str| {
        word.starts_with(char::is_uppercase) && word.chars().skip(1).all(|it| !it.is_uppercase())
    };
    let joins = |word: &str| lists::shipped().articles.is(word);
    part.split(' ').count() <= MOST
        && words.all(|word| (capital(word) && word.chars().all(char::is_alphabetic)) || joins(word))
        && !is_company(part)
        && !Vendors::knows(part)
}

/// The servers that whoever stands before them in a cell uses.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::exchange::sheets) struct ToldServers<'t> {
    /// Where they stand.
    pub country: String,
    /// Whose they are, each with its countries.
    pub hosts: Vec<(&'t str, Vec<String>)>,
}

/// The servers that a part of a cell tells of: `servers in the EU (Acme, Ireland; Northwind, Dublin)`.
pub(in crate::exchange::sheets) fn servers<'t>(
    reading: &Reading<'_>,
    part: &'t str,
) -> Option<ToldServers<'t>> {
    let (head, inside) = with_brackets(part.trim_end_matches('.'));
    let spoken = plain(head);
    let lists = lists::shipped();
    let words = || spoken.split(' ');
    let adds_nothing = |word: &str| {
        lists.servers.begins(word)
            || lists.stays_inside.is(word)
            || lists.the_union.is(word)
            || lists.before_places.is(word)
            || lists.articles.is(word)
    };
    let speaks = words().any(|word| lists.servers.begins(word));
    let rest: Vec<&str> = words().filter(|word| !adds_nothing(word)).collect();
    let rest = rest.join(" ");
    // A service alone is somebody's that is not named: `hosting`.
    let inside_union = rest.is_empty() && words().any(|word| lists.the_union.is(word));
    let country = exact_country(reading.words, reading.law, &rest)
        .or_else(|| cities::country_of(&rest).map(str::to_owned))
        .or_else(|| inside_union.then(|| UNION.to_owned()));
    let country = country.filter(|_| speaks)?;
    let mut found: Vec<(&str, Vec<String>)> = Vec::new();
    let parts = inside.into_iter().flat_map(outside_brackets);
    for piece in parts.flat_map(|it| it.split(", ")).map(str::trim) {
        match (placed(reading, piece), found.last_mut()) {
            (Some((places, rest)), Some((_, countries))) if rest.is_empty() => {
                countries.extend(places);
            }
            (None, _) if may_be_name(piece) && piece.starts_with(char::is_uppercase) => {
                found.push((piece, Vec::new()));
            }
            _ => {
                found.clear();
                break;
            }
        }
    }
    Some(ToldServers {
        country,
        hosts: found,
    })
}

/// A vendor that stands in brackets behind what it does, in the place of it: `Hetzner (hosting, EU)` of `hosting (Hetzner,
/// EU)`. The region of its servers is no part of its name.
pub(super) fn vendor_behind(name: &str, inside: Option<&str>) -> Option<String> {
    let inside = inside?;
    let (first, rest) = inside.split_once(", ").unwrap_or((inside, ""));
    let services = &SheetVocabulary::shipped().services;
    let spoken = plain(name);
    let does = services.is(&spoken) || spoken.split(' ').any(|word| services.is(word));
    let is_service = does && !is_company(name) && !Vendors::knows(name);
    let begins = first.split(' ').next().unwrap_or(first);
    // A name that nobody knows stands before the Union, as no town does.
    let in_union = || lists::shipped().the_union.is(&plain(rest));
    let named = Vendors::knows(begins) || (may_be_name(first) && in_union());
    let is_vendor = begins.starts_with(char::is_uppercase) && named;
    if !is_service || !is_vendor {
        return None;
    }
    let is_region = |word: &str| {
        let signs = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '-';
        word.contains('-')
            && word.ends_with(|it: char| it.is_ascii_digit())
            && word.chars().all(signs)
    };
    let (vendor, region) = match first.rsplit_once(' ') {
        Some((vendor, last)) if is_region(last) => (vendor, last),
        _ => (first, ""),
    };
    let told = [name, region, rest].into_iter().filter(|it| !it.is_empty());
    Some(format!(
        "{vendor} ({})",
        told.collect::<Vec<_>>().join(", ")
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::Law;

    fn reading(law: &Law) -> Reading<'_> {
        let today = chrono::NaiveDate::from_ymd_opt(2026, 7, 1).unwrap();
        Reading::of(&[], law, today)
    }

    #[test]
    fn a_vendor_may_stand_in_brackets_behind_what_it_does() {
        for (name, inside, told) in [
            ("Hosting", "Hetzner, EU", Some("Hetzner (Hosting, EU)")),
            (
                "email",
                "AWS SES eu-central-1",
                Some("AWS SES (email, eu-central-1)"),
            ),
            ("Hosting", "our own server", None),
            ("Hosting", "Frankfurt, Germany", None),
            ("Alder Ltd", "Hetzner", None),
            ("Head office", "Hetzner", None),
        ] {
            assert_eq!(vendor_behind(name, Some(inside)).as_deref(), told, "{name}");
        }
    }

    #[test]
    fn what_commas_part_from_a_name_is_told_of_it() {
        let law = Law::shipped().unwrap();
        let reading = &reading(&law);
        for (part, name, places) in [
            (
                "Alder Sp. z o.o., Lipowiec, umowa powierzenia z 04.01.2024",
                "Alder Sp. z o.o. (umowa powierzenia z 04.01.2024)",
                "Lipowiec",
            ),
            (
                "Alder AB, Norrby, avtal tecknat 2024-01-04",
                "Alder AB (avtal tecknat 2024-01-04)",
                "Norrby",
            ),
            (
                "Alder GmbH, 12345 Musterstadt, AVV vom 04.01.2024",
                "Alder GmbH (AVV vom 04.01.2024)",
                "12345 Musterstadt",
            ),
            (
                "Alder SAS, contrat signé le 4 janvier 2024",
                "Alder SAS (contrat signé le 4 janvier 2024)",
                "",
            ),
            (
                "AlderMovil (NIF 00000000T), encargado del tratamiento con contrato del art. 28 RGPD",
                "AlderMovil (encargado del tratamiento con contrato del art. 28 RGPD)",
                "",
            ),
            (
                "Alder, Inc., Ireland, DPA of 2024-01-04",
                "Alder, Inc. (Ireland, DPA of 2024-01-04)",
                "",
            ),
        ] {
            let found = detailed(reading, part).map(|it| (it.in_brackets(), it.places.join(", ")));
            assert_eq!(found, Some((name.to_owned(), places.to_owned())), "{part}");
        }
        for part in [
            "Alder AB, Northwind Ltd, avtal tecknat 2024-01-04",
            "Alder AB, Norrby",
            "Alder, Norrby, Söderby",
            "Bank, accountant, contract partners",
        ] {
            assert!(detailed(reading, part).is_none(), "{part}");
        }
    }

    #[test]
    fn servers_are_those_of_whoever_stands_in_brackets() {
        let law = Law::shipped().unwrap();
        let reading = &reading(&law);
        let ireland = || vec!["IE".to_owned()];
        let told = |country: &str, hosts| {
            let country = country.to_owned();
            Some(ToldServers { country, hosts })
        };
        assert_eq!(
            servers(
                reading,
                "servidores en la UE (Alder, Irlanda; Northwind, Dublín)."
            ),
            told("EU", vec![("Alder", ireland()), ("Northwind", ireland())])
        );
        for (part, country) in [
            ("serveurs dans l'UE", "EU"),
            ("Server in Deutschland", "DE"),
            ("servrar i Sverige", "SE"),
        ] {
            assert_eq!(servers(reading, part), told(country, Vec::new()), "{part}");
        }
        for part in [
            "Serverfabrik GmbH",
            "Alder (servers in the EU)",
            "Server",
            "hosting",
            "hébergeur (sous-traitant)",
            "servers and backups",
        ] {
            assert_eq!(servers(reading, part), None, "{part}");
        }
    }
}
