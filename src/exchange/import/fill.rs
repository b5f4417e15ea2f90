//! Values of the file: read by kind of field, with references resolved, and refused with path and line.

use super::super::json::is_answered;
use super::plan::{Planner, RowNames, row_names};
use super::tree::{Node, Object, Path, Taking, member, shown};
use super::typed::written_or_typed;
use crate::domain::codec::{Misfit, clean, from_json};
use crate::domain::field::Record;
use crate::domain::kind::{FieldKind, RecordKind, Target};
use crate::domain::problem::Problem;
use crate::domain::text::key as folded;
use crate::domain::value::{Id, Value};
use serde_json::Value as Json;

/// The most wrong values that are told one by one.
const MOST_FAULTS: usize = 100;

/// A field of the record that is being filled: whose rows it may name, and where it stands.
#[derive(Clone, Copy)]
pub(super) struct FilledPlace<'p> {
    rows: &'p RowNames,
    /// The place of the record among the file's; none for the register's own data.
    entry: Option<usize>,
    path: &'p Path<'p>,
}

impl<'d, 'a> Planner<'d, 'a> {
    /// Fills a record or row and the rows in it.
    ///
    /// `rows` are those of the whole record, whose place among the file's is `entry`.
    pub(super) fn fill(
        &self,
        record: &mut dyn Record,
        object: &'d Object<'a>,
        rows: &RowNames,
        entry: Option<usize>,
        path: &Path<'_>,
    ) {
        let declaration = record.declaration();
        for (key, node) in object {
            if matches!(&**key, "none" | "redacted")
                || (key == "ref" && declaration.kind != RecordKind::RegisterData)
            {
                continue;
            }
            let Some(index) = declaration.field(key) else {
                if declaration.list(key).is_none() {
                    self.fault(|| self.document.unknown_key(path, key));
                }
                continue;
            };
            let kind = &declaration.fields[index].kind;
            if *node == Node::Null || matches!(kind, FieldKind::Computed) {
                continue;
            }
            let path = path.key(key);
            let place = FilledPlace {
                rows,
                entry,
                path: &path,
            };
            let json = node.to_json(&self.taking);
            let find = |text: &str| self.find(kind.target(), text, place);
            match written_or_typed(kind, &json, &find) {
                Ok(value) => {
                    if !record.put(index, value) {
                        self.fault(|| self.document.refuse("import_not_text", &path));
                    }
                }
                Err(_) if self.in_words(record, object, key, &json, entry) => {}
                Err(misfit) => self.fault(|| self.misfit(kind, node, misfit, place)),
            }
        }
        for (list, meta) in declaration.lists.iter().enumerate() {
            let above = path.key(meta.key);
            if let Node::List(nodes) = member(object, meta.key) {
                for (at, node) in nodes.iter().enumerate() {
                    let path = above.at(at);
                    let object = self.object(node, &path);
                    self.fill(record.row_mut(list, at), object, rows, entry, &path);
                }
            }
        }
        self.fill_none(record, object, path);
        self.fill_redacted(record, object, entry, path);
        self.keep_out(record);
    }

    fn fill_none(&self, record: &mut dyn Record, object: &Object<'_>, path: &Path<'_>) {
        let path = path.key("none");
        let reasons = match member(object, "none") {
            Node::Null => return,
            Node::Object(reasons) => reasons,
            _ => return self.fault(|| self.document.refuse("import_not_object", &path)),
        };
        let declaration = record.declaration();
        for (key, reason) in reasons {
            let refuse = |problem| {
                self.fault(|| {
                    let problem = self.document.refuse(problem, &path.key(key));
                    problem.with("key", shown(key))
                });
            };
            if !declaration.may_be_none(key) {
                let declared = declaration.field(key).is_some();
                refuse(if declared {
                    "import_may_not_be_none"
                } else {
                    "import_unknown_key"
                });
                continue;
            }
            let reason = match reason {
                Node::Null => continue,
                Node::Text(reason) => reason,
                _ => {
                    refuse("import_not_text");
                    continue;
                }
            };
            if is_answered(record, key) {
                refuse("import_recorded_and_none");
                continue;
            }
            let reason = clean(&self.taking.text(reason), true);
            (record.head_mut().none).insert(key.to_string(), reason);
        }
    }

