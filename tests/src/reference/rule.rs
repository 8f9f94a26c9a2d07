//! The rules of criteria: which branches are open for an account, and what each gives.

use std::collections::BTreeSet;

use serde_json::Value;

use super::condition::{Truth, constants, holds, missing, named};
use super::facts::{Known, may_be_none};
use super::interval::Interval;
use super::matching::Matching;
use super::number::{Exact, MILLION, millionths, round};
use super::{Case, decay, entries, items, table};

/// One outcome of a rule.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Branch {
    pub(super) mark: Mark,
    /// Millionths of a rating, or of points.
    pub(super) amount: Exact,
    pub(super) label: Option<String>,
    /// The part of the rule that gives it, as a path below the criterion; nothing for rules that have no parts.
    pub(super) at: Option<String>,
}

/// The mark that names the status of a branch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Mark {
    Fit,
    Misfit,
    Neither,
    /// By the amount.
    Amount,
}

/// A rule's open branches: one where everything that decides it is known.
#[derive(Default)]
pub(super) struct Outcome {
    pub(super) open: Vec<Branch>,
    pub(super) unknown: bool,
    pub(super) missing: BTreeSet<String>,
}

impl Outcome {
    pub(super) fn known(amount: i128) -> Self {
        Self::exactly(Exact::whole(amount))
    }

    pub(super) fn exactly(amount: Exact) -> Self {
        Self { open: vec![Branch::of(amount)], ..Self::default() }
    }

    /// The outcome that is still open while the attribute is missing.
    pub(super) fn open(case: &Case, attribute: &str, amounts: impl IntoIterator<Item = i128>) -> Self {
        Self::open_exactly(case, attribute, amounts.into_iter().map(Exact::whole))
    }

    pub(super) fn open_exactly(case: &Case, attribute: &str, amounts: impl Iterator<Item = Exact>) -> Self {
        let mut missing = BTreeSet::new();
        case.facts.wanted(case.model, attribute, &mut missing);
        Self { open: amounts.map(Branch::of).collect(), unknown: true, missing }
    }

    /// Takes a step of the walk: true means that the walk ends here.
    fn step(&mut self, case: &Case, condition: &Value, branch: Branch) -> bool {
        match holds(case, condition) {
            Truth::False => return false,
            Truth::True => self.open.push(branch),
            Truth::Unknown => {
                self.unknown = true;
                self.open.push(branch);
                missing(case, condition, &mut self.missing);
                return false;
            }
        }
        true
    }
}

impl Branch {
    pub(super) fn of(amount: Exact) -> Self {
        Self { mark: Mark::Amount, amount, label: None, at: None }
    }

    /// Whether both give the same rating and the same status.
    fn is_like(&self, other: &Self) -> bool {
        let status = |branch: &Self| {
            if branch.mark == Mark::Fit && branch.amount < Exact::ZERO { Mark::Misfit } else { branch.mark }
        };
        self.amount == other.amount && status(self) == status(other)
    }

    fn marked(mark: Mark, at: Option<&str>, amount: i128) -> Self {
        Self { mark, amount: Exact::whole(amount), label: None, at: at.map(str::to_owned) }
    }
}

/// Whether a criterion's rule is written in points.
pub(super) fn in_points(criterion: &Value) -> bool {
    let in_rule = |rule: &str| ["points", "points_each"].iter().any(|key| criterion[rule].get(key).is_some());
    let in_bands = items(&criterion["bands"]).any(|band| band.get("points").is_some());
    criterion.get("points").is_some()
        || in_bands
        || ["table", "curve", "per_match", "decay"].into_iter().any(in_rule)
}

/// `value` of one of the keys in millionths, or a default.
pub(super) fn amount_or(rule: &Value, key: &str, default: i128) -> i128 {
    rule.get(key).map_or(default, millionths)
}

