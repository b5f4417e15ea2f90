//! The transfers by country, with how many there are and on what ground, beside the map of the world where there is room
//! for it. The same keys move both.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::view::TabView;
use super::world::{self, MapMark};
use crate::domain::records::Transfer;
use crate::domain::value::Id;
use crate::exchange::document::{Block, ListPoint};
use crate::law::Law;
use crate::tui::command::Command;
use crate::tui::outcome::Outcome;
use crate::tui::overlay::dialog::Dialog;
use crate::tui::place::ScreenPlace;
use crate::tui::request::{Input, Request, View};
use crate::tui::scene::Scene;
use crate::tui::theme::Theme;
use crate::tui::widget::detail::{DetailPane, parted};
use crate::tui::widget::frame::{draw_reason, line_of};
use crate::tui::widget::outline::{Outline, OutlineGroup};
use crate::tui::widget::text::{fit, width};

/// From how many columns on the map stands beside the list.
const WIDE: u16 = 120;

/// The columns of the list beside the map.
const LIST: u16 = 52;

/// The least that is left of a country's name for its ground to be said in words.
const NAME: usize = 24;

/// The keys that the bottom line names.
const KEYS: &[Command] = &[
    Command::Open,
    Command::Filter,
    Command::NextView,
    Command::Export,
    Command::Palette,
    Command::Help,
    Command::Quit,
];

/// The ground on which data go to a country: the gravest of its transfers counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum TransferGround {
    /// A country inside the EEA: no ground is needed.
    Inside,
    /// An adequacy decision, Art. 45.
    Adequate,
    /// Appropriate safeguards, Arts. 46 and 47.
    Safeguards,
    /// A derogation, Art. 49.
    Exception,
    /// One is recorded that does not hold: a decision that has ended, or what is no ground on its own.
    Invalid,
    /// None is recorded.
    Nothing,
}

impl TransferGround {
    const ALL: [Self; 6] = [
        Self::Adequate,
        Self::Safeguards,
        Self::Exception,
        Self::Invalid,
        Self::Nothing,
        Self::Inside,
    ];

    /// The ground of a transfer by the strongest mechanism that it names and that holds on a day.
    fn of(transfer: &Transfer, law: &Law, day: NaiveDate) -> Self {
        let instrument = transfer.instrument.as_deref();
        let decision = instrument.and_then(|id| law.decision(id));
        let clauses = instrument.and_then(|id| law.clause_set(id));
        let ended = clauses
            .and_then(|set| set.existing_until)
            .is_some_and(|last| last < day);
        let of_code = |code: &String| match code.as_str() {
            code if code.starts_with("art45") => match decision {
                Some(decision) if !decision.in_force_on(day) => Self::Invalid,
                _ => Self::Adequate,
            },
            "art46-2-c" if ended => Self::Invalid,
            code if code.starts_with("art46") || code.starts_with("art47") => Self::Safeguards,
            code if code.starts_with("art49") => Self::Exception,
            _ => Self::Invalid,
        };
        let grounds = transfer.mechanisms.iter().map(of_code);
        grounds.min().unwrap_or(Self::Nothing)
    }

    /// The locale key below `ground`.
    const fn key(self) -> &'static str {
        match self {
            Self::Inside => "inside",
            Self::Adequate => "adequate",
            Self::Safeguards => "safeguards",
            Self::Exception => "exception",
            Self::Invalid => "invalid",
            Self::Nothing => "nothing",
        }
    }

    /// The sign and its style; the letter that stands with it says the same without them.
    const fn sign(self, theme: &Theme) -> (&'static str, Style) {
        match self {
            Self::Inside => ("·", theme.faint),
            Self::Adequate => ("●", theme.good),
            Self::Safeguards => ("◆", theme.title),
            Self::Exception => ("▲", theme.warning),
            Self::Invalid | Self::Nothing => ("!", theme.error),
        }
    }

    /// What it is called.
    fn words<'a>(self, scene: &'a Scene<'_>) -> &'a str {
        let key = format!("ground.{}", self.key());
        scene.words.find(&key).unwrap_or_default()
    }

    /// The sign with the letter.
    fn mark(self, scene: &Scene<'_>) -> (String, Style) {
        let (sign, style) = self.sign(scene.theme);
        let key = format!("ground.{}_letter", self.key());
        let letter = scene.words.get(&key);
        (format!("{sign}{letter}"), style)
    }
}

/// The two letters of a country; blanks where the transfer names an international organisation.
pub(crate) type CountryCode = [u8; 2];

/// What goes to one country.
#[derive(Clone, Debug)]
struct CountryRow {
    name: String,
    ground: TransferGround,
    /// The transfers, each with the activity that holds it.
    transfers: Vec<(Id, Id)>,
    activities: usize,
}

