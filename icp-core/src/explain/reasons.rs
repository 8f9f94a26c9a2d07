//! An icp's answer in one line for a column of a table: the gate that stands in its way, and the largest gains and losses.

use super::criteria::{Side, label, of_side, stake};
use super::summary::label as named;
use super::{Sentence, number};
use crate::assess::{CriterionAssessment, IcpAssessment, KeptOutBy};
use crate::eval::{IcpStatus, KeptOut, ReasonCode};
use crate::sort::sort_by;
use crate::value::visible;

/// The words before the items, the items, and what stands between two of them.
type Part = (&'static str, Vec<String>, &'static str);

impl IcpAssessment<'_> {
    /// Why it is so, on one line: what stands in the way, and the `most` largest gains and losses. At most `max_text` characters.
    ///
    /// Use it where a table has a column for it; an explanation says all of it. Losses count from the most that a criterion could
    /// give. Where everything does not fit, fewer gains and losses are named; what still does not fit is left out.
    ///
    /// ```
    #[doc = include_str!("../sample_full.txt")]
    /// let smb = &answer.data().icps[0];
    /// assert_eq!(smb.reasons(2, 255), "gained 42 size, 28 Home market; lost 15 crm");
    /// assert_eq!(smb.reasons(2, 20), "gained 42 size …");
    /// ```
    pub fn reasons(&self, most: usize, max_text: usize) -> String {
        let mut text = join(self.parts(most), max_text);
        for fewer in (1..most).rev() {
            if !text.ends_with('…') {
                break;
            }
            text = join(self.parts(fewer), max_text);
        }
        text
    }

    /// The gate that stands in the way, then the largest of each side: each with its opening, its items and what stands between them.
    fn parts(&self, most: usize) -> Vec<Part> {
        let mut parts = Vec::new();
        if self.reason.code == ReasonCode::NothingKnown {
            parts.push(("", vec![self.reason.text.to_string()], ""));
        } else if self.status == IcpStatus::Disqualified {
            let reasons =
                self.exclusions.iter().map(|one| one.reason.trim().trim_end_matches('.').to_owned());
            parts.push(("excluded: ", reasons.collect::<Vec<_>>(), "; "));
            if let [KeptOutBy { kind: KeptOut::Exclusion(_), .. }] = &*self.kept_out_by {
                parts.push(("", vec!["only this keeps it out".to_owned()], ""));
            }
        } else {
            let only = match &*self.kept_out_by {
                [only] => Some(only),
                _ => None,
            };
            match self.reason.code {
                ReasonCode::Tier(_) | ReasonCode::NothingKnown => {}
                // The next part names the criterion.
                ReasonCode::RequiredUnmet(_) if only.is_some() => {}
                ReasonCode::Excluded(_)
                | ReasonCode::RequiredUnmet(_)
                | ReasonCode::ExclusionUnknown(_)
                | ReasonCode::RequiredUnknown(_)
                | ReasonCode::LowCoverage => parts.push(("", vec![self.reason.text.to_string()], "")),
            }
            if let Some(only) = only {
                let opening =
                    if matches!(only.kind, KeptOut::Required(_)) { "only the required " } else { "only " };
                let words = Sentence::new(opening).then(named(&self.fit, &only.id)).ours(" keeps it out");
                parts.push(("", vec![words.plain()], ""));
            }
            let gained = ("gained ", self.largest(Side::Gained, most), ", ");
            let lost = ("lost ", self.largest(Side::Lost, most), ", ");
            let open = ("open ", self.largest(Side::Open, most), ", ");
            match self.status {
                IcpStatus::Qualified => parts.extend([gained, lost, open]),
                IcpStatus::Unqualified | IcpStatus::InsufficientData | IcpStatus::Disqualified => {
                    parts.extend([lost, open, gained]);
                }
            }
        }
        parts
    }

    /// The largest of one side, with what they gave or lost.
    fn largest(&self, side: Side, most: usize) -> Vec<String> {
        let points = |criterion: &CriterionAssessment| match side {
            Side::Gained => criterion.contribution,
            Side::Lost | Side::Open | Side::Spared | Side::NotApplicable => stake(criterion),
        };
        let one = |criterion: &CriterionAssessment| {
            let points = number::plain(points(criterion));
            let words = if points == "0" { Sentence::default() } else { Sentence::new(&points).ours(" ") };
            words.then(label(criterion)).plain()
        };
        // A criterion that gave a part of its most has gained and lost.
        let mut all: Vec<_> = match side {
            Side::Gained => {
                [Side::Gained, Side::Lost].iter().flat_map(|side| of_side(&self.fit, *side)).collect()
            }
            Side::Lost | Side::Open | Side::Spared | Side::NotApplicable => of_side(&self.fit, side),
        };
        all.retain(|criterion| side != Side::Gained || number::plain(criterion.contribution.max(0.0)) != "0");
        sort_by(&mut all, |a, b| points(b).total_cmp(&points(a)));
        all.into_iter().take(most).map(one).collect()
    }
}

/// The parts on one line of at most `max_text` characters.
fn join(parts: Vec<Part>, max_text: usize) -> String {
    let mut text = String::new();
    for (opening, items, between) in parts {
        for (at, item) in items.into_iter().enumerate() {
            let before = match (at, text.is_empty()) {
                (0, true) => opening.to_owned(),
                (0, false) => format!("; {opening}"),
                _ => between.to_owned(),
            };
            // Two more characters say that something was left out.
            if text.is_empty() {
                text = visible(&[before, item].concat(), max_text.saturating_sub(1));
            } else if count(&text) + count(&before) + count(&item) + 2 <= max_text {
                text.push_str(&before);
                text.push_str(&item);
            } else {
                if !text.ends_with('…') {
                    text.push_str(" …");
                }
                return text;
            }
        }
    }
    text
}

fn count(text: &str) -> usize {
    text.chars().count()
}
