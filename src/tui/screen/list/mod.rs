//! A list of records or rows, with the card of the selected one beside it, and how it will be exported.

mod cells;
mod filtered;
mod order;
mod panes;
mod widths;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::crossterm::event::KeyCode;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::asked::{draw_offered, last_word, no_match};
use super::view::{TabView, copy, lacks_entry_for};
use crate::config::Choices;
use crate::domain::field::Record;
use crate::domain::kind::RecordKind;
use crate::domain::origin::is_copy;
use crate::domain::records::Activity;
use crate::domain::text::fold;
use crate::domain::value::Id;
use crate::due::act::can_be_acted_on;
use crate::labels::columns::REFERENCE;
use crate::labels::shown::{ALWAYS, CUT_LAST, ESSENTIAL, Stays, least, offered, shown};
use crate::rules::Findings;
use crate::search::terms::{Filter, FilterKnowledge, completions};
use crate::tui::command::Command;
use crate::tui::hints::footer_of;
use crate::tui::outcome::Outcome;
use crate::tui::overlay::dialog::Dialog;
use crate::tui::place::ScreenPlace;
use crate::tui::request::{Input, Request, View};
use crate::tui::scene::Scene;
use crate::tui::screen::findings::sign;
use crate::tui::widget::detail::parted_for;
use crate::tui::widget::frame::{draw_reason, line_of};
use crate::tui::widget::outline::{Outline, OutlineGroup};
use crate::tui::widget::text::{cut, fit, width};
use cells::{ListEntry, cell, entries_of, gravest, roles, same_as, search_text};
pub(crate) use filtered::Show;
use order::SortKeys;
use panes::Panes;

/// Every list of the screen, by the kind of its records or rows.
pub(crate) const LISTS: [RecordKind; 8] = [
    RecordKind::Activity,
    RecordKind::Organisation,
    RecordKind::Agreement,
    RecordKind::Measure,
    RecordKind::Transfer,
    RecordKind::Retention,
    RecordKind::Schedule,
    RecordKind::Holding,
];

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
    /// Whether the user chose it: it never gives way to being the same or empty.
    chosen: bool,
    /// How wide the user made it.
    fixed: Option<usize>,
    /// How wide what was seen in it is; it grows until the list is another one, so that nothing jumps.
    wants: usize,
    /// What nearly all of what was first seen in it has room in.
    usual: usize,
}

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
    /// What it was sorted by.
    keys: SortKeys,
    /// What is the same in every entry, and how many there are of each role.
    said: Vec<String>,
    /// How many columns it takes with nothing cut.
    wanted: Option<u16>,
    /// Whether the columns are told apart in few letters; nothing before they were measured.
    narrow: Option<bool>,
    /// The places of the columns that were drawn, each with its width.
    drawn: Vec<(usize, usize)>,
    panes: Panes,
}

impl List {
    /// A list that shows everything of its kind.
    #[must_use]
    pub(crate) fn new(kind: RecordKind) -> Self {
        Self {
            kind,
            columns: columns_of(kind, &Choices::default()),
            show: Show::All,
            outline: Outline::keeping(),
            sort: None,
            made_for: None,
            resort: false,
            keys: SortKeys::default(),
            said: Vec::new(),
            wanted: None,
            narrow: None,
            drawn: Vec::new(),
            panes: Panes::default(),
        }
    }

    /// Takes the columns that were chosen for it, and their widths.
    pub(crate) fn choose(&mut self, choices: &Choices) {
        let sorted = self.sort.map(|(at, back)| (self.columns[at].key, back));
        self.columns = columns_of(self.kind, choices);
        let place = |key: &str| self.columns.iter().position(|column| column.key == key);
        self.sort = sorted.and_then(|(key, back)| Some((place(key)?, back)));
        self.drawn.clear();
        self.narrow = None;
        self.made_for = None;
    }

