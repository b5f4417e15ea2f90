//! Statutory periods: the pick-list from which a retention rule is made. Minimum, maximum, exact, limitation and
//! guidance are different things, and a limitation is no duty to keep.

use chrono::NaiveDate;
use serde::Deserialize;

use super::data_file::{ContentFault, LawError, LawPart, LawProblemKind, read};
use super::entry::{DataMeta, day, entry, keyed, merge, within};
use super::translated::Label;
use crate::domain::language::Language;
use crate::domain::text::fold;

/// What a provision does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RetentionKind {
    /// Keep at least so long.
    Minimum,
    /// Erase at the latest then.
    Maximum,
    /// Erase when the period is over: a floor and a ceiling.
    Exact,
    /// A time-bar for claims: may justify keeping, does not demand it.
    Limitation,
    /// Authority or practice, not statute.
    Guidance,
    /// No statutory period exists; listed because people look for one.
    None,
    /// Erasure needs a legal basis of its own (public archives).
    NoErasure,
}

impl RetentionKind {
    /// The code that the data file has.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Minimum => "minimum",
            Self::Maximum => "maximum",
            Self::Exact => "exact",
            Self::Limitation => "limitation",
            Self::Guidance => "guidance",
            Self::None => "none",
            Self::NoErasure => "no_erasure",
        }
    }

    /// What a retention rule made from it says of the law (`law_sets`); nothing where the law sets no period.
    #[must_use]
    pub const fn law_sets(self) -> Option<&'static str> {
        match self {
            Self::Minimum | Self::Maximum | Self::Exact | Self::Limitation | Self::Guidance => {
                Some(self.code())
            }
            Self::None | Self::NoErasure => None,
        }
    }

    /// The `kind` that a retention rule made from it starts with; the user settles it.
    #[must_use]
    pub const fn rule_kind(self) -> Option<&'static str> {
        match self {
            Self::Minimum => Some("at_least"),
            Self::Maximum | Self::Limitation => Some("at_most"),
            Self::Exact | Self::Guidance => Some("fixed"),
            Self::NoErasure => Some("permanent"),
            Self::None => None,
        }
    }
}

/// How the anchor is rounded before the period is added.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnchorRounding {
    /// Not at all.
    #[default]
    None,
    /// To the last day of the month.
    EndOfCalendarMonth,
    /// To 31 December.
    EndOfCalendarYear,
}

impl AnchorRounding {
    /// The code of a retention rule's `rounding`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::EndOfCalendarMonth => "end_of_calendar_month",
            Self::EndOfCalendarYear => "end_of_calendar_year",
        }
    }
}

/// Whom a provision addresses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sector {
    /// Public bodies.
    Public,
    /// Private bodies.
    Private,
    /// Either.
    #[default]
    Both,
}

impl Sector {
    /// The code that the data file has.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Private => "private",
            Self::Both => "both",
        }
    }
}

/// A worked example.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The day the period runs from.
    #[serde(deserialize_with = "day::one")]
    pub anchor: NaiveDate,
    /// The last day of keeping.
    #[serde(deserialize_with = "day::one")]
    pub keep_through: NaiveDate,
}

entry! {
    /// A period that a provision sets, or the fact that none does.
    pub struct Retention {
        /// Its id.
        pub id: String,
        /// Whose law it is; Sweden's unless stated.
        #[serde(default = "sweden")]
        pub jurisdiction: String,
        /// The label.
        #[serde(default)]
        pub label: Label,
        /// The provision, as it is cited.
        pub law: Label,
        /// What the provision does.
        pub kind: RetentionKind,
        /// The period, as an ISO 8601 duration.
        #[serde(default)]
        pub period: Option<String>,
        /// The longest period, where there is a span.
        #[serde(default)]
        pub period_max: Option<String>,
        /// A rule of thumb where the law sets no period.
        #[serde(default)]
        pub guidance_period: Option<String>,
        /// What the period runs from.
        #[serde(default)]
        pub anchor: Label,
        /// The nearest `start` of a retention rule.
        #[serde(default)]
        pub start: Option<String>,
        /// How the anchor is rounded before the period is added.
        #[serde(default)]
        pub anchor_rounding: AnchorRounding,
        /// Whom it addresses.
        #[serde(default)]
        pub sector: Sector,
        /// Whom it binds, told finer than by the sector: `company`, `association`, `municipality`, `region`, `state`,
        /// `provider`, `anyone`; nothing where the sector says it all.
        #[serde(default)]
        pub binds: Vec<String>,
        /// Whom a finer rule takes out again.
        #[serde(default)]
        pub not_for: Vec<String>,
        /// The entries that bind those whom this does not.
        #[serde(default)]
        pub instead: Vec<String>,
        /// The entry that still applies to what is older than this.
        #[serde(default)]
        pub before: Option<String>,
        /// Names by which texts cite the act, besides those in the provision.
        #[serde(default)]
        pub cited_as: Vec<String>,
        /// Words by which a rule shows that it is about these documents, where one section has several periods: `word*`
        /// also takes endings, `*word` what stands before it.
        #[serde(default)]
        pub documents: Vec<String>,
        /// Whether the provision itself permits public bodies to erase after the period.
        #[serde(default)]
        pub permits_erasure: bool,
        /// The first day of the provision.
        #[serde(default, deserialize_with = "day::option")]
        pub valid_from: Option<NaiveDate>,
        /// The last day of the provision.
        #[serde(default, deserialize_with = "day::option")]
        pub valid_until: Option<NaiveDate>,
        /// Until when the erasure has to be finished.
        #[serde(default)]
        pub completion: Label,
        /// Worked examples.
        #[serde(default)]
        pub examples: Vec<Example>,
        /// What a reader should know.
        #[serde(default)]
        pub note: Label,
    }
}
keyed!(Retention: id, label);

