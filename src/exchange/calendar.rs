//! The agenda as a calendar that other programs subscribe to: iCalendar, RFC 5545.
//!
//! Each item keeps its UID as long as its record keeps its reference, so that a client that reads the calendar again
//! moves the event instead of adding another. The stamp and the sequence come from the register's last change set, and
//! of what may move without one from the day as well: the same state gives the same bytes on the same day.

use std::fmt::Write as _;

use chrono::{DateTime, Days, NaiveDate};

use super::plain::line;
use crate::domain::register::Register;
use crate::domain::retired::FIRST_HOLD;
use crate::domain::text::hidden::each;
use crate::domain::text::sign;
use crate::domain::value::Id;
use crate::due::{DueItem, DueKind};
use crate::labels::Lexicon;

/// Octets on a line, without its end (RFC 5545, 3.1).
const LINE: usize = 75;

/// The alarm of every event: at nine in the morning of its day.
const ON_THE_DAY: &str = "PT9H";

/// The calendar of these items.
#[must_use]
pub fn calendar(register: &Register, lexicon: &Lexicon, items: &[DueItem]) -> String {
    let mut out = ContentLines::default();
    let language = lexicon.words.language().code().to_uppercase();
    out.line("BEGIN", "VCALENDAR");
    out.line("VERSION", "2.0");
    let version = env!("CARGO_PKG_VERSION");
    out.line("PRODID", &format!("-//ropa//ropa {version}//{language}"));
    out.line("CALSCALE", "GREGORIAN");
    let title = lexicon.title_of(register).unwrap_or_default();
    let name = lexicon
        .words
        .fill("due.calendar.name", &[("title", &title)]);
    // The name of RFC 7986, and the one that older clients read.
    out.line("NAME", &text(&name));
    out.line("X-WR-CALNAME", &text(&name));
    if items.is_empty() {
        // A calendar must hold a component (RFC 5545, 3.4); one that says nothing does no harm.
        nothing(&mut out);
    }
    let stamp = stamp(register, lexicon.today);
    // Times of this form stand in the order of their text.
    let of_today = midnight(lexicon.today).max(stamp.clone());
    for item in items {
        let stamp = if item.kind.moves_with_the_day() {
            &of_today
        } else {
            &stamp
        };
        event(&mut out, register, lexicon, item, stamp);
    }
    out.line("END", "VCALENDAR");
    out.0
}

fn event(
    out: &mut ContentLines,
    register: &Register,
    lexicon: &Lexicon,
    item: &DueItem,
    stamp: &str,
) {
    let words = &lexicon.words;
    let label = item.label(lexicon);
    let title = item.title(register, lexicon);
    let summary = words.fill(
        "due.calendar.summary",
        &[
            ("kind", &label),
            ("title", &line(&title)),
            ("ref", &item.reference),
        ],
    );
    let mut description = item.reason(register, lexicon);
    let activity = item.activity.filter(|id| *id != item.id);
    if let Some(activity) = activity.and_then(|id| register.get(id)) {
        description.push('\n');
        description.push_str(&lexicon.reference(register, Id::default(), activity.id()));
    }
    let next = item.date.checked_add_days(Days::new(1));
    out.line("BEGIN", "VEVENT");
    out.line("UID", &uid(register, item));
    out.line("DTSTAMP", stamp);
    out.line("LAST-MODIFIED", stamp);
    out.line("SEQUENCE", &sequence(register, item, lexicon.today));
    out.line("DTSTART;VALUE=DATE", &date(item.date));
    if let Some(next) = next.filter(|next| date(*next).len() == 8) {
        out.line("DTEND;VALUE=DATE", &date(next));
    }
    out.line("SUMMARY", &text(&summary));
    out.line("DESCRIPTION", &text(&description));
    out.line("CATEGORIES", &text(&label));
    out.line("TRANSP", "TRANSPARENT");
    let lead = item.date.signed_duration_since(item.begin).num_days();
    let early = (lead > 0).then(|| format!("-P{lead}D"));
    // A day begins at midnight; people look at their reminders in the morning.
    for trigger in early.as_deref().into_iter().chain([ON_THE_DAY]) {
        out.line("BEGIN", "VALARM");
        out.line("ACTION", "DISPLAY");
        out.line("TRIGGER", trigger);
        out.line("DESCRIPTION", &text(&summary));
        out.line("END", "VALARM");
    }
    out.line("END", "VEVENT");
}

/// The name of an event for good: the register's id, the record's reference, the kind.
///
/// The first legal hold on a thing is called by that thing, as it was when there could be only one.
fn uid(register: &Register, item: &DueItem) -> String {
    let id = register.about.id.as_deref().unwrap_or("register");
    let first = format!("/{FIRST_HOLD}");
    let reference = match item.kind {
        DueKind::HoldReview => item.reference.strip_suffix(&first),
        _ => None,
    };
    let reference = reference.unwrap_or(&item.reference);
    let mut out = String::new();
    for byte in format!("{id}/{reference}/{}", item.kind.lasting_code()).bytes() {
        if byte.is_ascii_alphanumeric() || b"-._/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out.push_str("@ropa");
    out
}

/// How often an event was moved, at the most: with each change set, and each day where it may move with the days. It never
/// falls, so that a client takes what is newer.
fn sequence(register: &Register, item: &DueItem, today: NaiveDate) -> String {
    let days = today.signed_duration_since(NaiveDate::default()).num_days();
    let moved = if item.kind.moves_with_the_day() {
        days.max(0)
    } else {
        0
    };
    (register.mark.number.max(0) + moved).to_string()
}

/// The time of the last change set in UTC; the beginning of the day where there is none.
fn stamp(register: &Register, today: NaiveDate) -> String {
    match DateTime::parse_from_rfc3339(&register.mark.at) {
        Ok(at) => at.naive_utc().format("%Y%m%dT%H%M%SZ").to_string(),
        Err(_) => midnight(today),
    }
}

/// The beginning of a day.
fn midnight(day: NaiveDate) -> String {
    format!("{}T000000Z", date(day))
}

fn date(day: NaiveDate) -> String {
    day.format("%Y%m%d").to_string()
}

/// Text as a value: escaped, without control characters (RFC 5545, 3.3.11); what is not seen is written as its number.
fn text(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 8);
    each(value, |letter, hidden| match letter {
        '\\' | ';' | ',' => {
            out.push('\\');
            out.push(letter);
        }
        '\n' | '\u{2028}' | '\u{2029}' => out.push_str("\\n"),
        '\t' => out.push(' '),
        control if control.is_control() => {}
        letter if hidden => out.push_str(&sign(letter)),
        other => out.push(other),
    });
    out
}

/// A component that says nothing: the zone that the stamps are in.
fn nothing(out: &mut ContentLines) {
    for (name, value) in [
        ("BEGIN", "VTIMEZONE"),
        ("TZID", "UTC"),
        ("BEGIN", "STANDARD"),
        ("DTSTART", "19700101T000000"),
        ("TZOFFSETFROM", "+0000"),
        ("TZOFFSETTO", "+0000"),
        ("END", "STANDARD"),
        ("END", "VTIMEZONE"),
    ] {
        out.line(name, value);
    }
}

/// Content lines: ended by CRLF, folded so that no line is longer than 75 octets and no character is parted.
#[derive(Default)]
struct ContentLines(String);

impl ContentLines {
    fn line(&mut self, name: &str, value: &str) {
        let mut used = 0;
        for letter in name.chars().chain([':']).chain(value.chars()) {
            if used + letter.len_utf8() > LINE {
                self.0.push_str("\r\n ");
                used = 1;
            }
            self.0.push(letter);
            used += letter.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests;
