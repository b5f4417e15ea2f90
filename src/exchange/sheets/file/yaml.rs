//! Registers in YAML: a list of records, or records by their names, with what is told of the organisation beside them.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::entries_told::{self, ToldEntries};
use super::front::{entries, key_of, scalar, uncommented};
use super::grid::{CellContent, GridCell, Line, SheetGrid};
use crate::exchange::FORMAT;
use crate::exchange::sheets::table::header::KnownHeaders;

/// How deep a text may be nested.
const DEEPEST: usize = 12;
/// The key of what stays in words.
const NOTES: &str = "notes";
/// How many different fields the keys of the records name at least.
const FEWEST: usize = 3;
/// How many different keys the records have at most: no register asks so much, and each is a column of all of them.
const MOST: usize = 500;

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
pub(in crate::exchange::sheets) fn read(text: &str) -> Option<Vec<SheetGrid>> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = YamlReader {
        lines: indented(text),
        at: 0,
    };
    let root = reader.block(0, 0)?;
    if reader.at < reader.lines.len() {
        return None;
    }
    register(&root)
}

/// The register of a text in JSON that another program wrote; `None` for any other text, and for an export of ours.
#[must_use]
pub(in crate::exchange::sheets) fn read_json(text: &str) -> Option<Vec<SheetGrid>> {
    if !text.trim_start().starts_with(['{', '[']) || begins_as_ours(text) {
        return None;
    }
    let root: serde_json::Value = serde_json::from_str(text).ok()?;
    (!is_ours(&root)).then(|| register(&node(&root))).flatten()
}

/// Whether a text begins as an export of ours does: then nothing of it need be read to know that it is one.
fn begins_as_ours(text: &str) -> bool {
    /// How far into a text its format is said.
    const HEAD: usize = 400;
    let head = text.char_indices().nth(HEAD);
    let head = head.map_or(text, |(end, _)| &text[..end]);
    head.contains(&format!("\"{FORMAT}\""))
}

/// Whether JSON is of this program, however its keys are ordered and whether or not its format was taken out: its own
/// reader says what is wrong with it.
fn is_ours(root: &serde_json::Value) -> bool {
    let format = root.get("format").and_then(serde_json::Value::as_str);
    let named = format.is_some_and(|format| format.starts_with("ropa"));
    let shaped = root
        .get("register")
        .is_some_and(serde_json::Value::is_object)
        && root
            .get("version")
            .is_some_and(serde_json::Value::is_number);
    named || shaped
}

/// Whether a text is the register of another program in JSON.
#[must_use]
pub fn is_json_of_others(text: &str) -> bool {
    read_json(text).is_some()
}

/// A value of JSON as one of YAML.
fn node(value: &serde_json::Value) -> YamlNode {
    match value {
        serde_json::Value::Null => YamlNode::Text(String::new()),
        serde_json::Value::Bool(flag) => YamlNode::Text(flag.to_string()),
        serde_json::Value::Number(number) => YamlNode::Text(number.to_string()),
        serde_json::Value::String(text) => YamlNode::Text(text.clone()),
        serde_json::Value::Array(entries) => YamlNode::List(entries.iter().map(node).collect()),
        serde_json::Value::Object(keys) => {
            let keys = keys.iter().map(|(key, value)| (key.clone(), node(value)));
            YamlNode::Keys(keys.collect())
        }
    }
}

/// The register of a text whose values are known.
fn register(root: &YamlNode) -> Option<Vec<SheetGrid>> {
    let mut beside = Vec::new();
    let found = records(root, &mut beside);
    let records = found.or_else(|| {
        beside.clear();
        by_names(root)
    })?;
    let mut records = records;
    spell_out(root, &mut records);
    if let Some(heads) = described(root, &records) {
        for (key, _) in records.iter_mut().flatten() {
            if let Some(head) = heads.get(key.as_str()) {
                key.clone_from(head);
            }
        }
    }
    let lists = processors(root);
    beside.retain(|(label, _)| !lists.iter().any(|(name, _)| name == label));
    let grids = lists.iter().map(|(name, records)| SheetGrid {
        name: name.replace('_', " "),
        ..grid(records, &[])
    });
    let grids: Vec<SheetGrid> = std::iter::once(grid(&records, &beside))
        .chain(grids)
        .collect();
    is_register(&records).then_some(grids)
}

