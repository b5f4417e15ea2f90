//! The letters of Art. 6(1) and 9(2) as texts name them: their codes, and the words and signs around them.

use crate::exchange::sheets::lists;

/// The codes of Art. 6(1), by their letters.
pub(super) const BASES: [&str; 6] = ["6-1-a", "6-1-b", "6-1-c", "6-1-d", "6-1-e", "6-1-f"];
/// Those of Art. 9(2).
pub(super) const CONDITIONS: [&str; 10] = [
    "9-2-a", "9-2-b", "9-2-c", "9-2-d", "9-2-e", "9-2-f", "9-2-g", "9-2-h", "9-2-i", "9-2-j",
];

/// A run of letters or of digits.
pub(in crate::exchange::sheets) struct ArticleToken {
    pub word: String,
    /// The sign before it and after it.
    pub before: char,
    pub after: char,
}

pub(in crate::exchange::sheets) fn tokens(text: &str) -> Vec<ArticleToken> {
    // The signs of ordinals say nothing: `Art. 6.º`.
    let text = text.replace(['º', 'ª', '°'], " ");
    let folded: Vec<char> = crate::domain::text::fold(&text).chars().collect();
    let mut tokens: Vec<ArticleToken> = Vec::new();
    let mut at = 0;
    while at < folded.len() {
        if !folded[at].is_alphanumeric() {
            at += 1;
            continue;
        }
        let digit = folded[at].is_ascii_digit();
        let start = at;
        while at < folded.len()
            && folded[at].is_alphanumeric()
            && folded[at].is_ascii_digit() == digit
        {
            at += 1;
        }
        tokens.push(ArticleToken {
            word: folded[start..at].iter().collect(),
            before: sign_beside(folded[..start].iter().rev()),
            after: sign_beside(folded[at..].iter()),
        });
    }
    tokens
}

/// The sign that stands beside a word; a dash does with a blank between, too: `a – c`.
fn sign_beside<'f>(beside: impl Iterator<Item = &'f char> + Clone) -> char {
    let next = beside.clone().next().copied().unwrap_or(' ');
    let mut signs = beside.skip_while(|letter| **letter == ' ');
    let dash = signs.next().copied();
    dash.filter(|it| matches!(it, '-' | '–')).unwrap_or(next)
}

/// The codes of the letters that stand alone in brackets in a text whose label names the article: `(h) health care + (a)`.
pub(super) fn bracketed_letters(codes: &[&'static str], text: &str) -> Vec<&'static str> {
    let inside = text.split('(').skip(1);
    let inside = inside.filter_map(|it| it.split_once(')').map(|(inside, _)| inside));
    let mut found: Vec<&'static str> = Vec::new();
    for letter in inside.map(str::trim).filter(|it| it.len() == 1) {
        let is_it = |code: &&&str| code.ends_with(&letter.to_lowercase());
        let code = codes.iter().find(is_it).copied();
        found.extend(code.filter(|code| !found.contains(code)));
    }
    found
}

pub(super) fn letter_code(codes: &[&'static str], token: &ArticleToken) -> Option<&'static str> {
    /// The letters by which items are counted in Greek.
    const GREEK: [&str; 10] = ["α", "β", "γ", "δ", "ε", "στ", "ζ", "η", "θ", "ι"];
    /// Those in Bulgarian; the ones behind are words as well.
    const CYRILLIC: [&str; 8] = ["а", "б", "в", "г", "д", "е", "ж", "з"];
    let counted = |letters: &[&str]| letters.iter().position(|letter| *letter == token.word);
    if let Some(at) = counted(&GREEK).or_else(|| counted(&CYRILLIC)) {
        return codes.get(at).copied();
    }
    let code = codes
        .iter()
        .find(|code| code.ends_with(token.word.as_str()))?;
    (token.word.len() == 1 && token.word.bytes().all(|byte| byte.is_ascii_lowercase()))
        .then_some(*code)
}

/// The letters that a part of a text names of an article that is cited before it: `also c) apakšpunkts`, `lit. f`. They stand
/// there as letters of articles do; a part that has a number cites something itself.
pub(super) fn further_letters(codes: &'static [&'static str], part: &str) -> Vec<&'static str> {
    let tokens = tokens(part);
    let numbered = |token: &ArticleToken| token.word.bytes().all(|it| it.is_ascii_digit());
    if tokens.iter().any(numbered) {
        return Vec::new();
    }
    let named = tokens.iter().enumerate().filter_map(|(at, token)| {
        let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
        let mut beside = beside.filter_map(|it| tokens.get(it));
        let is_letter = beside.any(|it| lists::shipped().before_letters.is(&it.word));
        let closed = token.after == ')' && token.before != '(';
        letter_code(codes, token).filter(|_| is_letter || closed)
    });
    named.collect()
}
