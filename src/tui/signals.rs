//! What the system tells the program: to end, to stop and go on, that the terminal has another size.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::domain::progress::Monitor;

/// What a signal asks of the loop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SignalRequest {
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
pub(crate) struct Watch {
    /// Whether the program shall end.
    pub ending: Arc<AtomicBool>,
    /// Whether another program has the terminal: stopping is not the loop's then, which waits for that program.
    pub lent: Arc<AtomicBool>,
    /// What keeps the job from the file that runs meanwhile.
    pub job: Arc<Mutex<Option<Monitor>>>,
    /// How often the program was continued.
    pub continued: Arc<AtomicUsize>,
}

#[cfg(unix)]
mod unix {
    use std::io;
    use std::sync::atomic::Ordering;
    use std::thread;
    use std::time::Duration;

    use rustix::process::{Signal, getpid, kill_current_process_group, kill_process};
    use signal_hook::consts::{
        SIGABRT, SIGALRM, SIGCONT, SIGHUP, SIGINT, SIGPROF, SIGQUIT, SIGSYS, SIGTERM, SIGTRAP,
        SIGTSTP, SIGUSR1, SIGUSR2, SIGVTALRM, SIGWINCH, SIGXCPU,
    };

    use super::{SignalRequest, Watch};

    /// The signals that end a program which does not catch them: what is typed is kept first.
    ///
    /// Those of a fault of its own (SIGSEGV, SIGILL, SIGFPE, SIGBUS) leave nothing to go on with, SIGKILL cannot be
    /// caught, and SIGPIPE and SIGXFSZ are errors of the call that meets them.
    pub(super) const ENDING: &[i32] = &[
        SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGXCPU,
        SIGTRAP, SIGSYS, SIGABRT,
    ];

    /// Those of one system alone, as far as it lets them be caught.
    ///
    /// On Linux what tells of power and of input, the one of a coprocessor, and those that programs give a meaning:
    /// <https://man7.org/linux/man-pages/man7/signal.7.html>
    #[cfg(target_os = "linux")]
    fn of_the_system() -> impl Iterator<Item = i32> {
        const COPROCESSOR: i32 = 16;
        let named = [Signal::POWER.as_raw(), Signal::IO.as_raw(), COPROCESSOR];
        named.into_iter().chain(34..=64)
    }

    /// Those of one system alone: none here.
    #[cfg(not(target_os = "linux"))]
    fn of_the_system() -> impl Iterator<Item = i32> {
        std::iter::empty()
    }

