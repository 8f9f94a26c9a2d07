//! The report as JSON: every number with its name. Keys stay; what is not known is null.

use icp_core::Date;
use serde_json::{Value, json};

use super::bands::{cells, interval};
use super::build::{Subjects, fate};
use crate::from_model::LeftOut;
use crate::labels::tier_id;
use crate::{Against, Counts, MissingBand, Naming, Size};

pub(super) fn json(subjects: &Subjects<'_>, left: &LeftOut, naming: Naming<'_>) -> Value {
    let learned = subjects.learned;
    let judged = learned.judged.as_ref();
    let signal = learned.signal.map(|signal| {
        json!({"found": signal.is_found(), "p": signal.p, "detectable_auc": signal.detectable,
            "permutations": signal.permutations, "by_account": signal.by_account})
    });
    let auc = judged.and_then(|judged| judged.auc);
    let time = judged.and_then(|judged| judged.time.as_ref()).map(|time| {
        json!({"from": Date::from_days(time.from).map(|day| day.to_string()), "auc": time.auc, "error": time.error,
            "said": time.said, "was": time.was, "low": time.interval.low, "high": time.interval.high})
    });
    json!({
        "accounts": naming.accounts,
        "outcome": naming.outcome,
        "rows": learned.counts.rows,
        "won": learned.counts.won,
        "rate": learned.counts.rate(),
        "left_out_rows": learned.left_out,
        "distinct_accounts": learned.accounts,
        "against": match learned.against { Against::Lost => "lost", Against::Reference => "reference" },
        "size": match learned.size { Size::None => "none", Size::Few => "few", Size::Joint => "joint" },
        "signal": signal,
        "auc": auc.map(|auc| json!({"auc": auc.auc, "error": auc.error, "low": auc.interval.low, "high": auc.interval.high})),
        "shrinkage": judged.map(|judged| judged.shrinkage),
        "time": time,
        "line": learned.card.as_ref().and_then(|card| card.line).map(|line| json!({"intercept": line.intercept, "slope": line.slope})),
        "tiers": tiers(subjects),
        "criteria": criteria(subjects),
        "pairs": pairs(subjects),
        "columns": columns(subjects),
        "not_read": left.iter().map(|(name, reason)| json!({"column": name, "reason": reason})).collect::<Vec<_>>(),
        "warnings": learned.warnings.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}

fn counts(counts: &Counts) -> Value {
    let within = interval(counts);
    json!({"rows": counts.rows, "won": counts.won, "rate": counts.rate(), "low": within.map(|within| within.low),
        "high": within.map(|within| within.high)})
}

/// An object with more keys.
pub(super) fn with<const N: usize>(mut object: Value, more: [(&str, Value); N]) -> Value {
    if let Some(object) = object.as_object_mut() {
        object.extend(more.map(|(key, value)| (key.to_owned(), value)));
    }
    object
}

fn tiers(subjects: &Subjects<'_>) -> Vec<Value> {
    let learned = subjects.learned;
    let judged = learned.judged.as_ref().map(|judged| judged.tiers.as_slice()).unwrap_or_default();
    let tiers = learned.card.iter().flat_map(|card| &card.tiers).enumerate();
    let one = |(at, tier): (usize, &crate::Tier)| {
        let rate = judged.get(at).map(|rate| {
            json!({"rate": rate.rate, "low": rate.interval.low, "high": rate.interval.high, "weight": rate.weight, "won": rate.won})
        });
        json!({"id": tier_id(at), "from": tier.from, "fitted": counts(&tier.counts), "judged": rate})
    };
    tiers.map(one).collect()
}

fn criteria(subjects: &Subjects<'_>) -> Vec<Value> {
    let criteria = subjects.learned.card.iter().flat_map(|card| &card.criteria);
    let one = |criterion: &crate::Criterion| {
        let bands = criterion.bands.iter().map(|band| {
            let cells = cells(subjects, criterion.subject, &band.cells);
            with(counts(&band.counts), [("band", json!(cells)), ("points", json!(band.points))])
        });
        let MissingBand { points, own, counts: rows } = &criterion.missing;
        let missing = with(counts(rows), [("points", json!(points)), ("own", json!(own))]);
        json!({"column": subjects.name(criterion.subject), "gain": criterion.gain, "weak": criterion.weak, "given": criterion.given,
            "bands": bands.collect::<Vec<_>>(), "missing": missing})
    };
    criteria.map(one).collect()
}

fn pairs(subjects: &Subjects<'_>) -> Vec<Value> {
    let pairs = subjects.learned.card.iter().flat_map(|card| &card.pairs);
    let one = |pair: &crate::Pair| {
        let sides = pair.sides.iter().map(|side| {
            let texts: Vec<String> =
                side.cells.iter().map(|one| cells(subjects, side.subject, one)).collect();
            json!({"column": subjects.name(side.subject), "bands": texts})
        });
        json!({"sides": sides.collect::<Vec<_>>(), "inside": pair.inside, "outside": pair.outside, "unknown": pair.unknown,
            "counts": counts(&pair.counts), "gain": pair.gain})
    };
    pairs.map(one).collect()
}

fn columns(subjects: &Subjects<'_>) -> Vec<Value> {
    let one = |(at, story): (usize, &crate::ColumnStory)| {
        json!({"column": subjects.column(at), "name": story.name, "used": fate(story), "auc": story.auc, "gain": story.gain,
            "known": story.known, "chosen": story.chosen, "runner_up": story.runner_up.map(|other| subjects.column(other))})
    };
    subjects.learned.columns.iter().enumerate().map(one).collect()
}
