//! What stands above a table: who is responsible, their contacts, titles.

use std::ops::Range;

use serde_json::json;

use super::above_labels::{
    What, Who, about, about_of, is_of_a_body, is_responsible, lacking, lacking_in, who,
};
use super::above_line::{
    Labelled, at_colon, at_controller, at_is, behind_signs, detail_of, further, labelled_lines,
};
use super::answer::{Stance, begins_open, denies, stance, waits};
use super::cell::{Fate, Reading};
use super::destination::exact_country;
use super::entries::{LONG_DASHES, POINTS};
use super::folding::plain;
use super::grid::{GridCell, SheetGrid};
use super::header::{KnownHeaders, MEASURES};
use super::lists;
use super::party::{
    Parties, SheetParty, address_below, as_controller, contact_key, is_address, is_company,
    is_of_many, may_be_name, sentence,
};
use super::report::Account;
use super::vocabulary::SheetVocabulary;
use crate::domain::codec::clean;

/// A security measure that stands beside the activities.
#[derive(Clone, Debug)]
pub struct ToldMeasure {
    /// What it is called.
    pub name: String,
    /// What is told of it.
    pub text: String,
}

impl ToldMeasure {
    /// The measure in a line.
    pub(super) fn line(&self) -> String {
        format!("{}: {}", self.name, self.text)
    }
}

/// What the lines above a table say.
#[derive(Debug, Default)]
pub struct Preamble {
    /// The organisation of ours, among those of the file.
    pub organisation: Option<usize>,
    /// What was not understood, each cell or pair with its words.
    pub rest: Vec<String>,
    /// The security measures of all activities.
    pub measures: Vec<ToldMeasure>,
    /// For whom all of it is done, where the controllers are only described and a processor is named.
    pub served: Option<String>,
    /// Where the cells ended; those of the measures are counted where it is known whose they are.
    pub account: Account,
}

/// The most words of a head over labels.
const HEAD: usize = 12;
/// How many cells a label takes with what stands beside it.
pub(super) const PAIR: usize = 2;

/// A pair of a label and what stands beside it.
struct Pair {
    whose: Option<Who>,
    what: What,
    label: String,
    value: String,
    /// How many cells it takes.
    cells: usize,
    /// Whether its words are kept with another pair or in a line of their own.
    kept: bool,
}

/// Takes in a text that is no label with its answer: a head over others, or words. Gives how many cells it takes.
fn of_no_label(
    block: &mut Preamble,
    pairs: &mut Vec<Pair>,
    groups: &mut Vec<(u32, Who)>,
    text: &str,
    (cell, beside): (&GridCell, Option<&GridCell>),
) -> usize {
    if let Some(role) = lacking(text) {
        pairs.push(Pair {
            whose: Some(Who::Contact(role)),
            what: What::Name,
            label: String::new(),
            value: text.trim().to_owned(),
            cells: 1,
            kept: false,
        });
        return 1;
    }
    pairs.extend(nobody_in(text));
    // A sentence that names somebody is no head over others.
    let is_head = text.split_whitespace().count() <= HEAD;
    if let Some(who) = who(text).filter(|_| is_head) {
        groups.push((cell.column, who));
        block.account.count(Fate::Field);
        return 1;
    }
    // A label that nobody knows stays with its answer.
    let Some((label, next)) = text.trim_end().strip_suffix(':').zip(beside) else {
        block.rest.push(text.to_owned());
        block.account.count(Fate::Note);
        return 1;
    };
    let told_of = KnownHeaders::shipped().guess(label);
    if told_of.is_some_and(|it| it.field == MEASURES) {
        let answer = clean(next.value.text(), true);
        block.measures.push(ToldMeasure {
            name: clean(label, false),
            text: answer,
        });
    } else {
        block.rest.push(told(label, next.value.text()));
        block.account.count_all(Fate::Note, PAIR);
    }
    2
}

