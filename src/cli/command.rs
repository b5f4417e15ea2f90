//! The table of commands: each declared once, with its arguments and options. The parser, the help, the completions
//! and the manual read it; its words are the locale keys `cli.command.NAME.about` and
//! `cli.command.NAME.PARAMETER`.

use super::call::{Call, Halt};
use super::{
    act, check, due, export, history, identity, import, list, new, place, redact, show, standing,
    waive,
};
use crate::domain::kind::RecordKind;
use crate::due::DueKind;
use crate::exchange::document::{Block, Inline, Table};
use crate::exchange::markdown::print;
use crate::words::Words;

/// What a command does: it gives the exit code.
pub(super) type Action = fn(&mut Call<'_, '_>) -> Result<u8, Halt>;

/// A command.
#[derive(Clone, Copy)]
pub struct Command {
    /// Its name, the same in every language, for scripts.
    pub name: &'static str,
    /// Its arguments and options, in the order in which they are told.
    pub parameters: &'static [Parameter],
    /// Whether it runs with a broken configuration too, after a warning.
    pub(super) tolerant: bool,
    /// Whether it makes or replaces registers, which nobody does who asked to read alone.
    pub(super) makes: bool,
    pub(super) action: Action,
}

/// An argument or option.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// Its name; an option is written with `--` before it.
    pub name: &'static str,
    /// How it is written.
    pub form: Form,
    /// What it takes.
    pub takes: Takes,
}

/// How a parameter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// By its place; it must be there.
    Argument,
    /// By its place; it may be left out.
    OptionalArgument,
    /// By its place, one or several.
    Arguments,
    /// By its name, once.
    Option,
    /// By its name, once; it must be there.
    NeededOption,
    /// By its name, as often as wanted.
    Repeated,
    /// By its name, without a value.
    Flag,
}

/// What a parameter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Nothing.
    Nothing,
    /// Text.
    Text,
    /// A path.
    File,
    /// A day as it is typed.
    Day,
    /// A reference, such as `A12`.
    Reference,
    /// A whole number.
    Number,
    /// A length of time, such as `P90D`.
    Period,
    /// An article of the GDPR, such as `30(1)(e)`.
    Article,
    /// A rule of the findings, such as `R21`.
    Rule,
    /// A country's code or name.
    Country,
    /// The plural of a kind of record or row.
    Kind,
    /// A kind of deadline.
    Deadline,
    /// A code of a list, or the reference of a record made from it.
    Code,
    /// A shell.
    Shell,
    /// An export, or a number and a hash.
    Print,
    /// One of these words.
    Choice(&'static [&'static str]),
}

impl Takes {
    /// The words that it takes, where it takes only some.
    #[must_use]
    pub fn choices(self) -> Vec<&'static str> {
        match self {
            Self::Choice(words) => words.to_vec(),
            Self::Shell => SHELLS.to_vec(),
            Self::Kind => {
                let mut names: Vec<&str> = Vec::new();
                for kind in &RecordKind::ALL[1..] {
                    if !names.contains(&kind.plural()) {
                        names.push(kind.plural());
                    }
                }
                names
            }
            Self::Deadline => DueKind::ALL.iter().map(|kind| kind.code()).collect(),
            _ => Vec::new(),
        }
    }

    /// The locale key of the word that stands for its value.
    const fn key(self) -> &'static str {
        match self {
            Self::Nothing | Self::Text | Self::Choice(_) => "cli.value.text",
            Self::File => "cli.value.file",
            Self::Day => "cli.value.day",
            Self::Reference => "cli.value.reference",
            Self::Number => "cli.value.number",
            Self::Country | Self::Code => "cli.value.country",
            Self::Period => "cli.value.period",
            Self::Article => "cli.value.article",
            Self::Rule => "cli.value.rule",
            Self::Kind | Self::Deadline => "cli.value.kind",
            Self::Shell => "cli.value.shell",
            Self::Print => "cli.value.print",
        }
    }

    /// The word that stands for its value: `FILE`, or `en|sv`.
    #[must_use]
    pub fn word(self, words: &Words) -> String {
        match self {
            Self::Choice(choices) => choices.join("|"),
            other => words.get(other.key()).to_owned(),
        }
    }
}

