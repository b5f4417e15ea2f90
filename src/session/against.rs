//! Holding what stands on paper against the journal: a number and a hash that were printed once, or a whole export.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use chrono::NaiveDate;
use serde_json::Value as Json;

use super::{Session, output};
use crate::domain::codes::{ActivityRole, Choice as _};
use crate::domain::kind::RecordKind;
use crate::domain::language::Language;
use crate::domain::problem::Problem;
use crate::domain::redaction::was_before;
use crate::domain::register::{Mark, Register};
use crate::exchange::selection::{Profile, Selection};
use crate::exchange::{import, json, sheets};
use crate::store::ChangeSet;
use crate::words::Words;

/// The fewest digits of a hash that are held against the journal.
pub(crate) const FEWEST: usize = 8;
/// The digits of a whole hash.
const WHOLE: usize = 64;
/// The lines of a document in which its number and hash stand.
const HEAD: usize = 60;

/// A state of a register as it was printed.
#[derive(Clone, Debug, PartialEq)]
pub struct PrintedState {
    /// The number of the change set.
    pub number: i64,
    /// Its hash or the first digits of it, in small letters.
    pub hash: String,
    /// The identity of the register, where the print has it.
    pub id: Option<String>,
    /// The text of an export that can be read again.
    pub export: Option<String>,
    /// Whether it stands in a document, which says more than number and hash.
    pub document: bool,
}

/// What the journal says of a print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalAnswer {
    /// The number that was asked for.
    pub number: i64,
    /// The digits that were compared.
    pub digits: usize,
    /// Whether the register once said that.
    pub verdict: Verdict,
}

/// Whether a register once said what a print says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It did.
    Said {
        /// The change set.
        set: ChangeSet,
        /// What followed, the oldest first.
        followed: Vec<ChangeSet>,
        /// What of the export itself was compared.
        content: Content,
    },
    /// Its journal has no change set of that number: the latest it has.
    NoSuchNumber(i64),
    /// Its change set of that number has another hash.
    OtherHash(String),
    /// The print is of another register, of that identity.
    OtherRegister(String),
}

/// What of an export's own content was compared with what the register said then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// There is none: a number and a hash were typed.
    Absent,
    /// It is no register that can be read again: number and hash alone were compared.
    NotCompared,
    /// It should be readable, and is not as this program writes it: what else it says is not known.
    Unreadable,
    /// Nothing in it says anything else.
    Same,
    /// These records are otherwise in it.
    Otherwise(Vec<String>),
    /// It is dated on a day on which the register said something else, or that has not come: the day, and the days of
    /// the change set and of the next one.
    OtherDay(NaiveDate, Option<NaiveDate>, Option<NaiveDate>),
}

impl JournalAnswer {
    /// Whether the register once said that.
    #[must_use]
    pub const fn is_yes(&self) -> bool {
        matches!(
            self.verdict,
            Verdict::Said {
                content: Content::Absent | Content::NotCompared | Content::Same,
                ..
            }
        )
    }
}

impl PrintedState {
    /// What was typed: `14:HASH`, or the name of a file, of which `path` gives the path.
    ///
    /// # Errors
    /// `against_short` where too few digits of a hash are given; what reading the file says; `against_no_mark` where
    /// no number and hash stand in it.
    pub fn from_typed(typed: &str, path: &dyn Fn(&str) -> PathBuf) -> Result<Self, Problem> {
        let typed = typed.trim();
        let path = path(typed);
        if let Some(print) = typed.split_once(':').filter(|_| !path.exists())
            && let (Ok(number), hash) = (print.0.trim().parse(), print.1.trim().to_lowercase())
            && hash.bytes().all(|digit| digit.is_ascii_hexdigit())
        {
            if !(FEWEST..=WHOLE).contains(&hash.len()) {
                return Err(Problem::usage("against_short")
                    .with("n", hash.len())
                    .with("fewest", FEWEST));
            }
            return Ok(Self {
                number,
                hash,
                id: None,
                export: None,
                document: false,
            });
        }
        let none = || Problem::refused("against_no_mark").with("file", path.display());
        let bytes = output::read_bytes(&path)?;
        let print = match import::decode(&bytes) {
            Ok(text) => Self::of_document(text),
            Err(_) => Self::of_workbook(&bytes),
        };
        print.ok_or_else(none)
    }

