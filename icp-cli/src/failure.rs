use std::fmt;
use std::io;
use std::process::ExitCode;

use crate::notice::tell;

/// Why the command stops.
#[derive(Debug)]
pub(crate) enum Failure {
    /// A mistake in a model or in the accounts: exit code 1.
    Mistake(String),
    /// Wrong usage, or a file that cannot be read or written: exit code 2.
    Usage(String),
    /// Whoever read the output has gone, which is not our business: exit code 0.
    ClosedPipe,
}

impl Failure {
    /// The same with a line that says what to do.
    pub(crate) fn help(self, help: impl fmt::Display) -> Self {
        match self {
            Self::Mistake(text) => Self::Mistake(format!("{text}\n  help: {help}")),
            Self::Usage(text) => Self::Usage(format!("{text}\n  help: {help}")),
            Self::ClosedPipe => Self::ClosedPipe,
        }
    }

    /// What it says.
    pub(crate) fn text(self) -> String {
        match self {
            Self::Mistake(text) | Self::Usage(text) => text,
            Self::ClosedPipe => String::new(),
        }
    }

    /// Tells it on standard error; what the process says to whoever started it.
    pub(crate) fn report(&self) -> ExitCode {
        let (text, code) = match self {
            Self::ClosedPipe => return ExitCode::SUCCESS,
            Self::Mistake(text) => (text, 1),
            Self::Usage(text) => (text, 2),
        };
        tell(&format!("error: {text}"));
        ExitCode::from(code)
    }

    /// A file that could not be read.
    pub(crate) fn unreadable(name: &str, error: &io::Error) -> Self {
        Self::Usage(format!("cannot read {name}: {error}"))
    }

    /// A place that could not be written to.
    pub(crate) fn unwritable(name: &str, error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::ClosedPipe,
            _ => Self::Usage(format!("cannot write {name}: {error}")),
        }
    }
}
