//! A terminal that the program runs on: a pseudo-terminal that answers nothing, and what it shows.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, poll};
use rustix::fs::{Mode, OFlags};
use rustix::process::{Pid, Signal, kill_process};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{LocalModes, OptionalActions, Winsize, tcgetattr, tcsetattr, tcsetwinsize};

use crate::cli::Home;

/// The longest that anything is waited for; what is awaited comes far sooner, but on a machine that has other work.
const PATIENCE: Duration = Duration::from_mins(2);
/// When something is asked again that had no answer.
const AGAIN: Duration = Duration::from_secs(2);
/// How often a condition is looked at that nobody tells of.
const GLANCE: Duration = Duration::from_millis(5);

/// A pseudo-terminal: the end that shows and types, and the name of the other one.
fn pair() -> (File, File) {
    let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).unwrap();
    grantpt(&master).unwrap();
    unlockpt(&master).unwrap();
    let name = ptsname(&master, Vec::new()).unwrap();
    let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC;
    let slave = rustix::fs::open(&*name, flags, Mode::empty()).unwrap();
    (File::from(master), File::from(slave))
}

/// What came from the program.
struct Shown {
    parser: vt100::Parser,
    written: Vec<u8>,
}

/// How a run ended.
#[derive(Debug)]
pub struct Ended {
    /// The exit code; nothing where a signal ended it.
    pub code: Option<i32>,
    /// How long it took since it was last looked for.
    pub after: Duration,
}

/// The terminal's window, with a program on it that leads a session of its own.
pub struct Window {
    master: Option<File>,
    /// What is drawn to, where that is another terminal.
    beside: Option<File>,
    shown: Arc<(Mutex<Shown>, Condvar)>,
    closing: Arc<AtomicBool>,
    deaf: Arc<AtomicBool>,
    reader: Option<JoinHandle<()>>,
    child: Child,
}

impl Window {
    /// The program itself on the register `r.sqlite` of a home.
    pub fn ropa(home: &Home) -> Self {
        Self::open(
            home,
            &[env!("CARGO_BIN_EXE_ropa"), "--register", "r.sqlite"],
        )
    }

    /// A command line of the shell; `$ROPA` in it is the program on the register `r.sqlite`.
    pub fn shell(home: &Home, line: &str) -> Self {
        Self::open(home, &["sh", "-c", line])
    }

    /// A program with arguments, on a terminal of 100 columns and 30 lines.
    pub fn open(home: &Home, words: &[&str]) -> Self {
        Self::drawn(home, words, false)
    }

    /// The same; `beside` where it draws to another terminal than its keys come from.
    pub fn drawn(home: &Home, words: &[&str], beside: bool) -> Self {
        let (master, slave) = pair();
        let (beside, drawn) = beside.then(pair).unzip();
        let mut command = Command::new("setsid");
        command.arg("--ctty").args(words).env_clear();
        command.env("PATH", "/usr/local/bin:/usr/bin:/bin");
        for (name, value) in home.command(&[]).get_envs() {
            command.env(name, value.unwrap());
        }
        let ropa = format!("{} --register r.sqlite", env!("CARGO_BIN_EXE_ropa"));
        command
            .env("ROPA", ropa)
            .env("TERM", "xterm-256color")
            .current_dir(home.root());
        let error = slave.try_clone().unwrap();
        let shown = drawn.unwrap_or_else(|| slave.try_clone().unwrap());
        command
            .stdin(Stdio::from(slave))
            .stdout(Stdio::from(shown))
            .stderr(Stdio::from(error));
        let mut window = Self {
            shown: Arc::new((
                Mutex::new(Shown {
                    parser: vt100::Parser::new(cells(30), cells(100), 0),
                    written: Vec::new(),
                }),
                Condvar::new(),
            )),
            closing: Arc::default(),
            deaf: Arc::default(),
            reader: None,
            child: {
                for window in [Some(&master), beside.as_ref()].into_iter().flatten() {
                    size(window, 100, 30);
                }
                command.spawn().unwrap()
            },
            master: Some(master),
            beside,
        };
        window.reader = Some(window.listen());
        window
    }

    /// Takes what comes, in a thread, so that the program never waits for the test.
    fn listen(&self) -> JoinHandle<()> {
        let from = self.beside.as_ref().or(self.master.as_ref()).unwrap();
        let mut from = from.try_clone().unwrap();
        let (shown, closing) = (Arc::clone(&self.shown), Arc::clone(&self.closing));
        let deaf = Arc::clone(&self.deaf);
        thread::spawn(move || {
            let mut piece = [0; 8192];
            while !closing.load(Ordering::SeqCst) {
                if deaf.load(Ordering::SeqCst) {
                    thread::park_timeout(GLANCE);
                    continue;
                }
                let mut waiting = [PollFd::new(&from, PollFlags::IN)];
                let patience = Duration::from_millis(20).try_into().unwrap();
                if !matches!(poll(&mut waiting, Some(&patience)), Ok(1)) {
                    continue;
                }
                // The end of a terminal is an error on Linux.
                let Ok(length @ 1..) = from.read(&mut piece) else {
                    return;
                };
                let mut shown_now = shown.0.lock().unwrap_or_else(PoisonError::into_inner);
                shown_now.parser.process(&piece[..length]);
                shown_now.written.extend_from_slice(&piece[..length]);
                drop(shown_now);
                shown.1.notify_all();
            }
        })
    }

