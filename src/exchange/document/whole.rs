//! The whole document for an auditor: front page, our organisations, the three parts, and what stands behind them.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use chrono::NaiveDate;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::answered::{Anchors, Phrases};
use super::apart::{of_each, put_cards};
use super::block::{Block, DocumentOutline, ListPoint, Sink, slug};
use super::glance;
use super::inline::{Anchor, Inline, Inlines, one_line};
use super::letters::DocumentPart;
use super::pictures;
use super::points::OpenPoints;
use super::record::labelled;
use crate::domain::codes::{Choice, LANGUAGE};
use crate::domain::field::{Declared, Record};
use crate::domain::kind::RecordKind;
use crate::domain::records::{Activity, Organisation, RegisterData};
use crate::domain::register::Register;
use crate::domain::value::Id;
use crate::exchange::selection::{Profile, Selection, shown};
use crate::labels::Lexicon;

/// The document of a register, or of the part of it that is asked for, as it stands on a day, block by block.
///
/// What is said depends on these arguments only. `made_with` names the program and its version.
pub fn write(
    lexicon: &Lexicon,
    register: &Register,
    as_of: NaiveDate,
    selection: &Selection,
    made_with: &str,
    out: &mut dyn Sink,
) {
    let selected = shown(register, selection);
    let mut phrases = Phrases::new(lexicon, &selected, selection);
    phrases.day = as_of;
    if !selection.arrangement.only_glance {
        let (anchors, headings) = anchors(&phrases);
        (phrases.anchors, phrases.headings) = (anchors.into(), headings.into());
    }
    phrases.shares = selected.activities.len() != 1;
    let points = (selection.shows_open_points()).then(|| OpenPoints::of(&phrases, register));
    phrases.open_points = points.as_ref().map(OpenPoints::by_record);
    let points = points.map(|points| points.blocks(&phrases));
    // Bars compare: of one activity there is nothing to compare.
    let draws = out.draws() && !selection.arrangement.only_glance && phrases.shares;
    let pictures = draws.then(|| pictures::blocks(&phrases));
    let whole = DocumentContent {
        as_of,
        register,
        pictures: pictures.as_deref().unwrap_or_default(),
        points: points.as_deref(),
        made_with,
        disposal_title: OnceCell::new(),
    };
    if out.foresees() && !selection.arrangement.only_glance {
        out.foresee(whole.outline(&phrases));
    }
    WholeDocument::new(&phrases, out).all(&whole);
}

/// What a whole document is made of, beside its phrases.
pub(super) struct DocumentContent<'a> {
    as_of: NaiveDate,
    register: &'a Register,
    /// The pictures, where they are drawn.
    pictures: &'a [Block],
    /// What is said of open points, where they are printed.
    points: Option<&'a [Block]>,
    made_with: &'a str,
    /// What the log of disposals is called, which counts them all.
    pub(super) disposal_title: OnceCell<Inlines>,
}

impl DocumentContent<'_> {
    /// The headings of the document, with those inside its cards that another is called like: renderers number them.
    fn outline(&self, phrases: &Phrases<'_>) -> DocumentOutline {
        let mut outline = DocumentOutline::default();
        WholeDocument::new(phrases, &mut outline).all(self);
        let slugs = outline.headings.iter();
        let slugs = slugs.map(|listed| slug(&listed.heading.text.plain()));
        let names: HashSet<String> = slugs.collect();
        let mut outline = DocumentOutline::default();
        let mut document = WholeDocument::new(phrases, &mut outline);
        document.named = Some(&names);
        document.all(self);
        outline
    }
}

/// The level of the headings of cards.
const LEVEL: u8 = 3;

/// How many digits of a hash stand for it.
pub(super) const DIGITS: usize = 12;

/// How many of our organisations the front page names.
const FRONT: usize = 12;

/// The activities of each part.
fn by_part(register: &Register) -> [Vec<&Activity>; 3] {
    let mut activities: [Vec<&Activity>; 3] = Default::default();
    for activity in &register.activities {
        activities[DocumentPart::of(activity).index()].push(activity);
    }
    activities
}

