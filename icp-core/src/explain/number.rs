//! Numbers as explanations show them: few decimals, and never on the other side of a tier's bound than they are. The
//! command's table shows scores by the same rule (`among`).

use crate::assess::CardAssessment;
use crate::value::{Interval, parse_number};

/// At most two decimals, no trailing zeros: `87.5`, `0`, `-3.25`.
pub(super) fn plain(value: f64) -> String {
    decimals(value, 2)
}

/// [`plain`] with its sign: `+36`, `0`, `-5`.
pub(super) fn signed(value: f64) -> String {
    let text = plain(value);
    if value > 0.0 && text != "0" { format!("+{text}") } else { text }
}

/// A number of an account: [`plain`], with more decimals where it would else be 0.
pub(super) fn input(value: f64) -> String {
    let enough = (2..=6).map(|places| decimals(value, places)).find(|text| text != "0");
    match enough {
        Some(text) => text,
        None if value == 0.0 => "0".to_owned(),
        None => format!("{value:e}"),
    }
}

/// A number that is known as an interval: `51 to 200`, `10001 or more`, `more than 10`, `10 or less`, `less than 10`.
pub(super) fn interval(interval: Interval) -> String {
    let (low, high) = (input(interval.low()), input(interval.high()));
    match (interval.low().is_finite(), interval.high().is_finite()) {
        (true, true) => format!("{low} to {high}"),
        (true, false) if interval.has_low() => format!("{low} or more"),
        (true, false) => format!("more than {low}"),
        (false, true) if interval.has_high() => format!("{high} or less"),
        (false, true) => format!("less than {high}"),
        (false, false) => "any number".to_owned(),
    }
}

/// A score of a scorecard: see [`among`].
pub(super) fn score(card: &CardAssessment, value: f64) -> String {
    among(&card.note.tiers.iter().filter_map(|tier| tier.from), value)
}

/// A score among the lower bounds of tiers: [`plain`], with more decimals where rounding would lift it into
/// another tier or drop it out of its own.
pub(crate) fn among(bounds: &(impl Iterator<Item = f64> + Clone), value: f64) -> String {
    let same_side = |text: &String| {
        let shown = parse_number(text).unwrap_or(value);
        bounds.clone().all(|from| (value >= from) == (shown >= from))
    };
    (2..=6).map(|places| decimals(value, places)).find(same_side).unwrap_or_else(|| plain(value))
}

/// A share in whole percent; never 0 or 100 unless it is.
pub(super) fn percent(share: f64) -> String {
    let percent = (share * 100.0).round();
    if percent <= 0.0 && share > 0.0 {
        "under 1 %".to_owned()
    } else if percent >= 100.0 && share < 1.0 {
        "over 99 %".to_owned()
    } else {
        format!("{} %", plain(percent))
    }
}

/// Rounded half away from zero, like everything that is published.
fn decimals(value: f64, places: usize) -> String {
    if !value.is_finite() || value.abs() >= 1e15 {
        return format!("{value:e}");
    }
    let unit = [1.0, 1e1, 1e2, 1e3, 1e4, 1e5].get(places).copied().unwrap_or(1e6);
    let text = format!("{:.places$}", (value * unit).round() / unit);
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if matches!(text, "-0" | "") { "0".to_owned() } else { text.to_owned() }
}
