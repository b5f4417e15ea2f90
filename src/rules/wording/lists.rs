//! The word lists of the rules, and what is asked of a text by them.
//!
//! The lists are data: `assets/rules/*.toml`, a list a language, of words as [`word_matcher`](super::word_matcher) takes
//! them. What a file has under `not` hides the words inside it.

use std::ops::Range;
use std::sync::OnceLock;

use super::doing::DoingShape;
use super::few_lists::FewLists;
use super::generic_words::GenericWords;
use super::list_files::ListFiles;
use super::nations::Nations;
use super::nearness::Nearness;
use super::places::KnownPlaces;
use super::stems::Stems;
use super::tokens::Tokens;
use super::tongue::{TextTongue, is_code};
use super::vendors::{Vendors, in_two_words};
pub(crate) use super::word_list::WordList;
use super::word_list::{FILES, WordSearch};
pub(crate) use super::word_matcher::{Match, WordMatcher};
use crate::domain::text::fold;

/// Shorter words hold nothing but themselves.
const SHORTEST: usize = 6;

/// The shipped lists, made ready.
#[derive(Debug)]
pub struct Lists {
    /// Short lists that only tell one thing from another.
    pub(in crate::rules) few: FewLists,
    matcher: WordMatcher,
    /// Words that are looked for together, in few texts.
    clauses: WordMatcher,
    /// What shows data of Art. 9(1) inside words.
    inside: Stems,
    /// How languages say by doing what.
    pub(super) doing: Vec<DoingShape>,
    /// What shows data of Art. 9(1), and of Art. 10, by two words, each with the place of its pair and its side of it.
    pairs: WordMatcher,
    accusations: WordMatcher,
    /// Words that stand in nearly every text, and tell only whether it says anything else.
    connectives: WordMatcher,
    /// The words of texts that say no more than what their field is called, one by one, and what names it.
    generic: GenericWords,
    said: WordMatcher,
}

/// The words of a file's pairs, which show something together.
fn pairs(text: &str) -> WordMatcher {
    let table: toml::Table = text.parse().unwrap_or_default();
    let pairs = table.get("pair").and_then(toml::Value::as_array);
    let mut matcher = WordMatcher::default();
    for (at, pair) in (0..).step_by(2).zip(pairs.into_iter().flatten()) {
        for (side, key) in (0..).zip(["one", "other"]) {
            let words = pair.get(key).and_then(toml::Value::as_array);
            for word in words.into_iter().flatten().filter_map(|word| word.as_str()) {
                matcher.add(word, WordList::SpecialCategory, Some(at + side));
            }
        }
    }
    matcher
}

/// Two words of one pair that stand beside one another in a text.
fn pair_in<'a>(pairs: &WordMatcher, text: &'a str) -> Option<&'a str> {
    /// The most words that stand between them.
    const BETWEEN: usize = 3;
    let mut hits: Vec<Match> = Vec::new();
    pairs.find(text, &Tokens::of(text), &mut |hit| hits.push(hit));
    let near = |one: &Match, other: &Match| {
        one.owner & 1 == 0
            && other.owner == one.owner + 1
            && one.words.is_near(&other.words, BETWEEN)
    };
    let (one, other) = hits
        .iter()
        .find_map(|one| Some((one, hits.iter().find(|other| near(one, other))?)))?;
    Some(&text[one.span.spanning(&other.span)])
}

/// Adds what has a name of its own: vendors, places, and those who come from a country.
fn add_names(matcher: &mut WordMatcher) {
    for name in Vendors::shipped().vendor.iter().flat_map(|it| &it.names) {
        matcher.add(name, WordList::Vendor, Some(0));
        if let Some(name) = in_two_words(name) {
            matcher.add(&name, WordList::Vendor, Some(0));
        }
    }
    let places = KnownPlaces::shipped().names();
    for (owner, name) in (0..).zip(places) {
        matcher.add(name, WordList::Place, Some(owner));
    }
    for (owner, word) in (0..).zip(Nations::shipped().words()) {
        matcher.add(word, WordList::Nation, Some(owner));
    }
}

