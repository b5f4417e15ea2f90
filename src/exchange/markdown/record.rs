//! One record as it is exported: its heading, its fields as points, its rows below them; an activity by the
//! letters of Art. 30.

use std::fmt::Write as _;
use std::rc::Rc;

use super::escape::{self, Place};
use super::phrase::{Phrases, demanded, points_to_measures};
use super::plan::{ListPlan, Part, Point};
use crate::domain::codes::{Choice, ContactRole, RecipientRole};
use crate::domain::field::{Answer, Declaration, Meta, Record, RecordKind, Section};
use crate::domain::records::{Activity, Contact, Organisation};
use crate::domain::value::{FieldKind, Id, Target, Value};

/// Whom Art. 30(1)(a) names beside the controller, and where an organisation says that it has none.
const OFFICERS: [(ContactRole, &str); 2] = [
    (ContactRole::Representative, "contacts.representative"),
    (ContactRole::Dpo, "contacts.dpo"),
];

/// How points are written.
#[derive(Clone, Copy)]
struct Style {
    /// Blanks before the bullet.
    indent: usize,
    /// Whether labels are bold: those of a record, not of its rows.
    bold: bool,
    /// Whether the heading above names the article.
    lettered: bool,
}

/// Ends a block, so that the next one starts after an empty line.
pub fn end_block(out: &mut String) {
    while out.ends_with("\n\n") {
        out.pop();
    }
    if !out.is_empty() {
        out.push_str(if out.ends_with('\n') { "\n" } else { "\n\n" });
    }
}

/// A heading of a level; the text is already escaped.
pub fn heading(out: &mut String, level: usize, text: &str) {
    end_block(out);
    out.extend(std::iter::repeat_n('#', level));
    let _ = write!(out, " {text}\n\n");
}

/// A point with a bold label.
pub fn labelled(out: &mut String, label: &str, value: &str) {
    let _ = writeln!(out, "- **{label}**: {value}");
}

