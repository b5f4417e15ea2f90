//! What a filter asks besides words where lines are not records themselves but are about one: findings and deadlines; and
//! what can be completed in any filter.

use std::hash::Hash;

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::crossterm::event::KeyCode;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::domain::field::Record;
use crate::domain::value::Id;
use crate::search::terms::{Filter, FilterKnowledge, completions};
use crate::tui::request::Input;
use crate::tui::scene::Scene;
use crate::tui::widget::outline::Outline;
use crate::tui::widget::text::width;

/// What a line is about: the record that holds it, the record or row itself, and its day where it has one.
#[derive(Clone, Copy, Debug)]
pub(super) struct About {
    pub owner: Id,
    pub record: Id,
    pub day: Option<NaiveDate>,
}

/// Lets those lines pass that are about what has what the filter asks besides words.
pub(super) fn narrow<K: Copy + Eq + Hash>(
    outline: &mut Outline<K>,
    about: &dyn Fn(&K) -> Vec<About>,
    scene: &Scene<'_>,
) {
    let filter = Filter::new(outline.filter_text(), scene.lexicon);
    if !filter.asks_more() {
        return outline.narrow(None);
    }
    let passes = outline.keys().iter().filter(|key| {
        let mut about = about(key).into_iter();
        about.any(|about| lets(&filter, about, scene))
    });
    let passes = passes.copied().collect();
    outline.narrow(Some((filter.words, passes)));
}

/// What stands where the filter lets nothing pass: that nothing matches, and what of it cannot.
pub(super) fn no_match<K: Copy + Eq + Hash>(
    outline: &Outline<K>,
    said: &str,
    scene: &Scene<'_>,
) -> String {
    let filter = Filter::new(outline.filter_text(), scene.lexicon);
    let doubt = filter.doubt(scene.lexicon);
    doubt.map_or_else(|| said.to_owned(), |doubt| format!("{doubt} {said}"))
}

fn lets(filter: &Filter, about: About, scene: &Scene<'_>) -> bool {
    let register = scene.register;
    let records = register.get(about.owner).zip(register.get(about.record));
    let Some((owner, record)) = records else {
        return false;
    };
    let has_finding = |record: &dyn Record| {
        let findings = scene.findings.map(|findings| findings.of(about.owner));
        let mut findings = findings.into_iter().flatten();
        findings.any(|it| !it.is_waived() && record.find(it.record).is_some())
    };
    let is_due_by = |record: &dyn Record, by: NaiveDate| {
        about.day.map_or_else(
            || {
                let items = scene.due();
                let mut items = items.iter().filter(|item| item.date <= by);
                items.any(|item| record.find(item.id).is_some())
            },
            |day| day <= by,
        )
    };
    let known = FilterKnowledge {
        has_finding: &has_finding,
        is_due_by: &is_due_by,
    };
    filter.lets(register, owner, record, scene.lexicon, &known)
}

/// What the filter of such lines can be completed to.
fn completed<K>(outline: &Outline<K>, scene: &Scene<'_>) -> Vec<String>
where
    K: Copy + Eq + Hash,
{
    let records = scene.register.all_records();
    completions(
        outline.filter_text(),
        scene.register,
        records,
        scene.lexicon,
    )
}

/// Completes the filter of such lines by `Tab`; `false` where something else was typed.
pub(super) fn complete<K: Copy + Eq + Hash>(
    outline: &mut Outline<K>,
    input: &Input,
    found_by: &dyn Fn(&K) -> String,
    scene: &Scene<'_>,
) -> bool {
    let tab = matches!(input, Input::Key(key) if key.code == KeyCode::Tab);
    if tab && let Some(first) = completed(outline, scene).first() {
        outline.refill(first, found_by);
    }
    tab
}

/// Draws what `Tab` completes the filter of such lines to.
pub(super) fn draw<K: Copy + Eq + Hash>(
    frame: &mut Frame<'_>,
    line: Rect,
    outline: &Outline<K>,
    scene: &Scene<'_>,
) {
    if outline.is_filtering() {
        let offered = completed(outline, scene);
        let offered = offered
            .iter()
            .map(|text| last_word(outline.filter_text(), text));
        draw_offered(frame, line, outline.filter_text(), offered, scene);
    }
}

/// What a completed text has from the word on that is being typed.
pub(super) fn last_word<'a>(typed: &str, completed: &'a str) -> &'a str {
    let start = typed.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    completed.get(start..).unwrap_or(completed)
}

/// Draws what `Tab` completes a filter to, at the right of its line.
pub(super) fn draw_offered<'a>(
    frame: &mut Frame<'_>,
    line: Rect,
    typed: &str,
    offered: impl Iterator<Item = &'a str>,
    scene: &Scene<'_>,
) {
    let room = usize::from(line.width).saturating_sub(width(typed) + 4);
    let mut offered = offered.peekable();
    if offered.peek().is_none() || room < 12 {
        return;
    }
    let mut shown = "Tab".to_owned();
    for text in offered {
        if width(&shown) + width(text) + 2 > room {
            break;
        }
        shown.push_str("  ");
        shown.push_str(text);
    }
    let columns = u16::try_from(width(&shown)).unwrap_or(0).min(line.width);
    let place = Rect {
        x: line.right().saturating_sub(columns),
        width: columns,
        ..line
    };
    frame.render_widget(Line::styled(shown, scene.theme.faint), place);
}
