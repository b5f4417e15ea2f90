//! What happened before the time within which something is done: `when the account is closed, within 24 hours`.

use crate::exchange::sheets::folding::plain;
use crate::exchange::sheets::lists;
use crate::exchange::sheets::vocabulary::SheetVocabulary;

/// The event that the first clause of a sentence names behind `until` or `on`, where a comma parts it from the time.
pub(super) fn event_before(words: &SheetVocabulary, sentence: &str) -> Option<String> {
    let (first, _) = sentence.split_once(", ")?;
    let has_figure = first.contains(|letter: char| letter.is_ascii_digit());
    let (begins, event) = first.trim().split_once(' ')?;
    let begins = plain(begins);
    let brings = words.until.is(&begins) || lists::shipped().upon.is(&begins);
    (brings && !has_figure && event.chars().any(char::is_alphabetic)).then(|| event.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_stands_before_the_time_within_which_something_is_done() {
        let words = SheetVocabulary::shipped();
        for (text, event) in [
            ("ved kontosletning, inden 24 timer", Some("kontosletning")),
            ("Until resolved, deleted within 12 months", Some("resolved")),
            ("Vid avslutat konto, inom 30 dagar", Some("avslutat konto")),
            ("Names, within 30 days", None),
            ("on 3 May, within 30 days", None),
            ("within 30 days", None),
        ] {
            assert_eq!(event_before(words, text).as_deref(), event, "{text}");
        }
    }
}
