//! What stands in each line of a form: its label, its sign, its answer in words.

use super::checked::section_of;
use super::lines::hidden_in;
use super::pickers::title_of;
use super::{Form, FormLine};
use crate::domain::excuse::is_excused;
use crate::domain::field::{Answer as Fact, Meta, Need, Record, Section};
use crate::domain::kind::FieldKind;
use crate::domain::records::Retention;
use crate::domain::value::Value;
use crate::tui::command::{Command, CommandContext};
use crate::tui::scene::Scene;

impl Form {
    /// A line as it is shown: label, sign, value, and whether the value is only an answer's word.
    pub(super) fn parts_of(
        &self,
        line: FormLine,
        scene: &Scene<'_>,
    ) -> (String, &'static str, String, bool) {
        let words = scene.words;
        let here = self.current();
        let declaration = here.declaration();
        let owner = self.record.id();
        match line {
            FormLine::Heading(_) => (String::new(), " ", String::new(), false),
            FormLine::Row { list, at } => {
                let row = here.row(list, at);
                let reference = if row.head().reference.is_empty() {
                    words.get("form.new").to_owned()
                } else {
                    row.head().reference.clone()
                };
                (reference, " ", self.row_summary(row, scene), false)
            }
            FormLine::More(section) => (self.more_text(section, scene), " ", String::new(), true),
            FormLine::Offer(_) => {
                let offered = format!("+ {}", self.offer_text(line, scene));
                (String::new(), " ", offered, false)
            }
            FormLine::AddRow(list) => {
                let meta = &declaration.lists[list];
                let label = self.list_label(list, scene);
                let add = words.fill("form.add", &[("kind", words.definite(meta.kind))]);
                match here.answer(meta.key) {
                    Fact::None(reason) => (label, "–", none_text(words, &reason), true),
                    Fact::Recorded(_) => (String::new(), " ", format!("+ {add}"), true),
                    Fact::NotRecorded if self.wanted.reads => {
                        let open = words.get("answer.not_recorded").to_owned();
                        (label, "·", open, true)
                    }
                    // What can be added says what the list is called.
                    Fact::NotRecorded => (String::new(), "·", format!("+ {add}"), true),
                }
            }
            FormLine::Contact(asked) => {
                let label = words.get(&format!("form.{}", asked.key)).to_owned();
                if let Fact::None(reason) = here.answer(asked.key) {
                    (label, "–", none_text(words, &reason), true)
                } else {
                    let ours = here.value("ours") == Value::Flag(true);
                    (label, "·", not_recorded(words, ours), true)
                }
            }
            FormLine::AddItem(field) => {
                let kind = declaration.fields[field].kind;
                let item = kind.items().map_or("", |items| items.name);
                (
                    String::new(),
                    " ",
                    format!("+ {}", words.get(&format!("form.add_item.{item}"))),
                    true,
                )
            }
            FormLine::Part { field, item, part } => {
                let Some(items) = declaration.fields[field].kind.items() else {
                    return (String::new(), " ", String::new(), false);
                };
                let part = &items.parts[part];
                let label = format!(
                    "  {}. {}",
                    item + 1,
                    words.get(&format!("item.{}.{}", items.name, part.key))
                );
                let value = self.value_of(line);
                let shown = self.unread_at(line).map_or_else(
                    || scene.lexicon.part(scene.register, owner, part, &value),
                    |unread| unread.text.clone(),
                );
                (label, " ", shown, false)
            }
            FormLine::Field(field) => self.field_parts(line, field, scene),
        }
    }

    /// A field's line as it is shown.
    fn field_parts(
        &self,
        line: FormLine,
        field: usize,
        scene: &Scene<'_>,
    ) -> (String, &'static str, String, bool) {
        let words = scene.words;
        let here = self.current();
        let declaration = here.declaration();
        let meta = &declaration.fields[field];
        let label = words.label(here.kind(), meta.key).to_owned();
        if let Some(unread) = self.unread_at(line) {
            return (label, "!", unread.text.clone(), false);
        }
        match here.answer(meta.key) {
            Fact::Recorded(Value::Items(items)) => {
                (label, "●", words.count("items", items.len()), true)
            }
            Fact::Recorded(value) => {
                let waived = scene.lexicon.waived(scene.register, here, meta.key);
                let mut shown = waived.unwrap_or_else(|| self.shown(&meta.kind, &value, scene));
                if let Some(from) = self.prefilled_from(here.id(), meta.key) {
                    shown = format!("{shown} ({})", words.get(from));
                }
                (label, "●", shown, false)
            }
            Fact::None(reason) => (label, "–", none_text(words, &reason), true),
            Fact::NotRecorded => {
                let answer = self
                    .schedule_says(meta, scene)
                    .or_else(|| self.said_elsewhere(meta.key, scene))
                    .or_else(|| scene.lexicon.taken_out(scene.register, here, meta.key))
                    .unwrap_or_else(|| not_recorded(words, self.demands(meta, scene)));
                (label, "·", answer, true)
            }
        }
    }

