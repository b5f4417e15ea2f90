//! Writing a made-up register: its change sets with its own author and instants, so that the same seed gives the
//! same journal.

use std::path::Path;

use super::{Session, Surroundings};
use crate::domain::change::changes_of;
use crate::domain::problem::Problem;
use crate::domain::register::Mark;
use crate::sample::SampleRegister;
use crate::store::{Stamp, Store};

impl Session {
    /// Makes a new register of a sample's change sets. The file appears under its name only when it is complete.
    ///
    /// # Errors
    /// As [`Session::create`].
    pub fn create_sample(
        path: &Path,
        sample: SampleRegister,
        surroundings: Surroundings,
    ) -> Result<Self, Problem> {
        let store = Store::create_with(path, |store| {
            let mut register = store.load()?;
            for set in sample.change_sets {
                let stamp = Stamp {
                    at: set.at,
                    author: sample.author.clone(),
                    label: set.label,
                    undoes: None,
                    draft: None,
                    salt: Some(set.salt),
                    ..Stamp::default()
                };
                let edits = set.edits;
                let _: Option<Mark> = store.commit(&mut register, &stamp, &mut |register| {
                    Ok(changes_of(register, &edits))
                })?;
            }
            Ok(())
        })?;
        Self::with_store(store, surroundings)
    }
}
