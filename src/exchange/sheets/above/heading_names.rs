//! Who a heading names as the controller or a processor in what stands under it.

use crate::exchange::sheets::folding::plain;
use crate::exchange::sheets::lists;
use crate::exchange::sheets::organisations::party::is_company;
use crate::exchange::sheets::table::header::{our_role, says_controller};

/// Who a heading says to be the controller or a processor in what stands under it: `Registro Acme S.p.A. quale titolare`.
#[must_use]
pub(in crate::exchange::sheets) fn named_in_role(heading: &str) -> Option<String> {
    let behind = heading.rsplit([':', '–', '—']).next().unwrap_or(heading);
    let words: Vec<&str> = behind.split_whitespace().collect();
    let said = |at: usize| {
        let rest = plain(&words[at..].join(" "));
        lists::shipped().in_role_of.leading(&rest).is_some()
    };
    let at = (1..words.len()).find(|at| said(*at))?;
    let role = words[at..].join(" ");
    our_role(&role).or_else(|| says_controller(&role).then_some("controller"))?;
    let skipped = words
        .iter()
        .take(at)
        .take_while(|word| lists::shipped().registers.is(&plain(word)))
        .count();
    let name = words.get(skipped..at)?.join(" ");
    // Other words with a capital may be what the part is called: `Part A`, `HR`, `Verarbeitungen`.
    is_company(&name).then_some(name)
}

/// The company that a title ends with, whose register it is: `Verzeichnis der Alder GmbH`.
pub(in crate::exchange::sheets) fn company_in_title(title: &str) -> Option<String> {
    let lists = lists::shipped();
    let title = title.trim();
    let words: Vec<&str> = title.split_whitespace().collect();
    let is_own = |at: usize| {
        let word = words[at].trim_end_matches(',');
        let capital = word.starts_with(|it: char| it.is_uppercase() || it.is_ascii_digit());
        let joins = word == "&" || (lists.joins.is(&plain(word)) && at > 0);
        (capital || joins) && !lists.registers.is(&plain(word))
    };
    let ends = |at: usize| words[at].ends_with([':', '–', '—', '-']);
    let mut from = words.len();
    while from > 0 && (is_own(from - 1) || from == words.len()) && !ends(from - 1) {
        from -= 1;
    }
    let name = words.get(from..)?.join(" ");
    let begins = name.starts_with(char::is_uppercase);
    (begins && is_company(&name)).then_some(name)
}

/// The company whose register a line is the title of: `Register of processing of Alder Ltd`.
pub(super) fn company_of_register(line: &str) -> Option<String> {
    let spoken = plain(line);
    let mut words = spoken.split(' ');
    let names = words.any(|word| lists::shipped().registers.is(word));
    company_in_title(line).filter(|_| names)
}

/// What a title calls the register behind its last dash, in few words with a capital: `Records of processing — Alder`.
pub(in crate::exchange::sheets) fn called_in_title(title: &str) -> Option<&str> {
    /// The most words of such a name.
    const MOST: usize = 3;
    let mut signs = [" — ", " – ", ": "].into_iter();
    let (before, name) = signs.find_map(|sign| title.rsplit_once(sign))?;
    let of_register = plain(before)
        .split(' ')
        .any(|word| lists::shipped().registers.is(word));
    let words = name.split_whitespace();
    let brief = words.clone().count() <= MOST;
    let capitals = words
        .into_iter()
        .all(|it| it.starts_with(char::is_uppercase));
    (of_register && brief && capitals).then(|| name.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_names_whose_register_it_is() {
        for (title, name) in [
            ("Verzeichnis der Alder GmbH", Some("Alder GmbH")),
            ("Behandlingsregister Alder & Ek AB", Some("Alder & Ek AB")),
            ("Records of processing – Alder Ltd", Some("Alder Ltd")),
            ("Records of processing activities", None),
            ("Register", None),
        ] {
            assert_eq!(company_in_title(title).as_deref(), name, "{title}");
        }
        assert_eq!(
            called_in_title("Registro de actividades — Lexia"),
            Some("Lexia")
        );
        assert_eq!(called_in_title("Lexia — the shop"), None);
    }

    #[test]
    fn a_heading_names_who_we_are_under_it() {
        for (heading, name) in [
            ("Registro Acme S.p.A. quale titolare", Some("Acme S.p.A.")),
            (
                "Del 1 – Norrby AB som personuppgiftsansvarig",
                Some("Norrby AB"),
            ),
            ("Part B: Acme Ltd as processor", Some("Acme Ltd")),
            ("Processing activities as controller", None),
            ("Teil A als Verantwortlicher", None),
            ("Register som personuppgiftsansvarig", None),
            ("Behandling som rör anställda", None),
            ("HR as controller", None),
            ("GDPR Art. 30 register as controller", None),
            ("VVT als Verantwortlicher", None),
            ("RGPD comme sous-traitant", None),
            ("Activities of the NGO as controller", None),
            ("Part 1 (ROPA) as controller", None),
        ] {
            assert_eq!(named_in_role(heading).as_deref(), name, "{heading}");
        }
    }
}
