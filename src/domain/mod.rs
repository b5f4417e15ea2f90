//! The register itself: records, fields, values, periods, dates and change sets.
//!
//! Pure data and functions. No I/O, no clock, no SQL, no terminal, and nothing of the other layers.
//!
//! | to change | go to |
//! | --- | --- |
//! | a field or a kind of row | [`records`]: one line in a `record!` declaration |
//! | a set of codes | [`codes`] |
//! | whether a retention rule gives a day, and which | [`counting`] |
//! | which kinds of records and of fields there are | [`kind`] |
//! | how a kind of value is stored, and how a struct's member holds it | [`codec`], [`date`], [`period`], [`slot`] |
//! | what people may type for a date or a period | `typed` |
//! | which characters are seen, which texts are alike, which comes first | [`text`] |
//! | lookup, references, numbering | [`register`] |
//! | which organisation of ours a record belongs to | `belonging` |
//! | which contacts are asked for, and by which provision | [`contacts`] |
//! | when a question is answered by another | [`excuse`] |
//! | what a form asks first, what an earlier answer makes it ask, what comes on request | [`essentials`] |
//! | what a save writes to the journal | [`change`], [`coming`] |
//! | since when a field holds what it holds, and what was changed since an approval | [`changed`], [`approval`] |
//! | whether the processing of an activity goes on | `phase` |
//! | what proves something of a party, and stays where another takes its place | `proofs` |
//! | whether data are of a special category | `special` |
//! | what a rule counted by when something was disposed of under it | `former` |
//! | one change to several records: a field set on each, one record in the place of another | [`bulk`] |
//! | a record or row as a new one, with numbers of its own | `anew` |
//! | a copy of an activity for another organisation, beside its original | [`origin`] |
//! | which fields record one act together | `together` |
//! | which decisions are older than what they rest on | [`stale`] |
//! | how work on many items is shared between two threads | `halves` |
//! | what long work tells of itself, and how it is stopped | [`progress`] |
//! | what is taken out for good, and how words are found | [`redaction`] |
//! | what reads nearly like words | [`spelling`] |
//! | which record somebody means by a reference or a name | [`meant`] |
//! | what a declaration and a record are, and the values that pass between them | [`field`], [`value`] |
//! | how a register keeps its records, and finds them by number and by reference | [`shelf`], [`by_id`], `by_reference` |
//! | what a record may be called, and what edits call it | [`mod@reference`], [`naming`] |
//! | who refers to what | [`references`], [`referring`] |
//! | a record as plain facts, or as JSON with its numbers | [`facts`], [`frozen`] |
//! | keys that records no longer have | [`retired`] |
//! | in which languages the program speaks and content can be | [`language`] |
//! | the legal bases that the program itself asks about | [`legal_basis`] |
//! | who makes a change set | [`author`] |
//! | what an error is | [`problem`] |

pub(crate) mod anew;
pub(crate) mod approval;
pub(crate) mod author;
mod belonging;
pub(crate) mod bulk;
mod by_id;
mod by_reference;
pub mod change;
pub(crate) mod changed;
pub mod codec;
pub mod codes;
mod coming;
pub(crate) mod contacts;
pub(crate) mod counting;
pub mod date;
pub(crate) mod essentials;
pub(crate) mod excuse;
pub(crate) mod facts;
pub mod field;
mod former;
pub mod frozen;
pub(crate) mod halves;
pub mod kind;
pub mod language;
pub mod legal_basis;
pub(crate) mod meant;
mod naming;
pub mod origin;
pub mod period;
pub(crate) mod phase;
pub mod problem;
pub mod progress;
pub(crate) mod proofs;
pub mod records;
pub(crate) mod redaction;
pub(crate) mod reference;
mod references;
mod referring;
pub mod register;
pub(crate) mod retired;
pub mod shelf;
pub(crate) mod slot;
mod special;
pub(crate) mod spelling;
pub(crate) mod stale;
pub mod text;
pub(crate) mod together;
mod typed;
pub mod value;
