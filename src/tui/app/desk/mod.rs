//! The retention desk on the screen: recording what was done about what is due, holdings in series, schedules from
//! the law, the activities that rest on them, and the documents of agenda and disposal log.
//!
//! Each act is one change set, planned against the register as it is when it is saved. What cannot be is told at its
//! entry, and what was typed stays.

mod holdings;
mod law;
mod log;

use crate::tui::request::Deed;
use chrono::NaiveDate;

use super::{App, Tone};
use crate::domain::change::Edit;
use crate::domain::codes::RetentionMode;
use crate::domain::kind::RecordKind;
use crate::domain::problem::Problem;
use crate::domain::records::{Holding, Retention, Schedule};
use crate::domain::register::Register;
use crate::domain::value::Id;
use crate::due::act::{ActFault, Asks, named};
use crate::due::doubts::{doubts, doubts_of_extensions};
use crate::due::standing::{Hold, disposed_by};
use crate::due::{ActKind, explain};
use crate::tui::layer::Layer;
use crate::tui::overlay::pick::{Pick, PickChoice};
use crate::tui::overlay::prompt::{Prompt, PromptEntry};
use crate::tui::request::{Closed, Pending, Picked, Reply, View};
use crate::tui::screen::form::Form;

/// What was typed, the entry at fault, and what is wrong with it.
type Retry = (Vec<String>, Option<usize>, String);

impl App {
    /// The day on which something is recorded as done: the real one.
    pub(super) fn real_day(&self) -> NaiveDate {
        (self.setting.surroundings.clock)().date_naive()
    }

    /// Asks what is done about what is marked or selected.
    pub(super) fn act_on_chosen(&mut self) {
        let ids = self.chosen();
        self.ask_what(&ids);
    }

    /// Asks for holdings under the one rule that is chosen.
    pub(super) fn record_holdings(&mut self) {
        match self.only_one(RecordKind::Retention) {
            Some(rule) => self.ask_holdings(rule, None),
            None => self.bad("desk.choose_rule"),
        }
    }

    /// Asks which activities rest on the one schedule that is chosen.
    pub(super) fn use_chosen_schedule(&mut self) {
        match self.only_one(RecordKind::Schedule) {
            Some(schedule) => self.ask_use(schedule),
            None => self.bad("desk.choose_schedule"),
        }
    }

    /// Asks where agenda, disposal log, findings or history are written, where one of them is shown, else the register.
    pub(super) fn export_what_is_shown(&mut self) {
        match self.tabs().map(|tabs| tabs.view()) {
            Some(view @ (View::Due | View::Disposals | View::Findings | View::History)) => {
                self.ask_desk_export(view, None);
            }
            _ => self.ask_export(None),
        }
    }

    fn bad(&mut self, key: &str) {
        let text = self.word(key);
        self.tell(text, Tone::Bad);
    }

    /// What is marked or selected.
    pub(super) fn chosen(&mut self) -> Vec<Id> {
        let mut layers = std::mem::take(&mut self.layers);
        let chosen = match layers.first_mut() {
            Some((Layer::Tabs(tabs), _)) => tabs.chosen(&self.scene()),
            _ => Vec::new(),
        };
        self.layers = layers;
        chosen
    }

    /// The one record of a kind that is chosen.
    fn only_one(&mut self, kind: RecordKind) -> Option<Id> {
        match self.chosen().as_slice() {
            [id] => {
                let place = self.register().place(*id);
                place.filter(|place| place.kind == kind).map(|_| *id)
            }
            _ => None,
        }
    }

    /// Acts on the record or row whose form is open.
    pub(super) fn act_in_form(&mut self) {
        let Some((Layer::Form(form), _)) = self.layers.last() else {
            return;
        };
        if form.is_edited() || form.is_new() {
            return self.bad("desk.save_first");
        }
        let here = form.hold_here().unwrap_or_else(|| form.here());
        self.ask_what(&[here]);
    }

