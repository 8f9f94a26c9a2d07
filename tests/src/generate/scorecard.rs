//! Random scorecards: both scales, dimensions, tiers.

use serde_json::{Map, Value, json};

use super::Level;
use super::card;
use super::condition::Source;
use super::dice::{Dice, decimal, millionths};
use super::rule::{criterion, weight};

/// A shared criterion that a scorecard may take.
pub(super) struct Shared {
    pub(super) name: String,
    pub(super) in_ratings: bool,
    /// Millionths.
    pub(super) weight: i64,
    /// All that a factor multiplies, in millionths.
    pub(super) amounts: Vec<i64>,
}

/// How the criteria of a scorecard are grouped.
enum Dimensions {
    None,
    Shares(Vec<&'static str>),
    Groups(Vec<&'static str>),
}

/// Draws a scorecard whose criteria have ids that begin with `prefix`.
pub(super) fn draw(dice: &mut Dice, source: &Source, shared: &[Shared], prefix: &str, most: i64) -> Value {
    let in_points = dice.chance(40);
    let count = dice.between(1, most) as usize;
    let ids = ["firmographic", "need", "dim.3"];
    let names = dice.some(&ids, 1, count.min(3));
    let dimensions = match dice.below(10) {
        0..=3 => Dimensions::None,
        4 | 5 => Dimensions::Groups(names),
        _ if in_points => Dimensions::Groups(names),
        _ => Dimensions::Shares(names),
    };
    let criteria = criteria(dice, source, shared, prefix, count, &dimensions);
    let mut criterion_ids: Vec<_> =
        criteria.iter().map(|one| one.get("id").unwrap_or_else(|| &one["use"]).clone()).collect();
    let mut card = json!({"criteria": criteria});
    if source.level.is_whole() && dice.chance(35) {
        let may_take = !matches!(dimensions, Dimensions::Shares(_));
        let weights = card::weights(dice, shared, &criteria, may_take);
        let more = weights.keys().filter(|name| !criterion_ids.contains(&json!(name)));
        criterion_ids.extend(more.map(|name| json!(name)).collect::<Vec<_>>());
        if !weights.is_empty() {
            card["weights"] = Value::Object(weights);
        }
    }
    if let Dimensions::Shares(names) | Dimensions::Groups(names) = &dimensions {
        let with_shares = matches!(dimensions, Dimensions::Shares(_));
        card["dimensions"] = names.iter().map(|name| dimension(dice, name, with_shares, in_points)).collect();
        if with_shares && source.level.is_whole() {
            card::shares(dice, &mut card["dimensions"]);
        }
    }
    if source.level.is_whole() && dice.chance(30) {
        card["limits"] = card::limits(dice, source, in_points);
    }
    if in_points {
        card["scale"] = points_scale(dice);
    } else if dice.chance(20) {
        card["scale"] = json!("percent");
    }
    if dice.chance(30) {
        card["min_coverage"] =
            dice.pick(&[json!(0.5), json!(0.25), json!(0.333333), json!(0.8), json!(1), json!(0)]).clone();
    }
    if dice.chance(30) {
        card["if_unknown"] = dice
            .pick(&[
                json!("skip"),
                json!("zero"),
                json!("least"),
                json!("least"),
                json!(0.5),
                json!(0.123456),
                json!(1),
            ])
            .clone();
    }
    if source.level.is_whole() && !matches!(dimensions, Dimensions::Shares(_)) && dice.chance(50) {
        card["reason_codes"] = json!({"points": dice.pick(&["below", "above"])});
        if dice.chance(50) {
            card["reason_codes"]["most"] = json!(dice.between(1, 3));
        }
    }
    card["tiers"] = tiers(dice, source, in_points, &criterion_ids);
    card
}

fn criteria(
    dice: &mut Dice,
    source: &Source,
    shared: &[Shared],
    prefix: &str,
    count: usize,
    dimensions: &Dimensions,
) -> Vec<Map<String, Value>> {
    let mut unused: Vec<_> = shared.iter().collect();
    let one = |place: usize| {
        let mut one = match unused.pop().filter(|_| dice.chance(60)) {
            Some(shared) => used(dice, source, shared, prefix),
            None => {
                let mut one = criterion(dice, source);
                one.insert("id".to_owned(), json!(format!("{prefix}{place}")));
                one
            }
        };
        let dimension = match dimensions {
            // Round and round, so that no dimension stays empty.
            Dimensions::Shares(names) => Some(names[place % names.len()]),
            Dimensions::Groups(names) => {
                (place < names.len() || dice.chance(70)).then(|| names[place % names.len()])
            }
            Dimensions::None => None,
        };
        if let Some(dimension) = dimension {
            one.insert("dimension".to_owned(), json!(dimension));
        }
        one
    };
    (0..count).map(one).collect()
}

/// A shared criterion, with or without overrides. It may be taken once only under its own name.
fn used(dice: &mut Dice, source: &Source, shared: &Shared, prefix: &str) -> Map<String, Value> {
    let mut one = Map::from_iter([("use".to_owned(), json!(shared.name))]);
    if dice.chance(40) {
        one.insert("id".to_owned(), json!(format!("{prefix}-{}", shared.name)));
    }
    if shared.in_ratings && dice.chance(40) {
        one.insert("weight".to_owned(), weight(dice));
    } else if source.level.is_whole() && dice.chance(50) {
        card::scaled(dice, shared, &mut one);
    }
    if dice.chance(20) {
        one.insert("required".to_owned(), json!(dice.chance(50)));
    }
    one
}

fn dimension(dice: &mut Dice, name: &str, with_shares: bool, in_points: bool) -> Value {
    let mut dimension = json!({"id": name});
    if with_shares {
        dimension["share"] =
            dice.pick(&[json!(60), json!(40), json!(0.1), json!(33.333333), json!(25), json!(1)]).clone();
    }
    if in_points && dice.chance(60) {
        dimension["cap"] = if dice.chance(50) { json!(dice.between(1, 20)) } else { json!(7.5) };
    }
    if dice.chance(20) {
        dimension["name"] = json!("A dimension");
    }
    dimension
}

fn points_scale(dice: &mut Dice) -> Value {
    let mut points = Map::new();
    let base = if dice.chance(50) { decimal(0) } else { dice.decimal(-5, 20) };
    if millionths(&base) != 0 {
        points.insert("base".to_owned(), base.clone());
    }
    if dice.chance(40) {
        points.insert("min".to_owned(), decimal(millionths(&base) - dice.between(0, 5) * 1_500_000));
    }
    if dice.chance(40) {
        points.insert("max".to_owned(), decimal(millionths(&base) + dice.between(1, 20) * 1_500_000));
    }
    json!({"points": points})
}

fn tiers(dice: &mut Dice, source: &Source, in_points: bool, criteria: &[Value]) -> Value {
    let count = if dice.chance(5) { 1 } else { dice.between(2, 4) as usize };
    let ids = dice.pick(&[["A", "B", "C", "D"], ["hot", "warm", "cold", "ice"], ["1", "2", "3", "4"]]);
    let percents =
        [100_000_000, 80_000_000, 75_000_000, 66_666_667, 50_000_000, 33_333_333, 25_000_000, 12_345_678, 1];
    let points =
        [20_000_000, 15_000_000, 10_000_000, 7_500_000, 5_000_000, 2_000_000, 1_000_000, 0, -3_000_000];
    let mut froms = dice.some(if in_points { &points } else { &percents }, count - 1, count - 1);
    froms.sort_unstable_by(|a, b| b.cmp(a));
    let tier = |place: usize| {
        let id = ids[place];
        let mut tier = json!({"id": id.parse::<u64>().map_or(json!(id), Value::from)});
        if place < count - 1 {
            tier["from"] = decimal(froms[place]);
            if dice.chance(20) {
                let some = dice.some(criteria, 1, 3);
                let least = json!({"at_least": dice.between(1, some.len() as i64), "of": some});
                tier["requires"] = match dice.below(5) {
                    0 => json!([least, dice.pick(criteria)]),
                    1 | 2 => least,
                    _ => json!(some),
                };
            }
            if dice.chance(10) {
                tier["when"] = source.condition(dice, 1);
            }
        }
        if dice.chance(30) {
            tier["name"] = json!(format!("Tier {id}"));
        }
        if dice.chance(60) {
            tier["verdicts"] = verdicts(dice, source, id);
        }
        tier
    };
    (0..count).map(tier).collect()
}

/// The verdict for each team.
pub(super) fn verdicts(dice: &mut Dice, source: &Source, id: &str) -> Value {
    if source.level == Level::Core || dice.chance(60) {
        let teams = dice.some(&["sales", "marketing", "success"], 1, 3);
        return Value::Object(
            teams.into_iter().map(|team| (team.to_owned(), json!(format!("{team} {id}")))).collect(),
        );
    }
    let count = dice.between(1, 4);
    let one = |place: i64| {
        let mut verdict = json!({"team": dice.pick(&["sales", "marketing"]), "say": format!("{id} {place}")});
        if dice.chance(70) {
            verdict["when"] = source.condition(dice, 1);
        }
        verdict
    };
    (0..count).map(one).collect()
}
