//! Legal bases and conditions of Art. 9 as cells give them: articles by their numbers in any language, else by words.

use std::collections::HashSet;
use std::ops::Range;

use super::acts::{goes_on_with_title, is_law, title_of_act};
use super::article_letters::{
    ArticleToken, BASES, CONDITIONS, further_letters, letter_code, tokens,
};
use crate::exchange::sheets::folding::{find_whole, plain};
use crate::exchange::sheets::lists;
use crate::exchange::sheets::vocabulary::{PhraseTable, SheetVocabulary};

/// What a cell says of legal bases.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatedBases {
    /// Codes of Art. 6(1).
    pub bases: Vec<&'static str>,
    /// Codes of Art. 9(2).
    pub art9: Vec<&'static str>,
    /// Laws, in the cell's words.
    pub laws: Vec<String>,
    /// Parts that say none of these.
    pub rest: Vec<String>,
    /// Whether something stands beside the words that were understood.
    pub beside: bool,
}

/// What a text says.
#[must_use]
pub fn bases(words: &SheetVocabulary, text: &str) -> StatedBases {
    let mut found = StatedBases::default();
    let (own, others): (Vec<&str>, Vec<&str>) =
        (text.split(['\n', ';'])).partition(|part| !is_of_another_act(part));
    let others = others.into_iter().map(str::trim).map(str::to_owned);
    found.rest.extend(others);
    let mut cited: Option<&'static [&'static str]> = None;
    for piece in own.into_iter().flat_map(pieces) {
        let mut said = one(words, piece);
        if !said.bases.is_empty() || !said.art9.is_empty() {
            let of_6 = !said.bases.is_empty();
            cited = Some(if of_6 { &BASES } else { &CONDITIONS });
        } else if let Some(codes) = cited.filter(|_| !is_law(piece)) {
            // `... f) apakšpunkts; arī c) apakšpunkts`: of the article cited before.
            let of_6 = codes.len() == BASES.len();
            let to = if of_6 {
                &mut said.bases
            } else {
                &mut said.art9
            };
            add(to, &further_letters(codes, piece));
            said.beside = true;
        } else {
            cited = None;
        }
        let understood = !said.bases.is_empty() || !said.art9.is_empty();
        if !understood {
            if is_law(piece) {
                found.laws.push(tidy(piece).to_owned());
            } else {
                found.rest.push(piece.to_owned());
            }
            continue;
        }
        found.beside |= said.beside;
        add(&mut found.bases, &said.bases);
        add(&mut found.art9, &said.art9);
    }
    found
}

/// What a text says under a header: one that cites Art. 6 leaves letters alone to be said, `b (contract) or f`.
#[must_use]
pub fn bases_under(words: &SheetVocabulary, header: &str, text: &str) -> StatedBases {
    let cites = find_whole(&numbers_of_articles(header), "6").is_some();
    let Some(spelled) = with_article(text).filter(|_| cites) else {
        return bases(words, text);
    };
    let spelled = bases(words, &spelled);
    // The words are kept as they stand, not as they were spelled out.
    let rest = spelled.rest.iter().map(|part| part.replace("6(1) ", ""));
    StatedBases {
        rest: rest.collect(),
        ..spelled
    }
}

/// A text with the article before each letter that stands for a base of it: the first word, and those behind a sign or a
/// word that joins. Nothing where there is none.
fn with_article(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len() + 8);
    let (mut depth, mut may_follow, mut found) = (0usize, true, false);
    let mut words = text
        .split_inclusive([' ', ',', ';', '/', '+', '&', '\n'])
        .peekable();
    while let Some(piece) = words.next() {
        let word = piece.trim_end_matches([' ', ',', ';', '/', '+', '&', '\n']);
        let sign = &piece[word.len()..];
        let bare = word.trim_matches(['(', ')', '.', ':']);
        let letter = bare.len() == 1 && bare.bytes().all(|it| (b'a'..=b'f').contains(&it));
        // `a contract`: what goes on in small letters is a sentence.
        let sentence = sign == " "
            && words.peek().is_some_and(|next| {
                let next = next.trim();
                next.starts_with(char::is_lowercase)
                    && !lists::shipped().and_or.is(next)
                    && next.len() > 1
            });
        if letter && depth == 0 && may_follow && !sentence {
            out.push_str("6(1) ");
            found = true;
        }
        out.push_str(piece);
        depth += word.matches('(').count();
        depth = depth.saturating_sub(word.matches(')').count());
        let joins =
            sign.contains([',', ';', '/', '+', '&', '\n']) || lists::shipped().and_or.is(word);
        may_follow = joins || (word.is_empty() && may_follow);
    }
    found.then_some(out)
}

