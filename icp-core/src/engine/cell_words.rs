//! The number of a cell, as a table numbers them, back to the cell in each slot, which `describe` has words for.

use super::Model;
use crate::describe::{CellNames, CellWords, plain};
use crate::plan::{Binning, SlotId};

impl Model {
    /// The values in a cell of an attribute in words, as [`Observed::cell`](crate::batch::Observed::cell) numbers cells: `more than
    /// 5 and less than 20 people`, `not known`.
    ///
    /// Choose it to say which values a count by cell is of. None for an attribute that no rule reads, and where there are too many
    /// cells for each to have a number of its own.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// let words: Vec<_> = (0..4).filter_map(|cell| model.cell_in_words(0, cell)).collect();
    /// assert_eq!(words, ["not known", "less than 5 people", "5 people", "more than 5 and less than 20 people"]);
    /// ```
    pub fn cell_in_words(&self, attribute: usize, cell: u64) -> Option<String> {
        let plan = &self.inner.plan;
        let input = plan.inputs.get(attribute).filter(|input| input.used)?;
        let mut slots: Vec<(SlotId, u32)> = Vec::new();
        for binning in input.binnings.iter().filter(|binning| !matches!(binning, Binning::Presence(_))) {
            binning
                .slots(|slot| slots.push((slot, plan.cells.get(slot as usize).copied().unwrap_or(1).max(1))));
        }
        slots.iter().try_fold(1u64, |product, (_, cells)| product.checked_mul(u64::from(*cells)))?;
        if slots.is_empty() {
            return Some(if cell == 0 { "not known" } else { "known" }.to_owned());
        }
        // The last slot counts in ones.
        let mut rest = cell;
        for (_, cells) in slots.iter_mut().rev() {
            let all = u64::from(*cells);
            *cells = u32::try_from(rest % all).unwrap_or_default();
            rest /= all;
        }
        let definition = &self.inner.definition;
        let words = CellWords { definition, plan, names: &CellNames::new(definition, plan) };
        (rest == 0).then(|| plain(&words.cell(attribute, &slots)))
    }
}
