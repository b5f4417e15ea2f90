//! The register, or the part of it that is asked for, in every format.

use std::cell::Cell;
use std::io::{self, Write};

use super::{Format, printer};
use crate::domain::kind::RecordKind;
use crate::domain::problem::Problem;
use crate::domain::progress::{Monitor, Phase};
use crate::exchange::document::{
    Block, BlockTable, DocumentOutline, ListPoint, PrintApart, PrintedPart, Sink, whole,
};
use crate::exchange::selection::{Arrangement, Profile, select};
use crate::exchange::shape::Grid;
use crate::exchange::shape::Print;
pub use crate::exchange::shape::{Export, RegisterTable};
use crate::exchange::{MADE_WITH, csv, json, wide, workbook};

impl Export<'_> {
    /// Refuses what a format cannot hold: it is told before anything is written.
    ///
    /// # Errors
    /// `workbook_too_many_rows`; `table_of_no_table` where a table is asked of a format that has none;
    /// `arrangement_of_no_document`, `pages_of_no_paper`, `open_points_of_public` and `selects_nothing` where nothing could
    /// come of what is asked.
    pub fn check(&self, format: Format) -> Result<(), Problem> {
        let arrangement = self.selection.arrangement;
        if !format.is_document() && arrangement != Arrangement::default() {
            return Err(Problem::usage("arrangement_of_no_document").with("format", format.code()));
        }
        if arrangement.page_each && format != Format::Html {
            return Err(Problem::usage("pages_of_no_paper").with("format", format.code()));
        }
        if let Some(activity) = self.selection.excluded(self.register) {
            return Err(Problem::usage("selects_nothing")
                .with("activity", self.register.reference(activity.head.id)));
        }
        if arrangement.open_points && self.selection.profile == Profile::Public {
            return Err(Problem::usage("open_points_of_public"));
        }
        match (format, self.table) {
            (Format::Xlsx, _) => workbook::check(self.lexicon, self.register),
            (Format::Csv, _) | (_, RegisterTable::Usual) => Ok(()),
            (format, _) => Err(Problem::usage("table_of_no_table").with("format", format.code())),
        }
    }

    /// Writes it in a format. The bytes depend on nothing else. What did not fit as it stands is told.
    ///
    /// # Errors
    /// What the output says.
    pub fn write(&self, format: Format, out: &mut dyn Write) -> io::Result<Vec<Problem>> {
        self.write_watched(format, out, &Monitor::default())
    }

    /// Writes it as [`Self::write()`], and tells how many records are written; an error where it is to stop.
    ///
    /// # Errors
    /// What the output says, or that it was stopped.
    pub fn write_watched(
        &self,
        format: Format,
        out: &mut dyn Write,
        monitor: &Monitor,
    ) -> io::Result<Vec<Problem>> {
        let register = self.register;
        let of: usize = RecordKind::records().map(|kind| register.count(kind)).sum();
        let watched = Watched {
            monitor,
            done: Cell::new(0),
            of: u64::try_from(of).unwrap_or(u64::MAX),
        };
        let told = self.write_seen(format, out, &watched)?;
        watched.check()?;
        Ok(told)
    }

    fn write_seen(
        &self,
        format: Format,
        out: &mut dyn Write,
        watched: &Watched<'_>,
    ) -> io::Result<Vec<Problem>> {
        let Self {
            lexicon,
            register,
            as_of,
            selection,
            table,
        } = *self;
        match (format, table) {
            (Format::Json, _) => {
                let out = Stopping(&mut *out, watched);
                json::write_seen(out, register, as_of, selection, &|| watched.next())?;
            }
            (Format::Csv, _) => {
                out.write_all(csv::print(lexicon, &[self.grid()]).as_bytes())?;
            }
            (Format::Xlsx, _) => {
                let made = match table {
                    RegisterTable::Usual => workbook::of_register(self, &|| {
                        watched.next();
                        watched.check()
                    })?,
                    _ => workbook::of_grids(lexicon, &[self.grid()])?,
                };
                watched.check()?;
                out.write_all(&made.bytes)?;
                out.flush()?;
                return Ok(made.told);
            }
            _ => {
                let Some(printer) = printer(format) else {
                    return Err(io::ErrorKind::Unsupported.into());
                };
                let printer = printer(lexicon);
                let mut seen = CountedPrinter {
                    printer,
                    watched,
                    out,
                    failed: None,
                };
                whole::write(lexicon, register, as_of, selection, MADE_WITH, &mut seen);
                watched.check()?;
                seen.finish()?;
            }
        }
        out.flush()?;
        Ok(Vec::new())
    }

    /// The one table that is asked for.
    fn grid(&self) -> Grid {
        let register = &*select(self.register, self.selection);
        match self.table {
            RegisterTable::Usual => wide::table(self.lexicon, register, &wide::usual(self.lexicon)),
            RegisterTable::Wide(layout) => wide::table(self.lexicon, register, layout),
            RegisterTable::Kinds(kinds) => workbook::grid(self, register, kinds),
        }
    }
}

