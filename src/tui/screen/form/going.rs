//! Moving in a form: lines, sections, rows, findings.

use super::checked::section_of;
use super::editor::Opening;
use super::lines::hidden_keys;
use super::{Form, FormLine, Level, WaitingPick};
use crate::domain::field::Section;
use crate::domain::value::Id;
use crate::tui::outcome::Outcome;
use crate::tui::overlay::pick::{Pick, PickChoice};
use crate::tui::request::{Picked, Then};
use crate::tui::scene::Scene;
use crate::tui::screen::form::OnForm;

/// Where a level is scrolled to, for the next drawing to put the heading above the focus on top.
pub(super) const TO_TOP: usize = usize::MAX;

impl Form {
    pub(super) fn clamp(&mut self) {
        let last = self.lines().len().saturating_sub(1);
        let level = self.level_mut();
        level.cursor = level.cursor.min(last);
    }

    /// Keeps the focus on a line, wherever it stands now.
    pub(super) fn stay_at(&mut self, line: Option<FormLine>) {
        let lines = self.lines();
        if let Some(at) = lines.iter().position(|known| Some(*known) == line) {
            self.level_mut().cursor = at;
        }
        self.clamp();
    }

    /// Requests all lines of a section of the current record or row.
    fn request(&mut self, section: Section) {
        let mut wanted = self.wanted_here();
        wanted.open(section);
        self.level_mut().opened = wanted.opened;
    }

    /// Shows what a section asks only on request, with the focus on the first of it.
    pub(super) fn show_more(&mut self, section: Section) {
        let before = self.lines();
        self.request(section);
        let lines = self.lines();
        let new = lines.iter().position(|line| !before.contains(line));
        if let Some(at) = new {
            self.level_mut().cursor = at;
        }
        self.clamp();
    }

