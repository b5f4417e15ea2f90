//! Labels with their answers under the headings of a text in Markdown: in bold, in entries of lists, in tables of two
//! columns.

use std::collections::HashSet;

use super::blocks::{LineOfBlock, lines_of_blocks};
use super::questions::questioned;
use super::tables::{self, inline, row};
use crate::exchange::sheets::answers::entries::POINTS;
use crate::exchange::sheets::file::front;
use crate::exchange::sheets::file::grid::SheetGrid;
use crate::exchange::sheets::form;
use crate::exchange::sheets::form::boxes;
use crate::exchange::sheets::organisations::party::contact_key;
use crate::exchange::sheets::table::header::{KnownHeaders, MEASURES};
use crate::exchange::sheets::table::telling;

/// The longest label, in letters.
const LONGEST: usize = 120;

/// A label with its answer.
pub(crate) type Answer = (String, String);

/// What stands under a heading, down to the next.
#[derive(Clone, Debug, Default)]
pub(in crate::exchange::sheets) struct MarkdownSection {
    /// How deep the heading is; 0 above the first.
    pub level: usize,
    /// The heading.
    pub heading: String,
    /// The labels with their answers.
    pub answers: Vec<Answer>,
    /// What else stands there.
    pub words: Vec<String>,
    /// How many of these stand above the first answer.
    pub words_above: usize,
    /// Whether a table of more than two columns stands there.
    pub has_table: bool,
    /// The tables of more than two columns that stand there.
    pub tables: Vec<SectionTable>,
}

/// A table of more than two columns.
#[derive(Clone, Debug, Default)]
pub(in crate::exchange::sheets) struct SectionTable {
    /// The line of its head.
    pub line: u32,
    /// Its rows, below the head.
    pub rows: Vec<Vec<String>>,
}

/// The sections of a text, from above.
#[must_use]
pub(in crate::exchange::sheets) fn sections(text: &str) -> Vec<MarkdownSection> {
    let mut reader = SectionReader {
        sections: vec![MarkdownSection::default()],
        ..SectionReader::default()
    };
    let mut fenced: Option<String> = None;
    let lines: Vec<&str> = text.lines().collect();
    let blocks = lines_of_blocks(&lines);
    for (at, line) in lines.iter().enumerate() {
        let bare = line.trim();
        if bare.starts_with("```") || bare.starts_with("~~~") {
            match fenced.take() {
                Some(block) => reader.fenced(&block),
                None => fenced = Some(String::new()),
            }
            continue;
        }
        if let Some(block) = &mut fenced {
            block.push_str(line);
            block.push('\n');
            continue;
        }
        if bare.starts_with('|') {
            if reader.table.is_empty() {
                reader.table_line = u32::try_from(at + 1).unwrap_or(u32::MAX);
            }
            reader.table.extend(row(bare));
            continue;
        }
        reader.end_table();
        if blocks[at] == LineOfBlock::Names {
            reader.open_named(line);
        }
        if reader.question(line) {
            continue;
        }
        let of_block = blocks[at] != LineOfBlock::None;
        reader.line(line, of_block, &lines[at + 1..]);
    }
    // One that nothing closes goes on to the end.
    if let Some(block) = &fenced {
        reader.fenced(block);
    }
    reader.end_table();
    reader.settle_heads();
    reader.sections
}

/// A text while its sections are read.
#[derive(Default)]
struct SectionReader {
    sections: Vec<MarkdownSection>,
    /// The rows of the table that is being read, and the line of the first.
    table: Vec<Vec<String>>,
    table_line: u32,
    /// What stands over the labels of each table of two columns: its section, its place there, and its cells.
    heads: Vec<(usize, usize, Vec<String>)>,
    /// Whether what follows belongs to the last label, which stands alone.
    open: bool,
    /// How far the last label is indented, and the first entry under it.
    depth: usize,
    inner: Option<usize>,
    /// Whether the entries below belong to the last label, which stands alone in a line of its own.
    listing: bool,
    /// Whether the line before goes on: it was an answer or words, and no empty line came after it.
    goes_on: Option<Last>,
    /// Whether it ends with the sign of a new line.
    broken: bool,
    /// How deep the last heading of the text is.
    level: usize,
}