/// Whether a part cites the act of another country, which numbers its own bases, and not the Regulation: `Art. 7º, V, LGPD`.
fn is_of_another_act(part: &str) -> bool {
    let lists = lists::shipped();
    let spoken = plain(part);
    lists.other_acts.within(&spoken).is_some() && lists.regulation.within(&spoken).is_none()
}

fn add(to: &mut Vec<&'static str>, from: &[&'static str]) {
    for code in from {
        if !to.contains(code) {
            to.push(code);
        }
    }
}

/// The parts of a text that may each name a basis or a law.
fn pieces(text: &str) -> Vec<&str> {
    let joined = lists::shipped().written.joined_bases.iter();
    let joined = joined.map(|words| format!(" {words} "));
    let mut pieces: Vec<&str> = text.split(['\n', '\r', ';', '|', '•']).collect();
    for between in joined.chain([" + ".to_owned()]) {
        pieces = pieces
            .into_iter()
            .flat_map(|piece| piece.split(&*between))
            .collect();
    }
    let pieces = pieces.into_iter().flat_map(at_commas).collect::<Vec<_>>();
    let pieces = pieces
        .into_iter()
        .map(crate::exchange::sheets::answers::without_mark);
    pieces
        .filter(|piece| piece.chars().any(char::is_alphanumeric))
        .collect()
}

/// The parts of a text between commas, but where the next goes on with paragraph or letter of the same article.
fn at_commas(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices(", ") {
        // The next word is enough: the rest of a long text is not looked through at each comma.
        let behind = text[at + 2..].split_whitespace().next().unwrap_or_default();
        let next = tokens(behind).into_iter().next().map(|token| token.word);
        let goes_on = next.is_some_and(|word| {
            lists::shipped().before_letters.is(&word) || word.chars().count() == 1
        });
        let goes_on = goes_on || goes_on_with_title(&text[start..at], behind);
        if !goes_on {
            parts.push(&text[start..at]);
            start = at + 2;
        }
    }
    parts.push(&text[start..]);
    parts
}

/// A text as plain words, without those that stand between the numbers of an article: `46 2 c`.
#[must_use]
pub fn numbers_of_articles(text: &str) -> String {
    let words = tokens(text).into_iter().map(|token| token.word);
    let words: Vec<String> = words
        .filter(|word| !lists::shipped().before_letters.is(word))
        .collect();
    words.join(" ")
}

/// Whether a plain word stands between the number of an article and its letter.
pub fn is_between_numbers(word: &str) -> bool {
    lists::shipped().before_letters.is(word)
}

/// A citation without the full stop and the bracket of what it stood in.
fn tidy(piece: &str) -> &str {
    let piece = piece.trim_end_matches(['.', ' ']);
    let open = piece.matches('(').count() < piece.matches(')').count();
    if open {
        piece.trim_end_matches(')')
    } else {
        piece
    }
}

