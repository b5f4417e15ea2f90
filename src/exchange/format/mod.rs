//! Which document can be written in which format, and what writes it.
//!
//! The command line with its help and completions, the dialogs of the screen and the manual read [`DocumentKind::formats`].
//! A document says what it says in a few shapes ([`Source`]): blocks for readers, an array of objects for programs, lines
//! of cells for sheets. A format is written by what prints its shape: [`printer`] for blocks, [`sheets`]
//! for lines of cells. One without a printer is offered nowhere.

pub mod register;

use std::path::Path;

pub use super::shape::{Cell, Format, Grid, Print, Source};
use super::{csv, html, markdown, plain, workbook};
use crate::domain::problem::Problem;
use crate::domain::progress::long_work;
use crate::labels::Lexicon;

/// What is written: each can take some of the formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DocumentKind {
    /// The register, or the part of it that is asked for.
    Register,
    /// One record or row.
    Record,
    /// The records or rows of a kind.
    Records,
    /// The findings.
    Findings,
    /// The agenda.
    Due,
    /// The disposal log.
    Disposals,
    /// The history, of the register or of one record.
    History,
    /// What is different between two days.
    Difference,
    /// The rules, or one of them.
    Rules,
    /// What the program knows of the law, and what is watched.
    Law,
    /// The manual, or a section of it.
    Manual,
    /// The draft of a privacy notice.
    Notice,
    /// An answer of a few lines.
    Answer,
}

/// What makes a printer of blocks; it speaks the language of a lexicon.
pub type Printer = fn(&Lexicon) -> Box<dyn Print>;

/// What writes lines of cells as a file.
pub type Sheets = fn(&Lexicon, &[Grid]) -> Result<Vec<u8>, Problem>;

/// What prints blocks in a format; none where blocks are not printed in it.
#[must_use]
pub fn printer(format: Format) -> Option<Printer> {
    match format {
        Format::Markdown => Some(|_| Box::new(markdown::MarkdownPrinter::default())),
        Format::Text => Some(|_| Box::new(plain::PlainPrinter::of_file())),
        Format::Html => Some(|lexicon| Box::new(html::HtmlPrinter::new(lexicon))),
        Format::Json | Format::Xlsx | Format::Csv | Format::Ics => None,
    }
}

/// What writes lines of cells in a format; none where they are not written in it.
#[must_use]
pub fn sheets(format: Format) -> Option<Sheets> {
    match format {
        Format::Csv => Some(|lexicon, grids| Ok(csv::print(lexicon, grids).into_bytes())),
        Format::Xlsx => Some(workbook::bytes),
        Format::Markdown | Format::Json | Format::Html | Format::Text | Format::Ics => None,
    }
}

/// Whether something writes a format.
fn is_written(format: Format) -> bool {
    matches!(format, Format::Json | Format::Ics)
        || printer(format).is_some()
        || sheets(format).is_some()
}

impl DocumentKind {
    /// Every document.
    pub const ALL: [Self; 13] = [
        Self::Register,
        Self::Record,
        Self::Records,
        Self::Findings,
        Self::Due,
        Self::Disposals,
        Self::History,
        Self::Difference,
        Self::Rules,
        Self::Law,
        Self::Manual,
        Self::Notice,
        Self::Answer,
    ];

