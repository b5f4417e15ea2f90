//! The app: the stack of layers over one register. It gives input to the layer on top and does what is asked.
//!
//! | to change | go to |
//! | --- | --- |
//! | what an input does, and when it is kept | `input`; the mouse: `mouse` |
//! | what is done for a command, and when a layer asks for it | `dispatch`; [`actions`]; acts on what is due: [`desk`] |
//! | what is done beside the keys | [`work`], `checking`, `learning` |
//! | what is told at the bottom; help, the palette and the manual | `message`; `help`, [`palette`], `manual` |
//! | what is told and asked when a register is opened | `opening`, `announced` |
//! | files and registers: another one, import, export, a copy, what was open before | `files`, `importing`, `exporting`, `table_export`, `backup`, `recent` |
//! | which register, which version; another day; two states compared | `version`, `shown_day`, `as_of`, `comparing` |
//! | what is kept while it is typed and while another program holds the file | `drafting`, `waiting`, `why` |
//! | undo and redo | `turning` |
//! | one change to all that is marked; what rests on something; findings lived with | `bulk`, `copying`, `uses`, `waiving` |
//! | beginning an activity, questions to others, privacy notices | `library`, `asking`, `privacy` |
//! | what is taken out for good | `redacting` |
//! | what is chosen on the screen and kept | [`choosing`] |

pub(crate) mod actions;
mod announced;
mod as_of;
mod asking;
mod backup;
mod bulk;
mod checking;
pub mod choosing;
mod comparing;
mod copying;
pub(crate) mod desk;
mod dispatch;
mod drafting;
mod exporting;
mod files;
mod help;
mod importing;
mod input;
mod learning;
mod library;
mod manual;
mod message;
mod mouse;
mod opening;
pub(crate) mod palette;
mod privacy;
mod recent;
mod redacting;
mod shown_day;
mod table_export;
mod turning;
mod uses;
mod version;
mod waiting;
mod waiving;
mod why;
pub(crate) mod work;

use std::collections::BTreeMap;
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use ratatui::Frame;
use ratatui::layout::Rect;

use self::announced::{Announcement, Keeping};
use self::shown_day::ShownDay;
use super::agenda::LatestAgenda;
use super::clicks::ClickMap;
use super::job::{Checking, Opener, Work};
use super::keymap::Keymap;
use super::layer::{Layer, draw_layers};
use super::names::Names;
use super::overlay::ask::Ask;
use super::request::{Input, Pending, Then};
use super::scene::{STEP, Scene, TouchedRecords};
use super::screen::tabs::{self, Tabs};
use super::signs::SignSet;
use super::theme::Theme;
pub use super::theme::Tone;
use super::widget::frame::{hide_directions, line_of};
use crate::config::{Choices, ThemeName};
use crate::domain::frozen::freeze;
use crate::domain::language::Language;
use crate::domain::period::Period;
use crate::domain::problem::Problem;
use crate::domain::progress::at_the_keys;
use crate::domain::register::Register;
use crate::domain::value::Id;
use crate::due::Leads;
use crate::labels::Lexicon;
use crate::rules::Findings;
use crate::session::copies::Copies;
use crate::session::output::Guard;
use crate::session::rescue::Rescue;
use crate::session::seen::Memory;
use crate::session::{Session, Surroundings};

/// The smallest terminal that a screen fits into.
pub const SMALLEST: (u16, u16) = (60, 16);

/// How many activities are checked at once; more of them a little at a time.
const CHECKED_AT_ONCE: usize = 100;

/// What came of working ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ahead {
    /// Whether something is left to do.
    pub more: bool,
    /// Whether what is on the screen may be another now.
    pub draw: bool,
}

