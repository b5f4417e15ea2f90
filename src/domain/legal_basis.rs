//! The legal bases that the program itself asks about, by their codes, and whether a purpose rests on one (Arts. 6(1), 9(2)).

use super::records::Purpose;

/// Consent.
pub const CONSENT: &str = "6-1-a";
/// A contract with the person.
pub const CONTRACT: &str = "6-1-b";
/// A legal obligation of the controller.
pub const LEGAL_OBLIGATION: &str = "6-1-c";
/// A task in the public interest, or official authority.
pub const PUBLIC_TASK: &str = "6-1-e";
/// Legitimate interests.
pub const LEGITIMATE_INTERESTS: &str = "6-1-f";
/// Explicit consent to the processing of special categories of data.
pub const EXPLICIT_CONSENT: &str = "9-2-a";

impl Purpose {
    /// Whether it rests on a legal basis, alone or with others.
    #[must_use]
    pub fn rests_on(&self, basis: &str) -> bool {
        self.legal_bases.iter().any(|code| code == basis)
    }
}
