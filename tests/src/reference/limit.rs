//! Limits of a score, always or under conditions, and the factors, amounts and steps that change it.

use std::collections::BTreeSet;

use serde_json::Value;

use super::bounds::End;
use super::condition::{Truth, holds, missing};
use super::number::{Exact, MILLION, divide, from_millionths, millionths, published, round};
use super::{Case, items};

/// A score on its way: a percentage, or points in units of 1e-12.
pub(super) trait Amount: Copy + PartialOrd {
    fn written(value: &Value) -> Self;

    /// The sum with what is written.
    fn raised(self, value: &Value) -> Self;

    /// The product with what is written, in whole millionths.
    fn scaled(self, value: &Value) -> Self;

    /// The published number, as a multiple of what is written.
    fn stepped(self, value: &Value, rounding: Option<&str>) -> Self;
}

impl Amount for f64 {
    fn written(value: &Value) -> Self {
        value.as_f64().expect("a number")
    }

    fn raised(self, value: &Value) -> Self {
        published(self + Self::written(value)).clamp(0.0, 100.0)
    }

    fn scaled(self, value: &Value) -> Self {
        from_millionths(divide(round(self) * millionths(value), MILLION)).clamp(0.0, 100.0)
    }

    fn stepped(self, value: &Value, rounding: Option<&str>) -> Self {
        from_millionths(multiple(round(self), millionths(value), rounding)).clamp(0.0, 100.0)
    }
}

impl Amount for Exact {
    fn written(value: &Value) -> Self {
        Self::whole(millionths(value) * MILLION)
    }

    fn raised(self, value: &Value) -> Self {
        self.plus(Self::written(value))
    }

    fn scaled(self, value: &Value) -> Self {
        let product = self.times(millionths(value));
        Self::whole(product.over(MILLION * MILLION).rounded() * MILLION)
    }

    fn stepped(self, value: &Value, rounding: Option<&str>) -> Self {
        Self::whole(multiple(self.over(MILLION).rounded(), millionths(value), rounding) * MILLION)
    }
}

/// The multiple of a step that a number of millionths is rounded to.
fn multiple(number: i128, step: i128, rounding: Option<&str>) -> i128 {
    let steps = match rounding {
        Some("down") => number.div_euclid(step),
        Some("up") => -(-number).div_euclid(step),
        _ => divide(number, step),
    };
    steps * step
}

/// A limit, and whether it acts: as far as is known, and as values that may yet come leave it.
#[derive(Clone)]
struct Limit<'a> {
    json: &'a Value,
    acts: bool,
    open: Truth,
}

/// The limits of a scorecard, in their order.
#[derive(Clone)]
pub(super) struct Limits<'a>(Vec<Limit<'a>>);

/// A limit that changed a score: its place, its key, and the score before and after.
pub(super) type Acted<T> = (usize, &'static str, T, T);

impl<'a> Limits<'a> {
    pub(super) fn read(case: &Case, card: &'a Value) -> Self {
        let open = case.filling_in();
        let one = |json: &'a Value| Limit {
            json,
            acts: json.get("when").is_none_or(|when| holds(case, when) == Truth::True),
            open: json.get("when").map_or(Truth::True, |when| holds(&open, when)),
        };
        Self(items(&card["limits"]).map(one).collect())
    }

    /// The score after those that act, each on the result of the last, and what they changed.
    pub(super) fn apply<T: Amount>(&self, mut score: T) -> (T, Vec<Acted<T>>) {
        let mut acted = vec![];
        for (place, limit) in self.0.iter().enumerate().filter(|(_, limit)| limit.acts) {
            let (kind, next) = limit.limited(score);
            if next != score {
                acted.push((place, kind, score, next));
                score = next;
            }
        }
        (score, acted)
    }

    /// One end of the scores that are possible; a limit that is open may act or not.
    pub(super) fn bound<T: Amount>(&self, end: End, mut score: T) -> T {
        for limit in &self.0 {
            let (_, next) = limit.limited(score);
            let is_further = match end {
                End::Lowest => next < score,
                End::Highest => next > score,
            };
            if limit.open == Truth::True || limit.open == Truth::Unknown && is_further {
                score = next;
            }
        }
        score
    }

    /// The attributes that would settle those that are open.
    pub(super) fn missing(&self, case: &Case, into: &mut BTreeSet<String>) {
        let open = case.filling_in();
        for limit in self.0.iter().filter(|limit| limit.open == Truth::Unknown) {
            missing(&open, &limit.json["when"], into);
        }
    }
}

impl Limit<'_> {
    fn limited<T: Amount>(&self, score: T) -> (&'static str, T) {
        if let Some(factor) = self.json.get("times") {
            return ("times", score.scaled(factor));
        }
        if let Some(amount) = self.json.get("add") {
            return ("add", score.raised(amount));
        }
        if let Some(step) = self.json.get("round_to") {
            return ("round", score.stepped(step, self.json.get("rounding").and_then(Value::as_str)));
        }
        let bound = |key: &str| self.json.get(key).map(T::written);
        match (bound("at_least"), bound("at_most")) {
            (Some(least), _) if score < least => ("at_least", least),
            (_, Some(most)) if score > most => ("at_most", most),
            _ => ("", score),
        }
    }
}