/// How many records are written, and whether that goes on.
struct Watched<'m> {
    monitor: &'m Monitor,
    done: Cell<u64>,
    of: u64,
}

impl Watched<'_> {
    /// Notes that a record is written.
    fn next(&self) {
        self.done.set(self.done.get() + 1);
        // What is to stop is met where something is written.
        let _ = self.monitor.step(Phase::Writing, self.done.get(), self.of);
    }

    fn check(&self) -> io::Result<()> {
        let stopped = || io::Error::other("stopped");
        self.monitor.check().map_err(|_| stopped())
    }
}

/// An output that takes nothing more where the work is to stop.
struct Stopping<'a>(&'a mut dyn Write, &'a Watched<'a>);

impl Write for Stopping<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.1.check()?;
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// How much is printed before it is written, in bytes.
const BLOCK: usize = 1 << 16;

/// A printer whose records are counted, and whose text is written block by block.
///
/// Where the work is to stop or nothing more can be written, the rest is nothing that anybody reads.
struct CountedPrinter<'a> {
    printer: Box<dyn Print>,
    watched: &'a Watched<'a>,
    out: &'a mut dyn Write,
    failed: Option<io::Error>,
}

impl CountedPrinter<'_> {
    /// Writes what is printed where it is a block.
    fn pass_on(&mut self) {
        let printed = self.printer.printed();
        if printed.len() < BLOCK {
            return;
        }
        let end = printed.trim_end_matches('\n').len();
        if let Err(error) = self.out.write_all(&printed.as_bytes()[..end]) {
            self.failed = Some(error);
        }
        printed.drain(..end);
    }

    /// Writes the rest.
    fn finish(self) -> io::Result<()> {
        match self.failed {
            Some(error) => Err(error),
            None => self.out.write_all(self.printer.finish().as_bytes()),
        }
    }
}

