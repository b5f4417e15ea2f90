//! An activity while the cells of its rows come in: what each cell becomes.

use std::collections::{BTreeMap, HashSet};

use serde_json::{Map, Value as Json, json};

use super::answers::days::{date, serial_day};
use super::answers::denials::Denials;
use super::answers::entries::{entries, lines};
use super::answers::{
    Stance, YesNo, as_prose, begins_open, does_not_apply, numbered, stance, stated_none, yes_or_no,
};
use super::cell::{Became, Entry, Fate, OPTION, ReadCell, Reading, append, extend};
use super::file::grid::CellContent;
use super::folding::plain;
use super::grounds::joined_purposes::leave_joined;
use super::organisations::contracts::{asks_for_contract, contract_in};
use super::organisations::party::Parties;
use super::table::header::MEASURES;
use super::table::mapping::MappedColumn;
use super::transfers::destination::{exact_country, places};
use super::vocabulary::SheetVocabulary;
use crate::domain::codec::clean;
use crate::domain::date::PartialDate;
use crate::domain::kind::{FieldKind, RecordKind};
use crate::domain::period::Period;
use crate::exchange::layout::ColumnField;

/// An activity while it is read.
#[derive(Debug, Default)]
pub struct ActivityDraft {
    /// The source's own key.
    pub reference: String,
    /// Its fields.
    pub fields: Map<String, Json>,
    /// The rows of its lists.
    pub(super) lists: BTreeMap<&'static str, Vec<Entry>>,
    /// What there is none of, and why.
    pub(super) none: Denials,
    /// What stands in its notes.
    pub notes: Vec<String>,
    /// Where the rows of the line that is read begin.
    pub(super) from: BTreeMap<&'static str, usize>,
    /// The lists of which a cell of the line says that there are none.
    pub(super) denied: HashSet<&'static str>,
    /// What it tells of contracts with its processors, whether they are concluded, and with which one it is.
    pub(super) contracts: Vec<(String, bool, Option<usize>)>,
    /// The organisation that it is of, among those of the file.
    pub organisation: Option<usize>,
    /// The organisation that the heading above it names, among those of the file.
    pub(super) part: Option<usize>,
    /// Whether a cell says that all of it stays in the Union, and where that is hosted.
    pub(super) kept_inside: bool,
    /// What says that its data are none of persons.
    pub(super) impersonal: Option<String>,
    /// The only recipient that was taken for whoever its transfer goes to, and the country.
    pub(super) placed: Option<(usize, String)>,
    /// How many lines speak of it.
    lines: usize,
}

/// Where a retention rule keeps the data of its line until the activity is whole: no field of its.
const OF_DATA: &str = "of data";
/// The longest name that is made of categories of data.
const LONGEST_NAME: usize = 120;

impl ActivityDraft {
    /// One that stands under the heading of an organisation.
    pub(super) fn under(part: Option<usize>) -> Self {
        Self {
            part,
            ..Self::default()
        }
    }

    /// The organisation that the headings above all of them name.
    pub(super) fn part_of_all(drafts: &[Self]) -> Option<usize> {
        let part = drafts.first()?.part;
        part.filter(|_| drafts.iter().all(|it| it.part == part))
    }

    /// What it is told apart by from those that were taken: its reference, else its name.
    pub(super) fn key(&self, taken: &mut HashSet<String>) -> String {
        let name = self.fields.get("name").and_then(Json::as_str);
        let key = if self.reference.is_empty() {
            name.unwrap_or_default()
        } else {
            &self.reference
        };
        let base = if key.is_empty() {
            "?".to_owned()
        } else {
            clean(key, false)
        };
        let mut key = base.clone();
        let mut number = 1;
        while !taken.insert(key.clone()) {
            number += 1;
            key = format!("{base} ({number})");
        }
        key
    }

    /// Begins another line of the sheet.
    pub fn line(&mut self) {
        self.from = self
            .lists
            .iter()
            .map(|(list, rows)| (*list, rows.len()))
            .collect();
        self.denied.clear();
        self.lines += 1;
    }

