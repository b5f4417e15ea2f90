//! The files of word lists, read once while the lists are made ready.

use std::collections::HashMap;

use super::doing::DoingShape;
use super::stems::{FewWords, Stems};
use super::word_file::WordFile;
use super::word_list::FILES;
use crate::domain::text::fold;

/// The files of the lists, each read once: many hold the words of several lists.
pub(super) struct ListFiles(HashMap<&'static str, WordFile<'static>>);

impl ListFiles {
    pub(super) fn read() -> Self {
        let mut files = HashMap::new();
        for (_, file, text, _) in FILES {
            files.entry(*file).or_insert_with(|| WordFile::read(text));
        }
        Self(files)
    }

    /// The keys of a file: a language, a part of the list, `not`.
    pub(super) fn keys(&self, file: &str) -> impl Iterator<Item = &str> {
        self.0.get(file).into_iter().flat_map(WordFile::keys)
    }

    /// The words that a file has under a key.
    pub(super) fn words(&self, file: &str, key: &str) -> impl Iterator<Item = &str> {
        let file = self.0.get(file).into_iter();
        file.flat_map(move |file| file.words(key))
    }

    /// The shapes that a file has under a key.
    pub(super) fn shapes(&self, file: &str, key: &str) -> Vec<DoingShape> {
        let file = self.0.get(file);
        file.map_or_else(Vec::new, |file| file.entries(key))
    }
}

/// What the words that a file has under a key are made, to be looked for.
pub(super) trait ReadList {
    fn read(files: &ListFiles, file: &str, key: &str) -> Self;
}

/// Words, folded.
impl ReadList for Vec<String> {
    fn read(files: &ListFiles, file: &str, key: &str) -> Self {
        files.words(file, key).map(fold).collect()
    }
}

/// Whole words and beginnings of words.
impl ReadList for FewWords {
    fn read(files: &ListFiles, file: &str, key: &str) -> Self {
        Self::of(files.words(file, key))
    }
}

/// Pieces of words, and the longer words that hold one and mean something else.
impl ReadList for Stems {
    fn read(files: &ListFiles, file: &str, key: &str) -> Self {
        let mut stems = Self::default();
        for word in files.words(file, key) {
            stems.add(word);
        }
        stems.outside = files.words(file, "outside").map(fold).collect();
        stems
    }
}
