//! What cells say of impact assessments: whether one is needed, how far it has come, by which criteria.

use serde_json::json;

use crate::domain::date::PartialDate;
use crate::exchange::sheets::answers::days::{date, only_day};
use crate::exchange::sheets::answers::{YesNo, yes_or_no};
use crate::exchange::sheets::cell::{Became, Fate, ReadCell, Reading};
use crate::exchange::sheets::folding::plain;
use crate::exchange::sheets::lists;
use crate::exchange::sheets::record::ActivityDraft;
use crate::exchange::sheets::vocabulary::SheetVocabulary;

/// The code of an assessment that was made.
const DONE: &str = "done";
/// The code of one that nobody has begun.
const NOT_STARTED: &str = "not_started";

/// How far an assessment has come in the words of a cell: what is denied or still to come is not started.
fn status_in(words: &SheetVocabulary, text: &str) -> Option<&'static str> {
    /// How many words before a phrase may say that it is not so.
    const NEAR: usize = 2;
    let spoken = plain(text);
    if let Some(code) = words.dpia_status.exact(&spoken) {
        return Some(code);
    }
    let lists = lists::shipped();
    // A screening that was made is no assessment: `not required, threshold analysis done`.
    if spoken.split(' ').any(|word| lists.screenings.begins(word)) {
        return None;
    }
    let told = words.dpia_status.every(&spoken).into_iter();
    let told = told.filter(|(_, place)| {
        let phrase = &spoken[place.clone()];
        !words.yes.is(phrase) && !words.no.is(phrase)
    });
    let codes = told.map(|(code, place)| {
        let mut before = spoken[..place.start].split_whitespace().rev().take(NEAR);
        let unlike = |word: &str| words.none_begins.is(word) || lists.not_yet.is(word);
        if before.any(unlike) {
            NOT_STARTED
        } else {
            code
        }
    });
    let mut codes = codes.peekable();
    let first = codes.peek().copied();
    codes.find(|code| *code != DONE).or(first)
}

/// When something was done: the only day, month or year in words.
fn when(reading: &Reading<'_>, text: &str) -> Option<PartialDate> {
    let (words, today, order) = (reading.words, reading.today, reading.dates);
    let year = || {
        let is_year = |word: &&str| word.len() == 4 && word.bytes().all(|it| it.is_ascii_digit());
        let mut years = text.split(|it: char| !it.is_alphanumeric()).filter(is_year);
        let only = years.next().filter(|_| years.next().is_none())?;
        date(words, only, today, order)
    };
    date(words, text, today, order)
        .or_else(|| only_day(words, text, today, order))
        .or_else(year)
}

impl ActivityDraft {
    /// Whether one is needed; what stands beside that says how far it has come, and when it was done: `Yes, done in 2022`.
    pub(in crate::exchange::sheets) fn dpia(
        &mut self,
        reading: &Reading<'_>,
        cell: &ReadCell<'_>,
    ) -> Became {
        let text = cell.text();
        let Some((answer, beside)) = yes_or_no(reading.words, text) else {
            return self.dpia_told(reading, cell);
        };
        let code = match answer {
            YesNo::Yes => "yes",
            YesNo::No => "no",
            YesNo::Unclear | YesNo::MayBe => "unclear",
        };
        let became = self.set(cell, "dpia_required", json!(code), code);
        if beside.is_empty() || became.fate != Fate::Field {
            return became;
        }
        let beside = beside.trim_matches(['(', ')', ' ']);
        let day = when(reading, beside);
        // `Yes, 2025-02-01`: it was done on that day.
        let alone =
            day.filter(|_| date(reading.words, beside, reading.today, reading.dates).is_some());
        // So it was where a day that has passed is named beside it: `Yes (DPIA of 1 February 2024)`.
        let past = day.filter(|it| matches!(it, PartialDate::Day(day) if *day <= reading.today));
        let status = status_in(reading.words, beside).or(alone.or(past).map(|_| DONE));
        if let Some(status) = status.filter(|_| code == "yes") {
            self.dpia_has_come(status, day);
        }
        if alone.is_none() {
            self.notes.push(cell.noted());
        }
        became
    }

    /// A cell that says how far one has come, and maybe that it is needed and when it was done: `Gjord 2023-02-14`,
    /// `Erforderlich, abgeschlossen`.
    fn dpia_told(&mut self, reading: &Reading<'_>, cell: &ReadCell<'_>) -> Became {
        let spoken = plain(cell.text());
        let needed = |word: &str| lists::shipped().needed.begins(word);
        let told: Vec<&str> = spoken.split(' ').collect();
        let denies = |word: &str| reading.words.none_begins.is(word);
        if told.windows(2).any(|it| denies(it[0]) && needed(it[1])) {
            self.notes.push(cell.noted());
            return self.set(cell, "dpia_required", json!("no"), "no");
        }
        let Some(status) = status_in(reading.words, cell.text()) else {
            return self.note(cell);
        };
        if needed(told[0]) {
            let required = self.fields.entry("dpia_required");
            required.or_insert(json!("yes"));
        }
        let became = self.set(cell, "dpia_status", json!(status), status);
        if became.fate == Fate::Field {
            self.dpia_has_come(status, when(reading, cell.text()));
            if reading.words.dpia_status.exact(&spoken).is_none() {
                self.notes.push(cell.noted());
            }
        }
        became
    }

    /// Records how far one has come, and the day on which it was done.
    fn dpia_has_come(&mut self, status: &str, day: Option<PartialDate>) {
        let known = self.fields.entry("dpia_status");
        known.or_insert(json!(status));
        if let Some(day) = day.filter(|_| status == DONE) {
            let done_on = self.fields.entry("dpia_done_on");
            done_on.or_insert_with(|| json!(day.to_string()));
        }
    }

    /// Whether a criterion is met that the header has the number of.
    pub(in crate::exchange::sheets) fn criterion(
        &mut self,
        reading: &Reading<'_>,
        cell: &ReadCell<'_>,
        number: &str,
    ) -> Became {
        match yes_or_no(reading.words, cell.text()) {
            Some((YesNo::Yes, _)) => self.extend(
                "dpia_criteria",
                std::iter::once(json!(format!("wp248-{number}"))),
            ),
            _ => self.note(cell),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_say_how_far_an_assessment_has_come() {
        let words = SheetVocabulary::shipped();
        for (text, status) in [
            ("done 2022", Some("done")),
            ("durchgeführt am 14.02.2023", Some("done")),
            ("erforderlich, abgeschlossen", Some("done")),
            ("réalisée en 2022", Some("done")),
            ("tak, przeprowadzona w 2022", Some("done")),
            ("uitgevoerd 2022", Some("done")),
            ("behövs, pågår", Some("ongoing")),
            ("erforderlich, noch nicht begonnen", Some("not_started")),
            ("not yet completed", Some("not_started")),
            ("to be done", Some("not_started")),
            ("ska göras", None),
            ("Vorabprüfung durchgeführt", None),
            ("screening completed", None),
            ("no high risk", None),
            ("see the folder", None),
        ] {
            assert_eq!(status_in(words, text), status, "{text}");
        }
    }
}
