//! Formulas: numbers that are made of other numbers, of dates and of events. Worked out by `eval/formula.rs`.

use super::HappenedTest;
use crate::model::Arithmetic;

/// A number made from others.
#[derive(Debug)]
pub(crate) struct Derived {
    pub(crate) attribute: u32,
    pub(crate) formula: FormulaPlan,
    /// The attributes in it, in document order.
    pub(crate) inputs: Box<[u32]>,
    /// Those of them whose values it looks at: dates and events.
    pub(crate) by_value: Box<[u32]>,
}

/// A formula, or a part of one.
#[derive(Debug)]
pub(crate) enum FormulaPlan {
    Number(f64),
    Attribute(u32),
    Negative(Box<FormulaPlan>),
    Binary(Arithmetic, Box<FormulaPlan>, Box<FormulaPlan>),
    /// The days from a date to the as-of date.
    Days(u32),
    /// The sum of what a test on events counts; it has no bounds.
    Count(HappenedTest),
}
