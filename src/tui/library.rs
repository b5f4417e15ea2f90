//! Beginning an activity: blank, as a copy, or from the library of usual activities.

use super::app::{App, Tone};
use super::layer::Layer;
use super::overlay::pick::{Pick, PickChoice};
use super::request::{Beginning, Closed, Pending, Picked};
use crate::domain::kind::RecordKind;
use crate::domain::value::Id;
use crate::library::{TemplateSector, edits, label_of, made_from, templates, usual};

/// The answers that are no template.
const BLANK: &str = "begin:blank";
const COPY: &str = "begin:copy";

/// What can be chosen for a new register to begin with: nothing, or the usual activities of a sector.
pub(super) const BEGINNINGS: [(&str, &str); 3] = [
    ("nothing", "library.nothing"),
    ("municipality", "library.of_municipality"),
    ("company", "library.of_company"),
];

impl App {
    /// Asks how a new activity begins: blank, as a copy of the selected one, or from the library.
    pub(super) fn ask_beginning(&mut self) {
        let words = &self.setting.lexicon.words;
        let shipped = match templates(words.language()) {
            Ok(shipped) => shipped,
            Err(problem) => return self.show_problem(&problem),
        };
        let mut choices = vec![PickChoice::new(BLANK, &self.word("library.blank"), "", "")];
        if let Some(id) = self.selected_activity() {
            let register = self.register();
            let name = self.setting.lexicon.reference(register, Id::default(), id);
            let label = self.fill("library.copy", &[("name", &name)]);
            choices.push(PickChoice::new(COPY, &label, "", ""));
        }
        let whose = self.own_organisation();
        for template in shipped {
            let there = whose.and_then(|it| made_from(self.register(), it, &template.key));
            if there.is_none() {
                let sector = self.word(template.sector.key());
                let detail = format!("{} · {sector}", template.department);
                let more = &template.description;
                choices.push(PickChoice::new(
                    &template.key,
                    &template.name,
                    &detail,
                    more,
                ));
            }
        }
        let title = self.word("library.title");
        let pick = Layer::Pick(Pick::new(&title, choices).several());
        self.push(pick, Pending::Begin(Beginning::How));
    }

    /// The activity that the list stands on.
    fn selected_activity(&mut self) -> Option<Id> {
        let id = self.tabs().and_then(|tabs| tabs.selected())?;
        let place = self.register().place(id)?;
        (place.kind == RecordKind::Activity).then_some(id)
    }

    /// Goes on with what was answered.
    pub(super) fn beginning(&mut self, beginning: Beginning, answer: Closed) {
        let Closed::Picked(picked) = answer else {
            return;
        };
        let mut keys: Vec<String> = picked
            .into_iter()
            .filter_map(|picked| match picked {
                Picked::Choice(key) => Some(key),
                _ => None,
            })
            .collect();
        match beginning {
            Beginning::How => {
                let copied = self.selected_activity().filter(|_| keys == [COPY]);
                keys.retain(|key| key != BLANK && key != COPY);
                match (copied, keys.is_empty()) {
                    (Some(id), _) => self.duplicate(id),
                    (None, true) => self.blank_record(RecordKind::Activity),
                    (None, false) => self.ask_whose(keys),
                }
            }
            Beginning::Whose(templates) => {
                let id = keys.last().and_then(|key| key.parse().ok()).map(Id);
                if let Some(id) = id {
                    self.begin_with(&templates, id, TemplateSector::Both);
                }
            }
        }
    }

    /// Makes the activities for the organisation that is shown or the only one; asks where there are several.
    fn ask_whose(&mut self, keys: Vec<String>) {
        if let Some(organisation) = self.own_organisation() {
            return self.begin_with(&keys, organisation, TemplateSector::Both);
        }
        let ours = self.register().ours();
        let choices: Vec<PickChoice> = ours
            .map(|it| {
                let name = it.name.as_deref().unwrap_or_default();
                PickChoice::new(&it.head.id.0.to_string(), name, &it.head.reference, "")
            })
            .collect();
        if choices.is_empty() {
            return self.tell(self.word("library.nobody"), Tone::Bad);
        }
        let title = self.word("library.whose");
        let pick = Layer::Pick(Pick::new(&title, choices));
        self.push(pick, Pending::Begin(Beginning::Whose(keys)));
    }

    /// Begins a new register with the usual activities of a sector.
    pub(super) fn begin_register(&mut self, code: &str) {
        let (Some(sector), Some(organisation)) =
            (TemplateSector::from_code(code), self.own_organisation())
        else {
            return;
        };
        match usual(self.register(), organisation, sector) {
            Ok(keys) => self.begin_with(&keys, organisation, sector),
            Err(problem) => self.show_problem(&problem),
        }
    }

    /// Makes activities from templates as one change set; a single one is opened.
    fn begin_with(&mut self, keys: &[String], organisation: Id, sector: TemplateSector) {
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        let asked = self.setting.language_asked;
        // What is recorded is in the register's language.
        let lexicon = match self.setting.lexicon.of_document(self.register(), asked) {
            Ok(lexicon) => lexicon,
            Err(problem) => return self.show_problem(&problem),
        };
        let label = match label_of(&keys, &self.setting.lexicon.words) {
            Ok(label) => label,
            Err(problem) => return self.show_problem(&problem),
        };
        let done = self.record(&label, "", &|register| {
            edits(register, &keys, organisation, sector, &lexicon)
        });
        if let Err(problem) = done {
            return self.show_problem(&problem);
        }
        let made = keys.iter().filter_map(|key| {
            let made = made_from(self.register(), organisation, key);
            made.map(|activity| activity.head.id)
        });
        let made: Vec<Id> = made.collect();
        let number = self.register().mark.number.to_string();
        let n = made.len().to_string();
        let text = self.fill("library.made", &[("n", &n), ("number", &number)]);
        if let [only] = made[..] {
            self.open_form(only, None);
        }
        self.tell(text, Tone::Good);
    }
}
