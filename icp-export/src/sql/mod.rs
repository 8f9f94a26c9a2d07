//! A model as one SELECT: the values as the rules read them, a few steps for each icp, and the icp to show.

mod card;
mod condition;
mod context;
mod curve;
mod dialect;
mod ends;
mod icp;
mod limits;
mod percent;
mod read;
mod rule;
mod sums;
mod texts;
mod unit;

use icp_core::Model;
use icp_core::document::nearest;
use icp_core::model::{Criterion, Select};

use self::context::Context;
use self::icp::IcpSql;
use self::sums::Column;
use crate::{Dialect, ExportError, Form, Keep, Refusal, SqlOptions};

/// The row of the table, carried through the steps.
const ROW: &str = "row__of_table";

/// The model as a SELECT of a dialect, with the same answers as the engine for every row of the table.
///
/// The answers are the columns `best`, `icp`, `score`, `tier`, `status`, `coverage`, `lower`, `upper` and `reason`, and the points of each
/// criterion if they are asked for. A value that is invalid counts as missing.
///
/// # Errors
/// [`ExportError`]: every place of the model that the dialect cannot say with the same meaning, each with a way out.
///
/// ```
/// use icp_core::Model;
/// use icp_export::{AsOf, Dialect, SqlOptions, to_sql};
/// let model = Model::from_json(r#"{"format": "icp/1", "name": "demo", "attributes": {"founded": {"type": "date"}},
///     "icps": [{"id": "young", "fit": {"criteria": [{"id": "age", "fit": {"founded": {"within_last": "3 years"}}}],
///         "tiers": [{"id": "A", "from": 80}, {"id": "B"}]}}]}"#)?;
/// let options = SqlOptions::new(Dialect::Postgres).as_of(AsOf::parse("2026-10-01"));
/// let sql = to_sql(&model, &options)?;
/// assert!(sql.contains("v__founded BETWEEN DATE '2023-10-01' AND DATE '2026-10-01'"), "{sql}");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn to_sql(model: &Model, options: &SqlOptions) -> Result<String, ExportError> {
    let definition = model.definition();
    let context = Context::new(definition, options);
    let mut icps = Vec::new();
    for id in model.icps() {
        let found = definition.icps.iter().enumerate().find(|(_, icp)| &*icp.id == id);
        let Some((at, one)) = found else { continue };
        let comments: Vec<String> = one.fit.criteria.iter().map(comment).collect();
        icps.push(icp::icp(&context, one, at, &comments));
    }
    let taken = names(&context, &icps);
    read::note_formulas(&context);
    let reading = read::steps(&context);
    let mut refusals = unknown_names(model, options);
    refusals.extend(context.refusals());
    refusals.extend(taken);
    if !refusals.is_empty() {
        return Err(ExportError::new(refusals));
    }
    Ok(Writer { context: &context, model, text: String::new(), last: String::new() }.write(reading, &icps))
}

/// Refuses options for attributes that the model does not have: with a misspelt name the query would read another column.
fn unknown_names(model: &Model, options: &SqlOptions) -> Vec<Refusal> {
    let attributes = || model.definition().attributes.iter().map(|attribute| &*attribute.name);
    let columns = options.columns.keys().map(|name| ("column", name));
    let texts = options.texts.iter().filter(|name| *name != "*").map(|name| ("text", name));
    let unknown = columns.chain(texts).filter(|(_, name)| !attributes().any(|own| own == *name));
    let refusal = |(rule, name): (&'static str, &String)| {
        let near = nearest(name, attributes()).map(|near| format!("; did you mean `{near}`?"));
        Refusal {
            code: "sql.attribute",
            path: rule.to_owned(),
            rule,
            message: format!("the model has no attribute `{name}`{}", near.unwrap_or_default()),
            help: "write the attribute as the model names it, without its aliases",
        }
    };
    unknown.map(refusal).collect()
}

/// The line above a criterion.
fn comment(criterion: &Criterion) -> String {
    let required = if criterion.required { ", required" } else { "" };
    let rule = criterion.rule.kind().as_str();
    let weight = criterion.weight;
    match &criterion.name {
        Some(name) => format!("{} ({name}): {rule}, weight {weight}{required}", criterion.id),
        None => format!("{}: {rule}, weight {weight}{required}", criterion.id),
    }
}

/// The columns of the answers, in their order.
fn answers(options: &SqlOptions, icps: &[IcpSql]) -> Vec<String> {
    let bounds: &[&str] = if options.bounds { &["lower", "upper"] } else { &[] };
    let plain =
        ["best", "icp", "score", "tier", "status", "coverage"].iter().chain(bounds).chain(&["reason"]);
    let mut names: Vec<String> = plain.map(|name| (*name).to_owned()).collect();
    if options.points {
        names.extend(icps.iter().flat_map(|icp| icp.points.iter().map(|(name, _)| name.clone())));
    }
    names.into_iter().map(|name| format!("{}{name}", options.prefix)).collect()
}

