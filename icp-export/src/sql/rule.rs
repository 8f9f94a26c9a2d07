//! A criterion as columns: its points while they are known, and what is open while they are not. Points are whole units of the card.

use icp_core::model::{Combine, Condition, Criterion, Find, PerMatch, Rule};
use icp_core::value::{AttributeType, Axis, Micro, fold};

use super::condition::{Reading, asks_known, condition, reads, same_number};
use super::context::Context;
use super::curve::curve;
use super::texts;
use super::unit::CardUnit;

/// An end of what is open.
#[derive(Debug, Clone)]
pub(super) enum End {
    /// A constant while the points are not known.
    Constant(i128),
    /// An expression that holds while they are known too.
    Expression(String),
}

/// A criterion of a card.
pub(super) struct Line {
    /// The column with its points, null while they are unknown; whether it applies is not looked at.
    pub(super) column: String,
    /// Truths that its expressions look at, made one step before.
    pub(super) before: Vec<(String, String)>,
    pub(super) value: String,
    pub(super) least: End,
    pub(super) most: End,
    /// The least as it stands now, where `known` makes it another one than bounds see.
    pub(super) least_now: Option<String>,
    /// The column with whether it applies, and the one as bounds see it.
    pub(super) applies: Option<(String, String)>,
    pub(super) weight: i128,
    /// The largest magnitude of its points.
    pub(super) reach: i128,
    /// Whether any points above 0 are a fit, as by a `fit` rule; else it takes its whole weight.
    pub(super) fits_above_zero: bool,
}

struct Branches<'a> {
    conditions: Vec<&'a Condition>,
    amounts: Vec<i128>,
    otherwise: i128,
}

/// Reads a criterion.
pub(super) fn line(context: &Context, unit: CardUnit, criterion: &Criterion, icp: &str, path: &str) -> Line {
    let column = context.fresh(&[icp, &criterion.id]);
    let mut line = Line {
        column: column.clone(),
        before: Vec::new(),
        value: String::new(),
        least: End::Constant(0),
        most: End::Constant(0),
        least_now: None,
        applies: None,
        weight: unit.plain(criterion.weight),
        reach: 0,
        fits_above_zero: matches!(criterion.rule, Rule::Fit { .. }),
    };
    if let Some(when) = &criterion.applies_when {
        let path = format!("{path}.applies_when");
        let now = context.fresh(&[&column, "applies"]);
        line.before.push((now.clone(), condition(context, when, Reading::Now, &path).text));
        let open = if asks_known(when) {
            let open = context.fresh(&[&column, "may_apply"]);
            line.before.push((open.clone(), condition(context, when, Reading::Open, &path).text));
            open
        } else {
            now.clone()
        };
        line.applies = Some((now, open));
    }
    rule(context, unit, criterion, path, &mut line);
    line
}

