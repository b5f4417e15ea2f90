//! What a cell says before it is known what is asked: nothing, *none*, that it is still open, yes or no, a list.
//!
//! | to change | go to |
//! | --- | --- |
//! | the entries of a list | [`entries`] |
//! | codes by what they are called, here and by this program itself | [`labels`]; `own_labels` |
//! | what says that there is none, and what becomes of such a cell | `denials`, `denied` |
//! | days | `days` |

pub(super) mod days;
pub(super) mod denials;
pub(super) mod denied;
pub mod entries;
pub mod labels;
pub(super) mod own_labels;

use std::borrow::Cow;
use std::sync::OnceLock;

use crate::domain::language::Language;
use crate::exchange::sheets::folding::{find_whole, plain};
use crate::exchange::sheets::lists;
use crate::exchange::sheets::vocabulary::SheetVocabulary;
use crate::words::Words;

/// How much a cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stance {
    /// Nothing: it is empty, or a dash.
    Blank,
    /// That there is none.
    None,
    /// That it is not known yet.
    Open,
    /// Something.
    Said,
}

/// What is answered to a question of yes or no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YesNo {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Neither.
    Unclear,
    /// That it may be.
    MayBe,
}

/// How much a text says.
#[must_use]
pub fn stance(words: &SheetVocabulary, text: &str) -> Stance {
    let text = text.trim();
    if !text
        .chars()
        .any(|letter| letter.is_alphanumeric() || "?✓✔☑☒☐".contains(letter))
    {
        return if has_gap(text) {
            Stance::Open
        } else {
            Stance::Blank
        };
    }
    let plain = plain(text);
    if (words.none.is(&plain) || is_none_sentence(words, &plain)) && !are_codes(text) {
        return Stance::None;
    }
    let only_marks = text.chars().all(|letter| matches!(letter, '?' | ' ' | '.'));
    if only_marks || words.placeholder.is(&plain) || has_gap(text) || is_choice(words, text) {
        return Stance::Open;
    }
    Stance::Said
}

/// The reason that a cell of a table of this program gives for what is none, in any of its languages: “None: no recipients”.
#[must_use]
pub fn stated_none(text: &str) -> Option<&str> {
    static BEGINS: OnceLock<Vec<(String, String)>> = OnceLock::new();
    let begins = BEGINS.get_or_init(|| {
        let languages = Language::ALL.iter();
        let words = languages.filter_map(|language| Words::load(*language).ok());
        let parts = words.map(|words| {
            let whole = words.fill("answer.none_because", &[("reason", "\n")]);
            let (before, after) = whole.split_once('\n').unwrap_or((&whole, ""));
            (before.to_owned(), after.to_owned())
        });
        parts.filter(|(before, _)| !before.is_empty()).collect()
    });
    let text = text.trim();
    let reasons = begins.iter().find_map(|(before, after)| {
        text.strip_prefix(before.as_str())?
            .strip_suffix(after.as_str())
    });
    reasons.map(str::trim).filter(|reason| !reason.is_empty())
}

/// Whether a text says first of all that there is none, whatever follows: `None — not required`, `Not appointed (small)`.
#[must_use]
pub fn denies(words: &SheetVocabulary, text: &str) -> bool {
    let is_end = |letter: char| ".;:,–—(\n".contains(letter);
    // All of it may stand in brackets or in italics: `*(not appointed)*`.
    let text = text.trim().trim_start_matches(['*', '_', '(', '[', ' ']);
    let clause = text.split(is_end).next().unwrap_or(text);
    let clause = clause.split(" - ").next().unwrap_or(clause).trim();
    let mut spoken = clause.split_whitespace();
    let begins = spoken
        .next()
        .is_some_and(|first| words.none_begins.is(&plain(first)));
    // A name may begin like one of those words: `No Young-ho`. What is all capitals is short for something: `No DPO`.
    let goes_on = spoken.next().is_none_or(|second| {
        let mut letters = second.chars();
        let small = letters.next().is_some_and(char::is_lowercase);
        let mut rest = letters.filter(|letter| letter.is_alphabetic()).peekable();
        small || (rest.peek().is_some() && rest.all(char::is_uppercase))
    });
    let short = text.len() <= 8 && words.none.is(&plain(text));
    if are_codes(text) {
        return false;
    }
    short || words.none.is(&plain(clause)) || (begins && goes_on)
}

