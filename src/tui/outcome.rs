//! What a layer of the screen returns: it does nothing itself, only the app acts.

use std::convert::Infallible;

use super::request::{Closed, Request, Then};
use super::scene::Scene;
use super::widget::Inserted;

/// What came of an input; `L` is what the layer can put on top of itself.
#[derive(Debug)]
pub(crate) enum Outcome<L = Infallible> {
    /// The layer has no use for it.
    Ignored,
    /// Taken.
    Done,
    /// Another layer goes on top.
    Push(Box<L>, Then),
    /// The layer closes with an answer.
    Close(Closed),
    /// Something for the app.
    Do(Request),
    /// Taken, and this is to be told.
    Tell(String),
    /// Not possible, for this reason.
    Warn(String),
}

impl<L> Outcome<L> {
    /// A layer that goes on top, and who has its answer.
    pub(crate) fn push(layer: impl Into<L>, then: Then) -> Self {
        Self::Push(Box::new(layer.into()), then)
    }

    /// The same for a layer that can put more on top.
    #[must_use]
    pub(crate) fn widened<M>(self) -> Outcome<M>
    where
        L: Into<M>,
    {
        match self {
            Self::Ignored => Outcome::Ignored,
            Self::Done => Outcome::Done,
            Self::Push(layer, then) => Outcome::push(*layer, then),
            Self::Close(closed) => Outcome::Close(closed),
            Self::Do(request) => Outcome::Do(request),
            Self::Tell(text) => Outcome::Tell(text),
            Self::Warn(reason) => Outcome::Warn(reason),
        }
    }
}

/// What became of a text that was pasted, where something of it was not taken.
#[must_use]
pub(crate) fn told<L>(inserted: Inserted, scene: &Scene<'_>) -> Outcome<L> {
    let words = scene.words;
    let mut sentences = Vec::new();
    if inserted.removed > 0 {
        sentences.push(words.count("hidden_taken_out", inserted.removed));
    }
    if inserted.left_out > 0 {
        sentences.push(words.count("left_out", inserted.left_out));
    }
    if sentences.is_empty() {
        Outcome::Done
    } else if inserted.left_out > 0 {
        Outcome::Warn(sentences.join(" "))
    } else {
        Outcome::Tell(sentences.join(" "))
    }
}
