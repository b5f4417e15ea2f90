//! The overview: what the register holds, in numbers that lead somewhere.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::findings::sign;
use super::list::LISTS;
use super::view::TabView;
use crate::domain::codes::ActivityRole;
use crate::domain::field::Record;
use crate::domain::kind::RecordKind;
use crate::domain::value::Id;
use crate::due::{AgendaFilter, DueItem, Nearness};
use crate::law::Law;
use crate::rules::completeness::{ArticleItem, completeness};
use crate::rules::{FindingTally, Findings, Severity};
use crate::tui::clicks::ClickTarget;
use crate::tui::command::Command;
use crate::tui::layer::Outcome;
use crate::tui::place::ScreenPlace;
use crate::tui::request::{Request, View};
use crate::tui::scene::Scene;
use crate::tui::widget::bars;
use crate::tui::widget::frame::{line_of, scrolled};
use crate::tui::widget::text::{cut, fit, width, wrap};

/// Where a line of the overview leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Goal {
    /// The list at that place in [`LISTS`].
    List(usize),
    /// The register's own data.
    RegisterData,
    /// What is known of the law.
    Law,
    /// The findings of a severity.
    Severity(Severity),
    /// The findings that are waived.
    Waived,
    /// The findings about an item of Art. 30, by its provision.
    ArticleItem(&'static str),
    /// What is due, from the first of this group on.
    Due(Nearness),
}

impl Goal {
    /// What the findings are narrowed down to there.
    #[must_use]
    pub(crate) fn findings(self) -> Option<String> {
        match self {
            Self::Severity(severity) => Some(format!("severity:{}", severity.code())),
            Self::Waived => Some("state:waived".to_owned()),
            Self::ArticleItem(provision) => Some(format!("article:{provision}")),
            Self::List(_) | Self::RegisterData | Self::Law | Self::Due(_) => None,
        }
    }
}

/// A line that leads somewhere: sign, number, label, what stands beside it.
#[derive(Debug)]
struct OverviewEntry {
    goal: Goal,
    spans: Vec<Span<'static>>,
}

/// Lines under a title.
#[derive(Debug)]
struct OverviewBlock {
    title: String,
    entries: Vec<OverviewEntry>,
}

/// The overview.
#[derive(Debug, Default)]
pub(crate) struct Overview {
    cursor: usize,
    /// The goals that were drawn last, in their order.
    goals: Vec<Goal>,
    numbers: Option<Numbers>,
    /// The findings, as they were counted last.
    counted: Option<CountedFindings>,
}

/// How many findings there are, with the version, the organisation and how many records were still to be checked.
type CountedFindings = ((u64, Option<Id>, usize), FindingTally);

/// What takes longer to count, with the version and the organisation that it was counted for.
#[derive(Debug)]
struct Numbers {
    made_for: (u64, Option<Id>),
    /// What is answered of Art. 30.
    items: Vec<ArticleItem>,
    /// How much is due, by nearness.
    due: Vec<(Nearness, usize)>,
    /// How much falls due in each month of the coming year.
    months: Vec<bars::Bar>,
    /// How many there are in each list, and what of.
    held: Vec<(usize, String)>,
}

impl Overview {
    /// Moves the selection.
    pub(crate) fn go(&mut self, by: isize) {
        let last = self.goals.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
    }

    /// Where the selected line leads.
    #[must_use]
    pub(crate) fn goal(&self) -> Option<Goal> {
        self.goals.get(self.cursor).copied()
    }

    /// The blocks of the left and of the right column.
    fn blocks(&self, scene: &Scene<'_>, columns: usize) -> [Vec<OverviewBlock>; 2] {
        let left = vec![self.due(scene), self.findings(scene), self.holds(scene)];
        let items = self.numbers.as_ref().map_or(&[][..], |it| &it.items);
        let of = |part: &str| {
            let entries: Vec<OverviewEntry> = items
                .iter()
                .filter(|item| item.asked > 0 && item.provision.starts_with(part))
                .map(|item| answered(item, columns, scene))
                .collect();
            OverviewBlock {
                title: scene.words.get(&format!("overview.part.{part}")).to_owned(),
                entries,
            }
        };
        let right = [of("30(1)"), of("30(2)")].into_iter();
        [
            left,
            right.filter(|block| !block.entries.is_empty()).collect(),
        ]
    }

