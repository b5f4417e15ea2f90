//! The terminal: raw mode in and out, keys from a thread of their own, signals, the user's editor.
//!
//! The terminal is put in order after an end, an error, a panic and a signal. A terminal that is gone ends the
//! program; it never spins.

use std::io::{self, Stdout, Write};
use std::panic;
use std::process::Command as Process;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::clipboard::CopyToClipboard;
use ratatui::crossterm::event::{
    self, DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
    Event, KeyCode, KeyEventKind, MouseEventKind,
};
use ratatui::crossterm::execute;
use ratatui::crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};

use super::app::{App, Effect};
use super::layer::Input;
use crate::domain::problem::Problem;

/// How often an idle program looks whether another window has saved.
const LOOK: Duration = Duration::from_secs(1);
/// How long the reader waits for a key before it sees whether it shall pause.
const PATIENCE: Duration = Duration::from_millis(250);

/// What the threads tell the loop.
enum Signal {
    Event(Event),
    /// The program shall end: a signal, or the terminal is gone.
    End,
}

/// Holds the reader of keys while another program has the terminal.
#[derive(Clone, Debug, Default)]
struct Pause {
    wanted: Arc<AtomicBool>,
    held: Arc<AtomicBool>,
}

impl Pause {
    /// Waits until the reader has let go of the terminal.
    fn hold(&self) {
        self.wanted.store(true, Ordering::SeqCst);
        let since = Instant::now();
        while !self.held.load(Ordering::SeqCst) && since.elapsed() < 4 * PATIENCE {
            thread::park_timeout(Duration::from_millis(5));
        }
    }

    fn release(&self) {
        self.wanted.store(false, Ordering::SeqCst);
    }
}

/// Opens the app's register and runs the app on the terminal until the user is done; `editor` is the command line of
/// the user's own editor, and `mouse` says whether the wheel moves the selection (marking text with the mouse is easier
/// without).
///
/// # Errors
/// `terminal_failed` where the terminal cannot be used; what opening the register says.
pub fn run(app: &mut App, editor: &str, mouse: bool) -> Result<(), Problem> {
    let (sender, receiver) = channel();
    let pause = Pause::default();
    watch_signals(&sender)?;
    restore_on_panic();
    let mut terminal = enter(mouse).map_err(|error| failed(&error))?;
    read_keys(sender, pause.clone());
    let result = turn(app, &mut terminal, &receiver, &pause, editor, mouse);
    leave(&mut terminal);
    result
}

fn failed(error: &io::Error) -> Problem {
    Problem::cannot("terminal_failed").with("reason", error)
}

type Screen = Terminal<CrosstermBackend<Stdout>>;

fn enter(mouse: bool) -> io::Result<Screen> {
    enable_raw_mode()?;
    execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste)?;
    if mouse {
        execute!(io::stdout(), EnableMouseCapture)?;
    }
    Terminal::new(CrosstermBackend::new(io::stdout()))
}

/// Puts the terminal in order, as far as it can still be reached.
fn put_in_order() {
    let _ = execute!(
        io::stdout(),
        DisableMouseCapture,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        ratatui::crossterm::cursor::Show
    );
    let _ = disable_raw_mode();
}

fn leave(terminal: &mut Screen) {
    let _ = terminal.show_cursor();
    put_in_order();
}

fn restore_on_panic() {
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        put_in_order();
        before(info);
    }));
}

#[cfg(unix)]
fn watch_signals(sender: &Sender<Signal>) -> Result<(), Problem> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT])
        .map_err(|error| failed(&error))?;
    let sender = sender.clone();
    thread::spawn(move || {
        if signals.forever().next().is_some() {
            let _ = sender.send(Signal::End);
        }
    });
    Ok(())
}

#[cfg(not(unix))]
fn watch_signals(_sender: &Sender<Signal>) -> Result<(), Problem> {
    Ok(())
}

/// Reads keys into the channel, so that many that wait are taken together before one redraw.
fn read_keys(sender: Sender<Signal>, pause: Pause) {
    thread::spawn(move || {
        loop {
            if pause.wanted.load(Ordering::SeqCst) {
                pause.held.store(true, Ordering::SeqCst);
                thread::park_timeout(Duration::from_millis(20));
                continue;
            }
            pause.held.store(false, Ordering::SeqCst);
            let read = event::poll(PATIENCE).and_then(|any| {
                if any {
                    event::read().map(Some)
                } else {
                    Ok(None)
                }
            });
            let told = match read {
                Ok(Some(event)) => sender.send(Signal::Event(event)),
                Ok(None) => Ok(()),
                // The terminal is gone: the program ends.
                Err(_) => {
                    let _ = sender.send(Signal::End);
                    return;
                }
            };
            if told.is_err() {
                return;
            }
        }
    });
}

