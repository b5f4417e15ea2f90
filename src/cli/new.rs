//! `new` and `sample`: registers that were not there before.

use std::path::{Path, PathBuf};

use super::call::{Call, Halt};
use crate::domain::codes::is_tag;
use crate::domain::language::Language;
use crate::domain::problem::Problem;
use crate::law::{Destination, Law};
use crate::sample;
use crate::session::{Founding, Session, output};

/// `ropa new`: an empty register, with one organisation of ours where it is named.
pub(super) fn new(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let file = &file(call)?;
    let text = |name| {
        let given = call.given.text(name).map(str::trim);
        given.filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let country = match call.given.text("country") {
        Some(typed) => Some(country(&call.setting.lexicon.law, typed)?),
        None => None,
    };
    let name = text("name");
    let content = content_language(call)?;
    let title = match (text("title"), &name) {
        (None, Some(name)) => Some(
            call.setting
                .lexicon
                .title_of_new(name, Language::from_code(&content))?,
        ),
        (given, _) => given,
    };
    let founding = Founding {
        name,
        title,
        country,
        language: Some(content),
        review_interval: Some(call.setting.configuration.review_interval),
        label: call.words().get("label.founding").to_owned(),
    };
    if founding.country.is_some() && founding.name.is_none() {
        return Err(Problem::usage("country_without_name").into());
    }
    make_default_directory(call, file)?;
    let made = Session::create(file, &founding, call.setting.surroundings.clone())?;
    call.stands(file);
    call.accept(&made);
    call.say("cli.new.created", &[("file", &file.display().to_string())])?;
    Ok(0)
}

/// `ropa sample`: a made-up register; a seed that is given gives the same bytes each time.
pub(super) fn sample(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let file = &file(call)?;
    let seed = call.given.number("seed")?;
    let activities = match call.given.number("activities")? {
        Some(number) => usize::try_from(number).unwrap_or(usize::MAX),
        None => sample::WRITTEN_ACTIVITIES,
    };
    if activities > MOST_ACTIVITIES {
        return Err(Problem::usage("sample_too_large")
            .with("most", MOST_ACTIVITIES)
            .into());
    }
    make_default_directory(call, file)?;
    // A file that is there is refused before the work, not after it.
    if file.symlink_metadata().is_ok() {
        return Err(Problem::cannot("store_exists")
            .with("file", file.display())
            .into());
    }
    let mut sample = sample::register(seed.unwrap_or(1), activities, language(call))?;
    // A seed is asked for by those who want the same once more, with all that is in it.
    if seed.is_none() {
        sample = sample.with_identity(&(call.setting.surroundings.new_id)());
    }
    let made = Session::create_sample(file, sample, call.setting.surroundings.clone())?;
    call.stands(file);
    call.accept(&made);
    call.say(
        "cli.sample.created",
        &[
            ("file", &file.display().to_string()),
            ("activities", &call.words().count("activities", activities)),
        ],
    )?;
    Ok(0)
}

/// More than any register has, and as much as memory surely holds.
const MOST_ACTIVITIES: usize = 1_000_000;

fn file(call: &Call<'_, '_>) -> Result<PathBuf, Problem> {
    call.path("file")
        .ok_or_else(|| Problem::usage("arguments_unclear").with("help", "ropa --help"))
}

/// The tag of the language of the content: any, as asked, else that of the program.
fn content_language(call: &Call<'_, '_>) -> Result<String, Problem> {
    let Some(typed) = call.given.text("language").map(str::trim) else {
        return Ok(call.words().language().code().to_owned());
    };
    if is_tag(typed) {
        Ok(typed.to_owned())
    } else {
        Err(Problem::usage("content_language").with("text", typed))
    }
}

/// The language of the sample: as asked, else that of the program.
fn language(call: &Call<'_, '_>) -> Language {
    call.given
        .text("language")
        .and_then(Language::from_code)
        .unwrap_or_else(|| call.words().language())
}

/// The code of a country that was typed.
pub(super) fn country(law: &Law, typed: &str) -> Result<String, Problem> {
    match law.destination(typed) {
        Some(Destination::Country(country) | Destination::Place(_, country)) => {
            Ok(country.code.clone())
        }
        _ => Err(Problem::usage("country_unknown").with("text", typed)),
    }
}

/// The data directory is the program's own: it is made where the register is to be there.
fn make_default_directory(call: &Call<'_, '_>, file: &Path) -> Result<(), Problem> {
    match &call.setting.environment.data_directory {
        Some(directory) if file.parent() == Some(directory) => output::make_directory(file),
        _ => Ok(()),
    }
}
