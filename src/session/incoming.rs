//! What comes in with a file: a register in JSON, or sheets that are made one; told by what the file is, not by its name.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::output;
use crate::domain::problem::Problem;
use crate::domain::register::Register;
use crate::exchange::import::{ImportDocument, Origin, SourceKey, decode, read};
use crate::exchange::sheets::{self, SheetReport, SheetRequest};
use crate::labels::Lexicon;
use crate::store::files::guard::SQLITE_HEAD;

/// A file that came in.
#[derive(Clone, Debug)]
pub enum Brought {
    /// The text of a register in JSON.
    Register(String),
    /// Sheets, read.
    Sheets(Box<ReadSheets>),
}

/// Sheets that were read.
#[derive(Clone, Debug)]
pub struct ReadSheets {
    document: ImportDocument<'static>,
    report: SheetReport,
}

/// The endings of files that hold tables as text.
const TABLES: [&str; 5] = ["csv", "tsv", "tab", "txt", "psv"];

/// Whether a file is a database, such as a register; `false` for what cannot be read, which is told by who reads it, and
/// for what is no file: a pipe is not waited for.
#[must_use]
pub fn is_database(path: &Path) -> bool {
    if !path.is_file() {
        return false;
    }
    let mut head = [0; SQLITE_HEAD.len()];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut head));
    read.is_ok() && head == *SQLITE_HEAD
}

/// Endings of texts that are of another format: words with a sign between are no table there.
const OTHERS: [&str; 12] = [
    "toml", "ini", "cfg", "conf", "xml", "html", "htm", "svg", "ics", "css", "js", "log",
];

impl Brought {
    /// Reads a file from where it stands.
    ///
    /// # Errors
    /// As [`Brought::of`], or what the file system says.
    pub fn read(
        path: &Path,
        wanted: &SheetRequest<'_>,
        lexicon: &Lexicon,
    ) -> Result<Self, Problem> {
        let name = path
            .file_name()
            .map_or_else(String::new, |name| name.display().to_string());
        Self::of(&output::read_bytes(path)?, &name, wanted, lexicon)
    }

    /// What some bytes are; `name` is what their file is called.
    ///
    /// # Errors
    /// What [`sheets::read`] says of sheets; what [`decode`] says of what is neither.
    pub fn of(
        bytes: &[u8],
        name: &str,
        wanted: &SheetRequest<'_>,
        lexicon: &Lexicon,
    ) -> Result<Self, Problem> {
        use sheets::bytes::{Encoding, Sort};
        let ending = Path::new(name)
            .extension()
            .map(|it| it.to_string_lossy().to_lowercase());
        let ending = ending.as_deref().unwrap_or_default();
        let table = TABLES.contains(&ending);
        let asked = wanted.sheet.is_some() || wanted.mapping.is_some();
        if sheets::bytes::sort(bytes)? == Sort::Text {
            let (text, encoding) = sheets::bytes::decode(bytes)?;
            let json = text.trim_start().starts_with('{') || ending == "json";
            if json {
                // What Windows writes with `>` is read; anything else that is no UTF-8 is told by its line.
                return match encoding {
                    Encoding::Utf16 => Ok(Self::Register(text.into_owned())),
                    _ => decode(bytes).map(|text| Self::Register(text.to_owned())),
                };
            }
            if OTHERS.contains(&ending) && !asked {
                return decode(bytes).map(|text| Self::Register(text.to_owned()));
            }
            if !table && !asked {
                let read = Self::sheets(bytes, name, wanted, lexicon);
                let unknown = matches!(&read, Err(problem) if matches!(problem.key, "sheet_no_table" | "sheet_damaged"));
                // Not called a table and not one: what is wrong with it as JSON is told.
                return if unknown {
                    decode(bytes).map(|text| Self::Register(text.to_owned()))
                } else {
                    read
                };
            }
        }
        Self::sheets(bytes, name, wanted, lexicon)
    }

    fn sheets(
        bytes: &[u8],
        name: &str,
        wanted: &SheetRequest<'_>,
        lexicon: &Lexicon,
    ) -> Result<Self, Problem> {
        let (grids, text) = sheets::reading::grids(bytes)?;
        if text.is_none() && wanted.mapping.is_none() {
            // A workbook of this program says more than its headers do.
            if let Some(own) = sheets::own::read(&grids) {
                return own.map(|json| Self::Register(json.to_string()));
            }
        }
        let read =
            sheets::reading::tables(&grids, text, name, wanted, &lexicon.law, lexicon.today)?;
        let keys = read.keys.into_iter().map(|(place, text)| {
            let names = read.named.contains(&place);
            (place, SourceKey { text, names })
        });
        let origin = Origin {
            source: read.report.source.clone(),
            keys: keys.collect(),
        };
        Ok(Self::Sheets(Box::new(ReadSheets {
            document: ImportDocument::of_source(read.root, origin),
            report: read.report,
        })))
    }

    /// What was made of the sheets, where it is some.
    #[must_use]
    pub fn sheet_report(&self) -> Option<&SheetReport> {
        match self {
            Self::Register(_) => None,
            Self::Sheets(sheets) => Some(&sheets.report),
        }
    }

    /// Makes the activities of sheets those of an organisation, where they name none.
    pub fn belongs_to(&mut self, reference: Option<&str>) {
        if let (Self::Sheets(sheets), Some(reference)) = (self, reference) {
            sheets.document.belongs_to(reference);
        }
    }

    /// Does something with the records that it brings.
    ///
    /// # Errors
    /// As [`read`], or what `act` says.
    pub fn with<T>(
        &self,
        act: impl FnOnce(&ImportDocument<'_>) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        match self {
            Self::Register(text) => act(&read(text)?),
            Self::Sheets(sheets) => act(&sheets.document),
        }
    }
}

/// The reference of the organisation whose activities a sheet has that names none: the only one of ours.
#[must_use]
pub fn only_of_ours(register: &Register) -> Option<String> {
    let mut ours = register.ours();
    let first = ours.next()?;
    let alone = ours.next().is_none();
    alone.then(|| first.head.reference.clone())
}
