//! A session beside the open one: what a job reads and writes the register with, in a thread of its own.
//!
//! It begins with the register that the open session has, so that nothing is read twice. Where the open session wants
//! the file for a save, the job lets go of it and does again what it was doing there.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use super::looking::RereadRegister;
use super::{ReadRegister, Session, Surroundings};
use crate::domain::problem::Problem;
use crate::domain::progress::Monitor;
use crate::domain::register::Register;
use crate::store::files::place::is_same;
use crate::store::{BesideStore, JobPatience};

/// What a job makes a session of its own from.
#[derive(Clone, Debug)]
pub struct BesideSession {
    store: BesideStore,
    register: Arc<Register>,
    surroundings: Surroundings,
}

impl Session {
    /// What a job makes a session of its own from, over the same file.
    #[must_use]
    pub fn beside(&self) -> BesideSession {
        BesideSession {
            store: self.store.beside(),
            register: Arc::clone(&self.register),
            surroundings: self.surroundings.clone(),
        }
    }

    /// Notes the job that is at work beside: it lets go of the file for what is saved here.
    pub fn works_beside(&mut self, job: Option<Monitor>) {
        self.store.works_beside(job);
    }

    /// Takes over what a session beside this one has read or saved; `false` where this one knows more by now.
    pub fn take_over(&mut self, mut other: Self) -> bool {
        self.store.wrote_beside(&other.store);
        let newer = other.register.mark.number > self.register.mark.number;
        if newer {
            std::mem::swap(&mut self.register, &mut other.register);
        }
        newer
    }
}

impl Session {
    /// Reads a register for a session, as [`Session::read`], as soon as another program lets go of it.
    ///
    /// # Errors
    /// As [`Session::read`]; `work_stopped`.
    pub fn read_when_free(
        path: &Path,
        patience: Option<Duration>,
        job: &Monitor,
    ) -> Result<ReadRegister, Problem> {
        let mut waited = JobPatience::default();
        loop {
            match Self::read(path, patience) {
                Err(problem) if problem.key == "store_locked" => waited.wait(path, job, 0, 0)?,
                read => return read,
            }
        }
    }

    /// Whether a path leads to the file that is open.
    #[must_use]
    pub fn is_at(&self, path: &Path) -> bool {
        is_same(self.path(), path)
    }
}

impl BesideSession {
    /// Does work with a session beside the open one, as often as the file is wanted meanwhile; gives that session too.
    ///
    /// # Errors
    /// What the work says; `work_stopped`.
    pub fn work<T>(
        &self,
        job: &Monitor,
        mut work: impl FnMut(&mut Session) -> Result<T, Problem>,
    ) -> Result<(T, Session), Problem> {
        let mut patience = JobPatience::default();
        loop {
            job.check()?;
            let done = self.session(job).and_then(|mut session| {
                let done = work(&mut session)?;
                Ok((done, session))
            });
            match done {
                // Either it was stopped, or somebody saves something first.
                Err(problem) if problem.key == "store_interrupted" => {}
                // Nobody is made to wait who could not stop it.
                Err(problem) if problem.key == "store_locked" => {
                    patience.wait(self.store.path(), job, 0, 0)?;
                }
                Err(problem) => return Err(job.check().err().unwrap_or(problem)),
                done => return done,
            }
        }
    }

    /// Reads the register anew, of the file that stands under its name now.
    ///
    /// # Errors
    /// As [`Session::read`]; `work_stopped`.
    pub fn reread(&self, job: &Monitor) -> Result<RereadRegister, Problem> {
        let mut patience = JobPatience::default();
        loop {
            let reread = self.work(job, |_| Ok(()));
            let reread = match reread {
                // What is another file is opened as one, which may close it as well: no lock is lost by that.
                Err(problem) if problem.key == "store_replaced" => {
                    self.store.open_replaced().and_then(|store| {
                        let register = store.load()?;
                        register.prepare_references();
                        let read = ReadRegister { store, register };
                        Ok(RereadRegister::Replaced(Box::new(read)))
                    })
                }
                reread => reread.map(|((), session)| RereadRegister::Same(Box::new(session))),
            };
            match reread {
                Err(problem) if problem.key == "store_locked" => {
                    patience.wait(self.store.path(), job, 0, 0)?;
                }
                reread => return reread,
            }
        }
    }

    fn session(&self, job: &Monitor) -> Result<Session, Problem> {
        let store = self.store.open(job)?;
        store.still_holds(&self.register)?;
        let register = if store.latest()? == self.register.mark {
            Arc::clone(&self.register)
        } else {
            let register = store.load()?;
            register.prepare_references();
            Arc::new(register)
        };
        Ok(Session {
            store,
            register,
            surroundings: self.surroundings.clone(),
            followed: None,
            unread: false,
        })
    }
}

#[cfg(test)]
mod tests;
