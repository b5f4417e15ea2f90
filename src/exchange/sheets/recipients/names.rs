//! How a cell of recipients is parted: its labels, its names, and what stands behind each.

use std::ops::Range;

use crate::domain::text::span_in;
use crate::exchange::sheets::answers::entries::{
    DASHES, LONG_DASHES, entries, lines, without_stop,
};
use crate::exchange::sheets::answers::with_brackets;
use crate::exchange::sheets::cell::Reading;
use crate::exchange::sheets::folding::plain;
use crate::exchange::sheets::lists;
use crate::exchange::sheets::organisations::contracts::{lacks_contract, speaks_of_contract};
use crate::exchange::sheets::organisations::party::{is_company, may_be_name};
use crate::exchange::sheets::transfers::cities;
use crate::exchange::sheets::transfers::destination::{exact_country, is_in_union};
use crate::exchange::sheets::vocabulary::SheetVocabulary;
use crate::rules::wording::vendors::Vendors;

/// The parts of a cell that begin with a label each, where several sentences do: `Internal: staff. External: Acme Ltd`.
pub(in crate::exchange::sheets) fn groups<'t>(
    words: &SheetVocabulary,
    text: &'t str,
) -> Vec<&'t str> {
    let mut groups = Vec::new();
    let mut from = 0;
    for (at, _) in text.match_indices(". ") {
        let next = &text[at + 2..];
        let first = next.split([' ', ',', '(']).next().unwrap_or(next);
        // `Northwind, Postbird. Stripe only for payments`
        let named = Vendors::knows(first) && does(text).is_none();
        if labelled(words, next).is_some() || named {
            groups.push(&text[from..at]);
            from = at + 2;
        }
    }
    groups.push(&text[from..]);
    groups
}

/// What a text says behind a label that it begins with, and the role that the label names; a label of those outside names
/// none.
pub(in crate::exchange::sheets) fn labelled<'t>(
    words: &SheetVocabulary,
    text: &'t str,
) -> Option<(Option<&'static str>, &'t str)> {
    /// The longest label, in bytes.
    const LONGEST: usize = 40;
    let (label, behind) = text
        .split_once(':')
        .filter(|(label, _)| label.len() <= LONGEST)?;
    let behind = behind.strip_prefix(' ')?.trim();
    let label = plain(label);
    let role = words.role.exact(&label);
    let outside =
        ["extern", "ulkoi"].iter().any(|it| label.starts_with(it)) && !label.contains(' ');
    // `Recipient: bank` says what a header says, and no role.
    let mut heads = lists::shipped().joined_recipients.iter();
    let of_header = !label.contains(' ') && heads.any(|(begin, _)| label.starts_with(begin));
    (role.is_some() || outside || of_header).then_some((role, behind))
}

/// A name and what stands behind a dash, where that tells of it alone: `Northwind — hosting, backups`, `Acme Ltd — DPA`.
pub(in crate::exchange::sheets) fn dashed(text: &str) -> Option<(&str, &str)> {
    let dash = DASHES
        .iter()
        .filter_map(|dash| text.find(dash).map(|at| (at, dash.len())));
    let (at, length) = dash.min()?;
    // A bare stroke parts many things: only what is behind it of a contract, or an answer, is told of the name.
    let is_stroke = length == " - ".len();
    let (name, what) = (text[..at].trim(), text[at + length..].trim());
    let (bare, _) = with_brackets(name);
    let is_name = bare.starts_with(|it: char| it.is_uppercase() || it.is_ascii_digit());
    let answers = |part: &str| {
        let spoken = plain(part);
        let words = SheetVocabulary::shipped();
        let of_contract = speaks_of_contract(&spoken) || lacks_contract(part);
        let role = words.role.exact(&spoken).is_some();
        of_contract
            || role
            || (words.yes.is(&spoken) && spoken.len() > 1)
            || words.placeholder.is(&spoken)
    };
    let tells = |part: &str| {
        if is_stroke {
            answers(part)
        } else {
            part.starts_with(char::is_lowercase) || speaks_of_contract(&plain(part))
        }
    };
    let closed = name.matches('(').count() == name.matches(')').count();
    let alone = closed
        && !name.contains([',', ';', '\n', '/'])
        && !what.contains([';', '\n', '—', '–', ':']);
    // Behind the form of a company, or all of a vendor's name, the name has ended.
    let ended = (is_company(bare) || Vendors::knows(bare)) && !is_stroke;
    let about = alone && (ended || what.split(", ").all(tells));
    (is_name && may_be_name(bare) && about).then_some((name, what))
}

