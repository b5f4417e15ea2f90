//! Which language a text is in, guessed from its smallest words: lists of one language judge no text of another.
//!
//! The words are data: `assets/rules/stop_words.toml`, those of each language that no sentence goes without.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::tokens::{Plain, Tokens};
use super::word_file::WordFile;

/// A language that lists have words of, by its place among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct TextTongue(u8);

/// The codes of the languages (ISO 639), English first.
const CODES: [&str; 22] = [
    "en", "sv", "de", "fr", "es", "it", "nl", "da", "no", "fi", "pl", "pt", "el", "ro", "cs", "hu",
    "sk", "hr", "sl", "et", "lv", "lt",
];

/// Whether a text is just the code of a language that lists have words of.
#[must_use]
pub(crate) fn is_code(text: &str) -> bool {
    CODES.contains(&text)
}

/// How many more small words another language must have before a word of this one counts for nothing.
const LEAD: i32 = 2;

impl TextTongue {
    /// The language of a code; Norwegian has two written forms.
    #[must_use]
    pub(crate) fn of(code: &str) -> Option<Self> {
        let code = code.split(['-', '_']).next().unwrap_or(code);
        let code = match code {
            "nb" | "nn" => "no",
            code => code,
        };
        let at = CODES.iter().position(|known| *known == code)?;
        u8::try_from(at).ok().map(Self)
    }

    /// English: what its lists say counts in a text of any language.
    pub(crate) const ENGLISH: Self = Self(0);
}

/// How many of a text's words are small words of each language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct TongueGuess([i32; CODES.len()]);

impl TongueGuess {
    /// Counts the small words of a text. What a word of several languages shows is shared between them.
    #[must_use]
    pub(in crate::rules) fn of(tokens: &Tokens) -> Self {
        let mut guess = Self::default();
        let small = small_words();
        for word in tokens.hashes() {
            for tongue in small.get(&word).into_iter().flatten() {
                guess.0[usize::from(tongue.0)] += 1;
            }
        }
        guess
    }

    /// The same where a language is expected. English is what registers say that nobody has asked.
    #[must_use]
    pub(crate) fn expecting(mut self, tongue: Option<TextTongue>) -> Self {
        if let Some(tongue) = tongue.filter(|tongue| *tongue != TextTongue::ENGLISH) {
            self.0[usize::from(tongue.0)] += 1;
        }
        self
    }

    /// Whether a text may be of a language: no other is told to be far likelier.
    #[must_use]
    pub(crate) fn allows(&self, tongue: TextTongue) -> bool {
        let own = self.0[usize::from(tongue.0)];
        tongue == TextTongue::ENGLISH || self.0.iter().all(|other| other - own < LEAD)
    }
}

impl TongueGuess {
    /// Whether no other language is likelier.
    #[must_use]
    pub(crate) fn is_likeliest(&self, tongue: TextTongue) -> bool {
        let own = self.0[usize::from(tongue.0)];
        self.0.iter().all(|other| *other <= own)
    }
}

impl TongueGuess {
    /// Whether a small word of a language stands there, or the language is expected, and no other is likelier.
    #[must_use]
    pub(crate) fn shows(&self, tongue: TextTongue) -> bool {
        self.0[usize::from(tongue.0)] > 0 && self.is_likeliest(tongue)
    }
}

/// Whether a word is a small one of any language.
pub(crate) fn is_small(hash: u64) -> bool {
    small_words().contains_key(&hash)
}

/// The small words, by the hash of each, with the languages that have them.
fn small_words() -> &'static HashMap<u64, Vec<TextTongue>, Plain> {
    static WORDS: OnceLock<HashMap<u64, Vec<TextTongue>, Plain>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let file = WordFile::read(include_str!("../../../assets/rules/stop_words.toml"));
        let mut all: HashMap<u64, Vec<TextTongue>, Plain> = HashMap::default();
        for code in file.keys() {
            let Some(tongue) = TextTongue::of(code) else {
                continue;
            };
            for word in file.words(code) {
                for hash in Tokens::of(word).hashes() {
                    all.entry(hash).or_default().push(tongue);
                }
            }
        }
        all
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guess(text: &str) -> TongueGuess {
        TongueGuess::of(&Tokens::of(text))
    }

    #[test]
    fn a_sentence_is_told_by_its_small_words() {
        for (code, text) in [
            (
                "en",
                "The data are kept for as long as the contract is in force",
            ),
            (
                "sv",
                "Uppgifterna sparas så länge som avtalet gäller och ett år till",
            ),
            (
                "de",
                "Die Daten werden für die Dauer des Vertrags gespeichert",
            ),
            (
                "fr",
                "Les données sont conservées pendant la durée du contrat",
            ),
            (
                "es",
                "Los datos se conservan mientras dure el contrato con el cliente",
            ),
            (
                "it",
                "I dati sono conservati per la durata del contratto con il cliente",
            ),
            (
                "nl",
                "De gegevens worden bewaard zolang het contract van kracht is",
            ),
            (
                "da",
                "Oplysningerne opbevares, så længe aftalen er i kraft, og ikke længere",
            ),
            (
                "no",
                "Opplysningene lagres så lenge avtalen er i kraft, og ikke lenger",
            ),
            (
                "fi",
                "Tietoja säilytetään niin kauan kuin sopimus on voimassa",
            ),
            (
                "pl",
                "Dane są przechowywane przez czas trwania umowy oraz po jej zakończeniu",
            ),
            (
                "hu",
                "Az adatokat csak a szerződés lejártáig, és nem tovább őrizzük meg",
            ),
            (
                "pt",
                "Os dados são conservados enquanto durar o contrato com o cliente",
            ),
        ] {
            let guess = guess(text);
            let tongue = TextTongue::of(code).unwrap();
            assert!(guess.allows(tongue), "{code}: {guess:?}");
            let near: &[&str] = match code {
                "sv" | "da" | "no" => &["sv", "da", "no"],
                "es" | "it" | "pt" | "fr" | "ro" => &["es", "it", "pt", "fr", "ro"],
                "nl" | "de" => &["nl", "de"],
                _ => &[],
            };
            for other in CODES.iter().filter(|it| **it != code && **it != "en") {
                let told = guess.allows(TextTongue::of(other).unwrap());
                assert!(!told || near.contains(other), "{code} {other}: {guess:?}");
            }
        }
    }

    #[test]
    fn one_word_shows_no_language_by_itself_but_the_expected_one_counts() {
        let spanish = TextTongue::of("es");
        let swedish = TextTongue::of("sv").unwrap();
        assert!(guess("Se bilaga").allows(swedish));
        let expected = guess("Se descarta").expecting(spanish);
        assert!(!expected.allows(swedish), "{expected:?}");
        assert!(guess("Se bilaga").expecting(Some(swedish)).allows(swedish));
    }
}
