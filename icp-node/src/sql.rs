//! A model as SQL. `icp-export` writes it; `sql.js` is the only one that calls.

use std::collections::BTreeMap;

use icp_export::{AsOf, Dialect, Form, Keep, SqlOptions, to_sql};
use napi_derive::napi;
use serde_json::json;

use crate::memory::with;

/// The wishes for the SQL; one that is left out is as the exporter has it.
#[napi(object)]
pub struct SqlWish {
    /// The table or view that is read.
    pub table: Option<String>,
    /// The day on which accounts are judged: a day, a column or a parameter.
    pub as_of: Option<String>,
    /// The columns before the answers.
    pub keep: Option<Vec<String>>,
    /// Attributes whose columns have other names.
    pub columns: Option<BTreeMap<String, String>>,
    /// Attributes whose columns hold texts.
    pub texts: Option<Vec<String>>,
    /// The name of a view.
    pub view: Option<String>,
    /// Whether it is a model file of dbt.
    pub dbt: Option<bool>,
    /// A text before the names of the answers.
    pub prefix: Option<String>,
    /// Whether each criterion's points are among the answers.
    pub points: Option<bool>,
    /// Whether `lower` and `upper` are.
    pub bounds: Option<bool>,
    /// Whether what cannot be said exactly may be said nearly.
    pub approximate: Option<bool>,
}

/// The model as SQL; null with every place that stands in the way as the refusal.
#[napi(catch_unwind)]
pub fn sql(model: u32, dialect: String, wish: SqlWish) -> Option<String> {
    with(|memory| {
        let made = match (dialect.parse::<Dialect>(), memory.session.scorer(model as usize)) {
            (Err(message), _) => Err(json!({ "message": message })),
            (Ok(_), None) => Err(json!({ "message": "this model is not open" })),
            (Ok(dialect), Some(scorer)) => to_sql(scorer.model(), &options(dialect, wish)).map_err(|error| {
                let places = error.refusals().iter().map(|one| {
                    json!({ "code": one.code, "path": one.path, "rule": one.rule, "message": one.message, "help": one.help })
                });
                json!({ "message": error.to_string(), "refusals": places.collect::<Vec<_>>() })
            }),
        };
        made.map_err(|refusal| memory.refusal = refusal.to_string()).ok()
    })
}

fn options(dialect: Dialect, wish: SqlWish) -> SqlOptions {
    let mut options = SqlOptions::new(dialect);
    if let Some(table) = wish.table {
        options = options.table(&table);
    }
    if let Some(day) = wish.as_of {
        options = options.as_of(AsOf::parse(&day));
    }
    if let Some(keep) = wish.keep {
        options = options.keep(Keep::Columns(keep));
    }
    for (attribute, column) in wish.columns.into_iter().flatten() {
        options = options.column(&attribute, &column);
    }
    for attribute in wish.texts.into_iter().flatten() {
        options = options.text(&attribute);
    }
    match (wish.view, wish.dbt) {
        (Some(name), _) => options = options.form(Form::View(name)),
        (None, Some(true)) => options = options.form(Form::Dbt),
        (None, _) => {}
    }
    if let Some(prefix) = wish.prefix {
        options = options.prefix(&prefix);
    }
    if let Some(points) = wish.points {
        options = options.points(points);
    }
    if let Some(bounds) = wish.bounds {
        options = options.bounds(bounds);
    }
    if let Some(approximate) = wish.approximate {
        options = options.approximate(approximate);
    }
    options
}
