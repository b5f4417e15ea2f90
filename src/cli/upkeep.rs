//! `config`, `completions`, `backup` and `restore`: where things are, and what stands about the register.

use std::path::Path;

use super::call::{Call, Halt};
use crate::config::{Configuration, defaults, places};
use crate::domain::problem::Problem;
use crate::domain::progress::Monitor;
use crate::session::{copies, output, report, restoring};
use crate::words::Words;

/// `ropa config`: where things are, or the defaults with comments.
pub(super) fn config(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let setting = call.setting;
    if call.given.flag("defaults") {
        call.data(defaults(call.words().language()))?;
        return Ok(0);
    }
    let words = call.words();
    let nowhere = || words.get("cli.config.nowhere").to_owned();
    let there = |path: &Path| {
        let key = if path.exists() {
            "cli.config.there"
        } else {
            "cli.config.not_there"
        };
        words.fill(key, &[("path", &path.display().to_string())])
    };
    let environment = &setting.environment;
    let law = if setting.law_files.is_empty() {
        places::law_directory(environment).map_or_else(nowhere, |directory| {
            words.fill(
                "cli.config.no_law",
                &[("path", &directory.display().to_string())],
            )
        })
    } else {
        setting.law_files.join(", ")
    };
    let lines = [
        (
            "cli.config.file",
            places::configuration_file(environment).map_or_else(nowhere, |path| there(&path)),
        ),
        (
            "cli.config.system",
            places::system_configuration_file(environment).map_or_else(
                || {
                    let would_be = environment.system_directories.first();
                    would_be.map_or_else(nowhere, |directory| {
                        let path = directory.join("config.toml").display().to_string();
                        words.fill("cli.config.no_system", &[("path", &path)])
                    })
                },
                |path| there(&path),
            ),
        ),
        (
            "cli.config.data",
            environment
                .data_directory
                .as_deref()
                .map_or_else(nowhere, there),
        ),
        (
            "cli.config.register",
            setting.register.as_deref().map_or_else(nowhere, there),
        ),
        (
            "cli.config.copies",
            if setting.configuration.copies > 0 {
                places::copies_directory(environment).map_or_else(nowhere, |path| {
                    kept(words, &there(&path), &path, setting.register.as_deref())
                })
            } else {
                words.get("cli.config.copies_off").to_owned()
            },
        ),
        (
            "cli.config.author",
            words.author(&setting.surroundings.author).to_owned(),
        ),
        (
            "cli.config.language",
            words.get("cli.config.own_name").to_owned(),
        ),
        ("cli.config.law", law),
        (
            "cli.config.known_to",
            words.day(setting.lexicon.law.known_to()),
        ),
    ];
    for (key, value) in lines {
        let line = format!("{} {value}", call.words().get(key));
        call.line(&line)?;
    }
    say_files(call)?;
    let mut wrong = registers_that_are_folders(&setting.configuration);
    wrong.extend((setting.judge)(setting));
    for problem in &wrong {
        call.warn(problem);
    }
    Ok(0)
}

/// Says what each file of the configuration says.
fn say_files(call: &mut Call<'_, '_>) -> Result<(), Halt> {
    let setting = call.setting;
    for (file, keys) in setting.configuration.files() {
        let details = [
            ("file", file.display().to_string()),
            ("keys", keys.join(", ")),
        ];
        let details = details
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        if !keys.is_empty() {
            call.say("cli.config.says", &details)?;
        }
    }
    Ok(())
}

/// The registers of the configuration that are folders: what is empty there is the folder of the file.
fn registers_that_are_folders(configuration: &Configuration) -> Vec<Problem> {
    let named = configuration.registers.iter();
    let named = named.map(|(name, path)| (vec!["registers", name.as_str()], path));
    let usual = configuration.register.iter();
    let all = named.chain(usual.map(|path| (vec!["register"], path)));
    all.filter(|(_, path)| path.is_dir())
        .map(|(key, path)| {
            let problem = Problem::usage("config_register_folder").with("path", path.display());
            configuration.at(&key, problem)
        })
        .collect()
}

/// Where copies are, how many, and how much room they take.
fn kept(words: &Words, shown: &str, directory: &Path, register: Option<&Path>) -> String {
    let (own, all) = copies::kept(directory, register);
    if all.copies == 0 {
        return shown.to_owned();
    }
    words.fill(
        "cli.config.copies_kept",
        &[
            ("path", shown),
            ("n", &own.copies.to_string()),
            ("own_size", &words.size(own.bytes)),
            ("all", &all.copies.to_string()),
            ("all_size", &words.size(all.bytes)),
        ],
    )
}

