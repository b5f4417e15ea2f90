//! What goes in and out of layers: inputs, answers, what was in mind when something was asked, and requests.

use std::sync::Arc;

use ratatui::crossterm::event::KeyEvent;

use super::command::Command;
use super::export_answers::{ExportAnswers, ExportLine};
use crate::domain::change::Change;
use crate::domain::kind::RecordKind;
use crate::domain::value::{Id, Value};
use crate::due::ActKind;
use crate::exchange::questionnaire::reading::Filled;
use crate::rules::{Finding, Findings};
use crate::session::incoming::Brought;
use crate::session::origins::CopyStates;
use crate::session::sheets_asked::SheetsToRead;
use crate::session::{TurnStep, Unwanted};
use crate::store::Turn;

/// What comes from outside.
#[derive(Clone, Debug)]
pub enum Input {
    /// A key was pressed.
    Key(KeyEvent),
    /// Text was pasted; it never triggers keys.
    Paste(String),
}

/// What becomes of a form after a field was accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Onward {
    /// The next field is opened.
    Next,
    /// The one before is.
    Before,
    /// The focus goes a line up or down, and nothing is opened.
    Line(bool),
    /// A command of the form follows.
    Command(Command),
}

/// What a layer answers to the one that asked.
#[derive(Clone, Debug)]
pub enum Closed {
    /// What was picked.
    Picked(Vec<Picked>),
    /// How the form that asked goes on, and what was picked where something was.
    Passed(Option<Vec<Picked>>, Onward),
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
    Export(Vec<ExportLine>),
    /// Whether to write over the file.
    ExportOver(ExportAnswers),
    /// Something about a table to be written.
    Table(Tabling),
    /// A notice is drafted.
    Notice(Drafting),
    /// How an activity begins.
    Begin(Beginning),
    /// Activities are copied to organisations, or brought up to their originals.
    Copying(Copying),
    /// Which file to import.
    Import,
    /// Which file to compare with.
    Compare,
    /// Whether to import after the report was seen.
    ImportSeen(ImportSeen),
    /// Which register to open.
    OpenRegister,
    /// Which of the registers that were open before.
    OpenRecent,
    /// Which copy to take back.
    Restore,
    /// Making a copy in a file.
    Backup,
    /// Whether to take it back after it was seen what that changes.
    RestoreSeen(String),
    /// What the new register is called.
    NewRegister,
    /// Where the sample goes.
    Sample,
    /// Whether to save a schedule, with all the rules that rest on it.
    Schedule,
    /// Whether to save a form whose draft another window has saved.
    SavedElsewhere,
    /// Whether to save a form that holds what was taken out while it was open.
    Removed,
    /// Whose value to keep after a conflict.
    Conflict,
    /// Why and how long findings are kept apart.
    Waive(Vec<FindingSpot>),
    /// Whether waivers are taken back.
    Unwaive(Vec<Id>),
    /// What is done about a file that went back, of which this was told.
    Back(String),
    /// Which of the copies is taken back.
    Copies,
    /// Whether the register is to have an identity of its own.
    Identity,
    /// Which print is held against the journal.
    Against,
    /// One change to several records.
    Bulk(BulkChange),
    /// Which country is asked about.
    Country,
    /// Something about questions to people, their answers, or states with names.
    Asking(Asking),
    /// On what others rest.
    Uses,
    /// Which of what rests on it is opened.
    UsesFound,
    /// Which rule is to be explained.
    Rule,
    /// Which form that was not saved to go on with.
    Drafts,
    /// Which day the whole screen is on.
    Day,
    /// Something that is kept for the next time.
    Choice(Choosing),
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
    /// What importing the sheets of the mapping page on top does.
    ImportMapped,
    /// Read the sheets of the mapping page on top in another way.
    ReadSheets(Box<SheetsToRead>),
    /// Keep the mapping of the page on top under a name.
    KeepMapping(String),
    /// What the welcome page offers: the place in its list.
    Welcome(usize),
    /// Open a record's form, and in it the row of that number.
    OpenForm(Id),
    /// The same, at a field or list of it.
    OpenField(Id, Option<&'static str>),
    /// Where a country stands.
    Country(String),
    /// Keep findings apart, or take that back.
    Waive(Vec<FindingSpot>),
    /// A new record or row, as the list shows.
    NewRecord,
    /// A copy of the record.
    Duplicate(Id),
    /// Remove records.
    Remove(Vec<Id>),
    /// Keep the widths of a list's columns for the next time, and tell that of one: its head, and how wide it is.
    KeepWidths(RecordKind, String, usize),
    /// Read everything that changed of a record.
    History(Id),
    /// Read the record whole.
    Read(Id),
    /// Read what is different between the states that two change sets left.
    Difference(i64, i64),
}

/// What was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picked {
    /// A choice, by its key.
    Choice(String),
    /// The user's own words.
    Own(String),
    /// Something new, with what was typed as its name.
    New(String),
    /// That there is none.
    None,
}

