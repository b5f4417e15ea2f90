//! A document on the screen: headings, lists, tables and records as styled lines that fit.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::theme::Theme;
use super::widget::frame::line_of;
use super::widget::text::{fit, visible, width, wrap, wrapped};
use crate::exchange::document::{
    Block, BlockTable, Heading, Inline, Inlines, ListPoint, lines_of, one_line,
};

/// Lines ready to be drawn.
#[derive(Clone, Debug, Default)]
pub struct StyledLines {
    lines: Vec<Line<'static>>,
    /// The line where each block starts.
    starts: Vec<usize>,
}

impl StyledLines {
    /// The same with others below, after an empty line.
    #[must_use]
    pub fn and(mut self, below: Self) -> Self {
        if !self.is_empty() && !below.is_empty() {
            self.lines.push(Line::default());
        }
        let above = self.lines.len();
        self.lines.extend(below.lines);
        self.starts
            .extend(below.starts.iter().map(|start| start + above));
        self
    }

    /// How many lines there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether there is nothing to draw.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The line where a block starts.
    #[must_use]
    pub fn start(&self, block: usize) -> usize {
        self.starts.get(block).copied().unwrap_or(0)
    }

    /// The text of the lines, without styles.
    pub fn texts(&self) -> impl Iterator<Item = String> {
        self.lines.iter().map(Line::to_string)
    }

    /// Draws the lines from `offset` on.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, offset: usize) {
        for (at, line) in self
            .lines
            .iter()
            .skip(offset)
            .take(usize::from(area.height))
            .enumerate()
        {
            frame.render_widget(line, line_of(area, u16::try_from(at).unwrap_or(u16::MAX)));
        }
    }
}

impl From<Vec<Line<'static>>> for StyledLines {
    fn from(lines: Vec<Line<'static>>) -> Self {
        Self {
            lines,
            starts: Vec::new(),
        }
    }
}

/// The lines of a document, wrapped to `columns`.
#[must_use]
pub fn styled(blocks: &[Block], columns: usize, theme: &Theme) -> StyledLines {
    let mut printer = ScreenPrinter {
        lines: Vec::new(),
        columns,
        theme,
    };
    let mut starts = Vec::with_capacity(blocks.len());
    for (index, block) in blocks.iter().enumerate() {
        // An empty line parts it from what stands there.
        starts.push(printer.lines.len() + usize::from(!printer.lines.is_empty()));
        printer.block(block, &blocks[index + 1..]);
    }
    StyledLines {
        lines: printer.lines,
        starts,
    }
}

/// A run of text that is drawn in one style.
type Run = (String, Style);

struct ScreenPrinter<'t> {
    lines: Vec<Line<'static>>,
    columns: usize,
    theme: &'t Theme,
}

impl ScreenPrinter<'_> {
    fn block(&mut self, block: &Block, after: &[Block]) {
        if let Block::Card(card) = block {
            self.part();
            self.heading(&card.heading);
            for (index, block) in card.body.iter().enumerate() {
                self.block(block, &card.body[index + 1..]);
            }
            return;
        }
        if !block.is_said() {
            return;
        }
        self.part();
        match block {
            Block::Card(_) | Block::Running(_) | Block::Picture(_) | Block::NewPage => {}
            Block::Heading(heading) => self.heading(heading),
            Block::Paragraph(text) | Block::Note(text) => self.text(text, 0, ""),
            Block::List(items) => self.items(items, 0),
            Block::Table(table) => self.table(table),
            Block::Verbatim(text) => {
                for line in lines_of(text) {
                    self.plain(line, "", 0, Style::new());
                }
            }
            Block::Contents(title) => self.contents(title, after),
        }
    }

    /// Parts what follows from what stands there.
    fn part(&mut self) {
        if !self.lines.is_empty() {
            self.lines.push(Line::default());
        }
    }

    fn heading(&mut self, heading: &Heading) {
        let style = if heading.level <= 2 {
            self.theme.title
        } else {
            self.theme.heading
        };
        self.plain(&one_line(&heading.text.plain()), "", 0, style);
    }

    /// The headings of the second level that follow.
    fn contents(&mut self, title: &Inlines, after: &[Block]) {
        self.plain(&title.plain(), "", 0, self.theme.title);
        self.part();
        for block in after {
            if let Block::Heading(heading) = block
                && heading.level == 2
            {
                self.text(&heading.text, 0, "• ");
            }
        }
    }

    fn items(&mut self, items: &[ListPoint], indent: usize) {
        for item in items {
            self.text(&item.text, indent, "• ");
            self.items(&item.items, indent + 2);
        }
    }

    /// Text in one style, its further lines under its first.
    fn plain(&mut self, text: &str, lead: &str, hanging: usize, style: Style) {
        let room = self.columns.saturating_sub(hanging).max(8);
        for (index, piece) in wrap(text, room).into_iter().enumerate() {
            let lead = if index == 0 {
                lead.to_owned()
            } else {
                " ".repeat(hanging)
            };
            self.lines.push(Line::styled(lead + &piece, style));
        }
    }

    /// Runs of text behind a marker, with their line breaks; further lines stand under the first.
    fn text(&mut self, text: &Inlines, indent: usize, marker: &str) {
        let hanging = indent + width(marker);
        let room = self.columns.saturating_sub(hanging).max(8);
        let mut first = true;
        for runs in runs(text) {
            let whole: String = runs.iter().map(|(text, _)| text.as_str()).collect();
            for range in wrapped(&whole, room) {
                let lead = if std::mem::take(&mut first) {
                    " ".repeat(indent) + marker
                } else {
                    " ".repeat(hanging)
                };
                let mut line = vec![Span::raw(lead)];
                line.extend(slices(&runs, range.start, range.end));
                self.lines.push(Line::from(line));
            }
        }
    }

    /// A table: in columns where it fits, else each row as a list of what it holds.
    fn table(&mut self, table: &BlockTable) {
        let cells = |row: &Vec<Inlines>| -> Vec<String> {
            row.iter()
                .map(|cell| visible(&one_line(&cell.plain())))
                .collect()
        };
        let head = cells(&table.head);
        let body: Vec<Vec<String>> = table.rows.iter().map(cells).collect();
        let widest = |at: usize| {
            let cells = std::iter::once(&head).chain(&body);
            let widths = cells.filter_map(|row| row.get(at)).map(|cell| width(cell));
            widths.max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..head.len()).map(widest).collect();
        if widths.iter().sum::<usize>() + widths.len().saturating_sub(1) * 2 <= self.columns {
            for (index, row) in std::iter::once(&head).chain(&body).enumerate() {
                let text: Vec<String> = row
                    .iter()
                    .zip(&widths)
                    .map(|(cell, width)| fit(cell, *width))
                    .collect();
                let style = if index == 0 {
                    self.theme.faint
                } else {
                    Style::new()
                };
                let line = Line::styled(text.join("  ").trim_end().to_owned(), style);
                self.lines.push(line);
            }
            return;
        }
        for row in &body {
            let mut filled = head.iter().zip(row).filter(|(_, cell)| !cell.is_empty());
            if let Some((_, first)) = filled.next() {
                self.plain(first, "• ", 2, self.theme.heading);
            }
            for (label, cell) in filled {
                self.plain(&format!("{label}: {cell}"), "  ", 4, Style::new());
            }
        }
    }
}

