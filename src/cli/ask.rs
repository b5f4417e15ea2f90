//! `ask` and `answers`: questions to people who keep no register, and what becomes of what they answer.

use super::call::{Call, Halt};
use super::desk::{accepted, no_proposal};
use crate::domain::date::PartialDate;
use crate::domain::kind::RecordKind;
use crate::domain::problem::Problem;
use crate::domain::register::Register;
use crate::domain::value::Id;
use crate::exchange::questionnaire::proposed::Proposal;
use crate::exchange::questionnaire::reading::{Filled, read};
use crate::exchange::questionnaire::{AskedScope, telling};
use crate::exchange::sheets::reading::grids;
use crate::session::asking::{may_ask, refuse_blank};
use crate::session::output;

/// How many days people are given where nothing is said.
const DAYS: u64 = 21;

/// `ropa ask`.
pub(super) fn ask(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    if let Some(reference) = call.given.text("withdraw").map(str::to_owned) {
        return withdraw(call, &reference);
    }
    let path = call.output_file();
    let path = path.ok_or_else(|| Problem::usage("ask_output"))?;
    let text = |name: &str| call.given.text(name).map(str::to_owned);
    let mut session = call.open_to_write()?;
    let scope = AskedScope {
        department: text("department"),
        owner: text("owner"),
        organisation: call.organisation(session.register())?,
    };
    may_ask(session.register(), &scope)?;
    let today = session.real_day();
    let due = match call.given.text("due") {
        Some(typed) => match PartialDate::from_typed(typed, today)? {
            PartialDate::Day(day) if day >= today => day,
            _ => return Err(Problem::usage("ask_due").with("text", typed).into()),
        },
        None => today
            .checked_add_days(chrono::Days::new(DAYS))
            .unwrap_or(today),
    };
    let who = scope.name(session.register());
    let stem = call.words().fill("questionnaire.title", &[("whom", &who)]);
    let path = output::within(&path, || format!("{stem}.xlsx").into()).into_owned();
    let force = call.given.flag("force");
    // What stands there is told before anybody is recorded as asked.
    output::may_write(&path, force, &call.setting.guard())?;
    let label = call
        .words()
        .fill("questionnaire.label_ask", &[("whom", &who)]);
    let (saved, request) = session.ask(&scope, due, call.label(&label)?)?;
    let lexicon = call.document_lexicon(session.register(), call.setting.lexicon.today)?;
    let made = session.questionnaire(request, &lexicon).and_then(|bytes| {
        output::write_by(&path, force, &call.setting.guard(), |out| {
            out.write_all(&bytes)
        })
    });
    if let Err(problem) = made {
        let label = call.words().get("questionnaire.label_failed");
        let (_, told) = session.unask((request, saved.mark), label, problem);
        return Err(told.into());
    }
    call.stands(&path);
    let (n, number) = (
        scope.activities(session.register()).len().to_string(),
        saved.mark.map_or(0, |mark| mark.number).to_string(),
    );
    let reference = session
        .register()
        .name_in(session.register().about.head.id, request);
    let due = call.words().day(due);
    let file = path.display().to_string();
    call.say(
        "cli.ask.done",
        &[
            ("n", &n),
            ("whom", &who),
            ("file", &file),
            ("ref", &reference),
            ("due", &due),
            ("number", &number),
        ],
    )?;
    Ok(0)
}

/// Takes back a request that nobody is to answer any more.
fn withdraw(call: &mut Call<'_, '_>, reference: &str) -> Result<u8, Halt> {
    let mut session = call.open_to_write()?;
    let id = request(session.register(), reference)?;
    let who = session
        .register()
        .typed(id)
        .map(|request| AskedScope::of(request).name(session.register()))
        .unwrap_or_default();
    let label = call
        .words()
        .fill("questionnaire.label_withdraw", &[("whom", &who)]);
    let saved = session.remove(id, true, call.label(&label)?)?;
    let number = saved.mark.map_or(0, |mark| mark.number).to_string();
    call.say("act.done", &[("label", &label), ("number", &number)])?;
    Ok(0)
}

/// The request of a reference, as `Y1` or as `register/Y1`.
fn request(register: &Register, reference: &str) -> Result<Id, Problem> {
    let about = register.about.head.id;
    let id = register
        .find_typed(reference)
        .or_else(|| register.find_in(about, reference));
    id.filter(|id| {
        let place = register.place(*id);
        place.is_some_and(|place| place.kind == RecordKind::Request)
    })
    .ok_or_else(|| {
        let known = register.about.requests.iter();
        let known: Vec<&str> = known.map(|it| it.head.reference.as_str()).collect();
        Problem::usage("ask_no_request")
            .with("ref", reference)
            .with(
                "known",
                if known.is_empty() {
                    "–".to_owned()
                } else {
                    known.join(", ")
                },
            )
    })
}

