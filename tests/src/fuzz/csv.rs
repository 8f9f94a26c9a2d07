//! Any bytes as a file of accounts, as the command reads it.

use icp_cli::in_memory::{Form, score};
use icp_core::OnInvalid;

use super::account::MODELS;
use super::today;

/// The names by which the command tells the form of a file; the last leaves it to the first character.
const FILES: [&str; 4] = ["a.csv", "a.tsv", "a.jsonl", "a"];

/// The first byte picks a model, the rule for invalid values and the file's name; the rest is the file. Scored in
/// columns and one account at a time, it is the same answer or the same refusal.
pub fn csv(data: &[u8]) {
    let Some((first, data)) = data.split_first() else { return };
    let model = &MODELS[usize::from(first & 3) % MODELS.len()];
    let on_invalid = if first & 4 == 4 { OnInvalid::Missing } else { OnInvalid::Error };
    let file = FILES[usize::from(first >> 3) % FILES.len()];
    let run = |form| score(model, (file, data.to_vec()), today(), on_invalid, form);
    match (run(Form::Csv), run(Form::Jsonl)) {
        (Ok(cells), Ok(lines)) => {
            let mut scores = cells.lines().skip(1).filter(|line| !line.is_empty());
            let count = lines.lines().count();
            // A cell may hold a line end, and so there may be more lines than accounts.
            let rows = scores.by_ref().count();
            assert!(rows >= count, "{rows} lines for {count} accounts\n{cells}\n{lines}");
            assert!(
                rows == count || cells.contains('"'),
                "{rows} lines for {count} accounts\n{cells}\n{lines}"
            );
        }
        (Err(columns), Err(one)) => {
            assert_eq!(columns, one);
            assert!(!columns.is_empty() && !columns.contains('\u{1b}'), "{columns:?}");
        }
        (columns, one) => panic!("only one way refuses:\n{columns:?}\n{one:?}"),
    }
}
