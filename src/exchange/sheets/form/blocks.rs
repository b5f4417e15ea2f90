//! Blocks in a form: a row of labels over rows of answers.

use std::ops::Range;

use super::asking::{is_head, is_sure, label};
use super::boxes;
use crate::exchange::sheets::above::asked::about;
use crate::exchange::sheets::answers::{YesNo, yes_or_no};
use crate::exchange::sheets::file::grid::{CellContent, GridCell, Line};
use crate::exchange::sheets::markdown::tables::in_a_line;
use crate::exchange::sheets::table::mapping::one_line;
use crate::exchange::sheets::vocabulary::SheetVocabulary;

/// The most words of a label over a column.
const HEAD_WORDS: usize = 6;

/// A row of labels over rows of answers.
pub(in crate::exchange::sheets) struct FormBlock {
    /// Its lines, the row of labels first.
    pub lines: Range<usize>,
}

impl FormBlock {
    /// The blocks of a form, from above.
    pub(in crate::exchange::sheets) fn all(lines: &[Line]) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        // One row of two labels may be a label with its answer.
        let pairs = lines
            .iter()
            .filter(|it| it.cells.len() == 2 && HeadRow::of(it) == HeadRow::Sure);
        let paired = pairs.count() > 1;
        for at in 0..lines.len() {
            let head = HeadRow::of(&lines[at]);
            if all.last().is_some_and(|it| it.lines.contains(&at)) || head == HeadRow::None {
                continue;
            }
            let below = match (rows_below(lines, at), head) {
                // A label of its own begins something else.
                (below, HeadRow::Perhaps) => {
                    let rows = lines[at + 1..at + 1 + below].iter();
                    rows.take_while(|it| !begins_label(it)).count()
                }
                (below, _) => below,
            };
            let rows = &lines[at + 1..at + 1 + below];
            let told = || !rows.is_empty() && !rows.iter().any(begins_label);
            let is_one = match lines[at].cells.as_slice() {
                _ if head == HeadRow::Perhaps => {
                    !rows.is_empty() && rows.iter().all(|it| it.cells.len() > 1)
                }
                [_, second] if !is_head(second.value.text()) => {
                    !rows.is_empty() && (rows.iter().all(is_boxed) || (paired && told()))
                }
                _ => true,
            };
            if is_one {
                all.push(Self {
                    lines: at..at + 1 + below,
                });
            }
        }
        all
    }

    /// Its answers, each with its label in a line.
    pub(in crate::exchange::sheets) fn told(&self, lines: &[Line]) -> Vec<Line> {
        let head = &lines[self.lines.start];
        let rows = &lines[self.lines.start + 1..self.lines.end];
        let is_apart = match rows {
            rows if rows.iter().all(is_boxed) => true,
            [row] => !names_row(head, row),
            _ => false,
        };
        if is_apart {
            return below_each(head, rows);
        }
        rows.iter().flat_map(|row| told_of_row(head, row)).collect()
    }
}

/// Whether a line begins with a label.
fn begins_label(line: &Line) -> bool {
    let begins = line.cells.first().map(|it| it.value.text());
    begins.is_some_and(|text| text.trim_end().ends_with(':') || label(text).is_some())
}

/// Whether a line holds boxes with their words alone.
fn is_boxed(line: &Line) -> bool {
    line.cells.iter().all(|it| boxes::begins(it.value.text()))
}

/// Whether a line is the row of labels of a block.
#[derive(Clone, Copy, PartialEq, Eq)]
enum HeadRow {
    /// It is none.
    None,
    /// Some of its cells are labels: what stands below tells.
    Perhaps,
    /// All of its cells are labels, or say what stands in their columns: `Data | Description | Retention`. Behind words that
    /// are no label, `Parties | Name | Address | City`, the first of the others tell it.
    Sure,
}

impl HeadRow {
    fn of(line: &Line) -> Self {
        let [first, second, others @ ..] = line.cells.as_slice() else {
            return Self::None;
        };
        let texts = || line.cells[1..].iter().map(|it| one_line(it.value.text()));
        let short = |text: &String| {
            let digits = text.bytes().any(|it| it.is_ascii_digit());
            text.split(' ').count() <= HEAD_WORDS && !is_answer(text) && !digits
        };
        // `City`, `E-mail` ask how to reach somebody.
        let asks = |text: &str| is_head(text) || label(text).is_some() || about(text).is_some();
        let (begins, second) = (label(first.value.text()).is_some(), second.value.text());
        let known = texts().filter(|it| asks(it)).count();
        let is_sure = if others.is_empty() {
            // Boxes below are ticked under either.
            begins && (is_head(second) || label(second).is_some() && !is_answer(second))
        } else {
            let all = known > others.len();
            texts().all(|it| short(&it))
                && (all && begins || is_head(second) || !begins && asks(second) && known > 1)
        };
        match is_sure {
            _ if is_counted(first.value.text()) => Self::None,
            true => Self::Sure,
            false if begins && known > 1 && texts().all(|it| short(&it)) => Self::Perhaps,
            false => Self::None,
        }
    }
}

/// Whether a text is no label, though a word in it is one: it is a sentence, or a list.
fn is_answer(text: &str) -> bool {
    text.contains([',', ';']) || text.ends_with('.')
}

