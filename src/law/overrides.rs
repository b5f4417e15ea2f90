//! Law data of the user's own: reading a file, checking it, and saying where it is broken.
//!
//! An override has the shape of the shipped file of the same name. Entries replace those of the same key whole, or are
//! added. A broken file is left out as a whole: half of an override would be a law that nobody wrote.

use std::collections::BTreeSet;
use std::fmt;

use chrono::NaiveDate;
use serde::de::DeserializeOwned;

use super::Law;
use super::entry::{Keyed, Meta};

/// The shape of the files that this version reads.
const SCHEMA: u32 = 1;

/// What is wrong with a file. Its words are put by whoever shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LawProblemKind {
    /// No file of law data has this name.
    UnknownFile,
    /// The file is not TOML.
    Syntax,
    /// The file says that its shape is one this version does not read.
    UnsupportedSchema,
    /// A key that no entry has.
    UnknownKey,
    /// A key that an entry must have is not there.
    MissingKey,
    /// A key is there twice.
    DuplicateKey,
    /// The value is of another type, not one of the codes, or cannot be.
    WrongValue,
    /// Two entries of one list have the same key.
    DuplicateEntry,
    /// The end lies before the beginning.
    DatesReversed,
    /// A country that the data do not know.
    UnknownReference,
}

impl LawProblemKind {
    /// Every kind.
    pub const ALL: [Self; 10] = [
        Self::UnknownFile,
        Self::Syntax,
        Self::UnsupportedSchema,
        Self::UnknownKey,
        Self::MissingKey,
        Self::DuplicateKey,
        Self::WrongValue,
        Self::DuplicateEntry,
        Self::DatesReversed,
        Self::UnknownReference,
    ];

    /// The code that its words are filed under.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::UnknownFile => "unknown_file",
            Self::Syntax => "syntax",
            Self::UnsupportedSchema => "unsupported_schema",
            Self::UnknownKey => "unknown_key",
            Self::MissingKey => "missing_key",
            Self::DuplicateKey => "duplicate_key",
            Self::WrongValue => "wrong_value",
            Self::DuplicateEntry => "duplicate_entry",
            Self::DatesReversed => "dates_reversed",
            Self::UnknownReference => "unknown_reference",
        }
    }
}

/// Something wrong with a file of law data.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LawProblem {
    /// The file, as it was handed in.
    pub file: String,
    /// The line, counted from 1.
    pub line: Option<usize>,
    /// The table and the key in it, with a dot between.
    pub key: Option<String>,
    /// What is wrong.
    pub kind: LawProblemKind,
}

impl fmt::Display for LawProblem {
    /// The place and the code, for a log; what a reader sees is put into words elsewhere.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(key) = &self.key {
            write!(f, ": {key}")?;
        }
        write!(f, ": {}", self.kind.code())
    }
}

impl std::error::Error for LawProblem {}

/// Why the law data cannot be read at all: the shipped data are broken.
pub type LawError = LawProblem;

/// A fault of content, found after reading, by the place it has in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    table: String,
    index: usize,
    key: &'static str,
    kind: LawProblemKind,
}

impl Fault {
    /// A fault in the table of a name.
    pub(super) fn table(table: &str, key: &'static str, kind: LawProblemKind) -> Self {
        Self {
            table: table.to_owned(),
            index: 0,
            key,
            kind,
        }
    }

    /// A fault in an entry of a list.
    pub(super) fn item(list: &str, index: usize, key: &'static str, kind: LawProblemKind) -> Self {
        Self {
            table: list.to_owned(),
            index,
            key,
            kind,
        }
    }

    /// Whether a span ends before it begins. Touching is allowed: a decision may fall on the day it is made.
    pub(super) fn reversed(from: Option<NaiveDate>, until: Option<NaiveDate>) -> bool {
        from.zip(until).is_some_and(|(from, until)| until < from)
    }

