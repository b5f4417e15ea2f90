//! The register, or the part of it that is asked for, in every format.

use std::cell::Cell;
use std::io::{self, Write};

use super::{Format, printer};
use crate::domain::kind::RecordKind;
use crate::domain::problem::Problem;
use crate::domain::progress::{Monitor, Phase};
use crate::exchange::document::{Block, ListPoint, Sink, whole};
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
    /// `arrangement_of_no_document` and `open_points_of_public` where nothing could come of what is asked.
    pub fn check(&self, format: Format) -> Result<(), Problem> {
        let arrangement = self.selection.arrangement;
        if !format.is_document() && arrangement != Arrangement::default() {
            return Err(Problem::usage("arrangement_of_no_document").with("format", format.code()));
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
                let mut printer = printer(lexicon);
                let mut seen = CountedPrinter(&mut *printer, watched);
                whole::write(lexicon, register, as_of, selection, MADE_WITH, &mut seen);
                watched.check()?;
                out.write_all(printer.finish().as_bytes())?;
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

/// A printer whose records are counted. Where the work is to stop, the rest is nothing that anybody reads.
struct CountedPrinter<'a>(&'a mut dyn Print, &'a Watched<'a>);

impl Sink for CountedPrinter<'_> {
    fn put(&mut self, block: Block) {
        if matches!(block, Block::Card(_)) {
            self.1.next();
        }
        if self.goes_on() {
            self.0.put(block);
        }
    }

    fn put_items(&mut self, items: Vec<ListPoint>) {
        self.0.put_items(items);
    }

    fn draws(&self) -> bool {
        self.0.draws()
    }

    fn goes_on(&self) -> bool {
        self.1.monitor.goes_on()
    }
}
