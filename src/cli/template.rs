//! `template`: processing activities to begin with, listed and made.

use serde_json::{Value as Json, json};

use super::call::{Call, Halt, record};
use crate::domain::kind::RecordKind;
use crate::domain::problem::Problem;
use crate::domain::register::Register;
use crate::domain::value::Id;
use crate::library::{TemplateSector, edits, label_of, templates, usual};

/// The sectors that can be named.
pub(super) const SECTORS: &[&str] = &["municipality", "company"];

/// `ropa template`: the list, or activities made from templates.
pub(super) fn template(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let sector = call
        .given
        .text("sector")
        .and_then(TemplateSector::from_code);
    let sector = sector.unwrap_or(TemplateSector::Both);
    let all = call.given.flag("all");
    let named: Vec<String> = call
        .given
        .texts("key")
        .into_iter()
        .map(str::to_owned)
        .collect();
    if !all && named.is_empty() {
        return list(call, sector);
    }
    if all && !named.is_empty() {
        return Err(Problem::cannot("options_exclude")
            .with("one", "--all")
            .with("other", &named[0])
            .into());
    }
    let mut session = call.open_to_write()?;
    let register = session.register();
    let organisation = owner(call, register)?;
    let keys = if all {
        usual(register, organisation, sector)?
    } else {
        named
    };
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    // What is recorded is in the register's language.
    let content = call.document_lexicon(register, call.setting.lexicon.today)?;
    let label = label_of(&keys, call.words())?;
    let saved = session.act(call.label(&label)?, &|register| {
        edits(register, &keys, organisation, sector, &content)
    })?;
    let Some(mark) = saved.mark else {
        call.say("act.nothing_changed", &[])?;
        return Ok(0);
    };
    let register = session.register();
    let made = saved.ids.iter().filter_map(|id| register.get(*id));
    let activities = made.filter(|record| record.kind() == RecordKind::Activity);
    let lines: Vec<String> = activities
        .map(|activity| {
            let name = activity.text("name").unwrap_or_default();
            format!("{} {name}", activity.head().reference)
        })
        .collect();
    for line in &lines {
        call.line(line)?;
    }
    let (n, number) = (lines.len().to_string(), mark.number.to_string());
    call.say("library.made", &[("n", &n), ("number", &number)])?;
    Ok(0)
}

/// For whom activities are made: whom the command names, else the register's one organisation.
fn owner(call: &Call<'_, '_>, register: &Register) -> Result<Id, Problem> {
    if let Some(reference) = call.given.text("organisation") {
        return Ok(record(register, reference)?.id());
    }
    let mut ours = register.ours();
    match (ours.next(), ours.next()) {
        (Some(only), None) => Ok(only.head.id),
        (first, _) => Err(Problem::usage("template_whose").with(
            "ref",
            first.map_or("O1", |organisation| organisation.head.reference.as_str()),
        )),
    }
}

/// The templates of a sector.
fn list(call: &mut Call<'_, '_>, sector: TemplateSector) -> Result<u8, Halt> {
    let words = call.words();
    let there = templates(words.language())?.into_iter();
    let there: Vec<_> = there.filter(|it| it.sector.is_for(sector)).collect();
    let whose = |sector: TemplateSector| words.get(sector.key()).to_owned();
    if call.wants_json() {
        let objects: Vec<Json> = there
            .iter()
            .map(|it| {
                json!({
                    "key": it.key,
                    "sector": it.sector.code(),
                    "name": it.name,
                    "department": it.department,
                    "description": it.description,
                })
            })
            .collect();
        call.json(&Json::Array(objects))?;
        return Ok(0);
    }
    let heads = [
        "cli.template.key",
        "cli.template.name",
        "cli.template.department",
        "cli.template.sector",
    ];
    let mut rows = vec![heads.map(|key| words.get(key).to_owned()).to_vec()];
    rows.extend(there.into_iter().map(|it| {
        let sector = whose(it.sector);
        vec![it.key, it.name, it.department, sector]
    }));
    call.table(&rows, &[0])?;
    Ok(0)
}
