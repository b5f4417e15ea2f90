//! What is due: overdue, this week, this month, the three months after, later; above it how much falls due when, each
//! stretch to be looked at alone, and beside it the item explained with its record.

use std::hash::{Hash, Hasher};
use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use rustc_hash::{FxHashMap, FxHashSet};

use super::asked::{self, About};
use super::beside::capital;
use super::view::{DESK_KEYS, TabView, copy, lacks_entry_for};
use crate::domain::records::Retention;
use crate::domain::value::{Id, Value};
use crate::due::act::can_be_acted_on;
use crate::due::standing::HoldingStanding;
use crate::due::{self, AgendaFilter, DueItem, DueKind, DueSpan, grouped_places};
use crate::exchange::document::{Block, Inline, Inlines, ListPoint, card};
use crate::tui::command::Command;
use crate::tui::outcome::Outcome;
use crate::tui::overlay::dialog::Dialog;
use crate::tui::overlay::pick::{Pick, PickChoice};
use crate::tui::place::ScreenPlace;
use crate::tui::request::{Closed, Input, Picked, Request, Then, View};
use crate::tui::scene::Scene;
use crate::tui::widget::bars;
use crate::tui::widget::detail::{DetailPane, parted_for};
use crate::tui::widget::frame::{draw_reason, line_of};
use crate::tui::widget::outline::{Outline, OutlineGroup};
use crate::tui::widget::text::{cut, fit, width};

/// An item, known by its record and what is due of it, with where it stands among the items that it is of.
#[derive(Clone, Copy, Debug)]
struct DueKey {
    id: Id,
    kind: DueKind,
    at: u32,
}

impl PartialEq for DueKey {
    fn eq(&self, other: &Self) -> bool {
        (self.id, self.kind) == (other.id, other.kind)
    }
}

impl Eq for DueKey {}

impl Hash for DueKey {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.id, self.kind).hash(state);
    }
}

/// What the items were made for: the register's version, the organisation, the kinds and the stretch shown.
type MadeFor = (u64, Option<Id>, Vec<DueKind>, Option<DueSpan>);

/// How wide columns must be for nothing to be cut in them.
#[derive(Clone, Copy, Debug, Default)]
struct Columns {
    /// The days left or late.
    days: usize,
    /// What is due.
    kind: usize,
    /// What is due in the lines that are seen.
    kinds: usize,
    /// The names of the records that are seen.
    names: usize,
}

/// What is due.
#[derive(Debug, Default)]
pub(crate) struct Due {
    items: Option<Rc<Vec<DueItem>>>,
    outline: Outline<DueKey>,
    /// The kinds that are shown; none chosen shows all.
    kinds: Vec<DueKind>,
    /// The stretch of time that is shown alone.
    span: Option<DueSpan>,
    made_for: Option<MadeFor>,
    bars: Vec<bars::Bar>,
    columns: Columns,
    detail: DetailPane<DueKey>,
}

impl Due {
    /// Finds what is about a record that has what the filter asks besides words.
    fn narrow(&mut self, scene: &Scene<'_>) {
        let items = self.items.clone();
        let about = |key: &DueKey| {
            let item = item_of(items.as_deref(), *key);
            let about = item.map(|item| About {
                owner: item.owner,
                record: item.id,
                day: Some(item.date),
            });
            about.into_iter().collect()
        };
        asked::narrow(&mut self.outline, &about, scene);
    }

    /// Does a command that moves, marks or filters; `false` where it is another.
    fn moves(&mut self, command: Command) -> bool {
        if self.outline.command(command) {
            return true;
        }
        // Going back from a stretch or a few kinds is seeing all of them.
        match command {
            Command::NextMonth => self.step_span(true),
            Command::PreviousMonth => self.step_span(false),
            Command::Back if self.span.is_some() => self.span = None,
            Command::Back if !self.kinds.is_empty() => self.kinds.clear(),
            _ => return false,
        }
        true
    }

    /// Shows the next stretch of time alone, or the one before; all of them between the last and the first.
    fn step_span(&mut self, onward: bool) {
        let stops: Vec<Option<DueSpan>> = std::iter::once(None)
            .chain(self.bars.iter().map(|bar| Some(bar.span)))
            .collect();
        let here = stops.iter().position(|stop| *stop == self.span);
        let by = if onward { 1 } else { stops.len() - 1 };
        self.span = stops[(here.unwrap_or(0) + by) % stops.len()];
    }

