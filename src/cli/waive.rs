//! `waive` and `unwaive`: deciding to live with a finding until a day, and taking that back.

use super::call::{Call, Halt, record};
use crate::domain::date::PartialDate;
use crate::domain::kind::RecordKind;
use crate::domain::problem::Problem;
use crate::domain::records::Waiver;
use crate::rules::{self, Finding};
use crate::session::waived_already;

/// `ropa waive`: a finding of a rule on each of the records and rows named, all or none.
pub(super) fn waive(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let text = |name: &str| call.given.text(name).unwrap_or_default().to_owned();
    let (rule, because, until) = (text("rule"), text("because"), text("until"));
    let references: Vec<String> = call
        .given
        .texts("ref")
        .into_iter()
        .map(str::to_owned)
        .collect();
    let field = call.given.text("field").map(str::to_owned);
    if until.trim().is_empty() {
        return Err(Problem::usage("waiver_until_missing").into());
    }
    let until = PartialDate::from_typed(&until, call.setting.lexicon.today)?;
    let rule = rules::rule(&rule.to_uppercase())
        .ok_or_else(|| Problem::usage("rule_unknown").with("text", &rule))?;
    let mut session = call.open_to_write()?;
    session.learn_changes();
    let lexicon = call.setting.lexicon.clone();
    let mut found: Vec<Finding> = Vec::new();
    for reference in &references {
        let register = session.register();
        let record = record(register, reference)?.id();
        let asked = |finding: &Finding| {
            let at = field
                .as_deref()
                .is_none_or(|field| finding.key == Some(field));
            finding.rule == rule && finding.record == record && at
        };
        let of_record = rules::check_record(register, &lexicon.law, record, lexicon.today);
        let mut of_record: Vec<Finding> = of_record.into_iter().filter(asked).collect();
        // All or none: whoever names several is told which of them has nothing to waive.
        if of_record.iter().all(Finding::is_waived) && references.len() > 1 {
            if let Some(id) = of_record.iter().find_map(|finding| finding.waived) {
                return Err(waived_already(register, id).into());
            }
            let problem = Problem::refused("waiver_nothing_on");
            return Err(problem.with("rule", rule.id).with("ref", reference).into());
        }
        of_record.retain(|finding| !found.contains(finding));
        found.extend(of_record);
    }
    let label = call.words().fill(
        "cli.waive.label",
        &[("rule", rule.id), ("ref", &references.join(", "))],
    );
    let saved = session.waive(&found, &because, until, &label)?;
    let day = call.words().date(until);
    for id in &saved.ids {
        let register = session.register();
        let waiver = register.reference(*id);
        let on = register
            .typed::<Waiver>(*id)
            .and_then(|waiver| waiver.record)
            .map(|record| register.reference(record))
            .unwrap_or_default();
        let details = [
            ("rule", rule.id),
            ("ref", on.as_str()),
            ("waiver", waiver.as_str()),
            ("day", day.as_str()),
        ];
        call.say("cli.waive.done", &details)?;
    }
    Ok(0)
}

/// `ropa unwaive`.
pub(super) fn unwaive(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let reference = call.given.text("ref").unwrap_or_default().to_owned();
    let mut session = call.open_to_write()?;
    let waiver = call.record_of_kind(session.register(), RecordKind::Waiver, &reference)?;
    let details = [("waiver", reference.as_str())];
    let label = call.words().fill("cli.unwaive.label", &details);
    session.remove(waiver, false, call.label(&label)?)?;
    call.say("cli.unwaive.done", &details)?;
    Ok(0)
}
