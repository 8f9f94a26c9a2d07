//! A model that only reads: an attribute for every column that a profile could be learned from, and no opinion about any. Called by whoever
//! learns from outcomes; the scorecard is there because a model has one.

use super::attribute::{Aim, Fate};
use super::name::Names;
use super::{ATTRIBUTES, head, judge_named};
use crate::survey::{Survey, scalar};

/// A model in YAML that reads the columns of a table, and the columns that it leaves out with their reasons.
///
/// It differs from [`model`](super::model) in what it is for: texts that repeat are read even where they look like keys, ranges of
/// numbers are read as texts, and every attribute is used, so that records have all values.
///
/// ```
/// use icp_core::{Model, init, survey::Survey};
/// let mut survey = Survey::with_columns(["Company Size", "country", "note"]);
/// for row in [["1-10", "DE", ""], ["11-50", "US", ""]] {
///     survey.add_cells(row);
/// }
/// let (text, left) = init::reader(&survey, "companies");
/// assert_eq!(left, [("note".to_owned(), "no row has a value".to_owned())]);
/// assert!(text.contains("company_size: {type: text, aliases: [Company Size]}"));
/// ```
pub fn reader(survey: &Survey, name: &str) -> (String, Vec<(String, String)>) {
    let mut names = Names::new(survey.columns().map(|(header, _)| header));
    let (mut left, mut kept) = (Vec::new(), Vec::new());
    for (header, column) in survey.columns() {
        match judge_named(survey, header, column, Aim::Learn) {
            Fate::Attribute(_) if kept.len() == ATTRIBUTES => {
                left.push((header.to_owned(), format!("only the first {ATTRIBUTES} columns are read")));
            }
            Fate::Attribute(mut attribute) => {
                (attribute.name, attribute.alias) = names.give(header);
                kept.push(*attribute);
            }
            Fate::Left(reason) => left.push((header.to_owned(), reason)),
        }
    }
    let mut out = head(survey, name);
    if kept.is_empty() {
        out.push_str("attributes:\n  anything: {type: text}\n");
    } else {
        out.push_str("attributes:\n");
    }
    kept.iter().for_each(|attribute| out.push_str(&attribute.line()));
    out.push_str("\nicps:\n  - id: reader\n    fit:\n      criteria:\n");
    let names: Vec<&str> = kept.iter().map(|attribute| &*attribute.name).collect();
    let names = if names.is_empty() { vec!["anything"] } else { names };
    for (at, name) in names.iter().enumerate() {
        out.push_str(&format!("        - {{id: c{at}, fit: {{{}: {{known: true}}}}}}\n", scalar(name)));
    }
    out.push_str("      tiers: [{id: A}]\n");
    (out, left)
}

#[cfg(test)]
mod tests {
    use super::reader;
    use crate::survey::Survey;

    /// Keys that repeat are read, those that stand for one row each are not; values are never a closed list.
    #[test]
    fn what_repeats_is_read() {
        let mut survey = Survey::with_columns(["page", "deal", "size", "plan"]);
        for row in 0..40 {
            let page = format!("{:032x}", 0x1234_5678_9abc_def0_u64 + row % 4);
            let deal = format!("{:032x}", 0x1234_5678_9abc_def0_u64 + row);
            let size = ["11-50", "51-200"][row as usize % 2];
            survey.add_cells([&*page, &*deal, size, ["free", "paid"][row as usize % 2]]);
        }
        let (text, left) = reader(&survey, "leads");
        assert_eq!(left.iter().map(|(header, _)| &**header).collect::<Vec<_>>(), ["deal"]);
        for line in ["page: {type: text}", "size: {type: text}", "plan: {type: text}"] {
            assert!(text.contains(line), "{text}");
        }
        assert!(!super::super::model(&survey, "leads").contains("page: {type"));
    }
}
