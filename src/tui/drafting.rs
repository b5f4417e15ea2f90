//! Forms that are not saved yet: kept while they are filled in, offered when the register is opened again.

use super::app::{App, Tone};
use super::layer::{Answer, Layer, Pending};
use super::overlay::pick::{Choice, Pick};
use super::screen::form::Form;
use crate::domain::problem::Problem;
use crate::session::drafts::{Draft, Held, held};
use crate::session::history::instant;
use crate::store::Access;

impl App {
    /// Keeps what the form on top holds, where it changed.
    pub(super) fn keep_draft(&mut self) {
        if let Some((Layer::Form(form), _)) = self.layers.last()
            && let Some(held) = form.to_keep()
            && let Err(problem) = self.keep(self.layers.len() - 1, &held)
        {
            self.tell_not_kept(&problem);
        }
    }

    /// Keeps what the forms would hold if the field that is being typed were left now, whatever is on top of them;
    /// `true` where something has to be drawn.
    pub fn keep_typed(&mut self) -> bool {
        let failed = self.keep_open();
        if let Some(problem) = &failed {
            self.tell_not_kept(problem);
        }
        failed.is_some()
    }

    /// Keeps everything that is typed, before the program ends.
    ///
    /// # Errors
    /// Why it cannot be kept.
    pub fn keep_all(&mut self) -> Result<(), Problem> {
        self.keep_open().map_or(Ok(()), Err)
    }

    /// Keeps what each open form holds, where it changed since it was kept; gives what went wrong.
    fn keep_open(&mut self) -> Option<Problem> {
        let mut failed = None;
        for at in 0..self.layers.len() {
            let held = self.on_layers(|layers, scene| match &mut layers[at].0 {
                Layer::Form(form) => form.to_keep_typed(scene).or_else(|| form.to_keep()),
                _ => None,
            });
            if let Some(held) = held
                && let Err(problem) = self.keep(at, &held)
            {
                failed = Some(problem);
            }
        }
        failed
    }

    /// Keeps what the form in that layer holds.
    ///
    /// # Errors
    /// Why it cannot be kept.
    fn keep(&mut self, at: usize, held: &Held) -> Result<(), Problem> {
        let (Some(session), Some((Layer::Form(form), _))) =
            (&self.session, self.layers.get_mut(at))
        else {
            return Ok(());
        };
        if session.store().access() == Access::ReadOnly {
            return Ok(());
        }
        let name = form
            .draft()
            .map_or_else(|| session.draft_name(&*held.record), str::to_owned);
        let kept = session.keep_draft(&name, held);
        // Where it cannot be kept now, it is tried again the next second: the form itself still holds it.
        form.was_kept(name, kept.is_ok());
        kept
    }

    fn tell_not_kept(&mut self, problem: &Problem) {
        let text = self.words_of(problem).replace('\n', " ");
        let text = self.fill("draft.not_kept", &[("reason", &text)]);
        self.tell(text, Tone::Bad);
    }

    /// Takes a form's draft away when the form closes, unless it is to be kept.
    pub(super) fn close_draft(&mut self, form: &Form, answer: &Answer) {
        let Some(session) = &self.session else { return };
        let name = form.draft().map(str::to_owned);
        if matches!(answer, Answer::Kept) {
            let Some(held) = form.to_keep() else { return };
            let name = name.unwrap_or_else(|| session.draft_name(&*held.record));
            if let Err(problem) = session.keep_draft(&name, &held) {
                self.show_problem(&problem);
            }
        } else if let Some(name) = name
            && let Err(problem) = session.store().drop_draft(&name)
        {
            self.show_problem(&problem);
        }
    }

    /// The drafts of the open register; none where they cannot be read.
    fn drafts(&self) -> Vec<Draft> {
        let drafts = self
            .session
            .as_ref()
            .map(|session| session.store().drafts());
        drafts.and_then(Result::ok).unwrap_or_default()
    }

    /// Offers the forms that were not saved; tells that there are none only where somebody asked.
    pub(super) fn offer_drafts(&mut self, asked: bool) {
        let drafts = self.drafts();
        if drafts.is_empty() {
            if asked {
                let text = self.word("draft.none");
                self.tell(text, Tone::Good);
            }
            return;
        }
        let lexicon = &self.setting.lexicon;
        let choices = drafts.iter().filter_map(|draft| {
            let held = held(draft)?;
            let kind = lexicon.words.one(held.record.kind());
            let title = lexicon.title(self.register(), &*held.record);
            let detail = format!("{} {}", instant(&draft.at), draft.author);
            let label = format!("{kind}: {title}");
            Some(Choice::new(&draft.name, &label, &detail, ""))
        });
        let choices: Vec<Choice> = choices.collect();
        if !choices.is_empty() {
            let pick = Pick::new(&self.word("draft.title"), choices);
            self.push(Layer::Pick(pick), Pending::Drafts);
        }
    }

    /// Goes on with a draft in its form.
    pub(super) fn resume_draft(&mut self, name: &str) {
        let drafts = self.drafts();
        let found = drafts.iter().find(|draft| draft.name == name);
        if let Some(held) = found.and_then(held) {
            let form = Form::resume(held, name.to_owned(), &self.scene());
            self.push(Layer::Form(form), Pending::Nothing);
        }
    }
}
