//! A text cut into folded words, once for everything that is looked for in it.

use unicode_normalization::char::is_combining_mark;

use crate::domain::text::{fold, is_ignorable, span_in};

/// A word of a text: folded to a number, with the bytes that it stands in.
#[derive(Clone, Copy, Debug)]
pub(in crate::rules) struct WordToken {
    /// The hash of the folded word.
    pub(in crate::rules) word: u64,
    /// Its first letters, eight bytes of the folded word, the first the highest; nought behind a shorter one.
    pub(in crate::rules) lead: u64,
    pub(in crate::rules) start: usize,
    pub(in crate::rules) end: usize,
}

impl WordToken {
    /// The hash of its first letters, [`PREFIX`] bytes of them; 0 where it is shorter.
    pub(in crate::rules) const fn prefix(&self) -> u64 {
        let first = self.lead >> 32;
        if first.trailing_zeros() >= 8 {
            0
        } else {
            mix(0, first)
        }
    }
}

/// The first eight bytes of a folded word, as [`WordToken::lead`] has them.
pub(in crate::rules) fn lead_of(word: &[u8]) -> u64 {
    let mut lead = [0; 8];
    let length = word.len().min(lead.len());
    lead[..length].copy_from_slice(&word[..length]);
    u64::from_be_bytes(lead)
}

/// A text cut into folded words, once for all lists.
#[derive(Debug, Default)]
pub struct Tokens {
    pub(in crate::rules) words: Vec<WordToken>,
    /// Which kinds of signs stand between them.
    signs: u8,
}

/// How many bytes of a word with `*` are looked up at once; shorter ones are looked up by what they have.
pub(in crate::rules) const PREFIX: usize = 4;

/// The golden ratio as a factor, with the high bits brought down: no two words of up to eight bytes are alike.
pub(in crate::rules) const fn mix(hash: u64, bytes: u64) -> u64 {
    let product = (hash ^ bytes).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    product ^ (product >> 32)
}

/// The hash of a folded word, eight bytes at a time.
pub(in crate::rules) fn hash_of(word: &[u8]) -> u64 {
    let joined = |bytes: &[u8]| {
        bytes
            .iter()
            .fold(0, |all, byte| (all << 8) | u64::from(*byte))
    };
    let eights = word.chunks_exact(8);
    let rest = joined(eights.remainder());
    mix(eights.fold(0, |hash, eight| mix(hash, joined(eight))), rest)
}

/// A letter or digit of ASCII.
const PLAIN: u8 = 1;
/// A part of a letter or sign beyond ASCII.
const BEYOND: u8 = 2;
/// Without any of these signs nothing shows that a text is still to be written.
const OPEN_SIGN: u8 = 4;
/// Without any of these signs a text is no address.
const ADDRESS_SIGN: u8 = 8;

/// What each byte is.
static CLASS: [u8; 256] = {
    let mut class = [0; 256];
    let mut at = 0_u8;
    loop {
        class[at as usize] = match at {
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => PLAIN,
            b'[' | b'{' | b'_' | b'?' | b'<' => OPEN_SIGN,
            b'.' | b':' | b'\\' => ADDRESS_SIGN,
            0x80.. => BEYOND,
            _ => 0,
        };
        if at == u8::MAX {
            break class;
        }
        at += 1;
    }
};

/// Whether a letter belongs to a word.
fn in_word(letter: char) -> bool {
    letter.is_alphanumeric() || is_combining_mark(letter) || is_ignorable(letter)
}

/// Whether a word, once folded, begins with folded letters.
pub(in crate::rules) fn begins(word: &str, letters: &str) -> bool {
    if word.is_ascii() {
        let start = word.as_bytes().get(..letters.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(letters.as_bytes()))
    } else {
        fold(word).starts_with(letters)
    }
}

impl Tokens {
    /// Cuts a text into its words.
    #[must_use]
    pub fn of(text: &str) -> Self {
        /// A word with what parts it from the next has about as many letters.
        const LETTERS: usize = 6;
        let mut tokens = Self {
            words: Vec::with_capacity(text.len() / LETTERS + 1),
            signs: 0,
        };
        tokens.read(text);
        tokens
    }

    /// Cuts another text, in the same place.
    pub fn read(&mut self, text: &str) {
        self.words.clear();
        self.signs = 0;
        let bytes = text.as_bytes();
        let class = |at: usize| bytes.get(at).map_or(0, |byte| CLASS[usize::from(*byte)]);
        let mut at = 0;
        while at < bytes.len() {
            let start = at;
            if class(at) & (PLAIN | BEYOND) == 0 {
                self.signs |= class(at);
                at += 1;
                continue;
            }
            let (mut word, mut letters, mut lead) = (0, 0, 0);
            while class(at) == PLAIN {
                // A capital becomes small; small letters and digits have the bit.
                letters = (letters << 8) | u64::from(bytes[at] | 0x20);
                at += 1;
                if (at - start).is_multiple_of(8) {
                    if at - start == 8 {
                        lead = letters;
                    }
                    word = mix(word, letters);
                    letters = 0;
                }
            }
            if class(at) == BEYOND {
                // A letter beyond ASCII: the word is read again, letter by letter.
                let rest = &text[start..];
                at = start + rest.find(|letter| !in_word(letter)).unwrap_or(rest.len());
                if at == start {
                    let sign = rest.chars().next();
                    if matches!(sign, Some('【' | '〔' | '‹' | '«')) {
                        self.signs |= OPEN_SIGN;
                    }
                    at += sign.map_or(1, char::len_utf8);
                    continue;
                }
                let letters = fold(&text[start..at]);
                self.words.push(WordToken {
                    word: hash_of(letters.as_bytes()),
                    lead: lead_of(letters.as_bytes()),
                    start,
                    end: at,
                });
                continue;
            }
            if at - start < 8 {
                lead = letters << (8 * (8 - (at - start)));
            }
            self.words.push(WordToken {
                word: mix(word, letters),
                lead,
                start,
                end: at,
            });
        }
    }

