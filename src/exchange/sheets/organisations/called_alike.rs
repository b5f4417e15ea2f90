//! Names of organisations held against each other by the words that tell them apart: without the form of a company, articles
//! and signs.

use std::sync::OnceLock;

use super::party::forms;
use crate::exchange::sheets::folding::{plain, spellings};
use crate::exchange::sheets::lists;

/// Whether one of two names is the other with more or fewer words: `Alder Ltd`, `The Alder`, `Alder (Ann Ek)`.
#[must_use]
pub fn are_called_alike(one: &str, other: &str) -> bool {
    let written = |name| spellings(name).map(|it| own_words(&it));
    let others: Vec<Vec<String>> = written(other).collect();
    written(one).any(|one| others.iter().any(|other| are_within(&one, other)))
}

/// Whether one of two names that are called alike says more than the other: the form of a company, else more words.
#[must_use]
pub fn says_more(one: &str, other: &str) -> bool {
    let told = |name: &str| {
        let all = words(name);
        let own = without_forms(&all);
        (own.len() < all.len(), own.len(), all.len())
    };
    let (one, other) = (told(one), told(other));
    // Of two forms none says more: `Ltd`, `Limited`.
    let in_same_words = one.0 == other.0 && one.1 == other.1;
    let more = one > other;
    more && !(in_same_words && one.0)
}

/// Whether all words of one name are among those of the other, or both are the same written together.
fn are_within(one: &[String], other: &[String]) -> bool {
    /// The shortest name that may stand within a longer one, in letters.
    const SHORTEST: usize = 3;
    let (few, many) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    let stands = |word: &String| {
        many.contains(word)
            || many
                .iter()
                .any(|it| is_short_for(word, it) || is_short_for(it, word))
    };
    let shared = few.iter().filter(|word| many.contains(word));
    let letters = shared.map(|word| word.chars().count()).sum::<usize>();
    few.concat() == many.concat() || (letters >= SHORTEST && few.iter().all(stands))
}

/// Whether a word is made of the first letter of a longer one and of some that follow in it: `WG`, `Wohnungsgenossenschaft`.
fn is_short_for(short: &str, word: &str) -> bool {
    /// The most letters of such a word, and how many times as long the other is at least.
    const MOST: usize = 4;
    const TIMES: usize = 3;
    let count = short.chars().count();
    let mut letters = word.chars();
    let begins = letters.next() == short.chars().next();
    let follow = short
        .chars()
        .skip(1)
        .all(|letter| letters.any(|it| it == letter));
    (2..=MOST).contains(&count) && word.chars().count() >= count * TIMES && begins && follow
}

/// The words of a name but for forms of companies, articles and what joins words; all of them where no other is left.
fn own_words(name: &str) -> Vec<String> {
    let lists = lists::shipped();
    let all = words(name);
    let own = without_forms(&all);
    let telling = own
        .iter()
        .filter(|word| !lists.articles.is(word) && !lists.joins.is(word));
    let telling: Vec<String> = telling.cloned().collect();
    let all = if telling.is_empty() { all } else { telling };
    all.into_iter().map(|word| word.replace('.', "")).collect()
}

/// The words of a name, letters that stand alone beside one another together with a full stop between: of `Alder e. K.` and
/// `Alder e.K.` the same, and no other of `Alder Ek`.
fn words(name: &str) -> Vec<String> {
    let spoken = plain(name);
    let (mut all, mut was_letter): (Vec<String>, bool) = (Vec::new(), false);
    for word in spoken.split(' ').filter(|word| !word.is_empty()) {
        let is_letter = word.chars().count() == 1;
        match all.last_mut().filter(|_| is_letter && was_letter) {
            Some(before) => {
                before.push('.');
                before.push_str(word);
            }
            None => all.push(word.to_owned()),
        }
        was_letter = is_letter;
    }
    all
}

/// Words without those that are the form of a company, wherever but at the beginning they stand.
fn without_forms(all: &[String]) -> Vec<String> {
    static FORMS: OnceLock<Vec<Vec<String>>> = OnceLock::new();
    let forms = FORMS.get_or_init(|| {
        let mut forms: Vec<Vec<String>> = forms().iter().map(|it| words(it.written())).collect();
        forms.sort_by_key(|form| std::cmp::Reverse(form.len()));
        forms
    });
    let mut left = Vec::new();
    let mut at = 0;
    while at < all.len() {
        let mut here = forms.iter().filter(|form| all[at..].starts_with(form));
        if let Some(form) = here.next().filter(|_| at > 0) {
            at += form.len();
        } else {
            left.push(all[at].clone());
            at += 1;
        }
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_may_say_more_than_the_other() {
        for (one, other) in [
            ("Alder", "Alder, fysisk person i näringsverksamhet"),
            ("Alder", "Alder (Ann Ek)"),
            ("Alder UG (haftungsbeschränkt)", "Alder UG"),
            ("Alder Ltd", "Alder Limited"),
            ("Autohaus Alder", "Autohaus Alder e. K."),
            ("The Alder", "Alder"),
            ("Förskolan Alder", "Alder ekonomisk förening"),
            ("FORSKOLAN “ALDER”", "Förskolan Alder ek. för."),
            ("Mueller & Söhne", "Müller und Söhne GmbH"),
            ("Alder-Haus", "Alderhaus"),
            ("WG Alderhof eG", "Wohnungsgenossenschaft Alderhof eG"),
            ("ALT Alder Landtransport", "Alder Landtransport (ALT)"),
        ] {
            assert!(are_called_alike(one, other), "{one} / {other}");
            assert!(are_called_alike(other, one), "{other} / {one}");
        }
        for (one, other) in [
            ("Alder AB", "Birch AB"),
            ("Alder Norge AS", "Alder Sverige AB"),
            ("AB", "Alder AB"),
            ("Alderson", "Alder"),
            ("WG", "Wohnungsgenossenschaft Alderhof eG"),
            ("Alder Bank", "Alder Bakery"),
        ] {
            assert!(!are_called_alike(one, other), "{one} / {other}");
        }
    }

    #[test]
    fn the_fuller_name_has_a_form_or_more_words() {
        for (fuller, other) in [
            ("Alder AB", "Alder (Ann Ek)"),
            ("Alder, enskild firma", "Alder"),
            ("Alder UG (haftungsbeschränkt)", "Alder UG"),
        ] {
            assert!(says_more(fuller, other), "{fuller} / {other}");
            assert!(!says_more(other, fuller), "{other} / {fuller}");
        }
        for (one, other) in [("Alder Ltd", "Alder Limited"), ("Alder", "ALDER")] {
            assert!(!says_more(one, other) && !says_more(other, one), "{one}");
        }
    }
}
