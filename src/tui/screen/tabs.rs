//! The tabs: the overview and the lists, one organisation's or all.

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};

use super::activity_counts::ActivityCounts;
use super::blocks::Goal;
use super::countries::TransferCountries;
use super::disposals::{Disposals, ListedDisposals};
use super::due::Due;
use super::findings::FindingsView;
use super::history::History;
use super::list::{LISTS, List, Show};
use super::overview::Overview;
use super::view::TabView;
use crate::config::Choices;
use crate::domain::kind::RecordKind;
use crate::domain::value::Id;
use crate::due::DueItem;
use crate::rules::Finding;
use crate::store::ChangeSet;
use crate::tui::clicks::ClickTarget;
use crate::tui::command::{Command, CommandContext, declared};
use crate::tui::key::Key;
use crate::tui::outcome::{Outcome, told};
use crate::tui::overlay::dialog::Dialog;
use crate::tui::overlay::pick::{Pick, PickChoice};
use crate::tui::place::ScreenPlace;
use crate::tui::request::{Closed, Input, Picked, Request, Then, View};
use crate::tui::scene::{STEP, Scene};
use crate::tui::widget::Inserted;
use crate::tui::widget::detail::parted_for;
use crate::tui::widget::frame::line_of;
use crate::tui::widget::text::{cut, fit, width, wrap};

/// The tabs, each with its locale key below `tab`, the command that leads to it, and its views.
pub(crate) const TABS: &[(&str, Command, &[View])] = &[
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
        &[View::List(RecordKind::Transfer), View::Countries],
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
pub(crate) struct Tabs {
    tab: usize,
    /// The view chosen in each tab.
    views: Vec<usize>,
    overview: Overview,
    findings: FindingsView,
    history: Box<History>,
    lists: Vec<List>,
    countries: Box<TransferCountries>,
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
            countries: Box::default(),
            due: Box::default(),
            disposals: Box::default(),
        }
    }
}

impl Tabs {
    /// Takes over what was counted of the activities beside the keys, and what was found there of the disposals, both in
    /// a version of the register.
    pub(crate) fn know(
        &mut self,
        version: u64,
        counts: ActivityCounts,
        disposals: ListedDisposals,
    ) {
        self.overview.know(counts);
        self.disposals.know(version, disposals);
    }

    /// The context of the keys; `None` while a filter is typed.
    #[must_use]
    pub(crate) fn context(&self) -> Option<CommandContext> {
        let shown = self.shown();
        (!shown.is_filtering()).then(|| shown.place().context())
    }

    /// A view.
    fn part(&self, view: View) -> &dyn TabView {
        match view {
            View::Overview => &self.overview,
            View::List(kind) => &self.lists[place_of(kind)],
            View::Findings => &self.findings,
            View::History => &*self.history,
            View::Countries => &*self.countries,
            View::Due => &*self.due,
            View::Disposals => &*self.disposals,
        }
    }

    /// The view shown.
    fn shown(&self) -> &dyn TabView {
        self.part(self.view())
    }

    /// The view shown, to work with.
    fn shown_mut(&mut self) -> &mut dyn TabView {
        match self.view() {
            View::Overview => &mut self.overview,
            View::List(kind) => &mut self.lists[place_of(kind)],
            View::Findings => &mut self.findings,
            View::History => &mut *self.history,
            View::Countries => &mut *self.countries,
            View::Due => &mut *self.due,
            View::Disposals => &mut *self.disposals,
        }
    }

    /// What is shown.
    #[must_use]
    pub(crate) fn view(&self) -> View {
        TABS[self.tab].2[self.views[self.tab]]
    }

    /// The kind of the list shown; `None` where no list is.
    #[must_use]
    pub(crate) fn kind(&self) -> Option<RecordKind> {
        if let View::List(kind) = self.view() {
            Some(kind)
        } else {
            None
        }
    }

    /// What the view shown is called; the tab where it is alone in it.
    #[must_use]
    pub(crate) fn place_name(&self, scene: &Scene<'_>) -> String {
        self.name_of(self.view(), scene)
    }

    /// What a view is called; its tab where it is alone in that.
    #[must_use]
    pub(crate) fn name_of(&self, view: View, scene: &Scene<'_>) -> String {
        if let Some(name) = self.part(view).name(scene) {
            return name.to_owned();
        }
        let tab = TABS.iter().find(|(.., views)| views.contains(&view));
        let tab = tab.map_or("overview", |(tab, ..)| tab);
        scene.words.get(&format!("tab.{tab}")).to_owned()
    }

