//! `import`: a file's records into the register, all or nothing, and what it adds and changes.

use std::path::Path;

use super::call::{Call, Halt};
use crate::config::reason;
use crate::domain::problem::Problem;
use crate::exchange::import::{plan, read};
use crate::session::{output, report};

/// `ropa import`.
pub(super) fn import(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let path = call.given.path("file").unwrap_or(Path::new("-")).to_owned();
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
        let planned = plan(&document, session.register())?.report;
        let text = report::import(call.words(), &planned);
        call.line(&text)?;
        call.say("cli.import.dry", &[])?;
        return Ok(0);
    }
    let mut session = call.open_to_write()?;
    if !call.given.flag("force") && plan(&document, session.register())?.report.may_bring_back {
        return Err(Problem::refused("import_before_redaction").into());
    }
    let label = call.words().fill("cli.label.import", &[("file", &name)]);
    let label = call.label(&label)?;
    let (done, mark) = session.import(&document, label)?;
    let text = report::import(call.words(), &done);
    call.line(&text)?;
    if let Some(mark) = mark {
        call.say("cli.import.done", &[("number", &mark.number.to_string())])?;
    }
    Ok(0)
}
