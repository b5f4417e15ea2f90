//! One call of a command: what it was given, where it writes, and how it ends.

use std::borrow::Cow;
use std::cell::RefCell;
use std::io::{self, Read, Write};
use std::ops::{Deref, DerefMut};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use chrono::NaiveDate;
use serde::Serialize;

use super::given::Given;
use super::parameter::{Parameter, ParameterForm};
use super::setting::CommandSetting;
use crate::config::{places, reason};
use crate::domain::field::Record;
use crate::domain::kind::RecordKind;
use crate::domain::problem::{Problem, ProblemKind};
use crate::domain::register::Register;
use crate::domain::value::Id;
use crate::exchange::format::{DocumentKind, Format, Source, printed};
use crate::exchange::json;
use crate::exchange::plain::columns;
use crate::labels::Lexicon;
use crate::session::seen::Memory;
use crate::session::{SaveLabel, Session, output};
use crate::store::Turn;
use crate::words::{Words, visible};

/// Where a command reads and writes.
pub struct Streams<'a> {
    /// What comes in.
    pub input: &'a mut dyn Read,
    /// Data.
    pub output: &'a mut dyn Write,
    /// Messages.
    pub messages: &'a mut dyn Write,
}

/// Why a command stopped.
#[derive(Debug)]
pub(super) enum Halt {
    /// A problem to tell.
    Problem(Problem),
    /// Nobody reads any more, which is no error.
    Closed,
}

impl From<Problem> for Halt {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl From<io::Error> for Halt {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Self::Closed
        } else {
            Self::Problem(Problem::cannot("stdout_failed").with("reason", reason(&error)))
        }
    }
}

/// What stands when a command ends, also where it can no longer say so.
#[derive(Debug, Default)]
pub(super) struct Done {
    /// The last change set that was saved.
    pub(super) saved: Option<i64>,
    /// The file that was written.
    pub(super) file: Option<String>,
    /// What is to be told of saves.
    pub(super) told: Vec<Problem>,
}

impl Done {
    /// The problem of output that could not be written: it says what stands all the same.
    pub(super) fn put_right(&self, problem: Problem) -> Problem {
        let reason = problem.detail("reason").unwrap_or_default();
        match (problem.key, self.saved, &self.file) {
            ("stdout_failed", Some(number), _) => Problem::cannot("stdout_failed_saved")
                .with("reason", reason)
                .with("number", number),
            ("stdout_failed", None, Some(file)) => Problem::cannot("stdout_failed_written")
                .with("reason", reason)
                .with("file", file),
            _ => problem,
        }
    }
}

/// A register that is open, to be read, until the command is done.
///
/// What only reads cannot save by its type, and leaves a file of an older version as it is.
#[derive(Debug)]
pub(super) struct OpenedRegister {
    session: Session,
    done: Rc<RefCell<Done>>,
    memory: Option<Memory>,
    /// The change set that it was opened at.
    number: i64,
}

impl Deref for OpenedRegister {
    type Target = Session;
    fn deref(&self) -> &Session {
        &self.session
    }
}

impl OpenedRegister {
    /// Reads what was changed since records were approved: see [`Session::learn_changes`].
    pub(super) fn learn_changes(&mut self) {
        self.session.learn_changes();
    }

    /// Reads the same of one record: see [`Session::learn_changes_of`].
    pub(super) fn learn_changes_of(&mut self, typed: &str) {
        self.session.learn_changes_of(typed);
    }

    /// Goes over to what is typed: see [`Session::turn_to`].
    pub(super) fn turn_to(&mut self, typed: &[String]) -> Result<(), Problem> {
        self.session.turn_to(typed)
    }
}

impl Drop for OpenedRegister {
    fn drop(&mut self) {
        let mut done = self.done.borrow_mut();
        done.saved = self.session.journal().last_written().or(done.saved);
        done.told.extend(self.session.take_afterwards());
        if let Some(memory) = &self.memory
            && self.session.register().mark.number != self.number
        {
            self.session.remember(memory);
        }
        self.session.leave();
    }
}

/// A register that is open, to be written, until the command is done.
#[derive(Debug)]
pub(super) struct OpenedToWrite(OpenedRegister);

