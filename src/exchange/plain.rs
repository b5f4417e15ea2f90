//! A document as plain text, for a terminal or a screen reader: nothing in it is obeyed.

use super::document::{
    Block, BlockTable, DocumentOutline, Heading, Inlines, ListPoint, Sink, lines_of, one_line,
};
use super::shape::Print;
use crate::domain::text::hidden::each;
use crate::domain::text::{cut, fill, head, sign, width, wrapped};

/// One line: line breaks become blanks, and what is hidden or would steer is shown by its number.
#[must_use]
pub fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    each(text, |letter, hidden| match letter {
        '\n' | '\t' | '\u{2028}' | '\u{2029}' => out.push(' '),
        '\r' => {}
        letter if hidden => out.push_str(&sign(letter)),
        letter => out.push(letter),
    });
    out
}

/// Blocks as plain text, tables in so many columns: an empty line parts them, but for what follows a heading.
#[must_use]
pub fn print(blocks: &[Block], room: Option<usize>) -> String {
    PlainPrinter::new(room, None).all(blocks)
}

/// Blocks as plain text to read: as [`print()`], but wrapped between words to so many columns, and nothing is cut.
#[must_use]
pub fn reading(blocks: &[Block], columns: usize) -> String {
    PlainPrinter::new(None, Some(columns)).all(blocks)
}

/// The columns that the text of a file is wrapped to.
const OF_FILE: usize = 100;

/// Prints blocks one after the other.
#[derive(Debug)]
pub struct PlainPrinter {
    out: String,
    room: Option<usize>,
    /// The columns that text is wrapped to.
    wraps: Option<usize>,
    /// Whether a heading was the last.
    headed: bool,
    /// Whether a list was the last.
    in_list: bool,
    /// What the table of contents lists.
    sections: Vec<ListPoint>,
    /// Whether that is known before it is printed.
    foreseen: bool,
    /// Where the table of contents goes, with its title, where it is not.
    contents: Option<(usize, Inlines)>,
}

impl Sink for PlainPrinter {
    fn put(&mut self, block: Block) {
        self.block(&block);
    }

    fn put_items(&mut self, items: Vec<ListPoint>) {
        if items.is_empty() {
            return;
        }
        if self.in_list {
            self.items(&items, 1);
        } else {
            self.block(&Block::List(items));
        }
    }

    fn foresees(&self) -> bool {
        self.wraps.is_some()
    }

    fn foresee(&mut self, outline: DocumentOutline) {
        let headings = outline.headings.into_iter();
        let after = headings.skip_while(|listed| !listed.is_contents).skip(1);
        let sections = after.filter(|listed| listed.heading.level == 2);
        self.sections = sections
            .map(|listed| ListPoint::new(listed.heading.text))
            .collect();
        self.foreseen = true;
    }
}

impl Print for PlainPrinter {
    fn printed(&mut self) -> &mut String {
        &mut self.out
    }

    fn finish(mut self: Box<Self>) -> String {
        self.put_contents();
        self.out
    }
}

impl PlainPrinter {
    /// A printer of a whole file: wrapped, and nothing is cut.
    #[must_use]
    pub fn of_file() -> Self {
        Self::new(None, Some(OF_FILE))
    }

    fn new(room: Option<usize>, wraps: Option<usize>) -> Self {
        Self {
            out: String::new(),
            room,
            wraps,
            headed: false,
            in_list: false,
            sections: Vec::new(),
            foreseen: false,
            contents: None,
        }
    }

    fn all(mut self, blocks: &[Block]) -> String {
        for block in blocks {
            self.block(block);
        }
        self.put_contents();
        self.out
    }

    /// Puts the table of contents where it goes, once what it lists has come.
    fn put_contents(&mut self) {
        let Some((at, title)) = self.contents.take() else {
            return;
        };
        let mut apart = Self::new(self.room, self.wraps);
        apart.text(&title.plain(), 0, 0);
        apart.items(&self.sections, 1);
        if at > 0 {
            apart.out.insert(0, '\n');
        }
        self.out.insert_str(at, &apart.out);
    }

