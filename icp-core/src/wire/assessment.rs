//! The JSON shape of an assessment; FORMAT.md describes it. Writing it is inlined: where it is written from, it is compiled as
//! one part.

use std::iter::once;

use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::pack::{Pack, Packer};
use super::text::Json;
use super::values::{Day, Numbers, Shared, Texts};
use crate::assess::{
    Adjustment, AssessmentData, CardAssessment, CriterionAssessment, Decisive, DerivedNote, ExclusionNote,
    IcpAssessment, InputEvent, InputNote, IssueNote, KeptOutBy, Lift, ModelNote, NextTier, RankedReason,
    Reason, Signal, SourceNote, Tally,
};
use crate::engine::Assessment;
use crate::model::Status;

/// Gives a struct these keys, as JSON text, as numbers and for any other serializer.
macro_rules! object {
    ($type:ty, $name:literal, $this:ident, { $first:literal: $start:expr $(, $key:literal: $value:expr)* $(,)? }) => {
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let $this = self;
                let count = [$first $(, $key)*].len();
                let mut object = serializer.serialize_struct($name, count)?;
                object.serialize_field($first, &$start)?;
                $(object.serialize_field($key, &$value)?;)*
                object.end()
            }
        }

        impl Json for $type {
            fn json(&self, out: &mut Vec<u8>) {
                let $this = self;
                out.extend_from_slice(concat!("{\"", $first, "\":").as_bytes());
                $start.json(out);
                $(
                    out.extend_from_slice(concat!(",\"", $key, "\":").as_bytes());
                    $value.json(out);
                )*
                out.push(b'}');
            }
        }

        impl Pack for $type {
            fn pack(&self, out: &mut Packer<'_>) {
                let $this = self;
                $start.pack(out);
                $($value.pack(out);)*
            }
        }
    };
}

impl Serialize for Assessment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.with_data(|data| data.serialize(serializer))
    }
}

impl AssessmentData<'_> {
    /// The assessment as JSON text, on one line.
    ///
    /// The shape is the same in every language, and all keys are always there; FORMAT.md lists them.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// let json: serde_json::Value = serde_json::from_str(&model.assess(&account, today)?.to_json())?;
    /// assert_eq!(json["icps"][0]["score"], 75.0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[inline]
    pub fn to_json(&self) -> String {
        let criteria = self
            .icps
            .iter()
            .flat_map(|icp| once(&icp.fit).chain(&icp.intent))
            .map(|card| card.criteria.len());
        // About what they take, so that it seldom grows.
        let mut out = Vec::with_capacity(2_048 * self.icps.len() + 640 * criteria.sum::<usize>());
        self.json(&mut out);
        // INVARIANT: all of it was text.
        String::from_utf8(out).unwrap_or_default()
    }
}

impl AssessmentData<'_> {
    /// The assessment as numbers, added behind those that are there: for a language in which an object is made faster from them than from
    /// JSON text. They are the values of [`to_json`](Self::to_json) in its order, without the keys.
    ///
    /// A text is what `number_of` gives for it, a truth 1 or 0, and null `NaN`. Before a list or a map stands how many entries follow, of
    /// a map each key and its value. Before an object or a pair that may be null stands 1 where it is not. The value of an input, and that of
    /// a derived number, begins with its kind: 0 a number, 1 the two ends of an interval, 2 a truth, 3 a text, 4 a list of texts, 5 a list
    /// of events.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// let (mut texts, mut numbers) = (Vec::new(), Vec::new());
    /// let mut number_of = |text: &str| {
    ///     texts.push(text.to_owned());
    ///     texts.len() as u32 - 1
    /// };
    /// model.assess(&account, today)?.to_numbers(&mut number_of, &mut numbers);
    /// assert_eq!(texts[numbers[0] as usize], model.name());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn to_numbers(&self, number_of: &mut dyn FnMut(&str) -> u32, numbers: &mut Vec<f64>) {
        self.pack(&mut Packer { numbers, number_of });
    }
}

object!(AssessmentData<'_>, "AssessmentData", this, {
    "model": this.model,
    "source": this.source,
    "as_of": Day(this.as_of),
    "best": this.best,
    "headline": this.headline,
    "icps": this.icps,
    "derived": this.derived,
    "issues": this.issues,
});

object!(ModelNote<'_>, "Model", this, {
    "name": this.name,
    "version": this.version,
    "status": this.status.map(Status::as_str),
    "fingerprint": this.fingerprint,
    "lists": Texts(&this.lists),
});

