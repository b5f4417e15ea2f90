//! How an entry is drawn.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::text::Span;

use super::{PromptEntry, TypedInto};
use crate::tui::scene::Scene;
use crate::tui::widget::text::{cut, fit, width};

impl PromptEntry {
    /// Draws what stands in the entry; a long text over several rows, as far as they lie above `bottom`.
    pub(super) fn draw(
        &self,
        frame: &mut Frame<'_>,
        area: Rect,
        focused: bool,
        rows: u16,
        bottom: u16,
        scene: &Scene<'_>,
    ) {
        let columns = usize::from(area.width);
        let style = if focused {
            scene.theme.focus
        } else {
            scene.theme.chosen
        };
        if let Some(own) = self.own_words() {
            frame.render_widget(Span::styled(fit(own, columns), style), area);
            if focused && area.height > 0 {
                let x = area.x + u16::try_from(width(own).min(columns)).unwrap_or(0);
                frame.set_cursor_position((x.min(area.right().saturating_sub(1)), area.y));
            }
            return;
        }
        if let Some((_, label)) = self.choices.get(self.chosen) {
            // How many there are is told where they are more than are soon gone through.
            let place = if self.has_many() && !self.sought.is_empty() {
                let among = self.found(&self.sought);
                let here = among.iter().position(|at| *at == self.chosen);
                let here = here.map_or(0, |at| at + 1);
                format!("  / {} {here}/{}", self.sought, among.len())
            } else if self.has_many() {
                format!("  {}/{}", self.chosen + 1, self.choices.len())
            } else {
                String::new()
            };
            let room = columns.saturating_sub(4 + width(&place));
            let text = format!("‹ {} ›{place}", cut(label, room));
            frame.render_widget(Span::styled(fit(&text, columns), style), area);
            return;
        }
        match &self.typed {
            TypedInto::Line(input) => {
                let (shown, column) = input.view(columns);
                frame.render_widget(Span::styled(fit(&shown, columns), style), area);
                if focused && self.proposed {
                    // Underlined as far as typing takes its place.
                    let columns = u16::try_from(width(&shown)).unwrap_or(u16::MAX);
                    let marked = Rect {
                        width: columns.min(area.width),
                        ..area
                    };
                    frame.buffer_mut().set_style(marked, Modifier::UNDERLINED);
                }
                if focused && area.height > 0 {
                    let x = area.x + u16::try_from(column).unwrap_or(0);
                    frame.set_cursor_position((x.min(area.right().saturating_sub(1)), area.y));
                }
            }
            TypedInto::Long(long) if focused => {
                let place = Rect {
                    height: rows.min(bottom.saturating_sub(area.y)),
                    ..area
                };
                long.draw(frame, place);
            }
            TypedInto::Long(long) => {
                let text = long.text();
                for row in 0..rows {
                    let line = text.lines().nth(usize::from(row)).unwrap_or_default();
                    let place = Rect {
                        y: area.y + row,
                        ..area
                    };
                    if place.y < bottom {
                        frame.render_widget(Span::styled(fit(line, columns), style), place);
                    }
                }
            }
        }
    }
}
