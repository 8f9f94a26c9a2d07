//! Columns that seem to be written after the outcome, by what they tell about it and by their names. Thresholds were set on 34 late and
//! 181 honest columns of eight tables.

use crate::at::At;
use crate::gain::{Alone, Classes, Gained};
use crate::learned::Late;

/// The AUC of a column alone.
const AUC: f64 = 0.80;
/// The share of rows of a band that is nearly always won, or never.
const SHARE: f64 = 0.02;
/// How much rarer than in all rows the rarer outcome of such a band is.
const SURE: f64 = 20.0;
/// Rows of that outcome that such a band would have by chance, at least: a small band without any is none.
const EXPECTED: f64 = 10.0;
/// The odds of rows with a value against rows without.
const KNOWN: f64 = 20.0;
/// The likelihood ratio of these odds against none, on the scale of chi-square: that of 5 standard errors. The standard error of the logarithm itself
/// says nothing where a cell is empty (Hauck and Donner 1977).
const KNOWN_RATIO: f64 = 25.0;
/// With a suspicious name: the AUC, or the information value.
const NAMED: (f64, f64) = (0.60, 0.10);

/// Words of names that are written when a deal moves on or ends.
const WORDS: &[&str] = &[
    "close",
    "closed",
    "closing",
    "won",
    "win",
    "lost",
    "loss",
    "reason",
    "stage",
    "outcome",
    "result",
    "status",
    "duration",
    "elapsed",
    "quality",
    "tags",
    "tag",
    "last",
    "paid",
    "payment",
    "invoice",
    "invoiced",
    "contract",
    "signed",
    "signature",
    "churn",
    "churned",
    "cancelled",
    "canceled",
    "converted",
    "conversion",
    "renewal",
    "renewed",
    "final",
    "actual",
    "seller",
    "onboarding",
    "onboarded",
    "live",
    "activated",
    "probability",
    "forecast",
];
/// Pairs of words that say how long something took.
const PHRASES: &[[&str; 2]] =
    &[["days", "to"], ["days", "in"], ["days", "through"], ["days", "identified"], ["time", "to"]];

/// Why a feature alone seems to be late.
pub(crate) fn strong(alone: &Gained) -> Option<Late> {
    let Alone { auc, by_code } = alone.alone.as_ref()?;
    if let Some(auc) = auc.filter(|auc| *auc >= AUC) {
        return Some(Late::Auc(auc));
    }
    let all = by_code.iter().fold(Classes::default(), Classes::plus);
    let base = all.won / (all.won + all.lost);
    let bands = alone.shape.values.len();
    let mut of_band = vec![Classes::default(); bands];
    for (band, code) in alone.shape.band_of.iter().zip(by_code) {
        let sofar = of_band.at(*band as usize);
        of_band.put(*band as usize, sofar.plus(code));
    }
    let sure = of_band.iter().find_map(|Classes { won, lost, rows }| {
        let rate = won / (won + lost);
        let is_large = *rows >= SHARE * all.rows;
        let never = rate <= base / SURE && rows * base >= EXPECTED;
        let always = 1.0 - rate <= (1.0 - base) / SURE && rows * (1.0 - base) >= EXPECTED;
        (is_large && (never || always)).then_some(rate)
    });
    if let Some(rate) = sure {
        return Some(Late::SureBand(rate));
    }
    let missing = by_code.first().copied().unwrap_or_default();
    let known = Classes { won: all.won - missing.won, lost: all.lost - missing.lost, ..missing };
    let odds = (known.won + 0.5) * (missing.lost + 0.5) / ((known.lost + 0.5) * (missing.won + 0.5));
    let is_far = libm::log(odds).abs() >= libm::log(KNOWN)
        && likelihood_ratio([(known.won, known.lost), (missing.won, missing.lost)]) >= KNOWN_RATIO;
    (missing.rows > 0.0 && is_far).then_some(Late::Known(odds))
}

/// Twice the log likelihood that two win rates gain over one (Wilks 1938).
fn likelihood_ratio(sides: [(f64, f64); 2]) -> f64 {
    let all = sides.iter().fold((0.0, 0.0), |sum, side| (sum.0 + side.0, sum.1 + side.1));
    let base = all.0 / (all.0 + all.1);
    let part =
        |count: f64, expected: f64| if count > 0.0 { count * libm::log(count / expected) } else { 0.0 };
    let of = |(won, lost): &(f64, f64)| {
        let rows = won + lost;
        part(*won, rows * base) + part(*lost, rows * (1.0 - base))
    };
    2.0 * sides.iter().map(of).sum::<f64>()
}

/// Whether a name suggests that its column is late.
pub(crate) fn is_late_name(name: &str) -> bool {
    let mut words: Vec<String> = Vec::new();
    let mut was_lower = false;
    for c in name.chars() {
        if !c.is_alphanumeric() {
            words.push(String::new());
            was_lower = false;
            continue;
        }
        if c.is_uppercase() && was_lower {
            words.push(String::new());
        }
        was_lower = c.is_lowercase();
        if words.is_empty() {
            words.push(String::new());
        }
        if let Some(last) = words.last_mut() {
            last.extend(c.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    let has_phrase =
        words.iter().zip(words.iter().skip(1)).any(|(a, b)| PHRASES.iter().any(|[x, y]| a == x && b == y));
    has_phrase || words.iter().any(|word| WORDS.contains(&word.as_str()))
}

/// Whether a column with such a name tells enough about the outcome to ask.
pub(crate) fn tells(alone: &Gained) -> bool {
    let Some(Alone { auc, by_code }) = alone.alone.as_ref() else { return false };
    let all = by_code.iter().fold(Classes::default(), Classes::plus);
    // The information value (Kullback 1959), with half a row in each cell.
    let value: f64 = by_code
        .iter()
        .filter(|own| own.rows > 0.0)
        .map(|Classes { won, lost, .. }| {
            let (won, lost) = ((won + 0.5) / (all.won + 0.5), (lost + 0.5) / (all.lost + 0.5));
            (won - lost) * libm::log(won / lost)
        })
        .sum();
    auc.is_some_and(|auc| auc >= NAMED.0) || value >= NAMED.1
}

impl std::fmt::Display for Late {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Auc(auc) => write!(out, "it tells won from lost by itself (AUC {auc:.2})"),
            Self::SureBand(rate) if *rate < 0.5 => {
                write!(out, "a band of it is nearly never won ({rate:.3})")
            }
            Self::SureBand(rate) => write!(out, "a band of it is nearly always won ({rate:.3})"),
            Self::Known(odds) if *odds < 1.0 => {
                write!(out, "rows without a value have {:.0} times the odds of those with one", 1.0 / odds)
            }
            Self::Known(odds) => {
                write!(out, "rows with a value have {odds:.0} times the odds of those without")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_late_columns_are_known() {
        for name in [
            "won_date",
            "seller_id",
            "Elapsed Days In Sales Stage",
            "lossReason",
            "Total Days Identified Through Closing",
        ] {
            assert!(is_late_name(name), "{name}");
        }
        for name in [
            "employees",
            "Region",
            "Route To Market",
            "lastingness",
            "Revenue From Client Past Two Years",
            "",
        ] {
            assert!(!is_late_name(name), "{name}");
        }
    }
}
