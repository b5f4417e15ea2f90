//! Processing activities to begin with: what a municipality, a company, or anybody usually does with personal data.
//!
//! A template is no claim about an organisation: it comes as a draft, its measures and the periods that no law sets are
//! proposals. What differs between public authorities and others follows the organisation that it is made for; Swedish
//! law and the periods that it sets are left out where the organisation is established in another country, and
//! authorities are called there by what they are.

mod proposed;
#[cfg(test)]
mod tests;

pub use proposed::untouched_proposal;

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json};

use crate::domain::change::Edit;
use crate::domain::codes::{ActivityRole, Choice, RecordStatus, Regime};
use crate::domain::field::Record;
use crate::domain::kind::RecordKind;
use crate::domain::language::{Language, shipped};
use crate::domain::problem::Problem;
use crate::domain::records::{Activity, Organisation};
use crate::domain::register::Register;
use crate::domain::text::key as folded;
use crate::domain::value::{Id, Value};
use crate::drafted::{File, Files, Names, VARIANTS};
use crate::due::statutory::schedule_from;
use crate::labels::Lexicon;
use crate::words::Words;

const STRUCTURE: File = (
    "library/structure.toml",
    include_str!("../../assets/library/structure.toml"),
);
macro_rules! texts {
    ($($code:literal),+) => {
        /// The texts, by the code of their language; English first.
        const TEXTS: &[(&str, File)] = &[$((
            $code,
            (
                concat!("library/", $code, ".toml"),
                include_str!(concat!("../../assets/library/", $code, ".toml")),
            ),
        )),+];
    };
}
shipped!(texts);

/// The system under whose name a record made from a template carries the template's key (`external_ids`).
pub const SYSTEM: &str = "ropa";

/// The country whose law the templates cite.
const COUNTRY: &str = "SE";

/// The sections of the texts that say what authorities are called: where that law applies, and elsewhere.
const NAMED: [&str; 2] = ["here", "elsewhere"];

/// Whose usual activity a template is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TemplateSector {
    /// Anybody's.
    Both,
    /// A municipality's.
    Municipality,
    /// A company's.
    Company,
}

impl TemplateSector {
    /// Every sector.
    pub const ALL: [Self; 3] = [Self::Both, Self::Municipality, Self::Company];

    /// The code that the data file and the command line have.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Both => "both",
            Self::Municipality => "municipality",
            Self::Company => "company",
        }
    }

    /// The locale key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Both => "library.both",
            Self::Municipality => "library.municipality",
            Self::Company => "library.company",
        }
    }

    /// The sector of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }

    /// Whether a template of this sector is for an organisation of another.
    #[must_use]
    pub fn is_for(self, wanted: Self) -> bool {
        self == Self::Both || wanted == Self::Both || self == wanted
    }
}

/// A processing activity to begin with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// By which it is asked for.
    pub key: String,
    /// Whose usual activity it is.
    pub sector: TemplateSector,
    /// What it is called.
    pub name: String,
    /// The department that usually does it.
    pub department: String,
    /// What is done.
    pub description: String,
}

/// Every template, in the words of a language.
///
/// # Errors
/// `locale_broken` where a shipped file cannot be read: a test keeps that from happening.
pub fn templates(language: Language) -> Result<Vec<Template>, Problem> {
    let files = Files::read(STRUCTURE, TEXTS, language)?;
    let entries = files.entries(RecordKind::Activity);
    entries
        .map(|entry| {
            let key = files.name_of(entry)?;
            let sector = entry.get("sector").and_then(Json::as_str);
            let sector = sector
                .and_then(TemplateSector::from_code)
                .ok_or_else(|| files.broken(&format!("{key}.sector")))?;
            let text = |field| files.text_of(RecordKind::Activity, key, field);
            Ok(Template {
                key: key.to_owned(),
                sector,
                name: text("name"),
                department: text("department"),
                description: text("description"),
            })
        })
        .collect()
}

/// What making activities from templates is called in the journal: a few by their names, many by their number.
///
/// # Errors
/// As [`templates`].
pub fn label_of(keys: &[&str], words: &Words) -> Result<String, Problem> {
    const FEW: usize = 3;
    if keys.len() > FEW {
        let n = keys.len().to_string();
        return Ok(words.fill("library.label_many", &[("n", &n)]));
    }
    let all = templates(words.language())?;
    let known = all
        .iter()
        .filter(|it| keys.iter().any(|key| *key == it.key));
    let names: Vec<&str> = known.map(|it| it.name.as_str()).collect();
    Ok(words.fill("library.label", &[("names", &names.join(", "))]))
}

/// The activity of an organisation that was made from a template, if it is there.
#[must_use]
pub fn made_from<'r>(register: &'r Register, organisation: Id, key: &str) -> Option<&'r Activity> {
    register
        .activities
        .iter()
        .find(|activity| activity.organisation == Some(organisation) && is_named(*activity, key))
}

