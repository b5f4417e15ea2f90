//! Schedules from the law, the activities that rest on one, and the rules that cite a law.

use crate::domain::kind::RecordKind;
use crate::domain::records::{Retention, Schedule};
use crate::domain::value::Id;
use crate::due::act::named;
use crate::due::statutory::{in_short, schedule_from, use_in};
use crate::labels::Lexicon;
use crate::law::{Confidence, Sourced as _};
use crate::tui::app::App;
use crate::tui::layer::Layer;
use crate::tui::overlay::pick::{Pick, PickChoice};
use crate::tui::request::{Deed, Pending, Picked};
use crate::tui::screen::form::Form;

impl App {
    /// Asks which statutory period a new schedule is made from.
    pub(in crate::tui) fn ask_law(&mut self) {
        let lexicon = &self.setting.lexicon;
        let language = lexicon.words.language();
        let countries: Vec<&str> = self
            .register()
            .organisations
            .iter()
            .filter(|own| own.ours == Some(true))
            .filter_map(|own| own.country.as_deref())
            .collect();
        // Where nobody says in which country we are, the whole list is offered.
        let is_ours = |entry: &&crate::law::Retention| {
            let is_law = |country: &&str| {
                let law = &lexicon.law;
                law.is_law_in(&entry.jurisdiction, country, lexicon.today)
            };
            countries.is_empty() || countries.iter().any(is_law)
        };
        let choices = lexicon
            .law
            .retentions()
            .iter()
            .filter(|entry| entry.in_force_on(lexicon.today))
            .filter(is_ours)
            .map(|entry| {
                let sure = entry.provenance().confidence.code();
                let more = format!(
                    "{}\n{} · {}\n{}",
                    entry.law(language),
                    lexicon.country(&entry.jurisdiction),
                    lexicon.words.get(&format!("confidence.{sure}")),
                    entry.note.get(language).unwrap_or_default()
                );
                let detail = in_short(entry, lexicon);
                let detail = match entry.provenance().confidence {
                    Confidence::Unconfirmed => {
                        format!("{} · {detail}", lexicon.words.get("pick.unconfirmed"))
                    }
                    _ => detail,
                };
                PickChoice::new(&entry.id, entry.label(language), &detail, &more)
            })
            .collect();
        let title = self.word("desk.which_law");
        let pick = Layer::Pick(Pick::new(&title, choices));
        self.push(pick, Pending::Desk(Deed::FromLaw));
    }

    /// Opens the form of a schedule made from the list, in the language of the register.
    pub(super) fn schedule_from_law(&mut self, code: &str) {
        let mut lexicon = self.setting.lexicon.clone();
        if let Some(language) = self.register().language()
            && let Ok(words) = lexicon.words.in_language(language)
        {
            lexicon = Lexicon::new(words.into(), lexicon.law.clone(), lexicon.today);
        }
        let made = lexicon
            .law
            .retention(code)
            .map(|statutory| schedule_from(statutory, &lexicon));
        if let Some(schedule) = made {
            let form = Form::create(schedule).changed();
            self.push(Layer::Form(form), Pending::Nothing);
        }
    }

    /// Asks which activities rest on a schedule from now on.
    pub(super) fn ask_use(&mut self, schedule: Id) {
        let register = self.register();
        let choices: Vec<PickChoice> = register
            .activities
            .iter()
            .filter(|activity| {
                let ours =
                    self.organisation.is_none() || activity.organisation == self.organisation;
                let mut rules = activity.retention.iter();
                ours && rules.all(|rule| rule.schedule != Some(schedule))
            })
            .map(|activity| {
                let title = self.setting.lexicon.title(register, activity);
                let id = activity.head.id.0.to_string();
                PickChoice::new(&id, &title, &activity.head.reference, "")
            })
            .collect();
        if choices.is_empty() {
            return self.bad("desk.all_rest");
        }
        let title = self.word("desk.which_activities");
        let pick = Layer::Pick(Pick::new(&title, choices).several());
        self.push(pick, Pending::Desk(Deed::UseIn(schedule)));
    }

    pub(super) fn use_schedule(&mut self, schedule: Id, picked: &[Picked]) {
        let activities: Vec<Id> = ids_of(picked);
        if activities.is_empty() {
            return;
        }
        let (register, lexicon) = (self.register(), &self.setting.lexicon);
        let name = lexicon.reference(register, Id::default(), schedule);
        let users = named(lexicon, register, &activities);
        let label = self.fill(
            "schedules.label_use",
            &[("name", &name), ("records", &users)],
        );
        let done = self.record(&label, "", &|register| {
            use_in(register, schedule, &activities)
        });
        if let Err(problem) = done {
            self.show_problem(&problem);
        }
    }

    /// The laws behind a schedule or a rule.
    pub(super) fn laws_of(&self, id: Id) -> Vec<String> {
        let register = self.register();
        if let Some(schedule) = register.typed::<Schedule>(id) {
            return schedule.law.clone();
        }
        register
            .typed::<Retention>(id)
            .map(|rule| register.counting(rule).law.to_vec())
            .unwrap_or_default()
    }

    /// Asks whose rules are shown: the law of the selected one, else any that a rule cites.
    pub(in crate::tui) fn ask_citing(&mut self) {
        let laws = match self.chosen().as_slice() {
            [id] => self.laws_of(*id),
            _ => Vec::new(),
        };
        if !laws.is_empty() {
            return self.show_citing(&laws);
        }
        let register = self.register();
        let mut all: Vec<String> = Vec::new();
        for rule in register.activities.iter().flat_map(|it| &it.retention) {
            for law in register.counting(rule).law {
                if !all.contains(law) {
                    all.push(law.clone());
                }
            }
        }
        let words = &self.setting.lexicon.words;
        all.sort_by_cached_key(|law| words.sort_key(law));
        if all.is_empty() {
            return self.bad("desk.no_law");
        }
        self.pick_citing(&all);
    }

    fn pick_citing(&mut self, laws: &[String]) {
        let choices = laws
            .iter()
            .map(|law| PickChoice::new(law, law, "", ""))
            .collect();
        let title = self.word("desk.which_rules");
        let pick = Layer::Pick(Pick::new(&title, choices));
        self.push(pick, Pending::Desk(Deed::Citing));
    }

    /// Shows every rule that cites a law.
    pub(super) fn show_citing(&mut self, laws: &[String]) {
        match laws {
            [law] => {
                let mut layers = std::mem::take(&mut self.layers);
                if let Some((Layer::Tabs(tabs), _)) = layers.first_mut() {
                    tabs.filter(RecordKind::Retention, law, &self.scene());
                }
                self.layers = layers;
            }
            _ => self.pick_citing(laws),
        }
    }
}

/// The records that were picked by their numbers.
fn ids_of(picked: &[Picked]) -> Vec<Id> {
    picked
        .iter()
        .filter_map(|picked| match picked {
            Picked::Choice(key) => key.parse().ok().map(Id),
            _ => None,
        })
        .collect()
}
