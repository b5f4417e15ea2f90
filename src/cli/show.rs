//! `show`: one record or row, as text, as the export has it in JSON, or as a document.

use super::call::{Call, Halt, record as record_of};

use crate::domain::field::{Answer, Asked, Declaration, ListMeta, Meta, Need, Record, Section};
use crate::domain::kind::{FieldKind, RecordKind};
use crate::domain::records::{Activity, Retention};
use crate::domain::register::Register;
use crate::domain::value::Value;
use crate::exchange::document::{Block, ListPoint, Sink as _, card};
use crate::exchange::format::{DocumentKind, Grid, Source};
use crate::exchange::json::{self, Exported, Listed};
use crate::exchange::plain;
use crate::labels::Lexicon;
use crate::words::visible;

/// `ropa show`.
pub(super) fn show(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let reference = call.given.text("ref").unwrap_or_default().to_owned();
    let mut session = call.open_about(std::slice::from_ref(&reference))?;
    session.learn_changes_of(&reference);
    let register = session.register();
    let record = record_of(register, &reference)?;
    call.document(DocumentKind::Record, register, &One { register, record })?;
    Ok(0)
}

/// A record or row, to be written.
struct One<'a> {
    register: &'a Register,
    record: &'a dyn Record,
}

impl<'a> One<'a> {
    /// The record that holds it.
    fn owner(&self) -> &'a dyn Record {
        self.register.owner(self.record.id()).unwrap_or(self.record)
    }
}

impl Source for One<'_> {
    fn blocks(&self, lexicon: &Lexicon) -> Vec<Block> {
        vec![Block::Card(card(lexicon, self.register, self.record))]
    }

    fn json(&self, _lexicon: &Lexicon) -> String {
        json::text(&Listed(Exported::new(self.register, self.record)))
    }

    fn grids(&self, lexicon: &Lexicon) -> Vec<Grid> {
        let (register, owner) = (self.register, self.owner());
        let words = &lexicon.words;
        let mut rows = Vec::new();
        self.record.walk(None, &mut |row, _| {
            let declaration = row.declaration();
            let fields = declaration.fields.iter();
            let fields = fields.map(|field| (field.key, field.kind));
            let lists = declaration.lists.iter();
            let lists = lists.map(|list| (list.key, FieldKind::Text));
            for (key, kind) in fields.chain(lists) {
                let answer = match (kind, row.answer(key)) {
                    (FieldKind::Computed, _) => {
                        lexicon.kept_through(register, row).unwrap_or_default()
                    }
                    // What rows say stands in lines of their own.
                    (_, Answer::NotRecorded | Answer::Recorded(Value::Empty)) => continue,
                    (kind, answer) => lexicon.answer(register, owner.id(), &kind, &answer),
                };
                let label = words.label(row.kind(), key);
                let label = if label.is_empty() { key } else { label };
                rows.push(vec![
                    register.typed_reference(row.id()),
                    words.one(row.kind()).to_owned(),
                    label.to_owned(),
                    answer,
                ]);
            }
        });
        let heads = [
            "due.column.ref",
            "manual.column.kind",
            "findings.column.field",
            "cli.show.answer",
        ];
        let heads = heads.map(|key| words.get(key).to_owned()).to_vec();
        let title = lexicon.title(register, self.record);
        vec![Grid::of_texts(&title, heads, rows)]
    }

    fn text(&self, lexicon: &Lexicon, _room: Option<usize>) -> Option<String> {
        let sheet = RecordText::of(lexicon, self.register, self.owner(), self.record);
        let text = plain::print(&sheet, None);
        Some(format!("{}\n", visible(text.trim_end())))
    }
}

/// A record as text for reading aloud or in a terminal: sections, fields with their answers, rows within.
struct RecordText<'a> {
    lexicon: &'a Lexicon,
    register: &'a Register,
    owner: &'a dyn Record,
}

impl<'a> RecordText<'a> {
    fn of(
        lexicon: &'a Lexicon,
        register: &'a Register,
        owner: &'a dyn Record,
        record: &'a dyn Record,
    ) -> Vec<Block> {
        let sheet = Self {
            lexicon,
            register,
            owner,
        };
        let kind = lexicon.words.one(record.kind());
        let title = lexicon.title(register, record);
        let within = if record.id() == owner.id() {
            kind.to_owned()
        } else {
            let holder = lexicon.title(register, owner);
            lexicon
                .words
                .fill("cli.show.within", &[("kind", kind), ("record", &holder)])
        };
        let reference = register.typed_reference(record.id());
        let head = format!("{reference}  {title}\n{within}");
        let mut out = vec![Block::paragraph(head)];
        sheet.sections(&mut out, record);
        out
    }

