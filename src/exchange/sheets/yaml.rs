//! Registers in YAML: a list of records, or records by their names, with what is told of the organisation beside them.

use super::front::{key_of, scalar};
use super::grid::{CellContent, GridCell, Line, SheetGrid};
use super::header::KnownHeaders;

/// How deep a text may be nested.
const DEEPEST: usize = 12;
/// How many different fields the keys of the records name at least.
const FEWEST: usize = 3;

/// A value of a text in YAML.
#[derive(Clone, Debug, PartialEq)]
enum YamlNode {
    Text(String),
    List(Vec<YamlNode>),
    Keys(Vec<(String, YamlNode)>),
}

/// A line with something in it: how far it is indented, and its text.
type Indented<'t> = (usize, &'t str);

/// The register of a text that is YAML from beginning to end; `None` for any other text.
#[must_use]
pub(super) fn read(text: &str) -> Option<Vec<SheetGrid>> {
    let text = text.trim_start_matches('\u{feff}');
    let lines = text.lines().filter(|line| {
        let bare = line.trim();
        !bare.is_empty() && !bare.starts_with('#') && !matches!(line.trim_end(), "---" | "...")
    });
    let lines: Vec<Indented<'_>> = lines
        .map(|line| (line.len() - line.trim_start().len(), line.trim()))
        .collect();
    let mut reader = YamlReader { lines, at: 0 };
    let root = reader.block(0, 0)?;
    if reader.at < reader.lines.len() {
        return None;
    }
    let mut beside = Vec::new();
    let found = records(&root, &mut beside);
    let records = found.or_else(|| {
        beside.clear();
        by_names(&root)
    })?;
    let grid = grid(&records, &beside);
    is_register(&records).then(|| vec![grid])
}

/// A text while it is read.
struct YamlReader<'t> {
    lines: Vec<Indented<'t>>,
    at: usize,
}

impl YamlReader<'_> {
    /// What stands from here on at an indentation and deeper.
    fn block(&mut self, indent: usize, depth: usize) -> Option<YamlNode> {
        let (own, text) = *self.lines.get(self.at)?;
        if own < indent || depth > DEEPEST {
            return None;
        }
        if is_entry(text) {
            self.list(own, depth)
        } else {
            self.keys(own, depth)
        }
    }

    fn list(&mut self, indent: usize, depth: usize) -> Option<YamlNode> {
        let mut entries = Vec::new();
        while let Some((own, text)) = self.lines.get(self.at).copied() {
            if own != indent || !is_entry(text) {
                break;
            }
            let rest = text[1..].trim_start();
            if rest.is_empty() {
                self.at += 1;
                entries.push(self.block(indent + 1, depth + 1)?);
            } else if key_of(rest).is_some() {
                // The first key of a record stands behind the mark of its entry.
                let inside = indent + (text.len() - rest.len());
                self.lines[self.at] = (inside, rest);
                entries.push(self.keys(inside, depth + 1)?);
            } else {
                self.at += 1;
                let text = self.and_deeper(rest, indent, " ");
                entries.push(value(&text));
            }
        }
        Some(YamlNode::List(entries))
    }

    fn keys(&mut self, indent: usize, depth: usize) -> Option<YamlNode> {
        let mut keys = Vec::new();
        while let Some((own, text)) = self.lines.get(self.at).copied() {
            if own != indent || is_entry(text) {
                break;
            }
            let (key, said) = key_of(text)?;
            self.at += 1;
            let next = self.lines.get(self.at).copied();
            let node = if said.is_empty() {
                match next {
                    Some((deeper, _)) if deeper > indent => self.block(indent + 1, depth + 1)?,
                    // A list may stand as far out as its key.
                    Some((same, text)) if same == indent && is_entry(text) => {
                        self.list(indent, depth + 1)?
                    }
                    _ => YamlNode::Text(String::new()),
                }
            } else if said.starts_with(['|', '>']) && said.len() <= 2 {
                let between = if said.starts_with('|') { "\n" } else { " " };
                YamlNode::Text(self.and_deeper("", indent, between))
            } else {
                let whole = self.and_deeper(said, indent, " ");
                value(&whole)
            };
            keys.push((key.to_owned(), node));
        }
        (!keys.is_empty()).then_some(YamlNode::Keys(keys))
    }

    /// A text with the deeper lines that go on with it.
    fn and_deeper(&mut self, first: &str, indent: usize, between: &str) -> String {
        let mut text = first.to_owned();
        while let Some((_, more)) = self.lines.get(self.at).filter(|(own, _)| *own > indent) {
            if !text.is_empty() {
                text.push_str(between);
            }
            text.push_str(more);
            self.at += 1;
        }
        text
    }
}

