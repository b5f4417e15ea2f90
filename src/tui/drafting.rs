//! Forms that are not saved yet: kept while they are filled in, offered when the register is opened again.

use super::app::{App, Tone};
use super::layer::{Answer, Layer, Pending};
use super::overlay::pick::{Choice, Pick};
use super::screen::form::Form;
use crate::session::drafts::{Draft, Held, held};
use crate::session::history::instant;
use crate::store::Access;

impl App {
    /// Keeps what the form on top holds, where it changed.
    pub(super) fn keep_draft(&mut self) {
        if let Some((Layer::Form(form), _)) = self.layers.last()
            && let Some(held) = form.to_keep()
        {
            self.keep(&held);
        }
    }

    /// Keeps what the form on top would hold if the field that is being typed were left now; `true` where something
    /// has to be drawn.
    pub fn keep_typed(&mut self) -> bool {
        let held = self.on_top(|layer, scene| match layer {
            Layer::Form(form) => form.to_keep_typed(scene),
            _ => None,
        });
        held.flatten().is_some_and(|held| !self.keep(&held))
    }

    /// Keeps what a form holds; `false` where it could not be kept, and that was told.
    fn keep(&mut self, held: &Held) -> bool {
        let (Some(session), Some((Layer::Form(form), _))) = (&self.session, self.layers.last_mut())
        else {
            return true;
        };
        if session.store().access() == Access::ReadOnly {
            return true;
        }
        let name = form
            .draft()
            .map_or_else(|| session.draft_name(&*held.record), str::to_owned);
        let kept = session.keep_draft(&name, held);
        // Where it cannot be kept now, it is tried again with the next change: the form itself still holds it.
        form.was_kept(name);
        let Err(problem) = kept else { return true };
        let text = self.words_of(&problem).replace('\n', " ");
        let text = self.fill("draft.not_kept", &[("reason", &text)]);
        self.tell(text, Tone::Bad);
        false
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