/// How many lines right below a row of labels stand under them.
fn rows_below(lines: &[Line], at: usize) -> usize {
    let head = &lines[at];
    let first = head.cells.first().map(|it| it.column);
    let mut number = head.number;
    let below = lines[at + 1..].iter().take_while(|line| {
        let follows = line.number == number + 1;
        number = line.number;
        let fits = line.cells.iter().all(|it| head.cell(it.column).is_some());
        let starts = line.cells.first().map(|it| it.column) == first;
        let text = line.cells.first().map_or("", |it| it.value.text());
        // A label alone begins something else.
        let goes_on = line.cells.len() > 1 || !is_sure(text);
        follows && fits && starts && goes_on && HeadRow::of(line) != HeadRow::Sure
    });
    below.count()
}

/// Whether the first cell of a row says which row it is, and answers no label: `Recipient 1`, `Controller`.
fn names_row(head: &Line, row: &Line) -> bool {
    let text = row.cells.first().map_or("", |it| it.value.text());
    let generic = head.cells.iter().skip(1).any(|it| is_head(it.value.text()));
    generic || is_counted(text) || label(text).is_some_and(|it| it.exact)
}

/// Whether a text is a label with a number behind it: `Destinataire 1`.
fn is_counted(text: &str) -> bool {
    let text = one_line(text);
    let counted = text.rsplit_once(' ').filter(|(_, number)| {
        let digits = number.trim_matches(['.', ':', '#']);
        !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit())
    });
    counted.is_some_and(|(words, _)| label(words).is_some())
}

/// Labels with the answers that stand below each.
fn below_each(head: &Line, rows: &[Line]) -> Vec<Line> {
    let mut told = Vec::new();
    for asked in &head.cells {
        for row in rows {
            let answer = row.cell(asked.column);
            let said = answer.filter(|it| !one_line(it.value.text()).is_empty());
            told.extend(
                said.map(|it| answered(row.number, one_line(asked.value.text()), it.clone())),
            );
        }
    }
    told
}

/// What a row of a block says: of the label that it begins with, else of that over it.
fn told_of_row(head: &Line, row: &Line) -> Vec<Line> {
    let Some((named, answers)) = row.cells.split_first() else {
        return Vec::new();
    };
    // What is not filled in, or denied, is none of them.
    let denied = answers.iter().all(|it| says(it.value.text(), YesNo::No));
    let Some(place) = answers.first().filter(|_| !denied) else {
        return Vec::new();
    };
    let over = |cell: &GridCell| head.cell(cell.column).map(|it| one_line(it.value.text()));
    let asked = one_line(head.cells[0].value.text());
    let own = one_line(named.value.text());
    let texts = || answers.iter().map(|it| one_line(it.value.text()));
    let cell = |text: String| GridCell {
        column: place.column,
        value: CellContent::Text(text),
    };
    let known = label(&asked).is_some();
    if is_counted(&own) || label(&own).is_some_and(|it| it.exact || !known) {
        let asks = if is_counted(&own) && known {
            asked
        } else {
            own
        };
        let list = label(&asks).map(|it| it.field).unwrap_or_default();
        let text = if list.starts_with("organisation.") || list.starts_with("contacts") {
            texts().collect::<Vec<String>>().join(", ")
        } else {
            in_a_line(list_of(&list), &texts().collect::<Vec<String>>()).unwrap_or_default()
        };
        return vec![answered(row.number, asks, cell(text))];
    }
    let list = label(&asked).map(|it| it.field).unwrap_or_default();
    // How long data are kept is told apart; what is said of somebody stays with the name.
    let is_other = |head: String| {
        let field = label(&head).map(|it| it.field).filter(|_| !is_head(&head));
        let named = ["recipients[", "transfers["].contains(&list_of(&list));
        field.is_some_and(|it| it.contains('[') && list_of(&it) != list_of(&list) && !named)
    };
    let (others, own_labels): (Vec<&GridCell>, Vec<&GridCell>) = answers
        .iter()
        .partition(|it| over(it).is_some_and(is_other));
    // What names several in one is told by what it describes.
    let several = own.contains(',') && !own_labels.is_empty();
    let mut entry: Vec<String> = Some(own.clone()).filter(|_| !several).into_iter().collect();
    // A day or a number alone says nothing without what it is.
    let told = own_labels.iter().map(|it| {
        let text = one_line(it.value.text());
        let bare = !text.chars().any(char::is_alphabetic) && !text.is_empty();
        let head = over(it).filter(|head| bare && !is_head(head));
        head.map_or_else(|| text.clone(), |head| format!("{head} {text}"))
    });
    entry.extend(told.filter(|it| !says(it, YesNo::Yes)));
    let entry = in_a_line(list_of(&list), &entry).unwrap_or_default();
    let mut told = vec![answered(row.number, asked, cell(entry))];
    told.extend(others.into_iter().map(|it| {
        let text = format!("{own}: {}", one_line(it.value.text()));
        let told = GridCell {
            column: it.column,
            value: CellContent::Text(text),
        };
        answered(row.number, over(it).unwrap_or_default(), told)
    }));
    told
}

/// Whether a text says yes or no, and nothing else.
fn says(text: &str, wanted: YesNo) -> bool {
    yes_or_no(SheetVocabulary::shipped(), text) == Some((wanted, ""))
}

/// The list of a path: `recipients[` of `recipients[].category`.
fn list_of(path: &str) -> &str {
    path.find('[').map_or(path, |at| &path[..=at])
}

/// A label with its answer, in a line.
fn answered(number: u32, label: String, answer: GridCell) -> Line {
    let label = GridCell {
        column: answer.column,
        value: CellContent::Text(label),
    };
    Line {
        number,
        cells: vec![label, answer],
    }
}
