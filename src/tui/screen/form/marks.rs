//! What the rules say of the record in the form, as it stands there now: signs at sections and lines, words in the
//! help. The same rules make the findings of the register, so that both agree.

use super::{Form, FormLine};
use crate::domain::field::Section;
use crate::rules::{Finding, Severity, check_edited};
use crate::tui::layer::Scene;

/// The findings of the record in a form, and the state of the form that they were made for.
#[derive(Debug, Default)]
pub(super) struct Checked {
    findings: Vec<Finding>,
    made_for: Option<(u64, u64)>,
}

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
    }

    /// The gravest finding at a line of the current record or row, or in the row that the line stands for.
    pub(super) fn finding_at(&self, line: FormLine) -> Option<&Finding> {
        let here = self.current();
        let id = here.id();
        let key = line.key(here);
        let findings = self.checked.findings.iter();
        let at = |finding: &&Finding| match line {
            FormLine::Heading(_) | FormLine::Part { .. } => false,
            FormLine::Row { list, at } => here.row(list, at).find(finding.record).is_some(),
            // What is wrong with the record as a whole stands at its first line.
            FormLine::Field(0) if finding.key.is_none() => finding.record == id,
            _ => finding.record == id && finding.key.is_some() && finding.key == key,
        };
        findings.filter(at).min_by_key(|finding| finding.severity)
    }

    /// The gravest finding in a section of the current record or row.
    pub(super) fn gravest_in(&self, section: Section) -> Option<Severity> {
        let lines = self.lines();
        let here = self.current();
        let declaration = here.declaration();
        let of_section = |line: &FormLine| match *line {
            FormLine::Heading(_) => false,
            FormLine::Field(field) | FormLine::Part { field, .. } | FormLine::AddItem(field) => {
                declaration.fields[field].section == section
            }
            FormLine::Row { list, .. } | FormLine::AddRow(list) => {
                declaration.lists[list].section == section
            }
            FormLine::Contact(_) => declaration
                .list("contacts")
                .is_some_and(|list| declaration.lists[list].section == section),
        };
        let in_section = lines.into_iter().filter(of_section);
        let found = in_section.filter_map(|line| self.finding_at(line));
        found.map(|finding| finding.severity).min()
    }
}
