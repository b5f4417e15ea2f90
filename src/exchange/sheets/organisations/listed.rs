//! Processors that a table or a column beside the activities tells of: who they are, where, and whether there is a contract.

use serde_json::{Map, Value as Json, json};

use super::contracts::{contract_in, lacks_contract, names_contract, says_all_bound, status_told};
use super::listed_uses::{is_written_as_name, name_by_service, named_in, of_the_only_one, served};
use super::party::{Parties, is_company, may_be_name, sentences};
use crate::domain::codec::clean;
use crate::domain::date::PartialDate;
use crate::exchange::sheets::answers::days::only_day;
use crate::exchange::sheets::answers::{Stance, YesNo, stance, with_brackets, yes_or_no};
use crate::exchange::sheets::beside::pointed;
use crate::exchange::sheets::cell::{Fate, Reading, extend};
use crate::exchange::sheets::file::grid::{Line, SheetGrid};
use crate::exchange::sheets::folding::{plain, plain_name};
use crate::exchange::sheets::lists::{self, asks_for_place};
use crate::exchange::sheets::recipients::names::{
    are_same_parts, are_same_vendor, is_short_for, placed, product_of, without_form,
};
use crate::exchange::sheets::recipients::told_again::names;
use crate::exchange::sheets::record::ActivityDraft;
use crate::exchange::sheets::report::{Account, ColumnReport, TableReport};
use crate::exchange::sheets::table::SheetTable;
use crate::exchange::sheets::table::header::{KnownHeaders, our_role};
use crate::exchange::sheets::table::mapping::one_line;
use crate::exchange::sheets::transfers::cities;
use crate::exchange::sheets::transfers::destination::places;
use crate::exchange::sheets::transfers::told::stays_inside;
use crate::exchange::sheets::vocabulary::SheetVocabulary;
use crate::exchange::workbook::book::letters;
use crate::rules::wording::vendors::Vendors;

/// A contract with a processor.
pub(in crate::exchange::sheets) struct ListedContract {
    /// The processor, among the organisations of the file.
    pub party: usize,
    /// What is told of it.
    pub words: String,
    /// What is told of its conclusion.
    pub status: Option<&'static str>,
}

impl ListedContract {
    /// Tells with it that it is still to be signed.
    fn tell_open(&mut self, mut open: Vec<String>) {
        open.insert(0, std::mem::take(&mut self.words));
        self.words = open.join("\n");
    }
}

impl ListedContract {
    /// It as the JSON of an export.
    pub(in crate::exchange::sheets) fn json(&self) -> Json {
        let mut object = Map::new();
        let reference = Parties::reference(self.party);
        object.insert("organisation".to_owned(), json!(reference));
        object.insert("kind".to_owned(), json!("processor_contract"));
        if let Some(status) = self.status {
            object.insert("status".to_owned(), json!(status));
        }
        object.insert("notes".to_owned(), json!(self.words));
        Json::Object(object)
    }
}

/// A list of processors: its headers by their columns, and its rows.
type ProcessorList<'g> = (Vec<(u32, String)>, &'g [Line]);

