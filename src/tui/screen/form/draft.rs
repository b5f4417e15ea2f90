//! What a form holds, kept beside the register until it is saved.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::edit::parse;
use super::editor::Editor;
use super::{DraftElsewhere, Form, FormLine, KeptState, UnreadText};
use crate::domain::anew::make_new;
use crate::domain::field::Record;
use crate::domain::frozen::freeze;
use crate::domain::redaction::SoughtWords;
use crate::domain::register::Register;
use crate::domain::text::fold;
use crate::domain::value::{Id, Value};
use crate::session::drafts::{Draft, Followed, HeldForm, follow_form};
use crate::tui::scene::Scene;
use crate::tui::widget::line_input::LineInput;

/// How many rows a record may have that is kept at each field that is left: two milliseconds.
const LARGE: usize = 200;

impl Form {
    /// A form that goes on where a draft was kept, and the texts that have no place in it any more.
    #[must_use]
    pub(crate) fn resume(held: HeldForm, draft: String, scene: &Scene<'_>) -> (Self, Vec<String>) {
        let mut form = Self::over(held.before, held.record).changed();
        form.draft = Some(draft);
        let mut unplaced = Vec::new();
        // Entries that hold nothing but such a text are made last, so that the others are found by their places.
        let (made, there): (Vec<_>, Vec<_>) = held
            .unread
            .into_iter()
            .partition(|(_, key, _)| key.contains("[+"));
        for (row, key, text) in there.into_iter().chain(made.into_iter().rev()) {
            if key == REFERENCE && form.record.find(row).is_some() {
                form.go_to(row, None);
                form.editor = Some(Editor::Reference {
                    input: LineInput::new(&text),
                });
                continue;
            }
            match form.line_of_key(row, &key) {
                Some(line) if !form.holds_unread(row, line) => form.place(row, line, text, scene),
                _ => unplaced.push(format!("{key}: {text}")),
            }
        }
        (form, unplaced)
    }

    fn holds_unread(&self, row: Id, line: FormLine) -> bool {
        let mut unread = self.unread.iter();
        unread.any(|unread| unread.row == row && unread.line == line)
    }

    /// The line that a key names, as [`key_of_line`] gives it; an entry that held nothing is made where it stood.
    fn line_of_key(&mut self, row: Id, key: &str) -> Option<FormLine> {
        let record = self.record.find(row)?;
        let declaration = record.declaration();
        let Some((name, rest)) = key.split_once('[') else {
            return declaration.field(key).map(FormLine::Field);
        };
        let (item, part) = rest.split_once("].")?;
        let field = declaration.field(name)?;
        let parts = declaration.fields[field].kind.items()?.parts;
        let part = parts.iter().position(|known| known.key == part)?;
        let mut items = match record.get(field) {
            Value::Items(items) => items,
            _ => Vec::new(),
        };
        let Some(made) = item.strip_prefix('+') else {
            let item = item.parse().ok().filter(|item| *item < items.len())?;
            return Some(FormLine::Part { field, item, part });
        };
        let item: usize = made.parse().ok().filter(|item| *item <= items.len())?;
        let blank = |item: &Vec<Value>| item.iter().all(Value::is_empty);
        if !items.get(item).is_some_and(blank) {
            items.insert(item, vec![Value::Empty; parts.len()]);
            self.record
                .find_mut(row)?
                .record_value(name, Value::Items(items));
            for unread in &mut self.unread {
                if let FormLine::Part {
                    field: of,
                    item: at,
                    ..
                } = &mut unread.line
                    && unread.row == row
                    && *of == field
                    && *at >= item
                {
                    *at += 1;
                }
            }
        }
        Some(FormLine::Part { field, item, part })
    }

    /// Puts a text into a line that could not read it, and may now.
    fn place(&mut self, row: Id, line: FormLine, text: String, scene: &Scene<'_>) {
        let shown = self.levels.clone();
        self.go_to(row, None);
        if let Some(kind) = self.kind_of(line) {
            match parse(&kind, &text, scene.today) {
                Ok(value) => self.set_value(line, value),
                Err(problem) => self.unread.push(UnreadText {
                    row,
                    line,
                    text,
                    problem,
                }),
            }
        }
        self.levels = shown;
    }

    /// Follows what was taken out of the record for good since the form was opened, by this window or another one: what
    /// was not edited is as it is in the register now, and cannot be brought back by undoing.
    pub(crate) fn follow(&mut self, register: &Register) -> Option<Followed> {
        let followed = follow_form(register, self.before.as_deref()?, &*self.record)?;
        self.before = Some(followed.before.boxed());
        self.record.replace(followed.record.boxed());
        self.changes += 1;
        self.past.clear();
        self.future.clear();
        self.left = None;
        self.removed.extend(followed.words.iter().cloned());
        // A field that is open for typing, and holds what is gone and nothing else, is as good as not edited.
        let typed = self.editor.as_ref().map(Editor::text);
        if typed.is_some_and(|typed| {
            followed
                .words
                .iter()
                .any(|word| word.trim() == typed.trim())
        }) {
            self.editor = None;
        }
        self.clamp();
        Some(followed)
    }

