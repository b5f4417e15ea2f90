//! The choices of a form's pickers: codes, countries, records, and "new ...".

use super::legal::unsure;
use super::{Form, FormLine, WaitingPick, picked_texts};
use crate::domain::field::Record;
use crate::domain::kind::{FieldKind, RecordKind, Target};
use crate::domain::value::{Id, Value};
use crate::tui::outcome::Outcome;
use crate::tui::overlay::pick::{Pick, PickChoice};
use crate::tui::request::{Onward, Picked, Then};
use crate::tui::scene::Scene;
use crate::tui::screen::form::OnForm;

impl Form {
    /// Opens the picker of a line.
    pub(super) fn begin_pick(
        &mut self,
        line: FormLine,
        kind: &FieldKind,
        value: &Value,
        scene: &Scene<'_>,
    ) -> Outcome<OnForm> {
        let here = self.current();
        let label = if let FormLine::Part { field, part, .. } = line {
            // A part is called by its own name.
            let items = here.declaration().fields[field].kind.items();
            items.map_or_else(String::new, |items| {
                let key = format!("item.{}.{}", items.name, items.parts[part].key);
                scene.words.get(&key).to_owned()
            })
        } else {
            let key = line.key(here);
            let label = key.map_or("", |key| scene.words.label(here.kind(), key));
            label.to_owned()
        };
        let mut choices = self.choices(kind, scene);
        if let Some(key) = line.key(here)
            && matches!(line, FormLine::Field(_))
            && kind.codes().is_some_and(|set| !set.closed)
        {
            choices.extend(self.own_choices(key, &choices, scene));
        }
        let mut pick = Pick::new(&label, choices).of_field();
        if let FormLine::Part {
            field,
            item,
            part: 1..,
        } = line
        {
            // What is answered would else be covered by its answers.
            let asked = FormLine::Part {
                field,
                item,
                part: 0,
            };
            pick = pick.about(&self.parts_of(asked, scene).2);
        }
        if self.none_key(line).is_some() {
            pick = pick.or_none();
        }
        let mut own = false;
        match kind {
            FieldKind::Code(set) | FieldKind::Codes(set) | FieldKind::Words(set) => {
                own = !set.closed;
            }
            FieldKind::Ref(target) | FieldKind::Refs(target) => {
                if let Some(kind) = new_kind(*target) {
                    pick = pick.or_new(
                        scene
                            .words
                            .fill("pick.new", &[("kind", scene.words.definite(kind))]),
                    );
                }
            }
            _ => {}
        }
        if own {
            pick = pick.or_own();
        }
        if kind.is_list() {
            pick = pick.several();
        }
        let known = |key: &str| kind.codes().is_none_or(|set| set.closed) || pick.has(key);
        let chosen: Vec<Picked> = match value {
            Value::Text(text) => vec![text.clone()],
            Value::Texts(texts) => texts.clone(),
            Value::Flag(flag) => vec![flag.to_string()],
            other => other.refs().iter().map(|id| id.0.to_string()).collect(),
        }
        .into_iter()
        .map(|key| {
            if known(&key) {
                Picked::Choice(key)
            } else {
                Picked::Own(key)
            }
        })
        .collect();
        self.waiting = Some(WaitingPick::Value(line));
        Outcome::push(pick.with(chosen), Then::Below)
    }

    /// What can be picked for a field of a kind.
    pub(crate) fn choices(&self, kind: &FieldKind, scene: &Scene<'_>) -> Vec<PickChoice> {
        match kind {
            FieldKind::Code(set) | FieldKind::Codes(set) | FieldKind::Words(set) => {
                let codes = scene.lexicon.codes(set);
                if let Some(choices) = self.by_law(set.name, codes.clone(), scene) {
                    return choices;
                }
                let choice = |(code, label, detail): (String, String, String)| {
                    let detail = unsure(set.name, &code, detail, scene);
                    PickChoice::new(&code, &label, &detail, &scene.words.synonyms(&code))
                };
                codes.into_iter().map(choice).collect()
            }
            FieldKind::Flag => [true, false]
                .into_iter()
                .map(|flag| {
                    let value = Value::Flag(flag);
                    let owner = self.record.id();
                    let label = scene.lexicon.value(scene.register, owner, kind, &value);
                    PickChoice::new(&flag.to_string(), &label, "", "")
                })
                .collect(),
            FieldKind::Country | FieldKind::Countries => scene
                .lexicon
                .countries()
                .into_iter()
                .map(|(code, name, other)| PickChoice::new(&code, &name, &code, &other))
                .collect(),
            FieldKind::Ref(target) | FieldKind::Refs(target) => self.record_choices(*target, scene),
            _ => Vec::new(),
        }
    }