fn turn(
    app: &mut App,
    terminal: &mut Screen,
    receiver: &Receiver<Signal>,
    pause: &Pause,
    editor: &str,
    mouse: bool,
) -> Result<(), Problem> {
    // The first frame says what is being opened. What is typed meanwhile waits in the channel.
    terminal
        .draw(|frame| app.draw(frame))
        .map_err(|error| failed(&error))?;
    app.open()?;
    let mut draw = true;
    let mut preparing = true;
    let mut looked = Instant::now();
    while !app.is_done() {
        if draw {
            terminal
                .draw(|frame| app.draw(frame))
                .map_err(|error| failed(&error))?;
            preparing = true;
        }
        draw = false;
        // With something left to prepare the loop does not wait; keys still come first.
        let wait = if preparing { Duration::ZERO } else { LOOK };
        match receiver.recv_timeout(wait) {
            Ok(signal) => {
                let mut next = Some(signal);
                while let Some(signal) = next {
                    match signal {
                        Signal::End => {
                            let _ = app.keep_typed();
                            return Ok(());
                        }
                        Signal::Event(event) => draw |= take(app, event),
                    }
                    for effect in app.effects() {
                        perform(app, terminal, &effect, pause, editor, mouse)?;
                        draw = true;
                    }
                    if app.is_done() {
                        return Ok(());
                    }
                    next = receiver.try_recv().ok();
                }
            }
            Err(RecvTimeoutError::Timeout) => {
                if preparing {
                    let ahead = app.prepare();
                    preparing = ahead.more;
                    draw |= ahead.draw;
                }
            }
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
        }
        if looked.elapsed() >= LOOK {
            looked = Instant::now();
            draw |= app.look();
        }
    }
    Ok(())
}

/// Gives an event to the app; `true` where the screen may have changed.
fn take(app: &mut App, event: Event) -> bool {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => app.input(&Input::Key(key)),
        Event::Paste(text) => app.input(&Input::Paste(text)),
        Event::Mouse(mouse) => match mouse.kind {
            MouseEventKind::ScrollUp => app.input(&Input::Key(KeyCode::Up.into())),
            MouseEventKind::ScrollDown => app.input(&Input::Key(KeyCode::Down.into())),
            _ => return false,
        },
        Event::Resize(..) => {}
        _ => return false,
    }
    true
}

fn perform(
    app: &mut App,
    terminal: &mut Screen,
    effect: &Effect,
    pause: &Pause,
    editor: &str,
    mouse: bool,
) -> Result<(), Problem> {
    match effect {
        Effect::Redraw => {}
        Effect::Copy(text) => {
            let _ = execute!(io::stdout(), CopyToClipboard::to_clipboard_from(text));
            return Ok(());
        }
        Effect::Suspend => {
            leave(terminal);
            suspend();
            *terminal = enter(mouse).map_err(|error| failed(&error))?;
        }
        Effect::Editor(text) => {
            pause.hold();
            leave(terminal);
            let edited = edit_outside(text, editor);
            *terminal = enter(mouse).map_err(|error| failed(&error))?;
            pause.release();
            match edited {
                Ok(text) => app.edited(&text),
                Err(problem) => app.trouble(&problem),
            }
        }
    }
    terminal.clear().map_err(|error| failed(&error))
}

#[cfg(unix)]
fn suspend() {
    // The default action of the signal: the whole program stops until the shell continues it.
    let _ = signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP);
}

#[cfg(not(unix))]
fn suspend() {}

/// Lets the user change a text in their own editor, the command line that `VISUAL` or `EDITOR` names.
fn edit_outside(text: &str, editor: &str) -> Result<String, Problem> {
    let trouble = |error: &io::Error| Problem::cannot("editor_failed").with("reason", error);
    let mut file = tempfile::Builder::new()
        .prefix("ropa-")
        .suffix(".txt")
        .tempfile()
        .map_err(|error| trouble(&error))?;
    file.write_all(text.as_bytes())
        .and_then(|()| file.flush())
        .map_err(|error| trouble(&error))?;
    let mut words = editor.split_whitespace();
    let program = words.next().unwrap_or("vi");
    let status = Process::new(program)
        .args(words)
        .arg(file.path())
        .status()
        .map_err(|error| trouble(&error).with("editor", program))?;
    if !status.success() {
        return Err(Problem::cannot("editor_failed").with("reason", status));
    }
    let text = std::fs::read_to_string(file.path()).map_err(|error| trouble(&error))?;
    Ok(text.trim_end_matches('\n').to_owned())
}
