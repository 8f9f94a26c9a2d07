//! A scorecard: score, coverage, tier, and the parts that explain them.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::bounds::End;
use super::condition::{Truth, holds, missing};
use super::criterion::Criterion;
use super::limit::Limits;
use super::number::{Exact, MILLION, from_millionths, millionths, published};
use super::reasons::reason_codes;
use super::share::{Group, mean_of};
use super::{Case, bounds, contribution, entries, given, id_text, items, resolve};

/// Weights and points here are in units of 1e-12, so that their quotient is a rating.
pub(super) const WEIGHT: i128 = MILLION;

/// A scorecard with its criteria evaluated for one account.
#[derive(Clone)]
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
    pub(super) limits: Limits<'a>,
    reason_codes: Value,
}

/// Where a percent score stands before and after all that limits it.
struct Percent {
    raw: f64,
    score: f64,
    adjustments: Vec<Value>,
}

impl<'a> Scorecard<'a> {
    /// Evaluates every criterion, then the score.
    pub(super) fn read(case: &Case, json: &'a Value) -> Self {
        let zero = Value::from("zero");
        let if_unknown = json.get("if_unknown").unwrap_or(&zero);
        let on_points = json["scale"].is_object();
        let lines = resolve::criteria(case.model, json);
        let criteria = |case: &Case| -> Vec<_> {
            let read = |criterion| Criterion::read(case, criterion, if_unknown, on_points);
            lines.iter().map(read).collect()
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
            limits: Limits::read(case, json),
            reason_codes: Value::Null,
        };
        card.bounds = bounds::of(&card);
        let open = std::mem::replace(&mut card.criteria, criteria(case));
        for (criterion, open) in card.criteria.iter_mut().zip(open) {
            criterion.missing = open.missing;
        }
        card.settle(case);
        card.contributions = card.contributions();
        card.reason_codes = reason_codes(&card, &lines);
        for place in 0..card.criteria.len() {
            let criterion = &card.criteria[place];
            if card.score.is_some() && criterion.applies() {
                let raised = criterion.at_most();
                let now = std::mem::replace(&mut card.criteria[place], raised);
                let most = card.contributions()[place];
                card.criteria[place] = now;
                card.criteria[place].max_contribution = Some(most);
            }
        }
        card
    }

    /// The score and all that follows from the criteria as they are.
    fn settle(&mut self, case: &Case) {
        if self.criteria.iter().any(Criterion::is_known) {
            self.coverage = self.known_share();
            if self.in_points() {
                let (score, adjustments) = self.total(|criterion| criterion.points, None);
                self.score = Some(from_millionths(score.over(MILLION).rounded()));
                self.adjustments = adjustments;
            } else {
                let percent = self.percent();
                self.score = Some(published(percent.score));
                self.adjustments = percent.adjustments;
            }
        }
        self.tier = self.reached(case);
    }

    /// The contribution of each criterion; nothing where there is no score.
    fn contributions(&self) -> Vec<f64> {
        match self.score {
            None => vec![0.0; self.criteria.len()],
            Some(_) if self.in_points() => contribution::of_points(self),
            Some(_) => contribution::of_percent(self, self.percent().raw),
        }
    }