/// What a line was.
#[derive(Clone, Copy)]
enum Last {
    Answer,
    Words,
    /// A name, or one of the lines below it that belong to it.
    Name,
}

impl SectionReader {
    /// Begins a section with its heading.
    fn heading(&mut self, bare: &str, level: usize) {
        self.level = level;
        self.sections.push(MarkdownSection {
            level,
            heading: inline(bare.trim_matches('#').trim()),
            ..MarkdownSection::default()
        });
        (self.open, self.listing, self.goes_on) = (false, false, None);
    }

    /// Takes a line that is a question with its answer; whether it is one.
    fn question(&mut self, line: &str) -> bool {
        let bare = line.trim().trim_start_matches("> ");
        let told = questioned(entry(bare).unwrap_or(bare));
        let Some((answered, section)) = told.zip(self.sections.last_mut()) else {
            return false;
        };
        section.answers.push(answered);
        let indent = line.len() - line.trim_start().len();
        (self.open, self.listing, self.depth, self.inner) = (false, false, indent, None);
        self.goes_on = None;
        true
    }

    /// Takes the next line, with those below it; `of_block` says whether it stands among others that have a label each.
    fn line(&mut self, line: &str, of_block: bool, below: &[&str]) {
        let bare = line.trim();
        // A stroke at the end of a line begins another one.
        let broken = std::mem::replace(&mut self.broken, bare.ends_with('\\'));
        let bare = bare.trim_end_matches('\\').trim_end();
        // An empty line of a quotation.
        let bare = if bare == ">" { "" } else { bare };
        let is_rule = bare.len() > 2
            && bare
                .chars()
                .all(|sign| matches!(sign, '-' | '*' | '_' | '='));
        if bare.is_empty() || is_rule || bare.starts_with("<!--") {
            self.goes_on = None;
            return;
        }
        let level = bare.bytes().take_while(|sign| *sign == b'#').count();
        if level > 0 && bare[level..].starts_with(' ') {
            return self.heading(bare, level.min(6));
        }
        let (open, depth, goes_on) = (self.open, self.depth, self.goes_on);
        let Some(section) = self.sections.last_mut() else {
            return;
        };
        let bare = bare.trim_start_matches("> ");
        let indent = line.len() - line.trim_start().len();
        let entry = entry(bare);
        let said = entry.unwrap_or(bare);
        // A line that goes on may begin with a label of its own: `  **Data:** Names`.
        let is_label = entry.is_none() && is_known_label(said);
        let inside = section.answers.last_mut().filter(|_| indent > depth);
        if let Some((_, answer)) = inside.filter(|_| !is_label) {
            let same = entry.is_none() && goes_on.is_some();
            let inner = *self.inner.get_or_insert(indent);
            self.goes_on = Some(Last::Answer);
            // An entry under one of them tells more of that, unless that is a label for those under it.
            if !(entry.is_some() && indent > inner && tell_more(answer, said)) {
                add(answer, said, if same { ' ' } else { '\n' });
                self.inner = Some(if entry.is_some() { indent } else { inner });
            }
            return;
        }
        let listed = entry.is_some() && self.listing && !is_known_label(said);
        if let Some((_, answer)) = section.answers.last_mut().filter(|_| listed) {
            add(answer, said, '\n');
            (self.inner, self.goes_on) = (Some(indent), Some(Last::Answer));
            return;
        }
        self.listing = false;
        if let Some(several) = labels_beside(said) {
            (self.open, self.depth, self.inner) = (false, indent, None);
            self.goes_on = Some(Last::Answer);
            section.answers.extend(several);
            return;
        }
        // Under a heading that asks who is responsible, one name in bold with lines below it is that.
        let names = || entry.is_none() && section.answers.is_empty() && section.words.is_empty();
        if names()
            && below.first().is_some_and(|it| !it.trim().is_empty())
            && let Some(name) = bold_alone(bare).or_else(|| over_contacts(bare, below))
            && asks_for_organisation(&section.heading)
        {
            section.words.push(inline(name));
            self.goes_on = Some(Last::Name);
            return;
        }
        let of_name = matches!(goes_on, Some(Last::Name));
        if let (true, Some(words)) = (of_name, section.words.last_mut()) {
            add(words, said, '\n');
            self.goes_on = goes_on;
            return;
        }
        let of_block = of_block && !open;
        if let Some((label, answer)) = labelled(said, entry.is_some() || broken || of_block) {
            (self.open, self.depth, self.inner) = (answer.is_empty(), indent, None);
            self.listing = self.open && entry.is_none() && are_listed(&label, below);
            self.goes_on = Some(Last::Answer);
            section.answers.push((label, answer));
            return;
        }
        let answer = section.answers.last_mut();
        match (answer, goes_on.filter(|_| entry.is_none())) {
            // A line that is only broken for its length.
            (Some((_, answer)), Some(Last::Answer)) => {
                add(answer, said, if broken { '\n' } else { ' ' });
            }
            (Some((_, answer)), _) if open => {
                add(answer, said, '\n');
                self.goes_on = Some(Last::Answer);
            }
            (_, Some(Last::Words)) if let Some(words) = section.words.last_mut() => {
                add(words, said, if broken { '\n' } else { ' ' });
            }
            _ => {
                let mut words = String::new();
                add(&mut words, said, '\n');
                let words = Some(words).filter(|it| !it.is_empty());
                section.words.extend(words);
                if section.answers.is_empty() {
                    section.words_above = section.words.len();
                }
                self.goes_on = Some(Last::Words);
            }
        }
    }

