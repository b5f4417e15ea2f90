//! Reading the locale files and looking words up.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};

use super::plural::Plurals;
use super::shell::quoted;
use crate::domain::codes::{CodeSet, LANGUAGE};
use crate::domain::field::Section;
use crate::domain::kind::RecordKind;
use crate::domain::language::{Language, shipped};
use crate::domain::problem::Problem;
use crate::domain::text::order::{Alphabet, SortKey};

/// A language with its files.
#[derive(Clone, Copy, Debug)]
pub struct Locale {
    /// The language.
    pub language: Language,
    /// The files, each by its name with its text. What they lack is said in English.
    pub files: &'static [(&'static str, &'static str)],
}

macro_rules! locale {
    ($code:literal: $($name:literal)+) => {
        Locale {
            language: Language::new($code),
            files: &[$((
                $name,
                include_str!(concat!("../../assets/locale/", $code, "/", $name, ".toml")),
            )),+],
        }
    };
}

macro_rules! locales {
    ($($code:literal),+) => {
        /// The languages that are shipped, English first.
        pub static LOCALES: &[Locale] = &[$(locale!($code:
            "asking" "cli" "codes" "desk" "due" "errors" "exchange" "export" "files" "fields" "journal" "law" "library"
            "manual" "notice" "palette" "formats"
            "phrases" "rules" "screen" "store"
        )),+];
    };
}
shipped!(locales);

/// The words of one language, with English behind them.
#[derive(Debug)]
pub struct Words {
    language: Language,
    texts: HashMap<String, String>,
    lists: HashMap<String, Vec<String>>,
    behind: HashMap<String, String>,
    lists_behind: HashMap<String, Vec<String>>,
    locales: &'static [Locale],
    of_public_bodies: AtomicBool,
    /// The texts that are others where they are said of public bodies.
    theirs: HashMap<String, String>,
    pub(super) plurals: Plurals,
    alphabet: Alphabet,
}

impl Words {
    /// The words of a shipped language.
    ///
    /// # Errors
    /// `locale_broken` with file and reason, where a shipped file is no TOML: a test keeps that from happening.
    pub fn load(language: Language) -> Result<Self, Problem> {
        Self::of(LOCALES, language)
    }

    /// The words of one of several languages.
    ///
    /// What it does not say, English does; a language that is none of them is English throughout.
    ///
    /// # Errors
    /// `locale_broken` with file and reason, where a file is no TOML.
    pub fn of(locales: &'static [Locale], language: Language) -> Result<Self, Problem> {
        let (texts, lists) = read(locales, language)?;
        let (behind, lists_behind) = if language == Language::ENGLISH {
            Default::default()
        } else {
            read(locales, Language::ENGLISH)?
        };
        let mut words = Self {
            language,
            texts,
            lists,
            behind,
            lists_behind,
            locales,
            of_public_bodies: AtomicBool::new(false),
            theirs: HashMap::new(),
            plurals: Plurals::default(),
            alphabet: Alphabet::default(),
        };
        words.name_languages()?;
        words.plurals = Plurals::read(words.list("plural.rules")).ok_or_else(|| {
            Problem::cannot("locale_broken")
                .with("file", "phrases")
                .with("reason", "plural.rules")
        })?;
        words.theirs = words.of_public_bodies();
        words.alphabet = Alphabet::new(words.list("sort.last"), words.list("sort.as"));
        Ok(words)
    }

    /// The same words in another of the languages.
    ///
    /// # Errors
    /// As [`Self::of`].
    pub fn in_language(&self, language: Language) -> Result<Self, Problem> {
        Self::of(self.locales, language)
    }

    /// The same words with `{undo:key}` replaced by what a command's key is called, so that no text names a key that is
    /// another one now.
    #[must_use]
    pub fn naming_keys(&self, shown: &dyn Fn(&str) -> String) -> Self {
        let named = |texts: &HashMap<String, String>| {
            let named = texts
                .iter()
                .map(|(key, text)| (key.clone(), name_keys(text, shown)));
            named.collect()
        };
        Self {
            language: self.language,
            texts: named(&self.texts),
            lists: self.lists.clone(),
            behind: named(&self.behind),
            lists_behind: self.lists_behind.clone(),
            locales: self.locales,
            of_public_bodies: AtomicBool::new(self.of_public_bodies.load(Ordering::SeqCst)),
            theirs: named(&self.theirs),
            plurals: self.plurals.clone(),
            alphabet: self.alphabet.clone(),
        }
    }

    /// Says from now on what is said of public bodies, or of everyone else: where the language has other terms for the
    /// data of public bodies, its list `public.words` pairs them.
    pub fn say_of(&self, public_bodies: bool) {
        self.of_public_bodies.store(public_bodies, Ordering::SeqCst);
    }

