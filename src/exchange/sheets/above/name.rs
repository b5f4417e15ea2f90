//! Who is named beside a label above a table: the name apart from the address and the contacts behind it.

use std::collections::HashSet;

use super::blank_names::is_blank_name;
use crate::exchange::sheets::answers::entries::{LONG_DASHES, POINTS};
use crate::exchange::sheets::answers::with_brackets;
use crate::exchange::sheets::answers::{Stance, begins_open, denies, stance, waits};
use crate::exchange::sheets::folding::plain;
use crate::exchange::sheets::lists;
use crate::exchange::sheets::organisations::party::{
    contact_key, is_address, is_company, is_of_many, may_be_name, reached_in, sentence,
};
use crate::exchange::sheets::recipients::bracketed_roles::called_in_role;
use crate::exchange::sheets::vocabulary::SheetVocabulary;

/// The name of a controller in the first line of what stands beside its label: all of it, or what stands before a label in
/// it, as in `Acme Ltd, Road 3. Contact: info@acme.example`; `None` where it is still to be filled in, or only labels stand there.
pub(super) fn name_in<'t>(words: &SheetVocabulary, text: &'t str) -> Option<&'t str> {
    if is_blank_name(text) && !text.trim_start().starts_with("[ ]") {
        return None;
    }
    // `Alder — [ ] legal name`: what it is called is known, and how it is registered is not.
    let dashed = text.split_once(" — ").or_else(|| text.split_once(" – "));
    let called = dashed.filter(|(name, more)| {
        let open = stance(words, more) == Stance::Open || begins_with_gap(words, more);
        open && !name.contains('\n') && may_be_name(name)
    });
    let text = called.map_or(text, |(name, _)| name);
    if stance(words, text) != Stance::Said
        || denies(words, text)
        || begins_open(words, text)
        || waits(text)
    {
        return None;
    }
    let first = text.trim().lines().next().unwrap_or(text);
    let first = called_in_role(words, first).map_or(first, |(name, _)| name);
    let label = first.match_indices(':').find(|(at, _)| {
        let (before, behind) = (&first[..*at], &first[at + 1..]);
        behind.starts_with(' ') && before.chars().any(char::is_alphabetic)
    });
    let Some((label, _)) = label else {
        let own = sentence(first.trim());
        let own = if apart(own).1.is_empty() {
            first.trim()
        } else {
            own
        };
        // What stands behind a name and a comma tells how to reach it: `Acme, who are reached at a@acme.example`.
        let called = own.split(", ").next().unwrap_or(own);
        let called = if apart(own).1.is_empty() { own } else { called };
        return Some(own).filter(|_| !is_of_many(called));
    };
    let ends = [". ", "; ", ", ", " ("].into_iter().chain(POINTS);
    let end = ends
        .chain(LONG_DASHES)
        .filter_map(|end| first[..label].rfind(end))
        .max()?;
    let name = sentence(first[..end].trim());
    let is_one = |name: &str| {
        let (own, _) = apart(name);
        is_company(&own) || may_be_name(&own)
    };
    let begins = name
        .split(", ")
        .next()
        .filter(|it| it.starts_with(char::is_uppercase));
    Some(name)
        .filter(|it| is_one(it))
        .or(begins.filter(|it| is_one(it)))
}

/// Whether the first clause of a text ends with words for what is to be filled in: `_coordonnées à compléter, cf. §1_`.
fn begins_with_gap(words: &SheetVocabulary, text: &str) -> bool {
    let clause = text.split([',', '.', ';', '\n']).next().unwrap_or(text);
    let spoken = plain(clause);
    let ends = spoken.match_indices(' ').map(|(at, _)| &spoken[at + 1..]);
    ends.into_iter().any(|end| words.placeholder.is(end))
}