    /// Opens a section for an activity that a line names among others that have a label each.
    fn open_named(&mut self, line: &str) {
        let name = line.split_once(": ").map_or(line, |(_, name)| name);
        self.sections.push(MarkdownSection {
            level: (self.level + 1).min(6),
            heading: inline(name.trim()),
            ..MarkdownSection::default()
        });
        (self.open, self.listing, self.goes_on) = (false, false, None);
    }

    /// Takes the keys and values of a fenced block for labels with their answers, where most are those of an activity: code
    /// has keys, too.
    fn fenced(&mut self, block: &str) {
        let keys = front::matter(&format!("---\n{block}---\n")).unwrap_or_default();
        let known = KnownHeaders::shipped();
        let named = keys.iter().filter(|(key, _)| {
            let guess = known.guess(key);
            guess.is_some_and(|guess| guess.exact && guess.field != "notes")
        });
        let are_labels = named.count() * 2 > keys.len();
        let Some(section) = self.sections.last_mut() else {
            return;
        };
        if are_labels {
            section.answers.extend(keys);
        } else {
            let block = block.trim().to_owned();
            section
                .words
                .extend(Some(block).filter(|it| !it.is_empty()));
        }
        (self.open, self.goes_on) = (false, None);
    }

    /// Takes the rows of a table of two columns as labels with their answers.
    fn end_table(&mut self) {
        let rows = std::mem::take(&mut self.table);
        let Some((head, rest)) = rows.split_first() else {
            return;
        };
        (self.open, self.goes_on) = (false, None);
        if let Some(told) = told_by_places(&rows) {
            if let Some(section) = self.sections.last_mut() {
                let (words, answers): (Vec<Answer>, Vec<Answer>) =
                    told.into_iter().partition(|(label, _)| label.is_empty());
                section.answers.extend(answers);
                section
                    .words
                    .extend(words.into_iter().map(|(_, words)| words));
            }
            return;
        }
        let of_two = !rest.is_empty() && rows.iter().all(|cells| cells.len() == 2);
        if let Some(section) = self.sections.last_mut() {
            let is_wide = rows.iter().any(|cells| cells.len() > 2);
            section.has_table |= is_wide;
            if is_wide {
                section.tables.push(SectionTable {
                    line: self.table_line,
                    rows: rest.to_vec(),
                });
            }
            if !is_wide && !of_two {
                let rows = rows.iter().map(|cells| cells.join(" · "));
                section.words.extend(rows.filter(|it| !it.is_empty()));
            }
        }
        let Some(section) = self.sections.last_mut().filter(|_| of_two) else {
            return;
        };
        let place = section.answers.len();
        let answers = rest.iter().map(|cells| {
            (
                without_colon(&cells[0]),
                boxes::chosen(&cells[1]).unwrap_or_else(|| cells[1].clone()),
            )
        });
        let (answers, alone): (Vec<Answer>, Vec<Answer>) =
            answers.partition(|(label, _)| !label.is_empty());
        section.answers.extend(answers);
        let alone = alone.into_iter().map(|(_, answer)| answer);
        section.words.extend(alone.filter(|it| !it.is_empty()));
        self.heads
            .push((self.sections.len() - 1, place, head.clone()));
    }