    /// Whether a field that holds nothing says so: where it is needed, or something is wrong with it.
    fn demands(&self, meta: &Meta, scene: &Scene<'_>) -> bool {
        let here = self.current();
        let needed =
            meta.need != Need::May && !is_excused(scene.register, here, meta.key, meta.need);
        needed || self.finds(meta.key)
    }

    /// What a list is called at its line; nothing where the heading above has said it.
    pub(super) fn list_label(&self, list: usize, scene: &Scene<'_>) -> String {
        let declaration = self.current().declaration();
        let key = declaration.lists[list].key;
        let label = scene.words.label(declaration.kind, key);
        let section = section_of(self.current(), key);
        let said = section.is_some_and(|section| scene.words.section(section) == label);
        if said {
            String::new()
        } else {
            label.to_owned()
        }
    }

    /// What stands where a section shows what comes on request.
    fn more_text(&self, section: Section, scene: &Scene<'_>) -> String {
        let here = self.current();
        let asks = self.record.asks();
        let count = hidden_in(section, here, &*self.record, self.wanted_here(), asks);
        let key = scene
            .keymap
            .shown_in(CommandContext::Form, Command::AllFields)
            .unwrap_or_default();
        let count = count.to_string();
        let text = scene
            .words
            .fill("form.more", &[("count", &count), ("key", &key)]);
        text.trim_end().to_owned()
    }

    /// What a retention rule's schedule answers where the rule itself says nothing.
    fn schedule_says(&self, meta: &Meta, scene: &Scene<'_>) -> Option<String> {
        let rule = self.current().downcast::<Retention>()?;
        let (Fact::Recorded(value), true) = scene.register.effective(rule, meta.key) else {
            return None;
        };
        let reference = scene.lexicon.called(scene.register, rule.schedule?);
        let from = scene
            .words
            .fill("export.from_schedule", &[("ref", &reference)]);
        Some(format!(
            "{} ({from})",
            self.shown(&meta.kind, &value, scene)
        ))
    }

    /// A value in words, where a reference may point to a row that is not saved yet.
    pub(super) fn shown(&self, kind: &FieldKind, value: &Value, scene: &Scene<'_>) -> String {
        if value.refs().is_empty() {
            return scene
                .lexicon
                .value(scene.register, self.record.id(), kind, value);
        }
        let named = value.refs().iter().map(|id| {
            match self
                .record
                .find(*id)
                .filter(|row| row.id() != self.record.id())
            {
                Some(row) => title_of(row, scene),
                None => {
                    scene
                        .lexicon
                        .value(scene.register, self.record.id(), kind, &Value::Ref(*id))
                }
            }
        });
        named.collect::<Vec<_>>().join(", ")
    }

    /// A row in one line: its title and what says most beside it.
    fn row_summary(&self, row: &dyn Record, scene: &Scene<'_>) -> String {
        let title = title_of(row, scene);
        // What has no name is not called by the reference that stands before it already.
        let title = if title == row.head().reference && !title.is_empty() {
            scene.words.get("answer.not_recorded").to_owned()
        } else {
            title
        };
        let beside: Vec<String> = [
            "period",
            "role",
            "state",
            "kind",
            "country",
            "legal_bases",
            "mechanisms",
            "email",
        ]
        .iter()
        .filter_map(|key| {
            let field = row.declaration().field(key)?;
            let value = match row
                .downcast::<Retention>()
                .map(|rule| scene.register.effective(rule, key))
            {
                // A rule that rests on a schedule says what that says.
                Some((Fact::Recorded(value), true)) => value,
                _ => row.get(field),
            };
            (!value.is_empty())
                .then(|| self.shown(&row.declaration().fields[field].kind, &value, scene))
        })
        .filter(|text| *text != title)
        .collect();
        if beside.is_empty() {
            title
        } else {
            format!("{title} · {}", beside.join(" · "))
        }
    }
}

/// What stands in a field that holds nothing: a word where it is demanded, nothing where it may be there.
fn not_recorded(words: &crate::words::Words, demanded: bool) -> String {
    if demanded {
        words.get("answer.not_recorded").to_owned()
    } else {
        String::new()
    }
}

/// *None* with its reason.
fn none_text(words: &crate::words::Words, reason: &str) -> String {
    if reason.is_empty() {
        words.get("answer.none").to_owned()
    } else {
        words.fill("answer.none_because", &[("reason", reason)])
    }
}