    /// Ends a line, in which `data` says of which data its periods are: what it or an earlier line said already stands once.
    pub(super) fn end_line(&mut self, data: &str) {
        for (list, rows) in &mut self.lists {
            let from = self.from.get(list).copied().unwrap_or(0).min(rows.len());
            let mut of_line = rows.split_off(from);
            if *list == "retention" && !data.is_empty() {
                for row in &mut of_line {
                    row.insert(OF_DATA.to_owned(), json!([data]));
                }
            }
            for row in of_line {
                // A line that names no purpose goes on with the one before.
                let goes_on = *list == "purposes" && !row.contains_key("text");
                let before = rows.last().is_some_and(|it| it.contains_key("text"));
                let known = rows.iter().position(|known| is_again(list, known, &row));
                let known =
                    known.or_else(|| rows.len().checked_sub(1).filter(|_| goes_on && before));
                match known {
                    Some(at) => join(&mut rows[at], row),
                    None => rows.push(row),
                }
            }
        }
        if let Some(rows) = self.lists.get_mut("purposes") {
            leave_joined(rows);
        }
    }

    /// Names retention rules after their data, where lines of different data have different ones.
    fn name_rules(&mut self) {
        let several = self.lines > 1;
        let Some(rules) = self.lists.get_mut("retention") else {
            return;
        };
        let told: Vec<Option<Json>> = rules.iter_mut().map(|it| it.remove(OF_DATA)).collect();
        let different: HashSet<String> = told.iter().flatten().map(Json::to_string).collect();
        if !several || different.len() < 2 {
            return;
        }
        for (rule, told) in rules.iter_mut().zip(told) {
            let data = told.as_ref().and_then(Json::as_array);
            let data: Vec<&str> = data
                .into_iter()
                .flatten()
                .filter_map(Json::as_str)
                .collect();
            let name = clean(&data.join(", "), false);
            if !name.is_empty() && name.chars().count() <= LONGEST_NAME {
                rule.entry("name").or_insert(json!(name));
            }
        }
    }

    /// Says of the first purpose what the line sums up of those that are told in full: what they rest on.
    pub(super) fn fold_summary(&mut self) {
        let from = self.from.get("purposes").copied().unwrap_or(0);
        let Some(purposes) = self.lists.get_mut("purposes") else {
            return;
        };
        if from == 0 || from >= purposes.len() {
            return;
        }
        for row in purposes.split_off(from) {
            join(&mut purposes[0], row);
        }
    }

    /// Whether lines before this one told what a column of a summary asks for.
    pub(super) fn tells_already(&self, path: &str) -> bool {
        if let Some(key) = path.strip_prefix("activity.") {
            return self.fields.contains_key(key) || self.none.holds(key);
        }
        let Some((list, key)) = path.split_once('[') else {
            return false;
        };
        let from = self.from.get(list).copied().unwrap_or(0);
        let rows = self.lists.get(list);
        let before = rows.map(|rows| &rows[..from.min(rows.len())]);
        let before = before.unwrap_or_default();
        if list == "purposes" {
            let key = key.rsplit('.').next().unwrap_or(key);
            return before.iter().any(|row| row.contains_key(key));
        }
        !before.is_empty() || self.none.holds(list)
    }

    /// The rows of a list that the line made.
    pub(super) fn rows(&mut self, list: &'static str) -> &mut [Entry] {
        let from = self.from.get(list).copied().unwrap_or(0);
        let rows = self.lists.entry(list).or_default();
        let from = from.min(rows.len());
        &mut rows[from..]
    }

    /// Adds a row.
    pub(super) fn add(&mut self, list: &'static str, row: Entry) {
        self.lists.entry(list).or_default().push(row);
    }