    /// Entries of a list whose key another had before them.
    pub(super) fn duplicates<T: Keyed>(list: &str, entries: &[T]) -> Vec<Self> {
        let mut seen = BTreeSet::new();
        let twice = entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| !seen.insert(entry.key()));
        twice
            .map(|(index, _)| Self::item(list, index, "", LawProblemKind::DuplicateEntry))
            .collect()
    }

    /// The fault with its line in the text.
    fn in_file(&self, file: &str, text: &str) -> LawProblem {
        let key = if self.key.is_empty() {
            self.table.clone()
        } else {
            format!("{}.{}", self.table, self.key)
        };
        LawProblem {
            file: file.to_owned(),
            line: line_of(text, &self.table, self.index, self.key),
            key: Some(key),
            kind: self.kind,
        }
    }
}

/// One file of law data.
pub(super) trait Part: DeserializeOwned {
    /// The file's name.
    const FILE: &'static str;
    /// The shipped text.
    const SHIPPED: &'static str;

    /// What the file says about itself.
    fn meta(&self) -> &Meta;

    /// Takes over the entries of an override.
    fn merge(&mut self, over: Self);

    /// What is wrong with the content, given which country codes are known.
    fn faults(&self, known: &dyn Fn(&str) -> bool) -> Vec<Fault>;

    /// The country codes that the file itself adds.
    fn codes(&self) -> Vec<&str> {
        Vec::new()
    }

    /// Fills in what the file leaves to be understood.
    fn settle(&mut self) {}

    /// The shipped data.
    fn shipped() -> Result<Self, LawError> {
        let mut part: Self = read(Self::FILE, Self::SHIPPED)?;
        part.settle();
        Ok(part)
    }
}

/// Reads a text as a part, or says where it breaks.
fn read<T: Part>(file: &str, text: &str) -> Result<T, LawProblem> {
    toml::from_str(text).map_err(|error| {
        let offset = error.span().map(|span| span.start);
        let line = offset.map(|offset| line_at(text, offset));
        let message = error.message();
        let named = message.split('`').nth(1).map(str::to_owned);
        let kind = if message.starts_with("missing field") {
            LawProblemKind::MissingKey
        } else if message.starts_with("unknown field") {
            LawProblemKind::UnknownKey
        } else if message.starts_with("duplicate") {
            LawProblemKind::DuplicateKey
        } else if toml::de::DeTable::parse(text).is_err() {
            LawProblemKind::Syntax
        } else {
            LawProblemKind::WrongValue
        };
        let named = named.filter(|_| {
            matches!(
                kind,
                LawProblemKind::MissingKey | LawProblemKind::UnknownKey
            )
        });
        let key = line.and_then(|line| key_at(text, line, named.as_deref()));
        LawProblem {
            file: file.to_owned(),
            line,
            key,
            kind,
        }
    })
}

/// Puts an override over a part. A broken one changes nothing.
fn lay_over<T: Part>(
    part: &mut T,
    file: &str,
    text: &str,
    countries: &BTreeSet<String>,
) -> Vec<LawProblem> {
    let over: T = match read(file, text) {
        Ok(over) => over,
        Err(problem) => return vec![problem],
    };
    if over.meta().schema.is_some_and(|schema| schema != SCHEMA) {
        return vec![
            Fault::table("meta", "schema", LawProblemKind::UnsupportedSchema).in_file(file, text),
        ];
    }
    let own: BTreeSet<&str> = over.codes().into_iter().collect();
    let faults = over.faults(&|code| countries.contains(code) || own.contains(code));
    if faults.is_empty() {
        part.merge(over);
    }
    faults
        .into_iter()
        .map(|fault| fault.in_file(file, text))
        .collect()
}

impl Law {
    /// The names of the files that can be overridden.
    #[must_use]
    pub fn override_files() -> [&'static str; 9] {
        use super::{
            act::Acts, adequacy::Adequacy, authority::Authorities, basis::Bases,
            country::Countries, evidence::Sources, mechanism::Safeguards, period::Periods,
            retention::Retentions,
        };
        [
            Countries::FILE,
            Adequacy::FILE,
            Safeguards::FILE,
            Bases::FILE,
            Authorities::FILE,
            Retentions::FILE,
            Periods::FILE,
            Acts::FILE,
            Sources::FILE,
        ]
    }

