//! What every command and the screen stand on: language, day, clock, author, law and register, each from the option,
//! else the variable, else the configuration, else the system.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::given::{Given, language_asked};
use crate::config::{Configuration, Environment, places};
use crate::domain::author::{UNNAMED, passes_for_the_program};
use crate::domain::date::PartialDate;
use crate::domain::language::Language;
use crate::domain::period::Period;
use crate::domain::problem::Problem;
use crate::domain::text::tidy;
use crate::due::Leads;
use crate::labels::Lexicon;
use crate::law::{Law, LawProblem};
use crate::session::copies::Copies;
use crate::session::output::{Guard, Own};
use crate::session::outside::OutsideFiles;
use crate::session::seen::Memory;
use crate::session::{Session, Surroundings, restoring};
use crate::store::{Purpose, Turn};
use crate::words::{Locale, Words};

/// What only the process can give.
#[derive(Clone)]
pub struct Machine {
    /// Directories, variables, terminal.
    pub environment: Environment,
    /// The real instant, with the system's offset.
    pub clock: Arc<dyn Fn() -> DateTime<FixedOffset> + Send + Sync>,
    /// Gives the id of a new register.
    pub new_id: Arc<dyn Fn() -> String + Send + Sync>,
    /// The languages that can be spoken, each with its words.
    pub locales: &'static [Locale],
    /// Gives the salt of a change set: 32 random hexadecimal digits.
    pub new_salt: Arc<dyn Fn() -> String + Send + Sync>,
    /// Begins to catch Ctrl-C; nothing where nobody sees the messages.
    pub interrupt: Option<Interrupt>,
    /// What is wrong with the configuration that only the screen can judge.
    pub judge: Judge,
}

/// Finds what of the configuration the screen cannot do, or does nothing: each with its place.
pub type Judge = fn(&CommandSetting) -> Vec<Problem>;

/// Begins to catch Ctrl-C, and gives what says whether it was pressed since.
pub type Interrupt = Rc<dyn Fn() -> Arc<AtomicBool>>;

/// What a command or the screen works with.
#[derive(Clone)]
pub struct CommandSetting {
    /// Directories, variables, terminal.
    pub environment: Environment,
    /// The user's configuration.
    pub configuration: Configuration,
    /// The words of the language, the law with the user's own data over it, and the day that is asked about.
    pub lexicon: Lexicon,
    /// The language that was asked for by option or variable; an export is in it, else in the register's own.
    pub language_asked: Option<Language>,
    /// Clock, author and day of a session.
    pub surroundings: Surroundings,
    /// The register's file, where one is named or the system has a place for it.
    pub register: Option<PathBuf>,
    /// The files of the user's own law data.
    pub law_files: Vec<String>,
    /// Whether registers are only read.
    pub read_only: bool,
    /// Where is remembered what was seen of registers.
    pub memory: Option<Memory>,
    /// Begins to catch Ctrl-C; nothing where nobody sees the messages.
    pub interrupt: Option<Interrupt>,
    /// What is wrong with the configuration that only the screen can judge.
    pub judge: Judge,
    /// What is worth a warning: law data of the user's own that were left out.
    pub warnings: Vec<Problem>,
}

impl CommandSetting {
    /// Where daily copies are kept, and how many; `None` for none.
    #[must_use]
    pub fn copies(&self) -> Option<Copies> {
        places::copies_directory(&self.environment).map(|directory| Copies {
            directory,
            keep: usize::from(self.configuration.copies),
            weekly: usize::from(self.configuration.weekly_copies),
        })
    }

    /// The files of the program that lie outside of registers.
    #[must_use]
    pub fn outside(&self) -> OutsideFiles {
        OutsideFiles {
            memory: self.memory.clone(),
            choices: places::choices_file(&self.environment),
            configuration: self.environment.configuration_directory.clone(),
            drafts: places::rescue_directory(&self.environment),
        }
    }

    /// The words of the language.
    #[must_use]
    pub fn words(&self) -> &Words {
        &self.lexicon.words
    }

