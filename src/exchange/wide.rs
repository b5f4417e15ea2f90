//! Wide tables: a row for each activity, with everything that a layout asks for in words.

use super::layout::{AnswerForm, ColumnField, Layout, ListRows, WideColumn};
use super::shape::{Cell, Grid};
use crate::domain::codes;
use crate::domain::field::{Answer, Record};
use crate::domain::kind::{FieldKind, RecordKind};
use crate::domain::records::{Activity, Measure, Recipient, Retention, Transfer};
use crate::domain::register::Register;
use crate::domain::value::Value;
use crate::labels::Lexicon;

/// What parts several answers in one cell.
const PARTING: &str = "; ";

/// The columns of the table that is read at a glance, each with the locale key of its head.
const GLANCE: [(&str, &str); 12] = [
    ("list.ref", "ref"),
    ("wide.activity", "activity.name"),
    ("wide.organisation", "organisation.name"),
    ("wide.department", "activity.department"),
    ("wide.role", "activity.role"),
    ("wide.purposes", "purposes[].text"),
    ("wide.bases", "purposes[].legal_bases"),
    ("wide.subjects", "data_subjects[]"),
    ("wide.data", "data_categories[]"),
    ("wide.recipients", "recipients[]"),
    ("wide.transfers", "transfers[]"),
    ("wide.retention", "retention[]"),
];

/// The columns of the wide table of everything that Art. 30 asks for, where no layout is named: those of the glance, and
/// these.
const MORE: [(&str, &str); 9] = [
    ("wide.laws", "purposes[].laws"),
    ("wide.items", "data_categories[].items"),
    ("wide.source", "activity.source"),
    ("wide.systems", "activity.systems"),
    ("wide.measures", "activity.measures"),
    ("wide.measures_text", "activity.measures_text"),
    ("wide.state", "activity.state"),
    ("wide.owner", "activity.owner"),
    ("wide.reviewed", "activity.last_reviewed_on"),
];

/// A layout of our own columns.
fn of_columns(lexicon: &Lexicon, columns: &[(&str, &str)]) -> Layout {
    let columns = columns.iter().filter_map(|(key, path)| {
        Some(WideColumn {
            header: lexicon.words.get(key).to_owned(),
            field: ColumnField::read(path)?,
            form: AnswerForm::Words,
        })
    });
    Layout {
        columns: columns.collect(),
    }
}

/// The register at a glance: a row for each activity.
#[must_use]
pub fn glance(lexicon: &Lexicon, register: &Register) -> Grid {
    table(lexicon, register, &of_columns(lexicon, &GLANCE))
}

/// The wide table where no layout is named.
#[must_use]
pub fn usual(lexicon: &Lexicon) -> Layout {
    let columns: Vec<(&str, &str)> = GLANCE.into_iter().chain(MORE).collect();
    of_columns(lexicon, &columns)
}

/// The activities of a register in the columns of a layout.
#[must_use]
pub fn table(lexicon: &Lexicon, register: &Register, layout: &Layout) -> Grid {
    let table = WideTable {
        lexicon,
        register,
        layout,
    };
    let row = |activity: &Activity| {
        let columns = layout.columns.iter();
        columns
            .map(|column| Cell::Text(table.answer(activity, column)))
            .collect()
    };
    Grid {
        title: lexicon.words.get("wide.title").to_owned(),
        heads: layout
            .columns
            .iter()
            .map(|column| column.header.trim().to_owned())
            .collect(),
        rows: register.activities.iter().map(row).collect(),
    }
}

/// A wide table in the making.
struct WideTable<'a> {
    lexicon: &'a Lexicon,
    register: &'a Register,
    layout: &'a Layout,
}

