//! The acts of the retention desk: `dispose`, `extend`, `hold`, `lift`, `checked`, `reviewed`, `holdings`, `schedule`.
//! Each is one change set. What is recorded as done is dated by the real day, whatever day is asked about.

use std::fmt::Display;

use serde_json::{Value as Json, json};

use super::call::{Call, Halt, record};
use super::new::country;
use crate::domain::kind::RecordKind;
use crate::domain::meant::is_like;
use crate::domain::problem::Problem;
use crate::domain::records::Schedule;
use crate::domain::register::Register;
use crate::domain::value::{Id, Value};
use crate::due::ActKind;
use crate::due::act::named;
use crate::due::doubts::{doubts, doubts_of_extensions};
use crate::due::series::{WantedHoldings, add_holdings};
use crate::due::statutory::{add_schedule, kind_key, schedule_from, use_in};
use crate::labels::Lexicon;
use crate::law::retention::Retention;
use crate::law::{Confidence, Law, Sourced as _};
use crate::session::Saved;

/// What is typed for a parameter that may stand several times.
pub(super) fn typed(call: &Call<'_, '_>, name: &str) -> Vec<String> {
    let typed = call.given.texts(name).into_iter();
    typed.map(str::to_owned).collect()
}

/// The records of a parameter that may stand several times, each once.
pub(super) fn records(
    call: &Call<'_, '_>,
    register: &Register,
    name: &str,
) -> Result<Vec<Id>, Problem> {
    let mut ids = Vec::new();
    for reference in call.given.texts(name) {
        let id = record(register, reference)?.id();
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    Ok(ids)
}

/// `ropa dispose`, `extend`, `hold`, `lift`, `checked`, `reviewed`.
pub(super) fn act(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let kind = ActKind::from_code(call.name)
        .ok_or_else(|| Problem::usage("arguments_unclear").with("help", "ropa --help"))?;
    let mut session = call.open_about_to_save(&typed(call, "ref"))?;
    let today = session.real_day();
    let given = |name| call.given.text(name).map(str::to_owned);
    let act = kind.read(&given, today).map_err(|fault| fault.problem)?;
    let ids = records(call, session.register(), "ref")?;
    let label = kind.label(&call.setting.lexicon, session.register(), &ids);
    let saved = session.act(call.label(&label)?, &|register| {
        act.edits(register, &ids, today)
    })?;
    let told = match kind {
        ActKind::Dispose => doubts(session.register(), &ids),
        ActKind::Extend => doubts_of_extensions(session.register(), &ids),
        _ => Vec::new(),
    };
    for doubt in told {
        call.warn(&doubt);
    }
    tell(call, &label, &saved)
}

/// Tells what was recorded, and as which change.
pub(super) fn tell(call: &mut Call<'_, '_>, label: &str, saved: &Saved) -> Result<u8, Halt> {
    match &saved.mark {
        Some(mark) => {
            let number = mark.number.to_string();
            call.say("act.done", &[("label", label), ("number", &number)])?;
        }
        None => call.say("act.nothing_changed", &[])?,
    }
    Ok(0)
}

/// `ropa holdings`: one holding, or a series of them.
pub(super) fn holdings(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let text = |name| call.given.text(name).unwrap_or_default();
    let to_come = call.given.flag("to-come");
    let days = (text("every"), text("from"), text("to"));
    let mut session = call.open_about_to_save(&typed(call, "rule"))?;
    let text = |name| call.given.text(name).unwrap_or_default();
    let today = session.real_day();
    let wanted =
        WantedHoldings::read(days, text("name"), to_come, today).map_err(|(_, problem)| problem)?;
    let rule = record(session.register(), text("rule"))?.id();
    let label = wanted.label(&call.setting.lexicon, session.register(), rule)?;
    let saved = session.act(call.label(&label)?, &|register| {
        Ok(vec![add_holdings(register, rule, &wanted, today)?])
    })?;
    tell(call, &label, &saved)
}

/// `ropa schedule`: the list, a new schedule from it, or activities that rest on one.
pub(super) fn schedule(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let Some(code) = call.given.text("code") else {
        return list(call);
    };
    let mut session = call.open_to_write()?;
    let activities = records(call, session.register(), "use-in")?;
    let lexicon = &call.setting.lexicon;
    let register = session.register();
    let users = named(lexicon, register, &activities);
    let known = register
        .find(code)
        .and_then(|id| register.get(id))
        .filter(|record| record.kind() == RecordKind::Schedule);
    if let Some(known) = known {
        let id = known.id();
        let name = lexicon.reference(register, Id::default(), id);
        let label = lexicon.words.fill(
            "schedules.label_use",
            &[("name", &name), ("records", &users)],
        );
        let saved = session.act(call.label(&label)?, &|register| {
            use_in(register, id, &activities)
        })?;
        return tell(call, &label, &saved);
    }
    let Some(statutory) = lexicon.law.retention(code) else {
        return Err(unknown_period(lexicon, code).into());
    };
    // What is recorded is in the register's language.
    let content = call.document_lexicon(register, lexicon.today)?;
    let mut schedule = schedule_from(statutory, &content);
    if let Some(name) = call.given.text("name") {
        schedule.record_value("name", Value::Text(name.to_owned()));
    }
    let name = schedule.text("name").unwrap_or_default();
    let same = |known: &&Schedule| known.name.as_deref() == Some(name.as_str());
    if let Some(known) = register.schedules.iter().find(same) {
        return Err(Problem::refused("schedule_there")
            .with("ref", &known.head.reference)
            .with("name", &name)
            .into());
    }
    let key = if activities.is_empty() {
        "schedules.label"
    } else {
        "schedules.label_use"
    };
    let label = lexicon
        .words
        .fill(key, &[("name", &name), ("records", &users)]);
    let saved = session.act(call.label(&label)?, &|register| {
        add_schedule(register, schedule.clone(), &activities)
    })?;
    let made = saved.ids.first().copied().unwrap_or_default();
    let reference = session.register().reference(made);
    let number = saved.mark.map_or(0, |mark| mark.number).to_string();
    call.say(
        "cli.schedule.made",
        &[("label", &label), ("number", &number), ("ref", &reference)],
    )?;
    Ok(0)
}

/// That there is no statutory period of a code, with those whose name or law holds the words that were typed.
fn unknown_period(lexicon: &Lexicon, typed: &str) -> Problem {
    let language = lexicon.words.language();
    let listed = lexicon.law.retentions().iter();
    let listed = listed.map(|period| {
        let name = period.label.get(language).unwrap_or_default();
        let law = period.law.get(language).unwrap_or_default();
        (format!("{} ({name})", period.id), format!("{name} {law}"))
    });
    proposing(
        "statutory_unknown",
        "statutory_unknown_but_like",
        listed,
        typed,
    )
    .with("code", typed)
}

/// A problem about something that is not listed; where something listed holds what was typed, with what may be meant.
pub(super) fn proposing(
    unknown: &'static str,
    like: &'static str,
    listed: impl Iterator<Item = (String, String)>,
    typed: &str,
) -> Problem {
    /// How many are proposed.
    const PROPOSED: usize = 6;
    let alike = listed.filter(|(_, searched)| is_like(Some(searched), typed));
    let alike: Vec<String> = alike.take(PROPOSED).map(|(told, _)| told).collect();
    if alike.is_empty() {
        Problem::usage(unknown)
    } else {
        Problem::usage(like).with("like", alike.join("; "))
    }
}

/// The locale key of how sure an entry is.
fn sureness(entry: &Retention) -> &'static str {
    match entry.provenance().confidence {
        Confidence::Confirmed => "rules.sure.confirmed",
        Confidence::Partly => "rules.sure.partly",
        Confidence::Unconfirmed => "rules.sure.unconfirmed",
    }
}

