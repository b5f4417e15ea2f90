//! `export`: the record as Markdown or JSON, to the output or to a file.

use std::borrow::Cow;
use std::path::Path;

use chrono::{DateTime, NaiveDate};

use super::call::{self, Call, Halt};
use crate::domain::codes::{ActivityRole, Choice as _};
use crate::domain::kind::RecordKind;
use crate::domain::problem::Problem;
use crate::domain::register::Register;
use crate::exchange::selection::{Profile, Selection, file_stem};
use crate::exchange::{MADE_WITH, json, markdown};
use crate::session::{Session, output};

/// `ropa export`.
pub(super) fn export(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let file = call.path("output").filter(|path| *path != Path::new("-"));
    let mut session = call.open()?;
    if !call.wants_json() {
        session.learn_changes();
    }
    let (register, day) = if let Some(typed) = call.given.text("as-of") {
        let day = call.setting.day(typed)?;
        (Cow::Owned(as_of(&session, day)?), day)
    } else {
        warn_of_the_past(call, session.register());
        (
            Cow::Borrowed(session.register()),
            call.setting.lexicon.today,
        )
    };
    let selection = selection(call, &register)?;
    let text = if call.wants_json() {
        if file.is_none() {
            json::write(&mut *call.streams.output, &register, day, &selection)?;
            return Ok(0);
        }
        json::export(&register, day, &selection)
    } else {
        let lexicon = call.document_lexicon(&register, day)?;
        markdown::document(&lexicon, &register, day, &selection, MADE_WITH)
    };
    match file {
        Some(path) => {
            // In a directory it is called by what it holds, as on the screen.
            let path = output::within(&path, || {
                let extension = if call.wants_json() { "json" } else { "md" };
                let name = file_stem(session.path(), &register, &selection, day);
                format!("{name}.{extension}").into()
            });
            output::write(
                &path,
                &text,
                call.given.flag("force"),
                &call.setting.guard(),
            )?;
        }
        None => call.data(&text)?,
    }
    Ok(0)
}

/// The register as it was recorded at the end of a day.
fn as_of(session: &Session, day: NaiveDate) -> Result<Register, Problem> {
    let register = session.as_of(day)?;
    call::begun(session, &register, day)?;
    Ok(register)
}

/// Tells when a day in the past gets the record of today.
fn warn_of_the_past(call: &mut Call<'_, '_>, register: &Register) {
    let today = call.setting.lexicon.today;
    let last = DateTime::parse_from_rfc3339(&register.mark.at).map(|at| at.date_naive());
    if let Ok(last) = last
        && today < last
    {
        call.warn(
            &Problem::cannot("today_before_last_change")
                .with("today", today)
                .with("last", last),
        );
    }
}

/// What is asked of the export.
fn selection(call: &Call<'_, '_>, register: &Register) -> Result<Selection, Problem> {
    let activities = call.given.texts("activity");
    Ok(Selection {
        role: call.given.text("role").and_then(ActivityRole::from_code),
        organisation: call.organisation(register)?,
        activities: activities
            .into_iter()
            .map(|reference| call.record_of_kind(register, RecordKind::Activity, reference))
            .collect::<Result<_, _>>()?,
        profile: call
            .given
            .text("profile")
            .and_then(Profile::from_code)
            .unwrap_or_default(),
    })
}
