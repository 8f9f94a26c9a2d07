//! The benchmark of tables of columns.

use crate::step::Step;

/// Measures the time per row of a table, in release. The benchmark program knows the names of the sections.
pub(crate) fn steps(sections: &[String]) -> Vec<Step> {
    let args = ["run", "--profile", "dist", "-p", "icp-benches", "--example", "columns", "--"];
    vec![Step::cargo("columns", &args).args(sections.iter().map(String::as_str))]
}