    /// Where the list of the view shown stands, as it was drawn last.
    #[must_use]
    pub(crate) fn list_area(&self, area: Rect) -> Rect {
        parted_for(area, self.shown().wanted()).0
    }

    /// Gives the lists the columns that were chosen for them.
    pub(crate) fn choose(&mut self, choices: &Choices) {
        for list in &mut self.lists {
            list.choose(choices);
        }
    }

    /// The list that is shown.
    pub(crate) fn list_mut(&mut self) -> Option<&mut List> {
        let kind = self.kind()?;
        self.lists.get_mut(place_of(kind))
    }

    /// The selected record or row.
    #[must_use]
    pub(crate) fn selected(&self) -> Option<Id> {
        self.shown().selected()
    }

    /// The selected country, where countries are listed.
    #[must_use]
    pub(crate) fn country(&self) -> Option<String> {
        let listed = self.view() == View::Countries;
        listed.then(|| self.countries.country()).flatten()
    }

    /// What is marked and what is shown in a list of activities or of their rows; nothing in other views.
    pub(crate) fn marked_and_shown(&mut self, scene: &Scene<'_>) -> (Vec<Id>, Vec<Id>) {
        self.refresh(scene);
        let list = self.list_mut();
        let list = list.filter(|list| list.kind.top() == RecordKind::Activity);
        list.map(|list| list.marked_and_shown()).unwrap_or_default()
    }

    /// What a command is about: the marked records or rows, else the selected one.
    pub(crate) fn chosen(&mut self, scene: &Scene<'_>) -> Vec<Id> {
        self.refresh(scene);
        self.shown().acted_on()
    }

    /// Gives up what is shown of a register that was changed since and is asked for again.
    pub(crate) fn let_go(&mut self) {
        self.due.let_go();
    }

    /// The deadlines that are shown, without regard to the filter.
    pub(crate) fn due_items(&mut self, scene: &Scene<'_>) -> Rc<Vec<DueItem>> {
        self.due.items(scene)
    }

    /// The findings that are shown.
    pub(crate) fn findings_listed(&mut self, scene: &Scene<'_>) -> Vec<Finding> {
        self.findings.listed(scene)
    }

    /// The change sets that are shown.
    pub(crate) fn sets_listed(&mut self, scene: &Scene<'_>) -> Vec<ChangeSet> {
        self.history.listed(scene)
    }

    /// Of how many entries agenda or log are narrowed down by words typed or marks, which their documents do not heed.
    #[must_use]
    pub(crate) fn narrowed_from(&self, view: View) -> Option<usize> {
        self.part(view).narrowed_from()
    }

    /// Takes the marks away from what was acted on.
    pub(crate) fn unmark(&mut self) {
        self.shown_mut().unmark();
    }

    /// Shows only what holds these words in the list of a kind.
    ///
    /// `false` where nothing holds them: then the list shown stays, without them.
    pub(crate) fn filter(&mut self, kind: RecordKind, text: &str, scene: &Scene<'_>) -> bool {
        let before = self.view();
        self.go_to_view(View::List(kind));
        let Some(list) = self.list_mut() else {
            return false;
        };
        list.refresh(scene);
        list.unfilter();
        list.filter(text, scene);
        let found = list.counts().is_none_or(|(shown, _)| shown > 0);
        if !found {
            list.unfilter();
            self.go_to_view(before);
        }
        found
    }

    /// Brings what is shown up to date.
    fn refresh(&mut self, scene: &Scene<'_>) {
        self.shown_mut().refresh(scene);
    }

    /// Shows a view.
    pub(crate) fn go_to_view(&mut self, view: View) {
        for (tab, (.., views)) in TABS.iter().enumerate() {
            if let Some(at) = views.iter().position(|known| *known == view) {
                self.tab = tab;
                self.views[tab] = at;
            }
        }
    }

