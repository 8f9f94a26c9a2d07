//! Rules over slots.

use super::checks::{KnownTest, item_masks, read};
use super::slots::{Places, Slots};
use super::units::CardUnit;
use crate::model::{Combine, Criterion, DecayEvent, Definition, Fading, OncePer, Rule, Unit};
use crate::plan::{
    Branch, Check, CurvePlan, DecayPlan, Fade, FadingEvent, ListedBits, Reading, RulePlan, SlotId, State,
    state_of,
};
use crate::sort::sort_by;
use crate::value::{AttributeType, Axis, Micro, Span, fold, nearest};

/// Builds the rules of one card.
#[derive(Clone, Copy)]
pub(super) struct Rules<'a> {
    pub(super) definition: &'a Definition,
    pub(super) slots: &'a Slots,
    pub(super) unit: CardUnit,
    pub(super) known: KnownTest,
}

impl Rules<'_> {
    pub(super) fn reading(&self, criterion: &Criterion) -> Reading {
        Reading {
            applies: criterion.applies_when.as_ref().map(|when| read(self.slots, when, self.known)),
            rule: self.rule(criterion),
        }
    }

    fn rule(&self, criterion: &Criterion) -> RulePlan {
        let points = |value: Micro| self.unit.points(criterion, value);
        match &criterion.rule {
            Rule::Fit { fit, misfit, gain, penalty } => {
                let mut branches = Vec::new();
                if let Some(misfit) = misfit {
                    let branch = Branch { points: -points(*penalty), state: State::Misfit };
                    branches.push((read(self.slots, misfit, self.known), branch));
                }
                // A fit that takes points away is a bad sign, whatever its name.
                let state = if *gain < Micro::ZERO { State::Misfit } else { State::Fit };
                let branch = Branch { points: points(*gain), state };
                branches.push((read(self.slots, fit, self.known), branch));
                self.branches(branches, Branch { points: 0, state: State::None })
            }
            Rule::Bands { bands, otherwise } => {
                let weight = self.unit.plain(criterion.weight);
                let branch = |value: Micro| {
                    let points = points(value);
                    Branch { points, state: state_of(points, weight) }
                };
                let band = |band: &crate::model::Band| {
                    (read(self.slots, &band.when, self.known), branch(band.rating))
                };
                self.branches(bands.iter().map(band).collect(), branch(*otherwise))
            }
            Rule::Table { attribute, ratings, otherwise, combine } => {
                let ratings: Vec<_> =
                    ratings.iter().map(|(value, rating)| (&**value, points(*rating))).collect();
                match combine {
                    Combine::Best => self.table(*attribute, &ratings, points(*otherwise)),
                    Combine::Sum { max } => {
                        self.table_sum(criterion, *attribute, &ratings, points(*otherwise), *max)
                    }
                }
                .unwrap_or_else(nothing)
            }
            Rule::Curve { attribute, axis, ratings } => {
                self.curve(criterion, *attribute, *axis, ratings).unwrap_or_else(nothing)
            }
            Rule::Linear { attribute, ends, gain } => {
                let ratings = [(ends.0, Micro::ZERO), (ends.1, *gain)];
                self.curve(criterion, *attribute, Axis::Linear, &ratings).unwrap_or_else(nothing)
            }
            Rule::PerMatch { attribute, find, matches } => {
                self.per_match(criterion, *attribute, *find, matches).unwrap_or_else(nothing)
            }
            Rule::Decay { attribute, ratings, fading, once_per, max_age, floor, max } => {
                let Some(slot) = self.slots_of(*attribute).and_then(|places| places.presence) else {
                    return nothing();
                };
                let largest =
                    || ratings.iter().map(|r| r.rating.millionths().abs()).max().unwrap_or_default();
                let max = max.unwrap_or_else(|| match criterion.unit {
                    Unit::Rating => Micro::ONE,
                    Unit::Points => Micro::from_millionths(largest()),
                });
                let mut events: Vec<FadingEvent> = ratings
                    .iter()
                    .enumerate()
                    .map(|(place, one)| FadingEvent {
                        name: fold(&one.event).into(),
                        place,
                        rating: one.rating,
                        fade: fade(one.fading.or(*fading)),
                    })
                    .collect();
                sort_by(&mut events, |a, b| a.name.cmp(&b.name));
                let extreme = |some: bool, value: i64| if some { value } else { 0 };
                RulePlan::Decay(DecayPlan {
                    slot,
                    attribute: *attribute as u32,
                    once_a_day: *once_per == Some(OncePer::Day),
                    max_age: max_age.and_then(Span::days),
                    floor: *floor,
                    max,
                    units_per_micro: self.unit.per_micro(criterion),
                    open: (
                        extreme(ratings.iter().any(|r| r.rating < Micro::ZERO), -points(max)),
                        extreme(ratings.iter().any(|r| r.rating > Micro::ZERO), points(max)),
                    ),
                    events: events.into(),
                    own_max: own_max(ratings),
                })
            }
        }
    }

    fn branches(&self, branches: Vec<(Check, Branch)>, last: Branch) -> RulePlan {
        let slot = |check: &Check| match check {
            Check::Cell { slot, .. } => Some(*slot),
            Check::All(_) | Check::Any(_) | Check::Not(_) | Check::AtLeast { .. } | Check::Count { .. } => {
                None
            }
        };
        let mut slots = branches.iter().map(|(check, _)| slot(check));
        let first = slots.next().flatten().filter(|first| slots.all(|slot| slot == Some(*first)));
        let alone = first.and_then(|slot| self.slots.with_runs(slot));
        RulePlan::Branches { branches: branches.into(), last, alone }
    }

    pub(super) fn slots_of(&self, attribute: usize) -> Option<&Places> {
        self.slots.places.get(attribute)
    }

    fn table(&self, attribute: usize, ratings: &[(&str, i64)], otherwise: i64) -> Option<RulePlan> {
        let declared = self.definition.attributes.get(attribute)?;
        let places = self.slots_of(attribute)?;
        let listed = ratings.iter().map(|(_, points)| *points);
        let open = range(listed.clone().chain([otherwise]));
        let by_cell = |slot: SlotId, open, cell: &dyn Fn(&str) -> Option<usize>| {
            let count = *self.slots.singles.get(slot as usize)? as usize;
            let mut points = vec![None; count];
            for (value, rating) in ratings {
                *points.get_mut(cell(value)?)? = Some(*rating);
            }
            Some(RulePlan::ByCell { slot, points: points.into(), otherwise, open })
        };
        match declared.kind {
            AttributeType::Text => {
                let (slot, named) = places.values.as_ref()?;
                by_cell(*slot, open, &|value| {
                    named.index.get(&places.canon.of_text(value)).map(|number| number as usize + 2)
                })
            }
            AttributeType::Bool => {
                // Both are listed: nothing else can come.
                let slot = places.bool?;
                let all = ratings.len() == 2 && self.slots.none_cell(slot).is_none();
                let open = if all { range(listed) } else { open };
                by_cell(slot, open, &|value| Some(if value == "true" { 2 } else { 1 }))
            }
            AttributeType::Number => {
                let (slot, cuts) = places.numbers.as_ref()?;
                by_cell(*slot, open, &|value| cuts.position(nearest(value)).map(|at| 2 * at + 2))
            }
            AttributeType::Set => {
                let mut parts: Vec<(SlotId, Vec<Option<i64>>)> = Vec::new();
                let mut listed = Vec::new();
                for (item, (value, rating)) in (0u32..).zip(ratings) {
                    for (slot, mask) in item_masks(places, std::iter::once(*value))? {
                        listed.push(ListedBits { item, slot, mask: mask as u32 });
                        let count = *self.slots.singles.get(slot as usize)? as usize;
                        let at = match parts.iter().position(|(p, _)| *p == slot) {
                            Some(at) => at,
                            None => {
                                parts.push((slot, vec![None; count]));
                                parts.len() - 1
                            }
                        };
                        let (_, points) = parts.get_mut(at)?;
                        let none = self.slots.none_cell(slot).map(|cell| cell as usize);
                        for (cell, best) in points.iter_mut().enumerate().skip(1) {
                            if (cell - 1) & mask != 0 && none != Some(cell) {
                                *best = (*best).max(Some(*rating));
                            }
                        }
                    }
                }
                let parts = parts.into_iter().map(|(slot, points)| (slot, points.into())).collect();
                Some(RulePlan::Best { parts, listed: listed.into(), otherwise, open })
            }
            AttributeType::Date | AttributeType::Events => None,
        }
    }

    fn curve(
        &self,
        criterion: &Criterion,
        attribute: usize,
        axis: Axis,
        ratings: &[(f64, Micro)],
    ) -> Option<RulePlan> {
        let open = range(ratings.iter().map(|(_, rating)| self.unit.points(criterion, *rating)));
        let (slot, _) = self.slots_of(attribute)?.numbers.as_ref()?;
        // No value gives nothing.
        let none = self.slots.none_cell(*slot);
        let open = none.map_or(open, |_| (open.0.min(0), open.1.max(0)));
        Some(RulePlan::Curve(CurvePlan {
            slot: *slot,
            none,
            attribute: attribute as u32,
            axis,
            ratings: ratings.into(),
            places: ratings.iter().map(|(x, _)| axis.place(*x)).collect(),
            heights: ratings.iter().map(|(_, rating)| rating.to_f64()).collect(),
            units_per_micro: self.unit.per_micro(criterion),
            open,
        }))
    }
}