    /// Takes what stands over the labels of a table for a label with its answer where it is one: it is known, and over no
    /// other table stands the same, or each time with another answer.
    fn settle_heads(&mut self) {
        let known = KnownHeaders::shipped();
        let guess = |text: &str| known.guess(text).filter(|guess| guess.field != "notes");
        let heads = std::mem::take(&mut self.heads);
        for (section, place, head) in heads.iter().rev() {
            let again = heads.iter().filter(|(.., other)| other[0] == head[0]);
            let differ = again.clone().any(|(.., other)| other[1] != head[1]);
            let asks = guess(&head[0]).filter(|guess| guess.exact);
            let own = asks
                .as_ref()
                .is_some_and(|it| it.field.starts_with("organisation."));
            // A table without a head begins with its first label: `Controller: | Acme`.
            let is_label = own
                || head[0].trim_end().ends_with(':')
                || asks.is_some_and(|guess| guess.field.contains('['));
            // An answer may sound like a header: `Security of the building`.
            let answers = guess(&head[1]).is_none_or(|guess| differ && !guess.exact);
            if is_label && answers && (differ || again.count() == 1) {
                let answer = (without_colon(&head[0]), head[1].clone());
                self.sections[*section].answers.insert(*place, answer);
            }
        }
    }
}

/// The labels and answers of a table that is a form of one record, whose labels stand beside each other or over their
/// answers; words without a label have an empty one. Nothing where a table is none.
pub(super) fn told_by_places(rows: &[Vec<String>]) -> Option<Vec<Answer>> {
    if rows.iter().all(|cells| cells.len() < 3) {
        return None;
    }
    let lines = rows
        .iter()
        .zip(1..)
        .map(|(cells, number)| tables::line(number, cells));
    let grid = SheetGrid {
        lines: lines.collect(),
        ..SheetGrid::default()
    };
    let form = form::sided(&boxes::ticked(grid))?;
    let [labels, answers] = form.lines.as_slice() else {
        return None;
    };
    let told = labels
        .cells
        .iter()
        .zip(&answers.cells)
        .map(|(label, answer)| {
            let label = without_colon(label.value.text());
            let is_words = label == front::BODY;
            let label = if is_words { String::new() } else { label };
            (label, answer.value.text().to_owned())
        });
    Some(told.collect())
}

/// A label without the colon at its end.
fn without_colon(label: &str) -> String {
    label.trim_end().trim_end_matches(':').to_owned()
}

/// Adds to the last line of a text, in brackets, what is told of it below; not where that is a label for what follows.
fn tell_more(text: &mut String, line: &str) -> bool {
    let last = text.lines().last().unwrap_or_default();
    if last.is_empty() || last.ends_with(':') || line.starts_with("[ ]") {
        return false;
    }
    let line = inline(ticked(line));
    if text.ends_with(')') {
        text.truncate(text.len() - 1);
        text.push_str(", ");
    } else {
        text.push_str(" (");
    }
    text.push_str(&line.replace(['(', ')'], ""));
    text.push(')');
    true
}

