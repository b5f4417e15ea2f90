//! What was last seen of each register at each place: number and hash, kept outside the file, so that a file that
//! went back to an earlier state, or that has become another one, is told.
//!
//! One small file for each identity and path: nothing is read, changed and written back, so that two windows cannot
//! spoil each other's. It is never an error that it cannot be written.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use chrono::SecondsFormat;
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};

use super::{SaveLabel, Saved, Session, output};
use crate::domain::change::Edit;
use crate::domain::field::Record;
use crate::domain::problem::Problem;
use crate::domain::register::Mark;
use crate::domain::value::Value;
use crate::store;
use crate::store::files::Whole;
use crate::store::files::place::same;

/// Where is remembered what was seen, and where copies are kept that may hold what a file has lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Memory {
    /// The directory of what was seen; it is made when it is missing.
    pub directory: PathBuf,
    /// The directory of the daily copies.
    pub copies: Option<PathBuf>,
    /// Whether it is only read.
    pub read_only: bool,
}

/// What was seen of a register at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sighting {
    /// The register's identity.
    pub id: String,
    /// Where it was seen.
    pub path: PathBuf,
    /// The latest change set then.
    pub mark: Mark,
    /// The hash of the first change set, by which a history is known.
    pub first: String,
    /// When it was seen, by the clock.
    pub seen: String,
    /// What the register was called then.
    pub title: Option<String>,
    /// How many errors and warnings stood open then, where that was known.
    pub open: Option<(usize, usize)>,
    /// Another path at which the same identity was met when this one was seen first, until somebody has said what it
    /// is.
    pub copy_of: Option<PathBuf>,
}

/// What a register is, held against what was seen before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeldAgainst {
    /// It goes on from there.
    Goes,
    /// It was never seen here; where the same identity stands at another path too, that.
    New(Option<PathBuf>),
    /// It went back: what was seen was later.
    Back(Sighting),
    /// What was seen is not in its history.
    Parted(Sighting),
    /// Another register was seen here.
    Replaced(Sighting),
    /// Something was seen here, and the file that says what cannot be read.
    Forgotten(PathBuf),
}

/// What is remembered of an identity at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Recalled {
    /// Nothing.
    Nothing,
    /// That.
    Seen(Box<Sighting>),
    /// The file that says it cannot be read, or says something else.
    Unreadable(PathBuf),
}

impl Memory {
    fn file(&self, id: &str, path: &Path) -> PathBuf {
        let place = place(path);
        self.directory.join(format!("{}-{place}.json", good(id)))
    }

    /// What was seen of an identity at a path.
    #[must_use]
    pub fn recall(&self, id: &str, path: &Path) -> Option<Sighting> {
        match self.look_up(id, path) {
            Recalled::Seen(seen) => Some(*seen),
            Recalled::Nothing | Recalled::Unreadable(_) => None,
        }
    }

    fn look_up(&self, id: &str, path: &Path) -> Recalled {
        let file = self.file(id, path);
        let missing = |error: io::Error| error.kind() == io::ErrorKind::NotFound;
        if fs::symlink_metadata(&file).is_err_and(missing) {
            return Recalled::Nothing;
        }
        match read(&file).filter(|seen| seen.id == id && is_path(seen, path)) {
            Some(seen) => Recalled::Seen(Box::new(seen)),
            None => Recalled::Unreadable(file),
        }
    }

    fn all(&self) -> Vec<Sighting> {
        let Ok(entries) = fs::read_dir(&self.directory) else {
            return Vec::new();
        };
        let mut all: Vec<Sighting> = entries
            .filter_map(|entry| read(&entry.ok()?.path()))
            .collect();
        all.sort_by(|one, other| (&other.seen, &one.path).cmp(&(&one.seen, &other.path)));
        all
    }

    /// Everything that was seen, the latest first.
    #[must_use]
    pub fn recent(&self) -> Vec<Sighting> {
        self.all()
    }

    /// Where an identity was seen, the latest first.
    #[must_use]
    pub fn places_of(&self, id: &str) -> Vec<Sighting> {
        let mut all = self.all();
        all.retain(|seen| seen.id == id);
        all
    }