/// The transfers by country.
#[derive(Debug, Default)]
pub(crate) struct TransferCountries {
    rows: BTreeMap<CountryCode, CountryRow>,
    outline: Outline<CountryCode>,
    made_for: Option<(u64, Option<Id>)>,
    detail: DetailPane<CountryCode>,
}

impl TransferCountries {
    /// The filter that shows the transfers to the selected country in their list.
    #[must_use]
    pub(crate) fn filter(&self, scene: &Scene<'_>) -> Option<String> {
        self.country()?;
        Some(Self::filter_of(self.outline.selected()?, scene))
    }

    /// The filter that shows the transfers to a country in their list.
    #[must_use]
    pub(crate) fn filter_of(code: CountryCode, scene: &Scene<'_>) -> String {
        let key = scene.words.get("filter.name.country");
        format!("{key}:{}", String::from_utf8_lossy(&code))
    }

    /// The code of the selected country.
    #[must_use]
    pub(crate) fn country(&self) -> Option<String> {
        let code = self.outline.selected()?;
        let code = std::str::from_utf8(&code).unwrap_or_default().trim();
        (!code.is_empty()).then(|| code.to_owned())
    }

    /// A line of the list: sign and letter, the country, how many transfers of how many activities.
    fn line(&self, code: CountryCode, columns: usize, scene: &Scene<'_>) -> Vec<Span<'static>> {
        let Some(row) = self.rows.get(&code) else {
            return Vec::new();
        };
        let (mark, style) = row.ground.mark(scene);
        let counts = [row.transfers.len(), row.activities].map(|n| scene.words.number(n));
        let numbers = format!("{:>7} {:>6}", counts[0], counts[1]);
        let room = columns.saturating_sub(width(&numbers) + 5);
        // Without the map beside it, and its legend, a line says what its letter means.
        let widest = |said: &dyn Fn(&CountryRow) -> usize| self.rows.values().map(said).max();
        let grounds = widest(&|row| width(row.ground.words(scene))).unwrap_or(0);
        let names = widest(&|row| width(&row.name) + 2).unwrap_or(0);
        let names = names.min(room.saturating_sub(grounds));
        let place = if names < NAME {
            row.name.clone()
        } else {
            format!("{}{}", fit(&row.name, names), row.ground.words(scene))
        };
        vec![
            Span::styled(fit(&mark, 3), style),
            Span::raw(" "),
            Span::raw(fit(&place, room)),
            Span::raw(" "),
            Span::raw(numbers),
        ]
    }

    /// What is known of the transfers to the selected country.
    fn said(row: &CountryRow, scene: &Scene<'_>) -> Vec<Block> {
        let register = scene.register;
        let ground = row.ground.words(scene);
        let points = row.transfers.iter().map(|(transfer, activity)| {
            let reference = scene.lexicon.called(register, *transfer);
            let title = register
                .get(*activity)
                .map_or_else(String::new, |activity| {
                    scene.lexicon.title(register, activity)
                });
            let grounds = register
                .get(*transfer)
                .map_or_else(String::new, |transfer| {
                    scene.lexicon.cell(register, transfer, "mechanisms")
                });
            let parts = [format!("{reference} {title}"), grounds];
            let parts = parts.into_iter().filter(|part| !part.is_empty());
            ListPoint::new(parts.collect::<Vec<_>>().join(": "))
        });
        vec![
            Block::heading(1, format!("{}: {ground}", row.name)),
            Block::List(points.collect()),
        ]
    }

    /// The map with what the letters mean below it; gives how many lines it took.
    fn draw_map(&self, frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>) -> u16 {
        let lines = world::lines_in(area.width).min(area.height.saturating_sub(6));
        let map = Rect {
            height: lines,
            ..area
        };
        let selected = self.outline.selected();
        let shown: BTreeSet<CountryCode> = self.outline.entries().collect();
        let mark = |code: &CountryCode, row: &CountryRow| {
            let (text, style) = row.ground.mark(scene);
            let (text, style) = if Some(*code) == selected {
                // The selected one is named.
                (format!("{text} {}", row.name), scene.theme.focus)
            } else {
                (text, style)
            };
            MapMark {
                code: String::from_utf8_lossy(code).into_owned(),
                text,
                style,
            }
        };
        let rows = self.rows.iter().filter(|(code, _)| shown.contains(*code));
        let (mut last, mut marks) = (None, Vec::new());
        for (code, row) in rows {
            if Some(*code) == selected {
                last = Some(mark(code, row));
            } else {
                marks.push(mark(code, row));
            }
        }
        marks.extend(last);
        world::draw(frame, map, &marks, scene.theme);
        // What the letters mean, on as many lines as that needs.
        let mut legend: Vec<Vec<Span<'static>>> = vec![Vec::new()];
        let mut room = usize::from(area.width);
        let met = |ground: &TransferGround| self.rows.values().any(|row| row.ground == *ground);
        for ground in TransferGround::ALL.into_iter().filter(met) {
            let (mark, style) = ground.mark(scene);
            let label = ground.words(scene);
            let needs = width(&mark) + width(label) + 4;
            if needs > room {
                legend.push(Vec::new());
                room = usize::from(area.width);
            }
            room = room.saturating_sub(needs);
            if let Some(line) = legend.last_mut() {
                line.push(Span::styled(mark, style));
                line.push(Span::styled(format!(" {label}   "), scene.theme.faint));
            }
        }
        let mut taken = lines;
        for line in legend {
            frame.render_widget(Line::from(line), line_of(area, taken));
            taken += 1;
        }
        taken
    }
}

impl TabView for TransferCountries {
    fn place(&self) -> ScreenPlace {
        ScreenPlace::View(View::Countries)
    }

