//! The criteria of a scorecard, a line each: what was lost first, then what is open, then what was gained. What could only
//! take away and did not, and what does not apply, is a line for all of them.

use std::cmp::Ordering;

use super::summary::IN_A_SENTENCE;
use super::values::input;
use super::{Document, Row, Sentence, number};
use crate::assess::{
    CardAssessment, Clipped, CriterionAssessment, EventCount, InputValue, IssueNote, Signal,
};
use crate::eval::CriterionStatus;
use crate::model::Unit;
use crate::sort::{sort_by, sort_by_key};
use crate::value::visible;

/// A rule that is longer, in characters, is told with its long lists cut.
const LONG_RULE: usize = 160;
/// The longest rule in a line about a criterion.
const LONGEST_RULE: usize = 400;

/// How a criterion stands, in the order in which they are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    /// It gave less than it could have.
    Lost,
    /// It is not known.
    Open,
    /// It gave all that it could.
    Gained,
    /// It could only take away, and did not.
    Spared,
    /// It is not about this account.
    NotApplicable,
}

/// How a criterion stands. A part of the score that is printed as 0 counts as 0.
pub(super) fn side(criterion: &CriterionAssessment) -> Side {
    let is_zero = |value: f64| number::plain(value) == "0";
    match criterion.status {
        CriterionStatus::NotApplicable => Side::NotApplicable,
        CriterionStatus::Unknown => Side::Open,
        CriterionStatus::Fit | CriterionStatus::Partial | CriterionStatus::None | CriterionStatus::Misfit => {
            let gave = criterion.contribution;
            let can_give = criterion.max_contribution.is_some_and(|most| most > 0.0 && !is_zero(most));
            if !can_give && is_zero(gave) {
                Side::Spared
            } else if gave < 0.0 && !is_zero(gave) || !is_zero(stake(criterion)) {
                Side::Lost
            } else {
                Side::Gained
            }
        }
    }
}

/// How much more a criterion could have given, or could yet give.
pub(super) fn stake(criterion: &CriterionAssessment) -> f64 {
    (criterion.max_contribution.unwrap_or(criterion.contribution) - criterion.contribution).max(0.0)
}

/// The criteria of one side, the most important first.
pub(super) fn of_side<'c, 'a>(card: &'c CardAssessment<'a>, side: Side) -> Vec<&'c CriterionAssessment<'a>> {
    let mut all: Vec<_> = card.criteria.iter().filter(|criterion| self::side(criterion) == side).collect();
    let size = |criterion: &CriterionAssessment| match side {
        Side::Lost | Side::Open => stake(criterion),
        Side::Gained => criterion.contribution,
        Side::Spared | Side::NotApplicable => 0.0,
    };
    sort_by(&mut all, |a, b| size(b).partial_cmp(&size(a)).unwrap_or(Ordering::Equal));
    all
}

/// The name of a criterion for people.
pub(super) fn label(criterion: &CriterionAssessment) -> Sentence {
    Sentence::of(criterion.name.as_deref().unwrap_or(&criterion.id))
}

/// All criteria of a scorecard.
pub(super) fn criteria(card: &CardAssessment, issues: &[IssueNote], document: &mut Document) {
    let size = |one: &CriterionAssessment| one.contribution.abs().max(one.max_contribution.unwrap_or(0.0));
    let largest = card.criteria.iter().map(size).fold(0.0, f64::max);
    let told = [Side::Lost, Side::Open, Side::Gained].into_iter().flat_map(|side| of_side(card, side));
    document.table(told.map(|criterion| row(criterion, issues, largest)).collect());
    for (side, opening) in
        [(Side::Spared, "Did not count against it: "), (Side::NotApplicable, "Does not apply: ")]
    {
        let labels: Vec<_> = of_side(card, side).into_iter().map(label).collect();
        if !labels.is_empty() {
            let most = 2 * IN_A_SENTENCE;
            document.line(Sentence::new(opening).list(labels.into_iter(), most, ", ").ours("."));
        }
    }
}

fn row(criterion: &CriterionAssessment, issues: &[IssueNote], largest: f64) -> Row {
    let (points, most) = points(criterion);
    Row {
        sign: match side(criterion) {
            Side::Lost => "-",
            Side::Open => "?",
            Side::Gained | Side::Spared | Side::NotApplicable => "+",
        },
        label: label(criterion),
        points,
        most,
        part: criterion.contribution,
        largest,
        class: class(criterion.status),
        values: values(criterion, issues),
        wanted: wanted(criterion),
    }
}

/// The part of the score that it gave, and the most that it could give: `12` and `of 24`; while it is not known `0` and `to 24`.
fn points(criterion: &CriterionAssessment) -> (String, String) {
    let Some(most) = criterion.max_contribution else { return <(String, String)>::default() };
    let (gave, shown) = (number::plain(criterion.contribution), number::plain(most));
    if side(criterion) == Side::Open {
        let least = criterion.least_contribution.map_or(gave, number::plain);
        let most = if least == shown { String::new() } else { format!("to {shown}") };
        return (least, most);
    }
    // A criterion that can only take away has no most.
    (gave, if most > 0.0 && shown != "0" { format!("of {shown}") } else { String::new() })
}