    /// Asks what is done about records, where it can be several things.
    fn ask_what(&mut self, ids: &[Id]) {
        let today = self.real_day();
        let view = self.tabs().map(|tabs| tabs.view());
        let register = self.register();
        let mut choices: Vec<(&'static str, String)> = ActKind::ALL
            .iter()
            .filter_map(|kind| {
                // What can be done to some of them is offered for those.
                let fitting = self.fitting(*kind, ids, today);
                if fitting.is_empty() {
                    return None;
                }
                let title = kind.title(&self.setting.lexicon, register, &fitting);
                let (n, all) = (fitting.len().to_string(), ids.len().to_string());
                let part = [("act", title.as_str()), ("n", &n), ("all", &all)];
                let part = || self.fill("desk.for_some", &part);
                let whole = fitting.len() == ids.len();
                Some((kind.code(), if whole { title.clone() } else { part() }))
            })
            .collect();
        if let [id] = ids {
            if register
                .typed::<Retention>(*id)
                .is_some_and(|rule| rule.mode != Some(RetentionMode::Rolling))
            {
                let label = self.word("command.record-holdings.title");
                // What answers a deadline comes first where deadlines are shown.
                let answers = matches!(view, Some(View::Due | View::Overview));
                let at = if answers { choices.len() } else { 0 };
                choices.insert(at, ("holdings", label));
            }
            if register.typed::<Schedule>(*id).is_some() {
                choices.push(("use-in", self.word("command.use-in.title")));
            }
            let listed = matches!(self.layers.last(), Some((Layer::Tabs(_), _)));
            if listed && !self.laws_of(*id).is_empty() {
                choices.push(("citing", self.word("command.citing.title")));
            }
        }
        match choices.as_slice() {
            [] => self.tell_nothing_fits(ids),
            [(code, _)] => self.take_deed(code, ids),
            _ => {
                let choices = choices
                    .iter()
                    .map(|(code, label)| PickChoice::new(code, label, "", ""))
                    .collect();
                let title = self.word("act.title");
                let deed = Pending::Desk(Deed::Choose(ids.to_vec()));
                self.push(Layer::Pick(Pick::new(&title, choices)), deed);
            }
        }
    }

    /// Says why nothing can be recorded, and what can be done instead.
    fn tell_nothing_fits(&mut self, ids: &[Id]) {
        if ids.is_empty() {
            return self.bad("desk.nothing_here");
        }
        let register = self.register();
        let records = named(&self.setting.lexicon, register, ids);
        let today = self.real_day();
        let disposed = |id: &Id| {
            let batch = register.typed::<Holding>(*id);
            batch.is_some_and(|batch| disposed_by(batch, today).is_some())
        };
        let key = if ids.iter().all(disposed) {
            "desk.already_disposed"
        } else {
            "desk.nothing_fits"
        };
        let text = self.fill(key, &[("records", &records)]);
        self.tell(text, Tone::Bad);
    }

    /// Those records to which something can be done.
    fn fitting(&self, kind: ActKind, ids: &[Id], today: NaiveDate) -> Vec<Id> {
        let register = self.register();
        let fitting = ids.iter().copied();
        fitting
            .filter(|id| kind.fits(register, *id, today))
            .collect()
    }

    /// Goes on with what was chosen to be done.
    fn take_deed(&mut self, code: &str, ids: &[Id]) {
        match (ActKind::from_code(code), code, ids) {
            (Some(kind), ..) => {
                let fitting = self.fitting(kind, ids, self.real_day());
                let left = ids.iter().copied().filter(|id| !fitting.contains(id));
                let left: Vec<Id> = left.collect();
                match kind {
                    ActKind::Lift => self.ask_lift(&fitting, left),
                    kind => self.ask_act(kind, fitting, left, None),
                }
            }
            (None, "holdings", [rule]) => self.ask_holdings(*rule, None),
            (None, "use-in", [schedule]) => self.ask_use(*schedule),
            (None, "citing", [id]) => {
                let laws = self.laws_of(*id);
                self.show_citing(&laws);
            }
            _ => {}
        }
    }

    /// Asks which legal holds are lifted where several stand on a record, and why where that is known.
    fn ask_lift(&mut self, ids: &[Id], left: Vec<Id>) {
        let (register, today) = (self.register(), self.real_day());
        let holds: Vec<Vec<Hold<'_>>> = ids
            .iter()
            .filter_map(|id| Hold::all_on(register, *id, today))
            .collect();
        if holds.iter().all(|holds| holds.len() < 2) {
            return self.ask_act(ActKind::Lift, ids.to_vec(), left, None);
        }
        let words = &self.setting.lexicon.words;
        let choices = holds.iter().flatten().map(|hold| {
            let reference = self.setting.lexicon.called(register, hold.head.id);
            let since = hold.since.map(|since| words.date(since));
            PickChoice::new(
                &hold.head.id.0.to_string(),
                &format!("{reference}  {}", hold.why()),
                &since.unwrap_or_default(),
                "",
            )
        });
        let choices = choices.collect();
        let title = self.word("desk.which_holds");
        let pick = Layer::Pick(Pick::new(&title, choices).several());
        self.push(pick, Pending::Desk(Deed::Holds));
    }

    /// Goes on with the legal holds that were picked.
    fn lift(&mut self, picked: &[Picked]) {
        let ids: Vec<Id> = picked
            .iter()
            .filter_map(|picked| match picked {
                Picked::Choice(key) => key.parse().ok().map(Id),
                _ => None,
            })
            .collect();
        if !ids.is_empty() {
            self.ask_act(ActKind::Lift, ids, Vec::new(), None);
        }
    }

    /// Asks for what an act needs.
    fn ask_act(&mut self, kind: ActKind, ids: Vec<Id>, left: Vec<Id>, retry: Option<Retry>) {
        let today = self.real_day();
        let code = kind.code();
        let mut entries = Vec::new();
        for (at, entry) in kind.entries().iter().enumerate() {
            let label = self.word(&format!("act.{code}.{}", entry.name));
            let first = kind.first(entry, self.register(), &ids, today);
            let typed = retry
                .as_ref()
                .and_then(|(typed, ..)| typed.get(at).cloned());
            let text = typed.unwrap_or(first);
            entries.push(match entry.asks {
                Asks::Day | Asks::Date => PromptEntry::date(&label, &text, today),
                Asks::Text => PromptEntry::text(&label, &text),
                Asks::Prose => PromptEntry::long(&label, &text),
            });
        }
        let title = kind.title(&self.setting.lexicon, self.register(), &ids);
        let mut text = self.told_of(&ids);
        if !left.is_empty() {
            text = format!("{text}\n{}", self.left_out(&left));
        }
        let mut prompt = Prompt::new(&title, &text, entries);
        if let Some((_, entry, problem)) = retry {
            prompt = prompt.with_fault(entry, problem);
        }
        self.push(
            Layer::Prompt(prompt),
            Pending::Desk(Deed::Act(kind, ids, left)),
        );
    }

    /// The records that an act is about: one explained, several named.
    fn told_of(&self, ids: &[Id]) -> String {
        let (register, lexicon) = (self.register(), &self.setting.lexicon);
        let names = named(lexicon, register, ids);
        let text = match ids {
            [id] => register
                .typed::<Holding>(*id)
                .map(|holding| explain(lexicon, register, holding)),
            _ => Some(self.fill("desk.several", &[("n", &ids.len().to_string())])),
        };
        match text.filter(|text| !text.is_empty()) {
            Some(text) => format!("{names}: {text}."),
            None => names,
        }
    }

    /// Which of the marked records are left out, as nothing of the kind can be done to them.
    fn left_out(&self, left: &[Id]) -> String {
        let records = named(&self.setting.lexicon, self.register(), left);
        self.fill("desk.left_out", &[("records", &records)])
    }

    fn do_act(&mut self, kind: ActKind, ids: Vec<Id>, left: Vec<Id>, typed: Vec<String>) {
        let today = self.real_day();
        let register = self.register();
        let entries = kind.entries().iter();
        let first: Vec<String> = entries
            .map(|entry| kind.first(entry, register, &ids, today))
            .collect();
        let given = |name: &'static str| {
            let at = kind.entries().iter().position(|entry| entry.name == name)?;
            let typed = typed.get(at).cloned()?;
            // What was not there to be cleared is left to what each rule says.
            let left = name == "decision" && typed.trim().is_empty() && first[at].is_empty();
            (!left).then_some(typed)
        };
        let done = kind.read(&given, today).and_then(|act| {
            let label = kind.label(&self.setting.lexicon, self.register(), &ids);
            let plan = |register: &Register| act.edits(register, &ids, today);
            let mut because = ["because", "reason", "early-because"].into_iter();
            let because = because.find_map(given).unwrap_or_default();
            self.record(&label, &because, &plan)
                .map_err(|problem| ActFault {
                    entry: kind.entry_of(&problem),
                    problem,
                })
        });
        match done {
            Ok(()) => {
                if !left.is_empty()
                    && let Some((told, tone)) = self.message.take()
                {
                    self.tell(format!("{told} {}", self.left_out(&left)), tone);
                }
                match kind {
                    ActKind::Dispose => self.tell_doubts(&ids),
                    ActKind::Extend => {
                        let told = doubts_of_extensions(self.register(), &ids);
                        self.tell_of(&told);
                    }
                    _ => {}
                }
            }
            Err(fault) => {
                let entry = fault
                    .entry
                    .and_then(|name| kind.entries().iter().position(|entry| entry.name == name));
                let told = self.words_of(&fault.problem);
                self.ask_act(kind, ids, left, Some((typed, entry, told)));
            }
        }
    }

