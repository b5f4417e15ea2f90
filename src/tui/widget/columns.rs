//! The widths of a table's columns: as wide as what is seen in them, and what gives way where room is short.

use crate::labels::shown::{ALWAYS, CUT_LAST, ESSENTIAL, Stays};

/// The least that is left of what is cut last before an essential column gives way.
const NARROWEST: usize = 28;

/// The least that is left of an essential column before a name is cut.
const SPARED: usize = 22;

/// The least that is left of an essential column before it gives way: more than a day.
const PRESSED: usize = 14;

/// The widest that a column is where others want room too.
const WIDEST: usize = 30;

/// A column as it was measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Measured {
    /// How long it stays.
    pub stays: Stays,
    /// How wide its head and what is seen in it are; nothing where it is empty, and gives way.
    pub wants: Option<usize>,
    /// What nearly all of it has room in: of what is cut last no more is kept where another would give way.
    pub usual: usize,
    /// Whether the width is the user's own: it is no wider and no narrower.
    pub fixed: bool,
}

/// The width of each column in a room, with a blank between two; nothing for those that give way.
///
/// What can be cut last is cut only where nothing is left that could give way.
#[must_use]
pub(crate) fn widths(columns: &[Measured], room: usize) -> Vec<Option<usize>> {
    let mut widths: Vec<Option<usize>> = columns
        .iter()
        .map(|column| {
            column.wants.map(|wants| match column.stays {
                ALWAYS => wants,
                _ if column.fixed => wants.min(room),
                CUT_LAST => wants.min((room * 3 / 5).max(WIDEST)),
                _ => wants.min(WIDEST),
            })
        })
        .collect();
    // One very long name hides no other column.
    for (column, width) in columns.iter().zip(&mut widths) {
        if column.stays == CUT_LAST
            && !column.fixed
            && let Some(width) = width
        {
            *width = column.usual.max(NARROWEST).min(*width);
        }
    }
    give_way(columns, &mut widths, room, ESSENTIAL);
    press(columns, &mut widths, room, SPARED);
    shrink(columns, &mut widths, room, NARROWEST);
    let spared = widths.clone();
    press(columns, &mut widths, room, PRESSED);
    if total(&widths) > room {
        widths = spared;
    }
    // Each that gives way may leave the others room, if they are cut.
    while total(&widths) > room && give_one_up(columns, &mut widths, CUT_LAST) {
        let spared = widths.clone();
        press(columns, &mut widths, room, PRESSED);
        if total(&widths) > room {
            widths = spared;
        }
    }
    shrink(columns, &mut widths, room, 0);
    // What is left goes to what was held back.
    let mut left = room.saturating_sub(total(&widths));
    for (column, width) in columns.iter().zip(&mut widths) {
        if let (Some(width), Some(wants)) = (width.as_mut(), column.wants) {
            let more = wants.saturating_sub(*width).min(left);
            *width += more;
            left -= more;
        }
    }
    widths
}

/// The widths of columns that share a room: each as wide as it wants up to an equal part, and what is left to those that
/// want more.
#[must_use]
pub(crate) fn shared(wants: &[usize], room: usize) -> Vec<usize> {
    let mut widths = vec![0; wants.len()];
    let (mut order, mut left) = ((0..wants.len()).collect::<Vec<_>>(), room);
    order.sort_by_key(|at| wants[*at]);
    for (done, at) in order.iter().enumerate() {
        let part = left / (wants.len() - done);
        widths[*at] = wants[*at].min(part);
        left -= widths[*at];
    }
    widths
}

/// How wide a line of the columns is.
fn total(widths: &[Option<usize>]) -> usize {
    let standing = widths.iter().flatten();
    standing
        .map(|width| width + 1)
        .sum::<usize>()
        .saturating_sub(1)
}

/// Gives columns up that stay less long than `keep`, the last first, until the others have room.
fn give_way(columns: &[Measured], widths: &mut [Option<usize>], room: usize, keep: Stays) {
    while total(widths) > room && give_one_up(columns, widths, keep) {}
}

/// Gives the column up that stays least long, where that is less long than `keep`.
fn give_one_up(columns: &[Measured], widths: &mut [Option<usize>], keep: Stays) -> bool {
    let standing = (0..columns.len()).filter(|at| widths[*at].is_some());
    let last = standing
        .filter(|at| columns[*at].stays > keep)
        .max_by_key(|at| (columns[*at].stays, *at));
    if let Some(last) = last {
        widths[last] = None;
    }
    last.is_some()
}

/// Cuts essential columns, the widest first and none below `least`, until the line has room.
fn press(columns: &[Measured], widths: &mut [Option<usize>], room: usize, least: usize) {
    for _ in room..total(widths) {
        let essential = (0..columns.len()).filter(|at| columns[*at].stays == ESSENTIAL);
        let widest = essential
            .filter(|at| !columns[*at].fixed && widths[*at] > Some(least))
            .max_by_key(|at| widths[*at]);
        let Some(width) = widest.and_then(|at| widths[at].as_mut()) else {
            return;
        };
        *width -= 1;
    }
}