/// What is answered to a question with choices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// Nothing changes: the first choice of every question.
    Leave,
    /// What was asked about is done.
    Proceed,
    /// The form is saved.
    Save,
    /// What the form holds stays as a draft.
    Draft,
    /// What the form holds is given up.
    Discard,
    /// Of two values in conflict, the user's stays.
    Mine,
    /// Of two values in conflict, the one that was saved meanwhile stays.
    Theirs,
    /// It is done, and what proves something of the one before goes with it.
    Clear,
    /// What is different is shown.
    Compare,
    /// The copies that there are are shown.
    Copies,
    /// The program ends.
    Quit,
    /// This change set is taken back.
    TakeBack(TurnStep),
}

/// What a tab can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// The overview.
    Overview,
    /// The records or rows of a kind.
    List(RecordKind),
    /// What is missing, wrong or doubtful.
    Findings,
    /// The journal.
    History,
    /// The transfers by country, and the map.
    Countries,
    /// What is due.
    Due,
    /// What was disposed of.
    Disposals,
}

/// A finding by what stays the same while the register is worked on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FindingSpot {
    /// The record that holds what is at fault.
    pub owner: Id,
    /// The record or row at fault.
    pub record: Id,
    /// The field or list to go to.
    pub key: Option<&'static str>,
    pub(in crate::tui) rule: &'static str,
    pub(in crate::tui) case: &'static str,
    /// Which of those that are alike in all of this.
    pub(in crate::tui) nth: u16,
}

impl FindingSpot {
    /// Where the findings of a record stand, in their order.
    pub fn all(findings: &[Finding]) -> Vec<Self> {
        let mut spots: Vec<Self> = Vec::with_capacity(findings.len());
        for finding in findings {
            let mut spot = Self {
                owner: finding.owner,
                record: finding.record,
                key: finding.key,
                rule: finding.rule.id,
                case: finding.case.map_or("", |case| case.key),
                nth: 0,
            };
            while spots.contains(&spot) {
                spot.nth += 1;
            }
            spots.push(spot);
        }
        spots
    }

    /// The finding that stands there now.
    #[must_use]
    pub fn find(self, findings: &Findings) -> Option<&Finding> {
        let of = findings.of(self.owner);
        let at = Self::all(of).iter().position(|spot| *spot == self)?;
        of.get(at)
    }
}

/// What the app had in mind when it asked at the desk.
#[derive(Clone, Debug)]
pub enum Deed {
    /// What is done about these records.
    Choose(Vec<Id>),
    /// Which of the legal holds on records are lifted.
    Holds,
    /// An act on these records, and the marked ones that are left out.
    Act(ActKind, Vec<Id>, Vec<Id>),
    /// Holdings under this rule.
    Holdings(Id),
    /// Which statutory period a schedule is made from.
    FromLaw,
    /// Which activities rest on this schedule.
    UseIn(Id),
    /// Whose rules are shown: which law.
    Citing,
    /// Which stretch of the disposal log is shown.
    Period,
    /// Where the agenda or the disposal log is written.
    Export(View),
    /// Whether to write over the file.
    ExportOver(View, Vec<String>),
}

