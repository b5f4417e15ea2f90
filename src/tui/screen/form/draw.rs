//! Drawing a form: sections at the left, fields at the right, help of the focused field below.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::editor::Editor;
use super::going::TO_TOP;
use super::holding::styled;
use super::pickers::title_of;
use super::{Form, FormLine, mark_of};
use crate::domain::field::Section;
use crate::domain::kind::{FieldKind, RecordKind};
use crate::domain::value::Value;
use crate::tui::clicks::ClickTarget;
use crate::tui::scene::Scene;
use crate::tui::screen::beside::capital;
use crate::tui::screen::findings::sign;
use crate::tui::theme::Theme;
use crate::tui::widget::frame::{line_of, middle, open_box, open_marked, scrolled};
use crate::tui::widget::line_input::LineInput;
use crate::tui::widget::long_text::LongText;
use crate::tui::widget::text::{cut, fit, width, wrap};

/// Below this width the sections have no column of their own.
const WIDE: u16 = 72;
/// The most rows that a long text takes in its place; what it has more is scrolled.
const MOST_ROWS: usize = 5;
/// From which height on what is longer than its line goes on below it, and how many rows it then takes at most; what it
/// has more stands below the fields.
const HEIGHTS: [(u16, usize); 2] = [(30, 10), (20, 2)];
/// In a form of more lines than that none does, so that a key is answered at once.
const MANY: usize = 400;
/// The columns of the sections.
const SECTIONS: u16 = 24;
/// From this width on the sections have room for their whole names.
const ROOMY: u16 = 110;
/// The columns that those take.
const NAMED_SECTIONS: u16 = 32;

/// How the inside of a form is divided: the one place that knows how wide a value can be.
#[derive(Clone, Copy)]
struct FormLayout {
    /// The columns of the sections with the gap behind them; none where they have no column of their own.
    sections: u16,
    /// The columns of a label.
    label: usize,
    /// The columns of a value.
    value: usize,
    /// The most rows of a value that is not being typed.
    rows: usize,
}

impl FormLayout {
    fn of(inside: Rect, longest: usize, lines: usize) -> Self {
        let sections = match inside.width {
            ..WIDE => 0,
            WIDE..ROOMY => SECTIONS + 1,
            _ => NAMED_SECTIONS + 1,
        };
        let columns = usize::from(inside.width - sections);
        // The longest label is not cut where the value keeps as much as it.
        let label = longest.clamp(12, 28.min(columns / 2).max(12));
        Self {
            sections,
            label,
            // The sign and the blanks around the label.
            value: columns.saturating_sub(label + 3),
            rows: HEIGHTS
                .iter()
                .find(|(height, _)| inside.height >= *height && lines <= MANY)
                .map_or(1, |(_, rows)| *rows),
        }
    }

    /// The same for a label that takes so many columns; the value has the rest.
    fn with_label(self, label: usize) -> Self {
        Self {
            label,
            value: (self.label + self.value).saturating_sub(label),
            ..self
        }
    }
}

