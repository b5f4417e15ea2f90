//! What stands beside a list: the card of the selected record, and what is found of it with how it is exported. Where
//! there is room for it that is a pane of its own.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::domain::field::Record;
use crate::domain::kind::RecordKind;
use crate::domain::records::Activity;
use crate::domain::value::Id;
use crate::exchange::document::{Block, ListPoint, by_letters};
use crate::rules::{Finding, Findings, Severity};
use crate::tui::clicks::ClickTarget;
use crate::tui::command::Command;
use crate::tui::document::{StyledLines, styled};
use crate::tui::scene::Scene;
use crate::tui::screen::beside;
use crate::tui::screen::findings::sign;
use crate::tui::screen::form::marks::at_the_organisation;
use crate::tui::widget::detail::{DetailPane, PaneKeys, halved};
use crate::tui::widget::frame::line_of;
use crate::tui::widget::text::{cut, width, wrap};

/// From how many lines on what is said under a letter of Art. 30 may take more than one, and how many at most.
const ROOMY: (u16, usize) = (14, 3);

/// What a pane was made for: the record or row, and how many records were still to be checked.
type MadeFor = (Id, usize);

/// The panes beside a list.
#[derive(Debug, Default)]
pub(super) struct Panes {
    card: DetailPane<MadeFor>,
    below: DetailPane<MadeFor>,
    /// How many lines the card takes, and what it was made for, at which version and in how many columns.
    tall: Option<(MadeFor, u64, u16, usize)>,
    /// Whether there are two of them.
    two: bool,
    /// Which of them has the keys: the first or the second; 0 where the list has.
    entered: usize,
}

impl Panes {
    /// Goes into the next pane, or back towards the list; `false` where there is none.
    pub(super) fn step(&mut self, onward: bool) -> bool {
        let standing = usize::from(self.card.stands()) + usize::from(self.two);
        match (onward, self.entered) {
            (true, at) if at < standing => self.entered = at + 1,
            (false, 1..) => self.entered -= 1,
            _ => return onward && self.entered > 0,
        }
        true
    }

    /// Whether the pane at that place has the keys.
    fn keys_of(&self, pane: usize) -> PaneKeys {
        if self.entered == pane {
            PaneKeys::Here
        } else {
            PaneKeys::Elsewhere
        }
    }

    /// Whether one of them has the keys.
    pub(super) const fn are_entered(&self) -> bool {
        self.entered > 0
    }

    /// Gives the keys back to the list.
    pub(super) fn leave(&mut self) {
        self.entered = 0;
    }

    /// Scrolls a pane by the wheel.
    pub(super) fn scroll(&mut self, pane: usize, up: bool) {
        let command = if up { Command::Up } else { Command::Down };
        match pane {
            0 => self.card.command(command),
            _ => self.below.command(command),
        };
    }

    /// Does a command that scrolls the pane that has the keys, or leaves it; `false` where it is another.
    pub(super) fn command(&mut self, command: Command) -> bool {
        match (self.entered, command) {
            (0, _) => false,
            (_, Command::Back) => {
                self.entered = 0;
                true
            }
            (1, _) => self.card.command(command),
            _ => self.below.command(command),
        }
    }