/// The lines of a text as runs that are ready to be drawn.
fn runs(text: &Inlines) -> Vec<Vec<Run>> {
    let mut lines = vec![Vec::new()];
    put_runs(text, Style::new(), &mut lines);
    lines
}

fn put_runs(text: &Inlines, style: Style, lines: &mut Vec<Vec<Run>>) {
    for inline in text {
        let (text, style) = match inline {
            Inline::Text(text) | Inline::Code(text) => (text, style),
            Inline::Strong(text) => (text, style.add_modifier(Modifier::BOLD)),
            Inline::Emphasis(text) => (text, style.add_modifier(Modifier::ITALIC)),
            Inline::Link(link) => {
                put_runs(&link.text, style, lines);
                continue;
            }
        };
        for (index, line) in lines_of(text).enumerate() {
            if index > 0 {
                lines.push(Vec::new());
            }
            if let Some(last) = lines.last_mut() {
                last.push((visible(line), style));
            }
        }
    }
}

/// The part of the runs between two byte offsets of their joined text.
fn slices(runs: &[Run], from: usize, to: usize) -> Vec<Span<'static>> {
    let mut out = Vec::new();
    let mut at = 0;
    for (text, style) in runs {
        let (start, end) = (from.max(at), to.min(at + text.len()));
        if start < end
            && let Some(piece) = text.get(start - at..end - at)
        {
            out.push(Span::styled(piece.to_owned(), *style));
        }
        at += text.len();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(blocks: &[Block], columns: usize) -> Vec<String> {
        let theme = Theme::new(false);
        styled(blocks, columns, &theme).texts().collect()
    }

    fn table(head: &[&str], row: &[&str]) -> Block {
        let texts = |cells: &[&str]| cells.iter().map(|cell| (*cell).into()).collect();
        Block::Table(BlockTable {
            head: texts(head),
            rows: vec![texts(row)],
            ..BlockTable::default()
        })
    }

    #[test]
    fn blocks_are_parted_and_points_hang_under_what_holds_them() {
        let name = Inlines::from(Inline::strong("Name")).and_text(": Pay_roll <b>");
        let blocks = [
            Block::heading(2, "Title"),
            Block::List(vec![ListPoint {
                text: name,
                items: vec![ListPoint::new("one two three\nfour")],
            }]),
        ];
        assert_eq!(
            plain(&blocks, 24),
            [
                "Title",
                "",
                "• Name: Pay_roll <b>",
                "  • one two three",
                "    four"
            ]
        );
        assert_eq!(
            plain(&blocks, 12)[5..],
            ["  • one two", "    three", "    four"]
        );
    }

    #[test]
    fn a_table_stands_in_columns_where_it_fits() {
        assert_eq!(
            plain(&[table(&["a", "b"], &["1", "x|\ny"])], 40),
            ["a  b", "1  x| y"]
        );
        assert_eq!(
            plain(
                &[table(&["name", "role", "mail"], &["first", "", "m@x"])],
                13
            ),
            ["• first", "  mail: m@x"]
        );
    }

    #[test]
    fn what_is_hidden_is_seen_and_takes_no_style_from_its_neighbours() {
        let text = Inlines::from("a\u{202e}")
            .and(Inline::strong("b c"))
            .and_text("d");
        let lines = styled(&[Block::Paragraph(text)], 80, &Theme::new(false));
        assert_eq!(lines.texts().collect::<Vec<_>>(), ["a‹U+202E›b cd"]);
        let bold: Vec<&str> = lines.lines[0]
            .spans
            .iter()
            .filter(|span| span.style.add_modifier.contains(Modifier::BOLD))
            .map(|span| &*span.content)
            .collect();
        assert_eq!(bold, ["b c"]);
    }
}