    /// What was seen at a path of another identity, the latest.
    fn other_at(&self, id: &str, path: &Path) -> Option<Sighting> {
        let ending = format!("-{}.json", place(path));
        let entries = fs::read_dir(&self.directory).ok()?;
        entries
            .filter_map(|entry| {
                let file = entry.ok()?.path();
                let name = file.file_name()?.to_str()?;
                name.ends_with(&ending).then(|| read(&file)).flatten()
            })
            .filter(|seen| seen.id != id && is_path(seen, path))
            .max_by(|one, other| one.seen.cmp(&other.seen))
    }

    /// Remembers a sighting. That it cannot be kept is no reason to stop anybody.
    fn keep(&self, sighting: &Sighting) {
        if self.read_only {
            return;
        }
        let text = json!({
            "version": 1,
            "id": sighting.id,
            "path": sighting.path.to_string_lossy(),
            "number": sighting.mark.number,
            "hash": sighting.mark.hash,
            "at": sighting.mark.at,
            "first": sighting.first,
            "seen": sighting.seen,
            "title": sighting.title,
            "errors": sighting.open.map(|(errors, _)| errors),
            "warnings": sighting.open.map(|(_, warnings)| warnings),
            "copy_of": sighting.copy_of.as_deref().map(Path::to_string_lossy),
        });
        let file = self.file(&sighting.id, &sighting.path);
        if output::make_directory(&file).is_err() {
            return;
        }
        if let Ok(mut whole) = Whole::begin(&file)
            && whole.write(format!("{text:#}\n").as_bytes()).is_ok()
        {
            let _ = whole.replace();
        }
    }

    /// The files that tell of these identities, and those that nobody can read.
    pub(super) fn files_about(&self, ids: &[String]) -> Vec<PathBuf> {
        let entries = fs::read_dir(&self.directory)
            .into_iter()
            .flatten()
            .flatten();
        let files = entries.map(|entry| entry.path());
        files
            .filter(|file| read(file).is_none_or(|seen| ids.contains(&seen.id)))
            .collect()
    }

    /// Gives registers of these identities another title in what is remembered of them, or none, where `change` says so.
    pub(super) fn take_out_titles(
        &self,
        ids: &[String],
        change: &dyn Fn(&str) -> Option<Option<String>>,
    ) {
        for mut seen in self.all().into_iter().filter(|seen| ids.contains(&seen.id)) {
            if let Some(title) = seen.title.as_deref().and_then(change) {
                seen.title = title;
                self.keep(&seen);
            }
        }
    }

    /// Forgets what was seen of other identities at a path.
    fn forget_others(&self, id: &str, path: &Path) {
        while let Some(other) = self.other_at(id, path) {
            if self.read_only || fs::remove_file(self.file(&other.id, &other.path)).is_err() {
                return;
            }
        }
    }

    /// The daily copy that holds a change set.
    fn copy_with(&self, mark: &Mark) -> Option<PathBuf> {
        let entries = fs::read_dir(self.copies.as_ref()?).ok()?;
        let mut copies: Vec<PathBuf> = entries
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.extension().is_some_and(|ending| ending == "sqlite"))
            .collect();
        copies.sort();
        let holds = |path: &&PathBuf| store::glance(path).is_some_and(|seen| seen.holds(mark));
        copies.iter().rev().find(holds).cloned()
    }

    /// Whether a file is one of the daily copies: those are looked at, and no register goes on there.
    fn is_copy(&self, path: &Path) -> bool {
        let copies = self.copies.as_deref();
        let copies = copies.and_then(|copies| fs::canonicalize(copies).ok());
        copies.is_some_and(|copies| path.starts_with(copies))
    }
}

/// Whether something was seen at a path.
///
/// The name of its file tells the path by its bytes; one that is no text is written down as far as it is one.
fn is_path(seen: &Sighting, path: &Path) -> bool {
    seen.path.as_os_str() == &*path.to_string_lossy()
}

/// What is good in a file name: a register's own id could come from a hand-written file.
fn good(id: &str) -> String {
    let good = |letter: &char| letter.is_ascii_alphanumeric() || *letter == '-';
    id.chars().filter(good).take(64).collect()
}

/// A short name for a path.
fn place(path: &Path) -> String {
    let hash = Sha256::digest(path.as_os_str().as_encoded_bytes());
    let first = hash.iter().take(8);
    first.fold(String::new(), |mut name, byte| {
        let _ = write!(name, "{byte:02x}");
        name
    })
}