    fn shown(&self) -> MutexGuard<'_, Shown> {
        self.shown.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Everything that was written to the terminal.
    pub fn written(&self) -> Vec<u8> {
        self.shown().written.clone()
    }

    /// Whether the program has the whole screen.
    pub fn is_full_screen(&self) -> bool {
        self.shown().parser.screen().alternate_screen()
    }

    /// Waits until a text stands on the terminal.
    #[track_caller]
    pub fn sees(&self, wanted: &str) -> &Self {
        self.comes_to(wanted, |screen| screen.contents().contains(wanted))
    }

    /// Whether a text stands on the terminal.
    pub fn shows(&self, wanted: &str) -> bool {
        self.shown().parser.screen().contents().contains(wanted)
    }

    /// What stands on the terminal.
    pub fn text(&self) -> String {
        self.shown().parser.screen().contents()
    }

    /// Waits until the program has taken every key and drawn again: it draws all of the screen when it is asked to.
    ///
    /// It is asked again where it does not: an Escape right before the key makes another one of it.
    #[track_caller]
    pub fn is_awake(&self) -> &Self {
        self.shown().parser.process(b"\x1b[2J\x1b[H\xc2\xa7asleep");
        let since = Instant::now();
        while self.shows("\u{a7}asleep") {
            let text = self.shown().parser.screen().contents();
            assert!(since.elapsed() < PATIENCE, "it sleeps:\n{text}");
            self.types("\u{c}");
            let asleep =
                |shown: &mut Shown| shown.parser.screen().contents().contains("\u{a7}asleep");
            let waited = self.shown.1.wait_timeout_while(self.shown(), AGAIN, asleep);
            drop(waited);
        }
        self
    }

    /// The process that leads the session.
    pub fn pid(&self) -> Pid {
        Pid::from_raw(i32::try_from(self.child.id()).unwrap()).unwrap()
    }

    /// Waits until a text stands on the terminal no more.
    #[track_caller]
    pub fn lacks(&self, unwanted: &str) -> &Self {
        self.comes_to(unwanted, |screen| !screen.contents().contains(unwanted))
    }

    /// Waits until the terminal is the shell's again, which shows a text.
    #[track_caller]
    pub fn sees_the_shell(&self, wanted: &str) -> &Self {
        self.comes_to(wanted, |screen| {
            !screen.alternate_screen() && screen.contents().contains(wanted)
        })
    }

    #[track_caller]
    fn comes_to(&self, wanted: &str, is_there: impl Fn(&vt100::Screen) -> bool) -> &Self {
        let since = Instant::now();
        let mut shown = self.shown();
        while !is_there(shown.parser.screen()) {
            let text = shown.parser.screen().contents();
            assert!(
                since.elapsed() < PATIENCE,
                "“{wanted}” does not come to be:\n{text}"
            );
            (shown, _) = self
                .shown
                .1
                .wait_timeout(shown, Duration::from_millis(50))
                .unwrap();
        }
        drop(shown);
        self
    }

    /// Presses keys, as a terminal sends them.
    pub fn types(&self, keys: &str) -> &Self {
        let mut master = self.master.as_ref().unwrap();
        master.write_all(keys.as_bytes()).unwrap();
        self
    }

    /// Puts something else on the terminal, as another program would.
    pub fn garbles(&self) -> &Self {
        self.shown().parser.process(b"\x1b[2J\x1b[Hsomething else");
        self
    }

    /// Makes the window another size.
    pub fn resizes(&self, columns: u16, lines: u16) -> &Self {
        self.shown()
            .parser
            .screen_mut()
            .set_size(cells(lines), cells(columns));
        size(self.master.as_ref().unwrap(), columns, lines);
        self
    }

    /// Stops reading what the program writes, or goes on.
    pub fn is_deaf(&self, deaf: bool) {
        self.deaf.store(deaf, Ordering::SeqCst);
    }

    /// Whether the terminal holds as much as it can of what the program wrote and nobody reads.
    pub fn is_full(&self) -> bool {
        let waiting = rustix::io::ioctl_fionread(self.master.as_ref().unwrap()).unwrap();
        waiting >= 4095
    }

    /// Whether the terminal hands on each key by itself.
    pub fn is_raw(&self) -> bool {
        let modes = tcgetattr(self.master.as_ref().unwrap()).unwrap();
        !modes.local_modes.contains(LocalModes::ICANON)
    }

