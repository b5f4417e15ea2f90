//! Looking whether the file is another than what was read of it, and going on with what it holds now.

use std::sync::Arc;
use std::time::Duration;

use super::{ReadRegister, Session};
use crate::domain::changed::ChangeIndex;
use crate::domain::problem::Problem;
use crate::domain::progress::long_work;
use crate::domain::register::{Mark, Register};
use crate::domain::value::Id;

/// What a look at the file brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refreshed {
    /// It is as it was.
    Same,
    /// Another window has saved.
    Newer,
    /// It went back to an earlier state.
    Back {
        /// The change set that it was at.
        from: i64,
        /// The one that it is at.
        to: i64,
    },
    /// It has another history than the one that was seen.
    Parted {
        /// The change set that it was at.
        from: i64,
    },
}

/// What a look at the file has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LookedFile {
    /// It was read, or there was nothing to read.
    Read(Refreshed),
    /// More is to be read than a look reads.
    Reread,
}

/// A register that was read anew.
#[derive(Debug)]
pub enum RereadRegister {
    /// Of the file that is open.
    Same(Box<Session>),
    /// Of a file that was put in the place of the open one.
    Replaced(Box<ReadRegister>),
}

impl Session {
    /// Looks whether the file is another than it was, as [`Self::refresh`] does, and reads no more than a save changes: where
    /// more is to be read, that is for [`BesideSession::reread`](super::BesideSession::reread). Another program's lock is not waited for.
    ///
    /// # Errors
    /// As opening a store; `store_locked`.
    pub fn look(&mut self) -> Result<LookedFile, Problem> {
        let patience = self.store.patience();
        let _ = self.store.be_patient(Duration::ZERO);
        let looked = self.look_at_once();
        let _ = self.store.be_patient(patience);
        looked
    }

    fn look_at_once(&mut self) -> Result<LookedFile, Problem> {
        let same = LookedFile::Read(Refreshed::Same);
        if self.store.is_replaced() {
            return Ok(LookedFile::Reread);
        }
        if !self.store.changed_outside()? && !self.unread {
            return Ok(same);
        }
        // Until it is read, it is looked at again.
        self.unread = true;
        self.store.still_holds(&self.register)?;
        if self.store.latest()? == self.register.mark {
            self.unread = false;
            return Ok(same);
        }
        let Some(followed) = self.store.followed(&self.register)? else {
            return Ok(LookedFile::Reread);
        };
        let was = self.register.mark.clone();
        self.go_on_with(followed.register, Some(followed.records));
        self.went_on_from(&was).map(LookedFile::Read)
    }

    /// Goes on with another state of the register.
    fn go_on_with(&mut self, register: Register, followed: Option<Vec<Id>>) {
        let before = std::mem::replace(&mut self.register, Arc::new(register));
        self.followed = followed;
        self.unread = false;
        // What the copy has of the index is let go first: whose it is alone need not be copied.
        let register = Arc::make_mut(&mut self.register);
        register.changes = None;
        let index =
            Arc::try_unwrap(before).map_or_else(|shared| shared.changes.clone(), |own| own.changes);
        self.store.keep_up(register, index);
    }

    /// What became of the register since it was at a change set.
    fn went_on_from(&self, was: &Mark) -> Result<Refreshed, Problem> {
        let now = &self.register.mark;
        let known = self.store.change_set(was.number)?;
        Ok(if known.is_some_and(|set| set.hash == was.hash) {
            Refreshed::Newer
        } else if now.number < was.number {
            Refreshed::Back {
                from: was.number,
                to: now.number,
            }
        } else {
            Refreshed::Parted { from: was.number }
        })
    }

    /// Goes on with what was reread of the file.
    ///
    /// # Errors
    /// What the file system says.
    pub fn take_reread(&mut self, reread: RereadRegister) -> Result<Refreshed, Problem> {
        let was = self.register.mark.clone();
        match reread {
            RereadRegister::Same(other) => {
                if other.register.mark.number == was.number && other.register.mark == was {
                    self.unread = false;
                    return Ok(Refreshed::Same);
                }
                self.go_on_with(Register::clone(&other.register), None);
            }
            RereadRegister::Replaced(read) => {
                let ReadRegister { store, register } = *read;
                store.still_holds(&self.register)?;
                self.store = store;
                self.go_on_with(register, None);
            }
        }
        self.went_on_from(&was)
    }

    /// Takes over since when each field holds what it holds, as a job has learned it; `false` where that is known.
    pub fn take_learned(&mut self, index: ChangeIndex) -> bool {
        if self.register.changes.is_some() {
            return false;
        }
        let register = Arc::make_mut(&mut self.register);
        if index.number() == register.mark.number && index.hash() == register.mark.hash {
            register.changes = Some(Arc::new(index));
        } else {
            self.store.keep_up(register, Some(Arc::new(index)));
        }
        true
    }

    /// Reads since when each field holds what it holds.
    ///
    /// # Errors
    /// What the file system says.
    pub fn index_of_changes(&self) -> Result<ChangeIndex, Problem> {
        long_work("reading the journal");
        self.store.change_index(self.register.mark.number)
    }

    /// Reads the register anew where the file is another than it was: saved by another window, or put back to an
    /// earlier state or another history.
    ///
    /// A file that was put in the place of the open one is opened.
    ///
    /// # Errors
    /// As opening and loading a store.
    pub fn refresh(&mut self) -> Result<Refreshed, Problem> {
        if self.store.is_replaced() {
            let anew = self.store.open_anew()?;
            anew.still_holds(&self.register)?;
            self.store = anew;
        } else if !self.store.changed_outside()? && !self.unread {
            return Ok(Refreshed::Same);
        }
        // Until it is read, it is looked at again.
        self.unread = true;
        self.store.still_holds(&self.register)?;
        if self.store.latest()? == self.register.mark {
            self.unread = false;
            return Ok(Refreshed::Same);
        }
        let was = self.register.mark.clone();
        if let Some(followed) = self.store.followed(&self.register)? {
            self.go_on_with(followed.register, Some(followed.records));
        } else {
            let register = self.store.load()?;
            self.go_on_with(register, None);
        }
        self.went_on_from(&was)
    }
}
