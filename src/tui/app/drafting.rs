//! Forms that are not saved yet: kept while they are filled in, offered when the register is opened again.

use std::time::Duration;

use super::announced::{Announcement, Offer};
use super::{App, PATIENCE, Tone};
use crate::domain::problem::Problem;
use crate::session::Refreshed;
use crate::session::drafts::{Draft, HeldForm, held};
use crate::session::history::instant;
use crate::session::unsaved::UnsavedForms;
use crate::tui::layer::Layer;
use crate::tui::overlay::pick::{Pick, PickChoice};
use crate::tui::overlay::reader::Reader;
use crate::tui::request::{Closed, Pending};
use crate::tui::screen::form::{DraftElsewhere, Form};

/// How long the end of the program waits for another program's lock before a draft goes beside the register.
const END_PATIENCE: Duration = Duration::from_millis(400);

/// Why a draft is not in its register.
enum NotKept {
    /// It is kept in a file of its own.
    Beside(Problem),
    /// It is kept nowhere.
    Lost(Problem),
}

impl App {
    /// Keeps what the form on top holds, where it changed.
    pub(super) fn keep_draft(&mut self) {
        // While another program holds the file no key asks it: the look of the next second does.
        if self.keeping.held_by_another {
            return;
        }
        // A picker may lie over the form already that goes on to its next field.
        let form = |(layer, _): &(Layer, _)| matches!(layer, Layer::Form(_));
        let Some(at) = self.layers.iter().rposition(form) else {
            return;
        };
        // To write out a large record takes longer than a key may: the look of the next second keeps it too.
        if let Some((Layer::Form(form), _)) = self.layers.get(at)
            && !form.is_large()
            && let Some(held) = form.to_keep()
            && let Err(problem) = self.keep(at, &held, false)
        {
            self.tell_not_kept(&problem);
        }
    }

    /// Keeps what the forms would hold if the field that is being typed were left now, whatever is on top of them;
    /// `true` where something has to be drawn.
    pub fn keep_typed(&mut self) -> bool {
        self.keeping.held_by_another = false;
        let failed = self.keep_open(false);
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
        if let Some(session) = &mut self.session {
            // No key waits any more: the register itself is the better place.
            let _ = session.be_patient(END_PATIENCE);
            if session.is_replaced() {
                // What cannot be read goes beside the register.
                let _ = session.refresh();
            }
        }
        self.miss_drafts(None);
        match self.keep_open(true) {
            Some(NotKept::Lost(problem)) => Err(problem),
            Some(NotKept::Beside(_)) | None => Ok(()),
        }
    }

    /// Lets forms be kept anew whose draft is not in the file as it was kept: it is gone, or another state of the register
    /// came, which may hold it as it was earlier. Where another window goes on with it, it is kept under another name.
    pub(super) fn miss_drafts(&mut self, refreshed: Option<Refreshed>) {
        let Some(session) = &self.session else { return };
        for (layer, _) in &mut self.layers {
            if let Layer::Form(form) = layer
                && let Some(name) = form.draft()
                && let Ok(content) = session.journal().draft_content(name)
                && !form.was_kept_as(content.as_deref())
            {
                let taken = content.is_some() && refreshed == Some(Refreshed::Same);
                if taken {
                    form.met_elsewhere(DraftElsewhere::GoesOn);
                } else if content.is_none() {
                    form.met_elsewhere(DraftElsewhere::Gone);
                }
                form.forget_kept(taken);
                if !taken {
                    form.goes_on_from(content.as_deref());
                }
            }
        }
    }

    /// Lets all forms be kept anew: another file is open, which may hold their drafts as they were earlier.
    pub(super) fn keep_anew(&mut self) {
        for (layer, _) in &mut self.layers {
            if let Layer::Form(form) = layer {
                form.forget_kept(false);
            }
        }
    }

