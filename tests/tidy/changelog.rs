//! Unreleased changes have their place; methods, output columns and reasons are named there.

use std::collections::BTreeSet;

use icp_core::arrow::OUTPUT_COLUMNS;
use icp_tests::engine::reasons;

use super::tree::file;

/// Names that are older than the rule that the changelog names each. A new name does not join them.
const OLDER: &str = "
    attributes bounds coverage declares definition derived evaluate excluded excluded_by
    exclusion_unknown explain_html explain_markdown from_bytes from_json_with from_text from_yaml_with
    host into_data issues labels low_coverage lower missing_columns name new next_questions_with
    note_unjudged nothing_known on_invalid per_icp prefix progress read_record reason reasons record
    record_values required_unknown required_unmet result_schema score_batch_into score_reader
    score_record_batch score_text scores scratch stage teams threads upper verdict verdicts version
";

/// The names in the column of Rust in docs/languages.md, without their types.
fn methods(page: &str) -> impl Iterator<Item = &str> {
    let rows = page.lines().filter(|line| line.starts_with("| "));
    let cells = rows.filter_map(|line| line.split(" | ").nth(1)).filter(|cell| !cell.starts_with("no: "));
    cells.flat_map(|cell| cell.split('`').skip(1).step_by(2)).filter_map(|name| name.split("::").nth(1))
}

/// The names that no word in backticks of the changelog is.
fn unnamed<'n>(changelog: &str, names: impl Iterator<Item = &'n str>) -> Vec<String> {
    let quoted = changelog.split('`').skip(1).step_by(2);
    let words = quoted.flat_map(|part| part.split(|c: char| c != '_' && !c.is_alphanumeric()));
    let known: BTreeSet<&str> = words.chain(OLDER.split_whitespace()).collect();
    let missing: BTreeSet<&str> = names.filter(|name| !known.contains(name)).collect();
    missing.into_iter().map(|name| format!("CHANGELOG.md does not name `{name}`")).collect()
}

fn complaints(text: &str) -> Vec<String> {
    if text.lines().any(|line| line == "## [Unreleased]") {
        Vec::new()
    } else {
        vec!["CHANGELOG.md: no `## [Unreleased]`".to_owned()]
    }
}

#[test]
fn there_is_a_place_for_what_is_not_released() {
    super::nothing(&complaints(file("CHANGELOG.md").map_or("", |file| &file.text)));
}

#[test]
fn a_missing_place_is_found() {
    assert_eq!(complaints("# Changelog\n\n## [0.1.0]\n").len(), 1);
}

#[test]
fn what_is_new_is_named() {
    let text = |path| file(path).map_or("", |file| &*file.text);
    let columns = OUTPUT_COLUMNS.iter().map(|column| column.name);
    let methods: Vec<&str> = methods(text("docs/languages.md")).collect();
    assert!(methods.len() > 80, "{}", methods.len());
    let names = methods.into_iter().chain(columns).chain(reasons());
    super::nothing(&unnamed(text("CHANGELOG.md"), names));
}

#[test]
fn a_name_that_is_not_there_is_found() {
    let methods: Vec<&str> =
        methods("| a | `Model::rate`, `Model::rank_all` | no: `x` |\n| b | no: y | z |").collect();
    assert_eq!(methods, ["rate", "rank_all"]);
    let found = unnamed("- `Model::rate` rates; rank_all is no code.", methods.into_iter());
    assert_eq!(found, ["CHANGELOG.md does not name `rank_all`"]);
}
