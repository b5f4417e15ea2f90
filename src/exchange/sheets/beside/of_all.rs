//! What stands beside the activities and plainly speaks of all of them: people, transfers and periods that are said once,
//! and where people are told of the processing.

use std::collections::HashSet;

use serde_json::{Value as Json, json};

use super::lines::{labelled, take};
use crate::domain::codec::clean;
use crate::domain::legal_basis::CONSENT;
use crate::exchange::sheets::above::ToldMeasure;
use crate::exchange::sheets::answers::days::date;
use crate::exchange::sheets::answers::{Stance, denies, stance, waits};
use crate::exchange::sheets::cell::{Entry, Reading};
use crate::exchange::sheets::file::grid::SheetGrid;
use crate::exchange::sheets::folding::{find_whole, plain, plain_name};
use crate::exchange::sheets::form::is_number;
use crate::exchange::sheets::grounds::basis::numbers_of_articles;
use crate::exchange::sheets::lists;
use crate::exchange::sheets::organisations::party::{Parties, reached_in};
use crate::exchange::sheets::recipients::told_again::names as is_named;
use crate::exchange::sheets::record::{ActivityDraft, link};
use crate::exchange::sheets::retention::tables::tell_by_data;
use crate::exchange::sheets::table::header::KnownHeaders;
use crate::exchange::sheets::transfers::told::{TOLD, explained_none};
use crate::rules::wording::lists::Lists;

/// The lists of activities that may be told once for all, each with the field that a label of it names.
const LISTS: [(&str, &str); 3] = [
    ("data_subjects", "data_subjects[].category"),
    ("retention", "retention[]"),
    ("transfers", "transfers[].country"),
];
/// The most words of a denial without a label.
const DENIAL: usize = 24;

/// The list that a label asks for: the label is a name of it as a whole, or asks for transfers in few words.
fn list_of(label: &str) -> Option<&'static str> {
    /// The most words of such a label.
    const FEW: usize = 6;
    let guess = KnownHeaders::shipped().guess(label)?;
    let brief = label.split(' ').count() <= FEW && guess.field.starts_with("transfers[");
    if !(guess.exact || brief) {
        return None;
    }
    let mut lists = LISTS.iter();
    let of_list = lists.find(|(_, field)| guess.field == *field);
    of_list.map(|(list, _)| *list)
}

/// What stands beside the activities, line by line, and what sections say that are passed over, each behind its heading.
pub(in crate::exchange::sheets) fn lines(around: &[String], passed: &[&SheetGrid]) -> Vec<String> {
    let sections = passed.iter().filter(|grid| !grid.words.is_empty());
    let sections = sections.map(|grid| format!("{}: {}", grid.name, grid.words.join("\n")));
    around.iter().cloned().chain(sections).collect()
}

/// The security measures that a section beside the activities describes in prose, whatever its heading: it names several, or
/// two beside Art. 32. Such a section is passed over no more.
pub(in crate::exchange::sheets) fn measures_in(
    passed: &[&SheetGrid],
    passed_over: &mut Vec<String>,
) -> Vec<ToldMeasure> {
    /// How many different measures such a section names at least.
    const FEWEST: usize = 3;
    let lists = lists::shipped();
    let told = passed.iter().filter_map(|grid| {
        let text = grid.words.join("\n");
        let spoken = plain(&text);
        let known = |word: &str| lists.security.all().find(|it| word.starts_with(it));
        let mut named: Vec<&str> = spoken.split(' ').filter_map(known).collect();
        named.sort_unstable();
        named.dedup();
        let cited = find_whole(&numbers_of_articles(&text), "32").is_some();
        let is_one = named.len() >= FEWEST || (cited && named.len() > 1);
        is_one.then(|| {
            passed_over.retain(|name| *name != grid.name);
            ToldMeasure {
                name: clean(&grid.name, false),
                text: clean(&text, true),
            }
        })
    });
    told.collect()
}

/// Says where people are told of the processing, as a line does: of the organisation that the file is of, else of each that
/// an activity is of, else of the activities.
pub(in crate::exchange::sheets) fn tell_notice(
    lines: &[String],
    block: Option<usize>,
    drafts: &mut [ActivityDraft],
    parties: &mut Parties,
) {
    let Some(notice) = notice_in(lines.iter().map(String::as_str)) else {
        return;
    };
    let notices = || json!([notice.clone()]);
    if let Some(at) = block {
        let fields = &mut parties.all[at].fields;
        fields.entry("notices").or_insert_with(notices);
        return;
    }
    for draft in drafts {
        let fields = match draft.organisation {
            Some(at) => &mut parties.all[at].fields,
            None => &mut draft.fields,
        };
        fields.entry("notices").or_insert_with(notices);
    }
}

