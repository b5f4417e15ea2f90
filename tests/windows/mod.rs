//! Two windows and commands on one register: whatever they do in whatever order, no update is lost.
//!
//! Each interleaving is held against an account of what was confirmed. Some in the ordinary run; 10,000 by
//! `ROPA_WINDOWS=10000 cargo test --test all windows -- --nocapture`, others than before with `ROPA_WINDOWS_SEED`.

mod beside;
mod model;
mod office;

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use office::Office;

use crate::fuzz::dice::Dice;

/// How many interleavings there are where nothing else is asked for.
const ORDINARY: u64 = 40;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap())
}

#[test]
fn no_update_is_lost_in_any_order() {
    let count = number("ROPA_WINDOWS").unwrap_or(ORDINARY);
    let seed = number("ROPA_WINDOWS_SEED").unwrap_or(1);
    let next = AtomicU64::new(0);
    let total: Mutex<BTreeMap<&'static str, usize>> = Mutex::default();
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::SeqCst);
                    if at >= count {
                        return;
                    }
                    let mut office = Office::new(Dice::new(seed + at), seed + at);
                    office.work();
                    let mut total = total.lock().unwrap();
                    for (what, times) in office.done() {
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
}
