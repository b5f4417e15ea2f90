//! What a file says of the register itself.

use super::compare::changed_keys;
use super::plan::{Planner, is_new, row_names};
use super::tree::Path;
use super::{ChangedRecord, ImportPlan, Matching};
use crate::domain::change::Edit;
use crate::domain::field::Record;
use crate::domain::frozen::freeze;
use crate::domain::kind::RecordKind;
use crate::domain::value::{Id, Value};

impl Planner<'_, '_> {
    /// The register's own data: taken over by a new register, and where they are its own.
    pub(super) fn own_data(&mut self, plan: &mut ImportPlan) {
        let Some(object) = self.document.own_data() else {
            return;
        };
        let about = &self.register.about;
        let path = Path::Root.key("register");
        // The record that is there says what was taken out of it.
        let existing = (about.head.id != Id(0)).then_some(about as &dyn Record);
        let mut after = self.build_one(RecordKind::RegisterData, object, existing, None, &path);
        let mut rows = row_names(&*after);
        self.follow_apart(about, &mut rows);
        let told = self.kept_out.borrow().len();
        let told_there = self.redacted_there.borrow().len();
        self.fill(&mut *after, object, &rows, None, &path);
        if self.choice.keeps_readings && self.is_made_there(&*after) {
            let mut read = after.boxed();
            self.as_called_there(&mut *read, "");
            self.readings.push((read.id(), freeze(&*read)));
        }
        let new = is_new(self.register);
        let id = after.text("id");
        if !new && self.choice.matching != Matching::Replacing {
            let base = self.choice.base.map(|base| &base.about as &dyn Record);
            let told = self.conflicts.borrow().len();
            self.merge(&mut *after, about, base, object);
            // Another register's own data are passed over below, or refused.
            if self.foreign {
                self.conflicts.borrow_mut().truncate(told);
            }
        }
        let number = self.document.change_number();
        let others = id
            .as_deref()
            .is_some_and(|id| !self.register.was_at(id, number));
        if !new && about.id.is_some() && others {
            self.kept_out.borrow_mut().truncate(told);
            self.redacted_there.borrow_mut().truncate(told_there);
            plan.report.keeps_own_data = true;
            return;
        }
        if let Some(kept) = about.id.clone().filter(|_| !new || id.is_none()) {
            after.record_value("id", Value::Text(kept));
        }
        after.head_mut().reference.clone_from(&about.head.reference);
        let before = (about.head.id != Id(0)).then(|| (about as &dyn Record).boxed());
        after.head_mut().id = match &before {
            Some(before) => before.id(),
            None => self.fresh_id(),
        };
        // What a register says of its own journal is never taken from a file.
        for list in 0..after.declaration().lists.len() {
            if !after.declaration().lists[list].kind.is_of_the_journal() {
                continue;
            }
            while after.row_count(list) > 0 {
                after.remove_row(list, 0);
            }
            for (at, row) in (about as &dyn Record).rows(list).enumerate() {
                after.insert_row(list, at, row.boxed());
            }
        }
        let fields = changed_keys(about, &*after);
        if before.is_some() && fields.is_empty() {
            return;
        }
        if !new {
            plan.report.changed.push(ChangedRecord {
                kind: RecordKind::RegisterData,
                reference: String::new(),
                fields,
            });
        }
        plan.edits.push(Edit {
            before,
            after: Some(after),
        });
    }
}
