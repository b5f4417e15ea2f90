//! One record as it is exported: its heading, its fields as points, its rows below them; an activity by the
//! letters of Art. 30.

use std::collections::{BTreeMap, HashSet};

use smol_str::SmolStr;

use super::answered::{Phrases, demanded, points_to_measures};
use super::block::{Block, BlockTable, Card, Heading, ListPoint, Sink as _, slug};
use super::inline::{Inline, Inlines, one_line};
use super::letters::{DocumentPart, ListPlan, Point};
use crate::domain::field::{Answer, Declaration, Declared as _, ListMeta, Meta, Record, Section};
use crate::domain::kind::{FieldKind, RecordKind, Target};
use crate::domain::records::{Activity, Holding, Organisation};
use crate::domain::value::{Value, ValueView};

/// How points are written.
#[derive(Clone, Copy)]
struct PointStyle {
    /// Whether the points are those of a record, with strong labels, and not those of its rows.
    own: bool,
    /// Whether the heading above names the article.
    lettered: bool,
}

/// With how many of our organisations the rows of another are compared.
const COMPARED: usize = 50;

/// All that a row says, with its reference.
fn said_of(row: &dyn Record) -> (String, Vec<Value>, BTreeMap<String, String>) {
    let head = row.head();
    let fields = 0..row.declaration().fields.len();
    let values = fields.map(|field| row.get(field)).collect();
    let none = head.none.iter();
    let none = none.map(|(key, reason)| (key.clone(), reason.clone()));
    (head.reference.clone(), values, none.collect())
}

/// Whether anything can be said of a field that holds nothing: that it is *none*, that it was taken out, what a schedule
/// or a count answers, or that it is asked for.
fn may_be_said_of_nothing(record: &dyn Record, meta: &Meta) -> bool {
    let head = record.head();
    demanded(meta.need)
        || !head.none.is_empty()
        || !head.redacted.is_empty()
        || meta.section == Section::Rule
        || matches!(meta.kind, FieldKind::Computed)
}

/// A point with a strong label.
pub(crate) fn labelled(label: impl Into<SmolStr>, value: impl Into<Inlines>) -> ListPoint {
    let mut text = Inlines::from(Inline::Strong(label.into()));
    text.push_text(": ");
    text.extend(value.into());
    ListPoint::new(text)
}

