//! The way to the next better tier, and what alone keeps an account from qualifying, with the model's names. `eval` works both
//! out.

use std::borrow::Cow;

use crate::eval::{self, KeptOut, Scratch};
use crate::model::{Definition, Icp, Scorecard};
use crate::plan::Plan;

/// The way from the fit tier that was reached to the one directly above it.
///
/// Each criterion in it is taken by itself, with all else as it is: a known one as if it gave the most that its rule gives to any
/// account, an unknown one as if it gave the most that is still open.
///
/// ```
/// use icp_core::{Account, Date, Model};
/// let model = Model::from_json(r#"{
///     "format": "icp/1", "name": "demo",
///     "attributes": {"employees": {"type": "number"}, "country": {"type": "text"}, "tools": {"type": "set"}},
///     "icps": [{"id": "smb", "fit": {
///         "criteria": [{"id": "size", "weight": 2, "fit": {"employees": {"between": [20, 200]}}},
///                      {"id": "home", "fit": {"country": "US"}},
///                      {"id": "stack", "fit": {"tools": {"has": "HubSpot"}}}],
///         "tiers": [{"id": "A", "from": 75}, {"id": "B", "from": 50}, {"id": "C"}]}}]}"#)?;
/// let account = Account::new().with("employees", 50).with("country", "DE");
/// let assessment = model.assess(&account, Date::new(2026, 11, 21).unwrap())?;
/// let next = assessment.icps[0].to_next_tier.as_ref().ok_or("a tier above")?;
/// assert_eq!((&*next.tier, next.short), ("A", 25.0));
/// // `home` is known not to fit; of `stack` nothing is known.
/// assert_eq!((&next.by[..], &next.could[..]), (&["home".into()][..], &["stack".into()][..]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct NextTier<'a> {
    /// The id of the tier.
    pub tier: Cow<'a, str>,
    /// How much its `from` is above the score; 0 where the score is enough.
    pub short: f64,
    /// The ids of known criteria that alone would reach it, in document order.
    pub by: Vec<Cow<'a, str>>,
    /// The ids of criteria that could reach it, once something unknown is known, in document order.
    pub could: Vec<Cow<'a, str>>,
}

/// One thing that alone keeps an account from qualifying.
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// use icp_core::assessment::KeptOut;
/// let large = Account::new().with("employees", 5_000).with("country", "US").with("tools", vec!["HubSpot"]);
/// let answer = model.score(&large, today).unwrap();
/// let kept = &answer.data().icps[0].kept_out_by;
/// assert_eq!((kept[0].kind, &*kept[0].id), (KeptOut::Required(0), "size"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct KeptOutBy<'a> {
    /// Its kind; its place in the model is that of `id`.
    pub kind: KeptOut,
    /// The id of the exclusion or criterion.
    pub id: Cow<'a, str>,
}

pub(crate) fn to_next_tier<'a>(
    plan: &Plan,
    scratch: &Scratch,
    icp: usize,
    names: &'a Scorecard,
) -> Option<NextTier<'a>> {
    let next = eval::next_tier(plan, scratch, icp)?;
    let ids = |places: Vec<usize>| {
        let found = places.into_iter().filter_map(|at| names.criteria.get(at));
        found.map(|criterion| Cow::Borrowed(&*criterion.id)).collect()
    };
    Some(NextTier {
        tier: names.tiers.get(next.tier).map(|tier| (&*tier.id).into())?,
        short: next.short,
        by: ids(next.by),
        could: ids(next.could),
    })
}

pub(crate) fn kept_out_by<'a>(
    definition: &'a Definition,
    plan: &Plan,
    scratch: &Scratch,
    at: usize,
    icp: &'a Icp,
) -> Vec<KeptOutBy<'a>> {
    let id = |kind: KeptOut| match kind {
        KeptOut::Exclusion(place) => {
            let mut exclusions = definition.exclusions.iter().chain(&icp.exclusions);
            exclusions.nth(place).map(|exclusion| &*exclusion.id)
        }
        KeptOut::Required(place) | KeptOut::Criterion(place) => {
            icp.fit.criteria.get(place).map(|criterion| &*criterion.id)
        }
    };
    let mut kept = Vec::new();
    eval::kept_out_by(plan, scratch, at, &mut Vec::new(), |kind| {
        kept.extend(id(kind).map(|id| KeptOutBy { kind, id: id.into() }));
    });
    kept
}
