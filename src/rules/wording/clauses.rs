//! Clauses of several words: how long something is needed, and when a period begins.

use std::ops::Range;

use super::lists::{Lists, Match, WordList};
use super::nearness::Nearness;
use super::plain_lists::{PlainList, PlainText};
use super::sentence::SentenceAround;
use super::tokens::Tokens;
use super::vendors::Vendors;
use crate::domain::text::{fold, span_in};

/// How many words may stand between what an assessment is called and the document in which it stands, with that.
const DOCUMENT: usize = 4;
/// From so many words on what stands behind the name of a weighing tells it.
const WEIGHED: usize = 6;
/// How many words may stand inside a clause of how long something is needed.
const LONGEST_CLAUSE: usize = 8;
/// How many words name who judges.
const LONGEST_JUDGE: usize = 3;
/// A question that somebody still has to answer is a text of no more words.
const LONGEST_QUESTION: usize = 7;
/// How many words may stand between a denial and the words for keeping without an end that it denies.
const FURTHEST: usize = 6;

/// Where the parts of clauses stand in a text.
struct ClauseParts<'t> {
    text: &'t str,
    hits: Vec<Match>,
}

impl<'t> ClauseParts<'t> {
    fn of(lists: &Lists, text: &'t str, tokens: &Tokens) -> Self {
        let mut hits = Vec::new();
        lists.find_parts(text, tokens, &mut |hit| hits.push(hit));
        Self { text, hits }
    }

    fn of_list(&self, list: WordList) -> impl Iterator<Item = &Match> {
        self.hits.iter().filter(move |hit| hit.list == list)
    }

    fn holds(&self, list: WordList) -> bool {
        self.of_list(list).next().is_some()
    }

    /// Whether one of two words belongs to a condition of the other: `deleted when it is not renewed`, `if not renewed,
    /// deleted`.
    fn is_of_another_clause(&self, first: &Match, second: &Match) -> bool {
        let between = first.span.end..second.span.start;
        // Behind a word that denies, what looks like `if` may be a reflexive: `no se borran`.
        let parted = second.list == WordList::Negation
            && self
                .of_list(WordList::When)
                .any(|hit| between.start <= hit.span.start && hit.span.end <= between.end);
        // What stands before the word that is denied brings in the condition, and a comma or `any longer` ends it.
        let brought_in = self
            .of_list(WordList::When)
            .any(|hit| hit.span.end <= first.span.start);
        let any_longer = self
            .of_list(WordList::NoLonger)
            .any(|hit| hit.words.start <= first.words.start && first.words.end < hit.words.end);
        let ends = self
            .text
            .get(between)
            .is_some_and(|text| text.contains(','));
        parted || (brought_in && (ends || any_longer))
    }

    /// The words from a word of one list to one of the other behind it, with at most so many words between them.
    fn behind(&self, first: WordList, second: WordList, most: usize) -> Option<&'t str> {
        self.of_list(first).find_map(|begin| {
            let within = |end: &&Match| {
                end.words.follows(&begin.words, most)
                    && !ends_a_sentence(self.text, begin.span.end..end.span.start)
            };
            let end = self.of_list(second).find(within)?;
            Some(&self.text[begin.span.start..end.span.end])
        })
    }

    /// The words by which a known vendor decides, with its name right behind them: `determined by Google`, `according to
    /// Google`.
    fn decided_by_a_vendor(&self) -> Option<&'t str> {
        let lists = [WordList::DecidedBy, WordList::PerLaw].into_iter();
        lists.flat_map(|list| self.of_list(list)).find_map(|hit| {
            let rest = self.text[hit.span.end..].trim_start();
            let name = rest.split([' ', ',', ';', '.', '(']).next()?;
            let end = self.text.len() - rest.len() + name.len();
            Vendors::knows(name).then(|| &self.text[hit.span.start..end])
        })
    }

    /// The same in either order.
    fn beside(
        &self,
        first: WordList,
        second: WordList,
        (most, back): (usize, usize),
    ) -> Option<&'t str> {
        self.behind(first, second, most)
            .or_else(|| self.behind(second, first, back))
    }
}

