//! Activities copied to more of our organisations, and what was changed in their originals since, taken over one by one.

use std::sync::Arc;

use super::{App, Tone};
use crate::domain::change::Change;
use crate::domain::origin::{ChangedSide, copies};
use crate::domain::problem::Problem;
use crate::domain::progress::Phase;
use crate::domain::records::Activity;
use crate::domain::value::Id;
use crate::due::act::named;
use crate::session::origins::told;
use crate::tui::job::JobKind;
use crate::tui::layer::Layer;
use crate::tui::overlay::pick::{Pick, PickChoice};
use crate::tui::request::{Closed, CopyTaking, Copying, Pending, Picked};

impl App {
    /// Asks to which organisations the marked or selected activities are copied.
    pub(super) fn ask_copy_to(&mut self) {
        let ids = self.chosen();
        if ids.is_empty() {
            return self.tell(self.word("app.nothing_chosen"), Tone::Bad);
        }
        let register = self.register();
        let has = |organisation: Id| {
            let mut originals = ids.iter().filter_map(|id| register.typed::<Activity>(*id));
            originals.any(|it| it.organisation == Some(organisation))
        };
        let choices: Vec<PickChoice> = register
            .ours()
            .filter(|it| !has(it.head.id))
            .map(|it| {
                let name = it.name.as_deref().unwrap_or_default();
                PickChoice::new(&it.head.id.0.to_string(), name, &it.head.reference, "")
            })
            .collect();
        if choices.is_empty() {
            return self.tell(self.word("origin.nowhere"), Tone::Bad);
        }
        let records = named(&self.setting.lexicon, register, &ids);
        let title = self.fill("origin.to", &[("records", &records)]);
        let pick = Layer::Pick(Pick::new(&title, choices).several());
        self.push(pick, Pending::Copying(Copying::To(ids)));
    }

    /// Shows what is different between the marked or selected copies and their originals, to take over what is chosen.
    pub(super) fn ask_origin(&mut self) {
        let ids = self.chosen();
        if ids.is_empty() {
            return self.tell(self.word("app.nothing_chosen"), Tone::Bad);
        }
        let lexicon = self.setting.lexicon.clone();
        self.begin_session_job(
            JobKind::Difference,
            move |session, monitor| {
                let _ = monitor.step(Phase::Comparing, 0, 0);
                let states = session.states_of_copies(&ids)?;
                let register = session.register();
                let beside = states.beside(register, &ids);
                let lines = told(register, &beside, &lexicon);
                let taking = CopyTaking {
                    ids: ids.clone(),
                    changes: beside.changes().to_vec(),
                    states: Arc::new(states),
                };
                Ok((lines, beside.sides().to_vec(), taking))
            },
            move |app, compared| match compared {
                Ok(((lines, sides, taking), _)) => {
                    app.show_result(JobKind::Difference, move |app| {
                        app.ask_which(&lines, &sides, taking);
                    });
                }
                Err(problem) => app.show_problem(&problem),
            },
        );
    }

    fn ask_which(&mut self, lines: &[String], sides: &[ChangedSide], taking: CopyTaking) {
        if lines.is_empty() {
            return self.tell(self.word("origin.same"), Tone::Good);
        }
        let choices = lines.iter().enumerate();
        let choices = choices.map(|(at, line)| PickChoice::new(&at.to_string(), line, "", line));
        // What only the original changed is what is usually wanted.
        let theirs = sides.iter().enumerate();
        let theirs = theirs.filter(|(_, side)| **side == ChangedSide::There);
        let theirs = theirs.map(|(at, _)| Picked::Choice(at.to_string()));
        let pick = Pick::new(&self.word("origin.which"), choices.collect());
        let pick = pick.several().with(theirs.collect());
        self.push(Layer::Pick(pick), Pending::Copying(Copying::Take(taking)));
    }

    /// Goes on with what was answered.
    pub(super) fn copying(&mut self, copying: Copying, answer: Closed) {
        let Closed::Picked(picked) = answer else {
            return;
        };
        let keys = picked.into_iter().filter_map(|picked| match picked {
            Picked::Choice(key) => Some(key),
            _ => None,
        });
        let done = match copying {
            Copying::To(ids) => {
                let to: Vec<Id> = keys.filter_map(|key| key.parse().ok().map(Id)).collect();
                self.copy_to(&ids, &to)
            }
            Copying::Take(taking) => {
                let places = keys.filter_map(|key| key.parse::<usize>().ok());
                let chosen = places.filter_map(|at| taking.changes.get(at));
                self.take_from_origins(&taking, &chosen.collect::<Vec<_>>())
            }
        };
        if let Err(problem) = done {
            self.show_problem(&problem);
        }
    }

    fn copy_to(&mut self, ids: &[Id], to: &[Id]) -> Result<(), Problem> {
        let (lexicon, register) = (&self.setting.lexicon, self.register());
        let (what, whom) = (named(lexicon, register, ids), named(lexicon, register, to));
        let details = [("records", what.as_str()), ("to", whom.as_str())];
        let label = self.fill("origin.label_copy", &details);
        self.record(&label, "", &|register| copies(register, ids, to))
    }

    fn take_from_origins(
        &mut self,
        taking: &CopyTaking,
        chosen: &[&Change],
    ) -> Result<(), Problem> {
        let records = named(&self.setting.lexicon, self.register(), &taking.ids);
        let label = self.fill("origin.label_take", &[("records", &records)]);
        self.record(&label, "", &|register| {
            let beside = taking.states.beside(register, &taking.ids);
            Ok(beside.take(register, &|change| chosen.contains(&change)))
        })
    }
}
