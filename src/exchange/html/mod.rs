//! A document as one HTML file for a browser and for paper: no script, nothing loaded, valid on its own.
//!
//! What it says is made in [`super::document`]; how it looks stands in `style.css`; how text is escaped in [`escape`].

mod escape;

use std::collections::{HashMap, HashSet, VecDeque};
use std::fmt::Write as _;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::document::{
    Anchor, Block, BlockTable, Card, ChartBar, DocumentOutline, Heading, Inline, Inlines,
    LinkTarget, ListPoint, Picture, PrintApart, PrintedPart, Sink, one_line, slug,
};
use super::shape::Print;
use crate::domain::value::Id;
use crate::labels::Lexicon;
use escape::{in_style, put_attribute, put_text};

/// How the document looks, on a screen and on paper.
const STYLE: &str = include_str!("style.css");

/// The deepest level of the headings that the contents list.
const LISTED: u8 = 3;

/// From how many letters on a point of a record has a line of its own.
const SHORT: usize = 110;

/// Prints blocks as the body of a page; head and contents are put before it at the end.
#[derive(Debug)]
pub struct HtmlPrinter {
    /// The language of the document, as BCP 47 writes it.
    language: String,
    /// What a reader who comes with the keyboard skips the contents by.
    skip: String,
    /// What stands at the head of each page of paper beside the title; the day where nothing else is said.
    running: String,
    /// The heading of the first level.
    title: String,
    /// The heading of the contents and where in the body they stand, where the document has any.
    contents: Option<(String, usize)>,
    /// The headings of the second level, each with the cards under it.
    sections: Vec<PageSection>,
    body: String,
    /// Whether the last block was a list that may go on.
    in_list: bool,
    /// The addresses that are taken, and how often each name was asked for; those of the same name are numbered.
    taken: HashSet<String>,
    asked: HashMap<String, usize>,
    /// The addresses of records: of a link or of a card, whichever came first.
    records: Arc<FxHashMap<Id, String>>,
    /// Whether the next card begins a page of paper.
    new_page: bool,
    /// Whether a card is being written.
    in_card: bool,
    /// The addresses of the headings to come that the contents list, where they are known before the page is printed.
    foreseen: Option<VecDeque<String>>,
    /// What is printed apart from the rest of the page, and the names that are left open there.
    apart: Option<PrintedPart>,
}

/// A heading that the contents list, and its place.
#[derive(Debug)]
struct PageSection {
    title: String,
    name: String,
    cards: Vec<(String, String)>,
}

impl HtmlPrinter {
    /// A printer in the language of a lexicon.
    #[must_use]
    pub fn new(lexicon: &Lexicon) -> Self {
        let words = &lexicon.words;
        Self::speaking(
            words.language().code(),
            words.get("html.skip"),
            &lexicon.today.to_string(),
        )
    }

    fn speaking(language: &str, skip: &str, running: &str) -> Self {
        Self {
            language: language.to_owned(),
            skip: skip.to_owned(),
            running: running.to_owned(),
            title: String::new(),
            contents: None,
            sections: Vec::new(),
            body: String::new(),
            in_list: false,
            taken: HashSet::new(),
            asked: HashMap::new(),
            records: Arc::default(),
            apart: None,
            new_page: false,
            in_card: false,
            foreseen: None,
        }
    }

    fn block(&mut self, block: &Block) {
        if !matches!(block, Block::List(_)) {
            self.end_list();
        }
        match block {
            Block::Heading(heading) => {
                let name = if heading.level <= LISTED {
                    self.next_foreseen()
                } else {
                    None
                };
                let name = name.or_else(|| self.name_now(&slug(&heading.text.plain())));
                self.heading(heading, name);
            }
            Block::Running(text) => self.running = text.plain(),
            Block::NewPage => self.new_page = true,
            Block::Paragraph(text) => self.wrapped("<p>", text, "</p>\n"),
            Block::Note(text) => {
                self.wrapped("<aside class=\"note\"><p>", text, "</p></aside>\n");
            }
            Block::List(items) => self.put_list(items),
            Block::Table(table) => self.table(table),
            Block::Picture(picture) => self.picture(picture),
            Block::Card(card) => self.card(card),
            Block::Verbatim(text) => {
                self.body.push_str("<pre>");
                put_text(&mut self.body, text, "\n");
                self.body.push_str("</pre>\n");
            }
            Block::Contents(_) if self.foreseen.is_some() => {
                let mut body = std::mem::take(&mut self.body);
                self.put_contents(&mut body);
                self.body = body;
                // They are needed for nothing else.
                self.sections.clear();
            }
            Block::Contents(title) => self.contents = Some((title.plain(), self.body.len())),
        }
    }