impl Deref for OpenedToWrite {
    type Target = Session;
    fn deref(&self) -> &Session {
        &self.0
    }
}

impl DerefMut for OpenedToWrite {
    fn deref_mut(&mut self) -> &mut Session {
        &mut self.0.session
    }
}

/// One call of a command.
pub(super) struct Call<'a, 'b> {
    /// The command's name.
    pub(super) name: &'static str,
    /// What it takes.
    pub(super) parameters: &'static [Parameter],
    pub(super) setting: &'a CommandSetting,
    pub(super) given: &'a Given,
    pub(super) streams: &'a mut Streams<'b>,
    /// What stands when it ends.
    pub(super) done: Rc<RefCell<Done>>,
    /// Makes the parser of the command line in a language, for what is derived from it.
    pub(super) parser: fn(&Words) -> clap::Command,
}

impl Call<'_, '_> {
    /// The words of the language.
    pub(super) fn words(&self) -> &Words {
        self.setting.words()
    }

    /// The words of an export: in the language that was asked for, else in the register's, else in the program's.
    pub(super) fn document_lexicon(
        &self,
        register: &Register,
        day: NaiveDate,
    ) -> Result<Lexicon, Problem> {
        let lexicon = &self.setting.lexicon;
        lexicon.of_document_on(register, self.setting.language_asked, day)
    }

    /// Writes a line for people: nothing in it is obeyed by a terminal.
    pub(super) fn line(&mut self, text: &str) -> Result<(), Halt> {
        Ok(writeln!(self.streams.output, "{}", visible(text))?)
    }

    /// Writes data as they are.
    pub(super) fn data(&mut self, text: &str) -> Result<(), Halt> {
        Ok(self.streams.output.write_all(text.as_bytes())?)
    }

    /// Writes rows as columns, the first of them as their heads, no wider than the terminal.
    ///
    /// The columns `names` are never cut.
    pub(super) fn table(&mut self, rows: &[Vec<String>], names: &[usize]) -> Result<(), Halt> {
        let Some((heads, rows)) = rows.split_first() else {
            return Ok(());
        };
        let text = columns(heads, rows, names, self.room());
        self.data(&text)
    }

    /// How many columns there are, where that is known.
    pub(super) fn room(&self) -> Option<usize> {
        self.setting.environment.room()
    }

    /// Writes JSON with a line break at its end; what steers a terminal is escaped in it.
    pub(super) fn json(&mut self, json: &impl Serialize) -> Result<(), Halt> {
        let text = json::text(json);
        self.data(&text)
    }

    /// Writes the text of a key, filled.
    pub(super) fn say(&mut self, key: &str, details: &[(&str, &str)]) -> Result<(), Halt> {
        let text = self.words().fill(key, details);
        self.line(&text)
    }

    /// The path of a parameter, with the user's own directory where it begins with `~`.
    pub(super) fn path(&self, name: &str) -> Option<PathBuf> {
        let home = self.setting.environment.home.as_deref();
        let typed = self.given.path(name)?;
        Some(places::expanded(typed, home))
    }

    /// The paths of a parameter that may stand several times.
    pub(super) fn paths(&self, name: &str) -> Vec<PathBuf> {
        let home = self.setting.environment.home.as_deref();
        let typed = self.given.paths(name).into_iter();
        typed.map(|typed| places::expanded(typed, home)).collect()
    }

    /// Whether JSON is asked for.
    pub(super) fn wants_json(&self) -> bool {
        self.given.text("format") == Some("json")
    }

    /// The file that a document is written to; none where it goes to the output.
    pub(super) fn output_file(&self) -> Option<PathBuf> {
        self.path("output").filter(|path| *path != Path::new("-"))
    }

    /// The format of a document: what is asked for, else what the ending of its file says, else the usual one.
    pub(super) fn format(&self, document: DocumentKind) -> Result<Format, Problem> {
        if let Some(format) = self.given.text("format").and_then(Format::from_code) {
            return Ok(format);
        }
        let Some(file) = self.output_file() else {
            return Ok(document.usual());
        };
        // What is none of a file, as a device or a directory, says nothing by its name.
        if !output::is_of_a_file(&file) {
            return Ok(document.usual());
        }
        document.format_of(&file).map_err(|ending| {
            let endings = document
                .formats()
                .map(|format| format!(".{}", format.ending()));
            Problem::usage("format_of_ending_unknown")
                .with("file", file.display())
                .with("ending", ending)
                .with("endings", endings.collect::<Vec<_>>().join(", "))
        })
    }