/// The keys of the templates for a sector of which the organisation has no activity yet.
///
/// # Errors
/// As [`templates`].
pub fn usual(
    register: &Register,
    organisation: Id,
    sector: TemplateSector,
) -> Result<Vec<String>, Problem> {
    let all = templates(Language::default())?.into_iter();
    let open = all.filter(|it| {
        it.sector.is_for(sector) && made_from(register, organisation, &it.key).is_none()
    });
    Ok(open.map(|it| it.key).collect())
}

/// The edits that make activities of an organisation from templates, with the measures and schedules that they rest on
/// and that are not there yet.
///
/// The texts are in the language of the lexicon. Who says that the organisation is a municipality or a company also
/// records whether it is a public authority, where that is not recorded.
///
/// # Errors
/// `template_unknown` for a key that no template has, `template_there` for one that the organisation has an activity
/// of, `template_organisation` where it is none of the register's own; `locale_broken` as [`templates`].
pub fn edits(
    register: &Register,
    keys: &[&str],
    organisation: Id,
    sector: TemplateSector,
    lexicon: &Lexicon,
) -> Result<Vec<Edit>, Problem> {
    let owner = register
        .typed::<Organisation>(organisation)
        .filter(|it| it.ours == Some(true))
        .ok_or_else(|| {
            Problem::usage("template_organisation").with("ref", register.reference(organisation))
        })?;
    let home = owner.country.as_deref().is_none_or(|it| it == COUNTRY);
    let files = Files::read(STRUCTURE, TEXTS, lexicon.words.language())?.filling_from(if home {
        "here"
    } else {
        "elsewhere"
    });
    let wanted = wanted(&files, register, keys, organisation)?;
    let of_municipality = |entry: &&Map<String, Json>| {
        entry.get("sector").and_then(Json::as_str) == Some(TemplateSector::Municipality.code())
    };
    let public = owner.public_authority.unwrap_or_else(|| match sector {
        TemplateSector::Municipality => true,
        TemplateSector::Company => false,
        TemplateSector::Both => wanted.iter().any(of_municipality),
    });
    let mut making = Making {
        register,
        lexicon,
        variant: VARIANTS[usize::from(!public)],
        home,
        names: Names::new(),
        made: 0,
    };
    let mut edits = making.schedules(&wanted);
    if owner.public_authority.is_none() && sector != TemplateSector::Both {
        let mut told = owner.clone();
        told.public_authority = Some(public);
        edits.push(Edit {
            before: Some(Box::new(owner.clone())),
            after: Some(Box::new(told)),
        });
    }
    let measures = making.measures(&files, &wanted);
    let is_wanted = |kind, _, entry: &Map<String, Json>| {
        let named = entry
            .get("named")
            .and_then(Json::as_str)
            .unwrap_or_default();
        match kind {
            RecordKind::Measure => measures.contains(named),
            _ => keys.contains(&named),
        }
    };
    let mut made = making.made;
    let names = std::mem::take(&mut making.names);
    let mut next = || {
        made += 1;
        Id::provisional(made)
    };
    let kinds = [RecordKind::Measure, RecordKind::Activity];
    let drafts = files.records(&kinds, &is_wanted, Some(making.variant), names, &mut next)?;
    for draft in drafts {
        let key = files.name_of(draft.entry)?;
        let mut record = draft.record;
        record.head_mut().reference.clear();
        name(&mut *record, key);
        if record.kind() == RecordKind::Activity {
            making.settle(&mut *record, organisation, key);
        }
        edits.push(Edit::create(record));
    }
    Ok(edits)
}

/// The codes of the statutory periods that all templates rest on.
fn schedules(files: &Files, variant: &str) -> BTreeSet<String> {
    schedule_codes(files.entries(RecordKind::Activity), variant)
}

/// The codes of the statutory periods that entries rest on.
fn schedule_codes<'e>(
    entries: impl Iterator<Item = &'e Map<String, Json>>,
    variant: &str,
) -> BTreeSet<String> {
    let rules = entries.filter_map(|entry| entry.get("retention")?.as_array());
    rules
        .flatten()
        .flat_map(|rule| [Some(rule), rule.get(variant)])
        .filter_map(|part| Some(part?.get("schedule")?.as_str()?.to_owned()))
        .collect()
}

/// The entries of the templates that are asked for.
fn wanted<'f>(
    files: &'f Files,
    register: &Register,
    keys: &[&str],
    organisation: Id,
) -> Result<Vec<&'f Map<String, Json>>, Problem> {
    keys.iter()
        .map(|key| {
            let named = |entry: &&Map<String, Json>| {
                entry.get("named").and_then(Json::as_str) == Some(*key)
            };
            let entry = files.entries(RecordKind::Activity).find(named);
            let entry =
                entry.ok_or_else(|| Problem::usage("template_unknown").with("key", *key))?;
            if let Some(there) = made_from(register, organisation, key) {
                return Err(Problem::refused("template_there")
                    .with("key", *key)
                    .with("ref", &there.head.reference));
            }
            Ok(entry)
        })
        .collect()
}

