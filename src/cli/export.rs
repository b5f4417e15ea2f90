//! `export`: the register in every format, to the output or to a file.

use std::borrow::Cow;

use chrono::{DateTime, NaiveDate};

use super::call::{self, Call, Halt};
use crate::domain::codes::{ActivityRole, Choice as _};
use crate::domain::kind::RecordKind;
use crate::domain::problem::Problem;
use crate::domain::register::Register;
use crate::exchange::format::Document;
use crate::exchange::format::register::Export;
use crate::exchange::selection::{Profile, Selection, file_stem};
use crate::session::Session;

/// `ropa export`.
pub(super) fn export(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let format = call.format(Document::Register)?;
    let mut session = call.open()?;
    if !format.is_for_programs() {
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
    let lexicon = call.document_lexicon(&register, day)?;
    let export = Export {
        lexicon: &lexicon,
        register: &register,
        as_of: day,
        selection: &selection,
    };
    let words = call.setting.lexicon.words.clone();
    // In a directory it is called by what it holds, as on the screen.
    let stem = || file_stem(session.path(), &words, &register, &selection, day);
    call.deliver(format, stem, |out| export.write(format, out))?;
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