    /// Keeps what each open form holds, where it changed since it was kept; gives what went wrong.
    fn keep_open(&mut self, patient: bool) -> Option<NotKept> {
        let mut failed = None;
        for at in 0..self.layers.len() {
            let held = self.on_layers(|layers, scene| match &mut layers[at].0 {
                Layer::Form(form) => form.keep_typed_line(scene).or_else(|| form.to_keep()),
                _ => None,
            });
            if let Some(held) = held
                && let Err(problem) = self.keep(at, &held, patient)
            {
                failed = Some(problem);
            }
        }
        failed
    }

    /// Keeps what the form in that layer holds: in the register, else in a file of its own.
    ///
    /// Only who is patient waits for another program's lock.
    ///
    /// # Errors
    /// Why it cannot be kept in the register.
    fn keep(&mut self, at: usize, held: &HeldForm, patient: bool) -> Result<(), NotKept> {
        let (Some(session), Some((Layer::Form(form), _))) =
            (&mut self.session, self.layers.get_mut(at))
        else {
            return Ok(());
        };
        let name = form
            .draft()
            .map_or_else(|| session.draft_name(&*held.record), str::to_owned);
        self.keeping.asked += 1;
        // Another program's lock is not waited for: neither to see what the register holds now, nor to write.
        self.keeping.held_by_another = !patient && session.journal().is_locked();
        let (draft, kept) = if self.keeping.held_by_another {
            let locked = Problem::cannot("store_locked").with("file", session.path().display());
            let _ = session.be_patient(Duration::ZERO);
            let draft = session.draft(&name, held);
            let _ = session.be_patient(PATIENCE);
            (draft, Err(locked))
        } else {
            let draft = session.draft(&name, held);
            let kept = session.keep_draft(&draft);
            (draft, kept)
        };
        // Where it cannot be kept now, it is tried again the next second: the form itself still holds it.
        form.was_kept(&draft, kept.is_ok());
        form.begins_before(session.register().next_id);
        let Err(problem) = kept else {
            if let Some(rescue) = &mut self.rescue {
                // One that stays is only offered once more.
                let _ = rescue.drop(&draft.name);
            }
            return Ok(());
        };
        let Some(rescue) = &mut self.rescue else {
            // A register that is only read is not to leave a trace.
            let reads = session.journal().is_read_only();
            return if reads {
                Ok(())
            } else {
                Err(NotKept::Lost(problem))
            };
        };
        Err(match rescue.keep(&draft) {
            Ok(()) => NotKept::Beside(problem),
            Err(second) => NotKept::Lost(second),
        })
    }

    fn tell_not_kept(&mut self, not_kept: &NotKept) {
        let (key, problem) = match not_kept {
            NotKept::Beside(problem) if problem.key == "store_locked" => ("app.busy", problem),
            NotKept::Beside(problem) => ("draft.kept_beside", problem),
            NotKept::Lost(problem) => ("draft.not_kept", problem),
        };
        let reason = self.words_of(problem).replace('\n', " ");
        let text = self.fill(key, &[("reason", &reason)]);
        self.tell(text, Tone::Bad);
    }

    /// Takes a form's draft away when the form closes, unless it is to be kept.
    ///
    /// # Errors
    /// Why what is to be kept cannot be: the form must stay open then.
    pub(super) fn close_draft(&mut self, form: &Form, answer: &Closed) -> Result<(), Problem> {
        let Some(session) = &self.session else {
            return Ok(());
        };
        if session.journal().is_read_only() && !matches!(answer, Closed::Kept) {
            return Ok(());
        }
        let name = form.draft().map(str::to_owned);
        if matches!(answer, Closed::Kept) {
            let Some(held) = form.to_keep_at_last() else {
                return Ok(());
            };
            let name = name.unwrap_or_else(|| session.draft_name(&*held.record));
            let draft = session.draft(&name, &held);
            let kept = session.keep_draft(&draft);
            return kept.or_else(|problem| match &mut self.rescue {
                Some(rescue) => rescue.keep(&draft),
                None => Err(problem),
            });
        }
        let Some(name) = name else { return Ok(()) };
        let beside = match &mut self.rescue {
            Some(rescue) => rescue.drop(&name),
            None => Ok(()),
        };
        let Some(session) = &self.session else {
            return Ok(());
        };
        if let Err(problem) = beside.and_then(|()| session.drop_draft(&name)) {
            self.show_problem(&problem);
        }
        Ok(())
    }