/// What follows a text's first clause where that says that there is none, and nothing that follows limits it or leaves it
/// open: `None (all servers stand in the Union)`, `Aucun — hébergement local`. Nothing but words of *none* has nothing behind.
#[must_use]
pub fn none_explained<'t>(words: &SheetVocabulary, text: &'t str) -> Option<&'t str> {
    let text = text.trim().trim_matches(['*', '_']);
    let is_end = |(_, letter): &(usize, char)| ".;:,–—(\n".contains(*letter);
    let end = text.char_indices().find(is_end).map(|(at, _)| at);
    let dash = text.find(" - ");
    let end = [end, dash]
        .into_iter()
        .flatten()
        .min()
        .unwrap_or(text.len());
    let clause = plain(&text[..end]);
    let all_none = |clause: &str| {
        let mut spoken = clause.split(' ').peekable();
        let begins = spoken
            .peek()
            .is_some_and(|first| words.none_begins.is(first));
        let adds_nothing = |word: &str| {
            words.none_begins.is(word) || words.none_topics.is(word) || words.none_fillers.is(word)
        };
        begins && spoken.all(adds_nothing)
    };
    if clause.is_empty() || are_codes(text) || !(words.none.is(&clause) || all_none(&clause)) {
        return None;
    }
    let rest = text[end..].trim();
    let said = plain(rest);
    let asked = said.split(' ').next().unwrap_or_default();
    let open = text.contains('?')
        || lists::shipped().to_confirm.is(asked)
        || words.but.within(&said).is_some()
        || words.may_be.within(&said).is_some()
        || words.unclear.within(&said).is_some()
        || (words.placeholder.all()).any(|it| it.len() > 3 && find_whole(&said, it).is_some())
        || has_gap(rest);
    (!open).then_some(rest)
}

/// Whether a text says first of all that it is still to be filled in, whatever it adds on its line: `TODO: confirm the
/// name`, `To be defined (e.g. 2 years)`.
#[must_use]
pub fn begins_open(words: &SheetVocabulary, text: &str) -> bool {
    let text = text.trim().trim_matches(['*', '_']);
    let ends = ["(", ":", "—", "–", " - ", ". "];
    let first = ends
        .iter()
        .filter_map(|end| text.split_once(end))
        .map(|(first, _)| first);
    let Some(first) = first.min_by_key(|first| first.len()) else {
        // `To be filled in by the controller`
        let spoken = plain(text);
        let rest = words.placeholder.leading(&spoken);
        let by = rest.and_then(|rest| rest.split(' ').next());
        let brief = spoken.split(' ').count() <= BY_WHOM;
        return brief && by.is_some_and(|by| lists::shipped().by_whom.is(by));
    };
    !text.contains('\n') && is_placeholder(words, first)
}

/// Whether a text is codes of countries and nothing else: `NO, SE` names Norway and Sweden.
fn are_codes(text: &str) -> bool {
    let parts = text.split([',', ';', '/', ' ']).filter(|it| !it.is_empty());
    let (codes, others): (Vec<&str>, Vec<&str>) =
        parts.partition(|it| it.len() == 2 && it.bytes().all(|byte| byte.is_ascii_uppercase()));
    codes.len() > 1 && others.is_empty()
}

/// The most words of what says by whom it is still to be filled in.
const BY_WHOM: usize = 9;

/// Whether a heading says that what stands under it is no processing: `No processing by us`.
#[must_use]
pub fn denies_processing(words: &SheetVocabulary, heading: &str) -> bool {
    let spoken = plain(heading);
    let all: Vec<&str> = spoken.split(' ').collect();
    let processing = |word: &&str| lists::shipped().processing.is(word);
    let is_no = |word: &str| words.none_begins.is(word) && !words.without.is(word);
    let mut pairs = all.windows(2);
    pairs.any(|pair| is_no(pair[0]) && processing(&pair[1]))
}

