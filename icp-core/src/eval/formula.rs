//! The value of a formula. Called by `locate` for one account and, through it, for rows of columns.

use super::events::count;
use super::{Quantity, Scratch};
use crate::account::Field;
use crate::model::Arithmetic;
use crate::plan::FormulaPlan;

/// The value of a formula over the numbers of the attributes; `None` when an operand is missing, a divisor is
/// zero, or the result is not finite.
pub(super) fn value(formula: &FormulaPlan, fields: &[Field<'_>], scratch: &mut Scratch) -> Option<f64> {
    let value = match formula {
        FormulaPlan::Number(value) => *value,
        FormulaPlan::Attribute(attribute) => scratch.numbers.get(*attribute as usize).copied()?,
        FormulaPlan::Negative(inner) => -value(inner, fields, scratch)?,
        FormulaPlan::Binary(operation, left, right) => {
            let (left, right) = (value(left, fields, scratch)?, value(right, fields, scratch)?);
            match operation {
                Arithmetic::Add => left + right,
                Arithmetic::Subtract => left - right,
                Arithmetic::Multiply => left * right,
                Arithmetic::Divide if right == 0.0 => return None,
                Arithmetic::Divide => left / right,
                Arithmetic::Min => left.min(right),
                Arithmetic::Max => left.max(right),
            }
        }
        FormulaPlan::Days(attribute) => days(*attribute, fields, scratch)?,
        FormulaPlan::Count(test) => count(test, fields, scratch)?,
    };
    // NaN, a missing number, is not finite either; and -0 is 0.
    value.is_finite().then_some(value + 0.0)
}

/// The same over quantities, some of which may be known in part.
pub(super) fn in_part(formula: &FormulaPlan, fields: &[Field<'_>], scratch: &mut Scratch) -> Quantity {
    match formula {
        FormulaPlan::Number(value) => Quantity::Number(*value),
        FormulaPlan::Attribute(attribute) => scratch.quantity(*attribute as usize),
        FormulaPlan::Negative(inner) => in_part(inner, fields, scratch).negative(),
        FormulaPlan::Binary(operation, left, right) => {
            let left = in_part(left, fields, scratch);
            left.with(*operation, in_part(right, fields, scratch))
        }
        FormulaPlan::Days(attribute) => match fields.get(*attribute as usize) {
            Some(Field::None) => Quantity::None,
            _ => days(*attribute, fields, scratch).map_or(Quantity::Missing, Quantity::Number),
        },
        FormulaPlan::Count(test) => count(test, fields, scratch).map_or(Quantity::Missing, Quantity::Number),
    }
}

/// The days from a date to the as-of date.
fn days(attribute: u32, fields: &[Field<'_>], scratch: &Scratch) -> Option<f64> {
    match fields.get(attribute as usize) {
        Some(Field::Date(date)) => Some(f64::from(scratch.as_of?.days() - date.days())),
        _ => None,
    }
}
