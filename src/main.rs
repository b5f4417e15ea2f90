//! The program's entry: reads the process that it runs in (arguments, variables, clock, terminal), and hands it down.

use std::ffi::OsString;
use std::io::{self, BufWriter, IsTerminal as _};
use std::process::ExitCode;
use std::rc::Rc;

use directories::{BaseDirs, ProjectDirs};

use ropa::cli::{self, Machine, Outcome, Setting, Streams};
use ropa::config::Environment;
use ropa::domain::problem::Problem;

fn main() -> ExitCode {
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
        Outcome::Done(code) => ExitCode::from(code),
        Outcome::Screen(setting) => {
            let words = setting.lexicon.words.clone();
            screen(*setting).unwrap_or_else(|problem| {
                ExitCode::from(cli::report(&words, &problem, &mut io::stderr().lock()))
            })
        }
    }
}

/// What only the process can give.
fn machine() -> Machine {
    let project = ProjectDirs::from("", "", "ropa");
    let directory = |of: fn(&ProjectDirs) -> &std::path::Path| {
        project.as_ref().map(|project| of(project).to_owned())
    };
    Machine {
        environment: Environment {
            home: BaseDirs::new().map(|user| user.home_dir().to_owned()),
            configuration_directory: directory(ProjectDirs::config_dir),
            data_directory: directory(ProjectDirs::data_dir),
            variables: std::env::vars_os().collect(),
            locale: sys_locale::get_locale(),
            terminal: io::stdin().is_terminal() && io::stdout().is_terminal(),
        },
        clock: Rc::new(|| chrono::Local::now().fixed_offset()),
        new_id: Rc::new(|| uuid::Uuid::new_v4().to_string()),
    }
}

/// The screen.
fn screen(_setting: Setting) -> Result<ExitCode, Problem> {
    let commands = cli::command::COMMANDS.iter().map(|command| command.name);
    Err(Problem::cannot("no_terminal").with("commands", commands.collect::<Vec<_>>().join(", ")))
}