/// The jurisdiction that was typed: a country, by its code or name, or one that the lists have, as `EU`.
fn jurisdiction(law: &Law, typed: &str) -> Result<String, Problem> {
    let mut entries = law.retentions().iter();
    if entries.any(|entry| entry.jurisdiction == typed) {
        Ok(typed.to_owned())
    } else {
        country(law, typed)
    }
}

/// The list of statutory periods in force, each with what kind of rule it is.
fn list(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let lexicon = &call.setting.lexicon;
    let words = &lexicon.words;
    let language = words.language();
    let today = lexicon.today;
    let asked = call.given.text("jurisdiction");
    let asked = asked.map(|typed| jurisdiction(&lexicon.law, typed));
    let asked = asked.transpose()?;
    let in_force = |entry: &&Retention| {
        let law = &lexicon.law;
        let there = |country: &str| law.is_law_in(&entry.jurisdiction, country, today);
        entry.in_force_on(today) && asked.as_deref().is_none_or(there)
    };
    let entries = lexicon.law.retentions().iter().filter(in_force);
    if call.wants_json() {
        let objects: Vec<Json> = entries
            .map(|entry| {
                json!({
                    "code": entry.id,
                    "label": entry.label(language),
                    "kind": entry.kind.code(),
                    "period": entry.period,
                    "period_max": entry.period_max,
                    "guidance_period": entry.guidance_period,
                    "rounding": entry.anchor_rounding.code(),
                    "law": entry.law(language),
                    "jurisdiction": entry.jurisdiction,
                    "sector": entry.sector.code(),
                    "binds": entry.binds,
                    "source": entry.provenance().source.get(language),
                    "confidence": entry.provenance().confidence.code(),
                    "completion": entry.completion.get(language),
                })
            })
            .collect();
        call.json(&Json::Array(objects))?;
        return Ok(0);
    }
    let mut rows = vec![
        [
            "cli.schedule.code",
            "cli.schedule.label",
            "cli.schedule.kind",
            "cli.schedule.period",
            "cli.schedule.law",
            "cli.schedule.country",
            "cli.schedule.sure",
        ]
        .map(|key| words.get(key).to_owned())
        .to_vec(),
    ];
    rows.extend(entries.map(|entry| {
        vec![
            entry.id.clone(),
            entry.label(language).to_owned(),
            words.get(kind_key(entry.kind)).to_owned(),
            crate::due::statutory::period(entry, lexicon).unwrap_or_default(),
            entry.law(language).to_owned(),
            entry.jurisdiction.clone(),
            words.get(sureness(entry)).to_owned(),
        ]
    }));
    call.table(&rows, &[0])?;
    Ok(0)
}

