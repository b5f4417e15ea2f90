//! The one door to write: open, save, remove, undo, and the register as of a day.
//!
//! A session holds the whole register in memory and brings it up to date after each save. What is saved is planned
//! against the file as it is at that moment, so that two windows can work on one register.
//!
//! | to change | go to |
//! | --- | --- |
//! | one record asked about without reading the register | [`about`] |
//! | planning against the register as it is, settling what is saved, doing it | [`carrying_out`], [`settle`] |
//! | what a save is called, and why it is made | [`label`] |
//! | undo and redo | [`turn`] |
//! | taking out a record; what is taken out for good, also outside of the file | [`removal`], [`redact`], [`outside`] |
//! | whether the file is another than what was read of it | [`looking`], [`seen`] |
//! | a session beside the open one, and its worker | [`beside`], [`job`] |
//! | the journal, read and in words; what records were called then | [`journal`], [`history`], [`journal_documents`], [`called_then`] |
//! | what stands on paper, held against the journal; states with names | [`against`], [`editions`] |
//! | forms that are not saved yet | [`drafts`], [`rescue`], [`unsaved`] |
//! | copies of the register, and taking one back | [`copies`], [`kept`], [`restoring`] |
//! | what comes in: files, sheets, copies, answers | [`incoming`], [`own_lists`], [`sheets_asked`], [`brought`], [`import`], [`merging`], [`asking`] |
//! | what is different in another file | [`comparing`], [`alignment`] |
//! | activities copied to more organisations, beside their originals; kept as templates | [`origins`], [`own_templates`] |
//! | what goes out | [`exporting`], [`output`], [`report`] |
//! | findings lived with | [`waiving`] |
//! | how a path goes on that is being typed | [`completion`] |
//! | the made-up register as a file | [`sample`] |

mod about;
pub(crate) mod against;
mod alignment;
pub mod asking;
mod beside;
pub mod brought;
pub(crate) mod called_then;
mod carrying_out;
pub(crate) mod comparing;
pub mod completion;
pub mod copies;
pub mod drafts;
pub mod editions;
pub mod exporting;
pub(crate) mod history;
pub mod import;
pub mod incoming;
pub(crate) mod job;
mod journal;
pub(crate) mod journal_documents;
pub mod kept;
mod label;
mod looking;
mod merging;
pub(crate) mod origins;
pub mod output;
pub(crate) mod outside;
mod own_lists;
pub mod own_templates;
pub(crate) mod redact;
mod removal;
pub mod report;
pub(crate) mod rescue;
pub(crate) mod restoring;
mod sample;
pub mod seen;
mod settle;
pub(crate) mod sheets_asked;
mod turn;
pub mod unsaved;
mod waiving;

use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset, NaiveDate, SecondsFormat};

pub use beside::BesideSession;
pub use journal::Journal;
pub use label::SaveLabel;
pub use looking::{LookedFile, Refreshed, RereadRegister};
pub use redact::Unwanted;
pub use removal::Removal;
pub use turn::TurnStep;
pub(crate) use waiving::waived_already;

use crate::domain::anew::make_new;
use crate::domain::change::{Change, Edit, changes_of};
use crate::domain::field::Record;
use crate::domain::kind::RecordKind;
use crate::domain::period::Period;
use crate::domain::problem::Problem;
use crate::domain::progress::long_work;
use crate::domain::register::{Mark, Register};
use crate::domain::together::{crossed, told_with};
use crate::domain::value::{Id, Value};
use crate::store::{Stamp, Store, Verification};

/// What a session takes from outside: the clock, who writes, the day that is asked about, new register ids.
#[derive(Clone)]
pub struct Surroundings {
    /// The real instant, with the writer's offset.
    pub clock: Arc<dyn Fn() -> DateTime<FixedOffset> + Send + Sync>,
    /// The author of changes.
    pub author: String,
    /// The day that deadlines and exports are asked for.
    pub today: NaiveDate,
    /// Gives the id of a new register.
    pub new_id: Arc<dyn Fn() -> String + Send + Sync>,
    /// Gives the salt of a change set: 32 random hexadecimal digits.
    pub new_salt: Arc<dyn Fn() -> String + Send + Sync>,
}