    /// What a reference in a field points at.
    fn find(&self, target: Option<Target>, text: &str, place: FilledPlace<'_>) -> Option<Id> {
        let text = &clean(text, false);
        let of_kind = |found: Option<(Id, RecordKind)>, kind| {
            found.filter(|(_, found)| *found == kind).map(|(id, _)| id)
        };
        match target? {
            Target::Kind(kind) if kind.parent().is_some() => {
                of_kind(place.rows.get(text).copied(), kind)
            }
            Target::Kind(kind) => {
                of_kind(self.record(text), kind).or_else(|| self.of_name(text, kind))
            }
            Target::Ours => {
                let kind = RecordKind::Organisation;
                of_kind(self.record(text), kind).or_else(|| self.of_name(text, kind))
            }
            Target::Any => (self.record(text).map(|(id, _)| id))
                .or_else(|| self.row_outside(text, Some(place))),
        }
    }

    /// Notes what is wrong with a value; the rest of the file is looked through all the same.
    pub(super) fn fault(&self, problem: impl FnOnce() -> Problem) {
        let (told, more) = &self.faults;
        if told.borrow().len() < MOST_FAULTS {
            let problem = problem();
            // A list that is none is met each time that its record is gone through.
            if !told.borrow().contains(&problem) {
                told.borrow_mut().push(problem);
            }
        } else {
            // To find the line of each would take for ever in a file that is wrong everywhere.
            more.set(more.get() + 1);
        }
    }

    /// All that is wrong with the values of the file, as one problem.
    pub(super) fn faulty(&self) -> Result<(), Problem> {
        let (told, more) = &self.faults;
        let mut told = told.take();
        if more.get() > 0 {
            let problem = Problem::refused("import_more_faults");
            told.push(problem.with("n", more.get()));
        }
        Problem::all_of(told).map_or(Ok(()), Err)
    }

    /// Measures in words become the measures in words of an activity that is new, where the file has no others.
    fn in_words(
        &self,
        record: &mut dyn Record,
        object: &Object<'_>,
        key: &str,
        json: &Json,
        entry: Option<usize>,
    ) -> bool {
        const WORDS: &str = "measures_text";
        let is_new = entry.is_some_and(|at| self.entries[at].existing.is_none());
        let Some(index) = record.declaration().field(WORDS) else {
            return false;
        };
        match json {
            Json::String(text)
                if key == "measures" && is_new && *member(object, WORDS) == Node::Null =>
            {
                let words = clean(text, true);
                let said = !words.is_empty();
                said && record.put(index, Value::Text(words))
            }
            _ => false,
        }
    }

    /// The one record of a kind that is called so, in the file or in the register.
    fn of_name(&self, text: &str, kind: RecordKind) -> Option<Id> {
        let wanted = folded(text);
        let named = |entry: &&super::plan::PlannedRecord<'_, '_>| {
            let name = member(entry.object, "name");
            entry.kind == kind && matches!(name, Node::Text(name) if folded(name) == wanted)
        };
        let mut ids: Vec<Id> = self.entries.iter().filter(named).map(|it| it.id).collect();
        if !self.is_foreign() {
            let known = self.register.all_records().filter(|record| {
                let name = record.text("name");
                record.kind() == kind
                    && Some(record.id()) != self.replaced
                    && name.is_some_and(|name| folded(&name) == wanted)
            });
            ids.extend(known.map(|record| record.id()));
        }
        ids.sort_unstable();
        ids.dedup();
        match ids[..] {
            [id] if !wanted.is_empty() => Some(id),
            _ => None,
        }
    }

    /// The record of a reference: the file's, else the register's.
    fn record(&self, text: &str) -> Option<(Id, RecordKind)> {
        if let Some(index) = self.records.get(text) {
            let entry = &self.entries[*index];
            return Some((entry.id, entry.kind));
        }
        if self.is_foreign() {
            return None;
        }
        let id = self.register.find(text)?;
        let place = self.register.place(id)?;
        let stays = place.parent.is_none() && Some(id) != self.replaced;
        stays.then_some((id, place.kind))
    }

