//! The tabs: the overview and the lists, one organisation's or all.

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::disposals::Disposals;
use super::due::Due;
use super::findings::FindingsView;
use super::history::History;
use super::list::{LISTS, List, Show};
use super::overview::{Goal, Overview};
use crate::domain::kind::RecordKind;
use crate::domain::value::Id;
use crate::due::DueItem;
use crate::tui::command::{Command, Context};
use crate::tui::hints::{command_hints, named_hints};
use crate::tui::key::Key;
use crate::tui::layer::{Layer, Outcome, told};
use crate::tui::overlay::pick::{Choice, Pick};
use crate::tui::request::{Answer, Input, Picked, Request, Then, View};
use crate::tui::scene::Scene;
use crate::tui::widget::Inserted;
use crate::tui::widget::frame::line_of;
use crate::tui::widget::text::{cut, fit, width};

/// The tabs, each with its locale key below `tab`, the command that leads to it, and its views.
pub const TABS: &[(&str, Command, &[View])] = &[
    ("overview", Command::Overview, &[View::Overview]),
    (
        "activities",
        Command::Activities,
        &[View::List(RecordKind::Activity)],
    ),
    (
        "organisations",
        Command::Organisations,
        &[
            View::List(RecordKind::Organisation),
            View::List(RecordKind::Agreement),
            View::List(RecordKind::Measure),
        ],
    ),
    (
        "transfers",
        Command::Transfers,
        &[View::List(RecordKind::Transfer)],
    ),
    (
        "retention",
        Command::Retention,
        &[
            View::Due,
            View::List(RecordKind::Retention),
            View::List(RecordKind::Schedule),
            View::List(RecordKind::Holding),
            View::Disposals,
        ],
    ),
    ("findings", Command::Findings, &[View::Findings]),
    ("history", Command::History, &[View::History]),
];

/// The tabs of an open register.
#[derive(Debug)]
pub struct Tabs {
    tab: usize,
    /// The view chosen in each tab.
    views: Vec<usize>,
    overview: Overview,
    findings: FindingsView,
    history: Box<History>,
    lists: Vec<List>,
    due: Box<Due>,
    /// The disposal log.
    pub disposals: Box<Disposals>,
}

impl Default for Tabs {
    fn default() -> Self {
        Self {
            tab: 0,
            views: vec![0; TABS.len()],
            overview: Overview::default(),
            findings: FindingsView::default(),
            history: Box::default(),
            lists: LISTS.iter().copied().map(List::new).collect(),
            due: Box::default(),
            disposals: Box::default(),
        }
    }
}

impl Tabs {
    /// The context of the keys; `None` while a filter is typed.
    #[must_use]
    pub fn context(&self) -> Option<Context> {
        match self.view() {
            View::Overview => Some(Context::Tabs),
            _ if self.is_filtering() => None,
            View::Findings => Some(Context::Findings),
            View::History => Some(Context::History),
            View::List(_) | View::Due | View::Disposals => Some(Context::List),
        }
    }

    fn is_filtering(&self) -> bool {
        match self.view() {
            View::Overview => false,
            View::List(_) => self.list().is_some_and(List::is_filtering),
            View::Due => self.due.is_filtering(),
            View::Disposals => self.disposals.is_filtering(),
            View::Findings => self.findings.is_filtering(),
            View::History => self.history.is_filtering(),
        }
    }

    /// What is shown.
    #[must_use]
    pub fn view(&self) -> View {
        TABS[self.tab].2[self.views[self.tab]]
    }

    /// The kind of the list shown; `None` where no list is.
    #[must_use]
    pub fn kind(&self) -> Option<RecordKind> {
        match self.view() {
            View::List(kind) => Some(kind),
            View::Overview | View::Due | View::Disposals | View::Findings | View::History => None,
        }
    }

    fn list(&self) -> Option<&List> {
        let kind = self.kind()?;
        self.lists.iter().find(|list| list.kind == kind)
    }

    fn list_mut(&mut self) -> Option<&mut List> {
        let kind = self.kind()?;
        self.lists.iter_mut().find(|list| list.kind == kind)
    }

    /// The selected record or row.
    #[must_use]
    pub fn selected(&self) -> Option<Id> {
        match self.view() {
            View::Due => self.due.selected(),
            View::Disposals => self.disposals.selected(),
            View::Findings => self.findings.selected().map(|spot| spot.record),
            View::History => None,
            View::Overview | View::List(_) => self.list()?.selected(),
        }
    }

