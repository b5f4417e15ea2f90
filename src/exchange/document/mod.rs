//! What a document says, apart from how it is printed: blocks and runs of text, built from the declarations.
//!
//! The writers below walk the declarations; only what the letters of Art. 30 demand is laid out by hand. Printers make
//! Markdown ([`super::markdown`]), plain text ([`super::plain`]) and lines of the screen of the blocks; none reads
//! what another printed.
//!
//! | to change | go to |
//! | --- | --- |
//! | which blocks there are | [`block`] |
//! | which runs of text there are | [`inline`] |
//! | under which letter or section a field stands | [`letters`] |
//! | how a value, a reference or a gap is said | [`answered`] |
//! | how a record, its rows and tables are laid out | [`record`] |
//! | what several activities share | [`shared`] |
//! | the register at a glance | [`glance`] |
//! | the pictures | [`pictures`] |
//! | what is open | [`points`] |
//! | how cards and rows are printed by all cores | [`apart`] |
//! | the lists behind the records: transfers, disposals | [`lists`] |
//! | the front page and the parts of the whole document | [`whole`] |

pub(crate) mod answered;
mod apart;
pub(crate) mod block;
mod glance;
pub(crate) mod inline;
pub(crate) mod letters;
mod lists;
mod pictures;
mod points;
pub(crate) mod record;
mod shared;
pub mod whole;

use crate::domain::field::Record;
use crate::domain::register::Register;
use crate::exchange::selection::Selection;
use crate::labels::Lexicon;
use answered::Phrases;
pub use block::{
    Block, BlockTable, Card, ChartBar, DocumentOutline, Heading, ListPoint, ListedHeading, Picture,
    PrintApart, PrintedPart, Sink, slug,
};
pub use glance::by_letters;
pub use inline::{Anchor, Inline, InlineLink, Inlines, LinkTarget, lines_of, one_line};
pub use points::open_points;

/// One record or row as it is exported, with a heading of the second level.
#[must_use]
pub fn card(lexicon: &Lexicon, register: &Register, record: &dyn Record) -> Card {
    let selection = Selection::default();
    Phrases::new(lexicon, register, &selection).card(record, 2)
}
