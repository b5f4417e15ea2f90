//! The lines of many texts, each kept once: most of what records are found by is said in many of them.
//!
//! No word that is looked for holds the end of a line, so that a text holds it where one of its lines does. A word is
//! looked for in each line once, however many texts have that.

use std::hash::BuildHasher as _;

use hashbrown::{DefaultHashBuilder, HashTable};
use memchr::memmem::Finder;

use super::{Query, SoughtWord};
use crate::domain::halves::in_two;
use crate::domain::text::{exact, fold};

/// How many lines lie together.
const TOGETHER: usize = 256;

/// Which of the lines that lie together are meant, one bit each.
type Bits = [u64; TOGETHER / 64];

/// A text as the numbers of its lines, each once. The lowest bit tells those with letters beyond ASCII from the others.
pub(crate) type LineNumbers = Box<[u32]>;

/// Lines that lie one behind the other, each with an end of line.
#[derive(Debug, Default)]
struct LineBlock {
    text: String,
    /// Where each ends, behind its end of line.
    ends: Vec<u32>,
}

impl LineBlock {
    /// The line at a place, without its end.
    fn line(&self, at: usize) -> &str {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        let end = self.ends[at] as usize - 1;
        &self.text[start as usize..end]
    }

    /// Which of the lines hold what is looked for.
    fn holding(&self, sought: &Finder<'_>) -> Bits {
        let mut bits = Bits::default();
        let (text, mut from, mut line) = (self.text.as_bytes(), 0, 0);
        while let Some(found) = sought.find(&text[from..]) {
            while self.ends[line] as usize <= from + found {
                line += 1;
            }
            bits[line / 64] |= 1 << (line % 64);
            from = self.ends[line] as usize;
        }
        bits
    }
}

/// Lines by their places.
#[derive(Debug, Default)]
struct LineBlocks(Vec<LineBlock>);

impl LineBlocks {
    fn line(&self, at: usize) -> &str {
        self.0[at / TOGETHER].line(at % TOGETHER)
    }

    /// Takes a line in, and says at which place.
    fn push(&mut self, line: &str) -> usize {
        if self.0.last().is_none_or(|last| last.ends.len() == TOGETHER) {
            if let Some(full) = self.0.last_mut() {
                full.text.shrink_to_fit();
            }
            let ends = Vec::with_capacity(TOGETHER);
            let text = String::new();
            self.0.push(LineBlock { text, ends });
        }
        let blocks = self.0.len();
        let last = &mut self.0[blocks - 1];
        last.text.push_str(line);
        last.text.push('\n');
        let end = u32::try_from(last.text.len()).unwrap_or(u32::MAX);
        last.ends.push(end);
        (blocks - 1) * TOGETHER + last.ends.len() - 1
    }

    fn holding(&self, word: &SoughtWord) -> Vec<Bits> {
        let sought = Finder::new(&word.text);
        in_two(&self.0, |blocks| {
            blocks.iter().map(|block| block.holding(&sought)).collect()
        })
    }
}

/// The lines.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    /// Of ASCII: the same with accents and without.
    plain: LineBlocks,
    /// The others, with their accents.
    accented: LineBlocks,
    /// The same lines at the same places, without.
    folded: LineBlocks,
    /// Where each line lies, found by what it says.
    known: HashTable<u32>,
    spread: DefaultHashBuilder,
}

impl Lines {
    /// Takes the lines of a text in that are not known yet.
    pub(crate) fn take(&mut self, text: &str) -> LineNumbers {
        let text = exact(text);
        let lines = text.split('\n').filter(|line| !line.is_empty());
        let mut numbers: Vec<u32> = lines.map(|line| self.number(line)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers.into()
    }

    fn number(&mut self, line: &str) -> u32 {
        let hash = self.spread.hash_one(line);
        let known = |number: &u32| said(&self.plain, &self.accented, *number) == line;
        if let Some(number) = self.known.find(hash, known) {
            return *number;
        }
        let (at, kind) = if line.is_ascii() {
            (self.plain.push(line), 0)
        } else {
            self.folded.push(&fold(line));
            (self.accented.push(line), 1)
        };
        let number = u32::try_from(at << 1 | kind).unwrap_or(u32::MAX);
        let (plain, accented) = (&self.plain, &self.accented);
        self.known.insert_unique(hash, number, |number| {
            self.spread.hash_one(said(plain, accented, *number))
        });
        number
    }

    /// How many there are.
    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.known.len()
    }

