//! What a save is called in the journal, and why it was made.

use crate::domain::codec::clean;
use crate::domain::problem::Problem;

/// The most letters of a reason: a line or two, not an essay that nobody reads in a list.
pub(crate) const LONGEST: usize = 500;

/// What a save is called, and why it was made. The journal keeps both in one text, the reason on its second line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SaveLabel {
    what: String,
    because: Option<String>,
}

impl SaveLabel {
    /// The same with a reason, cleaned and on one line; blanks alone are none.
    ///
    /// # Errors
    /// `because_too_long`, with how many letters it has and may have.
    pub fn because(mut self, reason: Option<&str>) -> Result<Self, Problem> {
        let reason = on_one_line(reason.unwrap_or_default());
        let letters = reason.chars().count();
        if letters > LONGEST {
            return Err(Problem::usage("because_too_long")
                .with("n", letters)
                .with("most", LONGEST));
        }
        if !reason.is_empty() {
            self.because = Some(reason);
        }
        Ok(self)
    }

    /// The same with a reason that is recorded in full elsewhere too, such as that of a legal hold: what is too long
    /// for the journal is cut here.
    #[must_use]
    pub fn recorded_because(mut self, reason: &str) -> Self {
        let reason = on_one_line(reason);
        if self.because.is_none() && !reason.is_empty() {
            let cut = reason.char_indices().nth(LONGEST);
            self.because = Some(match cut {
                Some((end, _)) => format!("{}…", &reason[..end]),
                None => reason,
            });
        }
        self
    }

    /// Why it is made, where that is said.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        self.because.as_deref()
    }

    /// What the save is called.
    #[must_use]
    pub fn what(&self) -> &str {
        &self.what
    }

    /// The text that the journal keeps.
    #[must_use]
    pub fn stored(&self) -> String {
        match &self.because {
            Some(because) => format!("{}\n{because}", self.what),
            None => self.what.clone(),
        }
    }
}

impl From<&str> for SaveLabel {
    fn from(what: &str) -> Self {
        Self {
            // What it is called is one line, also where it names something of several.
            what: on_one_line(what),
            because: None,
        }
    }
}

impl From<&String> for SaveLabel {
    fn from(what: &String) -> Self {
        Self::from(what.as_str())
    }
}

impl From<&SaveLabel> for SaveLabel {
    fn from(label: &SaveLabel) -> Self {
        label.clone()
    }
}

fn on_one_line(text: &str) -> String {
    clean(text, false)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reason_stands_on_the_second_line_and_blanks_are_none() {
        let stored = |reason| {
            SaveLabel::from("Edit\nof two")
                .because(reason)
                .unwrap()
                .stored()
        };
        assert_eq!(
            stored(Some(" asked\r\nby \u{1b} the board ")),
            "Edit of two\nasked by the board"
        );
        assert_eq!(stored(Some(" \n\t ")), "Edit of two");
        assert_eq!(stored(None), "Edit of two");
    }

    #[test]
    fn a_reason_without_end_is_refused_and_told_how_long_it_may_be() {
        let problem = SaveLabel::from("x")
            .because(Some(&"å".repeat(501)))
            .unwrap_err();
        assert_eq!(problem.key, "because_too_long");
        assert_eq!(
            (problem.detail("n"), problem.detail("most")),
            (Some("501"), Some("500"))
        );
        assert!(SaveLabel::from("x").because(Some(&"å".repeat(500))).is_ok());
    }
}
