//! The answer of a search for changes, and how it is made from what the search found.

use super::gap::Gap;
use super::goal::{Aim, Goal, Wanted};
use super::search::Found;
use super::state::Search;
use super::words;
use crate::account::{Field, Record};
use crate::assess::{InputValue, given, shown};
use crate::error::AccountError;
use crate::eval::{IcpStatus, Scratch};
use crate::model::{Attribute, Definition};
use crate::page::Sentence;
use crate::plan::Plan;
use crate::value::Date;

/// The most attributes that change together, unless another number is asked for.
///
/// ```
#[doc = include_str!("../sample.txt")]
/// use icp_core::changes::{Goal, USUAL_CHANGES};
/// assert_eq!(model.changes(&account, today, &Goal::tier("A"))?.max_changes, USUAL_CHANGES);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub const USUAL_CHANGES: usize = 2;

/// The largest number of attributes that may change together.
///
/// ```
#[doc = include_str!("../sample.txt")]
/// use icp_core::changes::{Goal, MOST_CHANGES};
/// let options = icp_core::Options::new(today);
/// let changes = |most| model.changes_with(&account, &options, &Goal::tier("A"), most);
/// assert!(changes(MOST_CHANGES).is_ok() && changes(MOST_CHANGES + 1).is_err());
/// ```
pub const MOST_CHANGES: usize = 3;

/// The smallest sets of changes with which an account reaches a goal.
///
/// Of each set all changes are needed: no part of it reaches the goal alone. Sets of fewer attributes come first, then those that
/// are nearer: with fewer cells passed, which are the pieces into which the model cuts the values of an attribute.
///
/// ```
#[doc = include_str!("../sample.txt")]
/// use icp_core::changes::Goal;
/// let small = Account::new().with("employees", 7).with("country", "US");
/// let changes = model.changes(&small, today, &Goal::from("qualified"))?;
/// let only = &changes.sets[0].changes[0];
/// assert_eq!((&*only.attribute, &*only.to), ("employees", "20 to 200 people"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Changes {
    /// The id of the icp.
    pub icp: String,
    /// The goal as it was found in the model.
    ///
    /// Never a [`Wanted::Word`], and with the icp.
    pub goal: Goal,
    /// Whether the account reaches it as it is. Then there are no sets.
    pub reached: bool,
    /// The sets, the smallest first.
    pub sets: Vec<ChangeSet>,
    /// Whether every set was searched for: there are no `gaps`.
    pub complete: bool,
    /// The most attributes of one set.
    pub max_changes: usize,
    /// Why there may be other sets.
    pub gaps: Vec<Gap>,
    /// The name of the icp for people.
    pub(crate) label: String,
}

/// Changes that reach the goal together.
///
/// ```
#[doc = include_str!("../sample.txt")]
/// use icp_core::IcpStatus;
/// use icp_core::changes::Goal;
/// let small = Account::new().with("employees", 7).with("country", "US");
/// let set = &model.changes(&small, today, &Goal::tier("A"))?.sets[0];
/// assert_eq!((set.status, set.score, set.tier.as_deref()), (IcpStatus::Qualified, Some(100.0), Some("A")));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ChangeSet {
    /// A change for each attribute, in the order of the model.
    pub changes: Vec<Change>,
    /// The status with the examples of the changes, by scoring.
    pub status: IcpStatus,
    /// The score of fit with them.
    pub score: Option<f64>,
    /// The id of the tier with them.
    pub tier: Option<String>,
}

/// The change of one attribute.
///
/// ```
#[doc = include_str!("../sample.txt")]
/// use icp_core::assessment::InputValue;
/// use icp_core::changes::Goal;
/// let small = Account::new().with("employees", 7).with("country", "US");
/// let set = &model.changes(&small, today, &Goal::tier("A"))?.sets[0];
/// let size = &set.changes[0];
/// assert_eq!((&size.from, &size.example), (&Some(InputValue::Number(7.0)), &InputValue::Number(20.0)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Change {
    /// The attribute.
    pub attribute: String,
    /// Its value in the account; `None` where it has none.
    pub from: Option<InputValue<'static>>,
    /// The text of the account, where the value was read from one that differs.
    pub given: Option<String>,
    /// All values that will do, in words without the attribute's name. Each goes with each of those of the other changes.
    pub to: String,
    /// One of them, the nearest.
    pub example: InputValue<'static>,
    /// How many cells the example is away, or items that come or go.
    pub passed: u32,
    pub(crate) label: String,
    pub(crate) words: Sentence,
    /// The value now, in words.
    pub(crate) now: Sentence,
}