/// Says of the organisation how it is reached, where sentences beside the activities name it, or say where to write, with one
/// address of mail: `For questions on what Acme does: office@acme.example`, `Kontakt: post@acme.example`.
pub(in crate::exchange::sheets) fn tell_reached(
    lines: &[String],
    block: Option<usize>,
    parties: &mut Parties,
) {
    let Some(party) = block.map(|at| &mut parties.all[at]) else {
        return;
    };
    if party.fields.contains_key("email") {
        return;
    }
    let told = lines.iter().flat_map(|line| line.lines());
    let mails = told.filter_map(|line| {
        let found = reached_in(line);
        let [mail] = found.as_slice() else {
            return None;
        };
        let spoken = plain(line);
        let lists = lists::shipped();
        let mut words = spoken.split(' ');
        let of_others = words.clone().any(|word| lists.watching.begins(word));
        let where_to = !of_others && words.any(|word| lists.where_to_write.begins(word));
        let named = mail.contains('@') && (where_to || is_named(&spoken, party.name()));
        named.then(|| (*mail).to_owned())
    });
    let mut mails: Vec<String> = mails.collect();
    mails.dedup();
    if let [mail] = mails.as_slice() {
        party.more(mail);
    }
}

/// Says of the activities what lines beside them say of all: each label with its answer in a line.
pub(in crate::exchange::sheets) fn tell(
    reading: &Reading<'_>,
    lines: &[String],
    drafts: &mut [ActivityDraft],
    parties: &mut Parties,
) {
    for (list, field) in LISTS {
        let silent = |draft: &ActivityDraft| {
            let none = draft.lists.get(list).is_none_or(Vec::is_empty);
            let of_recipients = list == "transfers" && draft.lists.contains_key(TOLD);
            none && !draft.none.holds(list) && !of_recipients
        };
        let told = lines.iter().filter_map(|line| labelled(line));
        let mut told = told.filter(|(label, _)| list_of(label) == Some(list));
        let first = told.next();
        if list == "transfers" {
            stay_by_own_words(reading, drafts, parties);
            let own = first.map(|(_, said)| said);
            let denied = lines.iter().find(|line| denies_transfers(reading, line));
            let said = own.or_else(|| denied.map(|line| line.as_str()));
            let (Some(said), None) = (said, told.next()) else {
                continue;
            };
            for draft in drafts.iter_mut().filter(|draft| silent(draft)) {
                stays_inside(reading, said, draft, parties);
            }
            continue;
        }
        let (Some((label, said)), None) = (first, told.next()) else {
            continue;
        };
        let is_open = waits(said) || denies(reading.words, said);
        if is_open || stance(reading.words, said) != Stance::Said || !drafts.iter().all(silent) {
            continue;
        }
        if list == "retention" && tell_by_data(reading, said, drafts, parties) {
            continue;
        }
        for draft in drafts.iter_mut() {
            take(reading, draft, parties, (label, field), said);
            draft.end_line("");
        }
    }
}

/// Says of activities that nothing goes to third countries, where a sentence among their measures says so.
fn stay_by_own_words(reading: &Reading<'_>, drafts: &mut [ActivityDraft], parties: &Parties) {
    for draft in drafts {
        let silent = draft.lists.get("transfers").is_none_or(Vec::is_empty)
            && !draft.none.holds("transfers")
            && !draft.lists.contains_key(TOLD);
        let told = draft.fields.get("measures_text").and_then(Json::as_str);
        let mut sentences = told.into_iter().flat_map(|text| text.split(". "));
        let denied = sentences
            .find(|it| silent && denies_transfers(reading, it))
            .map(str::to_owned);
        if let Some(denied) = denied {
            stays_inside(reading, &denied, draft, parties);
        }
    }
}

/// Leaves out of what stands around the activities, which the first of them keeps, an index: their names again, each with its
/// number.
pub(in crate::exchange::sheets) fn leave_index(around: &mut Vec<String>, drafts: &[ActivityDraft]) {
    let names = drafts
        .iter()
        .filter_map(|it| it.fields.get("name")?.as_str());
    let names: HashSet<String> = names.map(plain).collect();
    let entry = |text: &str| {
        let (number, name) = text.split_once(": ").unwrap_or(("", text));
        let is_named = names.contains(&plain(name)) && (number.is_empty() || is_number(number));
        is_named || is_number(text)
    };
    let told = around.iter().filter(|it| entry(it) && !is_number(it));
    if names.len() > 1 && told.count() >= names.len() {
        around.retain(|it| !entry(it));
    }
}