/// Adds a line to a text, behind what parts them. A box that is not ticked says nothing.
fn add(text: &mut String, line: &str, between: char) {
    if line.starts_with("[ ]") {
        return;
    }
    if !text.is_empty() {
        text.push(between);
    }
    text.push_str(&inline(ticked(line)));
}

/// A line without the sign of a ticked box.
fn ticked(line: &str) -> &str {
    let rest = line
        .strip_prefix("[x]")
        .or_else(|| line.strip_prefix("[X]"));
    rest.unwrap_or(line).trim_start()
}

/// What an entry of a list says, without its mark.
fn entry(line: &str) -> Option<&str> {
    let marks = ["- ", "* ", "+ ", "• "].iter();
    let mut marked = marks.filter_map(|mark| line.strip_prefix(mark));
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = || {
        let behind = line[digits..].strip_prefix(['.', ')'])?;
        behind
            .strip_prefix(' ')
            .filter(|_| (1..3).contains(&digits))
    };
    marked.next().or_else(numbered).map(str::trim_start)
}

/// The labels in bold that stand beside each other in a line, each with its answer: `**Date:** 1 May · **Controller:** Acme`.
fn labels_beside(line: &str) -> Option<Vec<Answer>> {
    let bold = |part: &&str| part.starts_with("**");
    let read = |parts: Vec<&str>| {
        let all = parts.len() > 1 && parts.iter().all(bold);
        let answers = parts.iter().map(|part| labelled(part, false));
        let answers: Option<Vec<Answer>> = all.then(|| answers.collect()).flatten();
        answers.filter(|all| all.iter().all(|(_, answer)| !answer.is_empty()))
    };
    let between = POINTS.iter().find_map(|between| {
        let parts = line.split(between).map(str::trim);
        read(parts.collect())
    });
    between
        .or_else(|| read(at_bold_labels(line)))
        .or_else(|| labels_in_sentences(line))
}

/// The labels with their answers of a line that has several, each in a sentence of its own, all known and of several
/// fields: `Legal basis: contract. Retention: 3 years.`
fn labels_in_sentences(line: &str) -> Option<Vec<Answer>> {
    let field_of = |part: &str| {
        let (label, answer) = part.split_once(": ")?;
        let guess = KnownHeaders::shipped().guess(label)?;
        let known = guess.exact && guess.field != "notes" && !answer.trim().is_empty();
        known.then_some(guess.field)
    };
    field_of(line)?;
    let begins = |from: usize| line[from..].starts_with(char::is_uppercase);
    let ends = [". ", "; "];
    let ends = ends.iter().flat_map(|end| line.match_indices(end));
    let starts = ends.map(|(at, end)| at + end.len());
    let mut starts: Vec<usize> = starts
        .filter(|from| begins(*from) && field_of(&line[*from..]).is_some())
        .collect();
    starts.sort_unstable();
    starts.insert(0, 0);
    let ends = starts.iter().skip(1).copied().chain([line.len()]);
    let parts: Vec<&str> = starts
        .iter()
        .zip(ends)
        .map(|(from, to)| line[*from..to].trim().trim_end_matches(';'))
        .collect();
    // The same field twice is two answers in one list, and one of them may be told in the words of the other.
    let fields: HashSet<String> = parts.iter().filter_map(|part| field_of(part)).collect();
    if parts.len() < 2 || fields.len() < parts.len() {
        return None;
    }
    parts
        .iter()
        .map(|part| {
            // The full stop ends the sentence, not the answer; `S.A.` and `e.V.` keep theirs.
            let ended = part.strip_suffix('.').filter(|it| {
                let last = it.rsplit([' ', '.']).next().unwrap_or_default();
                last.chars().count() > 3
            });
            labelled(ended.unwrap_or(part), false)
        })
        .collect()
}