fn rule(context: &Context, unit: CardUnit, criterion: &Criterion, path: &str, line: &mut Line) {
    let points = |value: Micro| unit.points(criterion, value);
    match &criterion.rule {
        Rule::Fit { fit, misfit, gain, penalty } => {
            let mut branches = Branches { conditions: vec![fit], amounts: vec![points(*gain)], otherwise: 0 };
            if let Some(misfit) = misfit {
                branches.conditions.insert(0, misfit);
                branches.amounts.insert(0, -points(*penalty));
            }
            let paths = if misfit.is_some() { &["misfit", "fit"][..] } else { &["fit"] };
            let paths: Vec<String> = paths.iter().map(|key| format!("{path}.{key}")).collect();
            walk(context, &branches, &paths, line);
        }
        Rule::Bands { bands, otherwise } => {
            let branches = Branches {
                conditions: bands.iter().map(|band| &band.when).collect(),
                amounts: bands.iter().map(|band| points(band.rating)).collect(),
                otherwise: points(*otherwise),
            };
            let paths: Vec<String> = (0..bands.len()).map(|at| format!("{path}.bands[{at}].when")).collect();
            walk(context, &branches, &paths, line);
        }
        Rule::Table { attribute, ratings, otherwise, combine } => {
            let ratings: Vec<(&str, i128)> =
                ratings.iter().map(|(key, value)| (&**key, points(*value))).collect();
            match combine {
                Combine::Sum { max } => {
                    let items: Vec<_> = ratings
                        .iter()
                        .map(|(key, amount)| (context.spellings(*attribute, key), *amount))
                        .collect();
                    // As the engine has it: without a `max` ratings add up to one weight, points to all of them.
                    let most = max.map(points).unwrap_or_else(|| sum_limit(criterion, line.weight, &items));
                    matches(context, *attribute, &items, most, points(*otherwise), line);
                }
                _ => table(context, *attribute, &ratings, points(*otherwise), line),
            }
        }
        Rule::Curve { axis: Axis::Log | Axis::Log1p, .. } => {
            refused(
                context,
                &format!("{path}.curve.axis"),
                [
                    "sql.logarithm",
                    "axis",
                    "logarithms differ in their last digit from engine to engine",
                    "give the curve more pairs, and leave out `axis`",
                ],
                line,
            );
        }
        Rule::Curve { attribute, ratings, .. } => {
            let pairs: Vec<(f64, f64)> = ratings.iter().map(|(x, value)| (*x, value.to_f64())).collect();
            let ends = ratings.iter().map(|(_, value)| points(*value));
            (line.least, line.most) = (
                End::Constant(ends.clone().min().unwrap_or(0)),
                End::Constant(ends.clone().max().unwrap_or(0)),
            );
            line.reach = ends.map(i128::abs).max().unwrap_or(0);
            line.value = curve(context, *attribute, &pairs, unit.grain(criterion));
        }
        Rule::Linear { attribute, ends: (low, high), gain } => {
            let most = points(*gain);
            (line.least, line.most) = (End::Constant(most.min(0)), End::Constant(most.max(0)));
            line.reach = most.abs();
            line.value =
                curve(context, *attribute, &[(*low, 0.0), (*high, gain.to_f64())], unit.grain(criterion));
        }
        Rule::PerMatch { find: Find::Contains, .. } => {
            refused(
                context,
                &format!("{path}.per_match.find"),
                [
                    "sql.contains",
                    "find",
                    "pieces of a text are counted as whole words or not at all",
                    "write a criterion with `contains` for each",
                ],
                line,
            );
        }
        Rule::PerMatch { attribute, matches: per, .. } => {
            let spelled = |item: &str| -> Vec<String> {
                match context.attribute(*attribute).map(|one| one.kind) {
                    Some(AttributeType::Set) => context.spellings(*attribute, item),
                    _ => vec![context.constant(*attribute, item)],
                }
            };
            let mut items: Vec<(Vec<String>, i128)> = Vec::new();
            let mut once = |spellings: Vec<String>, amount: i128| {
                if items.iter().all(|(other, _)| *other != spellings) {
                    items.push((spellings, amount));
                }
            };
            let max = match per {
                PerMatch::Each { of, each, max } => {
                    of.items.iter().for_each(|item| once(spelled(item), points(*each)));
                    *max
                }
                PerMatch::Share { of, full_at, .. } => {
                    of.items.iter().for_each(|item| once(spelled(item), unit.part(criterion, *full_at)));
                    None
                }
                PerMatch::Own { items: own, max } => {
                    for item in own {
                        let all = item.of.items.iter().flat_map(|text| spelled(text)).collect();
                        items.push((texts::distinct(all), points(item.gives)));
                    }
                    *max
                }
                _ => None,
            };
            let most = match per {
                PerMatch::Share { .. } => line.weight,
                _ => max.map(points).unwrap_or_else(|| sum_limit(criterion, line.weight, &items)),
            };
            matches(context, *attribute, &items, most, 0, line);
        }
        _ => {
            refused(
                context,
                &format!("{path}.decay"),
                [
                    "sql.events",
                    "decay",
                    "events that fade are lists of happenings, and powers of two differ from engine to engine",
                    "count them into a number of its own, and rate that",
                ],
                line,
            );
        }
    }
}