    /// What is marked and what is shown in a list of activities or of their rows; nothing in other views.
    pub fn marked_and_shown(&mut self, scene: &Scene<'_>) -> (Vec<Id>, Vec<Id>) {
        self.refresh(scene);
        let list = self.list_mut();
        let list = list.filter(|list| list.kind.top() == RecordKind::Activity);
        list.map(|list| list.marked_and_shown()).unwrap_or_default()
    }

    /// What a command is about: the marked records or rows, else the selected one.
    pub fn chosen(&mut self, scene: &Scene<'_>) -> Vec<Id> {
        self.refresh(scene);
        match self.view() {
            View::Due if self.due.is_opened_only() => Vec::new(),
            View::Due => self.due.chosen(),
            View::Disposals => self.disposals.chosen(),
            View::Findings => self
                .findings
                .chosen()
                .iter()
                .map(|spot| spot.record)
                .collect(),
            View::History => Vec::new(),
            View::Overview | View::List(_) => self.list().map(List::chosen).unwrap_or_default(),
        }
    }

    /// The deadlines that are shown, without regard to the filter.
    pub fn due_items(&mut self, scene: &Scene<'_>) -> Rc<[DueItem]> {
        self.due.items(scene)
    }

    /// Of how many entries agenda or log are narrowed down by words typed or marks, which their documents do not heed.
    #[must_use]
    pub fn narrowed_from(&self, view: View) -> Option<usize> {
        match view {
            View::Due => self.due.narrowed_from(),
            View::Disposals => self.disposals.narrowed_from(),
            _ => None,
        }
    }

    /// Takes the marks away from what was acted on.
    pub fn unmark(&mut self) {
        match self.view() {
            View::Due => self.due.unmark(),
            View::List(_) => {
                if let Some(list) = self.list_mut() {
                    list.unmark();
                }
            }
            View::Overview | View::Disposals | View::Findings | View::History => {}
        }
    }

    /// Shows only what holds these words in the list of a kind.
    pub fn filter(&mut self, kind: RecordKind, text: &str, scene: &Scene<'_>) {
        self.go_to_view(View::List(kind));
        if let Some(list) = self.list_mut() {
            list.refresh(scene);
            list.unfilter();
            list.filter(text, scene);
        }
    }

    /// Brings what is shown up to date.
    fn refresh(&mut self, scene: &Scene<'_>) {
        match self.view() {
            View::Overview => {}
            View::List(_) => {
                if let Some(list) = self.list_mut() {
                    list.refresh(scene);
                }
            }
            View::Due => self.due.refresh(scene),
            View::Disposals => self.disposals.refresh(scene),
            View::Findings => self.findings.refresh(scene),
            View::History => self.history.refresh(scene),
        }
    }

    /// Shows a view.
    pub fn go_to_view(&mut self, view: View) {
        for (tab, (.., views)) in TABS.iter().enumerate() {
            if let Some(at) = views.iter().position(|known| *known == view) {
                self.tab = tab;
                self.views[tab] = at;
            }
        }
    }

    /// Shows a record or row in its list.
    pub fn go_to(&mut self, id: Id, scene: &Scene<'_>) {
        let Some(place) = scene.register.place(id) else {
            return;
        };
        let kind = if LISTS.contains(&place.kind) {
            place.kind
        } else {
            place.kind.top()
        };
        let id = if kind == place.kind { id } else { place.owner };
        self.go_to_view(View::List(kind));
        if let Some(list) = self.list_mut()
            && !list.select(id, scene)
        {
            list.unfilter();
            list.show = Show::All;
            list.select(id, scene);
        }
    }

    /// Makes the lists ready to be searched, a little at a time; `false` where all is done.
    pub fn prepare(&mut self, scene: &Scene<'_>) -> bool {
        self.refresh(scene);
        match self.view() {
            View::Overview => false,
            View::List(_) => self.list_mut().is_some_and(|list| list.prepare(scene, 500)),
            View::Due => self.due.prepare(scene, 500),
            View::Disposals => self.disposals.prepare(scene, 500),
            View::Findings => self.findings.prepare(scene, 500),
            View::History => self.history.prepare(scene, 500),
        }
    }

