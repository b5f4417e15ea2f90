//! What is different between two states of the register, or between it and a file, on the screen.

use super::App;
use crate::domain::progress::Phase;
use crate::exchange::document::{Block, ListPoint};
use crate::session::journal_documents::compared_file;
use crate::tui::job::JobKind;
use crate::tui::overlay::reader::Reader;
use crate::tui::request::Pending;

impl App {
    /// Shows what is different between the states that two change sets left.
    pub(super) fn compare_sets(&mut self, from: i64, to: i64) {
        let lexicon = self.setting.lexicon.clone();
        self.begin_session_job(
            JobKind::Difference,
            move |session, monitor| {
                let _ = monitor.step(Phase::Comparing, 0, 0);
                let difference = session.difference_of_sets(from, to)?;
                Ok(difference.lines(&lexicon))
            },
            move |app, compared| match compared {
                Ok((lines, _)) => {
                    app.show_result(JobKind::Difference, move |app| {
                        app.read_difference(from, to, lines);
                    });
                }
                Err(problem) => app.show_problem(&problem),
            },
        );
    }

    /// Shows what is different between the register and a file.
    pub(super) fn compare_with(&mut self, typed: &str) {
        let path = self.absolute(typed);
        let lexicon = self.setting.lexicon.clone();
        let typed = typed.to_owned();
        self.begin_session_job(
            JobKind::Difference,
            move |session, monitor| {
                let _ = monitor.step(Phase::Comparing, 0, 0);
                let compared = session.compared_with(&path, &lexicon)?;
                let name = path.file_name().unwrap_or(path.as_os_str());
                Ok(compared_file(
                    &name.display().to_string(),
                    &compared,
                    &lexicon,
                ))
            },
            move |app, compared| {
                app.show_result(JobKind::Difference, move |app| match compared {
                    Ok((text, _)) => {
                        let title = app.word("history.difference");
                        app.read(Reader::new(&title, text));
                    }
                    Err(problem) => {
                        let problem = app.words_of(&problem);
                        app.ask_path("compare", Pending::Compare, Some((typed, problem)));
                    }
                });
            },
        );
    }

    fn read_difference(&mut self, from: i64, to: i64, lines: Vec<String>) {
        let (from, to) = (from.to_string(), to.to_string());
        let details = [("from", from.as_str()), ("to", to.as_str())];
        let said = if lines.is_empty() {
            Block::paragraph(self.word("cli.diff.none"))
        } else {
            Block::List(lines.into_iter().map(ListPoint::new).collect())
        };
        let text = vec![
            Block::paragraph(self.fill("history.between", &details)),
            said,
        ];
        let title = self.word("history.difference");
        self.read(Reader::new(&title, text));
    }
}