    /// The register's file.
    ///
    /// # Errors
    /// `register_nowhere`, where none is named and the system has no place for it.
    pub fn register_file(&self) -> Result<&Path, Problem> {
        self.register
            .as_deref()
            .ok_or_else(|| Problem::cannot("register_nowhere"))
    }

    /// Opens the register to read it.
    ///
    /// # Errors
    /// `register_nowhere`, or as [`Session::open_to_read`].
    pub fn open_to_read(&self) -> Result<Session, Problem> {
        let (register, surroundings) = (self.register_file()?, self.surroundings.clone());
        let opened = if self.read_only {
            Session::audit(register, surroundings)
        } else {
            Session::open_to_read(register, surroundings)
        };
        opened.map_err(|problem| self.missing(problem, register))
    }

    /// Opens the register to be asked about what is typed.
    ///
    /// # Errors
    /// `register_nowhere`, or as [`Session::open_about`].
    pub fn open_about(&self, typed: &[String]) -> Result<Session, Problem> {
        let (register, surroundings) = (self.register_file()?, self.surroundings.clone());
        let opened = Session::open_about(register, typed, self.read_only, surroundings);
        opened.map_err(|problem| self.missing(problem, register))
    }

    /// Opens the register to write it.
    ///
    /// # Errors
    /// `register_nowhere`, or as [`Session::open`].
    pub fn open_to_write(&self) -> Result<Session, Problem> {
        let (register, surroundings) = (self.register_file()?, self.surroundings.clone());
        let opened = if self.read_only {
            Session::audit(register, surroundings)
        } else {
            Session::open_to_save(register, surroundings)
        };
        opened.map_err(|problem| self.missing(problem, register))
    }

    /// Opens the register to change what is typed.
    ///
    /// # Errors
    /// `register_nowhere`, or as [`Session::open_about_to_save`].
    pub fn open_about_to_save(&self, typed: &[String]) -> Result<Session, Problem> {
        let (register, surroundings) = (self.register_file()?, self.surroundings.clone());
        let opened = Session::open_about_to_save(register, typed, self.read_only, surroundings);
        opened.map_err(|problem| self.missing(problem, register))
    }

    /// Opens the register to undo or redo in it.
    ///
    /// # Errors
    /// `register_nowhere`, or as [`Session::open_to_turn`].
    pub fn open_to_turn(&self, turn: Turn) -> Result<Session, Problem> {
        let (register, surroundings) = (self.register_file()?, self.surroundings.clone());
        let opened = Session::open_to_turn(register, turn, self.read_only, surroundings);
        opened.map_err(|problem| self.missing(problem, register))
    }

    /// The problem of a register that cannot be opened, with what lies beside it where it is missing.
    fn missing(&self, problem: Problem, register: &Path) -> Problem {
        let copies = places::copies_directory(&self.environment);
        restoring::missing(problem, register, copies.as_deref())
    }

    /// What registers are opened for.
    #[must_use]
    pub const fn purpose(&self) -> Purpose {
        if self.read_only {
            Purpose::Auditing
        } else {
            Purpose::Writing
        }
    }

    /// What is never written over: the register, the configuration, law data, and what the program itself keeps.
    #[must_use]
    pub fn guard(&self) -> Guard {
        let environment = &self.environment;
        let own = [
            (Own::Register, self.register.clone()),
            (Own::Configuration, places::configuration_file(environment)),
            (
                Own::Configuration,
                places::system_configuration_file(environment),
            ),
            (Own::Configuration, places::choices_file(environment)),
            (Own::Law, places::law_directory(environment)),
            (Own::Data, places::copies_directory(environment)),
            (Own::Data, places::seen_directory(environment)),
            (Own::Data, places::rescue_directory(environment)),
        ];
        let own = own.into_iter();
        Guard::new(own.filter_map(|(own, path)| Some((own, path?))).collect())
    }

