//! What is never written over, forced or not, by whatever name it is reached: registers and other databases, their
//! journals, and the program's own files.

use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use super::journals::{JOURNAL_MAGIC, SIDECARS, WAL_MAGIC, head};
use super::leftovers;
use super::place::{destination, is_descriptor, same, with_ending};
use crate::domain::problem::Problem;
use crate::store::schema::APPLICATION_ID;
use crate::store::trouble;

/// How an `SQLite` file begins.
pub(crate) const SQLITE_HEAD: &[u8; 16] = b"SQLite format 3\0";

/// What a file of the program is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Own {
    /// The register that is open or meant.
    Register,
    /// The configuration.
    Configuration,
    /// The user's own law data.
    Law,
    /// What the program itself keeps in the data directory: copies, drafts, what it remembers.
    Data,
}

impl Own {
    /// The key of the problem of one who would write over it.
    const fn problem(self) -> &'static str {
        match self {
            Self::Register => "output_own_register",
            Self::Configuration => "output_own_configuration",
            Self::Law => "output_own_law",
            Self::Data => "output_own_data",
        }
    }
}

/// The files and directories of the program itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guard {
    own: Vec<(Own, PathBuf)>,
}

impl Guard {
    /// A guard over files, and directories with all that is in them.
    #[must_use]
    pub const fn new(own: Vec<(Own, PathBuf)>) -> Self {
        Self { own }
    }

    /// The same guard over one more.
    #[must_use]
    pub fn with(mut self, own: Own, path: &Path) -> Self {
        self.own.push((own, path.to_owned()));
        self
    }

    /// The same guard without files of one purpose.
    #[must_use]
    pub fn without(mut self, purpose: Own) -> Self {
        self.own.retain(|(own, _)| *own != purpose);
        self
    }

    /// Refuses what must not be written over, or made.
    ///
    /// # Errors
    /// `output_own_register`, `output_own_configuration`, `output_own_law`, `output_own_data`, `output_register`,
    /// `output_database`, `output_journal` or `output_reserved`, each with the file; what the system says where it cannot be
    /// known what stands there.
    pub fn check(&self, path: &Path) -> Result<(), Problem> {
        let refused = |key| Err(Problem::cannot(key).with("file", path.display()));
        // What is written is the end of all links, so that is what is looked at.
        let target = destination(path).unwrap_or_else(|_| path.to_owned());
        let looked = if fs::metadata(&target).is_ok() {
            &target
        } else {
            path
        };
        let about = fs::metadata(looked).ok();
        if leftovers::is_ours_by_name(&target) {
            return refused("output_reserved");
        }
        for (own, of) in &self.own {
            if *own == Own::Register {
                for ending in SIDECARS {
                    let journal = with_ending(&destination(of).unwrap_or(of.clone()), ending);
                    if is(&journal, &target, about.as_ref()) {
                        return refused("output_journal");
                    }
                }
            }
            if is(of, &target, about.as_ref()) {
                return refused(own.problem());
            }
        }
        if belongs_to_database(&target) {
            return refused("output_journal");
        }
        match kind(looked, about.as_ref()) {
            Ok(Some(key)) => refused(key),
            Ok(None) => Ok(()),
            Err(error) => Err(trouble::of_io(path, &error)),
        }
    }
}

/// Refuses a name for a register or a copy that `SQLite` would take for a journal's: of a file `x`, it rolls `x-journal`
/// into it and removes it.
///
/// # Errors
/// `store_journal_name`, with the file.
pub(crate) fn refuse_journal_name(path: &Path) -> Result<(), Problem> {
    let target = destination(path).unwrap_or_else(|_| path.to_owned());
    for name in [path, &target] {
        let name = name.file_name().unwrap_or_default().to_ascii_lowercase();
        let name = name.to_string_lossy();
        if let Some(ending) = SIDECARS.iter().find(|ending| name.ends_with(**ending)) {
            return Err(Problem::cannot("store_journal_name")
                .with("file", path.display())
                .with("ending", ending));
        }
    }
    Ok(())
}

/// Whether a name or an identity is that of a file of the program, or of what stands in a directory of it.
fn is(own: &Path, target: &Path, about: Option<&Metadata>) -> bool {
    let there = fs::metadata(own).ok();
    let own = destination(own).unwrap_or_else(|_| own.to_owned());
    target.starts_with(&own)
        || there
            .zip(about)
            .is_some_and(|(there, about)| same(&there, about))
}

