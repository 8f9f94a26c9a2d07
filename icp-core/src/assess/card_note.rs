//! The model's part of a scorecard (scale, dimensions, tiers) that words about a score need; it is not in the JSON
//! shape.

use std::borrow::Cow;

use super::{CardNote, CriterionAssessment, DimensionNote, LimitNote, ScaleNote, TierNote};
use crate::eval::CriterionStatus;
use crate::model::{Requires, Scale, Scorecard, Tier};
use crate::value::Truth;

/// The note of a scorecard, for one account.
pub(super) fn card_note<'a>(
    names: &'a Scorecard,
    criteria: &[CriterionAssessment<'a>],
    open_tiers: Vec<(Truth, Vec<Cow<'a, str>>)>,
    limits: Vec<LimitNote<'a>>,
) -> CardNote<'a> {
    CardNote {
        scale: match names.scale {
            Scale::Percent => ScaleNote::Percent,
            Scale::Points { min, max, .. } => {
                ScaleNote::Points { min: min.map(|min| min.to_f64()), max: max.map(|max| max.to_f64()) }
            }
        },
        dimensions: names
            .dimensions
            .iter()
            .map(|dimension| DimensionNote {
                id: (&*dimension.id).into(),
                name: dimension.name.as_deref().map(Cow::Borrowed),
                share: dimension.share.map(|share| share.to_f64()),
                full: dimension.full.map(|full| full.to_f64()),
                when_empty: dimension.when_empty.clone(),
                cap: dimension.cap.map(|cap| cap.to_f64()),
            })
            .collect(),
        limits,
        tiers: names
            .tiers
            .iter()
            .zip(open_tiers)
            .map(|(names, (holds, missing))| tier(names, criteria, holds, missing))
            .collect(),
        min_coverage: names.min_coverage.to_f64(),
    }
}

fn tier<'a>(
    tier: &'a Tier,
    criteria: &[CriterionAssessment<'a>],
    mut requires: Truth,
    missing: Vec<Cow<'a, str>>,
) -> TierNote<'a> {
    let mut open = Vec::new();
    for group in &tier.requires {
        requires = requires.and(met(group, criteria, &mut open));
    }
    TierNote {
        id: (&*tier.id).into(),
        name: tier.name.as_deref().map(Cow::Borrowed),
        from: tier.from.map(|from| from.to_f64()),
        requires,
        open,
        missing,
    }
}

/// Whether enough of these criteria are fit, whatever is filled in.
fn met<'a>(requires: &Requires, criteria: &[CriterionAssessment<'a>], open: &mut Vec<Cow<'a, str>>) -> Truth {
    let asked = || requires.of.iter().filter_map(|at| criteria.get(*at));
    let is_fit = |criterion: &&CriterionAssessment| criterion.status == CriterionStatus::Fit;
    let may_change = |criterion: &&CriterionAssessment| !criterion.missing.is_empty();
    let fits = asked().filter(|criterion| is_fit(criterion) && !may_change(criterion)).count();
    let may_fit = asked().filter(|criterion| is_fit(criterion) || may_change(criterion)).count();
    if fits >= requires.at_least {
        return Truth::True;
    }
    if may_fit < requires.at_least {
        return Truth::False;
    }
    open.extend(asked().filter(may_change).map(|criterion| criterion.id.clone()));
    Truth::Unknown
}