    /// Follows what was taken out for good of the record that this one was copied from: it goes out of what was copied,
    /// and what was typed since is asked about before it is saved.
    ///
    /// The fields of the original it was in.
    pub(crate) fn follow_source(&mut self, register: &Register) -> Option<Vec<(Id, String)>> {
        let source = self.source.as_deref()?;
        let followed = follow_form(register, source, source)?;
        let copied = texts_of(source);
        let gone = |text: &str| followed.words.iter().any(|word| word.trim() == text.trim());
        let sought: Vec<SoughtWords> = followed
            .words
            .iter()
            .filter_map(|it| SoughtWords::new(it))
            .collect();
        let left_of = |text: String| {
            if gone(&text) {
                return String::new();
            }
            if !copied.iter().any(|copied| text.contains(copied.as_str())) {
                return text;
            }
            sought
                .iter()
                .fold(text, |text, it| it.take_out(&text).unwrap_or(text))
        };
        let mut record = self.record.boxed();
        record.walk_mut(&mut |row| {
            for field in 0..row.declaration().fields.len() {
                let left = match row.get(field) {
                    Value::Text(text) => match left_of(text) {
                        left if left.is_empty() => Value::Empty,
                        left => Value::Text(left),
                    },
                    Value::Texts(texts) => {
                        let left = texts.into_iter().map(&left_of);
                        Value::Texts(left.filter(|text| !text.is_empty()).collect())
                    }
                    _ => continue,
                };
                if left != row.get(field) {
                    row.put(field, left);
                }
            }
        });
        self.source = Some(followed.before.boxed());
        self.record.replace(record);
        self.changes += 1;
        self.past.clear();
        self.future.clear();
        self.left = None;
        self.removed.extend(followed.words.iter().cloned());
        if (self.editor.as_ref()).is_some_and(|editor| gone(&editor.text())) {
            self.editor = None;
        }
        self.clamp();
        Some(followed.taken_over)
    }

    /// What was taken out of the record and stands in what was typed all the same.
    #[must_use]
    pub(crate) fn holds_removed(&self) -> Vec<String> {
        let mut found = Vec::new();
        let known = self.before.as_deref().map(texts_of).unwrap_or_default();
        let mut typed = texts_of(&*self.record);
        typed.retain(|text| !known.contains(text));
        for word in &self.removed {
            let Some(sought) = SoughtWords::new(word) else {
                continue;
            };
            let stands = typed.iter().any(|text| !sought.find(text).is_empty());
            if stands && !found.contains(word) {
                found.push(word.clone());
            }
        }
        found
    }

    /// Takes it that what was typed is meant, whatever was taken out.
    pub(crate) fn means_it(&mut self) {
        self.removed.clear();
    }

    /// The same content as a new record, where another window has deleted the one that the form is over. The draft that
    /// keeps it stays its draft.
    #[must_use]
    pub(crate) fn anew(&self) -> Self {
        let mut record = self.record.boxed();
        make_new(&mut *record, &mut 0);
        let mut form = Self::filled(record);
        form.draft.clone_from(&self.draft);
        form.kept_as.clone_from(&self.kept_as);
        form
    }

    /// The draft that keeps what the form holds.
    #[must_use]
    pub(crate) fn draft(&self) -> Option<&str> {
        self.draft.as_deref()
    }

    /// What is to be kept now; nothing while a field is being typed, or where nothing changed since.
    #[must_use]
    pub(crate) fn to_keep(&self) -> Option<HeldForm> {
        (self.editor.is_none() && !self.is_kept() && self.is_edited()).then(|| self.held())
    }

    /// Whether the record has so many rows that keeping it is felt.
    #[must_use]
    pub(crate) fn is_large(&self) -> bool {
        let mut rows = 0;
        self.record.walk(None, &mut |_, _| rows += 1);
        rows > LARGE
    }

    /// What would be kept if the field that is being typed were left now; nothing where that was kept already.
    pub(crate) fn keep_typed_line(&mut self, scene: &Scene<'_>) -> Option<HeldForm> {
        if self.editor.is_none() || self.is_kept() {
            return None;
        }
        let mut left = Self::over(self.before.clone(), self.record.boxed());
        left.levels.clone_from(&self.levels);
        left.unread.clone_from(&self.unread);
        left.start = self.start.as_ref().map(|start| start.boxed());
        left.editor.clone_from(&self.editor);
        left.keep(scene);
        if left.is_edited() {
            return Some(left.held());
        }
        // There is nothing to keep, and need not be looked at again.
        self.kept = Some(Box::new(self.state()));
        None
    }

    /// Whether the draft holds all that the form does.
    fn is_kept(&self) -> bool {
        self.kept
            .as_ref()
            .is_some_and(|kept| **kept == self.state())
    }

    fn state(&self) -> KeptState {
        let unread = self.unread.iter();
        let typed = self.editor.as_ref();
        KeptState {
            changes: self.changes,
            unread: unread
                .map(|unread| (unread.row, unread.line, unread.text.clone()))
                .collect(),
            typed: typed.map(|editor| (self.level().id, self.line(), editor.text())),
        }
    }

