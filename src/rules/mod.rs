//! Findings: what is missing, wrong or doubtful in the register, by rules that are pure functions of the register, the
//! law data and a day.
//!
//! | to change | go to |
//! | --- | --- |
//! | which rules there are, with severity and provision | [`table`] |
//! | what a rule and a finding are | [`finding`] |
//! | a rule of family A, completeness | [`responsible`], [`content`], [`security`], [`storage`] |
//! | a rule of family B, lawfulness | [`lawfulness`] |
//! | a rule of family C, recipients and transfers | [`transfers`], [`processors`], [`recipients`] |
//! | a rule of family D, risk and governance | [`governance`] |
//! | whether a decision is older than what it rests on | [`decisions`] |
//! | whether a period keeps to the law it cites | [`periods`] |
//! | what is left unanswered | [`asked`], `unanswered` |
//! | who may use a ground, and what it needs | [`grounds`] |
//! | signs of an impact assessment | [`screening`] |
//! | a rule of family E, consistency | [`consistency`], [`contradictions`], [`citations`] |
//! | whose contract it is | [`parties`] |
//! | what words say that a transfer rests on | `told_grounds` and `assets/rules/transfer_grounds.toml` |
//! | what words say of where data go | `told_places` |
//! | what a rule is given to judge by | [`context`], [`in_common`], `scan` for the words of texts, `activity_facts` |
//! | what is read in texts: the words that are looked for, what plain words say | [`wording`] |
//! | which findings a save can change | [`live`], [`dependence`] |
//! | waivers | [`waiver`] |
//! | what is told once | [`folded`] |
//! | how much of Art. 30 is answered | [`completeness`] |
//!
//! A finding's words are the locale keys `rule.ID.message` and `.remedy`, or `rule.ID.CASE.message` where a rule has
//! several things to say.

mod activity_facts;
mod asked;
mod citations;
pub mod completeness;
mod consistency;
mod content;
pub(crate) mod context;
mod contradictions;
mod decisions;
mod dependence;
mod finding;
pub mod folded;
mod governance;
mod grounds;
pub(crate) mod in_common;
mod lawfulness;
mod live;
mod parties;
mod periods;
mod processors;
mod recipients;
mod responsible;
mod scan;
mod screening;
mod security;
mod storage;
pub mod table;
mod told_grounds;
mod told_places;
mod transfers;
mod unanswered;
pub mod waiver;
pub(crate) mod wording;

use chrono::NaiveDate;

use crate::domain::codes::{ProcessingState, Regime};
use crate::domain::field::Record;
use crate::domain::halves::in_two;
use crate::domain::kind::RecordKind;
use crate::domain::records::{Agreement, Measure, Organisation, RegisterData, Schedule};
use crate::domain::register::Register;
use crate::domain::value::Id;
use crate::law::Law;
use activity_facts::{ActivityFacts, KeptRule};
use context::{Context, Prepared};
use scan::{Scan, ScanRoom};

pub use finding::{Case, Check, Finding, FindingDetail, Found, Rule, RuleScope, Severity};
pub use live::{FindingTally, Findings};
pub use table::{RULES, rule};

/// Every finding of the register on a day, records in the order of the export; waived ones are marked.
#[must_use]
pub fn check(register: &Register, law: &Law, day: NaiveDate) -> Vec<Finding> {
    let prepared = Prepared::new(register, law, day);
    let context = Context::new(register, law, &prepared);
    let records: Vec<&dyn Record> = register.all_records().collect();
    let mut findings = in_two(&records, |records| {
        let (mut findings, mut room) = (Vec::new(), ScanRoom::default());
        for record in records {
            check_with(&context, *record, &mut room, &mut findings);
        }
        findings
    });
    waiver::apply(register, day, &mut findings);
    findings
}

/// The findings of one record with its rows. Rules that compare activities see the whole register.
#[must_use]
pub fn check_record(register: &Register, law: &Law, id: Id, day: NaiveDate) -> Vec<Finding> {
    let Some(record) = register.owner(id) else {
        return Vec::new();
    };
    let prepared = Prepared::new(register, law, day);
    let context = Context::new(register, law, &prepared);
    let mut findings = Vec::new();
    check_with(&context, record, &mut ScanRoom::default(), &mut findings);
    waiver::apply(register, day, &mut findings);
    findings
}

