//! A text to read: a record as it will be exported, a report, the keys, the manual.

use ratatui::Frame;
use ratatui::crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::pick::{Pick, PickChoice};
use crate::exchange::document::Block;
use crate::exchange::markdown::{print, reading::read};
use crate::search::{Haystack, Query};
use crate::tui::command::{Command, CommandContext};
use crate::tui::document::{StyledLines, styled};
use crate::tui::hints::{footer_of, hints_in};
use crate::tui::key::Key;
use crate::tui::outcome::{Outcome, told};
use crate::tui::place::ScreenPlace;
use crate::tui::request::{Closed, Input, Picked, Request, Then};
use crate::tui::scene::Scene;
use crate::tui::widget::frame::{line_of, mark_more, open_box};
use crate::tui::widget::line_input::LineInput;

/// A document, shown with its headings and lists, and copied as Markdown; or plain text, copied as it is.
#[derive(Debug)]
pub(crate) struct Reader {
    title: String,
    blocks: Vec<Block>,
    /// What is copied, where it is not the document printed as Markdown.
    source: Option<String>,
    /// The sections to choose from, each with the place of its heading among the blocks.
    sections: Vec<(String, usize)>,
    /// The block to go to when the text is next drawn.
    go_to: Option<usize>,
    offset: usize,
    drawn: Option<Drawn>,
    height: usize,
    search: LineInput,
    searching: bool,
    /// The line that the search found.
    found: Option<usize>,
    /// Whether to search when the text is next drawn: its lines are not known before.
    look: bool,
}

/// The text as drawn in a width.
#[derive(Debug)]
struct Drawn {
    width: u16,
    lines: StyledLines,
    /// Each line, and with the next one, ready to be searched; made when something is looked for.
    haystacks: Vec<[Haystack; 2]>,
}

impl Reader {
    /// A document under a title.
    #[must_use]
    pub(crate) fn new(title: &str, blocks: Vec<Block>) -> Self {
        Self {
            title: title.to_owned(),
            blocks,
            source: None,
            sections: Vec::new(),
            go_to: None,
            offset: 0,
            drawn: None,
            height: 1,
            search: LineInput::default(),
            searching: false,
            found: None,
            look: false,
        }
    }

    /// Plain text under a title.
    #[must_use]
    pub(crate) fn plain(title: &str, text: String) -> Self {
        let blocks = vec![Block::Verbatim(text.as_str().into())];
        Self {
            source: Some(text),
            ..Self::new(title, blocks)
        }
    }

    /// A text in Markdown that comes with the program, with sections to choose from.
    #[must_use]
    pub(crate) fn of_markdown(title: &str, text: &str) -> Self {
        let blocks = read(text);
        let sections = blocks.iter().enumerate().filter_map(|(at, block)| {
            let Block::Heading(heading) = block else {
                return None;
            };
            let indent = "  ".repeat(usize::from(heading.level.saturating_sub(2)));
            (heading.level > 1).then(|| (indent + &heading.text.plain(), at))
        });
        Self {
            sections: sections.collect(),
            source: Some(text.to_owned()),
            ..Self::new(title, blocks)
        }
    }

    /// Whether what is looked for is being typed.
    #[must_use]
    pub(crate) const fn is_searching(&self) -> bool {
        self.searching
    }

    /// Asks for the section to go to, where there are some.
    #[must_use]
    pub(crate) fn ask_section(&self, scene: &Scene<'_>) -> Option<Outcome<Pick>> {
        let sections = self.sections.iter();
        let choices: Vec<PickChoice> = sections
            .map(|(title, at)| PickChoice::new(&at.to_string(), title, "", ""))
            .collect();
        (!choices.is_empty()).then(|| {
            let pick = Pick::new(scene.words.get("reader.sections"), choices);
            Outcome::push(pick, Then::Below)
        })
    }

    /// Goes to the section that was chosen.
    pub(crate) fn answered(&mut self, answer: &Closed) -> Outcome<Pick> {
        if let Closed::Picked(picked) = answer
            && let Some(Picked::Choice(at)) = picked.last()
        {
            self.go_to = at.parse().ok();
        }
        Outcome::Done
    }

