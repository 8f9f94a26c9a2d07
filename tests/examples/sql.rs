//! Writes models as SQL with tables of accounts and what the engine answers, a line of JSON for each model:
//! `cargo run -p icp-tests --example sql -- FILE DIALECT vectors`, or `gallery`, or `random FIRST COUNT ACCOUNTS`.
//! `tests/languages/sql.py` runs them on an engine of SQL and compares every column.

#![allow(
    clippy::indexing_slicing,
    reason = "a panic here is a failed test, and keys of JSON that are not there are null"
)]

use std::collections::BTreeMap;
use std::error::Error;
use std::io::Write;

use icp_core::{Account, Date, Model, OnInvalid, Options};
use icp_export::{AsOf, Dialect, Keep, SqlOptions, to_sql};
use icp_tests::generate::{self, Level};
use icp_tests::{reference, vector};
use serde_json::{Map, Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [file, dialect, kind, rest @ ..] = arguments.as_slice() else {
        return Err("give a file, a dialect, and vectors, gallery or random".into());
    };
    let dialect = Dialect::parse(dialect).ok_or("a dialect")?;
    let mut output = std::io::BufWriter::new(std::fs::File::create(file)?);
    let mut write = |model: &Model, document: &Value, name: &str, as_of: &str, accounts: Vec<Value>| {
        let line = case(dialect, model, document, name, as_of, accounts)?;
        writeln!(output, "{line}")?;
        Ok::<(), Box<dyn Error>>(())
    };
    match kind.as_str() {
        "vectors" => {
            let mut groups: BTreeMap<String, (vector::Vector, Vec<Value>)> = BTreeMap::new();
            for (topic, all) in vector::all() {
                for one in all.into_iter().filter(|one| one.source.is_null() && one.lists.is_null()) {
                    let key = format!("{topic} {} {}", one.as_of, one.model);
                    let account = one.account.clone();
                    groups.entry(key).or_insert_with(|| (one, vec![])).1.push(account);
                }
            }
            for (first, accounts) in groups.into_values() {
                write(&first.read()?, &first.model, &first.name, &first.as_of, accounts)?;
            }
        }
        "gallery" => {
            let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).parent().ok_or("a root")?;
            for folder in ["examples/models", "tests/models", "benches/task"] {
                let mut files: Vec<_> = std::fs::read_dir(root.join(folder))?
                    .map(|one| one.map(|one| one.path()))
                    .collect::<Result<_, _>>()?;
                files.sort();
                for path in
                    files.iter().filter(|path| path.extension().is_some_and(|ending| ending == "yaml"))
                {
                    let Ok(model) = Model::from_bytes(&std::fs::read(path)?) else { continue };
                    let document: Value = serde_json::from_str(&model.to_json())?;
                    let accounts = generate::accounts(7, &document, 400);
                    write(&model, &document, &path.display().to_string(), "2026-11-21", accounts)?;
                }
            }
        }
        _ => {
            let number = |at: usize| rest.get(at).and_then(|text| text.parse::<u64>().ok()).unwrap_or(1);
            for seed in number(0)..number(0) + number(1) {
                let level = [Level::Core, Level::Full, Level::Written, Level::Whole][(seed % 4) as usize];
                let document = generate::model(seed, level);
                let model = Model::from_json(&document.to_string())?;
                let accounts = generate::accounts(seed, &document, number(2) as usize);
                write(&model, &document, &format!("seed {seed}"), &generate::as_of(seed), accounts)?;
            }
        }
    }
    Ok(())
}