/// Whether a short text begins with what is still waited for: `Pending final confirmation`.
#[must_use]
pub fn waits(text: &str) -> bool {
    /// The most words of such a text.
    const MOST: usize = 8;
    let spoken = plain(text);
    let count = spoken.split(' ').count();
    let begins = |it: &str| {
        let rest = spoken.strip_prefix(it);
        rest.is_some_and(|rest| rest.starts_with(' '))
    };
    (2..=MOST).contains(&count) && lists::shipped().waiting.all().any(begins)
}

/// Whether a text offers yes and no, and nobody chose: `ja / nee`.
fn is_choice(words: &SheetVocabulary, text: &str) -> bool {
    let Some((one, other)) = text.split_once(['/', '|']) else {
        return false;
    };
    let (one, other) = (plain(one), plain(other));
    let is_word = one.len() > 1 && other.len() > 1;
    let opposite = |one: &str, other: &str| words.yes.is(one) && words.no.is(other);
    is_word && (opposite(&one, &other) || opposite(&other, &one))
}

/// Whether a text is words for what is to be filled in; a sign or an abbreviation of few letters may be something else.
fn is_placeholder(words: &SheetVocabulary, text: &str) -> bool {
    let plain = plain(text);
    plain.len() > 2 && words.placeholder.is(&plain)
}

/// The most words of a placeholder that others follow: the rest of a long text is not held against them.
const LONGEST_PLACEHOLDER: usize = 6;

/// A text without what is to be filled in inside brackets: `Logs: [TO BE COMPLETED — e.g. 12 months]` says no period.
#[must_use]
pub fn without_gaps<'t>(words: &SheetVocabulary, text: &'t str) -> Cow<'t, str> {
    let mut out = Cow::Borrowed(text);
    for (open, close) in [('[', ']'), ('<', '>'), ('‹', '›'), ('{', '}'), ('(', ')')] {
        let mut from = 0;
        while let Some(start) = out[from..].find(open).map(|at| from + at) {
            let Some(end) = out[start..].find(close).map(|at| start + at) else {
                break;
            };
            let inside = &out[start + open.len_utf8()..end];
            let spoken = plain(inside);
            let words_of = spoken
                .match_indices(' ')
                .map(|(at, _)| &spoken[..at])
                .take(LONGEST_PLACEHOLDER);
            let is_open = words_of
                .chain([spoken.as_str()])
                .any(|it| is_placeholder(words, it));
            if is_open {
                out.to_mut()
                    .replace_range(start..end + close.len_utf8(), "");
                from = start;
            } else {
                from = end + close.len_utf8();
            }
        }
    }
    out
}

/// Whether a text is nothing but words that tell what is to be filled in: `[Name of the controller]`, `{{ owner }}`.
fn is_template(text: &str) -> bool {
    let bare = text.trim_matches(['*', '_', ' ', '.', '`']);
    let between = |open: &str, close: &str| {
        let inside = bare
            .strip_prefix(open)
            .and_then(|rest| rest.strip_suffix(close));
        inside.is_some_and(|inside| {
            let others = inside.contains(open) || inside.contains(close);
            let is_value = inside.contains(['@', '"', '\'']) || inside.contains("://");
            !others && !is_value && inside.chars().any(char::is_alphabetic)
        })
    };
    between("[", "]")
        || between("[[", "]]")
        || between("{{", "}}")
        || between("<", ">")
        || between("‹", "›")
}

/// Whether a text has a gap to be filled in: `[X] mnd`, `___`, `<name>`, `...`.
fn has_gap(text: &str) -> bool {
    let between = |open: char, close: char| {
        let inside = text
            .split_once(open)
            .and_then(|(_, rest)| rest.split_once(close));
        inside.is_some_and(|(inside, _)| {
            let inside = inside.trim();
            let blank = inside.chars().all(|it| !it.is_alphanumeric());
            // `items[]` is a name in a program.
            let of_name = text
                .split_once(open)
                .is_some_and(|(before, _)| before.ends_with(char::is_alphanumeric));
            (blank && !of_name)
                || inside.eq_ignore_ascii_case("x")
                || inside.eq_ignore_ascii_case("xx")
        })
    };
    text.contains("___")
        || is_template(text)
        || between('[', ']')
        || between('<', '>')
        || text == "..."
        || text == "…"
}