/// A name and what somebody does, in a sentence: `Northwind hosts the database`.
pub(in crate::exchange::sheets) fn does(sentence: &str) -> Option<(&str, &str)> {
    /// The most words of such a name.
    const MOST: usize = 4;
    let deeds = &lists::shipped().deeds;
    let mut ends = sentence.match_indices(' ').map(|(at, _)| at).take(MOST);
    let end = ends.find(|at| {
        let verb = sentence[at + 1..].split(' ').next().unwrap_or_default();
        verb.starts_with(char::is_lowercase) && deeds.is(&plain(verb))
    })?;
    let (name, what) = (&sentence[..end], sentence[end..].trim());
    let each = name.split(' ').all(|word| {
        word.starts_with(|it: char| it.is_uppercase() || it.is_ascii_digit() || it == '(')
    });
    let is_name = each && may_be_name(name) && what.contains(' ');
    is_name.then(|| (name, what.trim_end_matches('.')))
}

/// A name that is known and what it is for, in small letters: `Northwind para alojamiento y copias`.
pub(super) fn is_for(part: &str) -> Option<(&str, &str)> {
    let mut places = part.match_indices(' ').map(|(at, _)| at);
    let at = places.find(|at| {
        let word = part[at + 1..].split(' ').next().unwrap_or_default();
        word.starts_with(char::is_lowercase) && lists::shipped().for_what.is(&plain(word))
    })?;
    let (name, what) = (&part[..at], part[at..].trim());
    let known = is_known_name(name) || is_proper(name);
    let alone = !part.contains([',', ';', '(', '\n']);
    (known && alone && what.contains(' ')).then(|| (name, what.trim_end_matches('.')))
}

/// Whether a text is the name of several partners, with commas in it: `Smith, Jones and Brown LLP`.
pub(super) fn are_partners(text: &str) -> bool {
    let parts: Vec<&str> = text.split(", ").collect();
    let Some((last, others)) = parts.split_last() else {
        return false;
    };
    let surname = |part: &&str| {
        let capital = part.starts_with(char::is_uppercase);
        capital && !part.contains(' ') && !Vendors::knows(part)
    };
    let joined = last.split(' ').skip(1).any(|word| {
        let known = plain(word);
        word == "&" || lists::shipped().joins.is(&known)
    });
    let form = last.split(' ').next_back().map(plain);
    let ends = form.is_some_and(|it| lists::shipped().partnerships.is(&it));
    (1..=2).contains(&others.len()) && others.iter().all(surname) && joined && ends
}

/// The sentences of a cell that each say who does what: `Northwind hosts the database. Postbird sends the letters`. What
/// tells no more stays with the one before.
pub(super) fn told_deeds(text: &str) -> Option<Vec<&str>> {
    let mut parts: Vec<&str> = Vec::new();
    let mut from = 0;
    let ends = text.match_indices(". ").map(|(at, _)| at + 2);
    let starts: Vec<usize> = std::iter::once(0).chain(ends).collect();
    does(text)?;
    for at in starts.into_iter().skip(1) {
        if does(&text[at..]).is_some() {
            parts.push(text[from..at].trim());
            from = at;
        }
    }
    parts.push(text[from..].trim());
    (parts.len() > 1).then_some(parts)
}

/// Whether a sentence tells something of what stands before it, and names nobody: `The files are kept in one place`.
pub(in crate::exchange::sheets) fn explains(sentence: &str) -> bool {
    let tells = &lists::shipped().tells;
    does(sentence).is_none() && plain(sentence).split(' ').skip(1).any(|it| tells.is(it))
}

/// Codes of countries that behind a name are short for what is done: `Acme (IT)`.
const AMBIGUOUS: [&str; 2] = ["IT", "HR"];

