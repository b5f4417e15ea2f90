//! How wide the columns of a list are: as wide as what is seen in them.

use ratatui::layout::Rect;

use super::List;
use super::cells::cell;
use crate::labels::shown::CUT_LAST;
use crate::tui::scene::Scene;
use crate::tui::widget::columns::{Measured, widths};
use crate::tui::widget::detail::parted;
use crate::tui::widget::text::width;

/// Below so many columns what can be said by an article is.
const NARROW: usize = 104;

/// The most entries of a list that are measured before they are seen.
const MEASURED: usize = 100;

/// One name in so many may be cut so that another column stands.
const LONG_NAMES: usize = 6;

/// The longest name that a wide list shows whole before anything that matters less.
const WHOLE: usize = 56;

impl List {
    /// The columns for which there is room, each with its width: as wide as what is seen, and as what was seen before.
    pub(super) fn measure(
        &mut self,
        room: usize,
        lines: usize,
        scene: &Scene<'_>,
    ) -> Vec<(usize, usize)> {
        let measured = self.look(lines, scene);
        let widths = widths(&measured, room).into_iter().enumerate();
        let widths: Vec<(usize, usize)> = widths
            .filter_map(|(at, width)| Some((at, width?)))
            .collect();
        self.drawn.clone_from(&widths);
        widths
    }

    /// What the columns want by what is seen in them.
    fn look(&mut self, lines: usize, scene: &Scene<'_>) -> Vec<Measured> {
        let narrow = self.is_narrow();
        let mut seen = self.outline.seen(lines);
        let anew = self.columns[0].wants == 0;
        if anew {
            let first = self.outline.entries().take(MEASURED);
            seen.extend(first);
        }
        for column in &mut self.columns {
            if column.alike {
                continue;
            }
            let cells = seen
                .iter()
                .map(|entry| width(&cell(*entry, column.key, narrow, scene)));
            let cells: Vec<usize> = cells.collect();
            column.wants = cells.iter().copied().max().unwrap_or(0).max(column.wants);
            if anew && column.stays == CUT_LAST {
                column.usual = usual(cells);
            }
        }
        (0..self.columns.len())
            .map(|at| {
                let column = &self.columns[at];
                let sorted = usize::from(self.sort.is_some_and(|(by, _)| by == at));
                let head = width(&self.heading(at, scene)) + sorted;
                let seen = column.wants > 0 || column.stays <= CUT_LAST;
                let stands = column.chosen || (!column.alike && seen);
                let wants = column.fixed.unwrap_or(column.wants.max(head));
                Measured {
                    stays: column.stays,
                    wants: stands.then_some(wants),
                    // A wide list gives up what matters less before it cuts a name of usual length.
                    usual: if narrow || wants > WHOLE {
                        column.usual.max(head)
                    } else {
                        wants
                    },
                    fixed: column.fixed.is_some(),
                }
            })
            .collect()
    }

    /// Finds how many columns the list takes with nothing cut of what stands in its part of the area, in steps, so that
    /// what stands beside it does not move with every line.
    pub(super) fn look_how_wide(&mut self, area: Rect, scene: &Scene<'_>) {
        /// The columns of a step.
        const STEP: usize = 4;
        let part = usize::from(parted(area).0.width);
        let narrow = part < NARROW;
        if self.narrow != Some(narrow) {
            self.narrow = Some(narrow);
            self.columns.iter_mut().for_each(|column| column.wants = 0);
        }
        let measured = self.look(usize::from(area.height), scene);
        let standing = widths(&measured, part.saturating_sub(4));
        let standing = measured.iter().zip(standing);
        let wants = standing.filter_map(|(column, width)| width.and(column.wants));
        let all: usize = 4 + wants.map(|wants| wants + 1).sum::<usize>();
        self.wanted = u16::try_from(all.next_multiple_of(STEP)).ok();
    }
}

/// The width in which all but a few of so many have room.
fn usual(mut widths: Vec<usize>) -> usize {
    widths.sort_unstable_by(|left, right| right.cmp(left));
    widths.get(widths.len() / LONG_NAMES).copied().unwrap_or(0)
}