/// Whether a sentence says *none* and nothing else: each of its words is known to add nothing.
fn is_none_sentence(words: &SheetVocabulary, plain: &str) -> bool {
    let (mut begins, mut topic) = (false, false);
    let all = plain.split(' ').all(|word| {
        let begin = words.none_begins.is(word);
        let about = words.none_topics.is(word);
        begins |= begin;
        topic |= about;
        begin || about || words.none_fillers.is(word)
    });
    all && begins && topic
}

/// The answer of yes or no that a text begins with, and what it says beside it.
#[must_use]
pub fn yes_or_no<'t>(words: &SheetVocabulary, text: &'t str) -> Option<(YesNo, &'t str)> {
    let text = text.trim();
    let whole = plain(text);
    if text.is_empty() || are_codes(text) {
        return None;
    }
    let of = |plain: &str| {
        if words.yes.is(plain) {
            Some(YesNo::Yes)
        } else if words.no.is(plain) {
            Some(YesNo::No)
        } else if words.may_be.is(plain) {
            Some(YesNo::MayBe)
        } else if words.unclear.is(plain) {
            Some(YesNo::Unclear)
        } else {
            None
        }
    };
    let sign = match text.chars().next() {
        Some('✓' | '✔' | '☑' | '☒') => Some(YesNo::Yes),
        Some('☐') => Some(YesNo::No),
        _ => None,
    };
    if let Some(sign) = sign {
        let mut letters = text.chars();
        letters.next();
        return Some((sign, letters.as_str().trim()));
    }
    if let Some(answer) = of(&whole) {
        return Some((answer, ""));
    }
    // A day may stand right behind it: `J 2023-08-14`.
    if let Some((word, day)) = text.split_once(' ')
        && let Some(answer) = of(&plain(word))
        && begins_with_day(day)
    {
        return Some((answer, day.trim()));
    }
    // A sign must stand between the word and what is added: "No longer done" is no answer.
    let cuts = text
        .char_indices()
        .filter(|(_, letter)| ",;:.-–—(/\n".contains(*letter));
    for (at, letter) in cuts.take(2) {
        if let Some(answer) = of(&plain(&text[..at])) {
            let rest = &text[at + letter.len_utf8()..];
            let rest = rest
                .trim()
                .trim_start_matches([',', ';', ':', '.', '-', '–', '—'])
                .trim();
            let rest = if letter == '(' {
                rest.strip_suffix(')').unwrap_or(rest)
            } else {
                rest
            };
            return Some((answer, rest));
        }
    }
    None
}

/// Whether a cell says that its question does not apply, and nothing else: `N/A`.
#[must_use]
pub fn does_not_apply(text: &str) -> bool {
    lists::shipped().inapplicable.is(&plain(text))
}

/// Whether a text begins with a day in figures, or with a year.
fn begins_with_day(text: &str) -> bool {
    /// The fewest figures of a day.
    const FEWEST: usize = 4;
    let first = text.split_whitespace().next().unwrap_or_default();
    let digits = first.bytes().filter(u8::is_ascii_digit).count();
    let signs = |it: char| it.is_ascii_digit() || "-./".contains(it);
    digits >= FEWEST && first.chars().all(signs)
}

/// A text as it reads in a paragraph: bars between its parts are semicolons.
#[must_use]
pub fn as_prose(text: &str) -> std::borrow::Cow<'_, str> {
    if text.contains('|') {
        let parts = text
            .split('|')
            .map(str::trim)
            .filter(|part| !part.is_empty());
        return parts.collect::<Vec<_>>().join("; ").into();
    }
    text.into()
}