/// The lists of processors beside the records, each under its key.
fn processors(root: &YamlNode) -> Vec<(String, Vec<Record>)> {
    let YamlNode::Keys(keys) = root else {
        return Vec::new();
    };
    let known = KnownHeaders::shipped();
    let lists = keys.iter().filter_map(|(key, node)| {
        let of = known.guess(&key.replace('_', " "))?.field;
        let YamlNode::List(entries) = node else {
            return None;
        };
        let each = entries.iter().map(|entry| match entry {
            YamlNode::Keys(keys) => Some(flat(keys)),
            _ => None,
        });
        let mut each: Vec<Record> = each.collect::<Option<_>>()?;
        let mut keys_of = each.iter_mut().flatten().map(|(key, _)| key);
        let mut named = false;
        for name in keys_of.by_ref().filter(|key| *key == "name") {
            "Processor".clone_into(name);
            named = true;
        }
        (named && of.starts_with("recipients[role=processor]")).then(|| (key.clone(), each))
    });
    lists.collect()
}

/// Puts in the place of keys what lists beside the records say that they stand for, each entry with its `id` and its words.
fn spell_out(root: &YamlNode, records: &mut [Record]) {
    let mut told: FxHashMap<String, String> = FxHashMap::default();
    spelled(root, &mut told);
    for (key, text) in records.iter_mut().flatten() {
        let known = |line: &str| told.get(line.trim());
        let of_all: Option<Vec<&String>> = text.lines().map(known).collect();
        if let Some(all) = of_all.filter(|all| !all.is_empty() && key != "id") {
            let all: Vec<&str> = all.into_iter().map(String::as_str).collect();
            *text = all.join("\n");
        }
    }
}

/// What the entries of lists with keys stand for.
fn spelled(node: &YamlNode, told: &mut FxHashMap<String, String>) {
    let YamlNode::Keys(keys) = node else { return };
    for (_, node) in keys {
        let YamlNode::List(entries) = node else {
            spelled(node, told);
            continue;
        };
        for entry in entries {
            let YamlNode::Keys(keys) = entry else { break };
            let text = |wanted: &str| {
                let found = keys.iter().find(|(key, _)| key == wanted);
                found.map(|(_, node)| words(node))
            };
            let mut labels = ["description", "name", "label", "title"].into_iter();
            if let (Some(id), Some(label)) = (text("id"), labels.find_map(text)) {
                told.entry(id).or_insert(label);
            }
        }
    }
}

/// What the keys of the records mean, where a list beside them describes each in their order: by its title, or by words on
/// it; nothing where there is none.
fn described(root: &YamlNode, records: &[Record]) -> Option<FxHashMap<String, String>> {
    let keys: Vec<&str> = records
        .first()?
        .iter()
        .map(|(key, _)| key.as_str())
        .collect();
    let same = |record: &Record| {
        record
            .iter()
            .map(|(key, _)| key.as_str())
            .eq(keys.iter().copied())
    };
    if !records.iter().all(same) {
        return None;
    }
    let heads = heads(root, keys.len())?;
    let known = KnownHeaders::shipped();
    let means = |text: &&String| known.guess(text).is_some_and(|it| it.field != "notes");
    let told = keys.iter().zip(heads).filter_map(|(key, texts)| {
        let head = texts.iter().rev().find(means)?;
        Some(((*key).to_owned(), head.clone()))
    });
    Some(told.collect())
}