fn sweden() -> String {
    "SE".to_owned()
}

impl Retention {
    /// The provision, as a language cites it.
    #[must_use]
    pub fn law(&self, language: Language) -> &str {
        self.law.get(language).unwrap_or_default()
    }

    /// Whether the period was met in a source that was read.
    #[must_use]
    pub fn is_sure(&self) -> bool {
        use super::entry::Sourced as _;
        self.provenance().confidence == super::Confidence::Confirmed
    }

    /// Whether a text names the documents that the period is for, among others of its section.
    #[must_use]
    pub fn names_documents(&self, text: &str) -> bool {
        if self.documents.is_empty() {
            return false;
        }
        let folded = fold(text);
        let words = || folded.split(|letter: char| !letter.is_alphanumeric());
        self.documents.iter().any(|named| {
            let letters = fold(named.trim_matches('*'));
            let (open, before) = (named.ends_with('*'), named.starts_with('*'));
            if letters.contains(' ') {
                return folded.contains(&letters);
            }
            words().any(|word| match (before, open) {
                (true, true) => word.contains(&letters),
                (true, false) => word.ends_with(&letters),
                (false, true) => word.starts_with(&letters),
                (false, false) => word == letters,
            })
        })
    }

    /// Whether the provision was in force on a day.
    #[must_use]
    pub fn in_force_on(&self, day: NaiveDate) -> bool {
        within(day, self.valid_from, self.valid_until)
    }
}

/// The files `statutory_retention_se.toml`, `statutory_retention_de.toml` and so on.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Retentions {
    pub(super) meta: DataMeta,
    pub(super) retention: Vec<Retention>,
    /// What the lists of other countries say of themselves.
    #[serde(skip)]
    pub(super) others: Vec<(String, DataMeta)>,
}

impl Retentions {
    /// What each list says of itself, by its file.
    pub(super) fn by_file(&self) -> impl Iterator<Item = (&str, &DataMeta)> {
        let others = self.others.iter().map(|(file, meta)| (file.as_str(), meta));
        std::iter::once((Self::FILE, &self.meta)).chain(others)
    }
}

/// The lists of countries, each by its file and its text, from the codes in the files' names.
macro_rules! lists_of {
    ($($country:literal),+ $(,)?) => {
        &[$((
            concat!("statutory_retention_", $country, ".toml"),
            include_str!(concat!("../../assets/law/statutory_retention_", $country, ".toml")),
        )),+]
    };
}

/// The lists of other countries, a file each; a list of one's own replaces entries of any.
pub(super) const BY_COUNTRY: &[(&str, &str)] = lists_of![
    "at", "be", "cz", "de", "dk", "es", "fi", "fr", "gb", "ie", "it", "nl", "no", "pl", "pt",
];

impl LawPart for Retentions {
    const FILE: &'static str = "statutory_retention_se.toml";
    const SHIPPED: &'static str = include_str!("../../assets/law/statutory_retention_se.toml");

    fn shipped() -> Result<Self, LawError> {
        let mut all: Self = read(Self::FILE, Self::SHIPPED)?;
        for (file, text) in BY_COUNTRY {
            let more: Self = read(file, text)?;
            all.retention.extend(more.retention);
            all.others.push(((*file).to_owned(), more.meta));
        }
        Ok(all)
    }

    fn meta(&self) -> &DataMeta {
        &self.meta
    }

