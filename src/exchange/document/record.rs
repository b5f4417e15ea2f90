//! One record as it is exported: its heading, its fields as points, its rows below them; an activity by the
//! letters of Art. 30.

use std::rc::Rc;

use super::block::{Block, Card, Heading, Item, Sink as _, Table};
use super::inline::{Anchor, Inline, Inlines, one_line};
use super::phrase::{Phrases, demanded, points_to_measures};
use super::plan::{ListPlan, Part, Point};
use crate::domain::codes::{Choice, ContactRole, RecipientRole};
use crate::domain::contacts::{AskedContact, OFFICER, REPRESENTATIVE};
use crate::domain::field::{Answer, Declaration, Meta, Record, Section};
use crate::domain::kind::{FieldKind, RecordKind, Target};
use crate::domain::records::{Activity, Contact, Organisation};
use crate::domain::value::{Id, Value};

/// The contacts that are asked for, in the order in which Art. 30(1)(a) names them.
const NAMED: [AskedContact; 2] = [REPRESENTATIVE, OFFICER];

/// How points are written.
#[derive(Clone, Copy)]
struct Style {
    /// Whether the points are those of a record, with strong labels, and not those of its rows.
    own: bool,
    /// Whether the heading above names the article.
    lettered: bool,
}

/// A point with a strong label.
pub(crate) fn labelled(label: impl Into<Rc<str>>, value: impl Into<Inlines>) -> Item {
    let mut text = Inlines::from(Inline::Strong(label.into()));
    text.push_text(": ");
    text.extend(value.into());
    Item::new(text)
}

