//! Styles by their role. Sixteen colours at most, so that they fit light and dark terminals; nothing is said by
//! colour alone, so that `NO_COLOR` loses nothing.

use ratatui::style::{Color, Modifier, Style};

/// The styles of the screen.
#[derive(Clone, Copy, Debug)]
pub struct Theme {
    /// Titles and tabs that are chosen.
    pub title: Style,
    /// What stands beside: provisions, hints, references.
    pub faint: Style,
    /// The line with the focus.
    pub focus: Style,
    /// The line with the focus in a part that does not have the keys.
    pub chosen: Style,
    /// Headings.
    pub heading: Style,
    /// Something missing or wrong.
    pub error: Style,
    /// Something to look at.
    pub warning: Style,
    /// Something well.
    pub good: Style,
    /// Keys in the bottom line.
    pub key: Style,
    /// Frames.
    pub border: Style,
}

impl Theme {
    /// The styles; without colours where `NO_COLOR` is set.
    #[must_use]
    pub fn new(colours: bool) -> Self {
        let plain = Style::new();
        let colour = |style: Style, colour: Color| if colours { style.fg(colour) } else { style };
        Self {
            title: colour(plain.add_modifier(Modifier::BOLD), Color::Cyan),
            // Never the bright black: there are palettes in which that is the background.
            faint: plain.add_modifier(Modifier::DIM),
            focus: plain.add_modifier(Modifier::REVERSED),
            chosen: plain.add_modifier(Modifier::BOLD.union(Modifier::UNDERLINED)),
            heading: plain.add_modifier(Modifier::BOLD),
            error: colour(plain.add_modifier(Modifier::BOLD), Color::Red),
            warning: colour(plain, Color::Yellow),
            good: colour(plain, Color::Green),
            key: plain.add_modifier(Modifier::BOLD),
            border: plain.add_modifier(Modifier::DIM),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_in_a_colour_that_is_the_background_of_some_palette() {
        for colours in [true, false] {
            let theme = Theme::new(colours);
            let styles = [
                theme.title,
                theme.faint,
                theme.focus,
                theme.chosen,
                theme.heading,
                theme.error,
                theme.warning,
                theme.good,
                theme.key,
                theme.border,
            ];
            let unseen = [Color::Black, Color::Gray, Color::DarkGray, Color::White];
            for style in styles {
                let shown = style.fg.is_none_or(|colour| !unseen.contains(&colour));
                assert!(shown && style.bg.is_none(), "{style:?}");
            }
        }
    }
}