    fn copied(&self) -> String {
        let source = self.source.clone();
        source.unwrap_or_else(|| print(&self.blocks))
    }

    /// Takes an input: it scrolls and searches, `Esc` and `Enter` close, copying takes the whole text.
    pub(crate) fn handle(&mut self, input: &Input, scene: &Scene<'_>) -> Outcome<Pick> {
        let key = match input {
            Input::Key(key) => *key,
            Input::Paste(text) if self.searching => {
                let inserted = self.search.insert(text);
                self.find(true, true);
                return told(inserted, scene);
            }
            Input::Paste(_) => return Outcome::Ignored,
        };
        if self.searching {
            return self.type_search(key, scene);
        }
        let last = self.last();
        match scene.keymap.command(CommandContext::Reader, Key::of(key)) {
            Some(Command::Up) => self.offset = self.offset.saturating_sub(1),
            Some(Command::Down) => self.offset = (self.offset + 1).min(last),
            Some(Command::PageUp) => self.offset = self.offset.saturating_sub(self.height),
            Some(Command::PageDown) => self.offset = (self.offset + self.height).min(last),
            Some(Command::First) => self.offset = 0,
            Some(Command::Last) => self.offset = last,
            Some(Command::Search) => {
                self.search = LineInput::default();
                self.searching = true;
                self.found = None;
            }
            Some(Command::NextMatch) => return self.find_again(true, scene),
            Some(Command::PreviousMatch) => return self.find_again(false, scene),
            Some(Command::Manual) => {
                let asked = self.ask_section(scene);
                return asked.unwrap_or(Outcome::Do(Request::Command(Command::Manual)));
            }
            Some(Command::Back) if self.found.is_some() => self.forget_search(),
            Some(Command::Back) => return Outcome::Close(Closed::Cancelled),
            Some(Command::Copy) => return Outcome::Do(Request::Copy(self.copied())),
            Some(Command::CopyToFile) => {
                return Outcome::Do(Request::CopyToFile(self.copied()));
            }
            _ if matches!(key.code, KeyCode::Enter | KeyCode::Char('q')) => {
                return Outcome::Close(Closed::Cancelled);
            }
            _ => return Outcome::Ignored,
        }
        Outcome::Done
    }

    /// The last line that can stand at the top.
    fn last(&self) -> usize {
        let lines = self.drawn.as_ref().map_or(0, |drawn| drawn.lines.len());
        lines.saturating_sub(self.height)
    }

    /// A key while what is looked for is being typed.
    fn type_search(&mut self, key: KeyEvent, scene: &Scene<'_>) -> Outcome<Pick> {
        match key.code {
            KeyCode::Esc => self.forget_search(),
            KeyCode::Enter => {
                self.searching = false;
                if !self.find(true, true) && !self.search.text().trim().is_empty() {
                    self.forget_search();
                    return Outcome::Warn(scene.words.get("reader.not_found").to_owned());
                }
            }
            _ if self.search.key(key) => {
                self.find(true, true);
            }
            _ => return Outcome::Ignored,
        }
        Outcome::Done
    }

    fn forget_search(&mut self) {
        self.search = LineInput::default();
        self.searching = false;
        self.found = None;
    }

    fn find_again(&mut self, forward: bool, scene: &Scene<'_>) -> Outcome<Pick> {
        if self.find(forward, false) {
            Outcome::Done
        } else {
            Outcome::Warn(scene.words.get("reader.not_found").to_owned())
        }
    }

