//! The kinds of findings, a file each: the texts for documents, a wrong and a right sample, and how it is found. The
//! list below is the order of the documentation.

mod band_gap;
mod constant_criterion;
mod decay_max_below_sum;
mod decay_never_fades;
mod default_as_value;
mod duplicate_exclusion;
mod duplicate_in_list;
mod empty_dimension;
mod everybody_qualifies;
mod exclusion_always_holds;
mod exclusion_never_holds;
mod full_out_of_reach;
mod kind;
mod limit_never_acts;
mod many_criteria;
mod many_exclusions;
mod never_applies;
mod never_empty;
mod never_reviewed;
mod no_exclusions;
mod nobody_qualifies;
mod number_rounded;
mod placeholder_named;
mod review_overdue;
mod same_icps;
mod score_range;
mod short_phrase;
mod stale_hypothesis;
mod subsumed_exclusion;
mod surface_traits_only;
mod unknown_outside_bounds;
mod unreachable_band;
mod unreachable_fit;
mod unreachable_label;
mod unreachable_misfit;
mod unreachable_stage;
mod unreachable_tier;
mod unreachable_verdict;
mod unused_attribute;
mod unused_condition;
mod unused_criterion;
mod unused_list;
mod whole_text_in_table;

use super::finding::{DataWords, FindingKind, Report};
use super::view::ModelView;
use kind::Kind;
pub(crate) use kind::sample;

/// Tables of their own, so that a program that only looks for findings (a web page) has none of the samples in it.
macro_rules! kinds {
    ($($module:ident::$kind:ident,)*) => {
        /// All of them, in the order of the documentation: from the model as a whole down to its parts.
        pub(super) static ALL: &[&FindingKind] = &[$(&FindingKind {
            code: $module::$kind.code,
            severity: $module::$kind.severity,
            of_data: None,
        },)*];

        /// How each of them is found.
        pub(super) static SEARCHES: &[fn(&ModelView<'_>, &mut Report)] = &[$($module::$kind.find,)*];

        static DESCRIBED: &[&Kind] = &[$(&$module::$kind,)*];
    };
}

kinds! {
    never_reviewed::NEVER_REVIEWED,
    review_overdue::REVIEW_OVERDUE,
    stale_hypothesis::STALE_HYPOTHESIS,
    number_rounded::NUMBER_ROUNDED,
    unused_attribute::UNUSED_ATTRIBUTE,
    unused_list::UNUSED_LIST,
    unused_condition::UNUSED_CONDITION,
    unused_criterion::UNUSED_CRITERION,
    duplicate_in_list::DUPLICATE_IN_LIST,
    short_phrase::SHORT_PHRASE,
    no_exclusions::NO_EXCLUSIONS,
    duplicate_exclusion::DUPLICATE_EXCLUSION,
    subsumed_exclusion::SUBSUMED_EXCLUSION,
    exclusion_never_holds::EXCLUSION_NEVER_HOLDS,
    exclusion_always_holds::EXCLUSION_ALWAYS_HOLDS,
    many_exclusions::MANY_EXCLUSIONS,
    unreachable_fit::UNREACHABLE_FIT,
    unreachable_misfit::UNREACHABLE_MISFIT,
    unreachable_band::UNREACHABLE_BAND,
    band_gap::BAND_GAP,
    default_as_value::DEFAULT_AS_VALUE,
    placeholder_named::PLACEHOLDER_NAMED,
    whole_text_in_table::WHOLE_TEXT_IN_TABLE,
    never_applies::NEVER_APPLIES,
    constant_criterion::CONSTANT_CRITERION,
    unknown_outside_bounds::UNKNOWN_OUTSIDE_BOUNDS,
    decay_never_fades::DECAY_NEVER_FADES,
    decay_max_below_sum::DECAY_MAX_BELOW_SUM,
    empty_dimension::EMPTY_DIMENSION,
    never_empty::NEVER_EMPTY,
    full_out_of_reach::FULL_OUT_OF_REACH,
    many_criteria::MANY_CRITERIA,
    surface_traits_only::SURFACE_TRAITS_ONLY,
    score_range::SCORE_RANGE,
    limit_never_acts::LIMIT_NEVER_ACTS,
    unreachable_tier::UNREACHABLE_TIER,
    nobody_qualifies::NOBODY_QUALIFIES,
    everybody_qualifies::EVERYBODY_QUALIFIES,
    unreachable_verdict::UNREACHABLE_VERDICT,
    unreachable_label::UNREACHABLE_LABEL,
    unreachable_stage::UNREACHABLE_STAGE,
    same_icps::SAME_ICPS,
}

impl FindingKind {
    /// All kinds that a model has by itself, in the order of the documentation; [`FindingKind::of_data`] has the others.
    ///
    /// ```
    /// use icp_core::findings::FindingKind;
    /// assert!(FindingKind::all().iter().any(|kind| kind.code() == "unreachable_tier"));
    /// ```
    pub fn all() -> &'static [&'static Self] {
        ALL
    }

    /// The flaw that it looks for.
    pub fn what(&self) -> &'static str {
        self.text(|words| words.what, |kind| kind.what)
    }

    /// Why it matters.
    pub fn why(&self) -> &'static str {
        self.text(|words| words.why, |kind| kind.why)
    }

    /// A YAML model that has it.
    ///
    /// ```
    /// # #[cfg(feature = "yaml")] {
    /// use icp_core::{Date, Model, findings::FindingKind};
    /// let kind = FindingKind::all().iter().find(|kind| kind.code() == "unused_list").unwrap();
    /// let has_it = |text| Model::from_yaml(text).unwrap().findings(Date::MIN).iter().any(|found| found.code() == kind.code());
    /// assert!(has_it(kind.wrong()) && !has_it(kind.right()));
    /// # }
    /// ```
    pub fn wrong(&self) -> &'static str {
        self.text(|words| words.wrong.0, |kind| kind.wrong)
    }

    /// A YAML model that does not.
    pub fn right(&self) -> &'static str {
        self.text(|words| words.right.0, |kind| kind.right)
    }

    /// Accounts, as JSON Lines, that have it with the model of [`FindingKind::wrong`]; `None` where the model is enough.
    pub fn wrong_accounts(&self) -> Option<&'static str> {
        self.of_data.map(|words| words.wrong.1)
    }

    /// Accounts, as JSON Lines, that do not have it with the model of [`FindingKind::right`].
    pub fn right_accounts(&self) -> Option<&'static str> {
        self.of_data.map(|words| words.right.1)
    }

    /// One of the texts of a kind.
    fn text(
        &self,
        of_data: fn(&DataWords) -> &'static str,
        of_model: fn(&Kind) -> &'static str,
    ) -> &'static str {
        match self.of_data {
            Some(words) => of_data(words),
            None => DESCRIBED.iter().find(|kind| kind.code == self.code).map_or("", |kind| of_model(kind)),
        }
    }
}
