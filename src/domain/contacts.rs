//! The contacts that Art. 30(1)(a) asks an organisation for beside its own: declared here alone.

use super::codes::ContactRole;

/// A contact that is asked for: named by a row of its role, or *none* with a reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct AskedContact {
    /// The key in the organisation's *none*.
    pub key: &'static str,
    /// The role of the row that answers it.
    pub role: ContactRole,
    /// The provisions that ask for it.
    pub provision: &'static str,
}

/// The data protection officer.
pub(crate) const OFFICER: AskedContact = AskedContact {
    key: "contacts.dpo",
    role: ContactRole::Dpo,
    provision: "30(1)(a); 37(7)",
};

/// The representative in the Union.
pub(crate) const REPRESENTATIVE: AskedContact = AskedContact {
    key: "contacts.representative",
    role: ContactRole::Representative,
    provision: "30(1)(a); 27(1)",
};

/// Every contact that is asked for.
pub(crate) const ASKED_CONTACTS: [AskedContact; 2] = [OFFICER, REPRESENTATIVE];

/// The contact of a key.
#[must_use]
pub(crate) fn asked_contact(key: &str) -> Option<&'static AskedContact> {
    ASKED_CONTACTS.iter().find(|contact| contact.key == key)
}