/// What one part says.
fn one(words: &SheetVocabulary, piece: &str) -> StatedBases {
    let text = plain(piece);
    if let Some(code) = words.basis_alone.exact(&text) {
        return StatedBases {
            bases: vec![code],
            ..StatedBases::default()
        };
    }
    let tokens = tokens(piece);
    let mut found = StatedBases::default();
    let mut used: Vec<bool> = vec![false; tokens.len()];
    let mut at = 0;
    while at < tokens.len() {
        if let Some((codes, until)) = article(&tokens, at) {
            for used in &mut used[at..until] {
                *used = true;
            }
            if denies_article(&tokens[..at]) || was_only(&tokens[..at], &tokens[until..]) {
                found.beside = true;
                at = until;
                continue;
            }
            let to = if codes[0].starts_with('6') {
                &mut found.bases
            } else {
                &mut found.art9
            };
            add(to, &codes);
            at = until;
        } else if let Some(code) = letter_alone(&tokens, at) {
            add(&mut found.bases, &[code]);
            for used in &mut used[at..=at + 1] {
                *used = true;
            }
            at += 2;
        } else {
            at += 1;
        }
    }
    let mut places: Vec<Range<usize>> = Vec::new();
    let mut denied = false;
    let explicit = found.art9.contains(&"9-2-a") && !found.bases.contains(&"6-1-a");
    let of_9 = found.bases.is_empty() && !found.art9.is_empty();
    let title = title_of_act(piece);
    let in_title = |place: &Range<usize>| {
        let title = title.as_ref();
        title.is_some_and(|it| it.start < place.start && place.end <= it.end)
    };
    let of_proof = !piece.contains('§') && cites_proof_of_consent(&tokens);
    let mut say = |phrases: &PhraseTable, to: &mut Vec<&'static str>| {
        for (code, place) in phrases.each(&text) {
            if in_title(&place) {
                denied = true;
                continue;
            }
            let behind = &text[place.end..];
            let alone = phrases.first(behind).is_none();
            let before = &text[..place.start];
            if is_denied(words, before) || (alone && is_denied_behind(behind)) {
                denied = true;
                continue;
            }
            // Where Art. 9 alone is cited, a public interest is what its condition is called.
            if of_9 && matches!(code, "6-1-c" | "6-1-d" | "6-1-e") {
                continue;
            }
            // How consent is shown is no basis: `proof of consent, Art. 7(1)`.
            if code == "6-1-a" && of_proof {
                denied = true;
                continue;
            }
            // Beside Art. 9(2)(a) consent is what that is called.
            if code == "6-1-a" && explicit {
                places.push(place);
                continue;
            }
            add(to, &[code]);
            places.push(place);
        }
    };
    let named = !found.bases.is_empty() || !found.art9.is_empty();
    // Of a long piece the articles say what it rests on; what else is named there explains it.
    if !named || text.split(' ').count() <= EXPLAINED {
        say(&words.basis, &mut found.bases);
    }
    if found.bases.is_empty() && found.art9.is_empty() && is_contract_of_a_kind(&text) {
        found.bases.push("6-1-b");
    }
    if !named && tokens.iter().any(|token| token.word == "9") {
        say(&words.art9, &mut found.art9);
    }
    found.beside |= denied;
    let told: HashSet<&str> = (tokens.iter().zip(&used))
        .filter_map(|(token, used)| used.then_some(token.word.as_str()))
        .collect();
    let known = |word: &str| told.contains(word) || words.basis_fillers.is(word);
    found.beside |= says_more(&text, places, known);
    found
}

/// Whether a text has words outside of some places that are not known.
fn says_more(text: &str, mut places: Vec<Range<usize>>, known: impl Fn(&str) -> bool) -> bool {
    places.sort_by_key(|place| (place.start, place.end));
    let (mut start, mut places, mut reach) = (0, places.iter().peekable(), 0);
    text.split(' ').any(|word| {
        let (from, end) = (start, start + word.len());
        while let Some(place) = places.next_if(|place| place.start <= from) {
            reach = reach.max(place.end);
        }
        start = end + 1;
        end > reach && !known(word)
    })
}

/// Whether a part cites Art. 7(1), by which consent is shown.
fn cites_proof_of_consent(tokens: &[ArticleToken]) -> bool {
    let is = |at: usize, figure: &str| tokens.get(at).is_some_and(|it| it.word == figure);
    (0..tokens.len()).any(|at| is(at, "7") && (is(at + 1, "1") || is(at + 2, "1")))
}