    /// Draws what there is to say of a record or row.
    pub(super) fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, id: Id, scene: &Scene<'_>) {
        let Some(record) = scene.register.get(id) else {
            return;
        };
        let made_for = (id, scene.findings.map_or(usize::MAX, Findings::left));
        let activity = record.downcast::<Activity>();
        let findings = found(record, scene);
        let rows = if area.height < ROOMY.0 { 1 } else { ROOMY.1 };
        let panes = match activity {
            // An empty line ends the card.
            Some(activity) => {
                let columns = area.width.saturating_sub(2);
                let lines = self.lines_of(activity, (made_for, columns, rows), &findings, scene);
                halved(area, lines + 1)
            }
            None if findings.is_empty() => None,
            None => halved(area, usize::MAX),
        };
        let (upper, below) = panes.map_or((area, None), |(upper, below)| (upper, Some(below)));
        scene.clicks.put(upper, ClickTarget::Pane(0));
        if let Some(below) = below {
            scene.clicks.put(below, ClickTarget::Pane(1));
        }
        let document = |columns| {
            let mut blocks = beside::document(record, scene);
            if let (Some(_), [Block::Card(card)]) = (activity, blocks.as_mut_slice()) {
                // The card above it has its name.
                blocks = std::mem::take(&mut card.body);
            }
            styled(&blocks, columns, scene.theme)
        };
        let found = |columns| styled(&said(&findings, scene), columns, scene.theme);
        let entered = (scene, self.keys_of(1));
        self.card
            .draw_lines(frame, upper, entered, made_for, |columns| {
                match (activity, below) {
                    (Some(activity), Some(_)) => {
                        StyledLines::from(card(activity, &findings, (columns, rows), scene))
                    }
                    (Some(activity), None) => {
                        let mut card = card(activity, &findings, (columns, rows), scene);
                        if upper.x == 0 {
                            // The focused row of the list says its name.
                            card.remove(0);
                        }
                        let more = found(columns).and(document(columns));
                        StyledLines::from(card).and(more)
                    }
                    (None, _) => document(columns),
                }
            });
        if below.is_some() && activity.is_some() {
            // The card ends with an empty line: there the panes are parted.
            let place = line_of(upper, upper.height.saturating_sub(1));
            let rule = format!(
                "├{}",
                "─".repeat(usize::from(place.width).saturating_sub(1))
            );
            frame.render_widget(Line::styled(rule, scene.theme.border), place);
        }
        let entered = (scene, self.keys_of(2));
        if let Some(below) = below {
            self.below
                .draw_lines(frame, below, entered, made_for, |columns| {
                    let found = found(columns);
                    match activity {
                        Some(_) => found.and(document(columns)),
                        None => found,
                    }
                });
        }
        self.two = below.is_some();
        let standing = usize::from(self.card.stands()) + usize::from(self.two);
        self.entered = self.entered.min(standing);
    }
}

impl Panes {
    /// How many lines the card of an activity takes, counted anew only where it can be another.
    fn lines_of(
        &mut self,
        activity: &Activity,
        (made_for, columns, rows): (MadeFor, u16, usize),
        findings: &[&Finding],
        scene: &Scene<'_>,
    ) -> usize {
        let known = self.tall.filter(|(of, version, wide, _)| {
            *of == made_for && *version == scene.version && *wide == columns
        });
        let lines = known.map_or_else(
            || card(activity, findings, (usize::from(columns), rows), scene).len(),
            |(.., lines)| lines,
        );
        self.tall = Some((made_for, scene.version, columns, lines));
        lines
    }
}

/// The findings of a record, or of a row and what is in it, that are not waived.
fn found<'a>(record: &dyn Record, scene: &Scene<'a>) -> Vec<&'a Finding> {
    let id = record.id();
    let owner = scene.register.place(id).map_or(id, |place| place.owner);
    let findings = scene
        .findings
        .into_iter()
        .flat_map(|findings| findings.of(owner));
    let here = |finding: &&Finding| {
        let inside = id == owner || record.find(finding.record).is_some();
        inside && !finding.is_waived()
    };
    let mut found: Vec<&Finding> = findings.filter(here).collect();
    found.sort_by_key(|finding| finding.severity);
    found
}

/// The findings under their heading; nothing where there are none.
fn said(findings: &[&Finding], scene: &Scene<'_>) -> Vec<Block> {
    if findings.is_empty() {
        return Vec::new();
    }
    let items = findings.iter().map(|finding| {
        let (sign, _) = sign(finding.severity, scene.theme);
        let message = finding.message(scene.register, scene.lexicon);
        ListPoint::new(format!("{sign} {message}"))
    });
    let count = scene.words.number(findings.len());
    let title = format!("{} ({count})", scene.words.get("tab.findings"));
    vec![Block::heading(2, title), Block::List(items.collect())]
}

