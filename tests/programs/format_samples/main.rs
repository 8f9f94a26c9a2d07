//! FORMAT.md is true: every sample in it is run, its tables are those of the code, and no key is left out. The samples of
//! docs/cookbook.md are run too.
//!
//! A fenced block says in its first line what it is:
//!
//! | block | what is done with it |
//! |---|---|
//! | `yaml model` | read as a whole model; `yaml model base` is also what fragments are put into |
//! | `json model same` | read as a whole model, with the fingerprint of the model before it |
//! | `yaml fragment WHERE` | put into the base model, which must load: see [`wrap`](mod@wrap) for the places |
//! | `yaml refused WHERE CODE ..` | the same (`model` for a whole one), but refused with exactly these codes |
//! | `yaml cases` | a list of `{given, then, as_of?}`, scored with the model before it by both evaluators |
//! | `yaml tests` | a file of cases for the model before it, run by both evaluators |
//! | `json account` | read as an account |
//! | `json assessment PATH` | the assessment of that account by the model before it, or the part at a JSON pointer; also with `on_invalid=missing` |
//! | `json questions` | what is still to be asked of that account |
//! | `json changes` | what would have to change of that account to reach its `goal` |
//! | `text`, `sh` | shown only |
//! | `console`, `csv FILE.csv`, `yaml FILE.yaml` | commands and their files, passed over here: `pages.rs` of `icp-cli` runs them |
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic here is a failed test"
)]

mod blocks;
mod codes;
mod index;
mod keys;
mod samples;
mod tables;
mod wrap;

use std::sync::LazyLock;

/// The day on which samples are judged.
const AS_OF: &str = "2026-10-01";

/// Where FORMAT.md is.
fn path() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../FORMAT.md")
}

/// The text of FORMAT.md.
fn format() -> &'static str {
    static TEXT: LazyLock<String> = LazyLock::new(|| std::fs::read_to_string(path()).unwrap());
    &TEXT
}

#[test]
fn every_sample_runs() {
    let blocks = blocks::blocks(format());
    let report = samples::run("FORMAT.md", &blocks);
    println!("FORMAT.md: {} samples ran: {}", report.count(), report.words());
    assert!(report.failures.is_empty(), "\n{}\n", report.failures.join("\n"));
    assert!(report.count() >= 100, "FORMAT.md has lost samples: {}", report.words());
}

#[test]
fn every_sample_of_the_cookbook_runs() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/cookbook.md");
    let text = std::fs::read_to_string(path).unwrap();
    let report = samples::run("docs/cookbook.md", &blocks::blocks(&text));
    println!("docs/cookbook.md: {} samples ran: {}", report.count(), report.words());
    assert!(report.failures.is_empty(), "\n{}\n", report.failures.join("\n"));
    // Every recipe has a sample, and accounts or commands.
    let recipes = text.lines().filter(|line| line.starts_with("## ")).count();
    assert!(recipes >= 20 && report.ran("yaml cases") >= 2 * recipes - 2, "{}", report.words());
    for section in text.split("\n## ").skip(1) {
        let title = section.lines().next().unwrap_or_default();
        let tried = section.contains("```yaml cases") || section.contains("```console");
        assert!(tried, "docs/cookbook.md: `{title}` has neither accounts nor commands");
        let anchor = format!("(#{})", title.to_lowercase().replace(' ', "-"));
        assert!(text.contains(&anchor), "docs/cookbook.md: no link to `{title}`");
    }
}

#[test]
fn models_of_the_readme_load() {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../README.md")).unwrap();
    let blocks = blocks::blocks(&text);
    let models: Vec<_> = blocks.iter().filter(|block| block.tag == ["yaml"]).collect();
    assert!(!models.is_empty());
    for model in models {
        icp_core::Model::from_yaml(&model.text)
            .unwrap_or_else(|error| panic!("README.md:{}: {error}", model.line));
    }
}
