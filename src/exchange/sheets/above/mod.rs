//! What stands above a table: who is responsible, their contacts, titles.
//!
//! | to change | go to |
//! | --- | --- |
//! | how a line is parted into labels and answers | `line` |
//! | what a label asks, and of whom | `asked` |
//! | what becomes of it | `taken` |
//! | who is named, and what only stands in a name's place | `name`, `blank_names` |
//! | whom a heading names as the controller or a processor | `heading_names` |
//! | contacts laid out as a table; officers that are not appointed | `contacts`; `appointed` |
//! | what is told of an organisation that is not named | `unnamed` |
//! | sheets that say nothing else | `cover` |

pub(super) mod appointed;
pub(super) mod asked;
pub(super) mod blank_names;
pub(super) mod contacts;
pub(super) mod cover;
pub(super) mod heading_names;
pub(super) mod line;
pub(super) mod name;
pub(super) mod taken;
pub(super) mod unnamed;

use std::ops::Range;

use serde_json::json;

use self::appointed::{is_unknown, says_why};
use self::asked::{
    Pair, What, Who, about, about_of, is_of_a_body, is_part_of_address, is_responsible, lacking,
    lacking_in, who,
};
use self::contacts::laid_out;
use self::heading_names::company_of_register;
use self::line::{
    Labelled, at_colon, at_controller, at_is, behind_signs, detail_of, further, labelled_lines,
};
use self::name::{apart, name_in, says_all, trades_as};
use self::taken::{begins_with_address, in_contact, take, told_in_words};
use self::unnamed::{Unnamed, is_of_unnamed};
use crate::domain::codec::clean;
use crate::exchange::sheets::answers::{Stance, begins_open, denies, stance, waits};
use crate::exchange::sheets::cell::{Fate, Reading};
use crate::exchange::sheets::file::grid::{GridCell, SheetGrid};
use crate::exchange::sheets::organisations::party::{
    Parties, address_below, is_company, is_of_many, may_be_name, sentences,
};
use crate::exchange::sheets::recipients::bracketed_roles::{PROCESSOR, called_in_role};
use crate::exchange::sheets::report::Account;
use crate::exchange::sheets::table::header::{KnownHeaders, MEASURES};
use crate::exchange::sheets::vocabulary::SheetVocabulary;

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
    pub(in crate::exchange::sheets) fn line(&self) -> String {
        format!("{}: {}", self.name, self.text)
    }
}

/// What the lines above a table say.
#[derive(Debug, Default)]
pub struct Preamble {
    /// The organisation of ours, among those of the file.
    pub organisation: Option<usize>,
    /// Those with whom it is responsible for all of it.
    pub joint: Vec<usize>,
    /// What was not understood, each cell or pair with its words.
    pub rest: Vec<String>,
    /// The security measures of all activities.
    pub measures: Vec<ToldMeasure>,
    /// For whom all of it is done, where the controllers are only described and a processor is named.
    pub served: Option<String>,
    /// What the organisation is said to be there: `Acme Ltd (processor)`.
    pub role: Option<&'static str>,
    /// What is told of an organisation that is not named there: it may be elsewhere, or be whose register they come into.
    pub unnamed: Unnamed,
    /// Where the cells ended; those of the measures are counted where it is known whose they are.
    pub account: Account,
}

/// The most words of a head over labels.
const HEAD: usize = 12;
/// The role of whoever watches over the protection of data.
const OFFICER: &str = "dpo";
/// How many cells a label takes with what stands beside it.
pub(in crate::exchange::sheets) const PAIR: usize = 2;