    /// The print that a workbook of a whole register carries; `None` where it carries none.
    fn of_workbook(bytes: &[u8]) -> Option<Self> {
        let (grids, _) = sheets::reading::grids(bytes).ok()?;
        Self::of_json(&sheets::file::own::read(&grids)?.json)
    }

    /// Number, hash and identity of an export in JSON.
    fn of_json(json: &Json) -> Option<Self> {
        let hash = json.pointer("/change/hash")?.as_str()?.to_lowercase();
        let known = hash.len() >= FEWEST && hash.bytes().all(|digit| digit.is_ascii_hexdigit());
        let id = json.pointer("/register/id").and_then(Json::as_str);
        known.then_some(Self {
            number: json.pointer("/change/number")?.as_i64()?,
            hash,
            id: id.map(str::to_owned),
            export: None,
            document: true,
        })
    }

    /// The print that an export carries; `None` where it carries none.
    #[must_use]
    pub fn of_document(text: &str) -> Option<Self> {
        if text.trim_start().starts_with('{') {
            let json: Json = serde_json::from_str(text).ok()?;
            let print = Self::of_json(&json)?;
            return Some(Self {
                export: Some(text.to_owned()),
                ..print
            });
        }
        let page = is_page(text).then(|| lines_of_page(text));
        let text = page.as_deref().unwrap_or(text);
        let head = || {
            text.lines()
                .take(HEAD)
                .filter(|line| !line.starts_with('#'))
        };
        let (number, mut hash) = head().find_map(mark_in)?;
        // Where the whole hash stands too, that is what proves most.
        let whole = text.lines().find_map(|line| {
            let token = hex_tokens(line).map(|(_, token)| token);
            token
                .filter(|token| token.len() == WHOLE && token.starts_with(&hash))
                .last()
        });
        if let Some(whole) = whole {
            hash = whole.to_owned();
        }
        let id = head().find_map(identity_in);
        Some(Self {
            number,
            hash,
            id,
            export: None,
            document: true,
        })
    }
}

/// Whether a text is a document of a register that this program made for readers, in Markdown or as a page, and any of its
/// languages.
#[must_use]
pub(super) fn is_made_here(text: &str) -> bool {
    let languages = Language::ALL.into_iter();
    let labels: Vec<String> = languages
        .filter_map(|language| Words::load(language).ok())
        .map(|words| words.get("export.made_with").to_owned())
        .collect();
    let page = is_page(text).then(|| lines_of_page(text));
    let text = page.as_deref().unwrap_or(text);
    let mut pairs = text.lines().filter_map(labelled);
    pairs.any(|(label, value)| {
        let by_ropa = value.trim_start().starts_with("ropa ");
        by_ropa && labels.iter().any(|known| known == label)
    })
}

/// The label of a point of a document, and what stands behind it.
fn labelled(line: &str) -> Option<(&str, &str)> {
    line.strip_prefix("- **")?.split_once("**: ")
}

/// Whether a document is a page of HTML.
fn is_page(text: &str) -> bool {
    let start = text.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    let start = start.get(..15).unwrap_or(start).to_ascii_lowercase();
    start.starts_with("<!doctype html") || start.starts_with("<html")
}

/// What a page says, line by line, as the same document says it in Markdown: labels between stars, points on lines of
/// their own.
fn lines_of_page(text: &str) -> String {
    let body = text.split_once("<body").map_or(text, |(_, body)| body);
    let mut out = String::with_capacity(body.len());
    let mut rest = body.split_once('>').map_or(body, |(_, rest)| rest);
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        let (tag, after) = after.split_once('>').unwrap_or((after, ""));
        let name = tag.split([' ', '\n']).next().unwrap_or_default();
        match name {
            "li" => out.push_str("\n- "),
            "strong" | "/strong" | "b" | "/b" => out.push_str("**"),
            "span" | "/span" | "code" | "/code" | "a" | "/a" | "em" | "/em" | "wbr" => {}
            name if name.starts_with('h') && name.len() == 2 => out.push_str("\n# "),
            _ => out.push('\n'),
        }
        rest = after;
        if matches!(name, "style" | "script") {
            rest = rest.split_once("</").map_or("", |(_, rest)| rest);
            rest = rest.split_once('>').map_or("", |(_, rest)| rest);
        }
    }
    out.push_str(rest);
    let lines = out.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// Runs of hexadecimal digits that stand by themselves, each with its place.