    /// Takes an input.
    pub fn handle(&mut self, input: &Input, scene: &Scene<'_>) -> Outcome {
        if self.is_filtering() {
            self.refresh(scene);
            let taken = match self.view() {
                View::Due => self.due.type_filter(input, scene),
                View::Disposals => self.disposals.type_filter(input, scene),
                View::Findings => self.findings.type_filter(input, scene),
                View::History => self.history.type_filter(input, scene),
                View::Overview | View::List(_) => self
                    .list_mut()
                    .is_some_and(|list| list.type_filter(input, scene)),
            };
            return match input {
                _ if !taken => Outcome::Ignored,
                Input::Paste(text) => told(Inserted::of(text), scene),
                Input::Key(_) => Outcome::Done,
            };
        }
        let (Input::Key(key), Some(context)) = (input, self.context()) else {
            return Outcome::Ignored;
        };
        let command = scene.keymap.command(context, Key::of(*key));
        command.map_or(Outcome::Ignored, |command| self.command(command, scene))
    }

    /// Does a command of the tabs; what is not theirs goes to the app.
    pub fn command(&mut self, command: Command, scene: &Scene<'_>) -> Outcome {
        let tab = match command {
            Command::Right => Some((self.tab + 1) % TABS.len()),
            Command::Left => Some((self.tab + TABS.len() - 1) % TABS.len()),
            _ => TABS.iter().position(|(_, leads, _)| *leads == command),
        };
        if let Some(tab) = tab {
            self.tab = tab;
            return Outcome::Done;
        }
        let views = TABS[self.tab].2.len();
        match command {
            Command::NextView if views > 1 => {
                self.views[self.tab] = (self.views[self.tab] + 1) % views;
            }
            Command::PreviousView if views > 1 => {
                self.views[self.tab] = (self.views[self.tab] + views - 1) % views;
            }
            Command::NextView => self.tab = (self.tab + 1) % TABS.len(),
            Command::PreviousView => self.tab = (self.tab + TABS.len() - 1) % TABS.len(),
            Command::Organisation => return Self::pick_organisation(scene),
            Command::Due => self.go_to_view(View::Due),
            Command::Disposals => self.go_to_view(View::Disposals),
            _ => {
                return match self.view() {
                    View::Overview => self.in_overview(command, scene),
                    View::List(_) => self.in_list(command, scene),
                    View::Findings => self.findings.command(command, scene),
                    View::History => self.history.command(command, scene),
                    View::Due => self.in_due(command, scene),
                    View::Disposals => self.in_disposals(command, scene),
                };
            }
        }
        Outcome::Done
    }

    fn in_list(&mut self, command: Command, scene: &Scene<'_>) -> Outcome {
        let Some(list) = self.list_mut() else {
            return Outcome::Ignored;
        };
        // Keys may come faster than the screen is drawn: what they are about must be known all the same.
        list.refresh(scene);
        if list.command(command) {
            return Outcome::Done;
        }
        let selected = |request: fn(Id) -> Request| {
            let id = list.selected();
            id.map_or(Outcome::Ignored, |id| Outcome::Do(request(id)))
        };
        match command {
            Command::Back => Outcome::Ignored,
            Command::Open | Command::Edit => selected(Request::OpenForm),
            Command::Read => selected(Request::Read),
            Command::RecordHistory => selected(Request::History),
            Command::Duplicate => selected(Request::Duplicate),
            Command::New => Outcome::Do(Request::NewRecord),
            Command::Sort => Outcome::Tell(list.sort_next(false, scene)),
            Command::SortBack => Outcome::Tell(list.sort_next(true, scene)),
            Command::Show => {
                list.show = list.show.next(list.kind);
                list.refresh(scene);
                Outcome::Tell(list.show.words(scene))
            }
            Command::Copy => copy(&list.chosen(), Request::Copy, scene),
            Command::CopyToFile => copy(&list.chosen(), Request::CopyToFile, scene),
            Command::Remove => {
                let chosen = list.chosen();
                if chosen.is_empty() {
                    Outcome::Ignored
                } else {
                    Outcome::Do(Request::Remove(chosen))
                }
            }
            other => Outcome::Do(Request::Command(other)),
        }
    }

