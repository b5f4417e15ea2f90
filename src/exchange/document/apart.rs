//! Cards made and printed by several threads at once, and put into the document in their order.
//!
//! What a card says depends on nothing that was said before it, and what it is printed as on little: on the names that
//! headings have already. A thread prints some cards, and leaves room for such names; whoever puts the parts together
//! fills them in.

use super::answered::Phrases;
use super::block::{Block, PrintApart, PrintedPart, Sink};
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