    /// The field of the selected item's record that has its day.
    #[must_use]
    pub(crate) fn field(&self) -> Option<&'static str> {
        self.item(self.outline.selected()?).map(field_of)
    }

    /// Asks which kinds are shown.
    #[must_use]
    pub(crate) fn pick_kinds(&self, scene: &Scene<'_>) -> Outcome<Dialog> {
        let items = scene.due();
        let choices = DueKind::ALL
            .iter()
            .map(|kind| {
                let of_kind = |item: &&DueItem| item.kind == *kind;
                let count = scene.words.number(items.iter().filter(of_kind).count());
                PickChoice::new(kind.code(), &kind.label(scene.lexicon, &items), &count, "")
            })
            .collect();
        let chosen = self.kinds.iter().map(|kind| kind.code().to_owned());
        let pick = Pick::new(scene.words.get("desk.which_kinds"), choices)
            .several()
            .with(chosen.map(Picked::Choice).collect());
        Outcome::push(pick, Then::Below)
    }

    /// Shows the kinds that were picked; all where none was.
    pub(crate) fn show_kinds(&mut self, picked: &[Picked]) {
        self.kinds = DueKind::ALL
            .iter()
            .copied()
            .filter(|kind| picked.contains(&Picked::Choice(kind.code().to_owned())))
            .collect();
    }

    /// Selects the first item of a group, with all kinds shown.
    pub(crate) fn go_to_group(&mut self, group: due::Nearness, scene: &Scene<'_>) {
        self.kinds.clear();
        self.span = None;
        self.outline.unfilter();
        self.refresh(scene);
        let items = self.items.as_deref().map_or(&[][..], Vec::as_slice);
        let days = due::NearDays::of(scene.today);
        let of_group = |item: &&DueItem| days.item(item) == group;
        if let Some(at) = items.iter().position(|item| of_group(&item)) {
            let key = key_of(items, at);
            self.outline.select(&key);
        }
    }

    /// Gives up the items, which are those of a register that was changed since: they are asked for again when they are
    /// shown, and whoever works out what is due now need not copy them.
    pub(crate) fn let_go(&mut self) {
        self.items = None;
    }

    /// The items shown, without regard to the words typed.
    pub(crate) fn items(&mut self, scene: &Scene<'_>) -> Rc<Vec<DueItem>> {
        self.refresh(scene);
        self.items.clone().unwrap_or_default()
    }

    fn item(&self, key: DueKey) -> Option<&DueItem> {
        item_of(self.items.as_deref(), key)
    }
}

impl TabView for Due {
    fn place(&self) -> ScreenPlace {
        ScreenPlace::View(View::Due)
    }

    fn marked(&self) -> usize {
        self.outline.marked()
    }

    fn name<'a>(&self, scene: &'a Scene<'_>) -> Option<&'a str> {
        Some(scene.words.get("desk.due"))
    }

    fn wanted(&self) -> Option<u16> {
        Some(u16::MAX)
    }

    fn command(&mut self, command: Command, scene: &Scene<'_>) -> Outcome<Dialog> {
        self.refresh(scene);
        if self.moves(command) {
            return Outcome::Done;
        }
        match (command, self.selected()) {
            (Command::Show, _) => self.pick_kinds(scene),
            (Command::Open | Command::Edit, Some(id)) => {
                Outcome::Do(Request::OpenField(id, self.field()))
            }
            (Command::Read, Some(id)) => Outcome::Do(Request::Read(id)),
            (Command::Copy, Some(_)) => copy(&self.chosen(), Request::Copy, scene),
            (Command::CopyToFile, Some(_)) => copy(&self.chosen(), Request::CopyToFile, scene),
            (Command::RecordHistory, Some(id)) => Outcome::Do(Request::History(id)),
            (Command::Open | Command::Edit | Command::Back, _) => Outcome::Ignored,
            (other, _) => Outcome::Do(Request::Command(other)),
        }
    }

    fn hints(&self, scene: &Scene<'_>) -> Vec<(String, String)> {
        let mut keys = DESK_KEYS.to_vec();
        let before = keys.iter().position(|key| *key == Command::Filter);
        keys.insert(before.unwrap_or(0), Command::NextMonth);
        self.named(&keys, scene)
    }

