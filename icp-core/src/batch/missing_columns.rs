//! The option for columns that a table lacks.

/// The effect of a column that the model asks for and the table does not have.
///
/// Choose `Unknown` for tables that are known to lack columns; an error finds a misspelt name.
///
/// ```
#[doc = include_str!("../sample.txt")]
/// use icp_core::batch::{AsOf, BatchOptions, MissingColumns};
/// use icp_core::column::{Column, Columns, Values};
/// let columns = Columns::new(1).with("employees", Column::new(Values::U8(&[50])))?;
/// let options = BatchOptions::new(AsOf::Day(today));
/// assert_eq!(model.score_batch(&columns, &options).unwrap_err().code(), "batch.missing_column");
/// let scores = model.score_batch(&columns, &options.missing_columns(MissingColumns::Unknown))?;
/// assert_eq!(&*scores.missing[0], "country");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum MissingColumns {
    /// The table is refused.
    #[default]
    Error,
    /// Its attribute is unknown in every row.
    Unknown,
}