/// Whether columns ask of each activity who is responsible for it together with the controller.
pub(in crate::exchange::sheets) fn ask_joint<'c>(
    mut columns: impl Iterator<Item = &'c str>,
) -> bool {
    columns.any(|path| path.starts_with("recipients[role=joint_controller]"))
}

/// Says of an activity who is responsible together with the controller, where that stands above all of them.
pub(in crate::exchange::sheets) fn tell_joint(joint: &[usize], draft: &mut ActivityDraft) {
    for at in joint {
        let mut row = Entry::new();
        row.insert("organisation".to_owned(), json!(Parties::reference(*at)));
        row.insert("role".to_owned(), json!("joint_controller"));
        draft.add("recipients", row);
    }
}

/// Says of the purposes what they rest on, where a label beside the activities says it once for all and none says it itself.
pub(in crate::exchange::sheets) fn tell_basis(
    reading: &Reading<'_>,
    lines: &[String],
    drafts: &mut [ActivityDraft],
    parties: &mut Parties,
) {
    const BASIS: &str = "purposes[].legal_bases";
    let asks = |label: &str| {
        let guess = KnownHeaders::shipped().guess(label);
        guess.is_some_and(|it| it.exact && it.field == BASIS)
    };
    let told = lines.iter().filter_map(|line| labelled(line));
    let mut told = told.filter(|(label, _)| asks(label));
    let (Some((label, said)), None) = (told.next(), told.next()) else {
        return;
    };
    let silent = |draft: &ActivityDraft| {
        let mut rows = draft.lists.get("purposes").into_iter().flatten();
        rows.all(|row| {
            ["legal_bases", "as_stated", "laws"]
                .iter()
                .all(|key| !row.contains_key(*key))
        })
    };
    let open = waits(said) || denies(reading.words, said);
    if open || stance(reading.words, said) != Stance::Said || !drafts.iter().all(silent) {
        return;
    }
    for draft in drafts.iter_mut() {
        take(reading, draft, parties, (label, BASIS), said);
        draft.fold_summary();
        draft.end_line("");
    }
}

/// Says of the purposes that rest on consent how it is taken back and kept, where sentences beside the activities tell that.
pub(in crate::exchange::sheets) fn tell_consent(lines: &[String], drafts: &mut [ActivityDraft]) {
    let lists = Lists::shipped();
    let sentences = || {
        let parts = lines.iter().flat_map(|line| line.split('\n'));
        parts.flat_map(|line| line.split(". ")).map(str::trim)
    };
    let withdrawal = sentences().find(|it| lists.says_how_to_withdraw(it));
    let proof = sentences().find(|it| lists.keeps_consent(it) && Some(*it) != withdrawal);
    let on_consent = |row: &Entry| {
        let bases = row.get("legal_bases").and_then(Json::as_array);
        bases.is_some_and(|bases| bases.contains(&json!(CONSENT)))
    };
    let rows = drafts
        .iter_mut()
        .filter_map(|draft| draft.lists.get_mut("purposes"));
    for row in rows.flatten().filter(|row| on_consent(row)) {
        for (key, told) in [("consent_withdrawal", withdrawal), ("consent_proof", proof)] {
            if let Some(told) = told {
                row.entry(key).or_insert_with(|| json!(clean(told, true)));
            }
        }
    }
}

/// Says of activities when they were last reviewed, where a label beside them says it once for all: `Last reviewed: 2026-03-02`.
pub(in crate::exchange::sheets) fn tell_review(
    reading: &Reading<'_>,
    lines: &[String],
    drafts: &mut [ActivityDraft],
) {
    const REVIEWED: &str = "last_reviewed_on";
    let asks = |label: &str| {
        let guess = KnownHeaders::shipped().guess(label);
        guess.is_some_and(|it| it.field.strip_prefix("activity.") == Some(REVIEWED))
    };
    let told = lines.iter().filter_map(|line| labelled(line));
    let told = told.filter(|(label, _)| asks(label));
    let mut days = told.filter_map(|(_, said)| {
        let first = said.split(' ').next().unwrap_or(said);
        let day = |text| date(reading.words, text, reading.today, reading.dates);
        day(said).or_else(|| day(first.trim_end_matches(['.', ',', ';'])))
    });
    let (Some(day), None) = (days.next(), days.next()) else {
        return;
    };
    // Where each says it itself, what one says that is not understood is not said for it.
    if drafts.iter().any(|it| it.fields.contains_key(REVIEWED)) {
        return;
    }
    for draft in drafts {
        let fields = draft.fields.entry(REVIEWED);
        fields.or_insert_with(|| json!(day.to_string()));
    }
}