/// The parts of a line, each from a label in bold with its colon to the next: `**People:** Staff. **Data:** Names`.
fn at_bold_labels(line: &str) -> Vec<&str> {
    let signs: Vec<usize> = line.match_indices("**").map(|(at, _)| at).collect();
    let labels = signs.chunks_exact(2).filter_map(|pair| {
        let (from, to) = (pair[0], pair[1]);
        let ends = [".", ";", ",", ")", "–", "—", "!", "?"];
        let before = line[..from].trim_end();
        let parted = before.len() < from && ends.iter().any(|sign| before.ends_with(sign));
        let begins = parted || from == 0;
        let colon = line[..to].trim_end().ends_with(':') || line[to + 2..].starts_with(':');
        (begins && colon).then_some(from)
    });
    let starts: Vec<usize> = labels.collect();
    let ends = starts.iter().skip(1).copied().chain([line.len()]);
    let parts = starts.iter().zip(ends);
    parts.map(|(from, to)| line[*from..to].trim()).collect()
}

/// Whether the entries below a label that stands alone in a line are what it asks for, though they have labels: it is known
/// as the name of a list or of the measures, and most of theirs are no headers. `Data:` asks for `- Contact: email, phone`.
fn are_listed(label: &str, below: &[&str]) -> bool {
    /// The most words of a label that only sounds like one of a list.
    const FEW: usize = 4;
    let known = KnownHeaders::shipped();
    let exact = |label: &str| known.guess(label).filter(|it| it.exact).map(|it| it.field);
    let brief = label.split_whitespace().count() <= FEW;
    let sounds = || known.guess(label).filter(|_| brief).map(|it| it.field);
    let asks = exact(label).or_else(sounds);
    let asks = asks.is_some_and(|field| field.contains('[') || field == MEASURES);
    let lines = below.iter().filter(|it| !it.trim().is_empty());
    let entries = lines.map_while(|line| {
        let own = entry(line.trim());
        let goes_on = line.starts_with([' ', '\t']);
        own.or(goes_on.then_some("")).map(|said| (said, goes_on))
    });
    let entries = entries.filter(|(said, inner)| !said.is_empty() && !inner);
    let labels: Vec<bool> = entries
        .map(|(said, _)| {
            let named = labelled(said, true).and_then(|(label, _)| exact(&label));
            named.is_some_and(|field| telling(&field).is_some())
        })
        .collect();
    asks && labels.iter().filter(|it| **it).count() * 2 < labels.len()
}

/// What a line says that is in bold as a whole, without a colon: `**Acme**`.
fn bold_alone(line: &str) -> Option<&str> {
    let inside = line.strip_prefix("**")?.strip_suffix("**")?;
    let whole = !inside.contains("**") && !inside.contains(':');
    whole.then_some(inside)
}

/// A line without a label, where one of those right below it is an address of mail: what is called so is reached there.
fn over_contacts<'t>(line: &'t str, below: &[&str]) -> Option<&'t str> {
    let mut lines = below
        .iter()
        .map(|it| it.trim())
        .take_while(|it| !it.is_empty());
    let reached = lines.any(|it| contact_key(it) == "email");
    (reached && !line.contains(": ")).then_some(line)
}

/// Whether a heading asks who the organisation is or whom it has appointed.
fn asks_for_organisation(heading: &str) -> bool {
    let guess = KnownHeaders::shipped().guess(heading);
    guess.is_some_and(|it| it.exact && it.field.starts_with("organisation."))
}

/// Whether a line begins with a label in bold that is known as a header, and says something behind it.
fn is_known_label(line: &str) -> bool {
    let told = line
        .starts_with("**")
        .then(|| labelled(line, false))
        .flatten();
    told.is_some_and(|(label, answer)| {
        let guess = KnownHeaders::shipped().guess(&label);
        !answer.is_empty() && guess.is_some_and(|it| it.exact && it.field != "notes")
    })
}

