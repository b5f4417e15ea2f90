//! The program's entry: reads the process that it runs in (arguments, variables, clock, terminal), and hands it down.

use std::ffi::OsString;
use std::io::{self, BufWriter, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use directories::{BaseDirs, ProjectDirs};

use ropa::cli::{self, CommandSetting, INTERRUPTED, Interrupt, Machine, RunOutcome, Streams};
use ropa::config::{Choices, Environment, places};
use ropa::domain::problem::Problem;
use ropa::session::output;
use ropa::tui::app::{self, App};
use ropa::tui::clipboard::Clipboard;
use ropa::tui::configured;
use ropa::tui::run::{self, Wishes};
use ropa::tui::signs::SignSet;

/// What gives out memory: a register is hundreds of thousands of small values, made by several threads at once.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    ignore_file_limit();
    no_signal_for_a_large_file();
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let outcome = {
        let mut output = BufWriter::new(io::stdout().lock());
        let mut streams = Streams {
            input: &mut io::stdin().lock(),
            output: &mut output,
            messages: &mut io::stderr().lock(),
        };
        cli::run(&arguments, machine(), &mut streams)
    };
    match outcome {
        RunOutcome::Done(code) => {
            if code == INTERRUPTED {
                interrupt();
            }
            ExitCode::from(code)
        }
        RunOutcome::Screen(setting) => {
            let words = setting.lexicon.words.clone();
            screen(&setting).unwrap_or_else(|problem| {
                ExitCode::from(cli::report(&words, &problem, &mut io::stderr().lock()))
            })
        }
    }
}

/// Lets a file that would grow beyond the limit of the process fail as one on a full disk does, with its name and a
/// remedy: the signal's own way is to end the program without a word.
#[cfg(unix)]
fn ignore_file_limit() {
    let caught = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    // Without it the program only ends as the system would have it.
    let _ = signal_hook::flag::register(rustix::process::Signal::XFSZ.as_raw(), caught);
}

#[cfg(not(unix))]
fn ignore_file_limit() {}

/// A file that grows over the system's limit is an error like others, and does not end the program without a word.
#[cfg(unix)]
fn no_signal_for_a_large_file() {
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default());
}

#[cfg(not(unix))]
const fn no_signal_for_a_large_file() {}

/// Begins to catch Ctrl-C. A second one ends the program as it always would.
#[cfg(unix)]
fn catch_interrupt() -> Arc<AtomicBool> {
    let caught = Arc::default();
    let second = Arc::clone(&caught);
    let interrupt = signal_hook::consts::SIGINT;
    // Without it the program ends as the system would have it.
    let _ = signal_hook::flag::register_conditional_default(interrupt, second)
        .and_then(|_| signal_hook::flag::register(interrupt, Arc::clone(&caught)));
    caught
}

#[cfg(not(unix))]
fn catch_interrupt() -> Arc<AtomicBool> {
    Arc::default()
}

/// Ends the program as Ctrl-C does, so that a script that runs it ends too.
#[cfg(unix)]
fn interrupt() {
    let _ = signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGINT);
}

#[cfg(not(unix))]
const fn interrupt() {}

/// What only the process can give.
fn machine() -> Machine {
    let home = BaseDirs::new().map(|user| user.home_dir().to_owned());
    let (configuration_directory, data_directory) = directories(home.as_deref());
    Machine {
        locales: ropa::words::LOCALES,
        environment: Environment {
            home,
            configuration_directory,
            system_directories: system_directories(),
            data_directory,
            variables: std::env::vars_os().collect(),
            locale: sys_locale::get_locale(),
            terminal: io::stdin().is_terminal() && io::stdout().is_terminal(),
            columns: (io::stdout().is_terminal())
                .then(crossterm::terminal::size)
                .and_then(Result::ok)
                .map(|(columns, _)| columns),
        },
        clock: Arc::new(|| chrono::Local::now().fixed_offset()),
        new_id: Arc::new(|| uuid::Uuid::new_v4().to_string()),
        new_salt: Arc::new(|| uuid::Uuid::new_v4().simple().to_string()),
        interrupt: (io::stderr().is_terminal()).then(|| Rc::new(catch_interrupt) as Interrupt),
        judge,
    }
}

