//! The overview: what is to be done next, what is not whole, and what the register holds, in numbers that lead somewhere.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::activity_counts::{ActivityCounts, TotalCounts};
use super::blocks::{Goal, KEY_EDGES, OverviewBlock, OverviewEntry, parted};
use super::findings::sign;
use super::list::LISTS;
use super::spare::SpareBlocks;
use super::urgent::{UrgentThing, most_urgent};
use super::view::TabView;
use crate::domain::kind::RecordKind;
use crate::domain::value::Id;
use crate::due::{AgendaFilter, Nearness, counted};
use crate::law::Law;
use crate::rules::completeness::{FirstStep, first_steps};
use crate::rules::{FindingTally, Findings, Severity};
use crate::tui::clicks::ClickTarget;
use crate::tui::command::{Command, CommandContext, declared};
use crate::tui::hints::footer_of;
use crate::tui::outcome::Outcome;
use crate::tui::overlay::dialog::Dialog;
use crate::tui::place::ScreenPlace;
use crate::tui::request::{Request, View};
use crate::tui::scene::Scene;
use crate::tui::widget::bars;
use crate::tui::widget::frame::{line_of, scrolled};
use crate::tui::widget::text::{cut, fit, width, wrap};

/// The overview.
#[derive(Debug, Default)]
pub(crate) struct Overview {
    cursor: usize,
    /// The goals that were drawn last, in their order.
    goals: Vec<Goal>,
    numbers: Option<Numbers>,
    activities: ActivityCounts,
    /// The findings, as they were counted last.
    counted: Option<CountedFindings>,
    /// What is to be done next.
    next: Vec<UrgentThing>,
    /// What else is told where there are lines to spare, and how many each column had when it was drawn last.
    spare: Option<SpareBlocks>,
    lines_to_spare: [usize; 2],
}

/// How many findings there are, with the version, the organisation and how many records were still to be checked.
type CountedFindings = ((u64, Option<Id>, usize), FindingTally);

/// What takes longer to count, with the version and the organisation that it was counted for.
#[derive(Debug)]
struct Numbers {
    made_for: (u64, Option<Id>),
    /// How much is due, by nearness.
    due: Vec<(Nearness, usize)>,
    /// How much falls due when.
    bars: Vec<bars::Bar>,
    /// The steps with which the register begins, each with whether it is taken.
    steps: Vec<(FirstStep, bool)>,
    /// How many there are in each list, and what of.
    held: Vec<(usize, String)>,
}

impl Overview {
    /// Takes over what was counted of the activities beside the keys.
    pub(crate) fn know(&mut self, counts: ActivityCounts) {
        self.activities = counts;
    }

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

    /// What stands on top over the whole width, and the blocks of the left and of the right column below it.
    fn blocks(&self, scene: &Scene<'_>, columns: usize) -> [Vec<OverviewBlock>; 3] {
        let left = vec![self.due(scene), self.findings(scene)];
        let of = |part: &str| {
            let items = self.activities.total().answers.items();
            let asked: Vec<CountedItem> = items
                .filter(|(provision, _, asked)| *asked > 0 && provision.starts_with(part))
                .collect();
            let open = asked.iter().filter(|(_, answered, asked)| answered < asked);
            let mut entries: Vec<OverviewEntry> =
                open.map(|item| answered(*item, columns, scene)).collect();
            // What is whole is said in one line.
            if let (true, Some((_, _, asked))) = (entries.is_empty(), asked.first()) {
                let n = asked.to_string();
                let text = scene.words.fill("overview.whole", &[("n", &n)]);
                entries.push(OverviewEntry::new(
                    Goal::List(0),
                    vec![Span::styled("● ", scene.theme.good), Span::raw(text)],
                ));
            }
            OverviewBlock {
                title: scene.words.get(&format!("overview.part.{part}")).to_owned(),
                entries,
            }
        };
        let right = [of("30(1)"), of("30(2)"), self.holds(scene)].into_iter();
        let right = right.filter(|block| !block.entries.is_empty());
        [vec![self.next(scene)], left, right.collect()]
    }

