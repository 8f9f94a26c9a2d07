//! Scores as explanations show them: never on the other side of a tier's bound than they are. The command's table shows
//! scores by the same rule (`among`).

use crate::assess::CardAssessment;
use crate::page::number::decimals;
pub(super) use crate::page::number::{input, interval, percent, plain};
use crate::value::parse_number;

/// A score of a scorecard: see [`among`].
pub(super) fn score(card: &CardAssessment, value: f64) -> String {
    among(&card.note.tiers.iter().filter_map(|tier| tier.from), value)
}

/// A score among the lower bounds of tiers: [`plain`], with more decimals where rounding would lift it into
/// another tier or drop it out of its own.
pub(crate) fn among(bounds: &(impl Iterator<Item = f64> + Clone), value: f64) -> String {
    let same_side = |text: &String| {
        let shown = parse_number(text).unwrap_or(value);
        bounds.clone().all(|from| (value >= from) == (shown >= from))
    };
    (2..=6).map(|places| decimals(value, places)).find(same_side).unwrap_or_else(|| plain(value))
}
