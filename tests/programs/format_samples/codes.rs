//! The codes of errors, as the sources have them.

use std::collections::BTreeSet;

use super::blocks::{blocks, quoted, table};
use super::format;

const CODES: &str = include_str!("../../../icp-core/src/error/code.rs");

/// The texts that `Code::as_str` gives.
fn of_models() -> Vec<&'static str> {
    let arms = CODES.lines().filter(|line| line.contains("=> \""));
    arms.filter_map(|line| line.split('"').nth(1)).collect()
}

/// The codes in the first column of a table.
fn told(heading: &str) -> Vec<&'static str> {
    table(format(), heading).into_iter().flat_map(|row| quoted(row[0])).collect()
}

#[test]
fn every_code_of_a_model_is_told() {
    let codes = of_models();
    assert!(codes.len() > 40);
    assert_eq!(told("Codes of a model"), codes, "the table has other codes, or in another order");
}

#[test]
fn every_code_of_an_account_is_told() {
    let sources = [
        include_str!("../../../icp-core/src/error/account.rs"),
        include_str!("../../../icp-core/src/account/json.rs"),
        include_str!("../../../icp-core/src/account/limit.rs"),
        include_str!("../../../icp-core/src/account/serialize.rs"),
        include_str!("../../../icp-core/src/eval/bind.rs"),
    ];
    let codes: BTreeSet<&str> = sources
        .iter()
        .flat_map(|source| source.split('"').filter(|text| text.starts_with("account.")))
        .filter(|text| text.bytes().all(|b| b.is_ascii_lowercase() || matches!(b, b'.' | b'_')))
        .collect();
    let told: BTreeSet<&str> = told("Codes of an account").into_iter().collect();
    assert_eq!(told, codes);
}

/// Every code that a few lines can show is shown: the rest needs a text that is too long, or no text at all.
#[test]
fn codes_have_samples() {
    const WITHOUT: [&str; 12] = [
        "syntax.encoding",
        "syntax.trailing",
        "yaml.off",
        "regex.off",
        "written.off",
        "regex.cost",
        "limit.size",
        "limit.depth",
        "limit.nodes",
        "limit.count",
        "limit.list",
        "limit.text",
    ];
    let blocks = blocks(format());
    let refused = blocks.iter().filter(|block| block.tag.get(1) == Some(&"refused"));
    let shown: BTreeSet<&str> = refused.flat_map(|block| block.tag.iter().skip(3).copied()).collect();
    let unseen: Vec<&str> =
        of_models().into_iter().filter(|code| !shown.contains(code) && !WITHOUT.contains(code)).collect();
    assert!(unseen.is_empty(), "no sample of FORMAT.md is refused with {unseen:?}");
}
