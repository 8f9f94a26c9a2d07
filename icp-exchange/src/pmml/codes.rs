//! Reason codes on the way out: their part of a scorecard, of a characteristic and of an attribute. `write` asks for them.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use icp_core::model::{Criterion, ReasonCodes, ReasonSide, Rule};

use super::rules::{in_points, most};
use crate::xml::escaped;

/// Whether a code has a text, for which PMML has no place.
pub(super) fn has_texts(criteria: &[Criterion]) -> bool {
    criteria.iter().any(|criterion| match &criterion.rule {
        Rule::Bands { bands, .. } if bands.iter().any(|band| band.reason.is_some()) => true,
        _ => criterion.reason.is_some(),
    })
}

/// The attributes of a scorecard.
pub(super) fn of_card(asked: Option<ReasonCodes>) -> &'static str {
    match asked.map(|asked| asked.points) {
        None => " useReasonCodes=\"false\"",
        Some(ReasonSide::Above) => " useReasonCodes=\"true\" reasonCodeAlgorithm=\"pointsAbove\"",
        Some(_) => " useReasonCodes=\"true\" reasonCodeAlgorithm=\"pointsBelow\"",
    }
}

/// The attributes of a characteristic: its code and its baseline.
pub(super) fn of_characteristic(criterion: &Criterion, asked: ReasonCodes) -> String {
    let baseline = match criterion.baseline {
        Some(baseline) => in_points(criterion, baseline),
        None if asked.points == ReasonSide::Above => 0.0,
        None => most(criterion),
    };
    format!(" reasonCode=\"{}\" baselineScore=\"{baseline}\"", escaped(code(criterion)))
}

/// The attribute of an attribute.
pub(super) fn of_attribute(code: Option<&str>) -> String {
    code.map_or_else(String::new, |code| format!(" reasonCode=\"{}\"", escaped(code)))
}

/// The outputs: the score, and as many codes as are asked for.
pub(super) fn outputs(criteria: &[Criterion], asked: ReasonCodes, out: &mut String) {
    let mut codes: BTreeSet<&str> = criteria.iter().map(code).collect();
    for criterion in criteria {
        if let Rule::Bands { bands, .. } = &criterion.rule {
            codes.extend(bands.iter().filter_map(|band| band.reason_code.as_deref()));
        }
    }
    out.push_str(
        "    <Output>\n      <OutputField name=\"predicted\" feature=\"predictedValue\" optype=\"continuous\" dataType=\"double\"/>\n",
    );
    for rank in 1..=asked.most.unwrap_or(codes.len()).min(codes.len()) {
        let _ = writeln!(
            out,
            "      <OutputField name=\"reason{rank}\" feature=\"reasonCode\" rank=\"{rank}\" optype=\"categorical\" dataType=\"string\"/>"
        );
    }
    out.push_str("    </Output>\n");
}

fn code(criterion: &Criterion) -> &str {
    criterion.reason_code.as_deref().unwrap_or(&criterion.id)
}
