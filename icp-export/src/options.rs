//! The choices of whoever exports.

use std::collections::BTreeMap;

/// A dialect of SQL.
///
/// ```
/// use icp_export::Dialect;
/// assert_eq!(Dialect::parse("duckdb"), Some(Dialect::DuckDb));
/// assert_eq!(Dialect::ALL.map(Dialect::as_str), ["duckdb", "postgres", "spark", "bigquery", "snowflake"]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Dialect {
    /// DuckDB.
    DuckDb,
    /// PostgreSQL, with a database in UTF-8.
    Postgres,
    /// Spark SQL and Databricks.
    Spark,
    /// BigQuery.
    BigQuery,
    /// Snowflake.
    Snowflake,
}

impl Dialect {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::DuckDb, Self::Postgres, Self::Spark, Self::BigQuery, Self::Snowflake];

    /// The name of the option.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::DuckDb => "duckdb",
            Self::Postgres => "postgres",
            Self::Spark => "spark",
            Self::BigQuery => "bigquery",
            Self::Snowflake => "snowflake",
        }
    }

    /// The dialect of a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dialect| dialect.as_str() == name)
    }
}

/// Reads a dialect by its name; the error names all of them.
///
/// ```
/// use icp_export::Dialect;
/// assert_eq!("spark".parse(), Ok(Dialect::Spark));
/// assert!("oracle".parse::<Dialect>().unwrap_err().starts_with("the dialects are duckdb, "));
/// ```
impl std::str::FromStr for Dialect {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let names = || Self::ALL.map(Self::as_str).join(", ");
        Self::parse(name).ok_or_else(|| format!("the dialects are {}, not `{name}`", names()))
    }
}

/// The day on which accounts are judged.
///
/// ```
/// use icp_export::AsOf;
/// use icp_core::Date;
/// assert_eq!(AsOf::parse("2026-10-01"), AsOf::Day(Date::new(2026, 10, 1).unwrap()));
/// assert_eq!(AsOf::parse("judged_on"), AsOf::Column("judged_on".to_owned()));
/// assert_eq!(AsOf::parse("$as_of"), AsOf::Expression("$as_of".to_owned()));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum AsOf {
    /// The day on which the query runs.
    Today,
    /// One day.
    Day(icp_core::Date),
    /// A column of the table.
    Column(String),
    /// An expression as it stands: a parameter (`$as_of`, `:as_of`, `@as_of`, `?`) or a template (`{{ var('as_of') }}`).
    Expression(String),
}

impl AsOf {
    /// A day, a parameter or template by its first sign, else the name of a column.
    pub fn parse(text: &str) -> Self {
        match icp_core::Date::parse(text) {
            Some(day) => Self::Day(day),
            None if text.starts_with(['$', ':', '@', '?', '{']) => Self::Expression(text.to_owned()),
            None => Self::Column(text.to_owned()),
        }
    }
}

/// The columns of the table that stand before the answers.
///
/// ```
/// use icp_export::Keep;
/// assert_eq!(Keep::default(), Keep::All);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Keep {
    /// All of them.
    #[default]
    All,
    /// These.
    Columns(Vec<String>),
}

/// The statement around the SELECT.
///
/// ```
/// use icp_export::Form;
/// assert_eq!(Form::default(), Form::Select);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Form {
    /// None.
    #[default]
    Select,
    /// `CREATE OR REPLACE VIEW` of this name.
    View(String),
    /// A model file of dbt; the table is a `ref`, unless it is a template already.
    Dbt,
}