impl std::fmt::Debug for Surroundings {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Surroundings")
            .field("author", &self.author)
            .field("today", &self.today)
            .finish_non_exhaustive()
    }
}

/// What a new register begins with.
#[derive(Clone, Debug, Default)]
pub struct Founding {
    /// The name of the organisation whose register it is; none is made without.
    pub name: Option<String>,
    /// The register's title.
    pub title: Option<String>,
    /// The organisation's country.
    pub country: Option<String>,
    /// The language of the content: the tag of any language (BCP 47).
    pub language: Option<String>,
    /// How often the register is reviewed where an activity says nothing else.
    pub review_interval: Option<Period>,
    /// What the first change set is called.
    pub label: String,
}

/// What a save did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The change set; `None` where there was nothing to change.
    pub mark: Option<Mark>,
    /// How many changes it holds.
    pub changes: usize,
    /// For each edit the lasting number of its record; of an undo or redo what it changed, and the records that hold that
    /// or held it.
    pub ids: Vec<Id>,
}

/// A register that was read, with its file: what a session is made of.
#[derive(Debug)]
pub struct ReadRegister {
    store: Store,
    register: Register,
}

impl ReadRegister {
    /// The register as it was read.
    #[must_use]
    pub const fn register(&self) -> &Register {
        &self.register
    }
}

/// An open register.
#[derive(Debug)]
pub struct Session {
    store: Store,
    /// Shared with a job that reads it as it stands: a save meanwhile goes on with a copy.
    register: Arc<Register>,
    surroundings: Surroundings,
    /// The records that another window has changed, where the last look told them.
    followed: Option<Vec<Id>>,
    /// Whether the file is another than what was read of it.
    unread: bool,
}

impl Session {
    /// Makes a new register: its own data, and an organisation of ours where it is named, in one change set.
    ///
    /// The file appears under its name only when it is complete.
    ///
    /// # Errors
    /// `store_exists`, `store_directory_missing`, what the file system says, or `value_refused`.
    pub fn create(
        path: &Path,
        founding: &Founding,
        surroundings: Surroundings,
    ) -> Result<Self, Problem> {
        let store = Store::create_with(path, |store| {
            let mut register = store.load()?;
            found(store, &mut register, founding, &surroundings).map(|_| ())
        })?;
        Self::with_store(store, surroundings)
    }

    /// Opens a register.
    ///
    /// # Errors
    /// As [`Store::open`] and [`Store::load`].
    pub fn open(path: &Path, surroundings: Surroundings) -> Result<Self, Problem> {
        Self::with_store(Store::open(path)?, surroundings)
    }

    /// Opens a register for a command that may still be refused: a file of an older version stays as it is until the first
    /// save is about to be made.
    ///
    /// # Errors
    /// As [`Store::open_to_save`] and [`Store::load`].
    pub fn open_to_save(path: &Path, surroundings: Surroundings) -> Result<Self, Problem> {
        Self::with_store(Store::open_to_save(path)?, surroundings)
    }

    /// Opens a register to look at it alone: nothing is written, neither into it nor beside it.
    ///
    /// # Errors
    /// As [`Store::audit`] and [`Store::load`].
    pub fn audit(path: &Path, surroundings: Surroundings) -> Result<Self, Problem> {
        Self::with_store(Store::audit(path)?, surroundings)
    }

