//! The stack of the screen: a closed set of layers, what they return, and what they may read.
//!
//! A layer takes input and returns an [`Outcome`]; it does nothing itself. Only the app acts.

use std::collections::HashSet;

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::crossterm::event::KeyEvent;
use ratatui::layout::Rect;

use super::agenda::Agenda;
use super::command::{Command, Context};
use super::desk::Deed;
use super::keymap::Keymap;
use super::overlay::ask::{Ask, Reply};
use super::overlay::pick::{Pick, Picked};
use super::overlay::prompt::Prompt;
use super::overlay::reader::Reader;
use super::redacting::Redacting;
use super::screen::findings::Spot;
use super::screen::form::Form;
use super::screen::tabs::Tabs;
use super::screen::welcome::Welcome;
use super::theme::Theme;
use super::why::Deferred;
use super::widget::Inserted;
use crate::domain::field::Record;
use crate::domain::register::Register;
use crate::domain::value::Id;
use crate::labels::Lexicon;
use crate::rules::Findings;
use crate::session::Journal;
use crate::store::Turn;
use crate::words::Words;

/// What every layer may read.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The register as it is now.
    pub register: &'a Register,
    /// The words of the screen.
    pub words: &'a Words,
    /// The words of values: labels of codes, countries and law data.
    pub lexicon: &'a Lexicon,
    /// Styles.
    pub theme: &'a Theme,
    /// Keys.
    pub keymap: &'a Keymap,
    /// The day that due, findings and exports are asked for.
    pub today: NaiveDate,
    /// The one organisation shown, where not all are.
    pub organisation: Option<Id>,
    /// The user's name, as the journal has it.
    pub author: &'a str,
    /// Changes whenever the register does, so that what was computed from it can be kept until then.
    pub version: u64,
    /// What was changed from one version to the next, so that the rest can be kept even longer.
    pub touched: &'a Touched,
    /// The findings, as far as they are known by now.
    pub findings: Option<&'a Findings>,
    /// The file, to read its journal; nothing where none is open.
    pub journal: Option<Journal<'a>>,
    /// What is due, worked out once for each version: see [`Scene::due`].
    pub agenda: &'a Agenda,
}

impl Scene<'_> {
    /// Whether a record belongs to the organisation shown, or all are shown.
    #[must_use]
    pub fn shows(&self, record: &dyn Record) -> bool {
        self.organisation
            .is_none_or(|organisation| self.register.belongs_to(record, organisation))
    }
}

/// Which records each version changed.
#[derive(Debug, Default)]
pub struct Touched {
    /// The version, and the records that it changed or that name what it changed; `None` for any.
    log: Vec<(u64, Option<Vec<Id>>)>,
}

impl Touched {
    /// Remembers what a version changed; `None` where that is not known.
    pub fn note(&mut self, version: u64, records: Option<Vec<Id>>) {
        self.log.push((version, records));
    }

    /// The records changed after a version; `None` where any may be.
    #[must_use]
    pub fn since(&self, version: u64) -> Option<HashSet<Id>> {
        let after = self.log.iter().filter(|(of, _)| *of > version);
        let records: Option<Vec<&Vec<Id>>> = after.map(|(_, records)| records.as_ref()).collect();
        records.map(|records| records.into_iter().flatten().copied().collect())
    }
}

/// What comes from outside.
#[derive(Clone, Debug)]
pub enum Input {
    /// A key was pressed.
    Key(KeyEvent),
    /// Text was pasted; it never triggers keys.
    Paste(String),
}

/// What became of a text that was pasted, where something of it was not taken.
#[must_use]
pub fn told(inserted: Inserted, scene: &Scene<'_>) -> Outcome {
    let words = scene.words;
    let mut sentences = Vec::new();
    if inserted.removed > 0 {
        sentences.push(words.count("hidden_taken_out", inserted.removed));
    }
    if inserted.left_out > 0 {
        sentences.push(words.count("left_out", inserted.left_out));
    }
    if sentences.is_empty() {
        Outcome::Done
    } else if inserted.left_out > 0 {
        Outcome::Warn(sentences.join(" "))
    } else {
        Outcome::Tell(sentences.join(" "))
    }
}

