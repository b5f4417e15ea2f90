//! Reading records that are written by hand in data files: what is the same in every language, and the texts of one.
//!
//! `structure.toml` holds the records in the shape of the export, without texts; `en.toml`, `sv.toml` and so on hold
//! the texts by record, row and field. A text that begins with `@` names a phrase that several records share,
//! and what follows it stands for `{}` in the phrase. The answers under a variant's name count where that variant is
//! asked for.

use std::collections::HashMap;

use serde_json::{Map, Value as Json};

use crate::domain::codec::{Misfit, from_json};
use crate::domain::codes::CodeSet;
use crate::domain::field::Record;
use crate::domain::kind::RecordKind;
use crate::domain::language::Language;
use crate::domain::problem::Problem;
use crate::domain::value::Id;

/// A data file: its name below `assets`, and its text.
pub(crate) type File = (&'static str, &'static str);

/// The variants whose answers stand beside the others.
pub(crate) const VARIANTS: [&str; 2] = ["public", "private"];

/// What a record's entry says of the record and not in it.
const ABOUT: [&str; 5] = ["named", "sector", "template", "withdrawn", "none"];

/// The data files in one language.
#[derive(Clone, Debug)]
pub(crate) struct Files {
    file: &'static str,
    /// The language that the texts are in.
    language: Language,
    structure: Map<String, Json>,
    pub(crate) texts: Map<String, Json>,
    /// What stands for a word in braces, by the word with its braces.
    filled: Vec<(String, String)>,
}

/// A record from the files.
#[derive(Debug)]
pub(crate) struct Drafted<'f> {
    /// The record, with its number and reference.
    pub record: Box<dyn Record>,
    /// Its entry in the structure.
    pub entry: &'f Map<String, Json>,
}

/// Where the records and rows of the files stand: by key, and by key, slash and the row's own reference.
pub(crate) type Names = HashMap<String, Id>;

/// Which entries are wanted, by kind, place and entry.
pub(crate) type Wanted<'w> = &'w dyn Fn(RecordKind, usize, &Map<String, Json>) -> bool;

impl Files {
    /// The files of a language, English where it has none.
    ///
    /// # Errors
    /// `locale_broken` with file and reason, where a shipped file cannot be read: a test keeps that from happening.
    pub(crate) fn read(
        structure: File,
        texts: &[(&'static str, File)],
        language: Language,
    ) -> Result<Self, Problem> {
        let file = structure.0;
        let mut there = texts.iter().filter(|(_, (_, text))| !text.is_empty());
        let own = there.find(|(code, _)| *code == language.code());
        let (code, texts) = *own.or(texts.first()).ok_or_else(|| broken(file, "texts"))?;
        Ok(Self {
            file,
            language: Language::new(code),
            structure: parse(structure)?,
            texts: parse(texts)?,
            filled: Vec::new(),
        })
    }

    /// The same, with words in braces filled in.
    #[must_use]
    pub(crate) fn filling(mut self, filled: Vec<(String, String)>) -> Self {
        self.filled = filled;
        self
    }

    /// The same, with the words in braces of a section of the texts filled in: `{tax}` by what `tax` is there.
    #[must_use]
    pub(crate) fn filling_from(&self, section: &str) -> Self {
        let words = self.texts.get(section).and_then(Json::as_object);
        let filled = words.into_iter().flatten().filter_map(|(word, called)| {
            Some((format!("{{{word}}}"), called.as_str()?.to_owned()))
        });
        let filled = filled.collect();
        self.clone().filling(filled)
    }

    /// What the structure says beside the records.
    #[must_use]
    pub(crate) fn said(&self, key: &str) -> Option<&Json> {
        self.structure.get(key)
    }

    /// The entries of a kind.
    pub(crate) fn entries(&self, kind: RecordKind) -> impl Iterator<Item = &Map<String, Json>> {
        let entries = self.structure.get(kind.plural()).and_then(Json::as_array);
        entries.into_iter().flatten().filter_map(Json::as_object)
    }

    /// A text of the record that an entry is of.
    #[must_use]
    pub(crate) fn text_of(&self, kind: RecordKind, named: &str, key: &str) -> String {
        let texts = self.texts.get(kind.plural());
        texts
            .and_then(|texts| texts.get(named)?.get(key)?.as_str())
            .map(|text| self.say(text))
            .unwrap_or_default()
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

    /// The wanted records of the files, kind by kind, numbered from `next`.
    ///
    /// The records in `names` are there already, and are what others rest on by these names.
    ///
    /// # Errors
    /// `locale_broken` with the place, where the files do not fit the declarations.
    pub(crate) fn records(
        &self,
        kinds: &[RecordKind],
        wanted: Wanted<'_>,
        variant: Option<&str>,
        mut names: Names,
        next: &mut dyn FnMut() -> Id,
    ) -> Result<Vec<Drafted<'_>>, Problem> {
        let mut drafts = Vec::new();
        for &kind in kinds {
            for (at, entry) in self.entries(kind).enumerate() {
                if !wanted(kind, at, entry) {
                    continue;
                }
                let key = self.name_of(entry)?;
                let mut record = kind.blank();
                number(&mut *record, key, "", at, entry, &mut names, next);
                drafts.push((record, entry, key));
            }
        }
        let filling = Filling {
            files: self,
            variant,
            names: &names,
        };
        let mut records = Vec::with_capacity(drafts.len());
        for (mut record, entry, key) in drafts {
            // A small register lacks the activity that a waiver is about: then there is nothing to waive.
            let about = entry.get("record").and_then(Json::as_str);
            if about.is_some_and(|about| !names.contains_key(about)) {
                continue;
            }
            let texts = self
                .texts
                .get(record.kind().plural())
                .and_then(|texts| texts.get(key))
                .and_then(Json::as_object);
            filling.fill(&mut *record, key, entry, texts)?;
            records.push(Drafted { record, entry });
        }
        Ok(records)
    }

    /// The fault of the files at a place, which a test keeps from happening.
    pub(crate) fn broken(&self, place: &str) -> Problem {
        broken(self.file, place)
    }

    /// The key by which others name an entry.
    ///
    /// # Errors
    /// `locale_broken` where it has none.
    pub(crate) fn name_of<'e>(&self, entry: &'e Map<String, Json>) -> Result<&'e str, Problem> {
        let named = entry.get("named").and_then(Json::as_str);
        named.ok_or_else(|| self.broken("named"))
    }

