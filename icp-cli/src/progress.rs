//! The bar that shows how far a run is, where standard error is a terminal.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::text::count;

/// A line on the terminal that tells how far a long input has been read. It goes away with this value.
pub(crate) struct Progress {
    /// Nobody sees it.
    quiet: bool,
    start: Instant,
    bar: Option<ProgressBar>,
}

/// How long an input must take to get a line.
const PAUSE: Duration = Duration::from_millis(200);
/// How often the line is drawn, a second.
const HERTZ: u8 = 5;
/// Accounts between two looks at the clock.
const STRIDE: u64 = 512;

impl Progress {
    /// Draws only where somebody sees it: on a terminal that nothing else is written to meanwhile.
    pub(crate) fn new(quiet: bool) -> Self {
        Self { quiet, start: Instant::now(), bar: None }
    }

    /// Draws the line when it is time to; for every account.
    pub(crate) fn tick(&mut self, accounts: u64, read: (u64, Option<u64>)) {
        if accounts.is_multiple_of(STRIDE) {
            self.look(accounts, read);
        }
    }

    /// Draws the line when it is time to; for many accounts at once.
    pub(crate) fn look(&mut self, accounts: u64, (read, size): (u64, Option<u64>)) {
        if self.quiet || self.start.elapsed() < PAUSE {
            return;
        }
        let bar = self.bar.get_or_insert_with(|| bar(size));
        bar.set_message(count(accounts, "account"));
        bar.set_position(read);
    }
}

/// A bar on standard error, which draws nothing where that is no terminal; only a count where the end is not known.
fn bar(size: Option<u64>) -> ProgressBar {
    let template = if size.is_some() { "[{bar:30}] {percent:>3} %  {msg}" } else { "{msg}" };
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    let bar = ProgressBar::with_draw_target(size, ProgressDrawTarget::stderr_with_hz(HERTZ));
    bar.with_style(style.progress_chars("= "))
}
