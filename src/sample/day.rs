//! The day that the sample is written for.

use chrono::NaiveDate;

/// The day that the sample is written for: reviews, contracts and holdings lie about it as they would in a
/// register that is kept well.
#[must_use]
pub fn written_on() -> NaiveDate {
    day(2026, 11, 21)
}

/// A day of the calendar.
pub(super) fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}