    fn held(&self) -> HeldForm {
        let kept = |unread: &UnreadText| -> Option<(Id, String, String)> {
            let row = self.record.find(unread.row)?;
            let key = key_of_line(row, unread.line)?;
            Some((unread.row, key, unread.text.clone()))
        };
        let mut unread: Vec<(Id, String, String)> = self.unread.iter().filter_map(kept).collect();
        // A reference that cannot be taken stays where it is typed.
        if let Some(Editor::Reference { input }) = &self.editor {
            unread.push((
                self.level().id,
                REFERENCE.to_owned(),
                input.text().to_owned(),
            ));
        }
        HeldForm {
            before: self.before.clone(),
            record: self.record.boxed(),
            unread,
        }
    }

    /// What is to be kept for good, whether it was kept already or not.
    #[must_use]
    pub(crate) fn to_keep_at_last(&self) -> Option<HeldForm> {
        self.is_edited().then(|| self.held())
    }

    /// Forgets that it was kept: the register in which it was may be another one now. Where its name was taken, it is
    /// kept under another one.
    pub(crate) fn forget_kept(&mut self, taken: bool) {
        self.kept = None;
        if taken {
            self.draft = None;
            self.kept_as = None;
        }
    }

    /// Remembers under which name it is kept, and whether it was; where it was not, it is tried again.
    pub(crate) fn was_kept(&mut self, draft: &Draft, kept: bool) {
        self.draft = Some(draft.name.clone());
        self.kept = kept.then(|| Box::new(self.state()));
        if kept {
            self.kept_as = Some(print_of(&draft.content));
        }
    }

    /// Remembers which numbers are still free while the form is kept, where that is not known yet.
    pub(crate) fn begins_before(&mut self, first_free: u32) {
        self.first_free.get_or_insert(first_free);
    }

    /// Remembers what became of its draft in another window, where the form is over a new record.
    pub(crate) fn met_elsewhere(&mut self, elsewhere: DraftElsewhere) {
        if self.is_new() {
            self.elsewhere = Some(elsewhere);
        }
    }

    /// The record that another window seems to have saved from the draft of this form: of the same name, or the last of
    /// those that came since where the draft went.
    #[must_use]
    pub(crate) fn saved_elsewhere(&self, scene: &Scene<'_>) -> Option<Id> {
        let (elsewhere, first_free) = (self.elsewhere?, self.first_free?);
        let title = |record: &dyn Record| fold(&scene.lexicon.title(scene.register, record));
        let own = title(&*self.record);
        let came = scene.register.records(self.record.kind());
        let came: Vec<&dyn Record> = came.filter(|it| it.id().0 >= first_free).collect();
        let same = came.iter().find(|it| title(**it) == own);
        let last = came.iter().max_by_key(|it| it.id());
        let last = last.filter(|_| elsewhere == DraftElsewhere::Gone);
        same.or(last).map(|record| record.id())
    }

    /// Remembers what the register holds under the name of the draft that it goes on with.
    pub(crate) fn goes_on_from(&mut self, content: Option<&str>) {
        self.kept_as = content.map(print_of);
    }

    /// Whether what a file holds under the name of the draft is what was kept there.
    #[must_use]
    pub(crate) fn was_kept_as(&self, content: Option<&str>) -> bool {
        content.map(print_of) == self.kept_as
    }
}

/// What tells a draft from what it was earlier.
fn print_of(content: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    content.hash(&mut hasher);
    hasher.finish()
}

/// Every text that a record and its rows hold.
fn texts_of(record: &dyn Record) -> Vec<String> {
    let mut texts = Vec::new();
    collect_texts(&freeze(record), &mut texts);
    texts
}

/// Every text in a value.
fn collect_texts(value: &serde_json::Value, out: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text) => out.push(text.clone()),
        serde_json::Value::Array(values) => {
            for value in values {
                collect_texts(value, out);
            }
        }
        serde_json::Value::Object(values) => {
            for value in values.values() {
                collect_texts(value, out);
            }
        }
        _ => {}
    }
}

/// The key under which a reference is kept that was being typed.
const REFERENCE: &str = "ref";

/// A line by its key: of a field, or of a part of one of its entries, as `conditions[0].day`; `conditions[+0].day`
/// where the entry holds nothing else, and so is not kept with the record.
///
/// Only entries that hold something count.
fn key_of_line(row: &dyn Record, line: FormLine) -> Option<String> {
    let fields = row.declaration().fields;
    match line {
        FormLine::Field(field) => Some(fields[field].key.to_owned()),
        FormLine::Part { field, item, part } => {
            let part = fields[field].kind.items()?.parts.get(part)?;
            let Value::Items(items) = row.get(field) else {
                return None;
            };
            let filled = |item: &&Vec<Value>| !item.iter().all(Value::is_empty);
            let before = items.iter().take(item).filter(filled).count();
            let made = if items.get(item).as_ref().is_some_and(filled) {
                ""
            } else {
                "+"
            };
            Some(format!(
                "{}[{made}{before}].{}",
                fields[field].key, part.key
            ))
        }
        _ => None,
    }
}
