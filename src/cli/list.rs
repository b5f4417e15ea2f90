//! `list`: the records or rows of a kind, in every format.

use super::call::{Call, Halt};
use crate::domain::field::Record;
use crate::domain::kind::RecordKind;
use crate::domain::problem::Problem;
use crate::domain::register::{Register, natural_order};
use crate::domain::value::{Id, Value};
use crate::due::{Leads, agenda};
use crate::exchange::document::{Block, BlockTable};
use crate::exchange::format::{DocumentKind, Format, Grid, Source};
use crate::exchange::json::{self, Exported, Listed};
use crate::exchange::plain;
use crate::labels::Lexicon;
use crate::labels::columns::{Column, REFERENCE, columns};
use crate::rules::check;
use crate::search::terms::{Filter, FilterKnowledge};
use crate::search::{Haystack, Query, found_by};

/// `ropa list`.
pub(super) fn list(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let named = call.given.text("kind").unwrap_or_default();
    // Rows of one name may stand in parents of several kinds: legal holds of rules and of holdings.
    let kinds: Vec<RecordKind> = RecordKind::ALL
        .iter()
        .copied()
        .filter(|kind| kind.plural() == named)
        .collect();
    let kind = *kinds
        .first()
        .ok_or_else(|| Problem::usage("arguments_unclear").with("help", "ropa list --help"))?;
    let format = call.format(DocumentKind::Records)?;
    let mut session = call.open()?;
    if kind == RecordKind::Activity && !format.is_for_programs() {
        session.learn_changes();
    }
    let register = session.register();
    let organisation = call.organisation(register)?;
    let lexicon = &call.setting.lexicon;
    let filter = Filter::new(call.given.text("filter").unwrap_or_default(), lexicon);
    let query = Query::new(&filter.words);
    let due = if filter.asks_due() {
        agenda(register, &lexicon.law, lexicon.today, &Leads::default())
    } else {
        Vec::new()
    };
    let findings = if filter.asks_findings() {
        check(register, &lexicon.law, lexicon.today)
    } else {
        Vec::new()
    };
    let holds = |record: &dyn Record, id: Id| record.id() == id || record.find(id).is_some();
    let known = FilterKnowledge {
        has_finding: &|record| {
            let mut standing = findings.iter().filter(|finding| !finding.is_waived());
            standing.any(|finding| holds(record, finding.record))
        },
        is_due_by: &|record, day| {
            let mut items = due.iter().filter(|item| item.date <= day);
            items.any(|item| holds(record, item.id))
        },
    };
    let mut found: Vec<_> = kinds
        .iter()
        .flat_map(|kind| register.all_rows(*kind))
        .collect();
    if kinds.len() > 1 {
        found.sort_by(|(_, left), (_, right)| {
            let reference = |record: &&dyn Record| register.typed_reference(record.id());
            natural_order(&reference(left), &reference(right))
        });
    }
    found.retain(|(owner, record)| {
        organisation.is_none_or(|organisation| register.belongs_to(*owner, organisation))
            && filter.lets(register, *owner, *record, lexicon, &known)
            && (query.is_empty()
                || Haystack::new(&found_by(register, *owner, *record, lexicon)).holds(&query))
    });
    if found.is_empty() && format == Format::Text {
        // Nothing is no data: only people are told.
        let text = call.words().get("cli.list.nothing").to_owned();
        let _ = writeln!(call.streams.messages, "{text}");
        return Ok(0);
    }
    let source = FoundRecords {
        register,
        kind,
        rows: &found,
    };
    call.document(DocumentKind::Records, register, &source)?;
    Ok(0)
}

/// The records or rows of a kind that were found, each with the record that holds it, to be written.
struct FoundRecords<'a> {
    register: &'a Register,
    kind: RecordKind,
    rows: &'a [(&'a dyn Record, &'a dyn Record)],
}

impl FoundRecords<'_> {
    /// The heads, then a line for each.
    fn texts(&self, lexicon: &Lexicon) -> (Vec<String>, Vec<Vec<String>>) {
        let mut rows = rows(lexicon, self.register, self.kind, self.rows);
        (rows.remove(0), rows)
    }
}

impl Source for FoundRecords<'_> {
    fn blocks(&self, lexicon: &Lexicon) -> Vec<Block> {
        let (heads, rows) = self.texts(lexicon);
        let table = BlockTable::of_texts(&heads, rows).with_names(0);
        vec![
            Block::heading(1, lexicon.words.many(self.kind)),
            Block::Table(table),
        ]
    }

    fn json(&self, _lexicon: &Lexicon) -> String {
        let records = self.rows.iter().map(|(_, record)| *record);
        let listed = records.map(|record| Listed(Exported::new(self.register, record)));
        json::text(&listed.collect::<Vec<_>>())
    }

    fn grids(&self, lexicon: &Lexicon) -> Vec<Grid> {
        let (heads, rows) = self.texts(lexicon);
        let title = lexicon.words.many(self.kind);
        vec![Grid::of_texts(title, heads, rows)]
    }

    fn text(&self, lexicon: &Lexicon, room: Option<usize>) -> Option<String> {
        let (heads, rows) = self.texts(lexicon);
        Some(plain::columns(&heads, &rows, &[0], room))
    }
}

fn rows(
    lexicon: &Lexicon,
    register: &Register,
    kind: RecordKind,
    found: &[(&dyn Record, &dyn Record)],
) -> Vec<Vec<String>> {
    let head = columns(kind).iter();
    let mut rows = vec![head.map(|key| lexicon.column_head(kind, key)).collect()];
    rows.extend(found.iter().map(|(owner, record)| {
        let cell = |key: &Column| match *key {
            REFERENCE => register.typed_reference(record.id()),
            // Here the title says more than the reference of a row.
            "record" => match record.value(key) {
                Value::Ref(id) => lexicon.reference(register, Id(0), id),
                _ => String::new(),
            },
            key => lexicon.column_of(register, *owner, *record, key),
        };
        columns(kind).iter().map(cell).collect()
    }));
    rows
}
