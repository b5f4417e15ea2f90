//! A file of an older version that a command may write: it becomes one of this version when a save is about to be made.
//! What is only shown, and what is refused, leaves it as it is.

use super::access::Purpose;
use super::commit::reason_given;
use super::fitting::{conflict, follow_positions};
use super::{Plan, Stamp, Store, taken};
use crate::domain::problem::Problem;
use crate::domain::register::Register;

impl Store {
    /// Whether what is read is an older file in memory, which the first save brings up to this version.
    pub const fn is_to_be_migrated(&self) -> bool {
        self.older.is_some() && self.read_only_reason.is_none()
    }

    /// Plans against the register in memory, and brings the file up to this version where that is to be saved.
    ///
    /// `false` where there is nothing to save; the file is then as it was, as after a refusal.
    pub(super) fn migrate_for(
        &mut self,
        register: &mut Register,
        stamp: &Stamp,
        plan: Plan<'_>,
    ) -> Result<bool, Problem> {
        let mut tried = register.clone();
        let mut changes = plan(&mut tried)?;
        follow_positions(&tried, &mut changes);
        if changes.is_empty() {
            return Ok(false);
        }
        if taken::forged(&changes) {
            return Err(Problem::refused("redaction_stays"));
        }
        if let Some(mismatch) = tried.mismatch(&changes) {
            return Err(conflict(&tried, &mismatch));
        }
        if stamp.undoes.is_none() {
            reason_given(&tried, stamp)?;
        }
        tried.apply(&changes)?;
        self.bring_up_to_date()?;
        *register = self.load()?;
        Ok(true)
    }

    /// Opens the file anew to be written, which brings it up to this version; told after the save.
    pub(super) fn bring_up_to_date(&mut self) -> Result<(), Problem> {
        let mut current = Self::open_for(&self.path, self.patience, Purpose::Writing)?;
        if let Some(reason) = &current.read_only_reason {
            return Err(reason.clone());
        }
        current.written.append(&mut self.written);
        current.afterwards.append(&mut self.afterwards);
        let migrated = current.notices.iter();
        let migrated = migrated.filter(|notice| notice.key == "store_migrated");
        current.afterwards.extend(migrated.cloned());
        *self = current;
        Ok(())
    }
}
