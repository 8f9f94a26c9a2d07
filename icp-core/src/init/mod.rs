//! A first model, begun from a table: an attribute for each column that can count, and a scorecard of the best filled ones as a
//! guess to be edited.
//!
//! For whoever has an export and no model yet: `icp init` and `icp.init` call [`model`]. How values are written is judged from the
//! values alone; what two readings would fit is left as text, with both in a comment.
//!
//! ```
//! use icp_core::{init, survey::Survey};
//! let mut survey = Survey::with_columns(["Company Size", "launched_at"]);
//! for row in [["58", "11/23/2011"], ["1,200,000", "8/1/2012"], ["58", ""]] {
//!     survey.add_cells(row);
//! }
//! let text = init::model(&survey, "companies");
//! assert!(text.contains("launched_at: {type: date, written: M/D/YYYY}"));
//! assert!(text.contains(r#"company_size: {type: number, written: {thousands: ","}, aliases: [Company Size]}"#));
//! ```

mod attribute;
mod header;
mod line;
mod name;
#[cfg(feature = "yaml")]
mod proof;
mod reader;
mod reading;
mod remark;
mod scorecard;
#[cfg(test)]
mod tests;

pub use self::reader::reader;

use self::attribute::{Aim, Fate};
use self::name::Names;
use crate::error::counted;
use crate::survey::{ColumnSurvey, Survey, scalar};
use crate::value::visible;

/// The most attributes: more is no model that anyone reads. Further columns are named in a comment.
const ATTRIBUTES: usize = 300;

/// A text as it stands in YAML, also inside of brackets and as a key: in quotes only where it needs them.
///
/// For programs that write a model as text, as this module does.
///
/// ```
/// use icp_core::init::yaml_text;
/// assert_eq!([yaml_text("Mid-market"), yaml_text("no"), yaml_text("a: b")], ["Mid-market", r#""no""#, r#""a: b""#]);
/// ```
pub fn yaml_text(text: &str) -> String {
    scalar(text)
}

/// A model in YAML of the columns of a table.
///
/// It passes `check` and scores the same table. An attribute stands for each column that can tell accounts apart, with its type, the
/// way its values are `written`, its `missing` placeholders, the `separator` of a set, and its `values` where there are few; a
/// comment above it has its fill, range, middle or commonest values. Columns of ids, addresses and free text are left out, and
/// named at the end. The same counts give the same text, to the byte.
pub fn model(survey: &Survey, name: &str) -> String {
    let mut out = head(survey, name);
    let mut names = Names::new(survey.columns().map(|(header, _)| header));
    let (mut left, mut kept) = (Vec::new(), Vec::new());
    for (header, column) in survey.columns() {
        match judge_named(survey, header, column, Aim::Edit) {
            Fate::Attribute(_) if kept.len() == ATTRIBUTES => {
                left.push((header, format!("only the first {ATTRIBUTES} columns are attributes")));
            }
            Fate::Attribute(mut attribute) => {
                (attribute.name, attribute.alias) = names.give(header);
                kept.push(*attribute);
            }
            Fate::Left(reason) => left.push((header, reason)),
        }
    }
    // A model that reads no column would score no account of this table.
    if kept.is_empty()
        && let Some((header, attribute)) = survey
            .columns()
            .filter(|(header, _)| unreadable(survey, header).is_none())
            .find_map(|(header, column)| attribute::any(header, column))
    {
        let mut attribute = attribute;
        (attribute.name, attribute.alias) = names.give(header);
        left.retain(|(other, _)| *other != header);
        kept.push(attribute);
    }
    out.push_str(if kept.is_empty() { "attributes:\n  anything: {type: text}\n" } else { "attributes:\n" });
    for attribute in &kept {
        for remark in &attribute.remarks {
            out.push_str(&format!("  # {remark}\n"));
        }
        out.push_str(&attribute.line());
    }
    if !left.is_empty() {
        out.push_str("\n  # Left out:\n");
        for (header, reason) in left {
            out.push_str(&format!("  # - {}: {reason}\n", visible(header, 60)));
        }
    }
    out.push_str(&scorecard::text(&kept, survey.rows()));
    out
}

/// The column that names the accounts for people, if one does: of texts that differ in nearly every row, the one whose header says
/// so, else the first; else a column of ids.
///
/// For whoever shows accounts of a table that was not seen before.
///
/// ```
/// use icp_core::{init, survey::Survey};
/// let mut survey = Survey::with_columns(["id", "city", "companyname"]);
/// survey.add_cells(["7", "Bern", "Acme"]);
/// survey.add_cells(["8", "Bern", "Bluefin"]);
/// assert_eq!(init::account_names(&survey), Some("companyname"));
/// ```
pub fn account_names(survey: &Survey) -> Option<&str> {
    let texts =
        || survey.columns().filter(|(header, column)| attribute::tells_apart(header, column, survey.rows()));
    let named = texts().filter_map(|(header, _)| Some((header::rank_of_name(header)?, header)));
    named
        .min_by_key(|(rank, _)| *rank)
        .map(|(_, header)| header)
        .or_else(|| texts().map(|(header, _)| header).next())
        .or_else(|| {
            let ids =
                survey.columns().filter(|(header, column)| attribute::is_id(header, column, survey.rows()));
            ids.map(|(header, _)| header).next()
        })
}

/// The fate of a column, also by its name.
fn judge_named(survey: &Survey, header: &str, column: &ColumnSurvey, aim: Aim) -> Fate {
    match unreadable(survey, header) {
        Some(reason) => Fate::Left(reason.to_owned()),
        // A program that cannot read the text of the model has no values that it could refuse.
        #[cfg(not(feature = "yaml"))]
        None => attribute::judge(header, column, survey.rows(), aim, None),
        #[cfg(feature = "yaml")]
        None => proof::proven(header, column, survey.rows(), aim),
    }
}

/// Why a column cannot be read by its name.
fn unreadable(survey: &Survey, header: &str) -> Option<&'static str> {
    match (header.trim().is_empty(), survey.is_twice(header)) {
        (true, _) => Some("a column without a name: give it one"),
        (_, true) => Some("the name of several columns: rename all but one"),
        _ if name::is_reserved(header) => Some("a word that programs keep for themselves: rename the column"),
        _ => None,
    }
}

fn head(survey: &Survey, name: &str) -> String {
    let rows = counted(survey.rows(), "account");
    let name = name.trim();
    let name = scalar(if name.is_empty() { "first model" } else { name });
    format!(
        "# Begun from {rows}. The attributes are what the columns hold; the scorecard is a guess: edit it.\n\
         # `icp check` looks for mistakes, `icp score` ranks the accounts.\n\
         format: icp/1\nname: {name}\nstatus: hypothesis\n\n"
    )
}
