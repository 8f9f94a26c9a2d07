//! Line coverage of the core, with its least value.

use crate::error::Error;
use crate::step::{Step, root};

/// The least line coverage of icp-core, in percent.
const LEAST: &str = "92";

/// Lines of icp-core that its own tests and those of `icp-tests` reach.
pub(crate) fn steps() -> Result<Vec<Step>, Error> {
    let args = ["llvm-cov", "test", "--all-features", "-p", "icp-core", "-p", "icp-tests"];
    let step = Step::cargo("coverage", &args).args([
        "--fail-under-lines",
        LEAST,
        "--ignore-filename-regex",
        &others()?,
    ]);
    Ok(vec![
        Step::new("llvm-tools", "rustup", &["component", "add", "llvm-tools"]),
        Step::cargo("cargo-llvm-cov", &["install", "cargo-llvm-cov", "--locked"]).unless(&[
            "cargo",
            "llvm-cov",
            "--version",
        ]),
        step,
    ])
}

/// Files that do not count: all but icp-core's, and its tests.
fn others() -> Result<String, Error> {
    let entries = std::fs::read_dir(root()).map_err(Error::file(root()))?;
    let mut rooms: Vec<String> = entries
        .filter_map(Result::ok)
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name != "icp-core" && !name.starts_with('.'))
        .map(|name| escape(&name))
        .collect();
    rooms.sort();
    Ok(format!("^{}/({})/|/tests(/[^/]*)?\\.rs$", escape(&root().display().to_string()), rooms.join("|")))
}

/// The text as a regular expression that matches only it.
fn escape(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if !c.is_alphanumeric() && !"/_-".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_matches_only_itself() {
        assert_eq!(escape("/a.b/c+d-e"), "/a\\.b/c\\+d-e");
    }
}
