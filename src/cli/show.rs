//! `show`: one record or row, as text, as the export has it in JSON, or in Markdown.

use super::call::{Call, Halt, record as record_of};
use super::export;
use super::list::object;
use crate::domain::field::{
    Answer, Asked, Declaration, ListMeta, Meta, Need, Record, RecordKind, Section,
};
use crate::domain::records::{Activity, Retention};
use crate::domain::register::Register;
use crate::domain::value::FieldKind;
use crate::exchange::markdown;
use crate::law::Lexicon;

/// `ropa show`.
pub(super) fn show(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let reference = call.given.text("ref").unwrap_or_default().to_owned();
    let mut session = call.open()?;
    session.learn_changes();
    let register = session.register();
    let record = record_of(register, &reference)?;
    let owner = register.owner(record.id()).unwrap_or(record);
    match call.given.text("format") {
        Some("json") => call.json(&object(register, owner, record))?,
        Some("markdown") => {
            let lexicon = export::lexicon(call, register, call.setting.lexicon.today)?;
            let text = markdown::record(&lexicon, register, record);
            call.data(&text)?;
        }
        _ => {
            let text = Sheet::of(&call.setting.lexicon, register, owner, record);
            call.line(text.trim_end())?;
        }
    }
    Ok(0)
}

/// A record as text for reading aloud or in a terminal: sections, fields with their answers, rows within.
struct Sheet<'a> {
    lexicon: &'a Lexicon,
    register: &'a Register,
    owner: &'a dyn Record,
    text: String,
}

impl<'a> Sheet<'a> {
    fn of(
        lexicon: &'a Lexicon,
        register: &'a Register,
        owner: &'a dyn Record,
        record: &'a dyn Record,
    ) -> String {
        let mut sheet = Self {
            lexicon,
            register,
            owner,
            text: String::new(),
        };
        let kind = lexicon.words.one(record.kind());
        let title = lexicon.title(register, record);
        sheet.line(0, &format!("{}  {title}", register.reference(record.id())));
        let within = if record.id() == owner.id() {
            kind.to_owned()
        } else {
            let holder = lexicon.title(register, owner);
            lexicon
                .words
                .fill("cli.show.within", &[("kind", kind), ("record", &holder)])
        };
        sheet.line(0, &within);
        sheet.sections(record);
        sheet.text
    }

    fn line(&mut self, depth: usize, text: &str) {
        for line in text.lines() {
            self.text.extend(std::iter::repeat_n("  ", depth));
            self.text.push_str(line);
            self.text.push('\n');
        }
    }

    /// `Label: answer`; the further lines of an answer stand under it, one step in.
    fn answer(&mut self, depth: usize, label: &str, answer: &str) {
        let mut lines = answer.lines();
        self.line(
            depth,
            &format!("{label}: {}", lines.next().unwrap_or_default()),
        );
        for line in lines {
            self.line(depth + 1, line);
        }
    }

    /// A record by its sections.
    fn sections(&mut self, record: &dyn Record) {
        let declaration = record.declaration();
        for section in Section::ALL {
            let before = self.text.len();
            self.fields(record, declaration, Some(*section), 1);
            self.lists(record, declaration, Some(*section), 1);
            if self.text.len() > before {
                let title = format!("\n{}\n", self.lexicon.words.section(*section));
                self.text.insert_str(before, &title);
            }
        }
        // What is none without being a field or a list: the contacts that Art. 30(1)(a) names.
        let others: Vec<_> = record
            .head()
            .none
            .iter()
            .filter(|(key, _)| declaration.field(key).is_none() && declaration.list(key).is_none())
            .map(|(key, reason)| (key.clone(), reason.clone()))
            .collect();
        for (key, reason) in others {
            let label = self.lexicon.words.find(&format!("form.{key}"));
            let label = label.unwrap_or(&key).to_owned();
            self.none(1, &label, reason);
        }
    }

    fn none(&mut self, depth: usize, label: &str, reason: String) {
        let answer = self.lexicon.answer(
            self.register,
            self.owner.id(),
            &FieldKind::Text,
            &Answer::None(reason),
        );
        self.answer(depth, label, &answer);
    }

    /// Whether a record of this role is asked, and what is not recorded is worth a line.
    fn asked(&self, asked: Asked) -> bool {
        asked.of(self
            .owner
            .downcast::<Activity>()
            .and_then(|activity| activity.role))
    }

    fn fields(
        &mut self,
        record: &dyn Record,
        declaration: &Declaration,
        section: Option<Section>,
        depth: usize,
    ) {
        let wanted = |meta: &&Meta| section.is_none_or(|section| meta.section == section);
        for meta in declaration.fields.iter().filter(wanted) {
            let label = self.lexicon.words.label(record.kind(), meta.key);
            let label = if label.is_empty() { meta.key } else { label }.to_owned();
            if matches!(meta.kind, FieldKind::Computed) {
                if let Some(day) = self.lexicon.keep_through(self.register, record) {
                    self.answer(depth, &label, &day);
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
            self.answer(depth, &label, &shown);
        }
    }

    fn lists(
        &mut self,
        record: &dyn Record,
        declaration: &Declaration,
        section: Option<Section>,
        depth: usize,
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
            }
            .to_owned();
            if record.row_count(index) == 0 {
                match record.answer(list.key) {
                    Answer::None(reason) => self.none(depth, &label, reason),
                    answer if list.need != Need::May && self.asked(list.asked) => {
                        let shown = self.lexicon.answer(
                            self.register,
                            self.owner.id(),
                            &FieldKind::Text,
                            &answer,
                        );
                        self.answer(depth, &label, &shown);
                    }
                    _ => {}
                }
                continue;
            }
            // A section that is called as its list needs no second heading.
            let named = section.is_some_and(|section| self.lexicon.words.section(section) == label);
            let depth = if named { depth - 1 } else { depth };
            if !named {
                self.line(depth, &format!("{label}:"));
            }
            for row in record.rows(index) {
                let title = self.lexicon.title(self.register, row);
                self.line(depth + 1, &format!("{}  {title}", row.head().reference));
                let declaration = RecordKind::declaration(row.kind());
                self.fields(row, declaration, None, depth + 2);
                self.lists(row, declaration, None, depth + 2);
            }
        }
    }
}
