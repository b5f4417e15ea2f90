//! What is due: overdue, this week, this month, the three months after, later; above it the coming year by month,
//! beside it the item explained with its record.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Span;

use super::beside::capital;
use super::view::{DESK_KEYS, TabView, copy};
use crate::domain::records::Retention;
use crate::domain::value::{Id, Value};
use crate::due::standing::HoldingStanding;
use crate::due::{self, AgendaFilter, DueItem, DueKind, grouped};
use crate::exchange::document::{Block, Inline, Inlines, ListPoint, card};
use crate::tui::command::Command;
use crate::tui::layer::{Layer, Outcome};
use crate::tui::overlay::pick::{Pick, PickChoice};
use crate::tui::place::ScreenPlace;
use crate::tui::request::{Closed, Input, Picked, Request, Then, View};
use crate::tui::scene::Scene;
use crate::tui::widget::bars;
use crate::tui::widget::detail::{DetailPane, parted};
use crate::tui::widget::frame::draw_reason;
use crate::tui::widget::outline::{Outline, OutlineGroup};
use crate::tui::widget::text::{cut, fit};

/// An item is known by its record and what is due of it.
type Key = (Id, DueKind);

/// What is due.
#[derive(Debug, Default)]
pub(crate) struct Due {
    items: Option<Rc<[DueItem]>>,
    at: HashMap<Key, usize>,
    outline: Outline<Key>,
    /// The kinds that are shown; none chosen shows all.
    kinds: Vec<DueKind>,
    made_for: Option<(u64, Option<Id>, Vec<DueKind>)>,
    months: Vec<bars::Bar>,
    detail: DetailPane<Key>,
}

impl Due {
    /// Does a command that moves, marks or filters; `false` where it is another.
    fn moves(&mut self, command: Command) -> bool {
        if self.outline.command(command) {
            return true;
        }
        // Going back from a few kinds is seeing all of them.
        let narrowed = command == Command::Back && !self.kinds.is_empty();
        if narrowed {
            self.kinds.clear();
        }
        narrowed
    }

