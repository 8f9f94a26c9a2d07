//! How near it was: the criteria that alone reach the next tier, and what alone keeps an account from qualifying. Both are
//! answers of `assess`.

use super::Sentence;
use super::summary::{IN_A_SENTENCE, label};
use crate::assess::{CardAssessment, IcpAssessment, NextTier};
use crate::eval::{CriterionStatus, KeptOut};

/// `Any one of trade, size at its most brings it to tier A. Once known, young could bring it to tier A.`
pub(super) fn ways(icp: &IcpAssessment) -> Sentence {
    let mut sentences = Vec::new();
    sentences.extend(kept_out(icp));
    if let Some(next) = &icp.to_next_tier {
        sentences.extend(by(icp, next));
        sentences.extend(could(&icp.fit, next));
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

/// The known criteria that alone reach the next tier.
fn by(icp: &IcpAssessment, next: &NextTier) -> Option<Sentence> {
    let tier = |words: Sentence| words.theirs(&next.tier).ours(".");
    let labels = labels(&icp.fit, next.by.iter().map(|id| &**id));
    match next.by.len() {
        0 => None,
        1 => Some(tier(labels.ours(" at its most brings it to tier "))),
        _ => Some(tier(Sentence::new("Any one of ").then(labels).ours(" at its most brings it to tier "))),
    }
}

/// The criteria that could reach it, once more is known.
fn could(card: &CardAssessment, next: &NextTier) -> Option<Sentence> {
    let is_unknown =
        |id: &&str| card.criteria.iter().any(|one| *one.id == **id && one.status == CriterionStatus::Unknown);
    let (unknown, rest): (Vec<&str>, Vec<&str>) = next.could.iter().map(|id| &**id).partition(is_unknown);
    let named = |ids: Vec<&str>| {
        let of = if ids.len() > 1 { "any one of " } else { "" };
        Sentence::new(of).then(labels(card, ids.into_iter()))
    };
    let mut words = Sentence::default();
    if !unknown.is_empty() {
        words = words
            .ours("Once known, ")
            .then(named(unknown))
            .ours(" could bring it to tier ")
            .theirs(&next.tier)
            .ours(".");
    }
    if !rest.is_empty() {
        let gap = if words.is_empty() { "" } else { " " };
        words = words.ours(gap).ours("At its most, ").then(named(rest)).ours(" could bring it to tier ");
        words = words.theirs(&next.tier).ours(", which also rests on what is not known.");
    }
    (!words.is_empty()).then_some(words)
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