/// Takes in a text that is no label with its answer: a head over others, or words. Gives how many cells it takes.
fn of_no_label(
    block: &mut Preamble,
    pairs: &mut Vec<Pair>,
    groups: &mut Vec<(u32, Who)>,
    text: &str,
    (cell, beside, alone): (&GridCell, Option<&GridCell>, bool),
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
    let is_named = |it: &Pair| matches!((it.whose, it.what), (Some(Who::Controller), What::Name));
    let titled = beside.is_none() && !pairs.iter().any(is_named);
    if let Some(company) = company_of_register(text).filter(|_| titled) {
        pairs.push(Pair {
            whose: Some(Who::Controller),
            what: What::Name,
            label: String::new(),
            value: company,
            cells: 1,
            kept: false,
        });
        return 1;
    }
    pairs.extend(nobody_in(text));
    pairs.extend(named_in_sentences(text));
    // A sentence that names somebody is no head over others.
    let is_head = text.split_whitespace().count() <= HEAD;
    if let Some(who) = who(text).filter(|_| is_head) {
        groups.push((cell.column, who));
        block.account.count(Fate::Field);
        return 1;
    }
    // A label that nobody knows stays with its answer.
    let label = text.trim_end().strip_suffix(':');
    // Beside a heading a company may stand alone, whose register it is.
    let company = beside.is_some_and(|next| is_company(next.value.text()));
    let label = label.or_else(|| Some(text).filter(|_| alone && !company && is_brief_label(text)));
    let Some((label, next)) = label.zip(beside) else {
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
        block.rest.push(told_in_words(label, next.value.text()));
        block.account.count_all(Fate::Note, PAIR);
    }
    2
}

