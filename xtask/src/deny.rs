//! Licenses, sources and advisories of the dependencies, by `deny.toml`.

use crate::error::Error;
use crate::step::{Step, succeeds};

/// Checks the dependencies against `deny.toml`.
pub(crate) fn steps() -> Result<Vec<Step>, Error> {
    if !succeeds(&["cargo", "deny", "--version"]) {
        return Err(Error::not_installed("cargo-deny", "cargo install cargo-deny --locked"));
    }
    Ok(vec![Step::cargo("deny", &["deny", "--all-features", "check", "licenses", "bans", "sources"])])
}