    /// The rows of a list that the line made; one is made where there is none.
    pub(super) fn some_rows(&mut self, list: &'static str) -> &mut [Entry] {
        if self.rows(list).is_empty() {
            self.add(list, Entry::new());
        }
        self.rows(list)
    }

    /// Keeps a cell in the notes.
    pub(super) fn note(&mut self, cell: &ReadCell<'_>) -> Became {
        self.notes.push(cell.noted());
        Became::of(Fate::Note)
    }

    /// Takes a cell.
    pub fn take(
        &mut self,
        reading: &Reading<'_>,
        parties: &mut Parties,
        cell: &ReadCell<'_>,
    ) -> Became {
        if matches!(cell.held, CellContent::Fault(_)) {
            return self.note(cell);
        }
        let text = cell.text();
        let asks_yes = asks_yes_or_no(cell.column);
        if let Some(reason) = stated_none(text).filter(|_| cell.column.field.is_some()) {
            return self.stated_none(parties, cell, reason);
        }
        if let Some(became) = self.impersonal(reading, cell) {
            return became;
        }
        match stance(reading.words, text) {
            Stance::Blank => return Became::of(Fate::Blank),
            Stance::Open if cell.column.field.is_some() => return self.note(cell),
            // A name may begin like that: `Pending: claims`.
            Stance::Said if !is_own(cell.column) && begins_open(reading.words, text) => {
                return self.note(cell);
            }
            // What does not apply is not answered.
            Stance::None if asks_yes && does_not_apply(text) => return Became::of(Fate::Blank),
            // Some security there has to be: that there is none is no answer.
            Stance::None if cell.column.path == MEASURES => return self.note(cell),
            Stance::None if cell.column.field.is_some() && !asks_yes => {
                return self.none(reading, cell);
            }
            _ => {}
        }
        let Some(field) = &cell.column.field else {
            return self.note(cell);
        };
        if cell.column.parse.as_deref() == Some(OPTION) {
            return self.option(reading, parties, cell);
        }
        match field {
            ColumnField::Notes => self.note(cell),
            ColumnField::Reference => {
                if self.reference.is_empty() {
                    text.clone_into(&mut self.reference);
                    return Became::field("");
                }
                if self.reference == text {
                    return Became::field("");
                }
                self.note(cell)
            }
            ColumnField::Own(key) => self.own(reading, cell, key),
            ColumnField::Rows(rows) => self.row_field(reading, parties, cell, rows),
            ColumnField::Organisation(key) => self.organisation(reading, parties, cell, key),
            ColumnField::Contacts(rows) => self.contact(reading, parties, cell, rows),
        }
    }

    /// A cell that chooses what its header says.
    fn option(
        &mut self,
        reading: &Reading<'_>,
        parties: &mut Parties,
        cell: &ReadCell<'_>,
    ) -> Became {
        let Some((YesNo::Yes, beside)) = yes_or_no(reading.words, cell.text()) else {
            // That one is not chosen says nothing of the others.
            return self.note(cell);
        };
        let label = cell.column.header.rsplit(" > ").next().unwrap_or_default();
        let held = CellContent::Text(label.to_owned());
        let column = MappedColumn {
            parse: None,
            ..cell.column.clone()
        };
        let chosen = ReadCell {
            column: &column,
            place: cell.place.clone(),
            held: &held,
        };
        let became = self.take(reading, parties, &chosen);
        if !beside.is_empty() && became.fate != Fate::Note {
            self.notes.push(cell.noted());
        }
        became
    }

