//! Lines that stand beside the activities: a label with its answer, taken as a cell of an activity.

use crate::exchange::sheets::cell::{ReadCell, Reading};
use crate::exchange::sheets::file::grid::CellContent;
use crate::exchange::sheets::organisations::party::Parties;
use crate::exchange::sheets::record::ActivityDraft;
use crate::exchange::sheets::table::mapping;

/// The longest label, in letters.
const LABEL: usize = 80;

/// A label and what stands behind its colon.
pub(in crate::exchange::sheets) fn labelled(line: &str) -> Option<(&str, &str)> {
    let (label, said) = line.split_once(':')?;
    let fits = label.chars().count() <= LABEL && said.starts_with([' ', '\n']);
    fits.then(|| (label.trim(), said.trim()))
}

/// Takes an answer that stands under a label beside the activities as a cell of one of them.
pub(in crate::exchange::sheets) fn take(
    reading: &Reading<'_>,
    draft: &mut ActivityDraft,
    parties: &mut Parties,
    (label, field): (&str, &str),
    said: &str,
) {
    let column = mapping::column(0, label.to_owned(), field, None, Vec::new(), 1);
    let held = CellContent::Text(said.to_owned());
    let cell = ReadCell {
        column: &column,
        place: label.to_owned(),
        held: &held,
    };
    draft.line();
    draft.take(reading, parties, &cell);
}