/// The texts of the list of so many heads that a node holds: each has a title.
fn heads(node: &YamlNode, count: usize) -> Option<Vec<Vec<String>>> {
    match node {
        YamlNode::List(entries) if entries.len() == count => {
            let each = entries.iter().map(|entry| match entry {
                YamlNode::Keys(keys) if keys.iter().any(|(key, _)| key == "title") => {
                    Some(flat(keys).into_iter().map(|(_, text)| text).collect())
                }
                _ => None,
            });
            each.collect()
        }
        YamlNode::Keys(keys) => keys.iter().find_map(|(_, node)| heads(node, count)),
        _ => None,
    }
}

/// The lines of a text that say something: no comments, but in a text that is folded or keeps its lines a `#` is one sign
/// like others.
fn indented(text: &str) -> Vec<Indented<'_>> {
    let mut lines: Vec<Indented<'_>> = Vec::new();
    // How far the key of such a text is indented.
    let mut block: Option<usize> = None;
    for line in text.lines() {
        let (own, bare) = (line.len() - line.trim_start().len(), line.trim());
        if bare.is_empty() || matches!(line.trim_end(), "---" | "...") {
            continue;
        }
        block = block.filter(|of| own > *of);
        if block.is_none() {
            if bare.starts_with('#') {
                continue;
            }
            let said = key_of(bare).map(|(_, said)| said);
            block = said.is_some_and(is_block).then_some(own);
        }
        lines.push((own, bare));
    }
    lines
}

