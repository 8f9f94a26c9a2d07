//! Random models and accounts for all languages, with what the engine gives for them:
//! `cargo run --release -p icp-tests --example pairs -- FILE FIRST COUNT [reference] [columns]`.
//!
//! A line of the file is a model with its accounts. What the languages must give, byte by byte, stands beside each:
//! the text of the assessment or of the refusal. The accounts are also one table, as values and as Arrow's bytes, with
//! every column that must come back. The plain evaluator and the columns are compared here and now.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic here is a failed test"
)]

use std::fs::File;
use std::io::{BufWriter, Write as _};

use arrow_array::RecordBatch;
use arrow_ipc::writer::StreamWriter;
use icp_core::arrow::{ArrowOptions, BatchScorer};
use icp_core::batch::{AsOf, BatchOptions, MissingColumns, PerCriterion, RowTexts, Scores, TextColumns};
use icp_core::error::Host;
use icp_core::{Account, AccountError, BatchError, Date, Model, OnInvalid, Options};
use icp_tests::answers::answers;
use icp_tests::compare::difference;
use icp_tests::generate::{self, Level};
use icp_tests::rows::check_row;
use icp_tests::table::table;
use icp_tests::{corrupt, exact, reference};
use oorandom::Rand32;
use serde_json::{Value, json};

/// Accounts of a model.
const ACCOUNTS: usize = 20;
/// One model in this number is corrupted, so that it is refused.
const SPOILT: u64 = 10;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [file, first, count, engines @ ..] = &*args else {
        panic!("give a file, a first seed and a count of pairs")
    };
    let (first, count): (u64, usize) = (first.parse().unwrap(), count.parse().unwrap());
    let asked = |engine: &str| engines.iter().any(|asked| asked == engine);
    let mut out = BufWriter::new(File::create(file).unwrap());
    let mut told = Told::default();
    for seed in first.. {
        if told.pairs >= count {
            break;
        }
        let drawn = Drawn::new(seed, ACCOUNTS.min(count - told.pairs));
        if asked("reference") {
            told.plain += drawn.against_the_plain_evaluator();
        }
        if asked("columns") {
            told.rows += drawn.against_columns();
        }
        told.pairs += drawn.accounts.len();
        writeln!(out, "{}", drawn.line(&mut told)).unwrap();
    }
    out.flush().unwrap();
    let Told { pairs, refused, models, plain, rows, tables, refused_tables } = told;
    println!(
        "{pairs} pairs from seed {first} on: {refused} accounts, {models} models and {refused_tables} of {tables} tables \
         are refused"
    );
    println!("plain evaluator: {plain} pairs agree; columns: {rows} rows agree");
}

#[derive(Default)]
struct Told {
    pairs: usize,
    refused: usize,
    models: usize,
    plain: usize,
    rows: usize,
    tables: usize,
    refused_tables: usize,
}

/// A model and its accounts.
struct Drawn {
    seed: u64,
    document: Value,
    model: Model,
    as_of: String,
    lenient: bool,
    accounts: Vec<Value>,
}

impl Drawn {
    fn new(seed: u64, count: usize) -> Self {
        let level = match seed % 5 {
            0 => Level::Core,
            1 => Level::Full,
            2 => Level::Written,
            _ => Level::Whole,
        };
        let document = generate::model(seed, level);
        let model =
            Model::from_json(&document.to_string()).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        let accounts = match seed % 3 {
            0 => generate::accounts(seed, &document, count),
            _ => generate::accounts_with_invalid(seed, &document, count),
        };
        Self { seed, model, as_of: generate::as_of(seed), lenient: seed % 3 == 2, document, accounts }
    }

    fn on_invalid(&self) -> OnInvalid {
        if self.lenient { OnInvalid::Missing } else { OnInvalid::Error }
    }

    fn day(&self) -> Date {
        Date::parse(&self.as_of).unwrap()
    }