    fn block(&mut self, block: &Block) {
        self.in_list = matches!(block, Block::List(_));
        if let Block::Card(card) = block {
            self.heading(&card.heading);
            for block in &card.body {
                self.block(block);
            }
            return;
        }
        if let Block::Heading(heading) = block {
            return self.heading(heading);
        }
        if let Block::Contents(title) = block
            && !self.foreseen
        {
            self.contents = Some((self.out.len(), title.clone()));
            self.sections.clear();
            return;
        }
        if !block.is_said() {
            return;
        }
        if !std::mem::take(&mut self.headed) {
            self.part();
        }
        match block {
            Block::Heading(_)
            | Block::Card(_)
            | Block::Running(_)
            | Block::Picture(_)
            | Block::NewPage => {}
            Block::Paragraph(text) | Block::Note(text) => self.text(&text.plain(), 0, 0),
            Block::Contents(title) => {
                self.text(&title.plain(), 0, 0);
                let sections = std::mem::take(&mut self.sections);
                self.items(&sections, 1);
            }
            Block::Verbatim(text) => {
                // Columns and indents in it mean something.
                let wraps = self.wraps.take();
                self.text(text, 0, 0);
                self.wraps = wraps;
            }
            Block::List(items) => self.items(items, 1),
            Block::Table(table) if self.wraps.is_some() => self.wrapped_table(table),
            Block::Table(table) => {
                let texts = |cells: &Vec<Inlines>| cells.iter().map(Inlines::plain).collect();
                let head: Vec<String> = texts(&table.head);
                let rows: Vec<Vec<String>> = table.rows.iter().map(texts).collect();
                self.out
                    .push_str(&columns(&head, &rows, &table.names, self.room));
            }
        }
    }

    fn part(&mut self) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
    }

    fn heading(&mut self, heading: &Heading) {
        if self.contents.is_some() && heading.level == 2 {
            self.sections.push(ListPoint::new(heading.text.clone()));
        }
        self.part();
        self.text(&one_line(&heading.text.plain()), 0, 0);
        self.headed = true;
    }

    /// Points, one step further in than what holds them.
    fn items(&mut self, items: &[ListPoint], depth: usize) {
        for item in items {
            self.text(&item.text.plain(), depth, depth + 1);
            self.items(&item.items, depth + 1);
        }
    }

    /// A table whose cells are wrapped; one that is far too wide row by row.
    fn wrapped_table(&mut self, table: &BlockTable) {
        let room = self.wraps.unwrap_or(usize::MAX);
        let texts = |cells: &Vec<Inlines>| -> Vec<String> {
            cells.iter().map(|cell| line(&cell.plain())).collect()
        };
        let rows: Vec<Vec<String>> = std::iter::once(&table.head)
            .chain(&table.rows)
            .map(texts)
            .collect();
        let widest = |at: usize| {
            let cells = rows.iter().filter_map(|row| row.get(at));
            cells.map(|cell| width(cell)).max().unwrap_or(0)
        };
        let natural: Vec<usize> = (0..table.head.len()).map(widest).collect();
        let gaps = 2 * natural.len().saturating_sub(1);
        let mut widths = natural.clone();
        let fits = narrow(&mut widths, &table.names, room.saturating_sub(gaps));
        let legible = |(width, natural): (&usize, &usize)| width == natural || *width >= 20;
        if !fits
            || natural.iter().sum::<usize>() > 2 * room
            || !widths.iter().zip(&natural).all(legible)
        {
            return self.rows(table);
        }
        for row in &rows {
            let cells = row.iter().zip(&widths);
            let cells: Vec<Vec<&str>> = cells
                .map(|(cell, width)| {
                    let ranges = wrapped(cell, (*width).max(1)).into_iter();
                    ranges.map(|range| &cell[range]).collect()
                })
                .collect();
            let height = cells.iter().map(Vec::len).max().unwrap_or(0);
            for at in 0..height {
                let mut text = String::new();
                for (lines, width) in cells.iter().zip(&widths) {
                    text.push_str(&fill(lines.get(at).unwrap_or(&""), width + 2));
                }
                self.out.push_str(text.trim_end());
                self.out.push('\n');
            }
        }
    }

    /// A table row by row: the first cell, and under it what the others hold.
    fn rows(&mut self, table: &BlockTable) {
        for row in &table.rows {
            let mut cells = table
                .head
                .iter()
                .zip(row)
                .filter(|(_, cell)| !cell.is_empty());
            if let Some((_, first)) = cells.next() {
                self.text(&one_line(&first.plain()), 1, 2);
            }
            for (label, cell) in cells {
                let cell = format!("{}: {}", label.plain(), one_line(&cell.plain()));
                self.text(&cell, 2, 3);
            }
        }
    }

    /// Lines: the first so many steps in, the further ones so many.
    fn text(&mut self, text: &str, first: usize, further: usize) {
        let lines = lines_of(text).filter(|text| !text.is_empty());
        for (index, text) in lines.enumerate() {
            let depth = if index == 0 { first } else { further };
            let text = line(text);
            // What is not wrapped stays as it is, blanks at its end too.
            let ranges = match self.wraps {
                Some(room) => wrapped(&text, room.saturating_sub(2 * further).max(8)),
                None => std::iter::once(0..text.len()).collect(),
            };
            for (at, range) in ranges.into_iter().enumerate() {
                let depth = if at == 0 { depth } else { further };
                self.out.extend(std::iter::repeat_n("  ", depth));
                self.out.push_str(&text[range]);
                self.out.push('\n');
            }
        }
    }
}