    /// Shows a record or row in its list.
    pub(crate) fn go_to(&mut self, id: Id, scene: &Scene<'_>) {
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

    /// Makes what is shown ready to be searched, a little at a time; `false` where all is done.
    pub(crate) fn prepare(&mut self, scene: &Scene<'_>) -> bool {
        self.refresh(scene);
        self.shown_mut().prepare(scene, STEP)
    }

    /// Takes an input.
    pub(crate) fn handle(&mut self, input: &Input, scene: &Scene<'_>) -> Outcome<Dialog> {
        if self.shown().is_filtering() {
            self.refresh(scene);
            let taken = self.shown_mut().type_filter(input, scene);
            return match input {
                _ if !taken => Outcome::Ignored,
                Input::Paste(text) => told(Inserted::of(text), scene),
                Input::Key(_) => Outcome::Done,
            };
        }
        let (Input::Key(key), Some(context)) = (input, self.context()) else {
            return Outcome::Ignored;
        };
        match scene.keymap.command(context, Key::of(*key)) {
            None => Outcome::Ignored,
            Some(command) if command.acts_at(ScreenPlace::View(self.view())) => {
                self.command(command, scene)
            }
            Some(command) => Outcome::Warn(self.not_here(command, scene)),
        }
    }

    /// That a command does nothing in the view that is shown.
    fn not_here(&self, command: Command, scene: &Scene<'_>) -> String {
        let title = format!("command.{}.title", declared(command).name);
        let (command, place) = (scene.words.get(&title), self.place_name(scene));
        let details = [("command", command), ("place", place.as_str())];
        scene.words.fill("app.not_here", &details)
    }

    /// Goes to what was clicked; a second click on the selected entry opens it.
    pub(crate) fn click(&mut self, target: &ClickTarget, scene: &Scene<'_>) -> Outcome<Dialog> {
        match *target {
            ClickTarget::Tab(tab) => self.tab = tab.min(TABS.len() - 1),
            ClickTarget::View(view) => {
                self.views[self.tab] = view.min(TABS[self.tab].2.len() - 1);
            }
            ClickTarget::Row(place) => {
                self.refresh(scene);
                if self.shown_mut().point(place) {
                    return self.command(Command::Open, scene);
                }
            }
            _ => return Outcome::Ignored,
        }
        Outcome::Done
    }

    /// Scrolls what stands beside the list that is shown.
    pub(crate) fn scroll(&mut self, pane: usize, up: bool) {
        self.shown_mut().scroll(pane, up);
    }

    /// Does a command of the tabs; what is not theirs goes to the app.
    pub(crate) fn command(&mut self, command: Command, scene: &Scene<'_>) -> Outcome<Dialog> {
        if matches!(command, Command::Left | Command::Right) {
            self.refresh(scene);
            if self.shown_mut().step(command == Command::Right) {
                return Outcome::Done;
            }
        }
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
            Command::Open if self.view() == View::Overview => return self.follow(scene),
            Command::New if self.view() == View::Overview => {
                self.go_to_view(View::List(RecordKind::Activity));
                return self.shown_mut().command(command, scene);
            }
            Command::Open | Command::Edit if self.view() == View::Countries => {
                self.countries.refresh(scene);
                match self.countries.filter(scene) {
                    Some(filter) => {
                        self.filter(RecordKind::Transfer, &filter, scene);
                    }
                    None => return Outcome::Ignored,
                }
            }
            _ => return self.shown_mut().command(command, scene),
        }
        Outcome::Done
    }

