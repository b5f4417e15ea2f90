//! The register as Markdown for a reader: one record, or the whole document for an auditor.
//!
//! Everything walks the declarations; only what the letters of Art. 30 demand is laid out by hand.
//!
//! | to change | go to |
//! | --- | --- |
//! | how text is escaped | [`escape`] |
//! | under which letter or section a field stands | [`plan`] |
//! | how a value, a reference or a gap is said | [`phrase`] |
//! | how a record, its rows and tables are laid out | [`record`] |
//! | the front page, the parts and the lists | [`document`] |

pub mod document;
pub mod escape;
pub mod phrase;
pub mod plan;
pub mod record;

use crate::domain::field::Record;
use crate::domain::register::Register;
use crate::exchange::selection::Selection;
use crate::law::Lexicon;
pub use document::document;
use phrase::Phrases;

/// One record or row as it is exported, with a heading of the second level.
#[must_use]
pub fn record(lexicon: &Lexicon, register: &Register, record: &dyn Record) -> String {
    let selection = Selection::default();
    let phrases = Phrases::new(lexicon, register, &selection);
    let mut out = String::new();
    phrases.write_record(&mut out, record, 2);
    finish(out)
}

/// Ends a text with one line break.
fn finish(mut out: String) -> String {
    let end = out.trim_end_matches('\n').len();
    out.truncate(end);
    out.push('\n');
    out
}