    /// Writes a document to its file or to the output. In a directory it is called by `stem` and its format, and told.
    pub(super) fn deliver(
        &mut self,
        format: Format,
        stem: impl FnOnce() -> String,
        content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Halt> {
        let Some(path) = self.output_file() else {
            if format.is_binary() && self.setting.environment.columns.is_some() {
                return Err(Problem::usage("format_not_for_terminal")
                    .with("format", format.code())
                    .with("ending", format.ending())
                    .into());
            }
            return Ok(content(&mut *self.streams.output)?);
        };
        let file = output::within(&path, || format!("{}.{}", stem(), format.ending()).into());
        let force = self.given.flag("force");
        output::write_by(&file, force, &self.setting.guard(), content)?;
        // Whoever named the file knows where it is; whoever named a directory is told.
        if let Cow::Owned(file) = file {
            self.stands(&file);
            self.say("cli.deliver.done", &[("file", &file.display().to_string())])?;
        }
        Ok(())
    }

    /// Writes a document of the register that can be written in several formats.
    pub(super) fn document(
        &mut self,
        document: DocumentKind,
        register: &Register,
        source: &dyn Source,
    ) -> Result<(), Halt> {
        let format = self.format(document)?;
        let lexicon = &self.setting.lexicon;
        // A terminal and programs are told in the language of the user, readers in that of the document.
        let lexicon = match format {
            Format::Text | Format::Json => lexicon.clone(),
            _ => self.document_lexicon(register, lexicon.today)?,
        };
        let room = self.room().filter(|_| self.output_file().is_none());
        let bytes = printed(source, format, &lexicon, room)?;
        let stem = self.stem(document);
        self.deliver(format, || stem, |out| out.write_all(&bytes))
    }

    /// What a document is called: after the register, what it is, and the day.
    pub(super) fn stem(&self, document: DocumentKind) -> String {
        let path = self.setting.register_file();
        let stem = path.ok().and_then(Path::file_stem);
        let stem = stem.map_or("register".into(), |stem| stem.to_string_lossy());
        format!("{stem}-{}-{}", document.code(), self.setting.lexicon.today)
    }

    /// Notes that a file stands, whatever can still be said.
    pub(super) fn stands(&self, file: &Path) {
        self.done.borrow_mut().file = Some(file.display().to_string());
    }

    /// Tells something that does not stop the command.
    pub(super) fn warn(&mut self, problem: &Problem) {
        tell(
            self.setting.words(),
            Weight::Warning,
            problem,
            self.streams.messages,
        );
    }

    /// What a save is called, with the reason that was given for it: as such, or for what the command does.
    pub(super) fn label(&self, what: &str) -> Result<SaveLabel, Problem> {
        let recorded = ["because", "reason", "early-because"];
        let kept = self
            .parameters
            .iter()
            .filter(|parameter| recorded.contains(&parameter.name));
        let mut label = SaveLabel::from(what);
        for parameter in kept {
            let given = self.given.text(parameter.name);
            label = match parameter.form {
                ParameterForm::Option if parameter.name == "because" => label.because(given)?,
                // What the command records of its own is there in full.
                _ => label.recorded_because(given.unwrap_or_default()),
            };
        }
        Ok(label)
    }

    /// Opens the register to read it, and tells what is worth telling of it.
    pub(super) fn open(&mut self) -> Result<OpenedRegister, Halt> {
        let session = self.setting.open_to_read()?;
        Ok(self.opened(session))
    }

    /// Opens the register to be asked about what is typed, and tells what is worth telling of it.
    pub(super) fn open_about(&mut self, typed: &[String]) -> Result<OpenedRegister, Halt> {
        let session = self.setting.open_about(typed)?;
        Ok(self.opened(session))
    }

    /// Opens the register to write it, and tells what is worth telling of it.
    pub(super) fn open_to_write(&mut self) -> Result<OpenedToWrite, Halt> {
        let session = self.setting.open_to_write()?;
        Ok(OpenedToWrite(self.opened(session)))
    }

    /// Opens the register to change what is typed, and tells what is worth telling of it.
    pub(super) fn open_about_to_save(&mut self, typed: &[String]) -> Result<OpenedToWrite, Halt> {
        let session = self.setting.open_about_to_save(typed)?;
        Ok(OpenedToWrite(self.opened(session)))
    }

    /// Opens the register to undo or redo in it, and tells what is worth telling of it.
    pub(super) fn open_to_turn(&mut self, turn: Turn) -> Result<OpenedToWrite, Halt> {
        let session = self.setting.open_to_turn(turn)?;
        Ok(OpenedToWrite(self.opened(session)))
    }

    fn opened(&mut self, session: Session) -> OpenedRegister {
        self.setting.lexicon.say_of(session.register());
        for notice in session.notices() {
            self.warn(&notice);
        }
        let memory = self.setting.memory.clone();
        for notice in memory.iter().flat_map(|memory| session.look_back(memory)) {
            self.warn(&notice);
        }
        let number = session.register().mark.number;
        OpenedRegister {
            session,
            done: Rc::clone(&self.done),
            memory,
            number,
        }
    }

    /// Remembers a register that the program itself has put in its place: it is what was meant.
    pub(super) fn accept(&self, session: &Session) {
        if let Some(memory) = &self.setting.memory {
            session.accept(memory);
        }
    }

    /// The number of our organisation that `--organisation` names.
    pub(super) fn organisation(&self, register: &Register) -> Result<Option<Id>, Problem> {
        let Some(reference) = self.given.text("organisation") else {
            return Ok(None);
        };
        let found = record(register, reference)?.id();
        let ours: Vec<String> = register
            .ours()
            .map(|organisation| organisation.head.reference.clone())
            .collect();
        if register
            .ours()
            .any(|organisation| organisation.head.id == found)
        {
            return Ok(Some(found));
        }
        Err(Problem::usage("organisation_not_ours")
            .with("ref", reference)
            .with("ours", ours.join(", ")))
    }

    /// The number of the record of a kind that a reference names.
    pub(super) fn record_of_kind(
        &self,
        register: &Register,
        kind: RecordKind,
        reference: &str,
    ) -> Result<Id, Problem> {
        let record = record(register, reference)?;
        if record.kind() == kind {
            return Ok(record.id());
        }
        Err(Problem::usage("reference_of_other_kind")
            .with("ref", reference)
            .with("found", self.words().one(record.kind()))
            .with("kind", self.words().one(kind)))
    }
}

/// The record or row that somebody means.
///
/// # Errors
/// As [`Register::meant`].
pub(super) fn record<'r>(
    register: &'r Register,
    reference: &str,
) -> Result<&'r dyn Record, Problem> {
    let id = register.meant(reference)?;
    register
        .get(id)
        .ok_or_else(|| Problem::usage("reference_unknown").with("ref", reference))
}