/// What stands in brackets behind a name, where it says where somebody is: the countries, and the rest. `USA, SCC`.
pub(in crate::exchange::sheets) fn placed(
    reading: &Reading<'_>,
    inside: &str,
) -> Option<(Vec<String>, Vec<String>)> {
    let (mut countries, mut rest) = (Vec::new(), Vec::new());
    // Two capitals may be short for anything: a code of a country outside the Union says it only where a name would.
    let is_place = |part: &str, code: &str| {
        let known = reading.words.countries.contains_key(&plain(part)) || part.len() > 3;
        let inside = reading
            .law
            .country(code)
            .is_none_or(|country| reading.law.inside(country, reading.today).is_some());
        known || (inside && !AMBIGUOUS.contains(&part))
    };
    for part in inside.split([',', ';', '/']).map(str::trim) {
        let part = behind_preposition(part);
        let code = exact_country(reading.words, reading.law, part);
        let code = code.filter(|code| is_place(part, code));
        let code = code.or_else(|| is_in_union(part).then(|| "EU".to_owned()));
        match code.or_else(|| cities::country_of(part).map(str::to_owned)) {
            Some(code) => countries.push(code),
            None if !part.is_empty() => rest.push(part.to_owned()),
            None => {}
        }
    }
    // Beside one of its members the Union says no more.
    let is_union = |code: &String| matches!(&**code, "EU" | "EEA");
    if !countries.iter().all(is_union) {
        countries.retain(|code| !is_union(code));
    }
    (!countries.is_empty()).then_some((countries, rest))
}

/// What stands behind a word that a place is named after, and behind its article: `in the USA`.
fn behind_preposition(text: &str) -> &str {
    let lists = lists::shipped();
    let without =
        |text, set: &crate::exchange::sheets::vocabulary::Set| match str::split_once(text, ' ') {
            Some((word, rest)) if set.is(&plain(word)) => rest,
            _ => text,
        };
    without(without(text, &lists.before_places), &lists.articles)
}

/// Whether what stands in brackets behind a name tells what is done there, `hosting of the site`, and is no part of the
/// name, as a country or an abbreviation.
pub(in crate::exchange::sheets) fn describes(inside: &str) -> bool {
    let begins_small = |word: &str| word.len() > 2 && word.starts_with(char::is_lowercase);
    inside.split_whitespace().any(begins_small)
}

/// Whether what stands in brackets behind a name names what is used of it: several things parted by strokes, `(BD/Auth)`,
/// or an interface.
pub(super) fn is_of_service(inside: &str) -> bool {
    inside.contains('/') || inside.split(' ').any(|word| word == "API")
}

/// The names of a cell that holds names: a comma may stand in one, before its form or its address.
pub(in crate::exchange::sheets) fn named_parts(text: &str) -> Vec<&str> {
    if are_partners(text) {
        return vec![text];
    }
    let mut parts = lines(text);
    if let Some(last) = parts.last_mut() {
        *last = without_stop(last);
    }
    let [one] = parts.as_slice() else {
        return parts;
    };
    let at_commas = entries(one);
    // A number alone is of a street or a town: `Road 3`; in a name it has letters, or as many figures as no house has.
    let of_address = |word: &str| {
        let digits = word.bytes().filter(u8::is_ascii_digit).count();
        digits > 0 && digits == word.len() && word != "365"
    };
    let names = at_commas.iter().all(|part| {
        let (name, _) = with_brackets(part);
        part.split(' ').count() <= 5 && !part.contains('@') && !name.split(' ').any(of_address)
    });
    let forms = at_commas.iter().skip(1).any(|part| is_form(part));
    let companies = at_commas.iter().filter(|part| is_company(part)).count();
    let are_companies = companies > 1 && companies + 1 >= at_commas.len();
    if (names || are_companies) && !forms {
        with_places(one, &at_commas)
    } else {
        parts
    }
}

