//! Work that several threads do in an order: pieces are read one after the other, worked on by whichever thread is free, and given
//! on in the order in which they were read, so that the number of threads changes nothing that comes out.

use std::collections::{BTreeMap, VecDeque};
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{Builder, Scope, scope};

use crate::failure::Failure;

/// Where pieces come from, and where they go. Both are on the thread that calls.
pub(super) trait Ends<J, D> {
    /// Reads the next piece; `None` when there is no more.
    fn next(&mut self) -> Result<Option<J>, Failure>;
    /// Takes the next piece that is done; `Break` wants no more.
    fn take(&mut self, done: D) -> Result<ControlFlow<()>, Failure>;
}

/// Gives every piece to `work` and what becomes of it to the taking end, in the order of reading. A failure to read comes after all
/// that was read before it. Each thread works with a `state` of its own; other threads begin with the second piece.
pub(super) fn in_order<J: Send, D: Send, S>(
    threads: NonZeroUsize,
    ends: &mut impl Ends<J, D>,
    state: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, J) -> D + Sync,
) -> Result<(), Failure> {
    let shared = Shared::default();
    let others = threads.get() - 1;
    // As many pieces are in memory: one for each thread, and one more that waits for it.
    let most = if others == 0 { 1 } else { 2 * threads.get() as u64 };
    scope(|scope| {
        let _closes = Closes(&shared);
        let (mut own, mut begun, mut read, mut given) = (state(), 0, 0u64, 0u64);
        let mut end = None;
        loop {
            while let Some(done) = shared.done(given) {
                given += 1;
                if ends.take(done)?.is_break() {
                    return Ok(());
                }
            }
            // A lock is not held longer than a look takes.
            let waiting = shared.lock().waiting.len();
            if end.is_none() && read - given < most && waiting <= others {
                match ends.next() {
                    Ok(Some(piece)) => {
                        if read > 0 && begun < others {
                            begun += 1;
                            begin(scope, &shared, &state, &work);
                        }
                        shared.give(read, piece);
                        read += 1;
                    }
                    Ok(None) => end = Some(Ok(())),
                    Err(failure) => end = Some(Err(failure)),
                }
                continue;
            }
            let next = shared.lock().waiting.pop_front();
            if let Some((number, piece)) = next {
                let done = work(&mut own, piece);
                shared.lock().done.insert(number, done);
            } else if given == read {
                return end.unwrap_or(Ok(()));
            } else if !shared.wait_for(given) {
                // INVARIANT: a thread that panicked passes it on at the end of the scope.
                return Ok(());
            }
        }
    })
}

/// Starts a thread; where none can be started, those that are there do the work.
fn begin<'s, J: Send, D: Send, S>(
    scope: &'s Scope<'s, '_>,
    shared: &'s Shared<J, D>,
    state: &'s (impl Fn() -> S + Sync),
    work: &'s (impl Fn(&mut S, J) -> D + Sync),
) {
    let _ = Builder::new().spawn_scoped(scope, move || {
        let leaves = Leaves(shared);
        let mut own = state();
        while let Some((number, piece)) = shared.next() {
            let done = work(&mut own, piece);
            shared.lock().done.insert(number, done);
            shared.done.notify_one();
        }
        drop(leaves);
    });
}

/// The state that all threads share.
struct Shared<J, D> {
    state: Mutex<State<J, D>>,
    /// There is a piece to work on, or no more will come.
    given: Condvar,
    /// A piece is done.
    done: Condvar,
}

struct State<J, D> {
    /// Pieces to work on, by their numbers.
    waiting: VecDeque<(u64, J)>,
    done: BTreeMap<u64, D>,
    is_over: bool,
    /// Whether a thread ended before its time.
    is_lost: bool,
}

impl<J, D> Default for Shared<J, D> {
    fn default() -> Self {
        let state = State { waiting: VecDeque::new(), done: BTreeMap::new(), is_over: false, is_lost: false };
        Self { state: Mutex::new(state), given: Condvar::new(), done: Condvar::new() }
    }
}

