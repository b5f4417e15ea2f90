//! Short texts that say nothing of what they are asked for, told by all of their words: a question that is still open, or a
//! pointer to another place. A word with a meaning of its own in it, and the text says something.

use super::lists::{Lists, Match, WordList};
use super::tokens::Tokens;
use super::tongue::is_small;
use crate::domain::text::fold;

/// A text of more words says something.
const LONGEST: usize = 10;

/// A text of fewer words says something by a word of its own.
const SHORTEST_WITH_ANOTHER: usize = 4;

/// A text of more words that names somebody to ask says something.
const LONGEST_ASKED: usize = 3;

/// A text of more words may describe something that happens in a place.
const LONGEST_TOLD: usize = 5;

/// What only points elsewhere with its first words says at most so many.
pub(in crate::rules) const LONGEST_POINTER: usize = 6;

/// The words of a short text, by the lists that hold them.
struct ShortWords {
    count: usize,
    hits: Vec<Match>,
    small: Vec<bool>,
    spans: Vec<std::ops::Range<usize>>,
}

/// What a short text says of itself alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ShortText {
    /// It only says that its answer is still to come.
    pub is_open: bool,
    /// It only names the place where its answer stands.
    pub is_pointer: bool,
}

impl ShortWords {
    /// The words of a text; none where it is not short, or where no list has any of them.
    fn of(lists: &Lists, text: &str, tokens: &Tokens) -> Option<Self> {
        let count = tokens.count();
        if count == 0 || count > LONGEST {
            return None;
        }
        let mut hits = Vec::new();
        // A part of a compound is no word of its own: `need-to-know`, `Projekt-Stammdaten`.
        let compound = |hit: &Match| {
            let joined = |at: usize, next: bool| {
                let bytes = text.as_bytes();
                let sign = if next { at } else { at.wrapping_sub(1) };
                bytes.get(sign) == Some(&b'-')
                    && bytes
                        .get(if next { sign + 1 } else { sign.wrapping_sub(1) })
                        .is_some_and(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii())
            };
            matches!(
                hit.list,
                WordList::Marker | WordList::State | WordList::Process
            ) && (joined(hit.span.end, true) || joined(hit.span.start, false))
        };
        lists.find_parts(text, tokens, &mut |hit| {
            if !compound(&hit) {
                hits.push(hit);
            }
        });
        // What is to be done stands right behind the small word that says so: `zu klären`, and not `zu Bestellungen`.
        let done: Vec<usize> = (hits.iter())
            .filter(|hit| hit.list == WordList::Process)
            .map(|hit| hit.words.start)
            .collect();
        hits.retain(|hit| {
            hit.list != WordList::Marker
                || done.contains(&hit.words.end)
                || !lists.few.asked_about.has(&fold(&text[hit.span.clone()]))
        });
        (!hits.is_empty()).then(|| Self {
            count,
            hits,
            small: tokens.hashes().map(is_small).collect(),
            spans: tokens.spans().collect(),
        })
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

    /// The word that names who is asked: written with a capital, behind one by which somebody is asked.
    fn name_asked(&self, lists: &Lists, text: &str) -> Option<usize> {
        if self.count > LONGEST_ASKED {
            return None;
        }
        let named = |at: usize| {
            let span = self.spans.get(at)?;
            let first = text[span.clone()].chars().next()?;
            first.is_uppercase().then_some(at)
        };
        let mut asked = self.hits.iter().filter(|hit| hit.list == WordList::Ask);
        asked.find_map(|hit| {
            let behind = hit.words.end;
            named(behind).or_else(|| {
                let about = |at: usize| {
                    lists
                        .few
                        .asked_about
                        .has(&fold(&text[self.spans[at].clone()]))
                };
                let small = behind < self.count
                    && self.is_one(
                        &[WordList::Weak, WordList::Deictic, WordList::Between],
                        behind,
                    )
                    && !about(behind);
                small.then(|| named(behind + 1)).flatten()
            })
        })
    }

    /// Whether a question is put. One behind a colon, with more before it than a label, is only quoted: `We answer questions
    /// such as: when do you open?`
    fn asks(&self, text: &str) -> bool {
        /// A label has no more words.
        const LABEL: usize = 2;
        let before = text.split_once(':').map(|(before, _)| before);
        let quoted = before.is_some_and(|it| it.split_whitespace().count() > LABEL);
        self.count > 1 && text.contains('?') && !quoted
    }

    /// Whether a word only says how or how much: it stands behind what says that the answer is still to come, with which
    /// the text begins.
    fn is_beside_the_point(&self, at: usize) -> bool {
        use WordList::{Marker, Process, State};
        let first = |list: WordList| {
            let of_list = self.hits.iter().filter(|hit| hit.list == list);
            of_list.map(|hit| hit.words.start).min()
        };
        let said = [first(State), first(Marker)].into_iter().flatten().min();
        said.is_some_and(|said| {
            said <= 1
                && at > said
                && self.count >= SHORTEST_WITH_ANOTHER
                && first(Process).is_none_or(|process| process >= said)
        })
    }

    /// Whether a word is one of some lists, or a small one.
    fn is_one(&self, lists: &[WordList], at: usize) -> bool {
        self.small[at]
            || self
                .hits
                .iter()
                .any(|hit| lists.contains(&hit.list) && hit.words.contains(&at))
    }

    /// Whether every word is one of some lists, a small one, or one that something else tells.
    fn are_all(&self, lists: &[WordList], other: &dyn Fn(usize) -> bool) -> bool {
        (0..self.count).all(|at| other(at) || self.is_one(lists, at))
    }
}

impl Lists {
    /// What a short text says of itself alone.
    #[must_use]
    pub fn short_text(&self, text: &str, tokens: &Tokens) -> ShortText {
        let words = ShortWords::of(self, text, tokens);
        words.map_or_else(ShortText::default, |words| {
            let is_pointer = words.is_pointer(self, text, tokens);
            ShortText {
                is_open: words.is_open_question(self, text, is_pointer),
                is_pointer,
            }
        })
    }
}

impl Lists {
    /// Whether a word is the name or the path of a file, by its ending.
    #[must_use]
    pub fn names_a_file(word: &str) -> bool {
        let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        let parted = word.rsplit_once('.');
        parted.is_some_and(|(name, ending)| {
            let lists = Self::shipped();
            let ending = ending.to_ascii_lowercase();
            !name.is_empty()
                && (lists.few.document_files.has(&ending) || lists.few.source_files.has(&ending))
        })
    }

