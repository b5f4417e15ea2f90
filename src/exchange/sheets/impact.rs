//! What cells say of impact assessments: whether one is needed, how far it has come, by which criteria.

use serde_json::json;

use super::answer::{YesNo, yes_or_no};
use super::cell::{Became, Fate, ReadCell, Reading};
use super::days::date;
use super::folding::plain;
use super::record::ActivityDraft;

impl ActivityDraft {
    /// Whether one is needed; a day behind a yes is that on which it was done.
    pub(super) fn dpia(&mut self, reading: &Reading<'_>, cell: &ReadCell<'_>) -> Became {
        let Some((answer, beside)) = yes_or_no(reading.words, cell.text()) else {
            // What says how far it has come is not whether it is needed.
            let plain = plain(cell.text());
            return match reading.words.dpia_status.exact(&plain) {
                Some(code) => self.set(cell, "dpia_status", json!(code), code),
                None => self.note(cell),
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
                fields.entry("dpia_status").or_insert(json!("done"));
                let done_on = fields.entry("dpia_done_on");
                done_on.or_insert_with(|| json!(day.to_string()));
            }
            if done.is_none() {
                self.notes.push(cell.noted());
            }
        }
        became
    }

    /// Whether a criterion is met that the header has the number of.
    pub(super) fn criterion(
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