/// What the app is started with.
#[derive(Clone, Debug)]
pub struct AppSetting {
    /// The register's file, which need not exist yet.
    pub path: PathBuf,
    /// The words of values, in the language of the screen.
    pub lexicon: Lexicon,
    /// The language that was asked for; a document is in it, else in the register's own.
    pub language_asked: Option<Language>,
    /// The keys.
    pub keymap: Keymap,
    /// Whether colours may be used.
    pub colours: bool,
    /// Which colours.
    pub theme: ThemeName,
    /// Which signs the terminal can show.
    pub signs: SignSet,
    /// The clock, the author, the day.
    pub surroundings: Surroundings,
    /// The directory that file names typed on the screen are seen from.
    pub directory: PathBuf,
    /// The user's own directory, for `~`.
    pub home: Option<PathBuf>,
    /// The country that the system is set to, which is offered for a new register.
    pub country: Option<String>,
    /// Where daily copies are kept; `None` for none.
    pub copies: Option<Copies>,
    /// The program's own files, which are never written over.
    pub guard: Guard,
    /// Where the user's own mappings of sheets are kept; `None` for nowhere.
    pub mappings: Option<PathBuf>,
    /// Where the user's own templates of activities are kept; `None` for nowhere.
    pub templates: Option<PathBuf>,
    /// Where drafts are kept that the register cannot take; `None` for nowhere.
    pub rescue: Option<PathBuf>,
    /// Whether registers are only read.
    pub read_only: bool,
    /// Where is remembered what was seen of registers; `None` for nowhere.
    pub memory: Option<Memory>,
    /// Whether the mouse is used.
    pub mouse: bool,
    /// Registers by a name of the user's own.
    pub registers: BTreeMap<String, PathBuf>,
    /// What was chosen on the screen before, and what the configuration says of it.
    pub choices: Choices,
    /// Where what is chosen is kept; `None` for nowhere.
    pub choices_file: Option<PathBuf>,
    /// How often a new register is reviewed.
    pub review_interval: Option<Period>,
    /// How long before its day a thing that is due wants attention.
    pub leads: Leads,
    /// Things to be told at the start: what was wrong with overrides, what was found in the file.
    pub warnings: Vec<String>,
}

/// What only the terminal can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Stop until the shell continues the program.
    Suspend,
    /// Draw everything anew.
    Redraw,
    /// Let the user edit the text in their own editor.
    Editor(String),
    /// Put the text on the clipboard.
    Copy(String),
    /// Take the mouse, or leave it to the terminal.
    Mouse(bool),
}

/// How long anything but a save waits for a lock: another window's look takes less, and a key is not held up.
pub const PATIENCE: Duration = Duration::from_millis(30);

/// What waits for the file to be free, and the keys that came meanwhile.
pub struct WaitingKeys {
    then: Box<dyn FnOnce(&mut App)>,
    held: Vec<Input>,
}

impl std::fmt::Debug for WaitingKeys {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Waiting")
            .field("held", &self.held)
            .finish_non_exhaustive()
    }
}

/// The app.
#[derive(Debug)]
pub struct App {
    setting: AppSetting,
    theme: Theme,
    session: Option<Session>,
    /// What is shown where no register is open.
    blank: Arc<Register>,
    layers: Vec<(Layer, Then)>,
    organisation: Option<Id>,
    version: u64,
    touched: TouchedRecords,
    /// The findings, checked a little at a time while nothing else is asked.
    findings: Option<Findings>,
    /// What checks all records beside the keys.
    checking: Option<Checking>,
    agenda: LatestAgenda,
    /// Where everything stands that can be clicked.
    clicks: ClickMap,
    /// The day that the whole screen is on, where somebody chose one.
    other_day: Option<ShownDay>,
    names: Names,
    message: Option<(String, Tone)>,
    /// The message that was told last, also when it is gone from the bottom line.
    last_message: Option<(String, Tone)>,
    effects: Vec<Effect>,
    quit: bool,
    /// What waits for another program to let go of the file.
    waiting: Option<WaitingKeys>,
    /// What is done beside the keys.
    work: Work<Self>,
    /// Where drafts of the open register go that its file cannot take.
    rescue: Option<Rescue>,
    /// Whether the register of the setting is still to be opened.
    opening: bool,
    /// What opens it beside the keys, and what was typed meanwhile.
    opener: Opener,
    /// Whether the day's copy of the open register was begun.
    copied: bool,
    /// The change set at which the journal was asked since when each field holds what it holds.
    asked_journal: Option<i64>,
    /// The copy that is being made.
    copying: Option<JoinHandle<Result<(), Problem>>>,
    /// The reason that was given for what is saved next; blank where none was wanted.
    why: Option<String>,
    /// The change set up to which the open register was last remembered.
    remembered: i64,
    /// The same change set with the errors and warnings that stood open in it, as they were last remembered.
    remembered_open: Option<(i64, usize, usize)>,
    /// What is to be told in full when nobody is typing: what happened to the file, and the line that told it.
    untold: Option<(Vec<Problem>, String)>,
    /// How drafts are kept.
    keeping: Keeping,
    /// What is to be told of the register that was opened, one after another.
    notices: Vec<Announcement>,
}