impl<'t> ClauseParts<'t> {
    /// The words from one list to another, in either order, with at most so many words between them; a word of both
    /// lists does not stand beside itself.
    fn apart(&self, one: WordList, other: WordList, most: usize) -> Option<&'t str> {
        self.of_list(one).find_map(|hit| {
            let mut others = self.of_list(other);
            let beside = others.find(|it| it.words.is_near(&hit.words, most))?;
            Some(&self.text[hit.span.spanning(&beside.span)])
        })
    }
}

impl ClauseParts<'_> {
    /// Whether a word that there is none stands before one of a list.
    fn denies(&self, list: WordList) -> bool {
        self.of_list(list).any(|hit| {
            let mut negations = self.of_list(WordList::Negation);
            negations.any(|no| no.words.end == hit.words.start)
        })
    }

    /// Whether a word right before or right behind some words says that it is not so, or not yet.
    fn is_undone(&self, words: &Range<usize>) -> bool {
        let mut undone = self.of_list(WordList::Undone);
        undone.any(|no| no.words.is_near(words, 1))
    }

    /// Whether something of a list was done, with nothing so near that says that it was not.
    fn say_done(&self, list: WordList, most: usize) -> bool {
        if self.denies(list) {
            return false;
        }
        self.of_list(list).any(|hit| {
            let near = |other: WordList, most: usize| {
                self.of_list(other)
                    .any(|it| it.words.follows(&hit.words, most) || hit.words.follows(&it.words, 2))
            };
            near(WordList::Made, 5) && !near(WordList::Undone, most)
        })
    }
}

/// Whether a sentence ends at a place of a text: a full stop with a capital behind it.
fn ends_a_sentence(text: &str, place: Range<usize>) -> bool {
    let mut stops = text[place.clone()].match_indices(". ");
    stops.any(|(at, _)| {
        let behind = text[place.start + at + 2..].chars().next();
        behind.is_some_and(char::is_uppercase)
    })
}

/// Whether a word is the path or the address of a document.
fn is_document(word: &str) -> bool {
    word.contains("://") || Lists::names_a_file(word)
}

/// Whether a text names something of a list, and nothing beside it says that it is missing or still to come.
pub(in crate::rules) fn says_in_words(text: &str, list: WordList) -> bool {
    let lists = Lists::shipped();
    let parts = ClauseParts::of(lists, text, &Tokens::of(text));
    let undone = |hit: &Match| {
        parts
            .of_list(WordList::Undone)
            .any(|it| it.words.follows(&hit.words, 2) || hit.words.follows(&it.words, 1))
    };
    parts
        .of_list(list)
        .any(|hit| !undone(hit) && !lists.are_denied(&text[hit.span.clone()], text))
        && lists.first(WordList::Missing, text).is_none()
        && lists.first(WordList::Placeholder, text).is_none()
}

