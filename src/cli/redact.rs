//! `redact`: taking a value or words out of the register and its journal for good.

use std::path::PathBuf;

use super::call::{Call, Halt};
use crate::config::places;
use crate::domain::problem::Problem;
use crate::domain::redaction::MARK;
use crate::session::kept::KeptCopies;
use crate::session::redact::{Spellings, stands};
use crate::session::rescue::Rescue;
use crate::session::{Session, Unwanted, report};

/// `ropa redact`: says what goes, and takes it out where `--yes` says so; exit code 1 where it only says it.
pub(super) fn redact(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let text = |name| call.given.text(name).unwrap_or_default().to_owned();
    let (reference, field, because) = (text("ref"), text("field"), text("because"));
    let words = call.given.text("words").map(str::to_owned);
    if call.given.flag("finish") {
        return finish(call);
    }
    let mut session = call.open_to_write()?;
    let unwanted = match words {
        Some(words) if reference.is_empty() => Unwanted::Words(words),
        Some(_) => return Err(Problem::usage("redact_either").into()),
        None if reference.is_empty() || field.is_empty() => {
            return Err(Problem::usage("redact_what").into());
        }
        None => Unwanted::Field(session.id_now_or_before(&reference)?, field),
    };
    session.may_redact(&unwanted, &because)?;
    let directory = places::rescue_directory(&call.setting.environment);
    let mut rescue = directory.map(|directory| Rescue::of(&directory, &session));
    let kept = |call: &Call<'_, '_>, session: &Session, rescue: Option<&Rescue>| {
        let copies = call.setting.copies();
        session.kept_with_drafts(copies.as_ref(), call.setting.memory.as_ref(), rescue)
    };
    let touched = match session.before_redaction(&unwanted, rescue.as_ref()) {
        Ok(touched) => touched,
        Err(problem) if problem.key == "redact_nothing" => {
            let older = session.older_than_redactions(&kept(call, &session, rescue.as_ref()));
            return Err(if older.is_empty() {
                problem.into()
            } else {
                before_the_last(&older).into()
            });
        }
        Err(problem) => return Err(problem.into()),
    };
    let mut there = kept(call, &session, rescue.as_ref());
    let (sought, outside) = (session.sought_outside(&unwanted)?, call.setting.outside());
    there.outside = sought.left(&outside);
    let lexicon = call.setting.lexicon.clone();
    let told = report::redaction(&lexicon, session.register(), &touched, &there);
    call.line(&told)?;
    if !call.given.flag("yes") {
        tell_near(call, &session, &unwanted, rescue.as_ref())?;
        let same = session.same_elsewhere(&unwanted)?;
        tell_same(call, &session, &same)?;
        call.line("")?;
        return Err(Problem::refused("redact_not_confirmed").into());
    }
    let labels = report::redaction_label(&lexicon, session.register(), &unwanted, &reference);
    // Afterwards nobody knows what was there.
    let same = session.same_elsewhere(&unwanted)?;
    // Where the label itself would name what goes, only the mark is left to say.
    let done = session.redact(&unwanted, [&labels, MARK], &because, rescue.as_mut());
    let (mark, problem) = match done {
        Ok((mark, _)) => (mark, None),
        Err(problem) if stands(&problem) => (Some(session.register().mark.clone()), Some(problem)),
        Err(problem) => return Err(problem.into()),
    };
    // A copy may have come since: the one of a file that was of an older version.
    let mut there = kept(call, &session, rescue.as_ref());
    there.outside = sought.take_out(&outside);
    let copies = call.setting.copies();
    let renewed = session.renew_copies(&there, copies.as_ref());
    // Only now is it said to be gone.
    match mark {
        Some(mark) => call.say("redact.done", &[("number", &mark.number.to_string())])?,
        None => call.say("redact.done_drafts", &[])?,
    }
    if let Some(problem) = problem {
        call.warn(&problem);
    }
    tell_renewed(call, &there.own, renewed)?;
    if let Some(left) = report::left_alone(call.words(), &there) {
        call.line(&left)?;
    }
    tell_near(call, &session, &unwanted, rescue.as_ref())?;
    tell_same(call, &session, &same)?;
    call.say("redact.elsewhere", &[])?;
    Ok(0)
}

/// That copies from before the last redaction are still there.
fn before_the_last(older: &[PathBuf]) -> Problem {
    Problem::refused("redact_copies_older").with("files", listed(older))
}

fn listed(paths: &[PathBuf]) -> String {
    let paths = paths.iter().map(|path| path.display().to_string());
    paths.collect::<Vec<_>>().join(", ")
}

/// `ropa redact --finish`: what a redaction that was broken off left undone.
fn finish(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let mut session = call.open_to_write()?;
    let copies = call.setting.copies();
    let kept = session.kept_copies(copies.as_ref(), call.setting.memory.as_ref());
    let older = KeptCopies {
        own: session.older_than_redactions(&kept),
        ..kept
    };
    let renewed = session.finish_redaction(&older, copies.as_ref())?;
    call.say("redact.finished", &[])?;
    tell_renewed(call, &older.own, Ok(renewed))?;
    if let Some(left) = report::left_alone(call.words(), &older) {
        call.line(&left)?;
    }
    Ok(0)
}

/// Tells which spellings near to the words stay, and where.
fn tell_near(
    call: &mut Call<'_, '_>,
    session: &Session,
    unwanted: &Unwanted,
    rescue: Option<&Rescue>,
) -> Result<(), Halt> {
    let found = session.near_spellings(unwanted, rescue)?;
    let told = report::near_spellings(&call.setting.lexicon, session.register(), &found);
    told.map_or(Ok(()), |told| call.line(&told))
}

/// Tells which other fields hold the text of the field.
fn tell_same(call: &mut Call<'_, '_>, session: &Session, same: &Spellings) -> Result<(), Halt> {
    let told = report::same_elsewhere(&call.setting.lexicon, session.register(), same);
    told.map_or(Ok(()), |told| call.line(&told))
}

/// Tells which copy took the place of the others, or that they are still there.
fn tell_renewed(
    call: &mut Call<'_, '_>,
    own: &[PathBuf],
    renewed: Result<Option<PathBuf>, Problem>,
) -> Result<(), Halt> {
    match renewed {
        Ok(Some(copy)) => {
            let details = [
                ("n", own.len().to_string()),
                ("file", copy.display().to_string()),
            ];
            let details = details
                .each_ref()
                .map(|(name, text)| (*name, text.as_str()));
            call.say("redact.renewed", &details)
        }
        Ok(None) => Ok(()),
        Err(problem) => {
            // The redaction stands; that copies still hold it has to be seen.
            call.warn(&problem);
            let problem = Problem::cannot("redact_copies_left").with("files", listed(own));
            Err(problem.into())
        }
    }
}
