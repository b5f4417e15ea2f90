//! Reading arguments: the table of commands as a parser whose every word comes from the locale, and what it refuses
//! as problems of ours.

use std::convert::Infallible;
use std::ffi::{OsStr, OsString};
use std::path::Path;

use clap::builder::{PossibleValue, PossibleValuesParser, ValueHint, ValueParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction};

use super::command::{self, COMMANDS, GLOBAL};
use super::given::Given;
use super::parameter::{Parameter, ParameterForm, Takes, other_names};
use crate::domain::problem::Problem;
use crate::domain::text::tidy;
use crate::exchange::format::Format;
use crate::exchange::layout;
use crate::words::Words;

/// What the arguments ask for.
pub(super) enum Invocation {
    /// A text: the help, or the version.
    Text(String),
    /// The screen.
    Screen(Given),
    /// A command.
    Command(&'static command::Subcommand, Given),
}

/// Reads the arguments, the program's own name first.
///
/// # Errors
/// What is wrong with them, as a problem of ours.
pub(super) fn parse(arguments: &[OsString], words: &Words) -> Result<Invocation, Problem> {
    let mut matches = match parser(words).try_get_matches_from(asked_by_word(arguments)) {
        Ok(matches) => matches,
        Err(error) => {
            return match error.kind() {
                ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
                    Ok(Invocation::Text(error.render().to_string()))
                }
                _ => Err(refusal(&error, arguments, words)),
            };
        }
    };
    let named = matches.remove_subcommand();
    let found = named.and_then(|(name, matches)| Some((command::find(&name)?, matches)));
    Ok(match found {
        Some((command, matches)) => Invocation::Command(command, matches.into()),
        None => Invocation::Screen(matches.into()),
    })
}

/// The arguments, with `help` and `help COMMAND` as the option that asks for it: other programs have it so.
fn asked_by_word(arguments: &[OsString]) -> Vec<OsString> {
    let mut arguments = arguments.to_vec();
    let at = place_of_command(&arguments);
    if arguments.get(at).is_some_and(|word| word == "help") {
        let named = arguments
            .get(at + 1)
            .is_some_and(|named| !named.as_encoded_bytes().starts_with(b"-"));
        if named {
            arguments.swap(at, at + 1);
            arguments[at + 1] = "--help".into();
        } else {
            arguments[at] = "--help".into();
        }
    }
    arguments
}

/// Where the command stands: behind the program's name and the options that stand with every command.
fn place_of_command(arguments: &[OsString]) -> usize {
    let takes_value = |typed: &str| {
        let mut options = GLOBAL
            .iter()
            .filter(|known| known.form == ParameterForm::Option);
        typed == "-r" || options.any(|known| typed.strip_prefix("--") == Some(known.name))
    };
    let mut at = 1;
    while let Some(typed) = arguments.get(at).and_then(|typed| typed.to_str())
        && typed.starts_with('-')
    {
        at += if takes_value(typed) { 2 } else { 1 };
    }
    at
}

/// The endings that files of `SQLite` usually have.
const REGISTERS: [&str; 3] = ["sqlite", "sqlite3", "db"];

/// The place in a help text of the first option that stands with every command; a command has far fewer of its own.
const EVERYWHERE: usize = 1000;

/// The parser in a language. Nothing of its own words is left: headings, usage and help are ours.
pub(super) fn parser(words: &Words) -> clap::Command {
    let text = |key: &'static str| words.get(key).to_owned();
    let template = format!(
        "{{about}}\n\n{} {{usage}}\n\n{{all-args}}{{after-help}}",
        words.get("cli.help.usage")
    );
    let dressed = |command: clap::Command| {
        command
            .help_template(template.clone())
            .disable_help_flag(true)
            .disable_version_flag(true)
            .disable_help_subcommand(true)
            .subcommand_help_heading(text("cli.help.commands"))
            .max_term_width(100)
    };
    let options = words.get("cli.help.options");
    let mut root = dressed(clap::Command::new("ropa"))
        .version(env!("CARGO_PKG_VERSION"))
        .about(text("cli.help.about"))
        .override_usage(format!(
            "ropa [{options}] [{}]",
            words.get("cli.value.command")
        ))
        .after_help(text("cli.help.after"));
    // What stands with every command comes in one order, after what is a command's own.
    for (place, parameter) in (EVERYWHERE..).zip(GLOBAL) {
        let help = words.find(&format!("cli.option.{}", parameter.name));
        root = root.arg(
            argument(parameter, words, help.unwrap_or(parameter.name))
                .global(true)
                .display_order(place)
                .help_heading(text("cli.help.everywhere")),
        );
    }
    root = root.arg(asking(
        "help",
        'h',
        ArgAction::Help,
        words.get("cli.option.help"),
        words,
    ));
    root = root.arg(asking(
        "version",
        'V',
        ArgAction::Version,
        words.get("cli.option.version"),
        words,
    ));
    for command in COMMANDS {
        let mut usage = vec![format!("ropa {}", command.name)];
        if command.parameters.iter().any(Parameter::is_option) {
            usage.push(format!("[{options}]"));
        }
        let mut child =
            dressed(clap::Command::new(command.name)).about(command.about(words).to_owned());
        for (place, parameter) in command.parameters.iter().enumerate() {
            if !parameter.is_option() || parameter.form == ParameterForm::NeededOption {
                usage.push(parameter.usage(words));
            }
            let arg = argument(parameter, words, command.help(words, parameter));
            child = child.arg(arg.display_order(place));
        }
        child = child.arg(asking(
            "help",
            'h',
            ArgAction::Help,
            words.get("cli.option.help"),
            words,
        ));
        root = root.subcommand(child.override_usage(usage.join(" ")));
    }
    root
}

