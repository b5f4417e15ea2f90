//! What else the overview tells where it has lines to spare: what is due next, what was changed lately, and where
//! outside the EEA data go.

use ratatui::text::Span;

use super::activity_counts::TotalCounts;
use super::blocks::{Goal, OverviewBlock, OverviewEntry};
use super::countries::outside;
use super::urgent::of_item;
use crate::domain::value::Id;
use crate::due::{AgendaFilter, DueItem};
use crate::session::history::{instant, label};
use crate::store::ChangeSet;
use crate::tui::scene::Scene;

/// The most lines of each kind.
const MOST: usize = 20;

/// What a block takes besides its lines: its title, and a blank line above that.
const AROUND: usize = 2;

/// The least lines of a block that is worth its title.
const LEAST: usize = 2;

/// What can be told, made once for a version and an organisation.
#[derive(Debug)]
pub(super) struct SpareBlocks {
    made_for: (u64, Option<Id>),
    coming: OverviewBlock,
    changes: OverviewBlock,
    countries: OverviewBlock,
    /// Whether the journal could be read for it: another program may hold the file for a moment.
    is_read: bool,
}

impl SpareBlocks {
    /// Whether it is for what is shown now.
    pub(super) fn is_for(&self, made_for: (u64, Option<Id>)) -> bool {
        self.is_read && self.made_for == made_for
    }

    /// Finds what can be told. What was found `before` still holds where no record was changed since.
    pub(super) fn new(scene: &Scene<'_>, counts: &TotalCounts, before: Option<Self>) -> Self {
        let title = |key: &str| scene.words.get(key).to_owned();
        let changes = changes(scene);
        let is_read = changes.is_some();
        let unchanged = |spare: &Self| scene.is_as_of(spare.made_for);
        let countries = before.filter(unchanged).map(|spare| spare.countries);
        Self {
            made_for: (scene.version, scene.organisation),
            coming: OverviewBlock {
                title: title("overview.coming"),
                entries: coming(scene),
            },
            changes: OverviewBlock {
                title: title("overview.changes"),
                entries: changes.unwrap_or_default(),
            },
            countries: countries.unwrap_or_else(|| OverviewBlock {
                title: title("overview.countries"),
                entries: outside(&counts.transfers, scene, MOST)
                    .into_iter()
                    .map(|(code, spans)| OverviewEntry::new(Goal::Country(code), spans))
                    .collect(),
            }),
            is_read,
        }
    }

    /// The blocks for so many lines of the left column, and of the right one.
    pub(super) fn within(&self, [left, right]: [usize; 2]) -> [Vec<OverviewBlock>; 2] {
        // Two share the left column: what one has no use for goes to the other.
        let half = left / 2;
        let wants = |block: &OverviewBlock| block.entries.len() + AROUND;
        let first = half.max(left.saturating_sub(wants(&self.changes)));
        let coming = first_of(&self.coming, first);
        let taken = coming.as_ref().map_or(0, wants);
        let changes = first_of(&self.changes, left - taken);
        let countries = first_of(&self.countries, right);
        [
            coming.into_iter().chain(changes).collect(),
            countries.into_iter().collect(),
        ]
    }
}

/// A block as far as so many lines have room for it; nothing where that is not worth its title.
fn first_of(block: &OverviewBlock, lines: usize) -> Option<OverviewBlock> {
    let room = lines.saturating_sub(AROUND);
    let shown = block.entries.iter().take(room).cloned();
    let entries: Vec<OverviewEntry> = shown.collect();
    (entries.len() >= LEAST.min(block.entries.len().max(1))).then(|| OverviewBlock {
        title: block.title.clone(),
        entries,
    })
}

/// What is due next, with its day.
fn coming(scene: &Scene<'_>) -> Vec<OverviewEntry> {
    let shown = AgendaFilter {
        organisation: scene.organisation,
        ..AgendaFilter::default()
    };
    let due = scene.due();
    let all = shown.among(&due);
    // They stand in the order of their days.
    let next = all.iter().filter(|item| !item.is_overdue());
    let entry = |item: &DueItem| {
        let thing = of_item(item, scene);
        let spans = vec![
            Span::styled(item.date.to_string(), scene.theme.faint),
            Span::raw("  "),
            Span::raw(thing.text),
        ];
        OverviewEntry::new(Goal::Field(thing.id, thing.key), spans)
    };
    next.take(MOST).map(entry).collect()
}

/// What was changed lately, as of the day that is shown: when, and what it was called; nothing where the file is held by
/// another program.
fn changes(scene: &Scene<'_>) -> Option<Vec<OverviewEntry>> {
    let upto = scene.register.mark.number;
    let sets = match scene.journal {
        Some(journal) => journal
            .at_once(|store| store.change_sets_until(upto, MOST))
            .ok()?,
        None => Vec::new(),
    };
    let entry = |set: &ChangeSet| {
        let spans = vec![
            Span::styled(instant(&set.at), scene.theme.faint),
            Span::raw("  "),
            Span::raw(label(scene.lexicon, set)),
        ];
        OverviewEntry::new(Goal::ChangeSet(set.number), spans)
    };
    Some(sets.iter().map(entry).collect())
}
