//! How the mapping page is drawn: beside the record of the row where there is room.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::{Focus, MappingPage, ShownCell};
use crate::exchange::layout::LEFT_OUT;
use crate::exchange::sheets::cell::Fate;
use crate::session::brought::{self, account, field_words};
use crate::tui::clicks::ClickTarget;
use crate::tui::document::styled;
use crate::tui::scene::Scene;
use crate::tui::widget::columns::shared;
use crate::tui::widget::detail::PaneKeys;
use crate::tui::widget::frame::{line_of, scrolled};
use crate::tui::widget::text::{cut, fit, width, wrap};

/// From how many columns on the record stands beside the columns.
const BESIDE: u16 = 130;

/// A line of the list.
enum MappedLine {
    /// The name of a sheet, where there are several.
    Sheet(usize),
    /// A column, by its place among all.
    Column(usize),
}

/// How wide what is told of the columns is, and on how many lines.
struct MappedWidths {
    columns: Vec<usize>,
    lines: MappedLines,
    /// How many of the columns, from the first on, have as many lines as they need where they are wrapped.
    whole: usize,
}

/// On how many lines each column is told.
#[derive(Clone, Copy, PartialEq, Eq)]
enum MappedLines {
    /// On as many as its parts need, each within its own width, as far as there are lines; then on one, and cut.
    Wrapped,
    /// On two: what it becomes, and below it what a cell is read as.
    Two,
}

impl MappedWidths {
    /// The widths in a room: as wide as what is told. On two lines where one cuts something and there are as many
    /// lines to spare as columns.
    fn of(told: &[([String; 4], Style)], room: usize, spare: Option<usize>) -> Self {
        let wants: Vec<usize> = (0..4)
            .map(|part| {
                let texts = told.iter().map(|(parts, _)| width(&parts[part]));
                texts.max().unwrap_or(0).max(8)
            })
            .collect();
        // Letters, a blank and the mark take five columns; the others share the rest.
        let rest = room.saturating_sub(9);
        let cuts = wants.iter().sum::<usize>() > rest;
        let two = cuts && spare.is_some_and(|spare| spare >= told.len());
        let columns = if two {
            // An arrow and an equals sign stand between the two on a line.
            let rest = room.saturating_sub(9);
            let below = shared(&wants[2..], rest);
            shared(&wants[..2], rest).into_iter().chain(below).collect()
        } else {
            shared(&wants, rest)
        };
        let lines = if two {
            MappedLines::Two
        } else {
            MappedLines::Wrapped
        };
        let mut widths = Self {
            columns,
            lines,
            whole: usize::MAX,
        };
        let mut spare = spare.unwrap_or(0);
        let fits = |(at, (parts, _)): &(usize, &([String; 4], Style))| {
            let more = widths.fit(*at, parts).len() - 1;
            let fits = more <= spare;
            spare = spare.saturating_sub(more);
            fits
        };
        if !two {
            widths.whole = told.iter().enumerate().take_while(fits).count();
        }
        widths
    }

    /// Whether something is told on more than one line.
    fn is_tall(&self, told: &[([String; 4], Style)]) -> bool {
        let mut told = told.iter().enumerate();
        told.any(|(at, (parts, _))| self.fit(at, parts).len() > 1)
    }

    /// What is told of a column, line by line.
    fn fit(&self, at: usize, parts: &[String; 4]) -> Vec<String> {
        let fitted = |parts: &[String]| -> Vec<String> {
            let parts = parts.iter().zip(&self.columns);
            parts.map(|(part, columns)| fit(part, *columns)).collect()
        };
        match self.lines {
            MappedLines::Wrapped if at >= self.whole => vec![fitted(parts).join(" ")],
            MappedLines::Wrapped => {
                let wrapped: Vec<Vec<String>> = (parts.iter().zip(&self.columns))
                    .map(|(part, columns)| wrap(part, *columns))
                    .collect();
                let lines = wrapped.iter().map(Vec::len).max().unwrap_or(1).max(1);
                let line = |at: usize| {
                    let parts = wrapped.iter();
                    let parts = parts.map(|part| part.get(at).cloned().unwrap_or_default());
                    fitted(&parts.collect::<Vec<String>>()).join(" ")
                };
                (0..lines).map(line).collect()
            }
            MappedLines::Two => {
                let parts = fitted(parts);
                let equals = if parts[2].trim().is_empty() { " " } else { "=" };
                vec![
                    format!("{} → {}", parts[0], parts[1]),
                    format!("{} {equals} {}", parts[2].trim_end(), parts[3]),
                ]
            }
        }
    }
}

