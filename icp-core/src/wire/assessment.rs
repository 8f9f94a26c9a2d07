//! The JSON shape of an assessment; FORMAT.md describes it. Writing it is inlined: where it is written from, it is compiled as
//! one part.

use std::borrow::Cow;
use std::iter::once;
use std::sync::Arc;

use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::text::{Json, map};
use crate::assess::{
    Adjustment, AssessmentData, CardAssessment, CriterionAssessment, Decisive, DerivedNote, DerivedNumber,
    ExclusionNote, IcpAssessment, InputEvent, InputNote, InputValue, IssueNote, KeptOutBy, Labels, Lift,
    ModelNote, NextTier, RankedReason, Reason, Signal, SourceNote, Tally, Verdicts,
};
use crate::engine::Assessment;
use crate::model::Status;
use crate::value::{Date, Interval};

/// Gives a struct these keys, as JSON text and for any other serializer.
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

/// Notes that several criteria share.
struct Shared<'a>(&'a [Arc<InputNote<'a>>]);

impl Json for Shared<'_> {
    fn json(&self, out: &mut Vec<u8>) {
        self.0.json(out);
    }
}

impl Serialize for Shared<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|note| &**note))
    }
}

object!(InputNote<'_>, "Input", this, {
    "attribute": this.attribute,
    "value": this.value,
    "known": this.known,
    "given": this.given,
});

impl Json for InputValue<'_> {
    fn json(&self, out: &mut Vec<u8>) {
        match self {
            Self::Number(number) => number.json(out),
            Self::Interval(interval) => DerivedNumber::Interval(*interval).json(out),
            Self::Bool(truth) => truth.json(out),
            Self::Text(text) => text.json(out),
            Self::Date(date) => date.json(out),
            Self::Set(items) => items.json(out),
            Self::Events(events) => events.json(out),
        }
    }
}

impl Serialize for InputValue<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(number) => serializer.serialize_f64(*number),
            Self::Interval(interval) => DerivedNumber::Interval(*interval).serialize(serializer),
            Self::Bool(truth) => serializer.serialize_bool(*truth),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Date(date) => serializer.collect_str(date),
            Self::Set(items) => items.serialize(serializer),
            Self::Events(events) => events.serialize(serializer),
        }
    }
}

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

/// Attribute names to numbers.
struct Numbers<'a>(&'a [(Cow<'a, str>, Option<DerivedNumber>)]);

/// Both ends. One that is not there is infinite, which JSON has no number for.
pub(super) fn ends(interval: &Interval) -> (Option<f64>, Option<f64>) {
    let end = |end: f64| end.is_finite().then_some(end);
    (end(interval.low()), end(interval.high()))
}

impl Serialize for DerivedNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(number) => serializer.serialize_f64(*number),
            Self::Interval(interval) => ends(interval).serialize(serializer),
        }
    }
}

impl Json for DerivedNumber {
    fn json(&self, out: &mut Vec<u8>) {
        match self {
            Self::Number(number) => number.json(out),
            Self::Interval(interval) => ends(interval).json(out),
        }
    }
}

impl Serialize for Numbers<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, number)| (name, number)))
    }
}

impl Json for Numbers<'_> {
    fn json(&self, out: &mut Vec<u8>) {
        map(out, self.0.iter().map(|(name, number)| (&**name, number)));
    }
}

/// Texts by their names, as an object.
struct Texts<'t, 'a>(&'t [(Cow<'a, str>, Cow<'a, str>)]);

impl Serialize for Texts<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, text)| (name, text)))
    }
}

impl Json for Texts<'_, '_> {
    fn json(&self, out: &mut Vec<u8>) {
        map(out, self.0.iter().map(|(name, text)| (&**name, text)));
    }
}

impl Json for Verdicts<'_> {
    fn json(&self, out: &mut Vec<u8>) {
        Texts(&self.0).json(out);
    }
}

impl Json for Labels<'_> {
    fn json(&self, out: &mut Vec<u8>) {
        map(out, self.0.iter().map(|label| (&*label.id, &label.say)));
    }
}

/// A day as its text.
struct Day(Date);

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl Json for Day {
    fn json(&self, out: &mut Vec<u8>) {
        self.0.json(out);
    }
}

object!(IssueNote<'_>, "Issue", this, {
    "attribute": this.attribute,
    "expected": this.expected,
    "found": this.found,
    "message": this.message,
});
