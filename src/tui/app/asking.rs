//! Questions to people who keep no register, their answers, and states with names, from the screen.

use std::collections::BTreeMap;
use std::path::Path;

use super::{App, Tone};
use crate::domain::date::PartialDate;
use crate::domain::problem::{Problem, ProblemKind};
use crate::domain::progress::Phase;
use crate::domain::register::Mark;
use crate::domain::value::Id;
use crate::exchange::document::Block;
use crate::exchange::format::Format;
use crate::exchange::questionnaire::AskedScope;
use crate::exchange::questionnaire::proposed::Looked;
use crate::exchange::questionnaire::reading::{Filled, read};
use crate::exchange::sheets::reading::grids;
use crate::session::asking::may_ask;
use crate::session::output;
use crate::session::{Saved, Session};
use crate::tui::job::JobKind;
use crate::tui::layer::Layer;
use crate::tui::overlay::ask::Ask;
use crate::tui::overlay::pick::{Pick, PickChoice};
use crate::tui::overlay::prompt::{Prompt, PromptEntry};
use crate::tui::overlay::reader::Reader;
use crate::tui::request::{Asking, Closed, Pending, Picked, Reply};

/// How many days people are given where nothing is said, as on the command line.
const DAYS: &str = "+21d";

/// What is accepted of answers that propose nothing: that they came.
const NO_PROPOSAL: &str = "none";

impl App {
    /// Goes on with what was answered.
    pub(super) fn asking(&mut self, asking: Asking, answer: Closed) {
        match (asking, answer) {
            (Asking::Whom, Closed::Typed(typed)) => self.send_questions(typed, false),
            (Asking::Over(typed), Closed::Chosen(Reply::Proceed)) => {
                self.send_questions(typed, true);
            }
            (Asking::Answers, Closed::Typed(typed)) => {
                self.read_answers(typed.first().map_or("", String::as_str));
            }
            (Asking::Accept(filled), Closed::Picked(picked)) => {
                self.take_answers(&filled, &picked);
            }
            (Asking::Accept(filled), Closed::Chosen(Reply::Proceed)) => {
                self.take_answers(&filled, &[Picked::Choice(NO_PROPOSAL.to_owned())]);
            }
            (Asking::Edition, Closed::Picked(picked)) => self.edition_answered(&picked),
            (Asking::RemoveEdition(id), Closed::Chosen(Reply::Proceed)) => self.remove_edition(id),
            _ => {}
        }
    }

    /// Asks who is asked, by when, and where the workbook is written.
    pub(super) fn ask_people(&mut self, retry: Option<(Vec<String>, usize, String)>) {
        let typed = |at: usize, first: &str| {
            let typed = retry.as_ref().and_then(|(typed, ..)| typed.get(at));
            typed.cloned().unwrap_or_else(|| first.to_owned())
        };
        let choices = self.people();
        let Some((first, _)) = choices.first().cloned() else {
            return self.tell(self.word("asking.nobody"), Tone::Bad);
        };
        let path = self.proposed(&self.word("asking.file"));
        let today = self.setting.lexicon.today;
        let entries = vec![
            PromptEntry::choice(&self.word("asking.whom"), choices, &typed(0, &first)),
            PromptEntry::date(&self.word("asking.due"), &typed(1, DAYS), today),
            self.path_entry("export_dialog.file", &typed(2, &path)),
        ];
        let title = self.word("command.ask.title");
        let mut prompt = Prompt::new(&title, &self.word("asking.text"), entries);
        if let Some((_, entry, problem)) = retry {
            prompt = prompt.with_fault(Some(entry), problem);
        }
        self.push(Layer::Prompt(prompt), Pending::Asking(Asking::Whom));
    }

    /// Whether anybody can be asked.
    pub(super) fn has_people(&self) -> bool {
        let mut activities = self.register().activities.iter();
        activities
            .any(|it| it.department.is_some() || it.owner.is_some() || it.organisation.is_some())
    }

