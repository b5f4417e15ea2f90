//! Records of the register's own organisation in the place of a processor: whoever stands in that of the controller is its client.

use std::borrow::Cow;
use std::collections::HashSet;

use serde_json::json;

use super::party::{Parties, is_company};
use crate::exchange::layout::ColumnField;
use crate::exchange::sheets::above::heading_names::{called_in_title, company_in_title};
use crate::exchange::sheets::answers::with_brackets;
use crate::exchange::sheets::file::grid::{CellContent, Line, SheetGrid};
use crate::exchange::sheets::folding::{name_key, plain};
use crate::exchange::sheets::lists;
use crate::exchange::sheets::recipients::names::without_form;
use crate::exchange::sheets::recipients::told_again::names;
use crate::exchange::sheets::record::ActivityDraft;
use crate::exchange::sheets::table::SheetTable;
use crate::exchange::sheets::table::mapping::MappedColumn;

/// The field of whoever is responsible.
const CONTROLLER: &str = "organisation.name";
/// The field of processors, and that of those that work for one.
const PROCESSOR: &str = "recipients[role=processor].organisation";
const SUB_PROCESSOR: &str = "recipients[role=sub_processor].organisation";

/// The names of a cell, parted by commas, semicolons, lines and strokes between blanks.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split([';', '\n']).flat_map(|it| it.split(", "));
    let parts = parts
        .flat_map(|it| it.split(" / "))
        .flat_map(|it| it.split(" + "));
    parts.map(str::trim).filter(|it| !it.is_empty())
}

/// Whoever a part of a cell names, as names are compared.
fn key_of(part: &str) -> String {
    name_key(with_brackets(part).0)
}

/// What a file says of whose register it is, by those who are processors in it.
#[derive(Debug, Default)]
pub(in crate::exchange::sheets) struct OwnPart {
    /// Whoever is the processor in one record and the controller in another, or is named in a title.
    ours: HashSet<String>,
}

impl OwnPart {
    /// Whoever the tables of a file name as a processor, where they name it as a controller, too, or a title names it.
    pub(in crate::exchange::sheets) fn of(grids: &[SheetGrid], tables: &[SheetTable]) -> Self {
        let mut named: [HashSet<String>; 2] = Default::default();
        let mut processors: Vec<&str> = Vec::new();
        for table in tables {
            let lines = &grids[table.sheet].lines[table.lines.clone()];
            for (of, path) in [CONTROLLER, PROCESSOR].into_iter().enumerate() {
                let columns = table.columns.iter().filter(|it| it.path == path);
                let texts = columns.flat_map(|it| lines.iter().map(|line| line.text(it.at)));
                for part in texts.flat_map(parts) {
                    named[of].insert(key_of(part));
                    if of == 1 {
                        processors.push(part);
                    }
                }
            }
        }
        let [controllers, as_processors] = named;
        if controllers.is_empty() {
            return Self::default();
        }
        let mut ours: HashSet<String> = controllers.intersection(&as_processors).cloned().collect();
        let title = grids.first().map(|grid| plain(&grid.name));
        let title = title.unwrap_or_default();
        let in_title = processors.into_iter().filter(|part| {
            let name = without_form(with_brackets(part).0);
            !name.is_empty() && names(&title, &name)
        });
        ours.extend(in_title.map(key_of));
        Self { ours }
    }

    /// What a line tells of ours as a processor; nothing where another one is, or where we are the controller as well.
    /// `known` is the organisation that the register is known to be of.
    pub(in crate::exchange::sheets) fn in_line(
        &self,
        line: &Line,
        columns: &[MappedColumn],
        known: Option<&str>,
    ) -> Option<AsProcessor> {
        let known = known.map(name_key);
        let is_ours = |part: &str| {
            let key = key_of(part);
            self.ours.contains(&key) || known.as_ref() == Some(&key)
        };
        let controllers = columns.iter().filter(|it| it.path == CONTROLLER);
        let mut controllers = controllers
            .flat_map(|it| parts(line.text(it.at)))
            .peekable();
        controllers.peek()?;
        if controllers.any(is_ours) {
            return None;
        }
        let column = columns.iter().find(|it| {
            it.path == PROCESSOR && it.sure < 3 && parts(line.text(it.at)).any(is_ours)
        })?;
        let (own, others): (Vec<&str>, Vec<&str>) =
            parts(line.text(column.at)).partition(|part| is_ours(part));
        Some(AsProcessor {
            name: with_brackets(own.first()?).0.to_owned(),
            column: column.at,
            others: CellContent::Text(others.join("; ")),
        })
    }
}

/// The organisation that a file is of: the one above its table or in its headings, else the company in its title.
///
/// The last counts where no activity has one and none is `given`. What a title calls somebody who is no company is the name
/// that they trade under.
pub(in crate::exchange::sheets) fn of_file(
    (block, given): (Option<usize>, Option<&str>),
    grids: &[SheetGrid],
    drafts: &[ActivityDraft],
    parties: &mut Parties,
) -> Option<usize> {
    let titles = grids.first().map(|grid| [grid.title.as_str(), &grid.name]);
    let title = titles.into_iter().flatten().find(|it| !it.is_empty());
    let title = title.unwrap_or_default();
    let known = block.or_else(|| ActivityDraft::part_of_all(drafts));
    if let Some(at) = known {
        let called = called_in_title(title).filter(|it| {
            let name = parties.all[at].name();
            !is_company(name) && !is_company(it) && name_key(name) != name_key(it)
        });
        if let Some(called) = called {
            let names = parties.all[at].fields.entry("trading_names");
            names.or_insert_with(|| json!([called]));
        }
        return known;
    }
    let is_free = given.is_none()
        && drafts
            .iter()
            .all(|it| it.organisation.is_none() && it.part.is_none());
    let company = company_in_title(title).filter(|_| is_free)?;
    Some(parties.ours(&company))
}

/// Whether a name only describes some client: `Client agency`, `Kundföretaget`.
pub(super) fn describes_client(name: &str) -> bool {
    let spoken = plain(name);
    let mut words = spoken.split(' ');
    words.any(|word| lists::shipped().clients.begins(word)) && !is_company(name)
}

impl ActivityDraft {
    /// Records that an organisation of ours does it as the processor of others.
    pub(in crate::exchange::sheets) fn is_done_by(&mut self, ours: usize) {
        self.organisation = Some(ours);
        self.fields.insert("role".to_owned(), json!("processor"));
    }
}

/// A record in which we are the processor.
pub(in crate::exchange::sheets) struct AsProcessor {
    /// What we are called there.
    pub name: String,
    /// The column that names us.
    pub column: u32,
    /// Who else stands there: they work for us.
    pub others: CellContent,
}

impl AsProcessor {
    /// A column as it is read in such a record: other processors are ours.
    pub(in crate::exchange::sheets) fn column<'c>(
        &self,
        column: Cow<'c, MappedColumn>,
    ) -> Cow<'c, MappedColumn> {
        if column.at != self.column {
            return column;
        }
        Cow::Owned(MappedColumn {
            path: SUB_PROCESSOR.to_owned(),
            field: ColumnField::read(SUB_PROCESSOR),
            ..column.into_owned()
        })
    }
}
