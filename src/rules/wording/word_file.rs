//! A file of word lists as it is shipped, read without a copy of its words.

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::DeTable;

/// The lists of words of a file, by their keys.
#[derive(Clone, Debug)]
pub(in crate::rules) struct WordFile<'t> {
    text: &'t str,
    table: DeTable<'t>,
}

impl<'t> WordFile<'t> {
    /// Reads a file. One that is no TOML has no words; a test keeps that from happening.
    pub(in crate::rules) fn read(text: &'t str) -> Self {
        Self {
            text,
            table: DeTable::parse(text).map_or_else(|_| DeTable::new(), Spanned::into_inner),
        }
    }

    /// Its keys: languages, parts of a list, `not`.
    pub(in crate::rules) fn keys(&self) -> impl Iterator<Item = &str> {
        self.table.keys().map(|key| key.get_ref().as_ref())
    }

    /// The words of a list. One that begins with `@` stands for the words of another list of the file.
    pub(in crate::rules) fn words(&self, key: &str) -> Vec<&str> {
        let list = self.table.get(key).and_then(|it| it.get_ref().as_array());
        let words = list.into_iter().flat_map(|list| list.iter());
        let words = words.filter_map(|word| word.get_ref().as_str());
        let all = words.map(|word| match word.strip_prefix('@') {
            Some(other) => self.words(other),
            None => vec![word],
        });
        all.flatten().collect()
    }

    /// What a list holds that is more than words.
    pub(in crate::rules) fn entries<T: DeserializeOwned>(&self, key: &str) -> Vec<T> {
        let table: toml::Table = self.text.parse().unwrap_or_default();
        let list = table.get(key).cloned();
        list.and_then(|it| it.try_into().ok()).unwrap_or_default()
    }
}
