//! An export on its way to a file: everything that it is made of, so that a job can write it beside everything else.

use std::path::PathBuf;
use std::sync::Arc;

use chrono::NaiveDate;

use super::output::{self, Guard};
use crate::domain::problem::Problem;
use crate::domain::progress::Monitor;
use crate::domain::register::Register;
use crate::exchange::format::Format;
use crate::exchange::format::register::{Export, RegisterTable};
use crate::exchange::selection::Selection;
use crate::labels::Lexicon;

/// What is written, as which file.
#[derive(Debug)]
pub struct Exporting {
    /// The words that it is written in.
    pub lexicon: Lexicon,
    /// The register as it stood when the export was asked for.
    pub register: Arc<Register>,
    /// The day as of which it stands.
    pub as_of: NaiveDate,
    /// Which part of it.
    pub selection: Selection,
    /// Which table, where it is written as one.
    pub table: RegisterTable,
    /// The format.
    pub format: Format,
    /// The file.
    pub path: PathBuf,
    /// Whether a file that stands there is written over.
    pub force: bool,
    /// What is never written over.
    pub guard: Guard,
}

impl Exporting {
    /// Refuses what can be known before anything is made: what stands there, and what the format cannot hold.
    ///
    /// # Errors
    /// As [`output::may_write`] and [`Export::check`].
    pub fn check(&self) -> Result<(), Problem> {
        output::may_write(&self.path, self.force, &self.guard)?;
        self.export().check(self.format)
    }

    /// Writes the file; what did not fit as it stands is told. It appears whole, or not at all where the work is stopped.
    ///
    /// # Errors
    /// As [`output::write_by`]; `work_stopped`.
    pub fn write(&self, monitor: &Monitor) -> Result<Vec<Problem>, Problem> {
        let mut told = Vec::new();
        output::write_watched(&self.path, self.force, &self.guard, monitor, |out| {
            told = self.export().write_watched(self.format, out, monitor)?;
            Ok(())
        })?;
        Ok(told)
    }

    fn export(&self) -> Export<'_> {
        Export {
            lexicon: &self.lexicon,
            register: &self.register,
            as_of: self.as_of,
            selection: &self.selection,
            table: &self.table,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;
    use crate::domain::language::Language;
    use crate::law::Law;
    use crate::words::Words;

    fn exporting(path: PathBuf, format: Format) -> Exporting {
        let words = Arc::new(Words::load(Language::ENGLISH).unwrap());
        let law = Arc::new(Law::shipped().unwrap());
        let today: NaiveDate = "2026-11-21".parse().unwrap();
        let sample = crate::sample::register(1, 24, Language::ENGLISH).unwrap();
        let mut register = Register::empty();
        for set in sample.change_sets {
            for edit in set.edits {
                if let Some(after) = edit.after {
                    register.replace(after);
                }
            }
        }
        Exporting {
            lexicon: Lexicon::new(words, law, today),
            register: Arc::new(register),
            as_of: today,
            selection: Selection::default(),
            table: RegisterTable::Usual,
            format,
            path,
            force: false,
            guard: Guard::default(),
        }
    }

    const FORMATS: [Format; 4] = [Format::Markdown, Format::Json, Format::Html, Format::Text];

    #[test]
    fn what_is_written_beside_the_keys_is_what_is_written_at_once() {
        let directory = tempfile::tempdir().unwrap();
        for format in FORMATS {
            let path = directory.path().join(format.code());
            let exporting = exporting(path.clone(), format);
            let (most, steps) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
            let (seen, counted) = (Arc::clone(&most), Arc::clone(&steps));
            let monitor = Monitor::new(move |step| {
                seen.fetch_max(step.percent().unwrap_or(0), Ordering::SeqCst);
                counted.fetch_add(1, Ordering::SeqCst);
                true
            });
            assert_eq!(exporting.write(&monitor), Ok(Vec::new()));
            let mut whole = Vec::new();
            exporting.export().write(format, &mut whole).unwrap();
            assert!(std::fs::read(&path).unwrap() == whole);
            assert!(most.load(Ordering::SeqCst) > 50 && steps.load(Ordering::SeqCst) > 20);
            // It stands there now, and is not written over unasked.
            assert_eq!(exporting.check().unwrap_err().key, "output_exists");
        }
    }

    #[test]
    fn an_export_that_is_stopped_leaves_nothing_behind_and_what_stood_there_as_it_was() {
        let directory = tempfile::tempdir().unwrap();
        for format in FORMATS {
            for force in [false, true] {
                let path = directory.path().join("there");
                if force {
                    std::fs::write(&path, "before").unwrap();
                }
                let mut exporting = exporting(path.clone(), format);
                exporting.force = force;
                let steps = AtomicU64::new(0);
                let monitor = Monitor::new(move |_| steps.fetch_add(1, Ordering::SeqCst) < 5);
                let problem = exporting.write(&monitor).unwrap_err();
                assert_eq!(problem.key, "work_stopped");
                let left: Vec<_> = std::fs::read_dir(directory.path()).unwrap().collect();
                assert_eq!(left.len(), usize::from(force), "{format:?}: {left:?}");
                if force {
                    assert_eq!(std::fs::read_to_string(&path).unwrap(), "before");
                    std::fs::remove_file(&path).unwrap();
                }
            }
        }
    }
}