impl MappingPage {
    /// Draws the page.
    pub(crate) fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>) {
        self.show_row(scene);
        let head = self.draw_head(frame, area, scene);
        let buttons = 1;
        let body = Rect {
            y: area.y + head,
            height: area.height.saturating_sub(head + buttons),
            ..area
        };
        let beside = area.width >= BESIDE;
        let (list, record) = if beside {
            let columns = area.width * 3 / 5;
            let list = Rect {
                width: columns,
                ..body
            };
            let record = Rect {
                x: body.x + columns + 1,
                width: body.width.saturating_sub(columns + 1),
                ..body
            };
            (list, Some(record))
        } else {
            (body, None)
        };
        self.draw_columns(frame, list, scene);
        if let Some(record) = record
            && let Some(shown) = &self.shown
        {
            let blocks = &shown.record;
            let keys = (scene, PaneKeys::Never);
            self.pane
                .draw_lines(frame, record, keys, shown.of, |columns| {
                    styled(blocks, columns, scene.theme)
                });
        }
        self.draw_buttons(frame, line_of(area, area.height.saturating_sub(1)), scene);
    }

    /// What is read, and how much of it was understood; gives how many lines that takes.
    fn draw_head(&self, frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>) -> u16 {
        let words = scene.words;
        let table = self
            .column()
            .and_then(|(table, _)| self.report.tables.get(table));
        let mut said = vec![words.fill("mapping_page.title", &[("file", &self.by.sheets.name)])];
        if let Some(table) = table {
            if !table.sheet.is_empty() {
                said.push(words.fill("mapping_page.sheet", &[("sheet", &table.sheet)]));
            }
            let row = table.header_row.to_string();
            said.push(words.fill("mapping_page.header", &[("row", &row)]));
        }
        said.push(words.count("activities", self.report.activities));
        if let Some(reference) = &self.by.organisation {
            said.push(reference.clone());
        }
        let room = usize::from(area.width).saturating_sub(2);
        let mut lines: Vec<(String, Style)> = Vec::new();
        for line in wrap(&said.join(" · "), room) {
            lines.push((line, scene.theme.title));
        }
        let mut counted = account(words, self.report.account);
        let unread = self.report.unread.len();
        if unread > 0 {
            let n = unread.to_string();
            counted.push(' ');
            counted.push_str(&words.fill("mapping_page.unread", &[("n", &n)]));
        }
        for line in wrap(&counted, room) {
            lines.push((line, scene.theme.faint));
        }
        for line in wrap(&self.told_beside(scene), room) {
            lines.push((line, scene.theme.faint));
        }
        lines.retain(|(line, _)| !line.is_empty());
        // On a small terminal the columns come first.
        lines.truncate(if area.height < 20 { 3 } else { 5 });
        for (at, (text, style)) in (0..).zip(&lines) {
            let line = Line::styled(format!(" {text}"), *style);
            frame.render_widget(line, line_of(area, at));
        }
        u16::try_from(lines.len()).unwrap_or(1)
    }

    /// What was read beside the activities: lists of processors, and words that stand around the tables.
    fn told_beside(&self, scene: &Scene<'_>) -> String {
        let words = scene.words;
        let mut said: Vec<String> = Vec::new();
        let lists: Vec<&str> = (self.report.lists.iter())
            .map(|list| match list.sheet.as_str() {
                "" => words.get("sheets.unnamed"),
                sheet => sheet,
            })
            .collect();
        if !lists.is_empty() {
            said.push(words.fill("mapping_page.lists", &[("sheets", &lists.join(", "))]));
        }
        let around = self.report.beside.cells();
        if around > 0 {
            let n = around.to_string();
            said.push(words.fill("mapping_page.beside", &[("n", &n)]));
        }
        if !said.is_empty() {
            said.push(words.get("mapping_page.read_all").to_owned());
        }
        said.join(" ")
    }

    /// The columns, with what is said of the one with the focus below them.
    fn draw_columns(&mut self, frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>) {
        let words = scene.words;
        let room = usize::from(area.width);
        let told: Vec<([String; 4], Style)> = (0..self.columns.len())
            .map(|at| self.told_of(at, scene))
            .collect();
        let drawn = self.lines();
        // Where each column has two lines, less is left to be said below.
        let spare = usize::from(area.height.saturating_sub(4)).checked_sub(drawn.len());
        let widths = MappedWidths::of(&told, room, spare);
        let tall = widths.is_tall(&told);
        let foot = if area.height >= 12 && !tall { 4 } else { 3 };
        let height = usize::from(area.height.saturating_sub(1 + foot)).max(1);
        self.draw_titles(frame, line_of(area, 0), &widths, scene);
        let at = drawn
            .iter()
            .position(|line| matches!(line, MappedLine::Column(at) if *at == self.cursor));
        self.offset = if tall {
            0
        } else {
            scrolled(self.offset, at.unwrap_or(0), height)
        };
        let mut y = 1;
        for line in drawn.iter().skip(self.offset).take(height) {
            let place = line_of(area, y);
            y += 1;
            match line {
                MappedLine::Sheet(table) => {
                    let text = words.fill(
                        "mapping_page.sheet",
                        &[("sheet", &self.report.tables[*table].sheet)],
                    );
                    frame.render_widget(
                        Line::styled(format!("  {text}"), scene.theme.heading),
                        place,
                    );
                }
                MappedLine::Column(at) => {
                    let (parts, style) = &told[*at];
                    let (table, column) = self.columns[*at];
                    let mark = if *at == self.cursor { '›' } else { ' ' };
                    let letters = &self.report.tables[table].columns[column].letters;
                    for (nth, line) in widths.fit(*at, parts).iter().enumerate() {
                        let lead = if nth == 0 {
                            format!("{mark} {letters:<3}")
                        } else {
                            " ".repeat(5)
                        };
                        y += u16::from(nth > 0);
                        let place = line_of(area, y - 1);
                        scene.clicks.put(place, ClickTarget::Row(*at));
                        let text = fit(&format!("{lead} {line}"), room);
                        frame.render_widget(Line::styled(text, *style), place);
                    }
                }
            }
        }
        self.draw_foot(frame, area, foot, scene);
    }

    /// The lines of the list: the columns, and above those of each sheet its name where there are several.
    fn lines(&self) -> Vec<MappedLine> {
        let several = self.report.tables.len() > 1;
        let mut lines = Vec::new();
        let mut last = None;
        for (at, (table, _)) in self.columns.iter().enumerate() {
            if several && last != Some(*table) {
                lines.push(MappedLine::Sheet(*table));
                last = Some(*table);
            }
            lines.push(MappedLine::Column(at));
        }
        lines
    }

    /// What is told of a column: its header, what it becomes, a cell, what that is read as; and how that looks.
    fn told_of(&self, at: usize, scene: &Scene<'_>) -> ([String; 4], Style) {
        let words = scene.words;
        let cells = self.shown.as_ref().map_or(&[][..], |shown| &shown.cells);
        let table_here = self.column().map(|(table, _)| table);
        let (table, column) = self.columns[at];
        let told = &self.report.tables[table].columns[column];
        let first = ShownCell {
            text: told.first.clone(),
            read_as: told.read_as.clone(),
            fate: super::fate(told.account),
        };
        let cell = if Some(table) == table_here {
            cells.get(column).unwrap_or(&first)
        } else {
            &first
        };
        let mut becomes = field_words(words, &told.field);
        if !told.others.is_empty() {
            becomes.insert_str(0, "? ");
        }
        let parts = [
            told.header.clone(),
            becomes,
            one_line(&cell.text),
            read_words(cell, &told.field, scene),
        ];
        let unread = matches!(cell.fate, Some(Fate::Stated | Fate::Note))
            && told.field != "notes"
            && told.field != LEFT_OUT;
        let style = match (at == self.cursor, self.focus) {
            (true, Focus::Columns) => scene.theme.focus,
            (true, _) => scene.theme.chosen,
            _ if told.field == LEFT_OUT || told.field == "notes" => scene.theme.faint,
            _ if unread => scene.theme.warning,
            _ => Style::new(),
        };
        (parts, style)
    }

    /// What stands over the columns, and which row is shown.
    fn draw_titles(
        &self,
        frame: &mut Frame<'_>,
        place: Rect,
        widths: &MappedWidths,
        scene: &Scene<'_>,
    ) {
        let words = scene.words;
        let room = usize::from(place.width);
        let titles = [
            "mapping_page.column",
            "mapping_page.becomes",
            "mapping_page.value",
            "mapping_page.read_as",
        ]
        .map(|title| words.get(title).to_owned());
        let mut titles = format!("      {}", widths.fit(0, &titles)[0]);
        if let Some(line) = self.line() {
            let row = words.fill("mapping_page.row", &[("row", &line.to_string())]);
            let columns = width(&row) + 1;
            let heads = fit(titles.trim_end(), room.saturating_sub(columns));
            titles = format!("{heads} {row}");
        }
        frame.render_widget(Line::styled(titles, scene.theme.heading), place);
    }

    /// What there was no room for of the column with the focus.
    fn draw_foot(&self, frame: &mut Frame<'_>, area: Rect, foot: u16, scene: &Scene<'_>) {
        let Some((table, column)) = self.column() else {
            return;
        };
        let told = &self.report.tables[table].columns[column];
        let cell = self
            .shown
            .as_ref()
            .and_then(|shown| shown.cells.get(column));
        let cell = cell.cloned().unwrap_or_default();
        let words = scene.words;
        let mut text = format!("{} → {}", told.header, field_words(words, &told.field));
        if !told.others.is_empty() {
            let others: Vec<String> = told
                .others
                .iter()
                .map(|path| field_words(words, path))
                .collect();
            text.push_str(&words.fill("sheets.others", &[("fields", &others.join(", "))]));
        }
        if !cell.text.is_empty() {
            text.push_str(": ");
            text.push_str(&one_line(&cell.text));
            text.push_str(" = ");
            text.push_str(&read_words(&cell, &told.field, scene));
        }
        let room = usize::from(area.width).saturating_sub(3);
        let mut lines = wrap(&text, room);
        let most = usize::from(foot.saturating_sub(1));
        if lines.len() > most {
            lines.truncate(most);
            if let Some(last) = lines.last_mut() {
                *last = format!("{}…", cut(last, room.saturating_sub(1)));
            }
        }
        let from = area.height.saturating_sub(foot) + 1;
        for (y, line) in (from..).zip(lines) {
            let line = Line::styled(format!("  {line}"), scene.theme.faint);
            frame.render_widget(line, line_of(area, y));
        }
    }

    fn draw_buttons(&self, frame: &mut Frame<'_>, place: Rect, scene: &Scene<'_>) {
        let button = |text: &str, focus: Focus| {
            let (lead, style) = if self.focus == focus {
                ("›", scene.theme.focus)
            } else {
                (" ", Style::new())
            };
            Span::styled(format!("[{lead}{text} ]"), style)
        };
        let mut column = place.x + 1;
        let texts = ["mapping_page.cancel", "mapping_page.import"].map(|key| scene.words.get(key));
        for (at, text) in texts.iter().enumerate() {
            let columns = u16::try_from(width(text) + 4).unwrap_or(0);
            let area = Rect {
                x: column,
                width: columns,
                ..place
            };
            scene.clicks.put(area, ClickTarget::Button(at));
            column += columns + 2;
        }
        let line = Line::from(vec![
            Span::raw(" "),
            button(scene.words.get("mapping_page.cancel"), Focus::Cancel),
            Span::raw("  "),
            button(scene.words.get("mapping_page.import"), Focus::Import),
        ]);
        frame.render_widget(line, place);
    }
}

/// A text in one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a cell is read as, in words.
fn read_words(cell: &ShownCell, field: &str, scene: &Scene<'_>) -> String {
    let words = scene.words;
    if field == LEFT_OUT {
        return words.get("mapping_page.is_left_out").to_owned();
    }
    match cell.fate {
        None | Some(Fate::Blank) => words.get("mapping_page.is_blank").to_owned(),
        Some(Fate::Note) => words.get("mapping_page.is_noted").to_owned(),
        Some(Fate::Stated) => words.get("mapping_page.is_stated").to_owned(),
        Some(Fate::Field) if cell.read_as.is_empty() || cell.read_as == cell.text => {
            words.get("mapping_page.is_itself").to_owned()
        }
        Some(Fate::Field) => one_line(&brought::read_words(scene.lexicon, field, &cell.read_as)),
    }
}
