//! What must be true after a fault: every file whole or as it was, nothing confirmed lost, the message true.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use sha2::{Digest, Sha256};

use super::place::{Content, Place, REMEMBERED, Tree, is_database, masked};
use super::shim::{EDQUOT, EFBIG, EIO, ENOSPC, EROFS, Fault, Ran, Seen};

/// A promise that a fault must not break.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Promise {
    /// It ends, and not with a panic.
    Ends,
    /// A file under its final name is whole, and there where one was.
    Whole,
    /// What was there before is still there, and what was confirmed too.
    Kept,
    /// What is told is true, and names the file.
    True,
    /// The next run does the job.
    Again,
    /// The next run leaves no file that is none of the job's.
    Clean,
    /// A file comes under its name only when it is on the disk.
    Order,
}

/// A promise that was broken, and how.
pub type Broken = (Promise, String);

/// What stands in a directory, with what the registers in it say.
#[derive(Default)]
pub struct State {
    /// The files.
    pub tree: Tree,
    /// What the registers among them say, or why they cannot be read.
    pub registers: BTreeMap<PathBuf, Result<Content, String>>,
}

impl State {
    /// Looks at a copy of a directory, so that nothing in it is touched.
    pub fn of(tree: Tree) -> Self {
        let tree: Tree = tree
            .into_iter()
            .map(|(path, bytes)| known(path, bytes))
            .collect();
        let copy = Place::with(&tree);
        let databases = tree.iter().filter(|(path, bytes)| {
            (is_database(bytes) || path.extension().is_some_and(|it| it == "sqlite"))
                && !is_passing(path)
        });
        let registers = databases
            .map(|(path, _)| (path.clone(), content(&copy, path, &tree)))
            .collect();
        Self { tree, registers }
    }

    /// What a register says that must be whole.
    fn says(&self, path: &Path) -> Option<&Content> {
        self.registers.get(path)?.as_ref().ok()
    }

    /// Whether the same stands in both, as far as users see.
    pub fn same(&self, other: &Self) -> bool {
        let names = |state: &Self| -> Vec<PathBuf> {
            state
                .tree
                .keys()
                .filter(|path| !is_passing(path))
                .cloned()
                .collect()
        };
        names(self) == names(other) && names(self).iter().all(|path| self.same_file(other, path))
    }

    fn same_file(&self, other: &Self, path: &Path) -> bool {
        match (self.registers.get(path), other.registers.get(path)) {
            (Some(mine), Some(theirs)) => mine.is_ok() && mine == theirs,
            (None, None) => match (self.tree.get(path), other.tree.get(path)) {
                (Some(mine), Some(theirs)) => say_the_same(path, mine, theirs),
                (mine, theirs) => mine == theirs,
            },
            _ => false,
        }
    }
}

/// What a register says. The same bytes, with the same files beside them, are read and verified once.
fn content(copy: &Place, path: &Path, tree: &Tree) -> Result<Content, String> {
    type Read = BTreeMap<[u8; 32], Result<Content, String>>;
    static READ: Mutex<Read> = Mutex::new(Read::new());
    let mut hash = Sha256::new();
    for ending in ["", "-journal", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        let bytes = tree.get(Path::new(&name)).map_or(&[][..], Vec::as_slice);
        hash.update(bytes.len().to_be_bytes());
        hash.update(bytes);
    }
    let hash: [u8; 32] = hash.finalize().into();
    if let Some(read) = READ.lock().unwrap().get(&hash) {
        return read.clone();
    }
    let read = Content::of(&copy.root().join(path));
    READ.lock().unwrap().insert(hash, read.clone());
    read
}

/// A path and bytes by which the same file is known in every run: a kept copy is named after the place of its register
/// too, and so is a draft beside it, which tells that place.
fn known(path: PathBuf, bytes: Vec<u8>) -> (PathBuf, Vec<u8>) {
    if is_passing(&path) {
        return (path, bytes);
    }
    if path.starts_with("copies") {
        return (PathBuf::from("copies/copy.sqlite"), bytes);
    }
    if is_rescued(&path) {
        let draft = serde_json::from_slice::<serde_json::Value>(&bytes);
        let draft = draft.map(|draft| format!("{} {}", draft["kind"], draft["content"]));
        let bytes = draft.map_or(bytes, |draft| masked(&draft).into_bytes());
        return (PathBuf::from("data/drafts/draft.json"), bytes);
    }
    (path, bytes)
}

