//! The agenda as a document and as JSON. The same days and words in each.

use serde_json::{Value as Json, json};

use super::document::{Block, BlockTable};
use super::shape::{Cell, Grid, Source};
use super::{calendar, json, plain};
use crate::domain::register::Register;
use crate::due::standing::HoldingStanding;
use crate::due::{DueItem, Nearness, grouped};
use crate::labels::Lexicon;

/// The agenda of a register, to be written.
#[derive(Clone, Copy, Debug)]
pub struct Agenda<'a> {
    /// The register.
    pub register: &'a Register,
    /// What is due.
    pub items: &'a [DueItem],
}

impl Source for Agenda<'_> {
    fn blocks(&self, lexicon: &Lexicon) -> Vec<Block> {
        document(self.register, lexicon, self.items)
    }

    fn json(&self, lexicon: &Lexicon) -> String {
        json::text(&json(self.register, lexicon, self.items))
    }

    fn grids(&self, lexicon: &Lexicon) -> Vec<Grid> {
        vec![grid(self.register, lexicon, self.items)]
    }

    fn text(&self, lexicon: &Lexicon, room: Option<usize>) -> Option<String> {
        let groups = groups(self.register, lexicon, self.items);
        Some(plain::print(&groups, room))
    }

    fn calendar(&self, lexicon: &Lexicon) -> String {
        calendar::calendar(self.register, lexicon, self.items)
    }
}

/// The agenda as lines: each with the group that it stands in, days as days.
fn grid(register: &Register, lexicon: &Lexicon, items: &[DueItem]) -> Grid {
    let words = &lexicon.words;
    let mut all = Vec::with_capacity(items.len());
    for (group, members) in grouped(items, lexicon.today) {
        let texts = rows(register, lexicon, &members);
        all.extend(members.iter().zip(texts).map(|(item, texts)| {
            let mut cells: Vec<Cell> = texts.into_iter().map(Cell::Text).collect();
            cells[0] = Cell::Day(item.date);
            cells[1] = Cell::Number(item.days);
            cells.insert(0, Cell::Text(words.get(group.key()).to_owned()));
            cells
        }));
    }
    Grid {
        title: words.get("due.title").to_owned(),
        heads: heads_of_list(lexicon),
        rows: all,
    }
}

/// The agenda in groups, each a heading with its number and a table.
#[must_use]
pub fn groups(register: &Register, lexicon: &Lexicon, items: &[DueItem]) -> Vec<Block> {
    if items.is_empty() {
        return vec![Block::paragraph(lexicon.words.get("due.nothing"))];
    }
    let mut out = Vec::new();
    for (group, members) in grouped(items, lexicon.today) {
        out.push(Block::heading(2, heading(lexicon, group, members.len())));
        let rows = rows(register, lexicon, &members);
        let table = BlockTable::of_texts(&heads(lexicon), rows).with_names(REFERENCE);
        out.push(Block::Table(table));
    }
    out
}

/// The agenda as a document: title, day, register and change set, then its groups.
#[must_use]
pub fn document(register: &Register, lexicon: &Lexicon, items: &[DueItem]) -> Vec<Block> {
    let mut out = vec![
        Block::heading(1, lexicon.words.get("due.title")),
        made_from(register, lexicon),
    ];
    out.extend(groups(register, lexicon, items));
    out
}

/// The agenda as a JSON array; `days` is negative where the day has passed, `activity` is null where there is none.
///
/// Of what is kept stands the last day of keeping beside it; what is not late but waits for a word says `to_confirm`.
#[must_use]
pub fn json(register: &Register, lexicon: &Lexicon, items: &[DueItem]) -> Json {
    items
        .iter()
        .map(|item| {
            let kept = HoldingStanding::find(register, item.id)
                .filter(|_| item.kind.disposition().is_some())
                .and_then(|standing| standing.last_day());
            let mut object = json!({
                "date": item.date.to_string(),
                "days": item.days,
                "kind": item.kind.code(),
                "ref": item.reference.as_str(),
                "activity": item.activity_reference(register),
                "title": item.title(register, lexicon),
                "reason": item.reason(register, lexicon),
            });
            if let Some(day) = kept {
                object["keep_through"] = json!(day.to_string());
            }
            if item.is_to_confirm() {
                object["to_confirm"] = json!(true);
            }
            object
        })
        .collect()
}

/// The line that says from which state and for which day a document was made.
pub(super) fn made_from(register: &Register, lexicon: &Lexicon) -> Block {
    let title = lexicon.title_of(register);
    let title = title.as_deref().unwrap_or("–");
    let hash = if register.mark.hash.is_empty() {
        "–"
    } else {
        &register.mark.hash
    };
    let filled = lexicon.words.fill(
        "due.made_from",
        &[
            ("title", title),
            ("day", &lexicon.words.day(lexicon.today)),
            ("number", &register.mark.number.to_string()),
            ("hash", hash),
        ],
    );
    Block::paragraph(filled)
}

fn heading(lexicon: &Lexicon, group: Nearness, count: usize) -> String {
    let words = &lexicon.words;
    let count = count.to_string();
    words.fill(
        "due.heading",
        &[("group", words.get(group.key())), ("count", &count)],
    )
}

/// Where the reference stands among the columns.
const REFERENCE: usize = 3;

/// The heads of all that is due in one list.
#[must_use]
pub fn heads_of_list(lexicon: &Lexicon) -> Vec<String> {
    let group = lexicon.words.get("due.column.group").to_owned();
    std::iter::once(group).chain(heads(lexicon)).collect()
}

fn heads(lexicon: &Lexicon) -> Vec<String> {
    [
        "due.column.date",
        "due.column.days",
        "due.column.kind",
        "due.column.ref",
        "due.column.title",
        "due.column.reason",
    ]
    .map(|key| lexicon.words.get(key).to_owned())
    .to_vec()
}

fn rows(register: &Register, lexicon: &Lexicon, items: &[&DueItem]) -> Vec<Vec<String>> {
    let cells = |item: &&DueItem| {
        vec![
            item.date.to_string(),
            item.days_in_words(lexicon),
            item.label(lexicon),
            item.reference.to_string(),
            item.title(register, lexicon),
            item.reason(register, lexicon),
        ]
    };
    items.iter().map(cells).collect()
}

#[cfg(test)]
mod tests;
