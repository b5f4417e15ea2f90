//! Reading the locale files and looking words up.

use std::borrow::Cow;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use rustc_hash::FxHashMap;
use toml::de::{DeTable, DeValue};

use super::plural::Plurals;
use super::shell::quoted;
use crate::domain::codes::{Choice as _, CodeSet, ContactRole, LANGUAGE};
use crate::domain::contacts::asked_contact;
use crate::domain::date::PartialDate;
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
    own: LocaleTexts,
    /// English behind another language, for what that lacks.
    behind: LocaleTexts,
    locales: &'static [Locale],
    of_public_bodies: AtomicBool,
    /// The texts that are others where they are said of public bodies, from the first time on that they are.
    theirs: OnceLock<FxHashMap<String, String>>,
    pub(super) plurals: Plurals,
    alphabet: Alphabet,
}

impl Words {
    /// The words of a shipped language.
    ///
    /// # Errors
    /// `locale_broken`, where its rules of plurals cannot be read: a test keeps that from happening.
    pub fn load(language: Language) -> Result<Self, Problem> {
        Self::of(LOCALES, language)
    }

    /// The words of one of several languages.
    ///
    /// What it does not say, English does; a language that is none of them is English throughout.
    ///
    /// # Errors
    /// `locale_broken`, where its rules of plurals cannot be read.
    pub fn of(locales: &'static [Locale], language: Language) -> Result<Self, Problem> {
        let mut words = Self {
            language,
            own: LocaleTexts::of(locales, language),
            behind: match language {
                Language::ENGLISH => LocaleTexts::default(),
                _ => LocaleTexts::of(locales, Language::ENGLISH),
            },
            locales,
            of_public_bodies: AtomicBool::new(false),
            theirs: OnceLock::new(),
            plurals: Plurals::default(),
            alphabet: Alphabet::default(),
        };
        words.name_languages();
        words.plurals = Plurals::read(words.list("plural.rules")).ok_or_else(|| {
            Problem::cannot("locale_broken")
                .with("file", "phrases")
                .with("reason", "plural.rules")
        })?;
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

    /// The words of the screen: `{undo:key}` is replaced by what a command's key is called, so that no text names a key
    /// that is another one now; and where a hint names a command or an option, the one for the screen takes its place.
    #[must_use]
    pub fn naming_keys(&self, shown: &dyn Fn(&str) -> String) -> Self {
        let named = |texts: &LocaleTexts| {
            let mut named = Texts::default();
            for texts in texts.all() {
                let all = texts.texts.iter().map(|(key, text)| {
                    let text = if text.contains(KEY) {
                        Cow::Owned(name_keys(text, shown))
                    } else {
                        text.clone()
                    };
                    (key.clone(), text)
                });
                named.texts.extend(all);
                let hints = texts.texts.iter().filter_map(|(key, text)| {
                    let problem = key.strip_prefix("error.")?.strip_suffix(".screen")?;
                    let text = Cow::Owned(name_keys(text, shown));
                    Some((format!("error.{problem}.hint"), text))
                });
                named.texts.extend(hints);
                let lists = texts.lists.iter();
                named
                    .lists
                    .extend(lists.map(|(key, list)| (key.clone(), list.clone())));
            }
            LocaleTexts::from(named)
        };
        Self {
            language: self.language,
            own: named(&self.own),
            behind: named(&self.behind),
            locales: self.locales,
            of_public_bodies: AtomicBool::new(self.of_public_bodies.load(Ordering::SeqCst)),
            theirs: OnceLock::new(),
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
    fn of_public_bodies(&self) -> FxHashMap<String, String> {
        let pairs = self.list("public.words").iter();
        let pairs: Vec<(String, String)> = pairs
            .filter_map(|pair| pair.split_once('='))
            .flat_map(|(usual, theirs)| {
                let begun = (capital(usual), capital(theirs));
                [(usual.to_owned(), theirs.to_owned()), begun]
            })
            .collect();
        let theirs = |text: &str| {
            let said = |text: String, (usual, theirs): &(String, String)| {
                text.replace(usual.as_str(), theirs)
            };
            pairs.iter().fold(text.to_owned(), said)
        };
        let texts = self.own.all().flat_map(|texts| &texts.texts);
        let texts = texts.filter(|_| !pairs.is_empty());
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
    fn name_languages(&mut self) {
        for locale in self.locales {
            let key = format!("code.{}.{}", LANGUAGE.name, locale.language.code());
            if self.find(&key).is_none()
                && let Some(own) = LocaleTexts::of(self.locales, locale.language).text(&key)
            {
                let own = Cow::Owned(own.to_owned());
                self.own.beside.texts.insert(key, own);
            }
        }
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
        let texts = self.own.all().flat_map(|texts| &texts.texts);
        texts.map(|(key, text)| (key.as_str(), &**text))
    }

    /// The text of a key, if there is one in this language or in English.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<&str> {
        self.first(&[key])
    }

    /// The text of the first of several keys that there is one of in this language, else in English.
    fn first(&self, keys: &[&str]) -> Option<&str> {
        let mut own = keys.iter().filter_map(|key| self.find_own(key));
        let behind = || {
            let mut behind = keys.iter().filter_map(|key| self.behind.text(key));
            behind.next()
        };
        own.next().or_else(behind)
    }

    /// The text of a key in this language.
    fn find_own(&self, key: &str) -> Option<&str> {
        if self.of_public_bodies.load(Ordering::SeqCst) {
            let theirs = self.theirs.get_or_init(|| self.of_public_bodies());
            if let Some(theirs) = theirs.get(key) {
                return Some(theirs);
            }
        }
        self.own.text(key)
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
        fill(text, details, &|form, value| match (form, value.parse()) {
            ("date", _) => Some(self.date(PartialDate::from_iso(value)?)),
            ("number", Ok(n)) => Some(self.figures(n)),
            (noun, Ok(n)) => Some(self.counted(&format!("count.{noun}"), n, &self.figures(n))),
            (_, Err(_)) => None,
        })
    }

    /// The list of a key, in this language or in English; empty where there is none.
    #[must_use]
    pub fn list(&self, key: &str) -> &[String] {
        let own = self.own.list(key);
        own.or_else(|| self.behind.list(key)).unwrap_or_default()
    }

    /// The label of a field; of a contact that is asked for, its role.
    #[must_use]
    pub fn label(&self, kind: RecordKind, key: &str) -> &str {
        let asked = || Some(self.code(&ContactRole::SET, asked_contact(key)?.role.code()));
        self.of_field(kind, key, "label")
            .or_else(asked)
            .unwrap_or_default()
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
        let of_field = format!("field.{}.{key}.{what}", kind.key());
        self.find_own(&of_field).or_else(|| {
            self.first(&[
                &of_field,
                &format!("list.{}.{key}.{what}", kind.key()),
                &format!("field.any.{key}.{what}"),
            ])
        })
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

    /// The word for several records or rows of one name, which those of several kinds may bear.
    #[must_use]
    pub fn many_of(&self, kind: RecordKind) -> &str {
        self.find(&format!("together.{}.many", kind.plural()))
            .unwrap_or_else(|| self.many(kind))
    }

    /// The word for what holds rows of one name, which those of several kinds may bear.
    #[must_use]
    pub fn held_by(&self, kind: RecordKind) -> &str {
        self.find(&format!("together.{}.held_by", kind.plural()))
            .unwrap_or_else(|| self.one(kind.parent().unwrap_or(kind)))
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
/// After a colon stands how a value is written: `{name:shell}` as a shell takes it for one word; `{name:date}` as a date in
/// words; `{name:number}` as a number with its figures in groups; and with any other word, `{name:places}`, as a number with
/// the noun of `count.places`.
fn fill(
    text: &str,
    details: &[(&str, &str)],
    put: &dyn Fn(&str, &str) -> Option<String>,
) -> String {
    let mut out = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        let tail = &rest[open..];
        let filled = tail.find('}').and_then(|close| {
            let wanted = &tail[1..close];
            let (wanted, written) = wanted.split_once(':').unwrap_or((wanted, ""));
            let value = details.iter().find(|(name, _)| *name == wanted)?.1;
            let value = match written {
                "shell" => quoted(value),
                "" => Cow::Borrowed(value),
                form => put(form, value).map_or(Cow::Borrowed(value), Cow::Owned),
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

/// What the name of a key in a text ends with.
const KEY: &str = ":key}";

/// A text with `{undo:key}` replaced by what the key of the command is called.
fn name_keys(text: &str, shown: &dyn Fn(&str) -> String) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(end) = rest.find(KEY) {
        let Some(open) = rest[..end].rfind('{') else {
            break;
        };
        out.push_str(&rest[..open]);
        out.push_str(&shown(&rest[open + 1..end]));
        rest = &rest[end + KEY.len()..];
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

/// The texts of a language: each piece of a file is read at the first question for one of its keys, since reading all of
/// them takes longer than a small command does.
#[derive(Debug, Default)]
struct LocaleTexts {
    pieces: Vec<LocalePiece>,
    /// The pieces by the table that they are, or by the first part of their keys where they stand before the first table.
    tables: FxHashMap<&'static str, Vec<usize>>,
    /// What stands in no file.
    beside: Texts,
}

/// A table of a file, or neighbouring lines before its first table whose keys begin alike; and what was read of it.
#[derive(Debug)]
struct LocalePiece {
    text: &'static str,
    read: OnceLock<Texts>,
}

/// Texts and lists by their keys.
#[derive(Debug, Default)]
struct Texts {
    texts: FxHashMap<String, Cow<'static, str>>,
    lists: FxHashMap<String, Vec<String>>,
}

impl From<Texts> for LocaleTexts {
    fn from(beside: Texts) -> Self {
        Self {
            beside,
            ..Self::default()
        }
    }
}

impl LocaleTexts {
    fn of(locales: &[Locale], language: Language) -> Self {
        let mut texts = Self::default();
        let files = locales
            .iter()
            .filter(|locale| locale.language == language)
            .flat_map(|locale| locale.files);
        for (table, text) in files.flat_map(|(_, text)| pieces_of(text)) {
            texts
                .tables
                .entry(table)
                .or_default()
                .push(texts.pieces.len());
            let read = OnceLock::new();
            texts.pieces.push(LocalePiece { text, read });
        }
        texts
    }

    /// What may hold a key: the tables that it can stand in, the innermost first.
    fn holding(&self, key: &str) -> impl Iterator<Item = &Texts> {
        let mut above = Some(key);
        let tables = std::iter::from_fn(move || {
            above = above?.rsplit_once('.').map(|(table, _)| table);
            above
        });
        let pieces = tables.filter_map(|table| self.tables.get(table)).flatten();
        let pieces = pieces.filter_map(|at| self.pieces.get(*at));
        std::iter::once(&self.beside).chain(pieces.map(LocalePiece::read))
    }

    fn text(&self, key: &str) -> Option<&str> {
        let mut found = self.holding(key).filter_map(|texts| texts.texts.get(key));
        found.next().map(|text| &**text)
    }

    fn list(&self, key: &str) -> Option<&[String]> {
        let mut found = self.holding(key).filter_map(|texts| texts.lists.get(key));
        found.next().map(Vec::as_slice)
    }

    /// Everything, in the order of the files.
    fn all(&self) -> impl Iterator<Item = &Texts> {
        let pieces = self.pieces.iter().map(LocalePiece::read);
        pieces.chain(std::iter::once(&self.beside))
    }
}

/// The pieces of a file, each with the table that it is, without reading it.
fn pieces_of(text: &'static str) -> Vec<(&'static str, &'static str)> {
    let mut pieces = Vec::new();
    let (mut table, mut start, mut at) = (None, 0, 0);
    let mut before_tables = true;
    for line in text.split_inclusive('\n') {
        let header = header_of(line);
        before_tables &= header.is_none();
        let begun = header.or_else(|| first_part(line).filter(|_| before_tables));
        if begun.is_some() && (header.is_some() || begun != table) {
            if let Some(table) = table {
                pieces.push((table, &text[start..at]));
                start = at;
            }
            table = begun;
        }
        at += line.len();
    }
    pieces.extend(table.map(|table| (table, &text[start..])));
    pieces
}

/// The table that a line begins.
fn header_of(line: &'static str) -> Option<&'static str> {
    let (table, _) = line.trim_start().strip_prefix('[')?.split_once(']')?;
    let of_keys = |letter: char| letter.is_alphanumeric() || matches!(letter, '.' | '_' | '-');
    table.chars().all(of_keys).then_some(table)
}

/// The first part of the key that a line is for.
fn first_part(line: &'static str) -> Option<&'static str> {
    let (key, _) = line.trim_start().split_once('=')?;
    let of_keys = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-');
    let end = key.find(|letter| !of_keys(letter)).unwrap_or(key.len());
    let behind = key[end..].trim_end();
    (end > 0 && (behind.is_empty() || behind.starts_with('.'))).then(|| &key[..end])
}

impl LocalePiece {
    fn read(&self) -> &Texts {
        self.read.get_or_init(|| {
            let mut read = Texts::default();
            // A test reads every piece that is shipped.
            if let Ok(table) = DeTable::parse(self.text) {
                read.take(&mut String::new(), table.into_inner());
            }
            read
        })
    }
}

impl Texts {
    /// Takes in what stands in a table below a key.
    fn take(&mut self, key: &mut String, table: DeTable<'static>) {
        let above = key.len();
        for (name, value) in table {
            if above > 0 {
                key.push('.');
            }
            key.push_str(name.get_ref());
            match value.into_inner() {
                DeValue::String(text) => {
                    self.texts.insert(key.clone(), text);
                }
                DeValue::Array(entries) => {
                    let entries = entries.into_iter().map(|entry| entry.into_inner());
                    let texts = entries.filter_map(|entry| match entry {
                        DeValue::String(text) => Some(text.into_owned()),
                        _ => None,
                    });
                    self.lists.insert(key.clone(), texts.collect());
                }
                DeValue::Table(table) => self.take(key, table),
                _ => {}
            }
            key.truncate(above);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_can_be_read_and_every_key_leads_to_its_table() {
        for locale in LOCALES {
            let mut whole: FxHashMap<String, (&str, String)> = FxHashMap::default();
            let texts = LocaleTexts::of(LOCALES, locale.language);
            for (name, text) in locale.files {
                let table = DeTable::parse(text).unwrap_or_else(|error| panic!("{name}: {error}"));
                let mut read = Texts::default();
                read.take(&mut String::new(), table.into_inner());
                assert!(!read.texts.is_empty() || !read.lists.is_empty(), "{name}");
                for (key, text) in read.texts {
                    let before = whole.insert(key.clone(), (name, text.into_owned()));
                    assert_eq!(before, None, "{name}: {key}");
                }
                for (key, list) in read.lists {
                    assert_eq!(texts.list(&key), Some(&*list), "{name}: {key}");
                }
            }
            for (key, (name, text)) in whole {
                assert_eq!(texts.text(&key), Some(&*text), "{name}: {key}");
            }
        }
    }

    #[test]
    fn a_question_reads_the_tables_that_may_answer_it_and_no_more() {
        let words = Words::load(Language::SWEDISH).unwrap();
        let read = |texts: &LocaleTexts| {
            let pieces = texts.pieces.iter();
            pieces.filter(|piece| piece.read.get().is_some()).count()
        };
        let before = read(&words.own);
        assert!(words.find("export.contents").is_some());
        assert!(words.find("rule.R05.message").is_some());
        assert!(read(&words.own) - before <= 2 && words.own.pieces.len() > 500);
        assert_eq!(read(&words.behind), 0);
    }

    #[test]
    fn a_file_is_cut_at_its_tables_and_where_its_first_keys_begin_otherwise() {
        let text = "# Words.\n\n  a.one = \"1\"\na.\"2(b)\" = [\n  \"2 = 2\",\n]\nb = \"3\"\n  [c.d]\ne = \"[4]\"\nf.g = \"5\"\n\n[h]\n";
        assert_eq!(
            pieces_of(text),
            [
                (
                    "a",
                    "# Words.\n\n  a.one = \"1\"\na.\"2(b)\" = [\n  \"2 = 2\",\n]\n"
                ),
                ("b", "b = \"3\"\n"),
                ("c.d", "  [c.d]\ne = \"[4]\"\nf.g = \"5\"\n\n"),
                ("h", "[h]\n"),
            ]
        );
        assert_eq!(pieces_of("").len(), 0);
    }
}
