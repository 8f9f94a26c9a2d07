//! How large a document may be. `parse` and `validate` hold to it; later stages have nothing to limit.

/// The bounds within which models are read. Each is checked before memory is spent on what lies beyond it.
///
/// The defaults suit models written by people, and make it safe to load a model from a stranger.
///
/// ```
/// use icp_core::Limits;
/// let limits = Limits { icps: 8, ..Limits::default() };
/// assert_eq!(limits.depth, 32);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a model's text.
    pub model_bytes: usize,
    /// Nesting of objects and lists in a model; values above 128 are taken as 128.
    pub depth: usize,
    /// Values (objects, lists, scalars) in a model; those of a shared criterion count at each use.
    pub nodes: usize,
    /// Attributes of a model.
    pub attributes: usize,
    /// Profiles of a model.
    pub icps: usize,
    /// Criteria of a scorecard.
    pub criteria: usize,
    /// Tests in all conditions of a model; those of a shared criterion count at each use.
    pub tests: usize,
    /// Entries of one list.
    pub list_items: usize,
    /// Entries of all lists of a model; those of a named list count at each use.
    pub list_items_total: usize,
    /// Bytes of one text in a model.
    pub text_bytes: usize,
    /// Bytes of a regular expression.
    pub pattern_bytes: usize,
    /// Regular expressions of a model.
    pub patterns: usize,
    /// Cost of one regular expression (see FORMAT.md).
    pub pattern_cost: usize,
    /// Cost of all regular expressions of a model.
    pub pattern_cost_total: usize,
    /// Mistakes that are reported in full.
    pub problems: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            model_bytes: 1 << 20,
            depth: 32,
            nodes: 50_000,
            attributes: 2_000,
            icps: 64,
            criteria: 500,
            tests: 10_000,
            list_items: 10_000,
            list_items_total: 200_000,
            text_bytes: 4_096,
            pattern_bytes: 512,
            patterns: 500,
            pattern_cost: 2_000,
            pattern_cost_total: 100_000,
            problems: 100,
        }
    }
}
