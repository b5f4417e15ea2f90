//! Points of a paragraph of the Regulation that a text cites, as any language does: `Art. 6 Abs. 1 lit. f`, `art. 6, stk.
//! 1, litra b`, `6(1)(e)`.
//!
//! What articles, paragraphs and points are called is data, `assets/rules/law_names.toml`.

use super::lists::Lists;
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

/// The words of a text, folded; figures and letters apart.
fn words_of(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut last = ' ';
    for letter in fold(text).chars() {
        if letter.is_alphanumeric() {
            let goes_on =
                last.is_alphanumeric() && last.is_ascii_digit() == letter.is_ascii_digit();
            match words.last_mut().filter(|_| goes_on) {
                Some(word) => word.push(letter),
                None => words.push(letter.to_string()),
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
            .filter(|(_, word)| *word == article)
        {
            if let Some(first) = self.first_point(&words, at, paragraph) {
                points.extend(self.points_from(&words, first));
            }
        }
        points
    }

    /// Where the first point stands that is cited behind the figure of an article.
    fn first_point(&self, words: &[String], article: usize, paragraph: &str) -> Option<usize> {
        let named = |at: usize| words.get(at).is_some_and(|it| self.article_words.has(it));
        // `Art. 6 I f` counts paragraphs in Roman figures.
        let is_paragraph = |word: &String| word == paragraph || paragraph == "1" && word == "i";
        let skipped = words[article + 1..]
            .iter()
            .take(BETWEEN)
            .take_while(|it| self.article_words.has(it) || self.paragraph_words.has(it))
            .count();
        let counted = article + 1 + skipped;
        let counted = words
            .get(counted)
            .filter(|it| is_paragraph(it))
            .map(|_| counted)?;
        let is_cited =
            skipped > 0 || article.checked_sub(1).is_some_and(named) || words[counted] == paragraph;
        let between = words[counted + 1..]
            .iter()
            .take(BETWEEN)
            .take_while(|it| self.paragraph_words.has(it) || self.point_words.has(it))
            .count();
        let first = counted + 1 + between;
        (is_cited && words.get(first).is_some_and(|word| point(word).is_some())).then_some(first)
    }

    /// The points from the first one on: `b`, `b und c`, `a/f`. A letter between two others joins them, where it may.
    fn points_from(&self, words: &[String], first: usize) -> Vec<char> {
        let mut points = Vec::new();
        let mut at = first;
        while let Some(letter) = words.get(at).and_then(|word| point(word)) {
            points.push(letter);
            let mut next = at + 1;
            let joins = |at: usize| words.get(at).is_some_and(|it| self.and_words.has(it));
            if joins(next)
                && words
                    .get(next + 1)
                    .is_some_and(|word| point(word).is_some())
            {
                next += 1;
            }
            at = next;
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
        ] {
            let told: String = lists.points_cited(text, "6", "1").into_iter().collect();
            assert_eq!(told, points, "{text}");
        }
    }
}
