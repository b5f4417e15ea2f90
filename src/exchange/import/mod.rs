//! Reading a JSON export, or a file written by hand in its shape, and planning what it does to a register.
//!
//! [`read`] refuses what is no register of this version; [`plan()`] resolves references and numbers what has none. Both
//! say in one [`Problem`] where the file is at fault, by path and line, and change nothing.
//!
//! | to change | go to |
//! | --- | --- |
//! | how a file is read: its text, its keys, keys of older versions | [`tree`], [`older`], [`own_data`] |
//! | values of a file, also as people type them | [`fill`], [`typed`] |
//! | which record is meant | [`external_names`], [`elsewhere`], [`followed`], [`founding`], [`apart`] |
//! | what an import does to a record and to its rows | [`mod@plan`], [`merge`], [`rows`], [`compare`] |
//! | how much of a plan is told | [`told`] |
//! | what is doubtful about disposals that come | [`doubtful`] |
//! | what stays as it is because it was taken out for good | [`redacted`] |

mod apart;
mod compare;
mod doubtful;
mod elsewhere;
mod external_names;
mod fill;
mod followed;
mod founding;
mod merge;
mod older;
mod own_data;
mod plan;
mod redacted;
mod rows;
mod told;
mod tree;
mod typed;

use std::collections::{BTreeMap, HashMap};

use self::tree::{Node, Object, Path, line_of, member, parse, shown};
use super::{FORMAT, VERSION};
use chrono::NaiveDate;
use serde_json::Value as Json;

use crate::domain::change::{Change, Edit};
use crate::domain::date::PartialDate;
use crate::domain::kind::RecordKind;
use crate::domain::problem::Problem;
use crate::domain::register::Register;
use crate::domain::value::Id;

pub(crate) use self::doubtful::DoubtfulDisposals;
pub(crate) use self::external_names::names_elsewhere;
pub(crate) use self::plan::plan_edits;
pub use self::told::{plan, plan_in_brief};
pub(crate) use self::typed::read_typed;

/// A file that was read: well formed, of this format, and whole.
#[derive(Clone, Debug)]
pub struct ImportDocument<'a> {
    text: &'a str,
    root: Object<'a>,
    /// What an older version has in other places.
    moved: older::Moved,
    /// Where its records come from, where that is no register.
    origin: Option<Origin>,
    /// What is wrong with its keys, told with what is wrong with its values.
    faults: Vec<Problem>,
    /// The records and rows that others of it belong to and that do not stand in it themselves.
    absent: Vec<AbsentOwner>,
}

/// A record or row that others of a file belong to and that does not stand in it itself.
#[derive(Clone, Debug, PartialEq)]
pub struct AbsentOwner {
    /// Its reference, as it is called outside any record.
    pub reference: String,
    /// Whether it should stand there: others of its kind do.
    pub is_fault: bool,
    /// What is wrong, where it should, or is not in the register either.
    pub problem: Problem,
}

/// A source that is no register: a sheet, whose records are known again by its own keys.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    /// What the source is called.
    pub source: String,
    /// What it calls each record, by its kind and place in the list; a record without one is known by its name alone.
    pub keys: HashMap<(RecordKind, usize), SourceKey>,
}

/// What a source calls a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceKey {
    /// The key.
    pub text: String,
    /// Whether it may become the reference, where that is free.
    pub names: bool,
}

/// How the records of a file are told from those that are there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Matching {
    /// A file of this register, or one that names none, by reference; one of another register only by the names in
    /// other systems that an earlier import gave.
    #[default]
    ByOrigin,
    /// None of them is there yet.
    AsNew,
    /// By reference, whatever register the file is of.
    ByReference,
    /// By reference; a record becomes what the file says, but for the proof that it holds.
    Replacing,
}

/// Whose answer stands where the file and the register both changed it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Preference {
    /// The register's, and the import says what is open.
    #[default]
    Open,
    /// The register's.
    Ours,
    /// The file's.
    Theirs,
}

/// What was asked for with an import.
#[derive(Clone, Copy, Debug, Default)]
pub struct Merging<'b> {
    /// How records are told from each other.
    pub matching: Matching,
    /// Whose answer stands where both changed it.
    pub prefer: Preference,
    /// The change set that the file was made at, where the register's journal has it with the very hash that the file
    /// names.
    pub made_at: Option<i64>,
    /// The register as it was then; of another source the records as its last import read them.
    pub base: Option<&'b Register>,
    /// What the last import of the source read: what is said there again was settled then.
    pub read_before: Option<&'b Register>,
    /// Whether what is read is to be kept for the next import.
    pub keeps_readings: bool,
    /// The day by which it is told what lies ahead; without one it is not.
    pub today: Option<NaiveDate>,
}

