//! Reads one `Scorecard`. Of each characteristic the first attribute whose predicate is true counts; where none is, the card
//! has no score.

use super::card::{Band, Card, Criterion, Reasons, Rule};
use super::expression;
use super::fields::Fields;
use super::piece::{Kind, Piece, Val, number};
use super::predicate::{PREDICATES, holds};
use super::target::target;
use crate::cond::Cond;
use crate::cover::covers;
use crate::names::Taken;
use crate::told::Told;
use crate::xml::Element;

/// Attributes of a characteristic at most.
const MOST: usize = 1_000;

/// Reads a card.
pub(super) fn read<'d>(
    card: &'d Element,
    at: usize,
    fields: &mut Fields<'d>,
    ids: &mut Taken,
    told: &mut Told,
) -> Option<Card> {
    fields.begin(card, told);
    if let Some(function) = card.get("functionName").filter(|function| *function != "regression") {
        let message = format!("`functionName` is `{function}`");
        told.refuse::<()>(card, "pmml.model", message, "a scorecard has the function `regression`");
    }
    let of_number = |key: &str, told: &mut Told| match card.get(key).map(|text| (text, number(text))) {
        None => Some(None),
        Some((_, Some(value))) => Some(Some(value)),
        Some((text, None)) => {
            told.refuse(card, "pmml.value", format!("`{key}` is `{text}`"), "write a number")
        }
    };
    let initial = of_number("initialScore", told);
    let baseline = of_number("baselineScore", told);
    let target = target(card, told);
    let codes = asked(card, told);
    for part in card.parts() {
        match &*part.name {
            "MiningSchema" | "Output" | "Targets" | "LocalTransformations" | "Characteristics" => {}
            "ModelVerification" => {
                told.note(part, "its rows are not tried: write them as cases, and run `icp test`");
            }
            "ModelStats" | "ModelExplanation" => {
                told.note(part, "statistics are not taken: no score rests on them");
            }
            name => {
                told.refuse::<()>(part, "pmml.element", format!("`{name}` in a scorecard"), "take it out");
            }
        }
    }
    let (initial, baseline, target) = (initial?, baseline?, target?);
    let characteristics: Vec<&Element> =
        card.child("Characteristics").into_iter().flat_map(|part| part.all("Characteristic")).collect();
    if characteristics.is_empty() {
        return told.refuse(card, "pmml.card", "no `Characteristic`".to_owned(), "give one or more");
    }
    let reasons = reasons(card, &characteristics, baseline, codes, target.factor, told);
    let base = points(card, initial.unwrap_or(0.0) * target.factor + target.added, "initialScore", told);
    let mut one = Card {
        id: ids.id(card.get("modelName").unwrap_or_default(), &format!("card-{}", at + 1)),
        name: card.get("modelName").map(|name| name.trim().to_owned()),
        base,
        target,
        criteria: Vec::new(),
        scored: Cond::True,
        reasons,
    };
    one.name = one.name.filter(|name| *name != one.id && !name.is_empty());
    let mut own = Taken::default();
    let mut needed = Vec::new();
    for (place, characteristic) in characteristics.iter().enumerate() {
        let Some(any) = one.characteristic(characteristic, place, baseline, &mut own, fields, told) else {
            continue;
        };
        needed.push(any);
    }
    let invalid = Cond::any(fields.invalid.iter().cloned());
    let needed = needed.into_iter().filter(|any| !covers(&[any.clone(), invalid.clone()]));
    one.scored = Cond::all(needed.chain([invalid.negated()]));
    if one.scored == Cond::False {
        return told.refuse(
            card,
            "pmml.card",
            "no account can have a score".to_owned(),
            "look at its predicates",
        );
    }
    if one.criteria.is_empty() && told.refusals.is_empty() {
        return told.refuse(
            card,
            "pmml.card",
            "no characteristic gives points".to_owned(),
            "give one a partial score",
        );
    }
    Some(one)
}

/// How many reason codes the outputs ask for; notes for outputs that are not taken.
fn asked(card: &Element, told: &mut Told) -> usize {
    let mut most = 0;
    for output in card.child("Output").into_iter().flat_map(|part| part.all("OutputField")) {
        match output.get("feature").unwrap_or("predictedValue") {
            "reasonCode" => {
                most = most.max(output.get("rank").and_then(|rank| rank.trim().parse().ok()).unwrap_or(1));
            }
            "predictedValue" => {}
            feature => {
                let name = output.get("name").unwrap_or_default();
                told.note(output, format!("output `{name}` with the feature `{feature}` is not taken"));
            }
        }
    }
    most
}

