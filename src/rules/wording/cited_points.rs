//! Points of a paragraph of the Regulation that a text cites, as any language does: `Art. 6 Abs. 1 lit. f`, `art. 6, stk.
//! 1, litra b`, `6(1)(e)`.
//!
//! What articles, paragraphs and points are called is data, `assets/rules/law_names.toml`.

use super::lists::Lists;
use super::stems::FewWords;
use crate::domain::records::Purpose;
use crate::domain::text::fold;

/// The legal bases of Article 6(1), by their points.
const BASES: [&str; 6] = ["6-1-a", "6-1-b", "6-1-c", "6-1-d", "6-1-e", "6-1-f"];

/// So many words for an article, a paragraph or a point stand between two figures of a citation at the most.
const BETWEEN: usize = 2;

/// What a purpose rests on: the codes, and where there are none, the points of Article 6(1) that its words cite.
pub(in crate::rules) fn bases_of(purpose: &Purpose) -> Vec<&str> {
    if !purpose.legal_bases.is_empty() {
        return purpose.legal_bases.iter().map(String::as_str).collect();
    }
    // Notes are remarks on it: `proposal, not stated: 6(1)(c)`.
    let texts = purpose.as_stated.iter().chain(&purpose.laws);
    let points = texts.flat_map(|text| Lists::shipped().points_cited(text, "6", "1"));
    let mut bases: Vec<&str> = Vec::new();
    for base in points.filter_map(|point| BASES.iter().find(|base| base.ends_with(point))) {
        if !bases.contains(base) {
            bases.push(base);
        }
    }
    bases
}

/// Whether a purpose rests on a legal basis, by its codes or by its words.
pub(in crate::rules) fn rests_on(purpose: &Purpose, basis: &str) -> bool {
    bases_of(purpose).contains(&basis)
}

/// A word of a citation, and the signs around it.
#[derive(Debug, Default)]
struct CitedWord {
    /// The word, folded.
    word: String,
    /// What stands between it and the word before.
    before: String,
    /// What stands between it and the word behind.
    behind: String,
}

impl CitedWord {
    /// Whether a bracket, or no space before it, marks the word as a point: `b)`, `6.1.b`.
    fn is_marked(&self) -> bool {
        self.behind.starts_with(')') || !self.before.contains(char::is_whitespace)
    }

    /// Whether more than a space parts it from the word behind it.
    fn is_closed(&self) -> bool {
        !self.behind.trim().is_empty()
    }
}

/// The words of a text, folded; figures and letters apart.
fn words_of(text: &str) -> Vec<CitedWord> {
    let mut words: Vec<CitedWord> = Vec::new();
    let mut signs = String::new();
    let mut last = ' ';
    for letter in fold(text).chars() {
        if letter.is_alphanumeric() {
            let goes_on =
                last.is_alphanumeric() && last.is_ascii_digit() == letter.is_ascii_digit();
            match words.last_mut().filter(|_| goes_on) {
                Some(word) => word.word.push(letter),
                None => words.push(CitedWord {
                    word: letter.to_string(),
                    before: std::mem::take(&mut signs),
                    behind: String::new(),
                }),
            }
        } else {
            signs.push(letter);
            if let Some(word) = words.last_mut() {
                word.behind.push(letter);
            }
        }
        last = letter;
    }
    words
}

/// The letter of a point, where a word is one.
fn point(word: &str) -> Option<char> {
    let mut letters = word.chars();
    let letter = letters.next().filter(char::is_ascii_lowercase)?;
    letters.next().is_none().then_some(letter)
}

impl Lists {
    /// The points of a paragraph of an article that a text cites.
    pub(in crate::rules) fn points_cited(
        &self,
        text: &str,
        article: &str,
        paragraph: &str,
    ) -> Vec<char> {
        if !text.contains(article) {
            return Vec::new();
        }
        let words = words_of(text);
        let mut points = Vec::new();
        for (at, _) in words
            .iter()
            .enumerate()
            .filter(|(_, it)| it.word == article)
        {
            if let Some(first) = self.first_point(&words, at, paragraph) {
                points.extend(self.points_from(&words, first));
            }
        }
        points
    }

    /// Where the first point stands that is cited behind the figure of an article.
    fn first_point(&self, words: &[CitedWord], article: usize, paragraph: &str) -> Option<usize> {
        let before = article.checked_sub(1).map(|at| words[at].word.as_str());
        // `Bilaga 6.1 b` is no article.
        if before.is_some_and(|it| self.few.attached_words.has(it)) {
            return None;
        }
        let named = before.is_some_and(|it| self.few.article_words.has(it));
        // `Art. 6 I f` counts paragraphs in Roman figures.
        let is_paragraph = |word: &str| word == paragraph || paragraph == "1" && word == "i";
        let skipped = words[article + 1..]
            .iter()
            .map(|it| it.word.as_str())
            .take(BETWEEN)
            .take_while(|it| self.few.article_words.has(it) || self.few.paragraph_words.has(it))
            .count();
        let counted = article + 1 + skipped;
        let own = words.get(counted).filter(|it| is_paragraph(&it.word))?;
        let is_cited = skipped > 0 || named || own.word == paragraph;
        let between = words[counted + 1..]
            .iter()
            .map(|it| it.word.as_str())
            .take(BETWEEN)
            .take_while(|it| self.few.paragraph_words.has(it) || self.few.point_words.has(it))
            .count();
        let first = counted + 1 + between;
        (is_cited && self.is_point(words, first)).then_some(first)
    }