/// The addresses of the records' headings, in the order in which they are written, and the headings; a later one of the
/// same name gets a number, as renderers do it.
fn anchors(phrases: &Phrases<'_>) -> (Anchors, FxHashMap<Id, SmolStr>) {
    let register = phrases.register;
    let parts = by_part(register);
    let ours = register.ours().map(|record| record as &dyn Record);
    let activities = parts.iter().flatten().map(|record| *record as &dyn Record);
    let others = foreign(register).map(|record| record as &dyn Record);
    let lists = LISTS.into_iter().flat_map(|kind| register.records(kind));
    let mut seen: HashMap<String, usize> = HashMap::new();
    let records: Vec<&dyn Record> = (ours.chain(activities).chain(others).chain(lists)).collect();
    let made = of_each(phrases, &records, |phrases, record| {
        let heading = phrases.heading_of(*record);
        let name = slug(&heading);
        (heading, name)
    });
    let (mut anchors, mut headings) = (Anchors::default(), FxHashMap::default());
    for (record, (heading, mut name)) in records.into_iter().zip(made) {
        let times = seen.entry(name.clone()).or_insert(0);
        if *times > 0 {
            let _ = write!(name, "-{times}");
        }
        *times += 1;
        let (record, name) = (record.id(), name.into());
        headings.insert(record, heading);
        anchors.insert(record, Anchor { record, name });
    }
    (anchors, headings)
}

/// The organisations that are not ours.
fn foreign(register: &Register) -> impl Iterator<Item = &Organisation> {
    let organisations = register.organisations.iter();
    organisations.filter(|organisation| organisation.ours != Some(true))
}

/// The kinds of records behind the activities and the organisations, in the order of their lists.
const LISTS: [RecordKind; 3] = [
    RecordKind::Agreement,
    RecordKind::Schedule,
    RecordKind::Measure,
];

/// A document being written.
pub(super) struct WholeDocument<'a, 's> {
    pub(super) phrases: &'a Phrases<'a>,
    pub(super) register: &'a Register,
    pub(super) activities: [Vec<&'a Activity>; 3],
    pub(super) out: &'s mut dyn Sink,
    /// The names that headings inside cards are looked for by, where headings alone are asked for.
    named: Option<&'s HashSet<String>>,
}

impl<'a, 's> WholeDocument<'a, 's> {
    fn new(phrases: &'a Phrases<'a>, out: &'s mut dyn Sink) -> Self {
        let register = phrases.register;
        Self {
            phrases,
            register,
            activities: by_part(register),
            out,
            named: None,
        }
    }

    /// The document from its front page to where it comes from.
    fn all(&mut self, whole: &DocumentContent<'_>) {
        self.front(whole.as_of, whole.register);
        if self.phrases.selection.arrangement.only_glance {
            self.glance();
            return;
        }
        let contents = self.phrases.lexicon.words.get("export.contents");
        self.put(Block::Contents(contents.into()));
        self.glance();
        if !whole.pictures.is_empty() {
            self.put_section("export.pictures");
            for picture in whole.pictures {
                self.put(picture.clone());
            }
        }
        if let Some(points) = whole.points {
            self.put_section("export.points");
            for block in points {
                self.put(block.clone());
            }
            self.records("export.waivers", RecordKind::Waiver);
        }
        self.ours();
        for part in DocumentPart::ALL {
            self.part(part);
        }
        self.others();
        self.records("export.agreements", RecordKind::Agreement);
        self.transfers();
        self.records("export.schedules", RecordKind::Schedule);
        self.disposal_log(whole);
        self.records("export.measures", RecordKind::Measure);
        self.articles();
        self.provenance(whole.made_with);
    }

    pub(super) fn put(&mut self, block: Block) {
        self.out.put(block);
    }

    /// Records as cards, by all cores where there are many.
    fn put_cards(&mut self, records: &[&dyn Record], page_each: bool) {
        if put_cards(self.out, self.phrases, records, LEVEL, page_each) {
            return;
        }
        for record in records {
            if !self.out.goes_on() {
                return;
            }
            if page_each {
                self.put(Block::NewPage);
            }
            self.put_card(*record);
        }
    }

    /// A record as a card; its heading alone, with those of its headings that are looked for, where more is not asked for.
    fn put_card(&mut self, record: &dyn Record) {
        let card = if self.out.lists_only() {
            self.phrases.headings(record, LEVEL, self.named)
        } else {
            self.phrases.card(record, LEVEL)
        };
        self.put(Block::Card(card));
    }

    pub(super) fn put_section(&mut self, key: &'a str) {
        let title = self.word(key);
        self.put(Block::heading(2, title));
    }