    /// The assessment, as JSON.
    fn score(&self, account: &Value) -> Result<String, AccountError> {
        let account = Account::from_json(&account.to_string())?;
        let options = Options::new(self.day()).on_invalid(self.on_invalid());
        self.model.assess_with(&account, &options).map(|assessment| assessment.to_json())
    }

    fn against_the_plain_evaluator(&self) -> usize {
        for account in &self.accounts {
            let expected = reference::assess(&self.document, account, &self.as_of, self.lenient);
            let wrong = match (&expected, &self.score(account)) {
                (Ok(expected), Ok(found)) => difference(expected, &serde_json::from_str(found).unwrap()),
                (Err(_), Err(_)) => None,
                (Err(why), Ok(_)) => Some(format!("only the plain evaluator refuses: {why}")),
                (Ok(_), Err(why)) => Some(format!("only the engine refuses: {why}")),
            };
            assert!(wrong.is_none(), "seed {}: {}\n{account}", self.seed, wrong.unwrap_or_default());
        }
        self.accounts.len()
    }

    /// A table of random kinds of columns; and what is refused alone is refused in a table, with the same words.
    fn against_columns(&self) -> usize {
        let mut dice = Rand32::new(self.seed);
        let (given, accounts) = table(&self.document, &self.accounts, &mut dice);
        let options = BatchOptions::new(AsOf::Day(self.day()))
            .missing_columns(MissingColumns::Unknown)
            .per_icp(true)
            .per_criterion(PerCriterion::ALL)
            .verdicts(true)
            .exclusions(true)
            .threads(1);
        let mut scores = Scores::default();
        let names: Vec<&str> = self.model.attributes().map(|attribute| attribute.name()).collect();
        let lenient = options.on_invalid(OnInvalid::Missing).allow_empty_columns(&names);
        self.model.score_batch_into(&given.columns(), &lenient, &mut scores).unwrap();
        for (row, account) in accounts.iter().enumerate() {
            check_row(&self.model, account, self.day(), &scores, row, &options);
        }
        for account in accounts.iter().filter(|_| !self.lenient) {
            let (given, accounts) = table(&self.document, std::slice::from_ref(account), &mut dice);
            let alone = self.score(&accounts[0]);
            let found = self.model.score_batch(&given.columns(), &options);
            match (&alone, &found) {
                (Ok(_), Ok(_)) => {}
                (Err(alone), Err(found)) => {
                    let expected = format!("expected {}, found ", alone.expected());
                    let words = format!("{expected}{}", alone.found());
                    // A table has lists of objects as texts of JSON, where they are no events.
                    let as_text = ["text `{", "text `["].map(|found| format!("{expected}{found}"));
                    let message = found.message();
                    let same = message.ends_with(&words) || as_text.iter().any(|text| message.contains(text));
                    assert_eq!(found.code(), "batch.value", "seed {}: {found}", self.seed);
                    assert!(same, "seed {}: {found}, not {words}", self.seed);
                }
                _ => panic!("seed {}: {alone:?} alone, {:?} in a table", self.seed, found.err()),
            }
        }
        accounts.len()
    }

    fn line(&self, told: &mut Told) -> Value {
        let cases: Vec<Value> = self
            .accounts
            .iter()
            .map(|account| {
                let gives = self.score(account).unwrap_or_else(|error| {
                    told.refused += 1;
                    serde_json::to_string(&error).unwrap()
                });
                json!({"account": exact(account.clone()), "gives": gives})
            })
            .collect();
        let mut line = json!({
            "seed": self.seed,
            "model": self.document.to_string(),
            "fingerprint": self.model.fingerprint(),
            "as_of": self.as_of,
            "on_invalid": if self.lenient { "missing" } else { "error" },
            "cases": cases,
            "table": self.table(told),
        });
        if self.seed.is_multiple_of(SPOILT) {
            let text = corrupt(&self.document, self.seed).to_string();
            line["corrupted"] = match Model::from_json(&text) {
                Ok(model) => json!({"model": text, "fingerprint": model.fingerprint()}),
                Err(error) => {
                    told.models += 1;
                    json!({"model": text, "refusal": serde_json::to_string(&error).unwrap()})
                }
            };
        }
        line
    }

