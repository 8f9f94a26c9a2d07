//! A full answer that owns its texts, made from one that borrows them from the model and the record.

use std::borrow::Cow;
use std::sync::Arc;

use super::{
    Adjustment, AssessmentData, CardAssessment, CardNote, Clipped, CriterionAssessment, Decisive,
    DerivedNote, DerivedNumber, DimensionNote, EventCount, ExclusionNote, IcpAssessment, InputEvent,
    InputNote, InputValue, IssueNote, KeptOutBy, LabelNote, Labels, Lift, LimitNote, ModelNote, NextTier,
    RankedReason, Reason, ScaleNote, Signal, SourceNote, Tally, TierNote, Verdicts,
};
use crate::eval::{AdjustmentKind, CriterionStatus, IcpStatus, KeptOut, ReasonCode};
use crate::model::Status;
use crate::value::{Date, Interval, Rounding, Truth};

impl AssessmentData<'_> {
    /// The same, owning its texts: to keep it longer than the model, or to send it elsewhere.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::{AssessmentData, OnInvalid};
    /// let record = model.record(&account, OnInvalid::Error)?;
    /// let kept: AssessmentData<'static> = model.assess_record(&record, today, &mut model.scratch())?.into_owned();
    /// drop((record, model));
    /// assert_eq!(kept.best.as_deref(), Some("smb"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn into_owned(self) -> AssessmentData<'static> {
        self.own()
    }
}

impl InputValue<'_> {
    /// The same value, owning its texts.
    pub(crate) fn into_owned(self) -> InputValue<'static> {
        self.own()
    }
}

/// A part of the answer, and what it is when it owns its texts.
trait Own {
    type Owned;
    fn own(self) -> Self::Owned;
}

impl Own for Cow<'_, str> {
    type Owned = Cow<'static, str>;
    fn own(self) -> Cow<'static, str> {
        Cow::Owned(self.into_owned())
    }
}

impl<T: Own> Own for Option<T> {
    type Owned = Option<T::Owned>;
    fn own(self) -> Self::Owned {
        self.map(T::own)
    }
}

impl<T: Own> Own for Vec<T> {
    type Owned = Vec<T::Owned>;
    fn own(self) -> Self::Owned {
        self.into_iter().map(T::own).collect()
    }
}

impl<A: Own, B: Own> Own for (A, B) {
    type Owned = (A::Owned, B::Owned);
    fn own(self) -> Self::Owned {
        (self.0.own(), self.1.own())
    }
}

/// Criteria that read the same attribute share its note; in the copy each has its own.
impl<T: Own + Clone> Own for Arc<T> {
    type Owned = Arc<T::Owned>;
    fn own(self) -> Self::Owned {
        Arc::new(Self::unwrap_or_clone(self).own())
    }
}

impl Own for InputValue<'_> {
    type Owned = InputValue<'static>;
    fn own(self) -> InputValue<'static> {
        match self {
            Self::Number(number) => InputValue::Number(number),
            Self::Interval(interval) => InputValue::Interval(interval),
            Self::Bool(truth) => InputValue::Bool(truth),
            Self::Text(text) => InputValue::Text(text.own()),
            Self::Date(date) => InputValue::Date(date),
            Self::Set(items) => InputValue::Set(items.own()),
            Self::Events(events) => InputValue::Events(events.own()),
        }
    }
}

/// Parts without texts.
macro_rules! plain {
    ($($name:ident)*) => {$(
        impl Own for $name {
            type Owned = Self;
            fn own(self) -> Self {
                self
            }
        }
    )*};
}

plain! {
    bool u32 i32 usize f64 Date Interval Truth Status IcpStatus CriterionStatus ReasonCode KeptOut AdjustmentKind
    ScaleNote Tally EventCount DerivedNumber Clipped Rounding
}

/// Parts with texts: all their fields.
macro_rules! texts {
    ($($name:ident { $($field:tt),* $(,)? })*) => {$(
        impl Own for $name<'_> {
            type Owned = $name<'static>;
            fn own(self) -> Self::Owned {
                $name { $($field: self.$field.own()),* }
            }
        }
    )*};
}

texts! {
    AssessmentData { model, source, as_of, best, headline, icps, derived, issues, intervals }
    ModelNote { name, version, status, fingerprint, lists }
    SourceNote { name, fingerprint }
    IcpAssessment {
        icp, name, priority, status, qualifies_from, reason, verdicts, stage, labels, exclusions,
        possible_exclusions, fit, intent, missing, to_next_tier, kept_out_by,
    }
    Reason { code, id, text }
    Verdicts { 0 }
    Labels { 0 }
    LabelNote { id, name, say }
    NextTier { tier, short, by, could }
    KeptOutBy { kind, id }
    ExclusionNote { id, reason, missing, when, inputs, lift }
    RankedReason { code, text, points }
    Lift { attribute, words }
    CardAssessment {
        score, bounds, coverage, tier, tier_name, verdicts, tally, base, adjustments, reason_codes, criteria, missing,
        note,
    }
    CardNote { scale, dimensions, limits, tiers, min_coverage }
    DimensionNote { id, name, share, full, when_empty, cap }
    LimitNote { description, at_least, at_most, times, add, round_to, acts, missing }
    TierNote { id, name, from, requires, open, missing }
    Adjustment { kind, dimension, limit, from, to }
    CriterionAssessment {
        id, name, dimension, status, label, rating, rating_bounds, weight, required, counted, may_not_apply,
        open, points, contribution, missing, matched, signals, inputs, wanted, max_contribution, decisive, events,
        least_contribution, in_brief, clipped,
    }
    InputNote { attribute, title, unit, value, known, given }
    InputEvent { event, on, count }
    Decisive { at, words }
    Signal { event, on, age, left, gives }
    DerivedNote { attribute, formula, inputs, value }
    IssueNote { attribute, expected, found, message }
}
