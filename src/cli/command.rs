//! The table of commands: each declared once, with its arguments and options. The parser, the help, the completions
//! and the manual read it; its words are the locale keys `cli.command.NAME.about` and
//! `cli.command.NAME.PARAMETER`.

use super::call::{Call, Halt};
use super::parameter::{
    Parameter, ParameterForm, Takes, argument, arguments, flag, needed, option, optional, parameter,
};
use super::writes::Writes;
use super::{
    ask, bulk, check, copy, country, desk, drafts, due, edition, export, history, identity, import,
    law, list, manual, mapping, new, notice, redact, show, template, upkeep, uses, waive,
};
use crate::domain::language::Language;
use crate::due::ActKind;
use crate::due::act::Asks;
use crate::exchange::document::{Block, BlockTable, Inline};
use crate::exchange::format::{DocumentKind, Format};
use crate::exchange::markdown::print;
use crate::words::Words;

/// What a command does: it gives the exit code.
pub(super) type Action = fn(&mut Call<'_, '_>) -> Result<u8, Halt>;

/// A command.
#[derive(Clone, Copy)]
pub struct Subcommand {
    /// Its name, the same in every language, for scripts.
    pub name: &'static str,
    /// Its arguments and options, in the order in which they are told.
    pub parameters: &'static [Parameter],
    /// Whether it runs with a broken configuration too, after a warning.
    pub(super) tolerant: bool,
    /// What it writes, which nobody does who asked to read alone.
    pub(super) writes: Writes,
    pub(super) action: Action,
}

impl Subcommand {
    /// Whether it writes whatever it is given.
    #[must_use]
    pub const fn always_writes(&self) -> bool {
        matches!(self.writes, Writes::Always)
    }

    /// Whether it never writes a register.
    #[must_use]
    pub const fn only_reads(&self) -> bool {
        matches!(self.writes, Writes::Never)
    }
}

/// A command that only reads.
const fn command(
    name: &'static str,
    parameters: &'static [Parameter],
    action: Action,
) -> Subcommand {
    Subcommand {
        name,
        parameters,
        tolerant: false,
        writes: Writes::Never,
        action,
    }
}
/// A command that writes.
const fn writing(
    name: &'static str,
    parameters: &'static [Parameter],
    action: Action,
) -> Subcommand {
    when(Writes::Always, command(name, parameters, action))
}
/// A command that writes in some cases.
const fn when(writes: Writes, command: Subcommand) -> Subcommand {
    Subcommand { writes, ..command }
}

/// Why a save is made; the journal keeps it.
const BECAUSE: Parameter = option("because", Takes::Text);

const LANGUAGE: Takes = Takes::Choice(Language::CODES);
/// The format of an answer of a few lines.
const ANSWER: Parameter = option("format", Takes::Format(DocumentKind::Answer));
/// The file that a document is written to.
const OUTPUT: Parameter = option("output", Takes::File);
/// That a file is written over.
const FORCE: Parameter = flag("force");

/// The format of a document.
const fn format(document: DocumentKind) -> Parameter {
    option("format", Takes::Format(document))
}

/// What can stand with every command; its words are `cli.option.NAME`.
pub const GLOBAL: &[Parameter] = &[
    option("register", Takes::File),
    option("today", Takes::Day),
    option("lang", LANGUAGE),
    flag("read-only"),
];

/// What an act of the retention desk takes, as it is declared there: on which records, what it asks for, and why it is
/// saved, where there is room left because the act does not ask that itself.
const fn of_act<const N: usize>(kind: ActKind) -> [Parameter; N] {
    let entries = kind.entries();
    let mut all = [arguments("ref", Takes::Reference); N];
    let mut at = 0;
    while at < entries.len() {
        let takes = match entries[at].asks {
            Asks::Day | Asks::Date => Takes::Day,
            Asks::Text | Asks::Prose => Takes::Text,
        };
        at += 1;
        all[at] = if entries[at - 1].needed {
            needed(entries[at - 1].name, takes)
        } else {
            option(entries[at - 1].name, takes)
        };
    }
    if at + 1 < N {
        all[N - 1] = BECAUSE;
    }
    all
}

