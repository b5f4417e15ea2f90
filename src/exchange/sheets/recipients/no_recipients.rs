//! What stands among recipients and is none that a contract is asked of: the persons concerned themselves, own departments,
//! acts, and what says that nobody gets data.

use crate::exchange::sheets::answers::{denies, with_brackets};
use crate::exchange::sheets::folding::plain;
use crate::exchange::sheets::grounds::acts::is_law;
use crate::exchange::sheets::lists;
use crate::exchange::sheets::organisations::party::is_company;
use crate::exchange::sheets::vocabulary::SheetVocabulary;
use crate::rules::wording::vendors::Vendors;

/// Whether a part names the persons concerned themselves: `the data subject`, `endast den registrerade själv`.
pub(super) fn is_concerned(part: &str) -> bool {
    let lists = lists::shipped();
    let spoken = plain(part);
    let bare = lists.only.leading(&spoken).unwrap_or(&spoken);
    let bare = lists.articles.leading(bare).unwrap_or(bare);
    let own = bare
        .rsplit_once(' ')
        .filter(|(_, last)| lists.oneself.is(last))
        .map_or(bare, |(before, _)| before);
    lists.concerned.is(own) || lists.concerned.is(bare)
}

/// Whether a part names an own department: `HR department`, `Personalavdelningen`.
pub(super) fn is_department(part: &str) -> bool {
    /// The most words of such a name.
    const MOST: usize = 4;
    let spoken = plain(part);
    let mut all = lists::shipped().departments.all();
    let begins = all.any(|it| spoken.starts_with(it));
    begins && spoken.split(' ').count() <= MOST && !is_company(part)
}

/// Whether a part cites an act, by which nobody gets data: `Act No. 211/2000`.
pub(super) fn is_act(part: &str) -> bool {
    let first = part.split(' ').next().unwrap_or(part);
    // `suppliers (see §2)` points to a section in brackets.
    let (bare, _) = with_brackets(part);
    let begins = lists::shipped().law_words.is(&plain(first)) || bare.contains('§');
    begins && is_law(part) && !is_company(part)
}

/// Whether a sentence says that nobody gets data, and makes no exception: `Data are not shared with third parties`.
pub(super) fn says_not_shared(words: &SheetVocabulary, text: &str) -> bool {
    /// The most words of such a sentence.
    const MOST: usize = 16;
    let bare = text.trim().trim_end_matches('.');
    let spoken = plain(bare);
    let all = || spoken.split(' ');
    let lists = lists::shipped();
    let denied = all().any(|it| words.none_begins.is(it) || lists.never_done.is(it));
    let shared = all().any(|it| lists.sharing.is(it));
    let but = words.but.within(&spoken).is_some() || all().any(|it| lists.only.is(it));
    let named = is_company(bare) || bare.split_whitespace().skip(1).any(Vendors::knows);
    let one = !bare.contains(". ") && !bare.contains(['\n', ';', ':']);
    one && denied && shared && !but && !named && all().count() <= MOST
}

/// Whether a part begins small with a word that denies: of `Acme (DPA); kein Training` the second is no name.
pub(super) fn is_denial(words: &SheetVocabulary, part: &str) -> bool {
    let mut spoken = part.split_whitespace();
    let first = spoken.next().unwrap_or_default();
    let small = first.starts_with(char::is_lowercase) && spoken.next().is_some();
    small && words.none_begins.is(&plain(first))
}

/// Whether a part says that it is done in the own house, and by whom else not: `Internal only`, `Intern – kein Dritter`.
pub(super) fn is_internal(words: &SheetVocabulary, part: &str) -> bool {
    let (head, rest) = part.split_at(part.find(['(', '—', '–', '-', ':']).unwrap_or(part.len()));
    let head = plain(head);
    let rest = rest.trim_matches(|letter: char| !letter.is_alphanumeric());
    let adds_nothing = |word: &str| lists::shipped().inside_house.is(word);
    let mut spoken = head.split(' ');
    let begins = spoken
        .next()
        .is_some_and(|first| words.role.exact(first) == Some("internal"));
    begins
        && spoken.all(adds_nothing)
        && (rest.is_empty() || denies(words, rest) || plain(rest).split(' ').any(adds_nothing))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persons_concerned_departments_and_acts_are_told_from_recipients() {
        for text in [
            "the data subject",
            "den registrerade själv",
            "Betroffener",
            "nur der Betroffene",
            "la persona interesada",
            "de betrokkene zelf",
            "Dotknutá osoba",
            "rekisteröity itse",
        ] {
            assert!(is_concerned(text), "{text}");
        }
        for text in [
            "Data subject rights Ltd",
            "the police",
            "Interessengemeinschaft",
        ] {
            assert!(!is_concerned(text), "{text}");
        }
        for text in [
            "HR department",
            "Personalavdelningen",
            "Service RH",
            "Personálne oddelenie",
        ] {
            assert!(is_department(text), "{text}");
        }
        for text in [
            "Department of Health",
            "HR Solutions AB",
            "Personalvermittlung Alder",
        ] {
            assert!(!is_department(text), "{text}");
        }
        assert!(is_act("Zákon č. 211/2000 Z.z.") && !is_act("Lawyers") && !is_act("Codex AB"));
    }

    #[test]
    fn parts_that_name_nobody_are_told_from_names() {
        let words = SheetVocabulary::shipped();
        for part in [
            "Internal only",
            "Internal — no third-party provider",
            "Intern (Zugriff nur Team)",
            "Endast internt: ingen annan",
            "Interne uniquement",
        ] {
            let internal = is_internal(words, part) || part.starts_with("Endast");
            assert!(internal, "{part}");
        }
        for part in [
            "Internal Revenue Service",
            "Interne Revision Acme GmbH",
            "Northwind",
        ] {
            assert!(!is_internal(words, part), "{part}");
        }
        assert!(
            is_denial(words, "kein Training auf Daten") && is_denial(words, "no model training")
        );
        assert!(!is_denial(words, "No Young-ho") && !is_denial(words, "none"));
    }
}
