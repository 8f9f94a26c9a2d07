//! The value of a formula. Called by `locate` for one account and, through it, for rows of columns.

use super::{Quantity, Scratch};
use crate::model::{Arithmetic, Formula};

/// The value of a formula over the numbers of the attributes; `None` when an operand is missing, a divisor is
/// zero, or the result is not finite.
pub(super) fn value(formula: &Formula, numbers: &[f64]) -> Option<f64> {
    let value = match formula {
        Formula::Number(value) => *value,
        Formula::Attribute(attribute) => numbers.get(*attribute).copied()?,
        Formula::Negative(inner) => -value(inner, numbers)?,
        Formula::Binary(operation, left, right) => {
            let (left, right) = (value(left, numbers)?, value(right, numbers)?);
            match operation {
                Arithmetic::Add => left + right,
                Arithmetic::Subtract => left - right,
                Arithmetic::Multiply => left * right,
                Arithmetic::Divide if right == 0.0 => return None,
                Arithmetic::Divide => left / right,
            }
        }
    };
    // NaN, a missing number, is not finite either; and -0 is 0.
    value.is_finite().then_some(value + 0.0)
}

/// The same over quantities, some of which may be known in part.
pub(super) fn in_part(formula: &Formula, scratch: &Scratch) -> Quantity {
    match formula {
        Formula::Number(value) => Quantity::Number(*value),
        Formula::Attribute(attribute) => scratch.quantity(*attribute),
        Formula::Negative(inner) => in_part(inner, scratch).negative(),
        Formula::Binary(operation, left, right) => {
            in_part(left, scratch).with(*operation, in_part(right, scratch))
        }
    }
}