    /// Puts the terminal into the mode in which a shell leaves it to programs.
    pub fn is_made_cooked(&self) {
        let master = self.master.as_ref().unwrap();
        let mut modes = tcgetattr(master).unwrap();
        modes.local_modes |= LocalModes::ICANON | LocalModes::ECHO;
        tcsetattr(master, OptionalActions::Now, &modes).unwrap();
    }

    /// Closes the window: the program's terminal is gone.
    pub fn closes(&mut self) {
        self.closes_what_is_drawn_to();
        self.master = None;
    }

    /// Closes only what is drawn to, where that is another terminal: keys still come.
    pub fn closes_what_is_drawn_to(&mut self) {
        self.closing.store(true, Ordering::SeqCst);
        if let Some(reader) = self.reader.take() {
            reader.join().unwrap();
        }
        self.beside = None;
    }

    /// The number of the process that leads the session.
    pub fn leader(&self) -> u32 {
        self.child.id()
    }

    /// The number of the program's process, where a shell leads the session.
    pub fn program(&self) -> u32 {
        until("the program runs", || {
            let leader = about(self.leader())?;
            let task = leader.join("task").join(leader.file_name()?);
            let children = std::fs::read_to_string(task.join("children")).ok()?;
            let mut children = children.split_whitespace();
            children.find_map(|child| {
                let child = Path::new("/proc").join(child);
                let name = std::fs::read_to_string(child.join("comm")).ok()?;
                (name.trim() == "ropa").then(|| number(&child))?
            })
        })
    }

    /// Types keys until the session's leader ends: what is closed here may stay open for a blink, in a process that another
    /// test is about to start, and nothing would be drawn after that.
    pub fn ends_at_keys(&mut self, keys: &str) -> Ended {
        let since = Instant::now();
        let code = until("the program ends", || {
            let status = self.child.try_wait().unwrap();
            if status.is_none() {
                // Nobody reads them once the program has ended.
                let _ = self.master.as_ref().unwrap().write_all(keys.as_bytes());
            }
            Some(status?.code())
        });
        Ended {
            code,
            after: since.elapsed(),
        }
    }

    /// Waits until the session's leader ends; the window takes what it writes until then.
    pub fn ends(&mut self) -> Ended {
        let since = Instant::now();
        let code = until("the program ends", || {
            let status = self.child.try_wait().unwrap()?;
            Some(status.code())
        });
        Ended {
            code,
            after: since.elapsed(),
        }
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        self.closing.store(true, Ordering::SeqCst);
    }
}

fn cells(number: u16) -> NonZeroU16 {
    NonZeroU16::new(number).unwrap()
}

fn size(master: &File, columns: u16, lines: u16) {
    let size = Winsize {
        ws_row: lines,
        ws_col: columns,
        ws_xpixel: 0,
        ws_ypixel: 0,
    };
    tcsetwinsize(master, size).unwrap();
}

/// Waits until something is there.
#[track_caller]
pub fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let since = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(since.elapsed() < PATIENCE, "in vain: {what}");
        thread::park_timeout(GLANCE);
    }
}

/// Sends a signal to a process.
pub fn signal(process: u32, signal: Signal) {
    let pid = Pid::from_raw(i32::try_from(process).unwrap()).unwrap();
    kill_process(pid, signal).unwrap();
}

/// Where the system tells of a process. In a container, `/proc` may be that of the system outside, which has another
/// number for it: <https://man7.org/linux/man-pages/man7/pid_namespaces.7.html>
pub fn about(process: u32) -> Option<PathBuf> {
    let proc = Path::new("/proc");
    let own = std::fs::read_link("/proc/self").ok()?;
    if own.as_os_str() == &*std::process::id().to_string() {
        let path = proc.join(process.to_string());
        return path.exists().then_some(path);
    }
    let space = std::fs::read_link("/proc/self/ns/pid").ok()?;
    let mut all = std::fs::read_dir(proc).ok()?.flatten();
    let same = |path: &PathBuf| {
        number(path) == Some(process)
            && std::fs::read_link(path.join("ns/pid")).is_ok_and(|its| its == space)
    };
    all.find_map(|entry| Some(entry.path()).filter(same))
}

/// The number by which a process knows itself.
fn number(about: &Path) -> Option<u32> {
    let status = std::fs::read_to_string(about.join("status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("NSpid:"))?;
    line.split_whitespace().last()?.parse().ok()
}

/// The words of a process's state after its name: <https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html>
fn stat(process: u32) -> Option<Vec<String>> {
    let text = std::fs::read_to_string(about(process)?.join("stat")).ok()?;
    let (_, rest) = text.rsplit_once(')')?;
    Some(rest.split_whitespace().map(str::to_owned).collect())
}

/// Whether a process is stopped.
pub fn is_stopped(process: u32) -> bool {
    stat(process).is_some_and(|words| words[0] == "T")
}

/// The time that a process has used, in hundredths of a second; nothing where it has ended.
pub fn ticks(process: u32) -> Option<u64> {
    let words = stat(process)?;
    Some(words[11].parse::<u64>().ok()? + words[12].parse::<u64>().ok()?)
}