/// Whether a name is that of a journal of a database that stands beside it, or would stand there.
fn belongs_to_database(target: &Path) -> bool {
    let name = target.to_string_lossy();
    SIDECARS.iter().any(|ending| {
        // Some file systems know a name in any case.
        let at = name.len().checked_sub(ending.len());
        let parts = at.and_then(|at| name.split_at_checked(at));
        let of = parts.filter(|(_, end)| end.eq_ignore_ascii_case(ending));
        of.is_some_and(|(of, _)| {
            let of = Path::new(of);
            let named = of.extension().is_some_and(|extension| {
                ["sqlite", "sqlite3", "db", "db3"]
                    .iter()
                    .any(|known| extension.eq_ignore_ascii_case(known))
            });
            named || head::<16>(of).is_ok_and(|head| head == *SQLITE_HEAD)
        })
    })
}

/// What a file is by its content, where that must not be written over.
///
/// # Errors
/// What the system says: what could not be read could be anything.
fn kind(path: &Path, about: Option<&Metadata>) -> io::Result<Option<&'static str>> {
    if !about.is_some_and(Metadata::is_file) {
        return Ok(None);
    }
    let Some(four) = begins::<4>(path)? else {
        return Ok(None);
    };
    if four[..3] == WAL_MAGIC[..3] && (four[3] | 1) == (WAL_MAGIC[3] | 1) {
        return Ok(Some("output_journal"));
    }
    if begins::<8>(path)?.is_some_and(|head| head == JOURNAL_MAGIC) {
        return Ok(Some("output_journal"));
    }
    if begins::<16>(path)?.is_none_or(|head| head != *SQLITE_HEAD) {
        return Ok(None);
    }
    let ours = begins::<72>(path)?.is_some_and(|head| head[68..] == APPLICATION_ID.to_be_bytes());
    Ok(Some(if ours {
        "output_register"
    } else {
        "output_database"
    }))
}

/// The first bytes of a file; nothing where it has not so many.
fn begins<const N: usize>(path: &Path) -> io::Result<Option<[u8; N]>> {
    match head(path) {
        Ok(head) => Ok(Some(head)),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(None),
        Err(error) => Err(error),
    }
}

/// What stands under a name, as the locale key of the end of a sentence: said before it is written over.
#[must_use]
pub(crate) fn what_stands(path: &Path) -> &'static str {
    let mut begins = [0; 256];
    let read = super::reading::open(path).and_then(|mut file| {
        use std::io::Read;
        file.read(&mut begins)
    });
    let Ok(read) = read else {
        return "reason.what_file";
    };
    let text = String::from_utf8_lossy(&begins[..read]);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let extension = path.extension().unwrap_or_default().to_ascii_lowercase();
    match extension.to_str().unwrap_or_default() {
        _ if text.is_empty() => "reason.what_empty",
        _ if text.starts_with("BEGIN:VCALENDAR") => "reason.what_calendar",
        _ if text.starts_with('{') && text.contains("\"ropa-register\"") => "reason.what_export",
        "md" | "markdown" if text.starts_with("# ") => "reason.what_document",
        _ if begins[..read].contains(&0) || text.contains('\u{fffd}') => "reason.what_binary",
        _ => "reason.what_text",
    }
}

