//! Where answers are written: standard output, or a file that appears when it is complete.

use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::stop;

/// Where the answer goes: standard output, or a file that appears when it is complete.
pub(crate) struct Output {
    name: String,
    to: BufWriter<Box<dyn Write + Send>>,
    /// The file while it is written, and its name afterwards.
    pending: Option<(PathBuf, PathBuf)>,
    /// Lines for standard output that are kept back, since the work may still fail. A file is deleted instead.
    held: Option<Vec<u8>>,
}

/// Bytes that are kept back.
const MOST_HELD: usize = 64 << 20;

/// Columns of a table that is not for a terminal.
const COLUMNS: usize = 120;
/// The narrowest that a table gets.
const NARROWEST: usize = 40;

impl Output {
    /// Standard output.
    pub(crate) fn stdout() -> Self {
        Self::to("standard output", Box::new(io::stdout()))
    }

    /// Whatever takes bytes.
    pub(crate) fn to(name: &str, to: Box<dyn Write + Send>) -> Self {
        Self { name: name.to_owned(), to: BufWriter::new(to), pending: None, held: None }
    }

    /// A file, which must not be one of the inputs; standard output without one.
    pub(crate) fn open(path: Option<&Path>, inputs: &[&Path]) -> Result<Self, Failure> {
        let Some(path) = path else { return Ok(Self::stdout()) };
        let name = path.display().to_string();
        let unwritable = |error: io::Error| Failure::unwritable(&name, error);
        let real = path.canonicalize().ok();
        if real.is_some() && inputs.iter().any(|input| input.canonicalize().ok() == real) {
            let failure = Failure::Usage(format!("{name} is read as well: writing to it would destroy it"));
            return Err(failure.help("name another file with -o"));
        }
        let special = fs::metadata(path).is_ok_and(|about| !about.is_file());
        let (file, pending) = if special {
            (File::options().write(true).open(path).map_err(unwritable)?, None)
        } else {
            let target = real.unwrap_or_else(|| path.to_owned());
            let mut part = target.clone().into_os_string();
            part.push(".part");
            let part = PathBuf::from(part);
            // Told of before it is there, so that it cannot be left behind.
            stop::pending(Some(&part));
            let file = File::create(&part).map_err(unwritable)?;
            (file, Some((part, target)))
        };
        Ok(Self { name, to: BufWriter::new(Box::new(file)), pending, held: None })
    }

    /// Columns that a line may have: those of `COLUMNS` where it is set, as other commands do, else of the terminal.
    pub(crate) fn columns(&self) -> usize {
        self.columns_or(COLUMNS)
    }

    /// The same, with a number for what is written to no terminal.
    pub(crate) fn columns_or(&self, usual: usize) -> usize {
        let named = std::env::var("COLUMNS").ok().and_then(|text| text.trim().parse::<usize>().ok());
        if let Some(named) = named.filter(|named| *named > 0) {
            return named.max(NARROWEST);
        }
        let terminal = self.name == "standard output" && io::stdout().is_terminal();
        match terminal_size::terminal_size().filter(|_| terminal) {
            Some((width, _)) => usize::from(width.0).max(NARROWEST),
            None => usual,
        }
    }

    /// Writes a line.
    pub(crate) fn line(&mut self, text: &str) -> Result<(), Failure> {
        if let Some(held) = &mut self.held {
            held.extend([text.as_bytes(), b"\n"].concat());
            return Ok(());
        }
        self.to
            .write_all(text.as_bytes())
            .and_then(|()| self.to.write_all(b"\n"))
            .map_err(|error| Failure::unwritable(&self.name, error))
    }

    /// Writes lines, each with its end.
    pub(crate) fn lines(&mut self, text: &str) -> Result<(), Failure> {
        match &mut self.held {
            Some(held) => {
                held.extend(text.as_bytes());
                Ok(())
            }
            None => self.bytes(text.as_bytes()),
        }
    }

    /// From here on lines are kept back while that is so, up to some: a file that is given up is never seen, but what
    /// went to standard output is.
    pub(crate) fn hold(&mut self, doubtful: bool) -> Result<(), Failure> {
        let is_long = self.held.as_ref().is_some_and(|held| held.len() > MOST_HELD);
        if doubtful && !is_long && self.pending.is_none() {
            self.held.get_or_insert_default();
            return Ok(());
        }
        match self.held.take() {
            Some(held) => self.to.write_all(&held).map_err(|error| Failure::unwritable(&self.name, error)),
            None => Ok(()),
        }
    }

    /// Writes what is no line.
    pub(crate) fn bytes(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.to.write_all(bytes).map_err(|error| Failure::unwritable(&self.name, error))
    }

    /// Everything is written; a file gets its name.
    pub(crate) fn finish(mut self) -> Result<(), Failure> {
        self.hold(false)?;
        self.to.flush().map_err(|error| Failure::unwritable(&self.name, error))?;
        if let Some((part, target)) = self.pending.take() {
            fs::rename(&part, &target).map_err(|error| Failure::unwritable(&self.name, error))?;
            stop::pending(None);
        }
        Ok(())
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        if let Some((part, _)) = self.pending.take() {
            // The work failed, and half an answer is none.
            let _ = fs::remove_file(part);
        }
    }
}