fn read(file: &Path) -> Option<Sighting> {
    // What is not ours, or too large to be, is not read.
    let about = fs::symlink_metadata(file).ok()?;
    if !about.is_file() || about.len() > 1 << 16 {
        return None;
    }
    let json: Json = serde_json::from_str(&fs::read_to_string(file).ok()?).ok()?;
    let text = |key: &str| json.get(key).and_then(Json::as_str).map(str::to_owned);
    let count = |key: &str| usize::try_from(json.get(key)?.as_u64()?).ok();
    Some(Sighting {
        id: text("id")?,
        path: PathBuf::from(text("path")?),
        mark: Mark {
            number: json.get("number")?.as_i64()?,
            hash: text("hash")?,
            at: text("at")?,
        },
        first: text("first")?,
        seen: text("seen")?,
        title: text("title"),
        open: count("errors").zip(count("warnings")),
        copy_of: text("copy_of").map(PathBuf::from),
    })
}

/// Whether two paths lead to one file.
fn same_file(one: &Path, other: &Path) -> bool {
    let about = fs::metadata(one).ok().zip(fs::metadata(other).ok());
    about.is_some_and(|(one, other)| same(&one, &other))
}

/// Another file that has the identity of a register.
fn met_elsewhere(memory: &Memory, now: &Sighting) -> Option<PathBuf> {
    let others = memory.places_of(&now.id).into_iter();
    others.map(|seen| seen.path).find(|path| {
        *path != now.path
            && !same_file(path, &now.path)
            && store::glance(path).is_some_and(|seen| seen.id.as_deref() == Some(&*now.id))
    })
}

impl Session {
    /// The register's identity, where it is recorded.
    pub fn identity(&self) -> Option<&str> {
        self.register
            .about
            .id
            .as_deref()
            .filter(|id| !id.is_empty())
    }

    /// The identities that the register had before, the latest first.
    ///
    /// # Errors
    /// What the file system says.
    pub fn earlier_identities(&self) -> Result<Vec<String>, Problem> {
        let mut ids: Vec<String> = Vec::new();
        for change in self.store.changes_of_record(self.register.about.head.id)? {
            let id = match change.field.as_deref() {
                None => change.after.get("id"),
                Some("id") => Some(&change.after),
                Some(_) => None,
            };
            if let Some(id) = id.and_then(Json::as_str) {
                ids.retain(|known| known != id);
                ids.insert(0, id.to_owned());
            }
        }
        ids.retain(|id| Some(id.as_str()) != self.identity());
        Ok(ids)
    }

    /// Gives the register an identity of its own: a change like any other, and the old one stays in the journal.
    ///
    /// # Errors
    /// As [`Session::save`].
    pub fn take_identity(&mut self, label: impl Into<SaveLabel>) -> Result<Saved, Problem> {
        let before = self.register.about.boxed();
        let mut after = before.clone();
        after.record_value("id", Value::Text((self.surroundings.new_id)()));
        let edit = Edit {
            before: Some(before),
            after: Some(after),
        };
        self.save(vec![edit], label)
    }

    /// What of the register is remembered.
    fn sighting(&self, memory: &Memory) -> Option<Sighting> {
        let path = fs::canonicalize(self.path()).ok()?;
        if memory.is_copy(&path) || self.register.mark.number == 0 {
            return None;
        }
        let first = self.store.change_set(1).ok().flatten()?;
        Some(Sighting {
            id: self.identity()?.to_owned(),
            path,
            mark: self.register.mark.clone(),
            first: first.hash,
            seen: (self.surroundings.clock)().to_rfc3339_opts(SecondsFormat::Secs, false),
            title: self.register.about.title.clone(),
            open: None,
            copy_of: None,
        })
    }

    /// Whether the journal holds a change set as it was seen; `None` where that cannot be read now.
    fn knows(&self, mark: &Mark) -> Option<bool> {
        let set = self.store.change_set(mark.number).ok()?;
        Some(set.is_some_and(|set| set.hash == mark.hash))
    }

    /// Holds the register against what was last seen of it here.
    pub fn held_against(&self, memory: &Memory) -> HeldAgainst {
        let Some(now) = self.sighting(memory) else {
            return HeldAgainst::Goes;
        };
        let seen = match memory.look_up(&now.id, &now.path) {
            Recalled::Unreadable(file) => return HeldAgainst::Forgotten(file),
            Recalled::Seen(seen) => Some(*seen),
            Recalled::Nothing => None,
        };
        match seen {
            Some(seen) if self.knows(&seen.mark) != Some(false) => HeldAgainst::Goes,
            Some(seen) if seen.first == now.first && now.mark.number < seen.mark.number => {
                HeldAgainst::Back(seen)
            }
            Some(seen) => HeldAgainst::Parted(seen),
            None => match memory.other_at(&now.id, &now.path) {
                // It was given an identity of its own meanwhile.
                Some(seen) if self.knows(&seen.mark) != Some(false) => HeldAgainst::Goes,
                Some(seen) => HeldAgainst::Replaced(seen),
                None => HeldAgainst::New(met_elsewhere(memory, &now)),
            },
        }
    }

