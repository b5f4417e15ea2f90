//! The loop: keys from a thread of their own, signals, drawing, the user's editor.
//!
//! The terminal is put in order after an end, an error, a panic and a signal, and what is typed is kept before the loop
//! is left, whatever ends it. A terminal that is gone ends the program; it never spins.

use std::io::{self, Write as _};
use std::panic::{self, AssertUnwindSafe};
use std::process::Command as Process;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use ratatui::crossterm::event::{self, Event, KeyEvent, KeyEventKind};

use super::app::{App, Effect};
use super::clipboard::{Clipboard, sequence};
use super::job::Wake;
use super::request::Input;
use super::signals::{SignalRequest, Watch, is_continued_by_somebody};
use super::terminal::{Console, Waited, is_there, put_in_order, wait_for_key};
use crate::domain::problem::Problem;
use crate::domain::progress::Monitor;
use crate::session::job::is_worker;

/// How often an idle program looks whether another window has saved, and whether the terminal is still there.
const LOOK: Duration = Duration::from_secs(1);
/// How often it is tried again what waits for another program's lock.
const AGAIN: Duration = Duration::from_millis(100);
/// How often the sign turns of what is waited for.
const TURN: Duration = Duration::from_millis(80);
/// How long the reader waits for a key before it sees whether it shall pause.
const PATIENCE: Duration = Duration::from_millis(250);
/// How long the reader of keys looks for what it has read and not given yet.
const MORE: Duration = Duration::from_millis(1);

/// What the threads tell the loop.
enum Signal {
    Event(Event),
    Asked(SignalRequest),
    /// A job is done.
    Worked,
}

/// Whether the loop goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Flow {
    On,
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

/// What the user wants of the terminal.
#[derive(Clone, Debug)]
pub struct Wishes<'a> {
    /// The command line of the user's own editor.
    pub editor: &'a str,
    /// Whether the wheel moves the selection: marking text with the mouse is easier without.
    pub mouse: bool,
    /// Where text for the clipboard goes, beside the terminal.
    pub clipboard: Clipboard,
}

/// Opens the app's register and runs the app on the terminal until the user is done, or the terminal is gone.
///
/// # Errors
/// `terminal_failed` where the terminal cannot be used; what opening the register says; why what was typed could not
/// be kept.
pub fn run(app: &mut App, wishes: Wishes<'_>) -> Result<(), Problem> {
    let (sender, receiver) = channel();
    let watch = Watch::default();
    let asking = sender.clone();
    watch
        .begin(move |asked| asking.send(Signal::Asked(asked)).is_ok())
        .map_err(|error| failed(&error))?;
    restore_on_panic(&watch);
    let console = Console::enter(wishes.mouse, &watch.ending).map_err(|error| {
        put_in_order(&watch.ending);
        failed(&error)
    })?;
    let pause = Pause::default();
    let working = sender.clone();
    app.wake_by(Wake::new(move || {
        let _ = working.send(Signal::Worked);
    }));
    read_keys(sender, pause.clone());
    let mut desk = Desk {
        console,
        receiver,
        watch,
        pause,
        editor: wishes.editor,
        clipboard: wishes.clipboard,
    };
    let ended = panic::catch_unwind(AssertUnwindSafe(|| desk.turn(app)));
    // The one way out of the loop: whatever ended it, what is typed is kept.
    let kept = app.keep_all();
    app.end_work();
    match ended {
        Ok(ended) => {
            desk.console.leave();
            ended.and(kept)
        }
        Err(panicked) => panic::resume_unwind(panicked),
    }
}

fn failed(error: &io::Error) -> Problem {
    Problem::cannot("terminal_failed").with("reason", error)
}

fn restore_on_panic(watch: &Watch) {
    let ending = Arc::clone(&watch.ending);
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        // What goes wrong in a job is its result: the program goes on.
        if is_worker() {
            return;
        }
        put_in_order(&ending);
        before(info);
    }));
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
            let read = match wait_for_key(PATIENCE) {
                Waited::Nothing => continue,
                Waited::Key => read_waiting(&sender),
                Waited::Gone => Err(io::ErrorKind::BrokenPipe.into()),
            };
            match read {
                Ok(true) => {}
                Ok(false) => return,
                // The terminal is gone: the program ends.
                Err(_) => {
                    let _ = sender.send(Signal::Asked(SignalRequest::End));
                    return;
                }
            }
        }
    });
}