    fn in_due(&mut self, command: Command, scene: &Scene<'_>) -> Outcome {
        self.due.refresh(scene);
        if self.due.command(command) {
            return Outcome::Done;
        }
        match (command, self.due.selected()) {
            (Command::Show, _) => self.due.pick_kinds(scene),
            (Command::Open | Command::Edit, Some(id)) => {
                Outcome::Do(Request::OpenField(id, self.due.field()))
            }
            (Command::Read, Some(id)) => Outcome::Do(Request::Read(id)),
            (Command::Copy, Some(_)) => copy(&self.due.chosen(), Request::Copy, scene),
            (Command::CopyToFile, Some(_)) => copy(&self.due.chosen(), Request::CopyToFile, scene),
            (Command::Open | Command::Edit | Command::Back, _) => Outcome::Ignored,
            (other, _) => Outcome::Do(Request::Command(other)),
        }
    }

    fn in_disposals(&mut self, command: Command, scene: &Scene<'_>) -> Outcome {
        self.disposals.refresh(scene);
        if self.disposals.command(command) {
            return Outcome::Done;
        }
        match (command, self.disposals.selected()) {
            (Command::Show, _) => Outcome::Do(Request::Command(Command::Period)),
            (Command::Open | Command::Edit, Some(id)) => {
                Outcome::Do(Request::OpenField(id, Some("disposed_on")))
            }
            (Command::Read, Some(id)) => Outcome::Do(Request::Read(id)),
            (Command::Copy, Some(_)) => copy(&self.disposals.chosen(), Request::Copy, scene),
            (Command::CopyToFile, Some(_)) => {
                copy(&self.disposals.chosen(), Request::CopyToFile, scene)
            }
            (Command::Open | Command::Edit | Command::Back, _) => Outcome::Ignored,
            (other, _) => Outcome::Do(Request::Command(other)),
        }
    }

    fn in_overview(&mut self, command: Command, scene: &Scene<'_>) -> Outcome {
        self.overview.refresh(scene);
        match command {
            Command::Up => self.overview.go(-1),
            Command::Down => self.overview.go(1),
            Command::PageUp | Command::First => self.overview.go(isize::MIN / 2),
            Command::PageDown | Command::Last => self.overview.go(isize::MAX / 2),
            Command::Open => match self.overview.goal() {
                None => return Outcome::Ignored,
                Some(Goal::RegisterData) => {
                    return Outcome::Do(Request::Command(Command::RegisterData));
                }
                Some(Goal::List(list)) => self.go_to_view(View::List(LISTS[list])),
                Some(Goal::Due(group)) => {
                    self.go_to_view(View::Due);
                    self.due.go_to_group(group, scene);
                }
                Some(goal) => {
                    self.findings
                        .show_only(&goal.findings().unwrap_or_default());
                    self.go_to_view(View::Findings);
                }
            },
            Command::Back => return Outcome::Ignored,
            other => return Outcome::Do(Request::Command(other)),
        }
        Outcome::Done
    }

    fn pick_organisation(scene: &Scene<'_>) -> Outcome {
        let mut choices = vec![Choice::new(
            "",
            scene.words.get("tabs.all_organisations"),
            "",
            "",
        )];
        choices.extend(scene.register.ours().map(|organisation| {
            Choice::new(
                &organisation.head.id.0.to_string(),
                organisation.name.as_deref().unwrap_or_default(),
                &organisation.head.reference,
                "",
            )
        }));
        let chosen = scene
            .organisation
            .map_or_else(String::new, |id| id.0.to_string());
        let pick = Pick::new(scene.words.get("tabs.which_organisation"), choices)
            .with(vec![Picked::Choice(chosen)]);
        Outcome::Push(
            Box::new(Layer::Pick(pick)),
            Then::App(crate::tui::request::Pending::Organisation),
        )
    }

    /// Takes the answer to what a view asked: which findings, or which kinds of deadlines, are shown.
    pub fn answered(&mut self, answer: &Answer, scene: &Scene<'_>) -> Outcome {
        if self.view() == View::Findings {
            self.findings.answered(answer);
            self.findings.refresh(scene);
        } else if let Answer::Picked(picked) = answer {
            self.due.show_kinds(picked);
            self.due.refresh(scene);
        }
        Outcome::Done
    }

