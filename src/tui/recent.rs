//! The registers that were open here before, to be opened again.

use std::path::{Path, PathBuf};

use super::app::App;
use super::layer::Layer;
use super::overlay::pick::{Pick, PickChoice};
use super::request::{Pending, Picked};

impl App {
    /// Asks which register is opened: one that was open here before, the latest first, or any other by its path.
    pub(super) fn ask_open(&mut self) {
        let recent = self.recent();
        let named = &self.setting.registers;
        if recent.is_empty() && named.is_empty() {
            return self.ask_path("open", Pending::OpenRegister, None);
        }
        let named = named.iter().map(|(name, path)| {
            let folder = path.display().to_string();
            PickChoice::new(&format!("path:{folder}"), name, &folder, "")
        });
        let choices = recent.iter().map(|(path, at)| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let folder = path.parent().unwrap_or(Path::new("")).to_string_lossy();
            let details = [("folder", &*folder), ("at", at.as_str())];
            let beside = self.fill("recent.beside", &details);
            PickChoice::new(&format!("path:{}", path.display()), &name, &beside, "")
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

    /// The registers that were seen here and are still there, but for the one that is open: each with the day of its
    /// last change.
    fn recent(&self) -> Vec<(PathBuf, String)> {
        /// The most that are offered.
        const MOST: usize = 20;
        let here = std::fs::canonicalize(&self.setting.path).ok();
        let seen = self.setting.memory.as_ref().map(|memory| memory.recent());
        let mut recent: Vec<(PathBuf, String)> = Vec::new();
        for sighting in seen.unwrap_or_default() {
            let known = recent.iter().any(|(path, _)| *path == sighting.path);
            // A path that is no text cannot be chosen by its text.
            let can_be = sighting.path.to_str().is_some() && sighting.path.is_file();
            if !known && can_be && Some(&sighting.path) != here.as_ref() {
                let day = sighting.mark.at.get(..10).unwrap_or_default();
                recent.push((sighting.path, day.to_owned()));
            }
        }
        recent.truncate(MOST);
        recent
    }
}
