//! Every reader is given damaged input: no panic, no hang, nothing written to what is refused, no control character
//! in what is told.
//!
//! Some in the ordinary run, as many as wanted by `ROPA_FUZZ=100000 cargo test --test all fuzz -- --nocapture`,
//! divided among the readers; others than before by `ROPA_FUZZ_SEED`. What broke a reader once stands in
//! `tests/corpus`, in the directory of the reader; an input that breaks one is written to the target directory.

mod arguments;
pub mod dice;
mod mutate;
mod readers;
mod sheets;

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use dice::Dice;

/// How many readers there are.
const READERS: usize = 9;
/// How many inputs all readers together get where nothing else is asked for.
const ORDINARY: usize = 2_000;
/// How long a reader may take; a build that is not made fast, on a machine that others use too, gets longer.
const PATIENCE: Duration = Duration::from_secs(if cfg!(debug_assertions) { 20 } else { 5 });

/// How many inputs a reader gets, and the seed of the first.
pub fn wanted() -> (usize, u64) {
    let number = |name: &str| {
        std::env::var(name)
            .ok()
            .map(|text| text.parse::<u64>().unwrap())
    };
    let count = number("ROPA_FUZZ").map_or(ORDINARY, |count| usize::try_from(count).unwrap());
    (
        count.div_ceil(READERS),
        number("ROPA_FUZZ_SEED").unwrap_or(1),
    )
}

/// The files in a directory of the corpus.
pub fn corpus(reader: &str) -> Vec<(String, Vec<u8>)> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/corpus")
        .join(reader);
    let Ok(entries) = std::fs::read_dir(directory) else {
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let read = |path: PathBuf| (path.display().to_string(), std::fs::read(&path).unwrap());
    files.into_iter().map(read).collect()
}

/// What a reader made of an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It was accepted.
    Accepted,
    /// It was refused, with words.
    Refused,
}

/// Gives a reader its corpus, and then damaged inputs; `make` makes one of a seed, and `read` panics where a promise
/// is broken.
pub fn reader<I: AsRef<[u8]>>(
    name: &'static str,
    make: impl Fn(&mut Dice) -> I + Send + 'static,
    read: impl Fn(&[u8], &mut Dice) -> Taken + Send + 'static,
) {
    let (count, seed) = wanted();
    let (sender, told) = channel();
    // On a thread of its own: one that hangs is told instead of waited for.
    let worker = std::thread::spawn(move || {
        let mut accepted = 0;
        let mut slowest = Duration::ZERO;
        let fixed = corpus(name)
            .into_iter()
            .map(|(file, bytes)| (file, Some(bytes)));
        let damaged = (seed..)
            .take(count)
            .map(|seed| (format!("input {seed}"), None));
        for (at, (input, bytes)) in fixed.chain(damaged).enumerate() {
            let seed = seed + at as u64;
            let mut dice = Dice::new(seed);
            let bytes = bytes.unwrap_or_else(|| make(&mut dice).as_ref().to_vec());
            let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fuzz-{name}-{seed}"));
            let _ = sender.send((kept.clone(), Some(bytes.clone())));
            let begun = Instant::now();
            let taken = catch_unwind(AssertUnwindSafe(|| read(&bytes, &mut dice)));
            let lasted = begun.elapsed();
            slowest = slowest.max(lasted);
            let broken = match taken {
                Ok(taken) => {
                    accepted += usize::from(taken == Taken::Accepted);
                    (lasted > PATIENCE).then(|| format!("took {lasted:?}"))
                }
                Err(panic) => Some(said(&*panic)),
            };
            if let Some(broken) = broken {
                std::fs::write(&kept, &bytes).unwrap();
                panic!(
                    "{name}, {input}: {broken}\nThe input stands in {}.",
                    kept.display()
                );
            }
        }
        println!("{name}: {count} inputs, {accepted} accepted, the slowest in {slowest:?}.");
    });
    let mut last = None;
    loop {
        match told.recv_timeout(4 * PATIENCE) {
            Ok(input) => last = Some(input),
            Err(std::sync::mpsc::RecvTimeoutError::Disconnected) => break,
            Err(std::sync::mpsc::RecvTimeoutError::Timeout) => {
                if let Some((kept, Some(bytes))) = last {
                    std::fs::write(&kept, bytes).unwrap();
                    panic!("{name} hangs. The input stands in {}.", kept.display());
                }
            }
        }
    }
    if let Err(panic) = worker.join() {
        panic!("{}", said(&*panic));
    }
}

/// What a panic said.
fn said(panic: &(dyn Any + Send)) -> String {
    panic
        .downcast_ref::<String>()
        .cloned()
        .or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()))
        .unwrap_or_default()
}

/// Whether a message can be shown as it is.
pub fn is_clean(text: &str) -> bool {
    !text.contains(|letter: char| {
        letter.is_control() && letter != '\n'
            || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    })
}