    /// The texts that are others of public bodies.
    fn of_public_bodies(&self) -> HashMap<String, String> {
        let pairs = self.list("public.words").iter();
        let pairs: Vec<(String, String)> = pairs
            .filter_map(|pair| pair.split_once('='))
            .flat_map(|(usual, theirs)| {
                let begun = (capital(usual), capital(theirs));
                [(usual.to_owned(), theirs.to_owned()), begun]
            })
            .collect();
        let theirs = |text: &String| {
            let said = |text: String, (usual, theirs): &(String, String)| {
                text.replace(usual.as_str(), theirs)
            };
            pairs.iter().fold(text.clone(), said)
        };
        let texts = self.texts.iter().filter(|_| !pairs.is_empty());
        let texts = texts.map(|(key, text)| (key, text, theirs(text)));
        texts
            .filter(|(_, usual, theirs)| *usual != theirs)
            .map(|(key, _, theirs)| (key.clone(), theirs))
            .collect()
    }

    /// The language of these words.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// Takes the name of a language that these words do not know from its own.
    fn name_languages(&mut self) -> Result<(), Problem> {
        for locale in self.locales {
            let key = format!("code.{}.{}", LANGUAGE.name, locale.language.code());
            if self.find(&key).is_none() {
                let (mut own, _) = read(self.locales, locale.language)?;
                self.texts.extend(own.remove_entry(&key));
            }
        }
        Ok(())
    }

    /// The languages that the program speaks.
    pub fn languages(&self) -> impl Iterator<Item = Language> {
        self.locales.iter().map(|locale| locale.language)
    }

    /// What a text is sorted by in this language.
    #[must_use]
    pub fn sort_key(&self, text: &str) -> SortKey {
        SortKey::new(text, &self.alphabet)
    }

    /// Every key with its text, for tests of completeness.
    pub fn keys(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts
            .iter()
            .map(|(key, text)| (key.as_str(), text.as_str()))
    }

