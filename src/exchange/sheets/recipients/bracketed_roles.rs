//! The role that stands in brackets behind a name, and what else is said there: `Acme (processor, hosting)`.

use crate::exchange::sheets::folding::{find_whole, plain};
use crate::exchange::sheets::grounds::basis::numbers_of_articles;
use crate::exchange::sheets::lists;
use crate::exchange::sheets::organisations::contracts::names_contract;
use crate::exchange::sheets::organisations::party::is_company;
use crate::exchange::sheets::vocabulary::SheetVocabulary;
use crate::rules::wording::vendors::Vendors;

/// The code of whoever is responsible together with us.
pub(in crate::exchange::sheets) const JOINT: &str = "joint_controller";

/// The code of whoever processes for somebody else.
pub(in crate::exchange::sheets) const PROCESSOR: &str = "processor";

/// The most words of a role that others follow.
const LONGEST: usize = 3;

/// The role that what stands in brackets behind a name says, and what it says beside that.
pub(super) fn in_brackets<'w>(
    words: &'w SheetVocabulary,
    inside: Option<&str>,
) -> (Option<&'w str>, Option<String>) {
    let told: Vec<&str> = inside
        .into_iter()
        .flat_map(|it| it.split([',', '—', '–', ';']))
        .flat_map(|it| it.split(" - "))
        .map(str::trim)
        .collect();
    let own = (told.iter().enumerate()).find_map(|(at, it)| Some((at, role_of(words, it)?)));
    let mut beside = told.clone();
    if let Some((at, (_, rest))) = own {
        if rest.is_empty() {
            beside.remove(at);
        } else {
            beside[at] = rest;
        }
    }
    // Whoever works under Art. 28 is a processor.
    let of_28 = || inside.filter(|it| find_whole(&numbers_of_articles(it), "28").is_some());
    let role = own.map(|(_, (code, _))| code);
    let role = role.or_else(|| of_28().map(|_| "processor"));
    let beside = (!beside.is_empty() && role.is_some()).then(|| beside.join(", "));
    (role, beside)
}

/// The name that a text begins with and what it says that whoever has it is: `Acme Ltd (processor)`, `Acme as controller`,
/// `Acme Ltd – joint controller`.
pub(in crate::exchange::sheets) fn called_in_role<'t>(
    words: &SheetVocabulary,
    text: &'t str,
) -> Option<(&'t str, &'static str)> {
    let role = |told: &str| {
        let spoken = plain(told);
        let spoken = lists::shipped()
            .in_role_of
            .leading(&spoken)
            .unwrap_or(&spoken);
        let joint = words.role.exact(spoken).filter(|it| *it == JOINT);
        words.activity_role.exact(spoken).or(joint)
    };
    let bare = text.trim().trim_end_matches('.');
    let in_brackets = bare.strip_suffix(')').and_then(|it| it.rsplit_once(" ("));
    let behind_sign = [" – ", " — ", " - ", ", "]
        .into_iter()
        .filter_map(|sign| bare.rsplit_once(sign));
    let behind_word = bare.match_indices(' ').filter_map(|(at, _)| {
        let (name, behind) = (&bare[..at], &bare[at + 1..]);
        let says_so = lists::shipped()
            .in_role_of
            .leading(&plain(behind))
            .is_some();
        says_so.then_some((name, behind))
    });
    let mut told = in_brackets
        .into_iter()
        .chain(behind_sign)
        .chain(behind_word);
    told.find_map(|(name, told)| {
        let code = role(told)?;
        let is_name = name.starts_with(|it: char| !it.is_lowercase());
        is_name.then(|| (name.trim(), code))
    })
}

/// The role that a part begins with, and the rest of it: of `processor in the USA` the place. What names a contract is told
/// as a whole, and the role of somebody else is none: `subprocessor Northwind LLC`.
pub(in crate::exchange::sheets) fn role_of<'p>(
    words: &SheetVocabulary,
    part: &'p str,
) -> Option<(&'static str, &'p str)> {
    let is_end = |letter: char| !letter.is_alphanumeric() && !"-‑'’".contains(letter);
    let ends = part.match_indices(is_end).map(|(at, _)| at);
    let heads: Vec<&str> = ends.map(|at| &part[..at]).take(LONGEST).collect();
    let mut heads = std::iter::once(part).chain(heads.into_iter().rev());
    let code = |head: &str| Some(plain(head)).filter(|it| it.len() > 2);
    let code = |head: &str| code(head).and_then(|spoken| words.role.exact(&spoken));
    let (code, head) = heads.find_map(|head| Some((code(head)?, head)))?;
    let rest = part[head.len()..].trim_start_matches(is_end).trim();
    if rest.is_empty() {
        return Some((code, ""));
    }
    if names_somebody(rest) {
        return None;
    }
    Some((
        code,
        if names_contract(&plain(head)) {
            part
        } else {
            rest
        },
    ))
}

/// Whether a text begins with the name of a company.
fn names_somebody(text: &str) -> bool {
    let ends = text.match_indices(' ').map(|(at, _)| at);
    let mut heads = ends
        .chain([text.len()])
        .take(LONGEST + 1)
        .map(|at| &text[..at]);
    heads.any(|head| {
        head.starts_with(char::is_uppercase) && (is_company(head) || Vendors::knows(head))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_stands_behind_a_name() {
        for (text, told) in [
            ("Acme Ltd (processor)", Some(("Acme Ltd", "processor"))),
            (
                "Norrby kommun (personuppgiftsbiträde)",
                Some(("Norrby kommun", "processor")),
            ),
            ("Acme as processor", Some(("Acme", "processor"))),
            (
                "Musterwerk GmbH als Auftragsverarbeiter",
                Some(("Musterwerk GmbH", "processor")),
            ),
            ("Acme, controller", Some(("Acme", "controller"))),
            ("Acme Ltd – joint controller", Some(("Acme Ltd", JOINT))),
            ("Acme (Nordic)", None),
            ("Acme Ltd (processors of meat)", None),
            ("Processor, Road 3", None),
        ] {
            assert_eq!(
                called_in_role(SheetVocabulary::shipped(), text),
                told,
                "{text}"
            );
        }
    }

    #[test]
    fn what_follows_a_role_in_its_part_is_told_beside_it() {
        for (inside, role, beside) in [
            ("processor", Some("processor"), None),
            ("processor, hosting", Some("processor"), Some("hosting")),
            (
                "processor in the USA",
                Some("processor"),
                Some("in the USA"),
            ),
            ("sous-traitant PCI-DSS", Some("processor"), Some("PCI-DSS")),
            (
                "Auftragsverarbeiter für die Lohnabrechnung",
                Some("processor"),
                Some("für die Lohnabrechnung"),
            ),
            (
                "joint controller for the portal",
                Some("joint_controller"),
                Some("for the portal"),
            ),
            (
                "PUB-avtal saknas",
                Some("processor"),
                Some("PUB-avtal saknas"),
            ),
            ("Ireland; subprocessor Northwind LLC in the US", None, None),
            ("not a processor", None, None),
        ] {
            let (code, rest) = in_brackets(SheetVocabulary::shipped(), Some(inside));
            assert_eq!((code, rest.as_deref()), (role, beside), "{inside}");
        }
    }
}
