//! How the entries are drawn: the filter above them, what it looks for marked, and what a row had to cut below it.

use std::collections::HashMap;
use std::hash::Hash;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::shown::OutlineLine;
use super::{Outline, Text};
use crate::search::Query;
use crate::tui::clicks::ClickTarget;
use crate::tui::scene::Scene;
use crate::tui::theme::Theme;
use crate::tui::widget::frame::line_of;
use crate::tui::widget::text::{cut, fit, width, wrap};

/// The columns more in which any line stands whole.
const AMPLE: usize = 400;

/// What stands below a row.
enum Below {
    /// What a part of it had no room for, with the place of that part.
    Rest(usize, Vec<String>),
    /// Something more.
    More(Vec<String>),
}

impl Below {
    fn lines(&self) -> &[String] {
        match self {
            Self::Rest(_, lines) | Self::More(lines) => lines,
        }
    }
}

impl<K: Copy + Eq + Hash> Outline<K> {
    /// Draws the filter where there is one; gives what is left of the area.
    pub(crate) fn draw_filter(&self, frame: &mut Frame<'_>, area: Rect, theme: &Theme) -> Rect {
        if !self.filtering && self.filter.text().is_empty() {
            return area;
        }
        let (shown, column) = self.filter.view(usize::from(area.width).saturating_sub(3));
        let spans = vec![Span::styled("/ ", theme.title), Span::raw(shown)];
        frame.render_widget(Line::from(spans), line_of(area, 0));
        if self.filtering {
            let column = u16::try_from(column).unwrap_or(0);
            frame.set_cursor_position((area.x + 2 + column, area.y));
        }
        Rect {
            y: area.y + 1,
            height: area.height.saturating_sub(1),
            ..area
        }
    }

    /// Draws the entries, each as `row` gives it for its width; what the filter looks for is marked, and told from
    /// `text` where the row does not show it.
    ///
    /// What the end of a row had to cut goes on below it: of all rows where there is room for all of it, else of the
    /// selected one.
    pub(crate) fn draw(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        scene: &Scene<'_>,
        row: &dyn Fn(&K, usize) -> Vec<Span<'static>>,
        text: Text<'_, K>,
    ) {
        let columns = usize::from(area.width).saturating_sub(2);
        let query = self.query();
        let rest = |key: &K| {
            let (shown, whole) = (row(key, columns), row(key, columns + AMPLE));
            let (at, indent, rest) = rest_of(&shown, &whole)?;
            // Where the text around what is looked for takes more of it, it is told from its beginning.
            if elsewhere(&shown, &query, &|| text(key)) {
                let (indent, whole) = part_of(&whole, at)?;
                return Some((at, indent, whole));
            }
            Some((at, indent, rest))
        };
        let whole = self.whole(usize::from(area.height), |key| {
            let (at, indent, rest) = rest(key)?;
            Some(Below::Rest(at, below(indent, &rest, columns)))
        });
        let selected = self.selected().filter(|_| whole.is_empty());
        let second = selected.and_then(|key| Some((key, rest(&key)?)));
        let second = second.map(|(key, (at, indent, rest))| {
            // Under what it belongs to, or as far to the left of that as it needs room.
            let indent = indent.min(columns.saturating_sub(width(&rest)));
            let rest = format!("{}{rest}", " ".repeat(indent));
            (key, Below::Rest(at, vec![rest]))
        });
        let below = whole.into_iter().chain(second).collect();
        self.draw_rows(frame, area, scene, row, &below, text);
    }

    /// What goes on below each row where all that is shown has room for it; nothing where it has not.
    fn whole(&self, height: usize, below: impl Fn(&K) -> Option<Below>) -> HashMap<K, Below> {
        let mut left = height.checked_sub(self.shown.lines());
        let mut all = HashMap::new();
        for key in self.entries() {
            let Some(room) = left else {
                return HashMap::new();
            };
            let Some(below) = below(&key) else { continue };
            left = room.checked_sub(below.lines().len());
            all.insert(key, below);
        }
        if left.is_some() { all } else { HashMap::new() }
    }

    /// The same, where the selected entry can have a second line.
    pub(crate) fn draw_with(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        scene: &Scene<'_>,
        row: &dyn Fn(&K, usize) -> Vec<Span<'static>>,
        more: &dyn Fn(&K, usize) -> Option<String>,
        text: Text<'_, K>,
    ) {
        let columns = usize::from(area.width).saturating_sub(2);
        let second = self
            .selected()
            .and_then(|key| Some((key, Below::More(vec![more(&key, columns)?]))));
        let below = second.into_iter().collect();
        self.draw_rows(frame, area, scene, row, &below, text);
    }

