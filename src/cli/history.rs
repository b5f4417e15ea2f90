//! `log`, `diff`, `undo`, `redo` and `verify`: the journal.

use std::collections::HashMap;
use std::path::Path;

use serde_json::Value as Json;

use super::call::{Call, Halt, OpenedRegister, record};
use crate::config::places;
use crate::domain::author::is_same;
use crate::domain::kind::RecordKind;
use crate::domain::origin::all_copies;
use crate::domain::problem::{Problem, ProblemKind};
use crate::exchange::format::DocumentKind;
use crate::session::against::PrintedState;
use crate::session::called_then::NamesThen;
use crate::session::editions::Moment;
use crate::session::history::{count_told, instant, stored};
use crate::session::journal_documents::{
    ComparedStates, DifferenceDocument, JournalDocument, RecordJournal,
};
use crate::session::{Saved, Session, TurnStep, report};
use crate::store::{ChangeSet, Checker, StoredChange, Turn, Verification};
use crate::words::Words;

/// `ropa log`.
pub(super) fn log(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let reference = call.given.text("ref").map(str::to_owned);
    let mut session = call.open_about(reference.as_slice())?;
    match reference {
        None => log_all(call, &session),
        Some(reference) => log_record(call, &mut session, &reference),
    }
}

/// Every change set, the newest first.
fn log_all(call: &mut Call<'_, '_>, session: &Session) -> Result<u8, Halt> {
    let mut sets = session.journal().change_sets(None)?;
    count_told(session.journal(), session.register(), &mut sets)?;
    call.document(
        DocumentKind::History,
        session.register(),
        &JournalDocument { sets: &sets },
    )?;
    Ok(0)
}

/// The history of one record with its rows, the newest first; also of one that is gone.
fn log_record(
    call: &mut Call<'_, '_>,
    session: &mut OpenedRegister,
    reference: &str,
) -> Result<u8, Halt> {
    let id = match session.register().meant(reference) {
        Ok(id) => id,
        // What is gone is known by the reference that it had.
        Err(problem) => session.journal().had_reference(reference)?.ok_or(problem)?,
    };
    let mut changes = session.journal().changes_of_record(id)?;
    // The newest change set first; within it, in the order in which it was made.
    changes.sort_by_key(|change| (std::cmp::Reverse(change.change_set), change.position));
    let sets: HashMap<i64, ChangeSet> = session
        .journal()
        .change_sets(None)?
        .into_iter()
        .map(|set| (set.number, set))
        .collect();
    let mut names = vec![reference.to_owned()];
    for change in changes.iter().filter(|change| refers(change)) {
        put_texts(&change.before, &mut names);
        put_texts(&change.after, &mut names);
    }
    if names.len() > 1 {
        // What a change refers to is told by its name.
        session.turn_to(&names)?;
    }
    let register = session.register();
    let names = NamesThen::of(session.journal(), register, &changes)?;
    let source = RecordJournal {
        names: &names,
        changes: &changes,
        sets: &sets,
    };
    call.document(DocumentKind::History, register, &source)?;
    Ok(0)
}

/// Whether a change is of a field that refers to records.
fn refers(change: &StoredChange) -> bool {
    let kind = RecordKind::from_key(&change.kind);
    let field = change.field.as_deref();
    kind.zip(field)
        .is_some_and(|(kind, field)| kind.declaration().refers(field))
}

/// Adds the texts of a value.
fn put_texts(value: &Json, out: &mut Vec<String>) {
    match value {
        Json::String(text) => out.push(text.clone()),
        Json::Array(values) => values.iter().for_each(|value| put_texts(value, out)),
        _ => {}
    }
}

/// `ropa diff`: what is different between the ends of two days, of one day and now, or between the register and a file.
pub(super) fn diff(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    if call.given.flag("origin") {
        return diff_of_origins(call);
    }
    match (
        call.given.text("from").map(str::to_owned),
        call.path("with"),
    ) {
        (None, Some(file)) => diff_with(call, &file),
        (Some(_), Some(_)) => Err(Problem::usage("diff_day_or_file").into()),
        (Some(from), None) => diff_of_days(call, &from),
        (None, None) => Err(Problem::usage("diff_of_what").into()),
    }
}

/// What is different between the register and a file.
fn diff_with(call: &mut Call<'_, '_>, file: &Path) -> Result<u8, Halt> {
    let session = call.open()?;
    let compared = session.compared_with(file, &call.setting.lexicon)?;
    let changes: Vec<StoredChange> = compared.difference.changes.iter().map(stored).collect();
    let name = file.file_name().unwrap_or(file.as_os_str());
    let name = name.display().to_string();
    let source = DifferenceDocument {
        registers: compared.difference.states(),
        changes: &changes,
        states: ComparedStates::File(&name, &compared),
    };
    call.document(DocumentKind::Difference, session.register(), &source)?;
    Ok(0)
}

/// What is different between copies and what they were made from: of one copy where it is named.
fn diff_of_origins(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    if call.path("with").is_some() || call.given.text("to").is_some() {
        return Err(Problem::usage("diff_day_or_file").into());
    }
    let session = call.open()?;
    let register = session.register();
    let copies = match call.given.text("from") {
        Some(reference) => vec![record(register, reference)?.id()],
        None => all_copies(register),
    };
    let beside = session.states_of_copies(&copies)?.beside(register, &copies);
    let changes: Vec<StoredChange> = beside.changes().iter().map(stored).collect();
    let source = DifferenceDocument {
        registers: (register, register),
        changes: &changes,
        states: ComparedStates::Origins(beside.sides()),
    };
    call.document(DocumentKind::Difference, register, &source)?;
    Ok(0)
}