/// The same parser as a shell is to complete what it takes: with words for what takes others too.
pub(super) fn completed(words: &Words) -> clap::Command {
    let mut root = parser(words);
    for command in COMMANDS {
        for parameter in command.parameters {
            let offered = parameter.offered();
            if !offered.is_empty() {
                let with = |arg: Arg| arg.value_parser(PossibleValuesParser::new(offered));
                root = root.mut_subcommand(command.name, |it| it.mut_arg(parameter.name, with));
            }
        }
    }
    root
}

fn asking(name: &'static str, short: char, action: ArgAction, help: &str, words: &Words) -> Arg {
    Arg::new(name)
        .long(name)
        .short(short)
        .action(action)
        .display_order(usize::MAX)
        .help(help.to_owned())
        .help_heading(words.get("cli.help.everywhere").to_owned())
}

fn argument(parameter: &Parameter, words: &Words, help: &str) -> Arg {
    let choices = parameter.takes.choices();
    let mut help = help.to_owned();
    // Where the value's own word does not name them, the help does.
    if let Takes::Format(document) = parameter.takes {
        help.push(' ');
        help += &words.fill("cli.help.default", &[("word", document.usual().code())]);
    } else if parameter.takes == Takes::Layout {
        let layouts: Vec<&str> = layout::names().collect();
        help.push(' ');
        help += &words.fill("cli.help.one_of", &[("words", &layouts.join(", "))]);
    } else if !choices.is_empty() && !matches!(parameter.takes, Takes::Choice(_)) {
        help.push(' ');
        help += &words.fill("cli.help.one_of", &[("words", &choices.join(", "))]);
    }
    let heading = if parameter.is_option() {
        "cli.help.options_heading"
    } else {
        "cli.help.arguments"
    };
    let mut arg = Arg::new(parameter.name)
        .help(help)
        .help_heading(words.get(heading).to_owned());
    if parameter.is_option() {
        arg = arg.long(parameter.name);
        // A reason is the reason of a hold and the because of every other decision: either word is understood.
        arg = match parameter.name {
            "because" => arg.alias("reason"),
            "reason" => arg.alias("because"),
            // The one that is given most often.
            "register" => arg.short('r'),
            // The one that other programs have under this letter.
            "output" => arg.short('o'),
            _ => arg,
        };
    }
    if parameter.form == ParameterForm::Flag {
        return arg.action(ArgAction::SetTrue);
    }
    arg = arg
        .value_name(parameter.word(words))
        .required(matches!(
            parameter.form,
            ParameterForm::Argument | ParameterForm::Arguments | ParameterForm::NeededOption
        ))
        .action(
            if matches!(
                parameter.form,
                ParameterForm::Repeated
                    | ParameterForm::Arguments
                    | ParameterForm::OptionalArguments
            ) {
                ArgAction::Append
            } else {
                ArgAction::Set
            },
        );
    if matches!(
        parameter.form,
        ParameterForm::Arguments | ParameterForm::OptionalArguments
    ) {
        arg = arg.num_args(1..);
    }
    if !choices.is_empty() {
        // clap's own list of them would be in English.
        let understood = choices
            .into_iter()
            .map(|word| understood(word, parameter, words));
        return arg
            .hide_possible_values(true)
            // A kind is a word of the language, which begins a heading or a line as it likes.
            .ignore_case(parameter.takes == Takes::Kind)
            .value_parser(PossibleValuesParser::new(understood));
    }
    match parameter.takes {
        Takes::File => arg
            .value_parser(ValueParser::path_buf())
            .value_hint(ValueHint::FilePath),
        _ => arg.value_parser(ValueParser::from(|text: &str| {
            Ok::<String, Infallible>(tidy(text).text.into_owned())
        })),
    }
}