    /// The same, where each entry can have a second line: all have it where there is room for all, else none has.
    pub(crate) fn draw_all_with(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        scene: &Scene<'_>,
        row: &dyn Fn(&K, usize) -> Vec<Span<'static>>,
        more: &dyn Fn(&K, usize) -> Option<String>,
        text: Text<'_, K>,
    ) {
        let columns = usize::from(area.width).saturating_sub(2);
        if self.shown.lines() + self.shown.len() > usize::from(area.height) {
            return self.draw(frame, area, scene, row, text);
        }
        let below = self.whole(usize::from(area.height), |key| {
            Some(Below::More(vec![more(key, columns)?]))
        });
        self.draw_rows(frame, area, scene, row, &below, text);
    }

    /// Draws the entries, some with lines below them.
    fn draw_rows(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        scene: &Scene<'_>,
        row: &dyn Fn(&K, usize) -> Vec<Span<'static>>,
        below: &HashMap<K, Below>,
        text: Text<'_, K>,
    ) {
        let (theme, words) = (scene.theme, scene.words);
        let query = self.query();
        let columns = usize::from(area.width);
        let taken: usize = below.values().map(|it| it.lines().len()).sum();
        let taken = if area.height > 2 { taken } else { 0 };
        let height = usize::from(area.height).saturating_sub(taken);
        self.page = height.max(1);
        self.scroll(height);
        let place = |at: usize| line_of(area, u16::try_from(at).unwrap_or(u16::MAX));
        let mut at = 0;
        for line in self.shown.lines_from(self.offset, height) {
            let number = match line {
                OutlineLine::Heading(group, count) => {
                    let count = words.number(count);
                    let text = format!(" {} ({count})", self.headings[group].1);
                    let line = Line::styled(fit(&text, columns), theme.heading);
                    frame.render_widget(line, place(at));
                    at += 1;
                    continue;
                }
                OutlineLine::Entry(number) => number,
            };
            let Some(key) = self.entry(number) else {
                continue;
            };
            scene.clicks.put(place(at), ClickTarget::Row(number));
            let marked = self.marked.contains(&key);
            let selected = number == self.cursor;
            let lead = match (marked, selected) {
                (true, true) => "*›",
                (true, false) => "* ",
                (false, true) => " ›",
                (false, false) => "  ",
            };
            let mut spans = vec![Span::raw(lead)];
            let room = columns.saturating_sub(2);
            let below = below.get(&key).filter(|_| taken > 0);
            let mut shown = row(&key, room);
            if let Some(Below::Rest(at, _)) = below
                && !elsewhere(&shown, &query, &|| text(&key))
            {
                to_last_word(&mut shown, *at);
            }
            let shown = found(shown, room, &query, theme, &|| text(&key));
            spans.extend(shown);
            let style = if selected { theme.focus } else { Style::new() };
            if selected {
                // The focus has one look from end to end, whatever the entry's own colours.
                spans = in_one_look(spans, columns, theme);
            }
            frame.render_widget(Line::from(spans).style(style), place(at));
            at += 1;
            for rest in below.map_or(&[][..], Below::lines) {
                let rest = fit(&format!("  {rest}"), columns);
                scene.clicks.put(place(at), ClickTarget::Row(number));
                frame.render_widget(Line::styled(rest, style), place(at));
                at += 1;
            }
        }
    }
}

/// What a row had to cut of the same row in ample room: which part that is, how far from the left it begins, and its rest
/// from the last word that stands whole on.
///
/// Of several parts that are cut, the one that loses most.
fn rest_of(shown: &[Span<'static>], whole: &[Span<'static>]) -> Option<(usize, usize, String)> {
    let parts = shown.iter().zip(whole).enumerate();
    let cut = parts.filter_map(|(at, (shown, whole))| {
        let head = shown.content.trim_end().strip_suffix('…')?;
        let text = whole.content.trim_end();
        text.strip_prefix(head)?;
        let from = head.rfind(' ').map_or(0, |at| at + 1);
        (!text.ends_with('…')).then(|| (at, text[from..].to_owned()))
    });
    let (at, rest) = cut.max_by_key(|(at, rest)| (width(rest), *at))?;
    let indent = shown[..at].iter().map(|span| width(&span.content)).sum();
    Some((at, indent, rest))
}

