//! A list of records or rows, with the selected one beside it as it will be exported.

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::crossterm::event::KeyCode;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::beside;
use super::view::{TabView, copy};
use crate::domain::codes::{ActivityRole, Choice as _, RecordStatus};
use crate::domain::field::Record;
use crate::domain::kind::RecordKind;
use crate::domain::records::Activity;
use crate::domain::text::SortKey;
use crate::domain::value::{Id, Value};
use crate::labels::columns::REFERENCE;
use crate::labels::shown::{CUT_LAST, Stays, shown};
use crate::rules::{Finding, Findings, Severity};
use crate::search::terms::{Filter, FilterKnowledge, completions};
use crate::search::{Query, found_by};
use crate::tui::command::{Command, CommandContext};
use crate::tui::hints::{command_hints, named_hints};
use crate::tui::layer::Outcome;
use crate::tui::request::{Input, Request};
use crate::tui::scene::Scene;
use crate::tui::screen::findings::sign;
use crate::tui::widget::columns::{Measured, widths};
use crate::tui::widget::detail::{DetailPane, parted};
use crate::tui::widget::frame::{draw_reason, line_of};
use crate::tui::widget::outline::{Outline, OutlineGroup};
use crate::tui::widget::text::{cut, fit, width};

/// Every list of the screen, by the kind of its records or rows.
pub(crate) static LISTS: &[RecordKind] = &[
    RecordKind::Activity,
    RecordKind::Organisation,
    RecordKind::Agreement,
    RecordKind::Measure,
    RecordKind::Transfer,
    RecordKind::Retention,
    RecordKind::Schedule,
    RecordKind::Holding,
];

/// Which of the records are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Show {
    /// All.
    #[default]
    All,
    /// Only those whose owner is the user.
    Mine,
    /// Only drafts.
    Drafts,
    /// Only those that have findings.
    Findings,
}

impl Show {
    /// Every choice with its locale key below `show`.
    pub(crate) const ALL: [(Self, &'static str); 4] = [
        (Self::All, "all"),
        (Self::Mine, "mine"),
        (Self::Drafts, "drafts"),
        (Self::Findings, "findings"),
    ];

    /// The next choice that makes a difference among records of a kind: only activities have owners and drafts.
    #[must_use]
    pub(crate) fn next(self, kind: RecordKind) -> Self {
        let differs = |show: &Self| {
            kind == RecordKind::Activity || matches!(show, Self::All | Self::Findings)
        };
        let all = || Self::ALL.iter().map(|(show, _)| *show).filter(differs);
        let after = all().skip_while(|show| *show != self).nth(1);
        after.unwrap_or_default()
    }

    /// The choice in words.
    #[must_use]
    pub(crate) fn words(self, scene: &Scene<'_>) -> String {
        let key = format!("show.{}", self.key());
        scene.words.fill(&key, &[("author", scene.author)])
    }

    /// The choice's locale key below `show`.
    #[must_use]
    pub(crate) fn key(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(show, _)| *show == self)
            .map_or("all", |(_, key)| key)
    }
}

/// One entry of a list: the record that holds it, and the record or row itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct ListEntry {
    owner: Id,
    id: Id,
}

/// What a list was made for: the register's version, the organisation shown, which records, and how many of them
/// were still to be checked where that matters.
type MadeFor = (u64, Option<Id>, Show, usize);

/// A column of a list.
#[derive(Debug)]
struct Column {
    key: &'static str,
    stays: Stays,
    /// Whether the same stands in every entry: it is said once, and the column gives way.
    alike: bool,
    /// How wide what was seen in it is; it grows until the list is another one, so that nothing jumps.
    wants: usize,
}

/// Below so many columns what can be said by an article is.
const NARROW: usize = 100;

/// The most entries of a list that are measured before they are seen.
const MEASURED: usize = 100;

/// A list.
#[derive(Debug)]
pub(crate) struct List {
    /// The kind of what it shows.
    pub kind: RecordKind,
    /// The columns, those too that give way.
    columns: Vec<Column>,
    /// Which records.
    pub show: Show,
    outline: Outline<ListEntry>,
    sort: Option<(usize, bool)>,
    made_for: Option<MadeFor>,
    /// Whether the order was changed since.
    resort: bool,
    /// What is the same in every entry, and how many there are of each role.
    said: Vec<String>,
    /// The room that the columns were measured in.
    room: usize,
    /// The places of the columns that were drawn.
    drawn: Vec<usize>,
    detail: DetailPane<Id>,
}

