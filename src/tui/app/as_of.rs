//! The day of the whole screen: the register as it stood then, what was due and found, and the law of that day.

use std::sync::Arc;

use chrono::NaiveDate;

use super::shown_day::ShownDay;
use super::{App, Tone};
use crate::domain::date::PartialDate;
use crate::domain::problem::Problem;
use crate::domain::register::Register;
use crate::session::editions::Moment;
use crate::tui::job::JobKind;
use crate::tui::layer::Layer;
use crate::tui::overlay::prompt::{Prompt, PromptEntry};
use crate::tui::request::Pending;

/// A state of the register that the screen can show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ShownState {
    /// As it is, on the day that it is.
    Now,
    /// As it was at the end of a day or in an edition, or as it is on a day that comes.
    At(Moment),
}

impl App {
    /// Asks for the day of the screen.
    pub(super) fn ask_day(&mut self, retry: Option<(&str, String)>) {
        let now = self.present_day();
        let typed = retry.as_ref().map_or("", |(typed, _)| typed);
        let editions = self.scene().edition_names();
        let entry = PromptEntry::moment(&self.word("day.entry"), typed, now, editions);
        let entries = vec![entry];
        let mut prompt = Prompt::new(&self.word("day.title"), &self.word("day.text"), entries);
        prompt.problem = retry.map(|(_, problem)| problem);
        self.push(Layer::Prompt(prompt), Pending::Day);
    }

    /// Shows the state that was typed, or asks again.
    pub(super) fn day_typed(&mut self, typed: &str) {
        match self.state_of(typed) {
            Ok(state) => self.show_state(state, typed.to_owned()),
            Err(problem) => {
                let problem = self.words_of(&problem);
                self.ask_day(Some((typed, problem)));
            }
        }
    }

    /// What is meant by what was typed: the one place that knows which states there are. Nothing is now.
    fn state_of(&self, typed: &str) -> Result<ShownState, Problem> {
        let now = self.present_day();
        if typed.trim().is_empty() {
            return Ok(ShownState::Now);
        }
        let session = self.session.as_ref();
        if let Some(session) = session.filter(|session| session.edition(typed).is_some()) {
            return session.moment(typed).map(ShownState::At);
        }
        match (PartialDate::from_typed(typed, now), session) {
            (Ok(PartialDate::Day(day)), _) if day == now => Ok(ShownState::Now),
            (Ok(PartialDate::Day(day)), _) => Ok(ShownState::At(Moment { day, edition: None })),
            (Ok(_), _) => Err(Problem::usage("day_needed").with("text", typed.trim())),
            // It may have been meant as an edition: which there are is told.
            (Err(_), Some(session)) => session.moment(typed).map(ShownState::At),
            (Err(problem), None) => Err(problem),
        }
    }

    /// Shows a state of the register on the whole screen; one that is past is read beside the keys.
    fn show_state(&mut self, state: ShownState, typed: String) {
        let ShownState::At(moment) = state else {
            self.forget_day();
            self.changed(None);
            let told = self.word("day.now");
            return self.tell(told, Tone::Good);
        };
        let is_past = moment.edition.is_some() || moment.day < self.present_day();
        if self.session.is_none() || !is_past {
            return self.show_moment(moment, None);
        }
        let wanted = moment.clone();
        self.begin_session_job(
            JobKind::Day,
            move |session, _| session.begun_at(&wanted),
            move |app, read| match read {
                Ok((register, _)) => {
                    app.show_result(JobKind::Day, move |app| {
                        app.show_moment(moment, Some(Arc::new(register)));
                    });
                }
                Err(problem) => {
                    let problem = app.words_of(&problem);
                    app.show_result(JobKind::Day, move |app| {
                        app.ask_day(Some((&typed, problem)));
                    });
                }
            },
        );
    }

    /// Shows the register of a moment; that of now where none is given.
    fn show_moment(&mut self, moment: Moment, register: Option<Arc<Register>>) {
        let day = moment.day;
        let edition = moment.edition.map(|(_, name)| name);
        let key = match (&register, &edition) {
            (Some(_), Some(_)) => "day.edition",
            (Some(_), None) => "day.past",
            (None, _) => "day.coming",
        };
        self.forget_day();
        let before = self.setting.lexicon.other_day;
        let name = edition.clone().unwrap_or_default();
        self.other_day = Some(ShownDay {
            register,
            edition,
            before,
        });
        self.set_day(day, Some(day));
        let chosen = self.organisation;
        if chosen.is_some() && self.register().organisation(chosen).is_none() {
            self.organisation = None;
        }
        self.findings = None;
        self.changed(None);
        let day = self.setting.lexicon.words.day(day);
        let told = self.fill(key, &[("day", &day), ("name", &name)]);
        self.tell(told, Tone::Good);
    }

    /// Goes back to the day that it is.
    pub(super) fn forget_day(&mut self) {
        if self.other_day.is_some() {
            let now = self.present_day();
            let before = self.other_day.take().and_then(|shown| shown.before);
            self.set_day(now, before);
            self.findings = None;
        }
    }

    /// The day that it is for the program, whatever is shown: today, or the day that it was started on.
    fn present_day(&self) -> NaiveDate {
        let today = || (self.setting.surroundings.clock)().date_naive();
        match &self.other_day {
            Some(shown) => shown.before.unwrap_or_else(today),
            None => self.setting.lexicon.today,
        }
    }

    fn set_day(&mut self, day: NaiveDate, other_day: Option<NaiveDate>) {
        self.setting.lexicon.today = day;
        self.setting.lexicon.other_day = other_day;
        // In a register of the past nothing is recorded: its own day is left alone.
        if self.past().is_none() {
            self.setting.surroundings.today = day;
            if let Some(session) = &mut self.session {
                session.set_today(day);
            }
        }
    }

    /// Goes over to the new day where the program stays open past midnight, unless a day was asked for: what is due
    /// and found must never be yesterday's.
    pub(super) fn turn_the_day(&mut self) -> bool {
        let day = (self.setting.surroundings.clock)().date_naive();
        let lexicon = &self.setting.lexicon;
        if lexicon.other_day.is_some() || lexicon.today == day {
            return false;
        }
        self.set_day(day, None);
        self.findings = None;
        self.changed(None);
        true
    }
}