    pub(super) fn word(&self, key: &'a str) -> &'a str {
        self.phrases.lexicon.words.get(key)
    }

    /// Who, as of when, how many: what a reader who has a minute needs.
    fn front(&mut self, as_of: NaiveDate, whole: &Register) {
        let words = &self.phrases.lexicon.words;
        let title = self.phrases.lexicon.title_of(self.register);
        let title = title.unwrap_or_else(|| words.get("export.untitled").to_owned());
        self.out.put(Block::heading(1, title));
        let running = format!("{as_of} · {}", self.state(false).plain());
        self.out.put(Block::Running(running.into()));
        self.out.put(Block::paragraph(words.get("export.subtitle")));
        let left_out = match self.phrases.selection.profile {
            Profile::Full => None,
            Profile::Authority => Some(("export.authority_note", "export.authority_left_out")),
            Profile::Public => Some(("export.public_note", "export.public_left_out")),
        };
        if let Some((version, left_out)) = left_out {
            let note = Inlines::from(Inline::strong(words.get(version)))
                .and_text(" ")
                .and_text(words.get(left_out));
            self.out.put(Block::Note(note));
        }
        let mut items = vec![labelled(
            words.get("export.as_of"),
            self.phrases.exact(as_of),
        )];
        self.put_ours(&mut items);
        let [controller, processor, other] = &self.activities;
        let count = |list: &Vec<&Activity>| list.len().to_string();
        let (controller, processor, other) = (count(controller), count(processor), count(other));
        let counts = [
            ("controller", controller.as_str()),
            ("processor", processor.as_str()),
            ("other", other.as_str()),
        ];
        let counts = words.fill("export.counts", &counts);
        items.push(labelled(words.get("export.records"), counts));
        items.push(labelled(words.get("export.holds"), self.options(whole)));
        items.push(labelled(words.get("export.state"), self.state(false)));
        self.out.put_items(items);
        self.out.put(Block::paragraph(words.get("export.legend")));
    }

    /// Our organisations with their representatives and officers, those of several said once.
    fn put_ours(&self, out: &mut Vec<ListPoint>) {
        let words = &self.phrases.lexicon.words;
        let mut names = Vec::new();
        let mut officers: Vec<(ListPoint, Vec<&str>)> = Vec::new();
        for organisation in self.register.ours() {
            names.push(ListPoint::new(self.phrases.heading_of(organisation)));
            let mut here = Vec::new();
            let id = organisation.head.id;
            self.phrases.put_officers(&mut here, Some(id));
            for officer in here {
                let reference = organisation.head.reference.as_str();
                match officers.iter_mut().find(|(known, _)| *known == officer) {
                    Some((_, of)) => of.push(reference),
                    None => officers.push((officer, vec![reference])),
                }
            }
        }
        let more = names.len().saturating_sub(FRONT);
        names.truncate(FRONT);
        if more > 0 {
            let more = words.fill("export.front_more", &[("n", &more.to_string())]);
            names.push(ListPoint::new(more));
        }
        let several = names.len() > 1;
        if several {
            out.push(ListPoint {
                text: Inline::strong(words.get("export.front_ours")).into(),
                items: names,
            });
        } else if let Some(name) = names.pop() {
            out.push(labelled(words.get("export.front_ours"), name.text));
        }
        for (mut officer, of) in officers {
            if several {
                officer.text.push_text(format!(" ({})", of.join(", ")));
            }
            out.push(officer);
        }
    }

    /// Which change set the document was made at, with its instant where it is asked for.
    fn state(&self, instant: bool) -> Inlines {
        let words = &self.phrases.lexicon.words;
        let mark = &self.register.mark;
        let short: String = mark.hash.chars().take(DIGITS).collect();
        let details = [
            ("number", Inline::text(&mark.number.to_string())),
            ("hash", Inline::code(&short)),
            ("at", Inline::text(&mark.at)),
        ];
        match (mark.number, instant && !mark.at.is_empty()) {
            (0, _) => words.get("export.state_unsaved").into(),
            (_, false) => Inlines::filled(words.get("export.state_change"), &details),
            (_, true) => Inlines::filled(words.get("export.state_made"), &details),
        }
    }

    /// What proves where the document comes from.
    fn provenance(&mut self, made_with: &str) {
        self.put_section("export.provenance");
        if self.out.lists_only() {
            return;
        }
        let words = &self.phrases.lexicon.words;
        let mark = &self.register.mark;
        let mut items = vec![labelled(words.get("export.state"), self.state(true))];
        if !mark.hash.is_empty() {
            let hash = Inline::code(&mark.hash);
            items.push(labelled(words.get("export.full_hash"), hash));
        }
        let about: &dyn Record = &self.register.about;
        for (index, field) in RegisterData::DECLARATION.fields.iter().enumerate() {
            let value = about.get(index);
            let withheld = self.phrases.withholds(about, field.key);
            if field.key != "title" && !value.is_empty() && !withheld {
                let label = self.phrases.label(RecordKind::RegisterData, field.key);
                let value = self.phrases.value(about, &field.kind, &value, true);
                items.push(labelled(label, value));
            }
        }
        let language = words.code(&LANGUAGE, words.language().code());
        items.push(labelled(words.get("export.document_language"), language));
        items.push(labelled(words.get("export.made_with"), made_with));
        let law = &self.phrases.lexicon.law;
        let known_to = self.phrases.exact(law.known_to());
        items.push(labelled(words.get("export.law_known_to"), known_to));
        self.out.put_items(items);
    }

    /// Which provision asks for each item: said once here, and not in every record.
    fn articles(&mut self) {
        if !self.phrases.shares {
            return;
        }
        let words = &self.phrases.lexicon.words;
        let mut present: HashSet<RecordKind> = HashSet::new();
        for record in self.register.all_records() {
            note_kinds(record, &mut present);
        }
        let mut items = Vec::new();
        for kind in RecordKind::ALL.iter().copied() {
            let fields = kind.declaration().fields.iter();
            let cited = fields.filter(|field| !self.phrases.selection.leaves_out(kind, field.key));
            let cited: Vec<String> = cited
                .filter(|field| !field.provision.is_empty())
                .map(|field| {
                    let label = self.phrases.label(kind, field.key);
                    format!("{label}{}", self.phrases.cited(field.provision, false))
                })
                .collect();
            if present.contains(&kind) && !cited.is_empty() {
                items.push(labelled(words.many(kind), cited.join("; ")));
            }
        }
        if items.is_empty() {
            return;
        }
        self.put_section("export.articles");
        self.out.put_items(items);
    }

    /// The register at a glance, part by part.
    fn glance(&mut self) {
        if self.register.activities.is_empty() {
            return;
        }
        self.put_section("export.glance");
        for part in DocumentPart::ALL {
            let activities = std::mem::take(&mut self.activities[part.index()]);
            if !activities.is_empty() {
                let title = self.word(part.short_key());
                self.put(Block::heading(3, title));
            }
            if !activities.is_empty() && !self.out.lists_only() {
                glance::put_tables(self.out, self.phrases, part, &activities);
            }
            self.activities[part.index()] = activities;
        }
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
                one_line(&self.phrases.made_heading(record)).into_owned()
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
            parts.push(words.get("export.all_activities").to_owned());
        }
        parts.push(
            words
                .get(match selection.profile {
                    Profile::Full => "export.in_full",
                    Profile::Authority => "export.in_authority",
                    Profile::Public => "export.in_public",
                })
                .to_owned(),
        );
        parts.join("; ")
    }