/// The largest magnitude of a sum without a `max`: one weight in ratings, and in points all that adds or all that takes.
fn sum_limit(criterion: &Criterion, weight: i128, items: &[(Vec<String>, i128)]) -> i128 {
    if matches!(criterion.unit, icp_core::model::Unit::Points) {
        let adds: i128 = items.iter().map(|(_, amount)| (*amount).max(0)).sum();
        let takes: i128 = items.iter().map(|(_, amount)| (*amount).min(0)).sum();
        return adds.max(-takes);
    }
    weight
}

/// Conditions one after the other: the first that holds counts.
fn walk(context: &Context, branches: &Branches, paths: &[String], line: &mut Line) {
    let all = || branches.amounts.iter().copied().chain([branches.otherwise]);
    let (least, most) = (all().min().unwrap_or(0), all().max().unwrap_or(0));
    line.reach = all().map(i128::abs).max().unwrap_or(0);
    let mut read = Vec::new();
    branches.conditions.iter().for_each(|one| reads(one, &mut read));
    let known = branches.conditions.iter().any(|one| asks_known(one));
    let texts = |reading| -> Vec<String> {
        let each = branches.conditions.iter().zip(paths);
        each.map(|(one, path)| condition(context, one, reading, path).text).collect()
    };
    // All tests on one attribute are unknown together.
    if let ([attribute], false) = (read.as_slice(), known) {
        let mut value = format!("CASE\n      WHEN {} IS NULL THEN NULL", context.value(*attribute));
        for (text, amount) in texts(Reading::Now).iter().zip(&branches.amounts) {
            value += &format!("\n      WHEN {text} THEN {amount}");
        }
        line.value = format!("{value}\n      ELSE {}\n    END", branches.otherwise);
        (line.least, line.most) = (End::Constant(least), End::Constant(most));
        return;
    }
    let mut columns = |texts: Vec<String>, what: &str| -> Vec<String> {
        let mut names = Vec::new();
        for text in texts {
            let name = context.fresh(&[&line.column, what]);
            line.before.push((name.clone(), text));
            names.push(name);
        }
        names
    };
    let now = columns(texts(Reading::Now), "when");
    let open = if known { columns(texts(Reading::Open), "may") } else { now.clone() };
    let mut value = "CASE".to_owned();
    for (name, amount) in now.iter().zip(&branches.amounts) {
        value += &format!("\n      WHEN {name} IS NULL THEN NULL\n      WHEN {name} THEN {amount}");
    }
    line.value = format!("{value}\n      ELSE {}\n    END", branches.otherwise);
    line.least = End::Expression(extreme(branches, &open, false));
    if known {
        line.least_now = Some(extreme(branches, &now, false));
    }
    line.most = End::Expression(extreme(branches, &open, true));
}

/// The least or the most of the branches that are open: those before which none surely holds, and that may hold themselves.
fn extreme(branches: &Branches, names: &[String], most: bool) -> String {
    let mut open: Vec<(i128, Vec<String>)> = Vec::new();
    let mut before: Vec<String> = Vec::new();
    let amounts = branches.amounts.iter().copied().chain([branches.otherwise]);
    for (at, amount) in amounts.enumerate() {
        let mut test = before.clone();
        if let Some(name) = names.get(at) {
            test.push(format!("COALESCE({name}, TRUE)"));
            before.push(format!("NOT COALESCE({name}, FALSE)"));
        }
        let test = test.join(" AND ");
        match open.iter_mut().find(|(other, _)| *other == amount) {
            Some((_, tests)) => tests.push(test),
            None => open.push((amount, vec![test])),
        }
    }
    open.sort_by_key(|(amount, _)| if most { -*amount } else { *amount });
    let last = open.pop().map_or(0, |(amount, _)| amount);
    if open.is_empty() {
        return last.to_string();
    }
    let mut text = "CASE".to_owned();
    for (amount, tests) in open {
        text += &format!(" WHEN {} THEN {amount}", tests.join(" OR "));
    }
    format!("{text} ELSE {last} END")
}