    /// The JSON with every phrase and every word in braces filled in.
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

    /// The text with its phrase and its words in braces filled in.
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
            for (word, name) in &self.filled {
                said = said.replace(word, name);
            }
        }
        said
    }
}

/// Putting the answers of the files into records whose numbers are known.
struct Filling<'f> {
    files: &'f Files,
    variant: Option<&'f str>,
    names: &'f Names,
}

impl Filling<'_> {
    /// Puts answers into a record and its rows.
    fn fill(
        &self,
        record: &mut dyn Record,
        owner: &str,
        entry: &Map<String, Json>,
        texts: Option<&Map<String, Json>>,
    ) -> Result<(), Problem> {
        let declaration = record.declaration();
        let place = format!("{owner}/{}", record.head().reference);
        let nothing = Map::new();
        let texts = texts.unwrap_or(&nothing);
        let varied = |table| self.variant.and_then(|it| Map::get(table, it)?.as_object());
        let answers = entry.iter().chain(varied(entry).into_iter().flatten());
        let texts_too = texts.iter().chain(varied(texts).into_iter().flatten());
        for (key, json) in answers.chain(texts_too) {
            let row = key.starts_with(|letter: char| letter.is_ascii_uppercase());
            let about = ABOUT.contains(&key.as_str()) || VARIANTS.contains(&key.as_str());
            if row || about || declaration.list(key).is_some() {
                continue;
            }
            let wrong = || self.files.broken(&format!("{place}.{key}"));
            let field = declaration.field(key).ok_or_else(wrong)?;
            let kind = &declaration.fields[field].kind;
            let mut json = self.files.spoken(json);
            if kind.target().is_some() {
                self.drop_absent(&mut json);
            }
            let value = from_json(kind, &json, &|name| find(name, owner, self.names)).map_err(
                |misfit| {
                    self.files
                        .broken(&format!("{place}.{key}: {}", reason(&misfit)))
                },
            )?;
            if !record.put(field, value) {
                return Err(wrong());
            }
        }
        for table in [entry, texts] {
            let none = table.get("none").and_then(Json::as_object);
            for (key, why) in none.into_iter().flatten() {
                let why = self.files.say(why.as_str().unwrap_or_default());
                if !record.record_none(key, &why) {
                    return Err(self.files.broken(&format!("{place}.none.{key}")));
                }
            }
        }
        for (list, meta) in declaration.lists.iter().enumerate() {
            for at in 0..record.row_count(list) {
                let row = record.row_mut(list, at);
                let entry = entry.get(meta.key).and_then(|rows| rows[at].as_object());
                let texts = texts.get(&row.head().reference).and_then(Json::as_object);
                self.fill(row, owner, entry.unwrap_or(&nothing), texts)?;
            }
        }
        Ok(())
    }

    /// Takes out references to activities that were not wanted.
    ///
    /// Any other name that is not found is an error of the files, and is left for [`from_json`] to refuse.
    fn drop_absent(&self, json: &mut Json) {
        let absent = |json: &Json| {
            let Some(target) = json
                .as_str()
                .filter(|target| !self.names.contains_key(*target))
            else {
                return false;
            };
            self.files
                .entries(RecordKind::Activity)
                .any(|entry| entry.get("named").and_then(Json::as_str) == Some(target))
        };
        if absent(json) {
            *json = Json::Null;
        } else if let Json::Array(list) = json {
            list.retain(|entry| !absent(entry));
        }
    }
}

fn parse((file, text): (&str, &str)) -> Result<Map<String, Json>, Problem> {
    toml::from_str(text).map_err(|error| {
        Problem::cannot("locale_broken")
            .with("file", file)
            .with("reason", error.message())
    })
}

fn broken(file: &str, place: &str) -> Problem {
    Problem::cannot("locale_broken")
        .with("file", file)
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

/// Gives a record and the rows of its entry numbers and references, and remembers them by name.
fn number(
    record: &mut dyn Record,
    owner: &str,
    above: &str,
    at: usize,
    entry: &Map<String, Json>,
    names: &mut Names,
    next: &mut dyn FnMut() -> Id,
) {
    let reference = format!("{}{}", record.kind().prefix(), at + 1);
    let is_row = record.kind().parent().is_some();
    let path = match (is_row, above) {
        (false, _) => String::new(),
        (true, "") => reference.clone(),
        (true, above) => format!("{above}/{reference}"),
    };
    let head = record.head_mut();
    head.id = next();
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
