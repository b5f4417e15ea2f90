//! Tables of plain text: columns as wide as their widest cell, counted as a terminal counts.

use unicode_width::UnicodeWidthStr as _;

use crate::words::visible_line;

/// The rows as text, columns parted by two blanks, a line break after each row.
pub(super) fn aligned(rows: &[Vec<String>]) -> String {
    let rows: Vec<Vec<_>> = rows
        .iter()
        .map(|row| row.iter().map(|cell| visible_line(cell)).collect())
        .collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns)
        .map(|column| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.width()).max().unwrap_or(0)
        })
        .collect();
    let mut out = String::new();
    for row in &rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            line.push_str(cell);
            line.extend(std::iter::repeat_n(' ', width - cell.width() + 2));
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_a_terminal_shows_them() {
        let row = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
        let rows = [
            row(["A1", "日本", "x"]),
            row(["A12", "Åäö", ""]),
            row(["A2", "two\nlines", "y"]),
        ];
        assert_eq!(
            aligned(&rows),
            "A1   日本       x\nA12  Åäö\nA2   two lines  y\n"
        );
    }
}