impl App {
    /// The app before its register is read: what it draws says that it is being opened. [`Self::open`] must follow.
    #[must_use]
    pub fn new(setting: AppSetting) -> Self {
        let mut setting = setting;
        let words = Arc::new(setting.keymap.name_in(&setting.lexicon.words));
        setting.lexicon.words = words;
        Self {
            theme: Theme::named(setting.theme, setting.colours),
            session: None,
            blank: Arc::new(Register::empty()),
            layers: Vec::new(),
            organisation: None,
            version: 1,
            touched: TouchedRecords::default(),
            findings: None,
            checking: None,
            agenda: LatestAgenda::new(setting.leads),
            other_day: None,
            clicks: ClickMap::default(),
            names: Names::default(),
            message: None,
            last_message: None,
            effects: Vec::new(),
            quit: false,
            waiting: None,
            work: Work::default(),
            rescue: None,
            opening: true,
            opener: Opener::default(),
            copied: false,
            asked_journal: None,
            copying: None,
            why: None,
            remembered: 0,
            remembered_open: None,
            untold: None,
            notices: Vec::new(),
            keeping: Keeping::default(),
            setting,
        }
    }

    /// The register shown.
    #[must_use]
    pub fn register(&self) -> &Register {
        if let Some(past) = self.past() {
            return past;
        }
        self.session.as_ref().map_or(&self.blank, Session::register)
    }

    /// The register as it was on the day chosen, where that is past.
    fn past(&self) -> Option<&Register> {
        self.other_day.as_ref()?.register.as_deref()
    }