/// A model with its SQL or why there is none, its columns, the rows and the answers.
fn case(
    dialect: Dialect,
    model: &Model,
    document: &Value,
    name: &str,
    as_of: &str,
    accounts: Vec<Value>,
) -> Result<Value, Box<dyn Error>> {
    let day = Date::parse(as_of).ok_or("a day")?;
    let options = SqlOptions::new(dialect)
        .table("sql_accounts")
        .as_of(AsOf::Day(day))
        .keep(Keep::Columns(vec!["row__".to_owned()]))
        .points(true);
    let sql = match to_sql(model, &options) {
        Ok(sql) => sql,
        Err(error) => {
            let codes: Vec<_> =
                error.refusals().iter().map(|one| json!({"code": one.code, "rule": one.rule})).collect();
            return Ok(json!({"name": name, "refused": codes, "accounts": accounts.len()}));
        }
    };
    let mut attributes = vec![];
    for attribute in model.attributes() {
        let formula = document["attributes"][attribute.name()].get("formula").is_some();
        if !formula && attribute.kind().as_str() != "events" {
            attributes.push((attribute.name().to_owned(), attribute.kind().as_str()));
        }
    }
    let (mut rows, mut answers) = (vec![], vec![]);
    for mut account in accounts {
        for (attribute, _) in &attributes {
            // A table has every column, so what is absent is a blank.
            let has_blank = document["attributes"][attribute].get("blank").is_some();
            if has_blank && names(document, attribute).iter().all(|name| account.get(name).is_none()) {
                account[attribute] = Value::Null;
            }
        }
        let read = Account::from_json(&account.to_string())?;
        let options = Options::new(day).on_invalid(OnInvalid::Missing);
        let Ok(assessment) = model.assess_with(&read, &options) else { continue };
        let assessment: Value = serde_json::from_str(&assessment.to_json())?;
        let row: Option<Vec<_>> =
            attributes.iter().map(|(name, kind)| cell(document, &account, name, kind)).collect();
        // A word for no value is no blank, and a column of another type can hold only blanks.
        let Some(row) = row else { continue };
        rows.push(row);
        answers.push(answer(&assessment));
    }
    let columns: Vec<_> = attributes.iter().map(|(name, kind)| json!({"name": name, "kind": kind})).collect();
    Ok(json!({"name": name, "sql": sql, "columns": columns, "rows": rows, "answers": answers}))
}

fn names(document: &Value, attribute: &str) -> Vec<String> {
    let aliases = document["attributes"][attribute]["aliases"].as_array().into_iter().flatten();
    std::iter::once(attribute.to_owned())
        .chain(aliases.filter_map(Value::as_str).map(str::to_owned))
        .collect()
}

/// The value of a column of the attribute's own type: as it is given where it has that type, else as it is read; nothing where such a
/// column cannot hold it.
fn cell(document: &Value, account: &Value, attribute: &str, kind: &str) -> Option<Value> {
    let names = names(document, attribute);
    let there: Vec<_> =
        names.iter().filter_map(|name| account.get(name)).filter(|value| !value.is_null()).collect();
    let own = match (kind, there.as_slice()) {
        ("number", [raw @ Value::Number(number)]) => {
            // Whole numbers beyond 2^53 are invalid, and a column of floats cannot have them.
            let whole = number.as_i64().map(i64::unsigned_abs).or(number.as_u64());
            if whole.is_some_and(|whole| whole > 1 << 53) { None } else { Some((*raw).clone()) }
        }
        ("text", [raw @ Value::String(_)]) | ("bool", [raw @ Value::Bool(_)]) => Some((*raw).clone()),
        ("set", [raw @ Value::Array(items)])
            if items.iter().all(|item| item.is_string() || item.is_null()) =>
        {
            Some((*raw).clone())
        }
        _ => None,
    };
    // Words are looked for in the text as it was given, and which of several was read nobody says.
    if kind == "text" && there.len() > 1 {
        return None;
    }
    let nested = names.iter().any(|name| name.contains('.'));
    let own = own.filter(|_| !nested);
    // The plain evaluator gives the word of the model for a text, and phrases look at the text as it is written.
    if own.is_none() && !there.is_empty() && kind == "text" {
        return None;
    }
    let value = own.unwrap_or_else(|| match reference::value(document, account, attribute) {
        Value::Array(items) if kind == "number" => items.first().cloned().unwrap_or_default(),
        value => value,
    });
    let has_blank = document["attributes"][attribute].get("blank").is_some();
    (!has_blank || !value.is_null() || there.is_empty()).then_some(match value {
        Value::Number(number) => json!(number.as_f64()),
        value => value,
    })
}

fn answer(assessment: &Value) -> Value {
    let icps = assessment["icps"].as_array().map_or(&[][..], |icps| icps);
    let shown = icps.iter().find(|icp| icp["icp"] == assessment["headline"]).cloned().unwrap_or_default();
    let mut all = Map::new();
    all.insert("best".to_owned(), assessment["best"].clone());
    all.insert("icp".to_owned(), shown["icp"].clone());
    for key in ["score", "tier", "status", "coverage"] {
        all.insert(key.to_owned(), shown[key].clone());
    }
    all.insert("lower".to_owned(), shown["bounds"].get(0).cloned().unwrap_or_default());
    all.insert("upper".to_owned(), shown["bounds"].get(1).cloned().unwrap_or_default());
    all.insert("reason".to_owned(), shown["reason"]["text"].clone());
    for icp in icps {
        for criterion in icp["criteria"].as_array().into_iter().flatten() {
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            let name = format!("{}.{}.points", text(&icp["icp"]), text(&criterion["id"]));
            all.insert(name, criterion["points"].clone());
        }
    }
    Value::Object(all)
}