    fn name<'a>(&self, scene: &'a Scene<'_>) -> Option<&'a str> {
        Some(scene.words.get("tab.countries"))
    }

    fn command(&mut self, command: Command, scene: &Scene<'_>) -> Outcome<Dialog> {
        self.refresh(scene);
        match command {
            // Countries are no records: nothing is done to several of them.
            Command::Select => Outcome::Ignored,
            command if self.outline.command(command) => Outcome::Done,
            Command::Read | Command::Country => match self.outline.selected() {
                Some(code) if code != *b"  " => {
                    let code = String::from_utf8_lossy(&code).into_owned();
                    Outcome::Do(Request::Country(code))
                }
                _ => Outcome::Ignored,
            },
            Command::Back | Command::Open | Command::Edit => Outcome::Ignored,
            other => Outcome::Do(Request::Command(other)),
        }
    }

    fn hints(&self, scene: &Scene<'_>) -> Vec<(String, String)> {
        self.named(KEYS, scene)
    }

    fn point(&mut self, place: usize) -> bool {
        self.outline.point(place)
    }

    fn is_filtering(&self) -> bool {
        self.outline.is_filtering()
    }

    fn type_filter(&mut self, input: &Input, _: &Scene<'_>) -> bool {
        let rows = &self.rows;
        self.outline
            .type_filter(input, &|code| found_by(rows, *code))
    }

    fn counts(&self) -> Option<(usize, usize)> {
        Some(self.outline.counts())
    }

    fn refresh(&mut self, scene: &Scene<'_>) {
        let made_for = Some((scene.version, scene.organisation));
        if self.made_for == made_for {
            return;
        }
        self.made_for = made_for;
        self.rows = by_country(scene);
        let mut keys: Vec<CountryCode> = self.rows.keys().copied().collect();
        keys.sort_by_cached_key(|code| scene.words.sort_key(&self.rows[code].name));
        let group = OutlineGroup {
            heading: String::new(),
            keys,
        };
        let rows = &self.rows;
        self.outline
            .set(vec![group], |_| false, &|code| found_by(rows, *code));
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>) {
        self.refresh(scene);
        let wide = area.width >= WIDE && area.height >= 12;
        let (table, mut beside) = if wide {
            let right = Rect {
                x: area.x + LIST + 1,
                width: area.width - LIST - 1,
                ..area
            };
            let list = Rect {
                width: LIST,
                ..area
            };
            (list, right)
        } else {
            parted(area)
        };
        let body = self.outline.draw_filter(frame, table, scene.theme);
        if self.outline.counts().0 == 0 {
            let key = match self.outline.counts().1 {
                0 => "tab.no_transfers",
                _ => "desk.no_match",
            };
            draw_reason(frame, body, 1, scene.words.get(key), scene.theme);
        } else {
            let heads = ["tab.countries_transfers", "tab.countries_activities"];
            let heads = heads.map(|key| scene.words.get(key));
            let heads = format!("{:>7} {:>6}", heads[0], heads[1]);
            let room = usize::from(body.width).saturating_sub(width(&heads));
            let head = format!("{}{heads}", fit("", room));
            frame.render_widget(Line::styled(head, scene.theme.faint), line_of(body, 0));
        }
        let lines = Rect {
            y: body.y + 1,
            height: body.height.saturating_sub(1),
            ..body
        };
        let mut outline = std::mem::take(&mut self.outline);
        let line = |code: &CountryCode, columns: usize| self.line(*code, columns, scene);
        let text = |code: &CountryCode| found_by(&self.rows, *code);
        outline.draw(frame, lines, scene, &line, &text);
        self.outline = outline;
        if wide {
            let taken = self.draw_map(frame, beside, scene);
            beside.y += taken;
            beside.height = beside.height.saturating_sub(taken);
        }
        if let Some(code) = self.outline.selected()
            && let Some(row) = self.rows.get(&code)
        {
            self.detail
                .draw(frame, beside, scene, code, || Self::said(row, scene));
        }
    }
}

/// Where transfers go, and on what ground, by the law of a day.
#[derive(Debug)]
pub(super) struct TransferGrounds<'a> {
    law: &'a Law,
    today: NaiveDate,
    /// Whether each country is inside the EEA, as far as it was asked.
    inside: BTreeMap<CountryCode, bool>,
}