    /// Opens a register that does not wait for another program's lock longer than that.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn open_patiently(
        path: &Path,
        patience: std::time::Duration,
        surroundings: Surroundings,
    ) -> Result<Self, Problem> {
        Self::with_store(Store::open_patiently(path, patience)?, surroundings)
    }

    /// Waits no longer than that for another program's lock from now on.
    ///
    /// # Errors
    /// What `SQLite` says.
    pub fn be_patient(&mut self, patience: std::time::Duration) -> Result<(), Problem> {
        self.store.be_patient(patience)
    }

    /// Opens a register to read it: a file of an older version is not written, and nothing can be saved in it.
    ///
    /// # Errors
    /// As [`Store::open_to_read`] and [`Store::load`].
    pub fn open_to_read(path: &Path, surroundings: Surroundings) -> Result<Self, Problem> {
        Self::with_store(Store::open_to_read(path)?, surroundings)
    }

    /// A session over an open file.
    ///
    /// # Errors
    /// As [`Store::load`].
    pub fn with_store(store: Store, surroundings: Surroundings) -> Result<Self, Problem> {
        long_work("reading a register");
        let register = store.load()?;
        Ok(Self::of_read(
            ReadRegister { store, register },
            surroundings,
        ))
    }

    /// Opens a register and reads it for a session, in whatever thread: to write it, without waiting longer than that for
    /// another program's lock, or to look at it alone where nothing is said of waiting.
    ///
    /// # Errors
    /// As [`Self::open`], or [`Self::audit`].
    pub fn read(
        path: &Path,
        patience: Option<std::time::Duration>,
    ) -> Result<ReadRegister, Problem> {
        long_work("reading a register");
        let store = match patience {
            Some(patience) => Store::open_patiently(path, patience)?,
            None => Store::audit(path)?,
        };
        let register = store.load()?;
        register.prepare_references();
        Ok(ReadRegister { store, register })
    }

    /// A session over a register that was read.
    pub fn of_read(read: ReadRegister, surroundings: Surroundings) -> Self {
        Self {
            store: read.store,
            register: Arc::new(read.register),
            surroundings,
            followed: None,
            unread: false,
        }
    }

    /// The register as it stands.
    pub fn register(&self) -> &Register {
        &self.register
    }

    /// The same for a job, which keeps what it has whatever is saved meanwhile.
    pub fn shared_register(&self) -> Arc<Register> {
        Arc::clone(&self.register)
    }

    /// What can be read of the file.
    pub fn journal(&self) -> Journal<'_> {
        Journal::new(&self.store)
    }

    /// Makes a checked copy in a new file that only its owner may read, also while the register is in use.
    ///
    /// # Errors
    /// `store_exists`, what the file system says, or `backup_check_failed`; nothing is left behind then.
    pub fn back_up(&self, to: &Path) -> Result<(), Problem> {
        long_work("copying a register");
        self.store.back_up(to)
    }

    /// The day that is asked about.
    pub fn today(&self) -> NaiveDate {
        self.surroundings.today
    }

    /// The real day: what is recorded as done is never dated by the day that is asked about.
    pub fn real_day(&self) -> NaiveDate {
        (self.surroundings.clock)().date_naive()
    }

    /// Goes over to another day, for a session that stays open past midnight.
    pub const fn set_today(&mut self, today: NaiveDate) {
        self.surroundings.today = today;
    }

    /// The file.
    pub fn path(&self) -> &Path {
        self.store.path()
    }

    /// Who writes, when, and what for the program was started with.
    pub fn surroundings(&self) -> &Surroundings {
        &self.surroundings
    }

    /// Notes what a check of the whole file found: nothing is saved on top of what contradicts itself.
    pub fn was_checked(&self, found: &Verification) {
        self.store.was_checked(Some(found.contradictions()));
    }

    /// Notes that the whole file could not be checked.
    pub fn was_not_checked(&self) {
        self.store.was_checked(None);
    }

    /// What is worth telling once: why the file cannot be written, foreign tables, a clock that was set back.
    pub fn notices(&self) -> Vec<Problem> {
        // What was asked for is no news, and whoever only reads an older file as it is need not be told.
        let silent = ["store_asked_read_only", "store_older_to_read"];
        let reason = self.store.read_only_reason();
        let reason = reason.filter(|reason| !silent.contains(&reason.key));
        let mut notices: Vec<Problem> = reason.cloned().into_iter().collect();
        notices.extend_from_slice(self.store.notices());
        let now = (self.surroundings.clock)();
        let last = &self.register.mark.at;
        let ahead = DateTime::parse_from_rfc3339(last).is_ok_and(|last| last > now);
        if ahead {
            notices.push(
                Problem::cannot("clock_behind")
                    .with("last", last)
                    .with("now", now.to_rfc3339_opts(SecondsFormat::Secs, false)),
            );
        }
        notices
    }

    /// Whether another file stands under the register's name than the one that is open.
    #[must_use]
    pub fn is_replaced(&self) -> bool {
        self.store.is_replaced()
    }

    /// The records that another window has changed by the last look, where that is known. Given once.
    pub fn take_followed(&mut self) -> Option<Vec<Id>> {
        self.followed.take()
    }

    /// Saves edits as one change set. New records and rows get lasting numbers and references.
    ///
    /// # Errors
    /// `value_refused`, `reference_taken`, `reference_unusable`, `referred_record_gone` or `still_referred_to`,
    /// each with record and field; a conflict with both values; what the file system says. Nothing is written then.
    pub fn save(
        &mut self,
        edits: Vec<Edit>,
        label: impl Into<SaveLabel>,
    ) -> Result<Saved, Problem> {
        self.save_draft(edits, label, None)
    }

    /// The same, with the draft that is saved thereby, and goes in the same transaction.
    ///
    /// # Errors
    /// As [`Self::save`].
    pub fn save_draft(
        &mut self,
        edits: Vec<Edit>,
        label: impl Into<SaveLabel>,
        draft: Option<&str>,
    ) -> Result<Saved, Problem> {
        let mut stamp = self.stamp(label, None);
        stamp.draft = draft.map(str::to_owned);
        save(
            &mut self.store,
            Arc::make_mut(&mut self.register),
            &stamp,
            edits,
        )
    }

    /// Saves edits after a conflict: where somebody else changed the same field meanwhile, or another field of an act that
    /// they tell of too, `mine` keeps what the edit says and otherwise theirs stays.
    ///
    /// What they changed elsewhere stays in both cases.
    ///
    /// # Errors
    /// As [`Self::save`]; a conflict again where a record or row that the edit needs is gone.
    pub fn save_over(
        &mut self,
        edits: Vec<Edit>,
        label: impl Into<SaveLabel>,
        mine: bool,
    ) -> Result<Saved, Problem> {
        let stamp = self.stamp(label, None);
        let adjust = |register: &Register, changes: &mut Vec<Change>| {
            while let Some(mismatch) = register.mismatch(changes) {
                let at = changes.iter().position(|change| *change == mismatch.change);
                match (at, &mismatch.change.field) {
                    (Some(at), Some(_)) if mine && register.get(mismatch.change.id).is_some() => {
                        // Nothing is left to change where both wrote the same.
                        if changes[at].after == mismatch.found {
                            changes.remove(at);
                        } else {
                            changes[at].before = mismatch.found;
                        }
                    }
                    (Some(_), Some(field)) if !mine => {
                        // Of an act that others told otherwise, nothing is added.
                        let act = told_with(&mismatch.change).unwrap_or_default();
                        changes.retain(|change| {
                            let here = change
                                .field
                                .as_ref()
                                .is_some_and(|key| key == field || act.contains(&key.as_str()));
                            change.id != mismatch.change.id || !here
                        });
                    }
                    _ => break,
                }
            }
        };
        let plan = &mut move |_: &Register| Ok(edits.clone());
        commit(
            &mut self.store,
            Arc::make_mut(&mut self.register),
            &stamp,
            plan,
            Some(&adjust),
        )
    }

    /// A copy of a record with all its rows but holdings, as a new record: without references, with provisional numbers
    /// that its rows' references to each other follow.
    ///
    /// `None` for rows and the register's own data.
    pub fn duplicate(&self, id: Id) -> Option<Box<dyn Record>> {
        let record = self.register.owner(id).filter(|record| record.id() == id)?;
        if record.kind() == RecordKind::RegisterData {
            return None;
        }
        let mut copy = record.boxed();
        copy.walk_mut(&mut |row| {
            for list in 0..row.declaration().lists.len() {
                while row.declaration().lists[list].kind == RecordKind::Holding
                    && row.row_count(list) > 0
                {
                    row.remove_row(list, 0);
                }
            }
        });
        make_new(&mut *copy, &mut 0);
        Some(copy)
    }

    /// Learns from the journal since when each field holds what it holds. From then on it is kept up by each save.
    pub fn learn_changes(&mut self) {
        long_work("reading the journal");
        if self.register.changes.is_none() {
            learn(&self.store, Arc::make_mut(&mut self.register));
        }
    }

    /// The register as it was recorded at the end of a day, by the days written in the journal.
    ///
    /// # Errors
    /// As [`Store::facts_at`].
    pub fn as_of(&self, day: NaiveDate) -> Result<Register, Problem> {
        long_work("reading an earlier state");
        if self.store.mark_at(day)? == self.register.mark {
            let mut register = Register::clone(&self.register);
            if register.changes.is_none() {
                learn(&self.store, &mut register);
            }
            return Ok(register);
        }
        self.at_change(self.store.mark_at(day)?.number)
    }

    /// The register as a change set left it.
    ///
    /// # Errors
    /// As [`Self::as_of`].
    pub fn at_change(&self, number: i64) -> Result<Register, Problem> {
        let (mut register, _) = self.state_at(number)?;
        learn(&self.store, &mut register);
        Ok(register)
    }

    /// The register as a change set left it, and the records that were changed since, where that is known.
    pub(crate) fn state_at(&self, number: i64) -> Result<(Register, Option<Vec<Id>>), Problem> {
        self.state_in(&self.register, number)
    }

    /// The same, where the whole register stands as it is given.
    fn state_in(
        &self,
        now: &Register,
        number: i64,
    ) -> Result<(Register, Option<Vec<Id>>), Problem> {
        long_work("reading an earlier state");
        if let Some(back) = self.store.gone_back(now, number)? {
            return Ok((back.register, Some(back.records)));
        }
        let set = self.store.change_set(number)?;
        let mut register = self.store.facts_until(number)?.register()?;
        register.mark = set.map_or_else(Mark::default, |set| Mark {
            number: set.number,
            hash: set.hash,
            at: set.at,
        });
        register.taken_out.clone_from(&now.taken_out);
        register.struck.clone_from(&now.struck);
        register.identities.clone_from(&now.identities);
        Ok((register, None))
    }

    /// Refuses a day on which there was no register yet: an empty one would be untrue.
    ///
    /// # Errors
    /// `register_not_begun`.
    pub fn begun(&self, register: &Register, day: NaiveDate) -> Result<(), Problem> {
        if register.mark.number > 0 {
            return Ok(());
        }
        let first = self.journal().change_set(1)?.map(|set| set.at);
        let first = first.as_deref();
        Err(Problem::usage("register_not_begun")
            .with("day", day)
            .with("first", first.map_or("–", |at| at.get(..10).unwrap_or(at))))
    }

    /// What is to be told after saves that are done; told once.
    pub fn take_afterwards(&mut self) -> Vec<Problem> {
        self.store.take_afterwards()
    }

    /// Leaves the register's memory to the system.
    ///
    /// Call it where the program ends: to give back a large register piece by piece takes a fifth of the time that
    /// reading it took.
    pub fn leave(&mut self) {
        std::mem::forget(std::mem::take(&mut self.register));
    }

    fn stamp(&self, label: impl Into<SaveLabel>, undoes: Option<i64>) -> Stamp {
        stamp(&self.surroundings, &label.into(), undoes)
    }
}

