//! The word lists of the rules, and the matcher that finds their words in a text in one pass.
//!
//! The lists are data: `assets/rules/*.toml`, a list a language. A word is found whole, without regard to case and
//! accents; one that ends with `*` also stands for what begins so, and one that begins with `=` is taken only as it
//! is written. What a file has under `not` hides the words inside it.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::OnceLock;

use unicode_normalization::char::is_combining_mark;

use crate::domain::text::{fold, is_ignorable};

/// Declares [`WordList`] and its files.
macro_rules! lists {
    ($($(#[$doc:meta])* $list:ident $file:literal $key:literal;)+) => {
        /// A list of words.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum WordList { $($(#[$doc])* $list,)+
            /// The words by which texts cite acts; from the law data.
            Act,
            /// Former names of authorities; from the law data.
            Authority,
            /// Names of organisations; from the register.
            Organisation,
        }
        /// Each list with its file's name and text, and the key in it; an empty key stands for every language.
        const FILES: &[(WordList, &str, &str, &str)] = &[$((
            WordList::$list, $file, include_str!(concat!("../../assets/rules/", $file, ".toml")), $key,
        )),+];
    };
}
lists! {
    /// Retention that sets no limit.
    VagueRetention "vague_retention" "";
    /// Keeping without any end.
    UnlimitedRetention "unlimited_retention" "";
    /// A law as the reason, unnamed.
    LegalDuty "legal_duty" "";
    /// An answer still to come.
    Placeholder "placeholder" "";
    /// Words that answer nothing when they stand alone.
    NotApplicable "not_applicable" "";
    /// Purposes that say no more than a heading.
    GenericPurpose "generic_purpose" "";
    /// What may stand between generic words.
    Connective "generic_purpose" "connectives";
    /// Data categories that name none.
    GenericData "generic_data" "";
    /// Security without a measure.
    GenericMeasure "generic_measure" "";
    /// Data of Art. 9(1).
    SpecialCategory "special_category" "";
    /// Vendors outside the EEA.
    Vendor "vendors" "names";
    /// Legal forms of companies outside the EEA.
    VendorForm "vendors" "forms";
    /// Joint controllers.
    JointControllers "joint_controllers" "";
    /// Consent taken from terms or use.
    ViaTerms "via_terms" "";
    /// What only points elsewhere.
    Pointer "pointer" "";
    /// Cookies of our own.
    OwnProvider "own_provider" "";
    /// Recipients whose role their name says: authorities, courts, banks, the person concerned.
    SettledRole "settled_roles" "";
    /// Words by which a text names a law.
    LawName "law_names" "";
    /// People who depend on who asks them.
    DependentPeople "dependent_people" "";
    /// The workforce.
    Staff "staff" "";
    /// That consent is free.
    Voluntary "voluntary" "";
    /// Cookies that end with the session.
    SessionCookie "cookie_lives" "session";
    /// Cookies that stay.
    LastingCookie "cookie_lives" "lasting";
    /// That somebody was informed.
    Informed "informed" "";
    /// That the destination was assessed.
    Assessed "assessed" "";
    /// That of several things one is to be chosen.
    Alternatively "alternatively" "";
    /// What shows that an impact assessment is to be thought about.
    DpiaSign "dpia_signs" "";
    /// That data are personal no more.
    AnonymousWords "anonymous_words" "";
    /// Names of municipalities and their boards.
    Municipality "public_bodies" "municipality";
    /// Names of regions.
    Region "public_bodies" "region";
    /// Words by which a text says when a period begins.
    Trigger "triggers" "";
    /// What opens a clause of how long something is needed.
    LongAs "long_as" "begin";
    /// What closes it.
    Needed "long_as" "end";
    /// That something is missing.
    Missing "missing" "";
    /// The company of a vendor's group inside the EEA.
    VendorInside "vendors" "inside";
    /// That a policy reserves to keep longer.
    Reservation "reservations" "";
    /// Legal forms of trading companies.
    CompanyForm "company_forms" "companies";
    /// Legal forms of bodies that need not be for profit.
    BodyForm "company_forms" "bodies";
}

/// A word of a text: folded to a number, with the bytes that it stands in.
#[derive(Clone, Copy, Debug)]
struct WordToken {
    /// The hash of the folded word.
    word: u64,
    /// The hash of its first letters, [`PREFIX`] bytes of them; 0 where it is shorter.
    prefix: u64,
    start: usize,
    end: usize,
}

/// A text cut into folded words, once for all lists.
#[derive(Debug, Default)]
pub struct Tokens {
    words: Vec<WordToken>,
    /// Which kinds of signs stand between them.
    signs: u8,
}

/// How many bytes of a word with `*` are looked up at once; shorter ones are looked up by what they have.
const PREFIX: usize = 4;

/// The golden ratio as a factor, with the high bits brought down: no two words of up to eight bytes are alike.
const fn mix(hash: u64, bytes: u64) -> u64 {
    let product = (hash ^ bytes).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    product ^ (product >> 32)
}

/// The hash of a folded word, eight bytes at a time.
fn hash_of(word: &[u8]) -> u64 {
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
            b'[' | b'_' | b'?' | b'<' => OPEN_SIGN,
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
fn begins(word: &str, letters: &str) -> bool {
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
        let mut tokens = Self::default();
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
            let (mut word, mut letters) = (0, 0);
            while class(at) == PLAIN {
                // A capital becomes small; small letters and digits have the bit.
                letters = (letters << 8) | u64::from(bytes[at] | 0x20);
                at += 1;
                if (at - start).is_multiple_of(8) {
                    word = mix(word, letters);
                    letters = 0;
                }
            }
            if class(at) == BEYOND {
                // A letter beyond ASCII: the word is read again, letter by letter.
                let rest = &text[start..];
                at = start + rest.find(|letter| !in_word(letter)).unwrap_or(rest.len());
                if at == start {
                    at += rest.chars().next().map_or(1, char::len_utf8);
                    continue;
                }
                let letters = fold(&text[start..at]);
                self.words.push(WordToken {
                    word: hash_of(letters.as_bytes()),
                    prefix: letters.as_bytes().get(..PREFIX).map_or(0, hash_of),
                    start,
                    end: at,
                });
                continue;
            }
            let prefix = bytes[start..at].first_chunk::<PREFIX>();
            self.words.push(WordToken {
                word: mix(word, letters),
                prefix: prefix.map_or(0, |first| {
                    mix(
                        0,
                        u64::from(u32::from_be_bytes(first.map(|byte| byte | 0x20))),
                    )
                }),
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

    /// How many words there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.words.len()
    }
}

#[derive(Clone, Debug)]
struct ListPart {
    letters: String,
    word: u64,
    open: bool,
}

#[derive(Clone, Debug)]
struct WordPattern {
    parts: Vec<ListPart>,
    /// As it must be written, where it must.
    exactly: Option<String>,
    list: WordList,
    /// What it stands for, for lists that name things; nothing for words that hide.
    owner: Option<u32>,
}

/// Words to look for.
#[derive(Clone, Debug, Default)]
pub(crate) struct WordMatcher {
    patterns: Vec<WordPattern>,
    /// Which keys the tables below can hold: most words of a text are in none, and go no further.
    sieve: Sieve,
    /// Patterns of whole words, by the hash of all of them, and the hashes of what each begins with: however many begin
    /// with the same words, no text is held against more than those that stand in it.
    whole: HashMap<u64, Vec<u32>, Plain>,
    begun: HashSet<u64, Plain>,
    /// Patterns with an open word, by the hash of their first word, or of what an open first word begins with.
    first: HashMap<u64, Vec<u32>, Plain>,
    open: HashMap<u64, Vec<u32>, Plain>,
}

/// How many things of the same name are found by it.
const NAMESAKES: usize = 8;

/// A bit for each of the highest bits of a hash.
#[derive(Clone, Debug)]
struct Sieve(Vec<u64>);

impl Default for Sieve {
    fn default() -> Self {
        Self(vec![0; 1 << 10])
    }
}

impl Sieve {
    const fn place(hash: u64) -> (usize, u64) {
        ((hash >> 54) as usize, 1 << ((hash >> 48) & 63))
    }

    fn add(&mut self, hash: u64) {
        let (at, bit) = Self::place(hash);
        self.0[at] |= bit;
    }

    fn may_hold(&self, hash: u64) -> bool {
        let (at, bit) = Self::place(hash);
        self.0[at] & bit != 0
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

/// Words found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Match {
    /// The list.
    pub list: WordList,
    /// What the words stand for, where the list names things.
    pub owner: u32,
    /// The bytes of the text.
    pub span: Range<usize>,
    /// The first word of the text that it holds, and the one after the last.
    pub words: Range<usize>,
}

/// The words of a text, so that it can be told quickly that it does not hold a word; it is seldom wrong about a word
/// that it does not hold, and never about one that it does.
#[derive(Clone, Debug, Default)]
pub struct Signature([u64; 32]);

impl Signature {
    fn bits(word: u64) -> [(usize, u64); 2] {
        [word >> 53, word >> 42].map(|bits| ((bits >> 6) as usize & 31, 1 << (bits & 63)))
    }

    /// Takes the words of a text in.
    pub fn add(&mut self, tokens: &Tokens) {
        for token in &tokens.words {
            for (at, bit) in Self::bits(token.word) {
                self.0[at] |= bit;
            }
        }
    }

    /// Whether the text may hold the first word of a name.
    #[must_use]
    pub fn may_hold(&self, name: &str) -> bool {
        let first = Tokens::of(name).words.into_iter().next();
        // What a star follows stands for what begins so.
        first.is_some_and(|first| {
            name[first.end..].starts_with('*')
                || Self::bits(first.word)
                    .iter()
                    .all(|(at, bit)| self.0[*at] & bit != 0)
        })
    }
}

impl WordMatcher {
    /// Adds a word of a list.
    pub(crate) fn add(&mut self, word: &str, list: WordList, owner: Option<u32>) {
        let (exact, word) = match word.strip_prefix('=') {
            Some(word) => (true, word),
            None => (false, word),
        };
        let mut parts: Vec<ListPart> = Vec::new();
        for token in &Tokens::of(word).words {
            let letters = fold(&word[token.start..token.end]);
            parts.push(ListPart {
                word: hash_of(letters.as_bytes()),
                open: word[token.end..].starts_with('*'),
                letters,
            });
        }
        let Some(first) = parts.first() else { return };
        let at = u32::try_from(self.patterns.len()).unwrap_or(u32::MAX);
        if parts.iter().all(|part| !part.open) {
            self.sieve.add(first.word);
            let mut hash = first.word;
            for part in &parts[1..] {
                self.begun.insert(hash);
                hash = mix(hash, part.word);
            }
            let same = self.whole.entry(hash).or_default();
            if same.len() >= NAMESAKES && list == WordList::Organisation {
                return;
            }
            same.push(at);
        } else if first.open && first.letters.len() >= PREFIX {
            let key = hash_of(&first.letters.as_bytes()[..PREFIX]);
            self.sieve.add(key);
            self.open.entry(key).or_default().push(at);
        } else {
            self.sieve.add(first.word);
            self.first.entry(first.word).or_default().push(at);
        }
        self.patterns.push(WordPattern {
            parts,
            exactly: exact.then(|| word.replace('*', "")),
            list,
            owner,
        });
    }

    /// Calls `found` with every place where words of any list stand. What hidden words cover is left out.
    pub(crate) fn find(&self, text: &str, tokens: &Tokens, found: &mut dyn FnMut(Match)) {
        let mut hidden: Vec<(WordList, Range<usize>)> = Vec::new();
        let mut matches: Vec<Match> = Vec::new();
        let mut here: Vec<u32> = Vec::new();
        for (at, token) in tokens.words.iter().enumerate() {
            let sieved = |hash: u64| self.sieve.may_hold(hash).then_some(hash);
            let plain = sieved(token.word).and_then(|word| self.first.get(&word));
            let open = sieved(token.prefix).and_then(|prefix| self.open.get(&prefix));
            here.clear();
            here.extend(plain.into_iter().chain(open).flatten());
            if let Some(mut hash) = sieved(token.word) {
                let mut rest = tokens.words[at + 1..].iter();
                loop {
                    here.extend(self.whole.get(&hash).into_iter().flatten());
                    let next = rest.next().filter(|_| self.begun.contains(&hash));
                    let Some(next) = next else { break };
                    hash = mix(hash, next.word);
                }
            }
            // As they were added.
            here.sort_unstable();
            for pattern in &here {
                #[cfg(test)]
                COMPARED.with(|count| count.set(count.get() + 1));
                let pattern = &self.patterns[*pattern as usize];
                let Some(span) = pattern.at(text, &tokens.words[at..]) else {
                    continue;
                };
                let words = at..at + pattern.parts.len();
                match pattern.owner {
                    None => hidden.push((pattern.list, words)),
                    Some(owner) => matches.push(Match {
                        list: pattern.list,
                        owner,
                        span,
                        words,
                    }),
                }
            }
        }
        for hit in matches {
            let covered = hidden.iter().any(|(list, words)| {
                *list == hit.list && words.start <= hit.words.start && hit.words.end <= words.end
            });
            if !covered {
                found(hit);
            }
        }
    }
}

#[cfg(test)]
thread_local! {
    /// How many patterns were held against a text.
    static COMPARED: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

impl WordPattern {
    /// The bytes of the text, where the pattern stands at the first of the words.
    fn at(&self, text: &str, tokens: &[WordToken]) -> Option<Range<usize>> {
        let here = tokens.get(..self.parts.len())?;
        let same = self.parts.iter().zip(here).all(|(part, token)| {
            part.word == token.word
                || (part.open && begins(&text[token.start..token.end], &part.letters))
        });
        let span = here.first()?.start..here.last()?.end;
        let written = self.exactly.as_deref().is_none_or(|exactly| {
            // A mark behind the last word (`TODO:`) is no part of it.
            exactly.trim_end_matches(|letter: char| !letter.is_alphanumeric())
                == &text[span.clone()]
        });
        (same && written).then_some(span)
    }
}

/// The shipped lists, made ready.
#[derive(Debug)]
pub struct Lists {
    matcher: WordMatcher,
    /// Words that stand in nearly every text, and tell only whether it says anything else.
    connectives: WordMatcher,
}

impl Lists {
    /// The shipped lists. A file that is no TOML would leave its list empty; a test keeps that from happening.
    pub fn shipped() -> &'static Self {
        static LISTS: OnceLock<Lists> = OnceLock::new();
        LISTS.get_or_init(|| {
            let (mut matcher, mut connectives) = (WordMatcher::default(), WordMatcher::default());
            for (list, _, text, key) in FILES {
                let matcher = if *list == WordList::Connective {
                    &mut connectives
                } else {
                    &mut matcher
                };
                let table: toml::Table = text.parse().unwrap_or_default();
                for (name, words) in &table {
                    let wanted = match (name.as_str(), *key) {
                        ("not", key) => key.is_empty() || key == "names",
                        (name, "") => name != "connectives",
                        (name, key) => name == key,
                    };
                    let owner = (name != "not").then_some(0);
                    let words = words.as_array().filter(|_| wanted);
                    for word in words.into_iter().flatten().filter_map(|word| word.as_str()) {
                        matcher.add(word, *list, owner);
                    }
                }
            }
            Self {
                matcher,
                connectives,
            }
        })
    }

    /// Every place where words of the lists stand in a text, but for connectives.
    pub(crate) fn find(&self, text: &str, tokens: &Tokens, found: &mut dyn FnMut(Match)) {
        self.matcher.find(text, tokens, found);
    }

    /// The first place where words of one list stand in a text.
    #[must_use]
    pub fn first<'a>(&self, list: WordList, text: &'a str) -> Option<&'a str> {
        let mut first: Option<Range<usize>> = None;
        self.find(text, &Tokens::of(text), &mut |hit| {
            if hit.list == list
                && first
                    .as_ref()
                    .is_none_or(|first| hit.span.start < first.start)
            {
                first = Some(hit.span);
            }
        });
        first.map(|span| &text[span])
    }

    /// Whether a text says nothing but words of a list, and what may stand between them.
    #[must_use]
    pub fn covers(&self, list: WordList, text: &str) -> bool {
        let tokens = Tokens::of(text);
        let mut covered = vec![false; tokens.count()];
        let mut any = false;
        self.find(text, &tokens, &mut |hit| {
            if hit.list == list {
                any = true;
                covered[hit.words].fill(true);
            }
        });
        let mut cover = |hit: Match| covered[hit.words].fill(true);
        self.connectives.find(text, &tokens, &mut cover);
        any && covered.into_iter().all(|covered| covered)
    }

    /// A name without the legal form at its end.
    #[must_use]
    pub fn without_form<'a>(&self, name: &'a str) -> &'a str {
        let tokens = Tokens::of(name);
        let mut kept = tokens.count();
        loop {
            let mut shorter = kept;
            self.find(name, &tokens, &mut |hit| {
                let form = matches!(hit.list, WordList::CompanyForm | WordList::BodyForm);
                if form && hit.words.end == kept && hit.words.start > 0 {
                    shorter = shorter.min(hit.words.start);
                }
            });
            if shorter == kept {
                break;
            }
            kept = shorter;
        }
        let end = kept
            .checked_sub(1)
            .map_or(name.len(), |last| tokens.words[last].end);
        if kept == tokens.count() {
            name
        } else {
            &name[..end]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(list: WordList, text: &str) -> Option<&str> {
        Lists::shipped().first(list, text)
    }

    #[test]
    fn every_file_is_read_and_speaks_the_languages() {
        for (list, file, text, key) in FILES {
            let table: toml::Table = text.parse().unwrap();
            if key.is_empty() && *file != "company_forms" {
                for language in ["en", "sv", "no", "da", "fi", "de", "fr", "es", "it"] {
                    let words = table.get(language).and_then(toml::Value::as_array);
                    assert!(
                        words.is_some_and(|words| words.len() >= 2),
                        "{file}.{language}"
                    );
                }
            }
            let lists = Lists::shipped();
            let found = lists
                .matcher
                .patterns
                .iter()
                .chain(&lists.connectives.patterns)
                .filter(|pattern| pattern.list == *list);
            assert!(found.count() > 1, "{file}");
        }
    }

    #[test]
    fn words_are_found_whole_without_regard_to_case_and_accents() {
        let vague = WordList::VagueRetention;
        assert_eq!(
            first(vague, "Sparas SÅ LÄNGE DET BEHÖVS."),
            Some("SÅ LÄNGE DET BEHÖVS")
        );
        assert_eq!(
            first(vague, "sparas sa lange det behovs"),
            Some("sa lange det behovs")
        );
        assert_eq!(
            first(vague, "Sparas sa\u{30a} la\u{308}nge det behövs"),
            Some("sa\u{30a} la\u{308}nge det behövs")
        );
        assert_eq!(
            first(vague, "as long as\u{a0}necessary"),
            Some("as long as\u{a0}necessary")
        );
        assert_eq!(first(vague, "så länge det behövsx"), None);
        assert_eq!(
            first(vague, "tant que nécessaire"),
            Some("tant que nécessaire")
        );
        assert_eq!(first(vague, "Unreasonable timetable"), None);
        assert_eq!(
            first(WordList::SpecialCategory, "Hälsouppgifter om barn"),
            Some("Hälsouppgifter")
        );
        assert_eq!(
            first(WordList::SpecialCategory, "terveystiedot"),
            Some("terveystiedot")
        );
        assert_eq!(
            first(WordList::SpecialCategory, "Gewerkschaftszugehörigkeit"),
            Some("Gewerkschaftszugehörigkeit")
        );
        assert_eq!(first(WordList::SpecialCategory, "healthy snacks"), None);
    }

    #[test]
    fn words_that_must_be_written_just_so_are_not_found_otherwise() {
        assert_eq!(first(WordList::Placeholder, "TODO: ask"), Some("TODO"));
        assert_eq!(first(WordList::Placeholder, "para todo el mundo"), None);
        assert_eq!(first(WordList::Placeholder, "à définir"), Some("à définir"));
        assert_eq!(first(WordList::Placeholder, "Pending cases"), None);
    }

    #[test]
    fn hidden_words_hide() {
        assert_eq!(first(WordList::Vendor, "Google LLC"), Some("Google LLC"));
        assert_eq!(first(WordList::Vendor, "Google Ireland Limited"), None);
        assert_eq!(first(WordList::Pointer, "Se till att lön betalas"), None);
        assert_eq!(first(WordList::Pointer, "Se bilaga 3"), Some("Se"));
    }

    #[test]
    fn a_signature_never_misses_a_word() {
        let text = "Löner betalas av Fabbri S.p.A. i Milano, och av Ängsvik kommun (avdelning 7)";
        let mut signature = Signature::default();
        signature.add(&Tokens::of(text));
        for word in text.split(' ') {
            assert!(signature.may_hold(word), "{word}");
            assert!(signature.may_hold(&word.to_uppercase()), "{word}");
        }
        assert!(signature.may_hold("angsvik stad") && signature.may_hold("Mil*"));
        let others = ["Zesec", "Molnhall", "Secmaker", "Lönvik", "x"];
        assert!(others.iter().any(|other| !signature.may_hold(other)));
        assert!(!Signature::default().may_hold("a") && !signature.may_hold(""));
    }

    #[test]
    fn a_text_can_consist_of_a_lists_words() {
        let lists = Lists::shipped();
        assert!(lists.covers(WordList::GenericPurpose, "Marketing and analytics"));
        assert!(lists.covers(WordList::GenericPurpose, "Marknadsföring, statistik"));
        assert!(!lists.covers(WordList::GenericPurpose, "Marketing to members"));
        assert!(!lists.covers(WordList::GenericPurpose, "and or"));
        assert!(!lists.covers(WordList::GenericPurpose, ""));
    }

    #[test]
    fn a_text_is_held_against_few_names_however_many_begin_alike() {
        let work = |count: usize, name: &dyn Fn(usize) -> String| {
            let mut matcher = WordMatcher::default();
            for at in 0..count {
                let owner = u32::try_from(at).unwrap();
                matcher.add(&name(at), WordList::Organisation, Some(owner));
            }
            COMPARED.with(|compared| compared.set(0));
            let mut found = 0;
            for at in 0..count {
                let text = format!("{} and others", name(at));
                matcher.find(&text, &Tokens::of(&text), &mut |_| found += 1);
            }
            (COMPARED.with(std::cell::Cell::get), found)
        };
        let kinds: [(&dyn Fn(usize) -> String, usize); 3] = [
            (&|at| format!("Region {at}"), 1),
            (&|at| format!("Region of the North {at} AB"), 1),
            (&|_| "Region".to_owned(), NAMESAKES),
        ];
        for (name, each) in kinds {
            for count in [1000, 4000] {
                let (compared, found) = work(count, name);
                assert_eq!(
                    (compared, found),
                    (count * each, count * each),
                    "{}",
                    name(0)
                );
            }
        }
    }

    #[test]
    fn a_name_is_known_without_its_legal_form() {
        let lists = Lists::shipped();
        assert_eq!(lists.without_form("Molnhall Drift AB"), "Molnhall Drift");
        assert_eq!(lists.without_form("Zesec of Sweden AB"), "Zesec of Sweden");
        assert_eq!(
            lists.without_form("Veldview Interviews (Pty) Ltd"),
            "Veldview Interviews"
        );
        assert_eq!(lists.without_form("Fabbri S.p.A."), "Fabbri");
        assert_eq!(lists.without_form("AB"), "AB");
    }
}