/// An account that was scored, its model, and what is asked.
pub(crate) struct ChangesInput<'a> {
    pub(crate) definition: &'a Definition,
    pub(crate) plan: &'a Plan,
    pub(crate) record: &'a Record<'a>,
    pub(crate) as_of: Date,
    pub(crate) goal: &'a Goal,
    pub(crate) max_changes: usize,
}

/// Searches. INVARIANT: the scratch has been scored with this plan and record.
pub(crate) fn find(input: &ChangesInput<'_>, scratch: Scratch) -> Result<Changes, AccountError> {
    let ChangesInput { definition, plan, record, as_of, goal, max_changes } = *input;
    if !(1..=MOST_CHANGES).contains(&max_changes) {
        let expected = format!("`max_changes` from 1 to {MOST_CHANGES}");
        return Err(AccountError::goal(expected, max_changes.to_string()));
    }
    let shown = scratch.headline().unwrap_or_default();
    let (place, aim) = Aim::find(goal, definition, plan, shown)?;
    // INVARIANT: the place was found in the plan, whose icps are those of the definition.
    let icp = plan.icps.get(place).and_then(|icp| Some((icp, definition.icps.get(icp.index)?)));
    let Some((icp, of)) = icp else {
        return Err(AccountError::goal("a model with an icp", "none"));
    };
    let tier_id = |at: usize| of.fit.tiers.get(at).map(|tier| String::from(&*tier.id));
    let wanted = match aim {
        Aim::Status(status) => Wanted::Status(status),
        Aim::Tier(at) => Wanted::Tier(tier_id(at).unwrap_or_default()),
        Aim::Score(score) => Wanted::Score(score),
    };
    let reached = scratch.scores().get(place).is_some_and(|score| aim.is_met(score));
    let mut changes = Changes {
        icp: (*of.id).to_owned(),
        goal: Goal { icp: Some((*of.id).to_owned()), wanted },
        reached,
        sets: Vec::new(),
        complete: true,
        max_changes,
        gaps: Vec::new(),
        label: of.label().to_owned(),
    };
    if reached {
        return Ok(changes);
    }
    let mut search = Search::new(definition, plan, icp, aim, &record.fields, as_of, scratch);
    let found = search.sets(max_changes);
    changes.gaps = std::mem::take(&mut search.gaps);
    crate::sort::distinct(&mut changes.gaps);
    changes.complete = changes.gaps.is_empty();
    for set in found {
        let result = set.result;
        changes.sets.push(ChangeSet {
            changes: set.changes_of(&mut search, definition, record),
            status: result.status,
            score: result.fit.score,
            tier: result.fit.tier.and_then(tier_id),
        });
    }
    Ok(changes)
}

impl Found {
    fn changes_of(
        self,
        search: &mut Search<'_>,
        definition: &Definition,
        record: &Record<'_>,
    ) -> Vec<Change> {
        let mut changes = Vec::new();
        for (at, nearest, all) in self.changes {
            let (Some(attribute), Some(input)) = (definition.attributes.get(at), search.plan.inputs.get(at))
            else {
                continue;
            };
            // A rule may tell two spellings of one value apart, so a text stands as an account has to have it.
            let example = match &nearest.field {
                Field::Text(text) => Some(InputValue::Text(text.trim().to_owned().into())),
                field => shown(attribute, input, field).map(InputValue::into_owned),
            };
            let Some(example) = example else { continue };
            let now = search.now.get(at);
            let from = now.and_then(|now| shown(attribute, input, now)).map(InputValue::into_owned);
            let given = now.and_then(|now| given(record, at, now, from.as_ref()));
            let others = if search.is_line(at) { Vec::new() } else { search.listed(at) };
            let words = words::to(search, attribute, &all, &others);
            changes.push(Change {
                attribute: (*attribute.name).to_owned(),
                given: given.map(Into::into),
                to: words.plain(),
                now: words::now(attribute, from.as_ref(), now),
                from,
                example,
                passed: nearest.passed,
                label: attribute.label().to_owned(),
                words,
            });
        }
        changes
    }
}

impl Attribute {
    /// The unit of its numbers, behind a blank.
    pub(super) fn with_unit(&self, words: Sentence) -> Sentence {
        match &self.unit {
            Some(unit) if !words.is_empty() => words.ours(" ").theirs(unit),
            _ => words,
        }
    }
}
