//! Forms that say how they are filled in: what only tells so is left out, a title names its activity, and boxes that are
//! ticked answer the label above with the words beside them.

use super::asking::{NAME, is_sure, label};
use super::boxes;
use crate::exchange::sheets::file::grid::{CellContent, GridCell, Line, SheetGrid};
use crate::exchange::sheets::folding::plain;
use crate::exchange::sheets::lists;
use crate::exchange::sheets::table::mapping::one_line;

/// A label whose answers stand in the lines right below it.
struct AskedBelow {
    label: String,
    /// The last line that was read of it.
    number: u32,
    answers: WhatFollows,
}

/// What stands below a label.
#[derive(Clone, Copy, PartialEq)]
enum WhatFollows {
    /// Nothing that is known yet.
    Unknown,
    /// Guidance: whatever stands below it answers.
    Guidance,
    /// An answer below guidance, or an entry with its number.
    Guided,
    Numbered,
}

/// A form as it is without its guidance, each answer below it with its label; a sheet that has none stays as it is.
pub(super) fn unguided(mut grid: SheetGrid) -> SheetGrid {
    let mut asked: Option<AskedBelow> = None;
    let mut titled = false;
    let texts: Vec<(u32, String)> = grid.lines.iter().map(begun).collect();
    for (at, line) in grid.lines.iter_mut().enumerate() {
        // What stands right below.
        let next = texts.get(at + 1);
        let next = next.filter(|(number, _)| *number == line.number + 1);
        let next = next.map_or("", |(_, text)| text.as_str());
        let follows = |it: &AskedBelow| it.number + 1 == line.number;
        let above = asked.take().filter(follows);
        let [first, others @ ..] = line.cells.as_slice() else {
            continue;
        };
        let text = one_line(first.value.text());
        if let Some(mut above) = above {
            above.number = line.number;
            if others.is_empty()
                && above.answers == WhatFollows::Unknown
                && guides(&text, &above.label)
                && !next.is_empty()
                && (!is_sure(next) || number_of(next).is_some())
            {
                above.answers = WhatFollows::Guidance;
                line.cells.clear();
                asked = Some(above);
                continue;
            }
            let answer = match others {
                [] => Some(text.clone()),
                [told] => with_box(&text, &one_line(told.value.text())),
                _ => None,
            };
            // A label has guidance below it, or asks itself.
            let is_label = others.is_empty() && label(&text).is_some();
            let is_asked = is_label && (text.ends_with('?') || guides(next, &text));
            let answer = answer.filter(|_| !is_asked);
            let below = answer.as_deref().and_then(|it| above.answered_by(it));
            if let (Some(answer), Some(below)) = (answer, below) {
                line.cells = answered(first.column, &above.label, answer);
                above.answers = below;
                asked = Some(above);
                continue;
            }
            // Words beside a box that is not ticked stay as they are; the next box may be.
            if !others.is_empty() && boxes::begins(&text) {
                asked = Some(above);
                continue;
            }
        }
        if !others.is_empty() {
            continue;
        }
        if let Some(name) = named_after_title(&text).filter(|_| at == 0) {
            line.cells = answered(first.column, NAME, name.to_owned());
            titled = true;
        } else if titled && at == 1 && text.starts_with('(') && text.ends_with(')') {
            line.cells.clear();
        } else if label(&text).is_some() {
            asked = Some(AskedBelow {
                label: text,
                number: line.number,
                answers: WhatFollows::Unknown,
            });
        }
    }
    grid.lines.retain(|line| !line.cells.is_empty());
    grid
}

impl AskedBelow {
    /// What is known of what stands below once a text does; nothing where that is no answer.
    fn answered_by(&self, text: &str) -> Option<WhatFollows> {
        let numbered = number_of(text).is_some() && number_of(&self.label).is_none();
        match self.answers {
            WhatFollows::Unknown => {
                (number_of(text) == Some(1) && numbered).then_some(WhatFollows::Numbered)
            }
            WhatFollows::Numbered => numbered.then_some(WhatFollows::Numbered),
            WhatFollows::Guidance => Some(WhatFollows::Guided),
            WhatFollows::Guided => (numbered || !is_sure(text)).then_some(WhatFollows::Guided),
        }
    }
}

/// The number of a line, and what its first cell says.
fn begun(line: &Line) -> (u32, String) {
    let first = line.cells.first();
    let text = first.map(|it| one_line(it.value.text()));
    (line.number, text.unwrap_or_default())
}

/// The number that an entry of a list begins with: `1. Customers`.
fn number_of(text: &str) -> Option<u32> {
    let (number, _) = text.split_once(' ')?;
    number.strip_suffix(['.', ')'])?.parse().ok()
}

/// A label with its answer, in the place of the answer.
fn answered(column: u32, label: &str, answer: String) -> Vec<GridCell> {
    let cell = |text: String| GridCell {
        column,
        value: CellContent::Text(text),
    };
    vec![cell(label.to_owned()), cell(answer)]
}

/// The name behind the words that a record has for a title: `Record of the activity Payroll`.
fn named_after_title(text: &str) -> Option<&str> {
    let titles = &lists::shipped().titles_of_record;
    let mut ends = text.match_indices(' ').map(|(at, _)| at);
    let title = ends.rfind(|at| titles.is(&plain(&text[..*at])))?;
    let name = text[title..].trim_matches([' ', ':', '–', '-', '«', '»', '"']);
    // `Record of processing activities` names none.
    let is_title = label(name).is_some_and(|it| it.exact);
    (name.contains(char::is_alphabetic) && !is_title).then_some(name)
}

/// The fewest words of a sentence that bids.
const BID: usize = 4;

/// Whether a text only says how the label above it is answered: it bids, it asks, or it stands in brackets and cites.
fn guides(text: &str, asked: &str) -> bool {
    let spoken = plain(text);
    let bid = lists::shipped().bids.leading(&spoken);
    let bids = bid.is_some() && spoken.split(' ').count() >= BID && !text.contains([':', ';']);
    let bracketed = text.starts_with('(') && text.ends_with(')');
    let asks = text.trim_end().ends_with('?');
    let is_label = label(asked).is_some() && !asked.trim_end().ends_with('?');
    (is_label && (bids || asks || bracketed)) && !boxes::begins(text) && (asks || !is_sure(text))
}

/// What a ticked box says with the words beside it: `Identity: name, address`.
fn with_box(text: &str, words: &str) -> Option<String> {
    if !boxes::begins(text) || boxes::begins(words) {
        return None;
    }
    let ticked = boxes::chosen(text).unwrap_or_default();
    // Examples in brackets are the form's.
    let bare = ticked.split(" (").next().unwrap_or_default();
    let bare = bare.trim_end_matches([':', '…', '.', ' ']);
    (!bare.is_empty()).then(|| format!("{bare}: {words}"))
}
