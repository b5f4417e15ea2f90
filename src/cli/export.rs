//! `export`: the register in every format, to the output or to a file.

use std::borrow::Cow;
use std::path::Path;

use chrono::{DateTime, NaiveDate};

use super::call::{Call, Halt};
use super::parameter::kinds_named;
use crate::config::places;
use crate::domain::codes::{ActivityRole, Choice as _};
use crate::domain::kind::RecordKind;
use crate::domain::problem::Problem;
use crate::domain::register::Register;
use crate::exchange::format::DocumentKind;
use crate::exchange::format::register::{Export, RegisterTable};
use crate::exchange::selection::{Arrangement, Profile, Selection, file_stem};
use crate::session::output;

/// `ropa export`.
pub(super) fn export(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let format = call.format(DocumentKind::Register)?;
    let mut session = call.open()?;
    if !format.is_for_programs() {
        session.learn_changes();
    }
    let (register, day) = if let Some(typed) = call.given.text("as-of") {
        let moment = session.moment(typed)?;
        let register = session.at(&moment)?;
        session.begun(&register, moment.day)?;
        warn_of_the_future(call, moment.day);
        (Cow::Owned(register), moment.day)
    } else {
        warn_of_the_past(call, session.register());
        (
            Cow::Borrowed(session.register()),
            call.setting.lexicon.today,
        )
    };
    let selection = selection(call, &register, format.usual_profile())?;
    let table = table(call)?;
    let lexicon = call.document_lexicon(&register, day)?;
    let export = Export {
        lexicon: &lexicon,
        register: &register,
        as_of: day,
        selection: &selection,
        table: &table,
    };
    export.check(format)?;
    let words = call.setting.lexicon.words.clone();
    // In a directory it is called by what it holds, as on the screen.
    let stem = || {
        file_stem(
            session.path(),
            &words,
            &register,
            &selection,
            format.usual_profile(),
            day,
        )
    };
    let mut told = Vec::new();
    call.deliver(format, stem, |out| {
        told = export.write(format, out)?;
        Ok(())
    })?;
    for problem in &told {
        call.warn(problem);
    }
    Ok(0)
}

/// Tells when a day that has not come gets the record of today.
fn warn_of_the_future(call: &mut Call<'_, '_>, day: NaiveDate) {
    let today = call.setting.lexicon.today;
    if today < day {
        call.warn(
            &Problem::cannot("as_of_in_the_future")
                .with("day", day)
                .with("today", today),
        );
    }
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

/// The table that is asked for: one kind of record or row, or a row for each activity in a layout.
fn table(call: &Call<'_, '_>) -> Result<RegisterTable, Problem> {
    let kind = call.given.text("kind");
    let Some(named) = call.given.text("layout") else {
        return Ok(kind.map_or(RegisterTable::Usual, |named| {
            RegisterTable::Kinds(kinds_named(named, call.words()))
        }));
    };
    if kind.is_some() {
        return Err(Problem::usage("layout_and_kind"));
    }
    let home = call.setting.environment.home.as_deref();
    let path = |named: &str| places::expanded(Path::new(named), home);
    output::layout(named, path).map(RegisterTable::Wide)
}

/// What is asked of the export.
fn selection(
    call: &Call<'_, '_>,
    register: &Register,
    usual: Profile,
) -> Result<Selection, Problem> {
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
            .unwrap_or(usual),
        arrangement: Arrangement {
            only_glance: call.given.text("only").is_some(),
            open_points: call.given.text("with").is_some(),
            page_each: call.given.flag("page-per-activity"),
        },
    })
}
