//! An office of two people, each with a window on the same register, and of commands that run meanwhile.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::OnceLock;

use ropa::domain::change::Edit;
use ropa::domain::field::Record;
use ropa::domain::kind::RecordKind;
use ropa::domain::language::Language;
use ropa::domain::problem::{Problem, ProblemKind};
use ropa::domain::value::{Id, Value};
use ropa::session::drafts::HeldForm;
use ropa::session::{Saved, Session, Surroundings};
use ropa::store::{Store, Turn};
use tempfile::TempDir;

use super::model::{FIELDS, Model, Records, records};
use crate::fuzz::dice::Dice;
use crate::support::command::run;
use crate::support::screen::surroundings;

/// How much is done in one interleaving.
const STEPS: usize = 24;

/// A form that is open in a window: the record as it was then, and as it is to be.
struct Form {
    before: Box<dyn Record>,
    after: Box<dyn Record>,
}

/// A window.
struct Window {
    author: &'static str,
    session: Session,
    forms: Vec<Form>,
}

/// The office.
pub struct Office {
    directory: TempDir,
    dice: Dice,
    seed: u64,
    windows: Vec<Window>,
    /// Looks at the file from outside.
    observer: Store,
    model: Model,
    texts: u32,
    done: BTreeMap<&'static str, usize>,
    trail: Vec<String>,
}

/// The surroundings of a person.
pub fn person(author: &str) -> Surroundings {
    Surroundings {
        author: author.to_owned(),
        ..surroundings()
    }
}

/// The register that each interleaving begins with.
fn beginning() -> &'static [u8] {
    static MADE: OnceLock<Vec<u8>> = OnceLock::new();
    MADE.get_or_init(|| {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("register.sqlite");
        let sample = ropa::sample::register(1, 2, Language::ENGLISH).unwrap();
        Session::create_sample(&path, sample, surroundings()).unwrap();
        std::fs::read(&path).unwrap()
    })
}

impl Office {
    /// Opens two windows on a new register.
    pub fn new(dice: Dice, seed: u64) -> Self {
        let directory =
            tempfile::tempdir_in("/dev/shm").unwrap_or_else(|_| tempfile::tempdir().unwrap());
        let path = directory.path().join("register.sqlite");
        std::fs::write(&path, beginning()).unwrap();
        let windows: Vec<Window> = ["Ann", "Bob"]
            .into_iter()
            .map(|author| Window {
                author,
                session: Session::open(&path, person(author)).unwrap(),
                forms: Vec::new(),
            })
            .collect();
        let model = Model::of(windows[0].session.register());
        Self {
            directory,
            dice,
            seed,
            windows,
            observer: Store::open(&path).unwrap(),
            model,
            texts: 0,
            done: BTreeMap::new(),
            trail: Vec::new(),
        }
    }

    /// How often what was done.
    pub fn done(&self) -> impl Iterator<Item = (&'static str, usize)> {
        self.done.iter().map(|(what, times)| (*what, *times))
    }

    /// The register.
    pub fn path(&self) -> PathBuf {
        self.directory.path().join("register.sqlite")
    }

    fn note(&mut self, what: &'static str, detail: &str) {
        *self.done.entry(what).or_default() += 1;
        self.trail.push(format!("{what}: {detail}"));
    }

    #[track_caller]
    fn fails(&self, how: &str) -> ! {
        panic!(
            "interleaving {}: {how}\n{}",
            self.seed,
            self.trail.join("\n")
        )
    }

    /// Does something at random, many times, and looks after each.
    pub fn work(&mut self) {
        for _ in 0..STEPS {
            let window = self.dice.roll(self.windows.len());
            match self.dice.roll(20) {
                0..=3 => self.open_form(window),
                4..=7 => self.type_something(window),
                8..=11 => self.save(window),
                12 => self.turn(window, Turn::Undo),
                13 => self.turn(window, Turn::Redo),
                14 => self.take_back_own(window),
                15 => self.make(window),
                16 => self.remove(window),
                17 => self.command(),
                18 => self.copy(window),
                _ => self.look_up(window),
            }
            self.check();
        }
        for window in &mut self.windows {
            window.session.refresh().unwrap();
        }
        for window in &self.windows {
            if records(window.session.register()) != self.model.records {
                self.fails("a window that looked again shows something else");
            }
        }
        let verified = self.windows[0].session.journal().verify().unwrap();
        if !verified.is_whole() {
            self.fails(&format!("{:?}", verified.differences));
        }
    }

