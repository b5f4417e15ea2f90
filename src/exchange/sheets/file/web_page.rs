//! Web pages that hold a register: their headings, lists and tables as a text in Markdown, which is read as one.

use std::borrow::Cow;
use std::fmt::Write as _;

use ego_tree::iter::Edge;
use scraper::node::Element;
use scraper::{Html, Node};

/// What has nothing to say to readers: what stands in it is left out.
const SILENT: [&str; 10] = [
    "script", "style", "head", "nav", "noscript", "template", "svg", "button", "select", "iframe",
];
/// What begins a line of its own.
const BLOCKS: [&str; 20] = [
    "p",
    "div",
    "section",
    "article",
    "main",
    "header",
    "footer",
    "address",
    "blockquote",
    "form",
    "fieldset",
    "figure",
    "dl",
    "dt",
    "dd",
    "ul",
    "ol",
    "body",
    "details",
    "summary",
];
/// What need not be ended, or never is.
const UNENDED: [&str; 34] = [
    "area", "base", "body", "br", "col", "colgroup", "dd", "dt", "embed", "head", "hr", "html",
    "img", "input", "li", "link", "meta", "optgroup", "option", "p", "param", "path", "rect", "rp",
    "rt", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr",
];
/// How many columns or rows a cell goes over at most.
const WIDEST: usize = 30;

/// A cell of a table: what it says, and how many rows below it goes on.
type Spanning = (String, usize);

/// A table while it is read.
#[derive(Default)]
struct PageTable {
    rows: Vec<Vec<String>>,
    /// Whether the first row has a cell of a header.
    begins_with_header: bool,
    /// How many rows from the first have cells of headers alone.
    heads: usize,
    /// Of each row whether it is one cell over all columns, and whether that is a header.
    alone: Vec<Option<bool>>,
    /// How many cells the row that is being read has.
    cells: usize,
    /// Whether the row that is being read has another cell.
    has_answers: bool,
    /// The cells of rows above that go on into the next, by their columns.
    open: Vec<Option<Spanning>>,
    /// The row that is being read.
    row: Vec<String>,
    /// The cell that is being read, with the columns and rows that it goes over.
    cell: Option<(String, usize, usize)>,
}

impl PageTable {
    /// Puts the cells that go on from above into the row, up to where its next cell stands.
    fn go_on(&mut self) {
        while let Some((text, left)) = self.open.get_mut(self.row.len()).and_then(Option::take) {
            let at = self.row.len();
            self.row.push(text.clone());
            self.open[at] = (left > 1).then(|| (text, left - 1));
        }
    }

    fn end_cell(&mut self) {
        let Some((text, columns, rows)) = self.cell.take() else {
            return;
        };
        self.go_on();
        self.cells += 1;
        let text = text.trim().replace('|', "\\|").replace('\n', "<br>");
        for _ in 0..columns {
            let at = self.row.len();
            if self.open.len() <= at {
                self.open.resize(at + 1, None);
            }
            self.open[at] = (rows > 1).then(|| (text.clone(), rows - 1));
            self.row.push(text.clone());
        }
    }

    fn end_row(&mut self) {
        self.end_cell();
        if self.row.is_empty() {
            return;
        }
        self.go_on();
        let has_answers = std::mem::take(&mut self.has_answers);
        self.heads += usize::from(!has_answers && self.heads == self.rows.len());
        let is_alone = std::mem::take(&mut self.cells) == 1;
        self.alone.push(is_alone.then_some(!has_answers));
        self.rows.push(std::mem::take(&mut self.row));
    }

    /// Leaves headers over several columns or rows to the first of these, as a sheet has them, where two rows hold them.
    fn part_heads(&mut self) {
        if self.heads != 2 || self.rows.len() < 3 {
            return;
        }
        let (above, below) = (self.rows[0].clone(), self.rows[1].clone());
        for (at, text) in above.iter().enumerate() {
            if at > 0 && *text == above[at - 1] {
                self.rows[0][at].clear();
            }
            if below.get(at) == Some(text) {
                self.rows[1][at].clear();
            }
        }
    }

    /// Puts each header over all columns beside the answer right below it, where most rows are such headers and answers.
    fn join_below(&mut self) {
        let is_pair =
            |at: usize| matches!(self.alone.get(at..at + 2), Some([Some(true), Some(false)]));
        let pairs: Vec<usize> = (0..self.rows.len()).filter(|at| is_pair(*at)).collect();
        if pairs.len() * 4 < self.rows.len() * 3 / 2 || pairs.len() < 2 {
            return;
        }
        for at in pairs.into_iter().rev() {
            let answer = self.rows.remove(at + 1).into_iter().next();
            self.rows[at].truncate(1);
            self.rows[at].extend(answer);
        }
        self.heads = 0;
    }