    /// Tells what is doubtful about disposals that were recorded just now, however that was done.
    pub(super) fn tell_doubts(&mut self, holdings: &[Id]) {
        self.tell_of(&doubts(self.register(), holdings));
    }

    /// The same of doubts that are known.
    pub(super) fn tell_of(&mut self, doubts: &[Problem]) {
        let told: Vec<String> = doubts.iter().map(|doubt| self.words_of(doubt)).collect();
        if !told.is_empty() {
            self.tell_long("desk.recorded_but", &told.join("\n\n"));
        }
    }

    /// Saves what is planned as one change set, and tells it; `because` is what it records itself of why.
    pub(in crate::tui) fn record(
        &mut self,
        label: &str,
        because: &str,
        plan: &dyn Fn(&Register) -> Result<Vec<Edit>, Problem>,
    ) -> Result<(), Problem> {
        let before = self.register().mark.number;
        let stored = self.label(label).recorded_because(because);
        let Some(session) = &mut self.session else {
            return Ok(());
        };
        let saved = session.act(stored, plan);
        self.wrote(before, saved.as_ref().ok());
        let saved = saved?;
        if let Some(tabs) = self.tabs() {
            tabs.unmark();
        }
        self.reload_form();
        let text = match saved.mark {
            Some(mark) => {
                let number = mark.number.to_string();
                self.fill("act.done", &[("label", label), ("number", &number)])
            }
            None => self.word("act.nothing_changed"),
        };
        self.tell(text, Tone::Good);
        Ok(())
    }

