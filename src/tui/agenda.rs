//! The agenda of the register shown, worked out once for each state and day, whoever asks.

use std::cell::RefCell;
use std::rc::Rc;

use chrono::NaiveDate;

use crate::domain::register::Register;
use crate::due::{DueItem, Leads, agenda};
use crate::law::Law;

/// What is due, as it was worked out last.
#[derive(Debug, Default)]
pub(crate) struct LatestAgenda {
    leads: Leads,
    made: RefCell<Option<(u64, Rc<[DueItem]>)>>,
}

impl LatestAgenda {
    /// An agenda with the reminders of the configuration.
    #[must_use]
    pub(crate) const fn new(leads: Leads) -> Self {
        Self {
            leads,
            made: RefCell::new(None),
        }
    }

    /// Takes over what was worked out beside the keys of a version of the register.
    pub(crate) fn know(&self, version: u64, items: Vec<DueItem>) {
        *self.made.borrow_mut() = Some((version, items.into()));
    }

    /// Everything that is due in a register, which is known by its version.
    #[must_use]
    pub(crate) fn of(
        &self,
        register: &Register,
        law: &Law,
        today: NaiveDate,
        version: u64,
    ) -> Rc<[DueItem]> {
        let mut made = self.made.borrow_mut();
        if let Some((known, items)) = made.as_ref()
            && *known == version
        {
            return Rc::clone(items);
        }
        let items: Rc<[DueItem]> = agenda(register, law, today, &self.leads).into();
        *made = Some((version, Rc::clone(&items)));
        items
    }
}