/// The findings of a record that is being edited and not saved, judged as if it stood in the register already.
#[must_use]
pub fn check_edited(context: &Context<'_>, record: &dyn Record) -> Vec<Finding> {
    let mut findings = Vec::new();
    check_with(context, record, &mut ScanRoom::default(), &mut findings);
    waiver::apply(context.register, context.day, &mut findings);
    findings
}

/// Rules that warn where words that would answer were not found, and no code or field says that they are missing.
const FROM_SILENCE: [&str; 6] = ["R12", "R23", "R27", "R28", "R29", "R48"];

/// Runs every rule on a record, each on what it is about.
fn check_with<'a>(
    context: &Context<'a>,
    record: &'a dyn Record,
    room: &mut ScanRoom<'a>,
    findings: &mut Vec<Finding>,
) {
    if record.kind() == RecordKind::Waiver {
        return;
    }
    if let Some(about) = record.downcast::<RegisterData>() {
        check_register(context, about, findings);
        return;
    }
    let scan = Scan::new(context, record, room);
    let facts = record
        .downcast()
        .map(|activity| ActivityFacts::new(context, activity, &scan));
    let schedule = record
        .downcast::<Schedule>()
        .map(|schedule| KeptRule::of_schedule(context, schedule));
    let first = findings.len();
    for rule in RULES {
        let mut found = Found::new(rule, record.id(), findings);
        for check in rule.checks {
            match check {
                Check::Text(run) => run(context, &scan, &mut found),
                Check::Activity(run) => facts.iter().for_each(|facts| {
                    if facts.is_gdpr() || rule.scope == RuleScope::Any {
                        run(facts, &mut found);
                    }
                }),
                Check::Organisation(run) => {
                    if let Some(organisation) = record.downcast::<Organisation>() {
                        run(context, organisation, &mut found);
                    }
                }
                Check::Agreement(run) => {
                    if let Some(agreement) = record.downcast::<Agreement>() {
                        run(context, agreement, &mut found);
                    }
                }
                Check::Measure(run) => {
                    if let Some(measure) = record.downcast::<Measure>() {
                        run(context, measure, &mut found);
                    }
                }
                Check::Register(_) => {}
                Check::Keeping(run) => {
                    if let Some(kept) = &schedule {
                        run(context, &scan, kept, &mut found);
                    }
                    for kept in facts
                        .iter()
                        .filter(|facts| facts.asks_controller() || asks_of_statutes(rule, facts))
                        .flat_map(|facts| &facts.kept)
                    {
                        if kept.says_something_itself() {
                            run(context, &scan, kept, &mut found);
                        }
                    }
                }
            }
        }
    }
    if context.is_of_an_unknown_tongue() {
        for finding in &mut findings[first..] {
            if FROM_SILENCE.contains(&finding.rule.id) {
                finding.severity = finding.severity.max(Severity::Information);
            }
        }
    }
    // What is only planned breaches nothing yet.
    let planned = facts.is_some_and(|facts| facts.activity.state == Some(ProcessingState::Planned));
    if planned {
        for finding in &mut findings[first..] {
            finding.severity = finding.severity.max(Severity::Warning);
        }
    }
    room.take_back(scan);
}

/// Runs the rules about the data of the register itself.
fn check_register(context: &Context<'_>, about: &RegisterData, findings: &mut Vec<Finding>) {
    for rule in RULES {
        let mut found = Found::new(rule, about.head.id, findings);
        for check in rule.checks {
            if let Check::Register(run) = check {
                run(context, about, &mut found);
            }
        }
    }
}

/// Whether a rule holds the periods of an activity against the law of a country, though the GDPR does not govern it.
fn asks_of_statutes(rule: &Rule, facts: &ActivityFacts<'_>) -> bool {
    rule.scope == RuleScope::GdprAndStatutes
        && facts.activity.regime == Some(Regime::UnitedKingdom)
        && facts.is_controller()
}

#[cfg(test)]
mod tests;
