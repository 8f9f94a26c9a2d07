//! The chapter "Why": exclusions with the values that hold them up, criteria, floors and caps.

use super::criteria::{criteria, label};
use super::summary::IN_A_SENTENCE;
use super::values::input;
use super::{Document, Sentence, number};
use crate::assess::{Adjustment, CardAssessment, ExclusionNote, IcpAssessment, IssueNote, Lift};
use crate::eval::AdjustmentKind;

/// Exclusions that hold, and those that may, each with the values that it rests on.
pub(super) fn icp(icp: &IcpAssessment, issues: &[IssueNote], document: &mut Document) {
    let holds = icp.exclusions.iter().map(|one| exclusion(one, "Excluded by ", issues).then(lifts(one)));
    let possible = icp.possible_exclusions.iter().map(|one| {
        let words = exclusion(one, "May be excluded by ", issues);
        if one.missing.is_empty() {
            return words;
        }
        let missing = one.missing.iter().map(|name| Sentence::of(name));
        words.ours("; settled by ").list(missing, IN_A_SENTENCE, ", ")
    });
    document.items(holds.chain(possible).collect());
}

/// `Excluded by tiny: cannot pay (employees 3 people; out where employees is less than 5)`.
fn exclusion(note: &ExclusionNote, opening: &str, issues: &[IssueNote]) -> Sentence {
    let words = Sentence::new(opening).theirs(&note.id).ours(": ").reason(&note.reason).ours(" (");
    let inputs: Vec<_> = note.inputs.iter().map(|one| input(one, issues)).collect();
    let gap = if inputs.is_empty() { "" } else { "; " };
    words
        .list(inputs.into_iter(), 2 * IN_A_SENTENCE, "; ")
        .ours(gap)
        .ours("out where ")
        .theirs(&note.when)
        .ours(")")
}

/// The values of one attribute that alone lift it: `; it would not hold with employees at least 25, or country anything but US`.
fn lifts(note: &ExclusionNote) -> Sentence {
    if note.lift.is_empty() {
        return Sentence::default();
    }
    let titles = |lift: &Lift| {
        let title = note.inputs.iter().find(|one| one.attribute == lift.attribute);
        let title = title.and_then(|one| one.title.as_deref()).unwrap_or(&lift.attribute);
        Sentence::of(title).ours(" ").theirs(&lift.words)
    };
    Sentence::new("; it would not hold with ").list(note.lift.iter().map(titles), IN_A_SENTENCE, ", or ")
}

/// The criteria of a scorecard, and the floors and caps that acted.
pub(super) fn card(card: &CardAssessment, issues: &[IssueNote], document: &mut Document) {
    if card.base != 0.0 {
        document.line(Sentence::new(&format!("Starts from {}.", number::plain(card.base))));
    }
    criteria(card, issues, document);
    card.adjustments.iter().for_each(|acted| document.line(adjustment(card, acted)));
}

/// A floor, cap or clip that acted.
fn adjustment(card: &CardAssessment, acted: &Adjustment) -> Sentence {
    let (from, to) = (number::plain(acted.from), number::plain(acted.to));
    let name = |id: &str| {
        let dimension = card.note.dimensions.iter().find(|dimension| dimension.id == *id);
        let name = dimension.and_then(|dimension| dimension.name.as_deref()).unwrap_or(id);
        let is_one_word = !name.trim().contains(char::is_whitespace);
        if is_one_word { Sentence::of(name) } else { Sentence::new("\"").theirs(name).ours("\"") }
    };
    let subject = match &acted.dimension {
        Some(id) => Sentence::new("Dimension ").then(name(id)).then(held(card, id)),
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
        AdjustmentKind::Times => format!(" came to {from}, and a limit multiplied it to {to}{end}"),
        AdjustmentKind::Add => format!(" came to {from}, and a limit changed it to {to}{end}"),
        AdjustmentKind::Round => format!(" came to {from}, and was rounded to {to}{end}"),
        AdjustmentKind::Min => format!(" came to {from} and counts as {to}, the lowest there is."),
        AdjustmentKind::Max => format!(" came to {from} and counts as {to}, the highest there is."),
    });
    match note {
        Some(note) => words.reason(note).ours("."),
        None => words,
    }
}

/// The criteria of a dimension: ` (trade, size)`.
fn held(card: &CardAssessment, id: &str) -> Sentence {
    let labels: Vec<_> =
        card.criteria.iter().filter(|one| one.dimension.as_deref() == Some(id)).map(label).collect();
    if labels.is_empty() {
        return Sentence::default();
    }
    Sentence::new(" (").list(labels.into_iter(), 2 * IN_A_SENTENCE, ", ").ours(")")
}