/// Whether what stands behind a key is the mark of a text in the lines below it.
fn is_block(said: &str) -> bool {
    said.starts_with(['|', '>']) && said.len() <= 2
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
                    // A list in brackets, or a text, may stand in the lines below its key.
                    Some((deeper, text))
                        if deeper > indent && !is_entry(text) && key_of(text).is_none() =>
                    {
                        value(&self.and_deeper("", indent, " "))
                    }
                    Some((deeper, _)) if deeper > indent => self.block(indent + 1, depth + 1)?,
                    // A list may stand as far out as its key.
                    Some((same, text)) if same == indent && is_entry(text) => {
                        self.list(indent, depth + 1)?
                    }
                    _ => YamlNode::Text(String::new()),
                }
            } else if is_block(said) {
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
    let text = uncommented(text);
    let inside = text.strip_prefix('[').and_then(|it| it.strip_suffix(']'));
    match inside {
        Some(inside) => {
            let entries = entries(inside).into_iter();
            YamlNode::List(entries.map(YamlNode::Text).collect())
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
    // Every record has the same keys as a rule.
    let keys: FxHashSet<&str> = (records.iter().flatten())
        .map(|(key, _)| key.as_str())
        .collect();
    if keys.len() > MOST {
        return false;
    }
    for key in keys {
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
            other => match entries_of(key, other) {
                Some(told) => {
                    record.push((told.head, told.text));
                    let rest = told.rest.into_iter();
                    record.extend(rest.map(|words| (NOTES.to_owned(), words)));
                }
                None => record.push((key.clone(), words(other))),
            },
        }
    }
    record
}

/// A list of entries with keys of their own as a cell tells them; nothing where it is another.
fn entries_of(key: &str, node: &YamlNode) -> Option<ToldEntries> {
    let YamlNode::List(entries) = node else {
        return None;
    };
    let each = entries.iter().map(|entry| match entry {
        YamlNode::Keys(keys) => Some(flat(keys)),
        _ => None,
    });
    let each: Vec<Record> = each.collect::<Option<_>>()?;
    entries_told::told(key, &each).filter(|_| !each.is_empty())
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
    let mut places: FxHashMap<&str, usize> = FxHashMap::default();
    for (key, _) in records.iter().flatten() {
        places.entry(key).or_insert_with(|| {
            heads.push(key);
            heads.len() - 1
        });
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
        // A key that stands twice in a record says both.
        let mut told: BTreeMap<usize, String> = BTreeMap::new();
        for (key, text) in record.iter().filter(|(_, text)| !text.is_empty()) {
            let said = told.entry(places[key.as_str()]).or_default();
            if !said.is_empty() {
                said.push('\n');
            }
            said.push_str(text);
        }
        let cells = told.iter().map(|(at, text)| cell(*at, text));
        cells.collect::<Vec<GridCell>>()
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
    fn json_of_this_program_is_left_to_its_own_reader() {
        let activity =
            r#"{"name":"Pay","purpose":"Pay wages","recipients":["Bank"],"retention":"7 years"}"#;
        let with = |before: &str, behind: &str| {
            format!(r#"{{{before}"activities":[{activity},{activity}]{behind}}}"#)
        };
        let long = " ".repeat(9_000);
        for (text, of_others) in [
            (with("", ""), true),
            (with(r#""format":"json","#, ""), true),
            (with("", r#","format":"another","version":"2""#), true),
            (with(r#""format":"ropa-register","#, ""), false),
            // Another program may have put the keys in another order, or taken the format out.
            (
                with("", &format!(r#",{long}"format":"ropa-register""#)),
                false,
            ),
            (with("", r#","format":"ropa","version":1"#), false),
            (with("", r#","register":{"title":"R"},"version":1"#), false),
            (with("", r#","version":"#), false),
            ("[1, 2]".to_owned(), false),
        ] {
            assert_eq!(is_json_of_others(&text), of_others, "{text}");
        }
    }

    #[test]
    fn nothing_that_a_record_says_is_dropped() {
        let text = "- name: Pay\n  purpose: |\n    Pay wages\n    # 1 of the list\n  # a comment\n  recipients: [\"Bank, Ltd\", 'Tax, office', staff]\n  \
                    notes: one\n  notes: two\n  data_subjects: staff\n- name: Mail\n  purpose: Send\n  data_subjects: [people's choice, others]\n";
        let grid = &read(text).unwrap()[0];
        let row: Vec<String> = grid.lines[1]
            .cells
            .iter()
            .map(|cell| grid.lines[1].text(cell.column).to_owned())
            .collect();
        assert_eq!(
            row,
            [
                "Pay",
                "Pay wages\n# 1 of the list",
                "Bank, Ltd\nTax, office\nstaff",
                "one\ntwo",
                "staff"
            ]
        );
        assert_eq!(grid.lines[2].text(4), "people's choice\nothers");
    }

    #[test]
    fn a_list_that_describes_the_keys_says_what_they_mean() {
        let text = "meta:\n  headers:\n    - title: Types\n      comment: The types of personal data\n    - title: Categories\n      \
                    comment: The categories of data subjects concerned\n    - title: Purpose\n    - title: Recipients\n    - title: Security\n    - title: Sent out of EU\n      \
                    comment: Whether personal data is transferred to recipients outside the EU\ndata:\n  - types: Email\n    categories: Users\n    \
                    purpose: Writing to them\n    recipients: Staff\n    security: Passwords\n    exported: false\n";
        let grid = &read(text).unwrap()[0];
        let row = grid
            .lines
            .iter()
            .find(|line| Some(line.number) == grid.header_row);
        let heads: Vec<&str> = row
            .unwrap()
            .cells
            .iter()
            .map(|cell| cell.value.text())
            .collect();
        assert_eq!(heads[1], "The categories of data subjects concerned");
        assert!(heads[5].starts_with("Whether"));
        // Another number of heads describes none of them.
        let text = text.replace("    - title: Purpose\n", "");
        let grid = &read(&text).unwrap()[0];
        let mut heads = grid.lines.iter().flat_map(|line| &line.cells);
        assert!(heads.any(|cell| cell.value.text() == "categories"));
    }

    #[test]
    fn records_of_more_keys_than_any_register_has_are_none() {
        let entry = |at: usize| {
            format!("- name: A{at}\n  purpose: P\n  data_subjects: staff\n  key{at}: x\n")
        };
        let text = |records: usize| (0..records).map(entry).collect::<String>();
        let grid = &read(&text(100)).unwrap()[0];
        assert_eq!((grid.lines.len(), grid.lines[0].cells.len()), (101, 103));
        assert!(read(&text(1000)).is_none());
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
                .map(|at| " ".repeat(at) + "a:\n")
                .collect::<String>(),
        ] {
            assert!(read(text).is_none(), "{text}");
        }
    }
}
