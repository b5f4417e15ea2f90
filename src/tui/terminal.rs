//! The terminal: raw mode in and out, what is drawn to it, whether it is still there.
//!
//! It is never asked anything: a terminal that does not answer, or does not even read, ends nothing and holds nothing.

use std::fs::File;
use std::io::{self, Stdout, Write};
use std::mem::ManuallyDrop;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::cursor::Show;
use ratatui::crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use ratatui::crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::crossterm::{execute, queue};

use super::app::App;

/// How long a terminal that does not read may hold the program's end.
const GRACE: Duration = Duration::from_millis(200);
/// How often a writer that waits for the terminal looks whether the program shall end.
const GLANCE: Duration = Duration::from_millis(50);

/// The way to the terminal. A terminal that has stopped reading holds what is written only until the program shall end.
#[derive(Debug)]
pub(crate) struct Output {
    to: TerminalTarget,
    pending: Vec<u8>,
    ending: Arc<AtomicBool>,
}

#[derive(Debug)]
enum TerminalTarget {
    /// The terminal, opened once more: whoever shares standard output is not to find it non-blocking.
    #[cfg_attr(not(unix), expect(dead_code))]
    Own(File),
    Standard(Stdout),
}

impl Output {
    fn new(ending: Arc<AtomicBool>) -> Self {
        Self {
            to: own_terminal().map_or_else(
                || TerminalTarget::Standard(io::stdout()),
                TerminalTarget::Own,
            ),
            pending: Vec::new(),
            ending,
        }
    }

    fn send(&mut self) -> io::Result<()> {
        let TerminalTarget::Own(file) = &mut self.to else {
            let TerminalTarget::Standard(stdout) = &mut self.to else {
                return Ok(());
            };
            stdout.write_all(&self.pending)?;
            return stdout.flush();
        };
        let since = Instant::now();
        let mut sent = 0;
        while sent < self.pending.len() {
            match file.write(&self.pending[sent..]) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(length) => sent += length,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    if self.ending.load(Ordering::SeqCst) && since.elapsed() > GRACE {
                        return Err(io::ErrorKind::TimedOut.into());
                    }
                    wait_for_room(file);
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.pending.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let sent = self.send();
        self.pending.clear();
        sent
    }
}

#[cfg(unix)]
fn own_terminal() -> Option<File> {
    use std::os::unix::ffi::OsStrExt as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    let name = rustix::termios::ttyname(io::stdout(), Vec::new()).ok()?;
    let flags = rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY;
    let mut options = File::options();
    options
        .write(true)
        .custom_flags(i32::try_from(flags.bits()).ok()?);
    options
        .open(std::ffi::OsStr::from_bytes(name.to_bytes()))
        .ok()
}

#[cfg(not(unix))]
fn own_terminal() -> Option<File> {
    None
}

#[cfg(unix)]
fn wait_for_room(file: &File) {
    use rustix::event::{PollFd, PollFlags, poll};
    let mut waiting = [PollFd::new(file, PollFlags::OUT)];
    // Whatever comes of it, writing again says what is the case.
    let _ = poll(&mut waiting, GLANCE.try_into().ok().as_ref());
}

#[cfg(not(unix))]
fn wait_for_room(_file: &File) {
    std::thread::park_timeout(GLANCE);
}

/// Whether the terminal that keys come from is still there. A terminal that was closed need not say so by a signal.
#[cfg(unix)]
#[must_use]
pub(crate) fn is_there() -> bool {
    rustix::termios::tcgetattr(io::stdin()).is_ok()
}

/// Whether the terminal that keys come from is still there.
#[cfg(not(unix))]
#[must_use]
pub(crate) fn is_there() -> bool {
    true
}

/// What came of waiting for a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Waited {
    /// Something can be read.
    Key,
    /// Nothing yet.
    Nothing,
    /// The terminal is gone.
    Gone,
}

/// Waits for a key without reading it.
///
/// The reader of keys itself takes a terminal that is gone for one that is silent, and would ask it again and again.
#[cfg(all(unix, not(target_os = "macos")))]
#[must_use]
pub(crate) fn wait_for_key(patience: Duration) -> Waited {
    use rustix::event::{PollFd, PollFlags, poll};
    let input = io::stdin();
    let mut waiting = [PollFd::new(&input, PollFlags::IN)];
    match poll(&mut waiting, patience.try_into().ok().as_ref()) {
        Ok(0) | Err(rustix::io::Errno::INTR) => Waited::Nothing,
        Ok(_) => {
            let found = waiting[0].revents();
            if found.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
                Waited::Gone
            } else {
                Waited::Key
            }
        }
        Err(_) => Waited::Gone,
    }
}

