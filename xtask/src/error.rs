//! The errors of tasks. `main` prints them, and each says all of it on its own.

use std::fmt::Display;
use std::io;
use std::path::Path;
use std::process::ExitStatus;

/// A task that cannot begin or has failed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// Arguments that the task does not take.
    #[error("{0}")]
    Arguments(String),
    #[error("{tool} is not installed: `{install}`")]
    NotInstalled { tool: String, install: String },
    /// A file or folder that cannot be read or written.
    #[error("{path}: {source}")]
    File { path: String, source: io::Error },
    #[error("{path}: {source}")]
    Json { path: String, source: serde_json::Error },
    /// A program that does not start, or whose output cannot be read.
    #[error("cannot run {program}: {source}")]
    Start { program: String, source: io::Error },
    #[error("{program}: {status}")]
    Failed { program: String, status: ExitStatus },
    /// Git has failed, with this message.
    #[error("git {args}: {message}")]
    Git { args: String, message: String },
    #[error("where is this program? {0}")]
    Itself(#[source] io::Error),
    /// A module of WebAssembly that cannot be split or bound.
    #[error("{path}: {message}")]
    Module { path: String, message: String },
    /// Something was measured or checked, and is not as it has to be.
    #[error("{0}")]
    Check(String),
}

impl Error {
    /// For what happens with this file or folder.
    pub(crate) fn file(path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::File { path: path.display().to_string(), source }
    }

    /// For what happens while this program is run.
    pub(crate) fn start(program: impl Display) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Start { program: program.to_string(), source }
    }

    pub(crate) fn not_installed(tool: impl Into<String>, install: impl Into<String>) -> Self {
        Self::NotInstalled { tool: tool.into(), install: install.into() }
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error as _;

    use super::*;

    #[test]
    fn an_error_says_where_it_was_and_what_happened() {
        let gone = || io::Error::from(io::ErrorKind::NotFound);
        let file = Error::file(Path::new("target/x"))(gone());
        assert_eq!(file.to_string(), format!("target/x: {}", gone()));
        assert!(file.source().is_some());
        assert_eq!(Error::start("git")(gone()).to_string(), format!("cannot run git: {}", gone()));
        let tool = Error::not_installed("cargo-deny", "cargo install cargo-deny");
        assert_eq!(tool.to_string(), "cargo-deny is not installed: `cargo install cargo-deny`");
    }
}
