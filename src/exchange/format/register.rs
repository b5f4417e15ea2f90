//! The register, or the part of it that is asked for, in every format.

use std::io::{self, Write};

use super::{Format, printer};
use crate::domain::problem::Problem;
use crate::exchange::document::whole;
use crate::exchange::selection::select;
use crate::exchange::shape::Grid;
pub use crate::exchange::shape::{Export, Table};
use crate::exchange::{MADE_WITH, csv, json, wide, workbook};

impl Export<'_> {
    /// Refuses what a format cannot hold: it is told before anything is written.
    ///
    /// # Errors
    /// `workbook_too_many_rows`; `table_of_no_table` where a table is asked of a format that has none.
    pub fn check(&self, format: Format) -> Result<(), Problem> {
        match (format, self.table) {
            (Format::Xlsx, _) => workbook::check(self.lexicon, self.register),
            (Format::Csv, _) | (_, Table::Usual) => Ok(()),
            (format, _) => Err(Problem::usage("table_of_no_table").with("format", format.code())),
        }
    }

    /// Writes it in a format. The bytes depend on nothing else. What did not fit as it stands is told.
    ///
    /// # Errors
    /// What the output says.
    pub fn write(&self, format: Format, out: &mut dyn Write) -> io::Result<Vec<Problem>> {
        let Self {
            lexicon,
            register,
            as_of,
            selection,
            table,
        } = *self;
        match (format, table) {
            (Format::Json, _) => json::write(&mut *out, register, as_of, selection)?,
            (Format::Csv, _) => {
                out.write_all(csv::print(lexicon, &[self.grid()]).as_bytes())?;
            }
            (Format::Xlsx, _) => {
                let made = match table {
                    Table::Usual => workbook::of_register(self)?,
                    _ => workbook::of_grids(lexicon, &[self.grid()])?,
                };
                out.write_all(&made.bytes)?;
                out.flush()?;
                return Ok(made.told);
            }
            _ => {
                let Some(printer) = printer(format) else {
                    return Err(io::ErrorKind::Unsupported.into());
                };
                let mut printer = printer(lexicon);
                whole::write(
                    lexicon,
                    register,
                    as_of,
                    selection,
                    MADE_WITH,
                    &mut *printer,
                );
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
            Table::Usual => wide::table(self.lexicon, register, &wide::usual(self.lexicon)),
            Table::Wide(layout) => wide::table(self.lexicon, register, layout),
            Table::Kinds(kinds) => workbook::grid(self, register, kinds),
        }
    }
}
