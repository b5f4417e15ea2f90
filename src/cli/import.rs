//! `import`: a file's records into the register, all or nothing, and what it adds and changes.

use std::path::Path;

use super::call::{Call, Halt};
use crate::config::reason;
use crate::domain::problem::Problem;
use crate::domain::progress::Phase;
use crate::domain::register::Register;
use crate::exchange::import::{ImportReport, Matching, Preference};
use crate::exchange::sheets::SheetRequest;
use crate::labels::Lexicon;
use crate::session::import::ImportOptions;
use crate::session::incoming::{Brought, Opened, OwnOrganisations, is_database};
use crate::session::{brought, output, report};

/// `ropa merge`: a copy of the register, or another one.
pub(super) fn merge(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let path = call.path("file").unwrap_or_default();
    if path.is_file() && !is_database(&path) {
        let file = path.display().to_string();
        return Err(Problem::refused("merge_no_register")
            .with("file", file)
            .into());
    }
    take_in(call, "cli.label.merge")
}

/// `ropa import`.
pub(super) fn import(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    take_in(call, "cli.label.import")
}

/// Takes a file's records in; `label` is the locale key of what that is called in the history.
fn take_in(call: &mut Call<'_, '_>, label: &str) -> Result<u8, Halt> {
    let path = call.path("file").unwrap_or_else(|| "-".into());
    let name = path
        .file_name()
        .map_or_else(String::new, |name| name.display().to_string());
    let mut brought = if path == Path::new("-") {
        let bytes = output::bytes_from(&mut *call.streams.input, &name, |error| {
            Problem::cannot("stdin_failed").with("reason", reason(error))
        })?;
        brought_as(call, |wanted, lexicon| {
            Opened::of(&bytes, &name, wanted, lexicon)
        })?
    } else if is_database(&path) {
        call.open()?.brought_by(&path)?
    } else {
        brought_as(call, |wanted, lexicon| Opened::read(&path, wanted, lexicon))?
    };
    // Headers without a row below them are nothing to import, as an empty file is.
    if brought.sheet_report().is_some_and(|it| it.activities == 0) {
        return Err(Problem::refused("sheet_no_rows").with("file", name).into());
    }
    let wanted = wanted(call)?;
    if call.given.flag("dry-run") {
        let session = call.open()?;
        settle_organisation(call, &mut brought, session.register())?;
        let planned = brought.with(|document| session.look_at_import(document, wanted))?;
        if call.wants_json() {
            call.json(&brought::json(&planned, brought.sheet_report()))?;
        } else {
            tell(call, session.register(), &brought, &planned)?;
        }
        for doubt in &planned.doubts {
            call.warn(doubt);
        }
        if !call.wants_json() {
            call.say("cli.import.dry", &[])?;
        }
        let open = planned.open_conflicts(wanted.prefer).is_some();
        return Ok(u8::from(open));
    }
    let mut session = call.open_to_write()?;
    settle_organisation(call, &mut brought, session.register())?;
    let before = session.register().clone();
    let label = call.words().fill(label, &[("file", &name)]);
    let label = call.label(&label)?;
    let (writing, read) = (&mut *session, &brought);
    let done = call.meanwhile(("work.import", Phase::Saving), move || {
        read.with_read(|document| writing.import_read(document, label.clone(), wanted))
    });
    let (done, mark) = match done {
        Err(problem) if problem.key == "import_conflicts" => {
            let planned = brought.with(|document| session.look_at_import(document, wanted))?;
            let text = report::conflicts(&call.setting.lexicon, session.register(), &planned);
            call.line(&text)?;
            return Err(problem.into());
        }
        done => done?,
    };
    for doubt in &done.doubts {
        call.warn(doubt);
    }
    if call.wants_json() {
        call.json(&brought::json(&done, brought.sheet_report()))?;
        return Ok(0);
    }
    tell(call, &before, &brought, &done)?;
    if let Some(mark) = mark {
        call.say("cli.import.done", &[("number", &mark.number.to_string())])?;
    }
    Ok(0)
}

/// What the file is, read as the options say.
fn brought_as(
    call: &mut Call<'_, '_>,
    open: impl FnOnce(&SheetRequest<'_>, &Lexicon) -> Result<Opened, Problem> + Send,
) -> Result<Brought, Halt> {
    let named = call.given.text("mapping");
    let mapping = named.map(|named| super::mapping::read(call, named));
    let mapping = mapping.transpose()?;
    let own = super::mapping::own(call);
    let lexicon = call.setting.lexicon.clone();
    let first = lexicon.clone();
    let asked = ["sheet", "organisation", "role", "source"];
    let asked = asked.map(|name| call.given.text(name).map(str::to_owned));
    let [sheet, organisation, role, source] = asked.each_ref().map(Option::as_deref);
    let sheets = SheetRequest {
        sheet,
        mapping: mapping.as_ref(),
        own: &own,
        organisation,
        kept_by: None,
        role,
        source,
    };
    let what = ("work.import", Phase::Source);
    let opened = call.meanwhile(what, move || open(&sheets, &first))?;
    let opened = match opened {
        Opened::Sheets(opened) => opened,
        Opened::Register(text) => return Ok(Brought::Register(text)),
        Opened::Own(own) => return Ok(Brought::Own(own)),
    };
    // Whatever is wrong with the register is told where it is opened for the import itself.
    let register = call.setting.open_to_read().ok();
    let ours = register.map(|session| OwnOrganisations::of(session.register()));
    let sheets = SheetRequest {
        kept_by: ours.as_ref().and_then(|it| it.name(organisation)),
        ..sheets
    };
    Ok(call.meanwhile(what, move || opened.read(&sheets, &lexicon))?)
}

/// Makes activities of a sheet those of the organisation that was named, else of the only one of ours.
fn settle_organisation(
    call: &Call<'_, '_>,
    brought: &mut Brought,
    register: &Register,
) -> Result<(), Halt> {
    call.organisation(register)?;
    brought.belongs_to(OwnOrganisations::of(register).only());
    Ok(())
}

/// Says what was read and what it does.
fn tell(
    call: &mut Call<'_, '_>,
    register: &Register,
    brought: &Brought,
    planned: &ImportReport,
) -> Result<(), Halt> {
    if let Some(report) = brought.sheet_report() {
        let text = brought::sheets(&call.setting.lexicon, report);
        call.line(&text)?;
    }
    let text = report::import(&call.setting.lexicon, register, planned);
    call.line(&text)
}

/// What the options ask for.
fn wanted(call: &Call<'_, '_>) -> Result<ImportOptions, Halt> {
    let one_of = |names: &[&'static str]| -> Result<Option<&'static str>, Halt> {
        let mut given = names.iter().copied().filter(|name| call.given.flag(name));
        let first = given.next();
        match (first, given.next()) {
            (Some(first), Some(second)) => Err(Problem::cannot("options_exclude")
                .with("one", format!("--{first}"))
                .with("other", format!("--{second}"))
                .into()),
            (first, _) => Ok(first),
        }
    };
    let matching = match one_of(&["as-new", "update", "replace"])? {
        Some("as-new") => Matching::AsNew,
        Some("update") => Matching::ByReference,
        Some(_) => Matching::Replacing,
        None => Matching::ByOrigin,
    };
    let prefer = match one_of(&["ours", "theirs"])? {
        Some("ours") => Preference::Ours,
        Some(_) => Preference::Theirs,
        None => Preference::Open,
    };
    Ok(ImportOptions {
        matching,
        prefer,
        bring_back: call.given.flag("force"),
        lists_all: call.wants_json(),
    })
}
