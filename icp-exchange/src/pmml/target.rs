//! `Targets` of a card: what is done to the sum before it is the score.

use super::piece::number;
use crate::told::Told;
use crate::xml::Element;

/// The sum is held within `min` and `max`, multiplied, and something is added.
#[derive(Debug, Clone, Copy)]
pub(super) struct Target {
    pub(super) factor: f64,
    pub(super) added: f64,
    pub(super) min: Option<f64>,
    pub(super) max: Option<f64>,
}

/// Reads the target of a card, of which there is one at most.
pub(super) fn target(card: &Element, told: &mut Told) -> Option<Target> {
    let mut read = Target { factor: 1.0, added: 0.0, min: None, max: None };
    let Some(target) = card.child("Targets").and_then(|targets| targets.child("Target")) else {
        return Some(read);
    };
    if let Some(cast) = target.get("castInteger") {
        let message = format!("`castInteger` is `{cast}`");
        return told.refuse(
            target,
            "pmml.target",
            message,
            "leave it out, and round the score where it is shown",
        );
    }
    if target.children.iter().any(|child| child.name == "TargetValue") {
        told.note(target, "its `TargetValue` is not taken: a card whose score cannot be worked out has none");
    }
    let mut all = Vec::new();
    for key in ["rescaleFactor", "rescaleConstant", "min", "max"] {
        let value = target.get(key).map(|text| (text, number(text)));
        all.push(match value {
            None => None,
            Some((_, Some(value))) => Some(value),
            Some((text, None)) => {
                let message = format!("`{key}` is `{text}`");
                return told.refuse(target, "pmml.value", message, "write a number");
            }
        });
    }
    let of = |at: usize| all.get(at).copied().flatten();
    read.factor = of(0).unwrap_or(1.0);
    read.added = of(1).unwrap_or(0.0);
    let scaled = |bound: Option<f64>| bound.map(|bound| bound * read.factor + read.added);
    let (low, high) = (scaled(of(2)), scaled(of(3)));
    (read.min, read.max) = if read.factor < 0.0 { (high, low) } else { (low, high) };
    if let (Some(low), Some(high)) = (read.min, read.max)
        && low >= high
    {
        return told.refuse(
            target,
            "pmml.target",
            "`min` is not below `max`".to_owned(),
            "give a lower `min`",
        );
    }
    Some(read)
}
