//! Drafts that the register's own file cannot take: private files in the data directory, one for each draft.
//!
//! A file belongs to one register at one path: its name begins with a hash of both.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};
use sha2::{Digest as _, Sha256};

use super::{Session, output};
use crate::config::reason;
use crate::domain::problem::Problem;
use crate::domain::value::Id;
use crate::store::Draft;
use crate::store::files::Whole;

/// What the format of a file is called in it.
const FORMAT: &str = "ropa-draft";

/// The drafts beside one register.
#[derive(Clone, Debug)]
pub struct Rescue {
    directory: PathBuf,
    /// What the names of this register's files begin with.
    prefix: String,
    register: String,
    path: PathBuf,
    /// What each file was written with, so that the same is not written again.
    written: HashMap<String, String>,
}

/// What lies beside a register.
#[derive(Clone, Debug, Default)]
pub struct FoundRescue {
    /// The drafts.
    pub drafts: Vec<Draft>,
    /// Files that this version cannot read.
    pub unreadable: Vec<PathBuf>,
}

impl Rescue {
    /// The drafts beside an open register, in that directory.
    #[must_use]
    pub fn of(directory: &Path, session: &Session) -> Self {
        // A file that is removed later is still this one.
        let path = fs::canonicalize(session.path()).unwrap_or_else(|_| session.path().to_owned());
        let register = session.register().about.id.clone().unwrap_or_default();
        let hash = Sha256::new()
            .chain_update(&register)
            .chain_update([0])
            .chain_update(path.as_os_str().as_encoded_bytes())
            .finalize();
        let prefix = hash[..8].iter().fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        });
        Self {
            directory: directory.to_owned(),
            prefix,
            register,
            path,
            written: HashMap::new(),
        }
    }

    fn file(&self, name: &str) -> PathBuf {
        // A name comes from the register's file: only what is good in a file name is taken.
        let good = |letter: &char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
        let name: String = name.chars().filter(good).take(120).collect();
        self.directory.join(format!("{}-{name}.json", self.prefix))
    }

    /// Keeps a draft in a file that only its owner may read, in the place of what it held before.
    ///
    /// # Errors
    /// What the file system says, with the file.
    pub fn keep(&mut self, draft: &Draft) -> Result<(), Problem> {
        let file = self.file(&draft.name);
        if self.written.get(&draft.name) == Some(&draft.content) && file.exists() {
            return Ok(());
        }
        let text = json!({
            "format": FORMAT,
            "version": 1,
            "register": self.register,
            "path": self.path.to_string_lossy(),
            "name": draft.name,
            "at": draft.at,
            "author": draft.author,
            "kind": draft.kind,
            "record": draft.record.map(|id| id.0),
            "content": draft.content,
        });
        let trouble = |error: &std::io::Error| {
            Problem::cannot("rescue_failed")
                .with("file", file.display())
                .with("reason", reason(error))
        };
        output::make_directory(&file)?;
        let mut whole = Whole::begin(&file).map_err(|error| trouble(&error))?;
        whole
            .write(format!("{text:#}\n").as_bytes())
            .map_err(|error| trouble(&error))?;
        whole.replace().map_err(|failure| {
            use crate::store::files::whole::Failure;
            match failure {
                Failure::Io(error) | Failure::Unsure(error) => trouble(&error),
                Failure::Journal(_) => trouble(&std::io::ErrorKind::AlreadyExists.into()),
            }
        })?;
        self.written
            .insert(draft.name.clone(), draft.content.clone());
        Ok(())
    }

    /// Takes a draft's file away, where there is one; it was taken over, saved or discarded.
    ///
    /// # Errors
    /// What the file system says, with the file.
    pub fn drop(&mut self, name: &str) -> Result<(), Problem> {
        self.written.remove(name);
        let file = self.file(name);
        match fs::remove_file(&file) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(Problem::cannot("rescue_failed")
                    .with("file", file.display())
                    .with("reason", reason(&error)))
            }
            _ => Ok(()),
        }
    }

    /// The files of this register.
    #[must_use]
    pub fn files(&self) -> Vec<PathBuf> {
        let begins = format!("{}-", self.prefix);
        let entries = fs::read_dir(&self.directory)
            .into_iter()
            .flatten()
            .flatten();
        let mut files: Vec<PathBuf> = entries
            .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()))
            .map(|entry| entry.path())
            .filter(|path| {
                let name = path.file_stem().and_then(|name| name.to_str());
                let json = path.extension().is_some_and(|ending| ending == "json");
                json && name.is_some_and(|name| name.starts_with(&begins))
            })
            .collect();
        files.sort();
        files
    }

    /// Files that may hold drafts of the same register, under these identities, and are none of this one's: of another
    /// path, of a version that wrote otherwise.
    #[must_use]
    pub fn others<'i>(&self, identities: impl Iterator<Item = &'i str>) -> Vec<PathBuf> {
        let identities: Vec<&str> = identities.collect();
        let own = self.files();
        let entries = fs::read_dir(&self.directory)
            .into_iter()
            .flatten()
            .flatten();
        let mut found: Vec<PathBuf> = entries
            .map(|entry| entry.path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
            .filter(|path| {
                let text = fs::read_to_string(path).unwrap_or_default();
                let json: Json = serde_json::from_str(&text).unwrap_or_default();
                let of = json.get("register").and_then(Json::as_str);
                let known = of.is_some_and(|id| identities.contains(&id));
                let readable = read(&text).is_some();
                if own.contains(path) { !readable } else { known }
            })
            .collect();
        found.sort();
        found
    }

    /// What lies beside the register.
    #[must_use]
    pub fn found(&self) -> FoundRescue {
        let mut found = FoundRescue::default();
        for file in self.files() {
            match fs::read_to_string(&file).ok().as_deref().and_then(read) {
                Some(draft) => found.drafts.push(draft),
                None => found.unreadable.push(file),
            }
        }
        found
    }
}

/// The draft of a file; `None` where it is of a version that wrote otherwise.
fn read(text: &str) -> Option<Draft> {
    let json: Json = serde_json::from_str(text).ok()?;
    let text = |key: &str| Some(json.get(key)?.as_str()?.to_owned());
    if text("format")? != FORMAT || json.get("version")?.as_u64()? != 1 {
        return None;
    }
    let record = match json.get("record")? {
        Json::Null => None,
        number => Some(Id(u32::try_from(number.as_u64()?).ok()?)),
    };
    Some(Draft {
        name: text("name")?,
        at: text("at")?,
        author: text("author")?,
        kind: text("kind")?,
        record,
        content: text("content")?,
    })
}
