//! What the labels of forms are, and what they ask for where they stand in a group.

use crate::exchange::sheets::above::asked::{What, about, is_responsible};
use crate::exchange::sheets::file::grid::GridCell;
use crate::exchange::sheets::folding::plain;
use crate::exchange::sheets::lists;
use crate::exchange::sheets::table::header::{Guess, KnownHeaders};
use crate::exchange::sheets::table::mapping::{self, one_line};

/// The field of whoever is responsible.
const CONTROLLER: &str = "organisation.name";

/// What a text means as a label; nothing where it is none.
pub(in crate::exchange::sheets) fn label(text: &str) -> Option<Guess> {
    let guess = KnownHeaders::shipped().guess(&one_line(text))?;
    (guess.exact || guess.field != "notes").then_some(guess)
}

/// Whether a text is a label whatever stands around it.
pub(super) fn is_sure(text: &str) -> bool {
    text.trim_end().ends_with(':') || label(text).is_some_and(|guess| guess.exact)
}

/// Whether a text only says what stands in its column: `Field`, `Answer`, `Description`.
pub(in crate::exchange::sheets) fn is_head(text: &str) -> bool {
    lists::shipped().form_heads.is(&plain(text))
}

/// What a label asks for in its group: the label where it says so itself, else both, else what the group does.
pub(super) fn label_in(group: &str, label: &str) -> String {
    let known = KnownHeaders::shipped();
    // `Responsable`, `CIF`: what is asked of whoever is responsible.
    if is_responsible(group)
        && let Some((None, what)) = about(label)
    {
        return what.of_controller().unwrap_or(label).to_owned();
    }
    // A name, or a name with how to reach it, is that of whoever the group is of.
    let of_group = known
        .guess(group)
        .is_some_and(|it| it.exact && it.field == CONTROLLER);
    if of_group && matches!(about(label), Some((None, What::Name | What::Contact))) {
        return group.to_owned();
    }
    let guess = mapping::guess(label, Some(group).filter(|it| !it.is_empty()), false);
    let field = |text: &str| known.guess(text).map(|it| it.field);
    let wanted = guess.map(|it| it.field).filter(|it| it != "notes");
    let both = format!("{group} {label}");
    match wanted {
        Some(wanted) if field(label).as_ref() == Some(&wanted) => label.to_owned(),
        None if field(group).is_some_and(|it| it != "notes") => group.to_owned(),
        Some(_) | None => both,
    }
}

/// What stands over names that have no label of their own.
pub(in crate::exchange::sheets) const NAME: &str = "Name";

/// The header of words that answer no label.
pub(in crate::exchange::sheets) const WORDS: &str = "Text";

/// How many different fields the labels of a form name at least.
pub(in crate::exchange::sheets) const FEWEST: usize = 5;

/// The most rows of a form.
pub(in crate::exchange::sheets) const LONGEST: usize = 500;

/// Whether a cell ends as a label does.
pub(super) fn ends_as_label(cell: &GridCell) -> bool {
    let text = cell.value.text().trim();
    text.ends_with(':') && text.chars().any(char::is_alphabetic)
}