impl Lists {
    /// The clause that says only that something lasts as long as it is needed, for a time without a measure, or until its
    /// purpose is fulfilled, however many words stand in it.
    #[must_use]
    pub fn vague_clause<'a>(&self, text: &'a str) -> Option<&'a str> {
        let parts = ClauseParts::of(self, text, &Tokens::of(text));
        parts
            .behind(WordList::LongAs, WordList::Needed, LONGEST_CLAUSE)
            .or_else(|| parts.behind(WordList::NoLonger, WordList::Needed, 3))
            .or_else(|| parts.behind(WordList::LongAs, WordList::Fitting, LONGEST_CLAUSE))
            .or_else(|| parts.behind(WordList::When, WordList::Fitting, 3))
            .or_else(|| {
                let unneeded = parts.behind(WordList::Negation, WordList::Needed, 1);
                unneeded.filter(|_| parts.holds(WordList::When))
            })
            .or_else(|| parts.behind(WordList::When, WordList::Judging, LONGEST_JUDGE))
            .or_else(|| parts.beside(WordList::VagueWord, WordList::TimeWord, (2, 2)))
            .or_else(|| parts.beside(WordList::Purpose, WordList::Done, (4, 4)))
            .or_else(|| parts.behind(WordList::DecidedBy, WordList::ProviderWord, 2))
            // `according to the provider's terms` says no more.
            .or_else(|| parts.behind(WordList::PerLaw, WordList::ProviderWord, 2))
            .or_else(|| parts.beside(WordList::RetentionWord, WordList::ProviderWord, (3, 3)))
            .or_else(|| parts.decided_by_a_vendor())
    }

    /// The clause that gives a law as the reason and does not name it.
    #[must_use]
    pub fn unnamed_law<'a>(&self, text: &'a str) -> Option<&'a str> {
        let parts = ClauseParts::of(self, text, &Tokens::of(text));
        let told = parts.beside(WordList::PerLaw, WordList::LawWord, (3, 1))?;
        (!names_a_law(text)).then_some(told)
    }

    /// The words that give the law as what binds, and do not name it.
    #[must_use]
    pub fn unnamed_duty<'a>(&self, text: &'a str) -> Option<&'a str> {
        let parts = ClauseParts::of(self, text, &Tokens::of(text));
        let told = parts.apart(WordList::ByLaw, WordList::Duty, 3)?;
        (!names_a_law(text)).then_some(told)
    }

    /// The words by which consent is taken from terms or from mere use.
    #[must_use]
    pub fn taken_from_terms<'a>(&self, text: &'a str) -> Option<&'a str> {
        let parts = ClauseParts::of(self, text, &Tokens::of(text));
        let terms = parts.apart(WordList::Accept, WordList::Terms, 5);
        let told = terms.or_else(|| parts.apart(WordList::Deemed, WordList::Use, 4))?;
        (!parts.holds(WordList::Apart)).then_some(told)
    }

    /// The words from some of a text to the nearest ones of a list, in either order, with at most so many words between.
    #[must_use]
    pub fn with_near<'a>(
        &self,
        words: &'a str,
        list: WordList,
        text: &'a str,
        most: usize,
    ) -> Option<&'a str> {
        let tokens = Tokens::of(text);
        let own = span_in(words, text)?;
        let inside = |span: &std::ops::Range<usize>| own.start <= span.start && span.end <= own.end;
        let mut at = tokens.spans().enumerate().filter(|(_, span)| inside(span));
        let first = at.next()?.0;
        let end = at.last().map_or(first, |(end, _)| end);
        let parts = ClauseParts::of(self, text, &tokens);
        let held = first..end + 1;
        let near = parts
            .of_list(list)
            .find(|hit| hit.words.is_near(&held, most))?;
        Some(&text[own.spanning(&near.span)])
    }

    /// Whether a text says that the law of a destination was assessed: that it was done, or that the assessment stands
    /// beside the clauses (`SCC + TIA`).
    #[must_use]
    pub fn says_assessed(&self, text: &str) -> bool {
        let tokens = Tokens::of(text);
        let parts = ClauseParts::of(self, text, &tokens);
        let added = |assessment: &Match| text[..assessment.span.start].trim_end().ends_with('+');
        let said = parts.say_done(WordList::Assessment, 5)
            || parts.of_list(WordList::Assessment).any(added) && !parts.holds(WordList::Undone);
        if said || parts.denies(WordList::Assessment) {
            return said;
        }
        let mut told = false;
        self.find_of(WordList::Assessed, text, &tokens, &mut |hit| {
            told |= !parts.is_undone(&hit.words);
        });
        told
    }

    /// Whether a text says that interests were weighed.
    #[must_use]
    pub fn says_weighed(&self, text: &str) -> bool {
        let parts = ClauseParts::of(self, text, &Tokens::of(text));
        // `LIA: docs/lia.md`: what is weighed stands there.
        let in_document = |hit: &Match| {
            let behind = text[hit.span.end..].split_whitespace().take(DOCUMENT);
            let mut behind =
                behind.map(|word| word.trim_matches(['(', ')', '`', '.', ',', '[', ']', ';']));
            behind.any(is_document)
        };
        // `see balancing test`: it is there, and may be looked at.
        let pointed_to = |hit: &Match| {
            let before = &text[..hit.span.start];
            let from = before.rfind(['(', '.', ';', ',', '\n', '—', '–']);
            let own = text[from.map_or(0, |at| at + 1)..hit.span.end]
                .trim_start_matches(|it: char| !it.is_alphanumeric());
            let points = self.first(WordList::Pointer, own);
            points.is_some_and(|words| own.starts_with(words))
        };
        // `LIA: the purpose is ...`: what was weighed is told behind it.
        let told = |hit: &Match| {
            let begins = text[..hit.span.start].trim_end();
            let begins = begins.is_empty() || begins.ends_with(['.', ';', ')', '\n', '—', '–']);
            let behind = text[hit.span.end..].strip_prefix(':');
            begins && behind.is_some_and(|it| it.split_whitespace().count() >= WEIGHED)
        };
        let is_kept = |hit: &Match| in_document(hit) || pointed_to(hit) || told(hit);
        let kept = parts.of_list(WordList::Weighing).any(is_kept);
        (kept && !parts.holds(WordList::Undone)) || parts.say_done(WordList::Weighing, 2)
    }

    /// The clause that says that nothing is deleted, where it names no end.
    #[must_use]
    pub fn no_deletion<'a>(&self, text: &'a str) -> Option<&'a str> {
        let parts = ClauseParts::of(self, text, &Tokens::of(text));
        let figure = text.bytes().any(|byte| byte.is_ascii_digit());
        if figure || parts.holds(WordList::Before) {
            return None;
        }
        let denied = |first: WordList, second: WordList, most: usize| {
            parts.of_list(first).find_map(|begin| {
                let mut ends = parts.of_list(second);
                let end = ends.find(|end| {
                    end.words.follows(&begin.words, most)
                        && !parts.is_of_another_clause(begin, end)
                        && !self.denies_a_participle(&text[begin.span.end..end.span.start])
                })?;
                Some(&text[begin.span.start..end.span.end])
            })
        };
        denied(WordList::Negation, WordList::Deletion, 3)
            .or_else(|| denied(WordList::Deletion, WordList::Negation, 2))
    }

    /// Whether a text speaks of a public archive: what is kept there is kept by that.
    #[must_use]
    pub fn names_a_public_archive(&self, text: &str) -> bool {
        let folded = fold(text);
        self.few
            .archives
            .iter()
            .any(|it| folded.contains(it.as_str()))
    }

    /// Whether a text denies something.
    #[must_use]
    pub fn denies(&self, text: &str) -> bool {
        ClauseParts::of(self, text, &Tokens::of(text)).holds(WordList::Negation)
    }

    /// Whether a text names an end all the same, beside words of it that set none.
    #[must_use]
    pub fn names_an_end(&self, text: &str, words: &str) -> bool {
        // What ends is said in the same sentence: `Until they leave. The blocklist is kept indefinitely.`
        let around = SentenceAround::of(text, words);
        let (sentence, own) = around.map_or((text, None), |it| (it.text, Some(it.words)));
        let parts = ClauseParts::of(self, sentence, &Tokens::of(sentence));
        let beside = |hit: &Match| {
            own.as_ref()
                .is_none_or(|own| hit.span.start < own.start || own.end < hit.span.end)
        };
        parts.of_list(WordList::Until).any(beside) || self.is_turned_round(text, words)
    }

    /// Whether words for keeping without an end say the contrary where they stand: data are `permanently deleted`, or `not
    /// kept indefinitely`.
    fn is_turned_round(&self, text: &str, words: &str) -> bool {
        let Some(start) = text.find(words) else {
            return false;
        };
        let is_end = |letter: char| matches!(letter, '.' | ';' | '\n');
        let begin = text[..start].rfind(is_end).map_or(0, |at| at + 1);
        let behind = start + words.len();
        let end = text[behind..]
            .find(is_end)
            .map_or(text.len(), |at| behind + at);
        let sentence = &text[begin..end];
        let parts = ClauseParts::of(self, sentence, &Tokens::of(sentence));
        let own = start - begin..behind - begin;
        let apart = |hit: &&Match| hit.span.end <= own.start || own.end <= hit.span.start;
        let mut deleted = parts.of_list(WordList::Deletion).filter(apart);
        let mut denied = parts.of_list(WordList::Negation).filter(apart);
        let folded = fold(words);
        if deleted.next().is_some() {
            return self.few.for_good.has(&folded) && denied.next().is_none();
        }
        denied.any(|hit| {
            hit.span.end <= own.start
                && !sentence[hit.span.end..own.start].contains([',', ':', '(', '–', '—'])
                && sentence[hit.span.end..own.start].split_whitespace().count() <= FURTHEST
        })
    }

    /// Whether a text speaks of an end, of something that lasts, or of what ends it.
    #[must_use]
    pub fn says_an_end(&self, text: &str) -> bool {
        let parts = ClauseParts::of(self, text, &Tokens::of(text));
        [WordList::Until, WordList::LongAs, WordList::When]
            .into_iter()
            .any(|list| parts.holds(list))
    }

    /// The question that somebody of the house still has to answer, where a short text says no more: what is to be done,
    /// and who knows, with nothing but small words between them.
    #[must_use]
    pub(crate) fn open_question(&self, verb: &Match, text: &str) -> Option<Range<usize>> {
        let tokens = Tokens::of(text);
        if tokens.count() > LONGEST_QUESTION {
            return None;
        }
        let parts = ClauseParts::of(self, text, &tokens);
        let small = |at: usize| {
            parts
                .of_list(WordList::Between)
                .any(|hit| hit.words.contains(&at))
        };
        parts.of_list(WordList::Inside).find_map(|inside| {
            let (from, to) = if inside.words.start >= verb.words.end {
                (verb, inside)
            } else {
                (inside, verb)
            };
            let between = from.words.end..to.words.start;
            (between.len() <= 3 && between.clone().all(small))
                .then_some(from.span.start..to.span.end)
        })
    }

    /// Whether the first of the words between *not* and a deletion is a participle, and what follows says that the deletion
    /// may be: `las no usadas pueden eliminarse`, `inte använda kan raderas`.
    fn denies_a_participle(&self, between: &str) -> bool {
        /// Shorter words end so by chance.
        const SHORTEST_PARTICIPLE: usize = 5;
        let mut words = between.split_whitespace().map(fold);
        let (Some(first), Some(second)) = (words.next(), words.next()) else {
            return false;
        };
        first.len() >= SHORTEST_PARTICIPLE
            && self
                .few
                .participle_ends
                .iter()
                .any(|end| first.ends_with(end))
            && self.few.may.has(&second)
    }

    /// Whether a text says when a period begins: a word for it stands there, and no section or figure follows it.
    #[must_use]
    pub fn says_when(&self, text: &str) -> bool {
        let tokens = Tokens::of(text);
        let mut said = false;
        let parts = ClauseParts::of(self, text, &tokens);
        // `then deleted`: no event follows, but what is done when the period is over.
        let ends = |hit: &Match| {
            let then = fold(&text[hit.span.clone()]);
            self.few.then.has(&then)
                && parts
                    .of_list(WordList::Deletion)
                    .any(|end| (hit.words.end..=hit.words.end + 1).contains(&end.words.start))
        };
        for hit in parts.of_list(WordList::Trigger).filter(|hit| !ends(hit)) {
            let rest = text[hit.span.end..].trim_start();
            // `nach § 147`, `ab 5`, `from 2`: no event follows. An infinitive in German has its `zu`.
            let counts =
                rest.starts_with('§') || rest.starts_with(|letter: char| letter.is_ascii_digit());
            let word = fold(&text[hit.span.clone()]);
            // In Finnish and Hungarian the event stands before: `a látogatástól számított 3 év`.
            let behind = self.few.behind_event.has(&word) && hit.words.start > 0;
            said |= behind || (!counts && !rest.is_empty());
        }
        said || counts_on(text, &tokens)
            || tokens.spans().any(|span| is_finnic_start(&text[span]))
            || runs_from_finnic(text, &tokens)
    }
}

