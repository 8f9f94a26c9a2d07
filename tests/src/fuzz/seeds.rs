//! The inputs that the fuzzer begins with, and the words of the format.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use icp_core::Model;
use icp_core::model::SCHEMA;
use oorandom::Rand32;
use serde_json::Value;

use super::account::MODELS;
use super::arrow::streams;
use super::written::FORMS;
use crate::vector;

/// Writes inputs to `folder/TARGET/` and the words to `folder/words.dict`; says how many there are and what was not
/// there to take from.
///
/// # Errors
/// A file that cannot be written.
pub fn seeds(folder: &Path) -> std::io::Result<String> {
    let mut seeds = Seeds { folder: folder.to_owned(), count: 0 };
    let vectors: Vec<_> = vector::all().into_iter().flat_map(|(_, vectors)| vectors).collect();
    let mut last = Value::Null;
    for vector in &vectors {
        if vector.model != last {
            last = vector.model.clone();
            seeds.model(&last)?;
        }
        seeds.account(&vector.account.to_string())?;
        seeds.values(&vector.account)?;
    }
    for text in
        [include_str!("../../models/whole-percent.yaml"), include_str!("../../models/whole-points.yaml")]
    {
        seeds.add("model_yaml", text.as_bytes())?;
        seeds.add("roundtrip", text.as_bytes())?;
    }
    seeds.tables()?;
    seeds.drawn()?;
    seeds.sources()?;
    seeds.patterns(&vectors.iter().map(|vector| &vector.model).collect::<Vec<_>>())?;
    let mut absent = Vec::new();
    match shared("json_test_suite/test_parsing") {
        Some(files) => seeds.files(&files)?,
        None => absent.push("json_test_suite"),
    }
    match shared("naughty_strings/blns.json") {
        Some(file) => seeds.naughty(&fs::read_to_string(file)?)?,
        None => absent.push("naughty_strings"),
    }
    fs::write(folder.join("words.dict"), words())?;
    let absent: String = absent.iter().map(|name| format!("; not there: shared/data/{name}")).collect();
    Ok(format!("{} seeds{absent}", seeds.count))
}

/// Data that lies beside the repository.
fn shared(path: &str) -> Option<PathBuf> {
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    above.map(|folder| folder.join("shared/data").join(path)).find(|found| found.exists())
}

/// The keys and words of the format, out of its schema, and what else is written in models and accounts.
fn words() -> String {
    let mut words: BTreeSet<String> =
        ["icp/1", "count", "event", "on", "on_invalid", "-0.0", "1e300", "2026-02-29", "6 months"]
            .map(str::to_owned)
            .into();
    gather(&serde_json::from_str(SCHEMA).expect("a schema"), &mut words);
    let plain = |word: &&String| {
        word.len() < 40 && word.chars().all(|c| c.is_ascii_graphic() && c != '"' && c != '\\')
    };
    words.iter().filter(plain).map(|word| format!("\"{word}\"\n")).collect()
}