/// A question that the file and the register answer each in its own way.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// Where.
    pub spot: ImportSpot,
    /// What the register says, as JSON; of a list how many rows.
    pub ours: Json,
    /// What the file says.
    pub theirs: Json,
}

/// What an import would do.
#[derive(Debug, Default)]
pub struct ImportPlan {
    /// The edits, settled: `changes_of(register, &edits)` gives the change set. Empty where nothing changes.
    pub edits: Vec<Edit>,
    /// What to say of it.
    pub report: ImportReport,
    /// The records as the source has them, where those are to be kept.
    pub readings: Vec<(Id, Json)>,
}

/// What an import adds and changes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ImportReport {
    /// The references of the records that come, by kind.
    pub added: BTreeMap<RecordKind, Vec<String>>,
    /// The records that change.
    pub changed: Vec<ChangedRecord>,
    /// How many records of the file are in the register as they are.
    pub unchanged: usize,
    /// What each field that changes was and becomes; rows that come and go.
    pub changes: Vec<Change>,
    /// What the file and the register both changed.
    pub conflicts: Vec<Conflict>,
    /// The records of the file that were removed here since it was made, and stay so.
    pub stay_removed: Vec<String>,
    /// The records that come under another reference than the file's: the file's, then the new one.
    pub renumbered: Vec<(String, String)>,
    /// The records that come and are called like one that is there: the new reference, then the known one.
    pub alike: Vec<(String, String)>,
    /// The activities that the source calls by another key than before and that were found by what they are called.
    pub followed: Vec<String>,
    /// The activities that come as new though their key named another before, which stays as it is: the new reference, the
    /// key, and the known reference.
    pub left_apart: Vec<(String, String, String)>,
    /// The organisation that a register began with and that was taken for the only one of a sheet.
    pub taken_for: Option<TakenFor>,
    /// Whether the register's own data and organisations take the place of those that a new register has.
    pub replaces_founding: bool,
    /// Whether the register's own data in the file were passed over, because they are another register's.
    pub keeps_own_data: bool,
    /// How many characters that are not seen or steer were taken out.
    pub cleaned: usize,
    /// The fields that stay as they are: what the file says there was taken out of the register for good.
    pub kept_out: Vec<ImportSpot>,
    /// The fields that stay as they are, or come with nothing in them: something was taken out of the file there.
    pub redacted_there: Vec<ImportSpot>,
    /// The fields that stay as they are: they prove what was done, and the file would empty them.
    pub proof_stays: Vec<ImportSpot>,
    /// What would be written that may have been taken out since the file was made: it is this register's own, and older
    /// than the last redaction.
    ///
    /// Only when somebody says so, it is.
    pub may_bring_back: Vec<ImportSpot>,
    /// What is doubtful about disposals that the file records: a public body's erasure without a decision.
    pub doubts: Vec<Problem>,
}

/// The most records that a refusal names.
const NAMED: usize = 10;

impl ImportReport {
    /// The refusal to bring back unasked what may have been taken out; `None` where nothing is.
    #[must_use]
    pub fn refusal(&self) -> Option<Problem> {
        let mut named: Vec<&str> = Vec::new();
        for spot in &self.may_bring_back {
            if !named.contains(&spot.reference.as_str()) {
                named.push(&spot.reference);
            }
        }
        let more = if named.len() > NAMED { " …" } else { "" };
        named.truncate(NAMED);
        let refs = format!("{}{more}", named.join(", "));
        (!named.is_empty()).then(|| Problem::refused("import_before_redaction").with("refs", refs))
    }

    /// The refusal to leave open what the file and the register both changed; `None` where nothing is open, or it was
    /// said whose answer stands.
    #[must_use]
    pub fn open_conflicts(&self, prefer: Preference) -> Option<Problem> {
        (prefer == Preference::Open && !self.conflicts.is_empty())
            .then(|| Problem::refused("import_conflicts").with("n", self.conflicts.len()))
    }
}

/// An organisation of ours that was taken for the one of a sheet, which calls it a little otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenFor {
    /// Its reference.
    pub reference: String,
    /// What it was called here.
    pub ours: String,
    /// What the sheet calls it.
    pub theirs: String,
}

/// A record or row, or one field of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportSpot {
    /// The kind of record or row.
    pub kind: RecordKind,
    /// The record or row, as it is called outside any record.
    pub reference: String,
    /// The field or list; `None` for the whole.
    pub key: Option<&'static str>,
}

