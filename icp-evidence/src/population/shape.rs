//! The facts about a model that the observer looks up for every row: which criteria an icp has, what they read, which values they ask for.
//! Made once a table, from the definition; it counts nothing.

use icp_core::Model;
use icp_core::model::Rule;

use super::edges::Edge;

/// A criterion as rows are counted by it.
#[derive(Debug, Clone)]
pub(super) struct CriterionShape<'m> {
    /// Whether its rating varies with the value: a curve, a line, or events that fade.
    pub(super) varies: bool,
    /// The attributes that it reads.
    pub(super) reads: Vec<usize>,
    /// The values that it asks for, if they are those of one attribute: how far an account is from them.
    pub(super) edge: Option<Edge<'m>>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct IcpShape<'m> {
    /// Those of fit, then those of intent.
    pub(super) criteria: Vec<CriterionShape<'m>>,
    /// How many are of fit.
    pub(super) of_fit: usize,
    /// For each exclusion, those of all icps first, the values for which it does not hold.
    pub(super) exclusions: Vec<Option<Edge<'m>>>,
}

/// For each exclusion and for each criterion of an icp, the values that it asks for, where it asks for those of one attribute.
pub(crate) type Edges<'m> = (Vec<Option<Edge<'m>>>, Vec<Option<Edge<'m>>>);

/// The parts of the model that rows are counted by: made once for a table.
#[derive(Debug, Clone)]
pub(super) struct Shape<'m> {
    pub(super) icps: Vec<IcpShape<'m>>,
    pub(super) attributes: usize,
}

impl<'m> Shape<'m> {
    pub(super) fn new(model: &'m Model) -> Self {
        let attributes = &model.definition().attributes;
        let infos = model.criterion_infos();
        let icp = |at: usize| {
            let Some(icp) = model.icp(at) else { return IcpShape::default() };
            let of_fit = icp.fit.criteria.len();
            let each = model.criteria(at).enumerate().map(|(place, criterion)| {
                let varies =
                    matches!(criterion.rule, Rule::Curve { .. } | Rule::Linear { .. } | Rule::Decay { .. });
                let scorecard = if place < of_fit { "fit" } else { "intent" };
                let own = infos.iter().find(|info| {
                    *info.icp == *icp.id && info.scorecard == scorecard && *info.id == *criterion.id
                });
                let reads = own.map(|info| &*info.attributes).unwrap_or_default();
                let reads = reads
                    .iter()
                    .filter_map(|name| attributes.iter().position(|known| *known.name == **name))
                    .collect();
                CriterionShape { varies, reads, edge: Edge::of_criterion(attributes, criterion) }
            });
            let exclusions = model.definition().exclusions.iter().chain(&icp.exclusions);
            IcpShape {
                criteria: each.collect(),
                of_fit,
                exclusions: exclusions.map(|one| Edge::of_exclusion(attributes, one)).collect(),
            }
        };
        Self { icps: (0..model.icps().count()).map(icp).collect(), attributes: attributes.len() }
    }

    /// The edges of the exclusions and of the criteria of an icp.
    pub(super) fn edges(model: &'m Model, at: usize) -> Edges<'m> {
        let icp = Self::new(model).icps.into_iter().nth(at).unwrap_or_default();
        (icp.exclusions, icp.criteria.into_iter().map(|one| one.edge).collect())
    }
}