/// Whether a text may be a label though nobody knows it: few words that begin with a letter and hold no figure.
fn is_brief_label(text: &str) -> bool {
    /// The most words of such a label.
    const MOST: usize = 5;
    let figure = text.contains(|it: char| it.is_ascii_digit());
    text.split_whitespace().count() <= MOST && text.starts_with(char::is_alphabetic) && !figure
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
    let above = &grid.lines[above];
    let mut laid = 0;
    for (place, line) in above.iter().enumerate() {
        if let Some(contacts) = laid_out(&above[place..]).filter(|_| place >= laid) {
            laid = place + contacts.lines;
            pairs.extend(contacts.pairs);
            block.account.count_all(Fate::Field, contacts.roles);
            block.account.count_all(Fate::Note, contacts.rest.len());
            block.rest.extend(contacts.rest);
        }
        if place < laid {
            continue;
        }
        let cells = &line.cells;
        let mut at = 0;
        while at < cells.len() {
            let all_of_it = clean(cells[at].value.text(), true);
            let (before, text) = at_controller(&all_of_it);
            block.rest.extend(before.map(str::to_owned));
            // In a line of two the answer may stand further on; another head is none.
            let beside = cells.get(at + 1).filter(|next| {
                let apart = cells.len() == 2 && who(next.value.text()).is_none();
                next.column == cells[at].column + 1 || apart
            });
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
                (None, _) if at_number(text).is_some() => {
                    pairs.extend(at_number(text));
                    at += 1;
                    continue;
                }
                _ => {
                    at += of_no_label(
                        &mut block,
                        &mut pairs,
                        &mut groups,
                        text,
                        (&cells[at], beside, cells.len() == 2 && at == 0),
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
            let others = groups.iter().any(|(column, _)| *column > cells[at].column);
            let before = || pairs.iter().rev().find(|pair: &&Pair| !pair.kept)?.whose;
            let before = || before().filter(|_| !others);
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

/// The number that a body is registered under, where a text is that and what it is called: `Registered charity no. 123456`.
fn at_number(text: &str) -> Option<Pair> {
    /// The fewest figures of such a number.
    const FEWEST: usize = 4;
    let (_, what, label, value) = detail_of(text.trim())?;
    let figures = value.bytes().filter(u8::is_ascii_digit).count();
    let is_number = matches!(what, What::Number) && !value.contains(' ') && figures >= FEWEST;
    is_number.then(|| Pair {
        whose: Some(Who::Controller),
        what,
        label: label.to_owned(),
        value: value.to_owned(),
        cells: 1,
        kept: false,
    })
}

/// Who sentences of a text say somebody is: `The register is of 2025. Our officer is Ann Ek (ann@acme.example).`
fn named_in_sentences(text: &str) -> Vec<Pair> {
    let told = sentences(text)
        .into_iter()
        .filter_map(|it| Some((at_is(it)?, who(at_is(it)?.0)?)));
    let pair = |((label, value), whose): ((&str, &str), Who)| Pair {
        whose: Some(whose),
        what: What::Name,
        label: label.to_owned(),
        value: value.trim_end_matches('.').to_owned(),
        cells: 0,
        kept: true,
    };
    told.map(pair).collect()
}

/// Of whom sentences of a text say that there are none, each with its reason: `Acme, Road 3. No DPO appointed (not required).`
fn nobody_in(text: &str) -> Vec<Pair> {
    let told = sentences(text).into_iter().flat_map(|it| it.split('\n'));
    let denied = told.flat_map(|told| lacking_in(told).into_iter().map(move |it| (it, told)));
    let pair = |(role, told): (&'static str, &str)| Pair {
        whose: Some(Who::Contact(role)),
        what: What::Name,
        label: String::new(),
        value: told.trim().trim_end_matches('.').to_owned(),
        cells: 0,
        kept: true,
    };
    denied.map(pair).collect()
}

/// Takes the company out of what stands above a table that is the only one there and stands alone.
fn take_only_company(block: &mut Preamble) -> Option<String> {
    let mut companies = block.rest.iter().filter(|text| {
        is_company(text) && !text.contains([':', '\n']) && text.split(' ').count() <= HEAD
    });
    let only = companies.next().cloned();
    let only = only.filter(|_| companies.next().is_none())?;
    block.rest.retain(|text| *text != only);
    Some(only)
}

/// The controller that an answer names, with what else the answer says of it.
fn named_controller(name: &str, value: &str, parties: &mut Parties) -> usize {
    let (name, details) = apart(name);
    let at = parties.ours(&name);
    for detail in details.into_iter().chain(address_below(value)) {
        parties.all[at].detail(&detail);
    }
    if let Some(trading) = trades_as(value) {
        let known = parties.all[at].fields.entry("trading_names");
        known.or_insert_with(|| json!([clean(trading, false)]));
    }
    for line in value.lines().skip(1) {
        let found = in_contact(line).into_iter();
        for (_, part) in found.filter(|(key, _)| *key == "email") {
            parties.all[at].more(part);
        }
    }
    at
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
    join_addresses(&mut pairs);
    joint_controllers(words, &mut pairs, parties, block);
    let mut named = pairs
        .iter()
        .enumerate()
        .filter(|(_, pair)| pair.whose == Some(Who::Controller) && matches!(pair.what, What::Name));
    let named = named.find_map(|(at, pair)| {
        let name = name_in(words, &pair.value)?;
        (!begins_with_address(&pair.value)).then_some((at, name))
    });
    // Whoever else is named, and what stands beside the name, is kept in words.
    let whole = named.filter(|(at, name)| {
        let value = pairs[*at].value.trim();
        let in_role = called_in_role(words, value).filter(|_| !value.contains('\n'));
        let all = in_role.map_or(value, |(name, _)| name);
        name.len() == all.len() && says_all(name)
    });
    let whole = whole.map(|(at, _)| at);
    // A company that stands alone above the table is whose register it is, where a label says how to reach it.
    let asked = pairs.iter().any(|pair| pair.whose == Some(Who::Controller));
    let alone = (named.is_none() && asked).then(|| take_only_company(block));
    let alone = alone.flatten().map(|name| parties.ours(&name));
    let role = named.and_then(|(place, _)| {
        let first = pairs[place].value.lines().next().unwrap_or_default();
        called_in_role(words, first)
    });
    block.role = role.map(|(_, role)| role).filter(|it| *it == PROCESSOR);
    let organisation =
        named.map(|(place, name)| named_controller(name, &pairs[place].value, parties));
    let organisation = organisation
        .or(alone)
        .or_else(|| as_processor(&pairs, parties, block));
    block.organisation = organisation;
    if organisation.is_none() {
        let of_somebody = |pair: &Pair| is_of_unnamed(words, pair);
        let (unnamed, others): (Vec<Pair>, Vec<Pair>) = pairs.into_iter().partition(of_somebody);
        block.unnamed = Unnamed(unnamed);
        pairs = others;
    }
    record_of(reading, pairs, (organisation, whole), parties, block);
}

/// Records what was told of an unnamed organisation of the one that it is of, where that is known; gives what is kept in
/// words, and where the cells ended.
pub(super) fn settle(
    reading: &Reading<'_>,
    unnamed: Unnamed,
    organisation: Option<usize>,
    parties: &mut Parties,
) -> (Vec<String>, Account) {
    let mut block = Preamble::default();
    record_of(
        reading,
        unnamed.0,
        (organisation, None),
        parties,
        &mut block,
    );
    (block.rest, block.account)
}

/// Records what pairs say of an organisation: the name that stands at a place is all that its pair says.
fn record_of(
    reading: &Reading<'_>,
    pairs: Vec<Pair>,
    (organisation, whole): (Option<usize>, Option<usize>),
    parties: &mut Parties,
    block: &mut Preamble,
) {
    let words = reading.words;
    let mut nobody: Vec<(&'static str, String, usize, bool)> = Vec::new();
    for (place, pair) in pairs.into_iter().enumerate() {
        if matches!(stance(words, &pair.value), Stance::Blank) {
            block.account.count_all(Fate::Blank, pair.cells);
            continue;
        }
        // What stands so without a label denies it.
        let denied = denies(words, &pair.value) || (pair.kept && pair.label.is_empty());
        let unknown = denied && is_unknown(&pair.value);
        let denied = denied && !unknown;
        let is_open = unknown
            || pair.value.trim_start().starts_with('[')
            || begins_open(words, &pair.value)
            || waits(&pair.value);
        let said = stance(words, &pair.value) == Stance::Said && !denied && !is_open;
        // `Data protection officer: none is required, as ...`: that is the answer.
        if let (Some(Who::Contact(role)), What::Name | What::Contact, true, true) =
            (pair.whose, pair.what, denied, organisation.is_some())
        {
            let reason = clean(&pair.value, true);
            // That nobody is appointed is no reason: it stays in words.
            if role == OFFICER && !says_why(&reason) {
                let told = told_in_words(&pair.label, &pair.value);
                if let Some(at) = organisation {
                    parties.all[at].note(&told);
                }
                block.account.count_all(Fate::Note, pair.cells);
                continue;
            }
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
            parties.all[at].note(&told_in_words(&pair.label, &pair.value));
        }
        if !is_recorded && !pair.kept {
            block.rest.push(told_in_words(&pair.label, &pair.value));
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

/// Takes the parts of an address that stand under labels of their own for one: `Street: Road 3`, `Postcode: 12345`, `Town: Ek`.
fn join_addresses(pairs: &mut Vec<Pair>) {
    let mut joined: Vec<Pair> = Vec::with_capacity(pairs.len());
    for pair in pairs.drain(..) {
        let is_part =
            |it: &Pair| matches!(it.what, What::Address) && !it.value.contains(['\n', '@']);
        let before = joined.last_mut().filter(|it| {
            is_part(it)
                && is_part(&pair)
                && it.whose == pair.whose
                && is_part_of_address(&pair.label)
        });
        let Some(before) = before else {
            joined.push(pair);
            continue;
        };
        let behind_code = |text: &str| {
            let last = text.rsplit(", ").next().unwrap_or(text);
            last.chars()
                .all(|it| it.is_ascii_digit() || matches!(it, ' ' | '-'))
        };
        let between = if behind_code(&before.value) {
            " "
        } else {
            ", "
        };
        before.value = format!("{}{between}{}", before.value.trim(), pair.value.trim());
        before.cells += pair.cells;
    }
    *pairs = joined;
}

/// Takes in who is responsible jointly for all activities: each name, and the labels that speak of it.
fn joint_controllers(
    words: &SheetVocabulary,
    pairs: &mut Vec<Pair>,
    parties: &mut Parties,
    block: &mut Preamble,
) {
    let (told, others): (Vec<Pair>, Vec<Pair>) = pairs
        .drain(..)
        .partition(|pair| pair.whose == Some(Who::Joint));
    *pairs = others;
    for pair in told {
        let said = stance(words, &pair.value) == Stance::Said && !denies(words, &pair.value);
        let is_name = matches!(pair.what, What::Name);
        let named = Some(&pair.value).filter(|_| said && is_name);
        let named = named.and_then(|value| name_in(words, value));
        let recorded = if let Some(name) = named.filter(|name| may_be_name(&apart(name).0)) {
            let (called, details) = apart(name);
            let at = parties.named(&called);
            for detail in details.into_iter().chain(address_below(&pair.value)) {
                parties.all[at].detail(&detail);
            }
            block.joint.push(at);
            name.len() == pair.value.trim().len()
        } else if let Some(at) = block.joint.last().filter(|_| said && !is_name) {
            parties.all[*at].detail(&pair.value);
            true
        } else {
            stance(words, &pair.value) == Stance::Blank
        };
        if !recorded {
            block.rest.push(told_in_words(&pair.label, &pair.value));
        }
        let fate = if recorded { Fate::Field } else { Fate::Note };
        block.account.count_all(fate, pair.cells);
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
