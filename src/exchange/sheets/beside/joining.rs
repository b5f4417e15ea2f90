//! How the rows of a further table find the activities of the first: by a key, as the only one, or as activities of their own.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use crate::exchange::layout::ColumnField;
use crate::exchange::sheets::answers::denies_processing;
use crate::exchange::sheets::file::grid::{Line, SheetGrid};
use crate::exchange::sheets::folding::{plain, plain_name};
use crate::exchange::sheets::grounds::basis::numbers_of_articles;
use crate::exchange::sheets::lists;
use crate::exchange::sheets::table::header::{KnownHeaders, our_role};
use crate::exchange::sheets::table::mapping::{self, MappedColumn, Mapping};
use crate::exchange::sheets::table::{SheetTable, TELLING, telling};
use crate::exchange::sheets::vocabulary::SheetVocabulary;
use crate::exchange::workbook::book::letters;

/// The longest title of a table, in letters.
const LONGEST_HEADING: usize = 100;

/// What its heading or a title above it says that we are in the activities of a table, where no column does.
pub(in crate::exchange::sheets) fn role_of(
    table: &SheetTable,
    grid: &SheetGrid,
    above: &[String],
) -> Option<&'static str> {
    if table.has("activity.role") {
        return None;
    }
    let titles = above.iter().map(String::as_str);
    // A sentence above may speak of others; a title cites what the table is for.
    let titles = titles.filter(|it| it.chars().count() <= LONGEST_HEADING && !it.contains(": "));
    let is_title = |it: &&str| numbers_of_articles(it).contains("30 2") || it.ends_with(')');
    let mut cited = titles.filter(is_title);
    our_role(&grid.name).or_else(|| cited.find_map(our_role))
}

/// Whether a column for our role says in a line that we process for others.
pub(in crate::exchange::sheets) fn says_processor(
    words: &SheetVocabulary,
    line: &Line,
    columns: &[MappedColumn],
) -> bool {
    let mut roles = columns
        .iter()
        .filter(|column| column.path == "activity.role");
    roles.any(|column| words.activity_role.exact(&plain(line.text(column.at))) == Some("processor"))
}

/// A column as it is read in a line: where we process for others, the controller there is a client.
pub(in crate::exchange::sheets) fn as_client(
    column: &MappedColumn,
    of_processor: bool,
) -> Cow<'_, MappedColumn> {
    if !of_processor || column.path != "organisation.name" || column.sure >= 3 {
        return Cow::Borrowed(column);
    }
    let path = "clients[].organisation";
    Cow::Owned(MappedColumn {
        path: path.to_owned(),
        field: ColumnField::read(path),
        ..column.clone()
    })
}

/// How much of what the first table tells a further one tells again at least that sums it up.
const AGAIN: usize = 2;

/// The activity that a plain name is of: as it is written, else with other small words or in another order, such as
/// `assessments at the start / at the end` where another table has `and`.
pub(in crate::exchange::sheets) fn named(
    by_key: &HashMap<String, usize>,
    name: &str,
) -> Option<usize> {
    let known = by_key.get(name).copied();
    known.or_else(|| by_key.get(&by_words(name)?).copied())
}

/// A plain name as its long words in their order; nothing where it has but one.
pub(in crate::exchange::sheets) fn by_words(name: &str) -> Option<String> {
    /// The shortest word that tells names apart, in letters.
    const LONG: usize = 4;
    let mut words: Vec<&str> = name
        .split(' ')
        .filter(|word| word.chars().count() >= LONG)
        .collect();
    words.sort_unstable();
    words.dedup();
    (words.len() > 1).then(|| format!("\n{}", words.join(" ")))
}

/// How the rows of a further sheet find their activities.
pub(in crate::exchange::sheets) enum Join {
    /// By the key in a column.
    By(u32),
    /// By the key in a column that has each once: the table sums up what the first tells.
    Summary(u32),
    /// There is but one.
    One,
    /// They are activities of their own.
    Own,
}

impl Join {
    /// The column of the keys.
    pub(in crate::exchange::sheets) const fn key(&self) -> Option<u32> {
        match self {
            Self::By(column) | Self::Summary(column) => Some(*column),
            Self::One | Self::Own => None,
        }
    }
}

/// The activities that are known when a further table is read.
pub(in crate::exchange::sheets) struct KnownActivities<'r> {
    /// The sheets of the file.
    pub grids: &'r [SheetGrid],
    /// The activities by their keys and names.
    pub by_key: &'r HashMap<String, usize>,
    /// How many there are.
    pub count: usize,
}