/// What sections beside the activities may tell of each: under a heading that asks for it, each behind the name of its own.
const OF_EACH: [(&str, &str); 5] = [
    ("purposes", "purposes[].legal_bases"),
    ("retention", "retention[]"),
    ("recipients", "recipients[].category"),
    ("data_subjects", "data_subjects[].category"),
    ("data_categories", "data_categories[].category"),
];

/// Says of each activity what a section of its own tells of all, one behind the name of each: under `Legal bases` the lines
/// `Payroll: contract`, `Newsletter: consent`.
pub(in crate::exchange::sheets) fn tell_each(
    reading: &Reading<'_>,
    passed: &[&SheetGrid],
    drafts: &mut [ActivityDraft],
    parties: &mut Parties,
) {
    for grid in passed {
        let guess = KnownHeaders::shipped()
            .guess(&grid.name)
            .filter(|it| it.exact);
        let mut all = OF_EACH.iter();
        let of_field = guess.and_then(|guess| all.find(|(_, field)| guess.field == *field));
        let Some((list, field)) = of_field else {
            continue;
        };
        let lines = grid.words.iter().flat_map(|words| words.lines());
        let told: Vec<(&str, &str)> = lines.filter_map(labelled).collect();
        let matched: Vec<(usize, &str)> = (told.iter())
            .filter_map(|(label, said)| {
                Some((drafts.iter().position(|it| is_called(it, label))?, *said))
            })
            .collect();
        if matched.is_empty() || matched.len() * 2 < told.len() {
            continue;
        }
        for (at, said) in matched {
            let draft = &mut drafts[at];
            let is_silent = draft.lists.get(list).into_iter().flatten().all(|row| {
                *list == "purposes"
                    && !row.contains_key("legal_bases")
                    && !row.contains_key("as_stated")
            });
            if is_silent && !draft.none.holds(list) {
                take(reading, draft, parties, (&grid.name, field), said);
                draft.fold_summary();
                draft.end_line("");
            }
        }
    }
}

/// Whether an activity is called so, or by the first words of that.
fn is_called(draft: &ActivityDraft, label: &str) -> bool {
    let label = plain(label);
    let name = draft.fields.get("name").and_then(Json::as_str);
    let name = plain(name.unwrap_or_default());
    let begins = |one: &str, other: &str| {
        let rest = one.strip_prefix(other);
        other.len() > 3 && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    let key = plain(&draft.reference);
    begins(&name, &label) || begins(&label, &name) || (!key.is_empty() && key == label)
}

/// Whether a line without a label says of all that nothing goes to third countries: `No personal data leave the EEA`.
fn denies_transfers(reading: &Reading<'_>, line: &str) -> bool {
    let lists = lists::shipped();
    let spoken = plain(line);
    let abroad = lists.third_places.within(&spoken).is_some()
        || spoken.split(' ').any(|word| lists.the_union.is(word));
    let transfers = spoken.split(' ').any(|word| lists.transferring.is(word));
    line.split_whitespace().count() <= DENIAL
        && abroad
        && transfers
        && stance(reading.words, line) == Stance::None
}

/// Records that nothing of an activity goes to third countries, where a text says so of all, or of all but those that it
/// names: `only Northwind (USA, SCC)`, of an activity that Northwind has no part in.
fn stays_inside(reading: &Reading<'_>, said: &str, draft: &mut ActivityDraft, parties: &Parties) {
    let spoken = plain(said);
    let lists = lists::shipped();
    let only = spoken.split(' ').next().is_some_and(|it| lists.only.is(it));
    let none = stance(reading.words, said) == Stance::None || explained_none(reading, said);
    if !(only || none) {
        return;
    }
    let names_it = |name: &str| {
        let (bare, _) = crate::exchange::sheets::answers::with_brackets(name);
        let first = bare.split([' ', '/', ',']).next().unwrap_or(bare);
        first.len() > 2 && find_whole(&spoken, &plain(first)).is_some()
    };
    let recipients = draft.lists.get("recipients").into_iter().flatten();
    let mut names = recipients.filter_map(|row| {
        let organisation = row.get("organisation").and_then(Json::as_str);
        let party = organisation.and_then(|it| parties.called(it));
        let named = party.map(|at| parties.all[at].name());
        named.or_else(|| row.get("category").and_then(Json::as_str))
    });
    if only && names.any(names_it) {
        return;
    }
    let reason = clean(said, false);
    draft.none.say("transfers", reason, clean(said, true), true);
}

/// The privacy notice that words beside the activities name, with where it stands: `the published policy (/privacy)`.
fn notice_in<'t>(lines: impl Iterator<Item = &'t str>) -> Option<Json> {
    let sentences = lines.flat_map(|line| line.split(['\n', ';']).flat_map(|it| it.split(". ")));
    let mut found = sentences.filter_map(notice_of);
    found.next()
}