/// Takes in a label with its answer, which takes so many cells: the answer itself, further labels in it, and what stands
/// behind signs after a name.
fn of_label(
    block: &mut Preamble,
    pairs: &mut Vec<Pair>,
    (whose, what, label, value): Labelled<'_>,
    cells: usize,
) {
    let names = matches!((whose, what), (Some(Who::Controller), What::Name));
    let names_any = matches!(what, What::Name);
    let parted = Some(value).filter(|_| names).and_then(behind_signs);
    let (value, details) = parted.unwrap_or((value, Vec::new()));
    let pair = |whose, what, label: &str, value: &str| Pair {
        whose,
        what,
        label: label.to_owned(),
        value: value.to_owned(),
        cells: 0,
        kept: false,
    };
    pairs.push(Pair {
        cells,
        ..pair(whose, what, label, value)
    });
    // `Acme, Road 3. Contact: a@acme.example. DPO: none`: further labels stand in the answer.
    let lines = value.lines().skip(1).filter_map(at_colon);
    let lines = lines.map(|(label, told)| (label.trim(), told.trim()));
    let lines = lines.filter(|(_, told)| names_any && !told.is_empty());
    let labels = further(value).into_iter().chain(lines);
    pairs.extend(labels.filter_map(|(label, value)| {
        let (own, what) = about(label)?;
        let kept = true;
        Some(Pair {
            kept,
            ..pair(own.or(whose), what, label, value)
        })
    }));
    pairs.extend(nobody_in(value));
    for detail in details {
        match detail_of(detail) {
            Some((own, what, label, value)) => {
                pairs.push(pair(own.or(whose), what, label, value));
            }
            None => block.rest.push(detail.to_owned()),
        }
    }
}

/// Reads the lines above a table.
#[must_use]
pub fn read(
    reading: &Reading<'_>,
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
            let all_of_it = clean(cells[at].value.text(), true);
            let (before, text) = at_controller(&all_of_it);
            block.rest.extend(before.map(str::to_owned));
            let beside = cells
                .get(at + 1)
                .filter(|next| next.column == cells[at].column + 1);
            let split = at_colon(text).or_else(|| at_is(text));
            let split = split.filter(|(_, value)| !value.trim().is_empty());
            let of_controller = groups
                .last()
                .is_some_and(|(_, who)| *who == Who::Controller);
            let about_of = |label: &str, value: &str| {
                let is_it = of_controller && is_responsible(label);
                about_of(label, value)
                    .or_else(|| is_it.then_some((Some(Who::Controller), What::Name)))
            };
            let (label, value, used) = match (split, beside) {
                (Some((label, value)), _) if about_of(label, value).is_some() => {
                    (label.trim(), value.trim(), 1)
                }
                (_, Some(next)) if about_of(text, next.value.text()).is_some() => {
                    (text.trim(), next.value.text().trim(), 2)
                }
                _ => {
                    at += of_no_label(
                        &mut block,
                        &mut pairs,
                        &mut groups,
                        text,
                        (&cells[at], beside),
                    );
                    continue;
                }
            };
            let (own, what) = about_of(label, value).unwrap_or((None, What::Name));
            // Of those in one column the last is the nearest.
            let of_group = groups
                .iter()
                .filter(|(column, _)| *column <= cells[at].column);
            let nearest = of_group
                .max_by_key(|(column, _)| *column)
                .map(|(_, who)| *who);
            // Without a head over it a label goes on with whom the one before spoke of.
            let before = || pairs.last().and_then(|pair: &Pair| pair.whose);
            let body = || is_of_a_body(label).then_some(Who::Controller);
            let whose = own.or(nearest).or_else(before).or_else(body);
            let names = matches!((whose, what), (Some(Who::Controller), What::Name));
            // Each line of an answer may have a label of its own: `Name: Acme`, `Address: Road 3`.
            let lines = Some(value).filter(|_| names).and_then(labelled_lines);
            if let Some(lines) = lines {
                for (at_line, (own, what, label, value)) in lines.into_iter().enumerate() {
                    pairs.push(Pair {
                        whose: own.or(whose),
                        what,
                        label: label.to_owned(),
                        value: value.to_owned(),
                        cells: if at_line == 0 { used } else { 0 },
                        kept: false,
                    });
                }
                at += used;
                continue;
            }
            of_label(&mut block, &mut pairs, (whose, what, label, value), used);
            at += used;
        }
    }
    record(reading, pairs, parties, &mut block);
    block
}

/// Of whom sentences of a text say that there are none, each with its reason: `Acme, Road 3. No DPO appointed (not required).`
fn nobody_in(text: &str) -> Vec<Pair> {
    let sentences = text.split(". ").flat_map(|it| it.split('\n'));
    let denied = sentences.flat_map(|told| lacking_in(told).into_iter().map(move |it| (it, told)));
    let pair = |(role, told): (&'static str, &str)| Pair {
        whose: Some(Who::Contact(role)),
        what: What::Name,
        label: String::new(),
        value: told.trim().to_owned(),
        cells: 0,
        kept: true,
    };
    denied.map(pair).collect()
}