    /// The same with another criterion in a place, and all else as it is.
    pub(super) fn with(&self, case: &Case, place: usize, criterion: Criterion) -> Self {
        let mut other = self.clone();
        other.criteria[place] = criterion;
        other.settle(case);
        other
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
            return vec![Group::whole(self.criteria.iter().collect())];
        }
        items(&self.json["dimensions"]).map(|dimension| Group::of(dimension, &self.criteria)).collect()
    }

    fn percent(&self) -> Percent {
        let (mut raw, mut clipped, mut adjustments) = (vec![], vec![], vec![]);
        let groups = self.groups();
        for group in &groups {
            let (points, weight) = group.sums();
            let value = (weight > 0).then(|| group.percent(points, weight));
            raw.push(value);
            clipped.push(value.map(|value| group.clip(value)));
            let dimension = group.dimension.as_deref();
            if let Some(value) = value.filter(|value| group.clip(*value) != *value) {
                let kind = if value < 0.0 { "floor" } else { "full" };
                let (from, to) = (published(value), group.clip(value));
                adjustments.push(adjustment(kind, dimension, None, from, to));
            }
        }
        let mean = |values: &[Option<f64>]| mean_of(&groups, values).expect("weight that counts");
        // Limits look at the published score, so that what they change can be seen.
        let (score, acted) = self.limits.apply(published(mean(&clipped)));
        for (place, kind, from, to) in acted {
            adjustments.push(adjustment(kind, None, Some(place), published(from), published(to)));
        }
        Percent { raw: mean(&raw), score, adjustments }
    }

    /// The exact total on the points scale (in units of 1e-12), and every clip that acted; or one of its bounds.
    pub(super) fn total(
        &self,
        points: impl Fn(&Criterion) -> Exact,
        bound: Option<End>,
    ) -> (Exact, Vec<Value>) {
        let pico = |value: &Value| Exact::whole(millionths(value) * MILLION);
        let mut adjustments = vec![];
        let mut note = |kind, dimension: Option<&str>, limit, from: Exact, to: Exact| {
            let number = |amount: Exact| from_millionths(amount.over(MILLION).rounded());
            adjustments.push(adjustment(kind, dimension, limit, number(from), number(to)));
        };
        let sum_of = |dimension: Option<&str>| -> Exact {
            let members = self.criteria.iter();
            members.filter(|criterion| criterion.dimension.as_deref() == dimension).map(&points).sum()
        };
        let mut total = Exact::whole(self.base() * WEIGHT).plus(sum_of(None));
        for dimension in items(&self.json["dimensions"]) {
            let id = id_text(&dimension["id"]);
            let sum = sum_of(Some(&id));
            let clipped = match dimension.get("cap").map(pico) {
                Some(cap) => sum.clamp(cap.times(-1), cap),
                None => sum,
            };
            if clipped != sum {
                note("cap", Some(&id), None, sum, clipped);
            }
            total = total.plus(clipped);
        }
        if let Some(end) = bound {
            total = self.limits.bound(end, total);
        } else {
            let (limited, acted) = self.limits.apply(total);
            acted.into_iter().for_each(|(place, kind, from, to)| note(kind, None, Some(place), from, to));
            total = limited;
        }
        let scale = &self.json["scale"]["points"];
        if let Some(min) = scale.get("min").map(pico).filter(|min| total < *min) {
            note("min", None, None, total, min);
            total = min;
        }
        if let Some(max) = scale.get("max").map(pico).filter(|max| total > *max) {
            note("max", None, None, total, max);
            total = max;
        }
        (total, adjustments)
    }

    /// The share of the weight whose criteria are known.
    fn known_share(&self) -> f64 {
        let groups = self.groups();
        let known = |criterion: &Criterion| !criterion.is_unknown();
        let parts: Vec<_> = groups.iter().map(|group| group.part(Criterion::applies, known)).collect();
        published(mean_of(&groups, &parts).expect("a criterion that applies"))
    }

    pub(super) fn min_coverage(&self) -> f64 {
        self.json.get("min_coverage").and_then(Value::as_f64).unwrap_or(0.0)
    }

    fn reached(&self, case: &Case) -> Option<usize> {
        self.score.filter(|_| self.coverage >= self.min_coverage())?;
        items(&self.json["tiers"]).position(|tier| self.reaches(case, tier) == Truth::True)
    }

    /// Whether a score reaches a tier, with what the tier requires and its condition: unknown where criteria or the
    /// condition are.
    pub(super) fn reaches(&self, case: &Case, tier: &Value) -> Truth {
        let from = tier.get("from").and_then(Value::as_f64);
        let far_enough = from.is_none_or(|from| self.score.is_some_and(|score| score >= from));
        let requires = tier.get("requires").map_or(Truth::True, |requires| self.meets(requires));
        let when = tier.get("when").map_or(Truth::True, |when| holds(case, when));
        Truth::from(far_enough).min(requires).min(when)
    }

    /// Whether an entry of what a tier requires names a criterion and is not met.
    pub(super) fn wants(&self, tier: &Value, criterion: &str) -> bool {
        let entries = match &tier["requires"] {
            Value::Array(entries) => entries.iter().collect(),
            entry => vec![entry],
        };
        let names = |entry: &Value| match entry {
            Value::Object(some) => items(&some["of"]).any(|id| id_text(id) == criterion),
            id => id_text(id) == criterion,
        };
        entries.into_iter().any(|entry| !entry.is_null() && names(entry) && self.meets(entry) != Truth::True)
    }

    /// An id that must fit, a number of some, or a list of both.
    fn meets(&self, requires: &Value) -> Truth {
        match requires {
            Value::Array(parts) => parts.iter().map(|part| self.meets(part)).min().unwrap_or(Truth::True),
            Value::Object(some) => {
                let of: BTreeSet<_> = items(&some["of"]).map(id_text).collect();
                let mut each: Vec<_> = of.iter().map(|id| self.meets(&Value::from(id.as_str()))).collect();
                each.sort();
                let least = some["at_least"].as_u64().expect("a count") as usize;
                match least {
                    0 => Truth::True,
                    _ => each.into_iter().rev().nth(least - 1).unwrap_or(Truth::False),
                }
            }
            id => match self.first(|other| other.id == id_text(id)) {
                Some(criterion) if criterion.is_unknown() => Truth::Unknown,
                criterion => Truth::from(criterion.is_some_and(|criterion| criterion.status == "fit")),
            },
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

    /// The attributes that its criteria miss, and those that the conditions of its limits and tiers miss.
    pub(super) fn missing(&self, case: &Case) -> BTreeSet<String> {
        let mut wanted: BTreeSet<String> = self.criteria.iter().flat_map(|c| c.missing.clone()).collect();
        self.limits.missing(case, &mut wanted);
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
            "reason_codes": self.reason_codes,
            "criteria": lines.map(|(criterion, value)| criterion.entry(case, *value)).collect::<Vec<_>>(),
        });
        let Value::Object(entry) = entry else { unreachable!("an object") };
        entry
    }
}

fn adjustment(kind: &str, dimension: Option<&str>, limit: Option<usize>, from: f64, to: f64) -> Value {
    json!({"kind": kind, "dimension": dimension, "limit": limit, "from": from, "to": to})
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
