//! Styles by their role. Sixteen colours at most, so that they fit light and dark terminals; nothing is said by
//! colour alone, so that `NO_COLOR` loses nothing.

use ratatui::style::{Color, Modifier, Style};

use crate::config::ThemeName;

/// How a message in the bottom line is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// It went well.
    Good,
    /// It did not.
    Bad,
    /// Neither: it was asked for.
    Plain,
}

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
    /// The styles in the terminal's own colours; without any where `NO_COLOR` is set.
    #[must_use]
    pub fn new(colours: bool) -> Self {
        Self::named(ThemeName::Terminal, colours)
    }

    /// The styles of a theme; without colours where `NO_COLOR` is set.
    #[must_use]
    pub fn named(name: ThemeName, colours: bool) -> Self {
        let plain = Style::new();
        let bold = plain.add_modifier(Modifier::BOLD);
        // Never the bright black: there are palettes in which that is the background.
        let faint = plain.add_modifier(Modifier::DIM);
        let theme = Self {
            title: bold,
            faint,
            focus: plain.add_modifier(Modifier::REVERSED),
            chosen: plain.add_modifier(Modifier::BOLD.union(Modifier::UNDERLINED)),
            heading: bold,
            error: bold,
            warning: plain,
            good: plain,
            key: bold,
            border: faint,
        };
        let [title, error, warning, good] = match name {
            ThemeName::HighContrast => {
                return Self {
                    title: bold.add_modifier(Modifier::UNDERLINED),
                    faint: plain,
                    error: bold.add_modifier(Modifier::REVERSED),
                    warning: bold.add_modifier(Modifier::UNDERLINED),
                    good: bold,
                    border: plain,
                    ..theme
                };
            }
            _ if !colours => return theme,
            ThemeName::Terminal => [Color::Cyan, Color::Red, Color::Yellow, Color::Green],
            ThemeName::Dark => DARK.map(Color::Indexed),
            ThemeName::Light => LIGHT.map(Color::Indexed),
        };
        Self {
            title: theme.title.fg(title),
            error: theme.error.fg(error),
            warning: theme.warning.fg(warning),
            good: theme.good.fg(good),
            ..theme
        }
    }
}

/// Title, error, warning and what is well, light enough for every dark background: of the 216 colours whose looks no
/// palette changes.
const DARK: [u8; 4] = [81, 210, 221, 114];

/// The same, dark enough for every light background.
const LIGHT: [u8; 4] = [25, 124, 94, 22];

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [ThemeName; 4] = [
        ThemeName::Terminal,
        ThemeName::Dark,
        ThemeName::Light,
        ThemeName::HighContrast,
    ];

    fn styles(theme: &Theme) -> [Style; 10] {
        [
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
        ]
    }

    #[test]
    fn no_text_is_in_a_colour_that_is_the_background_of_some_palette() {
        for name in NAMES {
            for colours in [true, false] {
                let unseen = [Color::Black, Color::Gray, Color::DarkGray, Color::White];
                for style in styles(&Theme::named(name, colours)) {
                    let shown = style.fg.is_none_or(|colour| !unseen.contains(&colour));
                    assert!(shown && style.bg.is_none(), "{name:?} {style:?}");
                    assert!(colours || style.fg.is_none(), "{name:?} {style:?}");
                }
            }
        }
    }

    /// The relative luminance of a colour, as WCAG 2 has it.
    fn luminance(colour: [u8; 3]) -> f64 {
        let part = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.03928 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        let [red, green, blue] = colour.map(part);
        0.0722_f64.mul_add(blue, 0.2126_f64.mul_add(red, 0.7152 * green))
    }

    fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// The colour of an index of the cube, which is the same in every terminal.
    fn cube(index: u8) -> [u8; 3] {
        let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
        let at = index - 16;
        [level(at / 36), level(at / 6 % 6), level(at % 6)]
    }

    #[test]
    fn dark_and_light_are_read_on_the_backgrounds_that_people_have() {
        let black = [
            [0, 0, 0],
            [0x1e, 0x1e, 0x1e],
            [0x00, 0x2b, 0x36],
            [0x28, 0x2c, 0x34],
        ];
        let white = [[0xff, 0xff, 0xff], [0xfd, 0xf6, 0xe3], [0xf5, 0xf5, 0xf5]];
        for (name, backgrounds) in [
            (ThemeName::Dark, &black[..]),
            (ThemeName::Light, &white[..]),
        ] {
            for style in styles(&Theme::named(name, true)) {
                let Some(Color::Indexed(index)) = style.fg else {
                    continue;
                };
                for background in backgrounds {
                    let contrast = contrast(cube(index), *background);
                    assert!(
                        contrast >= 4.5,
                        "{name:?} {index} {background:?}: {contrast}"
                    );
                }
            }
        }
    }

    #[test]
    fn in_high_contrast_nothing_is_faint_and_what_matters_differs_without_colour() {
        let theme = Theme::named(ThemeName::HighContrast, true);
        for style in styles(&theme) {
            assert!(style.fg.is_none() && !style.add_modifier.contains(Modifier::DIM));
        }
        assert_ne!(theme.error, theme.warning);
        assert_ne!(theme.warning, theme.good);
        assert_ne!(theme.title, theme.heading);
    }
}
