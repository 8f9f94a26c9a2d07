//! The chapter "What is missing": each missing attribute with what it could change, and what is still open.

use std::borrow::Cow;

use std::cmp::Ordering;

use super::summary::{IN_A_SENTENCE, in_the_way};
use super::{Document, Sentence, number};
use crate::assess::{
    AssessmentData, CardAssessment, CriterionAssessment, Effect, IcpAssessment, LimitNote, Reach, TierNote,
    could_meet, effect, required_is_unmet, rests_on, surely_fits, tier, touches,
};
use crate::eval::{CriterionStatus, IcpStatus};
use crate::sort::sort_by;
use crate::value::Truth;

/// Each missing attribute with what it could change, those that change most first; then what is open at all.
pub(super) fn missing(assessment: &AssessmentData, icp: &IcpAssessment, document: &mut Document) {
    if icp.missing.is_empty() {
        return;
    }
    document.heading("What is missing");
    if icp.status == IcpStatus::Disqualified {
        excluded(assessment, icp, document);
        return;
    }
    let mut attributes: Vec<(Weight, &str)> =
        icp.missing.iter().map(|name| (weight(icp, name), &**name)).collect();
    sort_by(&mut attributes, |(a, _), (b, _)| b.partial_cmp(a).unwrap_or(Ordering::Equal));
    document.items(attributes.into_iter().map(|(_, name)| attribute(assessment, icp, name)).collect());
    document.line(open(assessment, icp));
}

/// Lists the missing attributes of an excluded account: first those that could lift all exclusions, then the
/// others.
fn excluded(assessment: &AssessmentData, icp: &IcpAssessment, document: &mut Document) {
    let may_lift = icp.exclusions.iter().all(|exclusion| !exclusion.missing.is_empty());
    let lifts = |name: &Cow<'_, str>| may_lift && icp.exclusions.iter().any(|e| e.missing.contains(name));
    let lifting: Vec<_> = icp.missing.iter().filter(|name| lifts(name)).collect();
    let one = |name: &Cow<'_, str>| {
        let reasons = icp.exclusions.iter().filter(|exclusion| exclusion.missing.contains(name));
        let reasons: Vec<_> =
            reasons.map(|exclusion| Sentence::default().reason(&exclusion.reason)).collect();
        wanted(assessment, name).ours(": it could lift the exclusion: ").list(
            reasons.into_iter(),
            IN_A_SENTENCE,
            "; ",
        )
    };
    document.items(lifting.iter().map(|name| one(name)).collect());
    let rest: Vec<_> =
        icp.missing.iter().filter(|name| !lifts(name)).map(|name| wanted(assessment, name)).collect();
    if !rest.is_empty() {
        let opening = if lifting.is_empty() { "" } else { "Also missing: " };
        document.line(Sentence::new(opening).list(rest.into_iter(), 2 * IN_A_SENTENCE, ", ").ours("."));
        let what = if lifting.is_empty() { "none of it" } else { "none of these" };
        document.line(Sentence::new(&format!("As long as an exclusion holds, {what} changes the answer.")));
    }
}

/// How much an attribute could change, to sort by: the status, then the score, then the intent score.
type Weight = (bool, f64, f64);

fn weight(icp: &IcpAssessment, attribute: &str) -> Weight {
    let span = |card: &CardAssessment| effect(card, attribute).map_or(0.0, |effect| effect.high - effect.low);
    let mut exclusions = icp.possible_exclusions.iter();
    let excludes = exclusions.any(|exclusion| exclusion.missing.iter().any(|name| name == attribute));
    let mut criteria = icp.fit.criteria.iter();
    let required = criteria.any(|criterion| criterion.required && touches(criterion, attribute));
    (excludes || required, span(&icp.fit), icp.intent.as_ref().map_or(0.0, span))
}

/// `arr: the score could rise by up to 24, to tier A (Revenue, required); it may exclude: too small`.
fn attribute(assessment: &AssessmentData, icp: &IcpAssessment, attribute: &str) -> Sentence {
    let mut parts = Vec::new();
    let intent = icp.intent.as_ref().map(|intent| (intent, "intent score"));
    for (card, score) in [(&icp.fit, "score")].into_iter().chain(intent) {
        let touched: Vec<_> =
            card.criteria.iter().filter(|criterion| touches(criterion, attribute)).map(label).collect();
        let limits = card.note.limits.iter().filter(|limit| rests_on(limit, attribute));
        let limits = limits.map(limit_label);
        let touched: Vec<_> = touched.into_iter().chain(limits).collect();
        if !touched.is_empty() {
            let labels = Sentence::new(" (").list(touched.into_iter(), IN_A_SENTENCE, "; ").ours(")");
            parts.push(change(card, attribute, score).then(labels));
        }
    }
    for card in [Some(&icp.fit), icp.intent.as_ref()].into_iter().flatten() {
        let asks = |tier: &&TierNote| tier.missing.iter().any(|name| name == attribute);
        let tiers: Vec<_> = card.note.tiers.iter().filter(asks).map(|tier| Sentence::of(&tier.id)).collect();
        if !tiers.is_empty() {
            parts.push(Sentence::new("it may decide on tier ").list(tiers.into_iter(), IN_A_SENTENCE, ", "));
        }
    }
    let reasons: Vec<_> = icp
        .possible_exclusions
        .iter()
        .filter(|exclusion| exclusion.missing.iter().any(|name| name == attribute))
        .map(|exclusion| Sentence::default().reason(&exclusion.reason))
        .collect();
    if !reasons.is_empty() {
        parts.push(Sentence::new("it may exclude: ").list(reasons.into_iter(), IN_A_SENTENCE, "; "));
    }
    let most = parts.len();
    wanted(assessment, attribute).ours(": ").list(parts.into_iter(), most, "; ")
}

