//! The program that `cargo xtask mutants` runs for each change: the tests that look at what the core decides, in one
//! program, because one is linked sooner than eight.

mod batch;
#[path = "batch_wide/main.rs"]
mod batch_wide;
mod conformance;
mod differential;
#[path = "hardening/main.rs"]
mod hardening;
#[path = "battery_models/main.rs"]
mod models;
mod records;
#[path = "batch_refusals.rs"]
mod refusals;

use std::io::Write as _;

/// One failure is enough to know that a change is noticed. The tests run by their names when they run one by one, so
/// this is the first.
#[test]
#[expect(clippy::exit, reason = "the rest of the tests would be run for nothing")]
fn a_failure_ends_the_program() {
    std::panic::set_hook(Box::new(|failure| {
        // Not by a macro, whose words would be kept until the end of the test.
        let _ = writeln!(std::io::stderr(), "{failure}");
        std::process::exit(101);
    }));
}
