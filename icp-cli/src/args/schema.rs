//! The arguments of `icp schema`.

use clap::Args;

#[derive(Debug, Args)]
pub(crate) struct SchemaOf {
    /// The schema of source files instead
    #[arg(long)]
    pub(crate) source: bool,
}