/// The list of processors that a sheet beside the activities has: it is called after them, or each row begins with one.
pub(in crate::exchange::sheets) fn list_in<'g>(
    grid: &'g SheetGrid,
    table: Option<&SheetTable>,
) -> Option<ProcessorList<'g>> {
    let (headers, lines) = match (table, grid.header_row, grid.lines.split_first()) {
        (Some(table), ..) => {
            let headers = table.columns.iter();
            let headers = headers.map(|it| (it.at, it.header.clone())).collect();
            (headers, &grid.lines[table.lines.clone()])
        }
        (None, Some(row), Some((first, rest))) if first.number == row => {
            let headers = first.cells.iter();
            let headers = headers
                .map(|it| (it.column, one_line(it.value.text())))
                .collect();
            (headers, rest)
        }
        _ => return None,
    };
    let mut headers: Vec<(u32, String)> = headers;
    headers.sort_by_key(|(at, _)| *at);
    let field = |text: &str| KnownHeaders::shipped().guess(text).map(|it| it.field);
    let names_them = |text: &str| {
        let of = field(text).is_some_and(|field| field.starts_with(PROCESSORS));
        of && our_role(text).is_none()
    };
    let is_name = |header: &str| {
        let asked = field(header).is_some_and(|it| it.starts_with("recipients["));
        asked
            || plain_name(header)
                .split(' ')
                .any(|word| lists::shipped().names.is(word))
    };
    let at = headers.iter().position(|(_, header)| is_name(header))?;
    // Whoever gets data, each with a role of its own, stands in a list as well.
    let of_recipients = |text: &str| field(text).is_some_and(|it| it.starts_with("recipients["));
    let with_roles = || {
        let role = &SheetVocabulary::shipped().role;
        let tells = |line: &Line| {
            let mut cells = line.cells.iter();
            cells.any(|cell| role.exact(&plain(cell.value.text())).is_some())
        };
        of_recipients(&grid.name) && !lines.is_empty() && lines.iter().all(tells)
    };
    let lists = names_them(&headers[at].1) || names_them(&grid.name) || with_roles();
    let name = headers.remove(at);
    headers.insert(0, name);
    (lists && headers.len() > 1).then_some((headers, lines))
}

/// The most words of a cell that says in which role somebody gets data.
const ROLE: usize = 4;

/// The fields of processors.
const PROCESSORS: &str = "recipients[role=processor]";

/// What a list of processors is reported as before a row of it is read.
fn told_of(grid: &SheetGrid, (headers, lines): &ProcessorList<'_>) -> TableReport {
    let first_row = lines.first().map_or(0, |line| line.number);
    let above = grid.lines.iter().take_while(|it| it.number < first_row);
    let field = |place: usize, header: &str| match plain_name(header) {
        _ if place == 0 => format!("{PROCESSORS}.organisation"),
        asked if names_contract(&asked) => ColumnReport::CONTRACT.to_owned(),
        asked if asks_for_place(&asked) => format!("{PROCESSORS}.countries"),
        _ => "notes".to_owned(),
    };
    let columns = headers.iter().enumerate();
    let columns = columns.map(|(place, (at, header))| ColumnReport {
        letters: letters(*at as usize),
        header: header.clone(),
        field: field(place, header),
        parse: None,
        others: Vec::new(),
        first: String::new(),
        read_as: String::new(),
        account: Account::default(),
    });
    TableReport {
        sheet: grid.name.clone(),
        header_row: grid
            .header_row
            .or_else(|| above.last().map(|it| it.number))
            .unwrap_or(0),
        first_row,
        lines: lines.iter().map(|line| line.number).collect(),
        rows: lines.len(),
        repeated: 0,
        sections: Vec::new(),
        layout: None,
        columns: columns.collect(),
    }
}

/// Tells where a cell of a list ended.
fn ended(told: &mut TableReport, place: usize, fate: Fate, text: &str) {
    let Some(column) = told.columns.get_mut(place) else {
        return;
    };
    column.account.count(fate);
    if column.first.is_empty() {
        text.clone_into(&mut column.first);
    }
}