    /// What layers may read.
    fn scene(&self) -> Scene<'_> {
        Scene {
            register: self.register(),
            words: &self.setting.lexicon.words,
            lexicon: &self.setting.lexicon,
            theme: &self.theme,
            keymap: &self.setting.keymap,
            today: self.setting.lexicon.today,
            organisation: self.organisation,
            author: &self.setting.surroundings.author,
            version: self.version,
            touched: &self.touched,
            findings: self.findings.as_ref(),
            audits: self.setting.read_only,
            is_past: self.past().is_some(),
            edition: (self.other_day.as_ref()).and_then(|shown| shown.edition.as_deref()),
            editions: (self.session.as_ref())
                .map_or(&[], |session| session.register().about.editions.as_slice()),
            journal: self.session.as_ref().map(Session::journal),
            filters: &self.setting.choices.filters,
            clicks: &self.clicks,
            agenda: &self.agenda,
            named: &self.names,
        }
    }

    /// Whether a field of a form is open for typing.
    #[must_use]
    pub fn is_typing(&self) -> bool {
        matches!(self.layers.last(), Some((Layer::Form(form), _)) if form.context().is_none())
    }

    /// The line with the focus, by its key, where a form is on top.
    #[must_use]
    pub fn focus(&self) -> Option<String> {
        match self.layers.last() {
            Some((Layer::Form(form), _)) => form.focus(),
            _ => None,
        }
    }

    /// What the uppermost form holds, where one is open.
    #[must_use]
    pub fn held(&self) -> Option<serde_json::Value> {
        let mut layers = self.layers.iter().rev();
        layers.find_map(|(layer, _)| match layer {
            Layer::Form(form) => Some(freeze(form.record())),
            _ => None,
        })
    }

    /// How many forms and boxes lie over the first layer.
    #[must_use]
    pub const fn depth(&self) -> usize {
        self.layers.len().saturating_sub(1)
    }

    /// How often the form on top worked out something of its record, where one is.
    #[must_use]
    pub fn work_of_form(&self) -> Option<u64> {
        match self.layers.last() {
            Some((Layer::Form(form), _)) => Some(form.work()),
            _ => None,
        }
    }

    /// How often the file was asked to keep a draft.
    #[must_use]
    pub const fn asked_for_drafts(&self) -> u64 {
        self.keeping.asked
    }

    /// Whether the user is done.
    #[must_use]
    pub const fn is_done(&self) -> bool {
        self.quit
    }

    /// What the terminal has to do now.
    pub fn effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    /// Notes that the register has changed: in these records and those that name them, or anywhere.
    fn changed(&mut self, records: Option<&[Id]>) {
        self.version += 1;
        self.setting.lexicon.say_of(self.register());
        let touched = records.map(|ids| {
            // What points to a changed record is found by its name, which may be another now.
            let named = self.register().referring_to(ids).into_iter();
            let owner = |id: &Id| self.register().place(*id).map_or(*id, |place| place.owner);
            ids.iter()
                .map(owner)
                .chain(named.map(|record| record.id()))
                .collect()
        });
        self.touched.note(self.version, touched);
        if let Some(tabs) = self.tabs() {
            tabs.let_go();
        }
        let findings = self.findings.take();
        self.findings = match (findings, records) {
            (Some(mut findings), Some(ids)) => {
                findings.update_soon(self.register(), &self.setting.lexicon.law, ids);
                Some(findings)
            }
            _ => None,
        };
        // A small register is checked before anybody can look away.
        if self.register().activities.len() <= CHECKED_AT_ONCE && self.session.is_some() {
            self.learn_changes();
            self.check_on(usize::MAX);
        }
    }

    /// A text of the screen.
    fn word(&self, key: &str) -> String {
        self.setting.lexicon.words.get(key).to_owned()
    }

    /// A text of the screen with details.
    fn fill(&self, key: &str, details: &[(&str, &str)]) -> String {
        self.setting.lexicon.words.fill(key, details)
    }

    /// A problem as a paragraph: what happened, and what to do.
    fn words_of(&self, problem: &Problem) -> String {
        let message = self.setting.lexicon.words.message(problem);
        message.hint.map_or(message.text.clone(), |hint| {
            format!("{}\n{hint}", message.text)
        })
    }

    /// Shows a problem in the middle of the screen; what is below stays as it is.
    fn show_problem(&mut self, problem: &Problem) {
        let text = self.words_of(problem);
        self.tell_long("app.problem", &text);
    }

    fn tell_long(&mut self, title: &str, text: &str) {
        let ask = Ask::new(&self.word(title), text, &self.word("app.ok"));
        self.push(Layer::Ask(ask), Pending::Nothing);
    }

    fn push(&mut self, layer: Layer, pending: Pending) {
        self.layers.push((layer, Then::App(pending)));
        self.offer();
    }

    /// Runs something on the layer on top, which may read the scene.
    fn on_top<R>(&mut self, run: impl FnOnce(&mut Layer, &Scene<'_>) -> R) -> Option<R> {
        self.on_layers(|layers, scene| layers.last_mut().map(|(layer, _)| run(layer, scene)))
    }

    /// Runs something on the layers, which may read the scene.
    ///
    /// A panic leaves them where they are: what was typed in them is kept then.
    fn on_layers<R>(&mut self, run: impl FnOnce(&mut Vec<(Layer, Then)>, &Scene<'_>) -> R) -> R {
        let mut layers = std::mem::take(&mut self.layers);
        let scene = self.scene();
        let result = panic::catch_unwind(AssertUnwindSafe(|| run(&mut layers, &scene)));
        self.layers = layers;
        result.unwrap_or_else(|panicked| panic::resume_unwind(panicked))
    }

    /// The tabs, where a register is open.
    fn tabs(&mut self) -> Option<&mut Tabs> {
        self.layers.iter_mut().find_map(|(layer, _)| {
            if let Layer::Tabs(tabs) = layer {
                Some(&mut **tabs)
            } else {
                None
            }
        })
    }

    /// Shows a record or row in its list.
    fn show_record(&mut self, id: Id) {
        self.on_layers(|layers, scene| {
            if let Some((Layer::Tabs(tabs), _)) = layers.first_mut() {
                tabs.go_to(id, scene);
            }
        });
    }

    /// Waits until the day's copy that is being made is whole.
    pub fn finish_copy(&mut self) {
        if let Some(Ok(Err(problem))) = self.copying.take().map(JoinHandle::join) {
            self.show_problem(&problem);
        }
    }

    /// Looks whether another window has saved; `true` where something has to be drawn.
    pub fn look(&mut self) -> bool {
        at_the_keys(|| self.look_around())
    }

    fn look_around(&mut self) -> bool {
        if let Some(copying) = self.copying.take_if(|copying| copying.is_finished())
            && let Ok(Err(problem)) = copying.join()
        {
            let text = self.words_of(&problem).replace('\n', " ");
            self.tell(text, Tone::Bad);
            return true;
        }
        // What was told of another program's lock stands until that is gone.
        let busy = [self.word("app.busy"), self.word("app.busy_idle")];
        let was_busy = self
            .message
            .take_if(|(text, _)| busy.contains(text))
            .is_some();
        let turned = self.keep_typed() | self.turn_the_day() | was_busy;
        if let Some(session) = &mut self.session
            && let Some(problem) = session.take_afterwards().pop()
        {
            let text = self.words_of(&problem).replace('\n', " ");
            self.tell(text, Tone::Bad);
            return true;
        }
        let looked = self.look_at_file();
        self.remember();
        turned | looked
    }

    /// Does a little of what can be done while nothing is asked: the day's copy, checking records, making lists ready
    /// to be searched.
    ///
    /// Each step is short, so that a key that comes meanwhile hardly waits.
    pub fn prepare(&mut self) -> Ahead {
        at_the_keys(|| self.work_ahead())
    }

    fn work_ahead(&mut self) -> Ahead {
        let quietly = |more| Ahead { more, draw: false };
        if let Some((session, copies)) = self
            .session
            .as_ref()
            .zip(self.setting.copies.as_ref())
            .filter(|_| !self.copied)
        {
            self.copying = Some(session.keep_copy_meanwhile(copies));
            self.copied = true;
            return quietly(true);
        }
        self.learn_changes();
        let unchecked = self.findings.as_ref().is_none_or(|it| it.left() > 0);
        if self.session.is_some() && unchecked && !self.checks_beside() {
            let more = self.check_on(STEP);
            return Ahead {
                more: true,
                draw: !more,
            };
        }
        // The names come first: they take a tenth of what the lists do, and the palette is asked at once.
        let mut more = self.session.is_some() && self.scene().prepare_names(STEP);
        if !more {
            let prepared = self.on_top(|layer, scene| match layer {
                Layer::Tabs(tabs) => tabs.prepare(scene),
                _ => false,
            });
            more = prepared.unwrap_or(false);
        }
        if !more {
            self.check_large_file();
        }
        quietly(more)
    }

    /// Draws the screen.
    pub fn draw(&mut self, frame: &mut Frame<'_>) {
        at_the_keys(|| self.draw_whole(frame));
        self.setting.signs.lay_over(frame.buffer_mut());
    }

    fn draw_whole(&mut self, frame: &mut Frame<'_>) {
        let area = frame.area();
        if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
            return self.draw_too_small(frame, area);
        }
        let body = Rect {
            height: area.height - 1,
            ..area
        };
        if self.opening {
            let name = self.setting.path.file_name().unwrap_or_default();
            let key = if self.opener.is_held_by_another {
                "app.opening_held"
            } else {
                "app.opening"
            };
            let told = self.fill(key, &[("file", &name.to_string_lossy())]);
            let told = self.work.turning.before(&told);
            tabs::draw_opening(frame, body, &told, &self.scene());
            if self.opener.may_be_left {
                let ends = [("Esc".to_owned(), self.word("command.quit.short"))];
                self.draw_hints(frame, line_of(area, area.height - 1), &ends);
            }
            return hide_directions(frame);
        }
        let hints = self.on_layers(|layers, scene| {
            draw_layers(layers, frame, body, scene);
            let top = layers.last();
            top.map(|(layer, _)| layer.hints(scene)).unwrap_or_default()
        });
        let line = self.draw_work(frame, line_of(area, area.height - 1));
        let free = self.draw_message(frame, area, line);
        self.draw_hints(frame, free, &hints);
        hide_directions(frame);
    }
}
