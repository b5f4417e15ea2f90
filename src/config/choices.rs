//! What somebody chose on the screen, kept beside the configuration for the next time: columns and their widths, filters
//! by name. It counts before what the configuration says of the same.

use std::collections::BTreeMap;

use super::configuration::Configuration;

/// What was chosen on the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
#[serde(default)]
pub struct Choices {
    /// The columns of lists, by the name of the list.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub columns: BTreeMap<String, Vec<String>>,
    /// The widths of columns, by the name of the list.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub widths: BTreeMap<String, BTreeMap<String, usize>>,
    /// Filters by a name of the user's own.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub filters: BTreeMap<String, String>,
}

impl Choices {
    /// The choices that a text holds; none where it holds something else: they are a convenience, and what a later
    /// version keeps there is no error.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        toml::from_str(text).unwrap_or_default()
    }

    /// The same as the text of a file.
    #[must_use]
    pub fn write(&self) -> String {
        toml::to_string(self).unwrap_or_default()
    }

    /// The choices over what the configuration says.
    #[must_use]
    pub fn over(mut self, configuration: &Configuration) -> Self {
        for (list, columns) in &configuration.columns {
            let list = self.columns.entry(list.clone());
            list.or_insert_with(|| columns.clone());
        }
        for (name, filter) in &configuration.filters {
            let name = self.filters.entry(name.clone());
            name.or_insert_with(|| filter.clone());
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again_and_counts_before_the_configuration() {
        let mut choices = Choices::default();
        assert_eq!(Choices::parse(&choices.write()), choices);
        let columns = vec!["name".to_owned(), "owner".to_owned()];
        choices.columns.insert("activities".to_owned(), columns);
        choices
            .filters
            .insert("Mine å".to_owned(), "owner:\"Head of\"".to_owned());
        let widths = BTreeMap::from([("name".to_owned(), 40)]);
        choices.widths.insert("activities".to_owned(), widths);
        assert_eq!(Choices::parse(&choices.write()), choices);
        let own =
            "[columns]\nactivities = [\"name\"]\nmeasures = [\"name\"]\n[filters]\nother = \"a\"\n";
        let read = Configuration::parse(std::path::Path::new("config.toml"), own).unwrap();
        let over = choices.clone().over(&read);
        assert_eq!(over.columns["activities"], choices.columns["activities"]);
        assert_eq!(over.columns["measures"], ["name"]);
        assert_eq!(over.filters.len(), 2);
        // What is no choice is none.
        assert_eq!(Choices::parse("columns = 3"), Choices::default());
    }
}
