//! The register, or the part of it that is asked for, in every format.

use std::io::{self, Write};

use chrono::NaiveDate;

use super::{Format, printer};
use crate::domain::register::Register;
use crate::exchange::document::whole;
use crate::exchange::selection::Selection;
use crate::exchange::{MADE_WITH, json};
use crate::labels::Lexicon;

/// What is asked of an export of a register.
#[derive(Clone, Copy, Debug)]
pub struct Export<'a> {
    /// The words that it is written in.
    pub lexicon: &'a Lexicon,
    /// The register.
    pub register: &'a Register,
    /// The day as of which it stands.
    pub as_of: NaiveDate,
    /// Which part of it.
    pub selection: &'a Selection,
}

impl Export<'_> {
    /// Writes it in a format. The bytes depend on nothing else.
    ///
    /// # Errors
    /// What the output says.
    pub fn write(&self, format: Format, out: &mut dyn Write) -> io::Result<()> {
        let Self {
            lexicon,
            register,
            as_of,
            selection,
        } = *self;
        if format == Format::Json {
            return json::write(out, register, as_of, selection);
        }
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
        out.flush()
    }
}
