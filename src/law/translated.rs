//! A text in several languages, as the files of law data hold it.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, Visitor};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::domain::language::Language;

/// The keys whose texts can stand in several languages: `name = { en = "Sweden", sv = "Sverige" }`, or `name_en` and
/// `name_sv` beside each other.
///
/// A text alone is said in every language that has none of its own.
const TRANSLATED: [&str; 24] = [
    "anchor",
    "article",
    "ask",
    "completion",
    "decision",
    "ended_by",
    "label",
    "law",
    "name",
    "national",
    "needs",
    "note",
    "official_title",
    "only_if",
    "outcome",
    "proviso",
    "repealed_by",
    "replaced_by",
    "source",
    "state",
    "text",
    "what",
    "why",
    "would_change",
];

/// A text in each language that has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label(Vec<(String, String)>);

impl Label {
    /// A label without any text.
    pub const NONE: &'static Self = &Self(Vec::new());

    /// The text in a language, else in English.
    #[must_use]
    pub fn get(&self, language: Language) -> Option<&str> {
        self.own(language).or_else(|| self.own(Language::ENGLISH))
    }

    /// The text in a language itself.
    #[must_use]
    pub fn own(&self, language: Language) -> Option<&str> {
        let found = self.0.iter().find(|(code, _)| code == language.code());
        found.map(|(_, text)| text.as_str())
    }

    /// The text in every language.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(_, text)| text.as_str())
    }

    /// Whether there is no text.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Whether a key's end is the code of a language (ISO 639): two or three letters, and no English word that keys end in.
fn is_language(code: &str) -> bool {
    (2..=3).contains(&code.len())
        && code.bytes().all(|byte| byte.is_ascii_lowercase())
        && code != "of"
}

impl<'de> Deserialize<'de> for Label {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ReadLabel;
        impl<'de> Visitor<'de> for ReadLabel {
            type Value = Label;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a text, or a table of texts by language")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Label, E> {
                let texts = [(Language::ENGLISH.code().to_owned(), text.to_owned())];
                let given = texts.into_iter().filter(|(_, text)| !text.is_empty());
                Ok(Label(given.collect()))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Label, A::Error> {
                let mut texts: Vec<(String, String)> = Vec::new();
                while let Some((code, text)) = map.next_entry::<String, String>()? {
                    if !is_language(&code) {
                        return Err(A::Error::custom("no code of a language"));
                    }
                    if !text.is_empty() {
                        texts.push((code, text));
                    }
                }
                texts.sort_unstable();
                Ok(Label(texts))
            }
        }
        deserializer.deserialize_any(ReadLabel)
    }
}

/// Puts texts that stand beside each other by language, `name_en` and `name_sv`, into one table each.
///
/// # Errors
/// Where a text is given twice: the bytes of the second.
pub(super) fn gather(table: &mut DeTable<'_>) -> Result<(), Range<usize>> {
    let mut beside = Vec::new();
    for key in table.keys() {
        let parts = key.get_ref().rsplit_once('_');
        if let Some((stem, code)) = parts.filter(|(_, code)| is_language(code))
            && TRANSLATED.contains(&stem)
        {
            beside.push((key.clone(), stem.to_owned(), code.to_owned()));
        }
    }
    for (key, stem, code) in beside {
        let Some(text) = table.remove(key.get_ref().as_ref()) else {
            continue;
        };
        let whole = Spanned::new(key.span(), Cow::Owned(stem));
        let texts = table
            .entry(whole)
            .or_insert_with(|| Spanned::new(key.span(), DeValue::Table(DeTable::new())));
        if texts.get_ref().is_str() {
            // The text alone is what every other language says.
            let mut alone = DeTable::new();
            let english = Cow::Borrowed(Language::ENGLISH.code());
            let text = std::mem::replace(texts, Spanned::new(key.span(), DeValue::Boolean(false)));
            alone.insert(Spanned::new(key.span(), english), text);
            *texts = Spanned::new(key.span(), DeValue::Table(alone));
        }
        if let DeValue::Table(texts) = texts.get_mut()
            && texts
                .insert(Spanned::new(key.span(), Cow::Owned(code)), text)
                .is_some()
        {
            return Err(key.span());
        }
    }
    for value in table.iter_mut().map(|(_, value)| value.get_mut()) {
        match value {
            DeValue::Table(inner) => gather(inner)?,
            DeValue::Array(list) => {
                for item in list.iter_mut() {
                    if let DeValue::Table(inner) = item.get_mut() {
                        gather(inner)?;
                    }
                }
            }
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct LabelEntry {
        #[serde(default)]
        name: Label,
        #[serde(default)]
        decision_of: Option<String>,
    }

    fn read(text: &str) -> Option<LabelEntry> {
        let mut table = DeTable::parse(text).unwrap();
        gather(table.get_mut()).ok()?;
        LabelEntry::deserialize(toml::de::Deserializer::from(table)).ok()
    }

    #[test]
    fn a_text_falls_back_to_english_then_to_nothing() {
        let said = |text, language| {
            let entry = read(text).unwrap();
            entry.name.get(language).map(str::to_owned)
        };
        let (english, swedish) = (Language::ENGLISH, Language::SWEDISH);
        for both in [
            "name = { en = 'Sweden', sv = 'Sverige' }",
            "name_en = 'Sweden'\nname_sv = 'Sverige'",
            "name = 'Sweden'\nname_sv = 'Sverige'",
            "name = { en = 'Sweden' }\nname_sv = 'Sverige'\nname_fi = 'Ruotsi'",
            "[name]\nen = 'Sweden'\nsv = 'Sverige'",
        ] {
            assert_eq!(said(both, swedish).as_deref(), Some("Sverige"), "{both}");
            assert_eq!(said(both, english).as_deref(), Some("Sweden"), "{both}");
            let other = Language::new("de");
            assert_eq!(said(both, other).as_deref(), Some("Sweden"), "{both}");
        }
        for one in ["name_en = 'Sweden'\nname_sv = ''", "name = 'Sweden'"] {
            assert_eq!(said(one, swedish).as_deref(), Some("Sweden"), "{one}");
        }
        assert_eq!(said("name_sv = 'Sverige'", english), None);
        assert_eq!(said("", swedish), None);
        let finnish = "name_fi = 'Ruotsi'\nname = 'Sweden'";
        assert_eq!(
            said(finnish, Language::new("fi")).as_deref(),
            Some("Ruotsi")
        );
    }

    #[test]
    fn what_is_no_text_in_a_language_is_refused() {
        for wrong in [
            "name = { english = 'x' }",
            "name = { en = 5 }",
            "name_en = 5",
            "name = 5",
            "name = 5\nname_sv = 'x'",
            "nam_en = 'x'",
            "name_english = 'x'",
            "name_en = 'x'\nname = { en = 'y' }",
            "name = 'x'\nname_en = 'y'",
        ] {
            assert!(read(wrong).is_none(), "{wrong}");
        }
        assert_eq!(
            read("decision_of = 'US'").unwrap().decision_of.as_deref(),
            Some("US")
        );
    }
}
