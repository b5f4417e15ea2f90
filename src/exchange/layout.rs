//! Layouts of wide tables: which columns they have, and what of an activity each answers. Those that come with the
//! program are in `assets/layouts`; the user's own have the same shape.

use serde::Deserialize;

use crate::domain::contacts::asked_contact;
use crate::domain::field::Declaration;
use crate::domain::kind::RecordKind;
use crate::domain::problem::Problem;

macro_rules! shipped_layouts {
    ($($name:literal)+) => {
        [$(($name, include_str!(concat!("../../assets/layouts/", $name, ".toml")))),+]
    };
}

/// The layouts that come with the program, each with its name.
const SHIPPED: &[(&str, &str)] = &shipped_layouts!(
    "ciso-list"
    "ciso-workbook"
    "de-koos"
    "de-odif"
    "dpcat-a30"
    "dpcat-edps"
    "en-article30"
    "en-limbs-markdown"
    "en-pipe-csv"
    "en-privacyregister"
    "nb-polly"
    "nl-amersfoort"
    "sv-art30"
    "sv-du"
    "sv-kavlinge"
    "sv-ki"
    "sv-municipal-form"
);

/// The field of a column of a sheet that is not to be read; in a table that is written it is left out.
pub const LEFT_OUT: &str = "leave";

/// What a path asks for that no single field holds: how a party is reached, and of another's also its representative and
/// officer.
pub(crate) const CONTACT_DETAILS: &str = "contact_details";

/// A wide table: a row for each activity.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// Its columns, in their order.
    pub columns: Vec<WideColumn>,
}

/// A column of a wide table.
#[derive(Clone, Debug, PartialEq)]
pub struct WideColumn {
    /// What stands over it.
    pub header: String,
    /// What of an activity it answers.
    pub field: ColumnField,
    /// How the answer is given.
    pub form: AnswerForm,
    /// Which of the recipients it is about, where it is not all of them.
    pub among: Option<AmongRecipients>,
}

/// Some of the recipients of an activity.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum AmongRecipients {
    /// Those outside the EEA.
    OutsideEea,
    /// Those outside our own organisation.
    External,
    /// Processors.
    Processors,
}

/// What of an activity a column answers.
#[derive(Clone, Debug, PartialEq)]
pub enum ColumnField {
    /// The reference.
    Reference,
    /// What the notes say under the column's header.
    Notes,
    /// A field of the activity.
    Own(&'static str),
    /// The rows of a list: all, or those with a code in a field; a field of them, or each as a whole.
    Rows(ListRows),
    /// A field of the organisation whose activity it is.
    Organisation(&'static str),
    /// The contacts of that organisation in a role: a field of them, or each as a whole.
    Contacts(ListRows),
}

/// Rows of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct ListRows {
    /// The key of the list.
    pub list: &'static str,
    /// The field and the code that it must have.
    pub only: Option<(&'static str, String)>,
    /// The field; the row as a whole where there is none.
    pub key: Option<&'static str>,
}

/// How the answer of a column is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerForm {
    /// In words.
    Words,
    /// Yes or no: whether the header itself is among the answers.
    Header,
    /// Yes or no: whether data are more than ordinary.
    Special,
    /// Yes or no: whether the criterion of that number is among the answers.
    Criterion(usize),
    /// In words, and after them what a second path answers: the header asks for both.
    Together(&'static str),
    /// A name, and below it how its bearer is reached.
    Party,
    /// What the notes say under the header: what it asks for is no field of ours.
    Noted,
}

/// A file of a layout: one of its own, or the first of several.
#[derive(Deserialize)]
struct LayoutFile {
    #[serde(default)]
    columns: Vec<WrittenColumn>,
    #[serde(default)]
    template: Vec<LayoutTemplate>,
}

#[derive(Deserialize)]
struct LayoutTemplate {
    columns: Vec<WrittenColumn>,
}

/// A column as a file has it.
#[derive(Deserialize)]
struct WrittenColumn {
    header: String,
    field: String,
    #[serde(default)]
    parse: Option<String>,
    #[serde(default)]
    among: Option<AmongRecipients>,
}

/// The names of the layouts that come with the program.
pub fn names() -> impl Iterator<Item = &'static str> {
    SHIPPED.iter().map(|(name, _)| *name)
}

/// The text of the layout of a name, where one comes with the program.
#[must_use]
pub fn shipped(name: &str) -> Option<&'static str> {
    let found = SHIPPED.iter().find(|(known, _)| *known == name);
    found.map(|(_, text)| *text)
}

