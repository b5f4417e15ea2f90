//! A list of records or rows, with the selected one beside it as it will be exported.

use std::collections::{HashMap, HashSet};

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::domain::codes::RecordStatus;
use crate::domain::field::{Record, RecordKind};
use crate::domain::records::Activity;
use crate::domain::value::{FieldKind, Id, Value};
use crate::search::{Haystack, Query, text_of};
use crate::tui::layer::Scene;
use crate::tui::markdown::{MarkdownLines, styled};
use crate::tui::widget::frame::{line_of, scrolled};
use crate::tui::widget::line_input::LineInput;
use crate::tui::widget::text::{fit, width};

/// What a list shows: a kind of record or row, and its columns with their share of the width.
#[derive(Debug)]
pub struct ListKind {
    /// The kind.
    pub kind: RecordKind,
    /// The columns: a field's key, `ref`, or `activity` for the record that holds a row; and its share.
    pub columns: &'static [(&'static str, usize)],
}

/// Every list of the screen.
pub static LISTS: &[ListKind] = &[
    ListKind {
        kind: RecordKind::Activity,
        columns: &[
            ("ref", 2),
            ("name", 9),
            ("role", 4),
            ("organisation", 5),
            ("state", 3),
        ],
    },
    ListKind {
        kind: RecordKind::Organisation,
        columns: &[
            ("ref", 2),
            ("name", 9),
            ("country", 4),
            ("category", 4),
            ("ours", 2),
        ],
    },
    ListKind {
        kind: RecordKind::Agreement,
        columns: &[
            ("ref", 2),
            ("organisation", 7),
            ("kind", 5),
            ("status", 3),
            ("valid_until", 3),
        ],
    },
    ListKind {
        kind: RecordKind::Measure,
        columns: &[("ref", 2), ("name", 9), ("kind", 5)],
    },
    ListKind {
        kind: RecordKind::Transfer,
        columns: &[
            ("ref", 3),
            ("activity", 7),
            ("country", 5),
            ("state", 3),
            ("mechanisms", 6),
        ],
    },
    ListKind {
        kind: RecordKind::Retention,
        columns: &[
            ("ref", 3),
            ("name", 7),
            ("activity", 6),
            ("kind", 3),
            ("period", 3),
        ],
    },
    ListKind {
        kind: RecordKind::Schedule,
        columns: &[
            ("ref", 2),
            ("name", 8),
            ("kind", 3),
            ("period", 3),
            ("law", 5),
        ],
    },
    ListKind {
        kind: RecordKind::Holding,
        columns: &[
            ("ref", 4),
            ("name", 7),
            ("started_on", 3),
            ("keep_through", 3),
            ("disposed_on", 3),
        ],
    },
];

/// Which of the records are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Show {
    /// All.
    #[default]
    All,
    /// Only those whose owner is the user.
    Mine,
    /// Only drafts.
    Drafts,
}

impl Show {
    /// Every choice with its locale key below `show`.
    pub const ALL: [(Self, &'static str); 3] = [
        (Self::All, "all"),
        (Self::Mine, "mine"),
        (Self::Drafts, "drafts"),
    ];

    /// The choice's locale key below `show`.
    #[must_use]
    pub fn key(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(show, _)| *show == self)
            .map_or("all", |(_, key)| key)
    }
}

/// One entry of a list: the record that holds it, and the record or row itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Entry {
    owner: Id,
    id: Id,
}

/// A list.
#[derive(Debug)]
pub struct List {
    /// What it shows.
    pub shape: &'static ListKind,
    /// Which records.
    pub show: Show,
    entries: Vec<Entry>,
    haystacks: Vec<Option<Haystack>>,
    /// How many of the haystacks are made, from the first on.
    ready: usize,
    shown: Vec<usize>,
    cursor: usize,
    offset: usize,
    filter: LineInput,
    filtering: bool,
    sort: Option<(usize, bool)>,
    marked: HashSet<Id>,
    made_for: Option<(u64, Option<Id>, Show)>,
    /// Whether the order was changed since.
    resort: bool,
    detail: Option<(Id, u64, u16, MarkdownLines)>,
    page: usize,
}

impl List {
    /// A list that shows everything of its kind.
    #[must_use]
    pub fn new(shape: &'static ListKind) -> Self {
        Self {
            shape,
            show: Show::All,
            entries: Vec::new(),
            haystacks: Vec::new(),
            ready: 0,
            shown: Vec::new(),
            cursor: 0,
            offset: 0,
            filter: LineInput::default(),
            filtering: false,
            sort: None,
            marked: HashSet::new(),
            made_for: None,
            resort: false,
            detail: None,
            page: 10,
        }
    }

