//! What the rules say of the record in the form, as it stands there now: signs at sections and lines, words in the
//! help. The same rules make the findings of the register, so that both agree.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use super::{Form, FormLine};
use crate::domain::field::{Record, Section};
use crate::domain::value::Id;
use crate::rules::{Finding, Severity, check_edited};
use crate::tui::scene::Scene;

/// The findings of the record in a form, and the state of the form that they were made for.
#[derive(Debug, Default)]
pub(super) struct Checked {
    findings: Vec<Finding>,
    made_for: Option<(u64, u64)>,
    places: RefCell<Places>,
}

/// Where the findings stand in one record or row: the gravest of each line, by its place among them, and of each section.
#[derive(Debug, Default)]
struct Places {
    /// The state of the record, what the findings were made for, the record or row, and whether all of it is shown.
    made_for: Option<(u64, (u64, u64), Id, bool)>,
    rows: HashMap<(usize, usize), usize>,
    keys: HashMap<&'static str, usize>,
    /// What is wrong with the record as a whole.
    whole: Option<usize>,
    sections: HashMap<Section, Severity>,
}

/// The graver of two findings; of two as grave the one that was found first.
fn graver(findings: &[Finding], known: Option<usize>, other: usize) -> usize {
    match known {
        Some(known) if findings[known].severity <= findings[other].severity => known,
        _ => other,
    }
}

impl Places {
    /// Of a section only what a line of it shows.
    fn of(findings: &[Finding], here: &dyn Record, lines: &[FormLine]) -> Self {
        let declaration = here.declaration();
        let shown: HashSet<&str> = lines.iter().filter_map(|line| line.key(here)).collect();
        let mut standing: HashMap<Id, (usize, usize)> = HashMap::new();
        for list in 0..declaration.lists.len() {
            for at in 0..here.row_count(list) {
                here.row(list, at).walk(None, &mut |row, _| {
                    standing.insert(row.id(), (list, at));
                });
            }
        }
        let mut places = Self::default();
        for (index, finding) in findings.iter().enumerate() {
            let section = if finding.record == here.id() {
                if let Some(key) = finding.key {
                    let known = places.keys.get(key).copied();
                    places.keys.insert(key, graver(findings, known, index));
                    section_of(here, key).filter(|_| shown.contains(key))
                } else {
                    places.whole = Some(graver(findings, places.whole, index));
                    let first = declaration.fields.first();
                    first
                        .filter(|field| shown.contains(field.key))
                        .map(|field| field.section)
                }
            } else if let Some(place) = standing.get(&finding.record) {
                let known = places.rows.get(place).copied();
                places.rows.insert(*place, graver(findings, known, index));
                Some(declaration.lists[place.0].section)
            } else {
                None
            };
            if let Some(section) = section {
                let gravest = places.sections.entry(section).or_insert(finding.severity);
                *gravest = (*gravest).min(finding.severity);
            }
        }
        places
    }
}

/// The section in which a key of a record stands.
fn section_of(record: &dyn Record, key: &str) -> Option<Section> {
    let declaration = record.declaration();
    // A contact that is asked for stands with the contacts.
    let list = key.split_once('.').map_or(key, |(list, _)| list);
    let field = declaration.field(key);
    field
        .map(|field| declaration.fields[field].section)
        .or_else(|| Some(declaration.lists[declaration.list(list)?].section))
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
        self.record.worked();
    }

    /// Where the findings stand in the current record or row: worked out once for each of its states.
    fn places(&self) -> std::cell::RefMut<'_, Places> {
        let mut places = self.checked.places.borrow_mut();
        let made_for = self
            .checked
            .made_for
            .map(|made_for| (self.record.revision(), made_for, self.level().id, self.all));
        if places.made_for != made_for {
            *places = Places::of(&self.checked.findings, self.current(), &self.lines());
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