/// Parts between commas, where a city or a country behind the first stays with the name before it: `Acme Oy, Helsinki`.
fn with_places<'t>(text: &'t str, parts: &[&'t str]) -> Vec<&'t str> {
    let countries = &SheetVocabulary::shipped().countries;
    let is_place =
        |part: &str| cities::country_of(part).is_some() || countries.contains_key(&plain(part));
    // A town that nobody knows stands between a company and a country: `Acme Inc, Littleville, USA`.
    let is_town = |part: &str, last: &str, next: Option<&&str>| {
        let word = !part.contains(' ') && part.starts_with(char::is_uppercase);
        let between = is_company(last) && next.is_some_and(|it| is_place(it));
        word && between && !Vendors::knows(part)
    };
    let mut found: Vec<&str> = Vec::new();
    for (at, part) in parts.iter().copied().enumerate() {
        let before = found.last().and_then(|it| span_in(it, text));
        let whole = before.zip(span_in(part, text));
        let next = parts.get(at + 1);
        match (whole, found.last_mut()) {
            (Some((from, to)), Some(last)) if is_place(part) || is_town(part, last, next) => {
                *last = &text[from.start..to.end];
            }
            _ => found.push(part),
        }
    }
    found
}

/// Whether a text names a company by its form, or a vendor that is known; a form behind a comma is part of the name.
fn is_known_name(text: &str) -> bool {
    let (bare, _) = with_brackets(text);
    is_company(bare) || Vendors::knows(bare)
}

/// The names of a part that holds several: those that a word joins, the first with brackets behind it or both known,
/// `Acme (mail) and Northwind (hosting)`; and known ones between commas.
pub(in crate::exchange::sheets) fn several(part: &str) -> Vec<&str> {
    if are_partners(part) {
        return vec![part];
    }
    let parts = at_joins(part).into_iter().flat_map(at_known_commas);
    parts.flat_map(at_strokes).collect()
}

/// Companies and known vendors between strokes, each of its own: `Northwind / Postbird (logs)`. What one makes stands so, too.
fn at_strokes(part: &str) -> Vec<&str> {
    let parts: Vec<&str> = part.split(" / ").map(str::trim).collect();
    let known = |part: &&str| {
        let (bare, _) = with_brackets(part);
        let first = bare.split(' ').next().unwrap_or(bare);
        (is_known_name(bare) || Vendors::knows(first)) && may_be_name(bare)
    };
    let alone = parts.iter().enumerate().all(|(at, one)| {
        let others = &parts[at + 1..];
        others.iter().all(|other| !are_same_vendor(one, other))
    });
    // A role behind the last is of somebody of its own: `Alder Ltd / Postbird (sub-processor)`.
    let (_, inside) = with_brackets(part);
    let role = inside.and_then(|it| SheetVocabulary::shipped().role.exact(&plain(it)));
    let named = |part: &&str| {
        let (bare, _) = with_brackets(part);
        bare.starts_with(char::is_uppercase) && may_be_name(bare)
    };
    let several = parts.iter().all(known) || (role.is_some() && parts.iter().all(named));
    if parts.len() > 1 && alone && several {
        return parts;
    }
    // `Northwind/Postbird (logs)`: both are vendors that are known as they stand.
    let tight = part.split_once('/').filter(|(one, other)| {
        let (other, _) = with_brackets(other);
        let are_known = Vendors::knows(one) && Vendors::knows(other);
        are_known && !are_same_vendor(one, other) && !other.contains('/')
    });
    match tight {
        Some((one, other)) => vec![one, other],
        None => vec![part],
    }
}

fn at_joins(part: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut from = 0;
    for (at, _) in part.match_indices(' ') {
        if at < from {
            continue;
        }
        let behind = &part[at + 1..];
        let Some((word, rest)) = behind.split_once(' ') else {
            break;
        };
        let before = part[from..at].trim_end();
        let open = before.matches('(').count() > before.matches(')').count();
        if open || before.is_empty() || !lists::shipped().joins.is(&plain(word)) {
            continue;
        }
        let end = rest.find(['(', ',', ';']).unwrap_or(rest.len());
        let next = rest[..end].trim();
        let next = next.split(" — ").next().unwrap_or(next);
        let in_brackets = before.ends_with(')') && next.starts_with(char::is_uppercase);
        let (bare, _) = with_brackets(before);
        let is_name = bare.starts_with(char::is_uppercase) && may_be_name(bare);
        if is_name
            && may_be_name(next)
            && (in_brackets || (is_known_name(before) && is_known_name(next)))
        {
            parts.push(before);
            from = at + 1 + word.len() + 1;
        }
    }
    parts.push(part[from..].trim());
    parts
}

/// The known names between the commas of a part, where nothing else stands between them; what is behind a dash is of the
/// last.
fn at_known_commas(part: &str) -> Vec<&str> {
    if !part.contains(',') {
        return vec![part];
    }
    let parts = entries(part);
    let is_name = |text: &&str| {
        let name = LONG_DASHES.iter().find_map(|dash| text.split_once(dash));
        is_known_name(name.map_or(*text, |(name, _)| name))
    };
    // Beside a known one, a word with a capital is a name, too.
    let may_be = |text: &&str| {
        let (bare, _) = with_brackets(text);
        let is_word = !bare.contains(' ') && bare.starts_with(char::is_uppercase);
        is_word && may_be_name(bare)
    };
    let forms = parts.iter().skip(1).any(|part| is_form(part));
    let known = parts.iter().any(&is_name);
    // What stands in brackets behind the last of words with a capital is told of all: `Alder, Birch, Cedar (search)`.
    let (last, inside) = with_brackets(parts.last().copied().unwrap_or_default());
    let told_of_all = parts.len() > 2 && inside.is_some() && !last.contains(' ');
    let known = known || told_of_all;
    let names = known && parts.iter().all(|part| is_name(part) || may_be(part));
    if parts.len() > 1 && !forms && names {
        with_places(part, &parts)
    } else {
        vec![part]
    }
}

/// A name that is known and the condition under which it gets anything: `Northwind Ltd if enabled`.
pub(super) fn under_condition(text: &str) -> Option<(&str, &str)> {
    let mut places = text.match_indices(' ').map(|(at, _)| at);
    let at = places.find(|at| {
        let word = text[at + 1..].split(' ').next().unwrap_or_default();
        // In brackets it says when of what they tell.
        let inside = text[..*at].matches('(').count() > text[..*at].matches(')').count();
        let begins = word.starts_with(char::is_lowercase) && !inside;
        begins && lists::shipped().on_condition.is(&plain(word))
    })?;
    let (name, when) = (text[..at].trim_end_matches(','), text[at + 1..].trim());
    // `Northwind only if asked`
    let bare = name.rsplit_once(' ');
    let name = bare
        .filter(|(_, last)| lists::shipped().only.is(&plain(last)))
        .map_or(name, |(name, _)| name);
    let known = is_known_name(name) || is_proper(name);
    let named = known && name.starts_with(char::is_uppercase);
    (named && when.contains(' ')).then_some((name, when))
}

/// Whether one word is what a company of a known vendor is called for short: `Stripe` for `Stripe Payments Europe Ltd`.
pub(in crate::exchange::sheets) fn is_short_for(text: &str, company: &str) -> bool {
    let (bare, _) = with_brackets(text);
    let first = company.split(' ').next().unwrap_or(company);
    is_company(company)
        && !bare.contains(' ')
        && plain(bare) == plain(first)
        && Vendors::shipped().named(bare).is_some()
}

/// A name with the company that stands in brackets behind it in the place of it: `Bird Letters SAS (Postbird, France)` of
/// `Postbird (Bird Letters SAS, France)`.
pub(super) fn company_behind(name: &str, inside: Option<&str>) -> Option<String> {
    let inside = inside?;
    // The form of a company may stand behind a comma: `Postbird (Bird Letters, Inc.)`.
    let whole = inside.matches(", ").count() == 1 && is_company(&inside.replacen(", ", " ", 1));
    let parted = inside.split_once(", ").filter(|_| !whole);
    let (first, rest) = parted.unwrap_or((inside, ""));
    let one = !name.contains([',', ';', '/']) && may_be_name(name) && !is_company(name);
    let own = is_company(first) && first.starts_with(char::is_uppercase) && one;
    own.then(|| {
        let told = format!("{first} ({name}, {rest})");
        told.replace(", )", ")")
    })
}

/// A name with the Union in brackets where it stands bare behind: `Northwind (EU)` of `Northwind EU`.
pub(super) fn union_behind(name: &str) -> Option<String> {
    let (bare, last) = name.rsplit_once(' ')?;
    let is_union = lists::shipped().the_union.is(&plain(last)) && last.len() < 4;
    let capitals = last.chars().all(char::is_uppercase);
    (is_union && capitals && Vendors::knows(bare)).then(|| format!("{bare} ({last})"))
}

/// What a known vendor or a company is called for, before a colon, and its name: `Email provider: Northwind Ltd`.
pub(super) fn called_before(part: &str) -> Option<(&str, &str)> {
    /// The most words of such a label.
    const LABEL: usize = 4;
    let (label, name) = part.split_once(": ")?;
    let (bare, _) = with_brackets(name.trim_end_matches('.'));
    let is_name = is_company(bare) || Vendors::knows(bare);
    let brief = label.split(' ').count() <= LABEL && !label.contains([',', ';', '(']);
    (brief && is_name).then_some((label.trim(), name.trim_end_matches('.').trim()))
}

/// Whether two names of several joined by strokes name the same: `Acme / Northwind` and `Acme Ltd / Northwind (mail)`.
pub(in crate::exchange::sheets) fn are_same_parts(one: &str, other: &str) -> bool {
    let parts = |name: &str| {
        let (bare, _) = with_brackets(name);
        let parts = bare.split('/').map(|part| without_form(part.trim()));
        let mut parts: Vec<String> = parts.collect();
        parts.sort_unstable();
        parts
    };
    one.contains('/') && other.contains('/') && parts(one) == parts(other)
}

/// The vendor among the parts of a name in a list that a longer name begins with, `Google` of `Google LLC / Firebase` in
/// `Google Maps`, and what stands behind it.
pub(in crate::exchange::sheets) fn product_of<'t>(
    text: &'t str,
    name: &str,
) -> Option<(String, &'t str)> {
    let first = text
        .split([' ', '/'])
        .next()
        .filter(|it| Vendors::knows(it))?;
    let vendor = plain(first);
    let (bare, _) = with_brackets(name);
    let mut parts = bare.split('/').map(str::trim);
    let is_of = parts.any(|part| {
        let begins = part.split(' ').next().unwrap_or(part);
        plain(begins) == vendor
    });
    let behind = text[first.len()..].trim_matches([' ', '/', '(', ')']);
    is_of.then_some((vendor, behind))
}