/// Whether a period follows something that lasts, or is one in which nothing happened: `while the account is open, then 3
/// years`, `24 months of inactivity`.
pub(in crate::rules) fn counts_on(text: &str, tokens: &Tokens) -> bool {
    /// Before it stands what lasts, and soon behind it the figure.
    const BEFORE: usize = 2;
    const BEHIND: usize = 3;
    let lists = Lists::shipped();
    let words: Vec<String> = tokens.spans().map(|span| fold(&text[span])).collect();
    let counted = |at: usize| {
        words[at + 1..]
            .iter()
            .take(BEHIND)
            .any(|word| word.starts_with(|letter: char| letter.is_ascii_digit()))
    };
    let on = |(at, word): (usize, &String)| {
        at >= BEFORE && lists.few.lasts_then.has(word) && counted(at)
    };
    let inactive = |word: &String| lists.few.inactive.has(word);
    words.iter().enumerate().any(on) || words.iter().any(inactive) || adds_a_figure(text)
}

/// Whether a length is added to what lasts with a sign: `Vertragslaufzeit + 10 Jahre`.
fn adds_a_figure(text: &str) -> bool {
    let Some((lasts, then)) = text.split_once('+') else {
        return false;
    };
    let begins = |word: &str| word.starts_with(|letter: char| letter.is_ascii_digit());
    let figure = |word: &str| begins(word.trim_start_matches(|it: char| !it.is_alphanumeric()));
    lasts
        .chars()
        .filter(|letter| letter.is_alphabetic())
        .count()
        > 2
        && !lasts.contains(|letter: char| letter.is_ascii_digit())
        && then.split_whitespace().next().is_some_and(figure)
}

