//! Lists of a register that this program made for readers: known by their heads, and no register to import.

use std::sync::Arc;

use crate::domain::kind::RecordKind;
use crate::domain::language::Language;
use crate::exchange::sheets::file::grid::SheetGrid;
use crate::exchange::{agenda, disposal, findings};
use crate::labels::Lexicon;
use crate::labels::columns::columns;
use crate::words::Words;

/// The fewest heads that a list is known by: two alone may stand over anybody's table.
const FEWEST: usize = 3;

/// Whether the first table of a file has the heads of a list of records, of disposals, of what falls due, of findings or of
/// the journal, in any of the languages.
#[must_use]
pub(super) fn is_list_made_here(grids: &[SheetGrid], lexicon: &Lexicon) -> bool {
    let Some(grid) = grids.iter().find(|grid| grid.lines.len() > 1) else {
        return false;
    };
    let head = grid.header_row.unwrap_or(grid.lines[0].number);
    let Some(line) = grid.lines.iter().find(|line| line.number == head) else {
        return false;
    };
    let heads: Vec<&str> = line.cells.iter().map(|it| it.value.text().trim()).collect();
    let languages = Language::ALL.into_iter();
    let mut words = languages.filter_map(|language| Words::load(language).ok());
    heads.len() >= FEWEST
        && words.any(|words| {
            let lexicon = Lexicon::new(Arc::new(words), Arc::clone(&lexicon.law), lexicon.today);
            heads_of_lists(&lexicon).any(|known| known == heads)
                || disposal::are_heads(&lexicon.words, &heads)
        })
}

/// The heads of each list in one language.
fn heads_of_lists(lexicon: &Lexicon) -> impl Iterator<Item = Vec<String>> + '_ {
    let of_kinds = RecordKind::ALL.iter().map(|kind| {
        let keys = columns(*kind).iter();
        keys.map(|key| lexicon.column_head(*kind, key)).collect()
    });
    let others = [
        agenda::heads_of_list(lexicon),
        findings::heads(&lexicon.words),
        heads_of_log(lexicon),
    ];
    of_kinds.chain(others)
}

/// The heads of a list of change sets.
pub(super) fn heads_of_log(lexicon: &Lexicon) -> Vec<String> {
    let keys = [
        "cli.log.number",
        "cli.log.at",
        "cli.log.author",
        "cli.log.label",
        "cli.log.changes",
        "cli.log.hash",
    ];
    keys.map(|key| lexicon.words.get(key).to_owned()).to_vec()
}