    fn ours(&mut self) {
        let filters = self.phrases.selection.filters();
        if filters && self.register.ours().next().is_none() {
            return;
        }
        self.put_section("export.ours");
        if self.register.ours().next().is_none() {
            let none = self.word("export.no_ours");
            self.put(Block::paragraph(none));
        }
        let ours: Vec<&dyn Record> = self.register.ours().map(|it| it as &dyn Record).collect();
        self.put_cards(&ours, false);
    }

    fn part(&mut self, part: DocumentPart) {
        // That a part of the register is empty is an answer; that nothing of it was asked for is none.
        if self.activities[part.index()].is_empty() && self.phrases.selection.filters() {
            return;
        }
        self.put_section(part.key());
        let activities = std::mem::take(&mut self.activities[part.index()]);
        if part == DocumentPart::Other && !activities.is_empty() {
            let note = self.word("export.part_other_note");
            self.put(Block::paragraph(note));
        }
        if activities.is_empty() {
            // That a part has no records is an answer only where others have some.
            let is_begun = !self.register.activities.is_empty();
            let key = if is_begun {
                "export.no_records"
            } else {
                "export.nothing_yet"
            };
            let none = self.word(key);
            self.put(Block::paragraph(none));
            return;
        }
        let cards: Vec<&dyn Record> = activities.iter().map(|it| *it as &dyn Record).collect();
        self.put_cards(&cards, self.phrases.selection.arrangement.page_each);
        self.activities[part.index()] = activities;
    }

    fn others(&mut self) {
        let foreign = foreign(self.register).map(|it| it as &dyn Record);
        let foreign: Vec<&dyn Record> = foreign.collect();
        if !foreign.is_empty() {
            self.put_section("export.organisations");
            self.put_cards(&foreign, false);
        }
    }

    /// All records of a kind, one below the other.
    fn records(&mut self, key: &'static str, kind: RecordKind) {
        if self.phrases.selection.leaves_out_kind(kind) || self.register.count(kind) == 0 {
            return;
        }
        self.put_section(key);
        let records: Vec<&dyn Record> = self.register.records(kind).collect();
        self.put_cards(&records, false);
    }
}

/// Notes the kinds of a record and of the rows in it.
fn note_kinds(record: &dyn Record, present: &mut HashSet<RecordKind>) {
    present.insert(record.kind());
    for list in 0..record.declaration().lists.len() {
        for row in record.rows(list) {
            note_kinds(row, present);
        }
    }
}
