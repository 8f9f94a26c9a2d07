use std::io::{self, IsTerminal as _, Write as _};
use std::time::{Duration, Instant};

use crate::text::count;

/// A line on the terminal that tells how far a long input has been read.
pub(crate) struct Progress {
    last: Option<Instant>,
    drawn: bool,
}

/// How often the line is drawn, and how long an input must take to get one.
const PAUSE: Duration = Duration::from_millis(200);
/// Accounts between two looks at the clock.
const STRIDE: u64 = 512;
const WIDTH: u64 = 30;

impl Progress {
    /// Draws only where somebody sees it: on a terminal that nothing else is written to meanwhile.
    pub(crate) fn new(quiet: bool) -> Self {
        let seen = !quiet && io::stderr().is_terminal();
        Self { last: seen.then(Instant::now), drawn: false }
    }

    /// Draws the line when it is time to.
    pub(crate) fn tick(&mut self, accounts: u64, (read, size): (u64, Option<u64>)) {
        if !accounts.is_multiple_of(STRIDE) || self.last.is_none_or(|last| last.elapsed() < PAUSE) {
            return;
        }
        let bar = size.filter(|size| *size > 0).map_or_else(String::new, |size| {
            let done = (read.min(size) * WIDTH / size) as usize;
            let share = read.min(size) * 100 / size;
            format!("[{}{}] {share:>3} %  ", "=".repeat(done), " ".repeat(WIDTH as usize - done))
        });
        self.draw(&format!("\r{bar}{}", count(accounts, "account")));
        self.last = Some(Instant::now());
        self.drawn = true;
    }

    /// Takes the line away.
    pub(crate) fn clear(&mut self) {
        if std::mem::take(&mut self.drawn) {
            self.draw("\r\u{1b}[K");
        }
    }

    fn draw(&self, text: &str) {
        let mut terminal = io::stderr().lock();
        // It is only for the eye.
        let _ = terminal.write_all(text.as_bytes()).and_then(|()| terminal.flush());
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.clear();
    }
}