    /// The law with files of the user's own laid over it, and what is wrong with those that were left out.
    /// Each file is a name or path, whose last part says which file it is, and its text.
    #[must_use]
    pub fn with_overrides<F: AsRef<str>, T: AsRef<str>>(
        mut self,
        files: &[(F, T)],
    ) -> (Self, Vec<LawProblem>) {
        let names = Self::override_files();
        let which_of = |file: &str| {
            names
                .iter()
                .position(|name| file.rsplit(['/', '\\']).next() == Some(name))
        };
        let mut problems = Vec::new();
        // In the order of the names, whatever the order of the files: countries first, because others refer to them.
        for which in 0..names.len() {
            for (file, text) in files
                .iter()
                .map(|(file, text)| (file.as_ref(), text.as_ref()))
            {
                if which_of(file) != Some(which) {
                    continue;
                }
                let countries: BTreeSet<String> = self.countries.country.keys().cloned().collect();
                problems.extend(match which {
                    0 => lay_over(&mut self.countries, file, text, &countries),
                    1 => lay_over(&mut self.adequacy, file, text, &countries),
                    2 => lay_over(&mut self.safeguards, file, text, &countries),
                    3 => lay_over(&mut self.bases, file, text, &countries),
                    4 => lay_over(&mut self.authorities, file, text, &countries),
                    5 => lay_over(&mut self.retentions, file, text, &countries),
                    6 => lay_over(&mut self.periods, file, text, &countries),
                    7 => lay_over(&mut self.acts, file, text, &countries),
                    _ => lay_over(&mut self.sources, file, text, &countries),
                });
            }
        }
        for (file, _) in files
            .iter()
            .filter(|(file, _)| which_of(file.as_ref()).is_none())
        {
            let file = file.as_ref().to_owned();
            problems.push(LawProblem {
                file,
                line: None,
                key: None,
                kind: LawProblemKind::UnknownFile,
            });
        }
        self.forget_words();
        (self, problems)
    }
}

/// The line of a byte, counted from 1.
fn line_at(text: &str, offset: usize) -> usize {
    1 + text
        .bytes()
        .take(offset)
        .filter(|byte| *byte == b'\n')
        .count()
}

/// The name in a table's heading (`[country.SE]`, `[[decision]]`), if the line is one.
fn heading(line: &str) -> Option<String> {
    let line = line.split('#').next().unwrap_or_default().trim();
    let name = line
        .strip_prefix("[[")
        .and_then(|rest| rest.strip_suffix("]]"));
    let name = name.or_else(|| {
        line.strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
    })?;
    let plain = |letter: char| {
        letter.is_alphanumeric() || matches!(letter, '.' | '_' | '-' | '"' | '\'' | ' ')
    };
    // A line of an array of texts has the same brackets, but begins with a quote and has no bare name.
    let heading =
        !name.is_empty() && name.chars().all(plain) && !name.trim_start().starts_with(['"', '\'']);
    heading.then(|| name.replace(['"', '\'', ' '], ""))
}

/// The key that a line sets.
fn key_set(line: &str) -> Option<&str> {
    let key = line.split_once('=')?.0.trim();
    let bare = |mark| {
        key.strip_prefix(mark)
            .and_then(|rest| rest.strip_suffix(mark))
    };
    let key = bare('"').or_else(|| bare('\'')).unwrap_or(key);
    let plain = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.');
    (!key.is_empty() && key.chars().all(plain)).then_some(key)
}

/// The table and key of a line; the key may be named by the error instead.
fn key_at(text: &str, line: usize, named: Option<&str>) -> Option<String> {
    let above: Vec<&str> = text.lines().take(line).collect();
    let table = above.iter().rev().find_map(|line| heading(line));
    let within = above
        .iter()
        .rev()
        .take_while(|line| heading(line).is_none())
        .find_map(|line| key_set(line));
    match (table, named.or(within)) {
        (Some(table), Some(key)) => Some(format!("{table}.{key}")),
        (Some(only), None) => Some(only),
        (None, key) => key.map(str::to_owned),
    }
}