    /// Goes to a line with all the words that are looked for, where the words may go on in the next line: from the line
    /// at the top on, or the one after or before the line found last.
    ///
    /// The search goes round; `false` where nothing is found.
    fn find(&mut self, forward: bool, here: bool) -> bool {
        let query = Query::new(self.search.text());
        if query.is_empty() {
            self.found = None;
            return false;
        }
        let Some(drawn) = &mut self.drawn else {
            self.look = true;
            return true;
        };
        if drawn.haystacks.is_empty() {
            let texts: Vec<String> = drawn.lines.texts().collect();
            let with_next = |at: usize| {
                let next = texts.get(at + 1).map_or("", String::as_str);
                Haystack::new(&format!("{} {}", texts[at].trim_end(), next.trim_start()))
            };
            let both = |at: usize| [Haystack::new(&texts[at]), with_next(at)];
            drawn.haystacks = (0..texts.len()).map(both).collect();
        }
        let count = drawn.haystacks.len();
        let holds = |at: usize| {
            let [own, both] = &drawn.haystacks[at];
            let next = drawn.haystacks.get(at + 1);
            own.holds(&query)
                || (both.holds(&query) && !next.is_some_and(|[next, _]| next.holds(&query)))
        };
        let from = match self.found {
            Some(found) if !here && forward => found + 1,
            Some(found) if !here => found + count.saturating_sub(1),
            _ => self.offset,
        };
        let mut places = (0..count).map(|step| {
            let step = if forward { step } else { count - step };
            (from + step) % count
        });
        self.found = places.find(|at| holds(*at));
        if let Some(found) = self.found
            && !(self.offset..self.offset + self.height).contains(&found)
        {
            self.offset = found.saturating_sub(self.height / 3).min(self.last());
        }
        self.found.is_some()
    }

    /// Draws the text over the whole area, in lines as long as are read well.
    pub(crate) fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>) {
        /// The most columns of a line.
        const LINE: u16 = 116;
        let mut inside = open_box(frame, area, &self.title, scene.theme);
        inside.width = inside.width.min(LINE);
        if self.searching || self.found.is_some() {
            inside.height = inside.height.saturating_sub(1);
            self.draw_search(frame, line_of(area, area.height.saturating_sub(2)), scene);
        }
        self.height = usize::from(inside.height.max(1));
        let fits = |drawn: &Drawn| drawn.width == inside.width;
        if !self.drawn.as_ref().is_some_and(fits) {
            // Among other lines, what was found stands elsewhere.
            self.look |= self.found.take().is_some();
            self.drawn = Some(Drawn {
                width: inside.width,
                lines: styled(&self.blocks, inside.width as usize, scene.theme),
                haystacks: Vec::new(),
            });
        }
        if std::mem::take(&mut self.look) {
            self.find(true, true);
        }
        let Some(drawn) = &self.drawn else {
            return;
        };
        if let Some(block) = self.go_to.take() {
            self.offset = drawn.lines.start(block);
        }
        self.offset = self.offset.min(drawn.lines.len().saturating_sub(1));
        let more = (
            self.offset > 0,
            self.offset + self.height < drawn.lines.len(),
        );
        mark_more(frame, area, more, scene.theme);
        drawn.lines.draw(frame, inside, self.offset);
        let found = self.found.and_then(|found| found.checked_sub(self.offset));
        if let Some(at) = found.filter(|at| *at < self.height) {
            let line = line_of(inside, u16::try_from(at).unwrap_or(u16::MAX));
            frame.buffer_mut().set_style(line, scene.theme.focus);
        }
    }

    /// What is looked for, in the last line of the box.
    fn draw_search(&self, frame: &mut Frame<'_>, line: Rect, scene: &Scene<'_>) {
        let line = Rect {
            x: line.x + 2,
            width: line.width.saturating_sub(4),
            ..line
        };
        let (shown, column) = self.search.view(usize::from(line.width).saturating_sub(3));
        let spans = vec![Span::styled("/ ", scene.theme.title), Span::raw(shown)];
        frame.render_widget(Line::from(spans), line);
        if self.searching {
            let column = u16::try_from(column).unwrap_or(0);
            frame.set_cursor_position((line.x + 2 + column, line.y));
        }
    }

    /// The keys of a text.
    #[must_use]
    pub(crate) fn hints(&self, scene: &Scene<'_>) -> Vec<(String, String)> {
        if self.searching {
            let hint = |key: &str, word: &str| (key.to_owned(), scene.words.get(word).to_owned());
            return vec![hint("Enter", "hint.search"), hint("Esc", "hint.back")];
        }
        let mut hints = vec![("Esc".to_owned(), scene.words.get("hint.back").to_owned())];
        hints.extend(hints_in(
            ScreenPlace::Reader,
            &footer_of(ScreenPlace::Reader),
            scene,
        ));
        hints
    }
}