/// A part of a row in ample room, and how far from the left it begins.
fn part_of(whole: &[Span<'static>], at: usize) -> Option<(usize, String)> {
    let text = whole.get(at)?.content.trim_end().to_owned();
    let indent = whole[..at].iter().map(|span| width(&span.content)).sum();
    (!text.is_empty()).then_some((indent, text))
}

/// Whether a row does not show what is looked for, but the text that it is found by holds it.
fn elsewhere(row: &[Span<'static>], query: &Query, text: &dyn Fn() -> String) -> bool {
    let seen = || -> String { row.iter().map(|span| span.content.as_ref()).collect() };
    !query.is_empty() && query.elsewhere(&seen(), text).is_some()
}

/// Ends a part of a row that goes on below with the last word that stands whole in it.
fn to_last_word(spans: &mut [Span<'static>], at: usize) {
    let Some(part) = spans.get_mut(at) else {
        return;
    };
    let columns = width(&part.content);
    if let Some(head) = part.content.trim_end().strip_suffix('…')
        && let Some(end) = head.rfind(' ')
    {
        part.content = fit(&head[..end], columns).into();
    }
}

/// The lines on which the rest of a row goes on, under its end where that is wide enough.
fn below(indent: usize, rest: &str, columns: usize) -> Vec<String> {
    let indent = indent.min(columns / 2);
    let lead = " ".repeat(indent);
    let lines = wrap(rest, columns - indent).into_iter();
    lines.map(|line| format!("{lead}{line}")).collect()
}

/// The spans as the focused line has them: without their own looks, but for what is underlined as found.
fn in_one_look(spans: Vec<Span<'static>>, columns: usize, theme: &Theme) -> Vec<Span<'static>> {
    let taken: usize = spans.iter().map(|span| width(&span.content)).sum();
    let plain = spans.into_iter().map(|span| {
        let style = if span.style == theme.chosen {
            Style::new().add_modifier(Modifier::UNDERLINED)
        } else {
            Style::new()
        };
        Span::styled(span.content, style)
    });
    let rest = " ".repeat(columns.saturating_sub(taken));
    plain.chain([Span::raw(rest)]).collect()
}

/// A row in which what is looked for is marked; where the row does not show a word, the text around it stands at the
/// row's end.
fn found(
    row: Vec<Span<'static>>,
    columns: usize,
    query: &Query,
    theme: &Theme,
    text: &dyn Fn() -> String,
) -> Vec<Span<'static>> {
    /// What stands between a row and the text around a word that it does not show.
    const BETWEEN: &str = " ‹ ";
    if query.is_empty() {
        return row;
    }
    let seen = |spans: &[Span<'static>]| -> String {
        spans.iter().map(|span| span.content.as_ref()).collect()
    };
    let mut spans = row;
    if query.elsewhere(&seen(&spans), text).is_some() {
        // Of the row only what is left beside the text is seen.
        let most = (columns * 2 / 5).max(12);
        let room = columns.saturating_sub(most + width(BETWEEN));
        let left = cut_spans(spans.clone(), room);
        if let Some((unseen, line)) = query.elsewhere(&seen(&left), text) {
            let around = excerpt(&line, &unseen, most);
            let room = columns.saturating_sub(width(&around) + width(BETWEEN));
            spans = cut_spans(spans, room);
            spans.push(Span::styled(BETWEEN, theme.faint));
            spans.push(Span::raw(around));
        }
    }
    spans
        .into_iter()
        .flat_map(|span| marked(span, query, theme))
        .collect()
}

/// The spans cut or filled up to so many columns.
fn cut_spans(spans: Vec<Span<'static>>, columns: usize) -> Vec<Span<'static>> {
    let mut left = columns;
    let mut out = Vec::with_capacity(spans.len() + 1);
    for span in spans {
        let text = cut(&span.content, left);
        left -= width(&text);
        out.push(Span::styled(text, span.style));
    }
    out.push(Span::raw(" ".repeat(left)));
    out
}

/// A span with what is looked for marked in it.
fn marked(span: Span<'static>, query: &Query, theme: &Theme) -> Vec<Span<'static>> {
    let places = query.places(&span.content);
    if places.is_empty() {
        return vec![span];
    }
    let (text, mut spans, mut from) = (&span.content, Vec::new(), 0);
    for place in places {
        spans.push(Span::styled(text[from..place.start].to_owned(), span.style));
        let found = text[place.start..place.end].to_owned();
        spans.push(Span::styled(found, theme.chosen));
        from = place.end;
    }
    spans.push(Span::styled(text[from..].to_owned(), span.style));
    spans
}

/// A line in at most so many columns, from shortly before what is looked for.
fn excerpt(line: &str, query: &Query, columns: usize) -> String {
    let places = query.places(line);
    let first = places.first().map_or(0, |place| place.start);
    let end = places.last().map_or(0, |place| place.end);
    if width(line) <= columns || width(&line[..end]) < columns {
        return cut(line, columns);
    }
    // As many words before it as leave most of the room to what follows.
    let starts = line[..first].match_indices(' ').map(|(at, _)| at + 1);
    let mut starts = starts.filter(|at| width(&line[*at..first]) * 3 <= columns);
    let from = starts.next().unwrap_or(first);
    cut(&format!("…{}", &line[from..]), columns)
}
