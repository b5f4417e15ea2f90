//! The copies of a register that the program made and knows of: what is taken out of the register must not stay in them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::Session;
use super::copies::{Copies, CopyName};
use super::outside::LeftOutside;
use super::rescue::Rescue;
use super::seen::Memory;
use crate::domain::problem::Problem;
use crate::domain::progress::long_work;
use crate::store::files::leftovers::unfinished;
use crate::store::{Store, copy_mark};

/// The copies that are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeptCopies {
    /// Those of this register: a new one takes their place.
    pub own: Vec<PathBuf>,
    /// Those that bear its name and are none of its copies as far as can be seen, what another run is making, and folders
    /// that cannot be read: they are left for people to look at.
    pub unclear: Vec<PathBuf>,
    /// Other paths at which this register was seen: they are files of their own.
    pub elsewhere: Vec<PathBuf>,
    /// Drafts that were kept beside a register of this identity, and are none of this file's or cannot be read.
    pub drafts: Vec<PathBuf>,
    /// What the program keeps outside of the register and holds it.
    pub outside: LeftOutside,
}

impl Session {
    /// The daily copies, the copies before a migration, and what a restored copy put aside.
    pub fn kept_copies(&self, copies: Option<&Copies>, memory: Option<&Memory>) -> KeptCopies {
        let (mut found, mut unread) = (Vec::new(), Vec::new());
        let here = self.path();
        // Copies that were made before the register got an identity of its own are its copies too.
        let names: Vec<CopyName> = self.identities().map(|id| CopyName::of(id, here)).collect();
        if let Some(copies) = copies {
            let directory = &copies.directory;
            match named(directory, &|file| {
                names.iter().any(|name| name.fits(file).0)
            }) {
                Some(copies) => found.extend(copies),
                None => unread.push(directory.clone()),
            }
        }
        let part = |part: Option<&std::ffi::OsStr>| {
            part.map(|part| part.to_string_lossy().into_owned())
                .unwrap_or_default()
        };
        let before_migration = format!("{}.version-", part(here.file_name()));
        let put_aside = format!("{}-before-", part(here.file_stem()));
        let directory = here
            .parent()
            .filter(|parent| !parent.as_os_str().is_empty());
        let directory = directory.unwrap_or(Path::new("."));
        match named(directory, &|file| {
            !file.ends_with("-journal")
                && (file.starts_with(&before_migration) || file.starts_with(&put_aside))
        }) {
            Some(beside) => found.extend(beside),
            None => unread.push(directory.to_path_buf()),
        }
        // What a run that was killed has left may be a whole copy; what another run is still making is not touched.
        let copies = copies.map(|copies| copies.directory.as_path());
        for directory in [Some(directory), copies].into_iter().flatten() {
            for (path, at_work) in unfinished(directory) {
                if at_work {
                    unread.push(path);
                } else {
                    found.push(path);
                }
            }
        }
        let (own, mut unclear): (Vec<PathBuf>, Vec<PathBuf>) =
            found.into_iter().partition(|path| {
                let file = path.file_name().and_then(|file| file.to_str());
                // A copy of the same register at another place is not this one's to replace; one that an earlier version
                // made does not tell its place, and an identity that was left may be another file's.
                let elsewhere = file.is_some_and(|file| {
                    let mut of = names.iter().filter(|name| name.fits(file).0).peekable();
                    of.peek().is_some()
                        && !of.any(|name| name.is_of(file, self.identity() == Some(name.id())))
                });
                let of = Store::register_id(path);
                !elsewhere && of.is_some_and(|id| self.register.is_known_as(&id))
            });
        unclear.extend(unread);
        let mut seen = Vec::new();
        for id in self.identities() {
            seen.extend(
                memory
                    .map(|memory| memory.places_of(id))
                    .unwrap_or_default(),
            );
        }
        let same = fs::canonicalize(here).ok();
        let whole = |path: &PathBuf| fs::canonicalize(path).ok();
        // What is told as replaced, or as unclear, is not told a second time.
        let told: Vec<Option<PathBuf>> =
            [&own, &unclear].into_iter().flatten().map(whole).collect();
        let other = |path: &PathBuf| {
            path.exists() && path != here && whole(path) != same && !told.contains(&whole(path))
        };
        let paths = seen.into_iter().map(|sighting| sighting.path);
        let mut elsewhere: Vec<PathBuf> = Vec::new();
        for path in paths.filter(other) {
            if !elsewhere.contains(&path) {
                elsewhere.push(path);
            }
        }
        KeptCopies {
            own,
            unclear,
            elsewhere,
            ..KeptCopies::default()
        }
    }