/// A name and how to reach whoever has it, where nothing else stands in brackets behind it: `Acme (a@acme.example)`.
fn before_contact(text: &str) -> Option<(&str, &str)> {
    let bare = text.trim_end_matches('.').strip_suffix(')')?;
    let (name, contact) = bare.rsplit_once(" (")?;
    let alone = !name.contains([',', ';', '@', '\n']) && may_be_name(name);
    let is_contact = contact_key(contact) == "email" || is_phone(contact);
    (alone && is_contact).then_some((name, contact))
}

/// A name apart from the address and the contacts behind its commas: `Acme Ltd, Road 3, info@acme.example`.
pub(in crate::exchange::sheets) fn apart(text: &str) -> (String, Vec<String>) {
    if let Some((name, contact)) = before_contact(text) {
        return (name.to_owned(), vec![contact.to_owned()]);
    }
    // `Acme Ltd, represented by Ann (a@acme.example)`: who speaks for it is no part of its name.
    let spoken_for = |at: &usize| {
        let behind = plain(&text[at + 2..]);
        lists::shipped().represented.leading(&behind).is_some()
    };
    let commas = text.match_indices(", ").map(|(at, _)| at);
    if let Some(at) = commas.into_iter().find(spoken_for) {
        let (name, mut more) = apart(&text[..at]);
        let words = text[at..].split([' ', '(', ')', ',', ';', '<', '>']);
        let mails = words.filter(|it| contact_key(it) == "email");
        more.extend(mails.map(str::to_owned));
        return (name, more);
    }
    // What stands in brackets behind a name and is parted itself is of its address: `Acme Ltd (reg. 1, Road 3)`.
    if let Some((name, inside)) = text.strip_suffix(')').and_then(|it| it.split_once(" ("))
        && inside.contains(", ")
        && !inside.contains('(')
        && is_company(name)
    {
        return (name.to_owned(), vec![inside.to_owned()]);
    }
    // So does what stands in them behind an address of mail: `Acme, a@acme.example (the only one, see below)`.
    let behind = text
        .find('@')
        .and_then(|at| Some(at + text[at..].find(" (")?));
    let text = behind.map_or(text, |end| &text[..end]);
    let described = without_description(text);
    if described.len() < text.len() {
        return (described.to_owned(), country_behind(text).1);
    }
    let (named, country) = country_behind(text);
    if !country.is_empty() && may_be_name(named) {
        return (named.to_owned(), country);
    }
    // `reachable at a@acme.example or on 0194 700000`, `tel. 0194 700000`: other words stand beside how to reach it.
    let beside = text.split(", ").map(str::trim).skip(1);
    let beside: Vec<(&str, Vec<&str>)> = beside
        .filter(|part| part.contains(' ') && contact_key(part) == "name")
        .map(|part| (part, reached_in(part)))
        .filter(|(_, reached)| !reached.is_empty())
        .collect();
    if !beside.is_empty() {
        let is_beside = |part: &&str| beside.iter().any(|(it, _)| it == part);
        let rest: Vec<&str> = text
            .split(", ")
            .map(str::trim)
            .filter(|part| !is_beside(part))
            .collect();
        let (name, mut more) = apart(&rest.join(", "));
        let reached = beside.iter().flat_map(|(_, reached)| reached);
        more.extend(reached.map(|it| (*it).to_owned()));
        return (name, more);
    }
    let mut parts = between_commas(text).into_iter().peekable();
    let mut name = parts.next().unwrap_or_default().to_owned();
    // The form of a company may stand behind a comma.
    if let Some(form) = parts.next_if(|part| is_company(&format!("X {part}"))) {
        name = format!("{name}, {form}");
    }
    let parts = parts.map(|part| {
        // `a@acme.example (the only one)`: the words behind it are no part of it.
        let first = part.split(' ').next().unwrap_or(part);
        let first = first.trim_end_matches('.');
        if contact_key(first) == "email" {
            first
        } else if part.contains('@') {
            part.trim_end_matches('.')
        } else {
            part
        }
    });
    let (contacts, beside): (Vec<&str>, Vec<&str>) =
        parts.partition(|part| (part.contains('@') && !part.contains(' ')) || is_phone(part));
    // `an individual (sole trader), based in the Netherlands (D7)`: what only tells of somebody may say the country.
    let figures = |part: &str| part.contains(|it: char| it.is_ascii_digit());
    let tells =
        |part: &str| part.starts_with(char::is_lowercase) && !figures(with_brackets(part).0);
    let (told, address): (Vec<&str>, Vec<&str>) = if beside.iter().all(|it| tells(it)) {
        (beside, Vec::new())
    } else {
        (Vec::new(), beside)
    };
    let countries: Vec<String> = told.iter().filter_map(|it| country_of_seat(it)).collect();
    if !countries.is_empty() {
        let contacts = contacts.into_iter().map(str::to_owned);
        return (name, contacts.chain(countries).collect());
    }
    let address = told.into_iter().chain(address).collect::<Vec<_>>();
    // A name may have commas of its own: `Smith, Jones and Partners`.
    let has_figures = address.iter().any(|part| figures(with_brackets(part).0));
    let parted = contacts.len() + usize::from(has_figures) > 0;
    if !parted || text.contains(';') {
        return (text.to_owned(), Vec::new());
    }
    let address = Some(address.join(", ")).filter(|it| !it.is_empty());
    // Words without a figure that are no address say what somebody is: `Ann Ek, private project, a@ek.example`.
    let address = address.filter(|it| has_figures || is_address(it));
    let contacts = contacts.into_iter().map(str::to_owned);
    (name, contacts.chain(address).collect())
}