    /// What is due, by nearness.
    fn due(&self, scene: &Scene<'_>) -> OverviewBlock {
        let groups = self.numbers.as_ref().map_or(&[][..], |it| &it.due);
        let entry = |(group, number): &(Nearness, usize)| {
            let label = scene.words.get(group.key());
            let overdue = *group == Nearness::Overdue && *number > 0;
            let (sign, style) = if overdue {
                ("!", scene.theme.error)
            } else {
                (" ", scene.theme.faint)
            };
            OverviewEntry {
                goal: Goal::Due(*group),
                spans: vec![
                    Span::raw(format!("{:>7}  ", scene.words.number(*number))),
                    Span::styled(sign, style),
                    Span::raw(format!(" {label}")),
                ],
            }
        };
        OverviewBlock {
            title: scene.words.get("desk.due").to_owned(),
            // What is to be confirmed is rare: nothing is said where there is none.
            entries: groups
                .iter()
                .filter(|(group, number)| *group != Nearness::Confirm || *number > 0)
                .map(entry)
                .collect(),
        }
    }

    /// What the register holds, in numbers.
    fn holds(&self, scene: &Scene<'_>) -> OverviewBlock {
        let held = self.numbers.as_ref().map_or(&[][..], |it| &it.held);
        let lists = LISTS.iter().enumerate().zip(held);
        let mut entries: Vec<OverviewEntry> = lists
            .map(|((at, kind), (number, beside))| {
                let gap = if beside.is_empty() { "" } else { " · " };
                let label = scene.words.many(*kind);
                OverviewEntry {
                    goal: Goal::List(at),
                    spans: vec![Span::raw(format!(
                        "{:>7}  {label}{gap}{beside}",
                        scene.words.number(*number)
                    ))],
                }
            })
            .collect();
        let label = scene.words.get("overview.register_data");
        entries.push(OverviewEntry {
            goal: Goal::RegisterData,
            spans: vec![Span::raw(format!("{:>7}  {label}", ""))],
        });
        let old = Law::has_grown_old(scene.lexicon.law.known_to(), scene.today);
        let (sign, style) = if old {
            ("▲", scene.theme.warning)
        } else {
            (" ", scene.theme.faint)
        };
        let known = scene.words.day(scene.lexicon.law.known_to());
        let label = scene.words.fill("overview.law", &[("day", &known)]);
        entries.push(OverviewEntry {
            goal: Goal::Law,
            spans: vec![
                Span::raw(format!("{:>7} ", "")),
                Span::styled(sign, style),
                Span::raw(label),
            ],
        });
        OverviewBlock {
            title: scene.words.get("overview.holds").to_owned(),
            entries,
        }
    }

    /// The findings, by how grave they are.
    fn findings(&self, scene: &Scene<'_>) -> OverviewBlock {
        let tally = self.counted.map(|(_, tally)| tally);
        findings(tally.unwrap_or_default(), scene)
    }

    /// Counts the findings where they can be others than those counted last.
    fn count_findings(&mut self, scene: &Scene<'_>) {
        let left = scene.findings.map_or(usize::MAX, Findings::left);
        let made_for = (scene.version, scene.organisation, left);
        if self.counted.is_some_and(|(of, _)| of == made_for) {
            return;
        }
        let mut tally = FindingTally::default();
        if let (None, Some(findings)) = (scene.organisation, scene.findings) {
            tally = findings.tally();
        } else {
            super::findings::shown(scene).for_each(|of| tally.add(of));
        }
        self.counted = Some((made_for, tally));
    }