    /// Holds what the file says against the account.
    fn check(&self) {
        let register = self.observer.load();
        let register = register.unwrap_or_else(|problem| self.fails(&problem.to_string()));
        if records(&register) != self.model.records {
            let (found, wanted) = (records(&register), &self.model.records);
            self.fails(&format!(
                "the file says\n{found:?}\nand should say\n{wanted:?}"
            ));
        }
        if register.mark.number != self.model.latest() {
            self.fails("the journal holds more or less than was confirmed");
        }
    }

    /// A text that nobody has typed yet.
    fn text(&mut self) -> String {
        self.texts += 1;
        format!("Text {}", self.texts)
    }

    /// A record that the window shows; most often one of the few that everybody works on.
    fn any_record(&mut self, window: usize) -> Option<Id> {
        let register = self.windows[window].session.register();
        let activities = register.activities.iter().map(|activity| activity.head.id);
        let organisations = register.organisations.iter().map(|it| it.head.id);
        let few: Vec<Id> = activities
            .clone()
            .take(2)
            .chain(organisations.clone().take(1))
            .collect();
        let all: Vec<Id> = activities.chain(organisations).collect();
        let shown = if self.dice.one_in(8) { all } else { few };
        (!shown.is_empty()).then(|| *self.dice.pick(&shown))
    }

    fn open_form(&mut self, window: usize) {
        let Some(id) = self.any_record(window) else {
            return;
        };
        let shown = &mut self.windows[window];
        let before = shown.session.register().owner(id).unwrap().boxed();
        shown.forms.push(Form {
            after: before.clone(),
            before,
        });
        let author = shown.author;
        self.note("forms opened", &format!("{author} {id:?}"));
        self.type_something(window);
    }

    fn type_something(&mut self, window: usize) {
        let count = self.windows[window].forms.len();
        if count == 0 {
            return;
        }
        let at = self.dice.roll(count);
        let kind = self.windows[window].forms[at].after.kind().key();
        let keys = FIELDS.iter().find(|(known, _)| *known == kind).unwrap().1;
        let key = *self.dice.pick(keys);
        let text = self.text();
        let shown = &mut self.windows[window];
        let form = &mut shown.forms[at];
        form.after.record_value(key, Value::Text(text.clone()));
        let id = form.after.id();
        let held = HeldForm {
            before: Some(form.before.clone()),
            record: form.after.clone(),
            unread: Vec::new(),
        };
        let draft = shown.session.draft(&format!("{id:?}"), &held);
        let kept = shown.session.keep_draft(&draft);
        let author = shown.author;
        self.note("texts typed", &format!("{author} {id:?} {key} {text}"));
        if let Err(problem) = kept {
            self.fails(&problem.to_string());
        }
    }

    /// What must be there when a form is saved, and whether somebody else changed one of its fields meanwhile.
    fn merged(&self, form: &Form, mine: Option<bool>) -> (Option<Records>, bool) {
        let mut after = self.model.records.clone();
        let Some(now) = after.get_mut(&form.after.id()) else {
            return (None, true);
        };
        let mut conflict = false;
        for (key, current) in now.iter_mut() {
            let (before, typed) = (form.before.text(key), form.after.text(key));
            if before == typed {
                continue;
            }
            let changed = *current != before && *current != typed;
            conflict |= changed;
            if !changed || mine == Some(true) {
                *current = typed;
            }
        }
        (Some(after), conflict)
    }