impl Phrases<'_> {
    /// The heading of a record as it is read: its reference and its title.
    pub(crate) fn heading_of(&self, record: &dyn Record) -> String {
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

    /// A record or row with its heading.
    pub(crate) fn card(&self, record: &dyn Record, level: u8) -> Card {
        self.anchored(record, level, None)
    }

    /// A record with its heading, that links lead to.
    pub(crate) fn anchored(&self, record: &dyn Record, level: u8, anchor: Option<Anchor>) -> Card {
        Card {
            record: record.id(),
            kind: record.kind(),
            anchor,
            heading: Heading {
                level,
                text: self.heading_of(record).into(),
            },
            body: self.body(record, level),
        }
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
        let style = Style {
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
        body
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
            let label = format!("{label}{}", self.citation(meta.provision, false));
            out.push(Block::heading(level, label));
            match reason {
                None if rows.is_empty() => out.push(Block::paragraph(self.gap())),
                Some(reason) if rows.is_empty() => out.push(Block::paragraph(self.none(reason))),
                _ => out.extend(self.table(record, &rows)),
            }
        }
    }

    /// Rows as a table: the columns are the fields that any of them answers or should answer.
    fn table(&self, owner: &dyn Record, rows: &[&dyn Record]) -> Option<Block> {
        let first = rows.first()?;
        let declaration = first.declaration();
        let shown = |(index, field): &(usize, &Meta)| {
            !self.selection.leaves_out(declaration.kind, field.key)
                && rows.iter().any(|row| {
                    !self.withholds(*row, field.key)
                        && self.answer(*row, *index).0 != Answer::NotRecorded
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
        Some(Block::Table(Table {
            head,
            rows: rows.collect(),
            names: vec![0],
            ..Table::default()
        }))
    }

    /// A field as a cell of a table.
    pub(crate) fn cell(&self, owner: &dyn Record, row: &dyn Record, field: usize) -> Inlines {
        let meta = &row.declaration().fields[field];
        if self.withholds(row, meta.key) {
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
        out: &mut Vec<Item>,
        (owner, parent): (&dyn Record, Option<&dyn Record>),
        record: &dyn Record,
        fields: impl Iterator<Item = usize>,
        style: Style,
    ) {
        let declaration = record.declaration();
        let mut gaps: Vec<Rc<str>> = Vec::new();
        for field in fields {
            let meta = &declaration.fields[field];
            if self.is_heading(record, meta, style) || self.withholds(record, meta.key) {
                continue;
            }
            let (answer, schedule) = if matches!(meta.kind, FieldKind::Computed) {
                let Some(day) = self.keep_through(parent, record) else {
                    continue;
                };
                out.push(Item::new(
                    self.start(declaration, field, style).and_text(day),
                ));
                continue;
            } else {
                self.answer(record, field)
            };
            if answer == Answer::NotRecorded {
                if let Some(told) = self.taken_out(record, meta.key) {
                    out.push(Item::new(self.start(declaration, field, style).and(told)));
                } else if self.is_gap(owner, record, meta) {
                    gaps.push(self.label(declaration.kind, meta.key));
                }
                continue;
            }
            let mut text = self.start(declaration, field, style);
            match answer {
                Answer::Recorded(value) => {
                    self.put_value(&mut text, owner, &meta.kind, &value, true);
                }
                Answer::None(reason) => text.extend(self.none(&reason)),
                Answer::NotRecorded => {}
            }
            if let Some(schedule) = schedule {
                let from = (self.lexicon.words).fill("export.from_schedule", &[("ref", &schedule)]);
                text.push_text(" ");
                text.push(Inline::Emphasis(format!("({from})").into()));
            }
            let since = (self.lexicon).changed_beside(self.register, record, meta.key);
            if let Some(since) = since {
                text.push_text(" ");
                text.push(Inline::Strong(format!("({since})").into()));
            }
            let mut item = Item::new(text);
            // Art. 30(2)(a) asks for the representative and the officer of each controller too.
            if !style.own
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
            out.push(Item::new(text.and_text(gaps.join(", "))));
        }
    }

    /// Whether the heading above says the field: the name of a record.
    fn is_heading(&self, record: &dyn Record, meta: &Meta, style: Style) -> bool {
        style.own
            && meta.key == "name"
            && record.kind().parent().is_none()
            && record
                .text("name")
                .is_some_and(|name| name == self.lexicon.title(self.register, record))
    }

    /// Which of the two that Art. 30(1)(a) names one of our organisations has not, and why, or that it is open.
    fn put_absent_officers(&self, out: &mut Vec<Item>, organisation: &Organisation) {
        for AskedContact { key, role, .. } in NAMED {
            let absent = contacts(organisation, role).next().is_none();
            let said = organisation.head.none.contains_key(key) || organisation.ours == Some(true);
            if absent && said {
                let label = self.lexicon.words.code(&ContactRole::SET, role.code());
                out.push(labelled(label, self.no_contact(organisation, role, key)));
            }
        }
    }

    /// What the point of a field begins with.
    fn start(&self, declaration: &Declaration, field: usize, style: Style) -> Inlines {
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
    fn put_row(
        &self,
        out: &mut Vec<Item>,
        (owner, parent): (&dyn Record, &dyn Record),
        row: &dyn Record,
        plan: &ListPlan,
        lettered: bool,
    ) {
        let below = Style {
            own: false,
            lettered,
        };
        let title = self.lexicon.title(self.register, row);
        let said = plan
            .fields
            .iter()
            .copied()
            .find(|field| plan.first && self.is_title(row, *field, &title));
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
        out.push(Item { text, items });
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
                self.put_value(&mut text, owner, kind, &row.get(field), true);
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
        match row.get(field) {
            Value::Text(text) => text.lines().next() == Some(title),
            value @ Value::Texts(_) => {
                let words = self
                    .lexicon
                    .value(self.register, row.id(), &meta.kind, &value);
                words.lines().next() == Some(title)
            }
            _ => false,
        }
    }

    fn put_rows_below(
        &self,
        out: &mut Vec<Item>,
        owner: &dyn Record,
        row: &dyn Record,
        style: Style,
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
            out.push(Item { text, items });
        }
    }

    fn activity(&self, activity: &Activity, level: u8) -> Vec<Block> {
        let part = Part::of(activity);
        let mut out = Vec::new();
        for point in self.plan(part) {
            let body = self.point(activity, point, part);
            if body.is_empty() {
                continue;
            }
            match (point.letter, point.section) {
                (None, None | Some(Section::Identity)) => {}
                (Some((letter, key)), _) => {
                    let provision = self.lexicon.words.provision(&point.provision);
                    let text = format!("({letter}) {} – {provision}", self.word(key));
                    out.push(Block::heading(level, text));
                }
                (None, Some(section)) => {
                    let title = self.lexicon.words.section(section);
                    // Where the section is one list, its provision is said once, in the heading.
                    let citation = match point.lists.as_slice() {
                        [list] if list.first && point.fields.is_empty() => {
                            let lists = (activity as &dyn Record).declaration().lists;
                            self.citation(lists[list.list].provision, false)
                        }
                        _ => Rc::from(""),
                    };
                    out.push(Block::heading(level, format!("{title}{citation}")));
                }
            }
            out.extend(body);
        }
        out
    }

    fn point(&self, activity: &Activity, point: &Point, part: Part) -> Vec<Block> {
        let declaration = (activity as &dyn Record).declaration();
        let lettered = point.letter.is_some();
        let style = Style {
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
            Block::Paragraph(match reason {
                Some(reason) if plan.first => self.none(reason),
                // Told apart from the point that the rows have under their own letter.
                None if plan.first && demanded(meta.need) && meta.asked.of(activity.role) => {
                    self.gap().into()
                }
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

    /// Our organisation with its representative and officer, and those who are controllers together with it.
    fn put_party(&self, out: &mut Vec<Item>, activity: &Activity, part: Part) {
        let key = match part {
            Part::Controller => "export.party.controller",
            Part::Processor => "export.party.processor",
            Part::Other => "export.party.unsettled",
        };
        if let Some(id) = activity.organisation {
            let key_of_block = (id, part.index());
            let known = self.points.borrow().get(&key_of_block).cloned();
            let points = known.unwrap_or_else(|| {
                let points: Rc<[Item]> = self.party(activity, id, key).into();
                let mut kept = self.points.borrow_mut();
                kept.insert(key_of_block, Rc::clone(&points));
                points
            });
            out.extend(points.iter().cloned());
        } else {
            let reason = activity.head.none.get("organisation");
            let said = reason.map_or_else(|| self.gap().into(), |reason| self.none(reason));
            out.push(labelled(self.word(key), said));
        }
        let joint = activity
            .recipients
            .iter()
            .filter(|recipient| recipient.role == Some(RecipientRole::JointController));
        for recipient in joint {
            let label = self.word("export.party.joint_controller");
            let said = recipient.organisation.map_or_else(
                || {
                    let title = self.lexicon.title(self.register, recipient);
                    Inline::text(&one_line(&title))
                },
                |id| self.reference(activity, id),
            );
            let mut item = labelled(label, said);
            self.put_officers(&mut item.items, recipient.organisation);
            out.push(item);
        }
    }

    fn party(&self, owner: &dyn Record, id: Id, key: &str) -> Vec<Item> {
        let mut out = vec![labelled(
            self.lexicon.words.get(key),
            self.reference(owner, id),
        )];
        let Some(organisation) = self.register.organisation(Some(id)) else {
            return out;
        };
        for AskedContact {
            key: none, role, ..
        } in NAMED
        {
            let label = self.lexicon.words.code(&ContactRole::SET, role.code());
            let mut contacts = contacts(organisation, role).peekable();
            if contacts.peek().is_none() {
                out.push(labelled(label, self.no_contact(organisation, role, none)));
            }
            for contact in contacts {
                out.push(labelled(label, self.contact(organisation, contact)));
            }
        }
        out
    }

    /// Why an organisation has no such contact, or that nothing is recorded.
    fn no_contact(&self, organisation: &Organisation, role: ContactRole, key: &str) -> Inlines {
        let none = &organisation.head.none;
        if let Some(reason) = none.get(key).or_else(|| none.get("contacts")) {
            return self.none(reason);
        }
        // Art. 27(1) asks for a representative of those that are not established in the Union.
        let inside = organisation
            .country
            .as_deref()
            .filter(|code| self.lexicon.law.is_eea_on(code, self.day));
        match (role, inside) {
            (ContactRole::Representative, Some(code)) => {
                let country = self.lexicon.country(code);
                let why = self
                    .lexicon
                    .words
                    .fill("export.established", &[("country", &country)]);
                Inlines::from(Inline::emphasis(self.word("export.not_required")))
                    .and_text(": ")
                    .and_text(why)
            }
            _ => self.gap().into(),
        }
    }

    /// A contact in one line.
    fn contact(&self, organisation: &Organisation, contact: &Contact) -> Inlines {
        let record: &dyn Record = contact;
        let mut out = Inlines::default();
        for (index, field) in record.declaration().fields.iter().enumerate() {
            let role = matches!(field.kind, FieldKind::Code(_) | FieldKind::Flag);
            let value = record.get(index);
            if role || field.section == Section::Provenance || value.is_empty() {
                continue;
            }
            if !out.is_empty() {
                out.push_text(", ");
            }
            let said = self.value(organisation, &field.kind, &value, true);
            out.extend(said.into_iter().map(|inline| match inline {
                Inline::Text(text) => Inline::text(&one_line(&text)),
                other => other,
            }));
        }
        if out.is_empty() {
            return contact.head.reference.as_str().into();
        }
        out
    }

    /// The representative and the officer of another organisation, where they are recorded.
    pub(crate) fn put_officers(&self, out: &mut Vec<Item>, organisation: Option<Id>) {
        let Some(organisation) = self.register.organisation(organisation) else {
            return;
        };
        for AskedContact { role, .. } in NAMED {
            let label = self.lexicon.words.code(&ContactRole::SET, role.code());
            for contact in contacts(organisation, role) {
                let mut text = Inlines::from(label).and_text(": ");
                text.extend(self.contact(organisation, contact));
                out.push(Item::new(text));
            }
        }
    }

    /// The measures of an activity and of its whole organisation, each in full.
    fn put_measures(&self, out: &mut Vec<Block>, activity: &Activity, field: usize) {
        let record: &dyn Record = activity;
        let meta = &record.declaration().fields[field];
        if self.selection.leaves_out(record.kind(), meta.key) {
            let left_out = Inline::emphasis(self.word("export.left_out"));
            out.push(Block::paragraph(left_out));
            return;
        }
        let own: &[Id] = &activity.measures;
        let shared: Vec<Id> = (self.register.measures.iter())
            .filter(|measure| {
                let id = measure.head.id;
                !own.contains(&id)
                    && activity
                        .organisation
                        .is_some_and(|ours| measure.organisations.contains(&ours))
            })
            .map(|measure| measure.head.id)
            .collect();
        match self.answer(record, field).0 {
            Answer::Recorded(_) => {
                self.put_measure_list(out, "export.of_activity", own, !shared.is_empty());
            }
            Answer::None(reason) => {
                let label = self.label(record.kind(), meta.key);
                out.put_items(vec![labelled(label, self.none(&reason))]);
            }
            Answer::NotRecorded if shared.is_empty() && self.is_gap(record, record, meta) => {
                let label = self.label(record.kind(), meta.key);
                out.put_items(vec![labelled(label, self.gap())]);
            }
            Answer::NotRecorded => {}
        }
        if !shared.is_empty() {
            self.put_measure_list(out, "export.organisation_wide", &shared, true);
        }
    }

    fn put_measure_list(&self, out: &mut Vec<Block>, key: &str, measures: &[Id], headed: bool) {
        if headed {
            let head = Inline::strong(self.lexicon.words.get(key));
            out.push(Block::paragraph(head));
        }
        for id in measures {
            let key_of_block = (*id, usize::MAX);
            let known = self.points.borrow().get(&key_of_block).cloned();
            let points = known.unwrap_or_else(|| {
                let mut points = Vec::new();
                if let Some(measure) = self.register.get(*id) {
                    let declaration = measure.declaration();
                    // Which organisations have it is said once, in the list of measures.
                    let fields = declaration.fields.iter().enumerate();
                    let fields = fields
                        .filter(|(_, field)| field.kind.target().is_none())
                        .map(|(index, _)| index);
                    let plan = ListPlan {
                        list: 0,
                        fields: fields.collect(),
                        first: true,
                    };
                    self.put_row(&mut points, (measure, measure), measure, &plan, true);
                }
                let points: Rc<[Item]> = points.into();
                let mut kept = self.points.borrow_mut();
                kept.insert(key_of_block, Rc::clone(&points));
                points
            });
            out.put_items(points.to_vec());
        }
    }
}

/// The contacts of an organisation in a role.
fn contacts(organisation: &Organisation, role: ContactRole) -> impl Iterator<Item = &Contact> {
    organisation
        .contacts
        .iter()
        .filter(move |contact| contact.role == Some(role))
}