    fn has_use_for(&self, command: Command, scene: &Scene<'_>) -> bool {
        match command {
            _ if lacks_entry_for(command, self.counts()) => false,
            Command::NextMonth | Command::PreviousMonth => !self.bars.is_empty(),
            Command::Act => {
                let mut acted_on = self.acted_on().into_iter();
                acted_on.any(|id| can_be_acted_on(scene.register, id, scene.today))
            }
            _ => true,
        }
    }

    fn acted_on(&self) -> Vec<Id> {
        // What an assessment came to stands in its record.
        let chosen = self.outline.chosen().into_iter();
        let elsewhere = chosen.filter(|key| key.kind == DueKind::DpiaReview);
        let elsewhere: FxHashSet<Id> = elsewhere.map(|key| key.id).collect();
        let mut chosen = self.chosen();
        chosen.retain(|id| !elsewhere.contains(id));
        chosen
    }

    fn answered(&mut self, answer: &Closed, scene: &Scene<'_>) {
        if let Closed::Picked(picked) = answer {
            self.show_kinds(picked);
            self.refresh(scene);
        }
    }

    fn point(&mut self, place: usize) -> bool {
        self.outline.point(place)
    }

    fn is_filtering(&self) -> bool {
        self.outline.is_filtering()
    }

    fn type_filter(&mut self, input: &Input, scene: &Scene<'_>) -> bool {
        let items = self.items.clone();
        let text = |key: &DueKey| {
            item_of(items.as_deref(), *key).map_or_else(String::new, |item| found_by(item, scene))
        };
        let taken = asked::complete(&mut self.outline, input, &text, scene)
            || self.outline.type_filter(input, &text);
        self.narrow(scene);
        taken
    }

    fn unmark(&mut self) {
        self.outline.unmark();
    }

    fn selected(&self) -> Option<Id> {
        self.outline.selected().map(|key| key.id)
    }

    fn chosen(&self) -> Vec<Id> {
        let mut once = FxHashSet::default();
        let mut chosen: Vec<Id> = self.outline.chosen().iter().map(|key| key.id).collect();
        chosen.retain(|id| once.insert(*id));
        chosen
    }

    fn narrowed_from(&self) -> Option<usize> {
        let (marked, shown) = self.outline.marked_and_shown();
        let all = self.outline.counts().1;
        (!marked.is_empty() || shown.len() < all).then_some(all)
    }

    fn counts(&self) -> Option<(usize, usize)> {
        Some(self.outline.counts())
    }

    fn only(&self, scene: &Scene<'_>) -> Option<String> {
        let span = self.span.map(|span| bars::name(span, scene));
        let kinds = self
            .kinds
            .iter()
            .map(|kind| kind.label(scene.lexicon, &scene.due()));
        let labels: Vec<String> = span.into_iter().chain(kinds).collect();
        (!labels.is_empty()).then(|| labels.join(", "))
    }

    fn refresh(&mut self, scene: &Scene<'_>) {
        let (kinds, span) = (self.kinds.clone(), self.span);
        let made_for = (scene.version, scene.organisation, kinds, span);
        if self.items.is_some() && self.made_for.as_ref() == Some(&made_for) {
            return;
        }
        self.let_go();
        let all = scene.due();
        let filter = AgendaFilter {
            kinds: self.kinds.clone(),
            organisation: scene.organisation,
            ..AgendaFilter::default()
        };
        let let_through = filter.among(&all);
        self.bars = bars::bars(&let_through, scene);
        // Where nothing is left in the stretch that was shown, everything is.
        let known = |span: &DueSpan| self.bars.iter().any(|bar| bar.span == *span);
        self.span = self.span.filter(known);
        let here = |item: &DueItem| {
            let span = self.span;
            span.is_none_or(|span| DueSpan::of(item, scene.today) == span)
        };
        let items: Rc<Vec<DueItem>> = if self.span.is_none() {
            let_through
        } else {
            let here = let_through.iter().filter(|item| here(item));
            Rc::new(here.cloned().collect())
        };
        let changed = self
            .made_for
            .as_ref()
            .and_then(|(version, ..)| scene.touched.since(*version));
        let same = |key: &DueKey| {
            let place = scene.register.place(key.id);
            let owner = place.map_or(key.id, |place| place.owner);
            changed.as_ref().is_some_and(|it| !it.contains(&owner))
        };
        // Each way of saying it is measured once, however many items say it: there are few kinds, and the days are in order.
        let mut kinds: Vec<&DueItem> = Vec::new();
        let mut days: FxHashMap<(i64, bool), &DueItem> = FxHashMap::default();
        let mut last = None;
        for item in items.iter() {
            let alike = |it: &&DueItem| (it.kind, it.public) == (item.kind, item.public);
            if !kinds.iter().any(alike) {
                kinds.push(item);
            }
            let said = (item.days, item.is_to_confirm());
            if last.replace(said) != Some(said) {
                days.insert(said, item);
            }
        }
        let labels = kinds
            .iter()
            .map(|item| width(&item.label_in_short(scene.lexicon)));
        let days = days.values().map(|item| width(&when(item, scene)));
        self.columns = Columns {
            days: days.max().unwrap_or(0),
            kind: labels.max().unwrap_or(0),
            kinds: 0,
            names: 0,
        };
        let groups = grouped_places(&items, scene.today)
            .into_iter()
            .map(|(group, members)| OutlineGroup {
                heading: scene.words.get(group.key()).to_owned(),
                keys: members.into_iter().map(|at| key_of(&items, at)).collect(),
            })
            .collect();
        let shared = Some(Rc::clone(&items));
        self.outline.set(groups, same, &|key| {
            item_of(shared.as_deref(), *key).map_or_else(String::new, |item| found_by(item, scene))
        });
        // Another stretch of time is read from its first day on.
        if self
            .made_for
            .as_ref()
            .is_some_and(|(.., span)| *span != self.span)
        {
            self.outline.command(Command::First);
        }
        self.items = Some(items);
        self.made_for = Some(made_for);
        self.narrow(scene);
    }