/// Waits for a key without reading it; here the reader of keys waits itself.
#[cfg(not(all(unix, not(target_os = "macos"))))]
#[must_use]
pub fn wait_for_key(_patience: Duration) -> Waited {
    if is_there() {
        Waited::Key
    } else {
        Waited::Gone
    }
}

/// The terminal while the program has it.
pub(crate) struct Console {
    /// Never dropped: it would complain of a terminal that is gone on a standard error that may be gone too, and end in
    /// a panic.
    terminal: ManuallyDrop<Terminal<CrosstermBackend<Output>>>,
    mouse: bool,
    ending: Arc<AtomicBool>,
}

impl Console {
    /// Takes the terminal; `ending` tells that the program shall end, and `mouse` whether the wheel is wanted.
    ///
    /// # Errors
    /// What the system says of the terminal.
    pub(crate) fn enter(mouse: bool, ending: &Arc<AtomicBool>) -> io::Result<Self> {
        let backend = CrosstermBackend::new(Output::new(Arc::clone(ending)));
        let mut console = Self {
            terminal: ManuallyDrop::new(Terminal::new(backend)?),
            mouse,
            ending: Arc::clone(ending),
        };
        console.take()?;
        Ok(console)
    }

    fn take(&mut self) -> io::Result<()> {
        enable_raw_mode()?;
        let output = self.terminal.backend_mut();
        queue!(output, EnterAlternateScreen, EnableBracketedPaste)?;
        if self.mouse {
            queue!(output, EnableMouseCapture)?;
        }
        io::Write::flush(output)
    }

    /// Takes the mouse, or leaves it to the terminal.
    ///
    /// # Errors
    /// What the system says of the terminal.
    pub(crate) fn take_mouse(&mut self, on: bool) -> io::Result<()> {
        self.mouse = on;
        let output = self.terminal.backend_mut();
        if on {
            queue!(output, EnableMouseCapture)?;
        } else {
            queue!(output, DisableMouseCapture)?;
        }
        io::Write::flush(output)
    }

    /// Takes the terminal again after it was another's, whatever was made of it meanwhile, and draws all of it anew.
    ///
    /// # Errors
    /// What the system says of the terminal.
    pub(crate) fn enter_again(&mut self) -> io::Result<()> {
        // Raw mode counts as set until it is taken back.
        let _ = disable_raw_mode();
        self.take()?;
        self.redraw()
    }

    /// Lets the next drawing draw everything, whatever stands on the terminal.
    ///
    /// # Errors
    /// What the system says of the terminal.
    pub(crate) fn redraw(&mut self) -> io::Result<()> {
        // `Terminal::clear` would ask the terminal where its cursor is.
        let size = self.terminal.size()?;
        self.terminal.resize(ratatui::layout::Rect::from((
            ratatui::layout::Position::ORIGIN,
            size,
        )))
    }

    /// Draws the screen.
    ///
    /// # Errors
    /// What the system says of the terminal.
    pub(crate) fn draw(&mut self, app: &mut App) -> io::Result<()> {
        if !is_there() {
            // Its size would be looked for elsewhere, in vain.
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        self.terminal.draw(|frame| app.draw(frame)).map(|_| ())
    }

    /// Writes to the terminal what is not drawn.
    ///
    /// # Errors
    /// What the system says of the terminal.
    pub(crate) fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        let output = self.terminal.backend_mut();
        output.write_all(bytes)?;
        io::Write::flush(output)
    }

    /// Gives the terminal back, as far as it can still be reached.
    pub(crate) fn leave(&self) {
        put_in_order(&self.ending);
    }
}

/// Puts the terminal in order, as far as it can still be reached.
pub(crate) fn put_in_order(ending: &Arc<AtomicBool>) {
    let mut output = Output::new(Arc::clone(ending));
    let _ = execute!(
        output,
        DisableMouseCapture,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        Show
    );
    let _ = disable_raw_mode();
}