/// Whether a noun in the form of what something runs from stands behind a period in Finnish or Estonian: `3 vuotta
/// ratkaisusta`, `5 aastat lepingu lõpust`.
fn runs_from_finnic(text: &str, tokens: &Tokens) -> bool {
    let lists = Lists::shipped();
    let words = tokens.spans().map(|span| fold(&text[span]));
    let mut behind = words.skip_while(|word| !lists.few.counted_time.has(word));
    let ends = |word: &str| {
        let mut endings = lists.few.elative_ends.iter();
        endings.any(|ending| word.ends_with(ending))
    };
    behind.any(|word| word.len() >= 5 && ends(&word))
}

/// Whether a word is a Finnish or Estonian verb in the form of what something runs from or behind: `eroamisesta`,
/// `päätyttyä`, `lõppemisest`.
fn is_finnic_start(word: &str) -> bool {
    let word = fold(word);
    let mut endings = Lists::shipped().few.event_ends.iter();
    word.len() >= 7 && endings.any(|ending| word.ends_with(ending))
}

/// Whether a text names a law: a section, a number of an act, or an article with its number.
pub(in crate::rules) fn names_a_law(text: &str) -> bool {
    let numbered = |(at, sign): (usize, char)| {
        let before = text[..at]
            .bytes()
            .rev()
            .take_while(u8::is_ascii_digit)
            .count();
        let after = text[at + 1..]
            .bytes()
            .take_while(u8::is_ascii_digit)
            .count();
        match sign {
            ':' => before == 4 && after > 0,
            _ => after == 4 && before > 0 || before == 4 && after > 1,
        }
    };
    text.contains('§')
        || text
            .char_indices()
            .filter(|(_, sign)| matches!(sign, ':' | '/'))
            .any(numbered)
        || Lists::shipped().first(WordList::LawName, text).is_some()
        || Lists::shipped().names_an_act(text)
        || cites_a_provision(text)
        || is_finnish_title(text)
        || is_english_title(text)
}