    /// What it is called in the names of files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::Record => "record",
            Self::Records => "records",
            Self::Findings => "findings",
            Self::Due => "due",
            Self::Disposals => "disposals",
            Self::History => "history",
            Self::Difference => "difference",
            Self::Rules => "rules",
            Self::Law => "law",
            Self::Manual => "manual",
            Self::Notice => "notice",
            Self::Answer => "answer",
        }
    }

    /// The table of formats: those that a document can take, that of no word first.
    const fn table(self) -> &'static [Format] {
        use Format::{Csv, Html, Ics, Json, Markdown, Text, Xlsx};
        match self {
            Self::Register | Self::Disposals => &[Markdown, Json, Html, Xlsx, Csv, Text],
            Self::Record | Self::Records | Self::Findings | Self::History | Self::Difference => {
                &[Text, Markdown, Json, Html, Xlsx, Csv]
            }
            Self::Due => &[Text, Markdown, Json, Ics, Html, Xlsx, Csv],
            Self::Rules | Self::Law => &[Text, Markdown, Json, Html],
            Self::Manual => &[Text, Markdown, Html],
            Self::Notice => &[Markdown, Html, Text],
            Self::Answer => &[Text, Json],
        }
    }

    /// The formats that it can be written in, that of no word first.
    pub fn formats(self) -> impl Iterator<Item = Format> {
        let table = self.table().iter().copied();
        table.filter(|format| is_written(*format))
    }

    /// The formats that the screen's dialog offers: documents for readers first, as they are the rule there.
    #[must_use]
    pub fn offered(self) -> Vec<Format> {
        let mut formats: Vec<Format> = self.formats().collect();
        formats.sort_by_key(|format| *format == Format::Text);
        formats
    }

    /// The format where none is said.
    #[must_use]
    pub const fn usual(self) -> Format {
        self.table()[0]
    }

    /// Whether it can be written in a format.
    #[must_use]
    pub fn takes(self, format: Format) -> bool {
        self.formats().any(|taken| taken == format)
    }

    /// The words of its formats.
    #[must_use]
    pub fn codes(self) -> Vec<&'static str> {
        self.formats().map(Format::code).collect()
    }

    /// The format that the ending of a file asks for: the usual one where there is none.
    ///
    /// # Errors
    /// The ending, where it is of no format that this can be written in.
    pub fn format_of(self, file: &Path) -> Result<Format, String> {
        let Some(ending) = file.extension() else {
            return Ok(self.usual());
        };
        let ending = ending.to_string_lossy();
        let format = Format::from_ending(&ending).filter(|format| self.takes(*format));
        format.ok_or_else(|| format!(".{ending}"))
    }
}

/// A document in a format; a terminal has so many columns.
///
/// # Errors
/// What the format cannot hold.
pub fn printed(
    source: &dyn Source,
    format: Format,
    lexicon: &Lexicon,
    room: Option<usize>,
) -> Result<Vec<u8>, Problem> {
    long_work("printing a document");
    if let Some(sheets) = sheets(format) {
        return sheets(lexicon, &source.grids(lexicon));
    }
    let text = match format {
        Format::Json => source.json(lexicon),
        Format::Ics => source.calendar(lexicon),
        Format::Text => (source.text(lexicon, room))
            .unwrap_or_else(|| plain::print(&source.blocks(lexicon), room)),
        _ => match printer(format) {
            Some(printer) => {
                let mut printer = printer(lexicon);
                for block in source.blocks(lexicon) {
                    printer.put(block);
                }
                printer.finish()
            }
            None => String::new(),
        },
    };
    Ok(text.into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_endings_lead_back_to_their_format() {
        for format in Format::ALL {
            assert_eq!(Format::from_code(format.code()), Some(format));
            for alias in format.aliases() {
                assert_eq!(Format::from_code(alias), Some(format));
            }
            for ending in format.endings() {
                let upper = ending.to_uppercase();
                assert_eq!(Format::from_ending(&upper), Some(format));
            }
        }
        assert_eq!(Format::from_code("docx"), None);
        assert_eq!(Format::from_ending(""), None);
    }

    #[test]
    fn every_document_has_its_usual_format_and_none_twice() {
        for document in DocumentKind::ALL {
            let formats: Vec<Format> = document.formats().collect();
            assert_eq!(formats.first(), Some(&document.usual()), "{document:?}");
            for (at, format) in formats.iter().enumerate() {
                assert!(!formats[..at].contains(format), "{document:?} {format:?}");
            }
        }
    }

    #[test]
    fn an_ending_chooses_among_what_the_document_takes() {
        let of = |file: &str| DocumentKind::Register.format_of(Path::new(file));
        assert_eq!(of("a/register.JSON"), Ok(Format::Json));
        assert_eq!(of("register"), Ok(Format::Markdown));
        assert_eq!(of("register.markdown"), Ok(Format::Markdown));
        assert_eq!(of("register.docx"), Err(".docx".to_owned()));
        assert_eq!(of("register.ics"), Err(".ics".to_owned()));
    }
}
