//! The whole document for an auditor: front page, our organisations, the three parts, and the lists behind them.

use std::collections::HashMap;
use std::fmt::Write as _;

use chrono::NaiveDate;

use super::escape::{self, Place, slug};
use super::phrase::{Phrases, demanded};
use super::plan::Part;
use super::record::{end_block, heading, labelled, write_lines};
use crate::domain::codes::Choice;
use crate::domain::field::{Answer, Declared, Record, RecordKind, Section};
use crate::domain::records::{Activity, Holding, Organisation, RegisterData, Transfer};
use crate::domain::register::Register;
use crate::domain::value::{FieldKind, Id};
use crate::due::standing::Standing;
use crate::exchange::disposal::{self, Entry, lateness};
use crate::exchange::selection::{Profile, Selection, select};
use crate::law::Lexicon;

/// The document of a register, or of the part of it that is asked for, as it stands on a day.
///
/// The bytes depend on these arguments only. `made_with` names the program and its version.
#[must_use]
pub fn document(
    lexicon: &Lexicon,
    register: &Register,
    as_of: NaiveDate,
    selection: &Selection,
    made_with: &str,
) -> String {
    let selected = select(register, selection);
    let mut phrases = Phrases::new(lexicon, &selected, selection);
    phrases.day = as_of;
    let mut document = Document::new(&phrases);
    document.front(as_of, made_with, register);
    end_block(&mut document.out);
    let front = std::mem::take(&mut document.out);
    document.ours();
    for part in Part::ALL {
        document.part(part);
    }
    document.others();
    document.records("export.agreements", RecordKind::Agreement);
    document.transfers();
    document.records("export.schedules", RecordKind::Schedule);
    document.disposal_log();
    document.records("export.measures", RecordKind::Measure);
    document.records("export.waivers", RecordKind::Waiver);
    let contents = document.contents(&front);
    super::finish(front + &contents + &document.out)
}

/// A document being written.
struct Document<'a> {
    phrases: &'a Phrases<'a>,
    register: &'a Register,
    activities: [Vec<&'a Activity>; 3],
    anchors: HashMap<Id, String>,
    out: String,
}

impl<'a> Document<'a> {
    fn new(phrases: &'a Phrases<'a>) -> Self {
        let register = phrases.register;
        let mut activities: [Vec<&Activity>; 3] = Default::default();
        for activity in &register.activities {
            activities[Part::of(activity).index()].push(activity);
        }
        let mut document = Self {
            phrases,
            register,
            activities,
            anchors: HashMap::new(),
            out: String::new(),
        };
        document.find_anchors();
        document
    }

    /// The addresses of the activities' headings; a later one of the same name gets a number, as renderers do it.
    fn find_anchors(&mut self) {
        let mut seen: HashMap<String, usize> = HashMap::new();
        for activity in self.activities.iter().flatten() {
            let mut anchor = slug(&self.phrases.heading_of(*activity));
            let times = seen.entry(anchor.clone()).or_insert(0);
            if *times > 0 {
                let _ = write!(anchor, "-{times}");
            }
            *times += 1;
            self.anchors.insert(activity.head.id, anchor);
        }
    }