/// Whether a text cites a section or an article of a law, which says what a period runs from: `7 years (§ 147 AO)`.
pub(in crate::rules) fn cites_a_section(text: &str) -> bool {
    text.contains('§') || cites_a_provision(text)
}

/// Whether a text names an act by its title in English, in capitals: `obligations under the Insurance Act`.
fn is_english_title(text: &str) -> bool {
    let lists = Lists::shipped();
    let words: Vec<&str> = text
        .split(|letter: char| !letter.is_alphabetic())
        .filter(|word| !word.is_empty())
        .collect();
    words.windows(2).any(|pair| {
        let named = pair[0].len() > 2 && pair[0].starts_with(char::is_uppercase);
        matches!(pair[1], "Act" | "Acts") && named && !lists.few.no_title.has(&fold(pair[0]))
    })
}

/// Whether a text names an act by its title in Finnish: `Laki julkisista hankinnoista`.
fn is_finnish_title(text: &str) -> bool {
    let lists = Lists::shipped();
    let tokens = Tokens::of(text);
    let words: Vec<String> = tokens.spans().map(|span| fold(&text[span])).collect();
    words.iter().enumerate().any(|(at, word)| {
        lists.few.title.has(word)
            && words[at + 1..]
                .iter()
                .take(4)
                .any(|next| next.len() >= 6 && next.ends_with("sta"))
    })
}

