//! What comes in with a file: a register in JSON, or sheets that are made one; told by what the file is, not by its name.

use std::borrow::Cow;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::against::is_made_here;
use super::output;
use super::own_lists::is_list_made_here;
use crate::domain::problem::Problem;
use crate::domain::progress::long_work;
use crate::domain::register::Register;
use crate::domain::text::cut;
use crate::exchange::import::{AbsentOwner, ImportDocument, Origin, SourceKey, decode, read};
use crate::exchange::sheets::file::grid::SheetGrid;
use crate::exchange::sheets::file::own::OwnSheets;
use crate::exchange::sheets::reading::Written;
use crate::exchange::sheets::table::one_row::RowPlace;
use crate::exchange::sheets::{self, Incoming, Mapping, SheetReport, SheetRequest};
use crate::exchange::workbook::reading::Places;
use crate::labels::Lexicon;
use crate::store::files::guard::SQLITE_HEAD;

/// A file that came in.
#[derive(Clone, Debug)]
pub enum Brought {
    /// The text of a register in JSON.
    Register(String),
    /// A workbook that this program wrote.
    Own(Box<OwnWorkbook>),
    /// Sheets, read.
    Sheets(Box<ReadSheets>),
}

/// A workbook that this program wrote, come back: its records as an export has them, and where they stand in its sheets.
#[derive(Clone, Debug)]
pub struct OwnWorkbook {
    text: String,
    places: Places,
    absent: Vec<AbsentOwner>,
}

impl OwnWorkbook {
    /// A problem with its cells instead of the places in the text that was made of them.
    fn placed(&self, mut problem: Problem) -> Problem {
        let others = std::mem::take(&mut problem.others);
        problem.others = others.into_iter().map(|it| self.placed(it)).collect();
        let cell = problem
            .detail("path")
            .and_then(|path| self.places.cell(path));
        if let Some((cell, row)) = cell {
            for (name, value) in &mut problem.details {
                match *name {
                    "path" => value.clone_from(&cell),
                    "line" => *value = row.to_string(),
                    _ => {}
                }
            }
        }
        problem
    }
}

/// Sheets that were read.
#[derive(Clone, Debug)]
pub struct ReadSheets {
    document: ImportDocument<'static>,
    report: SheetReport,
}

/// A file that was opened, and is not read as a register yet.
#[derive(Debug)]
pub enum Opened {
    /// The text of a register in JSON.
    Register(String),
    /// A workbook that this program wrote.
    Own(Box<OwnWorkbook>),
    /// Sheets.
    Sheets(OpenedSheets),
}

/// The sheets of a file, taken out of it.
#[derive(Debug)]
pub struct OpenedSheets {
    /// What the file is called.
    pub name: String,
    grids: Vec<SheetGrid>,
    text: Option<Written>,
}

/// How many rows of a sheet may hold its headers, and are shown to choose from.
const FIRST_ROWS: usize = 40;

impl OpenedSheets {
    /// Reads the sheets as a register.
    ///
    /// # Errors
    /// As [`sheets::reading::tables`].
    pub fn read(&self, wanted: &SheetRequest<'_>, lexicon: &Lexicon) -> Result<Brought, Problem> {
        long_work("reading sheets");
        let (law, today) = (&lexicon.law, lexicon.today);
        let read = sheets::reading::tables(&self.grids, self.text, &self.name, wanted, law, today)?;
        Ok(brought_of(read))
    }

    /// Reads one row alone.
    ///
    /// # Errors
    /// As [`sheets::table::one_row::row`].
    pub fn row(
        &self,
        wanted: &SheetRequest<'_>,
        place: RowPlace<'_>,
        lexicon: &Lexicon,
    ) -> Result<Brought, Problem> {
        let (law, today) = (&lexicon.law, lexicon.today);
        let read = sheets::table::one_row::row(&self.grids, &self.name, wanted, place, law, today)?;
        let mut brought = brought_of(read);
        brought.belongs_to(wanted.organisation);
        Ok(brought)
    }

