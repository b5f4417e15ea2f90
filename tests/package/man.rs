//! The manual pages, for `man`: one for the program and one for each command, from the table of commands and the words of
//! a language.

use std::fmt::Write as _;

use ropa::cli::command::{COMMANDS, GLOBAL, Subcommand};
use ropa::cli::parameter::Parameter;
use ropa::words::Words;

/// The variables that the program reads, below the locale key `man.variable`.
const VARIABLES: &[(&str, &str)] = &[
    ("ROPA_REGISTER", "man.variable.register"),
    ("ROPA_TODAY", "man.variable.today"),
    ("ROPA_LANG", "man.variable.lang"),
    ("ROPA_AUTHOR", "man.variable.author"),
    ("ROPA_READ_ONLY", "man.variable.read_only"),
    ("ROPA_SYSTEM_CONFIG", "man.variable.system_config"),
    ("NO_COLOR", "man.variable.no_color"),
    ("LC_ALL, LC_CTYPE, LANG", "man.variable.locale"),
    ("VISUAL, EDITOR", "man.variable.editor"),
];

/// The pages in a language, by their names.
pub(crate) fn pages(words: &Words) -> Vec<(String, String)> {
    let of_commands = COMMANDS.iter().map(|command| {
        let name = format!("ropa-{}", command.name);
        let text = of_command(words, &name, command);
        (name, text)
    });
    std::iter::once(("ropa".to_owned(), of_program(words)))
        .chain(of_commands)
        .collect()
}

/// A page being written.
struct Page(String);

impl Page {
    fn new(words: &Words, name: &str, about: &str) -> Self {
        let mut page = Self(String::new());
        let version = env!("CARGO_PKG_VERSION");
        let _ = writeln!(
            page.0,
            ".TH {} 1 \"\" \"ropa {version}\"",
            name.to_uppercase()
        );
        page.section(words, "man.name");
        let _ = writeln!(page.0, "{} \\- {}", escaped(name), escaped(about));
        page
    }

    fn section(&mut self, words: &Words, key: &str) {
        let _ = writeln!(self.0, ".SH {}", escaped(words.get(key)));
    }

    fn paragraph(&mut self, text: &str) {
        let _ = writeln!(self.0, ".PP\n{}", escaped(text));
    }

    /// A term and what it means.
    fn term(&mut self, term: &str, text: &str) {
        let _ = writeln!(self.0, ".TP\n\\fB{}\\fR\n{}", escaped(term), escaped(text));
    }
}

/// Text in which nothing is taken for a request.
fn escaped(text: &str) -> String {
    let text = text
        .replace('\\', "\\(rs")
        .replace('-', "\\-")
        .replace('\n', " ");
    if text.starts_with(['.', '\'']) {
        format!("\\&{text}")
    } else {
        text
    }
}

fn of_program(words: &Words) -> String {
    let mut page = Page::new(words, "ropa", words.get("cli.help.about"));
    page.section(words, "man.synopsis");
    let options = words.get("cli.help.options");
    let command = words.get("cli.value.command");
    page.paragraph(&format!("ropa [{options}] [{command}]"));
    page.section(words, "man.description");
    page.paragraph(words.get("man.about"));
    page.section(words, "man.commands");
    for command in COMMANDS {
        page.term(&format!("ropa-{}(1)", command.name), command.about(words));
    }
    globals(words, &mut page);
    page.section(words, "man.environment");
    for (name, key) in VARIABLES {
        page.term(name, words.get(key));
    }
    page.section(words, "man.files");
    page.paragraph(words.get("man.files_text"));
    page.section(words, "man.exit");
    page.paragraph(words.get("man.exit_text"));
    page.0
}

fn of_command(words: &Words, name: &str, command: &Subcommand) -> String {
    let mut page = Page::new(words, name, command.about(words));
    page.section(words, "man.synopsis");
    page.paragraph(&format!("ropa {}", command.usage(words)));
    if !command.parameters.is_empty() {
        page.section(words, "man.parameters");
    }
    for parameter in command.parameters {
        page.term(
            &parameter.usage(words),
            &described(command.help(words, parameter), parameter),
        );
    }
    globals(words, &mut page);
    page.section(words, "man.see");
    page.paragraph("ropa(1)");
    page.0
}

/// What a parameter is for, with the words that it takes where its own do not say them.
fn described(help: &str, parameter: &Parameter) -> String {
    let choices = parameter.takes.choices();
    if choices.is_empty() {
        help.to_owned()
    } else {
        format!("{help}: {}", choices.join(", "))
    }
}

fn globals(words: &Words, page: &mut Page) {
    page.section(words, "man.options");
    for parameter in GLOBAL {
        let key = format!("cli.option.{}", parameter.name);
        page.term(&parameter.usage(words), words.get(&key));
    }
}
