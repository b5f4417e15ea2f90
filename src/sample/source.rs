//! Reading the sample's data files: what is the same in every language, and the texts of one.
//!
//! `structure.toml` holds the records in the shape of the export, without texts; `en.toml`, `sv.toml` and so on hold
//! the texts by record, row and field. A text that begins with `@` names a phrase that several records share,
//! and what follows it stands for `{}` in the phrase.

use std::collections::HashMap;

use serde_json::{Map, Value as Json};

use super::random::Random;
use crate::domain::codec::{Misfit, from_json};
use crate::domain::codes::CodeSet;
use crate::domain::field::Record;
use crate::domain::kind::RecordKind;
use crate::domain::language::{Language, shipped};
use crate::domain::problem::Problem;
use crate::domain::value::Id;

const STRUCTURE: (&str, &str) = (
    "sample/structure.toml",
    include_str!("../../assets/sample/structure.toml"),
);
macro_rules! texts {
    ($($code:literal),+) => {
        /// The texts, by the code of their language; English first.
        const TEXTS: &[(&str, (&str, &str))] = &[$((
            $code,
            (
                concat!("sample/", $code, ".toml"),
                include_str!(concat!("../../assets/sample/", $code, ".toml")),
            ),
        )),+];
    };
}
shipped!(texts);

/// The kinds of records in the files, in the order in which they get their numbers.
const KINDS: [RecordKind; 6] = [
    RecordKind::Organisation,
    RecordKind::Measure,
    RecordKind::Schedule,
    RecordKind::Agreement,
    RecordKind::Waiver,
    RecordKind::Activity,
];

/// What a record's entry says of the record and not in it.
const ABOUT: [&str; 4] = ["named", "template", "withdrawn", "none"];

/// The data files, with a made-up place chosen.
#[derive(Debug)]
pub(crate) struct Source {
    /// The language that the texts are in.
    language: Language,
    structure: Map<String, Json>,
    texts: Map<String, Json>,
    /// Name, genitive and mail domain of the place, under the words that stand for them.
    place: Vec<(String, String)>,
}

/// A record from the files.
#[derive(Debug)]
pub(crate) struct Drafted {
    /// The record, with lasting number and reference.
    pub record: Box<dyn Record>,
    /// Whether further activities are made after it.
    pub template: bool,
    /// Whether it was recorded by mistake and is taken out again later.
    pub withdrawn: bool,
}

/// Where the records and rows of the files stand: by key, and by key, slash and the row's own reference.
type Names = HashMap<String, Id>;

impl Source {
    /// The files of a language, English where it has none, about a place that the seed chooses.
    ///
    /// # Errors
    /// `locale_broken` with file and reason, where a shipped file cannot be read: a test keeps that from happening.
    pub(crate) fn read(language: Language, random: &mut Random) -> Result<Self, Problem> {
        let structure = parse(STRUCTURE)?;
        let mut there = TEXTS.iter().filter(|(_, (_, text))| !text.is_empty());
        let own = there.find(|(code, _)| *code == language.code());
        let (code, texts) = *own.or(TEXTS.first()).ok_or_else(|| broken("texts"))?;
        let texts = parse(texts)?;
        let places = structure.get("places").and_then(Json::as_array);
        let place = places
            .and_then(|places| random.pick(places))
            .and_then(Json::as_object)
            .ok_or_else(|| broken("places"))?
            .iter()
            .map(|(word, name)| {
                (
                    format!("{{{word}}}"),
                    name.as_str().unwrap_or("").to_owned(),
                )
            })
            .collect();
        Ok(Self {
            language: Language::new(code),
            structure,
            texts,
            place,
        })
    }

    /// The language that the texts are in.
    #[must_use]
    pub(crate) const fn language(&self) -> Language {
        self.language
    }

    /// A text of the file.
    #[must_use]
    pub(crate) fn text(&self, section: &str, key: &str) -> String {
        self.texts
            .get(section)
            .and_then(|section| section.get(key))
            .and_then(Json::as_str)
            .map(|text| self.say(text))
            .unwrap_or_default()
    }