    fn prepare(&mut self, scene: &Scene<'_>, most: usize) -> bool {
        let items = self.items.clone();
        self.outline.prepare(most, &|key| {
            item_of(items.as_deref(), *key).map_or_else(String::new, |item| found_by(item, scene))
        })
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>) {
        self.refresh(scene);
        let chart = u16::from(area.height > 5 && !self.bars.is_empty());
        if chart > 0 {
            let room = usize::from(area.width).saturating_sub(2);
            let mut spans = vec![Span::raw(" ")];
            spans.extend(bars::line(&self.bars, self.span, room, scene));
            frame.render_widget(Line::from(spans), line_of(area, 0));
        }
        let area = Rect {
            y: area.y + chart,
            height: area.height - chart,
            ..area
        };
        let (table, beside) = parted_for(area, self.wanted());
        let body = self.outline.draw_filter(frame, table, scene.theme);
        asked::draw(frame, line_of(table, 0), &self.outline, scene);
        if self.outline.counts().0 == 0 {
            let key = if self.outline.counts().1 == 0 {
                "due.nothing"
            } else {
                "desk.no_match"
            };
            let mut text = scene.words.get(key).to_owned();
            if key.ends_with("no_match") {
                text = asked::no_match(&self.outline, &text, scene);
            }
            draw_reason(frame, body, 1, &text, scene.theme);
        }
        let seen = self.outline.seen(usize::from(body.height));
        let items = self.items.clone();
        let seen = seen.into_iter();
        let seen: Vec<_> = seen
            .filter_map(|key| item_of(items.as_deref(), key))
            .collect();
        let names = seen
            .iter()
            .map(|item| width(&name_of(item, usize::MAX, scene)));
        let kinds = seen
            .iter()
            .map(|item| width(&item.label_in_short(scene.lexicon)));
        let widths = Columns {
            kinds: kinds.max().unwrap_or(0),
            names: names.max().unwrap_or(0),
            ..self.columns
        };
        let row = |key: &DueKey, columns: usize| {
            item_of(items.as_deref(), *key)
                .map(|item| row(item, (columns, widths), scene))
                .unwrap_or_default()
        };
        let text = |key: &DueKey| {
            item_of(items.as_deref(), *key).map_or_else(String::new, |item| found_by(item, scene))
        };
        self.outline.draw(frame, body, scene, &row, &text);
        if let Some(key) = self.outline.selected() {
            let text = || {
                item_of(items.as_deref(), key).map_or_else(Vec::new, |item| explained(item, scene))
            };
            self.detail.draw(frame, beside, scene, key, text);
        }
    }
}

/// The field of an item's record that has its day.
#[must_use]
pub(crate) const fn field_of(item: &DueItem) -> &'static str {
    match item.kind {
        kind if kind.disposition().is_some() => "started_on",
        DueKind::Decide if matches!(item.reason, due::DueReason::NoDay(_)) => "started_on",
        DueKind::Decide => "kind",
        DueKind::Check | DueKind::ActiveUseEnds => "last_checked_on",
        DueKind::Review => "next_review_on",
        DueKind::DpiaReview => "dpia_review_on",
        DueKind::AgreementEnds | DueKind::SafeguardEnds => "valid_until",
        DueKind::AgreementReview | DueKind::HoldReview => "review_on",
        _ => "assessed_on",
    }
}

