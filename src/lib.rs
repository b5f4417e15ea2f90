//! `ropa`: the register that GDPR Article 30 demands, in a terminal, over one `SQLite` file.
//!
//! Layers, from the bottom up; arrows only point downward, and a test keeps it so.
//!
//! | layer | owns | to change |
//! | --- | --- | --- |
//! | [`domain`] | records, fields, values, periods, dates, change sets | a field: one line in `domain::records` |
//! | [`words`] | the locale catalogue over `assets/locale` | what a user reads: the locale files |
//! | [`law`] | dated legal data over `assets/law`, its answers for a day | a decision or date: `assets/law` |
//! | [`labels`] | values, records and answers in words | what a record or value is called |
//! | [`drafted`] | records written by hand in data files | what such a file can say |
//! | [`sample`] | the made-up register | `assets/sample` |
//! | [`library`] | activities to begin with, made from data files | a template: `assets/library` |
//! | [`due`], [`search`] | deadlines; folded search | what falls due, and when |
//! | [`rules`] | findings | a rule: one function and its line in the table |
//! | [`exchange`] | documents, workbooks, tables, JSON, calendar: out and in | how an export reads |
//! | [`store`], [`config`] | the only SQL; configuration and places | a column: a line of a migration |
//! | [`session`] | the one door to write | what a save does |
//! | [`cli`], [`tui`] | commands; the screen | a command: one line in its table |
//!
//! For contributors there are pages on how the program is built and changed: [`contributing`].
//!
//! # Words of the house
//!
//! | word | meaning |
//! | --- | --- |
//! | register | everything in one file: [`domain::register::Register`] |
//! | record, row | what has a reference of its own (`A1`), and what stands in a list of it (`A1/P1`); both are a [`domain::field::Record`] |
//! | kind | which record it is: [`domain::kind::RecordKind`]; its declaration says which fields it has |
//! | slot | a member of a record's struct, read and written as a [`domain::value::Value`]: [`domain::slot::Slot`] |
//! | facts | a record as text and JSON, to compare before and after |
//! | edit | a record before and after: [`domain::change::Edit`] |
//! | change set | one save in the journal, with its number and hash |
//! | stamp | who makes a change set, when, and what for: [`store::Stamp`] |
//! | mark | number and hash of the latest change set: [`domain::register::Mark`] |
//! | problem | an error as data, put into words by the locale: [`domain::problem::Problem`] |
//! | counting | by what a retention rule counts, its schedule taken into account: [`domain::counting`] |
//! | holding | a batch of data under a retention rule (what users call a batch) |
//! | leads | reminder lead times: [`due::Leads`] |
//! | stretch | a range of dates: [`exchange::disposal::Stretch`] |
//! | selection | the part of a register that an export contains: [`exchange::selection::Selection`] |
//! | card | a record in a document: [`exchange::document::Card`] |
//! | layout | the columns of a table with a row for each activity: [`exchange::layout::Layout`] |
//! | source, grid | a document in the shapes that formats take, and lines of cells: [`exchange::shape`] |
//! | lexicon | words, law and day together, to name values and records: [`labels::Lexicon`] |
//! | haystack, query | a text made ready to be searched, and what is looked for: [`search`] |
//! | founding | making a new register: [`session::Founding`] |
//! | surroundings, machine | clock, author and new identities, handed down from `main` |
//! | sighting | what was last seen of a register at a path: [`session::seen`] |
//! | rescue | where unsaved forms go that the file cannot take: [`session::rescue`] |
//! | turn | an undo or a redo |
//! | scene | what every layer of the screen may read: [`tui::scene::Scene`] |
//! | layer | what stands on the screen, one over the other: tabs, a form, a question: [`tui::layer::Layer`] |
//! | pending | what to do with the answer of a dialog: [`tui::request::Pending`] |
//! | deed | what a dialog of the retention desk is about: [`tui::request::Deed`] |
//! | outline | a list in groups, with selection, marks and filter: [`tui::widget::outline::Outline`] |
//! | ask, pick, palette, prompt, reader | the five dialogs: a question, a choice, everything there is to reach, lines to fill in, a text: [`tui::overlay`] |

// A test that finds nothing there has failed: that is what its panic says.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod cli;
pub mod config;
pub mod domain;
pub(crate) mod drafted;
pub mod due;
pub mod exchange;
pub mod labels;
pub mod law;
pub mod library;
pub mod rules;
pub mod sample;
pub(crate) mod search;
pub mod session;
pub mod store;
pub mod tui;
pub mod words;

#[cfg(doc)]
pub mod contributing {
    #![doc = include_str!("../assets/contributing/index.md")]

    pub mod ways {
        #![doc = include_str!("../assets/contributing/ways.md")]
    }

    pub mod adding {
        #![doc = include_str!("../assets/contributing/adding.md")]
    }

    pub mod style {
        #![doc = include_str!("../assets/contributing/style.md")]
    }

    pub mod tests {
        #![doc = include_str!("../assets/contributing/tests.md")]
    }
}
