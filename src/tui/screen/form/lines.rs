//! What a form shows of a record: its lines, in the order of the sections.

use std::collections::{HashMap, HashSet};

use super::offered::FormOffer;
use crate::domain::codes::{ActivityRole, Choice as _};
use crate::domain::contacts::{ASKED_CONTACTS, AskedContact};
use crate::domain::essentials::{self, is_asked};
use crate::domain::excuse::is_excused;
use crate::domain::field::{Answer, Asked, Need, Record, Section};
use crate::domain::kind::{FieldKind, RecordKind};
use crate::domain::records::Activity;
use crate::domain::register::Register;
use crate::domain::value::{Id, Value};

/// A line of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FormLine {
    /// A section begins.
    Heading(Section),
    /// A field, by its place among the record's fields.
    Field(usize),
    /// A part of an item of a field.
    Part {
        /// The field.
        field: usize,
        /// The item.
        item: usize,
        /// The part of it.
        part: usize,
    },
    /// Where an item can be added.
    AddItem(usize),
    /// A row of a list.
    Row {
        /// The list.
        list: usize,
        /// The row's place in it.
        at: usize,
    },
    /// Where a row can be added to a list, and the list be answered with *none*.
    AddRow(usize),
    /// A contact that Art. 30(1)(a) asks for and that no row answers.
    Contact(&'static AskedContact),
    /// Where what a section asks only on request can be requested.
    More(Section),
    /// An offer, by its place among those of the record.
    Offer(usize),
}

impl FormLine {
    /// The key in the record that the line is about.
    #[must_use]
    pub(crate) fn key(self, record: &dyn Record) -> Option<&'static str> {
        let declaration = record.declaration();
        Some(match self {
            Self::Heading(_) | Self::More(_) | Self::Offer(_) => return None,
            Self::Field(field) | Self::Part { field, .. } | Self::AddItem(field) => {
                declaration.fields[field].key
            }
            Self::Row { list, .. } | Self::AddRow(list) => declaration.lists[list].key,
            Self::Contact(asked) => asked.key,
        })
    }
}

/// The role that decides which fields a record or row is asked for.
#[must_use]
pub(crate) fn role_of(owner: &dyn Record) -> Option<ActivityRole> {
    owner
        .downcast::<Activity>()
        .and_then(|activity| activity.role)
}

/// Which lines of a record or row are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct WantedLines {
    /// Also those that a record of its role is not asked for, and those that come on request.
    pub all: bool,
    /// The sections, by a bit each, in which what comes on request was requested.
    pub opened: u32,
    /// Only what is recorded or asked, and nothing that offers to add: the register is only read.
    pub reads: bool,
}

impl WantedLines {
    /// Requests all lines of a section.
    pub(super) fn open(&mut self, section: Section) {
        self.opened |= bit(section);
    }

    const fn opens(self, section: Section) -> bool {
        self.opened & bit(section) != 0
    }
}

const fn bit(section: Section) -> u32 {
    1 << (section as u32)
}

/// What a form asks of each record or row in it, by keys: beside these only what is recorded is shown unrequested.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct FormAsks {
    keys: HashMap<Id, HashSet<&'static str>>,
    offers: Vec<FormOffer>,
}