/// The key of the item at a place.
fn key_of(items: &[DueItem], at: usize) -> DueKey {
    DueKey {
        id: items[at].id,
        kind: items[at].kind,
        at: u32::try_from(at).unwrap_or(u32::MAX),
    }
}

/// The item of a key, among those that the key was made of.
fn item_of(items: Option<&Vec<DueItem>>, key: DueKey) -> Option<&DueItem> {
    items?.get(key.at as usize)
}

/// What an item is found by: everything that is shown of it, and the names of what holds it.
fn found_by(item: &DueItem, scene: &Scene<'_>) -> String {
    let above = scene
        .register
        .owner(item.owner)
        .map_or_else(String::new, |owner| {
            scene.lexicon.title(scene.register, owner)
        });
    let laws = laws(item, scene).join("\n");
    format!(
        "{}\n{}\n{}\n{}\n{above}\n{laws}\n{}",
        item.date,
        item.label(scene.lexicon),
        item.reference,
        item.title(scene.register, scene.lexicon),
        item.reason(scene.register, scene.lexicon),
    )
}

/// The rule that an item is about or stands under.
fn rule_of<'a>(item: &DueItem, scene: &Scene<'a>) -> Option<&'a Retention> {
    let register = scene.register;
    let mut above = Some(item.id);
    std::iter::from_fn(|| {
        let here = above?;
        above = register.place(here).and_then(|place| place.parent);
        Some(here)
    })
    .find_map(|id| register.typed::<Retention>(id))
}

fn laws(item: &DueItem, scene: &Scene<'_>) -> Vec<String> {
    rule_of(item, scene).map_or_else(Vec::new, |rule| scene.register.counting(rule).law.to_vec())
}

/// How far away an item is, as short as can be.
fn when(item: &DueItem, scene: &Scene<'_>) -> String {
    item.days_in_short(scene.lexicon)
}

/// The reference and the name of an item's record, and the name of the record that holds it: where there is ample room
/// that is whole or not there.
fn name_of(item: &DueItem, room: usize, scene: &Scene<'_>) -> String {
    /// From how many columns on a name tells enough by itself.
    const AMPLE: usize = 60;
    let title = item.title(scene.register, scene.lexicon);
    let own = format!("{} {title}", item.reference);
    let above = scene
        .register
        .owner(item.owner)
        .filter(|owner| owner.id() != item.id)
        .map(|owner| format!("{own} · {}", scene.lexicon.title(scene.register, owner)));
    let fits = |whole: &String| room < AMPLE || width(whole) <= room;
    above.filter(fits).unwrap_or(own)
}

/// The columns of what is due in a line, given how wide that is there and the name beside it.
///
/// Where there is ample room all are as wide as the widest. Else the column is narrower where names would be cut; what
/// is longer goes on into the room that its name leaves.
fn kind_room(
    (columns, wanted): (Columns, usize),
    (label, name): (usize, usize),
    left: usize,
) -> usize {
    /// The least that is left of the column, the widest that it is kept for all to stand under one another, and the least
    /// that is left of what is longer than it.
    const LEAST: usize = 12;
    const EVEN: usize = 22;
    const LONG: usize = 24;
    /// What leaves most names whole.
    const AMPLE: usize = 68;
    if left >= wanted + AMPLE {
        return wanted;
    }
    let least = (columns.kinds + 2).clamp(LEAST, EVEN).min(wanted);
    let column = left.saturating_sub(columns.names).clamp(least, wanted);
    let beside_name = left.saturating_sub(name);
    // Where both cannot be whole, the name is cut last.
    let own = (label + 2).min(beside_name.max(LONG));
    own.min(wanted).max(column).min(left)
}