fn hex_tokens(line: &str) -> impl Iterator<Item = (usize, &str)> {
    let inside = |letter: char| letter.is_alphanumeric() || letter == '-' || letter == '_';
    let mut at = 0;
    line.split(move |letter: char| !inside(letter))
        .filter_map(move |token| {
            let place = line[at..].find(token).map_or(at, |found| at + found);
            at = place + token.len();
            let hex = !token.is_empty()
                && token
                    .bytes()
                    .all(|digit| digit.is_ascii_digit() || (b'a'..=b'f').contains(&digit));
            hex.then_some((place, token))
        })
}

/// A number and a hash after it: `change set 14, ab12…`.
fn mark_in(line: &str) -> Option<(i64, String)> {
    let tokens: Vec<(usize, &str)> = hex_tokens(line).collect();
    tokens.windows(2).rev().find_map(|pair| {
        let [(at, number), (hash_at, hash)] = *pair else {
            return None;
        };
        let between = line.get(at + number.len()..hash_at)?;
        let near = between.len() <= 4
            && between
                .chars()
                .all(|letter| matches!(letter, ' ' | ',' | ':' | '`' | '\u{a0}'));
        let number = number.parse().ok().filter(|number: &i64| *number > 0)?;
        (near && (FEWEST..=WHOLE).contains(&hash.len())).then(|| (number, hash.to_owned()))
    })
}

/// The register's identity, as an export in any language names it.
fn identity_in(line: &str) -> Option<String> {
    let (label, value) = labelled(line)?;
    let known = Language::ALL.into_iter().any(|language| {
        Words::load(language)
            .is_ok_and(|words| words.label(RecordKind::RegisterData, "id") == label)
    });
    known.then(|| value.trim().to_owned())
}

impl Session {
    /// Holds a print against the journal. Whether the journal itself is whole is another question.
    ///
    /// # Errors
    /// What the file system says.
    pub fn against(&self, print: &PrintedState) -> Result<JournalAnswer, Problem> {
        let answer = |digits: usize, verdict| JournalAnswer {
            number: print.number,
            digits,
            verdict,
        };
        if let Some(id) = &print.id
            && !self.register.is_known_as(id)
        {
            return Ok(answer(0, Verdict::OtherRegister(id.clone())));
        }
        let Some(set) = self.store.change_set(print.number)? else {
            let latest = self.store.latest()?.number;
            return Ok(answer(0, Verdict::NoSuchNumber(latest)));
        };
        if !set.hash.starts_with(&print.hash) {
            return Ok(answer(print.hash.len(), Verdict::OtherHash(set.hash)));
        }
        let mut followed = self.store.change_sets(None)?;
        followed.retain(|other| other.number > set.number);
        followed.reverse();
        let content = match &print.export {
            Some(text) => self.content(text, &set)?,
            None if print.document => Content::NotCompared,
            None => Content::Absent,
        };
        let verdict = Verdict::Said {
            set,
            followed,
            content,
        };
        Ok(answer(print.hash.len(), verdict))
    }

    /// What is wrong with the day of an export of a change set, by the days that are written in the journal.
    fn dated(&self, day: NaiveDate, set: &ChangeSet) -> Result<Option<Content>, Problem> {
        let of = |set: &ChangeSet| set.at.get(..10).and_then(|day| day.parse().ok());
        let from: Option<NaiveDate> = of(set);
        let next = self.store.change_set(set.number + 1)?;
        let to: Option<NaiveDate> = next.as_ref().and_then(of);
        let last = to.unwrap_or_else(|| self.real_day().max(self.surroundings.today));
        let within = from.is_none_or(|from| from <= day) && day <= last;
        Ok((!within).then_some(Content::OtherDay(day, from, to)))
    }