/// Whether a line is an entry of a list.
fn is_entry(text: &str) -> bool {
    text == "-" || text.starts_with("- ")
}

/// What stands behind a key: a list in brackets, else a text without its marks and the comment behind it.
fn value(text: &str) -> YamlNode {
    let quoted = text.starts_with(['"', '\'']);
    let text = match text.split_once(" #") {
        Some((before, _)) if !quoted => before.trim_end(),
        _ => text,
    };
    let inside = text.strip_prefix('[').and_then(|it| it.strip_suffix(']'));
    match inside {
        Some(inside) => {
            let entries = inside.split(',').map(|it| scalar(it.trim()));
            YamlNode::List(
                entries
                    .filter(|it| !it.is_empty())
                    .map(YamlNode::Text)
                    .collect(),
            )
        }
        None => YamlNode::Text(scalar(text)),
    }
}

/// A record: its keys and their values as texts.
type Record = Vec<(String, String)>;

/// The records of a text, and what stands beside them; `None` where it has none.
fn records(node: &YamlNode, beside: &mut Vec<(String, String)>) -> Option<Vec<Record>> {
    match node {
        YamlNode::List(entries) => {
            let all = entries.iter().map(|entry| match entry {
                YamlNode::Keys(keys) => Some(flat(keys)),
                _ => None,
            });
            all.collect::<Option<Vec<Record>>>()
                .filter(|it| !it.is_empty())
        }
        YamlNode::Keys(keys) => {
            let mut found: Option<Vec<Record>> = None;
            for (key, node) in keys {
                let mut more = Vec::new();
                let own = records(node, &mut more)
                    .or_else(|| by_names(node))
                    .filter(|own| found.is_none() && is_register(own));
                if own.is_some() {
                    found = own;
                    beside.extend(more);
                } else {
                    told_beside(key, node, beside);
                }
            }
            found
        }
        YamlNode::Text(_) => None,
    }
}

/// Records that stand under their names.
fn by_names(node: &YamlNode) -> Option<Vec<Record>> {
    let YamlNode::Keys(keys) = node else {
        return None;
    };
    let each = keys.iter().map(|(name, node)| match node {
        YamlNode::Keys(keys) => {
            let mut record = flat(keys);
            if !record.iter().any(|(key, _)| key == "name") {
                record.insert(0, ("name".to_owned(), name.clone()));
            }
            Some(record)
        }
        _ => None,
    });
    each.collect()
}

/// Whether the keys of records are those of a register.
fn is_register(records: &[Record]) -> bool {
    let known = KnownHeaders::shipped();
    let mut fields: Vec<String> = Vec::new();
    for (key, _) in records.iter().flatten() {
        let guess = known.guess(key).filter(|it| it.field != "notes");
        if let Some(guess) = guess.filter(|it| !fields.contains(&it.field)) {
            fields.push(guess.field);
        }
    }
    let told = records.iter().any(|record| record.len() >= FEWEST);
    told && fields.len() >= FEWEST && fields.iter().any(|it| it.contains('['))
}

/// The keys of a record with their values; keys within a key stand behind it.
fn flat(keys: &[(String, YamlNode)]) -> Record {
    let mut record = Vec::new();
    for (key, node) in keys {
        match node {
            YamlNode::Keys(inside) => {
                let inside = flat(inside).into_iter();
                record.extend(inside.map(|(own, text)| (format!("{key} {own}"), text)));
            }
            other => record.push((key.clone(), words(other))),
        }
    }
    record
}

/// A value as a text: the entries of a list each on a line.
fn words(node: &YamlNode) -> String {
    match node {
        YamlNode::Text(text) => text.clone(),
        YamlNode::List(entries) => entries.iter().map(words).collect::<Vec<_>>().join("\n"),
        YamlNode::Keys(keys) => {
            let told = flat(keys).into_iter().map(|(_, text)| text);
            told.filter(|it| !it.is_empty())
                .collect::<Vec<_>>()
                .join(", ")
        }
    }
}