fn own_max(events: &[DecayEvent]) -> Box<[f64]> {
    if events.iter().all(|event| event.max.is_none()) {
        return Box::default();
    }
    events.iter().map(|event| event.max.map_or(f64::INFINITY, Micro::to_f64)).collect()
}

/// INVARIANT: each event of a decay fades in some way, in days; `validate/decay.rs` guarantees it.
fn fade(fading: Option<Fading>) -> Fade {
    let days = |span: Span| span.days().unwrap_or(1);
    match fading {
        Some(Fading::HalfLife(span)) => Fade::HalfLife(f64::from(days(span))),
        Some(Fading::LinearOver(span)) => Fade::Linear(f64::from(days(span))),
        Some(Fading::For(span)) => Fade::Flat(days(span)),
        None => Fade::Flat(0),
    }
}

/// A placeholder for a rule on an attribute without slots. `validate` refuses such a model, so it is never used.
fn nothing() -> RulePlan {
    RulePlan::Branches {
        branches: Box::default(),
        last: Branch { points: 0, state: State::None },
        alone: None,
    }
}

pub(super) fn range(points: impl Iterator<Item = i64>) -> (i64, i64) {
    points.fold((i64::MAX, i64::MIN), |(lo, hi), p| (lo.min(p), hi.max(p)))
}
