//! What a form shows of a record: its lines, in the order of the sections.

use crate::domain::codes::{ActivityRole, Choice as _, RetentionScope};
use crate::domain::contacts::{ASKED_CONTACTS, AskedContact};
use crate::domain::excuse::is_excused;
use crate::domain::field::{Answer, Asked, Need, Record, Section};
use crate::domain::kind::{FieldKind, RecordKind};
use crate::domain::records::{Activity, Retention};
use crate::domain::register::Register;
use crate::domain::value::Value;

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
}

impl FormLine {
    /// The key in the record that the line is about.
    #[must_use]
    pub(crate) fn key(self, record: &dyn Record) -> Option<&'static str> {
        let declaration = record.declaration();
        Some(match self {
            Self::Heading(_) => return None,
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

/// Whether a field or list is shown: what its kind of record is asked for, and what is recorded all the same.
fn shown(asked: Asked, role: Option<ActivityRole>, answer: &Answer) -> bool {
    asked.of(role) || *answer != Answer::NotRecorded
}

/// Whether a field that holds nothing is only about something else: what is asked of cookies is not asked of data.
fn is_moot(record: &dyn Record, key: &str, answer: &Answer) -> bool {
    let rule = record.downcast::<Retention>();
    let cookies = rule.is_none_or(|rule| rule.scope == Some(RetentionScope::Cookies));
    !cookies
        && *answer == Answer::NotRecorded
        && matches!(key, "purpose" | "provider_stated" | "declared_type")
}

/// Which lines of a record or row are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct WantedLines {
    /// Also those that a record of its role is not asked for.
    pub all: bool,
    /// Only what is recorded or asked, and nothing that offers to add: the register is only read.
    pub reads: bool,
}

/// The lines of a record or row; `owner` is the record that holds it.
#[must_use]
pub(crate) fn lines_of(
    record: &dyn Record,
    owner: &dyn Record,
    wanted: WantedLines,
) -> Vec<FormLine> {
    let declaration = record.declaration();
    let role = role_of(owner);
    let mut lines = Vec::new();
    let sections = Section::ALL.iter().filter(|section| {
        declaration
            .fields
            .iter()
            .any(|field| field.section == **section)
            || declaration
                .lists
                .iter()
                .any(|list| list.section == **section)
    });
    for section in sections {
        let start = lines.len();
        for (index, field) in declaration
            .fields
            .iter()
            .enumerate()
            .filter(|(_, field)| field.section == *section)
        {
            // A register's own number is made once and is nobody's to change.
            let fixed = matches!(field.kind, FieldKind::Computed)
                || (declaration.kind == RecordKind::RegisterData && field.key == "id");
            let answer = record.answer(field.key);
            let asked = shown(field.asked, role, &answer) && !is_moot(record, field.key, &answer);
            if fixed || !(wanted.all || asked) {
                continue;
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
                    if field.kind.is_list()
                        && !wanted.reads
                        && !declaration.kind.is_of_the_journal()
                    {
                        lines.push(FormLine::AddItem(index));
                    }
                }
                _ => lines.push(FormLine::Field(index)),
            }
        }
        for (list, meta) in declaration
            .lists
            .iter()
            .enumerate()
            .filter(|(_, list)| list.section == *section)
        {
            if !(wanted.all || shown(meta.asked, role, &record.answer(meta.key))) {
                continue;
            }
            lines.extend((0..record.row_count(list)).map(|at| FormLine::Row { list, at }));
            // Where nothing can be added, the line stands only for the answer that there is none.
            let unanswered = record.row_count(list) == 0;
            if !meta.kind.is_of_the_journal() && (unanswered || !wanted.reads) {
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
        if lines.len() > start {
            lines.insert(start, FormLine::Heading(*section));
        }
    }
    lines
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
        .filter(|field| field.section == section && field.asked.of(role))
        .map(|field| (field.key, field.need));
    let lists = declaration
        .lists
        .iter()
        .filter(|list| list.section == section && list.asked.of(role))
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
