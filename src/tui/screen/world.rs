//! The map of the world that transfers are shown on: coastlines, and where each country stands on it.

use std::collections::HashMap;
use std::sync::OnceLock;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};
use ratatui::symbols::Marker;
use ratatui::text::Span;
use ratatui::widgets::canvas::{Canvas, Map, MapResolution};

use crate::tui::theme::Theme;
use crate::tui::widget::text::width;

/// The places as they are shipped.
const PLACES: &str = include_str!("../../../assets/map/places.toml");

/// What of the world is drawn, in degrees: the south pole has no transfers.
const WEST: f64 = -180.0;
const EAST: f64 = 180.0;
const SOUTH: f64 = -58.0;
const NORTH: f64 = 84.0;

/// A mark on the map: where, what, and how it looks.
#[derive(Debug)]
pub(super) struct MapMark {
    /// The code of the country.
    pub code: String,
    /// The sign and the letter.
    pub text: String,
    /// Its style.
    pub style: Style,
}

/// The longitude and latitude of each country, by its code.
fn places() -> &'static HashMap<String, (f64, f64)> {
    static KNOWN: OnceLock<HashMap<String, (f64, f64)>> = OnceLock::new();
    // The file is part of the program, and a test reads it.
    KNOWN.get_or_init(|| toml::from_str(PLACES).unwrap_or_default())
}

/// As many lines as the map of the world takes in so many columns, so that it keeps its shape.
#[must_use]
pub(super) fn lines_in(columns: u16) -> u16 {
    // A cell is about twice as high as it is wide.
    let shape = (NORTH - SOUTH) / (EAST - WEST) / 2.0;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a part of a number of columns"
    )]
    let lines = (f64::from(columns) * shape * 1.15).round() as u16;
    lines.max(1)
}

/// The cell of a place in an area.
fn cell_of(area: Rect, (longitude, latitude): (f64, f64)) -> (u16, u16) {
    let along = |from: f64, to: f64, at: f64, cells: u16| {
        let part = ((at - from) / (to - from)).clamp(0.0, 1.0);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between nothing and a number of cells"
        )]
        let cell = (part * f64::from(cells.saturating_sub(1))).round() as u16;
        cell
    };
    let x = area.x + along(WEST, EAST, longitude, area.width);
    let y = area.y + along(NORTH, SOUTH, latitude, area.height);
    (x, y)
}

/// Draws the world with its marks, the last one uppermost.
pub(super) fn draw(frame: &mut Frame<'_>, area: Rect, marks: &[MapMark], theme: &Theme) {
    let world = Canvas::default()
        .marker(Marker::Braille)
        .x_bounds([WEST, EAST])
        .y_bounds([SOUTH, NORTH])
        .paint(|context| {
            context.draw(&Map {
                resolution: MapResolution::High,
                color: Color::Reset,
            });
        });
    frame.render_widget(world, area);
    frame.buffer_mut().set_style(area, theme.faint);
    for mark in marks {
        let Some(place) = places().get(&mark.code) else {
            continue;
        };
        let (x, y) = cell_of(area, *place);
        let columns = u16::try_from(width(&mark.text))
            .unwrap_or(1)
            .min(area.width);
        // What would stand beyond the edge stands before it.
        let place = Rect {
            x: x.min(area.right().saturating_sub(columns)),
            y,
            width: columns,
            height: 1,
        };
        frame.buffer_mut().set_style(place, Style::reset());
        frame.render_widget(Span::styled(mark.text.clone(), mark.style), place);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::Law;

    #[test]
    fn every_country_has_a_place() {
        let law = Law::shipped().unwrap();
        let mut codes = 0;
        for code in law.countries().map(|country| &country.code) {
            codes += 1;
            let place = places().get(code);
            let (longitude, latitude) = place.unwrap_or_else(|| panic!("{code}"));
            assert!((WEST..=EAST).contains(longitude), "{code}");
            assert!((-90.0..=NORTH).contains(latitude), "{code}");
        }
        assert!(codes > 240);
    }

    #[test]
    fn a_place_is_where_it_is_seen_on_the_map() {
        let area = Rect::new(10, 5, 100, 24);
        let at = |code: &str| cell_of(area, places()[code]);
        let (sweden, india, us) = (at("SE"), at("IN"), at("US"));
        assert!(us.0 < sweden.0 && sweden.0 < india.0);
        assert!(sweden.1 < us.1 && us.1 < india.1);
        for code in places().keys() {
            let (x, y) = at(code);
            assert!((10..110).contains(&x) && (5..29).contains(&y), "{code}");
        }
    }
}
