//! The numbers of a scorecard that tuning may change: weights, points and where tiers begin. Everything else stays as people wrote
//! it. The tuner decides the factors; this file rounds them to numbers that people would write, and puts them into the document.

use icp_core::ModelError;
use icp_core::model::{Criterion, Definition, Edits, IfUnknown, Rule, Scorecard, Unit};
use icp_core::value::Micro;

/// One number that changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The criterion or the tier.
    pub id: String,
    /// Which of its numbers.
    pub amount: Amount,
    /// The number that people wrote.
    pub from: Micro,
    /// The new one.
    pub to: Micro,
}

/// A number of a scorecard.
#[derive(Debug, Clone, PartialEq)]
pub enum Amount {
    /// The weight of a criterion.
    Weight,
    /// Points of a criterion: their place in its rule, and the band or the value that gives them.
    Points(usize, String),
    /// Where a tier begins.
    Tier,
}

impl Amount {
    /// In words.
    pub fn text(&self) -> String {
        match self {
            Self::Weight => "weight".to_owned(),
            Self::Points(_, of) => format!("points, {of}"),
            Self::Tier => "tier from".to_owned(),
        }
    }
}

/// Why a criterion is left alone; `None` when its weight or points may change.
pub(super) fn left_alone(criterion: &Criterion) -> Option<&'static str> {
    match (criterion.unit, &criterion.uses, &criterion.rule) {
        (Unit::Points, Some(_), _) => Some("its points are those of a shared criterion"),
        (Unit::Points, None, Rule::PerMatch { .. } | Rule::Decay { .. }) => {
            Some("its points add up by match or by event")
        }
        _ => None,
    }
}

/// The points of a criterion in the order in which they are written, with what gives them.
fn points(criterion: &mut Criterion) -> Vec<(String, &mut Micro)> {
    let mut out: Vec<(String, &mut Micro)> = Vec::new();
    match &mut criterion.rule {
        Rule::Fit { gain, penalty, .. } => {
            out.push(("fit".to_owned(), gain));
            out.push(("misfit".to_owned(), penalty));
        }
        Rule::Bands { bands, otherwise } => {
            for (at, band) in bands.iter_mut().enumerate() {
                let of = band.label.as_ref().map_or_else(|| format!("band {}", at + 1), ToString::to_string);
                out.push((of, &mut band.rating));
            }
            out.push(("otherwise".to_owned(), otherwise));
        }
        Rule::Table { ratings, otherwise, .. } => {
            out.extend(ratings.iter_mut().map(|(value, rating)| (value.to_string(), rating)));
            out.push(("otherwise".to_owned(), otherwise));
        }
        Rule::Curve { ratings, .. } => {
            out.extend(ratings.iter_mut().map(|(at, rating)| (format!("at {at}"), rating)));
        }
        Rule::Linear { gain, .. } => out.push(("most".to_owned(), gain)),
        // They are left alone.
        _ => return out,
    }
    if let Some(IfUnknown::Value(value)) = &mut criterion.if_unknown {
        out.push(("unknown".to_owned(), value));
    }
    out
}

/// The step, in millionths, to which numbers are rounded: the largest of 1, 0.1 and 0.01 that is at most a fiftieth of `all`, or
/// a finer one if people wrote finer numbers.
fn step(all: f64, written: impl Iterator<Item = Micro>) -> i64 {
    let steps = [1_000_000, 100_000, 10_000];
    let coarse = steps.into_iter().find(|step| all * 1e6 >= 50.0 * *step as f64).unwrap_or(10_000);
    let fits = |step: &i64| step < &coarse;
    let finest = |amount: Micro| {
        let fine = [1_000_000, 100_000, 10_000, 1_000, 100, 10, 1];
        fine.into_iter().find(|step| amount.millionths() % step == 0).unwrap_or(1)
    };
    written.map(finest).filter(fits).min().unwrap_or(coarse)
}