/// Reads a list of processors: each is found among the recipients of the activities. What became of its cells is told
/// with the contracts.
pub(in crate::exchange::sheets) fn read(
    reading: &Reading<'_>,
    (grid, list): (&SheetGrid, &ProcessorList<'_>),
    drafts: &mut [ActivityDraft],
    parties: &mut Parties,
    around: &mut Vec<String>,
) -> (Vec<ListedContract>, TableReport) {
    let (headers, lines) = list;
    let mut contracts = Vec::new();
    let mut told = told_of(grid, list);
    if let Some((first, _)) = headers.first() {
        let names = lines.iter().map(|line| clean(line.text(*first), false));
        let names: Vec<String> = names.collect();
        let list = pointed::ProcessorList {
            heading: &grid.name,
            names: &names,
        };
        list.give_to(drafts, parties);
        of_the_only_one(&names, drafts, parties);
        of_products(&names, drafts, parties);
    }
    for line in *lines {
        let told = (&mut told, &mut *around);
        contracts.extend(row(reading, (line, headers), drafts, parties, told));
    }
    told.columns.sort_by(|one, other| {
        (one.letters.len(), &one.letters).cmp(&(other.letters.len(), &other.letters))
    });
    (contracts, told)
}

/// Whether a party is the one that a name is of, which without its legal form is `known`.
fn is_called(party: &str, name: &str, known: &str) -> bool {
    let spoken = plain(party);
    let begins = |party: &str| {
        let rest = party.strip_prefix(known);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    is_short_for(party, name)
        || begins(&spoken)
        || are_same_parts(party, name)
        || begins_alone(party, name)
        || are_same_vendor(party, name)
}

/// Adds the countries that a cell names; a city says more than the Union that stands beside it.
fn put_places(reading: &Reading<'_>, text: &str, places_of: &mut Vec<Json>) {
    let found = places(reading.words, reading.law, text);
    let codes = found
        .iter()
        .flat_map(|it| it.countries.iter().map(|code| json!(code)));
    places_of.extend(codes);
    let of_cities = cities::countries_in(text).into_iter();
    let of_cities: Vec<Json> = of_cities.map(|code| json!(code)).collect();
    if !of_cities.is_empty() {
        places_of.retain(|code| code != "EU" && code != "EEA");
    }
    places_of.extend(of_cities);
    places_of.dedup();
}

/// Whether a header asks for processors, and not for systems.
fn asks_for_processors(header: &str) -> bool {
    let heads = &lists::shipped().system_heads;
    let of_systems = plain_name(header).split(' ').any(|word| heads.begins(word));
    let guess = KnownHeaders::shipped().guess(header);
    guess.is_some_and(|it| it.field.starts_with(PROCESSORS)) && !of_systems
}

/// Whether a cell says that who is listed is a controller; what a longer text says of the controller is no role.
fn says_controller(reading: &Reading<'_>, text: &str) -> bool {
    let spoken = plain(text);
    let brief = spoken.split(' ').count() <= ROLE;
    let role = reading.words.role.first(&spoken).filter(|_| brief);
    matches!(role, Some(("controller" | "joint_controller", _)))
}

/// Whether anybody is called so already, as an organisation or as a recipient in words.
fn is_told_of(drafts: &[ActivityDraft], parties: &Parties, name: &str) -> bool {
    let known = without_form(name);
    let is_it = |party: &str| is_called(party, name, &known);
    let mut all = parties.all.iter().filter(|party| !party.is_other);
    all.any(|party| is_it(party.name())) || is_recipient(drafts, is_it)
}

/// Whether activities tell of a recipient that is called so.
fn is_recipient(drafts: &[ActivityDraft], is_it: impl Fn(&str) -> bool) -> bool {
    let lists = drafts
        .iter()
        .filter_map(|draft| draft.lists.get("recipients"));
    let mut categories = lists
        .flatten()
        .filter_map(|row| row.get("category")?.as_str());
    categories.any(is_it)
}

fn row(
    reading: &Reading<'_>,
    (line, headers): (&Line, &[(u32, String)]),
    drafts: &mut [ActivityDraft],
    parties: &mut Parties,
    (told, around): (&mut TableReport, &mut Vec<String>),
) -> Option<ListedContract> {
    let ((first, _), others) = headers.split_first()?;
    let text = clean(line.text(*first), false);
    let (name, inside) = named_in(&text, |name| is_told_of(drafts, parties, name));
    let (name, inside) = (name.as_str(), inside.as_deref());
    let cells = others
        .iter()
        .zip(1..)
        .map(|((at, header), place)| (place, header, clean(line.text(*at), true)));
    let (blank, cells): (Vec<_>, Vec<_>) = cells.partition(|(.., text)| text.is_empty());
    for (place, ..) in blank {
        ended(told, place, Fate::Blank, "");
    }
    let known = without_form(name);
    let is_it = |party: &str| is_called(party, name, &known);
    let mut all = parties.all.iter();
    let named = all.position(|party| !party.is_other && is_it(party.name()));
    let is_known = named.is_some() || is_recipient(drafts, is_it);
    let is_name = name.chars().any(char::is_alphabetic) && may_be_name(name);
    // Whoever no activity names is known by the form of a company, or as a vendor.
    let may_be = is_known || is_company(name) || Vendors::shipped().named(name).is_some();
    // Where the first column asks for processors, whoever it names is one.
    let may_be = may_be || (asks_for_processors(&headers[0].1) && is_written_as_name(name));
    if !is_name || !may_be {
        around.extend(kept_in_words(told, text, &cells));
        return None;
    }
    let party = named.unwrap_or_else(|| parties.named(name));
    let is_other = cells
        .iter()
        .any(|(.., text)| says_controller(reading, text));
    // A column of its own may say how far the contract is.
    let whole: Vec<&str> = cells.iter().map(|(.., text)| text.as_str()).collect();
    let whole = whole.join("\n");
    let mut places_of = Vec::new();
    let mut contract = None;
    let mut stays: Option<String> = None;
    let mut outside: Option<Json> = None;
    let mut rest: Vec<String> = inside.into_iter().map(str::to_owned).collect();
    let mut open: Vec<String> = Vec::new();
    let uses = cells.iter().filter(|(_, header, _)| {
        let asked = plain_name(header);
        !asks_for_place(&asked) && !names_contract(&asked)
    });
    let uses: Vec<String> = uses.map(|(.., text)| text.clone()).collect();
    ended(told, 0, Fate::Field, &text);
    name_by_service(inside, party, drafts);
    for (place, header, text) in cells {
        let asked = plain_name(header);
        let named = names_contract(&asked) || names_contract(&plain(&text));
        let signed = named.then(|| contract_in(reading, header, &text)).flatten();
        let before = places_of.len();
        if asks_for_place(&asked) {
            put_places(reading, &text, &mut places_of);
        }
        let words = format!("{header}: {text}");
        if asks_for_place(&asked) && says_outside(&text) {
            let vendor = Vendors::shipped().named(name);
            outside = vendor.map(|vendor| json!(vendor.country));
        }
        // `Processing in the EU; SCC for any transfer`: the first says where it is.
        let first = text.split([';', '.']).next().unwrap_or(&text);
        if asks_for_transfers(header) && (denies_all(reading, &text) || stays_inside(first)) {
            stays = Some(format!("{}: {words}", parties.all[party].name()));
        }
        if let Some(is_signed) = signed.filter(|_| !is_other && contract.is_none()) {
            let is_open = status_told(false, &whole).filter(|it| *it == "unsigned");
            contract = Some(ListedContract {
                party,
                status: is_open.or_else(|| status_told(is_signed, &words)),
                words,
            });
            ended(told, place, Fate::Field, &text);
        } else if status_told(false, &text) == Some("unsigned") {
            open.push(words);
            ended(told, place, Fate::Note, &text);
        } else {
            rest.push(words);
            // Where it is is known, and its words are kept beside that.
            let is_place = places_of.len() > before;
            let fate = if is_place { Fate::Stated } else { Fate::Note };
            ended(told, place, fate, &text);
        }
    }
    match &mut contract {
        Some(contract) => contract.tell_open(open),
        None => rest.append(&mut open),
    }
    // A vendor that is told to be outside the Union is where its company is that is not inside.
    places_of.extend(outside);
    places_of.dedup();
    let listed = ListedRecipient {
        party,
        name,
        is_other,
        places: places_of,
        stays,
        words: rest.join("\n"),
        whole,
        uses,
    };
    listed.tell_in(reading, drafts, parties);
    contract
}

/// What a row of a list says of somebody who gets data.
struct ListedRecipient<'n> {
    party: usize,
    name: &'n str,
    /// Whether it is said to be a controller.
    is_other: bool,
    /// The countries that its cells name.
    places: Vec<Json>,
    /// The words by which its data stay inside the Union.
    stays: Option<String>,
    /// All that its cells say.
    whole: String,
    /// What else they say beside what is recorded.
    words: String,
    /// What its cells say of what it is used for, and of which data.
    uses: Vec<String>,
}

impl ListedRecipient<'_> {
    /// Tells it in the activities that name or use it; in one activity alone, whoever is listed under it gets its data.
    fn tell_in(&self, reading: &Reading<'_>, drafts: &mut [ActivityDraft], parties: &mut Parties) {
        let named = (self.party, self.name);
        // What its cells say of transfers to it, `USA` and `SCC`, is told of it wherever it is named.
        let countries: Vec<String> = (self.places.iter())
            .filter_map(|code| code.as_str().map(str::to_owned))
            .collect();
        if let [draft] = &mut *drafts {
            gets_it(draft, parties, named, self.is_other);
        }
        let served = served(&self.uses, drafts);
        for (at, draft) in drafts.iter_mut().enumerate() {
            if is_used(draft, self.name) || served.contains(&at) {
                gets_it(draft, parties, named, self.is_other);
            }
            if tell(reading, draft, parties, named, self.is_other, &self.places) {
                let reference = Parties::reference(self.party);
                draft.tell_transfers(reading, (&reference, &countries), &self.whole);
                if let Some(stays) = &self.stays {
                    draft.keeps_inside(&reference, stays);
                }
            }
        }
        if !self.words.is_empty() {
            parties.all[self.party].note(&self.words);
        }
    }
}