/// A record that an import changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedRecord {
    /// Its kind.
    pub kind: RecordKind,
    /// Its reference; empty for the register's own data.
    pub reference: String,
    /// The keys of its fields and lists that change.
    pub fields: Vec<&'static str>,
}

/// What a file of `SQLite` begins with: <https://www.sqlite.org/fileformat2.html#the_database_header>
const SQLITE: &[u8] = b"SQLite format 3\0";
/// The byte order mark that some programs put before UTF-8.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// The text of a file's bytes.
///
/// # Errors
/// `import_database` where they are a database's, such as a register itself; `import_empty` where there is nothing but
/// blanks; `import_not_utf8` with the line, where they are no UTF-8.
pub fn decode(bytes: &[u8]) -> Result<&str, Problem> {
    if bytes.starts_with(SQLITE) {
        return Err(Problem::refused("import_database"));
    }
    if bytes
        .strip_prefix(BOM)
        .unwrap_or(bytes)
        .trim_ascii()
        .is_empty()
    {
        return Err(Problem::refused("import_empty"));
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let good = &bytes[..error.valid_up_to()];
        let line = good.split(|byte| *byte == b'\n').count();
        Problem::refused("import_not_utf8").with("line", line)
    })
}

/// Reads a file's text: the JSON, and what it says of itself.
///
/// # Errors
/// `import_truncated`, `import_syntax`, `import_too_deep` or `import_duplicate_key` with path, line and column;
/// `import_no_format`, `import_other_format`, `import_version_unreadable`, `import_newer_version`, `import_selection` or
/// `import_holds_in_both_ways`, where it is not a whole register of a version that this program knows. What is wrong with
/// its keys is told with what is wrong with its values, by [`plan()`].
pub fn read(text: &str) -> Result<ImportDocument<'_>, Problem> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let other = |found: &str| Problem::refused("import_other_format").with("found", shown(found));
    let Node::Object(mut root) = parse(text)? else {
        return Err(other("-"));
    };
    let moved = older::holds_as_rows(&mut root, |path, key| {
        let problem = Problem::refused("import_holds_in_both_ways");
        problem
            .with("path", path)
            .with("line", line_of(text, path))
            .with("key", key)
    })?;
    let mut document = ImportDocument {
        text,
        root,
        moved,
        origin: None,
        faults: Vec::new(),
        absent: Vec::new(),
    };
    match document.member("format") {
        Node::Text(format) if format == FORMAT => {}
        Node::Text(format) => return Err(other(format)),
        _ => return Err(Problem::refused("import_no_format")),
    }
    let version = Path::Root.key("version");
    match document.member("version") {
        Node::Number(number) => match number.as_u64() {
            Some(1..=VERSION) => {}
            Some(newer) if newer > VERSION => {
                return Err(Problem::refused("import_newer_version")
                    .with("version", newer)
                    .with("known", VERSION));
            }
            _ => return Err(document.refuse("import_version_unreadable", &version)),
        },
        _ => return Err(document.refuse("import_version_unreadable", &version)),
    }
    if *document.member("selection") != Node::Null {
        return Err(document.refuse("import_selection", &Path::Root.key("selection")));
    }
    document.faults = document.wrong_keys();
    Ok(document)
}

impl<'a> ImportDocument<'a> {
    /// The records of a source that is no register, as JSON.
    #[must_use]
    pub fn of_source(root: Json, origin: Origin) -> Self {
        let root = match Node::from(root) {
            Node::Object(root) => root,
            _ => Vec::new(),
        };
        ImportDocument {
            text: "",
            root,
            moved: older::Moved::default(),
            origin: Some(origin),
            faults: Vec::new(),
            absent: Vec::new(),
        }
    }

    /// Notes what rows of it belong to that does not stand in it itself.
    pub fn lacks(&mut self, absent: &[AbsentOwner]) {
        self.absent.extend_from_slice(absent);
    }

    /// Whether its keys are those of an export, as far as they were looked at without a register.
    #[must_use]
    pub const fn is_well_formed(&self) -> bool {
        self.faults.is_empty()
    }

    /// The records of a register that an earlier import of the same source made; none where it is no such source.
    #[must_use]
    pub fn came_before(&self, register: &Register) -> Vec<Id> {
        let source = self.origin.as_ref().map(|origin| origin.source.as_str());
        source.map_or_else(Vec::new, |source| {
            external_names::of_source(register, source)
        })
    }