/// Whether plain words name a contract by what it is on, in one word: `Betreuungsvertrag`, `ansættelseskontrakt`. One that
/// binds others than the person concerned is none of these.
fn is_contract_of_a_kind(text: &str) -> bool {
    let lists = lists::shipped();
    text.split(' ').any(|word| {
        let mut ends = lists.contract_ends.all();
        let ends = ends.any(|end| word.len() > end.len() + 2 && word.ends_with(end));
        let mut others = lists.contracts_of_others.all();
        ends && !others.any(|part| word.contains(part))
    })
}

/// From how many words on a piece explains the articles that it names.
const EXPLAINED: usize = 20;

/// Whether what stands before words for a basis says that it is none: `no consent is needed`, `inget samtycke`.
fn is_denied(words: &SheetVocabulary, before: &str) -> bool {
    /// How many words may stand between.
    const NEAR: usize = 2;
    let mut near = before.split_whitespace().rev().take(NEAR);
    near.any(|word| words.none_begins.is(word) && word != "no")
        || before.split_whitespace().next_back() == Some("no")
        || ends_with_formerly(before.trim())
}

/// Whether what stands behind words for a basis says that it is none, or was one: `consent is not used`, `samtycke (tidigare)`.
fn is_denied_behind(behind: &str) -> bool {
    let lists = lists::shipped();
    let mut spoken = behind.split_whitespace();
    let next = spoken.find(|word| !lists.between_denying.is(word));
    let formerly =
        lists.formerly.is(behind.trim()) || lists.formerly.leading(behind.trim()).is_some();
    formerly || next.is_some_and(|word| lists.denying.is(word))
}

/// Whether a plain text ends with a word for what was, and is no longer.
fn ends_with_formerly(text: &str) -> bool {
    let mut all = lists::shipped().formerly.all();
    all.any(|word| {
        let rest = text.strip_suffix(word);
        rest.is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
    })
}

/// Whether what stands before the number of an article says that it is none: `not Art. 6(1)(a)`. A *no* right before it may
/// be short for *number*.
fn denies_article(before: &[ArticleToken]) -> bool {
    let lists = lists::shipped();
    let is_word = |token: &&ArticleToken| {
        lists.before_provisions.is(&token.word) || lists.between_denying.is(&token.word)
    };
    let skipped = before.iter().rev().take_while(is_word).count();
    let word = before
        .iter()
        .rev()
        .nth(skipped)
        .map(|token| token.word.as_str());
    word.is_some_and(|word| lists.denying.is(word) && (skipped > 0 || word != "no"))
}

/// Whether an article is told as one that was: `previously Art. 6(1)(a)`, `Art. 6(1)(a) (formerly)`.
fn was_only(before: &[ArticleToken], behind: &[ArticleToken]) -> bool {
    let lists = lists::shipped();
    let skipped = |token: &&ArticleToken| lists.before_provisions.is(&token.word);
    let mut before = before.iter().rev().skip_while(skipped);
    let is_former = |token: &ArticleToken| lists.formerly.is(&token.word);
    before.next().is_some_and(is_former) || matches!(behind, [only] if is_former(only))
}

