//! The arguments of `icp export`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Given, PointsFormat};
use crate::usage::with_exit_codes;

pub(super) const EXPORT: &str = with_exit_codes!(
    "\
Examples:
  icp export model.yaml --to sql --dialect duckdb --table crm.accounts
  icp export model.yaml --to sql --dialect postgres --as-of 2026-10-01 -o score.sql
  icp export model.yaml --to sql --dialect snowflake --keep id --view scored_accounts
  icp export model.yaml --to sql --dialect bigquery --as-of judged_on --dbt -o models/scored.sql
  icp export model.yaml --to pmml -o card.pmml
  icp export model.yaml --to table -o points.xlsx

The SELECT gives the same answers as the engine for every row of the table. A place of the model that the dialect cannot say with the \
same meaning is refused; all such places are told at once, each with a way out. The column of an attribute has its name, or the one \
that --column gives it, and values of its type: numbers, texts, booleans, days, lists of texts. A value that is invalid counts as missing.

In PMML each icp is a scorecard. It takes the scale of points, and criteria of `bands`, `fit` and `table`; the options are those of SQL alone.

The table has a row for each line that gives points, each exclusion, limit and tier, with conditions in words: CSV, Markdown or a workbook.

",
    "a place in the model that cannot be exported"
);

/// The table, if none is named.
const TABLE: &str = "accounts";

/// A form that a model can become.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportTo {
    /// One SELECT for a warehouse
    Sql,
    /// Scorecards in PMML 4.4
    Pmml,
    /// A flat table of points, for review
    Table,
}

/// A dialect of SQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SqlDialect {
    #[value(name = "duckdb")]
    DuckDb,
    Postgres,
    Spark,
    #[value(name = "bigquery")]
    BigQuery,
    Snowflake,
}

#[derive(Debug, Args)]
pub(crate) struct Export {
    /// The model: a file in YAML or JSON, or `-` for standard input
    pub(crate) model: PathBuf,
    /// The form that it becomes
    #[arg(long, value_name = "FORM")]
    pub(crate) to: ExportTo,
    #[command(flatten)]
    pub(crate) given: Given,
    /// The dialect of SQL
    #[arg(long, value_name = "NAME", required_if_eq("to", "sql"))]
    pub(crate) dialect: Option<SqlDialect>,
    /// The table or view that is read, as it is to stand in the query
    #[arg(long, value_name = "NAME", default_value = TABLE)]
    pub(crate) table: String,
    /// The day on which accounts are judged: a date, a column, or a parameter such as `$as_of`; the day of the query when left out
    #[arg(long, value_name = "DAY")]
    pub(crate) as_of: Option<String>,
    /// The columns of the table before the answers; all of them when left out
    #[arg(long, value_name = "COLUMN,..", value_delimiter = ',')]
    pub(crate) keep: Vec<String>,
    /// A text before the names of the answers, such as `icp_`
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(crate) prefix: String,
    /// The column of an attribute that has another name: ATTRIBUTE=COLUMN
    #[arg(long, value_name = "ATTRIBUTE=COLUMN")]
    pub(crate) column: Vec<String>,
    /// An attribute whose column holds texts as a CSV does; `*` for all
    #[arg(long, value_name = "ATTRIBUTE")]
    pub(crate) text: Vec<String>,
    /// The points of each criterion among the answers
    #[arg(long)]
    pub(crate) points: bool,
    /// Without the lowest and the highest score that missing values could lead to
    #[arg(long)]
    pub(crate) no_bounds: bool,
    /// Say nearly what the dialect cannot say exactly, with a comment for each place
    #[arg(long)]
    pub(crate) approximate: bool,
    /// Create a view of this name
    #[arg(long, value_name = "NAME", conflicts_with = "dbt")]
    pub(crate) view: Option<String>,
    /// Write a model file of dbt, whose table is a `ref`
    #[arg(long)]
    pub(crate) dbt: bool,
    /// How a table is written; as the ending of -o says when left out, else as CSV
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<PointsFormat>,
    /// Write here instead of to standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

impl Export {
    /// An option that only SQL has, where one is given.
    pub(crate) fn of_sql(&self) -> Option<&'static str> {
        let given = [
            ("--dialect", self.dialect.is_some()),
            ("--table", self.table != TABLE),
            ("--as-of", self.as_of.is_some()),
            ("--keep", !self.keep.is_empty()),
            ("--prefix", !self.prefix.is_empty()),
            ("--column", !self.column.is_empty()),
            ("--text", !self.text.is_empty()),
            ("--points", self.points),
            ("--no-bounds", self.no_bounds),
            ("--approximate", self.approximate),
            ("--view", self.view.is_some()),
            ("--dbt", self.dbt),
        ];
        given.into_iter().find(|(_, is_given)| *is_given).map(|(name, _)| name)
    }
}
