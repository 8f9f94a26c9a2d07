use super::CriterionAssessment;
use crate::eval::CriterionStatus;
use crate::model::{Requires, Scale, Scorecard, Tier};
use crate::value::Truth;

/// What the model says about a scorecard, as far as words about a score need it.
///
/// ```
/// use icp_core::{Account, Date, Model};
/// use icp_core::assessment::ScaleNote;
/// let model = Model::from_json(r#"{
///     "format": "icp/1", "name": "demo",
///     "attributes": {"employees": {"type": "number"}},
///     "icps": [{"id": "smb", "fit": {
///         "criteria": [{"id": "size", "fit": {"employees": {"between": [20, 200]}}}],
///         "tiers": [{"id": "A", "from": 80}, {"id": "B"}]}}]}"#)?;
/// let assessment = model.assess(&Account::new().with("employees", 50), Date::new(2026, 11, 21).unwrap())?;
/// let note = &assessment.icps[0].fit.note;
/// assert_eq!(note.scale, ScaleNote::Percent);
/// assert_eq!(note.tiers[0].from, Some(80.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct CardNote {
    /// How points become a score.
    pub scale: ScaleNote,
    /// The dimensions, in document order.
    pub dimensions: Vec<DimensionNote>,
    /// The tiers, best first.
    pub tiers: Vec<TierNote>,
    /// The least coverage with which there is a tier, from 0 to 1.
    pub min_coverage: f64,
}

/// How points become a score.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[non_exhaustive]
pub enum ScaleNote {
    /// 100 x points / weights.
    #[default]
    Percent,
    /// Base + points, within these.
    Points {
        /// The lowest score.
        min: Option<f64>,
        /// The highest score.
        max: Option<f64>,
    },
}

/// A dimension of a scorecard.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct DimensionNote {
    /// Its id.
    pub id: String,
    /// Its name for people.
    pub name: Option<String>,
    /// Its share of the score (percent scale).
    pub share: Option<f64>,
    /// The largest magnitude of its points (points scale).
    pub cap: Option<f64>,
}

/// A tier of a scorecard, and what is known about it for this account.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct TierNote {
    /// Its id.
    pub id: String,
    /// Its name for people.
    pub name: Option<String>,
    /// The score from which on it is reached; the last tier has none.
    pub from: Option<f64>,
    /// Whether what else it asks for holds, whatever is filled in.
    pub requires: Truth,
    /// The criteria among those that it asks for that may yet be fit, or not be fit.
    pub open: Vec<String>,
    /// Attributes that would settle its condition.
    pub missing: Vec<String>,
}

/// What words about this scorecard need.
pub(super) fn note(
    names: &Scorecard,
    criteria: &[CriterionAssessment],
    open_tiers: Vec<(Truth, Vec<String>)>,
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
                cap: dimension.cap.map(|cap| cap.to_f64()),
            })
            .collect(),
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