object!(SourceNote<'_>, "Source", this, {
    "name": this.name,
    "fingerprint": this.fingerprint,
});

object!(IcpAssessment<'_>, "Icp", this, {
    "icp": this.icp,
    "name": this.name,
    "priority": this.priority,
    "status": this.status.as_str(),
    "reason": this.reason,
    "score": this.fit.score,
    "bounds": this.fit.bounds,
    "coverage": this.fit.coverage,
    "tier": this.fit.tier,
    "verdicts": this.verdicts,
    "stage": this.stage,
    "labels": this.labels,
    "tally": this.fit.tally,
    "base": this.fit.base,
    "adjustments": this.fit.adjustments,
    "reason_codes": this.fit.reason_codes,
    "exclusions": this.exclusions,
    "possible_exclusions": this.possible_exclusions,
    "criteria": this.fit.criteria,
    "missing": this.missing,
    "intent": this.intent,
    "to_next_tier": this.to_next_tier,
    "kept_out_by": this.kept_out_by,
});

object!(NextTier<'_>, "NextTier", this, {
    "tier": this.tier,
    "short": this.short,
    "by": this.by,
    "could": this.could,
});

object!(KeptOutBy<'_>, "KeptOutBy", this, { "kind": this.kind.as_str(), "id": this.id });

// An intent scorecard.
object!(CardAssessment<'_>, "Scorecard", this, {
    "score": this.score,
    "bounds": this.bounds,
    "coverage": this.coverage,
    "tier": this.tier,
    "verdicts": this.verdicts,
    "tally": this.tally,
    "base": this.base,
    "adjustments": this.adjustments,
    "reason_codes": this.reason_codes,
    "criteria": this.criteria,
    "missing": this.missing,
});

object!(Reason<'_>, "Reason", this, { "code": this.code.as_str(), "id": this.id, "text": this.text });

object!(ExclusionNote<'_>, "Exclusion", this, {
    "id": this.id,
    "reason": this.reason,
    "missing": this.missing,
    "when": this.when,
    "inputs": Shared(&this.inputs),
    "lift": this.lift,
});

object!(Lift<'_>, "Lift", this, { "attribute": this.attribute, "words": this.words });

object!(Tally, "Tally", this, {
    "fits": this.fits,
    "partials": this.partials,
    "nones": this.nones,
    "misfits": this.misfits,
    "unknowns": this.unknowns,
    "not_applicable": this.not_applicable,
});

object!(Adjustment<'_>, "Adjustment", this, {
    "kind": this.kind.as_str(),
    "dimension": this.dimension,
    "limit": this.limit,
    "from": this.from,
    "to": this.to,
});

object!(RankedReason<'_>, "RankedReason", this, {
    "code": this.code,
    "text": this.text,
    "points": this.points,
});

object!(CriterionAssessment<'_>, "Criterion", this, {
    "id": this.id,
    "name": this.name,
    "dimension": this.dimension,
    "status": this.status.as_str(),
    "label": this.label,
    "rating": this.rating,
    "rating_bounds": this.rating_bounds,
    "weight": this.weight,
    "points": this.points,
    "contribution": this.contribution,
    "missing": this.missing,
    "matched": this.matched,
    "signals": this.signals,
    "inputs": Shared(&this.inputs),
    "wanted": this.wanted,
    "max_contribution": this.max_contribution,
    "decisive": this.decisive,
});

object!(InputNote<'_>, "Input", this, {
    "attribute": this.attribute,
    "value": this.value,
    "known": this.known,
    "given": this.given,
});

object!(InputEvent<'_>, "Event", this, { "event": this.event, "on": Day(this.on), "count": this.count });

object!(Decisive<'_>, "Decisive", this, { "at": this.at, "words": this.words });

object!(Signal<'_>, "Signal", this, {
    "event": this.event,
    "on": Day(this.on),
    "age": this.age,
    "left": this.left,
    "gives": this.gives,
});

object!(DerivedNote<'_>, "Derived", this, {
    "attribute": this.attribute,
    "formula": this.formula,
    "inputs": Numbers(&this.inputs),
    "value": this.value,
});

object!(IssueNote<'_>, "Issue", this, {
    "attribute": this.attribute,
    "expected": this.expected,
    "found": this.found,
    "message": this.message,
});
