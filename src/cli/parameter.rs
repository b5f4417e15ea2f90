//! Arguments and options: how each is written, and what it takes.

use crate::domain::kind::RecordKind;
use crate::domain::language::Language;
use crate::due::DueKind;
use crate::exchange::format::DocumentKind;
use crate::exchange::layout;
use crate::law::Law;
use crate::library::templates;
use crate::rules::RULES;
use crate::words::Words;

const SHELLS: &[&str] = &["bash", "elvish", "fish", "powershell", "zsh"];

/// An argument or option.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// Its name; an option is written with `--` before it.
    pub name: &'static str,
    /// How it is written.
    pub form: ParameterForm,
    /// What it takes.
    pub takes: Takes,
}

/// How a parameter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterForm {
    /// By its place; it must be there.
    Argument,
    /// By its place; it may be left out.
    OptionalArgument,
    /// By its place, one or several.
    Arguments,
    /// By its place, as many as wanted, or none.
    OptionalArguments,
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
    /// A section of the manual, by number or by words of its title.
    Section,
    /// A shell.
    Shell,
    /// An export, or a number and a hash.
    Print,
    /// A layout of a wide table, or a file of one.
    Layout,
    /// A format that a document can be written in.
    Format(DocumentKind),
    /// One of these words.
    Choice(&'static [&'static str]),
}

impl Takes {
    /// The words that it takes, where it takes only some.
    #[must_use]
    pub fn choices(self) -> Vec<&'static str> {
        match self {
            Self::Choice(words) => words.to_vec(),
            Self::Format(document) => document.codes(),
            Self::Shell => SHELLS.to_vec(),
            Self::Kind => {
                let mut names: Vec<&str> = Vec::new();
                for kind in by_importance() {
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
            Self::Nothing | Self::Text | Self::Format(_) | Self::Choice(_) => "cli.value.text",
            Self::File => "cli.value.file",
            Self::Layout => "cli.value.layout",
            Self::Day => "cli.value.day",
            Self::Reference => "cli.value.reference",
            Self::Number => "cli.value.number",
            Self::Country | Self::Code => "cli.value.country",
            Self::Period => "cli.value.period",
            Self::Article => "cli.value.article",
            Self::Rule => "cli.value.rule",
            Self::Kind | Self::Deadline => "cli.value.kind",
            Self::Section => "cli.value.section",
            Self::Shell => "cli.value.shell",
            Self::Print => "cli.value.print",
        }
    }

    /// The word that stands for its value: `FILE`, or `en|sv`.
    #[must_use]
    pub fn word(self, words: &Words) -> String {
        match self {
            Self::Format(_) | Self::Choice(_) => self.choices().join("|"),
            other => words.get(other.key()).to_owned(),
        }
    }
}

impl Parameter {
    /// The word that stands for its value: what is meant by it, where what it takes does not say that.
    #[must_use]
    pub fn word(&self, words: &Words) -> String {
        let own = match self.takes {
            Takes::Text | Takes::Code => format!("cli.value.of.{}", self.name),
            Takes::Reference if !self.is_option() => format!("cli.value.record.{}", self.name),
            _ if !self.is_option() => format!("cli.value.place.{}", self.name),
            _ => return self.takes.word(words),
        };
        let own = words.find(&own).map(str::to_owned);
        own.unwrap_or_else(|| self.takes.word(words))
    }

    /// The words that a shell offers for it, where it takes others too: layouts, rules, the codes of statutory periods and
    /// of templates.
    #[must_use]
    pub fn offered(&self) -> Vec<String> {
        let codes = |law: Law| {
            let all = law.retentions().iter().map(|it| it.id.clone());
            all.collect::<Vec<String>>()
        };
        match (self.takes, self.name) {
            (Takes::Layout, _) => layout::names().map(str::to_owned).collect(),
            (Takes::Rule, _) => RULES.iter().map(|rule| rule.id.to_owned()).collect(),
            (Takes::Code, "code") => Law::shipped().map(codes).unwrap_or_default(),
            (Takes::Code, "key") => templates(Language::ENGLISH).map_or_else(
                |_| Vec::new(),
                |all| all.into_iter().map(|template| template.key).collect(),
            ),
            _ => Vec::new(),
        }
    }

    /// Whether it is written with `--`.
    #[must_use]
    pub const fn is_option(&self) -> bool {
        !matches!(
            self.form,
            ParameterForm::Argument
                | ParameterForm::OptionalArgument
                | ParameterForm::Arguments
                | ParameterForm::OptionalArguments
        )
    }