    /// All accounts as one table of random kinds of columns, and what it gives. What a table refuses is said in the words
    /// of each language; what it answers is taken from the accounts one by one.
    fn table(&self, told: &mut Told) -> Value {
        // Another table than the one that is compared here.
        let mut dice = Rand32::new(!self.seed);
        let (given, accounts) = table(&self.document, &self.accounts, &mut dice);
        let batch = given.record_batch(&mut dice);
        let rows: Vec<Value> = accounts
            .iter()
            .map(|account| {
                let cells = given.names().map(|name| (name.to_owned(), exact(account[name].clone())));
                Value::Object(cells.collect())
            })
            .collect();
        let mut line = json!({"rows": rows, "arrow": hexadecimals(&batch)});
        told.tables += 1;
        let mut is_refused = false;
        for (language, host) in [("python", Host::Python), ("javascript", Host::JavaScript)] {
            line[language] = match self.scored(&batch, host) {
                Ok(notices) => json!({"notices": notices}),
                Err(error) => {
                    is_refused = true;
                    json!({"refusal": refusal(&error)})
                }
            };
        }
        if is_refused {
            told.refused_tables += 1;
            return line;
        }
        let mut texts = TextColumns::default();
        let assessments: Vec<Value> =
            accounts.iter().map(|account| self.assessment(account, &mut texts)).collect();
        line["columns"] = answers(&self.model, &assessments, &texts);
        line["by"] = json!({"name": self.model.name(), "version": self.model.version(),
            "fingerprint": self.model.fingerprint(), "lists": {}, "source": null, "as_of": self.as_of, "as_of_column": null});
        line
    }

    /// The notices expected for the whole table: the code and the words of each notice, and how many it holds for.
    fn scored(&self, batch: &RecordBatch, host: Host) -> Result<Value, BatchError> {
        let options = ArrowOptions::new(AsOf::Day(self.day()))
            .on_invalid(self.on_invalid())
            .missing_columns(MissingColumns::Unknown)
            .host(host);
        let mut scorer = BatchScorer::new(&self.model, &options);
        scorer.score(batch)?;
        scorer.finish()?;
        let notices = scorer.intake().notices(host).into_iter();
        Ok(notices
            .map(|notice| json!([notice.kind.code(), notice.to_string(), notice.count, notice.of]))
            .collect())
    }

    /// The assessment of an account; its texts go to the others.
    fn assessment(&self, account: &Value, texts: &mut TextColumns) -> Value {
        let account = Account::from_json(&account.to_string()).unwrap();
        let options = Options::new(self.day()).on_invalid(self.on_invalid());
        // By way of a text, a number might be read as its neighbour.
        let found = self.model.assess_with(&account, &options).unwrap();
        texts.add(&found, RowTexts::ALL, RowTexts::MAX_TEXT);
        serde_json::to_value(found).unwrap()
    }
}

fn hexadecimals(batch: &RecordBatch) -> String {
    let mut writer = StreamWriter::try_new(Vec::new(), &batch.schema()).unwrap();
    writer.write(batch).unwrap();
    writer.finish().unwrap();
    writer.into_inner().unwrap().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn refusal(error: &BatchError) -> Value {
    let problems = error.problems().into_iter().map(|problem| {
        json!({"code": problem.code(), "column": problem.column(), "row": problem.row(), "message": problem.message(),
            "help": problem.help()})
    });
    json!({"code": error.code(), "column": error.column(), "row": error.row(), "help": error.help(),
        "problems": problems.collect::<Vec<_>>()})
}
