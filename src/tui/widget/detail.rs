//! The selected entry beside its list, or below it on narrow terminals.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::frame::line_of;
use super::text::{fit, width};
use crate::exchange::document::Block;
use crate::tui::document::{StyledLines, styled};
use crate::tui::scene::Scene;

/// The columns that a list keeps where something stands beside it.
const LIST: u16 = 80;

/// The least columns that a text beside a list is read in.
const BESIDE: u16 = 42;

/// Where a list stands, and where the selected entry: beside it only where the list keeps its columns, else below it.
#[must_use]
pub(crate) fn parted(area: Rect) -> (Rect, Rect) {
    if area.width > LIST + BESIDE {
        let half = (area.width * 11 / 20).max(LIST);
        let right = Rect {
            x: area.x + half + 1,
            width: area.width - half - 1,
            ..area
        };
        return (
            Rect {
                width: half,
                ..area
            },
            right,
        );
    }
    let upper = if area.height >= 12 {
        area.height * 11 / 20
    } else {
        area.height
    };
    let below = Rect {
        y: area.y + upper,
        height: area.height - upper,
        ..area
    };
    (
        Rect {
            height: upper,
            ..area
        },
        below,
    )
}

/// A text beside a list, kept until what it is made from changes.
#[derive(Debug)]
pub(crate) struct DetailPane<K> {
    made: Option<(K, u64, u16, StyledLines)>,
}

impl<K> Default for DetailPane<K> {
    fn default() -> Self {
        Self { made: None }
    }
}

impl<K: Copy + PartialEq> DetailPane<K> {
    /// Draws what is said of an entry; `text` is asked only where it can be another.
    pub(crate) fn draw(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        scene: &Scene<'_>,
        key: K,
        text: impl FnOnce() -> Vec<Block>,
    ) {
        if area.height < 3 {
            return;
        }
        let inside = framed(frame, area, scene);
        let made = self.made.take();
        let fresh = made.filter(|(of, version, columns, _)| {
            *of == key && *version == scene.version && *columns == inside.width
        });
        let (.., lines) = self.made.insert(fresh.unwrap_or_else(|| {
            let lines = styled(&text(), usize::from(inside.width), scene.theme);
            (key, scene.version, inside.width, lines)
        }));
        lines.draw(frame, inside, 0);
        let room = usize::from(inside.height);
        if lines.len() > room {
            let hidden = (lines.len() - room + 1).to_string();
            let more = scene.words.fill("list.more", &[("n", &hidden)]);
            let more = format!(" {more} ");
            let last = line_of(inside, inside.height - 1);
            let blank = fit("", usize::from(last.width));
            frame.render_widget(Line::styled(blank, Style::new()), last);
            let columns = u16::try_from(width(&more)).unwrap_or(0).min(last.width);
            let place = Rect {
                width: columns,
                ..last
            };
            frame.render_widget(Line::styled(more, scene.theme.faint), place);
        }
    }
}

/// Draws the line that parts the text from its list; gives what is left.
fn framed(frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>) -> Rect {
    if area.x == 0 {
        let rule = "─".repeat(usize::from(area.width));
        frame.render_widget(Line::styled(rule, scene.theme.border), line_of(area, 0));
        return Rect {
            y: area.y + 1,
            height: area.height - 1,
            ..area
        };
    }
    for y in 0..area.height {
        let place = Rect {
            width: 1,
            ..line_of(area, y)
        };
        frame.render_widget(Span::styled("│", scene.theme.border), place);
    }
    Rect {
        x: area.x + 2,
        width: area.width.saturating_sub(2),
        ..area
    }
}
