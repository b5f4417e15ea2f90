//! What the rules say of the record in the form, as it stands there now: signs at sections and lines, words in the
//! help. The same rules make the findings of the register, so that both agree.

use super::checked::{FindingPlaces, graver};
use super::{Form, FormLine};
use crate::domain::field::Section;
use crate::rules::{Finding, Severity, check_edited};
use crate::tui::scene::Scene;

impl Form {
    /// Brings the findings up to date with what was typed.
    pub(super) fn check(&mut self, scene: &Scene<'_>) {
        let Some(known) = scene.findings else { return };
        let made_for = Some((self.changes, scene.version));
        if self.checked.made_for == made_for {
            return;
        }
        let context = known.context(scene.register, &scene.lexicon.law);
        self.checked.findings = check_edited(&context, &*self.record);
        self.checked.findings.retain(|finding| !finding.is_waived());
        self.checked.made_for = made_for;
        self.record.worked();
    }

    /// Where the findings stand in the current record or row: worked out once for each of its states.
    fn places(&self) -> std::cell::RefMut<'_, FindingPlaces> {
        let mut places = self.checked.places.borrow_mut();
        let made_for = self.checked.made_for.map(|made_for| {
            (
                self.record.revision(),
                made_for,
                self.level().id,
                self.wanted,
            )
        });
        if places.made_for != made_for {
            *places = FindingPlaces::of(&self.checked.findings, self.current(), &self.lines());
            places.made_for = made_for;
            self.record.worked();
        }
        places
    }

    /// The gravest finding at a line of the current record or row, or in the row that the line stands for.
    pub(super) fn finding_at(&self, line: FormLine) -> Option<&Finding> {
        let findings = &self.checked.findings;
        let places = self.places();
        let of_key = |line: FormLine| {
            let key = line.key(self.current())?;
            places.keys.get(key).copied()
        };
        let index = match line {
            FormLine::Heading(_) | FormLine::Part { .. } => None,
            FormLine::Row { list, at } => places.rows.get(&(list, at)).copied(),
            // What is wrong with the record as a whole stands at its first line.
            FormLine::Field(0) => match (places.whole, of_key(line)) {
                (Some(whole), Some(own)) => {
                    Some(graver(findings, Some(whole.min(own)), whole.max(own)))
                }
                (whole, own) => whole.or(own),
            },
            _ => of_key(line),
        };
        findings.get(index?)
    }

    /// The gravest finding in a section of the current record or row.
    pub(super) fn gravest_in(&self, section: Section) -> Option<Severity> {
        self.places().sections.get(&section).copied()
    }
}