/// Whether one word is what the one company of a list is called that begins with it: `Meta` for `Meta Platforms, Inc.`.
fn begins_alone(short: &str, company: &str) -> bool {
    /// The shortest such word.
    const SHORTEST: usize = 4;
    let (bare, _) = with_brackets(short);
    let (first, rest) = company.split_once(' ').unwrap_or((company, ""));
    let is_name = bare.starts_with(char::is_uppercase) && bare.len() >= SHORTEST;
    is_name && is_company(company) && !rest.is_empty() && bare == first
}

/// Takes recipients that are called after a product of the one vendor in a list for that vendor: `Google Maps` where the
/// list has `Google LLC`.
fn of_products(names: &[String], drafts: &mut [ActivityDraft], parties: &mut Parties) {
    for name in names {
        let is_only = |vendor: &str| {
            let of = names.iter().filter(|it| product_of(vendor, it).is_some());
            of.count() == 1
        };
        let mut told: Option<usize> = None;
        for draft in drafts.iter_mut() {
            for at in 0..draft.lists.get("recipients").map_or(0, Vec::len) {
                let Some(row) = draft.lists.get("recipients").and_then(|rows| rows.get(at)) else {
                    continue;
                };
                let organisation = row.get("organisation").and_then(Json::as_str);
                let Some(old) = organisation.and_then(|it| parties.called(it)) else {
                    continue;
                };
                let text = parties.all[old].name().to_owned();
                let (bare, _) = with_brackets(name);
                let is_same = plain(&text) == plain(bare) || are_same_parts(&text, name);
                let is_own = is_company(&text) || parties.all[old].fields.contains_key("ours");
                if is_same || is_own {
                    continue;
                }
                let first = text.split([' ', '/']).next().unwrap_or_default();
                let product = product_of(&text, name).filter(|(_, behind)| !behind.is_empty());
                let Some((_, behind)) = product.filter(|_| is_only(first)) else {
                    continue;
                };
                let mut known = parties.all.iter();
                let same = known.position(|it| are_same_parts(it.name(), name));
                let new = same.or(told).unwrap_or_else(|| parties.named(bare));
                told = Some(new);
                draft.is_told_of(old, new);
                if let Some(row) = draft
                    .lists
                    .get_mut("recipients")
                    .and_then(|it| it.get_mut(at))
                {
                    let service = clean(behind, false);
                    if !service.is_empty() {
                        row.entry("service").or_insert_with(|| json!(service));
                    }
                }
                parties.all[old].is_other = true;
            }
        }
    }
}

