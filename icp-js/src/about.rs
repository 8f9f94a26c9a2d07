use icp_core::model::{Icp, Tier};
use icp_core::{AccountLimit, AttributeInfo, IcpStatus, Model};
use serde::Serialize;

/// What JavaScript is told about a model when it is opened: what the model shows of itself, and what the numbers of
/// frames and scores stand for.
#[derive(Serialize)]
struct About<'a> {
    name: &'a str,
    version: Option<&'a str>,
    icps: Vec<&'a str>,
    attributes: Vec<AttributeInfo<'a>>,
    /// The names that are read from an account; a frame has them by number.
    names: &'a [Box<str>],
    /// For each icp in priority order.
    tiers: Vec<Vec<&'a str>>,
    stages: Vec<Vec<&'a str>>,
    statuses: [&'static str; 4],
    /// How far an account is converted, in the order of [`AccountLimit::ALL`].
    limits: [usize; 5],
}

/// The statuses by their numbers.
pub(crate) const STATUSES: [IcpStatus; 4] =
    [IcpStatus::Qualified, IcpStatus::Unqualified, IcpStatus::Disqualified, IcpStatus::InsufficientData];

/// The names under which the model reads values, attribute by attribute, in the order in which they are tried.
pub(crate) fn names(model: &Model) -> Vec<Box<str>> {
    let of = |attribute: AttributeInfo<'_>| -> Vec<Box<str>> {
        std::iter::once(attribute.name()).chain(attribute.aliases()).map(Box::from).collect()
    };
    model.attributes().flat_map(of).filter(|name| model.declares(name)).collect()
}

pub(crate) fn about(model: &Model, names: &[Box<str>]) -> String {
    let icps: Vec<&str> = model.icps().collect();
    let definitions = &model.definition().icps;
    let by_id = |id: &&str| definitions.iter().find(|icp| *icp.id == **id);
    let found: Vec<&Icp> = icps.iter().filter_map(by_id).collect();
    let about = About {
        name: model.name(),
        version: model.version(),
        attributes: model.attributes().collect(),
        names,
        tiers: found.iter().map(|icp| icp.fit.tiers.iter().map(|tier: &Tier| &*tier.id).collect()).collect(),
        stages: found.iter().map(|icp| icp.stages.iter().map(|stage| &*stage.id).collect()).collect(),
        statuses: STATUSES.map(IcpStatus::as_str),
        limits: AccountLimit::ALL.map(AccountLimit::most),
        icps,
    };
    // Texts and finite numbers only: writing to memory cannot fail.
    serde_json::to_string(&about).unwrap_or_default()
}