    /// Whether a form was kept for later, or one cannot be read.
    pub(super) fn has_drafts(&self) -> bool {
        let (drafts, problems) = self.drafts();
        !(drafts.is_empty() && problems.is_empty())
    }

    /// The drafts of the open register, those beside it among them, and what of them cannot be read.
    fn drafts(&self) -> (Vec<Draft>, Vec<String>) {
        let Some(session) = &self.session else {
            return (Vec::new(), Vec::new());
        };
        let forms = UnsavedForms::of(session, self.rescue.as_ref());
        let trouble = forms.trouble.iter().map(|problem| self.words_of(problem));
        let unreadable = forms.unreadable.iter().map(|file| {
            let file = file.display().to_string();
            self.fill("draft.unreadable", &[("file", &file)])
        });
        let problems = trouble.chain(unreadable).collect();
        (forms.drafts, problems)
    }

    /// Offers the forms that were not saved; tells that there are none only where somebody asked.
    pub(super) fn offer_drafts(&mut self, offer: Offer) {
        let (drafts, problems) = self.drafts();
        let lexicon = &self.setting.lexicon;
        let choices = drafts.iter().map(|draft| {
            let author = lexicon.words.author(&draft.author);
            let detail = format!("{} {author}", instant(&draft.at));
            let label = match held(draft, self.register()) {
                Some(held) => {
                    let kind = lexicon.words.one(held.record.kind());
                    let title = lexicon.title(self.register(), &*held.record);
                    format!("{kind}: {title}")
                }
                // It is told and shown, not dropped.
                None => self.fill("draft.other_version", &[("kind", &draft.kind)]),
            };
            PickChoice::new(&draft.name, &label, &detail, "")
        });
        let choices: Vec<PickChoice> = choices.collect();
        if choices.is_empty() && problems.is_empty() && offer == Offer::Asked {
            let text = self.word("draft.none");
            self.tell(text, Tone::Good);
        }
        // What cannot be read is told first, and never over the list of the others.
        if !problems.is_empty() && offer != Offer::Told {
            self.notices.insert(0, Announcement::Drafts(Offer::Told));
            return self.tell_long("app.warnings", &problems.join("\n\n"));
        }
        if !choices.is_empty() {
            let pick = Pick::new(&self.word("draft.title"), choices);
            self.push(Layer::Pick(pick), Pending::Drafts);
        }
    }

    /// Goes on with a draft in its form; one of another version is shown as it is.
    pub(super) fn resume_draft(&mut self, name: &str) {
        let (drafts, _) = self.drafts();
        let Some(draft) = drafts.iter().find(|draft| draft.name == name) else {
            return;
        };
        let Some(held) = held(draft, self.register()) else {
            let kept: Option<serde_json::Value> = serde_json::from_str(&draft.content).ok();
            let text = kept.map_or_else(|| draft.content.clone(), |kept| format!("{kept:#}"));
            let title = self.fill("draft.other_version", &[("kind", &draft.kind)]);
            let reader = Reader::plain(&title, text);
            return self.push(Layer::Reader(reader), Pending::Nothing);
        };
        let (mut form, unplaced) = Form::resume(held, name.to_owned(), &self.scene());
        if let Some(session) = &self.session
            && let Ok(content) = session.journal().draft_content(name)
        {
            form.goes_on_from(content.as_deref());
            form.begins_before(session.register().next_id);
        }
        self.push(Layer::Form(form), Pending::Nothing);
        if !unplaced.is_empty() {
            let text = self.word("draft.unplaced");
            let text = format!("{text}\n\n{}", unplaced.join("\n"));
            self.tell_long("app.warnings", &text);
        }
    }
}
