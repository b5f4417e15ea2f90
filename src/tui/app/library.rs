//! Beginning an activity: blank, as a copy, or from the library of usual activities.

use std::collections::HashSet;

use super::{App, Tone};
use crate::domain::kind::RecordKind;
use crate::domain::problem::Problem;
use crate::domain::value::Id;
use crate::library::{TemplateSector, edits, made_from, templates, usual};
use crate::session::own_templates::{self, OwnTemplate};
use crate::tui::layer::Layer;
use crate::tui::overlay::pick::{Pick, PickChoice};
use crate::tui::request::{Beginning, Closed, Pending, Picked};

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
        let own = self.own_templates();
        let sector = self.word("library.own");
        choices.extend(own.iter().map(|template| {
            let details = [template.department.as_str(), &sector];
            let detail: Vec<&str> = details.into_iter().filter(|it| !it.is_empty()).collect();
            let (name, more) = (&template.name, &template.description);
            PickChoice::new(&template.key, name, &detail.join(" · "), more)
        }));
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
            Beginning::Forget => self.forget_templates(&keys),
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
        let own = self.own_templates();
        let (own, keys) = own_templates::parted(&own, keys);
        let asked = self.setting.language_asked;
        // What is recorded is in the register's language.
        let lexicon = match self.setting.lexicon.of_document(self.register(), asked) {
            Ok(lexicon) => lexicon,
            Err(problem) => return self.show_problem(&problem),
        };
        let label = match own_templates::label_of(&own, &keys, &self.setting.lexicon.words) {
            Ok(label) => label,
            Err(problem) => return self.show_problem(&problem),
        };
        let activities = |app: &Self| -> Vec<Id> {
            let activities = app.register().activities.iter();
            activities.map(|activity| activity.head.id).collect()
        };
        let before: HashSet<Id> = activities(self).into_iter().collect();
        let done = self.record(&label, "", &|register| {
            let made = if keys.is_empty() {
                Vec::new()
            } else {
                edits(register, &keys, organisation, sector, &lexicon)?
            };
            own_templates::edits(register, &own, organisation, &lexicon.words, made)
        });
        if let Err(problem) = done {
            return self.show_problem(&problem);
        }
        let mut made = activities(self);
        made.retain(|id| !before.contains(id));
        let number = self.register().mark.number.to_string();
        let n = made.len().to_string();
        let text = self.fill("library.made", &[("n", &n), ("number", &number)]);
        if let [only] = made[..] {
            self.open_form(only, None);
        }
        self.tell(text, Tone::Good);
    }

    /// Whether there are templates of the user's own, or one that cannot be read.
    pub(super) fn has_own_templates(&self) -> bool {
        let (own, unread) = own_templates::all(self.setting.templates.as_deref());
        !(own.is_empty() && unread.is_empty())
    }

    /// The templates that the user keeps; one that cannot be read is told.
    fn own_templates(&mut self) -> Vec<OwnTemplate> {
        let (own, unread) = own_templates::all(self.setting.templates.as_deref());
        if let Some(problem) = unread.first() {
            self.show_problem(problem);
        }
        own
    }

    /// Keeps the marked or selected activities as templates.
    pub(super) fn keep_template(&mut self) {
        let ids = self.chosen();
        if ids.is_empty() {
            return self.tell(self.word("app.nothing_chosen"), Tone::Bad);
        }
        for id in ids {
            match self.kept_template(id) {
                Ok(told) => self.tell(told, Tone::Good),
                Err(problem) => return self.show_problem(&problem),
            }
        }
    }

    fn kept_template(&self, id: Id) -> Result<String, Problem> {
        let register = self.register();
        let name = register.get(id).and_then(|it| it.text("name"));
        let name = name.unwrap_or_default();
        let key = own_templates::key_of(&name);
        let directory = self.setting.templates.as_deref();
        let today = self.setting.lexicon.today;
        let file = own_templates::keep(
            register,
            id,
            (directory, &key),
            today,
            false,
            &self.setting.guard,
        )?;
        let file = file.display().to_string();
        Ok(self.fill(
            "library.kept",
            &[("name", &name), ("key", &key), ("file", &file)],
        ))
    }

    /// Asks which templates of one's own are forgotten.
    pub(super) fn ask_forget_template(&mut self) {
        let own = self.own_templates();
        if own.is_empty() {
            // Nothing to forget is no failure.
            return self.tell(self.word("library.none_own"), Tone::Good);
        }
        let choices = own
            .iter()
            .map(|it| PickChoice::new(&it.key, &it.name, &it.key, ""));
        let pick = Pick::new(&self.word("library.forget"), choices.collect());
        self.push(
            Layer::Pick(pick.several()),
            Pending::Begin(Beginning::Forget),
        );
    }

    fn forget_templates(&mut self, keys: &[String]) {
        for key in keys {
            match own_templates::forget(self.setting.templates.as_deref(), key) {
                Ok(()) => self.tell(self.fill("library.forgotten", &[("key", key)]), Tone::Good),
                Err(problem) => return self.show_problem(&problem),
            }
        }
    }
}
