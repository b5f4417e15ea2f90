//! Markdown on the screen: headings, lists, tables and emphasis as styled lines that fit.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::theme::Theme;
use super::widget::frame::line_of;
use super::widget::text::{width, wrap};

/// Lines ready to be drawn.
#[derive(Clone, Debug, Default)]
pub struct MarkdownLines {
    lines: Vec<Line<'static>>,
}

impl MarkdownLines {
    /// How many lines there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether there is nothing to draw.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Draws the lines from `offset` on.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, offset: usize) {
        for (at, line) in self
            .lines
            .iter()
            .skip(offset)
            .take(usize::from(area.height))
            .enumerate()
        {
            frame.render_widget(line, line_of(area, u16::try_from(at).unwrap_or(u16::MAX)));
        }
    }
}

/// The lines of a Markdown text of the program's own making, wrapped to `columns`.
#[must_use]
pub fn styled(text: &str, columns: usize, theme: &Theme) -> MarkdownLines {
    let mut lines = Vec::new();
    let mut source = text.lines().peekable();
    while let Some(line) = source.next() {
        if line.starts_with('|') {
            let mut rows = vec![line];
            rows.extend(std::iter::from_fn(|| {
                source.next_if(|line| line.starts_with('|'))
            }));
            table(&rows, columns, theme, &mut lines);
            continue;
        }
        let level = line.bytes().take_while(|byte| *byte == b'#').count();
        if (1..=6).contains(&level) && line[level..].starts_with(' ') {
            let style = if level <= 2 {
                theme.title
            } else {
                theme.heading
            };
            lines.extend(
                wrap(&unescaped(line[level..].trim()), columns)
                    .into_iter()
                    .map(|line| Line::styled(line, style)),
            );
            continue;
        }
        let indent = line.len() - line.trim_start().len();
        // A backslash at the end is a line break, which is there already.
        let body = line.trim_start();
        let body = body.strip_suffix('\\').unwrap_or(body);
        let (marker, body) = match body.strip_prefix("- ") {
            Some(rest) => ("• ", rest),
            None => ("", body),
        };
        let hanging = indent + width(marker);
        let spans = emphasised(body);
        let plain: String = spans.iter().map(|(text, _)| text.as_str()).collect();
        let mut taken = 0;
        for (index, piece) in wrap(&plain, columns.saturating_sub(hanging).max(8))
            .into_iter()
            .enumerate()
        {
            let lead = if index == 0 {
                format!("{}{marker}", " ".repeat(indent))
            } else {
                " ".repeat(hanging)
            };
            let mut out = vec![Span::raw(lead)];
            // Wrapping only drops blanks, so the piece is found again in the plain text.
            let start = plain[taken..]
                .find(piece.as_str())
                .map_or(taken, |at| taken + at);
            out.extend(slices(&spans, start, start + piece.len()));
            taken = (start + piece.len()).min(plain.len());
            lines.push(Line::from(out));
        }
    }
    MarkdownLines { lines }
}

/// A table: in columns where it fits, else each row as a list of what it holds.
fn table(rows: &[&str], columns: usize, theme: &Theme, lines: &mut Vec<Line<'static>>) {
    let is_rule = |row: &&&str| {
        !row.chars()
            .all(|letter| matches!(letter, '|' | '-' | ':' | ' '))
    };
    let rows: Vec<Vec<String>> = rows.iter().filter(is_rule).map(|row| cells(row)).collect();
    let Some((head, body)) = rows.split_first() else {
        return;
    };
    let widths: Vec<usize> = (0..head.len())
        .map(|at| {
            rows.iter()
                .filter_map(|row| row.get(at))
                .map(|cell| width(cell))
                .max()
                .unwrap_or(0)
        })
        .collect();
    if widths.iter().sum::<usize>() + widths.len().saturating_sub(1) * 2 <= columns {
        for (index, row) in rows.iter().enumerate() {
            let text: Vec<String> = row
                .iter()
                .zip(&widths)
                .map(|(cell, width)| super::widget::text::fit(cell, *width))
                .collect();
            let style = if index == 0 {
                theme.faint
            } else {
                Style::new()
            };
            lines.push(Line::styled(text.join("  ").trim_end().to_owned(), style));
        }
        return;
    }
    for row in body {
        let mut filled = head.iter().zip(row).filter(|(_, cell)| !cell.is_empty());
        if let Some((_, first)) = filled.next() {
            lines.extend(
                wrap(&format!("• {first}"), columns)
                    .into_iter()
                    .map(|line| Line::styled(line, theme.heading)),
            );
        }
        for (label, cell) in filled {
            for (index, piece) in wrap(
                &format!("{label}: {cell}"),
                columns.saturating_sub(4).max(8),
            )
            .into_iter()
            .enumerate()
            {
                lines.push(Line::raw(format!(
                    "{}{piece}",
                    if index == 0 { "  " } else { "    " }
                )));
            }
        }
    }
}

