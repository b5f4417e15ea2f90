//! The tabs: the overview and the lists, one organisation's or all.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::list::{LISTS, List, Show};
use super::overview::{Goal, Overview};
use crate::domain::field::RecordKind;
use crate::domain::value::Id;
use crate::tui::command::{Command, Context};
use crate::tui::key::Key;
use crate::tui::layer::{Answer, Input, Layer, Outcome, Request, Scene, Then, command_hints};
use crate::tui::overlay::pick::{Choice, Pick, Picked};
use crate::tui::widget::frame::line_of;
use crate::tui::widget::text::{cut, fit, width};

/// The tabs, each with the kinds that it shows; the first is the overview.
pub const TABS: &[(&str, &[RecordKind])] = &[
    ("overview", &[]),
    ("activities", &[RecordKind::Activity]),
    (
        "organisations",
        &[
            RecordKind::Organisation,
            RecordKind::Agreement,
            RecordKind::Measure,
        ],
    ),
    ("transfers", &[RecordKind::Transfer]),
    (
        "retention",
        &[
            RecordKind::Retention,
            RecordKind::Schedule,
            RecordKind::Holding,
        ],
    ),
];

/// The tabs of an open register.
#[derive(Debug)]
pub struct Tabs {
    tab: usize,
    /// The view chosen in each tab.
    views: Vec<usize>,
    overview: Overview,
    lists: Vec<List>,
}

impl Default for Tabs {
    fn default() -> Self {
        Self {
            tab: 0,
            views: vec![0; TABS.len()],
            overview: Overview::default(),
            lists: LISTS.iter().map(List::new).collect(),
        }
    }
}

impl Tabs {
    /// The context of the keys; `None` while a filter is typed.
    #[must_use]
    pub fn context(&self) -> Option<Context> {
        match self.kind() {
            None => Some(Context::Tabs),
            Some(_) if self.list().is_some_and(List::is_filtering) => None,
            Some(_) => Some(Context::List),
        }
    }

    /// The kind of the list shown; `None` in the overview.
    #[must_use]
    pub fn kind(&self) -> Option<RecordKind> {
        TABS[self.tab].1.get(self.views[self.tab]).copied()
    }

    fn list(&self) -> Option<&List> {
        let kind = self.kind()?;
        self.lists.iter().find(|list| list.shape.kind == kind)
    }

    fn list_mut(&mut self) -> Option<&mut List> {
        let kind = self.kind()?;
        self.lists.iter_mut().find(|list| list.shape.kind == kind)
    }

    /// The selected record or row.
    #[must_use]
    pub fn selected(&self) -> Option<Id> {
        self.list()?.selected()
    }

    /// Shows the list of a kind.
    pub fn go_to_kind(&mut self, kind: RecordKind) {
        for (tab, (_, kinds)) in TABS.iter().enumerate() {
            if let Some(view) = kinds.iter().position(|known| *known == kind) {
                self.tab = tab;
                self.views[tab] = view;
            }
        }
    }

    /// Shows a record or row in its list.
    pub fn go_to(&mut self, id: Id, scene: &Scene<'_>) {
        let Some(place) = scene.register.place(id) else {
            return;
        };
        let kind = if LISTS.iter().any(|list| list.kind == place.kind) {
            place.kind
        } else {
            place.kind.top()
        };
        let id = if kind == place.kind { id } else { place.owner };
        self.go_to_kind(kind);
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
        self.list_mut().is_some_and(|list| {
            list.refresh(scene);
            list.prepare(scene, 500)
        })
    }

    /// Takes an input.
    pub fn handle(&mut self, input: &Input, scene: &Scene<'_>) -> Outcome {
        if let Some(list) = self.list_mut().filter(|list| list.is_filtering()) {
            return if list.type_filter(input, scene) {
                Outcome::Done
            } else {
                Outcome::Ignored
            };
        }
        let Input::Key(key) = input else {
            return Outcome::Ignored;
        };
        let context = if self.kind().is_some() {
            Context::List
        } else {
            Context::Tabs
        };
        match scene.keymap.command(context, Key::of(*key)) {
            Some(command) => self.command(command, scene),
            None => Outcome::Ignored,
        }
    }