    /// Looks at the register as it was opened: what is to be told of it, and remembers it where nothing is amiss.
    ///
    /// What went back is told until somebody takes it as it stands.
    #[must_use]
    pub fn look_back(&self, memory: &Memory) -> Vec<Problem> {
        let file = self.path().display().to_string();
        let alarm = |key: &'static str, key_with_copy: &'static str, seen: &Sighting| {
            let copy = memory.copy_with(&seen.mark);
            let problem = Problem::cannot(if copy.is_some() { key_with_copy } else { key })
                .with("file", &file)
                .with("from", seen.mark.number)
                .with("to", self.register.mark.number)
                .with("day", seen.seen.get(..10).unwrap_or_default());
            match copy {
                Some(copy) => problem.with("copy", copy.display()),
                None => problem,
            }
        };
        match self.held_against(memory) {
            HeldAgainst::Goes => {
                self.remember(memory);
                Vec::new()
            }
            HeldAgainst::New(other) => {
                let Some(mut now) = self.sighting(memory) else {
                    return Vec::new();
                };
                now.copy_of.clone_from(&other);
                memory.keep(&now);
                let told = other.map(|other| {
                    Problem::cannot("register_is_copy")
                        .with("file", &file)
                        .with("other", other.display())
                });
                told.into_iter().collect()
            }
            // It is written anew at the next save, or when somebody takes the file as it stands.
            HeldAgainst::Forgotten(state) => vec![
                Problem::cannot("register_seen_unreadable")
                    .with("file", &file)
                    .with("state", state.display()),
            ],
            HeldAgainst::Back(seen) => vec![alarm(
                "register_went_back",
                "register_went_back_copy",
                &seen,
            )],
            HeldAgainst::Parted(seen) => {
                vec![alarm("register_parted", "register_parted_copy", &seen)]
            }
            HeldAgainst::Replaced(seen) => {
                vec![alarm("register_replaced", "register_replaced_copy", &seen)]
            }
        }
    }

    /// Remembers the register as it stands, as long as it goes on from what was seen.
    pub fn remember(&self, memory: &Memory) {
        if memory.read_only {
            return;
        }
        let Some(mut now) = self.sighting(memory) else {
            return;
        };
        if let Some(seen) = memory.recall(&now.id, &now.path) {
            if seen.mark == now.mark && seen.title == now.title {
                return;
            }
            if self.knows(&seen.mark) != Some(true) {
                return;
            }
            now.copy_of = seen.copy_of;
            // What was open then is closer to what is than nothing.
            now.open = seen.open;
        }
        memory.keep(&now);
    }

    /// Remembers how many errors and warnings stand open in the register as it is remembered.
    pub fn remember_open(&self, memory: &Memory, open: (usize, usize)) {
        let seen = self
            .sighting(memory)
            .and_then(|now| memory.recall(&now.id, &now.path));
        if let Some(mut seen) = seen
            && seen.mark == self.register.mark
            && seen.open != Some(open)
        {
            seen.open = Some(open);
            memory.keep(&seen);
        }
    }

    /// Remembers a backup that the program itself has made: it is known for what it is.
    pub fn remember_backup(&self, memory: &Memory, copy: &Path) {
        if let Some(mut now) = self.sighting(memory)
            && let Ok(path) = fs::canonicalize(copy)
        {
            now.path = path;
            memory.forget_others(&now.id, &now.path);
            memory.keep(&now);
        }
    }

    /// Takes the register as it stands, whatever was seen here before: it is what was meant.
    pub fn accept(&self, memory: &Memory) {
        if let Some(now) = self.sighting(memory) {
            memory.forget_others(&now.id, &now.path);
            memory.keep(&now);
        }
    }

    /// The other path at which this identity was met, until somebody has said what this file is.
    pub fn undecided_copy(&self, memory: &Memory) -> Option<PathBuf> {
        let now = self.sighting(memory)?;
        memory.recall(&now.id, &now.path)?.copy_of
    }
}
