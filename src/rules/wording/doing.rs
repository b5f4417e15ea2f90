//! How languages say by doing what something comes about: `by registering`, `genom att delta`.

use serde::Deserialize;

/// How a language says by doing what, as a preposition and a form of a verb: `by registering`, `genom att delta`. What it names
/// nothing of may be anything.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::rules) struct DoingShape {
    first: Vec<String>,
    first_ends: Vec<String>,
    next: Vec<String>,
    next_ends: Vec<String>,
    third_ends: Vec<String>,
    /// How many words say it.
    pub(super) words: usize,
}

impl DoingShape {
    /// Whether folded words that follow one another have it.
    pub(super) fn fits(&self, [first, next, third]: [&str; 3]) -> bool {
        /// Shorter words are no forms of verbs.
        const SHORTEST: usize = 4;
        let is = |word: &str, all: &[String]| all.is_empty() || all.iter().any(|it| it == word);
        let ends = |word: &str, all: &[String]| {
            all.is_empty() || word.len() >= SHORTEST && all.iter().any(|it| word.ends_with(it))
        };
        is(first, &self.first)
            && ends(first, &self.first_ends)
            && is(next, &self.next)
            && ends(next, &self.next_ends)
            && ends(third, &self.third_ends)
    }
}
