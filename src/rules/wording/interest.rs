//! Whether words say which legitimate interest something is for, and not only that there is one. The words are data,
//! `assets/rules/interest_told.toml`.

use std::sync::OnceLock;

use serde::Deserialize;

use super::sentence::sentences;
use crate::domain::text::fold;

const SHIPPED: &str = include_str!("../../../assets/rules/interest_told.toml");

/// The shortest word that says something of its own.
const SHORTEST: usize = 4;

/// The words, folded.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct InterestWords {
    /// How words for an interest are spelled.
    names: Vec<String>,
    /// How the basis is cited.
    cited: Vec<String>,
    /// What leads from the interest to what it is.
    leads: Vec<String>,
    /// How words begin that say nothing of it.
    empty: Vec<String>,
    /// By which an interest is called one of a municipality or an authority.
    of_authorities: Vec<String>,
}

impl InterestWords {
    /// The shipped words. A file that is no TOML would leave none; a test keeps that from happening.
    fn shipped() -> &'static Self {
        static WORDS: OnceLock<InterestWords> = OnceLock::new();
        WORDS.get_or_init(|| toml::from_str(SHIPPED).unwrap_or_default())
    }

    /// Whether words say anything of their own.
    fn say_something(&self, words: &str) -> bool {
        self.own_words(words) > 0
    }

    /// How many words say something of their own.
    fn own_words(&self, words: &str) -> usize {
        /// A longer rest is a word of its own, as in `Unternehmenskommunikation`.
        const ENDING: usize = 7;
        let words = words.split(|letter: char| !letter.is_alphabetic());
        let own = words.filter(|word| {
            let is_form = |rest: &str| rest.len() <= ENDING;
            let mut begins = self.empty.iter();
            let mut empty = || begins.any(|it| word.strip_prefix(it.as_str()).is_some_and(is_form));
            word.chars().count() >= SHORTEST && !empty()
        });
        own.count()
    }

    /// Whether what stands behind the name of the basis says which interest it is.
    fn tell(&self, behind: &str) -> bool {
        /// So many words tell by themselves, where nothing leads to them.
        const ENOUGH: usize = 2;
        let words = behind.trim_start_matches(|letter: char| !letter.is_alphabetic());
        let leads = self.leads.iter().any(|lead| {
            let led = words.strip_prefix(lead.as_str());
            led.is_some_and(|led| led.starts_with(' '))
        });
        let parted = behind.find([':', '-', '–', '—', '(', ',']);
        let parted = parted.and_then(|at| behind.get(at..));
        // Where the basis is named once more, what stands behind that tells.
        let again = self.names.iter().any(|name| behind.contains(name));
        !again
            && (parted.is_some_and(|rest| self.say_something(rest))
                || leads && self.say_something(behind)
                || self.own_words(words) >= ENOUGH)
    }
}

/// Whether the words that a purpose was recorded from say which interest it is, behind the name of the basis: after a
/// colon, a dash or in brackets, or after a word that leads to it.
pub(in crate::rules) fn tells_the_interest(text: &str) -> bool {
    let shipped = InterestWords::shipped();
    let folded = fold(text);
    // The word itself goes on to its end, and another basis begins behind a semicolon or a plus sign.
    let behind = |at: usize| {
        let rest = folded.get(at..)?.trim_start_matches(char::is_alphabetic);
        let rest = rest.split([';', '+']).next()?;
        // Another basis may stand in the next line, too.
        let another = rest.match_indices('\n').find(|(at, _)| {
            let next = rest[at + 1..].trim_start_matches(['-', '*', '•', ' ']);
            next.starts_with("art") || next.starts_with('6')
        });
        Some(another.map_or(rest, |(at, _)| &rest[..at]))
    };
    let mut names = shipped.names.iter().chain(&shipped.cited);
    names.any(|name| {
        let mut places = folded.match_indices(name.as_str());
        places.any(|(at, _)| behind(at + name.len()).is_some_and(|rest| shipped.tell(rest)))
    })
}

/// Whether words call the legitimate interest one of a municipality or an authority: `kommunens berättigade intresse`.
pub(in crate::rules) fn is_of_an_authority(text: &str) -> bool {
    let shipped = InterestWords::shipped();
    let folded = fold(text);
    sentences(&folded).any(|sentence| {
        let holds = |list: &[String]| list.iter().any(|it| sentence.contains(it.as_str()));
        holds(&shipped.names) && holds(&shipped.of_authorities)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interest_is_told_in_slovak_and_czech() {
        for (told, not) in [
            (
                "oprávnený záujem (vedenie majetkovej evidencie)",
                "oprávnený záujem prevádzkovateľa",
            ),
            (
                "Oprávněný zájem: kontrola vstupu",
                "Oprávněný zájem správce",
            ),
        ] {
            assert!(tells_the_interest(told), "{told}");
            assert!(!tells_the_interest(not), "{not}");
        }
    }

    #[test]
    fn an_interest_may_be_called_one_of_an_authority() {
        for text in [
            "Kommunens berättigade intresse (art. 6.1 f)",
            "Berechtigtes Interesse der Gemeinde",
            "The council's legitimate interest",
            "Kunnan oikeutettu etu (6.1 f)",
        ] {
            assert!(is_of_an_authority(text), "{text}");
        }
        for text in [
            "Berättigat intresse. Kommunens invånare är mottagare",
            "Legitimate interest",
            "The council's task",
        ] {
            assert!(!is_of_an_authority(text), "{text}");
        }
    }

    #[test]
    fn an_interest_is_told_by_what_stands_behind_its_name() {
        for text in [
            "Legitimate interest: keeping our network secure",
            "Berechtigtes Interesse (Betrugsprävention)",
            "Art. 6(1)(f) - fraud prevention",
            "Berättigat intresse att förebygga stölder",
            "Art. 6 (1)(b) DSGVO, Art. 6 (1)(f) (Accountsicherheit)",
            "uzasadniony interes organizacji pracy i obsady zespołów",
        ] {
            assert!(tells_the_interest(text), "{text}");
        }
        for text in [
            "Legitimate interest",
            "Berättigat intresse (artikel 6.1 f)",
            "Art. 6(1)(f) GDPR",
            "Consent; legitimate interest",
            "Art. 6 Abs. 1 lit. f DSGVO\nArt. 6 Abs. 1 lit. c DSGVO (falls erforderlich)",
            "Artikel 6.1 f\n- Artikel 6.1 c (bokföring)",
        ] {
            assert!(!tells_the_interest(text), "{text}");
        }
    }
}