/// Gives a register the index of changes of its state.
///
/// Where the journal cannot be read, nothing is said of it: what is wrong with a file is for its check to tell.
fn learn(store: &Store, register: &mut Register) {
    register.changes = store.change_index(register.mark.number).ok().map(Arc::new);
}

fn stamp(surroundings: &Surroundings, label: &SaveLabel, undoes: Option<i64>) -> Stamp {
    Stamp {
        at: (surroundings.clock)().to_rfc3339_opts(SecondsFormat::Secs, false),
        author: surroundings.author.clone(),
        label: label.stored(),
        undoes,
        draft: None,
        salt: Some((surroundings.new_salt)()),
        ..Stamp::default()
    }
}

/// The first change set of a register.
fn found(
    store: &mut Store,
    register: &mut Register,
    founding: &Founding,
    surroundings: &Surroundings,
) -> Result<Saved, Problem> {
    let text = |text: &Option<String>| text.clone().map_or(Value::Empty, Value::Text);
    let mut about = RecordKind::RegisterData.blank();
    "register".clone_into(&mut about.head_mut().reference);
    about.record_value("id", Value::Text((surroundings.new_id)()));
    about.record_value("title", text(&founding.title));
    about.record_value("language", text(&founding.language));
    let interval = founding.review_interval.map_or(Value::Empty, Value::Period);
    about.record_value("default_review_interval", interval);
    let mut edits = vec![Edit::create(about)];
    if founding.name.is_some() {
        let mut ours = RecordKind::Organisation.blank();
        ours.record_value("name", text(&founding.name));
        ours.record_value("country", text(&founding.country));
        ours.record_value("ours", Value::Flag(true));
        edits.push(Edit::create(ours));
    }
    save(
        store,
        register,
        &stamp(surroundings, &SaveLabel::from(&founding.label), None),
        edits,
    )
}