/// Whether two names are those of the same known vendor: `AWS` and `Amazon Web Services`.
pub(in crate::exchange::sheets) fn are_same_vendor(one: &str, other: &str) -> bool {
    let vendors = Vendors::shipped();
    // Most names are no vendor's, which is known at once.
    let is_known = |name: &str| Vendors::knows(with_brackets(name).0);
    if !is_known(one) || !is_known(other) {
        return false;
    }
    let named = |name: &str| vendors.named(with_brackets(name).0);
    let both = named(one).zip(named(other));
    both.is_some_and(|(one, other)| std::ptr::eq(one, other))
}

/// A name as it is compared: a company may be called without its form, `Northwind` for `Northwind Inc.`.
pub(in crate::exchange::sheets) fn without_form(name: &str) -> String {
    /// The shortest name that says by itself who is meant, in bytes.
    const SHORTEST: usize = 5;
    let mut bare = name;
    while is_company(bare) {
        let Some((before, _)) = bare.rsplit_once(' ') else {
            break;
        };
        bare = before.trim_end_matches(',');
    }
    let known = plain(bare);
    if known.len() < SHORTEST {
        plain(name)
    } else {
        known
    }
}

/// Whether a text is the form of a company alone, as it may stand behind a comma: `Inc.`.
pub(in crate::exchange::sheets) fn is_form(text: &str) -> bool {
    let (form, _) = with_brackets(text);
    !form.contains(' ') && is_company(&format!("X {form}"))
}

