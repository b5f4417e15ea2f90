//! `copy` and `origin`: activities for more of our organisations, and what was changed in their originals since.

use super::call::{Call, Halt, record};
use super::desk::{accepted, no_proposal, records, tell};
use crate::domain::change::Change;
use crate::domain::origin::{ChangedSide, all_copies, copies};
use crate::domain::problem::Problem;
use crate::domain::register::Register;
use crate::domain::value::Id;
use crate::due::act::named;
use crate::session::origins::told;

/// `ropa copy`: activities copied to organisations of ours.
pub(super) fn copy(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let mut session = call.open_to_write()?;
    let register = session.register();
    let ids = records(call, register, "ref")?;
    let typed = call.given.texts("to");
    let mut to: Vec<Id> = Vec::new();
    for reference in typed.iter().flat_map(|typed| typed.split([',', ' '])) {
        if !reference.is_empty() {
            let id = record(register, reference)?.id();
            if !to.contains(&id) {
                to.push(id);
            }
        }
    }
    if to.is_empty() {
        return Err(Problem::usage("copy_to_whom").into());
    }
    let lexicon = call.setting.lexicon.clone();
    let (what, whom) = (
        named(&lexicon, register, &ids),
        named(&lexicon, register, &to),
    );
    let details = [("records", what.as_str()), ("to", whom.as_str())];
    let label = lexicon.words.fill("origin.label_copy", &details);
    let saved = session.act(call.label(&label)?, &|register| copies(register, &ids, &to))?;
    let register = session.register();
    let made: Vec<String> = saved
        .ids
        .iter()
        .map(|id| {
            let name = register.get(*id).and_then(|it| it.text("name"));
            format!("{} {}", register.reference(*id), name.unwrap_or_default())
        })
        .collect();
    for line in made {
        call.line(&line)?;
    }
    tell(call, &label, &saved)
}

/// `ropa origin`: what is different between copies and their originals, numbered; taken over where that is asked for.
pub(super) fn origin(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let accepted = accepted(call, "origin")?;
    let all = call.given.flag("all");
    if all && !accepted.is_empty() {
        return Err(Problem::cannot("options_exclude")
            .with("one", "--all")
            .with("other", "--accept")
            .into());
    }
    let lexicon = call.setting.lexicon.clone();
    if !all && accepted.is_empty() {
        let session = call.open()?;
        let register = session.register();
        let ids = named_copies(call, register)?;
        let beside = session.states_of_copies(&ids)?.beside(register, &ids);
        for (number, line) in (1..).zip(told(register, &beside, &lexicon)) {
            call.line(&format!("{number}  {line}"))?;
        }
        let key = if beside.changes().is_empty() {
            "origin.same"
        } else {
            "origin.how"
        };
        call.say(key, &[])?;
        return Ok(0);
    }
    let mut session = call.open_to_write()?;
    let register = session.register();
    let ids = named_copies(call, register)?;
    let states = session.states_of_copies(&ids)?;
    let beside = states.beside(register, &ids);
    if let Some(unknown) = accepted.iter().find(|it| **it > beside.changes().len()) {
        return Err(no_proposal("origin", unknown).into());
    }
    let differences = (1..).zip(beside.changes().iter().zip(beside.sides()));
    let chosen: Vec<Change> = differences
        .filter(|(number, (_, side))| {
            if all {
                **side == ChangedSide::There
            } else {
                accepted.contains(number)
            }
        })
        .map(|(_, (change, _))| change.clone())
        .collect();
    let records = named(&lexicon, register, &ids);
    let label = lexicon
        .words
        .fill("origin.label_take", &[("records", &records)]);
    let saved = session.act(call.label(&label)?, &|register| {
        let beside = states.beside(register, &ids);
        Ok(beside.take(register, &|it| chosen.contains(it)))
    })?;
    tell(call, &label, &saved)?;
    let open = beside.sides().iter().filter(|it| **it == ChangedSide::Both);
    let open = open.count();
    if all && open > 0 {
        call.say("origin.open", &[("n", &open.to_string())])?;
        return Ok(1);
    }
    Ok(0)
}

/// The copies that the command names, else all.
fn named_copies(call: &Call<'_, '_>, register: &Register) -> Result<Vec<Id>, Problem> {
    let ids = records(call, register, "ref")?;
    Ok(if ids.is_empty() {
        all_copies(register)
    } else {
        ids
    })
}