/// What is different between the ends of two days, or of one day and now.
fn diff_of_days(call: &mut Call<'_, '_>, from: &str) -> Result<u8, Halt> {
    // Of the activities only those that were changed are read.
    let session = call.open_about(&[])?;
    let from = session.moment(from)?;
    let to = call.given.text("to").map(|typed| session.moment(typed));
    let to = to.transpose()?;
    let difference = session.difference_of(&from, to.as_ref())?;
    session.begun(&difference.before, from.day)?;
    let changes: Vec<StoredChange> = difference.changes.iter().map(stored).collect();
    let source = DifferenceDocument {
        registers: difference.states(),
        changes: &changes,
        states: ComparedStates::Moments(
            from,
            to.unwrap_or(Moment {
                day: call.setting.lexicon.today,
                edition: None,
            }),
        ),
    };
    call.document(DocumentKind::Difference, &difference.after, &source)?;
    Ok(0)
}

/// `ropa undo`.
pub(super) fn undo(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    turn(call, Turn::Undo)
}

/// `ropa redo`.
pub(super) fn redo(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    turn(call, Turn::Redo)
}

fn turn(call: &mut Call<'_, '_>, turn: Turn) -> Result<u8, Halt> {
    let (theirs, mine) = (call.given.flag("theirs"), call.given.flag("mine"));
    if theirs && mine {
        return Err(Problem::usage("turn_either").into());
    }
    let mut session = call.open_to_turn(turn)?;
    let step = step(call.words(), &session, turn, (theirs, mine))?;
    let (label_key, done_key) = match turn {
        Turn::Undo => ("cli.label.undo", "cli.undo.done"),
        Turn::Redo => ("cli.label.redo", "cli.redo.done"),
    };
    let name = step.label;
    let label = call.words().fill(label_key, &[("label", &name)]);
    let label = call.label(&label)?;
    let saved: Saved = session.take_back(turn, Some(step.number), label)?;
    let count = call.words().count("changes", saved.changes);
    call.say(done_key, &[("label", &name), ("changes", &count)])?;
    Ok(0)
}

/// What is taken back: the latest, but another person's only where that is asked for.
fn step(
    words: &Words,
    session: &Session,
    turn: Turn,
    (theirs, mine): (bool, bool),
) -> Result<TurnStep, Problem> {
    let nothing = |mine: bool| {
        Problem::refused(match (turn, mine) {
            (Turn::Undo, false) => "nothing_to_undo",
            (Turn::Redo, false) => "nothing_to_redo",
            (Turn::Undo, true) => "nothing_of_mine_to_undo",
            (Turn::Redo, true) => "nothing_of_mine_to_redo",
        })
    };
    if mine {
        return session.own_step(turn)?.ok_or_else(|| nothing(true));
    }
    let latest = session.step(turn)?.ok_or_else(|| nothing(false))?;
    if theirs || is_same(&latest.author, &session.surroundings().author) {
        return Ok(latest);
    }
    let own = session.own_step(turn)?;
    let own = match own {
        Some(own) if session.stands_free(own.number)? => Some(own),
        _ => None,
    };
    let key = match (turn, &own) {
        (Turn::Undo, None) => "undo_of_another",
        (Turn::Undo, Some(_)) => "undo_of_another_or_mine",
        (Turn::Redo, None) => "redo_of_another",
        (Turn::Redo, Some(_)) => "redo_of_another_or_mine",
    };
    let mut problem = Problem::refused(key)
        .with("label", &latest.label)
        .with("author", words.author(&latest.author))
        .with("at", instant(&latest.at))
        .with("number", latest.number);
    if let Some(own) = own {
        problem = problem
            .with("own", &own.label)
            .with("own_number", own.number);
    }
    Err(problem)
}

/// Tells which copies were made before the last redaction and may hold what it took out.
fn tell_older_copies(call: &mut Call<'_, '_>, outcome: &Verification) -> Result<(), Halt> {
    if outcome.redacted.is_empty() {
        return Ok(());
    }
    let Ok(session) = call.setting.open_about(&[]) else {
        return Ok(());
    };
    let kept = session.kept_copies(call.setting.copies().as_ref(), call.setting.memory.as_ref());
    let older = session.older_than_redactions(&kept);
    if older.is_empty() {
        return Ok(());
    }
    let files: Vec<String> = older.iter().map(|it| it.display().to_string()).collect();
    call.say("redact.copies_older", &[("files", &files.join(", "))])
}

/// `ropa verify`: 1 where the file is not whole, 130 where it was stopped.
pub(super) fn verify(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let file = call.setting.register_file()?.to_owned();
    let purpose = call.setting.purpose();
    let outcome = call.watched("app.verify", move |monitor| {
        Checker::of_file(&file, purpose, monitor)?.check(monitor)
    });
    // A file that is too damaged to be opened was checked too: the answer is no, not that it could not be given.
    let outcome = outcome.map_err(|mut problem| {
        if problem.key == "store_damaged" {
            problem.kind = ProblemKind::Refused;
        }
        problem
    })?;
    let text = report::verification(call.words(), &outcome);
    let Some(against) = call.given.text("against").map(str::to_owned) else {
        call.line(&text)?;
        tell_older_copies(call, &outcome)?;
        return Ok(u8::from(!outcome.is_whole()));
    };
    let home = call.setting.environment.home.as_deref();
    let path = |typed: &str| places::expanded(Path::new(typed), home);
    let print = PrintedState::from_typed(&against, &path)?;
    let session = call.setting.open_to_read()?;
    let answer = session.against(&print)?;
    // What was asked comes first.
    let told = report::against(call.words(), &answer);
    call.line(&told)?;
    call.line("")?;
    call.line(&text)?;
    Ok(u8::from(!outcome.is_whole() || !answer.is_yes()))
}
