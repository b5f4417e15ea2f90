//! Whether what is recorded as a transfer leaves the EEA, and how it is called where it does: lists, the register at a
//! glance, pictures, tables and notices say it alike.

use super::Lexicon;
use super::destination::answers_of;
use crate::domain::codes::{Choice as _, MECHANISM, TransferState};
use crate::domain::records::{Organisation, Transfer};
use crate::domain::register::Register;
use crate::law::Law;

impl Lexicon {
    /// Whether a transfer takes data out of the EEA, or may: it is not said not to take place, and where it goes is not
    /// inside. Where it goes is its own country, else that of who gets the data; what is not known is not inside.
    #[must_use]
    pub(crate) fn leaves_eea(&self, register: &Register, transfer: &Transfer) -> bool {
        transfer.state != Some(TransferState::Denied) && !self.goes_inside(register, transfer)
    }

    /// Whether a transfer goes to a state inside the EEA, so that it is none to a third country.
    #[must_use]
    pub(crate) fn goes_inside(&self, register: &Register, transfer: &Transfer) -> bool {
        let receiver = (transfer.organisation).and_then(|id| register.typed::<Organisation>(id));
        let country = transfer.country.as_deref();
        let country = match (country, &transfer.international_organisation) {
            (None, None) => receiver.and_then(|receiver| receiver.country.as_deref()),
            _ => country,
        };
        country.is_some_and(|country| is_inside(&self.law, self, country, transfer))
    }

    /// What a transfer rests on, in short: the articles, or that none is recorded; and where it does not take place yet,
    /// that.
    #[must_use]
    pub(crate) fn transfer_grounds(&self, transfer: &Transfer) -> String {
        let grounds = transfer.mechanisms.iter().map(|code| {
            let article = self.article(&MECHANISM, code);
            article.unwrap_or_else(|| self.code(&MECHANISM, code))
        });
        let mut told: Vec<String> = vec![grounds.collect::<Vec<_>>().join(", ")];
        if told[0].is_empty() {
            self.words
                .get("export.glance_no_ground")
                .clone_into(&mut told[0]);
        }
        if let Some(state @ (TransferState::Possible | TransferState::Planned)) = transfer.state {
            let label = self.words.code(&TransferState::SET, state.code());
            told.push(label.to_lowercase());
        }
        told.join("; ")
    }
}

fn is_inside(law: &Law, lexicon: &Lexicon, country: &str, transfer: &Transfer) -> bool {
    let standing = law.standing(country, lexicon.today, &answers_of(transfer));
    standing.is_some_and(|standing| standing.status.is_transfer() == Some(false))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::domain::language::Language;
    use crate::words::Words;

    #[test]
    fn what_is_denied_or_inside_does_not_leave_the_eea_and_what_is_only_planned_says_so() {
        let lexicon = Lexicon::new(
            Arc::new(Words::load(Language::ENGLISH).unwrap()),
            Arc::new(Law::shipped().unwrap()),
            "2026-11-21".parse().unwrap(),
        );
        let register = Register::empty();
        let transfer = |country: &str, state| Transfer {
            country: Some(country.to_owned()),
            state,
            ..Transfer::default()
        };
        let leaves = |country, state| lexicon.leaves_eea(&register, &transfer(country, state));
        assert!(!leaves("US", Some(TransferState::Denied)));
        for state in [
            None,
            Some(TransferState::Actual),
            Some(TransferState::Planned),
        ] {
            assert!(leaves("US", state) && leaves("GB", state), "{state:?}");
            assert!(!leaves("NO", state) && !leaves("SE", state), "{state:?}");
        }
        assert!(lexicon.leaves_eea(&register, &Transfer::default()));
        let planned = transfer("US", Some(TransferState::Planned));
        assert_eq!(
            lexicon.transfer_grounds(&planned),
            "no ground recorded; planned"
        );
    }
}