/// Whether two files say the same: a workbook is another one in each run, in what it says of its register's state.
fn say_the_same(path: &Path, one: &[u8], other: &[u8]) -> bool {
    let is_workbook = path.extension().is_some_and(|ending| ending == "xlsx");
    one == other || is_workbook && cells(one).is_some_and(|one| cells(other) == Some(one))
}

/// What stands in the cells of a workbook that is whole, but for the hash of the state that it was made at: a salt of each
/// save is in that.
fn cells(bytes: &[u8]) -> Option<String> {
    use calamine::{Data, Reader as _, Xlsx};
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).ok()?;
    let mut all = String::new();
    for name in book.sheet_names() {
        let sheet = book.worksheet_range(&name).ok()?;
        for (row, column, cell) in sheet.used_cells() {
            let is_hash =
                |text: &str| text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
            let text = match cell {
                Data::String(text) if is_hash(text) => "HASH".to_owned(),
                cell => cell.to_string(),
            };
            let _ = writeln!(all, "{name} {row} {column}: {text}");
        }
    }
    Some(masked(&all))
}

/// Whether a file is a journal that `SQLite` had not begun to use: it goes with the next write.
fn is_cold(path: &Path, tree: &Tree) -> bool {
    path.to_string_lossy().ends_with("-journal")
        && tree
            .get(path)
            .is_some_and(|bytes| bytes.iter().take(8).all(|byte| *byte == 0))
}

/// Whether a file holds what a form held that its register could not take.
fn is_rescued(path: &Path) -> bool {
    path.starts_with("data/drafts")
}

/// Whether a file is one that stands only while something is written: the program's own beside a file that is being
/// made, `SQLite`'s beside a register.
pub fn is_passing(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with(".ropa-")
        || ["-journal", "-wal", "-shm", ".restoring"]
            .iter()
            .any(|ending| name.ends_with(ending))
}

/// Judges what stands there after a run that met a fault; `good` is what stands there after one that met none.
pub fn after_a_fault(
    before: &State,
    good: &State,
    now: &State,
    fault: Fault,
    ran: &Ran,
) -> Vec<Broken> {
    let mut broken = Vec::new();
    let mut fails = |promise, how: String| broken.push((promise, how));
    if ran.hung || ran.code == Some(101) || ran.err.contains("panicked at") {
        fails(
            Promise::Ends,
            format!("hung: {}, code: {:?}", ran.hung, ran.code),
        );
    }
    let rescues = good.tree.keys().any(|path| is_rescued(path));
    for (path, bytes) in &now.tree {
        if is_passing(path) || is_rescued(path) && !rescues {
            continue;
        }
        if let Some(why) = not_whole(path, bytes, before, good, now) {
            fails(Promise::Whole, why);
        }
    }
    for path in before.tree.keys() {
        if good.tree.contains_key(path) && !now.tree.contains_key(path) {
            fails(Promise::Whole, format!("{} is not there", path.display()));
        }
    }
    for (path, said) in &before.registers {
        let Ok(said) = said else { continue };
        let kept =
            |found: &Result<Content, String>| found.as_ref().is_ok_and(|it| it.continues(said));
        // What the job itself takes out of a journal for good is gone when it is done.
        let done = |found: &Result<Content, String>| good.registers.values().any(|it| it == found);
        let taken_out = !good.registers.values().any(kept);
        if !now
            .registers
            .values()
            .any(|it| kept(it) || taken_out && done(it))
        {
            let how = format!("what {} said is nowhere", path.display());
            fails(Promise::Kept, how);
        }
    }
    let saved_aside = now.tree.keys().any(|path| is_rescued(path));
    let confirmed = ran.code == Some(0) && (rescues || !saved_aside);
    if confirmed && !good.tree.keys().all(|path| now.same_file(good, path)) {
        fails(
            Promise::Kept,
            "it was confirmed, but is not there".to_owned(),
        );
    }
    if let Some(code) = ran
        .code
        .filter(|code| *code != 0 && fault.error().is_some())
    {
        let done = now.same(good) && !before.same(good);
        // What is saved before a file is written stays where neither the file could be written nor the save taken back.
        let saved = good.registers.iter().any(|(path, said)| {
            before.registers.get(path) != Some(said) && now.registers.get(path) == Some(said)
        });
        if let Some(how) = untrue(ran, code, (done, saved), fault, good, before) {
            fails(Promise::True, how);
        }
    }
    broken
}

