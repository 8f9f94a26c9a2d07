//! Numbers as people read them: few decimals, no exponents where they can be helped.

use crate::value::{Interval, exponent_text};

/// At most two decimals, no trailing zeros: `87.5`, `0`, `-3.25`.
pub(crate) fn plain(value: f64) -> String {
    decimals(value, 2)
}

/// The digits before the point in groups of three, from five digits on: a year has four, and is never grouped. A text that is
/// no plain number stays as it is.
pub(crate) fn in_groups(text: &str) -> String {
    let (sign, text) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    let (whole, fraction) = text.split_once('.').map_or((text, None), |(whole, rest)| (whole, Some(rest)));
    if whole.len() < 5 || !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return [sign, text].concat();
    }
    let mut out = sign.to_owned();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// A number of an account: [`plain`] in groups of three, with more decimals where it would else be 0.
pub(crate) fn input(value: f64) -> String {
    let enough = (2..=6).map(|places| decimals(value, places)).find(|text| text != "0");
    match enough {
        Some(text) => in_groups(&text),
        None if value == 0.0 => "0".to_owned(),
        None => exponent_text(value),
    }
}

/// A number that is known as an interval: `51 to 200`, `10,001 or more`, `more than 10`, `10 or less`, `less than 10`.
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
        return exponent_text(value);
    }
    let unit: u64 = [1, 10, 100, 1_000, 10_000, 100_000].get(places).copied().unwrap_or(1_000_000);
    let rounded = (value * unit as f64).round();
    let (whole, part) = parts(rounded.abs(), unit);
    let sign = if rounded < 0.0 { "-" } else { "" };
    match format!("{part:0places$}").trim_end_matches('0') {
        "" if whole == 0 => "0".to_owned(),
        "" => format!("{sign}{whole}"),
        digits => format!("{sign}{whole}.{digits}"),
    }
}

/// A rounded number in units, from 0 and below 10^15 of them: the whole number, and how many units are left. The library's
/// `{:.2}` gives the same digits, by code that a browser would have to fetch.
fn parts(rounded: f64, unit: u64) -> (u64, u64) {
    if rounded < LARGE {
        let units = rounded as u64;
        return (units / unit, units % unit);
    }
    // The float nearest to it has few bits behind the point: those are rounded, half to even.
    let nearest = rounded / unit as f64;
    let bits = (nearest.fract() * (1 << BITS) as f64) as u64 * unit;
    let (units, rest) = (bits >> BITS, bits & ((1 << BITS) - 1));
    let half = 1 << (BITS - 1);
    let units = units + u64::from(rest > half || rest == half && units % 2 == 1);
    (nearest as u64 + units / unit, units % unit)
}

/// Below it a float is nearer to its whole number of units than half a unit, whatever the unit.
const LARGE: f64 = 4_503_599_627_370_496.0;
/// A float from [`LARGE`] / 10^6 up has at most as many bits behind the point.
const BITS: u32 = 20;

#[cfg(test)]
mod tests {
    use super::decimals;

    #[test]
    fn digits_are_those_of_the_standard_library() {
        let mut state = 5u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            state ^ state >> 29
        };
        let check = |value: f64| {
            for places in 0..=6 {
                let unit = [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6][places];
                let text = format!("{:.places$}", (value * unit).round() / unit);
                let wanted =
                    if places == 0 { &*text } else { text.trim_end_matches('0').trim_end_matches('.') };
                let wanted = if wanted == "-0" { "0" } else { wanted };
                assert_eq!(decimals(value, places), wanted, "{value:e} with {places}");
            }
        };
        for _ in 0..20_000 {
            let mantissa = (next() >> 11) as f64;
            for below in [1.0, 8.0, 64.0, 1e4, 1e6, 1e9, 1e15] {
                let value = mantissa / below;
                if value < 1e15 {
                    check(value);
                    check(-value);
                }
            }
        }
        for value in
            [0.0, -0.0, 0.5, -0.004, 0.005, 1e-9, 999_999_999_999_999.9, 4_503_599_627.370_5, 0.996, 100.0]
        {
            check(value);
        }
    }
}
