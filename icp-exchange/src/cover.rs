//! Whether conditions leave no account out: they are tried on one value of every kind that they can tell apart.

use std::collections::BTreeMap;

use crate::cond::Cond;
use crate::op::Const;

/// Combinations that are tried at most.
const MOST: usize = 20_000;

/// Whether one of them surely holds for every account.
pub(crate) fn covers(conds: &[Cond]) -> bool {
    let mut constants: BTreeMap<usize, Vec<Const>> = BTreeMap::new();
    for cond in conds {
        cond.tests(&mut |at, op| {
            let own = constants.entry(at).or_default();
            own.extend(op.into_iter().flat_map(|op| op.constants().iter().cloned()));
        });
    }
    let kinds: Vec<(usize, Vec<Option<Const>>)> =
        constants.into_iter().map(|(at, own)| (at, values(own))).collect();
    let count = kinds.iter().try_fold(1_usize, |count, (_, values)| count.checked_mul(values.len()));
    let Some(count) = count.filter(|count| *count <= MOST) else { return false };
    (0..count).all(|number| {
        let mut rest = number;
        let mut account = BTreeMap::new();
        for (at, values) in &kinds {
            let place = rest.checked_rem(values.len()).unwrap_or(0);
            rest = rest.checked_div(values.len()).unwrap_or(0);
            account.insert(*at, values.get(place).and_then(Option::as_ref));
        }
        conds.iter().any(|cond| holds(cond, &account))
    })
}

/// One value of every kind that constants tell apart; `None` is a missing one.
fn values(mut constants: Vec<Const>) -> Vec<Option<Const>> {
    constants.sort_by(|left, right| left.order(right).unwrap_or(std::cmp::Ordering::Equal));
    constants.dedup();
    let mut values = vec![None];
    match constants.first() {
        Some(Const::Bool(_)) => values.extend([true, false].map(|truth| Some(Const::Bool(truth)))),
        Some(Const::Number(_)) | None => {
            let mut before = f64::NEG_INFINITY;
            for constant in &constants {
                let Const::Number(number) = constant else { continue };
                let between = if before.is_finite() {
                    f64::midpoint(before, *number)
                } else {
                    number - number.abs() - 1.0
                };
                values.extend([Some(Const::Number(between)), Some(constant.clone())]);
                before = *number;
            }
            let above = if before.is_finite() { before + before.abs() + 1.0 } else { 0.0 };
            values.push(Some(Const::Number(above)));
        }
        Some(Const::Date(_)) => {
            // A day is told apart from what is just after it by its order alone.
            values.push(Some(Const::Date(String::new())));
            for constant in &constants {
                let Const::Date(day) = constant else { continue };
                values.extend([Some(constant.clone()), Some(Const::Date(format!("{day}+")))]);
            }
        }
        Some(Const::Text(_)) => {
            values.extend(constants.into_iter().map(Some));
            values.push(Some(Const::Text("\u{0}another".to_owned())));
        }
    }
    values
}

fn holds(cond: &Cond, account: &BTreeMap<usize, Option<&Const>>) -> bool {
    let value = |at: &usize| account.get(at).copied().flatten();
    match cond {
        Cond::True => true,
        Cond::False => false,
        Cond::Missing(at) => value(at).is_none(),
        Cond::Known(at) => value(at).is_some(),
        Cond::Test(at, op) => value(at).is_some_and(|value| op.holds(value)),
        Cond::All(parts) => parts.iter().all(|part| holds(part, account)),
        Cond::Any(parts) => parts.iter().any(|part| holds(part, account)),
    }
}