    /// The row of a reference as it is written outside its record, in the file or else in the register.
    pub(super) fn row_outside(&self, text: &str, place: Option<FilledPlace<'_>>) -> Option<Id> {
        if let Some((_, id)) = self.file_row(text, place) {
            return Some(id);
        }
        if self.is_foreign() {
            return None;
        }
        let id = self.register.find(text)?;
        let found = self.register.place(id)?;
        let stays = Some(found.owner) != self.replaced
            && (!self.matched.contains(&found.owner) || self.keeps_row(id));
        (found.parent.is_some() && stays).then_some(id)
    }

    /// The row of a record of the file, with the record's place among the entries.
    pub(super) fn file_row(
        &self,
        text: &str,
        place: Option<FilledPlace<'_>>,
    ) -> Option<(usize, Id)> {
        text.match_indices('/').rev().find_map(|(at, _)| {
            let index = *self.records.get(&text[..at])?;
            let rest = &text[at + 1..];
            let entry = &self.entries[index];
            let found = match place {
                Some(place) if place.entry == Some(index) => place.rows.get(rest),
                _ => {
                    let rows = || entry.record.as_deref().map(row_names).unwrap_or_default();
                    entry.rows.get_or_init(rows).get(rest)
                }
            };
            found.map(|(id, _)| (index, *id))
        })
    }

    /// The refusal of a value, with the path of the very entry at fault.
    fn misfit(
        &self,
        kind: &FieldKind,
        node: &Node<'_>,
        misfit: Misfit,
        place: FilledPlace<'_>,
    ) -> Problem {
        let read = |kind: &FieldKind, node: &Node<'_>| {
            let json = node.to_json(&Taking::new(self.taking.own));
            from_json(kind, &json, &|text| self.find(kind.target(), text, place))
        };
        match node {
            Node::List(nodes) if kind.is_list() => {
                for (at, node) in nodes.iter().enumerate() {
                    let alone = Node::List(vec![node.clone()]);
                    if let Err(misfit) = read(kind, &alone) {
                        let path = place.path.at(at);
                        let place = FilledPlace {
                            path: &path,
                            ..place
                        };
                        return self.misfit_of_one(kind, node, misfit, place);
                    }
                }
                self.describe(misfit, kind, place)
            }
            _ => self.misfit_of_one(kind, node, misfit, place),
        }
    }

    fn misfit_of_one(
        &self,
        kind: &FieldKind,
        node: &Node<'_>,
        misfit: Misfit,
        place: FilledPlace<'_>,
    ) -> Problem {
        if let (Some(items), Node::Object(members)) = (kind.items(), node) {
            for part in items.parts {
                let json = member(members, part.key).to_json(&Taking::new(self.taking.own));
                if let Err(misfit) = from_json(&part.kind, &json, &|_| None) {
                    let path = place.path.key(part.key);
                    let place = FilledPlace {
                        path: &path,
                        ..place
                    };
                    return self.describe(misfit, &part.kind, place);
                }
            }
        }
        self.describe(misfit, kind, place)
    }

    fn describe(&self, misfit: Misfit, kind: &FieldKind, place: FilledPlace<'_>) -> Problem {
        let refuse = |key| self.document.refuse(key, place.path);
        match misfit {
            Misfit::Type("flag") => refuse("import_not_flag"),
            Misfit::Type("number") => refuse("import_not_number"),
            Misfit::Type("list") => refuse("import_not_list"),
            Misfit::Type("item") => refuse("import_not_object"),
            Misfit::Type(_) => refuse("import_not_text"),
            Misfit::Unreadable(what, text) => refuse(match what {
                "day" => "import_day_unreadable",
                "period" => "import_period_unreadable",
                "country" => "import_country_unreadable",
                _ => "import_date_unreadable",
            })
            .with("text", shown(&text)),
            Misfit::Code(code, set) => refuse("import_unknown_code")
                .with("text", shown(&code))
                .with("codes", set.codes.join(", ")),
            Misfit::Key(key) => self.document.unknown_key(place.path, &key),
            Misfit::Reference(text) => {
                let name = clean(&text, false);
                let known = place.rows.contains_key(&name) || self.record(&name).is_some();
                match kind.target() {
                    Some(Target::Kind(kind)) if known => {
                        refuse("import_reference_of_other_kind").with("kind", kind.plural())
                    }
                    Some(Target::Ours) if known => refuse("import_reference_of_other_kind")
                        .with("kind", RecordKind::Organisation.plural()),
                    _ => refuse("import_reference_not_found"),
                }
                .with("text", shown(&text))
            }
        }
    }
}