/// The name of a controller in the first line of what stands beside its label: all of it, or what stands before a label in
/// it, as in `Acme Ltd, Road 3. Contact: info@acme.example`; `None` where it is still to be filled in, or only labels stand there.
fn name_in<'t>(words: &SheetVocabulary, text: &'t str) -> Option<&'t str> {
    // `Alder — [ ] legal name`: what it is called is known, and how it is registered is not.
    let dashed = text.split_once(" — ").or_else(|| text.split_once(" – "));
    let called = dashed.filter(|(name, more)| {
        stance(words, more) == Stance::Open && !name.contains('\n') && may_be_name(name)
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
    let first = as_controller(words, first).unwrap_or(first);
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
        return Some(own).filter(|name| !is_of_many(name));
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

/// A name apart from the address and the contacts behind its commas: `Acme Ltd, Road 3, info@acme.example`.
pub(super) fn apart(text: &str) -> (String, Vec<String>) {
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
        return (described.to_owned(), Vec::new());
    }
    let mut parts = text.split(", ").map(str::trim).peekable();
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
    let (contacts, address): (Vec<&str>, Vec<&str>) =
        parts.partition(|part| part.contains('@') && !part.contains(' '));
    // A name may have commas of its own: `Smith, Jones and Partners`.
    let has_figures = address
        .iter()
        .any(|part| part.contains(|it: char| it.is_ascii_digit()));
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

/// Records what pairs of labels and answers say of the controller and its contacts.
fn record(
    reading: &Reading<'_>,
    mut pairs: Vec<Pair>,
    parties: &mut Parties,
    block: &mut Preamble,
) {
    let words = reading.words;
    say_whose(words, &mut pairs);
    let mut named = pairs
        .iter()
        .enumerate()
        .filter(|(_, pair)| pair.whose == Some(Who::Controller) && matches!(pair.what, What::Name));
    let named = named.find_map(|(at, pair)| {
        let name = name_in(words, &pair.value)?;
        (!begins_with_address(&pair.value)).then_some((at, name))
    });
    // Whoever else is named, and what stands beside the name, is kept in words.
    let whole = named.filter(|(at, name)| name.len() == pairs[*at].value.trim().len());
    let whole = whole.map(|(at, _)| at);
    // A company that stands alone above the table is whose register it is, where a label says how to reach it.
    let asked = pairs.iter().any(|pair| pair.whose == Some(Who::Controller));
    let alone = Some(())
        .filter(|()| named.is_none() && asked)
        .and_then(|()| {
            let mut companies = block.rest.iter().filter(|text| {
                is_company(text) && !text.contains([':', '\n']) && text.split(' ').count() <= HEAD
            });
            let only = companies.next().cloned();
            only.filter(|_| companies.next().is_none())
        });
    let alone = alone.map(|name| {
        block.rest.retain(|text| *text != name);
        parties.ours(&name)
    });
    let organisation = named.map(|(place, name)| {
        let (name, details) = apart(name);
        let at = parties.ours(&name);
        for detail in details
            .into_iter()
            .chain(address_below(&pairs[place].value))
        {
            parties.all[at].detail(&detail);
        }
        for line in pairs[place].value.lines().skip(1) {
            let found = in_contact(line).into_iter();
            for (_, part) in found.filter(|(key, _)| *key == "email") {
                parties.all[at].more(part);
            }
        }
        at
    });
    let organisation = organisation
        .or(alone)
        .or_else(|| as_processor(&pairs, parties, block));
    block.organisation = organisation;
    let mut nobody: Vec<(&'static str, String, usize, bool)> = Vec::new();
    for (place, pair) in pairs.into_iter().enumerate() {
        if matches!(stance(words, &pair.value), Stance::Blank) {
            block.account.count_all(Fate::Blank, pair.cells);
            continue;
        }
        // What stands so without a label denies it.
        let denied = denies(words, &pair.value) || (pair.kept && pair.label.is_empty());
        let is_open = pair.value.trim_start().starts_with('[')
            || begins_open(words, &pair.value)
            || waits(&pair.value);
        let said = stance(words, &pair.value) == Stance::Said && !denied && !is_open;
        // `Data protection officer: none is required, as ...`: that is the answer.
        if let (Some(Who::Contact(role)), What::Name | What::Contact, true, true) =
            (pair.whose, pair.what, denied, organisation.is_some())
        {
            let reason = clean(&pair.value, true);
            nobody.push((role, reason, pair.cells, pair.kept));
            continue;
        }
        let is_recorded = match (organisation, pair.whose) {
            (Some(at), Some(who)) if said => {
                whole == Some(place) || take(reading, &mut parties.all[at], who, &pair)
            }
            _ => false,
        };
        // What is still to be filled in of it stays with it, whatever else is told in the line.
        let waiting = is_open || stance(words, &pair.value) == Stance::Open;
        let asked = organisation.filter(|_| waiting && pair.whose.is_some());
        if let Some(at) = asked.filter(|_| !matches!(pair.what, What::Name)) {
            parties.all[at].note(&told(&pair.label, &pair.value));
        }
        if !is_recorded && !pair.kept {
            block.rest.push(told(&pair.label, &pair.value));
        }
        let fate = if is_recorded { Fate::Field } else { Fate::Note };
        block.account.count_all(fate, pair.cells);
    }
    for (role, reason, cells, kept) in nobody {
        let party = organisation.map(|at| &mut parties.all[at]);
        let Some(party) = party.filter(|party| !party.has_contact(role)) else {
            if !kept {
                block.rest.push(reason);
            }
            block.account.count_all(Fate::Note, cells);
            continue;
        };
        party.none(&format!("contacts.{role}"), &reason);
        block.account.count_all(Fate::Field, cells);
    }
}

/// Takes labels that say not of whom they speak for the controller's, where they ask for its name and for how to reach it,
/// and no label speaks of one: `Name: Acme`, `Address: Road 3`.
fn say_whose(words: &SheetVocabulary, pairs: &mut [Pair]) {
    let of_nobody = |pair: &&Pair| pair.whose.is_none();
    let mut all = pairs.iter().filter(of_nobody);
    let named = all.any(|pair| {
        matches!(pair.what, What::Name)
            && name_in(words, &pair.value).is_some_and(|it| may_be_name(&apart(it).0))
    });
    let reached = pairs.iter().filter(of_nobody).any(|pair| {
        let asks = matches!(
            pair.what,
            What::Email | What::Phone | What::Address | What::Contact
        );
        asks && (pair.value.contains('@') || pair.value.contains(|it: char| it.is_ascii_digit()))
    });
    let known = pairs.iter().any(|pair| pair.whose == Some(Who::Controller));
    if named && reached && !known {
        for pair in pairs.iter_mut().filter(|pair| pair.whose.is_none()) {
            pair.whose = Some(Who::Controller);
        }
    }
}

/// Whoever is named as the processor where the controllers are only described: `Processor: Acme Ltd`, `Controller: each
/// customer`.
fn as_processor(pairs: &[Pair], parties: &mut Parties, block: &mut Preamble) -> Option<usize> {
    let mut all = pairs.iter();
    let served = all.find(|pair| {
        let asks = pair.whose == Some(Who::Controller) && matches!(pair.what, What::Name);
        asks && is_of_many(&pair.value)
    })?;
    let at = block.rest.iter().position(|line| {
        let guess = at_colon(line).and_then(|(label, _)| KnownHeaders::shipped().guess(label));
        guess.is_some_and(|it| it.exact && it.field.starts_with("recipients[role=processor]"))
    })?;
    let (_, name) = at_colon(&block.rest[at])?;
    let name = name.trim().to_owned();
    if !may_be_name(&name) {
        return None;
    }
    block.served = Some(clean(&served.value, false));
    block.rest.remove(at);
    Some(parties.ours(&name))
}

/// Whether an address stands where a name may stand: `Road 3, 12345 Town`. `Quay 2` alone may be what somebody is called.
fn begins_with_address(value: &str) -> bool {
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
fn take(reading: &Reading<'_>, party: &mut SheetParty, who: Who, pair: &Pair) -> bool {
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
        (Who::Controller, _) => {
            party.more(&pair.value);
            true
        }
        (Who::Contact(role), what) => {
            let key = match what {
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
fn in_contact(text: &str) -> Vec<(&'static str, &str)> {
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
                found.push(("email", mail.trim_matches(['`', '<', '>', '.', '(', ')'])));
            }
            (None, "phone") => found.push(("phone", part)),
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
fn told(label: &str, value: &str) -> String {
    let label = label.trim_end_matches([':', ' ']);
    let told = format!("{label}: {}", clean(value, true));
    told.trim_start_matches([':', ' ']).to_owned()
}

/// A country without what stands in brackets beside it.
fn country_of(text: &str) -> &str {
    text.split(['(', ',', ';']).next().unwrap_or(text).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

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
            ("Ann Ek (independent developer), Finland", "Ann Ek", &[]),
            ("Alder (Nordic), Finland", "Alder (Nordic), Finland", &[]),
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