    /// Whether the filter is being typed.
    #[must_use]
    pub const fn is_filtering(&self) -> bool {
        self.filtering
    }

    /// Begins to type the filter.
    pub const fn begin_filter(&mut self) {
        self.filtering = true;
    }

    /// The selected record or row.
    #[must_use]
    pub fn selected(&self) -> Option<Id> {
        self.shown.get(self.cursor).map(|at| self.entries[*at].id)
    }

    /// What a command is about: the marked ones, else the selected one.
    #[must_use]
    pub fn chosen(&self) -> Vec<Id> {
        if self.marked.is_empty() {
            return self.selected().into_iter().collect();
        }
        self.shown
            .iter()
            .map(|at| self.entries[*at].id)
            .filter(|id| self.marked.contains(id))
            .collect()
    }

    /// How many are shown, and of how many.
    #[must_use]
    pub fn counts(&self) -> (usize, usize) {
        (self.shown.len(), self.entries.len())
    }

    /// Marks or unmarks the selected one.
    pub fn mark(&mut self) {
        if let Some(id) = self.selected()
            && !self.marked.remove(&id)
        {
            self.marked.insert(id);
        }
        self.go(1);
    }

    /// Takes all marks away; `false` where there were none.
    pub fn unmark(&mut self) -> bool {
        let any = !self.marked.is_empty();
        self.marked.clear();
        any
    }

    /// Takes the filter away; `false` where there was none.
    pub fn unfilter(&mut self) -> bool {
        let any = !self.filter.text().is_empty();
        self.filter = LineInput::default();
        self.filtering = false;
        if any {
            self.refilter();
        }
        any
    }

    /// Moves the selection.
    pub fn go(&mut self, by: isize) {
        let last = self.shown.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
    }

    /// Moves the selection by pages.
    pub fn go_pages(&mut self, pages: isize) {
        self.go(pages.saturating_mul(isize::try_from(self.page.max(1)).unwrap_or(10)));
    }

    /// Moves the selection to the first or last.
    pub fn go_to_end(&mut self, last: bool) {
        self.cursor = if last {
            self.shown.len().saturating_sub(1)
        } else {
            0
        };
    }

    /// Selects a record or row; `false` where it is not shown.
    pub fn select(&mut self, id: Id, scene: &Scene<'_>) -> bool {
        self.refresh(scene);
        let at = self.shown.iter().position(|at| self.entries[*at].id == id);
        if let Some(at) = at {
            self.cursor = at;
        }
        at.is_some()
    }

    /// Takes a key of the filter; `Enter` and `Esc` end it.
    pub fn type_filter(&mut self, input: &crate::tui::layer::Input, scene: &Scene<'_>) -> bool {
        use ratatui::crossterm::event::KeyCode;
        match input {
            crate::tui::layer::Input::Paste(text) => {
                self.filter.insert(text);
            }
            crate::tui::layer::Input::Key(key) => match key.code {
                KeyCode::Enter => self.filtering = false,
                KeyCode::Esc => {
                    self.unfilter();
                }
                KeyCode::Up => self.go(-1),
                KeyCode::Down => self.go(1),
                KeyCode::PageUp => self.go_pages(-1),
                KeyCode::PageDown => self.go_pages(1),
                _ if self.filter.key(*key) => {}
                _ => return false,
            },
        }
        self.prepare(scene, usize::MAX);
        self.refilter();
        true
    }

    /// Sorts by the next column, or turns the order round.
    pub fn sort_next(&mut self, turn: bool, scene: &Scene<'_>) -> String {
        let columns = self.shape.columns.len();
        self.sort = Some(match (self.sort, turn) {
            (Some((column, back)), true) => (column, !back),
            (Some((column, _)), false) => ((column + 1) % columns, false),
            (None, true) => (0, true),
            (None, false) => (1.min(columns - 1), false),
        });
        self.resort = true;
        self.refresh(scene);
        let (column, back) = self.sort.unwrap_or_default();
        let key = if back {
            "list.sorted_back"
        } else {
            "list.sorted"
        };
        scene
            .words
            .fill(key, &[("column", &heading(self.shape, column, scene))])
    }

