//! Models for other systems: a model as one SELECT for a warehouse, or as a flat table of its points for review.
//!
//! The engine stays the only one that decides what a model means. What another system cannot say in the same bits is refused, with the
//! place in the model and a way out; nothing is left out silently.
//!
//! ```
//! use icp_core::Model;
//! use icp_export::{Dialect, SqlOptions, to_sql};
//! let model = Model::from_json(r#"{"format": "icp/1", "name": "demo", "attributes": {"employees": {"type": "number"}},
//!     "icps": [{"id": "smb", "fit": {"criteria": [{"id": "size", "fit": {"employees": {"between": [20, 200]}}}],
//!         "tiers": [{"id": "A", "from": 80}, {"id": "B"}]}}]}"#)?;
//! let sql = to_sql(&model, &SqlOptions::new(Dialect::DuckDb).table("crm.accounts"))?;
//! assert!(sql.contains("FROM crm.accounts"), "{sql}");
//! assert!(sql.contains("employees BETWEEN 20 AND 200"), "{sql}");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![forbid(unsafe_code)]

mod options;
mod points_table;
mod refusal;
mod sql;

pub use options::{AsOf, Dialect, Form, Keep, SqlOptions};
pub use points_table::{PointsTable, TableCell, to_table};
pub use refusal::{ExportError, Refusal};
pub use sql::to_sql;