    /// Who can be asked: departments, owners and organisations that have activities.
    fn people(&self) -> Vec<(String, String)> {
        let register = self.register();
        let mut counts: BTreeMap<(u8, String), usize> = BTreeMap::new();
        for activity in &register.activities {
            let organisation = activity.organisation.map(|id| id.0.to_string());
            let named = [&activity.department, &activity.owner, &organisation];
            for (at, name) in (0..).zip(named) {
                if let Some(name) = name {
                    *counts.entry((at, name.clone())).or_default() += 1;
                }
            }
        }
        let choices = counts.keys().map(|(at, name)| {
            let what = ["department", "owner", "organisation"][usize::from(*at)];
            let key = format!("{what}:{name}");
            let scope = scope_of(&key);
            (key, scope.name(register))
        });
        choices.filter(|(_, label)| !label.is_empty()).collect()
    }

    /// Records who is asked, and writes the workbook.
    fn send_questions(&mut self, typed: Vec<String>, force: bool) {
        let text = |at: usize| typed.get(at).cloned().unwrap_or_default();
        let scope = scope_of(&text(0));
        let name = self.word("asking.file");
        let path = self.to_write(&text(2), name.trim_end_matches(".xlsx"), Format::Xlsx);
        let today = self.setting.lexicon.today;
        let checked = may_ask(self.register(), &scope)
            .map_err(|problem| (0, problem))
            .and_then(|()| match PartialDate::from_typed(&text(1), today) {
                Ok(PartialDate::Day(day)) if day >= today => Ok(day),
                _ => Err((1, Problem::usage("ask_due").with("text", text(1)))),
            });
        let due = match checked {
            Ok(due) => due,
            Err((entry, problem)) => {
                let problem = self.words_of(&problem);
                return self.ask_people(Some((typed, entry, problem)));
            }
        };
        if let Err(problem) = output::may_write(&path, force, &self.guard()) {
            let over = Pending::Asking(Asking::Over(typed.clone()));
            if let Err(problem) = self.tell_written(&path, Err(problem), over) {
                let problem = self.words_of(&problem);
                self.ask_people(Some((typed, 2, problem)));
            }
            return;
        }
        if self.refuses_work() {
            return;
        }
        let who = scope.name(self.register());
        let label = self.label(&self.fill("questionnaire.label_ask", &[("whom", &who)]));
        let asked = self.setting.language_asked;
        let lexicon = self.setting.lexicon.of_document(self.register(), asked);
        let before = self.register().mark.number;
        let Some(session) = &mut self.session else {
            return;
        };
        let recorded = lexicon.and_then(|lexicon| {
            let (saved, request) = session.ask(&scope, due, label)?;
            Ok((saved, request, lexicon))
        });
        self.wrote(before, recorded.as_ref().ok().map(|(saved, ..)| saved));
        match recorded {
            Ok((saved, request, lexicon)) => {
                let Some(beside) = self.session.as_ref().map(Session::beside) else {
                    return;
                };
                let guard = self.guard();
                let to = path.clone();
                self.begin_job_to_end(
                    JobKind::Questions,
                    move |monitor| {
                        let _ = monitor.step(Phase::Writing, 0, 0);
                        let print =
                            |session: &mut Session| session.questionnaire(request, &lexicon);
                        let (bytes, _) = beside.work(monitor, print)?;
                        output::write_by(&to, force, &guard, |out| out.write_all(&bytes))
                    },
                    move |app, written| {
                        app.came_of_questions(written, (request, saved.mark), &path, typed);
                    },
                );
            }
            Err(problem) => self.ask_people_again(typed, &problem),
        }
    }

    /// Tells what came of the workbook.
    fn came_of_questions(
        &mut self,
        written: Result<(), Problem>,
        asked: (Id, Option<Mark>),
        path: &Path,
        typed: Vec<String>,
    ) {
        let who = scope_of(typed.first().map_or("", String::as_str)).name(self.register());
        let Err(problem) = written else {
            let path = path.display().to_string();
            let told = self.fill("asking.done", &[("path", &path), ("whom", &who)]);
            return self.tell(told, Tone::Good);
        };
        let failed = self.word("questionnaire.label_failed");
        let before = self.register().mark.number;
        let Some(session) = &mut self.session else {
            return;
        };
        let (taken_back, problem) = session.unask(asked, failed.as_str(), problem);
        self.wrote(before, taken_back.as_ref());
        if taken_back.is_none() {
            return self.show_problem(&problem);
        }
        if problem.kind == ProblemKind::Stopped {
            self.tell_stopped();
        } else {
            self.ask_people_again(typed, &problem);
        }
    }