/// A line without the bullet or number in front of it.
#[must_use]
pub fn without_mark(line: &str) -> &str {
    let line = line.trim();
    for bullet in ["- ", "– ", "* ", "+ ", "-\t"] {
        if let Some(rest) = line.strip_prefix(bullet) {
            return rest.trim();
        }
    }
    numbered(line).map_or(line, |(_, rest)| rest)
}

/// The number in front of a line and what follows: `1: 5 years`, `2) …`, `3. …`.
#[must_use]
pub fn numbered(line: &str) -> Option<(u32, &str)> {
    let line = line.trim();
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > 2 {
        return None;
    }
    let rest = line[digits..].strip_prefix([':', ')', '.'])?;
    // `1.5 years` and `7.10` are numbers of their own, `6. cikk` and `7. §` are of a law. What begins with a capital stands
    // first in its line: `1. Člen výboru`, a member.
    let first = rest.split_whitespace().next().unwrap_or_default();
    let goes_on = first.starts_with(char::is_lowercase);
    let of_a_law =
        first.starts_with('§') || (goes_on && lists::shipped().provisions.is(&plain(first)));
    if rest.starts_with(|letter: char| letter.is_ascii_digit()) || first.is_empty() || of_a_law {
        return None;
    }
    Some((line[..digits].parse().ok()?, rest.trim()))
}

