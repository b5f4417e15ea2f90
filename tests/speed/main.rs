//! How fast the program is on a large register, beside what its user could do instead: `cargo bench [-- N]`.
//!
//! Everything is measured in one run, on a made-up register of N processing activities (10,000, or what
//! `ROPA_BENCH` says), and set against the time in which `sqlite3` prints the register's tables. Ratios count, not
//! seconds: a keystroke and a save are set against the same in a register of hardly anything.

use std::error::Error;
use std::path::Path;
use std::process::{Command, Stdio};
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{DateTime, NaiveDate};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::crossterm::event::KeyCode;
use ropa::domain::change::Edit;
use ropa::domain::kind::RecordKind;
use ropa::domain::language::Language;
use ropa::domain::value::{Id, Value};
use ropa::due::{Leads, agenda};
use ropa::exchange::format::Format;
use ropa::exchange::format::register::{self as tables, Export};
use ropa::exchange::selection::Selection;
use ropa::exchange::{json, markdown};
use ropa::labels::Lexicon;
use ropa::law::Law;
use ropa::rules::{self, Findings};
use ropa::session::{Session, Surroundings};
use ropa::tui::app::{App, AppSetting};
use ropa::tui::keymap::Keymap;
use ropa::tui::request::Input;
use ropa::words::Words;
use rusqlite::Connection;

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    // Cargo gives `--bench` along.
    let given = std::env::args()
        .skip(1)
        .find(|given| !given.starts_with('-'));
    let activities = match given.or_else(|| std::env::var("ROPA_BENCH").ok()) {
        Some(given) => given.parse()?,
        None => 10_000,
    };
    let directory = tempfile::tempdir()?;
    let (large, small) = (
        directory.path().join("large.sqlite"),
        directory.path().join("small.sqlite"),
    );
    for (path, activities) in [(&large, activities), (&small, 1)] {
        let sample = ropa::sample::register(1, activities, Language::ENGLISH)?;
        Session::create_sample(path, sample, surroundings())?;
    }
    let mut table = Table {
        print: best(3, || print(&large))?,
    };
    println!("{activities} processing activities\n");
    println!("{:44}{:>9}{:>11}", "", "", "of printing");
    table.line("sqlite3 prints the register", table.print);
    table.read(&large)?;
    println!("\n{:44}{:>9}{:>11}", "", "", "of a small");
    let (few, many) = (work(&small)?, work(&large)?);
    for ((name, few), (_, many)) in few.into_iter().zip(many) {
        println!("{name:44}{:>9}{:>11.1}", shown(many), ratio(many, few));
    }
    Ok(())
}

/// The figures that are set against printing.
struct Table {
    print: Duration,
}

impl Table {
    fn line(&self, name: &str, took: Duration) {
        println!(
            "{name:44}{:>9}{:>11.2}",
            shown(took),
            ratio(took, self.print)
        );
    }

    /// What reads the whole register once.
    fn read(&mut self, file: &Path) -> Outcome<()> {
        let open = || Ok(Session::open(file, surroundings())?);
        self.line("open", best(5, open)?);
        let mut first = Duration::MAX;
        for _ in 0..3 {
            let mut screen = Screen::open(file)?;
            screen.keys("2")?;
            screen.keys("/")?;
            first = first.min(timed(|| screen.keys("l"))?);
            std::mem::forget(screen);
        }
        self.line("first letter of a search", first);
        let session = open()?;
        let (register, lexicon) = (session.register(), lexicon()?);
        let law = &lexicon.law;
        let check = || Ok(rules::check(register, law, today()));
        self.line("check", best(3, check)?);
        let due = || Ok(agenda(register, law, today(), &Leads::default()));
        self.line("due", best(3, due)?);
        let everything = Selection::default();
        let document = || {
            Ok(markdown::document(
                &lexicon,
                register,
                today(),
                &everything,
                "ropa",
            ))
        };
        self.line("export as Markdown", best(2, document)?);
        let export = || Ok(json::export(register, today(), &everything));
        self.line("export as JSON", best(2, export)?);
        for (name, format) in [
            ("export as a workbook", Format::Xlsx),
            ("export as a table", Format::Csv),
        ] {
            let export = Export {
                lexicon: &lexicon,
                register,
                as_of: today(),
                selection: &everything,
                table: &tables::RegisterTable::Usual,
            };
            self.line(
                name,
                best(1, || Ok(export.write(format, &mut Vec::new())?))?,
            );
        }
        Ok(())
    }
}

