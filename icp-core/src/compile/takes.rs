//! Which attributes may be known in part: as an interval, or as having no value. Formulas pass it on.

use crate::model::{Attribute, Blank, Definition, Range, Written};
use crate::plan::{Derived, Takes};
use crate::value::AttributeType;

/// Which values each attribute may have beside those of its type.
pub(super) fn takes(definition: &Definition, formulas: &[Derived]) -> Vec<Takes> {
    let mut takes: Vec<Takes> = definition.attributes.iter().map(own).collect();
    // Each comes after those in it.
    for derived in formulas {
        // A count of events is 0 where there are none.
        let counted = |at: &u32| {
            definition.attributes.get(*at as usize).is_some_and(|one| one.kind == AttributeType::Events)
        };
        let of = |at: &u32| {
            if counted(at) { Takes::default() } else { takes.get(*at as usize).copied().unwrap_or_default() }
        };
        let all = derived.inputs.iter().map(of).fold(Takes::default(), |all, one| Takes {
            intervals: all.intervals | one.intervals,
            none: all.none | one.none,
        });
        if let Some(place) = takes.get_mut(derived.attribute as usize) {
            *place = all;
        }
    }
    takes
}

/// The values that the keys of an attribute let in.
fn own(attribute: &Attribute) -> Takes {
    let intervals = match &attribute.written {
        Some(Written::Number(number)) => number.range == Some(Range::Interval),
        Some(Written::Date(_) | Written::Bool(_) | Written::Json | Written::Digits | Written::Domain)
        | None => false,
    };
    Takes { intervals, none: attribute.blank == Some(Blank::None) }
}