impl KnownActivities<'_> {
    /// How the rows of a further table find their activities; `None` where it has nothing to do with the first.
    pub(in crate::exchange::sheets) fn join(
        &self,
        main: &SheetTable,
        table: &SheetTable,
    ) -> Option<Join> {
        // What is named as processed by nobody is no activity.
        let name = &self.grids[table.sheet].name;
        if denies_processing(SheetVocabulary::shipped(), name) {
            return None;
        }
        let keys = main
            .columns
            .iter()
            .filter(|it| matches!(it.path.as_str(), "ref" | "activity.name"));
        for key in keys {
            let own = key.header.rsplit(" > ").next().unwrap_or_default();
            let column = table
                .columns
                .iter()
                .find(|it| plain_name(&it.header) == plain_name(own));
            if let Some(column) = column
                && self.are_keys(table, column.at)
            {
                return Some(self.by(main, table, column.at));
            }
        }
        // A column whose answers are keys of the first is one, whatever it is called; not where a form names an activity of
        // its own, whose people may be called as another.
        let is_form = !self.grids[table.sheet].turned.is_empty() && table.has("activity.name");
        let by_answers = table
            .columns
            .iter()
            .find(|column| !is_form && self.are_keys(table, column.at));
        if let Some(column) = by_answers {
            return Some(self.by(main, table, column.at));
        }
        let of = KnownHeaders::shipped().guess(name).map(|it| it.field);
        let of_recipients = of.as_deref().and_then(telling) == Some("recipients");
        if self.count == 1 && !table.has("activity.name") {
            // What a list of processors is for is no purpose of the activity.
            let is_list = of_recipients && table.has("purposes[].text");
            return (!is_list).then_some(Join::One);
        }
        // Under a heading that says what we are in them stand activities: `Acme as processor`.
        let is_part = our_role(name).is_some() && table.has("activity.name");
        if is_part && !table.begins_with_recipients() {
            return Some(Join::Own);
        }
        // What lists processors or systems names no activities.
        let lists_them = of_recipients && our_role(name).is_none() && table.says_who_gets_it();
        if lists_them || table.begins_with_recipients() {
            return None;
        }
        let is_own = table.has("activity.name") || table.has("purposes[].text");
        let says = table.telling() >= TELLING.min(main.telling());
        // What names a processing, its purpose and its end is one, though it says not of whom. Under a header that may name
        // anything stand cookies and systems, too.
        let tells = |path: &str| table.has(path);
        let whole = ["activity.name", "purposes[].text", "retention[]"];
        let names_them = table.columns.iter().any(|column| {
            let general = &lists::shipped().general_heads;
            column.path == "activity.name" && !general.is(&plain_name(&column.header))
        });
        let alike = table.says_of_whom()
            || !main.says_of_whom()
            || names_them && whole.into_iter().all(tells);
        (is_own && says && alike).then_some(Join::Own)
    }

    /// Whether the answers of a column are keys of activities, four of five at least.
    fn are_keys(&self, table: &SheetTable, column: u32) -> bool {
        let lines = &self.grids[table.sheet].lines[table.lines.clone()];
        let texts: Vec<String> = lines
            .iter()
            .map(|line| plain(line.text(column)))
            .filter(|it| !it.is_empty())
            .collect();
        let known = texts
            .iter()
            .filter(|text| named(self.by_key, text).is_some())
            .count();
        !texts.is_empty() && known * 5 >= texts.len() * 4
    }

    /// A join by a column of keys.
    fn by(&self, main: &SheetTable, table: &SheetTable, column: u32) -> Join {
        let both = [main, table].iter().all(|it| it.has("purposes[].text"));
        let told = table.columns.iter().map(|it| it.path.as_str());
        let again = told.filter(|path| telling(path).is_some() && main.has(path));
        if (both || again.count() >= AGAIN) && self.names_each_once(table, column) {
            return Join::Summary(column);
        }
        Join::By(column)
    }

    /// Whether a column of keys has each of them once.
    fn names_each_once(&self, table: &SheetTable, column: u32) -> bool {
        let lines = &self.grids[table.sheet].lines[table.lines.clone()];
        let mut seen = HashSet::new();
        let keys = lines.iter().map(|line| plain(line.text(column)));
        keys.filter(|key| !key.is_empty())
            .all(|key| seen.insert(key))
    }
}

/// The tables with the one of the activities first; `None` where none is of activities.
pub(in crate::exchange::sheets) fn ordered(mut tables: Vec<SheetTable>) -> Option<Vec<SheetTable>> {
    let weight = |table: &SheetTable| {
        (
            table.has("activity.name") && !table.is_schedule(),
            table.telling() >= TELLING,
            table.has("ref") || table.has("purposes[].text"),
            table.named,
        )
    };
    let best = tables
        .iter()
        .enumerate()
        .max_by_key(|(at, table)| (weight(table), std::cmp::Reverse(*at)));
    let (best, _) = best?;
    let first = tables.remove(best);
    tables.insert(0, first);
    Some(tables)
}

/// The columns of a table, with those of its cells that have no header.
pub(in crate::exchange::sheets) fn with_unheaded(
    table: &SheetTable,
    grid: &SheetGrid,
    mapping: Option<&Mapping>,
) -> Vec<MappedColumn> {
    let mut columns = table.columns.clone();
    let known: HashSet<u32> = columns.iter().map(|column| column.at).collect();
    let lines = grid.lines[table.lines.clone()].iter();
    let mut more: Vec<u32> = lines
        .flat_map(|line| &line.cells)
        .map(|cell| cell.column)
        .collect();
    more.sort_unstable();
    more.dedup();
    more.retain(|column| !known.contains(column));
    columns.extend(more.into_iter().map(|at| {
        // A mapping calls them by their letters.
        let header = letters(at as usize);
        let given = mapping.and_then(|it| it.columns.iter().find(|it| it.header == header));
        let (path, parse) = given.map_or(("notes", None), |it| (&*it.field, it.parse.clone()));
        let sure = if given.is_some() { 3 } else { 0 };
        mapping::column(at, header, path, parse, Vec::new(), sure)
    }));
    columns.sort_by_key(|column| column.at);
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_other_small_words_are_of_the_same_activity() {
        let names = ["evaluations a chaud et a froid", "lon till personal", "lon"];
        let mut known = HashMap::new();
        for (at, name) in names.iter().enumerate() {
            known.insert((*name).to_owned(), at);
            known.extend(by_words(name).map(|words| (words, at)));
        }
        assert_eq!(named(&known, "evaluations a froid a chaud"), Some(0));
        assert_eq!(named(&known, "personal lon"), None);
        assert_eq!(named(&known, "lon"), Some(2));
        assert_eq!(named(&known, "evaluations"), None);
    }
}