/// Whether a text cites a numbered provision of an act other than the Regulation itself: `art. R. 3243-1`, `15 kap.`.
fn cites_a_provision(text: &str) -> bool {
    /// Articles by which bases and conditions of the Regulation are cited.
    const OF_THE_REGULATION: [&str; 6] = ["4", "5", "6", "7", "9", "10"];
    let tokens = Tokens::of(text);
    let words: Vec<String> = tokens.spans().map(|span| fold(&text[span])).collect();
    let digits = |word: &str| -> String { word.chars().take_while(char::is_ascii_digit).collect() };
    let lists = Lists::shipped();
    let regulation = lists.first(WordList::Regulation, text).is_some();
    words.iter().enumerate().any(|(at, word)| {
        if lists.few.behind_number.has(word) {
            return at > 0 && !digits(&words[at - 1]).is_empty();
        }
        if regulation || !lists.few.provision.has(word) {
            return false;
        }
        // Codes number by letter and figure: `R. 3243-1`.
        let number = words[at + 1..].iter().take(2).find_map(|next| {
            let number = digits(next.trim_start_matches(|letter: char| letter.is_alphabetic()));
            (!number.is_empty()).then_some(number)
        });
        // `LCEN art. 6`: the act is called by its letters before.
        let called = || {
            let span = at
                .checked_sub(1)
                .and_then(|before| tokens.spans().nth(before));
            span.is_some_and(|span| is_called_by_letters(&text[span]))
        };
        number.is_some_and(|number| !OF_THE_REGULATION.contains(&number.as_str()) || called())
    })
}

/// Whether a word is an abbreviation of three letters or more, as acts are called by: `LCEN`, `EStG`.
fn is_called_by_letters(word: &str) -> bool {
    let capitals = word.chars().filter(|letter| letter.is_uppercase()).count();
    (3..=6).contains(&word.chars().count()) && capitals >= 2 && capitals * 2 > word.chars().count()
}

/// Whether a text cites an article of the Regulation that obliges, and not only the basis: `Art. 30 GDPR`, `art. 7(1)`.
pub(in crate::rules) fn cites_a_duty_of_the_regulation(text: &str) -> bool {
    /// The first article whose duties are spelled out, and the last.
    const DUTIES: std::ops::RangeInclusive<u32> = 11..=49;
    let lists = Lists::shipped();
    let tokens = Tokens::of(text);
    let words: Vec<String> = tokens.spans().map(|span| fold(&text[span])).collect();
    let number = |at: usize| -> Option<u32> {
        let word = words.get(at)?;
        let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
        digits.parse().ok()
    };
    let cited = words.iter().enumerate().any(|(at, word)| {
        let behind = lists.few.provision.has(word).then(|| number(at + 1));
        // In Finnish the number stands before.
        let before = || {
            let finnish = word.starts_with("artikl") && at > 0;
            finnish.then(|| number(at - 1))
        };
        let Some(article) = behind.or_else(before).flatten() else {
            return false;
        };
        // `Art. 5 Abs. 2`, `art. 5, stk. 2`
        let is_word = |at: usize| {
            let word = words.get(at).map_or("", String::as_str);
            lists.few.paragraph_words.has(word)
        };
        let paragraph = number(at + 2 + usize::from(is_word(at + 2)));
        DUTIES.contains(&article)
            || article == 8
            || article == 5 && paragraph == Some(2)
            || article == 7 && paragraph == Some(1)
    });
    // Beside Art. 6 the Regulation need not be named: `Art. 6.1.c (art. 5.2)`.
    let of_basis = words.iter().enumerate().any(|(at, word)| {
        let short = number(at + 1) == Some(6) && lists.few.provision.has(word);
        short && (2..5).any(|next| words.get(at + next).is_some_and(|it| it == "c"))
    });
    let of_duty = || lists.first(WordList::LegalDuty, text).is_some();
    cited && (of_basis || lists.first(WordList::Regulation, text).is_some() || of_duty())
}

/// Whether a text cites the second paragraph of Article 9, as any language does.
pub(in crate::rules) fn cites_article_9(text: &str) -> bool {
    if !text.contains('9') {
        return false;
    }
    let text: String = fold(text)
        .chars()
        .filter(|letter| !letter.is_whitespace() && *letter != '.')
        .collect();
    let mut cited = Lists::shipped().few.article_9.iter();
    cited.any(|cite| text.contains(cite))
}

/// Whether a text speaks of a time limit for claims, or names a law on one.
pub(in crate::rules) fn is_on_limitation(text: &str) -> bool {
    PlainText::of(text).holds(PlainList::Limitation)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::pairs;

    #[test]
    fn limitation_keeps_nothing() {
        pairs(
            is_on_limitation,
            &[
                ("Limitation Act 1980", "Companies Act 2006"),
                ("10 Jahre wegen Verjährung", "10 Jahre (§ 147 AO)"),
                ("§ 199 BGB", "§ 257 HGB"),
                ("Preskriptionslagen (1981:130)", "Bokföringslagen"),
                ("Délai de prescription, 5 ans", "Prescriptions médicales"),
            ],
        );
    }
}