    /// The same, with drafts beside the register that cannot be searched among those that are left to people.
    pub fn kept_with_drafts(
        &self,
        copies: Option<&Copies>,
        memory: Option<&Memory>,
        rescue: Option<&Rescue>,
    ) -> KeptCopies {
        let mut kept = self.kept_copies(copies, memory);
        if let Some(rescue) = rescue {
            kept.drafts = rescue.others(self.identities());
        }
        kept
    }

    /// The present identity of the register, then those that it had.
    pub(super) fn identities(&self) -> impl Iterator<Item = &str> {
        let present = self.identity();
        let earlier = self.register.identities.keys().map(String::as_str);
        present
            .into_iter()
            .chain(earlier.filter(move |id| Some(*id) != present && !id.is_empty()))
    }

    fn name_of_copies(&self) -> Option<CopyName> {
        let id = self.register.about.id.as_deref()?;
        Some(CopyName::of(id, self.path()))
    }

    /// Puts one new copy, checked, in the place of those of this register; `None` where there were none.
    ///
    /// # Errors
    /// What the file system says, or `backup_check_failed`; those that are still there stay until the new one is whole.
    pub fn renew_copies(
        &self,
        kept: &KeptCopies,
        copies: Option<&Copies>,
    ) -> Result<Option<PathBuf>, Problem> {
        if kept.own.is_empty() {
            return Ok(None);
        }
        long_work("copying a register");
        let day = (self.surroundings.clock)().date_naive();
        let name = self.name_of_copies();
        let to = if let (Some(copies), Some(name)) = (copies, name) {
            copies.directory.join(name.file(day))
        } else {
            let stem = self.path().file_stem().unwrap_or_default();
            let name = format!("{}-copy-{day}.sqlite", stem.to_string_lossy());
            self.path().with_file_name(name)
        };
        super::output::make_directory(&to)?;
        let mut made = to.clone();
        made.as_mut_os_string().push(".new");
        let of = |path: &Path| {
            let path = path.to_path_buf();
            move |error| super::output::trouble(&path, &error)
        };
        if made.exists() {
            fs::remove_file(&made).map_err(of(&made))?;
        }
        self.store.back_up(&made)?;
        // At every moment there is one under a name by which it is found.
        fs::rename(&made, &to).map_err(of(&to))?;
        for old in kept.own.iter().filter(|old| **old != to) {
            fs::remove_file(old).map_err(of(old))?;
        }
        Ok(Some(to))
    }

    /// Those of the register's own copies that were made before the last redaction, and may hold what it took out: it was
    /// broken off before they were replaced, or they were put there since.
    pub fn older_than_redactions(&self, kept: &KeptCopies) -> Vec<PathBuf> {
        let last = self.register.struck.last;
        let older = |path: &&PathBuf| {
            last > 0 && copy_mark(path, false).is_none_or(|mark| mark.number < last)
        };
        kept.own.iter().filter(older).cloned().collect()
    }

    /// Finishes a redaction that was broken off: the file is written anew, and one new copy takes the place of those that
    /// were made before it.
    ///
    /// # Errors
    /// `redact_none` where none was made; what the file system says.
    pub fn finish_redaction(
        &mut self,
        kept: &KeptCopies,
        copies: Option<&Copies>,
    ) -> Result<Option<PathBuf>, Problem> {
        long_work("writing the file anew");
        if self.register.struck.last == 0 {
            return Err(Problem::refused("redact_none"));
        }
        self.store.compact()?;
        let older = KeptCopies {
            own: self.older_than_redactions(kept),
            ..KeptCopies::default()
        };
        self.renew_copies(&older, copies)
    }
}

/// The files of a directory whose names are wanted, in order; nothing where it is there and cannot be read.
fn named(directory: &Path, wanted: &dyn Fn(&str) -> bool) -> Option<Vec<PathBuf>> {
    let entries = match fs::read_dir(directory) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Some(Vec::new()),
        Err(_) => return None,
    };
    let mut found: Vec<PathBuf> = entries
        .flatten()
        .filter(|entry| entry.file_name().to_str().is_some_and(wanted))
        .map(|entry| entry.path())
        .filter(|path| path.is_file())
        .collect();
    found.sort();
    Some(found)
}
