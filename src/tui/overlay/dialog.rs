//! The dialogs that a screen puts on top of itself.

use super::ask::Ask;
use super::pick::Pick;
use super::prompt::Prompt;
use super::reader::Reader;

/// A dialog that a screen puts on top of itself.
#[derive(Debug)]
pub(crate) enum Dialog {
    /// A question.
    Ask(Ask),
    /// Choosing one or several.
    Pick(Pick),
    /// Lines to fill in.
    Prompt(Prompt),
    /// A text to read.
    Reader(Reader),
}

/// Makes a dialog of each.
macro_rules! from {
    ($($dialog:ident),+) => {
        $(impl From<$dialog> for Dialog {
            fn from(dialog: $dialog) -> Self {
                Self::$dialog(dialog)
            }
        })+
    };
}
from!(Ask, Pick, Prompt, Reader);
