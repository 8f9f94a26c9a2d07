//! A criterion taken out of scorecards, with what rests on it.

use super::place::{Card, cards, refused, unknown};
use crate::draft::Mistake;
use crate::error::{Code, ModelError, message};
use crate::model::{Definition, Scorecard, Tier};

/// Takes it out; answers what else had to go, in words.
pub(super) fn without(definition: &mut Definition, name: &str) -> Result<Vec<String>, ModelError> {
    let (found, id) = cards(definition, name);
    let (mut known, mut also, mut is_found) = (Vec::new(), Vec::new(), false);
    for of in found {
        known.extend(of.card.criteria.iter().map(|criterion| criterion.id.clone()));
        let Some(at) = of.card.criteria.iter().position(|criterion| *criterion.id == *id) else { continue };
        is_found = true;
        if of.card.criteria.len() == 1 {
            let message = message!("criterion `{id}` is the only one of its scorecard");
            let mistake = Mistake::new(Code::Conflict, 0, of.path.key("criteria"), None, message);
            return Err(refused(
                mistake.with_help("take out the icp instead, or put another criterion beside it"),
            ));
        }
        take_out(of, at, id, &mut also);
    }
    if is_found { Ok(also) } else { Err(unknown("criterion", name, &known)) }
}

/// Takes the criterion at a place out of a scorecard.
fn take_out(of: Card<'_>, at: usize, id: &str, also: &mut Vec<String>) {
    let Card { icp, name, card, .. } = of;
    let removed = card.criteria.remove(at);
    card.weights.retain(|(weighed, _)| **weighed != *id);
    for tier in &mut card.tiers {
        if no_longer_requires(tier, at) {
            also.push(format!("icp `{icp}`: tier `{}` of `{name}` no longer requires it", tier.id));
        }
    }
    let Some(dimension) = removed.dimension else { return };
    if card.criteria.iter().all(|criterion| criterion.dimension != Some(dimension)) {
        also.extend(dimension_out(card, dimension).map(|gone| {
            format!("icp `{icp}`: dimension `{gone}` of `{name}`, which has no other criterion")
        }));
    }
}

/// Whether a tier required the criterion at a place; afterwards it does not, and knows the others by their new places.
fn no_longer_requires(tier: &mut Tier, at: usize) -> bool {
    let mut is_changed = false;
    for requires in &mut tier.requires {
        let is_all = requires.at_least >= requires.of.len();
        let before = requires.of.len();
        requires.of.retain(|place| *place != at);
        is_changed |= requires.of.len() != before;
        if is_all || requires.at_least > requires.of.len() {
            requires.at_least = requires.of.len();
        }
        for place in requires.of.iter_mut().filter(|place| **place > at) {
            *place -= 1;
        }
    }
    tier.requires.retain(|requires| !requires.of.is_empty());
    is_changed
}

/// Takes a dimension out; the others have new places afterwards.
fn dimension_out(card: &mut Scorecard, at: usize) -> Option<Box<str>> {
    if at >= card.dimensions.len() {
        return None;
    }
    let gone = card.dimensions.remove(at);
    for dimension in &mut card.dimensions {
        dimension.when_empty.retain(|to| *to != at);
        dimension.when_empty.iter_mut().filter(|to| **to > at).for_each(|to| *to -= 1);
    }
    for criterion in &mut card.criteria {
        criterion.dimension = criterion.dimension.map(|place| if place > at { place - 1 } else { place });
    }
    Some(gone.id)
}
