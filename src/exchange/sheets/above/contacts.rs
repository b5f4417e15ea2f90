//! Contacts above a table that are laid out as one: labels in a row over answers, and at the left of whom each row tells.

use super::asked::{Pair, What, Who, about, who};
use crate::domain::codec::clean;
use crate::exchange::sheets::file::grid::Line;

/// The fewest labels of such a row.
const FEWEST: usize = 3;

/// Contacts that are laid out so.
pub(in crate::exchange::sheets) struct LaidOutContacts {
    /// The labels with their answers, those of each row together.
    pub pairs: Vec<Pair>,
    /// What else stands in the row of the labels.
    pub rest: Vec<String>,
    /// How many lines they take, and how many cells say of whom.
    pub lines: usize,
    pub roles: usize,
}

/// Whether contacts are laid out so from one of some lines on.
pub(in crate::exchange::sheets) fn begins_so(lines: &[Line]) -> bool {
    (0..lines.len()).any(|at| laid_out(&lines[at..]).is_some())
}

/// The contacts that lines begin with, where a row of labels stands over rows that say at the left of whom they tell.
pub(super) fn laid_out(lines: &[Line]) -> Option<LaidOutContacts> {
    let (head, below) = lines.split_first()?;
    let asked = head.cells.iter().map(|cell| {
        let text = clean(cell.value.text(), false);
        let is_label = !text.contains(['@', ':']) && !text.contains(|it: char| it.is_ascii_digit());
        let what = about(&text).filter(|_| is_label).map(|(_, what)| what);
        (cell.column, what, text)
    });
    let (labels, mut others): (Vec<_>, Vec<_>) = asked.partition(|(_, what, _)| what.is_some());
    let mut labels: Vec<(u32, What, String)> = labels
        .into_iter()
        .filter_map(|(column, what, text)| Some((column, what?, text)))
        .collect();
    // A label in more words asks for the name, where no other does.
    let has_name = labels.iter().any(|(_, what, _)| matches!(what, What::Name));
    if let (false, [(column, _, text)]) = (has_name, others.as_slice()) {
        labels.push((*column, What::Name, text.clone()));
        others.clear();
    }
    if labels.len() < FEWEST || others.len() > 1 {
        return None;
    }
    let rows = below.iter().map_while(|line| {
        let (first, rest) = line.cells.split_first()?;
        let whose = who(first.value.text())?;
        let over = |column: u32| labels.iter().position(|(at, ..)| *at == column);
        let told: Option<Vec<(usize, String)>> = rest
            .iter()
            .map(|cell| Some((over(cell.column)?, clean(cell.value.text(), false))))
            .collect();
        Some((whose, told.filter(|it| !it.is_empty())?))
    });
    let rows: Vec<(Who, Vec<(usize, String)>)> = rows.collect();
    let roles = rows.len();
    let mut pairs = Vec::new();
    let mut told: Vec<usize> = Vec::new();
    for (whose, answers) in rows {
        for (at, value) in answers {
            // A label counts with the first answer below it.
            let cells = if told.contains(&at) { 1 } else { 2 };
            told.push(at);
            pairs.push(Pair {
                whose: Some(whose),
                what: labels[at].1,
                label: labels[at].2.clone(),
                value,
                cells,
                kept: false,
            });
        }
    }
    let silent = (0..labels.len()).filter(|at| !told.contains(at));
    let rest = silent.map(|at| labels[at].2.clone());
    let rest = rest
        .chain(others.into_iter().map(|(.., text)| text))
        .collect();
    (roles > 0).then_some(LaidOutContacts {
        pairs,
        rest,
        lines: roles + 1,
        roles,
    })
}
