//! Registers that are kept in sheets: read cell by cell, each header recognised, each cell made an answer or kept in words.
//!
//! What comes out is the tree that an export has, so that an import plans, previews and takes back both alike. Nothing is
//! dropped: each cell ends as an answer, beside one in its own words, in the notes under its header, or blank; the report
//! counts the four, and they add up to the cells read.
//!
//! | to change | go to |
//! | --- | --- |
//! | what a file is, and its cells | [`bytes`], [`book`], [`separated`], [`markdown`], [`markdown_activities`], [`markdown_aspects`], `markdown_blocks`, `markdown_called`, `markdown_fields`, [`markdown_references`], [`markdown_processors`], [`markdown_tables`], [`markdown_lists`], [`web_page`], [`front`], [`yaml`], [`grid`] |
//! | where a table is, several in a sheet, what stands above it, sheets that are forms | [`table`], [`several`], [`above_table`], [`above_line`], [`above_labels`], `above_contacts`, `above_name`, `blank_names`, `above_taken`, `appointed`, [`form`], `form_across`, `form_sides`, `form_blocks`, `form_labels`, `form_guided`, [`boxes`] |
//! | what a header means, and which column becomes what | [`header`], `heading_names`, [`parts`], [`by_answers`], [`mapping`] |
//! | what a cell says: answers, codes, laws, countries, days, periods | [`answer`], [`entries`], [`labels`], `own_labels`, [`basis`], `acts`, `article_letters`, [`destination`], [`cities`], `identified`, [`days`], [`retention`], `rule_parts`, [`durations`], `told_figures`, `period_starts`, `said_acts`, [`deadlines`], `impact`, [`rows`], [`purposes`], `joined_purposes`, [`people_and_data`], [`recipients`], [`rules_told`], [`organisations`], [`recipient_names`], `recipient_details`, `no_recipients`, [`recipient_told`], `bracketed_roles`, [`told_transfers`], `named_transfers`, [`told_again`], [`told_of_all`], `told_beside`, `told_periods`, [`contracts`] |
//! | the words of eighteen languages, and how they are compared | [`vocabulary`], [`lists`], [`folding`] |
//! | what becomes of cells, rows and the organisations they name | [`cell`], [`record`], [`denials`], [`denied`], [`party`], [`called_alike`], [`reading`], [`joining`], [`listed`], `listed_uses`, [`pointed`], `own_part` |
//! | cells and rows that repeat what stands above | [`repeated`] |
//! | one row read alone | [`one_row`] |
//! | a workbook of this program, come back | [`own`] |
//! | what was made of a file | [`report`] |

mod above_contacts;
mod above_labels;
mod above_line;
mod above_name;
pub mod above_table;
mod above_taken;
mod acts;
pub mod answer;
mod appointed;
mod article_letters;
pub mod basis;
mod blank_names;
pub mod book;
mod boxes;
mod bracketed_roles;
pub(super) mod by_answers;
pub mod bytes;
pub mod called_alike;
pub mod cell;
mod cities;
mod contracts;
mod days;
mod deadlines;
mod denials;
mod denied;
pub mod destination;
mod durations;
pub mod entries;
pub mod folding;
pub mod form;
mod form_across;
mod form_blocks;
mod form_guided;
mod form_labels;
mod form_sides;
pub mod front;
pub mod grid;
pub mod header;
mod heading_names;
mod identified;
mod impact;
mod joined_purposes;
mod joining;
pub mod labels;
mod listed;
mod listed_uses;
mod lists;
pub mod mapping;
pub mod markdown;
mod markdown_activities;
mod markdown_aspects;
mod markdown_blocks;
mod markdown_called;
mod markdown_fields;
mod markdown_lists;
mod markdown_processors;
mod markdown_references;
mod markdown_tables;
mod named_transfers;
mod no_recipients;
pub mod one_row;
mod organisations;
pub mod own;
mod own_labels;
mod own_part;
mod parts;
pub mod party;
mod people_and_data;
mod period_starts;
mod pointed;
pub mod purposes;
pub mod reading;
mod recipient_details;
mod recipient_names;
mod recipient_told;
pub mod recipients;
pub mod record;
mod repeated;
pub mod report;
pub mod retention;
mod rows;
mod rule_parts;
mod rules_told;
mod said_acts;
pub mod separated;
pub mod several;
pub mod table;
mod told_again;
mod told_beside;
mod told_figures;
mod told_of_all;
mod told_periods;
mod told_transfers;
pub mod vocabulary;
mod web_page;
pub mod yaml;

pub use mapping::Mapping;
pub use reading::{Incoming, SheetRequest, read};
pub use report::{Account, SheetReport};
