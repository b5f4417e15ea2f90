//! The register out and in: documents for readers, workbooks and tables, JSON with its schema and its import.
//!
//! Pure functions of a register, a day and options. No store, no files, no clock.
//!
//! | to change | go to |
//! | --- | --- |
//! | which formats there are, and what can be written in which | [`format`](mod@format) |
//! | what a filtered export holds, what `public` leaves out | [`selection`] |
//! | what a document says of records, block by block | [`document`] |
//! | how a document is printed as Markdown, and text escaped | [`markdown`] |
//! | how a document is printed as HTML, for a browser and for paper | [`html`] |
//! | which texts both copy as they are | [`letters`] |
//! | how JSON is written | [`json`] |
//! | the JSON Schema | [`schema`] |
//! | the manual | [`manual`] and `assets/manual` |
//! | what an import takes and refuses | [`import`] |
//! | what the agenda says, and its JSON | [`agenda`] |
//! | the calendar that other programs subscribe to | [`calendar`] |
//! | the workbook of a register, and how it is read again | [`workbook`] |
//! | a table with a row for each activity, and its layouts | [`wide`], [`layout`] and `assets/layouts` |
//! | how a table is printed as CSV | [`mod@csv`] |
//! | a register kept in sheets, read: headers, cells, what becomes of each | [`sheets`] and `assets/sheets` |
//! | questions to people who keep no register, and their answers | [`questionnaire`] |
//! | in which shapes a document says what it says | [`shape`] |
//! | the log of what was disposed of | [`disposal`] |
//! | the draft of a privacy notice, Arts. 13 and 14 | [`notice`] |
//! | how a document is printed as plain text | [`plain`] |
//! | what is said of findings, and their JSON | [`findings`] |
//! | what is said of a rule | [`rules`] |
//! | what is said of the law: to which day it is known, what is watched | [`law`], [`provisions`] |
//! | what planned edits change, to be seen before | [`changes`] |
//! | how work is shared among all cores | [`parts`] |

pub mod agenda;
pub mod calendar;
pub(crate) mod changes;
pub mod csv;
pub mod disposal;
pub mod document;
pub mod findings;
pub mod format;
pub mod html;
pub mod import;
pub mod json;
pub mod law;
pub mod layout;
mod letters;
pub mod manual;
pub mod markdown;
pub mod notice;
mod parts;
pub mod plain;
mod provisions;
pub mod questionnaire;
pub(crate) mod rules;
pub mod schema;
pub mod selection;
pub mod shape;
pub mod sheets;
pub mod wide;
pub mod workbook;

/// The name of the JSON format, in every export.
pub const FORMAT: &str = "ropa-register";

/// The program and its version, as documents name what they were made with.
pub const MADE_WITH: &str = concat!("ropa ", env!("CARGO_PKG_VERSION"));

/// The version of the JSON format that this program writes, and the newest that it reads.
pub const VERSION: u64 = 1;
