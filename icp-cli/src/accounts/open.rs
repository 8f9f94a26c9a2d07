//! Opens a file of accounts: what kind it is, where its header stands, and which columns are read.

use std::path::Path;

use icp_core::Model;

use super::header::{self, Columns};
use super::objects::Objects;
use super::options::Kind;
#[cfg(feature = "parquet")]
use super::parquet;
#[cfg(feature = "excel")]
use super::sheet::Sheet;
use super::text_form::{form, is_parquet, table};
use super::texts::Texts;
use super::{Accounts, ReadOptions, Reader, Source};
use crate::failure::Failure;
use crate::text::shown;

impl<'m> Accounts<'m> {
    /// Opens the accounts. CSV or JSON is recognized by the ending of the name, else by the first character.
    pub(crate) fn open(model: &'m Model, path: &Path, options: ReadOptions<'_>) -> Result<Self, Failure> {
        if is_parquet(path) {
            return Self::parquet(model, path, options);
        }
        #[cfg(feature = "excel")]
        if let Some(book) = super::workbook::kind(path) {
            return Self::sheet(model, path, book, options);
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
        let (delimiter, is_json) = form(path, &mut source, options)?;
        let mut id_name = None;
        let reader = if is_json {
            Reader::Json(Objects::new(source, options.path))
        } else {
            let (mut rows, header, delimiter) = table(source, delimiter, options)?;
            if !header::is_one(model, &header) && options.events.is_empty() {
                let below = std::iter::from_fn(|| {
                    let row = rows.next().ok().flatten()?;
                    Some((row.line, row.cells().map(str::to_owned).collect()))
                });
                return Err(header::refused(model, &name, &header, Some(delimiter), below));
            }
            let columns = Columns::new(model, &name, header, Some(delimiter), options)?;
            rows.end_at(options.skip_last, options.until_blank);
            id_name = columns.id.and_then(|at| columns.names.get(at)).cloned();
            let texts = Texts::new(&name, &columns);
            Reader::Csv { rows: Box::new(rows), columns, texts }
        };
        Self::new(model, name, reader, id_name, options)
    }

    /// The names of the sheets of a workbook that people see; none for a file of another kind.
    pub(crate) fn sheets(path: &Path) -> Result<Vec<String>, Failure> {
        #[cfg(feature = "excel")]
        if let Some(book) = super::workbook::kind(path) {
            let name = shown(&path.display().to_string()).into_owned();
            let book = super::workbook::Workbook::open(path, book, &name)?;
            return Ok(book.seen().map(str::to_owned).collect());
        }
        let _ = path;
        Ok(Vec::new())
    }

    #[cfg(feature = "excel")]
    fn sheet(
        model: &'m Model,
        path: &Path,
        book: crate::foreign::Book,
        options: ReadOptions<'_>,
    ) -> Result<Self, Failure> {
        options.check(Kind::Sheet)?;
        let name = shown(&path.display().to_string()).into_owned();
        let (sheet, columns) = Sheet::open(model, (path, book, &name), options)?;
        let id_name = columns.id.and_then(|at| columns.names.get(at)).cloned();
        Self::new(model, name, Reader::Sheet { sheet: Box::new(sheet), columns }, id_name, options)
    }

    #[cfg(feature = "parquet")]
    fn parquet(model: &'m Model, path: &Path, options: ReadOptions<'_>) -> Result<Self, Failure> {
        options.check(Kind::Parquet)?;
        let name = shown(&path.display().to_string()).into_owned();
        let (tables, columns) = parquet::Tables::open(model, path, &name, options)?;
        let id_name = columns.id.and_then(|at| columns.names.get(at)).cloned();
        Self::new(model, name, Reader::Parquet { tables: Box::new(tables), columns }, id_name, options)
    }

    #[cfg(not(feature = "parquet"))]
    fn parquet(_: &'m Model, path: &Path, options: ReadOptions<'_>) -> Result<Self, Failure> {
        options.check(Kind::Parquet)?;
        let name = shown(&path.display().to_string()).into_owned();
        Err(Failure::Usage(format!("cannot read {name}: this command was built without Parquet"))
            .help("build it with `--features full`"))
    }
}
