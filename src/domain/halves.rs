//! Work on many items in two threads.

/// From so many records on it is worth starting a thread.
const MANY: usize = 500;

/// What `run` makes of the items, in their order; of many, one half in a thread beside this one.
pub(crate) fn in_two<'i, T: Sync, R: Send>(
    items: &'i [T],
    run: impl Fn(&'i [T]) -> Vec<R> + Sync,
) -> Vec<R> {
    if items.len() < MANY {
        return run(items);
    }
    let (first, second) = items.split_at(items.len() / 2);
    std::thread::scope(|scope| {
        let beside = scope.spawn(|| run(second));
        let mut made = run(first);
        match beside.join() {
            Ok(rest) => made.extend(rest),
            Err(panic) => std::panic::resume_unwind(panic),
        }
        made
    })
}