/// The title of a layout that comes with the program.
#[must_use]
pub fn title(name: &str) -> String {
    let table = shipped(name).and_then(|text| text.parse::<toml::Table>().ok());
    let title = table.as_ref().and_then(|table| table.get("title"));
    let title = title.and_then(toml::Value::as_str);
    title.unwrap_or(name).to_owned()
}

/// The problem of a layout that is not there: it names those that are.
#[must_use]
pub fn unknown(name: &str) -> Problem {
    Problem::usage("layout_unknown")
        .with("layout", name)
        .with("layouts", names().collect::<Vec<_>>().join(", "))
}

/// The problem of a mapping that is not there: it names those that come with the program.
#[must_use]
pub fn mapping_unknown(name: &str) -> Problem {
    Problem::usage("mapping_unknown")
        .with("mapping", name)
        .with("layouts", names().collect::<Vec<_>>().join(", "))
}

impl Layout {
    /// Reads a layout; `name` is what it is called where it cannot be read.
    ///
    /// # Errors
    /// `layout_unreadable` with the reason, `layout_without_columns`, or `layout_field_unknown` with header and field.
    pub fn read(name: &str, text: &str) -> Result<Self, Problem> {
        let file: LayoutFile = toml::from_str(text).map_err(|error| {
            let before = &text[..error.span().map_or(0, |span| span.start.min(text.len()))];
            let line = before.matches('\n').count() + 1;
            Problem::usage("layout_unreadable")
                .with("layout", name)
                .with("line", line)
                .with("reason", error.message())
        })?;
        let mut templates = file.template.into_iter();
        let columns = if file.columns.is_empty() {
            templates.next().map(|template| template.columns)
        } else {
            Some(file.columns)
        };
        let columns = columns.unwrap_or_default();
        if columns.is_empty() {
            return Err(Problem::usage("layout_without_columns").with("layout", name));
        }
        let read = |written: &WrittenColumn| written.field != LEFT_OUT;
        let columns = columns.into_iter().filter(read).map(|written| {
            let field = ColumnField::read(&written.field).ok_or_else(|| {
                Problem::usage("layout_field_unknown")
                    .with("layout", name)
                    .with("header", written.header.trim())
                    .with("field", &written.field)
            })?;
            Ok(WideColumn {
                form: AnswerForm::read(written.parse.as_deref(), &field),
                header: written.header,
                field,
                among: written.among,
            })
        });
        Ok(Self {
            columns: columns.collect::<Result<_, Problem>>()?,
        })
    }
}

impl AnswerForm {
    fn read(parse: Option<&str>, field: &ColumnField) -> Self {
        let kind = |rows: &ListRows| (rows.list, rows.key) == ("data_categories", Some("kind"));
        match parse {
            Some("yesno-column") => Self::Header,
            Some("yesno" | "special") if matches!(field, ColumnField::Rows(rows) if kind(rows)) => {
                Self::Special
            }
            Some("two-lists") => Self::Together("data_categories[].category"),
            Some("bases-and-laws") => Self::Together("purposes[].laws"),
            Some("bases-and-art9") => Self::Together("data_categories[].art9_conditions"),
            Some("party") => Self::Party,
            Some("reference") => Self::Noted,
            Some(parse) => (parse.strip_prefix("wp248-"))
                .and_then(|number| number.parse().ok())
                .map_or(Self::Words, Self::Criterion),
            None => Self::Words,
        }
    }
}

