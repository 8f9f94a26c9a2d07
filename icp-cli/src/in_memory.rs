//! A file of accounts in memory, scored as the command would: the way in for the fuzzer and for tests.

use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::{Arc, Mutex};

use icp_core::{Date, Model, OnInvalid};

use crate::accounts::{Accounts, ReadOptions, Source};
use crate::args::Writing;
use crate::notice::silence;
use crate::output::Output;
use crate::score::{Only, Values, Work};

/// The form of the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A line of cells for each account; a CSV is then scored in columns.
    Csv,
    /// The whole assessment of each account, one at a time.
    Jsonl,
}

/// Scores a file that is given by its name and bytes. Notices and the summary are not printed.
///
/// # Errors
/// The message of the failure that would end the command.
pub fn score(
    model: &Model,
    (file, bytes): (&str, Vec<u8>),
    as_of: Date,
    on_invalid: OnInvalid,
    form: Form,
) -> Result<String, String> {
    let options = ReadOptions::default();
    let memory = Memory::default();
    silence();
    let run = || {
        let source = Source::of_bytes(file, bytes.clone())?;
        let accounts = Accounts::of(model, Path::new(file), source, options)?;
        let output = Output::to("memory", Box::new(memory.clone()));
        let every: Vec<String> = model.attributes().map(|attribute| attribute.name().to_owned()).collect();
        let values = Values::new(model, on_invalid, &every);
        let writing = Writing::default();
        let only = Only::default();
        let (quiet, writing, words_all, threads, taken) = (true, &writing, false, NonZeroUsize::MIN, 0);
        let mut work =
            Work { model, accounts, output, as_of, values, quiet, writing, only, words_all, threads, taken };
        match form {
            Form::Csv => work.csv()?,
            Form::Jsonl => work.jsonl()?,
        };
        work.output.finish()
    };
    match run() {
        Ok(()) => Ok(memory.text()),
        Err(failure) => Err(failure.to_string()),
    }
}

/// An output in memory; clones share its bytes.
#[derive(Clone, Default)]
struct Memory(Arc<Mutex<Vec<u8>>>);

impl Memory {
    fn text(&self) -> String {
        let bytes = self.0.lock().map(|bytes| bytes.clone()).unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

impl Write for Memory {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.0.lock() {
            Ok(mut all) => all.extend(bytes),
            Err(_) => return Err(io::ErrorKind::Other.into()),
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