/// A rating for each value; of a set the best.
fn table(context: &Context, attribute: usize, ratings: &[(&str, i128)], otherwise: i128, line: &mut Line) {
    let value = context.value(attribute);
    let kind = context.attribute(attribute).map(|one| one.kind);
    let mut tests: Vec<(String, i128)> = Vec::new();
    for (key, amount) in ratings {
        let test = match kind {
            Some(AttributeType::Set) => texts::has(context, attribute, &context.spellings(attribute, key)),
            Some(AttributeType::Bool) if fold(key) == "true" => value.clone(),
            Some(AttributeType::Bool) => format!("NOT {value}"),
            Some(AttributeType::Number) => match same_number(key) {
                Some(number) => format!("{value} = {}", context.dialect.number(number)),
                None => "FALSE".to_owned(),
            },
            _ => format!("{value} IN ({})", context.dialect.texts(&context.spellings(attribute, key))),
        };
        tests.push((test, *amount));
    }
    let complete = kind == Some(AttributeType::Bool) && ratings.len() == 2;
    let rest = (!complete).then_some(otherwise);
    let all = || ratings.iter().map(|(_, amount)| *amount).chain(rest);
    (line.least, line.most) =
        (End::Constant(all().min().unwrap_or(0)), End::Constant(all().max().unwrap_or(0)));
    line.reach = all().map(i128::abs).max().unwrap_or(0);
    if kind == Some(AttributeType::Set) {
        tests.sort_by_key(|(_, amount)| -*amount);
    }
    let mut text = format!("CASE\n      WHEN {value} IS NULL THEN NULL");
    for (test, amount) in tests {
        text += &format!("\n      WHEN {test} THEN {amount}");
    }
    line.value = format!("{text}\n      ELSE {otherwise}\n    END");
}

/// A rule that SQL does not say: code, key, why, and a way out.
fn refused(context: &Context, path: &str, [code, rule, why, help]: [&'static str; 4], line: &mut Line) {
    context.refuse(code, path, rule, why.to_owned(), help);
    "NULL".clone_into(&mut line.value);
}

/// Items that add up, within a largest magnitude.
fn matches(
    context: &Context,
    attribute: usize,
    items: &[(Vec<String>, i128)],
    limit: i128,
    otherwise: i128,
    line: &mut Line,
) {
    let value = context.value(attribute);
    let is_set = context.attribute(attribute).is_some_and(|one| one.kind == AttributeType::Set);
    let there = |spellings: &Vec<String>| {
        if is_set {
            return texts::has(context, attribute, spellings);
        }
        let each: Vec<String> =
            spellings.iter().map(|one| texts::mentions(context, attribute, one)).collect();
        each.join(" OR ")
    };
    let within = |sum: i128| sum.clamp(-limit, limit);
    let adds: i128 = items.iter().map(|(_, amount)| (*amount).max(0)).sum();
    let takes: i128 = items.iter().map(|(_, amount)| (*amount).min(0)).sum();
    let one = |most: bool| {
        let amounts = items.iter().map(|(_, amount)| *amount);
        if most { amounts.max() } else { amounts.min() }.unwrap_or(0)
    };
    let (lowest, highest) =
        (within(if takes < 0 { takes } else { one(false) }), within(if adds > 0 { adds } else { one(true) }));
    let ends = [lowest, highest, otherwise];
    line.least = End::Constant(ends.iter().copied().min().unwrap_or(0));
    line.most = End::Constant(ends.iter().copied().max().unwrap_or(0));
    line.reach = ends.iter().map(|end| end.abs()).max().unwrap_or(0);
    let sum: Vec<String> = items
        .iter()
        .map(|(spellings, amount)| format!("CASE WHEN {} THEN {amount} ELSE 0 END", there(spellings)))
        .collect();
    let mut sum = sum.join("\n        + ");
    if adds > limit {
        sum = format!("LEAST({limit}, {sum})");
    }
    if -takes > limit {
        sum = format!("GREATEST(-{limit}, {sum})");
    }
    let mut text = format!("CASE\n      WHEN {value} IS NULL THEN NULL");
    if otherwise != 0 {
        let none = items.iter().map(|(spellings, _)| there(spellings)).collect::<Vec<_>>().join(" OR ");
        text += &format!("\n      WHEN NOT ({none}) THEN {otherwise}");
    }
    line.value = format!("{text}\n      ELSE {sum}\n    END");
}
