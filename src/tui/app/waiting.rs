//! Another program's lock: a save that was asked for waits until it is gone, and every key is taken meanwhile.
//!
//! What is to be done is begun only when the file is free, so it is done once.

use ratatui::crossterm::event::KeyCode;

use super::{App, Tone, WaitingKeys};
use crate::tui::request::{
    Asking, BulkChange, Closed, Deed, Deferred, Input, Pending, Redacting, Then,
};

/// Whether what comes of an answer is written to the register's file.
fn writes(pending: &Pending, answer: &Closed) -> bool {
    !matches!(answer, Closed::Cancelled | Closed::Kept)
        && match pending {
            Pending::Remove(_)
            | Pending::Unwaive(_)
            | Pending::Schedule
            | Pending::SavedElsewhere
            | Pending::Removed
            | Pending::Conflict
            | Pending::ImportSeen(..)
            | Pending::Waive(_)
            | Pending::Turn(..)
            | Pending::Identity
            | Pending::Redact(Redacting::Sure(..))
            | Pending::Begin(_)
            | Pending::Copying(_)
            | Pending::Asking(
                Asking::Whom
                | Asking::Over(_)
                | Asking::Accept(_)
                | Asking::Edition
                | Asking::RemoveEdition(_),
            )
            | Pending::Bulk(BulkChange::Set(..) | BulkChange::Replace(..))
            | Pending::Desk(Deed::Act(..) | Deed::Holdings(_) | Deed::FromLaw | Deed::UseIn(_)) => {
                true
            }
            Pending::Why(deferred) => match &**deferred {
                Deferred::Save | Deferred::SaveNow(_) => true,
                Deferred::Answer(pending, answer) => writes(pending, answer),
            },
            Pending::Nothing
            | Pending::Palette
            | Pending::Organisation
            | Pending::Day
            | Pending::Bulk(BulkChange::Field(_) | BulkChange::Answer(..) | BulkChange::Other(_))
            | Pending::Choice(_)
            | Pending::Quit
            | Pending::Export(_)
            | Pending::ExportOver(_)
            | Pending::Table(_)
            | Pending::Notice(_)
            | Pending::Import
            | Pending::Compare
            | Pending::OpenRegister
            | Pending::OpenRecent
            | Pending::NewRegister
            | Pending::Sample
            | Pending::Country
            | Pending::Asking(Asking::Answers)
            | Pending::Uses
            | Pending::UsesFound
            | Pending::Rule
            | Pending::Against
            | Pending::Drafts
            | Pending::Backup
            | Pending::Restore
            | Pending::Back(_)
            | Pending::Copies
            | Pending::RestoreSeen(_)
            | Pending::Redact(_)
            | Pending::Desk(
                Deed::Choose(_)
                | Deed::Holds
                | Deed::Citing
                | Deed::Period
                | Deed::Export(_)
                | Deed::ExportOver(..),
            ) => false,
        }
}

impl App {
    /// Whether a save waits for another program to let go of the file.
    #[must_use]
    pub const fn is_waiting(&self) -> bool {
        self.waiting.is_some()
    }

    /// Whether closing the layer on top with that answer is a save that has to wait.
    pub(super) fn closing_waits(&mut self, answer: &Closed) -> bool {
        let waits = match self.layers.last() {
            Some((_, Then::App(pending))) => writes(pending, answer) && self.is_locked(),
            _ => false,
        };
        if waits {
            let answer = answer.clone();
            self.wait(move |app| app.close(answer));
        }
        waits
    }

    /// Does what writes, at once or when the file is free.
    pub(super) fn when_free(&mut self, then: impl FnOnce(&mut Self) + 'static) {
        if self.is_locked() {
            self.wait(then);
        } else {
            then(self);
        }
    }

    fn is_locked(&self) -> bool {
        let store = self.session.as_ref().map(|session| session.journal());
        store.is_some_and(|store| store.is_locked())
    }

    fn wait(&mut self, then: impl FnOnce(&mut Self) + 'static) {
        self.waiting = Some(WaitingKeys {
            then: Box::new(then),
            held: Vec::new(),
        });
    }

    /// Takes an input while a save waits: `Esc` ends the waiting, everything else comes after the save.
    pub(super) fn hold_input(&mut self, input: &Input) {
        if matches!(input, Input::Key(key) if key.code == KeyCode::Esc) {
            self.waiting = None;
            let text = self.word("app.waiting_stopped");
            return self.tell(text, Tone::Bad);
        }
        if let Some(waiting) = &mut self.waiting {
            waiting.held.push(input.clone());
        }
    }

    /// Does what waits, where the file is free now; `true` where something has to be drawn.
    pub fn try_again(&mut self) -> bool {
        if self.is_locked() {
            return false;
        }
        let Some(waiting) = self.waiting.take() else {
            return false;
        };
        (waiting.then)(self);
        for input in &waiting.held {
            self.input(input);
        }
        true
    }
}