/// Whether one of the systems of an activity is called after somebody in a list: `Northwind (accounts)`.
fn is_used(draft: &ActivityDraft, name: &str) -> bool {
    let systems = draft.fields.get("systems").and_then(Json::as_array);
    let mut systems = systems.into_iter().flatten().filter_map(Json::as_str);
    systems.any(|system| {
        let mut words = system.split([' ', ',', '/', '(', ')']);
        names(&plain(system), name) || words.any(|word| are_same_vendor(word, name))
    })
}

/// Adds whoever a list names to the recipients of an activity, where none of them is that one.
fn gets_it(
    draft: &mut ActivityDraft,
    parties: &Parties,
    (party, name): (usize, &str),
    is_other: bool,
) {
    let reference = Parties::reference(party);
    let rows = draft.lists.entry("recipients").or_default();
    let known = rows.iter().any(|row| {
        let text = |key: &str| row.get(key).and_then(Json::as_str).unwrap_or_default();
        let own = parties
            .called(text("organisation"))
            .map(|at| parties.all[at].name());
        text("organisation") == reference
            || [Some(text("category")), own]
                .into_iter()
                .flatten()
                .any(|it| {
                    !it.is_empty()
                        && (is_short_for(it, name) || plain(it).starts_with(&without_form(name)))
                })
    });
    if !known && !parties.all[party].fields.contains_key("ours") {
        let mut row = crate::exchange::sheets::cell::Entry::new();
        row.insert("organisation".to_owned(), json!(reference));
        if !is_other {
            row.insert("role".to_owned(), json!("processor"));
        }
        rows.push(row);
    }
}