    /// The columns after the reference that are seen, in their order.
    #[must_use]
    pub(crate) fn seen_columns(&self) -> Vec<&'static str> {
        let drawn = |at: usize| self.drawn.iter().any(|(of, _)| *of == at);
        let columns = self.columns.iter().enumerate().skip(1);
        let seen = columns.filter(|(at, _)| self.drawn.is_empty() || drawn(*at));
        seen.map(|(_, column)| column.key).collect()
    }

    /// The widths that are the user's own.
    #[must_use]
    pub(crate) fn widths(&self) -> BTreeMap<String, usize> {
        let own = self.columns.iter();
        own.filter_map(|column| Some((column.key.to_owned(), column.fixed?)))
            .collect()
    }

    /// Makes the column wider or narrower that the list is sorted by, else the one of the names; gives its head and its
    /// width.
    fn widen(&mut self, by: isize, scene: &Scene<'_>) -> Option<(String, usize)> {
        let of_names = |(_, column): &(usize, &Column)| column.stays == CUT_LAST;
        let names = || self.columns.iter().enumerate().find(of_names);
        let at = match self.sort {
            Some((at, _)) if self.columns[at].stays != ALWAYS => at,
            _ => names()?.0,
        };
        let drawn = self.drawn.iter().find(|(of, _)| *of == at);
        let head = self.heading(at, scene);
        let column = &mut self.columns[at];
        let now = column.fixed.or(drawn.map(|(_, width)| *width));
        let least = least(self.kind, column.key);
        let width = now.unwrap_or(least).saturating_add_signed(by);
        let width = width.clamp(least, 200);
        column.fixed = Some(width);
        Some((head, width))
    }

    /// The marked records or rows among those shown, and all that are shown.
    #[must_use]
    pub(crate) fn marked_and_shown(&self) -> (Vec<Id>, Vec<Id>) {
        let ids = |entries: Vec<ListEntry>| entries.into_iter().map(|entry| entry.id).collect();
        let (marked, shown) = self.outline.marked_and_shown();
        (ids(marked), ids(shown))
    }

    /// What is typed as the filter.
    pub(crate) fn filter_text(&self) -> &str {
        self.outline.filter_text()
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

    /// What the filter can be completed to, each as it is shown and as it is typed: filters whose name begins so, then
    /// what can be asked.
    fn completions(&self, scene: &Scene<'_>) -> Vec<(String, String)> {
        let records = scene.register.records(self.kind.top());
        let rows = self.outline.keys().iter();
        let rows = rows.filter_map(|entry| scene.register.get(entry.id));
        let typed = self.outline.filter_text();
        let asked = if self.kind.parent().is_none() {
            completions(typed, scene.register, rows, scene.lexicon)
        } else {
            completions(typed, scene.register, rows.chain(records), scene.lexicon)
        };
        let start = fold(typed);
        let named = scene.filters.iter();
        let named = named.filter(|(name, _)| !start.is_empty() && fold(name).starts_with(&start));
        let named = named.map(|(name, filter)| (name.clone(), filter.clone()));
        let last = |text: String| (last_word(typed, &text).to_owned(), text);
        named.chain(asked.into_iter().map(last)).collect()
    }

    /// Selects a record or row; `false` where it is not shown.
    pub(crate) fn select(&mut self, id: Id, scene: &Scene<'_>) -> bool {
        self.refresh(scene);
        let owner = scene.register.place(id).map_or(id, |place| place.owner);
        self.outline.select(&ListEntry { owner, id })
    }

    /// The column that it is sorted by next: only by what is seen, the next of the columns that are drawn.
    fn next_sorted(&self) -> usize {
        let at = |column: usize| self.drawn.iter().position(|(of, _)| *of == column);
        let next = match self.sort {
            Some((column, _)) => at(column).map_or(0, |at| at + 1),
            None => 1,
        };
        let many = self.drawn.len().max(1);
        self.drawn.get(next % many).map_or(0, |(of, _)| *of)
    }

    /// Sorts by the next column, or turns the order round.
    pub(crate) fn sort_next(&mut self, turn: bool, scene: &Scene<'_>) -> String {
        if self.drawn.is_empty() {
            self.drawn = (0..self.columns.len()).map(|at| (at, 0)).collect();
        }
        let place = |at: usize| self.drawn[at % self.drawn.len()].0;
        self.sort = Some(match (self.sort, turn) {
            (Some((column, back)), true) => (column, !back),
            (None, true) => (place(0), true),
            (_, false) => (self.next_sorted(), false),
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
        let (columns, narrow) = (&self.columns, self.is_narrow());
        // What the focused row has of the column that is cut stands whole below it.
        let more = |entry: &ListEntry, _: usize| {
            let (at, width_of) = widths
                .iter()
                .find(|(at, _)| columns[*at].stays == CUT_LAST)?;
            let text = cell(*entry, columns[*at].key, narrow, scene);
            let before = widths.iter().take_while(|(of, _)| of != at);
            let indent: usize = before.map(|(_, width)| width + 1).sum();
            (width(&text) > *width_of).then(|| format!("{}{text}", " ".repeat(indent + 2)))
        };
        let row = |entry: &ListEntry, _: usize| {
            let cells = widths.iter().map(|(at, width)| {
                let text = cell(*entry, columns[*at].key, narrow, scene);
                fit(&text, *width)
            });
            let cells: Vec<String> = cells.collect();
            let (sign, style) = gravest(*entry, scene)
                .map_or((" ", Style::new()), |severity| sign(severity, scene.theme));
            let mut spans = vec![Span::styled(sign, style), Span::raw(" ")];
            spans.push(Span::raw(cells.join(" ")));
            spans
        };
        let text = |entry: &ListEntry| search_text(*entry, scene);
        self.outline
            .draw_with(frame, lines, scene, &row, &more, &text);
    }

    fn is_narrow(&self) -> bool {
        self.narrow.unwrap_or(true)
    }

    /// Finds what is the same in every entry, to be said once; and how many there are of each role.
    fn compare(&mut self, entries: &[ListEntry], scene: &Scene<'_>) {
        self.said.clear();
        for column in &mut self.columns {
            column.wants = 0;
            column.alike = false;
        }
        let [first, rest @ ..] = entries else {
            return;
        };
        let asked = |column: &Column| column.stays > CUT_LAST && !column.chosen;
        let columns = self.columns.iter().enumerate();
        let columns = columns.filter(|(_, column)| asked(column));
        let mut alike: Vec<_> = columns
            .map(|(at, column)| (at, same_as(*first, column.key, scene)))
            .collect();
        // Each record is looked up once for all columns that may still be alike.
        for entry in rest {
            if alike.is_empty() {
                break;
            }
            let record = scene.register.get(entry.id);
            alike.retain(|(_, same)| same(*entry, record));
        }
        for (at, _) in alike {
            self.columns[at].alike = !rest.is_empty();
        }
        for column in &self.columns {
            if column.key == "role" && self.kind == RecordKind::Activity {
                if column.stays > CUT_LAST {
                    self.said.splice(0..0, roles(entries, scene));
                }
            } else if column.alike && !cell(*first, column.key, false, scene).is_empty() {
                let text = scene
                    .lexicon
                    .shown_long(scene.register, first.id, column.key);
                let head = scene.lexicon.shown_head(self.kind, column.key, false);
                self.said.push(format!("{head}: {text}"));
            }
        }
    }

    /// What `Tab` completes the filter to, at the right of its line.
    fn draw_completions(&self, frame: &mut Frame<'_>, line: Rect, scene: &Scene<'_>) {
        let offered = self.completions(scene);
        let offered = offered.iter().map(|(text, _)| text.as_str());
        draw_offered(frame, line, self.outline.filter_text(), offered, scene);
    }

    /// The head of a column.
    fn heading(&self, column: usize, scene: &Scene<'_>) -> String {
        let key = self.columns[column].key;
        scene.lexicon.shown_head(self.kind, key, self.is_narrow())
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
        let mut text = scene.words.fill(key, &[("kind", &kind)]);
        if key == "list.no_match" {
            text = no_match(&self.outline, &text, scene);
        }
        draw_reason(frame, body, 2, &text, scene.theme);
    }
}

impl TabView for List {
    fn place(&self) -> ScreenPlace {
        ScreenPlace::View(View::List(self.kind))
    }

    fn marked(&self) -> usize {
        self.outline.marked()
    }

    fn name<'a>(&self, scene: &'a Scene<'_>) -> Option<&'a str> {
        Some(match self.kind {
            // What the tab says already is not said again.
            RecordKind::Retention => scene.words.get("tab.rules"),
            RecordKind::Schedule => scene.words.get("tab.schedules"),
            kind => scene.words.many(kind),
        })
    }

    fn command(&mut self, command: Command, scene: &Scene<'_>) -> Outcome<Dialog> {
        // Keys may come faster than the screen is drawn: what they are about must be known all the same.
        self.refresh(scene);
        if self.panes.command(command) || self.outline.command(command) {
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
            Command::Wider | Command::Narrower => {
                let by = if command == Command::Wider { 2 } else { -2 };
                let widened = self.widen(by, scene);
                widened.map_or(Outcome::Ignored, |(head, width)| {
                    Outcome::Do(Request::KeepWidths(self.kind, head, width))
                })
            }
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

    fn step(&mut self, onward: bool) -> bool {
        self.panes.step(onward)
    }

    fn hints(&self, scene: &Scene<'_>) -> Vec<(String, String)> {
        let mut hints = self.named(&footer_of(self.place()), scene);
        if self.panes.are_entered() {
            let word = |key: &str| scene.words.get(key).to_owned();
            let own = [("↑↓", "hint.scroll"), ("←", "hint.to_list")];
            let own = own.map(|(key, name)| (key.to_owned(), word(name)));
            hints.splice(0..0, own);
            return hints;
        }
        hints.splice(1..1, self.named(&[Command::Act], scene));
        if self.outline.marked() > 0 {
            // What is done with all that is marked comes before what is done with one.
            const WITH_ALL: [Command; 5] = [
                Command::Act,
                Command::SetField,
                Command::Remove,
                Command::Select,
                Command::MarkAll,
            ];
            let mut with_all = self.named(&WITH_ALL, scene);
            hints.retain(|hint| !with_all.contains(hint));
            with_all.extend(hints);
            return with_all;
        }
        hints
    }

    fn has_use_for(&self, command: Command, scene: &Scene<'_>) -> bool {
        match command {
            _ if lacks_entry_for(command, self.counts()) => false,
            // A row is made in its record, which one of its rows leads to.
            Command::New => self.kind.parent().is_none() || self.selected().is_some(),
            Command::Origin => {
                let mut chosen = self.chosen().into_iter();
                chosen.any(|id| is_copy(scene.register, id))
            }
            Command::CopyTo => {
                let register = scene.register;
                let chosen = self.chosen();
                let theirs = |at: Id| {
                    let mut chosen = chosen
                        .iter()
                        .filter_map(|id| register.typed::<Activity>(*id));
                    chosen.any(|it| it.organisation == Some(at))
                };
                let mut ours = register.ours();
                ours.any(|it| !theirs(it.head.id))
            }
            Command::KeepFilter => !self.filter_text().trim().is_empty(),
            Command::SetField => !self.chosen().is_empty(),
            Command::ReplaceRecord => self.chosen().len() == 1,
            Command::Act => {
                let mut chosen = self.chosen().into_iter();
                chosen.any(|id| can_be_acted_on(scene.register, id, scene.today))
            }
            _ => true,
        }
    }

    fn point(&mut self, place: usize) -> bool {
        self.panes.leave();
        self.outline.point(place)
    }

    fn scroll(&mut self, pane: usize, up: bool) {
        self.panes.scroll(pane, up);
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
            if let Some((_, first)) = offered.first() {
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
        let resort = std::mem::take(&mut self.resort);
        let others = self.made_for != made_for;
        if !others && !resort {
            return;
        }
        // What was made ready to be searched still holds for all but what was changed since.
        let changed = match self.made_for {
            Some((version, ..)) => scene.touched.since(version),
            None => None,
        };
        let mut entries = entries_of(self.kind, self.show, scene);
        if let Some((column, back)) = self.sort {
            let key = self.columns[column].key;
            self.keys.sort(&mut entries, key, self.show, scene);
            if back {
                entries.reverse();
            }
        }
        let same = |entry: &ListEntry| {
            changed
                .as_ref()
                .is_some_and(|changed| !changed.contains(&entry.owner))
        };
        // In another order the same is alike.
        if others {
            self.compare(&entries, scene);
        }
        let group = OutlineGroup {
            heading: String::new(),
            keys: entries,
        };
        self.outline
            .set(vec![group], same, &|entry| search_text(*entry, scene));
        self.keys.take_others();
        self.made_for = made_for;
        self.narrow(scene);
    }

    fn wanted(&self) -> Option<u16> {
        self.wanted
    }

    fn prepare(&mut self, scene: &Scene<'_>, most: usize) -> bool {
        let more = self
            .outline
            .prepare(most, &|entry| search_text(*entry, scene));
        if more || self.drawn.is_empty() {
            return more;
        }
        // Then what it may be sorted by next.
        let key = self.columns[self.next_sorted()].key;
        self.keys.make(self.outline.keys(), key, most, scene)
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>) {
        self.refresh(scene);
        self.look_how_wide(area, scene);
        let (table, detail) = parted_for(area, self.wanted);
        self.draw_table(frame, table, scene);
        if let Some(id) = self.selected() {
            self.panes.draw(frame, detail, id, scene);
        }
    }
}

/// The columns of a list: those that were chosen for it, else its own.
fn columns_of(kind: RecordKind, choices: &Choices) -> Vec<Column> {
    let widths = choices.widths.get(kind.plural());
    let column = |key: &'static str, stays: Stays, chosen: bool| Column {
        key,
        stays,
        alike: false,
        chosen,
        fixed: widths.and_then(|widths| widths.get(key)).copied(),
        wants: 0,
        usual: 0,
    };
    let known = offered(kind);
    let chosen = choices.columns.get(kind.plural()).into_iter().flatten();
    let chosen: Vec<&'static str> = chosen
        .filter_map(|key| known.iter().copied().find(|known| known == key))
        .collect();
    if chosen.is_empty() {
        let own = shown(kind).iter();
        return own.map(|(key, stays)| column(key, *stays, false)).collect();
    }
    let cut_last = |key: &str| shown(kind).contains(&(key, CUT_LAST));
    let mut columns = vec![column(REFERENCE, ALWAYS, false)];
    let chosen = chosen.into_iter();
    columns.extend(chosen.map(|key| {
        let stays = if cut_last(key) { CUT_LAST } else { ESSENTIAL };
        column(key, stays, true)
    }));
    columns
}