    /// Makes the activities those of an organisation of the register, where the source names none.
    pub fn belongs_to(&mut self, reference: &str) {
        let activities = self
            .root
            .iter_mut()
            .find(|(key, _)| key == RecordKind::Activity.plural());
        let Some((_, Node::List(activities))) = activities else {
            return;
        };
        for activity in activities {
            if let Node::Object(object) = activity
                && *member(object, "organisation") == Node::Null
            {
                object.push((
                    "organisation".into(),
                    Node::Text(reference.to_owned().into()),
                ));
            }
        }
    }

    /// Whether it says that it holds only part of its register.
    #[must_use]
    pub fn is_part(&self) -> bool {
        match self.member("selection") {
            Node::Object(selection) => !selection.is_empty(),
            _ => false,
        }
    }

    /// The name under which its records are known again: that of the source, else the id of the register.
    #[must_use]
    pub fn system(&self) -> Option<&str> {
        match &self.origin {
            Some(origin) => Some(&origin.source),
            None => self.register_id(),
        }
    }

    /// The value of a top-level key.
    fn member(&self, key: &str) -> &Node<'a> {
        member(&self.root, key)
    }

    /// The file's records of a kind.
    fn list(&self, kind: RecordKind) -> &[Node<'a>] {
        match self.member(kind.plural()) {
            Node::List(nodes) => nodes,
            _ => &[],
        }
    }

    /// The register's own data, where the file has them.
    fn own_data(&self) -> Option<&Object<'a>> {
        match self.member("register") {
            Node::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The id of the register that the file was made of.
    fn register_id(&self) -> Option<&str> {
        match member(self.own_data()?, "id") {
            Node::Text(id) => Some(id),
            _ => None,
        }
    }

    /// The number of the change set that the file was made at, where it says so.
    fn change_number(&self) -> Option<i64> {
        match self.member("change") {
            Node::Object(change) => match member(change, "number") {
                Node::Number(number) => number.as_i64(),
                _ => None,
            },
            _ => None,
        }
    }

    /// The number and the hash of the change set that the file was made at, where it says both.
    #[must_use]
    pub fn made_at(&self) -> Option<(i64, &str)> {
        match self.member("change") {
            Node::Object(change) => match member(change, "hash") {
                Node::Text(hash) => self.change_number().map(|number| (number, &**hash)),
                _ => None,
            },
            _ => None,
        }
    }

    /// A refusal that names path and line.
    fn refuse(&self, key: &'static str, path: &Path<'_>) -> Problem {
        self.moved.place(path, |path| {
            Problem::refused(key)
                .with("path", path)
                .with("line", line_of(self.text, path))
        })
    }

    fn unknown_key(&self, path: &Path<'_>, key: &str) -> Problem {
        self.refuse("import_unknown_key", &path.key(key))
            .with("key", shown(key))
    }

    /// The keys of the file itself that are unknown, and what of its head is not as an export writes it.
    ///
    /// What the head says is not needed: a file may come without it.
    fn wrong_keys(&self) -> Vec<Problem> {
        let mut wrong = Vec::new();
        for (key, node) in &self.root {
            let path = Path::Root.key(key);
            let listed = RecordKind::records().find(|kind| kind.plural() == key);
            match (&**key, node, listed) {
                (_, Node::Null | Node::List(_), Some(_))
                | ("format" | "version" | "selection", _, _)
                | ("as_of" | "change" | "register", Node::Null, _)
                | ("register", Node::Object(_), _) => {}
                (_, _, Some(_)) => wrong.push(self.refuse("import_not_list", &path)),
                ("as_of", Node::Text(day), _) => {
                    if !matches!(PartialDate::from_iso(day), Some(PartialDate::Day(_))) {
                        let problem = self.refuse("import_day_unreadable", &path);
                        wrong.push(problem.with("text", shown(day)));
                    }
                }
                ("as_of", _, _) => wrong.push(self.refuse("import_not_text", &path)),
                ("change", Node::Object(change), _) => {
                    wrong.extend(self.wrong_in_change(change, &path));
                }
                ("register" | "change", _, _) => {
                    wrong.push(self.refuse("import_not_object", &path));
                }
                _ => wrong.push(self.unknown_key(&Path::Root, key)),
            }
        }
        wrong
    }

    fn wrong_in_change<'s>(
        &'s self,
        change: &'s Object<'a>,
        path: &'s Path<'s>,
    ) -> impl Iterator<Item = Problem> + 's {
        change.iter().filter_map(move |(key, node)| {
            let key_at_fault = match (&**key, node) {
                ("number", Node::Number(_)) | ("hash", Node::Text(_)) => return None,
                ("number", _) => "import_not_number",
                ("hash", _) => "import_not_text",
                _ => return Some(self.unknown_key(path, key)),
            };
            Some(self.refuse(key_at_fault, &path.key(key)))
        })
    }
}
