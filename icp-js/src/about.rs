//! The description of a model that a package receives when it opens it, as JSON: names, icps, attributes, and the
//! texts behind the numbers of a score.

use icp_core::account::AccountLimit;
use icp_core::model::AttributeInfo;
use icp_core::{IcpStatus, Model};

use crate::json::{attribute, object};

/// The statuses by their numbers.
pub(crate) const STATUSES: [IcpStatus; 4] =
    [IcpStatus::Qualified, IcpStatus::Unqualified, IcpStatus::Disqualified, IcpStatus::InsufficientData];

/// The keys under which the model reads values, attribute by attribute, in the order in which they are tried, and those of
/// objects in which it reads some.
pub(crate) fn names(model: &Model) -> Vec<Box<str>> {
    let of = |attribute: AttributeInfo<'_>| -> Vec<Box<str>> { attribute.names().map(Box::from).collect() };
    let mut names: Vec<Box<str>> =
        model.attributes().flat_map(of).filter(|name| model.declares(name)).collect();
    for first in model.paths().iter().filter_map(|path| path.first()) {
        if !names.iter().any(|name| **name == **first) {
            names.push((*first).into());
        }
    }
    names
}

/// The name and the fingerprint of a model's source file.
pub(crate) fn source(model: &Model) -> String {
    let Some(source) = model.source() else { return "null".to_owned() };
    object(|json| {
        json.key("name").text(source.name());
        json.key("fingerprint").text(source.fingerprint());
    })
}

/// The description of a model for JavaScript, made when it is opened: its public properties, and the names that the
/// numbers in frames and scores stand for. Tiers and stages are those of each icp in priority order; a frame has
/// `names` by number, and of the objects at the beginning of `paths` only what these lead to; `limits` are in the order of [`AccountLimit::ALL`].
pub(crate) fn about(model: &Model, names: &[Box<str>]) -> String {
    let definitions = &model.definition().icps;
    let found = || model.icps().filter_map(|id| definitions.iter().find(|icp| *icp.id == *id));
    object(|json| {
        json.key("name").text(model.name());
        json.key("version").maybe(model.version());
        json.key("icps").list(|json| model.icps().for_each(|id| json.text(id)));
        json.key("attributes").list(|json| {
            for info in model.attributes() {
                json.object(|json| attribute(json, info));
            }
        });
        json.key("names").list(|json| names.iter().for_each(|name| json.text(name)));
        json.key("paths").list(|json| {
            for path in model.paths() {
                json.list(|json| path.iter().for_each(|key| json.text(key)));
            }
        });
        json.key("tiers").list(|json| {
            for icp in found() {
                json.list(|json| icp.fit.tiers.iter().for_each(|tier| json.text(&tier.id)));
            }
        });
        json.key("stages").list(|json| {
            for icp in found() {
                json.list(|json| icp.stages.iter().for_each(|stage| json.text(&stage.id)));
            }
        });
        json.key("statuses").list(|json| STATUSES.iter().for_each(|status| json.text(status.as_str())));
        json.key("limits").list(|json| AccountLimit::ALL.iter().for_each(|limit| json.whole(limit.most())));
    })
}
