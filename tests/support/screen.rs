//! The real app on a terminal in memory: keys in, text out.

use std::cell::Cell;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};

use chrono::{DateTime, NaiveDate, TimeDelta};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::style::{Color, Modifier};
use ropa::config::ThemeName;
use ropa::domain::language::Language;
use ropa::domain::register::Register;
use ropa::labels::Lexicon;
use ropa::law::Law;
use ropa::session::{Session, Surroundings};
use ropa::tui::app::{App, AppSetting, Effect};
use ropa::tui::key::Key;
use ropa::tui::keymap::Keymap;
use ropa::tui::request::Input;
use ropa::tui::signs::SignSet;
use ropa::words::Words;
use tempfile::TempDir;

use crate::language::WITH_MADE_UP;

/// The day that tests are on.
pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 21).unwrap()
}

thread_local! {
    /// How many days the clock of the tests was moved on.
    static DAYS: Arc<AtomicI64> = Arc::default();
    /// How many ids were given.
    static IDS: Arc<AtomicU32> = Arc::default();
}

/// Sets the clock and the ids of the tests to their beginning.
fn begin_anew() {
    DAYS.with(|days| days.store(0, Ordering::SeqCst));
    IDS.with(|ids| ids.store(0, Ordering::SeqCst));
}

/// A clock that stands still but for whole days, a fixed author, a fixed id.
pub fn surroundings() -> Surroundings {
    let now = DateTime::parse_from_rfc3339("2026-11-21T09:30:00+01:00").unwrap();
    // Whatever thread asks: a job asks too.
    let (days, ids) = (DAYS.with(Arc::clone), IDS.with(Arc::clone));
    Surroundings {
        clock: Arc::new(move || now + TimeDelta::days(days.load(Ordering::SeqCst))),
        author: "Privacy office".to_owned(),
        today: today(),
        new_salt: Arc::new(|| "0".repeat(32)),
        new_id: Arc::new(move || {
            let given = ids.fetch_add(1, Ordering::SeqCst);
            format!("6a0e6f3c-0f5f-4d6c-9a3b-0d5f3f{:06x}", 0x000f_7a11 + given)
        }),
    }
}

/// The words of values in a language.
pub fn lexicon(language: Language) -> Lexicon {
    Lexicon::new(
        Arc::new(Words::of(&WITH_MADE_UP, language).unwrap()),
        Arc::new(Law::shipped().unwrap()),
        today(),
    )
}

thread_local! {
    /// The theme of the screens that this thread opens.
    static THEME: Cell<ThemeName> = const { Cell::new(ThemeName::Terminal) };
}

thread_local! {
    /// The signs that the terminals of this thread can show.
    static SIGNS: Cell<SignSet> = const { Cell::new(SignSet::Unicode) };
}

/// Opens screens on terminals that can show some signs only.
pub fn with_signs<R>(signs: SignSet, with: impl FnOnce() -> R) -> R {
    SIGNS.set(signs);
    let done = with();
    SIGNS.set(SignSet::Unicode);
    done
}

thread_local! {
    /// The country that the system of this thread is set to.
    static COUNTRY: Cell<Option<&'static str>> = const { Cell::new(None) };
}

/// Opens screens on a system that is set to a country.
pub fn in_country<R>(country: &'static str, with: impl FnOnce() -> R) -> R {
    COUNTRY.set(Some(country));
    let done = with();
    COUNTRY.set(None);
    done
}

/// Opens screens in a theme.
pub fn in_theme<R>(theme: ThemeName, with: impl FnOnce() -> R) -> R {
    let before = THEME.replace(theme);
    let done = with();
    THEME.set(before);
    done
}

