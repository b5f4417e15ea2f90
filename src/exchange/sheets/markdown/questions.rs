//! Questions of a form that have their answers behind them in one line.

use super::tables::inline;
use crate::exchange::sheets::answers::yes_or_no;
use crate::exchange::sheets::form::boxes;
use crate::exchange::sheets::table::header::KnownHeaders;
use crate::exchange::sheets::vocabulary::SheetVocabulary;

/// The longest question, in letters.
const LONGEST: usize = 120;

/// A question of a form with the answer behind it, yes or no or the box that is ticked: `Are any sent abroad? ☐ Yes ☒ No`.
pub(super) fn questioned(line: &str) -> Option<(String, String)> {
    let at = line.find('?')?;
    let (question, answer) = (line[..=at].trim(), line[at + 1..].trim());
    let answer = answer.trim_start_matches([':', '*', '_', ' ']);
    let answer = boxes::chosen(answer).unwrap_or_else(|| answer.to_owned());
    let is_answer = yes_or_no(SheetVocabulary::shipped(), &answer).is_some();
    let guess = KnownHeaders::shipped().guess(question)?;
    let is_known = guess.field != "notes" && question.contains(' ');
    (is_answer && is_known && question.chars().count() <= LONGEST)
        .then(|| (inline(question.trim_start_matches(['*', '_'])), answer))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_has_its_answer_behind_it() {
        for (line, answer) in [
            ("Are special categories processed? No", Some("No")),
            (
                "Is data transferred outside the EEA? ☐ Yes ☒ No",
                Some("No"),
            ),
            (
                "Des données sensibles sont-elles traitées ? Oui : santé",
                Some("Oui : santé"),
            ),
            ("Is it blue? No", None),
            ("Who gets the data? The bank", None),
            ("No question", None),
        ] {
            assert_eq!(questioned(line).map(|it| it.1).as_deref(), answer, "{line}");
        }
    }
}
