//! Merging: a copy of the register that was taken away and worked on comes back, or another register's records come in.

use std::path::Path;

use super::Session;
use super::incoming::Brought;
use crate::domain::problem::Problem;
use crate::domain::progress::long_work;
use crate::domain::register::Mark;
use crate::exchange::json::export;
use crate::exchange::selection::Selection;

impl Session {
    /// What another register's file holds, to be imported.
    ///
    /// A copy of this register counts as made at the last change that both have, so that what was changed on one side
    /// alone is told from what both changed. The file is not written.
    ///
    /// # Errors
    /// `merge_other_history` where the file is this register's and no change of the two is the same; as
    /// [`Session::audit`] else.
    pub fn brought_by(&self, path: &Path) -> Result<Brought, Problem> {
        long_work("reading another register");
        let copy = Self::audit(path, self.surroundings.clone())?;
        let mut register = copy.register().clone();
        if register.about.id.is_some() && register.about.id == self.register.about.id {
            match self.last_common(&copy)? {
                Some(common) => register.mark = common,
                // It was founded on the copy, and has a journal of its own: it is not known what both go back to, and what
                // is not alike is asked.
                None if self.took_its_identity_over()? => {}
                None => {
                    let problem = Problem::refused("merge_other_history");
                    return Err(problem.with("file", path.display().to_string()));
                }
            }
        }
        let text = export(&register, self.real_day(), &Selection::default());
        Ok(Brought::Register(text))
    }

    /// Whether the register began as another one, and took its identity from a file that it was founded on.
    fn took_its_identity_over(&self) -> Result<bool, Problem> {
        let first = self.store.facts_until(1)?.register()?;
        Ok(first.about.id != self.register.about.id)
    }

    /// The last change that two files of a register both have.
    ///
    /// Each hash holds all before it, so what comes after the first difference differs too.
    pub(super) fn last_common(&self, other: &Self) -> Result<Option<Mark>, Problem> {
        let mark = |number| {
            let own = self.store.change_set(number)?;
            let theirs = other.store.change_set(number)?;
            let (Some(own), Some(theirs)) = (own, theirs) else {
                return Ok(None);
            };
            Ok::<_, Problem>((own.hash == theirs.hash).then_some(Mark {
                number: own.number,
                hash: own.hash,
                at: own.at,
            }))
        };
        let last = self.register.mark.number.min(other.register.mark.number);
        let (mut low, mut high) = (1, last);
        let mut found = None;
        while low <= high {
            let middle = low + (high - low) / 2;
            match mark(middle)? {
                Some(common) => {
                    found = Some(common);
                    low = middle + 1;
                }
                None => high = middle - 1,
            }
        }
        Ok(found)
    }
}