/// Reads what waits; `false` where nobody wants it any more.
fn read_waiting(sender: &Sender<Signal>) -> io::Result<bool> {
    let mut patience = if cfg!(target_os = "macos") {
        PATIENCE
    } else {
        MORE
    };
    while event::poll(patience)? {
        if sender.send(Signal::Event(event::read()?)).is_err() {
            return Ok(false);
        }
        patience = MORE;
    }
    Ok(true)
}

/// The terminal with everything that the loop needs.
struct Desk<'a> {
    console: Console,
    receiver: Receiver<Signal>,
    watch: Watch,
    pause: Pause,
    editor: &'a str,
    clipboard: Clipboard,
}

impl Desk<'_> {
    fn turn(&mut self, app: &mut App) -> Result<(), Problem> {
        // The first frame says what is being opened. What is typed meanwhile waits in the channel.
        let mut flow = self.draw(app)?;
        if flow == Flow::On {
            flow = self.open(app)?;
        }
        let mut draw = true;
        let mut preparing = true;
        let mut looked = Instant::now();
        let mut turned = Instant::now();
        while flow == Flow::On && !app.is_done() {
            if draw {
                flow = self.draw(app)?;
                preparing = true;
                if flow == Flow::End {
                    break;
                }
            }
            draw = false;
            // With something left to prepare the loop does not wait; keys still come first.
            let wait = if app.is_waiting() {
                AGAIN
            } else if preparing {
                Duration::ZERO
            } else if app.is_turning() {
                TURN.saturating_sub(turned.elapsed())
            } else {
                LOOK
            };
            match self.receiver.recv_timeout(wait) {
                Ok(signal) => {
                    let mut next = Some(signal);
                    while let Some(signal) = next {
                        let (gone_on, changed) = self.follow(app, signal)?;
                        draw |= changed;
                        if gone_on == Flow::End || app.is_done() {
                            return Ok(());
                        }
                        next = self.receiver.try_recv().ok();
                    }
                }
                Err(RecvTimeoutError::Timeout) => {
                    if app.is_waiting() {
                        draw |= app.try_again();
                    } else if preparing {
                        let ahead = app.prepare();
                        preparing = ahead.more;
                        draw |= ahead.draw;
                    }
                    draw |= app.work_moved();
                }
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
            }
            if turned.elapsed() >= TURN {
                turned = Instant::now();
                draw |= app.turn_sign();
            }
            if looked.elapsed() >= LOOK {
                looked = Instant::now();
                draw |= app.look();
                if !is_there() {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// Opens the register beside the keys; where another program holds it, says so and waits until it is free or nobody
    /// wants it.
    fn open(&mut self, app: &mut App) -> Result<Flow, Problem> {
        while !app.go_on_opening()? {
            match self.receiver.recv_timeout(TURN) {
                Ok(signal) => {
                    if self.follow(app, signal)?.0 == Flow::End {
                        return Ok(Flow::End);
                    }
                }
                Err(RecvTimeoutError::Timeout) => {
                    app.offer_to_leave_opening();
                    app.turn_sign();
                    let gone = self.watch.is_ending() || !is_there();
                    if gone || self.draw(app)? == Flow::End {
                        return Ok(Flow::End);
                    }
                }
                Err(RecvTimeoutError::Disconnected) => return Ok(Flow::End),
            }
            if app.is_done() {
                return Ok(Flow::End);
            }
        }
        let flow = self.draw(app)?;
        app.take_what_was_typed();
        Ok(flow)
    }

    /// Does what came; says whether the loop goes on, and whether the screen may have changed.
    fn follow(&mut self, app: &mut App, signal: Signal) -> Result<(Flow, bool), Problem> {
        let mut draw = true;
        match signal {
            Signal::Event(event) => draw = take(app, event),
            Signal::Asked(SignalRequest::End) => return Ok((Flow::End, false)),
            Signal::Asked(SignalRequest::Resize) => {}
            Signal::Worked => draw = app.take_work() | app.take_checked(),
            Signal::Asked(SignalRequest::Stop) => {
                let flow = self.stop(app, false)?;
                return Ok((flow, true));
            }
            Signal::Asked(SignalRequest::Continue) => {
                let entered = self.console.enter_again();
                return Ok((self.judge(entered)?, true));
            }
        }
        for effect in app.effects() {
            draw = true;
            if self.perform(app, effect)? == Flow::End {
                return Ok((Flow::End, false));
            }
        }
        Ok((Flow::On, draw))
    }

    fn draw(&mut self, app: &mut App) -> Result<Flow, Problem> {
        let drawn = self.console.draw(app);
        self.judge(drawn)
    }

    /// What something done to the terminal means: one that is gone ends the program as a hang-up does.
    fn judge(&self, done: io::Result<()>) -> Result<Flow, Problem> {
        match done {
            Ok(()) => Ok(Flow::On),
            Err(error) if self.watch.is_ending() || !is_there() || is_lost(&error) => Ok(Flow::End),
            Err(error) => Err(failed(&error)),
        }
    }

    fn perform(&mut self, app: &mut App, effect: Effect) -> Result<Flow, Problem> {
        let done = match effect {
            Effect::Redraw => self.console.redraw(),
            Effect::Copy(text) => {
                self.clipboard.give(&text);
                self.console.send(sequence(&text).as_bytes())
            }
            Effect::Mouse(on) => self.console.take_mouse(on),
            Effect::Suspend => return self.stop(app, true),
            Effect::Editor(text) => {
                self.pause.hold();
                self.watch.lend(true, app.monitor());
                self.console.leave();
                match edit_outside(&text, self.editor) {
                    Ok(text) => app.edited(&text),
                    Err(problem) => app.trouble(&problem),
                }
                self.watch.lend(false, None);
                let entered = self.console.enter_again();
                self.pause.release();
                entered
            }
        };
        self.judge(done)
    }

    /// Stops until the shell continues the program; where there is none that would, says so.
    fn stop(&mut self, app: &mut App, group: bool) -> Result<Flow, Problem> {
        app.keep_typed();
        if !is_continued_by_somebody() {
            app.cannot_stop();
            return Ok(Flow::On);
        }
        self.console.leave();
        // A program that stands still holds no file against others.
        let monitor = app.monitor();
        let held = monitor.as_ref().map(Monitor::gate);
        self.watch.stop(group);
        drop(held);
        let entered = self.console.enter_again();
        self.judge(entered)
    }
}

/// Whether an error of the terminal says that there is none any more.
#[cfg(unix)]
fn is_lost(error: &io::Error) -> bool {
    use rustix::io::Errno;
    let lost = [
        Errno::IO,
        Errno::NXIO,
        Errno::NODEV,
        Errno::BADF,
        Errno::PIPE,
    ];
    let gone = error.raw_os_error();
    error.kind() == io::ErrorKind::BrokenPipe
        || lost.iter().any(|errno| gone == Some(errno.raw_os_error()))
}

#[cfg(not(unix))]
fn is_lost(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::BrokenPipe
}

/// Gives an event to the app; `true` where the screen may have changed.
fn take(app: &mut App, event: Event) -> bool {
    match event {
        Event::Key(key) if is_pressed(&key) => app.input(&Input::Key(key)),
        Event::Paste(text) => app.input(&Input::Paste(text)),
        Event::Mouse(mouse) => return app.mouse(mouse),
        Event::Resize(..) => {}
        _ => return false,
    }
    true
}

/// Whether a key is pressed: where letting it go is told too, it would be typed twice.
fn is_pressed(key: &KeyEvent) -> bool {
    key.kind != KeyEventKind::Release
}

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
    // An editor that says that it failed gives nothing back; one that was ended from outside, with the terminal
    // perhaps, gives back what it had written until then.
    if status.code().is_some_and(|code| code != 0) {
        return Err(Problem::cannot("editor_failed").with("reason", status));
    }
    let text = std::fs::read_to_string(file.path()).map_err(|error| trouble(&error))?;
    Ok(text.trim_end_matches('\n').to_owned())
}

#[cfg(test)]
mod tests {
    use ratatui::crossterm::event::{KeyCode, KeyModifiers};

    use super::*;

    #[test]
    fn a_key_that_is_let_go_is_not_typed_once_more() {
        let key = |kind| KeyEvent::new_with_kind(KeyCode::Char('a'), KeyModifiers::NONE, kind);
        assert!(is_pressed(&key(KeyEventKind::Press)));
        assert!(is_pressed(&key(KeyEventKind::Repeat)));
        assert!(!is_pressed(&key(KeyEventKind::Release)));
    }
}