/// The most columns of a cell where nobody knows how wide the paper is; the last of a row only pads nothing.
const WIDEST: usize = 100;
/// The most of a cell in any case.
pub(super) const WIDEST_LAST: usize = 1000;
/// The least that is left of a column that gives way; where there is no room for that, each cell has its own line.
const NARROWEST: usize = 8;

/// Columns of plain text, as wide as their widest cell, with `…` where a cell was cut; the last column is not filled
/// up.
///
/// All together are no wider than `room`, where that is given. The columns `names`, of references and numbers that are
/// typed or compared, are never cut: the others give way, and where that is not enough each cell has a line of its own.
#[must_use]
pub fn columns(
    heads: &[String],
    rows: &[Vec<String>],
    names: &[usize],
    room: Option<usize>,
) -> String {
    let most = |column: usize| match room {
        _ if names.contains(&column) => WIDEST_LAST,
        Some(room) => room.max(NARROWEST),
        None if column + 1 == heads.len() => WIDEST_LAST,
        None => WIDEST,
    };
    let shown = |cells: &[String]| {
        let cells = cells.iter().enumerate();
        cells.map(|(at, cell)| line_in(cell, most(at))).collect()
    };
    let all: Vec<Vec<String>> = std::iter::once(heads)
        .chain(rows.iter().map(Vec::as_slice))
        .map(shown)
        .collect();
    let widest = |column: usize| {
        let cells = all.iter().filter_map(|cells| cells.get(column));
        cells.map(|cell| width(cell)).max().unwrap_or_default()
    };
    let count = all.iter().map(Vec::len).max().unwrap_or_default();
    let mut widths: Vec<usize> = (0..count).map(widest).collect();
    if let Some(room) = room {
        let gaps = 2 * count.saturating_sub(1);
        if !narrow(&mut widths, names, room.saturating_sub(gaps)) {
            return stacked(heads, rows, names, room);
        }
    }
    let mut out = String::new();
    for cells in &all {
        let mut text = String::new();
        for (cell, columns) in cells.iter().zip(&widths) {
            text.push_str(&fill(&cut(cell, *columns), columns + 2));
        }
        out.push_str(text.trim_end());
        out.push('\n');
    }
    out
}

/// Takes from the widest columns what is too much for the room, but nothing of those that are never cut.
///
/// `false` where there is no room for all.
fn narrow(widths: &mut [usize], names: &[usize], room: usize) -> bool {
    let kept: usize = names.iter().filter_map(|name| widths.get(*name)).sum();
    let Some(room) = room.checked_sub(kept) else {
        return false;
    };
    let giving: Vec<usize> = (0..widths.len()).filter(|at| !names.contains(at)).collect();
    let total = |most: usize| giving.iter().map(|at| widths[*at].min(most)).sum::<usize>();
    let widest = giving.iter().map(|at| widths[*at]).max();
    let widest = widest.unwrap_or_default().max(NARROWEST);
    let Some(most) = (NARROWEST..=widest).rev().find(|most| total(*most) <= room) else {
        return false;
    };
    let mut left = room - total(most);
    for at in giving {
        // What is left over goes to the first of them.
        let more = left.min(widths[at].saturating_sub(most)).min(1);
        widths[at] = widths[at].min(most) + more;
        left -= more;
    }
    true
}

/// Each cell on a line of its own behind its head, those of a row under the first that is never cut.
///
/// Long ones go on in further lines, broken between words.
fn stacked(heads: &[String], rows: &[Vec<String>], names: &[usize], room: usize) -> String {
    let first = names.first().copied().unwrap_or_default();
    let mut out = String::new();
    for cells in rows {
        let rest = (0..cells.len()).filter(|at| *at != first);
        for (index, at) in std::iter::once(first).chain(rest).enumerate() {
            let (Some(head), Some(cell)) = (heads.get(at), cells.get(at)) else {
                continue;
            };
            if cell.is_empty() {
                continue;
            }
            let text = format!("{}: {}", line(head), line_in(cell, WIDEST_LAST));
            let depth = if index == 0 { 0 } else { 2 };
            let most = if names.contains(&at) {
                WIDEST_LAST
            } else {
                room.saturating_sub(depth + 2).max(NARROWEST)
            };
            wrap(&mut out, &text, depth, room, most);
        }
    }
    out
}

/// A text in lines of at most `room` columns as far as its words let it, the further ones two columns further in; no
/// word has more than `most`.
fn wrap(out: &mut String, text: &str, depth: usize, room: usize, most: usize) {
    let mut used = 0;
    for word in text.split_whitespace() {
        let word = &cut(word, most);
        if used == 0 || used + 1 + width(word) > room {
            let depth = if used == 0 { depth } else { depth + 2 };
            if used > 0 {
                out.push('\n');
            }
            out.extend(std::iter::repeat_n(' ', depth));
            used = depth;
        } else {
            out.push(' ');
            used += 1;
        }
        out.push_str(word);
        used += width(word);
    }
    out.push('\n');
}

