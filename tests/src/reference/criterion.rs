//! One criterion: its status, its rating, its points, and what is still open.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::condition::{Truth, holds, missing};
use super::matching::matched;
use super::number::{Exact, MILLION, from_millionths, from_pico, millionths};
use super::rule::{self, Branch, Mark, Outcome};
use super::{Case, id_text, in_order, inputs};

/// A criterion as it stands for one account. Points are in units of 1e-12.
#[derive(Clone)]
pub(super) struct Criterion {
    pub(super) id: String,
    name: Value,
    pub(super) dimension: Option<String>,
    pub(super) status: &'static str,
    label: Option<String>,
    /// Millionths; `None` where it is unknown or does not apply.
    rating: Option<Exact>,
    /// Lowest and highest rating that are open, in millionths; `None` where it does not apply.
    rating_bounds: Option<(Exact, Exact)>,
    /// Millionths.
    pub(super) weight: i128,
    pub(super) points: Exact,
    /// Whether its weight counts in the score.
    pub(super) counts: bool,
    /// Lowest and highest points that are open.
    pub(super) open: (Exact, Exact),
    /// Whether it may turn out not to apply.
    pub(super) optional: bool,
    pub(super) required: bool,
    pub(super) missing: BTreeSet<String>,
    matched: Option<Vec<String>>,
    /// The most that its rule can give to any account.
    most: Most,
    /// The most that is open for this one.
    most_open: Most,
    /// The part of its rule that spoke.
    decisive: Option<String>,
    /// Contribution at its most, if the score can be said.
    pub(super) max_contribution: Option<f64>,
    inputs: Vec<Value>,
}

/// The points at which a criterion gives its most, with the status that it then has.
#[derive(Clone, Copy)]
pub(super) struct Most {
    points: Exact,
    status: &'static str,
}

impl Criterion {
    /// Evaluates a criterion of a scorecard whose own `if_unknown` is given, and whether it has the points scale.
    pub(super) fn read(case: &Case, criterion: &Value, card_if_unknown: &Value, on_points: bool) -> Self {
        let in_points = rule::in_points(criterion);
        let own_if_unknown = criterion.get("if_unknown").filter(|policy| !policy.is_null());
        let weight = rule::weight(case.model, criterion);
        let points_of = |amount: Exact| amount.times(if in_points { MILLION } else { weight });
        let rating_of = |amount: Exact| if in_points { amount.times(MILLION).over(weight) } else { amount };

        let applies = criterion.get("applies_when").map_or(Truth::True, |condition| holds(case, condition));
        let mut outcome = match applies {
            Truth::False => Outcome::known(0),
            Truth::True | Truth::Unknown => rule::evaluate(case, criterion),
        };
        if applies == Truth::Unknown {
            missing(case, &criterion["applies_when"], &mut outcome.missing);
        }
        let most_of = |open: &[Branch]| {
            let one = |branch: &Branch| {
                let points = points_of(branch.amount);
                Most { points, status: status(branch, weight, points) }
            };
            // Of equals the one with the better status.
            let rank = |most: &Most| {
                (most.points, ["misfit", "none", "partial", "fit"].iter().position(|s| *s == most.status))
            };
            open.iter().map(one).max_by(|a, b| rank(a).cmp(&rank(b))).expect("a branch")
        };
        let amounts = || outcome.open.iter().map(|branch| branch.amount);
        let (lowest, highest) = (amounts().min().expect("a branch"), amounts().max().expect("a branch"));
        let mut this = Self {
            id: id_text(&criterion["id"]),
            name: criterion.get("name").cloned().unwrap_or_default(),
            dimension: criterion.get("dimension").map(id_text),
            status: "unknown",
            label: None,
            rating: None,
            rating_bounds: Some((rating_of(lowest), rating_of(highest))),
            weight,
            points: Exact::ZERO,
            counts: true,
            open: (points_of(lowest), points_of(highest)),
            optional: applies == Truth::Unknown,
            required: criterion["required"] == true,
            missing: outcome.missing,
            matched: matched(case, criterion),
            most: most_of(&rule::evaluate(&case.knowing_nothing(), criterion).open),
            most_open: most_of(&outcome.open),
            decisive: None,
            max_contribution: None,
            inputs: if case.filling_in { vec![] } else { inputs::of_criterion(case, criterion) },
        };
        if applies == Truth::False {
            this.status = "not_applicable";
            this.rating_bounds = None;
            this.counts = false;
        } else if outcome.unknown || applies == Truth::Unknown {
            match own_if_unknown {
                Some(Value::Number(_)) => {
                    this.points = points_of(Exact::whole(millionths(&criterion["if_unknown"])));
                }
                policy => match policy.unwrap_or(card_if_unknown) {
                    rating @ Value::Number(_) => this.points = Exact::whole(weight * millionths(rating)),
                    policy if policy == "least" => {
                        // On points what does not apply gives nothing.
                        let may_be_nothing = on_points && applies == Truth::Unknown;
                        this.points = if may_be_nothing { this.open.0.min(Exact::ZERO) } else { this.open.0 };
                    }
                    policy => this.counts = policy != "skip",
                },
            }
        } else {
            let branch = &outcome.open[0];
            this.status = status(branch, weight, points_of(branch.amount));
            this.label = branch.label.clone();
            this.decisive = branch.at.clone();
            this.rating = Some(rating_of(branch.amount));
            this.points = points_of(branch.amount);
        }
        this
    }