impl<J, D> Shared<J, D> {
    fn lock(&self) -> MutexGuard<'_, State<J, D>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn give(&self, number: u64, piece: J) {
        self.lock().waiting.push_back((number, piece));
        self.given.notify_one();
    }

    /// The piece of that number, if it is done.
    fn done(&self, number: u64) -> Option<D> {
        self.lock().done.remove(&number)
    }

    /// Waits until the piece of that number is done; false if it never will be.
    fn wait_for(&self, number: u64) -> bool {
        let mut state = self.lock();
        while !state.done.contains_key(&number) {
            if state.is_lost {
                return false;
            }
            state = self.done.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        true
    }

    /// The next piece to work on; waits for one. `None` when no more will come.
    fn next(&self) -> Option<(u64, J)> {
        let mut state = self.lock();
        loop {
            if state.is_over {
                return None;
            }
            if let Some(next) = state.waiting.pop_front() {
                return Some(next);
            }
            state = self.given.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// Lets the threads end, however the work has.
struct Closes<'s, J, D>(&'s Shared<J, D>);

impl<J, D> Drop for Closes<'_, J, D> {
    fn drop(&mut self) {
        self.0.lock().is_over = true;
        self.0.given.notify_all();
    }
}

/// Says that a thread has ended, however it has.
struct Leaves<'s, J, D>(&'s Shared<J, D>);

impl<J, D> Drop for Leaves<'_, J, D> {
    fn drop(&mut self) {
        let mut state = self.0.lock();
        state.is_lost |= !state.is_over;
        self.0.done.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers from 0 up, and what came of them.
    struct Numbers {
        next: u64,
        last: u64,
        fails: bool,
        taken: Vec<u64>,
        most: usize,
    }

    impl Ends<u64, u64> for Numbers {
        fn next(&mut self) -> Result<Option<u64>, Failure> {
            if self.next == self.last {
                return if self.fails { Err(Failure::Mistake("at the end".to_owned())) } else { Ok(None) };
            }
            self.next += 1;
            Ok(Some(self.next - 1))
        }

        fn take(&mut self, done: u64) -> Result<ControlFlow<()>, Failure> {
            self.taken.push(done);
            let is_enough = self.taken.len() == self.most;
            Ok(if is_enough { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
        }
    }

    fn run(threads: usize, last: u64, fails: bool, most: usize) -> (Result<(), Failure>, Vec<u64>) {
        let mut ends = Numbers { next: 0, last, fails, taken: Vec::new(), most };
        let threads = NonZeroUsize::new(threads).unwrap();
        let ended = in_order(
            threads,
            &mut ends,
            || (),
            |(), number| {
                // Later ones are done sooner.
                std::thread::sleep(std::time::Duration::from_micros(200 * (number % 3)));
                number * 10
            },
        );
        (ended, ends.taken)
    }

    #[test]
    fn pieces_come_in_the_order_of_reading() {
        for threads in [1, 2, 3, 8] {
            let wanted: Vec<u64> = (0..40).map(|number| number * 10).collect();
            let (ended, taken) = run(threads, 40, false, usize::MAX);
            assert!(ended.is_ok() && taken == wanted, "{threads}");
            // All pieces before a failure come first.
            let (ended, taken) = run(threads, 40, true, usize::MAX);
            assert!(ended.is_err() && taken == wanted, "{threads}");
            let (ended, taken) = run(threads, 40, true, 7);
            assert!(ended.is_ok() && taken == wanted[..7], "{threads}");
            assert!(run(threads, 0, false, usize::MAX).1.is_empty());
        }
    }

    #[test]
    #[should_panic(expected = "scoped thread panicked")]
    fn a_panic_is_passed_on() {
        let mut ends = Numbers { next: 0, last: 9, fails: false, taken: Vec::new(), most: usize::MAX };
        let main = std::thread::current().id();
        let _ = in_order(
            NonZeroUsize::new(2).unwrap(),
            &mut ends,
            || (),
            |(), number| {
                // The thread that calls is slow, so that the other one gets a piece.
                if std::thread::current().id() == main {
                    std::thread::sleep(std::time::Duration::from_millis(20));
                }
                assert!(std::thread::current().id() == main, "not here");
                number
            },
        );
    }
}
