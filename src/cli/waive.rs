//! `waive` and `unwaive`: deciding to live with a finding until a day, and taking that back.

use super::call::{Call, Halt, record};
use crate::domain::date::PartialDate;
use crate::domain::kind::RecordKind;
use crate::domain::problem::Problem;
use crate::rules::{self, Finding};

/// `ropa waive`.
pub(super) fn waive(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let text = |name: &str| call.given.text(name).unwrap_or_default().to_owned();
    let (rule, reference, because, until) =
        (text("rule"), text("ref"), text("because"), text("until"));
    let field = call.given.text("field").map(str::to_owned);
    if until.trim().is_empty() {
        return Err(Problem::usage("waiver_until_missing").into());
    }
    let until = PartialDate::from_typed(&until, call.setting.lexicon.today)?;
    let rule = rules::rule(&rule.to_uppercase())
        .ok_or_else(|| Problem::usage("rule_unknown").with("text", &rule))?;
    let mut session = call.open_to_write()?;
    let record = record(session.register(), &reference)?.id();
    let lexicon = call.setting.lexicon.clone();
    let mut found = rules::check_record(session.register(), &lexicon.law, record, lexicon.today);
    let asked = |finding: &Finding| {
        let at = field
            .as_deref()
            .is_none_or(|field| finding.key == Some(field));
        finding.rule == rule && finding.record == record && at
    };
    found.retain(asked);
    let label = call
        .words()
        .fill("cli.waive.label", &[("rule", rule.id), ("ref", &reference)]);
    let saved = session.waive(&found, &because, until, &label)?;
    let day = call.words().date(until);
    for id in &saved.ids {
        let waiver = session.register().reference(*id);
        let details = [
            ("rule", rule.id),
            ("ref", reference.as_str()),
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
