//! The findings of the record in a form, and where in it they stand.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use super::lines::{FormLine, WantedLines};
use crate::domain::essentials;
use crate::domain::field::{Record, Section};
use crate::domain::value::Id;
use crate::rules::{Finding, Severity};

/// What a form knows beside its record: the findings, with the state of the form that they were made for, and what was
/// filled in or can be.
#[derive(Debug, Default)]
pub(super) struct FormFindings {
    pub(super) findings: Vec<Finding>,
    pub(super) made_for: Option<(u64, u64)>,
    /// The state of the record, and what the findings were made for, when what is asked was worked out.
    pub(super) asked_for: Option<(u64, Option<(u64, u64)>)>,
    /// What was recorded at some time while the form was open: it keeps its line.
    pub(super) seen: HashSet<(Id, &'static str)>,
    /// Whether the record is new and nothing was answered in it yet: nothing is wrong with it then.
    pub(super) fresh: bool,
    /// What the form filled in of what is known and nobody touched since, each with where it comes from.
    pub(super) prefilled: Vec<(Id, &'static str, &'static str)>,
    /// The register's own words for the field that is open, the commonest first.
    pub(super) recalled: Vec<(String, usize)>,
    pub(super) places: RefCell<FindingPlaces>,
}

/// Where the findings stand in one record or row: the gravest of each line, by its place among them, and of each section.
#[derive(Debug, Default)]
pub(super) struct FindingPlaces {
    /// The state of the record, what the findings were made for, the record or row, and which lines are shown.
    pub(super) made_for: Option<(u64, (u64, u64), Id, WantedLines)>,
    pub(super) rows: HashMap<(usize, usize), usize>,
    pub(super) keys: HashMap<&'static str, usize>,
    /// What is wrong with the record as a whole.
    pub(super) whole: Option<usize>,
    pub(super) sections: HashMap<Section, Severity>,
}

/// The graver of two findings; of two as grave the one that was found first.
pub(super) fn graver(findings: &[Finding], known: Option<usize>, other: usize) -> usize {
    match known {
        Some(known) if findings[known].severity <= findings[other].severity => known,
        _ => other,
    }
}

impl FindingPlaces {
    /// Of a section only what a line of it shows.
    pub(super) fn of(findings: &[Finding], here: &dyn Record, lines: &[FormLine]) -> Self {
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
                        .and_then(|field| section_of(here, field.key))
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

/// The section of the form in which a key of a record stands.
pub(super) fn section_of(record: &dyn Record, key: &str) -> Option<Section> {
    // A contact that is asked for stands with the contacts.
    let list = key.split_once('.').map_or(key, |(list, _)| list);
    essentials::section_of(record.declaration(), list)
}