/// Why a file under a final name is not as it may be.
fn not_whole(
    path: &Path,
    bytes: &[u8],
    before: &State,
    good: &State,
    now: &State,
) -> Option<String> {
    let name = path.display();
    match now.registers.get(path) {
        Some(Err(why)) => Some(format!("{name} ({} bytes): {why}", bytes.len())),
        Some(Ok(said)) => {
            let named = before.tree.contains_key(path) || good.tree.contains_key(path);
            let known = [before, good].iter().any(|state| {
                // Drafts come and go between the first key and the save.
                let same = |it: &Content| it.sets == said.sets;
                state.says(path).is_some_and(same)
                    || !named && state.registers.values().flatten().any(same)
            });
            // An older file is brought up to this version before the save, and that is a change set of its own.
            let between = || {
                let (first, last) = (before.says(path)?, good.says(path)?);
                Some(said.continues(first) && last.continues(said))
            };
            // What cannot be done whole after a save is taken back by a change set of its own.
            let taken_back = || good.says(path).is_some_and(|it| said.takes_back(it));
            let known = known || between() == Some(true) || taken_back();
            (!known)
                .then(|| format!("{name} says neither what it did nor what it should: {said:?}"))
        }
        None => {
            let known = [before, good].iter().any(|state| {
                let there = state.tree.get(path);
                there.is_some_and(|it| say_the_same(path, it, bytes))
            });
            (!known).then(|| {
                format!(
                    "{name} ({} bytes) is neither the old nor the new file",
                    bytes.len()
                )
            })
        }
    }
}

/// Words that say that nothing was done.
const NOTHING: &[&str] = &[
    "Nothing was saved",
    "othing was written",
    "was deleted",
    "was not changed",
];
/// Words that say that it was done all the same.
const DONE: &[&str] = &[
    "was saved",
    "is saved",
    "stands in the register",
    "is in the register",
    "was written",
    "done and recorded",
];

/// What is untrue in what was told of a failure, or missing from it.
fn untrue(
    ran: &Ran,
    code: i32,
    (done, saved): (bool, bool),
    fault: Fault,
    good: &State,
    before: &State,
) -> Option<String> {
    let err = &ran.err;
    let says = |words: &[&str]| words.iter().any(|word| err.contains(word));
    let told = |what: &str| Some(format!("{what}: {}{err}", ran.out));
    if code != 2 {
        return told(&format!("the exit code is {code}"));
    }
    let nothing = says(NOTHING);
    let positive = DONE.iter().any(|word| {
        err.match_indices(word).any(|(at, _)| {
            let so_far = &err[..at];
            !so_far.ends_with("othing ") && !so_far.ends_with("not ")
        })
    });
    // What may be lost may also be there; and a file beside the register whose directory could not be synced is not
    // promised to be kept.
    let unsure = says(&["may be lost", "could not be kept"]);
    if done && !unsure && (nothing || !positive) {
        return told("it was done, but that is not told");
    }
    if !done && !saved && positive {
        return told("it was not done, but is told to be");
    }
    let hit = ran.calls.iter().find(|call| call.hit);
    let on_output = hit.is_some_and(|call| call.path == "stdout");
    let names = good.tree.keys().chain(before.tree.keys());
    let mut names = names.filter_map(|path| path.file_name()?.to_str());
    let directories = hit
        .and_then(|call| Path::new(&call.path).file_name()?.to_str())
        .is_some_and(|name| err.contains(name))
        || err.contains("/copies/")
        || err.contains("/drafts/");
    if on_output && !err.contains("output") {
        return told("the output is not named");
    }
    let directories = directories || err.contains("The output cannot be written");
    if !on_output && !directories && !names.any(|name| err.contains(name)) {
        return told("no file is named");
    }
    // SQLite opens a file to read where it cannot open it to write: of a fault that is over by then nobody knows the reason,
    // and every remedy is told.
    if says(&["could not be opened"]) && says(&["neither"]) {
        return None;
    }
    let (reasons, remedies) = words_of(fault);
    if !says(reasons) {
        return told(&format!("the reason of {fault:?} is not told"));
    }
    // Where no output can be written, there is nothing to be done about a file; what is typed stays in its form.
    let has_none = on_output || err.contains("The output cannot be written");
    if !has_none && !says(remedies) && !says(&["Leave the form open"]) {
        return told(&format!("no remedy of {fault:?} is told"));
    }
    None
}

