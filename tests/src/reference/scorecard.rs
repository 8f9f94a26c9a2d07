//! A scorecard: score, coverage, tier, and the parts that explain them.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::condition::{Truth, holds, missing};
use super::criterion::Criterion;
use super::number::{MILLION, divide, from_millionths, millionths, published, quotient};
use super::{Case, bounds, contribution, entries, given, id_text, items};

/// Weights and points here are in units of 1e-12, so that their quotient is a rating.
pub(super) const WEIGHT: i128 = MILLION;

/// A scorecard with its criteria evaluated for one account.
pub(super) struct Scorecard<'a> {
    pub(super) json: &'a Value,
    pub(super) criteria: Vec<Criterion>,
    pub(super) score: Option<f64>,
    pub(super) bounds: Option<(f64, f64)>,
    pub(super) coverage: f64,
    /// The first tier that the score reaches and that holds, as its place in the list.
    pub(super) tier: Option<usize>,
    adjustments: Vec<Value>,
    contributions: Vec<f64>,
}

/// Criteria that are divided by the sum of their weights: a dimension with a share, or the whole card.
pub(super) struct Group<'a> {
    pub(super) dimension: Option<String>,
    pub(super) share: f64,
    pub(super) members: Vec<&'a Criterion>,
}

impl Group<'_> {
    /// Points and weight of the members that count.
    pub(super) fn sums(&self) -> (i128, i128) {
        let counted = || self.members.iter().filter(|criterion| criterion.counts);
        (
            counted().map(|criterion| criterion.points).sum(),
            counted().map(|criterion| criterion.weight * WEIGHT).sum(),
        )
    }
}

/// Where a percent score stands before and after its floors.
struct Percent {
    raw: f64,
    floored: f64,
    adjustments: Vec<Value>,
}

impl<'a> Scorecard<'a> {
    /// Evaluates every criterion, then the score.
    pub(super) fn read(case: &Case, json: &'a Value) -> Self {
        let zero = Value::from("zero");
        let if_unknown = json.get("if_unknown").unwrap_or(&zero);
        let on_points = json["scale"].is_object();
        let criteria = |case: &Case| -> Vec<_> {
            let read = |criterion| Criterion::read(case, criterion, if_unknown, on_points);
            items(&json["criteria"]).map(read).collect()
        };
        let mut card = Self {
            json,
            criteria: criteria(&case.filling_in()),
            score: None,
            bounds: None,
            coverage: 0.0,
            tier: None,
            adjustments: vec![],
            contributions: vec![],
        };
        card.bounds = bounds::of(&card);
        let open = std::mem::replace(&mut card.criteria, criteria(case));
        for (criterion, open) in card.criteria.iter_mut().zip(open) {
            criterion.missing = open.missing;
        }
        card.contributions = vec![0.0; card.criteria.len()];
        if card.criteria.iter().any(|criterion| criterion.applies() && !criterion.is_unknown()) {
            card.coverage = card.known_share();
            if card.in_points() {
                let (score, adjustments) = card.total(|criterion| criterion.points);
                card.score = Some(from_millionths(divide(score, MILLION)));
                card.contributions = contribution::of_points(&card);
                card.adjustments = adjustments;
            } else {
                let percent = card.percent();
                card.score = Some(published(percent.floored));
                card.contributions = contribution::of_percent(&card, percent.raw);
                card.adjustments = percent.adjustments;
            }
        }
        card.tier = card.reached(case);
        card
    }

    pub(super) fn in_points(&self) -> bool {
        self.json["scale"].get("points").is_some()
    }

    /// Where the points scale starts, in millionths; 0 on the percent scale.
    pub(super) fn base(&self) -> i128 {
        self.json["scale"]["points"].get("base").map_or(0, millionths)
    }

