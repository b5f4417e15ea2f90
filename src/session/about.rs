//! A session that is asked about some records: it knows them, with what they are connected to, and not the whole register.

use std::path::Path;
use std::sync::Arc;

use super::turn::open_turns;
use super::{ReadRegister, Session, Surroundings};
use crate::domain::problem::Problem;
use crate::domain::register::Register;
use crate::store::{Store, Turn};

impl Session {
    /// Opens a register to be asked about what is typed.
    ///
    /// Of the activities the session knows those that are typed, or that hold what is typed, with what is reached from
    /// there; it costs the same in a register of any size. Where `audits` is set, nothing is
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

    /// Opens a register for a command that changes what is typed and may still be refused, as [`Self::open_about`] does.
    ///
    /// What is saved is what would be saved with the whole register, which is read where the part does not do. Where
    /// `audits` is set, nothing can be saved.
    ///
    /// # Errors
    /// As [`Self::open_to_save`] and [`Self::audit`].
    pub fn open_about_to_save(
        path: &Path,
        typed: &[String],
        audits: bool,
        surroundings: Surroundings,
    ) -> Result<Self, Problem> {
        Self::opened_to_save(path, audits, surroundings, |store, _| {
            store.load_about(typed)
        })
    }

    /// Opens a register to undo or redo in it, as [`Self::open_about_to_save`] does.
    ///
    /// # Errors
    /// As [`Self::open_about_to_save`].
    pub fn open_to_turn(
        path: &Path,
        turn: Turn,
        audits: bool,
        surroundings: Surroundings,
    ) -> Result<Self, Problem> {
        Self::opened_to_save(path, audits, surroundings, |store, author| {
            let turns = open_turns(store, turn)?;
            let own = turns.iter().find(|(_, by)| by == author);
            let numbers = turns.first().into_iter().chain(own);
            let numbers: Vec<i64> = numbers.map(|(number, _)| *number).collect();
            store.load_to_take_back(&numbers)
        })
    }

    fn opened_to_save(
        path: &Path,
        audits: bool,
        surroundings: Surroundings,
        read: impl FnOnce(&Store, &str) -> Result<Register, Problem>,
    ) -> Result<Self, Problem> {
        let store = if audits {
            Store::audit(path)?
        } else {
            Store::open_to_save(path)?
        };
        let register = if store.is_to_be_migrated() {
            store.load()?
        } else {
            read(&store, &surroundings.author)?
        };
        let read = ReadRegister { store, register };
        Ok(Self::of_read(read, surroundings))
    }

    /// Goes over to the part of the register that has to do with the records of these references.
    ///
    /// # Errors
    /// As [`Store::load_referred`].
    pub fn turn_to(&mut self, references: &[String]) -> Result<(), Problem> {
        self.register = Arc::new(self.store.load_referred(references)?);
        Ok(())
    }

    /// Learns from the journal since when the fields of the record that is typed, or holds what is typed, hold what they
    /// hold.
    pub fn learn_changes_of(&mut self, typed: &str) {
        let register = &self.register;
        let meant = register.meant(typed).ok();
        if let Some(owner) = meant.and_then(|id| register.owner(id)) {
            let index = (self.store).change_index_of(owner.id(), register.mark.number);
            Arc::make_mut(&mut self.register).changes = index.ok().map(Arc::new);
        }
    }
}