impl Parameter {
    /// Whether it is written with `--`.
    #[must_use]
    pub const fn is_option(&self) -> bool {
        !matches!(
            self.form,
            Form::Argument | Form::OptionalArgument | Form::Arguments
        )
    }

    /// How it is written: `FILE`, `[--as-of DAY]`, `[--activity REF]...`.
    #[must_use]
    pub fn usage(&self, words: &Words) -> String {
        let value = self.takes.word(words);
        match self.form {
            Form::Argument => value,
            Form::OptionalArgument => format!("[{value}]"),
            Form::Arguments => words.fill("cli.value.arguments", &[("value", &value)]),
            Form::NeededOption => format!("--{} {value}", self.name),
            Form::Option => format!("[--{} {value}]", self.name),
            Form::Repeated => format!("[--{} {value}]...", self.name),
            Form::Flag => format!("[--{}]", self.name),
        }
    }
}

const fn parameter(name: &'static str, form: Form, takes: Takes) -> Parameter {
    Parameter { name, form, takes }
}
const fn argument(name: &'static str, takes: Takes) -> Parameter {
    parameter(name, Form::Argument, takes)
}
const fn arguments(name: &'static str, takes: Takes) -> Parameter {
    parameter(name, Form::Arguments, takes)
}
const fn needed(name: &'static str, takes: Takes) -> Parameter {
    parameter(name, Form::NeededOption, takes)
}
const fn option(name: &'static str, takes: Takes) -> Parameter {
    parameter(name, Form::Option, takes)
}
const fn flag(name: &'static str) -> Parameter {
    parameter(name, Form::Flag, Takes::Nothing)
}
const fn command(name: &'static str, parameters: &'static [Parameter], action: Action) -> Command {
    Command {
        name,
        parameters,
        tolerant: false,
        makes: false,
        action,
    }
}
/// A command that makes or replaces registers.
const fn making(name: &'static str, parameters: &'static [Parameter], action: Action) -> Command {
    Command {
        makes: true,
        ..command(name, parameters, action)
    }
}

/// Why a save is made; the journal keeps it.
const BECAUSE: Parameter = option("because", Takes::Text);

const LANGUAGE: Takes = Takes::Choice(&["en", "sv"]);
const TEXT_OR_JSON: Takes = Takes::Choice(&["text", "json"]);
const SHELLS: &[&str] = &["bash", "elvish", "fish", "powershell", "zsh"];

/// What can stand with every command; its words are `cli.option.NAME`.
pub const GLOBAL: &[Parameter] = &[
    option("register", Takes::File),
    option("today", Takes::Day),
    option("lang", LANGUAGE),
    flag("read-only"),
];