    /// The table in Markdown. A row that is one cell over all columns is a heading of those below.
    fn markdown(mut self) -> String {
        self.end_row();
        self.part_heads();
        self.join_below();
        let widest = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let mut out = String::from("\n\n");
        // Headers beside their answers stand in no row over them.
        if self.heads == 0 && self.begins_with_header && widest == 2 {
            self.rows.insert(0, vec![String::new(); widest]);
        }
        for (at, row) in self.rows.iter().enumerate() {
            let mut cells = row.clone();
            // What goes over several columns says it once.
            for column in (1..cells.len()).rev() {
                if cells[column] == cells[column - 1]
                    && widest > 2
                    && row.iter().all(|it| *it == row[0])
                {
                    cells[column].clear();
                }
            }
            cells.resize(widest, String::new());
            let _ = writeln!(out, "| {} |", cells.join(" | "));
            if at == 0 {
                let _ = writeln!(out, "|{}", "---|".repeat(widest));
            }
        }
        out.push('\n');
        out
    }
}

/// A page while it is read.
#[derive(Default)]
struct PageReader {
    out: String,
    /// The tables that are open, the inner ones last.
    tables: Vec<PageTable>,
    /// How deep lists are.
    depth: usize,
    /// How deep what has nothing to say is.
    silent: usize,
    /// Whether a heading is being read.
    heading: bool,
    /// The title of the page.
    title: String,
    in_title: bool,
    headings: usize,
}

impl PageReader {
    /// Where text is put: into the cell that is open, else into the page.
    fn to(&mut self) -> &mut String {
        match self.tables.last_mut() {
            Some(PageTable {
                cell: Some((text, ..)),
                ..
            }) => text,
            _ => &mut self.out,
        }
    }

    fn in_cell(&self) -> bool {
        self.tables.last().is_some_and(|table| table.cell.is_some())
    }

    fn text(&mut self, text: &str) {
        if self.in_title {
            self.title.push_str(text.trim());
        }
        // Between the cells of a table there is nothing.
        if self.silent > 0 || (!self.tables.is_empty() && !self.in_cell()) {
            return;
        }
        let to = self.to();
        for (at, word) in text.split_whitespace().enumerate() {
            let parted = at > 0 || text.starts_with(char::is_whitespace);
            if parted && !to.is_empty() && !to.ends_with([' ', '\n']) {
                to.push(' ');
            }
            to.push_str(word);
        }
        if text.ends_with(char::is_whitespace) && !to.is_empty() && !to.ends_with([' ', '\n']) {
            to.push(' ');
        }
    }

    /// Begins a line; in a page one that an empty line stands before.
    fn block(&mut self) {
        let in_cell = self.in_cell();
        let (heading, depth) = (self.heading, self.depth);
        let to = self.to();
        let kept = to.trim_end_matches(' ').len();
        to.truncate(kept);
        if to.is_empty() || heading {
            return;
        }
        let lines = if in_cell || depth > 0 { "\n" } else { "\n\n" };
        let is_parted =
            to.ends_with(lines) || to.ends_with("- ") || to.ends_with('\n') && depth > 0;
        if !is_parted {
            to.push_str(lines);
        }
    }

    /// Begins an element, or ends it.
    fn element(&mut self, element: &Element, closes: bool) {
        let name = element.name();
        if name == "title" {
            self.in_title = !closes;
        }
        if SILENT.contains(&name) {
            self.silent = if closes {
                self.silent.saturating_sub(1)
            } else {
                self.silent + 1
            };
            return;
        }
        if self.silent > 0 {
            return;
        }
        match name {
            "table" | "tr" | "td" | "th" => self.table(element, closes),
            // Nothing stands in these.
            "br" | "hr" if closes => {}
            "br" => {
                let sign = if self.heading { ' ' } else { '\n' };
                self.to().push(sign);
            }
            "hr" => self.block(),
            "input" if !closes => self.ticked(element),
            "ul" | "ol" if !self.in_cell() => {
                if closes {
                    self.depth = self.depth.saturating_sub(1);
                }
                self.block();
                if !closes {
                    self.depth += 1;
                }
            }
            "li" => self.entry(closes),
            "a" => self.link(element, closes),
            "b" | "strong" | "dt" if !self.heading && !self.in_cell() => {
                if name == "dt" && !closes {
                    self.block();
                }
                let to = self.to();
                if closes {
                    let kept = to.trim_end().len();
                    to.truncate(kept);
                    to.push_str(if name == "dt" { ":** " } else { "** " });
                } else {
                    to.push_str("**");
                }
            }
            // What is told behind a term stands in its line.
            "dd" if !self.in_cell() => {}
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if !self.in_cell() => {
                self.block();
                self.heading = !closes;
                if closes {
                    self.out.push_str("\n\n");
                } else {
                    self.headings += 1;
                    let level = usize::from(name.as_bytes()[1] - b'0');
                    let _ = write!(self.out, "\n\n{} ", "#".repeat(level));
                }
            }
            _ if BLOCKS.contains(&name) || name.starts_with('h') && name.len() == 2 => self.block(),
            _ => {}
        }
    }