    /// Asks anew whom to ask, with what was typed and what is wrong with the file.
    fn ask_people_again(&mut self, typed: Vec<String>, problem: &Problem) {
        let problem = self.words_of(problem);
        self.ask_people(Some((typed, 2, problem)));
    }

    /// Reads answers, and shows what they propose; what is wrong with them is all told.
    fn read_answers(&mut self, typed: &str) {
        let path = self.absolute(typed);
        let name = path
            .file_name()
            .map_or_else(String::new, |name| name.display().to_string());
        let lexicon = self.setting.lexicon.clone();
        let typed = typed.to_owned();
        self.begin_session_job(
            JobKind::Answers,
            move |session, monitor| {
                let _ = monitor.step(Phase::Source, 0, 0);
                let (sheets, _) = grids(&output::read_bytes(&path)?)?;
                let (filled, faults) = read(&sheets, &name, lexicon.today)?;
                let filled = vec![filled];
                let mut looked = session.look_at_answers(&filled, &lexicon)?;
                looked.faults.splice(0..0, faults);
                Ok((filled, looked))
            },
            move |app, looked| {
                app.show_result(JobKind::Answers, move |app| match looked {
                    Ok(((filled, looked), _)) => app.show_answers(filled, &looked),
                    Err(problem) => {
                        let problem = app.words_of(&problem);
                        let retry = Some((typed, problem));
                        app.ask_path("answers", Pending::Asking(Asking::Answers), retry);
                    }
                });
            },
        );
    }

    /// Shows what answers propose, or all that is wrong with them.
    fn show_answers(&mut self, filled: Vec<Filled>, looked: &Looked) {
        let lexicon = self.setting.lexicon.clone();
        if !looked.faults.is_empty() {
            let lines = looked
                .faults
                .iter()
                .map(|it| Block::paragraph(self.words_of(it)));
            let reader = Reader::new(&self.word("asking.faults"), lines.collect());
            return self.push(Layer::Reader(reader), Pending::Nothing);
        }
        let mut chosen = Vec::new();
        let choices = (1..)
            .zip(&looked.proposals)
            .map(|(number, it): (usize, _)| {
                let key = it.cell.clone();
                if !it.conflict {
                    chosen.push(Picked::Choice(key.clone()));
                }
                let label = format!("{number}. {}", it.title);
                let change = match it.before.as_str() {
                    "" => format!("+ {}", it.after),
                    before => format!("{before} → {}", it.after),
                };
                let change = if it.conflict {
                    format!("{change} · {}", self.word("asking.conflict"))
                } else {
                    change
                };
                PickChoice::new(&key, &label, &change, &change)
            });
        let mut choices: Vec<PickChoice> = choices.collect();
        for (id, day) in &looked.reviews {
            let name = lexicon.reference(self.register(), *id, *id);
            let day = lexicon.words.day(*day);
            let details = [("name", name.as_str()), ("day", day.as_str())];
            let label = self.fill("questionnaire.reviewed", &details);
            let key = review_key(*id);
            chosen.push(Picked::Choice(key.clone()));
            choices.push(PickChoice::new(&key, &label, "", ""));
        }
        let who = filled.first().map_or("", |it| it.whom.as_str());
        let title = self.fill("questionnaire.label", &[("whom", who)]);
        let layer = if choices.is_empty() {
            let no = self.word("asking.unchanged_no");
            let ask = Ask::new(&title, &self.word("asking.unchanged"), &no);
            Layer::Ask(ask.or(Reply::Proceed, &self.word("asking.unchanged_yes")))
        } else {
            Layer::Pick(Pick::new(&title, choices).several().with(chosen))
        };
        self.push(layer, Pending::Asking(Asking::Accept(filled)));
        if !looked.told.is_empty() {
            let told: Vec<String> = looked.told.iter().map(|it| self.words_of(it)).collect();
            self.tell_long("asking.told", &told.join("\n\n"));
        }
    }

