//! What answers propose: each change with what stands before and after it, and all that they come to.

use chrono::NaiveDate;

use super::{QuestionTopic, said_of};
use crate::domain::field::Record;
use crate::domain::problem::Problem;
use crate::domain::value::Id;

/// What a proposal does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Does {
    /// Changes what is asked about, or adds to it.
    Change,
    /// Ends the activity, empties the field, or removes the row.
    End,
    /// Keeps a comment in the notes.
    Note,
    /// Records a new activity.
    New,
}

/// A change that an answer proposes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The place of the questionnaire among those that are read.
    pub file: usize,
    /// The cell that it stands in.
    pub cell: String,
    /// The activity; none of something new.
    pub record: Option<Id>,
    /// The row.
    pub row: Option<Id>,
    /// What it is about; none of something new.
    pub asks: Option<QuestionTopic>,
    /// What it does.
    pub does: Does,
    /// What was typed.
    pub text: String,
    /// What the question said to be recorded.
    pub sent: String,
    /// What it is about, in words.
    pub title: String,
    /// What is recorded.
    pub before: String,
    /// What would be.
    pub after: String,
    /// Whether the register has changed there since the questions were asked, or another answer says otherwise.
    pub conflict: bool,
}

impl Proposal {
    /// Whether another answer says something else of the same matter.
    #[must_use]
    pub fn contradicts(&self, other: &Self) -> bool {
        let single = self
            .asks
            .is_some_and(|asks| !matches!(asks, QuestionTopic::More(_)));
        single && (self.record, self.row, self.asks) == (other.record, other.row, other.asks)
    }
}

/// What answers come to.
#[derive(Clone, Debug, Default)]
pub struct Looked {
    /// What they propose, in the order of the files and their rows.
    pub proposals: Vec<Proposal>,
    /// What is wrong with them: nothing is taken over while there is any.
    pub faults: Vec<Problem>,
    /// What is worth knowing.
    pub told: Vec<Problem>,
    /// The activities that count as reviewed, each with the day.
    pub reviews: Vec<(Id, NaiveDate)>,
}

/// Whether two rows say the same in what people know them by.
pub(super) fn same_words(one: &dyn Record, other: &dyn Record) -> bool {
    said_of(one.kind())
        .iter()
        .all(|key| one.value(key) == other.value(key))
}