/// What is done while working on a register: the same whether it is large or small.
fn work(file: &Path) -> Outcome<Vec<(&'static str, Duration)>> {
    let mut done = Vec::new();
    let mut screen = Screen::open(file)?;
    screen.keys("2")?;
    done.push(("a key in the list", best(20, || screen.keys("j"))?));
    screen.keys("/")?;
    screen.keys("l")?;
    done.push((
        "a further letter of a search",
        best(5, || screen.keys("o"))?,
    ));
    std::mem::forget(screen);

    let mut session = Session::open(file, surroundings())?;
    let lexicon = lexicon()?;
    let mut findings = Findings::new(session.register(), &lexicon.law, today());
    for (save, update, kind, key) in [
        (
            "save an activity",
            "its findings",
            RecordKind::Activity,
            "description",
        ),
        (
            "save a measure",
            "its findings",
            RecordKind::Measure,
            "description",
        ),
        (
            "save an agreement",
            "its findings",
            RecordKind::Agreement,
            "notes",
        ),
        (
            "rename an organisation",
            "its findings",
            RecordKind::Organisation,
            "name",
        ),
    ] {
        let (mut saved, mut updated) = (Duration::MAX, Duration::MAX);
        for turn in 0..5 {
            let edit = edit(
                &session,
                kind,
                key,
                &format!("Something else, the {turn}th time"),
            );
            let mut ids: Vec<Id> = Vec::new();
            saved = saved.min(timed(|| {
                ids = session.save(vec![edit], "bench")?.ids;
                Ok(())
            })?);
            updated = updated.min(timed(|| {
                findings.update(session.register(), &lexicon.law, &ids);
                Ok(())
            })?);
        }
        done.extend([(save, saved), (update, updated)]);
    }
    done.push(("undo", timed(|| Ok(session.undo("bench")?))?));
    Ok(done)
}

/// Another text in a field of the first record of a kind that has one.
fn edit(session: &Session, kind: RecordKind, key: &str, text: &str) -> Edit {
    let records = session.register().records(kind);
    let before = records.last().map(|record| record.boxed());
    let mut after = before.clone();
    if let Some(after) = &mut after {
        after.record_value(key, Value::Text(text.to_owned()));
    }
    Edit { before, after }
}

/// The real app on a terminal in memory.
struct Screen {
    app: App,
    terminal: Terminal<TestBackend>,
}

impl Screen {
    fn open(file: &Path) -> Outcome<Self> {
        let keymap = Keymap::new(&std::collections::HashMap::new());
        let mut app = App::new(AppSetting {
            path: file.to_owned(),
            lexicon: lexicon()?,
            language_asked: None,
            leads: ropa::due::Leads::default(),
            keymap: keymap.map_err(|fault| format!("{fault:?}"))?,
            colours: true,
            surroundings: surroundings(),
            directory: std::env::temp_dir(),
            home: None,
            copies: None,
            rescue: None,
            mappings: None,
            memory: None,
            read_only: false,
            guard: ropa::session::output::Guard::default(),
            theme: ropa::config::ThemeName::default(),
            mouse: false,
            registers: std::collections::BTreeMap::new(),
            choices: ropa::config::Choices::default(),
            choices_file: None,
            review_interval: None,
            warnings: Vec::new(),
        });
        app.open()?;
        let terminal = Terminal::new(TestBackend::new(120, 40))?;
        Ok(Self { app, terminal })
    }

    /// Types letters, and draws.
    fn keys(&mut self, letters: &str) -> Outcome<()> {
        for letter in letters.chars() {
            self.app.input(&Input::Key(KeyCode::Char(letter).into()));
        }
        self.terminal.draw(|frame| self.app.draw(frame))?;
        Ok(())
    }
}

/// Prints the register's tables with `sqlite3`; where that is missing, reads them as text.
fn print(file: &Path) -> Outcome<()> {
    let connection = Connection::open(file)?;
    let mut statement = connection.prepare(
        "SELECT 'SELECT * FROM \"' || name || '\"' FROM sqlite_schema
         WHERE type = 'table' AND name NOT IN ('change', 'change_set', 'retired', 'draft')",
    )?;
    let selects = statement.query_map([], |row| row.get(0))?;
    let selects = selects.collect::<Result<Vec<String>, _>>()?;
    let printed = Command::new("sqlite3")
        .arg(file)
        .arg(selects.join("; "))
        .stdout(Stdio::null())
        .status();
    if printed.is_ok_and(|status| status.success()) {
        return Ok(());
    }
    let mut out = String::new();
    for select in selects {
        let mut statement = connection.prepare(&select)?;
        let columns = statement.column_count();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            out.clear();
            for at in 0..columns {
                let text = row.get_ref(at)?.as_str_or_null().unwrap_or_default();
                out.push_str(text.unwrap_or_default());
            }
            std::hint::black_box(&out);
        }
    }
    Ok(())
}

/// How long it takes; what is made is given back afterwards.
fn timed<T>(run: impl FnOnce() -> Outcome<T>) -> Outcome<Duration> {
    let start = Instant::now();
    let made = run()?;
    let took = start.elapsed();
    drop(std::hint::black_box(made));
    Ok(took)
}

fn best<T>(times: usize, mut run: impl FnMut() -> Outcome<T>) -> Outcome<Duration> {
    let mut least = Duration::MAX;
    for _ in 0..times {
        least = least.min(timed(&mut run)?);
    }
    Ok(least)
}

fn ratio(took: Duration, other: Duration) -> f64 {
    took.as_secs_f64() / other.as_secs_f64().max(1e-9)
}

fn shown(took: Duration) -> String {
    format!("{:.1} ms", took.as_secs_f64() * 1000.0)
}

fn today() -> NaiveDate {
    ropa::sample::written_on()
}

fn lexicon() -> Outcome<Lexicon> {
    let (words, law) = (Words::load(Language::ENGLISH)?, Law::shipped()?);
    Ok(Lexicon::new(Arc::new(words), Arc::new(law), today()))
}

fn surroundings() -> Surroundings {
    Surroundings {
        clock: Rc::new(DateTime::default),
        author: "bench".to_owned(),
        today: today(),
        new_id: Rc::new(String::new),
        new_salt: Rc::new(|| "0".repeat(32)),
    }
}