/// Evaluates the rule of a criterion. One that reads a single number, of which an interval is known, is tried with
/// numbers of all pieces of the interval.
pub(super) fn evaluate(case: &Case, criterion: &Value) -> Outcome {
    let Some((attribute, interval)) = alone(case, criterion) else { return evaluate_once(case, criterion) };
    let mut cuts = vec![];
    conditions(criterion).for_each(|condition| constants(case, condition, &mut cuts));
    cuts.extend(entries(listed(&criterion["table"])).filter_map(|(key, _)| key.parse::<f64>().ok()));
    cuts.extend(items(listed(&criterion["curve"])).filter_map(|pair| pair[0].as_f64()));
    let mut outcome = Outcome::default();
    let interval = if criterion.get("curve").is_some() { interval.with_ends() } else { interval };
    for value in interval.samples(cuts) {
        let found = evaluate_once(&case.with_number(&attribute, value), criterion).open;
        let [branch] = <[Branch; 1]>::try_from(found).expect("one branch of what is known");
        match outcome.open.iter_mut().find(|other| other.is_like(&branch)) {
            Some(other) => {
                other.label = other.label.take().filter(|label| branch.label.as_ref() == Some(label));
                other.at = other.at.take().filter(|at| branch.at.as_ref() == Some(at));
            }
            None => outcome.open.push(branch),
        }
    }
    if outcome.open.len() > 1 {
        outcome.unknown = true;
        case.facts.wanted(case.model, &attribute, &mut outcome.missing);
    }
    outcome
}

/// The attribute that a rule reads, where it reads no other, and the interval in which its value is known to lie.
fn alone(case: &Case, criterion: &Value) -> Option<(String, Interval)> {
    case.facts.has_intervals().then_some(())?;
    let [name] = <[String; 1]>::try_from(attributes(case, criterion).into_iter().collect::<Vec<_>>()).ok()?;
    match case.facts.get(&name)? {
        Known::Interval(interval) => Some((name, *interval)),
        _ => None,
    }
}

/// The attributes that a rule reads.
pub(super) fn attributes(case: &Case, criterion: &Value) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    conditions(criterion).for_each(|condition| named(case, condition, &mut names));
    for rule in ["table", "curve", "per_match", "decay"] {
        names.extend(criterion[rule]["attribute"].as_str().map(str::to_owned));
    }
    names
}

/// The conditions of a rule.
pub(super) fn conditions(criterion: &Value) -> impl Iterator<Item = &Value> {
    let of_bands = items(&criterion["bands"]).map(|band| &band["when"]);
    ["misfit", "fit"].into_iter().filter_map(|key| criterion.get(key)).chain(of_bands)
}

fn evaluate_once(case: &Case, criterion: &Value) -> Outcome {
    if let Some(bands) = criterion.get("bands") {
        banded(case, bands, amount_or(criterion, "otherwise", 0))
    } else if let Some(table) = criterion.get("table") {
        table::evaluate(case, table)
    } else if let Some(curve) = criterion.get("curve") {
        curved(case, curve)
    } else if let Some(per_match) = criterion.get("per_match") {
        added(case, per_match)
    } else if let Some(decay) = criterion.get("decay") {
        decay::evaluate(case, decay)
    } else {
        fitted(case, criterion)
    }
}

/// The weight of a criterion, in millionths: in points the largest absolute value that it can give.
pub(super) fn weight(model: &Value, criterion: &Value) -> i128 {
    if !in_points(criterion) {
        return amount_or(criterion, "weight", MILLION);
    }
    let unknown = criterion.get("if_unknown").filter(|policy| policy.is_number());
    largest(model, criterion).max(unknown.map_or(0, millionths).abs())
}

/// The largest absolute value that a rule in points can give (apart from `if_unknown`).
fn largest(model: &Value, criterion: &Value) -> i128 {
    let written = |value: &Value| millionths(value).abs();
    let otherwise = |rule: &Value| amount_or(rule, "otherwise", 0).abs();
    if let Some(bands) = criterion.get("bands") {
        items(bands).map(|band| written(&band["points"])).fold(otherwise(criterion), i128::max)
    } else if let Some(table) = criterion.get("table") {
        match table["combine"].as_str() {
            Some("sum") => Matching::read(model, table).limit.max(otherwise(table)),
            _ => entries(&table["points"]).map(|(_, value)| written(value)).fold(otherwise(table), i128::max),
        }
    } else if let Some(curve) = criterion.get("curve") {
        items(&curve["points"]).map(|pair| written(&pair[1])).max().expect("pairs")
    } else if let Some(per_match) = criterion.get("per_match") {
        Matching::read(model, per_match).limit
    } else if let Some(decay) = criterion.get("decay") {
        decay::limit(decay)
    } else {
        written(&criterion["points"]).max(amount_or(criterion, "penalty", 0))
    }
}

/// The ratings or points of a table, a curve or a decay.
pub(super) fn listed(rule: &Value) -> &Value {
    rule.get("points").unwrap_or(&rule["ratings"])
}

