//! Reading Markdown that comes with the program, the manual, into blocks: what a document can say is taken, the rest is
//! read as its text.
//!
//! What the register holds is never read back: its documents are printed from blocks, see [`super`].

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::exchange::document::{Block, BlockTable, Heading, Inline, Inlines, ListPoint};

/// The blocks of a Markdown text.
#[must_use]
pub(crate) fn read(text: &str) -> Vec<Block> {
    let mut reader = MarkdownReader::default();
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        reader.take(event);
    }
    reader.blocks
}

/// How text is marked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum TextStyle {
    #[default]
    Plain,
    Strong,
    Emphasis,
}

#[derive(Debug, Default)]
struct MarkdownReader {
    blocks: Vec<Block>,
    /// The runs of the block that is being read.
    text: Inlines,
    style: TextStyle,
    /// The lists that are open, the outermost first, each with its points so far.
    lists: Vec<Vec<ListPoint>>,
    table: BlockTable,
    row: Vec<Inlines>,
    /// The lines of a block of code, while one is open.
    code: Option<String>,
}

impl MarkdownReader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match &mut self.code {
                Some(code) => code.push_str(&text),
                None => self.push(&text),
            },
            Event::Code(text) => self.text.push(Inline::Code(text.as_ref().into())),
            Event::SoftBreak => self.push(" "),
            Event::HardBreak => self.push("\n"),
            _ => {}
        }
    }

    fn push(&mut self, text: &str) {
        self.text.push(match self.style {
            TextStyle::Plain => Inline::text(text),
            TextStyle::Strong => Inline::strong(text),
            TextStyle::Emphasis => Inline::emphasis(text),
        });
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Strong => self.style = TextStyle::Strong,
            Tag::Emphasis => self.style = TextStyle::Emphasis,
            Tag::CodeBlock(_) => self.code = Some(String::new()),
            Tag::List(_) => {
                // The text of the point that holds this list ends here.
                self.end_point();
                self.lists.push(Vec::new());
            }
            Tag::Item => {
                if let Some(items) = self.lists.last_mut() {
                    items.push(ListPoint::default());
                }
            }
            Tag::Table(_) => self.table = BlockTable::default(),
            Tag::TableHead | Tag::TableRow => self.row.clear(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong | TagEnd::Emphasis => self.style = TextStyle::Plain,
            TagEnd::Heading(level) => {
                let text = std::mem::take(&mut self.text);
                let level = level as u8;
                self.blocks.push(Block::Heading(Heading { level, text }));
            }
            TagEnd::Paragraph if self.lists.is_empty() => {
                let text = std::mem::take(&mut self.text);
                self.blocks.push(Block::Paragraph(text));
            }
            TagEnd::CodeBlock => {
                let code = self.code.take().unwrap_or_default();
                let lines: Vec<String> = code.lines().map(|line| format!("    {line}")).collect();
                self.blocks.push(Block::Verbatim(lines.join("\n").into()));
            }
            TagEnd::Item | TagEnd::Paragraph => self.end_point(),
            TagEnd::List(_) => {
                let items = self.lists.pop().unwrap_or_default();
                match self.lists.last_mut().and_then(|above| above.last_mut()) {
                    Some(point) => point.items = items,
                    None => self.blocks.push(Block::List(items)),
                }
            }
            TagEnd::TableCell => self.row.push(std::mem::take(&mut self.text)),
            TagEnd::TableHead => self.table.head = std::mem::take(&mut self.row),
            TagEnd::TableRow => self.table.rows.push(std::mem::take(&mut self.row)),
            TagEnd::Table => self
                .blocks
                .push(Block::Table(std::mem::take(&mut self.table))),
            _ => {}
        }
    }

    /// Gives the text read so far to the point that it belongs to.
    fn end_point(&mut self) {
        if let Some(point) = self.lists.last_mut().and_then(|items| items.last_mut())
            && !self.text.is_empty()
        {
            if !point.text.is_empty() {
                point.text.push_text("\n");
            }
            point.text.extend(std::mem::take(&mut self.text));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_in_markdown_is_read_into_blocks() {
        let text = "# One *two*\n\n<!-- keys -->\nthree **four**\nfive `| x`\n\n- a\n  - b\n- c\n\n```sh\nropa\n  due\n```\n\n| k | v |\n| --- | --- |\n| `a\\|b` | c |\n";
        let blocks = read(text);
        let heading = Inlines::from("One ").and(Inline::emphasis("two"));
        let paragraph = Inlines::from("three ")
            .and(Inline::strong("four"))
            .and_text(" ")
            .and_text("five ")
            .and(Inline::code("| x"));
        let a = ListPoint {
            text: "a".into(),
            items: vec![ListPoint::new("b")],
        };
        let table = BlockTable {
            head: vec!["k".into(), "v".into()],
            rows: vec![vec![Inline::code("a|b").into(), "c".into()]],
            ..BlockTable::default()
        };
        let wanted = [
            Block::heading(1, heading),
            Block::Paragraph(paragraph),
            Block::List(vec![a, ListPoint::new("c")]),
            Block::Verbatim("    ropa\n      due".into()),
            Block::Table(table),
        ];
        assert_eq!(blocks, wanted);
    }

    #[test]
    fn what_is_printed_is_read_as_it_was() {
        let point = ListPoint {
            text: Inlines::from(Inline::strong("Backups.")).and_text(" Copy it."),
            items: vec![ListPoint::new("x")],
        };
        let blocks = vec![
            Block::heading(2, "The file"),
            Block::paragraph("A register is one file."),
            Block::List(vec![point]),
            Block::Table(BlockTable::of_texts(
                &["a".to_owned()],
                vec![vec!["b".to_owned()]],
            )),
        ];
        assert_eq!(read(&super::super::print(&blocks)), blocks);
    }
}