/// `ropa completions`.
pub(super) fn completions(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let named = call.given.text("shell").unwrap_or_default();
    let script = completion_script((call.parser)(call.words()), named)?;
    call.data(&script)?;
    Ok(0)
}

/// The completions of a shell for a parser.
pub(super) fn completion_script(mut parser: clap::Command, shell: &str) -> Result<String, Problem> {
    let shell: clap_complete::Shell = shell
        .parse()
        .map_err(|_| Problem::usage("arguments_unclear").with("help", "ropa completions --help"))?;
    // Into memory first: the generator stops the program where it cannot write.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut parser, "ropa", &mut script);
    let script = String::from_utf8_lossy(&script).into_owned();
    Ok(match shell {
        clap_complete::Shell::Bash => with_equals_signs(&script),
        _ => script,
    })
}

/// The completions of bash, which parts a word at an equals sign: `--format=j` is completed as `--format j`.
fn with_equals_signs(script: &str) -> String {
    let inner = script.replacen("_ropa() {", "_ropa_words() {", 1);
    let (words, registration) = match inner.rfind("\nif [[ \"${BASH_VERSINFO[0]}\" -eq 4") {
        Some(at) => inner.split_at(at),
        None => (inner.as_str(), ""),
    };
    format!("{words}\n{BASH_EQUALS}{registration}")
}

/// Hands on to the completions what stands around an equals sign.
const BASH_EQUALS: &str = r#"_ropa() {
    local cur="$2" prev="$3"
    if [[ "${cur}" == "=" ]]; then
        cur=""
    elif [[ "${prev}" == "=" && ${COMP_CWORD} -ge 2 ]]; then
        prev="${COMP_WORDS[COMP_CWORD-2]}"
    fi
    _ropa_words "$1" "${cur}" "${prev}"
}
"#;

/// `ropa backup`: a checked copy, while the register is in use too.
pub(super) fn backup(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let typed = call.path("file").unwrap_or_default();
    let session = call.open_about(&[])?;
    let file = output::within(&typed, || {
        let mut name = session.path().file_stem().unwrap_or_default().to_owned();
        name.push(format!("-{}.sqlite", session.real_day()));
        name
    })
    .into_owned();
    session.back_up(&file)?;
    call.stands(&file);
    if let Some(memory) = &call.setting.memory {
        session.remember_backup(memory, &file);
    }
    call.say("cli.backup.done", &[("file", &file.display().to_string())])?;
    Ok(0)
}

/// `ropa restore`: a checked copy takes the register's place, which is put aside.
pub(super) fn restore(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let copy = call.path("file").unwrap_or_default();
    let register = call.setting.register_file()?.to_owned();
    let (force, dry) = (call.given.flag("force"), call.given.flag("dry-run"));
    if !dry {
        output::make_directory(&register)?;
    }
    let plan = restoring::look(
        &copy,
        &register,
        &call.setting.guard(),
        call.setting.purpose(),
        None,
        &Monitor::default(),
    )?;
    let told = report::restoring(call.words(), &plan);
    let doubt = plan.doubt().filter(|_| !force && !dry);
    if !told.is_empty() && doubt.is_none() {
        call.line(&told)?;
    }
    if dry {
        call.say("cli.restore.dry", &[])?;
        return Ok(0);
    }
    if let Some(doubt) = doubt {
        let doubt = doubt.with("file", copy.display()).with("told", told);
        return Err(doubt.into());
    }
    let now = (call.setting.surroundings.clock)();
    let (from, to, guard) = (copy.clone(), register.clone(), call.setting.guard());
    let restored = call.watched("work.restore", move |monitor| {
        restoring::restore(&from, &to, now, &guard, monitor)
    })?;
    call.stands(&register);
    // The file went back because somebody asked for it.
    if let Ok(session) = call.setting.open_about(&[]) {
        call.accept(&session);
    }
    let (copy, register) = (copy.display().to_string(), register.display().to_string());
    call.say("cli.restore.done", &[("copy", &copy), ("file", &register)])?;
    if let Some(aside) = restored {
        let aside = aside.display().to_string();
        call.say("cli.restore.aside", &[("aside", &aside)])?;
    }
    Ok(0)
}