/// The app over `register.sqlite` in a directory, before that is read.
pub fn app(directory: &Path, language: Language) -> App {
    App::new(AppSetting {
        path: directory.join("register.sqlite"),
        lexicon: lexicon(language),
        language_asked: None,
        keymap: Keymap::new(&std::collections::HashMap::new()).unwrap(),
        colours: true,
        surroundings: surroundings(),
        directory: directory.to_path_buf(),
        home: Some(directory.join("home")),
        country: COUNTRY.get().map(str::to_owned),
        copies: None,
        rescue: Some(directory.join("data/drafts")),
        mappings: Some(directory.join("config/mappings")),
        templates: Some(directory.join("config/templates")),
        memory: None,
        read_only: false,
        guard: ropa::session::output::Guard::default(),
        theme: THEME.get(),
        signs: SIGNS.get(),
        mouse: false,
        registers: std::collections::BTreeMap::new(),
        choices: ropa::config::Choices::default(),
        choices_file: Some(directory.join("config/screen.toml")),
        review_interval: None,
        leads: ropa::due::Leads::default(),
        warnings: Vec::new(),
    })
}

/// The app on a terminal in memory.
pub struct Screen {
    /// The app.
    pub app: App,
    terminal: Terminal<TestBackend>,
    directory: Rc<TempDir>,
    language: Language,
    /// Whether what keys begin is done beside those that follow.
    beside: bool,
}

impl Screen {
    /// The first page, at 80x24, in English.
    pub fn empty() -> Self {
        Self::empty_in(Language::ENGLISH)
    }

    /// A screen in a language, over a directory in which there is no register yet.
    pub fn empty_in(language: Language) -> Self {
        begin_anew();
        Self::at(Rc::new(tempfile::tempdir().unwrap()), language, (80, 24))
    }

    /// A new register of one organisation.
    pub fn new_register() -> Self {
        Self::new_register_in(Language::ENGLISH)
    }

    /// A new register of one organisation, in a language.
    pub fn new_register_in(language: Language) -> Self {
        let mut screen = Self::empty_in(language);
        screen
            .keys("enter")
            .typed("Ängsvik kommun")
            .keys("enter enter enter enter enter enter");
        screen
    }

    /// The made-up register.
    pub fn sample(language: Language, size: (u16, u16)) -> Self {
        // Made once a language: a file of a register is whole, and its copy is as good.
        static MADE: [OnceLock<Vec<u8>>; 2] = [OnceLock::new(), OnceLock::new()];
        begin_anew();
        let directory = Rc::new(tempfile::tempdir().unwrap());
        let path = directory.path().join("register.sqlite");
        let made = MADE[usize::from(language == Language::SWEDISH)].get_or_init(|| {
            let sample = ropa::sample::register(1, 24, language).unwrap();
            Session::create_sample(&path, sample, surroundings()).unwrap();
            std::fs::read(&path).unwrap()
        });
        std::fs::write(&path, made).unwrap();
        Self::at(directory, language, size)
    }

    /// A register that holds what an export says.
    pub fn holding(document: &str) -> Self {
        let mut screen = Self::new_register();
        std::fs::write(screen.path("register.json"), document).unwrap();
        screen
            .keys("ctrl-p")
            .typed("import")
            .keys("enter")
            .typed("register.json")
            .keys("enter right enter enter");
        screen
    }

    /// The same in a language and a size, without a key pressed.
    pub fn of(document: &str, language: Language, size: (u16, u16)) -> Self {
        begin_anew();
        let directory = Rc::new(tempfile::tempdir().unwrap());
        let path = directory.path().join("register.sqlite");
        let founding = ropa::session::Founding::default();
        let mut session = Session::create(&path, &founding, surroundings()).unwrap();
        let document = ropa::exchange::import::read(document).unwrap();
        session
            .import(
                &document,
                "Import",
                ropa::session::import::ImportOptions::default(),
            )
            .unwrap();
        Self::at(directory, language, size)
    }

    fn at(directory: Rc<TempDir>, language: Language, size: (u16, u16)) -> Self {
        let mut screen = Self::before_opening(directory, language, size);
        screen.app.open().unwrap();
        screen.settled();
        screen
    }

