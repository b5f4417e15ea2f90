//! Boxes over the screen, and scrolling.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::text::Line;
use ratatui::widgets::{Block, BorderType, Clear};

use super::text::{cut, width, wrap};
use crate::domain::text::{is_hidden, may_hide};
use crate::tui::theme::Theme;

/// Draws an empty box with a title over what is there, and gives its inside.
pub(crate) fn open_box(frame: &mut Frame<'_>, area: Rect, title: &str, theme: &Theme) -> Rect {
    frame.render_widget(Clear, area);
    let title = format!(" {} ", cut(title, area.width.saturating_sub(6) as usize));
    let block = Block::bordered()
        .border_type(BorderType::Rounded)
        .border_style(theme.border)
        // Its frame is faint, and what it is called is not.
        .title(Line::styled(
            title,
            theme.title.remove_modifier(Modifier::DIM),
        ));
    let inside = block.inner(area);
    frame.render_widget(block, area);
    Rect {
        x: inside.x + u16::from(inside.width > 2),
        width: inside.width.saturating_sub(2),
        ..inside
    }
}

/// The same with a mark at the right end of its first line, which is never cut: what is true of all that is in it.
pub(crate) fn open_marked(
    frame: &mut Frame<'_>,
    area: Rect,
    title: &str,
    mark: Option<&str>,
    theme: &Theme,
) -> Rect {
    let Some(mark) = mark else {
        return open_box(frame, area, title, theme);
    };
    let mark = format!(" {mark} ");
    let columns = width(&mark);
    let room = usize::from(area.width).saturating_sub(columns + 7);
    let inside = open_box(frame, area, &cut(title, room), theme);
    let columns = u16::try_from(columns).unwrap_or(u16::MAX);
    let place = Rect {
        x: area
            .right()
            .saturating_sub(columns.saturating_add(2))
            .max(area.x),
        width: columns.min(area.width),
        ..line_of(area, 0)
    };
    frame.render_widget(Line::styled(mark, theme.warning), place);
    inside
}

/// Says on the border of a box that more stands above or below of what it shows.
pub(crate) fn mark_more(
    frame: &mut Frame<'_>,
    area: Rect,
    (above, below): (bool, bool),
    theme: &Theme,
) {
    let sign = |frame: &mut Frame<'_>, text: &'static str, at: u16| {
        let place = Rect {
            x: area.right().saturating_sub(6).max(area.x),
            width: 5.min(area.width),
            ..line_of(area, at)
        };
        frame.render_widget(Line::styled(text, theme.heading), place);
    };
    if above {
        sign(frame, " ↑ … ", 0);
    }
    if below {
        sign(frame, " ↓ … ", area.height.saturating_sub(1));
    }
}

/// Says in a list's place why nothing is in it, from a line of the area on.
pub(crate) fn draw_reason(frame: &mut Frame<'_>, area: Rect, from: u16, text: &str, theme: &Theme) {
    let columns = usize::from(area.width).saturating_sub(4);
    for (at, line) in (from..).zip(wrap(text, columns)) {
        let line = Line::styled(format!("  {line}"), theme.faint);
        frame.render_widget(line, line_of(area, at));
    }
}

/// A rectangle in the middle of an area, as large as wished where that fits.
#[must_use]
pub(crate) fn middle(area: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + (area.height - height) / 2,
        width,
        height,
    }
}

/// The first line to show, so that `cursor` is among `height` lines, moved as little as can be.
#[must_use]
pub(crate) fn scrolled(offset: usize, cursor: usize, height: usize) -> usize {
    if height == 0 || cursor < offset {
        cursor
    } else {
        offset.max((cursor + 1).saturating_sub(height))
    }
}

/// One line of a rectangle.
#[must_use]
pub(crate) fn line_of(area: Rect, at: u16) -> Rect {
    Rect {
        y: area.y + at.min(area.height),
        height: u16::from(at < area.height),
        ..area
    }
}

/// The last look at what was drawn: nothing that a terminal obeys, or draws in columns of its own count, goes out.
pub(crate) fn hide_directions(frame: &mut Frame<'_>) {
    for cell in &mut frame.buffer_mut().content {
        let symbol = cell.symbol();
        if !may_hide(symbol) {
            continue;
        }
        let kept: String = symbol
            .char_indices()
            .filter(|(at, letter)| {
                let after = symbol.get(at + letter.len_utf8()..).unwrap_or_default();
                // A joiner at the end of a cell has its other half in the next one.
                let joins = matches!(letter, '\u{200c}' | '\u{200d}') && *at > 0;
                joins || !is_hidden(&symbol[..*at], *letter, after)
            })
            .map(|(_, letter)| letter)
            .collect();
        if kept != symbol {
            cell.set_symbol(if kept.is_empty() { "\u{fffd}" } else { &kept });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_title_of_a_box_is_not_as_faint_as_its_frame() {
        let backend = ratatui::backend::TestBackend::new(20, 4);
        let mut terminal = ratatui::Terminal::new(backend).unwrap();
        let draw = |frame: &mut Frame<'_>| {
            open_box(frame, frame.area(), "Name", &Theme::new(true));
        };
        terminal.draw(draw).unwrap();
        let drawn = terminal.backend().buffer();
        let faint = |column: u16| drawn[(column, 0)].modifier.contains(Modifier::DIM);
        assert!(faint(0) && faint(15), "its frame");
        assert!(!faint(2) && !faint(5), "its title");
    }

    #[test]
    fn scrolling_moves_as_little_as_can_be() {
        assert_eq!(scrolled(0, 4, 5), 0);
        assert_eq!(scrolled(0, 5, 5), 1);
        assert_eq!(scrolled(7, 3, 5), 3);
        assert_eq!(scrolled(2, 4, 5), 2);
    }
}
