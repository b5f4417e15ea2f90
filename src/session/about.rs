//! A session that is asked about some records: it knows them, with what they are connected to, and not the whole register.

use std::path::Path;
use std::sync::Arc;

use super::{ReadRegister, Session, Surroundings};
use crate::domain::problem::Problem;
use crate::store::Store;

impl Session {
    /// Opens a register to be asked about what is typed.
    ///
    /// Of the activities the session knows those that are typed, or that hold what is typed, with what is reached from
    /// there; it costs the same in a register of any size. Nothing is saved in it. Where `audits` is set, nothing is
    /// written beside the file either.
    ///
    /// # Errors
    /// As [`Self::open_to_read`] and [`Self::audit`].
    pub fn open_about(
        path: &Path,
        typed: &[String],
        audits: bool,
        surroundings: Surroundings,
    ) -> Result<Self, Problem> {
        let store = if audits {
            Store::audit(path)?
        } else {
            Store::open_to_read(path)?
        };
        let register = store.load_about(typed)?;
        Ok(Self::of_read(
            ReadRegister { store, register },
            surroundings,
        ))
    }

    /// Goes over to the part of the register that has to do with these.
    ///
    /// # Errors
    /// As [`Store::load_about`].
    pub fn turn_to(&mut self, typed: &[String]) -> Result<(), Problem> {
        self.register = Arc::new(self.store.load_about(typed)?);
        Ok(())
    }

    /// Learns from the journal since when the fields of the record that is typed, or holds what is typed, hold what they
    /// hold.
    pub fn learn_changes_of(&mut self, typed: &str) {
        let register = &self.register;
        let owner = register.find_typed(typed);
        if let Some(owner) = owner.and_then(|id| register.owner(id)) {
            let index = (self.store).change_index_of(owner.id(), register.mark.number);
            Arc::make_mut(&mut self.register).changes = index.ok().map(Arc::new);
        }
    }
}
