//! `list`: the records or rows of a kind, in every format.

use super::call::{Call, Halt};
use super::parameter::{by_importance, kinds_named};
use crate::domain::field::Record;
use crate::domain::kind::{FieldKind, RecordKind};
use crate::domain::problem::Problem;
use crate::domain::register::{Register, natural_order};
use crate::domain::value::{Id, Value};
use crate::due::{Leads, agenda};
use crate::exchange::document::{Block, BlockTable};
use crate::exchange::format::{Cell, DocumentKind, Format, Grid, Source};
use crate::exchange::json::{self, Exported, Listed};
use crate::exchange::plain;
use crate::labels::Lexicon;
use crate::labels::columns::{Column, REFERENCE, columns};
use crate::rules::check;
use crate::search::terms::{Filter, FilterKnowledge};
use crate::search::{Haystack, Query, found_by};

/// `ropa list`: the records or rows of a kind; without one, how many there are of each, or what holds the words of the
/// filter, whatever it is.
pub(super) fn list(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let named = call.given.text("kind").map(str::to_owned);
    // Rows of one name may stand in parents of several kinds: legal holds of rules and of holdings.
    let kinds: Vec<RecordKind> = match &named {
        Some(named) => kinds_named(named, call.words()),
        None => RecordKind::records().collect(),
    };
    let kind = *kinds
        .first()
        .ok_or_else(|| Problem::usage("arguments_unclear").with("help", "ropa list --help"))?;
    let filter = call.given.text("filter").unwrap_or_default();
    let counts = named.is_none() && filter.trim().is_empty();
    let format = call.format(DocumentKind::Records)?;
    let mut session = call.open()?;
    if kind == RecordKind::Activity && !format.is_for_programs() {
        session.learn_changes();
    }
    let register = session.register();
    if counts {
        let organisation = call.organisation(register)?;
        let source = KindCounts::of(register, organisation);
        call.document(DocumentKind::Records, register, &source)?;
        return Ok(0);
    }
    let found = found(call, register, &kinds)?;
    if found.is_empty() {
        let lexicon = &call.setting.lexicon;
        let filter = Filter::new(call.given.text("filter").unwrap_or_default(), lexicon);
        if let Some(doubt) = filter.doubt(lexicon) {
            let _ = writeln!(call.streams.messages, "{doubt}");
        }
    }
    if found.is_empty() && format == Format::Text {
        // Nothing is no data: only people are told.
        let text = call.words().get("cli.list.nothing").to_owned();
        let _ = writeln!(call.streams.messages, "{text}");
        return Ok(0);
    }
    let source = FoundRecords {
        register,
        kind: named.map(|_| kind),
        rows: &found,
    };
    call.document(DocumentKind::Records, register, &source)?;
    Ok(0)
}

/// The records or rows of kinds that are asked for, each with the record that holds it.
fn found<'r>(
    call: &Call<'_, '_>,
    register: &'r Register,
    kinds: &[RecordKind],
) -> Result<Vec<(&'r dyn Record, &'r dyn Record)>, Problem> {
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
    // Rows of one name, from parents of several kinds, stand in one order; records stand kind by kind.
    if kinds.len() > 1 && kinds.iter().all(|kind| kind.parent().is_some()) {
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
    Ok(found)
}

/// How many records and rows there are of each kind.
struct KindCounts(Vec<(RecordKind, usize)>);

impl KindCounts {
    /// Those of a register, or of what belongs to one of our organisations.
    fn of(register: &Register, organisation: Option<Id>) -> Self {
        let mut counts: Vec<(RecordKind, usize)> = Vec::new();
        for kind in by_importance() {
            let rows = register.all_rows(kind);
            let of_it = rows.iter().filter(|(owner, _)| {
                organisation.is_none_or(|organisation| register.belongs_to(*owner, organisation))
            });
            let count = of_it.count();
            // Legal holds are one kind to whoever asks for them.
            match counts
                .iter_mut()
                .find(|(known, _)| known.plural() == kind.plural())
            {
                Some((_, all)) => *all += count,
                None => counts.push((kind, count)),
            }
        }
        Self(counts)
    }

    fn texts(&self, lexicon: &Lexicon) -> (Vec<String>, Vec<Vec<String>>) {
        let words = &lexicon.words;
        let heads = ["cli.list.kind", "cli.list.what", "cli.list.count"];
        let rows = self.0.iter().map(|(kind, count)| {
            let what = words.many_of(*kind).to_owned();
            vec![kind.plural().to_owned(), what, count.to_string()]
        });
        let heads = heads.map(|key| words.get(key).to_owned());
        (heads.to_vec(), rows.collect())
    }
}

impl Source for KindCounts {
    fn blocks(&self, lexicon: &Lexicon) -> Vec<Block> {
        let (heads, rows) = self.texts(lexicon);
        let title = lexicon.words.get("cli.list.kinds");
        let table = BlockTable::of_texts(&heads, rows).with_names(0);
        vec![Block::heading(1, title), Block::Table(table)]
    }

    fn json(&self, _lexicon: &Lexicon) -> String {
        let counts = self.0.iter();
        let counts = counts.map(|(kind, count)| (kind.plural().to_owned(), (*count).into()));
        json::text(&serde_json::Value::Object(counts.collect()))
    }

    fn grids(&self, lexicon: &Lexicon) -> Vec<Grid> {
        let (heads, rows) = self.texts(lexicon);
        vec![Grid::of_texts(
            lexicon.words.get("cli.list.kinds"),
            heads,
            rows,
        )]
    }

    fn text(&self, lexicon: &Lexicon, room: Option<usize>) -> Option<String> {
        let (heads, rows) = self.texts(lexicon);
        Some(plain::columns(&heads, &rows, &[0], room))
    }
}

/// The records or rows that were found, each with the record that holds it, to be written.
struct FoundRecords<'a> {
    register: &'a Register,
    /// Their kind; none where they are of several.
    kind: Option<RecordKind>,
    rows: &'a [(&'a dyn Record, &'a dyn Record)],
}

