//! Who refers to a record or row: what is asked before it goes, and after it is called otherwise.

use std::collections::BTreeMap;

use super::field::Record;
use super::kind::RecordKind;
use super::referring::{Referrer, Referring, reference_fields};
use super::register::{Place, Register};
use super::value::Id;

impl Register {
    /// Every field that refers to the record or to one of its rows, outside the record itself.
    #[must_use]
    pub fn referrers(&self, id: Id) -> Vec<Referrer> {
        let Some(target) = self.get(id) else {
            return Vec::new();
        };
        let mut targets = Vec::new();
        target.walk(None, &mut |record, _| targets.push(record.id()));
        self.references_to(&targets, |holder| targets.contains(&holder))
    }

    /// Every field that refers to one of `targets`, but for holders that `leave_out` names.
    pub fn references_to(&self, targets: &[Id], leave_out: impl Fn(Id) -> bool) -> Vec<Referrer> {
        let mut found = Vec::new();
        for owner in self.referring_to(targets) {
            owner.walk(None, &mut |record, _| {
                if leave_out(record.id()) {
                    return;
                }
                let declaration = record.declaration();
                for index in reference_fields(declaration.kind) {
                    let value = record.get(*index);
                    if value.refs().iter().any(|id| targets.contains(id)) {
                        found.push(Referrer {
                            owner: owner.id(),
                            id: record.id(),
                            key: declaration.fields[*index].key,
                        });
                    }
                }
            });
        }
        found
    }

    /// The records that refer to one of `targets` themselves or in a row, in the order of [`Self::all_records`].
    #[must_use]
    pub fn referring_to(&self, targets: &[Id]) -> Vec<&dyn Record> {
        let Some(referring) = (!targets.is_empty()).then(|| self.referring()) else {
            return Vec::new();
        };
        let holders = targets.iter().flat_map(|target| referring.holders(*target));
        let places = holders.filter_map(|holder| self.place(holder));
        let order = |place: &Place| {
            let kind = RecordKind::records().position(|kind| kind == place.kind);
            (kind, place.at)
        };
        let places: BTreeMap<_, &Place> = places.map(|place| (order(place), place)).collect();
        let records = places.into_values();
        let records = records.filter_map(|place| self.record_at(place.kind, place.at()));
        records.collect()
    }

    /// Who refers to what: worked out once, and kept from then on.
    fn referring(&self) -> &Referring {
        self.referring
            .get_or_init(|| Referring::of(self.all_records()))
    }

    /// Works out ahead who refers to what, so that the first to ask need not wait.
    pub fn prepare_references(&self) {
        self.referring();
    }

    /// Follows what a record refers to, where that is kept.
    pub(super) fn follow_references(&mut self, owner: Id) {
        if let Some(mut referring) = self.referring.take() {
            if let Some(record) = self.owner(owner) {
                referring.put(record);
            }
            self.referring = referring.into();
        }
    }

    /// Whether what is kept of who refers to what is what the records say.
    #[cfg(test)]
    pub(crate) fn follows_references(&self) -> bool {
        let kept = self.referring.get();
        kept.is_none_or(|kept| *kept == Referring::of(self.all_records()))
    }
}