    /// The fields that a section asks only on request, to choose one.
    pub(super) fn pick_field(&mut self, section: Section, scene: &Scene<'_>) -> Outcome<OnForm> {
        let here = self.current();
        let asks = self.record.asks();
        let keys = hidden_keys(section, here, &*self.record, self.wanted_here(), asks);
        let choice = |key: &&'static str| {
            let label = scene.words.label(here.kind(), key);
            PickChoice::new(key, label, "", "")
        };
        let choices = keys.iter().map(choice).collect();
        let pick = Pick::new(scene.words.get("form.more_fields"), choices);
        self.waiting = Some(WaitingPick::Field);
        Outcome::push(pick, Then::Below)
    }

    /// Shows a field that comes on request, and opens it.
    pub(super) fn show_field(&mut self, picked: &[Picked], scene: &Scene<'_>) -> Outcome<OnForm> {
        let Some(Picked::Choice(key)) = picked.first() else {
            return Outcome::Done;
        };
        self.reveal(key);
        self.begin(Opening::Selected, scene)
    }

    /// Goes to the line of a field or list, requesting it where it comes on request only.
    fn reveal(&mut self, key: &str) {
        if self.go_to_key(key) {
            return;
        }
        if let Some(section) = section_of(self.current(), key) {
            let shown = self.level().opened;
            self.request(section);
            if self.go_to_key(key) {
                return;
            }
            self.level_mut().opened = shown;
        }
        // A record of this role is not asked for it; it is led to all the same.
        let all = std::mem::replace(&mut self.wanted.all, true);
        if !self.go_to_key(key) {
            self.wanted.all = all;
        }
    }

    /// Moves the focus, passing over headings.
    pub(super) fn go(&mut self, by: isize) {
        let lines = self.lines();
        let last = lines.len().saturating_sub(1);
        let mut at = self.level().cursor.saturating_add_signed(by).min(last);
        if matches!(lines.get(at), Some(FormLine::Heading(_))) {
            at = if by < 0 && at > 0 {
                at - 1
            } else {
                (at + 1).min(last)
            };
        }
        self.level_mut().cursor = at;
    }

    pub(super) fn go_section(&mut self, forward: bool) {
        let lines = self.lines();
        let cursor = self.level().cursor;
        let headings: Vec<usize> = lines
            .iter()
            .enumerate()
            .filter(|(_, line)| matches!(line, FormLine::Heading(_)))
            .map(|(at, _)| at)
            .collect();
        let here = headings.iter().rposition(|at| *at < cursor).unwrap_or(0);
        let count = headings.len().max(1);
        let to = if forward {
            (here + 1) % count
        } else {
            (here + count - 1) % count
        };
        if let Some(at) = headings.get(to) {
            self.level_mut().cursor = (at + 1).min(lines.len().saturating_sub(1));
            self.level_mut().offset = TO_TOP;
        }
    }

    /// Goes to a row of the record, and to a field of it.
    pub(crate) fn go_to(&mut self, id: Id, key: Option<&str>) {
        let mut path = vec![id];
        while let Some((parent, ..)) = path.last().and_then(|id| self.record.place_of(*id)) {
            path.push(parent);
        }
        if path.last() != Some(&self.record.id()) {
            return;
        }
        self.levels = path
            .into_iter()
            .rev()
            .map(|id| Level {
                id,
                cursor: 1,
                offset: 0,
                opened: 0,
            })
            .collect();
        // Each level's cursor stands on the row that was entered from it.
        for depth in 1..self.levels.len() {
            let child = self.levels[depth].id;
            let (lines, level) = (self.lines_at(depth - 1), depth - 1);
            let here = self.row_at(level);
            let at = lines.iter().position(|line| matches!(line, FormLine::Row { list, at } if here.row(*list, *at).id() == child));
            self.levels[level].cursor = at.unwrap_or(1);
        }
        if let Some(key) = key {
            self.reveal(key);
        }
    }

    /// Goes to the line of a field or list; `false` where it is not shown.
    pub(super) fn go_to_key(&mut self, key: &str) -> bool {
        let here = self.current();
        let at = self.lines().iter().position(|line| line.key(here) == Some(key) || matches!((line, key.split_once('.')), (FormLine::Contact(contact), Some(_)) if contact.key == key));
        if let Some(at) = at {
            self.level_mut().cursor = at;
        }
        at.is_some()
    }

    /// Goes to the next or the last finding of the record, wherever in it that stands.
    pub(super) fn go_finding(&mut self, forward: bool, scene: &Scene<'_>) -> Outcome<OnForm> {
        let here: Vec<usize> = self.levels.iter().map(|level| level.cursor).collect();
        let mut places = self.finding_places();
        if !forward {
            places.reverse();
        }
        let beyond = |place: &&(Vec<usize>, Id, Option<&'static str>)| {
            if forward {
                place.0 > here
            } else {
                place.0 < here
            }
        };
        // After the last one the first comes again.
        let Some((_, id, key)) = places.iter().find(beyond).or_else(|| places.first()) else {
            return Outcome::Tell(scene.words.get("form.no_findings").to_owned());
        };
        let (id, key) = (*id, *key);
        self.go_to(id, key);
        Outcome::Done
    }

    /// Where the findings of the record stand, in the order of its lines: the lines on the way there, the record or row,
    /// and the field or list.
    pub(super) fn finding_places(&mut self) -> Vec<(Vec<usize>, Id, Option<&'static str>)> {
        let shown = (self.levels.clone(), self.wanted);
        let findings = self.checked.findings.iter();
        let targets: Vec<(Id, Option<&'static str>)> = findings
            .map(|finding| (finding.record, finding.key))
            .collect();
        let mut places = Vec::with_capacity(targets.len());
        for (id, key) in targets {
            self.go_to(id, key);
            let lines = self.levels.iter().map(|level| level.cursor).collect();
            places.push((lines, id, key));
            (self.levels, self.wanted) = shown.clone();
        }
        places.sort();
        places.dedup_by(|one, other| one.0 == other.0);
        places
    }
}
