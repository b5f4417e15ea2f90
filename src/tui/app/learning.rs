//! Since when each field holds what it holds: read of the journal beside the keys, once for each register.

use std::sync::Arc;

use super::App;
use crate::due::agenda_by;
use crate::session::Session;
use crate::tui::job::JobKind;

impl App {
    /// Begins to read the journal, where nothing is known of it and nothing else is done beside the keys.
    pub(super) fn learn_changes(&mut self) {
        let Some(session) = &self.session else { return };
        let known = session.register().changes.is_some();
        let number = session.register().mark.number;
        if known || self.asked_journal == Some(number) || self.work.running.is_some() {
            return;
        }
        // Once: a journal that cannot be read is for the check of the file to tell.
        self.asked_journal = Some(number);
        let (version, today) = (self.version, self.setting.lexicon.today);
        let (law, leads) = (Arc::clone(&self.setting.lexicon.law), self.agenda.leads());
        self.begin_session_job(
            JobKind::Learn,
            move |session, _| {
                let index = session.index_of_changes()?;
                let due = agenda_by(session.register(), Some(&index), &law, today, &leads);
                Ok((index, due))
            },
            move |app, learned| {
                let Ok(((index, due), _)) = learned else {
                    return;
                };
                let unchanged = app.version == version && app.setting.lexicon.today == today;
                let taken = app
                    .session
                    .as_mut()
                    .is_some_and(|session| Session::take_learned(session, index));
                if taken {
                    app.version += 1;
                    app.touched.note(app.version, Some(Vec::new()));
                    if unchanged {
                        app.agenda.know(app.version, today, true, due);
                    }
                }
            },
        );
    }
    /// Whether a list on the screen holds what was due, so that a change copies all of it.
    #[must_use]
    pub fn due_is_held(&self) -> bool {
        self.agenda.is_held()
    }
}
