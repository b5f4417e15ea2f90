//! What cells say of impact assessments: whether one is needed, how far it has come, by which criteria.

use serde_json::json;

use crate::exchange::sheets::answers::days::date;
use crate::exchange::sheets::answers::{YesNo, yes_or_no};
use crate::exchange::sheets::cell::{Became, Fate, ReadCell, Reading};
use crate::exchange::sheets::folding::plain;
use crate::exchange::sheets::record::ActivityDraft;

/// The code of an assessment that was made.
const DONE: &str = "done";

impl ActivityDraft {
    /// Whether one is needed; a day behind a yes is that on which it was done.
    pub(in crate::exchange::sheets) fn dpia(
        &mut self,
        reading: &Reading<'_>,
        cell: &ReadCell<'_>,
    ) -> Became {
        let Some((answer, beside)) = yes_or_no(reading.words, cell.text()) else {
            // What says how far it has come is not whether it is needed.
            let plain = plain(cell.text());
            return match reading.words.dpia_status.exact(&plain) {
                Some(code) => self.set(cell, "dpia_status", json!(code), code),
                None => self.dpia_done(reading, cell),
            };
        };
        let code = match answer {
            YesNo::Yes => "yes",
            YesNo::No => "no",
            YesNo::Unclear | YesNo::MayBe => "unclear",
        };
        let became = self.set(cell, "dpia_required", json!(code), code);
        if !beside.is_empty() && became.fate == Fate::Field {
            // `Yes, 2025-02-01`: it was done on that day.
            let day = beside.trim_matches(['(', ')', ' ']);
            let day = date(reading.words, day, reading.today, reading.dates);
            let done = day.filter(|_| code == "yes");
            if let Some(day) = &done {
                let fields = &mut self.fields;
                fields.entry("dpia_status").or_insert(json!(DONE));
                let done_on = fields.entry("dpia_done_on");
                done_on.or_insert_with(|| json!(day.to_string()));
            }
            if done.is_none() {
                self.notes.push(cell.noted());
            }
        }
        became
    }

    /// A cell that says that one was done, and on which day: `Gjord 2023-02-14`, `Durchgeführt am 14.02.2023`.
    fn dpia_done(&mut self, reading: &Reading<'_>, cell: &ReadCell<'_>) -> Became {
        let text = cell.text().trim_end_matches('.');
        let told = text.rsplit_once(' ').and_then(|(verb, day)| {
            let day = date(reading.words, day, reading.today, reading.dates)?;
            // A small word may stand before the day.
            let bare = verb.rsplit_once(' ').map_or(verb, |(verb, _)| verb);
            let code = |verb: &str| reading.words.dpia_status.exact(&plain(verb));
            let is_done = [verb, bare]
                .into_iter()
                .any(|verb| code(verb) == Some(DONE));
            is_done.then_some(day)
        });
        let Some(day) = told else {
            return self.note(cell);
        };
        let became = self.set(cell, "dpia_status", json!(DONE), DONE);
        if became.fate == Fate::Field {
            let done_on = self.fields.entry("dpia_done_on");
            done_on.or_insert_with(|| json!(day.to_string()));
        }
        became
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
