//! The role that stands in brackets behind a name, and what else is said there: `Acme (processor, hosting)`.

use super::basis::numbers_of_articles;
use super::contracts::names_contract;
use super::folding::{find_whole, plain};
use super::party::is_company;
use super::vocabulary::SheetVocabulary;
use crate::rules::wording::vendors::Vendors;

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

/// The role that a part begins with, and the rest of it: of `processor in the USA` the place. What names a contract is told
/// as a whole, and the role of somebody else is none: `subprocessor Northwind LLC`.
pub(super) fn role_of<'p>(
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