/// The codes of an article that begins at a token, and the token behind it.
fn article(tokens: &[ArticleToken], at: usize) -> Option<(Vec<&'static str>, usize)> {
    let (codes, paragraph): (&'static [&'static str], _) = match tokens[at].word.as_str() {
        "6" => (&BASES, "1"),
        "9" => (&CONDITIONS, "2"),
        _ => return None,
    };
    // A number in the middle of another one is no article: `26.6`, `§ 6`.
    if matches!(tokens[at].before, '§' | '/')
        || (tokens[at].before == '.'
            && at > 0
            && tokens[at - 1]
                .word
                .bytes()
                .all(|byte| byte.is_ascii_digit()))
    {
        return None;
    }
    let between = |token: &ArticleToken| lists::shipped().before_letters.is(&token.word);
    // `art. 94 pkt 9a`: a number behind a word for a part is one of the article before.
    let number = |token: &ArticleToken| token.word.bytes().all(|byte| byte.is_ascii_digit());
    if let [.., before, part] = &tokens[..at]
        && between(part)
        && number(before)
    {
        return None;
    }
    let mut next = at + 1;
    let mut seen = false;
    while let Some(token) = tokens.get(next) {
        // In German citations the paragraph is a Roman number: `Art. 6 I b`.
        let roman = if paragraph == "1" { "i" } else { "ii" };
        // In Greek the same sign stands for *letter* and for the sixth of them.
        let is_sign = token.word == "στ"
            && (tokens.get(next + 1)).is_some_and(|it| letter_code(codes, it).is_some());
        if (token.word == paragraph || token.word == roman) && !seen {
            seen = true;
        } else if !between(token) && !is_sign {
            break;
        }
        next += 1;
    }
    let mut found = Vec::new();
    let mut last_closed = false;
    let mut last: Option<&'static str> = None;
    while let Some(token) = tokens.get(next) {
        let letter = letter_code(codes, token);
        // `e` and `a` are words for *and* and *to* in some languages: between two letters in brackets they are, and alone
        // before another article.
        let before_article = token.before == ' '
            && token.after == ' '
            && tokens.get(next + 1).is_some_and(|token| {
                matches!(token.word.as_str(), "6" | "9") || token.word.starts_with("art")
            });
        let joins = !found.is_empty()
            && (before_article
                || matches!(token.word.as_str(), "a" | "e")
                    && last_closed
                    && token.after != ')'
                    && token.before != '(');
        match letter {
            Some(code) if !joins => {
                // `a-c`
                let range = token.before == '-' || token.before == '–';
                let first = last.filter(|_| range).unwrap_or(code);
                add(&mut found, between_letters(codes, first, code));
                last = Some(code);
                last_closed = token.after == ')';
                next += 1;
            }
            _ if joins => next += 1,
            // `a bis c`: those between are named, too.
            None if last.is_some() && lists::shipped().through.is(&token.word) => {
                let to = tokens
                    .get(next + 1)
                    .and_then(|token| letter_code(codes, token));
                let Some(to) = to else {
                    break;
                };
                add(&mut found, between_letters(codes, last.unwrap_or(to), to));
                next += 2;
            }
            _ => {
                // `lit. b) und/oder lit. f)`: words may join in a row.
                let joined = |token: &&ArticleToken| {
                    lists::shipped().between_letters.is(&token.word) || between(token)
                };
                let row = tokens[next..].iter().take_while(joined).count();
                let follows = tokens.get(next + row);
                let follows = follows.is_some_and(|token| letter_code(codes, token).is_some());
                if found.is_empty() || row == 0 || !follows {
                    break;
                }
                next += row;
            }
        }
    }
    (!found.is_empty()).then_some((found, next))
}

/// The codes from one letter to another.
fn between_letters(
    codes: &'static [&'static str],
    first: &'static str,
    last: &'static str,
) -> &'static [&'static str] {
    let place = |code: &str| codes.iter().position(|it| *it == code);
    let all = place(first).zip(place(last));
    let all = all.and_then(|(first, last)| codes.get(first..=last));
    all.unwrap_or_default()
}