/// A line: how late or how far away, the day, what, and of which record.
fn row(
    item: &DueItem,
    (columns, widths): (usize, Columns),
    scene: &Scene<'_>,
) -> Vec<Span<'static>> {
    /// The columns of a day with its gap.
    const DAY: usize = 12;
    /// What a record's name is never left with less than.
    const NAME: usize = 26;
    /// And where there is no room for both the days and the day.
    const PRESSED: usize = 22;
    let late = if item.is_overdue() {
        scene.theme.error
    } else if item.begin <= scene.today {
        scene.theme.warning
    } else {
        ratatui::style::Style::new()
    };
    let days = widths.days + 2;
    let mut left = columns.saturating_sub(days);
    // What is to be done gives way to the record's name, and its day before either.
    let wanted = (widths.kind + 2).min(left.saturating_sub(NAME)).max(12);
    let dated = left >= wanted + NAME + DAY;
    // How late something is stands there in any case; each group of lines has columns of its own then.
    let first = if item.days < 0 { days } else { DAY };
    let wanted = if dated {
        wanted
    } else {
        let room = columns.saturating_sub(first + PRESSED);
        (widths.kind + 2).min(room).max(12)
    };
    let mut spans = Vec::new();
    if dated {
        spans.push(Span::styled(fit(&when(item, scene), days), late));
        spans.push(Span::raw(fit(&item.date.to_string(), DAY)));
        left -= DAY;
    } else {
        // One of both: what is late or near is counted in days, what is far has its day.
        let near = item.days < 0 || item.days <= 31;
        let text = Some(when(item, scene)).filter(|text| near && width(text) + 2 <= first);
        let text = text.unwrap_or_else(|| item.date.to_string());
        left = columns.saturating_sub(first);
        spans.push(Span::styled(fit(&text, first), late));
    }
    let label = item.label_in_short(scene.lexicon);
    let name = name_of(item, left.saturating_sub(wanted), scene);
    let kind = kind_room((widths, wanted), (width(&label), width(&name)), left);
    spans.push(Span::raw(fit(&cut(&label, kind.saturating_sub(1)), kind)));
    spans.push(Span::raw(fit(&name, left.saturating_sub(kind))));
    spans
}

/// An item in full: the day, why, by which rule and law, then its record.
fn explained(item: &DueItem, scene: &Scene<'_>) -> Vec<Block> {
    let (words, register) = (scene.words, scene.register);
    let title = item.title(register, scene.lexicon);
    let title = format!("{}: {title}", item.label(scene.lexicon));
    // Day and reason are one paragraph: where there is little room, both are seen.
    let reason = item.reason(register, scene.lexicon);
    let when = Inlines::from(Inline::Strong(words.day(item.date).into()));
    let when = when.and_text(format!(
        " · {}. {}.",
        item.days_in_words(scene.lexicon),
        capital(&reason)
    ));
    let mut parts = vec![Block::heading(1, title), Block::Paragraph(when)];
    if item.begin < item.date && item.begin <= scene.today && !item.is_overdue() {
        let since = words.day(item.begin);
        let wanted = words.fill("desk.wanted", &[("day", &since)]);
        parts.push(Block::paragraph(wanted));
    }
    let mut facts = Vec::new();
    let mut fact = |key: &str, value: String| {
        if !value.is_empty() {
            facts.push(ListPoint::new(format!("{}: {value}", words.get(key))));
        }
    };
    if let Some(rule) = rule_of(item, scene) {
        fact(
            "disposal.column.rule",
            scene
                .lexicon
                .reference(register, Id::default(), rule.head.id),
        );
        fact("disposal.column.law", laws(item, scene).join("; "));
        let counting = register.counting(rule);
        if let Some(set) = counting.law_sets {
            use crate::domain::codes::{Choice as _, LawSets};
            let label = words.code(&LawSets::SET, set.code()).to_owned();
            fact("desk.law_sets", label);
        }
        let responsible = counting.responsible.unwrap_or_default().to_owned();
        fact("desk.responsible", responsible);
    }
    let holder = register
        .owner(item.owner)
        .filter(|owner| owner.id() != item.id);
    if let Some(owner) = holder {
        let label = scene.lexicon.reference(register, Id::default(), owner.id());
        fact("desk.within", label);
        if let Value::Ref(organisation) = owner.value("organisation") {
            fact(
                "desk.organisation",
                scene
                    .lexicon
                    .reference(register, Id::default(), organisation),
            );
        }
    }
    if let Some(standing) = HoldingStanding::find(register, item.id)
        && let Some(reason) = standing.held_because(scene.today)
    {
        fact("desk.hold", reason);
    }
    if !facts.is_empty() {
        parts.push(Block::List(facts));
    }
    if let Some(known) = register.get(item.id) {
        let known = card(scene.lexicon, register, known);
        parts.push(Block::Card(known));
    }
    parts
}
