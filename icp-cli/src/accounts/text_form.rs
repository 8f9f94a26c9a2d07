//! Recognizes the kind of a file, and where the header of a CSV stands. Whoever reads a file of accounts asks here.

use std::path::Path;

use super::options::{Kind, ReadOptions};
use super::packed;
#[cfg(feature = "parquet")]
use super::parquet;
use super::rows::Rows;
use super::source::Source;
use crate::failure::Failure;

/// The usual delimiter of a text by the ending of its name, and whether it is JSON; refuses options that say nothing for it.
pub(super) fn form(
    path: &Path,
    source: &mut Source,
    options: ReadOptions<'_>,
) -> Result<(u8, bool), Failure> {
    let (delimiter, is_json) = match ending(path).as_deref() {
        Some("csv") => (b',', false),
        Some("tsv" | "tab") => (b'\t', false),
        Some("jsonl" | "ndjson" | "json") => (b',', true),
        _ => (b',', source.looks_like_json()?),
    };
    options.check(if is_json { Kind::Json } else { Kind::Csv })?;
    Ok((delimiter, is_json))
}

/// The rows of a CSV behind its header, the header, and the delimiter.
pub(super) fn table(
    mut source: Source,
    delimiter: u8,
    options: ReadOptions<'_>,
) -> Result<(Rows, Vec<String>, u8), Failure> {
    let name = source.name().to_owned();
    let named = source.top(options.skip)?;
    let delimiter = options.delimiter.or(named.delimiter).unwrap_or(delimiter);
    let mut rows = Rows::new(source, named.line, delimiter);
    let header: Option<Vec<String>> = rows.next()?.map(|row| row.cells().map(str::to_owned).collect());
    match header {
        Some(header) => Ok((rows, header, delimiter)),
        None => {
            let above = if named.line > 1 { " below the lines that are passed over" } else { "" };
            Err(Failure::Mistake(format!("{name}: the file is empty{above}")))
        }
    }
}

/// The ending of a name in small letters; of `accounts.csv.gz` it is `csv`.
pub(super) fn ending(path: &Path) -> Option<String> {
    let of = |path: &Path| path.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase);
    let last = of(path)?;
    if packed::ENDINGS.contains(&&*last) { path.file_stem().map(Path::new).and_then(of) } else { Some(last) }
}

pub(super) fn is_parquet(path: &Path) -> bool {
    #[cfg(feature = "parquet")]
    if parquet::is_one(path) {
        return true;
    }
    matches!(ending(path).as_deref(), Some("parquet" | "pq"))
}