    /// A record by its sections.
    fn sections(&self, out: &mut Vec<Block>, record: &dyn Record) {
        let declaration = record.declaration();
        for section in Section::ALL {
            let mut items = Vec::new();
            self.fields(&mut items, record, declaration, Some(*section));
            self.lists(&mut items, record, declaration, Some(*section));
            if !items.is_empty() {
                out.push(Block::heading(2, self.lexicon.words.section(*section)));
                out.push(Block::List(items));
            }
        }
        // What is none without being a field or a list: the contacts that Art. 30(1)(a) names.
        let others =
            record.head().none.iter().filter(|(key, _)| {
                declaration.field(key).is_none() && declaration.list(key).is_none()
            });
        for (key, reason) in others {
            let label = self.lexicon.words.find(&format!("form.{key}"));
            out.put_items(vec![self.none(label.unwrap_or(key), reason)]);
        }
    }

    fn none(&self, label: &str, reason: &str) -> ListPoint {
        let answer = self.lexicon.answer(
            self.register,
            self.owner.id(),
            &FieldKind::Text,
            &Answer::None(reason.to_owned()),
        );
        ListPoint::new(format!("{label}: {answer}"))
    }

    /// Whether a record of this role is asked, and what is not recorded is worth a line.
    fn asked(&self, asked: Asked) -> bool {
        asked.of(self
            .owner
            .downcast::<Activity>()
            .and_then(|activity| activity.role))
    }

    fn fields(
        &self,
        out: &mut Vec<ListPoint>,
        record: &dyn Record,
        declaration: &Declaration,
        section: Option<Section>,
    ) {
        let wanted = |meta: &&Meta| section.is_none_or(|section| meta.section == section);
        for meta in declaration.fields.iter().filter(wanted) {
            let label = self.lexicon.words.label(record.kind(), meta.key);
            let label = if label.is_empty() { meta.key } else { label };
            if matches!(meta.kind, FieldKind::Computed) {
                if let Some(day) = self.lexicon.kept_through(self.register, record) {
                    out.push(ListPoint::new(format!("{label}: {day}")));
                }
                continue;
            }
            let (answer, of_schedule) = match record.downcast::<Retention>() {
                // The schedule's name and notes are its own.
                Some(rule) if !matches!(meta.key, "name" | "notes") => {
                    self.register.effective(rule, meta.key)
                }
                _ => (record.answer(meta.key), false),
            };
            let taken_out = self.lexicon.taken_out(self.register, record, meta.key);
            if answer == Answer::NotRecorded
                && taken_out.is_none()
                && (meta.need == Need::May || !self.asked(meta.asked))
            {
                continue;
            }
            let owner = self.owner.id();
            let mut shown = match taken_out.filter(|_| answer == Answer::NotRecorded) {
                Some(told) => told,
                None => (self.lexicon).answer(self.register, owner, &meta.kind, &answer),
            };
            // A row stands under its title already.
            if section.is_none() && shown == self.lexicon.title(self.register, record) {
                continue;
            }
            if of_schedule && answer != Answer::NotRecorded {
                shown = self
                    .lexicon
                    .words
                    .fill("cli.show.of_schedule", &[("answer", &shown)]);
            }
            let since = (self.lexicon).changed_beside(self.register, record, meta.key);
            if let Some(since) = since {
                shown = format!("{shown} ({since})");
            }
            out.push(ListPoint::new(format!("{label}: {shown}")));
        }
    }

    fn lists(
        &self,
        out: &mut Vec<ListPoint>,
        record: &dyn Record,
        declaration: &Declaration,
        section: Option<Section>,
    ) {
        let wanted = |list: &ListMeta| section.is_none_or(|section| list.section == section);
        for (index, list) in declaration
            .lists
            .iter()
            .enumerate()
            .filter(|(_, list)| wanted(list))
        {
            let label = self.lexicon.words.label(record.kind(), list.key);
            let label = if label.is_empty() {
                self.lexicon.words.many(list.kind)
            } else {
                label
            };
            if record.row_count(index) == 0 {
                match record.answer(list.key) {
                    Answer::None(reason) => out.push(self.none(label, &reason)),
                    answer if list.need != Need::May && self.asked(list.asked) => {
                        let shown = self.lexicon.answer(
                            self.register,
                            self.owner.id(),
                            &FieldKind::Text,
                            &answer,
                        );
                        out.push(ListPoint::new(format!("{label}: {shown}")));
                    }
                    _ => {}
                }
                continue;
            }
            let rows = record.rows(index).map(|row| {
                let title = self.lexicon.title(self.register, row);
                let mut item = ListPoint::new(format!("{}  {title}", row.head().reference));
                let declaration = RecordKind::declaration(row.kind());
                self.fields(&mut item.items, row, declaration, None);
                self.lists(&mut item.items, row, declaration, None);
                item
            });
            // A section that is called as its list needs no second heading.
            if section.is_some_and(|section| self.lexicon.words.section(section) == label) {
                out.extend(rows);
            } else {
                out.push(ListPoint {
                    text: format!("{label}:").into(),
                    items: rows.collect(),
                });
            }
        }
    }
}