    /// The field of the selected item's record that has its day.
    #[must_use]
    pub(crate) fn field(&self) -> Option<&'static str> {
        let item = self.item(self.outline.selected()?)?;
        Some(match item.kind {
            kind if kind.disposition().is_some() => "started_on",
            DueKind::Decide if matches!(item.reason, due::DueReason::NoDay(_)) => "started_on",
            DueKind::Decide => "kind",
            DueKind::Check => "last_checked_on",
            DueKind::Review => "next_review_on",
            DueKind::DpiaReview => "dpia_review_on",
            DueKind::AgreementEnds | DueKind::SafeguardEnds => "valid_until",
            DueKind::AgreementReview | DueKind::HoldReview => "review_on",
            _ => "assessed_on",
        })
    }

    /// Asks which kinds are shown.
    #[must_use]
    pub(crate) fn pick_kinds(&self, scene: &Scene<'_>) -> Outcome {
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
        Outcome::Push(Box::new(Layer::Pick(pick)), Then::Below)
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
        self.outline.unfilter();
        self.refresh(scene);
        let items = self.items.as_deref().unwrap_or_default();
        let of_group = |item: &&DueItem| due::Nearness::of_item(item, scene.today) == group;
        if let Some(item) = items.iter().find(of_group) {
            self.outline.select(&(item.id, item.kind));
        }
    }

    /// The items shown, without regard to the words typed.
    pub(crate) fn items(&mut self, scene: &Scene<'_>) -> Rc<[DueItem]> {
        self.refresh(scene);
        self.items.clone().unwrap_or_else(|| Rc::from([]))
    }

    fn item(&self, key: Key) -> Option<&DueItem> {
        item_of(self.items.as_deref(), &self.at, key)
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

    fn command(&mut self, command: Command, scene: &Scene<'_>) -> Outcome {
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
        self.named(DESK_KEYS, scene)
    }

    fn acted_on(&self) -> Vec<Id> {
        // What an assessment came to stands in its record.
        let chosen = self.outline.chosen().into_iter();
        let elsewhere = chosen.filter(|(_, kind)| *kind == DueKind::DpiaReview);
        let elsewhere: Vec<Id> = elsewhere.map(|(id, _)| id).collect();
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
        let (items, at) = (self.items.clone(), &self.at);
        self.outline.type_filter(input, &|key| {
            item_of(items.as_deref(), at, *key)
                .map_or_else(String::new, |item| found_by(item, scene))
        })
    }

    fn unmark(&mut self) {
        self.outline.unmark();
    }

    fn selected(&self) -> Option<Id> {
        self.outline.selected().map(|(id, _)| id)
    }

    fn chosen(&self) -> Vec<Id> {
        let mut chosen: Vec<Id> = Vec::new();
        for (id, _) in self.outline.chosen() {
            if !chosen.contains(&id) {
                chosen.push(id);
            }
        }
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
        let labels: Vec<String> = self
            .kinds
            .iter()
            .map(|kind| kind.label(scene.lexicon, &scene.due()))
            .collect();
        (!labels.is_empty()).then(|| labels.join(", "))
    }

    fn refresh(&mut self, scene: &Scene<'_>) {
        let made_for = (scene.version, scene.organisation, self.kinds.clone());
        if self.made_for.as_ref() == Some(&made_for) {
            return;
        }
        let all = scene.due();
        let filter = AgendaFilter {
            kinds: self.kinds.clone(),
            organisation: scene.organisation,
            ..AgendaFilter::default()
        };
        let items: Rc<[DueItem]> = all
            .iter()
            .filter(|item| filter.lets(item))
            .cloned()
            .collect();
        let changed = self
            .made_for
            .as_ref()
            .and_then(|(version, ..)| scene.touched.since(*version));
        let unchanged: HashSet<Key> = match (&changed, &self.items) {
            (Some(changed), Some(before)) => before
                .iter()
                .filter(|item| !changed.contains(&item.owner))
                .map(|item| (item.id, item.kind))
                .collect(),
            _ => HashSet::new(),
        };
        self.months = bars::months(&items, scene);
        self.at = items
            .iter()
            .enumerate()
            .map(|(at, item)| ((item.id, item.kind), at))
            .collect();
        let groups = grouped(&items, scene.today)
            .into_iter()
            .map(|(group, members)| OutlineGroup {
                heading: scene.words.get(group.key()).to_owned(),
                keys: members.iter().map(|item| (item.id, item.kind)).collect(),
            })
            .collect();
        let (shared, at) = (Some(Rc::clone(&items)), &self.at);
        self.outline
            .set(groups, |key| unchanged.contains(key), &|key| {
                item_of(shared.as_deref(), at, *key)
                    .map_or_else(String::new, |item| found_by(item, scene))
            });
        self.items = Some(items);
        self.made_for = Some(made_for);
    }

    fn prepare(&mut self, scene: &Scene<'_>, most: usize) -> bool {
        let (items, at) = (self.items.clone(), &self.at);
        self.outline.prepare(most, &|key| {
            item_of(items.as_deref(), at, *key)
                .map_or_else(String::new, |item| found_by(item, scene))
        })
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>) {
        self.refresh(scene);
        let chart = match area.height {
            ..18 => 0,
            18..30 => bars::height(2),
            _ => bars::height(4),
        };
        if chart > 0 {
            let place = Rect {
                x: area.x + 1,
                width: area.width.saturating_sub(1),
                height: chart,
                ..area
            };
            bars::draw(frame, place, (scene.words, scene.theme), &self.months);
        }
        let area = Rect {
            y: area.y + chart,
            height: area.height - chart,
            ..area
        };
        let (table, beside) = parted(area);
        let body = self.outline.draw_filter(frame, table, scene.theme);
        if self.outline.counts().0 == 0 {
            let key = if self.outline.counts().1 == 0 {
                "due.nothing"
            } else {
                "desk.no_match"
            };
            draw_reason(frame, body, 1, scene.words.get(key), scene.theme);
        }
        let (items, at) = (self.items.clone(), &self.at);
        self.outline.draw(frame, body, scene, &|key, columns| {
            item_of(items.as_deref(), at, *key)
                .map(|item| row(item, columns, scene))
                .unwrap_or_default()
        });
        if let Some(key) = self.outline.selected() {
            let text = || {
                item_of(items.as_deref(), &self.at, key)
                    .map_or_else(Vec::new, |item| explained(item, scene))
            };
            self.detail.draw(frame, beside, scene, key, text);
        }
    }
}

fn item_of<'a>(
    items: Option<&'a [DueItem]>,
    at: &HashMap<Key, usize>,
    key: Key,
) -> Option<&'a DueItem> {
    items?.get(*at.get(&key)?)
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

/// A line: the day, how far away, what, and of which record.
fn row(item: &DueItem, columns: usize, scene: &Scene<'_>) -> Vec<Span<'static>> {
    let late = if item.is_overdue() {
        scene.theme.error
    } else if item.begin <= scene.today {
        scene.theme.warning
    } else {
        ratatui::style::Style::new()
    };
    let mut spans = vec![Span::styled(fit(&item.date.to_string(), 11), late)];
    let mut left = columns.saturating_sub(11);
    if columns >= 76 {
        let days = item.days_in_words(scene.lexicon);
        spans.push(Span::styled(fit(&cut(&days, 19), 20), late));
        left = left.saturating_sub(20);
    }
    let kind = (left * 2 / 5).clamp(10, 26);
    spans.push(Span::raw(fit(
        &cut(&item.label(scene.lexicon), kind - 1),
        kind,
    )));
    let title = item.title(scene.register, scene.lexicon);
    let above = scene
        .register
        .owner(item.owner)
        .filter(|owner| owner.id() != item.id)
        .map(|owner| format!(" · {}", scene.lexicon.title(scene.register, owner)))
        .unwrap_or_default();
    let title = format!("{} {title}{above}", item.reference);
    spans.push(Span::raw(fit(&title, left.saturating_sub(kind))));
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
