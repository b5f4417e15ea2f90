//! Holding what stands on paper against the journal: a number and a hash that were printed once, or a whole export.

use std::path::Path;

use serde_json::Value as Json;

use super::{Session, output};
use crate::domain::field::RecordKind;
use crate::domain::language::Language;
use crate::domain::problem::Problem;
use crate::exchange::import;
use crate::store::ChangeSet;
use crate::words::Words;

/// The fewest digits of a hash that are held against the journal.
pub const FEWEST: usize = 8;
/// The digits of a whole hash.
const WHOLE: usize = 64;
/// The lines of a document in which its number and hash stand.
const HEAD: usize = 60;

/// A state of a register as it was printed.
#[derive(Clone, Debug, PartialEq)]
pub struct Print {
    /// The number of the change set.
    pub number: i64,
    /// Its hash or the first digits of it, in small letters.
    pub hash: String,
    /// The identity of the register, where the print has it.
    pub id: Option<String>,
    /// The text of an export that can be read again.
    pub export: Option<String>,
}

/// What the journal says of a print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
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
    /// There is none, or it cannot be read again: only number and hash were compared.
    NotCompared,
    /// Nothing in it says anything else.
    Same,
    /// These records are otherwise in it.
    Otherwise(Vec<String>),
}

impl Answer {
    /// Whether the register once said that.
    #[must_use]
    pub const fn is_yes(&self) -> bool {
        matches!(
            self.verdict,
            Verdict::Said {
                content: Content::NotCompared | Content::Same,
                ..
            }
        )
    }
}

impl Print {
    /// What was typed: `14:HASH`, or the name of a file.
    ///
    /// # Errors
    /// `against_short` where too few digits of a hash are given; what reading the file says; `against_no_mark` where
    /// no number and hash stand in it.
    pub fn from_typed(typed: &str, directory: &Path) -> Result<Self, Problem> {
        let typed = typed.trim();
        let path = directory.join(typed);
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
            });
        }
        let text = output::read(&path)?;
        Self::of_document(&text)
            .ok_or_else(|| Problem::refused("against_no_mark").with("file", path.display()))
    }

    /// The print that an export carries; `None` where it carries none.
    #[must_use]
    pub fn of_document(text: &str) -> Option<Self> {
        if text.trim_start().starts_with('{') {
            let json: Json = serde_json::from_str(text).ok()?;
            let hash = json.pointer("/change/hash")?.as_str()?.to_lowercase();
            let known = hash.len() >= FEWEST && hash.bytes().all(|digit| digit.is_ascii_hexdigit());
            let id = json.pointer("/register/id").and_then(Json::as_str);
            return known.then_some(Self {
                number: json.pointer("/change/number")?.as_i64()?,
                hash,
                id: id.map(str::to_owned),
                export: Some(text.to_owned()),
            });
        }
        let head = || {
            text.lines()
                .take(HEAD)
                .filter(|line| !line.starts_with('#'))
        };
        let (number, mut hash) = head().find_map(mark_in)?;
        // Where the whole hash stands too, that is what proves most.
        let whole = head().find_map(|line| {
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
        })
    }
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
    let (label, value) = line.strip_prefix("- **")?.split_once("**: ")?;
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
    pub fn against(&self, print: &Print) -> Result<Answer, Problem> {
        let answer = |digits: usize, verdict| Answer {
            number: print.number,
            digits,
            verdict,
        };
        if let Some(id) = &print.id
            && self.identity() != Some(id)
            && !self.earlier_identities()?.contains(id)
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
            Some(text) => self.content(text, print.number)?,
            None => Content::NotCompared,
        };
        let verdict = Verdict::Said {
            set,
            followed,
            content,
        };
        Ok(answer(print.hash.len(), verdict))
    }

    /// Compares what an export says with what the register said at that change set: as an import into it then, which
    /// would have had nothing to do.
    fn content(&self, text: &str, number: i64) -> Result<Content, Problem> {
        let Ok(document) = import::read(text) else {
            // A part of a register, or another version's.
            return Ok(Content::NotCompared);
        };
        let register = self.store.facts_until(number)?.register();
        let plan = register.and_then(|mut register| {
            // What was taken out for good since is not held against an export that was made before.
            (register.about.redactions).clone_from(&self.register.about.redactions);
            (register.taken_out).clone_from(&self.register.taken_out);
            import::plan(&document, &register)
        });
        let Ok(plan) = plan else {
            return Ok(Content::NotCompared);
        };
        let report = plan.report;
        let added = report.added.values().flatten();
        let changed = report.changed.iter().map(|changed| &changed.reference);
        let mut otherwise: Vec<String> = added.chain(changed).cloned().collect();
        otherwise.sort();
        otherwise.dedup();
        Ok(if otherwise.is_empty() {
            Content::Same
        } else {
            Content::Otherwise(otherwise)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_print_is_found_in_every_form_in_which_it_was_printed() {
        let whole = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
        let cases = [
            ("- **State of the register**: change set 12, `9f86d081884c`, made 2026-11-20T16:02:11+01:00".to_owned(), "9f86d081884c"),
            (format!("- **Registrets läge**: ändringsgrupp 12, `9f86d081884c`\\n- **Hela**: `{whole}`"), whole),
            (format!("Norrby 2026, as of 21 Nov 2026. Made from change set 12, {whole}."), whole),
            ("State 12, `9f86d081884c`".to_owned(), "9f86d081884c"),
            (format!("12:{whole}"), whole),
            (format!("{{\"change\": {{\"number\": 12, \"hash\": \"{whole}\"}}}}"), whole),
        ];
        for (text, hash) in cases {
            let text = text.replace("\\n", "\n");
            let print = Print::of_document(&text).unwrap_or_else(|| panic!("{text}"));
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
            assert_eq!(Print::of_document(none), None, "{none}");
        }
    }

    #[test]
    fn a_print_that_is_typed_needs_digits_enough() {
        let here = Path::new("/nowhere");
        let print = Print::from_typed(" 14:F0220D1BB9CA ", here).unwrap();
        assert_eq!((print.number, print.hash.as_str()), (14, "f0220d1bb9ca"));
        let key = |typed: &str| Print::from_typed(typed, here).unwrap_err().key;
        assert_eq!(key("14:f0220d1"), "against_short");
        assert_eq!(key("14:"), "against_short");
        assert_eq!(key("export.json"), "input_missing");
        assert_eq!(key("14:zz20d1bb9ca"), "input_missing");
    }
}