impl Form {
    /// Draws the form.
    pub(crate) fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>) {
        self.check(scene);
        let inside = open_marked(
            frame,
            area,
            &self.title(usize::from(area.width), scene),
            scene.read_only_mark(),
            scene.theme,
        );
        let layout = FormLayout::of(inside, self.longest_label(scene), self.lines().len());
        let help = self.help_lines(usize::from(inside.width), layout, scene);
        let help_height = self.help_height(inside.height, help.len());
        let body = Rect {
            height: inside.height.saturating_sub(help_height + 1),
            ..inside
        };
        if layout.sections > 0 {
            let sections = Rect {
                width: layout.sections.saturating_sub(1),
                ..body
            };
            self.draw_sections(frame, sections, scene);
        }
        let fields = Rect {
            x: body.x + layout.sections,
            width: body.width - layout.sections,
            ..body
        };
        self.draw_lines(frame, fields, layout, scene);
        let rule = line_of(inside, body.height);
        frame.render_widget(
            Line::styled("─".repeat(usize::from(rule.width)), scene.theme.border),
            rule,
        );
        let place = Rect {
            y: inside.y + body.height + 1,
            height: help_height.min(inside.height),
            ..inside
        };
        draw_help(frame, place.intersection(inside), help);
        if matches!(self.editor, Some(Editor::Long { page: true, .. })) {
            self.draw_long(frame, area, scene);
        }
    }

    /// How many columns the longest label of the fields that are shown takes.
    fn longest_label(&self, scene: &Scene<'_>) -> usize {
        let here = self.current();
        let lines = self.lines();
        let labels = lines.iter().map(|line| match line {
            FormLine::Field(field) => {
                let key = here.declaration().fields[*field].key;
                width(scene.words.label(here.kind(), key))
            }
            FormLine::Contact(asked) => width(scene.words.get(&format!("form.{}", asked.key))),
            _ => 0,
        });
        labels.max().unwrap_or(0)
    }

    /// Where the form stands: the record and the rows down to the current one.
    fn path(&self, scene: &Scene<'_>) -> Vec<String> {
        let mut parts = Vec::new();
        for depth in 0..self.levels.len() {
            let row = self.row_at(depth);
            let kind = scene.words.one(row.kind());
            let reference = &row.head().reference;
            let title = title_of(row, scene);
            let new = if reference.is_empty() {
                scene.words.get("form.new").to_owned()
            } else {
                reference.clone()
            };
            parts.push(if row.kind() == RecordKind::RegisterData {
                // Nobody knows a reference of it; its title is that of the screen.
                kind.to_owned()
            } else if depth == 0 && !title.is_empty() && title != *reference {
                format!("{kind} {new}: {title}")
            } else {
                format!("{kind} {new}")
            });
        }
        parts
    }

    /// Where the form stands, and how many findings it has: where it does not fit, the record's name is cut.
    fn title(&self, columns: usize, scene: &Scene<'_>) -> String {
        /// The corners of the frame, and what stands around the title and a mark.
        const AROUND: usize = 10;
        let mut parts = self.path(scene);
        let mut beside = if self.is_edited() { " *" } else { "" }.to_owned();
        let tally = self.tally(scene);
        if !tally.is_empty() {
            beside = format!("{beside} · {tally}");
        }
        let mark = scene.read_only_mark().map_or(0, width);
        let inner: usize = parts.iter().skip(1).map(|part| width(part) + 3).sum();
        let room = columns.saturating_sub(AROUND + mark + width(&beside) + inner);
        if let Some(whole) = parts.first_mut() {
            *whole = cut(whole, room.max(AROUND));
        }
        format!("{}{beside}", parts.join(" › "))
    }

    fn draw_sections(&self, frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>) {
        let lines = self.lines();
        let headings: Vec<(usize, Section)> = lines
            .iter()
            .enumerate()
            .filter_map(|(at, line)| {
                if let FormLine::Heading(section) = line {
                    Some((at, *section))
                } else {
                    None
                }
            })
            .collect();
        let here = headings
            .iter()
            .rposition(|(at, _)| *at <= self.level().cursor)
            .unwrap_or(0);
        let height = usize::from(area.height);
        let offset = scrolled(0, here, height);
        for (index, (_, section)) in headings.iter().enumerate().skip(offset).take(height) {
            let mark = mark_of(scene.register, self.current(), &*self.record, *section);
            let style = if index == here {
                scene.theme.heading
            } else {
                Style::new()
            };
            let (sign, sign_style) = match (self.gravest_in(*section), mark) {
                (Some(severity), _) => sign(severity, scene.theme),
                (None, super::SectionMark::Whole) => (mark.sign(), scene.theme.good),
                (None, _) => (mark.sign(), scene.theme.faint),
            };
            let pointer = if index == here { "›" } else { " " };
            let room = usize::from(area.width).saturating_sub(4);
            let mut title = scene.words.section(*section);
            if width(title) > room {
                let short = format!("section.{}.short", section.key());
                title = scene.words.find(&short).unwrap_or(title);
            }
            let title = cut(title, room);
            let line = Line::from(vec![
                Span::styled(pointer, style),
                Span::styled(sign, sign_style),
                Span::raw(" "),
                Span::styled(title, style),
            ]);
            frame.render_widget(
                line,
                line_of(area, u16::try_from(index - offset).unwrap_or(u16::MAX)),
            );
        }
    }

    /// How many lines of the screen a line of the form takes.
    fn height_of(&self, at: usize, line: FormLine, layout: FormLayout, scene: &Scene<'_>) -> usize {
        let typed = at == self.level().cursor
            && matches!(
                self.editor,
                Some(Editor::Line { .. } | Editor::Reason { .. } | Editor::Reference { .. })
            );
        match line {
            FormLine::Heading(_) => {
                if at == 0 {
                    1
                } else {
                    2
                }
            }
            _ if typed || self.unread_at(line).is_some() => 2,
            _ => match self.text_at(at == self.level().cursor) {
                Some(text) => text.rows_in(layout.value).clamp(1, MOST_ROWS),
                None if layout.rows > 1 => {
                    let layout = self.layout_of(line, layout, scene);
                    let (label, _, value, _) = self.parts_of(line, scene);
                    let label = folded(&label, layout.label, layout.rows).len();
                    label.max(folded(&value, layout.value, layout.rows).len())
                }
                None => 1,
            },
        }
    }

    fn draw_lines(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        layout: FormLayout,
        scene: &Scene<'_>,
    ) {
        let lines = self.lines();
        self.page = usize::from(area.height).saturating_sub(2);
        let cursor = self.level().cursor.min(lines.len().saturating_sub(1));
        self.level_mut().cursor = cursor;
        let heights: Vec<usize> = lines
            .iter()
            .enumerate()
            .map(|(at, line)| self.height_of(at, *line, layout, scene))
            .collect();
        let top_of = |at: usize| heights[..at].iter().sum::<usize>();
        let room = usize::from(area.height);
        // The whole line must be seen, and the heading above it where it is the first of its section.
        let lead = usize::from(cursor > 0 && matches!(lines[cursor - 1], FormLine::Heading(_)));
        let mut offset = self.level().offset;
        if offset == TO_TOP {
            // The blank line above the heading is not shown.
            let heading = cursor.saturating_sub(lead);
            let top = top_of(heading) + usize::from(lead > 0 && heading > 0);
            // A short section at the end leaves no empty page below it: it stands with what is above it.
            offset = top.min(top_of(lines.len()).saturating_sub(room));
        }
        offset = scrolled(
            offset,
            (top_of(cursor) + heights.get(cursor).copied().unwrap_or(1)).saturating_sub(1),
            room,
        );
        let above = cursor.saturating_sub(lead);
        offset = offset.min(top_of(above) + usize::from(lead > 0 && above > 0));
        self.level_mut().offset = offset;
        let mut y = 0;
        for (at, line) in lines.iter().enumerate() {
            let height = heights[at];
            if y + height > offset && y < offset + room {
                let first = y + height
                    - if matches!(line, FormLine::Heading(_)) {
                        1
                    } else {
                        height
                    };
                if first >= offset {
                    let row = u16::try_from(first - offset).unwrap_or(u16::MAX);
                    let typed = Rect {
                        y: area.y.saturating_add(row),
                        height: u16::try_from(height).unwrap_or(1),
                        ..area
                    };
                    let whole = typed.intersection(area);
                    scene.clicks.put(whole, ClickTarget::Row(at));
                    self.draw_line(
                        frame,
                        line_of(area, row),
                        whole,
                        (at == cursor, layout),
                        *line,
                        scene,
                    );
                }
            }
            y += height;
        }
    }

    fn draw_line(
        &self,
        frame: &mut Frame<'_>,
        area: Rect,
        below: Rect,
        (focused, layout): (bool, FormLayout),
        line: FormLine,
        scene: &Scene<'_>,
    ) {
        let theme = scene.theme;
        let columns = usize::from(area.width);
        let layout = self.layout_of(line, layout, scene);
        let (label_width, value_width) = (layout.label, layout.value);
        if let FormLine::Heading(section) = line {
            let title = scene.words.section(section);
            frame.render_widget(Line::styled(cut(title, columns), theme.heading), area);
            return;
        }
        let (label, answer, value, faint) = self.parts_of(line, scene);
        let style = if focused { theme.focus } else { Style::new() };
        let (sign, sign_style) = match self.finding_at(line) {
            _ if self.unread_at(line).is_some() => (answer, theme.error),
            Some(finding) => sign(finding.severity, theme),
            None if self.doubt_at(line, scene).is_some() => ("▲", theme.warning),
            None => (answer, theme.faint),
        };
        if let Some(text) = self.text_at(focused) {
            let spans = vec![
                Span::styled(sign, sign_style),
                Span::raw("›"),
                Span::styled(fit(&label, label_width), theme.heading),
            ];
            frame.render_widget(Line::from(spans), area);
            let indent = u16::try_from(label_width + 3).unwrap_or(0).min(below.width);
            let place = Rect {
                x: below.x + indent,
                width: below.width - indent,
                ..below
            };
            return text.draw(frame, place);
        }
        let whole = below;
        let below = line_of(below, 1);
        if let Some(input) = self.input_at(focused) {
            let spans = vec![
                Span::styled(sign, sign_style),
                Span::raw("›"),
                Span::styled(fit(&label, label_width), theme.heading),
                Span::raw(" "),
            ];
            let preview = self.preview(line, input.text(), scene);
            return draw_open(frame, (area, below), layout, (spans, input), preview, theme);
        }
        let value_style = if focused {
            style
        } else if faint {
            theme.faint
        } else {
            style
        };
        let unread = self.unread_at(line);
        let rows = if unread.is_some() { 1 } else { layout.rows };
        let mut labels = folded(&label, label_width, rows).into_iter();
        let mut values = folded(&value, value_width, rows).into_iter();
        let mut signs = Some((sign, sign_style)).into_iter();
        for row in 0..whole.height.max(1) {
            let (label, value) = match (labels.next(), values.next()) {
                (None, None) => break,
                (label, value) => (label.unwrap_or_default(), value.unwrap_or_default()),
            };
            let (sign, sign_style) = signs.next().unwrap_or((" ", style));
            // Not by its colours alone is it told which field the keys are on.
            let lead = if focused && row == 0 { "›" } else { " " };
            let spans = vec![
                Span::styled(sign, sign_style),
                Span::styled(lead, style),
                Span::styled(fit(&label, label_width), style),
                Span::styled(" ", style),
                Span::styled(fit(&value, value_width), value_style),
            ];
            let place = if row == 0 { area } else { line_of(whole, row) };
            frame.render_widget(Line::from(spans), place);
        }
        if let Some(unread) = unread {
            let message = scene.words.message(&unread.problem).text;
            frame.render_widget(
                Line::styled(cut(&format!("  {message}"), columns), theme.error),
                below,
            );
        }
    }

    /// The long text that is typed in place, at the line with the focus.
    fn text_at(&self, focused: bool) -> Option<&LongText> {
        match &self.editor {
            Some(Editor::Long {
                text, page: false, ..
            }) if focused => Some(text),
            _ => None,
        }
    }

    fn input_at(&self, focused: bool) -> Option<&LineInput> {
        match &self.editor {
            Some(
                Editor::Line { input, .. }
                | Editor::Reason { input, .. }
                | Editor::Reference { input },
            ) if focused => Some(input),
            _ => None,
        }
    }

    /// What stands under a field while it is typed: what will be stored, or what is wrong.
    fn preview(&self, line: FormLine, typed: &str, scene: &Scene<'_>) -> (String, bool) {
        let words = scene.words;
        match &self.editor {
            Some(Editor::Reason { .. }) => return (words.get("form.reason").to_owned(), false),
            Some(Editor::Reference { .. }) => {
                return (words.get("form.reference").to_owned(), false);
            }
            _ => {}
        }
        let Some(kind) = self.kind_of(line) else {
            return (String::new(), false);
        };
        match self.read(line, &kind, typed, scene) {
            Err(problem) => {
                // What to do about it stands below, where there is room.
                (words.message(&problem).text, true)
            }
            Ok(Value::Date(date)) => (format!("{} · {date}", words.date(date)), false),
            Ok(Value::Period(period)) => (words.period(&period), false),
            Ok(_) if matches!(kind, FieldKind::Date | FieldKind::Day) => {
                (words.get("form.example_date").to_owned(), false)
            }
            Ok(_) if matches!(kind, FieldKind::Period) => {
                (words.get("form.example_period").to_owned(), false)
            }
            Ok(_) => (self.recalled_text().unwrap_or_default(), false),
        }
    }

    /// How a line is divided: an entry takes of its label only what its reference needs.
    fn layout_of(&self, line: FormLine, layout: FormLayout, scene: &Scene<'_>) -> FormLayout {
        let here = self.current();
        match line {
            FormLine::Row { list, .. } => {
                let new = width(scene.words.get("form.new"));
                let references = here.rows(list).map(|row| match &*row.head().reference {
                    "" => new,
                    reference => width(reference),
                });
                layout.with_label(references.max().unwrap_or(0).min(layout.label))
            }
            FormLine::AddRow(_) if self.parts_of(line, scene).0.is_empty() => layout.with_label(0),
            FormLine::Offer(_) => layout.with_label(0),
            FormLine::More(_) => layout.with_label(layout.label + layout.value),
            _ => layout,
        }
    }

    /// How many lines the help has: few, so that the fields have room, and more where it would be cut and either the
    /// fields leave room or the help stays below a third.
    fn help_height(&self, height: u16, lines: usize) -> u16 {
        let least = if height >= 20 { 3 } else { 2 };
        let fields = u16::try_from(self.lines().len()).unwrap_or(u16::MAX);
        let left = height.saturating_sub(fields.saturating_add(1));
        let most = left.max(height / 3).max(least);
        u16::try_from(lines).unwrap_or(most).clamp(least, most)
    }

    /// What is said of the line with the focus: what is wrong with it, what the law says, what to write.
    fn help_lines(
        &self,
        columns: usize,
        layout: FormLayout,
        scene: &Scene<'_>,
    ) -> Vec<Line<'static>> {
        let Some(line) = self.line() else {
            return Vec::new();
        };
        let here = self.current();
        let declaration = here.declaration();
        let (provision, help) = match line {
            FormLine::Field(field) | FormLine::Part { field, .. } | FormLine::AddItem(field) => {
                let meta = &declaration.fields[field];
                (meta.provision, scene.words.help(here.kind(), meta.key))
            }
            FormLine::Row { list, .. } | FormLine::AddRow(list) => {
                let meta = &declaration.lists[list];
                (meta.provision, scene.words.help(here.kind(), meta.key))
            }
            FormLine::Contact(asked) if self.wanted.reads => (asked.provision, ""),
            FormLine::Contact(asked) => (asked.provision, scene.words.get("form.contact_help")),
            FormLine::More(_) => ("", scene.words.get("form.more_help")),
            FormLine::Offer(_) => ("", scene.words.get("form.offer_help")),
            FormLine::Heading(_) => ("", ""),
        };
        let mut lines = self.trouble_lines(line, columns, scene);
        let label = self.parts_of(line, scene).0;
        let place = self.layout_of(line, layout, scene);
        if is_cut(&label, place.label, place.rows) {
            lines.extend(styled(wrap(&label, columns), scene.theme.heading));
        }
        if matches!(self.editor, Some(Editor::Long { .. }))
            && let Some(text) = self.recalled_text()
        {
            lines.push(Line::styled(cut(&text, columns), scene.theme.faint));
        }
        if let Some(finding) = self.finding_at(line) {
            let (sign, style) = sign(finding.severity, scene.theme);
            let message = finding.message(scene.register, scene.lexicon);
            let remedy = finding.remedy(scene.register, scene.lexicon);
            lines.extend(styled(
                wrap(&format!("{sign} {message} {remedy}"), columns),
                style,
            ));
        }
        lines.extend(self.doubt_lines(line, columns, scene));
        lines.extend(styled(self.law_lines(line, scene, columns), Style::new()));
        lines.extend(self.explained_lines(columns, true, scene));
        lines.extend(cited(
            &capital(&scene.words.provision(provision)),
            help,
            columns,
            scene,
        ));
        lines.extend(self.explained_lines(columns, false, scene));
        let whole = wrap(&self.whole_value(line, layout, scene), columns);
        let whole = whole.into_iter().filter(|piece| !piece.is_empty());
        lines.extend(styled(whole.collect(), scene.theme.faint));
        lines
    }

    /// All that is said of the line with the focus, under its label.
    pub(crate) fn said_of_field(&self, scene: &Scene<'_>) -> Option<(String, String)> {
        /// Wide enough for any paragraph to stay one line.
        const WIDEST: usize = 1 << 20;
        let line = self.line()?;
        let key = line.key(self.current())?;
        let label = scene.words.label(self.current().kind(), key);
        let whole = FormLayout {
            sections: 0,
            label: 0,
            value: 0,
            rows: 1,
        };
        let lines = self.help_lines(WIDEST, whole, scene);
        let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
        Some((label.to_owned(), lines.join("\n\n")))
    }

    /// What stands in a line, where the line itself had to cut it.
    fn whole_value(&self, line: FormLine, layout: FormLayout, scene: &Scene<'_>) -> String {
        let here = self.current();
        let layout = self.layout_of(line, layout, scene);
        if self.unread_at(line).is_some() {
            return String::new();
        }
        let shown = match line {
            FormLine::Field(field) => match here.get(field) {
                // Its own lines, which the line of the form runs together.
                Value::Text(text)
                    if matches!(here.declaration().fields[field].kind, FieldKind::Prose) =>
                {
                    text
                }
                _ => self.parts_of(line, scene).2,
            },
            _ => self.parts_of(line, scene).2,
        };
        if is_cut(&shown, layout.value, layout.rows) || shown.contains('\n') {
            shown
        } else {
            String::new()
        }
    }

    /// Where the country in the line stands on the day; at a transfer's conditions, what its decision asks.
    fn law_lines(&self, line: FormLine, scene: &Scene<'_>, columns: usize) -> Vec<String> {
        let here = self.current();
        let asks = matches!(
            line.key(here),
            Some("conditions" | "mechanisms" | "instrument")
        );
        let standing = match (line, self.kind_of(line)) {
            (FormLine::Field(_), Some(kind @ FieldKind::Country)) => {
                self.standing_at(&kind, &self.value_of(line), scene)
            }
            _ if asks => self.destination(scene),
            _ => None,
        };
        let text = standing.map(|standing| scene.lexicon.standing_in_short(&standing));
        let age = || (line.key(here) == Some("age_limit")).then(|| self.age_of_consent(scene));
        let text = text.or_else(|| age().flatten());
        text.map_or_else(Vec::new, |text| wrap(&text, columns))
    }

    fn draw_long(&self, frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>) {
        let Some(Editor::Long {
            field, text, list, ..
        }) = &self.editor
        else {
            return;
        };
        let here = self.current();
        let meta = &here.declaration().fields[*field];
        let label = scene.words.label(here.kind(), meta.key);
        let title = if *list {
            format!("{label} · {}", scene.words.get("form.one_a_line"))
        } else {
            label.to_owned()
        };
        let place = middle(
            area,
            area.width.saturating_sub(6).min(100),
            area.height.saturating_sub(4).min(20),
        );
        let inside = open_box(frame, place, &title, scene.theme);
        let help = wrap(
            scene.words.help(here.kind(), meta.key),
            usize::from(inside.width),
        );
        let help_height = u16::try_from(help.len())
            .unwrap_or(1)
            .min(inside.height / 3);
        let body = Rect {
            height: inside.height.saturating_sub(help_height),
            ..inside
        };
        text.draw(frame, body);
        for (at, line) in help.into_iter().enumerate().take(usize::from(help_height)) {
            frame.render_widget(
                Line::styled(line, scene.theme.faint),
                line_of(inside, body.height + u16::try_from(at).unwrap_or(0)),
            );
        }
    }
}