    pub(super) fn is_unknown(&self) -> bool {
        self.status == "unknown"
    }

    pub(super) fn applies(&self) -> bool {
        self.status != "not_applicable"
    }

    /// Whether it is required and known, and neither fit nor partial.
    pub(super) fn is_unmet(&self) -> bool {
        self.required && matches!(self.status, "none" | "misfit")
    }

    pub(super) fn is_known(&self) -> bool {
        self.applies() && !self.is_unknown()
    }

    /// The same at the most that its rule can give to any account.
    pub(super) fn at_most(&self) -> Self {
        self.at(self.most)
    }

    /// The place of the band that holds.
    pub(super) fn band(&self) -> Option<usize> {
        self.decisive.as_deref()?.strip_prefix("bands[")?.strip_suffix(']')?.parse().ok()
    }

    /// The same at the most that is open for this account.
    pub(super) fn at_most_open(&self) -> Self {
        self.at(self.most_open)
    }

    fn at(&self, Most { points, status }: Most) -> Self {
        Self { points, status, counts: true, ..self.clone() }
    }

    /// Its entry in the assessment.
    pub(super) fn entry(&self, case: &Case, contribution: f64) -> Value {
        let bounds =
            self.rating_bounds.map(|(low, high)| [low, high].map(|rating| from_millionths(rating.rounded())));
        json!({
            "id": self.id, "name": self.name, "dimension": self.dimension, "status": self.status, "label": self.label,
            "rating": self.rating.map(|rating| from_millionths(rating.rounded())), "rating_bounds": bounds,
            "weight": from_millionths(self.weight), "points": from_pico(self.points), "contribution": contribution,
            "missing": in_order(case.model, &self.missing), "matched": self.matched,
            "inputs": self.inputs, "max_contribution": self.max_contribution,
            "decisive": self.decisive.as_ref().map(|at| json!({"at": at})),
        })
    }
}

fn status(branch: &Branch, weight: i128, points: Exact) -> &'static str {
    let (full, none) = (Exact::whole(weight * MILLION), Exact::ZERO);
    match branch.mark {
        Mark::Fit if points < none => "misfit",
        Mark::Fit => "fit",
        Mark::Misfit => "misfit",
        Mark::Neither => "none",
        Mark::Amount if points < none => "misfit",
        Mark::Amount if points == none => "none",
        Mark::Amount if points < full => "partial",
        Mark::Amount => "fit",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::resolve;

    fn read(criterion: Value, account: Value) -> Criterion {
        let model = json!({"attributes": {"n": {"type": "number"}, "b": {"type": "bool"}},
            "criteria": {"shared": {"weight": 2, "fit": {"n": 1}, "required": true}}});
        let case = Case::read(&model, &account, "2026-01-01", false).unwrap();
        Criterion::read(&case, &resolve::criterion(&model, &criterion), &json!(0.5), false)
    }

    #[test]
    fn points_set_the_weight() {
        let bands = || json!({"id": "x", "bands": [{"when": {"n": 1}, "points": 8, "label": "one"}], "otherwise": -3});
        let one = read(bands(), json!({"n": 1}));
        assert_eq!((one.status, one.weight, one.label.as_deref()), ("fit", 8 * MILLION, Some("one")));
        let other = read(bands(), json!({"n": 2}));
        assert_eq!((other.status, other.rating), ("misfit", Some(Exact::whole(-375_000))));
        let points = |amount| Exact::whole(amount * MILLION * MILLION);
        let unknown = read(bands(), json!({}));
        assert_eq!((unknown.points, unknown.open), (points(4), (points(-3), points(8))));
    }

    #[test]
    fn applies_when_comes_first() {
        let criterion =
            || json!({"id": "x", "applies_when": {"b": true}, "fit": {"n": 1}, "if_unknown": "skip"});
        assert_eq!(read(criterion(), json!({"b": false})).status, "not_applicable");
        let unknown = read(criterion(), json!({"n": 1}));
        assert!(unknown.optional && unknown.is_unknown() && !unknown.counts);
        assert_eq!(unknown.rating_bounds, Some((Exact::whole(MILLION), Exact::whole(MILLION))));
        assert_eq!(read(criterion(), json!({"n": 1, "b": true})).status, "fit");
    }

    #[test]
    fn a_shared_criterion_takes_overrides() {
        let shared = read(json!({"use": "shared"}), json!({"n": 1}));
        assert_eq!((shared.id.as_str(), shared.weight, shared.required), ("shared", 2 * MILLION, true));
        let own =
            read(json!({"use": "shared", "id": "own", "weight": 3, "required": false}), json!({"n": 1}));
        assert_eq!((own.id.as_str(), own.weight, own.required), ("own", 3 * MILLION, false));
    }
}