    /// Puts a sign for a box that may be ticked, or for one of several that is chosen.
    fn ticked(&mut self, element: &Element) {
        let kind = element.attr("type").unwrap_or_default();
        if ["checkbox", "radio"]
            .iter()
            .any(|it| kind.eq_ignore_ascii_case(it))
        {
            let is_ticked = element.attr("checked").is_some();
            self.text(if is_ticked { " ☒ " } else { " ☐ " });
        }
    }

    /// Keeps where a link to an address of mail leads; where others do, readers need not know.
    fn link(&mut self, element: &Element, closes: bool) {
        let target = element.attr("href").unwrap_or_default().trim();
        let is_mail = target.to_ascii_lowercase().starts_with("mailto:");
        if !is_mail || target.contains(char::is_whitespace) {
            return;
        }
        let to = self.to();
        if closes {
            let _ = write!(to, "]({target})");
        } else {
            to.push('[');
        }
    }

    fn entry(&mut self, closes: bool) {
        let depth = self.depth.max(1) - 1;
        let in_cell = self.in_cell();
        let to = self.to();
        let kept = to.trim_end_matches(' ').len();
        if !to.ends_with("- ") {
            to.truncate(kept);
        }
        if closes {
            return;
        }
        if !to.is_empty() && !to.ends_with('\n') {
            to.push('\n');
        }
        if in_cell {
            return;
        }
        to.push_str(&"  ".repeat(depth));
        to.push_str("- ");
    }

    fn table(&mut self, element: &Element, closes: bool) {
        let name = element.name();
        if name == "table" && !closes {
            self.tables.push(PageTable::default());
            return;
        }
        if name == "table" {
            let Some(table) = self.tables.pop() else {
                return;
            };
            if self.in_cell() {
                // A table in a cell is told line by line.
                let mut table = table;
                table.end_row();
                let lines: Vec<String> = table.rows.iter().map(|row| row.join(": ")).collect();
                let inner = lines.join("\n").replace("<br>", ", ");
                self.block();
                self.to().push_str(&inner);
            } else {
                let told = table.markdown();
                self.out.push_str(&told);
            }
            return;
        }
        let Some(table) = self.tables.last_mut() else {
            return;
        };
        table.end_cell();
        match name {
            "tr" => table.end_row(),
            _ if !closes => {
                table.has_answers |= name != "th";
                table.begins_with_header |= name == "th" && table.rows.is_empty();
                let over = |key: &str| {
                    let number = element.attr(key).and_then(|it| it.trim().parse().ok());
                    number.unwrap_or(1).clamp(1, WIDEST)
                };
                table.cell = Some((String::new(), over("colspan"), over("rowspan")));
            }
            _ => {}
        }
    }
}

/// How deep elements lie in a page, of those that have to be ended.
fn depth(page: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for tag in page.split('<').skip(1) {
        let closes = tag.starts_with('/');
        let name = tag.trim_start_matches('/');
        let end = name.find(|letter: char| !letter.is_ascii_alphanumeric());
        let name = &name[..end.unwrap_or(name.len())];
        if name.is_empty() || UNENDED.iter().any(|it| it.eq_ignore_ascii_case(name)) {
            continue;
        }
        depth = if closes {
            depth.saturating_sub(1)
        } else {
            depth + 1
        };
        deepest = deepest.max(depth);
    }
    deepest
}

/// A text with the signs that its entities stand for: `R&amp;D`, `2&nbsp;years`. A bar stays apart from those of tables.
#[must_use]
pub(in crate::exchange::sheets) fn without_entities(text: &str) -> Cow<'_, str> {
    /// The longest name of an entity that somebody writes.
    const LONGEST: usize = 10;
    if !text.contains('&') {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let named = |sign: &char| sign.is_ascii_alphanumeric() || *sign == '#';
        let name = rest[1..].chars().take_while(named).count();
        let end = name + 1;
        let is_one = (2..=LONGEST).contains(&name) && rest[end..].starts_with(';');
        let Some(entity) = is_one.then(|| &rest[..=end]) else {
            out.push('&');
            rest = &rest[1..];
            continue;
        };
        let page = Html::parse_fragment(entity);
        let meant: String = page.root_element().text().collect();
        match meant.as_str() {
            "|" => out.push_str("\\|"),
            "\u{a0}" | "\n" | "\r" => out.push(' '),
            meant => out.push_str(meant),
        }
        rest = &rest[end + 1..];
    }
    out.push_str(rest);
    out.into()
}