/// Every command, in the order in which they are told.
pub const COMMANDS: &[Command] = &[
    making(
        "new",
        &[
            argument("file", Takes::File),
            option("name", Takes::Text),
            option("country", Takes::Country),
            option("title", Takes::Text),
            option("language", LANGUAGE),
        ],
        new::new,
    ),
    making(
        "sample",
        &[
            argument("file", Takes::File),
            option("activities", Takes::Number),
            option("seed", Takes::Number),
            option("language", LANGUAGE),
        ],
        new::sample,
    ),
    command(
        "export",
        &[
            option("format", Takes::Choice(&["markdown", "json"])),
            option("output", Takes::File),
            flag("force"),
            option("as-of", Takes::Day),
            option("role", Takes::Choice(&["controller", "processor"])),
            option("organisation", Takes::Reference),
            parameter("activity", Form::Repeated, Takes::Reference),
            option("profile", Takes::Choice(&["authority", "public"])),
        ],
        export::export,
    ),
    command(
        "import",
        &[
            argument("file", Takes::File),
            flag("dry-run"),
            flag("force"),
            BECAUSE,
        ],
        import::import,
    ),
    command(
        "list",
        &[
            argument("kind", Takes::Kind),
            option("format", TEXT_OR_JSON),
            option("organisation", Takes::Reference),
            option("filter", Takes::Text),
        ],
        list::list,
    ),
    command(
        "show",
        &[
            argument("ref", Takes::Reference),
            option("format", Takes::Choice(&["text", "json", "markdown"])),
        ],
        show::show,
    ),
    command(
        "check",
        &[
            option("format", Takes::Choice(&["table", "json", "markdown"])),
            option(
                "severity",
                Takes::Choice(&["error", "warning", "information"]),
            ),
            parameter("article", Form::Repeated, Takes::Article),
            option("organisation", Takes::Reference),
        ],
        check::check,
    ),
    command(
        "waive",
        &[
            argument("rule", Takes::Rule),
            argument("ref", Takes::Reference),
            needed("because", Takes::Text),
            needed("until", Takes::Day),
            option("field", Takes::Text),
        ],
        waive::waive,
    ),
    command(
        "unwaive",
        &[argument("ref", Takes::Reference), BECAUSE],
        waive::unwaive,
    ),
    command(
        "due",
        &[
            option("within", Takes::Period),
            parameter("kind", Form::Repeated, Takes::Deadline),
            option("organisation", Takes::Reference),
            option(
                "format",
                Takes::Choice(&["table", "json", "ics", "markdown"]),
            ),
        ],
        due::due,
    ),
    command(
        "disposals",
        &[
            option("from", Takes::Day),
            option("to", Takes::Day),
            option("organisation", Takes::Reference),
            option("format", Takes::Choice(&["markdown", "json"])),
        ],
        due::disposals,
    ),
    command(
        "dispose",
        &[
            arguments("ref", Takes::Reference),
            option("on", Takes::Day),
            needed("by", Takes::Text),
            option("method", Takes::Text),
            option("extent", Takes::Text),
            option("evidence", Takes::Text),
            option("witness", Takes::Text),
            option("decision", Takes::Text),
            option("decision-on", Takes::Day),
            option("early-because", Takes::Text),
            BECAUSE,
        ],
        act::act,
    ),
    command(
        "extend",
        &[
            arguments("ref", Takes::Reference),
            needed("until", Takes::Day),
            needed("because", Takes::Text),
            option("law", Takes::Text),
        ],
        act::act,
    ),
    command(
        "hold",
        &[
            arguments("ref", Takes::Reference),
            needed("reason", Takes::Text),
            needed("review", Takes::Day),
            option("since", Takes::Day),
            option("case", Takes::Text),
        ],
        act::act,
    ),
    command(
        "lift",
        &[
            arguments("ref", Takes::Reference),
            option("on", Takes::Day),
            needed("because", Takes::Text),
        ],
        act::act,
    ),
    command(
        "checked",
        &[
            arguments("ref", Takes::Reference),
            option("on", Takes::Day),
            needed("result", Takes::Text),
            BECAUSE,
        ],
        act::act,
    ),
    command(
        "reviewed",
        &[
            arguments("ref", Takes::Reference),
            option("on", Takes::Day),
            option("next", Takes::Day),
            BECAUSE,
        ],
        act::act,
    ),
    command(
        "holdings",
        &[
            argument("rule", Takes::Reference),
            option("every", Takes::Choice(&["year", "month"])),
            needed("from", Takes::Day),
            option("to", Takes::Day),
            option("name", Takes::Text),
            flag("to-come"),
            BECAUSE,
        ],
        act::holdings,
    ),
    command(
        "schedule",
        &[
            parameter("code", Form::OptionalArgument, Takes::Code),
            option("name", Takes::Text),
            parameter("use-in", Form::Repeated, Takes::Reference),
            option("format", TEXT_OR_JSON),
            BECAUSE,
        ],
        act::schedule,
    ),
    command(
        "country",
        &[
            argument("code", Takes::Country),
            option("on", Takes::Day),
            option("format", TEXT_OR_JSON),
        ],
        standing::country,
    ),
    command(
        "log",
        &[
            parameter("ref", Form::OptionalArgument, Takes::Reference),
            option("format", TEXT_OR_JSON),
        ],
        history::log,
    ),
    command(
        "diff",
        &[
            argument("from", Takes::Day),
            parameter("to", Form::OptionalArgument, Takes::Day),
            option("format", TEXT_OR_JSON),
        ],
        history::diff,
    ),
    command(
        "undo",
        &[flag("mine"), flag("theirs"), BECAUSE],
        history::undo,
    ),
    command(
        "redo",
        &[flag("mine"), flag("theirs"), BECAUSE],
        history::redo,
    ),
    command(
        "redact",
        &[
            parameter("ref", Form::OptionalArgument, Takes::Reference),
            parameter("field", Form::OptionalArgument, Takes::Text),
            option("words", Takes::Text),
            needed("because", Takes::Text),
            flag("yes"),
        ],
        redact::redact,
    ),
    command(
        "verify",
        &[option("against", Takes::Print)],
        history::verify,
    ),
    command(
        "identity",
        &[
            parameter(
                "what",
                Form::OptionalArgument,
                Takes::Choice(&["new", "keep"]),
            ),
            BECAUSE,
            option("format", TEXT_OR_JSON),
        ],
        identity::identity,
    ),
    making("backup", &[argument("file", Takes::File)], place::backup),
    making(
        "restore",
        &[
            argument("file", Takes::File),
            flag("dry-run"),
            flag("force"),
        ],
        place::restore,
    ),
    Command {
        name: "config",
        parameters: &[flag("defaults")],
        tolerant: true,
        makes: false,
        action: place::config,
    },
    Command {
        name: "completions",
        parameters: &[argument("shell", Takes::Shell)],
        tolerant: true,
        makes: false,
        action: place::completions,
    },
];