/// `ropa answers`.
pub(super) fn answers(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let mut filled: Vec<Filled> = Vec::new();
    let mut faults = Vec::new();
    for path in call.paths("file") {
        let name = path
            .file_name()
            .map_or_else(String::new, |name| name.display().to_string());
        let (sheets, _) = grids(&output::read_bytes(&path)?)?;
        let (one, wrong) = read(&sheets, &name, call.setting.lexicon.today)?;
        filled.push(one);
        faults.extend(wrong);
    }
    let accepted = accepted(call, "answers")?;
    let all = call.given.flag("all");
    let writes = all || !accepted.is_empty();
    let exclude = |one: &str, other: &str| {
        Problem::cannot("options_exclude")
            .with("one", one)
            .with("other", other)
    };
    if all && !accepted.is_empty() {
        return Err(exclude("--all", "--accept").into());
    }
    let (ours, theirs) = (call.given.flag("ours"), call.given.flag("theirs"));
    if ours && theirs {
        return Err(exclude("--ours", "--theirs").into());
    }
    let lexicon = call.setting.lexicon.clone();
    if !writes {
        let session = call.open()?;
        let mut looked = session.look_at_answers(&filled, &lexicon)?;
        looked.faults.splice(0..0, faults);
        let refused = tell(call, session.register(), &filled, &looked)?;
        if !call.wants_json() && refused == 0 {
            call.say("cli.answers.dry", &[])?;
        }
        return Ok(refused);
    }
    if faults.is_empty() {
        refuse_blank(&filled)?;
    }
    let mut session = call.open_to_write()?;
    let mut looked = session.look_at_answers(&filled, &lexicon)?;
    looked.faults.splice(0..0, faults);
    let refused = tell(call, session.register(), &filled, &looked)?;
    if refused != 0 {
        return Ok(refused);
    }
    if let Some(unknown) = accepted.iter().find(|it| **it > looked.proposals.len()) {
        return Err(no_proposal("answers", unknown).into());
    }
    let open = looked.proposals.iter().filter(|it| it.conflict).count();
    if all && open > 0 && !ours && !theirs {
        return Err(Problem::refused("answers_conflicts").with("n", open).into());
    }
    let chosen: Vec<Proposal> = (1..)
        .zip(&looked.proposals)
        .filter(|(number, it)| {
            if all {
                !it.conflict || theirs
            } else {
                accepted.contains(number)
            }
        })
        .map(|(_, it)| it.clone())
        .collect();
    let mut names: Vec<&str> = filled.iter().map(|it| it.whom.as_str()).collect();
    names.dedup();
    let label = call
        .words()
        .fill("questionnaire.label", &[("whom", &names.join(", "))]);
    let saved = session.take_answers(
        &filled,
        (&|proposal| chosen.contains(proposal), &|_| {
            all || chosen.len() == looked.proposals.len()
        }),
        &lexicon,
        call.label(&label)?,
    )?;
    if !call.wants_json() {
        match saved.mark {
            Some(mark) => {
                let number = mark.number.to_string();
                call.say("act.done", &[("label", &label), ("number", &number)])?;
            }
            None => call.say("act.nothing_changed", &[])?,
        }
        let requests = session.register().about.requests.iter();
        let open = requests.filter(|it| {
            it.answered_on.is_none() && filled.iter().any(|one| one.request == it.head.reference)
        });
        let open: Vec<String> = open.map(|it| it.head.reference.clone()).collect();
        if !open.is_empty() {
            call.say("cli.answers.open", &[("refs", &open.join(", "))])?;
        }
    }
    Ok(0)
}

/// Says what answers come to; gives the exit code of what cannot be taken over.
fn tell(
    call: &mut Call<'_, '_>,
    register: &Register,
    filled: &[Filled],
    looked: &crate::exchange::questionnaire::proposed::Looked,
) -> Result<u8, Halt> {
    for told in looked.told.iter().filter(|_| looked.faults.is_empty()) {
        call.warn(told);
    }
    let lexicon = call.setting.lexicon.clone();
    if call.wants_json() {
        call.json(&telling::json(&lexicon, register, filled, looked))?;
        return Ok(u8::from(!looked.faults.is_empty()));
    }
    if !looked.faults.is_empty() {
        for fault in &looked.faults {
            call.warn(fault);
        }
        return Err(Problem::refused("answers_faults")
            .with("n", looked.faults.len())
            .into());
    }
    let text = telling::text(&lexicon, register, filled, looked);
    call.line(&text)?;
    Ok(0)
}
