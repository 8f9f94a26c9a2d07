//! The spelling of each dialect: literals, names and the functions that differ. It decides nothing about a model.

use icp_core::value::float_text;

use crate::Dialect;

/// The white space of Unicode, as a class of a regular expression.
const BLANKS: [(u32, u32); 10] = [
    (0x09, 0x0D),
    (0x20, 0x20),
    (0x85, 0x85),
    (0xA0, 0xA0),
    (0x1680, 0x1680),
    (0x2000, 0x200A),
    (0x2028, 0x2029),
    (0x202F, 0x202F),
    (0x205F, 0x205F),
    (0x3000, 0x3000),
];

impl Dialect {
    /// A name that may need quotes.
    pub(super) fn name(self, name: &str) -> String {
        let mut chars = name.chars();
        let plain = chars.next().is_some_and(|first| first.is_ascii_lowercase() || first == '_')
            && chars.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        if plain && !RESERVED.contains(&name) {
            return name.to_owned();
        }
        match self {
            Self::DuckDb | Self::Postgres | Self::Snowflake => format!("\"{}\"", name.replace('"', "\"\"")),
            Self::Spark | Self::BigQuery => format!("`{}`", name.replace('`', "``")),
        }
    }

    /// A text.
    pub(super) fn text(self, text: &str) -> String {
        match self {
            Self::DuckDb | Self::Postgres => format!("'{}'", text.replace('\'', "''")),
            Self::Spark | Self::BigQuery | Self::Snowflake => {
                format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'").replace('\n', "\\n"))
            }
        }
    }

    pub(super) fn texts(self, texts: &[String]) -> String {
        texts.iter().map(|text| self.text(text)).collect::<Vec<_>>().join(", ")
    }

    /// A list of texts.
    pub(super) fn list(self, texts: &[String]) -> String {
        let texts = self.texts(texts);
        match self {
            Self::DuckDb | Self::BigQuery => format!("[{texts}]"),
            Self::Postgres => format!("ARRAY[{texts}]"),
            Self::Spark => format!("array({texts})"),
            Self::Snowflake => format!("ARRAY_CONSTRUCT({texts})"),
        }
    }