    /// Brings the entries up to date with the register, the organisation shown and the choice of records.
    pub fn refresh(&mut self, scene: &Scene<'_>) {
        let made_for = Some((scene.version, scene.organisation, self.show));
        if self.made_for == made_for && !std::mem::take(&mut self.resort) {
            return;
        }
        self.resort = false;
        let selected = self.selected();
        let mut known = self.known_haystacks(scene);
        self.entries = entries_of(self.shape.kind, self.show, scene);
        if let Some((column, back)) = self.sort {
            let (key, _) = self.shape.columns[column];
            let mut keyed: Vec<(String, Entry)> = self
                .entries
                .iter()
                .map(|entry| (sort_key(*entry, key, scene), *entry))
                .collect();
            keyed.sort_by(|(left, _), (right, _)| {
                crate::domain::register::natural_order(left, right)
            });
            if back {
                keyed.reverse();
            }
            self.entries = keyed.into_iter().map(|(_, entry)| entry).collect();
        }
        self.haystacks = self
            .entries
            .iter()
            .map(|entry| known.remove(&entry.id))
            .collect();
        self.ready = 0;
        self.made_for = made_for;
        let known: HashSet<Id> = self.entries.iter().map(|entry| entry.id).collect();
        self.marked.retain(|id| known.contains(id));
        if !self.filter.text().is_empty() {
            self.prepare(scene, usize::MAX);
        }
        self.refilter();
        if let Some(at) =
            selected.and_then(|id| self.shown.iter().position(|at| self.entries[*at].id == id))
        {
            self.cursor = at;
        }
    }

    /// What was made ready to be searched and still holds: all but what was changed since.
    fn known_haystacks(&mut self, scene: &Scene<'_>) -> HashMap<Id, Haystack> {
        let Some(changed) = self
            .made_for
            .and_then(|(version, ..)| scene.touched.since(version))
        else {
            return HashMap::new();
        };
        let entries = self.entries.iter().zip(std::mem::take(&mut self.haystacks));
        entries
            .filter(|(entry, _)| !changed.contains(&entry.owner))
            .filter_map(|(entry, haystack)| Some((entry.id, haystack?)))
            .collect()
    }

    /// Makes up to `most` more entries ready to be searched; `false` where all are.
    pub fn prepare(&mut self, scene: &Scene<'_>, most: usize) -> bool {
        let label = |kind: &FieldKind, code: &str| scene.lexicon.label(kind, code);
        let mut made = 0;
        while self.ready < self.entries.len() && made < most {
            if self.haystacks[self.ready].is_none() {
                let text = search_text(self.entries[self.ready], scene, &label);
                self.haystacks[self.ready] = Some(Haystack::new(&text));
                made += 1;
            }
            self.ready += 1;
        }
        self.ready < self.entries.len()
    }

    fn refilter(&mut self) {
        let query = Query::new(self.filter.text());
        self.shown = if query.is_empty() {
            (0..self.entries.len()).collect()
        } else {
            (0..self.entries.len())
                .filter(|at| {
                    self.haystacks
                        .get(*at)
                        .and_then(Option::as_ref)
                        .is_some_and(|haystack| haystack.holds(&query))
                })
                .collect()
        };
        self.cursor = self.cursor.min(self.shown.len().saturating_sub(1));
    }