/// The values that it read, the label of its band, the words it found, and the events behind it.
fn values(criterion: &CriterionAssessment, issues: &[IssueNote]) -> Sentence {
    let is_told = |value: &Option<InputValue>| {
        // Its events are told with their age.
        criterion.signals.is_empty() || !matches!(value, Some(InputValue::Events(_)))
    };
    let inputs = criterion.inputs.iter().filter(|note| is_told(&note.value));
    let mut parts: Vec<_> = inputs.map(|note| input(note, issues)).collect();
    parts.extend(signals(criterion));
    let mut words = Sentence::default().list(parts.into_iter(), usize::MAX, "; ");
    let band = criterion.label.as_deref().map(Sentence::of);
    let against = (criterion.status == CriterionStatus::Misfit).then(|| Sentence::new("against it"));
    // Whoever reads `required at least 5, else at least 2: half` would take 3 for too little.
    let in_part = criterion.required && criterion.status == CriterionStatus::Partial;
    let in_part = in_part.then(|| Sentence::new("met in part"));
    let notes: Vec<_> = band.into_iter().chain(against).chain(in_part).collect();
    if !notes.is_empty() {
        let opening = if words.is_empty() { "(" } else { " (" };
        words = words.ours(opening).list(notes.into_iter(), usize::MAX, ", ").ours(")");
    }
    let mut more = Vec::new();
    let matched: Vec<_> = criterion.matched.iter().flatten().map(|item| found(item)).collect();
    if !matched.is_empty() {
        more.push(Sentence::new("matched ").list(matched.into_iter(), IN_A_SENTENCE, ", "));
    }
    more.extend(criterion.events.iter().take(IN_A_SENTENCE).map(|count| Sentence::new(&counted(count))));
    more.extend(criterion.clipped.map(|clipped| Sentence::new(&cut_sum(clipped))));
    if criterion.status == CriterionStatus::Unknown && number::plain(criterion.contribution) != "0" {
        more.push(Sentence::new(&format!(
            "counts as {} until it is known",
            number::plain(criterion.contribution)
        )));
    }
    for one in more {
        words = if words.is_empty() { one } else { words.ours("; ").then(one) };
    }
    words
}

/// An entry that was found: an item, a phrase, or a list by its name.
fn found(item: &str) -> Sentence {
    Sentence::of(item.strip_prefix('$').unwrap_or(item))
}

/// Its rule: `wanted 20 to 200`, `required 20 to 200`, or `against it: agency` where it can only take away.
fn wanted(criterion: &CriterionAssessment) -> Sentence {
    let brief = criterion.in_brief.as_deref().filter(|_| criterion.wanted.chars().count() > LONG_RULE);
    let rule = brief.unwrap_or(&criterion.wanted).trim();
    if rule.is_empty() {
        return Sentence::default();
    }
    let only_takes = criterion.max_contribution.is_some_and(|most| most <= 0.0);
    let opening = match (only_takes, criterion.required) {
        (true, _) => "against it: ",
        (false, true) => "required ",
        (false, false) => "wanted ",
    };
    Sentence::new(opening).theirs_within(&cut(rule), LONGEST_RULE + 2)
}

/// A rule, cut between two of its words where it is long.
fn cut(rule: &str) -> String {
    if rule.chars().count() <= LONGEST_RULE {
        return rule.to_owned();
    }
    let start: String = rule.chars().take(LONGEST_RULE).collect();
    let whole = start.rsplit_once("; ").filter(|(whole, _)| whole.len() * 2 > start.len());
    match whole.or_else(|| start.rsplit_once(' ')) {
        Some((words, _)) => format!("{} …", words.trim_end_matches([',', ';'])),
        None => visible(rule, LONGEST_RULE),
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

/// A sum that a `max` has cut: `together 24, which counts as 12`.
fn cut_sum(clipped: Clipped) -> String {
    let amount = |amount: f64| match clipped.unit {
        Unit::Points => number::plain(amount),
        Unit::Rating => format!("{} %", number::plain(amount * 100.0)),
    };
    format!("together {}, which counts as {}", amount(clipped.from), amount(clipped.to))
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

/// The events of a `decay` rule, the youngest first.
fn signals(criterion: &CriterionAssessment) -> Option<Sentence> {
    if criterion.signals.is_empty() {
        return None;
    }
    let mut signals: Vec<&Signal> = criterion.signals.iter().collect();
    sort_by_key(&mut signals, |signal| signal.age);
    let one = |signal: &Signal| {
        let age = match signal.age {
            0 => "today".to_owned(),
            1 => "1 day old".to_owned(),
            days => format!("{days} days old"),
        };
        let left = if signal.left == 1.0 {
            String::new()
        } else {
            format!(", {} left", number::percent(signal.left))
        };
        Sentence::of(&signal.event).ours(&format!(" {age}{left}"))
    };
    Some(Sentence::default().list(signals.into_iter().map(one), 2 * IN_A_SENTENCE, "; "))
}
