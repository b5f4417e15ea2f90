//! Records that come whole and many at once: all of them stand in the register before the changes that create them are
//! made, by the few, so that those are never all there at once.

use serde_json::Value as Json;

use super::change::Change;
use super::facts::facts;
use super::field::Record;
use super::problem::Problem;
use super::register::Register;
use super::value::Id;

impl Register {
    /// Whether nothing of a record that comes whole stands here yet.
    pub(crate) fn lacks(&self, record: &dyn Record) -> bool {
        let mut lacks = true;
        record.walk(None, &mut |row, _| lacks &= self.place(row.id()).is_none());
        lacks
    }

    /// The changes that create records that stand here already.
    ///
    /// Each holds then what the changes say of it, as if they had made it.
    ///
    /// # Errors
    /// As [`Register::apply`].
    pub(crate) fn creations_of(&mut self, records: &[Id]) -> Result<Vec<Change>, Problem> {
        let names = |owner: Id, id: Id| self.name_in(owner, id);
        let records = records.iter().filter_map(|id| self.get(*id));
        let created = records.flat_map(|record| facts(record, &names));
        let created = created.map(|facts| Change {
            kind: facts.kind,
            id: facts.id,
            reference: facts.reference,
            field: None,
            before: Json::Null,
            after: Json::Object(facts.fields),
        });
        let created: Vec<Change> = created.collect();
        self.apply_values(&created)?;
        Ok(created)
    }
}