/// How a model becomes SQL.
///
/// ```
/// use icp_export::{AsOf, Dialect, Keep, SqlOptions};
/// let options = SqlOptions::new(Dialect::Postgres).table("crm.accounts").as_of(AsOf::parse("2026-10-01"))
///     .keep(Keep::Columns(vec!["id".to_owned()])).prefix("icp_").points(true);
/// assert_eq!(options, options.clone());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SqlOptions {
    pub(crate) dialect: Dialect,
    pub(crate) table: String,
    pub(crate) as_of: AsOf,
    pub(crate) keep: Keep,
    pub(crate) form: Form,
    pub(crate) prefix: String,
    pub(crate) points: bool,
    pub(crate) bounds: bool,
    pub(crate) approximate: bool,
    pub(crate) columns: BTreeMap<String, String>,
    pub(crate) texts: Vec<String>,
}

impl SqlOptions {
    /// For a dialect: a SELECT over the table `accounts`, judged on the day on which it runs, with all columns of the table and with bounds.
    pub fn new(dialect: Dialect) -> Self {
        Self {
            dialect,
            table: "accounts".to_owned(),
            as_of: AsOf::Today,
            keep: Keep::All,
            form: Form::Select,
            prefix: String::new(),
            points: false,
            bounds: true,
            approximate: false,
            columns: BTreeMap::new(),
            texts: Vec::new(),
        }
    }

    /// The table or view to read, as it is to stand in the query, quotes and schema included.
    #[must_use]
    pub fn table(mut self, table: &str) -> Self {
        table.clone_into(&mut self.table);
        self
    }

    /// The day on which accounts are judged.
    #[must_use]
    pub fn as_of(mut self, as_of: AsOf) -> Self {
        self.as_of = as_of;
        self
    }

    /// The columns of the table that stand before the answers.
    #[must_use]
    pub fn keep(mut self, keep: Keep) -> Self {
        self.keep = keep;
        self
    }

    /// The statement around the SELECT.
    #[must_use]
    pub fn form(mut self, form: Form) -> Self {
        self.form = form;
        self
    }

    /// A text before the names of the answers, such as `icp_`.
    #[must_use]
    pub fn prefix(mut self, prefix: &str) -> Self {
        prefix.clone_into(&mut self.prefix);
        self
    }

    /// Whether each criterion's points are among the answers.
    #[must_use]
    pub fn points(mut self, points: bool) -> Self {
        self.points = points;
        self
    }

    /// Whether `lower` and `upper` are among the answers.
    #[must_use]
    pub fn bounds(mut self, bounds: bool) -> Self {
        self.bounds = bounds;
        self
    }

    /// Whether what cannot be said exactly may be said nearly; a comment in the SQL then tells each place.
    #[must_use]
    pub fn approximate(mut self, approximate: bool) -> Self {
        self.approximate = approximate;
        self
    }

    /// The column that an attribute is read from, in place of its own name. A name that the model does not have is refused by
    /// [`to_sql`](crate::to_sql).
    ///
    /// ```
    /// use icp_core::Model;
    /// use icp_export::{Dialect, SqlOptions, to_sql};
    /// let model = Model::from_json(r#"{"format": "icp/1", "name": "demo", "attributes": {"employees": {"type": "number"}},
    ///     "icps": [{"id": "smb", "fit": {"criteria": [{"id": "size", "fit": {"employees": {"gte": 50}}}],
    ///         "tiers": [{"id": "A", "from": 80}, {"id": "B"}]}}]}"#)?;
    /// let options = |attribute| SqlOptions::new(Dialect::DuckDb).column(attribute, "headcount");
    /// assert!(to_sql(&model, &options("employees"))?.contains("headcount"));
    /// let refused = to_sql(&model, &options("employes")).unwrap_err();
    /// assert_eq!(refused.refusals()[0].message, "the model has no attribute `employes`; did you mean `employees`?");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn column(mut self, attribute: &str, column: &str) -> Self {
        self.columns.insert(attribute.to_owned(), column.to_owned());
        self
    }

    /// An attribute whose column holds texts as a CSV file does, rather than values of its own type; `*` is all of them.
    #[must_use]
    pub fn text(mut self, attribute: &str) -> Self {
        self.texts.push(attribute.to_owned());
        self
    }
}
