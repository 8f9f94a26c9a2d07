//! How near it was: the criteria that alone reach the next tier, and what alone keeps an account from qualifying. Both are
//! answers of `assess`.

use super::Sentence;
use super::summary::{IN_A_SENTENCE, label};
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
        let opening = if lifting.len() > 1 { "Any one of " } else { "" };
        let labels = Sentence::new(opening).then(labels(&icp.fit, lifting.into_iter()));
        sentences.push(labels.ours(" at its most brings it to tier ").theirs(&next.tier).ours("."));
    }
    if !rest.is_empty() {
        let words = Sentence::new("At its most, ").then(any_one_of(&icp.fit, rest));
        let words = words.ours(" would bring its score to tier ").theirs(&next.tier);
        sentences.push(words.ours(", and it would still be kept out."));
    }
    (!sentences.is_empty()).then(|| Sentence::default().list(sentences.into_iter(), usize::MAX, " "))
}

/// Whether an exclusion holds or a required criterion is not met.
fn is_kept_out(icp: &IcpAssessment) -> bool {
    icp.status == IcpStatus::Disqualified || required_is_unmet(icp)
}

fn any_one_of(card: &CardAssessment, ids: Vec<&str>) -> Sentence {
    let of = if ids.len() > 1 { "any one of " } else { "" };
    Sentence::new(of).then(labels(card, ids.into_iter()))
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
        words = words.ours("Once known, ").then(any_one_of(card, unknown)).ours(bring).theirs(&next.tier);
        if let Some(best) = best {
            words = words.ours(", at best to ").theirs(best);
        }
        words = words.ours(".");
    }
    if !rest.is_empty() {
        let gap = if words.is_empty() { "" } else { " " };
        words = words.ours(gap).ours("At its most, ").then(any_one_of(card, rest)).ours(bring);
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
            let ids = icp.kept_out_by.iter().map(|one| &*one.id);
            Some(
                Sentence::new("It would fit with any one of ")
                    .then(labels(&icp.fit, ids))
                    .ours(" at its most."),
            )
        }
    }
}