    /// Whether a sign stands in the text without which nothing shows that it is still to be written.
    #[must_use]
    pub const fn may_be_open(&self) -> bool {
        self.signs & OPEN_SIGN != 0
    }

    /// Whether a sign stands in the text without which it is no address.
    #[must_use]
    pub const fn may_be_address(&self) -> bool {
        self.signs & ADDRESS_SIGN != 0
    }

    /// The hashes of the words, in their order.
    pub(crate) fn hashes(&self) -> impl Iterator<Item = u64> {
        self.words.iter().map(|token| token.word)
    }

    /// The bytes that each word stands in, in their order.
    pub(crate) fn spans(&self) -> impl Iterator<Item = std::ops::Range<usize>> {
        self.words.iter().map(|token| token.start..token.end)
    }

    /// The first word that begins in a piece of the text or behind it.
    pub(in crate::rules) fn first_of(&self, piece: &str, text: &str) -> Option<usize> {
        let place = span_in(piece, text)?;
        self.spans().position(|span| span.start >= place.start)
    }

    /// Which words a piece of the text holds.
    pub(in crate::rules) fn within(&self, piece: &str, text: &str) -> std::ops::Range<usize> {
        let std::ops::Range { start, end } = span_in(piece, text).unwrap_or_default();
        let first = self.spans().filter(|span| span.end <= start).count();
        first..self.spans().filter(|span| span.start < end).count()
    }

    /// Whether a word is a figure, or a letter that numbers something.
    #[must_use]
    pub fn is_number(&self, at: usize, text: &str) -> bool {
        self.words.get(at).is_some_and(|token| {
            let word = &text[token.start..token.end];
            word.chars().all(char::is_numeric)
                || word.chars().count() <= 3 && word.chars().any(char::is_numeric)
                || word.chars().count() == 1
        })
    }

    /// How many words there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.words.len()
    }
}

/// Hashes are keys already.
pub(crate) type Plain = std::hash::BuildHasherDefault<PlainHasher>;

/// Takes a number for its own hash.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct PlainHasher(u64);

impl std::hash::Hasher for PlainHasher {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        self.0 = hash_of(bytes);
    }
    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}

/// A bit for each of the highest bits of a hash: most hashes that were not added are told to be none of them.
#[derive(Clone, Debug)]
pub(in crate::rules) struct Sieve {
    bits: Vec<u64>,
    added: usize,
}

impl Sieve {
    /// How many bits each added hash has, at the least: so one in so many others passes at the most.
    const BITS_OF_ONE: usize = 8;

    /// A sieve for so many hashes.
    fn for_hashes(count: usize) -> Self {
        let words = (count * Self::BITS_OF_ONE / 64).next_power_of_two();
        Self {
            bits: vec![0; words.max(2)],
            added: 0,
        }
    }

    /// A sieve of some hashes, with room for as many again.
    pub(in crate::rules) fn of(hashes: impl Iterator<Item = u64>) -> Self {
        let hashes: Vec<u64> = hashes.collect();
        let mut sieve = Self::for_hashes(2 * hashes.len());
        for hash in hashes {
            sieve.add(hash);
        }
        sieve
    }

    /// Whether more hashes were added than it is for.
    pub(in crate::rules) const fn is_full(&self) -> bool {
        self.added * Self::BITS_OF_ONE > self.bits.len() * 64
    }

    /// The word of the highest bits of a hash, and the bit by those behind them.
    fn place(&self, hash: u64) -> (usize, u64) {
        let of_words = self.bits.len().trailing_zeros();
        // No larger than the number of words, which is one of a size here.
        let at = usize::try_from(hash >> (64 - of_words)).unwrap_or_default();
        (at, 1 << ((hash >> (58 - of_words)) & 63))
    }

    pub(in crate::rules) fn add(&mut self, hash: u64) {
        let (at, bit) = self.place(hash);
        self.bits[at] |= bit;
        self.added += 1;
    }

    pub(in crate::rules) fn may_hold(&self, hash: u64) -> bool {
        let (at, bit) = self.place(hash);
        self.bits[at] & bit != 0
    }
}

impl Default for Sieve {
    fn default() -> Self {
        Self::for_hashes(64)
    }
}