/// The parts of a text between the commas that stand in no brackets; in those that are not closed, too.
fn between_commas(text: &str) -> Vec<&str> {
    let closed = text.matches('(').count() == text.matches(')').count();
    let (mut parts, mut from, mut depth) = (Vec::new(), 0, 0_usize);
    for (at, letter) in text.char_indices() {
        match letter {
            '(' if closed => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ',' if depth == 0 && text[at..].starts_with(", ") => {
                parts.push(text[from..at].trim());
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(text[from..].trim());
    parts
}

/// The country that words say somebody is in: `based in the Netherlands`.
fn country_of_seat(text: &str) -> Option<String> {
    let lists = lists::shipped();
    let spoken = plain(with_brackets(text).0);
    let place = lists.seated.leading(&spoken)?;
    let place = lists.articles.leading(place).unwrap_or(place);
    let countries = &SheetVocabulary::shipped().countries;
    countries.contains_key(place).then(|| place.to_owned())
}

/// The name that somebody trades under, as words behind theirs tell it: `Ann Ek (trading as Alder), Road 3`.
pub(in crate::exchange::sheets) fn trades_as(text: &str) -> Option<&str> {
    let starts = text.match_indices([' ', '(']).map(|(at, _)| at + 1);
    let mut behind = starts.filter_map(|at| {
        let told = &text[at..];
        let spoken = plain(told);
        let rest = lists::shipped().trades_as.leading(&spoken)?;
        let words = spoken.split(' ').count() - rest.split(' ').count();
        let from = told
            .match_indices(' ')
            .map(|(at, _)| at + 1)
            .nth(words - 1)?;
        let end = told[from..].find([')', ',', ';', '(', '\n']);
        let name = told[from..end.map_or(told.len(), |end| from + end)].trim();
        let name = name.trim_end_matches('.');
        let capital = name.starts_with(|it: char| it.is_uppercase() || it.is_ascii_digit());
        let is_site = !name.contains(' ') && name.contains('.');
        (!rest.is_empty() && (capital || is_site)).then_some(name)
    });
    behind.next()
}

/// Whether a name and what is parted from it say all words of a text but those that only tell what they are: `tel.`, `NIP`.
pub(super) fn says_all(text: &str) -> bool {
    /// The most letters of a word that tells nothing.
    const SMALL: usize = 3;
    let (name, details) = apart(text);
    let told = plain(&format!("{name} {}", details.join(" ")));
    let told: HashSet<&str> = told.split(' ').collect();
    let lists = lists::shipped();
    let spoken = plain(text);
    spoken.split(' ').all(|word| {
        let label = lists.asks_phone.is(word) || lists.asks_email.is(word);
        told.contains(word) || label || word.chars().count() <= SMALL
    })
}

/// A text without the country that it ends with behind a comma, or in brackets beside what somebody is, and that country:
/// `Ann Ek, Romania, EU`, `Alder (sole trader, Romania)`.
fn country_behind(text: &str) -> (&str, Vec<String>) {
    let is_union = |part: &str| lists::shipped().the_union.is(&plain(part));
    let countries = &SheetVocabulary::shipped().countries;
    let is_country = |part: &str| countries.contains_key(&plain(part));
    let inside = text.strip_suffix(')').and_then(|it| it.split_once(" ("));
    if let Some((name, inside)) = inside {
        let last = inside.rsplit(", ").next().unwrap_or(inside);
        let known = inside.contains(", ") && is_country(last);
        return if known {
            (name, vec![last.to_owned()])
        } else {
            (text, Vec::new())
        };
    }
    let mut parts: Vec<&str> = text.split(", ").collect();
    let whole = parts.len();
    while parts.len() > 1 && parts.last().is_some_and(|it| is_union(it)) {
        parts.pop();
    }
    let last = parts.last().filter(|it| parts.len() > 1 && is_country(it));
    let Some(last) = last.map(|it| (*it).to_owned()) else {
        return (text, Vec::new());
    };
    let taken: usize = text
        .rsplit(", ")
        .take(whole - parts.len() + 1)
        .map(|it| it.len() + 2)
        .sum();
    let name = &text[..text.len() - taken];
    // An address before it is told with it.
    if name.contains(", ") || name.contains(|it: char| it.is_ascii_digit() || it == '@') {
        return (text, Vec::new());
    }
    (name, vec![last])
}

/// Whether a part between commas is the number of a telephone: it has as many figures as no code of a town has.
fn is_phone(part: &str) -> bool {
    /// The fewest figures.
    const FEWEST: usize = 8;
    let digits = part.bytes().filter(u8::is_ascii_digit).count();
    contact_key(part) == "phone" && digits >= FEWEST && part.contains([' ', '+', '-', '/'])
}

/// A name without what brackets in small letters say of whoever it is: `Ann Ek (independent developer), Finland`.
fn without_description(text: &str) -> &str {
    /// The most words of such a description.
    const MOST: usize = 4;
    let Some((name, behind)) = text.split_once(" (") else {
        return text;
    };
    let Some((inside, rest)) = behind.split_once(')') else {
        return text;
    };
    let is_small = |letter: char| letter.is_lowercase() || matches!(letter, ' ' | '-');
    let small = inside.split(' ').count() <= MOST && inside.chars().all(is_small);
    let ends = rest.is_empty() || rest.starts_with(", ");
    let more = rest.contains(|it: char| it.is_ascii_digit() || matches!(it, '@' | '('));
    let is_described = small && ends && !more && may_be_name(name);
    if is_described { name } else { text }
}

#[cfg(test)]
mod tests {
    use super::super::asked::lacking;
    use super::*;
    use crate::exchange::sheets::vocabulary::SheetVocabulary;

    #[test]
    fn who_speaks_for_a_company_is_no_part_of_its_name() {
        for (text, name, mail) in [
            (
                "Alder s. r. o., zastúpená Ján Vzor (a@alder.example)",
                "Alder s. r. o.",
                Some("a@alder.example"),
            ),
            ("Alder GmbH, vertreten durch A. Muster", "Alder GmbH", None),
            (
                "Alder AB, företräds av Ann, a@alder.example",
                "Alder AB",
                Some("a@alder.example"),
            ),
        ] {
            let (told, more) = apart(text);
            assert_eq!(
                (&*told, more.first().map(String::as_str)),
                (name, mail),
                "{text}"
            );
        }
    }

    #[test]
    fn somebody_may_trade_under_another_name() {
        for (text, name) in [
            (
                "Ann Ek, an individual (sole operator of alder.example), based in Sweden",
                Some("alder.example"),
            ),
            (
                "Ann Ek, som driver Alder Bokföring",
                Some("Alder Bokföring"),
            ),
            ("Ann Ek (Inhaberin von Alder)", Some("Alder")),
            ("Alder Ltd, trading as Birch", Some("Birch")),
            ("Alder Ltd, operator of a school", None),
            ("Alder Ltd, Owner Road 3", None),
        ] {
            assert_eq!(trades_as(text), name, "{text}");
        }
    }

    #[test]
    fn a_sentence_may_say_that_no_officer_is_appointed() {
        for text in [
            "No DPO appointed. Not required under Art. 37 at this scale",
            "**Kein Datenschutzbeauftragter benannt.** Weniger als 20 Personen",
            "Inget dataskyddsombud utsett (krävs inte enligt art. 37)",
        ] {
            assert_eq!(lacking(text), Some("dpo"), "{text}");
        }
        for text in [
            "No transfers. All servers are here",
            "The DPO is Ann. Write to her",
            "No DPO",
        ] {
            assert_eq!(lacking(text), None, "{text}");
        }
    }

    #[test]
    fn a_controller_is_named_before_any_label_and_not_by_what_is_to_be_filled_in() {
        let words = SheetVocabulary::shipped();
        for (text, name) in [
            (
                "Acme Ltd, Road 3, 12 Town",
                Some("Acme Ltd, Road 3, 12 Town"),
            ),
            (
                "Acme Ltd, Road 3. Contact: info@acme.example",
                Some("Acme Ltd, Road 3"),
            ),
            ("Acme Ltd\nRoad 3\nContact: Ann", Some("Acme Ltd")),
            ("Kiosk — DA COMPLETARE: ragione sociale", Some("Kiosk")),
            (
                "Kiosque — _coordonnées à compléter, cf. `docs/a.md` §1._",
                Some("Kiosque"),
            ),
            ("Alder — [ ] legal name", Some("Alder")),
            ("[ ] — Alder", None),
            ("the customer's company. Processor: Acme", None),
            ("*Last changed: 6 May*", None),
            ("TODO: confirm the name", None),
            ("à compléter (raison sociale)", None),
            ("[Name]", None),
        ] {
            assert_eq!(name_in(words, text), name, "{text}");
        }
        for (text, name, details) in [
            (
                "Acme Ltd, Road 3, 12 Town",
                "Acme Ltd",
                &["Road 3, 12 Town"][..],
            ),
            (
                "Acme, Inc., Road 3, a@acme.example",
                "Acme, Inc.",
                &["a@acme.example", "Road 3"],
            ),
            (
                "Ann Ek (independent developer), Finland",
                "Ann Ek",
                &["Finland"],
            ),
            ("Ann Ek, Romania, EU", "Ann Ek", &["Romania"]),
            (
                "Ann Ek, an individual (operator of ek.example, alone), based in the Netherlands (D7)",
                "Ann Ek",
                &["netherlands"],
            ),
            ("Alder (sole trader, România)", "Alder", &["România"]),
            ("Alder (Nordic), Finland", "Alder (Nordic)", &["Finland"]),
            (
                "Ann Ek, private project, a@ek.example",
                "Ann Ek",
                &["a@ek.example"],
            ),
            (
                "Smith, Jones and Partners",
                "Smith, Jones and Partners",
                &[],
            ),
        ] {
            let (own, rest) = apart(text);
            assert_eq!((&*own, rest.len()), (name, details.len()), "{text}");
            assert!(rest.iter().eq(details), "{rest:?}");
        }
    }
}
