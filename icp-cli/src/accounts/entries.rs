//! The entries of a list in a file, as texts: the lines of a text, or the first column of a CSV.

use std::path::Path;

use super::Source;
use super::options::ReadOptions;
use super::text_form::{ending, form, table};
use crate::failure::Failure;

/// The entries, without blanks around them; blank ones, and lines of a text that begin with `#`, are left out.
pub(crate) fn entries(path: &Path) -> Result<Vec<String>, Failure> {
    let mut source = Source::open(path, None)?;
    let name = source.name().to_owned();
    match ending(path).as_deref() {
        Some("csv" | "tsv" | "tab") => {
            let options = ReadOptions::default();
            let (delimiter, _) = form(path, &mut source, options)?;
            let (mut rows, header, _) = table(source, delimiter, options)?;
            if let [only] = &*header
                && only.contains([';', '|', '\t', ','])
            {
                let told = format!("{name}: its columns are separated by another sign than its ending says");
                return Err(Failure::Mistake(told).help("write the entries into a text file, one a line"));
            }
            let mut entries = Vec::new();
            while let Some(row) = rows.next()? {
                entries
                    .extend(row.get(0).map(str::trim).filter(|entry| !entry.is_empty()).map(str::to_owned));
            }
            Ok(entries)
        }
        Some("json" | "jsonl" | "ndjson" | "yaml" | "yml") => {
            Err(Failure::Usage(format!("{name} is neither a text with one entry a line nor a CSV")))
        }
        _ => {
            let mut text = String::new();
            source.rest(&mut text)?;
            let lines = text.split(['\n', '\r']).map(str::trim);
            Ok(lines.filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned).collect())
        }
    }
}
