//! The palette: one line to type in, and everything that can be reached by it, what fits best first.

use ratatui::Frame;
use ratatui::crossterm::event::KeyCode;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::domain::text::fold;
use crate::domain::value::Id;
use crate::search::{Haystack, SoughtName};
use crate::tui::clicks::ClickTarget;
use crate::tui::outcome::{Outcome, told};
use crate::tui::request::{Closed, Input, Picked};
use crate::tui::scene::Scene;
use crate::tui::widget::frame::{line_of, mark_more, middle, open_box, scrolled};
use crate::tui::widget::line_input::LineInput;
use crate::tui::widget::text::{cut, fit, width, wrap};

/// Something that can be reached, but for the records.
#[derive(Debug)]
pub(crate) struct PaletteTopic {
    /// What is answered.
    pub key: String,
    /// What it is called.
    pub label: String,
    /// What stands beside it, fainter.
    pub detail: String,
    /// What stands below the list while it is chosen.
    pub help: String,
    /// Whether it explains something rather than doing it: it stands behind what does.
    pub explains: bool,
    haystack: Haystack,
}

impl PaletteTopic {
    /// A topic; `known` is what it is found by besides, one a line.
    #[must_use]
    pub(crate) fn new(key: String, label: &str, detail: &str, help: &str, known: &str) -> Self {
        Self {
            haystack: Haystack::new(&format!("{label}\n{known}\n{help}\n{detail}")),
            key,
            label: label.to_owned(),
            detail: detail.to_owned(),
            help: help.to_owned(),
            explains: false,
        }
    }

    /// The same, which explains something.
    #[must_use]
    pub(crate) const fn explaining(mut self) -> Self {
        self.explains = true;
        self
    }
}

/// A line of the palette.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PaletteHit {
    /// The topic at that place.
    Topic(usize),
    /// The record at that place among the names.
    Record(usize),
    /// The row whose reference is typed.
    Row(Id),
    /// All texts of the list shown.
    Everything,
}

/// The palette.
#[derive(Debug)]
pub(crate) struct Palette {
    title: String,
    topics: Vec<PaletteTopic>,
    /// Whether all texts of a list can be searched, and by what that is called.
    everything: Option<String>,
    input: LineInput,
    hits: Vec<PaletteHit>,
    /// What was typed when the hits were found, and the version of the register; nothing where they are only near.
    found_for: Option<(String, u64)>,
    /// The version that the lines were made for.
    made_for: Option<u64>,
    cursor: usize,
    offset: usize,
}

impl Palette {
    /// A palette of topics and of all records.
    ///
    /// Where `everything` says what the list shown is called, its texts can be searched.
    #[must_use]
    pub(crate) fn new(title: &str, topics: Vec<PaletteTopic>, everything: Option<String>) -> Self {
        Self {
            title: title.to_owned(),
            topics,
            everything,
            input: LineInput::default(),
            hits: Vec::new(),
            found_for: None,
            made_for: None,
            cursor: 0,
            offset: 0,
        }
    }

    /// Looks anew where the register is another one than before.
    fn refresh(&mut self, scene: &Scene<'_>) {
        if self.made_for != Some(scene.version) {
            self.look(scene);
        }
    }