/// Draws a line that is being typed into, behind its sign and label, and below it what is made of it.
fn draw_open(
    frame: &mut Frame<'_>,
    (area, below): (Rect, Rect),
    layout: FormLayout,
    (mut spans, input): (Vec<Span<'static>>, &LineInput),
    (text, wrong): (String, bool),
    theme: &Theme,
) {
    let columns = usize::from(area.width);
    let (shown, column) = input.view(layout.value);
    spans.push(if input.is_selected() {
        Span::styled(shown, theme.focus)
    } else {
        Span::styled(fit(&shown, layout.value), theme.chosen)
    });
    frame.render_widget(Line::from(spans), area);
    let x = area.x + u16::try_from(layout.label + 3 + column).unwrap_or(0);
    if area.height > 0 {
        frame.set_cursor_position((x.min(area.right().saturating_sub(1)), area.y));
    }
    // Under the value, or as far to the left of that as it needs room.
    let indent = (layout.label + 3).min(columns.saturating_sub(width(&text)));
    let style = if wrong { theme.error } else { theme.faint };
    let said = Span::styled(cut(&text, columns.saturating_sub(indent)), style);
    frame.render_widget(Line::from(vec![Span::raw(" ".repeat(indent)), said]), below);
}

/// A text in lines of so many columns, at most so many of them: the last is cut where there is more.
fn folded(text: &str, columns: usize, rows: usize) -> Vec<String> {
    if rows <= 1 || width(text) <= columns {
        return vec![text.to_owned()];
    }
    let mut lines = wrap(text, columns);
    if lines.len() > rows {
        let rest = lines.split_off(rows - 1);
        lines.push(cut(&rest.join(" "), columns));
    }
    lines
}

/// Whether such a text is cut.
fn is_cut(text: &str, columns: usize, rows: usize) -> bool {
    width(text) > columns && (rows <= 1 || wrap(text, columns).len() > rows)
}

/// A text of help behind the provision that asks for it.
fn cited(citation: &str, help: &str, columns: usize, scene: &Scene<'_>) -> Vec<Line<'static>> {
    let text = format!("{citation}  {help}");
    let mut lines: Vec<Line<'static>> = Vec::new();
    for piece in wrap(text.trim_start(), columns) {
        // Where not even the citation fits into a line, all of it is plain.
        let rest = piece.strip_prefix(citation).filter(|_| lines.is_empty());
        lines.push(match rest {
            Some(rest) if !citation.is_empty() => Line::from(vec![
                Span::styled(citation.to_owned(), scene.theme.title),
                Span::raw(rest.to_owned()),
            ]),
            _ => Line::raw(piece),
        });
    }
    lines
}

/// Draws what is said of the line with the focus; where it does not fit, its last line ends in dots.
fn draw_help(frame: &mut Frame<'_>, area: Rect, lines: Vec<Line<'static>>) {
    let room = usize::from(area.height);
    let more = lines.len() > room;
    for (at, mut line) in (0..).zip(lines.into_iter().take(room)) {
        if more && usize::from(at) + 1 == room {
            let style = line.spans.first().map_or(line.style, |span| span.style);
            let columns = usize::from(area.width).saturating_sub(2);
            line = Line::styled(format!("{} …", cut(&line.to_string(), columns)), line.style)
                .patch_style(style);
        }
        frame.render_widget(line, line_of(area, at));
    }
}