    /// The records that a reference may point at: rows of this record, or records of the register.
    fn record_choices(&self, target: Target, scene: &Scene<'_>) -> Vec<PickChoice> {
        let choice = |record: &dyn Record| {
            let more = match record.value("trading_names") {
                Value::Texts(names) => names.join(" "),
                _ => String::new(),
            };
            let detail = match record.text("country") {
                Some(country) => format!(
                    "{} {}",
                    record.head().reference,
                    scene.lexicon.country(&country)
                ),
                None => record.head().reference.clone(),
            };
            PickChoice::new(
                &record.id().0.to_string(),
                &title_of(record, scene),
                &detail,
                &more,
            )
        };
        let own = self.current().id();
        match target {
            Target::Kind(kind) if kind.parent().is_some() => {
                let mut rows = Vec::new();
                self.record.walk(None, &mut |row, _| {
                    if row.kind() == kind && row.id() != own {
                        rows.push(choice(row));
                    }
                });
                rows
            }
            Target::Kind(kind) => scene
                .register
                .records(kind)
                .filter(|record| record.id() != own)
                .map(choice)
                .collect(),
            Target::Ours => scene
                .register
                .ours()
                .map(|organisation| choice(organisation))
                .collect(),
            Target::Any => scene.register.all_records().map(choice).collect(),
        }
    }

    /// Takes what was picked for a line, where something was, and goes on.
    pub(super) fn take_and_go(
        &mut self,
        line: FormLine,
        picked: Option<&[Picked]>,
        onward: Onward,
        scene: &Scene<'_>,
    ) -> Outcome<OnForm> {
        self.offered = false;
        let Some(picked) = picked else {
            return self.go_onward(Some(line), onward, scene);
        };
        if picked.contains(&Picked::None) {
            return self.begin_none(scene);
        }
        match self.take_picked(line, picked, scene) {
            Outcome::Done => self.go_onward(Some(line), onward, scene),
            other => other,
        }
    }

    /// Takes what was picked for a line.
    fn take_picked(
        &mut self,
        line: FormLine,
        picked: &[Picked],
        scene: &Scene<'_>,
    ) -> Outcome<OnForm> {
        let Some(kind) = self.kind_of(line) else {
            return Outcome::Done;
        };
        let new = picked.iter().find_map(|picked| {
            if let Picked::New(name) = picked {
                Some(name.clone())
            } else {
                None
            }
        });
        let value = picked_value(&kind, picked);
        // "New" alone leaves what stood there until the new record is saved.
        if new.is_none() || !value.is_empty() {
            self.set_value(line, value);
            self.fill_from_organisation(line, scene);
        }
        let Some(name) = new else {
            return Outcome::Done;
        };
        let Some(target) = kind.target().and_then(new_kind) else {
            return Outcome::Done;
        };
        let mut record = target.blank();
        if !name.is_empty() {
            record.record_value("name", Value::Text(name));
        }
        if matches!(kind.target(), Some(Target::Ours)) {
            record.record_value("ours", Value::Flag(true));
        }
        let filled = self.fill_from_here(&mut *record);
        self.waiting = Some(WaitingPick::Value(line));
        let mut form = Form {
            to_open: true,
            ..Form::filled(record)
        };
        let row = form.level().id;
        let known = filled.into_iter().map(|key| (row, key, "form.from_entry"));
        form.checked.prefilled.extend(known);
        Outcome::push(form, Then::Below)
    }

    /// Adds a record that was saved meanwhile to what a line refers to.
    pub(super) fn add_reference(&mut self, line: FormLine, id: Id) {
        let Some(kind) = self.kind_of(line) else {
            return;
        };
        let value = match (kind.is_list(), self.value_of(line)) {
            (true, Value::Refs(mut ids)) => {
                ids.push(id);
                Value::Refs(ids)
            }
            (true, _) => Value::Refs(vec![id]),
            (false, _) => Value::Ref(id),
        };
        self.set_value(line, value);
    }
}

/// The kind of record that a picker can make on the way.
fn new_kind(target: Target) -> Option<RecordKind> {
    match target {
        Target::Ours => Some(RecordKind::Organisation),
        Target::Kind(
            kind @ (RecordKind::Organisation
            | RecordKind::Measure
            | RecordKind::Schedule
            | RecordKind::Agreement),
        ) => Some(kind),
        _ => None,
    }
}

/// What a record or row of the form is known by; a row of it need not be in the register yet.
pub(super) fn title_of(record: &dyn Record, scene: &Scene<'_>) -> String {
    scene.lexicon.title(scene.register, record)
}

/// The value that was picked for a field of a kind.
pub(crate) fn picked_value(kind: &FieldKind, picked: &[Picked]) -> Value {
    let texts = picked_texts(picked);
    match kind {
        FieldKind::Ref(_) | FieldKind::Refs(_) => {
            let ids: Vec<Id> = texts
                .iter()
                .filter_map(|text| text.parse().ok().map(Id))
                .collect();
            match (kind.is_list(), ids.first()) {
                (_, None) => Value::Empty,
                (true, _) => Value::Refs(ids),
                (false, Some(id)) => Value::Ref(*id),
            }
        }
        _ if texts.is_empty() => Value::Empty,
        FieldKind::Flag => Value::Flag(texts.iter().any(|text| text == "true")),
        _ if kind.is_list() => Value::Texts(texts),
        _ => texts.into_iter().next().map_or(Value::Empty, Value::Text),
    }
}