/// The cells of a row, as they read.
fn cells(line: &str) -> Vec<String> {
    let inner = line.trim();
    let inner = inner.strip_prefix('|').unwrap_or(inner);
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for letter in inner.chars() {
        match letter {
            '|' if !escaped => cells.push(String::new()),
            _ => {
                if let Some(cell) = cells.last_mut() {
                    cell.push(letter);
                }
            }
        }
        escaped = letter == '\\' && !escaped;
    }
    cells
        .iter()
        .map(|cell| super::widget::text::visible(unescaped(cell.trim()).trim()))
        .collect()
}

/// The text without the backslashes that keep it from being Markdown, and with line breaks as blanks.
fn unescaped(text: &str) -> String {
    emphasised(text).into_iter().map(|(text, _)| text).collect()
}

/// The runs of a line: text and its style. Backslashes, entities and `<br>` are taken back.
fn emphasised(text: &str) -> Vec<(String, Style)> {
    let mut runs: Vec<(String, Style)> = Vec::new();
    let (mut bold, mut italic) = (false, false);
    let mut run = String::new();
    let mut rest = text;
    let style = |bold: bool, italic: bool| {
        let mut style = Style::new();
        if bold {
            style = style.add_modifier(Modifier::BOLD);
        }
        if italic {
            style = style.add_modifier(Modifier::ITALIC);
        }
        style
    };
    while let Some(letter) = rest.chars().next() {
        let entity = [
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&amp;", "&"),
            ("&nbsp;", " "),
            ("<br>", " "),
        ]
        .into_iter()
        .find(|(entity, _)| rest.starts_with(entity));
        if let Some(escaped) = rest
            .strip_prefix('\\')
            .and_then(|after| after.chars().next())
            .filter(char::is_ascii_punctuation)
        {
            run.push(escaped);
            rest = &rest[1 + escaped.len_utf8()..];
        } else if let Some((entity, plain)) = entity {
            run.push_str(plain);
            rest = &rest[entity.len()..];
        } else if rest.starts_with("**") {
            runs.push((std::mem::take(&mut run), style(bold, italic)));
            bold = !bold;
            rest = &rest[2..];
        } else if letter == '_' || letter == '*' {
            runs.push((std::mem::take(&mut run), style(bold, italic)));
            italic = !italic;
            rest = &rest[1..];
        } else {
            run.push(letter);
            rest = &rest[letter.len_utf8()..];
        }
    }
    runs.push((run, style(bold, italic)));
    runs.retain(|(text, _)| !text.is_empty());
    runs
}

/// The part of the runs between two byte offsets of their joined text.
fn slices(runs: &[(String, Style)], from: usize, to: usize) -> Vec<Span<'static>> {
    let mut out = Vec::new();
    let mut at = 0;
    for (text, style) in runs {
        let (start, end) = (from.max(at), to.min(at + text.len()));
        if start < end
            && let Some(piece) = text.get(start - at..end - at)
        {
            out.push(Span::styled(super::widget::text::visible(piece), *style));
        }
        at += text.len();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str, columns: usize) -> Vec<String> {
        let theme = Theme::new(false);
        styled(text, columns, &theme)
            .lines
            .iter()
            .map(|line| {
                line.spans
                    .iter()
                    .map(|span| span.content.as_ref())
                    .collect()
            })
            .collect()
    }

    #[test]
    fn markdown_is_shown_as_it_reads() {
        assert_eq!(
            plain("## Title\n\n- **Name:** Pay\\_roll &lt;b&gt;", 40),
            ["Title", "", "• Name: Pay_roll <b>"]
        );
        assert_eq!(
            plain("| a | b |\n| --- | --- |\n| 1 | x\\|y |", 40),
            ["a  b", "1  x|y"]
        );
        assert_eq!(
            plain(
                "| name | role | mail |\n| --- | --- | --- |\n| first | | m@x |",
                13
            ),
            ["• first", "  mail: m@x"]
        );
        assert_eq!(plain("- one two three", 10), ["• one two", "  three"]);
    }
}