    pub(super) const fn double_type(self) -> &'static str {
        match self {
            Self::DuckDb | Self::Spark => "DOUBLE",
            Self::Postgres => "DOUBLE PRECISION",
            Self::BigQuery => "FLOAT64",
            Self::Snowflake => "FLOAT",
        }
    }

    pub(super) const fn whole_type(self) -> &'static str {
        match self {
            Self::DuckDb | Self::Postgres | Self::Spark | Self::Snowflake => "BIGINT",
            Self::BigQuery => "INT64",
        }
    }

    pub(super) fn as_double(self, expression: &str) -> String {
        format!("CAST({expression} AS {})", self.double_type())
    }

    /// A number that takes part in arithmetic of 64-bit floats.
    pub(super) fn double(self, value: f64) -> String {
        let text = format!("{value:?}");
        match self {
            Self::DuckDb if text.contains('e') => text,
            Self::DuckDb => format!("{text}e0"),
            Self::Spark => format!("{text}D"),
            Self::BigQuery => text,
            Self::Postgres => format!("CAST('{text}' AS DOUBLE PRECISION)"),
            Self::Snowflake => format!("CAST('{text}' AS FLOAT)"),
        }
    }

    /// A number that is compared with one in 64 bits.
    pub(super) fn number(self, value: f64) -> String {
        let text = float_text(value);
        if text.len() <= 15 { text } else { self.double(value) }
    }

    /// Rounded to a whole number, half away from zero, as a float.
    pub(super) fn rounded(self, value: &str) -> String {
        match self {
            // `round` of PostgreSQL takes halves to the even number.
            Self::Postgres => format!(
                "(trunc({value}) + CASE WHEN {value} - trunc({value}) >= 0.5 THEN 1 WHEN {value} - trunc({value}) <= -0.5 THEN -1 ELSE 0 END)"
            ),
            Self::DuckDb | Self::Spark | Self::BigQuery | Self::Snowflake => format!("round({value})"),
        }
    }

    /// The quotient of two whole numbers that are not negative, cut off.
    pub(super) fn whole_quotient(self, above: &str, below: i128) -> String {
        match self {
            Self::DuckDb => format!("{above} // {below}"),
            Self::Postgres => format!("{above} / {below}"),
            Self::Spark => format!("{above} DIV {below}"),
            Self::BigQuery => format!("DIV({above}, {below})"),
            Self::Snowflake => format!("({above} - MOD({above}, {below})) / {below}"),
        }
    }

    fn code_point(self, code: u32) -> String {
        match self {
            Self::DuckDb | Self::Spark | Self::BigQuery => format!("\\x{{{code:X}}}"),
            Self::Postgres if code > 0xFFFF => format!("\\U{code:08X}"),
            Self::Postgres => format!("\\u{code:04X}"),
            Self::Snowflake => char::from_u32(code).map(String::from).unwrap_or_default(),
        }
    }

    /// The inside of a class of a regular expression.
    pub(super) fn class(self, ranges: impl IntoIterator<Item = (u32, u32)>) -> String {
        let range = |(from, to): (u32, u32)| match to - from {
            0 => self.code_point(from),
            _ => format!("{}-{}", self.code_point(from), self.code_point(to)),
        };
        ranges.into_iter().map(range).collect()
    }

    /// White space of any script, as a class of a regular expression.
    pub(super) fn blank_class(self) -> String {
        format!("[{}]", self.class(BLANKS))
    }

    /// Every match replaced.
    pub(super) fn replace_pattern(self, text: &str, pattern: &str, by: &str) -> String {
        let (pattern, by) = (self.text(pattern), self.text(by));
        match self {
            Self::DuckDb | Self::Postgres => format!("regexp_replace({text}, {pattern}, {by}, 'g')"),
            Self::Spark | Self::BigQuery | Self::Snowflake => {
                format!("regexp_replace({text}, {pattern}, {by})")
            }
        }
    }

    /// Whether a pattern, with `^` and `$`, matches.
    pub(super) fn matches(self, text: &str, pattern: &str) -> String {
        let pattern = self.text(pattern);
        match self {
            Self::DuckDb => format!("regexp_matches({text}, {pattern})"),
            Self::Postgres => format!("{text} ~ {pattern}"),
            Self::Spark => format!("{text} RLIKE {pattern}"),
            Self::BigQuery => format!("REGEXP_CONTAINS({text}, {pattern})"),
            Self::Snowflake => format!("REGEXP_INSTR({text}, {pattern}) > 0"),
        }
    }

    pub(super) fn contains(self, text: &str, part: &str) -> String {
        let part = self.text(part);
        match self {
            Self::DuckDb | Self::Spark | Self::Snowflake => format!("contains({text}, {part})"),
            Self::Postgres | Self::BigQuery => format!("strpos({text}, {part}) > 0"),
        }
    }

    /// Whether a text is in a whole one.
    pub(super) fn is_in(self, text: &str, whole: &str) -> String {
        let whole = self.text(whole);
        match self {
            Self::DuckDb | Self::Spark | Self::Snowflake => format!("contains({whole}, {text})"),
            Self::Postgres | Self::BigQuery => format!("strpos({whole}, {text}) > 0"),
        }
    }

    /// Whether all characters of a text are in ASCII.
    pub(super) fn is_ascii(self, text: &str) -> String {
        match self {
            Self::DuckDb => format!("strlen({text}) = length({text})"),
            Self::Postgres | Self::Spark | Self::Snowflake => {
                format!("octet_length({text}) = length({text})")
            }
            Self::BigQuery => format!("BYTE_LENGTH({text}) = LENGTH({text})"),
        }
    }

    /// A text in ASCII in small letters.
    pub(super) fn lower_ascii(self, text: &str) -> String {
        match self {
            // By the database's own collation a capital I could become a dotless one.
            Self::Postgres => format!("lower({text} COLLATE \"C\")"),
            Self::DuckDb | Self::Spark | Self::BigQuery | Self::Snowflake => format!("lower({text})"),
        }
    }

    /// A character by its number.
    pub(super) fn sign(self, code: u32) -> String {
        match self {
            Self::Spark => format!("char({code})"),
            Self::DuckDb | Self::Postgres | Self::BigQuery | Self::Snowflake => format!("chr({code})"),
        }
    }

    pub(super) fn minus_months(self, day: &str, months: u32) -> String {
        match self {
            Self::DuckDb => format!("CAST({day} - INTERVAL {months} MONTH AS DATE)"),
            Self::Postgres => format!("CAST({day} - INTERVAL '{months} months' AS DATE)"),
            Self::Spark => format!("add_months({day}, -{months})"),
            Self::BigQuery => format!("DATE_SUB({day}, INTERVAL {months} MONTH)"),
            Self::Snowflake => format!("DATEADD(month, -{months}, {day})"),
        }
    }

    pub(super) fn minus_days(self, day: &str, days: u32) -> String {
        match self {
            Self::DuckDb | Self::Postgres => format!("{day} - {days}"),
            Self::Spark => format!("date_sub({day}, {days})"),
            Self::BigQuery => format!("DATE_SUB({day}, INTERVAL {days} DAY)"),
            Self::Snowflake => format!("DATEADD(day, -{days}, {day})"),
        }
    }

    /// The head of a CTE. PostgreSQL would put each step into the next one, wherever a column is named, and so double the work with every
    /// step; DuckDB would keep every step in memory.
    pub(super) const fn cte(self) -> &'static str {
        match self {
            Self::DuckDb => "AS NOT MATERIALIZED (",
            Self::Postgres => "AS MATERIALIZED (",
            Self::Spark | Self::BigQuery | Self::Snowflake => "AS (",
        }
    }
}