    fn wrapped(&mut self, before: &str, text: &Inlines, after: &str) {
        self.body.push_str(before);
        self.inlines(text);
        self.body.push_str(after);
    }

    /// An address that nothing else on the page has.
    fn named(&mut self, wanted: &str) -> String {
        let wanted = if wanted.is_empty() { "-" } else { wanted };
        let times = self.asked.entry(wanted.to_owned()).or_insert(0);
        loop {
            let name = match *times {
                0 => wanted.to_owned(),
                times => format!("{wanted}-{times}"),
            };
            *times += 1;
            if self.taken.insert(name.clone()) {
                return name;
            }
        }
    }

    /// The same; none where it is only known when what is printed comes to its place on the page.
    fn name_now(&mut self, wanted: &str) -> Option<String> {
        match &mut self.apart {
            Some(_) => None,
            None => Some(self.named(wanted)),
        }
    }

    /// The address of the card of a record.
    fn address(&mut self, anchor: &Anchor) -> String {
        if let Some(known) = self.records.get(&anchor.record) {
            return known.clone();
        }
        let name = self.named(&anchor.name);
        Arc::make_mut(&mut self.records).insert(anchor.record, name.clone());
        name
    }

    /// Writes that address.
    fn put_address(&mut self, anchor: &Anchor) {
        if let Some(known) = self.records.get(&anchor.record) {
            return put_attribute(&mut self.body, known);
        }
        let name = self.address(anchor);
        put_attribute(&mut self.body, &name);
    }

    /// The address of a heading that leads where `anchor` does.
    fn name_of(&mut self, heading: &Heading, anchor: Option<&Anchor>) -> String {
        match anchor {
            Some(anchor) => self.address(anchor),
            None => self.named(&slug(&heading.text.plain())),
        }
    }

    /// The address of the next heading that the contents list, where it is known.
    fn next_foreseen(&mut self) -> Option<String> {
        self.foreseen.as_mut()?.pop_front()
    }

    /// Notes a heading in the contents.
    fn list(&mut self, level: u8, title: String, name: String) {
        if level == 1 && self.title.is_empty() {
            self.title.clone_from(&title);
        }
        match (level, self.sections.last_mut()) {
            (2, _) => {
                let cards = Vec::new();
                self.sections.push(PageSection { title, name, cards });
            }
            (LISTED, Some(section)) => section.cards.push((title, name)),
            _ => {}
        }
    }

    /// A heading; one without a name gets it when what is printed apart comes to its place.
    fn heading(&mut self, heading: &Heading, name: Option<String>) {
        let level = heading.level.clamp(1, 6);
        let _ = write!(self.body, "<h{level} id=\"");
        if let Some(name) = &name {
            put_attribute(&mut self.body, name);
        } else if let Some(part) = &mut self.apart {
            let wanted = slug(&heading.text.plain());
            part.names.push((self.body.len(), wanted));
        }
        self.body.push_str("\">");
        self.inlines(&heading.text);
        let _ = writeln!(self.body, "</h{level}>");
        if let (None, Some(name)) = (&self.foreseen, name) {
            let plain = one_line(&heading.text.plain()).into_owned();
            self.list(level, plain, name);
        }
    }

    fn card(&mut self, card: &Card) {
        self.body.push_str(if std::mem::take(&mut self.new_page) {
            "<article class=\"page\">\n"
        } else {
            "<article>\n"
        });
        let foreseen = self.next_foreseen();
        let name = foreseen.unwrap_or_else(|| self.name_of(&card.heading, card.anchor.as_ref()));
        self.heading(&card.heading, Some(name));
        // Each of its headings holds what follows it together.
        let mut in_point = false;
        self.in_card = true;
        for block in &card.body {
            if let Block::Heading(heading) = block
                && heading.level <= card.heading.level + 1
            {
                self.end_list();
                if in_point {
                    self.body.push_str("</section>\n");
                }
                self.body.push_str("<section>\n");
                in_point = true;
            }
            self.block(block);
        }
        self.end_list();
        self.in_card = false;
        if in_point {
            self.body.push_str("</section>\n");
        }
        self.body.push_str("</article>\n");
    }