impl WideTable<'_> {
    /// What an activity answers in a column.
    fn answer(&self, activity: &Activity, column: &WideColumn) -> String {
        let organisation = self.register.organisation(activity.organisation);
        match &column.field {
            ColumnField::Reference => activity.head.reference.clone(),
            ColumnField::Notes => noted(activity, &column.header),
            ColumnField::Own("measures") => {
                let measures = activity.measures.iter();
                let measures = measures.filter_map(|id| self.register.get(*id));
                let names: Vec<String> = measures
                    .map(|measure| self.lexicon.title(self.register, measure))
                    .collect();
                if names.is_empty() {
                    return self.of_field(activity, activity, "measures", column);
                }
                names.join(PARTING)
            }
            ColumnField::Own("measures_text") if !self.has(&ColumnField::Own("measures")) => {
                self.all_measures(activity, column)
            }
            ColumnField::Own(key) => self.of_field(activity, activity, key, column),
            ColumnField::Rows(rows) => self.of_rows(activity, rows, column),
            ColumnField::Organisation(key) => organisation
                .map_or_else(String::new, |organisation| {
                    self.of_field(organisation, organisation, key, column)
                }),
            ColumnField::Contacts(rows) => organisation.map_or_else(String::new, |organisation| {
                self.of_rows(organisation, rows, column)
            }),
        }
    }

    /// Whether the layout has a column for a field.
    fn has(&self, field: &ColumnField) -> bool {
        let mut columns = self.layout.columns.iter();
        columns.any(|column| column.field == *field)
    }

    /// The measures of an activity and of its whole organisation, after what it says of them in words: a layout with one
    /// column for them is told them all.
    fn all_measures(&self, activity: &Activity, column: &WideColumn) -> String {
        let words = self.of_field(activity, activity, "measures_text", column);
        let ours = |measure: &&Measure| {
            activity.measures.contains(&measure.head.id)
                || (activity.organisation).is_some_and(|id| measure.organisations.contains(&id))
        };
        let measures = self.register.measures.iter().filter(ours);
        let names = measures.map(|measure| self.lexicon.title(self.register, measure));
        let all = Some(words).filter(|words| !words.is_empty());
        let all: Vec<String> = all.into_iter().chain(names).collect();
        all.join(PARTING)
    }

    /// Who a recipient is by the other of its two answers, where the layout has a column for one of them alone.
    fn by_the_other(&self, owner: &dyn Record, row: &dyn Record, asked: &WideColumn) -> String {
        let ColumnField::Rows(rows) = &asked.field else {
            return String::new();
        };
        let other = match (row.kind(), rows.key) {
            (RecordKind::Recipient, Some("category")) => "organisation",
            (RecordKind::Recipient, Some("organisation")) => "category",
            _ => return String::new(),
        };
        let of_other = ListRows {
            key: Some(other),
            ..rows.clone()
        };
        if self.has(&ColumnField::Rows(of_other)) {
            return String::new();
        }
        self.of_field(owner, row, other, asked)
    }

    /// The answer to a field in the form that is asked for; not recorded is nothing.
    fn of_field(
        &self,
        owner: &dyn Record,
        record: &dyn Record,
        key: &'static str,
        column: &WideColumn,
    ) -> String {
        let declaration = record.declaration();
        let Some(field) = declaration.field(key) else {
            return String::new();
        };
        let kind = &declaration.fields[field].kind;
        let answer = match record.downcast::<Retention>() {
            Some(rule) if !matches!(key, "name" | "notes") => self.register.effective(rule, key).0,
            _ => record.answer(key),
        };
        match (column.form, &answer) {
            (_, Answer::NotRecorded) => String::new(),
            (AnswerForm::Criterion(number), Answer::Recorded(Value::Texts(codes))) => {
                let criteria = codes::DPIA_CRITERION.codes;
                let wanted = criteria.get(number.saturating_sub(1));
                self.yes_or_no(wanted.is_some_and(|wanted| codes.iter().any(|code| code == wanted)))
            }
            (_, Answer::Recorded(Value::Ref(id))) => {
                self.register.get(*id).map_or_else(String::new, |record| {
                    self.lexicon.title(self.register, record)
                })
            }
            (_, Answer::Recorded(Value::Refs(ids))) => {
                let records = ids.iter().filter_map(|id| self.register.get(*id));
                let names: Vec<String> = records
                    .map(|record| self.lexicon.title(self.register, record))
                    .collect();
                names.join(PARTING)
            }
            // In a table a date is read by programs too.
            (_, Answer::Recorded(Value::Date(date))) => date.to_string(),
            _ => self
                .lexicon
                .answer(self.register, owner.id(), kind, &answer),
        }
    }

    /// What the rows of a list answer together.
    fn of_rows(&self, record: &dyn Record, rows: &ListRows, column: &WideColumn) -> String {
        let declaration = record.declaration();
        let Some(list) = declaration.list(rows.list) else {
            return String::new();
        };
        let wanted = |row: &&dyn Record| match &rows.only {
            Some((key, code)) => row.text(key).as_ref() == Some(code),
            None => true,
        };
        let leaves = |row: &&dyn Record| {
            let transfer = row.downcast::<Transfer>();
            transfer.is_none_or(|it| self.lexicon.leaves_eea(self.register, it))
        };
        let wanted = record.rows(list).filter(wanted);
        let found: Vec<&dyn Record> = wanted.filter(leaves).collect();
        if found.is_empty() {
            let none = record.head().none.get(&rows.none_key());
            let none = none.map(|reason| Answer::None(reason.clone()));
            let answered = record.row_count(list) > 0 && rows.none_key() == rows.list;
            return none.filter(|_| !answered).map_or_else(String::new, |none| {
                self.lexicon
                    .answer(self.register, record.id(), &FieldKind::Text, &none)
            });
        }
        if column.form == AnswerForm::Special {
            let special = |row: &&dyn Record| {
                row.text("kind")
                    .is_some_and(|kind| !matches!(kind.as_str(), "ordinary" | "anonymous"))
            };
            return self.yes_or_no(found.iter().any(special));
        }
        let mut told: Vec<String> = Vec::new();
        for row in found {
            let mut answer = match rows.key {
                Some(key) => self.of_field(record, row, key, column),
                None => self.whole(row),
            };
            if answer.is_empty() {
                answer = self.by_the_other(record, row, column);
            }
            if !answer.is_empty() && !told.contains(&answer) {
                told.push(answer);
            }
        }
        if column.form == AnswerForm::Header {
            let wanted = column.header.trim().to_lowercase();
            return self.yes_or_no(told.iter().any(|answer| answer.to_lowercase() == wanted));
        }
        told.join(PARTING)
    }

    /// A row as a whole: what it is called, with what makes it complete.
    fn whole(&self, row: &dyn Record) -> String {
        let title = self.lexicon.title(self.register, row);
        let more = if let Some(rule) = row.downcast::<Retention>() {
            self.limit(rule)
        } else if let Some(recipient) = row.downcast::<Recipient>() {
            let told = self.lexicon.column(self.register, recipient, "role");
            if told.is_empty() || told == title {
                return title;
            }
            return format!("{title} ({told})");
        } else if let Some(transfer) = row.downcast::<Transfer>() {
            self.lexicon.column(self.register, transfer, "mechanisms")
        } else {
            String::new()
        };
        match (title.is_empty(), more.is_empty()) {
            (_, true) => title,
            (true, _) => more,
            _ => format!("{title}: {more}"),
        }
    }

    /// How long a rule lets be kept, from when.
    fn limit(&self, rule: &Retention) -> String {
        let told = |key: &str| {
            let declaration = (rule as &dyn Record).declaration();
            let kind = declaration
                .field(key)
                .map(|at| &declaration.fields[at].kind);
            match (kind, self.register.effective(rule, key).0) {
                (Some(kind), answer @ Answer::Recorded(_)) => {
                    Some(
                        self.lexicon
                            .answer(self.register, rule.head.id, kind, &answer),
                    )
                }
                _ => None,
            }
        };
        let period = match (told("period"), told("period_max")) {
            (Some(least), Some(most)) => Some(format!("{least} – {most}")),
            (least, most) => least.or(most),
        };
        let limit = period
            .or_else(|| told("criterion"))
            .or_else(|| told("ends_on"))
            .or_else(|| told("kind"));
        let parts: Vec<String> = limit.into_iter().chain(told("start")).collect();
        parts.join(", ")
    }

    fn yes_or_no(&self, yes: bool) -> String {
        let key = if yes { "answer.yes" } else { "answer.no" };
        self.lexicon.words.get(key).to_owned()
    }
}

/// What the notes of an activity say under a header: the rest of the line that begins with it.
fn noted(activity: &Activity, header: &str) -> String {
    let notes = activity.notes.as_deref().unwrap_or_default();
    let begin = format!("{}: ", header.trim());
    let line = notes.lines().find_map(|line| line.strip_prefix(&begin));
    line.unwrap_or_default().to_owned()
}