fn gather(schema: &Value, words: &mut BTreeSet<String>) {
    match schema {
        Value::Object(entries) => {
            words.extend(
                entries
                    .get("properties")
                    .and_then(Value::as_object)
                    .into_iter()
                    .flatten()
                    .map(|(key, _)| key.clone()),
            );
            words.extend(
                entries
                    .get("enum")
                    .and_then(Value::as_array)
                    .into_iter()
                    .flatten()
                    .filter_map(Value::as_str)
                    .map(str::to_owned),
            );
            entries.values().for_each(|value| gather(value, words));
        }
        Value::Array(items) => items.iter().for_each(|item| gather(item, words)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

struct Seeds {
    folder: PathBuf,
    count: usize,
}

impl Seeds {
    fn add(&mut self, target: &str, bytes: &[u8]) -> std::io::Result<()> {
        let folder = self.folder.join(target);
        fs::create_dir_all(&folder)?;
        self.count += 1;
        fs::write(folder.join(format!("seed-{:05}", self.count)), bytes)
    }

    fn model(&mut self, document: &Value) -> std::io::Result<()> {
        let model = Model::from_json(&document.to_string()).expect("the model of a vector");
        let (json, yaml) = (model.to_json(), model.to_yaml());
        self.add("model_json", json.as_bytes())?;
        self.add("model_yaml", yaml.as_bytes())?;
        self.add("roundtrip", yaml.as_bytes())
    }

    fn account(&mut self, text: &str) -> std::io::Result<()> {
        self.add("account_json", &[&[0], text.as_bytes()].concat())
    }

    /// The texts of an account, under every form that reads texts.
    fn values(&mut self, account: &Value) -> std::io::Result<()> {
        let texts = account.as_object().into_iter().flatten().filter_map(|(_, value)| value.as_str());
        for text in texts.filter(|text| !text.is_empty() && text.len() < 60) {
            // The count of the seeds so far spreads them over the forms.
            let form = (self.count % FORMS.len()) as u8;
            self.add("written", &[&[form], text.as_bytes()].concat())?;
        }
        Ok(())
    }

    /// The ready source files, for each model.
    fn sources(&mut self) -> std::io::Result<()> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/sources");
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.extension().is_some_and(|ending| ending == "yaml") {
                let text = fs::read(&path)?;
                self.add("source", &[&[0], &*text].concat())?;
            }
        }
        let small = "format: icp-source/1\nname: s\ncolumns: {Staff: employees}\nattributes:\n  employees: {written: {thousands: \",\"}, missing: [x]}\nfile: {skip: 2, delimiter: tab}\n";
        (0..4_u8).try_for_each(|model| self.add("source", &[&[model], small.as_bytes()].concat()))?;
        // Patterns that are taken: a day, then items and signs by their places.
        for pattern in [
            [0, 0, 1, 0, 4, 0, 0, 0],
            [2, 1, 5, 1, 0, 1, 0, 8],
            [5, 2, 1, 2, 0, 3, 6, 5],
            [3, 3, 5, 4, 0, 3, 7, 5],
        ] {
            self.add("written_date", &[&[7, 100, 3][..], &pattern].concat())?;
            self.add("written_date", &[&[200, 9, 5][..], &pattern[..5]].concat())?;
        }
        Ok(())
    }

    /// Tables for the models that accounts are scored by.
    fn tables(&mut self) -> std::io::Result<()> {
        let inputs = [
            include_str!("../../../examples/accounts.csv"),
            include_str!("../../../examples/accounts-intent.csv"),
            include_str!("../../../examples/accounts.jsonl"),
        ];
        for text in &inputs[..2] {
            let head: Vec<String> = text.lines().take(12).map(|line| line.replace(',', "\t")).collect();
            self.add("init", head.join("\n").as_bytes())?;
        }
        self.add(
            "init",
            b"Company\tSize\tRevenue\tSince\nAcme\t51-200\t$1.2M\t8/31/2024\nBluefin\t10,001+\t\t2009\n",
        )?;
        for (place, text) in inputs.iter().enumerate() {
            let head: Vec<&str> = text.lines().take(3).collect();
            for model in 0..4_u8 {
                let file = if place == 2 { 2 << 3 } else { 0 };
                self.add("csv", &[&[model | 4 | file], head.join("\n").as_bytes()].concat())?;
            }
        }
        for (place, model) in (0_u8..).zip(MODELS.iter()) {
            let names: Vec<&str> = model.attributes().map(|attribute| attribute.name()).collect();
            let row = |cell: &str| vec![cell; names.len()].join(";");
            let text = format!("{}\n{}\n{}\n", names.join(";"), row("50"), row("x, \"y\""));
            self.add("csv", &[&[place | 4], text.replace(';', ",").as_bytes()].concat())?;
            self.add("csv", &[&[place | 4 | 1 << 3], text.replace(';', "\t").as_bytes()].concat())?;
            for draws in 0..8_u8 {
                self.add("arrow", &[vec![place << 2], streams(model, &[draws; 3])].concat())?;
            }
        }
        Ok(())
    }

    /// Draws for the targets that make their models.
    fn drawn(&mut self) -> std::io::Result<()> {
        let mut dice = Rand32::new(8);
        for place in 0..60_u8 {
            let model = if place % 3 == 0 { dice.rand_range(0..60) } else { 0 };
            let mut bytes =
                |count: u32| (0..count).map(|_| dice.rand_range(0..256) as u8).collect::<Vec<u8>>();
            let count = if model == 0 { 2 } else { model * 4 };
            let first = if model == 0 { 0 } else { 192 + model as u8 };
            let draws = [vec![first], bytes(count), bytes(100)].concat();
            self.add("assess", &draws)?;
            self.add("columns", &draws)?;
            self.add("arrow", &[vec![1 + place % 3], draws.clone()].concat())?;
            self.add("roundtrip", &[vec![0], draws].concat())?;
        }
        Ok(())
    }

    fn patterns(&mut self, models: &[&Value]) -> std::io::Result<()> {
        let mut patterns = BTreeSet::new();
        models.iter().for_each(|model| found(model, &mut patterns));
        for pattern in patterns.iter().filter(|pattern| pattern.len() < 200) {
            self.add(
                "matches",
                &[&[pattern.len() as u8], pattern.as_bytes(), b"a text, an \xc3\xa9t\xc3\xa9 42"].concat(),
            )?;
        }
        Ok(())
    }

    /// Small files of JSON, good and bad.
    fn files(&mut self, folder: &Path) -> std::io::Result<()> {
        let mut paths: Vec<_> =
            fs::read_dir(folder)?.filter_map(Result::ok).map(|entry| entry.path()).collect();
        paths.sort();
        for path in paths {
            let bytes = fs::read(path)?;
            if bytes.len() <= 4_096 {
                self.add("model_json", &bytes)?;
                self.add("model_yaml", &bytes)?;
                self.add("account_json", &[&[2], &*bytes].concat())?;
            }
        }
        Ok(())
    }

    fn naughty(&mut self, texts: &str) -> std::io::Result<()> {
        let texts: Vec<String> = serde_json::from_str(texts).expect("a list of texts");
        for text in texts.iter().filter(|text| text.len() < 200) {
            let account =
                serde_json::json!({"industry": text, "tools": [text], text: text, "employees": text});
            self.account(&account.to_string())?;
            self.add("matches", &[&[text.len() as u8], text.as_bytes(), text.as_bytes()].concat())?;
            self.add("csv", &[&[4], format!("industry,employees\n{text},5\n").as_bytes()].concat())?;
            self.add("model_yaml", format!("format: icp/1\nname: {text}\n").as_bytes())?;
        }
        Ok(())
    }
}

fn found(value: &Value, patterns: &mut BTreeSet<String>) {
    match value {
        Value::Object(entries) => {
            patterns.extend(entries.get("matches").and_then(Value::as_str).map(str::to_owned));
            entries.values().for_each(|value| found(value, patterns));
        }
        Value::Array(items) => items.iter().for_each(|item| found(item, patterns)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