    /// What is there before a register is read.
    pub fn before_opening(directory: Rc<TempDir>, language: Language, size: (u16, u16)) -> Self {
        let app = app(directory.path(), language);
        let terminal = Terminal::new(TestBackend::new(size.0, size.1)).unwrap();
        Self {
            app,
            terminal,
            directory,
            language,
            beside: false,
        }
    }

    /// A second window on the same register.
    pub fn second(&self) -> Self {
        Self::at(Rc::clone(&self.directory), self.language, (80, 24))
    }

    /// A second window that has not read the register yet.
    pub fn unopened(&self) -> Self {
        Self::before_opening(Rc::clone(&self.directory), self.language, (80, 24))
    }

    /// The first page, in the directory of another screen whose register is not there.
    pub fn empty_at(other: &Self) -> Self {
        Self::at(Rc::clone(&other.directory), other.language, (80, 24))
    }

    /// The drafts that are kept beside registers.
    pub fn rescued(&self) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(self.path("data/drafts")).into_iter();
        entries
            .flatten()
            .map(|entry| entry.unwrap().path())
            .collect()
    }

    /// The language of the screen.
    pub const fn language(&self) -> Language {
        self.language
    }

    /// A file beside the register.
    pub fn path(&self, name: &str) -> PathBuf {
        Path::new(self.directory.path()).join(name)
    }

    /// Presses keys by their names, parted by blanks.
    pub fn keys(&mut self, names: &str) -> &mut Self {
        for name in names.split_whitespace() {
            let key = Key::parse(name).unwrap_or_else(|| panic!("no key {name}"));
            self.app.input(&Input::Key(key.event()));
            self.settled();
        }
        self
    }

    /// Waits for what is done beside the keys where what is looked at next is meant for its result.
    fn settled(&mut self) {
        while self.app.is_awaited() && !self.beside {
            self.app.finish_work();
        }
    }

    /// Presses keys, and lets a document that they begin to write be written beside what follows.
    pub fn keys_beside(&mut self, names: &str) -> &mut Self {
        self.beside = true;
        self.keys(names);
        self.beside = false;
        self
    }

    /// Types a text, a key for each character.
    pub fn typed(&mut self, text: &str) -> &mut Self {
        for letter in text.chars() {
            let code = if letter == '\n' {
                KeyCode::Enter
            } else {
                KeyCode::Char(letter)
            };
            self.app
                .input(&Input::Key(KeyEvent::new(code, KeyModifiers::NONE)));
        }
        self
    }

    /// Fills in a field of a form that takes text, and opens none after it.
    #[track_caller]
    pub fn typed_in(&mut self, line: &str, text: &str) -> &mut Self {
        self.go_to(line).keys("enter").typed(text).keys("down")
    }

    /// Leaves a field or picker that is open over a form as it is.
    pub fn closed(&mut self) -> &mut Self {
        for turn in 0..4 {
            if self.app.is_typing() {
                self.keys("down");
            } else if self.app.focus().is_none() {
                // What was opened with what is new is passed by first: left, it would take that along.
                self.keys(if turn == 0 { "tab" } else { "esc" });
            }
        }
        self
    }

    /// How many entries deep a form stands in its record.
    pub fn deep(&mut self) -> usize {
        let text = self.text();
        // On wide screens the form stands below the tabs, beside the list.
        let title = text.lines().find(|line| line.contains('╭'));
        let title = title.map_or("", |line| line.split_once('╭').map_or("", |it| it.1));
        title.matches(" › ").count()
    }

    /// Leaves the entry of a list in a form for what holds it, down to so many.
    pub fn out_to(&mut self, deep: usize) -> &mut Self {
        self.closed();
        while self.deep() > deep {
            self.keys("esc");
        }
        self
    }

    /// Leaves the entry of a list in a form for the record.
    pub fn out(&mut self) -> &mut Self {
        self.out_to(0)
    }

    /// Pastes a text.
    pub fn pasted(&mut self, text: &str) -> &mut Self {
        self.app.input(&Input::Paste(text.to_owned()));
        self
    }

    /// Makes the terminal another size.
    pub fn resized(&mut self, columns: u16, lines: u16) -> &mut Self {
        self.terminal.backend_mut().resize(columns, lines);
        self
    }

    /// What is on the screen.
    pub fn text(&mut self) -> String {
        self.terminal.draw(|frame| self.app.draw(frame)).unwrap();
        let buffer = self.terminal.backend().buffer();
        let columns = usize::from(buffer.area.width).max(1);
        let lines: Vec<String> = buffer
            .content
            .chunks(columns)
            .map(|line| {
                line.iter()
                    .map(|cell| cell.symbol())
                    .collect::<String>()
                    .trim_end()
                    .to_owned()
            })
            .collect();
        let text = lines.join("\n");
        // Whatever is told is told in words.
        assert_eq!(super::raw_key(&text), None, "{text}");
        text
    }

    /// The colours in which something was drawn last, on which ground.
    pub fn colours(&self) -> HashSet<(Color, Color)> {
        let cells = self.terminal.backend().buffer().content.iter();
        let drawn = cells.filter(|cell| !cell.symbol().trim().is_empty());
        drawn.map(|cell| (cell.fg, cell.bg)).collect()
    }

    /// What was drawn last in bold letters, a line for each of the screen.
    pub fn bold(&self) -> Vec<String> {
        let buffer = self.terminal.backend().buffer();
        let lines = buffer.content.chunks(usize::from(buffer.area.width).max(1));
        lines
            .map(|line| {
                let cells = line.iter();
                let bold = cells.filter(|cell| cell.modifier.contains(Modifier::BOLD));
                bold.map(|cell| cell.symbol()).collect()
            })
            .collect()
    }

    /// Says whether a text is on the screen; the whole screen is told where it is not.
    #[track_caller]
    pub fn sees(&mut self, wanted: &str) -> &mut Self {
        let text = self.text();
        assert!(
            text.contains(wanted),
            "“{wanted}” is not on the screen:\n{text}"
        );
        self
    }

    /// Says that a text is not on the screen.
    #[track_caller]
    pub fn lacks(&mut self, unwanted: &str) -> &mut Self {
        let text = self.text();
        assert!(
            !text.contains(unwanted),
            "“{unwanted}” is on the screen:\n{text}"
        );
        self
    }

    /// The register as the app has it.
    pub fn register(&self) -> &Register {
        self.app.register()
    }

    /// Lets a moment pass: the app looks at the clock and at the file.
    pub fn waits(&mut self) -> &mut Self {
        self.sleeps(0)
    }

    /// Lets days pass, and the app look at the clock.
    pub fn sleeps(&mut self, days: i64) -> &mut Self {
        DAYS.with(|passed| passed.fetch_add(days, Ordering::SeqCst));
        self.app.look();
        self.settled();
        self
    }

    /// Lets the work beside the keys come to its end.
    pub fn works(&mut self) -> &mut Self {
        self.app.finish_work();
        self
    }

    /// Draws until a text is on the screen that comes of the work beside the keys; gives how many frames that took.
    #[track_caller]
    pub fn draws_until(&mut self, wanted: &str) -> usize {
        for frames in 1..100_000 {
            if self.text().contains(wanted) {
                return frames;
            }
            self.app.take_work();
            std::thread::yield_now();
        }
        panic!("“{wanted}” does not come to be:\n{}", self.text());
    }

    /// Waits until the day's copy is made.
    pub fn copied(&mut self) -> &mut Self {
        self.app.finish_copy();
        self
    }

    /// What the terminal was asked to do.
    pub fn effects(&mut self) -> Vec<Effect> {
        self.app.effects()
    }

    /// Moves the focus of a form to a line, by its key.
    #[track_caller]
    pub fn go_to(&mut self, line: &str) -> &mut Self {
        // What comes on request is requested.
        for request in ["home", "f6 home"] {
            self.closed().keys(request);
            for _ in 0..150 {
                if self.app.focus().as_deref() == Some(line) {
                    return self;
                }
                self.keys("down");
            }
        }
        panic!("no line {line}:\n{}", self.text());
    }
}
