//! The numbers of one attribute that would lift an exclusion through formulas: where the condition may change, it is asked again
//! with numbers at those places and between them.

use crate::account::{Field, Record};
use crate::eval::{Quantity, Scratch, locate_field, locate_joint};
use crate::model::Arithmetic;
use crate::plan::{Binning, Check, FormulaPlan, Plan, SlotId, SlotTest};
use crate::sort::{distinct, sort_by};
use crate::value::{AttributeType, Truth};

/// One record whose numbers are tried.
pub(super) struct Numbers<'a, 's> {
    pub(super) plan: &'a Plan,
    pub(super) record: &'a Record<'a>,
    pub(super) scratch: &'s Scratch,
    /// The attribute, and those that are made from it.
    pub(super) attribute: usize,
    pub(super) made: Vec<u32>,
}

/// The numbers that make a condition false: the cells of numbers that are cut here, each with whether it does.
pub(super) struct Found {
    pub(super) cuts: Vec<f64>,
    pub(super) cells: Vec<bool>,
    pub(super) none: Option<bool>,
    pub(super) missing: bool,
}

impl Numbers<'_, '_> {
    /// The numbers that make a condition on these slots false; `None` where a formula is no ratio of two straight lines.
    pub(super) fn find(&self, slots: &[SlotId], check: &Check) -> Option<Found> {
        let cuts = self.cuts(slots)?;
        let mut scratch = self.scratch.clone();
        let mut fields = self.record.fields.clone();
        let mut is_false = |field: Field<'static>| {
            if let Some(place) = fields.get_mut(self.attribute) {
                locate_field(self.plan, self.attribute, &field, &mut scratch);
                *place = field;
            }
            locate_joint(self.plan, &fields, &mut scratch);
            check.truth(scratch.cells()) == Truth::False
        };
        let mut cells = Vec::with_capacity(2 * cuts.len() + 1);
        let mut before: Option<f64> = None;
        for cut in &cuts {
            let between = before.map_or(cut - cut.abs().max(1.0), |before| before.midpoint(*cut));
            cells.extend([is_false(Field::Number(between)), is_false(Field::Number(*cut))]);
            before = Some(*cut);
        }
        cells.push(is_false(Field::Number(before.map_or(0.0, |last| last + last.abs().max(1.0)))));
        let takes_none = self.plan.inputs.get(self.attribute).is_some_and(|input| input.takes.none);
        let none = takes_none.then(|| is_false(Field::None));
        let missing = is_false(Field::Missing);
        let some = cells.iter().chain(&none).any(|found| *found) || missing;
        some.then_some(Found { cuts, cells, none, missing })
    }

    /// The numbers of the attribute at which what the slots read may change, ascending.
    fn cuts(&self, slots: &[SlotId]) -> Option<Vec<f64>> {
        let mut cuts = Vec::new();
        for attribute in self.made.iter().copied().chain([self.attribute as u32]) {
            // A formula without its other numbers has none, whatever this one is.
            if self.rests(attribute)? {
                continue;
            }
            let ratio = self.ratio_of(attribute as usize)?;
            cuts.extend(ratio.pole());
            let binnings = self.plan.inputs.get(attribute as usize).map(|input| &*input.binnings);
            for binning in binnings.unwrap_or_default() {
                if let Binning::Number(slot, own) = binning
                    && slots.contains(slot)
                {
                    cuts.extend(own.iter().filter_map(|cut| ratio.solve(*cut)));
                }
            }
        }
        for computed in self.plan.computed.iter().filter(|computed| slots.contains(&computed.slot)) {
            if let SlotTest::Compare { left, right, .. } = &computed.test {
                if self.rests(*left)? || self.rests(*right)? {
                    continue;
                }
                let (left, right) = (self.ratio_of(*left as usize)?, self.ratio_of(*right as usize)?);
                cuts.extend(left.meets(&right)?);
            }
        }
        let mut rounded: Vec<f64> = cuts.into_iter().filter(|cut| cut.is_finite()).map(rounded).collect();
        sort_by(&mut rounded, f64::total_cmp);
        rounded.dedup();
        Some(rounded)
    }

    /// Whether an attribute stays without a number, since another one that it is made from is missing; `None` where that one
    /// is known in part.
    fn rests(&self, attribute: u32) -> Option<bool> {
        let mut behind = vec![attribute];
        given(self.plan, &mut behind);
        let mut rests = false;
        for one in behind.into_iter().filter(|one| *one as usize != self.attribute) {
            // Of dates and events there is no number to go by.
            if self.plan.inputs.get(one as usize).is_some_and(|input| input.kind != AttributeType::Number) {
                return None;
            }
            match self.scratch.quantity(one as usize) {
                Quantity::Number(_) => {}
                Quantity::Missing | Quantity::None => rests = true,
                Quantity::Between(_) => return None,
            }
        }
        Some(rests)
    }

    /// The number of an attribute, by that of the one that is tried.
    fn ratio_of(&self, attribute: usize) -> Option<Ratio> {
        if attribute == self.attribute {
            return Some(Ratio { above: (1.0, 0.0), below: (0.0, 1.0) });
        }
        match self.plan.derived.iter().find(|derived| derived.attribute as usize == attribute) {
            Some(derived) if self.made.contains(&derived.attribute) => self.ratio(&derived.formula),
            _ => Some(Ratio::constant(
                self.scratch.numbers().get(attribute).copied().filter(|number| !number.is_nan())?,
            )),
        }
    }

    fn ratio(&self, formula: &FormulaPlan) -> Option<Ratio> {
        match formula {
            FormulaPlan::Number(number) => Some(Ratio::constant(*number)),
            FormulaPlan::Attribute(attribute) => self.ratio_of(*attribute as usize),
            FormulaPlan::Days(_) | FormulaPlan::Count(_) => None,
            FormulaPlan::Negative(inner) => {
                let Ratio { above: (slope, at_zero), below } = self.ratio(inner)?;
                Some(Ratio { above: (-slope, -at_zero), below })
            }
            FormulaPlan::Binary(operation, left, right) => {
                let (left, right) = (self.ratio(left)?, self.ratio(right)?);
                match operation {
                    Arithmetic::Add => left.plus(&right, 1.0),
                    Arithmetic::Subtract => left.plus(&right, -1.0),
                    Arithmetic::Multiply => {
                        Ratio::of(times(left.above, right.above)?, times(left.below, right.below)?)
                    }
                    Arithmetic::Divide => {
                        Ratio::of(times(left.above, right.below)?, times(left.below, right.above)?)
                    }
                    Arithmetic::Min | Arithmetic::Max => None,
                }
            }
        }
    }
}