    fn put_list(&mut self, items: &[ListPoint]) {
        if items.is_empty() {
            return;
        }
        if !self.in_list {
            self.body.push_str("<ul>\n");
            self.in_list = true;
        }
        for item in items {
            self.item(item);
        }
    }

    fn item(&mut self, item: &ListPoint) {
        // Short points of a record stand beside each other.
        let short = self.in_card && item.items.is_empty() && item.text.is_shorter_than(SHORT);
        self.body
            .push_str(if short { "<li class=\"s\">" } else { "<li>" });
        self.inlines(&item.text);
        if !item.items.is_empty() {
            self.body.push_str("\n<ul>\n");
            for item in &item.items {
                self.item(item);
            }
            self.body.push_str("</ul>\n");
        }
        self.body.push_str("</li>\n");
    }

    fn end_list(&mut self) {
        if std::mem::take(&mut self.in_list) {
            self.body.push_str("</ul>\n");
        }
    }

    /// A table; one that would be too wide for a page of paper row by row.
    fn table(&mut self, table: &BlockTable) {
        let is_wide = table.is_wide();
        self.begin_rows(table, is_wide);
        self.rows(table, is_wide);
        self.end_rows(is_wide);
    }

    /// What stands above the rows of a table, as they are laid out.
    fn begin_rows(&mut self, table: &BlockTable, is_wide: bool) {
        if is_wide {
            self.body.push_str("<div class=\"rows\">\n");
            return;
        }
        let class = if table.is_overview {
            " class=\"overview\""
        } else {
            ""
        };
        let _ = write!(
            self.body,
            "<div class=\"table\"><table{class}>\n<thead><tr>"
        );
        for cell in &table.head {
            self.wrapped("<th scope=\"col\">", cell, "</th>");
        }
        self.body.push_str("</tr></thead>\n<tbody>\n");
    }

    /// Rows of a table: each a line, or what stands under each head that has something under it.
    fn rows(&mut self, table: &BlockTable, is_wide: bool) {
        for (at, row) in table.rows.iter().enumerate() {
            let group = row.first().filter(|_| table.groups.contains(&at));
            match (group, is_wide) {
                (Some(title), true) => self.wrapped("<p class=\"group\">", title, "</p>\n"),
                (Some(title), false) => {
                    let columns = table.head.len();
                    let start = format!(
                        "<tr class=\"group\"><th scope=\"colgroup\" colspan=\"{columns}\">"
                    );
                    self.wrapped(&start, title, "</th></tr>\n");
                }
                (None, true) => self.answers(&table.head, row),
                (None, false) => self.line(&table.names, row),
            }
        }
    }

    fn end_rows(&mut self, is_wide: bool) {
        let end = if is_wide {
            "</div>\n"
        } else {
            "</tbody>\n</table></div>\n"
        };
        self.body.push_str(end);
    }

    /// A row as a line, with the columns of references as its heads.
    fn line(&mut self, names: &[usize], row: &[Inlines]) {
        self.body.push_str("<tr>");
        for (column, cell) in row.iter().enumerate() {
            if names.contains(&column) {
                self.wrapped("<th scope=\"row\">", cell, "</th>");
            } else {
                self.wrapped("<td>", cell, "</td>");
            }
        }
        self.body.push_str("</tr>\n");
    }

    /// A row as what stands under each head that has something under it.
    fn answers(&mut self, head: &[Inlines], row: &[Inlines]) {
        self.body.push_str("<dl>\n");
        let cells = head.iter().zip(row);
        for (head, cell) in cells.filter(|(_, cell)| !cell.is_empty()) {
            self.wrapped("<div><dt>", head, "</dt>");
            self.wrapped("<dd>", cell, "</dd></div>\n");
        }
        self.body.push_str("</dl>\n");
    }

