//! What the system tells the program: to end, to stop and go on, that the terminal has another size.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// What a signal asks of the loop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// The program shall end.
    End,
    /// The program shall stop until it is continued.
    Stop,
    /// The program was continued: the terminal was another's meanwhile.
    Continue,
    /// The terminal has another size.
    Resize,
}

/// What the watcher of signals shares with the loop.
#[derive(Clone, Debug, Default)]
pub struct Watch {
    /// Whether the program shall end.
    pub ending: Arc<AtomicBool>,
    /// Whether another program has the terminal: stopping is not the loop's then, which waits for that program.
    pub lent: Arc<AtomicBool>,
    /// How often the program was continued.
    pub continued: Arc<AtomicUsize>,
}

#[cfg(unix)]
mod unix {
    use std::io;
    use std::sync::atomic::Ordering;
    use std::thread;
    use std::time::Duration;

    use rustix::process::{
        Pid, Signal, getpgid, getpgrp, getpid, getppid, getsid, kill_current_process_group,
        kill_process,
    };
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH};

    use super::{Asked, Watch};

    impl Watch {
        /// Begins to watch; `tell` gives what is asked to the loop, and says whether there is one still.
        ///
        /// # Errors
        /// What the system says.
        pub fn begin(&self, tell: impl Fn(Asked) -> bool + Send + 'static) -> io::Result<()> {
            let wanted = [SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT, SIGWINCH];
            let mut signals = signal_hook::iterator::Signals::new(wanted)?;
            let watch = self.clone();
            thread::spawn(move || {
                for signal in signals.forever() {
                    let lent = watch.lent.load(Ordering::SeqCst);
                    let asked = match signal {
                        SIGTSTP if lent => {
                            if is_continued_by_somebody() {
                                let _ = kill_process(getpid(), Signal::STOP);
                            }
                            continue;
                        }
                        SIGTSTP => Asked::Stop,
                        SIGCONT => {
                            watch.continued.fetch_add(1, Ordering::SeqCst);
                            if lent {
                                continue;
                            }
                            Asked::Continue
                        }
                        SIGWINCH if lent => continue,
                        SIGWINCH => Asked::Resize,
                        _ => {
                            watch.ending.store(true, Ordering::SeqCst);
                            Asked::End
                        }
                    };
                    if !tell(asked) {
                        return;
                    }
                }
            });
            Ok(())
        }

        /// Stops the program until it is continued, with what was started with it where `group` says so.
        pub fn stop(&self, group: bool) {
            let before = self.continued.load(Ordering::SeqCst);
            // A stop that can be caught would come back to the watcher.
            let sent = if group {
                kill_current_process_group(Signal::STOP)
            } else {
                kill_process(getpid(), Signal::STOP)
            };
            // The stop may meet another thread first: nothing goes on here before the program was continued.
            for _ in 0..100 {
                if sent.is_err() || self.continued.load(Ordering::SeqCst) != before {
                    return;
                }
                thread::park_timeout(Duration::from_millis(5));
            }
        }
    }

    /// Whether somebody would continue the program if it stopped: a shell of this session, above it in a process group
    /// of its own. A program that was started without one (as the command of an ssh connection, or of a terminal window)
    /// would stand still for good; the system ignores stops from the keyboard there, as POSIX has it of process
    /// groups that are orphaned.
    #[must_use]
    pub fn is_continued_by_somebody() -> bool {
        let (group, Ok(session)) = (getpgrp(), getsid(None)) else {
            return false;
        };
        let mut above = getppid();
        while let Some(parent) = above {
            if getsid(Some(parent)).ok() != Some(session) {
                return false;
            }
            if getpgid(Some(parent)).is_ok_and(|of| of != group) {
                return true;
            }
            above = parent_of(parent);
        }
        false
    }

    /// The process above another, where the system tells it in a file.
    fn parent_of(process: Pid) -> Option<Pid> {
        let path = format!("/proc/{}/stat", process.as_raw_nonzero());
        let text = std::fs::read_to_string(path).ok()?;
        // The name in brackets may hold anything, brackets too: state and parent follow the last one.
        let (_, rest) = text.rsplit_once(')')?;
        let parent = rest.split_whitespace().nth(1)?.parse().ok()?;
        Pid::from_raw(parent)
    }
}

#[cfg(unix)]
pub use unix::is_continued_by_somebody;

#[cfg(not(unix))]
impl Watch {
    /// Begins to watch; here there is nothing to watch.
    ///
    /// # Errors
    /// None.
    pub fn begin(&self, _tell: impl Fn(Asked) -> bool + Send + 'static) -> std::io::Result<()> {
        Ok(())
    }

    /// Stops the program: not possible here.
    pub fn stop(&self, _group: bool) {}
}

/// Whether somebody would continue the program if it stopped.
#[cfg(not(unix))]
#[must_use]
pub fn is_continued_by_somebody() -> bool {
    false
}

impl Watch {
    /// Whether the program shall end.
    #[must_use]
    pub fn is_ending(&self) -> bool {
        self.ending.load(Ordering::SeqCst)
    }
}