impl Phrases<'_> {
    /// The heading of a record as it is read: its reference and its title.
    pub fn heading_of(&self, record: &dyn Record) -> String {
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
    pub fn write_record(&self, out: &mut String, record: &dyn Record, level: usize) {
        heading(
            out,
            level,
            &escape::text(&self.heading_of(record), Place::Line),
        );
        if let Some(activity) = record.downcast::<Activity>() {
            self.write_activity(out, activity, level + 1);
            return;
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
            indent: 0,
            bold: true,
            lettered: false,
        };
        let fields = 0..declaration.fields.len();
        self.write_fields(out, (owner, parent), record, fields, style);
        if let Some(organisation) = record.downcast::<Organisation>() {
            self.write_absent_officers(out, organisation);
        }
        if record.kind().parent().is_some() {
            self.write_rows_below(out, owner, record, style);
        } else {
            self.write_row_lists(out, record, level + 1);
        }
    }

    /// The lists of a record that is no activity, each as a table.
    fn write_row_lists(&self, out: &mut String, record: &dyn Record, level: usize) {
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
            heading(out, level, &label);
            match reason {
                None if rows.is_empty() => out.push_str(&self.gap()),
                Some(reason) if rows.is_empty() => {
                    out.push_str(&self.none(reason, Place::Block(0)));
                }
                _ => self.write_table(out, record, &rows),
            }
            end_block(out);
        }
    }

    /// Rows as a table: the columns are the fields that any of them answers or should answer.
    fn write_table(&self, out: &mut String, owner: &dyn Record, rows: &[&dyn Record]) {
        let Some(first) = rows.first() else { return };
        let declaration = first.declaration();
        let shown = |(index, field): &(usize, &Meta)| {
            !self.selection.leaves_out(declaration.kind, field.key)
                && rows.iter().any(|row| {
                    self.answer(*row, *index).0 != Answer::NotRecorded
                        || self.is_gap(owner, *row, field)
                })
        };
        let columns: Vec<usize> = (declaration.fields.iter().enumerate())
            .filter(shown)
            .map(|(index, _)| index)
            .collect();
        let labels = columns.iter().map(|field| {
            self.label(declaration.kind, declaration.fields[*field].key)
                .to_string()
        });
        let mut header = vec![escape::text(
            self.lexicon.words.label(declaration.kind, "ref"),
            Place::Cell,
        )];
        header.extend(labels);
        let lines = rows.iter().map(|row| {
            let mut cells = vec![escape::text(&row.head().reference, Place::Cell)];
            cells.extend(columns.iter().map(|field| self.cell(owner, *row, *field)));
            cells
        });
        write_lines(out, &header, lines);
    }

    /// A field as a cell of a table.
    pub fn cell(&self, owner: &dyn Record, row: &dyn Record, field: usize) -> String {
        let meta = &row.declaration().fields[field];
        match self.answer(row, field).0 {
            Answer::Recorded(value) => {
                let mut out = String::new();
                self.write_value(&mut out, owner, &meta.kind, &value, (Place::Cell, true));
                out
            }
            Answer::None(reason) => self.none(&reason, Place::Cell),
            Answer::NotRecorded if row.is_redacted(meta.key) => {
                let told = self.taken_out(row, meta.key, Place::Cell);
                told.unwrap_or_default()
            }
            Answer::NotRecorded if self.is_gap(owner, row, meta) => self.gap(),
            Answer::NotRecorded => String::new(),
        }
    }

    /// Fields as points; those that are asked for and not recorded stand together in the last one.
    fn write_fields(
        &self,
        out: &mut String,
        (owner, parent): (&dyn Record, Option<&dyn Record>),
        record: &dyn Record,
        fields: impl Iterator<Item = usize>,
        style: Style,
    ) {
        let declaration = record.declaration();
        let mut gaps: Vec<Rc<str>> = Vec::new();
        for field in fields {
            let meta = &declaration.fields[field];
            if self.is_heading(record, meta, style) {
                continue;
            }
            let (answer, schedule) = if matches!(meta.kind, FieldKind::Computed) {
                let Some(day) = self.keep_through(parent, record) else {
                    continue;
                };
                self.start_point(out, declaration, field, style);
                let _ = writeln!(out, "{day}");
                continue;
            } else {
                self.answer(record, field)
            };
            let place = Place::Block(style.indent + 2);
            if answer == Answer::NotRecorded {
                if let Some(told) = self.taken_out(record, meta.key, place) {
                    self.start_point(out, declaration, field, style);
                    let _ = writeln!(out, "{told}");
                } else if self.is_gap(owner, record, meta) {
                    gaps.push(self.label(declaration.kind, meta.key));
                }
                continue;
            }
            self.start_point(out, declaration, field, style);
            match answer {
                Answer::Recorded(value) => {
                    self.write_value(out, owner, &meta.kind, &value, (place, true));
                }
                Answer::None(reason) => out.push_str(&self.none(&reason, place)),
                Answer::NotRecorded => {}
            }
            if let Some(schedule) = schedule {
                let reference = escape::text(&schedule, Place::Line);
                let from =
                    (self.lexicon.words).fill("export.from_schedule", &[("ref", &reference)]);
                let _ = write!(out, " *({from})*");
            }
            let since = (self.lexicon).changed_beside(self.register, record, meta.key);
            if let Some(since) = since {
                let since = escape::text(&since, Place::Line);
                let _ = write!(out, " **({since})**");
            }
            out.push('\n');
            // Art. 30(2)(a) asks for the representative and the officer of each controller too.
            if style.indent > 0
                && matches!(meta.kind, FieldKind::Ref(_))
                && meta.provision.contains("30(2)(a)")
            {
                let organisation = record.get(field).refs().first().copied();
                self.write_officers(out, organisation, style.indent + 2);
            }
        }
        if !gaps.is_empty() {
            let blanks = " ".repeat(style.indent);
            let _ = writeln!(out, "{blanks}- {}: {}", self.gap(), gaps.join(", "));
        }
    }

    /// Whether the heading above says the field: the name of a record.
    fn is_heading(&self, record: &dyn Record, meta: &Meta, style: Style) -> bool {
        style.bold
            && meta.key == "name"
            && record.kind().parent().is_none()
            && record
                .text("name")
                .is_some_and(|name| name == self.lexicon.title(self.register, record))
    }

    /// Which of the two that Art. 30(1)(a) names one of our organisations has not, and why, or that it is open.
    fn write_absent_officers(&self, out: &mut String, organisation: &Organisation) {
        for (role, key) in OFFICERS {
            let absent = contacts(organisation, role).next().is_none();
            let said = organisation.head.none.contains_key(key) || organisation.ours == Some(true);
            if absent && said {
                let label = self.lexicon.words.code(&ContactRole::SET, role.code());
                labelled(out, label, &self.no_contact(organisation, role, key));
            }
        }
    }

    fn start_point(&self, out: &mut String, declaration: &Declaration, field: usize, style: Style) {
        out.extend(std::iter::repeat_n(' ', style.indent));
        let key = (declaration.kind, field, style.bold, style.lettered);
        let mut starts = self.starts.borrow_mut();
        let start = starts.entry(key).or_insert_with(|| {
            let meta = &declaration.fields[field];
            let label = self.label(declaration.kind, meta.key);
            let citation = self.citation(meta.provision, style.lettered);
            if style.bold {
                format!("- **{label}**{citation}: ").into()
            } else {
                format!("- {label}{citation}: ").into()
            }
        });
        out.push_str(start);
    }

    /// A row as a point, with its fields below it.
    fn write_row(
        &self,
        out: &mut String,
        (owner, parent): (&dyn Record, &dyn Record),
        row: &dyn Record,
        plan: &ListPlan,
        style: Style,
    ) {
        let below = Style {
            indent: style.indent + 2,
            bold: false,
            ..style
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
        if plan.first {
            self.write_row_title(out, owner, row, (&title, said), style);
            self.write_fields(out, (owner, Some(parent)), row, fields, below);
            self.write_rows_below(out, owner, row, below);
            return;
        }
        let mut points = String::new();
        self.write_fields(&mut points, (owner, Some(parent)), row, fields, below);
        if !points.is_empty() {
            self.write_row_title(out, owner, row, (&title, said), style);
            out.push_str(&points);
        }
    }

    /// The line that a row begins with: its reference, and its title or the field that the title is the start of.
    fn write_row_title(
        &self,
        out: &mut String,
        owner: &dyn Record,
        row: &dyn Record,
        (title, said): (&str, Option<usize>),
        style: Style,
    ) {
        out.extend(std::iter::repeat_n(' ', style.indent));
        out.push_str("- ");
        let reference = row.head().reference.trim();
        if !reference.is_empty() {
            out.push_str("**");
            escape::write_text(out, reference, Place::Line);
            out.push_str("** ");
        }
        match said {
            Some(field) => {
                let kind = &row.declaration().fields[field].kind;
                let place = (Place::Block(style.indent + 2), true);
                self.write_value(out, owner, kind, &row.get(field), place);
            }
            None if title != row.head().reference => {
                escape::write_text(out, title, Place::Line);
            }
            None => {}
        }
        out.push('\n');
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

    fn write_rows_below(
        &self,
        out: &mut String,
        owner: &dyn Record,
        row: &dyn Record,
        style: Style,
    ) {
        for (list, meta) in row.declaration().lists.iter().enumerate() {
            let reason = row.head().none.get(meta.key);
            if row.row_count(list) == 0 && reason.is_none() {
                continue;
            }
            let label = self.label(row.kind(), meta.key);
            let citation = self.citation(meta.provision, style.lettered);
            let _ = write!(out, "{}- {label}{citation}:", " ".repeat(style.indent));
            match reason {
                Some(reason) if row.row_count(list) == 0 => {
                    let _ = writeln!(
                        out,
                        " {}",
                        self.none(reason, Place::Block(style.indent + 2))
                    );
                }
                _ => out.push('\n'),
            }
            let fields = (0..meta.kind.declaration().fields.len()).collect();
            let plan = ListPlan {
                list,
                fields,
                first: true,
            };
            let style = Style {
                indent: style.indent + 2,
                ..style
            };
            for below in row.rows(list) {
                self.write_row(out, (owner, row), below, &plan, style);
            }
        }
    }

    fn write_activity(&self, out: &mut String, activity: &Activity, level: usize) {
        let part = Part::of(activity);
        let mut body = String::with_capacity(4096);
        for point in self.plan(part) {
            body.clear();
            self.write_point(&mut body, activity, point, part);
            if body.is_empty() {
                continue;
            }
            match (point.letter, point.section) {
                (None, None | Some(Section::Identity)) => {}
                (Some((letter, key)), _) => {
                    let provision = self.lexicon.words.provision(&point.provision);
                    let text = format!("({letter}) {} – {provision}", self.word(key));
                    heading(out, level, &text);
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
                    heading(out, level, &format!("{title}{citation}"));
                }
            }
            out.push_str(&body);
            end_block(out);
        }
    }

    fn write_point(&self, out: &mut String, activity: &Activity, point: &Point, part: Part) {
        let declaration = (activity as &dyn Record).declaration();
        let lettered = point.letter.is_some();
        let style = Style {
            indent: 0,
            bold: true,
            lettered,
        };
        let ours = |field: &usize| {
            matches!(
                declaration.fields[*field].kind,
                FieldKind::Ref(Target::Ours)
            )
        };
        let measures = |field: &usize| points_to_measures(&declaration.fields[*field].kind);
        if point.fields.iter().any(ours) {
            self.write_party(out, activity, part);
        }
        let plain = point.fields.iter().copied();
        let plain = plain.filter(|field| !ours(field) && !measures(field));
        self.write_fields(out, (activity, None), activity, plain, style);
        if let Some(field) = point.fields.iter().copied().find(measures) {
            self.write_measures(out, activity, field);
        }
        let alone = point.lists.len() == 1 && out.is_empty();
        for list in &point.lists {
            self.write_list(out, activity, list, alone, style);
        }
    }

    /// A list of an activity's rows.
    fn write_list(
        &self,
        out: &mut String,
        activity: &Activity,
        plan: &ListPlan,
        alone: bool,
        style: Style,
    ) {
        let record: &dyn Record = activity;
        let meta = &record.declaration().lists[plan.list];
        let mut body = String::new();
        for row in record.rows(plan.list) {
            self.write_row(&mut body, (record, record), row, plan, style);
        }
        if body.is_empty() {
            let reason = record.head().none.get(meta.key);
            match reason {
                Some(reason) if plan.first => {
                    body = self.none(reason, Place::Block(0));
                }
                // Told apart from the point that the rows have under their own letter.
                None if plan.first && demanded(meta.need) && meta.asked.of(activity.role) => {
                    body = self.gap();
                }
                None if style.lettered && record.row_count(plan.list) == 0 => body = self.gap(),
                _ => return,
            }
            body.push('\n');
        }
        end_block(out);
        if !alone {
            let label = self.label(record.kind(), meta.key);
            let citation = self.citation(meta.provision, style.lettered);
            let _ = write!(out, "**{label}**{citation}\n\n");
        }
        out.push_str(&body);
    }

    /// Our organisation with its representative and officer, and those who are controllers together with it.
    fn write_party(&self, out: &mut String, activity: &Activity, part: Part) {
        let key = match part {
            Part::Controller => "export.party.controller",
            Part::Processor => "export.party.processor",
            Part::Other => "export.party.unsettled",
        };
        if let Some(id) = activity.organisation {
            let key_of_block = (id, part.index());
            let known = self.blocks.borrow().get(&key_of_block).cloned();
            let block = known.unwrap_or_else(|| {
                let block: Rc<str> = self.party(activity, id, key).into();
                self.blocks
                    .borrow_mut()
                    .insert(key_of_block, Rc::clone(&block));
                block
            });
            out.push_str(&block);
        } else {
            let reason = activity.head.none.get("organisation");
            let said =
                reason.map_or_else(|| self.gap(), |reason| self.none(reason, Place::Block(2)));
            labelled(out, self.word(key), &said);
        }
        let joint = activity
            .recipients
            .iter()
            .filter(|recipient| recipient.role == Some(RecipientRole::JointController));
        for recipient in joint {
            let label = self.word("export.party.joint_controller");
            let said = recipient.organisation.map_or_else(
                || escape::text(&self.lexicon.title(self.register, recipient), Place::Line),
                |id| self.reference(activity, id),
            );
            labelled(out, label, &said);
            self.write_officers(out, recipient.organisation, 2);
        }
    }

    fn party(&self, owner: &dyn Record, id: Id, key: &str) -> String {
        let mut out = String::new();
        labelled(
            &mut out,
            self.lexicon.words.get(key),
            &self.reference(owner, id),
        );
        let Some(organisation) = self.register.organisation(Some(id)) else {
            return out;
        };
        for (role, none) in OFFICERS {
            let label = self.lexicon.words.code(&ContactRole::SET, role.code());
            let mut contacts = contacts(organisation, role).peekable();
            if contacts.peek().is_none() {
                labelled(&mut out, label, &self.no_contact(organisation, role, none));
            }
            for contact in contacts {
                labelled(&mut out, label, &self.contact(organisation, contact));
            }
        }
        out
    }

    /// Why an organisation has no such contact, or that nothing is recorded.
    fn no_contact(&self, organisation: &Organisation, role: ContactRole, key: &str) -> String {
        let none = &organisation.head.none;
        if let Some(reason) = none.get(key).or_else(|| none.get("contacts")) {
            return self.none(reason, Place::Block(2));
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
                format!(
                    "*{}*: {}",
                    self.word("export.not_required"),
                    escape::text(&why, Place::Line)
                )
            }
            _ => self.gap(),
        }
    }

    /// A contact in one line.
    fn contact(&self, organisation: &Organisation, contact: &Contact) -> String {
        let record: &dyn Record = contact;
        let mut parts = Vec::new();
        for (index, field) in record.declaration().fields.iter().enumerate() {
            let role = matches!(field.kind, FieldKind::Code(_) | FieldKind::Flag);
            let value = record.get(index);
            if role || field.section == Section::Provenance || value.is_empty() {
                continue;
            }
            let mut part = String::new();
            self.write_value(
                &mut part,
                organisation,
                &field.kind,
                &value,
                (Place::Line, true),
            );
            parts.push(part);
        }
        if parts.is_empty() {
            return escape::text(&contact.head.reference, Place::Line);
        }
        parts.join(", ")
    }

    /// The representative and the officer of another organisation, where they are recorded.
    fn write_officers(&self, out: &mut String, organisation: Option<Id>, indent: usize) {
        let Some(organisation) = self.register.organisation(organisation) else {
            return;
        };
        for (role, _) in OFFICERS {
            let label = self.lexicon.words.code(&ContactRole::SET, role.code());
            for contact in contacts(organisation, role) {
                let blanks = " ".repeat(indent);
                let _ = writeln!(
                    out,
                    "{blanks}- {label}: {}",
                    self.contact(organisation, contact)
                );
            }
        }
    }

    /// The measures of an activity and of its whole organisation, each in full.
    fn write_measures(&self, out: &mut String, activity: &Activity, field: usize) {
        let record: &dyn Record = activity;
        let meta = &record.declaration().fields[field];
        if self.selection.leaves_out(record.kind(), meta.key) {
            let _ = writeln!(out, "*{}*", self.word("export.left_out"));
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
                self.write_measure_list(out, "export.of_activity", own, !shared.is_empty());
            }
            Answer::None(reason) => {
                let label = self.label(record.kind(), meta.key);
                labelled(out, &label, &self.none(&reason, Place::Block(2)));
            }
            Answer::NotRecorded if shared.is_empty() && self.is_gap(record, record, meta) => {
                let label = self.label(record.kind(), meta.key);
                labelled(out, &label, &self.gap());
            }
            Answer::NotRecorded => {}
        }
        if !shared.is_empty() {
            self.write_measure_list(out, "export.organisation_wide", &shared, true);
        }
        end_block(out);
    }

    fn write_measure_list(&self, out: &mut String, key: &str, measures: &[Id], headed: bool) {
        if headed {
            end_block(out);
            let _ = write!(out, "**{}**\n\n", self.lexicon.words.get(key));
        }
        for id in measures {
            let block_key = (*id, usize::MAX);
            let known = self.blocks.borrow().get(&block_key).cloned();
            let block = known.unwrap_or_else(|| {
                let mut block = String::new();
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
                    let style = Style {
                        indent: 0,
                        bold: false,
                        lettered: true,
                    };
                    self.write_row(&mut block, (measure, measure), measure, &plan, style);
                }
                let block: Rc<str> = block.into();
                self.blocks
                    .borrow_mut()
                    .insert(block_key, Rc::clone(&block));
                block
            });
            out.push_str(&block);
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

/// A table; the cells are already escaped.
pub fn write_lines(out: &mut String, header: &[String], lines: impl Iterator<Item = Vec<String>>) {
    end_block(out);
    write_cells(out, header);
    let rule: Vec<String> = header.iter().map(|_| "---".to_owned()).collect();
    write_cells(out, &rule);
    for line in lines {
        write_cells(out, &line);
    }
    out.push('\n');
}

fn write_cells(out: &mut String, cells: &[String]) {
    out.push('|');
    for cell in cells {
        let _ = write!(out, " {cell} |");
    }
    out.push('\n');
}
