//! The overview: what the register holds, in numbers that lead somewhere.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::list::LISTS;
use crate::domain::codes::ActivityRole;
use crate::domain::field::RecordKind;
use crate::domain::value::Value;
use crate::tui::layer::Scene;
use crate::tui::widget::frame::{line_of, scrolled};
use crate::tui::widget::text::{cut, fit, wrap};

/// Where a line of the overview leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    /// The list at that place in [`LISTS`].
    List(usize),
    /// The register's own data.
    RegisterData,
}

/// The overview.
#[derive(Debug, Default)]
pub struct Overview {
    cursor: usize,
}

impl Overview {
    /// The lines, in their order.
    fn goals() -> Vec<Goal> {
        (0..LISTS.len())
            .map(Goal::List)
            .chain([Goal::RegisterData])
            .collect()
    }

    /// Moves the selection.
    pub fn go(&mut self, by: isize) {
        self.cursor = self
            .cursor
            .saturating_add_signed(by)
            .min(Self::goals().len() - 1);
    }

    /// Where the selected line leads.
    #[must_use]
    pub fn goal(&self) -> Goal {
        Self::goals()
            .get(self.cursor)
            .copied()
            .unwrap_or(Goal::RegisterData)
    }

    /// Draws the overview.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>) {
        let (left, right) = if area.width >= 76 {
            let half = area.width / 2;
            (
                Rect {
                    width: half - 1,
                    ..area
                },
                Rect {
                    x: area.x + half,
                    width: area.width - half,
                    ..area
                },
            )
        } else {
            let upper = u16::try_from(Self::goals().len() + 2)
                .unwrap_or(12)
                .min(area.height);
            (
                Rect {
                    height: upper,
                    ..area
                },
                Rect {
                    y: area.y + upper,
                    height: area.height - upper,
                    ..area
                },
            )
        };
        self.draw_counts(frame, left, scene);
        draw_register(frame, right, scene);
    }

    fn draw_counts(&self, frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>) {
        frame.render_widget(
            Line::styled(scene.words.get("overview.holds"), scene.theme.heading),
            line_of(area, 0),
        );
        let room = usize::from(area.height.saturating_sub(1));
        let offset = scrolled(0, self.cursor, room);
        for (at, goal) in Self::goals()
            .into_iter()
            .enumerate()
            .skip(offset)
            .take(room)
        {
            let (number, label, beside) = match goal {
                Goal::List(list) => (
                    count(LISTS[list].kind, scene).to_string(),
                    scene.words.many(LISTS[list].kind).to_owned(),
                    beside(LISTS[list].kind, scene),
                ),
                Goal::RegisterData => (
                    String::new(),
                    scene.words.get("overview.register_data").to_owned(),
                    String::new(),
                ),
            };
            let style = if at == self.cursor {
                scene.theme.focus
            } else {
                Style::new()
            };
            let text = format!(
                "{number:>7}  {label}{}{beside}",
                if beside.is_empty() { "" } else { " · " }
            );
            let pointer = if at == self.cursor { "›" } else { " " };
            let line = Line::styled(
                fit(&format!("{pointer}{text}"), usize::from(area.width)),
                style,
            );
            frame.render_widget(
                line,
                line_of(area, u16::try_from(at - offset + 1).unwrap_or(u16::MAX)),
            );
        }
    }
}

/// How many there are of a kind, for the organisation shown.
fn count(kind: RecordKind, scene: &Scene<'_>) -> usize {
    let of = |owner: &dyn crate::domain::field::Record| {
        scene.organisation.is_none_or(|id| {
            owner.kind() != RecordKind::Activity || owner.value("organisation") == Value::Ref(id)
        })
    };
    if kind.parent().is_none() {
        return scene
            .register
            .records(kind)
            .filter(|record| of(*record))
            .count();
    }
    scene
        .register
        .all_rows(kind)
        .into_iter()
        .filter(|(owner, _)| of(*owner))
        .count()
}

/// What a number is made of.
fn beside(kind: RecordKind, scene: &Scene<'_>) -> String {
    let number = |n: usize, key: &str| scene.words.fill(key, &[("n", &n.to_string())]);
    match kind {
        RecordKind::Activity => {
            let activities = || {
                scene.register.activities.iter().filter(|activity| {
                    scene
                        .organisation
                        .is_none_or(|id| activity.organisation == Some(id))
                })
            };
            let processor = activities()
                .filter(|activity| activity.role == Some(ActivityRole::Processor))
                .count();
            let open = activities()
                .filter(|activity| activity.role.is_none())
                .count();
            let parts = [
                (processor, "overview.as_processor"),
                (open, "overview.role_open"),
            ];
            parts
                .into_iter()
                .filter(|(n, _)| *n > 0)
                .map(|(n, key)| number(n, key))
                .collect::<Vec<_>>()
                .join(" · ")
        }
        RecordKind::Organisation => number(scene.register.ours().count(), "overview.ours"),
        _ => String::new(),
    }
}

/// The register's title, its owner, its latest change, and the file.
fn draw_register(frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>) {
    let words = scene.words;
    let columns = usize::from(area.width);
    let mut at = 0;
    let mut put = |frame: &mut Frame<'_>, label: &str, text: &str| {
        frame.render_widget(
            Line::styled(cut(label, columns), scene.theme.faint),
            line_of(area, at),
        );
        at += 1;
        for line in wrap(text, columns.saturating_sub(2)) {
            frame.render_widget(
                Line::from(vec![Span::raw("  "), Span::raw(line)]),
                line_of(area, at),
            );
            at += 1;
        }
    };
    frame.render_widget(Line::raw(""), line_of(area, 0));
    let ours: Vec<String> = scene
        .register
        .ours()
        .filter_map(|organisation| organisation.name.clone())
        .collect();
    let controllers = if ours.len() > 5 {
        words.fill(
            "overview.many_ours",
            &[("n", &ours.len().to_string()), ("first", &ours[0])],
        )
    } else {
        ours.join("\n")
    };
    put(frame, words.get("overview.keeps_for"), &controllers);
    let mark = &scene.register.mark;
    let when = mark.at.get(..16).unwrap_or(&mark.at).replace('T', " ");
    put(
        frame,
        words.get("overview.latest"),
        &words.fill(
            "overview.change",
            &[
                ("n", &mark.number.to_string()),
                ("at", &when),
                ("hash", mark.hash.get(..12).unwrap_or_default()),
            ],
        ),
    );
}
