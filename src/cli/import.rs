//! `import`: a file's records into the register, all or nothing, and what it adds and changes.

use std::fs;
use std::path::Path;

use super::call::{Call, Halt};
use crate::config::reason;
use crate::domain::field::RecordKind;
use crate::domain::problem::Problem;
use crate::exchange::import::{ChangedRecord, ImportReport, decode, plan, read};

/// `ropa import`.
pub(super) fn import(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let path = call.given.path("file").unwrap_or(Path::new("-")).to_owned();
    let name = path.display().to_string();
    let mut bytes = Vec::new();
    let reading = if path == Path::new("-") {
        call.streams.input.read_to_end(&mut bytes).map(|_| ())
    } else {
        fs::read(&path).map(|read| bytes = read)
    };
    reading.map_err(|error| {
        Problem::cannot("import_unreadable")
            .with("file", &name)
            .with("reason", reason(&error))
    })?;
    let document = read(decode(&bytes)?)?;
    let mut session = call.open()?;
    let dry = call.given.flag("dry-run");
    let (report, mark) = if dry {
        (plan(&document, session.register())?.report, None)
    } else {
        let shown = path
            .file_name()
            .map_or(name, |name| name.display().to_string());
        let label = call.words().fill("change.import", &[("file", &shown)]);
        session.import(&document, &label)?
    };
    tell_report(call, &report)?;
    if dry {
        call.say("cli.import.dry", &[])?;
    } else if let Some(mark) = mark {
        call.say("cli.import.done", &[("number", &mark.number.to_string())])?;
    } else {
        call.say("cli.import.nothing", &[])?;
    }
    Ok(0)
}

fn tell_report(call: &mut Call<'_, '_>, report: &ImportReport) -> Result<(), Halt> {
    for (kind, references) in &report.added {
        let line = call.words().fill(
            "cli.import.added",
            &[
                ("kind", call.words().many(*kind)),
                ("n", &references.len().to_string()),
                ("refs", &shortened(references)),
            ],
        );
        call.line(&line)?;
    }
    for changed in &report.changed {
        let line = changed_line(call, changed);
        call.line(&line)?;
    }
    if report.unchanged > 0 {
        let count = call.words().count("records", report.unchanged);
        call.say("cli.import.unchanged", &[("records", &count)])?;
    }
    if report.replaces_founding {
        call.say("cli.import.replaces_founding", &[])?;
    }
    if report.keeps_own_data {
        call.say("cli.import.keeps_own_data", &[])?;
    }
    if report.cleaned > 0 {
        let count = call.words().count("texts", report.cleaned);
        call.say("cli.import.cleaned", &[("texts", &count)])?;
    }
    Ok(())
}

/// One record that changes: its reference, and what of it by the names that people know.
fn changed_line(call: &Call<'_, '_>, changed: &ChangedRecord) -> String {
    let words = call.words();
    let labels: Vec<&str> = changed
        .fields
        .iter()
        .map(|key| {
            Some(words.label(changed.kind, key))
                .filter(|label| !label.is_empty())
                .unwrap_or(key)
        })
        .collect();
    let name = if changed.kind == RecordKind::RegisterData {
        words.one(changed.kind)
    } else {
        &changed.reference
    };
    words.fill(
        "cli.import.changed",
        &[("ref", name), ("fields", &labels.join(", "))],
    )
}

/// References on one line: all of them where they are few, else the first and the last.
fn shortened(references: &[String]) -> String {
    match references {
        [first, .., last] if references.len() > 8 => format!("{first} … {last}"),
        few => few.join(", "),
    }
}
