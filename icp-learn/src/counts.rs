//! Rows and won rows, by number and by weight. Cards and answers show them; nothing is judged here.

/// Rows, and how many of them were won; by number and by weight.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Counts {
    /// Rows.
    pub rows: u64,
    /// Rows that were won.
    pub won: u64,
    /// The weight of the rows.
    pub weight: f64,
    /// The weight of those that were won.
    pub won_weight: f64,
}

impl Counts {
    /// The share that was won, by weight; `None` without rows.
    pub fn rate(&self) -> Option<f64> {
        (self.weight > 0.0).then(|| self.won_weight / self.weight)
    }
}
