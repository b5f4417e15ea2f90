//! `import`: a file's records into the register, all or nothing, and what it adds and changes.

use std::path::Path;

use super::call::{Call, Halt};
use crate::config::reason;
use crate::domain::problem::Problem;
use crate::exchange::import::read;
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
    if call.given.flag("dry-run") {
        let session = call.open()?;
        let planned = session.look_at_import(&document)?;
        let text = report::import(call.words(), &planned);
        call.line(&text)?;
        for doubt in &planned.doubts {
            call.warn(doubt);
        }
        call.say("cli.import.dry", &[])?;
        return Ok(0);
    }
    let mut session = call.open_to_write()?;
    let asked = call.given.flag("force");
    if !asked {
        let planned = session.look_at_import(&document)?;
        if let Some(refusal) = planned.refusal() {
            return Err(refusal.into());
        }
    }
    let label = call.words().fill("cli.label.import", &[("file", &name)]);
    let label = call.label(&label)?;
    let (done, mark) = session.import(&document, label, asked)?;
    for doubt in &done.doubts {
        call.warn(doubt);
    }
    let text = report::import(call.words(), &done);
    call.line(&text)?;
    if let Some(mark) = mark {
        call.say("cli.import.done", &[("number", &mark.number.to_string())])?;
    }
    Ok(0)
}