    /// A list of any country, also of one that none is shipped for.
    fn is_called(name: &str) -> bool {
        let country = name
            .strip_prefix("statutory_retention_")
            .and_then(|rest| rest.strip_suffix(".toml"));
        country.is_some_and(|code| {
            code.len() == 2 && code.bytes().all(|letter| letter.is_ascii_lowercase())
        })
    }

    fn of_file(mut self, name: &str) -> Self {
        if name != Self::FILE {
            let meta = std::mem::take(&mut self.meta);
            self.others.push((name.to_owned(), meta));
        }
        self
    }

    fn merge(&mut self, over: Self) {
        self.meta.merge(&over.meta);
        for (file, meta) in over.others {
            match self.others.iter_mut().find(|(known, _)| *known == file) {
                Some((_, known)) => known.merge(&meta),
                None => self.others.push((file, meta)),
            }
        }
        merge(&mut self.retention, over.retention);
    }

    fn faults(&self, _: &dyn Fn(&str) -> bool) -> Vec<ContentFault> {
        let mut faults = ContentFault::duplicates("retention", &self.retention);
        for (index, retention) in self.retention.iter().enumerate() {
            let mut fault = |wrong: bool, key, kind| {
                faults.extend(wrong.then(|| ContentFault::item("retention", index, key, kind)));
            };
            let reversed = ContentFault::reversed(retention.valid_from, retention.valid_until);
            fault(reversed, "valid_until", LawProblemKind::DatesReversed);
            let missing = retention.kind.law_sets().is_some() && retention.period.is_none();
            fault(missing, "period", LawProblemKind::MissingKey);
            for (key, period) in [
                ("period", &retention.period),
                ("period_max", &retention.period_max),
                ("guidance_period", &retention.guidance_period),
            ] {
                let unreadable = period.as_deref().is_some_and(|period| !is_duration(period));
                fault(unreadable, key, LawProblemKind::WrongValue);
            }
        }
        faults
    }
}

/// Whether a text has the shape of an ISO 8601 duration. What it means is for the layer of periods to say.
pub(super) fn is_duration(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('P') else {
        return false;
    };
    let (date, time) = rest.split_once('T').unwrap_or((rest, ""));
    let parts = |text: &str, units: &str| {
        let digits_then_unit = text.split_inclusive(|letter: char| letter.is_ascii_alphabetic());
        digits_then_unit.clone().all(|part| {
            let (number, unit) = part.split_at(part.len().saturating_sub(1));
            !number.is_empty()
                && number.bytes().all(|byte| byte.is_ascii_digit())
                && units.contains(unit)
        })
    };
    text.is_ascii()
        && !(date.is_empty() && time.is_empty())
        && !rest.ends_with('T')
        && parts(date, "YMWD")
        && parts(time, "HMS")
}

#[cfg(test)]
mod tests {
    use chrono::{Datelike as _, Days, Months};

    use super::*;
    use crate::law::tests::{on, shipped};

    /// Rounding, then period, clamped to the month's end: what `periods.toml` says, for the shapes found there.
    pub(in crate::law) fn keep_through(
        anchor: NaiveDate,
        rounding: AnchorRounding,
        period: &str,
    ) -> Option<NaiveDate> {
        let end_of_month = |day: NaiveDate| {
            day.with_day(1)?
                .checked_add_months(Months::new(1))?
                .pred_opt()
        };
        let mut day = match rounding {
            AnchorRounding::None => anchor,
            AnchorRounding::EndOfCalendarMonth => end_of_month(anchor)?,
            AnchorRounding::EndOfCalendarYear => NaiveDate::from_ymd_opt(anchor.year(), 12, 31)?,
        };
        let (mut months, mut days, mut number) = (0, 0, String::new());
        for letter in period.strip_prefix('P')?.chars() {
            let count = || number.parse::<u32>().ok();
            match letter {
                'Y' => months += 12 * count()?,
                'M' => months += count()?,
                'W' => days += 7 * u64::from(count()?),
                'D' => days += u64::from(count()?),
                digit => {
                    number.push(digit);
                    continue;
                }
            }
            number.clear();
        }
        day = day
            .checked_add_months(Months::new(months))?
            .checked_add_days(Days::new(days))?;
        // Two months from the end of a month end at the end of a month.
        if rounding == AnchorRounding::EndOfCalendarMonth {
            end_of_month(day)
        } else {
            Some(day)
        }
    }