/// The changes that multiply the weight or the points of each criterion by its factor, rounded. Weights keep their sum; no weight
/// becomes 0, nor the largest points of a criterion.
pub(super) fn scaled(card: &Scorecard, factors: &[f64]) -> Vec<Change> {
    let mut out = Vec::new();
    let weights: Vec<(usize, &Criterion)> =
        card.criteria.iter().enumerate().filter(|(_, one)| one.unit == Unit::Rating).collect();
    let factor = |at: usize| factors.get(at).copied().unwrap_or(1.0);
    let all: f64 = weights.iter().map(|(_, one)| one.weight.to_f64()).sum();
    let step_of = step(all, weights.iter().map(|(_, one)| one.weight));
    // By largest remainders, so that rounded weights have the same sum.
    let wanted: Vec<f64> = weights
        .iter()
        .map(|(at, one)| one.weight.millionths() as f64 * factor(*at) / step_of as f64)
        .collect();
    let mut steps: Vec<i64> = wanted.iter().map(|wanted| (wanted.floor() as i64).max(1)).collect();
    let mut order: Vec<usize> = (0..steps.len()).collect();
    let rest = |at: usize| wanted.get(at).map_or(0.0, |wanted| wanted - wanted.floor());
    order.sort_by(|a, b| rest(*b).total_cmp(&rest(*a)).then(a.cmp(b)));
    let short = wanted.iter().sum::<f64>().round() as i64 - steps.iter().sum::<i64>();
    for at in order.iter().take(usize::try_from(short).unwrap_or_default()) {
        if let Some(steps) = steps.get_mut(*at) {
            *steps += 1;
        }
    }
    for ((_, one), steps) in weights.iter().zip(steps) {
        let to = Micro::from_millionths(steps * step_of);
        out.push(Change { id: one.id.to_string(), amount: Amount::Weight, from: one.weight, to });
    }
    for (at, criterion) in card.criteria.iter().enumerate() {
        if criterion.unit != Unit::Points || left_alone(criterion).is_some() {
            continue;
        }
        let mut own = criterion.clone();
        let amounts = points(&mut own);
        let most = amounts.iter().map(|(_, amount)| amount.millionths().abs()).max().unwrap_or_default();
        // At most a fifth of the largest points: whole points for rules of 5 or more, tenths for smaller ones.
        let step = step(most as f64 / 1e5, amounts.iter().map(|(_, amount)| **amount));
        for (place, (of, from)) in amounts.into_iter().enumerate() {
            let mut to = (from.millionths() as f64 * factor(at) / step as f64).round() as i64 * step;
            if to == 0 && from.millionths().abs() == most {
                to = step * from.millionths().signum();
            }
            let amount = Amount::Points(place, of);
            out.push(Change {
                id: criterion.id.to_string(),
                amount,
                from: *from,
                to: Micro::from_millionths(to),
            });
        }
    }
    out.retain(|change| change.from != change.to);
    out
}

/// The document with new numbers in one icp.
pub(super) fn changed(
    definition: &Definition,
    icp: &str,
    changes: &[Change],
) -> Result<Definition, ModelError> {
    let mut out = definition.clone();
    let mut edits = Edits::new();
    for change in changes {
        let name = format!("{icp}/{}", change.id);
        match &change.amount {
            Amount::Weight => edits = edits.weight(&name, change.to.to_f64()),
            Amount::Tier => edits = edits.tier(&name, change.to.to_f64()),
            Amount::Points(place, _) => {
                let icps = out.icps.iter_mut().filter(|own| *own.id == *icp);
                let criteria = icps.flat_map(|own| &mut own.fit.criteria);
                for criterion in criteria.filter(|own| *own.id == *change.id) {
                    if let Some((_, amount)) = points(criterion).into_iter().nth(*place) {
                        *amount = change.to;
                    }
                }
            }
        }
    }
    out.replace(&edits)
}
