//! The first sentence, and the one line for each other icp: status, score and tier, or the gate that stands in the
//! way.

use super::{Block, Document, Sentence, number};
use crate::assess::{
    AssessmentData, CardAssessment, IcpAssessment, NextTier, ScaleNote, may_fit, required_is_unmet,
    surely_fits,
};
use crate::eval::{AdjustmentKind, IcpStatus, ReasonCode};

/// The most reasons, labels or teams in one sentence.
pub(super) const IN_A_SENTENCE: usize = 5;

/// The name of an icp for people.
fn name(icp: &IcpAssessment) -> Sentence {
    Sentence::of(icp.name.as_deref().unwrap_or(&icp.icp))
}

/// The answer of the whole assessment.
pub(super) fn headline(assessment: &AssessmentData, main: &IcpAssessment, document: &mut Document) {
    let mut words = Sentence::default();
    let count = assessment.icps.len();
    if main.status != IcpStatus::Qualified && count > 1 {
        let unsure = assessment.icps.iter().any(|icp| {
            icp.status == IcpStatus::InsufficientData || surely_fits(assessment, icp) || may_fit(icp)
        });
        let so_far = if unsure { " so far" } else { "" };
        words = words.ours(&format!("Fits none of the {count} profiles{so_far}. "));
    }
    words = match main.status {
        IcpStatus::Qualified => words.ours("Fits ").then(name(main)).ours(": ").then(graded(
            &main.fit,
            "",
            main.to_next_tier.as_ref(),
        )),
        IcpStatus::Unqualified | IcpStatus::InsufficientData if surely_fits(assessment, main) => {
            let words = words.ours("Will fit ").then(name(main)).ours(" whatever is found: so far the ");
            words.then(graded(&main.fit, "score is ", None))
        }
        IcpStatus::Unqualified => {
            let opening = if count > 1 { "For " } else { "Does not fit " };
            let so_far = if count == 1 && may_fit(main) { " so far: " } else { ": " };
            words
                .ours(opening)
                .then(name(main))
                .ours(so_far)
                .then(unqualified(main, main.to_next_tier.as_ref()))
        }
        IcpStatus::Disqualified => {
            let words = words.ours("Excluded from ").then(name(main)).ours(": ").then(excluded(main));
            words.ours(". For information: ").then(graded(&main.fit, "", None))
        }
        IcpStatus::InsufficientData => {
            let words = words.ours("Too little is known to say whether ").then(name(main)).ours(" fits: ");
            words.then(in_the_way(main)).ours(". So far the ").then(graded(&main.fit, "score is ", None))
        }
    };
    words = words.ours(".");
    for (team, say) in main.verdicts.0.iter().take(IN_A_SENTENCE) {
        words = words.ours(" ").theirs(&capital(team)).ours(": ").reason(say).ours(".");
    }
    let labels = main.labels.0.iter().filter_map(|label| Some((label, label.say.as_deref()?)));
    for (label, say) in labels.take(IN_A_SENTENCE) {
        let name = capital(label.name.as_deref().unwrap_or(&label.id));
        words = words.ours(" ").theirs(&name).ours(": ").reason(say).ours(".");
    }
    document.blocks.push(Block::Answer(words));
}

/// Another icp, in one line.
pub(super) fn other(assessment: &AssessmentData, icp: &IcpAssessment) -> Sentence {
    let words = name(icp);
    match icp.status {
        IcpStatus::Unqualified | IcpStatus::InsufficientData if surely_fits(assessment, icp) => {
            words.ours(" will fit whatever is found: ").then(graded(&icp.fit, "so far the score is ", None))
        }
        IcpStatus::Qualified => words.ours(" fits too: ").then(graded(&icp.fit, "", None)),
        IcpStatus::Unqualified => {
            let so_far = if may_fit(icp) { " so far" } else { "" };
            words.ours(&format!(" does not fit{so_far}: ")).then(unqualified(icp, None))
        }
        IcpStatus::Disqualified => words.ours(" is excluded: ").then(excluded(icp)),
        IcpStatus::InsufficientData => words.ours(" is open: ").then(in_the_way(icp)),
    }
}

/// The intent scorecard and the stage.
pub(super) fn intent(card: &CardAssessment, stage: Option<&str>) -> Sentence {
    let words = graded(card, "Score ", None);
    let words = match to_next(card) {
        Some((short, tier)) => words.then(away(card, short, tier)).ours("."),
        None => words.ours("."),
    };
    match stage {
        Some(stage) => words.ours(" Stage ").theirs(stage).ours("."),
        None => words,
    }
}

/// How much of the score the tier directly above is away, if the score is what is short of it.
fn to_next<'c>(card: &'c CardAssessment) -> Option<(f64, &'c str)> {
    let now = card.note.tiers.iter().position(|tier| card.tier.as_ref() == Some(&tier.id))?;
    let next = card.note.tiers.get(now.checked_sub(1)?)?;
    let short = next.from? - card.score?;
    (short > 0.0).then_some((short, &*next.id))
}