    /// Draws the tabs.
    pub fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>) {
        draw_register_title(frame, line_of(area, 0), scene);
        self.draw_tab_line(frame, line_of(area, 1), scene);
        let body = Rect {
            y: area.y + 2,
            height: area.height.saturating_sub(2),
            ..area
        };
        let below = Rect {
            y: body.y + 1,
            height: body.height.saturating_sub(1),
            ..body
        };
        match self.view() {
            View::Overview => self.overview.draw(frame, below, scene),
            View::List(_) => {
                let Some(list) = self.list_mut() else { return };
                list.refresh(scene);
                list.draw(frame, below, scene);
            }
            View::Findings => self.findings.draw(frame, below, scene),
            View::History => self.history.draw(frame, below, scene),
            View::Due => self.due.draw(frame, below, scene),
            View::Disposals => self.disposals.draw(frame, below, scene),
        }
        self.draw_view_line(frame, line_of(body, 0), scene);
    }

    /// The views of the tab, the one shown with how much it shows.
    fn draw_view_line(&self, frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>) {
        let views = TABS[self.tab].2;
        let mut labels = Vec::with_capacity(views.len());
        for (at, view) in views.iter().enumerate() {
            let here = at == self.views[self.tab];
            let label = match view {
                View::Overview => return,
                // What the tab says already is not said again.
                View::List(RecordKind::Retention) => scene.words.get("tab.rules"),
                View::List(RecordKind::Schedule) => scene.words.get("tab.schedules"),
                View::List(kind) => scene.words.many(*kind),
                View::Findings => scene.words.get("tab.findings"),
                View::History => scene.words.get("tab.history"),
                View::Due => scene.words.get("desk.due"),
                View::Disposals => scene.words.get("command.disposals.title"),
            };
            let shown = match (here, self.counts()) {
                (true, Some((shown, all))) if shown == all => format!("{label} ({all})"),
                (true, Some((shown, all))) => {
                    let (n, all) = (shown.to_string(), all.to_string());
                    let number = scene.words.fill("list.of", &[("n", &n), ("all", &all)]);
                    format!("{label} ({number})")
                }
                _ => label.to_owned(),
            };
            labels.push(shown);
        }
        // Where not all fit, the longest give way first; the view shown is always spelled out.
        let here = self.views[self.tab];
        let room = usize::from(area.width).saturating_sub(1);
        let total = |longest: usize| -> usize {
            let widths = labels.iter().map(|label| width(label)).enumerate();
            let shown = widths.map(|(at, all)| if at == here { all } else { all.min(longest) });
            shown.map(|columns| columns + 2).sum()
        };
        // The last one needs no gap after it.
        let longest = (3..=room).rev().find(|longest| total(*longest) <= room + 2);
        let mut spans = vec![Span::raw(" ")];
        for (at, label) in labels.into_iter().enumerate() {
            let (style, most) = if at == here {
                (scene.theme.heading, room)
            } else {
                (scene.theme.faint, longest.unwrap_or(3))
            };
            spans.push(Span::styled(cut(&label, most), style));
            spans.push(Span::raw("  "));
        }
        let only = match self.view() {
            View::Overview | View::History => None,
            View::List(_) => self
                .list()
                .filter(|list| list.show != Show::All)
                .map(|list| list.show.words(scene)),
            View::Due => self.due.only(scene),
            View::Disposals => self.disposals.only(scene),
            View::Findings => Some(self.findings.beside(scene)),
        };
        if let Some(only) = only {
            spans.push(Span::styled(only, scene.theme.warning));
        }
        frame.render_widget(Line::from(spans), area);
    }

    /// How many entries the view shows, and of how many.
    fn counts(&self) -> Option<(usize, usize)> {
        match self.view() {
            View::Overview => None,
            View::List(_) => self.list().map(List::counts),
            View::Findings => Some(self.findings.counts()),
            View::History => Some(self.history.counts()),
            View::Due => Some(self.due.counts()),
            View::Disposals => Some(self.disposals.counts()),
        }
    }

    fn draw_tab_line(&self, frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>) {
        let room = usize::from(area.width);
        let label = |at: usize, longest: usize| {
            let key = format!("tab.{}", TABS[at].0);
            let longest = if at == self.tab { room } else { longest };
            let name = cut(scene.words.get(&key), longest);
            format!(" {} {name}", at + 1)
        };
        let total = |longest: usize| -> usize {
            (0..TABS.len()).map(|at| width(&label(at, longest))).sum()
        };
        // Where not all fit, the gaps give way first, then the longest names; the tab shown is always spelled out.
        let gap = if total(room) + TABS.len() <= room {
            " "
        } else {
            ""
        };
        let longest = (1..=room).rev().find(|longest| total(*longest) <= room);
        let mut spans = Vec::new();
        for at in 0..TABS.len() {
            let text = longest.map_or_else(
                || format!(" {} ", at + 1),
                |longest| label(at, longest) + gap,
            );
            let style = if at == self.tab {
                scene.theme.focus
            } else {
                scene.theme.heading
            };
            spans.push(Span::styled(text, style));
        }
        frame.render_widget(Line::from(spans), area);
    }

    /// The keys of now.
    #[must_use]
    pub fn hints(&self, scene: &Scene<'_>) -> Vec<(String, String)> {
        match self.context() {
            Some(_) if matches!(self.view(), View::Due | View::Disposals) => named_hints(
                &[
                    Command::Open,
                    Command::Act,
                    Command::Select,
                    Command::Show,
                    Command::Filter,
                    Command::NextView,
                    Command::Export,
                    Command::Palette,
                    Command::Help,
                    Command::Quit,
                ],
                scene,
            ),
            Some(context) => {
                let mut hints = command_hints(context, scene);
                if self.kind().is_some_and(can_be_acted_on) {
                    hints.splice(1..1, named_hints(&[Command::Act], scene));
                }
                hints
            }
            None => vec![
                ("Enter".to_owned(), scene.words.get("hint.keep").to_owned()),
                (
                    "Esc".to_owned(),
                    scene.words.get("hint.unfilter").to_owned(),
                ),
            ],
        }
    }
}

