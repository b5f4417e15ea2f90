//! How the histories of two files differ: what one holds that the other does not.

use std::collections::{BTreeSet, HashMap};

use super::{ChangeSet, Store};
use crate::domain::problem::Problem;

/// The most records that are named one by one.
const NAMED: usize = 12;

/// How the history of one file stands to that of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// Both hold the same change sets.
    Same,
    /// The first is what the other was before.
    Older,
    /// The first is what the other became.
    Newer,
    /// They begin alike, and each went on by itself.
    Parted,
    /// They have nothing in common.
    Other,
}

/// What one history holds and another does not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HistoryStretch {
    /// How many change sets.
    pub change_sets: usize,
    /// How many changes in them.
    pub changes: usize,
    /// When the first was made, and the last.
    pub from: String,
    /// When the last was made.
    pub to: String,
    /// The references of the records that they change, the latest first; not all of them where there are many.
    pub records: Vec<String>,
    /// How many records besides.
    pub more: usize,
}

/// What taking a copy back would change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// How the copy stands to the register.
    pub relation: Relation,
    /// What the register holds and the copy does not.
    pub lost: HistoryStretch,
    /// What the copy holds and the register does not.
    pub gained: HistoryStretch,
    /// How often something was taken out of the register for good that the copy still holds.
    pub brings_back: usize,
}

/// Compares the history of a copy with that of a register.
///
/// # Errors
/// What the file system says of either.
pub fn compare(copy: &Store, register: &Store) -> Result<Comparison, Problem> {
    let (theirs, ours) = (copy.change_sets(None)?, register.change_sets(None)?);
    let hashes: HashMap<i64, &str> = ours
        .iter()
        .map(|set| (set.number, set.hash.as_str()))
        .collect();
    // Each hash covers all before it: the latest that both have is where they part.
    let common = theirs
        .iter()
        .find(|set| hashes.get(&set.number) == Some(&set.hash.as_str()))
        .map_or(0, |set| set.number);
    let lost = stretch(register, &ours, common)?;
    let gained = stretch(copy, &theirs, common)?;
    let relation = match (lost.change_sets, gained.change_sets) {
        (0, 0) => Relation::Same,
        _ if common == 0 => Relation::Other,
        (_, 0) => Relation::Older,
        (0, _) => Relation::Newer,
        _ => Relation::Parted,
    };
    let redactions = register.redactions()?.into_iter();
    let later: BTreeSet<i64> = redactions
        .map(|recorded| recorded.by)
        .filter(|by| common > 0 && *by > common)
        .collect();
    Ok(Comparison {
        brings_back: later.len(),
        relation,
        lost,
        gained,
    })
}

/// What a file holds after a change set; its sets come the latest first.
fn stretch(store: &Store, sets: &[ChangeSet], after: i64) -> Result<HistoryStretch, Problem> {
    let sets: Vec<&ChangeSet> = sets.iter().filter(|set| set.number > after).collect();
    let (Some(last), Some(first)) = (sets.first(), sets.last()) else {
        return Ok(HistoryStretch::default());
    };
    let mut records = store.records_changed_after(after)?;
    let more = records.len().saturating_sub(NAMED);
    records.truncate(NAMED);
    Ok(HistoryStretch {
        change_sets: sets.len(),
        changes: sets.iter().map(|set| set.changes_count).sum(),
        from: first.at.clone(),
        to: last.at.clone(),
        records,
        more,
    })
}