/// The entries of a list of recipients, each company with its form and its address: in `Acme Europe, Limited, Dublin,
/// Ireland` and `Acme AG, Road 91, 10559 Town` commas part no recipients.
pub(super) fn whole_names<'t>(reading: &Reading<'_>, text: &'t str) -> Vec<&'t str> {
    /// How many parts of an address are looked for behind a company.
    const PARTS: usize = 3;
    if are_partners(text) {
        return vec![text];
    }
    let parts = entries(text);
    let place = |part: &str| span_in(part, text);
    let mut out = Vec::new();
    let mut at = 0;
    while at < parts.len() {
        let Some(first) = place(parts[at]) else { break };
        let mut end = first.end;
        at += 1;
        // What stands behind a comma of the same line, up to some parts on.
        let behind = |at: usize, end: usize| -> Option<Range<usize>> {
            let next = place(parts.get(at)?)?;
            (text.get(end..next.start)?.trim() == ",").then_some(next)
        };
        while let Some(form) = behind(at, end).filter(|it| is_form(&text[it.clone()])) {
            end = form.end;
            at += 1;
        }
        if is_company(&text[first.start..end]) {
            let (mut ahead, mut reach) = (at, end);
            while let Some(next) = behind(ahead, reach).filter(|_| ahead < at + PARTS) {
                let part = &text[next.clone()];
                if is_company(part) {
                    break;
                }
                (ahead, reach) = (ahead + 1, next.end);
                if is_of_address(reading, part) {
                    (at, end) = (ahead, reach);
                }
            }
        }
        out.push(&text[first.start..end]);
    }
    out
}

