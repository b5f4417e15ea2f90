//! The disposal log: what went, under which rule and law, when, by whom, how, with what proof, and how late.

use chrono::{Datelike, NaiveDate};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Span;
use rustc_hash::FxHashSet;

use super::view::{DESK_KEYS, TabView, copy};
use crate::domain::register::Register;
use crate::domain::value::Id;
use crate::exchange::disposal::{DisposalEntry, Stretch, disposed, facts, lateness};
use crate::exchange::document::{Block, Inlines, ListPoint, card};
use crate::tui::command::Command;
use crate::tui::outcome::Outcome;
use crate::tui::overlay::dialog::Dialog;
use crate::tui::place::ScreenPlace;
use crate::tui::request::{Input, Request, View};
use crate::tui::scene::Scene;
use crate::tui::widget::detail::{DetailPane, parted_for};
use crate::tui::widget::frame::draw_reason;
use crate::tui::widget::outline::{Outline, OutlineGroup};
use crate::tui::widget::text::{fit, width};

/// The disposal log.
#[derive(Debug, Default)]
pub(crate) struct Disposals {
    /// The stretch of time that is shown.
    pub stretch: Stretch,
    outline: Outline<Id>,
    /// The state of the register, the day and the stretch that the list is made for.
    made_for: Option<(u64, NaiveDate, Stretch)>,
    /// What was found beside the keys in a version of the register, until it is first shown.
    known: Option<(u64, ListedDisposals)>,
    /// How wide the columns of days late must be for none to be cut that is seen, or was.
    late_width: usize,
    /// How wide the names are of those who did it.
    by_width: usize,
    /// Who did all of it, where one person did.
    said: Vec<String>,
    detail: DetailPane<Id>,
}

/// The disposals of a stretch of time as they are listed; to find them in a large register takes longer than a key may.
#[derive(Debug)]
pub(crate) struct ListedDisposals {
    stretch: Stretch,
    today: NaiveDate,
    /// The batches by year, the latest first.
    years: Vec<(i32, Vec<Id>)>,
    /// Who did all of several, where one person did.
    alone: Option<String>,
    /// How wide the longest name is of those who did them.
    by_width: usize,
}

impl ListedDisposals {
    /// Those of a register, as of a day.
    pub(crate) fn of(register: &Register, stretch: Stretch, today: NaiveDate) -> Self {
        let found = disposed(register, &stretch, today);
        let mut years: Vec<(i32, Vec<Id>)> = Vec::new();
        // The same person comes again and again.
        let mut all: FxHashSet<Option<&str>> = FxHashSet::default();
        let mut last = None;
        for disposed in found.iter().rev() {
            let (year, id) = (disposed.on.year(), disposed.holding.head.id);
            match years.last_mut() {
                Some((of, ids)) if *of == year => ids.push(id),
                _ => years.push((year, vec![id])),
            }
            let by = disposed.holding.disposed_by.as_deref();
            if last.replace(by) != Some(by) {
                all.insert(by);
            }
        }
        let several = all.len() > 1 || found.len() < 2;
        let first = all.iter().flatten().next();
        Self {
            stretch,
            today,
            years,
            alone: first.filter(|_| !several).map(|by| (*by).to_owned()),
            by_width: all.into_iter().flatten().map(width).max().unwrap_or(0),
        }
    }
}

impl Disposals {
    /// Takes over what was found beside the keys in a version of the register.
    pub(crate) fn know(&mut self, version: u64, listed: ListedDisposals) {
        self.known = Some((version, listed));
    }

    /// What was found beside the keys for that day and stretch, in a version of the register that still holds; else it is
    /// found now.
    fn listed(
        &mut self,
        register: &Register,
        (today, stretch): (NaiveDate, Stretch),
        holds: impl Fn(u64) -> bool,
    ) -> ListedDisposals {
        match self.known.take() {
            Some((version, listed))
                if (listed.today, listed.stretch) == (today, stretch) && holds(version) =>
            {
                listed
            }
            _ => ListedDisposals::of(register, stretch, today),
        }
    }

    /// What is asked of the log: the stretch of time, and the organisation shown.
    #[must_use]
    pub(crate) fn asked(&self, scene: &Scene<'_>) -> Stretch {
        Stretch {
            organisation: scene.organisation,
            ..self.stretch
        }
    }
}

impl TabView for Disposals {
    fn place(&self) -> ScreenPlace {
        ScreenPlace::View(View::Disposals)
    }

    fn marked(&self) -> usize {
        self.outline.marked()
    }

    fn name<'a>(&self, scene: &'a Scene<'_>) -> Option<&'a str> {
        Some(scene.words.get("command.disposals.title"))
    }