/// Whether a name is that of something to be written into, and not to be replaced: a pipe, a device, an open
/// descriptor.
#[must_use]
pub(crate) fn is_stream(path: &Path) -> bool {
    is_descriptor(path) || fs::metadata(path).is_ok_and(|about| !about.is_file() && !about.is_dir())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Store;

    #[cfg(unix)]
    #[test]
    fn no_name_leads_over_a_register_or_what_belongs_to_it() {
        use std::os::unix::fs::symlink;
        let directory = tempfile::tempdir().unwrap();
        let path = |name: &str| directory.path().join(name);
        fs::create_dir(path("deep")).unwrap();
        drop(Store::create(&path("r.sqlite")).unwrap());
        fs::hard_link(path("r.sqlite"), path("hard.md")).unwrap();
        symlink("r.sqlite", path("soft.md")).unwrap();
        symlink("soft.md", path("softer.md")).unwrap();
        fs::write(
            path("other.db"),
            [SQLITE_HEAD.as_slice(), &[0; 84]].concat(),
        )
        .unwrap();
        fs::write(path("notes-journal"), "mine").unwrap();
        fs::write(path("loose.md"), JOURNAL_MAGIC).unwrap();
        fs::write(path("log.md"), [0x37, 0x7f, 0x06, 0x83, 0, 0, 0, 0]).unwrap();
        fs::write(path("export.md"), "# Register").unwrap();
        symlink("../r.sqlite", path("deep/up")).unwrap();
        let cases = [
            ("r.sqlite", Some("output_register")),
            ("hard.md", Some("output_register")),
            ("soft.md", Some("output_register")),
            ("softer.md", Some("output_register")),
            ("deep/../r.sqlite", Some("output_register")),
            ("other.db", Some("output_database")),
            ("r.sqlite-journal", Some("output_journal")),
            ("soft.md-journal", Some("output_journal")),
            ("deep/../r.sqlite-wal", Some("output_journal")),
            ("gone.sqlite-journal", Some("output_journal")),
            ("hard.md-shm", Some("output_journal")),
            ("loose.md", Some("output_journal")),
            ("log.md", Some("output_journal")),
            ("notes-journal", None),
            // Some file systems know a name in any case.
            ("r.sqlite-JOURNAL", Some("output_journal")),
            ("gone.SQLITE-Wal", Some("output_journal")),
            ("hard.md-Shm", Some("output_journal")),
            ("export.md", None),
            ("new.md", None),
            ("no/such.md", None),
            ("deep/up", Some("output_register")),
            (".ropa-notes", Some("output_reserved")),
            ("deep/.ropa-1-2-x.md", Some("output_reserved")),
            (".ropa", None),
        ];
        for (name, key) in cases {
            let found = Guard::default().check(&path(name)).err();
            assert_eq!(found.map(|problem| problem.key), key, "{name}");
        }
        let guard = Guard::default().with(Own::Register, &path("soft.md"));
        for (name, key) in [
            ("r.sqlite", "output_own_register"),
            ("hard.md", "output_own_register"),
            ("r.sqlite-wal", "output_journal"),
        ] {
            assert_eq!(guard.check(&path(name)).unwrap_err().key, key, "{name}");
        }
    }

    #[test]
    fn no_register_has_a_name_that_sqlite_takes_for_a_journal() {
        for name in ["x-journal", "a/q-wal", "y.sqlite-shm", "X-WAL", "-journal"] {
            let problem = refuse_journal_name(Path::new(name)).unwrap_err();
            assert_eq!(problem.key, "store_journal_name", "{name}");
        }
        for name in ["journal", "x-journal.sqlite", "wal", "x-journal/r"] {
            refuse_journal_name(Path::new(name)).unwrap();
        }
        #[cfg(unix)]
        {
            let directory = tempfile::tempdir().unwrap();
            let link = directory.path().join("plain.sqlite");
            std::os::unix::fs::symlink("x-journal", &link).unwrap();
            assert!(refuse_journal_name(&link).is_err());
        }
    }

    #[test]
    fn the_programs_own_files_are_kept_also_where_none_stands_yet() {
        let directory = tempfile::tempdir().unwrap();
        let path = |name: &str| directory.path().join(name);
        fs::create_dir_all(path("law")).unwrap();
        fs::write(path("law/x.toml"), "").unwrap();
        fs::write(path("config.toml"), "").unwrap();
        fs::hard_link(path("config.toml"), path("c.md")).unwrap();
        let guard = Guard::new(vec![
            (Own::Configuration, path("config.toml")),
            (Own::Law, path("law")),
            (Own::Data, path("copies")),
        ]);
        for (name, key) in [
            ("config.toml", "output_own_configuration"),
            ("c.md", "output_own_configuration"),
            ("law/x.toml", "output_own_law"),
            ("law/new.toml", "output_own_law"),
            ("copies/x", "output_own_data"),
        ] {
            assert_eq!(guard.check(&path(name)).unwrap_err().key, key, "{name}");
        }
        guard.check(&path("config.toml.md")).unwrap();
        guard.check(&path("export.md")).unwrap();
    }

    #[test]
    fn what_stands_there_is_said() {
        let directory = tempfile::tempdir().unwrap();
        for (name, text, key) in [
            ("a.md", "# Register", "reason.what_document"),
            (
                "a.json",
                "{\n  \"format\": \"ropa-register\"",
                "reason.what_export",
            ),
            ("a.ics", "BEGIN:VCALENDAR\r\n", "reason.what_calendar"),
            ("a.txt", "mine", "reason.what_text"),
            ("a.png", "\u{1}\0", "reason.what_binary"),
            ("a", "", "reason.what_empty"),
        ] {
            let path = directory.path().join(name);
            fs::write(&path, text).unwrap();
            assert_eq!(what_stands(&path), key, "{name}");
        }
        assert_eq!(what_stands(directory.path()), "reason.what_file");
    }
}