    /// Whether a text only says where its answer stands: it begins with such words, or names a place and nothing else.
    #[must_use]
    pub fn points_elsewhere(&self, text: &str) -> bool {
        let tokens = Tokens::of(text);
        let begins = || {
            let words = self.first(WordList::Pointer, text)?;
            let first = text.trim_start().starts_with(words);
            Some(first && self.points_somewhere(words, text))
        };
        tokens.count() <= LONGEST_POINTER && begins().unwrap_or(false)
            || self.short_text(text, &tokens).is_pointer
    }

    /// Whether words with which a text begins point to a place. Those for seeing are ordinary verbs, too: what follows
    /// them is a document, a number, or a name.
    #[must_use]
    pub(in crate::rules) fn points_somewhere(&self, words: &str, text: &str) -> bool {
        if !self.few.see.has(&fold(words)) {
            return true;
        }
        let tokens = Tokens::of(text);
        let mut documents = Vec::new();
        self.find_parts(text, &tokens, &mut |hit| {
            if hit.list == WordList::Document {
                documents.push(hit.words);
            }
        });
        let own = Tokens::of(words).count();
        let behind = tokens.spans().enumerate().skip(own);
        // A path or the name of a file is a place.
        let own_words = words.split_whitespace().count();
        let mut rest = text.split_whitespace().skip(own_words);
        if rest.any(Self::names_a_file) {
            return true;
        }
        // What stands behind a preposition is where or when something is seen.
        let seen = |(_, span): &(usize, std::ops::Range<usize>)| {
            !self.few.beside.has(&fold(&text[span.clone()]))
        };
        behind.take_while(seen).any(|(at, span)| {
            let word = &text[span];
            documents.iter().any(|words| words.contains(&at))
                || self.names_a_document(word)
                || word
                    .chars()
                    .any(|letter| letter.is_uppercase() || letter.is_ascii_digit())
        })
    }
}

impl ShortWords {
    /// Whether the text only says that its answer is still to come.
    ///
    /// Where it points to a place, a name behind a word for seeing is that of the place: `Voir la PSSI`.
    fn is_open_question(&self, lists: &Lists, text: &str, is_pointer: bool) -> bool {
        use WordList::{Ask, Between, Deictic, Inside, Marker, Process, State, Weak, Who};
        const ALL: [WordList; 9] = [
            State, Process, Marker, Weak, Inside, Between, Who, Ask, Deictic,
        ];
        let still = self.holds(State) || self.holds_beside(Process, Marker);
        let asked = self.holds_beside(Ask, Who) || self.holds_beside(Ask, Inside);
        let name = self.name_asked(lists, text).filter(|_| !is_pointer);
        // `finché serve`: how long something is needed is no question.
        let asks_for = self.holds_beside(Marker, Who) && !self.holds(WordList::LongAs);
        let own = self.holds_beside(Process, Deictic) || asks_for;
        let others: Vec<usize> = (0..self.count)
            .filter(|at| name != Some(*at) && !self.is_one(&ALL, *at))
            .collect();
        match others.as_slice() {
            [] => still || asked || own || name.is_some() || self.asks(text) && self.holds(Process),
            [at] => {
                let said = still || self.holds(Ask) || self.holds(Process);
                self.asks(text) && said || still && self.is_beside_the_point(*at)
            }
            _ => false,
        }
    }

