//! How near it was: the criteria that alone reach the next tier, and what alone keeps an account from qualifying. Both are
//! answers of `assess`.

use super::summary::{IN_A_SENTENCE, label};
use super::{Sentence, number};
use crate::assess::{
    CardAssessment, IcpAssessment, KeptOutBy, NextTier, could_meet, effect, required_is_unmet, tier,
};
use crate::eval::{CriterionStatus, IcpStatus, KeptOut};

/// `Any one of trade, size at its most brings it to tier A. Once known, young could bring it to tier A.`
pub(super) fn ways(icp: &IcpAssessment) -> Sentence {
    let mut sentences = Vec::new();
    sentences.extend(kept_out(icp));
    if let Some(next) = &icp.to_next_tier {
        sentences.extend(by(icp, next));
        sentences.extend(could(icp, next));
        if sentences.is_empty() && next.short > 0.0 {
            sentences
                .push(Sentence::new("No single criterion brings it to tier ").theirs(&next.tier).ours("."));
        }
    }
    Sentence::default().list(sentences.into_iter(), usize::MAX, " ")
}

fn labels<'i>(card: &CardAssessment, ids: impl ExactSizeIterator<Item = &'i str>) -> Sentence {
    Sentence::default().list(ids.map(|id| label(card, id)), 2 * IN_A_SENTENCE, ", ")
}

/// The known criteria that alone reach the next tier. Of an account that is kept out, those that do not lift this are no way to it.
fn by(icp: &IcpAssessment, next: &NextTier) -> Option<Sentence> {
    let is_kept_out = is_kept_out(icp);
    let lifts = |id: &&str| {
        let of_it = |one: &KeptOutBy| matches!(one.kind, KeptOut::Required(_)) && one.id == **id;
        !is_kept_out || icp.kept_out_by.iter().any(of_it)
    };
    let (lifting, rest): (Vec<&str>, Vec<&str>) = next.by.iter().map(|id| &**id).partition(lifts);
    let mut sentences = Vec::new();
    if !lifting.is_empty() {
        let words = at_its_most(&icp.fit, "Any one of ", &lifting);
        sentences.push(words.ours(" brings it to tier ").theirs(&next.tier).ours("."));
    }
    if !rest.is_empty() {
        let words = at_its_most(&icp.fit, "Any one of ", &rest);
        let words = words.ours(" would bring its score to tier ").theirs(&next.tier);
        sentences.push(words.ours(", and it would still be kept out."));
    }
    (!sentences.is_empty()).then(|| Sentence::default().list(sentences.into_iter(), usize::MAX, " "))
}

/// Whether an exclusion holds or a required criterion is not met.
fn is_kept_out(icp: &IcpAssessment) -> bool {
    icp.status == IcpStatus::Disqualified || required_is_unmet(icp)
}

/// `Any one of trade, size at its most, or doubt at 0,`: a criterion that only takes away is at its most where it takes nothing.
fn at_its_most(card: &CardAssessment, any_one_of: &str, ids: &[&str]) -> Sentence {
    let takes = |id: &&str| {
        let most = card.criteria.iter().find(|one| *one.id == **id).and_then(|one| one.max_contribution);
        most.is_some_and(|most| number::plain(most) == "0")
    };
    let (taking, giving): (Vec<&str>, Vec<&str>) = ids.iter().copied().partition(takes);
    let opening = if ids.len() > 1 { any_one_of } else { "" };
    let words = Sentence::new(opening);
    let at_zero = |words: Sentence| words.then(labels(card, taking.iter().copied())).ours(" at 0");
    if giving.is_empty() {
        return at_zero(words);
    }
    let words = words.then(labels(card, giving.into_iter())).ours(" at its most");
    if taking.is_empty() { words } else { at_zero(words.ours(", or ")).ours(",") }
}

/// The criteria that could reach it, once more is known.
fn could(icp: &IcpAssessment, next: &NextTier) -> Option<Sentence> {
    let card = &icp.fit;
    let is_unknown =
        |id: &&str| card.criteria.iter().any(|one| *one.id == **id && one.status == CriterionStatus::Unknown);
    let (unknown, rest): (Vec<&str>, Vec<&str>) = next.could.iter().map(|id| &**id).partition(is_unknown);
    let bring = if is_kept_out(icp) { " could bring its score to tier " } else { " could bring it to tier " };
    let mut words = Sentence::default();
    if !unknown.is_empty() {
        let best = best(card, &unknown, next);
        let of = if unknown.len() > 1 { "any one of " } else { "" };
        words = words.ours("Once known, ").ours(of).then(labels(card, unknown.into_iter()));
        words = words.ours(bring).theirs(&next.tier);
        if let Some(best) = best {
            words = words.ours(", at best to ").theirs(best);
        }
        words = words.ours(".");
    }
    if !rest.is_empty() {
        let gap = if words.is_empty() { "" } else { " " };
        words = words.ours(gap).then(at_its_most(card, "Any one of ", &rest)).ours(bring);
        words = words.theirs(&next.tier).ours(", which also rests on what is not known.");
    }
    (!words.is_empty()).then_some(words)
}

/// The best tier to which a missing attribute of one of these criteria could lead, where it is above the next one.
fn best<'c>(card: &'c CardAssessment, ids: &[&str], next: &NextTier) -> Option<&'c str> {
    let place = card.note.tiers.iter().position(|one| one.id == next.tier)?;
    let criteria = card.criteria.iter().filter(|one| ids.contains(&&*one.id));
    let reached = criteria.flat_map(|one| &one.missing).filter_map(|attribute| {
        tier(card, effect(card, attribute)?.high, |tier| could_meet(card, tier, attribute))
    });
    let best = reached.min().filter(|best| *best < place)?;
    card.note.tiers.get(best).map(|tier| &*tier.id)
}

/// The one thing that keeps it from qualifying.
fn kept_out(icp: &IcpAssessment) -> Option<Sentence> {
    let (first, rest) = icp.kept_out_by.split_first()?;
    let only = |what: Sentence| Some(Sentence::new("Only ").then(what).ours(" keeps it out."));
    match first.kind {
        KeptOut::Exclusion(_) => only(Sentence::new("the exclusion ").theirs(&first.id)),
        KeptOut::Required(_) => {
            only(Sentence::new("the required criterion ").then(label(&icp.fit, &first.id)))
        }
        KeptOut::Criterion(_) if rest.is_empty() => only(label(&icp.fit, &first.id)),
        KeptOut::Criterion(_) => {
            let ids: Vec<&str> = icp.kept_out_by.iter().map(|one| &*one.id).collect();
            let words = at_its_most(&icp.fit, "any one of ", &ids);
            Some(Sentence::new("It would fit with ").then(words).ours("."))
        }
    }
}
