//! What becomes of a label above a table with its answer: a field of the controller, of a contact of it, or words.

use serde_json::json;

use super::asked::{Pair, What, Who};
use crate::domain::codec::clean;
use crate::exchange::sheets::cell::Reading;
use crate::exchange::sheets::organisations::party::{
    SheetParty, contact_key, is_address, may_be_name, reached_in,
};
use crate::exchange::sheets::transfers::destination::exact_country;

/// Whether an address stands where a name may stand: `Road 3, 12345 Town`. `Quay 2` alone may be what somebody is called.
pub(super) fn begins_with_address(value: &str) -> bool {
    let mut parts = value.split(", ").map(str::trim);
    let street = parts
        .next()
        .filter(|it| !it.contains('(') && is_address(it));
    let town = parts
        .next()
        .filter(|it| it.starts_with(|it: char| it.is_ascii_digit()));
    street.is_some() && town.is_some_and(is_address)
}

/// Records what a pair says of the controller or of a contact of it; whether that is all that it says.
pub(in crate::exchange::sheets) fn take(
    reading: &Reading<'_>,
    party: &mut SheetParty,
    who: Who,
    pair: &Pair,
) -> bool {
    match (who, pair.what) {
        (Who::Controller, What::Name) => {
            let is_place = begins_with_address(&pair.value);
            if is_place {
                let told = pair.value.split(", ").map(str::trim);
                let (mails, address): (Vec<&str>, Vec<&str>) =
                    told.partition(|part| contact_key(part) == "email");
                for mail in mails {
                    party.more(mail);
                }
                party.more(&address.join(", "));
            }
            is_place
        }
        (Who::Controller, What::Country) => {
            let code = exact_country(reading.words, reading.law, country_of(&pair.value));
            let Some(code) = code else { return false };
            party.fields.entry("country").or_insert(json!(code));
            true
        }
        (Who::Controller, What::Number) => {
            party.registered_as(&pair.label);
            let number = json!(clean(&pair.value, false));
            let known = party.fields.entry("registration_number");
            *known.or_insert_with(|| number.clone()) == number
        }
        // A name is no address: whoever it is, it is not known as what.
        (Who::Controller, What::Contact) if contact_key(&pair.value) == "name" => {
            let pieces = pair.value.split([',', ';', '\n']).map(str::trim);
            let address: Vec<&str> = pieces.filter(|it| is_address(it)).collect();
            if !address.is_empty() {
                party.more(&address.join(", "));
            }
            for (key, part) in in_contact(&pair.value) {
                if key != "name" {
                    party.more(part);
                }
            }
            false
        }
        // More than a name stands there: what is known of it is taken out, and all of it kept in words.
        (Who::Contact(role), What::Name | What::Contact)
            if contact_key(&pair.value) == "name"
                && (pair.value.contains('@') || !may_be_name(&pair.value)) =>
        {
            for (key, part) in in_contact(&pair.value) {
                party.contact(role, key, part);
            }
            false
        }
        // Whoever else is responsible is known already.
        (Who::Joint, _) => false,
        // `Telephone: 1, e-mail: a@acme.example`: more labels stand in the answer.
        (Who::Controller, What::Phone | What::Email)
            if contact_key(&pair.value) == "name" && !reached_in(&pair.value).is_empty() =>
        {
            for reached in reached_in(&pair.value) {
                party.more(reached);
            }
            false
        }
        (Who::Controller, _) => {
            party.more(&pair.value);
            true
        }
        // The country beneath a contact is that of the organisation.
        (Who::Contact(_), What::Country) => {
            let code = exact_country(reading.words, reading.law, country_of(&pair.value));
            let Some(code) = code else { return false };
            let known = party.fields.entry("country");
            *known.or_insert(json!(code)) == json!(code)
        }
        (Who::Contact(role), what) => {
            let key = match what {
                // `Adresse de messagerie`
                _ if contact_key(&pair.value) == "email" => "email",
                What::Contact | What::Name => contact_key(&pair.value),
                What::Address | What::Country | What::Number => "address",
                What::Email => "email",
                What::Phone => "phone",
            };
            party.contact(role, key, &clean(&pair.value, false));
            true
        }
    }
}

/// The parts of a contact that stand in a longer text: a name that it begins with, addresses of mail, telephone numbers.
pub(super) fn in_contact(text: &str) -> Vec<(&'static str, &str)> {
    let parts = text
        .split([',', ';', '·', '—', '–', '\n', '|'])
        .flat_map(|it| it.split(" / "));
    let mut found = Vec::new();
    for (at, part) in parts.map(str::trim).enumerate() {
        let mail = part
            .split_whitespace()
            .find(|word| contact_key(word) == "email");
        match (mail, contact_key(part)) {
            (Some(mail), _) => {
                let trimmed = mail.trim_matches(['`', '<', '>', '.', '(', ')']);
                found.push(("email", trimmed));
                // `Ann Ek (ann@acme.example)`: the name stands before it.
                let before = part.split(mail).next().unwrap_or_default();
                let before = before.trim_end_matches([' ', '(', '<', '`']);
                if at == 0 && before.starts_with(char::is_uppercase) && may_be_name(before) {
                    found.push(("name", before));
                }
            }
            (None, "phone") => found.push(("phone", part)),
            (None, _) if at > 0 && !reached_in(part).is_empty() => {
                found.extend(reached_in(part).into_iter().map(|it| (contact_key(it), it)));
            }
            _ if at == 0 && part.starts_with(char::is_uppercase) && may_be_name(part) => {
                found.push(("name", part));
            }
            _ => {}
        }
    }
    // One of each is enough.
    let mut keys: Vec<&str> = Vec::new();
    found.retain(|(key, _)| {
        let new = !keys.contains(key);
        keys.push(key);
        new
    });
    found
}

/// A label with what stands beside it, as it is kept in words.
pub(super) fn told_in_words(label: &str, value: &str) -> String {
    let label = label.trim_end_matches([':', ' ']);
    let told = format!("{label}: {}", clean(value, true));
    told.trim_start_matches([':', ' ']).to_owned()
}

/// A country without what stands in brackets beside it.
fn country_of(text: &str) -> &str {
    text.split(['(', ',', ';']).next().unwrap_or(text).trim()
}