/// What a layer answers to the one that asked.
#[derive(Clone, Debug)]
pub enum Answer {
    /// What was picked.
    Picked(Vec<Picked>),
    /// What was replied to a question.
    Chosen(Reply),
    /// The texts typed.
    Typed(Vec<String>),
    /// The record that was saved.
    Saved(Id),
    /// Nothing yet: what the form holds stays as a draft.
    Kept,
    /// Nothing.
    Cancelled,
}

/// Who gets the answer of a layer.
#[derive(Clone, Debug)]
pub enum Then {
    /// The layer below.
    Below,
    /// The app, which had this in mind.
    App(Pending),
}

/// What the app had in mind when it asked.
#[derive(Clone, Debug)]
pub enum Pending {
    /// Nothing: the layer only shows something.
    Nothing,
    /// A command or record from the palette.
    Palette,
    /// Which organisation to show.
    Organisation,
    /// Whether to remove records, and to take out what refers to them.
    Remove(Vec<Id>),
    /// Whether to quit with forms open.
    Quit,
    /// Where and how to export.
    Export,
    /// Whether to write over the file.
    ExportOver(Vec<String>),
    /// Which file to import.
    Import,
    /// Whether to import after the report was seen.
    ImportSeen(String),
    /// Which register to open.
    OpenRegister,
    /// Which copy to take back.
    Restore,
    /// Whether to take it back after it was seen what that changes.
    RestoreSeen(String),
    /// What the new register is called.
    NewRegister,
    /// Where the sample goes.
    Sample,
    /// Whether to save a schedule, with all the rules that rest on it.
    Schedule,
    /// Whose value to keep after a conflict.
    Conflict,
    /// Why and how long findings are kept apart.
    Waive(Vec<Spot>),
    /// Whether waivers are taken back.
    Unwaive(Vec<Id>),
    /// Whether the register is to have an identity of its own.
    Identity,
    /// Which print is held against the journal.
    Against,
    /// Which country is asked about.
    Country,
    /// Which rule is to be explained.
    Rule,
    /// Which form that was not saved to go on with.
    Drafts,
    /// Something of the retention desk.
    Desk(Deed),
    /// Whether one of these change sets is taken back, and by which turn.
    Turn(Turn),
    /// Why something is saved.
    Why(Box<Deferred>),
    /// Something about what is to be taken out for good.
    Redact(Redacting),
}

