//! Who a heading names as the controller or a processor in what stands under it.

use super::folding::plain;
use super::header::{our_role, says_controller};
use super::lists;
use super::party::is_company;

/// Who a heading says to be the controller or a processor in what stands under it: `Registro Acme S.p.A. quale titolare`.
#[must_use]
pub(super) fn named_in_role(heading: &str) -> Option<String> {
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

#[cfg(test)]
mod tests {
    use super::*;

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