    fn save(&mut self, window: usize) {
        let count = self.windows[window].forms.len();
        if count == 0 {
            return;
        }
        let form = self.windows[window].forms.remove(self.dice.roll(count));
        let id = form.after.id();
        let edit = || {
            vec![Edit {
                before: Some(form.before.clone()),
                after: Some(form.after.clone()),
            }]
        };
        let mut texts = FIELDS.iter().flat_map(|(_, keys)| keys.iter());
        if texts.all(|key| form.before.text(key) == form.after.text(key)) {
            return;
        }
        let (wanted, conflict) = self.merged(&form, None);
        let shown = &mut self.windows[window];
        let author = shown.author;
        let draft = format!("{id:?}");
        let saved = shown.session.save_draft(edit(), "save", Some(&draft));
        match saved {
            Ok(saved) => {
                self.note(
                    "saves",
                    &format!(
                        "{author} {id:?} {:?}",
                        saved.mark.as_ref().map(|mark| mark.number)
                    ),
                );
                let Some(wanted) = wanted.filter(|_| !conflict) else {
                    self.fails("it was saved over what another had changed");
                };
                self.confirmed(&saved, None, wanted);
            }
            Err(problem) if problem.kind == ProblemKind::Conflict => {
                self.note("conflicts shown", &format!("{author} {id:?} {problem}"));
                let both_alike = self.alike(&form);
                if !conflict && !both_alike {
                    self.fails("a conflict is shown where nobody changed the same");
                }
                if wanted.is_none() || self.dice.one_in(3) {
                    return;
                }
                let mine = self.dice.one_in(2);
                let (wanted, _) = self.merged(&form, Some(mine));
                let chosen = self.windows[window]
                    .session
                    .save_over(edit(), "chosen", mine);
                self.note("conflicts settled", &format!("{author} mine: {mine}"));
                match chosen {
                    Ok(saved) => self.confirmed(&saved, None, wanted.unwrap()),
                    Err(problem) => self.fails(&problem.to_string()),
                }
            }
            Err(problem) => self.fails(&problem.to_string()),
        }
    }

    /// Whether somebody else wrote in a field what the form has, which may be shown as a conflict or pass.
    fn alike(&self, form: &Form) -> bool {
        let Some(now) = self.model.records.get(&form.after.id()) else {
            return true;
        };
        now.iter().any(|(key, current)| {
            let (before, typed) = (form.before.text(key), form.after.text(key));
            before != typed && *current != before && *current == typed
        })
    }

    /// Enters what was confirmed, and holds the journal against it.
    fn confirmed(&mut self, saved: &Saved, undoes: Option<i64>, after: Records) {
        let Some(mark) = &saved.mark else {
            if after != self.model.records {
                self.fails("nothing was saved although something was typed");
            }
            return;
        };
        self.model.enter(mark.number, undoes, after);
        let set = self.observer.change_set(mark.number).unwrap();
        let Some(set) = set else {
            self.fails("a confirmed save is not in the journal");
        };
        if set.undoes != undoes || set.hash != mark.hash {
            self.fails("the journal holds another set than was confirmed");
        }
        let changes = self.observer.changes(mark.number).unwrap();
        let entered = self.model.sets.last().unwrap();
        for (id, (before, now)) in &entered.touched {
            let (Some(before), Some(now)) = (before, now) else {
                continue;
            };
            for (key, text) in now.iter().filter(|(key, text)| before[*key] != **text) {
                let json = |text: &Option<String>| {
                    text.clone().map_or(serde_json::Value::Null, Into::into)
                };
                let there = changes.iter().any(|change| {
                    change.id == *id
                        && change.field.as_deref() == Some(key)
                        && change.before == json(&before[key])
                        && change.after == json(text)
                });
                if !there {
                    self.fails(&format!(
                        "the change of {key} of {id:?} is not in the journal"
                    ));
                }
            }
        }
    }

    fn turn(&mut self, window: usize, turn: Turn) {
        let wanted = match turn {
            Turn::Undo => self.model.undoable().first().copied(),
            Turn::Redo => self.model.redoable(),
        };
        let shown = &mut self.windows[window];
        // What was there before the account began is left alone.
        let Some(number) = wanted else {
            if turn == Turn::Redo && shown.session.redo("redo").is_ok() {
                self.fails("something was redone that was not undone");
            }
            return;
        };
        let turned = match turn {
            Turn::Undo => shown.session.undo("undo"),
            Turn::Redo => shown.session.redo("redo"),
        };
        let author = shown.author;
        self.note(
            if turn == Turn::Undo {
                "undone"
            } else {
                "redone"
            },
            &format!("{author} {number}"),
        );
        self.turned(turned, number);
    }

    fn take_back_own(&mut self, window: usize) {
        let shown = &mut self.windows[window];
        let Some(step) = shown.session.own_step(Turn::Undo).unwrap() else {
            return;
        };
        if step.number <= self.model.begun {
            return;
        }
        let turned = shown
            .session
            .take_back(Turn::Undo, Some(step.number), "own");
        let author = shown.author;
        self.note("own taken back", &format!("{author} {}", step.number));
        self.turned(turned, step.number);
    }