    /// A picture: a table of names and numbers with a bar between them, drawn in place.
    fn picture(&mut self, picture: &Picture) {
        self.body.push_str(
            "<figure><table class=\"picture\">\n<thead><tr><th scope=\"col\" colspan=\"3\">",
        );
        put_text(&mut self.body, &picture.title, " ");
        self.body.push_str("</th></tr></thead>\n<tbody>\n");
        for bar in &picture.bars {
            if bar.said.is_empty() {
                self.body
                    .push_str("<tr class=\"group\"><th scope=\"colgroup\" colspan=\"3\">");
                put_text(&mut self.body, &bar.label, " ");
                self.body.push_str("</th></tr>\n");
                continue;
            }
            self.body.push_str("<tr><th scope=\"row\">");
            put_text(&mut self.body, &bar.label, " ");
            let class = if bar.stands_out { "open" } else { "bar" };
            let width = bar
                .to
                .saturating_sub(bar.from)
                .max(u32::from(bar.to > 0) * 4);
            let _ = write!(
                self.body,
                "</th><td><svg viewBox=\"0 0 {} 40\" preserveAspectRatio=\"none\" aria-hidden=\"true\">\
                 <rect class=\"{class}\" x=\"{}\" y=\"4\" width=\"{width}\" height=\"32\"/></svg></td><td>",
                ChartBar::WHOLE,
                bar.from,
            );
            put_text(&mut self.body, &bar.said, " ");
            self.body.push_str("</td></tr>\n");
        }
        self.body.push_str("</tbody>\n</table></figure>\n");
    }

    fn inlines(&mut self, inlines: &Inlines) {
        for inline in inlines {
            match inline {
                Inline::Text(text) => put_text(&mut self.body, text, "<br>"),
                Inline::Strong(text) => self.marked("strong", text),
                Inline::Emphasis(text) => self.marked("em", text),
                Inline::Code(text) => self.marked("code", text),
                Inline::Link(link) => {
                    self.body.push_str("<a href=\"");
                    match &link.to {
                        LinkTarget::Web(address) => put_attribute(&mut self.body, address),
                        LinkTarget::Record(anchor) => {
                            self.body.push('#');
                            self.put_address(anchor);
                        }
                    }
                    self.body.push_str("\">");
                    put_text(&mut self.body, &link.text.plain(), "<br>");
                    self.body.push_str("</a>");
                }
            }
        }
    }

    fn marked(&mut self, element: &str, text: &str) {
        let _ = write!(self.body, "<{element}>");
        put_text(&mut self.body, text, "<br>");
        let _ = write!(self.body, "</{element}>");
    }

    /// What stands before the body: title, style, what is skipped by.
    fn put_head(&self, out: &mut String) {
        out.push_str("<!DOCTYPE html>\n<html lang=\"");
        put_attribute(out, &self.language);
        out.push_str(
            "\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <meta name=\"referrer\" content=\"no-referrer\">\n\
             <title>",
        );
        put_text(out, &self.title, " ");
        out.push_str("</title>\n<style>\n");
        out.push_str(STYLE);
        // What stands on each page of paper.
        let _ = writeln!(
            out,
            "@page {{ @top-left {{ content: {}; }} @top-right {{ content: {}; }} }}",
            in_style(&self.title),
            in_style(&self.running)
        );
        out.push_str("</style>\n</head>\n<body");
        if self.contents.is_some() {
            out.push_str(" class=\"has-contents\"");
        }
        out.push_str(">\n<a class=\"skip\" href=\"#page:content\">");
        put_text(out, &self.skip, " ");
        out.push_str("</a>\n");
        out.push_str("<main id=\"page:content\">\n");
    }

    /// The contents as a list of links, each section with its records.
    fn put_contents(&self, out: &mut String) {
        let link = |out: &mut String, title: &str, name: &str| {
            out.push_str("<a href=\"#");
            put_attribute(out, name);
            out.push_str("\">");
            put_text(out, title, " ");
            out.push_str("</a>");
        };
        let Some((title, _)) = &self.contents else {
            return;
        };
        out.push_str("<nav aria-label=\"");
        put_attribute(out, title);
        out.push_str("\">\n<p class=\"contents\">");
        put_text(out, title, " ");
        out.push_str("</p>\n<ul>\n");
        for section in &self.sections {
            out.push_str("<li>");
            link(out, &section.title, &section.name);
            if !section.cards.is_empty() {
                out.push_str("\n<ul>\n");
                for (title, name) in &section.cards {
                    out.push_str("<li>");
                    link(out, title, name);
                    out.push_str("</li>\n");
                }
                out.push_str("</ul>\n");
            }
            out.push_str("</li>\n");
        }
        out.push_str("</ul>\n</nav>\n");
    }
}