    /// A field of the activity itself.
    fn own(&mut self, reading: &Reading<'_>, cell: &ReadCell<'_>, key: &'static str) -> Became {
        let text = cell.text();
        let declaration = RecordKind::Activity.declaration();
        let Some(kind) = declaration
            .field(key)
            .map(|at| &declaration.fields[at].kind)
        else {
            return self.note(cell);
        };
        let parse = cell.column.parse.as_deref().unwrap_or_default();
        if parse == "yesno-column" {
            return self.header_is_answer(reading, cell, kind, key);
        }
        if let Some(number) = parse.strip_prefix("wp248-") {
            return self.criterion(reading, cell, number);
        }
        match key {
            "dpia_required" => return self.dpia(reading, cell),
            "record_status" | "state" => return self.status(reading, cell, key),
            "role" | "dpia_status" => {
                let words = if key == "role" {
                    &reading.words.activity_role
                } else {
                    &reading.words.dpia_status
                };
                let plain = plain(text);
                let done = match yes_or_no(reading.words, text) {
                    Some((YesNo::Yes, "")) if key == "dpia_status" => Some("done"),
                    Some((YesNo::No, "")) if key == "dpia_status" => Some("not_started"),
                    _ => None,
                };
                if let Some(code) = words.exact(&plain).or(done) {
                    return self.set(cell, key, json!(code), code);
                }
                let joint = reading.words.role.exact(&plain) == Some("joint_controller");
                let within = (key == "role" && joint).then_some("controller");
                let found = || words.first(&plain).map(|(code, _)| code);
                let Some(code) = within.or_else(found) else {
                    return self.note(cell);
                };
                // The words say more than the code does, as those of a joint controller.
                let became = self.set(cell, key, json!(code), code);
                if became.fate == Fate::Field {
                    self.notes.push(cell.noted());
                }
                return became;
            }
            "systems" => return self.systems(reading, cell),
            "documents" if asks_for_contract(&cell.column.header) => {
                let Some(is_signed) = contract_in(reading, &cell.column.header, text) else {
                    return self.note(cell);
                };
                self.contracts
                    .push((clean(&cell.noted(), true), is_signed, None));
                return Became::field("");
            }
            _ => {}
        }
        self.of_kind(reading, cell, key, kind)
    }

    /// A field of the activity that is read as its kind says.
    fn of_kind(
        &mut self,
        reading: &Reading<'_>,
        cell: &ReadCell<'_>,
        key: &'static str,
        kind: &FieldKind,
    ) -> Became {
        let text = cell.text();
        match kind {
            FieldKind::Text => self.set(cell, key, json!(clean(text, false)), ""),
            FieldKind::Prose => self.prose(cell, key),
            FieldKind::Texts => self.extend(
                key,
                entries(text).into_iter().map(|it| json!(clean(it, false))),
            ),
            FieldKind::Words(set) | FieldKind::Codes(set) => {
                let codes: Vec<(Option<String>, &str)> = entries(text)
                    .into_iter()
                    .map(|entry| (reading.labels.code(reading.words, set, entry), entry))
                    .collect();
                if set.closed && codes.iter().any(|(code, _)| code.is_none()) {
                    return self.note(cell);
                }
                self.extend(
                    key,
                    codes
                        .into_iter()
                        .map(|(code, entry)| json!(code.unwrap_or_else(|| clean(entry, false)))),
                )
            }
            FieldKind::Code(set) => match reading.labels.code(reading.words, set, text) {
                Some(code) => self.set(cell, key, json!(code), &code),
                None => self.note(cell),
            },
            FieldKind::Countries => self.countries(reading, cell, key),
            // “None” answers “which?” as “no” answers “whether?”; what does not apply is not answered.
            FieldKind::Flag if is_word_of_none(reading.words, text) => {
                self.set(cell, key, json!(false), "no")
            }
            FieldKind::Flag => match yes_or_no(reading.words, text) {
                Some((answer @ (YesNo::Yes | YesNo::No), beside)) => {
                    let yes = answer == YesNo::Yes;
                    let became = self.set(cell, key, json!(yes), if yes { "yes" } else { "no" });
                    if !beside.is_empty() && became.fate == Fate::Field {
                        self.notes.push(cell.noted());
                    }
                    became
                }
                _ => self.note(cell),
            },
            FieldKind::Number => match plain(text).replace(' ', "").parse::<i64>() {
                Ok(number) if number >= 0 => self.set(cell, key, json!(number), ""),
                _ => self.note(cell),
            },
            FieldKind::Date | FieldKind::Day => {
                match date(reading.words, text, reading.today, reading.dates) {
                    Some(date)
                        if matches!(kind, FieldKind::Date)
                            || matches!(date, PartialDate::Day(_)) =>
                    {
                        let iso = date.to_string();
                        self.set(cell, key, json!(iso), &iso)
                    }
                    _ => match serial_day(cell.held) {
                        Some(day) => self.set(cell, key, json!(day), &day),
                        None => self.note(cell),
                    },
                }
            }
            FieldKind::Period => match Period::from_typed(text) {
                Ok(period) => self.set(cell, key, json!(period.to_string()), &period.to_string()),
                Err(_) => self.note(cell),
            },
            FieldKind::Links => {
                let answer = yes_or_no(reading.words, text);
                if answer.is_some_and(|(_, beside)| beside.is_empty()) {
                    return self.note(cell);
                }
                let links = lines(text).into_iter().map(link);
                self.extend(key, links)
            }
            FieldKind::Link => self.set(cell, key, link(text), ""),
            _ => self.note(cell),
        }
    }