/// How heavy a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    Error,
    Warning,
}

/// Tells a problem: what happened, and what to do. Where messages cannot be written there is nobody to tell.
pub(super) fn tell(words: &Words, weight: Weight, problem: &Problem, messages: &mut dyn Write) {
    let message = words.message(problem);
    let mark = words.get(match weight {
        Weight::Error => "cli.message.error",
        Weight::Warning => "cli.message.warning",
    });
    let hint = message.hint.map_or_else(String::new, |mut hint| {
        if let Some(option) = &message.option {
            hint.push(' ');
            hint.push_str(&words.fill("cli.message.option", &[("option", option)]));
        }
        format!("{} {}\n", words.get("cli.message.hint"), visible(&hint))
    });
    let _ = write!(messages, "{mark} {}\n{hint}", visible(&message.text))
        .and_then(|()| messages.flush());
}

/// The exit code of what was stopped with Ctrl-C, as shells have it.
pub const INTERRUPTED: u8 = 130;

/// The exit code of a problem: 1 where the answer is no, 2 where the words cannot be used or the program cannot run.
#[must_use]
pub const fn exit_code(problem: &Problem) -> u8 {
    match problem.kind {
        ProblemKind::Refused | ProblemKind::Conflict => 1,
        ProblemKind::Usage | ProblemKind::CannotRun => 2,
        ProblemKind::Stopped => INTERRUPTED,
    }
}