fn fitted(case: &Case, criterion: &Value) -> Outcome {
    let mut outcome = Outcome::default();
    let misfit = Branch::marked(Mark::Misfit, Some("misfit"), -amount_or(criterion, "penalty", 0));
    let fit = Branch::marked(Mark::Fit, Some("fit"), amount_or(criterion, "points", 1_000_000));
    let ended = criterion.get("misfit").is_some_and(|condition| outcome.step(case, condition, misfit))
        || criterion.get("fit").is_some_and(|condition| outcome.step(case, condition, fit));
    if !ended {
        outcome.open.push(Branch::marked(Mark::Neither, None, 0));
    }
    outcome
}

fn banded(case: &Case, bands: &Value, otherwise: i128) -> Outcome {
    let mut outcome = Outcome::default();
    for (place, band) in items(bands).enumerate() {
        let amount = millionths(band.get("points").unwrap_or(&band["rating"]));
        let label = band.get("label").and_then(Value::as_str).map(str::to_owned);
        let at = Some(format!("bands[{place}]"));
        if outcome.step(case, &band["when"], Branch { label, at, ..Branch::of(Exact::whole(amount)) }) {
            return outcome;
        }
    }
    outcome.open.push(Branch { at: Some("otherwise".to_owned()), ..Branch::of(Exact::whole(otherwise)) });
    outcome
}

fn curved(case: &Case, curve: &Value) -> Outcome {
    let attribute = curve["attribute"].as_str().expect("an attribute");
    let number = |value: &Value| value.as_f64().expect("a number");
    let pairs: Vec<_> = items(listed(curve)).map(|pair| (number(&pair[0]), number(&pair[1]))).collect();
    let Some(value) = case.facts.get(attribute) else {
        let none = may_be_none(case.model, attribute).then_some(0);
        let amounts = || pairs.iter().map(|(_, amount)| round(*amount)).chain(none);
        return Outcome::open(case, attribute, [amounts().min(), amounts().max()].into_iter().flatten());
    };
    let x = match value {
        Known::Number(x) => *x,
        Known::None => return Outcome::known(0),
        other => panic!("a curve is over numbers, not {other:?}"),
    };
    Outcome::known(round(interpolate(&pairs, x, curve.get("axis").and_then(Value::as_str))))
}

fn interpolate(pairs: &[(f64, f64)], x: f64, axis: Option<&str>) -> f64 {
    let (first, last) = (pairs[0], pairs[pairs.len() - 1]);
    if x <= first.0 {
        return first.1;
    }
    let Some(pair) = pairs.windows(2).find(|pair| x < pair[1].0) else { return last.1 };
    let ((a, p), (b, q)) = (pair[0], pair[1]);
    let place = |number: f64| match axis {
        Some("log") => libm::log(number),
        Some("log1p") => libm::log1p(number),
        _ => number,
    };
    if x == a { p } else { p + (q - p) * (place(x) - place(a)) / (place(b) - place(a)) }
}