    /// Records a value where none is; another one stays in the notes.
    pub(super) fn set(
        &mut self,
        cell: &ReadCell<'_>,
        key: &str,
        value: Json,
        said: &str,
    ) -> Became {
        match self.fields.get(key) {
            Some(known) if *known == value => Became::field(said),
            Some(_) => self.note(cell),
            None => {
                self.fields.insert(key.to_owned(), value);
                Became::field(said)
            }
        }
    }

    /// Adds values to a list.
    pub(super) fn extend(&mut self, key: &str, values: impl Iterator<Item = Json>) -> Became {
        let list = self
            .fields
            .entry(key.to_owned())
            .or_insert_with(|| json!([]));
        let mut said = Vec::new();
        if let Json::Array(list) = list {
            for value in values {
                if let Json::String(text) = &value {
                    said.push(text.clone());
                }
                if !list.contains(&value) {
                    list.push(value);
                }
            }
        }
        Became::field(said.join("; "))
    }

    /// Adds a text below what stands there.
    fn prose(&mut self, cell: &ReadCell<'_>, key: &str) -> Became {
        let text = clean(&as_prose(cell.text()), true);
        let whole = match self.fields.get(key).and_then(Json::as_str) {
            Some(known) if known.contains(&text) => known.to_owned(),
            Some(known) => format!("{known}\n{text}"),
            None => text,
        };
        self.fields.insert(key.to_owned(), json!(whole));
        Became::field("")
    }

    /// How far a record has come, or whether the processing goes on: the words tell which.
    fn status(&mut self, reading: &Reading<'_>, cell: &ReadCell<'_>, key: &'static str) -> Became {
        let plain = plain(cell.text());
        let record = reading.words.record_status.exact(&plain);
        let state = reading.words.processing_state.exact(&plain);
        let chosen = match key {
            "state" => state
                .map(|code| ("state", code))
                .or(record.map(|code| ("record_status", code))),
            _ => record
                .map(|code| ("record_status", code))
                .or(state.map(|code| ("state", code))),
        };
        match chosen {
            Some((key, code)) => self.set(cell, key, json!(code), code),
            None => self.note(cell),
        }
    }

    fn systems(&mut self, reading: &Reading<'_>, cell: &ReadCell<'_>) -> Became {
        if yes_or_no(reading.words, cell.text()).is_some_and(|(_, beside)| beside.is_empty()) {
            return self.note(cell);
        }
        let (mut systems, mut countries) = (Vec::new(), Vec::new());
        for entry in entries(cell.text()) {
            let place = exact_country(reading.words, reading.law, entry);
            match place {
                Some(code) => countries.push(json!(code)),
                None => systems.push(json!(clean(entry, false))),
            }
        }
        let became = (!systems.is_empty()).then(|| self.extend("systems", systems.into_iter()));
        let named =
            (!countries.is_empty()).then(|| self.extend("countries", countries.into_iter()));
        became.or(named).unwrap_or(Became::of(Fate::Blank))
    }