/// Score of the most, bounds while they are open, tier, and how much is short of the next one: `66.67 of 100, tier B; 8.33
/// short of tier A`.
fn graded(card: &CardAssessment, opening: &str, next: Option<&NextTier>) -> Sentence {
    let most = match card.note.scale {
        ScaleNote::Percent => Some(100.0),
        ScaleNote::Points { max, .. } => max,
    };
    // A number alone is named.
    let opening = if opening.is_empty() && most.is_none() { "score " } else { opening };
    let mut words = Sentence::new(opening);
    let of = most.map_or_else(String::new, |most| format!(" of {}", number::plain(most)));
    let bounds = card.bounds.map(|(low, high)| {
        let (low, high) = (number::score(card, low), number::score(card, high));
        if low == high { low } else { format!("{low} to {high}") }
    });
    match (card.score.map(|score| number::score(card, score)), bounds) {
        (Some(score), Some(bounds)) if bounds != score => {
            words = words.ours(&format!("{score}{of} ({bounds} when everything is known)"));
        }
        (Some(score), _) => words = words.ours(&format!("{score}{of}")),
        (None, Some(bounds)) => words = words.ours(&format!("open, {bounds}")),
        (None, None) => words = words.ours("open"),
    }
    let Some(tier) = &card.tier else { return words };
    words = words.ours(", tier ").theirs(tier);
    if let Some(name) = &card.tier_name {
        words = words.ours(", ").theirs(name);
    }
    match next {
        Some(next) if next.short > 0.0 => words.then(away(card, next.short, &next.tier)),
        Some(next) => {
            words.ours("; the score is enough for tier ").theirs(&next.tier).ours(", which asks for more")
        }
        None => words,
    }
}

/// The distance to a tier, never shown as 0: `; 12 short of tier A`. Where the score was raised, what it came to counts, since that is
/// what has to grow: `; 43.9 short of tier A, counted from -18.9`.
fn away(card: &CardAssessment, short: f64, tier: &str) -> Sentence {
    match raised_from(card) {
        Some((from, by)) => Sentence::new(&format!("; {} short of tier ", number::plain(short + by)))
            .theirs(tier)
            .ours(&format!(", counted from {}", number::plain(from))),
        None => Sentence::new(&format!("; {} short of tier ", number::input(short))).theirs(tier),
    }
}

/// The number that the floor of a scorecard, or a limit, has raised to the score, and by how much.
fn raised_from(card: &CardAssessment) -> Option<(f64, f64)> {
    let of_the_whole = || card.adjustments.iter().filter(|acted| acted.dimension.is_none());
    let only_raised =
        of_the_whole().all(|acted| matches!(acted.kind, AdjustmentKind::Min | AdjustmentKind::AtLeast));
    let (from, to) = (of_the_whole().next()?.from, of_the_whole().next_back()?.to);
    let by = to - from;
    (only_raised && number::plain(by) != "0").then_some((from, by))
}

fn unqualified(icp: &IcpAssessment, next: Option<&NextTier>) -> Sentence {
    let graded = graded(&icp.fit, "", next);
    if required_is_unmet(icp) { in_the_way(icp).ours("; ").then(graded) } else { graded }
}

/// The reasons of the exclusions that hold.
fn excluded(icp: &IcpAssessment) -> Sentence {
    let reasons = icp.exclusions.iter().map(|exclusion| Sentence::default().reason(&exclusion.reason));
    Sentence::default().list(reasons, IN_A_SENTENCE, "; ")
}

/// Says which gate keeps an icp from its tier.
pub(super) fn in_the_way(icp: &IcpAssessment) -> Sentence {
    let id = icp.reason.id.as_deref().unwrap_or_default();
    let criterion = || Sentence::new("required criterion ").then(label(&icp.fit, id));
    match icp.reason.code {
        ReasonCode::NothingKnown => Sentence::new("nothing that it asks about is known"),
        ReasonCode::RequiredUnmet(_) => criterion().ours(" is not met"),
        ReasonCode::RequiredUnknown(_) => criterion().ours(" is unknown"),
        ReasonCode::ExclusionUnknown(_) => {
            let exclusion = icp.possible_exclusions.iter().find(|exclusion| exclusion.id == id);
            let reason = exclusion.map_or(id, |exclusion| &exclusion.reason);
            Sentence::new("it is not ruled out that it is excluded, ").reason(reason)
        }
        ReasonCode::LowCoverage => {
            let (known, needed) = (icp.fit.coverage, icp.fit.note.min_coverage);
            let (known, needed) = (number::percent(known), number::percent(needed));
            Sentence::new(&format!("{known} of what counts is known, {needed} is needed"))
        }
        ReasonCode::Excluded(_) | ReasonCode::Tier(_) => Sentence::default().reason(&icp.reason.text),
    }
}

/// The name of a criterion for people.
pub(super) fn label(card: &CardAssessment, id: &str) -> Sentence {
    let criterion = card.criteria.iter().find(|criterion| criterion.id == id);
    Sentence::of(criterion.and_then(|criterion| criterion.name.as_deref()).unwrap_or(id))
}

/// The same with a capital letter.
fn capital(text: &str) -> String {
    let mut rest = text.trim().chars();
    rest.next().into_iter().flat_map(char::to_uppercase).chain(rest).collect()
}
