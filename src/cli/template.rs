//! `template`: processing activities to begin with, listed and made.

use serde_json::{Value as Json, json};

use super::call::{Call, Halt, record};
use super::desk::proposing;
use crate::config::places;
use crate::domain::kind::RecordKind;
use crate::domain::problem::Problem;
use crate::domain::register::Register;
use crate::domain::value::Id;
use crate::library::{TemplateSector, edits, templates, usual};
use crate::session::own_templates::{self, OwnTemplate};

/// The sectors that can be named.
pub(super) const SECTORS: &[&str] = &["municipality", "company"];

/// `ropa template`: the list, or activities made from templates.
pub(super) fn template(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let sector = call
        .given
        .text("sector")
        .and_then(TemplateSector::from_code);
    let sector = sector.unwrap_or(TemplateSector::Both);
    if let Some(reference) = call.given.text("keep").map(str::to_owned) {
        return keep(call, &reference);
    }
    if call.given.text("forget").is_some() {
        return forget(call);
    }
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
    let own = own(call);
    known(call, &named, &own)?;
    let mut session = call.open_to_write()?;
    let register = session.register();
    let organisation = owner(call, register)?;
    let keys = if all {
        usual(register, organisation, sector)?
    } else {
        named
    };
    let (own, keys) = own_templates::parted(&own, &keys);
    // What is recorded is in the register's language.
    let content = call.document_lexicon(register, call.setting.lexicon.today)?;
    let label = own_templates::label_of(&own, &keys, call.words())?;
    let saved = session.act(call.label(&label)?, &|register| {
        let made = if keys.is_empty() {
            Vec::new()
        } else {
            edits(register, &keys, organisation, sector, &content)?
        };
        own_templates::edits(register, &own, organisation, &content.words, made)
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

/// The templates that the user keeps; those that cannot be read are told.
fn own(call: &mut Call<'_, '_>) -> Vec<OwnTemplate> {
    let directory = places::template_directory(&call.setting.environment);
    let (own, unread) = own_templates::all(directory.as_deref());
    for problem in &unread {
        call.warn(problem);
    }
    own
}

/// Whether there is a template of each key: told before anything else is asked.
fn known(call: &Call<'_, '_>, keys: &[String], own: &[OwnTemplate]) -> Result<(), Problem> {
    let shipped = templates(call.words().language())?;
    let is_known = |key: &&String| {
        own.iter().any(|it| it.key == **key) || shipped.iter().any(|it| it.key == **key)
    };
    let Some(key) = keys.iter().find(|key| !is_known(key)) else {
        return Ok(());
    };
    let listed = shipped.iter().map(|it| (&it.key, &it.name));
    let listed = own.iter().map(|it| (&it.key, &it.name)).chain(listed);
    let listed = listed.map(|(key, name)| (format!("{key} ({name})"), format!("{key} {name}")));
    Err(proposing("template_unknown", "template_unknown_but_like", listed, key).with("key", key))
}

/// `ropa template --keep`: an activity kept to begin others with.
fn keep(call: &mut Call<'_, '_>, reference: &str) -> Result<u8, Halt> {
    let session = call.open()?;
    let register = session.register();
    let activity = record(register, reference)?;
    let name = activity.text("name").unwrap_or_default();
    let named = call.given.text("as").map(str::to_owned);
    let key = named.unwrap_or_else(|| own_templates::key_of(&name));
    let directory = places::template_directory(&call.setting.environment);
    let file = own_templates::keep(
        register,
        activity.id(),
        (directory.as_deref(), &key),
        call.setting.lexicon.today,
        call.given.flag("force"),
        &call.setting.guard(),
    )?;
    let shown = file.display().to_string();
    call.say(
        "library.kept",
        &[("name", &name), ("key", &key), ("file", &shown)],
    )?;
    Ok(0)
}

/// `ropa template --forget`: templates of one's own taken out.
fn forget(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let directory = places::template_directory(&call.setting.environment);
    let keys = call.given.texts("forget").into_iter().map(str::to_owned);
    for key in keys.collect::<Vec<_>>() {
        own_templates::forget(directory.as_deref(), &key)?;
        call.say("library.forgotten", &[("key", &key)])?;
    }
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
    let own = own(call);
    let words = call.words();
    let there = templates(words.language())?.into_iter();
    let there: Vec<_> = there.filter(|it| it.sector.is_for(sector)).collect();
    let whose = |sector: TemplateSector| words.get(sector.key()).to_owned();
    if call.wants_json() {
        let own = own.iter().map(|it| {
            json!({
                "key": it.key,
                "sector": "own",
                "name": it.name,
                "department": it.department,
                "description": it.description,
            })
        });
        let objects: Vec<Json> = own
            .chain(there.iter().map(|it| {
                json!({
                    "key": it.key,
                    "sector": it.sector.code(),
                    "name": it.name,
                    "department": it.department,
                    "description": it.description,
                })
            }))
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
    let ours = words.get("library.own").to_owned();
    rows.extend(
        own.into_iter()
            .map(|it| vec![it.key, it.name, it.department, ours.clone()]),
    );
    rows.extend(there.into_iter().map(|it| {
        let sector = whose(it.sector);
        vec![it.key, it.name, it.department, sector]
    }));
    call.table(&rows, &[0])?;
    Ok(0)
}