    /// A list of texts of the file.
    #[must_use]
    pub(crate) fn texts(&self, section: &str, key: &str) -> Vec<String> {
        self.texts
            .get(section)
            .and_then(|section| section.get(key))
            .and_then(Json::as_array)
            .map(|texts| {
                texts
                    .iter()
                    .filter_map(Json::as_str)
                    .map(|text| self.say(text))
                    .collect()
            })
            .unwrap_or_default()
    }

    /// Every record of the files, with at most so many activities, numbered from `next`.
    ///
    /// # Errors
    /// `locale_broken` with the place, where the files do not fit the declarations.
    pub(crate) fn records(
        &self,
        activities: usize,
        next: &mut u32,
    ) -> Result<Vec<Drafted>, Problem> {
        let mut names = Names::new();
        let mut drafts = Vec::new();
        for kind in KINDS {
            let entries = self.structure.get(kind.plural()).and_then(Json::as_array);
            let most = if kind == RecordKind::Activity {
                activities
            } else {
                usize::MAX
            };
            let entries = entries.map(Vec::as_slice).unwrap_or_default();
            for (at, entry) in entries.iter().take(most).enumerate() {
                let entry = entry.as_object().ok_or_else(|| broken(kind.plural()))?;
                let key = name_of(entry)?;
                let mut record = kind.blank();
                number(&mut *record, key, "", at, entry, &mut names, next);
                drafts.push((record, entry, key));
            }
        }
        let mut records = Vec::new();
        for (mut record, entry, key) in drafts {
            let texts = self
                .texts
                .get(record.kind().plural())
                .and_then(|texts| texts.get(key))
                .and_then(Json::as_object);
            let flag = |word: &str| entry.get(word).and_then(Json::as_bool) == Some(true);
            // A small sample lacks the activity that a waiver is about: then there is nothing to waive.
            let about = entry.get("record").and_then(Json::as_str);
            let gone = record.kind() == RecordKind::Waiver
                && about.is_none_or(|about| !names.contains_key(about));
            if !gone {
                self.fill(&mut *record, key, entry, texts, &names)?;
                records.push(Drafted {
                    record,
                    template: flag("template"),
                    withdrawn: flag("withdrawn"),
                });
            }
        }
        Ok(records)
    }

    /// Puts answers into a record and its rows.
    fn fill(
        &self,
        record: &mut dyn Record,
        owner: &str,
        entry: &Map<String, Json>,
        texts: Option<&Map<String, Json>>,
        names: &Names,
    ) -> Result<(), Problem> {
        let declaration = record.declaration();
        let place = format!("{owner}/{}", record.head().reference);
        let nothing = Map::new();
        let texts = texts.unwrap_or(&nothing);
        for (key, json) in entry.iter().chain(texts) {
            let row = key.starts_with(|letter: char| letter.is_ascii_uppercase());
            if row || ABOUT.contains(&key.as_str()) || declaration.list(key).is_some() {
                continue;
            }
            let wrong = || broken(&format!("{place}.{key}"));
            let field = declaration.field(key).ok_or_else(wrong)?;
            let kind = &declaration.fields[field].kind;
            let mut json = self.spoken(json);
            if kind.target().is_some() {
                self.drop_absent(&mut json, names);
            }
            let value = from_json(kind, &json, &|name| find(name, owner, names))
                .map_err(|misfit| broken(&format!("{place}.{key}: {}", reason(&misfit))))?;
            if !record.put(field, value) {
                return Err(wrong());
            }
        }
        for table in [entry, texts] {
            let none = table.get("none").and_then(Json::as_object);
            for (key, why) in none.into_iter().flatten() {
                let why = self.say(why.as_str().unwrap_or_default());
                if !record.record_none(key, &why) {
                    return Err(broken(&format!("{place}.none.{key}")));
                }
            }
        }
        for (list, meta) in declaration.lists.iter().enumerate() {
            for at in 0..record.row_count(list) {
                let row = record.row_mut(list, at);
                let entry = entry.get(meta.key).and_then(|rows| rows[at].as_object());
                let texts = texts.get(&row.head().reference).and_then(Json::as_object);
                self.fill(row, owner, entry.unwrap_or(&nothing), texts, names)?;
            }
        }
        Ok(())
    }