const DISPOSE: [Parameter; ActKind::Dispose.entries().len() + 2] = of_act(ActKind::Dispose);
const EXTEND: [Parameter; ActKind::Extend.entries().len() + 1] = of_act(ActKind::Extend);
const HOLD: [Parameter; ActKind::Hold.entries().len() + 1] = of_act(ActKind::Hold);
const LIFT: [Parameter; ActKind::Lift.entries().len() + 1] = of_act(ActKind::Lift);
const CHECKED: [Parameter; ActKind::Checked.entries().len() + 2] = of_act(ActKind::Checked);
const REVIEWED: [Parameter; ActKind::Reviewed.entries().len() + 2] = of_act(ActKind::Reviewed);

/// Every command, in the order in which they are told.
pub const COMMANDS: &[Subcommand] = &[
    writing(
        "new",
        &[
            argument("file", Takes::File),
            option("name", Takes::Text),
            option("country", Takes::Country),
            option("title", Takes::Text),
            option("language", Takes::Text),
        ],
        new::new,
    ),
    writing(
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
            format(DocumentKind::Register),
            OUTPUT,
            FORCE,
            option("as-of", Takes::Day),
            option("role", Takes::Choice(&["controller", "processor"])),
            option("organisation", Takes::Reference),
            parameter("activity", ParameterForm::Repeated, Takes::Reference),
            option("kind", Takes::Kind),
            option("layout", Takes::Layout),
            option("profile", Takes::Choice(&["full", "authority", "public"])),
            option("only", Takes::Choice(&["glance"])),
            option("with", Takes::Choice(&["open-points"])),
            flag("page-per-activity"),
        ],
        export::export,
    ),
    when(
        Writes::Unless("dry-run"),
        command(
            "import",
            &[
                argument("file", Takes::File),
                option("sheet", Takes::Text),
                option("mapping", Takes::Layout),
                option("organisation", Takes::Reference),
                option("role", Takes::Choice(&["controller", "processor"])),
                option("source", Takes::Text),
                flag("dry-run"),
                ANSWER,
                flag("as-new"),
                flag("update"),
                flag("replace"),
                flag("ours"),
                flag("theirs"),
                flag("force"),
                BECAUSE,
            ],
            import::import,
        ),
    ),
    when(
        Writes::Unless("dry-run"),
        command(
            "merge",
            &[
                argument("file", Takes::File),
                flag("dry-run"),
                ANSWER,
                flag("ours"),
                flag("theirs"),
                flag("force"),
                BECAUSE,
            ],
            import::merge,
        ),
    ),
    when(
        Writes::With(&["save"]),
        command(
            "mapping",
            &[
                argument("file", Takes::File),
                option("sheet", Takes::Text),
                option("mapping", Takes::Layout),
                option("save", Takes::Text),
                FORCE,
            ],
            mapping::mapping,
        ),
    ),
    command(
        "list",
        &[
            optional("kind", Takes::Kind),
            format(DocumentKind::Records),
            OUTPUT,
            FORCE,
            option("organisation", Takes::Reference),
            option("filter", Takes::Text),
        ],
        list::list,
    ),
    command(
        "show",
        &[
            argument("ref", Takes::Reference),
            format(DocumentKind::Record),
            OUTPUT,
            FORCE,
        ],
        show::show,
    ),
    command(
        "uses",
        &[
            argument("base", Takes::Text),
            format(DocumentKind::Records),
            OUTPUT,
            FORCE,
        ],
        uses::uses,
    ),
    command(
        "notice",
        &[
            parameter(
                "activity",
                ParameterForm::OptionalArguments,
                Takes::Reference,
            ),
            option("for", Takes::Text),
            format(DocumentKind::Notice),
            OUTPUT,
            FORCE,
        ],
        notice::notice,
    ),
    command(
        "check",
        &[
            parameter("ref", ParameterForm::OptionalArguments, Takes::Reference),
            format(DocumentKind::Findings),
            OUTPUT,
            FORCE,
            option(
                "severity",
                Takes::Choice(&["error", "warning", "information"]),
            ),
            parameter("article", ParameterForm::Repeated, Takes::Article),
            option("organisation", Takes::Reference),
            flag("all"),
        ],
        check::check,
    ),
    writing(
        "waive",
        &[
            argument("rule", Takes::Rule),
            arguments("ref", Takes::Reference),
            needed("because", Takes::Text),
            needed("until", Takes::Day),
            option("field", Takes::Text),
        ],
        waive::waive,
    ),
    writing(
        "unwaive",
        &[argument("ref", Takes::Reference), BECAUSE],
        waive::unwaive,
    ),
    command(
        "due",
        &[
            option("within", Takes::Period),
            option("month", Takes::Text),
            parameter("kind", ParameterForm::Repeated, Takes::Deadline),
            option("organisation", Takes::Reference),
            format(DocumentKind::Due),
            OUTPUT,
            FORCE,
        ],
        due::due,
    ),
    command(
        "disposals",
        &[
            option("from", Takes::Day),
            option("to", Takes::Day),
            option("organisation", Takes::Reference),
            format(DocumentKind::Disposals),
            OUTPUT,
            FORCE,
        ],
        due::disposals,
    ),
    writing("dispose", &DISPOSE, desk::act),
    writing("extend", &EXTEND, desk::act),
    writing("hold", &HOLD, desk::act),
    writing("lift", &LIFT, desk::act),
    writing("checked", &CHECKED, desk::act),
    writing("reviewed", &REVIEWED, desk::act),
    writing(
        "set",
        &[
            argument("field", Takes::Text),
            argument("value", Takes::Text),
            arguments("ref", Takes::Reference),
            flag("yes"),
            flag("clear-proofs"),
            BECAUSE,
        ],
        bulk::set,
    ),
    writing(
        "replace",
        &[
            argument("from", Takes::Reference),
            argument("to", Takes::Reference),
            flag("merge"),
            flag("yes"),
            flag("clear-proofs"),
            BECAUSE,
        ],
        bulk::replace,
    ),
    writing(
        "rename",
        &[
            argument("ref", Takes::Reference),
            argument("new", Takes::Text),
            BECAUSE,
        ],
        bulk::rename,
    ),
    writing(
        "delete",
        &[
            arguments("ref", Takes::Reference),
            flag("with-references"),
            flag("yes"),
            BECAUSE,
        ],
        bulk::delete,
    ),
    when(
        Writes::With(&["save", "discard"]),
        command(
            "drafts",
            &[
                optional("draft", Takes::Text),
                flag("save"),
                flag("discard"),
                ANSWER,
                BECAUSE,
            ],
            drafts::drafts,
        ),
    ),
    writing(
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
        desk::holdings,
    ),
    when(
        Writes::With(&["code"]),
        command(
            "schedule",
            &[
                parameter("code", ParameterForm::OptionalArgument, Takes::Code),
                option("name", Takes::Text),
                parameter("use-in", ParameterForm::Repeated, Takes::Reference),
                option("jurisdiction", Takes::Country),
                ANSWER,
                BECAUSE,
            ],
            desk::schedule,
        ),
    ),
    when(
        Writes::With(&["key", "all", "keep", "forget"]),
        command(
            "template",
            &[
                parameter("key", ParameterForm::OptionalArguments, Takes::Code),
                option("sector", Takes::Choice(template::SECTORS)),
                flag("all"),
                option("organisation", Takes::Reference),
                option("keep", Takes::Reference),
                option("as", Takes::Code),
                parameter("forget", ParameterForm::Repeated, Takes::Code),
                FORCE,
                ANSWER,
                BECAUSE,
            ],
            template::template,
        ),
    ),
    writing(
        "copy",
        &[
            arguments("ref", Takes::Reference),
            parameter("to", ParameterForm::Repeated, Takes::Reference),
            BECAUSE,
        ],
        copy::copy,
    ),
    when(
        Writes::With(&["all", "accept"]),
        command(
            "origin",
            &[
                parameter("ref", ParameterForm::OptionalArguments, Takes::Reference),
                parameter("accept", ParameterForm::Repeated, Takes::Number),
                flag("all"),
                BECAUSE,
            ],
            copy::origin,
        ),
    ),
    when(
        Writes::With(&["name", "remove"]),
        command(
            "edition",
            &[
                parameter("name", ParameterForm::OptionalArgument, Takes::Text),
                option("change", Takes::Number),
                option("remove", Takes::Text),
                ANSWER,
                BECAUSE,
            ],
            edition::edition,
        ),
    ),
    when(
        Writes::Always,
        command(
            "ask",
            &[
                option("department", Takes::Text),
                option("owner", Takes::Text),
                option("organisation", Takes::Reference),
                option("due", Takes::Day),
                OUTPUT,
                FORCE,
                option("withdraw", Takes::Reference),
                BECAUSE,
            ],
            ask::ask,
        ),
    ),
    when(
        Writes::With(&["all", "accept"]),
        command(
            "answers",
            &[
                arguments("file", Takes::File),
                parameter("accept", ParameterForm::Repeated, Takes::Number),
                flag("all"),
                flag("ours"),
                flag("theirs"),
                ANSWER,
                BECAUSE,
            ],
            ask::answers,
        ),
    ),
    command(
        "country",
        &[
            argument("code", Takes::Country),
            option("on", Takes::Day),
            ANSWER,
        ],
        country::country,
    ),
    command(
        "log",
        &[
            parameter("ref", ParameterForm::OptionalArgument, Takes::Reference),
            format(DocumentKind::History),
            OUTPUT,
            FORCE,
        ],
        history::log,
    ),
    command(
        "diff",
        &[
            parameter("from", ParameterForm::OptionalArgument, Takes::Day),
            parameter("to", ParameterForm::OptionalArgument, Takes::Day),
            option("with", Takes::File),
            flag("origin"),
            format(DocumentKind::Difference),
            OUTPUT,
            FORCE,
        ],
        history::diff,
    ),
    writing(
        "undo",
        &[flag("mine"), flag("theirs"), BECAUSE],
        history::undo,
    ),
    writing(
        "redo",
        &[flag("mine"), flag("theirs"), BECAUSE],
        history::redo,
    ),
    when(
        Writes::With(&["yes", "finish"]),
        command(
            "redact",
            &[
                parameter("ref", ParameterForm::OptionalArgument, Takes::Reference),
                parameter("field", ParameterForm::OptionalArgument, Takes::Text),
                option("words", Takes::Text),
                option("because", Takes::Text),
                flag("yes"),
                flag("finish"),
            ],
            redact::redact,
        ),
    ),
    command(
        "verify",
        &[option("against", Takes::Print)],
        history::verify,
    ),
    when(
        Writes::With(&["what"]),
        command(
            "identity",
            &[
                parameter(
                    "what",
                    ParameterForm::OptionalArgument,
                    Takes::Choice(&["new", "keep"]),
                ),
                BECAUSE,
                ANSWER,
            ],
            identity::identity,
        ),
    ),
    writing("backup", &[argument("file", Takes::File)], upkeep::backup),
    when(
        Writes::Unless("dry-run"),
        command(
            "restore",
            &[
                argument("file", Takes::File),
                flag("dry-run"),
                flag("force"),
            ],
            upkeep::restore,
        ),
    ),
    Subcommand {
        name: "config",
        parameters: &[flag("defaults")],
        tolerant: true,
        writes: Writes::Never,
        action: upkeep::config,
    },
    Subcommand {
        name: "manual",
        parameters: &[
            parameter("section", ParameterForm::OptionalArgument, Takes::Section),
            format(DocumentKind::Manual),
            OUTPUT,
            FORCE,
        ],
        tolerant: true,
        writes: Writes::Never,
        action: manual::manual,
    },
    Subcommand {
        name: "rules",
        parameters: &[
            parameter("rule", ParameterForm::OptionalArgument, Takes::Rule),
            format(DocumentKind::Rules),
            OUTPUT,
            FORCE,
        ],
        tolerant: true,
        writes: Writes::Never,
        action: manual::rules,
    },
    Subcommand {
        name: "law",
        parameters: &[format(DocumentKind::Law), OUTPUT, FORCE],
        tolerant: false,
        writes: Writes::Never,
        action: law::law,
    },
    Subcommand {
        name: "completions",
        parameters: &[argument("shell", Takes::Shell)],
        tolerant: true,
        writes: Writes::Never,
        action: upkeep::completions,
    },
];