    /// Draws blocks below each other, with the selected line in sight; gives the lines that they take.
    fn draw_column(
        &self,
        frame: &mut Frame<'_>,
        area: Rect,
        blocks: &[OverviewBlock],
        first: usize,
        scene: &Scene<'_>,
    ) -> usize {
        let columns = usize::from(area.width);
        let mut lines: Vec<Line<'static>> = Vec::new();
        let mut places: Vec<(usize, usize)> = Vec::new();
        let (mut at, mut selected) = (first, 0);
        for block in blocks {
            if !lines.is_empty() {
                lines.push(Line::raw(""));
            }
            let title = fit(&format!(" {}", block.title), columns);
            lines.push(Line::styled(title, scene.theme.heading));
            for entry in &block.entries {
                let here = at == self.cursor;
                let lead = if here { "›" } else { " " };
                let mut spans = vec![Span::raw(lead)];
                spans.extend(entry.spans.iter().cloned());
                let mut line = Line::from(spans);
                let text: String = line.spans.iter().map(|it| it.content.as_ref()).collect();
                if here {
                    selected = lines.len();
                    line = Line::styled(fit(&text, columns), scene.theme.focus);
                } else if width(&text) > columns {
                    line = Line::raw(fit(&text, columns));
                }
                places.push((lines.len(), at));
                lines.push(line);
                at += 1;
            }
        }
        let height = usize::from(area.height);
        let offset = scrolled(0, selected, height);
        for (row, line) in lines.iter().skip(offset).take(height).enumerate() {
            frame.render_widget(line, line_of(area, u16::try_from(row).unwrap_or(u16::MAX)));
        }
        for (line, entry) in places {
            if let Some(row) = line.checked_sub(offset).filter(|row| *row < height) {
                let place = line_of(area, u16::try_from(row).unwrap_or(u16::MAX));
                scene.clicks.put(place, ClickTarget::Row(entry));
            }
        }
        lines.len()
    }
}

impl TabView for Overview {
    fn point(&mut self, place: usize) -> bool {
        std::mem::replace(&mut self.cursor, place) == place
    }

    fn place(&self) -> ScreenPlace {
        ScreenPlace::View(View::Overview)
    }

    fn name<'a>(&self, _scene: &'a Scene<'_>) -> Option<&'a str> {
        None
    }

    fn command(&mut self, command: Command, scene: &Scene<'_>) -> Outcome {
        self.refresh(scene);
        match command {
            Command::Up => self.go(-1),
            Command::Down => self.go(1),
            Command::PageUp | Command::First => self.go(isize::MIN / 2),
            Command::PageDown | Command::Last => self.go(isize::MAX / 2),
            // Where a line leads is for the tabs.
            Command::Open | Command::Back => return Outcome::Ignored,
            other => return Outcome::Do(Request::Command(other)),
        }
        Outcome::Done
    }

    fn refresh(&mut self, scene: &Scene<'_>) {
        let made_for = (scene.version, scene.organisation);
        let fresh = |numbers: &Numbers| numbers.made_for == made_for;
        if !self.numbers.as_ref().is_some_and(fresh) {
            let shown = AgendaFilter {
                organisation: scene.organisation,
                ..AgendaFilter::default()
            };
            let due = shown.of(scene.due().to_vec());
            let of_group = |group: &Nearness| {
                let of = |item: &&DueItem| Nearness::of_item(item, scene.today) == *group;
                (*group, due.iter().filter(of).count())
            };
            self.numbers = Some(Numbers {
                made_for,
                items: completeness(scene.register, scene.organisation),
                due: Nearness::ALL.iter().map(of_group).collect(),
                months: bars::months(&due, scene),
                held: LISTS.iter().map(|kind| held(*kind, scene)).collect(),
            });
        }
        self.count_findings(scene);
        let blocks = self.blocks(scene, 40);
        let entries = blocks.iter().flatten().flat_map(|block| &block.entries);
        self.goals = entries.map(|entry| entry.goal).collect();
        self.go(0);
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>) {
        self.refresh(scene);
        if area.width >= 76 {
            let half = area.width / 2;
            let left = Rect {
                width: half - 1,
                ..area
            };
            let right = Rect {
                x: area.x + half,
                width: area.width - half,
                ..area
            };
            let [one, other] = self.blocks(scene, usize::from(right.width));
            let before: usize = one.iter().map(|block| block.entries.len()).sum();
            self.draw_column(frame, left, &one, 0, scene);
            let used = self.draw_column(frame, right, &other, before, scene);
            let rest = below(right, used);
            // The chart stands where there is room for it and for what it is about.
            let chart = bars::height(4);
            let months = self.numbers.as_ref().map_or(&[][..], |it| &it.months);
            if rest.height > chart + 6 && months.iter().any(|month| month.count > 0) {
                let title = scene.words.get("overview.months");
                let title = Line::styled(title, scene.theme.heading);
                frame.render_widget(title, line_of(rest, 0));
                let place = Rect {
                    y: rest.y + 1,
                    height: chart,
                    ..rest
                };
                bars::draw(frame, place, (scene.words, scene.theme), months);
                draw_register(frame, below(rest, usize::from(chart) + 1), scene);
            } else {
                draw_register(frame, rest, scene);
            }
        } else {
            let [one, other] = self.blocks(scene, usize::from(area.width));
            let all: Vec<OverviewBlock> = one.into_iter().chain(other).collect();
            let used = self.draw_column(frame, area, &all, 0, scene);
            draw_register(frame, below(area, used), scene);
        }
    }
}