impl FormAsks {
    /// What is asked of a record and its rows, with what `also` names.
    pub(super) fn of(
        register: &Register,
        record: &dyn Record,
        also: &HashSet<(Id, &'static str)>,
        offers: Vec<FormOffer>,
    ) -> Self {
        let mut asks: HashMap<Id, HashSet<&'static str>> = HashMap::new();
        record.walk(None, &mut |row, _| {
            let declaration = row.declaration();
            let fields = declaration.fields.iter().map(|meta| (meta.key, meta.need));
            let lists = declaration.lists.iter().map(|meta| (meta.key, meta.need));
            let asked = fields
                .chain(lists)
                .filter(|(key, need)| is_asked(register, row, key, *need));
            asks.insert(row.id(), asked.map(|(key, _)| key).collect());
        });
        for (id, key) in also {
            asks.entry(*id).or_default().insert(key);
        }
        Self { keys: asks, offers }
    }

    /// What is offered in the record and its rows.
    pub(super) fn offers(&self) -> &[FormOffer] {
        &self.offers
    }

    /// The lines of what is offered at a field or list.
    fn offers_at(&self, row: Id, key: &str) -> impl Iterator<Item = FormLine> {
        let offers = self.offers.iter().enumerate();
        let here = offers.filter(move |(_, offer)| offer.row == row && offer.key == key);
        here.map(|(at, _)| FormLine::Offer(at))
    }

    /// Whether a field or list that holds nothing is asked for; before that is worked out, what is needed is.
    fn has(&self, row: &dyn Record, key: &str, need: Need) -> bool {
        match self.keys.get(&row.id()) {
            Some(keys) => keys.contains(key),
            None => need != Need::May,
        }
    }
}

/// Whether a record of the role is asked for a field or list at all, and whether unrequested.
fn is_shown(
    (asked, need): (Asked, Need),
    (record, role): (&dyn Record, Option<ActivityRole>),
    key: &str,
    asks: &FormAsks,
) -> (bool, bool) {
    let recorded = record.answer(key) != Answer::NotRecorded || record.is_redacted(key);
    (
        asked.of(role) || recorded,
        recorded || (asked.of(role) && asks.has(record, key, need)),
    )
}

/// The lines of a record or row; `owner` is the record that holds it.
#[must_use]
pub(super) fn lines_of(
    record: &dyn Record,
    owner: &dyn Record,
    wanted: WantedLines,
    asks: &FormAsks,
) -> Vec<FormLine> {
    let declaration = record.declaration();
    let mut lines = Vec::new();
    for section in essentials::sections(declaration) {
        let start = lines.len();
        let (shown, hidden) = lines_in(section, record, owner, wanted, asks);
        lines.extend(shown);
        if hidden > 0 && !wanted.reads {
            lines.push(FormLine::More(section));
        }
        if lines.len() > start {
            lines.insert(start, FormLine::Heading(section));
        }
    }
    lines
}

/// How many fields and lists of a section come on request only.
pub(super) fn hidden_in(
    section: Section,
    record: &dyn Record,
    owner: &dyn Record,
    wanted: WantedLines,
    asks: &FormAsks,
) -> usize {
    lines_in(section, record, owner, wanted, asks).1
}

/// The keys of a section that come on request only.
pub(super) fn hidden_keys(
    section: Section,
    record: &dyn Record,
    owner: &dyn Record,
    wanted: WantedLines,
    asks: &FormAsks,
) -> Vec<&'static str> {
    let keys = |wanted: WantedLines| -> Vec<&'static str> {
        let lines = lines_in(section, record, owner, wanted, asks).0;
        lines.iter().filter_map(|line| line.key(record)).collect()
    };
    let shown = keys(wanted);
    let mut opened = wanted;
    opened.open(section);
    let mut all = keys(opened);
    all.retain(|key| !shown.contains(key));
    all
}

/// The lines of a section without its heading, and how many fields and lists of it come on request only.
fn lines_in(
    section: Section,
    record: &dyn Record,
    owner: &dyn Record,
    wanted: WantedLines,
    asks: &FormAsks,
) -> (Vec<FormLine>, usize) {
    let declaration = record.declaration();
    let whose = (record, role_of(owner));
    let mut lines = Vec::new();
    let mut hidden = 0;
    let mut shows = |asked: Asked, need: Need, key: &str| {
        let (may, now) = is_shown((asked, need), whose, key, asks);
        let shown = wanted.all || now || (may && wanted.opens(section));
        hidden += usize::from(may && !shown);
        shown
    };
    for index in essentials::fields(declaration, section) {
        let field = &declaration.fields[index];
        // A register's own number is made once and is nobody's to change.
        let fixed = matches!(field.kind, FieldKind::Computed)
            || (declaration.kind == RecordKind::RegisterData && field.key == "id");
        if fixed || !shows(field.asked, field.need, field.key) {
            continue;
        }
        if !wanted.reads {
            lines.extend(asks.offers_at(record.id(), field.key));
        }
        match (field.kind.items(), record.get(index)) {
            (Some(items), Value::Items(filled)) => {
                lines.push(FormLine::Field(index));
                for item in 0..filled.len() {
                    lines.extend((0..items.parts.len()).map(|part| FormLine::Part {
                        field: index,
                        item,
                        part,
                    }));
                }
                // Rows of the program's own offer nothing either.
                if field.kind.is_list() && !wanted.reads && !declaration.kind.is_the_programs() {
                    lines.push(FormLine::AddItem(index));
                }
            }
            _ => lines.push(FormLine::Field(index)),
        }
    }
    for (list, meta) in declaration.lists.iter().enumerate() {
        if essentials::section_of(declaration, meta.key) != Some(section)
            || !shows(meta.asked, meta.need, meta.key)
        {
            continue;
        }
        if !wanted.reads {
            lines.extend(asks.offers_at(record.id(), meta.key));
        }
        lines.extend((0..record.row_count(list)).map(|at| FormLine::Row { list, at }));
        // Where nothing can be added, the line stands only for the answer that there is none.
        let unanswered = record.row_count(list) == 0;
        if !meta.kind.is_the_programs() && (unanswered || !wanted.reads) {
            lines.push(FormLine::AddRow(list));
        }
        if meta.kind == RecordKind::Contact {
            let answered = |asked: &AskedContact| {
                record
                    .rows(list)
                    .any(|contact| contact.text("role").as_deref() == Some(asked.role.code()))
            };
            lines.extend(
                ASKED_CONTACTS
                    .iter()
                    .filter(|asked| !answered(asked))
                    .map(FormLine::Contact),
            );
        }
    }
    (lines, hidden)
}