impl FoundRecords<'_> {
    /// The heads, then a line for each.
    fn texts(&self, lexicon: &Lexicon) -> (Vec<String>, Vec<Vec<String>>) {
        let mut rows = match self.kind {
            Some(kind) => rows(lexicon, self.register, kind, self.rows),
            None => rows_of_all(lexicon, self.register, self.rows),
        };
        (rows.remove(0), rows)
    }

    /// What they are called together.
    fn title<'l>(&self, lexicon: &'l Lexicon) -> &'l str {
        match self.kind {
            Some(kind) => lexicon.words.many_of(kind),
            None => lexicon.words.get("cli.list.found"),
        }
    }
}

impl Source for FoundRecords<'_> {
    fn blocks(&self, lexicon: &Lexicon) -> Vec<Block> {
        let (heads, rows) = self.texts(lexicon);
        let table = BlockTable::of_texts(&heads, rows).with_names(0);
        vec![Block::heading(1, self.title(lexicon)), Block::Table(table)]
    }

    fn json(&self, _lexicon: &Lexicon) -> String {
        let records = self.rows.iter().map(|(_, record)| *record);
        let listed = records.map(|record| Listed(Exported::new(self.register, record)));
        json::text(&listed.collect::<Vec<_>>())
    }

    fn grids(&self, lexicon: &Lexicon) -> Vec<Grid> {
        let (heads, rows) = self.texts(lexicon);
        let mut grid = Grid::of_texts(self.title(lexicon), heads, rows);
        for (at, key) in self.kind.map_or(&[][..], columns).iter().enumerate() {
            if self.kind.is_some_and(|kind| is_of_days(kind, key)) {
                let cells = grid.rows.iter_mut().filter_map(|row| row.get_mut(at));
                cells.for_each(as_day);
            }
        }
        vec![grid]
    }

    fn text(&self, lexicon: &Lexicon, room: Option<usize>) -> Option<String> {
        let (heads, rows) = self.texts(lexicon);
        Some(plain::columns(&heads, &rows, &[0], room))
    }
}

/// Whether a column holds days.
fn is_of_days(kind: RecordKind, key: &str) -> bool {
    let declaration = kind.declaration();
    let field = declaration.field(key).map(|at| declaration.fields[at].kind);
    matches!(
        field,
        Some(FieldKind::Date | FieldKind::Day | FieldKind::Computed)
    )
}

/// Makes a cell that says a day one; a month or a year stays a text.
fn as_day(cell: &mut Cell) {
    if let Cell::Text(text) = cell
        && let Ok(day) = text.parse()
    {
        *cell = Cell::Day(day);
    }
}

/// Records of several kinds, each by its reference, its kind and its title; the heads first.
fn rows_of_all(
    lexicon: &Lexicon,
    register: &Register,
    found: &[(&dyn Record, &dyn Record)],
) -> Vec<Vec<String>> {
    let words = &lexicon.words;
    let head = [
        lexicon.column_head(RecordKind::Activity, REFERENCE),
        words.get("cli.list.what").to_owned(),
        words.get("cli.list.title").to_owned(),
    ];
    let mut rows = vec![head.to_vec()];
    rows.extend(found.iter().map(|(_, record)| {
        vec![
            register.typed_reference(record.id()),
            words.one(record.kind()).to_owned(),
            lexicon.title(register, *record),
        ]
    }));
    rows
}

/// Records or rows of a kind in its columns; the heads first.
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
