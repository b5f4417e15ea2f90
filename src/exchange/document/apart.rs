//! Cards and rows made and printed by several threads at once, and put into the document in their order.
//!
//! What a card says depends on nothing that was said before it, and what it is printed as on little: on the names that
//! headings have already. A thread prints some cards, and leaves room for such names; whoever puts the parts together
//! fills them in.

use super::answered::Phrases;
use super::block::{Block, BlockRow, BlockTable, PrintApart, PrintedPart, Sink};
use crate::domain::field::Record;
use crate::exchange::parts::{in_order, threads};

/// How many cards are printed as one part.
const CARDS: usize = 16;

/// From how many cards on it is worth the threads.
const MANY: usize = 4 * CARDS;

/// Puts the cards of records into a document, printed by all cores; `false` where they are to be put one after the
/// other: they are few, or the document is not printed in parts.
///
/// Each begins a page of paper where `page_each` says so.
pub(super) fn put_cards(
    out: &mut dyn Sink,
    phrases: &Phrases<'_>,
    records: &[&dyn Record],
    level: u8,
    page_each: bool,
) -> bool {
    // Where a card has no place that links lead to, its name is one of those that depend on what stands before.
    let anchored = |record: &&dyn Record| phrases.anchors.contains_key(&record.id());
    if records.len() < MANY || !records.iter().all(anchored) {
        return false;
    }
    let printers: Option<Vec<Box<dyn PrintApart>>> = (0..threads(records.len() / CARDS))
        .map(|_| out.apart())
        .collect();
    let Some(printers) = printers else {
        return false;
    };
    let workers = printers.into_iter().map(|mut printer| {
        let (base, lexicon) = (phrases.base(), phrases.lexicon.clone());
        move |parts: &mut dyn Iterator<Item = &[&dyn Record]>,
              give: &mut dyn FnMut(PrintedPart) -> bool| {
            let phrases = base.phrases(&lexicon);
            for part in parts {
                for record in part {
                    if page_each {
                        printer.print(&Block::NewPage);
                    }
                    printer.print(&Block::Card(phrases.card(*record, level)));
                }
                if !give(printer.printed_part()) {
                    return;
                }
            }
        }
    });
    in_order(records, CARDS, workers.collect(), &mut |part| {
        out.put_part(part);
        out.goes_on()
    });
    true
}