    /// Looks for the words of a query in every line.
    pub(crate) fn look(&self, query: &Query) -> FoundLines {
        // What is folded to nothing is in every text.
        let words = query.words.iter().filter(|word| !word.text.is_empty());
        FoundLines(words.map(|word| self.look_for(word)).collect())
    }

    fn look_for(&self, word: &SoughtWord) -> [Vec<Bits>; 2] {
        if word.accented {
            return [Vec::new(), self.accented.holding(word)];
        }
        [self.plain.holding(word), self.folded.holding(word)]
    }
}

/// What the line of a number says.
fn said<'l>(plain: &'l LineBlocks, accented: &'l LineBlocks, number: u32) -> &'l str {
    let lines = if number & 1 == 0 { plain } else { accented };
    lines.line((number >> 1) as usize)
}

/// For each word of a query the lines that hold it: of ASCII, and the others.
#[derive(Debug)]
pub(crate) struct FoundLines(Vec<[Vec<Bits>; 2]>);

impl FoundLines {
    /// Whether a text holds all words.
    pub(crate) fn are_in(&self, text: &[u32]) -> bool {
        let holds = |found: &[Vec<Bits>; 2]| {
            text.iter().any(|number| {
                let at = (number >> 1) as usize;
                let block = found[(number & 1) as usize].get(at / TOGETHER);
                block.is_some_and(|bits| bits[at % TOGETHER / 64] >> (at % 64) & 1 == 1)
            })
        };
        self.0.iter().all(holds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::Haystack;

    #[test]
    fn a_text_is_found_by_its_lines_as_it_is_as_a_whole() {
        // Texts of words in all cases and accents, beside one another and below one another, more than lie together.
        let words = [
            "Lön",
            "lon",
            "ANSTÄLLD",
            "payroll",
            "Größe",
            "smørrebrød",
            "Straße",
            "a",
            "ab",
            "b-a",
            "ΑΘΗΝΑ",
            "зарплата",
            "e\u{301}tude",
            "12",
            "",
        ];
        let text = |seed: usize| {
            let mut text = String::new();
            for place in 0..=seed % 7 {
                text.push_str(words[(seed / 3 + place * (seed % 11)) % words.len()]);
                text.push(if (seed + place).is_multiple_of(3) {
                    '\n'
                } else {
                    ' '
                });
            }
            format!("{text}\n{seed}")
        };
        let texts: Vec<String> = (0..3000).map(text).collect();
        let mut lines = Lines::default();
        let taken: Vec<LineNumbers> = texts.iter().map(|text| lines.take(text)).collect();
        let again: Vec<LineNumbers> = texts.iter().map(|text| lines.take(text)).collect();
        assert_eq!(taken, again);
        for typed in [
            "",
            "lon",
            "lön",
            "a",
            "anställd pay",
            "grosse",
            "größe 1",
            "strasse",
            "STRASSE b",
            "αθηνα",
            "зарплата",
            "étude",
            "etude 29",
            "299",
            "nothing",
            "b-a lon 7",
            "\u{301}",
            "\u{301} lon",
        ] {
            let query = Query::new(typed);
            let found = lines.look(&query);
            for (text, numbers) in texts.iter().zip(&taken) {
                let whole = Haystack::new(text).holds(&query);
                assert_eq!(found.are_in(numbers), whole, "“{typed}” in {text:?}");
            }
        }
    }

    #[test]
    fn a_line_that_many_texts_have_is_kept_once() {
        let mut lines = Lines::default();
        for text in 0..1000 {
            let numbers = lines.take(&format!("Same\nLön\nsame\n\n{text}"));
            assert_eq!(numbers.len(), 3);
        }
        assert_eq!(lines.len(), 1002);
    }
}
