//! How much of what is limited over the whole model has been used, and what one more use of a shared or named part costs.

/// How much of what is limited over the whole model has been used.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Used {
    pub(super) nodes: usize,
    pub(super) tests: usize,
    pub(super) list_items: usize,
    pub(super) patterns: usize,
    pub(super) pattern_cost: usize,
}

impl Used {
    /// The use since an earlier state.
    pub(super) fn since(self, earlier: Self) -> Self {
        Self {
            nodes: self.nodes.saturating_sub(earlier.nodes),
            tests: self.tests.saturating_sub(earlier.tests),
            list_items: self.list_items.saturating_sub(earlier.list_items),
            patterns: self.patterns.saturating_sub(earlier.patterns),
            pattern_cost: self.pattern_cost.saturating_sub(earlier.pattern_cost),
        }
    }
}