    /// Finds what fits what is typed.
    fn look(&mut self, scene: &Scene<'_>) {
        let names = scene.names();
        self.made_for = Some(scene.version);
        let typed = self.input.text().trim().to_owned();
        let before = self.found_for.take();
        if typed.is_empty() {
            let topics = self.topics.iter().enumerate();
            let doing = topics.filter(|(_, topic)| !topic.explains);
            self.hits = doing.map(|(at, _)| PaletteHit::Topic(at)).collect();
            self.hits.extend((0..names.len()).map(PaletteHit::Record));
            return;
        }
        let sought = SoughtName::new(&typed);
        self.find(&typed, &sought, before, scene);
        let bare = Self::without_fillers(&typed, scene);
        if self.hits.is_empty()
            && let Some(bare) = bare
        {
            self.find(&bare, &SoughtName::new(&bare), None, scene);
        }
        if self.hits.is_empty() {
            let records = names.nearly(&sought);
            self.hits = self.in_order(|text| sought.rank_nearly(text), records);
        }
        // A row has no name among those of records; its reference is one all the same.
        let register = scene.register;
        let row = register
            .find_typed(&typed)
            .or_else(|| register.find_typed(&typed.to_uppercase()));
        let is_row = |id: &Id| register.place(*id).is_some_and(|it| it.parent.is_some());
        if let Some(id) = row.filter(is_row) {
            self.hits.insert(0, PaletteHit::Row(id));
        }
        if self.everything.is_some() {
            self.hits.push(PaletteHit::Everything);
        }
    }

    /// What is typed without the words that somebody types between others; `None` where that is all or nothing of it.
    fn without_fillers(typed: &str, scene: &Scene<'_>) -> Option<String> {
        let fillers = scene.words.list("palette.fillers");
        let words = typed.split_whitespace();
        let kept: Vec<&str> = words
            .filter(|word| !fillers.iter().any(|filler| fold(filler) == fold(word)))
            .collect();
        let bare = kept.join(" ");
        (!bare.is_empty() && bare != typed).then_some(bare)
    }

    /// Finds what holds every word that is sought, among what held the text found before where that goes on.
    fn find(
        &mut self,
        typed: &str,
        sought: &SoughtName,
        before: Option<(String, u64)>,
        scene: &Scene<'_>,
    ) {
        let names = scene.names();
        // What holds more words, or longer ones, is among what held those before.
        let among: Option<Vec<usize>> = before
            .filter(|(text, version)| *version == scene.version && typed.starts_with(text))
            .map(|_| {
                let records = self.hits.iter().filter_map(|hit| match hit {
                    PaletteHit::Record(place) => Some(*place),
                    _ => None,
                });
                let mut records: Vec<usize> = records.collect();
                records.sort_unstable();
                records
            });
        let records = names.ranked(sought, among.as_deref());
        self.hits = self.in_order(|text| sought.rank(text), records);
        if !self.hits.is_empty() {
            self.found_for = Some((typed.to_owned(), scene.version));
        }
    }

    /// What fits best first; of what fits alike, commands, then records, then what only explains.
    ///
    /// A command goes by every word of its name: it fits as well as what begins with what is typed, and a record that
    /// only begins like it stands behind. Of commands whose names begin with it, that comes first of whose name it is the
    /// greatest part.
    fn in_order(
        &self,
        rank: impl Fn(&Haystack) -> Option<u8>,
        records: Vec<(u8, usize)>,
    ) -> Vec<PaletteHit> {
        let of = |explains: bool| {
            let topics = self.topics.iter().enumerate();
            let topics = topics.filter(move |(_, topic)| topic.explains == explains);
            topics.filter_map(|(at, topic)| Some((rank(&topic.haystack)?, PaletteHit::Topic(at))))
        };
        let records = records.into_iter();
        let records = records.map(|(rank, place)| (rank, PaletteHit::Record(place)));
        let explaining = of(true).map(|(rank, hit)| (rank + 1, hit));
        let mut doing: Vec<(u8, PaletteHit)> = of(false).collect();
        doing.sort_by_key(|(rank, hit)| match hit {
            PaletteHit::Topic(at) if *rank == 1 => {
                let label = self
                    .topics
                    .get(*at)
                    .map_or("", |topic| topic.label.as_str());
                (*rank, label.chars().count())
            }
            PaletteHit::Topic(_)
            | PaletteHit::Record(_)
            | PaletteHit::Row(_)
            | PaletteHit::Everything => (*rank, 0),
        });
        let doing = doing.into_iter();
        let doing = doing.map(|(rank, hit)| (if rank == 2 { 1 } else { rank }, hit));
        let mut ranked: Vec<(u8, PaletteHit)> = doing.chain(records).chain(explaining).collect();
        ranked.sort_by_key(|(rank, _)| *rank);
        ranked.into_iter().map(|(_, hit)| hit).collect()
    }