/// A table that was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// That of the kinds of this plural.
    Kinds(String),
    /// That of a layout, by its name or file.
    Layout(String),
}

/// What the app had in mind when it asked about a new activity.
#[derive(Clone, Debug)]
pub enum Beginning {
    /// How it begins.
    How,
    /// For which of our organisations these templates are used.
    Whose(Vec<String>),
    /// Which templates of one's own are forgotten.
    Forget,
}

/// What the app had in mind when it asked about copies of activities.
#[derive(Clone, Debug)]
pub enum Copying {
    /// To which of our organisations these are copied.
    To(Vec<Id>),
    /// Which differences from their originals are taken over.
    Take(CopyTaking),
}

/// Copies that were held against their originals.
#[derive(Clone, Debug)]
pub struct CopyTaking {
    pub(super) ids: Vec<Id>,
    /// What is different.
    pub(super) changes: Vec<Change>,
    /// What both were when they were last the same.
    pub(super) states: Arc<CopyStates>,
}

/// What the app had in mind when it asked about questions to people, their answers, or states with names.
#[derive(Clone, Debug)]
pub enum Asking {
    /// Who is asked, by when, and where the workbook is written.
    Whom,
    /// Whether to write over the file.
    Over(Vec<String>),
    /// Which workbook holds answers.
    Answers,
    /// Which of the proposals are taken over.
    Accept(Vec<Filled>),
    /// What the present state is called, or which name is removed.
    Edition,
    /// Whether that name is removed.
    RemoveEdition(Id),
}

/// What the app had in mind when it asked about a notice: it is about these activities.
#[derive(Clone, Debug)]
pub enum Drafting {
    /// For whom, and where it is written.
    Where(Vec<Id>),
    /// Whether to write over the file.
    Over(Vec<Id>, Vec<String>),
}

/// What the app had in mind when it asked about a table.
#[derive(Clone, Debug)]
pub enum Tabling {
    /// Which.
    Which,
    /// Where it is written, and as what.
    Where(Chosen),
    /// Whether to write over the file.
    Over(Chosen, Vec<String>),
}

/// What the app had in mind when it asked about one change to several records.
#[derive(Clone, Debug)]
pub enum BulkChange {
    /// Which field is set on these.
    Field(Vec<Id>),
    /// To what that field is set.
    Answer(Vec<Id>, &'static str),
    /// Whether it is set to that.
    Set(Vec<Id>, &'static str, Value),
    /// What is named in the place of this record.
    Other(Id),
    /// Whether the second takes the place of the first: and the first goes, or stays.
    Replace(Id, Id),
}

/// What the app had in mind when it asked for something that is kept for the next time.
#[derive(Clone, Debug)]
pub enum Choosing {
    /// Which columns a list has.
    Columns(RecordKind),
    /// Which filter of those by name a list has.
    Filter(RecordKind),
    /// What this filter is called.
    FilterName(String),
    /// Which filters by name are no longer kept.
    ForgetFilters,
}

/// What the app had in mind when it asked about something to be taken out.
#[derive(Clone, Debug)]
pub enum Redacting {
    /// Which field of the record.
    Which(Id),
    /// Why the field's value goes.
    Why(Id, String),
    /// Which words go, and why.
    Words,
    /// Whether it goes, for this reason.
    Sure(Unwanted, String),
    /// Whether copies from before the last redaction are replaced.
    Finish,
}

/// What waits for its reason.
#[derive(Clone, Debug)]
pub enum Deferred {
    /// Saving the form on top, with what is to be asked before.
    Save,
    /// The same, when all that was asked; after a conflict with whose value is kept.
    SaveNow(Option<bool>),
    /// What was answered, which writes.
    Answer(Pending, Closed),
}

/// An import whose report was seen.
#[derive(Clone, Debug)]
pub struct ImportSeen {
    /// What the file brings.
    pub brought: Arc<Brought>,
    /// What it is called.
    pub name: String,
    /// Whether it was told that something that was taken out may be brought back.
    pub may_bring_back: bool,
}