fn save(
    store: &mut Store,
    register: &mut Register,
    stamp: &Stamp,
    edits: Vec<Edit>,
) -> Result<Saved, Problem> {
    let plan = &mut move |_: &Register| Ok(edits.clone());
    commit(store, register, stamp, plan, None)
}

/// What makes edits of the register as it is in the file at that moment.
type Plan<'p> = &'p mut dyn FnMut(&Register) -> Result<Vec<Edit>, Problem>;

/// What makes changes fit a register in which others changed something meanwhile.
type Adjust<'a> = &'a dyn Fn(&Register, &mut Vec<Change>);

/// Commits what is planned as one change set.
fn commit(
    store: &mut Store,
    register: &mut Register,
    stamp: &Stamp,
    plan: Plan<'_>,
    adjust: Option<Adjust<'_>>,
) -> Result<Saved, Problem> {
    let mut saved = Saved {
        mark: None,
        changes: 0,
        ids: Vec::new(),
    };
    saved.mark = store.commit(register, stamp, &mut |register| {
        let mut edits = plan(register)?;
        settle::settle(register, &mut edits)?;
        let record = |edit: &Edit| {
            let either = edit.after.as_ref().or(edit.before.as_ref());
            either.map(|record| record.id()).unwrap_or_default()
        };
        saved.ids = edits.iter().map(record).collect();
        let mut changes = changes_of(register, &edits);
        changes.extend(crossed(register, &edits, &changes));
        if let Some(adjust) = adjust {
            adjust(register, &mut changes);
        }
        saved.changes = changes.len();
        Ok(changes)
    })?;
    if saved.mark.is_none() {
        saved.changes = 0;
    }
    Ok(saved)
}

#[cfg(test)]
mod tests;