impl Phrases<'_> {
    /// The heading of a record as it is read: its reference and its title.
    pub(crate) fn heading_of(&self, record: &dyn Record) -> SmolStr {
        let known = self.headings.get(&record.id());
        known.map_or_else(|| self.made_heading(record).into(), SmolStr::clone)
    }

    /// A record as a link to its heading; its heading alone where it has no card.
    pub(super) fn link(&self, activity: &Activity) -> Inlines {
        let text = Inlines::from(self.heading_of(activity));
        match self.anchors.get(&activity.head.id) {
            Some(anchor) => Inline::to_record(text, anchor.clone()).into(),
            None => text,
        }
    }

    /// The same heading, made anew: of a record that may stand otherwise in the document.
    pub(super) fn made_heading(&self, record: &dyn Record) -> String {
        let reference = match record.kind().parent() {
            Some(_) => self.register.reference(record.id()),
            None => record.head().reference.clone(),
        };
        let reference = if reference.is_empty() {
            record.head().reference.clone()
        } else {
            reference
        };
        let title = self.lexicon.title(self.register, record);
        if title == record.head().reference || title.is_empty() {
            reference
        } else if reference.is_empty() {
            title
        } else {
            format!("{reference} {title}")
        }
    }

    /// A record or row with its heading, that links lead to where others do.
    pub(crate) fn card(&self, record: &dyn Record, level: u8) -> Card {
        Card {
            record: record.id(),
            kind: record.kind(),
            anchor: self.anchors.get(&record.id()).cloned(),
            heading: Heading {
                level,
                text: self.heading_of(record).into(),
            },
            body: self.body(record, level),
        }
    }

    /// The card of a record with its heading alone, and with those of its headings below that are called like one of
    /// `named`: whether there is such a heading is only known where what stands below it is made.
    pub(super) fn headings(
        &self,
        record: &dyn Record,
        level: u8,
        named: Option<&HashSet<String>>,
    ) -> Card {
        let mut card = Card {
            record: record.id(),
            kind: record.kind(),
            anchor: self.anchors.get(&record.id()).cloned(),
            heading: Heading {
                level,
                text: self.heading_of(record).into(),
            },
            body: Vec::new(),
        };
        let Some(named) = named else {
            return card;
        };
        let is_named = |heading: &str| named.contains(&slug(heading));
        if let Some(activity) = record.downcast::<Activity>() {
            let part = DocumentPart::of(activity);
            let points = self.plan(part).iter().zip(self.point_headings(part));
            for (point, heading) in points {
                let heading = heading.as_ref().filter(|it| named.contains(&it.slug));
                if let Some(heading) = heading
                    && !self.said(activity, point, part).is_empty()
                {
                    let heading = heading.text.clone();
                    card.body.push(Block::heading(level + 1, heading));
                }
            }
        } else {
            let lists = record.declaration().lists.iter();
            let mut labels = lists.map(|list| self.list_heading(record.kind(), list));
            if labels.any(|label| is_named(&label)) {
                let headings = self.body(record, level).into_iter();
                card.body.extend(headings.filter(|block| match block {
                    Block::Heading(heading) => is_named(&heading.text.plain()),
                    _ => false,
                }));
            }
        }
        self.letter.set(None);
        self.gaps.borrow_mut().clear();
        card
    }

    /// The heading of a point of an activity; none where it has none.
    pub(super) fn point_heading(&self, point: &Point) -> Option<String> {
        match (point.letter, point.section) {
            (None, None | Some(Section::Identity)) => None,
            (Some((letter, key)), _) => {
                let provision = self.lexicon.words.provision(&point.provision);
                let title = self.lexicon.words.get(key);
                Some(format!("({letter}) {title} – {provision}"))
            }
            (None, Some(section)) => {
                let title = self.lexicon.words.section(section);
                // Where the section is one list, its provision is said once, in the heading.
                let citation = match point.lists.as_slice() {
                    [list] if list.first && point.fields.is_empty() => {
                        self.citation(Activity::DECLARATION.lists[list.list].provision, false)
                    }
                    _ => SmolStr::default(),
                };
                Some(format!("{title}{citation}"))
            }
        }
    }

    /// The heading of a list of rows of a record that is no activity.
    fn list_heading(&self, kind: RecordKind, meta: &ListMeta) -> String {
        let label = self.label(kind, meta.key);
        format!("{label}{}", self.citation(meta.provision, false))
    }

    /// What is said of a record or row.
    fn body(&self, record: &dyn Record, level: u8) -> Vec<Block> {
        if let Some(activity) = record.downcast::<Activity>() {
            return self.activity(activity, level + 1);
        }
        let place = self.register.place(record.id());
        let parent = place
            .and_then(|place| place.parent)
            .and_then(|id| self.register.get(id));
        let owner = place.and_then(|place| self.register.get(place.owner));
        // Of a row that was changed but not saved, the record itself is the newer.
        let owner = owner
            .filter(|_| record.kind().parent().is_some())
            .unwrap_or(record);
        let declaration = record.declaration();
        let style = PointStyle {
            own: true,
            lettered: false,
        };
        let mut items = Vec::new();
        let fields = 0..declaration.fields.len();
        self.put_fields(&mut items, (owner, parent), record, fields, style);
        if let Some(organisation) = record.downcast::<Organisation>() {
            self.put_absent_officers(&mut items, organisation);
        }
        if record.kind().parent().is_some() {
            self.put_rows_below(&mut items, owner, record, style);
        }
        let mut body = Vec::new();
        body.put_items(items);
        if record.kind().parent().is_none() {
            self.put_row_lists(&mut body, record, level + 1);
        }
        self.put_gaps(&mut body);
        body
    }

    /// What is demanded and not recorded, in one line behind the points that the record begins with.
    fn put_gaps(&self, body: &mut Vec<Block>) {
        let Some(gaps) = self.take_gaps() else { return };
        match body.first_mut() {
            Some(Block::List(items)) => items.push(gaps),
            _ => body.insert(0, Block::List(vec![gaps])),
        }
    }

    /// The lists of a record that is no activity, each as a table.
    fn put_row_lists(&self, out: &mut Vec<Block>, record: &dyn Record, level: u8) {
        for (list, meta) in record.declaration().lists.iter().enumerate() {
            if self.selection.leaves_out(record.kind(), meta.key) {
                continue;
            }
            let rows: Vec<&dyn Record> = record.rows(list).collect();
            let of_ours = record.value("ours") == Value::Flag(true);
            let asked =
                demanded(meta.need) && (record.kind() != RecordKind::Organisation || of_ours);
            let reason = record.head().none.get(meta.key);
            if rows.is_empty() && reason.is_none() && !asked {
                continue;
            }
            let label = self.label(record.kind(), meta.key);
            if self.shares && rows.is_empty() && reason.is_none() {
                self.note_gap(label, None);
                continue;
            }
            out.push(Block::heading(
                level,
                self.list_heading(record.kind(), meta),
            ));
            match reason {
                None if rows.is_empty() => out.push(Block::paragraph(self.gap())),
                Some(reason) if rows.is_empty() => out.push(Block::paragraph(self.none(reason))),
                _ if let Some(known) = self.says_as_much(record, list) => {
                    let link = self.reference_of(known);
                    let text = self.lexicon.words.get("export.same_rows");
                    out.push(Block::Paragraph(Inlines::filled(text, &[("record", link)])));
                }
                _ => out.extend(self.table(record, &rows)),
            }
        }
    }

    /// The first of our organisations whose rows of a list are those of another of ours, which need not say them again.
    fn says_as_much(&self, record: &dyn Record, list: usize) -> Option<&Organisation> {
        let ours = record.downcast::<Organisation>()?;
        if !self.shares || ours.ours != Some(true) {
            return None;
        }
        let before = self.register.ours().take(COMPARED);
        let mut before = before.take_while(|known| known.head.id != ours.head.id);
        before.find(|known| {
            let rows = (*known as &dyn Record).rows(list);
            rows.map(said_of).eq(record.rows(list).map(said_of))
        })
    }

    /// A record as a link to its card, by its reference and title.
    fn reference_of(&self, record: &dyn Record) -> Inline {
        let text = Inlines::from(self.heading_of(record));
        match self.anchors.get(&record.id()) {
            Some(anchor) => Inline::to_record(text, anchor.clone()),
            None => Inline::text(&text.plain()),
        }
    }

    /// Rows as a table: the columns are the fields that any of them answers or should answer.
    fn table(&self, owner: &dyn Record, rows: &[&dyn Record]) -> Option<Block> {
        let first = rows.first()?;
        let declaration = first.declaration();
        let shown = |(index, field): &(usize, &Meta)| {
            !self.selection.leaves_out(declaration.kind, field.key)
                && rows.iter().any(|row| {
                    self.is_said(*row, field) && self.answer(*row, *index).0 != Answer::NotRecorded
                        || self.is_gap(owner, *row, field)
                })
        };
        let columns: Vec<usize> = (declaration.fields.iter().enumerate())
            .filter(shown)
            .map(|(index, _)| index)
            .collect();
        let mut head = vec![self.lexicon.words.label(declaration.kind, "ref").into()];
        head.extend(columns.iter().map(|field| {
            let label = self.label(declaration.kind, declaration.fields[*field].key);
            Inlines::from(Inline::Text(label))
        }));
        let rows = rows.iter().map(|row| {
            let mut cells = vec![row.head().reference.as_str().into()];
            cells.extend(columns.iter().map(|field| self.cell(owner, *row, *field)));
            cells
        });
        Some(Block::Table(BlockTable {
            head,
            rows: rows.collect(),
            names: vec![0],
            ..BlockTable::default()
        }))
    }

    /// A field as a cell of a table.
    pub(crate) fn cell(&self, owner: &dyn Record, row: &dyn Record, field: usize) -> Inlines {
        let meta = &row.declaration().fields[field];
        if !self.is_said(row, meta) {
            return Inlines::default();
        }
        match self.answer(row, field).0 {
            Answer::Recorded(value) => self.value(owner, &meta.kind, &value, true),
            Answer::None(reason) => self.none(&reason),
            Answer::NotRecorded if row.is_redacted(meta.key) => self
                .taken_out(row, meta.key)
                .map_or_else(Inlines::default, Inlines::from),
            Answer::NotRecorded if self.is_gap(owner, row, meta) => self.gap().into(),
            Answer::NotRecorded => Inlines::default(),
        }
    }

    /// Fields as points; those that are asked for and not recorded stand together in the last one.
    fn put_fields(
        &self,
        out: &mut Vec<ListPoint>,
        (owner, parent): (&dyn Record, Option<&dyn Record>),
        record: &dyn Record,
        fields: impl Iterator<Item = usize>,
        style: PointStyle,
    ) {
        let declaration = record.declaration();
        let mut gaps: Vec<SmolStr> = Vec::new();
        for field in fields {
            let meta = &declaration.fields[field];
            // Most fields of most rows are empty, and nobody asks for them.
            if !record.has(field) && !may_be_said_of_nothing(record, meta) {
                continue;
            }
            if self.is_heading(record, meta, style)
                || !self.is_said(record, meta)
                || self.is_in_log(record, meta)
            {
                continue;
            }
            let (answer, schedule) = if matches!(meta.kind, FieldKind::Computed) {
                let Some(day) = self.keep_through(parent, record) else {
                    continue;
                };
                out.push(ListPoint::new(
                    self.start(declaration, field, style).and_text(day),
                ));
                continue;
            } else {
                self.answer_beside(record, field)
            };
            if answer == Answer::NotRecorded {
                if let Some(told) = self.taken_out(record, meta.key) {
                    out.push(ListPoint::new(
                        self.start(declaration, field, style).and(told),
                    ));
                } else if self.is_gap(owner, record, meta) {
                    let label = self.label(declaration.kind, meta.key);
                    if self.shares {
                        let row = record.kind().parent().is_some() && record.id() != owner.id();
                        let row = row.then(|| self.register.name_in(owner.id(), record.id()));
                        self.note_gap(label, row);
                    } else {
                        gaps.push(label);
                    }
                }
                continue;
            }
            let mut text = self.start(declaration, field, style);
            match answer {
                Answer::Recorded(Value::Empty) => {
                    self.put_view(&mut text, owner, &meta.kind, &record.view(field), true);
                }
                Answer::Recorded(value) => {
                    self.put_value(&mut text, owner, &meta.kind, &value, true);
                }
                Answer::None(reason) => text.extend(self.none(&reason)),
                Answer::NotRecorded => {}
            }
            if let Some(schedule) = schedule.filter(|_| !self.shares) {
                let from = (self.lexicon.words).fill("export.from_schedule", &[("ref", &schedule)]);
                text.push_text(" ");
                text.push(Inline::Emphasis(format!("({from})").into()));
            }
            if let Some(since) = self.changed_beside(record, meta.key) {
                text.push_text(" ");
                text.push(Inline::Strong(format!("({since})").into()));
            }
            let mut item = ListPoint::new(text);
            // Art. 30(2)(a) asks for the representative and the officer of each controller too.
            if !style.own
                && !self.shares
                && matches!(meta.kind, FieldKind::Ref(_))
                && meta.provision.contains("30(2)(a)")
            {
                let organisation = record.get(field).refs().first().copied();
                self.put_officers(&mut item.items, organisation);
            }
            out.push(item);
        }
        if !gaps.is_empty() {
            let text = Inlines::from(self.gap()).and_text(": ");
            out.push(ListPoint::new(text.and_text(gaps.join(", "))));
        }
    }

    /// Whether a field is said of a record: not where it is left out, nor where it only repeats another.
    fn is_said(&self, record: &dyn Record, meta: &Meta) -> bool {
        !self.withholds(record, meta.key) && !self.repeats(record, meta.key)
    }

    /// Whether the log of what was disposed of says a field, so that its batch need not.
    fn is_in_log(&self, record: &dyn Record, meta: &Meta) -> bool {
        self.shares
            && meta.section == Section::Disposal
            && meta.key != "disposed_on"
            && (record.downcast::<Holding>()).is_some_and(|holding| self.is_disposed(holding))
    }

    /// Whether the heading above says the field: the name of a record.
    fn is_heading(&self, record: &dyn Record, meta: &Meta, style: PointStyle) -> bool {
        style.own
            && meta.key == "name"
            && record.kind().parent().is_none()
            && matches!(record.viewed("name"), ValueView::Text(name)
                if name == self.lexicon.title(self.register, record))
    }

    /// What the point of a field begins with.
    fn start(&self, declaration: &Declaration, field: usize, style: PointStyle) -> Inlines {
        let meta = &declaration.fields[field];
        let label = self.label(declaration.kind, meta.key);
        let mut text = Inlines::from(if style.own {
            Inline::Strong(label)
        } else {
            Inline::Text(label)
        });
        let citation = self.citation(meta.provision, style.lettered);
        if !citation.is_empty() {
            text.push_text(citation);
        }
        text.and_text(": ")
    }

    /// A row as a point, with its fields below it.
    pub(super) fn put_row(
        &self,
        out: &mut Vec<ListPoint>,
        (owner, parent): (&dyn Record, &dyn Record),
        row: &dyn Record,
        plan: &ListPlan,
        lettered: bool,
    ) {
        let below = PointStyle {
            own: false,
            lettered,
        };
        let title = self.lexicon.title(self.register, row);
        let said = plan
            .fields
            .iter()
            .copied()
            .find(|field| plan.first && self.is_title(row, *field, &title));
        let linked = |field: &usize| plan.first && self.is_linked_title(row, *field, &title);
        let said = said.or_else(|| plan.fields.iter().copied().find(linked));
        let fields = plan
            .fields
            .iter()
            .copied()
            .filter(|field| Some(*field) != said);
        let mut items = Vec::new();
        self.put_fields(&mut items, (owner, Some(parent)), row, fields, below);
        if plan.first {
            self.put_rows_below(&mut items, owner, row, below);
        } else if items.is_empty() {
            return;
        }
        let text = self.row_title(owner, row, &title, said);
        out.push(ListPoint { text, items });
    }

    /// What a row begins with: its reference, and its title or the field that the title is the start of.
    fn row_title(
        &self,
        owner: &dyn Record,
        row: &dyn Record,
        title: &str,
        said: Option<usize>,
    ) -> Inlines {
        let mut text = Inlines::default();
        let reference = row.head().reference.trim();
        if !reference.is_empty() {
            text.push(Inline::strong(reference));
            text.push_text(" ");
        }
        match said {
            Some(field) => {
                let kind = &row.declaration().fields[field].kind;
                self.put_view(&mut text, owner, kind, &row.view(field), true);
            }
            None if title != row.head().reference => text.push_text(&*one_line(title)),
            None => {}
        }
        text
    }

    /// Whether the title of a row says a field: then it is written there in full, and not again.
    fn is_title(&self, row: &dyn Record, field: usize, title: &str) -> bool {
        let meta = &row.declaration().fields[field];
        let told = matches!(
            meta.kind,
            FieldKind::Text | FieldKind::Prose | FieldKind::Texts | FieldKind::Words(_)
        );
        if !told || meta.section == Section::Provenance {
            return false;
        }
        match row.view(field) {
            ValueView::Text(text) => text.lines().next() == Some(title),
            view @ ValueView::Texts(_) => {
                let words =
                    (self.lexicon).value(self.register, row.id(), &meta.kind, &view.into_value());
                words.lines().next() == Some(title)
            }
            _ => false,
        }
    }

    /// Whether the title of a row is what a field points to or names: then it is a link, and the field is not said again.
    fn is_linked_title(&self, row: &dyn Record, field: usize, title: &str) -> bool {
        match row.view(field) {
            ValueView::Ref(id) => {
                let there = self
                    .anchors
                    .contains_key(&id)
                    .then(|| self.register.get(id));
                let there = there.flatten();
                self.shares
                    && there.is_some_and(|it| self.lexicon.title(self.register, it) == title)
            }
            _ => false,
        }
    }

    fn put_rows_below(
        &self,
        out: &mut Vec<ListPoint>,
        owner: &dyn Record,
        row: &dyn Record,
        style: PointStyle,
    ) {
        for (list, meta) in row.declaration().lists.iter().enumerate() {
            let reason = row.head().none.get(meta.key);
            if row.row_count(list) == 0 && reason.is_none() {
                continue;
            }
            let mut text = Inlines::from(Inline::Text(self.label(row.kind(), meta.key)));
            let citation = self.citation(meta.provision, style.lettered);
            text.push_text(format!("{citation}:"));
            if let Some(reason) = reason.filter(|_| row.row_count(list) == 0) {
                text.push_text(" ");
                text.extend(self.none(reason));
            }
            let plan = ListPlan {
                list,
                fields: (0..meta.kind.declaration().fields.len()).collect(),
                first: true,
            };
            let mut items = Vec::new();
            for below in row.rows(list) {
                self.put_row(&mut items, (owner, row), below, &plan, style.lettered);
            }
            out.push(ListPoint { text, items });
        }
    }

    fn activity(&self, activity: &Activity, level: u8) -> Vec<Block> {
        let part = DocumentPart::of(activity);
        let mut out = Vec::new();
        for (point, heading) in self.plan(part).iter().zip(self.point_headings(part)) {
            let body = self.said(activity, point, part);
            if body.is_empty() {
                continue;
            }
            if let Some(heading) = heading {
                out.push(Block::heading(level, heading.text.clone()));
            }
            out.extend(body);
        }
        self.letter.set(None);
        self.put_gaps(&mut out);
        out
    }

    /// What is said under the heading of a point.
    fn said(&self, activity: &Activity, point: &Point, part: DocumentPart) -> Vec<Block> {
        self.letter.set(point.letter.map(|(letter, _)| letter));
        let noted = self.gaps.borrow().len();
        let mut body = self.point(activity, point, part);
        if body.is_empty() && point.letter.is_some() && self.gaps.borrow().len() > noted {
            // What a letter asks for and nothing answers is said under it.
            self.gaps.borrow_mut().truncate(noted);
            body.push(Block::paragraph(self.gap()));
        }
        body
    }

    fn point(&self, activity: &Activity, point: &Point, part: DocumentPart) -> Vec<Block> {
        let declaration = (activity as &dyn Record).declaration();
        let lettered = point.letter.is_some();
        let style = PointStyle {
            own: true,
            lettered,
        };
        let ours = |field: &usize| {
            matches!(
                declaration.fields[*field].kind,
                FieldKind::Ref(Target::Ours)
            )
        };
        let measures = |field: &usize| points_to_measures(&declaration.fields[*field].kind);
        let mut out = Vec::new();
        let mut items = Vec::new();
        if point.fields.iter().any(ours) {
            self.put_party(&mut items, activity, part);
        }
        let plain = point.fields.iter().copied();
        let plain = plain.filter(|field| !ours(field) && !measures(field));
        self.put_fields(&mut items, (activity, None), activity, plain, style);
        out.put_items(items);
        if let Some(field) = point.fields.iter().copied().find(measures) {
            self.put_measures(&mut out, activity, field);
        }
        let alone = point.lists.len() == 1 && out.is_empty();
        for list in &point.lists {
            self.put_list(&mut out, activity, list, alone, lettered);
        }
        out
    }

    /// A list of an activity's rows.
    fn put_list(
        &self,
        out: &mut Vec<Block>,
        activity: &Activity,
        plan: &ListPlan,
        alone: bool,
        lettered: bool,
    ) {
        let record: &dyn Record = activity;
        let meta = &record.declaration().lists[plan.list];
        let mut items = Vec::new();
        for row in record.rows(plan.list) {
            self.put_row(&mut items, (record, record), row, plan, lettered);
        }
        let body = if items.is_empty() {
            let reason = record.head().none.get(meta.key);
            let open = plan.first && demanded(meta.need) && meta.asked.of(activity.role);
            if self.shares && reason.is_none() && open && !(alone && lettered) {
                self.note_gap(self.label(record.kind(), meta.key), None);
                return;
            }
            Block::Paragraph(match reason {
                Some(reason) if plan.first => self.none(reason),
                // Told apart from the point that the rows have under their own letter.
                None if open => self.gap().into(),
                None if lettered && record.row_count(plan.list) == 0 => self.gap().into(),
                _ => return,
            })
        } else {
            Block::List(items)
        };
        if !alone {
            let mut label = Inlines::from(Inline::Strong(self.label(record.kind(), meta.key)));
            let citation = self.citation(meta.provision, lettered);
            if !citation.is_empty() {
                label.push_text(citation);
            }
            out.push(Block::Paragraph(label));
        }
        out.push(body);
    }
}