fn reasons(
    card: &Element,
    characteristics: &[&Element],
    baseline: Option<f64>,
    asked: usize,
    factor: f64,
    told: &mut Told,
) -> Option<Reasons> {
    if matches!(card.get("useReasonCodes"), Some("false" | "0")) {
        return None;
    }
    let above = match card.get("reasonCodeAlgorithm").unwrap_or("pointsBelow") {
        "pointsBelow" => false,
        "pointsAbove" => true,
        other => {
            let message = format!("`reasonCodeAlgorithm` is `{other}`");
            return told.refuse(card, "pmml.reasons", message, "write pointsBelow or pointsAbove");
        }
    };
    for one in characteristics {
        let all_attributes = one.all("Attribute").all(|attribute| attribute.get("reasonCode").is_some());
        let has_code = one.get("reasonCode").is_some() || all_attributes;
        let has_baseline = one.get("baselineScore").is_some() || baseline.is_some();
        if has_code && has_baseline {
            continue;
        }
        let what = if has_code { "baselineScore" } else { "reasonCode" };
        if asked > 0 {
            let message = format!("reason codes are asked for, and `{what}` is not there");
            let help = "give it one, or write `useReasonCodes=\"false\"` in the scorecard";
            told.refuse::<()>(one, "pmml.reasons", message, help);
        } else {
            told.note(one, format!("no `{what}`: the card gives no reason codes"));
        }
        return None;
    }
    if card.get("baselineMethod").is_some() {
        told.note(card, "`baselineMethod` is not taken: it says how the baselines were found");
    }
    let mut codes = std::collections::BTreeSet::new();
    for one in characteristics {
        codes.extend(one.get("reasonCode"));
        codes.extend(one.all("Attribute").filter_map(|attribute| attribute.get("reasonCode")));
    }
    // Points times a negative factor change sides, and so do their distances.
    let above = above != (factor < 0.0);
    Some(Reasons { above, most: Some(asked).filter(|asked| (1..codes.len()).contains(asked)) })
}

/// Points with at most six decimals.
fn points(at: &Element, value: f64, what: &str, told: &mut Told) -> f64 {
    let rounded = (value * 1e6).round() / 1e6;
    if !rounded.is_finite() || rounded.abs() > 1e9 {
        told.refuse::<()>(at, "pmml.points", format!("`{what}` of {value}"), "points are at most 1000000000");
        return 0.0;
    }
    if (rounded - value).abs() > 1e-12 * value.abs().max(1.0) {
        told.note(at, format!("`{what}` of {value} is {rounded}: points have six decimals"));
    }
    rounded
}

