//! Short texts that say nothing of what they are asked for, told by all of their words: a question that is still open, or a
//! pointer to another place. A word with a meaning of its own in it, and the text says something.

use super::lists::{Lists, Match, WordList};
use super::tokens::Tokens;
use super::tongue::is_small;

/// A text of more words says something.
const LONGEST: usize = 8;

/// The words of a short text, by the lists that hold them.
struct ShortWords {
    count: usize,
    hits: Vec<Match>,
    small: Vec<bool>,
}

impl ShortWords {
    fn of(lists: &Lists, text: &str) -> Option<Self> {
        let tokens = Tokens::of(text);
        let count = tokens.count();
        if count == 0 || count > LONGEST {
            return None;
        }
        let small = tokens.hashes().map(is_small).collect();
        let mut hits = Vec::new();
        lists.find_parts(text, &tokens, &mut |hit| hits.push(hit));
        Some(Self { count, hits, small })
    }

    fn holds(&self, list: WordList) -> bool {
        self.hits.iter().any(|hit| hit.list == list)
    }

    /// Whether two words of different lists stand apart.
    fn holds_beside(&self, one: WordList, other: WordList) -> bool {
        let mut of_one = self.hits.iter().filter(|hit| hit.list == one);
        of_one.any(|hit| {
            let mut of_other = self.hits.iter().filter(|hit| hit.list == other);
            of_other.any(|it| it.words.start >= hit.words.end || it.words.end <= hit.words.start)
        })
    }

    /// Whether every word is one of some lists, a small one, or one that something else tells.
    fn are_all(&self, lists: &[WordList], other: &dyn Fn(usize) -> bool) -> bool {
        (0..self.count).all(|at| {
            self.small[at]
                || other(at)
                || self
                    .hits
                    .iter()
                    .any(|hit| lists.contains(&hit.list) && hit.words.contains(&at))
        })
    }
}

impl Lists {
    /// Whether a short text only says that its answer is still to come.
    #[must_use]
    pub fn is_open_question(&self, text: &str) -> bool {
        const ALL: [WordList; 6] = [
            WordList::State,
            WordList::Process,
            WordList::Marker,
            WordList::Weak,
            WordList::Inside,
            WordList::Between,
        ];
        ShortWords::of(self, text).is_some_and(|words| {
            let open = words.holds(WordList::State)
                || words.holds_beside(WordList::Process, WordList::Marker);
            open && words.are_all(&ALL, &|_| false)
        })
    }

    /// Whether a short text only names the place where its answer stands.
    #[must_use]
    pub fn is_pointer(&self, text: &str) -> bool {
        const ALL: [WordList; 3] = [WordList::Elsewhere, WordList::Document, WordList::Between];
        let tokens = Tokens::of(text);
        ShortWords::of(self, text).is_some_and(|words| {
            // Figures and single letters number what is pointed to.
            let numbers = |at: usize| tokens.is_number(at, text);
            words.holds_beside(WordList::Elsewhere, WordList::Document)
                && words.are_all(&ALL, &numbers)
        })
    }
}
