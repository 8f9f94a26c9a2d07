//! Numbers as people read them: few decimals, no exponents where they can be helped.

use crate::value::Interval;

/// At most two decimals, no trailing zeros: `87.5`, `0`, `-3.25`.
pub(crate) fn plain(value: f64) -> String {
    decimals(value, 2)
}

/// [`plain`] with its sign: `+36`, `0`, `-5`.
pub(crate) fn signed(value: f64) -> String {
    let text = plain(value);
    if value > 0.0 && text != "0" { format!("+{text}") } else { text }
}

/// A number of an account: [`plain`], with more decimals where it would else be 0.
pub(crate) fn input(value: f64) -> String {
    let enough = (2..=6).map(|places| decimals(value, places)).find(|text| text != "0");
    match enough {
        Some(text) => text,
        None if value == 0.0 => "0".to_owned(),
        None => format!("{value:e}"),
    }
}

/// A number that is known as an interval: `51 to 200`, `10001 or more`, `more than 10`, `10 or less`, `less than 10`.
pub(crate) fn interval(interval: Interval) -> String {
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

/// A share in whole percent; never 0 or 100 unless it is.
pub(crate) fn percent(share: f64) -> String {
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
pub(crate) fn decimals(value: f64, places: usize) -> String {
    if !value.is_finite() || value.abs() >= 1e15 {
        return format!("{value:e}");
    }
    let unit = [1.0, 1e1, 1e2, 1e3, 1e4, 1e5].get(places).copied().unwrap_or(1e6);
    let text = format!("{:.places$}", (value * unit).round() / unit);
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if matches!(text, "-0" | "") { "0".to_owned() } else { text.to_owned() }
}