fn added(case: &Case, rule: &Value) -> Outcome {
    let attribute = rule["attribute"].as_str().expect("an attribute");
    let matching = Matching::read(case.model, rule);
    if case.facts.get(attribute).is_none() {
        let open = matching.reachable().into_iter().chain([Exact::ZERO]);
        return Outcome::open_exactly(case, attribute, open);
    }
    Outcome::exactly(matching.sum(case).unwrap_or(Exact::ZERO))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn amounts(criterion: Value, account: Value) -> (Vec<i128>, bool) {
        let model = json!({"attributes": {"n": {"type": "number"}, "b": {"type": "bool"}, "t": {"type": "text"},
            "s": {"type": "set", "synonyms": {"x": ["ex"]}}}, "lists": {"tools": ["spoke", "hub"]}});
        let case = Case::read(&model, &account, "2026-01-01", false).unwrap();
        let outcome = evaluate(&case, &criterion);
        (outcome.open.iter().map(|branch| branch.amount.rounded()).collect(), outcome.unknown)
    }

    #[test]
    fn the_walk_keeps_open_branches() {
        let fit = || json!({"fit": {"n": {"gt": 1}}, "misfit": {"b": true}, "penalty": 0.5});
        assert_eq!(amounts(fit(), json!({"n": 2})), (vec![-500_000, 1_000_000], true));
        assert_eq!(amounts(fit(), json!({"n": 0})), (vec![-500_000, 0], true));
        assert_eq!(amounts(fit(), json!({"b": false})), (vec![1_000_000, 0], true));
        assert_eq!(amounts(fit(), json!({"b": true})), (vec![-500_000], false));
        let bands =
            || json!({"bands": [{"when": {"n": 1}, "points": 7}, {"when": {"b": true}, "points": 2}]});
        assert_eq!(amounts(bands(), json!({"b": true})), (vec![7_000_000, 2_000_000], true));
        assert_eq!(amounts(bands(), json!({"n": 2, "b": false})), (vec![0], false));
    }

    #[test]
    fn tables_curves_and_matches() {
        let table =
            || json!({"table": {"attribute": "s", "ratings": {"EX": 0.2, "y": 0.7}, "otherwise": -1}});
        assert_eq!(amounts(table(), json!({"s": "x;y"})), (vec![700_000], false));
        assert_eq!(amounts(table(), json!({"s": []})), (vec![-1_000_000], false));
        let both =
            || json!({"table": {"attribute": "b", "points": {"true": 3, "false": -2}, "otherwise": 1}});
        assert_eq!(amounts(both(), json!({})), (vec![3_000_000, -2_000_000], true));
        let curve = || json!({"curve": {"attribute": "n", "ratings": [[0, 0], [3, 1], [6, 0.5]]}});
        assert_eq!(amounts(curve(), json!({"n": 1})), (vec![333_333], false));
        assert_eq!(amounts(curve(), json!({"n": 3})), (vec![1_000_000], false));
        assert_eq!(amounts(curve(), json!({"n": 99})), (vec![500_000], false));
        assert_eq!(amounts(curve(), json!({})), (vec![0, 1_000_000], true));
        let tenfold = |axis: &str, from: i64| json!({"curve": {"attribute": "n", "axis": axis, "ratings": [[from, 0], [from + 99, 1]]}});
        assert_eq!(amounts(tenfold("log", 1), json!({"n": 10})), (vec![500_000], false));
        assert_eq!(amounts(tenfold("log1p", 0), json!({"n": 9})), (vec![500_000], false));
        assert_eq!(amounts(tenfold("log1p", 0), json!({"n": 1})), (vec![150_515], false));
        let each = |attribute| json!({"per_match": {"attribute": attribute, "of": ["x", "ex", "y"], "rating_each": -0.4}});
        assert_eq!(amounts(each("s"), json!({"s": "ex;y"})), (vec![-800_000], false));
        assert_eq!(amounts(each("s"), json!({})), (vec![-800_000, -400_000, 0], true));
        assert_eq!(amounts(each("t"), json!({"t": "x ex y"})), (vec![-1_000_000], false));
    }

    #[test]
    fn items_with_amounts_of_their_own() {
        let own = |more: Value| {
            let mut rule = json!({"attribute": "t", "points": {"ai video": 7, "workflow": 4, "$tools": -3}});
            rule.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            json!({"per_match": rule})
        };
        let text = || json!({"t": "AI video, workflow; hub and spoke"});
        assert_eq!(amounts(own(json!({})), text()), (vec![8_000_000], false));
        assert_eq!(amounts(own(json!({"max": 5})), text()), (vec![5_000_000], false));
        assert_eq!(amounts(own(json!({})), json!({})), (vec![-3_000_000, 11_000_000, 0], true));
        let full =
            |at: Value| json!({"per_match": {"attribute": "s", "of": ["x", "ex", "y", "z"], "full_at": at}});
        assert_eq!(amounts(full(json!("all")), json!({"s": "ex;y"})), (vec![666_667], false));
        assert_eq!(amounts(full(json!(2)), json!({"s": "x;y;z"})), (vec![1_000_000], false));
        let sum = |more: Value| {
            let mut rule = json!({"attribute": "s", "ratings": {"EX": 0.7, "y": 0.6}, "combine": "sum", "otherwise": -0.3});
            rule.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            json!({"table": rule})
        };
        assert_eq!(amounts(sum(json!({})), json!({"s": "x;y"})), (vec![1_000_000], false));
        assert_eq!(amounts(sum(json!({"max": 0.9})), json!({"s": "x;y"})), (vec![900_000], false));
        assert_eq!(amounts(sum(json!({})), json!({"s": "q"})), (vec![-300_000], false));
        assert_eq!(amounts(sum(json!({})), json!({})), (vec![600_000, 1_000_000, -300_000], true));
    }
}
