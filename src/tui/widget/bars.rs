//! Bars with their numbers: how much falls on each month.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::frame::line_of;
use super::text::{fit, width};
use crate::due;
use crate::tui::scene::Scene;
use crate::tui::theme::Theme;
use crate::words::Words;

/// A bar: its name, and how much it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bar {
    /// What stands below it.
    pub label: String,
    /// The number, which stands above it.
    pub count: usize,
}

/// The lines that a chart takes: the numbers, the bars, and the names below them.
#[must_use]
pub(crate) const fn height(bars: u16) -> u16 {
    bars + 2
}

/// A bar for this month and each of the eleven after it, of what falls due from today on. January bears its year.
#[must_use]
pub(crate) fn months(items: &[due::DueItem], scene: &Scene<'_>) -> Vec<Bar> {
    due::months(items, scene.today)
        .into_iter()
        .map(|month| Bar {
            label: if month.month == 1 {
                month.year.to_string()
            } else {
                scene.words.month(month.month).chars().take(3).collect()
            },
            count: month.count,
        })
        .collect()
}

/// Draws the bars side by side, as high as the area lets them be.
pub(crate) fn draw(
    frame: &mut Frame<'_>,
    area: Rect,
    (words, theme): (&Words, &Theme),
    bars: &[Bar],
) {
    /// Parts of a line, from nothing to the whole of it.
    const PARTS: [&str; 9] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
    if area.height < 3 || bars.is_empty() {
        return;
    }
    // A name and its gap take five columns: where not all months fit, the nearest are shown.
    let fitting = (usize::from(area.width) / 5).clamp(1, bars.len());
    let bars = &bars[..fitting];
    let each = (usize::from(area.width) / bars.len()).clamp(5, 9);
    let rows = area.height - 2;
    let most = bars.iter().map(|bar| bar.count).max().unwrap_or(0).max(1);
    // The tallest fills its lines; whatever is not nothing is seen.
    let eighths = |count: usize| {
        let whole = usize::from(rows) * 8;
        (count * whole).div_ceil(most)
    };
    let centred = |text: &str| {
        let room = each.saturating_sub(1);
        let lead = room.saturating_sub(width(text)) / 2;
        fit(&format!("{}{text}", " ".repeat(lead)), each)
    };
    let line = |cell: &dyn Fn(&Bar) -> String| -> String { bars.iter().map(cell).collect() };
    let numbers = line(&|bar| centred(&words.number(bar.count)));
    frame.render_widget(Line::raw(numbers), line_of(area, 0));
    for row in 0..rows {
        let below = usize::from(rows - 1 - row) * 8;
        let text = line(&|bar| {
            let part = PARTS[eighths(bar.count).saturating_sub(below).min(8)];
            fit(&part.repeat(each.saturating_sub(1).min(3)), each)
        });
        // The bars stand below the middle of their numbers.
        let lead = " ".repeat(each.saturating_sub(4) / 2);
        let text = format!("{lead}{}", text.trim_end());
        frame.render_widget(Span::styled(text, theme.title), line_of(area, row + 1));
    }
    let labels = line(&|bar| centred(&bar.label));
    frame.render_widget(Line::styled(labels, theme.faint), line_of(area, rows + 1));
}

#[cfg(test)]
mod tests {
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;

    use super::*;
    use crate::domain::language::Language;

    #[test]
    fn what_is_there_is_seen_and_the_most_is_the_highest() {
        let bars = [("a", 0), ("b", 1), ("c", 4000)].map(|(label, count)| Bar {
            label: label.to_owned(),
            count,
        });
        let words = Words::load(Language::ENGLISH).unwrap();
        let mut terminal = Terminal::new(TestBackend::new(20, 4)).unwrap();
        terminal
            .draw(|frame| draw(frame, frame.area(), (&words, &Theme::new(false)), &bars))
            .unwrap();
        let text: Vec<String> = terminal
            .backend()
            .buffer()
            .content
            .chunks(20)
            .map(|line| line.iter().map(|cell| cell.symbol()).collect())
            .collect();
        assert_eq!(
            text[0].split_whitespace().collect::<Vec<_>>(),
            ["0", "1", "4,000"]
        );
        assert_eq!(text[1].trim(), "███");
        assert_eq!(
            text[2].split_whitespace().collect::<Vec<_>>(),
            ["▁▁▁", "███"]
        );
        assert_eq!(
            text[3].split_whitespace().collect::<Vec<_>>(),
            ["a", "b", "c"]
        );
    }
}