/// The line of a key in the table of a name, or in the nth entry of a list; of its heading, if the key is not there.
fn line_of(text: &str, table: &str, index: usize, key: &str) -> Option<usize> {
    let lines: Vec<&str> = text.lines().collect();
    let start = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| heading(line).as_deref() == Some(table))
        .nth(index)?
        .0;
    let entry = lines
        .iter()
        .enumerate()
        .skip(start + 1)
        .take_while(|(_, line)| heading(line).is_none());
    let line = entry
        .filter(|(_, line)| key_set(line) == Some(key))
        .map(|(at, _)| at)
        .next();
    Some(1 + line.unwrap_or(start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;
    use crate::law::standing::{Answers, Status};
    use crate::law::tests::{fresh, on};

    fn over(file: &str, text: &str) -> (Law, Vec<LawProblem>) {
        fresh().with_overrides(&[(file, text)])
    }

    fn problem(file: &str, text: &str) -> (Option<usize>, String, LawProblemKind) {
        let (law, problems) = over(file, text);
        assert_eq!(problems.len(), 1, "{problems:?}");
        // The shipped data are used.
        assert_eq!(law.decisions(), fresh().decisions());
        assert_eq!(
            law.countries().collect::<Vec<_>>(),
            fresh().countries().collect::<Vec<_>>()
        );
        assert_eq!(problems[0].file, file);
        (
            problems[0].line,
            problems[0].key.clone().unwrap_or_default(),
            problems[0].kind,
        )
    }

    const KENYA: &str = r#"
[meta]
known_to = 2027-02-01

[[decision]]
id = "KE-2027-1"
applies_to = ["KE"]
name_en = "Kenya"
decision = "(EU) 2027/1"
basis = "GDPR"
adopted = 2027-01-01
valid_from = 2027-01-15
coverage = "all"
source = "Commission Implementing Decision (EU) 2027/1"
confidence = "confirmed"
"#;

    #[test]
    fn a_new_decision_is_added_and_moves_what_is_known() {
        let (law, problems) = over("/home/anna/.config/ropa/law/adequacy.toml", KENYA);
        assert_eq!(problems, []);
        let standing = |day| {
            law.standing("KE", on(day), &Answers::new())
                .map(|standing| standing.status)
        };
        assert_eq!(standing("2027-01-14"), Some(Status::NotAdequate));
        assert_eq!(standing("2027-01-15"), Some(Status::Adequate));
        assert_eq!(law.known_to(), on("2027-02-01"));
        assert_eq!(
            law.decision("KE-2027-1")
                .map(|it| it.label(Language::Swedish)),
            Some("Kenya")
        );
        assert_eq!(law.decisions().len(), fresh().decisions().len() + 1);
    }

    #[test]
    fn an_entry_is_replaced_whole() {
        let text = KENYA
            .replace("KE-2027-1", "GB-2021-1772")
            .replace("[\"KE\"]", "[\"GB\"]");
        let (law, problems) = over("adequacy.toml", &text);
        assert_eq!(problems, []);
        assert_eq!(law.decisions().len(), fresh().decisions().len());
        let british = law.decision("GB-2021-1772");
        assert_eq!(
            british.map(|it| (it.condition.len(), it.sunset.len(), it.valid_until)),
            Some((0, 0, None))
        );
    }

    #[test]
    fn a_country_can_be_added_and_changed() {
        let text = "[country.ZZ]\nname_en = \"Newland\"\n[country.RS]\nname_en = \"Serbia\"\nname_sv = \"Serbien\"\nalpha3 = \"SRB\"\n\
                    group = \"eu\"\neu_from = 2030-01-01\ngdpr_from = 2030-01-01\nsource = \"treaty\"\nconfidence = \"confirmed\"\n";
        let (law, problems) = over("countries.toml", text);
        assert_eq!(problems, []);
        assert!(law.is_eea_on("RS", on("2030-01-01")) && !law.is_eea_on("RS", on("2029-12-31")));
        assert_eq!(
            law.country("ZZ")
                .map(|it| (it.code.as_str(), it.label(Language::Swedish))),
            Some(("ZZ", "Newland"))
        );
        assert!(law.country("ZZ").is_some_and(|it| !it.source.is_empty()));
        // A file that comes later can refer to the new country, whatever the order they are handed in.
        let kenya = KENYA.replace("[\"KE\"]", "[\"ZZ\"]");
        let (law, problems) =
            fresh().with_overrides(&[("adequacy.toml", kenya.as_str()), ("countries.toml", text)]);
        assert_eq!(problems, []);
        assert_eq!(
            law.standing("ZZ", on("2027-01-15"), &Answers::new())
                .map(|it| it.status),
            Some(Status::Adequate)
        );
    }

    #[test]
    fn words_to_find_follow_the_override() {
        let law = fresh();
        assert!(
            law.cited_repealed_acts("Old Act", on("2026-01-01"))
                .is_empty()
        );
        let text = "[[act]]\nid = \"old\"\nkind = \"statute\"\nname_en = \"Old Act\"\nin_force_until = 2025-01-01\n\
                    cited_as = [\"Old Act\"]\nsource = \"new act\"\nconfidence = \"confirmed\"\n";
        let (law, problems) = law.with_overrides(&[("acts.toml", text)]);
        assert_eq!(problems, []);
        assert_eq!(
            law.cited_repealed_acts("the old act", on("2026-01-01"))
                .len(),
            1
        );
    }

    #[test]
    fn a_broken_file_names_line_and_key() {
        let broken = |from: &str, to: &str| problem("adequacy.toml", &KENYA.replace(from, to));
        assert_eq!(
            broken("coverage = \"all\"", "coverage ="),
            (Some(13), "decision.coverage".into(), LawProblemKind::Syntax)
        );
        assert_eq!(
            broken("name_en", "nam_en"),
            (
                Some(8),
                "decision.nam_en".into(),
                LawProblemKind::UnknownKey
            )
        );
        assert_eq!(
            broken("basis = \"GDPR\"\n", ""),
            (Some(5), "decision.basis".into(), LawProblemKind::MissingKey)
        );
        assert_eq!(
            broken("\"all\"", "\"some\""),
            (
                Some(13),
                "decision.coverage".into(),
                LawProblemKind::WrongValue
            )
        );
        assert_eq!(
            broken("2027-01-15", "\"soon\""),
            (
                Some(12),
                "decision.valid_from".into(),
                LawProblemKind::WrongValue
            )
        );
        assert_eq!(broken("2027-01-15", "2027-02-30").2, LawProblemKind::Syntax);
        assert_eq!(
            broken("2027-01-15", "2027-01-15T10:00:00"),
            (
                Some(12),
                "decision.valid_from".into(),
                LawProblemKind::WrongValue
            )
        );
        assert_eq!(
            broken("confidence = \"confirmed\"\n", "").2,
            LawProblemKind::MissingKey
        );
        assert_eq!(
            broken("coverage = ", "basis = ").2,
            LawProblemKind::DuplicateKey
        );
        assert_eq!(
            broken("[\"KE\"]", "[\"KX\"]"),
            (
                Some(7),
                "decision.applies_to".into(),
                LawProblemKind::UnknownReference
            )
        );
        assert_eq!(
            broken("[\"KE\"]", "[]"),
            (
                Some(7),
                "decision.applies_to".into(),
                LawProblemKind::WrongValue
            )
        );
        let reversed = broken("coverage", "valid_until = 2026-01-01\ncoverage");
        assert_eq!(
            reversed,
            (
                Some(13),
                "decision.valid_until".into(),
                LawProblemKind::DatesReversed
            )
        );
        assert_eq!(
            broken("[meta]", "[meta]\nschema = 2"),
            (
                Some(3),
                "meta.schema".into(),
                LawProblemKind::UnsupportedSchema
            )
        );
        assert_eq!(
            broken("\"all\"", "\"limited\""),
            (
                Some(13),
                "decision.coverage".into(),
                LawProblemKind::WrongValue
            )
        );
    }

    #[test]
    fn two_entries_of_one_key_are_refused() {
        let twice = format!(
            "{KENYA}\n{}",
            KENYA.replace("[meta]\nknown_to = 2027-02-01\n", "")
        );
        assert_eq!(
            problem("adequacy.toml", &twice),
            (Some(19), "decision".into(), LawProblemKind::DuplicateEntry)
        );
    }

    #[test]
    fn countries_that_claim_something_must_say_on_what_it_stands() {
        let text = "[country.RS]\nname_en = \"Serbia\"\ngroup = \"eu\"\neu_from = 2030-01-01\n";
        assert_eq!(
            problem("countries.toml", text),
            (
                Some(1),
                "country.RS.source".into(),
                LawProblemKind::MissingKey
            )
        );
        let text = "[country.AX]\nname_en = \"Åland\"\nvia = \"FX\"\n";
        assert_eq!(
            problem("countries.toml", text),
            (
                Some(3),
                "country.AX.via".into(),
                LawProblemKind::UnknownReference
            )
        );
    }

    #[test]
    fn a_bad_period_is_told() {
        let text = "[[retention]]\nid = \"x\"\nlaw = \"y\"\nkind = \"minimum\"\nperiod = \"7 years\"\nsource = \"z\"\nconfidence = \"confirmed\"\n";
        let (_, problems) = over("statutory_retention_se.toml", text);
        assert_eq!(problems.len(), 1);
        assert_eq!(
            (problems[0].line, problems[0].key.as_deref()),
            (Some(5), Some("retention.period"))
        );
    }

    #[test]
    fn a_file_of_another_name_is_told_and_the_good_ones_are_used() {
        let (law, problems) = fresh().with_overrides(&[
            ("countrys.toml", ""),
            ("adequacy.toml", KENYA),
            ("acts.toml", "[["),
        ]);
        assert!(law.decision("KE-2027-1").is_some());
        let told: Vec<_> = problems
            .iter()
            .map(|it| (it.file.as_str(), it.kind))
            .collect();
        assert_eq!(
            told,
            [
                ("acts.toml", LawProblemKind::Syntax),
                ("countrys.toml", LawProblemKind::UnknownFile)
            ]
        );
        assert!(
            problems[0].to_string().starts_with("acts.toml:1"),
            "{}",
            problems[0]
        );
    }

    #[test]
    fn an_empty_file_and_every_shipped_file_are_good_overrides() {
        for file in Law::override_files() {
            assert_eq!(over(file, "").1, [], "{file}");
            assert_eq!(
                over(file, "# nothing yet\n[meta]\nschema = 1\n").1,
                [],
                "{file}"
            );
        }
    }

    #[test]
    fn a_country_code_is_written_in_capitals() {
        let text = "[country.se]\nname_en = \"Sweden\"\n";
        let expected = (Some(1), "country.se".into(), LawProblemKind::WrongValue);
        assert_eq!(problem("countries.toml", text), expected);
    }

    #[test]
    fn a_file_cut_anywhere_is_told_or_used_and_never_breaks_the_rest() {
        let law = fresh();
        for (file, text) in crate::law::tests::shipped_files() {
            for cut in (0..text.len()).step_by(text.len() / 12 + 1) {
                let Some(text) = text.get(..cut) else {
                    continue;
                };
                let (law, problems) = law.clone().with_overrides(&[(file, text)]);
                assert!(problems.len() <= 1, "{file}: {problems:?}");
                assert!(
                    problems.iter().all(|it| it.line.is_some()),
                    "{file}: {problems:?}"
                );
                assert_eq!(law.codes_countries().len(), 252, "{file} at {cut}");
            }
        }
    }

    #[test]
    fn headings_are_told_from_arrays() {
        assert_eq!(heading("[[decision]] # new"), Some("decision".into()));
        assert_eq!(heading("[country.\"SE\"]"), Some("country.SE".into()));
        assert_eq!(heading("  [\"a\"]"), None);
        assert_eq!(heading("x = [1]"), None);
        assert_eq!(key_set("a = 1"), Some("a"));
        assert_eq!(key_set("  \"x = 1\","), None);
    }
}