    /// Takes an input: letters look for something, arrows move, `Enter` takes.
    pub(crate) fn handle(&mut self, input: &Input, scene: &Scene<'_>) -> Outcome {
        self.refresh(scene);
        let key = match input {
            Input::Paste(text) => {
                let inserted = self.input.insert(text);
                self.look(scene);
                self.cursor = 0;
                return told(inserted, scene);
            }
            Input::Key(key) => *key,
        };
        let last = self.hits.len().saturating_sub(1);
        match key.code {
            KeyCode::Esc => return Outcome::Close(Closed::Cancelled),
            KeyCode::Up => self.cursor = self.cursor.saturating_sub(1),
            KeyCode::Down => self.cursor = (self.cursor + 1).min(last),
            KeyCode::PageUp => self.cursor = self.cursor.saturating_sub(10),
            KeyCode::PageDown => self.cursor = (self.cursor + 10).min(last),
            KeyCode::Home => self.cursor = 0,
            KeyCode::End => self.cursor = last,
            KeyCode::Enter => {
                let Some(picked) = self
                    .hits
                    .get(self.cursor)
                    .and_then(|hit| self.key(*hit, scene))
                else {
                    return Outcome::Warn(scene.words.get("pick.nothing").to_owned());
                };
                return Outcome::Close(Closed::Picked(vec![Picked::Choice(picked)]));
            }
            _ => {
                let before = self.input.text().to_owned();
                if !self.input.key(key) {
                    return Outcome::Ignored;
                }
                if self.input.text() != before {
                    self.look(scene);
                    self.cursor = 0;
                }
            }
        }
        Outcome::Done
    }

    /// What is answered for a line.
    fn key(&self, hit: PaletteHit, scene: &Scene<'_>) -> Option<String> {
        Some(match hit {
            PaletteHit::Topic(at) => self.topics.get(at)?.key.clone(),
            PaletteHit::Record(place) => format!("record:{}", scene.names().at(place)?.0),
            PaletteHit::Row(id) => format!("record:{}", id.0),
            PaletteHit::Everything => format!("search:{}", self.input.text().trim()),
        })
    }

    /// What is shown of a line: what it is called, what stands beside it, and what is said of it.
    fn shown(&self, hit: PaletteHit, scene: &Scene<'_>) -> (String, String, String) {
        match hit {
            PaletteHit::Topic(at) => self.topics.get(at).map_or_else(Default::default, |topic| {
                (
                    topic.label.clone(),
                    topic.detail.clone(),
                    topic.help.clone(),
                )
            }),
            PaletteHit::Record(place) => {
                let id: Option<Id> = scene.names().at(place);
                let record = id.and_then(|id| scene.register.owner(id));
                record.map_or_else(Default::default, |record| {
                    let reference = &record.head().reference;
                    let detail = format!("{} {reference}", scene.words.one(record.kind()));
                    let title = scene.lexicon.title(scene.register, record);
                    (title, detail, String::new())
                })
            }
            PaletteHit::Row(id) => {
                let row = scene.register.get(id).zip(scene.register.owner(id));
                row.map_or_else(Default::default, |(row, owner)| {
                    let title = |record| scene.lexicon.title(scene.register, record);
                    let reference = scene.register.typed_reference(id);
                    let detail = format!("{} {reference}", scene.words.one(row.kind()));
                    (title(row), detail, title(owner))
                })
            }
            PaletteHit::Everything => {
                let list = self.everything.as_deref().unwrap_or_default();
                let typed = self.input.text().trim();
                let details = [("list", list), ("words", typed)];
                (
                    scene.words.fill("palette.everything", &details),
                    String::new(),
                    scene.words.fill("palette.everything_help", &details),
                )
            }
        }
    }