    /// Whether the text only names the place where its answer stands.
    fn is_pointer(&self, lists: &Lists, text: &str, tokens: &Tokens) -> bool {
        const ALL: [WordList; 4] = [
            WordList::Elsewhere,
            WordList::Document,
            WordList::Between,
            WordList::Stated,
        ];
        if !self.holds(WordList::Elsewhere) && !self.holds(WordList::Stated) {
            return false;
        }
        let document = |at: usize| {
            self.is_in(WordList::Document, at)
                || lists.names_a_document(&text[self.spans[at].clone()])
        };
        let in_a_place = |at: usize| {
            let word = fold(&text[self.spans[at].clone()]);
            word.ends_with("sta") || word.ends_with("ssa")
        };
        // What is described in something is not described here, whatever that is called.
        let told_elsewhere = |stated: usize| {
            let word = |at: usize| {
                self.spans
                    .get(at)
                    .map_or_else(String::new, |span| fold(&text[span.clone()]))
            };
            let told = word(stated);
            stated == 0
                && self.count <= LONGEST_TOLD
                && lists.few.told.has(&told)
                && lists.few.inside_of.has(&word(1))
        };
        // Figures and single letters number what is pointed to.
        let other = |at: usize| tokens.is_number(at, text) || document(at);
        let of_a_document = self.holds_beside(WordList::Elsewhere, WordList::Document)
            || self.holds(WordList::Elsewhere)
                && (1..self.count).any(|at| document(at) && !self.is_in(WordList::Elsewhere, at));
        // Nothing but that it is the same, or that it stands somewhere.
        let alone = self.count == 1
            && tokens
                .spans()
                .next()
                .is_some_and(|span| lists.few.names_of_data.has(&fold(&text[span])));
        let names_nothing = !alone
            && self.count <= LONGEST_ASKED
            && (0..self.count).all(|at| self.is_one(&[WordList::Elsewhere], at))
            && self.is_in(WordList::Elsewhere, 0);
        names_nothing
            || of_a_document && self.are_all(&ALL, &other)
            || self.begins_elsewhere(&document, &in_a_place, &told_elsewhere)
    }
}

impl ShortWords {
    fn is_in(&self, list: WordList, at: usize) -> bool {
        self.hits
            .iter()
            .any(|hit| hit.list == list && hit.words.contains(&at))
    }

    /// Whether the text begins with that something stands in a document, with nothing but small words between, and few
    /// behind that say which.
    fn begins_elsewhere(
        &self,
        document: &dyn Fn(usize) -> bool,
        in_a_place: &dyn Fn(usize) -> bool,
        told_elsewhere: &dyn Fn(usize) -> bool,
    ) -> bool {
        /// How many words may say which document it is.
        const WHICH: usize = 3;
        let stated = (0..self.count.min(3)).find(|at| self.is_in(WordList::Stated, *at));
        let Some(stated) = stated else { return false };
        let small = |at: usize| self.is_one(&[WordList::Between], at);
        let first = (0..stated).all(|at| small(at) || self.is_in(WordList::Elsewhere, at));
        let mut rest = stated + 1..self.count;
        // A preposition at least: what is described is not where.
        let own = rest.find(|at| !small(*at) && !self.is_in(WordList::Stated, *at));
        let named = own.and_then(|at| (at..(at + 2).min(self.count)).find(|at| document(*at)));
        // In Finnish the case stands for it.
        let preposition = (stated + 1..self.count).any(|at| small(at) && Some(at) < named)
            || named.is_some_and(in_a_place);
        first && preposition && named.is_some_and(|at| self.count - at - 1 <= WHICH)
            || told_elsewhere(stated)
    }
}
