use icp_core::model::Icp;
use icp_core::{AccountLimit, AttributeInfo, IcpStatus, Model};

use crate::json::{attribute, list, object, quoted};

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

/// What JavaScript is told about a model when it is opened: what the model shows of itself, and what the numbers of
/// frames and scores stand for. Tiers and stages are those of each icp in priority order; a frame has `names` by number;
/// `limits` are in the order of [`AccountLimit::ALL`].
pub(crate) fn about(model: &Model, names: &[Box<str>]) -> String {
    let definitions = &model.definition().icps;
    let found = || model.icps().filter_map(|id| definitions.iter().find(|icp| *icp.id == *id));
    let tiers = |icp: &Icp| list(&mut icp.fit.tiers.iter().map(|tier| quoted(&tier.id)));
    let stages = |icp: &Icp| list(&mut icp.stages.iter().map(|stage| quoted(&stage.id)));
    object(|json| {
        json.text("name", model.name());
        json.maybe("version", model.version());
        json.list("icps", &mut model.icps().map(quoted));
        json.list("attributes", &mut model.attributes().map(attribute));
        json.list("names", &mut names.iter().map(|name| quoted(name)));
        json.list("tiers", &mut found().map(tiers));
        json.list("stages", &mut found().map(stages));
        json.list("statuses", &mut STATUSES.iter().map(|status| quoted(status.as_str())));
        json.list("limits", &mut AccountLimit::ALL.iter().map(|limit| limit.most().to_string()));
    })
}
