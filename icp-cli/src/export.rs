//! `icp export`: a model for other systems. The texts come from `icp-export`, and from `icp-exchange` for other tools' cards.

use icp_core::Model;
use icp_export::{AsOf, Dialect, Form, Keep, SqlOptions, to_sql, to_table};

use crate::args::{Export, ExportTo, PointsFormat, SqlDialect};
use crate::ending::form;
use crate::failure::Failure;
use crate::notice::tell;
use crate::output::Output;
use crate::score::points_workbook;
use crate::text::shown;

/// Exports a model.
pub(crate) fn run(args: &Export) -> Result<(), Failure> {
    let model = crate::load::given(&args.model, &args.given)?;
    if let Some(option) = args.of_sql().filter(|_| args.to != ExportTo::Sql) {
        return Err(Failure::Usage(format!("`{option}` is for --to sql alone")));
    }
    if args.format.is_some() && args.to != ExportTo::Table {
        return Err(Failure::Usage("`--format` is for --to table alone".to_owned()));
    }
    let text = match args.to {
        ExportTo::Sql => {
            let options = options(args)?;
            to_sql(&model, &options).map_err(|error| Failure::refused(error.to_string(), error))?
        }
        ExportTo::Table => return table(args, &model),
        ExportTo::Pmml => {
            let export = icp_exchange::to_pmml(model.definition())
                .map_err(|error| Failure::refused(error.to_string(), error))?;
            export.notes.iter().for_each(|note| tell(&shown(note)));
            export.text
        }
    };
    let mut output = Output::open(args.output.as_deref(), &[&args.model])?;
    output.bytes(text.as_bytes())?;
    output.finish()
}

/// The flat table of points.
fn table(args: &Export, model: &Model) -> Result<(), Failure> {
    let table = to_table(model);
    let format = form(args.output.as_deref(), args.format)?;
    if format == PointsFormat::Xlsx && args.output.is_none() {
        return Err(Failure::Usage("`--format xlsx` is written into a file".to_owned())
            .help("name it with `-o`, such as `-o points.xlsx`"));
    }
    let mut output = Output::open(args.output.as_deref(), &[&args.model])?;
    match format {
        PointsFormat::Csv => output.bytes(table.to_csv().as_bytes())?,
        PointsFormat::Markdown => output.bytes(table.to_markdown().as_bytes())?,
        PointsFormat::Xlsx => points_workbook(&table, &mut output)?,
    }
    output.finish()
}

fn options(args: &Export) -> Result<SqlOptions, Failure> {
    let dialect = match args.dialect {
        Some(SqlDialect::DuckDb) => Dialect::DuckDb,
        Some(SqlDialect::Postgres) => Dialect::Postgres,
        Some(SqlDialect::Spark) => Dialect::Spark,
        Some(SqlDialect::BigQuery) => Dialect::BigQuery,
        Some(SqlDialect::Snowflake) => Dialect::Snowflake,
        None => return Err(Failure::Usage("SQL has dialects: give one with --dialect".to_owned())),
    };
    let form = match &args.view {
        Some(name) => Form::View(name.clone()),
        None if args.dbt => Form::Dbt,
        None => Form::Select,
    };
    let keep = if args.keep.is_empty() { Keep::All } else { Keep::Columns(args.keep.clone()) };
    let mut options = SqlOptions::new(dialect)
        .table(&args.table)
        .as_of(args.as_of.as_deref().map_or(AsOf::Today, AsOf::parse))
        .keep(keep)
        .form(form)
        .prefix(&args.prefix)
        .points(args.points)
        .bounds(!args.no_bounds)
        .approximate(args.approximate);
    for pair in &args.column {
        let Some((attribute, column)) = pair.split_once('=') else {
            return Err(Failure::Usage(format!("--column takes ATTRIBUTE=COLUMN, not `{pair}`")));
        };
        options = options.column(attribute, column);
    }
    Ok(args.text.iter().fold(options, |options, attribute| options.text(attribute)))
}