/// The numbers of the proposals that are accepted one by one.
pub(super) fn accepted(call: &Call<'_, '_>, command: &str) -> Result<Vec<usize>, Problem> {
    let number = |typed: &str| {
        let number = typed.parse::<usize>().ok().filter(|it| *it > 0);
        number.ok_or_else(|| no_proposal(command, &typed))
    };
    call.given.texts("accept").into_iter().map(number).collect()
}

/// That a command has no proposal of a number.
pub(super) fn no_proposal(command: &str, number: &dyn Display) -> Problem {
    let problem = Problem::usage("answers_number").with("text", number.to_string());
    problem.with("command", command)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::command;
    use crate::cli::parameter::ParameterForm;

    #[test]
    fn the_commands_take_what_the_acts_ask_for() {
        for kind in ActKind::ALL {
            let command = command::find(kind.code()).unwrap();
            let options: Vec<(&str, bool)> = command
                .parameters
                .iter()
                .filter(|parameter| parameter.is_option())
                .map(|parameter| {
                    (
                        parameter.name,
                        parameter.form == ParameterForm::NeededOption,
                    )
                })
                // Why it is recorded can be said of every save.
                .filter(|option| *option != ("because", false))
                .collect();
            let asked: Vec<(&str, bool)> = kind
                .entries()
                .iter()
                .map(|entry| (entry.name, entry.needed))
                .collect();
            assert_eq!(options, asked, "{}", kind.code());
        }
    }
}
