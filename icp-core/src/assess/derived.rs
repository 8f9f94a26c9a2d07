//! Numbers that formulas made from others, with the inputs that went in.

use crate::model::{Definition, Formula};

/// A number that a formula made from others.
///
/// In JSON: `{"attribute": "per_head", "formula": "arr / employees", "inputs": {"arr": 600.0, "employees": 3.0},
/// "value": 200.0}`; a number that is missing is `null`.
///
/// ```
/// use icp_core::{Account, Date, Model};
/// let model = Model::from_json(r#"{
///     "format": "icp/1", "name": "demo",
///     "attributes": {"arr": {"type": "number"}, "employees": {"type": "number"},
///                    "per_head": {"formula": "arr / employees"}},
///     "icps": [{"id": "smb", "fit": {
///         "criteria": [{"id": "lean", "fit": {"per_head": {"gt": 100}}}], "tiers": [{"id": "A"}]}}]}"#)?;
/// let account = Account::from_json(r#"{"arr": 600, "employees": 3}"#)?;
/// let assessment = model.assess(&account, Date::new(2026, 11, 21).unwrap())?;
/// assert_eq!(assessment.derived[0].value, Some(200.0));
/// assert_eq!(assessment.derived[0].inputs[1], ("employees".to_owned(), Some(3.0)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct DerivedNote {
    /// The attribute that it gives.
    pub attribute: String,
    /// The formula as written.
    pub formula: String,
    /// The attributes in it, in the order in which they appear, with their numbers.
    pub inputs: Vec<(String, Option<f64>)>,
    /// The result; `None` when a number is missing, a divisor is zero, or it is not finite.
    pub value: Option<f64>,
}

/// Every formula of the model with its numbers. `numbers` has one for each attribute, NaN when missing.
pub(super) fn derived(definition: &Definition, numbers: &[f64]) -> Vec<DerivedNote> {
    let number = |at: usize| numbers.get(at).copied().filter(|number| !number.is_nan());
    let name = |at: usize| definition.attributes.get(at).map(|attribute| attribute.name.to_string());
    let attributes = definition.attributes.iter().enumerate();
    attributes
        .filter_map(|(at, attribute)| {
            let (text, formula) = attribute.formula.as_ref()?;
            let mut inputs = Vec::new();
            operands(formula, &mut inputs);
            Some(DerivedNote {
                attribute: attribute.name.to_string(),
                formula: text.to_string(),
                inputs: inputs.into_iter().filter_map(|at| Some((name(at)?, number(at)))).collect(),
                value: number(at),
            })
        })
        .collect()
}

/// The attributes of a formula, each once.
fn operands(formula: &Formula, out: &mut Vec<usize>) {
    match formula {
        Formula::Number(_) => {}
        Formula::Attribute(attribute) => {
            if !out.contains(attribute) {
                out.push(*attribute);
            }
        }
        Formula::Negative(inner) => operands(inner, out),
        Formula::Binary(_, left, right) => {
            operands(left, out);
            operands(right, out);
        }
    }
}