/// A text without what stands in brackets at its end, and that: `Salesforce (processor)`.
#[must_use]
pub fn with_brackets(text: &str) -> (&str, Option<&str>) {
    let text = text.trim();
    let cut = text
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once('('))
        .filter(|(name, _)| !name.trim().is_empty());
    match cut {
        Some((name, inside)) => (name.trim(), Some(inside.trim())),
        None => (text, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_an_article_is_none_of_a_list() {
        for item in ["Payroll", "Člen výboru", "Pants"] {
            assert_eq!(numbered(&format!("6. {item}")), Some((6, item)));
        }
        for text in ["6. cikk (1) b)", "7. § 2 mom", "3. luku", "1.5 years"] {
            assert_eq!(numbered(text), None, "{text}");
        }
    }

    #[test]
    fn a_no_that_is_still_to_be_confirmed_is_no_answer() {
        let words = SheetVocabulary::shipped();
        for text in [
            "None (confirm the region)",
            "Keine (prüfen!)",
            "Aucun – à confirmer",
            "Ninguno (verificar)",
        ] {
            assert_eq!(none_explained(words, text), None, "{text}");
        }
        assert_eq!(
            none_explained(words, "None (all servers are here)"),
            Some("(all servers are here)")
        );
    }

    #[test]
    fn a_heading_may_say_that_nothing_under_it_is_processed() {
        let words = SheetVocabulary::shipped();
        for text in [
            "2. Géén verwerking door Acme",
            "No processing",
            "Keine Verarbeitung durch uns",
            "Nessun trattamento",
            "Data that are not processed",
            "Ingen behandling",
        ] {
            assert!(denies_processing(words, text), "{text}");
        }
        for text in [
            "Processing",
            "Processing without a contract",
            "No. 4 Processing of pay",
            "Not yet reviewed",
        ] {
            assert!(!denies_processing(words, text), "{text}");
        }
    }

    #[test]
    fn what_is_to_be_filled_in_says_nothing_else() {
        let words = SheetVocabulary::shipped();
        for open in [
            "TODO: confirm the name",
            "à compléter (raison sociale)",
            "Pendiente. Se definirá con la asesoría",
            "**TBD** — see the ticket",
        ] {
            assert!(begins_open(words, open), "{open}");
        }
        for said in [
            "Acme Ltd (to be confirmed)",
            "Do: the work",
            "2 years (TBC)",
            "TODO: a\nb: 2 years",
        ] {
            assert!(!begins_open(words, said), "{said}");
        }
        for (text, rest) in [
            (
                "Logs: [TO BE COMPLETED — e.g. 12 months] then erased",
                "Logs:  then erased",
            ),
            ("10 years (to be confirmed)", "10 years "),
            ("Kept [6 months] (see annex)", "Kept [6 months] (see annex)"),
        ] {
            assert_eq!(without_gaps(words, text), rest);
        }
    }

    #[test]
    fn only_a_word_of_none_is_none() {
        let words = SheetVocabulary::shipped();
        for none in [
            "None.",
            "N/A",
            "nil",
            "Keine",
            "n.v.t.",
            "Ej tillämpligt",
            "Néant",
            "ei",
            "Ingen överföring till tredje land sker.",
            "No transfers outside the EEA",
            "Es findet keine Übermittlung in Drittländer statt.",
            "Aucun transfert hors UE",
        ] {
            assert_eq!(stance(words, none), Stance::None, "{none}");
        }
        for blank in ["", " ", "-", "–", "./.", "...".trim_matches('.'), "--"] {
            assert_eq!(stance(words, blank), Stance::Blank, "{blank}");
        }
        for open in [
            "?",
            "TBD",
            "à définir",
            "[X] mnd",
            "zu prüfen",
            "___",
            "???",
        ] {
            assert_eq!(stance(words, open), Stance::Open, "{open}");
        }
        for said in [
            "No transfers, except to the parent",
            "None of the above apart from HMRC",
            "Ingen överföring till tredje land utom USA",
            "Keine, aber geplant",
            "India",
        ] {
            assert_eq!(stance(words, said), Stance::Said, "{said}");
        }
    }

    #[test]
    fn a_choice_that_is_not_made_is_open_and_what_is_waited_for_waits() {
        let words = SheetVocabulary::shipped();
        for text in ["ja / nee", "nee/ja", "Yes | No", "oui / non"] {
            assert_eq!(stance(words, text), Stance::Open, "{text}");
        }
        for text in ["ja / Acme", "n/a", "no / none"] {
            assert_ne!(stance(words, text), Stance::Open, "{text}");
        }
        assert!(denies(words, "*(no designado — ver §5)*") && denies(words, "(none)"));
        assert!(!denies(words, "*(Northwind, no. 3)*"));
        assert!(waits("Pending final confirmation") && waits("En attente de la décision"));
        assert!(!waits("Pending") && !waits("Depending on the contract"));
    }

    #[test]
    fn none_may_be_explained_but_not_limited() {
        let words = SheetVocabulary::shipped();
        for (text, rest) in [
            ("None (EU infrastructure)", "(EU infrastructure)"),
            ("Aucun — hébergement local", "— hébergement local"),
            ("nessuno (region eu-central-1)", "(region eu-central-1)"),
            ("Keine; Verarbeitung in der EU", "; Verarbeitung in der EU"),
            ("Nessuno per scelta progettuale", ""),
            ("None by design", ""),
        ] {
            assert_eq!(none_explained(words, text), Some(rest), "{text}");
        }
        for text in [
            "None (except support from India)",
            "Non (sauf sauvegarde)",
            "None (to be confirmed)",
            "None of the above apart from HMRC",
            "No longer done",
            "Keine, aber geplant",
            "Northwind (hosting)",
            "Aucun ? (local)",
        ] {
            assert_eq!(none_explained(words, text), None, "{text}");
        }
    }

    #[test]
    fn yes_and_no_may_have_a_comment() {
        let words = SheetVocabulary::shipped();
        for (text, answer) in [
            ("Ja, hälsa", Some((YesNo::Yes, "hälsa"))),
            (
                "Yes – Microsoft (DPF)",
                Some((YesNo::Yes, "Microsoft (DPF)")),
            ),
            ("Nej", Some((YesNo::No, ""))),
            ("oui (CNIL)", Some((YesNo::Yes, "CNIL"))),
            ("Kan förekomma", Some((YesNo::MayBe, ""))),
            ("J 2023-08-14", Some((YesNo::Yes, "2023-08-14"))),
            ("J 20 personer", None),
            ("No longer done", None),
            ("Janssen AB", None),
            ("FALSE", Some((YesNo::No, ""))),
        ] {
            assert_eq!(yes_or_no(words, text), answer, "{text}");
        }
    }
}