fn notice_of(sentence: &str) -> Option<Json> {
    let lists = lists::shipped();
    let spoken = plain(sentence);
    // A document that is called so is the notice, whatever is said of it: `PRIVACY.md`.
    let named = lists.notices.within(&spoken).map(|it| it.start);
    let from = named.or_else(|| places_in(sentence).any(is_notice_file).then_some(0))?;
    // Of whom else it may be, what is still to do, and what denies it.
    let before: Vec<&str> = spoken[..from].split_whitespace().rev().take(3).collect();
    let of_others = before.iter().any(|word| lists.of_others.is(word));
    let open = sentence.trim_start().starts_with("[ ]") || waits(sentence);
    if of_others || open {
        return None;
    }
    let place = match named {
        Some(_) => places_in(sentence).next()?,
        None => places_in(sentence).find(|it| is_notice_file(it))?,
    };
    let mut link = link(place);
    if let Some(object) = link.as_object_mut()
        && !object.contains_key("title")
    {
        let title = sentence.split(['(', '`']).next().unwrap_or(sentence);
        let title = title.split(':').next().unwrap_or(title).trim();
        if title.split(' ').count() <= 4 {
            object.insert("title".to_owned(), json!(title));
        }
    }
    Some(link)
}

/// The words of a sentence that are addresses or paths of documents.
fn places_in(sentence: &str) -> impl Iterator<Item = &str> {
    let words = sentence.split_whitespace().map(|word| {
        word.trim_matches(|sign: char| !sign.is_alphanumeric() && !matches!(sign, '/' | '#'))
            .trim_end_matches('/')
    });
    words.filter(|word| is_place(word))
}

/// Whether a path leads to a document that is called as privacy notices are.
fn is_notice_file(place: &str) -> bool {
    let file = place.rsplit('/').next().unwrap_or(place);
    let stem = file.split('.').next().unwrap_or(file);
    lists::shipped().notice_files.is(&plain_name(stem))
}

/// Whether a word is an address or the path of a document.
fn is_place(word: &str) -> bool {
    let named = word.chars().filter(|it| it.is_alphabetic()).count() > 2;
    let path = word.starts_with('/') && !word[1..].starts_with(char::is_numeric);
    let document = Lists::names_a_file(word);
    let host = word
        .split_once('/')
        .is_some_and(|(host, _)| host.contains('.') && !host.ends_with('.'));
    named && (path || document || host || word.contains("://") || word.starts_with("www."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_name_the_notice_with_where_it_stands() {
        for (text, place) in [
            (
                "Not for the public; the public version is the Privacy Notice at `/privacy`.",
                "/privacy",
            ),
            (
                "L'informativa privacy in `/privacy` riflette il presente registro",
                "/privacy",
            ),
            (
                "Ergänzt die veröffentlichte Datenschutzerklärung (`lib/legal.js`, #134)",
                "lib/legal.js",
            ),
            (
                "That is told in [PRIVACY.md § 2](../PRIVACY.md)",
                "PRIVACY.md",
            ),
            ("Siehe `docs/datenschutz.md`", "docs/datenschutz.md"),
            (
                "Integritetspolicy: https://norrby.example/integritet",
                "https://norrby.example/integritet",
            ),
        ] {
            let link = notice_in(std::iter::once(text)).unwrap();
            let said = link.get("address").or(link.get("title")).unwrap();
            assert!(said.as_str().unwrap().contains(place), "{link}");
        }
        for text in [
            "No logs are kept, as they say in their privacy notice (mail.example/privacy)",
            "[ ] Página `/privacidad` con la política de privacidad",
            "The privacy notice is reviewed every year",
            "See `/privacy/processors` for the list",
            "See `docs/SECURITY.md` for the list",
            "mit eigener Datenschutzerklärung (post.example/datenschutz)",
        ] {
            assert_eq!(notice_in(std::iter::once(text)), None, "{text}");
        }
    }

    #[test]
    fn a_label_beside_the_activities_names_a_list_as_a_whole() {
        for (label, list) in [
            ("Categories of data subjects", Some("data_subjects")),
            ("Betroffene Personen", Some("data_subjects")),
            ("Doorgiften buiten EER", Some("transfers")),
            ("Drittlandübermittlung", Some("transfers")),
            ("Rights of data subjects", None),
            ("Version", None),
        ] {
            assert_eq!(list_of(label), list, "{label}");
        }
    }
}