/// An attribute that is missing, or of which a closer value is wanted.
fn wanted(assessment: &AssessmentData, attribute: &str) -> Sentence {
    let known = assessment.intervals.iter().find(|(name, _)| **name == *attribute);
    match known {
        Some((_, interval)) => {
            let ends = number::interval(*interval);
            Sentence::of(attribute).ours(&format!(", a closer value than {ends}"))
        }
        None => Sentence::of(attribute),
    }
}

fn label(criterion: &CriterionAssessment) -> Sentence {
    let label = Sentence::of(criterion.name.as_deref().unwrap_or(&criterion.id));
    let label = if criterion.required { label.ours(", required") } else { label };
    match criterion.status {
        CriterionStatus::Unknown => label,
        // It is known, and an open value could change it all the same: it rests on a test for blanks.
        CriterionStatus::Fit
        | CriterionStatus::Partial
        | CriterionStatus::None
        | CriterionStatus::Misfit
        | CriterionStatus::NotApplicable => label.ours(", where a blank is an answer"),
    }
}

fn limit_label(limit: &LimitNote) -> Sentence {
    match &limit.description {
        Some(description) => Sentence::new("limit: ").reason(description),
        None => Sentence::new("a limit"),
    }
}

/// Says by how much an attribute could raise or lower one score.
fn change(card: &CardAssessment, attribute: &str, score: &str) -> Sentence {
    let Some(effect) = effect(card, attribute) else {
        return Sentence::new(&format!("the {score} stays as it is"));
    };
    let Some(now) = card.score else {
        let (low, high) = (number::plain(effect.low), number::plain(effect.high));
        let range = if low == high { low } else { format!("{low} to {high}") };
        return Sentence::new(&format!("known alone, the {score} could be {range}"));
    };
    let (up, down) =
        (number::plain((effect.high - now).max(0.0)), number::plain((now - effect.low).max(0.0)));
    let said = match (up.as_str(), down.as_str()) {
        ("0", "0") => format!("the {score} stays as it is"),
        (up, "0") => format!("the {score} could rise by up to {up}"),
        ("0", down) => format!("the {score} could fall by up to {down}"),
        (up, down) => format!("the {score} could rise by up to {up} or fall by up to {down}"),
    };
    Sentence::new(&said).then(tiers(card, attribute, effect))
}

/// The tiers to which an attribute alone could lead.
fn tiers(card: &CardAssessment, attribute: &str, effect: Effect) -> Sentence {
    let tiers = &card.note.tiers;
    let Some(now) = tiers.iter().position(|tier| card.tier.as_ref() == Some(&tier.id)) else {
        return Sentence::default();
    };
    let best = tier(card, effect.high, |tier| could_meet(card, tier, attribute)).filter(|best| *best < now);
    let worst = tier(card, effect.low, |tier| tier.requires == Truth::True).filter(|worst| *worst > now);
    let named = |at: usize| tiers.get(at).map(|tier| Sentence::of(&tier.id));
    let ways: Vec<Sentence> = [best, worst].into_iter().flatten().filter_map(named).collect();
    if ways.is_empty() {
        return Sentence::default();
    }
    Sentence::new(", to tier ").list(ways.into_iter(), 2, " or ")
}

/// Whether the status and the tier could still change when everything is known.
fn open(assessment: &AssessmentData, icp: &IcpAssessment) -> Sentence {
    if required_is_unmet(icp) {
        return Sentence::new("As long as ").then(in_the_way(icp)).ours(", it does not fit.");
    }
    let Some(Reach { best, worst, qualifying }) = Reach::of(icp) else { return Sentence::default() };
    let id = |at: usize| icp.fit.note.tiers.get(at).map_or("", |tier| &tier.id);
    let span = |words: Sentence| words.theirs(id(best)).ours(" to ").theirs(id(worst));
    let never_fits = best > qualifying;
    let certain = |answer: &str| Sentence::new("Whatever is found, it ").ours(answer);
    match (surely_fits(assessment, icp), never_fits) {
        (true, _) if best == worst => certain("fits, in tier ").theirs(id(best)).ours("."),
        (true, _) => span(certain("fits; its tier is open, from ")).ours("."),
        (false, true) => certain("does not fit: at best tier ").theirs(id(best)).ours("."),
        (false, false) if best == worst => {
            Sentence::new("Still open: whether it fits; if so, it is in tier ").theirs(id(best)).ours(".")
        }
        (false, false) => span(Sentence::new("Still open: whether it fits, and its tier, from ")).ours("."),
    }
}
