//! What is told above a table of an organisation that is not named there.

use super::asked::{Pair, What, Who};
use crate::exchange::sheets::answers::{Stance, stance};
use crate::exchange::sheets::vocabulary::SheetVocabulary;

/// What is told of an organisation that is not named: `Data protection officer: dpo@acme.example`.
#[derive(Default)]
pub struct Unnamed(pub(super) Vec<Pair>);

impl std::fmt::Debug for Unnamed {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_list()
            .entries(self.0.iter().map(|pair| &pair.value))
            .finish()
    }
}

impl Unnamed {
    /// Whether nothing is told so.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes in what is told so elsewhere.
    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }
}

/// Whether a pair tells how to reach an organisation that it does not name, or of an officer of it.
pub(super) fn is_of_unnamed(words: &SheetVocabulary, pair: &Pair) -> bool {
    let is_told = match (pair.whose, pair.what) {
        (Some(Who::Contact(_)), _) => true,
        (Some(Who::Controller), what) => !matches!(what, What::Name),
        _ => false,
    };
    is_told && stance(words, &pair.value) != Stance::Blank
}