/// The text in one line of at most `columns`, however long it is.
#[must_use]
pub fn line_in(text: &str, columns: usize) -> String {
    let start = head(text, columns);
    let mut shown = line(start);
    if start.len() < text.len() {
        shown.push('…');
    }
    cut(&shown, columns)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_line_steers_the_terminal() {
        assert_eq!(
            line("a\u{1b}[31mb\nc\r\n\u{202e}d"),
            "a‹U+001B›[31mb c ‹U+202E›d"
        );
    }

    #[test]
    fn points_stand_under_what_holds_them() {
        let below = ListPoint::new("b: one\n\ntwo");
        let blocks = [
            Block::paragraph("A1  Pay\nActivity"),
            Block::heading(2, "Part"),
            Block::List(vec![ListPoint {
                text: "a *x* | y:".into(),
                items: vec![below],
            }]),
        ];
        assert_eq!(
            print(&blocks, None),
            "A1  Pay\nActivity\n\nPart\n  a *x* | y:\n    b: one\n      two\n"
        );
    }

    #[test]
    fn what_is_read_is_wrapped_and_never_cut() {
        let table = BlockTable::of_texts(
            &["Key".to_owned(), "What it does".to_owned()],
            vec![vec!["q".to_owned(), "Quits the program at once".to_owned()]],
        );
        let blocks = [
            Block::paragraph("one two three four"),
            Block::List(vec![ListPoint::new("five six seven eight")]),
            Block::Verbatim("a  very long line of commands".into()),
            Block::Table(table),
        ];
        assert_eq!(
            reading(&blocks, 14),
            "one two three\nfour\n\n  five six\n    seven\n    eight\n\na  very long line of commands\n\n  q\n    What it\n      does:\n      Quits\n      the\n      program\n      at once\n"
        );
        assert_eq!(
            reading(&blocks[3..], 26),
            "Key  What it does\nq    Quits the program at\n     once\n"
        );
    }

    #[test]
    fn columns_stand_under_their_heads_whatever_the_script() {
        let rows = [
            vec!["漢字".to_owned(), "b".to_owned()],
            vec!["å".to_owned(), "c".to_owned()],
        ];
        let text = columns(&["Head".to_owned(), "x".to_owned()], &rows, &[], None);
        assert_eq!(text, "Head  x\n漢字  b\nå     c\n");
    }

    #[test]
    fn columns_fit_the_room_and_long_cells_give_way() {
        let rows = [
            vec!["A1".to_owned(), "x".repeat(300), "two\nlines".to_owned()],
            vec!["A12".to_owned(), "Åäö".to_owned(), String::new()],
        ];
        let heads = ["Ref", "Name", "Note"].map(str::to_owned);
        for room in [20, 40, 80, 300] {
            let text = columns(&heads, &rows, &[0], Some(room));
            let widest = text.lines().map(width).max().unwrap();
            assert!(widest <= room.max(20), "{room}: {text}");
            assert!(text.contains('…'));
        }
        assert!(columns(&heads, &rows, &[0], Some(80)).contains("two lines"));
        let free = columns(&heads, &rows, &[0], None);
        assert!(free.lines().map(width).max().unwrap() <= 120, "{free}");
        let huge = [vec!["å".repeat(20_000_000), "b".to_owned()]];
        assert!(columns(&heads, &huge, &[], Some(80)).len() < 400);
    }

    #[test]
    fn a_reference_is_never_cut_however_narrow_the_room() {
        let long = format!("{}/R12/H12", "HR-".repeat(10));
        let rows = [
            vec![
                "Overdue".to_owned(),
                long.clone(),
                "Payroll and absence".to_owned(),
                String::new(),
            ],
            vec![
                "Soon".to_owned(),
                "A1".to_owned(),
                "Recruitment of staff".to_owned(),
                "a reason of many words".to_owned(),
            ],
        ];
        let heads = ["What", "Record", "Name", "Why"].map(str::to_owned);
        for room in 1..200 {
            let text = columns(&heads, &rows, &[1], Some(room));
            assert!(text.contains(&long), "{room}: {text}");
            let widest = text.lines().map(width).max().unwrap();
            let longest = 4 + "Record: ".len() + width(&long);
            assert!(widest <= room.max(longest), "{room}: {text}");
        }
        assert_eq!(
            columns(&heads, &rows[1..], &[1], Some(20)),
            "Record: A1\n  What: Soon\n  Name: Recruitment\n    of staff\n  Why: a reason of\n    many words\n"
        );
        assert!(columns(&heads, &rows, &[1], Some(80)).starts_with("What "));
    }
}
