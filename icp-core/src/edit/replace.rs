//! Weights, bounds of tiers and the version, set anew.

use super::place::{cards, refused, unknown};
use crate::draft::Mistake;
use crate::error::{Code, ModelError, message};
use crate::model::{Definition, Edits, Unit};
use crate::source::Path;
use crate::value::{Micro, float_text};

/// Makes the changes.
pub(super) fn replace(definition: &mut Definition, changes: &Edits) -> Result<(), ModelError> {
    if let Some(version) = &changes.version {
        definition.version = Some(version.as_str().into());
    }
    for (name, weight) in &changes.weights {
        let (found, id) = cards(definition, name);
        let (mut known, mut is_found) = (Vec::new(), false);
        for of in found {
            for (at, criterion) in of.card.criteria.iter_mut().enumerate() {
                known.push(criterion.id.clone());
                if *criterion.id != *id {
                    continue;
                }
                is_found = true;
                let path = of.path.key("criteria").index(at);
                let weight = exact(*weight, &path.key("weight"))?;
                if criterion.unit == Unit::Points {
                    let message =
                        message!("criterion `{id}` counts in points, so it has no weight of its own");
                    let mistake = Mistake::new(Code::Conflict, 0, path, None, message);
                    return Err(refused(mistake.with_help("change its points in the document")));
                }
                criterion.weight = weight;
                match of.card.weights.iter_mut().find(|(of, _)| **of == *id) {
                    Some((_, written)) => *written = weight,
                    None => {
                        if let Some(uses) = &mut criterion.uses {
                            (uses.weight, uses.scaled) = (true, None);
                        }
                    }
                }
            }
        }
        if !is_found {
            return Err(unknown("criterion", name, &known));
        }
    }
    for (name, from) in &changes.tiers {
        let (found, id) = cards(definition, name);
        let (mut known, mut is_found) = (Vec::new(), false);
        for of in found {
            for (at, tier) in of.card.tiers.iter_mut().enumerate() {
                known.push(tier.id.clone());
                if *tier.id == *id {
                    is_found = true;
                    tier.from = Some(exact(*from, &of.path.key("tiers").index(at).key("from"))?);
                }
            }
        }
        if !is_found {
            return Err(unknown("tier", name, &known));
        }
    }
    Ok(())
}

/// The decimal of six places that a number is, or was meant as.
fn exact(value: f64, path: &Path) -> Result<Micro, ModelError> {
    Micro::from_f64(value).or_else(|| Micro::near(value)).ok_or_else(|| {
        let message = message!("a number must have at most six decimals, found {}", float_text(value));
        refused(Mistake::new(Code::Precision, 0, path.clone(), None, message))
    })
}
