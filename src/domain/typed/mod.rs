//! What people type for a date or a period, read in the words of both languages.

mod date;
mod period;