/// Whether a part of a cell is of an address: it has the number of a house or a town, or is a country.
fn is_of_address(reading: &Reading<'_>, part: &str) -> bool {
    let (name, _) = with_brackets(part);
    let is_number = |word: &str| word.bytes().next().is_some_and(|it| it.is_ascii_digit());
    name.split(' ').any(is_number)
        || exact_country(reading.words, reading.law, name).is_some()
        || cities::country_of(name).is_some()
}

/// A company and the address behind its name.
pub(super) fn with_address<'t>(reading: &Reading<'_>, name: &'t str) -> (&'t str, Option<&'t str>) {
    /// The longest address behind a name, in bytes.
    const LONGEST: usize = 80;
    if is_company(name) {
        return (name, None);
    }
    // The form of a company may stand behind the first comma.
    let mut cuts = name.match_indices(", ").map(|(at, _)| at).take(2);
    let company = cuts.find(|at| is_company(&name[..*at]) && !name[..*at].contains('('));
    let address = company.map(|at| (&name[..at], name[at + 2..].trim()));
    let is_address = |text: &str| {
        let last = text.rsplit(", ").next().unwrap_or(text);
        text.len() <= LONGEST && !text.contains(['(', '—', '–']) && is_of_address(reading, last)
    };
    // What was not taken for a name of its own is its town.
    let is_town = |address: &str| {
        let capital = |word: &str| word.starts_with(char::is_uppercase);
        let mut parts = address.split(", ");
        parts.all(|it| it.split(' ').all(capital) && !is_company(it) && !Vendors::knows(it))
    };
    address
        .filter(|(_, address)| is_address(address) || is_town(address))
        .map_or((name, None), |(company, address)| (company, Some(address)))
}

/// Whether a part goes on with what is told behind a dash of whoever stands before it, and names nobody: of `Acme — hosting;
/// minimal logs` the second. It begins small.
pub(in crate::exchange::sheets) fn goes_on(before: Option<&str>, part: &str) -> bool {
    let told = before.is_some_and(|it| it.contains(['—', '–']));
    told && part.starts_with(char::is_lowercase) && !is_company(part)
}