impl Sink for CountedPrinter<'_> {
    fn put(&mut self, block: Block) {
        if matches!(block, Block::Card(_)) {
            self.watched.next();
        }
        if self.goes_on() {
            self.printer.put(block);
            self.pass_on();
        }
    }

    fn put_items(&mut self, items: Vec<ListPoint>) {
        self.printer.put_items(items);
    }

    fn draws(&self) -> bool {
        self.printer.draws()
    }

    fn foresees(&self) -> bool {
        self.printer.foresees()
    }

    fn foresee(&mut self, outline: DocumentOutline) {
        self.printer.foresee(outline);
    }

    fn apart(&self) -> Option<Box<dyn PrintApart>> {
        self.printer.apart()
    }

    fn put_part(&mut self, part: PrintedPart) {
        for _ in 0..part.cards {
            self.watched.next();
        }
        if self.goes_on() {
            self.printer.put_part(part);
            self.pass_on();
        }
    }

    fn begin_table(&mut self, head: &BlockTable) {
        self.printer.begin_table(head);
    }

    fn put_rows(&mut self, part: PrintedPart) {
        if self.goes_on() {
            self.printer.put_rows(part);
            self.pass_on();
        }
    }

    fn end_table(&mut self, head: &BlockTable) {
        self.printer.end_table(head);
    }

    fn goes_on(&self) -> bool {
        self.failed.is_none() && self.watched.monitor.goes_on()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::domain::field::Record;
    use crate::domain::language::Language;
    use crate::domain::register::Register;
    use crate::domain::value::Value;
    use crate::exchange::selection::Selection;
    use crate::labels::Lexicon;
    use crate::law::Law;
    use crate::words::Words;

    /// A printer that is not told beforehand which headings there are: it prints its contents when all is there.
    struct Unforeseen(Box<dyn Print>);

    impl Sink for Unforeseen {
        fn put(&mut self, block: Block) {
            self.0.put(block);
        }

        fn put_items(&mut self, items: Vec<ListPoint>) {
            self.0.put_items(items);
        }

        fn draws(&self) -> bool {
            self.0.draws()
        }
    }

    /// An output that knows the largest part that it was given.
    #[derive(Default)]
    struct WrittenParts {
        all: Vec<u8>,
        largest: usize,
    }

    impl Write for WrittenParts {
        fn write(&mut self, part: &[u8]) -> io::Result<usize> {
            self.largest = self.largest.max(part.len());
            self.all.extend_from_slice(part);
            Ok(part.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn sample(activities: usize) -> Register {
        let mut register = Register::empty();
        let sample = crate::sample::register(1, activities, Language::ENGLISH).unwrap();
        let edits = sample.change_sets.into_iter().flat_map(|set| set.edits);
        for after in edits.filter_map(|edit| edit.after) {
            register.replace(after);
        }
        register
    }

    fn lexicon(language: Language) -> Lexicon {
        Lexicon::new(
            Arc::new(Words::load(language).unwrap()),
            Arc::new(Law::shipped().unwrap()),
            "2026-11-21".parse().unwrap(),
        )
    }

    fn full() -> Selection {
        Selection {
            profile: Profile::Full,
            ..Selection::default()
        }
    }

    fn written(lexicon: &Lexicon, register: &Register, format: Format, out: &mut dyn Write) {
        let export = Export {
            lexicon,
            register,
            as_of: lexicon.today,
            selection: &full(),
            table: &RegisterTable::Usual,
        };
        export.write(format, out).unwrap();
    }

    #[test]
    fn contents_that_are_foreseen_are_those_that_come() {
        let mut register = sample(30);
        for language in Language::ALL {
            let lexicon = lexicon(language);
            for format in [Format::Html, Format::Text, Format::Markdown] {
                if format == Format::Markdown {
                    // A measure that is called like the section of all measures, and like headings inside others.
                    let measure = register.measures[0].clone();
                    let mut measure: Box<dyn Record> = Box::new(measure);
                    let named = lexicon.words.get("export.measures");
                    named.clone_into(&mut measure.head_mut().reference);
                    measure.record_value("name", Value::Empty);
                    register.replace(measure);
                }
                let mut whole = Unforeseen(printer(format).unwrap()(&lexicon));
                let selection = full();
                let day = lexicon.today;
                whole::write(&lexicon, &register, day, &selection, MADE_WITH, &mut whole);
                let mut parts = WrittenParts::default();
                written(&lexicon, &register, format, &mut parts);
                let parts = String::from_utf8(parts.all).unwrap();
                let whole = whole.0.finish();
                let differs = whole.lines().zip(parts.lines());
                let differs = differs.enumerate().find(|(_, (one, other))| one != other);
                assert!(whole == parts, "{format:?}: {differs:?}");
            }
        }
    }

    /// Printed by several threads at once, it is what one of them would have printed.
    #[test]
    fn cards_that_are_printed_apart_are_those_of_one_after_the_other() {
        let register = sample(300);
        for (language, profile) in [
            (Language::ENGLISH, Profile::Full),
            (Language::SWEDISH, Profile::Authority),
        ] {
            let lexicon = lexicon(language);
            let mut selection = full();
            selection.profile = profile;
            selection.arrangement.page_each = profile == Profile::Authority;
            for format in [Format::Html, Format::Markdown] {
                let mut whole = Unforeseen(printer(format).unwrap()(&lexicon));
                let day = lexicon.today;
                whole::write(&lexicon, &register, day, &selection, MADE_WITH, &mut whole);
                let export = Export {
                    lexicon: &lexicon,
                    register: &register,
                    as_of: day,
                    selection: &selection,
                    table: &RegisterTable::Usual,
                };
                let mut parts = Vec::new();
                export.write(format, &mut parts).unwrap();
                let (whole, parts) = (whole.0.finish(), String::from_utf8(parts).unwrap());
                let differs = whole.lines().zip(parts.lines());
                let differs = differs.enumerate().find(|(_, (one, other))| one != other);
                assert!(whole == parts, "{format:?}: {differs:?}");
            }
        }
    }

    /// A document of any size is never in memory as a whole.
    #[test]
    fn a_document_is_written_block_after_block() {
        let (lexicon, register) = (lexicon(Language::ENGLISH), sample(150));
        for format in [Format::Markdown, Format::Html, Format::Text] {
            let mut parts = WrittenParts::default();
            written(&lexicon, &register, format, &mut parts);
            let (largest, whole) = (parts.largest, parts.all.len());
            // The largest is a table, which is one block.
            assert!(whole > 6 * largest, "{largest} of {whole}");
        }
    }
}
