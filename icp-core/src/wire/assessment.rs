//! The JSON shape of an assessment; FORMAT.md describes it. Writing it is inlined: where it is written from, it is compiled as
//! one part.

use std::borrow::Cow;
use std::sync::Arc;

use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::assess::{
    Adjustment, AssessmentData, CardAssessment, CriterionAssessment, Decisive, DerivedNote, DerivedNumber,
    ExclusionNote, IcpAssessment, InputEvent, InputNote, InputValue, IssueNote, KeptOutBy, Lift, ModelNote,
    NextTier, Reason, Signal, SourceNote, Tally,
};
use crate::engine::Assessment;
use crate::model::Status;

/// Writes a struct with these keys.
macro_rules! object {
    ($serializer:expr, $name:literal, { $($key:literal: $value:expr),* $(,)? }) => {{
        let count = [$($key),*].len();
        let mut object = $serializer.serialize_struct($name, count)?;
        $(object.serialize_field($key, &$value)?;)*
        object.end()
    }};
}

impl Assessment {
    /// All of it as JSON text, on one line: see [`AssessmentData::to_json`].
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// assert_eq!(answer.to_json(), model.assess(&account, today)?.to_json());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[inline]
    pub fn to_json(&self) -> String {
        self.with_data(|data| data.to_json())
    }
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
        // Strings and finite numbers only: writing to memory cannot fail.
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl Serialize for AssessmentData<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "AssessmentData", {
            "model": self.model,
            "source": self.source,
            "as_of": self.as_of.to_string(),
            "best": self.best,
            "headline": self.headline,
            "icps": self.icps,
            "derived": self.derived,
            "issues": self.issues,
        })
    }
}

impl Serialize for ModelNote<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "Model", {
            "name": self.name,
            "version": self.version,
            "status": self.status.map(Status::as_str),
            "fingerprint": self.fingerprint,
        })
    }
}

impl Serialize for SourceNote<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "Source", {
            "name": self.name,
            "fingerprint": self.fingerprint,
        })
    }
}

impl Serialize for IcpAssessment<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fit = &self.fit;
        object!(serializer, "Icp", {
            "icp": self.icp,
            "name": self.name,
            "priority": self.priority,
            "status": self.status.as_str(),
            "reason": self.reason,
            "score": fit.score,
            "bounds": fit.bounds,
            "coverage": fit.coverage,
            "tier": fit.tier,
            "verdicts": self.verdicts,
            "stage": self.stage,
            "labels": self.labels,
            "tally": fit.tally,
            "base": fit.base,
            "adjustments": fit.adjustments,
            "exclusions": self.exclusions,
            "possible_exclusions": self.possible_exclusions,
            "criteria": fit.criteria,
            "missing": self.missing,
            "intent": self.intent,
            "to_next_tier": self.to_next_tier,
            "kept_out_by": self.kept_out_by,
        })
    }
}

impl Serialize for NextTier<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "NextTier", {
            "tier": self.tier,
            "short": self.short,
            "by": self.by,
            "could": self.could,
        })
    }
}

impl Serialize for KeptOutBy<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "KeptOutBy", { "kind": self.kind.as_str(), "id": self.id })
    }
}

/// An intent scorecard.
impl Serialize for CardAssessment<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "Scorecard", {
            "score": self.score,
            "bounds": self.bounds,
            "coverage": self.coverage,
            "tier": self.tier,
            "verdicts": self.verdicts,
            "tally": self.tally,
            "base": self.base,
            "adjustments": self.adjustments,
            "criteria": self.criteria,
            "missing": self.missing,
        })
    }
}

impl Serialize for Reason<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "Reason", { "code": self.code.as_str(), "id": self.id, "text": self.text })
    }
}

impl Serialize for ExclusionNote<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "Exclusion", {
            "id": self.id,
            "reason": self.reason,
            "missing": self.missing,
            "when": &*self.when,
            "inputs": Shared(&self.inputs),
            "lift": self.lift,
        })
    }
}

impl Serialize for Lift<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "Lift", { "attribute": self.attribute, "words": self.words })
    }
}

impl Serialize for Tally {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "Tally", {
            "fits": self.fits,
            "partials": self.partials,
            "nones": self.nones,
            "misfits": self.misfits,
            "unknowns": self.unknowns,
            "not_applicable": self.not_applicable,
        })
    }
}

impl Serialize for Adjustment<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "Adjustment", {
            "kind": self.kind.as_str(),
            "dimension": self.dimension,
            "limit": self.limit,
            "from": self.from,
            "to": self.to,
        })
    }
}

impl Serialize for CriterionAssessment<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "Criterion", {
            "id": self.id,
            "name": self.name,
            "dimension": self.dimension,
            "status": self.status.as_str(),
            "label": self.label,
            "rating": self.rating,
            "rating_bounds": self.rating_bounds,
            "weight": self.weight,
            "points": self.points,
            "contribution": self.contribution,
            "missing": self.missing,
            "matched": self.matched,
            "signals": self.signals,
            "inputs": Shared(&self.inputs),
            "wanted": self.wanted,
            "max_contribution": self.max_contribution,
            "decisive": self.decisive,
        })
    }
}

/// Notes that several criteria share.
struct Shared<'a>(&'a [Arc<InputNote<'a>>]);

impl Serialize for Shared<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|note| &**note))
    }
}

impl Serialize for InputNote<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "Input", {
            "attribute": self.attribute,
            "value": self.value,
            "known": self.known,
            "given": self.given,
        })
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

impl Serialize for InputEvent<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "Event", { "event": self.event, "on": self.on.to_string(), "count": self.count })
    }
}

impl Serialize for Decisive<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "Decisive", { "at": self.at, "words": self.words })
    }
}

impl Serialize for Signal<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "Signal", {
            "event": self.event,
            "on": self.on.to_string(),
            "age": self.age,
            "left": self.left,
            "gives": self.gives,
        })
    }
}

impl Serialize for DerivedNote<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "Derived", {
            "attribute": self.attribute,
            "formula": self.formula,
            "inputs": Numbers(&self.inputs),
            "value": self.value,
        })
    }
}

/// Attribute names to numbers.
struct Numbers<'a>(&'a [(Cow<'a, str>, Option<DerivedNumber>)]);

impl Serialize for DerivedNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(number) => serializer.serialize_f64(*number),
            // An end that is not there is infinite, which JSON has no number for.
            Self::Interval(interval) => {
                let end = |end: f64| end.is_finite().then_some(end);
                (end(interval.low()), end(interval.high())).serialize(serializer)
            }
        }
    }
}

impl Serialize for Numbers<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, number)| (name, number)))
    }
}

impl Serialize for IssueNote<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "Issue", {
            "attribute": self.attribute,
            "expected": self.expected,
            "found": self.found,
            "message": self.message,
        })
    }
}