/// A page as a text in Markdown; an empty one where elements lie so deep in it that nobody wrote it.
#[must_use]
pub(in crate::exchange::sheets) fn markdown(page: &str) -> String {
    /// Reading takes the square of the depth.
    const DEEPEST: usize = 2_000;
    if depth(page) > DEEPEST {
        return String::new();
    }
    let mut reader = PageReader::default();
    // What a page leaves out, such as the end of a row, the parser puts in; what lies deep is no deeper in this loop.
    for edge in Html::parse_document(page).tree.root().traverse() {
        let (node, closes) = match edge {
            Edge::Open(node) => (node, false),
            Edge::Close(node) => (node, true),
        };
        match node.value() {
            Node::Text(text) if !closes => reader.text(text),
            Node::Element(element) => reader.element(element, closes),
            _ => {}
        }
    }
    let title = reader.title.trim();
    if reader.headings == 0 {
        let title = if title.is_empty() { "—" } else { title };
        return format!("# {title}\n\n{}", reader.out);
    }
    reader.out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_lists_and_tables_of_a_page_are_those_of_a_text() {
        let page = "<!DOCTYPE html><html><head><title>R</title><STYLE>p > b {}</Style></head><body><nav><a>Home</a></nav>\
                    <h1>Register&nbsp;2024</h1>\n<p><strong>Controller:</strong> Alder &amp; S&ouml;ner</p>\n<!-- <p>no</p> -->\
                    <div><h2>1. Pay</h2><ul><li><b>Purpose:</b> Wages</li><li><b>Data:</b><ul><li>Name</li>\n<li>L&#246;n</li></ul></li></ul></div>\
                    <table><tr><th>A</th><th>B</th><th>C</th></tr><tr><td rowspan=\"2\">x|y</td><td>1<br>2</td><td><ul><li>p</li><li>q</li></ul></td></tr>\
                    <tr><td colspan=2>z < 3</td></tr></table></body></html>";
        let wanted = "# Register 2024\n\n**Controller:** Alder & Söner\n\n## 1. Pay\n\n- **Purpose:** Wages\n- **Data:**\n  - Name\n  - Lön\n\n\
                      | A | B | C |\n|---|---|---|\n| x\\|y | 1<br>2 | p<br>q |\n| x\\|y | z < 3 | z < 3 |\n";
        let told = markdown(page);
        let lines = |text: &str| -> Vec<String> {
            let lines = text.lines().map(str::trim_end);
            lines
                .filter(|it| !it.is_empty())
                .map(str::to_owned)
                .collect()
        };
        assert_eq!(lines(&told), lines(wanted), "{told}");
    }

    #[test]
    fn where_a_link_to_an_address_of_mail_leads_is_kept() {
        let page = "<h1>Pay</h1><p>DPO: <a href=\"MAILTO:a@acme.example\">Anna Berg</a>, <a href='/more'>more</a></p>\
                    <table><tr><td><a href='mailto:b@acme.example'>Bo</a></td></tr></table>";
        let told = markdown(page);
        for part in [
            "DPO: [Anna Berg](MAILTO:a@acme.example), more",
            "| [Bo](mailto:b@acme.example) |",
        ] {
            assert!(told.contains(part), "{part}: {told}");
        }
    }

    /// Ends that a page may leave out, signs in attributes and letters by any name lose nothing.
    #[test]
    fn what_a_page_may_leave_out_is_put_in() {
        let page = "<head><title>R</title><meta name=x content='a > b'><body><h1>Pay</h1>\
                    <table><tr><th title=\"a > b\">Caf&eacute;<th>&Scaron;kola<tr><td>1<td>2</table><p>End<p>&copy; all";
        let told = markdown(page);
        for part in ["# Pay", "| Café | Škola |", "| 1 | 2 |", "End", "© all"] {
            assert!(told.contains(part), "{part}: {told}");
        }
        let deep = |times: usize| format!("<h1>A</h1>{}x", "<div>".repeat(times));
        assert!(markdown(&deep(1_000)).contains('x'));
        assert_eq!(markdown(&deep(1_000_000)), "");
        assert!(markdown(&format!("<h1>A</h1>{}x", "<p><li>".repeat(3_000))).contains('x'));
    }

    #[test]
    fn a_page_without_headings_has_its_title_and_terms_are_labels() {
        let page = "<title>Förteckning</title><dl><dt>Ändamål</dt><dd>Lön</dd><dt>Grund</dt><dd>Avtal</dd></dl>";
        let told = markdown(page);
        assert!(told.starts_with("# Förteckning\n\n"), "{told}");
        assert!(
            told.contains("**Ändamål:** Lön\n\n**Grund:** Avtal"),
            "{told}"
        );
    }
}
