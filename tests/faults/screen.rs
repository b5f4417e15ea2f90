//! The jobs of the screen, in a process of their own that the shim watches: this test binary, started anew.
//!
//! The process ends with 0 where the screen said that the job was done, else with 2 and what stood on the screen.

use std::path::Path;
use std::process::Command;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ropa::domain::language::Language;
use ropa::domain::problem::Problem;
use ropa::session::Session;
use ropa::session::copies::Copies;
use ropa::tui::app::App;
use ropa::tui::key::Key;
use ropa::tui::request::Input;

use super::place::Place;
use crate::support::screen::{app, lexicon, surroundings};

/// The variable that tells the process which job it is.
const JOB: &str = "ROPA_FAULTS_JOB";

/// The command that runs a job of the screen.
pub fn command(place: &Place, job: &str, now: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args([
        "faults::screen::a_job_of_the_screen",
        "--exact",
        "--nocapture",
        "--test-threads=1",
    ]);
    place.dress(&mut command, now);
    command.env(JOB, job);
    command
}

/// A problem in the words that a user reads.
fn told(problem: &Problem) -> String {
    let message = lexicon(Language::ENGLISH).words.message(problem);
    [Some(message.text), message.hint]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Keys on the app, and what it shows.
struct Hand {
    app: App,
    terminal: Terminal<TestBackend>,
}

impl Hand {
    fn new(directory: &Path) -> Self {
        let mut app = app(directory, Language::ENGLISH);
        if let Err(problem) = app.open() {
            end(false, &told(&problem));
        }
        let terminal = Terminal::new(TestBackend::new(200, 50)).unwrap();
        Self { app, terminal }
    }

    fn keys(&mut self, names: &str) -> &mut Self {
        for name in names.split_whitespace() {
            let key = Key::parse(name).unwrap();
            self.app.input(&Input::Key(key.event()));
            // What fails in the job is told when it has come to its end.
            if self.app.is_awaited() {
                self.app.finish_work();
            }
        }
        self
    }

    fn typed(&mut self, text: &str) -> &mut Self {
        for letter in text.chars() {
            let key = KeyEvent::new(KeyCode::Char(letter), KeyModifiers::NONE);
            self.app.input(&Input::Key(key));
        }
        self
    }

    fn go_to(&mut self, line: &str) -> &mut Self {
        self.keys("home");
        for _ in 0..150 {
            if self.app.focus().as_deref() == Some(line) {
                return self;
            }
            self.keys("down");
        }
        panic!("no line {line}:\n{}", self.text());
    }

    fn text(&mut self) -> String {
        self.terminal.draw(|frame| self.app.draw(frame)).unwrap();
        let buffer = self.terminal.backend().buffer();
        let columns = usize::from(buffer.area.width);
        let line = |line: &[ratatui::buffer::Cell]| {
            let line: String = line.iter().map(|cell| cell.symbol()).collect();
            line.trim_end().to_owned()
        };
        let lines: Vec<String> = buffer.content.chunks(columns).map(line).collect();
        lines.join("\n")
    }

    /// What the screen tells: what stands in the box over everything else, where one does, and the rest.
    fn told(&mut self) -> String {
        let text = self.text();
        let lines: Vec<Vec<char>> = text.lines().map(|line| line.chars().collect()).collect();
        let corner = |sign: char| move |line: &Vec<char>| line.iter().position(|it| *it == sign);
        let Some(top) = lines.iter().rposition(|line| corner('╭')(line).is_some()) else {
            return text;
        };
        let (left, right) = (corner('╭')(&lines[top]), corner('╮')(&lines[top]));
        let (Some(left), Some(right)) = (left, right) else {
            return text;
        };
        let inside = lines[top..]
            .iter()
            .take_while(|line| line.get(left) != Some(&'╰'));
        let inside = inside.map(|line| line.iter().skip(left + 1).take(right - left - 1));
        let inside: Vec<String> = inside.map(|line| line.collect()).collect();
        let beside = lines.iter().enumerate().map(|(at, line)| {
            let box_here = (top..top + inside.len()).contains(&at);
            let outside =
                |(column, _): &(usize, &char)| !box_here || !(left..=right).contains(column);
            line.iter()
                .enumerate()
                .filter(outside)
                .map(|(_, sign)| *sign)
                .collect()
        });
        let beside: Vec<String> = beside.collect();
        format!("{}\n{}", inside.join("\n"), beside.join("\n"))
    }

    /// Ends the process: well where the screen shows one of the texts.
    fn end(&mut self, wanted: &str) -> ! {
        let (text, told) = (self.text(), self.told());
        end(text.contains(wanted), &told);
    }
}

/// Ends the process; what was told stands on the standard error, in one line.
fn end(well: bool, told: &str) -> ! {
    let told: Vec<&str> = told.split(['│', '\n', '─']).map(str::trim).collect();
    let told = told.join(" ");
    let words: Vec<&str> = told.split_whitespace().collect();
    eprintln!("{}", words.join(" "));
    std::process::exit(if well { 0 } else { 2 });
}

#[test]
fn a_job_of_the_screen() {
    let Ok(job) = std::env::var(JOB) else { return };
    let directory = std::env::current_dir().unwrap();
    if job == "daily copy" {
        return copy(&directory);
    }
    let mut hand = Hand::new(&directory);
    // It says that an older file was brought up to this version.
    if hand.text().contains("Please note") {
        hand.keys("enter");
    }
    // It offers what a form held that was open when the program was ended.
    if hand.text().contains("Unsaved forms") {
        hand.keys("esc");
    }
    match job.as_str() {
        "draft on the screen" => {
            hand.keys("2 enter").go_to("department").keys("enter");
            hand.typed("Finance").keys("enter");
            let text = hand.text();
            let words = ropa::words::Words::load(Language::ENGLISH).unwrap();
            let (refused, _) = words.get("draft.not_kept").split_once('{').unwrap();
            end(!text.contains(refused), &text);
        }
        "draft beside the register" => {
            hand.keys("2 enter").go_to("department").keys("enter");
            // Another program holds the file from here to the end.
            let other = rusqlite::Connection::open("register.sqlite").unwrap();
            other.execute_batch("BEGIN IMMEDIATE").unwrap();
            hand.typed("Finance");
            if let Err(problem) = hand.app.keep_all() {
                end(false, &told(&problem));
            }
            // What could not be kept is told when the program looks next.
            hand.app.look();
            let files = std::fs::read_dir("data/drafts").into_iter().flatten();
            let names = files.flatten().map(|file| file.file_name());
            let kept = names.filter(|name| name.to_string_lossy().ends_with(".json"));
            end(kept.count() == 1, &hand.text());
        }
        "restore on the screen" => {
            hand.keys("ctrl-p").typed("restore").keys("enter");
            hand.keys("ctrl-u").typed("copy.sqlite");
            hand.keys("enter right enter");
            hand.end("was restored");
        }
        "save on the screen" | "save on the screen into an older file" => {
            hand.keys("2 enter").go_to("department").keys("enter");
            hand.typed("Finance").keys("enter ctrl-s");
            hand.end("Saved A1");
        }
        "removal on the screen" => {
            hand.keys("2 end delete").keys("d enter");
            hand.end("Deleted:");
        }
        "undo on the screen" => {
            // It was not done in this window, so that it is asked.
            hand.keys("ctrl-z g enter");
            hand.end("Undone:");
        }
        "act on the screen" => {
            hand.keys("2 a enter enter");
            hand.end("Review of");
        }
        "export on the screen" => {
            hand.keys("x").keys("ctrl-s");
            hand.end("Exported to");
        }
        "export over a file on the screen" => {
            // A name that is taken is not proposed: it is typed.
            hand.keys("x down down down down down down down down ctrl-u")
                .typed("register-2026-11-21.md")
                .keys("ctrl-s");
            if hand.text().contains("Overwrite") {
                hand.keys("right enter");
            }
            hand.end("Exported to");
        }
        "import on the screen" => {
            hand.keys("ctrl-p").typed("import").keys("enter");
            hand.typed("other.json").keys("enter right enter");
            hand.end("Imported");
        }
        "new on the screen" => {
            hand.keys("enter")
                .typed("Ny AB")
                .keys("enter enter enter enter enter");
            hand.end("It is the file");
        }
        "sample on the screen" => {
            hand.keys("2 enter");
            hand.end("Activities");
        }
        other => panic!("no job {other}"),
    }
}

/// The day's copy, as the screen makes it when a register was opened.
fn copy(directory: &Path) {
    let copies = Copies {
        directory: directory.join("copies"),
        keep: 14,
        weekly: 12,
    };
    let made = Session::open(&directory.join("register.sqlite"), surroundings())
        .and_then(|session| session.keep_copy(&copies));
    match made {
        Ok(()) => end(true, "copied"),
        Err(problem) => end(false, &told(&problem)),
    }
}
