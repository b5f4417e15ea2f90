//! `redact`: taking a value or words out of the register and its journal for good.

use super::call::{Call, Halt};
use crate::config::places;
use crate::domain::problem::Problem;
use crate::domain::redaction::MARK;
use crate::session::kept::Kept;
use crate::session::rescue::Rescue;
use crate::session::{Unwanted, report};

/// `ropa redact`: says what goes, and takes it out where `--yes` says so; exit code 1 where it only says it.
pub(super) fn redact(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let text = |name| call.given.text(name).unwrap_or_default().to_owned();
    let (reference, field, because) = (text("ref"), text("field"), text("because"));
    let words = call.given.text("words").map(str::to_owned);
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
    let touched = session.before_redaction(&unwanted, rescue.as_ref())?;
    let copies = call.setting.copies();
    let kept = session.kept_copies(copies.as_ref(), call.setting.memory.as_ref());
    let lexicon = call.setting.lexicon.clone();
    let told = report::redaction(&lexicon, session.register(), &touched, &kept);
    call.line(&told)?;
    let others = session.other_forms(&unwanted)?;
    let left = report::other_forms(call.words(), &others);
    if !call.given.flag("yes") {
        if let Some(left) = &left {
            call.line(left)?;
        }
        call.line("")?;
        return Err(Problem::refused("redact_not_confirmed").into());
    }
    let words = call.words();
    let labels = match &unwanted {
        Unwanted::Field(_, field) => {
            let details = [("ref", reference.as_str()), ("field", field.as_str())];
            words.fill("redact.label_field", &details)
        }
        Unwanted::Words(_) => words.get("redact.label_words").to_owned(),
    };
    // Where the label itself would name what goes, only the mark is left to say.
    let done = session.redact(&unwanted, [&labels, MARK], &because, rescue.as_mut());
    let (mark, problem) = match done {
        Ok((mark, _)) => (mark, None),
        Err(problem) if problem.key == "redact_not_compacted" => {
            (Some(session.register().mark.clone()), Some(problem))
        }
        Err(problem) => return Err(problem.into()),
    };
    match mark {
        Some(mark) => call.say("redact.done", &[("n", &mark.number.to_string())])?,
        None => call.say("redact.done_drafts", &[])?,
    }
    if let Some(left) = &left {
        call.line(left)?;
    }
    if let Some(problem) = problem {
        call.warn(&problem);
    }
    // A copy may have come since: the one of a file that was of an older version.
    let kept = session.kept_copies(copies.as_ref(), call.setting.memory.as_ref());
    renew(call, &session, &kept, copies.as_ref())
}

/// Renews the copies, and names what is left for people to look at.
fn renew(
    call: &mut Call<'_, '_>,
    session: &crate::session::Session,
    kept: &Kept,
    copies: Option<&crate::session::copies::Copies>,
) -> Result<u8, Halt> {
    match session.renew_copies(kept, copies) {
        Ok(Some(copy)) => {
            let details = [
                ("n", kept.own.len().to_string()),
                ("file", copy.display().to_string()),
            ];
            let details = details
                .each_ref()
                .map(|(name, text)| (*name, text.as_str()));
            call.say("redact.renewed", &details)?;
        }
        Ok(None) => {}
        Err(problem) => {
            // The redaction stands; that copies still hold it has to be seen.
            call.warn(&problem);
            let left: Vec<String> = kept
                .own
                .iter()
                .map(|path| path.display().to_string())
                .collect();
            let problem = Problem::cannot("redact_copies_left").with("files", left.join(", "));
            return Err(problem.into());
        }
    }
    call.say("redact.elsewhere", &[])?;
    Ok(0)
}
