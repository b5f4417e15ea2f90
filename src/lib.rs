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
//! | [`sample`] | the made-up register | `assets/sample` |
//! | [`due`], [`search`] | deadlines; folded search | what falls due, and when |
//! | [`rules`] | findings | a rule: one function and its line in the table |
//! | [`exchange`] | Markdown, JSON, calendar: text in and out | how an export reads |
//! | [`store`], [`config`] | the only SQL; configuration and places | a column: a line of a migration |
//! | [`session`] | the one door to write | what a save does |
//! | [`cli`], [`tui`] | commands; the screen | a command: one line in its table |

// A test that finds nothing there has failed: that is what its panic says.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod cli;
pub mod config;
pub mod domain;
pub mod due;
pub mod exchange;
pub mod labels;
pub mod law;
pub mod rules;
pub mod sample;
pub(crate) mod search;
pub mod session;
pub mod store;
pub mod tui;
pub mod words;

/// For contributors.
#[cfg(doc)]
pub mod contributing {
    #![doc = include_str!("../assets/contributing/index.md")]

    /// Ways.
    pub mod ways {
        #![doc = include_str!("../assets/contributing/ways.md")]
    }

    /// Additions.
    pub mod adding {
        #![doc = include_str!("../assets/contributing/adding.md")]
    }

    /// Style.
    pub mod style {
        #![doc = include_str!("../assets/contributing/style.md")]
    }

    /// Tests.
    pub mod tests {
        #![doc = include_str!("../assets/contributing/tests.md")]
    }
}
