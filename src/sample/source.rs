//! The sample's data files, with a made-up place chosen.

use serde_json::Value as Json;

use super::random::Random;
use crate::domain::field::Record;
use crate::domain::kind::RecordKind;
use crate::domain::language::{Language, shipped};
use crate::domain::problem::Problem;
use crate::domain::value::Id;
use crate::drafted::{File, Files, Names};

const STRUCTURE: File = (
    "sample/structure.toml",
    include_str!("../../assets/sample/structure.toml"),
);
macro_rules! texts {
    ($($code:literal),+) => {
        /// The texts, by the code of their language; English first.
        const TEXTS: &[(&str, File)] = &[$((
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

/// The data files, with a made-up place chosen.
#[derive(Debug)]
pub(crate) struct SampleSource {
    files: Files,
}

/// A record from the files.
#[derive(Debug)]
pub(crate) struct SampleRecord {
    /// The record, with lasting number and reference.
    pub record: Box<dyn Record>,
    /// Whether further activities are made after it.
    pub template: bool,
    /// Whether it was recorded by mistake and is taken out again later.
    pub withdrawn: bool,
}

impl SampleSource {
    /// The files of a language, English where it has none, about a place that the seed chooses.
    ///
    /// # Errors
    /// `locale_broken` with file and reason, where a shipped file cannot be read: a test keeps that from happening.
    pub(crate) fn read(language: Language, random: &mut Random) -> Result<Self, Problem> {
        let files = Files::read(STRUCTURE, TEXTS, language)?;
        let places = files.said("places").and_then(Json::as_array);
        // Name, genitive and mail domain of the place, under the words that stand for them.
        let place = places
            .and_then(|places| random.pick(places))
            .and_then(Json::as_object)
            .ok_or_else(|| files.broken("places"))?
            .iter()
            .map(|(word, name)| {
                (
                    format!("{{{word}}}"),
                    name.as_str().unwrap_or("").to_owned(),
                )
            })
            .collect();
        Ok(Self {
            files: files.filling(place),
        })
    }

    /// The language that the texts are in.
    #[must_use]
    pub(crate) const fn language(&self) -> Language {
        self.files.language()
    }

    /// A text of the file.
    #[must_use]
    pub(crate) fn text(&self, section: &str, key: &str) -> String {
        self.files.text(section, key)
    }

    /// A list of texts of the file.
    #[must_use]
    pub(crate) fn texts(&self, section: &str, key: &str) -> Vec<String> {
        self.files.texts(section, key)
    }

    /// Every record of the files, with at most so many activities, numbered from `next`.
    ///
    /// # Errors
    /// `locale_broken` with the place, where the files do not fit the declarations.
    pub(crate) fn records(
        &self,
        activities: usize,
        next: &mut u32,
    ) -> Result<Vec<SampleRecord>, Problem> {
        let mut number = || {
            let id = Id(*next);
            *next += 1;
            id
        };
        let wanted = |kind, at, _: &_| kind != RecordKind::Activity || at < activities;
        let drafts = self
            .files
            .records(&KINDS, &wanted, None, Names::new(), &mut number)?;
        let drafted = drafts.into_iter().map(|draft| {
            let flag = |word: &str| draft.entry.get(word).and_then(Json::as_bool) == Some(true);
            SampleRecord {
                template: flag("template"),
                withdrawn: flag("withdrawn"),
                record: draft.record,
            }
        });
        Ok(drafted.collect())
    }
}
