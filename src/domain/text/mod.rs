//! Text as it comes in, as it is shown and as it is compared: which characters are seen, which are one, which comes first.
//!
//! Everything that takes text in, draws it, looks for it or puts it in order asks here.

pub(crate) mod escaped;
pub(crate) mod fold;
pub mod hidden;
pub(crate) mod measure;
pub(crate) mod order;
pub(crate) mod part;

pub use fold::{exact, fold, is_accented, key};
pub use hidden::{Tidied, is_hidden, is_ignorable, is_steering, may_hide, sign, tidy};
pub use measure::{cut, fill, head, width, wrapped};
pub use order::SortKey;
pub use part::{share_a_part, span_in};