    /// The text of a key, if there is one in this language or in English.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<&str> {
        let theirs = self.of_public_bodies.load(Ordering::SeqCst);
        let theirs = self.theirs.get(key).filter(|_| theirs);
        theirs
            .or_else(|| self.texts.get(key))
            .or_else(|| self.behind.get(key))
            .map(String::as_str)
    }

    /// The text of a key; the key itself where there is none, so that a gap is seen and nothing stops.
    #[must_use]
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.find(key).unwrap_or(key)
    }

    /// The text of a key with `{name}` replaced by the details' values: `{name:number}` by a number with its figures in
    /// groups, `{name:places}` by a number with its noun, which `count.places` has in its forms.
    #[must_use]
    pub fn fill(&self, key: &str, details: &[(&str, &str)]) -> String {
        self.filled(self.get(key), details)
    }

    /// A text with `{name}` replaced by the details' values.
    pub(super) fn filled(&self, text: &str, details: &[(&str, &str)]) -> String {
        fill(text, details, &|noun, n| match noun {
            "number" => self.figures(n),
            noun => self.counted(&format!("count.{noun}"), n, &self.figures(n)),
        })
    }

    /// The list of a key, in this language or in English; empty where there is none.
    #[must_use]
    pub fn list(&self, key: &str) -> &[String] {
        self.lists
            .get(key)
            .or_else(|| self.lists_behind.get(key))
            .map_or(&[], Vec::as_slice)
    }

    /// The label of a field.
    #[must_use]
    pub fn label(&self, kind: RecordKind, key: &str) -> &str {
        self.of_field(kind, key, "label").unwrap_or_default()
    }

    /// The help of a field: what to write in it.
    #[must_use]
    pub fn help(&self, kind: RecordKind, key: &str) -> &str {
        self.of_field(kind, key, "help").unwrap_or_default()
    }

    /// Several fields and lists by their labels, each once; of many only the first.
    #[must_use]
    pub fn fields(&self, fields: &[(RecordKind, &'static str)]) -> String {
        /// The most that are named.
        const NAMED: usize = 6;
        let mut names: Vec<String> = Vec::new();
        for (kind, key) in fields {
            let name = self.label(*kind, key).to_owned();
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let more = names.len().saturating_sub(NAMED);
        if more > 0 {
            names.truncate(NAMED);
            names.push(self.fill("changed.more", &[("n", &more.to_string())]));
        }
        names.join(", ")
    }

    /// A field's or a list's own words; where a retention rule and its schedule share a key, each has its own.
    fn of_field(&self, kind: RecordKind, key: &str, what: &str) -> Option<&str> {
        self.find(&format!("field.{}.{key}.{what}", kind.key()))
            .or_else(|| self.find(&format!("list.{}.{key}.{what}", kind.key())))
            .or_else(|| self.find(&format!("field.any.{key}.{what}")))
    }

    /// The title of a section.
    #[must_use]
    pub fn section(&self, section: Section) -> &str {
        self.find(&format!("section.{}.title", section.key()))
            .unwrap_or(section.key())
    }

    /// The word for one record of a kind.
    #[must_use]
    pub fn one(&self, kind: RecordKind) -> &str {
        self.find(&format!("record.{}.one", kind.key()))
            .unwrap_or(kind.key())
    }

    /// The word for several records of a kind.
    #[must_use]
    pub fn many(&self, kind: RecordKind) -> &str {
        self.find(&format!("record.{}.many", kind.key()))
            .unwrap_or(kind.plural())
    }

    /// The word for a record of a kind inside a sentence.
    #[must_use]
    pub fn definite(&self, kind: RecordKind) -> &str {
        self.find(&format!("record.{}.definite", kind.key()))
            .unwrap_or(kind.key())
    }

    /// Other words that people look for a code by, one a line.
    #[must_use]
    pub fn synonyms(&self, code: &str) -> String {
        self.list(&format!("synonym.{code}")).join("\n")
    }

    /// The label of a code of a set whose labels stand in the locale files; the code itself for own words.
    #[must_use]
    pub fn code<'a>(&'a self, set: &CodeSet, code: &'a str) -> &'a str {
        self.find(&format!("code.{}.{code}", set.name))
            .unwrap_or(code)
    }
}

/// Replaces `{name}` by the details' values, in one pass: a value that holds braces stays as it is.
///
/// After a colon stands how a value is written: `{name:shell}` as a shell takes it for one word; `{name:number}` as a
/// number with its figures in groups; and with any other word, `{name:places}`, as a number with the noun of
/// `count.places`.
fn fill(text: &str, details: &[(&str, &str)], counted: &dyn Fn(&str, u64) -> String) -> String {
    let mut out = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        let tail = &rest[open..];
        let filled = tail.find('}').and_then(|close| {
            let wanted = &tail[1..close];
            let (wanted, written) = wanted.split_once(':').unwrap_or((wanted, ""));
            let value = details.iter().find(|(name, _)| *name == wanted)?.1;
            let value = match (written, value.parse()) {
                ("shell", _) => quoted(value),
                ("", _) | (_, Err(_)) => Cow::Borrowed(value),
                (noun, Ok(n)) => Cow::Owned(counted(noun, n)),
            };
            Some((value, close + 1))
        });
        let (piece, taken) = filled.unwrap_or((Cow::Borrowed("{"), 1));
        out.push_str(&piece);
        rest = &tail[taken..];
    }
    out.push_str(rest);
    out
}

/// A text with `{undo:key}` replaced by what the key of the command is called.
fn name_keys(text: &str, shown: &dyn Fn(&str) -> String) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(end) = rest.find(":key}") {
        let Some(open) = rest[..end].rfind('{') else {
            break;
        };
        out.push_str(&rest[..open]);
        out.push_str(&shown(&rest[open + 1..end]));
        rest = &rest[end + ":key}".len()..];
    }
    out.push_str(rest);
    out
}

/// A word as it begins a sentence.
fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters.clone()).collect()
}

/// The texts and the lists of the files of a language.
type Read = (HashMap<String, String>, HashMap<String, Vec<String>>);

fn read(locales: &[Locale], language: Language) -> Result<Read, Problem> {
    let mut read = Read::default();
    let files = locales
        .iter()
        .filter(|locale| locale.language == language)
        .flat_map(|locale| locale.files);
    for (name, text) in files {
        flatten("", &parse(name, text)?, &mut read.0, &mut read.1);
    }
    Ok(read)
}

fn parse(name: &str, text: &str) -> Result<toml::Table, Problem> {
    text.parse().map_err(|error: toml::de::Error| {
        Problem::cannot("locale_broken")
            .with("file", name)
            .with("reason", error.message())
    })
}

fn flatten(
    above: &str,
    table: &toml::Table,
    texts: &mut HashMap<String, String>,
    lists: &mut HashMap<String, Vec<String>>,
) {
    for (key, value) in table {
        let key = if above.is_empty() {
            key.clone()
        } else {
            format!("{above}.{key}")
        };
        match value {
            toml::Value::String(text) => {
                texts.insert(key, text.clone());
            }
            toml::Value::Array(entries) => {
                lists.insert(
                    key,
                    entries
                        .iter()
                        .filter_map(|entry| entry.as_str().map(str::to_owned))
                        .collect(),
                );
            }
            toml::Value::Table(table) => flatten(&key, table, texts, lists),
            _ => {}
        }
    }
}
