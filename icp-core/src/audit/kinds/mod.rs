//! The kinds of findings about a model and accounts together, a file each: its texts, samples that have it and that do not,
//! and how the counts show it. The list below is the order of the documentation.

mod column_absent;
mod constant_column;
mod criterion_same_for_all;
mod duplicate_account;
mod empty_column;
mod empty_tier;
mod exclusion_excludes_all;
mod exclusion_excludes_nobody;
mod icp_fits_nobody;
mod invalid_values;
mod low_fill;
mod near_value;
mod other_separator;
mod phrase_never_found;
mod placeholder_value;
mod requirement_unmet;
mod sample;
mod unjudged_rule;
mod value_never_seen;
mod value_not_named;
mod value_out_of_range;

use super::view::DataView;
use crate::analyze::{FindingKind, Report};

macro_rules! kinds {
    ($($module:ident,)*) => {
        /// All of them, in the order of the documentation.
        pub(super) static ALL: &[&FindingKind] = &[$(&$module::KIND,)*];

        /// How each of them is found.
        pub(super) static SEARCHES: &[fn(&DataView<'_>, &mut Report)] = &[$($module::find,)*];
    };
}

kinds! {
    duplicate_account,
    column_absent,
    empty_column,
    invalid_values,
    unjudged_rule,
    other_separator,
    low_fill,
    constant_column,
    placeholder_value,
    value_out_of_range,
    near_value,
    value_never_seen,
    value_not_named,
    phrase_never_found,
    exclusion_excludes_nobody,
    exclusion_excludes_all,
    requirement_unmet,
    criterion_same_for_all,
    empty_tier,
    icp_fits_nobody,
}

impl FindingKind {
    /// All kinds that need accounts, in the order of the documentation; [`FindingKind::all`] has the others.
    ///
    /// ```
    /// use icp_core::findings::FindingKind;
    /// let kind = FindingKind::of_data().iter().find(|kind| kind.code() == "low_fill").unwrap();
    /// assert!(kind.wrong().contains("attributes:") && kind.wrong_accounts().is_some());
    /// ```
    pub fn of_data() -> &'static [&'static Self] {
        ALL
    }
}
