//! Points as whole units: the largest unit of which everything on a card is a multiple.

use crate::model::{Combine, Criterion, IfUnknown, Limit, PerMatch, Rule, Scale, Scorecard, Unit};
use crate::value::{Micro, PICO_IN_MICRO, PointUnit};

/// The unit of a card.
#[derive(Debug, Clone, Copy)]
pub(super) struct CardUnit(pub(super) PointUnit);

/// The points of one number of a rule, in 10^-12.
fn pico(criterion: &Criterion, value: Micro) -> i128 {
    let value = i128::from(value.millionths());
    match criterion.unit {
        Unit::Rating => i128::from(criterion.weight.millionths()) * value,
        Unit::Points => PICO_IN_MICRO * value,
    }
}

/// The weight, in 10^-12.
fn whole(criterion: &Criterion) -> i128 {
    i128::from(criterion.weight.millionths()) * PICO_IN_MICRO
}

/// The points of a millionth of a rule's number, in 10^-12.
fn grain(criterion: &Criterion) -> i128 {
    pico(criterion, Micro::from_millionths(1))
}

impl CardUnit {
    pub(super) fn of(card: &Scorecard) -> Self {
        let mut unit = PointUnit::NONE;
        let mut add = |value: i128, parts: i128| unit = unit.with(value, parts);
        for criterion in &card.criteria {
            add(whole(criterion), 1);
            for value in numbers(&criterion.rule) {
                add(pico(criterion, value), 1);
            }
            match &criterion.rule {
                // Between its listed numbers it gives any multiple of a millionth.
                Rule::Curve { .. } | Rule::Linear { .. } | Rule::Decay { .. } => add(grain(criterion), 1),
                Rule::PerMatch { matches: PerMatch::Share { full_at, .. }, .. } => {
                    add(whole(criterion), *full_at as i128);
                }
                Rule::Fit { .. } | Rule::Bands { .. } | Rule::Table { .. } | Rule::PerMatch { .. } => {}
            }
            if let Some(IfUnknown::Value(value)) = criterion.if_unknown {
                add(pico(criterion, value), 1);
            }
            if let Some(IfUnknown::Value(value)) = card.if_unknown {
                add(i128::from(criterion.weight.millionths()) * i128::from(value.millionths()), 1);
            }
        }
        for full in card.dimensions.iter().filter_map(|dimension| dimension.full) {
            add(i128::from(full.millionths()) * PICO_IN_MICRO, 1);
        }
        if let Scale::Points { base, min, max } = card.scale {
            let mut values: Vec<Micro> =
                card.dimensions.iter().filter_map(|dimension| dimension.cap).collect();
            values.extend(card.limits.iter().flat_map(Limit::amounts));
            values.push(base);
            values.extend(min);
            values.extend(max);
            for value in values {
                add(i128::from(value.millionths()) * PICO_IN_MICRO, 1);
            }
        }
        Self(PointUnit { pico: unit.pico.max(1), ..unit })
    }

    fn units(self, pico: i128) -> i64 {
        self.part(pico, 1)
    }

    fn part(self, pico: i128, parts: i128) -> i64 {
        // INVARIANT: `validate` refuses cards whose sums do not fit.
        i64::try_from(self.0.units(pico, parts)).unwrap_or(i64::MAX)
    }

    /// A number of the rule, in units.
    pub(super) fn points(self, criterion: &Criterion, value: Micro) -> i64 {
        self.units(pico(criterion, value))
    }

    /// An equal part of the weight, in units.
    pub(super) fn part_of_weight(self, criterion: &Criterion, parts: usize) -> i64 {
        self.part(whole(criterion), parts as i128)
    }

    /// A weight, a base, a cap: in units.
    pub(super) fn plain(self, value: Micro) -> i64 {
        self.units(i128::from(value.millionths()) * PICO_IN_MICRO)
    }

    /// A rating of the scorecard's `if_unknown`, in units.
    pub(super) fn rating(self, criterion: &Criterion, value: Micro) -> i64 {
        self.units(i128::from(criterion.weight.millionths()) * i128::from(value.millionths()))
    }

    /// Units of a millionth of a rule's number.
    pub(super) fn per_micro(self, criterion: &Criterion) -> i64 {
        self.units(grain(criterion))
    }
}

/// All numbers of a rule.
fn numbers(rule: &Rule) -> Vec<Micro> {
    let mut numbers = Vec::new();
    match rule {
        Rule::Fit { gain, penalty, .. } => numbers.extend([*gain, *penalty]),
        Rule::Bands { bands, otherwise } => {
            numbers.extend(bands.iter().map(|band| band.rating));
            numbers.push(*otherwise);
        }
        Rule::Table { ratings, otherwise, combine, .. } => {
            numbers.extend(ratings.iter().map(|rating| rating.1));
            numbers.push(*otherwise);
            if let Combine::Sum { max } = combine {
                numbers.extend(*max);
            }
        }
        Rule::Curve { ratings, .. } => numbers.extend(ratings.iter().map(|rating| rating.1)),
        Rule::Linear { gain, .. } => numbers.push(*gain),
        Rule::PerMatch { matches, .. } => match matches {
            PerMatch::Each { each, max, .. } => {
                numbers.push(*each);
                numbers.extend(*max);
            }
            PerMatch::Own { items, max } => {
                numbers.extend(items.iter().map(|item| item.gives));
                numbers.extend(*max);
            }
            PerMatch::Share { .. } => {}
        },
        Rule::Decay { ratings, floor, max, .. } => {
            numbers.extend(ratings.iter().map(|event| event.rating));
            numbers.push(*floor);
            numbers.extend(*max);
        }
    }
    numbers
}