impl Card {
    /// Reads a characteristic, and gives when one of its attributes counts.
    fn characteristic(
        &mut self,
        at: &Element,
        place: usize,
        of_card: Option<f64>,
        ids: &mut Taken,
        fields: &mut Fields<'_>,
        told: &mut Told,
    ) -> Option<Cond> {
        let label = at.get("name").or_else(|| at.get("reasonCode")).unwrap_or_default().trim();
        let id = ids.id(label, &format!("characteristic-{}", place + 1));
        let factor = self.target.factor;
        let code = at.get("reasonCode").map(str::to_owned);
        let baseline = match at.get("baselineScore").map(|text| (text, number(text))) {
            None => of_card,
            Some((_, Some(value))) => Some(value),
            Some((text, None)) => {
                return told.refuse(
                    at,
                    "pmml.value",
                    format!("`baselineScore` is `{text}`"),
                    "write a number",
                );
            }
        };
        let mut bands: Vec<Band> = Vec::new();
        let mut numbers: Vec<(Cond, usize, Option<String>)> = Vec::new();
        let mut before = Cond::False;
        let mut failed = false;
        let attributes: Vec<&Element> = at.all("Attribute").collect();
        if attributes.len() > MOST {
            let message = format!("more than {MOST} attributes");
            return told.refuse(at, "limit.attributes", message, "write fewer, wider attributes");
        }
        for attribute in &attributes {
            if before == Cond::True {
                told.note(attribute, "never reached: an attribute before it always holds");
                continue;
            }
            let Some(read) = self.attribute(attribute, &before, fields, told) else {
                failed = true;
                continue;
            };
            let (when, pieces) = read;
            if when == Cond::False {
                told.note(attribute, "its predicate never holds: left out");
                continue;
            }
            let own = attribute.get("reasonCode").map(str::to_owned).filter(|own| code.as_ref() != Some(own));
            for piece in pieces {
                let here = Cond::all([when.clone(), piece.when.clone()]);
                match piece.value {
                    _ if here == Cond::False => {}
                    Val::Const(crate::op::Const::Number(value)) => {
                        let points = points(attribute, value * factor, "partialScore", told);
                        bands.push(Band { when: here, points, code: own.clone() });
                    }
                    Val::Input(input) => {
                        let first = Cond::all([before.negated(), here.clone()]);
                        numbers.push((first, input, own.clone()));
                        bands.push(Band { when: here, points: 0.0, code: own.clone() });
                    }
                    _ => fields.invalid.push(Cond::all([before.negated(), here])),
                }
            }
            before = Cond::any([before, when]);
        }
        if failed {
            return None;
        }
        if attributes.is_empty() {
            return told.refuse(at, "pmml.card", "no `Attribute`".to_owned(), "give one or more");
        }
        let has_codes = self.reasons.is_some();
        let baseline =
            baseline.filter(|_| has_codes).map(|value| points(at, value * factor, "baselineScore", told));
        let code = code.filter(|_| has_codes);
        if !has_codes {
            bands.iter_mut().for_each(|band| band.code = None);
        }
        let otherwise = match bands.last() {
            Some(Band { when: Cond::True, points, code: None }) => *points,
            _ => 0.0,
        };
        if matches!(bands.last(), Some(Band { when: Cond::True, code: None, .. })) && bands.len() > 1 {
            bands.pop();
        }
        let name = Some(label.to_owned()).filter(|name| *name != id && !name.is_empty());
        let is_zero = otherwise == 0.0 && bands.iter().all(|band| band.points == 0.0);
        let is_nothing = is_zero && !has_codes;
        if is_nothing && numbers.is_empty() {
            told.note(at, "gives 0 points whatever comes: left out");
        }
        let others = numbers.len();
        for (number, (applies, input, own)) in numbers.into_iter().enumerate() {
            let own = own.filter(|_| has_codes).or_else(|| code.clone());
            let place =
                if others > 1 { format!("{id}-points-{}", number + 1) } else { format!("{id}-points") };
            // The baseline of all of it stands with the bands.
            let base = baseline.map(|_| 0.0);
            let id = ids.id(&place, &place);
            self.criteria.push(Criterion {
                id,
                name: None,
                applies,
                rule: Rule::Number(input),
                baseline: base,
                code: own,
            });
        }
        if !is_nothing {
            let rule = Rule::Bands { bands, otherwise, is_zero };
            self.criteria.push(Criterion { id, name, applies: Cond::True, rule, baseline, code });
        }
        Some(before)
    }

    /// When an attribute counts, and what it gives then.
    fn attribute(
        &mut self,
        at: &Element,
        before: &Cond,
        fields: &mut Fields<'_>,
        told: &mut Told,
    ) -> Option<(Cond, Vec<Piece>)> {
        let Some(predicate) = at.parts().find(|part| PREDICATES.contains(&&*part.name)) else {
            return told.refuse(
                at,
                "pmml.predicate",
                "no predicate".to_owned(),
                "write one, such as `<True/>`",
            );
        };
        let (when, invalid) = holds(predicate, fields, told)?;
        if invalid != Cond::False {
            fields.invalid.push(Cond::all([before.negated(), invalid]));
        }
        if let Some(complex) = at.child("ComplexPartialScore") {
            let Some(inner) = complex.parts().next() else {
                return told.refuse(
                    complex,
                    "pmml.expression",
                    "no expression".to_owned(),
                    "write one, or a `partialScore`",
                );
            };
            let mut pieces = expression::pieces(inner, Some(Kind::Number), fields, told)?;
            let factor = self.target.factor;
            for piece in &mut pieces {
                let formula = match &piece.value {
                    Val::Formula(formula) if factor == 1.0 => formula.clone(),
                    Val::Formula(formula) => format!("({formula}) * {}", factored(factor)),
                    Val::Input(at) => format!("{} * {}", fields.operand(*at), factored(factor)),
                    Val::Const(_) | Val::Missing | Val::Invalid => continue,
                };
                piece.value = Val::Input(fields.formula("partial score", &formula));
            }
            if pieces.iter().any(|piece| matches!(piece.value, Val::Input(_))) {
                told.note(
                    complex,
                    "its points are rounded to six decimals, and held within -1000000 and 1000000",
                );
            }
            return Some((when, pieces));
        }
        let Some(value) = at.get("partialScore").and_then(number) else {
            let message = match at.get("partialScore") {
                Some(text) => format!("`partialScore` is `{text}`"),
                None => "no `partialScore`".to_owned(),
            };
            return told.refuse(at, "pmml.value", message, "write a number");
        };
        Some((when, vec![Piece::new(Cond::True, Val::Const(crate::op::Const::Number(value)))]))
    }
}

fn factored(factor: f64) -> String {
    if factor < 0.0 { format!("(-{})", -factor) } else { factor.to_string() }
}