/// All attributes that are made from one by formulas.
pub(super) fn made_from(plan: &Plan, attribute: usize) -> Vec<u32> {
    let mut made: Vec<u32> = Vec::new();
    // INVARIANT: each formula comes after those that it uses.
    for derived in &plan.derived {
        if derived.inputs.iter().any(|input| *input as usize == attribute || made.contains(input)) {
            made.push(derived.attribute);
        }
    }
    made
}

/// The attributes of an account behind some: the inputs of formulas in their place. Sorted.
pub(super) fn given(plan: &Plan, attributes: &mut Vec<u32>) {
    // INVARIANT: formulas have no cycles.
    while let Some(at) = attributes
        .iter()
        .position(|attribute| plan.derived.iter().any(|derived| derived.attribute == *attribute))
    {
        let made = attributes.remove(at);
        let derived = plan.derived.iter().filter(|derived| derived.attribute == made);
        attributes.extend(derived.flat_map(|derived| derived.inputs.iter().copied()));
    }
    distinct(attributes);
}

/// A straight line: its slope, and its height at zero.
type Line = (f64, f64);

/// One straight line divided by another.
#[derive(Debug, Clone, Copy)]
struct Ratio {
    above: Line,
    below: Line,
}

impl Ratio {
    const fn constant(number: f64) -> Self {
        Self { above: (0.0, number), below: (0.0, 1.0) }
    }

    fn of(above: Line, below: Line) -> Option<Self> {
        (below != (0.0, 0.0)).then_some(Self { above, below })
    }

    /// The sum with a multiple of another.
    fn plus(&self, other: &Self, factor: f64) -> Option<Self> {
        let scaled = (factor * other.above.0, factor * other.above.1);
        let sum = |a: Line, b: Line| (a.0 + b.0, a.1 + b.1);
        if self.below == other.below {
            return Self::of(sum(self.above, scaled), self.below);
        }
        let above = sum(times(self.above, other.below)?, times(scaled, self.below)?);
        Self::of(above, times(self.below, other.below)?)
    }

    /// Where there is no number, since the divisor is zero.
    fn pole(&self) -> Option<f64> {
        zero(self.below)
    }

    /// Where it has this height.
    fn solve(&self, height: f64) -> Option<f64> {
        zero((self.above.0 - height * self.below.0, self.above.1 - height * self.below.1))
    }

    /// Where it has the height of another; `None` where that is no single place.
    fn meets(&self, other: &Self) -> Option<Option<f64>> {
        let (one, two) = (times(self.above, other.below)?, times(other.above, self.below)?);
        Some(zero((one.0 - two.0, one.1 - two.1)))
    }
}

/// A product of lines that is a line again.
fn times(one: Line, other: Line) -> Option<Line> {
    (one.0 == 0.0 || other.0 == 0.0).then_some((one.0 * other.1 + one.1 * other.0, one.1 * other.1))
}

/// Where a line is zero.
fn zero((slope, at_zero): Line) -> Option<f64> {
    (slope != 0.0).then(|| -at_zero / slope)
}

/// A number with twelve digits, as people write thresholds.
fn rounded(number: f64) -> f64 {
    format!("{number:.11e}").parse::<f64>().unwrap_or(number) + 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_are_solved() {
        let x = Ratio { above: (1.0, 0.0), below: (0.0, 1.0) };
        let half = Ratio::constant(0.5);
        // (x + 0.5) / x is 1.5 at 1, and has no number at 0.
        let sum = x.plus(&half, 1.0).unwrap();
        let ratio =
            Ratio::of(times(sum.above, x.below).unwrap(), times(sum.below, x.above).unwrap()).unwrap();
        assert_eq!((ratio.solve(1.5), ratio.pole()), (Some(1.0), Some(0.0)));
        assert_eq!(x.meets(&half), Some(Some(0.5)));
        // A square is no line.
        assert_eq!(times(x.above, x.above), None);
        assert_eq!(half.solve(1.0), None);
        assert_eq!(rounded(0.1 * 3.0), 0.3);
    }
}