    /// Draws the list, and the selected record beside it or below it.
    pub fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>) {
        self.refresh(scene);
        let (table, detail) = if area.width >= 100 {
            let half = area.width * 11 / 20;
            (
                Rect {
                    width: half,
                    ..area
                },
                Rect {
                    x: area.x + half + 1,
                    width: area.width - half - 1,
                    ..area
                },
            )
        } else if area.height >= 12 {
            let upper = area.height / 2;
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
        } else {
            (area, Rect { height: 0, ..area })
        };
        self.draw_table(frame, table, scene);
        self.draw_detail(frame, detail, scene, area.width >= 100);
    }

    fn draw_table(&mut self, frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>) {
        let theme = scene.theme;
        let mut body = area;
        let filtered = self.filtering || !self.filter.text().is_empty();
        if filtered {
            let (shown, column) = self.filter.view(usize::from(area.width).saturating_sub(3));
            frame.render_widget(
                Line::from(vec![Span::styled("/ ", theme.title), Span::raw(shown)]),
                line_of(area, 0),
            );
            if self.filtering {
                frame
                    .set_cursor_position((area.x + 2 + u16::try_from(column).unwrap_or(0), area.y));
            }
            body = Rect {
                y: body.y + 1,
                height: body.height.saturating_sub(1),
                ..body
            };
        }
        let widths = column_widths(self.shape, usize::from(area.width).saturating_sub(2));
        let titles =
            self.shape
                .columns
                .iter()
                .enumerate()
                .zip(&widths)
                .map(|((at, _), columns)| {
                    let arrow = match self.sort {
                        Some((column, back)) if column == at => {
                            if back {
                                "▼"
                            } else {
                                "▲"
                            }
                        }
                        _ => "",
                    };
                    fit(
                        &format!("{}{arrow}", heading(self.shape, at, scene)),
                        *columns,
                    )
                });
        let titles: Vec<String> = titles.collect();
        frame.render_widget(
            Line::styled(format!("  {}", titles.join(" ")), theme.faint),
            line_of(body, 0),
        );
        let height = usize::from(body.height.saturating_sub(1));
        self.page = height.max(1);
        self.offset =
            scrolled(self.offset, self.cursor, height).min(self.shown.len().saturating_sub(1));
        if self.shown.is_empty() {
            self.draw_nothing(frame, body, scene);
        }
        for (row, at) in self.shown.iter().enumerate().skip(self.offset).take(height) {
            let entry = self.entries[*at];
            let mark = if self.marked.contains(&entry.id) {
                "*"
            } else {
                " "
            };
            let pointer = if row == self.cursor { "›" } else { " " };
            let cells: Vec<String> = self
                .shape
                .columns
                .iter()
                .zip(&widths)
                .map(|((key, _), columns)| fit(&cell(entry, key, scene), *columns))
                .collect();
            let style = if row == self.cursor {
                theme.focus
            } else {
                Style::new()
            };
            let line = Line::styled(format!("{mark}{pointer}{}", cells.join(" ")), style);
            frame.render_widget(
                line,
                line_of(
                    body,
                    u16::try_from(row - self.offset + 1).unwrap_or(u16::MAX),
                ),
            );
        }
    }

    /// Why nothing is shown, and what to do.
    fn draw_nothing(&self, frame: &mut Frame<'_>, body: Rect, scene: &Scene<'_>) {
        let key = if self.entries.is_empty() {
            "list.empty"
        } else {
            "list.no_match"
        };
        let text = scene.words.fill(
            key,
            &[("kind", &scene.words.many(self.shape.kind).to_lowercase())],
        );
        for (at, line) in
            crate::tui::widget::text::wrap(&text, usize::from(body.width).saturating_sub(4))
                .iter()
                .enumerate()
        {
            frame.render_widget(
                Line::styled(format!("  {line}"), scene.theme.faint),
                line_of(body, u16::try_from(at + 2).unwrap_or(2)),
            );
        }
    }

    fn draw_detail(&mut self, frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>, beside: bool) {
        if area.height < 3 {
            return;
        }
        let inside = if beside {
            for y in area.y..area.bottom() {
                frame.render_widget(
                    Span::styled("│", scene.theme.border),
                    Rect {
                        x: area.x,
                        y,
                        width: 1,
                        height: 1,
                    },
                );
            }
            Rect {
                x: area.x + 2,
                width: area.width.saturating_sub(2),
                ..area
            }
        } else {
            let rule = "─".repeat(usize::from(area.width));
            frame.render_widget(Line::styled(rule, scene.theme.border), line_of(area, 0));
            Rect {
                y: area.y + 1,
                height: area.height - 1,
                ..area
            }
        };
        let Some(id) = self.selected() else { return };
        let fresh = self
            .detail
            .as_ref()
            .is_some_and(|(of, version, columns, _)| {
                (*of, *version, *columns) == (id, scene.version, inside.width)
            });
        if !fresh && let Some(record) = scene.register.get(id) {
            let text = crate::exchange::markdown::record(scene.lexicon, scene.register, record);
            self.detail = Some((
                id,
                scene.version,
                inside.width,
                styled(&text, usize::from(inside.width), scene.theme),
            ));
        }
        if let Some((.., lines)) = &self.detail {
            lines.draw(frame, inside, 0);
            if lines.len() > usize::from(inside.height) {
                let more = format!(
                    " {} ",
                    scene.words.fill(
                        "list.more",
                        &[(
                            "n",
                            &(lines.len() - usize::from(inside.height) + 1).to_string()
                        )]
                    )
                );
                let last = line_of(inside, inside.height - 1);
                let columns = u16::try_from(width(&more)).unwrap_or(0).min(last.width);
                frame.render_widget(
                    Line::styled(fit("", usize::from(last.width)), Style::new()),
                    last,
                );
                frame.render_widget(
                    Line::styled(more, scene.theme.faint),
                    Rect {
                        width: columns,
                        ..last
                    },
                );
            }
        }
    }
}

