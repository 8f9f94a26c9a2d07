//! The icp that is tuned, in documents and among the scores of a row.

use icp_core::model::{Criterion, Definition, Icp};

/// An icp of a model.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) id: String,
    /// In priority order.
    pub(super) at: usize,
}

impl Place {
    pub(super) fn of<'d>(&self, definition: &'d Definition) -> Option<&'d Icp> {
        definition.icps.iter().find(|icp| *icp.id == *self.id)
    }

    pub(super) fn criteria<'d>(&self, definition: &'d Definition) -> &'d [Criterion] {
        self.of(definition).map_or(&[], |icp| &icp.fit.criteria)
    }
}