    /// Shows in the form on top what was recorded of its record.
    pub(super) fn reload_form(&mut self) {
        let mut layers = std::mem::take(&mut self.layers);
        if let Some((Layer::Form(form), _)) = layers.last_mut()
            && !form.is_edited()
            && let Some(owner) = self.register().owner(form.here())
        {
            let (here, key) = (form.here(), form.focus());
            let mut fresh = Form::edit(owner);
            fresh.go_to(here, key.as_deref());
            *form = fresh;
        }
        self.layers = layers;
    }

    /// Goes on with what was asked at the desk.
    pub(super) fn desk_answered(&mut self, deed: Deed, answer: Closed) {
        match (deed, answer) {
            (Deed::Choose(ids), Closed::Picked(picked)) => {
                if let Some(Picked::Choice(code)) = picked.last() {
                    self.take_deed(code, &ids);
                }
            }
            (Deed::Holds, Closed::Picked(picked)) => self.lift(&picked),
            (Deed::Act(kind, ids, left), Closed::Typed(typed)) => {
                self.do_act(kind, ids, left, typed);
            }
            (Deed::Holdings(rule), Closed::Typed(typed)) => self.holdings(rule, typed),
            (Deed::FromLaw, Closed::Picked(picked)) => {
                if let Some(Picked::Choice(code)) = picked.last() {
                    self.schedule_from_law(code);
                }
            }
            (Deed::UseIn(schedule), Closed::Picked(picked)) => {
                self.use_schedule(schedule, &picked);
            }
            (Deed::Citing, Closed::Picked(picked)) => {
                if let Some(Picked::Choice(law)) = picked.last() {
                    self.show_citing(std::slice::from_ref(law));
                }
            }
            (Deed::Period, Closed::Typed(typed)) => self.show_period(typed),
            (Deed::Export(view), Closed::Typed(typed)) => self.desk_export(view, typed, false),
            (Deed::ExportOver(view, typed), Closed::Chosen(Reply::Proceed)) => {
                self.desk_export(view, typed, true);
            }
            _ => {}
        }
    }
}
