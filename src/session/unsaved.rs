//! The forms of a register that are not saved, wherever they are kept: in its file, or beside it where the file could not
//! take them.

use std::path::PathBuf;

use super::drafts::{Draft, HeldForm};
use super::rescue::Rescue;
use super::{SaveLabel, Saved, Session};
use crate::domain::change::Edit;
use crate::domain::problem::Problem;

/// The unsaved forms that can be gone on with, and what cannot be read of them.
#[derive(Debug, Default)]
pub struct UnsavedForms {
    /// The forms, each as it was kept last, the latest first.
    pub drafts: Vec<Draft>,
    /// Files beside the register that this version cannot read.
    pub unreadable: Vec<PathBuf>,
    /// Why those in the register's file cannot be read.
    pub trouble: Option<Problem>,
}

impl UnsavedForms {
    /// Those of an open register, and of what lies beside it.
    #[must_use]
    pub fn of(session: &Session, rescue: Option<&Rescue>) -> Self {
        let (mut drafts, trouble) = match session.journal().at_once(|journal| journal.drafts()) {
            Ok(drafts) => (drafts, None),
            Err(problem) => (Vec::new(), Some(problem)),
        };
        let found = rescue.map(Rescue::found).unwrap_or_default();
        for beside in found.drafts {
            match drafts.iter_mut().find(|draft| draft.name == beside.name) {
                Some(draft) if draft.at <= beside.at => *draft = beside,
                Some(_) => {}
                None => drafts.push(beside),
            }
        }
        drafts.sort_by(|one, other| other.at.cmp(&one.at).then(one.name.cmp(&other.name)));
        Self {
            drafts,
            unreadable: found.unreadable,
            trouble,
        }
    }
}

/// What saving does, with the references of rows that are not saved yet left to be given anew: where another window has
/// taken one meanwhile.
#[must_use]
pub(crate) fn renumbered(mut edit: Edit) -> Edit {
    if let Some(after) = &mut edit.after {
        after.walk_mut(&mut |row| {
            if row.id().is_provisional() {
                row.head_mut().reference.clear();
            }
        });
    }
    edit
}

impl Session {
    /// Saves a form as it is held, and takes its draft away in the same transaction; references that another window took
    /// meanwhile are given anew.
    ///
    /// # Errors
    /// As [`Self::save`].
    pub fn save_held(
        &mut self,
        edit: &Edit,
        label: &SaveLabel,
        draft: Option<&str>,
    ) -> Result<Saved, Problem> {
        match self.save_draft(vec![edit.clone()], label, draft) {
            Err(problem) if problem.key == "reference_taken" => {
                self.save_draft(vec![renumbered(edit.clone())], label, draft)
            }
            saved => saved,
        }
    }
}

impl HeldForm {
    /// What saving the form does.
    #[must_use]
    pub fn edit(&self) -> Edit {
        Edit {
            before: self.before.as_ref().map(|record| record.boxed()),
            after: Some(self.record.boxed()),
        }
    }
}