    /// The groups of a percent scale, in document order.
    pub(super) fn groups(&self) -> Vec<Group<'_>> {
        if items(&self.json["dimensions"]).all(|dimension| dimension.get("share").is_none()) {
            return vec![Group { dimension: None, share: 1.0, members: self.criteria.iter().collect() }];
        }
        let group = |dimension: &Value| {
            let id = Some(id_text(&dimension["id"]));
            let members = self.criteria.iter().filter(|criterion| criterion.dimension == id).collect();
            Group { dimension: id, share: dimension["share"].as_f64().expect("a share"), members }
        };
        items(&self.json["dimensions"]).map(group).collect()
    }

    fn percent(&self) -> Percent {
        let (mut raw, mut floored, mut adjustments) = (vec![], vec![], vec![]);
        for group in self.groups() {
            let (points, weight) = group.sums();
            if weight > 0 {
                let value = quotient(points, weight) * 100.0;
                raw.push((group.share, value));
                floored.push((group.share, floor(value)));
                if value < 0.0 {
                    adjustments.push(adjustment("floor", group.dimension.as_deref(), published(value), 0.0));
                }
            }
        }
        Percent { raw: mean(&raw), floored: mean(&floored), adjustments }
    }

    /// The exact total on the points scale (in units of 1e-12), and every clip that acted.
    pub(super) fn total(&self, points: impl Fn(&Criterion) -> i128) -> (i128, Vec<Value>) {
        let scale = &self.json["scale"]["points"];
        let mut adjustments = vec![];
        let mut note = |kind, dimension: Option<&str>, from: i128, to: i128| {
            let number = |amount| from_millionths(divide(amount, MILLION));
            adjustments.push(adjustment(kind, dimension, number(from), number(to)));
        };
        let sum_of = |dimension: Option<&str>| -> i128 {
            self.criteria
                .iter()
                .filter(|criterion| criterion.dimension.as_deref() == dimension)
                .map(&points)
                .sum()
        };
        let mut total = self.base() * WEIGHT + sum_of(None);
        for dimension in items(&self.json["dimensions"]) {
            let id = id_text(&dimension["id"]);
            let sum = sum_of(Some(&id));
            let cap = dimension.get("cap").map_or(i128::MAX, |cap| millionths(cap) * MILLION);
            let clipped = sum.clamp(-cap, cap);
            if clipped != sum {
                note("cap", Some(&id), sum, clipped);
            }
            total += clipped;
        }
        let limit = |key: &str| scale.get(key).map(|limit| millionths(limit) * MILLION);
        if let Some(min) = limit("min").filter(|min| total < *min) {
            note("min", None, total, min);
            total = min;
        }
        if let Some(max) = limit("max").filter(|max| total > *max) {
            note("max", None, total, max);
            total = max;
        }
        (total, adjustments)
    }

    /// The share of the weight whose criteria are known.
    fn known_share(&self) -> f64 {
        let parts: Vec<_> = self
            .groups()
            .iter()
            .filter_map(|group| {
                let applicable = || group.members.iter().filter(|criterion| criterion.applies());
                let all: i128 = applicable().map(|criterion| criterion.weight).sum();
                let known: i128 = applicable()
                    .filter(|criterion| !criterion.is_unknown())
                    .map(|criterion| criterion.weight)
                    .sum();
                (all > 0).then(|| (group.share, quotient(known, all)))
            })
            .collect();
        published(mean(&parts))
    }

    pub(super) fn min_coverage(&self) -> f64 {
        self.json.get("min_coverage").and_then(Value::as_f64).unwrap_or(0.0)
    }

    fn reached(&self, case: &Case) -> Option<usize> {
        let score = self.score.filter(|_| self.coverage >= self.min_coverage())?;
        let holds = |tier: &Value| {
            tier.get("from").and_then(Value::as_f64).is_none_or(|from| score >= from)
                && tier.get("requires").is_none_or(|requires| self.meets(requires))
                && tier.get("when").is_none_or(|when| holds(case, when) == Truth::True)
        };
        items(&self.json["tiers"]).position(holds)
    }

    /// An id that must fit, a number of some, or a list of both.
    fn meets(&self, requires: &Value) -> bool {
        match requires {
            Value::Array(parts) => parts.iter().all(|part| self.meets(part)),
            Value::Object(some) => {
                let of: BTreeSet<_> = items(&some["of"]).map(id_text).collect();
                let fitting = of.into_iter().filter(|id| self.meets(&Value::from(id.as_str()))).count();
                fitting as u64 >= some["at_least"].as_u64().expect("a count")
            }
            id => self.criteria.iter().any(|other| other.id == id_text(id) && other.status == "fit"),
        }
    }

    /// The place of the last tier.
    pub(super) fn last_tier(&self) -> usize {
        self.json["tiers"].as_array().map_or(0, Vec::len).saturating_sub(1)
    }

    pub(super) fn tier_at(&self, place: usize) -> &'a Value {
        &self.json["tiers"][place]
    }

    pub(super) fn first(&self, pick: impl Fn(&Criterion) -> bool) -> Option<&Criterion> {
        self.criteria.iter().find(|criterion| pick(criterion))
    }

    /// The attributes that its criteria miss, and those that the conditions of its tiers miss.
    pub(super) fn missing(&self, case: &Case) -> BTreeSet<String> {
        let mut wanted: BTreeSet<String> = self.criteria.iter().flat_map(|c| c.missing.clone()).collect();
        // Where nothing can change the score, only the tiers down to the one that it surely gets matter.
        let settled = self.score.filter(|_| wanted.is_empty());
        let open = case.filling_in();
        for tier in items(&self.json["tiers"]) {
            if settled.is_some_and(|score| tier["from"].as_f64().is_some_and(|from| score < from)) {
                continue;
            }
            let truth = tier.get("when").map_or(Truth::True, |when| holds(&open, when));
            if truth == Truth::Unknown {
                missing(&open, &tier["when"], &mut wanted);
            }
            if settled.is_some() && truth == Truth::True && given(tier, "requires").is_none() {
                break;
            }
        }
        wanted
    }

    /// The fields that a fit and an intent scorecard have in common.
    pub(super) fn entry(&self, case: &Case) -> Map<String, Value> {
        let count =
            |status: &str| self.criteria.iter().filter(|criterion| criterion.status == status).count();
        let lines = self.criteria.iter().zip(&self.contributions);
        let entry = json!({
            "score": self.score, "bounds": self.bounds, "coverage": self.coverage,
            "tally": {
                "fits": count("fit"), "partials": count("partial"), "nones": count("none"),
                "misfits": count("misfit"), "unknowns": count("unknown"), "not_applicable": count("not_applicable"),
            },
            "base": from_millionths(self.base()), "adjustments": self.adjustments,
            "criteria": lines.map(|(criterion, value)| criterion.entry(case, *value)).collect::<Vec<_>>(),
        });
        let Value::Object(entry) = entry else { unreachable!("an object") };
        entry
    }
}