    /// Compares what an export says with the same export of the state of that change set, value by value.
    ///
    /// One that an older version wrote is compared as an import into that state, which would have had nothing to do.
    fn content(&self, text: &str, set: &ChangeSet) -> Result<Content, Problem> {
        let Ok(said) = serde_json::from_str::<Json>(text) else {
            return Ok(Content::Unreadable);
        };
        let mut register = self.store.facts_until(set.number)?.register()?;
        register.mark = Mark {
            number: set.number,
            hash: set.hash.clone(),
            at: set.at.clone(),
        };
        register.taken_out.clone_from(&self.register.taken_out);
        register.struck.clone_from(&self.register.struck);
        let whole = said.get("selection").is_none();
        // What stands twice in an object would be read once.
        if whole && !import::read(text).is_ok_and(|read| read.is_well_formed()) {
            return Ok(Content::Unreadable);
        }
        let Some(selection) = selection_of(&register, said.get("selection")) else {
            return Ok(Content::Unreadable);
        };
        let day = said.get("as_of").and_then(Json::as_str);
        let Some(day) = day.and_then(|day| day.parse::<NaiveDate>().ok()) else {
            return Ok(Content::Unreadable);
        };
        let written = json::export(&register, day, &selection);
        let Ok(written) = serde_json::from_str::<Json>(&written) else {
            return Ok(Content::Unreadable);
        };
        let mut otherwise = differing(&written, &said);
        if !otherwise.is_empty() && whole && is_of_version_1(&said) {
            otherwise.retain(|reference| !stands_in(&said, reference));
            let Ok(document) = import::read(text) else {
                return Ok(Content::Unreadable);
            };
            // What was taken out for good since is not held against an export that was made before.
            (register.about.redactions).clone_from(&self.register.about.redactions);
            (register.identities).clone_from(&self.register.identities);
            let choice = import::Merging {
                matching: import::Matching::Replacing,
                made_at: Some(set.number),
                ..import::Merging::default()
            };
            let Ok(plan) = import::plan(&document, &register, &choice) else {
                return Ok(Content::Unreadable);
            };
            let added = plan.report.added.into_values().flatten();
            let changed = plan.report.changed.into_iter().map(|it| it.reference);
            otherwise.extend(added.chain(changed));
        }
        Ok(if otherwise.is_empty() {
            self.dated(day, set)?.unwrap_or(Content::Same)
        } else {
            Content::Otherwise(otherwise.into_iter().collect())
        })
    }
}

/// The part of a register that an export says it holds; `None` where that cannot be made of what it says.
fn selection_of(register: &Register, said: Option<&Json>) -> Option<Selection> {
    let Some(said) = said else {
        return Some(Selection::default());
    };
    let text = |key: &str| {
        said.get(key)
            .map(|value| value.as_str().unwrap_or_default())
    };
    let mut selection = Selection::default();
    if let Some(role) = text("role") {
        selection.role = Some(ActivityRole::from_code(role)?);
    }
    if let Some(organisation) = text("organisation") {
        selection.organisation = Some(register.find(organisation)?);
    }
    if let Some(activities) = said.get("activities") {
        for reference in activities.as_array()? {
            selection
                .activities
                .push(register.find(reference.as_str()?)?);
        }
    }
    if let Some(profile) = text("profile") {
        selection.profile = Profile::from_code(profile)?;
    }
    Some(selection)
}

/// The references of the records that one export has otherwise than another, or that stand in one alone; empty for what
/// belongs to no record.
fn differing(written: &Json, said: &Json) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let empty = serde_json::Map::new();
    let written = written.as_object().unwrap_or(&empty);
    let said = said.as_object().unwrap_or(&empty);
    let keys: BTreeSet<&String> = written.keys().chain(said.keys()).collect();
    // The hash may be printed with fewer digits; it was compared before.
    for key in keys.into_iter().filter(|key| *key != "change") {
        match (written.get(key), said.get(key)) {
            (Some(Json::Array(written)), Some(Json::Array(said))) => {
                compare_records(written, said, &mut found);
            }
            (Some(Json::Array(records)), None) | (None, Some(Json::Array(records))) => {
                found.extend(records.iter().map(reference_in));
            }
            (Some(written), Some(said)) if is_same(written, said) => {}
            _ => {
                found.insert(String::new());
            }
        }
    }
    found
}

fn reference_in(record: &Json) -> String {
    let reference = record.get("ref").and_then(Json::as_str);
    reference.unwrap_or_default().to_owned()
}

/// Compares records by their references.
fn compare_records(written: &[Json], said: &[Json], found: &mut BTreeSet<String>) {
    let mut left: BTreeMap<String, &Json> = (written.iter())
        .map(|record| (reference_in(record), record))
        .collect();
    for record in said {
        let reference = reference_in(record);
        match left.remove(&reference) {
            Some(written) if is_same(written, record) => {}
            _ => {
                found.insert(reference);
            }
        }
    }
    found.extend(left.into_keys());
}