    /// How it is written: `FILE`, `[--as-of DAY]`, `[--activity REF]...`.
    #[must_use]
    pub fn usage(&self, words: &Words) -> String {
        let value = self.word(words);
        match self.form {
            ParameterForm::Argument => value,
            ParameterForm::OptionalArgument => format!("[{value}]"),
            ParameterForm::Arguments => words.fill("cli.value.arguments", &[("value", &value)]),
            ParameterForm::OptionalArguments => format!("[{value}...]"),
            ParameterForm::NeededOption => format!("--{} {value}", self.name),
            ParameterForm::Option => format!("[--{} {value}]", self.name),
            ParameterForm::Repeated => format!("[--{} {value}]...", self.name),
            ParameterForm::Flag => format!("[--{}]", self.name),
        }
    }
}

/// A parameter.
pub(super) const fn parameter(name: &'static str, form: ParameterForm, takes: Takes) -> Parameter {
    Parameter { name, form, takes }
}

/// The kinds of records and rows as people ask for them: records first, then what stands in them, what the register
/// keeps of itself last.
pub(super) fn by_importance() -> impl Iterator<Item = RecordKind> {
    let of_register = |kind: &RecordKind| kind.parent() == Some(RecordKind::RegisterData);
    let rows = RecordKind::ALL.iter().copied();
    let rows = rows.filter(|kind| kind.parent().is_some());
    let (last, rows): (Vec<RecordKind>, Vec<RecordKind>) = rows.partition(of_register);
    RecordKind::records().chain(rows).chain(last)
}

/// What else a kind is called, in the language of the words.
pub(super) fn other_names(plural: &str, words: &Words) -> Vec<String> {
    let kinds = RecordKind::ALL.iter().copied();
    let kinds = kinds.filter(|kind| kind.plural() == plural);
    let names = kinds.flat_map(|kind| {
        let told = [kind.key(), words.one(kind), words.many(kind)];
        told.map(|name| name.to_lowercase())
    });
    let mut others: Vec<String> = Vec::new();
    for name in names {
        let dashed = name.replace(['_', ' '], "-");
        let joined = name.replace(' ', "_");
        for name in [name, joined, dashed] {
            if name != plural && !others.contains(&name) {
                others.push(name);
            }
        }
    }
    others
}

/// The kinds that are called so; of one name are rows of parents of several kinds.
pub(super) fn kinds_named(typed: &str, words: &Words) -> Vec<RecordKind> {
    let typed = typed.to_lowercase();
    let is_called = |plural: &str| plural == typed || other_names(plural, words).contains(&typed);
    let kinds = RecordKind::ALL.iter().copied();
    kinds.filter(|kind| is_called(kind.plural())).collect()
}

/// What may be given, by its place.
pub(super) const fn optional(name: &'static str, takes: Takes) -> Parameter {
    parameter(name, ParameterForm::OptionalArgument, takes)
}

/// What must be given, by its place.
pub(super) const fn argument(name: &'static str, takes: Takes) -> Parameter {
    parameter(name, ParameterForm::Argument, takes)
}

/// What must be given once or more, by its place.
pub(super) const fn arguments(name: &'static str, takes: Takes) -> Parameter {
    parameter(name, ParameterForm::Arguments, takes)
}

/// An option that must be given.
pub(super) const fn needed(name: &'static str, takes: Takes) -> Parameter {
    parameter(name, ParameterForm::NeededOption, takes)
}

/// An option that may be given once.
pub(super) const fn option(name: &'static str, takes: Takes) -> Parameter {
    parameter(name, ParameterForm::Option, takes)
}

/// An option without a value.
pub(super) const fn flag(name: &'static str) -> Parameter {
    parameter(name, ParameterForm::Flag, Takes::Nothing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_has_its_names_for_itself_alone() {
        for language in Language::ALL {
            let words = Words::load(language).unwrap();
            for plural in Takes::Kind.choices() {
                let names = other_names(plural, &words);
                for name in names.iter().map(String::as_str).chain([plural]) {
                    let kinds = kinds_named(&name.to_uppercase(), &words);
                    let alone = kinds.iter().all(|kind| kind.plural() == plural);
                    assert!(alone && !kinds.is_empty(), "{name}: {kinds:?}");
                }
            }
        }
        let words = Words::load(Language::SWEDISH).unwrap();
        assert_eq!(kinds_named("Behandlingar", &words), [RecordKind::Activity]);
        assert_eq!(
            kinds_named("sub-processor", &words),
            [RecordKind::SubProcessor]
        );
        assert!(kinds_named("processors", &words).is_empty());
    }
}