fn adjustment(kind: &str, dimension: Option<&str>, from: f64, to: f64) -> Value {
    json!({"kind": kind, "dimension": dimension, "from": from, "to": to})
}

pub(super) fn floor(value: f64) -> f64 {
    if value < 0.0 { 0.0 } else { value }
}

/// The mean of values by share, in the order given. A single share is the whole.
pub(super) fn mean(parts: &[(f64, f64)]) -> f64 {
    let (mut sum, mut shares) = (0.0, 0.0);
    for (share, value) in parts {
        sum += share * value;
        shares += share;
    }
    sum / shares
}

/// The verdict for each team: the first of a team whose condition holds.
pub(super) fn verdicts(case: &Case, verdicts: Option<&Value>, into: &mut Map<String, Value>) {
    let mut told = Map::new();
    match verdicts {
        Some(Value::Array(list)) => {
            for verdict in list {
                let holds = verdict.get("when").is_none_or(|condition| holds(case, condition) == Truth::True);
                let team = verdict["team"].as_str().expect("a team");
                if holds && !told.contains_key(team) {
                    told.insert(team.to_owned(), verdict["say"].clone());
                }
            }
        }
        Some(by_team) => told.extend(entries(by_team).map(|(team, say)| (team.clone(), say.clone()))),
        None => {}
    }
    into.extend(told);
}
