//! The model's part of a scorecard (scale, dimensions, tiers) that words about a score need; it is not in the JSON
//! shape.

use super::{CardNote, CriterionAssessment, DimensionNote, LimitNote, ScaleNote, TierNote};
use crate::eval::CriterionStatus;
use crate::model::{Requires, Scale, Scorecard, Tier};
use crate::value::Truth;

/// The note of a scorecard, for one account.
pub(super) fn card_note(
    names: &Scorecard,
    criteria: &[CriterionAssessment],
    open_tiers: Vec<(Truth, Vec<String>)>,
    limits: Vec<LimitNote>,
) -> CardNote {
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
                id: dimension.id.to_string(),
                name: dimension.name.as_deref().map(str::to_owned),
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

fn tier(
    tier: &Tier,
    criteria: &[CriterionAssessment],
    mut requires: Truth,
    missing: Vec<String>,
) -> TierNote {
    let mut open = Vec::new();
    for group in &tier.requires {
        requires = requires.and(met(group, criteria, &mut open));
    }
    TierNote {
        id: tier.id.to_string(),
        name: tier.name.as_deref().map(str::to_owned),
        from: tier.from.map(|from| from.to_f64()),
        requires,
        open,
        missing,
    }
}

/// Whether enough of these criteria are fit, whatever is filled in.
fn met(requires: &Requires, criteria: &[CriterionAssessment], open: &mut Vec<String>) -> Truth {
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