/// Words that are no plain names in one of the dialects.
const RESERVED: &[&str] = &[
    "all",
    "and",
    "any",
    "array",
    "as",
    "asc",
    "at",
    "between",
    "both",
    "by",
    "case",
    "cast",
    "check",
    "collate",
    "column",
    "constraint",
    "create",
    "cross",
    "cube",
    "current",
    "date",
    "default",
    "desc",
    "distinct",
    "do",
    "drop",
    "else",
    "end",
    "enum",
    "escape",
    "except",
    "exclude",
    "exists",
    "extract",
    "false",
    "fetch",
    "following",
    "for",
    "foreign",
    "from",
    "full",
    "grant",
    "group",
    "groups",
    "grouping",
    "hash",
    "having",
    "if",
    "ignore",
    "in",
    "initially",
    "inner",
    "insert",
    "intersect",
    "interval",
    "into",
    "is",
    "join",
    "lateral",
    "leading",
    "left",
    "like",
    "limit",
    "localtime",
    "lookup",
    "merge",
    "natural",
    "new",
    "no",
    "not",
    "null",
    "nulls",
    "of",
    "offset",
    "on",
    "only",
    "or",
    "order",
    "outer",
    "over",
    "partition",
    "primary",
    "proto",
    "qualify",
    "range",
    "recursive",
    "references",
    "respect",
    "revoke",
    "right",
    "rollup",
    "row",
    "rows",
    "sample",
    "select",
    "session_user",
    "set",
    "some",
    "start",
    "struct",
    "table",
    "tablesample",
    "then",
    "to",
    "trailing",
    "treat",
    "trigger",
    "true",
    "unbounded",
    "union",
    "unique",
    "unnest",
    "unpivot",
    "update",
    "user",
    "using",
    "values",
    "variadic",
    "when",
    "where",
    "window",
    "with",
    "within",
    "analyse",
    "analyze",
    "asymmetric",
    "symmetric",
    "deferrable",
    "placing",
    "pivot",
    "summarize",
    "describe",
    "show",
    "lambda",
    "anti",
    "semi",
    "minus",
    "regexp",
    "rlike",
    "ilike",
    "increment",
    "issue",
    "organization",
    "account",
    "connection",
    "database",
    "schema",
    "view",
];
