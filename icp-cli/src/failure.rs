//! Why the command stops, and its exit code. Every part of the command gives it; `run` prints it and decides nothing
//! else.

use std::error::Error;
use std::fmt;
use std::fs;
use std::io;
use std::path::Path;

use icp_core::document::nearest;

use crate::notice::tell;
use crate::text::quoted;

/// The most files of a folder among which one of nearly the name is looked for.
const MOST_LOOKED_AT: usize = 10_000;

/// An error of the core or of a library.
type Source = Box<dyn Error + Send + Sync>;

#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// A mistake in a model or in the accounts: exit code 1.
    #[error("{0}")]
    Mistake(String),
    /// A mistake that the core found, as the command shows it: exit code 1.
    #[error("{text}")]
    Refused { text: String, source: Source },
    /// Wrong usage, or a file that is not what it should be: exit code 2.
    #[error("{0}")]
    Usage(String),
    /// A file whose reader refuses it, as the command shows it: exit code 2.
    #[error("{text}")]
    Malformed { text: String, source: Source },
    /// A file that cannot be read: exit code 2.
    #[error("cannot read {name}: {source}")]
    Unreadable { name: String, source: io::Error },
    /// A file that cannot be written: exit code 2.
    #[error("cannot write {name}: {source}")]
    Unwritable { name: String, source: io::Error },
    /// Another failure with a line that says what to do.
    #[error("{failure}\n  help: {help}")]
    Helped {
        #[source]
        failure: Box<Failure>,
        help: String,
    },
    /// Whoever read the output has gone, which is not our business: exit code 0.
    #[error("")]
    ClosedPipe,
}

impl Failure {
    /// The same with a line that says what to do.
    pub(crate) fn help(self, help: impl fmt::Display) -> Self {
        match self {
            Self::ClosedPipe => Self::ClosedPipe,
            failure => Self::Helped { failure: Box::new(failure), help: help.to_string() },
        }
    }

    /// A mistake that the core found, in the command's words.
    pub(crate) fn refused(text: String, source: impl Into<Source>) -> Self {
        Self::Refused { text, source: source.into() }
    }

    /// A file whose reader refuses it, in the command's words.
    pub(crate) fn malformed(text: String, source: impl Into<Source>) -> Self {
        Self::Malformed { text, source: source.into() }
    }

    /// A file that could not be read.
    pub(crate) fn unreadable(name: &str, source: io::Error) -> Self {
        let kind = source.kind();
        let failure = Self::Unreadable { name: name.to_owned(), source };
        match kind {
            io::ErrorKind::NotFound => failure.help(where_else(Path::new(name))),
            io::ErrorKind::IsADirectory => failure.help("it is a folder: name a file in it"),
            _ => failure,
        }
    }

    /// A file or pipe that could not be written to.
    pub(crate) fn unwritable(name: &str, source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::BrokenPipe => Self::ClosedPipe,
            io::ErrorKind::NotFound => Self::Unwritable { name: name.to_owned(), source }
                .help("make the folder first, or name a file in one that is there"),
            _ => Self::Unwritable { name: name.to_owned(), source },
        }
    }

    fn exit_code(&self) -> u8 {
        match self {
            Self::ClosedPipe => 0,
            Self::Mistake(_) | Self::Refused { .. } => 1,
            Self::Usage(_) | Self::Malformed { .. } | Self::Unreadable { .. } | Self::Unwritable { .. } => 2,
            Self::Helped { failure, .. } => failure.exit_code(),
        }
    }

    /// Prints it on standard error, and gives the exit code of the process.
    pub(crate) fn report(&self) -> u8 {
        let code = self.exit_code();
        if code != 0 {
            tell(&format!("error: {self}"));
        }
        code
    }
}

/// The way out where a file is not there: a file of nearly this name, or where it was looked for.
fn where_else(path: &Path) -> String {
    let given = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let Ok(entries) = fs::read_dir(given.unwrap_or(Path::new("."))) else {
        let folder = given.unwrap_or(Path::new(".")).display().to_string();
        return format!("there is no folder {}", quoted(&folder));
    };
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let names: Vec<String> = names.take(MOST_LOOKED_AT).collect();
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    match (nearest(name, names.iter().map(|name| &**name)), given) {
        (Some(near), _) => {
            format!("did you mean {}?", quoted(&path.with_file_name(near).display().to_string()))
        }
        (None, Some(folder)) => {
            format!("{} has no file of nearly this name", quoted(&folder.display().to_string()))
        }
        (None, None) => "it was looked for in the folder in which the command runs: check the name, or write the whole path"
            .to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error;
    use std::io;

    use super::Failure;

    #[test]
    fn a_failure_knows_its_source_its_help_and_its_code() {
        let lost = || io::Error::new(io::ErrorKind::NotFound, "gone");
        let failure = Failure::unreadable("no-folder/a.csv", lost());
        assert_eq!(
            failure.to_string(),
            "cannot read no-folder/a.csv: gone\n  help: there is no folder `no-folder`"
        );
        // Tests run in the folder of the crate.
        let near = Failure::unreadable("Cargo.tom", lost()).to_string();
        assert_eq!(near, "cannot read Cargo.tom: gone\n  help: did you mean `Cargo.toml`?");
        assert_eq!(failure.exit_code(), 2);
        let below = failure.source().and_then(Error::source).map(ToString::to_string);
        assert_eq!(below.as_deref(), Some("gone"));
        let refused = Failure::refused("a.csv:2: no".to_owned(), lost()).help("mend it");
        assert_eq!(
            (refused.to_string(), refused.exit_code()),
            ("a.csv:2: no\n  help: mend it".to_owned(), 1)
        );
    }

    #[test]
    fn nobody_is_told_of_a_pipe_that_was_closed() {
        let closed = Failure::unwritable("standard output", io::ErrorKind::BrokenPipe.into()).help("none");
        assert!(matches!(closed, Failure::ClosedPipe));
        assert_eq!(closed.exit_code(), 0);
    }
}
