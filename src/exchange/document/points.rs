//! What is still open in the register: what the rules find, folded by rule and cause, and how much of each letter of
//! Art. 30 is answered. Nobody hands it over unasked.

use std::collections::{HashMap, HashSet};

use super::answered::Phrases;
use super::block::{Block, ListPoint};
use super::inline::{Inline, Inlines, one_line};
use crate::domain::register::Register;
use crate::domain::value::Id;
use crate::exchange::law::known_to;
use crate::rules::completeness::completeness;
use crate::rules::{Finding, Severity, check};

/// What is open in the records that a document shows.
pub(super) struct OpenPoints {
    /// The errors and warnings that nobody decided to live with.
    open: Vec<Finding>,
    /// Whether the rules find more in records that it does not show.
    has_more: bool,
}

/// Whether a finding is one of those that a document counts.
fn counts(finding: &Finding) -> bool {
    finding.severity != Severity::Information && !finding.is_waived()
}

/// How many errors and warnings stand among findings: the open points of a document that shows all records.
pub fn open_points<'a>(findings: impl Iterator<Item = &'a Finding>) -> usize {
    findings.filter(|finding| counts(finding)).count()
}

impl OpenPoints {
    /// What the rules find in the whole register, of the records that are shown.
    pub(super) fn of(phrases: &Phrases<'_>, whole: &Register) -> Self {
        let mut open = check(whole, &phrases.lexicon.law, phrases.day);
        open.retain(counts);
        let all = open.len();
        open.retain(|finding| phrases.register.get(finding.owner).is_some());
        let has_more = open.len() < all;
        Self { open, has_more }
    }

    /// How many there are of each record.
    pub(super) fn by_record(&self) -> HashMap<Id, usize> {
        let mut counted = HashMap::new();
        for finding in &self.open {
            *counted.entry(finding.owner).or_insert(0) += 1;
        }
        counted
    }

    /// The section under its heading.
    pub(super) fn blocks(&self, phrases: &Phrases<'_>) -> Vec<Block> {
        let words = &phrases.lexicon.words;
        let mut out = Vec::new();
        let law = known_to(phrases.lexicon);
        let n = self.open.len().to_string();
        let key = match (self.open.is_empty(), self.has_more) {
            (true, false) => "export.points_none",
            (true, true) => "export.points_none_here",
            (false, false) => "export.points_counted",
            (false, true) => "export.points_counted_here",
        };
        let counted = words.fill(key, &[("n", &n)]);
        out.push(Block::paragraph(format!("{counted} {law}")));
        for severity in [Severity::Error, Severity::Warning] {
            let items = self.folded(phrases, severity);
            if !items.is_empty() {
                out.push(Block::heading(3, words.get(severity.label())));
                out.push(Block::List(items));
            }
        }
        let items = completeness(phrases.register, phrases.lexicon.today);
        let items: Vec<ListPoint> = (items.iter().filter(|item| item.asked > 0))
            .map(|item| {
                let (answered, asked) = (item.answered.to_string(), item.asked.to_string());
                let details = [("answered", answered.as_str()), ("asked", asked.as_str())];
                let mut text = Inlines::from(Inline::strong(&words.provision(item.provision)));
                text.push_text(format!(
                    ": {}",
                    words.fill("export.points_answered", &details)
                ));
                if !item.open.is_empty() {
                    text.push_text(format!("; {}: ", phrases.word("export.points_not")));
                    put_records(phrases, &mut text, item.open.iter().map(|(id, _)| *id));
                }
                ListPoint::new(text)
            })
            .collect();
        if !items.is_empty() {
            out.push(Block::heading(3, words.get("export.points_letters")));
            out.push(Block::List(items));
        }
        out
    }

    /// One line for each rule and cause: what is wrong where one record is concerned, what the rule asks where several are.
    fn folded(&self, phrases: &Phrases<'_>, severity: Severity) -> Vec<ListPoint> {
        let (register, lexicon) = (phrases.register, phrases.lexicon);
        let mut causes: Vec<Vec<&Finding>> = Vec::new();
        for finding in self
            .open
            .iter()
            .filter(|finding| finding.severity == severity)
        {
            let same = |known: &&mut Vec<&Finding>| {
                let known = known[0];
                known.rule == finding.rule && known.case == finding.case && known.key == finding.key
            };
            match causes.iter_mut().find(same) {
                Some(known) => known.push(finding),
                None => causes.push(vec![finding]),
            }
        }
        causes.sort_by_key(|findings| findings[0].rule.id);
        let line = |findings: Vec<&Finding>| {
            let first = findings[0];
            let message = first.message(register, lexicon);
            let several = findings[1..]
                .iter()
                .any(|other| other.message(register, lexicon) != message);
            let said = if several {
                let title = format!("rule.{}.title", first.rule.id);
                let title = lexicon.words.get(&title);
                let kind = register.get(first.record).map(|record| record.kind());
                match kind.zip(first.key) {
                    Some((kind, key)) => format!("{title} – {}", phrases.label(kind, key)),
                    None => title.to_owned(),
                }
            } else {
                one_line(&message).into_owned()
            };
            let mut text =
                Inlines::from(Inline::strong(first.rule.id)).and_text(format!(" {said}"));
            let cited = lexicon.words.provision(first.provision());
            if !cited.is_empty() {
                text.push_text(format!(" ({cited})"));
            }
            text.push_text(": ");
            put_records(
                phrases,
                &mut text,
                findings.iter().map(|finding| finding.record),
            );
            ListPoint::new(text)
        };
        causes.into_iter().map(line).collect()
    }
}

/// References of records and rows, each once, that lead to their cards.
fn put_records(phrases: &Phrases<'_>, out: &mut Inlines, ids: impl Iterator<Item = Id>) {
    let mut told: HashSet<Id> = HashSet::new();
    for id in ids {
        if told.contains(&id) {
            continue;
        }
        if !told.is_empty() {
            out.push_text(", ");
        }
        told.insert(id);
        let reference = phrases.register.reference(id);
        let owner = phrases.register.place(id).map(|place| place.owner);
        let anchor = owner.and_then(|owner| phrases.anchors.get(&owner));
        match anchor {
            Some(anchor) => out.push(Inline::to_record(reference.into(), anchor.clone())),
            None => out.push_text(reference),
        }
    }
}
