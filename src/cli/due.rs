//! `due` and `disposals`: what is to be done by when, and what was disposed of.

use chrono::NaiveDate;

use super::call::{Call, Halt};
use crate::domain::date::PartialDate;
use crate::domain::period::Period;
use crate::domain::problem::Problem;
use crate::due::{AgendaFilter, DueItem, DueKind, agenda};
use crate::exchange::agenda::Agenda;
use crate::exchange::disposal::{Log, Stretch};
use crate::exchange::format::{DocumentKind, Format};

/// `ropa due`: 1 where something is overdue.
pub(super) fn due(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let format = call.format(DocumentKind::Due)?;
    let kinds = call.given.texts("kind");
    let until = until(call)?;
    // Unless asked how far to look: what wants attention today. A calendar holds everything: a reminder comes before
    // its day, and must be there by then.
    let today = call.setting.lexicon.today;
    let month = month(call)?;
    let asked = month.is_some() || call.given.text("within").is_some();
    let wanted_by = (!asked && format != Format::Ics).then_some(today);
    let mut session = call.open()?;
    session.learn_changes();
    let register = session.register();
    let filter = AgendaFilter {
        kinds: kinds.into_iter().filter_map(DueKind::from_code).collect(),
        organisation: call.organisation(register)?,
        activity: None,
        until,
        wanted_by,
        month,
    };
    let lexicon = &call.setting.lexicon;
    let leads = call.setting.leads();
    let items = filter.of(agenda(register, &lexicon.law, lexicon.today, &leads));
    let source = Agenda {
        register,
        items: &items,
    };
    call.document(DocumentKind::Due, register, &source)?;
    Ok(u8::from(items.iter().any(DueItem::is_overdue)))
}

/// The month that is asked for alone; nothing where none is.
fn month(call: &Call<'_, '_>) -> Result<Option<(i32, u32)>, Problem> {
    let Some(typed) = call.given.text("month") else {
        return Ok(None);
    };
    match PartialDate::from_typed(typed, call.setting.lexicon.today) {
        Ok(PartialDate::Month(year, month)) => Ok(Some((year, month))),
        _ => Err(Problem::usage("option_not_month").with("text", typed.trim())),
    }
}

/// The last day that is asked for; nothing where none is.
fn until(call: &Call<'_, '_>) -> Result<Option<NaiveDate>, Problem> {
    let today = call.setting.lexicon.today;
    let Some(typed) = call.given.text("within") else {
        return Ok(None);
    };
    match Period::from_typed(typed) {
        // What leads beyond the range of dates lets all pass.
        Ok(period @ Period::Span(_)) => Ok(period.after(today)),
        Err(problem) if problem.key == "period_zero" => Ok(Some(today)),
        // A day, too, says how far to look.
        _ if let Ok(day) = PartialDate::from_typed(typed, today)
            && today <= day.last_day() =>
        {
            Ok(Some(day.last_day()))
        }
        _ => Err(Problem::usage("option_not_period")
            .with("option", "--within")
            .with("text", typed.trim())),
    }
}

/// `ropa disposals`: the disposal log.
pub(super) fn disposals(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let today = call.setting.lexicon.today;
    let date = |name| {
        let typed = call.given.text(name);
        typed
            .map(|typed| PartialDate::from_typed(typed, today))
            .transpose()
    };
    // A year or month is meant whole.
    let from = date("from")?.map(PartialDate::first_day);
    let to = date("to")?.map(PartialDate::last_day);
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        return Err(Problem::usage("days_reversed")
            .with("from", from)
            .with("to", to)
            .into());
    }
    let mut session = call.open()?;
    session.learn_changes();
    let register = session.register();
    let stretch = Stretch {
        from,
        to,
        organisation: call.organisation(register)?,
    };
    call.document(
        DocumentKind::Disposals,
        register,
        &Log { register, stretch },
    )?;
    Ok(0)
}