    fn said(&self) -> &[String] {
        &self.said
    }

    fn wanted(&self) -> Option<u16> {
        Some(u16::MAX)
    }

    fn command(&mut self, command: Command, scene: &Scene<'_>) -> Outcome<Dialog> {
        self.refresh(scene);
        if self.outline.command(command) {
            return Outcome::Done;
        }
        match (command, self.selected()) {
            (Command::Show, _) => Outcome::Do(Request::Command(Command::Period)),
            (Command::Open | Command::Edit, Some(id)) => {
                Outcome::Do(Request::OpenField(id, Some("disposed_on")))
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

    fn point(&mut self, place: usize) -> bool {
        self.outline.point(place)
    }

    fn is_filtering(&self) -> bool {
        self.outline.is_filtering()
    }

    fn type_filter(&mut self, input: &Input, scene: &Scene<'_>) -> bool {
        self.outline.type_filter(input, &|id| found_by(*id, scene))
    }

    fn selected(&self) -> Option<Id> {
        self.outline.selected()
    }

    fn chosen(&self) -> Vec<Id> {
        self.outline.chosen()
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
        let words = scene.words;
        let day =
            |day: Option<chrono::NaiveDate>| day.map(|day| words.day(day)).unwrap_or_default();
        let key = match (self.stretch.from, self.stretch.to) {
            (None, None) => return None,
            (Some(_), Some(_)) => "disposal.stretch",
            (Some(_), None) => "disposal.since",
            (None, Some(_)) => "disposal.through",
        };
        let (from, to) = (day(self.stretch.from), day(self.stretch.to));
        Some(words.fill(key, &[("from", &from), ("to", &to)]))
    }

    fn refresh(&mut self, scene: &Scene<'_>) {
        let (today, asked) = (scene.today, self.asked(scene));
        // What more is known of the records, when the journal has been read, moves none of them.
        let holds = |version| scene.is_as_of((version, scene.organisation));
        if self.made_for.is_some_and(|(version, day, stretch)| {
            (day, stretch) == (today, asked) && holds(version)
        }) {
            return;
        }
        let made_for = (scene.version, today, asked);
        let listed = self.listed(scene.register, (today, asked), holds);
        let groups = listed.years.into_iter().map(|(year, keys)| OutlineGroup {
            heading: year.to_string(),
            keys,
        });
        let groups = groups.collect();
        let changed = self
            .made_for
            .and_then(|(version, ..)| scene.touched.since(version));
        let same = |id: &Id| {
            let owner = scene.register.place(*id).map(|place| place.owner);
            changed
                .as_ref()
                .zip(owner)
                .is_some_and(|(changed, owner)| !changed.contains(&owner))
        };
        self.late_width = 0;
        // Whoever did all of it is said once, above.
        let told = |by: String| scene.words.fill("history.all_by", &[("author", &by)]);
        self.said = listed.alone.map(told).into_iter().collect();
        self.by_width = if self.said.is_empty() {
            listed.by_width
        } else {
            0
        };
        self.outline.set(groups, same, &|id| found_by(*id, scene));
        self.made_for = Some(made_for);
    }

    fn prepare(&mut self, scene: &Scene<'_>, most: usize) -> bool {
        self.outline.prepare(most, &|id| found_by(*id, scene))
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>) {
        self.refresh(scene);
        let (table, beside) = parted_for(area, self.wanted());
        let body = self.outline.draw_filter(frame, table, scene.theme);
        if self.outline.counts().0 == 0 {
            let key = if self.outline.counts().1 == 0 {
                "disposal.nothing"
            } else {
                "desk.no_match"
            };
            draw_reason(frame, body, 1, scene.words.get(key), scene.theme);
        }
        for id in self.outline.seen(usize::from(body.height)) {
            let entry = DisposalEntry::find(scene.register, id);
            let late = entry.map(|entry| lateness(scene.lexicon, &entry));
            self.late_width = self.late_width.max(late.as_deref().map_or(0, width));
        }
        let widths = (self.late_width, self.by_width);
        let line = |id: &Id, columns: usize| row(*id, columns, widths, scene);
        let text = |id: &Id| found_by(*id, scene);
        self.outline.draw(frame, body, scene, &line, &text);
        if let Some(id) = self.outline.selected() {
            let text = || explained(id, scene);
            self.detail.draw(frame, beside, scene, id, text);
        }
    }
}

/// What a disposal is found by: everything that the log says of it.
fn found_by(id: Id, scene: &Scene<'_>) -> String {
    let Some(entry) = DisposalEntry::find(scene.register, id) else {
        return String::new();
    };
    let facts = facts(scene.register, scene.lexicon, &entry);
    let texts: Vec<String> = facts.into_iter().map(|(_, text)| text).collect();
    format!("{}\n{}", entry.on, texts.join("\n"))
}

/// A line: the day, how late, what, and where there is room by whom.
fn row(
    id: Id,
    columns: usize,
    (late, by_width): (usize, usize),
    scene: &Scene<'_>,
) -> Vec<Span<'static>> {
    let (register, lexicon) = (scene.register, scene.lexicon);
    let Some(entry) = DisposalEntry::find(register, id) else {
        return Vec::new();
    };
    let holding = entry.holding;
    let title = lexicon.title(register, holding);
    let activity = entry.activity.name.as_deref().unwrap_or_default();
    let what = format!("{} {title} · {activity}", lexicon.called(register, id));
    let by = holding.disposed_by.as_deref().unwrap_or_default();
    let for_late = late + 2;
    let for_by = if columns >= 60 {
        by_width.min(columns / 5)
    } else {
        0
    };
    let for_what = columns.saturating_sub(11 + for_late + for_by);
    let cell = |text: &str, room: usize| fit(&fit(text, room.saturating_sub(1)), room);
    let parts = [
        cell(&entry.on.to_string(), 11),
        cell(&lateness(lexicon, &entry), for_late),
        cell(&what, for_what),
        fit(by, for_by),
    ];
    parts.into_iter().map(Span::raw).collect()
}

/// A disposal in full, then its holding.
fn explained(id: Id, scene: &Scene<'_>) -> Vec<Block> {
    let (register, lexicon) = (scene.register, scene.lexicon);
    let Some(entry) = DisposalEntry::find(register, id) else {
        return Vec::new();
    };
    let holding = entry.holding;
    let facts = facts(register, lexicon, &entry).into_iter();
    let items = facts.map(|(label, text)| {
        let text: Vec<&str> = text.lines().collect();
        ListPoint::new(Inlines::from(format!("{label}: {}", text.join(" · "))))
    });
    vec![
        Block::heading(1, lexicon.title(register, holding)),
        Block::List(items.collect()),
        Block::Card(card(lexicon, register, holding)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::date::PartialDate;
    use crate::domain::records::{Activity, Holding, Retention};

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 21).unwrap()
    }

    /// A register whose only rule has a batch for each of these days and persons.
    fn register(disposed: &[(&str, &str)]) -> Register {
        let holdings = (1..).zip(disposed).map(|(number, (on, by))| {
            let mut holding = Holding::default();
            holding.head.id = Id(number);
            holding.head.reference = format!("H{number}");
            holding.disposed_on = PartialDate::from_iso(on);
            holding.disposed_by = Some((*by).to_owned());
            holding
        });
        let rule = Retention {
            holdings: holdings.collect(),
            ..Retention::default()
        };
        let mut register = Register::empty();
        register.push(Box::new(Activity {
            retention: vec![rule],
            ..Activity::default()
        }));
        register
    }

    #[test]
    fn disposals_stand_by_year_and_who_did_all_of_several_is_told() {
        let found = |disposed: &[(&str, &str)]| {
            let listed = ListedDisposals::of(&register(disposed), Stretch::default(), today());
            (listed.years, listed.alone)
        };
        let (years, alone) = found(&[
            ("2024-03-01", "Archive"),
            ("2025-01-02", "Archive"),
            ("2024-01-01", "Archive"),
        ]);
        assert_eq!(years, [(2025, vec![Id(2)]), (2024, vec![Id(1), Id(3)])]);
        assert_eq!(alone.as_deref(), Some("Archive"));
        assert_eq!(found(&[("2024-03-01", "Archive")]).1, None);
        let two = [("2024-03-01", "Archive"), ("2024-03-02", "Registry")];
        assert_eq!(found(&two).1, None);
    }

    #[test]
    fn what_was_found_beside_the_keys_is_found_once_and_while_its_version_holds() {
        let of_one = || {
            ListedDisposals::of(
                &register(&[("2024-03-01", "")]),
                Stretch::default(),
                today(),
            )
        };
        let (nothing, asked) = (Register::empty(), (today(), Stretch::default()));
        let mut log = Disposals::default();
        let mut found_of = |version| {
            log.know(version, of_one());
            [(); 2].map(|()| log.listed(&nothing, asked, |of| of == 3).years.len())
        };
        assert_eq!(found_of(3), [1, 0], "what was found is taken over once");
        assert_eq!(found_of(2), [0, 0], "a record was changed since");
    }
}