/// The command of a name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Command> {
    COMMANDS.iter().find(|command| command.name == name)
}

impl Command {
    /// How it is written, with everything that it takes: `export [--format markdown|json] ...`.
    #[must_use]
    pub fn usage(&self, words: &Words) -> String {
        let parameters = self
            .parameters
            .iter()
            .map(|parameter| parameter.usage(words));
        std::iter::once(self.name.to_owned())
            .chain(parameters)
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// What it does, in one sentence.
    #[must_use]
    pub fn about<'a>(&self, words: &'a Words) -> &'a str {
        words.find(&self.about_key()).unwrap_or(self.name)
    }

    fn about_key(&self) -> String {
        format!("cli.command.{}.about", self.name)
    }

    /// What a parameter of it is for.
    #[must_use]
    pub fn help<'a>(&self, words: &'a Words, parameter: &Parameter) -> &'a str {
        words
            .find(&self.help_key(parameter))
            .unwrap_or(parameter.name)
    }

    fn help_key(&self, parameter: &Parameter) -> String {
        // Why a save is made is said in one way everywhere; what a command asks for itself, in its own.
        if (parameter.name, parameter.form) == ("because", Form::Option) && self.name != "waive" {
            return "cli.option.because".to_owned();
        }
        format!("cli.command.{}.{}", self.name, parameter.name)
    }
}

/// The commands as a table in Markdown: how each is written, and what it does.
#[must_use]
pub fn table(words: &Words) -> String {
    let row = |command: &Command| {
        let usage = Inline::code(&command.usage(words));
        vec![usage.into(), command.about(words).into()]
    };
    let heads = ["cli.table.command", "cli.table.does"];
    print(&[Block::Table(Table {
        head: heads.map(|key| words.get(key).into()).to_vec(),
        rows: COMMANDS.iter().map(row).collect(),
    })])
}

/// Every locale key that is made from the table, for the test that finds missing and unused ones.
pub fn locale_keys() -> impl Iterator<Item = String> {
    let of_commands = COMMANDS.iter().flat_map(|command| {
        let parameters = command.parameters.iter();
        std::iter::once(command.about_key())
            .chain(parameters.map(|parameter| command.help_key(parameter)))
    });
    let global = GLOBAL
        .iter()
        .map(|parameter| format!("cli.option.{}", parameter.name));
    of_commands.chain(global)
}