/// What the app is asked to do.
#[derive(Debug)]
pub enum Request {
    /// Say why the form's record cannot be changed: the register is only read.
    RefuseEdit,
    /// A command that is not the layer's own.
    Command(Command),
    /// Save the form on top.
    SaveForm,
    /// Save it with a reason.
    SaveBecause,
    /// Take the value of a field of a record or row out for good.
    Redact(Id, &'static str),
    /// Long text in the user's editor.
    Editor(String),
    /// Text for the clipboard.
    Copy(String),
    /// The same text for a file.
    CopyToFile(String),
    /// What the welcome page offers: the place in its list.
    Welcome(usize),
    /// Open a record's form, and in it the row of that number.
    OpenForm(Id),
    /// The same, at a field or list of it.
    OpenField(Id, Option<&'static str>),
    /// Where a country stands.
    Country(String),
    /// Keep findings apart, or take that back.
    Waive(Vec<Spot>),
    /// A new record or row, as the list shows.
    NewRecord,
    /// A copy of the record.
    Duplicate(Id),
    /// Remove records.
    Remove(Vec<Id>),
    /// Read everything that changed of a record.
    History(Id),
    /// Read the record whole.
    Read(Id),
}

/// What came of an input.
#[derive(Debug)]
pub enum Outcome {
    /// The layer has no use for it.
    Ignored,
    /// Taken.
    Done,
    /// Another layer goes on top.
    Push(Box<Layer>, Then),
    /// The layer closes with an answer.
    Close(Answer),
    /// Something for the app.
    Do(Request),
    /// Taken, and this is to be told.
    Tell(String),
    /// Not possible, for this reason.
    Warn(String),
}

/// A layer of the screen.
#[derive(Debug)]
pub enum Layer {
    /// The first run.
    Welcome(Welcome),
    /// Overview and lists.
    Tabs(Box<Tabs>),
    /// A form.
    Form(Form),
    /// Choosing one or several.
    Pick(Pick),
    /// A question.
    Ask(Ask),
    /// Lines to fill in.
    Prompt(Prompt),
    /// A text to read.
    Reader(Reader),
}

/// Calls a method of the layer inside.
macro_rules! each {
    ($layer:expr, $inner:ident => $do:expr) => {
        match $layer {
            Layer::Welcome($inner) => $do,
            Layer::Tabs($inner) => $do,
            Layer::Form($inner) => $do,
            Layer::Pick($inner) => $do,
            Layer::Ask($inner) => $do,
            Layer::Prompt($inner) => $do,
            Layer::Reader($inner) => $do,
        }
    };
}

impl Layer {
    /// Takes an input.
    pub fn handle(&mut self, input: &Input, scene: &Scene<'_>) -> Outcome {
        each!(self, inner => inner.handle(input, scene))
    }

    /// Draws the layer.
    pub fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>) {
        each!(self, inner => inner.draw(frame, area, scene));
    }

    /// Whether the layer covers everything below it.
    #[must_use]
    pub const fn covers(&self) -> bool {
        matches!(
            self,
            Self::Welcome(_) | Self::Tabs(_) | Self::Form(_) | Self::Reader(_)
        )
    }

    /// The context of the layer's keys; `None` while letters are text.
    #[must_use]
    pub fn context(&self) -> Option<Context> {
        match self {
            Self::Tabs(tabs) => tabs.context(),
            Self::Form(form) => form.context(),
            Self::Reader(reader) => (!reader.is_searching()).then_some(Context::Reader),
            _ => None,
        }
    }

    /// Keys that the layer names in the bottom line: key and what it does.
    #[must_use]
    pub fn hints(&self, scene: &Scene<'_>) -> Vec<(String, String)> {
        each!(self, inner => inner.hints(scene))
    }

    /// Gives the layer the answer that it asked for.
    pub fn answered(&mut self, answer: Answer, scene: &Scene<'_>) -> Outcome {
        match self {
            Self::Form(form) => form.answered(answer, scene),
            Self::Tabs(tabs) => tabs.answered(&answer, scene),
            Self::Reader(reader) => reader.answered(&answer),
            _ => Outcome::Done,
        }
    }
}

/// These commands with their keys and words.
#[must_use]
pub fn named_hints(commands: &[Command], scene: &Scene<'_>) -> Vec<(String, String)> {
    commands
        .iter()
        .filter_map(|command| {
            let name = super::command::declared(*command).name;
            let what = scene.words.get(&format!("command.{name}.short")).to_owned();
            Some((scene.keymap.shown(*command)?, what))
        })
        .collect()
}

/// The footer's commands of a context, with their keys and words.
#[must_use]
pub fn command_hints(context: Context, scene: &Scene<'_>) -> Vec<(String, String)> {
    super::command::COMMANDS
        .iter()
        .filter(|declared| {
            declared.footer
                && declared
                    .contexts
                    .iter()
                    .any(|of| super::keymap::within(context, *of))
        })
        .filter_map(|declared| {
            let key = scene.keymap.shown(declared.command)?;
            Some((
                key,
                scene
                    .words
                    .get(&format!("command.{}.short", declared.name))
                    .to_owned(),
            ))
        })
        .collect()
}