/// Whether a name is written as that of somebody, and not as what they do: a vendor's with what it makes, all in capitals,
/// with capitals inside.
pub(super) fn is_proper(name: &str) -> bool {
    /// From so many letters on capitals are the name of somebody: `CRM` is a system.
    const LONG: usize = 5;
    let first = name.split_whitespace().next().unwrap_or_default();
    let capitals = name.chars().filter(|letter| letter.is_uppercase()).count();
    let one = !name.contains(char::is_whitespace) && name.chars().count() >= LONG;
    let letters = name.chars().all(char::is_alphanumeric);
    Vendors::knows(name) || Vendors::knows(first) || (one && letters && capitals > 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_a_word_joins_are_several() {
        for (text, parts) in [
            (
                "Supabase (BBDD y acceso, región UE) y Vercel (alojamiento)",
                vec![
                    "Supabase (BBDD y acceso, región UE)",
                    "Vercel (alojamiento)",
                ],
            ),
            (
                "Acme (mail) und Northwind (Server)",
                vec!["Acme (mail)", "Northwind (Server)"],
            ),
            ("Stripe och Mailchimp", vec!["Stripe", "Mailchimp"]),
            (
                "Stripe, PayPal (payments)",
                vec!["Stripe", "PayPal (payments)"],
            ),
            (
                "Stripe (cards), OpenAI — only with consent",
                vec!["Stripe (cards)", "OpenAI — only with consent"],
            ),
            ("Marks and Spencer", vec!["Marks and Spencer"]),
            (
                "Banks (of staff) and tax office",
                vec!["Banks (of staff) and tax office"],
            ),
            ("Acme, Inc.", vec!["Acme, Inc."]),
            ("Stripe, our accountant", vec!["Stripe, our accountant"]),
            (
                "Stripe / OpenAI (logs, US)",
                vec!["Stripe", "OpenAI (logs, US)"],
            ),
            (
                "Alder SAS / Mistral AI (sous-traitant ultérieur)",
                vec!["Alder SAS", "Mistral AI (sous-traitant ultérieur)"],
            ),
            ("Bank / accountant", vec!["Bank / accountant"]),
            (
                "Alder, Birch, Cedar (search, US)",
                vec!["Alder", "Birch", "Cedar (search, US)"],
            ),
        ] {
            assert_eq!(several(text), parts, "{text}");
        }
    }

    #[test]
    fn a_known_name_may_stand_under_a_condition() {
        for (text, name) in [
            ("Stripe if enabled", Some("Stripe")),
            ("Acme Ltd when the client asks", Some("Acme Ltd")),
            ("OpenAI wenn eingeschaltet ist", Some("OpenAI")),
            ("OCR se attivo", None),
            ("Mail if configured", None),
            ("Stripe if", None),
        ] {
            assert_eq!(under_condition(text).map(|it| it.0), name, "{text}");
        }
    }

    #[test]
    fn several_partners_have_one_name() {
        for text in [
            "Smith, Jones and Brown LLP",
            "Schmidt, Müller und Partner",
            "Dupont, Durand et Associés",
            "Ek, Alm & Berg Advokatbyrå",
        ] {
            assert_eq!(named_parts(text), [text]);
            assert_eq!(several(text), [text]);
        }
        for text in [
            "Bank, accountant and auditor",
            "Acme Ltd, Northwind and Brown AB",
            "Smith, Jones",
        ] {
            assert!(!are_partners(text), "{text}");
        }
        let behind = company_behind("Postbird", Some("Bird Letters, Inc."));
        assert_eq!(behind.as_deref(), Some("Bird Letters, Inc. (Postbird)"));
        let told = is_for("Google para alojamiento y copias.");
        assert_eq!(told, Some(("Google", "para alojamiento y copias")));
        assert_eq!(is_for("Bank für Sozialwirtschaft"), None);
        let told = under_condition("GitHub Actions si sauvegarde configurée");
        assert_eq!(told, Some(("GitHub Actions", "si sauvegarde configurée")));
    }

    #[test]
    fn what_goes_on_and_what_only_describes_are_told_from_names() {
        let before = Some("Northwind Inc. (USA) — DPA mit SCC");
        assert!(goes_on(before, "minimale Speicherung") && goes_on(before, "short logs"));
        assert!(!goes_on(before, "Acme") && !goes_on(Some("Northwind"), "hosting"));
        for name in ["Google Cloud Platform", "AMAZON", "NorthWind", "GitHub"] {
            assert!(is_proper(name), "{name}");
        }
        for name in ["Steuerberater", "CRM", "Tax adviser", "Northwind"] {
            assert!(!is_proper(name), "{name}");
        }
    }
}