/// What a message says of an error, and of what can be done: one of the words each.
pub fn words_of(fault: Fault) -> (&'static [&'static str], &'static [&'static str]) {
    match fault.error() {
        Some(ENOSPC) => (&["full", "room"], &["Free some space", "another disk"]),
        Some(EDQUOT) => (&["quota"], &["ask for a larger quota"]),
        Some(EROFS) => (&["read-only"], &["Make the disk writable", "another disk"]),
        Some(EFBIG) => (&["too large", "larger than"], &["Raise the limit"]),
        Some(EIO) => (&["disk", "share"], &["Check the disk"]),
        _ => (&[""], &[""]),
    }
}

/// Judges what stands there after the next run. Where the fault left everything as it was, the next run must do the
/// whole job.
pub fn after_the_next_run(
    before: &State,
    good: &State,
    between: &State,
    last: &State,
    ran: &Ran,
) -> Vec<Broken> {
    let mut broken = Vec::new();
    if ran.hung || ran.code == Some(101) || ran.code.is_none() {
        broken.push((
            Promise::Ends,
            format!("the next run: {:?} {}", ran.code, ran.err),
        ));
    }
    for (path, found) in &last.registers {
        if let Err(why) = found {
            let how = format!("after the next run {}: {why}", path.display());
            broken.push((Promise::Whole, how));
        }
    }
    if before.same(between) && !before.same(good) {
        let missing: Vec<_> = good
            .tree
            .keys()
            .filter(|path| {
                !last.tree.contains_key(*path) && !path.to_string_lossy().contains("-before-")
            })
            .collect();
        if ran.code != Some(0) || !missing.is_empty() {
            let how = format!(
                "the next run ends with {:?}: {}{}",
                ran.code, ran.out, ran.err
            );
            broken.push((Promise::Again, how));
        }
    }
    let left: Vec<String> = last
        .tree
        .keys()
        .filter(|path| is_passing(path) && !is_cold(path, &last.tree))
        .map(|path| path.display().to_string())
        .collect();
    if !left.is_empty() {
        broken.push((Promise::Clean, format!("{} stays", left.join(", "))));
    }
    broken
}

/// Judges the order of the calls of a run that met no fault: what comes under a name was synced before, and the
/// directory is synced afterwards.
pub fn order(ran: &Ran) -> Vec<Broken> {
    let mut broken = Vec::new();
    let mut unsynced: Vec<&str> = Vec::new();
    let mut directories: Vec<(&str, &str)> = Vec::new();
    let remembered = |call: &&Seen| !call.path.contains(REMEMBERED);
    for call in ran.calls.iter().filter(remembered) {
        let path = call.path.as_str();
        match call.name.as_str() {
            "write" | "pwrite64" | "writev" | "ftruncate" | "copy_file_range" => {
                unsynced.push(path);
            }
            "fsync" | "fdatasync" => {
                unsynced.retain(|file| *file != path);
                directories.retain(|(directory, _)| *directory != path);
            }
            "rename" | "renameat" | "renameat2" | "link" | "linkat" => {
                let to = call.to.as_str();
                if unsynced.contains(&path) {
                    broken.push((
                        Promise::Order,
                        format!("{to} comes under its name before it is synced"),
                    ));
                }
                if let Some((directory, _)) = to.rsplit_once('/') {
                    directories.push((directory, to));
                }
            }
            _ => {}
        }
    }
    for (_, file) in directories {
        broken.push((
            Promise::Order,
            format!("the directory of {file} is not synced"),
        ));
    }
    broken
}
