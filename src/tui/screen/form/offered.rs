//! What an offer of a form is.

use crate::domain::value::Id;

/// An offer, with the record or row whose field or list it answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FormOffer {
    pub(super) row: Id,
    pub(super) key: &'static str,
    pub(super) what: OfferedAnswer,
}

/// What is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum OfferedAnswer {
    /// A transfer to a country, and the recipient there; without one where the data are there themselves.
    Transfer(Option<Id>, String),
    /// The decision that covers the country of a transfer.
    Decision(String),
}