/// A label with what stands behind it: in bold or italics, at the head of an entry, or a header that is known.
fn labelled(line: &str, is_entry: bool) -> Option<Answer> {
    // What stands behind a box is chosen or not, and asks nothing: `[x] Others: allergies`.
    if boxes::begins(line) || ["[x]", "[X]", "[ ]"].iter().any(|it| line.starts_with(it)) {
        return None;
    }
    let fit = |label: &str| {
        let label = inline(label.trim().trim_end_matches(':'));
        let label = label.trim_matches(['*', '_']).trim().to_owned();
        let said = label.chars().any(char::is_alphabetic) && label.chars().count() <= LONGEST;
        said.then_some(label)
    };
    let mark = ["**", "__", "*", "_"];
    let marked = mark.iter().find_map(|mark| {
        let (label, rest) = line.strip_prefix(mark)?.split_once(mark)?;
        Some((*mark, label, rest.trim_start()))
    });
    if let Some((mark, label, rest)) = marked {
        let is_strong = mark.len() == 2;
        let dash = [":", "–", "—", "- "];
        let behind = dash.iter().find_map(|sign| rest.strip_prefix(sign));
        let ends = label.trim_end().ends_with(':');
        let answer = match behind {
            Some(behind) if is_strong || rest.starts_with(':') => behind,
            _ if ends || (is_strong && rest.is_empty()) => rest,
            _ => return None,
        };
        return Some((fit(label)?, inline(answer)));
    }
    let (label, answer) = match line.split_once(": ") {
        Some(both) => both,
        None => (line.strip_suffix(':')?, ""),
    };
    let is_known = || {
        let guess = KnownHeaders::shipped().guess(label);
        let first = label.split_once('/').map(|(first, _)| first.trim());
        let of_first = || KnownHeaders::shipped().guess(first?);
        let names = |field: &str| field != "notes";
        guess.is_some_and(|guess| guess.exact && names(&guess.field))
            || of_first().is_some_and(|it| it.exact && it.field == "organisation.name")
    };
    (is_entry || is_known())
        .then(|| Some((fit(label)?, inline(answer))))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_have_their_answers_however_they_are_marked() {
        let text = "above\n\n# One\n\n**Purpose:** Pay\nwages\n\n- **Basis** – Contract,\n  with staff\n  - Users\n  - Staff\n\
                    1. *Recipients:* Bank\nRetention: 2 years\n\nWords that\ngo on.\n\n| Field | Value |\n|---|---|\n| **Owner** | Ann |\n\n\
                    ## Two\n\n| Purpose | Inform |\n|---|---|\n| Owner | Bo |\n\n| A | B | C |\n|---|---|---|\n| 1 | 2 | 3 |\n#3 is none\n";
        let sections = sections(text);
        let told = |at: usize| -> Vec<(&str, &str)> {
            let answers = sections[at].answers.iter();
            answers.map(|(label, it)| (&**label, &**it)).collect()
        };
        assert_eq!((sections.len(), &*sections[0].words[0]), (3, "above"));
        let one = [
            ("Purpose", "Pay wages"),
            ("Basis", "Contract, with staff\nUsers\nStaff"),
            ("Recipients", "Bank"),
            ("Retention", "2 years"),
            ("Owner", "Ann"),
        ];
        assert_eq!(told(1), one);
        assert_eq!(sections[1].words, ["Words that go on."]);
        assert_eq!(told(2), [("Purpose", "Inform"), ("Owner", "Bo")]);
        assert_eq!(
            (sections[2].level, &*sections[2].words[0]),
            (2, "#3 is none")
        );
    }

    #[test]
    fn what_stands_deeper_under_an_entry_is_told_of_it() {
        let text = "# A\n\n- Mottagare:\n  - Northwind (biträde)\n    - Region: EU\n    - Avtal: 2023\n  - Banken\n\
                    - Daten:\n  - Konto:\n    - Name\n    - Adresse\n  - Logs\n";
        let told = &sections(text)[1].answers;
        assert_eq!(
            told[0].1,
            "Northwind (biträde, Region: EU, Avtal: 2023)\nBanken"
        );
        assert_eq!(told[1].1, "Konto:\nName\nAdresse\nLogs");
    }

    #[test]
    fn entries_below_a_label_alone_are_what_it_asks_for_though_they_have_labels() {
        let text = "## A\n\n**Durée de conservation** :\n- Contrats : 10 ans après la fin\n- Rôle : 1 an\n  - dans le journal\n\n\
                    **Kategorier av personuppgifter:**\n\n- Identitet: namn, e-post\n- Kontakt: telefon\n\n**Skydd:** Lås\n\n\
                    **Kategorier av mottagarna:**\n- Banken: kontonummer\n\n**Empfänger:**\n- **Zweck:** Lohn\n- Rechtsgrundlage: Vertrag\n\n**Details:**\n- Retention: 1 year\n";
        let told = &sections(text)[1].answers;
        let told: Vec<(&str, &str)> = told.iter().map(|(label, it)| (&**label, &**it)).collect();
        let wanted = [
            (
                "Durée de conservation",
                "Contrats : 10 ans après la fin\nRôle : 1 an (dans le journal)",
            ),
            (
                "Kategorier av personuppgifter",
                "Identitet: namn, e-post\nKontakt: telefon",
            ),
            ("Skydd", "Lås"),
            ("Kategorier av mottagarna", "Banken: kontonummer"),
            ("Empfänger", ""),
            ("Zweck", "Lohn"),
            ("Rechtsgrundlage", "Vertrag"),
            ("Details", ""),
            ("Retention", "1 year"),
        ];
        assert_eq!(told, wanted);
    }

    #[test]
    fn a_stroke_at_the_end_of_a_line_begins_another() {
        let text = "## Rekisterinpitäjä\n\nNimi: Alder ry\\\nOsoite: Road 3\\\nPuhelin: 1\n\n## Purpose\n\nOne\\\ntwo\nthree\n";
        let sections = sections(text);
        let told: Vec<(&str, &str)> = sections[1]
            .answers
            .iter()
            .map(|(label, it)| (&**label, &**it))
            .collect();
        assert_eq!(
            told,
            [("Nimi", "Alder ry"), ("Osoite", "Road 3"), ("Puhelin", "1")]
        );
        assert_eq!(sections[2].words, ["One\ntwo three"]);
    }

    #[test]
    fn several_labels_in_sentences_of_one_line_have_an_answer_each() {
        for (line, answers) in [
            (
                "Legal basis: contract. Retention: 3 years. Recipients: none.",
                ["contract", "3 years", "none"],
            ),
            (
                "Rechtsgrundlage: Vertrag; Löschfrist: 3 Jahre; Empfänger: Wolke e.V.",
                ["Vertrag", "3 Jahre", "Wolke e.V."],
            ),
            (
                "Base légale: contrat. Destinataires: Nuage S.A. Finalité: tenir la liste.",
                ["contrat", "Nuage S.A.", "tenir la liste"],
            ),
        ] {
            let told = labels_beside(line).unwrap();
            let told: Vec<&str> = told.iter().map(|(_, answer)| answer.as_str()).collect();
            assert_eq!(told, answers, "{line}");
        }
        for line in [
            "Purpose: to answer. We keep a note: it is short.",
            "Retention: 3 years. Retention: 5 years for invoices.",
            "We do this: contract. Retention: 3 years.",
        ] {
            assert_eq!(labels_beside(line), None, "{line}");
        }
    }

    #[test]
    fn several_labels_in_bold_in_one_line_have_an_answer_each() {
        let text = "# A\n\n- **Zweck:** Pflege. **Daten:** Name, Befund\n- **Betroffene:** Kunden; **wichtige** zuerst\n\
                    - **Mottagare:** Banken. **Gallring**: 2 år\n  **Rättslig grund:** Avtal\n- **Note:** see **this:** and **that**\n";
        let told: Vec<Answer> = sections(text).swap_remove(1).answers;
        let told: Vec<(&str, &str)> = told.iter().map(|(label, it)| (&**label, &**it)).collect();
        let wanted = [
            ("Zweck", "Pflege."),
            ("Daten", "Name, Befund"),
            ("Betroffene", "Kunden; wichtige zuerst"),
            ("Mottagare", "Banken."),
            ("Gallring", "2 år"),
            ("Rättslig grund", "Avtal"),
            ("Note", "see this: and that"),
        ];
        assert_eq!(told, wanted);
    }
}
