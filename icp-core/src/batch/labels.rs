//! The labels of a model by number: for each label of each icp its column, and the text of each entry. Made by `engine`.

use super::slices::NONE;
use crate::eval::{IcpScore, Scratch, label};
use crate::plan::{LabelCheck, Plan};

/// Every label of a model.
#[derive(Debug, Clone, Default)]
pub(crate) struct LabelTable {
    /// The ids, a column each.
    pub(crate) ids: Vec<Box<str>>,
    pub(crate) texts: Vec<Box<str>>,
    /// In priority order, and of each icp in document order: the column, and the numbers of the texts of the entries.
    pub(crate) icps: Vec<Vec<(usize, Vec<u16>)>>,
}

impl LabelTable {
    /// Whether some label looks at the cells of an account.
    pub(super) fn asks_cells(&self, plan: &Plan) -> bool {
        let labels = plan.icps.iter().flat_map(|icp| &icp.labels);
        !self.ids.is_empty() && labels.flatten().flatten().any(LabelCheck::asks_cells)
    }

    /// Writes the text of each label for an icp. The scratch has the cells of the row.
    pub(super) fn give(&self, plan: &Plan, at: usize, score: &IcpScore, scratch: &Scratch, out: &mut [u16]) {
        out.fill(NONE);
        let (Some(own), Some(icp)) = (self.icps.get(at), plan.icps.get(at)) else { return };
        for ((column, texts), of) in own.iter().zip(&icp.labels) {
            let entry = label(plan, of, score, scratch.cells());
            if let (Some(place), Some(text)) =
                (out.get_mut(*column), entry.and_then(|entry| texts.get(entry)))
            {
                *place = *text;
            }
        }
    }
}
