//! The other way round: worlds that some account is surely in, for findings that say *can* rather than *never*.

use super::{Shape, Worlds};
use crate::plan::{EventsCounted, HappenedTest, Phrase, SlotId, SlotTest};
use crate::value::Span;

impl Worlds<'_> {
    /// Whether there surely is an account with these cells in some slots. Worlds may be more than can really be:
    /// where a text, a comparison or a formula ties what is known, this says no.
    pub(in crate::analyze) fn surely_is(&self, places: &[SlotId], cells: &[u32]) -> bool {
        let known = |place: &SlotId| cells.get(*place as usize).is_some_and(|cell| *cell != 0);
        // Whether a value of this attribute is known in the world.
        let has = |attribute: u32| {
            places.iter().any(|place| {
                known(place) && self.slot(*place).is_some_and(|slot| slot.attributes.contains(&attribute))
            })
        };
        places.iter().all(|place| {
            let Some(slot) = self.slot(*place) else { return false };
            if !known(place) {
                let leaf = |input: &u32| !self.plan.derived.iter().any(|derived| derived.attribute == *input);
                let free = |input: &&u32| leaf(input) && !has(**input);
                return match slot.attributes {
                    [own] if leaf(own) => true,
                    own => own.iter().chain(&slot.inputs).any(|input| free(&input)),
                };
            }
            let item_slots = places.iter().filter(|other| {
                let other = self.slot(**other).filter(|other| other.attributes == slot.attributes);
                other.is_some_and(|other| matches!(other.shape, Shape::Items))
            });
            let one_of_items = item_slots.count() == 1;
            let alone = |other: &SlotId| {
                let same = self.slot(*other).filter(|o| o.attributes == slot.attributes && other != place);
                same.is_none_or(|other| {
                    // Known or not says nothing more; items are free of each other.
                    let presence = |slot: &super::Slot<'_>| slot.cells == 2;
                    let items = matches!((&slot.shape, &other.shape), (Shape::Items, Shape::Items));
                    // The items of one slot and the size are tied exactly.
                    let size = matches!(
                        (&slot.shape, &other.shape),
                        (Shape::Items, Shape::Count { is_size: true, .. })
                            | (Shape::Count { is_size: true, .. }, Shape::Items)
                    );
                    presence(slot) || presence(other) || items || (size && one_of_items)
                })
            };
            slot.inputs.is_empty() && self.is_free(*place, &slot.shape) && places.iter().all(alone)
        })
    }

    /// Whether every cell of a slot has a value, whatever the day is.
    fn is_free(&self, place: SlotId, shape: &Shape<'_>) -> bool {
        match shape {
            Shape::Compare(_) => false,
            Shape::Phrases { phrases, .. } => {
                let inner = |phrase: &Phrase| matches!(phrase, Phrase::Contains(_) | Phrase::Mentions(_));
                let single = phrases.len() == 1 && !matches!(phrases.first(), Some(Phrase::Matches(_)));
                single || phrases.iter().all(inner)
            }
            Shape::Recent(spans) => {
                spans.iter().all(|span| span.days().is_some())
                    || spans.iter().all(|span| span.days().is_none())
            }
            Shape::Plain => !self.plan.computed.iter().any(|slot| {
                slot.slot == place
                    && matches!(&slot.test, SlotTest::Happened(test) if !self.can_be_either(test))
            }),
            Shape::Number(_)
            | Shape::Count { .. }
            | Shape::Date(_)
            | Shape::Values(_)
            | Shape::Hosts(_)
            | Shape::Items => true,
        }
    }

    /// Whether some events pass a test and others fail it.
    fn can_be_either(&self, test: &HappenedTest) -> bool {
        // A sum of at least 0 is always reached.
        let trivial = test.distinct.is_none() && test.at_least.is_some_and(|least| least <= 0.0);
        let span = test.within.and_then(|span| self.plan.spans.get(span as usize));
        // Where a day counts once, the days of a window limit the sum.
        let most = match (span.filter(|_| test.once_a_day), &test.events) {
            (None, _) | (_, EventsCounted::Any) => f64::INFINITY,
            (Some(span), EventsCounted::One(_)) => shortest(*span),
            (Some(span), EventsCounted::AnyOf(some)) => shortest(*span) * some.len() as f64,
        };
        !trivial && test.at_least.is_none_or(|least| least <= most) && test.at_most.is_none_or(|at| at < most)
    }
}

/// The fewest days that a span has.
fn shortest(span: Span) -> f64 {
    let days = span.days().unwrap_or_else(|| span.months().unwrap_or_default().saturating_mul(28));
    f64::from(days)
}