/// The command of a name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Subcommand> {
    COMMANDS.iter().find(|command| command.name == name)
}

impl Subcommand {
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

    /// Other words for it, by which people look for it; they are no commands.
    #[must_use]
    pub fn sought_as<'a>(&self, words: &'a Words) -> &'a [String] {
        words.list(&format!("cli.command.{}.sought_as", self.name))
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
        // Why a save is made is said in one way everywhere, as is where and how a document is written; what a command
        // asks for itself, in its own.
        let documents = self.parameters.iter().any(|other| other.name == "output");
        if parameter.name == "format" && !documents {
            return "cli.option.told_format".to_owned();
        }
        let shared = match (parameter.name, parameter.form) {
            ("because", ParameterForm::Option) => self.name != "waive",
            ("force", _) => documents,
            ("output", _) => self.name != "ask",
            ("format", _) => true,
            _ => false,
        };
        if shared {
            return format!("cli.option.{}", parameter.name);
        }
        format!("cli.command.{}.{}", self.name, parameter.name)
    }
}

/// The commands as a table in Markdown: how each is written, and what it does.
#[must_use]
pub fn table(words: &Words) -> String {
    let row = |command: &Subcommand| {
        let usage = Inline::code(&command.usage(words));
        vec![usage.into(), command.about(words).into()]
    };
    let heads = ["cli.table.command", "cli.table.does"];
    print(&[Block::Table(BlockTable {
        head: heads.map(|key| words.get(key).into()).to_vec(),
        rows: COMMANDS.iter().map(row).collect(),
        ..BlockTable::default()
    })])
}

/// The formats as a table in Markdown: the word and ending of each, what it is for, and the commands that write it.
#[must_use]
pub fn formats(words: &Words) -> String {
    let takes = |command: &Subcommand, format: Format| {
        let mut parameters = command.parameters.iter();
        parameters.any(|parameter| match parameter.takes {
            Takes::Format(document) => document.takes(format),
            _ => false,
        })
    };
    let row = |format: Format| {
        let commands = COMMANDS.iter().filter(|command| takes(command, format));
        let commands: Vec<&str> = commands.map(|command| command.name).collect();
        vec![
            Inline::code(format.code()).into(),
            Inline::code(&format!(".{}", format.ending())).into(),
            words.get(&format.label()).into(),
            commands.join(", ").into(),
        ]
    };
    let written = |format: &Format| COMMANDS.iter().any(|command| takes(command, *format));
    let heads = [
        "cli.table.format",
        "cli.table.ending",
        "cli.table.for",
        "cli.table.commands",
    ];
    print(&[Block::Table(BlockTable {
        head: heads.map(|key| words.get(key).into()).to_vec(),
        rows: Format::ALL.into_iter().filter(written).map(row).collect(),
        ..BlockTable::default()
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
