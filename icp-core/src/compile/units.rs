//! Points as whole units: the largest unit of which everything on a card is a multiple.

use crate::model::{Criterion, IfUnknown, Rule, Scale, Scorecard, Unit};
use crate::value::{Micro, PICO_IN_MICRO, gcd};

/// The unit of a card, in 10^-12: a millionth of a millionth, the finest that weight x rating can be.
#[derive(Debug, Clone, Copy)]
pub(super) struct CardUnit(i128);

/// The points of one number of a rule, in 10^-12.
fn pico(criterion: &Criterion, value: Micro) -> i128 {
    let value = i128::from(value.millionths());
    match criterion.unit {
        Unit::Rating => i128::from(criterion.weight.millionths()) * value,
        Unit::Points => PICO_IN_MICRO * value,
    }
}

/// The points of a millionth of a rule's number, in 10^-12.
fn grain(criterion: &Criterion) -> i128 {
    pico(criterion, Micro::from_millionths(1))
}

impl CardUnit {
    pub(super) fn of(card: &Scorecard) -> Self {
        let mut unit = 0;
        let mut add = |value: i128| unit = gcd(unit, value.unsigned_abs());
        for criterion in &card.criteria {
            add(i128::from(criterion.weight.millionths()) * PICO_IN_MICRO);
            for value in numbers(&criterion.rule) {
                add(pico(criterion, value));
            }
            match criterion.rule {
                // Between its listed numbers it gives any multiple of a millionth.
                Rule::Curve { .. } | Rule::Decay { .. } => add(grain(criterion)),
                Rule::Fit { .. } | Rule::Bands { .. } | Rule::Table { .. } | Rule::PerMatch { .. } => {}
            }
            if let Some(IfUnknown::Value(value)) = criterion.if_unknown {
                add(pico(criterion, value));
            }
            if let Some(IfUnknown::Value(value)) = card.if_unknown {
                add(i128::from(criterion.weight.millionths()) * i128::from(value.millionths()));
            }
        }
        for full in card.dimensions.iter().filter_map(|dimension| dimension.full) {
            add(i128::from(full.millionths()) * PICO_IN_MICRO);
        }
        if let Scale::Points { base, min, max } = card.scale {
            let mut values: Vec<Micro> =
                card.dimensions.iter().filter_map(|dimension| dimension.cap).collect();
            values.extend(card.limits.iter().flat_map(|limit| [limit.at_least, limit.at_most]).flatten());
            values.push(base);
            values.extend(min);
            values.extend(max);
            for value in values {
                add(i128::from(value.millionths()) * PICO_IN_MICRO);
            }
        }
        Self(i128::try_from(unit).unwrap_or(1).max(1))
    }

    /// The unit in 10^-12.
    pub(super) fn pico(self) -> i64 {
        i64::try_from(self.0).unwrap_or(i64::MAX)
    }

    fn units(self, pico: i128) -> i64 {
        // INVARIANT: `validate` refuses cards whose sums do not fit.
        i64::try_from(pico / self.0).unwrap_or(i64::MAX)
    }

    /// A number of the rule, in units.
    pub(super) fn points(self, criterion: &Criterion, value: Micro) -> i64 {
        self.units(pico(criterion, value))
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
        Rule::Table { ratings, otherwise, .. } => {
            numbers.extend(ratings.iter().map(|rating| rating.1));
            numbers.push(*otherwise);
        }
        Rule::Curve { ratings, .. } => numbers.extend(ratings.iter().map(|rating| rating.1)),
        Rule::PerMatch { each, max, .. } => {
            numbers.push(*each);
            numbers.extend(*max);
        }
        Rule::Decay { ratings, floor, max, .. } => {
            numbers.extend(ratings.iter().map(|event| event.rating));
            numbers.push(*floor);
            numbers.extend(*max);
        }
    }
    numbers
}
