//! Reasons for which a set of changes may be left out. The search notes them.

/// Why not every set of changes was searched for.
///
/// ```
#[doc = include_str!("../sample.txt")]
/// use icp_core::changes::{Gap, Goal};
/// assert_eq!(Gap::DependentNumbers.as_str(), "dependent_numbers");
/// assert!(model.changes(&account, today, &Goal::tier("A"))?.gaps.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Gap {
    /// There was too much to try: the search ended after 150,000 scores.
    Work,
    /// Two numbers of a formula of which one is in another formula or curve too: values inside of the cells of both may do it.
    DependentNumbers,
    /// A text that fits a pattern is found only where the model has one.
    Pattern,
    /// Of more than eight items or five phrases not every choice was tried.
    ManyNames,
}

impl Gap {
    /// The code, as JSON has it.
    ///
    /// ```
    /// use icp_core::changes::Gap;
    /// assert_eq!(Gap::Work.as_str(), "work");
    /// ```
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Work => "work",
            Self::DependentNumbers => "dependent_numbers",
            Self::Pattern => "pattern",
            Self::ManyNames => "many_names",
        }
    }
}
