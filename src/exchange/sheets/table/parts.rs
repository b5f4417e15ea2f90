//! Parts of words by which headers are known, all looked for in one pass over a text.

use std::collections::HashMap;

use crate::exchange::sheets::folding::plain;

/// Where a part has to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Stands {
    /// Anywhere: a long part of one word.
    Anywhere,
    /// At the beginning of a word: a short part, one of several words, one after `^`.
    AtBeginning,
    /// As whole words: one after `=`.
    Whole,
}

/// The place of a part in the table of all.
pub(in crate::exchange::sheets) type PartId = usize;

/// All parts, found by their first two bytes.
#[derive(Debug, Default)]
pub(in crate::exchange::sheets) struct WordParts {
    all: Vec<(String, Stands)>,
    known: HashMap<(String, Stands), PartId>,
    by_beginning: HashMap<[u8; 2], Vec<PartId>>,
    /// Those of a single byte.
    short: Vec<PartId>,
}

/// A long part may stand anywhere from so many letters on.
const LONG: usize = 5;

impl WordParts {
    /// Takes in a part as the file writes it; `None` where no letter of it is compared.
    pub(in crate::exchange::sheets) fn add(&mut self, written: &str) -> Option<PartId> {
        let text = plain(written);
        let stands = match written.chars().next()? {
            '=' => Stands::Whole,
            '^' => Stands::AtBeginning,
            _ if text.chars().count() >= LONG && !text.contains(' ') => Stands::Anywhere,
            _ => Stands::AtBeginning,
        };
        let first = *text.as_bytes().first()?;
        let next = self.all.len();
        let id = *self.known.entry((text.clone(), stands)).or_insert(next);
        if id == next {
            match text.as_bytes().get(1) {
                Some(second) => {
                    let of_these = self.by_beginning.entry([first, *second]).or_default();
                    of_these.push(id);
                }
                None => self.short.push(id),
            }
            self.all.push((text, stands));
        }
        Some(id)
    }

    /// Which parts a plain text shows, by their place in the table.
    #[must_use]
    pub(super) fn shown_in(&self, text: &str) -> Vec<bool> {
        let mut shown = vec![false; self.all.len()];
        for (at, _) in text.char_indices() {
            let rest = &text[at..];
            let begins = at == 0 || text.as_bytes()[at - 1] == b' ';
            let beginning = rest.as_bytes().first_chunk::<2>();
            let known = beginning.and_then(|two| self.by_beginning.get(two));
            for id in known.into_iter().flatten().chain(&self.short) {
                let (part, stands) = &self.all[*id];
                shown[*id] = shown[*id]
                    || rest
                        .strip_prefix(part.as_str())
                        .is_some_and(|behind| match stands {
                            Stands::Anywhere => true,
                            Stands::AtBeginning => begins,
                            Stands::Whole => {
                                begins && (behind.is_empty() || behind.starts_with(' '))
                            }
                        });
            }
        }
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_is_shown_where_it_has_to_stand() {
        let mut parts = WordParts::default();
        let written = ["zweck", "dpo", "^grundlag", "=n", "art 9", "=#"];
        let ids: Vec<Option<PartId>> = written.iter().map(|part| parts.add(part)).collect();
        assert_eq!(ids[5], None, "no letter is left of it");
        assert_eq!(
            parts.add("zweck"),
            ids[0],
            "a part stands once in the table"
        );
        let shown = |text: &str| {
            let shown = parts.shown_in(text);
            let of_text = ids.iter().flatten().filter(|id| shown[**id]);
            of_text.map(|id| written[*id]).collect::<Vec<_>>()
        };
        assert_eq!(shown("hauptzwecke"), ["zweck"]);
        assert_eq!(shown("rechtsgrundlage"), Vec::<&str>::new());
        assert_eq!(shown("n grundlagen dpos"), ["dpo", "^grundlag", "=n"]);
        assert_eq!(shown("nr art 91 xdpo"), ["art 9"]);
        assert_eq!(shown(""), Vec::<&str>::new());
    }
}
