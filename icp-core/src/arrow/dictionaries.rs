//! The dictionaries of the answers: their words are few, and known from the model before the first row. The words themselves
//! come from the model and from `explain`; nothing is worded here.

use std::borrow::Cow;

use std::sync::Arc;

use arrow_array::{ArrayRef, StringArray};

use crate::batch::Scores;
use crate::engine::Model;
use crate::eval::{CriterionStatus, IcpStatus};

/// Statuses in the order of ranked tables.
const STATUSES: [IcpStatus; 4] =
    [IcpStatus::Qualified, IcpStatus::Unqualified, IcpStatus::InsufficientData, IcpStatus::Disqualified];

/// Statuses of criteria.
const CRITERION_STATUSES: [CriterionStatus; 6] = [
    CriterionStatus::Fit,
    CriterionStatus::Partial,
    CriterionStatus::None,
    CriterionStatus::Misfit,
    CriterionStatus::Unknown,
    CriterionStatus::NotApplicable,
];

/// The number of a status among [`STATUSES`].
pub(super) fn number_of_status(status: &IcpStatus) -> i32 {
    match status {
        IcpStatus::Qualified => 0,
        IcpStatus::Unqualified => 1,
        IcpStatus::InsufficientData => 2,
        IcpStatus::Disqualified => 3,
    }
}

/// The number of a criterion's status among [`CRITERION_STATUSES`].
pub(super) fn number_of_criterion_status(status: &CriterionStatus) -> i32 {
    match status {
        CriterionStatus::Fit => 0,
        CriterionStatus::Partial => 1,
        CriterionStatus::None => 2,
        CriterionStatus::Misfit => 3,
        CriterionStatus::Unknown => 4,
        CriterionStatus::NotApplicable => 5,
    }
}

/// The number of no word.
pub(super) const NONE: i32 = -1;

/// The words of a dictionary, and the number of the word for each index of a text, a reason or a band.
#[derive(Debug)]
pub(super) struct WordCodes {
    pub(super) words: ArrayRef,
    numbers: Vec<i32>,
}

impl WordCodes {
    /// Equal texts share a word. `None` has no word.
    fn new<'t>(texts: impl IntoIterator<Item = Option<&'t str>>) -> Self {
        let mut words: Vec<&str> = Vec::new();
        let mut numbers = Vec::new();
        for text in texts {
            numbers.push(text.map_or(NONE, |text| {
                let known = words.iter().position(|known| *known == text).unwrap_or_else(|| {
                    words.push(text);
                    words.len() - 1
                });
                known as i32
            }));
        }
        Self { words: array(&words), numbers }
    }

    pub(super) fn number(&self, place: usize) -> i32 {
        self.numbers.get(place).copied().unwrap_or(NONE)
    }
}

/// The ids of several icps' tiers or stages, and for each icp and index the number of the id.
#[derive(Debug)]
pub(super) struct PlaceCodes {
    pub(super) words: ArrayRef,
    numbers: Vec<Vec<i32>>,
}

impl PlaceCodes {
    fn new(lists: &[Vec<&str>]) -> Self {
        let words = merged(lists).unwrap_or_else(|| {
            let mut all: Vec<&str> = Vec::new();
            for text in lists.iter().flatten() {
                if !all.contains(text) {
                    all.push(text);
                }
            }
            all
        });
        let number = |text: &&str| words.iter().position(|word| word == text).map_or(NONE, |at| at as i32);
        let numbers = lists.iter().map(|list| list.iter().map(number).collect()).collect();
        Self { words: array(&words), numbers }
    }

    pub(super) fn number(&self, icp: usize, place: u16) -> i32 {
        self.numbers.get(icp).and_then(|numbers| numbers.get(usize::from(place))).copied().unwrap_or(NONE)
    }
}

/// The order that several lists have in common: that of the longest, if all others are parts of it in its order.
fn merged<'t>(lists: &[Vec<&'t str>]) -> Option<Vec<&'t str>> {
    let longest = lists.iter().rev().max_by_key(|list| list.len())?;
    let is_part = |list: &Vec<&str>| {
        let mut rest = longest.iter();
        list.iter().all(|text| rest.any(|word| word == text))
    };
    lists.iter().all(is_part).then(|| longest.clone())
}

/// Whether the answers of the icp that is shown have an order that holds for every icp. Those of one icp always have one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ordered {
    pub(super) tier: bool,
    pub(super) intent_tier: bool,
    pub(super) stage: bool,
}

impl Ordered {
    pub(super) fn of(model: &Model) -> Self {
        let is = |list: List| merged(&lists(model, list)).is_some();
        Self { tier: is(tiers), intent_tier: is(intent_tiers), stage: is(stages) }
    }
}

/// Gives the ids of an icp's tiers or stages. The icp is given by its index.
type List = fn(&Model, usize) -> Vec<&str>;

fn lists(model: &Model, list: List) -> Vec<Vec<&str>> {
    (0..model.icps().count()).map(|at| list(model, at)).collect()
}

fn tiers(model: &Model, at: usize) -> Vec<&str> {
    model.icp(at).into_iter().flat_map(|icp| &icp.fit.tiers).map(|tier| &*tier.id).collect()
}

fn intent_tiers(model: &Model, at: usize) -> Vec<&str> {
    let intent = model.icp(at).and_then(|icp| icp.intent.as_ref());
    intent.into_iter().flat_map(|card| &card.tiers).map(|tier| &*tier.id).collect()
}

