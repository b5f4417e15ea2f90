//! Text for the clipboard: to the terminal, and to the programs that have one where the user sits.
//!
//! No program is waited for, and none finds the text among its arguments, where others could read it.

use std::io::{self, Write as _};
use std::process::{Command as Process, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use ratatui::crossterm::Command as _;
use ratatui::crossterm::clipboard::CopyToClipboard;

/// The most that is likely to be taken by a terminal, in bytes: the code it comes in may have 100,000 in many.
/// <https://invisible-island.net/xterm/ctlseqs/ctlseqs.html> (OSC 52) names no limit.
pub const MOST: usize = 74_994;

/// A program that takes text for a clipboard on its standard input.
#[derive(Clone, Debug)]
struct Taker {
    words: &'static [&'static str],
    /// Whether it has not ended since the last text.
    busy: Arc<AtomicBool>,
}

/// The clipboards that can be reached.
#[derive(Clone, Debug, Default)]
pub struct Clipboard {
    takers: Vec<Taker>,
}

impl Clipboard {
    /// What can be reached where these variables are set. Over ssh the display is another's.
    #[must_use]
    pub fn of(is_set: impl Fn(&str) -> bool) -> Self {
        let mut programs: Vec<&'static [&'static str]> = Vec::new();
        if is_set("TMUX") {
            // As shipped, tmux keeps what programs send to the clipboard from the terminal that it is in.
            programs.push(&["tmux", "load-buffer", "-w", "-"]);
        }
        if !["SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT"]
            .into_iter()
            .any(&is_set)
        {
            if is_set("WAYLAND_DISPLAY") {
                programs.push(&["wl-copy"]);
            }
            if is_set("DISPLAY") {
                programs.push(&["xclip", "-selection", "clipboard"]);
                programs.push(&["xsel", "--clipboard", "--input"]);
            }
            if cfg!(target_os = "macos") {
                programs.push(&["pbcopy"]);
            }
        }
        let taker = |words| Taker {
            words,
            busy: Arc::default(),
        };
        Self {
            takers: programs.into_iter().map(taker).collect(),
        }
    }

    /// The names of the programs.
    #[must_use]
    pub fn programs(&self) -> Vec<&'static str> {
        self.takers.iter().map(|taker| taker.words[0]).collect()
    }

    /// Gives a text to every program; one that has not ended since the last is left alone.
    pub fn give(&self, text: &str) {
        for taker in &self.takers {
            if taker.busy.swap(true, Ordering::SeqCst) {
                continue;
            }
            let (taker, text) = (taker.clone(), text.to_owned());
            thread::spawn(move || {
                // A program that is not there is one that has no clipboard.
                let _ = hand(taker.words, &text);
                taker.busy.store(false, Ordering::SeqCst);
            });
        }
    }
}

fn hand(words: &[&str], text: &str) -> io::Result<()> {
    let mut child = Process::new(words[0])
        .args(&words[1..])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let written = child
        .stdin
        .take()
        .map_or(Ok(()), |mut input| input.write_all(text.as_bytes()));
    child.wait()?;
    written
}

/// What tells the terminal to take a text.
#[must_use]
pub fn sequence(text: &str) -> String {
    let mut sequence = String::new();
    let _ = CopyToClipboard::to_clipboard_from(text).write_ansi(&mut sequence);
    sequence
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_display_is_the_users_own_only_without_ssh() {
        let cases: [(&[&str], &[&str]); 5] = [
            (&[], &[]),
            (&["TMUX", "SSH_TTY", "DISPLAY"], &["tmux"]),
            (&["WAYLAND_DISPLAY"], &["wl-copy"]),
            (&["DISPLAY"], &["xclip", "xsel"]),
            (&["DISPLAY", "SSH_CONNECTION"], &[]),
        ];
        for (set, programs) in cases {
            let mut found = Clipboard::of(|name| set.contains(&name)).programs();
            found.retain(|program| *program != "pbcopy");
            assert_eq!(found, programs, "{set:?}");
        }
    }

    #[test]
    fn the_terminal_gets_the_text_in_its_code() {
        // https://www.rfc-editor.org/rfc/rfc4648#section-10
        assert!(sequence("foobar").contains("]52;c;Zm9vYmFy"));
    }
}