    impl Watch {
        /// Begins to watch; `tell` gives what is asked to the loop, and says whether there is one still.
        ///
        /// # Errors
        /// What the system says.
        pub(crate) fn begin(
            &self,
            tell: impl Fn(SignalRequest) -> bool + Send + 'static,
        ) -> io::Result<()> {
            let others = [SIGTSTP, SIGCONT, SIGWINCH];
            let wanted = [ENDING, &others].concat();
            let mut signals = signal_hook::iterator::Signals::new(wanted)?;
            for signal in of_the_system() {
                let _ = signals.add_signal(signal);
            }
            let watch = self.clone();
            thread::spawn(move || {
                for signal in signals.forever() {
                    let lent = watch.lent.load(Ordering::SeqCst);
                    let asked = match signal {
                        SIGTSTP if lent => {
                            if is_continued_by_somebody() {
                                watch.stand_still(|| {
                                    let sent = kill_process(getpid(), Signal::STOP);
                                    // The stop may meet another thread first.
                                    if sent.is_ok() {
                                        thread::park_timeout(Duration::from_millis(50));
                                    }
                                });
                            }
                            continue;
                        }
                        SIGTSTP => SignalRequest::Stop,
                        SIGCONT => {
                            watch.continued.fetch_add(1, Ordering::SeqCst);
                            if lent {
                                continue;
                            }
                            SignalRequest::Continue
                        }
                        SIGWINCH if lent => continue,
                        SIGWINCH => SignalRequest::Resize,
                        _ => {
                            watch.ending.store(true, Ordering::SeqCst);
                            SignalRequest::End
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
        pub(crate) fn stop(&self, group: bool) {
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

    /// Where a process stands among the others.
    ///
    /// Numbers are the system's; 0 stands for what is outside of the container (the process namespace) that the program
    /// runs in.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub(super) struct Among {
        /// The process above.
        pub parent: i32,
        /// Its process group.
        pub group: i32,
        /// Its session.
        pub session: i32,
    }

    /// Whether somebody would continue the program if it stopped: a shell of this session, above it in a process group
    /// of its own.
    ///
    /// A program that was started without one (as the command of an ssh connection, of a terminal window or of a
    /// container) would stand still for good; the system ignores stops from the keyboard there, as POSIX has it of
    /// process groups that are orphaned.
    #[must_use]
    pub(crate) fn is_continued_by_somebody() -> bool {
        own().is_some_and(|own| has_a_shell_above(own, among))
    }

    /// Whether a process of the same session and of another group stands above one; `among` tells of each process.
    ///
    /// What stands outside of the container is not known, and whoever is there does not see this program stop.
    pub(super) fn has_a_shell_above(own: Among, among: impl Fn(i32) -> Option<Among>) -> bool {
        let mut above = own.parent;
        while above > 0 && own.session > 0 && own.group > 0 {
            let Some(parent) = among(above).filter(|parent| parent.session == own.session) else {
                return false;
            };
            if parent.group != own.group {
                return parent.group > 0;
            }
            above = parent.parent;
        }
        false
    }

    /// Where the program stands; nothing where its group or its session is outside of its container.
    ///
    /// What `/proc` calls the program there is asked, and not the number that it knows of itself: `/proc` may be that
    /// of the system around the container, whose numbers are others.
    #[cfg(target_os = "linux")]
    fn own() -> Option<Among> {
        let status = std::fs::read_to_string("/proc/self/status").ok()?;
        // The last number of each is the one in the program's own container:
        // <https://man7.org/linux/man-pages/man5/proc_pid_status.5.html>
        let is_outside = |line: &str| {
            ["NSpgid:", "NSsid:"]
                .iter()
                .any(|key| line.starts_with(key))
                && line.split_whitespace().last() == Some("0")
        };
        if status.lines().any(is_outside) {
            return None;
        }
        told("self")
    }

    /// Where the program stands.
    #[cfg(not(target_os = "linux"))]
    fn own() -> Option<Among> {
        among(getpid().as_raw_nonzero().get())
    }

    /// Where a process stands.
    #[cfg(target_os = "linux")]
    fn among(process: i32) -> Option<Among> {
        told(&process.to_string())
    }

    /// Where a process stands, as the system tells in a file:
    /// <https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html>
    #[cfg(target_os = "linux")]
    fn told(process: &str) -> Option<Among> {
        let text = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
        // The name in brackets may hold anything, brackets too: state, parent, group and session follow the last one.
        let (_, rest) = text.rsplit_once(')')?;
        let mut numbers = rest.split_whitespace().skip(1).map(str::parse);
        let mut next = || numbers.next()?.ok();
        Some(Among {
            parent: next()?,
            group: next()?,
            session: next()?,
        })
    }

    /// Where a process stands, as the system says when it is asked; whose parent it is, is only told of the program's own.
    #[cfg(not(target_os = "linux"))]
    fn among(process: i32) -> Option<Among> {
        use rustix::process::{Pid, getpgid, getppid, getsid};
        let asked = Pid::from_raw(process)?;
        let number = |pid: Pid| pid.as_raw_nonzero().get();
        Some(Among {
            parent: (asked == getpid())
                .then(getppid)
                .flatten()
                .map_or(0, number),
            group: number(getpgid(Some(asked)).ok()?),
            session: number(getsid(Some(asked)).ok()?),
        })
    }
}

#[cfg(unix)]
pub(crate) use unix::is_continued_by_somebody;

#[cfg(not(unix))]
impl Watch {
    /// Begins to watch; here there is nothing to watch.
    ///
    /// # Errors
    /// None.
    pub fn begin(
        &self,
        _tell: impl Fn(SignalRequest) -> bool + Send + 'static,
    ) -> std::io::Result<()> {
        Ok(())
    }

    /// Stops the program: not possible here.
    pub fn stop(&self, _group: bool) {}
}

/// Whether somebody would continue the program if it stopped.
#[cfg(not(unix))]
#[must_use]
pub(crate) fn is_continued_by_somebody() -> bool {
    false
}

impl Watch {
    /// Lends the terminal to another program, or takes it back; the job that runs meanwhile is known by its monitor.
    pub(crate) fn lend(&self, lent: bool, job: Option<Monitor>) {
        *self.job.lock().unwrap_or_else(PoisonError::into_inner) = job;
        self.lent.store(lent, Ordering::SeqCst);
    }

    /// Stops while the loop waits for another program: a program that stands still holds no file against others, so the
    /// job that runs lets go of it first.
    #[cfg(unix)]
    pub(crate) fn stand_still(&self, stop: impl FnOnce()) {
        let job = self.job.lock().unwrap_or_else(PoisonError::into_inner);
        let job = job.clone();
        let held = job.as_ref().map(Monitor::gate);
        stop();
        drop(held);
    }

    /// Whether the program shall end.
    #[must_use]
    pub(crate) fn is_ending(&self) -> bool {
        self.ending.load(Ordering::SeqCst)
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::unix::{Among, has_a_shell_above};

    /// Whether somebody would continue process 30 of group 30, below processes of these numbers: (number, above, group,
    /// session).
    fn with(session: i32, processes: &[(i32, i32, i32, i32)]) -> bool {
        let own = Among {
            parent: processes.first().map_or(0, |first| first.0),
            group: 30,
            session,
        };
        has_a_shell_above(own, |process| {
            let found = processes.iter().find(|one| one.0 == process)?;
            Some(Among {
                parent: found.1,
                group: found.2,
                session: found.3,
            })
        })
    }

    #[test]
    fn a_shell_of_the_session_continues_the_program() {
        assert!(with(20, &[(20, 10, 20, 20), (10, 1, 10, 10)]));
        // A script between both that has no job control is of the program's own group.
        assert!(with(20, &[(25, 20, 30, 20), (20, 10, 20, 20)]));
    }

    #[test]
    fn a_session_of_its_own_is_continued_by_nobody() {
        assert!(!with(30, &[(10, 1, 10, 10)]));
        assert!(!with(30, &[]));
    }

    #[test]
    fn whoever_is_outside_of_the_container_continues_nothing() {
        assert!(!with(0, &[(1, 0, 0, 0)]));
        assert!(!with(30, &[(1, 0, 0, 0)]));
        assert!(!with(0, &[]));
        assert!(!with(20, &[(20, 10, 0, 20)]));
    }
}

#[cfg(all(test, unix))]
mod lending {
    use std::sync::atomic::AtomicU64;
    use std::thread;

    use super::*;

    /// A job that takes the file again and again does not take it while the program stands still beside an editor.
    #[test]
    fn a_job_lets_go_of_the_file_while_the_program_stands_still_in_an_editor() {
        let monitor = Monitor::default();
        let (taken, over) = (
            Arc::new(AtomicU64::new(0)),
            Arc::new(AtomicBool::new(false)),
        );
        let job = {
            let (monitor, taken, over) = (monitor.clone(), Arc::clone(&taken), Arc::clone(&over));
            thread::spawn(move || {
                while !over.load(Ordering::SeqCst) {
                    let _held = monitor.gate();
                    taken.fetch_add(1, Ordering::SeqCst);
                }
            })
        };
        let watch = Watch::default();
        watch.lend(true, Some(monitor));
        let goes_on = || {
            let before = taken.load(Ordering::SeqCst);
            (0..1000).any(|_| {
                thread::yield_now();
                taken.load(Ordering::SeqCst) > before
            })
        };
        watch.stand_still(|| {
            assert!(watch.lent.load(Ordering::SeqCst));
            assert!(!goes_on());
        });
        while !goes_on() {}
        // Where nothing runs, nothing is waited for.
        watch.lend(false, None);
        let mut stood = false;
        watch.stand_still(|| stood = true);
        assert!(stood);
        over.store(true, Ordering::SeqCst);
        job.join().unwrap();
    }
}
