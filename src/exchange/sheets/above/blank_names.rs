//! What stands in the place of a name that is still to be filled in: `[COMPANY LTD]`, `{{company}}`, `XXX`, `YOUR_COMPANY`.

use crate::exchange::sheets::folding::plain;
use crate::exchange::sheets::lists;

/// Signs that what is to be filled in stands between.
const OPENING: [char; 5] = ['[', '<', '‹', '{', '…'];

/// Whether a text holds no name but a place for one.
pub(in crate::exchange::sheets) fn is_blank_name(text: &str) -> bool {
    let bare = text.trim().trim_start_matches(['*', '`', ' ', '_']);
    let first = bare.split([',', '(', '\n']).next().unwrap_or(bare).trim();
    let marked = bare.starts_with(OPENING) || text.trim_start().starts_with("___");
    let letters = || first.chars().filter(|it| it.is_alphabetic());
    let crosses = letters().count() > 1 && letters().all(|it| matches!(it, 'x' | 'X'));
    // A name in a program: `ACME_COMPANY`.
    let constant = first.contains('_')
        && first
            .chars()
            .all(|it| it.is_uppercase() || it == '_' || it.is_ascii_digit());
    // `(Company name, contact)` says what stands there.
    let told = bare.trim_end_matches(['*', '_', ' ', '.']);
    let inside = told.starts_with('(') && told.ends_with(')') && told.matches('(').count() == 1;
    marked || inside || crosses || constant || lists::shipped().blank_names.is(&plain(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_for_a_name_is_no_name() {
        for text in [
            "‹company – fill in›",
            "[COMPANY LTD], reg. no. [REG NO], [ADDRESS]",
            "<Företag AB>, <org.nr>",
            "{{company_name}} (Einzelunternehmer), {{street}}",
            "XXX, S.L.",
            "ACME_COMPANY_NAME",
            "………………, ul. ………",
            "______ Ltd",
            "YOUR COMPANY NAME",
            "_(Razón social, contacto, DPO si aplica.)_",
            "Företagets namn",
        ] {
            assert!(is_blank_name(text), "{text}");
        }
        for text in [
            "Alder Ltd, [address to be added]",
            "Alder Ltd (company no. [tbc])",
            "Xerox AB",
            "Alder [Nordic] AB",
            "(Alder) Nordic (Sweden)",
            "X AB",
        ] {
            assert!(!is_blank_name(text), "{text}");
        }
    }
}
