//! The chapter "Why": exclusions, criteria, fading signals, floors and caps.

use super::summary::IN_A_SENTENCE;
use super::{Document, Row, Sentence, number};
use crate::assess::{
    Adjustment, CardAssessment, CriterionAssessment, EventCount, ExclusionNote, IcpAssessment, Signal,
};
use crate::eval::{AdjustmentKind, CriterionStatus};
use crate::sort::{sort_by, sort_by_key};

/// Exclusions that hold, and those that may.
pub(super) fn icp(icp: &IcpAssessment, document: &mut Document) {
    let holds = |exclusion: &ExclusionNote| {
        let words = Sentence::new("Excluded by ").theirs(&exclusion.id).ours(": ").reason(&exclusion.reason);
        if exclusion.missing.is_empty() {
            return words;
        }
        let missing = exclusion.missing.iter().map(|name| Sentence::of(name));
        words
            .ours("; it rests on a blank, and giving ")
            .list(missing, IN_A_SENTENCE, ", ")
            .ours(" could lift it")
    };
    let possible = |exclusion: &ExclusionNote| {
        let words =
            Sentence::new("May be excluded by ").theirs(&exclusion.id).ours(": ").reason(&exclusion.reason);
        if exclusion.missing.is_empty() {
            return words;
        }
        let missing = exclusion.missing.iter().map(|name| Sentence::of(name));
        words.ours("; what would settle it: ").list(missing, IN_A_SENTENCE, ", ")
    };
    let exclusions = icp.exclusions.iter().map(holds).chain(icp.possible_exclusions.iter().map(possible));
    document.items(exclusions.collect());
}

/// The criteria of a scorecard: what helped, what did not, what does not count.
pub(super) fn card(card: &CardAssessment, document: &mut Document) {
    if card.base != 0.0 {
        document.line(Sentence::new(&format!("Starts from {}.", number::plain(card.base))));
    }
    let gives = |criterion: &&CriterionAssessment| number::signed(criterion.contribution) != "0";
    let (mut helped, mut rest): (Vec<_>, Vec<_>) = card
        .criteria
        .iter()
        .filter(|criterion| gives(criterion) || is_known(criterion))
        .partition(|criterion| gives(criterion) && criterion.contribution > 0.0);
    sort_by(&mut helped, |a, b| b.contribution.total_cmp(&a.contribution));
    sort_by(&mut rest, |a, b| rounded(a.contribution).total_cmp(&rounded(b.contribution)));
    let largest = card.criteria.iter().map(|criterion| criterion.contribution.abs()).fold(0.0, f64::max);
    document.table("Helped", helped.into_iter().map(|criterion| row(criterion, largest)).collect());
    document
        .table("Hurt or gave nothing", rest.into_iter().map(|criterion| row(criterion, largest)).collect());
    for (status, opening) in
        [(CriterionStatus::Unknown, "Not known: "), (CriterionStatus::NotApplicable, "Does not apply: ")]
    {
        let of_status =
            card.criteria.iter().filter(|criterion| criterion.status == status && !gives(criterion));
        let labels: Vec<_> = of_status.map(label).collect();
        if !labels.is_empty() {
            let most = 2 * IN_A_SENTENCE;
            document.line(Sentence::new(opening).list(labels.into_iter(), most, ", ").ours("."));
        }
    }
    let faded: Vec<_> =
        card.criteria.iter().filter(|criterion| !criterion.signals.is_empty()).map(faded).collect();
    if !faded.is_empty() {
        document.line(Sentence::new("Signals:"));
        document.items(faded);
    }
    card.adjustments.iter().for_each(|acted| document.line(adjustment(card, acted)));
}

fn is_known(criterion: &CriterionAssessment) -> bool {
    match criterion.status {
        CriterionStatus::Fit | CriterionStatus::Partial | CriterionStatus::None | CriterionStatus::Misfit => {
            true
        }
        CriterionStatus::Unknown | CriterionStatus::NotApplicable => false,
    }
}

/// A contribution for sorting: one that is printed as 0 counts as 0.
fn rounded(contribution: f64) -> f64 {
    if number::plain(contribution) == "0" { 0.0 } else { contribution }
}

fn label(criterion: &CriterionAssessment) -> Sentence {
    Sentence::of(criterion.name.as_deref().unwrap_or(&criterion.id))
}

