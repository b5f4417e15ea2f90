//! Boxes in the cells of forms: of several that may be ticked, those that are.

use crate::exchange::sheets::file::grid::{CellContent, GridCell, SheetGrid};

/// The signs of boxes, and whether each is ticked.
const BOXES: [(char, bool); 7] = [
    ('☐', false),
    ('□', false),
    ('▢', false),
    ('☒', true),
    ('☑', true),
    ('✅', true),
    ('🗹', true),
];

/// Boxes that are written with brackets, and the sign of each.
const WRITTEN: [(&str, &str); 3] = [("[x]", "☒"), ("[X]", "☒"), ("[ ]", "☐")];

/// A text with a sign for each box that is written with brackets: `[x] yes [ ] no`.
fn signed(text: &str) -> String {
    let written = WRITTEN.iter();
    written.fold(text.to_owned(), |text, (written, sign)| {
        text.replace(written, sign)
    })
}

/// Whether a text begins with a box.
pub(in crate::exchange::sheets) fn begins(text: &str) -> bool {
    let first = signed(text.trim_start()).chars().next();
    first.is_some_and(|first| BOXES.iter().any(|(sign, _)| *sign == first))
}

/// The cells of a line of a form, in which a box alone stands with the words in the cell right of it.
pub(in crate::exchange::sheets) fn joined(cells: Vec<GridCell>) -> Vec<GridCell> {
    let mut out: Vec<GridCell> = Vec::new();
    for cell in cells {
        let before = out.last_mut().filter(|it| {
            let sign = signed(it.value.text().trim());
            it.column + 1 == cell.column && sign.chars().count() == 1 && begins(&sign)
        });
        match before {
            Some(alone) if !begins(cell.value.text()) => {
                let text = format!("{} {}", alone.value.text().trim(), cell.value.text().trim());
                alone.value = CellContent::Text(text);
            }
            _ => out.push(cell),
        }
    }
    out
}

/// A sheet whose cells say of their boxes the ticked ones.
pub(in crate::exchange::sheets) fn ticked(mut grid: SheetGrid) -> SheetGrid {
    for cell in grid.lines.iter_mut().flat_map(|line| &mut line.cells) {
        if let CellContent::Text(text) = &mut cell.value
            && let Some(chosen) = chosen(text)
        {
            *text = chosen;
        }
    }
    grid
}

/// What a text says without the boxes that are not ticked; nothing where it has none with words beside it.
pub(in crate::exchange::sheets) fn chosen(text: &str) -> Option<String> {
    let text = &*signed(text);
    let box_of = |sign: char| BOXES.iter().find(|(it, _)| *it == sign);
    let first = text.find(|sign| box_of(sign).is_some())?;
    let last = text.trim_end().chars().next_back();
    // `Yes ☒ No ☐`: each stands behind its words.
    let behind = first > 0 && last.is_some_and(|sign| box_of(sign).is_some());
    let (mut rest, mut parts, mut said) = (text, Vec::new(), false);
    let mut ticked = Some(true).filter(|_| !behind);
    while !rest.is_empty() {
        let at = rest.find(|sign| box_of(sign).is_some());
        let (own, next) = rest.split_at(at.unwrap_or(rest.len()));
        let sign = next.chars().next();
        let is_ticked = sign.and_then(box_of).map(|(_, is_ticked)| *is_ticked);
        let own = own.trim().trim_end_matches([',', ';', '/']).trim_end();
        said |= !own.is_empty() && (behind || ticked.is_some());
        if !own.is_empty() && (if behind { is_ticked } else { ticked }) == Some(true) {
            parts.push(own);
        }
        ticked = is_ticked;
        rest = sign.map_or("", |sign| &next[sign.len_utf8()..]);
    }
    // A box alone is an answer.
    said.then(|| parts.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_several_boxes_the_ticked_ones_are_said() {
        for (text, said) in [
            ("☒ Kunden ☐ Mitglieder ☒ Gäste", "Kunden; Gäste"),
            (
                "Berörda:\n☐ Elever\n☑ Vårdnadshavare",
                "Berörda:; Vårdnadshavare",
            ),
            ("☐ keine ☐ wie folgt:", ""),
            ("☒ Mitglieder ☒ Gäste", "Mitglieder; Gäste"),
            ("✅ Locks ✅ Backups", "Locks; Backups"),
            ("Ja ☒ Nej ☐", "Ja"),
            ("Ja ☐ Nein ☐", ""),
            ("[ ] yes [x] no", "no"),
        ] {
            assert_eq!(chosen(text).as_deref(), Some(said), "{text}");
        }
        for text in ["☒", "☐", "[x]", "Kunden", "[to be filled in]", ""] {
            assert_eq!(chosen(text), None, "{text}");
        }
    }
}