/// Cuts what is cut last, down to `least`, until the line has room.
fn shrink(columns: &[Measured], widths: &mut [Option<usize>], room: usize, least: usize) {
    for at in 0..columns.len() {
        let over = total(widths).saturating_sub(room);
        if columns[at].stays == CUT_LAST
            && let Some(width) = &mut widths[at]
        {
            *width = width.saturating_sub(over).max(least.min(*width));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(stays: Stays, wants: usize) -> Measured {
        Measured {
            stays,
            wants: Some(wants),
            usual: wants,
            fixed: false,
        }
    }

    #[test]
    fn each_column_is_as_wide_as_what_is_seen() {
        let columns = [column(0, 4), column(1, 20), column(2, 10)];
        assert_eq!(widths(&columns, 80), [Some(4), Some(20), Some(10)]);
        // Nothing seen, nothing shown.
        let empty = Measured {
            stays: 2,
            wants: None,
            usual: 0,
            fixed: false,
        };
        assert_eq!(widths(&[column(0, 4), empty], 80), [Some(4), None]);
    }

    #[test]
    fn what_one_column_leaves_of_its_part_goes_to_those_that_want_more() {
        assert_eq!(shared(&[10, 10], 40), [10, 10]);
        assert_eq!(shared(&[50, 8, 30], 60), [26, 8, 26]);
        assert_eq!(shared(&[50, 8, 20], 60), [32, 8, 20]);
        assert_eq!(shared(&[], 60), Vec::<usize>::new());
    }

    #[test]
    fn a_width_of_ones_own_is_kept_where_there_is_room() {
        let fixed = |stays, wants| Measured {
            fixed: true,
            ..column(stays, wants)
        };
        let columns = [column(0, 4), fixed(1, 12), fixed(3, 50)];
        assert_eq!(widths(&columns, 80), [Some(4), Some(12), Some(50)]);
        assert_eq!(widths(&columns, 50), [Some(4), Some(12), None]);
        assert_eq!(
            widths(&[column(0, 4), fixed(1, 200)], 50),
            [Some(4), Some(45)]
        );
    }

    #[test]
    fn two_essential_columns_are_pressed_before_one_gives_way() {
        let columns = [column(0, 6), column(1, 38), column(2, 22), column(2, 28)];
        let pressed = widths(&columns, 78);
        assert_eq!(pressed, [Some(6), Some(28), Some(21), Some(20)]);
        // Where even that is not enough, the last one gives way, and the other stands whole.
        assert_eq!(widths(&columns, 58), [Some(6), Some(28), Some(22), None]);
        // What is left is pressed once more before it gives way too.
        assert_eq!(widths(&columns, 54), [Some(6), Some(28), Some(18), None]);
        assert_eq!(widths(&columns, 48), [Some(6), Some(38), None, None]);
    }

    #[test]
    fn what_matters_least_gives_way_whole_before_a_name_is_cut() {
        let columns = [
            column(0, 4),
            column(1, 30),
            column(2, 10),
            column(3, 9),
            column(4, 20),
        ];
        assert_eq!(
            widths(&columns, 60),
            [Some(4), Some(30), Some(10), Some(9), None]
        );
        // Of what is essential a name leaves room for something before it gives way.
        assert_eq!(
            widths(&columns, 44),
            [Some(4), Some(28), Some(10), None, None]
        );
        assert_eq!(widths(&columns, 40), [Some(4), Some(30), None, None, None]);
        assert_eq!(widths(&columns, 30), [Some(4), Some(25), None, None, None]);
        // One very long name takes no more than its part, and what is left.
        let columns = [column(0, 4), column(1, 300), column(4, 10)];
        assert_eq!(widths(&columns, 80), [Some(4), Some(64), Some(10)]);
    }

    #[test]
    fn a_few_long_names_are_cut_before_another_column_gives_way() {
        let long = Measured {
            usual: 33,
            ..column(CUT_LAST, 47)
        };
        let columns = [column(0, 4), long, column(2, 10), column(4, 20)];
        assert_eq!(
            widths(&columns, 76),
            [Some(4), Some(39), Some(10), Some(20)]
        );
        // Where there is room for all they stand whole.
        assert_eq!(
            widths(&columns, 90),
            [Some(4), Some(47), Some(10), Some(20)]
        );
        // Where another gives way all the same, they have what it leaves.
        assert_eq!(widths(&columns, 66), [Some(4), Some(47), Some(10), None]);
    }

    proptest::proptest! {
        #[test]
        fn a_line_is_never_wider_than_its_room(
            wants in proptest::collection::vec((0u8..6, 0usize..90), 1..9), room in 12usize..250,
        ) {
            let mut columns: Vec<Measured> = wants.iter().map(|(stays, wants)| column((*stays).max(1), *wants)).collect();
            columns.insert(0, column(0, 8));
            let widths = widths(&columns, room);
            let total: usize = widths.iter().flatten().map(|width| width + 1).sum();
            let cut = columns.iter().filter(|it| it.stays == 1).count();
            // With several that are cut last there may be blanks between nothing.
            proptest::prop_assert!(total <= room + 1 + cut || total <= room + 1);
        }
    }
}
