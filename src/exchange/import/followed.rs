//! Activities of a source that stand under another of its keys than last time, as in a sheet whose rows were numbered anew
//! or sorted: they are followed by what they are called and say.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use super::Matching;
use super::external_names::names_elsewhere;
use super::plan::Planner;
use super::tree::{Node, Object, member};
use crate::domain::field::Record;
use crate::domain::kind::RecordKind;
use crate::domain::text::key;
use crate::domain::value::Id;

/// The activities of a file and those that the same source made, by their places in their lists, and which is which.
#[derive(Default)]
struct FollowedPairs {
    of_file: HashMap<usize, usize>,
    of_register: HashSet<usize>,
}

impl FollowedPairs {
    fn join(&mut self, entry: usize, known: usize) {
        self.of_file.insert(entry, known);
        self.of_register.insert(known);
    }

    fn are_open(&self, entry: usize, known: usize) -> bool {
        !self.of_file.contains_key(&entry) && !self.of_register.contains(&known)
    }
}

/// An activity that the source made.
struct MadeBySource<'d> {
    record: &'d dyn Record,
    /// What the source said of it last time; without that, what stands here.
    said: &'d dyn Record,
    /// The keys that the source gave it.
    keys: Vec<String>,
}

impl<'d> Planner<'d, '_> {
    /// Matches the activities of a source anew where its keys name others than last time: first by the name, of several
    /// with one name by what they say, and by the key alone only what is no other activity for certain.
    pub(super) fn follow_moved(&mut self) {
        if self.choice.matching == Matching::AsNew {
            return;
        }
        let entries: Vec<usize> = (0..self.entries.len())
            .filter(|at| self.entries[*at].kind == RecordKind::Activity)
            .collect();
        let moved = |at: &usize| {
            let entry = &self.entries[*at];
            let before = entry.existing.map(|it| called(self.said_before(it)));
            before.is_some_and(|before| before != name_of(entry.object))
        };
        let mut names = HashSet::new();
        let twice = |at: &usize| !names.insert(name_of(self.entries[*at].object));
        if !entries.iter().any(moved) && !entries.iter().any(twice) {
            return;
        }
        let made = self.made_by_source();
        // What was asked for by its reference is that record, whoever made it.
        let of_source: HashSet<Id> = made.iter().map(|it| it.record.id()).collect();
        let is_open = |at: &usize| {
            let existing = self.entries[*at].existing;
            existing.is_none_or(|it| of_source.contains(&it.id()))
        };
        let entries: Vec<usize> = entries.into_iter().filter(is_open).collect();
        let mut pairs = FollowedPairs::default();
        self.pair_by_name(&entries, &made, &mut pairs);
        let doubted = self.pair_by_key(&entries, &made, &mut pairs);
        for at in &entries {
            let found = pairs.of_file.get(at).map(|known| &made[*known]);
            let before = self.entries[*at].existing.map(|it| it.id());
            if let Some(known) = before {
                self.matched.remove(&known);
            }
            let entry = &mut self.entries[*at];
            entry.existing = found.map(|it| it.record);
            entry.is_followed = found.is_some_and(|it| !it.keys.contains(&entry.called));
        }
        self.matched.extend(
            pairs
                .of_register
                .iter()
                .map(|known| made[*known].record.id()),
        );
        self.doubted = doubted
            .into_iter()
            .map(|(entry, known)| (entry, made[known].record.id()))
            .collect();
    }

    /// What the source said of a record last time; without that, what stands here.
    fn said_before(&self, record: &'d dyn Record) -> &'d dyn Record {
        let said = [self.choice.read_before, self.choice.base];
        let mut said = said.into_iter().flatten();
        let said = said.find_map(|read| read.get(record.id()));
        said.unwrap_or(record)
    }

    /// The activities that the source made, with the keys that it gave them.
    fn made_by_source(&self) -> Vec<MadeBySource<'d>> {
        let system = self.document.system();
        let of_kind =
            (self.register.all_records()).filter(|record| record.kind() == RecordKind::Activity);
        let made = of_kind.filter_map(|record| {
            let named = names_elsewhere(record).into_iter();
            let keys: Vec<String> = named
                .filter(|(named, _)| Some(named.as_str()) == system)
                .map(|(_, id)| id)
                .collect();
            let said = self.said_before(record);
            (!keys.is_empty()).then_some(MadeBySource { record, said, keys })
        });
        made.collect()
    }

    /// Joins activities of one name; where several have it, those first that say the most of the same, then those whose
    /// keys are the same.
    fn pair_by_name(
        &self,
        entries: &[usize],
        made: &[MadeBySource<'d>],
        pairs: &mut FollowedPairs,
    ) {
        /// The most activities of one name that are held against each other.
        const MOST: usize = 100;
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        for (known, it) in made.iter().enumerate() {
            by_name.entry(called(it.said)).or_default().push(known);
        }
        let mut likely: Vec<(usize, bool, usize, usize)> = Vec::new();
        for at in entries {
            let entry = &self.entries[*at];
            let named = by_name.get(&name_of(entry.object));
            let few = named.is_some_and(|named| named.len() <= MOST);
            for known in named.into_iter().flatten() {
                let keyed = made[*known].keys.contains(&entry.called);
                if !few && !keyed {
                    continue;
                }
                let (same, _) = self.rows_said_again(made[*known].said, entry.object);
                likely.push((same, keyed, *at, *known));
            }
        }
        likely.sort_by_key(|(same, keyed, at, known)| (Reverse((*same, *keyed)), *at, *known));
        for (_, _, at, known) in likely {
            if pairs.are_open(at, known) {
                pairs.join(at, known);
            }
        }
    }

    /// Joins activities that are left by their keys: a name that changed. One with proof of what was done is joined only
    /// where it says the same otherwise; those that are not are returned, each with what its key named before.
    fn pair_by_key(
        &self,
        entries: &[usize],
        made: &[MadeBySource<'d>],
        pairs: &mut FollowedPairs,
    ) -> Vec<(usize, usize)> {
        let mut by_key: HashMap<&str, Vec<usize>> = HashMap::new();
        for (known, it) in made.iter().enumerate() {
            for key in &it.keys {
                by_key.entry(key).or_default().push(known);
            }
        }
        let mut doubted = Vec::new();
        for at in entries {
            let entry = &self.entries[*at];
            let known = by_key.get(entry.called.as_str()).into_iter().flatten();
            let open: Vec<usize> = known
                .copied()
                .filter(|known| pairs.are_open(*at, *known))
                .collect();
            let says_again = |known: &&usize| {
                let (same, all) = self.rows_said_again(made[**known].said, entry.object);
                all > 0 && same * 2 >= all
            };
            let is_bare = |known: &&usize| !is_proven(&made[**known]);
            let found = (open.iter().find(says_again)).or_else(|| open.iter().find(is_bare));
            match (found, open.first()) {
                (Some(known), _) => pairs.join(*at, *known),
                (None, Some(known)) => doubted.push((*at, *known)),
                (None, None) => {}
            }
        }
        doubted
    }

    /// How many rows of an object in the file a record has too, and how many it has.
    fn rows_said_again(&self, said: &dyn Record, object: &Object<'_>) -> (usize, usize) {
        let (mut same, mut all) = (0, 0);
        for (list, meta) in said.declaration().lists.iter().enumerate() {
            let Node::List(nodes) = member(object, meta.key) else {
                continue;
            };
            let rows = nodes.iter().filter_map(|node| match node {
                Node::Object(row) => Some(row),
                _ => None,
            });
            for row in rows {
                all += 1;
                same += usize::from(said.rows(list).any(|known| self.says_the_same(known, row)));
            }
        }
        (same, all)
    }

    /// The activities that were followed to another key.
    pub(super) fn followed(&self) -> Vec<String> {
        let followed = self.entries.iter().filter(|entry| entry.is_followed);
        followed.map(|entry| entry.reference.clone()).collect()
    }

    /// The activities that come as new though their key named one before: their references, the key, and that one.
    pub(super) fn left_apart(&self) -> Vec<(String, String, String)> {
        let doubted = self.doubted.iter();
        let told = doubted.map(|(at, known): &(usize, Id)| {
            let entry = &self.entries[*at];
            let left = self.register.reference(*known);
            (entry.reference.clone(), entry.called.clone(), left)
        });
        told.collect()
    }
}

/// The name of an object in the file, as names are compared.
pub(super) fn name_of(object: &Object<'_>) -> String {
    match member(object, "name") {
        Node::Text(name) => key(name),
        _ => String::new(),
    }
}

/// The name of a record, as names are compared.
fn called(record: &dyn Record) -> String {
    key(&record.text("name").unwrap_or_default())
}

/// Whether a record proves what was done or decided: it has batches, holds or waivers, or was approved or reviewed here.
fn is_proven(made: &MadeBySource<'_>) -> bool {
    /// What says that somebody answers for the record.
    const ANSWERED_FOR: [&str; 4] = [
        "approved_by",
        "approved_on",
        "last_reviewed_on",
        "dpia_done_on",
    ];
    let MadeBySource { record, said, .. } = made;
    let here = |key: &&str| record.value(key) != said.value(key);
    Planner::holds_proof(*record) || ANSWERED_FOR.iter().any(here)
}
