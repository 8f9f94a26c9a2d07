//! Licenses, sources and advisories of the dependencies, by `deny.toml`.

use crate::step::{Step, succeeds};

/// Checks the dependencies against `deny.toml`.
pub(crate) fn steps() -> Result<Vec<Step>, String> {
    if !succeeds(&["cargo", "deny", "--version"]) {
        return Err("cargo-deny is not installed: `cargo install cargo-deny --locked`".to_owned());
    }
    Ok(vec![Step::cargo("deny", &["deny", "--all-features", "check", "licenses", "bans", "sources"])])
}