/// The words of a row that names nobody, its first cell and the others under their headers; nothing of a blank one.
fn kept_in_words(
    told: &mut TableReport,
    text: String,
    cells: &[(usize, &String, String)],
) -> Option<String> {
    let fate = if text.is_empty() {
        Fate::Blank
    } else {
        Fate::Note
    };
    ended(told, 0, fate, &text);
    let mut words: Vec<String> = Some(text).filter(|it| !it.is_empty()).into_iter().collect();
    for (place, header, text) in cells {
        ended(told, *place, Fate::Note, text);
        words.push(format!("{header}: {text}"));
    }
    Some(words.join("; ")).filter(|it| !it.is_empty())
}

/// Whether a text says that something is outside the Union: `Hors UE`, `outside the EEA`.
fn says_outside(text: &str) -> bool {
    /// How many words may stand between.
    const NEAR: usize = 3;
    let spoken = plain(text);
    let words: Vec<&str> = spoken.split(' ').collect();
    let union = |word: &&str| lists::shipped().the_union.is(word);
    words.iter().enumerate().any(|(at, word)| {
        lists::shipped().outside.is(word) && words.iter().skip(at + 1).take(NEAR).any(union)
    })
}

/// Whether a header of a list asks whether data go to third countries.
fn asks_for_transfers(header: &str) -> bool {
    let guess = KnownHeaders::shipped().guess(header);
    guess.is_some_and(|it| it.field.starts_with("transfers["))
}