    fn countries(&mut self, reading: &Reading<'_>, cell: &ReadCell<'_>, key: &str) -> Became {
        let found = places(reading.words, reading.law, cell.text());
        let codes: Vec<Json> = found
            .iter()
            .flat_map(|it| &it.countries)
            .map(|it| json!(it))
            .collect();
        if codes.is_empty() {
            return self.note(cell);
        }
        let beside = found.iter().any(|it| it.beside || it.countries.is_empty());
        let became = self.extend(key, codes.into_iter());
        if beside {
            self.notes.push(cell.noted());
        }
        became
    }

    /// A column whose header is the answer where the cell says yes.
    fn header_is_answer(
        &mut self,
        reading: &Reading<'_>,
        cell: &ReadCell<'_>,
        kind: &FieldKind,
        key: &'static str,
    ) -> Became {
        let label = last_of(&cell.column.header);
        match yes_or_no(reading.words, cell.text()) {
            Some((YesNo::Yes, beside)) => {
                if !beside.is_empty() {
                    self.notes.push(cell.noted());
                }
                if matches!(kind, FieldKind::Prose) {
                    let known = self
                        .fields
                        .get(key)
                        .and_then(Json::as_str)
                        .unwrap_or_default();
                    let whole = if known.is_empty() {
                        label.to_owned()
                    } else {
                        format!("{known}\n{label}")
                    };
                    self.fields.insert(key.to_owned(), json!(whole));
                    Became::field(label)
                } else {
                    self.extend(key, std::iter::once(json!(label)))
                }
            }
            // That a box is not ticked says nothing of the others.
            _ => self.note(cell),
        }
    }

    /// Its first purpose.
    pub(super) fn first_purpose(&self) -> Option<String> {
        let purposes = self.lists.get("purposes")?.iter();
        purposes
            .filter_map(|row| row.get("text")?.as_str())
            .map(str::to_owned)
            .next()
    }

    /// Completes what the file says only in another place: a name from the first purpose, whom a processor serves where it
    /// names nobody, and what is done for them.
    pub(super) fn complete(&mut self, served: Option<&str>) {
        let purpose = self.first_purpose();
        if !self.fields.contains_key("name")
            && let Some(purpose) = &purpose
        {
            self.fields.insert("name".to_owned(), json!(title(purpose)));
        }
        if let (Some(served), None) = (served, self.lists.get("clients")) {
            let described = Entry::from_iter([("category".to_owned(), json!(served))]);
            self.add("clients", described);
        }
        // What it is for is what is done for them.
        for row in self.lists.get_mut("clients").into_iter().flatten() {
            if let Some(purpose) = &purpose {
                let own = row.entry("processing_categories");
                own.or_insert_with(|| json!(purpose));
            }
        }
    }

    /// What it becomes as the JSON of an export; `organisation` is how the file calls the organisation that it is of.
    #[must_use]
    pub fn finish(mut self, organisation: Option<&str>, role: Option<&str>) -> Json {
        self.name_rules();
        self.tell_impersonal();
        let mut object = self.fields;
        object.retain(|_, value| *value != json!([]));
        // What it says of itself counts; the rest stands before that.
        for (key, said) in [("role", role), ("organisation", organisation)] {
            if let Some(said) = said.filter(|_| !object.contains_key(key)) {
                object.shift_insert(0, key.to_owned(), json!(said));
            }
        }
        for (list, rows) in self.lists {
            let rows: Vec<Json> = rows
                .into_iter()
                .filter(|row| !row.is_empty())
                .map(Json::Object)
                .collect();
            if !rows.is_empty() {
                object.insert(list.to_owned(), Json::Array(rows));
            }
        }
        let (none, more) = self.none.settled(&object);
        if !none.is_empty() {
            object.insert("none".to_owned(), Json::Object(none));
        }
        self.notes.extend(more);
        if !self.notes.is_empty() {
            object.insert("notes".to_owned(), json!(self.notes.join("\n")));
        }
        Json::Object(object)
    }
}

