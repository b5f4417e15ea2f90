//! The selected entry beside its list, or below it on narrow terminals.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Clear;

use super::frame::line_of;
use super::text::width;
use crate::exchange::document::Block;
use crate::tui::command::Command;
use crate::tui::document::{StyledLines, styled};
use crate::tui::scene::Scene;

/// The columns that a list keeps where something stands beside it.
const LIST: u16 = 80;

/// The least columns that a text beside a list is read in.
const BESIDE: u16 = 42;

/// The columns that a text beside a list is read well in: what a list wants is not taken from them.
const READ: u16 = 76;

/// Where a list stands, and where the selected entry: beside it only where the list keeps its columns, else below it.
#[must_use]
pub(crate) fn parted(area: Rect) -> (Rect, Rect) {
    parted_for(area, None)
}

/// The same for a list that wants so many columns: what it has no use for goes to what stands beside it, and on wide
/// terminals it gets more than its part.
#[must_use]
pub(crate) fn parted_for(area: Rect, wanted: Option<u16>) -> (Rect, Rect) {
    if area.width > LIST + BESIDE {
        let part = (area.width * 11 / 20).max(LIST);
        let most = part.max(area.width.saturating_sub(READ));
        let half = wanted.map_or(part, |wanted| wanted.clamp(LIST, most));
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

/// From how many columns on three panes stand side by side: the list, the record, and what is found of it.
const THREE: u16 = 150;

/// From how many lines on what is beside a list is two panes.
const TALL: u16 = 22;

/// Where the record's pane and the one below it stand, of what is beside a list; nothing where there is room for one.
#[must_use]
pub(crate) fn halved(beside: Rect, card: usize) -> Option<(Rect, Rect)> {
    if beside.x == 0 || beside.right() < THREE || beside.height < TALL {
        return None;
    }
    let upper = u16::try_from(card).unwrap_or(beside.height);
    let upper = upper.min(beside.height / 2);
    let below = Rect {
        y: beside.y + upper,
        height: beside.height - upper,
        ..beside
    };
    let card = Rect {
        height: upper,
        ..beside
    };
    Some((card, below))
}

/// Whether the keys can go to a text beside a list, and whether they are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PaneKeys {
    /// Nothing leads to it.
    Never,
    /// It cannot be entered: the whole text is read on a page of its own.
    Page,
    /// It can be entered.
    Elsewhere,
    /// It is entered, and scrolls.
    Here,
}

/// A text beside a list, kept until what it is made from changes. It can be entered, and scrolls then.
#[derive(Debug)]
pub(crate) struct DetailPane<K> {
    made: Option<(K, u64, u16, StyledLines)>,
    /// The first line that is seen.
    offset: usize,
    /// How many lines there was room for when it was drawn last; nothing where it was not drawn yet.
    page: Option<usize>,
}

impl<K> Default for DetailPane<K> {
    fn default() -> Self {
        Self {
            made: None,
            offset: 0,
            page: None,
        }
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
        self.draw_lines(frame, area, (scene, PaneKeys::Page), key, |columns| {
            styled(&text(), columns, scene.theme)
        });
    }

    /// The same with lines that are made for so many columns.
    pub(crate) fn draw_lines(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        (scene, keys): (&Scene<'_>, PaneKeys),
        key: K,
        make: impl FnOnce(usize) -> StyledLines,
    ) {
        self.page = Some(0);
        if area.height < 3 {
            return;
        }
        let inside = framed(frame, area, keys == PaneKeys::Here, scene);
        let known = self.made.take();
        // Keys that came before the first drawing have scrolled already.
        let other = known.is_some();
        let fresh = known.filter(|(of, version, columns, _)| {
            *of == key && *version == scene.version && *columns == inside.width
        });
        if fresh.is_none() && other {
            self.offset = 0;
        }
        let (.., lines) = self.made.insert(fresh.unwrap_or_else(|| {
            let lines = make(usize::from(inside.width));
            (key, scene.version, inside.width, lines)
        }));
        let room = usize::from(inside.height);
        self.page = Some(room);
        self.offset = self.offset.min(lines.len().saturating_sub(room));
        lines.draw(frame, inside, self.offset);
        let below = lines.len().saturating_sub(self.offset);
        if below > room {
            let hidden = below - room + usize::from(area.x > 0);
            let hidden = hidden.to_string();
            let key = match keys {
                PaneKeys::Page => "list.more_to_read",
                PaneKeys::Elsewhere => "list.more",
                PaneKeys::Never | PaneKeys::Here => "list.more_here",
            };
            let more = scene.words.fill(key, &[("n", &hidden)]);
            let more = format!(" {more} ");
            let columns = u16::try_from(width(&more)).unwrap_or(0).min(inside.width);
            let place = if area.x == 0 {
                // The line that parts it from the list has room for it.
                Rect {
                    x: area.right().saturating_sub(columns + 1),
                    width: columns,
                    ..line_of(area, 0)
                }
            } else {
                let last = line_of(inside, inside.height - 1);
                // A line over another would keep the bold letters of that.
                frame.render_widget(Clear, last);
                Rect {
                    width: columns,
                    ..last
                }
            };
            frame.render_widget(Line::styled(more, scene.theme.faint), place);
        }
    }

    /// Whether there was room for it, so that it can be entered. Keys may come before it is drawn.
    #[must_use]
    pub(crate) fn stands(&self) -> bool {
        self.page.is_none_or(|page| page > 0)
    }

    /// Scrolls; `false` for a command that does not.
    pub(crate) fn command(&mut self, command: Command) -> bool {
        let room = self.page.unwrap_or(1);
        let page = room.saturating_sub(1).max(1);
        self.offset = match command {
            Command::Up => self.offset.saturating_sub(1),
            Command::Down => self.offset.saturating_add(1),
            Command::PageUp => self.offset.saturating_sub(page),
            Command::PageDown => self.offset.saturating_add(page),
            Command::First => 0,
            Command::Last => usize::MAX,
            _ => return false,
        };
        // No further than the end, however many keys come before it is drawn again.
        if let Some((.., lines)) = &self.made {
            self.offset = self.offset.min(lines.len().saturating_sub(room));
        }
        true
    }
}

/// Draws the line that parts the text from its list; gives what is left.
fn framed(frame: &mut Frame<'_>, area: Rect, entered: bool, scene: &Scene<'_>) -> Rect {
    let style = if entered {
        scene.theme.title
    } else {
        scene.theme.border
    };
    if area.x == 0 {
        let sign = if entered { "━" } else { "─" };
        let rule = sign.repeat(usize::from(area.width));
        frame.render_widget(Line::styled(rule, style), line_of(area, 0));
        return Rect {
            y: area.y + 1,
            height: area.height - 1,
            ..area
        };
    }
    // Not by its colour alone is it told which pane has the keys.
    let bar = if entered { "┃" } else { "│" };
    for y in 0..area.height {
        let place = Rect {
            width: 1,
            ..line_of(area, y)
        };
        frame.render_widget(Span::styled(bar, style), place);
    }
    Rect {
        x: area.x + 2,
        width: area.width.saturating_sub(2),
        ..area
    }
}
