//! Comparing the register with another file: a copy of it, an export, or another register.

use std::path::Path;
use std::sync::Arc;

use super::Session;
use super::alignment::{Kinship, aligned};
use super::history::Difference;
use super::incoming::{Brought, Opened, is_database};
use crate::domain::change::Change;
use crate::domain::facts::fact;
use crate::domain::kind::RecordKind;
use crate::domain::origin::ChangedSide;
use crate::domain::problem::Problem;
use crate::domain::progress::long_work;
use crate::domain::register::{Mark, Register};
use crate::domain::value::Id;
use crate::exchange::import::{Merging, plan};
use crate::exchange::sheets::SheetRequest;
use crate::labels::Lexicon;

/// What is different between the register and another file.
#[derive(Debug)]
pub struct FileDifference {
    /// The register, then the file, with the records that are the same in both under one number.
    pub difference: Difference,
    /// Whether the file is one of this register.
    pub is_own: bool,
    /// The change that both come from, where it is known.
    pub common: Option<Mark>,
    /// Where each was changed since; nothing where that is not known.
    pub sides: Option<Vec<ChangedSide>>,
}

/// A register that was read from a file.
struct OtherRegister {
    register: Register,
    /// Whether it has the numbers of its register, as a copy does and an export does not.
    is_copy: bool,
    /// The change that it and the open register both have.
    common: Option<Mark>,
}

impl Session {
    /// What is different between the register and a file: a register, or an export of one that can be read again.
    ///
    /// Of a file of this register it is told where each difference was made since both were one. Neither is written.
    ///
    /// # Errors
    /// `diff_no_register` where the file is a sheet of something else, `diff_part` where it is only part of a register; what
    /// reading it says.
    pub fn compared_with(&self, path: &Path, lexicon: &Lexicon) -> Result<FileDifference, Problem> {
        long_work("comparing with a file");
        let other = if is_database(path) {
            self.copy_at(path)?
        } else {
            self.export_at(path, lexicon)?
        };
        let id = other.register.about.id.as_deref();
        let is_own = match id {
            Some(id) => self.register.is_known_as(id),
            None => !other.is_copy,
        };
        let common = match &other.common {
            Some(mark) if is_own => Some(self.state_of_mark(mark)?),
            _ => None,
        };
        let kinship = match (&common, other.is_copy) {
            (Some(common), true) => Kinship::Copy(common),
            (common, _) if is_own => Kinship::Export(common.as_deref()),
            _ => Kinship::Apart,
        };
        let name = path.file_name().unwrap_or(path.as_os_str());
        let theirs = aligned(
            &self.register,
            &other.register,
            kinship,
            &name.display().to_string(),
        );
        let mut difference = Difference::between(self.register().clone(), theirs, None);
        if !is_own {
            difference.changes.retain(|change| !is_of_identity(change));
        }
        let sides = kinship.common().map(|common| {
            let changes = difference.changes.iter();
            changes.map(|change| side(change, common)).collect()
        });
        Ok(FileDifference {
            difference,
            is_own,
            common: other.common.filter(|_| sides.is_some()),
            sides,
        })
    }

    fn copy_at(&self, path: &Path) -> Result<OtherRegister, Problem> {
        let copy = Self::audit(path, self.surroundings.clone())?;
        let own = copy.register().about.id.as_deref();
        let common = match own {
            Some(id) if self.register.is_known_as(id) => self.last_common(&copy)?,
            _ => None,
        };
        Ok(OtherRegister {
            register: copy.register().clone(),
            is_copy: true,
            common,
        })
    }

    fn export_at(&self, path: &Path, lexicon: &Lexicon) -> Result<OtherRegister, Problem> {
        let file = || path.display().to_string();
        let brought = match Opened::read(path, &SheetRequest::default(), lexicon)? {
            Opened::Register(text) => Brought::Register(text),
            Opened::Own(own) => Brought::Own(own),
            Opened::Sheets(_) => {
                return Err(Problem::refused("diff_no_register").with("file", file()));
            }
        };
        let compared = brought.with(|document| {
            if document.is_part() {
                return Err(Problem::refused("diff_part").with("file", file()));
            }
            let plan = plan(document, &Register::empty(), &Merging::default())?;
            let mut register = Register::empty();
            register.apply(&plan.report.changes)?;
            let common = match self.made_of(document)? {
                Some(number) => self.store.change_set(number)?.map(|set| Mark {
                    number: set.number,
                    hash: set.hash,
                    at: set.at,
                }),
                None => None,
            };
            Ok(OtherRegister {
                register,
                is_copy: false,
                common,
            })
        });
        compared.map_err(|problem| match problem.key {
            // Nobody asked for an import of it.
            "import_selection" => Problem::refused("diff_part").with("file", file()),
            _ => problem,
        })
    }

    fn state_of_mark(&self, mark: &Mark) -> Result<Arc<Register>, Problem> {
        if *mark == self.register.mark {
            return Ok(Arc::clone(&self.register));
        }
        let register = self.store.facts_until(mark.number)?.register()?;
        Ok(Arc::new(register))
    }
}

/// Whether a difference only says that two registers are two: their identities, and what one is called in the other.
fn is_of_identity(change: &Change) -> bool {
    match change.field.as_deref() {
        Some("id") => change.kind == RecordKind::RegisterData,
        Some("external_ids") => true,
        _ => false,
    }
}

/// Where a difference was made, by what both once said.
fn side(change: &Change, common: &Register) -> ChangedSide {
    let place = common.place(change.id);
    let then = place.zip(change.field.as_deref()).and_then(|(place, key)| {
        let row = common.get(change.id)?;
        let parent = place.parent.and_then(|parent| common.get(parent));
        let names = |owner: Id, id: Id| common.name_in(owner, id);
        Some(fact(place.owner, row, parent, key, &names))
    });
    ChangedSide::of(change, place.is_some(), then.as_ref())
}
