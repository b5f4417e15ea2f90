//! A checked copy of the register in a file that somebody names, made while the register stays open.

use std::path::PathBuf;

use super::{App, Tone};
use crate::session::output;
use crate::tui::job::JobKind;
use crate::tui::layer::Layer;
use crate::tui::overlay::prompt::Prompt;
use crate::tui::request::Pending;

impl App {
    /// Asks where the copy goes; beside the register, by the day, under a name that is free, is proposed.
    pub(super) fn ask_backup(&mut self, retry: Option<(String, String)>) {
        let (typed, problem) = retry.unzip();
        let typed = typed.unwrap_or_else(|| self.free_copy().display().to_string());
        let entries = vec![self.path_entry("path.file", &typed)];
        let mut prompt = Prompt::new(
            &self.word("path.backup.title"),
            &self.word("path.backup.text"),
            entries,
        );
        prompt.problem = problem;
        self.push(Layer::Prompt(prompt), Pending::Backup);
    }

    /// What a copy of today is called, without its ending.
    fn copy_stem(&self) -> String {
        let stem = self.setting.path.file_stem().unwrap_or_default();
        let day = (self.setting.surroundings.clock)().date_naive();
        format!("{}-{day}", stem.to_string_lossy())
    }

    /// The first file for a copy of today that is not there.
    fn free_copy(&self) -> PathBuf {
        let stem = self.copy_stem();
        let named = |number: usize| {
            let name = match number {
                1 => format!("{stem}.sqlite"),
                _ => format!("{stem}-{number}.sqlite"),
            };
            self.setting.path.with_file_name(name)
        };
        let free = (1..1_000).map(named).find(|path| !path.exists());
        free.unwrap_or_else(|| named(1))
    }

    /// Makes the copy, or asks again where it cannot be made.
    pub(super) fn back_up(&mut self, typed: &str) {
        if self.refuses_work() {
            return;
        }
        let name = || format!("{}.sqlite", self.copy_stem()).into();
        let file = output::within(&self.absolute(typed), name).into_owned();
        let (to, typed) = (file.clone(), typed.to_owned());
        self.begin_session_job(
            JobKind::Backup,
            move |session, _| session.back_up(&to),
            move |app, made| match made {
                Ok(_) => {
                    if let (Some(session), Some(memory)) = (&app.session, &app.setting.memory) {
                        session.remember_backup(memory, &file);
                    }
                    let told = app.fill("cli.backup.done", &[("file", &app.below_home(&file))]);
                    app.tell(told, Tone::Good);
                }
                Err(problem) => {
                    let problem = app.words_of(&problem);
                    app.show_result(JobKind::Backup, move |app| {
                        app.ask_backup(Some((typed, problem)));
                    });
                }
            },
        );
    }
}