    /// A day that a user typed, counted from the day that is asked about.
    ///
    /// # Errors
    /// `date_unreadable`, or `day_needed` where it is a month or a year.
    pub fn day(&self, typed: &str) -> Result<NaiveDate, Problem> {
        day(typed, self.lexicon.today)
    }

    /// How long things take, as the configuration says.
    #[must_use]
    pub fn leads(&self) -> Leads {
        leads(&self.configuration, self.lexicon.today)
    }
}

/// The interval between reviews, and the time to prepare for what ends, as a configuration says.
fn leads(configuration: &Configuration, today: NaiveDate) -> Leads {
    let days = |period: Period| {
        period
            .after(today)
            .map(|day| day.signed_duration_since(today).num_days())
            .and_then(|days| u16::try_from(days).ok())
            .unwrap_or(u16::MAX)
    };
    let remind = &configuration.remind;
    Leads {
        interval: configuration.review_interval,
        ends: days(remind.due),
        reviews: remind.reviews.map_or(0, days),
        erasure: remind.erasure.map_or(0, days),
    }
}

/// A day that a user typed.
fn day(typed: &str, today: NaiveDate) -> Result<NaiveDate, Problem> {
    match PartialDate::from_typed(typed, today)? {
        PartialDate::Day(day) => Ok(day),
        _ => Err(Problem::usage("day_needed").with("text", typed.trim())),
    }
}

/// The languages that are named, before anything can be told: asked for, and spoken.
pub(super) struct Tongue {
    /// By option or variable.
    pub(super) asked: Option<Language>,
    /// The one that is spoken.
    pub(super) spoken: Language,
    /// What is wrong with the variable.
    pub(super) problem: Option<Problem>,
}

/// Finds the language. An unknown one in the option is the parser's to refuse.
pub(super) fn tongue(
    arguments: &[OsString],
    machine: &Machine,
    configuration: Option<&Configuration>,
) -> Tongue {
    let environment = &machine.environment;
    let languages = || machine.locales.iter().map(|locale| locale.language);
    let known = |code: &str| languages().find(|language| language.code() == code);
    let option = language_asked(arguments).and_then(known);
    let variable = environment.raw("ROPA_LANG");
    let named = variable.and_then(OsStr::to_str).and_then(known);
    let asked = option.or(named);
    let spoken = asked
        .or_else(|| configuration.and_then(|configuration| configuration.language))
        .or_else(|| {
            let locale = environment.locale.as_deref()?;
            Language::among(languages(), locale)
        })
        .unwrap_or_default();
    let problem = (option.is_none() && named.is_none())
        .then_some(variable)
        .flatten()
        .map(|value| Problem::usage("variable_language").with("value", value.display()));
    Tongue {
        asked,
        spoken,
        problem,
    }
}

