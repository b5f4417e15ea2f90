//! The agenda of the register shown, worked out once for each state and day, whoever asks.

use std::cell::RefCell;
use std::rc::Rc;

use super::layer::Scene;
use crate::due::{DueItem, Leads, agenda};

/// What is due, as it was worked out last.
#[derive(Debug, Default)]
pub struct Agenda {
    leads: Leads,
    made: RefCell<Option<(u64, Rc<[DueItem]>)>>,
}

impl Agenda {
    /// An agenda with the reminders of the configuration.
    #[must_use]
    pub const fn new(leads: Leads) -> Self {
        Self {
            leads,
            made: RefCell::new(None),
        }
    }

    /// Everything that is due in the register shown.
    fn of(&self, scene: &Scene<'_>) -> Rc<[DueItem]> {
        let mut made = self.made.borrow_mut();
        if let Some((version, items)) = made.as_ref()
            && *version == scene.version
        {
            return Rc::clone(items);
        }
        let (law, today) = (&scene.lexicon.law, scene.today);
        let items: Rc<[DueItem]> = agenda(scene.register, law, today, &self.leads).into();
        *made = Some((scene.version, Rc::clone(&items)));
        items
    }
}

impl Scene<'_> {
    /// Everything that is due, of all organisations, overdue first.
    #[must_use]
    pub fn due(&self) -> Rc<[DueItem]> {
        self.agenda.of(self)
    }
}