/// Refuses answers that are named as a column that is kept.
fn names(context: &Context, icps: &[IcpSql]) -> Vec<Refusal> {
    let Keep::Columns(kept) = &context.options.keep else { return rows(context) };
    let answers = answers(context.options, icps);
    let same = kept.iter().filter(|name| answers.iter().any(|answer| answer.eq_ignore_ascii_case(name)));
    same.map(|name| Refusal {
        code: "sql.name",
        path: name.clone(),
        rule: "keep",
        message: format!("the column `{name}` is kept, and an answer is named so too"),
        help: "give the answers a prefix with --prefix icp_",
    })
    .collect()
}

/// Refuses all columns of a table where a row cannot be carried through the steps as one value.
fn rows(context: &Context) -> Vec<Refusal> {
    match context.dialect {
        Dialect::DuckDb | Dialect::Postgres | Dialect::Spark | Dialect::BigQuery => Vec::new(),
        Dialect::Snowflake => vec![Refusal {
            code: "sql.keep",
            path: "keep".to_owned(),
            rule: "keep",
            message: "the columns of a table are not carried through the steps of the query as one row"
                .to_owned(),
            help: "name those that stand before the answers with --keep id,name",
        }],
    }
}

struct Writer<'a, 'm> {
    context: &'a Context<'m>,
    model: &'a Model,
    text: String,
    /// The CTE that the next one reads.
    last: String,
}

impl Writer<'_, '_> {
    fn write(mut self, reading: Vec<read::Columns>, icps: &[IcpSql]) -> String {
        self.head();
        let dialect = self.context.dialect;
        let mut steps = reading.into_iter();
        let mut first = steps.next().unwrap_or_default();
        match &self.context.options.keep {
            Keep::All if dialect == Dialect::Spark => {
                first.insert(0, (ROW.to_owned(), "struct(source.*)".to_owned()));
            }
            Keep::All => first.insert(0, (ROW.to_owned(), "source".to_owned())),
            Keep::Columns(names) => {
                for name in names.iter().rev() {
                    first.insert(0, (dialect.name(name), String::new()));
                }
            }
        }
        let first: Vec<Column> = first.into_iter().map(|(name, text)| Column::new(&name, text)).collect();
        self.last = format!("{} AS source", self.table());
        self.text += "WITH\n";
        self.step("read__values", "The values as the rules read them.", &first, false);
        for step in steps {
            let columns: Vec<Column> =
                step.into_iter().map(|(name, text)| Column::new(&name, text)).collect();
            let name = self.context.fresh(&["read__more"]);
            self.step(&name, "", &columns, true);
        }
        for icp in icps {
            let count = icp.steps.len();
            for (at, step) in icp.steps.iter().enumerate() {
                let name =
                    if at + 1 == count { icp.name.clone() } else { self.context.fresh(&[&icp.name, "step"]) };
                let words = if at == 0 { format!("The icp {}.", icp.id) } else { String::new() };
                self.step(&name, &words, step, true);
            }
        }
        self.finish(icps)
    }

    fn head(&mut self) {
        let options = self.context.options;
        let dialect = options.dialect.as_str();
        self.text += &format!(
            "-- Model: {}\n-- Fingerprint: {}\n-- Dialect: {dialect}\n",
            one_line(self.model.name()),
            self.model.fingerprint()
        );
        self.text += "-- Points are whole numbers in a unit of each scorecard; an unknown truth is null. A value that is invalid counts as missing.\n";
        for note in self.context.notes() {
            self.text += &format!("-- Nearly: {}\n", one_line(&note));
        }
        if let Form::View(name) = &options.form {
            self.text += &format!("CREATE OR REPLACE VIEW {name} AS\n");
        }
    }

    fn table(&self) -> String {
        let table = &self.context.options.table;
        match self.context.options.form {
            Form::Dbt if !table.contains("{{") => format!("{{{{ ref('{table}') }}}}"),
            _ => table.clone(),
        }
    }