/// The records as Markdown, for the clipboard or a file.
fn copy(ids: &[Id], to: impl FnOnce(String) -> Request, scene: &Scene<'_>) -> Outcome {
    let text: Vec<String> = ids
        .iter()
        .filter_map(|id| scene.register.get(*id))
        .map(|record| crate::exchange::markdown::record(scene.lexicon, scene.register, record))
        .collect();
    if text.is_empty() {
        Outcome::Ignored
    } else {
        Outcome::Do(to(text.join("\n")))
    }
}

/// Whether something can be recorded as done of such records without opening them.
const fn can_be_acted_on(kind: RecordKind) -> bool {
    matches!(
        kind,
        RecordKind::Activity | RecordKind::Retention | RecordKind::Schedule | RecordKind::Holding
    )
}

/// Draws what stands there while a register is read: the line on top, the tabs, and what is being done.
pub fn draw_opening(frame: &mut Frame<'_>, area: Rect, told: &str, scene: &Scene<'_>) {
    draw_title(frame, line_of(area, 0), "ropa", "", scene);
    Tabs::default().draw_tab_line(frame, line_of(area, 1), scene);
    let told = cut(told, usize::from(area.width).saturating_sub(1));
    frame.render_widget(Line::raw(format!(" {told}")), line_of(area, 3));
}

/// The line on top of a register: its title, and the organisation shown.
fn draw_register_title(frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>) {
    let title = scene
        .register
        .about
        .title
        .as_deref()
        .unwrap_or_else(|| scene.words.get("tabs.untitled"));
    let organisation = match scene.register.organisation(scene.organisation) {
        Some(organisation) => organisation.name.clone().unwrap_or_default(),
        None => scene.words.get("tabs.all_organisations").to_owned(),
    };
    let only_read = scene
        .journal
        .is_some_and(|store| store.read_only_reason().is_some());
    let right = if only_read {
        format!("{}  {organisation}", scene.words.get("tabs.read_only"))
    } else {
        organisation
    };
    draw_title(frame, area, title, &right, scene);
}

/// The line on top, with the day if it is not today.
fn draw_title(
    frame: &mut Frame<'_>,
    area: Rect,
    title: &str,
    organisation: &str,
    scene: &Scene<'_>,
) {
    let day = scene.lexicon.other_day.map(|day| {
        format!(
            "  {}",
            scene
                .words
                .fill("tabs.on_day", &[("day", &scene.words.day(day))])
        )
    });
    let right = format!(" {organisation}{} ", day.unwrap_or_default());
    let right = cut(&right, usize::from(area.width) / 2);
    let left = fit(
        &format!(" {title}"),
        usize::from(area.width).saturating_sub(width(&right)),
    );
    frame.render_widget(
        Line::from(vec![
            Span::styled(left, scene.theme.title),
            Span::styled(right, scene.theme.faint),
        ]),
        area,
    );
}