impl Lists {
    /// The shipped lists. A file that is no TOML would leave its list empty; a test keeps that from happening.
    pub fn shipped() -> &'static Self {
        static LISTS: OnceLock<Lists> = OnceLock::new();
        LISTS.get_or_init(|| {
            let (mut matcher, mut connectives) = (WordMatcher::default(), WordMatcher::default());
            let (mut clauses, mut said) = (WordMatcher::default(), WordMatcher::default());
            let (mut inside, mut generic) = (Stems::default(), GenericWords::default());
            let files = ListFiles::read();
            for (list, file, _, key) in FILES {
                let search = list.search();
                let covers = matches!(
                    search,
                    WordSearch::Nowhere | WordSearch::FieldName | WordSearch::Clauses
                );
                for name in files.keys(file) {
                    let wanted = match (name, *key) {
                        ("not", key) => key.is_empty() || key == "names",
                        (name, "") => is_code(name),
                        (name, key) => name == key,
                    };
                    if !wanted {
                        continue;
                    }
                    let owner = (name != "not").then_some(0);
                    // A table with a list a language says which; the others are of every language.
                    let language = TextTongue::of(name).filter(|_| key.is_empty());
                    for word in files.words(file, name) {
                        if covers {
                            generic.add(word, *list);
                        }
                        let matcher = match search {
                            WordSearch::EveryText => &mut matcher,
                            WordSearch::Clauses => &mut clauses,
                            WordSearch::OneField | WordSearch::FieldName => &mut said,
                            WordSearch::BetweenWords => &mut connectives,
                            WordSearch::InsideWords => {
                                inside.add(word);
                                continue;
                            }
                            WordSearch::Nowhere => continue,
                        };
                        matcher.add_in(word, *list, owner, language);
                    }
                }
            }
            add_names(&mut matcher);
            inside.outside = files
                .words("special_category", "outside")
                .map(fold)
                .collect();
            Self {
                few: FewLists::of(&files),
                matcher,
                clauses,
                inside,
                doing: files.shapes("presumed_consent", "doing"),
                pairs: pairs(include_str!("../../../assets/rules/special_pairs.toml")),
                accusations: pairs(include_str!("../../../assets/rules/criminal_pairs.toml")),
                connectives,
                generic,
                said,
            }
        })
    }

    /// A longer word that holds a piece that shows data of Art. 9(1), as a compound does.
    #[must_use]
    pub fn special_inside<'a>(&self, text: &'a str) -> Option<&'a str> {
        let tokens = Tokens::of(text);
        let mut spans = tokens.spans().enumerate();
        spans.find_map(|(at, span)| {
            let word = &text[span];
            let held = word.len() >= SHORTEST && self.inside.are_written_in(word);
            let list = WordList::SpecialCategory;
            let hides = |words: &Range<usize>| words.contains(&at);
            (held && !self.matcher.hidden(list, text, &tokens).iter().any(hides)).then_some(word)
        })
    }

    /// The first longer word of a text that holds a piece.
    fn word_with<'a>(stems: &Stems, text: &'a str) -> Option<&'a str> {
        let tokens = Tokens::of(text);
        let mut words = tokens.spans().map(|span| &text[span]);
        words.find(|word| word.len() >= SHORTEST && stems.are_written_in(word))
    }

    /// Whether a word is the name of a law, by what it ends with; the bare word for a law names none.
    #[must_use]
    pub fn names_an_act(&self, text: &str) -> bool {
        let tokens = Tokens::of(text);
        let mut words = tokens.spans().map(|span| fold(&text[span]));
        words.any(|word| {
            word.len() >= SHORTEST && self.few.acts.are_in(&word) && !self.few.bare_laws.has(&word)
        })
    }

    /// Whether a folded word is a contract or terms.
    pub(in crate::rules) fn is_container(&self, word: &str) -> bool {
        self.few.containers.are_in(word)
    }

    /// Whether a folded word is a contract about consent itself.
    pub(in crate::rules) fn is_contract_of_consent(&self, word: &str) -> bool {
        self.few.of_consent.has(word) && self.is_container(word)
    }

    /// Whether a name is that of an authority, by a piece of it.
    pub(in crate::rules) fn names_an_authority(&self, text: &str) -> bool {
        Self::word_with(&self.few.authorities, text).is_some()
    }

    /// Whether the words in square brackets begin as where a form says what is to be put there.
    #[must_use]
    pub(in crate::rules) fn asks_in_brackets(&self, inside: &str) -> bool {
        let tokens = Tokens::of(inside);
        let word = |span: Option<Range<usize>>| span.map(|span| fold(&inside[span]));
        let first = word(tokens.spans().next());
        let last = word(tokens.spans().last());
        // In Dutch and German what is to be done stands last: `[instelling vastleggen]`.
        first.is_some_and(|first| self.few.bracketed.has(&first))
            || last.is_some_and(|last| self.few.bracketed_last.has(&last))
    }

    /// The round brackets of a text that only say that something is to be filled in: `(fill in: which)`.
    pub(in crate::rules) fn to_fill_in<'a>(&self, text: &'a str) -> Option<&'a str> {
        text.match_indices('(').find_map(|(at, _)| {
            let close = text[at..].find(')')? + at;
            let inside = &text[at + 1..close];
            let first = inside.split([':', ',', '–', '—']).next().unwrap_or(inside);
            self.few
                .fill_in
                .has(&fold(first.trim()))
                .then(|| &text[at..=close])
        })
    }

    /// Whether a text links a file or a page that is called as a notice: `docs/PRIVACY.md`, `https://example.org/privacy`.
    pub(in crate::rules) fn links_a_notice(&self, text: &str) -> bool {
        let parts =
            text.split(|letter: char| letter.is_whitespace() || "()[]<>`\"'".contains(letter));
        let mut links = parts
            .map(|part| part.trim_end_matches(['.', ',', ';', ':', '/']))
            .filter(|part| part.contains('/') || Self::names_a_file(part));
        // Only what stands last says what it is: `privacy/dpia.md` is no notice.
        links.any(|link| {
            let name = link.rsplit('/').next().unwrap_or(link);
            self.few.notice_files.are_written_in(name)
        })
    }

    /// Whether people depend on who asks them.
    #[must_use]
    pub fn depend(&self, text: &str) -> bool {
        self.first(WordList::DependentPeople, text).is_some()
            || self.are_called_by_their_work(text)
            || Self::word_with(&self.few.people, text).is_some()
    }

    /// Whether people are called by their work.
    #[must_use]
    pub(in crate::rules) fn are_called_by_their_work(&self, text: &str) -> bool {
        self.first(WordList::Occupation, text).is_some()
            || Self::word_with(&self.few.occupations, text).is_some()
    }

    /// Whether a longer word is that for a firm, by what stands behind what it does: `städbolaget`, and not `bolaget`.
    pub(in crate::rules) fn names_a_firm(&self, text: &str) -> bool {
        let tokens = Tokens::of(text);
        let mut words = tokens.spans().map(|span| fold(&text[span]));
        words.any(|word| word.len() >= SHORTEST && self.few.firms.are_behind_letters(&word))
    }

    /// The longer word that shows that an impact assessment is to be thought about.
    #[must_use]
    pub fn sign_inside<'a>(&self, text: &'a str) -> Option<&'a str> {
        Self::word_with(&self.few.signs, text)
    }

    /// Whether a word is the name of a document, by a piece of it.
    pub(in crate::rules) fn names_a_document(&self, word: &str) -> bool {
        word.len() >= SHORTEST && self.few.documents.are_written_in(word)
    }

    /// Whether a word stands for a document, as a piece of it or by itself: `policy`, `analysis`, `DPIA`.
    pub(in crate::rules) fn is_a_document(&self, word: &str) -> bool {
        self.names_a_document(word) || self.few.document_names.has(&fold(word))
    }

    /// Whether a text names a measure, and does not only praise what there is.
    #[must_use]
    pub fn names_a_measure(&self, text: &str) -> bool {
        let mut named = Self::word_with(&self.few.measures, text).is_some();
        let mut find = |hit: Match| named |= hit.list == WordList::NamedMeasure;
        self.find_said(text, &Tokens::of(text), &mut find);
        named
    }

    /// Two words beside one another that show data of Art. 9(1).
    #[must_use]
    pub fn special_pair<'a>(&self, text: &'a str) -> Option<&'a str> {
        pair_in(&self.pairs, text)
    }

    /// Two words beside one another that show data of Art. 10: that somebody is suspected or convicted, and of what.
    #[must_use]
    pub fn accusation<'a>(&self, text: &'a str) -> Option<&'a str> {
        // What stands in a list side by side says nothing together.
        let mut items = text.split([',', ';', '.', '\n']);
        items.find_map(|item| pair_in(&self.accusations, item))
    }

    /// Every place where words stand that are looked for together.
    pub(crate) fn find_parts(&self, text: &str, tokens: &Tokens, found: &mut dyn FnMut(Match)) {
        self.clauses.find(text, tokens, found);
    }

    /// The words of texts that say no more than what their field is called.
    pub(in crate::rules) const fn generic(&self) -> &GenericWords {
        &self.generic
    }

    /// Every place where words stand that name what a field is called.
    pub(in crate::rules) fn find_said(
        &self,
        text: &str,
        tokens: &Tokens,
        found: &mut dyn FnMut(Match),
    ) {
        self.said.find(text, tokens, found);
    }

    /// Every place where words of the lists stand in a text, but for connectives.
    pub(crate) fn find(&self, text: &str, tokens: &Tokens, found: &mut dyn FnMut(Match)) {
        self.matcher.find(text, tokens, found);
    }

    /// The first place where words of one list stand in a text.
    #[must_use]
    pub fn first<'a>(&self, list: WordList, text: &'a str) -> Option<&'a str> {
        let mut first: Option<Range<usize>> = None;
        let mut find = |hit: Match| {
            let before = first.as_ref().map(|first| first.start);
            if before.is_none_or(|before| hit.span.start < before) {
                first = Some(hit.span);
            }
        };
        self.find_of(list, text, &Tokens::of(text), &mut find);
        first.map(|span| &text[span])
    }

    /// Calls `found` with every place where words of a list stand in a text.
    pub(in crate::rules) fn find_of(
        &self,
        list: WordList,
        text: &str,
        tokens: &Tokens,
        found: &mut dyn FnMut(Match),
    ) {
        self.matcher.find_of(list, text, tokens, found);
    }

    /// Whether a text says nothing but words of a list, and what may stand between them.
    #[must_use]
    pub fn covers(&self, list: WordList, text: &str) -> bool {
        let tokens = Tokens::of(text);
        let mut covered = vec![false; tokens.count()];
        let mut any = false;
        self.matcher.find_of(list, text, &tokens, &mut |hit| {
            any = true;
            covered[hit.words].fill(true);
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
mod tests;