/// How far a section is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SectionMark {
    /// Something is answered, something else is not.
    Partly,
    /// Everything is answered.
    Whole,
    /// Everything that is answered is *none*.
    None,
    /// Nothing is recorded, and nothing is demanded.
    Empty,
}

impl SectionMark {
    /// The mark as it stands before the section: never by colour alone.
    #[must_use]
    pub(crate) const fn sign(self) -> &'static str {
        match self {
            Self::Partly => "◐",
            Self::Whole => "●",
            Self::None => "–",
            Self::Empty => "·",
        }
    }
}

/// The mark of a section.
#[must_use]
pub(crate) fn mark_of(
    register: &Register,
    record: &dyn Record,
    owner: &dyn Record,
    section: Section,
) -> SectionMark {
    let declaration = record.declaration();
    let role = role_of(owner);
    let fields = declaration
        .fields
        .iter()
        .filter(|field| {
            essentials::section_of(declaration, field.key) == Some(section) && field.asked.of(role)
        })
        .map(|field| (field.key, field.need));
    let lists = declaration
        .lists
        .iter()
        .filter(|list| {
            essentials::section_of(declaration, list.key) == Some(section) && list.asked.of(role)
        })
        .map(|list| (list.key, list.need));
    let (mut recorded, mut none, mut open) = (0, 0, 0);
    for (key, need) in fields.chain(lists) {
        match record.answer(key) {
            Answer::Recorded(_) => recorded += 1,
            Answer::None(_) => none += 1,
            Answer::NotRecorded if need == Need::May || is_excused(register, record, key, need) => {
            }
            Answer::NotRecorded => open += 1,
        }
    }
    match (recorded, none, open) {
        (0, 0, _) => SectionMark::Empty,
        (0, _, 0) => SectionMark::None,
        (_, _, 0) => SectionMark::Whole,
        _ => SectionMark::Partly,
    }
}

/// Whether nothing is recorded in a row, nor in the rows in it.
pub(super) fn is_blank(row: &dyn Record) -> bool {
    let facts = crate::domain::facts::facts(row, &|_, id| id.0.to_string());
    facts.iter().all(|facts| {
        let mut keys = facts.fields.keys();
        keys.all(|key| matches!(key.as_str(), "ref" | "position" | "parent"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_that_another_answer_settles_is_not_counted_as_open() {
        let register = Register::empty();
        let mut recipient = RecordKind::Recipient.blank();
        let declaration = recipient.declaration();
        let asked = &declaration.fields[declaration.field("organisation").unwrap()];
        let category = declaration.field("category").unwrap();
        let others = declaration.fields.iter().filter(|field| {
            !["organisation", "category"].contains(&field.key) && field.need != Need::May
        });
        for field in others {
            let none = &mut recipient.head_mut().none;
            none.insert(field.key.to_owned(), "asked elsewhere".to_owned());
        }
        let mark =
            |record: &dyn Record| mark_of(&register, record, &Activity::default(), asked.section);
        recipient.put(category, Value::Text("banks".to_owned()));
        assert_eq!(mark(&*recipient), SectionMark::Whole);
        recipient.put(category, Value::Empty);
        assert_ne!(mark(&*recipient), SectionMark::Whole);
    }
}
