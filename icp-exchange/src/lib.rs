//! Scorecards of other tools as models of `icp-core`, and models for other tools. The command and Python call it; it scores
//! nothing.
//!
//! ```
//! let import = icp_exchange::import(include_bytes!("../samples/card.pmml"), None)?;
//! println!("{}", import.definition.to_yaml());
//! # Ok::<(), icp_exchange::ImportError>(())
//! ```

mod cond;
mod cover;
mod doc;
mod error;
mod export;
mod import;
mod names;
mod op;
mod pmml;
mod sheet;
mod table;
mod told;
mod tools;
mod tree;
mod xml;

pub use error::{ExportError, ImportError, Note, Refusal};
pub use export::{Export, to_pmml};
pub use import::{Format, Import, import};

#[cfg(test)]
mod tests;
