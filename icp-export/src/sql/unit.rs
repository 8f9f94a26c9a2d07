//! The unit in which a scorecard is counted in SQL: the largest amount of which all its points and weights are multiples, so that sums
//! are whole numbers.

use icp_core::model::{Combine, Criterion, IfUnknown, PerMatch, Rule, Scale, Scorecard, Unit};
use icp_core::value::Micro;

const MICRO: i128 = 1_000_000;

/// The unit of a card, as a fraction of 10^-12 in lowest terms.
#[derive(Debug, Clone, Copy)]
pub(super) struct CardUnit {
    pico: i128,
    parts: i128,
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a.abs() } else { gcd(b, a % b) }
}

fn reduced(above: i128, below: i128) -> (i128, i128) {
    let common = gcd(above, below).max(1);
    (above / common, below / common)
}

/// An amount of a rule, in 10^-12.
fn pico(criterion: &Criterion, value: Micro) -> i128 {
    let value = i128::from(value.millionths());
    match criterion.unit {
        Unit::Points => MICRO * value,
        _ => i128::from(criterion.weight.millionths()) * value,
    }
}

fn plain(value: Micro) -> i128 {
    i128::from(value.millionths()) * MICRO
}

impl CardUnit {
    pub(super) fn of(card: &Scorecard) -> Self {
        let mut unit = Self { pico: 0, parts: 1 };
        for criterion in &card.criteria {
            unit.add(plain(criterion.weight), 1);
            for value in amounts(&criterion.rule) {
                unit.add(pico(criterion, value), 1);
            }
            match &criterion.rule {
                Rule::Curve { .. } | Rule::Linear { .. } | Rule::Decay { .. } => {
                    unit.add(pico(criterion, Micro::from_millionths(1)), 1);
                }
                Rule::PerMatch { matches: PerMatch::Share { full_at, .. }, .. } => {
                    unit.add(plain(criterion.weight), *full_at as i128);
                }
                _ => {}
            }
            if let Some(IfUnknown::Value(value)) = criterion.if_unknown {
                unit.add(pico(criterion, value), 1);
            }
            if let Some(IfUnknown::Value(value)) = card.if_unknown {
                unit.add(i128::from(criterion.weight.millionths()) * i128::from(value.millionths()), 1);
            }
        }
        card.dimensions.iter().filter_map(|one| one.full).for_each(|full| unit.add(plain(full), 1));
        if let Scale::Points { base, min, max } = card.scale {
            let caps = card.dimensions.iter().filter_map(|one| one.cap);
            let limits = card.limits.iter().flat_map(|limit| [limit.at_least, limit.at_most]).flatten();
            for value in caps.chain(limits).chain([base]).chain(min).chain(max) {
                unit.add(plain(value), 1);
            }
        }
        Self { pico: unit.pico.max(1), ..unit }
    }

    fn add(&mut self, amount: i128, parts: i128) {
        let (amount, parts) = reduced(amount, parts);
        let common = gcd(self.parts, parts).max(1);
        self.pico = gcd(self.pico, amount);
        self.parts = self.parts.saturating_mul(parts / common);
    }

    fn units(self, amount: i128, parts: i128) -> i128 {
        let (amount, parts) = reduced(amount, parts);
        (amount / self.pico).saturating_mul(self.parts / parts)
    }

    /// An amount of a rule.
    pub(super) fn points(self, criterion: &Criterion, value: Micro) -> i128 {
        self.units(pico(criterion, value), 1)
    }

    /// An equal part of the weight.
    pub(super) fn part(self, criterion: &Criterion, parts: usize) -> i128 {
        self.units(plain(criterion.weight), parts as i128)
    }

    /// A weight, a base, a cap, a limit.
    pub(super) fn plain(self, value: Micro) -> i128 {
        self.units(plain(value), 1)
    }

    /// A rating of the scorecard's own `if_unknown`.
    pub(super) fn rating(self, criterion: &Criterion, value: Micro) -> i128 {
        self.units(i128::from(criterion.weight.millionths()) * i128::from(value.millionths()), 1)
    }

    /// A millionth of a rule's number.
    pub(super) fn grain(self, criterion: &Criterion) -> i128 {
        self.units(pico(criterion, Micro::from_millionths(1)), 1)
    }

    /// A unit as a fraction of millionths: the numerator and the denominator.
    pub(super) fn in_millionths(self) -> (i128, i128) {
        reduced(self.pico, MICRO.saturating_mul(self.parts))
    }
}

/// All numbers of a rule.
fn amounts(rule: &Rule) -> Vec<Micro> {
    let mut all = Vec::new();
    match rule {
        Rule::Fit { gain, penalty, .. } => all.extend([*gain, *penalty]),
        Rule::Bands { bands, otherwise } => {
            all.extend(bands.iter().map(|band| band.rating));
            all.push(*otherwise);
        }
        Rule::Table { ratings, otherwise, combine, .. } => {
            all.extend(ratings.iter().map(|rating| rating.1));
            all.push(*otherwise);
            if let Combine::Sum { max: Some(max) } = combine {
                all.push(*max);
            }
        }
        Rule::Curve { ratings, .. } => all.extend(ratings.iter().map(|rating| rating.1)),
        Rule::Linear { gain, .. } => all.push(*gain),
        Rule::PerMatch { matches: PerMatch::Each { each, max, .. }, .. } => {
            all.push(*each);
            all.extend(*max);
        }
        Rule::PerMatch { matches: PerMatch::Own { items, max }, .. } => {
            all.extend(items.iter().map(|item| item.gives));
            all.extend(*max);
        }
        Rule::Decay { ratings, floor, max, .. } => {
            all.extend(ratings.iter().map(|event| event.rating));
            all.push(*floor);
            all.extend(*max);
        }
        _ => {}
    }
    all
}
