//! Rules that add what listed items or phrases give: `per_match`, and a `table` on a set that adds. Called by `rules`.

use super::checks::{item_masks, phrase_masks};
use super::named::PhraseKind;
use super::rules::{Rules, range};
use crate::model::{Criterion, Find, PerMatch, Unit};
use crate::plan::{ListedBits, RulePlan, SlotId, SlotSum, SpreadItem, SumPlan};
use crate::value::{AttributeType, Micro, clamped};

/// A listed item: the texts of which one must be there, and what it gives.
type Item<'t> = (Vec<&'t str>, i64);

impl Rules<'_> {
    pub(super) fn per_match(
        &self,
        criterion: &Criterion,
        attribute: usize,
        find: Find,
        matches: &PerMatch,
    ) -> Option<RulePlan> {
        let points = |value: Micro| self.unit.points(criterion, value);
        let (amounts, max): (Vec<i64>, _) = match matches {
            PerMatch::Each { of, each, max } => (vec![points(*each); of.items.len()], *max),
            PerMatch::Own { items, max } => (items.iter().map(|item| points(item.gives)).collect(), *max),
            PerMatch::Share { of, full_at, .. } => {
                (vec![self.unit.part_of_weight(criterion, *full_at); of.items.len()], None)
            }
        };
        let items = matches.items().into_iter().zip(amounts);
        let items: Vec<Item<'_>> =
            items.map(|(texts, points)| (texts.iter().map(|text| &**text).collect(), points)).collect();
        self.sum(criterion, (attribute, find), &items, 0, max)
    }

    pub(super) fn table_sum(
        &self,
        criterion: &Criterion,
        attribute: usize,
        ratings: &[(&str, i64)],
        otherwise: i64,
        max: Option<Micro>,
    ) -> Option<RulePlan> {
        let items: Vec<Item<'_>> = ratings.iter().map(|(value, points)| (vec![*value], *points)).collect();
        self.sum(criterion, (attribute, Find::Whole), &items, otherwise, max)
    }

    fn sum(
        &self,
        criterion: &Criterion,
        (attribute, find): (usize, Find),
        items: &[Item<'_>],
        otherwise: i64,
        max: Option<Micro>,
    ) -> Option<RulePlan> {
        let declared = self.definition.attributes.get(attribute)?;
        let places = self.slots_of(attribute)?;
        let max = match (max, criterion.unit) {
            (Some(max), _) => self.unit.points(criterion, max),
            (None, Unit::Rating) => self.unit.plain(criterion.weight),
            (None, Unit::Points) => i64::MAX,
        };
        let mut slots: Vec<(SlotId, Vec<(u32, i64)>)> = Vec::new();
        let (mut spread, mut listed) = (Vec::new(), Vec::new());
        for (item, (texts, points)) in (0u32..).zip(items) {
            let texts = texts.iter().copied();
            let masks = match (declared.kind, find) {
                (_, Find::Contains) => phrase_masks(places, PhraseKind::Contains, texts)?,
                (AttributeType::Set, Find::Whole) => item_masks(places, texts)?,
                (_, Find::Whole) => phrase_masks(places, PhraseKind::Mentions, texts)?,
            };
            let bits: Vec<(SlotId, u32)> =
                masks.into_iter().map(|(slot, mask)| (slot, mask as u32)).collect();
            listed.extend(bits.iter().map(|(slot, mask)| ListedBits { item, slot: *slot, mask: *mask }));
            match bits.as_slice() {
                [(slot, mask)] => match slots.iter_mut().find(|(known, _)| known == slot) {
                    Some((_, items)) => items.push((*mask, *points)),
                    None => slots.push((*slot, vec![(*mask, *points)])),
                },
                _ => spread.push(SpreadItem { bits: bits.into(), points: *points }),
            }
        }
        let slots = slots.into_iter().map(|(slot, items)| SlotSum { slot, items: items.into() });
        Some(RulePlan::Sum(SumPlan {
            slots: slots.collect(),
            spread: spread.into(),
            listed: listed.into(),
            otherwise,
            max,
            open: open(items, otherwise, max),
        }))
    }
}

/// The lowest and the highest sum that some of the items give, or none.
fn open(items: &[Item<'_>], otherwise: i64, max: i64) -> (i64, i64) {
    let amounts = || items.iter().map(|(_, points)| *points);
    let (least, most) = range(amounts());
    let sum = |amounts: &mut dyn Iterator<Item = i64>| amounts.fold(0, i64::saturating_add);
    // Without one that takes, the lowest is that of one item alone.
    let low = if least < 0 { sum(&mut amounts().filter(|points| *points < 0)) } else { least };
    let high = if most > 0 { sum(&mut amounts().filter(|points| *points > 0)) } else { most };
    (clamped(low, -max, max).min(otherwise), clamped(high, -max, max).max(otherwise))
}
