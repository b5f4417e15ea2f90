//! The command line: words in, text out. Everything that the screen does, a plain command does too.
//!
//! | to change | go to |
//! | --- | --- |
//! | which commands there are, what they take and whether they write | [`command`], `writes` |
//! | how a parameter is written, and what it takes | `parameter` |
//! | how arguments are read and refused | `parser`, `given` |
//! | where language, day, author, law and register come from | [`setting`] |
//! | how a command opens, writes and warns | `call` |
//! | what is told of a command that takes long | `watched` |
//! | a register made, found, kept, taken back, given an identity | `new`, `upkeep`, `identity` |
//! | what is listed, shown, checked, due, told of earlier states | [`list`], [`show`], [`check`], [`due`], [`history`], [`edition`], [`uses`] |
//! | acts on what is due; findings lived with | [`desk`], [`waive`] |
//! | one change to several records; copies for other organisations; templates | [`bulk`], [`mod@copy`], [`template`] |
//! | what goes out and comes in | [`export`], [`notice`], [`import`], [`mapping`], [`ask`] |
//! | what forms of the screen hold that are not saved | [`drafts`] |
//! | what is taken out for good | [`redact`] |
//! | what is said of the law and of the program | [`law`], [`country`], [`manual`] |

mod ask;
mod bulk;
mod call;
mod check;
pub mod command;
mod copy;
mod country;
mod desk;
mod drafts;
mod due;
mod edition;
mod export;
mod given;
mod history;
mod identity;
mod import;
mod law;
mod list;
mod manual;
mod mapping;
mod new;
mod notice;
pub mod parameter;
mod parser;
mod redact;
pub(crate) mod setting;
mod show;
mod template;
mod upkeep;
mod uses;
mod waive;
mod watched;
mod writes;

use std::cell::RefCell;
use std::ffi::OsString;
use std::io::Write;
use std::rc::Rc;
use std::sync::Arc;

pub use call::{INTERRUPTED, Streams, exit_code};
pub use command::{formats, table};
pub use setting::{CommandSetting, Interrupt, Judge, Machine};

use call::{Call, Done, Halt, Weight, tell};
use parser::Invocation;

use crate::config::Configuration;
use crate::domain::language::Language;
use crate::domain::problem::Problem;
use crate::words::Words;

/// The completions of a shell, in English.
///
/// # Errors
/// `arguments_unclear`, for a shell that is not known.
pub fn completions(shell: &str) -> Result<String, Problem> {
    upkeep::completion_script(parser::completed(&Words::load(Language::ENGLISH)?), shell)
}

/// How a run ended.
pub enum RunOutcome {
    /// The screen is asked for, and there is a terminal.
    Screen(Box<CommandSetting>),
    /// It is done, with this exit code.
    Done(u8),
}

/// Runs what the arguments ask for, the program's own name first. Data go to the output, messages to the messages.
pub fn run(arguments: &[OsString], machine: Machine, streams: &mut Streams<'_>) -> RunOutcome {
    let configuration = Configuration::load(&machine.environment);
    let tongue = setting::tongue(arguments, &machine, configuration.as_ref().ok());
    let words = Words::of(machine.locales, tongue.spoken)
        .or_else(|_| Words::of(machine.locales, Language::ENGLISH));
    let words = match words {
        Ok(words) => Arc::new(words),
        Err(problem) => {
            // Without words only the plain text of the problem is left; a test keeps that from happening.
            let _ = writeln!(streams.messages, "{problem}");
            return RunOutcome::Done(exit_code(&problem));
        }
    };
    let done = Rc::new(RefCell::new(Done::default()));
    let outcome = parser::parse(arguments, &words).map_err(Halt::from);
    let outcome = outcome.and_then(|asked| match tongue.problem {
        Some(problem) if !matches!(asked, Invocation::Text(_)) => Err(problem.into()),
        _ => follow(
            asked,
            machine,
            configuration,
            tongue.asked,
            &words,
            streams,
            &done,
        ),
    });
    let outcome = outcome.and_then(|outcome| {
        streams.output.flush()?;
        Ok(outcome)
    });
    for problem in &done.borrow().told {
        tell(&words, Weight::Warning, problem, streams.messages);
    }
    match outcome {
        Ok(outcome) => outcome,
        Err(Halt::Closed) => RunOutcome::Done(0),
        Err(Halt::Problem(problem)) => {
            let _ = streams.output.flush();
            let problem = done.borrow().put_right(problem);
            RunOutcome::Done(report(&words, &problem, streams.messages))
        }
    }
}

/// Tells a problem, and gives its exit code.
pub fn report(words: &Words, problem: &Problem, messages: &mut dyn Write) -> u8 {
    tell(words, Weight::Error, problem, messages);
    exit_code(problem)
}

/// Does what is asked for.
fn follow(
    asked: Invocation,
    machine: Machine,
    configuration: Result<Configuration, Problem>,
    language: Option<Language>,
    words: &Arc<Words>,
    streams: &mut Streams<'_>,
    done: &Rc<RefCell<Done>>,
) -> Result<RunOutcome, Halt> {
    let (command, given) = match asked {
        Invocation::Text(text) => {
            streams.output.write_all(text.as_bytes())?;
            return Ok(RunOutcome::Done(0));
        }
        Invocation::Screen(given) => (None, given),
        Invocation::Command(command, given) => (Some(command), given),
    };
    let configuration = match (configuration, command) {
        (Ok(configuration), _) => configuration,
        (Err(problem), Some(command)) if command.tolerant => {
            tell(words, Weight::Warning, &problem, streams.messages);
            Configuration::default()
        }
        (Err(problem), _) => return Err(problem.into()),
    };
    if command.is_none() && !machine.environment.terminal {
        let names: Vec<&str> = command::COMMANDS
            .iter()
            .map(|command| command.name)
            .collect();
        return Err(Problem::cannot("no_terminal")
            .with("commands", names.join(", "))
            .into());
    }
    // It has no place to put a word at.
    if command.is_none() && machine.environment.variable("TERM") == Some("dumb") {
        return Err(Problem::cannot("terminal_dumb").into());
    }
    let setting = setting::setting(&given, machine, configuration, language, words.clone())?;
    let Some(command) = command else {
        // The screen tells its warnings itself: what stands on the terminal before it is gone when it opens.
        return Ok(RunOutcome::Screen(Box::new(setting)));
    };
    // Whatever else would be said of it: it is not done.
    if setting.read_only && command.writes.with(&given) {
        return Err(Problem::cannot("read_only_command")
            .with("command", command.name)
            .into());
    }
    for warning in &setting.warnings {
        tell(words, Weight::Warning, warning, streams.messages);
    }
    let mut call = Call {
        name: command.name,
        parameters: command.parameters,
        setting: &setting,
        given: &given,
        streams,
        done: Rc::clone(done),
        parser: parser::completed,
    };
    (command.action)(&mut call).map(RunOutcome::Done)
}
