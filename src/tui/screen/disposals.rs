//! The disposal log: what went, under which rule and law, when, by whom, how, with what proof, and how late.

use std::collections::HashMap;

use chrono::Datelike;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::domain::value::Id;
use crate::exchange::cells::markdown;
use crate::exchange::disposal::{Entry, Stretch, entries, facts, lateness};
use crate::exchange::markdown::record;
use crate::tui::command::Command;
use crate::tui::layer::{Input, Scene};
use crate::tui::widget::detail::{Detail, parted};
use crate::tui::widget::frame::line_of;
use crate::tui::widget::outline::{Group, Outline};
use crate::tui::widget::text::{fit, wrap};

/// The disposal log.
#[derive(Debug, Default)]
pub struct Disposals {
    /// The stretch of time that is shown.
    pub stretch: Stretch,
    outline: Outline<Id>,
    rows: HashMap<Id, Row>,
    made_for: Option<(u64, Stretch)>,
    detail: Detail<Id>,
}

/// A disposal as it stands in the list, and what it is found by.
#[derive(Debug)]
struct Row {
    day: String,
    late: String,
    what: String,
    by: String,
    text: String,
}

impl Disposals {
    /// Whether the filter is being typed.
    #[must_use]
    pub const fn is_filtering(&self) -> bool {
        self.outline.is_filtering()
    }

    /// Takes an input of the filter.
    pub fn type_filter(&mut self, input: &Input) -> bool {
        let rows = &self.rows;
        self.outline.type_filter(input, &|id| {
            rows.get(id)
                .map_or_else(String::new, |row| row.text.clone())
        })
    }

    /// Does a command that moves, marks or filters; `false` where it is another.
    pub fn command(&mut self, command: Command) -> bool {
        self.outline.command(command)
    }

    /// The selected holding.
    #[must_use]
    pub fn selected(&self) -> Option<Id> {
        self.outline.selected()
    }

    /// What a command is about: the marked ones, else the selected one.
    #[must_use]
    pub fn chosen(&self) -> Vec<Id> {
        self.outline.chosen()
    }

    /// How many are shown, and of how many.
    #[must_use]
    pub const fn counts(&self) -> (usize, usize) {
        self.outline.counts()
    }

    /// The stretch of time that is shown, in words; nothing where all of it is.
    #[must_use]
    pub fn only(&self, scene: &Scene<'_>) -> Option<String> {
        let words = scene.words;
        let day =
            |day: Option<chrono::NaiveDate>| day.map(|day| words.day(day)).unwrap_or_default();
        let key = match (self.stretch.from, self.stretch.to) {
            (None, None) => return None,
            (Some(_), Some(_)) => "disposal.stretch",
            (Some(_), None) => "disposal.since",
            (None, Some(_)) => "disposal.through",
        };
        let (from, to) = (day(self.stretch.from), day(self.stretch.to));
        Some(words.fill(key, &[("from", &from), ("to", &to)]))
    }

    /// What is asked of the log: the stretch of time, and the organisation shown.
    #[must_use]
    pub fn asked(&self, scene: &Scene<'_>) -> Stretch {
        Stretch {
            organisation: scene.organisation,
            ..self.stretch
        }
    }

    /// Brings the entries up to date, the latest first, in groups by year.
    pub fn refresh(&mut self, scene: &Scene<'_>) {
        let made_for = (scene.version, self.asked(scene));
        if self.made_for == Some(made_for) {
            return;
        }
        let found = entries(scene.register, &made_for.1);
        let mut groups: Vec<Group<Id>> = Vec::new();
        self.rows.clear();
        for entry in found.iter().rev() {
            let id = entry.standing.holding.head.id;
            let heading = entry.on.year().to_string();
            match groups.last_mut().filter(|group| group.heading == heading) {
                Some(group) => group.keys.push(id),
                None => groups.push(Group {
                    heading,
                    keys: vec![id],
                }),
            }
            self.rows.insert(id, row(entry, scene));
        }
        let rows = &self.rows;
        self.outline.set(groups, |_| false, &|id| {
            rows.get(id)
                .map_or_else(String::new, |row| row.text.clone())
        });
        self.made_for = Some(made_for);
    }

    /// Makes up to `most` more entries ready to be searched; `false` where all are.
    pub fn prepare(&mut self, most: usize) -> bool {
        let rows = &self.rows;
        self.outline.prepare(most, &|id| {
            rows.get(id)
                .map_or_else(String::new, |row| row.text.clone())
        })
    }

    /// Draws the log, and the selected disposal beside it or below.
    pub fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>) {
        self.refresh(scene);
        let (table, beside) = parted(area);
        let body = self.outline.draw_filter(frame, table, scene.theme);
        if self.counts().0 == 0 {
            let key = if self.counts().1 == 0 {
                "disposal.nothing"
            } else {
                "desk.no_match"
            };
            let columns = usize::from(body.width).saturating_sub(4);
            for (at, line) in wrap(scene.words.get(key), columns).iter().enumerate() {
                let at = u16::try_from(at + 1).unwrap_or(1);
                let line = Line::styled(format!("  {line}"), scene.theme.faint);
                frame.render_widget(line, line_of(body, at));
            }
        }
        let rows = &self.rows;
        self.outline.draw(frame, body, scene.theme, &|id, columns| {
            let Some(row) = rows.get(id) else {
                return Vec::new();
            };
            let late = if columns >= 70 { 19 } else { 14 };
            let by = if columns >= 60 { columns / 5 } else { 0 };
            let what = columns.saturating_sub(12 + late + by);
            vec![Span::raw(format!(
                "{}{}{}{}",
                fit(&row.day, 12),
                fit(&fit(&row.late, late - 1), late),
                fit(&fit(&row.what, what.saturating_sub(1)), what),
                fit(&row.by, by),
            ))]
        });
        if let Some(id) = self.outline.selected() {
            let text = || explained(id, scene);
            self.detail.draw(frame, beside, scene, id, text);
        }
    }
}

fn row(entry: &Entry<'_>, scene: &Scene<'_>) -> Row {
    let (register, lexicon) = (scene.register, scene.lexicon);
    let holding = entry.standing.holding;
    let title = lexicon.title(register, holding);
    let activity = entry.activity.name.as_deref().unwrap_or_default();
    let reference = register.reference(holding.head.id);
    let all = facts(register, lexicon, entry);
    let texts: Vec<String> = all.into_iter().map(|(_, text)| text).collect();
    Row {
        day: entry.on.to_string(),
        late: lateness(lexicon, entry),
        what: format!("{reference} {title} · {activity}"),
        by: holding.disposed_by.clone().unwrap_or_default(),
        text: format!("{}\n{reference}\n{}", entry.on, texts.join("\n")),
    }
}

/// A disposal in full, then its holding.
fn explained(id: Id, scene: &Scene<'_>) -> String {
    let (register, lexicon) = (scene.register, scene.lexicon);
    let Some(entry) = Entry::find(register, id) else {
        return String::new();
    };
    let title = markdown(&lexicon.title(register, entry.standing.holding));
    let mut parts = vec![format!("# {title}")];
    let lines: Vec<String> = facts(register, lexicon, &entry)
        .into_iter()
        .map(|(label, text)| {
            let text: Vec<String> = text.lines().map(markdown).collect();
            format!("- {label}: {}", text.join(" · "))
        })
        .collect();
    parts.push(lines.join("\n"));
    parts.push(record(lexicon, register, entry.standing.holding));
    parts.join("\n\n")
}
