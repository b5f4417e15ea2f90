//! What the rules say of the record in the form, as it stands there now: signs at sections and lines, words in the
//! help. The same rules make the findings of the register, so that both agree.

use super::checked::{FindingPlaces, graver};
use super::lines::FormAsks;
use super::pickers::title_of;
use super::{Form, FormLine};
use crate::domain::field::{Answer, Section};
use crate::domain::records::Activity;
use crate::domain::value::Id;
use crate::rules::{Finding, FindingDetail, Findings, Severity, check_edited};
use crate::tui::scene::Scene;
use crate::tui::screen::findings::sign;

/// What is found missing at the organisation of an activity that lacks it too: measures in place, for those that are only
/// planned protect nothing.
pub(crate) fn at_the_organisation<'f>(
    activity: &Activity,
    scene: &Scene<'_>,
    known: &'f Findings,
) -> impl Iterator<Item = &'f Finding> {
    let in_place = |id: &Id| {
        let measures = &scene.register.measures;
        measures
            .iter()
            .any(|it| it.head.id == *id && it.is_in_place(known.day()))
    };
    let answered = activity.measures_text.is_some()
        || activity.head.none.contains_key("measures")
        || activity.measures.iter().any(in_place);
    let organisation = activity.organisation.filter(|_| !answered);
    let missing = organisation.map_or(&[][..], |organisation| known.of(organisation));
    missing.iter().filter(|finding| finding.rule.id == "R16")
}

impl Form {
    /// Brings the findings, and with them what the form asks, up to date with what was typed.
    pub(super) fn check(&mut self, scene: &Scene<'_>) {
        self.judge(scene);
        self.ask(scene);
    }

    fn judge(&mut self, scene: &Scene<'_>) {
        let Some(known) = scene.findings else { return };
        let made_for = Some((self.changes, scene.version));
        if self.checked.made_for == made_for {
            return;
        }
        let context = known.context(scene.register, &scene.lexicon.law);
        let mut findings = check_edited(&context, &*self.record);
        findings.extend(self.told_at_the_organisation(scene, known));
        // What is new and holds nothing yet is no fault.
        let fresh = |id: Id| {
            self.checked.fresh
                || self
                    .made
                    .iter()
                    .any(|(_, row)| row.id() == id && self.is_as_made(id))
        };
        findings.retain(|finding| !finding.is_waived() && !fresh(finding.record));
        // That a record has only a name is told of one that was left so.
        if self.is_new() {
            let begun = |finding: &Finding| {
                finding.rule.id == "R45" && finding.case.is_some_and(|case| case.key == "empty")
            };
            findings.retain(|finding| !begun(finding));
        }
        for finding in &mut findings {
            self.name_rows(finding, scene);
        }
        self.checked.findings = findings;
        self.checked.made_for = made_for;
        self.record.worked();
    }

    /// Names the rows of the form that a finding is about as they stand there: the register may not know them yet.
    fn name_rows(&self, finding: &mut Finding, scene: &Scene<'_>) {
        let title = |id: Id| {
            let row = self.record.find(id)?;
            (row.id() != self.record.id()).then(|| title_of(row, scene))
        };
        for (_, detail) in &mut finding.details {
            let named = match detail {
                FindingDetail::Record(id) => title(*id),
                FindingDetail::Records(ids) if ids.iter().any(|id| title(*id).is_some()) => {
                    let other = |id: Id| scene.lexicon.reference(scene.register, Id(0), id);
                    let names: Vec<String> = ids
                        .iter()
                        .map(|id| title(*id).unwrap_or_else(|| other(*id)))
                        .collect();
                    Some(scene.words.and(&names))
                }
                _ => None,
            };
            if let Some(named) = named {
                *detail = FindingDetail::Text(named);
            }
        }
    }

    /// What an activity lacks where its organisation lacks it too: told once, at the organisation, and marked here.
    fn told_at_the_organisation(&self, scene: &Scene<'_>, known: &Findings) -> Vec<Finding> {
        let Some(activity) = self.record.downcast::<Activity>() else {
            return Vec::new();
        };
        at_the_organisation(activity, scene, known)
            .map(|finding| Finding {
                record: activity.head.id,
                owner: activity.head.id,
                key: Some("measures"),
                ..finding.clone()
            })
            .collect()
    }

    /// Works out what the form asks by what stands in it, and keeps the focus on its line.
    fn ask(&mut self, scene: &Scene<'_>) {
        let asked_for = Some((self.record.revision(), self.checked.made_for));
        if self.checked.asked_for == asked_for {
            return;
        }
        self.checked.asked_for = asked_for;
        self.record.worked();
        let seen = &mut self.checked.seen;
        self.record.walk(None, &mut |row, _| {
            let declaration = row.declaration();
            let fields = declaration.fields.iter().map(|field| field.key);
            let lists = declaration.lists.iter().map(|list| list.key);
            let recorded = fields
                .chain(lists)
                .filter(|key| row.answer(key) != Answer::NotRecorded);
            seen.extend(recorded.map(|key| (row.id(), key)));
        });
        let mut also = seen.clone();
        let found = self.checked.findings.iter();
        also.extend(found.filter_map(|finding| Some((finding.record, finding.key?))));
        let asks = FormAsks::of(scene.register, &*self.record, &also, self.offers(scene));
        let lines: Vec<Option<FormLine>> = (0..self.levels.len())
            .map(|depth| self.lines_at(depth).get(self.levels[depth].cursor).copied())
            .collect();
        self.record.set_asks(asks);
        for (depth, line) in lines.into_iter().enumerate() {
            let lines = self.lines_at(depth);
            if let Some(at) = lines.iter().position(|known| Some(*known) == line) {
                self.levels[depth].cursor = at;
            }
        }
        self.clamp();
    }

    /// Where the findings stand in the current record or row: worked out once for each of its states.
    fn places(&self) -> std::cell::RefMut<'_, FindingPlaces> {
        let mut places = self.checked.places.borrow_mut();
        let made_for = self.checked.made_for.map(|made_for| {
            (
                self.record.revision(),
                made_for,
                self.level().id,
                self.wanted_here(),
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
            FormLine::Heading(_)
            | FormLine::More(_)
            | FormLine::Offer(_)
            | FormLine::Part { .. } => None,
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

    /// Whether something is wrong with a field of the current record or row.
    pub(super) fn finds(&self, key: &str) -> bool {
        self.places().keys.contains_key(key)
    }

    /// The gravest finding in a section of the current record or row.
    pub(super) fn gravest_in(&self, section: Section) -> Option<Severity> {
        self.places().sections.get(&section).copied()
    }
}

impl Form {
    /// How many findings of each weight the form has, as its title tells it.
    pub(super) fn tally(&self, scene: &Scene<'_>) -> String {
        let told = Severity::ALL.iter().filter_map(|severity| {
            let of = |finding: &&Finding| finding.severity == *severity;
            let count = self.checked.findings.iter().filter(of).count();
            let (sign, _) = sign(*severity, scene.theme);
            (count > 0).then(|| format!("{sign} {count}"))
        });
        told.collect::<Vec<_>>().join("  ")
    }
}