    /// Goes where the selected line of the overview leads.
    fn follow(&mut self, scene: &Scene<'_>) -> Outcome<Dialog> {
        self.overview.refresh(scene);
        match self.overview.goal() {
            None => return Outcome::Ignored,
            Some(Goal::RegisterData) => {
                return Outcome::Do(Request::Command(Command::RegisterData));
            }
            Some(Goal::Field(id, key)) => return Outcome::Do(Request::OpenField(id, key)),
            Some(Goal::FirstActivity) => {
                self.go_to_view(View::List(RecordKind::Activity));
                return Outcome::Do(Request::Command(Command::FromLibrary));
            }
            Some(Goal::FirstMeasure) => {
                self.go_to_view(View::List(RecordKind::Measure));
                return Outcome::Do(Request::NewRecord);
            }
            Some(Goal::Law) => return Outcome::Do(Request::Command(Command::Law)),
            Some(Goal::ChangeSet(number)) => {
                self.go_to_view(View::History);
                self.history.select(number, scene);
            }
            Some(Goal::Country(code)) => {
                let filter = TransferCountries::filter_of(code, scene);
                self.filter(RecordKind::Transfer, &filter, scene);
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
        }
        Outcome::Done
    }

    /// Whether a command does something with what is chosen in the view that is shown.
    #[must_use]
    pub(crate) fn has_use_for(&self, command: Command, scene: &Scene<'_>) -> bool {
        !self.is_at(command) && self.shown().has_use_for(command, scene)
    }

    /// Whether a command leads to what is shown already.
    #[must_use]
    fn is_at(&self, command: Command) -> bool {
        match command {
            Command::Due => self.view() == View::Due,
            Command::Disposals => self.view() == View::Disposals,
            _ => TABS[self.tab].1 == command,
        }
    }

    fn pick_organisation(scene: &Scene<'_>) -> Outcome<Dialog> {
        let mut choices = vec![PickChoice::new(
            "",
            scene.words.get("tabs.all_organisations"),
            "",
            "",
        )];
        choices.extend(scene.register.ours().map(|organisation| {
            PickChoice::new(
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
        Outcome::push(pick, Then::App(crate::tui::request::Pending::Organisation))
    }

    /// Takes the answer to what a view asked: which findings, or which kinds of deadlines, are shown.
    pub(crate) fn answered(&mut self, answer: &Closed, scene: &Scene<'_>) -> Outcome<Dialog> {
        self.shown_mut().answered(answer, scene);
        Outcome::Done
    }

    /// Draws the tabs.
    pub(crate) fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>) {
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
        self.shown_mut().draw(frame, below, scene);
        self.draw_view_line(frame, line_of(body, 0), scene);
    }

    /// The views of the tab, the one shown with how much it shows.
    fn draw_view_line(&self, frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>) {
        let views = TABS[self.tab].2;
        let mut labels = Vec::with_capacity(views.len());
        for (at, view) in views.iter().enumerate() {
            let here = at == self.views[self.tab];
            let Some(label) = self.part(*view).name(scene) else {
                return;
            };
            let shown = match (here, self.shown().counts()) {
                (true, Some((shown, all))) if shown == all => {
                    format!("{label} ({})", scene.words.number(all))
                }
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
        // What is shown alone is always said; where that is long, the views keep half of the line.
        let only = self.shown().only(scene).filter(|only| !only.is_empty());
        let for_only = only.as_deref().map_or(0, |only| width(only) + 2);
        let room = usize::from(area.width).saturating_sub(1);
        let room = room.saturating_sub(for_only.min(room / 2));
        let labels = by_first_words(labels, here, room);
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
            let label = cut(&label, most);
            let before: usize = spans.iter().map(Span::width).sum();
            let place = Rect {
                x: area
                    .x
                    .saturating_add(u16::try_from(before).unwrap_or(u16::MAX)),
                width: u16::try_from(width(&label)).unwrap_or(0),
                ..area
            };
            scene.clicks.put(place, ClickTarget::View(at));
            spans.push(Span::styled(label, style));
            spans.push(Span::raw("  "));
        }
        let taken: usize = spans.iter().map(Span::width).sum();
        let mut free = usize::from(area.width).saturating_sub(taken);
        free = free.saturating_sub(for_only);
        // As many whole as there is room for.
        let mut lead = "";
        for said in self.shown().said() {
            let needs = width(lead) + width(said);
            if needs > free {
                break;
            }
            free -= needs;
            spans.push(Span::styled(format!("{lead}{said}"), scene.theme.faint));
            lead = " · ";
        }
        if !lead.is_empty() {
            spans.push(Span::raw("  "));
        }
        if let Some(only) = only {
            spans.push(Span::styled(only, scene.theme.warning));
        }
        frame.render_widget(Line::from(spans), area);
    }

    fn draw_tab_line(&self, frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>) {
        let room = usize::from(area.width);
        let name = |at: usize| scene.words.get(&format!("tab.{}", TABS[at].0)).to_owned();
        let short = |at: usize| {
            let key = format!("tab.short.{}", TABS[at].0);
            scene
                .words
                .find(&key)
                .map_or_else(|| name(at), str::to_owned)
        };
        // Where not all fit, the short names do; on the narrowest screens the numbers alone, and the name of the tab shown.
        let all = |name: &dyn Fn(usize) -> String| -> Vec<String> {
            let labels = (0..TABS.len()).map(|at| format!(" {} {}", at + 1, name(at)));
            labels.collect()
        };
        let mut labels = all(&name);
        let total = |labels: &[String]| labels.iter().map(|label| width(label)).sum::<usize>();
        if total(&labels) > room {
            labels = all(&short);
        }
        if total(&labels) > room {
            let shown = labels.iter_mut().enumerate();
            for (at, label) in shown.filter(|(at, _)| *at != self.tab) {
                *label = format!(" {} ", at + 1);
            }
        }
        let gap = if total(&labels) + TABS.len() <= room {
            " "
        } else {
            ""
        };
        let mut spans = Vec::new();
        let mut x = area.x;
        for (at, mut label) in labels.into_iter().enumerate() {
            // Each begins with a blank: there the chosen one is told without colours too.
            if at == self.tab && label.starts_with(' ') {
                label.replace_range(..1, "›");
            }
            let columns = u16::try_from(width(&label) + gap.len()).unwrap_or(0);
            let place = Rect {
                x,
                width: columns,
                ..area
            };
            x = x.saturating_add(columns);
            scene.clicks.put(place, ClickTarget::Tab(at));
            let style = if at == self.tab {
                scene.theme.focus
            } else {
                scene.theme.heading
            };
            spans.push(Span::styled(label + gap, style));
        }
        frame.render_widget(Line::from(spans), area);
    }

    /// The keys of now.
    #[must_use]
    pub(crate) fn hints(&self, scene: &Scene<'_>) -> Vec<(String, String)> {
        match self.context() {
            Some(_) => {
                let mut hints = self.shown().hints(scene);
                let marked = self.shown().marked();
                let day = scene.keymap.shown_in(CommandContext::Tabs, Command::Day);
                if let Some(key) = day.filter(|_| scene.is_past) {
                    // The way back from another day is said where nothing can be changed.
                    hints.insert(0, (key, scene.words.get("hint.to_today").to_owned()));
                }
                if marked > 0 {
                    let key = if marked == 1 {
                        "hint.marked_one"
                    } else {
                        "hint.marked"
                    };
                    let word = scene.words.get(key).to_owned();
                    hints.insert(0, (marked.to_string(), word));
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

/// The names of views, the longest of them by their first words as far as not all fit; that of the view shown stays.
fn by_first_words(mut labels: Vec<String>, here: usize, room: usize) -> Vec<String> {
    /// A name of so many columns is short enough.
    const SHORT: usize = 10;
    loop {
        let taken: usize = labels.iter().map(|label| width(label) + 2).sum();
        let others = labels.iter_mut().enumerate();
        let long =
            others.filter(|(at, label)| *at != here && width(label) > SHORT && label.contains(' '));
        let longest = long.max_by_key(|(_, label)| width(label));
        match longest {
            Some((_, label)) if taken > room + 2 => {
                label.truncate(label.find(' ').unwrap_or(label.len()));
            }
            _ => return labels,
        }
    }
}

/// The place of a kind among the lists; the first where it has none.
fn place_of(kind: RecordKind) -> usize {
    LISTS.iter().position(|list| *list == kind).unwrap_or(0)
}

/// Draws what stands there while a register is read: the line on top, the tabs, and what is being done.
pub(crate) fn draw_opening(frame: &mut Frame<'_>, area: Rect, told: &str, scene: &Scene<'_>) {
    draw_title(frame, line_of(area, 0), "ropa", "", scene);
    Tabs::default().draw_tab_line(frame, line_of(area, 1), scene);
    let told = wrap(told, usize::from(area.width).saturating_sub(2));
    for (at, line) in (3..).zip(told) {
        frame.render_widget(Line::raw(format!(" {line}")), line_of(area, at));
    }
}

/// The line on top of a register: its title, and the organisation shown.
fn draw_register_title(frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>) {
    let title = scene.lexicon.title_of(scene.register);
    let title = title.unwrap_or_else(|| scene.words.get("tabs.untitled").to_owned());
    let organisation = match scene.register.organisation(scene.organisation) {
        Some(organisation) => organisation.name.clone().unwrap_or_default(),
        None => scene.words.get("tabs.all_organisations").to_owned(),
    };
    let usual = scene.organisation.is_none() && scene.lexicon.other_day.is_some();
    let right = match scene.read_only_mark() {
        // Beside another day there is no room for what is usual.
        Some(mark) if usual => mark.to_owned(),
        Some(mark) => format!("{mark}  {organisation}"),
        None => organisation,
    };
    draw_title(frame, area, &title, &right, scene);
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
        let day = scene.words.day(day);
        let told = match scene.edition {
            Some(name) => (scene.words).fill("tabs.in_edition", &[("name", name), ("day", &day)]),
            None => scene.words.fill("tabs.on_day", &[("day", &day)]),
        };
        format!("  {told} ")
    });
    let day = day.unwrap_or_default();
    let room = (usize::from(area.width) / 2).saturating_sub(width(&day));
    let right = cut(&format!(" {organisation} "), room);
    let left = usize::from(area.width).saturating_sub(width(&day) + width(&right));
    let left = fit(&format!(" {title}"), left);
    frame.render_widget(
        Line::from(vec![
            Span::styled(left, scene.theme.title),
            // Another day than today is never overlooked.
            Span::styled(day, scene.theme.warning.add_modifier(Modifier::REVERSED)),
            Span::styled(right, scene.theme.faint),
        ]),
        area,
    );
}
