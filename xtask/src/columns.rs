//! The benchmark of tables of columns.

use crate::step::Step;

/// What a row of a table costs, in release; the program knows the sections.
pub(crate) fn steps(sections: &[String]) -> Vec<Step> {
    let args = ["run", "--profile", "dist", "-p", "icp-benches", "--example", "columns", "--"];
    vec![Step::cargo("columns", &args).args(sections.iter().map(String::as_str))]
}
