//! The tables of a report on one card, in their order.

use super::part::Part;
use super::{bands, build};
use crate::from_model::LeftOut;

/// The tables on one card.
pub(super) fn parts(subject: &build::Subjects<'_>, left: &LeftOut) -> Vec<Part> {
    let mut parts = Vec::new();
    parts.extend(build::tiers(subject.learned));
    parts.extend(bands::criteria(subject));
    parts.extend(bands::pairs(subject));
    parts.extend(bands::exclusions(subject));
    parts.extend(build::time(subject.learned));
    parts.push(build::columns(subject, left));
    parts
}
