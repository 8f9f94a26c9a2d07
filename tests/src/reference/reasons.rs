//! Reason codes: how far the points of each criterion are from its baseline, added up by code.

use serde_json::{Value, json};

use super::id_text;
use super::number::{Exact, MILLION, from_millionths, millionths};
use super::rule;
use super::scorecard::Scorecard;

/// The reason codes of a scorecard whose criteria have been read from these lines.
pub(super) fn reason_codes(card: &Scorecard, lines: &[Value]) -> Value {
    let (Some(_), Some(side)) = (card.score, card.json["reason_codes"]["points"].as_str()) else {
        return json!([]);
    };
    let mut found: Vec<(String, Value, Exact)> = vec![];
    for (criterion, line) in card.criteria.iter().zip(lines).filter(|(criterion, _)| criterion.applies()) {
        let band = criterion.band().map(|at| &line["bands"][at]);
        let of_band = |key: &str| band.and_then(|band| band.get(key)).cloned();
        let (code, text) = match of_band("reason_code") {
            Some(code) => (code, of_band("reason")),
            None => (
                line.get("reason_code").cloned().unwrap_or_else(|| json!(criterion.id)),
                of_band("reason").or_else(|| line.get("reason").cloned()),
            ),
        };
        let baseline = match line.get("baseline").map(millionths) {
            Some(baseline) if rule::in_points(line) => Exact::whole(baseline * MILLION),
            Some(baseline) => Exact::whole(baseline * criterion.weight),
            None if side == "below" => criterion.at_most().points,
            None => Exact::ZERO,
        };
        let below = baseline.minus(criterion.points);
        let distance = if side == "below" { below } else { below.times(-1) };
        let (code, text) = (id_text(&code), text.unwrap_or_default());
        match found.iter_mut().find(|(other, ..)| *other == code) {
            Some((_, known, sum)) => {
                *sum = sum.plus(distance);
                if known.is_null() {
                    *known = text;
                }
            }
            None => found.push((code, text, distance)),
        }
    }
    found.retain(|(.., distance)| *distance >= Exact::ZERO);
    found.sort_by(|(.., a), (.., b)| b.cmp(a));
    let most = card.json["reason_codes"]["most"].as_u64().map_or(usize::MAX, |most| most as usize);
    let entry = |(code, text, distance): (String, Value, Exact)| {
        let points = from_millionths(distance.over(MILLION).rounded());
        json!({"code": code, "text": text, "points": points})
    };
    found.into_iter().take(most).map(entry).collect()
}
