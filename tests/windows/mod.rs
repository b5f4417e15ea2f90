//! Two windows and commands on one register: whatever they do in whatever order, no update is lost.
//!
//! Each interleaving is held against an account of what was confirmed. Some in the ordinary run; 10,000 by
//! `ROPA_WINDOWS=10000 cargo test --test all windows -- --nocapture`, and as many of whole screens by `ROPA_SCREENS`;
//! others than before with `ROPA_WINDOWS_SEED`.

mod beside;
mod model;
mod office;
mod screens;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use office::Office;
use screens::Screens;

use crate::fuzz::dice::Dice;

/// How many interleavings there are where nothing else is asked for.
const ORDINARY: u64 = 40;
/// How many of whole screens.
const ORDINARY_SCREENS: u64 = 10;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap())
}

/// Works through as many interleavings as a variable asks for, and tells how often what was done. One that fails ends
/// none of the others.
fn each(variable: &str, ordinary: u64, work: impl Fn(u64) -> Vec<(&'static str, usize)> + Sync) {
    let count = number(variable).unwrap_or(ordinary);
    let seed = number("ROPA_WINDOWS_SEED").unwrap_or(1);
    let next = AtomicU64::new(0);
    let total: Mutex<BTreeMap<&'static str, usize>> = Mutex::default();
    let failed: Mutex<Vec<u64>> = Mutex::default();
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::SeqCst);
                    if at >= count {
                        return;
                    }
                    let Ok(done) = catch_unwind(AssertUnwindSafe(|| work(seed + at))) else {
                        failed.lock().unwrap().push(seed + at);
                        continue;
                    };
                    let mut total = total.lock().unwrap();
                    for (what, times) in done {
                        *total.entry(what).or_default() += times;
                    }
                }
            });
        }
    });
    println!("{count} interleavings:");
    for (what, times) in total.into_inner().unwrap() {
        println!("  {what}: {times}");
    }
    let failed = failed.into_inner().unwrap();
    assert!(failed.is_empty(), "interleavings that failed: {failed:?}");
}

#[test]
fn no_update_is_lost_in_any_order() {
    each("ROPA_WINDOWS", ORDINARY, |seed| {
        let mut office = Office::new(Dice::new(seed), seed);
        office.work();
        office.done().collect()
    });
}

#[test]
fn two_screens_and_commands_lose_nothing_and_bring_nothing_back() {
    each("ROPA_SCREENS", ORDINARY_SCREENS, |seed| {
        let mut screens = Screens::new(Dice::new(seed), seed);
        screens.work();
        screens.done().collect()
    });
}
