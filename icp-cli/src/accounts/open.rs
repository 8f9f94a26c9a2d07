//! Opens a file of accounts: what kind it is, where its header stands, and which columns are read.

use std::path::Path;

use icp_core::Model;

use super::batch::Texts;
use super::header::{self, Columns};
use super::objects::Objects;
use super::options::Kind;
#[cfg(feature = "parquet")]
use super::parquet;
use super::{Accounts, ReadOptions, Reader, Rows, Source, packed};
use crate::failure::Failure;
use crate::text::shown;

impl<'m> Accounts<'m> {
    /// Opens the accounts. CSV or JSON is recognized by the ending of the name, else by the first character.
    pub(crate) fn open(model: &'m Model, path: &Path, options: ReadOptions<'_>) -> Result<Self, Failure> {
        if is_parquet(path) {
            return Self::parquet(model, path, options);
        }
        Self::of(model, path, Source::open(path, options.encoding)?, options)
    }

    /// The accounts of a source, as a file of that name would have them.
    pub(crate) fn of(
        model: &'m Model,
        path: &Path,
        mut source: Source,
        options: ReadOptions<'_>,
    ) -> Result<Self, Failure> {
        let name = source.name().to_owned();
        let (delimiter, is_json) = match ending(path).as_deref() {
            Some("csv") => (b',', false),
            Some("tsv" | "tab") => (b'\t', false),
            Some("jsonl" | "ndjson" | "json") => (b',', true),
            _ => (b',', source.looks_like_json()?),
        };
        let mut id_name = None;
        options.check(if is_json { Kind::Json } else { Kind::Csv })?;
        let reader = if is_json {
            Reader::Json(Objects::new(source, options.path))
        } else {
            let named = source.top(options.skip)?;
            let delimiter = options.delimiter.or(named.delimiter).unwrap_or(delimiter);
            let mut rows = Rows::new(source, named.line, delimiter);
            let header: Option<Vec<String>> =
                rows.next()?.map(|row| row.cells().map(str::to_owned).collect());
            let Some(header) = header else {
                let above = if named.line > 1 { " below the lines that are passed over" } else { "" };
                return Err(Failure::Mistake(format!("{name}: the file is empty{above}")));
            };
            header::check(model, &header, delimiter, &mut rows)?;
            let columns = Columns::new(model, &name, header, delimiter, options.id)?;
            rows.end_at(options.skip_last, options.until_blank);
            id_name = columns.id.and_then(|at| columns.names.get(at)).cloned();
            let texts = Texts::new(&columns);
            Reader::Csv { rows: Box::new(rows), columns, texts }
        };
        Ok(Self::new(model, name, reader, id_name, options))
    }

    #[cfg(feature = "parquet")]
    fn parquet(model: &'m Model, path: &Path, options: ReadOptions<'_>) -> Result<Self, Failure> {
        options.check(Kind::Parquet)?;
        let name = shown(&path.display().to_string()).into_owned();
        let (tables, columns) = parquet::Tables::open(model, path, &name, options.id)?;
        let id_name = columns.id.and_then(|at| columns.names.get(at)).cloned();
        Ok(Self::new(model, name, Reader::Parquet { tables: Box::new(tables), columns }, id_name, options))
    }

    #[cfg(not(feature = "parquet"))]
    fn parquet(_: &'m Model, path: &Path, options: ReadOptions<'_>) -> Result<Self, Failure> {
        options.check(Kind::Parquet)?;
        let name = shown(&path.display().to_string()).into_owned();
        Err(Failure::Usage(format!("cannot read {name}: this command was built without Parquet"))
            .help("build it with `--features full`"))
    }
}

/// The ending of a name in small letters; of `accounts.csv.gz` it is `csv`.
fn ending(path: &Path) -> Option<String> {
    let of = |path: &Path| path.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase);
    let last = of(path)?;
    if packed::ENDINGS.contains(&&*last) { path.file_stem().map(Path::new).and_then(of) } else { Some(last) }
}

fn is_parquet(path: &Path) -> bool {
    #[cfg(feature = "parquet")]
    if parquet::is_one(path) {
        return true;
    }
    matches!(ending(path).as_deref(), Some("parquet" | "pq"))
}