    /// Takes what was clicked.
    pub(crate) fn click(&mut self, target: &ClickTarget, scene: &Scene<'_>) -> Outcome {
        let ClickTarget::Row(at) = target else {
            return Outcome::Ignored;
        };
        self.cursor = *at;
        self.handle(&Input::Key(KeyCode::Enter.into()), scene)
    }

    /// Draws it in the middle.
    pub(crate) fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>) {
        /// The lines that what is said of the chosen one has.
        const FOOT: usize = 2;
        self.refresh(scene);
        let columns = area.width.saturating_sub(4).min(110);
        // A tall window shows more at once.
        let height = area.height.saturating_sub(2);
        let height = height.min((area.height * 2 / 3).max(26));
        let place = middle(area, columns, height);
        let inside = open_box(frame, place, &self.title, scene.theme);
        let room = usize::from(inside.width);
        let (shown, column) = self.input.view(room.saturating_sub(2));
        let line = vec![Span::styled("/ ", scene.theme.faint), Span::raw(shown)];
        frame.render_widget(Line::from(line), line_of(inside, 0));
        frame.set_cursor_position((inside.x + 2 + u16::try_from(column).unwrap_or(0), inside.y));
        let lines = usize::from(inside.height).saturating_sub(3 + FOOT).max(1);
        self.cursor = self.cursor.min(self.hits.len().saturating_sub(1));
        self.offset = scrolled(self.offset, self.cursor, lines);
        let more = (self.offset > 0, self.offset + lines < self.hits.len());
        mark_more(frame, place, more, scene.theme);
        if self.hits.is_empty() {
            let nothing = Line::styled(scene.words.get("pick.nothing"), scene.theme.faint);
            frame.render_widget(nothing, line_of(inside, 2));
        }
        let hits = self.hits.iter().enumerate().skip(self.offset).take(lines);
        for (at, hit) in hits {
            let (label, detail, _) = self.shown(*hit, scene);
            let chosen = at == self.cursor;
            let lead = if chosen { "› " } else { "  " };
            // What stands beside is whole where that leaves a name its half of the line.
            let detail_room = width(&detail).min(room / 2);
            let label = fit(
                &format!("{lead}{label}"),
                room.saturating_sub(detail_room + 1),
            );
            let (style, faint) = if chosen {
                (scene.theme.focus, scene.theme.focus)
            } else {
                (Style::new(), scene.theme.faint)
            };
            let spans = vec![
                Span::styled(label, style),
                Span::styled(" ", style),
                Span::styled(fit(&detail, detail_room), faint),
            ];
            let line = u16::try_from(at - self.offset + 2).unwrap_or(u16::MAX);
            scene
                .clicks
                .put(line_of(inside, line), ClickTarget::Row(at));
            frame.render_widget(Line::from(spans), line_of(inside, line));
        }
        let Some(hit) = self.hits.get(self.cursor) else {
            return;
        };
        let (label, detail, mut help) = self.shown(*hit, scene);
        // A name that was cut stands below in full.
        if help.is_empty() && width(&label) + width(&detail).min(room / 2) + 3 > room {
            help = label;
        }
        let mut pieces = wrap(&help, room);
        if pieces.len() > FOOT {
            pieces.truncate(FOOT);
            if let Some(last) = pieces.last_mut() {
                *last = format!("{} …", cut(last, room.saturating_sub(2)).trim_end());
            }
        }
        let from = inside
            .height
            .saturating_sub(u16::try_from(FOOT).unwrap_or(0));
        for (at, piece) in (from..).zip(pieces) {
            frame.render_widget(Line::styled(piece, scene.theme.faint), line_of(inside, at));
        }
    }

    /// The keys of the palette.
    #[must_use]
    pub(crate) fn hints(scene: &Scene<'_>) -> Vec<(String, String)> {
        let word = |key: &str| scene.words.get(key).to_owned();
        vec![
            ("Enter".to_owned(), word("hint.choose")),
            ("Esc".to_owned(), word("hint.back")),
        ]
    }
}