    /// Takes out references to activities that a small sample does not have. Any other name that is not found is
    /// an error of the files, and is left for [`from_json`] to refuse.
    fn drop_absent(&self, json: &mut Json, names: &Names) {
        let activities = self.structure.get("activities").and_then(Json::as_array);
        let absent = |json: &Json| {
            let Some(target) = json.as_str().filter(|target| !names.contains_key(*target)) else {
                return false;
            };
            activities
                .into_iter()
                .flatten()
                .any(|entry| entry.get("named").and_then(Json::as_str) == Some(target))
        };
        if absent(json) {
            *json = Json::Null;
        } else if let Json::Array(list) = json {
            list.retain(|entry| !absent(entry));
        }
    }

    /// The JSON with every phrase and every word for the place filled in.
    fn spoken(&self, json: &Json) -> Json {
        match json {
            Json::String(text) => Json::String(self.say(text)),
            Json::Array(list) => list.iter().map(|entry| self.spoken(entry)).collect(),
            Json::Object(parts) => parts
                .iter()
                .map(|(key, part)| (key.clone(), self.spoken(part)))
                .collect(),
            other => other.clone(),
        }
    }

    /// The text with its phrase and the words for the place filled in.
    fn say(&self, text: &str) -> String {
        let mut said = match text.strip_prefix('@') {
            Some(named) => {
                let (name, rest) = named.split_once(' ').unwrap_or((named, ""));
                let phrase = self.texts.get("phrases").and_then(|texts| texts.get(name));
                // A phrase that is missing is shown by its name, so that the test of the texts finds it.
                phrase
                    .and_then(Json::as_str)
                    .unwrap_or(text)
                    .replace("{}", rest)
            }
            None => text.to_owned(),
        };
        if said.contains('{') {
            for (word, name) in &self.place {
                said = said.replace(word, name);
            }
        }
        said
    }
}

fn parse((file, text): (&str, &str)) -> Result<Map<String, Json>, Problem> {
    toml::from_str(text).map_err(|error| {
        Problem::cannot("locale_broken")
            .with("file", file)
            .with("reason", error.message())
    })
}

fn broken(place: &str) -> Problem {
    Problem::cannot("locale_broken")
        .with("file", STRUCTURE.0)
        .with("reason", place)
}

/// What does not fit, for the one who edits the files.
fn reason(misfit: &Misfit) -> String {
    let set = |set: &CodeSet| set.name;
    match misfit {
        Misfit::Type(expected) => (*expected).to_owned(),
        Misfit::Unreadable(expected, text) => format!("{expected} {text}"),
        Misfit::Code(code, codes) => format!("{} {code}", set(codes)),
        Misfit::Reference(name) | Misfit::Key(name) => name.clone(),
    }
}

fn name_of(entry: &Map<String, Json>) -> Result<&str, Problem> {
    entry
        .get("named")
        .and_then(Json::as_str)
        .ok_or_else(|| broken("named"))
}

/// Gives a record and the rows of its entry numbers and references, and remembers them by name.
fn number(
    record: &mut dyn Record,
    owner: &str,
    above: &str,
    at: usize,
    entry: &Map<String, Json>,
    names: &mut Names,
    next: &mut u32,
) {
    let reference = format!("{}{}", record.kind().prefix(), at + 1);
    let is_row = record.kind().parent().is_some();
    let path = match (is_row, above) {
        (false, _) => String::new(),
        (true, "") => reference.clone(),
        (true, above) => format!("{above}/{reference}"),
    };
    let head = record.head_mut();
    head.id = Id(*next);
    *next += 1;
    head.reference = reference;
    if is_row {
        head.position = i64::try_from(at + 1).unwrap_or(i64::MAX);
    }
    let name = if is_row {
        format!("{owner}/{path}")
    } else {
        owner.to_owned()
    };
    names.insert(name, record.id());
    for (list, meta) in record.declaration().lists.iter().enumerate() {
        let rows = entry.get(meta.key).and_then(Json::as_array);
        for (at, row) in rows.into_iter().flatten().enumerate() {
            record.insert_row(list, at, meta.kind.blank());
            if let Some(entry) = row.as_object() {
                let row = record.row_mut(list, at);
                number(row, owner, &path, at, entry, names, next);
            }
        }
    }
}

/// The record or row of a name as it is written inside the record `owner`.
fn find(name: &str, owner: &str, names: &Names) -> Option<Id> {
    names
        .get(&format!("{owner}/{name}"))
        .or_else(|| names.get(name))
        .copied()
}