/// Keeps what stands beside the records: labels with their answers, below the label over them.
fn told_beside(key: &str, node: &YamlNode, beside: &mut Vec<(String, String)>) {
    match node {
        YamlNode::Keys(keys) => {
            beside.push((key.to_owned(), String::new()));
            beside.extend(flat(keys));
        }
        other => beside.push((key.to_owned(), words(other))),
    }
}

/// The records as a table, below what stands beside them.
fn grid(records: &[Record], beside: &[(String, String)]) -> SheetGrid {
    let mut heads: Vec<&str> = Vec::new();
    for (key, _) in records.iter().flatten() {
        if !heads.contains(&key.as_str()) {
            heads.push(key);
        }
    }
    let cell = |at: usize, text: &str| GridCell {
        column: u32::try_from(at).unwrap_or(u32::MAX),
        value: CellContent::Text(text.to_owned()),
    };
    let above = beside.iter().map(|(label, answer)| {
        if answer.is_empty() {
            vec![cell(0, label)]
        } else {
            vec![cell(0, &format!("{label}:")), cell(1, answer)]
        }
    });
    let head = heads.iter().enumerate().map(|(at, key)| cell(at, key));
    let rows = records.iter().map(|record| {
        let told = record.iter().filter(|(_, text)| !text.is_empty());
        let mut cells: Vec<GridCell> = told
            .filter_map(|(key, text)| {
                let at = heads.iter().position(|it| it == key)?;
                Some(cell(at, text))
            })
            .collect();
        cells.sort_by_key(|it| it.column);
        cells.dedup_by_key(|it| it.column);
        cells
    });
    let above: Vec<Vec<GridCell>> = above.collect();
    let header_row = u32::try_from(above.len() + 1).ok();
    let lines = above
        .into_iter()
        .chain([head.collect()])
        .chain(rows)
        .zip(1..);
    SheetGrid {
        lines: lines
            .map(|(cells, number)| Line { number, cells })
            .collect(),
        header_row,
        ..SheetGrid::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_records_and_records_by_their_names_are_registers() {
        let text = "# Register\ncontroller:\n  name: Alder Ltd\nactivities:\n  - id: P1\n    name: Pay\n    purpose: >\n      Pay\n      wages\n    \
                    data_subjects: [staff, \"former staff\"] # all\n    recipients:\n    - Bank\n    - Tax office\n    retention:\n      period: 7 years\n  \
                    - id: P2\n    name: Mail\n    purpose: Send news\n    data_subjects: []\n    legal_basis: consent\n";
        let grid = &read(text).unwrap()[0];
        let told = |line: usize, column: u32| grid.lines[line].text(column).to_owned();
        assert_eq!(
            (told(0, 0), told(1, 1)),
            ("controller".to_owned(), "Alder Ltd".to_owned())
        );
        assert_eq!(grid.header_row, Some(3));
        assert_eq!(told(3, 2), "Pay wages");
        assert_eq!(told(3, 3), "staff\nformer staff");
        assert_eq!(told(3, 4), "Bank\nTax office");
        assert_eq!(
            (told(2, 5), told(3, 5)),
            ("retention period".to_owned(), "7 years".to_owned())
        );
        assert_eq!((told(4, 1), told(4, 3)), ("Mail".to_owned(), String::new()));
        let text = "lohn:\n  zweck: Löhne zahlen\n  betroffene: Beschäftigte\n  daten:\n    - Name\npost:\n  zweck: Briefe\n";
        let grid = &read(text).unwrap()[0];
        assert_eq!(grid.lines[1].text(0), "lohn");
    }

    #[test]
    fn other_texts_are_no_yaml() {
        for text in [
            "",
            "name;purpose;data\na;b;c\n",
            "# Register\n\n## Pay\n- Purpose: pay\n- Legal basis: contract\n- Data subjects: staff\n",
            "# Register\n\nWe keep: nothing\nat all\n",
            "purpose: pay\nlegal_basis: contract\ndata_subjects: staff\n",
            "services:\n  - image: a\n    ports: b\n    build: c\n",
            &"- a:\n".repeat(40),
            &(0..40)
                .map(|at| format!("{}a:\n", " ".repeat(at)))
                .collect::<String>(),
        ] {
            assert!(read(text).is_none(), "{text}");
        }
    }
}