/// What is needed to make records from templates.
struct Making<'a> {
    register: &'a Register,
    lexicon: &'a Lexicon,
    variant: &'static str,
    /// Whether the organisation is established where the cited law applies.
    home: bool,
    /// What is there already, by the names of the data file.
    names: Names,
    /// How many provisional numbers were given.
    made: u32,
}

impl Making<'_> {
    fn next(&mut self) -> Id {
        self.made += 1;
        Id::provisional(self.made)
    }

    /// The schedules from the statutory periods that the templates rest on, where the register has none of them yet.
    fn schedules(&mut self, wanted: &[&Map<String, Json>]) -> Vec<Edit> {
        let codes = schedule_codes(wanted.iter().copied(), self.variant);
        let mut edits = Vec::new();
        for code in codes {
            let statutory = self.lexicon.law.retention(&code).filter(|_| self.home);
            let id = match statutory {
                // The rule stays, without a period that would be another country's, or that the user's law has not.
                None => Id::default(),
                Some(statutory) => {
                    let mut schedule = schedule_from(statutory, self.lexicon);
                    let there = self.known(RecordKind::Schedule, &code, schedule.text("name"));
                    there.unwrap_or_else(|| {
                        let id = self.next();
                        schedule.head_mut().id = id;
                        name(&mut *schedule, &code);
                        edits.push(Edit::create(schedule));
                        id
                    })
                }
            };
            self.names.insert(code, id);
        }
        edits
    }

    /// The keys of the measures that have to be made; those that are there are remembered by name.
    fn measures<'f>(
        &mut self,
        files: &'f Files,
        wanted: &[&'f Map<String, Json>],
    ) -> BTreeSet<&'f str> {
        let lists = wanted
            .iter()
            .filter_map(|entry| entry.get("measures")?.as_array());
        let mut keys: BTreeSet<&str> = lists.flatten().filter_map(Json::as_str).collect();
        keys.retain(|key| {
            let called = files.text_of(RecordKind::Measure, key, "name");
            let there = self.known(RecordKind::Measure, key, Some(called));
            if let Some(id) = there {
                self.names.insert((*key).to_owned(), id);
            }
            there.is_none()
        });
        keys
    }

    /// The record of a kind that was made from a template, or is called like it.
    fn known(&self, kind: RecordKind, key: &str, called: Option<String>) -> Option<Id> {
        let called = called.map(|it| folded(&it));
        let same = |record: &&dyn Record| {
            record.kind() == kind
                && (is_named(*record, key) || record.text("name").map(|it| folded(&it)) == called)
        };
        self.register.all_records().find(same).map(<dyn Record>::id)
    }

    /// What an activity made from a template says of itself; what is not true where its organisation is, goes.
    fn settle(&self, record: &mut dyn Record, organisation: Id, key: &str) {
        let code = |code: &str| Value::Text(code.to_owned());
        record.record_value("organisation", Value::Ref(organisation));
        record.record_value("role", code(ActivityRole::Controller.code()));
        record.record_value("regime", code(Regime::Gdpr.code()));
        record.record_value("record_status", code(RecordStatus::Draft.code()));
        let from = self.lexicon.words.fill("library.from", &[("key", key)]);
        record.record_value("provenance", Value::Text(from));
        if !self.home {
            leave_union_law(record);
        }
        for (list, meta) in record.declaration().lists.iter().enumerate() {
            for at in 0..record.row_count(list) {
                let row = record.row_mut(list, at);
                if meta.kind == RecordKind::Retention
                    && row.value("schedule") == Value::Ref(Id::default())
                {
                    row.record_value("schedule", Value::Empty);
                }
                if !self.home {
                    leave_union_law(row);
                }
            }
        }
    }
}

/// Takes the citations of a country's law out of a record or row.
///
/// An act has its number in brackets, such as `(2018:218)`, or is one of the fundamental laws; the Regulation has a
/// stroke.
fn leave_union_law(row: &mut dyn Record) {
    for field in row.declaration().fields {
        if field.cites_laws()
            && let Value::Texts(mut laws) = row.value(field.key)
        {
            laws.retain(|law| law.contains("2016/679"));
            let left = if laws.is_empty() {
                Value::Empty
            } else {
                Value::Texts(laws)
            };
            row.record_value(field.key, left);
        }
    }
}

/// Records from which template a record was made.
fn name(record: &mut dyn Record, key: &str) {
    let text = |text: &str| Value::Text(text.to_owned());
    let pair = vec![text(SYSTEM), text(key)];
    record.record_value("external_ids", Value::Items(vec![pair]));
}

/// Whether a record was made from the template of a key.
fn is_named(record: &dyn Record, key: &str) -> bool {
    let Value::Items(items) = record.value("external_ids") else {
        return false;
    };
    let text = |value: Option<&Value>, wanted: &str| matches!(value, Some(Value::Text(text)) if text == wanted);
    items
        .iter()
        .any(|item| text(item.first(), SYSTEM) && text(item.get(1), key))
}