    /// The same with what else is told where there are lines to spare.
    fn with_spare(
        &mut self,
        blocks: [Vec<OverviewBlock>; 3],
        scene: &Scene<'_>,
    ) -> [Vec<OverviewBlock>; 3] {
        if self.lines_to_spare == [0, 0] {
            return blocks;
        }
        let made_for = (scene.version, scene.organisation);
        let spare = match self.spare.take() {
            Some(spare) if spare.is_for(made_for) => spare,
            before => SpareBlocks::new(scene, self.activities.total(), before),
        };
        let [next, mut left, mut right] = blocks;
        let [more_left, more_right] = spare.within(self.lines_to_spare);
        self.spare = Some(spare);
        left.extend(more_left);
        right.extend(more_right);
        [next, left, right]
    }

    /// Notes where the lines lead, in their order.
    fn lead(&mut self, blocks: &[Vec<OverviewBlock>; 3]) {
        let entries = blocks.iter().flatten().flat_map(|block| &block.entries);
        self.goals = entries.map(|entry| entry.goal).collect();
        self.go(0);
    }

    /// What is to be done next; in a register that begins, its first steps.
    fn next(&self, scene: &Scene<'_>) -> OverviewBlock {
        let steps = self.numbers.as_ref().map_or(&[][..], |it| &it.steps);
        let key = |command: Command| {
            let context = CommandContext::Tabs;
            let key = scene.keymap.shown_in(context, command).unwrap_or_default();
            let short = format!("command.{}.short", declared(command).name);
            format!("{key} {}", scene.words.get(&short))
        };
        if !steps.is_empty() {
            let entry = |(at, (step, taken)): (usize, &(FirstStep, bool))| {
                let (goal, name) = match *step {
                    FirstStep::Reach(id) => (Goal::Field(id, Some("email")), "reach"),
                    FirstStep::Officer(id) => (Goal::Field(id, Some("contacts")), "officer"),
                    FirstStep::Activity => (Goal::FirstActivity, "activity"),
                    FirstStep::Measures => (Goal::FirstMeasure, "measures"),
                };
                let step = format!("overview.step.{name}");
                let text = scene.words.get(&step);
                let (sign, style) = if *taken {
                    ("●", scene.theme.good)
                } else {
                    ("○", scene.theme.warning)
                };
                let spans = vec![
                    Span::styled(sign, style),
                    Span::raw(format!(" {}. {text}", at + 1)),
                ];
                let key = if *taken {
                    String::new()
                } else {
                    key(Command::Open)
                };
                OverviewEntry { goal, spans, key }
            };
            return OverviewBlock {
                title: scene.words.get("overview.first_steps").to_owned(),
                entries: steps.iter().enumerate().map(entry).collect(),
            };
        }
        let lead = self.next.iter().map(|it| width(&it.lead)).max();
        let entry = |thing: &UrgentThing| {
            let (sign, style) = sign(thing.severity, scene.theme);
            let spans = vec![
                Span::styled(sign, style),
                Span::styled(format!(" {}  ", fit(&thing.lead, lead.unwrap_or(0))), style),
                Span::raw(thing.text.clone()),
            ];
            OverviewEntry {
                goal: Goal::Field(thing.id, thing.key),
                spans,
                key: key(thing.command),
            }
        };
        let mut entries: Vec<OverviewEntry> = self.next.iter().map(entry).collect();
        if entries.is_empty() && scene.findings.is_some_and(|findings| findings.left() == 0) {
            let text = scene.words.get("overview.nothing_next");
            let spans = vec![
                Span::styled("● ", scene.theme.good),
                Span::raw(text.to_owned()),
            ];
            entries.push(OverviewEntry::new(Goal::Due(Nearness::Later), spans));
        }
        OverviewBlock {
            title: scene.words.get("overview.next").to_owned(),
            entries,
        }
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
            OverviewEntry::new(
                Goal::Due(*group),
                vec![
                    Span::raw(format!("{:>7}  ", scene.words.number(*number))),
                    Span::styled(sign, style),
                    Span::raw(format!(" {label}")),
                ],
            )
        };
        // Where there is none nothing is said.
        let groups = groups.iter().filter(|(_, number)| *number > 0);
        let mut entries: Vec<OverviewEntry> = groups.map(entry).collect();
        if entries.is_empty() {
            let text = scene.words.get("overview.nothing_due");
            let spans = vec![
                Span::styled("● ", scene.theme.good),
                Span::raw(text.to_owned()),
            ];
            entries.push(OverviewEntry::new(Goal::Due(Nearness::Later), spans));
        }
        OverviewBlock {
            title: scene.words.get("desk.due").to_owned(),
            entries,
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
                let number = scene.words.number(*number);
                let text = format!("{number:>7}  {label}{gap}{beside}");
                OverviewEntry::new(Goal::List(at), vec![Span::raw(text)])
            })
            .collect();
        let label = scene.words.get("overview.register_data");
        let spans = vec![Span::raw(format!("{:>7}  {label}", ""))];
        entries.push(OverviewEntry::new(Goal::RegisterData, spans));
        let old = Law::has_grown_old(scene.lexicon.law.known_to(), scene.today);
        let (sign, style) = if old {
            ("▲", scene.theme.warning)
        } else {
            (" ", scene.theme.faint)
        };
        let known = scene.words.day(scene.lexicon.law.known_to());
        let label = scene.words.fill("overview.law", &[("day", &known)]);
        let spans = vec![
            Span::raw(format!("{:>7} ", "")),
            Span::styled(sign, style),
            Span::raw(label),
        ];
        entries.push(OverviewEntry::new(Goal::Law, spans));
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
        let shown = AgendaFilter {
            organisation: scene.organisation,
            ..AgendaFilter::default()
        };
        let due = shown.among(&scene.due());
        self.next = most_urgent(&due, || super::findings::shown(scene), tally, scene);
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
            let end = block.end_of_keys().min(columns);
            for entry in &block.entries {
                let here = at == self.cursor;
                let lead = if here { "›" } else { " " };
                let mut spans = vec![Span::raw(lead)];
                spans.extend(entry.spans.iter().cloned());
                let mut line = Line::from(spans);
                let text: String = line.spans.iter().map(|it| it.content.as_ref()).collect();
                let room = match width(&entry.key) {
                    0 => columns,
                    key => end.saturating_sub(key + KEY_EDGES),
                };
                let key = if entry.key.is_empty() {
                    String::new()
                } else {
                    format!("  {} ", entry.key)
                };
                // What a number is made of goes on below it.
                let (text, rest) = match entry.goal {
                    Goal::List(_) => parted(text, room),
                    _ => (text, None),
                };
                if rest.is_some() {
                    line = Line::raw(text.clone());
                }
                if here {
                    selected = lines.len();
                    let whole = fit(&(fit(&text, room) + &key), columns);
                    line = Line::styled(whole, scene.theme.focus);
                } else {
                    if width(&text) > room {
                        // The sign keeps its colour where the rest of the line does not fit.
                        let first = line.spans.iter().take(3).cloned();
                        let mut kept: Vec<Span<'static>> = first.collect();
                        let taken: usize = kept.iter().map(Span::width).sum();
                        if taken < room && kept.len() < line.spans.len() {
                            let rest: String = line
                                .spans
                                .iter()
                                .skip(3)
                                .map(|it| it.content.as_ref())
                                .collect();
                            kept.push(Span::raw(fit(&rest, room - taken)));
                            line = Line::from(kept);
                        } else {
                            line = Line::raw(fit(&text, room));
                        }
                    } else if !key.is_empty() {
                        line.spans.push(Span::raw(" ".repeat(room - width(&text))));
                    }
                    line.spans.push(Span::styled(key, scene.theme.faint));
                }
                places.push((lines.len(), at));
                lines.push(line);
                if let Some(rest) = rest {
                    places.push((lines.len(), at));
                    let style = if here {
                        scene.theme.focus
                    } else {
                        Style::new()
                    };
                    lines.push(Line::styled(fit(&rest, columns), style));
                }
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

    fn command(&mut self, command: Command, scene: &Scene<'_>) -> Outcome<Dialog> {
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

    fn acted_on(&self) -> Vec<Id> {
        match self.goal() {
            // What an assessment came to stands in its record.
            Some(Goal::Field(_, Some("dpia_review_on"))) => Vec::new(),
            Some(Goal::Field(id, _)) => vec![id],
            _ => Vec::new(),
        }
    }

    fn hints(&self, scene: &Scene<'_>) -> Vec<(String, String)> {
        let mut keys = footer_of(self.place());
        keys.insert(1, Command::Act);
        self.named(&keys, scene)
    }

    fn refresh(&mut self, scene: &Scene<'_>) {
        let made_for = (scene.version, scene.organisation);
        let fresh = |numbers: &Numbers| numbers.made_for == made_for;
        self.activities.follow(scene);
        if !self.numbers.as_ref().is_some_and(fresh) {
            let shown = AgendaFilter {
                organisation: scene.organisation,
                ..AgendaFilter::default()
            };
            let due = shown.among(&scene.due());
            let bars = bars::bars(&due, scene);
            let due = counted(&due, scene.today);
            let unchanged = |numbers: &Numbers| scene.is_as_of(numbers.made_for);
            self.numbers = Some(match self.numbers.take().filter(unchanged) {
                Some(numbers) => Numbers {
                    made_for,
                    due,
                    bars,
                    ..numbers
                },
                None => Numbers {
                    made_for,
                    due,
                    bars,
                    steps: first_steps(scene.register, scene.organisation),
                    held: held(self.activities.total(), scene),
                },
            });
        }
        self.count_findings(scene);
        let blocks = self.blocks(scene, 40);
        let blocks = self.with_spare(blocks, scene);
        self.lead(&blocks);
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>) {
        self.refresh(scene);
        let half = area.width / 2;
        let wide = area.width >= 76;
        let columns = if wide { area.width - half } else { area.width };
        let [next, one, other] = self.blocks(scene, usize::from(columns));
        self.lines_to_spare = [0, 0];
        let count = |blocks: &[OverviewBlock]| -> usize {
            blocks.iter().map(|block| block.entries.len()).sum()
        };
        let of_next = count(&next);
        // Side by side where all of it is seen so.
        let lines = |blocks: &[OverviewBlock]| count(blocks) + blocks.len() * 2;
        let needed = lines(&next) + lines(&one).max(lines(&other).saturating_sub(4));
        if !wide || needed > usize::from(area.height) + 1 {
            let blocks = [next, one, other];
            self.lead(&blocks);
            let all: Vec<OverviewBlock> = blocks.into_iter().flatten().collect();
            let used = self.draw_column(frame, area, &all, 0, scene);
            return draw_register(frame, below(area, used), scene);
        }
        let used = self.draw_column(frame, area, &next, 0, scene);
        let mut area = below(area, used);
        let bars = self.numbers.as_ref().map_or(&[][..], |it| &it.bars);
        let chart =
            !bars.is_empty() && lines(&one).max(lines(&other)) + 3 <= usize::from(area.height);
        if chart {
            let room = usize::from(area.width).saturating_sub(2);
            let mut spans = vec![Span::raw(" ")];
            spans.extend(bars::line(bars, None, room, scene));
            let title = format!(" {}", scene.words.get("overview.when"));
            frame.render_widget(Line::styled(title, scene.theme.heading), line_of(area, 0));
            frame.render_widget(Line::from(spans), line_of(area, 1));
            area = below(area, 2);
        }
        let spare = |blocks: &[OverviewBlock], below: usize| {
            usize::from(area.height).saturating_sub(lines(blocks) + below)
        };
        self.lines_to_spare = [
            spare(&one, lines_of_register(half, scene)),
            spare(&other, 0),
        ];
        let blocks = self.with_spare([next, one, other], scene);
        self.lead(&blocks);
        let [_, one, other] = blocks;
        let of_one = count(&one);
        let left = Rect {
            width: half - 1,
            ..area
        };
        let right = Rect {
            x: area.x + half,
            width: area.width - half,
            ..area
        };
        let used = self.draw_column(frame, left, &one, of_next, scene);
        self.draw_column(frame, right, &other, of_next + of_one, scene);
        draw_register(frame, below(left, used), scene);
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
    let line = |number: usize, sign: Span<'static>, label: &str, goal: Goal| {
        let spans = vec![
            Span::raw(format!("{:>7}  ", scene.words.number(number))),
            sign,
            Span::raw(format!(" {label}")),
        ];
        OverviewEntry::new(goal, spans)
    };
    let mut entries: Vec<OverviewEntry> = Vec::new();
    let counted = Severity::ALL.into_iter().zip(tally.open);
    for (severity, number) in counted.filter(|(_, number)| *number > 0) {
        let (sign, style) = sign(severity, scene.theme);
        let label = scene.words.get(severity.label());
        let sign = Span::styled(sign, style);
        entries.push(line(number, sign, label, Goal::Severity(severity)));
    }
    if tally.waived > 0 {
        let waived = scene.words.get("findings.waived.title");
        let sign = Span::styled("–", scene.theme.faint);
        entries.push(line(tally.waived, sign, waived, Goal::Waived));
    }
    let unchecked = scene.findings.is_none_or(|it| it.left() > 0);
    let title = scene.words.get("tab.findings");
    let title = if unchecked {
        format!("{title} · {}", scene.words.get("finding.checking"))
    } else {
        title.to_owned()
    };
    if entries.is_empty() && !unchecked {
        let none = scene.words.get("overview.no_findings");
        let spans = vec![
            Span::styled("● ", scene.theme.good),
            Span::raw(none.to_owned()),
        ];
        entries.push(OverviewEntry::new(Goal::Findings, spans));
    }
    OverviewBlock { title, entries }
}

/// An item of Art. 30: its provision, how many records answer it, and how many are asked.
type CountedItem = (&'static str, usize, usize);

/// How many records answer an item of Art. 30, as a bar with its number.
fn answered(
    (provision, answered, asked): CountedItem,
    columns: usize,
    scene: &Scene<'_>,
) -> OverviewEntry {
    let (letter, label) = (
        provision.get(5..).unwrap_or_default(),
        scene
            .words
            .get(&format!("overview.item.{provision}"))
            .to_owned(),
    );
    // As wide as the largest number can be, so that all bars are as long.
    let digits = asked.to_string().len();
    let number = format!("{answered:>digits$}/{asked}");
    let label_width = (columns / 2).clamp(12, 26);
    let room = columns.saturating_sub(label_width + width(&number) + 8);
    let filled = if answered == asked {
        room
    } else {
        // What is not whole never looks it.
        (room * answered / asked).min(room.saturating_sub(1))
    };
    let style = if answered == asked {
        scene.theme.good
    } else {
        scene.theme.warning
    };
    let spans = vec![
        Span::raw(format!("{letter} {} ", fit(&label, label_width))),
        Span::styled("█".repeat(filled), style),
        Span::styled("░".repeat(room - filled), scene.theme.faint),
        Span::raw(format!(" {number}")),
    ];
    OverviewEntry::new(Goal::ArticleItem(provision), spans)
}

/// How many there are in each list, for the organisation shown, and what each number is made of.
fn held(counts: &TotalCounts, scene: &Scene<'_>) -> Vec<(usize, String)> {
    let lists = LISTS.iter().zip(counts.rows);
    let count = |(kind, rows): (&RecordKind, usize)| {
        if kind.top() == RecordKind::Activity {
            return rows;
        }
        let records = scene.register.records(*kind);
        records.filter(|record| scene.shows(*record)).count()
    };
    lists
        .map(|(kind, rows)| (count((kind, rows)), beside(*kind, counts, scene)))
        .collect()
}

/// What a number is made of.
fn beside(kind: RecordKind, counts: &TotalCounts, scene: &Scene<'_>) -> String {
    let number = |n: usize, key: &str| scene.words.fill(key, &[("n", &n.to_string())]);
    match kind {
        RecordKind::Activity => {
            let parts = [
                (counts.processors, "overview.as_processor"),
                (counts.without_role, "overview.role_open"),
                (counts.under_other_law, "overview.other_law"),
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

/// Whose register it is.
fn keeps_for(scene: &Scene<'_>) -> String {
    let ours = scene.register.ours();
    let ours: Vec<String> = ours.filter_map(|it| it.name.clone()).collect();
    if ours.len() > 5 {
        let details = [("n", &*ours.len().to_string()), ("first", &ours[0])];
        return scene.words.fill("overview.many_ours", &details);
    }
    ours.join("\n")
}

/// The lines that whose register it is and its latest change take, with the blank one above.
fn lines_of_register(columns: u16, scene: &Scene<'_>) -> usize {
    let room = usize::from(columns).saturating_sub(4);
    // Two labels, the latest change, and a blank line.
    4 + wrap(&keeps_for(scene), room).len()
}

/// The register's title, its owner, its latest change, and the file.
fn draw_register(frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>) {
    let words = scene.words;
    // In line with what stands above it.
    let area = Rect {
        x: area.x + 1,
        width: area.width.saturating_sub(1),
        ..area
    };
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
    put(frame, words.get("overview.keeps_for"), &keeps_for(scene));
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
