//! Work on many things by all cores, whose outcome is taken in order: each thread makes some parts of it.

use std::num::NonZero;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

/// The most threads: what one puts together in order is soon what all wait for.
const THREADS: usize = 16;

/// How many parts a thread is ahead of what is taken: all of them are in memory.
const AHEAD: usize = 2;

/// How many threads are worth it for so many parts.
pub(super) fn threads(parts: usize) -> usize {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    // Where there is one core, two threads take no longer than one does.
    cores.clamp(2, THREADS).min(parts / 2)
}

/// Makes parts of so many things each by several workers at once, and takes them in their order until `take` says that
/// nothing more is wanted.
///
/// A worker goes over its parts, and gives each away until that is refused.
pub(super) fn in_order<T, P, W>(
    things: &[T],
    size: usize,
    workers: Vec<W>,
    take: &mut dyn FnMut(P) -> bool,
) where
    T: Sync,
    P: Send,
    W: FnOnce(&mut dyn Iterator<Item = &[T]>, &mut dyn FnMut(P) -> bool) + Send,
{
    let threads = workers.len();
    thread::scope(|scope| {
        let mut made: Vec<Receiver<P>> = Vec::with_capacity(threads);
        for (nth, work) in workers.into_iter().enumerate() {
            let (send, receive) = sync_channel(AHEAD);
            made.push(receive);
            scope.spawn(move || {
                let mut parts = things.chunks(size).skip(nth).step_by(threads);
                work(&mut parts, &mut |part| send.send(part).is_ok());
            });
        }
        for at in 0..things.len().div_ceil(size) {
            // A thread that ended too early has failed, and says so when all are waited for.
            let part = made.get(at % threads).and_then(|made| made.recv().ok());
            if !part.is_some_and(&mut *take) {
                break;
            }
        }
        // Whoever still makes something finds nobody who takes it.
        drop(made);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Doubles numbers.
    fn doubling(parts: &mut dyn Iterator<Item = &[u32]>, give: &mut dyn FnMut(Vec<u32>) -> bool) {
        for part in parts {
            if !give(part.iter().map(|number| number * 2).collect()) {
                return;
            }
        }
    }

    #[test]
    fn parts_come_in_their_order_whoever_makes_them() {
        let numbers: Vec<u32> = (0..1000).collect();
        for workers in 1..5 {
            let mut taken = Vec::new();
            in_order(&numbers, 7, vec![doubling; workers], &mut |part| {
                taken.extend(part);
                true
            });
            let doubled: Vec<u32> = (0..1000).map(|number| number * 2).collect();
            assert_eq!(taken, doubled, "{workers}");
        }
    }

    #[test]
    fn nothing_more_is_made_when_nothing_more_is_wanted() {
        let numbers: Vec<u32> = (0..100_000).collect();
        let mut taken = 0;
        in_order(&numbers, 1, vec![doubling; 3], &mut |_| {
            taken += 1;
            taken < 10
        });
        assert_eq!(taken, 10);
    }

    #[test]
    fn a_few_parts_need_no_threads() {
        assert_eq!([threads(0), threads(1), threads(4)], [0, 0, 2]);
    }
}
