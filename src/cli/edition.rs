//! `edition`: states of the register that have a name: listed, named, and the name taken away again.

use serde_json::json;

use super::call::{Call, Halt};
use crate::domain::problem::Problem;
use crate::domain::records::Edition;
use crate::session::Session;

/// `ropa edition`.
pub(super) fn edition(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    if let Some(name) = call.given.text("remove").map(str::to_owned) {
        return remove(call, &name);
    }
    let Some(name) = call.given.text("name").map(str::to_owned) else {
        return list(call);
    };
    let number = call.given.number("change")?;
    let number = number.map(|number| i64::try_from(number).unwrap_or(i64::MAX));
    let mut session = call.open_about_to_save(&[])?;
    let label = call.words().fill("editions.label", &[("name", &name)]);
    let (saved, id) = session.name_edition(&name, number, call.label(&label)?)?;
    let made = session.register().typed::<Edition>(id);
    let (change, hash) = made.map(said).unwrap_or_default();
    let number = saved.mark.map_or(0, |mark| mark.number).to_string();
    call.say(
        "cli.edition.done",
        &[
            ("name", &name),
            ("change", &change),
            ("hash", &hash),
            ("number", &number),
        ],
    )?;
    Ok(0)
}

/// The change and the hash that an edition names.
fn said(edition: &Edition) -> (String, String) {
    let change = edition.change.unwrap_or_default().to_string();
    (change, edition.hash.clone().unwrap_or_default())
}

fn remove(call: &mut Call<'_, '_>, name: &str) -> Result<u8, Halt> {
    let mut session = call.open_about_to_save(&[])?;
    let found = session.edition(name).map(|it| {
        let called = it.name.clone().unwrap_or_default();
        (it.head.id, called)
    });
    let Some((id, called)) = found else {
        return Err(unknown(&session, name).into());
    };
    let label = call
        .words()
        .fill("editions.label_remove", &[("name", &called)]);
    let saved = session.remove(id, true, call.label(&label)?)?;
    let number = saved.mark.map_or(0, |mark| mark.number).to_string();
    call.say("act.done", &[("label", &label), ("number", &number)])?;
    Ok(0)
}

fn unknown(session: &Session, name: &str) -> Problem {
    let editions = session.register().about.editions.iter();
    let names: Vec<&str> = editions.filter_map(|it| it.name.as_deref()).collect();
    let known = if names.is_empty() {
        "–".to_owned()
    } else {
        names.join("; ")
    };
    Problem::usage("edition_unknown")
        .with("name", name)
        .with("known", known)
}

fn list(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let session = call.open_about(&[])?;
    let editions = &session.register().about.editions;
    if call.wants_json() {
        let objects = editions.iter().map(|it| {
            json!({
                "ref": it.head.reference,
                "name": it.name,
                "change": it.change,
                "hash": it.hash,
                "made_on": it.made_on.map(|day| day.to_string()),
                "by": it.by,
                "holds": session.state_of(it).is_ok(),
            })
        });
        call.json(&objects.collect::<Vec<_>>())?;
        return Ok(0);
    }
    if editions.is_empty() {
        call.say("cli.edition.none", &[])?;
        return Ok(0);
    }
    let words = call.words();
    let heads = [
        "cli.edition.ref",
        "cli.edition.name",
        "cli.edition.change",
        "cli.edition.hash",
        "cli.edition.made_on",
        "cli.edition.by",
    ];
    let mut rows = vec![heads.map(|key| words.get(key).to_owned()).to_vec()];
    for edition in editions {
        let (change, hash) = said(edition);
        let hash: String = hash.chars().take(12).collect();
        let broken = session.state_of(edition).is_err();
        let hash = if broken {
            words.get("cli.edition.broken").to_owned()
        } else {
            hash
        };
        let day = edition.made_on.map(|day| day.to_string());
        rows.push(vec![
            edition.head.reference.clone(),
            edition.name.clone().unwrap_or_default(),
            change,
            hash,
            day.unwrap_or_default(),
            edition.by.clone().unwrap_or_default(),
        ]);
    }
    call.table(&rows, &[1])?;
    Ok(0)
}