    /// Whether a point stands at a place. A letter that is also a word (`čl. 6 odst. 1 a čl. 9`, `Article 6(1): a contract`)
    /// is one only where something marks it, or where no word follows it but the name of the Regulation.
    fn is_point(&self, words: &[CitedWord], at: usize) -> bool {
        let Some(own) = words.get(at).filter(|it| point(&it.word).is_some()) else {
            return false;
        };
        let called = at
            .checked_sub(1)
            .is_some_and(|at| self.few.point_words.has(&words[at].word));
        let alone = || {
            let next = words.get(at + 1);
            own.is_closed() || next.is_none_or(|it| self.few.regulation_words.has(&it.word))
        };
        !self.few.and_words.has(&own.word) || called || own.is_marked() || alone()
    }

    /// The points from the first one on: `b`, `b und c`, `a/f`. A letter between two others joins them, where it may.
    fn points_from(&self, words: &[CitedWord], first: usize) -> Vec<char> {
        let letter = |at: usize| words.get(at).and_then(|it| point(&it.word));
        let is = |at: usize, named: &FewWords| words.get(at).is_some_and(|it| named.has(&it.word));
        let mut points = Vec::new();
        let mut at = first;
        while let Some(own) = letter(at) {
            points.push(own);
            let joined = is(at + 1, &self.few.and_words) && {
                let next = at + 2 + usize::from(is(at + 2, &self.few.point_words));
                self.is_point(words, next)
            };
            let listed = matches!(words[at].behind.trim_matches(['(', ')', ' ']), "," | "/");
            at += 1 + usize::from(joined);
            let called = is(at, &self.few.point_words);
            at += usize::from(called);
            let marked = words.get(at).is_some_and(CitedWord::is_marked);
            if !(joined || called || listed || marked) || !self.is_point(words, at) {
                break;
            }
        }
        points
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_cited_in_each_language_its_own_way() {
        let lists = Lists::shipped();
        for (text, points) in [
            ("Art. 6 Abs. 1 lit. f DSGVO", "f"),
            ("Art. 6 I f DSGVO", "f"),
            ("Databeskyttelsesforordningen art. 6, stk. 1, litra b", "b"),
            ("artikel 6.1 e, uppgift av allmänt intresse", "e"),
            ("Article 6(1)(c)", "c"),
            ("art. 6.1.a/f", "af"),
            ("art. 6, par. 1, lett. b) e c)", "bc"),
            ("artículo 6.1.b) y c) RGPD", "bc"),
            ("6 artiklan 1 kohdan c alakohta", "c"),
            ("Artikel 6 lid 1 onder e", "e"),
            ("art. 6 ust. 1 lit. c RODO", "c"),
            ("čl. 6 odst. 1 písm. f)", "f"),
            ("6. cikk (1) bekezdés f) pont", "f"),
            ("art. 6 alin. (1) lit. f", "f"),
            ("artikkel 6 nr. 1 bokstav a", "a"),
            ("Art. 6", ""),
            ("Artikel 6 punkt 1", ""),
            ("Art. 6(1) GDPR, a contract", ""),
            ("Kl. 6 i foajén", ""),
            ("Art. 6(2) (a)", ""),
            ("Art. 6 Abs. 1 lit. a, b und f DSGVO", "abf"),
            ("Art. 6 Abs. 1 a DSGVO", "a"),
            ("Article 6(1)(b), (c) and (e)", "bce"),
            ("čl. 6 odst. 1 písm. b) a písm. c)", "bc"),
            ("art. 6.1 a, samtycke", "a"),
            ("Art. 6(1)(b) – a contract with the customer", "b"),
            (
                "Article 6(1): a legal obligation under the Accounting Act",
                "",
            ),
            ("Art. 6(1)(e), a public task", "e"),
            ("Art. 6(1)(b) and a contract", "b"),
            ("čl. 6 odst. 1 a čl. 9 odst. 2", ""),
            ("čl. 6 ods. 1 písm. e) a zákon o obciach", "e"),
            ("art. 6, par. 1 e art. 9 GDPR", ""),
            ("Bilaga 6.1 b", ""),
        ] {
            let told: String = lists.points_cited(text, "6", "1").into_iter().collect();
            assert_eq!(told, points, "{text}");
        }
    }
}