fn row(criterion: &CriterionAssessment, largest: f64) -> Row {
    let mut detail = Sentence::new(match criterion.status {
        CriterionStatus::Fit => "fits",
        CriterionStatus::Partial => "fits in part",
        CriterionStatus::None => "does not fit",
        CriterionStatus::Misfit => "misfit",
        CriterionStatus::Unknown => "not known, counts as this",
        CriterionStatus::NotApplicable => "does not apply",
    });
    let band = criterion.label.as_deref().map(Sentence::of);
    let notes: Vec<_> =
        band.into_iter().chain(criterion.required.then(|| Sentence::new("required"))).collect();
    if !notes.is_empty() {
        let most = notes.len();
        detail = detail.ours(" (").list(notes.into_iter(), most, ", ").ours(")");
    }
    let matched = criterion.matched.iter().flatten().map(|item| Sentence::of(item));
    let matched: Vec<_> = matched.collect();
    if !matched.is_empty() {
        detail = detail.ours(", matched: ").list(matched.into_iter(), IN_A_SENTENCE, ", ");
    }
    if !criterion.events.is_empty() {
        let events = criterion.events.iter().map(|count| Sentence::new(&counted(count)));
        detail = detail.ours(": ").list(events, IN_A_SENTENCE, "; ");
    }
    Row {
        label: label(criterion),
        points: number::signed(criterion.contribution),
        part: criterion.contribution,
        largest,
        class: class(criterion.status),
        detail,
    }
}

/// The events that a test counted, such as `2 of 3 different events within 90 days`.
fn counted(count: &EventCount) -> String {
    let mut words = match count.different {
        Some((different, of)) => format!("{different} of {of} different events"),
        None if count.sum == 1.0 => "1 event".to_owned(),
        None => format!("{} events", number::plain(count.sum)),
    };
    if let Some(span) = count.within {
        words.push_str(&format!(" within {span}"));
    }
    if count.once_a_day {
        words.push_str(", each once a day");
    }
    words
}

/// The class of its row in HTML.
fn class(status: CriterionStatus) -> &'static str {
    match status {
        CriterionStatus::Fit => "icp-fit",
        CriterionStatus::Partial => "icp-partial",
        CriterionStatus::None => "icp-none",
        CriterionStatus::Misfit => "icp-misfit",
        CriterionStatus::Unknown => "icp-unknown",
        CriterionStatus::NotApplicable => "icp-not-applicable",
    }
}

/// The events behind a criterion, the youngest first.
fn faded(criterion: &CriterionAssessment) -> Sentence {
    let mut signals: Vec<&Signal> = criterion.signals.iter().collect();
    sort_by_key(&mut signals, |signal| signal.age);
    let one = |signal: &Signal| {
        let age = match signal.age {
            0 => "from today".to_owned(),
            1 => "1 day old".to_owned(),
            days => format!("{days} days old"),
        };
        Sentence::of(&signal.event).ours(&format!(", {age}, {} left", number::percent(signal.left)))
    };
    label(criterion).ours(": ").list(signals.into_iter().map(one), 2 * IN_A_SENTENCE, "; ")
}

/// A floor, cap or clip that acted.
fn adjustment(card: &CardAssessment, acted: &Adjustment) -> Sentence {
    let (from, to) = (number::plain(acted.from), number::plain(acted.to));
    let name = |id: &str| {
        let dimension = card.note.dimensions.iter().find(|dimension| dimension.id == *id);
        Sentence::of(dimension.and_then(|dimension| dimension.name.as_deref()).unwrap_or(id))
    };
    let subject = match &acted.dimension {
        Some(id) => Sentence::new("Dimension ").then(name(id)),
        None => Sentence::new("The score"),
    };
    let note = acted.limit.and_then(|at| card.note.limits.get(at)?.description.as_deref());
    let end = if note.is_some() { ": " } else { "." };
    let words = subject.ours(&match acted.kind {
        AdjustmentKind::Floor if acted.dimension.is_some() => {
            format!(" came to {from} of 100 and counts as {to}.")
        }
        AdjustmentKind::Floor => format!(" came to {from} and counts as {to}."),
        AdjustmentKind::Cap => format!(" was capped: {from} counts as {to}."),
        AdjustmentKind::Full => format!(" came to {from} of 100 and counts as {to}, which is full."),
        AdjustmentKind::AtLeast => format!(" came to {from}, and a limit raised it to {to}{end}"),
        AdjustmentKind::AtMost => format!(" came to {from}, and a limit lowered it to {to}{end}"),
        AdjustmentKind::Min => format!(" came to {from} and counts as {to}, the lowest there is."),
        AdjustmentKind::Max => format!(" came to {from} and counts as {to}, the highest there is."),
    });
    match note {
        Some(note) => words.reason(note).ours("."),
        None => words,
    }
}
