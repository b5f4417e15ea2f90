//! What every entry of the reference data has: a code, labels in each language, a source, and how sure it is.

use chrono::NaiveDate;
use serde::Deserialize;

use super::translated::Label;

/// How well an entry is founded. Shown wherever the entry is shown, so that nobody takes a draft for the law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Every material field was met in a source that was read.
    Confirmed,
    /// The core was met; what was not is named beside it.
    Partly,
    /// From knowledge only.
    Unconfirmed,
}

impl Confidence {
    /// Every degree, the surest first.
    pub const ALL: [Self; 3] = [Self::Confirmed, Self::Partly, Self::Unconfirmed];

    /// The code, as data files and JSON write it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Partly => "partly",
            Self::Unconfirmed => "unconfirmed",
        }
    }
}

/// Where an entry comes from and how sure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Provenance<'a> {
    /// The legal act or publication.
    pub source: &'a Label,
    /// Ids of what was read for it (see [`super::Law::evidence`]).
    pub evidence: &'a [String],
    /// How sure the entry is.
    pub confidence: Confidence,
    /// What of it was not met in any source.
    pub unconfirmed_fields: &'a [String],
}

/// An entry that can say where it comes from.
pub trait Sourced {
    /// The entry's source and how sure it is.
    fn provenance(&self) -> Provenance<'_>;
}

/// An entry that an override replaces by its key.
pub(super) trait Keyed {
    /// What identifies the entry in its list.
    fn key(&self) -> &str;
}

/// What a data file says about itself.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct DataMeta {
    /// The version of the file's shape.
    pub schema: Option<u32>,
    /// The day on which the file was written.
    #[serde(deserialize_with = "day::option")]
    pub as_of: Option<NaiveDate>,
    /// The last day that a source covers.
    #[serde(deserialize_with = "day::option")]
    pub known_to: Option<NaiveDate>,
    /// The day of the latest change that is known.
    #[serde(deserialize_with = "day::option")]
    pub latest_change_known: Option<NaiveDate>,
    /// What a reader of the whole file should know.
    pub note: Option<String>,
    /// What the file as a whole stands on.
    pub source: Option<String>,
    /// Ids of what was read.
    pub evidence: Vec<String>,
    /// How sure the file as a whole is.
    pub confidence: Option<Confidence>,
    /// Where names were taken from.
    pub names_source: Option<String>,
    /// The licence of the names.
    pub names_licence: Option<String>,
    /// The Regulation itself.
    pub gdpr: Option<String>,
    /// The day from which the GDPR applies in the Union (Art. 99(2)).
    #[serde(deserialize_with = "day::option")]
    pub gdpr_applies_from: Option<NaiveDate>,
    /// The day from which the GDPR applies in Iceland, Liechtenstein and Norway.
    #[serde(deserialize_with = "day::option")]
    pub gdpr_applies_from_eea_efta: Option<NaiveDate>,
    /// The act that brought the GDPR into the EEA Agreement.
    pub eea_incorporation: Option<String>,
}

impl DataMeta {
    /// Takes over what an override says about its knowledge; a silent override changes nothing.
    pub(super) fn merge(&mut self, over: &Self) {
        self.as_of = over.as_of.or(self.as_of);
        self.known_to = over.known_to.or(self.known_to);
        self.latest_change_known = over.latest_change_known.or(self.latest_change_known);
    }
}

/// Replaces entries whole by their key, and adds the others at the end.
pub(super) fn merge<T: Keyed>(list: &mut Vec<T>, over: Vec<T>) {
    for entry in over {
        match list.iter_mut().find(|old| old.key() == entry.key()) {
            Some(old) => *old = entry,
            None => list.push(entry),
        }
    }
}

/// Whether a day lies in a span whose ends are inclusive and may be open.
pub(super) fn within(day: NaiveDate, from: Option<NaiveDate>, until: Option<NaiveDate>) -> bool {
    from.is_none_or(|from| from <= day) && until.is_none_or(|until| day <= until)
}

/// TOML local dates as days of the calendar.
pub(super) mod day {
    use chrono::NaiveDate;
    use serde::de::{Deserialize as _, Deserializer, Error as _};
    use toml::value::Datetime;

    fn read<E: serde::de::Error>(written: &Datetime) -> Result<NaiveDate, E> {
        match (written.date, written.time, written.offset) {
            (Some(date), None, None) => NaiveDate::from_ymd_opt(
                i32::from(date.year),
                u32::from(date.month),
                u32::from(date.day),
            )
            .ok_or_else(|| E::custom("no such day")),
            _ => Err(E::custom("not a day")),
        }
    }

    /// One day.
    pub(in crate::law) fn one<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDate, D::Error> {
        read(&Datetime::deserialize(from)?)
    }

    /// A day, or none given.
    pub(in crate::law) fn option<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<NaiveDate>, D::Error> {
        one(from).map(Some)
    }

    /// Several days.
    pub(in crate::law) fn list<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Vec<NaiveDate>, D::Error> {
        Vec::<Datetime>::deserialize(from)?
            .iter()
            .map(|written| read(written).map_err(D::Error::custom::<D::Error>))
            .collect()
    }
}

/// Declares an entry: its own fields, and those every entry has (source, evidence, confidence).
///
/// A macro, because `serde(flatten)` would lose both the refusal of unknown keys and the line of an error.
macro_rules! entry {
    (
        $(#[$attribute:meta])*
        $seen:vis struct $name:ident {
            $($(#[$field_attribute:meta])* pub $field:ident: $type:ty,)*
        }
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, PartialEq, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        $seen struct $name {
            $($(#[$field_attribute])* pub $field: $type,)*
            /// The legal act or publication it comes from.
            pub source: $crate::law::translated::Label,
            /// Ids of what was read for it.
            #[serde(default)]
            pub evidence: Vec<String>,
            /// How sure it is.
            pub confidence: $crate::law::entry::Confidence,
            /// What of it was not met in any source.
            #[serde(default)]
            pub unconfirmed_fields: Vec<String>,
        }

        impl $crate::law::entry::Sourced for $name {
            fn provenance(&self) -> $crate::law::entry::Provenance<'_> {
                $crate::law::entry::Provenance {
                    source: &self.source,
                    evidence: &self.evidence,
                    confidence: self.confidence,
                    unconfirmed_fields: &self.unconfirmed_fields,
                }
            }
        }
    };
}

/// Gives an entry its key, and with a field of texts its label.
macro_rules! keyed {
    ($name:ident: $key:ident) => {
        impl $crate::law::entry::Keyed for $name {
            fn key(&self) -> &str {
                &self.$key
            }
        }
    };
    ($name:ident: $key:ident, $label:ident) => {
        keyed!($name: $key);

        impl $name {
            /// The code by which records and overrides name it.
            #[must_use]
            pub fn code(&self) -> &str {
                &self.$key
            }

            /// Its name in a language; falls back to English, then to the code.
            #[must_use]
            pub fn label(&self, language: $crate::domain::language::Language) -> &str {
                self.$label.get(language).unwrap_or(&self.$key)
            }
        }
    };
}

pub(super) use {entry, keyed};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_include_both_ends() {
        let day = |d| NaiveDate::from_ymd_opt(2020, 1, d);
        let on = |d| day(d).unwrap_or_default();
        assert!(within(on(5), day(5), day(5)));
        assert!(within(on(5), None, None));
        assert!(!within(on(4), day(5), None));
        assert!(!within(on(6), None, day(5)));
    }
}
