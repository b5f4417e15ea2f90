//! Asking why a save is made: where the register asks for it, before anything is written; else by a command.

use super::App;
use crate::domain::field::Record;
use crate::due::ActKind;
use crate::session::SaveLabel;
use crate::tui::layer::Layer;
use crate::tui::overlay::prompt::{Prompt, PromptEntry};
use crate::tui::request::{Asking, BulkChange, Closed, Deed, Deferred, Pending, Picked, Reply};

/// Whether what comes of an answer is a save that says nothing itself of why it is made.
fn writes_without_reason(pending: &Pending, answer: &Closed) -> bool {
    match (pending, answer) {
        (
            Pending::Remove(_)
            | Pending::Unwaive(_)
            | Pending::Identity
            | Pending::Bulk(BulkChange::Set(..) | BulkChange::Replace(..))
            | Pending::ImportSeen(..)
            | Pending::Asking(Asking::RemoveEdition(_)),
            Closed::Chosen(reply),
        ) => matches!(reply, Reply::Proceed | Reply::Mine | Reply::Theirs),
        (Pending::Desk(Deed::Act(kind, ..)), Closed::Typed(_)) => {
            !matches!(kind, ActKind::Hold | ActKind::Lift | ActKind::Extend)
        }
        (Pending::Asking(Asking::Whom | Asking::Over(_)), _)
        | (Pending::Desk(Deed::Holdings(_)), Closed::Typed(_))
        | (
            Pending::Asking(Asking::Accept(_))
            | Pending::Copying(_)
            | Pending::Desk(Deed::FromLaw | Deed::UseIn(_)),
            Closed::Picked(_),
        ) => true,
        // A name that is there is only asked about.
        (Pending::Asking(Asking::Edition), Closed::Picked(picked)) => {
            !matches!(picked.last(), Some(Picked::Choice(_)))
        }
        _ => false,
    }
}

impl App {
    /// What a save is called, with the reason that was given for it.
    pub(super) fn label(&self, what: &str) -> SaveLabel {
        // A reason that is too long was refused where it was typed.
        let label = SaveLabel::from(what).because(self.why.as_deref());
        label.unwrap_or_else(|_| SaveLabel::from(what))
    }

    /// How the register asks for reasons, where it does: `ask` or `require`.
    fn reasons(&self) -> Option<String> {
        let about: &dyn Record = &self.register().about;
        self.session.as_ref().and_then(|_| about.text("reasons"))
    }

    /// Asks why before what writes is done, where the register asks for it and no reason was given yet; `true` where
    /// it does.
    pub(super) fn asks_why(&mut self, deferred: impl FnOnce() -> Deferred) -> bool {
        let asks = self.why.is_none() && self.reasons().is_some();
        if asks {
            self.ask_reason(deferred(), None);
        }
        asks
    }

    /// The same for what an answer leads to.
    pub(super) fn asks_why_of(&mut self, pending: &Pending, answer: &Closed) -> bool {
        writes_without_reason(pending, answer)
            && self.asks_why(|| Deferred::Answer(pending.clone(), answer.clone()))
    }

    /// Asks for the reason on one line.
    pub(super) fn ask_reason(&mut self, deferred: Deferred, retry: Option<(String, String)>) {
        let demanded = self.reasons().as_deref() == Some("require");
        let text = self.word(if demanded { "why.demanded" } else { "why.text" });
        let (typed, fault) = match retry {
            Some((typed, fault)) => (typed, Some(fault)),
            None => (self.why.clone().unwrap_or_default(), None),
        };
        let entries = vec![PromptEntry::text(&self.word("why.entry"), &typed)];
        let mut prompt = Prompt::new(&self.word("why.title"), &text, entries);
        if let Some(fault) = fault {
            prompt = prompt.with_fault(Some(0), fault);
        }
        self.push(Layer::Prompt(prompt), Pending::Why(Box::new(deferred)));
    }

    /// Goes on with what waited for the reason that was typed.
    pub(super) fn reason_given(&mut self, deferred: Deferred, typed: &str) {
        let demanded = self.reasons().as_deref() == Some("require");
        let problem = match SaveLabel::default().because(Some(typed)) {
            Ok(label) if demanded && label == SaveLabel::default() => {
                Some(self.word("why.missing"))
            }
            Ok(_) => None,
            Err(problem) => Some(self.words_of(&problem)),
        };
        if let Some(problem) = problem {
            return self.ask_reason(deferred, Some((typed.to_owned(), problem)));
        }
        self.why = Some(typed.to_owned());
        match deferred {
            Deferred::Save => self.save_form_asking(),
            Deferred::SaveNow(mine) => self.save_form(mine),
            Deferred::Answer(pending, answer) => self.answered(pending, answer),
        }
    }
}