fn stages(model: &Model, at: usize) -> Vec<&str> {
    model.icp(at).into_iter().flat_map(|icp| &icp.stages).map(|stage| &*stage.id).collect()
}

/// The words of an icp's answers, or of those of the icp that is shown.
#[derive(Debug)]
pub(super) struct IcpWords {
    pub(super) tier: PlaceCodes,
    pub(super) intent_tier: PlaceCodes,
    pub(super) stage: PlaceCodes,
    pub(super) reason: WordCodes,
}

impl IcpWords {
    /// The words of one icp, given by its index, or of all icps.
    fn new(model: &Model, scores: &Scores, one: Option<usize>) -> Self {
        let is_asked = |icp: usize| one.is_none_or(|one| one == icp);
        let placed = |list: List| {
            let mut lists = lists(model, list);
            for (_, other) in lists.iter_mut().enumerate().filter(|(at, _)| !is_asked(*at)) {
                other.clear();
            }
            PlaceCodes::new(&lists)
        };
        let reasons = scores.reasons.iter().map(|(icp, code)| {
            (is_asked(*icp) && model.can_be(*icp, *code)).then(|| model.reason(*icp, *code).text)
        });
        let reasons: Vec<Option<Cow<'_, str>>> = reasons.collect();
        Self {
            tier: placed(tiers),
            intent_tier: placed(intent_tiers),
            stage: placed(stages),
            reason: WordCodes::new(reasons.iter().map(Option::as_deref)),
        }
    }
}

/// The dictionaries of all columns of a model's answers.
#[derive(Debug)]
pub(super) struct Dictionaries {
    pub(super) icps: ArrayRef,
    pub(super) statuses: ArrayRef,
    pub(super) criterion_statuses: ArrayRef,
    pub(super) shown: IcpWords,
    /// The words of every icp, if columns for every icp were asked for.
    pub(super) each: Vec<IcpWords>,
    /// The verdicts of each team.
    pub(super) verdicts: Vec<WordCodes>,
    /// The texts of each label.
    pub(super) told: Vec<WordCodes>,
    /// The labels of the bands of each criterion of each icp.
    pub(super) labels: Vec<Vec<WordCodes>>,
}

impl Dictionaries {
    /// Those of a model; `scores` are any of its answers with the same options.
    pub(super) fn new(model: &Model, scores: &Scores) -> Self {
        let verdicts = |team: &str| {
            let own = verdicts_for(model, team);
            WordCodes::new(scores.texts.iter().map(|text| Some(&**text).filter(|text| own.contains(text))))
        };
        let told = |id: &str| {
            let own = texts_of_label(model, id);
            let texts = scores.label_texts.iter();
            WordCodes::new(texts.map(|text| Some(&**text).filter(|text| own.contains(text))))
        };
        let labels = |at| model.band_labels(at).into_iter().map(WordCodes::new).collect();
        Self {
            icps: array(&model.icps().collect::<Vec<_>>()),
            statuses: array(&STATUSES.map(IcpStatus::as_str)),
            criterion_statuses: array(&CRITERION_STATUSES.map(CriterionStatus::as_str)),
            shown: IcpWords::new(model, scores, None),
            each: (0..scores.icps.len()).map(|at| IcpWords::new(model, scores, Some(at))).collect(),
            verdicts: scores.teams.iter().map(|team| verdicts(team)).collect(),
            told: scores.label_ids.iter().map(|id| told(id)).collect(),
            labels: (0..scores.criteria.len()).map(labels).collect(),
        }
    }
}

/// Every verdict that a team may get.
fn verdicts_for<'m>(model: &'m Model, team: &str) -> Vec<&'m str> {
    let verdicts = (0..).map_while(|at| model.icp(at)).flat_map(|icp| {
        let tiers = icp.fit.tiers.iter().flat_map(|tier| &tier.verdicts);
        tiers.chain(icp.stages.iter().flat_map(|stage| &stage.verdicts))
    });
    verdicts.filter(|verdict| *verdict.team == *team).map(|verdict| &*verdict.say).collect()
}

/// Every text that a label may have.
fn texts_of_label<'m>(model: &'m Model, id: &str) -> Vec<&'m str> {
    let labels = (0..).map_while(|at| model.icp(at)).flat_map(|icp| &icp.labels);
    let entries = labels.filter(|label| *label.id == *id).flat_map(|label| &label.first);
    entries.map(|entry| &*entry.say).collect()
}

fn array(texts: &[&str]) -> ArrayRef {
    Arc::new(StringArray::from(texts.to_vec()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_have_the_numbers_of_their_words() {
        for (number, status) in (0..).zip(&STATUSES) {
            assert_eq!(number_of_status(status), number);
        }
        for (number, status) in (0..).zip(&CRITERION_STATUSES) {
            assert_eq!(number_of_criterion_status(status), number);
        }
    }

    #[test]
    fn lists_have_an_order_in_common_where_one_has_all() {
        assert_eq!(merged(&[vec!["A", "C"], vec!["A", "B", "C"]]), Some(vec!["A", "B", "C"]));
        assert_eq!(merged(&[vec!["A", "B"], vec!["B", "A"]]), None);
        assert_eq!(merged(&[vec!["gold"], vec!["A", "B"]]), None);
        assert_eq!(merged(&[vec![], vec!["A"]]), Some(vec!["A"]));
    }
}