/// The directories of the user's configuration and data.
fn directories(home: Option<&Path>) -> (Option<PathBuf>, Option<PathBuf>) {
    let Some(project) = ProjectDirs::from("", "", "ropa") else {
        return (None, None);
    };
    let (configuration, data) = match home.filter(|_| cfg!(target_os = "macos")) {
        Some(home) => {
            let variable = |name: &str| std::env::var_os(name).map(PathBuf::from);
            places::on_macos(home, project.data_dir(), variable)
        }
        None => (
            project.config_dir().to_owned(),
            project.data_dir().to_owned(),
        ),
    };
    (Some(configuration), Some(data))
}

/// Where a configuration for all users of the computer may be.
fn system_directories() -> Vec<PathBuf> {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    if cfg!(windows) {
        let folder = variable("ProgramData").map(|folder| Path::new(&folder).join("ropa"));
        return folder.into_iter().collect();
    }
    // The XDG base directories; then where administrators look first.
    let named = variable("XDG_CONFIG_DIRS").unwrap_or_else(|| "/etc/xdg".into());
    let named = std::env::split_paths(&named).filter(|directory| directory.is_absolute());
    named
        .map(|directory| directory.join("ropa"))
        .chain(["/etc/ropa".into()])
        .collect()
}

/// The screen, until the user is done.
fn screen(setting: &CommandSetting) -> Result<ExitCode, Problem> {
    let configuration = &setting.configuration;
    let keymap = configured::keymap(configuration)?;
    let doubts = configured::doubts(configuration, &setting.lexicon);
    let environment = &setting.environment;
    let warning = |problem: &Problem| {
        let message = setting.words().message(problem);
        [Some(message.text), message.hint]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join("\n")
    };
    // https://no-color.org: set to anything but nothing, it turns colours off.
    let colours = setting.configuration.colours && environment.raw("NO_COLOR").is_none();
    let editor = ["VISUAL", "EDITOR"]
        .into_iter()
        .find_map(|name| environment.variable(name));
    let mut app = App::new(app::AppSetting {
        path: setting.register_file()?.to_owned(),
        lexicon: setting.lexicon.clone(),
        language_asked: setting.language_asked,
        keymap,
        colours,
        theme: setting.configuration.theme,
        signs: SignSet::of(|name| environment.variable(name)),
        surroundings: setting.surroundings.clone(),
        directory: std::env::current_dir().unwrap_or_default(),
        home: environment.home.clone(),
        country: environment.country(),
        copies: setting.copies().filter(|_| !setting.read_only),
        read_only: setting.read_only,
        memory: setting.memory.clone(),
        guard: setting.guard(),
        rescue: places::rescue_directory(environment).filter(|_| !setting.read_only),
        mouse: setting.configuration.mouse,
        registers: setting.configuration.registers.clone(),
        choices: chosen(setting).over(configuration),
        choices_file: places::choices_file(environment).filter(|_| !setting.read_only),
        mappings: places::mapping_directory(environment),
        templates: places::template_directory(environment),
        review_interval: Some(setting.configuration.review_interval),
        leads: setting.leads(),
        warnings: setting
            .warnings
            .iter()
            .chain(&doubts)
            .map(warning)
            .collect(),
    });
    let wishes = Wishes {
        editor: editor.unwrap_or("vi"),
        mouse: setting.configuration.mouse,
        clipboard: Clipboard::of(|name| environment.raw(name).is_some()),
    };
    let ended = run::run(&mut app, wishes);
    app.remember();
    ended?;
    // The program ends: the user shall not wait while a large register is given back piece by piece.
    std::mem::forget(app);
    Ok(ExitCode::SUCCESS)
}

/// What was chosen on the screen before; nothing where that cannot be read.
fn chosen(setting: &CommandSetting) -> Choices {
    let file = places::choices_file(&setting.environment);
    let kept = file.and_then(|file| output::read(&file).ok());
    kept.map(|text| Choices::parse(&text)).unwrap_or_default()
}

/// What of the configuration the screen cannot do, or does nothing.
fn judge(setting: &CommandSetting) -> Vec<Problem> {
    let configuration = &setting.configuration;
    let mut judged = configured::faults(configuration);
    judged.extend(configured::doubts(configuration, &setting.lexicon));
    judged.extend(configured::shadowed(configuration, &chosen(setting)));
    judged
}