/// Whether an answer to that says no, and nothing else.
fn denies_all(reading: &Reading<'_>, text: &str) -> bool {
    stance(reading.words, text) == Stance::None
        || matches!(yes_or_no(reading.words, text), Some((YesNo::No, "")))
}

/// Says of the recipients of an activity that are a processor who they are; whether one is.
fn tell(
    reading: &Reading<'_>,
    draft: &mut ActivityDraft,
    parties: &Parties,
    (party, name): (usize, &str),
    is_other: bool,
    places: &[Json],
) -> bool {
    let mut found = false;
    let known = without_form(name);
    let reference = Parties::reference(party);
    let of_name = |text: &str| {
        // Whoever is named behind a comma is somebody else: `Northwind, Acme (payments)`.
        if names_another(text) {
            return false;
        }
        let is_short = is_short_for(text, name);
        let text = plain(text);
        is_short
            || text == known
            || text
                .strip_prefix(known.as_str())
                .is_some_and(|rest| rest.starts_with(' '))
    };
    let of_name = |text: &str| {
        of_name(text)
            || are_same_parts(text, name)
            || begins_alone(text, name)
            || are_same_vendor(text, name)
    };
    let is_it = |party: &str| {
        parties
            .called(party)
            .is_some_and(|at| of_name(parties.all[at].name()))
    };
    for row in draft.lists.get_mut("recipients").into_iter().flatten() {
        let category = row
            .get("category")
            .and_then(Json::as_str)
            .map(str::to_owned);
        let organisation = row.get("organisation").and_then(Json::as_str);
        // An activity may say that it is its own controller there.
        let own = category
            .as_deref()
            .and_then(|it| reading.words.role.first(&plain(it)));
        let is_other = is_other || matches!(own, Some(("controller" | "joint_controller", _)));
        if let Some(text) = category.filter(|text| of_name(text)) {
            let (bare, inside) = with_brackets(&text);
            let alone = is_short_for(bare, name) || plain(bare) == known;
            let service = inside
                .filter(|_| alone)
                .map(str::to_owned)
                .or_else(|| Some(behind(&text, name)?.to_owned()));
            row.remove("category");
            row.insert("organisation".to_owned(), json!(reference));
            // `Northwind (France) as relay`: where it is stands in brackets, wherever those stand.
            let place = text.split_once('(').and_then(|(_, it)| it.split_once(')'));
            let place = place.and_then(|(inside, _)| placed(reading, inside));
            if let Some((countries, _)) = place.filter(|_| places.is_empty()) {
                let countries = countries.iter().map(|code| json!(code));
                extend(row, "countries", countries.collect::<Vec<_>>());
            }
            if let Some(service) = service {
                row.entry("service").or_insert_with(|| json!(service));
            }
        } else if !organisation.is_some_and(is_it) {
            continue;
        }
        found = true;
        if !is_other {
            row.entry("role").or_insert_with(|| json!("processor"));
        }
        if !places.is_empty() {
            extend(row, "countries", places.to_vec());
        }
    }
    found
}

/// Whether a name stands behind a comma of a text, and no form of the company before it.
fn names_another(text: &str) -> bool {
    let (bare, _) = with_brackets(text);
    bare.split(", ").skip(1).any(|part| {
        let is_form = is_company(&format!("X {part}"));
        !is_form && (is_company(part) || Vendors::knows(part))
    })
}

/// What a text says behind a name that it begins with, which may stand there without the form of the company.
fn behind<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let whole = text
        .get(..name.len())
        .filter(|begins| begins.eq_ignore_ascii_case(name));
    let rest = if whole.is_some() {
        &text[name.len()..]
    } else {
        let words = without_form(name).split(' ').count();
        let end = text.match_indices(' ').nth(words - 1)?.0;
        &text[end..]
    };
    let rest = rest.trim_matches([' ', ',', ':', '-', '–', '—', '.']);
    (!rest.is_empty()).then_some(rest)
}