    /// Does a command of the tabs; what is not theirs goes to the app.
    pub fn command(&mut self, command: Command, scene: &Scene<'_>) -> Outcome {
        let tab = match command {
            Command::Overview => Some(0),
            Command::Activities => Some(1),
            Command::Organisations => Some(2),
            Command::Transfers => Some(3),
            Command::Retention => Some(4),
            Command::Right => Some((self.tab + 1) % TABS.len()),
            Command::Left => Some((self.tab + TABS.len() - 1) % TABS.len()),
            _ => None,
        };
        if let Some(tab) = tab {
            self.tab = tab;
            return Outcome::Done;
        }
        let views = TABS[self.tab].1.len().max(1);
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
            _ => return self.in_view(command, scene),
        }
        Outcome::Done
    }

    fn in_view(&mut self, command: Command, scene: &Scene<'_>) -> Outcome {
        let Some(list) = self.list_mut() else {
            return self.in_overview(command);
        };
        // Keys may come faster than the screen is drawn: what they are about must be known all the same.
        list.refresh(scene);
        match command {
            Command::Up => list.go(-1),
            Command::Down => list.go(1),
            Command::PageUp => list.go_pages(-1),
            Command::PageDown => list.go_pages(1),
            Command::First => list.go_to_end(false),
            Command::Last => list.go_to_end(true),
            Command::Select => list.mark(),
            Command::Filter => list.begin_filter(),
            Command::Sort => return Outcome::Tell(list.sort_next(false, scene)),
            Command::SortBack => return Outcome::Tell(list.sort_next(true, scene)),
            Command::Show => {
                let next = Show::ALL
                    .iter()
                    .position(|(show, _)| *show == list.show)
                    .map_or(0, |at| (at + 1) % Show::ALL.len());
                list.show = Show::ALL[next].0;
                list.refresh(scene);
                return Outcome::Tell(
                    scene
                        .words
                        .get(&format!("show.{}", list.show.key()))
                        .to_owned(),
                );
            }
            Command::Back => {
                if !list.unfilter() && !list.unmark() {
                    return Outcome::Ignored;
                }
            }
            Command::Open | Command::Edit => {
                return list
                    .selected()
                    .map_or(Outcome::Ignored, |id| Outcome::Do(Request::OpenForm(id)));
            }
            Command::Read => {
                return list
                    .selected()
                    .map_or(Outcome::Ignored, |id| Outcome::Do(Request::Read(id)));
            }
            Command::Duplicate => {
                return list
                    .selected()
                    .map_or(Outcome::Ignored, |id| Outcome::Do(Request::Duplicate(id)));
            }
            Command::New => return Outcome::Do(Request::NewRecord),
            Command::Copy => {
                let text: Vec<String> = list
                    .chosen()
                    .into_iter()
                    .filter_map(|id| scene.register.get(id))
                    .map(|record| {
                        crate::exchange::markdown::record(scene.lexicon, scene.register, record)
                    })
                    .collect();
                return if text.is_empty() {
                    Outcome::Ignored
                } else {
                    Outcome::Do(Request::Copy(text.join("\n")))
                };
            }
            Command::Remove => {
                let chosen = list.chosen();
                return if chosen.is_empty() {
                    Outcome::Ignored
                } else {
                    Outcome::Do(Request::Remove(chosen))
                };
            }
            other => return Outcome::Do(Request::Command(other)),
        }
        Outcome::Done
    }

    fn in_overview(&mut self, command: Command) -> Outcome {
        match command {
            Command::Up => self.overview.go(-1),
            Command::Down => self.overview.go(1),
            Command::PageUp | Command::First => self.overview.go(isize::MIN / 2),
            Command::PageDown | Command::Last => self.overview.go(isize::MAX / 2),
            Command::Open => match self.overview.goal() {
                Goal::List(list) => self.go_to_kind(LISTS[list].kind),
                Goal::RegisterData => return Outcome::Do(Request::Command(Command::RegisterData)),
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
            Then::App(crate::tui::layer::Pending::Organisation),
        )
    }

    /// The tabs themselves wait for no answer.
    pub fn answered(&mut self, _answer: &Answer, _scene: &Scene<'_>) -> Outcome {
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
        if self.kind().is_none() {
            self.overview.draw(
                frame,
                Rect {
                    y: body.y + 1,
                    height: body.height.saturating_sub(1),
                    ..body
                },
                scene,
            );
            return;
        }
        let views = TABS[self.tab].1;
        let chosen = self.views[self.tab];
        let Some(list) = self.list_mut() else { return };
        list.refresh(scene);
        let (shown, all) = list.counts();
        let number = if shown == all {
            all.to_string()
        } else {
            scene.words.fill(
                "list.of",
                &[("n", &shown.to_string()), ("all", &all.to_string())],
            )
        };
        let mut spans = vec![Span::raw(" ")];
        for (at, kind) in views.iter().enumerate() {
            let style = if at == chosen {
                scene.theme.heading
            } else {
                scene.theme.faint
            };
            let label = scene.words.many(*kind);
            spans.push(Span::styled(
                if at == chosen {
                    format!("{label} ({number})")
                } else {
                    label.to_owned()
                },
                style,
            ));
            spans.push(Span::raw("  "));
        }
        if list.show != Show::All {
            spans.push(Span::styled(
                scene
                    .words
                    .get(&format!("show.{}", list.show.key()))
                    .to_owned(),
                scene.theme.warning,
            ));
        }
        frame.render_widget(Line::from(spans), line_of(body, 0));
        list.draw(
            frame,
            Rect {
                y: body.y + 1,
                height: body.height.saturating_sub(1),
                ..body
            },
            scene,
        );
    }

    fn draw_tab_line(&self, frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>) {
        let label = |at: usize| {
            format!(
                " {} {} ",
                at + 1,
                scene.words.get(&format!("tab.{}", TABS[at].0))
            )
        };
        let total: usize = (0..TABS.len()).map(|at| width(&label(at))).sum();
        let mut spans = Vec::new();
        for at in 0..TABS.len() {
            let here = at == self.tab;
            // Where not all fit, only the tab shown is spelled out.
            let text = if total > usize::from(area.width) && !here {
                format!(" {} ", at + 1)
            } else {
                label(at)
            };
            spans.push(Span::styled(
                text,
                if here {
                    scene.theme.focus
                } else {
                    scene.theme.heading
                },
            ));
        }
        frame.render_widget(Line::from(spans), area);
    }

    /// The keys of now.
    #[must_use]
    pub fn hints(&self, scene: &Scene<'_>) -> Vec<(String, String)> {
        match self.context() {
            Some(context) => command_hints(context, scene),
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
    draw_title(frame, area, title, &organisation, scene);
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
    let right = format!("{organisation}{} ", day.unwrap_or_default());
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