/// What is left of an area below some lines, and a blank one.
fn below(area: Rect, used: usize) -> Rect {
    let used = u16::try_from(used + 1).unwrap_or(u16::MAX).min(area.height);
    Rect {
        y: area.y + used,
        height: area.height - used,
        ..area
    }
}

/// The findings, by how grave they are.
fn findings(tally: FindingTally, scene: &Scene<'_>) -> OverviewBlock {
    let line = |number: usize, sign: Span<'static>, label: &str, goal: Goal| OverviewEntry {
        goal,
        spans: vec![
            Span::raw(format!("{:>7}  ", scene.words.number(number))),
            sign,
            Span::raw(format!(" {label}")),
        ],
    };
    let mut entries: Vec<OverviewEntry> = Vec::new();
    for (severity, number) in Severity::ALL.into_iter().zip(tally.open) {
        let (sign, style) = sign(severity, scene.theme);
        let label = scene.words.get(severity.label());
        entries.push(line(
            number,
            Span::styled(sign, style),
            label,
            Goal::Severity(severity),
        ));
    }
    let waived = scene.words.get("findings.waived.title");
    entries.push(line(
        tally.waived,
        Span::styled("–", scene.theme.faint),
        waived,
        Goal::Waived,
    ));
    let unchecked = scene.findings.is_none_or(|it| it.left() > 0);
    let title = scene.words.get("tab.findings");
    let title = if unchecked {
        format!("{title} · {}", scene.words.get("finding.checking"))
    } else {
        title.to_owned()
    };
    OverviewBlock { title, entries }
}

/// How many records answer an item of Art. 30, as a bar with its number.
fn answered(item: &ArticleItem, columns: usize, scene: &Scene<'_>) -> OverviewEntry {
    let (letter, label) = (
        item.provision.get(5..).unwrap_or_default(),
        scene
            .words
            .get(&format!("overview.item.{}", item.provision))
            .to_owned(),
    );
    // As wide as the largest number can be, so that all bars are as long.
    let digits = item.asked.to_string().len();
    let number = format!("{:>digits$}/{}", item.answered, item.asked);
    let label_width = (columns / 2).clamp(12, 26);
    let room = columns.saturating_sub(label_width + width(&number) + 8);
    let filled = if item.answered == item.asked {
        room
    } else {
        // What is not whole never looks it.
        (room * item.answered / item.asked).min(room.saturating_sub(1))
    };
    let style = if item.answered == item.asked {
        scene.theme.good
    } else {
        scene.theme.warning
    };
    OverviewEntry {
        goal: Goal::ArticleItem(item.provision),
        spans: vec![
            Span::raw(format!("{letter} {} ", fit(&label, label_width))),
            Span::styled("█".repeat(filled), style),
            Span::styled("░".repeat(room - filled), scene.theme.faint),
            Span::raw(format!(" {number}")),
        ],
    }
}

/// How many there are of a kind, for the organisation shown, and what the number is made of.
fn held(kind: RecordKind, scene: &Scene<'_>) -> (usize, String) {
    (count(kind, scene), beside(kind, scene))
}

/// How many there are of a kind, for the organisation shown.
fn count(kind: RecordKind, scene: &Scene<'_>) -> usize {
    let of = |owner: &dyn Record| scene.shows(owner);
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
                ("number", &mark.number.to_string()),
                ("at", &when),
                ("hash", mark.hash.get(..12).unwrap_or_default()),
            ],
        ),
    );
}
