//! `import`: a file's records into the register, all or nothing, and what it adds and changes.

use std::path::Path;

use super::call::{Call, Halt};
use crate::config::reason;
use crate::domain::problem::Problem;
use crate::exchange::import::{Matching, Preference, read};
use crate::session::import::ImportOptions;
use crate::session::{output, report};

/// `ropa import`.
pub(super) fn import(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let path = call.path("file").unwrap_or_else(|| "-".into());
    let name = path
        .file_name()
        .map_or_else(String::new, |name| name.display().to_string());
    let text = if path == Path::new("-") {
        output::read_from(&mut *call.streams.input, &name, |error| {
            Problem::cannot("stdin_failed").with("reason", reason(error))
        })?
    } else {
        output::read(&path)?
    };
    let document = read(&text)?;
    let wanted = wanted(call)?;
    if call.given.flag("dry-run") {
        let session = call.open()?;
        let planned = session.look_at_import(&document, wanted)?;
        let text = report::import(&call.setting.lexicon, session.register(), &planned);
        call.line(&text)?;
        for doubt in &planned.doubts {
            call.warn(doubt);
        }
        call.say("cli.import.dry", &[])?;
        let open = planned.open_conflicts(wanted.prefer).is_some();
        return Ok(u8::from(open));
    }
    let mut session = call.open_to_write()?;
    let planned = session.look_at_import(&document, wanted)?;
    let refused = planned.refusal().filter(|_| !wanted.bring_back);
    if let Some(refusal) = refused {
        return Err(refusal.into());
    }
    if let Some(refusal) = planned.open_conflicts(wanted.prefer) {
        let text = report::conflicts(&call.setting.lexicon, session.register(), &planned);
        call.line(&text)?;
        return Err(refusal.into());
    }
    let before = session.register().clone();
    let label = call.words().fill("cli.label.import", &[("file", &name)]);
    let label = call.label(&label)?;
    let (done, mark) = session.import(&document, label, wanted)?;
    for doubt in &done.doubts {
        call.warn(doubt);
    }
    let text = report::import(&call.setting.lexicon, &before, &done);
    call.line(&text)?;
    if let Some(mark) = mark {
        call.say("cli.import.done", &[("number", &mark.number.to_string())])?;
    }
    Ok(0)
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
    })
}