/// Whether a row says what a known one of an earlier line does: all that it says, or the same purpose.
fn is_again(list: &str, known: &Entry, row: &Entry) -> bool {
    if list == "purposes" {
        return row.contains_key("text") && row.get("text") == known.get("text");
    }
    let own = |row: &Entry| row.len() - usize::from(row.contains_key(OF_DATA));
    let mut said = row.iter().filter(|(key, _)| *key != OF_DATA);
    own(row) == own(known) && said.all(|(key, value)| known.get(key) == Some(value))
}

/// Adds to a known row what another one says of the same.
pub(super) fn join(known: &mut Entry, row: Entry) {
    for (key, value) in row {
        match value {
            Json::Array(values) => extend(known, &key, values),
            Json::String(text) if known.contains_key(&key) => append(known, &key, &text),
            value => {
                known.entry(key).or_insert(value);
            }
        }
    }
}

/// Whether a column is of the activity itself, or of nothing that is known.
const fn is_own(column: &MappedColumn) -> bool {
    matches!(
        column.field,
        None | Some(ColumnField::Own(_) | ColumnField::Notes | ColumnField::Reference)
    )
}

/// Whether a text is one word of none.
pub(super) fn is_word_of_none(words: &SheetVocabulary, text: &str) -> bool {
    let word = plain(text);
    words.none_begins.is(&word) && words.none.is(&word)
}

/// Whether a column asks for yes or no, so that *no* is no word of none there.
fn asks_yes_or_no(column: &MappedColumn) -> bool {
    let parse = column.parse.as_deref().unwrap_or_default();
    if matches!(parse, "yesno" | "special" | "yesno-column") || parse.starts_with("wp248") {
        return !matches!(&column.field, Some(ColumnField::Rows(rows)) if rows.list == "transfers");
    }
    match &column.field {
        Some(ColumnField::Own(key)) => {
            let declaration = RecordKind::Activity.declaration();
            let kind = declaration
                .field(key)
                .map(|at| &declaration.fields[at].kind);
            matches!(kind, Some(FieldKind::Flag | FieldKind::Code(_)))
        }
        Some(ColumnField::Rows(rows)) => matches!(
            (rows.list, rows.key),
            ("data_categories" | "retention", Some("kind"))
        ),
        _ => false,
    }
}

/// The last part of a header with groups: `Details - Persons - Employees`.
pub(super) fn last_of(header: &str) -> &str {
    let last = header.rsplit(" > ").next().unwrap_or(header);
    last.rsplit(" - ").next().unwrap_or(last).trim()
}

/// A link: an address, or the title of a document.
pub(super) fn link(text: &str) -> Json {
    let text = clean(text, false);
    let is_address = text.contains("://")
        || text.starts_with("www.")
        || text.starts_with('/')
        || text.contains(":\\");
    if is_address && !text.contains(' ') {
        return json!({ "address": text });
    }
    let address = text.split(' ').find(|word| word.contains("://"));
    match address {
        Some(address) => {
            let title = text.replace(address, "");
            json!({ "title": title.trim(), "address": address })
        }
        None => json!({ "title": text }),
    }
}

/// The entries of a cell that are numbered, as `1: …  2: …`.
pub(super) fn by_number(text: &str) -> Vec<(u32, &str)> {
    text.lines().filter_map(numbered).collect()
}

/// The longest title that is made of a purpose.
const LONGEST_TITLE: usize = 120;

/// A purpose as the name of an activity that has none.
fn title(purpose: &str) -> String {
    let line = purpose.lines().next().unwrap_or_default();
    let mut title: String = line.chars().take(LONGEST_TITLE).collect();
    if line.chars().count() > LONGEST_TITLE {
        title.push('…');
    }
    title
}