/// The code of a letter that stands alone, as under a header that names the article: `lit. b`.
fn letter_alone(tokens: &[ArticleToken], at: usize) -> Option<&'static str> {
    let is_number = |token: &ArticleToken| token.word.bytes().all(|byte| byte.is_ascii_digit());
    let alone = !tokens[..at].iter().any(is_number);
    (alone && lists::shipped().letter_words.is(&tokens[at].word))
        .then(|| letter_code(&BASES, tokens.get(at + 1)?))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contracts_are_known_by_what_they_are_on_and_articles_in_further_languages() {
        let of = |text: &str| bases(SheetVocabulary::shipped(), text).bases;
        for contract in [
            "Betreuungsvertrag, § 22 SGB VIII",
            "Ansættelseskontrakt",
            "Hyresavtal",
            "Leieavtale",
            "Vuokrasopimus",
            "Huurovereenkomst",
        ] {
            assert_eq!(of(contract), ["6-1-b"], "{contract}");
        }
        for none in [
            "Auftragsverarbeitungsvertrag",
            "Tarifvertrag",
            "Kollektivavtal",
            "Personuppgiftsbiträdesavtal",
            "Verwerkersovereenkomst",
        ] {
            assert!(of(none).is_empty(), "{none}");
        }
        for public in [
            "Art. 6.º, n.º 1, al. e) RGPD; Lei n.º 75/2013",
            "art. 6 alin. (1) lit. e) RGPD",
            "čl. 6 ods. 1 písm. e) GDPR",
            "GDPR 6. cikk (1) bekezdés e) pont",
            "čl. 6. st. 1. t. e) / članak 6. stavak 1. točka e)",
        ] {
            assert_eq!(of(public), ["6-1-e"], "{public}");
        }
    }

    fn read(text: &str) -> StatedBases {
        bases(SheetVocabulary::shipped(), text)
    }

    #[test]
    fn a_long_text_is_read_in_one_pass() {
        // Looked through anew at each of its words and commas, this would take minutes.
        for text in ["2026-02-30, x ", "2026-02-30 x "] {
            let said = bases(SheetVocabulary::shipped(), &text.repeat(40_000));
            assert!(said.bases.is_empty() && said.art9.is_empty());
        }
    }

    #[test]
    fn articles_are_read_in_any_language() {
        for (text, codes) in [
            ("Art. 6 Abs. 1 lit. c) und e) DSGVO", vec!["6-1-c", "6-1-e"]),
            ("art. 6.1.a/f", vec!["6-1-a", "6-1-f"]),
            ("Article 6(1)(b) and 6(1)(c)", vec!["6-1-b", "6-1-c"]),
            ("6.1 c", vec!["6-1-c"]),
            ("artikkel 6 nr. 1 bokstav c", vec!["6-1-c"]),
            ("art. 6, stk. 1, litra e", vec!["6-1-e"]),
            ("art. 6.1.c) RGPD", vec!["6-1-c"]),
            ("art. 6, par. 1, lett. b) e c)", vec!["6-1-b", "6-1-c"]),
            ("6 artiklan 1 kohdan c alakohta", vec!["6-1-c"]),
            ("Artikel 6 lid 1 onder e", vec!["6-1-e"]),
            ("Contract (Art 6(1)(b))", vec!["6-1-b"]),
            ("6-1-f", vec!["6-1-f"]),
            ("lit. b / lit. f", vec!["6-1-b", "6-1-f"]),
            ("lit. b (Vertrag)", vec!["6-1-b"]),
            ("§ 4 lit. b", vec![]),
            ("Legítimo interesse", vec!["6-1-f"]),
            (
                "Art. 6 Abs. 1 lit. f DSGVO; keine Einwilligung nach § 25 erforderlich",
                vec!["6-1-f"],
            ),
            ("Avtal (inget samtycke krävs)", vec!["6-1-b"]),
            ("Myndighetsutövning", vec!["6-1-e"]),
            ("Avtal, rättslig förpliktelse", vec!["6-1-b", "6-1-c"]),
            ("privacy_legitimate_interests", vec!["6-1-f"]),
            ("Den registrerade har lämnat sitt samtycke", vec!["6-1-a"]),
            ("artt. 6.1.a e 6.1.b GDPR", vec!["6-1-a", "6-1-b"]),
            ("art. 6.1.b a 6.1.c", vec!["6-1-b", "6-1-c"]),
            ("art. 6.1.a, e", vec!["6-1-a", "6-1-e"]),
            ("§ 6 BDSG", vec![]),
            ("Annex 26.6 c", vec![]),
            ("art. 30 ust. 6 lit. a", vec![]),
            ("art. 6 ust. 1 lit. c w zw. z art. 94 pkt 9a", vec!["6-1-c"]),
        ] {
            assert_eq!(read(text).bases, codes, "{text}");
        }
        assert_eq!(read("Article 9(2)(g)").art9, ["9-2-g"]);
        assert!(
            read("art. 6 ust. 1 lit. c w zw. z art. 94 pkt 9a")
                .art9
                .is_empty()
        );
        assert_eq!(read("art. 9 ust. 2 lit. a RODO").art9, ["9-2-a"]);
        let alone = read("substantial public interest for health data (Article 9(2)(i))");
        assert_eq!((alone.bases, alone.art9), (vec![], vec!["9-2-i"]));
        let both = read("artt. 6.1.a e 9.2.a GDPR");
        assert_eq!((both.bases, both.art9), (vec!["6-1-a"], vec!["9-2-a"]));
        assert_eq!(read("Art. 9 Abs. 2 lit. b, h").art9, ["9-2-b", "9-2-h"]);
    }

    #[test]
    fn what_is_denied_or_was_is_no_basis_and_a_range_names_all() {
        for (text, codes) in [
            ("not Art. 6(1)(a)", &[][..]),
            ("not Art. 6(1)(a) but Art. 6(1)(b)", &["6-1-b"]),
            ("Consent is not used; contract", &["6-1-b"]),
            ("Samtycke används inte; avtal", &["6-1-b"]),
            ("Einwilligung wird nicht genutzt; Vertrag", &["6-1-b"]),
            ("Samtycke (tidigare), nu avtal", &["6-1-b"]),
            ("Avtal (tidigare samtycke)", &["6-1-b"]),
            ("previously consent, now contract", &["6-1-b"]),
            ("Contract not consent", &["6-1-b"]),
            ("art. 6, no. 1, letter a", &["6-1-a"]),
            ("6.1 a-c", &["6-1-a", "6-1-b", "6-1-c"]),
            ("Art. 6 Abs. 1 lit. a bis c", &["6-1-a", "6-1-b", "6-1-c"]),
            ("6.1 a – c", &["6-1-a", "6-1-b", "6-1-c"]),
            ("6.1 a, c", &["6-1-a", "6-1-c"]),
            ("Samtycke", &["6-1-a"]),
        ] {
            assert_eq!(read(text).bases, codes, "{text}");
        }
        assert!(
            read("Samtycke (tidigare), nu avtal").rest.len() + read("not Art. 6(1)(a)").rest.len()
                > 1
        );
    }

    #[test]
    fn articles_are_known_in_greek() {
        let words = SheetVocabulary::shipped();
        for (text, codes, art9) in [
            ("Άρθρο 6 παρ. 1 στ. β", vec!["6-1-b"], vec![]),
            ("άρθρο 6 παρ. 1 στοιχ. στ' ΓΚΠΔ", vec!["6-1-f"], vec![]),
            (
                "Άρθρο 6 παρ. 1 στ. γ, άρθρο 9 παρ. 2 στ. η",
                vec!["6-1-c"],
                vec!["9-2-h"],
            ),
            ("Έννομη υποχρέωση", vec!["6-1-c"], vec![]),
            ("Έννομο συμφέρον", vec!["6-1-f"], vec![]),
            ("Συγκατάθεση", vec!["6-1-a"], vec![]),
        ] {
            let found = bases(words, text);
            assert_eq!((found.bases, found.art9), (codes, art9), "{text}");
        }
    }

    #[test]
    fn letters_alone_are_a_basis_and_the_acts_of_other_countries_are_none() {
        assert_eq!(read("LI").bases, ["6-1-f"]);
        assert!(read("Li Wei asked for it").bases.is_empty());
        for text in [
            "Art. 7º, V, LGPD (execução de contrato)",
            "Consentimento (art. 7º, I da LGPD)",
            "Consent under the CCPA",
        ] {
            let said = read(text);
            assert!(said.bases.is_empty() && said.art9.is_empty(), "{text}");
            assert_eq!(said.rest, [text]);
        }
        assert_eq!(read("Art. 6(1)(a) GDPR / LGPD").bases, ["6-1-a"]);
    }

    #[test]
    fn under_a_header_that_cites_the_article_letters_say_which_base_it_is() {
        let words = SheetVocabulary::shipped();
        for (text, codes) in [
            ("b", vec!["6-1-b"]),
            ("b (precontractueel) of f", vec!["6-1-b", "6-1-f"]),
            ("c, f", vec!["6-1-c", "6-1-f"]),
            ("a + b", vec!["6-1-a", "6-1-b"]),
            ("e och c", vec!["6-1-e", "6-1-c"]),
            ("a contract with the person", vec!["6-1-b"]),
            ("Contract", vec!["6-1-b"]),
        ] {
            let said = bases_under(words, "Lawful basis (Art. 6)", text);
            assert_eq!(said.bases, codes, "{text}");
            assert!(said.rest.iter().all(|rest| text.contains(rest.as_str())));
        }
        assert!(bases_under(words, "Base", "b").bases.is_empty());
        assert!(
            bases_under(words, "Grundlag (art. 6)", "se b")
                .bases
                .is_empty()
        );
    }

    #[test]
    fn further_letters_of_an_article_are_read_where_it_is_not_named_again() {
        for (text, codes) in [
            (
                "GDPR 6. panta 1. punkta f) apakšpunkts; piemērojamajos gadījumos arī c) apakšpunkts",
                &["6-1-f", "6-1-c"][..],
            ),
            (
                "6. panta 1. punkta c) un/vai f) apakšpunkts",
                &["6-1-c", "6-1-f"],
            ),
            (
                "Art. 6 Abs. 1 lit. b) und/oder lit. f) DSGVO",
                &["6-1-b", "6-1-f"],
            ),
            ("čl. 6 odst. 1 písm. b) a c) GDPR", &["6-1-b", "6-1-c"]),
            ("art. 6.1.b y f RGPD", &["6-1-b", "6-1-f"]),
            (
                "art. 6 ust. 1 lit. b RODO; także lit. f",
                &["6-1-b", "6-1-f"],
            ),
            ("Art. 6(1)(b); where we are obliged also (c)", &["6-1-b"]),
            ("BDAR 6 straipsnio 1 dalies b punktas", &["6-1-b"]),
            ("IKÜM artikli 6 lõike 1 punktid b ja f", &["6-1-b", "6-1-f"]),
            ("чл. 6, пар. 1, буква б) и е)", &["6-1-b", "6-1-f"]),
            // What cites another act has letters of its own.
            ("Art. 6(1)(c); § 3 lit. b ABC", &["6-1-c"]),
        ] {
            assert_eq!(read(text).bases, codes, "{text}");
        }
        assert!(
            bases(SheetVocabulary::shipped(), "see b) below")
                .bases
                .is_empty()
        );
    }

    #[test]
    fn what_is_no_basis_is_a_law_or_stays_in_words() {
        let said = read("Art. 6 Abs. 1 lit. e) DSGVO i.V.m. § 3 NDSG");
        assert_eq!(
            (said.bases, said.laws),
            (vec!["6-1-e"], vec!["§ 3 NDSG".to_owned()])
        );
        assert!(!said.beside && said.rest.is_empty());
        let said = read("Skollag (2010:800) 10 kap. 32 §");
        assert_eq!(said.laws.len(), 1);
        let said = read("Because the board wants it");
        assert_eq!(said.rest.len(), 1);
        for law in [
            "Zákon o výkone práce vo verejnom záujme č. 552/2003",
            "Ley 39/2015, de 1 de octubre, del Procedimiento Administrativo Común",
            "Ustawa z dnia 29 września 1994 r. o rachunkowości",
            "Legea nr. 82/1991 a contabilității",
        ] {
            let said = read(law);
            assert_eq!((said.bases, said.laws), (vec![], vec![law.to_owned()]));
        }
        assert_eq!(read("Zákon č. 1/2003 – právna povinnosť").bases, ["6-1-c"]);
        assert!(read("Avtal med hyresgästen").beside);
        assert!(!read("Uppgift av allmänt intresse").beside);
        for (text, bases) in [
            (
                "Art. 6(1)(b); proof of consent under Art. 7(1)",
                &["6-1-b"][..],
            ),
            ("Consent register under Art. 7(1) GDPR", &[]),
            ("Consent, Art. 6(1)(a) with Art. 7(1)", &["6-1-a"]),
            ("Einwilligung (§ 7 Abs. 1 UWG)", &["6-1-a"]),
        ] {
            assert_eq!(read(text).bases, bases, "{text}");
        }
    }
}