    fn turned(&mut self, turned: Result<Saved, Problem>, number: i64) {
        let wanted = self.model.without(number);
        match (turned, wanted) {
            (Ok(saved), Some(wanted)) => self.confirmed(&saved, Some(number), wanted),
            (Ok(_), None) => self.fails("it was taken back although a later change rests on it"),
            (Err(problem), wanted) => {
                // What is not followed here (a review, a row) may stand in the way of what is.
                if wanted.is_some() && !["turn_refused", "turn_record_gone"].contains(&problem.key)
                {
                    self.fails(&problem.to_string());
                }
                self.note("turns refused", &problem.to_string());
            }
        }
    }

    fn make(&mut self, window: usize) {
        let mut record = RecordKind::Activity.blank();
        let text = self.text();
        record.record_value("name", Value::Text(text));
        let shown = &mut self.windows[window];
        let author = shown.author;
        let made = shown.session.save(vec![Edit::create(record)], "new");
        let saved = made.unwrap_or_else(|problem| self.fails(&problem.to_string()));
        let id = saved.ids[0];
        let mut after = self.model.records.clone();
        let register = self.windows[window].session.register();
        let texts = records(register).remove(&id).unwrap();
        if after.insert(id, texts).is_some() {
            self.fails("a new record has the number of another");
        }
        self.note("made", &format!("{author} {id:?}"));
        self.confirmed(&saved, None, after);
    }

    fn remove(&mut self, window: usize) {
        let Some(id) = self.any_record(window) else {
            return;
        };
        let shown = &mut self.windows[window];
        if shown.session.register().owner(id).unwrap().kind() != RecordKind::Activity {
            return;
        }
        let seen = records(shown.session.register()).remove(&id);
        let removed = shown.session.remove(id, true, "remove");
        let author = shown.author;
        match removed {
            Ok(saved) => {
                self.note("removed", &format!("{author} {id:?}"));
                if self.model.records.get(&id) != seen.as_ref() {
                    self.fails("it was removed with what another had changed in it meanwhile");
                }
                let mut after = self.model.records.clone();
                after.remove(&id);
                self.confirmed(&saved, None, after);
            }
            Err(problem) => {
                self.note("removals refused", &format!("{author} {id:?} {problem}"));
                let gone = !self.model.records.contains_key(&id);
                if self.model.records.get(&id) == seen.as_ref()
                    && problem.kind != ProblemKind::Conflict
                    || gone && problem.key != "record_gone"
                {
                    self.fails(&problem.to_string());
                }
            }
        }
    }

    /// A command of its own process, as far as the register can tell.
    fn command(&mut self) {
        let register = self.observer.load().unwrap();
        let Some(activity) = register.activities.first() else {
            return;
        };
        let reference = activity.head.reference.clone();
        let day = format!(
            "2026-{:02}-{:02}",
            1 + self.dice.roll(10),
            1 + self.dice.roll(28)
        );
        let path = self.path().display().to_string();
        let (code, told) = run(
            None,
            &["--register", &path, "reviewed", &reference, "--on", &day],
        );
        self.note(
            "commands",
            &format!("reviewed {reference} on {day}: {code} {told}"),
        );
        let latest = self.observer.latest().unwrap();
        // An earlier day than the last one is refused, and the same one changes nothing.
        let refused = code != 0 && latest.number == self.model.latest();
        if !refused && code != 0 {
            self.fails("a command was refused and wrote");
        }
        if latest.number > self.model.latest() {
            let after = self.model.records.clone();
            self.model.enter(latest.number, None, after);
        }
    }

    fn copy(&mut self, window: usize) {
        let copy = self.directory.path().join("copy.sqlite");
        let shown = &self.windows[window];
        let made = shown.session.back_up(&copy);
        if let Err(problem) = made {
            self.fails(&problem.to_string());
        }
        let store = Store::open(&copy).unwrap();
        let whole = store.verify().unwrap().is_whole();
        let same = records(&store.load().unwrap()) == self.model.records;
        drop(store);
        std::fs::remove_file(&copy).unwrap();
        self.note("copies", self.windows[window].author);
        if !whole || !same {
            self.fails("a copy says something else");
        }
    }

    fn look_up(&mut self, window: usize) {
        let path = self.path();
        let shown = &mut self.windows[window];
        let author = shown.author;
        if self.dice.one_in(3) {
            // Closed and opened again; its forms are drafts then.
            shown.session = Session::open(&path, person(author)).unwrap();
            self.note("opened again", author);
        } else {
            shown.session.refresh().unwrap();
            self.note("looked again", author);
        }
        if records(self.windows[window].session.register()) != self.model.records {
            self.fails("a window that looked again shows something else");
        }
    }
}