    fn word(&self, key: &'a str) -> &'a str {
        self.phrases.lexicon.words.get(key)
    }

    fn front(&mut self, as_of: NaiveDate, made_with: &str, whole: &Register) {
        let words = &self.phrases.lexicon.words;
        let title = self.register.about.title.as_deref();
        let title = title.unwrap_or_else(|| words.get("export.untitled"));
        heading(&mut self.out, 1, &escape::text(title, Place::Line));
        let _ = write!(self.out, "{}\n\n", words.get("export.subtitle"));
        if self.phrases.selection.profile == Profile::Public {
            let _ = write!(
                self.out,
                "> **{}** {}\n\n",
                words.get("export.public_note"),
                words.get("export.public_left_out")
            );
        }
        labelled(
            &mut self.out,
            words.get("export.as_of"),
            &self.phrases.exact(as_of),
        );
        let mark = &self.register.mark;
        let short: String = mark.hash.chars().take(12).collect();
        let number = mark.number.to_string();
        let hash = code_span(&short);
        let details = [
            ("number", number.as_str()),
            ("hash", hash.as_str()),
            ("at", mark.at.as_str()),
        ];
        let state = match (mark.number, mark.at.is_empty()) {
            (0, _) => words.get("export.state_unsaved").to_owned(),
            (_, true) => words.fill("export.state_change", &details),
            (_, false) => words.fill("export.state_made", &details),
        };
        labelled(&mut self.out, words.get("export.state"), &state);
        if !mark.hash.is_empty() {
            labelled(
                &mut self.out,
                words.get("export.full_hash"),
                &code_span(&mark.hash),
            );
        }
        let about: &dyn Record = &self.register.about;
        for (index, field) in RegisterData::DECLARATION.fields.iter().enumerate() {
            if field.key != "title" && !about.get(index).is_empty() {
                let mut value = String::new();
                let place = (Place::Block(2), true);
                self.phrases
                    .write_value(&mut value, about, &field.kind, &about.get(index), place);
                let label = self.phrases.label(RecordKind::RegisterData, field.key);
                labelled(&mut self.out, &label, &value);
            }
        }
        let language = crate::domain::codes::ContentLanguage::SET;
        let language = words.code(&language, words.language().code());
        labelled(
            &mut self.out,
            words.get("export.document_language"),
            language,
        );
        let options = self.options(whole);
        labelled(&mut self.out, words.get("export.holds"), &options);
        let [controller, processor, other] = &self.activities;
        let count = |list: &Vec<&Activity>| list.len().to_string();
        let (controller, processor, other) = (count(controller), count(processor), count(other));
        let counts = [
            ("controller", controller.as_str()),
            ("processor", processor.as_str()),
            ("other", other.as_str()),
        ];
        labelled(
            &mut self.out,
            words.get("export.records"),
            &words.fill("export.counts", &counts),
        );
        let made_with = escape::text(made_with, Place::Line);
        labelled(&mut self.out, words.get("export.made_with"), &made_with);
        let _ = write!(self.out, "\n{}\n", words.get("export.legend"));
    }

    /// What was asked for, in words.
    fn options(&self, whole: &Register) -> String {
        let (words, selection) = (&self.phrases.lexicon.words, self.phrases.selection);
        let mut parts = Vec::new();
        if let Some(role) = selection.role {
            let role = words.code(&crate::domain::codes::ActivityRole::SET, role.code());
            parts.push(words.fill("export.only_role", &[("role", role)]));
        }
        let named = |id: Id| {
            whole.get(id).map_or_else(String::new, |record| {
                escape::text(&self.phrases.heading_of(record), Place::Line)
            })
        };
        if let Some(id) = selection.organisation {
            let details = [("organisation", &*named(id))];
            parts.push(words.fill("export.only_organisation", &details));
        }
        if !selection.activities.is_empty() {
            let named: Vec<String> = selection.activities.iter().map(|id| named(*id)).collect();
            let named = named.join(", ");
            parts.push(words.fill("export.only_activities", &[("references", &*named)]));
        }
        if parts.is_empty() {
            parts.push(words.get("export.whole").to_owned());
        }
        parts.join("; ")
    }

    /// The headings of the second level, as links. Renderers number headings of the same name, so all are counted.
    fn contents(&self, front: &str) -> String {
        let mut out = String::new();
        heading(&mut out, 2, self.word("export.contents"));
        // A line of the register's text never starts with a number sign: it is escaped there.
        let lines = front.lines().chain(out.lines()).chain(self.out.lines());
        let headings: Vec<&str> = lines.filter(|line| line.starts_with('#')).collect();
        let titled = |line: &&'_ str| line.strip_prefix("## ").map(str::to_owned);
        let mut seen: HashMap<String, usize> = (headings.iter().filter_map(titled))
            .map(|title| (title, 0))
            .collect();
        let mut entries = Vec::new();
        for line in headings {
            let title = line.trim_start_matches('#').trim_start();
            let Some(times) = seen.get_mut(title) else {
                continue;
            };
            if line.starts_with("## ") {
                let mut anchor = slug(title);
                if *times > 0 {
                    let _ = write!(anchor, "-{times}");
                }
                entries.push(format!("- [{title}](#{anchor})\n"));
            }
            *times += 1;
        }
        // The first is the heading of the contents themselves.
        out.extend(entries.into_iter().skip(1));
        end_block(&mut out);
        out
    }

    fn ours(&mut self) {
        let title = self.word("export.ours");
        heading(&mut self.out, 2, title);
        if self.register.ours().next().is_none() {
            let none = self.word("export.no_ours");
            let _ = writeln!(self.out, "{none}");
        }
        for organisation in self.register.ours() {
            self.phrases.write_record(&mut self.out, organisation, 3);
        }
    }

    fn part(&mut self, part: Part) {
        let title = self.word(part.key());
        heading(&mut self.out, 2, title);
        let activities = std::mem::take(&mut self.activities[part.index()]);
        if part == Part::Other && !activities.is_empty() {
            let note = self.word("export.part_other_note");
            let _ = write!(self.out, "{note}\n\n");
        }
        if activities.is_empty() {
            let none = self.word("export.no_records");
            let _ = writeln!(self.out, "{none}");
            return;
        }
        self.overview(part, &activities);
        for activity in &activities {
            self.phrases.write_record(&mut self.out, *activity, 3);
        }
        self.activities[part.index()] = activities;
    }

    /// The records of a part as a table: what is answered by one word each.
    fn overview(&mut self, part: Part, activities: &[&Activity]) {
        let declaration = Activity::DECLARATION;
        let fields = declaration.fields.iter().enumerate();
        // The name leads to the record; beside it stand its organisation and its states.
        let columns: Vec<usize> = fields
            .filter(|(_, field)| {
                matches!(field.kind, FieldKind::Code(_) | FieldKind::Ref(_))
                    && matches!(field.section, Section::Identity | Section::Review)
                    && (field.key != "role" || part == Part::Other)
            })
            .map(|(index, _)| index)
            .filter(|index| {
                activities
                    .iter()
                    .any(|activity| !(*activity as &dyn Record).get(*index).is_empty())
            })
            .collect();
        let words = &self.phrases.lexicon.words;
        let mut header = vec![words.label(RecordKind::Activity, "ref").to_owned()];
        header.push(words.label(RecordKind::Activity, "name").to_owned());
        let labels = columns.iter().map(|field| declaration.fields[*field].key);
        header.extend(labels.map(|key| words.label(RecordKind::Activity, key).to_owned()));
        let lines = activities.iter().map(|activity| {
            let record: &dyn Record = *activity;
            let name = activity.name.as_deref().map_or_else(
                || self.phrases.gap(),
                |name| escape::text(name, Place::Cell),
            );
            let reference = escape::text(&activity.head.reference, Place::Cell);
            let anchor = self
                .anchors
                .get(&activity.head.id)
                .map_or("", String::as_str);
            let mut cells = vec![reference, format!("[{name}](#{anchor})")];
            cells.extend(columns.iter().map(|field| self.short_cell(record, *field)));
            cells
        });
        let mut table = String::new();
        write_lines(&mut table, &header, lines);
        end_block(&mut self.out);
        self.out.push_str(&table);
    }

    /// A field in a table over many records: a reference as its title alone.
    fn short_cell(&self, record: &dyn Record, field: usize) -> String {
        let meta = &record.declaration().fields[field];
        if meta.key == "record_status" {
            // Whether the record still is as it was approved stands here too.
            let cell = self.phrases.lexicon.cell(self.register, record, meta.key);
            if !cell.is_empty() && cell != "–" {
                return escape::text(&cell, Place::Cell);
            }
        }
        match self.phrases.answer(record, field).0 {
            Answer::Recorded(value) => {
                let mut out = String::new();
                let place = (Place::Cell, false);
                self.phrases
                    .write_value(&mut out, record, &meta.kind, &value, place);
                out
            }
            Answer::None(reason) => self.phrases.none(&reason, Place::Cell),
            Answer::NotRecorded if record.is_redacted(meta.key) => {
                let told = self.phrases.taken_out(record, meta.key, Place::Cell);
                told.unwrap_or_default()
            }
            Answer::NotRecorded if self.phrases.is_gap(record, record, meta) => self.phrases.gap(),
            Answer::NotRecorded => String::new(),
        }
    }

    fn foreign(&self) -> impl Iterator<Item = &'a Organisation> + use<'a> {
        let organisations = self.register.organisations.iter();
        organisations.filter(|organisation| organisation.ours != Some(true))
    }

    fn others(&mut self) {
        let mut foreign = self.foreign().peekable();
        if foreign.peek().is_none() {
            return;
        }
        let title = self.word("export.organisations");
        heading(&mut self.out, 2, title);
        for organisation in foreign {
            self.phrases.write_record(&mut self.out, organisation, 3);
        }
    }

    /// All records of a kind, one below the other.
    fn records(&mut self, key: &'static str, kind: RecordKind) {
        let shown = kind != RecordKind::Waiver || !self.register.waivers.is_empty();
        if !shown || self.register.count(kind) == 0 {
            return;
        }
        let title = self.word(key);
        heading(&mut self.out, 2, title);
        for record in self.register.records(kind) {
            self.phrases.write_record(&mut self.out, record, 3);
        }
    }

    fn has_transfers(&self) -> bool {
        let mut activities = self.register.activities.iter();
        activities.any(|activity| !activity.transfers.is_empty())
    }

    /// The transfers of all records, part by part.
    fn transfers(&mut self) {
        if !self.has_transfers() {
            return;
        }
        let title = self.word("export.transfers");
        heading(&mut self.out, 2, title);
        let declaration = Transfer::DECLARATION;
        let fields = declaration.fields.iter().enumerate();
        // Where the transfer goes stands first: a country or an international organisation.
        let columns: Vec<usize> = fields
            .filter(|(_, field)| demanded(field.need) && !matches!(field.kind, FieldKind::Country))
            .map(|(index, _)| index)
            .collect();
        let mut header = vec![self.word("export.activity").to_owned()];
        header.push(self.word("export.destination").to_owned());
        let labels = columns.iter().map(|field| declaration.fields[*field].key);
        header.extend(labels.map(|key| self.phrases.label(RecordKind::Transfer, key).to_string()));
        for part in Part::ALL {
            let activities = &self.activities[part.index()];
            let mut lines = Vec::new();
            for activity in activities {
                for transfer in &activity.transfers {
                    // Without a destination the title of the row would be that of a recipient.
                    let known =
                        transfer.country.is_some() || transfer.international_organisation.is_some();
                    let goes_to = if known {
                        let title = self.phrases.lexicon.title(self.register, transfer);
                        escape::text(&title, Place::Cell)
                    } else {
                        let country = declaration.field("country").unwrap_or_default();
                        self.phrases.cell(*activity, transfer, country)
                    };
                    let reference = escape::text(&transfer.head.reference, Place::Cell);
                    let destination = if goes_to.is_empty() {
                        reference
                    } else {
                        format!("{goes_to} ({reference})")
                    };
                    let mut cells = vec![self.link(activity), destination];
                    let more = columns.iter().map(|field| {
                        let mut out = String::new();
                        let row: &dyn Record = transfer;
                        let value = row.get(*field);
                        let meta = &declaration.fields[*field];
                        if value.is_empty() {
                            return self.phrases.cell(*activity, row, *field);
                        }
                        let place = (Place::Cell, false);
                        self.phrases
                            .write_value(&mut out, *activity, &meta.kind, &value, place);
                        out
                    });
                    cells.extend(more);
                    lines.push(cells);
                }
            }
            if !lines.is_empty() {
                let title = self.word(part.key());
                heading(&mut self.out, 3, title);
                write_lines(&mut self.out, &header, lines.into_iter());
            }
        }
    }

    /// A record as a link to its heading.
    fn link(&self, activity: &Activity) -> String {
        let title = escape::text(&self.phrases.heading_of(activity), Place::Cell);
        let anchor = self
            .anchors
            .get(&activity.head.id)
            .map_or("", String::as_str);
        format!("[{title}](#{anchor})")
    }

    fn has_disposed(&self) -> bool {
        let rules = self
            .register
            .activities
            .iter()
            .flat_map(|activity| &activity.retention);
        rules
            .flat_map(|rule| &rule.holdings)
            .any(|holding| holding.disposed_on.is_some())
    }

    /// Every batch that was disposed of, with the proof.
    fn disposal_log(&mut self) {
        if !self.has_disposed() {
            return;
        }
        let title = disposal::title(
            self.register,
            self.phrases.lexicon,
            &disposal::Stretch::default(),
        );
        heading(&mut self.out, 2, &title);
        let declaration = Holding::DECLARATION;
        let fields = declaration.fields.iter().enumerate();
        let disposed = (self.activities.iter().flatten())
            .flat_map(|activity| &activity.retention)
            .flat_map(|rule| &rule.holdings)
            .filter(|holding| holding.disposed_on.is_some());
        // What nothing is said of in any line needs no column.
        let spare = |key: &str| matches!(key, "witness" | "extent" | "early_because");
        let columns: Vec<usize> = fields
            .filter(|(_, field)| field.section == Section::Disposal)
            .filter(|(_, field)| {
                let said = |holding: &Holding| {
                    (holding as &dyn Record).answer(field.key) != Answer::NotRecorded
                };
                !spare(field.key) || disposed.clone().any(said)
            })
            .map(|(index, _)| index)
            .collect();
        let mut header = vec![self.word("export.activity").to_owned()];
        header.push(self.word("export.rule").to_owned());
        header.push(self.word("disposal.column.law").to_owned());
        let labels = columns.iter().map(|field| declaration.fields[*field].key);
        header.extend(labels.map(|key| self.phrases.label(RecordKind::Holding, key).to_string()));
        header.push(self.word("disposal.column.late").to_owned());
        let journal = self.register.changes.is_some();
        if journal {
            header.push(self.word("disposal.column.change").to_owned());
        }
        let mut lines = Vec::new();
        for activity in self.activities.iter().flatten() {
            for rule in &activity.retention {
                let law = self.register.counting(rule).law.join("; ");
                let disposed = rule
                    .holdings
                    .iter()
                    .filter(|holding| holding.disposed_on.is_some());
                for holding in disposed {
                    let title = self.phrases.lexicon.title(self.register, rule);
                    let mut cells = vec![
                        self.link(activity),
                        escape::text(&title, Place::Cell),
                        escape::text(&law, Place::Cell),
                    ];
                    for field in &columns {
                        cells.push(match declaration.fields[*field].kind {
                            FieldKind::Computed => {
                                let kept = self.phrases.keep_through(Some(rule), holding);
                                escape::text(&kept.unwrap_or_default(), Place::Cell)
                            }
                            _ => self.phrases.cell(*activity, holding, *field),
                        });
                    }
                    let late = holding.disposed_on.map(|on| Entry {
                        on: on.last_day(),
                        activity,
                        standing: Standing::new(self.register, rule, holding),
                    });
                    if let Some(entry) = late {
                        let lexicon = self.phrases.lexicon;
                        cells.push(escape::text(&lateness(lexicon, &entry), Place::Cell));
                        if journal {
                            let proof = disposal::proof(self.register, lexicon, &entry);
                            cells.push(escape::text(&proof, Place::Cell));
                        }
                    }
                    lines.push(cells);
                }
            }
        }
        write_lines(&mut self.out, &header, lines.into_iter());
    }
}

/// Text that holds nothing but letters and digits, as code.
fn code_span(text: &str) -> String {
    if text.bytes().all(|byte| byte.is_ascii_alphanumeric()) && !text.is_empty() {
        format!("`{text}`")
    } else {
        escape::text(text, Place::Line)
    }
}