impl Sink for HtmlPrinter {
    fn put(&mut self, block: Block) {
        self.block(&block);
    }

    fn put_items(&mut self, items: Vec<ListPoint>) {
        self.put_list(&items);
    }

    fn draws(&self) -> bool {
        true
    }

    fn foresees(&self) -> bool {
        true
    }

    fn foresee(&mut self, outline: DocumentOutline) {
        if let Some(running) = &outline.running {
            self.running = running.plain();
        }
        let mut names = VecDeque::new();
        for listed in outline.headings {
            let title = one_line(&listed.heading.text.plain()).into_owned();
            if listed.is_contents {
                self.contents = Some((listed.heading.text.plain(), 0));
                continue;
            }
            let name = self.name_of(&listed.heading, listed.anchor.as_ref());
            names.push_back(name.clone());
            self.list(listed.heading.level, title, name);
            for within in listed.within {
                self.named(&within);
            }
        }
        // What stands inside cards is named when it comes, but never as what is listed.
        self.taken = names.iter().cloned().collect();
        self.asked.clear();
        self.foreseen = Some(names);
        let mut head = String::new();
        self.put_head(&mut head);
        self.body = head;
    }

    fn apart(&self) -> Option<Box<dyn PrintApart>> {
        self.foreseen.as_ref()?;
        let mut printer = Self::speaking(&self.language, &self.skip, &self.running);
        // Every card has its address, and every link leads to one.
        printer.records = Arc::clone(&self.records);
        printer.foreseen = Some(VecDeque::new());
        printer.apart = Some(PrintedPart::default());
        Some(Box::new(printer))
    }

    fn put_part(&mut self, part: PrintedPart) {
        self.end_list();
        self.new_page = false;
        for _ in 0..part.cards {
            self.next_foreseen();
        }
        let mut from = 0;
        for (at, wanted) in part.names {
            self.body.push_str(&part.text[from..at]);
            let name = self.named(&wanted);
            put_attribute(&mut self.body, &name);
            from = at;
        }
        self.body.push_str(&part.text[from..]);
    }

    fn begin_table(&mut self, head: &BlockTable) {
        self.end_list();
        self.begin_rows(head, head.is_wide());
    }

    fn put_rows(&mut self, part: PrintedPart) {
        self.body.push_str(&part.text);
    }

    fn end_table(&mut self, head: &BlockTable) {
        self.end_rows(head.is_wide());
    }
}

impl PrintApart for HtmlPrinter {
    fn print(&mut self, block: &Block) {
        if let (Some(part), Block::Card(_)) = (&mut self.apart, block) {
            part.cards += 1;
        }
        self.block(block);
    }

    fn print_rows(&mut self, table: &BlockTable) {
        self.rows(table, table.is_wide());
    }

    fn printed_part(&mut self) -> PrintedPart {
        let mut part = self.apart.replace(PrintedPart::default());
        let mut part = part.take().unwrap_or_default();
        // The next part is about as long, and need not grow to that again.
        let room = String::with_capacity(self.body.len());
        part.text = std::mem::replace(&mut self.body, room);
        part
    }
}

impl Print for HtmlPrinter {
    fn printed(&mut self) -> &mut String {
        &mut self.body
    }

    fn finish(mut self: Box<Self>) -> String {
        self.end_list();
        let mut out = String::new();
        if self.foreseen.is_some() {
            out = std::mem::take(&mut self.body);
        } else {
            out.reserve(self.body.len() + STYLE.len() + 4096);
            self.put_head(&mut out);
            let at = self.contents.as_ref().map_or(0, |(_, at)| *at);
            out.push_str(&self.body[..at]);
            self.put_contents(&mut out);
            out.push_str(&self.body[at..]);
        }
        out.push_str("</main>\n</body>\n</html>\n");
        out
    }
}

#[cfg(test)]
mod tests;
