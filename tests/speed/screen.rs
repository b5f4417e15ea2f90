//! The real program on a pseudo-terminal: what each key costs the thread that draws, and how long the screen stands still.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::num::NonZeroU16;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use ropa::session::Session;
use rustix::event::{PollFd, PollFlags, poll};
use rustix::fs::{Mode, OFlags};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};

use crate::goals::{Figure, Goals};
use crate::processes::{figure_of, program, surround};
use crate::{Outcome, edit, surroundings};

/// When nothing came for so long, the frame is whole.
const QUIET: Duration = Duration::from_millis(60);
/// The longest that something is waited for.
const LONG: Duration = Duration::from_mins(10);

/// The program on a terminal.
struct Desk {
    child: Child,
    master: File,
    parser: vt100::Parser,
    /// When something came last.
    came: Instant,
    /// The longest that nothing came while something was waited for.
    still: Duration,
}

/// What a key took.
#[derive(Clone, Copy, Debug, Default)]
struct Took {
    /// Of the thread that draws, in milliseconds, until the frame was whole.
    thread: f64,
    /// By the clock.
    wall: f64,
}

impl Desk {
    fn open(file: &Path, home: &Path) -> Outcome<Self> {
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC)?;
        grantpt(&master)?;
        unlockpt(&master)?;
        let name = ptsname(&master, Vec::new())?;
        let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC;
        let slave = File::from(rustix::fs::open(&*name, flags, Mode::empty())?);
        let size = Winsize {
            ws_row: 40,
            ws_col: 120,
            ws_xpixel: 0,
            ws_ypixel: 0,
        };
        tcsetwinsize(&master, size)?;
        // The program itself leads the session: what is asked of the system is asked of it.
        let mut command = Command::new("setsid");
        command.arg("--ctty").arg(program()).arg("--register");
        command.arg(file).env("TERM", "xterm-256color");
        surround(&mut command, home);
        let child = command
            .stdin(Stdio::from(slave.try_clone()?))
            .stdout(Stdio::from(slave.try_clone()?))
            .stderr(Stdio::from(slave))
            .spawn()?;
        Ok(Self {
            child,
            master: File::from(master),
            parser: vt100::Parser::new(cells(40)?, cells(120)?, 0),
            came: Instant::now(),
            still: Duration::ZERO,
        })
    }

    /// The time of the thread that draws, in milliseconds.
    fn thread(&self) -> f64 {
        let id = self.child.id();
        let text = std::fs::read_to_string(format!("/proc/{id}/task/{id}/schedstat"));
        let first = text.ok().and_then(|text| {
            let first = text.split_whitespace().next()?;
            first.parse::<f64>().ok()
        });
        first.unwrap_or(0.0) / 1e6
    }

    /// Takes what comes within that time; `false` where nothing does.
    fn takes(&mut self, patience: Duration) -> Outcome<bool> {
        let mut waiting = [PollFd::new(&self.master, PollFlags::IN)];
        if poll(&mut waiting, Some(&patience.try_into()?))? == 0 {
            return Ok(false);
        }
        let mut piece = vec![0; 65_536];
        let length = self.master.read(&mut piece)?;
        self.parser.process(&piece[..length]);
        self.still = self.still.max(self.came.elapsed());
        self.came = Instant::now();
        Ok(true)
    }

    /// Waits until a text stands there; gives the longest that no frame came meanwhile.
    fn sees(&mut self, wanted: &str) -> Outcome<Duration> {
        (self.came, self.still) = (Instant::now(), Duration::ZERO);
        let since = Instant::now();
        while !self.parser.screen().contents().contains(wanted) {
            if since.elapsed() > LONG {
                let shown = self.parser.screen().contents();
                return Err(format!("“{wanted}” does not come:\n{shown}").into());
            }
            self.takes(Duration::from_millis(100))?;
        }
        Ok(self.still)
    }

    /// Waits until nothing is drawn and nothing is done any more.
    fn rests(&mut self) -> Outcome<()> {
        let since = Instant::now();
        let mut before = self.thread();
        loop {
            if !self.takes(Duration::from_millis(150))? {
                let now = self.thread();
                if now - before < 1.0 || since.elapsed() > LONG {
                    return Ok(());
                }
                before = now;
            }
        }
    }

    /// Presses keys, and says what they took until the frame was whole.
    fn key(&mut self, keys: &str) -> Outcome<Took> {
        let (before, since) = (self.thread(), Instant::now());
        self.master.write_all(keys.as_bytes())?;
        let mut took = Took::default();
        let mut patience = Duration::from_secs(5);
        while self.takes(patience)? {
            took = Took {
                thread: self.thread() - before,
                wall: since.elapsed().as_secs_f64() * 1000.0,
            };
            patience = QUIET;
        }
        Ok(took)
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What is pressed, one after the other: what it is called, the keys, how often, and the keys that go back from it.
const KEYS: &[(&str, &str, usize, &str)] = &[
    ("overview: down", "j", 5, ""),
    ("activities, first", "2", 1, ""),
    ("organisations, first", "3", 1, ""),
    ("transfers, first", "4", 1, ""),
    ("retention, first", "5", 1, ""),
    ("next list of retention, first", "\t", 4, ""),
    ("findings, first", "6", 1, ""),
    ("history, first", "7", 1, ""),
    ("overview, again", "1", 1, ""),
    ("activities, again", "2", 1, ""),
    ("transfers, again", "4", 1, ""),
    ("findings, again", "6", 1, ""),
    ("history: down", "7j", 6, ""),
    ("due", "d", 2, ""),
    ("list: down", "2j", 5, ""),
    ("list: last, first", "G", 2, "g"),
    ("record history", "H", 1, "\u{1b}"),
    ("show", "f", 4, ""),
    ("sort", "s", 3, ""),
    ("sort back", "S", 2, ""),
    ("filter: open", "/", 1, ""),
    ("filter: first letter", "p", 1, ""),
    ("filter: further letters", "a", 1, ""),
    ("filter: further letters", "y", 1, "\u{1b}"),
    ("palette: open", "\u{10}", 1, ""),
    ("palette: first letter", "p", 1, ""),
    ("palette: further letter", "a", 2, "\u{1b}"),
    ("form: open", "\r", 1, ""),
    ("form: down", "\u{1b}[B", 4, "\u{1b}"),
];

/// Measures all keys.
pub(crate) fn run(file: &Path, home: &Path, goals: &mut Goals) -> Outcome<()> {
    let large = std::fs::metadata(file)?.len() > 600 << 20;
    let most = if large { 50.0 } else { 16.0 };
    let mut desk = Desk::open(file, home)?;
    let since = Instant::now();
    let mut still = desk.sees("The register contains")?;
    println!(
        "{:64}{:>9.0} ms",
        "screen: usable after",
        since.elapsed().as_secs_f64() * 1000.0
    );
    desk.rests()?;
    println!(
        "{:64}{:>9.0} ms",
        "screen: at rest after",
        since.elapsed().as_secs_f64() * 1000.0
    );
    still = still.max(desk.still);
    println!(
        "\n{:44}{:>14}{:>14}{:>12}",
        "key, worst", "at once", "at rest", "wall"
    );
    let mut worst = (0.0_f64, "");
    // At once after each other, while lists are made ready; then each when all rests.
    let mut lines: Vec<(&str, [f64; 2], f64)> = Vec::new();
    for (round, rests) in [(0, true), (1, false)] {
        for (name, keys, times, back) in KEYS {
            let mut here = Took::default();
            for _ in 0..*times {
                let took = desk.key(keys)?;
                here.thread = here.thread.max(took.thread);
                here.wall = here.wall.max(took.wall);
                if rests {
                    desk.rests()?;
                }
            }
            if !back.is_empty() {
                desk.key(back)?;
            }
            match lines.iter_mut().find(|line| line.0 == *name) {
                Some(line) => {
                    line.1[round] = line.1[round].max(here.thread);
                    line.2 = line.2.max(here.wall);
                }
                None => lines.push((name, [here.thread, 0.0], here.wall)),
            }
            if here.thread > worst.0 {
                worst = (here.thread, name);
            }
        }
        desk.key("\u{1b}1")?;
        desk.rests()?;
    }
    for (name, [rested, hurried], wall) in lines {
        println!("{name:44}{hurried:>11.1} ms{rested:>11.1} ms{wall:>9.1} ms");
    }
    let name = format!("any key on any screen, CPU (worst: {})", worst.1);
    goals.note(&name, Figure::Milliseconds(worst.0), most);
    let (data, process) = (data_of(file)?, desk.child.id());
    let of_data = |figure: &str| figure_of(process, figure).unwrap_or(0.0) * 1024.0 * 1024.0 / data;
    goals.note(
        "memory of the screen, all tabs visited / file without journal",
        Figure::Ratio(of_data("VmRSS:")),
        4.0,
    );
    writes(&mut desk, file, goals, most)?;
    still = still.max(jobs(&mut desk, home)?);
    let still = still.as_secs_f64() * 1000.0;
    goals.note(
        "longest time without a frame",
        Figure::Milliseconds(still),
        100.0,
    );
    // While the file is copied or checked it is in memory as a whole: no data are to lie beside it.
    let most = "the most that it ever was, with the jobs, / file without journal";
    println!("{most:64}{:>12.2}", of_data("VmHWM:"));
    Ok(())
}

/// What is written, here and by another window.
fn writes(desk: &mut Desk, file: &Path, goals: &mut Goals, most: f64) -> Outcome<()> {
    desk.key("2")?;
    desk.key("g")?;
    desk.rests()?;
    let mut named: Vec<(&str, f64)> = Vec::new();
    // A copy is saved, and taken back.
    for (name, keys) in [
        ("duplicate", "D"),
        ("save", "\u{13}"),
        ("undo", "\u{1a}"),
        ("redo", "\u{19}"),
    ] {
        let took = desk.key(keys)?;
        println!("{name:44}{:>11.1} ms{:>23.1} ms", took.thread, took.wall);
        named.push((name, took.thread));
        desk.rests()?;
    }
    for (name, thread) in named {
        goals.note(
            &format!("{name}: CPU with its frame"),
            Figure::Milliseconds(thread),
            most,
        );
    }
    let mut other = Session::open(file, surroundings())?;
    let before = desk.thread();
    let record = edit(
        &other,
        ropa::domain::kind::RecordKind::Activity,
        "notes",
        "From another window",
    );
    other.save(vec![record], "bench")?;
    desk.sees("window")?;
    let took = desk.thread() - before;
    goals.note(
        "another window's save: CPU with its frame",
        Figure::Milliseconds(took),
        most,
    );
    desk.rests()
}

/// Work beside the keys; gives the longest that no frame came meanwhile.
fn jobs(desk: &mut Desk, home: &Path) -> Outcome<Duration> {
    let mut still = Duration::ZERO;
    desk.key("\u{10}")?;
    desk.key("verify integrity")?;
    desk.master.write_all(b"\r")?;
    let stood = desk.sees("The file is intact")?;
    println!(
        "{:64}{:>9.0} ms",
        "longest without a frame: verify",
        stood.as_secs_f64() * 1000.0
    );
    still = still.max(stood);
    desk.key("\u{1b}")?;
    let _ = home;
    Ok(still)
}

fn cells(number: u16) -> Outcome<NonZeroU16> {
    NonZeroU16::new(number).ok_or_else(|| "no cells".into())
}

/// The bytes of a file without its journal.
fn data_of(file: &Path) -> Outcome<f64> {
    let connection = rusqlite::Connection::open(file)?;
    let journal: f64 = connection.query_row(
        "SELECT sum(length(coalesce(before, '')) + length(coalesce(after, '')) + 40) FROM change",
        [],
        |row| row.get(0),
    )?;
    #[expect(clippy::cast_precision_loss, reason = "a size of a file")]
    let whole = std::fs::metadata(file)?.len() as f64;
    Ok(whole - journal)
}