    /// The names of the sheets that hold something.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let filled = self.grids.iter().filter(|grid| !grid.lines.is_empty());
        filled.map(|grid| grid.name.as_str())
    }

    /// The rows of a sheet that may hold its headers, each with its number and what it says.
    #[must_use]
    pub fn first_rows(&self, sheet: &str) -> Vec<(u32, String)> {
        let grid = self.grids.iter().find(|grid| grid.name == sheet);
        let lines = grid.map_or(&[][..], |grid| &grid.lines);
        let said = |line: &sheets::file::grid::Line| {
            let cells = line
                .cells
                .iter()
                .map(|cell| cut(cell.value.text().trim(), 24));
            cells.collect::<Vec<_>>().join(" | ")
        };
        let lines = lines.iter().take(FIRST_ROWS);
        lines.map(|line| (line.number, said(line))).collect()
    }

    /// Where the headers may be, of sheets of which none was recognised: the sheet with most rows, in that the first of its
    /// fullest rows.
    #[must_use]
    pub fn guessed(&self) -> Option<(String, Mapping)> {
        let grid = self.grids.iter().max_by_key(|grid| grid.lines.len())?;
        let lines = grid.lines.iter().take(FIRST_ROWS);
        let fullest =
            lines.max_by_key(|line| (line.cells.len(), std::cmp::Reverse(line.number)))?;
        let mapping = Mapping {
            header_row: Some(fullest.number),
            ..Mapping::default()
        };
        (fullest.cells.len() > 1).then(|| (grid.name.clone(), mapping))
    }
}

fn brought_of(read: Incoming) -> Brought {
    let keys = read.keys.into_iter().map(|(place, text)| {
        let names = read.named.contains(&place);
        (place, SourceKey { text, names })
    });
    let origin = Origin {
        source: read.report.source.clone(),
        keys: keys.collect(),
    };
    Brought::Sheets(Box::new(ReadSheets {
        document: ImportDocument::of_source(read.root, origin),
        report: read.report,
    }))
}

/// The endings of files that hold tables as text.
const TABLES: [&str; 5] = ["csv", "tsv", "tab", "txt", "psv"];

/// The endings of workbooks.
const BOOKS: [&str; 5] = ["xlsx", "xlsm", "xlsb", "xls", "ods"];

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
        match Opened::read(path, wanted, lexicon)? {
            Opened::Register(text) => Ok(Self::Register(text)),
            Opened::Own(own) => Ok(Self::Own(own)),
            Opened::Sheets(opened) => opened.read(wanted, lexicon),
        }
    }

    /// What some bytes are; `name` is what their file is called.
    ///
    /// # Errors
    /// As [`Opened::of`] and [`OpenedSheets::read`].
    pub fn of(
        bytes: &[u8],
        name: &str,
        wanted: &SheetRequest<'_>,
        lexicon: &Lexicon,
    ) -> Result<Self, Problem> {
        match Opened::of(bytes, name, wanted, lexicon)? {
            Opened::Register(text) => Ok(Self::Register(text)),
            Opened::Own(own) => Ok(Self::Own(own)),
            Opened::Sheets(opened) => opened.read(wanted, lexicon),
        }
    }

    /// What was made of the sheets, where it is some.
    #[must_use]
    pub fn sheet_report(&self) -> Option<&SheetReport> {
        match self {
            Self::Register(_) | Self::Own(_) => None,
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
        self.with_read(|document| act(&document))
    }

    /// Does something with the records that it brings, and gives them away where they are read for that alone.
    ///
    /// # Errors
    /// As [`read`], or what `act` says.
    pub fn with_read<T>(
        &self,
        act: impl FnOnce(Cow<'_, ImportDocument<'_>>) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        match self {
            Self::Register(text) => act(Cow::Owned(read(text)?)),
            Self::Own(own) => {
                let done = read(&own.text).and_then(|mut document| {
                    document.lacks(&own.absent);
                    act(Cow::Owned(document))
                });
                done.map_err(|problem| own.placed(problem))
            }
            Self::Sheets(sheets) => act(Cow::Borrowed(&sheets.document)),
        }
    }
}