impl<'a> TransferGrounds<'a> {
    /// By the law of a day.
    pub(super) const fn on(law: &'a Law, today: NaiveDate) -> Self {
        Self {
            law,
            today,
            inside: BTreeMap::new(),
        }
    }

    /// The country of a transfer, and on what ground it is made.
    pub(super) fn of(&mut self, transfer: &Transfer) -> (CountryCode, TransferGround) {
        let country = transfer.country.as_deref().unwrap_or_default();
        let code: CountryCode = country.as_bytes().try_into().unwrap_or(*b"  ");
        let is_eea = || self.law.is_eea_on(country, self.today);
        let ground = if *self.inside.entry(code).or_insert_with(is_eea) {
            TransferGround::Inside
        } else {
            TransferGround::of(transfer, self.law, self.today)
        };
        (code, ground)
    }
}

/// What goes to each country.
fn by_country(scene: &Scene<'_>) -> BTreeMap<CountryCode, CountryRow> {
    let mut rows: BTreeMap<CountryCode, CountryRow> = BTreeMap::new();
    let mut grounds = TransferGrounds::on(&scene.lexicon.law, scene.today);
    let activities = scene.register.activities.iter();
    for activity in activities.filter(|activity| scene.shows(*activity)) {
        let mut here: BTreeSet<CountryCode> = BTreeSet::new();
        for transfer in &activity.transfers {
            let (code, ground) = grounds.of(transfer);
            let row = rows.entry(code).or_insert_with(|| CountryRow {
                name: name_of(code, scene),
                ground,
                transfers: Vec::new(),
                activities: 0,
            });
            row.ground = row.ground.max(ground);
            row.transfers.push((transfer.head.id, activity.head.id));
            row.activities += usize::from(here.insert(code));
        }
    }
    rows
}

/// What a country is called; of none, that none is recorded.
fn name_of(code: CountryCode, scene: &Scene<'_>) -> String {
    match std::str::from_utf8(&code).unwrap_or_default().trim() {
        "" => scene.words.get("tab.no_country").to_owned(),
        code => scene.lexicon.country(code),
    }
}

/// The countries outside the EEA that data go to, those with the weakest ground first: so many at most. Of each it is
/// known how many transfers go there on each ground.
pub(super) fn outside(
    transfers: &BTreeMap<(CountryCode, TransferGround), usize>,
    scene: &Scene<'_>,
    most: usize,
) -> Vec<(CountryCode, Vec<Span<'static>>)> {
    /// Behind longer names the grounds stand further on: in half a window they are to be read whole.
    const USUAL: usize = 16;
    let mut rows: BTreeMap<CountryCode, (TransferGround, usize)> = BTreeMap::new();
    for ((code, ground), number) in transfers {
        let (weakest, all) = rows.entry(*code).or_insert((*ground, 0));
        *weakest = (*weakest).max(*ground);
        *all += number;
    }
    let mut rows: Vec<_> = rows.into_iter().collect();
    rows.retain(|(code, (ground, _))| *ground != TransferGround::Inside && code != b"  ");
    rows.sort_by_key(|(_, (ground, all))| (Reverse(*ground), Reverse(*all)));
    rows.truncate(most);
    let rows = rows.into_iter();
    let rows: Vec<_> = rows
        .map(|(code, of)| (code, name_of(code, scene), of))
        .collect();
    let names = rows.iter().map(|(_, name, _)| width(name)).max();
    let entry = |(code, name, (ground, all)): &(CountryCode, String, (TransferGround, usize))| {
        let (mark, style) = ground.mark(scene);
        let number = scene.words.number(*all);
        let usual = names.unwrap_or(0).min(USUAL);
        let name = fit(name, usual.max(width(name)));
        let spans = vec![
            Span::raw(format!("{number:>7}  ")),
            Span::styled(fit(&mark, 3), style),
            Span::raw(format!(" {name}  ")),
            Span::styled(ground.words(scene).to_owned(), scene.theme.faint),
        ];
        (*code, spans)
    };
    rows.iter().map(entry).collect()
}

/// What a country is found by: its name and its code.
fn found_by(rows: &BTreeMap<CountryCode, CountryRow>, code: CountryCode) -> String {
    let name = rows.get(&code).map_or("", |row| row.name.as_str());
    format!("{name}\n{}", String::from_utf8_lossy(&code))
}