/// Whether two values say the same. What was taken out for good since is not held against an export made before.
fn is_same(written: &Json, said: &Json) -> bool {
    match (written, said) {
        (Json::Object(written), Json::Object(said)) => {
            let gone: Vec<&str> = (written.get("redacted").and_then(Json::as_array))
                .into_iter()
                .flatten()
                .filter_map(Json::as_str)
                .collect();
            let keys: BTreeSet<&String> = written.keys().chain(said.keys()).collect();
            keys.into_iter()
                .filter(|key| !gone.contains(&key.as_str()))
                .all(|key| match (written.get(key), said.get(key)) {
                    (Some(written), Some(said)) => is_same(written, said),
                    (one, other) if key == "none" && !gone.is_empty() => {
                        let reasons = one.or(other).and_then(Json::as_object);
                        reasons.is_some_and(|reasons| {
                            reasons.keys().all(|key| gone.contains(&key.as_str()))
                        })
                    }
                    (Some(_), None) if key == "redacted" => true,
                    _ => false,
                })
        }
        (Json::Array(written), Json::Array(said)) => {
            written.len() == said.len()
                && written
                    .iter()
                    .zip(said)
                    .all(|(written, said)| is_same(written, said))
        }
        (Json::String(written), Json::String(said)) => written == said || was_before(said, written),
        _ => written == said,
    }
}

/// Whether an export has legal holds as fields, as version 1 of the program wrote them.
fn is_of_version_1(said: &Json) -> bool {
    match said {
        Json::Object(fields) => fields
            .iter()
            .any(|(key, value)| key.starts_with("hold_") || is_of_version_1(value)),
        Json::Array(values) => values.iter().any(is_of_version_1),
        _ => false,
    }
}

/// Whether a record of that reference stands in an export.
fn stands_in(said: &Json, reference: &str) -> bool {
    let lists = said
        .as_object()
        .into_iter()
        .flat_map(|fields| fields.values());
    reference.is_empty()
        || lists
            .filter_map(Json::as_array)
            .flatten()
            .any(|record| reference_in(record) == reference)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_print_is_found_in_every_form_in_which_it_was_printed() {
        let whole = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
        let cases = [
            ("- **State of the register**: change set 12, `9f86d081884c`, made 2026-11-20T16:02:11+01:00".to_owned(), "9f86d081884c"),
            ("- **Version of the register**: change 12, `9f86d081884c`, 2026-11-20T16:02:11+01:00".to_owned(), "9f86d081884c"),
            (format!("- **Registrets läge**: ändringsgrupp 12, `9f86d081884c`\\n- **Hela**: `{whole}`"), whole),
            (format!("Norrby 2026, as of 21 November 2026. Made from change set 12, {whole}."), whole),
            (format!("Norrby 2026, as of 21 November 2026. Based on change 12, {whole}."), whole),
            ("State 12, `9f86d081884c`".to_owned(), "9f86d081884c"),
            (format!("12:{whole}"), whole),
            (format!("{{\"change\": {{\"number\": 12, \"hash\": \"{whole}\"}}}}"), whole),
        ];
        for (text, hash) in cases {
            let text = text.replace("\\n", "\n");
            let print = PrintedState::of_document(&text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((print.number, print.hash.as_str()), (12, hash), "{text}");
        }
        for none in [
            "",
            "# Title 12, 9f86d081884c",
            "12 activities of 2026-11-20",
            "12, abc",
            "- **Id**: 6f1c2f3e-6a51-4a6e-9a1d-0c6f4b8f2d11",
            "{\"change\": {\"number\": 12}}",
            "{\"change\": ",
        ] {
            assert_eq!(PrintedState::of_document(none), None, "{none}");
        }
    }

    #[test]
    fn a_print_that_is_typed_needs_digits_enough() {
        let here = |typed: &str| std::path::Path::new("/nowhere").join(typed);
        let print = PrintedState::from_typed(" 14:F0220D1BB9CA ", &here).unwrap();
        assert_eq!((print.number, print.hash.as_str()), (14, "f0220d1bb9ca"));
        let key = |typed: &str| PrintedState::from_typed(typed, &here).unwrap_err().key;
        assert_eq!(key("14:f0220d1"), "against_short");
        assert_eq!(key("14:"), "against_short");
        assert_eq!(key("export.json"), "input_missing");
        assert_eq!(key("14:zz20d1bb9ca"), "input_missing");
    }
}
