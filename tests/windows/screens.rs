//! Two screens and commands on one register, by keys: what is confirmed stands in the file, what is typed outlives its
//! window, what was taken out never comes back, and a file that is restored beneath a window is never mixed with it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use ropa::domain::language::Language;
use ropa::store::Store;

use crate::fuzz::dice::Dice;
use crate::support::command::run;
use crate::support::screen::Screen;

/// How much is done in one interleaving.
const STEPS: usize = 24;
/// A terminal on which every message has room.
const SIZE: (u16, u16) = (200, 50);

/// What a window has in its form.
#[derive(Default)]
struct Open {
    /// Whether a form is open.
    form: bool,
    /// The words that are typed in it and not saved, by field.
    typed: BTreeMap<&'static str, String>,
}

/// The two screens, and an account of the words that went through them. No word is typed twice.
pub struct Screens {
    dice: Dice,
    seed: u64,
    shown: Vec<Screen>,
    open: Vec<Open>,
    words: u32,
    /// The words that are confirmed: the journal must hold each.
    saved: BTreeSet<String>,
    /// The words that were taken out: no file may hold one.
    redacted: BTreeSet<String>,
    /// The words that were saved when the copy was made.
    copied: Option<BTreeSet<String>>,
    done: BTreeMap<&'static str, usize>,
    trail: Vec<String>,
}

impl Screens {
    /// Opens two screens on a new register.
    pub fn new(dice: Dice, seed: u64) -> Self {
        let small = include_str!("../cli/small.json");
        let one = Screen::of(small, Language::ENGLISH, SIZE);
        let mut other = one.second();
        other.resized(SIZE.0, SIZE.1);
        Self {
            dice,
            seed,
            shown: vec![one, other],
            open: vec![Open::default(), Open::default()],
            words: 0,
            saved: BTreeSet::new(),
            redacted: BTreeSet::new(),
            copied: None,
            done: BTreeMap::new(),
            trail: Vec::new(),
        }
    }

    /// How often what was done.
    pub fn done(&self) -> impl Iterator<Item = (&'static str, usize)> {
        self.done.iter().map(|(what, times)| (*what, *times))
    }

    fn note(&mut self, what: &'static str, detail: &str) {
        *self.done.entry(what).or_default() += 1;
        self.trail.push(format!("{what}: {detail}"));
    }

    #[track_caller]
    fn fails(&self, how: &str) -> ! {
        panic!(
            "interleaving {} of screens: {how}\n{}",
            self.seed,
            self.trail.join("\n")
        )
    }

    fn path(&self, name: &str) -> PathBuf {
        self.shown[0].path(name)
    }

    fn word(&mut self) -> String {
        self.words += 1;
        format!("Word{}x{}", self.words, self.seed)
    }

    /// Does something at random, many times, and looks after each.
    pub fn work(&mut self) {
        for _ in 0..STEPS {
            let window = self.dice.roll(2);
            match self.dice.roll(32) {
                0..=5 => self.types(window),
                6..=9 => self.saves(window),
                10 => self.turns(window),
                11 => self.removes(window),
                12 => self.makes(window),
                13 => self.reviews(),
                14 => self.redacts(),
                15 => self.copies(),
                16 => self.restores(),
                17 => self.comes_back(window),
                18 | 19 => self.sets(),
                20 => self.undoes(),
                21 => self.merges(),
                22 => self.exports(),
                23 => self.imports(),
                24 => self.leaves(window),
                25 | 26 => self.turns_in_form(window),
                27 | 28 => self.adds_a_row(window),
                _ => self.looks(window),
            }
            self.check();
        }
        let store = Store::open(&self.path("register.sqlite")).unwrap();
        let verified = store.verify().unwrap();
        if !verified.is_whole() {
            self.fails(&format!("{:?}", verified.differences));
        }
    }

    /// Holds the files against the account.
    fn check(&self) {
        let store = Store::open(&self.path("register.sqlite"));
        let store = store.unwrap_or_else(|problem| self.fails(&problem.to_string()));
        let mut journal = String::new();
        for set in store.change_sets(None).unwrap() {
            for change in store.changes(set.number).unwrap() {
                journal.push_str(&change.before.to_string());
                journal.push_str(&change.after.to_string());
            }
        }
        let lost = |word: &&String| !journal.contains(word.as_str());
        if let Some(lost) = self.saved.iter().find(lost) {
            self.fails(&format!("“{lost}” was confirmed and is not in the journal"));
        }
        let files = self.files();
        for word in &self.redacted {
            let holds = |(_, bytes): &&(PathBuf, Vec<u8>)| holds(bytes, word);
            if let Some((file, bytes)) = files.iter().find(holds) {
                let (file, around) = (file.display(), around(bytes, word));
                self.fails(&format!(
                    "“{word}” was taken out and is in {file}: {around}"
                ));
            }
        }
    }

