//! The registers that were open here before, to be opened again.

use super::App;
use crate::session::seen::Sighting;
use crate::tui::layer::Layer;
use crate::tui::overlay::pick::{Pick, PickChoice};
use crate::tui::request::{Pending, Picked};

impl App {
    /// Asks which register is opened: one that was open here before, the latest first, or any other by its path.
    pub(super) fn ask_open(&mut self) {
        let recent = self.recent();
        let named = &self.setting.registers;
        if recent.is_empty() && named.is_empty() {
            return self.ask_path("open", Pending::OpenRegister, None);
        }
        let named = named.iter().map(|(name, path)| {
            let key = format!("path:{}", path.display());
            PickChoice::new(&key, name, "", "").at(&self.below_home(path))
        });
        let words = &self.setting.lexicon.words;
        let choices = recent.iter().map(|seen| {
            let name = seen.path.file_name().unwrap_or_default().to_string_lossy();
            let title = seen.title.as_deref().unwrap_or(&name);
            let day = seen.mark.at.get(..10).unwrap_or_default();
            let open = match seen.open {
                None => String::new(),
                Some((0, 0)) => words.get("recent.nothing_open").to_owned(),
                Some((errors, warnings)) => {
                    let (errors, warnings) = (words.number(errors), words.number(warnings));
                    let counts = [("errors", errors.as_str()), ("warnings", &warnings)];
                    words.fill("recent.open", &counts)
                }
            };
            let key = format!("path:{}", seen.path.display());
            let parts = [day.to_owned(), open].into_iter();
            let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
            PickChoice::new(&key, title, &parts.join(" · "), "").at(&self.below_home(&seen.path))
        });
        let pick = Pick::new(&self.word("recent.title"), named.chain(choices).collect());
        self.push(Layer::Pick(pick.or_own()), Pending::OpenRecent);
    }

    /// Opens what was picked or typed.
    pub(super) fn open_recent(&mut self, picked: &Picked) {
        match picked {
            Picked::Choice(key) => {
                self.open_register(key.strip_prefix("path:").unwrap_or(key));
            }
            Picked::Own(typed) | Picked::New(typed) => self.open_register(typed),
            Picked::None => {}
        }
    }

    /// The registers that were seen here and are still there, but for the one that is open.
    fn recent(&self) -> Vec<Sighting> {
        /// The most that are offered.
        const MOST: usize = 20;
        let here = std::fs::canonicalize(&self.setting.path).ok();
        let seen = self.setting.memory.as_ref().map(|memory| memory.recent());
        let mut recent: Vec<Sighting> = Vec::new();
        for sighting in seen.unwrap_or_default() {
            let known = recent.iter().any(|seen| seen.path == sighting.path);
            // A path that is no text cannot be chosen by its text.
            let can_be = sighting.path.to_str().is_some() && sighting.path.is_file();
            if !known && can_be && Some(&sighting.path) != here.as_ref() {
                recent.push(sighting);
            }
        }
        recent.truncate(MOST);
        recent
    }
}
