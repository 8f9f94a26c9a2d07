//! A model that only reads: an attribute for every column that a profile could be learned from, and no opinion about any. Called by whoever
//! learns from outcomes; the scorecard is there because a model has one.

use super::attribute::{Aim, Attribute, Fate};
use super::name::Names;
use super::{head, judge_named};
use crate::survey::{Survey, scalar};

/// The most columns: as many as a model may have attributes, but for a few that come with events.
const COLUMNS: usize = 1_900;
/// The most bytes of their lines: a model may have 1 MiB.
const BYTES: usize = 900_000;

/// A model in YAML that reads the columns of a table, and the columns that it leaves out with their reasons.
///
/// It differs from [`model`](super::model) in what it is for: texts that repeat are read even where they look like keys, ranges of
/// numbers are read as texts, and every attribute is used, so that records have all values. Of more than 1,900 columns it reads those that
/// have the most values.
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
    for (place, (header, column)) in survey.columns().enumerate() {
        match judge_named(survey, header, column, Aim::Learn) {
            Fate::Attribute(mut attribute) => {
                (attribute.name, attribute.alias) = names.give(header);
                kept.push((place, header, column.values(), *attribute));
            }
            Fate::Left(reason) => left.push((place, header, reason)),
        }
    }
    // The fullest first; of equally full ones those that stand first in the table.
    kept.sort_by_key(|(.., values, _)| std::cmp::Reverse(*values));
    let mut bytes = 0;
    let mut fits = |(at, (.., attribute)): (usize, &(usize, &str, usize, Attribute))| {
        bytes += attribute.line().len() + test(attribute).len();
        at < COLUMNS && bytes <= BYTES
    };
    let many = kept.iter().enumerate().take_while(|one| fits(*one)).count();
    let reason = format!("only the {many} columns with the most values are read");
    left.extend(kept.drain(many..).map(|(place, header, ..)| (place, header, reason.clone())));
    kept.sort_by_key(|(place, ..)| *place);
    left.sort_by_key(|(place, ..)| *place);
    let mut out = head(survey, name);
    out.push_str(if kept.is_empty() { "attributes:\n  anything: {type: text}\n" } else { "attributes:\n" });
    kept.iter().for_each(|(.., attribute)| out.push_str(&attribute.line()));
    // One criterion for all: a scorecard has fewer criteria than a model may have attributes.
    out.push_str("\nicps:\n  - id: reader\n    fit:\n      criteria:\n        - id: reads\n          fit:\n            any:\n");
    if kept.is_empty() {
        out.push_str("              - {anything: {known: true}}\n");
    }
    kept.iter().for_each(|(.., attribute)| out.push_str(&test(attribute)));
    out.push_str("      tiers: [{id: A}]\n");
    (out, left.into_iter().map(|(_, header, reason)| (header.to_owned(), reason)).collect())
}

/// The line that makes a model read an attribute.
fn test(attribute: &Attribute) -> String {
    format!("              - {{{}: {{known: true}}}}\n", scalar(&attribute.name))
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

    /// All columns of a wide table are read; of one that is too wide for a model, the fullest.
    #[test]
    #[cfg(feature = "yaml")]
    fn wide_tables() {
        let made = |columns: usize| {
            let names: Vec<String> = (0..columns).map(|at| format!("column {at}")).collect();
            let mut survey = Survey::with_columns(names.iter().map(String::as_str));
            // The first column is the emptiest.
            for row in 0..3 {
                survey.add_cells((0..columns).map(|at| match (row, at) {
                    (2, 0) => "",
                    (0, _) => "1",
                    _ => "22",
                }));
            }
            let (text, left) = reader(&survey, "wide");
            (crate::Model::from_yaml(&text).unwrap().attributes().count(), left)
        };
        assert_eq!(made(1_500), (1_500, Vec::new()));
        let (read, left) = made(1_901);
        assert_eq!((read, left.len()), (1_900, 1));
        assert_eq!(
            left[0],
            ("column 0".to_owned(), "only the 1900 columns with the most values are read".to_owned())
        );
    }
}