impl List {
    /// A list that shows everything of its kind.
    #[must_use]
    pub(crate) fn new(kind: RecordKind) -> Self {
        let columns = shown(kind).iter().map(|(key, stays)| Column {
            key,
            stays: *stays,
            alike: false,
            wants: 0,
        });
        Self {
            kind,
            columns: columns.collect(),
            show: Show::All,
            outline: Outline::default(),
            sort: None,
            made_for: None,
            resort: false,
            said: Vec::new(),
            room: 0,
            drawn: Vec::new(),
            detail: DetailPane::default(),
        }
    }

    /// The marked records or rows among those shown, and all that are shown.
    #[must_use]
    pub(crate) fn marked_and_shown(&self) -> (Vec<Id>, Vec<Id>) {
        let ids = |entries: Vec<ListEntry>| entries.into_iter().map(|entry| entry.id).collect();
        let (marked, shown) = self.outline.marked_and_shown();
        (ids(marked), ids(shown))
    }

    /// Takes the filter away.
    pub(crate) fn unfilter(&mut self) {
        self.outline.unfilter();
    }

    /// Shows only what holds all words of a text.
    pub(crate) fn filter(&mut self, text: &str, scene: &Scene<'_>) {
        self.outline.command(Command::Filter);
        for input in [
            Input::Paste(text.to_owned()),
            Input::Key(KeyCode::Enter.into()),
        ] {
            self.type_filter(&input, scene);
        }
    }

    /// Finds what has what the filter asks besides words.
    fn narrow(&mut self, scene: &Scene<'_>) {
        let filter = Filter::new(self.outline.filter_text(), scene.lexicon);
        if !filter.asks_more() {
            return self.outline.narrow(None);
        }
        let due = filter.asks_due().then(|| scene.due());
        let is_due_by = |record: &dyn Record, day: NaiveDate| {
            let items = due.iter().flat_map(|items| items.iter());
            let mut items = items.filter(|item| item.date <= day);
            items.any(|item| record.id() == item.owner || record.find(item.id).is_some())
        };
        let has_finding = |record: &dyn Record| {
            let owner = scene.register.place(record.id()).map(|place| place.owner);
            let entry = owner.map(|owner| ListEntry {
                owner,
                id: record.id(),
            });
            entry.is_some_and(|entry| gravest(entry, scene).is_some())
        };
        let known = FilterKnowledge {
            has_finding: &has_finding,
            is_due_by: &is_due_by,
        };
        let register = scene.register;
        let passes = self.outline.keys().iter().filter(|entry| {
            let records = register.owner(entry.owner).zip(register.get(entry.id));
            records.is_some_and(|(owner, record)| {
                filter.lets(register, owner, record, scene.lexicon, &known)
            })
        });
        let passes = passes.copied().collect();
        self.outline.narrow(Some((filter.words, passes)));
    }

    /// What the filter can be completed to.
    fn completions(&self, scene: &Scene<'_>) -> Vec<String> {
        let records = scene.register.records(self.kind.top());
        let rows = self.outline.keys().iter();
        let rows = rows.filter_map(|entry| scene.register.get(entry.id));
        let typed = self.outline.filter_text();
        if self.kind.parent().is_none() {
            completions(typed, scene.register, rows, scene.lexicon)
        } else {
            completions(typed, scene.register, rows.chain(records), scene.lexicon)
        }
    }

    /// Selects a record or row; `false` where it is not shown.
    pub(crate) fn select(&mut self, id: Id, scene: &Scene<'_>) -> bool {
        self.refresh(scene);
        let owner = scene.register.place(id).map_or(id, |place| place.owner);
        self.outline.select(&ListEntry { owner, id })
    }