impl Opened {
    /// Opens a file.
    ///
    /// # Errors
    /// As [`Opened::of`], or what the file system says.
    pub fn read(
        path: &Path,
        wanted: &SheetRequest<'_>,
        lexicon: &Lexicon,
    ) -> Result<Self, Problem> {
        let name = path
            .file_name()
            .map_or_else(String::new, |name| name.display().to_string());
        if path.is_dir() {
            return folder(path, name).map(Self::Sheets);
        }
        Self::of(&output::read_bytes(path)?, &name, wanted, lexicon)
    }

    /// What some bytes are; `name` is what their file is called.
    ///
    /// # Errors
    /// What [`sheets::reading::grids`] says of sheets; what [`decode`] says of what is neither.
    pub fn of(
        bytes: &[u8],
        name: &str,
        wanted: &SheetRequest<'_>,
        lexicon: &Lexicon,
    ) -> Result<Self, Problem> {
        use sheets::file::bytes::{Encoding, Sort};
        long_work("reading a file to import");
        let ending = Path::new(name)
            .extension()
            .map(|it| it.to_string_lossy().to_lowercase());
        let ending = ending.as_deref().unwrap_or_default();
        let table = TABLES.contains(&ending);
        let asked = wanted.sheet.is_some() || wanted.mapping.is_some();
        let sort = sheets::file::bytes::sort(bytes)?;
        if sort == Sort::Page && is_made_here(&sheets::file::bytes::decode(bytes)?.0) {
            return Err(Problem::refused("import_own_document").with("file", name));
        }
        if sort == Sort::Text {
            let (text, encoding) = sheets::file::bytes::decode(bytes)?;
            let json = text.trim_start().starts_with('{') || ending == "json";
            if json && sheets::file::yaml::is_json_of_others(&text) {
                return Self::sheets(bytes, name, wanted, lexicon);
            }
            if json {
                // What Windows writes with `>` is read; anything else that is no UTF-8 is told by its line.
                return match encoding {
                    Encoding::Utf16 => Ok(Self::Register(text.into_owned())),
                    _ => decode(bytes).map(|text| Self::Register(text.to_owned())),
                };
            }
            if is_made_here(&text) {
                return Err(Problem::refused("import_own_document").with("file", name));
            }
            if OTHERS.contains(&ending) && !asked {
                return decode(bytes).map(|text| Self::Register(text.to_owned()));
            }
            if !table && !asked {
                let opened = Self::sheets(bytes, name, wanted, lexicon);
                let read = opened.and_then(|opened| {
                    if let Self::Sheets(sheets) = &opened {
                        sheets.read(wanted, lexicon)?;
                    }
                    Ok(opened)
                });
                // Of prose it is told that no table is in it; it was never meant for JSON.
                let in_markdown =
                    matches!(ending, "md" | "markdown") || sheets::markdown::has_headings(&text);
                let unknown = matches!(&read, Err(problem) if matches!(problem.key, "sheet_no_table" | "sheet_damaged"))
                    && !in_markdown;
                // Not called a table and not one, but begun like JSON: what is wrong with it as that is told.
                let begun = text.trim_start().starts_with(['{', '[', '"']);
                return if unknown && begun {
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
        if crate::exchange::questionnaire::reading::is_one(&grids) {
            return Err(Problem::refused("import_answers").with("file", name));
        }
        if wanted.mapping.is_none() {
            // A workbook of this program, or a table of one kind, says more than its headers do.
            let own = match text {
                None => own_workbook(&grids, name)?,
                Some(_) => None,
            };
            let guarded = text.is_some();
            if let Some(own) =
                own.or_else(|| sheets::file::own::listed(&grids, name, guarded, lexicon))
            {
                return Ok(Self::Own(Box::new(OwnWorkbook {
                    text: own.json.to_string(),
                    places: own.places,
                    absent: own.absent,
                })));
            }
            if is_list_made_here(&grids, lexicon) {
                return Err(Problem::refused("import_own_document").with("file", name));
            }
            if let Some((kind, more)) =
                sheets::file::own::with_more_columns(&grids, guarded, lexicon)
            {
                return Err(Problem::refused("table_columns_unknown")
                    .with("kind", lexicon.words.many(kind))
                    .with("heads", more));
            }
        }
        Ok(Self::Sheets(OpenedSheets {
            name: name.to_owned(),
            grids: sheets::table::several::apart(grids),
            text,
        }))
    }
}

/// The register of a workbook of this program, if it is one.
///
/// # Errors
/// `import_workbook_part` of one that does not say of which register it is, because something was left out of it.
fn own_workbook(grids: &[SheetGrid], name: &str) -> Result<Option<OwnSheets>, Problem> {
    let own = sheets::file::own::read(grids);
    if own
        .as_ref()
        .is_some_and(|own| own.json.get("format").is_none())
    {
        return Err(Problem::refused("import_workbook_part").with("file", name));
    }
    Ok(own)
}

/// The most files of a folder that are looked at, and how deep folders are gone into.
const MOST_FILES: usize = 10_000;
const DEEPEST: usize = 8;

/// The records of a folder: each file with front matter is one; other files of words are passed over by their names.
fn folder(path: &Path, name: String) -> Result<OpenedSheets, Problem> {
    let mut files = Vec::new();
    below(path, DEEPEST, &mut files)?;
    files.sort();
    let mut records: Vec<(Vec<String>, PathBuf, Vec<Matter>)> = Vec::new();
    let (mut others, mut under_headings) = (Vec::new(), Vec::new());
    for file in files {
        let ending = file
            .extension()
            .map(|it| it.to_string_lossy().to_lowercase());
        let yaml = match ending.as_deref() {
            Some("md" | "markdown") => false,
            Some("yaml" | "yml") => true,
            // What is imported as a file of its own is not read here, and is named.
            Some(ending) if BOOKS.contains(&ending) || TABLES.contains(&ending) => {
                others.push(file);
                continue;
            }
            _ => continue,
        };
        let bytes = output::read_bytes(&file)?;
        let (text, _) = sheets::file::bytes::decode(&bytes)?;
        let text = if yaml {
            // A file of YAML is all front matter.
            let bare = text.trim_start().trim_start_matches("---");
            format!("---\n{}\n---\n", bare.trim_end().trim_end_matches("..."))
        } else {
            text.into_owned()
        };
        let told = if yaml {
            Vec::new()
        } else {
            sheets::markdown::activities(&text)
        };
        if !told.is_empty() {
            under_headings.push((file, told));
            continue;
        }
        match sheets::file::front::matter(&text) {
            Some(mut matter) => {
                let stem = file.file_stem().map(|it| it.to_string_lossy().into_owned());
                named(&mut matter, stem.unwrap_or_default());
                let keys: Vec<String> = matter.iter().map(|(key, _)| key.clone()).collect();
                // Files of other keys are a table of their own: what a key says there is read by itself.
                match records.iter_mut().find(|(known, ..)| *known == keys) {
                    Some((.., of_keys)) => of_keys.push(matter),
                    None => records.push((keys, file, vec![matter])),
                }
            }
            None => others.push(file),
        }
    }
    if records.is_empty() && under_headings.is_empty() {
        return Err(Problem::cannot("import_folder_without").with("folder", path.display()));
    }
    let shown = |file: &Path| {
        let within = file.strip_prefix(path).unwrap_or(file);
        within.display().to_string()
    };
    let tables = records.iter().map(|(_, first, records)| SheetGrid {
        name: shown(first),
        ..sheets::file::front::grid(records)
    });
    let mut grids: Vec<SheetGrid> = tables.collect();
    if let Some((first, _)) = under_headings.first() {
        let name = shown(first);
        let told = under_headings.iter().flat_map(|(_, told)| told);
        grids.push(SheetGrid {
            name,
            ..sheets::file::front::grid(&told.cloned().collect::<Vec<_>>())
        });
    }
    grids.extend(
        others
            .iter()
            .map(|file| SheetGrid::passed_over(shown(file))),
    );
    Ok(OpenedSheets {
        name,
        grids,
        text: None,
    })
}

/// Keys and values of a file, in their order.
type Matter = Vec<(String, String)>;

/// Names a record after its file, where it does not say what it is called.
fn named(matter: &mut Matter, stem: String) {
    let headers = sheets::table::header::KnownHeaders::shipped();
    let is_name = |key: &str| {
        let guess = headers.guess(key);
        guess.is_some_and(|guess| guess.field == "activity.name")
    };
    match matter.iter_mut().find(|(key, _)| is_name(key)) {
        Some((_, value)) if value.trim().is_empty() => *value = stem,
        Some(_) => {}
        None => matter.insert(0, ("Name".to_owned(), stem)),
    }
}

/// The files below a folder; what is hidden is left alone, and no link to a folder is followed.
fn below(folder: &Path, deep: usize, files: &mut Vec<PathBuf>) -> Result<(), Problem> {
    let unreadable = |error: &std::io::Error| output::unread(folder, error);
    let entries = std::fs::read_dir(folder).map_err(|error| unreadable(&error))?;
    for entry in entries {
        let entry = entry.map_err(|error| unreadable(&error))?;
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        let kind = entry.file_type().map_err(|error| unreadable(&error))?;
        if hidden || files.len() >= MOST_FILES {
            continue;
        }
        if kind.is_dir() && deep > 0 {
            below(&entry.path(), deep - 1, files)?;
        } else if entry.path().is_file() {
            files.push(entry.path());
        }
    }
    Ok(())
}

/// The mappings that the user keeps in a directory, by their names, and what is wrong with those that cannot be read.
#[must_use]
pub fn own_mappings(directory: Option<&Path>) -> (Vec<Mapping>, Vec<Problem>) {
    let (mut own, mut unread) = (Vec::new(), Vec::new());
    for file in output::files_ending(directory, "toml") {
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        let read = output::read(&file).and_then(|text| Mapping::read(&name, &text));
        match read {
            Ok(mapping) => own.push(mapping),
            Err(problem) => unread.push(problem),
        }
    }
    (own, unread)
}

/// The organisations of ours, among which is whoever a sheet is of that does not say so.
#[derive(Clone, Debug, Default)]
pub struct OwnOrganisations(Vec<OwnOrganisation>);

/// An organisation of ours, as an import names it.
#[derive(Clone, Debug)]
struct OwnOrganisation {
    reference: String,
    name: String,
}

impl OwnOrganisations {
    /// Those of a register.
    #[must_use]
    pub fn of(register: &Register) -> Self {
        let own = register.ours().map(|it| OwnOrganisation {
            reference: it.head.reference.clone(),
            name: it.name.clone().unwrap_or_default(),
        });
        Self(own.collect())
    }

    fn alone(&self) -> Option<&OwnOrganisation> {
        match self.0.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }

    /// The reference of the only one.
    #[must_use]
    pub fn only(&self) -> Option<&str> {
        self.alone().map(|it| it.reference.as_str())
    }

    /// The name of the one that was asked for, else of the only one.
    #[must_use]
    pub fn name(&self, asked: Option<&str>) -> Option<&str> {
        let named = |asked: &str| self.0.iter().find(|it| it.reference == asked);
        let found = asked.map_or_else(|| self.alone(), named);
        found.map(|it| it.name.as_str()).filter(|it| !it.is_empty())
    }
}