    /// Takes over what was picked.
    fn take_answers(&mut self, filled: &[Filled], picked: &[Picked]) {
        let cells: Vec<&str> = picked
            .iter()
            .filter_map(|picked| match picked {
                Picked::Choice(key) => Some(key.as_str()),
                _ => None,
            })
            .collect();
        if cells.is_empty() {
            return;
        }
        let who = filled.first().map_or("", |it| it.whom.as_str());
        let what = self.fill("questionnaire.label", &[("whom", who)]);
        let label = self.label(&what);
        let lexicon = self.setting.lexicon.clone();
        let before = self.register().mark.number;
        let Some(session) = &mut self.session else {
            return;
        };
        let accepted = |proposal: &crate::exchange::questionnaire::proposed::Proposal| {
            cells.contains(&proposal.cell.as_str())
        };
        let reviewed = |id: Id| cells.contains(&review_key(id).as_str());
        let saved = session.take_answers(filled, (&accepted, &reviewed), &lexicon, label);
        self.wrote(before, saved.as_ref().ok());
        match saved {
            Ok(saved) => {
                let number = saved.mark.map_or(0, |mark| mark.number).to_string();
                let details = [("label", what.as_str()), ("number", number.as_str())];
                self.tell(self.fill("act.done", &details), Tone::Good);
            }
            Err(problem) => self.show_problem(&problem),
        }
    }

    /// Asks for the name of the present state; the names that there are can be removed.
    pub(super) fn ask_edition(&mut self) {
        let editions = self.register().about.editions.iter();
        let choices = editions.map(|edition| {
            let name = edition.name.as_deref().unwrap_or_default();
            let label = self.fill("asking.remove_edition", &[("name", name)]);
            let change = edition.change.unwrap_or_default().to_string();
            let state = self.fill("asking.state", &[("number", &change)]);
            PickChoice::new(&edition.head.id.0.to_string(), &label, &state, "")
        });
        let choices = choices.collect();
        let pick = Pick::new(&self.word("asking.edition"), choices).or_own();
        self.push(Layer::Pick(pick), Pending::Asking(Asking::Edition));
    }

    fn edition_answered(&mut self, picked: &[Picked]) {
        match picked.last() {
            Some(Picked::Choice(key)) => {
                let id = Id(key.parse().unwrap_or_default());
                let title = self.fill("asking.remove_edition", &[("name", &self.edition_name(id))]);
                let ask = Ask::new(
                    &title,
                    &self.word("asking.remove_text"),
                    &self.word("asking.keep"),
                )
                .or(Reply::Proceed, &self.word("asking.remove"));
                let then = Pending::Asking(Asking::RemoveEdition(id));
                self.push(Layer::Ask(ask), then);
            }
            Some(Picked::Own(name) | Picked::New(name)) => {
                let what = self.fill("editions.label", &[("name", name)]);
                let label = self.label(&what);
                let before = self.register().mark.number;
                let Some(session) = &mut self.session else {
                    return;
                };
                let named = session.name_edition(name, None, label);
                self.edition_saved(before, &what, named.map(|(saved, _)| saved));
            }
            _ => {}
        }
    }

    /// The name of an edition.
    fn edition_name(&self, id: Id) -> String {
        let mut editions = self.register().about.editions.iter();
        let edition = editions.find(|edition| edition.head.id == id);
        let name = edition.and_then(|edition| edition.name.clone());
        name.unwrap_or_default()
    }

    fn remove_edition(&mut self, id: Id) {
        let what = self.fill("editions.label_remove", &[("name", &self.edition_name(id))]);
        let label = self.label(&what);
        let before = self.register().mark.number;
        let Some(session) = &mut self.session else {
            return;
        };
        let removed = session.remove(id, true, label);
        self.edition_saved(before, &what, removed);
    }

    fn edition_saved(&mut self, before: i64, what: &str, done: Result<Saved, Problem>) {
        self.wrote(before, done.as_ref().ok());
        match done {
            Ok(saved) => {
                let number = saved.mark.map_or(0, |mark| mark.number).to_string();
                let details = [("label", what), ("number", number.as_str())];
                self.tell(self.fill("act.done", &details), Tone::Good);
            }
            Err(problem) => self.show_problem(&problem),
        }
    }
}

/// Whom a choice stands for.
fn scope_of(key: &str) -> AskedScope {
    let (what, name) = key.split_once(':').unwrap_or_default();
    let mut scope = AskedScope::default();
    match what {
        "department" => scope.department = Some(name.to_owned()),
        "owner" => scope.owner = Some(name.to_owned()),
        _ => scope.organisation = name.parse().ok().map(Id),
    }
    scope
}

/// What the review of an activity is known by among what can be picked.
fn review_key(id: Id) -> String {
    format!("review:{}", id.0)
}