/// Puts a table into a document, a row for each of many things: made and printed by all cores, and never whole in memory,
/// where its head decides how it is laid out.
pub(super) fn put_table<T: Sync>(
    out: &mut dyn Sink,
    phrases: &Phrases<'_>,
    mut table: BlockTable,
    things: &[T],
    row_of: impl Fn(&Phrases<'_>, &T) -> BlockRow + Sync,
) {
    let row_of = &row_of;
    let printers: Option<Vec<Box<dyn PrintApart>>> =
        if things.len() < 4 * THINGS || table.is_wide_by_head().is_none() {
            None
        } else {
            let threads = 0..threads(things.len() / THINGS);
            threads.map(|_| out.apart()).collect()
        };
    let Some(printers) = printers else {
        for row in of_each(phrases, things, row_of) {
            table.push(row);
        }
        return out.put(Block::Table(table));
    };
    let workers = printers.into_iter().map(|mut printer| {
        let (base, lexicon) = (phrases.base(), phrases.lexicon.clone());
        let mut table = table.without_rows();
        move |parts: &mut dyn Iterator<Item = &[T]>, give: &mut dyn FnMut(PrintedPart) -> bool| {
            let phrases = base.phrases(&lexicon);
            for part in parts {
                table.rows.clear();
                table.groups.clear();
                for thing in part {
                    table.push(row_of(&phrases, thing));
                }
                printer.print_rows(&table);
                if !give(printer.printed_part()) {
                    return;
                }
            }
        }
    });
    out.begin_table(&table);
    in_order(things, THINGS, workers.collect(), &mut |part| {
        out.put_rows(part);
        out.goes_on()
    });
    out.end_table(&table);
}

/// How many things a thread takes at once.
const THINGS: usize = 64;

/// What is said of each of many things, in their order, made by all cores where there are many.
pub(super) fn of_each<T: Sync, R: Send>(
    phrases: &Phrases<'_>,
    things: &[T],
    say: impl Fn(&Phrases<'_>, &T) -> R + Sync,
) -> Vec<R> {
    if things.len() < 4 * THINGS {
        return things.iter().map(|thing| say(phrases, thing)).collect();
    }
    let say = &say;
    let workers = (0..threads(things.len() / THINGS)).map(|_| {
        let (base, lexicon) = (phrases.base(), phrases.lexicon.clone());
        move |parts: &mut dyn Iterator<Item = &[T]>, give: &mut dyn FnMut(Vec<R>) -> bool| {
            let phrases = base.phrases(&lexicon);
            for part in parts {
                if !give(part.iter().map(|thing| say(&phrases, thing)).collect()) {
                    return;
                }
            }
        }
    });
    let mut said = Vec::with_capacity(things.len());
    in_order(things, THINGS, workers.collect(), &mut |part: Vec<R>| {
        said.extend(part);
        true
    });
    said
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::domain::language::Language;
    use crate::domain::register::Register;
    use crate::exchange::document::{DocumentOutline, Inlines, ListPoint};
    use crate::exchange::html::HtmlPrinter;
    use crate::exchange::markdown::MarkdownPrinter;
    use crate::exchange::selection::Selection;
    use crate::exchange::shape::Print;
    use crate::labels::Lexicon;
    use crate::law::Law;
    use crate::words::Words;

    fn cells(number: usize, columns: usize) -> Vec<Inlines> {
        let cell = |column: usize| format!("{number}|{column}").into();
        (0..columns).map(cell).collect()
    }

    /// Whether the rows of a table are laid out by their head alone or not, and printed by one or by several, it is the
    /// same table.
    #[test]
    fn a_table_whose_rows_come_in_parts_is_the_table_that_comes_whole() {
        let words = Arc::new(Words::load(Language::ENGLISH).unwrap());
        let law = Arc::new(Law::shipped().unwrap());
        let lexicon = Lexicon::new(words, law, "2026-11-21".parse().unwrap());
        let (register, selection) = (Register::empty(), Selection::default());
        let phrases = Phrases::new(&lexicon, &register, &selection);
        let html = || Box::new(HtmlPrinter::new(&lexicon)) as Box<dyn Print>;
        let markdown = || Box::new(MarkdownPrinter::default()) as Box<dyn Print>;
        let printers: [&dyn Fn() -> Box<dyn Print>; 2] = [&html, &markdown];
        for printer in printers {
            for (columns, is_overview) in [(3, true), (9, true), (9, false), (3, false)] {
                // A group begins the table, begins a part, ends one, and stands in one.
                let heads = [0, THINGS, 2 * THINGS - 1, 3 * THINGS + 5];
                let things: Vec<usize> = (0..8 * THINGS + 3).collect();
                let row_of = |_: &Phrases<'_>, number: &usize| {
                    if heads.contains(number) {
                        BlockRow::Group(format!("Group {number}").into())
                    } else {
                        BlockRow::Cells(cells(*number, columns))
                    }
                };
                let table = BlockTable {
                    head: cells(0, columns),
                    is_overview,
                    ..BlockTable::default()
                };
                let mut whole_table = table.clone();
                for number in &things {
                    whole_table.push(row_of(&phrases, number));
                }
                let (mut whole, mut parts) = (printer(), printer());
                for printer in [&mut whole, &mut parts] {
                    // What is printed in parts knows its headings beforehand.
                    printer.foresee(DocumentOutline::default());
                    printer.put(Block::paragraph("Before."));
                }
                whole.put(Block::Table(whole_table));
                put_table(parts.as_mut(), &phrases, table, &things, row_of);
                for printer in [&mut whole, &mut parts] {
                    printer.put_items(vec![ListPoint::new("Behind.")]);
                }
                assert_eq!(whole.finish(), parts.finish(), "{columns} {is_overview}");
            }
        }
    }
}
