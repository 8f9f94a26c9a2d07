//! The criteria and tiers that a name means, and the mistake where it means none.

use crate::draft::{Limits, Mistake};
use crate::error::{Code, ModelError, message, quoted, suggestion};
use crate::model::{Definition, Scorecard};
use crate::source::Path;

/// A scorecard of a definition.
pub(super) struct Card<'d> {
    pub(super) icp: Box<str>,
    /// `fit` or `intent`.
    pub(super) name: &'static str,
    pub(super) path: Path,
    pub(super) card: &'d mut Scorecard,
}

/// The scorecards that a name speaks of, `id` or `icp/id`, and the id.
pub(super) fn cards<'d, 'n>(definition: &'d mut Definition, name: &'n str) -> (Vec<Card<'d>>, &'n str) {
    let has_slash = |icp: &str| name.strip_prefix(icp).and_then(|rest| rest.strip_prefix('/'));
    let own = definition.icps.iter().find_map(|icp| Some((icp.id.clone(), has_slash(&icp.id)?)));
    let id = own.as_ref().map_or(name, |(_, id)| id);
    let mut found = Vec::new();
    for (at, icp) in definition.icps.iter_mut().enumerate() {
        if own.as_ref().is_some_and(|(of, _)| *of != icp.id) {
            continue;
        }
        let path = Path::root().key("icps").index(at);
        let (fit, intent) = (&mut icp.fit, icp.intent.as_mut());
        found.push(Card { icp: icp.id.clone(), name: "fit", path: path.key("fit"), card: fit });
        found.extend(intent.map(|card| Card {
            icp: icp.id.clone(),
            name: "intent",
            path: path.key("intent"),
            card,
        }));
    }
    (found, id)
}

/// The mistake of a name that no scorecard has.
pub(super) fn unknown(noun: &str, name: &str, known: &[Box<str>]) -> ModelError {
    let mut mistake = Mistake::new(
        Code::UnknownReference,
        0,
        Path::root().key("icps"),
        None,
        message!("no scorecard has a {noun} {}", quoted(name)),
    );
    if let Some(near) = suggestion(name, known.iter().map(|id| &**id)) {
        mistake.help(message!("did you mean `{near}`?"));
    }
    refused(mistake)
}

/// One mistake as an error.
pub(super) fn refused(mistake: Mistake) -> ModelError {
    Mistake::refuse(vec![mistake], None, &Limits::default())
}
