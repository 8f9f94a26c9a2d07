//! The options that give a model something beside its document: a source file, and other entries for its lists.

use std::path::{Path, PathBuf};

use clap::Args;

/// The options of every command that uses a model.
#[derive(Debug, Args)]
pub(crate) struct Given {
    /// A source file: the columns of an export, and how it writes their values
    #[arg(long, value_name = "FILE")]
    pub(crate) source: Option<PathBuf>,
    /// Other entries for a list of the model: a text with one entry a line, or the first column of a CSV
    ///
    /// Of a text, blank lines and those that begin with # are left out; the first row of a CSV is its header. Given once
    /// for each list.
    #[arg(long = "list", value_name = "NAME=FILE", value_parser = list)]
    pub(crate) lists: Vec<(String, PathBuf)>,
}

impl Given {
    /// The files that are read for it.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &Path> {
        let lists = self.lists.iter().map(|(_, file)| file.as_path());
        self.source.as_deref().into_iter().chain(lists)
    }
}

fn list(text: &str) -> Result<(String, PathBuf), String> {
    match text.split_once('=') {
        Some((name, file)) if !name.is_empty() && !file.is_empty() => {
            Ok((name.to_owned(), PathBuf::from(file)))
        }
        _ => Err("it is written like targets=q4.txt".to_owned()),
    }
}