    /// The register, what stands beside it and the drafts beside it, but for what a restore put aside.
    fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files = self.shown[0].rescued();
        files.push(self.path("register.sqlite"));
        files.push(self.path("register.sqlite-journal"));
        let read = |file: PathBuf| Some((file.clone(), std::fs::read(file).ok()?));
        files.into_iter().filter_map(read).collect()
    }

    /// What is kept of forms that are not saved, in the register and beside it.
    ///
    /// Read as drafts, for the pages of a file may divide a word.
    fn kept(&self) -> Vec<String> {
        let store = Store::open(&self.path("register.sqlite"));
        let drafts = store.and_then(|store| store.drafts());
        let drafts = drafts.unwrap_or_else(|problem| self.fails(&problem.to_string()));
        let mut kept: Vec<String> = drafts.into_iter().map(|draft| draft.content).collect();
        for file in self.shown[0].rescued() {
            kept.extend(std::fs::read_to_string(file));
        }
        kept
    }

    /// Whether a box lies over the page or the form of a window.
    fn is_boxed(&self, window: usize) -> bool {
        self.shown[window].app.depth() > usize::from(self.open[window].form)
    }

    /// Closes the boxes that lie over the page or the form of a window.
    fn clears(&mut self, window: usize) {
        for _ in 0..8 {
            if !self.is_boxed(window) {
                return;
            }
            let text = self.shown[window].text();
            self.trail.push(format!("  a box: {}", told(&text)));
            self.shown[window].keys("esc");
        }
        let text = self.shown[window].text();
        self.fails(&format!("the boxes do not end:\n{text}"));
    }

    /// Types a word into a form, which is opened where none is.
    fn types(&mut self, window: usize) {
        self.clears(window);
        if !self.open[window].form {
            let down = self.dice.roll(3);
            let screen = &mut self.shown[window];
            screen.keys("2 home");
            for _ in 0..down {
                screen.keys("down");
            }
            screen.keys("enter");
            if screen.app.focus().is_none() {
                return;
            }
            self.open[window].form = true;
        }
        let field = *self.dice.pick(&["department", "owner"]);
        let word = self.word();
        let screen = &mut self.shown[window];
        screen.go_to(field).keys("enter ctrl-u").typed(&word);
        if self.dice.one_in(3) {
            // It is kept while it is being typed too.
            screen.app.look();
        }
        screen.keys("enter");
        self.note("typed", &format!("{window} {field} {word}"));
        self.open[window].typed.insert(field, word);
    }

    fn saves(&mut self, window: usize) {
        if !self.open[window].form {
            return;
        }
        self.clears(window);
        self.shown[window].keys("ctrl-s");
        let text = self.shown[window].text();
        let text = if text.contains("Changed by another window") {
            self.note("conflicts shown", &window.to_string());
            let keys = *self.dice.pick(&["esc", "right enter", "right right enter"]);
            self.shown[window].keys(keys);
            if keys == "esc" {
                return;
            }
            if keys == "right right enter" {
                // What the other window saved stays where both changed the same.
                self.open[window].typed.clear();
            }
            self.shown[window].text()
        } else {
            text
        };
        if self.shown[window].app.depth() == 0 {
            let typed = std::mem::take(&mut self.open[window].typed);
            self.open[window].form = false;
            self.note("saves", &format!("{window} {typed:?} {}", told(&text)));
            if !typed.is_empty() && !text.contains("Saved A") {
                self.fails(&format!("the form closed without a word:\n{text}"));
            }
            self.saved.extend(typed.into_values());
            return;
        }
        // It is refused, and says why; what was typed is still in the form, and left there or given up.
        self.note("saves refused", &format!("{window} {}", told(&text)));
        self.clears(window);
        let text = self.shown[window].text();
        if self.shown[window].app.focus().is_none() {
            self.fails(&format!("the form is gone with what was typed:\n{text}"));
        }
        if self.dice.one_in(2) {
            self.shown[window].keys("esc");
            if self.shown[window].text().contains("Unsaved changes") {
                self.shown[window].keys("d enter");
            }
            self.open[window] = Open::default();
        }
    }

    fn turns(&mut self, window: usize) {
        if self.open[window].form {
            return;
        }
        self.clears(window);
        let key = *self.dice.pick(&["ctrl-z", "ctrl-y"]);
        self.shown[window].keys("1").keys(key);
        if self.is_boxed(window) && self.dice.one_in(2) {
            self.shown[window].keys("right enter");
        }
        let text = self.shown[window].text();
        self.note("turned", &format!("{window} {key} {}", told(&text)));
        self.clears(window);
    }

    fn removes(&mut self, window: usize) {
        if self.open[window].form || self.shown[window].register().activities.len() < 3 {
            return;
        }
        self.clears(window);
        self.shown[window].keys("2 end delete").keys("d enter");
        let text = self.shown[window].text();
        self.note("removed", &format!("{window} {}", told(&text)));
        self.clears(window);
    }

    fn makes(&mut self, window: usize) {
        if self.open[window].form {
            return;
        }
        self.clears(window);
        let word = self.word();
        let screen = &mut self.shown[window];
        screen.keys("2 n");
        if screen.app.focus().is_none() {
            let text = screen.text();
            self.fails(&format!("no new record can be begun:\n{text}"));
        }
        screen
            .go_to("name")
            .keys("enter")
            .typed(&word)
            .keys("enter ctrl-s");
        let text = screen.text();
        self.note("made", &format!("{window} {word} {}", told(&text)));
        if text.contains("Saved A") {
            self.saved.insert(word);
        } else {
            self.open[window].form = true;
            self.clears(window);
            self.shown[window].keys("esc");
            if self.shown[window].text().contains("Unsaved changes") {
                self.shown[window].keys("d enter");
            }
            self.open[window].form = self.shown[window].app.focus().is_some();
        }
    }

    fn command(&mut self, words: &[&str]) -> u8 {
        let path = self.path("register.sqlite").display().to_string();
        // It knows of the drafts that windows keep beside the register.
        let data = self.path("data");
        let (code, said) = run(Some(&data), &[&["--register", &path], words].concat());
        self.note("commands", &format!("{words:?}: {code} {said}"));
        code
    }

    fn reviews(&mut self) {
        let day = format!("2026-{:02}-01", 1 + self.dice.roll(10));
        self.command(&["reviewed", "A1", "--on", &day]);
    }

    /// A command sets a field that forms may have open.
    fn sets(&mut self) {
        let word = self.word();
        let field = *self.dice.pick(&["department", "owner"]);
        let reference = *self.dice.pick(&["A1", "A2"]);
        if self.command(&["set", field, &word, reference]) == 0 {
            self.saved.insert(word);
        }
    }

    fn undoes(&mut self) {
        let words = *self.dice.pick(&["undo", "redo"]);
        self.command(&[words]);
    }

    /// A copy comes back, also one from before something was taken out.
    fn merges(&mut self) {
        let copy = self.path("copy.sqlite");
        if copy.exists() {
            let how = *self.dice.pick(&["--ours", "--theirs"]);
            self.command(&["merge", &copy.display().to_string(), how]);
        }
    }

    fn exports(&mut self) {
        let file = self.path("export.json").display().to_string();
        let words = ["export", "--format", "json", "--output", &file, "--force"];
        if self.command(&words) != 0 {
            self.fails("the register cannot be exported");
        }
    }

    /// An export comes back, also one from before something was taken out.
    fn imports(&mut self) {
        let file = self.path("export.json");
        if file.exists() {
            let hows = ["--ours", "--theirs", "--update", "--replace"];
            let how = *self.dice.pick(&hows);
            self.command(&["import", &file.display().to_string(), how]);
        }
    }

    /// Takes back and brings again in a form: what it shows then counts as typed.
    fn turns_in_form(&mut self, window: usize) {
        if !self.open[window].form {
            return;
        }
        self.clears(window);
        for _ in 0..=self.dice.roll(3) {
            let key = *self.dice.pick(&["ctrl-z", "ctrl-y"]);
            self.shown[window].keys(key);
            // It never goes beyond the form unasked.
            self.clears(window);
        }
        let text = self.shown[window].text();
        let words = self.shown[window].app.focus();
        self.note("turned in a form", &format!("{window} {words:?}"));
        self.open[window]
            .typed
            .retain(|_, word| text.contains(&**word));
        for (field, label) in [("department", "Department  "), ("owner", "Owner  ")] {
            let line = text.lines().rfind(|line| line.contains(label));
            let value = line.and_then(|line| line.rsplit(label).next());
            let word = value.and_then(|value| value.split_whitespace().next());
            if let Some(word) = word.filter(|word| word.starts_with("Word")) {
                let word = word.to_owned();
                if !self.saved.contains(&word) && !self.redacted.contains(&word) {
                    self.open[window].typed.insert(field, word);
                }
            }
        }
    }

    /// Adds a purpose in a form.
    fn adds_a_row(&mut self, window: usize) {
        if !self.open[window].form {
            return;
        }
        self.clears(window);
        let word = self.word();
        let screen = &mut self.shown[window];
        screen.go_to("purposes").keys("enter");
        if screen.app.focus().as_deref() != Some("text") {
            return;
        }
        screen.typed(&word).keys("enter");
        self.clears(window);
        // Back to the record.
        self.shown[window].keys("esc");
        self.clears(window);
        self.note("rows", &format!("{window} {word}"));
        self.open[window].typed.insert("purpose", word);
    }

    /// A form is left, and what is typed in it kept for later.
    fn leaves(&mut self, window: usize) {
        if !self.open[window].form {
            return;
        }
        self.clears(window);
        self.shown[window].keys("esc");
        if !self.shown[window].text().contains("Unsaved changes") {
            self.open[window].form = self.shown[window].app.focus().is_some();
            return;
        }
        self.shown[window].keys("k enter");
        let typed = std::mem::take(&mut self.open[window].typed);
        self.note("kept for later", &format!("{window} {typed:?}"));
        let kept = self.kept();
        for word in typed.values() {
            if !kept.iter().any(|text| text.contains(word.as_str())) {
                self.fails(&format!("“{word}” was to be kept for later: {kept:#?}"));
            }
        }
        self.open[window].form = false;
        self.clears(window);
    }

    fn redacts(&mut self) {
        let saved: Vec<String> = self.saved.iter().cloned().collect();
        if saved.is_empty() {
            return;
        }
        let word = self.dice.pick(&saved).clone();
        let code = self.command(&[
            "redact",
            "--words",
            &word,
            "--because",
            "Asked for",
            "--yes",
        ]);
        if code == 0 {
            self.note("redacted", &word);
            self.saved.remove(&word);
            self.redacted.insert(word);
            // A copy of before holds it, and would bring it back.
            self.copied = None;
        }
    }

    fn copies(&mut self) {
        let copy = self.path("copy.sqlite");
        let _ = std::fs::remove_file(&copy);
        if self.command(&["backup", &copy.display().to_string()]) != 0 {
            self.fails("no copy can be made");
        }
        self.note("copies", "");
        self.copied = Some(self.saved.clone());
    }

    /// A copy takes the register's place beneath both windows.
    fn restores(&mut self) {
        let Some(saved) = self.copied.clone() else {
            return;
        };
        let copy = self.path("copy.sqlite").display().to_string();
        if self.command(&["restore", &copy]) == 0 {
            self.note("restored", "");
            self.saved = saved;
        }
    }

    fn looks(&mut self, window: usize) {
        self.shown[window].waits();
        let text = self.shown[window].text();
        self.note("looked", &format!("{window} {}", told(&text)));
        self.clears(window);
    }

    /// A window ends with what is typed in it, and another one opens in its place.
    fn comes_back(&mut self, window: usize) {
        let kept = self.shown[window].app.keep_all();
        self.note("ended", &format!("{window} {:?}", kept.as_ref().err()));
        if let Err(problem) = kept {
            self.fails(&format!("what is typed cannot be kept: {problem}"));
        }
        let typed = std::mem::take(&mut self.open[window].typed);
        let kept = self.kept();
        for word in typed.values() {
            if !kept.iter().any(|text| text.contains(word.as_str())) {
                self.fails(&format!(
                    "“{word}” was typed and is kept nowhere: {kept:#?}"
                ));
            }
        }
        self.open[window].form = false;
        let mut next = self.shown[1 - window].second();
        next.resized(SIZE.0, SIZE.1);
        self.shown[window] = next;
        self.clears(window);
    }
}

fn holds(bytes: &[u8], word: &str) -> bool {
    bytes.windows(word.len()).any(|it| it == word.as_bytes())
}

/// What stands around a word in a file.
fn around(bytes: &[u8], word: &str) -> String {
    let at = bytes
        .windows(word.len())
        .position(|it| it == word.as_bytes());
    let at = at.unwrap_or_default();
    let piece = &bytes[at.saturating_sub(400)..bytes.len().min(at + 400)];
    String::from_utf8_lossy(piece).escape_debug().to_string()
}

/// What is told in a box, or else in the line at the bottom.
fn told(text: &str) -> String {
    let boxed = text.lines().filter_map(|line| line.split('│').nth(1));
    let boxed: Vec<&str> = boxed.map(str::trim).filter(|it| !it.is_empty()).collect();
    let bottom = text.lines().last().unwrap_or_default().trim();
    format!("[{}] {bottom}", boxed.join(" "))
}
