//! The targets of the fuzzer. A target takes any bytes, and panics where a promise of the library does not hold; so
//! its finds are replayed without it. The fuzzer itself is in `fuzz/`, and `cargo xtask fuzz` runs it.

mod account;
mod arrow;
mod csv;
mod init;
mod model;
mod pair;
mod pattern;
mod seeds;
mod source;
mod written;

use std::path::PathBuf;

use icp_core::Date;

pub use account::account_json;
pub use arrow::arrow;
pub use csv::csv;
pub use init::init;
pub use model::{model_json, model_yaml, roundtrip};
pub use pair::{assess, columns};
pub use pattern::matches;
pub use seeds::seeds;
pub use source::source;
pub use written::{written, written_date};

/// A target with its name: that of the binary in `fuzz/`, and of the folder of its finds.
pub type Target = (&'static str, fn(&[u8]));

/// All targets.
pub const TARGETS: [Target; 13] = [
    ("model_json", model_json),
    ("model_yaml", model_yaml),
    ("roundtrip", roundtrip),
    ("assess", assess),
    ("columns", columns),
    ("account_json", account_json),
    ("csv", csv),
    ("arrow", arrow),
    ("matches", matches),
    ("written", written),
    ("written_date", written_date),
    ("source", source),
    ("init", init),
];

/// The folder of the finds that were mended: `TARGET/NAME`.
pub fn regressions() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../fuzz/regressions"))
}

/// The day on which the targets judge where they do not draw one.
fn today() -> Date {
    Date::new(2026, 11, 21).expect("a day")
}

/// Checks a message to people: one line of at most a kibibyte, with nothing that a terminal would act on.
fn check_words(what: &str, words: &str) {
    assert!(!words.is_empty(), "{what}: no words");
    assert!(words.len() <= 1024, "{what} has {} bytes: {words}", words.len());
    assert!(!words.chars().any(char::is_control), "{what} has control characters: {words:?}");
}
