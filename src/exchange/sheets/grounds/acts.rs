//! Acts as cells cite them: what reads as one, and where its title stands.

use std::ops::Range;

use crate::exchange::sheets::folding::plain;
use crate::exchange::sheets::lists;

/// Whether a text reads as the citation of a law.
#[must_use]
pub(in crate::exchange::sheets) fn is_law(text: &str) -> bool {
    let numbered = text.match_indices(':').any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + 1..]);
        let digits = before.bytes().rev().take_while(u8::is_ascii_digit).count();
        digits == 4 && after.starts_with(|letter: char| letter.is_ascii_digit())
    });
    let words: Vec<String> = plain(text).split(' ').map(str::to_owned).collect();
    let lists = lists::shipped();
    text.contains('§')
        || numbered
        || words.iter().any(|word| {
            lists.law_words.is(word) || lists.law_endings.all().any(|end| word.ends_with(end))
        })
}

/// Whether a word behind a comma goes on with the title of the act before it: `Ley 39/2015, de 1 de octubre`.
pub(super) fn goes_on_with_title(before: &str, word: &str) -> bool {
    /// The longest title that is looked through, in bytes.
    const LONGEST: usize = 200;
    let of_title =
        word.starts_with(char::is_lowercase) && lists::shipped().of_title.is(&plain(word));
    of_title && before.len() <= LONGEST && is_law(before)
}

/// Where the title of an act stands in the plain words of a part, from the word for it to the next sign: what it names is
/// what the act is on, and no basis. `Zákon o výkone práce vo verejnom záujme`.
pub(super) fn title_of_act(piece: &str) -> Option<Range<usize>> {
    let lists = lists::shipped();
    let starts = std::iter::once(0).chain(piece.match_indices(' ').map(|(at, _)| at + 1));
    let from = starts.into_iter().find(|at| {
        let word = piece[*at..]
            .split([' ', ',', ';', ':', '('])
            .next()
            .unwrap_or_default();
        lists.law_words.is(&plain(word))
    })?;
    let end = piece[from..].find([',', ';', ':', '(', '–', '—']);
    let end = end.map_or(piece.len(), |end| from + end);
    let before = plain(&piece[..from]).len();
    Some(before..plain(&piece[..end]).len())
}
