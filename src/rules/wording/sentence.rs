//! The sentences of a text, and the one that some of its words stand in.

use std::ops::Range;

use crate::domain::text::span_in;

/// The sentences of a text: what stands between full stops, semicolons, marks of question and exclamation, and ends of lines.
pub(in crate::rules) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split(['.', ';', '\n', '!', '?'])
}

/// A sentence, and which of its bytes are the words that it was looked for by.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::rules) struct SentenceAround<'t> {
    pub(in crate::rules) text: &'t str,
    pub(in crate::rules) words: Range<usize>,
}

impl<'t> SentenceAround<'t> {
    /// The sentence around words, which are a part of the text itself; nothing where they lie outside it.
    ///
    /// A point ends it only before a blank: `example.com` goes on.
    pub(in crate::rules) fn of(text: &'t str, words: &str) -> Option<Self> {
        let Range { start, end: behind } = span_in(words, text)?;
        let (before, after) = (text.get(..start)?, text.get(behind..)?);
        let signs = [';', '\n', '!', '?'];
        let begin = before.rfind(signs).max(before.rfind(". "));
        let begin = begin.map_or(0, |at| at + 1);
        let ends = [after.find(signs), after.find(". ")];
        let end = ends.into_iter().flatten().min();
        let end = end.map_or(text.len(), |at| behind + at);
        Some(Self {
            text: &text[begin..end],
            words: start - begin..behind - begin,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_goes_from_the_nearest_end_before_the_words_to_the_nearest_behind_them() {
        for (text, sentence) in [
            (
                "Kept here; one. Typed in Chennai. Mailed; filed",
                " Typed in Chennai",
            ),
            (
                "One. Two; typed in Chennai! Filed. Kept",
                " typed in Chennai",
            ),
            (
                "Typed by example.com in Chennai.",
                "Typed by example.com in Chennai.",
            ),
            ("Chennai", "Chennai"),
        ] {
            let at = text.find("Chennai").unwrap();
            let words = &text[at..at + "Chennai".len()];
            let found = SentenceAround::of(text, words).unwrap();
            assert_eq!(found.text[found.words.clone()], *words);
            assert_eq!(found.text, sentence, "{text}");
        }
    }
}
