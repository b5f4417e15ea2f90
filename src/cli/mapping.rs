//! `mapping`: what becomes of the columns of a sheet, as a file to mend and to import with.

use std::path::{Path, PathBuf};

use super::call::{Call, Halt};
use crate::config::places;
use crate::domain::problem::Problem;
use crate::exchange::sheets::{Mapping, SheetRequest};
use crate::session::incoming::{Brought, own_mappings};
use crate::session::{brought, output};

/// `ropa mapping`.
pub(super) fn mapping(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let path = call.path("file").unwrap_or_default();
    let known = call.given.text("mapping").map(|named| read(call, named));
    let known = known.transpose()?;
    let own = own(call);
    let wanted = SheetRequest {
        sheet: call.given.text("sheet"),
        mapping: known.as_ref(),
        own: &own,
        ..SheetRequest::default()
    };
    let read = Brought::read(&path, &wanted, &call.setting.lexicon)?;
    let Some(report) = read.sheet_report() else {
        return Err(Problem::refused("mapping_of_no_sheet")
            .with("file", path.display())
            .into());
    };
    let saved = call.given.text("save").map(str::to_owned);
    let name = saved.clone().unwrap_or_else(|| report.source.clone());
    let text = brought::mapping(call.words(), &name, report);
    let Some(name) = saved else {
        call.data(&text)?;
        return Ok(0);
    };
    let file = file(call, &name)?;
    output::make_directory(&file)?;
    output::write(
        &file,
        &text,
        call.given.flag("force"),
        &call.setting.guard(),
    )?;
    let shown = file.display().to_string();
    call.say("cli.mapping.saved", &[("name", &name), ("file", &shown)])?;
    Ok(0)
}

/// The mapping of a name or file: one that was saved, one that comes with the program, or a file.
pub(super) fn read(call: &Call<'_, '_>, named: &str) -> Result<Mapping, Problem> {
    let home = call.setting.environment.home.as_deref();
    let own = file(call, named).ok().filter(|file| file.is_file());
    output::mapping(named, own.as_deref(), |named| {
        places::expanded(Path::new(named), home)
    })
}

/// Where a mapping of a name is kept.
fn file(call: &Call<'_, '_>, name: &str) -> Result<PathBuf, Problem> {
    let directory = places::mapping_directory(&call.setting.environment);
    output::mapping_file(directory.as_deref(), name)
}

/// The mappings that the user keeps; those that cannot be read are told.
pub(super) fn own(call: &mut Call<'_, '_>) -> Vec<Mapping> {
    let directory = places::mapping_directory(&call.setting.environment);
    let (own, unread) = own_mappings(directory.as_deref());
    for problem in &unread {
        call.warn(problem);
    }
    own
}
