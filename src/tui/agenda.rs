//! The agenda of the register shown, worked out once for each state and day, whoever asks.

use std::cell::RefCell;
use std::rc::Rc;

use chrono::NaiveDate;
use rustc_hash::FxHashSet;

use crate::domain::register::Register;
use crate::domain::value::Id;
use crate::due::{DueItem, Leads, agenda, agenda_after};
use crate::law::Law;

/// What is due, as it was worked out last.
#[derive(Debug, Default)]
pub(crate) struct LatestAgenda {
    leads: Leads,
    made: RefCell<Option<KnownAgenda>>,
}

/// What was due at a version of the register.
#[derive(Debug)]
struct KnownAgenda {
    version: u64,
    today: NaiveDate,
    /// Whether it was known since when each field holds what it holds.
    learned: bool,
    items: Rc<Vec<DueItem>>,
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

    /// How long before their day things want attention.
    #[must_use]
    pub(crate) const fn leads(&self) -> Leads {
        self.leads
    }

    /// Whether something else holds what was due too, so that it is copied where it is worked out anew.
    #[must_use]
    pub(crate) fn is_held(&self) -> bool {
        let made = self.made.borrow();
        made.as_ref()
            .is_some_and(|known| Rc::strong_count(&known.items) > 1)
    }

    /// Takes over what was worked out beside the keys of a version of the register, on a day; `learned` says whether it
    /// was known then since when each field holds what it holds.
    pub(crate) fn know(&self, version: u64, today: NaiveDate, learned: bool, items: Vec<DueItem>) {
        *self.made.borrow_mut() = Some(KnownAgenda {
            version,
            today,
            learned,
            items: items.into(),
        });
    }

    /// Everything that is due in a register, which is known by its version; `since` says which records were changed after
    /// one, or name one that was, where that is known. What belongs to the others is not looked at again.
    #[must_use]
    pub(crate) fn of(
        &self,
        register: &Register,
        law: &Law,
        today: NaiveDate,
        version: u64,
        since: impl FnOnce(u64) -> Option<FxHashSet<Id>>,
    ) -> Rc<Vec<DueItem>> {
        let mut made = self.made.borrow_mut();
        let learned = register.changes.is_some();
        if let Some(known) = made.as_ref()
            && known.version == version
        {
            return Rc::clone(&known.items);
        }
        let before = made.take();
        let before = before.filter(|known| known.today == today && known.learned == learned);
        // The register's own data say how often everything is looked at.
        let changed = before.as_ref().and_then(|known| since(known.version));
        let changed = changed.filter(|ids| !ids.contains(&register.about.head.id));
        let items: Rc<Vec<DueItem>> = match (before, changed) {
            (Some(before), Some(changed)) => {
                agenda_after(before.items, &changed, register, law, today, &self.leads)
            }
            _ => agenda(register, law, today, &self.leads).into(),
        };
        debug_assert_eq!(*items, *agenda(register, law, today, &self.leads));
        *made = Some(KnownAgenda {
            version,
            today,
            learned,
            items: Rc::clone(&items),
        });
        items
    }
}
