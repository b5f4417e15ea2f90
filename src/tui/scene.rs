//! What every layer of the screen may read.

use std::collections::BTreeMap;
use std::rc::Rc;

use chrono::NaiveDate;
use rustc_hash::FxHashSet;

use super::agenda::LatestAgenda;
use super::clicks::ClickMap;
use super::command::{Command, CommandContext};
use super::keymap::Keymap;
use super::names::Names;
use super::place::ScreenPlace;
use super::theme::Theme;
use crate::domain::field::Record;
use crate::domain::records::Edition;
use crate::domain::register::Register;
use crate::domain::value::Id;
use crate::due::DueItem;
use crate::labels::Lexicon;
use crate::rules::Findings;
use crate::session::Journal;
use crate::words::Words;

/// How many records are looked at in one step of what is done ahead: a thousandth of a second or two of work.
pub(crate) const STEP: usize = 16;

/// What every layer may read.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'a> {
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
    pub touched: &'a TouchedRecords,
    /// The findings, as far as they are known by now.
    pub findings: Option<&'a Findings>,
    /// Whether registers are only read by the user's own wish, so that none is made either.
    pub audits: bool,
    /// Whether the register is shown as it was on a day that is past.
    pub is_past: bool,
    /// The edition that is shown, where the screen is on one.
    pub edition: Option<&'a str>,
    /// The states that have a name, in the register as it is now.
    pub editions: &'a [Edition],
    /// The file, to read its journal; nothing where none is open.
    pub journal: Option<Journal<'a>>,
    /// Filters by a name of the user's own.
    pub filters: &'a BTreeMap<String, String>,
    /// Where everything stands that can be clicked.
    pub clicks: &'a ClickMap,
    /// What is due, worked out once for each version: see [`Scene::due`].
    pub agenda: &'a LatestAgenda,
    /// The names of all records, which follow the register when they are asked for: see [`Scene::names`].
    pub named: &'a Names,
}

impl<'a> Scene<'a> {
    /// The names of the states that have one, the latest first.
    #[must_use]
    pub(crate) fn edition_names(&self) -> Vec<String> {
        let names = self.editions.iter().rev();
        names.filter_map(|it| it.name.clone()).collect()
    }

    /// Whether the open register is only read: nothing may look as if it could be changed.
    #[must_use]
    pub(crate) fn is_only_read(&self) -> bool {
        let reason = self.journal.map(|journal| journal.read_only_reason());
        self.is_past || reason.flatten().is_some()
    }

    /// The mark of a register that is only read, where this is one.
    #[must_use]
    pub(crate) fn read_only_mark(&self) -> Option<&str> {
        self.is_only_read()
            .then(|| self.words.get("tabs.read_only"))
    }

    /// Whether a command is offered in a place: those that do nothing there are not, nor those that write where nothing
    /// can be written.
    #[must_use]
    pub(crate) fn offers(&self, command: Command, place: ScreenPlace) -> bool {
        command.acts_at(place) && self.may_be_given(command, place.context())
    }

    /// Whether a command can be given somewhere in a context: those that write cannot, where nothing can be written.
    #[must_use]
    pub(crate) fn may_be_given(&self, command: Command, context: CommandContext) -> bool {
        let writes = self.is_only_read() && command.writes(context);
        !(writes || (self.audits && command.makes()))
    }

    /// Whether a record belongs to the organisation shown, or all are shown.
    #[must_use]
    pub(crate) fn shows(&self, record: &dyn Record) -> bool {
        self.organisation
            .is_none_or(|organisation| self.register.belongs_to(record, organisation))
    }

    /// The names of all records as they are now, ready to be searched.
    #[must_use]
    pub(crate) fn names(&self) -> &'a Names {
        self.prepare_names(usize::MAX);
        self.named
    }

    /// Makes up to `most` more names ready; `false` where all are.
    pub(crate) fn prepare_names(&self, most: usize) -> bool {
        self.named.follow(self.register, self.version, |version| {
            self.touched.since(version)
        });
        self.named.prepare(self.register, self.lexicon, most)
    }

    /// Whether what was made for a version and the organisation shown still holds: no record was changed since, even if
    /// more is known of them.
    #[must_use]
    pub(crate) fn is_as_of(&self, (version, organisation): (u64, Option<Id>)) -> bool {
        let changed = self.touched.since(version);
        organisation == self.organisation && changed.is_some_and(|changed| changed.is_empty())
    }

    /// Everything that is due, of all organisations, overdue first.
    #[must_use]
    pub(crate) fn due(&self) -> Rc<Vec<DueItem>> {
        let law = &self.lexicon.law;
        let since = |version| self.touched.since(version);
        self.agenda
            .of(self.register, law, self.today, self.version, since)
    }
}

/// Which records each version changed.
#[derive(Debug, Default)]
pub(crate) struct TouchedRecords {
    /// The version, and the records that it changed or that name what it changed; `None` for any.
    log: Vec<(u64, Option<Vec<Id>>)>,
}

impl TouchedRecords {
    /// Remembers what a version changed; `None` where that is not known.
    pub(crate) fn note(&mut self, version: u64, records: Option<Vec<Id>>) {
        self.log.push((version, records));
    }

    /// The records changed after a version; `None` where any may be.
    #[must_use]
    pub(crate) fn since(&self, version: u64) -> Option<FxHashSet<Id>> {
        let after = self.log.iter().filter(|(of, _)| *of > version);
        let records: Option<Vec<&Vec<Id>>> = after.map(|(_, records)| records.as_ref()).collect();
        records.map(|records| records.into_iter().flatten().copied().collect())
    }
}