/// The card of an activity: its name, each letter of Art. 30 on so many rows at most with its mark, and whose it is.
fn card(
    activity: &Activity,
    findings: &[&Finding],
    (columns, rows): (usize, usize),
    scene: &Scene<'_>,
) -> Vec<Line<'static>> {
    let (register, theme) = (scene.register, scene.theme);
    let title = scene.lexicon.title(register, activity);
    let title = format!("{} {title}", activity.head.reference);
    let mut lines = vec![Line::styled(cut(&title, columns), theme.title)];
    let items = scene
        .findings
        .map(|findings| findings.items(register, activity));
    // What its organisation lacks it lacks too: measures that are in place, and not only planned.
    let known = scene.findings.filter(|known| known.left() == 0);
    let unsecured = known.map(|known| at_the_organisation(activity, scene, known).collect());
    let unsecured: Vec<&Finding> = unsecured.unwrap_or_default();
    for (provision, answer) in by_letters(
        scene.lexicon,
        register,
        activity,
        columns.saturating_sub(6) * rows,
    ) {
        let about = |finding: &&Finding| {
            cites(finding.provision(), provision) || stands_under(activity, finding, provision)
        };
        let missing = unsecured.iter().copied().filter(about);
        let gravest = findings.iter().copied().filter(about).chain(missing);
        let gravest = gravest.map(|finding| finding.severity).min();
        let items = items.as_ref();
        let open = items.is_some_and(|items| {
            let mut items = items.iter();
            items.any(|(item, open)| *item == provision && open.is_some())
        });
        let (mark, mark_style) = match gravest {
            Some(severity) => sign(severity, theme),
            None if open || answer.is_empty() => ("·", theme.faint),
            None => ("●", theme.good),
        };
        let letter = provision.rsplit('(').next().unwrap_or_default();
        let head = format!(" ({letter} ");
        let room = columns.saturating_sub(width(mark) + width(&head));
        let said = match answer.as_str() {
            "" => vec![cut(scene.words.get("answer.not_recorded"), room)],
            said => folded(said, room, rows),
        };
        let style = if answer.is_empty() {
            theme.faint
        } else {
            Style::new()
        };
        let indent = " ".repeat(columns.saturating_sub(room));
        for (at, said) in said.into_iter().enumerate() {
            let said = Span::styled(said, style);
            lines.push(if at == 0 {
                Line::from(vec![
                    Span::styled(mark, mark_style),
                    Span::styled(head.clone(), theme.heading),
                    said,
                ])
            } else {
                Line::from(vec![Span::raw(indent.clone()), said])
            });
        }
    }
    let whose = ["department", "owner"].into_iter();
    let whose = whose.map(|key| scene.lexicon.cell(register, activity, key));
    let mut essence: Vec<String> = whose.filter(|text| !text.is_empty()).collect();
    if let Some(day) = activity.next_review_on {
        let label = scene
            .lexicon
            .shown_head(RecordKind::Activity, "next_review_on", false);
        essence.push(format!("{label} {day}"));
    }
    let essence = format!("  {}", essence.join(" · "));
    lines.push(Line::styled(whole_words(&essence, columns), theme.faint));
    lines
}

/// Whether a provision is one of those that are declared.
fn cites(declared: &str, provision: &str) -> bool {
    declared.split("; ").any(|one| one == provision)
}

/// Whether a fault is one of what stands under a letter: of a field, or of a row of a list, whatever provision it is about.
fn stands_under(activity: &Activity, finding: &Finding, provision: &str) -> bool {
    if finding.severity > Severity::Warning {
        return false;
    }
    let record: &dyn Record = activity;
    let declaration = record.declaration();
    if finding.record == record.id() {
        let key = finding.key.unwrap_or_default();
        let field = declaration
            .field(key)
            .map(|at| declaration.fields[at].provision);
        let list = declaration
            .list(key)
            .map(|at| declaration.lists[at].provision);
        return field.or(list).is_some_and(|it| cites(it, provision));
    }
    let holds = |list: usize| {
        let mut rows = record.rows(list);
        rows.any(|row| row.id() == finding.record || row.find(finding.record).is_some())
    };
    let mut lists = declaration.lists.iter().enumerate();
    lists.any(|(list, meta)| cites(meta.provision, provision) && holds(list))
}

/// A text on so many rows at most, the last as far as whole words of it have room.
fn folded(text: &str, room: usize, rows: usize) -> Vec<String> {
    let mut lines = wrap(text, room);
    if lines.len() > rows {
        let rest = lines.split_off(rows.saturating_sub(1)).join(" ");
        lines.push(whole_words(&rest, room));
    }
    lines
}

/// A text as far as whole words of it have room.
fn whole_words(text: &str, room: usize) -> String {
    if width(text) <= room {
        return text.to_owned();
    }
    let mut out = String::new();
    for word in text.split(' ') {
        if width(&out) + width(word) + 3 > room {
            break;
        }
        if !out.is_empty() || word.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    let out = out.trim_end_matches([';', ',', ' ']);
    if out.trim().is_empty() {
        return cut(text, room);
    }
    format!("{out} …")
}