/// A word that is taken, with the others that mean the same: of formats, and of kinds.
fn understood(word: &'static str, parameter: &Parameter, words: &Words) -> PossibleValue {
    let value = PossibleValue::new(word);
    if parameter.takes == Takes::Kind {
        return value.aliases(other_names(word, words));
    }
    match (parameter.takes, Format::from_code(word)) {
        (Takes::Format(_), Some(format)) => value.aliases(format.aliases()),
        _ => value,
    }
}

/// The command that people look for by a word that is none.
fn sought(typed: &str, words: &Words) -> Option<&'static str> {
    let typed = typed.to_lowercase();
    let is_sought = |command: &&command::Subcommand| command.sought_as(words).contains(&typed);
    let found = COMMANDS.iter().find(is_sought);
    found.map(|command| command.name)
}

/// What the parser refuses, as a problem of ours.
fn refusal(error: &clap::Error, arguments: &[OsString], words: &Words) -> Problem {
    let text = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        Some(ContextValue::Strings(texts)) => Some(texts.join(", ")),
        Some(ContextValue::StyledStrs(texts)) => Some(
            texts
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(", "),
        ),
        _ => None,
    };
    let of = |key: &'static str, kind: ContextKind| {
        let argument = text(kind).unwrap_or_default();
        // That it may stand there several times is no part of its name.
        Problem::usage(key).with("argument", argument.trim_end_matches("..."))
    };
    // Of several that are alike, the last is the most alike.
    let suggested = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::Strings(texts)) => texts.last().cloned(),
        _ => text(kind).filter(|text| !text.is_empty()),
    };
    let named = arguments
        .iter()
        .skip(1)
        .filter_map(|argument| OsStr::to_str(argument))
        .find_map(command::find);
    let problem = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let of = |key| of(key, ContextKind::InvalidSubcommand);
            let typed = text(ContextKind::InvalidSubcommand).unwrap_or_default();
            let sought = sought(&typed, words).map(str::to_owned);
            let meant = sought.or_else(|| option_of_file(&typed, None));
            match meant.or_else(|| suggested(ContextKind::SuggestedSubcommand)) {
                Some(meant) => of("command_unknown_but_like").with("meant", meant),
                None => of("command_unknown"),
            }
        }
        ErrorKind::UnknownArgument => {
            let of = |key| of(key, ContextKind::InvalidArg);
            let typed = text(ContextKind::InvalidArg).unwrap_or_default();
            let meant = suggested(ContextKind::SuggestedArg);
            match meant.or_else(|| option_of_file(&typed, named)) {
                Some(meant) => of("argument_unknown_but_like").with("meant", meant),
                None => of("argument_unknown"),
            }
        }
        ErrorKind::InvalidValue => match suggested(ContextKind::InvalidValue) {
            Some(value) => of("argument_not_one_of", ContextKind::InvalidArg)
                .with("value", value)
                .with("words", text(ContextKind::ValidValue).unwrap_or_default()),
            None => of("argument_without_value", ContextKind::InvalidArg),
        },
        ErrorKind::MissingRequiredArgument => of("argument_missing", ContextKind::InvalidArg),
        ErrorKind::ArgumentConflict => of("argument_twice", ContextKind::InvalidArg),
        ErrorKind::TooManyValues => of("argument_takes_nothing", ContextKind::InvalidArg),
        ErrorKind::InvalidUtf8 => Problem::usage("argument_not_utf8"),
        _ => Problem::usage("arguments_unclear"),
    };
    problem.with(
        "help",
        named.map_or_else(
            || "ropa --help".to_owned(),
            |command| format!("ropa {} --help", command.name),
        ),
    )
}

/// The option that takes a file which stands without it: `ropa register.sqlite`, `ropa export register.md`.
fn option_of_file(typed: &str, named: Option<&command::Subcommand>) -> Option<String> {
    let file = Path::new(typed);
    let ending = file.extension().filter(|_| !typed.starts_with('-'))?;
    if REGISTERS
        .iter()
        .any(|known| ending.eq_ignore_ascii_case(known))
    {
        return Some(format!("--register {typed}"));
    }
    let document = named?.parameters.iter().find_map(|it| match it.takes {
        Takes::Format(document) => Some(document),
        _ => None,
    })?;
    document
        .format_of(file)
        .is_ok()
        .then(|| format!("--output {typed}"))
}