    /// A CTE over the one before.
    fn step(&mut self, name: &str, words: &str, columns: &[Column], all: bool) {
        if !words.is_empty() {
            self.text += &format!("-- {}\n", one_line(words));
        }
        self.text += &format!("{name} {}\n  SELECT\n", self.context.dialect.cte());
        let mut lines: Vec<(Option<&str>, String)> = Vec::new();
        if all {
            lines.push((None, "*".to_owned()));
        }
        for column in columns {
            let text = match &*column.expression {
                "" => column.name.clone(),
                expression => format!("{expression} AS {}", column.name),
            };
            lines.push((column.comment.as_deref(), text));
        }
        let count = lines.len();
        for (at, (comment, line)) in lines.into_iter().enumerate() {
            if let Some(comment) = comment {
                self.text += &format!("    -- {}\n", one_line(comment));
            }
            self.text += &format!("    {line}{}\n", if at + 1 < count { "," } else { "" });
        }
        self.text += &format!("  FROM {}\n),\n", self.last);
        name.clone_into(&mut self.last);
    }

    /// The icp to show, and its answers.
    fn finish(mut self, icps: &[IcpSql]) -> String {
        let shown = self.context.fresh(&["shown", "icp"]);
        let choice = chosen(self.context, icps);
        self.step(
            "shown__icps",
            "The icp to show: the best, else the one that is nearest to a yes.",
            &[Column::new(&shown, choice)],
            true,
        );
        if self.text.ends_with(",\n") {
            self.text.truncate(self.text.len() - 2);
            self.text.push('\n');
        }
        let dialect = self.context.dialect;
        let pick = |get: fn(&IcpSql) -> &String| match icps {
            [one] => get(one).clone(),
            several => {
                let each =
                    several.iter().enumerate().map(|(at, icp)| format!(" WHEN {} THEN {}", at + 1, get(icp)));
                format!("CASE {shown}{} END", each.collect::<String>())
            }
        };
        let named = || -> String {
            let each = icps
                .iter()
                .enumerate()
                .map(|(at, icp)| format!(" WHEN {} THEN {}", at + 1, dialect.text(&icp.id)));
            format!("CASE {shown}{} END", each.collect::<String>())
        };
        let status = pick(|icp| &icp.status);
        let mut expressions = vec![
            format!("CASE WHEN {status} = 'qualified' THEN {} END", named()),
            named(),
            pick(|icp| &icp.score),
            pick(|icp| &icp.tier),
            status,
            pick(|icp| &icp.coverage),
        ];
        if self.context.options.bounds {
            expressions.extend([pick(|icp| &icp.lower), pick(|icp| &icp.upper)]);
        }
        expressions.push(pick(|icp| &icp.reason));
        if self.context.options.points {
            expressions.extend(icps.iter().flat_map(|icp| icp.points.iter().map(|(_, text)| text.clone())));
        }
        let mut lines: Vec<String> = match &self.context.options.keep {
            Keep::All if dialect == Dialect::Postgres => vec![format!("({ROW}).*")],
            Keep::All => vec![format!("{ROW}.*")],
            Keep::Columns(names) => names.iter().map(|name| dialect.name(name)).collect(),
        };
        for (expression, name) in expressions.into_iter().zip(answers(self.context.options, icps)) {
            lines.push(format!("{expression} AS {}", dialect.name(&name)));
        }
        self.text += &format!("SELECT\n  {}\nFROM {}\n", lines.join(",\n  "), self.last);
        self.text
    }
}

/// The place of the icp to show, from 1: nearer by its status, then by its score, then by its place.
fn chosen(context: &Context, icps: &[IcpSql]) -> String {
    if icps.len() == 1 {
        return "1".to_owned();
    }
    let by_score = context.definition.select == Select::ByScore;
    let far = |icp: &IcpSql| {
        format!(
            "CASE {} WHEN 'qualified' THEN 0 WHEN 'insufficient_data' THEN 1 WHEN 'unqualified' THEN 2 ELSE 3 END",
            icp.status
        )
    };
    let least = context.dialect.double(-1e300);
    let score = |icp: &IcpSql| match by_score {
        true => format!("COALESCE({}, {least})", icp.score),
        false => {
            format!("CASE WHEN {} = 'qualified' THEN 0 ELSE COALESCE({}, {least}) END", icp.status, icp.score)
        }
    };
    let mut text = "CASE".to_owned();
    for (at, icp) in icps.iter().enumerate() {
        if at + 1 == icps.len() {
            text += &format!("\n      ELSE {}", at + 1);
            break;
        }
        let later = icps.iter().skip(at + 1).map(|other| {
            format!(
                "({a} < {b} OR {a} = {b} AND {} >= {})",
                score(icp),
                score(other),
                a = far(icp),
                b = far(other)
            )
        });
        text += &format!("\n      WHEN {} THEN {}", later.collect::<Vec<_>>().join("\n        AND "), at + 1);
    }
    format!("{text}\n    END")
}

/// A text of the model in a comment: it cannot end the line.
fn one_line(text: &str) -> String {
    text.split(|sign: char| sign.is_control() || sign == '\u{2028}' || sign == '\u{2029}')
        .collect::<Vec<_>>()
        .join(" ")
}