/// Everything that an entry is found by; a row also by the name of what holds it.
fn search_text(
    entry: Entry,
    scene: &Scene<'_>,
    label: &dyn Fn(&FieldKind, &str) -> String,
) -> String {
    let Some(record) = scene.register.get(entry.id) else {
        return String::new();
    };
    let text = text_of(scene.register, record, label);
    if entry.id == entry.owner {
        return text;
    }
    let owner = scene.register.owner(entry.owner);
    let above =
        owner.map(|owner| format!("{} {}", owner.head().reference, scene.register.title(owner)));
    format!("{text}\n{}", above.unwrap_or_default())
}

/// The records or rows of a list, for the organisation shown.
fn entries_of(kind: RecordKind, show: Show, scene: &Scene<'_>) -> Vec<Entry> {
    let mut entries = Vec::new();
    for owner in scene.register.records(kind.top()) {
        if !belongs(owner, show, scene) {
            continue;
        }
        if kind.parent().is_none() {
            entries.push(Entry {
                owner: owner.id(),
                id: owner.id(),
            });
            continue;
        }
        owner.walk(None, &mut |row, _| {
            if row.kind() == kind {
                entries.push(Entry {
                    owner: owner.id(),
                    id: row.id(),
                });
            }
        });
    }
    entries
}

/// Whether a record is one of the organisation shown, and of those that are asked for.
fn belongs(owner: &dyn Record, show: Show, scene: &Scene<'_>) -> bool {
    let chosen = scene
        .organisation
        .is_none_or(|organisation| match owner.kind() {
            RecordKind::Activity => owner.value("organisation") == Value::Ref(organisation),
            RecordKind::Agreement => owner.value("our_party") == Value::Ref(organisation),
            RecordKind::Measure => {
                let of = owner.value("organisations");
                of.is_empty() || of.refs().contains(&organisation)
            }
            _ => true,
        });
    let asked = match (show, owner.downcast::<Activity>()) {
        (Show::Mine, Some(activity)) => activity.owner.as_deref() == Some(scene.author),
        (Show::Drafts, Some(activity)) => activity
            .record_status
            .is_none_or(|status| status == RecordStatus::Draft),
        _ => true,
    };
    chosen && asked
}

/// The title of a column.
fn heading(shape: &ListKind, column: usize, scene: &Scene<'_>) -> String {
    match shape.columns[column].0 {
        "ref" => scene.words.get("list.ref").to_owned(),
        "activity" => scene.words.one(RecordKind::Activity).to_owned(),
        key => scene.words.label(shape.kind, key).to_owned(),
    }
}

/// What stands in a column, in words.
fn cell(entry: Entry, key: &str, scene: &Scene<'_>) -> String {
    let Some(record) = scene.register.get(entry.id) else {
        return String::new();
    };
    match key {
        "ref" => scene.register.reference(entry.id),
        "activity" => scene
            .register
            .owner(entry.owner)
            .map(|owner| scene.register.title(owner))
            .unwrap_or_default(),
        "name" => scene.lexicon.title(scene.register, record),
        "keep_through" => scene
            .lexicon
            .keep_through(scene.register, record)
            .unwrap_or_default(),
        _ => scene.lexicon.cell(scene.register, record, key),
    }
}

/// What a column is sorted by: dates, periods and numbers by what they are, the rest as it reads.
fn sort_key(entry: Entry, key: &str, scene: &Scene<'_>) -> String {
    let value = scene
        .register
        .get(entry.id)
        .map(|record| record.value(key))
        .unwrap_or_default();
    match value {
        Value::Date(date) => date.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Period(period) => period.rough_days().to_string(),
        _ => crate::search::fold(&cell(entry, key, scene)),
    }
}

/// The columns' widths by their shares.
fn column_widths(shape: &ListKind, room: usize) -> Vec<usize> {
    let gaps = shape.columns.len() - 1;
    let shares: usize = shape.columns.iter().map(|(_, share)| share).sum();
    let room = room.saturating_sub(gaps);
    let mut widths: Vec<usize> = shape
        .columns
        .iter()
        .map(|(_, share)| room * share / shares)
        .collect();
    let used: usize = widths.iter().sum();
    if let Some(widest) = widths.iter_mut().max() {
        *widest += room - used;
    }
    widths
}