/// The contracts that a column of an activity tells of, with each processor that it names; nothing where it names none.
pub(in crate::exchange::sheets) fn of_activity(
    parties: &Parties,
    draft: &ActivityDraft,
    (words, is_signed, with): &(String, bool, Option<usize>),
) -> Vec<ListedContract> {
    let rows = draft.lists.get("recipients").into_iter().flatten();
    let processors = rows.filter(|row| row.get("role").and_then(Json::as_str) == Some("processor"));
    let named = processors.filter_map(|row| parties.called(row.get("organisation")?.as_str()?));
    let contract = |party| ListedContract {
        party,
        words: words.clone(),
        status: status_told(*is_signed, words),
    };
    match with {
        Some(party) => vec![contract(*party)],
        None => named.map(contract).collect(),
    }
}
/// The contracts that sentences around the activities name, each with the one organisation that it names, too:
/// `dpa-northwind.md: data processing agreement with Northwind`.
pub(in crate::exchange::sheets) fn told_around(
    reading: &Reading<'_>,
    around: &[String],
    parties: &Parties,
) -> Vec<ListedContract> {
    /// The most words of such a sentence: in a long one much is named.
    const MOST: usize = 40;
    let lines = around.iter().flat_map(|text| text.lines());
    let lines = lines.flat_map(sentences);
    let told = lines.filter_map(|line| {
        let spoken = plain(line);
        let brief = spoken.split(' ').count() <= MOST;
        if !brief || !names_contract(&spoken) || lacks_contract(line) {
            return None;
        }
        let signed = contract_in(reading, "", line)?;
        let ours = |at: &usize| parties.all[*at].fields.contains_key("ours");
        let all = (0..parties.all.len()).filter(|at| !ours(at));
        let mut named = all.filter(|at| names(&spoken, parties.all[*at].name()));
        let (party, None) = (named.next()?, named.next()) else {
            return None;
        };
        Some(ListedContract {
            party,
            words: line.trim().to_owned(),
            status: status_told(signed, line),
        })
    });
    told.collect()
}

/// Says of contracts of which nothing else is told that they are concluded, where a sentence beside the tables says that of
/// all.
pub(in crate::exchange::sheets) fn settle_bound(
    contracts: &mut [ListedContract],
    around: &[String],
) {
    let lines = around.iter().flat_map(|text| text.lines());
    let mut sentences = lines.flat_map(|line| line.split(". "));
    if sentences.any(says_all_bound) {
        for contract in contracts.iter_mut().filter(|it| it.status.is_none()) {
            contract.status = Some("signed");
        }
    }
}

/// The contracts that were told of, each with the name of its party: one with each party however often it is told.
pub(in crate::exchange::sheets) fn contracts_told(
    reading: &Reading<'_>,
    contracts: &[ListedContract],
    parties: &Parties,
) -> Vec<(String, Json)> {
    let mut told: Vec<&ListedContract> = Vec::new();
    for contract in contracts {
        if !told.iter().any(|known| known.party == contract.party) {
            told.push(contract);
        }
    }
    let named = |of: &ListedContract| {
        let name = parties.all[of.party].name();
        let mut contract = of.json();
        let day = (of.status == Some("signed")).then(|| day_of_contract(reading, &of.words, name));
        if let (Some(Some(day)), Some(object)) = (day, contract.as_object_mut()) {
            object.insert("signed_on".to_owned(), json!(day.to_string()));
        }
        (name.to_owned(), contract)
    };
    told.into_iter().map(named).collect()
}

/// The one day that words on a contract name behind whoever it is with: `Acme Ltd, Town, contract of 4 January 2024`.
fn day_of_contract(reading: &Reading<'_>, words: &str, name: &str) -> Option<PartialDate> {
    let from = words.find(name).map_or(0, |at| at + name.len());
    let told = words[from..].split([';', '\n']).next().unwrap_or_default();
    only_day(reading.words, told, reading.today, reading.dates)
}
