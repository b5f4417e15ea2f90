//! How much falls due in each stretch of time, on one line: its name, its number, and a bar as high as it is many.

use ratatui::text::Span;

use super::text::width;
use crate::due::{self, DueItem, DueSpan};
use crate::tui::scene::Scene;

/// A stretch of time with how much falls due in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bar {
    /// The stretch.
    pub span: DueSpan,
    /// What it is called where the one before is known: a month by its first letters.
    label: String,
    /// The year, said once before its first month where it is not the present one.
    year: Option<i32>,
    /// How much falls due in it.
    pub count: usize,
}

/// Every stretch in which something falls due: what is late, the months of the coming year, and what is later.
#[must_use]
pub(crate) fn bars(items: &[DueItem], scene: &Scene<'_>) -> Vec<Bar> {
    let mut said = chrono::Datelike::year(&scene.today);
    let bar = |(span, count): (DueSpan, usize)| {
        let (label, of) = match span {
            DueSpan::Month(year, month) => {
                let name: String = scene.words.month(month).chars().take(3).collect();
                (name, Some(year))
            }
            other => (name(other, scene), None),
        };
        let year = of.filter(|year| std::mem::replace(&mut said, *year) != *year);
        Bar {
            span,
            label,
            year,
            count,
        }
    };
    due::spans(items, scene.today)
        .into_iter()
        .map(bar)
        .collect()
}

/// What a stretch is called, standing alone.
#[must_use]
pub(crate) fn name(span: DueSpan, scene: &Scene<'_>) -> String {
    match span {
        DueSpan::Late => scene.words.get("due.span.late").to_owned(),
        DueSpan::Confirm => scene.words.get("due.span.confirm").to_owned(),
        DueSpan::Later => scene.words.get("due.span.later").to_owned(),
        DueSpan::Month(year, month) => format!("{} {year}", scene.words.month(month)),
    }
}

/// The bars side by side in so many columns, the chosen one in sight.
#[must_use]
pub(crate) fn line(
    bars: &[Bar],
    chosen: Option<DueSpan>,
    columns: usize,
    scene: &Scene<'_>,
) -> Vec<Span<'static>> {
    let at = bars.iter().position(|bar| Some(bar.span) == chosen);
    // What fits is given up in this order: the wide gaps, the bars, then whole stretches.
    let ways = [(2, true), (1, true), (1, false)];
    let fits = |(gap, drawn): &(usize, bool)| {
        let all: usize = bars.iter().map(|bar| bar.width(*drawn, scene) + gap).sum();
        all <= columns + gap
    };
    let way = ways.into_iter().find(fits);
    let (gap, drawn) = way.unwrap_or((1, false));
    let mut first = 0;
    if way.is_none() {
        // Those before the chosen one give way until it is in sight.
        let upto = |first: usize| -> usize {
            let shown = bars.iter().take(at.unwrap_or(0) + 1).skip(first);
            shown.map(|bar| bar.width(drawn, scene) + gap).sum()
        };
        while first < at.unwrap_or(0) && upto(first) > columns.saturating_sub(4) {
            first += 1;
        }
    }
    let most = bars.iter().map(|bar| bar.count).max().unwrap_or(0);
    let mut spans = Vec::new();
    let mut left = columns;
    if first > 0 {
        spans.push(Span::styled("‹ ", scene.theme.faint));
        left = left.saturating_sub(2);
    }
    for (place, bar) in bars.iter().enumerate().skip(first) {
        let needed = bar.width(drawn, scene);
        let last = place + 1 == bars.len();
        if needed + if last { 0 } else { 2 } > left {
            spans.push(Span::styled("›", scene.theme.faint));
            break;
        }
        left = left.saturating_sub(needed + gap);
        spans.extend(bar.spans(drawn, most, at == Some(place), scene));
        // Which one is chosen is told before it too, not by its colours alone.
        let lead = if at == Some(place + 1) { '›' } else { ' ' };
        spans.push(Span::raw(format!("{}{lead}", " ".repeat(gap - 1))));
    }
    spans
}

impl Bar {
    /// The columns that it takes.
    fn width(&self, drawn: bool, scene: &Scene<'_>) -> usize {
        let year = self.year.map_or(0, |year| year.to_string().len() + 1);
        let number = scene.words.number(self.count);
        year + width(&self.label) + 1 + width(&number) + usize::from(drawn)
    }

    fn spans(
        &self,
        drawn: bool,
        most: usize,
        chosen: bool,
        scene: &Scene<'_>,
    ) -> Vec<Span<'static>> {
        let theme = scene.theme;
        let late = self.span == DueSpan::Late;
        let number = scene.words.number(self.count);
        let text = format!("{} {number}", self.label);
        let year = self
            .year
            .map(|year| Span::styled(format!("{year} "), theme.faint));
        let style = match (chosen, late) {
            (true, _) => theme.focus,
            (false, true) => theme.error,
            (false, false) => ratatui::style::Style::new(),
        };
        let mut spans: Vec<Span<'static>> = year.into_iter().collect();
        spans.push(Span::styled(text, style));
        if drawn {
            let of = if late { theme.error } else { theme.title };
            spans.push(Span::styled(part(self.count, most), of));
        }
        spans
    }
}

/// A bar of one column: the most fills it, and whatever is not nothing is seen.
fn part(count: usize, most: usize) -> &'static str {
    /// Parts of a column, from nothing to the whole of it.
    const PARTS: [&str; 9] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
    PARTS[(count * 8).div_ceil(most.max(1)).min(8)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_is_seen_and_the_most_is_the_highest() {
        assert_eq!(part(0, 4000), " ");
        assert_eq!(part(1, 4000), "▁");
        assert_eq!(part(2000, 4000), "▄");
        assert_eq!(part(4000, 4000), "█");
        assert_eq!(part(0, 0), " ");
    }
}