/// The setting of a run.
///
/// # Errors
/// An option or a variable that cannot be read.
pub(super) fn setting(
    given: &Given,
    machine: Machine,
    configuration: Configuration,
    asked: Option<Language>,
    words: Arc<Words>,
) -> Result<CommandSetting, Problem> {
    let Machine {
        environment,
        mut clock,
        new_id,
        new_salt,
        interrupt,
        judge,
        ..
    } = machine;
    if let Some(fixed) = environment.raw("ROPA_NOW") {
        let fixed = fixed
            .to_str()
            .and_then(|text| DateTime::parse_from_rfc3339(text).ok())
            .ok_or_else(|| Problem::usage("variable_instant").with("value", fixed.display()))?;
        clock = Arc::new(move || fixed);
    }
    let really_today = clock().date_naive();
    let typed = given
        .text("today")
        .or_else(|| environment.variable("ROPA_TODAY"));
    let today = typed.map_or(Ok(really_today), |typed| day(typed, really_today))?;
    let (files, unread) = places::law_files(&environment);
    let mut warnings = configuration.warnings.clone();
    warnings.extend(unread);
    let (law, problems) = Law::shipped()
        .map_err(|error| {
            Problem::cannot("locale_broken")
                .with("file", &error.file)
                .with("reason", error)
        })?
        .with_overrides(&files);
    warnings.extend(problems.iter().map(|problem| law_warning(problem, &words)));
    let mut lexicon = Lexicon::new(words, Arc::new(law), today);
    lexicon.other_day = (today != really_today).then_some(today);
    let author = [
        environment.variable("ROPA_AUTHOR"),
        configuration.author.as_deref(),
        environment.user(),
    ]
    .into_iter()
    .flatten()
    .map(|author| tidy(author.trim()))
    .find(|author| !author.text.is_empty());
    let taken_out = author.as_ref().map_or(0, |author| author.removed) + given.taken_out;
    if taken_out > 0 {
        let words = lexicon.words.count("hidden_taken_out", taken_out);
        warnings.push(Problem::usage("text_tidied").with("words", words));
    }
    let author = author.map_or_else(|| UNNAMED.to_owned(), |author| author.text.into_owned());
    if passes_for_the_program(&author) {
        return Err(Problem::usage("author_reserved").with("author", author));
    }
    let named = given.path("register").map(Path::to_owned);
    let register = named
        .or_else(|| environment.raw("ROPA_REGISTER").map(PathBuf::from))
        .map(|typed| configuration.named(&typed, environment.home.as_deref()))
        .or_else(|| configuration.register.clone())
        .or_else(|| places::default_register(&environment));
    // Set to anything but nothing or 0, as NO_COLOR is.
    let variable = environment.raw("ROPA_READ_ONLY");
    let read_only = given.flag("read-only") || variable.is_some_and(|value| value != "0");
    Ok(CommandSetting {
        surroundings: Surroundings {
            clock,
            author,
            today,
            new_id,
            new_salt,
        },
        language_asked: asked,
        register,
        memory: places::seen_directory(&environment).map(|directory| Memory {
            directory,
            copies: places::copies_directory(&environment),
            read_only,
        }),
        read_only,
        law_files: files.into_iter().map(|(file, _)| file).collect(),
        environment,
        configuration,
        lexicon,
        interrupt,
        judge,
        warnings,
    })
}

/// A fault in the user's own law data, as a problem with words.
fn law_warning(problem: &LawProblem, words: &Words) -> Problem {
    let key = match (problem.line, &problem.key) {
        (Some(_), Some(_)) => "law_override_key",
        (Some(_), None) => "law_override_line",
        (None, _) => "law_override_file",
    };
    let reason = format!("law_fault.{}", problem.kind.code());
    Problem::cannot(key)
        .with("file", &problem.file)
        .with("line", problem.line.unwrap_or_default())
        .with("key", problem.key.as_deref().unwrap_or_default())
        .with("reason", words.get(&reason))
        .with("names", Law::file_names().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::due::DueKind;

    #[test]
    fn the_leads_are_those_of_the_configuration_and_its_defaults_those_of_the_program() {
        let today: NaiveDate = "2026-11-21".parse().unwrap();
        let mut configuration = Configuration::default();
        let standard = leads(&configuration, today);
        for kind in DueKind::ALL {
            assert_eq!(standard.days(*kind), Leads::default().days(*kind));
        }
        let same = |leads: Leads| leads.interval.after(today);
        assert_eq!(same(standard), same(Leads::default()));
        // Months are counted from today: 30 days, 31 days.
        configuration.remind.due = Period::of(0, 2, 0);
        assert_eq!(leads(&configuration, today).ends, 61);
        configuration.remind.due = Period::of(9000, 0, 0);
        assert_eq!(leads(&configuration, today).ends, u16::MAX);
        configuration.remind.erasure = Some(Period::of(0, 1, 0));
        configuration.remind.reviews = Some(Period::of(0, 0, 14));
        let reminding = leads(&configuration, today);
        assert_eq!((reminding.erasure, reminding.reviews), (30, 14));
        configuration.review_interval = Period::of(2, 0, 0);
        assert_eq!(leads(&configuration, today).interval, Period::of(2, 0, 0));
    }
}