    /// Sorts by the next column, or turns the order round.
    pub(crate) fn sort_next(&mut self, turn: bool, scene: &Scene<'_>) -> String {
        if self.drawn.is_empty() {
            self.drawn = (0..self.columns.len()).collect();
        }
        // Only by what is seen: the next of the columns that are drawn.
        let at = |column: usize| self.drawn.iter().position(|of| *of == column);
        let place = |at: usize| self.drawn[at % self.drawn.len()];
        self.sort = Some(match (self.sort, turn) {
            (Some((column, back)), true) => (column, !back),
            (Some((column, _)), false) => (place(at(column).map_or(0, |at| at + 1)), false),
            (None, true) => (place(0), true),
            (None, false) => (place(1), false),
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
            .fill(key, &[("column", &self.heading(column, scene))])
    }

    fn draw_table(&mut self, frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>) {
        let body = self.outline.draw_filter(frame, area, scene.theme);
        let room = usize::from(area.width).saturating_sub(4);
        let lines = Rect {
            y: body.y + 1,
            height: body.height.saturating_sub(1),
            ..body
        };
        if self.outline.is_filtering() {
            self.draw_completions(frame, line_of(area, 0), scene);
        }
        let widths = self.measure(room, usize::from(lines.height), scene);
        let mut titles = Vec::with_capacity(widths.len());
        for (at, columns) in &widths {
            let arrow = match self.sort {
                Some((column, true)) if column == *at => "▼",
                Some((column, false)) if column == *at => "▲",
                _ => "",
            };
            // The arrow stands also where the title is cut.
            let room = columns.saturating_sub(width(arrow));
            let title = format!("{}{arrow}", cut(&self.heading(*at, scene), room));
            titles.push(fit(&title, *columns));
        }
        frame.render_widget(
            Line::styled(format!("    {}", titles.join(" ")), scene.theme.faint),
            line_of(body, 0),
        );
        if self.outline.counts().0 == 0 {
            self.draw_nothing(frame, body, scene);
        }
        let (columns, narrow) = (&self.columns, room < NARROW);
        let query = self.outline.query();
        self.outline.draw(frame, lines, scene, &|entry, _| {
            let cells = widths.iter().map(|(at, width)| {
                let text = cell(*entry, columns[*at].key, narrow, scene);
                fit(&text, *width)
            });
            let cells: Vec<String> = cells.collect();
            let (sign, style) = gravest(*entry, scene)
                .map_or((" ", Style::new()), |severity| sign(severity, scene.theme));
            let mut spans = vec![Span::styled(sign, style), Span::raw(" ")];
            spans.extend(marked(&cells.join(" "), &query, scene));
            spans
        });
    }

    /// The columns for which there is room, each with its width: as wide as what is seen, and as what was seen before.
    fn measure(&mut self, room: usize, lines: usize, scene: &Scene<'_>) -> Vec<(usize, usize)> {
        if self.room != room {
            self.room = room;
            self.columns.iter_mut().for_each(|column| column.wants = 0);
        }
        let narrow = room < NARROW;
        let mut seen = self.outline.seen(lines);
        if self.columns[0].wants == 0 {
            let first = self.outline.entries().take(MEASURED);
            seen.extend(first);
        }
        for column in self.columns.iter_mut().filter(|column| !column.alike) {
            let cells = seen
                .iter()
                .map(|entry| width(&cell(*entry, column.key, narrow, scene)));
            column.wants = cells.max().unwrap_or(0).max(column.wants);
        }
        let measured: Vec<Measured> = (0..self.columns.len())
            .map(|at| {
                let column = &self.columns[at];
                let sorted = usize::from(self.sort.is_some_and(|(by, _)| by == at));
                let head = width(&self.heading(at, scene)) + sorted;
                let stands = !column.alike && (column.wants > 0 || column.stays <= CUT_LAST);
                Measured {
                    stays: column.stays,
                    wants: stands.then(|| column.wants.max(head)),
                }
            })
            .collect();
        let widths = widths(&measured, room).into_iter().enumerate();
        let widths: Vec<(usize, usize)> = widths
            .filter_map(|(at, width)| Some((at, width?)))
            .collect();
        self.drawn = widths.iter().map(|(at, _)| *at).collect();
        widths
    }

    /// Finds what is the same in every entry, to be said once; and how many there are of each role.
    fn compare(&mut self, entries: &[ListEntry], scene: &Scene<'_>) {
        self.said.clear();
        for column in &mut self.columns {
            column.wants = 0;
            column.alike = false;
            if column.stays <= CUT_LAST {
                continue;
            }
            let [first, rest @ ..] = entries else {
                continue;
            };
            let same = same_as(*first, column.key, scene);
            column.alike = !rest.is_empty() && rest.iter().all(same);
            let text = cell(*first, column.key, false, scene);
            if column.key == "role" && self.kind == RecordKind::Activity {
                self.said.splice(0..0, roles(entries, scene));
            } else if column.alike && !text.is_empty() {
                let text = scene
                    .lexicon
                    .shown_long(scene.register, first.id, column.key);
                let head = scene.lexicon.shown_head(self.kind, column.key);
                self.said.push(format!("{head}: {text}"));
            }
        }
    }

    /// What `Tab` completes the filter to, at the right of its line.
    fn draw_completions(&self, frame: &mut Frame<'_>, line: Rect, scene: &Scene<'_>) {
        let offered = self.completions(scene);
        let typed = width(self.outline.filter_text()) + 4;
        let room = usize::from(line.width).saturating_sub(typed);
        if offered.is_empty() || room < 12 {
            return;
        }
        let last = |text: &String| {
            let typed = self.outline.filter_text();
            let start = typed.rfind(char::is_whitespace).map_or(0, |at| at + 1);
            text.get(start..).unwrap_or(text).to_owned()
        };
        let mut shown = "Tab".to_owned();
        for text in offered.iter().map(last) {
            if width(&shown) + width(&text) + 2 > room {
                break;
            }
            shown.push_str("  ");
            shown.push_str(&text);
        }
        let columns = u16::try_from(width(&shown)).unwrap_or(0).min(line.width);
        let place = Rect {
            x: line.right().saturating_sub(columns),
            width: columns,
            ..line
        };
        frame.render_widget(Line::styled(shown, scene.theme.faint), place);
    }

    /// The head of a column.
    fn heading(&self, column: usize, scene: &Scene<'_>) -> String {
        scene
            .lexicon
            .shown_head(self.kind, self.columns[column].key)
    }

    /// Why nothing is shown, and what to do.
    fn draw_nothing(&self, frame: &mut Frame<'_>, body: Rect, scene: &Scene<'_>) {
        let top = self.kind.top();
        let of_others = |show: Show| match show {
            Show::All => scene.organisation.is_some(),
            _ => true,
        };
        let key = match self.outline.counts().1 {
            // Others have some, or there are some of another sort: that there are none would be untrue.
            0 if of_others(self.show) && scene.register.records(top).next().is_some() => {
                "list.none_chosen"
            }
            // A row is made in its record: `n` cannot make one here.
            0 if scene.is_only_read() => "list.nothing",
            0 if self.kind.parent().is_some() => "list.empty_row",
            0 => "list.empty",
            _ => "list.no_match",
        };
        let kind = scene.words.many(self.kind).to_lowercase();
        let text = scene.words.fill(key, &[("kind", &kind)]);
        draw_reason(frame, body, 2, &text, scene.theme);
    }
}

impl TabView for List {
    fn context(&self) -> CommandContext {
        CommandContext::List
    }

    fn name<'a>(&self, scene: &'a Scene<'_>) -> Option<&'a str> {
        Some(match self.kind {
            // What the tab says already is not said again.
            RecordKind::Retention => scene.words.get("tab.rules"),
            RecordKind::Schedule => scene.words.get("tab.schedules"),
            kind => scene.words.many(kind),
        })
    }

    fn command(&mut self, command: Command, scene: &Scene<'_>) -> Outcome {
        // Keys may come faster than the screen is drawn: what they are about must be known all the same.
        self.refresh(scene);
        if self.outline.command(command) {
            return Outcome::Done;
        }
        let selected = |request: fn(Id) -> Request| {
            let id = self.selected();
            id.map_or(Outcome::Ignored, |id| Outcome::Do(request(id)))
        };
        match command {
            Command::Back => Outcome::Ignored,
            Command::Open | Command::Edit => selected(Request::OpenForm),
            Command::Read => selected(Request::Read),
            Command::RecordHistory => selected(Request::History),
            Command::Duplicate => selected(Request::Duplicate),
            Command::New => Outcome::Do(Request::NewRecord),
            Command::Sort => Outcome::Tell(self.sort_next(false, scene)),
            Command::SortBack => Outcome::Tell(self.sort_next(true, scene)),
            Command::Show => {
                self.show = self.show.next(self.kind);
                self.refresh(scene);
                Outcome::Tell(self.show.words(scene))
            }
            Command::Copy => copy(&self.chosen(), Request::Copy, scene),
            Command::CopyToFile => copy(&self.chosen(), Request::CopyToFile, scene),
            Command::Remove => {
                let chosen = self.chosen();
                if chosen.is_empty() {
                    Outcome::Ignored
                } else {
                    Outcome::Do(Request::Remove(chosen))
                }
            }
            other => Outcome::Do(Request::Command(other)),
        }
    }

    fn said(&self) -> &[String] {
        &self.said
    }

    fn only(&self, scene: &Scene<'_>) -> Option<String> {
        (self.show != Show::All).then(|| self.show.words(scene))
    }

    fn hints(&self, scene: &Scene<'_>) -> Vec<(String, String)> {
        let mut hints = command_hints(self.context(), scene);
        if can_be_acted_on(self.kind) {
            hints.splice(1..1, named_hints(&[Command::Act], scene));
        }
        hints
    }

    fn is_filtering(&self) -> bool {
        self.outline.is_filtering()
    }

    fn selected(&self) -> Option<Id> {
        self.outline.selected().map(|entry| entry.id)
    }

    fn chosen(&self) -> Vec<Id> {
        let chosen = self.outline.chosen().into_iter();
        chosen.map(|entry| entry.id).collect()
    }

    fn counts(&self) -> Option<(usize, usize)> {
        Some(self.outline.counts())
    }

    fn unmark(&mut self) {
        self.outline.unmark();
    }

    fn type_filter(&mut self, input: &Input, scene: &Scene<'_>) -> bool {
        if let Input::Key(key) = input
            && key.code == KeyCode::Tab
        {
            let offered = self.completions(scene);
            if let Some(first) = offered.first() {
                self.outline
                    .refill(first, &|entry| search_text(*entry, scene));
                self.narrow(scene);
            }
            return true;
        }
        let taken = self
            .outline
            .type_filter(input, &|entry| search_text(*entry, scene));
        self.narrow(scene);
        taken
    }

    fn refresh(&mut self, scene: &Scene<'_>) {
        let unchecked = scene.findings.map_or(usize::MAX, Findings::left);
        let unchecked = if self.show == Show::Findings {
            unchecked
        } else {
            0
        };
        let made_for = Some((scene.version, scene.organisation, self.show, unchecked));
        if self.made_for == made_for && !std::mem::take(&mut self.resort) {
            return;
        }
        self.resort = false;
        let mut entries = entries_of(self.kind, self.show, scene);
        if let Some((column, back)) = self.sort {
            let key = self.columns[column].key;
            entries.sort_by_cached_key(|entry| sort_key(*entry, key, scene));
            if back {
                entries.reverse();
            }
        }
        // What was made ready to be searched still holds for all but what was changed since.
        let changed = match self.made_for {
            Some((version, ..)) => scene.touched.since(version),
            None => None,
        };
        let same = |entry: &ListEntry| {
            changed
                .as_ref()
                .is_some_and(|changed| !changed.contains(&entry.owner))
        };
        self.compare(&entries, scene);
        let group = OutlineGroup {
            heading: String::new(),
            keys: entries,
        };
        self.outline
            .set(vec![group], same, &|entry| search_text(*entry, scene));
        self.made_for = made_for;
        self.narrow(scene);
    }

    fn prepare(&mut self, scene: &Scene<'_>, most: usize) -> bool {
        self.outline
            .prepare(most, &|entry| search_text(*entry, scene))
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>) {
        self.refresh(scene);
        let (table, detail) = parted(area);
        self.draw_table(frame, table, scene);
        if let Some(id) = self.selected() {
            self.detail.draw(frame, detail, scene, id, || {
                let record = scene.register.get(id);
                record.map_or_else(Vec::new, |record| beside::document(record, scene))
            });
        }
    }
}

/// Everything that an entry is found by; a row also by the name of what holds it.
fn search_text(entry: ListEntry, scene: &Scene<'_>) -> String {
    let register = scene.register;
    let (Some(owner), Some(record)) = (register.owner(entry.owner), register.get(entry.id)) else {
        return String::new();
    };
    found_by(register, owner, record, scene.lexicon)
}

/// A line with what the filter looks for marked in it.
fn marked(line: &str, query: &Query, scene: &Scene<'_>) -> Vec<Span<'static>> {
    let mut spans = Vec::new();
    let mut from = 0;
    for place in query.places(line) {
        spans.push(Span::raw(line[from..place.start].to_owned()));
        let found = line[place.start..place.end].to_owned();
        spans.push(Span::styled(found, scene.theme.chosen));
        from = place.end;
    }
    spans.push(Span::raw(line[from..].to_owned()));
    spans
}

/// How grave the gravest finding of an entry is; of a row also those of the rows in it.
fn gravest(entry: ListEntry, scene: &Scene<'_>) -> Option<Severity> {
    let findings = scene.findings?.of(entry.owner).iter();
    let record = scene.register.get(entry.id)?;
    let here = |finding: &&Finding| {
        let inside = entry.id == entry.owner || record.find(finding.record).is_some();
        inside && !finding.is_waived()
    };
    findings.filter(here).map(|finding| finding.severity).min()
}

/// The records or rows of a list, for the organisation shown.
fn entries_of(kind: RecordKind, show: Show, scene: &Scene<'_>) -> Vec<ListEntry> {
    let mut entries = Vec::new();
    for owner in scene.register.records(kind.top()) {
        if !belongs(owner, show, scene) {
            continue;
        }
        if kind.parent().is_none() {
            entries.push(ListEntry {
                owner: owner.id(),
                id: owner.id(),
            });
            continue;
        }
        owner.walk(None, &mut |row, _| {
            if row.kind() == kind {
                entries.push(ListEntry {
                    owner: owner.id(),
                    id: row.id(),
                });
            }
        });
    }
    if show == Show::Findings {
        entries.retain(|entry| gravest(*entry, scene).is_some());
    }
    entries
}

/// Whether a record is one of the organisation shown, and of those that are asked for.
fn belongs(owner: &dyn Record, show: Show, scene: &Scene<'_>) -> bool {
    let chosen = scene.shows(owner);
    let asked = match (show, owner.downcast::<Activity>()) {
        (Show::Mine, Some(activity)) => activity.owner.as_deref() == Some(scene.author),
        (Show::Drafts, Some(activity)) => activity
            .record_status
            .is_none_or(|status| status == RecordStatus::Draft),
        _ => true,
    };
    chosen && asked
}

/// What stands in a column, in words.
fn cell(entry: ListEntry, key: &str, narrow: bool, scene: &Scene<'_>) -> String {
    let register = scene.register;
    let (Some(owner), Some(record)) = (register.owner(entry.owner), register.get(entry.id)) else {
        return String::new();
    };
    if key == REFERENCE {
        return scene.lexicon.called(register, entry.id);
    }
    let text = scene
        .lexicon
        .shown_cell(register, owner, record, key, narrow);
    let activity = record.downcast::<Activity>().filter(|_| key == "name");
    match activity.and_then(|activity| register.changed_since_approval(activity)) {
        Some(_) => format!("{text} · {}", scene.words.get("changed.list")),
        None => text,
    }
}

/// What a column is sorted by: dates, periods and numbers by what they are, the rest as it reads, in the language's order.
fn sort_key(entry: ListEntry, key: &str, scene: &Scene<'_>) -> SortKey {
    let value = scene
        .register
        .get(entry.id)
        .map(|record| record.value(key))
        .unwrap_or_default();
    let text = match value {
        Value::Date(date) => date.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Period(period) => period.rough_days().to_string(),
        _ => cell(entry, key, false, scene),
    };
    scene.words.sort_key(&text)
}

/// Whether the same stands in a column of another entry: by its value, where the field has one, which is told faster.
fn same_as<'a>(
    first: ListEntry,
    key: &'static str,
    scene: &'a Scene<'_>,
) -> impl Fn(&ListEntry) -> bool + use<'a> {
    let value = move |entry: ListEntry| {
        let record = scene.register.get(entry.id)?;
        let field = record.declaration().field(key)?;
        Some(record.get(field)).filter(|value| !value.is_empty())
    };
    let (of_first, text) = (value(first), cell(first, key, false, scene));
    move |entry| match (&of_first, value(*entry)) {
        (Some(first), Some(other)) => *first == other,
        _ => cell(*entry, key, false, scene) == text,
    }
}

/// How many activities there are of each role, the most frequent first, in words.
fn roles(entries: &[ListEntry], scene: &Scene<'_>) -> Vec<String> {
    let mut counts: Vec<(String, usize)> = Vec::new();
    for entry in entries {
        let activity = scene.register.typed::<Activity>(entry.id);
        let Some(role) = activity.and_then(|activity| activity.role) else {
            continue;
        };
        match counts.iter_mut().find(|(known, _)| known == role.code()) {
            Some((_, count)) => *count += 1,
            None => counts.push((role.code().to_owned(), 1)),
        }
    }
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let said = counts.into_iter().map(|(code, count)| {
        let label = scene.words.code(&ActivityRole::SET, &code);
        format!("{label} {}", scene.words.number(count))
    });
    said.collect()
}

/// Whether something can be recorded as done of such records without opening them.
const fn can_be_acted_on(kind: RecordKind) -> bool {
    matches!(
        kind,
        RecordKind::Activity | RecordKind::Retention | RecordKind::Schedule | RecordKind::Holding
    )
}