impl ColumnField {
    /// The field that a path names: `ref`, `notes`, `activity.name`, `purposes[].text`,
    /// `recipients[role=processor].organisation`, `organisation.name`, `organisation.contacts[role=dpo].email`.
    #[must_use]
    pub fn read(path: &str) -> Option<Self> {
        let activity = RecordKind::Activity.declaration();
        let organisation = RecordKind::Organisation.declaration();
        match path {
            "ref" => return Some(Self::Reference),
            "notes" | "activity.notes" => return Some(Self::Notes),
            _ => {}
        }
        if let Some(key) = path.strip_prefix("activity.") {
            return own(activity, key.trim_end_matches("[]")).map(Self::Own);
        }
        if let Some(rest) = path.strip_prefix("organisation.") {
            if rest.contains('[') {
                return rows(organisation, rest).map(Self::Contacts);
            }
            if rest == CONTACT_DETAILS {
                return Some(Self::Organisation(CONTACT_DETAILS));
            }
            return own(organisation, rest).map(Self::Organisation);
        }
        rows(activity, path).map(Self::Rows)
    }
}

/// The field of a key.
fn own(declaration: &'static Declaration, key: &str) -> Option<&'static str> {
    let at = declaration.field(key)?;
    Some(declaration.fields[at].key)
}

/// The rows that a path names: `list[]`, `list[field=code]`, with `.key` or without.
fn rows(declaration: &'static Declaration, path: &str) -> Option<ListRows> {
    let (list, rest) = path.split_once('[')?;
    let (only, rest) = rest.split_once(']')?;
    let list = &declaration.lists[declaration.list(list)?];
    let of_rows = list.kind.declaration();
    let only = match only.split_once('=') {
        Some((field, code)) => Some((own(of_rows, field)?, code.to_owned())),
        None if only.is_empty() => None,
        None => return None,
    };
    let key = match rest.strip_prefix('.') {
        Some(CONTACT_DETAILS) if of_rows.field("organisation").is_some() => Some(CONTACT_DETAILS),
        Some(key) => Some(own(of_rows, key)?),
        None if rest.is_empty() => None,
        None => return None,
    };
    Some(ListRows {
        list: list.key,
        only,
        key,
    })
}

impl ListRows {
    /// The key under which the record says that there are none.
    #[must_use]
    pub fn none_key(&self) -> String {
        let asked = |code: &String| format!("{}.{code}", self.list);
        let asked = self.only.as_ref().map(|(_, code)| asked(code));
        asked
            .filter(|key| asked_contact(key).is_some())
            .unwrap_or_else(|| self.list.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_layout_that_comes_with_the_program_can_be_read() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/layouts");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        files.sort();
        let known: Vec<String> = names().map(|name| format!("{name}.toml")).collect();
        assert_eq!(files, known);
        for (name, text) in SHIPPED {
            let layout = Layout::read(name, text).unwrap_or_else(|problem| panic!("{problem}"));
            assert!(layout.columns.len() > 2, "{name}");
            // Its name is that in the file, and it is one that was seen.
            let table: toml::Table = text.parse().unwrap();
            assert_eq!(table["id"].as_str(), Some(*name));
            let seen = table["confidence"].as_str().unwrap();
            assert!(seen.contains("read"), "{name}: {seen}");
        }
    }

    #[test]
    fn what_a_layout_has_wrong_is_told() {
        let key = |text: &str| Layout::read("own", text).unwrap_err().key;
        assert_eq!(key("columns = ["), "layout_unreadable");
        assert_eq!(key(""), "layout_without_columns");
        assert_eq!(key("columns = []\n"), "layout_without_columns");
        let column = |field: &str| format!("columns = [{{ header = \"A\", field = \"{field}\" }}]");
        for field in [
            "",
            "activity.nothing",
            "purposes[]x",
            "purposes[x].text",
            "nothing[].x",
        ] {
            assert_eq!(key(&column(field)), "layout_field_unknown", "{field}");
        }
        let template = format!("[[template]]\nid = \"x\"\n{}", column("purposes[].text"));
        assert_eq!(Layout::read("own", &template).unwrap().columns.len(), 1);
    }
}
