//! What a file is, and what stands in it: the cells of a sheet, or the sections of a text, wherever they came from.
//!
//! | to change | go to |
//! | --- | --- |
//! | which kind of file bytes are, and how its text is written | [`bytes`] |
//! | cells as they were read, whatever from | [`grid`] |
//! | workbooks; one that this program wrote, come back | [`book`]; [`own`] |
//! | entries of a list with keys of their own, as a cell tells them | `entries_told` |
//! | texts with a separator; YAML; front matter of files in Markdown; web pages | [`separated`]; [`yaml`]; [`front`]; `web_page` |

pub mod book;
pub mod bytes;
mod entries_told;
pub mod front;
pub mod grid;
pub mod own;
pub mod separated;
pub(super) mod web_page;
pub mod yaml;
