//! What a record or row may be called: one rule for the form and for import.

/// The most letters of a reference.
const LONGEST_REFERENCE: usize = 32;

/// What the register's own record is called on the command line, whatever reference is stored for it.
pub(crate) const OWN: &str = "register";

/// What it is called where a record that was made before the rule has that word for its reference.
///
/// No reference of today has such a sign in it.
pub(crate) const OWN_OTHERWISE: &str = "@register";

/// Whether a text may be the reference of a record or row: letters, digits, `-`, `_` and `.`, and no hyphen at first, so
/// that a command never takes it for an option; not the register's own name, and not a name that every directory has.
#[must_use]
pub(crate) fn is_reference(text: &str) -> bool {
    let fit = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.');
    !text.is_empty()
        && !text.starts_with('-')
        && !text.eq_ignore_ascii_case(OWN)
        && text.chars().any(|letter| letter != '.')
        && text.chars().all(fit)
        && text.chars().count() <= LONGEST_REFERENCE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_short_words_that_no_command_takes_for_an_option() {
        for good in ["A1", "HR-01", "Å.1_b", "x", &"x".repeat(32)] {
            assert!(is_reference(good), "{good}");
        }
        for bad in [
            "",
            "--help",
            "-x",
            "a b",
            "A1/C2",
            "../../etc/passwd",
            "A1\u{200b}",
            "register",
            "Register",
            ".",
            "..",
            "a\nb",
            &"x".repeat(33),
        ] {
            assert!(!is_reference(bad), "{bad:?}");
        }
    }
}