    #[test]
    fn every_list_of_the_folder_is_shipped_and_is_of_its_country() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/law");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .filter(|file| file.starts_with("statutory_retention_") && file != Retentions::FILE)
            .collect();
        files.sort();
        let shipped: Vec<&str> = BY_COUNTRY.iter().map(|(file, _)| *file).collect();
        assert_eq!(files, shipped);
        for (file, text) in BY_COUNTRY {
            let list: Retentions = read(file, text).unwrap();
            let country = file["statutory_retention_".len()..][..2].to_uppercase();
            assert!(list.retention.len() >= 6, "{file}");
            for entry in &list.retention {
                assert_eq!(entry.jurisdiction, country, "{}", entry.id);
                let own = entry
                    .id
                    .starts_with(&format!("{}-", country.to_lowercase()));
                assert!(own, "{}", entry.id);
            }
        }
    }

    #[test]
    fn the_examples_count_as_told() {
        let mut counted = 0;
        for retention in shipped().retentions() {
            for example in &retention.examples {
                let period = retention.period.as_deref().unwrap_or_default();
                assert_eq!(
                    keep_through(example.anchor, retention.anchor_rounding, period),
                    Some(example.keep_through),
                    "{}",
                    retention.id
                );
                counted += 1;
            }
        }
        assert!(counted >= 14, "{counted}");
    }

    #[test]
    fn the_vectors_count_as_told() {
        for vector in shipped().period_vectors() {
            assert_eq!(
                keep_through(vector.anchor, vector.rounding, &vector.period),
                Some(vector.keep_through),
                "{vector:?}"
            );
        }
    }

    #[test]
    fn floors_and_ceilings_and_time_bars_are_told_apart() {
        let kind = |id| shipped().retention(id).map(|retention| retention.kind);
        assert_eq!(kind("se-pdl-3-17"), Some(RetentionKind::Minimum));
        assert_eq!(kind("se-visselblasning"), Some(RetentionKind::Maximum));
        assert_eq!(kind("se-sol-2001"), Some(RetentionKind::Exact));
        assert_eq!(kind("se-dl-recruitment"), Some(RetentionKind::Limitation));
        assert_eq!(kind("se-kamera"), Some(RetentionKind::Guidance));
        assert_eq!(kind("se-arkiv"), Some(RetentionKind::NoErasure));
        assert_eq!(RetentionKind::NoErasure.law_sets(), None);
        assert_eq!(RetentionKind::Minimum.law_sets(), Some("minimum"));
        assert_eq!(RetentionKind::Minimum.rule_kind(), Some("at_least"));
        assert_eq!(RetentionKind::Limitation.law_sets(), Some("limitation"));
    }

    #[test]
    fn seven_years_run_from_the_end_of_the_calendar_year() {
        let accounts = shipped().retention("se-bfl-7-2");
        assert_eq!(
            accounts.map(|it| (it.anchor_rounding, it.period.as_deref())),
            Some((AnchorRounding::EndOfCalendarYear, Some("P7Y")))
        );
        let oss = shipped().retention("se-ml-oss");
        assert_eq!(oss.and_then(|it| it.period.as_deref()), Some("P10Y"));
    }

    #[test]
    fn the_same_file_is_kept_longer_by_the_municipality() {
        let of = |id| {
            shipped()
                .retention(id)
                .map(|it| (it.sector, it.period.clone().unwrap_or_default()))
        };
        assert_eq!(of("se-lss-21c"), Some((Sector::Public, "P5Y".to_owned())));
        assert_eq!(of("se-lss-23c"), Some((Sector::Private, "P2Y".to_owned())));
    }

    #[test]
    fn provisions_are_offered_for_their_days() {
        assert!(
            shipped()
                .codes_retentions(on("2025-06-30"))
                .contains(&"se-sol-2001")
        );
        assert!(
            !shipped()
                .codes_retentions(on("2025-06-30"))
                .contains(&"se-sol-2025")
        );
        assert!(
            shipped()
                .codes_retentions(on("2025-07-01"))
                .contains(&"se-sol-2025")
        );
        assert!(
            !shipped()
                .codes_retentions(on("2025-07-01"))
                .contains(&"se-sol-2001")
        );
        assert!(
            !shipped()
                .codes_retentions(on("2026-11-21"))
                .contains(&"eu-amlr-77")
        );
    }

    #[test]
    fn every_period_can_be_read_and_says_what_it_runs_from() {
        for retention in shipped().retentions() {
            assert!(
                retention.kind.law_sets().is_none() || retention.period.is_some(),
                "{}",
                retention.id
            );
            let runs = retention.period.is_some() || retention.guidance_period.is_some();
            assert!(!runs || !retention.anchor.is_empty(), "{}", retention.id);
        }
        for good in ["P7Y", "P1Y6M", "P2W", "PT72H", "P1DT12H"] {
            assert!(is_duration(good), "{good}");
        }
        for bad in [
            "", "P", "PT", "7Y", "P7", "PY", "P7X", "P-1Y", "PT7Y", "P7ÅR",
        ] {
            assert!(!is_duration(bad), "{bad}");
        }
    }
}
